//! Operational facts: what the engine tells, summed by reason, segment, team, half-hour of the day and week.
//!
//! Counts and times are exact integers; a contact is attributed to the instant of its offering.

use hdrhistogram::Histogram;

use crate::metrics::time_share::{AgentTime, TimeGrid};
use crate::operation::{Centre, ContactKind, ContactRecord, Observer, Outcome, Request};
use crate::time::{Calendar, Duration, Instant};

/// Half-hours in a day.
pub const INTERVALS_PER_DAY: usize = 48;
const INTERVAL_MICROS: u64 = Duration::DAY.as_micros() / INTERVALS_PER_DAY as u64;

/// Sums over the contacts of one scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContactSums {
    /// Contacts offered.
    pub offered: u64,
    /// Of these, answered.
    pub answered: u64,
    /// Of these, abandoned.
    pub abandoned: u64,
    /// Of these, refused at the door or cut off at closing time.
    pub blocked: u64,
    /// Of these, ended without an agent.
    pub contained: u64,
    /// Of these, deferred by agreement.
    pub callbacks: u64,
    /// Of these, never served.
    pub carried_over: u64,
    /// Offered after abandoning.
    pub redials: u64,
    /// Offered after an answer without resolution.
    pub repeats: u64,
    /// Handed to another skill.
    pub transfers: u64,
    /// Complaints offered.
    pub complaints: u64,
    /// Issues that began: primary contacts and complaints.
    pub issues: u64,
    /// Answered within awt.
    pub within_awt: u64,
    /// Abandoned within the reason's `short_abandon`.
    pub short_abandons: u64,
    /// Contacts with a wait above 0.
    pub waited: u64,
    /// First answers of an issue.
    pub first_answers: u64,
    /// First answers not followed by a repeat within the window.
    pub first_contact_resolutions: u64,
    /// Waits of the answered, microseconds.
    pub wait_answered: u64,
    /// Waits of the abandoned, microseconds.
    pub wait_abandoned: u64,
    /// Waits of those never served, microseconds.
    pub wait_carried: u64,
    /// Handling times, microseconds.
    pub handling: u64,
    /// Acceptable waits, microseconds.
    pub awt: u64,
}

impl ContactSums {
    #[inline]
    fn add(&mut self, record: &ContactRecord, seen: &Seen) {
        self.offered += 1;
        self.awt += seen.awt;
        self.waited += u64::from(record.wait > Duration::ZERO);
        match record.request.kind {
            ContactKind::Primary => self.issues += 1,
            ContactKind::Redial => self.redials += 1,
            ContactKind::Repeat => self.repeats += 1,
            ContactKind::Complaint => {
                self.issues += 1;
                self.complaints += 1;
            }
        }
        let wait = record.wait.as_micros();
        match record.outcome {
            Outcome::Answered => {
                self.answered += 1;
                self.wait_answered += wait;
                self.handling += record.handling.as_micros();
                self.within_awt += u64::from(seen.within_awt);
                self.transfers += u64::from(record.transfers > 0);
                self.first_answers += u64::from(seen.first_answer);
                self.first_contact_resolutions += u64::from(seen.first_contact_resolution);
            }
            Outcome::Abandoned => {
                self.abandoned += 1;
                self.wait_abandoned += wait;
                self.short_abandons += u64::from(seen.short_abandon);
            }
            Outcome::Blocked => self.blocked += 1,
            Outcome::Contained => self.contained += 1,
            Outcome::Callback => self.callbacks += 1,
            Outcome::CarriedOver => {
                self.carried_over += 1;
                self.wait_carried += wait;
            }
        }
    }

    /// Adds the sums of another scope.
    pub fn merge(&mut self, other: &ContactSums) {
        self.offered += other.offered;
        self.answered += other.answered;
        self.abandoned += other.abandoned;
        self.blocked += other.blocked;
        self.contained += other.contained;
        self.callbacks += other.callbacks;
        self.carried_over += other.carried_over;
        self.redials += other.redials;
        self.repeats += other.repeats;
        self.transfers += other.transfers;
        self.complaints += other.complaints;
        self.issues += other.issues;
        self.within_awt += other.within_awt;
        self.short_abandons += other.short_abandons;
        self.waited += other.waited;
        self.first_answers += other.first_answers;
        self.first_contact_resolutions += other.first_contact_resolutions;
        self.wait_answered += other.wait_answered;
        self.wait_abandoned += other.wait_abandoned;
        self.wait_carried += other.wait_carried;
        self.handling += other.handling;
        self.awt += other.awt;
    }
}

/// What the reason's thresholds say of a contact, worked out once for all its scopes.
struct Seen {
    awt: u64,
    within_awt: bool,
    short_abandon: bool,
    first_answer: bool,
    first_contact_resolution: bool,
}

/// Thresholds of one reason.
#[derive(Clone, Copy, Debug)]
struct Thresholds {
    awt: Duration,
    short_abandon: Duration,
    fcr_window: Duration,
}

/// Sums over one replication, by scope. Only what is offered within the horizon counts.
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
    /// Contacts waiting, integrated over time.
    pub queue: TimeGrid,
    /// Contacts waiting per reason, integrated over the horizon.
    pub queue_of_reason: Vec<TimeGrid>,
    /// Agents' time per team.
    pub agents: Vec<AgentTime>,
    /// Agents hired per week of the horizon and team.
    pub hired: Vec<Vec<u64>>,
    /// Waits in milliseconds per reason, complete after [`OperationalSums::close`].
    pub waits_of_reason: Vec<Histogram<u64>>,
    /// Contacts without a wait per reason that are not in the histograms yet.
    without_wait: Vec<u64>,
}

/// A histogram of waits in milliseconds to 3 significant digits that grows as needed.
fn wait_histogram() -> Histogram<u64> {
    // 3 digits are within the crate's range of 0 to 5, so the creation cannot fail.
    let mut histogram = Histogram::new(3).expect("3 significant digits are legal");
    histogram.auto(true);
    histogram
}

impl OperationalSums {
    /// Empty sums for the reasons and teams of `centre` and a number of segments.
    pub fn new(centre: &Centre, segments: usize, calendar: Calendar) -> Self {
        let weeks = calendar.weeks();
        OperationalSums {
            calendar,
            thresholds: centre
                .reasons
                .iter()
                .map(|reason| Thresholds {
                    awt: reason.awt,
                    short_abandon: reason.short_abandon,
                    fcr_window: reason.fcr_window,
                })
                .collect(),
            reasons: vec![ContactSums::default(); centre.reasons.len()],
            segments: vec![ContactSums::default(); segments],
            teams: vec![ContactSums::default(); centre.teams.len()],
            intervals: vec![ContactSums::default(); INTERVALS_PER_DAY],
            weeks: vec![ContactSums::default(); weeks],
            clock: TimeGrid::starting_at(calendar, 1),
            queue: TimeGrid::new(calendar),
            queue_of_reason: vec![TimeGrid::new(calendar); centre.reasons.len()],
            agents: vec![AgentTime::new(calendar); centre.teams.len()],
            hired: vec![vec![0; centre.teams.len()]; weeks],
            waits_of_reason: (0..centre.reasons.len()).map(|_| wait_histogram()).collect(),
            without_wait: vec![0; centre.reasons.len()],
        }
    }

    /// Sums of the whole horizon.
    pub fn total(&self) -> ContactSums {
        let mut total = ContactSums::default();
        self.reasons.iter().for_each(|reason| total.merge(reason));
        total
    }

    /// Books one closed contact.
    #[inline]
    fn book(&mut self, record: &ContactRecord, follow_up: Option<&Request>) {
        let at = record.request.at;
        let Some(week) = self.calendar.week(at) else {
            return;
        };
        let reason = record.request.reason as usize;
        let thresholds = self.thresholds[reason];
        let repeats = follow_up.is_some_and(|request| {
            request.kind == ContactKind::Repeat && request.at.since(record.closed_at) <= thresholds.fcr_window
        });
        let first_answer = record.is_first_answer();
        let seen = Seen {
            awt: thresholds.awt.as_micros(),
            within_awt: record.wait <= thresholds.awt,
            short_abandon: record.wait <= thresholds.short_abandon,
            first_answer,
            first_contact_resolution: first_answer && !repeats,
        };
        let (_, time_of_day) = self.calendar.day_and_time(at);
        let interval = (time_of_day.as_micros() / INTERVAL_MICROS) as usize;
        self.reasons[reason].add(record, &seen);
        self.intervals[interval].add(record, &seen);
        if let Some(sums) = self.weeks.get_mut(week) {
            sums.add(record, &seen);
        }
        if let Some(sums) = self.segments.get_mut(record.request.group as usize) {
            sums.add(record, &seen);
        }
        if let Some(team) = record.team {
            self.teams[team as usize].add(record, &seen);
        }
        let millis = record.wait.as_micros() / 1_000;
        // `saturating_record` would clip at the present size instead of growing.
        self.waits_of_reason[reason]
            .record(millis)
            .expect("a histogram that grows as needed takes every wait");
    }

    /// Waits in milliseconds, all reasons.
    pub fn waits(&self) -> Histogram<u64> {
        let mut all = wait_histogram();
        for waits in &self.waits_of_reason {
            all.add(waits).expect("a histogram that grows as needed takes every other");
        }
        all
    }

    /// Completes the histograms, and closes the time integrals at the end of the horizon.
    pub fn close(&mut self) {
        for (waits, count) in self.waits_of_reason.iter_mut().zip(&mut self.without_wait) {
            waits
                .record_n(0, std::mem::take(count))
                .expect("a histogram that grows as needed takes every wait");
        }
        let end = self.calendar.end();
        self.clock.change(end, 0);
        self.queue.change(end, 0);
        self.queue_of_reason.iter_mut().for_each(|grid| grid.change(end, 0));
        self.agents.iter_mut().for_each(|time| time.change(end, 0, 0));
    }
}

impl Observer for OperationalSums {
    #[inline]
    fn offered(&mut self, _request: &Request) {}

    #[inline]
    fn closed(&mut self, record: &ContactRecord, follow_up: Option<&Request>) {
        self.book(record, follow_up);
    }

    #[inline]
    fn queue_changed(&mut self, now: Instant, reason: usize, length: usize) {
        let before = self.queue_of_reason[reason].value();
        let total = self.queue.value() + length as u64 - before;
        self.queue_of_reason[reason].change(now, length as u64);
        self.queue.change(now, total);
    }

    #[inline]
    fn agents_changed(&mut self, now: Instant, team: usize, available: usize, handling: usize) {
        self.agents[team].change(now, available as u64, handling as u64);
    }

    fn hired(&mut self, now: Instant, team: usize) {
        if let Some(week) = self.calendar.week(now)
            && let Some(teams) = self.hired.get_mut(week)
        {
            teams[team] += 1;
        }
    }
}
