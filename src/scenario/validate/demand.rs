//! Rules of demand: one form for each reason; profiles and segments that exist.

use super::names::{known, one_name};
use crate::scenario::clocks::WEEKDAYS;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::schema::{ReasonSpec, ScenarioSpec};
use crate::scenario::suggest::did_you_mean;
use crate::time::Calendar;

/// Demand in the right form; references to profiles and segments.
pub(super) fn demand(spec: &ScenarioSpec, sink: &mut Sink) {
    let segments: Vec<&str> = spec.segment.iter().map(|segment| segment.name.as_str()).collect();
    let profiles: Vec<&str> = spec.profile.keys().map(String::as_str).collect();
    for (index, reason) in spec.reason.iter().enumerate() {
        let path = Path::root().key("reason").item(index, &reason.name);
        demand_form(spec, reason, &path, sink);
        weights(reason, &path.key("arrivals").key("weights"), sink);
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
    }
}

/// A key, and whether it is given.
type Form = (&'static str, bool);

/// The ways to state the demand for a reason, with whether each is given: without customers, and with them.
fn forms(reason: &ReasonSpec) -> (Vec<Form>, Vec<Form>) {
    (
        vec![
            ("arrivals_per_hour", reason.arrivals_per_hour.is_some()),
            ("arrivals", reason.arrivals.is_some()),
            ("arrival_times", reason.arrival_times.is_some()),
            ("arrivals_file", reason.arrivals_file.is_some()),
            ("sources", reason.sources.is_some()),
        ],
        vec![("contacts_per_month", reason.contacts_per_month.is_some())],
    )
}

fn demand_form(spec: &ScenarioSpec, reason: &ReasonSpec, path: &Path, sink: &mut Sink) {
    if !sink.is_sound(&Path::root().key("segment")) || !sink.is_sound(&path.key("endless")) {
        return;
    }
    let (anonymous, by_customers) = forms(reason);
    let (right, wrong) = if spec.is_bare() { (anonymous, by_customers) } else { (by_customers, anonymous) };
    let wanted = right[0].0;
    let given: Vec<&str> = right.iter().filter(|(_, is_given)| *is_given).map(|(key, _)| *key).collect();
    if reason.endless {
        for (key, _) in right.iter().chain(&wrong).filter(|(_, is_given)| *is_given) {
            let message = format!("`{}` stands in a reason that is endless", path.key(key));
            let diagnostic = Diagnostic::new(Code::DemandForm, message)
                .why("there is always one more contact of it waiting, so that none arrives")
                .help(format!("leave `{key}` or `endless` out"));
            sink.key(&path.key(key), diagnostic);
        }
        return;
    }
    let (form, why) = if spec.is_bare() {
        let why = "without segments there are no customers whose contacts per month could be counted";
        ("a bare operation", why)
    } else {
        ("a scenario with segments", "with segments, contacts are made by customers")
    };
    let misplaced: Vec<&str> = wrong.iter().filter(|(_, is_given)| *is_given).map(|(key, _)| *key).collect();
    for key in &misplaced {
        let message = format!("`{}` stands in {form}, which takes `{wanted}`", path.key(key));
        let help = match given.is_empty() {
            true => format!("state `{wanted}` instead"),
            false => format!("leave `{key}` out"),
        };
        sink.key(&path.key(key), Diagnostic::new(Code::DemandForm, message).why(why).help(help));
    }
    if let [first, others @ ..] = given.as_slice() {
        for key in others {
            let message = format!("`{path}` states both `{first}` and `{key}`");
            let diagnostic = Diagnostic::new(Code::DemandForm, message)
                .why("both say how many contacts arrive, and only one can hold")
                .help("leave one of them out");
            sink.key(&path.key(key), diagnostic);
        }
    } else if misplaced.is_empty() && right.iter().all(|(key, _)| sink.is_sound(&path.key(key))) {
        let message = format!("`{path}` lacks `{wanted}`");
        let help = format!("add `{wanted} = ...`; 0 if contacts come by transfer or complaint only");
        sink.value(&path.key(wanted), Diagnostic::new(Code::DemandForm, message).why(why).help(help));
    }
}

/// Weights that spread the contacts of a day somewhere.
fn weights(reason: &ReasonSpec, path: &Path, sink: &mut Sink) {
    let Some(daily) = reason.arrivals.as_ref().filter(|_| sink.is_sound(path)) else {
        return;
    };
    let quarters = daily.weights.quarters();
    let is_empty = |day: usize| {
        let from = day * Calendar::QUARTERS_PER_DAY;
        quarters[from..from + Calendar::QUARTERS_PER_DAY].iter().all(|weight| weight.0 == 0.0)
    };
    let per_day = daily.per_day.days();
    let lost: Vec<&str> =
        (0..7).filter(|day| per_day[*day] > 0.0 && is_empty(*day)).map(|day| WEEKDAYS[day]).collect();
    if !lost.is_empty() {
        let message = format!("`{path}` are all 0 on {}, when contacts are stated", lost.join(", "));
        let diagnostic = Diagnostic::new(Code::WeightsZero, message)
            .why("the contacts of a day are spread over it by the weights")
            .help("give at least one number of the day a weight above 0, or state 0 contacts for it");
        sink.value(path, diagnostic);
    }
}

/// Shocks with one time and one shape, on reasons that exist.
pub(super) fn shocks(spec: &ScenarioSpec, sink: &mut Sink) {
    let reasons: Vec<&str> = spec.reason.iter().map(|reason| reason.name.as_str()).collect();
    let list = Path::root().key("demand").key("shock");
    let names: Vec<Option<&str>> = spec.demand.shock.iter().map(|shock| shock.name.as_deref()).collect();
    for (index, shock) in spec.demand.shock.iter().enumerate() {
        let path = match names[index] {
            Some(name) => list.item(index, name),
            None => list.element(index, &serde_json::Value::Null),
        };
        if let Some(name) = names[index] {
            one_name("shock", name, &names[..index], index, &path.key("name"), sink);
        }
        for (position, reason) in shock.reasons.iter().flatten().enumerate() {
            let here = path.key("reasons").element(position, &serde_json::Value::Null);
            known(reason, "reason", &reasons, &here, sink);
        }
        let fault = match (shock.at, shock.per_year, shock.week, shock.length, shock.half_life) {
            (None, None, ..) => "has neither `at` nor `per_year`, so that it never strikes",
            (Some(_), Some(_), ..) => "has both `at` and `per_year`",
            (None, _, Some(_), ..) => "has a `week`, but no `at`",
            (_, _, _, None, None) => "has neither `length` nor `half_life`, so that it would never end",
            (_, _, _, Some(_), Some(_)) => "has both `length` and `half_life`",
            _ => continue,
        };
        if sink.is_sound(&path) {
            let diagnostic = Diagnostic::new(Code::ShockForm, format!("`{path}` {fault}"))
                .why("a shock strikes at one time, and goes back in one way");
            sink.value(
                &path,
                diagnostic.help("give `at` or `per_year`, and `length` or `half_life`, each alone"),
            );
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
