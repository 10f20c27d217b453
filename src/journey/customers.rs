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
    /// What every contact asks of a customer, side by side.
    states: Vec<State>,
}

/// What changes about customers in a run, at one moment.
#[derive(Clone, Debug)]
pub struct CustomersAt {
    memory: Memory,
    states: Vec<State>,
}

/// What every contact asks of a customer.
#[derive(Clone, Copy, Debug)]
struct State {
    /// Latent satisfaction, the last value for those who left.
    satisfaction: f32,
    /// Months with the firm at time 0; negative for those who joined later.
    months_at_start: f32,
    presence: Presence,
}

impl Customers {
    /// A copy of what changes in a run.
    pub fn now(&self) -> CustomersAt {
        CustomersAt { memory: self.memory.clone(), states: self.states.clone() }
    }

    /// Puts everything back to an earlier moment of the same people.
    pub fn restore(&mut self, earlier: &CustomersAt) {
        self.memory.clone_from(&earlier.memory);
        self.states.clone_from(&earlier.states);
    }

    /// Sizes the columns of state for the people that were drawn.
    pub fn reset(&mut self, categories: usize) {
        let slots = self.people.slots();
        self.memory.reset(slots, categories);
        let tenure = &self.people.tenure_months;
        self.states.clear();
        self.states.extend(tenure.iter().map(|months| State {
            satisfaction: 0.0,
            months_at_start: *months,
            presence: Presence::Absent,
        }));
    }

    /// Whether the slot's customer is one now.
    #[inline]
    pub fn is_active(&self, slot: u32) -> bool {
        self.states[slot as usize].presence.is_active()
    }

    /// Latent satisfaction, 0-100; the last value for those who left.
    #[inline]
    pub fn satisfaction(&self, slot: u32) -> f32 {
        self.states[slot as usize].satisfaction
    }

    /// Months with the firm at `now`.
    #[inline]
    pub fn tenure_months(&self, slot: u32, now: Instant) -> f64 {
        f64::from(self.states[slot as usize].months_at_start) + months(now)
    }

    /// A customer who was there before becomes active at time 0, a newcomer at `now`.
    pub fn join(
        &mut self,
        slot: u32,
        segment: usize,
        now: Instant,
        model: &ExperienceModel,
        sums: &mut CustomerSums,
    ) {
        let satisfaction = self.memory.satisfaction(slot, model);
        let state = &mut self.states[slot as usize];
        state.presence = Presence::Active;
        state.months_at_start -= months(now) as f32;
        state.satisfaction = satisfaction;
        sums.joins(segment, now, satisfaction);
    }

    /// A customer leaves.
    pub fn leave(&mut self, slot: u32, segment: usize, now: Instant, sums: &mut CustomerSums) {
        let state = &mut self.states[slot as usize];
        state.presence = Presence::Left;
        sums.leaves(segment, now, state.satisfaction);
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
        let after = self.memory.satisfaction(slot, model);
        let state = &mut self.states[slot as usize];
        let before = state.satisfaction;
        if before != after {
            state.satisfaction = after;
            sums.moves(segment, now, before, after, state.presence == Presence::Cohort);
        }
    }

    /// Everybody's satisfaction under a new model (an intervention changed importance, class or promise).
    pub fn feel_all(&mut self, now: Instant, model: &ExperienceModel, sums: &mut CustomerSums) {
        for slot in 0..self.states.len() as u32 {
            if self.is_active(slot) {
                let segment = self.people.segment(slot);
                self.feel(slot, segment, now, model, sums);
            }
        }
    }

    /// Whoever is active now belongs to the start cohort.
    pub fn mark_cohort(&mut self) {
        for state in &mut self.states {
            if state.presence.is_active() {
                state.presence = Presence::Cohort;
            }
        }
    }
}

/// Months from time 0 to `at`.
#[inline]
fn months(at: Instant) -> f64 {
    at.as_micros() as f64 / Duration::MONTH.as_micros() as f64
}
