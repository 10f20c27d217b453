//! The contact centre: door, rules, reasons and teams.

use super::{reason, team};
use crate::operation::routing::Routing;
use crate::operation::{Centre, Door};
use crate::scenario::distributions::LawFault;
use crate::scenario::schema::ScenarioSpec;

/// The contact centre.
pub(super) fn centre(spec: &ScenarioSpec) -> Result<Centre, LawFault> {
    let operation = &spec.operation;
    Ok(Centre {
        door: Door { trunks: operation.trunks, queue_limit: operation.queue_limit },
        reasons: spec.reason.iter().map(|each| reason::reason(each, spec)).collect::<Result<_, _>>()?,
        teams: spec.team.iter().map(|each| team::team(each, spec)).collect::<Result<_, _>>()?,
        routing: Routing {
            contact: operation.routing.0,
            team: operation.team_choice.0,
            agent: operation.agent_choice.0,
        },
    })
}

/// Index of the reason with this name.
pub(super) fn reason_index(spec: &ScenarioSpec, name: &str) -> Option<usize> {
    spec.reason.iter().position(|reason| reason.name == name)
}
