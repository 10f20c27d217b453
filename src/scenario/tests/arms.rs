//! The arms by week, against cases worked by hand.

use super::{arm, parse, read};
use crate::journey::Blueprint;
use crate::operation::routing::ContactRule;
use crate::random::math::{exp, ln};
use crate::scenario::{Dose, Scenario};
use std::sync::Arc;

/// An operation with one team of 40, a hiring lag of 2 weeks, and a horizon of 8 weeks.
fn operation(interventions: &str) -> Scenario {
    read(&format!(
        r#"
name = "Arms"
[time]
horizon = "8w"
warm_up = "1w"
[demand]
headroom = 3
[[reason]]
name = "call"
arrivals_per_hour = 20
talk = {{ dist = "exponential", mean = "3m" }}
patience = {{ dist = "exponential", mean = "2m" }}
resolution = 0.5
[[team]]
name = "front"
agents = 40
skills = ["call"]
competence = {{ mean = 1.0 }}
hiring = {{ lag = "2w" }}
[[team]]
name = "night"
agents = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2]
skills = ["call"]
[money]
currency = "EUR"
margin = 0
{interventions}
"#
    ))
}

fn by_week<T>(blueprint: &Blueprint, value: impl Fn(&crate::journey::WeekModels) -> T) -> Vec<T> {
    (0..blueprint.calendar.weeks()).map(|week| value(blueprint.models(Some(week)))).collect()
}

/// Agents of the first team at Monday 00:00 in each week.
fn agents(blueprint: &Blueprint) -> Vec<u32> {
    by_week(blueprint, |models| models.centre.teams[0].agents_at(0))
}

fn competence(blueprint: &Blueprint) -> Vec<f64> {
    by_week(blueprint, |models| (models.centre.teams[0].variation.competence_mean * 1e6).round() / 1e6)
}

#[test]
fn percents_multiply_and_additions_add() {
    let scenario = operation(
        r#"
[[intervention]]
name = "a"
set = { "team.night.agents" = "+100%", "team.front.competence.mean" = "+20%" }
[[intervention]]
name = "b"
set = { "team.night.agents" = "+50%", "team.front.competence.mean" = "+0.5" }
[[intervention]]
name = "c"
set = { "team.front.competence.mean" = { value = "-0.1" } }
"#,
    );
    let night = |names: &[&str]| arm(&scenario, names).models(Some(0)).centre.teams[1].agents_at(0);
    assert_eq!((night(&["a"]), night(&["a", "b"])), (2, 3), "1 x 2 and 1 x 2 x 1.5");
    // 1 x 1.2 + 0.5 - 0.1, whatever the order of the arm.
    assert_eq!(competence(&arm(&scenario, &["a", "b", "c"]))[7], 1.6);
    assert_eq!(competence(&arm(&scenario, &["c", "b", "a"]))[7], 1.6);
    assert_eq!(arm(&scenario, &[]).models(Some(7)).centre.teams[1].agents_at(0), 1);
}

#[test]
fn a_plain_value_replaces_before_the_rest_applies() {
    let scenario = operation(
        r#"
[[intervention]]
name = "plain"
set = { "reason.call.talk.mean" = "200s", "operation.routing" = "longest_wait", "team.front.agents" = { value = 30 } }
[[intervention]]
name = "shorter"
set = { "reason.call.talk.mean" = "-10%" }
[[intervention]]
name = "and"
set = { "reason.call.talk.mean" = "+5s" }
"#,
    );
    let mean = |names: &[&str]| arm(&scenario, names).models(Some(0)).centre.reasons[0].talk.mean();
    assert_eq!(mean(&["plain"]), 200.0);
    assert_eq!(mean(&["shorter", "and"]), 180.0 * 0.9 + 5.0);
    assert_eq!(mean(&["and", "shorter", "plain"]), 200.0 * 0.9 + 5.0);
    let plain = arm(&scenario, &["plain"]);
    assert_eq!(plain.models(Some(0)).centre.routing.contact, ContactRule::LongestWait);
    assert_eq!(plain.before.centre.routing.contact, ContactRule::Preference, "not during the warm-up");
    assert_eq!(agents(&plain)[0], 30, "taking agents away needs no hiring");
}

#[test]
fn ramps_rise_by_week_and_headcounts_round_half_up() {
    let scenario = operation(
        r#"
[[intervention]]
name = "staffing"
start_week = 2
ramp = "4w"
set = { "team.night.agents" = "+0", "team.front.agents" = "+25%", "team.front.competence.mean" = { value = "+0.4", ramp = "2w" } }
"#,
    );
    let staffing = arm(&scenario, &["staffing"]);
    // Competence from week 2: 1.2, 1.4. Agents two weeks of hiring later, from week 4: 42.5, 45, 47.5, 50.
    assert_eq!(competence(&staffing), [1.0, 1.2, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4]);
    assert_eq!(agents(&staffing), [40, 40, 40, 43, 45, 48, 50, 50]);
}

#[test]
fn only_increases_wait_for_hiring() {
    let scenario = operation(
        r#"
[[intervention]]
name = "more"
set = { "team.front.agents" = "+10" }
[[intervention]]
name = "fewer"
set = { "team.front.agents" = "-25%" }
[[intervention]]
name = "moved"
[intervention.set]
"team.front.agents" = [30, 30, 30, 30, 30, 30, 30, 30, 50, 50, 50, 50, 50, 50, 50, 50, 40, 40, 40, 40, 40, 40, 40, 40]
"#,
    );
    assert_eq!(agents(&arm(&scenario, &["more"])), [40, 40, 50, 50, 50, 50, 50, 50]);
    assert_eq!(agents(&arm(&scenario, &["fewer"])), [30, 30, 30, 30, 30, 30, 30, 30]);
    let moved = arm(&scenario, &["moved"]);
    let day = |week: usize| {
        let team = &moved.models(Some(week)).centre.teams[0];
        [team.agents_at(0), team.agents_at(32), team.agents_at(64)]
    };
    assert_eq!(day(0), [30, 40, 40], "who leaves the night is gone at once");
    assert_eq!(day(2), [30, 50, 40], "who comes to the day must be hired");
}

#[test]
fn effects_decay_to_what_they_keep_or_end() {
    let scenario = operation(
        r#"
[[intervention]]
name = "training"
[intervention.set]
"team.front.competence.mean" = { value = "+1", delay = "1w", keeps = 0.5, half_life = "2w" }
"team.front.off_phone" = { value = 0.1, lasts = "2w" }
"#,
    );
    let training = arm(&scenario, &["training"]);
    // Full in week 2; then 0.5 + 0.5 x 0.5^(weeks / 2).
    let week = |weeks: f64| ((1.0 + 0.5 + 0.5 * exp(-ln(2.0) * weeks / 2.0)) * 1e6).round() / 1e6;
    let wanted: Vec<f64> = [1.0].into_iter().chain((0..7).map(|weeks| week(f64::from(weeks)))).collect();
    assert_eq!(competence(&training), wanted);
    let on_phones =
        by_week(&training, |models| (0..672).map(|at| models.centre.teams[0].agents_at(at)).sum::<u32>());
    let present =
        by_week(&training, |models| (0..672).map(|at| models.centre.teams[0].present_at(at)).sum::<u32>());
    assert_eq!(present, [40 * 672; 8], "people in training are paid");
    assert_eq!(on_phones[..3], [36 * 672, 36 * 672, 40 * 672]);
}

#[test]
fn nobody_is_rounded_away_but_may_be_taken_away() {
    let scenario = operation(
        r#"
[[intervention]]
name = "fewer"
set = { "team.night.agents" = "-75%" }
[[intervention]]
name = "none"
set = { "team.night.agents" = 0 }
"#,
    );
    let night = |name: &str| {
        let blueprint = arm(&scenario, &[name]);
        let team = &blueprint.models(Some(0)).centre.teams[1];
        [team.agents_at(0), team.agents_at(32), team.agents_at(95)]
    };
    assert_eq!(night("fewer"), [1, 0, 1]);
    assert_eq!(night("none"), [0, 0, 0]);
}

#[test]
fn weeks_in_which_nothing_changes_share_their_models() {
    let scenario = operation(
        r#"
[[intervention]]
name = "late"
start_week = 5
set = { "team.front.handling_time" = "-10%" }
[[intervention]]
name = "nothing"
set = { "team.front.handling_time" = "+0%", "operation.routing" = "preference" }
[[intervention]]
name = "empty"
"#,
    );
    let late = arm(&scenario, &["late"]);
    assert!((0..4).all(|week| Arc::ptr_eq(&late.weeks[week], &late.before)));
    assert!((5..8).all(|week| Arc::ptr_eq(&late.weeks[week], &late.weeks[4])));
    assert!(!Arc::ptr_eq(&late.weeks[4], &late.before));
    for name in ["nothing", "empty"] {
        let blueprint = arm(&scenario, &[name]);
        assert!(blueprint.weeks.iter().all(|week| Arc::ptr_eq(week, &blueprint.before)), "{name}");
    }
}

#[test]
fn a_dose_scales_changes_and_costs() {
    let scenario = operation(
        r#"
[[intervention]]
name = "staffing"
start_week = 3
one_off_cost = 1000
running_cost_per_month = 10
set = { "team.front.agents" = "+25%", "team.front.competence.mean" = "+0.5", "operation.routing" = "longest_wait" }
"#,
    );
    let half =
        scenario.blueprint(&[Dose { intervention: 0, strength: 0.5 }], scenario.links()).expect("half of it");
    assert_eq!(agents(&half), [40, 40, 40, 40, 45, 45, 45, 45]);
    assert_eq!(competence(&half)[7], 1.25);
    assert_eq!(
        half.models(Some(7)).centre.routing.contact,
        ContactRule::LongestWait,
        "a word cannot be halved"
    );
    let cost = &half.intervention_costs[0];
    assert_eq!((cost.one_off, cost.per_month, cost.start_week), (500.0, 5.0, 2));
    let huge = scenario.blueprint(&[Dose { intervention: 0, strength: 1e6 }], scenario.links());
    assert!(huge.is_err(), "a dose may break what the stated strength keeps");
}

#[test]
fn demand_changes_by_a_factor() {
    let scenario = operation(
        r#"
[[intervention]]
name = "self-service"
set = { "reason.call.arrivals_per_hour" = { value = "-20%", ramp = "2w" } }
[[intervention]]
name = "campaign"
set = { "reason.call.arrivals_per_hour" = "+4" }
"#,
    );
    let both = arm(&scenario, &["self-service", "campaign"]);
    assert_eq!(both.demand, arm(&scenario, &[]).demand, "the stream itself is the baseline's");
    assert_eq!(by_week(&both, |models| models.rate_factors[0])[..2], [22.0 / 20.0, 20.0 / 20.0]);
    assert_eq!(both.before.rate_factors, [1.0]);
}

#[test]
fn a_conflict_between_interventions_is_told_before_anything_runs() {
    let text = operation("").source().to_string()
        + "[[intervention]]\nname = \"a\"\nset = { \"team.front.off_phone\" = \"+0.6\" }\n"
        + "[[intervention]]\nname = \"b\"\nset = { \"team.front.off_phone\" = \"+0.6\" }\n";
    let found = parse(&text, "x.toml").expect_err("together they take everybody off the phone");
    assert!(
        found.to_string().contains("with `a` and `b`, in week 1: `team.front.off_phone` becomes 1.2"),
        "{found}"
    );
}

#[test]
fn check_can_show_what_becomes_of_headcounts() {
    let scenario = operation(
        r#"
[[intervention]]
name = "staffing"
ramp = "2w"
set = { "team.front.agents" = "+5" }
[[intervention]]
name = "tiny"
set = { "team.front.agents" = "+1%" }
"#,
    );
    let rows = scenario.headcount_changes();
    let short: Vec<_> =
        rows.iter().map(|row| (row.intervention.as_str(), row.week, row.after.most)).collect();
    assert_eq!(
        short,
        [("staffing", 3, 43), ("staffing", 4, 45)],
        "42.5 rounds half up, after two weeks of hiring"
    );
    assert_eq!((rows[1].before.hours_present, rows[1].after.hours_on_phones), (40.0 * 168.0, 45.0 * 168.0));
    assert_eq!(scenario.warnings().len(), 1, "{:?}", scenario.warnings());
    assert!(scenario.warnings()[0].contains("rounded away"));
}

/// A change that is rounded away is told with the smallest one that is not, by whom ever it is made.
#[test]
fn changes_that_are_rounded_away_are_told_with_the_smallest_that_is_not() {
    let small = |agents: &str, change: &str| {
        let text = operation("").source().replace("agents = 40", &format!("agents = {agents}"))
            + &format!(
                "[[intervention]]\nname = \"more\"\nset = {{ \"team.front.agents\" = \"{change}\" }}\n"
            );
        let by_intervention = parse(&text, "x.toml").expect("a scenario").idle_changes();
        let set = [("team.front.agents".to_string(), change.to_string())];
        let by_setting = parse(&text, "x.toml").expect("a scenario").with_set(&set).expect("a setting");
        let by_setting: Vec<String> =
            by_setting.idle_changes().into_iter().filter(|told| told.contains("--set")).collect();
        assert_eq!(by_intervention.len(), by_setting.len(), "{by_intervention:?} {by_setting:?}");
        let told = by_setting.first().map(|told| told.rsplit_once('`').expect("a value").0.to_string());
        told.map(|told| told.rsplit_once('`').expect("a value").1.to_string())
    };
    let smallest = |of: &str| Some(of.to_string());
    assert_eq!(small("4", "+10%"), smallest("+13%"));
    assert_eq!(small("5", "+10%"), None, "5.5 rounds half up");
    assert_eq!(small("4", "-10%"), smallest("-13%"));
    assert_eq!(small("1", "-10%"), smallest("-100%"), "nobody who was there is rounded away");
    assert_eq!(small("4", "+0.2"), smallest("+0.5"));
    // Over a day the tenths add up: 4.1 in every hour are 98.4 of 96, and two of the hours get one more.
    assert_eq!(
        small("[4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4]", "+0.1"),
        None
    );
    let told = operation("").with_set(&[("team.front.agents".to_string(), "+1%".to_string())]);
    let told = told.expect("a setting").warnings();
    assert!(told[0].starts_with("`--set team.front.agents=+1%` is rounded away"), "{told:?}");
}
