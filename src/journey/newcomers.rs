//! Newcomers: who joins when, and what they have heard.

use crate::journey::closed_loop::ClosedLoop;
use crate::population::Segment;
use crate::random::{Purpose, Stream, uniform};
use crate::time::{DAYS_PER_MONTH, Instant};

/// When the newcomers of each segment come.
#[derive(Clone, Debug, Default)]
pub struct Newcomers {
    /// By segment.
    clocks: Vec<Clock>,
    /// Newcomers for whom no slot was left.
    pub slots_exhausted: u64,
}

/// Newcomers of a segment so far, the integral of their rate, and the integral at which the next one comes.
#[derive(Clone, Copy, Debug, Default)]
struct Clock {
    joined: u32,
    spent: f64,
    next_at: f64,
}

/// What those who might join have heard of the firm, beyond what was heard when acquisition was as stated.
#[derive(Clone, Copy, Debug)]
pub struct Reputation {
    /// Balance of word of mouth.
    pub balance: f64,
    /// Shortfall of the basics.
    pub shortfall: f64,
}

impl Newcomers {
    /// Ready for a run.
    pub fn reset(&mut self, segments: &[Segment], stream: &Stream) {
        self.clocks.clear();
        self.clocks.extend(
            (0..segments.len()).map(|segment| Clock { next_at: gap(stream, segment, 0), ..Clock::default() }),
        );
        self.slots_exhausted = 0;
    }

    /// Those of a day join, whose slots and segments it returns: newcomer k of a segment comes when the integral of the rate reaches
    /// the sum of k exponential gaps, so that a higher rate brings the same people earlier.
    pub fn welcome(
        &mut self,
        reputation: Reputation,
        now: Instant,
        state: &mut ClosedLoop,
    ) -> Vec<(u32, usize)> {
        let mut arrived = Vec::new();
        let Some(models) = &state.in_force.customers else {
            return arrived;
        };
        let basics = models.basics.acquisition_factor(reputation.shortfall);
        let rival = models.loyalty.rival.as_ref();
        let supply = rival.map_or(1.0, |rival| rival.supply(state.rival_customers));
        for (index, segment) in state.blueprint.segments.iter().enumerate() {
            let Some(models) = &state.in_force.customers else { break };
            let clock = &mut self.clocks[index];
            let heard = models.loyalty.segments[index].susceptibility * reputation.balance;
            let factor = models.loyalty.word_of_mouth.acquisition_factor(heard) * basics;
            clock.spent +=
                segment.newcomers_per_month / DAYS_PER_MONTH * factor * (models.acquisition[index] * supply);
            while clock.next_at <= clock.spent {
                let reserved = state.customers.layout.reserved[index].clone();
                let slot = reserved.start + clock.joined;
                clock.joined += 1;
                clock.next_at += gap(&state.stream, index, clock.joined);
                if slot < reserved.end {
                    join(slot, index, reputation.balance, now, state);
                    arrived.push((slot, index));
                } else {
                    self.slots_exhausted += 1;
                }
            }
        }
        arrived
    }
}

/// One newcomer joins, expecting what is promised and what others say, and signs a contract where there is one.
fn join(slot: u32, segment: usize, balance: f64, now: Instant, state: &mut ClosedLoop) {
    let ClosedLoop { blueprint, in_force, customers, sums, recorded, stream, rival_customers, .. } = state;
    let Some(models) = &in_force.customers else {
        return;
    };
    let loyalty = models.loyalty;
    let heard = loyalty.word_of_mouth.expectation_effect * balance;
    let heard = heard * customers.get(slot).susceptibility();
    let shift = blueprint.segments[segment].expectation_shift + heard;
    let appraisal = &models.appraisals[segment];
    let mut luck = stream.luck(Purpose::Memory, u64::from(slot), 0);
    let (customer, further) = customers.with_memory_mut(slot);
    appraisal.begin(&mut customer.memory, further, shift, &mut luck);
    customers.join(slot, segment, now, appraisal, sums);
    if let Some(recorded) = recorded {
        recorded.joins(slot, sums.running_week());
    }
    if let Some(term) = loyalty.segments[segment].term {
        customers.get_mut(slot).begin_term(term.months);
    }
    let from_rival = loyalty.rival.as_ref().is_some_and(|rival| {
        let words = stream.words(Purpose::Rival, u64::from(slot), 1);
        uniform(words[0]) < rival.chance_from_there(*rival_customers)
    });
    *rival_customers -= u64::from(from_rival);
    if let Some(cell) = sums.cell(segment) {
        cell.joined += 1;
        cell.joined_from_rival += u64::from(from_rival);
    }
}

fn gap(stream: &Stream, segment: usize, number: u32) -> f64 {
    stream.luck(Purpose::Newcomer, (segment as u64) << 32 | u64::from(number), 0).exponential()
}
