//! The agents of a team as individuals: who is here, who is free for longest, who is new, who leaves.
//!
//! A seat is a place in a crew (a part of the day) or in a shift; the person in it has a competence, a manner and a speed of
//! their own, learns with tenure and with contacts, tires, may be absent for a day and may leave, whereupon a beginner
//! takes the place after a time. A seat that did not exist at the start is filled by a beginner.
//!
//! | file | holds |
//! | --- | --- |
//! | here | the state of a team; its settings, and what is due |
//! | `work.rs` | binding, handling, releasing: what happens at every contact |
//! | `choice.rs`, `line.rs`, `chats.rs` | which of the free agents is taken; agents with several chats |
//! | `heads.rs`, `shifts.rs`, `timetable.rs` | who is on duty: agents per interval, people in shifts |
//! | `seat.rs`, `person.rs` | the state of a seat; who sits in it |
//! | `derive.rs` | shifts from agents per interval |
//!
//! # Rules
//!
//! **Numbers.** Seats are numbered from 0: crew by crew, or shift by shift in the stated order, and by place within. Seats that
//! new settings add follow, in the same order.
//!
//! **Heads per interval.** Wanted are the places below the planned number of the crew of the hour, without those whose agent
//! is absent or whose place is empty. When the plan or the roll changes: (1) agents on a contact whose place is not wanted
//! are marked to go (under drop and hand over they go at once); (2) idle agents not wanted go; (3) while more are present
//! (idle, bound or handling) than wanted, the idle one of the highest place goes; (4) while fewer are, the wanted place of
//! the lowest number that is not here comes, and joins the end of the line of the idle. An agent who is done goes when marked
//! or when more are present than wanted; then (4) again.
//!
//! **Shifts.** Changes at one instant: shifts that end, breaks that end (by seat), breaks that are due, shifts that start; each
//! by shift and place. An agent who is idle when the next shift starts leaves the line and joins it anew; one on a contact
//! stays on, and its day begins anew all the same. An agent on a contact when a break is due is marked; at its release the
//! break begins, with the length of all breaks due by then; a break due during a break lengthens it. A break still to be
//! taken when the shift ends is lost. Shifts last at most a day.
//!
//! **Open end.** At the end of an open-ended shift its agents stay, on duty as before, until [`Roster::send_home`]: then the
//! idle go, the others when they are done.
//!
//! **Absence** is drawn by seat and calendar day: at midnight for heads, for the day on which the shift starts for shifts.
//! Absent when the first draw of (`Absence`, seat, day) is below the probability.
//!
//! **People.** A person draws from (`Agent`, seat, generation) in this order: competence (normal), manner (normal); with
//! attrition: stay (exponential), tenure at time 0 (exponential); with individual speed: speed (normal); for the first
//! person of a seat with attrition: whether the place is empty at time 0, and if so since when (uniform). Seat = team x 2^48 +
//! unit x 2^24 + place. Who leaves does so at the first midnight (heads) or start of the own shift (shifts) at or after the
//! time of leaving, and the successor's tenure counts from then plus `replaced_after`.
//!
//! **Shares of time.** Busy is handling; bound is not. Today began when the agent came on duty, or, for heads, at midnight if
//! that was later; breaks are taken out of it. Least occupied: busy / time since today began, the present period included, 0
//! at its first moment. Finished: the same up to the beginning of the present period of idleness, 1 when none is finished.
//! Smaller is better; of equals who has been idle for longer, then who joined the line first.
//!
//! **Several chats.** Who has some and may take one more stands in the order of coming to that number. Who takes none because a
//! break is due or the shift is over is out of the line, and joins its end when that no longer holds.

mod chats;
mod choice;
mod derive;
mod heads;
mod line;
mod person;
mod presence;
mod seat;
mod shifts;
mod timetable;
mod work;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::operation::centre::{EndOfShift, Staffing, Team};
use crate::random::Stream;
use crate::time::{Calendar, Duration, Instant};

pub use derive::derive_shifts;
use heads::HeadCount;
use line::Line;
use person::{Person, SeatName};
use presence::Presence;
pub use seat::{Ability, Level};
use seat::{Duty, Seat};
use timetable::Timetable;

/// Index of a seat within its team.
pub type SeatIndex = u32;

/// Who is on duty when.
#[derive(Clone, Debug)]
enum Plan {
    Heads(HeadCount),
    Shifts(Timetable),
}

/// The seats of one team.
#[derive(Clone, Debug)]
pub struct Roster {
    team: u64,
    calendar: Calendar,
    seats: Vec<Seat>,
    people: Vec<Person>,
    /// Seats of each crew or shift in the order of their places.
    units: Vec<Vec<SeatIndex>>,
    /// Idle agents in the order of becoming free.
    line: Line,
    /// Agents with 1, 2, ... chats who may take one more, each in the order of coming to that number.
    on_chats: Vec<Line>,

    // Who is here.
    /// Agents bound to a customer who is not yet talked to.
    bound: usize,
    /// Agents at work on at least one contact.
    handling: usize,
    /// Ends minus beginnings of handling, in microseconds; it wraps around below zero while agents are handling.
    handled: u128,
    /// Agents who have come and not gone, breaks included.
    there: Presence,
    /// Agents free, bound or at work, as was told of them last.
    told: Presence,
    breaks: Breaks,

    // The plan, and who is here against it.
    /// What the plan was made from.
    staffing: Option<Staffing>,
    plan: Plan,
    /// What is due up to here has been done.
    done_until: Instant,
    /// With agents per interval: agents present beyond the plan; they go when they are done.
    surplus: usize,
    /// In shifts: agents here after the end of their shift, because it is open-ended or to finish a contact.
    late: usize,
    /// Those of the late who stay on duty because their shift is open-ended.
    overtime: usize,
    /// Planned places that nobody holds, and that would be paid for now.
    vacant: usize,
    /// Agents whose shift has just ended with a contact in hand that they do not finish.
    ended: Vec<SeatIndex>,
    /// When today's shares of time begin anew for agents who are always on duty.
    day_ends: Instant,
    /// Whether time has ceased to pass for the plan: what is open at the end of a run is served out.
    serves_out: bool,

    // Settings of the team.
    end_of_shift: EndOfShift,
    fatigue: f64,
    learns_by_contacts: bool,
    /// Whether agents tire, or learn with every contact.
    changes_at_work: bool,
}

/// The breaks of a team that are under way.
#[derive(Clone, Debug, Default)]
struct Breaks {
    /// Agents on one.
    on: Presence,
    /// Their ends; one that no longer holds is passed over.
    returns: BinaryHeap<Reverse<(Instant, SeatIndex)>>,
    /// The end of a postponed one that has just begun, until the engine has asked for it.
    began: Option<Instant>,
}

impl Default for Roster {
    fn default() -> Self {
        Roster {
            team: 0,
            calendar: Calendar { start: Duration::ZERO, warm_up: Duration::ZERO, horizon: Duration::ZERO },
            seats: Vec::new(),
            people: Vec::new(),
            units: Vec::new(),
            line: Line::default(),
            on_chats: Vec::new(),
            bound: 0,
            handling: 0,
            handled: 0,
            there: Presence::default(),
            told: Presence::default(),
            breaks: Breaks::default(),
            staffing: None,
            plan: Plan::Heads(HeadCount::default()),
            done_until: Instant::ZERO,
            surplus: 0,
            late: 0,
            overtime: 0,
            vacant: 0,
            ended: Vec::new(),
            day_ends: Instant::NEVER,
            serves_out: false,
            end_of_shift: EndOfShift::Finish,
            fatigue: 0.0,
            learns_by_contacts: false,
            changes_at_work: false,
        }
    }
}

impl Roster {
    /// Fills the seats of the plan with people of stationary tenure. Nobody is on duty before the first [`Roster::change`]
    /// or [`Roster::staff`].
    pub fn start(&mut self, index: usize, team: &Team, calendar: Calendar, stream: &Stream) {
        self.team = index as u64;
        self.calendar = calendar;
        self.seats.clear();
        self.people.clear();
        self.units.iter_mut().for_each(Vec::clear);
        self.line.clear();
        self.on_chats.iter_mut().for_each(Line::clear);
        (self.bound, self.handling, self.handled, self.surplus) = (0, 0, 0, 0);
        self.breaks.returns.clear();
        (self.breaks.on, self.breaks.began) = Default::default();
        self.done_until = Instant::ZERO;
        self.ended.clear();
        (self.overtime, self.late, self.vacant) = (0, 0, 0);
        (self.there, self.told) = Default::default();
        self.serves_out = false;
        self.adopt(team);
        self.seat_people(team, None, stream);
        self.day_ends = match self.plan {
            Plan::Heads(_) => self.next_midnight(Instant::ZERO),
            Plan::Shifts(_) => Instant::NEVER,
        };
        self.settle(team, Instant::ZERO, stream);
    }

    /// Puts a week's settings into force, after what was due by then; returns the number of people hired. What did not
    /// change stays as it is.
    pub fn change(&mut self, team: &Team, now: Instant, stream: &Stream) -> usize {
        let is_new_plan = self.staffing.as_ref() != Some(&team.staffing);
        self.ended.clear();
        // What is due by the old plan needs the old plan: agents per interval are looked up in the new one below.
        let is_heads = matches!(self.plan, Plan::Heads(_));
        let mut hired = if is_heads && is_new_plan { 0 } else { self.staff_until(team, now, stream) };
        self.adopt(team);
        if is_new_plan {
            hired += self.seat_people(team, Some(now), stream);
        }
        for index in 0..self.seats.len() {
            self.know(index as SeatIndex, team, now);
        }
        if is_new_plan && !self.serves_out {
            hired += self.settle(team, now, stream);
        }
        hired
    }

    /// Does what is due by `now`: shifts, breaks, intervals, absence, people who left. Returns the number of people hired.
    /// Afterwards [`Roster::ended`] holds the agents whose contacts the engine must end.
    pub fn staff(&mut self, team: &Team, now: Instant, stream: &Stream) -> usize {
        self.ended.clear();
        self.staff_until(team, now, stream)
    }

    /// Agents whose shift ended at the last [`Roster::staff`] or [`Roster::change`] with a contact in hand that they do not
    /// finish. The engine takes the contacts from them and releases them; then they go.
    pub fn ended(&self) -> &[SeatIndex] {
        &self.ended
    }

    /// The first instant after `now` at which [`Roster::staff`] has something to do.
    pub fn next_change(&self, now: Instant) -> Option<Instant> {
        if self.serves_out {
            return None;
        }
        let by_plan = match &self.plan {
            Plan::Heads(heads) => heads.next_change(&self.calendar, now),
            Plan::Shifts(timetable) => timetable.next_change(&self.calendar, now),
        };
        let back = self.breaks.returns.peek().map(|Reverse((at, _))| *at).filter(|at| *at > now);
        match (by_plan, back) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }

    /// Ends the passing of time for the plan: nobody starts, leaves or pauses any more, and who is on a break comes back at
    /// once. For serving out what is open at the end of a run with the last staffing.
    pub fn serve_out(&mut self, now: Instant) {
        self.serves_out = true;
        self.breaks.returns.clear();
        for seat in 0..self.seats.len() {
            let waits_for_break = self.people[seat].break_due > 0;
            self.people[seat].break_due = 0;
            if waits_for_break {
                self.seats[seat].leaves = false;
                self.join_level(seat as SeatIndex);
            }
            if self.seats[seat].duty == Duty::Break {
                // What is left of the break is time on duty after all.
                let left = self.people[seat].break_until.since(now);
                let began = self.seats[seat].day_began.as_micros().saturating_sub(left.as_micros());
                self.seats[seat].day_began = Instant::micros(began);
                self.come_back(seat as SeatIndex, now);
            }
        }
    }

    /// Takes over the settings of a team; makes the plan unless it stands.
    fn adopt(&mut self, team: &Team) {
        self.end_of_shift = team.end_of_shift;
        self.fatigue = team.fatigue;
        self.learns_by_contacts = team.hiring.learning_contacts.is_some();
        self.changes_at_work = self.learns_by_contacts || self.fatigue > 0.0;
        let levels = (team.chat.at_once.clamp(1, u32::from(u16::MAX)) - 1) as usize;
        self.on_chats.resize_with(levels.max(self.on_chats.len()), Line::default);
        self.on_chats.iter_mut().for_each(|line| line.make_room(self.seats.len()));
        if self.staffing.as_ref() != Some(&team.staffing) {
            self.plan = match &team.staffing {
                Staffing::Intervals { .. } => Plan::Heads(HeadCount::new(team)),
                Staffing::Shifts(shifts) => Plan::Shifts(Timetable::new(shifts)),
            };
            self.staffing = Some(team.staffing.clone());
        }
        if let Plan::Heads(heads) = &mut self.plan {
            heads.calls_the_roll = team.absence > 0.0 || team.hiring.attrition_per_month > 0.0;
        }
    }

    /// Makes the seats the plan needs and does not have yet, each with its first person: of stationary tenure when
    /// `hired_at` is `None`. Returns their number.
    fn seat_people(&mut self, team: &Team, hired_at: Option<Instant>, stream: &Stream) -> usize {
        let before = self.seats.len();
        let needed = match &team.staffing {
            Staffing::Intervals { .. } => heads::seats_needed(team),
            Staffing::Shifts(shifts) => shifts.iter().map(|shift| shift.agents).collect(),
        };
        self.units.resize_with(needed.len().max(self.units.len()), Vec::new);
        for (unit, needed) in needed.into_iter().enumerate() {
            for place in self.units[unit].len() as u32..needed {
                let name = SeatName { team: self.team, unit: unit as u32, place };
                self.units[unit].push(self.seats.len() as SeatIndex);
                self.seats.push(Seat::empty());
                self.people.push(Person::first(name, team, hired_at, stream));
                self.know(self.seats.len() as SeatIndex - 1, team, hired_at.unwrap_or(Instant::ZERO));
            }
        }
        self.line.make_room(self.seats.len());
        self.on_chats.iter_mut().for_each(|line| line.make_room(self.seats.len()));
        self.seats.len() - before
    }

    /// Lets whoever has left the seat be replaced; returns the number of people hired.
    fn renew(&mut self, seat: SeatIndex, team: &Team, now: Instant, stream: &Stream) -> usize {
        let hired = self.people[seat as usize].renew(team, now, stream);
        if hired > 0 {
            self.know(seat, team, now);
        }
        hired
    }

    /// Brings who is on duty into line with the plan as it is at `now`; returns the number of people hired.
    fn settle(&mut self, team: &Team, now: Instant, stream: &Stream) -> usize {
        self.done_until = now;
        match self.plan {
            Plan::Heads(_) => self.settle_heads(team, now, stream),
            Plan::Shifts(_) => self.settle_shifts(team, now, stream),
        }
    }

    fn staff_until(&mut self, team: &Team, now: Instant, stream: &Stream) -> usize {
        if self.serves_out {
            return 0;
        }
        match self.plan {
            Plan::Heads(_) => self.staff_heads(team, now, stream),
            Plan::Shifts(_) => self.staff_shifts(team, now, stream),
        }
    }

    fn next_midnight(&self, now: Instant) -> Instant {
        let (_, past) = self.calendar.day_and_time(now);
        now + Duration::micros(Duration::DAY.as_micros() - past.as_micros())
    }
}

#[cfg(test)]
mod tests;
