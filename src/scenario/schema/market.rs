//! The tables `[market]` and `[[programme]]`.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A second firm in the market: it takes leavers and gives newcomers. It is a stock of customers with a satisfaction, not
/// people of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarketSpec {
    /// Its name.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "it names the other firm"))]
    pub rival: String,
    /// Its customers at time 0.
    #[schemars(range(min = 1, max = 1_000_000_000), extend("x-fixed" = "all arms must begin in the same market"))]
    pub customers: u32,
    /// Its customers' satisfaction, 0 to 100. Only its changes act: the baseline's level is what the stated churn and
    /// newcomers answer already.
    #[schemars(range(min = 0, max = 100))]
    pub satisfaction: f64,
    /// Rise of our customers' log-odds of leaving, and fall of the log of our acquisition, per 10 points by which its
    /// satisfaction rises above the baseline's.
    #[serde(default)]
    #[schemars(range(min = 0, max = 10))]
    pub pull: f64,
    /// Share of those who leave us of their own will who go there.
    #[serde(default = "one")]
    #[schemars(range(min = 0, max = 1))]
    pub leavers_to_rival: f64,
    /// Share of our newcomers who come from there while it has as many customers as at time 0; with more or fewer of them
    /// acquisition from there grows or shrinks in proportion.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1))]
    pub newcomers_from_rival: f64,
}

/// A loyalty programme. Who is entitled takes part or not for good, decided by one number per person: more participation
/// adds people and takes nobody out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeSpec {
    /// Name, unique among programmes.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "a name identifies the programme in all arms"))]
    pub name: String,
    /// Names of the segments that are entitled. Default: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1), extend("x-fixed" = "who may be entitled is the same in all arms"))]
    pub segments: Option<Vec<String>>,
    /// Share of those entitled who take part; 0: it is not offered.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1))]
    pub participation: f64,
    /// Monthly revenue from which one is entitled, in the currency of the scenario.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1e12))]
    pub from_revenue: f64,
    /// Months with the firm from which one is entitled.
    #[serde(default)]
    #[schemars(range(min = 0))]
    pub from_months: f64,
    /// Cost of a participant and month, in the currency of the scenario.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1e12))]
    pub cost_per_month: f64,
    /// Share of the bill that participants are spared.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1))]
    pub discount: f64,
    /// Share of what participants pay that they get back in points, as a cost.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1))]
    pub reward: f64,
    /// Rise of what participants buy, as a share.
    #[serde(default)]
    #[schemars(range(min = -1, max = 10))]
    pub spending: f64,
    /// Fall of the participants' log-odds of leaving.
    #[serde(default)]
    #[schemars(range(min = -10, max = 10))]
    pub leaving_effect: f64,
    /// Priority service: for each reason (by name) the reason under which participants' first contacts are offered instead,
    /// one that is served earlier or by other teams.
    #[serde(default)]
    #[schemars(extend("x-fixed" = "which queues there are is the same in all arms; `participation` opens them"))]
    pub served_as: IndexMap<String, String>,
}

fn one() -> f64 {
    1.0
}
