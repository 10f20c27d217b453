//! What agents do, in exact small cases and in the mean of many.

mod choice;
mod duty;
mod people;

use crate::operation::centre::{Break, EndOfShift, QUARTERS_PER_WEEK, Shift, Staffing, Team};
use crate::operation::roster::{Ability, Level, Roster, SeatIndex};
use crate::operation::routing::AgentRule;
use crate::random::Stream;
use crate::time::{Calendar, Duration, Instant};

const STREAM: fn() -> Stream = || Stream::new(17, 0);

/// Weeks from Monday 00:00.
fn calendar() -> Calendar {
    Calendar { start: Duration::ZERO, warm_up: Duration::ZERO, horizon: Duration::micros(u64::MAX / 16) }
}

/// So many minutes after Monday 00:00.
fn minute(minutes: u64) -> Instant {
    Instant::ZERO + Duration::seconds(60 * minutes)
}

fn minutes(minutes: u64) -> Duration {
    Duration::seconds(60 * minutes)
}

fn shift(from_minute: u64, to_minute: u64, agents: u32) -> Shift {
    Shift {
        start: minutes(from_minute),
        length: minutes(to_minute - from_minute),
        days: [true; 7],
        agents,
        breaks: Vec::new(),
        open_end: false,
    }
}

fn pause(after: u64, length: u64) -> Break {
    Break { after: minutes(after), length: minutes(length), paid: true }
}

fn in_shifts(shifts: Vec<Shift>) -> Team {
    Team { staffing: Staffing::Shifts(shifts), ..Team::plain("team", 0, &[0]) }
}

/// So many agents from each hour of the day on, the same every day; the last number holds until midnight.
fn in_hours(agents: &[u32], crews: usize) -> Team {
    let of = |quarter: usize| agents[(quarter % 96 / 4).min(agents.len() - 1)];
    let agents: Vec<u32> = (0..QUARTERS_PER_WEEK).map(of).collect();
    let staffing = Staffing::Intervals { present: agents.clone(), agents, crews };
    Team { staffing, ..Team::plain("team", 0, &[0]) }
}

fn roster(team: &Team) -> Roster {
    let mut roster = Roster::default();
    roster.start(0, team, calendar(), &STREAM());
    roster
}

/// Lets the plan pass up to `now`, as the engine does: at every change, in order.
fn pass(roster: &mut Roster, team: &Team, from: Instant, now: Instant) -> usize {
    pass_and_look(roster, team, from, now, &mut |_, _| {})
}

/// The same; `look` is shown who is on duty for how long, from change to change.
fn pass_and_look(
    roster: &mut Roster,
    team: &Team,
    from: Instant,
    now: Instant,
    look: &mut dyn FnMut(&Roster, Duration),
) -> usize {
    let mut at = from;
    let mut hired = 0;
    while let Some(next) = roster.next_change(at).filter(|next| *next <= now) {
        look(roster, next.since(at));
        hired += roster.staff(team, next, &STREAM());
        at = next;
    }
    look(roster, now.since(at));
    hired
}

/// Takes the agent who has been idle for longest, and lets the contact begin.
fn answer(roster: &mut Roster, now: Instant) -> SeatIndex {
    let seat = roster.take(AgentRule::LongestIdle, now, 0).expect("somebody is idle");
    roster.begin_handling(seat, now);
    seat
}

fn ability(roster: &mut Roster, seat: SeatIndex, team: &Team, now: Instant) -> Ability {
    roster.ability(seat, team, Level { competence: 0.0, handling_time: 1.0 }, now)
}
