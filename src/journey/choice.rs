//! Which customer makes a primary contact: a segment by its share of the majorant rate, a slot by its personal rate.

use rand_distr::Distribution as _;
use rand_distr::weighted::WeightedAliasIndex;

use crate::journey::blueprint::DemandModel;
use crate::operation::WeekPattern;
use crate::population::{People, Segment};
use crate::random::Luck;

/// Samplers over segments and slots.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Per reason: cumulative shares of the segments, the last one 1.
    segments: Vec<Vec<f64>>,
    /// Per segment: slots by personal rate; `None` when all are alike.
    slots: Vec<Option<WeightedAliasIndex<f32>>>,
    /// Per reason: majorant rate over stated rate, the reserved newcomers included.
    pub majorant: Vec<f64>,
}

impl Choice {
    /// Prepares the samplers for the people drawn.
    pub fn new(demand: &DemandModel, segments: &[Segment], people: &People) -> Self {
        let mut growth = Vec::with_capacity(segments.len());
        let mut slots = Vec::with_capacity(segments.len());
        for (index, segment) in segments.iter().enumerate() {
            let weights: Vec<f32> = people.initial[index]
                .clone()
                .chain(people.reserved[index].clone())
                .map(|slot| people.contact_rate[slot as usize])
                .collect();
            let sum: f64 = weights.iter().map(|weight| f64::from(*weight)).sum();
            growth.push(sum / f64::from(segment.size.max(1)));
            slots.push(if segment.contact_cv > 0.0 { WeightedAliasIndex::new(weights).ok() } else { None });
        }
        let mut majorant = Vec::new();
        let mut cumulative = Vec::new();
        for shares in &demand.segment_shares {
            let grown: Vec<f64> = shares.iter().zip(&growth).map(|(share, by)| share * by).collect();
            let total: f64 = grown.iter().sum();
            majorant.push(total * demand.headroom);
            let mut sum = 0.0;
            cumulative.push(
                grown
                    .iter()
                    .map(|part| {
                        sum += part;
                        sum / total
                    })
                    .collect(),
            );
        }
        if segments.is_empty() {
            majorant = vec![demand.headroom; demand.rates_per_hour.len()];
        }
        Choice { segments: cumulative, slots, majorant }
    }

    /// The majorant rates of the primary stream.
    pub fn majorant_rates(&self, demand: &DemandModel) -> Vec<WeekPattern> {
        demand.rates_per_hour.iter().zip(&self.majorant).map(|(pattern, by)| pattern.scaled(*by)).collect()
    }

    /// Segment and slot of the customer who makes a contact for `reason`.
    #[inline]
    pub fn draw(&self, reason: usize, people: &People, luck: &mut Luck) -> (usize, u32) {
        let u = luck.uniform();
        let cumulative = &self.segments[reason];
        let segment = cumulative.partition_point(|upto| *upto <= u).min(cumulative.len() - 1);
        let initial = &people.initial[segment];
        let reserved = &people.reserved[segment];
        let count = initial.len() + reserved.len();
        let place = match &self.slots[segment] {
            Some(alias) => alias.sample(luck),
            None => ((luck.uniform() * count as f64) as usize).min(count - 1),
        };
        let slot = match place.checked_sub(initial.len()) {
            None => initial.start + place as u32,
            Some(newcomer) => reserved.start + newcomer as u32,
        };
        (segment, slot)
    }
}
