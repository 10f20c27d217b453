//! Offered load against agents by hour of the day, in Erlangs: work arriving per hour, counted in agents kept busy.

use serde::Serialize;

use crate::journey::Blueprint;
use crate::operation::{Arrivals, Centre, QUARTERS_PER_WEEK, Reason, Team, WeekPattern};
use crate::time::{Calendar, Instant};

const QUARTERS_PER_HOUR: usize = Calendar::QUARTERS_PER_DAY / 24;
const SECONDS_PER_HOUR: f64 = 3_600.0;

/// One hour of the day, as a mean over the week; over the horizon where a log is replayed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoadHour {
    /// Start of the hour, `HH:MM`.
    pub start: String,
    /// Primary contacts per hour; redials and repeats come on top.
    pub contacts_per_hour: f64,
    /// Offered load of those that seek an agent in Erlangs, transfers included: what self-service contains and what comes while a
    /// reason is closed are no load, and chats side by side share the agent's time.
    pub load_erlangs: f64,
    /// Agents on the phones as a rule, the absent apart.
    pub agents: f64,
    /// Load per agent; above 1 the queue is held down only by those who give up. Absent while nobody is on the phones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_per_agent: Option<f64>,
}

/// Load and capacity of the baseline before any intervention acts.
///
/// A log has no weeks: where one is replayed, its contacts are counted, and all means are over the horizon.
pub(super) fn by_hour(blueprint: &Blueprint) -> Vec<LoadHour> {
    let mut rates = blueprint.demand.rates_per_hour();
    let mut weights = vec![1.0; QUARTERS_PER_WEEK];
    let reasons = &blueprint.demand.arrivals.reasons;
    if reasons.iter().any(|arrivals| matches!(arrivals, Arrivals::Replay(_))) {
        weights = hours_in_horizon(&blueprint.calendar);
        for (rate, arrivals) in rates.iter_mut().zip(reasons) {
            if let Arrivals::Replay(instants) = arrivals {
                *rate = logged(instants, &blueprint.calendar, &weights);
            }
        }
    }
    (0..24).map(|hour| at_hour(blueprint, &rates, &weights, hour)).collect()
}

fn at_hour(blueprint: &Blueprint, rates: &[WeekPattern], weights: &[f64], hour: usize) -> LoadHour {
    let centre = &blueprint.before.centre;
    let quarters = (0..7)
        .flat_map(|day| (0..QUARTERS_PER_HOUR).map(move |quarter| (day, quarter)))
        .map(|(day, quarter)| day * Calendar::QUARTERS_PER_DAY + hour * QUARTERS_PER_HOUR + quarter);
    let (mut contacts, mut load, mut agents, mut weight) = (0.0, 0.0, 0.0, 0.0);
    for quarter in quarters {
        let offered = |index: usize| weights[quarter] * rates[index].values[quarter];
        let taken = |(index, reason): (usize, &Reason)| {
            if reason.takes_contacts_at(quarter) { offered(index) } else { 0.0 }
        };
        let taken: Vec<f64> = centre.reasons.iter().enumerate().map(taken).collect();
        for (index, seeking) in centre.seeking_an_agent(&taken).into_iter().enumerate() {
            contacts += offered(index);
            load += seeking * handling_seconds(centre, index, quarter) / SECONDS_PER_HOUR;
        }
        let present = centre.teams.iter().map(|team| team.usual_agents_at(quarter)).sum::<f64>();
        agents += weights[quarter] * present;
        weight += weights[quarter];
    }
    let mean = |sum: f64| if weight > 0.0 { sum / weight } else { 0.0 };
    let (contacts, load, agents) = (mean(contacts), mean(load), mean(agents));
    LoadHour {
        start: format!("{hour:02}:00"),
        contacts_per_hour: contacts,
        load_erlangs: load,
        agents,
        load_per_agent: (agents > 0.0).then(|| load / agents),
    }
}

/// Mean handling time of a reason, by the agents who serve it in this quarter (by the teams alike when nobody is there).
fn handling_seconds(centre: &Centre, index: usize, quarter: usize) -> f64 {
    let reason = &centre.reasons[index];
    let serving: Vec<&Team> = centre.teams.iter().filter(|team| team.serves(index)).collect();
    let agents: f64 = serving.iter().map(|team| f64::from(team.agents_at(quarter))).sum();
    let share = |team: &Team| {
        if agents > 0.0 { f64::from(team.agents_at(quarter)) / agents } else { 1.0 / serving.len() as f64 }
    };
    let seconds: f64 = serving.iter().map(|team| share(team) * team.seconds_per_contact(index, reason)).sum();
    seconds * reason.handling_by_quarter.as_ref().map_or(1.0, |factors| factors[quarter])
}

/// Hours of each quarter of the week in the horizon.
fn hours_in_horizon(calendar: &Calendar) -> Vec<f64> {
    let mut hours = vec![0.0; QUARTERS_PER_WEEK];
    let mut at = calendar.measured_from();
    while at < calendar.end() {
        let next = calendar.next_quarter(at).min(calendar.end());
        hours[calendar.quarter_of_week(at)] += (next - at).as_seconds() / SECONDS_PER_HOUR;
        at = next;
    }
    hours
}

/// Contacts per hour of a log in each quarter of the week, over the `hours` of it that the horizon has.
fn logged(instants: &[Instant], calendar: &Calendar, hours: &[f64]) -> WeekPattern {
    let mut values = vec![0.0; QUARTERS_PER_WEEK];
    for at in instants.iter().filter(|at| **at >= calendar.measured_from() && **at < calendar.end()) {
        values[calendar.quarter_of_week(*at)] += 1.0;
    }
    values
        .iter_mut()
        .zip(hours)
        .filter(|(_, hours)| **hours > 0.0)
        .for_each(|(value, hours)| *value /= hours);
    WeekPattern { values }
}

#[cfg(test)]
mod tests {
    use crate::experiment::{Settings, preview};
    use crate::scenario::parse;

    /// A log of one morning, and a team whose handling has every part.
    #[test]
    fn the_load_of_a_log_and_of_every_part_of_handling() {
        let times: Vec<String> = (0..12).map(|minute| (8 * 3_600 + 300 * minute).to_string()).collect();
        let text = format!(
            r#"
name = "log"
[time]
horizon = "1d"
[[reason]]
name = "call"
arrival_times = [{}]
talk = {{ dist = "constant", mean = "2m" }}
hold = {{ dist = "constant", mean = "30s" }}
wrap_up = {{ dist = "constant", mean = "30s" }}
[[team]]
name = "agents"
agents = 2
skills = ["call"]
service = {{ call = {{ hold = {{ dist = "constant", mean = "90s" }}, handling_time = 1.5 }} }}
"#,
            times.join(", ")
        );
        let scenario = parse(&text, "log.toml").unwrap_or_else(|found| panic!("{found}"));
        let load = preview(&scenario, &Settings::default()).unwrap_or_else(|error| panic!("{error}")).load;
        // 12 calls in the hour of 1.5 x (120 + 90 + 30) s are 1.2 erlangs, on the one day that there is.
        let hour = &load[8];
        assert_eq!((hour.contacts_per_hour, hour.agents), (12.0, 2.0));
        assert!((hour.load_erlangs - 1.2).abs() < 1e-12, "{hour:?}");
        assert_eq!((load[7].contacts_per_hour, load[7].load_erlangs), (0.0, 0.0));
    }

    /// Chats side by side, and a desk that is closed at night.
    #[test]
    fn the_load_of_chats_and_of_closed_hours() {
        let text = r#"
name = "chat"
[time]
horizon = "1w"
[[reason]]
name = "chat"
channel = "chat"
arrivals_per_hour = 20
open = ["mon-sun 00:00-12:00"]
talk = { dist = "constant", mean = "9m" }
[[team]]
name = "desk"
agents = 2
absence = 0.1
chat = { at_once = 2, speed = [1.0, 0.75] }
skills = ["chat"]
"#;
        let scenario = parse(text, "chat.toml").unwrap_or_else(|found| panic!("{found}"));
        let load = preview(&scenario, &Settings::default()).unwrap_or_else(|error| panic!("{error}")).load;
        // 20 chats of nine minutes, of which an agent serves 1.5 in the time of one: two erlangs for 1.8 agents.
        assert!((load[11].load_erlangs - 2.0).abs() < 1e-12, "{:?}", load[11]);
        assert!((load[11].agents - 1.8).abs() < 1e-12, "{:?}", load[11]);
        assert_eq!((load[12].contacts_per_hour, load[12].load_erlangs), (20.0, 0.0));
    }
}
