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

#[cfg(test)]
mod tests {
    use crate::journey::{Links, Scope, Workshop, calibrate, replicate};
    use crate::metrics::ALL;
    use crate::scenario::{Scenario, parse, parse_with};

    const BARE: &str = r#"
name = "bare"
[time]
horizon = "1d"
[[reason]]
name = "call"
arrivals_per_hour = 20
talk = { dist = "exponential", mean = "3m" }
[[team]]
name = "agents"
agents = 2
skills = ["call"]
[goals]
matters = { asa_s = 5, nps = 1 }
targets = [{ metric = "answered_rate", at_least = 0.9 }, { metric = "blocking_rate", at_most = 0.01 }]
[observed]
metrics = { offered = 480, callbacks_kept_rate = 0.9 }
[[intervention]]
name = "fewer lines"
[intervention.set]
"operation.trunks" = 3
"#;

    fn read(text: &str, set: &[(&str, &str)]) -> Scenario {
        let set: Vec<(String, String)> =
            set.iter().map(|(path, to)| (path.to_string(), to.to_string())).collect();
        parse_with(text, "scenario.toml", &set).unwrap_or_else(|mistakes| panic!("{mistakes}"))
    }

    /// What no arm has is told with its place; what an intervention brings is not.
    #[test]
    fn figures_that_no_arm_has_are_told() {
        let scenario = parse(BARE, "bare.toml").unwrap_or_else(|mistakes| panic!("{mistakes}"));
        let preview = crate::experiment::preview(&scenario, &Default::default()).unwrap();
        let told: Vec<&String> = preview.warnings.iter().filter(|told| told.contains("no arm")).collect();
        assert_eq!(told.len(), 2, "{:?}", preview.warnings);
        assert!(told[0].starts_with("`goals.matters.nps` names `nps`"), "{told:?}");
        assert!(told[0].contains("customers ([[segment]]) and [survey]"), "{told:?}");
        assert!(told[1].starts_with("`observed.metrics.callbacks_kept_rate` names"), "{told:?}");
        assert!(told[1].contains("`callback` of a reason"), "{told:?}");
    }

    /// A run has exactly the figures that were said to be there.
    #[test]
    fn a_run_has_the_figures_that_its_parts_promise() {
        let customers = include_str!("../../scenario/tests/whole_format.toml");
        let callbacks = include_str!("../../../scenarios/operation/callbacks.toml");
        let bot = include_str!("../../../scenarios/operation/ivr-and-bot.toml");
        let week = &[("time.horizon", "1w")][..];
        for (text, set) in [(BARE, week), (callbacks, week), (bot, week), (customers, &[])] {
            let blueprint = read(text, set).blueprint(&[], Links::CLOSED).unwrap();
            let calibration = calibrate(&blueprint, 1);
            let facts = replicate(&blueprint, &calibration, 1, 0, &mut Workshop::default());
            for entry in ALL {
                let lacks = blueprint.lacks_for(entry.metric);
                let has = facts.fact(Scope::Total, entry.metric).is_some();
                assert_eq!(has, lacks.is_empty(), "{}: {lacks:?}", entry.key);
            }
        }
    }
}
