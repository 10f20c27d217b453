//! What every reader of a result must see before believing it.

use crate::journey::{Fact, Scope};
use crate::metrics::Metric;

use super::runs::{ArmRuns, Runs};

/// Points of satisfaction by which the baseline may move between the first and the last quarter of the horizon before it
/// counts as still drifting.
const DRIFT_POINTS: f64 = 0.5;
/// Fewer replications than this give intervals that are themselves guesses.
const FEW_REPLICATIONS: u64 = 10;

/// Warnings about how the runs went.
pub(super) fn of_runs(names: &[&str], runs: &Runs, wanted: u64) -> Vec<String> {
    let mut warnings = Vec::new();
    if runs.replications < wanted {
        warnings.push(format!(
            "interrupted: {} of {wanted} replications were finished in every arm and are kept; the others are discarded",
            runs.replications
        ));
    }
    for (name, arm) in names.iter().zip(&runs.arms) {
        if arm.majorant_exceeded > 0 {
            warnings.push(format!(
                "in arm `{name}` demand rose above its ceiling for {} primary contacts, which are missing: raise `demand.headroom`",
                arm.majorant_exceeded
            ));
        }
        if arm.slots_exhausted > 0 {
            warnings.push(format!(
                "in arm `{name}` there was no place for {} newcomers, who are missing: raise `demand.headroom`",
                arm.slots_exhausted
            ));
        }
    }
    if runs.replications < FEW_REPLICATIONS {
        let one = runs.replications == 1;
        warnings.push(format!(
            "{} replication{} {}: use at least {FEW_REPLICATIONS} before acting on the intervals",
            runs.replications,
            if one { "" } else { "s" },
            if one { "gives no interval at all" } else { "are few" },
        ));
    }
    warnings
}

/// The warning about a baseline whose satisfaction still moves.
pub(super) fn of_drift(drift: f64) -> Option<String> {
    (drift.abs() > DRIFT_POINTS).then(|| {
        format!(
            "the baseline's satisfaction still drifts by {drift:+.1} points from the first to the last quarter of the \
             horizon: contrasts hold, levels depend on when one looks; a longer warm-up may help"
        )
    })
}

/// Change of mean satisfaction from the first to the last quarter of the weeks; 0 where there is no satisfaction or the
/// horizon is a single week.
pub(super) fn drift(baseline: &ArmRuns) -> f64 {
    let weeks = baseline
        .replications
        .first()
        .map_or(0, |rows| rows.iter().filter(|(scope, _)| matches!(scope, Scope::Week(_))).count());
    if weeks < 2 {
        return 0.0;
    }
    let quarter = (weeks / 4).max(1);
    let first = mean_satisfaction(baseline, 0..quarter);
    let last = mean_satisfaction(baseline, weeks - quarter..weeks);
    first.zip(last).map_or(0.0, |(first, last)| last - first)
}

fn mean_satisfaction(arm: &ArmRuns, weeks: std::ops::Range<usize>) -> Option<f64> {
    let (mut numerator, mut denominator) = (0.0, 0.0);
    for (scope, row) in arm.replications.iter().flatten() {
        let counts = matches!(scope, Scope::Week(week) if weeks.contains(week));
        if let Some(Fact { numerator: sum, denominator: days }) =
            row.get(Metric::Satisfaction).filter(|_| counts)
        {
            numerator += sum;
            denominator += days;
        }
    }
    (denominator > 0.0).then(|| numerator / denominator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::sample::tests::row;

    fn arm(by_week: &[f64]) -> ArmRuns {
        let rows = by_week
            .iter()
            .enumerate()
            .map(|(week, &level)| (Scope::Week(week), row(&[(Metric::Satisfaction, level * 7.0, 7.0)])));
        ArmRuns { replications: vec![rows.collect()], waits: None, majorant_exceeded: 3, slots_exhausted: 0 }
    }

    #[test]
    fn drift_compares_the_last_quarter_with_the_first() {
        assert_eq!(drift(&arm(&[50.0, 52.0, 9.0, 9.0, 9.0, 9.0, 53.0, 55.0])), 3.0);
        assert_eq!(drift(&arm(&[50.0])), 0.0);
        assert!(of_drift(0.4).is_none());
        assert!(of_drift(-0.6).is_some_and(|text| text.contains("-0.6 points")));
    }

    #[test]
    fn counted_errors_and_few_replications_are_told() {
        let runs = Runs { arms: vec![arm(&[50.0])], riders: Vec::new(), replications: 1 };
        let warnings = of_runs(&["baseline"], &runs, 4);
        assert_eq!(warnings.len(), 3);
        assert!(warnings[0].starts_with("interrupted: 1 of 4 replications"));
        assert!(warnings[1].contains("3 primary contacts"));
        assert!(warnings[2].starts_with("1 replication gives no interval"));
    }
}
