//! Primary demand: rates by reason over the week, the shares of the segments, and the factors of interventions.

use crate::journey::DemandModel;
use crate::operation::{ArrivalModel, Arrivals, Fluctuation, WeekPattern};
use crate::scenario::patterns::quarters_of_day;
use crate::scenario::schema::{ReasonSpec, ScenarioSpec};
use crate::time::DAYS_PER_MONTH;

/// The primary demand of the baseline.
pub(in crate::scenario) fn demand(spec: &ScenarioSpec) -> DemandModel {
    DemandModel {
        arrivals: ArrivalModel {
            reasons: spec.reason.iter().map(|reason| Arrivals::Rates(rates(spec, reason))).collect(),
            fluctuation: Fluctuation::busyness(spec.demand.busyness_cv),
            shocks: Vec::new(),
        },
        segment_shares: if spec.is_bare() {
            Vec::new()
        } else {
            spec.reason.iter().map(|reason| segment_shares(spec, reason)).collect()
        },
        headroom: spec.demand.headroom,
    }
}

fn rates(spec: &ScenarioSpec, reason: &ReasonSpec) -> WeekPattern {
    if let Some(arrivals) = &reason.arrivals_per_hour {
        return WeekPattern { values: arrivals.quarters() };
    }
    let customers: f64 = spec.segment.iter().map(|segment| f64::from(segment.size)).sum();
    let per_hour = reason.contacts_per_month.unwrap_or(0.0) * customers / (DAYS_PER_MONTH * 24.0);
    let profile = reason.profile.as_ref().and_then(|name| spec.profile.get(name));
    let week = profile.and_then(|profile| profile.week());
    let Some(days) = week else {
        return WeekPattern::constant(per_hour);
    };
    let pattern = WeekPattern { values: days.iter().flat_map(|day| quarters_of_day(&day.0)).collect() };
    // Profiles are relative: their mean is 1 by scaling.
    let mean = pattern.mean();
    if mean > 0.0 { pattern.scaled(per_hour / mean) } else { WeekPattern::constant(per_hour) }
}

/// The segments' shares of a reason, by size and by the factors of segment and reason. A segment of which nobody makes
/// contact has share 0; when that is all of them, size alone decides, so that shares still sum to 1.
fn segment_shares(spec: &ScenarioSpec, reason: &ReasonSpec) -> Vec<f64> {
    let size = |index: usize| f64::from(spec.segment[index].size);
    let weight = |index: usize| {
        let segment = &spec.segment[index];
        size(index)
            * segment.contact_factor
            * reason.segment_factors.get(&segment.name).copied().unwrap_or(1.0)
    };
    let segments = 0..spec.segment.len();
    let total: f64 = segments.clone().map(weight).sum();
    if total > 0.0 {
        return segments.map(|index| weight(index) / total).collect();
    }
    let total: f64 = segments.clone().map(size).sum();
    segments.map(|index| size(index) / total).collect()
}

/// Factor on the rate of each reason against the baseline.
pub(in crate::scenario) fn rate_factors(spec: &ScenarioSpec, baseline: &ScenarioSpec) -> Vec<f64> {
    let level = |reason: &ReasonSpec| match &reason.arrivals_per_hour {
        Some(arrivals) => WeekPattern { values: arrivals.quarters() }.mean(),
        None => reason.contacts_per_month.unwrap_or(0.0),
    };
    spec.reason.iter().zip(&baseline.reason).map(|(now, then)| factor(level(now), level(then))).collect()
}

/// Factor on the contact rate of each segment against the baseline.
pub(in crate::scenario) fn segment_rate_factors(spec: &ScenarioSpec, baseline: &ScenarioSpec) -> Vec<f64> {
    let pairs = spec.segment.iter().zip(&baseline.segment);
    pairs.map(|(now, then)| factor(now.contact_factor, then.contact_factor)).collect()
}

/// `now` against `then`; exactly 1 when nothing changed. From nothing to something is beyond any majorant.
fn factor(now: f64, then: f64) -> f64 {
    if now == then {
        1.0
    } else if then == 0.0 {
        f64::INFINITY
    } else {
        now / then
    }
}
