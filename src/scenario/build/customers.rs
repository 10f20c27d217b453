//! Segments and loyalty.

use super::centre::reason_index;
use crate::loyalty::{Churn, Complaint, LoyaltyModel, WordOfMouth};
use crate::population::{Copula, Segment, Trait};
use crate::random::Distribution;
use crate::scenario::distributions::LawFault;
use crate::scenario::schema::{CorrelationSpec, LoyaltySpec, ScenarioSpec, SegmentSpec};

pub(super) fn segment(spec: &SegmentSpec, whole: &ScenarioSpec) -> Result<Segment, LawFault> {
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
        susceptibility_cv: spec.susceptibility_cv,
        copula: Copula::new(&correlations(whole, &spec.name)),
    })
}

/// The correlations that hold in a segment.
pub(in crate::scenario) fn correlations(spec: &ScenarioSpec, segment: &str) -> Vec<(Trait, Trait, f64)> {
    let holds = |of: &&CorrelationSpec| {
        of.segments.as_ref().is_none_or(|named| named.iter().any(|name| name == segment))
    };
    let pair = |of: &CorrelationSpec| match of.of[..] {
        [a, b] => Some((a.0, b.0, of.value)),
        _ => None,
    };
    spec.correlation.iter().filter(holds).filter_map(pair).collect()
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
