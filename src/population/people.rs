//! The people drawn from the segments, kept as columns.
//!
//! Each customer is a slot. The initial customers of a segment lie side by side, in an order that means nothing, and its
//! reserved newcomers lie side by side behind all of them; so a billing day, which a customer's place within the segment
//! decides, is a short run of neighbouring slots. Newcomer k of a segment is the same person in every arm.

use std::ops::Range;

use crate::population::segment::Segment;
use crate::random::{Distribution, Purpose, Stream, math};

/// Columns of traits, one entry per slot.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Months with the firm at time 0; for newcomers 0.
    pub tenure_months: Vec<f32>,
    /// Revenue per month in hundredths of the currency.
    pub monthly_revenue: Vec<u32>,
    /// Personal factor on the contact rate, mean 1 within the segment.
    pub contact_rate: Vec<f32>,
    /// Personal frailty of leaving; for the initial customers, given that they have stayed so far.
    pub frailty: Vec<f32>,
    /// Whether the customer is in a contract term.
    pub in_contract: Vec<bool>,
    /// Initial slots of each segment.
    pub initial: Vec<Range<u32>>,
    /// Slots reserved for newcomers of each segment.
    pub reserved: Vec<Range<u32>>,
}

/// Where a segment's slots lie and how many it has.
pub struct Layout {
    initial: Vec<Range<u32>>,
    reserved: Vec<Range<u32>>,
}

impl Layout {
    /// Slots for the initial customers and `reserved[s]` newcomers of each segment.
    pub fn new(segments: &[Segment], reserved: &[u32]) -> Self {
        let mut next = 0;
        let mut range = |length: u32| {
            let start = next;
            next += length;
            start..next
        };
        let initial = segments.iter().map(|segment| range(segment.size)).collect();
        let reserved = reserved.iter().map(|length| range(*length)).collect();
        Layout { initial, reserved }
    }
}

impl People {
    /// Draws the people of one replication. `frailty_cv` is the spread of the personal frailty.
    pub fn draw(&mut self, segments: &[Segment], layout: Layout, frailty_cv: f64, stream: &Stream) {
        self.clear();
        self.initial = layout.initial;
        self.reserved = layout.reserved;
        for (segment, slots) in segments.iter().zip(self.initial.clone()) {
            self.fill(segment, slots, frailty_cv, stream, false);
        }
        for (segment, slots) in segments.iter().zip(self.reserved.clone()) {
            self.fill(segment, slots, frailty_cv, stream, true);
        }
    }

    /// Number of slots.
    pub fn slots(&self) -> usize {
        self.tenure_months.len()
    }

    /// Number of slots that initial customers take.
    pub fn initial_slots(&self) -> usize {
        self.initial.last().map_or(0, |range| range.end as usize)
    }

    /// The segment that holds `slot`.
    #[inline]
    pub fn segment(&self, slot: u32) -> usize {
        let ranges = if (slot as usize) < self.initial_slots() { &self.initial } else { &self.reserved };
        ranges.partition_point(|range| range.end <= slot)
    }

    fn clear(&mut self) {
        self.tenure_months.clear();
        self.monthly_revenue.clear();
        self.contact_rate.clear();
        self.frailty.clear();
        self.in_contract.clear();
    }

    fn fill(
        &mut self,
        segment: &Segment,
        slots: Range<u32>,
        frailty_cv: f64,
        stream: &Stream,
        newcomers: bool,
    ) {
        let contact_rate = Distribution::gamma(1.0, segment.contact_cv).ok();
        let shape = 1.0 / (frailty_cv * frailty_cv);
        let standard_frailty = Distribution::gamma(1.0, frailty_cv).ok();
        for slot in slots {
            let mut luck = stream.luck(Purpose::Traits, u64::from(slot), 0);
            let in_contract = luck.happens(segment.contract_share);
            let tenure = segment.tenure_months.sample(&mut luck).max(0.0);
            let revenue = segment.monthly_revenue.sample(&mut luck).max(0.0);
            let rate = contact_rate.as_ref().map_or(1.0, |law| law.sample(&mut luck));
            // A gamma frailty given survival over a cumulative hazard H stays gamma: its rate grows from k to k + H, so
            // its values shrink by k / (k + H) (Vaupel, Manton and Stallard 1979).
            let survived = if newcomers { 0.0 } else { tenure * -math::ln(1.0 - segment.churn_monthly) };
            let frailty = standard_frailty
                .as_ref()
                .map_or(1.0, |law| law.sample(&mut luck) * shape / (shape + survived));
            self.tenure_months.push(if newcomers { 0.0 } else { tenure as f32 });
            self.monthly_revenue.push((revenue * 100.0).round_ties_even() as u32);
            self.contact_rate.push(rate as f32);
            self.frailty.push(frailty.max(1e-6) as f32);
            self.in_contract.push(in_contract);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(size: u32) -> Segment {
        Segment {
            name: "all".into(),
            size,
            tenure_months: Distribution::constant(24.0).unwrap(),
            monthly_revenue: Distribution::lognormal(20.0, 0.5).unwrap(),
            contact_factor: 1.0,
            contact_cv: 0.8,
            patience_factor: 1.0,
            expectation_shift: 0.0,
            churn_monthly: 0.02,
            complaint_factor: 1.0,
            contract_share: 0.5,
            newcomers_per_month: 0.0,
        }
    }

    #[test]
    fn slots_lie_by_segment_and_know_it() {
        let segments = [segment(3), segment(2)];
        let mut people = People::default();
        people.draw(&segments, Layout::new(&segments, &[1, 4]), 0.7, &Stream::new(1, 0));
        let found: Vec<usize> = (0..10).map(|slot| people.segment(slot)).collect();
        assert_eq!(found, [0, 0, 0, 1, 1, 0, 1, 1, 1, 1]);
    }

    /// Survivors are the sturdy ones: mean frailty given survival is k / (k + H), at 5 sigma.
    #[test]
    fn initial_customers_have_survived_to_their_tenure() {
        let segments = [segment(40_000)];
        let mut people = People::default();
        people.draw(&segments, Layout::new(&segments, &[40_000]), 0.7, &Stream::new(1, 0));
        let mean = |range: Range<usize>| {
            people.frailty[range.clone()].iter().map(|value| f64::from(*value)).sum::<f64>()
                / range.len() as f64
        };
        let shape = 1.0 / 0.49;
        let expected = shape / (shape + 24.0 * -math::ln(0.98));
        assert!((mean(0..40_000) - expected).abs() < 5.0 * 0.7 * expected / 200.0);
        assert!((mean(40_000..80_000) - 1.0).abs() < 5.0 * 0.7 / 200.0);
    }
}
