//! Drawing people from the segments.
//!
//! Each customer is a slot. The initial customers of a segment lie side by side, in an order that means nothing but the
//! class of their contact rate, and its reserved newcomers lie side by side behind all of them; so a billing day, which a
//! customer's place within the segment decides, is a short run of neighbouring slots. Newcomer k of a segment is the same
//! person in every arm.
//!
//! Every 64th customer of a segment belongs to the same *rate class*: among 4 096 neighbours, class 0 holds the 64 whose
//! personal contact rate is lowest, class 63 the 64 whose rate is highest. The rates are independent draws that are dealt
//! out, so that "a caller by contact rate" can be found without a table of the customers: a class, a place in it, and a
//! look at the customer found there.

use std::ops::Range;

use crate::population::segment::Segment;
use crate::random::{Distribution, Luck, Purpose, Stream, math};

/// Rate classes of a segment: the slot at place p belongs to class p % `RATE_CLASSES`.
pub const RATE_CLASSES: usize = 64;
/// Neighbours among whom the rates are dealt out.
const DEALT_AMONG: usize = RATE_CLASSES * 64;

/// What is drawn of a customer once and for all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Person {
    /// Months with the firm at time 0; for newcomers 0.
    pub tenure_months: f32,
    /// Revenue per month in hundredths of the currency.
    pub monthly_revenue: u32,
    /// Personal factor on the contact rate, mean 1 within the segment.
    pub contact_rate: f32,
    /// Personal frailty of leaving; for the initial customers, given that they have stayed so far.
    pub frailty: f32,
    /// Whether the customer is in a contract term.
    pub in_contract: bool,
}

/// Where a segment's slots lie and how many it has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Initial slots of each segment.
    pub initial: Vec<Range<u32>>,
    /// Slots reserved for newcomers of each segment.
    pub reserved: Vec<Range<u32>>,
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

    /// Number of slots.
    pub fn slots(&self) -> usize {
        self.reserved.last().map_or(0, |range| range.end as usize)
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
}

/// Draws the people of one replication and hands them to `settle`, slot by slot in ascending order. `frailty_cv` is the
/// spread of the personal frailty.
pub fn draw(
    segments: &[Segment],
    layout: &Layout,
    frailty_cv: f64,
    stream: &Stream,
    mut settle: impl FnMut(u32, &Person),
) {
    let mut deal = Deal::default();
    for (ranges, are_newcomers) in [(&layout.initial, false), (&layout.reserved, true)] {
        for (segment, slots) in segments.iter().zip(ranges) {
            let laws = Laws::new(segment, frailty_cv, are_newcomers);
            for start in slots.clone().step_by(DEALT_AMONG) {
                let end = slots.end.min(start + DEALT_AMONG as u32);
                deal.people.clear();
                deal.people.extend(
                    (start..end).map(|slot| laws.draw(&mut stream.luck(Purpose::Traits, u64::from(slot), 0))),
                );
                if laws.contact_rate.is_some() {
                    deal.deal_rates();
                }
                (start..end).zip(&deal.people).for_each(|(slot, person)| settle(slot, person));
            }
        }
    }
}

/// The laws of one segment's people, worked out.
struct Laws<'a> {
    segment: &'a Segment,
    contact_rate: Option<Distribution>,
    frailty: Option<Distribution>,
    frailty_shape: f64,
    /// Hazard of leaving per month that the initial customers have survived; 0 for newcomers.
    hazard_survived: f64,
    are_newcomers: bool,
}

impl Laws<'_> {
    fn new(segment: &Segment, frailty_cv: f64, are_newcomers: bool) -> Laws<'_> {
        Laws {
            segment,
            contact_rate: Distribution::gamma(1.0, segment.contact_cv).ok(),
            frailty: Distribution::gamma(1.0, frailty_cv).ok(),
            frailty_shape: 1.0 / (frailty_cv * frailty_cv),
            hazard_survived: if are_newcomers { 0.0 } else { -math::ln(1.0 - segment.churn_monthly) },
            are_newcomers,
        }
    }

    fn draw(&self, luck: &mut Luck) -> Person {
        let segment = self.segment;
        let in_contract = luck.happens(segment.contract_share);
        let tenure = segment.tenure_months.sample(luck).max(0.0);
        let revenue = segment.monthly_revenue.sample(luck).max(0.0);
        let contact_rate = self.contact_rate.as_ref().map_or(1.0, |law| law.sample(luck));
        // A gamma frailty given survival over a cumulative hazard H stays gamma: its rate grows from k to k + H, so
        // its values shrink by k / (k + H) (Vaupel, Manton and Stallard 1979).
        let shape = self.frailty_shape;
        let survived = tenure * self.hazard_survived;
        let frailty = self.frailty.as_ref().map_or(1.0, |law| law.sample(luck) * shape / (shape + survived));
        Person {
            tenure_months: if self.are_newcomers { 0.0 } else { tenure as f32 },
            monthly_revenue: (revenue * 100.0).round_ties_even() as u32,
            contact_rate: contact_rate as f32,
            frailty: frailty.max(1e-6) as f32,
            in_contract,
        }
    }
}

/// Neighbours whose contact rates are dealt out.
#[derive(Default)]
struct Deal {
    people: Vec<Person>,
    /// Rate (whose bits are ordered as the numbers are, because none is negative) above the place it was drawn for.
    ranked: Vec<u64>,
}

impl Deal {
    /// Gives the lowest rates to class 0, the highest to the last; within a class they stay in the order drawn.
    fn deal_rates(&mut self) {
        let Deal { people, ranked } = self;
        let drawn_for = people.iter().enumerate();
        ranked.clear();
        ranked.extend(drawn_for.map(|(place, of)| u64::from(of.contact_rate.to_bits()) << 32 | place as u64));
        ranked.sort_unstable();
        let mut rest = ranked.as_mut_slice();
        for class in 0..RATE_CLASSES.min(people.len()) {
            let places = (class..people.len()).step_by(RATE_CLASSES);
            let (dealt, others) = std::mem::take(&mut rest).split_at_mut(places.len());
            dealt.sort_unstable_by_key(|rate| *rate as u32);
            for (place, rate) in places.zip(dealt) {
                people[place].contact_rate = f32::from_bits((*rate >> 32) as u32);
            }
            rest = others;
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

    fn drawn(segments: &[Segment], reserved: &[u32]) -> Vec<Person> {
        let layout = Layout::new(segments, reserved);
        let mut people = Vec::new();
        draw(segments, &layout, 0.7, &Stream::new(1, 0), |slot, person| {
            assert_eq!(slot as usize, people.len());
            people.push(*person);
        });
        assert_eq!(people.len(), layout.slots());
        people
    }

    #[test]
    fn slots_lie_by_segment_and_know_it() {
        let layout = Layout::new(&[segment(3), segment(2)], &[1, 4]);
        let found: Vec<usize> = (0..10).map(|slot| layout.segment(slot)).collect();
        assert_eq!(found, [0, 0, 0, 1, 1, 0, 1, 1, 1, 1]);
    }

    /// Survivors are the sturdy ones: mean frailty given survival is k / (k + H), at 5 sigma.
    #[test]
    fn initial_customers_have_survived_to_their_tenure() {
        let people = drawn(&[segment(40_000)], &[40_000]);
        let mean = |people: &[Person]| {
            people.iter().map(|person| f64::from(person.frailty)).sum::<f64>() / people.len() as f64
        };
        let shape = 1.0 / 0.49;
        let expected = shape / (shape + 24.0 * -math::ln(0.98));
        assert!((mean(&people[..40_000]) - expected).abs() < 5.0 * 0.7 * expected / 200.0);
        assert!((mean(&people[40_000..]) - 1.0).abs() < 5.0 * 0.7 / 200.0);
    }

    /// The rates are those that were drawn; every class lies above the one before it.
    #[test]
    fn contact_rates_are_dealt_out_by_class() {
        for size in [1usize, 63, 64, 100, DEALT_AMONG, DEALT_AMONG + 77] {
            let people = drawn(&[segment(size as u32)], &[0]);
            let laws = segment(size as u32);
            let laws = Laws::new(&laws, 0.7, false);
            let rate = |slot: usize| {
                laws.draw(&mut Stream::new(1, 0).luck(Purpose::Traits, slot as u64, 0)).contact_rate
            };
            for from in (0..size).step_by(DEALT_AMONG) {
                let block = from..size.min(from + DEALT_AMONG);
                let mut wanted: Vec<f32> = block.clone().map(rate).collect();
                wanted.sort_by(f32::total_cmp);
                let mut by_class: Vec<f32> = Vec::new();
                for class in 0..RATE_CLASSES {
                    let of_class = block.clone().skip(class).step_by(RATE_CLASSES);
                    let mut rates: Vec<f32> = of_class.map(|slot| people[slot].contact_rate).collect();
                    rates.sort_by(f32::total_cmp);
                    by_class.extend(rates);
                }
                assert_eq!(by_class, wanted);
            }
        }
    }
}
