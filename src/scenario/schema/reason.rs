//! The table `[[reason]]`: why customers make contact, and how such a contact goes.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::demand::{BusynessSpec, DailySpec, SourcesSpec};
use super::follow_up::{FollowUpSpec, TransferSpec, no_redial, no_repeat};
use super::waiting::{AnnouncementSpec, CallbackSpec, OverflowSpec, SelfServiceSpec};
use crate::scenario::distributions::TimeLaw;
use crate::scenario::durations::Span;
use crate::scenario::hours::OpenHours;
use crate::scenario::patterns::{FactorPattern, RatePattern};
use crate::scenario::words::{ChannelWord, ClosingWord};
use crate::time::Duration;

/// One reason for contact. Its name is the name of the skill that serves it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonSpec {
    /// Name, unique among reasons; also the name of the skill.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "a name identifies the reason in all arms"))]
    pub name: String,
    /// How its contacts come: by `voice`, one at a time per agent; by `chat`, several at once if the team says so; or
    /// `deferred` (email, back office), where nobody waits on the line, takes up a trunk or loses patience.
    #[serde(default)]
    #[schemars(extend("x-fixed" = "a reason keeps its channel in all arms; move demand to another reason instead"))]
    pub channel: ChannelWord,
    /// Primary contacts per hour. A number, an array of 24, 48 or 96 for a day, or seven such arrays for a week. Only in
    /// a bare operation, which has no segments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrivals_per_hour: Option<RatePattern>,
    /// A number of primary contacts a day, spread over the day by weights, instead of a rate. Only in a bare operation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrivals: Option<DailySpec>,
    /// Times of the primary contacts, as a log has them: seconds since time 0 in ascending order. Only in a bare operation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-kind" = "times", "x-fixed" = "a log is replayed as it is, in all arms"))]
    pub arrival_times: Option<Vec<f64>>,
    /// A CSV file beside the scenario that states `arrival_times`: in its column `time` either seconds since time 0, or
    /// dates and times such as 2024-03-04 08:15:27, whose weekdays and hours are kept. With a column `reason`, only rows
    /// of this reason count; other columns are not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-kind" = "file", "x-fixed" = "a log is replayed as it is, in all arms"))]
    pub arrivals_file: Option<String>,
    /// So many callers, each of whom makes contact while idle, instead of a stream that does not end. Only in a bare
    /// operation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-fixed" = "all arms must meet the same callers"))]
    pub sources: Option<SourcesSpec>,
    /// Primary contacts per customer and month, as the mean over all customers. Only with segments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1000))]
    pub contacts_per_month: Option<f64>,
    /// How the busyness of its days differs from that of `[demand]`. Default: it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-fixed" = "all arms must meet the same stream of demand to be compared"))]
    pub busyness: Option<BusynessSpec>,
    /// Whether there is always one more contact waiting: outbound work, a backlog without end. It then has no arrivals.
    #[serde(default)]
    #[schemars(extend("x-fixed" = "all arms must meet the same stream of demand to be compared"))]
    pub endless: bool,
    /// Name of the profile that spreads the contacts over the week. Default: evenly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-fixed" = "all arms must meet the same stream of demand to be compared"))]
    pub profile: Option<String>,
    /// Factor on this reason's contact rate by name of segment; 1 for segments not named.
    #[serde(default)]
    #[schemars(
        extend("additionalProperties" = { "description": "A factor on the contact rate.", "type": "number", "minimum": 0, "maximum": 1000000 }, "x-fixed" = "all arms must meet the same stream of demand; `segment.NAME.contact_factor` may be set")
    )]
    pub segment_factors: IndexMap<String, f64>,
    /// When it is open: weekdays and hours such as "mon-fri 08:00-18:00". A contact offered while it is closed is blocked;
    /// deferred work is accepted and waits. Default: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub open: Option<Vec<OpenHours>>,
    /// What becomes of the contacts waiting when it closes: `serve_out` serves them while agents are there, `clear` cuts
    /// them off (blocked), `carry_over` keeps them until the next opening.
    #[serde(default)]
    pub closing: ClosingWord,
    /// Contacts of this reason waiting at once; a further one is blocked unless an agent is free. Default: as many as come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue_limit: Option<u32>,
    /// What happens before the queue: an IVR, an app, a bot. Default: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_service: Option<SelfServiceSpec>,
    /// Time between reaching an agent and the start of talk, as a duration. It is part of the wait, and the customer can
    /// still hang up.
    #[serde(default)]
    pub connection: Span,
    /// Talk and hold time per contact; talk alone where `hold` is stated.
    pub talk: TimeLaw,
    /// Hold time per contact, added to talk. Default: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<TimeLaw>,
    /// Wrap-up after the contact, when the customer has gone but the agent is busy. Default: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrap_up: Option<TimeLaw>,
    /// Factor on talk, hold and wrap-up by the time at which the service starts. A number, an array of 24, 48 or 96 for a
    /// day, or seven such arrays for a week. Default: 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handling_by_time: Option<FactorPattern>,
    /// A talk (with hold) ends by force after this duration, unresolved. Default: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub longest_talk: Option<Span>,
    /// Time a customer would wait before abandoning. Default: for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-why" = "callers with no patience would all abandon on arrival"))]
    pub patience: Option<TimeLaw>,
    /// Share of those who would have to wait who hang up at once.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1))]
    pub balking: f64,
    /// The expected wait is announced to those who have to wait. Default: no announcement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announcement: Option<AnnouncementSpec>,
    /// The offer to be called back instead of waiting. Default: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callback: Option<CallbackSpec>,
    /// After this duration in queue a message is taken, and the contact ends resolved without an agent. Default: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_after: Option<Span>,
    /// Other teams help after a time in queue. Default: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overflow: Option<OverflowSpec>,
    /// Acceptable wait of the service levels, as a duration.
    #[serde(default = "awt")]
    pub awt: Span,
    /// An abandonment within this time is a short abandon, as a duration.
    #[serde(default = "short_abandon")]
    pub short_abandon: Span,
    /// Priority: higher is served first, before any other rule. A number, or a table with what waiting and transfers add.
    #[serde(default)]
    pub priority: PrioritySpec,
    /// A free agent takes a contact of this reason only while more than this many agents of the team are idle: a reserve
    /// for the others.
    #[serde(default)]
    pub leave_idle: u32,
    /// Share of contacts that an agent of competence 0 resolves. Competence c raises its log-odds by c.
    #[serde(default = "one")]
    #[schemars(range(min = 0, max = 1))]
    pub resolution: f64,
    /// Handing a contact over to another skill at the end of talk. Default: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<TransferSpec>,
    /// The new contact after abandoning.
    #[serde(default = "no_redial")]
    pub redial: FollowUpSpec,
    /// The new contact after being blocked: no line free, the queue full, or closed. Default: as `redial`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redial_blocked: Option<FollowUpSpec>,
    /// The new contact after being answered, or contained in self-service, without resolution.
    #[serde(default = "no_repeat")]
    pub repeat: FollowUpSpec,
    /// An issue counts as resolved at first contact when no repeat follows its first answered contact within this
    /// duration.
    #[serde(default = "fcr_window")]
    pub fcr_window: Span,
}

/// Who is served first.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("x-kind" = "short", "x-main" = "base"))]
pub struct PrioritySpec {
    /// Priority without waiting: higher is served first, before any other rule; under the routing `score` it is where the
    /// score begins.
    pub base: f64,
    /// Score gained per second waited, under the routing `score`.
    #[schemars(range(min = 0), extend("x-why" = "who has waited longer is not served later"))]
    pub per_second: f64,
    /// Score added after a transfer, under the routing `score`; a redial or repeat loses it.
    pub transfer_bonus: f64,
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
