//! From segments to a total: a mean of the segments' indices by stated shares.
//!
//! A total is a share-weighted mean of a *stated* partition and so lies between its parts; a total that does not, or that
//! moves against all of its parts, compares different mixes (Simpson 1951). [`feasible_shares`] says which mixes can give a
//! printed total at all.

use crate::metrics::problem::MetricProblem;
use crate::statistics::Estimate;

/// A segment's index and its share of the total.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Name of the segment (or firm).
    pub name: String,
    /// Share of customers or revenue, of any unit; shares are normalised.
    pub share: f64,
    /// Its index, from a sample of its own.
    pub index: Estimate,
}

/// `sum(share * index) / sum(share)` with known shares and independent samples: `SE^2 = sum(share^2 SE^2)`, degrees of
/// freedom by Satterthwaite (1946). Source: the roll-up of the American index, Fornell et al. (1996).
pub fn total(parts: &[Part]) -> Result<Estimate, MetricProblem> {
    let named: Vec<(String, f64)> = parts.iter().map(|part| (part.name.clone(), part.share)).collect();
    let shares = super::tree::normalised(&named)?;
    let (mut value, mut variance, mut spread) = (0.0, 0.0, 0.0);
    for (part, share) in parts.iter().zip(shares) {
        value += share * part.index.value;
        let of = (share * part.index.standard_error).powi(2);
        variance += of;
        spread += of * of / part.index.degrees_of_freedom;
    }
    Ok(Estimate {
        value,
        standard_error: variance.sqrt(),
        degrees_of_freedom: if spread > 0.0 { variance * variance / spread } else { f64::INFINITY },
        n: parts.iter().map(|part| part.index.n).sum(),
    })
}

/// A change of a total, split.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MixSplit {
    /// What the segments' own changes account for, at the mean of both mixes.
    pub within: f64,
    /// What the change of the mix accounts for, at the mean of both indices.
    pub mix: f64,
}

/// Splits the change of a total between two waves of the same segments, `(share, index)` each, into `within + mix`,
/// exactly. Source: Kitagawa (1955), "Components of a difference between two rates". Shares are normalised per wave.
pub fn split_change(before: &[(f64, f64)], after: &[(f64, f64)]) -> Result<MixSplit, MetricProblem> {
    if before.len() != after.len() {
        let (given, needed) = (after.len(), before.len());
        return Err(MetricProblem::WrongNumber { what: "segments of the second wave", given, needed });
    }
    let shares = |wave: &[(f64, f64)]| {
        let named: Vec<(String, f64)> =
            wave.iter().enumerate().map(|(at, (share, _))| (format!("segment {at}"), *share)).collect();
        super::tree::normalised(&named)
    };
    let (first, second) = (shares(before)?, shares(after)?);
    let mut split = MixSplit { within: 0.0, mix: 0.0 };
    for (at, ((_, old), (_, new))) in before.iter().zip(after).enumerate() {
        split.within += 0.5 * (first[at] + second[at]) * (new - old);
        split.mix += (second[at] - first[at]) * 0.5 * (old + new);
    }
    Ok(split)
}

/// For each of the segments' `indices`, the smallest and largest share it can have in a mix whose total is `total` (within
/// `rounding` either way); `None` when no mix gives the total.
///
/// The shares that give a total form a polygon whose corners have at most two segments, so the range of a share is found
/// among the pairs.
pub fn feasible_shares(indices: &[f64], total: f64, rounding: f64) -> Option<Vec<(f64, f64)>> {
    let ends = [total - rounding, total + rounding];
    let mut ranges: Vec<Option<(f64, f64)>> = vec![None; indices.len()];
    let mut widen = |at: usize, share: f64| {
        let range = ranges[at].get_or_insert((share, share));
        *range = (range.0.min(share), range.1.max(share));
    };
    for (a, &of_a) in indices.iter().enumerate() {
        if ends[0] <= of_a && of_a <= ends[1] {
            (0..indices.len()).for_each(|at| widen(at, f64::from(u8::from(at == a))));
        }
        for (b, &of_b) in indices.iter().enumerate().skip(a + 1) {
            for end in ends {
                let share = (end - of_b) / (of_a - of_b);
                if (0.0..=1.0).contains(&share) {
                    for at in 0..indices.len() {
                        widen(
                            at,
                            if at == a {
                                share
                            } else if at == b {
                                1.0 - share
                            } else {
                                0.0
                            },
                        );
                    }
                }
            }
        }
    }
    ranges.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, share: f64, value: f64, standard_error: f64) -> Part {
        let index = Estimate { value, standard_error, degrees_of_freedom: 99.0, n: 100 };
        Part { name: name.to_string(), share, index }
    }

    #[test]
    fn a_total_weighs_its_parts() {
        let of = total(&[part("contract", 3.0, 68.0, 1.0), part("prepaid", 1.0, 64.0, 2.0)]).expect("shares");
        assert_eq!(of.value, 67.0);
        assert!((of.standard_error - (0.5625f64 + 0.25).sqrt()).abs() < 1e-14);
        assert_eq!(of.n, 200);
        assert!(total(&[]).is_err());
        assert!(total(&[part("a", -1.0, 1.0, 1.0)]).is_err());
    }

    #[test]
    fn a_change_of_the_mix_alone_is_no_change_within() {
        let split = split_change(&[(0.5, 70.0), (0.5, 60.0)], &[(0.2, 70.0), (0.8, 60.0)]).expect("segments");
        assert!(split.within.abs() < 1e-12 && (split.mix + 3.0).abs() < 1e-12);
        // Both segments rise, the total falls.
        let split = split_change(&[(0.9, 70.0), (0.1, 50.0)], &[(0.4, 72.0), (0.6, 52.0)]).expect("segments");
        assert!((split.within - 2.0).abs() < 1e-12 && (split.within + split.mix + 8.0).abs() < 1e-12);
    }

    #[test]
    fn shares_that_can_give_a_printed_total() {
        // Three segments of 67.9, 63.31 and 69.1 with a total of 67: high-bill customers hold 20 to 36 %.
        let ranges = feasible_shares(&[67.9, 63.31, 69.1], 67.0, 0.0).expect("there is a mix");
        assert!(
            (ranges[1].0 - 0.9 / 4.59).abs() < 1e-12 && (ranges[1].1 - 2.1 / 5.79).abs() < 1e-12,
            "{ranges:?}"
        );
        assert_eq!(ranges[0].0, 0.0);
        assert_eq!(feasible_shares(&[60.0, 61.0], 67.0, 0.5), None);
        assert_eq!(feasible_shares(&[67.2, 80.0], 67.0, 0.5).map(|ranges| ranges[0].1), Some(1.0));
    }
}
