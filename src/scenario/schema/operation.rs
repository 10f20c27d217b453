//! The tables `[operation]`, `[[reason]]` and `[[team]]`.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::distributions::TimeLaw;
use crate::scenario::durations::Span;
use crate::scenario::patterns::{HeadcountPattern, RatePattern};
use crate::scenario::words::ContactRuleWord;
use crate::time::Duration;

/// Rules of the contact centre as a whole.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OperationSpec {
    /// How a free agent picks among waiting contacts, after priority. `preference` is the order of the team's skills,
    /// `longest_wait` is first come, first served over all its skills.
    pub routing: ContactRuleWord,
}

/// One reason for contact. Its name is the name of the skill that serves it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonSpec {
    /// Name, unique among reasons; also the name of the skill.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "a name identifies the reason in all arms"))]
    pub name: String,
    /// Primary contacts per hour. A number, an array of 24, 48 or 96 for a day, or seven such arrays for a week. Only in
    /// a bare operation, which has no segments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrivals_per_hour: Option<RatePattern>,
    /// Primary contacts per customer and month, as the mean over all customers. Only with segments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1000))]
    pub contacts_per_month: Option<f64>,
    /// Name of the profile that spreads the contacts over the week. Default: evenly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-fixed" = "all arms must meet the same stream of demand to be compared"))]
    pub profile: Option<String>,
    /// Factor on this reason's contact rate by name of segment; 1 for segments not named.
    #[serde(default)]
    #[schemars(
        inner(range(min = 0)),
        extend("x-fixed" = "all arms must meet the same stream of demand; `segment.NAME.contact_factor` may be set")
    )]
    pub segment_factors: IndexMap<String, f64>,
    /// Talk and hold time per contact.
    pub talk: TimeLaw,
    /// Wrap-up after the contact, when the customer has gone but the agent is busy. Default: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrap_up: Option<TimeLaw>,
    /// Time a customer would wait before abandoning. Default: for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-why" = "callers with no patience would all abandon on arrival"))]
    pub patience: Option<TimeLaw>,
    /// Acceptable wait of the service levels, as a duration.
    #[serde(default = "awt")]
    pub awt: Span,
    /// An abandonment within this time is a short abandon, as a duration.
    #[serde(default = "short_abandon")]
    pub short_abandon: Span,
    /// Priority: higher is served first, before any other rule.
    #[serde(default)]
    pub priority: f64,
    /// Share of contacts that an agent of competence 0 resolves. Competence c raises its log-odds by c.
    #[serde(default = "one")]
    #[schemars(range(min = 0, max = 1))]
    pub resolution: f64,
    /// Handing a contact over to another skill after its first answer. Default: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<TransferSpec>,
    /// The new contact after abandoning.
    #[serde(default = "no_redial")]
    pub redial: FollowUpSpec,
    /// The new contact after being answered without resolution.
    #[serde(default = "no_repeat")]
    pub repeat: FollowUpSpec,
    /// An issue counts as resolved at first contact when no repeat follows its first answered contact within this
    /// duration.
    #[serde(default = "fcr_window")]
    pub fcr_window: Span,
}

/// Handing a contact over to another skill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferSpec {
    /// Share of answered contacts that are handed over.
    #[schemars(range(min = 0, max = 1))]
    pub probability: f64,
    /// Name of the reason whose queue they join.
    pub to: String,
}

/// When and with what probability a further contact follows a failed one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUpSpec {
    /// Probability that a further contact follows.
    #[schemars(range(min = 0, max = 1))]
    pub probability: f64,
    /// Delay until the further contact.
    pub delay: TimeLaw,
    /// Attempts an issue may take in all, the first included.
    #[serde(default = "max_attempts")]
    #[schemars(range(min = 1, max = 100))]
    pub max_attempts: u32,
}

/// A team of agents with the same skills.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamSpec {
    /// Name, unique among teams.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "a name identifies the team in all arms"))]
    pub name: String,
    /// Agents present. A whole number, an array of 24, 48 or 96 for a day, or seven such arrays for a week.
    pub agents: HeadcountPattern,
    /// Equal parts of the day, from midnight, that are worked by different people. A divisor of 96.
    #[serde(default = "one_crew")]
    #[schemars(range(min = 1, max = 96), extend("x-fixed" = "agents keep their place in all arms"))]
    pub crews: u32,
    /// Names of the reasons the team serves, in order of preference.
    #[schemars(length(min = 1), extend("x-fixed" = "who serves what is the same in all arms"))]
    pub skills: Vec<String>,
    /// How competence varies between agents.
    #[serde(default)]
    pub competence: CompetenceSpec,
    /// How manner varies between agents.
    #[serde(default)]
    pub manner: MannerSpec,
    /// Factor on talk and wrap-up.
    #[serde(default = "one")]
    #[schemars(range(max = 100), extend("exclusiveMinimum" = 0))]
    pub handling_time: f64,
    /// Share of the time present that is spent off the phone, in training for example.
    #[serde(default)]
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub off_phone: f64,
    /// Share of paid time that is not available for contacts (breaks, meetings, absence). Paid hours are hours present /
    /// (1 - shrinkage).
    #[serde(default)]
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub shrinkage: f64,
    /// Loaded cost of a paid hour, in the currency of the scenario.
    #[serde(default)]
    #[schemars(range(min = 0))]
    pub cost_per_hour: f64,
    /// How newcomers to the team learn and how many leave.
    #[serde(default)]
    pub hiring: HiringSpec,
}

/// Competence of agents, in log-odds of resolving a contact.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CompetenceSpec {
    /// Mean competence in log-odds; 0 is the standard agent, who resolves the share `resolution` of the reason.
    #[schemars(range(min = -10, max = 10))]
    pub mean: f64,
    /// Standard deviation of competence between agents, in log-odds.
    #[schemars(range(min = 0, max = 10))]
    pub sd: f64,
}

/// Manner of agents as customers feel it, on the scale 1 to 10.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MannerSpec {
    /// Mean manner, scale 1 to 10.
    #[schemars(range(min = 1, max = 10))]
    pub mean: f64,
    /// Standard deviation of manner between agents, in points of the scale 1 to 10.
    #[schemars(range(min = 0, max = 10))]
    pub sd: f64,
}

impl Default for MannerSpec {
    fn default() -> Self {
        MannerSpec { mean: 7.0, sd: 0.0 }
    }
}

/// Joining and leaving a team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HiringSpec {
    /// Time until agents whom an intervention adds are on the phones, as a duration, rounded up to whole weeks; taking
    /// agents away is not delayed.
    #[schemars(extend("x-fixed" = "it times the changes of agents; give the change of `agents` a `delay` of its own"))]
    pub lag: Span,
    /// Time constant of learning: a newcomer's handicap falls as exp(-tenure / learning).
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub learning: Span,
    /// Competence a beginner lacks on the first day, in log-odds.
    #[schemars(range(min = 0, max = 10))]
    pub novice_competence_gap: f64,
    /// Share by which a beginner's handling time is longer on the first day.
    #[schemars(range(min = 0, max = 10))]
    pub novice_handling_time: f64,
    /// Probability per month that an agent leaves and a beginner takes the place.
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub attrition_per_month: f64,
    /// One-off cost of each agent hired, replacements included, in the currency of the scenario.
    #[schemars(range(min = 0))]
    pub cost_per_hire: f64,
}

impl Default for HiringSpec {
    fn default() -> Self {
        HiringSpec {
            lag: Span::ZERO,
            learning: Span(Duration::seconds(8 * 7 * 86_400)),
            novice_competence_gap: 0.0,
            novice_handling_time: 0.0,
            attrition_per_month: 0.0,
            cost_per_hire: 0.0,
        }
    }
}

fn awt() -> Span {
    Span(Duration::seconds(20))
}

fn short_abandon() -> Span {
    Span(Duration::seconds(5))
}

fn fcr_window() -> Span {
    Span(Duration::WEEK)
}

fn one() -> f64 {
    1.0
}

fn one_crew() -> u32 {
    1
}

fn max_attempts() -> u32 {
    5
}

fn no_redial() -> FollowUpSpec {
    FollowUpSpec {
        probability: 0.0,
        delay: TimeLaw::exponential(Span(Duration::seconds(600))),
        max_attempts: max_attempts(),
    }
}

fn no_repeat() -> FollowUpSpec {
    FollowUpSpec {
        probability: 0.0,
        delay: TimeLaw::exponential(Span(Duration::DAY)),
        max_attempts: max_attempts(),
    }
}
