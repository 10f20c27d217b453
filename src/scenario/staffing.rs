//! What interventions do to headcounts after rounding.

use crate::time::Calendar;

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

/// Some quarters of the week as days and hours, days alike joined: `sat-sun 07:00-19:00`. Beyond three stretches the others are counted.
pub(super) fn quarters_in_words(quarters: &[usize]) -> String {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const MOST: usize = 3;
    let clock = |quarter: usize| format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15);
    let stretches = |day: usize| -> Vec<String> {
        let of_day = quarters.iter().filter(|quarter| **quarter / Calendar::QUARTERS_PER_DAY == day);
        let of_day: Vec<usize> = of_day.map(|quarter| quarter % Calendar::QUARTERS_PER_DAY).collect();
        let joined = of_day.chunk_by(|one, next| one + 1 == *next);
        joined.map(|run| format!("{}-{}", clock(run[0]), clock(run[run.len() - 1] + 1))).collect()
    };
    let by_day: Vec<Vec<String>> = (0..DAYS.len()).map(stretches).collect();
    let (mut told, mut day) = (Vec::new(), 0);
    for alike in by_day.chunk_by(|one, next| one == next) {
        let last = day + alike.len() - 1;
        let days =
            if alike.len() == 1 { DAYS[day].to_string() } else { format!("{}-{}", DAYS[day], DAYS[last]) };
        told.extend(alike[0].iter().map(|hours| format!("{days} {hours}")));
        day = last + 1;
    }
    let more = told.len().saturating_sub(MOST);
    told.truncate(MOST);
    if more > 0 { format!("{} and {more} more", told.join(", ")) } else { told.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_are_told_by_days_alike() {
        let of = |day: usize, from: usize, to: usize| (from..to).map(move |quarter| day * 96 + quarter);
        let weekend: Vec<usize> = of(5, 28, 76).chain(of(6, 28, 76)).collect();
        assert_eq!(quarters_in_words(&weekend), "sat-sun 07:00-19:00");
        let nights: Vec<usize> = (0..7).flat_map(|day| of(day, 0, 24).chain(of(day, 88, 96))).collect();
        assert_eq!(quarters_in_words(&nights), "mon-sun 00:00-06:00, mon-sun 22:00-24:00");
        let scattered: Vec<usize> = (0..5).flat_map(|day| of(day, 4 * day, 4 * day + 2)).collect();
        assert_eq!(
            quarters_in_words(&scattered),
            "mon 00:00-00:30, tue 01:00-01:30, wed 02:00-02:30 and 2 more"
        );
    }
}
