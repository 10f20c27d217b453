//! Rules of goals, observed values, money and costs.

use crate::metrics;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::schema::ScenarioSpec;
use crate::scenario::suggest::nearest;

/// Metric keys that exist, and targets with bounds.
pub(super) fn goals(spec: &ScenarioSpec, sink: &mut Sink) {
    let path = Path::root().key("goals");
    for key in spec.goals.matters.keys() {
        metric(key, &path.key("matters").key(key), sink);
    }
    for (index, target) in spec.goals.targets.iter().enumerate() {
        let here = path.key("targets").element(index, &serde_json::Value::Null);
        metric(&target.metric, &here.key("metric"), sink);
        for (key, level) in [("at_least", target.at_least), ("at_most", target.at_most)] {
            share(&target.metric, level, &here.key(key), sink);
        }
        let message = match (target.at_least, target.at_most) {
            (None, None) => "has neither `at_most` nor `at_least`".to_string(),
            (Some(least), Some(most)) if least > most => {
                format!("has at_least {least} above at_most {most}")
            }
            _ => continue,
        };
        if sink.is_sound(&here) {
            let diagnostic =
                Diagnostic::new(Code::Bounds, format!("the target of `{}` {message}", target.metric))
                    .why("a target is a level that is reached or not")
                    .help("give `at_most`, `at_least`, or both in order");
            sink.value(&here, diagnostic);
        }
    }
}

/// A level of a metric that is a share.
fn share(key: &str, level: Option<f64>, path: &Path, sink: &mut Sink) {
    let is_share = metrics::Metric::from_key(key).is_some_and(|metric| metric.entry().unit == "share");
    let Some(level) = level.filter(|level| is_share && !(0.0..=1.0).contains(level)) else {
        return;
    };
    if sink.is_sound(path) {
        let message = format!("`{path}` is {level}, but `{key}` is a share from 0 to 1");
        let diagnostic = Diagnostic::new(Code::Bounds, message).why(
            "a target is stated in the unit of its metric; only `goals.matters` counts percentage points",
        );
        let percent = level / 100.0;
        sink.value(
            path,
            if (0.0..=1.0).contains(&percent) {
                diagnostic.help(format!("did you mean {percent}?"))
            } else {
                diagnostic
            },
        );
    }
}

/// The arms to be compared are made of interventions that exist.
pub(super) fn arms(spec: &ScenarioSpec, sink: &mut Sink) {
    let path = Path::root().key("compare").key("arms");
    let names = || spec.intervention.iter().map(|intervention| intervention.name.as_str());
    for (index, arm) in spec.compare.arms.iter().enumerate() {
        let here = path.element(index, &serde_json::Value::Null);
        for part in arm.split('+').map(str::trim) {
            if names().any(|name| name == part) || !sink.is_sound(&here) {
                continue;
            }
            let message =
                format!("`{here}` names the intervention \"{part}\", which the scenario does not have");
            let diagnostic = Diagnostic::new(Code::UnknownName, message)
                .why("an arm is the name of an intervention, or several names joined by +")
                .help(match nearest(part, names()) {
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None if names().next().is_none() => {
                        "add the [[intervention]] of this name, or leave the arm out".to_string()
                    }
                    None => format!("the interventions are: {}", names().collect::<Vec<_>>().join(", ")),
                });
            sink.value(&here, diagnostic);
        }
    }
}

/// Metric keys that exist, and intervals that start at half-hours.
pub(super) fn observed(spec: &ScenarioSpec, sink: &mut Sink) {
    let Some(observed) = &spec.observed else {
        return;
    };
    let path = Path::root().key("observed");
    for key in observed.metrics.keys() {
        metric(key, &path.key("metrics").key(key), sink);
    }
    for (index, interval) in observed.intervals.iter().enumerate() {
        let here = path.key("intervals").element(index, &serde_json::Value::Null);
        for key in interval.metrics.keys() {
            metric(key, &here.key("metrics").key(key), sink);
        }
        let start = here.key("start");
        if interval.start.half_hour().is_none() && sink.is_sound(&start) {
            let message =
                format!("`{start}` is \"{}\", but intervals start at full and half hours", interval.start);
            sink.value(
                &start,
                Diagnostic::new(Code::BadClock, message).why("results are given by half-hour of the day"),
            );
        }
    }
}

fn metric(key: &str, path: &Path, sink: &mut Sink) {
    if metrics::Metric::from_key(key).is_some() || !sink.is_sound(path) {
        return;
    }
    let near = nearest(key, metrics::ALL.iter().map(|entry| entry.key));
    let diagnostic = Diagnostic::new(Code::UnknownMetric, format!("there is no metric `{key}`"))
        .why("metrics are named by their key in the output")
        .help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "every key of the output is a metric, such as `abandonment_rate`".to_string(),
        });
    sink.key(path, diagnostic);
}

/// Costs and budgets stand only where money is reported. (What agents cost also makes the cost per contact, so that it
/// may stand anywhere.)
pub(super) fn money(spec: &ScenarioSpec, sink: &mut Sink) {
    let root = Path::root();
    if spec.money.is_some() || !sink.is_sound(&root.key("money")) {
        return;
    }
    let mut needs = Vec::new();
    for (index, intervention) in spec.intervention.iter().enumerate() {
        let path = root.key("intervention").item(index, &intervention.name);
        if intervention.one_off_cost > 0.0 {
            needs.push(path.key("one_off_cost"));
        }
        if intervention.running_cost_per_month > 0.0 {
            needs.push(path.key("running_cost_per_month"));
        }
    }
    for (index, programme) in spec.programme.iter().enumerate() {
        let path = root.key("programme").item(index, &programme.name);
        if programme.cost_per_month > 0.0 {
            needs.push(path.key("cost_per_month"));
        }
        if programme.reward > 0.0 {
            needs.push(path.key("reward"));
        }
    }
    for (index, touchpoint) in spec.touchpoint.iter().enumerate().filter(|(_, of)| of.cost > 0.0) {
        needs.push(root.key("touchpoint").item(index, &touchpoint.name).key("cost"));
    }
    needs.extend(complaint_costs(spec));
    if spec.compare.equal_budget.is_some() {
        needs.push(root.key("compare").key("equal_budget"));
    }
    for path in needs.iter().filter(|path| sink.is_sound(path)).collect::<Vec<_>>() {
        let diagnostic =
            Diagnostic::new(Code::NeedsMoney, format!("`{path}` stands in a scenario without [money]"))
                .why("costs enter the results only when [money] names a currency and a margin")
                .help("add [money] with `currency` and `margin`, or leave the cost out");
        sink.key(path, diagnostic);
    }
}

/// Where the handling of complaints states a cost.
fn complaint_costs(spec: &ScenarioSpec) -> Vec<Path> {
    let complaint = spec.loyalty.as_ref().and_then(|loyalty| loyalty.complaint.as_ref());
    let Some(handling) = complaint.and_then(|complaint| complaint.handling.as_ref()) else {
        return Vec::new();
    };
    let path = Path::root().key("loyalty").key("complaint").key("handling");
    let updates = handling.updates.as_ref().map_or(0.0, |updates| updates.cost);
    [
        (path.key("callback").key("claim_cost"), handling.callback.claim_cost),
        (path.key("updates").key("cost"), updates),
        (path.key("compensation").key("amount"), handling.compensation.amount),
    ]
    .into_iter()
    .filter(|(_, cost)| *cost > 0.0)
    .map(|(path, _)| path)
    .collect()
}
