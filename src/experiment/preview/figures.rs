//! Figures that a scenario asks for and that none of its arms can give.

use crate::journey::{Blueprint, ModelPart};
use crate::metrics::Metric;
use crate::scenario::ScenarioSpec;

/// One line for each figure named by `[goals]` or `[observed]` that neither the baseline has nor an arm of one intervention.
pub(super) fn impossible(spec: &ScenarioSpec, baseline: &Blueprint, alone: &[Blueprint]) -> Vec<String> {
    let matters = spec.goals.matters.keys().map(|key| (format!("goals.matters.{key}"), key));
    let targets = spec.goals.targets.iter().zip(1..);
    let targets = targets.map(|(target, number)| (format!("goals.targets[{number}].metric"), &target.metric));
    let observed = spec.observed.iter().flat_map(|block| block.metrics.keys());
    let observed = observed.map(|key| (format!("observed.metrics.{key}"), key));
    let mut told = Vec::new();
    for (place, key) in matters.chain(targets).chain(observed) {
        let Some(metric) = Metric::from_key(key) else { continue };
        let lacks = baseline.lacks_for(metric);
        if lacks.is_empty() || alone.iter().any(|arm| arm.lacks_for(metric).is_empty()) {
            continue;
        }
        let parts: Vec<&str> = lacks.into_iter().map(ModelPart::stated_by).collect();
        told.push(format!(
            "`{place}` names `{key}`, but no arm of this scenario has such a figure, so that nothing is said of it: it needs {}; \
             add that, or name a figure that `goodwill run` prints for this scenario",
            parts.join(" and ")
        ));
    }
    told
}
