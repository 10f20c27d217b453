//! Numbers as people read them: shares as percent, thousands apart, as many decimals as the noise leaves meaningful.

/// How the numbers of one metric are written, in one table column or on one axis.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Format {
    factor: f64,
    decimals: usize,
    /// Unit of a level as printed, such as `%` or `M EUR`.
    pub unit: String,
    /// Unit of a difference as printed: percentage points (`pp`) for shares.
    pub difference_unit: String,
}

impl Format {
    /// The format in which `values` (each with the half width of its interval, where known) are best read.
    pub fn fitting(
        unit: &str,
        currency: &str,
        values: impl IntoIterator<Item = (f64, Option<f64>)>,
    ) -> Format {
        Format::scaled(unit, currency, None, values)
    }

    /// The same with money in the unit that suits the amount `scale`, so that all figures of a metric have the same one.
    pub fn scaled(
        unit: &str,
        currency: &str,
        scale: Option<f64>,
        values: impl IntoIterator<Item = (f64, Option<f64>)>,
    ) -> Format {
        let (mut largest, mut widest, mut narrowest) = (0.0_f64, 0.0_f64, f64::INFINITY);
        for (value, half) in values {
            largest = largest.max(value.abs());
            for half in half.into_iter().filter(|half| *half > 0.0) {
                (widest, narrowest) = (widest.max(half), narrowest.min(half));
            }
        }
        let scale = scale.unwrap_or(largest);
        let (factor, printed, fewest, most) = match unit {
            "share" => (100.0, "%".to_owned(), 1, if largest < 0.001 { 3 } else { 2 }),
            "currency" if scale >= 1e7 => (1e-6, format!("M {currency}"), 2, 2),
            "currency" if scale >= 1e5 => (1e-3, format!("k {currency}"), 0, 1),
            "currency" => (1.0, currency.to_owned(), 0, if largest < 100.0 { 2 } else { 0 }),
            "points" => (1.0, unit.to_owned(), 1, 2),
            "s" => (1.0, unit.to_owned(), 0, 2),
            "agents" => (1.0, unit.to_owned(), 0, 2),
            _ => (1.0, unit.to_owned(), 0, 4),
        };
        let largest = largest * factor;
        let resolution = if widest > 0.0 { widest * factor } else { largest * 0.02 };
        let wanted = -magnitude(resolution / 2.0);
        // One decimal more where the narrowest interval would read as none.
        let lost = narrowest * factor < 0.5 * 10.0_f64.powi(-wanted);
        let room = (4 - magnitude(largest).max(0)).max(0);
        let decimals = (wanted + i32::from(lost)).clamp(fewest, most).min(room) as usize;
        let difference_unit = if unit == "share" { "pp".to_owned() } else { printed.clone() };
        Format { factor, decimals, unit: printed, difference_unit }
    }

    /// The same format with as few decimals as `step` apart values need: for the labels of an axis.
    pub fn for_steps_of(&self, step: f64) -> Format {
        let decimals = (-magnitude(step * self.factor * 1.000_001)).clamp(0, 4) as usize;
        Format { decimals, ..self.clone() }
    }

    /// A level: `1,234` or `12.3`.
    pub fn value(&self, value: f64) -> String {
        grouped(value * self.factor, self.decimals)
    }

    /// A difference, its sign always shown: `+1.2`.
    pub fn signed(&self, value: f64) -> String {
        let text = self.value(value);
        if text.starts_with('-') || !text.contains(|digit: char| ('1'..='9').contains(&digit)) {
            text
        } else {
            format!("+{text}")
        }
    }

    /// The half width of an interval: `±0.1`; one that rounds to nothing is not nothing: `±<0.1`.
    pub fn half_width(&self, half: f64) -> String {
        let text = self.value(half.abs());
        let is_lost = half != 0.0 && !text.contains(|digit: char| ('1'..='9').contains(&digit));
        if is_lost {
            format!("±<{}", grouped(10.0_f64.powi(-(self.decimals as i32)), self.decimals))
        } else {
            format!("±{text}")
        }
    }

    /// A level with its unit: `12.3 %`.
    pub fn with_unit(&self, value: f64) -> String {
        format!("{} {}", self.value(value), self.unit).trim_end().to_owned()
    }

    /// A difference with its unit: `+1.2 pp`.
    pub fn signed_with_unit(&self, value: f64) -> String {
        format!("{} {}", self.signed(value), self.difference_unit).trim_end().to_owned()
    }

    /// An interval of differences: `+1.2 to +1.4`.
    pub fn signed_range(&self, low: f64, high: f64) -> String {
        format!("{} to {}", self.signed(low), self.signed(high))
    }
}

/// `value` with `decimals` decimals and commas between thousands; a zero never carries a minus sign.
pub(crate) fn grouped(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "-".to_owned();
    }
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) =
        plain.split_once('.').map_or((plain.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::with_capacity(plain.len() + plain.len() / 3 + 1);
    if value < 0.0 && plain.contains(|digit: char| ('1'..='9').contains(&digit)) {
        text.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// The power of ten a number begins with: 2 for 345, -3 for 0.0071; 0 for zero. Exact, unlike a logarithm.
pub(crate) fn magnitude(value: f64) -> i32 {
    let scientific = format!("{value:e}");
    let power = scientific.split_once('e').and_then(|(_, power)| power.parse().ok());
    power.unwrap_or(0)
}

/// A plain input value with up to four significant digits: `0.36`, `120`, `1.5`.
pub(crate) fn short(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return grouped(value, 0);
    }
    let decimals = (3 - magnitude(value)).clamp(0, 8) as usize;
    let text = grouped(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format_of(unit: &str, value: f64, half: Option<f64>) -> Format {
        Format::fitting(unit, "EUR", [(value, half)])
    }

    #[test]
    fn shares_are_percent_and_their_differences_percentage_points() {
        let format = format_of("share", 0.1234, Some(0.004));
        assert_eq!(format.with_unit(0.1234), "12.3 %");
        assert_eq!(format.signed_with_unit(-0.0211), "-2.1 pp");
        assert_eq!(format.half_width(0.004), "±0.4");
        assert_eq!(format.half_width(0.0001), "±<0.1");
        assert_eq!(format.half_width(0.0), "±0.0");
        assert_eq!(format_of("share", 0.1234, Some(0.0003)).value(0.1234), "12.34");
    }

    #[test]
    fn money_is_scaled_and_thousands_stand_apart() {
        assert_eq!(format_of("currency", 12_345_678.0, None).with_unit(12_345_678.0), "12.35 M EUR");
        assert_eq!(format_of("currency", 345_678.0, Some(2_000.0)).with_unit(345_678.0), "346 k EUR");
        let like = |scale: f64| Format::scaled("currency", "EUR", Some(scale), [(12_345_678.0, None)]);
        assert_eq!(like(4_000.0).with_unit(12_345_678.0), "12,345,678 EUR", "as its differences are written");
        assert_eq!(like(400_000.0).with_unit(12_345_678.0), "12,346 k EUR");
        assert_eq!(format_of("currency", 4_321.0, None).with_unit(4_321.4), "4,321 EUR");
        assert_eq!(format_of("contacts", 1_634_210.0, Some(900.0)).value(1_634_210.4), "1,634,210");
    }

    #[test]
    fn zero_has_no_sign_and_what_is_not_finite_is_a_dash() {
        let format = format_of("points", 1.0, Some(0.3));
        assert_eq!(format.signed(-0.004), "0.0");
        assert_eq!(format.signed(0.0), "0.0");
        assert_eq!(format.value(f64::NAN), "-");
        assert_eq!(short(0.36), "0.36");
        assert_eq!(short(1200.0), "1,200");
        assert_eq!(short(-0.02), "-0.02");
    }
}
