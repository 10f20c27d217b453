//! The tables `[loyalty]` and `[links]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::journey::Links;
use crate::scenario::schema::{ComplaintSpec, ExitSpec};

/// What satisfaction does to behaviour.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LoyaltySpec {
    /// Leaving.
    pub churn: ChurnSpec,
    /// Leaving at once after a failure or a complaint. Default: nobody does.
    pub exit: ExitSpec,
    /// Complaining after a failed contact. Default: nobody complains.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complaint: Option<ComplaintSpec>,
    /// Telling others.
    pub word_of_mouth: WordOfMouthSpec,
    /// What makes people consider the firm at all. Default: it is considered alike whatever is expected of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acquisition: Option<AcquisitionSpec>,
}

/// Who looks for a firm considers this one by the service expected of it, promises included: logistic, so that who promises
/// too little is passed over, and promises beyond what everybody considers gain nothing. Acquisition is multiplied by the
/// share that considers the firm over the baseline's share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcquisitionSpec {
    /// Expectation level, scale 1 to 10, at which half of those who look consider the firm.
    #[schemars(range(min = 1, max = 10))]
    pub consider_from: f64,
    /// Scale of the logistic curve, in points: how much people differ.
    #[schemars(range(max = 9), extend("exclusiveMinimum" = 0))]
    pub consider_spread: f64,
}

/// The monthly hazard of leaving, logistic in satisfaction, tenure and contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChurnSpec {
    /// Fall of the log-odds of leaving per 10 points of satisfaction.
    #[schemars(range(min = 0, max = 10))]
    pub satisfaction_effect: f64,
    /// Fall of the log-odds of leaving per unit of ln(1 + months of tenure).
    #[schemars(range(min = -10, max = 10))]
    pub tenure_effect: f64,
    /// Factor on the odds of leaving while in a contract term.
    #[schemars(range(min = 0, max = 1))]
    pub contract_lock: f64,
    /// Coefficient of variation of the personal frailty (gamma, mean 1 among newcomers); 0 means none.
    #[schemars(range(min = 0, max = 10))]
    pub frailty_cv: f64,
    /// Share of all leavers on the baseline who leave for reasons that satisfaction cannot touch (moving, death,
    /// non-payment).
    #[schemars(range(min = 0, max = 1))]
    pub involuntary_share: f64,
    /// Satisfaction, 0 to 100, above which `effect_above_knee` holds instead of `satisfaction_effect`. Default: one effect
    /// everywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 100))]
    pub knee: Option<f64>,
    /// Fall of the log-odds of leaving per 10 points of satisfaction above the knee: 0 is a threshold, more than
    /// `satisfaction_effect` is convex at the top; only with `knee`.
    #[schemars(range(min = 0, max = 10))]
    pub effect_above_knee: f64,
    /// Factor on the odds of leaving in the month in which a contract term ends.
    #[schemars(range(min = 0, max = 1000))]
    pub expiry_factor: f64,
}

impl Default for ChurnSpec {
    fn default() -> Self {
        ChurnSpec {
            satisfaction_effect: 0.3,
            tenure_effect: 0.1,
            contract_lock: 0.3,
            frailty_cv: 0.7,
            involuntary_share: 0.2,
            knee: None,
            effect_above_knee: 0.0,
            expiry_factor: 1.0,
        }
    }
}

/// What the satisfied and the dissatisfied say, and what it does to acquisition and expectation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WordOfMouthSpec {
    /// Satisfaction at which a customer says nothing either way, 0 to 100.
    #[schemars(range(min = 0, max = 100))]
    pub neutral: f64,
    /// Weight of negative against positive word of mouth.
    #[schemars(range(min = 1, max = 100))]
    pub negative_weight: f64,
    /// Rise of the log of acquisition per 10 points of the balance of word of mouth.
    #[schemars(range(min = 0, max = 10))]
    pub acquisition_effect: f64,
    /// Points (scale 1 to 10) by which newcomers' expectation rises per 10 points of the balance.
    #[schemars(range(min = 0, max = 9))]
    pub expectation_effect: f64,
}

impl Default for WordOfMouthSpec {
    fn default() -> Self {
        WordOfMouthSpec {
            neutral: 60.0,
            negative_weight: 2.0,
            acquisition_effect: 0.2,
            expectation_effect: 0.1,
        }
    }
}

/// Which links of the closed loop are live; `false` cuts a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LinksSpec {
    /// Whether contacts and touchpoints move perception.
    pub experience: bool,
    /// Whether failures make complaints.
    pub complaint: bool,
    /// Whether satisfaction moves leaving.
    pub churn: bool,
    /// Whether satisfaction moves acquisition and newcomers' expectation.
    pub word_of_mouth: bool,
    /// Whether abandoning makes redials.
    pub redial: bool,
    /// Whether unresolved contacts make repeats.
    pub repeat: bool,
}

impl Default for LinksSpec {
    fn default() -> Self {
        let Links { experience, complaint, churn, word_of_mouth, redial, repeat } = Links::CLOSED;
        LinksSpec { experience, complaint, churn, word_of_mouth, redial, repeat }
    }
}

impl LinksSpec {
    /// The links as the journey takes them.
    pub fn links(&self) -> Links {
        let LinksSpec { experience, complaint, churn, word_of_mouth, redial, repeat } = *self;
        Links { experience, complaint, churn, word_of_mouth, redial, repeat }
    }
}
