//! What an experiment found, as plain data: the shape of `result.json` and of everything the report draws.
//!
//! The field names of the types that derive `Serialize` are the contract with other programs; they are never renamed.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::doubt::Screening;
pub use super::doubt::result::*;
use super::twin::ReasonTwin;

/// Metric key to estimate, in catalogue order.
pub type Estimates = IndexMap<String, Estimate>;

/// The whole result of `run` or `compare`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Results {
    /// Which program, scenario, seed and command made this.
    pub goodwill: Provenance,
    /// Level of all confidence intervals, above 0 and below 1.
    pub confidence: f64,
    /// One entry per arm, in scenario order, the baseline first.
    pub arms: Vec<ArmResult>,
    /// Paired differences of every arm against the baseline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contrasts: Vec<Contrast>,
    /// Effects of the interventions alone (against the baseline) and their interactions, of those sets of which all parts were run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
    /// The answer of a single arm in a few plain sentences; absent where money decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Verdict per contrast, and the arm recommended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdicts: Option<Verdicts>,
    /// What each arm adds to satisfaction soon after its changes and in the end; absent without customers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gains_over_time: Vec<GainOverTime>,
    /// Money of each arm against the baseline.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payoffs: Vec<Payoff>,
    /// What the answer owes to the most doubtful inputs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
    /// Which of all assumptions move the answer, when it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screening: Option<Screening>,
    /// The baseline beside what was observed in reality, when the scenario says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub observed: Vec<ObservedRow>,
    /// Targets of the scenario, per arm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<TargetRow>,
    /// What was calibrated before the arms ran.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibration: Option<CalibrationReport>,
    /// Queues by formula beside their simulation; `run` alone has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub twins: Vec<ReasonTwin>,
    /// Warnings that every reader must see.
    #[serde(default)]
    pub warnings: Vec<String>,
}

/// Which program, scenario, seed and command made a result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// Version of the program.
    pub version: String,
    /// Version of the rules by which random draws are made.
    pub stream_version: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// SHA-256 of the effective scenario in canonical form.
    pub scenario_sha256: String,
    /// Master seed.
    pub seed: u64,
    /// Verb and the options that change results, normalised.
    pub command: String,
}

/// One arm.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArmResult {
    /// Name: `baseline`, or the interventions joined by ` + `.
    pub name: String,
    /// Interventions in force.
    pub interventions: Vec<String>,
    /// Metrics of the whole arm.
    pub metrics: Estimates,
    /// Metrics per segment.
    pub segments: IndexMap<String, Estimates>,
    /// Metrics per reason.
    pub reasons: IndexMap<String, Estimates>,
    /// Metrics per team.
    pub teams: IndexMap<String, Estimates>,
    /// Metrics per half-hour of the day, over all days of the horizon.
    pub intervals: Vec<IntervalResult>,
    /// Metrics per week of the horizon.
    pub weeks: Vec<WeekResult>,
    /// Distribution of the pooled waits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wait_distribution: Vec<WaitPoint>,
}

/// A point of the cumulative distribution of waits.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WaitPoint {
    /// Wait in seconds.
    pub wait_s: f64,
    /// Share of contacts with a wait of at most that.
    pub share: f64,
}

/// An estimate with its simulation noise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Estimate {
    /// Point estimate.
    pub mean: f64,
    /// Standard deviation over replications; absent with one replication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sd: Option<f64>,
    /// Lower end of the confidence interval; absent with one replication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ci_low: Option<f64>,
    /// Upper end of the confidence interval; absent with one replication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ci_high: Option<f64>,
    /// Replications.
    pub n: u64,
    /// Unit of `mean`.
    pub unit: String,
}

/// One half-hour of the day.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct IntervalResult {
    /// Start, `HH:MM`.
    pub start: String,
    /// End, `HH:MM`; `24:00` closes the day.
    pub end: String,
    /// Metrics.
    pub metrics: Estimates,
}

/// One week of the horizon.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WeekResult {
    /// Week, counted from 1 at the end of the warm-up.
    pub week: u32,
    /// Metrics.
    pub metrics: Estimates,
}

/// Paired difference of one arm against another.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Contrast {
    /// The arm.
    pub arm: String,
    /// The arm it is compared with.
    pub against: String,
    /// Differences, arm minus against.
    pub metrics: IndexMap<String, Difference>,
    /// Differences of single reasons in the figures by which a service is judged, where both arms have the same reasons; absent
    /// where money decides.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub reasons: IndexMap<String, IndexMap<String, Difference>>,
}

/// One paired difference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// Difference of the estimates.
    pub mean: f64,
    /// Lower end of the confidence interval; absent with one replication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ci_low: Option<f64>,
    /// Upper end of the confidence interval; absent with one replication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ci_high: Option<f64>,
    /// Two-sided p-value of no difference; absent with one replication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p: Option<f64>,
    /// The same, Holm-adjusted over the arms of this metric, among effects over the effects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p_adjusted: Option<f64>,
    /// Variance of the unpaired over the paired difference; absent where the paired difference has no variance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variance_reduction: Option<f64>,
    /// Replications.
    pub n: u64,
}

impl Difference {
    /// The end of the interval that is less welcome where `sign` is 1 for "more is better" and -1 for "less is better", counted so that
    /// above 0 is clearly an improvement; absent with one replication.
    pub(crate) fn less_welcome_end(&self, sign: f64) -> Option<f64> {
        Some((sign * self.ci_low?).min(sign * self.ci_high?))
    }
}

/// What an arm adds to satisfaction as time goes on: the short run is the four weeks from the first in which its changes are in
/// force, the long run the last four of the horizon.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GainOverTime {
    /// The arm.
    pub arm: String,
    /// Soon after the changes begin.
    pub short_run: Gains,
    /// At the end of the horizon.
    pub long_run: Gains,
    /// Week by week.
    pub weeks: Vec<WeekOfGain>,
}

/// Satisfaction of an arm less that of the baseline over some weeks, in points: means over the monthly steps of the customers.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Gains {
    /// First and last week.
    pub weeks: [u32; 2],
    /// The direct part: what service is like. Of a gain it stays.
    pub direct: Difference,
    /// The disconfirmation part: what service is like against what was expected. Of a gain it fades as expectation adapts.
    pub disconfirmation: Difference,
    /// Both.
    pub together: Difference,
}

/// The two parts in one week.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WeekOfGain {
    /// Week, counted from 1 at the end of the warm-up.
    pub week: u32,
    /// The direct part.
    pub direct: Difference,
    /// The disconfirmation part.
    pub disconfirmation: Difference,
}

/// Effect of one intervention, or interaction of several, in the full factorial (simple effects from the baseline: the
/// effect of {a, b} is what both give beyond the sum of a alone and b alone).
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Effect {
    /// Interventions, in scenario order.
    pub of: Vec<String>,
    /// Effects per metric.
    pub metrics: IndexMap<String, Difference>,
}

/// Verdicts a planner can act on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Verdicts {
    /// One row per arm and metric with a threshold.
    pub rows: Vec<VerdictRow>,
    /// The arm with the highest profit plus customer value among those that clearly gain (p Holm-adjusted over the arms) and are
    /// worse on nothing that matters; absent when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommended: Option<String>,
    /// What each arm does to the service; absent where money decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service: Vec<ServiceVerdict>,
    /// The arm that the headline is about where money does not decide, and none is recommended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spotlight: Option<String>,
    /// The answer in one or two plain sentences.
    pub headline: String,
    /// Effects and interactions in words, one sentence each.
    pub sentences: Vec<String>,
}

/// One verdict.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct VerdictRow {
    /// The arm.
    pub arm: String,
    /// The metric.
    pub metric: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The smallest difference that matters, in the unit of the metric (shares as shares).
    pub matters: f64,
}

/// What an arm clearly does to the figures by which a service is judged: those of the whole, and of single reasons what the whole
/// hides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceVerdict {
    /// The arm.
    pub arm: String,
    /// Over all figures.
    pub verdict: Verdict,
    /// Figures that are better by as much as matters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub better: Vec<ServiceChange>,
    /// Figures that are worse by as much as matters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worse: Vec<ServiceChange>,
    /// Extra cost (all of it where there is money, else that of staff) per percentage point by which the first figure that is a share is
    /// better; absent where it is not better, or nothing more is spent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_per_point: Option<f64>,
}

/// A figure of a service that an arm changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceChange {
    /// The reason it is of; absent for the whole service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Metric key.
    pub metric: String,
    /// The arm's value less the baseline's.
    pub difference: f64,
    /// The arm's value.
    pub level: f64,
}

/// Better, worse, no difference that matters, undecided, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The whole interval lies beyond the threshold on the good side.
    Better,
    /// The whole interval lies beyond the threshold on the bad side.
    Worse,
    /// The whole interval lies within the thresholds.
    NoDifferenceThatMatters,
    /// The interval crosses a threshold: run more replications.
    Undecided,
    /// Of several figures some are better and some worse.
    Mixed,
}

impl Verdict {
    /// The verdict in words.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Better => "better",
            Verdict::Worse => "worse",
            Verdict::NoDifferenceThatMatters => "no difference that matters",
            Verdict::Undecided => "undecided - run more",
            Verdict::Mixed => "better and worse",
        }
    }
}

/// Money of one arm against the baseline.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Payoff {
    /// The arm.
    pub arm: String,
    /// Cost of staff, interventions and touchpoints above the baseline's within the horizon.
    pub extra_service_cost: f64,
    /// Profit above the baseline's within the horizon.
    pub profit: f64,
    /// Customer value at the end above the baseline's.
    pub customer_value_end: f64,
    /// First week (from 1) from which cumulative profit stays at or above the baseline's; absent: not within the horizon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payback_week: Option<u32>,
    /// Extra staff and programme cost per point of cohort satisfaction gained; absent without a gain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_per_point: Option<f64>,
    /// Extra staff and programme cost per customer kept (fewer leavers); absent when none was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_per_customer_kept: Option<f64>,
    /// Loaded cost of a paid agent hour, as a multiple of the scenario's, at which profit plus customer value equals the
    /// baseline's; absent where it does not depend on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_even_agent_cost_factor: Option<f64>,
}

/// One observed figure beside the baseline's.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ObservedRow {
    /// Metric key.
    pub metric: String,
    /// Half-hour (`HH:MM`), absent for the whole day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<String>,
    /// What was observed.
    pub observed: f64,
    /// What the baseline gives.
    pub baseline: f64,
    /// Tolerance as a share of the observed value.
    pub tolerance: f64,
    /// Whether the baseline lies within the tolerance.
    pub matched: bool,
}

/// One target in one arm.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TargetRow {
    /// The arm.
    pub arm: String,
    /// Metric key.
    pub metric: String,
    /// The target in words, such as `at most 0.05`.
    pub target: String,
    /// The arm's value; absent where the arm has no such figure, which meets no target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Whether it is met.
    pub met: bool,
    /// Whether the interval of the value reaches beyond the target, so that more replications may tell otherwise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub within_noise: bool,
}

/// Customers lost within a year by a thousand failed contacts: of customers to whom it happens, and of newcomers who do not
/// come. The parts are taken up one after the other and sum to the total.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FailureSplit {
    /// Through memory: lower satisfaction, higher hazard of leaving.
    pub memory: f64,
    /// By leaving at once.
    pub exit: f64,
    /// By complaining, beyond memory: recovery is below 0, disappointment above.
    pub complaint: f64,
    /// By word of mouth.
    pub word_of_mouth: f64,
    /// All paths together.
    pub total: f64,
}

/// What was calibrated before the arms ran, and is the same in all of them.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CalibrationReport {
    /// Intercept of the churn hazard per segment (log-odds).
    pub churn_intercepts: BTreeMap<String, f64>,
    /// Mean satisfaction per segment to which the hazard is centred.
    pub satisfaction_reference: BTreeMap<String, f64>,
    /// Balance of word of mouth at which acquisition is as stated.
    pub word_of_mouth_reference: f64,
    /// Customers lost within a year by a thousand failed contacts, split by path, per segment and over `all`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub failure_effect: IndexMap<String, FailureSplit>,
    /// Change of the baseline's satisfaction from the first to the last quarter of the horizon, in points.
    pub baseline_drift: f64,
}
