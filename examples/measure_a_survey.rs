//! A survey's own file measured from a program: the index with its interval, and what does not exist.
//!
//! `cargo run --release --example measure_a_survey`

use goodwill::measurement::{measure, read};
use goodwill::metrics::Bootstrap;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (model, survey) = ("scenarios/surveys/telecom-index.toml", "scenarios/surveys/telecom-survey.csv");
    let survey = read(&std::fs::read_to_string(model)?, &std::fs::read_to_string(survey)?, (model, survey))?;
    let found = measure(&survey, &Bootstrap::default());
    if let Some(csi) = found.figure("csi", "") {
        println!("CSI {:.1?}, {:.1?} to {:.1?}", csi.value, csi.ci_low, csi.ci_high);
    }
    for absent in &found.absent {
        println!("no {} of {}: {}", absent.figure, absent.of, absent.why);
    }
    Ok(())
}
