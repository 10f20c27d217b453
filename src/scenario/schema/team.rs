//! The table `[[team]]`: who serves, with what skills, and how agents differ.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::shifts::{DeriveShiftsSpec, ShiftSpec};
use crate::experience::USUAL_MANNER;
use crate::scenario::distributions::TimeLaw;
use crate::scenario::durations::Span;
use crate::scenario::patterns::{Factor, HeadcountPattern};
use crate::scenario::words::EndOfShiftWord;
use crate::time::Duration;

/// A team of agents with the same skills. It states who is on duty by `agents`, by `shifts` or by a file in `staffing`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamSpec {
    /// Name, unique among teams.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "a name identifies the team in all arms"))]
    pub name: String,
    /// Agents present. A whole number, an array of 24, 48 or 96 for a day, or seven such arrays for a week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agents: Option<HeadcountPattern>,
    /// Shifts that the agents work, instead of `agents`: each with a start, a length, days and a number of agents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<ShiftSpec>,
    /// Makes shifts of `agents`: people work about so long, and the headcount is kept. Default: agents come and go with the
    /// headcount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derive_shifts: Option<DeriveShiftsSpec>,
    /// A CSV file beside the scenario that states the agents, instead of `agents`: with the columns start and agents, and day
    /// if days differ; or with the columns start, mon, tue, wed, thu, fri, sat and sun. A row holds until the next one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-kind" = "file", "x-fixed" = "the file is read into `agents`, which may be set"))]
    pub staffing: Option<String>,
    /// What becomes of the contact an agent is on when the shift ends: the agent may `finish` it and leave late, `drop` it
    /// unresolved, or `hand_over` to a colleague, who does the rest.
    #[serde(default)]
    pub end_of_shift: EndOfShiftWord,
    /// Equal parts of the day, from midnight, that are worked by different people. A divisor of 96.
    #[serde(default = "one_crew")]
    #[schemars(range(min = 1, max = 96), extend("x-fixed" = "agents keep their place in all arms"))]
    pub crews: u32,
    /// Names of the reasons the team serves, in order of preference.
    #[schemars(length(min = 1), extend("x-fixed" = "who serves what is the same in all arms"))]
    pub skills: Vec<String>,
    /// How the team serves a reason, by its name, where it differs from the reason's own laws or the team's level.
    #[serde(default)]
    pub service: IndexMap<String, ServiceSpec>,
    /// Several chats at once. Default: one contact at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat: Option<ChatSpec>,
    /// How competence varies between agents.
    #[serde(default)]
    pub competence: CompetenceSpec,
    /// How manner varies between agents.
    #[serde(default)]
    pub manner: MannerSpec,
    /// Coefficient of variation between agents of their handling time (lognormal, mean 1). 0 means all work at one speed.
    #[serde(default)]
    #[schemars(range(min = 0, max = 3))]
    pub speed_cv: f64,
    /// Factor on talk, hold and wrap-up.
    #[serde(default = "one")]
    #[schemars(range(max = 100), extend("exclusiveMinimum" = 0))]
    pub handling_time: f64,
    /// Relative rise of handling time of an agent who is busy all the time, against one who was idle over the last two hours.
    #[serde(default)]
    #[schemars(range(min = 0, max = 10))]
    pub fatigue: f64,
    /// Score of the team, under the team choice `pooled`: of all free agents, the highest score of team and service is
    /// asked first.
    #[serde(default)]
    pub score: f64,
    /// Share of the time present that is spent off the phone, in training for example. Not with shifts, which have breaks.
    #[serde(default)]
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub off_phone: f64,
    /// Share of paid time that is not available for contacts (breaks, meetings, absence). Paid hours are hours present /
    /// (1 - shrinkage).
    #[serde(default)]
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub shrinkage: f64,
    /// Probability that an agent is absent for a whole day, unplanned and paid.
    #[serde(default)]
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub absence: f64,
    /// Loaded cost of a paid hour, in the currency of the scenario. The cost of staff is told without `[money]` too.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1e12))]
    pub cost_per_hour: f64,
    /// How newcomers to the team learn and how many leave.
    #[serde(default)]
    pub hiring: HiringSpec,
}

/// How a team serves one reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ServiceSpec {
    /// Talk and hold time of this team for the reason; talk alone where `hold` is stated. Default: the reason's talk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub talk: Option<TimeLaw>,
    /// Hold time of this team for the reason, added to talk. Default: the reason's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold: Option<TimeLaw>,
    /// Wrap-up of this team for the reason. Default: the reason's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrap_up: Option<TimeLaw>,
    /// Level: competence for this reason above that of the agent, in log-odds.
    #[schemars(range(min = -10, max = 10))]
    pub competence: f64,
    /// Level: factor on talk, hold and wrap-up for this reason.
    #[schemars(range(max = 100), extend("exclusiveMinimum" = 0))]
    pub handling_time: f64,
    /// Score of the reason, under the team choice `pooled`: of all free agents, the highest score of team and service is
    /// asked first.
    pub score: f64,
    /// Whether the team serves the reason only as its `overflow` says, after a time in queue.
    #[schemars(extend("x-fixed" = "who serves what is the same in all arms; set `reason.NAME.overflow.after` instead"))]
    pub overflow_only: bool,
}

impl Default for ServiceSpec {
    fn default() -> Self {
        ServiceSpec {
            talk: None,
            hold: None,
            wrap_up: None,
            competence: 0.0,
            handling_time: 1.0,
            score: 0.0,
            overflow_only: false,
        }
    }
}

/// Chats at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChatSpec {
    /// Chats an agent takes at once.
    #[schemars(range(min = 1, max = 100), extend("x-why" = "nobody follows more than a hundred chats"))]
    pub at_once: u32,
    /// Speed of each chat while the agent has 1, 2, ... of them open; at speed 1 a chat takes its talk time. The last
    /// number holds for more.
    #[schemars(length(min = 1))]
    pub speed: Vec<Factor>,
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
        MannerSpec { mean: USUAL_MANNER, sd: 0.0 }
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
    /// Contacts after which practice has brought the handicap down by the factor e: it also falls as exp(-contacts /
    /// learning_contacts). Default: time alone teaches.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 1e9), extend("exclusiveMinimum" = 0))]
    pub learning_contacts: Option<f64>,
    /// Competence a beginner lacks on the first day, in log-odds.
    #[schemars(range(min = 0, max = 10))]
    pub novice_competence_gap: f64,
    /// Share by which a beginner's handling time is longer on the first day.
    #[schemars(range(min = 0, max = 10))]
    pub novice_handling_time: f64,
    /// Probability per month that an agent leaves and a beginner takes the place.
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub attrition_per_month: f64,
    /// Time for which the place of a leaver stays empty, as a duration.
    pub replaced_after: Span,
    /// One-off cost of each agent hired, replacements included, in the currency of the scenario.
    #[schemars(range(min = 0, max = 1e12))]
    pub cost_per_hire: f64,
}

impl Default for HiringSpec {
    fn default() -> Self {
        HiringSpec {
            lag: Span::ZERO,
            learning: Span(Duration::seconds(8 * 7 * 86_400)),
            learning_contacts: None,
            novice_competence_gap: 0.0,
            novice_handling_time: 0.0,
            attrition_per_month: 0.0,
            replaced_after: Span::ZERO,
            cost_per_hire: 0.0,
        }
    }
}

fn one() -> f64 {
    1.0
}

fn one_crew() -> u32 {
    1
}
