//! Reasons and teams.

use crate::operation::routing::Routing;
use crate::operation::{
    Centre, Door, FollowUpLaw, Hiring, Priority, Reason, Skill, Staffing, Team, Transfer, Under, Variation,
};
use crate::scenario::distributions::{LawFault, TimeLaw};
use crate::scenario::headcounts::on_the_phones;
use crate::scenario::schema::{FollowUpSpec, ReasonSpec, ScenarioSpec, TeamSpec};

/// The contact centre.
pub(super) fn centre(spec: &ScenarioSpec) -> Result<Centre, LawFault> {
    Ok(Centre {
        door: Door::default(),
        reasons: spec.reason.iter().map(|reason| self::reason(reason, spec)).collect::<Result<_, _>>()?,
        teams: spec.team.iter().map(|team| self::team(team, spec)).collect(),
        routing: Routing { contact: spec.operation.routing.0, ..Routing::default() },
    })
}

fn reason(spec: &ReasonSpec, scenario: &ScenarioSpec) -> Result<Reason, LawFault> {
    Ok(Reason {
        wrap_up: spec.wrap_up.as_ref().map(TimeLaw::distribution).transpose()?,
        patience: spec.patience.as_ref().map(TimeLaw::distribution).transpose()?,
        awt: spec.awt.0,
        short_abandon: spec.short_abandon.0,
        priority: Priority { base: spec.priority, ..Priority::default() },
        resolution: spec.resolution,
        transfer: spec.transfer.as_ref().and_then(|transfer| {
            reason_index(scenario, &transfer.to).map(|to| Transfer {
                probability: transfer.probability,
                to: vec![(to, 1.0)],
                most: 1,
                warm: false,
            })
        }),
        redial: follow_up(&spec.redial)?,
        repeat: follow_up(&spec.repeat)?,
        fcr_window: spec.fcr_window.0,
        ..Reason::plain(&spec.name, spec.talk.distribution()?)
    })
}

fn follow_up(spec: &FollowUpSpec) -> Result<FollowUpLaw, LawFault> {
    Ok(FollowUpLaw {
        probability: spec.probability,
        probability_further: spec.probability,
        under: Under::Original,
        delay: spec.delay.distribution()?,
        max_attempts: spec.max_attempts,
    })
}

fn team(spec: &TeamSpec, scenario: &ScenarioSpec) -> Team {
    let present = spec.agents.quarters();
    Team {
        staffing: Staffing::Intervals {
            agents: on_the_phones(&present, spec.off_phone),
            present,
            crews: spec.crews as usize,
        },
        skills: spec
            .skills
            .iter()
            .filter_map(|skill| reason_index(scenario, skill))
            .map(Skill::plain)
            .collect(),
        variation: Variation {
            competence_mean: spec.competence.mean,
            competence_sd: spec.competence.sd,
            manner_mean: spec.manner.mean,
            manner_sd: spec.manner.sd,
            speed_cv: 0.0,
        },
        handling_time: spec.handling_time,
        shrinkage: spec.shrinkage,
        cost_per_hour: spec.cost_per_hour,
        hiring: Hiring {
            learning: spec.hiring.learning.0,
            novice_competence_gap: spec.hiring.novice_competence_gap,
            novice_handling_time: spec.hiring.novice_handling_time,
            attrition_per_month: spec.hiring.attrition_per_month,
            cost_per_hire: spec.hiring.cost_per_hire,
            ..Hiring::none()
        },
        ..Team::plain(&spec.name, 0, &[])
    }
}

/// Index of the reason with this name.
pub(super) fn reason_index(spec: &ScenarioSpec, name: &str) -> Option<usize> {
    spec.reason.iter().position(|reason| reason.name == name)
}
