//! Which of a team's free agents is taken, and how free agents of several teams compare.

use std::cmp::Ordering;

use crate::operation::roster::line::Line;
use crate::operation::roster::{Roster, SeatIndex};
use crate::operation::routing::{
    AgentRule, fastest_free, least_occupied, least_occupied_finished, longest_idle, random,
};
use crate::time::{Duration, Instant};

/// How good a choice an agent is under a rule: the least is taken. Comparable between teams; of equals the one who became
/// free first, and of those (agents who start at the same instant) the team and the shift that stand first.
#[derive(Clone, Copy, Debug)]
pub struct AgentKey {
    /// Bits of what the rule compares, a number of 0 or more, so that they are in its order.
    key: u64,
    since: Instant,
    seat: SeatIndex,
}

impl AgentKey {
    /// The seat, to take it by [`Roster::take_seat`].
    pub fn seat(&self) -> SeatIndex {
        self.seat
    }
}

impl Ord for AgentKey {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        (self.key, self.since).cmp(&(other.key, other.since))
    }
}

impl PartialOrd for AgentKey {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for AgentKey {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for AgentKey {}

impl Roster {
    /// What the rule compares, for an agent who may be taken.
    fn score(&self, seat: SeatIndex, rule: AgentRule, now: Instant) -> f64 {
        let of = &self.seats[seat as usize];
        let handling = of.open > 0;
        let busy = Duration::micros(of.busy);
        match rule {
            AgentRule::LongestIdle | AgentRule::Random => 0.0,
            AgentRule::LeastOccupied => {
                // Work since before midnight counts from midnight on, as the time on duty does.
                let since = of.since.max(of.day_began);
                let running = if handling { now.since(since) } else { Duration::ZERO };
                least_occupied::score(busy + running, now.since(of.day_began))
            }
            AgentRule::LeastOccupiedFinished => {
                least_occupied_finished::score(busy, of.since.since(of.day_began))
            }
            AgentRule::FastestFree => {
                let tires = self.fatigue > 0.0;
                let load = if tires { self.people[seat as usize].load(handling, now) } else { 0.0 };
                fastest_free::score(of.ability.handling_time, self.fatigue, load)
            }
        }
    }

    /// Place in the line and key of the agent whom the rule takes. The line is in the order of becoming free, so the first
    /// of equals is the one who has been free for longest.
    fn best(&self, line: &Line, rule: AgentRule, now: Instant) -> Option<(usize, AgentKey)> {
        let places = if rule == AgentRule::LongestIdle { line.len().min(1) } else { line.len() };
        let mut best: Option<(usize, f64, SeatIndex)> = None;
        for place in 0..places {
            let seat = line.get(place)?;
            let score = self.score(seat, rule, now);
            if best.is_none_or(|(_, least, _)| score < least) {
                best = Some((place, score, seat));
            }
        }
        best.map(|(place, score, seat)| {
            let since = self.seats[seat as usize].since;
            (place, AgentKey { key: score.max(0.0).to_bits(), since, seat })
        })
    }

    /// Place in the line of the agent whom the rule takes; under [`AgentRule::Random`] `luck` decides.
    fn place(&self, line: &Line, rule: AgentRule, now: Instant, luck: u64) -> Option<usize> {
        match rule {
            AgentRule::LongestIdle => longest_idle::place(line.len()),
            AgentRule::Random => random::place(luck, line.len()),
            _ => self.best(line, rule, now).map(|(place, _)| place),
        }
    }

    /// The idle agent whom `rule` takes, to be compared with those of other teams. [`AgentRule::Random`] compares nobody:
    /// whoever pools teams draws a number below the sum of [`Roster::idle`] and uses [`Roster::take_nth`].
    pub fn peek(&mut self, rule: AgentRule, now: Instant) -> Option<AgentKey> {
        // Shares of time begin anew at midnight, for who is compared as for who is taken.
        self.pass_midnight(now);
        self.best(&self.line, rule, now).map(|(_, key)| key)
    }

    /// Takes the agent who has been idle for longest and binds it to a contact.
    #[inline]
    pub fn take_first(&mut self) -> Option<SeatIndex> {
        let seat = self.line.take_first()?;
        self.bind(seat);
        Some(seat)
    }

    /// Takes an idle agent by the rule and binds it to a contact. `luck`, a word of 64 random bits, decides under
    /// [`AgentRule::Random`] alone.
    #[inline]
    pub fn take(&mut self, rule: AgentRule, now: Instant, luck: u64) -> Option<SeatIndex> {
        if rule == AgentRule::LongestIdle {
            return self.take_first();
        }
        self.pass_midnight(now);
        let place = self.place(&self.line, rule, now, luck)?;
        let seat = self.line.take_at(place)?;
        self.bind(seat);
        Some(seat)
    }

    /// Takes the idle agent at a place in the order of becoming free, from 0.
    pub fn take_nth(&mut self, place: usize, now: Instant) -> Option<SeatIndex> {
        self.pass_midnight(now);
        let seat = self.line.take_at(place)?;
        self.bind(seat);
        Some(seat)
    }

    /// Takes this idle agent; whether it was idle.
    pub fn take_seat(&mut self, seat: SeatIndex, now: Instant) -> bool {
        self.pass_midnight(now);
        let was_idle = self.line.take_out(seat);
        if was_idle {
            self.bind(seat);
        }
        was_idle
    }

    /// Number of chats that hold the agent whom a further chat would go to, and its key: of those with fewer than `at_once`
    /// the one with the fewest, then by the rule.
    pub fn peek_chat(&mut self, rule: AgentRule, at_once: u32, now: Instant) -> Option<(u32, AgentKey)> {
        self.pass_midnight(now);
        (0..self.levels_below(at_once)).find_map(|slots| {
            let (_, key) = self.best(self.level(slots), rule, now)?;
            Some((slots as u32, key))
        })
    }

    /// Takes the agent for a further chat: of those with fewer than `at_once` the one with the fewest, then by the rule. The
    /// slot is reserved until [`Roster::begin_chat`].
    pub fn take_chat(&mut self, rule: AgentRule, at_once: u32, now: Instant, luck: u64) -> Option<SeatIndex> {
        self.pass_midnight(now);
        let (slots, place) = (0..self.levels_below(at_once))
            .find_map(|slots| self.place(self.level(slots), rule, now, luck).map(|place| (slots, place)))?;
        let seat = self.level_mut(slots).take_at(place)?;
        self.reserve_chat(seat);
        Some(seat)
    }
}
