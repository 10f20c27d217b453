//! What happens to agents at every contact, and when they come and go.

use crate::operation::centre::Team;
use crate::operation::roster::seat::{Ability, Duty, Level};
use crate::operation::roster::{Plan, Roster, SeatIndex};
use crate::time::Instant;

impl Roster {
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

    /// Agents bound to a customer who is not yet talked to.
    #[inline]
    pub fn bound(&self) -> usize {
        self.bound
    }

    /// Agents at work on at least one contact.
    #[inline]
    pub fn handling(&self) -> usize {
        self.handling
    }

    /// Places for agents, filled or not.
    pub fn seats(&self) -> usize {
        self.seats.len()
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
    #[cfg(test)]
    pub fn is_available(&self, seat: SeatIndex) -> bool {
        self.seats[seat as usize].duty == Duty::Idle
    }

    /// Binds an agent who was just taken out of the line of the idle.
    #[inline]
    pub(super) fn bind(&mut self, seat: SeatIndex) {
        self.seats[seat as usize].duty = Duty::Bound;
        self.bound += 1;
    }

    /// A bound agent begins to handle the contact.
    #[inline(always)]
    pub fn begin_handling(&mut self, seat: SeatIndex, now: Instant) {
        self.bound -= 1;
        self.handling += 1;
        self.handled = self.handled.wrapping_sub(u128::from(now.as_micros()));
        let of = &mut self.seats[seat as usize];
        of.duty = Duty::Handling;
        of.since = now;
        if self.changes_at_work {
            self.people[seat as usize].tire(false, now);
        }
    }

    /// A bound agent begins to handle a contact for a skill of this level; what the agent is like for it.
    #[inline(always)]
    pub fn begin_bound(&mut self, seat: SeatIndex, team: &Team, level: Level, now: Instant) -> Ability {
        self.begin_handling(seat, now);
        self.ability(seat, team, level, now)
    }

    /// The agent who has been idle for longest begins to handle a contact for a skill of this level at once: the same as
    /// [`Roster::take_first`] and [`Roster::begin_bound`].
    #[inline(always)]
    pub fn begin_first(&mut self, team: &Team, level: Level, now: Instant) -> Option<(SeatIndex, Ability)> {
        let seat = self.line.take_first()?;
        self.handling += 1;
        self.handled = self.handled.wrapping_sub(u128::from(now.as_micros()));
        Some((seat, self.take_up(seat, team, level, now)))
    }

    /// What is particular to the agent of the beginning of a contact.
    #[inline(always)]
    fn take_up(&mut self, seat: SeatIndex, team: &Team, level: Level, now: Instant) -> Ability {
        if now >= self.seats[seat as usize].ability_until || self.changes_at_work {
            return self.take_up_changed(seat, team, level, now);
        }
        let of = &mut self.seats[seat as usize];
        of.duty = Duty::Handling;
        of.since = now;
        of.ability.at(level)
    }

    /// The same for an agent who may be other than before.
    #[inline(never)]
    fn take_up_changed(&mut self, seat: SeatIndex, team: &Team, level: Level, now: Instant) -> Ability {
        let of = &mut self.seats[seat as usize];
        of.duty = Duty::Handling;
        of.since = now;
        if self.changes_at_work {
            self.people[seat as usize].tire(false, now);
        }
        self.ability(seat, team, level, now)
    }

    /// Books the end of handling; what the agent does next is for the caller to say.
    #[inline(always)]
    pub(super) fn stop_handling(&mut self, seat: SeatIndex, now: Instant) {
        self.pass_midnight(now);
        self.handling -= 1;
        self.handled = self.handled.wrapping_add(u128::from(now.as_micros()));
        let of = &mut self.seats[seat as usize];
        of.busy += now.since(of.since.max(of.day_began)).as_micros();
        of.since = now;
        if self.changes_at_work {
            self.people[seat as usize].tire(true, now);
            self.learn(seat);
        }
    }

    /// A contact more from which the agent has learnt.
    #[inline]
    pub(super) fn learn(&mut self, seat: SeatIndex) {
        if self.learns_by_contacts {
            self.people[seat as usize].contacts += 1.0;
        }
    }

    /// The agent has done with the contact, wrap-up included. True when the team has an idle agent more: this one, or whoever
    /// takes over; false when the agent leaves or takes a break.
    #[inline(always)]
    pub fn release(&mut self, seat: SeatIndex, now: Instant) -> bool {
        self.stop_handling(seat, now);
        self.free(seat, now)
    }

    /// Whether the agent, done with a contact, is idle then, and does not go or take a break.
    #[inline(always)]
    pub fn stays(&self, seat: SeatIndex) -> bool {
        self.surplus == 0 && !self.seats[seat as usize].leaves
    }

    /// The agent has done with a contact, wrap-up included, and begins to handle the next: the same as [`Roster::release`]
    /// and [`Roster::begin_first`] for who [stays](Roster::stays) and is the only idle one.
    #[inline(always)]
    pub fn go_on(&mut self, seat: SeatIndex, team: &Team, level: Level, now: Instant) -> Ability {
        self.pass_midnight(now);
        let of = &mut self.seats[seat as usize];
        of.busy += now.since(of.since.max(of.day_began)).as_micros();
        if self.changes_at_work {
            self.people[seat as usize].tire(true, now);
            self.learn(seat);
        }
        self.take_up(seat, team, level, now)
    }

    /// The customer to whom the agent was bound has gone before the agent began. True as for [`Roster::release`].
    #[inline]
    pub fn unbind(&mut self, seat: SeatIndex, now: Instant) -> bool {
        self.bound -= 1;
        self.free(seat, now)
    }

    /// An agent with no contact left is idle, unless the shift is over or a break is due.
    #[inline(always)]
    pub(super) fn free(&mut self, seat: SeatIndex, now: Instant) -> bool {
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
        self.go(seat, now);
        match self.plan {
            Plan::Heads(_) => self.refill(now),
            Plan::Shifts(_) => false,
        }
    }

    /// The agent goes off duty; the caller has taken it out of its line.
    pub(super) fn go(&mut self, seat: SeatIndex, now: Instant) {
        self.there.end(now);
        let of = &mut self.seats[seat as usize];
        self.overtime -= usize::from(of.overtime);
        self.late -= usize::from(of.late);
        if of.duty == Duty::Break {
            self.breaks.on.end(now);
        }
        of.duty = Duty::Off;
        of.leaves = false;
        of.overtime = false;
        of.late = false;
        self.people[seat as usize].break_due = 0;
    }

    /// The agent comes on duty, idle, at the beginning of a day of work.
    pub(super) fn come_on(&mut self, seat: SeatIndex, now: Instant) {
        // A midnight that has passed begins the day of those who were here then, not of this agent.
        self.pass_midnight(now);
        self.there.begin(now);
        let of = &mut self.seats[seat as usize];
        of.duty = Duty::Idle;
        of.leaves = false;
        of.since = now;
        self.begin_day(seat, now);
        self.line.join(seat);
    }

    /// Today's shares of time begin anew.
    pub(super) fn begin_day(&mut self, seat: SeatIndex, now: Instant) {
        let of = &mut self.seats[seat as usize];
        of.busy = 0;
        of.day_began = now;
        self.people[seat as usize].rest(now);
    }

    /// When a postponed break has begun with the release that just returned false: its end, at which [`Roster::staff`] is
    /// due.
    pub fn start_of_break(&mut self) -> Option<Instant> {
        self.breaks.began.take()
    }

    /// Agents handling, summed over time up to `now`, in agent-microseconds.
    #[inline]
    pub fn handling_time(&self, now: Instant) -> u128 {
        self.handled.wrapping_add(self.handling as u128 * u128::from(now.as_micros()))
    }

    /// Planned places that nobody holds, because the one who left is not replaced yet. Their duty is not paid; unpaid breaks
    /// of theirs do not count.
    #[inline]
    pub fn vacant(&self) -> usize {
        self.vacant
    }

    /// Agents on a break: off the phone, neither free nor at work.
    #[inline]
    pub fn on_break(&self) -> usize {
        self.breaks.on.count
    }

    /// Counts who is present from `now` on; to be called whenever somebody has come or gone.
    pub fn note_present(&mut self, now: Instant) {
        self.told.set(self.present(), now);
    }

    /// Time up to `now`, in agent-microseconds: from coming to going, on breaks, and present as noted.
    pub fn duty_times(&self, now: Instant) -> [u128; 3] {
        [self.there, self.breaks.on, self.told].map(|presence| presence.time(now))
    }

    /// Agents here beyond the plan: in overtime, or to finish a contact after the plan has ceased to want them. They are paid
    /// for it.
    #[inline]
    pub fn beyond_plan(&self) -> usize {
        match self.plan {
            Plan::Heads(_) => self.surplus,
            Plan::Shifts(_) => self.late,
        }
    }

    /// What the agent in this seat is like now for a skill of this level.
    #[inline(always)]
    pub fn ability(&mut self, seat: SeatIndex, team: &Team, level: Level, now: Instant) -> Ability {
        if now >= self.seats[seat as usize].ability_until {
            self.know(seat, team, now);
        }
        let of = &self.seats[seat as usize];
        let mut ability = of.ability.at(level);
        if self.changes_at_work {
            let load = self.people[seat as usize].load(of.duty == Duty::Handling, now);
            ability.handling_time *= 1.0 + self.fatigue * load;
        }
        ability
    }

    /// Brings what the agent is like up to date.
    #[cold]
    pub(super) fn know(&mut self, seat: SeatIndex, team: &Team, now: Instant) {
        let (ability, until) = self.people[seat as usize].ability(team, &self.calendar, now);
        let of = &mut self.seats[seat as usize];
        of.ability = ability;
        of.ability_until = until;
    }

    /// Begins a new day for the shares of time of agents who are always on duty.
    #[inline]
    pub(super) fn pass_midnight(&mut self, now: Instant) {
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
}
