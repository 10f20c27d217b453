//! What is answered about services without customers: the headline follows from what the scenario has, and cost is told without [money].

use goodwill::experiment::{self, Outcome, Results, Settings, Verdict, Watch};
use goodwill::metrics::Metric;
use goodwill::parallel::Cancellation;
use goodwill::scenario::parse;

fn outcome(text: &str, ask: fn(&goodwill::scenario::Scenario, &Settings, &Watch) -> Outcome) -> Results {
    let scenario = parse(text, "service.toml").unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let settings = Settings { replications: 6, doubt_replications: 0, ..Settings::default() };
    let watch = Watch { cancellation: &Cancellation::default(), progress: &|_| (), records: None };
    ask(&scenario, &settings, &watch).results
}

fn compared(text: &str) -> Results {
    outcome(text, |scenario, settings, watch| {
        experiment::compare(scenario, settings, watch).unwrap_or_else(|error| panic!("{error}"))
    })
}

fn summary(text: &str) -> String {
    let run = outcome(text, |scenario, settings, watch| {
        experiment::run(scenario, settings, watch).unwrap_or_else(|error| panic!("{error}"))
    });
    run.summary.expect("a service without customers")
}

fn headline(results: &Results) -> &str {
    &results.verdicts.as_ref().expect("arms").headline
}

fn verdict(results: &Results, arm: &str) -> Verdict {
    let service = &results.verdicts.as_ref().expect("arms").service;
    service.iter().find(|of| of.arm == arm).expect("the arm").verdict
}

fn difference(results: &Results, arm: &str, metric: Metric) -> f64 {
    let contrast = results.contrasts.iter().find(|of| of.arm == arm).expect("the arm");
    contrast.metrics[metric.key()].mean
}

const DESK: &str = r#"
name = "desk"
[time]
horizon = "1w"
[[reason]]
name = "call"
arrivals_per_hour = 60
talk = { dist = "exponential", mean = "3m" }
patience = { dist = "exponential", mean = "2m" }
[[team]]
name = "front"
agents = 3
skills = ["call"]
cost_per_hour = 30
"#;

const MORE_AND_FEWER: &str = r#"
[[intervention]]
name = "one more"
set = { "team.front.agents" = "+1" }
[[intervention]]
name = "one fewer"
set = { "team.front.agents" = "-1" }
[compare]
arms = ["one more", "one fewer"]
"#;

/// 168 hours at 30: what a place of a team costs is known exactly.
#[test]
fn what_a_change_of_staffing_costs_stands_beside_what_it_does() {
    let results = compared(&[DESK, MORE_AND_FEWER].concat());
    let cost = &results.arms[0].metrics["cost_staff"];
    assert_eq!((cost.mean, cost.unit.as_str()), (3.0 * 168.0 * 30.0, "currency"));
    assert!((difference(&results, "one more", Metric::CostStaff) - 5_040.0).abs() < 0.02 * 5_040.0);
    for absent in ["profit", "revenue", "cost"] {
        assert!(!results.arms[0].metrics.contains_key(absent), "{absent}");
    }
    let said = headline(&results);
    assert!(said.starts_with("one more improves the service"), "{said}");
    assert!(said.contains("more cost of staff (+33."), "{said}");
    assert_eq!(verdict(&results, "one fewer"), Verdict::Worse);
    let service = &results.verdicts.as_ref().expect("arms").service[0];
    let gained = -100.0 * difference(&results, "one more", Metric::AbandonmentRate);
    let each = difference(&results, "one more", Metric::CostStaff) / gained;
    assert!((service.cost_per_point.expect("a price") - each).abs() < 1e-9);
}

#[test]
fn nothing_is_said_of_cost_that_nobody_states() {
    let results = compared(&[&DESK.replace("cost_per_hour = 30", ""), MORE_AND_FEWER].concat());
    assert!(!results.arms[0].metrics.contains_key("cost_staff"));
    assert!(headline(&results).contains("a cost that is not known"), "{}", headline(&results));
}

/// With a currency alone the cheapest service has the highest "profit"; it is not the best for that.
#[test]
fn a_service_that_nobody_pays_for_is_not_judged_by_profit() {
    let money = "[money]\ncurrency = \"EUR\"\nmargin = 0.5\n";
    let results = compared(&[DESK, money, MORE_AND_FEWER].concat());
    assert_eq!(results.verdicts.as_ref().expect("arms").recommended, None);
    let said = headline(&results);
    assert!(said.starts_with("one more improves the service") && said.contains("EUR more cost"), "{said}");
}

#[test]
fn an_arm_that_saves_without_harm_is_named() {
    let plenty = DESK.replace("agents = 3", "agents = 12");
    let results = compared(&[&plenty, MORE_AND_FEWER].concat());
    let said = headline(&results);
    assert!(said.contains("but one fewer serves as well for 5,0"), "{said}");
    assert!(said.contains("less cost of staff"), "{said}");
}

/// A bot that contains more takes load from the agents, so that fewer abandon; but most of those whom it keeps are not helped.
#[test]
fn a_bot_that_contains_without_resolving_does_not_improve_the_service() {
    let bot = r#"
[reason.self_service]
time = { dist = "exponential", mean = "30s" }
containment = 0.2
false_containment = 0.1
[[intervention]]
name = "eager bot"
[intervention.set]
"reason.call.self_service.containment" = 0.6
"reason.call.self_service.false_containment" = 0.7
"#;
    let (reason, team) = DESK.split_once("[[team]]").expect("a team");
    let (service, change) = bot.split_once("[[intervention]]").expect("an arm");
    let text = [reason, service, "[[team]]", team, "[[intervention]]", change].concat();
    let results = compared(&text);
    assert!(difference(&results, "eager bot", Metric::AbandonmentRate) < -0.05);
    assert!(difference(&results, "eager bot", Metric::UnservedRate) > 0.05);
    let said = headline(&results);
    assert!(said.starts_with("No arm improves the service without harm"), "{said}");
    assert!(said.contains("contacts not served +"), "{said}");
    assert!(summary(&text).contains("of these without resolution"), "{}", summary(&text));
}

/// Calls that go first are answered sooner, the others later: the whole shows next to nothing of it.
#[test]
fn what_the_whole_hides_of_single_reasons_is_told() {
    let text = r#"
name = "two lines"
[time]
horizon = "1w"
[operation]
routing = "longest_wait"
[[reason]]
name = "gold"
arrivals_per_hour = 30
talk = { dist = "exponential", mean = "3m" }
patience = { dist = "exponential", mean = "2m" }
[[reason]]
name = "plain"
arrivals_per_hour = 30
talk = { dist = "exponential", mean = "3m" }
patience = { dist = "exponential", mean = "2m" }
[[team]]
name = "front"
agents = 3
skills = ["gold", "plain"]
[[intervention]]
name = "gold first"
set = { "reason.gold.priority.base" = 10 }
"#;
    let results = compared(text);
    assert_eq!(verdict(&results, "gold first"), Verdict::Mixed);
    let of = |reason: &str| results.contrasts[0].reasons[reason][Metric::AbandonmentRate.key()].mean;
    assert!(of("gold") < -0.02 && of("plain") > 0.02, "{} {}", of("gold"), of("plain"));
    let said = headline(&results);
    assert!(
        said.contains("`gold`: abandonment rate -") && said.contains("`plain`: abandonment rate +"),
        "{said}"
    );
}

#[test]
fn targets_come_first_and_the_cheapest_arm_that_meets_them() {
    let targets = r#"
[goals]
targets = [{ metric = "abandonment_rate", at_most = 0.12 }]
[[intervention]]
name = "two more"
set = { "team.front.agents" = "+2" }
[[intervention]]
name = "four more"
set = { "team.front.agents" = "+4" }
[compare]
arms = ["four more", "two more"]
"#;
    let results = compared(&[DESK, targets].concat());
    let said = headline(&results);
    assert!(said.starts_with("two more meets the target for 10,"), "{said}");
    assert!(said.contains("the baseline does not"), "{said}");
    let told = summary(&[DESK, targets].concat());
    assert!(told.starts_with("1 of 1 targets missed (abandonment rate"), "{told}");
    assert!(told.contains("Staff cost 15,100 currency"), "{told}");
}
