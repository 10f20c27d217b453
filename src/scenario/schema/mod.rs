//! The file format as types: one struct per table, one documented field per key.
//!
//! These types are the single source of the format. The JSON schema for editors, the check of every file, the texts of
//! `goodwill explain` and the canonical form are derived from them. A new key is one field with its doc comment (meaning
//! and unit), its default, and its limits as an attribute:
//!
//! * `range(...)` or `"exclusiveMinimum"`: limits of a number, in seconds for a duration;
//! * `"x-why"`: why the limits are what they are, for the error message;
//! * `"x-fixed"`: why no intervention may set it (inherited by everything below); without it, an intervention may;
//! * `"x-kind"`: what kind of text or number it is: `name`, `file` (beside the scenario), `headcount` (people who must be
//!   hired first), or `short` for a table that may be written as the value of its key `"x-main"`; or `"x-whole-weeks"` for
//!   a duration of whole weeks.
//!
//! Rules between keys live in `validate`, not here. Nothing here knows what a model does with a value.

mod complaint;
mod customers;
mod demand;
mod feedback;
mod follow_up;
mod goals;
mod index_tree;
mod interventions;
mod judge;
mod loyalty;
mod market;
mod money;
mod operation;
mod reason;
mod shifts;
mod survey;
mod team;
mod time;
mod touchpoint;
mod waiting;

pub use complaint::{
    ApologySpec, BuyAgainSpec, ChaseSpec, CompensationSpec, ComplaintSpec, ExitSpec, HandlingSpec,
    PromiseSpec, UpdateSpec,
};
pub use customers::{CorrelationSpec, ExperienceSpec, ObservedUseSpec, SegmentSpec, WaitingSpec};
pub use demand::{BusynessSpec, DailySpec, DemandSpec, ProfileSpec, ShockSpec, SourcesSpec};
pub use feedback::{FeedbackClassSpec, FeedbackSpec};
pub use follow_up::{FollowUpSpec, Targets, TransferSpec};
pub use goals::{CompareSpec, DoubtSpec, GoalsSpec, ObservedIntervalSpec, ObservedSpec, TargetSpec};
pub use index_tree::{CategorySpec, ContactWeights, DriftSpec, IndicatorSpec, MonthSpec};
pub use interventions::{BASELINE, ChangeSpec, InterventionSpec};
pub use judge::{FormulaSpec, JudgeSpec};
pub use loyalty::{AcquisitionSpec, ChurnSpec, LinksSpec, LoyaltySpec, WordOfMouthSpec};
pub use market::{MarketSpec, ProgrammeSpec};
pub use money::MoneySpec;
pub use operation::OperationSpec;
pub use reason::{PrioritySpec, ReasonSpec};
pub use shifts::{BreakSpec, DeriveShiftsSpec, ShiftSpec};
pub use survey::{
    AfterContactSpec, ChannelEffectsSpec, FrameSpec, MissingSpec, ModeSpec, RecallSpec, StyleSpec, SurveySpec,
};
pub use team::{ChatSpec, CompetenceSpec, HiringSpec, MannerSpec, ServiceSpec, TeamSpec};
pub use time::TimeSpec;
pub use touchpoint::{DriverSpec, TouchpointSpec};
pub use waiting::{AnnouncementSpec, CallbackSpec, OverflowSpec, SelfServiceSpec};

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A scenario: a service, its customers, how it is measured, and the changes to be compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioSpec {
    /// Name of the scenario, as printed on every result.
    #[schemars(extend("x-kind" = "name", "x-fixed" = "it names the scenario"))]
    pub name: String,
    /// What the scenario is about, in one or two sentences.
    #[serde(default)]
    #[schemars(extend("x-fixed" = "it describes the scenario"))]
    pub description: String,
    /// How long the run lasts and when it starts.
    #[schemars(extend("x-fixed" = "all arms must run over the same time to be compared"))]
    pub time: TimeSpec,
    /// Rules of the contact centre as a whole.
    #[serde(default)]
    pub operation: OperationSpec,
    /// How the demand of all reasons fluctuates.
    #[serde(default)]
    #[schemars(extend("x-fixed" = "all arms must meet the same stream of demand to be compared"))]
    pub demand: DemandSpec,
    /// Named patterns of the week, by which reasons spread their contacts; only with segments.
    #[serde(default)]
    #[schemars(extend("x-fixed" = "all arms must meet the same stream of demand to be compared"))]
    pub profile: IndexMap<String, ProfileSpec>,
    /// Why customers make contact; at least one.
    #[schemars(length(min = 1))]
    pub reason: Vec<ReasonSpec>,
    /// Who serves them; at least one.
    #[schemars(length(min = 1))]
    pub team: Vec<TeamSpec>,
    /// The customers; without any, the scenario is a bare operation with anonymous arrivals.
    #[serde(default)]
    pub segment: Vec<SegmentSpec>,
    /// Traits of customers that go together; only with segments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(extend("x-fixed" = "all arms must meet the same people"))]
    pub correlation: Vec<CorrelationSpec>,
    /// The categories of the satisfaction index; at least one when there are segments, none otherwise.
    #[serde(default)]
    pub category: Vec<CategorySpec>,
    /// What customers meet apart from contacts, by its drivers; only with segments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub touchpoint: Vec<TouchpointSpec>,
    /// How experience moves perception, expectation and satisfaction; only with segments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub experience: Option<ExperienceSpec>,
    /// What satisfaction does to behaviour; only with segments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loyalty: Option<LoyaltySpec>,
    /// A second firm, which takes leavers and gives newcomers; only with segments. Default: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market: Option<MarketSpec>,
    /// Feedback reuse; only with segments. Default: feedback is not collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<FeedbackSpec>,
    /// Loyalty programmes; only with segments.
    #[serde(default)]
    pub programme: Vec<ProgrammeSpec>,
    /// Which links of the closed loop are live.
    #[serde(default)]
    #[schemars(extend("x-fixed" = "a link is cut in all arms or in none"))]
    pub links: LinksSpec,
    /// Surveys of the customers; only with segments. Default: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<SurveySpec>,
    /// What customers pay and what service costs besides agents. Default: no revenue, cost and profit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<MoneySpec>,
    /// What is aimed at, and which differences matter.
    #[serde(default)]
    #[schemars(extend("x-fixed" = "goals judge the arms and are the same for all"))]
    pub goals: GoalsSpec,
    /// What the real service showed, printed beside the baseline. Default: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-fixed" = "it was observed, not planned"))]
    pub observed: Option<ObservedSpec>,
    /// The inputs whose value is most doubtful; at most five are used.
    #[serde(default)]
    #[schemars(extend("x-fixed" = "it is about the inputs, not an input"))]
    pub doubt: Vec<DoubtSpec>,
    /// How `compare` chooses its arms.
    #[serde(default)]
    #[schemars(extend("x-fixed" = "it is about the comparison, not an input"))]
    pub compare: CompareSpec,
    /// Formulas on trial in `goodwill judge`, and the yardsticks of its answers.
    #[serde(default)]
    #[schemars(extend("x-fixed" = "it is about the trial, not an input"))]
    pub judge: JudgeSpec,
    /// The changes to be compared with the baseline.
    #[serde(default)]
    #[schemars(extend("x-fixed" = "an intervention cannot change interventions"))]
    pub intervention: Vec<InterventionSpec>,
}

impl ScenarioSpec {
    /// Whether the scenario has no customers, only anonymous arrivals.
    pub fn is_bare(&self) -> bool {
        self.segment.is_empty()
    }

    /// Whether importance or class of anything changes by itself, so that no two weeks are alike.
    pub fn drifts(&self) -> bool {
        self.category.iter().any(|category| {
            category.drift.is_some() || category.indicator.iter().any(|indicator| indicator.drift.is_some())
        })
    }

    /// Writes out the defaults that depend on other keys, so that every value can be addressed by a path, and what has two
    /// forms in one of them.
    pub(super) fn fill_defaults(&mut self) {
        if !self.is_bare() {
            self.experience.get_or_insert_default();
            self.loyalty.get_or_insert_default();
        }
        for category in &mut self.category {
            for indicator in &mut category.indicator {
                indicator.class.get_or_insert(category.class);
            }
        }
        for reason in &mut self.reason {
            if let Some(transfer) = &mut reason.transfer {
                transfer.to = Targets::Weights(transfer.to.weights());
            }
        }
        for team in &mut self.team {
            let helps = |reason: &&ReasonSpec| {
                reason.overflow.as_ref().is_some_and(|overflow| overflow.teams.contains(&team.name))
            };
            let helped: Vec<String> =
                self.reason.iter().filter(helps).map(|reason| reason.name.clone()).collect();
            for skill in &team.skills {
                team.service.entry(skill.clone()).or_default();
            }
            for skill in helped {
                // Who helps without listing the reason among the skills serves it by overflow alone.
                let overflow_only = !team.skills.contains(&skill);
                team.service.entry(skill).or_default().overflow_only |= overflow_only;
            }
        }
    }
}
