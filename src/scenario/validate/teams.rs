//! Rules of teams: skills that exist, once each; crews that divide the day; service and overflow that fit the skills.

use super::names::{known, known_key};
use crate::scenario::build::skills;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::schema::{ScenarioSpec, TeamSpec};
use crate::time::Calendar;

/// Every team.
pub(super) fn teams(spec: &ScenarioSpec, sink: &mut Sink) {
    let reasons: Vec<&str> = spec.reason.iter().map(|reason| reason.name.as_str()).collect();
    for (index, team) in spec.team.iter().enumerate() {
        let path = Path::root().key("team").item(index, &team.name);
        for (position, skill) in team.skills.iter().enumerate() {
            let here = path.key("skills").element(position, &serde_json::Value::Null);
            known(skill, "reason", &reasons, &here, sink);
            if team.skills[..position].contains(skill) && sink.is_sound(&here) {
                let message = format!("`{here}` is \"{skill}\" once more");
                let diagnostic = Diagnostic::new(Code::DuplicateName, message)
                    .why("the order of skills is the team's preference, so each stands once")
                    .help("leave one of them out");
                sink.value(&here, diagnostic);
            }
        }
        crews(team, &path, sink);
        service(team, spec, &reasons, &path.key("service"), sink);
    }
    overflow(spec, sink);
}

fn crews(team: &TeamSpec, path: &Path, sink: &mut Sink) {
    let crews = team.crews as usize;
    let here = path.key("crews");
    if !Calendar::QUARTERS_PER_DAY.is_multiple_of(crews.max(1)) && sink.is_sound(&here) {
        let nearest = (1..=Calendar::QUARTERS_PER_DAY)
            .filter(|divisor| Calendar::QUARTERS_PER_DAY.is_multiple_of(*divisor))
            .min_by_key(|divisor| divisor.abs_diff(crews));
        let message = format!("`{here}` is {crews}, but it must divide 96");
        let diagnostic = Diagnostic::new(Code::CrewsDivide, message)
            .why("crews work equal parts of the day, in quarters of an hour")
            .maybe_help(nearest.map(|divisor| format!("did you mean {divisor}?")));
        sink.value(&here, diagnostic);
    }
}

fn service(team: &TeamSpec, spec: &ScenarioSpec, reasons: &[&str], path: &Path, sink: &mut Sink) {
    let served = skills(team, spec);
    for (name, service) in &team.service {
        let here = path.key(name);
        if !known_key(name, "reason", reasons, &here, sink) {
            continue;
        }
        let is_sound = sink.is_sound(&here)
            && sink.is_sound(&Path::root().key("reason"))
            && path.parent().is_some_and(|team| sink.is_sound(&team.key("skills")));
        if !is_sound {
            continue;
        }
        if !served.contains(&name) {
            let message =
                format!("`{here}` is about the reason \"{name}\", which `{}` does not serve", team.name);
            let diagnostic = Diagnostic::new(Code::ServiceForm, message)
                .why("it says how the team serves the reason")
                .help(format!("add \"{name}\" to the `skills` of the team, or leave the table out"));
            sink.key(&here, diagnostic);
            continue;
        }
        let helps = spec.reason.iter().any(|reason| {
            let teams = reason.overflow.as_ref().map(|overflow| &overflow.teams);
            reason.name == *name && teams.is_some_and(|teams| teams.contains(&team.name))
        });
        if service.overflow_only && !helps {
            let here = here.key("overflow_only");
            let message =
                format!("`{here}` is true, but `overflow` of \"{name}\" does not name `{}`", team.name);
            let diagnostic = Diagnostic::new(Code::OverflowForm, message)
                .why("the team would never serve the reason")
                .help(format!("add \"{}\" to `reason.{name}.overflow.teams`", team.name));
            sink.value(&here, diagnostic);
        }
    }
}

/// Teams that help after a time are there, once each, and do not serve the reason at once.
fn overflow(spec: &ScenarioSpec, sink: &mut Sink) {
    let teams: Vec<&str> = spec.team.iter().map(|team| team.name.as_str()).collect();
    for (index, reason) in spec.reason.iter().enumerate() {
        let Some(overflow) = &reason.overflow else {
            continue;
        };
        let path = Path::root().key("reason").item(index, &reason.name).key("overflow").key("teams");
        for (position, name) in overflow.teams.iter().enumerate() {
            let here = path.element(position, &serde_json::Value::Null);
            if !known(name, "team", &teams, &here, sink) || !sink.is_sound(&here) {
                continue;
            }
            if overflow.teams[..position].contains(name) {
                let message = format!("`{here}` is \"{name}\" once more");
                let diagnostic = Diagnostic::new(Code::DuplicateName, message)
                    .why("a team either helps or does not")
                    .help("leave one of them out");
                sink.value(&here, diagnostic);
                continue;
            }
            let Some((number, team)) = spec.team.iter().enumerate().find(|(_, team)| team.name == *name)
            else {
                continue;
            };
            let skills = Path::root().key("team").item(number, name).key("skills");
            let is_late = team.service.get(&reason.name).is_some_and(|service| service.overflow_only);
            if team.skills.contains(&reason.name) && !is_late && sink.is_sound(&skills) {
                let message =
                    format!("`{here}` is \"{name}\", which serves \"{}\" at once already", reason.name);
                let diagnostic = Diagnostic::new(Code::OverflowForm, message)
                    .why("overflow brings in teams that do not serve the reason before")
                    .help(format!(
                        "take \"{}\" out of the skills of `{name}`, or set `overflow_only = true` in [team.service.{}]",
                        reason.name, reason.name
                    ));
                sink.value(&here, diagnostic);
            }
        }
    }
}
