//! Operational facts: what the engine tells, summed by reason, segment, team, half-hour of the day, day and week.
//!
//! Counts and times are exact integers; a contact is attributed to the instant of its offering.

use crate::metrics::contact_sums::{ContactSums, Seen};
use crate::metrics::days::Days;
use crate::metrics::time_share::{AgentTime, DutyTime, Integrals, TimeGrid};
use crate::metrics::waits_by_scope::Waits;
use crate::operation::{Centre, ContactKind, ContactRecord, Observer, Outcome, Request};
use crate::time::{Calendar, Duration, Instant};

/// Half-hours in a day.
pub const INTERVALS_PER_DAY: usize = 48;
const INTERVAL_MICROS: u64 = Duration::DAY.as_micros() / INTERVALS_PER_DAY as u64;

/// Thresholds of one reason.
#[derive(Clone, Copy, Debug)]
struct Thresholds {
    awt: Duration,
    short_abandon: Duration,
    fcr_window: Duration,
    /// Whether agents begin its contacts and nobody waits for them.
    is_endless: bool,
}

/// Sums over one replication, by scope. Only what is offered within the horizon counts. The public sums are complete after
/// [`OperationalSums::close`]. Reasons and teams count back-office and endless work too, of which no customer waits; the others do
/// not.
///
/// While the run lasts a contact is added to two sums (three with segments): that of its reason and team, and that of its
/// half-hour in the day that is in hand. The others follow from these.
#[derive(Clone, Debug)]
pub struct OperationalSums {
    calendar: Calendar,
    thresholds: Vec<Thresholds>,
    /// Per reason.
    pub reasons: Vec<ContactSums>,
    /// Per segment; empty for a bare operation.
    pub segments: Vec<ContactSums>,
    /// Per team that answered first.
    pub teams: Vec<ContactSums>,
    /// Per half-hour of the day.
    pub intervals: Vec<ContactSums>,
    /// Per week of the horizon.
    pub weeks: Vec<ContactSums>,
    /// The horizon itself, integrated over time: how long each half-hour of the day and each week is in it.
    pub clock: TimeGrid,
    /// Contacts waiting, integrated over time, without the queues that hold nothing but back-office work.
    pub queue: TimeGrid,
    /// Contacts waiting per reason, integrated over the horizon.
    pub queue_of_reason: Vec<TimeGrid>,
    /// Agents' time per team.
    pub agents: Vec<AgentTime>,
    /// Vacancies and overtime per team.
    pub duty: Vec<DutyTime>,
    /// Agents hired per week of the horizon and team.
    pub hired: Vec<Vec<u64>>,
    /// Waits by scope.
    pub waits: Waits,
    /// Per reason, whether it holds back-office work and nothing else by the scenario.
    back_office: Vec<bool>,
    /// Every day, and its half-hours.
    pub days: Days,
    /// Per reason and team that answered first; the first of each reason is of no team.
    answered_by: Vec<ContactSums>,
    /// The same per segment and team.
    served_by: Vec<ContactSums>,
    /// Per half-hour of the day, of the day in hand. Where a week of the horizon ends within a day, that is a part of it.
    in_hand: Vec<ContactSums>,
    day_in_hand: usize,
    week_in_hand: usize,
    in_hand_from: Instant,
    in_hand_until: Instant,
    /// Of every reason the contacts waiting, then of every team the agents handling and the agents there in all; the clock; then
    /// of every team the vacant places, the agents beyond the plan and those on a break.
    integrals: Integrals,
}

impl OperationalSums {
    /// Empty sums for the reasons and teams of `centre` and a number of segments.
    pub fn new(centre: &Centre, segments: usize, calendar: Calendar) -> Self {
        Self::with_memory(centre, segments, calendar, Waits::default())
    }

    /// The same, with its waits in the memory of others that nobody needs any more.
    pub fn with_memory(centre: &Centre, segments: usize, calendar: Calendar, spare: Waits) -> Self {
        let (reasons, teams, weeks) = (centre.reasons.len(), centre.teams.len(), calendar.weeks());
        let zero = TimeGrid::zero(&calendar);
        let agent_time = AgentTime { available: zero.clone(), handling: zero.clone() };
        let duty_time = DutyTime { vacant: zero.clone(), beyond: zero.clone(), on_break: zero.clone() };
        let cells = reasons * (teams + 1);
        let mut sums = OperationalSums {
            calendar,
            thresholds: centre
                .reasons
                .iter()
                .map(|reason| Thresholds {
                    awt: reason.awt,
                    short_abandon: reason.short_abandon,
                    fcr_window: reason.fcr_window,
                    is_endless: reason.endless,
                })
                .collect(),
            reasons: vec![ContactSums::default(); reasons],
            segments: vec![ContactSums::default(); segments],
            teams: vec![ContactSums::default(); teams],
            intervals: vec![ContactSums::default(); INTERVALS_PER_DAY],
            weeks: vec![ContactSums::default(); weeks],
            clock: zero.clone(),
            queue: zero.clone(),
            queue_of_reason: vec![zero; reasons],
            agents: vec![agent_time; teams],
            duty: vec![duty_time; teams],
            hired: vec![vec![0; teams]; weeks],
            waits: spare.emptied(reasons, teams, segments),
            back_office: vec![false; reasons],
            days: Days::new(&calendar),
            answered_by: vec![ContactSums::default(); cells],
            served_by: vec![ContactSums::default(); segments * (teams + 1)],
            in_hand: vec![ContactSums::default(); INTERVALS_PER_DAY],
            day_in_hand: 0,
            week_in_hand: 0,
            in_hand_from: calendar.measured_from(),
            in_hand_until: calendar.measured_from(),
            integrals: Integrals::new(calendar, reasons + 5 * teams + 1),
        };
        sums.take_in_hand(calendar.measured_from());
        sums.integrals.change(Instant::ZERO, sums.clock_number(), 1);
        sums
    }

    /// States which reasons hold back-office work and nothing else. Their queues are no part of [`OperationalSums::queue`].
    pub fn leave_out_queues_of(&mut self, back_office: Vec<bool>) {
        self.back_office = back_office;
    }

    /// Sums of the whole horizon: of contacts, not of back-office or endless work.
    pub fn total(&self) -> ContactSums {
        let mut total = ContactSums::default();
        self.weeks.iter().for_each(|week| total.merge(week));
        total
    }

    /// The number that integrates the agents of `team` who are handling; the next one is of all its agents.
    #[inline]
    fn handling_number(&self, team: usize) -> usize {
        self.reasons.len() + 2 * team
    }

    /// The number that is always 1.
    fn clock_number(&self) -> usize {
        self.handling_number(self.teams.len())
    }

    /// The number that integrates the vacant places of `team`; the next ones are of its agents beyond the plan and on a break.
    fn vacant_number(&self, team: usize) -> usize {
        self.clock_number() + 1 + 3 * team
    }

    /// What was offered for a reason and answered first by a team.
    pub fn answered_by(&self, reason: usize, team: usize) -> &ContactSums {
        &self.answered_by[reason * (self.teams.len() + 1) + team + 1]
    }

    /// What people of a segment offered and a team answered first.
    pub fn served_by(&self, segment: usize, team: usize) -> &ContactSums {
        &self.served_by[segment * (self.teams.len() + 1) + team + 1]
    }

    /// Books one closed contact.
    #[inline(always)]
    fn book(&mut self, record: &ContactRecord, follow_up: Option<&Request>) {
        let at = record.request.at;
        let is_in_hand = at >= self.in_hand_from && at < self.in_hand_until;
        if !is_in_hand && !self.is_in_horizon(at) {
            return;
        }
        let reason = record.request.reason as usize;
        let thresholds = self.thresholds[reason];
        // Who talked with an agent, was handed over and gave up in the next queue was answered, and comes back by a redial.
        let comes_back =
            |kind| kind == ContactKind::Repeat || record.left_after_transfer && kind == ContactKind::Redial;
        let repeats = follow_up.is_some_and(|request| {
            comes_back(request.kind) && request.at.since(record.closed_at) <= thresholds.fcr_window
        });
        let first_answer = record.is_first_answer();
        let seen = Seen {
            awt: thresholds.awt.as_micros(),
            within_awt: record.wait <= thresholds.awt,
            short_abandon: record.wait <= thresholds.short_abandon,
            first_answer,
            first_contact_resolution: first_answer && !repeats,
        };
        let half_hour = (at.as_micros() + self.calendar.start.as_micros()) / INTERVAL_MICROS;
        let interval = (half_hour % INTERVALS_PER_DAY as u64) as usize;
        let team = record.team.map_or(0, |team| team as usize + 1);
        let cell = reason * (self.teams.len() + 1) + team;
        self.answered_by[cell].add(record, &seen);
        if record.request.kind == ContactKind::Work || thresholds.is_endless {
            self.book_work(record, cell);
            return;
        }
        let has_waited = has_waited(record);
        if at >= self.in_hand_from {
            self.in_hand[interval].add(record, &seen);
        } else {
            self.add_late(record, &seen, interval, has_waited);
        }
        let segment = record.request.group as usize;
        if segment < self.segments.len() {
            self.served_by[segment * (self.teams.len() + 1) + team].add(record, &seen);
        }
        if has_waited {
            self.waits.record(record.wait, cell, segment, interval);
        }
    }

    /// Books an item of back-office work, or a piece of endless work. No customer is waiting on a channel for it, so it is no
    /// contact: only its reason and the team that does it count it.
    #[cold]
    fn book_work(&mut self, record: &ContactRecord, cell: usize) {
        if has_waited(record) {
            self.waits.record_work(cell, record.wait);
        }
    }

    /// Whether an instant that is not in the day in hand lies in the horizon; a later day is taken in hand.
    #[cold]
    fn is_in_horizon(&mut self, at: Instant) -> bool {
        let is_within = self.calendar.week(at).is_some_and(|week| week < self.weeks.len());
        if is_within && at >= self.in_hand_until {
            let week = self.week_in_hand;
            self.put_day_away();
            self.take_in_hand(at);
            if week != self.week_in_hand {
                self.waits.put_week_away(week);
            }
        }
        is_within
    }

    /// Takes the day in hand that holds an instant of the horizon.
    fn take_in_hand(&mut self, at: Instant) {
        self.week_in_hand = self.calendar.week(at).unwrap_or(0);
        self.day_in_hand = self.calendar.day_of_horizon(at).unwrap_or(0);
        let begins = Duration::micros(self.week_in_hand as u64 * Duration::WEEK.as_micros());
        let week_from = self.calendar.measured_from() + begins;
        let (_, since_midnight) = self.calendar.day_and_time(at);
        let midnight = Instant::micros(at.as_micros().saturating_sub(since_midnight.as_micros()));
        let until_midnight = Duration::micros(Duration::DAY.as_micros() - since_midnight.as_micros());
        self.in_hand_from = midnight.max(week_from);
        self.in_hand_until = (at + until_midnight).min(week_from + Duration::WEEK);
    }

    /// Adds a contact that was offered on a day that has been put away, and is closed only now.
    #[cold]
    fn add_late(&mut self, record: &ContactRecord, seen: &Seen, interval: usize, has_waited: bool) {
        let mut alone = ContactSums::default();
        alone.add(record, seen);
        let at = record.request.at;
        if let (Some(day), Some(week)) = (self.calendar.day_of_horizon(at), self.calendar.week(at)) {
            self.intervals[interval].merge(&alone);
            self.days.add(day, interval, &alone);
            self.weeks[week].merge(&alone);
            if has_waited {
                self.waits.record_late(record.wait, week);
            }
        }
    }

    /// Adds what is known of the day in hand to the sums of its half-hours, its own and those of its week.
    fn put_day_away(&mut self) {
        let Some(week) = self.weeks.get_mut(self.week_in_hand) else {
            return;
        };
        for (interval, of_day) in self.in_hand.iter_mut().enumerate() {
            if of_day.offered > 0 {
                self.intervals[interval].merge(of_day);
                self.days.add(self.day_in_hand, interval, of_day);
                week.merge(of_day);
                *of_day = ContactSums::default();
            }
        }
    }

    /// Completes the sums and closes the time integrals at the end of the horizon. To be called once.
    pub fn close(&mut self) {
        self.put_day_away();
        self.waits.put_week_away(self.week_in_hand);
        let teams = self.teams.len();
        for (index, sums) in self.answered_by.iter().enumerate() {
            let reason = index / (teams + 1);
            self.reasons[reason].merge(sums);
            if let Some(team) = (index % (teams + 1)).checked_sub(1) {
                self.teams[team].merge(sums);
            }
        }
        for (index, sums) in self.served_by.iter().enumerate() {
            self.segments[index / (teams + 1)].merge(sums);
        }
        self.integrals.close();
        self.clock = self.integrals.grid(self.clock_number()).clone();
        for reason in 0..self.reasons.len() {
            self.queue_of_reason[reason] = self.integrals.grid(reason).clone();
        }
        let none = TimeGrid::zero(&self.calendar);
        let queues = self.queue_of_reason.iter().zip(&self.back_office);
        let contacts = queues.filter(|(_, is_work)| !**is_work);
        self.queue = contacts.fold(none, |sum, (grid, _)| sum.plus(grid));
        for team in 0..teams {
            let number = self.handling_number(team);
            let handling = self.integrals.grid(number).clone();
            let available = self.integrals.grid(number + 1).clone().minus(&handling);
            self.agents[team] = AgentTime { available, handling };
            let number = self.vacant_number(team);
            let [vacant, beyond, on_break] = [0, 1, 2].map(|next| self.integrals.grid(number + next).clone());
            self.duty[team] = DutyTime { vacant, beyond, on_break };
        }
    }
}

/// Whether the wait of a contact counts: it was in a queue until somebody answered or nobody did.
#[inline(always)]
fn has_waited(record: &ContactRecord) -> bool {
    matches!(record.outcome, Outcome::Answered | Outcome::Abandoned | Outcome::CarriedOver)
}

impl Observer for OperationalSums {
    const LOOKS_AT_LEGS: bool = false;

    #[inline]
    fn offered(&mut self, _request: &Request) {}

    #[inline(always)]
    fn closed(&mut self, record: &ContactRecord, follow_up: Option<&Request>) {
        self.book(record, follow_up);
    }

    #[inline(always)]
    fn queue_changed(&mut self, now: Instant, reason: usize, length: usize) {
        self.integrals.change(now, reason, length as u64);
    }

    #[inline(always)]
    fn agents_changed(&mut self, now: Instant, team: usize, available: usize, handling: usize) {
        let (number, handling) = (self.handling_number(team), handling as u64);
        let there = available as u64 + handling;
        self.integrals.change(now, number, handling);
        // Seldom: when somebody comes or goes.
        if there != self.integrals.value(number + 1) {
            self.integrals.change(now, number + 1, there);
        }
    }

    fn duty_changed(&mut self, now: Instant, team: usize, vacant: usize, beyond: usize) {
        let number = self.vacant_number(team);
        self.integrals.change(now, number, vacant as u64);
        self.integrals.change(now, number + 1, beyond as u64);
    }

    fn breaks_changed(&mut self, now: Instant, team: usize, on_break: usize) {
        let number = self.vacant_number(team) + 2;
        self.integrals.change(now, number, on_break as u64);
    }

    fn hired(&mut self, now: Instant, team: usize) {
        if let Some(week) = self.calendar.week(now)
            && let Some(teams) = self.hired.get_mut(week)
        {
            teams[team] += 1;
        }
    }
}

#[cfg(test)]
mod tests;
