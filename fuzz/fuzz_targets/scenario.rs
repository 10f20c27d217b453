//! Any text as a scenario: `check` ends with a meaning, or with mistakes that each have a place.
#![no_main]

use goodwill::experiment::{Settings, preview};
use goodwill::scenario::{Place, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match parse(text, "fuzz.toml") {
        Ok(scenario) => {
            let _ = preview(&scenario, &Settings::default());
        }
        Err(mistakes) => {
            assert!(!mistakes.is_empty());
            let lines = text.split('\n').count();
            for mistake in mistakes.iter() {
                assert!(!mistake.message.is_empty());
                let Place::File { line, column, .. } = &mistake.place else { panic!("no option was given") };
                assert!((1..=lines).contains(line) && *column >= 1, "line {line} of {lines}");
            }
            assert!(!mistakes.to_string().is_empty());
        }
    }
});
