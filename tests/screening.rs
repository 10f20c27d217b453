//! The screening of all assumptions where the answer is linear in what it depends on, so that every swing is known.

mod common;

use common::compared;
use goodwill::experiment::{Outcome, Screening, ScreeningRow, Settings, Watch, compare, screening_cost};
use goodwill::parallel::Cancellation;
use goodwill::scenario::{Scenario, parse};

/// A line without customers: what five agents more bring is what they cost, and nothing else.
const LINE: &str = r#"
name = "Line"
[time]
horizon = "1w"
[[reason]]
name = "call"
arrivals_per_hour = 100
talk = { dist = "exponential", mean = "10m" }
patience = { dist = "exponential", mean = "5m" }
[[team]]
name = "agents"
agents = 20
skills = ["call"]
cost_per_hour = 25.0
shrinkage = 0.2
[money]
currency = "EUR"
margin = 0.5
[[intervention]]
name = "staffing"
one_off_cost = 1000
[intervention.set]
"team.agents.agents" = "+5"
[[doubt]]
path = "team.agents.cost_per_hour"
low = "-50%"
high = "+10%"
"#;

fn scenario() -> Scenario {
    parse(LINE, "line.toml").unwrap_or_else(|found| panic!("{found}"))
}

fn outcome(screening_replications: u64) -> Outcome {
    let settings =
        Settings { replications: 2, doubt_replications: 0, screening_replications, ..Settings::default() };
    compared(&scenario(), &settings)
}

fn screened(outcome: &Outcome) -> &Screening {
    outcome.results.screening.as_ref().expect("it was asked for")
}

fn row<'a>(screening: &'a Screening, path: &str) -> &'a ScreeningRow {
    let found = screening.rows.iter().find(|row| row.path == path);
    found.unwrap_or_else(|| panic!("{path} in {:?}", screening.rows))
}

/// Five agents for a week of 168 hours, paid 1 / (1 - shrinkage) hours each, and 1 000 once.
fn cost(agents: f64, rate: f64, shrinkage: f64, once: f64) -> f64 {
    -(agents * 168.0 * rate / (1.0 - shrinkage) + once)
}

#[test]
fn swings_of_a_linear_answer_are_known_and_ranked() {
    let outcome = outcome(2);
    let screening = screened(&outcome);
    assert_eq!((screening.arm.as_str(), screening.replications), ("staffing", 2));
    let known = [
        ("team.agents.cost_per_hour", [12.5, 25.0, 27.5].map(|rate| cost(5.0, rate, 0.2, 1000.0))),
        (
            "strength of staffing",
            [0.8, 1.0, 1.2].map(|strength| cost(5.0 * strength, 25.0, 0.2, 1000.0 * strength)),
        ),
        ("team.agents.shrinkage", [0.16, 0.2, 0.24].map(|shrinkage| cost(5.0, 25.0, shrinkage, 1000.0))),
    ];
    let ranks: Vec<&str> = screening.rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!(ranks, known.map(|(path, _)| path), "nothing else moves it: {:?}", screening.rows);
    for (path, figures) in known {
        let row = row(screening, path);
        let found = [row.at_low.expect("it leads"), row.stated, row.at_high.expect("within its limits")];
        for (found, known) in found.iter().zip(figures) {
            assert!((found - known).abs() < 1.0, "{row:?}, known {figures:?}");
        }
        assert!((row.swing - (figures[2] - figures[0]).abs()).abs() < 1.0, "{row:?}");
        assert!(row.standard_error.expect("two replications") < 1.0, "costs have no noise: {row:?}");
    }
    assert_eq!(
        (row(screening, known[0].0).low.as_str(), row(screening, known[0].0).high.as_str()),
        ("-50%", "+10%")
    );
    for path in ["reason.call.arrivals_per_hour", "reason.call.talk.mean", "reason.call.patience.mean"] {
        assert!(screening.without_effect.iter().any(|other| other == path), "{path}: {screening:?}");
    }
}

/// A fifth of one or two agents is none, so that they are moved by one agent; the change that doubles them costs as many as there are.
#[test]
fn whole_numbers_that_a_fifth_does_not_move_are_moved_by_one() {
    let of_agents = |agents: u32| {
        let text =
            LINE.replace("agents = 20\n", &format!("agents = {agents}\n")).replace("\"+5\"", "\"+100%\"");
        let scenario = parse(&text, "line.toml").unwrap_or_else(|found| panic!("{found}"));
        let screening_of = vec!["team.agents.agents".to_string()];
        let settings = Settings {
            replications: 2,
            doubt_replications: 0,
            screening_replications: 2,
            screening_of,
            ..Settings::default()
        };
        let outcome = compared(&scenario, &settings);
        row(screened(&outcome), "team.agents.agents").clone()
    };
    let two = of_agents(2);
    assert_eq!((two.low.as_str(), two.high.as_str()), ("-1", "+1"));
    for (found, agents) in [(two.at_low, 1.0), (Some(two.stated), 2.0), (two.at_high, 3.0)] {
        assert!((found.expect("moved") - cost(agents, 25.0, 0.2, 1000.0)).abs() < 1.0, "{two:?}");
    }
    let one = of_agents(1);
    assert_eq!(
        (one.at_low, one.high.as_str()),
        (None, "+1"),
        "none is no number of agents to move to: {one:?}"
    );
    assert!((one.swing + cost(1.0, 25.0, 0.2, 0.0)).abs() < 1.0, "one agent's wages: {one:?}");
}

/// A screening adds its table and its option; every other figure is the same to the bit.
#[test]
fn a_screening_changes_nothing_else() {
    let (with, without) = (outcome(1), outcome(0));
    assert!(without.results.screening.is_none());
    let mut rest = with.results.clone();
    assert!(rest.goodwill.command.contains(" --screening-replications 1"));
    assert!(row(screened(&with), "team.agents.cost_per_hour").standard_error.is_none());
    rest.screening = None;
    rest.goodwill.command = without.results.goodwill.command.clone();
    let json = |results| serde_json::to_value(results).unwrap();
    assert_eq!(json(&rest), json(&without.results));
}

/// What is told before it starts bounds what is run: the baseline and one arm at one end of every input, and at the other of twenty.
#[test]
fn the_cost_is_known_before() {
    let settings = Settings { screening_replications: 3, ..Settings::default() };
    let cost = screening_cost(&scenario(), &settings);
    let outcome = outcome(1);
    let screening = screened(&outcome);
    let tried = screening.rows.len() + screening.without_effect.len() + screening.cannot_be_moved.len();
    assert_eq!(cost.inputs, tried, "{screening:?}");
    assert_eq!(cost.runs, 3 * 2 * (tried + tried.min(20)) as u64);
    let some = Settings { screening_of: vec!["team.agents.".to_string()], ..settings };
    let of_team = scenario().assumptions().iter().filter(|path| path.starts_with("team.agents.")).count();
    assert_eq!(
        screening_cost(&scenario(), &some).inputs,
        of_team + 1,
        "and the strength of the intervention"
    );
}

/// A beginning that no path has is a mistake, not a screening of nothing.
#[test]
fn a_path_that_nothing_begins_with_is_refused() {
    let settings = Settings {
        replications: 2,
        screening_replications: 1,
        screening_of: vec!["reasn.".to_string()],
        ..Settings::default()
    };
    let (cancellation, progress) = (Cancellation::default(), |_| ());
    let watch = Watch { cancellation: &cancellation, progress: &progress, records: None };
    let refused = compare(&scenario(), &settings, &watch).err().map(|error| error.to_string());
    assert!(refused.is_some_and(|why| why.contains("reasn.") && why.contains("did you mean `reason`?")));
}
