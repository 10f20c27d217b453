//! What happens to customers day by day apart from contacts: the monthly bill and touchpoints, leaving and word of mouth.
//!
//! A customer takes a step once a month, on a day given by the place within the segment, so that the load is even and a
//! day's customers are neighbours. A newcomer's month begins on the day of joining.

use std::ops::Range;

use crate::experience::{Appraisal, Felt, Lanes, MonthLuck};
use crate::journey::blueprint::Links;
use crate::journey::calibration::Calibration;
use crate::journey::closed_loop::ClosedLoop;
use crate::journey::customers::{Customer, Customers, months};
use crate::journey::in_force::CustomerModels;
use crate::journey::newcomers::{Newcomers, Reputation};
use crate::journey::records::{MonthRow, Recorded};
use crate::loyalty::{AtRisk, Candidate, Churn, Dealings, HazardBounds, Level, LoyaltyModel};
use crate::population::Segment;
use crate::random::{BITS_OF_SECOND, NormalSteps, Purpose, Stream, uniform};
use crate::time::{DAYS_PER_MONTH, Instant};

/// Days over which the balance of word of mouth is smoothed: a month.
const SMOOTHING_DAYS: f64 = 30.0;

/// The state of the monthly steps of one run.
#[derive(Clone, Debug, Default)]
pub struct Months {
    /// Newcomers due for their monthly step, by day.
    due: Vec<Vec<Due>>,
    newcomers: Newcomers,
    /// Smoothed balance of word of mouth.
    balance: f64,
    /// Smoothed shortfall of the basics.
    shortfall: f64,
    /// Room for those who leave on a day.
    goers: Vec<Goer>,
}

/// A monthly step to come.
#[derive(Clone, Copy, Debug)]
struct Due {
    slot: u32,
    segment: u32,
    /// Number of the step in the customer's time with the firm.
    step: u32,
}

/// The initial slots of a segment whose monthly step falls on `day`, each range with the number of that step.
fn steppers(initial: &Range<u32>, day: u64) -> [(Range<u32>, u32); 2] {
    let count = initial.len() as f64;
    let border = |day: u64| {
        let phase = (day as f64 / DAYS_PER_MONTH).fract();
        initial.start + ((phase * count - 0.5).ceil().max(0.0) as u32).min(initial.len() as u32)
    };
    let (from, to) = (border(day), border(day + 1));
    let number = (day as f64 / DAYS_PER_MONTH) as u32;
    if from <= to {
        [(from..to, number), (0..0, number)]
    } else {
        [(from..initial.end, number), (initial.start..to, number + 1)]
    }
}

impl Months {
    /// Ready for a run of `days`.
    pub fn reset(&mut self, segments: &[Segment], days: usize, calibration: &Calibration, stream: &Stream) {
        self.due.iter_mut().for_each(Vec::clear);
        self.due.resize_with(days + 2, Vec::new);
        self.newcomers.reset(segments, stream);
        self.balance = calibration.word_of_mouth_reference;
        self.shortfall = calibration.shortfall_reference;
    }

    /// Newcomers for whom no slot was left.
    pub fn slots_exhausted(&self) -> u64 {
        self.newcomers.slots_exhausted
    }

    /// Everything that falls on the day that ends at `now`, `day` days after time 0.
    pub fn pass_day(&mut self, day: u64, now: Instant, state: &mut ClosedLoop, calibration: &Calibration) {
        let mut told = Told::default();
        for segment in 0..state.blueprint.segments.len() {
            let mut steps = Steps::new(segment, now, std::mem::take(&mut self.goers));
            let slots = steppers(&state.customers.layout.initial[segment], day);
            if let Some(mut circumstances) = Circumstances::of(segment, state, calibration) {
                for (slots, number) in slots {
                    for slot in slots {
                        steps.take(slot, number, &mut circumstances);
                    }
                }
            }
            self.goers = steps.end(state, &mut told);
        }
        let newcomers = std::mem::take(&mut self.due[day as usize]);
        for due in newcomers.chunk_by(|a, b| a.segment == b.segment) {
            let segment = due[0].segment as usize;
            let mut steps = Steps::new(segment, now, std::mem::take(&mut self.goers));
            if let Some(mut circumstances) = Circumstances::of(segment, state, calibration) {
                for &Due { slot, step, .. } in due {
                    if let Some(tenure) = steps.take(slot, step, &mut circumstances) {
                        self.schedule(slot, segment, day, tenure);
                    }
                }
            }
            self.goers = steps.end(state, &mut told);
        }
        self.due[day as usize] = newcomers;
        if told.customers > 0 {
            let customers = told.customers as f64;
            self.balance += (told.voice / customers - self.balance) / SMOOTHING_DAYS;
            self.shortfall += (told.shortfall / customers - self.shortfall) / SMOOTHING_DAYS;
        }
        state.look_after_complaints(now);
        let reputation = self.reputation(state, calibration);
        for (slot, segment) in self.newcomers.welcome(reputation, now, state) {
            self.schedule(slot, segment, day, 0.0);
        }
    }

    /// What is heard of the firm, beyond what was heard when acquisition was as stated.
    fn reputation(&self, state: &ClosedLoop, calibration: &Calibration) -> Reputation {
        let balance = if state.blueprint.links.word_of_mouth {
            self.balance - calibration.word_of_mouth_reference
        } else {
            0.0
        };
        Reputation { balance, shortfall: self.shortfall - calibration.shortfall_reference }
    }

    /// Puts the next monthly step of a newcomer of so many months on its day, so that step k ends month k.
    fn schedule(&mut self, slot: u32, segment: usize, day: u64, tenure_months: f64) {
        let taken = tenure_months.round();
        let due = day as f64 + (taken + 1.0 - tenure_months) * DAYS_PER_MONTH;
        if let Some(list) = self.due.get_mut(due.round() as usize) {
            list.push(Due { slot, segment: segment as u32, step: taken as u32 + 1 });
        }
    }
}

/// What a day's customers told others.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    voice: f64,
    shortfall: f64,
    customers: u64,
}

/// A customer who leaves with the monthly step.
#[derive(Clone, Copy, Debug)]
struct Goer {
    slot: u32,
    is_voluntary: bool,
}

/// What the monthly steps of a segment depend on, looked up once for all of its customers.
struct Circumstances<'a> {
    customers: &'a mut Customers,
    models: &'a CustomerModels<'a>,
    appraisal: &'a Appraisal,
    leaving: Leaving<'a>,
    links: Links,
    stream: Stream,
    normals: &'static NormalSteps,
    /// The steps, when somebody records them.
    rows: Option<&'a mut Vec<MonthRow>>,
}

/// What decides on who of a segment leaves with the monthly step.
#[derive(Clone, Copy)]
struct Leaving<'a> {
    churn: &'a Churn,
    bounds: &'a HazardBounds,
    level: &'a Level,
    people_leave: bool,
}

impl Leaving<'_> {
    /// Whether somebody with this hazard stays, by a uniform number. The hazard is worked out where its bound does not decide.
    #[inline(always)]
    fn stays(&self, at_risk: &AtRisk, uniform: f64) -> bool {
        !self.people_leave
            || uniform >= self.bounds.above(at_risk)
            || uniform >= self.churn.hazard(at_risk, self.level)
    }
}

impl<'a> Circumstances<'a> {
    /// Those of a segment now; `None` without models of customers.
    fn of(segment: usize, state: &'a mut ClosedLoop, calibration: &'a Calibration) -> Option<Self> {
        let ClosedLoop { blueprint, in_force, stream, customers, recorded, .. } = state;
        let models = in_force.customers.as_ref()?;
        Some(Circumstances {
            customers,
            models,
            appraisal: &models.appraisals[segment],
            leaving: Leaving {
                churn: &models.loyalty.churn,
                bounds: &models.hazard_bounds[segment],
                level: &calibration.levels[segment],
                people_leave: calibration.people_leave,
            },
            links: blueprint.links,
            stream: *stream,
            normals: NormalSteps::get(),
            rows: recorded.as_mut().and_then(Recorded::months_mut),
        })
    }
}

/// The monthly steps of a day's customers of one segment, and what they come to together.
struct Steps {
    segment: usize,
    now: Instant,
    months_passed: f64,
    at_risk: u64,
    goers: Vec<Goer>,
    revenue: u64,
    participations: u64,
    programme_cost: u64,
    voice: f64,
    /// Shortfall of the basics.
    shortfall: f64,
    /// Changes of satisfaction, of all and of the start cohort.
    moved: f64,
    cohort_moved: f64,
    /// Satisfaction after the steps, and its direct part.
    felt: f64,
    direct: f64,
}

impl Steps {
    /// None so far; `room` holds those who leave.
    fn new(segment: usize, now: Instant, room: Vec<Goer>) -> Self {
        Steps {
            segment,
            now,
            months_passed: months(now),
            at_risk: 0,
            goers: room,
            revenue: 0,
            participations: 0,
            programme_cost: 0,
            voice: 0.0,
            shortfall: 0.0,
            moved: 0.0,
            cohort_moved: 0.0,
            felt: 0.0,
            direct: 0.0,
        }
    }

    /// One customer's step, whose number in the customer's time keys its luck: touchpoints, pay, leave or stay, tell
    /// others. Returns the months with the firm of who stays.
    #[inline(always)]
    fn take(&mut self, slot: u32, number: u32, of: &mut Circumstances) -> Option<f64> {
        let Circumstances { models, appraisal, leaving, links, stream, normals, .. } = *of;
        let loyalty = models.loyalty;
        let (customer, further) = of.customers.with_memory_mut(slot);
        if !customer.is_active() {
            return None;
        }
        let tenure_months = customer.tenure_months(self.months_passed);
        let first = stream.block(Purpose::Month, u64::from(slot), number, 0);
        if links.experience {
            let mut luck = LuckOfMonth { stream, slot, number, first, normals };
            appraisal.after_month(&mut customer.memory, further, tenure_months, &mut luck);
            self.feel(customer, appraisal.felt(&customer.memory, further));
        }
        let delight = appraisal.loyalty_points(&customer.memory, further);
        self.shortfall += appraisal.basic_shortfall(&customer.memory, further);
        let satisfaction = f64::from(customer.satisfaction) + delight;
        let dealings = self.deal(customer, slot, tenure_months, loyalty, &stream);
        self.at_risk += 1;
        self.voice += loyalty.word_of_mouth.voice(satisfaction);
        let term_ends = customer.term_ends();
        let at_risk = AtRisk {
            satisfaction: if links.churn { satisfaction } else { leaving.level.reference },
            tenure_months,
            in_contract: customer.is_in_contract(),
            frailty: f64::from(customer.frailty),
            odds_factor: dealings.odds_factor
                * models.pull
                * if term_ends { loyalty.churn.expiry_factor } else { 1.0 },
        };
        let u = uniform_above(first[1]);
        let stays = leaving.stays(&at_risk, u);
        if let Some(rows) = &mut of.rows {
            rows.push(MonthRow {
                slot,
                segment: self.segment,
                satisfaction: satisfaction as f32,
                tenure_months,
                in_contract: at_risk.in_contract,
                left: !stays,
            });
        }
        if !stays {
            self.goers.push(Goer { slot, is_voluntary: u >= leaving.level.involuntary });
            return None;
        }
        if term_ends && let Some(term) = loyalty.segments[self.segment].term {
            let words = stream.words(Purpose::Contract, u64::from(slot), number + 1);
            if uniform(words[0]) < term.renewal {
                customer.begin_term(term.months);
            }
        }
        Some(tenure_months)
    }

    /// The customer feels so after the month.
    #[inline(always)]
    fn feel(&mut self, customer: &mut Customer, felt: Felt) {
        let step = f64::from(felt.satisfaction) - f64::from(customer.satisfaction);
        self.moved += step;
        self.cohort_moved += if customer.is_cohort() { step } else { 0.0 };
        customer.satisfaction = felt.satisfaction;
        self.felt += f64::from(felt.satisfaction);
        self.direct += f64::from(felt.direct);
    }

    /// The customer pays, and takes part in the programmes.
    #[inline(always)]
    fn deal(
        &mut self,
        customer: &Customer,
        slot: u32,
        tenure_months: f64,
        loyalty: &LoyaltyModel,
        stream: &Stream,
    ) -> Dealings {
        let dealings = if loyalty.programmes.is_empty() {
            Dealings::plain(customer.monthly_revenue)
        } else {
            let of =
                Candidate { segment: self.segment, tenure_months, monthly_revenue: customer.monthly_revenue };
            dealings(loyalty, &of, slot, stream)
        };
        self.revenue += u64::from(dealings.revenue);
        self.programme_cost += u64::from(dealings.programme_cost);
        self.participations += u64::from(dealings.programmes);
        dealings
    }

    /// Lets those go who leave, and books the sums; returns the room of those who left.
    fn end(mut self, state: &mut ClosedLoop, told: &mut Told) -> Vec<Goer> {
        let (left, involuntary) =
            (self.goers.len(), self.goers.iter().filter(|goer| !goer.is_voluntary).count());
        for Goer { slot, is_voluntary } in self.goers.drain(..) {
            state.goes(slot, self.segment, self.now, is_voluntary);
        }
        told.voice += self.voice;
        told.shortfall += self.shortfall;
        told.customers += self.at_risk;
        state.sums.moves_by(self.segment, self.now, self.moved, self.cohort_moved);
        if let Some(cell) = state.sums.cell(self.segment) {
            cell.at_risk += self.at_risk;
            cell.left += left as u64;
            cell.left_involuntary += involuntary as u64;
            cell.participations += self.participations;
            cell.programme_cost += self.programme_cost;
            cell.revenue += self.revenue;
            cell.felt += self.felt;
            cell.direct += self.direct;
        }
        self.goers
    }
}

/// What a month with a customer comes to under the programmes in force.
pub(super) fn dealings(loyalty: &LoyaltyModel, of: &Candidate, slot: u32, stream: &Stream) -> Dealings {
    let number = |programme: usize| participation_number(slot, programme, stream);
    Dealings::with(&loyalty.programmes, of, number)
}

/// A person's number for a programme, which decides on taking part.
pub(super) fn participation_number(slot: u32, programme: usize, stream: &Stream) -> f64 {
    uniform(stream.words(Purpose::Programme, u64::from(slot), programme as u32)[0])
}

/// Luck of one customer's monthly step.
struct LuckOfMonth {
    stream: Stream,
    slot: u32,
    number: u32,
    /// The block of draw 0, which decides on leaving too.
    first: [u64; 2],
    normals: &'static NormalSteps,
}

impl LuckOfMonth {
    #[inline]
    fn block(&self, number: u32) -> [u64; 2] {
        self.stream.block(Purpose::Month, u64::from(self.slot), self.number, number)
    }
}

impl MonthLuck for LuckOfMonth {
    #[inline]
    fn chances(&mut self, number: u32) -> Lanes {
        self.normals.eight(if number == 0 { self.first } else { self.block(number) })
    }

    fn uniform(&mut self, number: u32) -> f64 {
        uniform(self.block(number)[0])
    }
}

/// A uniform number between 0 and 1 from the bits that the eight chances of a month leave of a block.
#[inline]
fn uniform_above(second: u64) -> f64 {
    const BITS: u32 = u64::BITS - BITS_OF_SECOND;
    ((second >> BITS_OF_SECOND) as f64 + 0.5) * (1.0 / (1u64 << BITS) as f64)
}

#[cfg(test)]
mod tests {
    use super::{steppers, uniform_above};

    /// Over any 487 days (16 months), each slot takes 16 steps, one a month, with 16 numbers in a row.
    #[test]
    fn everybody_takes_one_step_a_month() {
        for size in [1u32, 7, 30, 1_000] {
            let mut steps = vec![Vec::new(); size as usize];
            for day in 5..5 + 487 {
                for (slots, number) in steppers(&(100..100 + size), day) {
                    slots.for_each(|slot| steps[(slot - 100) as usize].push(number));
                }
            }
            for numbers in steps {
                assert_eq!(numbers.len(), 16, "{size}");
                assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] + 1), "{size}: {numbers:?}");
            }
        }
    }

    #[test]
    fn the_number_that_decides_on_leaving_lies_strictly_between_zero_and_one() {
        assert!(uniform_above(0) > 0.0 && uniform_above(u64::MAX) < 1.0);
        assert_eq!(uniform_above(1 << 63), uniform_above(1 << 63 | 0xf_ffff));
        assert!((uniform_above(1 << 63) - 0.5).abs() < 1e-12);
    }
}
