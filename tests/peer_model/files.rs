//! All figures of the reference files, where these are present: `reference.csv` by group, `intervals.csv` by half-hour.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use goodwill::operation::{Centre, Shift, Staffing};
use goodwill::time::Duration;

use super::published_data::published_data;
use super::tally::{Interval, Side, Tally, Team};

/// What is compared: group or half-hour, unit, and name of the figure.
pub type Key = (String, String, String);

/// A published value and its standard error.
pub type Published = (Key, f64, f64);

const GROUPS: [&str; 3] = ["normal, topic A", "normal, topic B", "priority"];
const TEAMS: [&str; 3] = ["team: skill A", "team: skill B", "team: multi-skill A+B"];
const LEVELS: [&str; 3] = ["skill A", "skill B", "multi-skill A+B"];
const TEAM_COLUMNS: [&str; 3] = ["skill_A", "skill_B", "multi_skill_A_B"];
/// The longest queue over the days of a run, which depends on how many days those are.
pub const LONGEST_QUEUE: &str = "queue_length_max_over_the_days_of_a_run";

/// The folder with the files; `None`, which is said, if it is not there.
pub fn folder() -> Option<PathBuf> {
    published_data("data/callcenter-simulator-small")
}

fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader =
        csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    reader.deserialize().collect::<Result<_, _>>().expect("a table of columns")
}

/// Every figure of both files; empty cells are figures that do not exist.
pub fn published(folder: &Path) -> Vec<Published> {
    let number = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<f64>().ok();
    let mut all = Vec::new();
    for row in rows(&folder.join("reference.csv")) {
        let key = (row["group"].clone(), row["unit"].clone(), row["metric"].clone());
        if let Some(value) = number(&row, "value") {
            all.push((key, value, number(&row, "se").unwrap_or(0.0)));
        }
    }
    for row in rows(&folder.join("intervals.csv")) {
        for column in row.keys().filter(|column| !column.ends_with("_se")) {
            if ["interval", "start", "end"].contains(&column.as_str()) {
                continue;
            }
            let key = (row["interval"].clone(), "half-hour".to_string(), column.clone());
            let se = row.get(&format!("{column}_se")).and_then(|se| se.parse().ok());
            if let Some(value) = number(&row, column) {
                all.push((key, value, se.unwrap_or(0.0)));
            }
        }
    }
    all
}

/// Lets agents who start at one instant become free in the order of that program: a microsecond apart. There it follows from
/// how it sorts, here from the order of the teams; as long as nobody has served it decides who is taken, and so how
/// the work of the small hours is shared between teams.
pub fn join_as_there(folder: &Path, centre: &mut Centre) {
    let text = std::fs::read_to_string(folder.join("model.json")).expect("it lies beside the others");
    let model: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let mut shifts = vec![Vec::new(); centre.teams.len()];
    for start in model["derived_order_of_joining"].as_array().expect("a list") {
        for (place, agent) in start["agents"].as_array().expect("a list").iter().enumerate() {
            let seconds = |value: &serde_json::Value| Duration::seconds(value.as_u64().expect("seconds"));
            let begins = seconds(&start["start_s"]) + Duration::micros(place as u64);
            let team = LEVELS.iter().position(|level| agent["skill_level"] == **level);
            shifts[team.expect("a skill level of the model")].push(Shift {
                start: begins,
                length: Duration::micros(seconds(&agent["end_s"]).as_micros() - begins.as_micros()),
                days: [true, false, false, false, false, false, false],
                agents: 1,
                breaks: Vec::new(),
                open_end: agent["open_end"] == true,
            });
        }
    }
    for (team, shifts) in centre.teams.iter_mut().zip(shifts) {
        let agents = |staffing: &Staffing| match staffing {
            Staffing::Shifts(shifts) => shifts.iter().map(|shift| shift.agents).sum::<u32>(),
            Staffing::Intervals { .. } => 0,
        };
        let there = Staffing::Shifts(shifts);
        assert_eq!(agents(&team.staffing), agents(&there), "our rule makes the same shifts");
        team.staffing = there;
    }
}

/// Every figure of a batch of days.
pub fn figures(tally: &Tally, days: f64) -> BTreeMap<Key, f64> {
    let mut all = BTreeMap::new();
    let mut put = |group: &str, unit: &str, metric: &str, value: f64| {
        all.insert((group.to_string(), unit.to_string(), metric.to_string()), value);
    };
    for (unit, sides) in [("call", &tally.calls), ("client", &tally.clients)] {
        let total = Side::total(sides);
        for (group, side) in GROUPS.into_iter().zip(sides).chain([("total", &total)]) {
            side_figures(side, days, &mut |metric, value| put(group, unit, metric, value));
        }
    }
    put("total", "call", "redials_per_day", tally.redials / days);
    put("total", "call", "queue_length_mean", tally.queue.total() / 86_400.0 / days);
    put("total", "call", LONGEST_QUEUE, tally.longest_queue as f64);
    for (group, team) in TEAMS.into_iter().zip(&tally.teams) {
        team_figures(&[team], days, &mut |metric, value| put(group, "agent", metric, value));
    }
    let teams: Vec<&Team> = tally.teams.iter().collect();
    team_figures(&teams, days, &mut |metric, value| put("team: all", "agent", metric, value));
    for (number, interval) in tally.intervals.iter().enumerate() {
        let mut put = |column: &str, value: f64| put(&number.to_string(), "half-hour", column, value);
        interval_figures(interval, days, &mut put);
        put("queue_length_mean", tally.queue.seconds[number] / 1_800.0 / days);
        for (name, team) in TEAM_COLUMNS.into_iter().zip(&tally.teams) {
            let busy = team.bound.seconds[number] + team.handling.seconds[number];
            let present = team.present.seconds[number];
            put(&format!("{name}_agents_present"), present / 1_800.0 / days);
            put(&format!("{name}_agents_busy"), busy / 1_800.0 / days);
            put(&format!("{name}_busy_share"), busy / present);
        }
    }
    all
}

fn side_figures(side: &Side, days: f64, put: &mut dyn FnMut(&str, f64)) {
    let Side { offered, answered, abandoned, .. } = *side;
    for (metric, count) in [
        ("offered_per_day", offered),
        ("answered_per_day", answered),
        ("abandoned_per_day", abandoned),
        ("blocked_per_day", offered - answered - abandoned),
        ("carry_over_per_day", 0.0),
        ("forwarded_per_day", side.forwarded),
        ("retry_counter_per_day", side.retries),
        ("within_threshold_peer_per_day", side.below(21)),
    ] {
        put(metric, count / days);
    }
    put("answered_rate", answered / offered);
    put("abandonment_rate", abandoned / offered);
    put("wait_answered_mean", side.wait_answered / answered);
    put("wait_abandoned_mean_whole_seconds", side.wait_abandoned / abandoned);
    put("wait_both_mean", (side.wait_answered + side.wait_abandoned) / (answered + abandoned));
    for percent in [50, 90, 95, 99] {
        put(&format!("wait_answered_p{percent}"), side.quantile(f64::from(percent) / 100.0));
    }
    put("talk_answered_mean", side.talk / answered);
    put("residence_answered_mean", (side.wait_answered + side.talk) / answered);
    put("service_level_peer_of_answered", side.below(21) / answered);
    put("service_level_peer_of_offered", side.below(21) / offered);
    for seconds in [10, 20, 30, 60, 120] {
        put(&format!("wait_below_{seconds}s_of_answered"), side.below(seconds) / answered);
        put(&format!("wait_below_{seconds}s_of_offered"), side.below(seconds) / offered);
    }
    put("abandoned_below_20s_of_offered", side.abandoned_below_20 / offered);
}

fn team_figures(teams: &[&Team], days: f64, put: &mut dyn FnMut(&str, f64)) {
    let sum = |of: &dyn Fn(&Team) -> f64| teams.iter().map(|team| of(team)).sum::<f64>();
    let present = sum(&|team| team.present.total());
    let (technical, handling) = (sum(&|team| team.bound.total()), sum(&|team| team.handling.total()));
    let talk = sum(&|team| team.talk);
    put("present_hours_per_day", present / 3_600.0 / days);
    put("idle_share", (present - technical - handling) / present);
    put("technical_share", technical / present);
    put("talk_share", talk / present);
    put("wrap_up_share", (handling - talk) / present);
    put("busy_share", (technical + handling) / present);
    put("calls_per_day", sum(&|team| team.talks.iter().sum()) / days);
    for (kind, group) in GROUPS.into_iter().enumerate() {
        put(&format!("calls_per_day of {group}"), sum(&|team| team.talks[kind]) / days);
    }
}

fn interval_figures(of: &Interval, days: f64, put: &mut dyn FnMut(&str, f64)) {
    put("clients_offered_per_day", of.clients / days);
    put("calls_offered_per_day", of.offered / days);
    put("calls_answered_per_day", of.answered / days);
    put("calls_abandoned_per_day", of.abandoned / days);
    put("calls_blocked_per_day", (of.offered - of.answered - of.abandoned) / days);
    put("wait_answered_mean_s", of.wait_answered / of.answered);
    put("service_level_peer_of_answered", of.within_21 / of.answered);
}
