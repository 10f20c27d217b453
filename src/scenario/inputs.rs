//! The numbers that a scenario assumes: what could be other than it says, and so what a screening moves.

use serde_json::Value;

use super::checked::Scenario;
use super::overlay::{is_numeric, resolve};
use super::path::Path;
use super::settings;
use super::shape::{self, Kind, Shape};

/// The tables whose numbers are assumptions about the world. The others say what is run, asked, wished or watched: time, links, surveys,
/// goals, observations, and the interventions, which are what one decides on.
const ASSUMPTIONS: [&str; 15] = [
    "operation",
    "demand",
    "profile",
    "reason",
    "team",
    "segment",
    "correlation",
    "category",
    "touchpoint",
    "experience",
    "loyalty",
    "market",
    "feedback",
    "programme",
    "money",
];
/// Room for the primary stream: a matter of technique and not of the world.
const TECHNICAL: [&str; 1] = ["demand.headroom"];

impl Scenario {
    /// The paths of all numbers other than 0 that the scenario assumes, defaults included, in the order of the format: numbers, durations,
    /// headcounts and patterns over the week, as `--set` and `[[doubt]]` name them.
    pub fn assumptions(&self) -> Vec<String> {
        let mut paths = Vec::new();
        let root = shape::scenario();
        for table in ASSUMPTIONS {
            if let (Some(shape), Some(value)) = (root.key(table), self.tree.get(table)) {
                walk(&Path::root().key(table), shape, value, &mut paths);
            }
        }
        let is_assumed = |path: &String| {
            !TECHNICAL.contains(&path.as_str())
                && resolve(path, &self.tree).is_ok_and(|target| is_numeric(target.shape))
                && settings::number_at(&self.tree, path).is_some_and(|number| number != 0.0)
        };
        paths.retain(is_assumed);
        paths
    }

    /// Whether the change `text`, written as for `--set`, leaves another value at `path` than there was: 2 agents and a fifth are still 2,
    /// and so is a value that the path does not have.
    pub fn is_moved_by(&self, path: &str, text: &str) -> bool {
        let mut tree = self.tree.clone();
        settings::set_one(&mut tree, path, text).is_ok() && tree != self.tree
    }
}

/// Adds the paths of all values below that may be numbers.
fn walk(path: &Path, shape: &Shape, value: &Value, paths: &mut Vec<String>) {
    if let (Some(element), Value::Array(list)) = (shape.named_elements(), value) {
        for (index, item) in list.iter().enumerate() {
            walk(&path.element(index, item), element, item, paths);
        }
        return;
    }
    match (&shape.kind, value) {
        (Kind::Table { .. } | Kind::Map(_) | Kind::Short { .. } | Kind::Targets(_), Value::Object(table)) => {
            for (key, value) in table {
                if let Some(shape) = shape.key(key) {
                    walk(&path.key(key), shape, value, paths);
                }
            }
        }
        _ => paths.push(path.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::parse;

    #[test]
    fn every_number_that_is_assumed_is_named_once_and_can_be_asked_for() {
        let text = r#"
name = "small"
[time]
horizon = "4w"
[[reason]]
name = "call a"
arrivals_per_hour = 20
talk = { dist = "lognormal", mean = "4m", cv = 1.0 }
patience = { dist = "exponential", mean = "2m" }
resolution = 0.8
redial = { probability = 0.5, delay = { dist = "exponential", mean = "1h" } }
[[team]]
name = "front"
agents = 3
skills = ["call a"]
cost_per_hour = 30.0
competence = { mean = 0.0, sd = 0.5 }
[[doubt]]
path = "team.front.cost_per_hour"
"#;
        let scenario = parse(text, "small.toml").unwrap_or_else(|found| panic!("{found}"));
        let paths = scenario.assumptions();
        for wanted in [
            "reason.call a.arrivals_per_hour",
            "reason.call a.talk.mean",
            "reason.call a.talk.cv",
            "reason.call a.patience.mean",
            "reason.call a.redial.probability",
            "reason.call a.redial.delay.mean",
            "reason.call a.resolution",
            "team.front.agents",
            "team.front.cost_per_hour",
            "team.front.competence.sd",
        ] {
            assert_eq!(paths.iter().filter(|path| *path == wanted).count(), 1, "{wanted} in {paths:?}");
        }
        for unwanted in ["time.horizon", "demand.headroom", "team.front.competence.mean", "doubt"] {
            assert!(!paths.iter().any(|path| path.starts_with(unwanted)), "{unwanted} in {paths:?}");
        }
        let moved = |path: &str, text: &str| scenario.is_moved_by(path, text);
        assert!(moved("team.front.agents", "+20%") && moved("team.front.agents", "-20%"), "3 and 4, 3 and 2");
        assert!(!moved("team.front.agents", "+10%") && moved("team.front.agents", "+1"));
        assert!(moved("reason.call a.resolution", "+1%") && !moved("reason.call a.resolution", "+0%"));
        assert!(!moved("reason.call b.resolution", "+1%"), "there is none");
        for path in &paths {
            assert!(scenario.number_at(path).is_some_and(|number| number != 0.0), "{path}");
        }
    }
}
