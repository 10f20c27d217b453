//! Names: unique within their kind, fit for paths, and known where they are referred to.

use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::schema::{BASELINE, ScenarioSpec};
use crate::scenario::suggest::did_you_mean;

/// Every list of named tables.
pub(super) fn unique(spec: &ScenarioSpec, sink: &mut Sink) {
    let names_of = |key: &str| -> Vec<&str> {
        match key {
            "reason" => spec.reason.iter().map(|reason| reason.name.as_str()).collect(),
            "team" => spec.team.iter().map(|team| team.name.as_str()).collect(),
            "segment" => spec.segment.iter().map(|segment| segment.name.as_str()).collect(),
            "category" => spec.category.iter().map(|category| category.name.as_str()).collect(),
            "touchpoint" => spec.touchpoint.iter().map(|touchpoint| touchpoint.name.as_str()).collect(),
            "programme" => spec.programme.iter().map(|programme| programme.name.as_str()).collect(),
            _ => spec.intervention.iter().map(|intervention| intervention.name.as_str()).collect(),
        }
    };
    for kind in ["reason", "team", "segment", "category", "touchpoint", "programme", "intervention"] {
        let names: Vec<Option<&str>> = names_of(kind).into_iter().map(Some).collect();
        for (index, name) in names.iter().enumerate() {
            let name = name.unwrap_or_default();
            let path = Path::root().key(kind).item(index, name).key("name");
            one_name(kind, name, &names[..index], index, &path, sink);
        }
    }
}

/// A name at `path` that is fit for paths and none of the names `before` it.
pub(super) fn one_name(
    kind: &str,
    name: &str,
    before: &[Option<&str>],
    index: usize,
    path: &Path,
    sink: &mut Sink,
) {
    if !sink.is_sound(path) {
        return;
    }
    fit_for_paths(kind, name, path, sink);
    if kind == "intervention" && name == BASELINE {
        let message = format!("intervention number {} is named \"{name}\"", index + 1);
        let diagnostic = Diagnostic::new(Code::DuplicateName, message)
            .why("that is the arm without any intervention, and results could not tell them apart")
            .help("give the intervention a name that says what it changes");
        sink.value(path, diagnostic);
    }
    if let Some(first) = before.iter().position(|other| *other == Some(name)) {
        let message =
            format!("{kind} number {} is named \"{name}\", as is {kind} number {}", index + 1, first + 1);
        let diagnostic = Diagnostic::new(Code::DuplicateName, message)
            .why("references and results could not tell them apart")
            .help(format!("give each {kind} a name of its own"));
        sink.value(path, diagnostic);
    }
}

fn fit_for_paths(kind: &str, name: &str, path: &Path, sink: &mut Sink) {
    let (forbidden, why) = if kind == "intervention" {
        (
            &['.', '"', '+', ','][..],
            "`+` and `,` join the names of interventions into arms, and dots divide paths",
        )
    } else {
        (&['.', '"'][..], "dots divide the parts of a path such as team.front.agents")
    };
    if name.contains(forbidden) {
        let shown: Vec<String> = forbidden.iter().map(|c| format!("`{c}`")).collect();
        let message =
            format!("the name of this {kind} is {name:?}, but it must not hold {}", shown.join(" or "));
        let clean: String = name.chars().map(|c| if forbidden.contains(&c) { ' ' } else { c }).collect();
        let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        sink.value(
            path,
            Diagnostic::new(Code::BadName, message).why(why).help(format!("did you mean \"{clean}\"?")),
        );
    }
}

/// Tells when `name` at `path` is none of `names`.
pub(super) fn known(name: &str, what: &str, names: &[&str], path: &Path, sink: &mut Sink) -> bool {
    // Where names themselves are faulty, a reference to one of them may be right.
    if names.contains(&name) || names.contains(&"") || !sink.is_sound(path) {
        return true;
    }
    let message = format!("`{path}` is \"{name}\", but there is no {what} of that name");
    let diagnostic = Diagnostic::new(Code::UnknownName, message)
        .why(format!("it refers to a {what} by its name"))
        .maybe_help(did_you_mean(name, names.iter().copied()));
    sink.value(path, diagnostic);
    false
}

/// Tells when the key at `path`, which is a name, is none of `names`.
pub(super) fn known_key(name: &str, what: &str, names: &[&str], path: &Path, sink: &mut Sink) -> bool {
    if names.contains(&name) || names.contains(&"") || !sink.is_sound(path) {
        return true;
    }
    let table = path.parent().unwrap_or_default();
    let message = format!("`{table}` names the {what} \"{name}\", but there is none");
    let diagnostic = Diagnostic::new(Code::UnknownName, message)
        .why(format!("its keys are names of {what}s"))
        .maybe_help(did_you_mean(name, names.iter().copied()));
    sink.key(path, diagnostic);
    false
}
