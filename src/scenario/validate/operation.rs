//! Rules of reasons, teams and profiles.

use super::names::known;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::schema::{ReasonSpec, ScenarioSpec};
use crate::scenario::suggest::did_you_mean;
use crate::time::Calendar;

/// Demand in the right form; references to profiles, segments and other reasons.
pub(super) fn reasons(spec: &ScenarioSpec, sink: &mut Sink) {
    let reasons: Vec<&str> = spec.reason.iter().map(|reason| reason.name.as_str()).collect();
    let segments: Vec<&str> = spec.segment.iter().map(|segment| segment.name.as_str()).collect();
    let profiles: Vec<&str> = spec.profile.keys().map(String::as_str).collect();
    for (index, reason) in spec.reason.iter().enumerate() {
        let path = Path::root().key("reason").item(index, &reason.name);
        demand_form(spec, reason, &path, sink);
        if let (Some(profile), false) = (&reason.profile, spec.is_bare()) {
            known(profile, "profile", &profiles, &path.key("profile"), sink);
        }
        for segment in reason.segment_factors.keys().filter(|_| !spec.is_bare()) {
            let here = path.key("segment_factors").key(segment);
            if !segments.contains(&segment.as_str()) && !segments.contains(&"") && sink.is_sound(&here) {
                let message = format!(
                    "`{}` names the segment \"{segment}\", but there is none",
                    path.key("segment_factors")
                );
                let diagnostic = Diagnostic::new(Code::UnknownName, message)
                    .why("the factors are by name of segment")
                    .maybe_help(did_you_mean(segment, segments.iter().copied()));
                sink.key(&here, diagnostic);
            }
        }
        if let Some(transfer) = &reason.transfer {
            let to = path.key("transfer").key("to");
            if known(&transfer.to, "reason", &reasons, &to, sink)
                && transfer.to == reason.name
                && sink.is_sound(&to)
            {
                let message = format!("`{to}` is \"{}\", the reason itself", transfer.to);
                let diagnostic = Diagnostic::new(Code::OwnTarget, message)
                    .why("a transfer hands the contact to another skill")
                    .help("name another reason, or leave `transfer` out");
                sink.value(&to, diagnostic);
            }
        }
        served(spec, reason, &path, sink);
    }
}

fn demand_form(spec: &ScenarioSpec, reason: &ReasonSpec, path: &Path, sink: &mut Sink) {
    if !sink.is_sound(&Path::root().key("segment")) {
        return;
    }
    let (wanted, has_wanted, other, has_other, why) = if spec.is_bare() {
        let why = "without segments there are no customers whose contacts per month could be counted";
        (
            "arrivals_per_hour",
            reason.arrivals_per_hour.is_some(),
            "contacts_per_month",
            reason.contacts_per_month.is_some(),
            why,
        )
    } else {
        let why = "with segments, contacts are made by customers";
        (
            "contacts_per_month",
            reason.contacts_per_month.is_some(),
            "arrivals_per_hour",
            reason.arrivals_per_hour.is_some(),
            why,
        )
    };
    if has_other {
        let form = if spec.is_bare() { "a bare operation" } else { "a scenario with segments" };
        let message = format!("`{}` stands in {form}, which takes `{wanted}`", path.key(other));
        let help =
            if has_wanted { format!("leave `{other}` out") } else { format!("state `{wanted}` instead") };
        sink.key(&path.key(other), Diagnostic::new(Code::DemandForm, message).why(why).help(help));
    } else if !has_wanted && sink.is_sound(&path.key(wanted)) {
        let message = format!("`{path}` lacks `{wanted}`");
        let help = format!("add `{wanted} = ...`; 0 if contacts come by transfer or complaint only");
        sink.value(&path.key(wanted), Diagnostic::new(Code::DemandForm, message).why(why).help(help));
    }
}

fn served(spec: &ScenarioSpec, reason: &ReasonSpec, path: &Path, sink: &mut Sink) {
    let teams_sound = sink.is_sound(&Path::root().key("team"));
    if teams_sound && sink.is_sound(path) && !spec.team.iter().any(|team| team.skills.contains(&reason.name))
    {
        let message = format!("no team serves the reason \"{}\"", reason.name);
        let diagnostic = Diagnostic::new(Code::Unserved, message)
            .why("its contacts would wait for ever")
            .help(format!("add \"{}\" to the `skills` of a team", reason.name));
        sink.value(path, diagnostic);
    }
}

/// Skills that exist, once each; crews that divide the day.
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
}

/// Profiles in one complete form, with something in them.
pub(super) fn profiles(spec: &ScenarioSpec, sink: &mut Sink) {
    for (name, profile) in &spec.profile {
        let path = Path::root().key("profile").key(name);
        if !sink.is_sound(&path) {
            continue;
        }
        let problem = match profile.week() {
            None => "must be given by `weekday`, `saturday` and `sunday`, or by `days` with seven lists",
            Some(week) if week.iter().all(|day| day.0.iter().all(|value| *value == 0.0)) => {
                "must not be 0 all week"
            }
            Some(_) => continue,
        };
        let given: Vec<&str> = [
            ("weekday", profile.weekday.is_some()),
            ("saturday", profile.saturday.is_some()),
            ("sunday", profile.sunday.is_some()),
            ("days", profile.days.is_some()),
        ]
        .into_iter()
        .filter_map(|(key, is_given)| is_given.then_some(key))
        .collect();
        let days = profile.days.as_ref().map(|days| format!(" ({} lists)", days.len())).unwrap_or_default();
        let given = if given.is_empty() { "nothing".to_string() } else { given.join(", ") };
        let message = format!("`{path}` {problem}; it has {given}{days}");
        let why = "contacts are spread over the whole week by the profile";
        sink.value(&path, Diagnostic::new(Code::ProfileForm, message).why(why));
    }
}
