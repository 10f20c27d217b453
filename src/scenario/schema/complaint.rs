//! The tables `[loyalty.exit]` and `[loyalty.complaint]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::distributions::TimeLaw;
use crate::scenario::durations::Span;
use crate::time::Duration;

/// Leaving at once, beside the monthly hazard and net of satisfaction: what a failure does through memory comes on top.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ExitSpec {
    /// Probability of leaving at once after a failed contact that is not tried again, at satisfaction 50 and without a
    /// contract; together with the probability of complaining below 1.
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub after_failure: f64,
    /// Rise of its log-odds per 10 points of satisfaction below 50.
    #[schemars(range(min = 0, max = 10))]
    pub dissatisfaction_effect: f64,
    /// Probability of leaving when a complaint ends unsolved or is withdrawn unheard, without a contract; only with
    /// `loyalty.complaint.handling`.
    #[schemars(range(min = 0, max = 1))]
    pub after_unsolved_complaint: f64,
    /// The same when it is solved.
    #[schemars(range(min = 0, max = 1))]
    pub after_solved_complaint: f64,
}

/// Voice after a failed contact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintSpec {
    /// Name of the reason under which complaints are made.
    pub reason: String,
    /// Probability of complaining after a failed contact at satisfaction 50.
    #[serde(default = "probability")]
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub probability: f64,
    /// Rise of the log-odds of complaining per 10 points of satisfaction below 50.
    #[serde(default = "dissatisfaction_effect")]
    #[schemars(range(min = 0, max = 10))]
    pub dissatisfaction_effect: f64,
    /// Delay between failure and complaint.
    #[serde(default = "delay")]
    pub delay: TimeLaw,
    /// Points (scale 1 to 10) by which a complaint that is resolved lifts the experience of that contact.
    #[serde(default = "one")]
    #[schemars(range(min = 0, max = 9))]
    pub recovery: f64,
    /// Points by which a complaint that is not resolved lowers it (double deviation).
    #[serde(default = "one")]
    #[schemars(range(min = 0, max = 9))]
    pub double_deviation: f64,
    /// How complaints are handled, as a process of its own with deadlines, promises and costs. Default: a complaint is a
    /// contact like others and nothing more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handling: Option<HandlingSpec>,
}

/// The process of complaint handling. Deadlines are calendar time from the first attempt to complain on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HandlingSpec {
    /// Name of a deferred reason under which what the first contact does not solve is worked on, by the teams that have it
    /// among their skills. Default: a complaint is contacts alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<String>,
    /// Times the work is tried before the customer hears that it cannot be solved.
    #[schemars(range(min = 1, max = 100))]
    pub rounds: u8,
    /// Deadline of the first response.
    pub respond_within: Span,
    /// Deadline of the solution.
    pub solve_within: Span,
    /// A solution within this duration counts as quick.
    pub quick_within: Span,
    /// Points (scale 1 to 10) by which a quick solution lifts the experience.
    #[schemars(range(min = 0, max = 9))]
    pub quick_lift: f64,
    /// A callback promised to those whose complaint is not solved at once.
    pub callback: PromiseSpec,
    /// When customers ask what became of their complaint.
    pub chases: ChaseSpec,
    /// Progress updates. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updates: Option<UpdateSpec>,
    /// Apology at the end of a complaint.
    pub apology: ApologySpec,
    /// Compensation at the end of a complaint, solved or not.
    pub compensation: CompensationSpec,
    /// Satisfaction, 0 to 100, from which a customer's impression of the firm counts as positive.
    #[schemars(range(min = 0, max = 100))]
    pub positive_from: f64,
    /// Duration after the end of a complaint at which it is looked whether its customer is still there.
    pub kept_after: Span,
    /// Stated willingness to buy again after a complaint was solved; it moves nothing.
    pub buy_again: BuyAgainSpec,
}

impl Default for HandlingSpec {
    fn default() -> Self {
        HandlingSpec {
            work: None,
            rounds: 1,
            respond_within: Span(Duration::DAY),
            solve_within: days(14),
            quick_within: Span(Duration::DAY),
            quick_lift: 0.0,
            callback: PromiseSpec::default(),
            chases: ChaseSpec::default(),
            updates: None,
            apology: ApologySpec::default(),
            compensation: CompensationSpec::default(),
            positive_from: 60.0,
            kept_after: days(364),
            buy_again: BuyAgainSpec::default(),
        }
    }
}

/// A callback promised to those whose complaint is not solved at once. It is kept when the complaint is over by then; a
/// missed one makes the customer ask, and may bring a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PromiseSpec {
    /// Share of customers to whom it is promised.
    #[schemars(range(min = 0, max = 1))]
    pub share: f64,
    /// Duration within which it is promised.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub within: Span,
    /// Points (scale 1 to 10) by which each missed callback lowers the customer's next experience with the complaint.
    #[schemars(range(min = 0, max = 9))]
    pub missed: f64,
    /// Probability that a missed callback brings a claim.
    #[schemars(range(min = 0, max = 1))]
    pub claim: f64,
    /// Cost of a claim, in the currency of the scenario.
    #[schemars(range(min = 0, max = 1e12))]
    pub claim_cost: f64,
}

impl Default for PromiseSpec {
    fn default() -> Self {
        PromiseSpec { share: 0.0, within: days(2), missed: 1.0, claim: 0.0, claim_cost: 0.0 }
    }
}

/// When and how readily a customer asks what became of a complaint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChaseSpec {
    /// Silence, as a duration, after which the customer thinks of it.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub after: Span,
    /// Probability that the customer then asks, and the same after a missed callback.
    #[schemars(range(min = 0, max = 1))]
    pub probability: f64,
}

impl Default for ChaseSpec {
    fn default() -> Self {
        ChaseSpec { after: days(7), probability: 0.5 }
    }
}

/// News of how a complaint stands, given without being asked; each ends the customer's silence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateSpec {
    /// Duration between two of them.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub every: Span,
    /// Cost of each, in the currency of the scenario.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1e12))]
    pub cost: f64,
    /// Points (scale 1 to 10) by which having been kept informed lifts the experience of the end.
    #[serde(default)]
    #[schemars(range(min = 0, max = 9))]
    pub lift: f64,
}

/// An apology at the end of a complaint.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ApologySpec {
    /// Share of complaints that end with one.
    #[schemars(range(min = 0, max = 1))]
    pub share: f64,
    /// Points (scale 1 to 10) by which it lifts the experience.
    #[schemars(range(min = 0, max = 9))]
    pub lift: f64,
}

/// A compensation at the end of a complaint, solved or not.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CompensationSpec {
    /// Share of complaints that end with one.
    #[schemars(range(min = 0, max = 1))]
    pub share: f64,
    /// What each costs, in the currency of the scenario.
    #[schemars(range(min = 0, max = 1e12))]
    pub amount: f64,
    /// Points (scale 1 to 10) by which it lifts the experience.
    #[schemars(range(min = 0, max = 9))]
    pub lift: f64,
}

/// Stated willingness to buy again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BuyAgainSpec {
    /// Probability at satisfaction 50.
    #[schemars(range(min = 0, max = 1))]
    pub probability: f64,
    /// Rise of the log-odds per 10 points of satisfaction above 50.
    #[schemars(range(min = 0, max = 10))]
    pub satisfaction_effect: f64,
    /// Rise of the log-odds when the complaint was solved quickly.
    #[schemars(range(min = 0, max = 10))]
    pub quick_effect: f64,
}

impl Default for BuyAgainSpec {
    fn default() -> Self {
        BuyAgainSpec { probability: 0.5, satisfaction_effect: 0.3, quick_effect: 0.0 }
    }
}

const fn days(count: u64) -> Span {
    Span(Duration::micros(count * Duration::DAY.as_micros()))
}

fn probability() -> f64 {
    0.1
}

fn dissatisfaction_effect() -> f64 {
    0.2
}

fn delay() -> TimeLaw {
    TimeLaw::exponential(days(2))
}

fn one() -> f64 {
    1.0
}
