//! The table `[[touchpoint]]`: what customers meet apart from contacts.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that customers meet apart from contacts: a bill, the network, an offer, a delivery, a return of goods.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TouchpointSpec {
    /// Name, unique among touchpoints.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "a name identifies the touchpoint in all arms"))]
    pub name: String,
    /// Times a customer meets it in a month; below 1, the probability of meeting it in a month.
    #[serde(default = "one")]
    #[schemars(range(max = 1000), extend("exclusiveMinimum" = 0))]
    pub per_month: f64,
    /// What each meeting with it costs the firm, in the currency of the scenario: a parcel, the carriage and loss in value of
    /// what is sent back. It is booked in expectation, with the monthly step: cost x `per_month`.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1e12))]
    pub cost: f64,
    /// Names of the segments that meet it. Default: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-fixed" = "all arms must meet the same people"))]
    pub segments: Option<Vec<String>>,
    /// What it shows; at least one.
    #[schemars(length(min = 1))]
    pub driver: Vec<DriverSpec>,
}

/// One thing that a touchpoint shows, such as the accuracy of a bill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DriverSpec {
    /// Name, unique within the touchpoint.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "a name identifies the driver in all arms"))]
    pub name: String,
    /// Mean of the fact, scale 1 to 10.
    #[schemars(range(min = 1, max = 10))]
    pub mean: f64,
    /// Standard deviation between customers, in points; fixed per person.
    #[serde(default)]
    #[schemars(range(min = 0, max = 10), extend("x-fixed" = "all arms must meet the same people"))]
    pub sd_between: f64,
    /// Standard deviation from time to time, in points.
    #[serde(default)]
    #[schemars(range(min = 0, max = 10))]
    pub sd_within: f64,
    /// Points added to the fact, by name of segment; 0 for segments not named.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(extend("additionalProperties" = { "description": "Points, on the scale of 1 to 10.", "type": "number", "minimum": -9, "maximum": 9 }))]
    pub shifts: IndexMap<String, f64>,
    /// Points by which it is perceived better than the fact. Publishing how accurate bills are moves this and not `mean`.
    #[serde(default)]
    #[schemars(range(min = -9, max = 9))]
    pub perceived: f64,
}

fn one() -> f64 {
    1.0
}
