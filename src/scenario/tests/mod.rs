//! Whole scenarios: the format, the arms by week, the models, the canonical form, and what no text may do.

mod arms;
mod canonical_form;
mod examples;
mod format;
mod idle_duty;
mod load_warnings;
mod models;
mod operation;
mod robust;

use super::{Diagnostics, Dose, Scenario, parse_with_files};
use crate::journey::Blueprint;

/// Every key of the format, used at least once.
const WHOLE_FORMAT: &str = include_str!("whole_format.toml");

/// Every key of a bare operation that the whole format has no room for, used at least once.
const WHOLE_OPERATION: &str = include_str!("whole_operation.toml");

/// The files that it names.
const HELPERS: &str = include_str!("helpers.csv");
const FIELD: &str = include_str!("field.csv");

/// The shortest useful operation, as the contract has it.
const BARE: &str = r#"
name = "M/M/c+M"
[time]
horizon = "2000h"
warm_up = "100h"
[[reason]]
name = "call"
arrivals_per_hour = 55.0                            # a number; or an array of 24, 48 or 96 per day; or 7 such arrays
talk = { dist = "exponential", mean = "1h" }
patience = { dist = "exponential", mean = "2h" }    # leave out: infinite
awt = "20s"                                         # the default
[[team]]
name = "agents"
agents = 50                                         # a number, or such arrays
skills = ["call"]                                   # names of reasons; order = preference
"#;

/// Hands over the files of the whole operation.
fn files(name: &str) -> Result<String, String> {
    match name {
        "helpers.csv" => Ok(HELPERS.to_string()),
        "field.csv" => Ok(FIELD.to_string()),
        _ => Err("there is no such file".to_string()),
    }
}

/// Reads a text; the files it may name are those of the whole operation.
fn parse(text: &str, file: &str) -> Result<Scenario, Diagnostics> {
    parse_with_files(text, file, &[], &files)
}

fn read(text: &str) -> Scenario {
    parse(text, "test.toml").unwrap_or_else(|found| panic!("{found}"))
}

/// The codes of the mistakes in a text.
fn codes(text: &str) -> Vec<&'static str> {
    let found = parse(text, "test.toml").expect_err("a mistake");
    found.iter().map(|diagnostic| diagnostic.code.word()).collect()
}

/// The arm with the interventions `names`, as stated.
fn arm(scenario: &Scenario, names: &[&str]) -> Blueprint {
    let dose = |name: &&str| {
        let position = scenario.interventions().iter().position(|found| found.name == **name);
        Dose { intervention: position.expect("an intervention of that name"), strength: 1.0 }
    };
    let doses: Vec<Dose> = names.iter().map(dose).collect();
    scenario.blueprint(&doses, scenario.links()).unwrap_or_else(|found| panic!("{found}"))
}
