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

    /// The settings that move the number at `path` by `text`, written as for `--set`. Where it is a weight that sums to 1 with others
    /// (importances, weights of drivers), the others give way in proportion, as long as any are left.
    pub fn settings_that_move(&self, path: &str, text: &str) -> Vec<(String, String)> {
        let mut set = vec![(path.to_string(), text.to_string())];
        set.extend(self.weights_that_give_way(path, text).unwrap_or_default());
        set
    }

    fn weights_that_give_way(&self, path: &str, text: &str) -> Option<Vec<(String, String)>> {
        let target = resolve(path, &self.tree).ok()?.path;
        let mut moved = self.tree.clone();
        settings::set_one(&mut moved, path, text).ok()?;
        let weight = |of: &Path, tree: &Value| of.find(tree).and_then(Value::as_f64);
        let others: Vec<(String, f64)> = weights_beside(&target, &self.tree)?
            .into_iter()
            .filter_map(|of| Some((of.to_string(), weight(&of, &self.tree).filter(|weight| *weight > 0.0)?)))
            .collect();
        let sum: f64 = others.iter().map(|(_, weight)| weight).sum();
        let left = sum + weight(&target, &self.tree)? - weight(&target, &moved)?;
        let giving_way = |(path, weight): (String, f64)| (path, (weight * left / sum).to_string());
        (sum > 0.0 && left > 0.0).then(|| others.into_iter().map(giving_way).collect())
    }
}

/// The other weights of the sum of 1 that the one at `path` is part of; `None` where it is no such weight.
fn weights_beside(path: &Path, tree: &Value) -> Option<Vec<Path>> {
    let pointer = path.pointer();
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    let table = path.parent()?;
    let all = match steps[..] {
        ["category", _, "importance"] | ["category", _, "indicator", _, "importance"] => {
            let list = table.parent()?;
            let elements = list.find(tree)?.as_array()?.iter().enumerate();
            elements.map(|(index, element)| list.element(index, element).key("importance")).collect()
        }
        ["category", _, "contact" | "complaint", _] => keys_of(&table, tree),
        ["category", _, "touchpoint", _, _] => {
            keys_of(&table.parent()?, tree).iter().flat_map(|touchpoint| keys_of(touchpoint, tree)).collect()
        }
        _ => return None,
    };
    Some(all.into_iter().filter(|of: &Path| of.pointer() != pointer).collect())
}

/// The paths of all keys of the table at `path`.
fn keys_of(path: &Path, tree: &Value) -> Vec<Path> {
    let table = path.find(tree).and_then(Value::as_object);
    table.into_iter().flat_map(|table| table.keys()).map(|key| path.key(key)).collect()
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

    /// The others keep their proportions, the sum stays 1, so that the scenario stays right; a number that is no weight moves alone, and so
    /// does a weight that would take all there is.
    #[test]
    fn weights_beside_the_one_that_is_moved_give_way() {
        let text = include_str!("../../scenarios/network-operator-csi.toml");
        let scenario = parse(text, "operator.toml").unwrap_or_else(|found| panic!("{found}"));
        let weights = |of: &crate::scenario::Scenario, paths: &[String]| -> Vec<f64> {
            paths.iter().map(|path| of.number_at(path).unwrap_or_else(|| panic!("{path}"))).collect()
        };
        for (path, others) in [
            ("category.billing, charging and payment.importance", 7),
            ("category.complaint handling.indicator.told of the result.importance", 4),
            ("category.complaint handling.complaint.manner", 2),
            ("category.billing, charging and payment.touchpoint.bill.accuracy", 5),
        ] {
            for text in ["+20%", "-20%"] {
                let set = scenario.settings_that_move(path, text);
                assert_eq!(set.len(), 1 + others, "{set:?}");
                let moved = scenario.with_set(&set).unwrap_or_else(|found| panic!("{found}"));
                let paths: Vec<String> = set.into_iter().map(|(path, _)| path).collect();
                let (before, after) = (weights(&scenario, &paths), weights(&moved, &paths));
                let factor = if text == "+20%" { 1.2 } else { 0.8 };
                assert!((after[0] - factor * before[0]).abs() < 1e-12, "{path}: {before:?} {after:?}");
                assert!((after.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{path}: {after:?}");
                let kept = after[1] / before[1];
                assert!(
                    before.iter().zip(&after).skip(1).all(|(b, a)| (a / b - kept).abs() < 1e-9),
                    "{after:?}"
                );
            }
        }
        for path in ["segment.prepaid.size", "category.complaint handling.expectation"] {
            assert_eq!(scenario.settings_that_move(path, "+20%"), [(path.to_string(), "+20%".to_string())]);
        }
        let all = scenario.settings_that_move("category.complaint handling.complaint.ability", "+200%");
        assert_eq!(all.len(), 1, "nothing would be left for the others: {all:?}");
    }
}
