//! Scenarios and centres in few words.

use std::fmt::Write;

use crate::operation::routing::Routing;
use crate::operation::{ArrivalModel, Centre, Door, Reason, Team, WeekPattern};
use crate::random::Distribution;
use crate::time::{Calendar, Duration};

use super::super::setup::{CentreSetup, Setup};

/// A scenario with one queue, all in the words of the scenario file.
#[derive(Clone, Copy)]
pub(super) struct Queue<'a> {
    pub per_hour: f64,
    /// The law of talk, such as `dist = "exponential", mean = "60s"`.
    pub talk: &'a str,
    pub patience: Option<&'a str>,
    pub agents: u32,
    /// Acceptable wait; an abandonment within it counts as short.
    pub awt: &'a str,
    pub warm_up: &'a str,
    pub horizon: &'a str,
}

impl Queue<'_> {
    /// The scenario, to be run.
    pub fn setup(self) -> Setup {
        let Queue { per_hour, talk, patience, agents, awt, warm_up, horizon } = self;
        let mut body = format!(
            "[[reason]]\nname = \"call\"\narrivals_per_hour = {per_hour}\ntalk = {{ {talk} }}\nawt = \"{awt}\"\n\
             short_abandon = \"{awt}\"\n"
        );
        if let Some(patience) = patience {
            // Writing to a string cannot fail.
            let _ = writeln!(body, "patience = {{ {patience} }}");
        }
        let _ = write!(body, "[[team]]\nname = \"agents\"\nagents = {agents}\nskills = [\"call\"]\n");
        scenario(warm_up, horizon, &body)
    }
}

/// A bare scenario with these tables of reasons and teams. The headroom of interventions is not needed.
pub(super) fn scenario(warm_up: &str, horizon: &str, body: &str) -> Setup {
    let (operation, tables) = match body.split_once("[[") {
        Some((operation, tables)) => (operation, format!("[[{tables}")),
        None => (body, String::new()),
    };
    Setup::Scenario(format!(
        "name = \"known answer\"\n[time]\nwarm_up = \"{warm_up}\"\nhorizon = \"{horizon}\"\n[demand]\nheadroom = 1.0\n\
         {operation}{tables}"
    ))
}

/// An exponential law with this mean in seconds.
pub(super) fn exponential(mean_s: f64) -> Distribution {
    Distribution::exponential(mean_s).expect("a case has means above 0")
}

/// A constant law, seconds.
pub(super) fn constant(seconds: f64) -> Distribution {
    Distribution::constant(seconds).expect("a case has finite constants")
}

/// A centre with the usual routing and nothing at the door.
pub(super) fn centre(reasons: Vec<Reason>, teams: Vec<Team>) -> Centre {
    Centre { door: Door::default(), reasons, teams, routing: Routing::default() }
}

/// Warm-up and horizon in seconds, from Monday 00:00 on.
pub(super) fn calendar(warm_up_s: u64, horizon_s: u64) -> Calendar {
    Calendar {
        start: Duration::ZERO,
        warm_up: Duration::seconds(warm_up_s),
        horizon: Duration::seconds(horizon_s),
    }
}

/// A centre with a steady stream of contacts per hour for each reason.
pub(super) fn steady(centre: Centre, per_hour: &[f64], calendar: Calendar) -> CentreSetup {
    let per_hour: Vec<WeekPattern> = per_hour.iter().map(|rate| WeekPattern::constant(*rate)).collect();
    CentreSetup {
        centre,
        arrivals: ArrivalModel::rates(&per_hour),
        calendar,
        instants: Vec::new(),
        first: None,
    }
}
