//! An observer of its own, apart from the program's metrics: it counts what the reference cases speak of.
//!
//! Contacts count when they were offered within the horizon, whatever becomes of them later; integrals over time cover the
//! horizon.

use crate::operation::{Centre, ContactKind, ContactRecord, Observer, Outcome, Request, issue_number};
use crate::time::{Calendar, Duration, Instant};

/// Numbers in the system above this one are counted together.
const MOST_IN_SYSTEM: usize = 256;
/// Beyond the number of any issue of a run.
const LAST_ISSUE: u64 = 1 << 39;

/// What the probe saw of one replication.
#[derive(Clone, Debug)]
pub(super) struct Probe {
    calendar: Calendar,
    first: u64,
    awt: Vec<Duration>,
    /// Per reason under which contacts were offered.
    pub reasons: Vec<Contacts>,
    /// Contacts waiting, per reason.
    pub queue: Vec<Integral>,
    /// Agents at work, per team.
    pub handling: Vec<Integral>,
    /// Agents free, per team.
    pub available: Vec<Integral>,
    /// Follow-ups under way: redials and repeats that will come.
    pub orbit: Integral,
    /// Contacts in the system, from being offered until their end.
    pub in_system: Integral,
    /// Time spent with so many contacts in the system, in microseconds.
    pub time_with: Vec<u64>,
    /// When the number in the system is looked at, in order, and what it was.
    pub instants: Vec<Instant>,
    /// The number in the system at each of them.
    pub seen: Vec<u64>,
}

/// Sums over the contacts of one reason.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Contacts {
    /// Offered.
    pub offered: u64,
    /// Primary contacts among them.
    pub issues: u64,
    /// Primary contacts that were blocked.
    pub issues_blocked: u64,
    /// Ended by an answer.
    pub answered: u64,
    /// Gave up.
    pub abandoned: u64,
    /// Refused or cut off.
    pub blocked: u64,
    /// Ended without an agent.
    pub contained: u64,
    /// Deferred by agreement.
    pub callbacks: u64,
    /// Waited at all.
    pub waited: u64,
    /// Answered within the acceptable wait.
    pub answered_within: u64,
    /// Gave up within the acceptable wait.
    pub abandoned_within: u64,
    /// Waits of the answered, microseconds.
    pub wait_answered: u64,
    /// Waits of the abandoned, microseconds.
    pub wait_abandoned: u64,
    /// From being offered to the end, the answered only, microseconds.
    pub sojourn: u64,
    /// Talk of the answered, microseconds.
    pub talk: u64,
    /// From accepting a callback to its answer, microseconds.
    pub callback_delay: u64,
}

/// A number that changes now and then, integrated over the horizon.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Integral {
    since: Instant,
    value: u64,
    /// The integral so far, in microseconds.
    pub sum: u128,
}

impl Integral {
    fn change(&mut self, calendar: &Calendar, now: Instant, value: u64) {
        self.sum += u128::from(self.value) * u128::from(span(calendar, self.since, now).as_micros());
        self.since = now;
        self.value = value;
    }
}

/// The part of `from..to` that lies in the horizon.
fn span(calendar: &Calendar, from: Instant, to: Instant) -> Duration {
    to.min(calendar.end()).since(from.max(calendar.measured_from()))
}

impl Probe {
    /// A probe for `centre` that also looks at the number in the system at `instants`; with `first` only so many issues
    /// of each reason count.
    pub fn new(centre: &Centre, calendar: Calendar, instants: &[Instant], first: Option<u64>) -> Self {
        let (reasons, teams) = (centre.reasons.len(), centre.teams.len());
        Probe {
            calendar,
            first: first.unwrap_or(u64::MAX),
            awt: centre.reasons.iter().map(|reason| reason.awt).collect(),
            reasons: vec![Contacts::default(); reasons],
            queue: vec![Integral::default(); reasons],
            handling: vec![Integral::default(); teams],
            available: vec![Integral::default(); teams],
            orbit: Integral::default(),
            in_system: Integral::default(),
            time_with: vec![0; MOST_IN_SYSTEM + 1],
            instants: instants.to_vec(),
            seen: Vec::with_capacity(instants.len()),
        }
    }

    /// Ends all integrals; nothing counts after the end of the horizon.
    pub fn close(&mut self) {
        let end = self.calendar.end();
        self.number_in_system(end, self.in_system.value);
        let calendar = self.calendar;
        let integrals = self.queue.iter_mut().chain(&mut self.handling).chain(&mut self.available);
        for integral in integrals.chain([&mut self.orbit]) {
            integral.change(&calendar, end, integral.value);
        }
        self.seen.resize(self.instants.len(), self.in_system.value);
    }

    /// Length of the horizon in seconds.
    pub fn horizon(&self) -> f64 {
        self.calendar.horizon.as_seconds()
    }

    /// Sums over the contacts of all reasons.
    pub fn all(&self) -> Contacts {
        let mut all = Contacts::default();
        for reason in &self.reasons {
            all.merge(reason);
        }
        all
    }

    /// Contacts offered.
    pub fn offered(&self) -> f64 {
        self.all().offered as f64
    }

    /// Some of the contacts / contacts offered.
    pub fn share(&self, some: impl Fn(&Contacts) -> u64) -> (f64, f64) {
        let all = self.all();
        (some(&all) as f64, all.offered as f64)
    }

    /// Mean of an integral over the horizon, as a fraction.
    pub fn mean(&self, integral: &Integral) -> (f64, f64) {
        (integral.sum as f64 / 1e6, self.horizon())
    }

    /// Contacts waiting for any reason, mean over the horizon.
    pub fn queue_mean(&self) -> (f64, f64) {
        let sum: u128 = self.queue.iter().map(|queue| queue.sum).sum();
        (sum as f64 / 1e6, self.horizon())
    }

    /// Time at work / (time at work + time free), over the teams given.
    pub fn occupancy(&self, teams: std::ops::Range<usize>) -> (f64, f64) {
        let sum = |of: &[Integral]| of[teams.clone()].iter().map(|time| time.sum).sum::<u128>() as f64;
        let handling = sum(&self.handling);
        (handling, handling + sum(&self.available))
    }

    fn number_in_system(&mut self, now: Instant, number: u64) {
        while let Some(at) = self.instants.get(self.seen.len())
            && *at <= now
        {
            self.seen.push(self.in_system.value);
        }
        let held = span(&self.calendar, self.in_system.since, now).as_micros();
        self.time_with[(self.in_system.value as usize).min(MOST_IN_SYSTEM)] += held;
        self.in_system.change(&self.calendar, now, number);
    }

    fn counts(&self, request: &Request) -> bool {
        let first = issue_number(request.reason as usize, self.first.min(LAST_ISSUE));
        request.at >= self.calendar.measured_from()
            && request.at < self.calendar.end()
            && (self.first == u64::MAX || request.issue < first)
    }
}

impl Contacts {
    fn merge(&mut self, other: &Contacts) {
        self.offered += other.offered;
        self.issues += other.issues;
        self.issues_blocked += other.issues_blocked;
        self.answered += other.answered;
        self.abandoned += other.abandoned;
        self.blocked += other.blocked;
        self.contained += other.contained;
        self.callbacks += other.callbacks;
        self.waited += other.waited;
        self.answered_within += other.answered_within;
        self.abandoned_within += other.abandoned_within;
        self.wait_answered += other.wait_answered;
        self.wait_abandoned += other.wait_abandoned;
        self.sojourn += other.sojourn;
        self.talk += other.talk;
        self.callback_delay += other.callback_delay;
    }

    fn book(&mut self, record: &ContactRecord, awt: Duration) {
        let wait = record.wait.as_micros();
        let within = u64::from(record.wait <= awt);
        let primary = u64::from(record.request.kind == ContactKind::Primary);
        self.offered += 1;
        self.issues += primary;
        self.waited += u64::from(wait > 0);
        match record.outcome {
            Outcome::Answered => {
                self.answered += 1;
                self.answered_within += within;
                self.wait_answered += wait;
                self.talk += record.talk.as_micros();
                self.sojourn += record.closed_at.since(record.request.at).as_micros();
            }
            Outcome::Abandoned => {
                self.abandoned += 1;
                self.abandoned_within += within;
                self.wait_abandoned += wait;
            }
            Outcome::Blocked => {
                self.blocked += 1;
                self.issues_blocked += primary;
            }
            Outcome::Contained => self.contained += 1,
            Outcome::Callback => {
                self.callbacks += 1;
                self.callback_delay += record.callback_delay.as_micros();
            }
            Outcome::CarriedOver => {}
        }
    }

    /// Waits of all who left or were answered, in seconds.
    pub fn wait_s(&self) -> f64 {
        (self.wait_answered + self.wait_abandoned) as f64 / 1e6
    }
}

impl Observer for Probe {
    fn offered(&mut self, request: &Request) {
        if request.kind != ContactKind::Primary {
            self.orbit.change(&self.calendar, request.at, self.orbit.value.saturating_sub(1));
        }
        self.number_in_system(request.at, self.in_system.value + 1);
    }

    fn closed(&mut self, record: &ContactRecord, follow_up: Option<&Request>) {
        if follow_up.is_some() {
            self.orbit.change(&self.calendar, record.closed_at, self.orbit.value + 1);
        }
        self.number_in_system(record.closed_at, self.in_system.value.saturating_sub(1));
        if self.counts(&record.request) {
            let reason = record.request.reason as usize;
            self.reasons[reason].book(record, self.awt[reason]);
        }
    }

    fn queue_changed(&mut self, now: Instant, reason: usize, length: usize) {
        self.queue[reason].change(&self.calendar, now, length as u64);
    }

    fn agents_changed(&mut self, now: Instant, team: usize, available: usize, handling: usize) {
        self.available[team].change(&self.calendar, now, available as u64);
        self.handling[team].change(&self.calendar, now, handling as u64);
    }

    fn hired(&mut self, _now: Instant, _team: usize) {}
}
