//! The table `[operation]`: the door, and how contacts and agents find each other.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::words::{AgentRuleWord, ContactRuleWord, TeamRuleWord};

/// Rules of the contact centre as a whole.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OperationSpec {
    /// How a free agent picks among waiting contacts, after priority. `preference` is the order of the team's skills,
    /// `longest_wait` is first come, first served over all its skills, `score` takes the highest priority base + per second
    /// x wait + bonus after a transfer.
    pub routing: ContactRuleWord,
    /// Whose free agents compete for an arriving contact. `preference` asks the teams in the order in which they prefer the
    /// reason, `pooled` lets the free agents of all of them compete, by `score` of team and service first.
    pub team_choice: TeamRuleWord,
    /// Which of the competing agents takes it: who is `longest_idle`, who was `least_occupied` today (the present idle
    /// period included) or `least_occupied_finished` (finished periods only), the `fastest_free`, or any at `random`.
    pub agent_choice: AgentRuleWord,
    /// Lines (trunks): contacts by voice in self-service, waiting or in talk at once; a further one is blocked. Default: as
    /// many as come.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1), extend("x-why" = "without a line nobody could ever get through"))]
    pub trunks: Option<u32>,
    /// Contacts waiting at once over all reasons; a further one is blocked even when an agent is free. Default: as many as
    /// come.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1), extend("x-why" = "the limit is tested before an agent is looked for, so 0 would block everybody"))]
    pub queue_limit: Option<u32>,
}
