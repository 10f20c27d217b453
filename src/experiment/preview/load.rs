//! Offered load against agents by hour of the day, in Erlangs: work arriving per hour, counted in agents kept busy.

use serde::Serialize;

use crate::journey::Blueprint;
use crate::operation::{Centre, Reason};
use crate::time::Calendar;

const QUARTERS_PER_HOUR: usize = Calendar::QUARTERS_PER_DAY / 24;
const SECONDS_PER_HOUR: f64 = 3_600.0;

/// One hour of the day, as a mean over the week.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoadHour {
    /// Start of the hour, `HH:MM`.
    pub start: String,
    /// Primary contacts per hour; redials and repeats come on top.
    pub contacts_per_hour: f64,
    /// Offered load of the primary contacts in Erlangs, transfers included.
    pub load_erlangs: f64,
    /// Agents on the phones.
    pub agents: f64,
    /// Load per agent; above 1 the queue is held down only by those who give up. Absent while nobody is on the phones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_per_agent: Option<f64>,
}

/// Load and capacity of the baseline before any intervention acts.
pub(super) fn by_hour(blueprint: &Blueprint) -> Vec<LoadHour> {
    (0..24).map(|hour| at_hour(blueprint, hour)).collect()
}

fn at_hour(blueprint: &Blueprint, hour: usize) -> LoadHour {
    let centre = &blueprint.before.centre;
    let quarters: Vec<usize> = (0..7)
        .flat_map(|day| (0..QUARTERS_PER_HOUR).map(move |quarter| (day, quarter)))
        .map(|(day, quarter)| day * Calendar::QUARTERS_PER_DAY + hour * QUARTERS_PER_HOUR + quarter)
        .collect();
    let rates = blueprint.demand.rates_per_hour();
    let (mut contacts, mut load, mut agents) = (0.0, 0.0, 0.0);
    for &quarter in &quarters {
        for (index, rate) in rates.iter().enumerate() {
            let reason = &centre.reasons[index];
            let mut seconds = handling_seconds(centre, index, quarter);
            if let Some(transfer) = &reason.transfer {
                let mut before = 0.0;
                for (to, upto) in &transfer.to {
                    seconds +=
                        transfer.probability * (upto - before) * handling_seconds(centre, *to, quarter);
                    before = *upto;
                }
            }
            contacts += rate.values[quarter];
            load += rate.values[quarter] * seconds / SECONDS_PER_HOUR;
        }
        agents += centre.teams.iter().map(|team| f64::from(team.agents_at(quarter))).sum::<f64>();
    }
    let count = quarters.len() as f64;
    let (contacts, load, agents) = (contacts / count, load / count, agents / count);
    LoadHour {
        start: format!("{hour:02}:00"),
        contacts_per_hour: contacts,
        load_erlangs: load,
        agents,
        load_per_agent: (agents > 0.0).then(|| load / agents),
    }
}

/// Mean handling time of a reason, by the agents who serve it in this quarter (by the teams alike when nobody is there).
fn handling_seconds(centre: &Centre, reason: usize, quarter: usize) -> f64 {
    let law: &Reason = &centre.reasons[reason];
    let seconds = law.talk.mean() + law.wrap_up.as_ref().map_or(0.0, |wrap_up| wrap_up.mean());
    let serving = || centre.teams.iter().filter(|team| team.serves(reason));
    let agents: f64 = serving().map(|team| f64::from(team.agents_at(quarter))).sum();
    let weighted: f64 = if agents > 0.0 {
        serving().map(|team| f64::from(team.agents_at(quarter)) * team.handling_time).sum::<f64>() / agents
    } else {
        let teams = serving().count().max(1) as f64;
        serving().map(|team| team.handling_time).sum::<f64>() / teams
    };
    seconds * weighted
}
