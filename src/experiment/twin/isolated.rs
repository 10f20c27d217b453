//! Which reasons have agents of their own, so that a queue with one line and equal agents describes them.

use crate::journey::Blueprint;
use crate::operation::{Arrivals, Centre, Channel, Reason};

/// The teams of a reason whose queue a formula describes, or why none does.
pub(super) fn teams(
    blueprint: &Blueprint,
    reason: usize,
    planned: &[f64],
) -> Result<Vec<usize>, Vec<String>> {
    let mut why: Vec<String> = Vec::new();
    let mut teams = Vec::new();
    if matches!(blueprint.demand.arrivals.reasons[reason], Arrivals::Sources(_)) {
        why.push("its callers are so few that those on the line are missing outside".to_string());
    }
    for models in std::iter::once(&blueprint.before).chain(&blueprint.weeks) {
        let centre = &models.centre;
        of_reason(&centre.reasons[reason], &mut why);
        teams = of_teams(centre, reason, planned, &mut why);
    }
    why.dedup();
    let mut told: Vec<String> = Vec::new();
    for sentence in why {
        if !told.contains(&sentence) {
            told.push(sentence);
        }
    }
    if told.is_empty() { Ok(teams) } else { Err(told) }
}

fn of_reason(reason: &Reason, why: &mut Vec<String>) {
    for (holds, sentence) in [
        (reason.channel == Channel::Deferred, "it is deferred work: nobody waits on the line"),
        (reason.endless, "its backlog never ends"),
        (reason.self_service.is_some(), "self-service comes before its queue"),
        (reason.callback.is_some(), "customers may be called back instead of waiting"),
        (reason.queue_limit.is_some(), "its queue has a limit"),
        (reason.leave_idle > 0, "some agents are kept idle when its contacts wait"),
        (reason.overflow.is_some(), "other teams help after a time in queue"),
    ] {
        if holds {
            why.push(sentence.to_string());
        }
    }
}

fn of_teams(centre: &Centre, reason: usize, planned: &[f64], why: &mut Vec<String>) -> Vec<usize> {
    let serving: Vec<usize> =
        (0..centre.teams.len()).filter(|team| centre.teams[*team].serves(reason)).collect();
    if serving.is_empty() {
        why.push("no team serves it".to_string());
    }
    for &index in &serving {
        let team = &centre.teams[index];
        let others = team.skills.iter().filter(|skill| skill.reason != reason);
        let busy = others.filter(|skill| has_work(centre, skill.reason, planned));
        let others: Vec<&str> = busy.map(|skill| centre.reasons[skill.reason].name.as_str()).collect();
        if !others.is_empty() {
            why.push(format!("team {} also serves {}", team.name, others.join(", ")));
        }
        if centre.reasons[reason].channel == Channel::Chat && team.chat.at_once > 1 {
            why.push(format!("agents of {} have several chats at once", team.name));
        }
    }
    let seconds = |team: &usize| super::load::handling_seconds(centre, reason, *team);
    if serving.windows(2).any(|pair| (seconds(&pair[0]) - seconds(&pair[1])).abs() > 1e-9) {
        why.push("its teams differ in handling time".to_string());
    }
    let others = centre.reasons.iter().enumerate().filter(|(index, _)| *index != reason);
    let from: Vec<&str> = others
        .filter(|(index, other)| {
            let hands_over = other.transfer.as_ref().filter(|transfer| transfer.probability > 0.0);
            hands_over.is_some_and(|transfer| transfer.to.iter().any(|(to, _)| *to == reason))
                && has_work(centre, *index, planned)
        })
        .map(|(_, other)| other.name.as_str())
        .collect();
    if !from.is_empty() {
        why.push(format!("contacts are transferred to it from {}", from.join(", ")));
    }
    serving
}

/// Whether contacts of the reason come at all, planned or in the train of others.
fn has_work(centre: &Centre, reason: usize, planned: &[f64]) -> bool {
    let of = &centre.reasons[reason];
    let handed_over = centre.reasons.iter().any(|other| {
        let transfer = other.transfer.as_ref().filter(|transfer| transfer.probability > 0.0);
        transfer.is_some_and(|transfer| transfer.to.iter().any(|(to, _)| *to == reason))
    });
    planned[reason] > 0.0 || of.endless || handed_over
}
