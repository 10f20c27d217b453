//! The models in force in a week, with what is worked out of them once for everybody.

use crate::experience::Appraisal;
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
}

impl<'a> InForce<'a> {
    /// Works out what a week's models need.
    pub fn new(models: &'a WeekModels, calibration: &Calibration) -> Self {
        let customers =
            models.experience.as_ref().zip(models.loyalty.as_ref()).map(|(experience, loyalty)| {
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
                }
            });
        InForce { models, customers, largest_segment_rate_factor: models.largest_segment_rate_factor() }
    }
}
