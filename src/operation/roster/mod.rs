//! The agents of a team as individuals: who is here, who is free for longest, who is new, who leaves.
//!
//! A seat is a place in a crew (a part of the day) or in a shift; the person in it has a competence, a manner and a speed of
//! their own, learns with tenure and with contacts, tires, may be absent for a day and may leave, whereupon a beginner
//! takes the place after a time. A seat that did not exist at the start is filled by a beginner.
//!
//! | file | holds |
//! | --- | --- |
//! | here | taking an agent, handling, releasing: what happens at every contact |
//! | `choice.rs`, `line.rs`, `chats.rs` | which of the free agents is taken; agents with several chats |
//! | `heads.rs`, `shifts.rs`, `timetable.rs` | who is on duty: agents per interval, people in shifts |
//! | `seat.rs`, `person.rs` | the state of a seat; who sits in it |
//! | `derive.rs` | shifts from agents per interval |

mod chats;
mod choice;
mod derive;
mod heads;
mod line;
mod person;
mod seat;
mod shifts;
mod timetable;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::operation::centre::{EndOfShift, Skill, Staffing, Team};
use crate::random::Stream;
use crate::time::{Calendar, Duration, Instant};

pub use choice::AgentKey;
pub use derive::derive_shifts;
use heads::HeadCount;
use line::Line;
use person::{Person, SeatName};
pub use seat::Ability;
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
    bound: usize,
    handling: usize,
    /// Ends minus beginnings of handling, in microseconds; it wraps around below zero while agents are handling.
    handled: u128,
    /// Agents present beyond the plan; they go when they are done.
    surplus: usize,
    /// What the plan was made from.
    staffing: Option<Staffing>,
    plan: Plan,
    /// Ends of breaks; one that no longer holds is passed over.
    returns: BinaryHeap<Reverse<(Instant, SeatIndex)>>,
    break_began: Option<Instant>,
    /// What is due up to here has been done.
    done_until: Instant,
    ended: Vec<SeatIndex>,
    overtime: usize,
    /// Planned places that nobody holds, and their time up to `vacant_since`.
    vacant: usize,
    vacant_time: u128,
    vacant_since: Instant,
    /// When today's shares of time begin anew for agents who are always on duty.
    day_ends: Instant,
    end_of_shift: EndOfShift,
    fatigue: f64,
    learns_by_contacts: bool,
    serves_out: bool,
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
            surplus: 0,
            staffing: None,
            plan: Plan::Heads(HeadCount::default()),
            returns: BinaryHeap::new(),
            break_began: None,
            done_until: Instant::ZERO,
            ended: Vec::new(),
            overtime: 0,
            vacant: 0,
            vacant_time: 0,
            vacant_since: Instant::ZERO,
            day_ends: Instant::NEVER,
            end_of_shift: EndOfShift::Finish,
            fatigue: 0.0,
            learns_by_contacts: false,
            serves_out: false,
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
        self.returns.clear();
        self.break_began = None;
        self.done_until = Instant::ZERO;
        self.ended.clear();
        (self.overtime, self.vacant, self.vacant_time) = (0, 0, 0);
        self.vacant_since = Instant::ZERO;
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
    pub fn next_change(&self, _team: &Team, now: Instant) -> Option<Instant> {
        if self.serves_out {
            return None;
        }
        let by_plan = match &self.plan {
            Plan::Heads(heads) => heads.next_change(&self.calendar, now),
            Plan::Shifts(timetable) => timetable.next_change(&self.calendar, now),
        };
        let back = self.returns.peek().map(|Reverse((at, _))| *at).filter(|at| *at > now);
        match (by_plan, back) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }

    /// Ends the passing of time for the plan: nobody starts, leaves or pauses any more, and who is on a break comes back at
    /// once. For serving out what is open at the end of a run with the last staffing.
    pub fn serve_out(&mut self, now: Instant) {
        self.serves_out = true;
        self.returns.clear();
        for seat in 0..self.seats.len() {
            let waits_for_break = self.people[seat].break_due > 0;
            self.people[seat].break_due = 0;
            if waits_for_break {
                self.seats[seat].leaves = false;
            }
            if self.seats[seat].duty == Duty::Break {
                self.come_back(seat as SeatIndex, now);
            }
        }
    }

    /// Idle agents: on duty, with no contact at all.
    #[inline]
    pub fn idle(&self) -> usize {
        self.line.len()
    }

    /// Agents who are free or bound to a customer who is not yet talked to.
    #[inline]
    pub fn available(&self) -> usize {
        self.line.len() + self.bound
    }

    /// Agents at work on at least one contact.
    #[inline]
    pub fn handling(&self) -> usize {
        self.handling
    }

    /// Agents on duty who are not on a break.
    #[inline]
    pub fn present(&self) -> usize {
        self.line.len() + self.bound + self.handling
    }

    /// Agents who stay after the end of an open-ended shift.
    pub fn overtime(&self) -> usize {
        self.overtime
    }

    /// Whether this agent is idle.
    #[inline]
    pub fn is_available(&self, seat: SeatIndex) -> bool {
        self.seats[seat as usize].duty == Duty::Idle
    }

    /// Binds an agent who was just taken out of the line of the idle.
    #[inline]
    fn bind(&mut self, seat: SeatIndex) {
        self.seats[seat as usize].duty = Duty::Bound;
        self.bound += 1;
    }

    /// A bound agent begins to handle the contact.
    #[inline]
    pub fn begin_handling(&mut self, seat: SeatIndex, now: Instant) {
        self.bound -= 1;
        self.handling += 1;
        self.handled = self.handled.wrapping_sub(u128::from(now.as_micros()));
        let of = &mut self.seats[seat as usize];
        of.duty = Duty::Handling;
        of.since = now;
        if self.fatigue > 0.0 {
            self.people[seat as usize].tire(false, now);
        }
    }

    /// Books the end of handling; what the agent does next is for the caller to say.
    #[inline]
    fn stop_handling(&mut self, seat: SeatIndex, now: Instant) {
        self.pass_midnight(now);
        self.handling -= 1;
        self.handled = self.handled.wrapping_add(u128::from(now.as_micros()));
        let of = &mut self.seats[seat as usize];
        of.busy += now.since(of.since.max(of.day_began)).as_micros();
        of.since = now;
        if self.fatigue > 0.0 {
            self.people[seat as usize].tire(true, now);
        }
        self.learn(seat);
    }

    /// A contact more from which the agent has learnt.
    #[inline]
    fn learn(&mut self, seat: SeatIndex) {
        if self.learns_by_contacts {
            self.people[seat as usize].contacts += 1.0;
        }
    }

    /// The agent has done with the contact, wrap-up included. True when the team has an idle agent more: this one, or whoever
    /// takes over; false when the agent leaves or takes a break.
    #[inline]
    pub fn release(&mut self, seat: SeatIndex, now: Instant) -> bool {
        self.stop_handling(seat, now);
        self.free(seat, now)
    }

    /// The customer to whom the agent was bound has gone before the agent began. True as for [`Roster::release`].
    #[inline]
    pub fn unbind(&mut self, seat: SeatIndex, now: Instant) -> bool {
        self.bound -= 1;
        self.free(seat, now)
    }

    /// An agent with no contact left is idle, unless the shift is over or a break is due.
    #[inline]
    fn free(&mut self, seat: SeatIndex, now: Instant) -> bool {
        let of = &mut self.seats[seat as usize];
        if of.leaves || self.surplus > 0 {
            return self.part(seat, now);
        }
        of.duty = Duty::Idle;
        of.since = now;
        self.line.join(seat);
        true
    }

    #[cold]
    fn part(&mut self, seat: SeatIndex, now: Instant) -> bool {
        if self.people[seat as usize].break_due > 0 {
            self.begin_break(seat, now);
            return false;
        }
        self.go(seat);
        match self.plan {
            Plan::Heads(_) => self.refill(now),
            Plan::Shifts(_) => false,
        }
    }

    /// The agent goes off duty; the caller has taken it out of its line.
    fn go(&mut self, seat: SeatIndex) {
        let of = &mut self.seats[seat as usize];
        self.overtime -= usize::from(of.overtime);
        of.duty = Duty::Off;
        of.leaves = false;
        of.overtime = false;
        self.people[seat as usize].break_due = 0;
    }

    /// The agent comes on duty, idle, at the beginning of a day of work.
    fn come_on(&mut self, seat: SeatIndex, now: Instant) {
        let of = &mut self.seats[seat as usize];
        of.duty = Duty::Idle;
        of.leaves = false;
        of.since = now;
        self.begin_day(seat, now);
        self.line.join(seat);
    }

    /// Today's shares of time begin anew.
    fn begin_day(&mut self, seat: SeatIndex, now: Instant) {
        let of = &mut self.seats[seat as usize];
        of.busy = 0;
        of.day_began = now;
        self.people[seat as usize].rest(now);
    }

    /// When a postponed break has begun with the release that just returned false: its end, at which [`Roster::staff`] is
    /// due.
    pub fn start_of_break(&mut self) -> Option<Instant> {
        self.break_began.take()
    }

    /// Agents handling, summed over time up to `now`, in agent-microseconds.
    #[inline]
    pub fn handling_time(&self, now: Instant) -> u128 {
        self.handled.wrapping_add(self.handling as u128 * u128::from(now.as_micros()))
    }

    /// Planned duty up to `now` that nobody did, because the one who left is not replaced yet, in agent-microseconds. It is
    /// not paid.
    pub fn vacant_time(&self, now: Instant) -> u128 {
        self.vacant_time + self.vacant as u128 * u128::from(now.since(self.vacant_since).as_micros())
    }

    /// Sets the number of planned places that nobody holds.
    fn set_vacant(&mut self, vacant: usize, now: Instant) {
        self.vacant_time = self.vacant_time(now);
        self.vacant_since = now;
        self.vacant = vacant;
    }

    /// What the agent in this seat is like now for a skill. The second number, of people hired, is always 0: whoever leaves
    /// does so between two days of work.
    #[inline]
    pub fn ability(
        &mut self,
        seat: SeatIndex,
        team: &Team,
        skill: &Skill,
        now: Instant,
        _stream: &Stream,
    ) -> (Ability, usize) {
        if now >= self.seats[seat as usize].ability_until {
            self.know(seat, team, now);
        }
        let of = &self.seats[seat as usize];
        let mut handling_time = of.ability.handling_time * skill.handling_time;
        if self.fatigue > 0.0 {
            let load = self.people[seat as usize].load(of.duty == Duty::Handling, now);
            handling_time *= 1.0 + self.fatigue * load;
        }
        let competence = of.ability.competence + skill.competence;
        (Ability { competence, manner: of.ability.manner, handling_time }, 0)
    }

    /// Brings what the agent is like up to date.
    fn know(&mut self, seat: SeatIndex, team: &Team, now: Instant) {
        let (ability, until) = self.people[seat as usize].ability(team, &self.calendar, now);
        let of = &mut self.seats[seat as usize];
        of.ability = ability;
        of.ability_until = until;
    }

    /// Takes over the settings of a team; makes the plan unless it stands.
    fn adopt(&mut self, team: &Team) {
        self.end_of_shift = team.end_of_shift;
        self.fatigue = team.fatigue;
        self.learns_by_contacts = team.hiring.learning_contacts.is_some();
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

    /// Begins a new day for the shares of time of agents who are always on duty.
    #[inline]
    fn pass_midnight(&mut self, now: Instant) {
        if now >= self.day_ends {
            self.new_day(now);
        }
    }

    #[cold]
    fn new_day(&mut self, now: Instant) {
        self.day_ends = self.next_midnight(now);
        let (_, past) = self.calendar.day_and_time(now);
        let began = Instant::micros(now.as_micros().saturating_sub(past.as_micros()));
        for of in self.seats.iter_mut().filter(|of| of.is_present()) {
            of.busy = 0;
            of.day_began = began;
        }
    }

    fn next_midnight(&self, now: Instant) -> Instant {
        let (_, past) = self.calendar.day_and_time(now);
        now + Duration::micros(Duration::DAY.as_micros() - past.as_micros())
    }
}

#[cfg(test)]
mod tests;
