//! What one failed contact does to the number of customers, split by the path it takes, so that nothing is counted twice.
//!
//! People of the baseline live through a year twice in expectation, without and with the failure at its beginning: their
//! months bring the mean of what they bring, and leaving is a probability. The paths are taken up one after the other, each
//! on top of those before it: what memory does through satisfaction, then who leaves at once, then what complaining adds to
//! that, then what is told to others. So the parts sum to the whole.

use crate::experience::{
    Appraisal, ContactFacts, LANES, Lanes, Memory, MonthLuck, USUAL_CHANNEL_EFFORT, USUAL_MANNER,
};
use crate::journey::blueprint::Blueprint;
use crate::journey::calibration::{Calibration, Remembered};
use crate::loyalty::{AtRisk, Complaint, Disappointed, Level, LoyaltyModel, VoiceOrExit};
use crate::population::SurvivingFrailty;
use crate::random::math;

/// Months over which leaving is counted.
const MONTHS: u32 = 12;
/// People of each segment who live through it.
const PEOPLE: usize = 200;

/// Customers lost within a year by one failed contact, per customer to whom it happens.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FailureEffect {
    /// Through memory: lower satisfaction, higher hazard.
    pub memory: f64,
    /// By leaving at once.
    pub exit: f64,
    /// By complaining, beyond memory: recovery is below 0, disappointment above.
    pub complaint: f64,
    /// By word of mouth: newcomers who do not come, beyond the customer's own leaving.
    pub word_of_mouth: f64,
}

impl FailureEffect {
    /// All paths together.
    pub fn total(&self) -> f64 {
        self.memory + self.exit + self.complaint + self.word_of_mouth
    }

    fn add(&mut self, other: &FailureEffect, weight: f64) {
        self.memory += weight * other.memory;
        self.exit += weight * other.exit;
        self.complaint += weight * other.complaint;
        self.word_of_mouth += weight * other.word_of_mouth;
    }
}

/// The effect in each segment of the baseline; empty without customers.
pub fn failure_effects(baseline: &Blueprint, calibration: &Calibration) -> Vec<FailureEffect> {
    let (Some(experience), Some(loyalty)) = (&baseline.before.experience, &baseline.before.loyalty) else {
        return Vec::new();
    };
    let customers: f64 = baseline.segments.iter().map(|segment| f64::from(segment.size)).sum();
    let newcomers: f64 = baseline.segments.iter().map(|segment| segment.newcomers_per_month).sum();
    let links = baseline.links;
    let told = if links.word_of_mouth { loyalty.word_of_mouth.acquisition_effect } else { 0.0 };
    (0..baseline.segments.len())
        .map(|segment| {
            let year = Year {
                appraisal: Appraisal::new(experience, segment),
                loyalty,
                level: &calibration.levels[segment],
                links_churn: links.churn,
                newcomers_per_point: newcomers * told / customers.max(1.0),
                frailty: SurvivingFrailty::new(
                    loyalty.churn.frailty_cv,
                    baseline.segments[segment].churn_monthly,
                ),
                contract_share: baseline.segments[segment].contract_share,
            };
            let answers = VoiceOrExit::new(&loyalty.complaint, &loyalty.exit, loyalty.churn.contract_lock);
            let people: Vec<(f64, &Remembered)> = calibration.people(segment, PEOPLE).collect();
            let mut effect = FailureEffect::default();
            for (tenure, remembered) in &people {
                let one = year.effect_on(*tenure, remembered, baseline, segment, &answers);
                effect.add(&one, 1.0 / people.len() as f64);
            }
            effect
        })
        .collect()
}

/// The effect over all segments, by their sizes.
pub fn mean_failure_effect(baseline: &Blueprint, effects: &[FailureEffect]) -> FailureEffect {
    let customers: f64 = baseline.segments.iter().map(|segment| f64::from(segment.size)).sum();
    let mut mean = FailureEffect::default();
    for (segment, effect) in baseline.segments.iter().zip(effects) {
        mean.add(effect, f64::from(segment.size) / customers.max(1.0));
    }
    mean
}

/// A month that brings the mean of everything, and every touchpoint that is met more often than not.
struct Usual;

impl MonthLuck for Usual {
    fn chances(&mut self, _number: u32) -> Lanes {
        [0.0; LANES]
    }

    fn uniform(&mut self, _number: u32) -> f64 {
        0.5
    }
}

/// What the months of a year do to one person.
struct Year<'a> {
    appraisal: Appraisal,
    loyalty: &'a LoyaltyModel,
    level: &'a Level,
    links_churn: bool,
    /// Newcomers a month more for each unit that one customer says more.
    newcomers_per_point: f64,
    frailty: SurvivingFrailty,
    contract_share: f64,
}

/// A year in expectation: probability of still being there, and newcomers won by what was told.
#[derive(Clone, Copy, Debug)]
struct Course {
    stays: f64,
    won: f64,
}

impl Year<'_> {
    fn effect_on(
        &self,
        tenure: f64,
        remembered: &Remembered,
        baseline: &Blueprint,
        segment: usize,
        answers: &VoiceOrExit,
    ) -> FailureEffect {
        let (exit, complaint) = (&self.loyalty.exit, &self.loyalty.complaint);
        let without = self.course(tenure, remembered);
        let mut failed = remembered.clone();
        self.remember(&mut failed, tenure, &contact(baseline, false, false), 0.0);
        let with = self.course(tenure, &failed);
        let [mut complains, mut leaves] = answers.probabilities(&Disappointed {
            satisfaction: f64::from(self.appraisal.satisfaction(&failed.first, &failed.further)),
            complaint_factor: baseline.segments[segment].complaint_factor,
            in_contract: false,
        });
        if !baseline.links.complaint || complaint.reason.is_none() {
            complains = 0.0;
        }
        if !self.links_churn {
            leaves = 0.0;
        }
        let solved = self.ended(complaint, tenure, &failed, baseline, true);
        let unsolved = self.ended(complaint, tenure, &failed, baseline, false);
        let held = |chance: f64| if self.links_churn { 1.0 - chance } else { 1.0 };
        let share = chance_solved(baseline, complaint);
        let after = |of: fn(&Course) -> f64| {
            share * of(&solved) * held(exit.after_solved_complaint)
                + (1.0 - share) * of(&unsolved) * held(exit.after_unsolved_complaint)
        };
        let (stays_after, won_after) = (after(|course| course.stays), after(|course| course.won));
        FailureEffect {
            memory: without.stays - with.stays,
            exit: leaves * with.stays,
            complaint: complains * (with.stays - stays_after),
            word_of_mouth: without.won - (with.won * (1.0 - complains - leaves) + won_after * complains),
        }
    }

    fn ended(
        &self,
        complaint: &Complaint,
        tenure: f64,
        failed: &Remembered,
        baseline: &Blueprint,
        solved: bool,
    ) -> Course {
        let lift = if solved { complaint.recovery } else { -complaint.double_deviation };
        let mut ended = failed.clone();
        self.remember(&mut ended, tenure, &contact(baseline, solved, true), lift);
        self.course(tenure, &ended)
    }

    fn remember(&self, of: &mut Remembered, tenure: f64, facts: &ContactFacts, lift: f64) {
        self.appraisal.after_contact(&mut of.first, &mut of.further, facts, lift, tenure);
    }

    fn course(&self, tenure: f64, remembered: &Remembered) -> Course {
        let mut memory: (Memory, Vec<Memory>) = (remembered.first, remembered.further.clone());
        let lock = self.loyalty.churn.contract_lock;
        let (mut stays, mut won) = (1.0, 0.0);
        for month in 1..=MONTHS {
            let tenure = tenure + f64::from(month);
            self.appraisal.after_month(&mut memory.0, &mut memory.1, tenure, &mut Usual);
            let satisfaction = f64::from(self.appraisal.satisfaction(&memory.0, &memory.1));
            let at_risk = AtRisk {
                satisfaction: if self.links_churn { satisfaction } else { self.level.reference },
                tenure_months: tenure,
                in_contract: false,
                frailty: self.frailty.after(1.0, tenure),
                odds_factor: 1.0 - self.contract_share * (1.0 - lock),
            };
            won += stays * self.newcomers_per_point * self.loyalty.word_of_mouth.voice(satisfaction);
            stays *= 1.0 - self.loyalty.churn.hazard(&at_risk, self.level);
        }
        Course { stays, won }
    }
}

/// A contact that reaches an agent of usual manner after an acceptable wait, by a channel of usual effort, whatever the scenario states.
fn contact(baseline: &Blueprint, resolved: bool, complaint: bool) -> ContactFacts {
    let waiting = baseline.before.experience.as_ref().map(|experience| &experience.waiting);
    ContactFacts {
        answered: true,
        wait_s: waiting.map_or(0.0, |waiting| waiting.seconds_felt_as(1.0)),
        attempts: 1,
        transferred: false,
        resolved,
        competence: 0.0,
        manner: USUAL_MANNER,
        complaint,
        promise_kept: None,
        channel_effort: USUAL_CHANNEL_EFFORT,
    }
}

/// Probability that a complaint is solved which reaches a standard agent: by the contact, or by a round of work.
fn chance_solved(baseline: &Blueprint, complaint: &Complaint) -> f64 {
    let resolution = |reason: Option<usize>| {
        reason.map_or(0.0, |reason| baseline.before.centre.reasons[reason].resolution)
    };
    let (work, rounds) = match &complaint.handling {
        Some(handling) => (resolution(handling.work), u32::from(handling.rounds)),
        None => (0.0, 0),
    };
    1.0 - (1.0 - resolution(complaint.reason)) * math::powi(1.0 - work, rounds)
}
