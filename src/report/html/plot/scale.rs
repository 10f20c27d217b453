//! From values to places on an axis, and the round values at which an axis is labelled.

use crate::random::math::ln;

use super::super::super::number::magnitude;

/// An axis from its lowest to its highest value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::report::html) enum Scale {
    /// Equal steps are equally far apart.
    Linear {
        /// Lowest value.
        low: f64,
        /// Highest value.
        high: f64,
    },
    /// Equal ratios are equally far apart; values are positive.
    Log {
        /// Lowest value.
        low: f64,
        /// Highest value.
        high: f64,
    },
}

impl Scale {
    /// A linear axis that holds `values` with some air, ending at round values.
    pub fn holding(values: impl IntoIterator<Item = f64>, about: usize) -> Scale {
        let (low, high) = extent(values);
        // A flat line still gets an axis: around its value, or from 0 to 1 around nothing.
        let range = if high - low > high.abs() * 1e-9 { high - low } else { high.abs().max(1.0) * 0.1 };
        let ends = |step: f64| ((low / step).floor() * step, (high / step).ceil() * step);
        let (first, last) = ends(round_step(range, about));
        // Rounding may have made the axis too long for its step; the labels will use the next one.
        let step = round_step(last - first, about);
        let (first, last) = ends(step);
        if first < last {
            Scale::Linear { low: first, high: last }
        } else {
            Scale::Linear { low: first - step, high: last + step }
        }
    }

    /// Where `value` lies: 0 at the low end, 1 at the high end; values beyond an end lie on it.
    pub fn place(self, value: f64) -> f64 {
        let place = match self {
            Scale::Linear { low, high } => (value - low) / (high - low),
            Scale::Log { low, high } => ln(value.max(low) / low) / ln(high / low),
        };
        if place.is_finite() { place.clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Round values to label, about as many as asked for.
    pub fn ticks(self, about: usize) -> Vec<f64> {
        match self {
            Scale::Linear { low, high } if low < high => {
                let step = round_step(high - low, about);
                let first = (low / step - 1e-9).ceil() as i64;
                let last = (high / step + 1e-9).floor() as i64;
                (first..=last.min(first.saturating_add(50))).map(|index| index as f64 * step).collect()
            }
            Scale::Linear { low, .. } => vec![low],
            Scale::Log { low, high } => {
                let decades = magnitude(low)..=magnitude(high);
                decades.map(|power| 10.0_f64.powi(power)).filter(|value| *value >= low).collect()
            }
        }
    }
}

/// The lowest and the highest of the finite values; 0 and 1 where there are none.
pub(super) fn extent(values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let finite = values.into_iter().filter(|value| value.is_finite());
    let (low, high) = finite
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low <= high { (low, high) } else { (0.0, 1.0) }
}

/// The step of 1, 2 or 5 times a power of ten that cuts `range` into at most `about` parts.
fn round_step(range: f64, about: usize) -> f64 {
    let raw = range / about.max(1) as f64;
    let power = 10.0_f64.powi(magnitude(raw));
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|step| step * power >= raw * 0.999).unwrap_or(10.0);
    step * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_within_the_axis() {
        assert_eq!(
            Scale::Linear { low: 0.0, high: 1.0 }.ticks(5),
            [0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]
        );
        assert_eq!(Scale::Log { low: 1.0, high: 2000.0 }.ticks(5), [1.0, 10.0, 100.0, 1000.0]);
        assert_eq!(Scale::holding([48.3, 61.2], 6), Scale::Linear { low: 45.0, high: 65.0 });
    }

    #[test]
    fn an_axis_of_one_value_or_of_none_still_has_a_width() {
        let nothing = Scale::Linear { low: 0.0, high: 0.0 };
        for scale in [Scale::holding([5.0], 4), Scale::holding([], 4), Scale::holding([0.0, 0.0], 4), nothing]
        {
            assert!((0.0..=1.0).contains(&scale.place(5.0)));
            assert!((1..20).contains(&scale.ticks(4).len()), "{:?} {:?}", scale, scale.ticks(4));
        }
    }
}
