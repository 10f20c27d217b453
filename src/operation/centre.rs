//! The contact centre as a planner states it: reasons for contact and the teams that serve them, as they stand in one
//! week. A run holds one [`Centre`] per week in which a setting changes.

use crate::random::Distribution;
use crate::time::{Calendar, Duration};

/// Quarters of an hour in a week, the grid of every weekly pattern (index 0 = Monday 00:00).
pub const QUARTERS_PER_WEEK: usize = 7 * Calendar::QUARTERS_PER_DAY;

/// Reasons and teams with the settings of one week. The number and order of both never change within a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Centre {
    /// Why customers make contact; a reason's index is its skill.
    pub reasons: Vec<Reason>,
    /// Who serves them.
    pub teams: Vec<Team>,
    /// How a free agent picks among waiting contacts.
    pub routing: crate::operation::routing::Rule,
}

/// One reason for contact, with the laws of its service and of its customers' behaviour.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Name as in the scenario.
    pub name: String,
    /// Talk and hold time per contact in seconds, for an agent whose handling-time factor is 1.
    pub talk: Distribution,
    /// Wrap-up (after-contact work) in seconds; `None` means no wrap-up.
    pub wrap_up: Option<Distribution>,
    /// Time a customer would wait, in seconds; `None` means for ever.
    pub patience: Option<Distribution>,
    /// Acceptable wait of the service levels.
    pub awt: Duration,
    /// An abandonment within this time is a short abandon.
    pub short_abandon: Duration,
    /// Higher is served first, before any other rule.
    pub priority: f64,
    /// Share of contacts that an agent of competence 0 resolves; with competence c the log-odds rise by c.
    pub resolution: f64,
    /// Probability that a contact answered first under this reason is handed over to `transfer_to`.
    pub transfer_probability: f64,
    /// The skill (index of a reason) whose queue a transferred contact joins; `None` means no transfers.
    pub transfer_to: Option<usize>,
    /// What a customer does after abandoning.
    pub redial: FollowUpLaw,
    /// What a customer does after being answered without resolution.
    pub repeat: FollowUpLaw,
    /// An issue counts as resolved at first contact when no repeat follows its first answered contact within this time.
    pub fcr_window: Duration,
}

/// When and with what probability a further contact follows a failed one.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowUpLaw {
    /// Probability of a further contact, 0 to 1.
    pub probability: f64,
    /// Delay until it, in seconds.
    pub delay: Distribution,
    /// Attempts an issue may take in all, the first included.
    pub max_attempts: u32,
}

/// A team of agents with the same skills. A position (seat) of a crew is one agent with a competence, a manner and a
/// tenure of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// Name as in the scenario.
    pub name: String,
    /// Agents on the phones in each quarter of the week, net of shrinkage and of time off the phone;
    /// [`QUARTERS_PER_WEEK`] entries.
    pub agents: Vec<u32>,
    /// Agents paid for being present in each quarter, before time off the phone is taken away (shrinkage still to be
    /// added); [`QUARTERS_PER_WEEK`] entries.
    pub agents_present: Vec<u32>,
    /// Equal parts of the day, from midnight, that are worked by different people.
    pub crews: usize,
    /// Indices of the reasons the team serves, in order of preference.
    pub skills: Vec<usize>,
    /// Mean competence in log-odds of resolution; 0 is the standard agent.
    pub competence_mean: f64,
    /// Standard deviation of competence between agents.
    pub competence_sd: f64,
    /// Mean manner of the agents on the scale 1 to 10.
    pub manner_mean: f64,
    /// Standard deviation of manner between agents.
    pub manner_sd: f64,
    /// Factor on talk and wrap-up.
    pub handling_time: f64,
    /// Share of paid time that is not available for contacts (breaks, meetings, absence), 0 to below 1.
    pub shrinkage: f64,
    /// Loaded cost of a paid hour, in the currency of the scenario.
    pub cost_per_hour: f64,
    /// How newcomers to the team learn and how many leave.
    pub hiring: Hiring,
}

/// Joining and leaving a team.
#[derive(Clone, Debug, PartialEq)]
pub struct Hiring {
    /// Time constant of learning: the newcomer's handicap falls as exp(-tenure / learning).
    pub learning: Duration,
    /// What a beginner's competence lacks on the first day, in log-odds (0 or more).
    pub novice_competence_gap: f64,
    /// Share by which a beginner's handling time is longer on the first day (0 or more).
    pub novice_handling_time: f64,
    /// Probability per month that an agent leaves; the place is taken by a beginner.
    pub attrition_per_month: f64,
    /// One-off cost of each agent hired, replacements included.
    pub cost_per_hire: f64,
}

impl Team {
    /// Agents on the phones in the given quarter of the week.
    #[inline]
    pub fn agents_at(&self, quarter_of_week: usize) -> u32 {
        self.agents[quarter_of_week]
    }
    /// The crew (part of the day) at work in the given quarter of the week.
    #[inline]
    pub fn crew_at(&self, quarter_of_week: usize) -> usize {
        (quarter_of_week % Calendar::QUARTERS_PER_DAY) * self.crews / Calendar::QUARTERS_PER_DAY
    }

    /// Whether staffing or crew differ between two quarters of the week.
    pub fn changes_between(&self, before: usize, after: usize) -> bool {
        self.agents_at(before) != self.agents_at(after) || self.crew_at(before) != self.crew_at(after)
    }
}
