//! What an intervention does to headcounts after rounding: in which weeks, and at its height for which hours.

use serde::Serialize;

use crate::journey::Blueprint;
use crate::operation::{QUARTERS_PER_WEEK, Team};
use crate::time::Calendar;

const QUARTERS_PER_DAY: usize = Calendar::QUARTERS_PER_DAY;
const HOURS_PER_QUARTER: f64 = 0.25;
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What one intervention does to one team.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StaffingChange {
    /// The intervention.
    pub intervention: String,
    /// The team.
    pub team: String,
    /// The weeks in which headcounts differ from the baseline's, neighbours with the same plan joined.
    pub periods: Vec<StaffingPeriod>,
    /// The week that `rows` are about: the first of the period with the greatest change.
    pub week: usize,
    /// Headcounts of that week where they differ from the baseline's.
    pub rows: Vec<StaffingRow>,
}

/// Weeks with the same plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StaffingPeriod {
    /// First week, from 1.
    pub from_week: usize,
    /// Last week.
    pub to_week: usize,
    /// Hours of presence per week, before and after.
    pub present_hours: [f64; 2],
    /// Hours on the phones per week, before and after.
    pub phone_hours: [f64; 2],
}

/// Hours of the week with the same headcounts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StaffingRow {
    /// Days, such as `mon-fri`.
    pub days: String,
    /// Start, `HH:MM`.
    pub from: String,
    /// End, `HH:MM`.
    pub to: String,
    /// Agents present, before and after.
    pub present: [u32; 2],
    /// Agents on the phones, before and after.
    pub on_phones: [u32; 2],
}

/// The changes of an arm with this one intervention, by team.
pub(super) fn changes(intervention: &str, blueprint: &Blueprint) -> Vec<StaffingChange> {
    let teams = &blueprint.before.centre.teams;
    let changed = |(index, before): (usize, &Team)| {
        let weeks: Vec<&Team> = blueprint.weeks.iter().map(|week| &week.centre.teams[index]).collect();
        change(intervention, before, &weeks)
    };
    teams.iter().enumerate().filter_map(changed).collect()
}

fn change(intervention: &str, before: &Team, weeks: &[&Team]) -> Option<StaffingChange> {
    let plan = |team: &Team| -> Vec<(u32, u32)> {
        (0..QUARTERS_PER_WEEK).map(|quarter| (team.present_at(quarter), team.agents_at(quarter))).collect()
    };
    let mut periods: Vec<StaffingPeriod> = Vec::new();
    let mut previous = None;
    for (index, team) in weeks.iter().enumerate() {
        let now = plan(team);
        if now == plan(before) {
            previous = None;
            continue;
        }
        match periods.last_mut() {
            Some(period) if previous.as_ref() == Some(&now) => period.to_week = index + 1,
            _ => periods.push(period(before, team, index + 1)),
        }
        previous = Some(now);
    }
    let size = |period: &StaffingPeriod| {
        let [present_before, present_after] = period.present_hours;
        let [phone_before, phone_after] = period.phone_hours;
        (present_after - present_before).abs().max((phone_after - phone_before).abs())
    };
    // Of equal changes the last stands for the state that stays.
    let height = periods.iter().max_by(|a, b| size(a).total_cmp(&size(b)))?.from_week;
    Some(StaffingChange {
        intervention: intervention.to_string(),
        team: before.name.clone(),
        week: height,
        rows: rows(before, weeks[height - 1]),
        periods,
    })
}

fn period(before: &Team, after: &Team, week: usize) -> StaffingPeriod {
    let hours = |agents: &dyn Fn(usize) -> u32| {
        (0..QUARTERS_PER_WEEK).map(|quarter| f64::from(agents(quarter))).sum::<f64>() * HOURS_PER_QUARTER
    };
    StaffingPeriod {
        from_week: week,
        to_week: week,
        present_hours: [
            hours(&|quarter| before.present_at(quarter)),
            hours(&|quarter| after.present_at(quarter)),
        ],
        phone_hours: [
            hours(&|quarter| before.agents_at(quarter)),
            hours(&|quarter| after.agents_at(quarter)),
        ],
    }
}

/// The stretches of the week in which headcounts differ, days alike joined.
fn rows(before: &Team, after: &Team) -> Vec<StaffingRow> {
    let by_day: Vec<Vec<StaffingRow>> = (0..7).map(|day| day_rows(before, after, day)).collect();
    let mut rows = Vec::new();
    let mut day = 0;
    while day < 7 {
        let alike = by_day[day..].iter().take_while(|other| **other == by_day[day]).count();
        let days = match alike {
            1 => DAYS[day].to_string(),
            _ => format!("{}-{}", DAYS[day], DAYS[day + alike - 1]),
        };
        rows.extend(by_day[day].iter().map(|row| StaffingRow { days: days.clone(), ..row.clone() }));
        day += alike;
    }
    rows
}

fn day_rows(before: &Team, after: &Team, day: usize) -> Vec<StaffingRow> {
    let at = |quarter: usize| {
        let index = day * QUARTERS_PER_DAY + quarter;
        (
            [before.present_at(index), after.present_at(index)],
            [before.agents_at(index), after.agents_at(index)],
        )
    };
    let mut rows = Vec::new();
    let mut from = 0;
    while from < QUARTERS_PER_DAY {
        let (present, on_phones) = at(from);
        let to = (from..QUARTERS_PER_DAY)
            .find(|&quarter| at(quarter) != (present, on_phones))
            .unwrap_or(QUARTERS_PER_DAY);
        if present[0] != present[1] || on_phones[0] != on_phones[1] {
            rows.push(StaffingRow {
                days: String::new(),
                from: clock(from),
                to: clock(to),
                present,
                on_phones,
            });
        }
        from = to;
    }
    rows
}

fn clock(quarter: usize) -> String {
    format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Staffing;

    fn team(agents: impl Fn(usize) -> u32) -> Team {
        let agents: Vec<u32> = (0..QUARTERS_PER_WEEK).map(agents).collect();
        let staffing = Staffing::Intervals { present: agents.clone(), agents, crews: 1 };
        Team { staffing, ..Team::plain("front", 0, &[0]) }
    }

    #[test]
    fn weeks_with_the_same_plan_are_joined_and_days_alike_too() {
        let before = team(|_| 10);
        let after = team(|quarter| {
            let (day, hour) = (quarter / 96, quarter % 96 / 4);
            if day < 5 && (8..20).contains(&hour) { 13 } else { 10 }
        });
        let change = change("staffing", &before, &[&before, &after, &after]).unwrap();
        let [period] = change.periods.as_slice() else { panic!("{:?}", change.periods) };
        assert_eq!((period.from_week, period.to_week), (2, 3));
        assert_eq!(period.present_hours, [1680.0, 1860.0]);
        let [row] = change.rows.as_slice() else { panic!("{:?}", change.rows) };
        assert_eq!((row.days.as_str(), row.from.as_str(), row.to.as_str()), ("mon-fri", "08:00", "20:00"));
        assert_eq!(row.present, [10, 13]);
    }

    #[test]
    fn an_intervention_that_leaves_headcounts_alone_is_not_listed() {
        let before = team(|_| 10);
        assert_eq!(change("training", &before, &[&before]), None);
    }
}
