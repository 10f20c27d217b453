//! The desk of an agent with chats: the work that is open on it.

use std::ops::{Index, IndexMut};

use crate::operation::centre::Chat;
use crate::operation::roster::SeatIndex;
use crate::time::{Duration, Instant};

/// A chat, or the wrap-up of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Work {
    /// The contact; `None` for a wrap-up.
    pub(super) chat: Option<u32>,
    /// What is left, in seconds at speed 1.
    pub(super) rest: f64,
    pub(super) from: Instant,
    /// When it is ended by force.
    pub(super) cut_at: Instant,
}

/// What an agent has open, in the order of beginning.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    pub(super) team: usize,
    pub(super) seat: SeatIndex,
    pub(super) works: Vec<Work>,
    /// Speed of each work since `since`.
    speed: f64,
    since: Instant,
    /// Sequence of the event that ends the next work.
    pub(super) event: u64,
    /// Which work ends next, and whether by force.
    pub(super) next: usize,
    pub(super) is_forced: bool,
    /// Chats beyond the first, as counted.
    beyond: usize,
}

impl Desk {
    /// Takes the work done until now off what is left.
    pub(super) fn advance(&mut self, now: Instant) {
        let done = now.since(self.since).as_seconds() * self.speed;
        self.works.iter_mut().for_each(|work| work.rest -= done);
        self.since = now;
    }

    /// Works out which work ends next and when: of equals, the one that began first.
    pub(super) fn plan(&mut self, chat: &Chat, now: Instant) -> Option<Instant> {
        self.speed = chat.speed(self.works.len() as u32);
        let mut first: Option<Instant> = None;
        for (index, work) in self.works.iter().enumerate() {
            let done_at = now + Duration::from_seconds(work.rest / self.speed);
            let ends_at = done_at.min(work.cut_at);
            if first.is_none_or(|at| ends_at < at) {
                first = Some(ends_at);
                self.next = index;
                self.is_forced = work.cut_at < done_at;
            }
        }
        first
    }
}

/// The desks of all agents who have had chats.
#[derive(Clone, Debug, Default)]
pub(super) struct Desks {
    /// Number of the desk of each seat, per team; [`NONE`] while there is none.
    of: Vec<Vec<u32>>,
    desks: Vec<Desk>,
    beyond: usize,
    beyond_time: u128,
    changed_at: Instant,
}

const NONE: u32 = u32::MAX;

impl Desks {
    pub(super) fn clear(&mut self, teams: usize) {
        self.of.resize_with(teams, Vec::new);
        self.of.iter_mut().for_each(Vec::clear);
        self.desks.clear();
        self.beyond = 0;
        self.beyond_time = 0;
        self.changed_at = Instant::ZERO;
    }

    /// The desk of a seat, if it has one.
    pub(super) fn existing(&self, team: usize, seat: SeatIndex) -> Option<u32> {
        self.of[team].get(seat as usize).copied().filter(|desk| *desk != NONE)
    }

    /// The desk of a seat.
    pub(super) fn of(&mut self, team: usize, seat: SeatIndex) -> u32 {
        if let Some(desk) = self.existing(team, seat) {
            return desk;
        }
        let of = &mut self.of[team];
        if of.len() <= seat as usize {
            of.resize(seat as usize + 1, NONE);
        }
        of[seat as usize] = self.desks.len() as u32;
        self.desks.push(Desk {
            team,
            seat,
            works: Vec::new(),
            speed: 1.0,
            since: Instant::ZERO,
            event: 0,
            next: 0,
            is_forced: false,
            beyond: 0,
        });
        of[seat as usize]
    }

    /// Sequence of the event that ends the next work of a desk.
    pub(super) fn event(&self, desk: u32) -> u64 {
        self.desks[desk as usize].event
    }

    /// Counts the work of a desk anew.
    pub(super) fn count(&mut self, desk: u32, now: Instant) {
        self.beyond_time = self.time_beyond_the_first(now);
        self.changed_at = now;
        let desk = &mut self.desks[desk as usize];
        let beyond = desk.works.len().saturating_sub(1);
        self.beyond = self.beyond - desk.beyond + beyond;
        desk.beyond = beyond;
    }

    /// Chats beyond each agent's first, summed over time up to `now`, in contact-microseconds.
    pub(super) fn time_beyond_the_first(&self, now: Instant) -> u128 {
        self.beyond_time + self.beyond as u128 * u128::from(now.since(self.changed_at).as_micros())
    }
}

impl Index<u32> for Desks {
    type Output = Desk;

    fn index(&self, desk: u32) -> &Desk {
        &self.desks[desk as usize]
    }
}

impl IndexMut<u32> for Desks {
    fn index_mut(&mut self, desk: u32) -> &mut Desk {
        &mut self.desks[desk as usize]
    }
}
