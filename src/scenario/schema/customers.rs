//! The tables `[[segment]]`, `[[category]]` and `[experience]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::distributions::NumberLaw;
use crate::scenario::durations::Span;
use crate::scenario::words::ClassWord;
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
    #[schemars(range(min = 0))]
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
    /// New customers per month while word of mouth is at its baseline level.
    #[serde(default)]
    #[schemars(range(min = 0), extend("x-fixed" = "newcomers are the same people in all arms"))]
    pub newcomers_per_month: f64,
}

/// One category of the satisfaction index; its experience comes from exactly one of `contact`, `complaint` and `month`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CategorySpec {
    /// Name, unique among categories.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "a name identifies the category in all arms"))]
    pub name: String,
    /// Importance weight, stated; the weights of all categories sum to 1.
    #[schemars(range(max = 1), extend("exclusiveMinimum" = 0, "x-why" = "a category of no weight has no place in the index"))]
    pub importance: f64,
    /// Quality class (Kano): `basic` counts shortfall only, `linear` both, `excitement` surplus only, `indifferent`
    /// neither.
    #[serde(default)]
    pub class: ClassWord,
    /// Expectation at the start, scale 1 to 10.
    #[schemars(range(min = 1, max = 10))]
    pub expectation: f64,
    /// Weights of what a contact shows of the service; they sum to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactWeights>,
    /// The same, but only contacts made to complain count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<ContactWeights>,
    /// A touchpoint met every month without contact (network, bill, offers).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<MonthSpec>,
}

/// How much each driver of a contact counts; the weights sum to 1.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ContactWeights {
    /// Weight of being reached: the perceived wait; an abandoned attempt scores 1.
    #[schemars(range(min = 0, max = 1))]
    pub access: f64,
    /// Weight of how one was treated.
    #[schemars(range(min = 0, max = 1))]
    pub manner: f64,
    /// Weight of whether the matter was resolved and how ably.
    #[schemars(range(min = 0, max = 1))]
    pub ability: f64,
    /// Weight of how little it took: attempts and transfers.
    #[schemars(range(min = 0, max = 1))]
    pub ease: f64,
}

impl ContactWeights {
    /// The weights in the order of the drivers.
    pub fn as_array(&self) -> [f64; 4] {
        [self.access, self.manner, self.ability, self.ease]
    }
}

/// A monthly touchpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonthSpec {
    /// Mean of the experience, scale 1 to 10.
    #[schemars(range(min = 1, max = 10))]
    pub mean: f64,
    /// Standard deviation between customers, in points; fixed per person.
    #[serde(default)]
    #[schemars(range(min = 0, max = 10))]
    pub sd_between: f64,
    /// Standard deviation from month to month, in points.
    #[serde(default)]
    #[schemars(range(min = 0, max = 10))]
    pub sd_within: f64,
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
    /// Half-life of the memory of contacts, towards the starting perception, as a duration.
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
