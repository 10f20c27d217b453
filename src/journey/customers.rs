//! The customers during a run: who is active, what they remember, how satisfied they are.

use crate::experience::{ExperienceModel, Memory};
use crate::journey::sums::CustomerSums;
use crate::population::People;
use crate::time::{Duration, Instant};

/// Whether a slot's customer is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Has not joined.
    Absent,
    /// A customer who was there when the horizon began.
    Cohort,
    /// A customer who joined since, or (before the horizon) any customer.
    Active,
    /// Has left.
    Left,
}

impl Presence {
    /// Whether the customer is one now.
    #[inline]
    pub fn is_active(self) -> bool {
        matches!(self, Presence::Cohort | Presence::Active)
    }
}

/// Columns of state, one entry per slot, beside the people's traits.
#[derive(Clone, Debug, Default)]
pub struct Customers {
    /// Traits.
    pub people: People,
    /// Memory.
    pub memory: Memory,
    /// Whether each customer is there.
    pub presence: Vec<Presence>,
    /// Latent satisfaction, the last value for those who left.
    pub satisfaction: Vec<f32>,
    /// When newcomers joined, in whole days from time 0; 0 for the initial customers.
    pub joined_day: Vec<u16>,
}

impl Customers {
    /// Sizes the columns of state for the people that were drawn.
    pub fn reset(&mut self, categories: usize) {
        let slots = self.people.slots();
        self.memory.reset(slots, categories);
        self.presence.clear();
        self.presence.resize(slots, Presence::Absent);
        self.satisfaction.clear();
        self.satisfaction.resize(slots, 0.0);
        self.joined_day.clear();
        self.joined_day.resize(slots, 0);
    }

    /// Months with the firm at `now`.
    #[inline]
    pub fn tenure_months(&self, slot: u32, now: Instant) -> f64 {
        let joined = Instant::ZERO
            + Duration::micros(u64::from(self.joined_day[slot as usize]) * Duration::DAY.as_micros());
        let here = now.since(joined).as_seconds() / Duration::MONTH.as_seconds();
        f64::from(self.people.tenure_months[slot as usize]) + here
    }

    /// A customer becomes active.
    pub fn join(
        &mut self,
        slot: u32,
        segment: usize,
        now: Instant,
        model: &ExperienceModel,
        sums: &mut CustomerSums,
    ) {
        let place = slot as usize;
        self.presence[place] = Presence::Active;
        self.joined_day[place] = (now.as_micros() / Duration::DAY.as_micros()) as u16;
        self.satisfaction[place] = self.memory.satisfaction(slot, model);
        sums.joins(segment, now, self.satisfaction[place]);
    }

    /// A customer leaves.
    pub fn leave(&mut self, slot: u32, segment: usize, now: Instant, sums: &mut CustomerSums) {
        let place = slot as usize;
        self.presence[place] = Presence::Left;
        sums.leaves(segment, now, self.satisfaction[place]);
    }

    /// Brings a customer's satisfaction in line with memory.
    #[inline]
    pub fn feel(
        &mut self,
        slot: u32,
        segment: usize,
        now: Instant,
        model: &ExperienceModel,
        sums: &mut CustomerSums,
    ) {
        let place = slot as usize;
        let before = self.satisfaction[place];
        let after = self.memory.satisfaction(slot, model);
        if before != after {
            self.satisfaction[place] = after;
            let cohort = self.presence[place] == Presence::Cohort;
            sums.moves(segment, now, before, after, cohort);
        }
    }

    /// Everybody's satisfaction under a new model (an intervention changed importance, class or promise).
    pub fn feel_all(&mut self, now: Instant, model: &ExperienceModel, sums: &mut CustomerSums) {
        for slot in 0..self.presence.len() as u32 {
            if self.presence[slot as usize].is_active() {
                let segment = self.people.segment(slot);
                self.feel(slot, segment, now, model, sums);
            }
        }
    }

    /// Whoever is active now belongs to the start cohort.
    pub fn mark_cohort(&mut self) {
        for presence in &mut self.presence {
            if presence.is_active() {
                *presence = Presence::Cohort;
            }
        }
    }
}
