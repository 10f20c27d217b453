//! The models in force in a week, with what is worked out of them once for everybody.

use crate::experience::{Appraisal, Basics, ExperienceModel, Questionnaire};
use crate::journey::base::questionnaires;
use crate::journey::blueprint::WeekModels;
use crate::journey::calibration::Calibration;
use crate::loyalty::{HazardBounds, LoyaltyModel, Voice, VoiceOrExit};

/// A week's models, ready for use.
#[derive(Clone, Debug)]
pub struct InForce<'a> {
    /// The models.
    pub models: &'a WeekModels,
    /// What concerns customers; `None` in a bare operation.
    pub customers: Option<CustomerModels<'a>>,
    /// The largest factor on the contact rate of any segment.
    pub largest_segment_rate_factor: f64,
}

/// The customers' models.
#[derive(Clone, Debug)]
pub struct CustomerModels<'a> {
    /// How experience moves memory and satisfaction, by segment.
    pub appraisals: Vec<Appraisal>,
    /// What missing basics do to acquisition.
    pub basics: Basics,
    /// What surveys ask about, by segment.
    pub questionnaires: Vec<Questionnaire>,
    /// How little the channel of each reason asks of the customer, 1-10.
    pub channel_effort: &'a [f64],
    /// What satisfaction does to behaviour.
    pub loyalty: &'a LoyaltyModel,
    /// Readiness to complain.
    pub voice: Voice,
    /// The same with leaving at once beside it.
    pub voice_or_exit: VoiceOrExit,
    /// Bounds of the hazard of leaving, by segment.
    pub hazard_bounds: Vec<HazardBounds>,
    /// Factor of the rival's pull on everybody's odds of leaving; 1 without a rival.
    pub pull: f64,
    /// Factor on acquisition of what is expected of the firm and of the rival's pull, by segment.
    pub acquisition: Vec<f64>,
}

impl<'a> InForce<'a> {
    /// Works out what a week's models need.
    pub fn new(models: &'a WeekModels, calibration: &Calibration) -> Self {
        let customers =
            models.experience.as_ref().zip(models.loyalty.as_ref()).map(|(experience, loyalty)| {
                let pull = calibration.pull(loyalty);
                let considered = |level: &f64, reference: &f64| match &loyalty.consideration {
                    Some(consideration) => consideration.share(*level) / consideration.share(*reference),
                    None => 1.0,
                };
                let levels = expectation_levels(experience, &calibration.expectation_shifts);
                CustomerModels {
                    appraisals: appraisals(experience, models.segment_rate_factors.len()),
                    basics: experience.basics(),
                    questionnaires: questionnaires(experience, models.segment_rate_factors.len()),
                    channel_effort: &experience.channel_effort,
                    loyalty,
                    voice: loyalty.complaint.voice(),
                    voice_or_exit: VoiceOrExit::new(
                        &loyalty.complaint,
                        &loyalty.exit,
                        loyalty.churn.contract_lock,
                    ),
                    hazard_bounds: calibration
                        .levels
                        .iter()
                        .map(|level| loyalty.churn.bounds(level))
                        .collect(),
                    pull,
                    acquisition: levels
                        .iter()
                        .zip(&calibration.expectation_reference)
                        .map(|(level, reference)| considered(level, reference) / pull)
                        .collect(),
                }
            });
        InForce { models, customers, largest_segment_rate_factor: models.largest_segment_rate_factor() }
    }
}

/// The model worked out for each of so many segments.
pub(super) fn appraisals(model: &ExperienceModel, segments: usize) -> Vec<Appraisal> {
    (0..segments).map(|segment| Appraisal::new(model, segment)).collect()
}

/// What newcomers of each segment expect, 1-10, the segment's shift and promises included.
pub(super) fn expectation_levels(model: &ExperienceModel, shifts: &[f64]) -> Vec<f64> {
    let of = |(segment, shift): (usize, &f64)| model.expectation_level(segment) + shift;
    shifts.iter().enumerate().map(of).collect()
}
