//! Four cohorts who were asked about the same five features in four wordings.

use goodwill::metrics::kano::{
    Answer, ClassRule, EvaluationTable, KanoClass, KanoCounts, Wording, better_worse, classes, continuous,
};
use goodwill::statistics::{Confidence, SampleDesign};

use crate::reference::{Comparison, Table, folder};

const SET: &str = "kano-storage";

const WORDINGS: [[&str; 5]; 4] = [
    [
        "I like it that way",
        "I must be that way",
        "I am neutral",
        "I can live with it that way",
        "I dislike it that way",
    ],
    [
        "I enjoy it that way",
        "It is a basic necessity or I expect it that way",
        "I am neutral",
        "I dislike it, but I can live with it that way",
        "I dislike it, and I can't accept it",
    ],
    [
        "This would be very helpful to me",
        "This is a basic requirement for me",
        "This would not affect me",
        "This would be a minor inconvenience",
        "This would be a major problem for me",
    ],
    ["I like it", "I expect it", "I'm neutral", "I can tolerate it", "I dislike it"],
];

#[test]
fn counts_and_coefficients_agree_in_all_wordings_and_both_tables() {
    let Some(folder) = folder(SET) else { return };
    let expected = Table::read(&folder, "expected_counts.csv");
    let mut comparison = Comparison::default();
    let mut compared = 0;
    for (cohort, wording) in WORDINGS.into_iter().enumerate() {
        let file = format!("storage--cohort{}-clean.csv", cohort + 1);
        let table = Table::read(&folder, &file);
        let wording = Wording::new(wording).expect("five answers");
        for feature in ["F1", "F2", "F3", "F4", "F5"] {
            // By name, never by place: F4's dysfunctional column stands before the functional one.
            let answers = |which: &str| -> Vec<Option<Answer>> {
                let cells = table.text(&format!("{feature}_{which}"));
                wording.answers(cells.iter().map(String::as_str)).expect("answers of this wording")
            };
            let (functional, dysfunctional) = (answers("functional"), answers("dysfunctional"));
            for (evaluation, name) in [
                (EvaluationTable::Modified, "pouliot_modified"),
                (EvaluationTable::Classic, "classic_berger"),
            ] {
                let classes = classes(&functional, &dysfunctional, evaluation).expect("pairs");
                let counts = KanoCounts::of(&classes, None);
                let row = (0..expected.rows)
                    .find(|&row| {
                        expected.text("file")[row] == file
                            && expected.text("feature")[row] == feature
                            && expected.text("evaluation_table")[row] == name
                    })
                    .expect("a row of the reference");
                let reference = |column: &str| expected.full(column)[row];
                for class in KanoClass::ALL {
                    let count = counts.count(class);
                    comparison.absolute(
                        "count of a class",
                        count,
                        reference(&class.letter().to_string()),
                        0.0,
                    );
                }
                assert_eq!(counts.total(), reference("total"));
                let design = SampleDesign::simple(table.rows);
                let of = better_worse(&classes, &design).expect("answers");
                // The reference is printed to seven digits.
                comparison.absolute("better", of.better.value, reference("satisfaction"), 5.1e-8);
                comparison.absolute("worse", of.worse.value, reference("dissatisfaction"), 5.1e-8);
                let interval = of.better.interval(Confidence::NINETY_FIVE);
                assert!(interval.width() > 0.05 && interval.contains(of.better.value));
                compared += 1;
            }
            let point = continuous::point(&functional, &dysfunctional, &SampleDesign::simple(table.rows))
                .expect("answers");
            assert!((-2.0..=4.0).contains(&point.functional.value));
        }
    }
    assert_eq!(compared, expected.rows);
    comparison.print("kano");
}

/// Reading a cohort by the wording of another is refused with row and text, not read as something else.
#[test]
fn a_wrong_wording_is_refused() {
    let Some(folder) = folder(SET) else { return };
    let table = Table::read(&folder, "storage--cohort3-clean.csv");
    let wording = Wording::new(WORDINGS[0]).expect("five answers");
    let cells = table.text("F1_functional").iter().map(String::as_str);
    let problem = wording.answers(cells).expect_err("other words").to_string();
    assert!(problem.starts_with("row 0: `This would be a minor inconvenience`"), "{problem}");
}

/// Secure storage (F4) is what people expect most: linear or basic in every cohort and by every rule.
#[test]
fn the_class_of_a_plain_feature_does_not_depend_on_the_rule() {
    let Some(folder) = folder(SET) else { return };
    for (cohort, wording) in WORDINGS.into_iter().enumerate() {
        let table = Table::read(&folder, &format!("storage--cohort{}-clean.csv", cohort + 1));
        let wording = Wording::new(wording).expect("five answers");
        let answers = |which: &str| {
            wording.answers(table.text(&format!("F4_{which}")).iter().map(String::as_str)).expect("answers")
        };
        for evaluation in [EvaluationTable::Classic, EvaluationTable::Modified] {
            let classes =
                classes(&answers("functional"), &answers("dysfunctional"), evaluation).expect("pairs");
            let counts = KanoCounts::of(&classes, None);
            for rule in [ClassRule::Mode, ClassRule::Blauth] {
                assert_eq!(counts.class(rule), Ok(KanoClass::Linear));
            }
        }
    }
}
