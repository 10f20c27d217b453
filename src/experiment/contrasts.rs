//! Paired differences of every arm against the first, and the gain in money that decides what is recommended.

use indexmap::IndexMap;

use crate::journey::Scope;
use crate::metrics::{ALL, Metric};
use crate::statistics::holm::holm_of_present;
use crate::statistics::{Confidence, paired};

use super::names::Names;
use super::result::{Contrast, Difference};
use super::runs::ArmRuns;
use super::sample::{Samples, difference};

/// The contrasts of all arms but the first against the first; p-values adjusted over the arms of each metric.
pub(super) fn contrasts(names: &[&str], samples: &[Samples], confidence: Confidence) -> Vec<Contrast> {
    let Some((against, others)) = samples.split_first() else {
        return Vec::new();
    };
    let mut contrasts: Vec<Contrast> = others
        .iter()
        .zip(&names[1..])
        .map(|(of, name)| Contrast {
            arm: name.to_string(),
            against: names[0].to_string(),
            metrics: differences(of, against, confidence),
            reasons: IndexMap::new(),
        })
        .collect();
    let mut by_arm: Vec<_> = contrasts.iter_mut().map(|row| &mut row.metrics).collect();
    adjust(&mut by_arm);
    contrasts
}

/// Fills in the differences of single reasons in some figures; nothing where arms do not have the same reasons. p-values are
/// adjusted over the arms of each figure of each reason.
pub(super) fn by_reason(
    contrasts: &mut [Contrast],
    arms: &[(&Names, &ArmRuns)],
    figures: &[(String, Metric)],
    confidence: Confidence,
) {
    let Some((first, others)) = arms.split_first() else { return };
    if others.iter().any(|(names, _)| names.reasons != first.0.reasons) {
        return;
    }
    for (at, reason) in first.0.reasons.iter().enumerate() {
        let wanted: Vec<Metric> =
            figures.iter().filter(|(of, _)| of == reason).map(|(_, metric)| *metric).collect();
        if wanted.is_empty() {
            continue;
        }
        let samples = |runs: &ArmRuns| {
            let rows = runs.replications.first()?;
            let position = rows.iter().position(|(scope, _)| *scope == Scope::Reason(at))?;
            Some(Samples::of_row(&runs.replications, position, None))
        };
        let Some(against) = samples(first.1) else { continue };
        let mut rows: Vec<IndexMap<String, Difference>> = others
            .iter()
            .map(|(_, runs)| {
                let Some(of) = samples(runs) else { return IndexMap::new() };
                let all = differences(&of, &against, confidence);
                all.into_iter().filter(|(key, _)| wanted.iter().any(|metric| metric.key() == key)).collect()
            })
            .collect();
        adjust(&mut rows.iter_mut().collect::<Vec<_>>());
        for (contrast, row) in contrasts.iter_mut().zip(rows) {
            contrast.reasons.insert(reason.clone(), row);
        }
    }
}

fn differences(of: &Samples, against: &Samples, confidence: Confidence) -> IndexMap<String, Difference> {
    ALL.iter()
        .filter_map(|entry| {
            let (of, against) = (of.get(entry.metric)?, against.get(entry.metric)?);
            let contrast = paired::difference(of, against, confidence)?;
            Some((entry.key.to_string(), difference(contrast)))
        })
        .collect()
}

/// Sets the Holm-adjusted p-values over the rows of each metric.
pub(super) fn adjust(rows: &mut [&mut IndexMap<String, Difference>]) {
    for entry in ALL {
        let mut cells: Vec<&mut Difference> =
            rows.iter_mut().filter_map(|row| row.get_mut(entry.key)).collect();
        let p_values: Vec<Option<f64>> = cells.iter().map(|cell| cell.p).collect();
        for (cell, adjusted) in cells.iter_mut().zip(holm_of_present(&p_values)) {
            cell.p_adjusted = adjusted;
        }
    }
}

/// What arms are chosen by where there is money: profit within the horizon plus customer value at its end. Without customers there is
/// only profit.
pub(super) const GAIN: [Metric; 2] = [Metric::Profit, Metric::CustomerValueEnd];

/// The [`GAIN`], arm minus first arm; one entry per arm but the first, `None` where there is no money. p is Holm-adjusted over the arms, of which the best
/// one is looked for.
pub(super) fn gains(samples: &[Samples], confidence: Confidence) -> Vec<Option<Difference>> {
    let Some((against, others)) = samples.split_first() else {
        return Vec::new();
    };
    let mut gains: Vec<Option<Difference>> = others.iter().map(|of| gain(of, against, confidence)).collect();
    let p_values: Vec<Option<f64>> = gains.iter().map(|gain| gain.as_ref()?.p).collect();
    for (gain, adjusted) in gains.iter_mut().zip(holm_of_present(&p_values)) {
        if let Some(gain) = gain {
            gain.p_adjusted = adjusted;
        }
    }
    gains
}

/// The gain of one arm against another.
pub(super) fn gain(of: &Samples, against: &Samples, confidence: Confidence) -> Option<Difference> {
    paired_gain(of, against, confidence).map(difference)
}

/// The gain of one arm against another, with its spread.
pub(super) fn paired_gain(
    of: &Samples,
    against: &Samples,
    confidence: Confidence,
) -> Option<paired::Contrast> {
    let [profit, value] = GAIN;
    let mut terms = vec![(1.0, of.get(profit)?), (-1.0, against.get(profit)?)];
    // Without customers there is only profit.
    if let (Some(of), Some(against)) = (of.get(value), against.get(value)) {
        terms.extend([(1.0, of), (-1.0, against)]);
    }
    paired::linear_combination(&terms, confidence)
}

/// The gain of one arm against another, by replication; `None` without money.
pub(super) fn gain_by_replication(of: &Samples, against: &Samples) -> Option<Vec<f64>> {
    let [profit, value] = GAIN;
    let mut gain = above(of, against, profit)?;
    if let Some(value) = above(of, against, value) {
        gain.iter_mut().zip(value).for_each(|(gain, value)| *gain += value);
    }
    Some(gain)
}

/// A metric of one arm above another's, by replication.
pub(super) fn above(of: &Samples, against: &Samples, metric: Metric) -> Option<Vec<f64>> {
    let (of, against) = (&of.get(metric)?.values, &against.get(metric)?.values);
    Some(of.iter().zip(against).map(|(of, against)| of - against).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::sample::tests::arm;

    fn samples(profits: [f64; 3], values: [f64; 3]) -> Samples {
        let totals: Vec<_> = profits
            .into_iter()
            .zip(values)
            .map(|(profit, value)| {
                vec![(Metric::Profit, profit, 1.0), (Metric::CustomerValueEnd, value, 1.0)]
            })
            .collect();
        Samples::of_total(&arm(&totals))
    }

    #[test]
    fn an_arm_that_changes_nothing_contrasts_exactly_zero() {
        let baseline = samples([1.1, 2.2, 3.7], [5.0, 6.0, 7.5]);
        let contrasts =
            contrasts(&["baseline", "nothing"], &[baseline.clone(), baseline], Confidence::NINETY_FIVE);
        let profit = &contrasts[0].metrics["profit"];
        assert_eq!(
            (profit.mean, profit.ci_low, profit.ci_high, profit.p),
            (0.0, Some(0.0), Some(0.0), Some(1.0))
        );
        assert_eq!(profit.variance_reduction, None);
        assert_eq!(contrasts[0].against, "baseline");
    }

    #[test]
    fn p_values_are_adjusted_over_arms() {
        let baseline = samples([1.0, 2.0, 3.0], [0.0; 3]);
        let better = samples([2.0, 3.1, 4.2], [0.0; 3]);
        let best = samples([3.0, 4.1, 5.3], [0.0; 3]);
        let contrasts =
            contrasts(&["baseline", "better", "best"], &[baseline, better, best], Confidence::NINETY_FIVE);
        let p = |arm: usize| contrasts[arm].metrics["profit"].p.unwrap();
        let adjusted = |arm: usize| contrasts[arm].metrics["profit"].p_adjusted.unwrap();
        assert_eq!(adjusted(1), 2.0 * p(1));
        assert_eq!(adjusted(0), p(0).max(adjusted(1)));
    }

    #[test]
    fn the_gain_adds_profit_and_customer_value() {
        let baseline = samples([1.0, 2.0, 3.0], [10.0, 20.0, 30.0]);
        let other = samples([0.0, 1.0, 2.0], [13.0, 23.0, 33.0]);
        let gains = gains(&[baseline, other], Confidence::NINETY_FIVE);
        assert_eq!(gains[0].as_ref().map(|gain| gain.mean), Some(2.0));
    }
}
