//! What a trial found, as plain data: the shape of `goodwill judge --format json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::experiment::Provenance;

/// A figure of the trial with its Monte Carlo standard error, clustered by population.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measured {
    /// The figure.
    pub value: f64,
    /// Its standard error; absent with one population.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mc_se: Option<f64>,
}

/// Everything a trial found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Trial {
    /// Which program, scenario and command made it.
    pub goodwill: Provenance,
    /// How it was held.
    pub method: TrialMethod,
    /// Whom every figure is about, unless its table says otherwise.
    pub population: String,
    /// The formulas, in the order in which they were named.
    pub formulas: Vec<FormulaTrial>,
    /// The questions a team asks.
    pub questions: Vec<Question>,
    /// The bars that were set, and whether they were met.
    pub requirements: Vec<RequirementCheck>,
    /// What must be known to read it.
    pub warnings: Vec<String>,
}

/// How a trial was held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TrialMethod {
    /// Simulated populations.
    pub populations: u64,
    /// Surveys drawn of each.
    pub surveys: u64,
    /// Mean answers of a survey.
    pub answers: f64,
    /// Level of the intervals on trial.
    pub confidence: f64,
    /// Resamples of intervals by bootstrap; absent where intervals are analytic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resamples: Option<u32>,
}

/// One formula on trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FormulaTrial {
    /// Its name.
    pub name: String,
    /// What it is: the definition, the expression or the command.
    pub definition: String,
    /// Its unit.
    pub unit: String,
    /// One sentence in plain words.
    pub verdict: String,
    /// Whether that sentence is good news, bad news, or neither.
    pub standing: Standing,
    /// Surveys on which it gave an estimate.
    pub estimates: u64,
    /// Surveys on which it failed, and why, most frequent reasons first.
    pub failures: Vec<Failures>,
    /// Against the census value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub census: Option<AgainstCensus>,
    /// Against the construct.
    pub construct: AgainstConstruct,
    /// The error in parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_parts: Option<ErrorSplit>,
}

/// How a formula stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its interval can be trusted.
    Trusted,
    /// It can be used with the reservation stated.
    Doubtful,
    /// It misleads.
    Misleading,
    /// The surveys are too few to say whether its interval can be trusted.
    Undecided,
    /// It gave too little to say.
    Failed,
}

/// A reason for failing and how often it occurred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failures {
    /// The reason.
    pub reason: String,
    /// Surveys.
    pub surveys: u64,
}

/// A formula against its census value, in its own unit. Source of the measures: Morris, White and Crowther (2019).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgainstCensus {
    /// Mean census value over the populations: the value of the process.
    pub truth: Measured,
    /// Standard deviation of the census value between populations: what one finite population owes to chance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truth_sd: Option<f64>,
    /// Mean estimate minus census value.
    pub bias: Measured,
    /// Bias over the mean census value; absent where that is within a thousandth of 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relative_bias: Option<Measured>,
    /// Root of the mean squared error.
    pub rmse: Measured,
    /// Standard deviation of the estimate from survey to survey of one population.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub empirical_se: Option<Measured>,
    /// Mean standard error that the intervals claim over the empirical one; 1 is honest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub se_ratio: Option<Measured>,
    /// Share of intervals that hold the census value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Measured>,
    /// The same about the mean estimate: coverage if the bias were known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bias_eliminated_coverage: Option<Measured>,
    /// Share of intervals that hold the value of the process.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub process_coverage: Option<Measured>,
    /// Mean width of the intervals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<Measured>,
    /// Share of pairs of surveys of one unchanged population that the formula calls different.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub type_1_error: Option<Measured>,
}

impl AgainstCensus {
    /// The figures there are: name, unit (`unit` is the formula's), figure.
    pub fn figures<'a>(
        &self,
        unit: &'a str,
    ) -> impl Iterator<Item = (&'static str, &'a str, Measured)> + use<'a> {
        let sd = self.truth_sd.map(|value| Measured { value, mc_se: None });
        [
            ("truth", unit, Some(self.truth)),
            ("truth_sd", unit, sd),
            ("bias", unit, Some(self.bias)),
            ("relative_bias", "share", self.relative_bias),
            ("rmse", unit, Some(self.rmse)),
            ("empirical_se", unit, self.empirical_se),
            ("se_ratio", "ratio", self.se_ratio),
            ("coverage", "share", self.coverage),
            ("bias_eliminated_coverage", "share", self.bias_eliminated_coverage),
            ("process_coverage", "share", self.process_coverage),
            ("width", unit, self.width),
            ("type_1_error", "share", self.type_1_error),
        ]
        .into_iter()
        .filter_map(|(name, unit, figure)| Some((name, unit, figure?)))
    }
}

impl AgainstConstruct {
    /// The figures there are: name, unit, figure.
    pub fn figures(&self) -> impl Iterator<Item = (&'static str, &'static str, Measured)> + use<> {
        [
            ("rank_correlation", "correlation", self.rank_correlation),
            ("right_about_satisfaction", "share", self.right_about_satisfaction),
            ("right_about_churn", "share", self.right_about_churn),
            ("right_about_profit", "share", self.right_about_profit),
        ]
        .into_iter()
        .filter_map(|(name, unit, figure)| Some((name, unit, figure?)))
    }
}

/// A formula against what it stands for: scale-free figures only.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgainstConstruct {
    /// Spearman correlation between the estimate of each arm and the arm's mean latent satisfaction, within a population.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank_correlation: Option<Measured>,
    /// Share of comparisons of an intervention with the baseline in which the sign of the estimated change is that of the
    /// change of mean latent satisfaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right_about_satisfaction: Option<Measured>,
    /// The same against churn (an estimate that rises says that churn falls).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right_about_churn: Option<Measured>,
    /// The same against profit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right_about_profit: Option<Measured>,
}

/// The mean error of a formula in parts that sum to the total.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorSplit {
    /// Each part in order: frame, selection, sampling, non-response, measurement, estimation.
    pub parts: Vec<ErrorPart>,
    /// Their sum: the bias.
    pub total: Measured,
}

/// One part of the error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorPart {
    /// Its name.
    pub part: String,
    /// Its mean: what it adds to the bias.
    pub bias: Measured,
    /// Its standard deviation from survey to survey: what it adds to the noise.
    pub sd: f64,
}

/// One question with its answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Question {
    /// Key of the question.
    pub key: String,
    /// The question.
    pub question: String,
    /// Whom it is about.
    pub population: String,
    /// How it is answered.
    pub method: String,
    /// The answers.
    pub answers: Vec<Answer>,
    /// Why there are none, where there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent: Option<String>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// The formula.
    pub formula: String,
    /// What it is about: an intervention, a segment, a part of the error.
    pub about: String,
    /// Name of the figure.
    pub figure: String,
    /// Its unit: `share`, `answers`, or that of the formula.
    pub unit: String,
    /// The figure.
    #[serde(flatten)]
    pub measured: Measured,
}

/// A bar and whether it was met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RequirementCheck {
    /// As it was written.
    pub requirement: String,
    /// The formula.
    pub formula: String,
    /// The figure; absent where the formula has none, which does not meet the bar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Whether it is met.
    pub met: bool,
}
