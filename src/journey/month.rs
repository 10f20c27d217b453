//! What happens to customers day by day apart from contacts: the monthly bill and touchpoints, leaving, word of mouth, and
//! newcomers.
//!
//! A customer takes a step once a month, on a day given by the place within the segment, so that the load is even and a
//! day's customers are neighbours. A newcomer's month begins on the day of joining.

use std::ops::Range;
use std::sync::Arc;

use crate::journey::calibration::Calibration;
use crate::journey::closed_loop::ClosedLoop;
use crate::loyalty::AtRisk;
use crate::population::Segment;
use crate::random::{Purpose, Stream};
use crate::time::{DAYS_PER_MONTH, Instant};

/// Days over which the balance of word of mouth is smoothed: a month.
const SMOOTHING_DAYS: f64 = 30.0;

/// The state of the monthly steps of one run.
#[derive(Clone, Debug, Default)]
pub struct Months {
    /// Newcomers due for their monthly step, by day.
    due: Vec<Vec<u32>>,
    /// Per segment: newcomers so far, integral of their rate, and the integral at which the next one comes.
    newcomers: Vec<NewcomerClock>,
    /// Smoothed balance of word of mouth.
    balance: f64,
    /// Newcomers for whom no slot was left.
    pub slots_exhausted: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct NewcomerClock {
    joined: u32,
    spent: f64,
    next_at: f64,
}

/// Slots to reserve for the newcomers of a segment: half as many again as expected, and a margin for chance.
pub fn slots_to_reserve(segment: &Segment, months: f64) -> u32 {
    let expected = segment.newcomers_per_month * months;
    if expected <= 0.0 {
        return 0;
    }
    (1.5 * expected + 10.0 * expected.sqrt() + 10.0).ceil() as u32
}

/// The initial slots of a segment whose monthly step falls on `day`.
fn steppers(initial: &Range<u32>, day: u64) -> (Range<u32>, Range<u32>) {
    let count = initial.len() as f64;
    let border = |day: u64| {
        let phase = (day as f64 / DAYS_PER_MONTH).fract();
        initial.start + ((phase * count - 0.5).ceil().max(0.0) as u32).min(initial.len() as u32)
    };
    let (from, to) = (border(day), border(day + 1));
    if from <= to { (from..to, 0..0) } else { (from..initial.end, initial.start..to) }
}

impl Months {
    /// Ready for a run of `days`.
    pub fn reset(&mut self, segments: &[Segment], days: usize, calibration: &Calibration, stream: &Stream) {
        self.due.iter_mut().for_each(Vec::clear);
        self.due.resize_with(days + 2, Vec::new);
        self.newcomers.clear();
        self.newcomers.extend((0..segments.len()).map(|segment| NewcomerClock {
            next_at: newcomer_gap(stream, segment, 0),
            ..NewcomerClock::default()
        }));
        self.balance = calibration.word_of_mouth_reference;
        self.slots_exhausted = 0;
    }

    /// Everything that falls on the day that ends at `now`, `day` days after time 0.
    pub fn pass_day(&mut self, day: u64, now: Instant, state: &mut ClosedLoop, calibration: &Calibration) {
        let mut told = (0.0, 0u64);
        for segment in 0..state.blueprint.segments.len() {
            let (first, second) = steppers(&state.customers.people.initial[segment], day);
            for slot in first.chain(second) {
                step(slot, segment, now, state, calibration, &mut told);
            }
        }
        let newcomers = std::mem::take(&mut self.due[day as usize]);
        for &slot in &newcomers {
            let segment = state.customers.people.segment(slot);
            if step(slot, segment, now, state, calibration, &mut told) {
                self.schedule(slot, day, state.customers.tenure_months(slot, now));
            }
        }
        self.due[day as usize] = newcomers;
        if told.1 > 0 {
            self.balance += (told.0 / told.1 as f64 - self.balance) / SMOOTHING_DAYS;
        }
        self.welcome(day, now, state, calibration);
    }

    /// Puts the next monthly step of a newcomer of so many months on its day, so that step k ends month k.
    fn schedule(&mut self, slot: u32, day: u64, tenure_months: f64) {
        let taken = tenure_months.round();
        let due = day as f64 + (taken + 1.0 - tenure_months) * DAYS_PER_MONTH;
        if let Some(list) = self.due.get_mut(due.round() as usize) {
            list.push(slot);
        }
    }

    /// Newcomers join: newcomer k of a segment comes when the integral of the rate reaches the sum of k exponential gaps,
    /// so that a higher rate brings the same people earlier.
    fn welcome(&mut self, day: u64, now: Instant, state: &mut ClosedLoop, calibration: &Calibration) {
        let models = Arc::clone(&state.models);
        let (Some(experience), Some(loyalty)) = (&models.experience, &models.loyalty) else {
            return;
        };
        let above = if state.blueprint.links.word_of_mouth {
            self.balance - calibration.word_of_mouth_reference
        } else {
            0.0
        };
        let factor = loyalty.word_of_mouth.acquisition_factor(above);
        let mut arrived = Vec::new();
        for (index, segment) in state.blueprint.segments.iter().enumerate() {
            let clock = &mut self.newcomers[index];
            clock.spent += segment.newcomers_per_month / DAYS_PER_MONTH * factor;
            while clock.next_at <= clock.spent {
                let reserved = state.customers.people.reserved[index].clone();
                let slot = reserved.start + clock.joined;
                clock.joined += 1;
                clock.next_at += newcomer_gap(&state.stream, index, clock.joined);
                if slot >= reserved.end {
                    self.slots_exhausted += 1;
                    continue;
                }
                let shift = segment.expectation_shift + loyalty.word_of_mouth.expectation_effect * above;
                let mut luck = state.stream.luck(Purpose::Memory, u64::from(slot), 0);
                state.customers.memory.begin(slot, experience, shift, &mut luck);
                state.customers.join(slot, index, now, experience, &mut state.sums);
                if let Some(cell) = state.sums.at(index, now) {
                    cell.joined += 1;
                }
                arrived.push(slot);
            }
        }
        for slot in arrived {
            self.schedule(slot, day, 0.0);
        }
    }
}

fn newcomer_gap(stream: &Stream, segment: usize, number: u32) -> f64 {
    stream.luck(Purpose::Newcomer, (segment as u64) << 32 | u64::from(number), 0).exponential()
}

/// One customer's monthly step: touchpoints, pay, leave or stay, tell others. Returns whether the customer stays.
#[inline]
fn step(
    slot: u32,
    segment: usize,
    now: Instant,
    state: &mut ClosedLoop,
    calibration: &Calibration,
    told: &mut (f64, u64),
) -> bool {
    let place = slot as usize;
    if !state.customers.is_active(slot) {
        return false;
    }
    let models = Arc::clone(&state.models);
    let (Some(experience), Some(loyalty)) = (&models.experience, &models.loyalty) else {
        return true;
    };
    let tenure_months = state.customers.tenure_months(slot, now);
    // The month's number in the customer's own life at the firm keys its luck.
    let month = (now.as_micros() / crate::time::Duration::MONTH.as_micros()) as u32;
    if state.blueprint.links.experience {
        let mut luck = state.stream.luck(Purpose::Month, u64::from(slot), month);
        state.customers.memory.after_month(slot, experience, state.fading, tenure_months, &mut luck);
        state.customers.feel(slot, segment, now, experience, &mut state.sums);
    }
    let satisfaction = f64::from(state.customers.satisfaction(slot));
    if let Some(cell) = state.sums.at(segment, now) {
        cell.at_risk += 1;
        cell.revenue += u64::from(state.customers.people.monthly_revenue[place]);
    }
    told.0 += loyalty.word_of_mouth.voice(satisfaction);
    told.1 += 1;
    let level = &calibration.levels[segment];
    let felt = if state.blueprint.links.churn { satisfaction } else { level.reference };
    let at_risk = AtRisk {
        satisfaction: felt,
        tenure_months,
        in_contract: state.customers.people.in_contract[place],
        frailty: f64::from(state.customers.people.frailty[place]),
    };
    let mut luck = state.stream.luck(Purpose::Leaving, u64::from(slot), month);
    if !calibration.people_leave || !luck.happens(loyalty.churn.hazard(&at_risk, level)) {
        return true;
    }
    state.customers.leave(slot, segment, now, &mut state.sums);
    if let Some(cell) = state.sums.at(segment, now) {
        cell.left += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::steppers;

    /// Over any 487 days (16 months), each slot takes 16 steps, one a month.
    #[test]
    fn everybody_takes_one_step_a_month() {
        for size in [1u32, 7, 30, 1_000] {
            let mut steps = vec![0; size as usize];
            for day in 5..5 + 487 {
                let (first, second) = steppers(&(100..100 + size), day);
                first.chain(second).for_each(|slot| steps[(slot - 100) as usize] += 1);
            }
            assert!(steps.iter().all(|count| *count == 16), "{size}: {steps:?}");
        }
    }
}
