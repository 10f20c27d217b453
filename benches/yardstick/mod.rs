//! A loop written by hand for the day model of `scenarios/operation/day-model.toml` and nothing else: what the general
//! engine is timed against.
//!
//! It knows one model: three reasons and three teams in a ring (reason i goes to team i, else to team i - 1; team i serves
//! reason i, else reason i + 1), exponential patience, lognormal service with a coefficient of variation of 1. Its random
//! numbers come from one stream in order of use, its agents are a count per team, and it counts nothing but contacts per
//! half hour. Times are minutes in floating point until they enter the event list.
//!
//! An abandonment is no event of its own: who frees an agent skips the heads of the queue whose patience has ended. Only
//! customers who would redial are put into the event list, at the time of the redial; they redial unless served meanwhile.
// Rows of the tables are known by their numbers, as in the model they restate.
#![allow(clippy::needless_range_loop)]

mod event_list;
mod luck;
mod tables;

use std::f64::consts::LN_2;

use event_list::{EventList, key_at};
use luck::Luck;
pub use tables::{AGENTS, HALF_HOURS, PER_MINUTE, SERVICE_MEAN, SHARES};

const REASONS: usize = 3;
const TEAMS: usize = 3;
const HALF_HOUR: f64 = 30.0;
const DAY: f64 = HALF_HOUR * HALF_HOURS as f64;
const AWT: f64 = 20.0 / 60.0;
const PATIENCE: f64 = 3.0;
const REDIAL: f64 = 0.3;
const REDIAL_DELAY: f64 = 10.0;
const REPEAT: f64 = 0.15;
const REPEAT_DELAY: f64 = 120.0;

/// Counts over the days run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Contacts offered, by half hour.
    pub offered: [u64; HALF_HOURS],
    /// Of these, answered within 20 seconds.
    pub within_awt: [u64; HALF_HOURS],
    /// Contacts answered.
    pub answered: u64,
}

impl Counts {
    /// Contacts offered.
    pub fn contacts(&self) -> u64 {
        self.offered.iter().sum()
    }

    /// Contacts that abandoned: everybody is served out, so who was not answered gave up.
    pub fn abandoned(&self) -> u64 {
        self.contacts() - self.answered
    }

    /// Arrivals, service starts, service ends and abandonments.
    pub fn events(&self) -> u64 {
        self.contacts() + 2 * self.answered + self.abandoned()
    }
}

/// A contact that waits, or waited, in the queue of its reason.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    since: f64,
    gives_up_at: f64,
    half_hour: u32,
    answered: bool,
}

/// The contacts of a reason that ever had to wait today, and how many of them have left the queue.
#[derive(Clone, Debug, Default)]
struct Queue {
    line: Vec<Waiting>,
    gone: usize,
}

impl Queue {
    /// Takes the first contact that is still there at `now`.
    #[inline]
    fn take(&mut self, now: f64) -> Option<&mut Waiting> {
        while let Some(first) = self.line.get(self.gone) {
            self.gone += 1;
            if first.gives_up_at >= now {
                return self.line.get_mut(self.gone - 1);
            }
        }
        None
    }
}

/// What happens at an event: the end of a service, or a follow-up of somebody served or of somebody who waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    ServiceEnd { team: usize, reason: usize },
    Repeat { reason: usize },
    Redial { reason: usize, place: usize },
}

/// The loop's state and buffers, reused from day to day.
#[derive(Clone, Debug)]
pub struct Yardstick {
    luck: Luck,
    events: EventList,
    queues: [Queue; REASONS],
    planned: [u32; TEAMS],
    busy: [u32; TEAMS],
    half_hour: usize,
    /// Mean of the logarithm of each reason's service time.
    log_service: [f64; REASONS],
    counts: Counts,
}

impl Yardstick {
    /// A loop with the random numbers of `seed`.
    pub fn new(seed: u64) -> Self {
        Yardstick {
            luck: Luck::new(seed),
            events: EventList::default(),
            queues: Default::default(),
            planned: [0; TEAMS],
            busy: [0; TEAMS],
            half_hour: 0,
            log_service: SERVICE_MEAN.map(|mean| libm::log(mean) - LN_2 / 2.0),
            counts: Counts { offered: [0; HALF_HOURS], within_awt: [0; HALF_HOURS], answered: 0 },
        }
    }

    /// Counts over all days so far.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Runs one day from empty to empty.
    pub fn run_day(&mut self) {
        self.queues.iter_mut().for_each(|queue| {
            queue.line.clear();
            queue.gone = 0;
        });
        for half_hour in 0..HALF_HOURS {
            self.half_hour = half_hour;
            let from = HALF_HOUR * half_hour as f64;
            self.staff(half_hour, from);
            self.run_half_hour(from, from + HALF_HOUR, 1.0 / PER_MINUTE[half_hour]);
        }
        while let Some((now, event)) = self.events.pop_before(u64::MAX) {
            self.handle(now, event);
        }
    }

    fn staff(&mut self, half_hour: usize, now: f64) {
        for team in 0..TEAMS {
            self.planned[team] = AGENTS[team][half_hour];
        }
        for team in 0..TEAMS {
            while self.busy[team] < self.planned[team] && self.serve_next(team, now) {
                self.busy[team] += 1;
            }
        }
    }

    /// First contacts come at a constant rate within a half hour; the exponential law forgets, so each begins anew.
    #[inline]
    fn run_half_hour(&mut self, from: f64, until: f64, mean_gap: f64) {
        let mut arrival = from + mean_gap * self.luck.exponential();
        while arrival < until {
            while let Some((now, event)) = self.events.pop_before(key_at(arrival)) {
                self.handle(now, event);
            }
            let u = self.luck.uniform();
            let reason = usize::from(u >= SHARES[0]) + usize::from(u >= SHARES[0] + SHARES[1]);
            self.offer(reason, arrival);
            arrival += mean_gap * self.luck.exponential();
        }
        while let Some((now, event)) = self.events.pop_before(key_at(until)) {
            self.handle(now, event);
        }
    }

    #[inline]
    fn handle(&mut self, now: f64, event: Event) {
        match event {
            Event::ServiceEnd { team, reason } => {
                if self.luck.uniform() < REPEAT {
                    let at = now + REPEAT_DELAY * self.luck.exponential();
                    if at < DAY {
                        self.events.schedule(at, Event::Repeat { reason });
                    }
                }
                if self.busy[team] > self.planned[team] || !self.serve_next(team, now) {
                    self.busy[team] -= 1;
                }
            }
            Event::Repeat { reason } => self.offer(reason, now),
            Event::Redial { reason, place } => {
                if !self.queues[reason].line[place].answered {
                    self.offer(reason, now);
                }
            }
        }
    }

    /// A contact arrives: an agent of the first or second team answers, or it waits.
    #[inline]
    fn offer(&mut self, reason: usize, now: f64) {
        self.counts.offered[self.half_hour] += 1;
        for team in [reason, if reason == 0 { TEAMS - 1 } else { reason - 1 }] {
            if self.busy[team] < self.planned[team] {
                self.busy[team] += 1;
                self.counts.within_awt[self.half_hour] += 1;
                self.serve(team, reason, now);
                return;
            }
        }
        let gives_up_at = now + PATIENCE * self.luck.exponential();
        let line = &mut self.queues[reason].line;
        let place = line.len();
        line.push(Waiting { since: now, gives_up_at, half_hour: self.half_hour as u32, answered: false });
        if self.luck.uniform() < REDIAL {
            let at = gives_up_at + REDIAL_DELAY * self.luck.exponential();
            if at < DAY {
                self.events.schedule(at, Event::Redial { reason, place });
            }
        }
    }

    /// Gives the next waiting contact to an agent of `team`, if there is one.
    #[inline]
    fn serve_next(&mut self, team: usize, now: f64) -> bool {
        for reason in [team, if team == REASONS - 1 { 0 } else { team + 1 }] {
            if let Some(contact) = self.queues[reason].take(now) {
                contact.answered = true;
                self.counts.within_awt[contact.half_hour as usize] += u64::from(now - contact.since <= AWT);
                self.serve(team, reason, now);
                return true;
            }
        }
        false
    }

    #[inline]
    fn serve(&mut self, team: usize, reason: usize, now: f64) {
        self.counts.answered += 1;
        let minutes = self.luck.lognormal(self.log_service[reason]);
        self.events.schedule(now + minutes, Event::ServiceEnd { team, reason });
    }
}
