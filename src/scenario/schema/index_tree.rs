//! The tables `[[category]]` and `[[category.indicator]]`: what satisfaction is made of.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::experience::Driver;
use crate::scenario::durations::Span;
use crate::scenario::words::ClassWord;
use crate::time::Duration;

/// One category of the satisfaction index. Its experience comes from one of `contact`, `complaint` and `month`, or from
/// `touchpoint`, alone or beside `contact` or `complaint`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CategorySpec {
    /// Name, unique among categories.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "a name identifies the category in all arms"))]
    pub name: String,
    /// Importance weight, stated; the weights of all categories sum to 1. Among the customers of a segment they are shared
    /// out anew over the categories that concern it.
    #[schemars(range(max = 1), extend("exclusiveMinimum" = 0, "x-why" = "a category of no weight has no place in the index"))]
    pub importance: f64,
    /// Quality class (Kano): `basic` counts shortfall only, `linear` both, `excitement` surplus only, `indifferent`
    /// neither; `reverse` is unwanted, so that less of it is better.
    #[serde(default)]
    pub class: ClassWord,
    /// Expectation at the start, scale 1 to 10.
    #[schemars(range(min = 1, max = 10))]
    pub expectation: f64,
    /// Names of the segments that it concerns. Default: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-fixed" = "all arms must ask the same people about the same things"))]
    pub segments: Option<Vec<String>>,
    /// Points added to the expectation at the start, by name of segment; 0 for segments not named.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(
        extend("additionalProperties" = { "description": "Points, on the scale of 1 to 10.", "type": "number", "minimum": -9, "maximum": 9 }, "x-fixed" = "all arms must meet the same people; set `promise` to change what is expected")
    )]
    pub expectation_shifts: IndexMap<String, f64>,
    /// Points added to whatever a segment experiences in this category, by name of segment; 0 for segments not named.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(extend("additionalProperties" = { "description": "Points, on the scale of 1 to 10.", "type": "number", "minimum": -9, "maximum": 9 }))]
    pub experience_shifts: IndexMap<String, f64>,
    /// Points (scale 1 to 10) by which promises about this category raise what is expected of it, beside
    /// `experience.promise`.
    #[serde(default)]
    #[schemars(range(min = -9, max = 9))]
    pub promise: f64,
    /// Weights of what a contact shows of the service; they sum to 1, with those of `touchpoint` if there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactWeights>,
    /// The same, but only contacts made to complain count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<ContactWeights>,
    /// A touchpoint met every month without contact (network, bill, offers).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<MonthSpec>,
    /// Weights of drivers of touchpoints, by name of touchpoint and of driver; they sum to 1.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(extend("x-why" = "it says which drivers of which [[touchpoint]] are experienced in the category"))]
    pub touchpoint: IndexMap<String, IndexMap<String, Weight>>,
    /// How importance and class change by themselves. Default: not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-fixed" = "what changes by itself changes in all arms"))]
    pub drift: Option<DriftSpec>,
    /// What the category is made of. Without any it is its own indicator.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicator: Vec<IndicatorSpec>,
}

/// A weight from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Weight(
    /// The weight.
    #[schemars(range(min = 0, max = 1))]
    pub f64,
);

/// An indicator of a category: the category's perception and expectation, with offsets of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorSpec {
    /// Name, unique among all indicators and categories without indicators.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "a name identifies the indicator in all arms"))]
    pub name: String,
    /// Importance weight within the category, stated; the weights of its indicators sum to 1. Among the customers of a
    /// segment they are shared out anew over the indicators that concern it.
    #[schemars(range(max = 1), extend("exclusiveMinimum" = 0, "x-why" = "an indicator of no weight has no place in the index"))]
    pub importance: f64,
    /// Quality class. Default: that of the category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<ClassWord>,
    /// Points by which it is perceived better than the category.
    #[serde(default)]
    #[schemars(range(min = -9, max = 9))]
    pub perception_offset: f64,
    /// Points by which more is expected of it than of the category.
    #[serde(default)]
    #[schemars(range(min = -9, max = 9), extend("x-fixed" = "all arms must meet the same people"))]
    pub expectation_offset: f64,
    /// Standard deviation of the perception's offset between people, in points; lasting, and shown when a survey asks.
    #[serde(default)]
    #[schemars(range(min = 0, max = 10), extend("x-fixed" = "all arms must meet the same people"))]
    pub perception_sd: f64,
    /// The same of the expectation's offset.
    #[serde(default)]
    #[schemars(range(min = 0, max = 10), extend("x-fixed" = "all arms must meet the same people"))]
    pub expectation_sd: f64,
    /// Points added to the perception, by name of segment; 0 for segments not named.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(extend("additionalProperties" = { "description": "Points, on the scale of 1 to 10.", "type": "number", "minimum": -9, "maximum": 9 }))]
    pub perception_shifts: IndexMap<String, f64>,
    /// Points added to the expectation, by name of segment; 0 for segments not named.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(extend("additionalProperties" = { "description": "Points, on the scale of 1 to 10.", "type": "number", "minimum": -9, "maximum": 9 }, "x-fixed" = "all arms must meet the same people"))]
    pub expectation_shifts: IndexMap<String, f64>,
    /// Names of the segments that it concerns. Default: those that the category concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-fixed" = "all arms must ask the same people about the same things"))]
    pub segments: Option<Vec<String>>,
    /// How importance and class change by themselves. Default: not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-fixed" = "what changes by itself changes in all arms"))]
    pub drift: Option<DriftSpec>,
}

/// A slow change of importance and class that nobody brings about. Weeks count from the end of the warm-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DriftSpec {
    /// Rise of the importance per year (365.25 days), before the weights are shared out anew so that they sum to 1.
    #[schemars(range(min = -1, max = 1))]
    pub importance_per_year: f64,
    /// The class that it becomes. Default: it keeps its class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<ClassWord>,
    /// When the change of class begins.
    pub begins: Span,
    /// How long the change of class takes: the curve moves in a straight line from the one class to the other.
    pub lasts: Span,
}

impl Default for DriftSpec {
    fn default() -> Self {
        DriftSpec {
            importance_per_year: 0.0,
            class: None,
            begins: Span(Duration::ZERO),
            lasts: Span(Duration::seconds(52 * 7 * 86_400)),
        }
    }
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
    /// Weight of how few attempts it took, transfers apart.
    #[schemars(range(min = 0, max = 1))]
    pub attempts: f64,
    /// Weight of not being handed over.
    #[schemars(range(min = 0, max = 1))]
    pub transfers: f64,
    /// Weight of how able the agent was, whatever came of it.
    #[schemars(range(min = 0, max = 1))]
    pub competence: f64,
    /// Weight of whether the matter was resolved, however ably.
    #[schemars(range(min = 0, max = 1))]
    pub resolution: f64,
    /// Weight of whether a promised callback came; it counts only where one was promised.
    #[schemars(range(min = 0, max = 1))]
    pub promise_kept: f64,
    /// Weight of how little the channel asks of the customer: `experience.channel_effort` of the reason.
    #[schemars(range(min = 0, max = 1))]
    pub channel_effort: f64,
}

impl ContactWeights {
    /// Names of the drivers, in their order.
    pub const NAMES: [&'static str; Driver::COUNT] = [
        "access",
        "manner",
        "ability",
        "ease",
        "attempts",
        "transfers",
        "competence",
        "resolution",
        "promise_kept",
        "channel_effort",
    ];

    /// The weights in the order of the drivers.
    pub fn as_array(&self) -> [f64; Driver::COUNT] {
        [
            self.access,
            self.manner,
            self.ability,
            self.ease,
            self.attempts,
            self.transfers,
            self.competence,
            self.resolution,
            self.promise_kept,
            self.channel_effort,
        ]
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
