//! Segments, experience and loyalty.

use super::centre::reason_index;
use crate::experience::{Category, Dynamics, ExperienceModel, Touch, Waiting};
use crate::loyalty::{Churn, Complaint, LoyaltyModel, WordOfMouth};
use crate::population::Segment;
use crate::random::Distribution;
use crate::scenario::distributions::LawFault;
use crate::scenario::schema::{CategorySpec, LoyaltySpec, MonthSpec, ScenarioSpec, SegmentSpec};

pub(super) fn segment(spec: &SegmentSpec) -> Result<Segment, LawFault> {
    Ok(Segment {
        name: spec.name.clone(),
        size: spec.size,
        tenure_months: spec.tenure_months.distribution()?,
        monthly_revenue: spec.monthly_revenue.distribution()?,
        contact_factor: spec.contact_factor,
        contact_cv: spec.contact_cv,
        patience_factor: spec.patience_factor,
        expectation_shift: spec.expectation_shift,
        churn_monthly: spec.churn_monthly,
        complaint_factor: spec.complaint_factor,
        contract_share: spec.contract_share,
        newcomers_per_month: spec.newcomers_per_month,
    })
}

pub(super) fn experience(spec: &ScenarioSpec) -> ExperienceModel {
    let dynamics = spec.experience.clone().unwrap_or_default();
    ExperienceModel {
        categories: spec.category.iter().map(category).collect(),
        dynamics: Dynamics {
            contact_learning: dynamics.contact_learning,
            month_learning: dynamics.month_learning,
            tenure_slowing: dynamics.tenure_slowing,
            peak_weight: dynamics.peak_weight,
            memory_half_life: dynamics.memory_half_life.0,
            expectation_learning: dynamics.expectation_learning,
            direct: dynamics.direct,
            gain: dynamics.gain,
            loss: dynamics.loss,
            promise: dynamics.promise,
        },
        waiting: Waiting {
            factor: dynamics.waiting.factor,
            exponent: dynamics.waiting.exponent,
            acceptable: dynamics.waiting.acceptable.0,
        },
    }
}

fn category(spec: &CategorySpec) -> Category {
    let touch = match (&spec.month, &spec.contact, &spec.complaint) {
        (Some(MonthSpec { mean, sd_between, sd_within }), ..) => {
            Touch::Month { mean: *mean, sd_between: *sd_between, sd_within: *sd_within }
        }
        (None, Some(weights), _) => Touch::Contact { weights: weights.as_array(), complaints_only: false },
        (None, None, weights) => {
            let weights = weights.clone().unwrap_or_default().as_array();
            Touch::Contact { weights, complaints_only: true }
        }
    };
    Category {
        name: spec.name.clone(),
        importance: spec.importance,
        class: spec.class.0,
        expectation: spec.expectation,
        touch,
    }
}

pub(super) fn loyalty(spec: &ScenarioSpec) -> Result<LoyaltyModel, LawFault> {
    let loyalty = spec.loyalty.clone().unwrap_or_default();
    Ok(LoyaltyModel {
        churn: Churn {
            satisfaction_effect: loyalty.churn.satisfaction_effect,
            tenure_effect: loyalty.churn.tenure_effect,
            contract_lock: loyalty.churn.contract_lock,
            frailty_cv: loyalty.churn.frailty_cv,
            involuntary_share: loyalty.churn.involuntary_share,
        },
        complaint: complaint(spec, &loyalty)?,
        word_of_mouth: WordOfMouth {
            neutral: loyalty.word_of_mouth.neutral,
            negative_weight: loyalty.word_of_mouth.negative_weight,
            acquisition_effect: loyalty.word_of_mouth.acquisition_effect,
            expectation_effect: loyalty.word_of_mouth.expectation_effect,
        },
    })
}

fn complaint(spec: &ScenarioSpec, loyalty: &LoyaltySpec) -> Result<Complaint, LawFault> {
    let Some(complaint) = &loyalty.complaint else {
        return Ok(Complaint {
            reason: None,
            probability: 0.0,
            dissatisfaction_effect: 0.0,
            delay: Distribution::Constant { mean: 0.0 },
            recovery: 0.0,
            double_deviation: 0.0,
        });
    };
    Ok(Complaint {
        reason: reason_index(spec, &complaint.reason),
        probability: complaint.probability,
        dissatisfaction_effect: complaint.dissatisfaction_effect,
        delay: complaint.delay.distribution()?,
        recovery: complaint.recovery,
        double_deviation: complaint.double_deviation,
    })
}
