//! From the typed scenario to the models that the rooms run on. The scenario has been checked before, so that a failure
//! here is a fault of the program, not of the file.

mod centre;
mod customers;
mod demand;
mod drift;
mod experience;
mod loyalty;
mod market;
mod reason;
mod survey;
mod team;

pub(super) use customers::correlations;
pub(super) use demand::{demand, rate_factors, segment_rate_factors};
pub(super) use reason::open_quarters;
pub(super) use team::{on_duty, skills};

use super::distributions::LawFault;
use super::schema::{MoneySpec, ScenarioSpec, SegmentSpec, TouchpointSpec};
use crate::journey::{MoneyModel, WeekModels};
use crate::metrics::Metric;
use crate::population::Segment;
use crate::time::Calendar;

/// Warm-up, horizon and start.
pub(super) fn calendar(spec: &ScenarioSpec) -> Calendar {
    Calendar { start: spec.time.start.0, warm_up: spec.time.warm_up.0, horizon: spec.time.horizon.0 }
}

/// Service level of offered that half-hours are held against when no target names one: the 80 in the usual 80/20.
const USUAL_SERVICE_LEVEL: f64 = 0.8;

/// Service level of offered that a half-hour should reach: what the targets ask for, else the usual one.
pub(super) fn interval_goal(spec: &ScenarioSpec) -> f64 {
    let asked = spec.goals.targets.iter().find(|target| target.metric == Metric::ServiceLevelOfOffered.key());
    asked.and_then(|target| target.at_least).unwrap_or(USUAL_SERVICE_LEVEL)
}

/// The segments of customers.
pub(super) fn segments(spec: &ScenarioSpec) -> Result<Vec<Segment>, LawFault> {
    spec.segment.iter().map(|segment| customers::segment(segment, spec)).collect()
}

/// The models of a week of the horizon (`None`: before) in which `spec` holds, against the baseline.
pub(super) fn week_models(
    spec: &ScenarioSpec,
    baseline: &ScenarioSpec,
    week: Option<usize>,
) -> Result<WeekModels, LawFault> {
    Ok(WeekModels {
        centre: centre::centre(spec)?,
        rate_factors: demand::rate_factors(spec, baseline),
        segment_rate_factors: demand::segment_rate_factors(spec, baseline),
        experience: (!spec.is_bare()).then(|| experience::experience(spec, week)),
        loyalty: if spec.is_bare() { None } else { Some(loyalty::loyalty(spec)?) },
        survey: spec.survey.as_ref().map(|of| survey::survey(spec, of)),
        money: spec.money.as_ref().map(|of| money(spec, of)),
    })
}

fn money(spec: &ScenarioSpec, money: &MoneySpec) -> MoneyModel {
    MoneyModel {
        currency: money.currency.clone(),
        margin: money.margin,
        acquisition_cost: money.acquisition_cost,
        contact_cost: money.contact_cost,
        touchpoint_cost: touchpoint_cost(spec),
        value_months: money.value_months,
        discount_annual: money.discount_annual,
    }
}

/// What the touchpoints that a customer meets in a month cost, by segment; empty when they cost nothing.
fn touchpoint_cost(spec: &ScenarioSpec) -> Vec<f64> {
    if spec.touchpoint.iter().all(|touchpoint| touchpoint.cost == 0.0) {
        return Vec::new();
    }
    let meets = |touchpoint: &TouchpointSpec, segment: &SegmentSpec| {
        touchpoint.segments.as_ref().is_none_or(|named| named.contains(&segment.name))
    };
    let of_segment = |segment: &SegmentSpec| {
        let met = spec.touchpoint.iter().filter(|touchpoint| meets(touchpoint, segment));
        met.map(|touchpoint| touchpoint.per_month * touchpoint.cost).sum()
    };
    spec.segment.iter().map(of_segment).collect()
}
