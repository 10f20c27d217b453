//! Whole scenarios: the format, the arms by week, the models, the canonical form, and what no text may do.

mod arms;
mod canonical_form;
mod format;
mod models;
mod robust;

use super::{Dose, Scenario, parse};
use crate::journey::Blueprint;

/// Every key of the format, used at least once.
const WHOLE_FORMAT: &str = include_str!("whole_format.toml");

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
