//! What follows a contact: transfer, redial, repeat.

use std::borrow::Cow;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::scenario::distributions::TimeLaw;
use crate::scenario::durations::Span;
use crate::time::Duration;

/// Handing a contact over to another skill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferSpec {
    /// Share of talks under this reason that end in handing the contact over.
    #[schemars(range(min = 0, max = 1))]
    pub probability: f64,
    /// The reason whose queue they join: a name, or weights by name such as { technical = 3, contract = 1 }.
    pub to: Targets,
    /// Times a contact may be handed over in all.
    #[serde(default = "once")]
    #[schemars(range(min = 1, max = 255), extend("x-why" = "beyond that a contact would go round for ever"))]
    pub most: u8,
    /// Whether the first agent stays on the line until the second answers (a warm transfer).
    #[serde(default)]
    pub warm: bool,
}

/// Where contacts are handed over to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Targets {
    /// All to one reason.
    One(String),
    /// To several, by weight.
    Weights(IndexMap<String, f64>),
}

impl Targets {
    /// The reasons with their weights.
    pub fn weights(&self) -> IndexMap<String, f64> {
        match self {
            Targets::One(name) => IndexMap::from([(name.clone(), 1.0)]),
            Targets::Weights(weights) => weights.clone(),
        }
    }
}

impl JsonSchema for Targets {
    fn schema_name() -> Cow<'static, str> {
        "Targets".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "x-kind": "targets",
            "anyOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "additionalProperties": {
                        "type": "number",
                        "minimum": 0,
                        "description": "Weight of this reason; only the proportions of the weights count."
                    }
                }
            ]
        })
    }
}

/// When and with what probability a further contact follows a failed one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUpSpec {
    /// Probability that a further contact follows.
    #[schemars(range(min = 0, max = 1))]
    pub probability: f64,
    /// The same after the second and later attempts. Default: as `probability`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1))]
    pub probability_further: Option<f64>,
    /// Delay until the further contact.
    pub delay: TimeLaw,
    /// The same after the second and later attempts. Default: as `delay`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay_further: Option<TimeLaw>,
    /// Attempts an issue may take in all, the first included.
    #[serde(default = "max_attempts")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub max_attempts: u32,
    /// Under which reason it comes: `original` is the one under which the contact was offered, `present` the one it had at
    /// the end, after transfers; or the name of a reason (a change of channel or matter).
    #[serde(default = "original")]
    pub under: String,
    /// The same after the second and later attempts: who was to try another channel at first may give it up. Default: as
    /// `under`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under_further: Option<String>,
}

fn once() -> u8 {
    1
}

fn max_attempts() -> u32 {
    5
}

fn original() -> String {
    "original".to_string()
}

pub(super) fn no_redial() -> FollowUpSpec {
    FollowUpSpec {
        probability: 0.0,
        probability_further: None,
        delay: TimeLaw::exponential(Span(Duration::seconds(600))),
        delay_further: None,
        max_attempts: max_attempts(),
        under: original(),
        under_further: None,
    }
}

pub(super) fn no_repeat() -> FollowUpSpec {
    FollowUpSpec { delay: TimeLaw::exponential(Span(Duration::DAY)), ..no_redial() }
}
