//! The table `[judge]`: formulas on trial, and what their answers cost.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What `goodwill judge` puts on trial besides the built-in formulas, and the yardsticks of its answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct JudgeSpec {
    /// Half width of an interval, in the formula's own unit, for which the answers needed are told.
    #[schemars(range(max = 1_000_000), extend("exclusiveMinimum" = 0))]
    pub margin: f64,
    /// What one answer costs besides `survey.incentive`: interviewers, postage.
    #[schemars(range(min = 0, max = 1e12))]
    pub answer_cost: f64,
    /// Formulas of the user.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub formula: Vec<FormulaSpec>,
}

impl Default for JudgeSpec {
    fn default() -> Self {
        JudgeSpec { margin: 1.0, answer_cost: 0.0, formula: Vec::new() }
    }
}

/// A formula of the user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormulaSpec {
    /// Its name in reports.
    pub name: String,
    /// The expression over the columns of the survey; `docs/formulas.md` is the manual.
    pub formula: String,
}
