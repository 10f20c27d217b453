//! The models in force in a week, with what is worked out of them once for everybody.

use crate::experience::{Appraisal, Basics, ExperienceModel, Questionnaire};
use crate::journey::base::questionnaires;
use crate::journey::blueprint::WeekModels;
use crate::journey::calibration::Calibration;
use crate::loyalty::{HazardBounds, LoyaltyModel, Voice};

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
    /// Bounds of the hazard of leaving, by segment.
    pub hazard_bounds: Vec<HazardBounds>,
}

impl<'a> InForce<'a> {
    /// Works out what a week's models need.
    pub fn new(models: &'a WeekModels, calibration: &Calibration) -> Self {
        let customers =
            models.experience.as_ref().zip(models.loyalty.as_ref()).map(|(experience, loyalty)| {
                CustomerModels {
                    appraisals: appraisals(experience, models.segment_rate_factors.len()),
                    basics: experience.basics(),
                    questionnaires: questionnaires(experience, models.segment_rate_factors.len()),
                    channel_effort: &experience.channel_effort,
                    loyalty,
                    voice: loyalty.complaint.voice(),
                    hazard_bounds: calibration
                        .levels
                        .iter()
                        .map(|level| loyalty.churn.bounds(level))
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
