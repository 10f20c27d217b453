//! Any text as a survey and its model, parted by a line of dashes: every figure or the reason why there is none, or mistakes
//! that each have a place.
#![no_main]

use goodwill::measurement::{measure, read};
use goodwill::metrics::Bootstrap;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (model, survey) = text.split_once("\n---\n").unwrap_or(("", text));
    match read(model, survey, ("model.toml", "survey.csv")) {
        Ok(survey) => {
            let _ = measure(&survey, &Bootstrap { resamples: 20, seed: 1, threads: 1 });
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            assert!(faults.iter().all(|fault| fault.why.is_some() && !fault.message.is_empty()));
        }
    }
});
