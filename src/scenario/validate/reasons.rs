//! Rules of reasons: opening hours, what needs a customer on the line, callbacks, transfers and follow-ups.

use super::names::{known, known_key};
use crate::operation::Channel;
use crate::scenario::build::{on_duty, open_quarters, skills};
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::schema::{FollowUpSpec, ReasonSpec, ScenarioSpec, Targets, TransferSpec};

/// Every reason by itself and against the others.
pub(super) fn reasons(spec: &ScenarioSpec, sink: &mut Sink) {
    let reasons: Vec<&str> = spec.reason.iter().map(|reason| reason.name.as_str()).collect();
    for (index, reason) in spec.reason.iter().enumerate() {
        let path = Path::root().key("reason").item(index, &reason.name);
        open(reason, &path, sink);
        on_the_line(reason, &path, sink);
        callback(reason, &path, sink);
        busyness(reason, spec, &path, sink);
        if let Some(transfer) = &reason.transfer {
            self::transfer(reason, transfer, &reasons, &path.key("transfer").key("to"), sink);
        }
        let follow_ups = [
            ("redial", Some(&reason.redial)),
            ("redial_blocked", reason.redial_blocked.as_ref()),
            ("repeat", Some(&reason.repeat)),
        ];
        for (key, follow_up) in follow_ups {
            if let Some(follow_up) = follow_up {
                let path = path.key(key);
                under(&follow_up.under, follow_up, &reasons, &path.key("under"), sink);
                if let Some(word) = &follow_up.under_further {
                    under(word, follow_up, &reasons, &path.key("under_further"), sink);
                }
            }
        }
        served(spec, reason, &path, sink);
    }
}

fn open(reason: &ReasonSpec, path: &Path, sink: &mut Sink) {
    let hours = reason.open.as_deref().unwrap_or_default();
    for (index, each) in hours.iter().enumerate() {
        let before = open_quarters(&hours[..index]);
        let overlaps = each.quarters().iter().zip(before).any(|(now, before)| *now && before);
        let here = path.key("open").element(index, &serde_json::Value::Null);
        if overlaps && sink.is_sound(&here) {
            let message = format!("`{here}` is \"{each}\", which overlaps the hours before it");
            let diagnostic = Diagnostic::new(Code::HoursOverlap, message)
                .why("each hour of the week is stated once")
                .help("shorten one of them, or take its days out");
            sink.value(&here, diagnostic);
        }
    }
}

/// Keys about a customer who waits, where there is none.
fn on_the_line(reason: &ReasonSpec, path: &Path, sink: &mut Sink) {
    let is_deferred = reason.channel.0 == Channel::Deferred;
    if !is_deferred && !reason.endless {
        return;
    }
    let waiting = [
        ("patience", reason.patience.is_some()),
        ("balking", reason.balking > 0.0),
        ("announcement", reason.announcement.is_some()),
        ("callback", reason.callback.is_some()),
        ("message_after", reason.message_after.is_some()),
        ("connection", reason.connection > crate::scenario::Span::ZERO),
    ];
    let queue = [
        ("queue_limit", reason.queue_limit.is_some()),
        ("self_service", reason.self_service.is_some()),
        ("open", reason.open.is_some()),
        ("redial", reason.redial.probability > 0.0),
        ("redial_blocked", reason.redial_blocked.is_some()),
        ("repeat", reason.repeat.probability > 0.0),
    ];
    let (what, why) = if reason.endless {
        ("endless", "endless work starts when an agent is free; there is no customer who waits or comes back")
    } else {
        ("deferred", "nobody waits on the line for deferred work such as email")
    };
    let given = waiting.iter().chain(if reason.endless { &queue[..] } else { &[] });
    for (key, _) in given.filter(|(_, is_given)| *is_given) {
        let here = path.key(key);
        if sink.is_sound(&here) {
            let message = format!("`{here}` stands in a reason that is {what}");
            let diagnostic = Diagnostic::new(Code::OnTheLine, message).why(why);
            sink.key(&here, diagnostic.help(format!("leave `{key}` out")));
        }
    }
}

fn callback(reason: &ReasonSpec, path: &Path, sink: &mut Sink) {
    let here = path.key("callback");
    let Some(callback) = reason.callback.as_ref().filter(|_| sink.is_sound(&here)) else {
        return;
    };
    if callback.from_queue.is_none() && callback.from_expected_wait.is_none() {
        let message = format!("`{here}` has neither `from_queue` nor `from_expected_wait`");
        let diagnostic = Diagnostic::new(Code::CallbackForm, message)
            .why("without an occasion the offer would never be made")
            .help("add `from_queue = 0` to offer it to everybody who has to wait");
        sink.value(&here, diagnostic);
    }
}

/// A busyness of the reason's own has something to act on, and a shared one no correlation of its own.
fn busyness(reason: &ReasonSpec, spec: &ScenarioSpec, path: &Path, sink: &mut Sink) {
    let here = path.key("busyness");
    let Some(own) = reason.busyness.as_ref().filter(|_| sink.is_sound(&here)) else {
        return;
    };
    let is_given = [
        ("arrival_times", reason.arrival_times.is_some()),
        ("sources", reason.sources.is_some()),
        ("endless", reason.endless),
    ];
    if let Some((form, _)) = is_given.into_iter().find(|(_, is_given)| *is_given) {
        let message = format!("`{here}` stands in a reason whose contacts come by `{form}`");
        let diagnostic = Diagnostic::new(Code::BusynessForm, message)
            .why("busyness multiplies rates and numbers a day; nothing multiplies these")
            .help("leave `busyness` out");
        sink.key(&here, diagnostic);
    } else if own.correlation.is_some() && own.shared.unwrap_or(spec.demand.busyness_shared) {
        let here = here.key("correlation");
        let message = format!("`{here}` is stated for a busyness that is shared");
        let diagnostic = Diagnostic::new(Code::BusynessForm, message)
            .why("reasons that share their busy days have one correlation from day to day")
            .help("set `demand.busyness_correlation`, or write `shared = false` beside it");
        sink.value(&here, diagnostic);
    }
}

fn transfer(reason: &ReasonSpec, spec: &TransferSpec, reasons: &[&str], to: &Path, sink: &mut Sink) {
    match &spec.to {
        Targets::One(name) => {
            if known(name, "reason", reasons, to, sink) && *name == reason.name && sink.is_sound(to) {
                let message = format!("`{to}` is \"{name}\", the reason itself");
                let diagnostic = Diagnostic::new(Code::OwnTarget, message)
                    .why("a transfer hands the contact to another skill")
                    .help(format!(
                        "name another reason, leave `transfer` out, or for a colleague write to = {{ {name} = 1 }}"
                    ));
                sink.value(to, diagnostic);
            }
        }
        Targets::Weights(weights) => {
            for name in weights.keys() {
                known_key(name, "reason", reasons, &to.key(name), sink);
            }
            if !weights.values().any(|weight| *weight > 0.0) && sink.is_sound(to) {
                let message = format!("`{to}` has no weight above 0");
                let diagnostic = Diagnostic::new(Code::WeightsZero, message)
                    .why("the proportions of the weights say where contacts go")
                    .help("give at least one reason a weight above 0");
                sink.value(to, diagnostic);
            }
        }
    }
}

/// The words that stand for a reason in `under`.
const UNDER: [&str; 2] = ["original", "present"];

fn under(word: &str, follow_up: &FollowUpSpec, reasons: &[&str], path: &Path, sink: &mut Sink) {
    if UNDER.contains(&word) {
        if reasons.contains(&word) && follow_up.probability > 0.0 && sink.is_sound(path) {
            let message = format!("`{path}` is \"{word}\", which is also the name of a reason");
            let diagnostic = Diagnostic::new(Code::BadName, message)
                .why("`original` and `present` are words for where a contact comes from")
                .help("give the reason another name");
            sink.value(path, diagnostic);
        }
        return;
    }
    let words: Vec<&str> = reasons.iter().copied().chain(UNDER).collect();
    known(word, "reason", &words, path, sink);
}

/// Somebody serves it, and is there at some time of the week.
fn served(spec: &ScenarioSpec, reason: &ReasonSpec, path: &Path, sink: &mut Sink) {
    if !sink.is_sound(&Path::root().key("team")) || !sink.is_sound(path) {
        return;
    }
    let serving: Vec<_> =
        spec.team.iter().filter(|team| skills(team, spec).contains(&&reason.name)).collect();
    if serving.is_empty() {
        let message = format!("no team serves the reason \"{}\"", reason.name);
        let diagnostic = Diagnostic::new(Code::Unserved, message)
            .why("its contacts would wait for ever")
            .help(format!("add \"{}\" to the `skills` of a team", reason.name));
        sink.value(path, diagnostic);
        return;
    }
    let ends_alone = reason.message_after.is_some()
        || reason.self_service.as_ref().is_some_and(|self_service| self_service.containment >= 1.0);
    if !ends_alone && serving.iter().all(|team| on_duty(team).0.iter().all(|agents| *agents == 0)) {
        let names: Vec<String> = serving.iter().map(|team| format!("`{}`", team.name)).collect();
        let message = format!(
            "nobody is ever on duty for the reason \"{}\": {} {} no agents all week",
            reason.name,
            names.join(" and "),
            if names.len() == 1 { "has" } else { "have" }
        );
        let diagnostic = Diagnostic::new(Code::NobodyOnDuty, message)
            .why("nobody would ever serve its contacts")
            .help("give the team agents, or the reason to another team");
        sink.value(path, diagnostic);
    }
}
