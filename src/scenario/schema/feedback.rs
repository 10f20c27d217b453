//! The table `[feedback]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::durations::Span;

/// Feedback reuse: what customers say with a contact is classified, handled in the back office against a deadline, and told
/// back to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeedbackSpec {
    /// Rise of the log-odds of answering a survey of somebody who was told what became of feedback.
    #[serde(default)]
    #[schemars(range(min = -10, max = 10))]
    pub response_effect: f64,
    /// The classes into which feedback is sorted, by what it is about, urgency, or source.
    #[schemars(length(min = 1, max = 64))]
    pub class: Vec<FeedbackClassSpec>,
}

/// A class of feedback.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeedbackClassSpec {
    /// Name, unique among classes.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "a name identifies the class in all arms"))]
    pub name: String,
    /// Names of the reasons whose contacts leave it: the source, such as letters or posts. Default: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1), extend("x-fixed" = "where feedback comes from is the same in all arms; `share` says how much"))]
    pub reasons: Option<Vec<String>>,
    /// Names of the segments whose customers leave it: their role. Default: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1), extend("x-fixed" = "where feedback comes from is the same in all arms; `share` says how much"))]
    pub segments: Option<Vec<String>>,
    /// Share of these answered contacts that leave such feedback; of all classes that a contact can leave together at most 1.
    #[schemars(range(min = 0, max = 1))]
    pub share: f64,
    /// Name of a deferred reason under which it is handled.
    pub work: String,
    /// Deadline of the handling, as a duration from the end of the contact on.
    pub within: Span,
    /// Share of what is handled in time that its customer is told of.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1))]
    pub told_back: f64,
    /// Points (scale 1 to 10) by which being told lifts the experience.
    #[serde(default)]
    #[schemars(range(min = 0, max = 9))]
    pub lift: f64,
}
