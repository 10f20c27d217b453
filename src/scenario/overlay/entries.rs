//! The changes of all interventions, read and checked once.

use std::collections::BTreeSet;

use serde_json::Value;

use super::apply::{seconds, set_value};
use super::change::{Operation, read_operation};
use super::effect::Effect;
use super::target::{Target, list_of, resolve};
use crate::scenario::check::check;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::patterns::PatternOf;
use crate::scenario::schema::{ChangeSpec, DoubtSpec, InterventionSpec, ScenarioSpec, TeamSpec};
use crate::scenario::settings::read_setting;
use crate::scenario::shape::{Kind, Shape};

/// One change of one intervention, ready to be applied.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct Entry {
    /// Index of the intervention.
    pub intervention: usize,
    /// Where the change stands in the scenario.
    pub source: Path,
    /// What it changes.
    pub path: Path,
    pub shape: &'static Shape,
    pub operation: Operation,
    pub effect: Effect,
    /// Weeks by which increases come later, because people must be hired.
    pub lag: usize,
}

impl Entry {
    /// Whether the change can be blended and scaled.
    pub fn is_numeric(&self) -> bool {
        is_numeric(self.shape)
    }

    /// Whether it changes the agents of a team.
    pub fn is_headcount(&self) -> bool {
        is_headcount(self.shape)
    }

    /// The team whose agents it changes.
    pub fn team<'s>(&self, spec: &'s ScenarioSpec) -> Option<&'s TeamSpec> {
        team(spec, &self.path).filter(|_| self.is_headcount())
    }
}

/// Whether a value can be multiplied and added to.
pub(in crate::scenario) fn is_numeric(shape: &Shape) -> bool {
    is_headcount(shape)
        || matches!(
            shape.kind,
            Kind::Number(_) | Kind::Whole(_) | Kind::Duration { .. } | Kind::Pattern { .. }
        )
}

/// Whether a value counts agents, who must be hired before they come.
fn is_headcount(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Headcount(_) | Kind::Pattern { of: PatternOf::Headcount })
}

/// The team that the value at `path` belongs to.
fn team<'s>(spec: &'s ScenarioSpec, path: &Path) -> Option<&'s TeamSpec> {
    spec.team.iter().enumerate().find_map(|(index, team)| {
        let own = Path::root().key("team").item(index, &team.name).pointer();
        path.pointer().strip_prefix(&own).is_some_and(|rest| rest.starts_with('/')).then_some(team)
    })
}

/// Reads the changes of all interventions, telling every mistake to `sink`.
pub(in crate::scenario) fn compile(spec: &ScenarioSpec, tree: &Value, sink: &mut Sink) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (index, intervention) in spec.intervention.iter().enumerate() {
        let path = Path::root().key("intervention").item(index, &intervention.name).key("set");
        for (key, change) in &intervention.set {
            let source = path.key(key);
            if !sink.is_sound(&source) {
                continue;
            }
            let Some(effect) = effect(intervention, change, &source, sink) else {
                continue;
            };
            match compile_one(key, change, tree, sink, &source) {
                Ok((target, operation)) => entries.push(Entry {
                    intervention: index,
                    source,
                    lag: lag(spec, &target),
                    path: target.path,
                    shape: target.shape,
                    operation,
                    effect,
                }),
                Err(Some(diagnostic)) if is_known(key, &diagnostic, sink) => sink.key(&source, diagnostic),
                Err(Some(_)) => {}
                Err(None) => {}
            }
        }
    }
    conflicts(spec, &entries, sink);
    entries
}

/// Whether a path is surely wrong: what stands in a list that could not be read as one is not known.
fn is_known(path: &str, diagnostic: &Diagnostic, sink: &Sink) -> bool {
    diagnostic.code != Code::UnknownPath || list_of(path).is_none_or(|list| !sink.is_faulty(&list))
}

/// Paths of doubtful inputs lead to numbers.
pub(in crate::scenario) fn doubts(spec: &ScenarioSpec, tree: &Value, sink: &mut Sink) {
    for (index, doubt) in spec.doubt.iter().enumerate() {
        let path = Path::root().key("doubt").element(index, &Value::Null).key("path");
        if !sink.is_sound(&path) {
            continue;
        }
        match resolve(&doubt.path, tree) {
            Err(diagnostic) if is_known(&doubt.path, &diagnostic, sink) => sink.value(&path, diagnostic),
            Err(_) => {}
            Ok(target) => {
                let is_number = is_numeric(target.shape);
                if is_number && target.path.find(tree).is_some() {
                    doubt_ends(doubt, &target, tree, index, sink);
                } else {
                    let message =
                        format!("`{}` is doubted, but the scenario gives no number there", doubt.path);
                    let diagnostic = Diagnostic::new(Code::UnknownPath, message)
                        .why("a doubtful input is varied between a low and a high end")
                        .help("name a number, a duration, agents or arrivals that the scenario states");
                    sink.value(&path, diagnostic);
                }
            }
        }
    }
}

/// The low and the high end of a doubtful input are values that it can take, with what is stated between them.
fn doubt_ends(doubt: &DoubtSpec, target: &Target, tree: &Value, index: usize, sink: &mut Sink) {
    let here = Path::root().key("doubt").element(index, &Value::Null);
    let stated = target.path.find(tree);
    let ends = [("low", &doubt.low), ("high", &doubt.high)].map(|(key, text)| {
        let path = here.key(key);
        let operation = match read_setting(text, target, stated) {
            Err(diagnostic) => {
                sink.value(&path, diagnostic);
                return None;
            }
            Ok(operation) => operation,
        };
        if let Operation::Replace(value) = &operation
            && !(At { sink, source: &path }.check(value, target))
        {
            return None;
        }
        let mut changed = tree.clone();
        set_value(&mut changed, &target.path, target.shape, &operation);
        target.path.find(&changed).and_then(size)
    });
    let (Some(stated), [Some(low), Some(high)]) = (stated.and_then(size), ends) else {
        return;
    };
    // A percentage of what is negative goes the other way.
    let is_in_order = low <= high || stated < 0.0;
    if !is_in_order || stated < low.min(high) || stated > low.max(high) {
        let message = format!(
            "`{}` is doubted from \"{}\" to \"{}\", but what is stated does not lie between these",
            doubt.path, doubt.low, doubt.high
        );
        let diagnostic = Diagnostic::new(Code::Bounds, message)
            .why("the value stated is the middle one: the truth lies below `low` and above `high` with 10 % each")
            .help("put `low` below and `high` above the value that the scenario states, or mend that value");
        sink.value(&here.key("low"), diagnostic);
    }
}

/// A number, or a duration in seconds; of several numbers there is no size.
fn size(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| seconds(value))
}

fn compile_one(
    key: &str,
    change: &ChangeSpec,
    tree: &Value,
    sink: &mut Sink,
    source: &Path,
) -> Result<(Target, Operation), Option<Diagnostic>> {
    let target = resolve(key, tree).map_err(Some)?;
    if let Some(fixed) = target.fixed {
        let message = format!("no intervention may set `{key}`");
        let diagnostic = Diagnostic::new(Code::FixedPath, message).why(fixed);
        return Err(Some(diagnostic.help("change the scenario itself, in the file or with --set")));
    }
    let current = target.path.find(tree);
    let written = [source.key("value"), source.clone()].iter().find_map(|path| sink.written(path));
    if let Some(diagnostic) = sign_without_quotes(&change.value, written, &target) {
        sink.value(source, diagnostic);
        return Err(None);
    }
    let operation = match read_operation(&change.value, &target, current) {
        Ok(operation) => operation,
        Err(diagnostic) => {
            sink.value(source, diagnostic);
            return Err(None);
        }
    };
    if let Operation::Replace(value) = &operation {
        // The value is checked as if it stood in the baseline, at the place where the intervention states it.
        let at = At { sink, source };
        if !at.check(value, &target) {
            return Err(None);
        }
    }
    one_factor(&target, &operation, current).map_or(Ok(()), |diagnostic| Err(Some(diagnostic)))?;
    Ok((target, operation))
}

/// A number with a plus sign, or a negative one where there is none: TOML reads it as a plain number, which would replace, and
/// whoever writes a sign means to add. `written` is the value as it stands in the file.
fn sign_without_quotes(value: &Value, written: Option<&str>, target: &Target) -> Option<Diagnostic> {
    let number = value.as_f64().filter(|_| is_numeric(target.shape))?;
    let has_plus = written.is_some_and(|text| text.starts_with('+'));
    let bounds = match target.shape.kind {
        Kind::Number(bounds) | Kind::Whole(bounds) | Kind::Headcount(bounds) => bounds,
        Kind::Pattern { of } => of.bounds().0,
        _ => return None,
    };
    let cannot_replace = number < 0.0 && bounds.compare(number).is_lt();
    if !has_plus && !cannot_replace {
        return None;
    }
    let sign = if has_plus { "+" } else { "" };
    let message =
        format!("{sign}{value} without quotes is a plain number, which would replace `{}`", target.path);
    let (why, act, plain) = match has_plus {
        true => {
            let why =
                "a sign adds in quotes alone: without them TOML drops it, and what remains would replace";
            (why, "adds", format!(", or {value} without a sign to replace"))
        }
        false => (
            "a sign takes away in quotes alone: without them less than none would remain",
            "takes away",
            String::new(),
        ),
    };
    let diagnostic = Diagnostic::new(Code::BadChange, message).why(why);
    Some(diagnostic.help(format!("write \"{sign}{value}\" in quotes, which {act}{plain}")))
}

struct At<'s, 'l> {
    sink: &'s mut Sink<'l>,
    source: &'s Path,
}

impl At<'_, '_> {
    fn check(self, value: &Value, target: &Target) -> bool {
        let place = Here(self.sink.place(self.source));
        let mut own = Sink::new(&place);
        check(&mut value.clone(), target.shape, &target.path, &mut own);
        let found = own.into_found();
        let is_right = found.is_empty();
        found.into_iter().for_each(|diagnostic| self.sink.push(diagnostic));
        is_right
    }
}

/// Everything stands at one place.
struct Here(crate::scenario::diagnostics::Place);

impl crate::scenario::diagnostics::Locate for Here {
    fn value(&self, _path: &Path) -> crate::scenario::diagnostics::Place {
        self.0.clone()
    }
}

/// Arrivals that vary over the week can only be multiplied as a whole: the arms thin one stream by one factor.
fn one_factor(target: &Target, operation: &Operation, current: Option<&Value>) -> Option<Diagnostic> {
    let is_rate = matches!(target.shape.kind, Kind::Pattern { of: PatternOf::Rate } | Kind::ByWeekday);
    let varies =
        current.is_some_and(Value::is_array) || matches!(operation, Operation::Replace(Value::Array(_)));
    if !is_rate || !varies || matches!(operation, Operation::Percent(_)) {
        return None;
    }
    let message =
        format!("`{}` varies over the week and can only be multiplied by an intervention", target.path);
    let diagnostic = Diagnostic::new(Code::BadChange, message)
        .why("all arms thin one stream of arrivals, each reason by one factor");
    Some(diagnostic.help("write a percent such as \"+10%\""))
}

fn effect(
    intervention: &InterventionSpec,
    change: &ChangeSpec,
    source: &Path,
    sink: &mut Sink,
) -> Option<Effect> {
    if change.keeps.is_some() && change.half_life.is_none() {
        let message = format!("the change of `{}` states what it keeps, but no half-life", source.last());
        let diagnostic = Diagnostic::new(Code::EffectProfile, message)
            .why("a change stays in full unless it decays with a half-life to what it keeps")
            .help("add `half_life = ...`, or leave `keeps` out");
        sink.key(&source.key("keeps"), diagnostic);
        return None;
    }
    let weeks = |span: crate::scenario::durations::Span| span.weeks_up();
    Some(Effect {
        start: (intervention.start_week.max(1) - 1) as usize + change.delay.map_or(0, weeks),
        ramp: change.ramp.map_or(intervention.ramp.weeks_up(), weeks),
        lasts: change.lasts.map(weeks),
        keeps: change.keeps.unwrap_or(0.0),
        half_life: change.half_life.map(|span| span.0.as_weeks()),
    })
}

/// The weeks by which more agents of the team come later.
fn lag(spec: &ScenarioSpec, target: &Target) -> usize {
    match team(spec, &target.path) {
        Some(team) if is_headcount(target.shape) => team.hiring.lag.weeks_up(),
        _ => 0,
    }
}

/// Two plain values on one path, or on a path and a part of it: within one intervention, or in an arm that the scenario lists.
fn conflicts(spec: &ScenarioSpec, entries: &[Entry], sink: &mut Sink) {
    let name = |entry: &Entry| spec.intervention.get(entry.intervention).map_or("", |found| &found.name);
    for (one, other) in clashes(entries) {
        if one.intervention == other.intervention {
            let (first, second) = (one.source.last(), other.source.last());
            let message =
                format!("`{}` puts two plain values in one place: `{first}` and `{second}`", name(other));
            let diagnostic =
                Diagnostic::new(Code::Conflict, message).why("only one of the values could hold");
            sink.key(&other.source, diagnostic.help("leave one of them out"));
            continue;
        }
        let why = "in an arm with both, only one of the values could hold";
        let list = Path::root().key("compare").key("arms");
        for (index, arm) in spec.compare.arms.iter().enumerate() {
            let has = |entry: &Entry| arm.split('+').any(|part| part.trim() == name(entry));
            if has(one) && has(other) {
                let (path, one, other) = (&other.path, name(one), name(other));
                let message =
                    format!("\"{arm}\" has `{one}` and `{other}`, which both set `{path}` to a plain value");
                let diagnostic = Diagnostic::new(Code::Conflict, message).why(why).help(
                    "they are alternatives: list an arm with each, or write one as a percent such as \"+10%\" or an addition such as \"+2\"",
                );
                sink.value(&list.element(index, &Value::Null), diagnostic);
            }
        }
    }
}

/// Interventions, by their places, that are alternatives: both set one path to a plain value, so that no arm can have both.
pub(in crate::scenario) fn alternatives(entries: &[Entry]) -> BTreeSet<[usize; 2]> {
    let pairs = clashes(entries).map(|(one, other)| [one.intervention, other.intervention]);
    pairs.filter(|[one, other]| one != other).collect()
}

/// Plain values of which only one can hold, in the order of the interventions.
fn clashes(entries: &[Entry]) -> impl Iterator<Item = (&Entry, &Entry)> {
    let plain = || entries.iter().filter(|entry| matches!(entry.operation, Operation::Replace(_)));
    let clash = |one: &Entry, other: &Entry| {
        let (one, other) = (one.path.pointer(), other.path.pointer());
        let within = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        within(&one, &other) || within(&other, &one)
    };
    plain().enumerate().flat_map(move |(at, other)| {
        plain().take(at).filter(move |one| clash(one, other)).map(move |one| (one, other))
    })
}
