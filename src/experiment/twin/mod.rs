//! The analytic twin of a run: Erlang A or Erlang C for every stretch of the day, beside the simulation, wherever a reason
//! has agents of its own; and where a formula leaves something out, what that is.

mod formula;
mod gaps;
mod isolated;
mod load;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::journey::{Blueprint, Fact, Rows, Scope};
use crate::metrics::{INTERVALS_PER_DAY, Metric};
use crate::statistics::{Confidence, RatioSample};

use super::names::clock;
use super::result::Estimate;
use super::runs::ArmRuns;

use formula::{Figures, Totals};
use load::Load;

/// The formula of one reason beside its simulation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReasonTwin {
    /// Name of the reason.
    pub reason: String,
    /// `Erlang A` or `Erlang C`; absent where no formula applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// Why no formula applies, or what the formula leaves out.
    pub gaps: Vec<String>,
    /// Figures of the whole horizon, by metric key; empty where some stretch has no steady state.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub metrics: IndexMap<String, TwinFigure>,
    /// The day in stretches of equal load and staffing, all days of the horizon together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stretches: Vec<TwinStretch>,
}

/// Half-hours of the day with the same load and staffing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TwinStretch {
    /// Start, `HH:MM`.
    pub start: String,
    /// End, `HH:MM`.
    pub end: String,
    /// Contacts offered per hour.
    pub contacts_per_hour: f64,
    /// Offered load in Erlangs.
    pub load_erlangs: f64,
    /// Agents on duty.
    pub agents: f64,
    /// Figures by metric key; empty where the load has no steady state.
    pub metrics: IndexMap<String, TwinFigure>,
}

/// One figure by formula and by simulation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TwinFigure {
    /// By formula.
    pub formula: f64,
    /// By simulation; absent where the simulation keeps no such figure for the reason alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub simulated: Option<Estimate>,
}

/// The metrics that a formula gives, in the order of output.
const METRICS: [Metric; 10] = [
    Metric::AbandonmentRate,
    Metric::ServiceLevelOfOffered,
    Metric::ServiceLevelExcludingShortAbandons,
    Metric::ServiceLevelCountingShortAbandons,
    Metric::ServiceLevelOfAnswered,
    Metric::WaitProbability,
    Metric::WaitMean,
    Metric::Asa,
    Metric::QueueMean,
    Metric::Occupancy,
];

/// The twin of every reason that contacts are planned for.
pub(super) fn twins(blueprint: &Blueprint, runs: &ArmRuns, confidence: Confidence) -> Vec<ReasonTwin> {
    let planned: Vec<f64> =
        (0..blueprint.demand.arrivals.reasons.len()).map(|reason| load::planned(blueprint, reason)).collect();
    let reasons = planned.iter().enumerate().filter(|(_, contacts)| **contacts > 0.0);
    reasons.map(|(reason, contacts)| twin(blueprint, runs, confidence, reason, *contacts, &planned)).collect()
}

fn twin(
    blueprint: &Blueprint,
    runs: &ArmRuns,
    confidence: Confidence,
    reason: usize,
    contacts: f64,
    planned: &[f64],
) -> ReasonTwin {
    let centre = &blueprint.before.centre;
    let name = centre.reasons[reason].name.clone();
    let teams = match isolated::teams(blueprint, reason, planned) {
        Ok(teams) => teams,
        Err(gaps) => {
            return ReasonTwin {
                reason: name,
                formula: None,
                gaps,
                metrics: IndexMap::new(),
                stretches: Vec::new(),
            };
        }
    };
    let comes_back = gaps::comes_back(blueprint, reason);
    let simulated_volume = offered(runs, reason).filter(|_| comes_back).map_or(1.0, |mean| mean / contacts);
    let load = Load::of(blueprint, reason, &teams, simulated_volume);
    let by_half_hour = formula::by_half_hour(&load, &centre.reasons[reason]);
    let everything = by_half_hour.iter().fold(Totals::default(), |sum, part| sum.plus(part));
    let alone = planned.iter().filter(|contacts| **contacts > 0.0).count() == 1;
    let beside = Beside { runs, confidence };
    let whole = |metric: Metric| match metric {
        // Agents' time is kept by team.
        Metric::Occupancy => match teams.as_slice() {
            [team] => beside.estimate(&[Scope::Team(*team)], metric),
            _ => None,
        },
        _ => beside.estimate(&[Scope::Reason(reason)], metric),
    };
    let all_teams = teams.len() == centre.teams.len();
    let of_day = |metric: Metric, half_hours: std::ops::Range<usize>| {
        let kept = alone && (metric != Metric::Occupancy || all_teams);
        let scopes: Vec<Scope> = half_hours.map(Scope::Interval).collect();
        kept.then(|| beside.estimate(&scopes, metric)).flatten()
    };
    let stretches = stretches(&by_half_hour)
        .into_iter()
        .map(|(half_hours, totals)| TwinStretch {
            start: clock(half_hours.start),
            end: clock(half_hours.end),
            contacts_per_hour: totals.contacts / totals.hours,
            load_erlangs: totals.load_hours / totals.hours,
            agents: totals.agent_hours / totals.hours,
            metrics: figures(totals.figures(), |metric| of_day(metric, half_hours.clone())),
        })
        .collect();
    ReasonTwin {
        reason: name,
        formula: Some(load.formula_name().to_string()),
        gaps: gaps::left_out(blueprint, reason, &teams, &load, &everything),
        metrics: figures(everything.figures(), whole),
        stretches,
    }
}

/// The figures of a stretch under their keys, with what the simulation says beside them.
fn figures(
    by_formula: Option<Figures>,
    simulated: impl Fn(Metric) -> Option<Estimate>,
) -> IndexMap<String, TwinFigure> {
    let Some(by_formula) = by_formula else { return IndexMap::new() };
    METRICS
        .iter()
        .map(|&metric| {
            let figure = TwinFigure { formula: by_formula.of(metric), simulated: simulated(metric) };
            (metric.key().to_string(), figure)
        })
        .collect()
}

/// Neighbouring half-hours with the same load and staffing, joined; those without contacts are left out.
fn stretches(by_half_hour: &[Totals; INTERVALS_PER_DAY]) -> Vec<(std::ops::Range<usize>, Totals)> {
    let mut stretches: Vec<(std::ops::Range<usize>, Totals)> = Vec::new();
    for (half_hour, totals) in by_half_hour.iter().enumerate() {
        if totals.contacts <= 0.0 {
            continue;
        }
        match stretches.last_mut() {
            Some((range, joined)) if range.end == half_hour && joined.is_like(totals) => {
                range.end += 1;
                *joined = joined.plus(totals);
            }
            _ => stretches.push((half_hour..half_hour + 1, *totals)),
        }
    }
    stretches
}

/// Contacts of the reason offered per replication.
fn offered(runs: &ArmRuns, reason: usize) -> Option<f64> {
    let of = |rows: &Rows| fact(rows, Scope::Reason(reason), Metric::Offered).map(|fact| fact.numerator);
    let counts: Option<Vec<f64>> = runs.replications.iter().map(of).collect();
    let counts = counts.filter(|counts| !counts.is_empty())?;
    Some(counts.iter().sum::<f64>() / counts.len() as f64)
}

fn fact(rows: &Rows, scope: Scope, metric: Metric) -> Option<Fact> {
    let (_, row) = rows.iter().find(|(of, _)| *of == scope)?;
    row.get(metric)
}

/// The simulation as something to look at beside the formula.
struct Beside<'a> {
    runs: &'a ArmRuns,
    confidence: Confidence,
}

impl Beside<'_> {
    /// The estimate of a ratio over several scopes together.
    fn estimate(&self, scopes: &[Scope], metric: Metric) -> Option<Estimate> {
        let of = |rows: &Rows| {
            let mut sum = (0.0, 0.0);
            for scope in scopes {
                let fact = fact(rows, *scope, metric)?;
                sum = (sum.0 + fact.numerator, sum.1 + fact.denominator);
            }
            Some(sum)
        };
        let sample: Option<RatioSample> = self.runs.replications.iter().map(of).collect();
        let summary = sample?.summary(self.confidence)?;
        Some(Estimate {
            mean: summary.mean,
            sd: summary.sd,
            ci_low: summary.interval.map(|interval| interval.low),
            ci_high: summary.interval.map(|interval| interval.high),
            n: summary.n,
            unit: metric.entry().unit.to_string(),
        })
    }
}

#[cfg(test)]
mod tests;
