//! Quantiles of a sample, and the noise of quantiles pooled over replications.

use super::ratio::Linearised;

/// The quantile at `share` (0 to 1) of values sorted ascending: linear interpolation at the position
/// `(n - 1) * share`. `None` without values or with a share outside 0 to 1.
///
/// Source: Hyndman and Fan (1996), type 7, the default of R, NumPy and spreadsheets.
pub fn quantile_of_sorted(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    if !(0.0..=1.0).contains(&share) {
        return None;
    }
    let position = last as f64 * share;
    let below = (position.floor() as usize).min(last);
    let above = (below + 1).min(last);
    let part = position - below as f64;
    let (low, high) = (sorted[below], sorted[above]);
    Some(if low == high { low } else { low + part * (high - low) })
}

/// [`quantile_of_sorted`] of values in any order.
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    quantile_of_sorted(&sorted, share)
}

/// A quantile of all observations pooled, with the replications' own quantiles as its linearised values.
///
/// This is sectioning with one section per replication (Asmussen and Glynn 2007, *Stochastic Simulation*, section
/// III.5; Nakayama 2014): the point estimate has the small bias of the whole, the spread comes from the sections. The
/// spread is taken about the sections' own mean, as everywhere here, so that a deviation means the same for every
/// estimate; about the pooled value it would be larger by the square of the sections' bias.
pub fn sectioned(pooled: f64, of_replications: Vec<f64>) -> Linearised {
    Linearised { estimate: pooled, values: of_replications }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::interval::Confidence;
    use crate::statistics::testing::assert_close;

    #[test]
    fn quantiles_agree_with_numpy() {
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0];
        for (share, expected) in
            [(0.0, 1.0), (0.1, 1.0), (0.25, 2.5), (0.5, 4.0), (0.9, 6.0), (0.95, 7.5), (1.0, 9.0)]
        {
            assert_close(quantile(&values, share).expect("values"), expected, 1e-14);
        }
    }

    #[test]
    fn one_value_is_every_quantile_and_none_has_none() {
        assert_eq!(
            (quantile(&[7.0], 0.0), quantile(&[7.0], 0.3), quantile(&[7.0], 1.0)),
            (Some(7.0), Some(7.0), Some(7.0))
        );
        assert_eq!(
            (quantile(&[], 0.5), quantile(&[1.0], 1.5), quantile(&[1.0], f64::NAN)),
            (None, None, None)
        );
    }

    #[test]
    fn infinite_values_do_not_become_undefined() {
        assert_eq!(quantile(&[1.0, f64::INFINITY, f64::INFINITY], 0.9), Some(f64::INFINITY));
    }

    #[test]
    fn the_interval_of_a_pooled_quantile_lies_around_the_pooled_value() {
        let summary = sectioned(10.2, vec![9.0, 10.0, 11.0]).summary(Confidence::NINETY_FIVE);
        assert_eq!((summary.mean, summary.sd, summary.n), (10.2, Some(1.0), 3));
        let interval = summary.interval.expect("three sections");
        assert_close(interval.high, 10.2 + 4.302_652_729_749_464 / 3.0f64.sqrt(), 1e-14);
    }
}
