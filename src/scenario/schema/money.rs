//! The table `[money]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What customers pay and what service costs besides agents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoneySpec {
    /// Name of the currency, for labels.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "all arms are compared in one currency"))]
    pub currency: String,
    /// Share of revenue left after the costs of providing the product.
    #[schemars(range(min = 0, max = 1))]
    pub margin: f64,
    /// Cost of winning one new customer, in the currency of the scenario.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1e12))]
    pub acquisition_cost: f64,
    /// Cost of each answered contact besides agents' time (lines, postage), in the currency of the scenario.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1e12))]
    pub contact_cost: f64,
    /// Months over which `customer_value_end` counts the margin expected of each customer.
    #[serde(default = "value_months")]
    #[schemars(range(min = 1, max = 600), extend("x-fixed" = "all arms are valued by the same rule"))]
    pub value_months: u32,
    /// Annual discount rate of that value, as a share.
    #[serde(default = "discount_annual")]
    #[schemars(range(min = 0, max = 1), extend("x-fixed" = "all arms are valued by the same rule"))]
    pub discount_annual: f64,
}

fn value_months() -> u32 {
    24
}

fn discount_annual() -> f64 {
    0.1
}
