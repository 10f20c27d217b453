//! The models in force in a week, with what is worked out of them once for everybody.

use crate::experience::{Appraisal, Category, ExperienceModel};
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
    /// How experience moves memory and satisfaction.
    pub appraisal: Appraisal,
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
                let levels = expectation_levels(experience, calibration.expectation_shifts.iter());
                CustomerModels {
                    appraisal: Appraisal::new(experience),
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

/// What newcomers of each segment expect, 1-10: importance-weighted over the categories, promises and the segment's shift
/// included.
pub(super) fn expectation_levels<'s>(
    model: &ExperienceModel,
    shifts: impl Iterator<Item = &'s f64>,
) -> Vec<f64> {
    let of = |category: &Category| category.importance * category.expectation;
    let level = model.categories.iter().map(of).sum::<f64>() + model.dynamics.promise;
    shifts.map(|shift| level + shift).collect()
}
