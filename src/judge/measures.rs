//! Measures of a formula against its census value, with Monte Carlo standard errors clustered by population.
//!
//! Surveys of one population share its luck, so that the unit of noise is the population: every measure is computed
//! without each population in turn, and the spread of these values is the standard error (delete-one jackknife, Quenouille
//! 1956, Tukey 1958). Measures: Morris, White and Crowther (2019), "Using simulation studies to evaluate statistical
//! methods", Statistics in Medicine 38.

use super::record::FormulaRecord;
use super::result::{AgainstCensus, Measured};
use crate::statistics::{Confidence, moments, normal};

/// A measure of records of populations.
type Measure<'m> = &'m dyn Fn(&[&FormulaRecord]) -> Option<f64>;

/// A measure with its jackknife standard error.
pub(super) fn jackknifed(records: &[&FormulaRecord], measure: Measure) -> Option<Measured> {
    let value = measure(records).filter(|value| value.is_finite())?;
    let r = records.len();
    let without = |left_out: usize| {
        let rest: Vec<&FormulaRecord> = (0..r).filter(|&at| at != left_out).map(|at| records[at]).collect();
        measure(&rest)
    };
    let values: Option<Vec<f64>> = (0..r).map(without).collect();
    let mc_se = values.and_then(|values| {
        let spread = moments::variance(&values)?;
        // (r - 1) / r times the sum of squared deviations.
        Some((r as f64 - 1.0) * (spread / r as f64).sqrt())
    });
    Some(Measured { value, mc_se })
}

/// Every measure of a formula; `None` when no census value or no estimate exists.
pub(super) fn against_census(records: &[&FormulaRecord], confidence: Confidence) -> Option<AgainstCensus> {
    let z = normal::critical_value(confidence.miss());
    let of = |measure: Measure| jackknifed(records, measure);
    let truth = of(&truth)?;
    let truths: Vec<f64> = records.iter().filter_map(|record| record.census.as_ref().ok().copied()).collect();
    Some(AgainstCensus {
        truth,
        truth_sd: moments::standard_deviation(&truths),
        bias: of(&bias)?,
        relative_bias: if truth.value.abs() > 1e-3 {
            of(&|records| Some(bias(records)? / self::truth(records)?))
        } else {
            None
        },
        rmse: of(&|records| {
            mean_of(records, &|census, said| Some((said.estimate - census).powi(2))).map(f64::sqrt)
        })?,
        empirical_se: of(&empirical_se),
        se_ratio: of(&|records| {
            let claimed = mean_of(records, &|_, said| Some((said.interval?.width() / (2.0 * z)).powi(2)))?;
            let empirical = empirical_se(records).filter(|empirical| *empirical > 0.0)?;
            Some(claimed.sqrt() / empirical)
        }),
        coverage: of(&|records| {
            mean_of(records, &|census, said| Some(share(said.interval?.contains(census))))
        }),
        bias_eliminated_coverage: of(&|records| {
            let bias = bias(records)?;
            mean_of(records, &|census, said| Some(share(said.interval?.contains(census + bias))))
        }),
        process_coverage: of(&|records| {
            let process = self::truth(records)?;
            mean_of(records, &|_, said| Some(share(said.interval?.contains(process))))
        }),
        width: of(&mean_width),
        type_1_error: of(&|records| type_1_error(records, z)),
    })
}

fn share(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

/// Mean over all surveys of all populations of what exists.
pub(super) fn mean_of(
    records: &[&FormulaRecord],
    value: &dyn Fn(f64, &super::formula::Said) -> Option<f64>,
) -> Option<f64> {
    let (mut sum, mut n) = (0.0, 0u64);
    for (census, said) in records.iter().flat_map(|record| record.judged()) {
        if let Some(value) = value(census, said) {
            sum += value;
            n += 1;
        }
    }
    (n > 0).then(|| sum / n as f64)
}

/// Mean census value.
fn truth(records: &[&FormulaRecord]) -> Option<f64> {
    let truths: Vec<f64> = records.iter().filter_map(|record| record.census.as_ref().ok().copied()).collect();
    moments::mean(&truths)
}

fn bias(records: &[&FormulaRecord]) -> Option<f64> {
    mean_of(records, &|census, said| Some(said.estimate - census))
}

/// Mean width of the intervals.
pub(super) fn mean_width(records: &[&FormulaRecord]) -> Option<f64> {
    mean_of(records, &|_, said| Some(said.interval?.width()))
}

/// Standard deviation of the estimate within populations, pooled.
pub(super) fn empirical_se(records: &[&FormulaRecord]) -> Option<f64> {
    let (mut squares, mut freedom) = (0.0, 0.0);
    for record in records {
        let estimates: Vec<f64> = record.judged().map(|(_, said)| said.estimate).collect();
        if let Some(variance) = moments::variance(&estimates) {
            squares += variance * (estimates.len() as f64 - 1.0);
            freedom += estimates.len() as f64 - 1.0;
        }
    }
    (freedom > 0.0).then(|| (squares / freedom).sqrt())
}

/// Share of pairs of neighbouring surveys of one population (first and second, third and fourth, ...) whose difference
/// exceeds `z` of its claimed standard errors.
fn type_1_error(records: &[&FormulaRecord], z: f64) -> Option<f64> {
    let (mut alarms, mut pairs) = (0.0, 0.0);
    for record in records {
        let said: Vec<_> = record.said.iter().map(|said| said.as_ref().ok()).collect();
        for pair in said.chunks_exact(2) {
            let (Some(a), Some(b)) = (pair[0], pair[1]) else { continue };
            if let Some(differs) = differs(a, b, z) {
                alarms += share(differs.is_significant);
                pairs += 1.0;
            }
        }
    }
    (pairs > 0.0).then(|| alarms / pairs)
}

/// The comparison of two independent surveys by what a formula said about each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Difference {
    /// First minus second.
    pub value: f64,
    /// Its claimed standard error.
    pub standard_error: f64,
    /// Whether it exceeds the critical value.
    pub is_significant: bool,
}

/// Compares two independent surveys: each standard error is half the interval's width over the normal quantile `z`. `None`
/// without intervals.
pub(super) fn differs(a: &super::formula::Said, b: &super::formula::Said, z: f64) -> Option<Difference> {
    let (of_a, of_b) = (a.interval?.width() / (2.0 * z), b.interval?.width() / (2.0 * z));
    let (value, standard_error) = (a.estimate - b.estimate, libm::hypot(of_a, of_b));
    Some(Difference { value, standard_error, is_significant: value.abs() > z * standard_error })
}

#[cfg(test)]
mod tests {
    use super::super::formula::Said;
    use super::*;
    use crate::statistics::Interval;

    fn record(census: f64, said: &[(f64, f64)]) -> FormulaRecord {
        let said: Vec<_> = said
            .iter()
            .map(|&(estimate, half)| {
                let interval = Some(Interval { low: estimate - half, high: estimate + half });
                Ok(Said { estimate, interval })
            })
            .collect();
        FormulaRecord { census: Ok(census), parts: vec![None; said.len()], said }
    }

    /// Two populations by hand: errors 1, 3 and -1, 1.
    #[test]
    fn measures_by_hand() {
        let (a, b) = (record(10.0, &[(11.0, 2.0), (13.0, 2.0)]), record(20.0, &[(19.0, 2.0), (21.0, 0.5)]));
        let of = against_census(&[&a, &b], Confidence::NINETY_FIVE).expect("figures");
        let value = |measured: Option<Measured>| measured.expect("a figure").value;
        assert_eq!((of.truth.value, of.bias.value), (15.0, 1.0));
        assert_eq!(of.rmse.value, 3.0f64.sqrt());
        assert_eq!(value(of.relative_bias), 1.0 / 15.0);
        assert_eq!(value(of.coverage), 0.5);
        // About the bias of 1: errors 0, 2 (inside), -2 (on the edge), 0.
        assert_eq!(value(of.bias_eliminated_coverage), 1.0);
        assert_eq!(value(of.process_coverage), 0.25);
        assert_eq!(value(of.width), (4.0 + 4.0 + 4.0 + 1.0) / 4.0);
        assert!((value(of.empirical_se) - 2.0f64.sqrt()).abs() < 1e-14);
        // Jackknife of a mean over two populations is half their distance: biases 2 and 0.
        assert!((of.bias.mc_se.expect("two populations") - 1.0).abs() < 1e-14);
        // Differences 2 of standard errors sqrt(2) * 2 / z, and 2 of hypot(2, 0.5) / z: neither exceeds z of them ...
        assert_eq!(value(of.type_1_error), 0.0);
        // ... but 3 does.
        let c = record(20.0, &[(19.0, 2.0), (22.0, 0.5)]);
        let of = against_census(&[&a, &c], Confidence::NINETY_FIVE).expect("figures");
        assert_eq!(value(of.type_1_error), 0.5);
    }

    #[test]
    fn what_failed_is_left_out() {
        let mut a = record(10.0, &[(11.0, 2.0), (13.0, 2.0)]);
        a.said[1] = Err("no answer".to_string());
        let none = FormulaRecord { census: Err("nobody".to_string()), ..a.clone() };
        let of = against_census(&[&a, &none], Confidence::NINETY_FIVE).expect("figures");
        assert_eq!((of.bias.value, of.empirical_se), (1.0, None));
        assert!(against_census(&[&none], Confidence::NINETY_FIVE).is_none());
    }
}
