//! `--set PATH=VALUE`: the scenario itself changed from outside, and numbers asked for by path.

use serde_json::Value;

use super::checked::Scenario;
use super::clocks::WeekClock;
use super::codes::Code;
use super::diagnostics::{Diagnostic, Diagnostics, Locate, Place};
use super::durations;
use super::overlay::{
    Operation, Target, is_rounded_away, read_operation, resolve, set_value, smallest_that_acts,
};
use super::path::Path;
use super::patterns::{ByWeekday, Pattern};
use super::shape::Kind;
use super::source::{Source, read_value};
use super::wording::given;

/// Mistakes in what a `--set` touched are told as its own.
struct SetLocate<'s> {
    source: &'s Source,
    set: Vec<Setting>,
}

/// A setting that was carried out.
struct Setting {
    /// Where it acts.
    pointer: String,
    /// As it stands on the command line.
    option: String,
    /// For a change, which makes another value than the one it states: what it changed from.
    change: Option<String>,
}

impl SetLocate<'_> {
    fn touching(&self, path: &Path) -> Option<&Setting> {
        let pointer = path.pointer();
        let within = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let touches = |set: &str| within(&pointer, set) || within(set, &pointer);
        self.set.iter().rev().find(|setting| touches(&setting.pointer))
    }

    fn option(&self, path: &Path) -> Option<Place> {
        self.touching(path).map(|setting| Place::Option(setting.option.clone()))
    }
}

impl Locate for SetLocate<'_> {
    fn value(&self, path: &Path) -> Place {
        self.option(path).unwrap_or_else(|| self.source.value(path))
    }

    fn key(&self, path: &Path) -> Place {
        self.option(path).unwrap_or_else(|| self.source.key(path))
    }

    fn written(&self, path: &Path) -> Option<&str> {
        if self.option(path).is_some() { None } else { self.source.written(path) }
    }

    fn preface(&self, path: &Path) -> String {
        self.touching(path).and_then(|setting| setting.change.clone()).unwrap_or_default()
    }
}

/// The scenario with every setting carried out, in order.
pub(super) fn carry_out(scenario: &Scenario, set: &[(String, String)]) -> Result<Scenario, Diagnostics> {
    let mut tree = scenario.tree.clone();
    let mut locate = SetLocate { source: &scenario.source, set: Vec::new() };
    let (mut found, mut idle) = (Vec::new(), scenario.idle_settings.clone());
    for (path, value) in set {
        let option = format!("--set {path}={value}");
        let before = tree.clone();
        match set_one(&mut tree, path, value) {
            Ok((pointer, change)) => {
                idle.extend(rounded_away(&before, path, value, &option));
                locate.set.push(Setting { pointer, option, change });
            }
            Err(diagnostic) => found.push(Diagnostic { place: Place::Option(option), ..diagnostic }),
        }
    }
    let set = Scenario::from_tree(tree, scenario.source.clone(), &locate, Vec::new(), &[]);
    if !found.is_empty() {
        // Beside a setting that could not be carried out only what is wrong with the others is sure.
        let others = set.err().unwrap_or_default().0.into_iter();
        found.extend(others.filter(|diagnostic| matches!(diagnostic.place, Place::Option(_))));
        return Err(Diagnostics::in_order(found));
    }
    let set = set?;
    Ok(Scenario { files: scenario.files.clone(), idle_settings: idle, ..set })
}

/// A setting that is legal and leaves every whole number as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IdleSetting {
    /// As it stands on the command line.
    pub option: String,
    /// The smallest change that would do something, where there is one.
    pub smallest: Option<String>,
}

fn rounded_away(before: &Value, path: &str, text: &str, option: &str) -> Option<IdleSetting> {
    let target = resolve(path, before).ok()?;
    let operation = read_setting(text, &target, target.path.find(before)).ok()?;
    is_rounded_away(before, &target.path, target.shape, &operation).then(|| IdleSetting {
        option: option.to_string(),
        smallest: smallest_that_acts(before, &target.path, target.shape, &operation),
    })
}

/// Carries out a setting; returns where, and for a change what to say before a mistake in what it made.
pub(super) fn set_one(
    tree: &mut Value,
    path: &str,
    text: &str,
) -> Result<(String, Option<String>), Diagnostic> {
    if path.trim().is_empty() {
        let diagnostic = Diagnostic::new(Code::BadSet, "the path before the equals sign is missing")
            .why("the path says which value of the scenario is set");
        return Err(diagnostic.help("write --set PATH=VALUE, for example --set team.front.agents=+10%"));
    }
    let target = resolve(path, tree)?;
    if matches!(target.shape.kind, Kind::File) {
        let diagnostic =
            Diagnostic::new(Code::NoFile, format!("`{path}` names a file, which cannot be read now"));
        return Err(diagnostic
            .why("files are read together with the scenario")
            .help("name the file in the scenario, or set the values themselves"));
    }
    let current = target.path.find(tree);
    let operation = read_setting(text, &target, current)?;
    let change = match operation {
        Operation::Replace(_) => None,
        Operation::Percent(_) | Operation::Add(_) => {
            current.map(|current| format!("after the change by {text} from {}, ", given(current)))
        }
    };
    set_value(tree, &target.path, target.shape, &operation);
    Ok((target.path.pointer(), change))
}

/// What the text of a setting does to the value `current` at its target.
pub(super) fn read_setting(
    text: &str,
    target: &Target,
    current: Option<&Value>,
) -> Result<Operation, Diagnostic> {
    match text.strip_prefix('=') {
        Some(plain) => Ok(Operation::Replace(plain_value(plain, target))),
        None if matches!(target.shape.kind, Kind::Change(_)) => Ok(Operation::Replace(change_value(text))),
        None if text.starts_with(['+', '-']) || text.ends_with('%') => {
            read_operation(&Value::String(text.to_string()), target, current)
        }
        None => Ok(Operation::Replace(plain_value(text, target))),
    }
}

/// A plain value: TOML, or a text whose quotes the shell has eaten.
fn plain_value(text: &str, target: &Target) -> Value {
    let is_text = matches!(
        target.shape.kind,
        Kind::Text
            | Kind::Name
            | Kind::Choice(_)
            | Kind::Duration { .. }
            | Kind::WeekClock
            | Kind::DayClock
            | Kind::Weekdays
            | Kind::File
    );
    match read_value(text) {
        Some(value) if !is_text || value.is_string() => value,
        _ => Value::String(text.to_string()),
    }
}

/// The value of a change within an intervention, where signs are part of the value.
fn change_value(text: &str) -> Value {
    let is_signed = text.starts_with(['+', '-']) || text.ends_with('%');
    let value = if is_signed { None } else { read_value(text) };
    value.unwrap_or_else(|| Value::String(text.to_string()))
}

/// The number at a path: durations in seconds, patterns by their mean over the week.
pub(super) fn number_at(tree: &Value, path: &str) -> Option<f64> {
    let target = resolve(path, tree).ok()?;
    let value = target.path.find(tree)?;
    match target.shape.kind {
        Kind::Number(_) | Kind::Whole(_) | Kind::Headcount(_) => value.as_f64(),
        Kind::Duration { .. } => Some(durations::parse(value.as_str()?).ok()?.as_seconds()),
        Kind::WeekClock => Some(WeekClock::read(value.as_str()?)?.0.as_seconds()),
        Kind::ByWeekday => {
            let days = serde_json::from_value::<ByWeekday>(value.clone()).ok()?.days();
            Some(days.iter().sum::<f64>() / 7.0)
        }
        Kind::Pattern { .. } => {
            let quarters = serde_json::from_value::<Pattern<f64>>(value.clone()).ok()?.quarters();
            Some(quarters.iter().sum::<f64>() / quarters.len().max(1) as f64)
        }
        _ => None,
    }
}
