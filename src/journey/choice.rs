//! Which customer makes a primary contact.
//!
//! The majorant stream of a reason is drawn as if every customer of a rate class called as often as the keenest of them.
//! A candidate is a class by its share of that, and any of its customers alike; the candidate's own rate then thins the
//! stream (Lewis and Shedler 1979). So no table of the customers is needed, and the only customer looked up is the one
//! who calls.

use crate::journey::blueprint::DemandModel;
use crate::journey::customers::Customers;
use crate::population::RATE_CLASSES;

/// Samplers over rate classes.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    classes: Vec<Class>,
    /// Per reason: which class.
    tables: Vec<AliasTable>,
    /// Per reason: majorant rate over stated rate, headroom, reserved newcomers and the keenest of each class included.
    pub majorant: Vec<f64>,
}

/// The customers of one segment, initial or reserved, at every [`RATE_CLASSES`]th place.
#[derive(Clone, Copy, Debug)]
struct Class {
    segment: u32,
    first: u32,
    count: u32,
    /// The largest personal rate among them.
    most: f32,
}

/// Who may make a primary contact, before a look at the customer.
#[derive(Clone, Copy, Debug)]
pub struct Pick {
    class: u32,
    slot: u32,
}

impl Pick {
    /// Slot of the customer.
    #[inline]
    pub fn slot(&self) -> u32 {
        self.slot
    }
}

/// A candidate for a primary contact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Segment of the customer.
    pub segment: u32,
    /// Slot of the customer.
    pub slot: u32,
    /// Times that the rate of the stream exceeds the customer's own: a uniform mark times this is below 1 with the
    /// probability that the customer calls.
    pub excess: f64,
}

impl Choice {
    /// Prepares the samplers for the people drawn.
    pub fn new(demand: &DemandModel, customers: &Customers) -> Self {
        let layout = &customers.layout;
        let mut classes: Vec<Class> = Vec::new();
        for ranges in [&layout.initial, &layout.reserved] {
            for (segment, slots) in ranges.iter().enumerate() {
                let own = classes.len();
                classes.extend(slots.clone().take(RATE_CLASSES).map(|first| Class {
                    segment: segment as u32,
                    first,
                    count: (slots.end - first).div_ceil(RATE_CLASSES as u32),
                    most: 0.0,
                }));
                for (place, slot) in slots.clone().enumerate() {
                    let most = &mut classes[own + place % RATE_CLASSES].most;
                    *most = most.max(customers.get(slot).contact_rate);
                }
            }
        }
        if layout.initial.is_empty() {
            let reasons = 0..demand.arrivals.reasons.len();
            let majorant = reasons.map(|reason| demand.headroom_of(reason)).collect();
            return Choice { majorant, ..Choice::default() };
        }
        let size = |segment: u32| f64::from((layout.initial[segment as usize].len() as u32).max(1));
        let mut majorant = Vec::new();
        let mut tables = Vec::new();
        for shares in &demand.segment_shares {
            let weight = |class: &Class| {
                let share = shares[class.segment as usize] / size(class.segment);
                share * f64::from(class.most) * f64::from(class.count)
            };
            let weights: Vec<f64> = classes.iter().map(weight).collect();
            majorant.push(weights.iter().sum::<f64>() * demand.headroom);
            tables.push(AliasTable::new(&weights));
        }
        Choice { classes, tables, majorant }
    }

    /// Who may make a contact for `reason`, chosen by 128 random bits.
    #[inline]
    pub fn pick(&self, reason: usize, [first, second]: [u64; 2]) -> Pick {
        let class = self.tables[reason].pick(first);
        let Class { first, count, .. } = self.classes[class];
        let place = (((second >> 32) * u64::from(count)) >> 32) as u32;
        Pick { class: class as u32, slot: first + place * RATE_CLASSES as u32 }
    }

    /// The candidate that was picked.
    #[inline]
    pub fn candidate(&self, pick: Pick, customers: &Customers) -> Candidate {
        let class = &self.classes[pick.class as usize];
        let customer = customers.get(pick.slot);
        let excess = f64::from(class.most) / f64::from(customer.contact_rate);
        Candidate { segment: class.segment, slot: pick.slot, excess }
    }
}

/// Draws from a finite distribution with one look-up (Walker 1977; set up as in Vose 1991).
#[derive(Clone, Debug, Default)]
struct AliasTable {
    columns: Vec<Column>,
}

/// A column keeps its own number with probability `keep` / 2^32.
#[derive(Clone, Copy, Debug)]
struct Column {
    keep: u32,
    alias: u32,
}

impl AliasTable {
    /// From weights that are not negative. With all of them 0 every number is as likely as any other.
    fn new(weights: &[f64]) -> Self {
        let total: f64 = weights.iter().sum();
        let scale = if total > 0.0 { weights.len() as f64 / total } else { 0.0 };
        let mut heights: Vec<f64> = weights.iter().map(|weight| weight * scale).collect();
        let mut columns: Vec<Column> =
            (0..weights.len() as u32).map(|alias| Column { keep: u32::MAX, alias }).collect();
        let (mut low, mut high): (Vec<usize>, Vec<usize>) =
            (0..weights.len()).partition(|column| heights[*column] < 1.0);
        // What is left in either list when the other runs out is 1 but for rounding.
        while let (Some(&column), Some(&donor)) = (low.last(), high.last()) {
            low.pop();
            columns[column] =
                Column { keep: (heights[column] * 4_294_967_296.0) as u32, alias: donor as u32 };
            heights[donor] -= 1.0 - heights[column];
            if heights[donor] < 1.0 {
                high.pop();
                low.push(donor);
            }
        }
        AliasTable { columns }
    }

    /// The number that 64 random bits point at: the upper half chooses a column, the lower half whether it keeps.
    #[inline]
    fn pick(&self, bits: u64) -> usize {
        let place = (((bits >> 32) * self.columns.len() as u64) >> 32) as usize;
        let column = self.columns[place];
        if (bits as u32) < column.keep { place } else { column.alias as usize }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::{ArrivalModel, WeekPattern};
    use crate::population::{Layout, Segment};
    use crate::random::{Distribution, Purpose, Stream};

    /// The probabilities that the columns stand for are the weights, to 2^-32 each.
    #[test]
    fn an_alias_table_stands_for_its_weights() {
        for weights in [vec![1.0], vec![0.0, 3.0, 1.0, 0.5], (0..640).map(|i| f64::from(i % 7)).collect()] {
            let table = AliasTable::new(&weights);
            let mut found = vec![0.0; weights.len()];
            for (own, column) in table.columns.iter().enumerate() {
                let keep = f64::from(column.keep) / 4_294_967_296.0;
                found[own] += keep;
                found[column.alias as usize] += 1.0 - keep;
            }
            let total: f64 = weights.iter().sum();
            for (found, weight) in found.iter().zip(&weights) {
                let wanted = weight / total * weights.len() as f64;
                assert!((found - wanted).abs() < 1e-6, "{found} {wanted}");
            }
        }
    }

    fn segment(size: u32, contact_cv: f64) -> Segment {
        Segment {
            name: "all".into(),
            size,
            tenure_months: Distribution::constant(24.0).unwrap(),
            monthly_revenue: Distribution::constant(20.0).unwrap(),
            contact_factor: 1.0,
            contact_cv,
            patience_factor: 1.0,
            expectation_shift: 0.0,
            churn_monthly: 0.02,
            complaint_factor: 1.0,
            contract_share: 0.0,
            newcomers_per_month: 0.0,
            susceptibility_cv: 0.0,
            copula: None,
        }
    }

    /// Every customer calls with a probability proportional to the segment's share and the personal rate: chi-square over
    /// all customers, false alarm below 1e-6; and the stream carries 1 for everybody's stated rate.
    #[test]
    fn customers_call_by_their_own_rate() {
        let segments = [segment(150, 0.9), segment(100, 0.0)];
        let mut customers = Customers::default();
        let layout = Layout::new(&segments, &[70, 0]);
        customers.draw(&segments, layout, 0.0, &Stream::new(1, 0), 1);
        let demand = DemandModel {
            arrivals: ArrivalModel::rates(&[WeekPattern::constant(1.0)]),
            segment_shares: vec![vec![0.7, 0.3]],
            headroom: 1.0,
        };
        let choice = Choice::new(&demand, &customers);
        let draws = 2_000_000u64;
        let mut counts = vec![0u64; customers.slots()];
        let stream = Stream::new(2, 0);
        for issue in 0..draws {
            let pick = choice.pick(0, stream.block(Purpose::Customer, issue, 0, 0));
            let candidate = choice.candidate(pick, &customers);
            assert_eq!(candidate.segment as usize, customers.layout.segment(candidate.slot));
            let mark = stream.luck(Purpose::Arrival, issue, 0).uniform();
            counts[candidate.slot as usize] += u64::from(mark * candidate.excess < 1.0);
        }
        let share = |slot: usize| {
            let (share, size) = if !(150..250).contains(&slot) { (0.7, 150.0) } else { (0.3, 100.0) };
            share / size * f64::from(customers.get(slot as u32).contact_rate)
        };
        let chi_square: f64 = counts
            .iter()
            .enumerate()
            .map(|(slot, count)| {
                let expected = draws as f64 / choice.majorant[0] * share(slot);
                (*count as f64 - expected).powi(2) / expected.max(1e-9)
            })
            .sum();
        // 320 customers: mean 320, standard deviation about 25.3 times (1 - a little); 5.5 of them.
        let limit = 320.0 + 5.5 * (2.0 * 320.0f64).sqrt();
        assert!(chi_square < limit, "{chi_square}");
        assert!(counts.iter().sum::<u64>() as f64 > 0.85 * draws as f64 / choice.majorant[0]);
    }
}
