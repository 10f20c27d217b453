//! People in shifts.
//!
//! An agent comes at the start of the shift unless absent for the day or not yet replaced, takes breaks when they are due
//! and nothing is in hand, and goes at the end by the team's [`EndOfShift`]. Agents who start at the same instant join the
//! line of the idle in the order in which the team's shifts are stated; that decides who is taken first as long as nobody
//! has been busy.

use std::cmp::Reverse;

use crate::operation::centre::{Break, EndOfShift, Shift, Staffing, Team};
use crate::operation::roster::seat::Duty;
use crate::operation::roster::timetable::{Change, Timetable, into_shift};
use crate::operation::roster::{Plan, Roster, SeatIndex};
use crate::random::Stream;
use crate::time::{Duration, Instant};

impl Roster {
    fn timetable(&self) -> &Timetable {
        match &self.plan {
            Plan::Shifts(timetable) => timetable,
            Plan::Heads(_) => unreachable!("asked for by plans of this kind alone"),
        }
    }

    /// The shifts of the plan that stands; none when agents are stated per interval.
    fn shifts(&self) -> &[Shift] {
        match &self.staffing {
            Some(Staffing::Shifts(shifts)) => shifts,
            _ => &[],
        }
    }

    /// Does everything that is due after the last time and by `now`, in order of time.
    pub(super) fn staff_shifts(&mut self, team: &Team, now: Instant, stream: &Stream) -> usize {
        let mut hired = 0;
        while let Some(at) = self.next_change(self.done_until).filter(|at| *at <= now) {
            self.done_until = at;
            let changes = self.timetable().of(&self.calendar, at);
            let ends = changes.clone().take_while(|number| self.timetable().get(*number).0 == Change::End);
            let ended = changes.start + ends.count();
            for number in changes.start..ended {
                let (_, shift) = self.timetable().get(number);
                self.end_shift(shift, at);
            }
            self.end_breaks(at);
            for number in ended..changes.end {
                match self.timetable().get(number) {
                    (Change::Break(which), shift) => self.break_of_shift(shift, which as usize, at),
                    (_, shift) => hired += self.start_shift(team, shift, at, stream),
                }
            }
        }
        self.done_until = now;
        hired
    }

    fn start_shift(&mut self, team: &Team, shift: usize, now: Instant, stream: &Stream) -> usize {
        let mut hired = 0;
        for place in 0..self.shifts()[shift].agents as usize {
            let seat = self.units[shift][place];
            if self.seats[seat as usize].duty == Duty::Idle {
                // Still here, in overtime or around the clock, with nothing in hand: the day begins as for everybody.
                self.line.take_out(seat);
                self.go(seat, now);
            }
            if self.seats[seat as usize].duty == Duty::Off {
                hired += self.report_for_duty(seat, team, Duration::ZERO, now, stream);
                if !self.people[seat as usize].missing {
                    self.come_on(seat, now);
                }
            } else {
                self.stay_on(seat, now);
            }
        }
        hired
    }

    /// Finds out whether the agent of a shift that has been going on for `into` is there; returns the number of people hired.
    fn report_for_duty(
        &mut self,
        seat: SeatIndex,
        team: &Team,
        into: Duration,
        now: Instant,
        stream: &Stream,
    ) -> usize {
        self.count_vacancy(seat, false);
        let hired = self.renew(seat, team, now, stream);
        let day = self.calendar.day_number_before(now, into);
        let person = &mut self.people[seat as usize];
        person.missing = person.vacant || person.name.is_absent(team.absence, day, stream);
        let is_vacant = person.vacant;
        self.count_vacancy(seat, is_vacant);
        hired
    }

    /// Whether the place counts as planned, to be paid for, and empty.
    fn count_vacancy(&mut self, seat: SeatIndex, counts: bool) {
        let counted = std::mem::replace(&mut self.people[seat as usize].counts_as_vacant, counts);
        self.vacant = self.vacant + usize::from(counts) - usize::from(counted);
    }

    /// An agent who is still on a contact or a break begins the next day of work.
    fn stay_on(&mut self, seat: SeatIndex, now: Instant) {
        self.stay(seat);
        self.begin_day(seat, now);
    }

    /// An agent who was about to leave, or stays in overtime, is on duty like any other.
    fn stay(&mut self, seat: SeatIndex) {
        let of = &mut self.seats[seat as usize];
        self.overtime -= usize::from(of.overtime);
        self.late -= usize::from(of.late);
        of.overtime = false;
        of.late = false;
        if of.leaves && self.people[seat as usize].break_due == 0 {
            of.leaves = false;
            self.join_level(seat);
        }
    }

    fn end_shift(&mut self, shift: usize, now: Instant) {
        let open_end = self.shifts()[shift].open_end;
        for place in 0..self.units[shift].len() {
            self.end_duty(self.units[shift][place], open_end, now);
        }
    }

    fn end_duty(&mut self, seat: SeatIndex, open_end: bool, now: Instant) {
        self.count_vacancy(seat, false);
        self.people[seat as usize].vacant = false;
        let was_waiting_for_break = std::mem::take(&mut self.people[seat as usize].break_due) > 0;
        let of = &mut self.seats[seat as usize];
        if of.is_present() {
            self.late += usize::from(!of.late);
            of.late = true;
        }
        match of.duty {
            Duty::Off => {}
            Duty::Break => self.go(seat, now),
            Duty::Idle | Duty::Bound | Duty::Handling if open_end => {
                self.overtime += usize::from(!of.overtime);
                of.overtime = true;
                if was_waiting_for_break {
                    of.leaves = false;
                    self.join_level(seat);
                }
            }
            Duty::Idle => {
                self.line.take_out(seat);
                self.go(seat, now);
            }
            Duty::Bound | Duty::Handling => {
                self.leave_level(seat);
                self.seats[seat as usize].leaves = true;
                if self.end_of_shift != EndOfShift::Finish {
                    self.ended.push(seat);
                }
            }
        }
    }

    /// Lets the agents who stay after an open-ended shift go: the idle at once, the others when they are done.
    pub fn send_home(&mut self, now: Instant) {
        self.pass_midnight(now);
        for seat in 0..self.seats.len() {
            if !self.seats[seat].overtime {
                continue;
            }
            if self.seats[seat].duty == Duty::Idle {
                self.line.take_out(seat as SeatIndex);
                self.go(seat as SeatIndex, now);
            } else {
                self.leave_level(seat as SeatIndex);
                self.seats[seat].leaves = true;
                self.seats[seat].overtime = false;
                self.overtime -= 1;
            }
        }
    }

    fn break_of_shift(&mut self, shift: usize, which: usize, now: Instant) {
        let Break { length, paid, .. } = self.shifts()[shift].breaks[which];
        for place in 0..self.units[shift].len() {
            let seat = self.units[shift][place];
            if !paid && self.people[seat as usize].counts_as_vacant {
                self.unpaid_break_of_vacancy(seat, length, now);
            }
            self.break_due(seat, length, now);
        }
    }

    fn break_due(&mut self, seat: SeatIndex, length: Duration, now: Instant) {
        let of = &mut self.seats[seat as usize];
        let leaves_for_good = of.leaves && self.people[seat as usize].break_due == 0;
        match of.duty {
            Duty::Off => {}
            _ if leaves_for_good => {}
            Duty::Idle => {
                self.line.take_out(seat);
                self.people[seat as usize].break_due = length.as_micros();
                self.begin_break(seat, now);
                // The engine asks for the next change after every call of `staff`.
                self.breaks.began = None;
            }
            Duty::Bound | Duty::Handling => {
                self.leave_level(seat);
                self.seats[seat as usize].leaves = true;
                self.people[seat as usize].break_due += length.as_micros();
            }
            Duty::Break => {
                let until = self.people[seat as usize].break_until + length;
                self.pause(seat, length, until);
            }
        }
    }

    /// The agent, out of every line, takes the breaks that are due.
    pub(super) fn begin_break(&mut self, seat: SeatIndex, now: Instant) {
        let length = Duration::micros(std::mem::take(&mut self.people[seat as usize].break_due));
        if self.fatigue > 0.0 {
            self.people[seat as usize].tire(false, now);
        }
        self.seats[seat as usize].duty = Duty::Break;
        self.breaks.on.begin(now);
        self.seats[seat as usize].leaves = false;
        self.pause(seat, length, now + length);
        self.breaks.began = Some(now + length);
    }

    /// The break lasts, or lasts longer, until `until`; its length is not time on duty.
    fn pause(&mut self, seat: SeatIndex, length: Duration, until: Instant) {
        self.seats[seat as usize].day_began = self.seats[seat as usize].day_began + length;
        self.people[seat as usize].break_until = until;
        self.breaks.returns.push(Reverse((until, seat)));
    }

    fn end_breaks(&mut self, now: Instant) {
        while let Some(Reverse((at, seat))) = self.breaks.returns.peek().copied() {
            if at > now {
                return;
            }
            self.breaks.returns.pop();
            if self.people[seat as usize].break_until != at {
                continue;
            }
            if self.seats[seat as usize].duty == Duty::Break {
                self.come_back(seat, now);
            } else if self.people[seat as usize].vacant {
                self.count_vacancy(seat, true);
            }
        }
    }

    /// The break is over.
    pub(super) fn come_back(&mut self, seat: SeatIndex, now: Instant) {
        self.breaks.on.end(now);
        let of = &mut self.seats[seat as usize];
        of.duty = Duty::Idle;
        of.since = now;
        self.people[seat as usize].pause(now);
        self.line.join(seat);
    }

    /// Brings everybody's duty into line with the shifts that are going on at `now`; returns the number of people hired.
    pub(super) fn settle_shifts(&mut self, team: &Team, now: Instant, stream: &Stream) -> usize {
        let mut hired = 0;
        for unit in 0..self.units.len() {
            let shift = self.shifts().get(unit).cloned();
            let into = shift.as_ref().and_then(|shift| into_shift(shift, &self.calendar, now));
            for place in 0..self.units[unit].len() {
                let seat = self.units[unit][place];
                match (&shift, into) {
                    (Some(shift), Some(into)) if (place as u32) < shift.agents => {
                        hired += self.settle_on(seat, team, shift, into, now, stream);
                    }
                    _ if self.seats[seat as usize].overtime || self.seats[seat as usize].leaves => {}
                    _ => self.end_duty(seat, false, now),
                }
            }
        }
        hired
    }

    /// The agent's shift has been going on for `into`: the agent is here, unless absent. Returns the number of people hired.
    fn settle_on(
        &mut self,
        seat: SeatIndex,
        team: &Team,
        shift: &Shift,
        into: Duration,
        now: Instant,
        stream: &Stream,
    ) -> usize {
        if self.seats[seat as usize].duty != Duty::Off {
            self.stay(seat);
            return 0;
        }
        // A place that was found vacant stays so until its next shift starts.
        let mut hired = 0;
        if !self.people[seat as usize].vacant {
            hired = self.report_for_duty(seat, team, into, now, stream);
        }
        if self.people[seat as usize].vacant {
            self.settle_vacancy(seat, shift, into, now);
        } else if !self.people[seat as usize].missing {
            self.come_on(seat, now);
            self.rest_of_break(seat, shift, into, now);
        }
        hired
    }

    /// The vacant place of a shift that has been going on for `into` counts from now on, or from the end of an unpaid break.
    fn settle_vacancy(&mut self, seat: SeatIndex, shift: &Shift, into: Duration, now: Instant) {
        let mut unpaid = shift.breaks.iter().filter(|pause| !pause.paid);
        match unpaid.find_map(|pause| pause.rest(into)) {
            None => self.count_vacancy(seat, true),
            Some(rest) => self.unpaid_break_of_vacancy(seat, rest, now),
        }
    }

    /// An unpaid break is no vacancy that would have been paid for.
    fn unpaid_break_of_vacancy(&mut self, seat: SeatIndex, length: Duration, now: Instant) {
        self.count_vacancy(seat, false);
        self.people[seat as usize].break_until = now + length;
        self.breaks.returns.push(Reverse((now + length, seat)));
    }

    /// Who comes in the middle of a planned break comes when it is over.
    fn rest_of_break(&mut self, seat: SeatIndex, shift: &Shift, into: Duration, now: Instant) {
        for rest in shift.breaks.iter().filter_map(|pause| pause.rest(into)) {
            self.break_due(seat, rest, now);
        }
    }
}
