//! Tiny deterministic cases, one concern per file: constant times and known arrivals, so that every time is known exactly.

mod callback;
mod chat;
mod connection;
mod door;
mod end_of_shift;
mod endless;
mod follow_ups;
mod opening;
mod overflow;
mod routing;
mod self_service;
mod service;
mod transfer;
mod waiting;

use crate::operation::centre::{Centre, Door, Reason, Team};
use crate::operation::contact::{ContactKind, ContactRecord, Leg, LegEnd, Outcome, Request};
use crate::operation::issue_number;
use crate::operation::routing::Routing;
use crate::operation::{Demand, Engine, Ledger, Observer, follow_up};
use crate::random::{Distribution, Purpose, Standard, Stream};
use crate::time::{Calendar, Duration, Instant};

const STREAM_SEED: u64 = 7;

/// Contacts that come at stated instants.
struct Script<'a> {
    requests: std::vec::IntoIter<Request>,
    centre: &'a Centre,
    stream: Stream,
}

impl Demand for Script<'_> {
    fn next_primary(&mut self) -> Option<Request> {
        self.requests.next()
    }

    fn accepts(&mut self, _request: &mut Request) -> bool {
        true
    }

    fn closed(&mut self, record: &ContactRecord) -> Option<Request> {
        follow_up::after(record, self.centre, &self.stream, true, true)
    }

    fn still_wanted(&mut self, _request: &Request) -> bool {
        true
    }
}

/// Everything an observer hears.
#[derive(Default)]
struct Log {
    records: Vec<ContactRecord>,
    legs: Vec<Leg>,
    /// Instant in seconds, reason, length.
    queue: Vec<(f64, usize, usize)>,
    /// Instant in seconds, team, available, handling.
    agents: Vec<(f64, usize, usize, usize)>,
    /// Instant in seconds, team, vacant places, agents beyond the plan.
    duty: Vec<(f64, usize, usize, usize)>,
}

impl Observer for Log {
    fn offered(&mut self, _request: &Request) {}

    fn closed(&mut self, record: &ContactRecord, _follow_up: Option<&Request>) {
        self.records.push(*record);
    }

    fn leg_ended(&mut self, leg: &Leg) {
        self.legs.push(*leg);
    }

    fn queue_changed(&mut self, now: Instant, reason: usize, length: usize) {
        self.queue.push((seconds(now), reason, length));
    }

    fn agents_changed(&mut self, now: Instant, team: usize, available: usize, handling: usize) {
        self.agents.push((seconds(now), team, available, handling));
    }

    fn duty_changed(&mut self, now: Instant, team: usize, vacant: usize, beyond: usize) {
        self.duty.push((seconds(now), team, vacant, beyond));
    }

    fn hired(&mut self, _now: Instant, _team: usize) {}
}

/// The end of a run: what was heard, and the ledger, which balances.
struct Done {
    log: Log,
    ledger: Ledger,
}

impl Done {
    /// The record of the contact that was offered as number `n` of the script.
    fn record(&self, n: u64) -> &ContactRecord {
        let first =
            |record: &&ContactRecord| u64::from(record.request.customer) == n && record.request.attempt == 0;
        self.log.records.iter().find(first).expect("every contact is closed once")
    }

    /// Outcome, wait and closing time in seconds of contact `n`.
    fn end(&self, n: u64) -> (Outcome, f64, f64) {
        let record = self.record(n);
        (record.outcome, record.wait.as_seconds(), seconds(record.closed_at))
    }

    /// Agents available and at work at an instant, after everything that happened then.
    fn agents_at(&self, at: f64, team: usize) -> (usize, usize) {
        last_at(&self.log.agents, at, team)
    }

    /// Agents beyond the plan at an instant, after everything that happened then.
    fn beyond_plan_at(&self, at: f64, team: usize) -> usize {
        last_at(&self.log.duty, at, team).1
    }
}

/// What an observer was told last of a team by an instant.
fn last_at(changes: &[(f64, usize, usize, usize)], at: f64, team: usize) -> (usize, usize) {
    let of_team = changes.iter().rev().filter(|(_, of, ..)| *of == team);
    let last = of_team.into_iter().find(|(since, ..)| *since <= at);
    last.map_or((0, 0), |(_, _, one, other)| (*one, *other))
}

fn seconds(at: Instant) -> f64 {
    at.since(Instant::ZERO).as_seconds()
}

fn constant(mean: f64) -> Distribution {
    Distribution::constant(mean).expect("a finite number")
}

/// A reason whose talk takes so many seconds.
fn reason(talk: f64) -> Reason {
    Reason::plain("reason", constant(talk))
}

/// One team per list of skills, with its number of agents.
fn centre(reasons: Vec<Reason>, teams: &[(u32, &[usize])]) -> Centre {
    let teams = teams.iter().map(|(agents, skills)| Team::plain("team", *agents, skills)).collect();
    Centre { door: Door::default(), reasons, teams, routing: Routing::default() }
}

/// Contacts at these instants (seconds), with their reasons; the customer is the number in the list.
fn at(times: &[(f64, u32)]) -> Vec<Request> {
    let stream = Stream::new(STREAM_SEED, 0);
    let number = |(n, (at, reason)): (usize, &(f64, u32))| {
        let issue = issue_number(*reason as usize, n as u64);
        let [_, _, talk, patience] = stream.words(Purpose::Arrival, issue, 0);
        Request {
            at: Instant::ZERO + Duration::from_seconds(*at),
            reason: *reason,
            issue,
            attempt: 0,
            kind: ContactKind::Primary,
            customer: n as u32,
            group: 0,
            patience_factor: 1.0,
            mark: 0.0,
            answered_before: false,
            luck: [talk, patience],
            luck_is: [Standard::Word; 2],
        }
    };
    times.iter().enumerate().map(number).collect()
}

/// Runs a script for an hour from Monday 00:00.
fn run(centre: &Centre, requests: Vec<Request>) -> Done {
    run_for(centre, requests, Duration::HOUR)
}

fn run_for(centre: &Centre, requests: Vec<Request>, horizon: Duration) -> Done {
    let calendar = Calendar { start: Duration::ZERO, warm_up: Duration::ZERO, horizon };
    let stream = Stream::new(STREAM_SEED, 0);
    let mut demand = Script { requests: requests.into_iter(), centre, stream };
    let mut log = Log::default();
    let mut engine = Engine::default();
    engine.start(centre, calendar, stream, &mut demand, &mut log);
    engine.advance(calendar.end(), centre, &mut demand, &mut log);
    let ledger = engine.finish(centre, &mut demand, &mut log);
    assert!(ledger.balances(), "{ledger:?}");
    assert_eq!(ledger.offered, log.records.len() as u64);
    check_legs(&log);
    Done { log, ledger }
}

/// Every contact's legs add up to its record.
fn check_legs(log: &Log) {
    for record in &log.records {
        let is_of = |leg: &&Leg| {
            (leg.request.issue, leg.request.attempt) == (record.request.issue, record.request.attempt)
        };
        let legs: Vec<&Leg> = log.legs.iter().filter(is_of).collect();
        assert_eq!(legs.len(), usize::from(record.transfers) + 1, "{record:?}");
        let talk: u64 = legs.iter().map(|leg| leg.talk.as_micros()).sum();
        assert_eq!(talk, record.talk.as_micros(), "{record:?}");
        let last = legs.last().expect("there is one at least");
        assert!(last.end != LegEnd::Transferred);
    }
}
