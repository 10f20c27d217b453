//! Doubts about what a scenario states and nothing uses.

use super::Warning;
use crate::operation::routing::{ContactRule, TeamRule};
use crate::operation::{Centre, Channel};
use crate::scenario::path::Path;
use crate::scenario::schema::{ReasonSpec, ScenarioSpec, TeamSpec};

/// How far the mean of a profile may lie from 1 before it is mentioned.
const PROFILE_TOLERANCE: f64 = 0.01;

/// Every doubt about what is stated for nothing.
pub(super) fn all(spec: &ScenarioSpec, centre: &Centre) -> Vec<Warning> {
    let mut warnings = profiles(spec);
    warnings.extend(keys_of_demand(spec).map(|key| {
        no_effect(
            &Path::root().key("demand"),
            key,
            "the contacts of a log or of a finite population come as they are",
        )
    }));
    for (index, reason) in spec.reason.iter().enumerate() {
        let path = Path::root().key("reason").item(index, &reason.name);
        warnings.extend(keys_of_reason(reason, centre).map(|(key, why)| no_effect(&path, key, why)));
    }
    for (index, team) in spec.team.iter().enumerate() {
        let path = Path::root().key("team").item(index, &team.name);
        warnings.extend(keys_of_team(team, index, centre).map(|(key, why)| no_effect(&path, key, why)));
    }
    warnings
}

fn no_effect(path: &Path, key: &str, why: &'static str) -> Warning {
    let path = key.split('.').fold(path.clone(), |path, part| path.key(part));
    Warning::NoEffect { path: path.to_string(), why }
}

/// What makes days differ, where no arrivals are drawn that could differ.
fn keys_of_demand(spec: &ScenarioSpec) -> impl Iterator<Item = &'static str> + use<> {
    let is_fixed = |reason: &ReasonSpec| reason.arrival_times.is_some() || reason.sources.is_some();
    let all_fixed = spec.reason.iter().all(is_fixed);
    [("busyness_cv", spec.demand.busyness_cv), ("volume_cv", spec.demand.volume_cv)]
        .into_iter()
        .filter(move |(_, cv)| all_fixed && *cv > 0.0)
        .map(|(key, _)| key)
}

fn keys_of_reason(
    reason: &ReasonSpec,
    centre: &Centre,
) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    let by_score = centre.routing.contact == ContactRule::Score;
    let callback = reason.callback.as_ref();
    [
        (
            "priority.per_second",
            reason.priority.per_second != 0.0 && !by_score,
            "only the routing \"score\" counts it",
        ),
        (
            "priority.transfer_bonus",
            reason.priority.transfer_bonus != 0.0 && !by_score,
            "only the routing \"score\" counts it",
        ),
        (
            "callback.priority",
            callback.is_some_and(|callback| callback.priority != 0.0 && callback.after_waiting),
            "with `after_waiting` all waiting contacts go first",
        ),
        (
            "redial_blocked",
            reason.redial_blocked.is_some() && !may_block(reason, centre),
            "nothing blocks a contact of this reason: no limit on lines or queue, and always open",
        ),
    ]
    .into_iter()
    .filter(|(_, is_idle, _)| *is_idle)
    .map(|(key, _, why)| (key, why))
}

fn may_block(reason: &ReasonSpec, centre: &Centre) -> bool {
    let is_waiting = reason.channel.0 != Channel::Deferred;
    reason.queue_limit.is_some()
        || reason.open.is_some()
        || centre.door.queue_limit.is_some() && is_waiting
        || centre.door.trunks.is_some() && reason.channel.0 == Channel::Voice
}

fn keys_of_team(
    team: &TeamSpec,
    index: usize,
    centre: &Centre,
) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    let is_pooled = centre.routing.team == TeamRule::Pooled;
    let chats = |skill: &crate::operation::Skill| centre.reasons[skill.reason].channel == Channel::Chat;
    let serves_chat = centre.teams[index].skills.iter().any(chats);
    [
        ("score", team.score != 0.0 && !is_pooled, "only the team choice \"pooled\" counts it"),
        (
            "service",
            team.service.values().any(|service| service.score != 0.0) && !is_pooled,
            "its scores count under the team choice \"pooled\" only",
        ),
        ("chat", team.chat.is_some() && !serves_chat, "no reason that the team serves comes by chat"),
    ]
    .into_iter()
    .filter(|(_, is_idle, _)| *is_idle)
    .map(|(key, _, why)| (key, why))
}

fn profiles(spec: &ScenarioSpec) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for (name, profile) in &spec.profile {
        let Some(days) = profile.week() else { continue };
        let mean = days.iter().map(|day| day.0.iter().sum::<f64>() / day.0.len() as f64).sum::<f64>() / 7.0;
        if (mean - 1.0).abs() > PROFILE_TOLERANCE {
            warnings.push(Warning::ProfileScaled { profile: name.clone(), factor: 1.0 / mean });
        }
        if !spec.reason.iter().any(|reason| reason.profile.as_ref() == Some(name)) {
            warnings.push(Warning::Unused { what: "profile", name: name.clone() });
        }
    }
    warnings
}
