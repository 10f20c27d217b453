//! Reasons and teams.

use crate::operation::{Centre, FollowUpLaw, Hiring, Reason, Team};
use crate::scenario::distributions::{LawFault, TimeLaw};
use crate::scenario::headcounts::on_the_phones;
use crate::scenario::schema::{FollowUpSpec, ReasonSpec, ScenarioSpec, TeamSpec};

/// The contact centre.
pub(super) fn centre(spec: &ScenarioSpec) -> Result<Centre, LawFault> {
    Ok(Centre {
        reasons: spec.reason.iter().map(|reason| self::reason(reason, spec)).collect::<Result<_, _>>()?,
        teams: spec.team.iter().map(|team| self::team(team, spec)).collect(),
        routing: spec.operation.routing.0,
    })
}

fn reason(spec: &ReasonSpec, scenario: &ScenarioSpec) -> Result<Reason, LawFault> {
    Ok(Reason {
        name: spec.name.clone(),
        talk: spec.talk.distribution()?,
        wrap_up: spec.wrap_up.as_ref().map(TimeLaw::distribution).transpose()?,
        patience: spec.patience.as_ref().map(TimeLaw::distribution).transpose()?,
        awt: spec.awt.0,
        short_abandon: spec.short_abandon.0,
        priority: spec.priority,
        resolution: spec.resolution,
        transfer_probability: spec.transfer.as_ref().map_or(0.0, |transfer| transfer.probability),
        transfer_to: spec.transfer.as_ref().and_then(|transfer| reason_index(scenario, &transfer.to)),
        redial: follow_up(&spec.redial)?,
        repeat: follow_up(&spec.repeat)?,
        fcr_window: spec.fcr_window.0,
    })
}

fn follow_up(spec: &FollowUpSpec) -> Result<FollowUpLaw, LawFault> {
    Ok(FollowUpLaw {
        probability: spec.probability,
        delay: spec.delay.distribution()?,
        max_attempts: spec.max_attempts,
    })
}

fn team(spec: &TeamSpec, scenario: &ScenarioSpec) -> Team {
    let present = spec.agents.quarters();
    Team {
        name: spec.name.clone(),
        agents: on_the_phones(&present, spec.off_phone),
        agents_present: present,
        crews: spec.crews as usize,
        skills: spec.skills.iter().filter_map(|skill| reason_index(scenario, skill)).collect(),
        competence_mean: spec.competence.mean,
        competence_sd: spec.competence.sd,
        manner_mean: spec.manner.mean,
        manner_sd: spec.manner.sd,
        handling_time: spec.handling_time,
        shrinkage: spec.shrinkage,
        cost_per_hour: spec.cost_per_hour,
        hiring: Hiring {
            learning: spec.hiring.learning.0,
            novice_competence_gap: spec.hiring.novice_competence_gap,
            novice_handling_time: spec.hiring.novice_handling_time,
            attrition_per_month: spec.hiring.attrition_per_month,
            cost_per_hire: spec.hiring.cost_per_hire,
        },
    }
}

/// Index of the reason with this name.
pub(super) fn reason_index(spec: &ScenarioSpec, name: &str) -> Option<usize> {
    spec.reason.iter().position(|reason| reason.name == name)
}
