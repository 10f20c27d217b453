//! Segments.

use crate::population::{Copula, Segment, Trait};
use crate::scenario::distributions::LawFault;
use crate::scenario::schema::{CorrelationSpec, ScenarioSpec, SegmentSpec};

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
