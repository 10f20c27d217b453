//! From intervals to verdicts: better, worse, no difference that matters, or undecided. And which arm to recommend.

use indexmap::IndexMap;

use crate::metrics::{ALL, Better, Entry, Metric};
use crate::scenario::ScenarioSpec;
use crate::statistics::Confidence;

use super::result::{Contrast, Difference, Verdict, VerdictRow};

/// A metric on which there is a verdict, and the smallest difference that matters in its own unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Threshold {
    pub entry: &'static Entry,
    pub matters: f64,
    /// Whether the planner (or the default) says that it matters; profit is judged in any case.
    pub stated: bool,
}

/// Points of satisfaction, and percentage points of annual churn, that matter unless the scenario says otherwise. Half a
/// point is about what a satisfaction survey of a few thousand answers can tell apart.
const DEFAULTS: [(Metric, f64); 2] = [(Metric::SatisfactionCohort, 0.5), (Metric::ChurnAnnual, 0.5)];

/// The thresholds of a scenario, in catalogue order. A scenario states those of shares in percentage points. Where it states none
/// and money does not decide, those of its `service` come after what matters about customers.
pub(super) fn thresholds(spec: &ScenarioSpec, service: &[Threshold]) -> Vec<Threshold> {
    let mut stated: IndexMap<&str, f64> =
        spec.goals.matters.iter().map(|(key, &value)| (key.as_str(), value)).collect();
    if stated.is_empty() && !spec.segment.is_empty() {
        stated.extend(DEFAULTS.map(|(metric, value)| (metric.key(), value)));
    }
    let of_service = if spec.goals.matters.is_empty() { service } else { &[] };
    let stated = ALL.iter().filter(|entry| entry.better != Better::Neither).filter_map(|entry| match stated
        .get(entry.key)
    {
        Some(&value) => Some(Threshold {
            entry,
            matters: if entry.unit == "share" { value / 100.0 } else { value },
            stated: true,
        }),
        None if entry.metric == Metric::Profit && !spec.segment.is_empty() => {
            Some(Threshold { entry, matters: 0.0, stated: false })
        }
        None => None,
    });
    stated.chain(of_service.iter().copied()).collect()
}

/// The verdicts on all contrasts, by arm and metric.
pub(super) fn rows(contrasts: &[Contrast], thresholds: &[Threshold]) -> Vec<VerdictRow> {
    let of_arm = |contrast: &Contrast| -> Vec<VerdictRow> {
        thresholds
            .iter()
            .filter_map(|threshold| {
                let difference = contrast.metrics.get(threshold.entry.key)?;
                Some(VerdictRow {
                    arm: contrast.arm.clone(),
                    metric: threshold.entry.key.to_string(),
                    verdict: verdict(difference, threshold.matters, threshold.entry.better),
                    matters: threshold.matters,
                })
            })
            .collect()
    };
    contrasts.iter().flat_map(of_arm).collect()
}

/// The verdict on one difference. Without an interval nothing is decided.
pub(super) fn verdict(difference: &Difference, matters: f64, better: Better) -> Verdict {
    let (Some(low), Some(high)) = (difference.ci_low, difference.ci_high) else {
        return Verdict::Undecided;
    };
    let (low, high) = match better {
        Better::Lower => (-high, -low),
        Better::Higher | Better::Neither => (low, high),
    };
    if low >= -matters && high <= matters {
        Verdict::NoDifferenceThatMatters
    } else if low >= matters {
        Verdict::Better
    } else if high <= -matters {
        Verdict::Worse
    } else {
        Verdict::Undecided
    }
}

/// The contrast with the greatest gain among those whose gain is clearly above 0 and which are not worse on anything that
/// matters. `gains` holds profit plus customer value against the baseline, one per contrast where there is money. Clear is a
/// gain that stays so when it is counted how many arms were looked at: one of many that do nothing looks good by chance.
pub(super) fn recommended<'a>(
    contrasts: &'a [Contrast],
    gains: &[Option<Difference>],
    rows: &[VerdictRow],
    thresholds: &[Threshold],
    confidence: Confidence,
) -> Option<(&'a Contrast, Difference)> {
    let harms = |arm: &str| {
        rows.iter().any(|row| {
            row.arm == arm
                && row.verdict == Verdict::Worse
                && thresholds.iter().any(|threshold| threshold.stated && threshold.entry.key == row.metric)
        })
    };
    let mut best: Option<(&Contrast, &Difference)> = None;
    for (contrast, gain) in contrasts.iter().zip(gains) {
        let Some(gain) = gain else { continue };
        let by_chance = gain.p_adjusted.is_some_and(|p| p >= 1.0 - confidence.level());
        let clear = gain.ci_low.is_some_and(|low| low > 0.0) && !by_chance;
        // Of equal gains the earlier arm, which has fewer interventions, is recommended.
        if clear && !harms(&contrast.arm) && best.is_none_or(|(_, other)| gain.mean > other.mean) {
            best = Some((contrast, gain));
        }
    }
    best.map(|(contrast, gain)| (contrast, gain.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(low: f64, high: f64) -> Difference {
        Difference {
            mean: 0.5 * (low + high),
            ci_low: Some(low),
            ci_high: Some(high),
            p: None,
            p_adjusted: None,
            variance_reduction: None,
            n: 20,
        }
    }

    fn contrast(arm: &str, metric: Metric, low: f64, high: f64) -> Contrast {
        Contrast {
            arm: arm.to_string(),
            against: "baseline".to_string(),
            metrics: [(metric.key().to_string(), difference(low, high))].into(),
            reasons: Default::default(),
        }
    }

    #[test]
    fn the_interval_against_the_threshold_decides() {
        let verdict = |low, high| verdict(&difference(low, high), 0.5, Better::Higher);
        assert_eq!(verdict(0.6, 1.0), Verdict::Better);
        assert_eq!(verdict(-1.0, -0.6), Verdict::Worse);
        assert_eq!(verdict(-0.4, 0.4), Verdict::NoDifferenceThatMatters);
        assert_eq!(verdict(0.1, 0.4), Verdict::NoDifferenceThatMatters);
        assert_eq!(verdict(0.4, 0.6), Verdict::Undecided);
        assert_eq!(verdict(-0.6, 0.6), Verdict::Undecided);
    }

    #[test]
    fn less_is_better_where_the_catalogue_says_so() {
        let fall = difference(-0.02, -0.01);
        assert_eq!(verdict(&fall, 0.005, Better::Lower), Verdict::Better);
        assert_eq!(verdict(&fall, 0.005, Better::Higher), Verdict::Worse);
    }

    #[test]
    fn no_change_at_all_is_no_difference_even_without_a_threshold() {
        let none = difference(0.0, 0.0);
        assert_eq!(verdict(&none, 0.0, Better::Higher), Verdict::NoDifferenceThatMatters);
        assert_eq!(verdict(&difference(0.1, 2.0), 0.0, Better::Higher), Verdict::Better);
    }

    #[test]
    fn one_replication_decides_nothing() {
        let single = Difference { ci_low: None, ci_high: None, ..difference(3.0, 3.0) };
        assert_eq!(verdict(&single, 0.5, Better::Higher), Verdict::Undecided);
    }

    #[test]
    fn the_greatest_clear_gain_that_does_no_harm_is_recommended() {
        let metric = Metric::SatisfactionCohort;
        let contrasts = [
            contrast("harms", metric, -2.0, -1.0),
            contrast("good", metric, 1.0, 2.0),
            contrast("unclear", metric, 1.0, 2.0),
        ];
        let gains =
            [Some(difference(90.0, 110.0)), Some(difference(40.0, 60.0)), Some(difference(-10.0, 300.0))];
        let threshold = Threshold { entry: metric.entry(), matters: 0.5, stated: true };
        let rows = rows(&contrasts, &[threshold]);
        let (best, _) =
            recommended(&contrasts, &gains, &rows, &[threshold], Confidence::NINETY_FIVE).unwrap();
        assert_eq!(best.arm, "good");
    }
}
