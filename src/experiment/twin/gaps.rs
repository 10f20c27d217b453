//! What a formula leaves out of a service, in sentences.

use crate::journey::Blueprint;
use crate::operation::{Arrivals, Fluctuation, FollowUpLaw, Reason, Staffing, Team};
use crate::random::Distribution;
use crate::time::Duration;

use super::formula::Totals;
use super::load::{Condition, Load};

/// A queue has forgotten how it began after so many relaxation times.
const SETTLED: f64 = 5.0;

/// Whether contacts follow from contacts, or customers come and go: then only the simulation knows the volume.
pub(super) fn comes_back(blueprint: &Blueprint, reason: usize) -> bool {
    let of = &blueprint.before.centre.reasons[reason];
    let follows = |law: &FollowUpLaw| law.probability > 0.0 && law.max_attempts > 1;
    !blueprint.segments.is_empty()
        || follows(&of.redial)
        || follows(&of.redial_blocked)
        || (follows(&of.repeat) && of.resolution < 1.0)
}

/// What the formula leaves out.
pub(super) fn left_out(
    blueprint: &Blueprint,
    reason: usize,
    teams: &[usize],
    load: &Load,
    totals: &Totals,
) -> Vec<String> {
    let centre = &blueprint.before.centre;
    let of = &centre.reasons[reason];
    let mut gaps = Vec::new();
    if totals.unsteady > 0.0 {
        gaps.push(format!(
            "for {:.0} % of the contacts the load is at or above the agents on duty: there is no steady state, and no formula",
            100.0 * totals.unsteady / totals.contacts
        ));
    }
    of_time(blueprint, load, &mut gaps);
    of_laws(of, &mut gaps);
    for team in teams {
        of_team(&centre.teams[*team], &mut gaps);
    }
    let has_customers = !blueprint.segments.is_empty();
    for (holds, sentence) in [
        (
            comes_back(blueprint, reason) && !has_customers,
            "redials and repeats count at their simulated volume, as if they came at random",
        ),
        (has_customers, "customers come, go and call again: their contacts count at the simulated volume"),
        (
            *blueprint.demand.arrivals.fluctuation_of(reason) != Fluctuation::none(),
            "days differ in volume: the formula knows the mean day only",
        ),
        (
            matches!(blueprint.demand.arrivals.reasons[reason], Arrivals::Daily(_)),
            "a number of contacts a day is not a Poisson stream",
        ),
        (!blueprint.demand.arrivals.shocks.is_empty(), "the formula knows no shocks"),
        (centre.door.trunks.is_some(), "lines are limited: the formula refuses nobody"),
        (centre.door.queue_limit.is_some(), "the queue is limited: the formula refuses nobody"),
        (of.opening.is_some(), "nobody waits over closing time in the formula"),
        (
            of.transfer.as_ref().is_some_and(|transfer| transfer.warm && transfer.probability > 0.0),
            "agents stay on the line in warm transfers",
        ),
    ] {
        if holds {
            gaps.push(sentence.to_string());
        }
    }
    gaps
}

/// What changes with time, while the formula takes every quarter of an hour as if it had always been so.
fn of_time(blueprint: &Blueprint, load: &Load, gaps: &mut Vec<String>) {
    let slowest = load.conditions().filter_map(relaxation_s).fold(0.0, f64::max);
    let settles = Duration::from_seconds(SETTLED * slowest);
    let first = load.conditions().next();
    if load.conditions().any(|condition| Some(condition) != first) {
        gaps.push(format!(
            "load or agents change in the course of the day, but the formula takes each quarter of an hour as if it had always \
             been so; this queue takes up to {} to forget what was before",
            in_words(settles)
        ));
    } else if blueprint.calendar.warm_up < settles {
        gaps.push(format!(
            "the run starts empty and its warm-up is shorter than the {} that this queue takes to forget it",
            in_words(settles)
        ));
    }
}

/// Time constant with which a queue forgets its past, in seconds; `None` where it never settles.
///
/// With patience all rates of leaving grow with the number in the system by at least the slower of service and patience,
/// and that slower rate bounds the speed of forgetting; without it Morse's (1955) `1 / (sqrt(c mu) - sqrt(lambda))^2`
/// holds, but no faster than one service.
fn relaxation_s(condition: &Condition) -> Option<f64> {
    let (rate, service) = (condition.per_hour() / 3_600.0, condition.service_s());
    if let Some(patience) = condition.patience_s() {
        return Some(service.max(patience));
    }
    let capacity = f64::from(condition.agents) / service;
    let gap = capacity.sqrt() - rate.sqrt();
    (gap > 0.0).then(|| service.max(1.0 / (gap * gap)))
}

/// A duration to the nearest second below a minute, to the minute below two hours, else in hours.
fn in_words(span: Duration) -> String {
    let seconds = span.as_seconds();
    match seconds {
        _ if seconds < 60.0 => format!("{seconds:.0} s"),
        _ if seconds < 7_200.0 => format!("{:.0} min", seconds / 60.0),
        _ => format!("{:.0} h", seconds / 3_600.0),
    }
}

fn of_laws(reason: &Reason, gaps: &mut Vec<String>) {
    let exponential = |law: &Distribution| matches!(law, Distribution::Exponential { .. });
    if !exponential(&reason.talk) || reason.hold.is_some() || reason.wrap_up.is_some() {
        gaps.push("handling time is not exponential".to_string());
    }
    if reason.patience.as_ref().is_some_and(|law| !exponential(law)) {
        gaps.push("patience is not exponential: the formula knows its mean only".to_string());
    }
    for (holds, sentence) in [
        (reason.balking > 0.0, "some hang up at once when they have to wait"),
        (reason.announcement.is_some(), "announced waits change patience"),
        (reason.connection > Duration::ZERO, "the time until an agent is connected is part of the wait"),
        (reason.longest_talk.is_some(), "long talks are cut"),
        (reason.message_after.is_some(), "who waits long leaves a message"),
    ] {
        if holds {
            gaps.push(sentence.to_string());
        }
    }
}

fn of_team(team: &Team, gaps: &mut Vec<String>) {
    let name = &team.name;
    let hiring = &team.hiring;
    let novices = hiring.attrition_per_month > 0.0 && hiring.novice_handling_time > 0.0;
    for (holds, what) in [
        (team.variation.speed_cv > 0.0, "differ in speed"),
        (novices, "are slower while they are new"),
        (team.fatigue > 0.0, "get slower when they are busy"),
        (team.absence > 0.0, "may be absent"),
        (
            matches!(team.staffing, Staffing::Shifts(_)),
            "work shifts with breaks, counted by the quarter of an hour",
        ),
    ] {
        if holds {
            gaps.push(format!("agents of {name} {what}"));
        }
    }
}
