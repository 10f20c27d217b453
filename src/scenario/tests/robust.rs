//! No text makes the reading panic, whatever it holds.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::{BARE, WHOLE_FORMAT, WHOLE_OPERATION, parse};
use crate::scenario::{Scenario, parse_with};

/// Pieces that are likely to hit something: values of every type, extremes, and bits of the format.
const PIECES: [&str; 40] = [
    "\"",
    "'",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    ".",
    ",",
    "\n",
    "#",
    "-",
    "+",
    "%",
    "nan",
    "inf",
    "-inf",
    "0",
    "-1",
    "1e308",
    "99999999999999999999",
    "\"+1e308%\"",
    "\"-100%\"",
    "\"20s\"",
    "\"99999w\"",
    "\"\"",
    "true",
    "[]",
    "{}",
    "1979-01-01",
    "[[team]]",
    "[[segment]]\n",
    "[time]\n",
    "name = \"\"\n",
    "\u{1F600}",
    "\u{0}",
    "\"constant\"",
    "\"empirical\"",
    "agents",
];

/// Every key of the format, over a horizon so short that many texts can be tried.
fn whole() -> String {
    WHOLE_FORMAT.replace("\"12w\"", "\"2w\"")
}

/// Reads the text and, when it is a scenario, does with it all that can be done.
fn exercise(text: &str) {
    match parse(text, "mutated.toml") {
        Err(found) => {
            assert!(!found.is_empty());
            assert!(!found.to_string().is_empty());
        }
        Ok(scenario) => use_it(&scenario),
    }
}

fn use_it(scenario: &Scenario) {
    assert!(scenario.blueprint(&[], scenario.links()).is_ok());
    let _ = (scenario.warnings(), scenario.headcount_changes(), scenario.sha256(), scenario.canonical_toml());
}

#[test]
fn mutated_scenarios_are_read_or_refused() {
    let config = Config { cases: 600, failure_persistence: None, ..Config::default() };
    // A fixed seed: a failure here is a failure everywhere.
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let mutation = (any::<prop::sample::Index>(), 0..12usize, prop::sample::select(&PIECES[..]));
    let texts = vec![BARE.to_string(), whole(), WHOLE_OPERATION.to_string()];
    let input = (prop::sample::select(texts), prop::collection::vec(mutation, 1..4));
    let outcome = runner.run(&input, |(mut text, mutations)| {
        for (at, length, piece) in mutations {
            let starts: Vec<usize> =
                text.char_indices().map(|(start, _)| start).chain([text.len()]).collect();
            let from = at.index(starts.len());
            let to = (from + length).min(starts.len() - 1);
            text.replace_range(starts[from]..starts[to], piece);
        }
        exercise(&text);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn values_swapped_for_others_are_read_or_refused() {
    for text in [BARE.to_string(), whole(), WHOLE_OPERATION.to_string()] {
        let lines: Vec<&str> = text.lines().collect();
        for (index, line) in lines.iter().enumerate() {
            let Some((key, _)) = line.split_once(" = ") else {
                continue;
            };
            for value in
                ["1", "-1", "0.5", "\"x\"", "\"+5%\"", "\"1d\"", "[1]", "{}", "[[]]", "false", "nan", "1e300"]
            {
                let mut changed = lines.clone();
                let swapped = format!("{key} = {value}");
                changed[index] = &swapped;
                exercise(&changed.join("\n"));
            }
            let mut shorter = lines.clone();
            shorter.remove(index);
            exercise(&shorter.join("\n"));
        }
    }
}

#[test]
fn settings_are_carried_out_or_refused() {
    let text = whole();
    for path in [
        "",
        ".",
        "team",
        "team.",
        "team.front",
        "team.front.agents",
        "reason.billing.talk",
        "name",
        "team.front.skills",
        "profile.working_week.weekday",
        "intervention.staffing.set",
        "intervention.staffing.set.x",
        "segment.prepaid.size",
        "goals.matters.satisfaction",
        "goals.targets",
        "\"",
        "\u{1F600}",
        "loyalty.complaint",
        "survey.invited",
        "time.start",
    ] {
        for value in [
            "", "1", "-1", "+1", "+%", "%", "=", "==1", "1e999", "nan", "[1]", "{", "{}", "\"", "+1e308%",
            "x", "\n", "1d",
        ] {
            let set = [(path.to_string(), value.to_string())];
            match parse_with(&text, "x.toml", &set) {
                Ok(scenario) => use_it(&scenario),
                Err(found) => assert!(!found.is_empty(), "--set {path}={value}"),
            }
        }
    }
}
