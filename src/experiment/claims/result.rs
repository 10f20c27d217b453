//! What was found about the claims, as plain data: the shape of `verify --claims --format json`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// All claims.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Claims {
    /// Version of the program.
    pub version: String,
    /// Version of the rules by which random draws are made.
    pub stream_version: u32,
    /// Master seed.
    pub seed: u64,
    /// Verb and the options that change results.
    pub command: String,
    /// One entry per claim.
    pub claims: Vec<Claim>,
}

/// One claim.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Tag, such as `C3`.
    pub tag: String,
    /// What was printed.
    pub printed: String,
    /// What it is to the model.
    pub role: Role,
    /// The time over which it is read; the source often gives none.
    pub window: String,
    /// Of whom or what the figures are shares or means.
    pub denominator: String,
    /// The scenario and the customers chosen.
    pub population: String,
    /// What the model gives.
    pub figures: Vec<ClaimFigure>,
    /// Met or not, where that can be said.
    pub verdict: ClaimVerdict,
    /// Why, in words.
    pub finding: String,
}

/// What a claim is to the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Put into the model: that it comes out again says nothing.
    Input,
    /// Constants of the model were chosen so that it comes out.
    Calibrated,
    /// It is put in nowhere: it comes out or not.
    Emergent,
    /// It contradicts another claim unless the two speak of different things.
    Conflicting,
    /// It says too little to be tested.
    Untestable,
}

impl Role {
    /// The role in a word.
    pub fn word(self) -> &'static str {
        match self {
            Role::Input => "input",
            Role::Calibrated => "calibrated",
            Role::Emergent => "emergent",
            Role::Conflicting => "conflicting",
            Role::Untestable => "untestable",
        }
    }
}

/// Whether a claim was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClaimVerdict {
    /// The model gives it; only an emergent claim can be met.
    Met,
    /// The model does not give it: a finding, no failure.
    NotMet,
    /// The noise is too great to tell: more replications decide.
    Undecided,
    /// It is not the kind of claim that a model meets.
    NotTested,
}

impl ClaimVerdict {
    /// The verdict in words.
    pub fn words(self) -> &'static str {
        match self {
            ClaimVerdict::Met => "met",
            ClaimVerdict::NotMet => "not met",
            ClaimVerdict::Undecided => "undecided",
            ClaimVerdict::NotTested => "not tested",
        }
    }
}

/// One figure of a claim, beside what was printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimFigure {
    /// What it is.
    pub name: String,
    /// What was printed; absent where nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<f64>,
    /// What the model gives; absent where the model gives nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Lower end of the 95 % interval (simulation noise).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ci_low: Option<f64>,
    /// Upper end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ci_high: Option<f64>,
    /// Unit: `share`, `points`, `s`, or a currency.
    pub unit: String,
}
