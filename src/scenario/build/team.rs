//! Teams of agents.

use super::centre::reason_index;
use crate::operation::{
    Break, Chat, Hiring, QUARTERS_PER_WEEK, Shift, Skill, Staffing, Team, Variation, derive_shifts,
};
use crate::scenario::distributions::{LawFault, TimeLaw};
use crate::scenario::headcounts::on_the_phones;
use crate::scenario::schema::{
    BreakSpec, ChatSpec, DeriveShiftsSpec, HiringSpec, ReasonSpec, ScenarioSpec, ShiftSpec, TeamSpec,
};
use crate::time::Calendar;

pub(super) fn team(spec: &TeamSpec, scenario: &ScenarioSpec) -> Result<Team, LawFault> {
    let skills = skills(spec, scenario).into_iter().map(|name| skill(name, spec, scenario));
    Ok(Team {
        name: spec.name.clone(),
        staffing: staffing(spec),
        end_of_shift: spec.end_of_shift.0,
        skills: skills.filter_map(Result::transpose).collect::<Result<_, _>>()?,
        chat: spec.chat.as_ref().map_or_else(Chat::one, chat),
        variation: Variation {
            competence_mean: spec.competence.mean,
            competence_sd: spec.competence.sd,
            manner_mean: spec.manner.mean,
            manner_sd: spec.manner.sd,
            speed_cv: spec.speed_cv,
        },
        handling_time: spec.handling_time,
        fatigue: spec.fatigue,
        score: spec.score,
        shrinkage: spec.shrinkage,
        absence: spec.absence,
        cost_per_hour: spec.cost_per_hour,
        hiring: hiring(&spec.hiring),
    })
}

/// Names of the reasons the team serves: those it lists, in order of preference, and then those in which it only helps.
pub(in crate::scenario) fn skills<'s>(spec: &'s TeamSpec, scenario: &'s ScenarioSpec) -> Vec<&'s String> {
    let helps = |reason: &&ReasonSpec| {
        !spec.skills.contains(&reason.name)
            && reason.overflow.as_ref().is_some_and(|overflow| overflow.teams.contains(&spec.name))
    };
    let helped = scenario.reason.iter().filter(helps).map(|reason| &reason.name);
    spec.skills.iter().chain(helped).collect()
}

fn skill(name: &str, spec: &TeamSpec, scenario: &ScenarioSpec) -> Result<Option<Skill>, LawFault> {
    let Some(reason) = reason_index(scenario, name) else {
        return Ok(None);
    };
    let service = spec.service.get(name).cloned().unwrap_or_default();
    let law = |law: &Option<TimeLaw>| law.as_ref().map(TimeLaw::distribution).transpose();
    Ok(Some(Skill {
        reason,
        talk: law(&service.talk)?,
        hold: law(&service.hold)?,
        wrap_up: law(&service.wrap_up)?,
        competence: service.competence,
        handling_time: service.handling_time,
        score: service.score,
        overflow_only: service.overflow_only || !spec.skills.iter().any(|skill| skill == name),
    }))
}

fn chat(spec: &ChatSpec) -> Chat {
    Chat { at_once: spec.at_once, speed: spec.speed.iter().map(|speed| speed.0).collect() }
}

fn hiring(spec: &HiringSpec) -> Hiring {
    Hiring {
        learning: spec.learning.0,
        learning_contacts: spec.learning_contacts,
        novice_competence_gap: spec.novice_competence_gap,
        novice_handling_time: spec.novice_handling_time,
        attrition_per_month: spec.attrition_per_month,
        replaced_after: spec.replaced_after.0,
        cost_per_hire: spec.cost_per_hire,
    }
}

fn staffing(spec: &TeamSpec) -> Staffing {
    if !spec.shifts.is_empty() {
        return Staffing::Shifts(spec.shifts.iter().map(shift).collect());
    }
    if let (Some(derive), Some(agents)) = (&spec.derive_shifts, &spec.agents) {
        return Staffing::Shifts(derived(derive, &agents.days()));
    }
    let nobody = || vec![0; QUARTERS_PER_WEEK];
    let present = spec.agents.as_ref().map_or_else(nobody, |agents| agents.quarters());
    Staffing::Intervals {
        agents: on_the_phones(&present, spec.off_phone),
        present,
        crews: spec.crews as usize,
    }
}

/// Shifts made of the agents of each interval, of days alike together.
fn derived(spec: &DeriveShiftsSpec, days: &[Vec<u32>]) -> Vec<Shift> {
    let on = |day: usize| &days[day.min(days.len() - 1)];
    let first_alike = |day: usize| (0..day).find(|before| on(*before) == on(day)).unwrap_or(day);
    let mut shifts = Vec::new();
    for day in (0..7).filter(|day| first_alike(*day) == *day) {
        let alike = std::array::from_fn(|other| on(other) == on(day));
        // One number alone divides the day as finely as anything does.
        let intervals =
            if on(day).len() == 1 { vec![on(day)[0]; Calendar::QUARTERS_PER_DAY] } else { on(day).clone() };
        shifts.extend(derive_shifts(&intervals, spec.preferred.0, spec.minimum.0, spec.open_end, alike));
    }
    shifts
}

fn shift(spec: &ShiftSpec) -> Shift {
    let pause = |pause: &BreakSpec| Break { after: pause.after.0, length: pause.length.0, paid: pause.paid };
    Shift {
        start: spec.start.0,
        length: spec.length.0,
        days: spec.days.0,
        agents: spec.agents,
        breaks: spec.breaks.iter().map(pause).collect(),
        open_end: spec.open_end,
    }
}

/// Who is on duty in each quarter of the week: agents present, and those of them on the phones.
pub(in crate::scenario) fn on_duty(spec: &TeamSpec) -> (Vec<u32>, Vec<u32>) {
    let team = Team { staffing: staffing(spec), ..Team::plain(&spec.name, 0, &[]) };
    let quarters = 0..QUARTERS_PER_WEEK;
    let present = quarters.clone().map(|quarter| team.present_at(quarter)).collect();
    (present, quarters.map(|quarter| team.agents_at(quarter)).collect())
}
