//! A scenario that has been read and checked, and the ways to ask and change it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::check::check;
use super::codes::Code;
use super::diagnostics::{Diagnostic, Diagnostics, Locate, Sink};
use super::files::{self, NamedFile, ReadFile};
use super::overlay::{self, Entry};
use super::path::Path;
use super::schema::{InterventionSpec, ScenarioSpec};
use super::source::{self, Source};
use super::{canonical, settings, shape, staffing, validate, warnings, weeks};
use crate::journey::{Blueprint, Links};

/// A valid scenario: every default filled in, every `--set` carried out.
#[derive(Clone, Debug)]
pub struct Scenario {
    pub(super) source: Source,
    pub(super) spec: ScenarioSpec,
    /// The effective scenario as plain values: what overlays work on.
    pub(super) tree: Value,
    pub(super) entries: Vec<Entry>,
    pub(super) files: Vec<NamedFile>,
    /// Settings of `--set` that change nothing.
    pub(super) idle_settings: Vec<settings::IdleSetting>,
}

/// An intervention in an arm, and how much of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dose {
    /// Index of the intervention in the scenario.
    pub intervention: usize,
    /// 1 as stated; other values scale its numeric changes and its costs.
    pub strength: f64,
}

/// Reads and checks a scenario. `file` is the name by which messages call it.
pub fn parse(text: &str, file: &str) -> Result<Scenario, Diagnostics> {
    parse_with(text, file, &[])
}

/// Reads and checks a scenario, then sets paths to values as the options `--set PATH=VALUE` say. Files that the scenario
/// names cannot be read.
pub fn parse_with(text: &str, file: &str, set: &[(String, String)]) -> Result<Scenario, Diagnostics> {
    parse_with_files(text, file, set, &files::none)
}

/// The same with the files that the scenario names, whose texts `read` hands over.
pub fn parse_with_files(
    text: &str,
    file: &str,
    set: &[(String, String)],
    read: ReadFile,
) -> Result<Scenario, Diagnostics> {
    let mut reading = source::read(text, file);
    let is_broken = |diagnostic: &Diagnostic| matches!(diagnostic.code, Code::Syntax | Code::DuplicateKey);
    let is_text_sound = !reading.found.iter().any(is_broken);
    let files = if is_text_sound { files::load(&mut reading, read) } else { Vec::new() };
    if is_text_sound {
        let source::Reading { source, tree, found, unreadable, .. } = reading;
        let mut scenario = Scenario::from_tree(tree, source.clone(), &source, found, &unreadable)?;
        scenario.files = files;
        return scenario.with_set(set);
    }
    // The text itself is broken: tell that, and of the rest only what is surely wrong whatever was meant.
    let source = &reading.source;
    let rest =
        Scenario::from_tree(reading.tree.clone(), source.clone(), source, Vec::new(), &reading.unreadable);
    let rest = rest.err().unwrap_or_default().0;
    let sure = rest
        .into_iter()
        .filter(|diagnostic| is_sure(diagnostic.code) && !reading.is_unsure(&diagnostic.place));
    let sure: Vec<Diagnostic> = sure.collect();
    Err(Diagnostics::in_order(reading.found.into_iter().chain(sure).collect()))
}

/// Whether a mistake concerns one value alone, so that it is one even where the text around it is broken.
pub(super) fn is_sure(code: Code) -> bool {
    (Code::UnknownWord..=Code::LawValues).contains(&code) || code == Code::WrongType
}

impl Scenario {
    /// Checks a value tree and everything derived from it.
    pub(super) fn from_tree(
        mut tree: Value,
        source: Source,
        locate: &dyn Locate,
        found: Vec<Diagnostic>,
        unreadable: &[Path],
    ) -> Result<Scenario, Diagnostics> {
        let mut sink = Sink::new(locate);
        found.into_iter().for_each(|diagnostic| sink.push(diagnostic));
        unreadable.iter().for_each(|path| sink.mark(path));
        check(&mut tree, shape::scenario(), &Path::root(), &mut sink);
        let read = serde_json::from_value::<ScenarioSpec>(tree).and_then(|mut spec| {
            validate::rules(&spec, &mut sink);
            spec.fill_defaults();
            let tree = serde_json::to_value(&spec)?;
            Ok((spec, tree))
        });
        let (spec, tree) = match read {
            Ok(read) => read,
            Err(error) => {
                if sink.is_empty() {
                    sink.value(&Path::root(), disagreement(&error.to_string()));
                }
                return Err(Diagnostics::in_order(sink.into_found()));
            }
        };
        let entries = overlay::compile(&spec, &tree, &mut sink);
        overlay::doubts(&spec, &tree, &mut sink);
        let found = sink.into_found();
        if !found.is_empty() {
            return Err(Diagnostics::in_order(found));
        }
        let scenario = Scenario { source, spec, tree, entries, files: Vec::new(), idle_settings: Vec::new() };
        weeks::check_arms(&scenario, locate)?;
        Ok(scenario)
    }

    /// The scenario with paths set to values, as the options `--set PATH=VALUE` say: values in the syntax of interventions,
    /// `=VALUE` for a negative plain number.
    pub fn with_set(&self, set: &[(String, String)]) -> Result<Scenario, Diagnostics> {
        if set.is_empty() { Ok(self.clone()) } else { settings::carry_out(self, set) }
    }

    /// Name of the scenario.
    pub fn name(&self) -> &str {
        &self.spec.name
    }

    /// What it is about.
    pub fn description(&self) -> &str {
        &self.spec.description
    }

    /// The effective scenario, typed.
    pub fn spec(&self) -> &ScenarioSpec {
        &self.spec
    }

    /// The interventions, in the order of the file.
    pub fn interventions(&self) -> &[InterventionSpec] {
        &self.spec.intervention
    }

    /// Interventions, by their places, that are alternatives: both set one path to a plain value, so that no arm can have both. The
    /// earlier one stands first.
    pub fn alternatives(&self) -> BTreeSet<[usize; 2]> {
        overlay::alternatives(&self.entries)
    }

    /// Which links of the closed loop the scenario leaves live.
    pub fn links(&self) -> Links {
        self.spec.links.links()
    }

    /// The text that was read, `--set` apart.
    pub fn source(&self) -> &str {
        &self.source.text
    }

    /// The files that the text names, in the order in which it names them.
    pub fn files(&self) -> &[NamedFile] {
        &self.files
    }

    /// Name of the file it was read from, as it was given.
    pub fn file(&self) -> &str {
        &self.source.file
    }

    /// One arm ready to run: the interventions `arm` laid over the baseline. An arm may break a rule that each of its
    /// interventions keeps.
    pub fn blueprint(&self, arm: &[Dose], links: Links) -> Result<Blueprint, Diagnostics> {
        weeks::blueprint(self, arm, links, &self.source)
    }

    /// The number at a path: durations in seconds, patterns by their mean over the week. `None` where there is none.
    pub fn number_at(&self, path: &str) -> Option<f64> {
        settings::number_at(&self.tree, path)
    }

    /// The effective scenario in canonical form: defaults filled in, keys sorted, comments gone.
    pub fn canonical_json(&self) -> String {
        canonical::json(&self.tree)
    }

    /// The same as a TOML file.
    pub fn canonical_toml(&self) -> String {
        canonical::toml(&self.tree)
    }

    /// SHA-256 of the canonical form, in hexadecimal.
    pub fn sha256(&self) -> String {
        canonical::sha256(&self.tree)
    }

    /// What is legal but probably not meant, one sentence each.
    pub fn warnings(&self) -> Vec<String> {
        warnings::all(self).iter().map(ToString::to_string).collect()
    }

    /// Those of the warnings that tell of changes, by `--set` or by interventions, which are rounded away: who runs the scenario asks about
    /// nothing.
    pub fn idle_changes(&self) -> Vec<String> {
        warnings::idle_changes(self).iter().map(ToString::to_string).collect()
    }

    /// What each intervention alone does to the headcount of each team, after rounding, by the week from which it holds.
    pub fn headcount_changes(&self) -> Vec<staffing::HeadcountChange> {
        staffing::changes(self)
    }
}

/// A fault of the program: what the check let through cannot be read.
pub(super) fn disagreement(what: &str) -> Diagnostic {
    Diagnostic::new(Code::Disagreement, format!("the file passed the check, but cannot be used: {what}"))
        .why("this is a fault of Goodwill, not of the file")
        .help("please report it with the file")
}
