//! Doubts about load against agents: systems that never settle, and contacts that nobody can take.

use super::Warning;
use crate::journey::DemandModel;
use crate::operation::{Centre, Channel, Closing, QUARTERS_PER_WEEK, Reason, Team, WeekPattern};

/// Every doubt about who serves what.
pub(super) fn all(centre: &Centre, demand: &DemandModel) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = unstable(centre, demand).into_iter().collect();
    warnings.extend(nobody_there(centre, demand));
    warnings.extend(reserved(centre));
    warnings
}

/// Whether customers of the reason wait until they are served, so that its queue may grow without end.
fn waits_for_ever(centre: &Centre, reason: &Reason) -> bool {
    let is_limited = reason.queue_limit.is_some()
        || centre.door.queue_limit.is_some() && reason.channel != Channel::Deferred
        || centre.door.trunks.is_some() && reason.channel == Channel::Voice;
    let is_cleared = reason.opening.as_ref().is_some_and(|opening| opening.closing == Closing::Clear);
    let gives_up = reason.patience.is_some() || reason.message_after.is_some();
    !gives_up && !is_limited && !is_cleared && !reason.endless
}

/// Contacts per hour of each reason that seek an agent, as a mean over the week: primary contacts taken, and transfers as if every
/// contact were answered. Redials and repeats come on top.
fn seeking(centre: &Centre, demand: &DemandModel) -> Vec<f64> {
    let taken = |(reason, rates): (&Reason, WeekPattern)| {
        let quarters = (0..QUARTERS_PER_WEEK).filter(|quarter| reason.takes_contacts_at(*quarter));
        quarters.map(|quarter| rates.values[quarter]).sum::<f64>() / QUARTERS_PER_WEEK as f64
    };
    let first: Vec<f64> = centre.reasons.iter().zip(demand.rates_per_hour()).map(taken).collect();
    centre.seeking_an_agent(&first)
}

/// Seconds of one agent per contact of a reason, when the team serves it alone all the time.
fn handling(index: usize, reason: &Reason, team: &Team) -> f64 {
    let by_time = reason
        .handling_by_quarter
        .as_ref()
        .map_or(1.0, |factors| factors.iter().sum::<f64>() / factors.len().max(1) as f64);
    team.seconds_per_contact(index, reason) * by_time
}

/// Agents of the team on the phones as a mean over the week, the absent apart.
fn agents(team: &Team) -> f64 {
    (0..QUARTERS_PER_WEEK).map(|quarter| team.usual_agents_at(quarter)).sum::<f64>()
        / QUARTERS_PER_WEEK as f64
}

/// The set of patient reasons that is worst served: no set may bring more load than the teams that serve any of it.
fn unstable(centre: &Centre, demand: &DemandModel) -> Option<Warning> {
    let rates = seeking(centre, demand);
    let load = |index: usize| {
        let serving = centre.teams.iter().filter(|team| team.serves(index));
        let serving = serving.map(|team| handling(index, &centre.reasons[index], team));
        // The quickest team: what is too much for it is too much for all.
        rates[index] / 3_600.0 * serving.fold(f64::INFINITY, f64::min)
    };
    let patient: Vec<(usize, f64)> = (0..centre.reasons.len())
        .filter(|index| waits_for_ever(centre, &centre.reasons[*index]))
        .map(|index| (index, load(index)))
        .filter(|(_, load)| *load > 0.0 && load.is_finite())
        .collect();
    let teams: Vec<(&Team, f64)> = centre.teams.iter().map(|team| (team, agents(team))).collect();
    // Every subset of the first dozen reasons; scenarios have a handful.
    let count = patient.len().min(12);
    (1..1usize << count)
        .map(|subset| {
            let chosen: Vec<_> =
                (0..count).filter(|index| subset >> index & 1 == 1).map(|index| patient[index]).collect();
            let load: f64 = chosen.iter().map(|(_, load)| load).sum();
            let serves = |team: &Team| chosen.iter().any(|(reason, _)| team.serves(*reason));
            let agents: f64 = teams.iter().filter(|(team, _)| serves(team)).map(|(_, agents)| agents).sum();
            let reasons = chosen.iter().map(|(reason, _)| centre.reasons[*reason].name.clone()).collect();
            (Warning::Unstable { reasons, load, agents }, load - agents)
        })
        .filter(|(_, excess)| *excess >= 0.0)
        .max_by(|(_, one), (_, other)| one.total_cmp(other))
        .map(|(warning, _)| warning)
}

/// Whether customers who were not served, or not well, come back at a time that no arrivals say.
fn gives_rise_to_follow_ups(reason: &Reason) -> bool {
    [&reason.redial, &reason.redial_blocked, &reason.repeat].iter().any(|law| law.probability > 0.0)
}

/// Contacts that come while nobody who could serve them is there, or while the reason is closed.
fn nobody_there(centre: &Centre, demand: &DemandModel) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for (index, (reason, rates)) in centre.reasons.iter().zip(demand.rates_per_hour()).enumerate() {
        let total: f64 = rates.values.iter().sum();
        if total == 0.0 || reason.channel == Channel::Deferred {
            continue;
        }
        let nobody = |quarter: usize| {
            let mut serving = centre.teams.iter().filter(|team| team.serves(index));
            serving.all(|team| team.agents_at(quarter) == 0)
        };
        let with_demand = |wanted: &dyn Fn(usize) -> bool| -> (f64, f64) {
            let quarters: Vec<usize> =
                (0..QUARTERS_PER_WEEK).filter(|at| rates.values[*at] > 0.0 && wanted(*at)).collect();
            let share = quarters.iter().map(|quarter| rates.values[*quarter]).sum::<f64>() / total;
            (quarters.len() as f64 / 4.0, share)
        };
        let (hours, share) = with_demand(&|quarter| reason.takes_contacts_at(quarter) && nobody(quarter));
        let unserved =
            (0..QUARTERS_PER_WEEK).filter(|quarter| reason.takes_contacts_at(*quarter) && nobody(*quarter));
        let hours_unserved = unserved.count() as f64 / 4.0;
        if hours > 0.0 {
            warnings.push(Warning::NobodyThere { reason: reason.name.clone(), hours, share });
        } else if hours_unserved > 0.0 && gives_rise_to_follow_ups(reason) {
            let reason = reason.name.clone();
            warnings.push(Warning::NobodyForFollowUps { reason, hours: hours_unserved });
        }
        let (hours, share) = with_demand(&|quarter| !reason.takes_contacts_at(quarter));
        if hours > 0.0 {
            warnings.push(Warning::Closed { reason: reason.name.clone(), hours, share });
        }
    }
    warnings
}

/// Reasons that no team may ever serve, because all its agents are kept for others.
fn reserved(centre: &Centre) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for (index, reason) in centre.reasons.iter().enumerate().filter(|(_, reason)| reason.leave_idle > 0) {
        let serving = centre.teams.iter().filter(|team| team.serves(index));
        let most =
            serving.flat_map(|team| (0..QUARTERS_PER_WEEK).map(|quarter| team.agents_at(quarter))).max();
        let most = most.unwrap_or(0);
        if most <= reason.leave_idle {
            let (reason, leave_idle) = (reason.name.clone(), reason.leave_idle);
            warnings.push(Warning::Reserved { reason, leave_idle, most });
        }
    }
    warnings
}
