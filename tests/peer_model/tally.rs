//! Everything the reference files hold, counted as that program counts.
//!
//! Calls come under the type they have when they are made, clients under the type of their first call. A half-hour is that in
//! which the call's waiting began; what comes after midnight is put into the last one. Times of agents are those before
//! midnight.

use std::collections::BTreeMap;

use goodwill::operation::{ContactKind, ContactRecord, Leg, LegEnd, Observer, Request};
use goodwill::time::{Duration, Instant};

use super::{ISSUE_BITS, TYPES};

pub const INTERVALS: usize = 48;
const INTERVAL: Duration = Duration::micros(Duration::DAY.as_micros() / INTERVALS as u64);
const TEAMS: usize = 3;
/// Whole seconds of waiting that are told apart; longer waits do not occur.
const LONGEST_WAIT: usize = 20_000;

/// Sums of one type, of calls or of clients.
#[derive(Clone, Default)]
pub struct Side {
    pub offered: f64,
    pub answered: f64,
    pub abandoned: f64,
    pub forwarded: f64,
    /// Calls by who has called again before (calls), or once before (clients).
    pub retries: f64,
    pub wait_answered: f64,
    pub wait_abandoned: f64,
    pub talk: f64,
    pub abandoned_below_20: f64,
    /// The answered by whole seconds of waiting.
    pub waits: Vec<u32>,
}

/// Sums of one half-hour.
#[derive(Clone, Copy, Default)]
pub struct Interval {
    pub clients: f64,
    pub offered: f64,
    pub answered: f64,
    pub abandoned: f64,
    pub wait_answered: f64,
    pub within_21: f64,
}

/// A number over time, integrated by half-hour of the day in seconds.
#[derive(Clone)]
pub struct Path {
    value: usize,
    since: Instant,
    pub seconds: [f64; INTERVALS],
}

/// One team: agents here, those waiting for a connection and those at work, and the talks held by type.
#[derive(Clone)]
pub struct Team {
    pub present: Path,
    pub bound: Path,
    pub handling: Path,
    pub talk: f64,
    pub talks: [f64; TYPES],
}

/// The counts of a number of days.
pub struct Tally {
    pub calls: [Side; TYPES],
    pub clients: [Side; TYPES],
    pub intervals: [Interval; INTERVALS],
    pub teams: [Team; TEAMS],
    pub queue: Path,
    pub longest_queue: usize,
    pub redials: f64,
    waiting: [usize; TYPES],
    /// Wait, cut to whole seconds, and talk of the answered calls of a client so far.
    so_far: BTreeMap<u64, (f64, f64)>,
    /// Wait of the call that was given up last: its contact is closed next.
    given_up_after: f64,
}

impl Side {
    fn answers(&mut self, wait: f64, talk: f64) {
        self.answered += 1.0;
        self.wait_answered += wait;
        self.talk += talk;
        self.waits.resize(LONGEST_WAIT, 0);
        self.waits[(wait as usize).min(LONGEST_WAIT - 1)] += 1;
    }

    fn abandons(&mut self, wait: f64) {
        self.abandoned += 1.0;
        self.wait_abandoned += wait.floor();
        self.abandoned_below_20 += f64::from(u8::from(wait < 20.0));
    }

    /// The answered with a wait below so many seconds.
    pub fn below(&self, seconds: usize) -> f64 {
        self.waits.iter().take(seconds).map(|count| f64::from(*count)).sum()
    }

    /// A quantile of the waits, linear within a second.
    pub fn quantile(&self, share: f64) -> f64 {
        let mut left = share * self.answered;
        for (second, count) in self.waits.iter().enumerate() {
            let count = f64::from(*count);
            if count >= left {
                return second as f64 + if count > 0.0 { left / count } else { 0.0 };
            }
            left -= count;
        }
        LONGEST_WAIT as f64
    }

    fn add(&mut self, other: &Side) {
        for (sum, term) in [
            (&mut self.offered, other.offered),
            (&mut self.answered, other.answered),
            (&mut self.abandoned, other.abandoned),
            (&mut self.forwarded, other.forwarded),
            (&mut self.retries, other.retries),
            (&mut self.wait_answered, other.wait_answered),
            (&mut self.wait_abandoned, other.wait_abandoned),
            (&mut self.talk, other.talk),
            (&mut self.abandoned_below_20, other.abandoned_below_20),
        ] {
            *sum += term;
        }
        self.waits.resize(LONGEST_WAIT, 0);
        self.waits.iter_mut().zip(&other.waits).for_each(|(sum, term)| *sum += term);
    }

    /// All types together.
    pub fn total(of: &[Side; TYPES]) -> Side {
        let mut total = Side::default();
        of.iter().for_each(|side| total.add(side));
        total
    }
}

impl Path {
    fn new() -> Self {
        Path { value: 0, since: Instant::ZERO, seconds: [0.0; INTERVALS] }
    }

    fn becomes(&mut self, value: usize, now: Instant) {
        spread(&mut self.seconds, self.since, now, self.value as f64);
        (self.value, self.since) = (value, now);
    }

    /// Over the whole day.
    pub fn total(&self) -> f64 {
        self.seconds.iter().sum()
    }
}

/// Adds what lies between two instants of the first day to its half-hours.
fn spread(cells: &mut [f64; INTERVALS], from: Instant, to: Instant, amount: f64) {
    let end = Instant::ZERO + Duration::DAY;
    let (mut at, to) = (from.min(end), to.min(end));
    while at < to {
        let cell = (at.as_micros() / INTERVAL.as_micros()) as usize;
        let next = Instant::micros((cell as u64 + 1) * INTERVAL.as_micros()).min(to);
        cells[cell] += amount * (next - at).as_seconds();
        at = next;
    }
}

/// The half-hour of an instant; the last one after midnight.
fn interval(at: Instant) -> usize {
    ((at.as_micros() / INTERVAL.as_micros()) as usize).min(INTERVALS - 1)
}

impl Tally {
    pub fn new() -> Self {
        let team = Team {
            present: Path::new(),
            bound: Path::new(),
            handling: Path::new(),
            talk: 0.0,
            talks: [0.0; TYPES],
        };
        Tally {
            calls: Default::default(),
            clients: Default::default(),
            intervals: [Interval::default(); INTERVALS],
            teams: [team.clone(), team.clone(), team],
            queue: Path::new(),
            longest_queue: 0,
            redials: 0.0,
            waiting: [0; TYPES],
            so_far: BTreeMap::new(),
            given_up_after: 0.0,
        }
    }

    /// Closes a day; the next one begins empty, at instant 0.
    pub fn end_day(&mut self) {
        let paths =
            self.teams.iter_mut().flat_map(|team| [&mut team.present, &mut team.bound, &mut team.handling]);
        for path in paths.chain([&mut self.queue]) {
            path.becomes(0, Instant::ZERO + Duration::DAY);
            path.since = Instant::ZERO;
        }
        self.waiting = [0; TYPES];
        self.so_far.clear();
    }

    fn answered(&mut self, leg: &Leg, original: usize) {
        let (wait, talk) = (leg.wait.as_seconds(), leg.talk.as_seconds());
        self.calls[leg.skill as usize].answers(wait, talk);
        let of = &mut self.intervals[interval(leg.began_at)];
        of.answered += 1.0;
        of.wait_answered += wait;
        of.within_21 += f64::from(u8::from(wait < 21.0));
        if let Some((team, _)) = leg.agent {
            let team = &mut self.teams[team as usize];
            team.talks[leg.skill as usize] += 1.0;
            let mut by_interval = [0.0; INTERVALS];
            let from = leg.began_at + leg.wait;
            spread(&mut by_interval, from, from + leg.talk, 1.0);
            team.talk += by_interval.iter().sum::<f64>();
        }
        if leg.end == LegEnd::Transferred {
            self.calls[leg.skill as usize].forwarded += 1.0;
            // A client who is not in a forwarded call at that moment.
            self.clients[original].forwarded += f64::from(u8::from(leg.number == 0));
            let (waits, talks) = self.so_far.entry(leg.request.issue).or_default();
            *waits += wait.floor();
            *talks += talk;
        } else {
            let (waits, talks) = self.so_far.remove(&leg.request.issue).unwrap_or_default();
            self.clients[original].answers(waits + wait, talks + talk);
        }
    }
}

impl Observer for Tally {
    fn offered(&mut self, request: &Request) {
        self.redials += f64::from(u8::from(request.kind == ContactKind::Redial));
    }

    fn leg_ended(&mut self, leg: &Leg) {
        let original = (leg.request.issue >> ISSUE_BITS) as usize;
        self.calls[leg.skill as usize].offered += 1.0;
        self.calls[leg.skill as usize].retries += f64::from(u8::from(leg.request.attempt > 0));
        self.clients[original].retries += f64::from(u8::from(leg.request.attempt == 1));
        let of = &mut self.intervals[interval(leg.began_at)];
        of.offered += 1.0;
        if leg.number == 0 && leg.request.attempt == 0 {
            of.clients += 1.0;
            self.clients[original].offered += 1.0;
        }
        if matches!(leg.end, LegEnd::Answered | LegEnd::Transferred) {
            self.answered(leg, original);
        } else {
            self.given_up_after = leg.wait.as_seconds();
            self.calls[leg.skill as usize].abandons(self.given_up_after);
            of.abandoned += 1.0;
        }
    }

    fn closed(&mut self, record: &ContactRecord, follow_up: Option<&Request>) {
        if !record.resolved && follow_up.is_none() {
            let original = (record.request.issue >> ISSUE_BITS) as usize;
            self.clients[original].abandons(self.given_up_after);
            self.so_far.remove(&record.request.issue);
        }
    }

    fn queue_changed(&mut self, now: Instant, reason: usize, length: usize) {
        self.waiting[reason] = length;
        let length = self.waiting.iter().sum();
        self.longest_queue = self.longest_queue.max(length);
        self.queue.becomes(length, now);
    }

    fn agents_changed(&mut self, now: Instant, team: usize, available: usize, handling: usize) {
        self.teams[team].present.becomes(available + handling, now);
        self.teams[team].handling.becomes(handling, now);
    }

    fn bound_changed(&mut self, now: Instant, team: usize, bound: usize) {
        self.teams[team].bound.becomes(bound, now);
    }

    fn hired(&mut self, _: Instant, _: usize) {}
}
