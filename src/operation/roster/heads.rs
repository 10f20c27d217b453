//! So many agents in each quarter of the week, whoever they are.
//!
//! Heads are counted: as many agents are present as planned, or more while some of those whom the plan no longer wants
//! are on a contact. When fewer are wanted, idle agents go first. The places below the planned number are the ones that
//! come; an agent of another crew or place who is done makes room for one of them.

use crate::operation::centre::{EndOfShift, QUARTERS_PER_WEEK, Team};
use crate::operation::roster::seat::Duty;
use crate::operation::roster::{Plan, Roster, SeatIndex};
use crate::random::Stream;
use crate::time::{Calendar, Duration, Instant};

/// A quarter of an hour in microseconds.
const QUARTER: u64 = Duration::DAY.as_micros() / Calendar::QUARTERS_PER_DAY as u64;

/// The head count and where it changes.
#[derive(Clone, Debug, Default)]
pub(super) struct HeadCount {
    /// Quarters of the week whose crew or number of agents differs from that of the quarter before.
    borders: Vec<u16>,
    /// Crew and number of agents planned now.
    crew: u32,
    planned: u32,
    /// Of these places, the ones whose agent is neither absent nor missing.
    wanted: usize,
    /// Whether people may be absent or leave, so that the roll is called at midnight.
    pub(super) calls_the_roll: bool,
}

/// Seats per crew: the most wanted in any quarter of the crew's part of the day.
pub(super) fn seats_needed(team: &Team) -> Vec<u32> {
    let mut needed = vec![0; team.crews()];
    for quarter in 0..QUARTERS_PER_WEEK {
        let crew = team.crew_at(quarter);
        needed[crew] = needed[crew].max(team.agents_at(quarter));
    }
    needed
}

impl HeadCount {
    pub(super) fn new(team: &Team) -> Self {
        let before = |quarter: usize| (quarter + QUARTERS_PER_WEEK - 1) % QUARTERS_PER_WEEK;
        let borders = (0..QUARTERS_PER_WEEK)
            .filter(|quarter| team.changes_between(before(*quarter), *quarter))
            .map(|quarter| quarter as u16)
            .collect();
        HeadCount { borders, ..HeadCount::default() }
    }

    /// The next border after `now`, or the next midnight when the roll is called.
    pub(super) fn next_change(&self, calendar: &Calendar, now: Instant) -> Option<Instant> {
        let quarter = calendar.quarter_of_week(now);
        let next = calendar.next_quarter(now);
        let in_quarters = |ahead: usize| next + Duration::micros(QUARTER * (ahead as u64 - 1));
        let later = self.borders.partition_point(|border| usize::from(*border) <= quarter);
        let border = match (self.borders.get(later), self.borders.first()) {
            (Some(border), _) => Some(in_quarters(usize::from(*border) - quarter)),
            (None, Some(border)) => Some(in_quarters(usize::from(*border) + QUARTERS_PER_WEEK - quarter)),
            (None, None) => None,
        };
        if !self.calls_the_roll {
            return border;
        }
        let to_midnight = Calendar::QUARTERS_PER_DAY - quarter % Calendar::QUARTERS_PER_DAY;
        let midnight = in_quarters(to_midnight);
        Some(border.map_or(midnight, |border| border.min(midnight)))
    }
}

impl Roster {
    fn heads(&mut self) -> &mut HeadCount {
        match &mut self.plan {
            Plan::Heads(heads) => heads,
            Plan::Shifts(_) => unreachable!("asked for by plans of this kind alone"),
        }
    }

    pub(super) fn settle_heads(&mut self, team: &Team, now: Instant, stream: &Stream) -> usize {
        let hired = self.call_the_roll(team, now, stream);
        self.plan_heads(team, now);
        self.fit(now);
        hired
    }

    pub(super) fn staff_heads(&mut self, team: &Team, now: Instant, stream: &Stream) -> usize {
        let is_new_day = self.calendar.day_number(now) != self.calendar.day_number(self.done_until);
        let calls = self.heads().calls_the_roll && is_new_day;
        self.done_until = now;
        let hired = if calls { self.call_the_roll(team, now, stream) } else { 0 };
        if self.plan_heads(team, now) || calls {
            self.fit(now);
        }
        hired
    }

    /// Looks up crew and number of agents planned; whether they changed.
    fn plan_heads(&mut self, team: &Team, now: Instant) -> bool {
        let quarter = self.calendar.quarter_of_week(now);
        let plan = (team.crew_at(quarter) as u32, team.agents_at(quarter));
        let heads = self.heads();
        let changed = (heads.crew, heads.planned) != plan;
        (heads.crew, heads.planned) = plan;
        changed
    }

    /// Finds out who has left, who is new and who is absent today; returns the number of people hired.
    fn call_the_roll(&mut self, team: &Team, now: Instant, stream: &Stream) -> usize {
        if !self.heads().calls_the_roll {
            return 0;
        }
        let day = self.calendar.day_number(now);
        let mut hired = 0;
        for seat in 0..self.seats.len() {
            hired += self.renew(seat as SeatIndex, team, now, stream);
            let person = &mut self.people[seat];
            person.missing = person.vacant || person.name.is_absent(team.absence, day, stream);
        }
        hired
    }

    /// Sets who may stay, sends those home who may not, and fills up.
    fn fit(&mut self, now: Instant) {
        let (crew, planned) = (self.heads().crew, self.heads().planned);
        let (mut wanted, mut vacant) = (0, 0);
        for seat in 0..self.seats.len() {
            let person = &mut self.people[seat];
            let is_planned = person.name.unit == crew && person.name.place < planned;
            let stays = is_planned && !person.missing;
            person.counts_as_vacant = is_planned && person.vacant;
            wanted += usize::from(stays);
            vacant += usize::from(person.counts_as_vacant);
            let of = &mut self.seats[seat];
            if of.is_engaged() && of.leaves == stays {
                of.leaves = !stays;
                if stays {
                    self.join_level(seat as SeatIndex);
                } else {
                    self.leave_level(seat as SeatIndex);
                }
            }
            if self.seats[seat].leaves && self.end_of_shift != EndOfShift::Finish {
                self.ended.push(seat as SeatIndex);
            }
        }
        self.heads().wanted = wanted;
        self.vacant = vacant;
        self.dismiss_idle(crew, planned, now);
        self.refill(now);
    }

    /// Sends idle agents home: those whom the plan does not want, and, while more are present than wanted, the last places.
    fn dismiss_idle(&mut self, crew: u32, planned: u32, now: Instant) {
        let wanted = self.heads().wanted;
        let engaged = self.bound + self.handling - self.ended_here();
        let people = &self.people;
        let stays = |seat: &SeatIndex| {
            let person = &people[*seat as usize];
            person.name.unit == crew && person.name.place < planned && !person.missing
        };
        let mut going: Vec<SeatIndex> = self.line.iter().filter(|seat| !stays(seat)).collect();
        let mut staying: Vec<SeatIndex> = self.line.iter().filter(|seat| stays(seat)).collect();
        staying.sort_unstable_by_key(|seat| people[*seat as usize].name.place);
        while engaged + staying.len() > wanted {
            let Some(last) = staying.pop() else { break };
            going.push(last);
        }
        for seat in going {
            self.line.take_out(seat);
            self.go(seat, now);
        }
    }

    /// Agents whose contacts the engine is about to end.
    fn ended_here(&self) -> usize {
        self.ended.iter().filter(|seat| self.seats[**seat as usize].is_engaged()).count()
    }

    /// Counts heads, and lets planned agents who are not here come, the first places first, while fewer are present than
    /// wanted; whether any came.
    pub(super) fn refill(&mut self, now: Instant) -> bool {
        let HeadCount { crew, planned, wanted, .. } = *self.heads();
        let present = self.present() - self.ended_here();
        self.surplus = present.saturating_sub(wanted);
        let mut missing = wanted.saturating_sub(present);
        let mut came = false;
        for place in 0..planned as usize {
            if missing == 0 {
                break;
            }
            let Some(seat) = self.units[crew as usize].get(place).copied() else { break };
            let is_off = self.seats[seat as usize].duty == Duty::Off;
            if is_off && !self.people[seat as usize].missing {
                self.come_on(seat, now);
                missing -= 1;
                came = true;
            }
        }
        came
    }
}
