//! The baseline beside what was observed in reality, and each arm beside the targets.

use crate::metrics::Metric;
use crate::scenario::ScenarioSpec;

use super::names::clock;
use super::result::{ArmResult, Estimates, ObservedRow, Results, TargetRow};

/// One row per observed figure that the baseline has too.
pub(super) fn observed(spec: &ScenarioSpec, baseline: &ArmResult) -> Vec<ObservedRow> {
    let Some(block) = &spec.observed else {
        return Vec::new();
    };
    let row = |metric: &str, observed: f64, interval: Option<&str>, of: &Estimates| {
        let baseline = of.get(metric)?.mean;
        Some(ObservedRow {
            metric: metric.to_string(),
            interval: interval.map(str::to_string),
            observed,
            baseline,
            tolerance: block.tolerance,
            matched: (baseline - observed).abs() <= block.tolerance * observed.abs(),
        })
    };
    let whole =
        block.metrics.iter().filter_map(|(metric, &value)| row(metric, value, None, &baseline.metrics));
    let by_interval = block.intervals.iter().flat_map(|stated| {
        let start = stated.start.half_hour().map(clock).unwrap_or_default();
        let of = baseline.intervals.iter().find(|interval| interval.start == start);
        let rows: Vec<ObservedRow> = stated
            .metrics
            .iter()
            .filter_map(|(metric, &value)| row(metric, value, Some(&start), &of?.metrics))
            .collect();
        rows
    });
    whole.chain(by_interval).collect()
}

/// One row per arm and target.
pub(super) fn targets(spec: &ScenarioSpec, arms: &[ArmResult]) -> Vec<TargetRow> {
    let rows_of = |arm: &ArmResult| -> Vec<TargetRow> {
        spec.goals
            .targets
            .iter()
            .map(|target| {
                let estimate = arm.metrics.get(target.metric.as_str());
                let value = estimate.map(|estimate| estimate.mean);
                let interval = estimate.and_then(|estimate| estimate.ci_low.zip(estimate.ci_high));
                let crosses = |limit: f64| interval.is_some_and(|(low, high)| low < limit && limit < high);
                let above = |value| target.at_least.is_none_or(|least| value >= least);
                let below = |value| target.at_most.is_none_or(|most| value <= most);
                TargetRow {
                    arm: arm.name.clone(),
                    metric: target.metric.to_string(),
                    target: in_words(target.at_least, target.at_most),
                    value,
                    met: value.is_some_and(|value| above(value) && below(value)),
                    within_noise: target.at_least.into_iter().chain(target.at_most).any(crosses),
                }
            })
            .collect()
    };
    arms.iter().flat_map(rows_of).collect()
}

/// Whether some arm meets every target; true where none is stated.
pub fn some_arm_meets_targets(results: &Results) -> bool {
    let meets_all = |arm: &ArmResult| {
        let mut of_arm = results.targets.iter().filter(|row| row.arm == arm.name);
        of_arm.all(|row| row.met)
    };
    results.targets.is_empty() || results.arms.iter().any(meets_all)
}

fn in_words(at_least: Option<f64>, at_most: Option<f64>) -> String {
    let least = at_least.map(|least| format!("at least {least}"));
    let most = at_most.map(|most| format!("at most {most}"));
    least.into_iter().chain(most).collect::<Vec<_>>().join(" and ")
}

/// Warnings about observed figures and targets the results cannot be held against, and a baseline that does not match.
pub(super) fn warnings(spec: &ScenarioSpec, rows: &[ObservedRow], baseline: &ArmResult) -> Vec<String> {
    let mut warnings = Vec::new();
    let missed: Vec<String> = rows
        .iter()
        .filter(|row| !row.matched)
        .map(|row| match &row.interval {
            Some(start) => format!("{} at {start}", row.metric),
            None => row.metric.clone(),
        })
        .collect();
    if !missed.is_empty() {
        warnings.push(format!(
            "baseline not matched: {} of {} observed figures lie outside their tolerance ({})",
            missed.len(),
            rows.len(),
            missed.join(", ")
        ));
    }
    let is_absent = |key: &str| Metric::from_key(key).is_some() && !baseline.metrics.contains_key(key);
    for key in spec.observed.iter().flat_map(|block| block.metrics.keys()).filter(|key| is_absent(key)) {
        warnings.push(format!("`{key}` is observed, but this scenario has no such figure"));
    }
    for target in spec.goals.targets.iter().filter(|target| is_absent(&target.metric)) {
        let key = &target.metric;
        warnings.push(format!("`{key}` is a target, but this scenario has no such figure: it is not met"));
    }
    warnings
}
