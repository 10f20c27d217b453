//! Any text as a formula: it has a value, or no value for a stated reason, or mistakes that each have a place.
#![no_main]

use goodwill::metrics::formula::{Formula, FormulaColumns};
use goodwill::metrics::{Column, Labels, SurveyTable};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let names = ["business", "prepaid"].map(str::to_string).to_vec();
    let survey = SurveyTable::new(4)
        .with_column("wait", Column::from_answers([Some(1.0), Some(5.0), Some(10.0), None]))
        .and_then(|table| table.with_column("manner", Column::Ratings(vec![2, 2, 9, 7])))
        .and_then(|table| table.with_segments(Labels { names, codes: vec![0, 1, 0, 1] }))
        .expect("a sound table");
    match Formula::new(text, &FormulaColumns::of(&survey)) {
        Ok(formula) => {
            let _ = formula.estimate(&survey);
        }
        Err(found) => {
            assert!(!found.mistakes.is_empty());
            let length = text.chars().count();
            assert!(found.mistakes.iter().all(|mistake| mistake.span.start <= length));
            assert!(!found.to_string().is_empty());
        }
    }
});
