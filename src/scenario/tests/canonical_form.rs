//! The canonical form: the same for the same scenario, another for another.

use super::{BARE, FIELD, HELPERS, WHOLE_FORMAT, WHOLE_OPERATION, parse, read};
use crate::scenario::{Scenario, parse_with, parse_with_files};

fn set(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(path, value)| (path.to_string(), value.to_string())).collect()
}

fn with(text: &str, pairs: &[(&str, &str)]) -> Scenario {
    parse_with(text, "x.toml", &set(pairs)).unwrap_or_else(|found| panic!("{found}"))
}

#[test]
fn order_comments_and_spelling_do_not_count() {
    let sha256 = read(BARE).sha256();
    assert_eq!(sha256.len(), 64);
    let reordered = r#"
# A comment.
name = "M/M/c+M"
team = [{ skills = ["call"], agents = 50, name = "agents" }]
[[reason]]
patience = { mean = "120m", dist = "exponential" }
talk = { mean = "60m", dist = "exponential" }
arrivals_per_hour = 55
name = "call"
resolution = 1                    # a default, written out
[time]
warm_up = "4d4h"
horizon = "2000h"
"#;
    assert_eq!(read(reordered).sha256(), sha256);
    assert_eq!(read(&format!("\u{feff}{}", BARE.replace('\n', "\r\n"))).sha256(), sha256);
}

#[test]
fn a_changed_value_does_count() {
    let sha256 = read(BARE).sha256();
    for (old, new) in
        [("55.0", "55.1"), ("agents = 50", "agents = 51"), ("2000h", "2001h"), ("M/M/c+M", "M/M/c")]
    {
        assert_ne!(read(&BARE.replace(old, new)).sha256(), sha256, "{new}");
    }
}

#[test]
fn the_canonical_form_is_a_scenario_and_its_own_canonical_form() {
    for text in [BARE, WHOLE_FORMAT, WHOLE_OPERATION] {
        let scenario = read(text);
        let toml = scenario.canonical_toml();
        let again = parse(&toml, "canonical.toml").unwrap_or_else(|found| panic!("{found}\n{toml}"));
        assert_eq!(again.canonical_json(), scenario.canonical_json());
        assert_eq!(again.sha256(), scenario.sha256());
        assert_eq!(again.spec(), scenario.spec());
    }
}

#[test]
fn settings_follow_the_syntax_of_interventions() {
    let scenario = with(
        WHOLE_FORMAT,
        &[
            ("team.back.agents", "+20%"),
            ("team.front.competence.mean", "-0.3"),
            ("segment.contract.expectation_shift", "=-0.5"),
            ("reason.billing.talk.mean", "+20s"),
            ("time.horizon", "4w"),
            ("operation.routing", "preference"),
            ("reason.billing.transfer.probability", "0.1"),
            ("intervention.staffing.start_week", "3"),
            ("intervention.staffing.set.team.front.agents", "+50%"),
            ("links.churn", "false"),
            ("goals.matters.satisfaction_cohort", "2"),
        ],
    );
    let at = |path: &str| scenario.number_at(path).map(|value| (value * 1e9).round() / 1e9);
    assert_eq!(at("team.back.agents"), Some(6.0));
    assert_eq!(at("team.front.competence.mean"), Some(-0.2));
    assert_eq!(at("segment.contract.expectation_shift"), Some(-0.5));
    assert_eq!(at("reason.billing.talk.mean"), Some(200.0));
    assert_eq!(at("time.horizon"), Some(4.0 * 604_800.0));
    assert_eq!(at("goals.matters.satisfaction_cohort"), Some(2.0));
    assert_eq!(scenario.interventions()[0].start_week, 3);
    assert_eq!(scenario.interventions()[0].set["team.front.agents"].value, "+50%");
    assert!(!scenario.links().churn && scenario.links().redial);
    assert_ne!(scenario.sha256(), read(WHOLE_FORMAT).sha256(), "the effective scenario is another");
}

#[test]
fn a_setting_is_as_good_as_the_file_that_says_it() {
    let set = with(BARE, &[("team.agents.agents", "60"), ("reason.call.awt", "30s")]);
    let said = BARE.replace("agents = 50", "agents = 60").replace("\"20s\"", "\"30s\"");
    assert_eq!(set.sha256(), read(&said).sha256());
    let twice =
        with(BARE, &[("team.agents.agents", "+10")]).with_set(&set_again()).expect("a second setting");
    assert_eq!(twice.number_at("team.agents.agents"), Some(66.0), "settings go on from where they stand");
}

fn set_again() -> Vec<(String, String)> {
    set(&[("team.agents.agents", "+10%")])
}

#[test]
fn what_a_file_holds_is_part_of_the_scenario() {
    let scenario = read(WHOLE_OPERATION);
    let files: Vec<(&str, &str)> =
        scenario.files().iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
    assert_eq!(files, [("helpers.csv", HELPERS), ("field.csv", FIELD)]);
    let of = |helpers: String, field: String| {
        let hand_over =
            move |name: &str| Ok(if name == "field.csv" { field.clone() } else { helpers.clone() });
        let scenario = parse_with_files(WHOLE_OPERATION, "x.toml", &[], &hand_over);
        scenario.unwrap_or_else(|found| panic!("{found}")).sha256()
    };
    let (helpers, field) = (HELPERS.to_string(), FIELD.to_string());
    assert_eq!(of(helpers.clone(), field.clone()), scenario.sha256());
    assert_eq!(of(helpers.replace(',', ";"), field.replace(' ', "T")), scenario.sha256(), "other spellings");
    assert_ne!(of(helpers.replace("07:30,4", "07:30,5"), field.clone()), scenario.sha256());
    assert_ne!(of(helpers, field.replace("09:15:30", "09:15:31")), scenario.sha256());
    let more = scenario.with_set(&set(&[("team.helpers.agents", "+1")])).expect("agents can be set");
    let mean = |scenario: &Scenario| scenario.number_at("team.helpers.agents").expect("agents");
    assert!((mean(&more) - mean(&scenario) - 1.0).abs() < 1e-9);
    assert_eq!(more.files(), scenario.files());
    let refused = scenario.with_set(&set(&[("team.helpers.staffing", "other.csv")])).expect_err("too late");
    assert!(refused.to_string().contains("files are read together with the scenario"), "{refused}");
    assert!(parse_with(WHOLE_OPERATION, "x.toml", &[]).is_err(), "the text alone is not the whole");
}
