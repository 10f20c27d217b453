//! The tables `[[segment]]`, `[[correlation]]` and `[experience]`.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::distributions::NumberLaw;
use crate::scenario::durations::Span;
use crate::scenario::words::{MemoryWord, TraitWord};
use crate::time::Duration;

/// Customers who share the laws of their traits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SegmentSpec {
    /// Name, unique among segments.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "a name identifies the segment in all arms"))]
    pub name: String,
    /// Customers active at time 0.
    #[schemars(range(min = 1, max = 100_000_000), extend("x-fixed" = "all arms must meet the same people"))]
    pub size: u32,
    /// Months with the firm at time 0.
    #[schemars(extend("x-fixed" = "all arms must meet the same people"))]
    pub tenure_months: NumberLaw,
    /// Revenue per customer and month, in the currency of the scenario.
    #[schemars(extend("x-fixed" = "all arms must meet the same people"))]
    pub monthly_revenue: NumberLaw,
    /// Factor on the contact rate of every reason, relative to the other segments.
    #[serde(default = "one")]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub contact_factor: f64,
    /// Coefficient of variation of the personal contact rate (gamma, mean 1); 0 means everybody alike.
    #[serde(default)]
    #[schemars(range(min = 0, max = 10), extend("x-fixed" = "all arms must meet the same people"))]
    pub contact_cv: f64,
    /// Factor on patience.
    #[serde(default = "one")]
    #[schemars(range(max = 1000), extend("exclusiveMinimum" = 0, "x-fixed" = "all arms must meet the same people"))]
    pub patience_factor: f64,
    /// Points (scale 1 to 10) added to the expectation of every category.
    #[serde(default)]
    #[schemars(range(min = -9, max = 9), extend("x-fixed" = "all arms must meet the same people"))]
    pub expectation_shift: f64,
    /// Share of customers who leave per month on the baseline; the intercept of the churn hazard is calibrated to it.
    #[schemars(
        range(min = 0),
        extend("exclusiveMaximum" = 1, "x-fixed" = "it calibrates the baseline; set `loyalty.churn` instead")
    )]
    pub churn_monthly: f64,
    /// Factor on the probability of complaining.
    #[serde(default = "one")]
    #[schemars(range(min = 0, max = 1000), extend("x-fixed" = "all arms must meet the same people"))]
    pub complaint_factor: f64,
    /// Share of customers within a contract term, whose odds of leaving are multiplied by `loyalty.churn.contract_lock`.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1), extend("x-fixed" = "all arms must meet the same people"))]
    pub contract_share: f64,
    /// Length of a contract term in months; at its end the lock opens for a month and `loyalty.churn.expiry_factor` acts.
    /// Those in a term at time 0 are anywhere in it, newcomers at its beginning. Default: a contract does not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 240), extend("x-fixed" = "all arms must meet the same people"))]
    pub contract_months: Option<u8>,
    /// Share of those who stay when their term ends that sign another one.
    #[serde(default = "one")]
    #[schemars(range(min = 0, max = 1))]
    pub renewal: f64,
    /// What the firm sees of customers who need not give notice (prepaid). Default: it sees everybody leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-fixed" = "all arms are observed in the same way"))]
    pub observed: Option<ObservedUseSpec>,
    /// Factor on what word of mouth does to the number of newcomers.
    #[serde(default = "one")]
    #[schemars(range(min = 0, max = 100))]
    pub susceptibility: f64,
    /// New customers per month while word of mouth is at its baseline level.
    #[serde(default)]
    #[schemars(range(min = 0, max = 100_000_000), extend("x-fixed" = "newcomers are the same people in all arms"))]
    pub newcomers_per_month: f64,
    /// Coefficient of variation of the personal factor on what word of mouth does to expectation (gamma, mean 1).
    #[serde(default)]
    #[schemars(range(min = 0, max = 10), extend("x-fixed" = "all arms must meet the same people"))]
    pub susceptibility_cv: f64,
}

/// Customers who need not give notice are taken for lost after a long silence; some are lost already, some are still there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObservedUseSpec {
    /// Mean time between two uses of somebody who is still a customer, as a duration; exponential.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub use_gap: Span,
    /// Duration without use after which the firm takes a customer for lost.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub inactive_after: Span,
}

/// Two traits that go together: a correlation of normal scores (Gaussian copula), whatever the laws of the traits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrelationSpec {
    /// The two traits: `tenure_months`, `monthly_revenue`, `contact_rate`, `frailty`, `susceptibility` or
    /// `response_style`.
    pub of: Vec<TraitWord>,
    /// Correlation of their normal scores, above -1 and below 1.
    #[schemars(extend("exclusiveMinimum" = -1, "exclusiveMaximum" = 1))]
    pub value: f64,
    /// Names of the segments in which it holds. Default: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segments: Option<Vec<String>>,
}

/// How experience moves perception, expectation and satisfaction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ExperienceSpec {
    /// Share of the gap to a contact's experience that perception closes, for a new customer.
    #[schemars(range(min = 0, max = 1))]
    pub contact_learning: f64,
    /// The same for a monthly touchpoint.
    #[schemars(range(min = 0, max = 1))]
    pub month_learning: f64,
    /// Slower movement with tenure: learning / (1 + slowing x months of tenure) (Bolton 1998).
    #[schemars(range(min = 0, max = 10))]
    pub tenure_slowing: f64,
    /// Factor on learning when the experience is worse than the perception: bad experience weighs more.
    #[schemars(range(min = 1, max = 100))]
    pub peak_weight: f64,
    /// Half-life of the memory of contacts, towards what is expected, promises apart, as a duration.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub memory_half_life: Span,
    /// Share of the gap between experience and expectation that expectation closes.
    #[schemars(range(min = 0, max = 1))]
    pub expectation_learning: f64,
    /// Points of satisfaction per point of perception; 100 / 9 maps the scale 1 to 10 to 0 to 100.
    #[schemars(range(min = 0, max = 100))]
    pub direct: f64,
    /// Points of satisfaction per point of perception above expectation.
    #[schemars(range(min = 0, max = 100))]
    pub gain: f64,
    /// Points of satisfaction per point of perception below expectation; more than `gain` (Anderson and Sullivan 1993).
    #[schemars(range(min = 0, max = 100))]
    pub loss: f64,
    /// Points (scale 1 to 10) by which promises raise every expectation.
    #[schemars(range(min = -9, max = 9))]
    pub promise: f64,
    /// Weight of the part of a shortfall that is due to a promise: 1 as any shortfall; 2 if a broken promise costs double.
    #[schemars(range(min = 1, max = 100))]
    pub broken_promise_weight: f64,
    /// How episodes become memory: by `recency` (the later, the more they weigh), or by `peak_end` (the most extreme and the
    /// last weigh more than the mean of all).
    #[schemars(extend("x-fixed" = "all arms must meet people who remember alike"))]
    pub memory: MemoryWord,
    /// Weight of the most extreme episode in memory by `peak_end`; with `end_share` at most 1.
    #[schemars(range(min = 0, max = 1))]
    pub peak_share: f64,
    /// Weight of the last episode in memory by `peak_end`.
    #[schemars(range(min = 0, max = 1))]
    pub end_share: f64,
    /// Points of satisfaction that count for leaving and recommending alone, per point by which what excites exceeds
    /// expectation, weighted by importance. Default: excitement acts through satisfaction alone.
    #[schemars(range(min = 0, max = 100), extend("x-fixed" = "all arms must meet people who are moved alike"))]
    pub excitement_to_loyalty: f64,
    /// Fall of the log of acquisition per point by which the basics fall short of expectation, weighted by importance, above
    /// the baseline's. Default: basics act through satisfaction alone.
    #[schemars(range(min = 0, max = 100), extend("x-fixed" = "all arms must meet people who are moved alike"))]
    pub basic_to_acquisition: f64,
    /// How little the channel of a reason asks of the customer, scale 1 to 10, by name of reason; 8 for reasons not named.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(extend("additionalProperties" = { "description": "How little is asked of the customer, scale 1 to 10.", "type": "number", "minimum": 1, "maximum": 10 }))]
    pub channel_effort: IndexMap<String, f64>,
    /// How a wait feels.
    pub waiting: WaitingSpec,
}

impl Default for ExperienceSpec {
    fn default() -> Self {
        ExperienceSpec {
            contact_learning: 0.3,
            month_learning: 0.1,
            tenure_slowing: 0.005,
            peak_weight: 1.5,
            memory_half_life: Span(Duration::seconds(26 * 7 * 86_400)),
            expectation_learning: 0.05,
            direct: 100.0 / 9.0,
            gain: 2.0,
            loss: 4.0,
            promise: 0.0,
            broken_promise_weight: 1.0,
            memory: MemoryWord::default(),
            peak_share: 0.4,
            end_share: 0.4,
            excitement_to_loyalty: 0.0,
            basic_to_acquisition: 0.0,
            channel_effort: IndexMap::new(),
            waiting: WaitingSpec::default(),
        }
    }
}

/// From the clock to the feeling of a wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WaitingSpec {
    /// Perceived wait = factor x wait ^ exponent, in seconds (Antonides, Verhoef and van Aalst 2002).
    #[schemars(range(max = 100), extend("exclusiveMinimum" = 0))]
    pub factor: f64,
    /// The exponent of that power law.
    #[schemars(range(max = 3), extend("exclusiveMinimum" = 0))]
    pub exponent: f64,
    /// A perceived wait of this duration scores in the middle of the scale (5.5).
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub acceptable: Span,
}

impl Default for WaitingSpec {
    fn default() -> Self {
        WaitingSpec { factor: 1.2, exponent: 0.9, acceptable: Span(Duration::seconds(60)) }
    }
}

fn one() -> f64 {
    1.0
}
