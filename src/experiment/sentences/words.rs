//! Numbers as they stand in sentences: points with a decimal, shares as percentage points, money in thousands.

use crate::metrics::Entry;

/// What one unit of a metric's difference is called, and how many of its units make one.
struct Spoken {
    factor: f64,
    one: String,
    many: String,
    decimals: usize,
}

/// How a difference of this metric is spoken of.
fn spoken(entry: &Entry, currency: &str) -> Spoken {
    let (factor, one, many, decimals) = match entry.unit {
        "share" => (100.0, "percentage point", "percentage points", 1),
        "points" => (1.0, "point", "points", 1),
        "currency" => (1.0, currency, currency, 0),
        "s" => (1.0, "second", "seconds", 1),
        unit => (1.0, unit, unit, 1),
    };
    Spoken { factor, one: one.to_string(), many: many.to_string(), decimals }
}

/// The size of a difference without its sign, with its unit: `2.1 points`.
pub(in crate::experiment) fn size(entry: &Entry, difference: f64, currency: &str) -> String {
    let spoken = spoken(entry, currency);
    let number = number(entry, difference, currency);
    let unit = if number == "1" || number == "1.0" { spoken.one } else { spoken.many };
    format!("{number} {unit}")
}

/// The size of a difference without sign and unit.
pub(in crate::experiment) fn number(entry: &Entry, difference: f64, currency: &str) -> String {
    let spoken = spoken(entry, currency);
    let value = difference.abs() * spoken.factor;
    if spoken.decimals == 0 {
        return amount(value);
    }
    // Small differences keep one more decimal, so that they do not read as none.
    let decimals = spoken.decimals + usize::from(value < 0.995);
    format!("{value:.decimals$}")
}

/// A difference with its sign and unit: `+2.1 points`.
pub(in crate::experiment) fn signed(entry: &Entry, difference: f64, currency: &str) -> String {
    format!("{}{}", sign(difference), size(entry, difference, currency))
}

/// A range of differences, signed, the unit once: `+1.9 to +2.3 points`.
pub(in crate::experiment) fn range(entry: &Entry, low: f64, high: f64, currency: &str) -> String {
    format!("{}{} to {}", sign(low), number(entry, low, currency), signed(entry, high, currency))
}

/// An amount of money or a count in three or four digits: `420`, `12,300`, `1.24 million`.
pub(in crate::experiment) fn amount(value: f64) -> String {
    let value = value.abs();
    if value >= 999_500.0 {
        return format!("{:.2} million", value / 1e6);
    }
    let step = if value >= 10_000.0 { 100.0 } else { 1.0 };
    let whole = format!("{:.0}", (value / step).round() * step);
    match whole.len() {
        0..=3 => whole,
        length => format!("{},{}", &whole[..length - 3], &whole[length - 3..]),
    }
}

/// `+`, a minus sign, or nothing for zero.
fn sign(value: f64) -> &'static str {
    if value > 0.0 {
        "+"
    } else if value < 0.0 {
        "-"
    } else {
        ""
    }
}

/// The items as a list in a sentence: `a, b and c`.
pub(in crate::experiment) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The confidence in percent: `95 %`.
pub(in crate::experiment) fn percent(confidence: f64) -> String {
    let percent = (confidence * 1e6).round() / 1e4;
    format!("{percent} %")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Metric;

    #[test]
    fn differences_are_spoken_in_the_units_planners_use() {
        let points = Metric::SatisfactionCohort.entry();
        let share = Metric::ChurnAnnual.entry();
        let money = Metric::Profit.entry();
        assert_eq!(signed(points, 2.14, "EUR"), "+2.1 points");
        assert_eq!(signed(points, 1.0, "EUR"), "+1.0 point");
        assert_eq!(signed(share, -0.0123, "EUR"), "-1.2 percentage points");
        assert_eq!(signed(share, 0.0004, "EUR"), "+0.04 percentage points");
        assert_eq!(signed(money, -1_240_000.0, "EUR"), "-1.24 million EUR");
        assert_eq!(range(money, 12_345.0, 14_000.0, "EUR"), "+12,300 to +14,000 EUR");
    }

    #[test]
    fn amounts_keep_three_or_four_digits() {
        assert_eq!(amount(420.4), "420");
        assert_eq!(amount(9_876.0), "9,876");
        assert_eq!(amount(98_765.0), "98,800");
        assert_eq!(amount(999_700.0), "1.00 million");
    }

    #[test]
    fn lists_read_as_english() {
        let items = |text: &str| text.split(' ').map(str::to_string).collect::<Vec<_>>();
        assert_eq!(list(&items("a")), "a");
        assert_eq!(list(&items("a b c")), "a, b and c");
        assert_eq!(percent(0.95), "95 %");
        assert_eq!(percent(0.999), "99.9 %");
    }
}
