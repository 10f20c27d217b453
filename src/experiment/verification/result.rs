//! What a verification found, as plain data: the shape of `goodwill verify --format json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The whole of a verification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verification {
    /// Version of the program.
    pub version: String,
    /// Version of the rules by which random draws are made.
    pub stream_version: u32,
    /// Master seed.
    pub seed: u64,
    /// Verb and the options that change results, normalised.
    pub command: String,
    /// The fault that was planted in every model, to see whether it is found; absent in an honest verification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planted: Option<String>,
    /// How it was judged.
    pub method: Method,
    /// The cases that were run, in the order of the collection.
    pub cases: Vec<CaseCheck>,
    /// Cases of the collection that the program does not run, and why.
    pub left_out: Vec<LeftOut>,
    /// Cases that it runs, but that were not asked for this time.
    pub not_asked: Vec<String>,
    /// Whether every figure agrees and is precise enough.
    pub passed: bool,
}

/// How figures are judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Method {
    /// Probability that a run of all cases with a fresh seed calls some figure wrong although none is.
    pub false_alarm: f64,
    /// Simulated figures among which it is divided: those of all cases, whichever are asked for.
    pub gates: u32,
    /// The largest standard error allowed, as a share of the known value.
    pub precision: f64,
    /// The smallest deviation found with a probability of 90 % in a figure that is just precise enough, as a share of the
    /// known value, when replications are many.
    pub smallest_deviation_found: f64,
    /// Level of the intervals printed.
    pub confidence: f64,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CaseCheck {
    /// Name in the collection of reference cases.
    pub id: String,
    /// The queue in the field's notation.
    pub model: String,
    /// Where the known values come from.
    pub source: String,
    /// Replications run; absent where nothing had to be simulated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replications: Option<u64>,
    /// The figures.
    pub figures: Vec<FigureCheck>,
    /// Whether all of them agree and are precise enough.
    pub passed: bool,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FigureCheck {
    /// Its name in the collection of reference cases.
    pub metric: String,
    /// Which of several figures of that name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// Whether the known value is exact or was published with noise.
    pub known: Known,
    /// The known value, in the unit of the case.
    pub value: f64,
    /// Standard error of a published value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_standard_error: Option<f64>,
    /// What the program gives; absent when it gives nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<f64>,
    /// Its standard error; absent where nothing is random.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
    /// Lower end of the interval of the estimate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ci_low: Option<f64>,
    /// Upper end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ci_high: Option<f64>,
    /// Estimate minus known value in standard errors of the difference; a published value may lie anywhere within its
    /// rounding, and is taken where it is nearest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub z: Option<f64>,
    /// What `z` may be at most on either side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub z_allowed: Option<f64>,
    /// The verdict.
    pub verdict: FigureVerdict,
}

/// What is known of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Its value.
    Exact,
    /// What somebody's simulation gave.
    Published,
}

/// What is said of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FigureVerdict {
    /// It agrees, and is precise enough to say so.
    Agrees,
    /// It differs by more than chance explains.
    Differs,
    /// It does not differ, but is too noisy to say that it agrees.
    TooNoisy,
}

/// A case that the program does not run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// Name in the collection of reference cases.
    pub id: String,
    /// Figures of it.
    pub figures: u32,
    /// Why.
    pub reason: String,
}

impl Verification {
    /// Figures that were checked.
    pub fn figures(&self) -> usize {
        self.cases.iter().map(|case| case.figures.len()).sum()
    }

    /// The figure farthest from its known value in standard errors, with its case.
    pub fn farthest(&self) -> Option<(&CaseCheck, &FigureCheck)> {
        let all = self.cases.iter().flat_map(|case| case.figures.iter().map(move |figure| (case, figure)));
        let distance = |figure: &FigureCheck| figure.z.map_or(-1.0, f64::abs);
        all.filter(|(_, figure)| figure.z.is_some()).max_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))
    }
}
