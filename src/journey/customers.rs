//! The customers during a run: who they are, who is active, what they remember, how satisfied they are.
//!
//! A customer is one row of two neighbouring cache lines, because a contact and a month touch all of it and customers
//! call in no order that a cache could foresee. Only what is remembered beyond eight categories lies elsewhere.

use crate::experience::{Appraisal, Memory};
use crate::journey::sums::CustomerSums;
use crate::population::{self, Layout, Person, Segment};
use crate::random::Stream;
use crate::time::{Duration, Instant};

/// Whether a slot's customer is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Presence {
    /// Has not joined.
    #[default]
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

/// Everything about one customer.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C, align(128))]
pub struct Customer {
    /// What is remembered of the first eight categories.
    pub memory: Memory,
    /// Latent satisfaction, 0-100; the last value for those who left.
    pub satisfaction: f32,
    /// Months with the firm at time 0; negative for those who joined later.
    months_at_start: f32,
    /// Personal factor on the contact rate.
    pub contact_rate: f32,
    /// Personal frailty of leaving.
    pub frailty: f32,
    /// Revenue per month in hundredths of the currency.
    pub monthly_revenue: u32,
    /// Of a customer the place of the open complaint, or [`NO_COMPLAINT`]; of one who has left the day of leaving, counted
    /// from time 0.
    open_complaint_or_day: u32,
    /// Personal factor on what word of mouth does, in thousandths.
    susceptibility: u16,
    /// Standard score of the style of answering in thousandths; [`NO_STYLE`] where it goes together with nothing.
    response_style: i16,
    /// Complaints so far, and in the highest bit whether the customer was told what became of feedback.
    voices: u8,
    /// Months left of the contract term; [`NO_END`] for one that does not end, 0 when in none.
    pub contract_months: u8,
    /// Whether the customer is one who begins in a contract term.
    signs_contract: bool,
    presence: Presence,
}

/// Stands for "no open complaint".
const NO_COMPLAINT: u32 = u32::MAX;
/// The bit of those who were told what became of feedback.
const TOLD: u8 = 0x80;
/// Stands for a contract that does not end.
pub const NO_END: u8 = u8::MAX;

impl Customer {
    /// Whether the customer is one now.
    #[inline]
    pub fn is_active(&self) -> bool {
        self.presence.is_active()
    }

    /// Whether the customer was one and has left.
    #[inline]
    pub fn has_left(&self) -> bool {
        self.presence == Presence::Left
    }

    /// Whether the customer belongs to the start cohort and has not left.
    #[inline]
    pub fn is_cohort(&self) -> bool {
        self.presence == Presence::Cohort
    }

    /// Whether the customer is in a contract term.
    #[inline]
    pub fn is_in_contract(&self) -> bool {
        self.contract_months > 0
    }

    /// Begins a contract term of so many months, if the customer is one who signs contracts.
    pub fn begin_term(&mut self, months: u8) {
        if self.signs_contract {
            self.contract_months = months;
        }
    }

    /// A month of the contract term passes; whether it was the last one.
    #[inline]
    pub fn term_ends(&mut self) -> bool {
        // 0 is no contract and the largest number one without end.
        if self.contract_months.wrapping_sub(1) >= NO_END - 1 {
            return false;
        }
        self.contract_months -= 1;
        self.contract_months == 0
    }

    /// Days since leaving, of somebody who has left.
    pub fn gone_days(&self, now: Instant) -> f64 {
        now.as_micros() as f64 / Duration::DAY.as_micros() as f64 - f64::from(self.open_complaint_or_day)
    }

    /// Place of the customer's open complaint.
    #[inline]
    pub fn open_complaint(&self) -> Option<u32> {
        (self.open_complaint_or_day != NO_COMPLAINT).then_some(self.open_complaint_or_day)
    }

    /// Complaints so far; beyond 127 no more are counted.
    pub fn complaints(&self) -> u8 {
        self.voices & !TOLD
    }

    /// The customer complains, and the complaint has this place.
    pub fn complain(&mut self, place: u32) {
        self.open_complaint_or_day = place;
        if self.complaints() < !TOLD {
            self.voices += 1;
        }
    }

    /// The open complaint is over.
    pub fn end_complaint(&mut self) {
        self.open_complaint_or_day = NO_COMPLAINT;
    }

    /// The customer is told what became of feedback.
    pub fn tell(&mut self) {
        self.voices |= TOLD;
    }

    /// Whether the customer was told what became of feedback.
    pub fn was_told(&self) -> bool {
        self.voices & TOLD != 0
    }

    /// Personal factor on what word of mouth does, mean 1 within the segment.
    #[inline]
    pub fn susceptibility(&self) -> f64 {
        f64::from(self.susceptibility) / 1_000.0
    }

    /// Standard score of how high the customer ticks whatever is asked; `None` where no correlation names it, so that it is
    /// for the survey to draw.
    #[inline]
    pub fn response_style(&self) -> Option<f64> {
        (self.response_style != NO_STYLE).then(|| f64::from(self.response_style) / 1_000.0)
    }

    /// Months with the firm when so many months have passed since time 0.
    #[inline]
    pub fn tenure_months(&self, months_passed: f64) -> f64 {
        f64::from(self.months_at_start) + months_passed
    }
}

/// The customers of a run by slot; none in a bare operation.
#[derive(Clone, Debug, Default)]
pub struct Customers {
    /// Where the segments' slots lie.
    pub layout: Layout,
    rows: Vec<Customer>,
    /// Blocks of memory of one customer beyond the row's own.
    further_blocks: usize,
    further: Vec<Memory>,
}

/// What changes about customers in a run, at one moment.
#[derive(Clone, Debug, Default)]
pub struct CustomersAt {
    rows: Vec<Customer>,
    further: Vec<Memory>,
}

impl Customers {
    /// Draws the people of a replication on so many threads, which make no difference to them.
    pub fn draw(
        &mut self,
        segments: &[Segment],
        layout: Layout,
        frailty_cv: f64,
        stream: &Stream,
        threads: usize,
    ) {
        self.layout = layout;
        self.rows.clear();
        self.rows.reserve_exact(self.layout.slots());
        self.rows.resize(self.layout.slots(), Customer::default());
        let settle = |row: &mut Customer, person: &Person| *row = Customer::of(person);
        population::draw(segments, &self.layout, frailty_cv, stream, threads, &mut self.rows, settle);
    }

    /// A copy of what changes in a run, in the room of an older one if there is any.
    pub fn now(&self, room: Option<CustomersAt>) -> CustomersAt {
        let mut now = room.unwrap_or_default();
        now.rows.clone_from(&self.rows);
        now.further.clone_from(&self.further);
        now
    }

    /// Puts everything back to an earlier moment of the same people.
    pub fn restore(&mut self, earlier: &CustomersAt) {
        self.rows.clone_from(&earlier.rows);
        self.further.clone_from(&earlier.further);
    }

    /// Makes the people that were drawn ready for a run with so many blocks of memory beyond the first: nobody has joined.
    pub fn reset(&mut self, further_blocks: usize) {
        self.further_blocks = further_blocks;
        self.further.clear();
        self.further.resize(self.rows.len() * self.further_blocks, Memory::default());
        let initial = self.layout.initial_slots();
        for (slot, customer) in self.rows.iter_mut().enumerate() {
            customer.presence = Presence::Absent;
            customer.satisfaction = 0.0;
            customer.open_complaint_or_day = NO_COMPLAINT;
            customer.voices = 0;
            customer.contract_months = if customer.signs_contract { NO_END } else { 0 };
            if slot >= initial {
                customer.months_at_start = 0.0;
            }
        }
    }

    /// Number of slots.
    pub fn slots(&self) -> usize {
        self.rows.len()
    }

    /// The customer in a slot.
    #[inline]
    pub fn get(&self, slot: u32) -> &Customer {
        &self.rows[slot as usize]
    }

    /// Fetches both cache lines of some customers side by side, so that they are there when the contacts begin and when they
    /// are closed.
    #[inline]
    pub fn fetch(&self, slots: impl Iterator<Item = u32>) {
        // The sum means nothing: with it the processor can look at one customer while it still waits for the others.
        let look = |customer: &Customer| customer.memory.perception[0] + customer.contact_rate;
        std::hint::black_box(slots.map(|slot| look(self.get(slot))).sum::<f32>());
    }

    /// The same, to change.
    #[inline]
    pub fn get_mut(&mut self, slot: u32) -> &mut Customer {
        &mut self.rows[slot as usize]
    }

    /// The customer in a slot with what is remembered beyond the first eight categories.
    #[inline]
    pub fn with_memory(&self, slot: u32) -> (&Customer, &[Memory]) {
        let further = &self.further[slot as usize * self.further_blocks..][..self.further_blocks];
        (&self.rows[slot as usize], further)
    }

    /// The same, to change.
    #[inline]
    pub fn with_memory_mut(&mut self, slot: u32) -> (&mut Customer, &mut [Memory]) {
        let further = &mut self.further[slot as usize * self.further_blocks..][..self.further_blocks];
        (&mut self.rows[slot as usize], further)
    }

    /// A customer who was there before becomes active at time 0, a newcomer at `now`.
    pub fn join(
        &mut self,
        slot: u32,
        segment: usize,
        now: Instant,
        appraisal: &Appraisal,
        sums: &mut CustomerSums,
    ) {
        let (customer, further) = self.with_memory_mut(slot);
        customer.presence = Presence::Active;
        customer.months_at_start -= months(now) as f32;
        customer.satisfaction = appraisal.satisfaction(&customer.memory, further);
        sums.joins(segment, now, customer.satisfaction);
    }

    /// A customer leaves, without an open complaint.
    pub fn leave(&mut self, slot: u32, segment: usize, now: Instant, sums: &mut CustomerSums) {
        let customer = &mut self.rows[slot as usize];
        customer.presence = Presence::Left;
        customer.open_complaint_or_day = (now.as_micros() / Duration::DAY.as_micros()) as u32;
        sums.leaves(segment, now, customer.satisfaction);
    }

    /// Brings everybody's satisfaction in line with memory under a new model (an intervention changed importance, class or
    /// promise).
    pub fn feel_all(&mut self, now: Instant, appraisals: &[Appraisal], sums: &mut CustomerSums) {
        for slot in 0..self.slots() as u32 {
            if !self.get(slot).is_active() {
                continue;
            }
            let segment = self.layout.segment(slot);
            let (customer, further) = self.with_memory_mut(slot);
            let after = appraisals[segment].satisfaction(&customer.memory, further);
            sums.moves(segment, now, customer.satisfaction, after, customer.is_cohort());
            customer.satisfaction = after;
        }
    }

    /// Whoever is active now belongs to the start cohort.
    pub fn mark_cohort(&mut self) {
        for customer in &mut self.rows {
            if customer.is_active() {
                customer.presence = Presence::Cohort;
            }
        }
    }
}

/// Stands for a style of answering that goes together with nothing: whoever asks draws one.
const NO_STYLE: i16 = i16::MIN;

impl Customer {
    fn of(person: &Person) -> Customer {
        let in_thousandths = |value: f32| (value * 1_000.0).round_ties_even();
        Customer {
            susceptibility: in_thousandths(person.susceptibility) as u16,
            response_style: person.response_style.map_or(NO_STYLE, |score| in_thousandths(score) as i16),
            months_at_start: person.tenure_months,
            contact_rate: person.contact_rate,
            frailty: person.frailty,
            monthly_revenue: person.monthly_revenue,
            signs_contract: person.in_contract,
            ..Customer::default()
        }
    }
}

/// Months from time 0 to `at`.
#[inline]
pub fn months(at: Instant) -> f64 {
    at.as_micros() as f64 / Duration::MONTH.as_micros() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With eight categories a row is all there is of a customer: no other room keeps a column, and callers are found
    /// without a table of them (`Choice` tests that of itself).
    #[test]
    fn a_customer_with_eight_categories_takes_128_bytes() {
        assert_eq!(size_of::<Customer>(), 128);
        assert_eq!(Memory::further_blocks(8), 0);
        assert_eq!((Memory::further_blocks(9), size_of::<Memory>()), (1, 96));
    }
}
