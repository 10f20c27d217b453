//! What is found once, on the baseline with seeds of its own, and then frozen for all arms: with what memory people start,
//! and the level of their leaving.
//!
//! A stationary start cannot be written down, because memory depends on service and service on demand. Short pilot runs
//! show what contacts are like; people of every tenure are then aged month by month with impressions drawn from the
//! pilot, which gives the memories the next pilot starts with. The last ones are what customers begin with.

use std::sync::Arc;

use crate::experience::{Appraisal, Lanes, Memory, MonthLuck};
use crate::journey::blueprint::{Blueprint, Links};
use crate::journey::closed_loop::{Impression, Shown};
use crate::journey::customers::Customers;
use crate::journey::in_force::expectation_levels;
use crate::journey::month::dealings;
use crate::journey::run::pilot;
use crate::journey::workshop::Workshop;
use crate::loyalty::{AtRisk, Candidate, Level, LoyaltyModel};
use crate::population::Segment;
use crate::random::{Luck, NormalSteps, Purpose, Stream, uniform};
use crate::time::Duration;

/// The pilot runs, each starting from the memories of the one before. The first ones need only be near.
const PILOTS: [Pilot; 3] =
    [Pilot { weeks: 1, donors: 500 }, Pilot { weeks: 1, donors: 500 }, Pilot { weeks: 3, donors: 1_500 }];

/// A pilot run.
struct Pilot {
    /// Length of the measured part, after a week of filling up.
    weeks: u64,
    /// People aged per segment with what it showed, to serve as starting memories.
    donors: usize,
}

/// Months of the past that are lived through; older ones are forgotten or adapted to.
const MONTHS_AGED: u32 = 60;
/// Customers per segment on whom the level of leaving is found.
const SAMPLE: usize = 2_000;
/// Keeps the pilots' luck apart from the replications'. All pilots share it: the same people and calls, served by other
/// memories.
const PILOT_REPLICATION: u64 = 1 << 62;

/// Starting memories and the level of leaving.
#[derive(Clone, Debug, Default)]
pub struct Calibration {
    /// Intercept of the hazard of voluntary leaving per segment, log-odds.
    pub churn_intercepts: Vec<f64>,
    /// Mean satisfaction per segment, to which the hazard is centred.
    pub satisfaction_reference: Vec<f64>,
    /// Balance of word of mouth at which acquisition is as stated.
    pub word_of_mouth_reference: f64,
    /// Customers per segment and month who leave at once after a failure or a complaint, as a share, on the baseline: what
    /// the monthly hazard must not count again.
    pub exits_monthly: Vec<f64>,
    /// What newcomers of each segment expect on the baseline, 1-10: at this level acquisition is as stated.
    pub expectation_reference: Vec<f64>,
    /// The rival's satisfaction on the baseline, if there is one.
    pub rival_reference: Option<f64>,
    pub(super) expectation_shifts: Vec<f64>,
    /// Importance-weighted shortfall of the basics at which acquisition is as stated, in points of 1-10.
    pub shortfall_reference: f64,
    pub(super) levels: Vec<Level>,
    pub(super) memories: Arc<Vec<Donors>>,
    pub(super) people_leave: bool,
    samples: Vec<Vec<AtRisk>>,
}

impl Calibration {
    /// Tenure and memory of up to `most` people of a segment, of all tenures.
    pub(super) fn people(&self, segment: usize, most: usize) -> impl Iterator<Item = (f64, &Remembered)> {
        let donors = &self.memories[segment];
        let stride = donors.memories.len().div_ceil(most).max(1);
        let tenures = donors.tenure_months.iter().map(|tenure| f64::from(*tenure));
        tenures.zip(&donors.memories).step_by(stride)
    }

    /// Factor of the rival's pull on the odds of leaving; 1 on the baseline and without a rival.
    pub(super) fn pull(&self, loyalty: &LoyaltyModel) -> f64 {
        loyalty.rival.as_ref().map_or(1.0, |rival| {
            rival.pulls(rival.satisfaction - self.rival_reference.unwrap_or(rival.satisfaction))
        })
    }

    /// Tells the starting memories of one calibration from those of another while both are held.
    pub(super) fn identity(&self) -> usize {
        Arc::as_ptr(&self.memories) as usize
    }
}

/// Memories of aged people of one segment, in order of tenure.
#[derive(Clone, Debug, Default)]
pub(super) struct Donors {
    tenure_months: Vec<f32>,
    memories: Vec<Remembered>,
}

/// What one customer remembers, to be copied.
#[derive(Clone, Debug, Default)]
pub(super) struct Remembered {
    pub(super) first: Memory,
    pub(super) further: Vec<Memory>,
}

impl Donors {
    /// The memory of somebody of about this tenure: of the 2 % of donors around it, one by chance.
    pub(super) fn near(&self, tenure_months: f32, luck: &mut Luck) -> Option<&Remembered> {
        let count = self.memories.len();
        let rank = self.tenure_months.partition_point(|tenure| *tenure < tenure_months);
        let window = (count as f64 * 0.02).max(1.0);
        let place = rank as f64 + (luck.uniform() - 0.5) * window;
        self.memories.get((place.max(0.0) as usize).min(count.checked_sub(1)?))
    }
}

/// Runs the pilots and finds the levels. A bare operation needs none of it.
pub fn calibrate(baseline: &Blueprint, seed: u64) -> Calibration {
    calibrate_in(&mut Workshop::default(), baseline, seed)
}

/// The same in a workshop, whose people serve again if it has calibrated a baseline with the same ones.
pub fn calibrate_in(workshop: &mut Workshop, baseline: &Blueprint, seed: u64) -> Calibration {
    let mut calibration = Calibration {
        memories: Arc::new(vec![Donors::default(); baseline.segments.len()]),
        ..Calibration::default()
    };
    if baseline.segments.is_empty() {
        return calibration;
    }
    let stream = Stream::new(seed, PILOT_REPLICATION);
    for Pilot { weeks, donors } in PILOTS {
        calibration = recalibrate(&calibration, baseline);
        calibration.people_leave = false;
        let short = pilot_blueprint(baseline, weeks);
        let Shown { impressions, exits } = pilot(&short, &calibration, seed, PILOT_REPLICATION, workshop);
        let months = short.calendar.horizon.as_seconds() / Duration::MONTH.as_seconds();
        let memories = baseline
            .segments
            .iter()
            .zip(&impressions)
            .enumerate()
            .map(|(index, (segment, seen))| age(segment, index, seen, months, baseline, donors, &stream))
            .collect();
        calibration.memories = Arc::new(memories);
        // The pilot's exits are those of its measured weeks and of the week of filling up before.
        let months_in_all = months + Duration::WEEK.as_seconds() / Duration::MONTH.as_seconds();
        calibration.exits_monthly = baseline
            .segments
            .iter()
            .zip(&exits)
            .map(|(segment, exits)| exits / f64::from(segment.size.max(1)) / months_in_all)
            .collect();
        calibration.samples = sample(baseline, &calibration, &stream, &mut workshop.customers);
        calibration.shortfall_reference = mean_shortfall(baseline, &workshop.customers);
    }
    calibration.people_leave = true;
    recalibrate(&calibration, baseline)
}

/// The same memories under other loyalty parameters: levels are found anew, without a pilot.
pub fn recalibrate(calibration: &Calibration, baseline: &Blueprint) -> Calibration {
    let mut found = calibration.clone();
    let (Some(loyalty), Some(experience)) = (&baseline.before.loyalty, &baseline.before.experience) else {
        return found;
    };
    found.expectation_shifts = baseline.segments.iter().map(|segment| segment.expectation_shift).collect();
    found.expectation_reference = expectation_levels(experience, &found.expectation_shifts);
    found.rival_reference = loyalty.rival.as_ref().map(|rival| rival.satisfaction);
    if found.samples.is_empty() {
        found.levels =
            vec![Level { intercept: 0.0, reference: 50.0, involuntary: 0.0 }; baseline.segments.len()];
        return found;
    }
    found.levels = baseline
        .segments
        .iter()
        .zip(found.samples.iter().zip(&found.exits_monthly))
        .map(|(segment, (sample, exits))| {
            let reference = mean(sample.iter().map(|of| of.satisfaction));
            let exits = if baseline.links.churn { *exits } else { 0.0 };
            loyalty.churn.calibrate(sample, segment.churn_monthly, exits, reference)
        })
        .collect();
    found.churn_intercepts = found.levels.iter().map(|level| level.intercept).collect();
    found.satisfaction_reference = found.levels.iter().map(|level| level.reference).collect();
    let size = |segment: &Segment| f64::from(segment.size);
    let total: f64 = baseline.segments.iter().map(size).sum();
    found.word_of_mouth_reference = baseline
        .segments
        .iter()
        .zip(&found.samples)
        .map(|(segment, sample)| {
            let voice = mean(sample.iter().map(|of| loyalty.word_of_mouth.voice(of.satisfaction)));
            voice * size(segment) / total
        })
        .sum();
    found
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len().max(1) as f64;
    values.sum::<f64>() / count
}

/// The baseline for a few weeks, with nobody joining.
fn pilot_blueprint(baseline: &Blueprint, weeks: u64) -> Blueprint {
    let mut short = baseline.clone();
    short.calendar.warm_up = Duration::WEEK;
    short.calendar.horizon = Duration::micros(weeks * Duration::WEEK.as_micros());
    short.weeks = vec![baseline.before.clone(); weeks as usize];
    short.intervention_costs.clear();
    short.links = Links { word_of_mouth: false, ..baseline.links };
    short.segments.iter_mut().for_each(|segment| segment.newcomers_per_month = 0.0);
    short
}

/// People of one segment, of all tenures, live through their months with impressions drawn from the pilot.
fn age(
    segment: &Segment,
    index: usize,
    seen: &[Impression],
    months_seen: f64,
    baseline: &Blueprint,
    donors: usize,
    stream: &Stream,
) -> Donors {
    let Some(model) = &baseline.before.experience else {
        return Donors::default();
    };
    let appraisal = Appraisal::new(model, index);
    let past = PilotPast {
        appraisal: &appraisal,
        seen,
        per_month: seen.len() as f64 / f64::from(segment.size.max(1)) / months_seen,
        normals: NormalSteps::get(),
    };
    let further = vec![Memory::default(); model.further_blocks()];
    let mut donors: Vec<(f32, Remembered)> = (0..donors.min(segment.size as usize * 4))
        .map(|donor| {
            let entity = (index as u64) << 32 | donor as u64;
            let mut luck = stream.luck(Purpose::Memory, entity, 1);
            let tenure = segment.tenure_months.sample(&mut luck).max(0.0);
            let mut of = Remembered { first: Memory::default(), further: further.clone() };
            appraisal.begin(&mut of.first, &mut of.further, segment.expectation_shift, &mut luck);
            if baseline.links.experience {
                past.live(&mut of, tenure, &mut luck);
            }
            (tenure as f32, of)
        })
        .collect();
    donors.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (tenure_months, memories) = donors.into_iter().unzip();
    Donors { tenure_months, memories }
}

/// The past as the pilot has shown it.
struct PilotPast<'a> {
    appraisal: &'a Appraisal,
    seen: &'a [Impression],
    /// Contacts of a customer in a month.
    per_month: f64,
    normals: &'static NormalSteps,
}

impl PilotPast<'_> {
    /// Somebody's months with the firm, or the last of them.
    fn live(&self, of: &mut Remembered, tenure_months: f64, luck: &mut Luck) {
        let months = (tenure_months.floor() as u32).min(MONTHS_AGED);
        for month in 0..months {
            let tenure = tenure_months - f64::from(months - month);
            if !self.seen.is_empty() {
                let mut into = luck.exponential();
                while into < self.per_month {
                    let pick = (luck.uniform() * self.seen.len() as f64) as usize;
                    let Impression { facts, lift } = &self.seen[pick.min(self.seen.len() - 1)];
                    self.appraisal.after_contact(&mut of.first, &mut of.further, facts, *lift, tenure);
                    into += luck.exponential();
                }
            }
            let mut month = LuckOfPast { luck: &mut *luck, normals: self.normals };
            self.appraisal.after_month(&mut of.first, &mut of.further, tenure, &mut month);
        }
    }
}

/// Luck of a month lived through before the run.
struct LuckOfPast<'a> {
    luck: &'a mut Luck,
    normals: &'static NormalSteps,
}

impl MonthLuck for LuckOfPast<'_> {
    fn chances(&mut self, _: u32) -> Lanes {
        self.normals.eight([self.luck.bits(), self.luck.bits()])
    }

    fn uniform(&mut self, _: u32) -> f64 {
        self.luck.uniform()
    }
}

/// Slots of a segment's sample.
fn sampled(customers: &Customers, segment: usize) -> impl Iterator<Item = u32> + use<> {
    let slots = customers.layout.initial[segment].clone();
    let stride = (slots.len() / SAMPLE).max(1);
    slots.step_by(stride)
}

/// Shortfall of the basics among customers as they have just been sampled, segments by their size.
fn mean_shortfall(baseline: &Blueprint, customers: &Customers) -> f64 {
    let Some(model) =
        baseline.before.experience.as_ref().filter(|of| of.dynamics.basic_to_acquisition != 0.0)
    else {
        return 0.0;
    };
    let total: f64 = baseline.segments.iter().map(|segment| f64::from(segment.size)).sum();
    let of_segment = |(index, segment): (usize, &Segment)| {
        let appraisal = Appraisal::new(model, index);
        let of_slot = |slot: u32| {
            let (customer, further) = customers.with_memory(slot);
            appraisal.basic_shortfall(&customer.memory, further)
        };
        let shortfalls: Vec<f64> = sampled(customers, index).map(of_slot).collect();
        mean(shortfalls.into_iter()) * f64::from(segment.size) / total
    };
    baseline.segments.iter().enumerate().map(of_segment).sum()
}

/// Customers as the baseline would begin with them, per segment, for finding the level of leaving.
fn sample(
    baseline: &Blueprint,
    calibration: &Calibration,
    stream: &Stream,
    customers: &mut Customers,
) -> Vec<Vec<AtRisk>> {
    let (Some(model), Some(loyalty)) = (&baseline.before.experience, &baseline.before.loyalty) else {
        return Vec::new();
    };
    (0..baseline.segments.len())
        .map(|segment| {
            let appraisal = Appraisal::new(model, segment);
            sampled(customers, segment)
                .map(|slot| {
                    begin_initial(slot, segment, baseline, &appraisal, calibration, stream, customers);
                    let (customer, further) = customers.with_memory(slot);
                    // As in a monthly step: a term in its last month ends with it.
                    let ends = customer.contract_months == 1;
                    let of = Candidate {
                        segment,
                        tenure_months: customer.tenure_months(0.0),
                        monthly_revenue: customer.monthly_revenue,
                    };
                    let dealings = dealings(loyalty, &of, slot, stream);
                    AtRisk {
                        satisfaction: f64::from(appraisal.satisfaction(&customer.memory, further))
                            + appraisal.loyalty_points(&customer.memory, further),
                        tenure_months: customer.tenure_months(0.0),
                        in_contract: customer.is_in_contract() && !ends,
                        frailty: f64::from(customer.frailty),
                        odds_factor: dealings.odds_factor
                            * if ends { loyalty.churn.expiry_factor } else { 1.0 },
                    }
                })
                .collect()
        })
        .collect()
}

/// Gives an initial customer the memory to start with, and a place within the contract term: any month of it alike.
pub(super) fn begin_initial(
    slot: u32,
    segment: usize,
    blueprint: &Blueprint,
    appraisal: &Appraisal,
    calibration: &Calibration,
    stream: &Stream,
    customers: &mut Customers,
) {
    let mut luck = stream.luck(Purpose::Memory, u64::from(slot), 0);
    let (customer, further) = customers.with_memory_mut(slot);
    match calibration.memories[segment].near(customer.tenure_months(0.0) as f32, &mut luck) {
        Some(remembered) => {
            customer.memory = remembered.first;
            further.copy_from_slice(&remembered.further);
        }
        None => {
            let shift = blueprint.segments[segment].expectation_shift;
            appraisal.begin(&mut customer.memory, further, shift, &mut luck);
        }
    }
    if let Some(term) = blueprint.before.term(segment) {
        let luck = stream.words(Purpose::Contract, u64::from(slot), 0);
        let passed = (uniform(luck[0]) * f64::from(term.months)) as u8;
        customers.get_mut(slot).begin_term(term.months - passed.min(term.months - 1));
    }
}
