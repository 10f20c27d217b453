//! Primary demand: rates by reason over the week, the shares of the segments, and the factors of interventions.

use super::centre::reason_index;
use crate::journey::DemandModel;
use crate::operation::{
    ArrivalModel, Arrivals, Daily, Fluctuation, Shock, ShockShape, Sources, Strike, WeekPattern,
};
use crate::scenario::clocks::WeekClock;
use crate::scenario::patterns::quarters_of_day;
use crate::scenario::schema::{BusynessSpec, ReasonSpec, ScenarioSpec, ShockSpec};
use crate::time::{DAYS_PER_MONTH, Duration, Instant};

/// The primary demand of the baseline.
pub(in crate::scenario) fn demand(spec: &ScenarioSpec) -> DemandModel {
    DemandModel {
        arrivals: ArrivalModel {
            reasons: spec.reason.iter().map(|reason| arrivals(spec, reason)).collect(),
            fluctuation: fluctuation(spec, None),
            busyness: if spec.reason.iter().any(|reason| reason.busyness.is_some()) {
                spec.reason.iter().map(|reason| fluctuation(spec, reason.busyness.as_ref())).collect()
            } else {
                Vec::new()
            },
            shocks: spec.demand.shock.iter().map(|shock| self::shock(shock, spec)).collect(),
        },
        segment_shares: if spec.is_bare() {
            Vec::new()
        } else {
            spec.reason.iter().map(|reason| segment_shares(spec, reason)).collect()
        },
        headroom: spec.demand.headroom,
    }
}

/// How demand fluctuates: that of all reasons, or of one that states what is its own.
fn fluctuation(spec: &ScenarioSpec, own: Option<&BusynessSpec>) -> Fluctuation {
    let own = own.cloned().unwrap_or_default();
    Fluctuation {
        busyness_cv: own.cv.unwrap_or(spec.demand.busyness_cv),
        correlation: own.correlation.unwrap_or(spec.demand.busyness_correlation),
        shared: own.shared.unwrap_or(spec.demand.busyness_shared),
        volume_cv: spec.demand.volume_cv,
        volume_law: spec.demand.volume_law.0,
    }
}

fn arrivals(spec: &ScenarioSpec, reason: &ReasonSpec) -> Arrivals {
    if let Some(daily) = &reason.arrivals {
        return Arrivals::Daily(Daily {
            mean: daily.per_day.days(),
            sd: daily.sd.days(),
            weights: WeekPattern { values: daily.weights.quarters().iter().map(|weight| weight.0).collect() },
        });
    }
    if let Some(times) = &reason.arrival_times {
        let instant = |seconds: &f64| Instant::ZERO + Duration::from_seconds(*seconds);
        return Arrivals::replay(times.iter().map(instant).collect());
    }
    if let Some(sources) = &reason.sources {
        return Arrivals::Sources(Sources { count: sources.count, per_idle_hour: sources.per_idle_hour });
    }
    Arrivals::Rates(rates(spec, reason))
}

fn shock(shock: &ShockSpec, spec: &ScenarioSpec) -> Shock {
    let of_day = |WeekClock(at): WeekClock| {
        let day = Duration::DAY.as_micros();
        ((at.as_micros() / day) as usize % 7, Duration::micros(at.as_micros() % day))
    };
    let named = |name: &String| reason_index(spec, name);
    Shock {
        strike: match (shock.at.map(of_day), shock.week) {
            (Some((day, time)), Some(week)) => Strike::At { week: (week.max(1) - 1) as usize, day, time },
            (Some((day, time)), None) => Strike::Weekly { day, time },
            (None, _) => Strike::Random { per_year: shock.per_year.unwrap_or(0.0) },
        },
        peak: shock.peak,
        shape: match (shock.length, shock.half_life) {
            (None, Some(half_life)) => ShockShape::Decay { half_life: half_life.0 },
            (length, _) => ShockShape::Step { length: length.unwrap_or_default().0 },
        },
        reasons: match &shock.reasons {
            Some(names) => names.iter().filter_map(named).collect(),
            None => (0..spec.reason.len()).collect(),
        },
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
    let level = |reason: &ReasonSpec| match (&reason.arrivals_per_hour, &reason.arrivals) {
        (Some(arrivals), _) => WeekPattern { values: arrivals.quarters() }.mean(),
        (None, Some(daily)) => daily.per_day.days().iter().sum(),
        (None, None) => reason.contacts_per_month.unwrap_or(0.0),
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
