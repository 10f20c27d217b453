//! What interventions do to headcounts after rounding.

use super::build;
use super::checked::{Dose, Scenario};
use super::schema::{ScenarioSpec, TeamSpec};
use super::weeks::{arm_entries, spec_in_week, weeks_alike};

/// What one intervention alone does to the headcount of one team, from one week on.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadcountChange {
    /// Name of the intervention.
    pub intervention: String,
    /// Name of the team.
    pub team: String,
    /// First week of the horizon, from 1, in which it holds.
    pub week: usize,
    /// The team on the baseline.
    pub before: Headcount,
    /// The team from that week on.
    pub after: Headcount,
}

/// The headcount of a team over the week.
#[derive(Clone, Debug, PartialEq)]
pub struct Headcount {
    /// Fewest agents present in any quarter of an hour.
    pub fewest: u32,
    /// Most agents present in any quarter of an hour.
    pub most: u32,
    /// Hours of presence per week.
    pub hours_present: f64,
    /// Hours per week on the phones, without the time off the phone.
    pub hours_on_phones: f64,
}

impl Headcount {
    fn of(team: &TeamSpec) -> Self {
        let (present, on_phones) = build::on_duty(team);
        let hours = |agents: &[u32]| agents.iter().map(|agents| f64::from(*agents)).sum::<f64>() / 4.0;
        Headcount {
            fewest: present.iter().copied().min().unwrap_or(0),
            most: present.iter().copied().max().unwrap_or(0),
            hours_present: hours(&present),
            hours_on_phones: hours(&on_phones),
        }
    }
}

/// Every change of a headcount that any intervention alone makes, in the order of interventions, weeks and teams.
pub(super) fn changes(scenario: &Scenario) -> Vec<HeadcountChange> {
    let baseline = headcounts(&scenario.spec);
    let weeks = build::calendar(&scenario.spec).weeks();
    let mut rows = Vec::new();
    for (index, intervention) in scenario.spec.intervention.iter().enumerate() {
        let entries = arm_entries(scenario, &[Dose { intervention: index, strength: 1.0 }]);
        let mut last = baseline.clone();
        for (week, is_alike) in weeks_alike(&entries, weeks).into_iter().enumerate() {
            if is_alike {
                continue;
            }
            // A scenario that exists has passed the check of every week of every intervention.
            let Ok(spec) = spec_in_week(scenario, &entries, week, &scenario.source) else {
                continue;
            };
            let now = headcounts(&spec);
            for (team, after) in now.iter().enumerate().filter(|(team, after)| last[*team] != **after) {
                rows.push(HeadcountChange {
                    intervention: intervention.name.clone(),
                    team: scenario.spec.team[team].name.clone(),
                    week: week + 1,
                    before: baseline[team].clone(),
                    after: after.clone(),
                });
            }
            last = now;
        }
    }
    rows
}

fn headcounts(spec: &ScenarioSpec) -> Vec<Headcount> {
    spec.team.iter().map(Headcount::of).collect()
}
