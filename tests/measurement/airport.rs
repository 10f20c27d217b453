//! An airport's survey of 2018: weights, clusters of interviews, codes that are no answers; figures of R's survey 4.1-1.

use goodwill::metrics::Column;
use goodwill::metrics::scores::csat::Csat;
use goodwill::metrics::scores::nps::{self, NpsCounts};
use goodwill::metrics::{Scale, SurveyTable, scores};
use goodwill::statistics::design::{Side, WeightSpread};
use goodwill::statistics::{Confidence, Estimate, SampleDesign};

use crate::reference::{Comparison, Table, folder};

const SET: &str = "sfo-survey-2018";

struct Airport {
    table: Table,
    weights: Vec<f64>,
    /// Rows without an interview run are clusters of their own, as in the reference.
    clusters: Vec<u32>,
}

impl Airport {
    fn read() -> Option<(Self, Table)> {
        let folder = folder(SET)?;
        let table = Table::read(&folder, "sfo2018.csv");
        let respondents = table.full("RESPNUM");
        let clusters = table
            .numbers("RUNID")
            .into_iter()
            .zip(respondents)
            .map(|(run, respondent)| run.unwrap_or(900_000.0 + respondent) as u32)
            .collect();
        let weights = table.full("WEIGHT");
        let expected = Table::read(&folder, "expected_r_survey.csv");
        Some((Airport { table, weights, clusters }, expected))
    }

    /// Answers with the file's codes for "not applicable" and "blank" taken out.
    fn answers(&self, column: &str, valid: std::ops::RangeInclusive<f64>) -> Vec<Option<f64>> {
        self.table
            .numbers(column)
            .into_iter()
            .map(|answer| answer.filter(|answer| valid.contains(answer)))
            .collect()
    }

    /// A survey of the rows that answered, as the reference takes complete cases.
    fn survey(&self, answers: &[Option<f64>], weighted: bool, clustered: bool) -> (SurveyTable, Vec<usize>) {
        let rows: Vec<usize> = (0..answers.len()).filter(|&row| answers[row].is_some()).collect();
        let mut survey = SurveyTable::new(rows.len())
            .with_column("q", Column::from_answers(rows.iter().map(|&row| answers[row])))
            .expect("it fits");
        if weighted {
            let weights = rows.iter().map(|&row| self.weights[row]).collect();
            survey = survey.with_weights(weights).expect("it fits");
        }
        if clustered {
            let clusters = rows.iter().map(|&row| self.clusters[row]).collect();
            survey = survey.with_clusters(clusters).expect("it fits");
        }
        (survey, rows)
    }
}

fn reference(expected: &Table, quantity: &str, design: &str, column: &str) -> f64 {
    let row = (0..expected.rows)
        .find(|&row| expected.text("quantity")[row] == quantity && expected.text("design")[row] == design)
        .unwrap_or_else(|| panic!("a row {quantity}, {design}"));
    expected.numbers(column)[row].unwrap_or_else(|| panic!("a number in {column} of {quantity}"))
}

#[test]
fn scores_standard_errors_and_design_effects_agree() {
    let Some((airport, expected)) = Airport::read() else { return };
    let csat = |top| Csat::new(Scale::ONE_TO_FIVE, top).expect("a definition");
    let (two, one) = (csat(2), csat(1));
    type Contribution<'a> = &'a dyn Fn(f64) -> f64;
    let quantities: [(&str, &str, f64, Contribution); 4] = [
        ("NPS", "NETPRO", 10.0, &nps::contribution),
        ("Q7ALL top-2-box %", "Q7ALL", 5.0, &|answer| two.contribution(answer)),
        ("Q7ALL top-box %", "Q7ALL", 5.0, &|answer| one.contribution(answer)),
        ("Q7ALL mean", "Q7ALL", 5.0, &|answer| answer),
    ];
    let mut comparison = Comparison::default();
    for (quantity, column, highest, contribution) in quantities {
        let lowest = if column == "NETPRO" { 0.0 } else { 1.0 };
        let answers = airport.answers(column, lowest..=highest);
        for (design, weighted, clustered) in [
            ("unweighted iid (variance /n)", false, false),
            ("weights", true, false),
            ("weights+clusters RUNID", true, true),
        ] {
            let (survey, rows) = airport.survey(&answers, weighted, clustered);
            let of = scores::of_column(&survey, "q", |answer| Some(contribution(answer))).expect("answers");
            let at = |column| reference(&expected, quantity, design, column);
            assert_eq!(of.n as f64, at("n"));
            comparison.absolute(&format!("{quantity}: estimate"), of.value, at("estimate"), 1e-9);
            // Their unweighted row divides by n, ours by n - 1.
            let factor = if weighted { 1.0 } else { ((of.n as f64 - 1.0) / of.n as f64).sqrt() };
            let se = of.standard_error * factor;
            comparison.absolute(&format!("{quantity}: standard error"), se, at("se"), 1e-9);
            let interval = Estimate { standard_error: se, ..of }.normal_interval(Confidence::NINETY_FIVE);
            comparison.absolute(&format!("{quantity}: interval"), interval.low, at("lo95"), 1e-8);
            comparison.absolute(&format!("{quantity}: interval"), interval.high, at("hi95"), 1e-8);
            if weighted {
                let column = survey.column("q").expect("a column");
                let effect = survey
                    .design()
                    .expect("a design")
                    .design_effect(|row| column.get(row).map(contribution))
                    .expect("answers");
                comparison.absolute(
                    &format!("{quantity}: design effect"),
                    effect.with_replacement,
                    at("deff"),
                    1e-9,
                );
            }
            if weighted && !clustered {
                let weights: Vec<f64> = rows.iter().map(|&row| airport.weights[row]).collect();
                let spread = WeightSpread::of(&weights).expect("weights");
                let kish =
                    |column| reference(&expected, &format!("{quantity} Kish n_eff"), "weights only", column);
                comparison.absolute("Kish effective n", spread.effective_n, kish("estimate"), 1e-8);
                comparison.absolute("Kish design effect", spread.design_effect, kish("deff"), 1e-12);
            }
        }
    }
    comparison.print("airport");
}

#[test]
fn groups_and_the_effect_of_the_mode_agree() {
    let Some((airport, expected)) = Airport::read() else { return };
    let answers = airport.answers("NETPRO", 0.0..=10.0);
    let (survey, rows) = airport.survey(&answers, true, true);
    let design: SampleDesign = survey.design().expect("a design");
    let column = survey.column("q").expect("a column");
    let score = |row: usize| column.get(row).map(nps::contribution);
    let mut comparison = Comparison::default();
    for quantity in expected.text("quantity").iter().filter(|quantity| quantity.starts_with("NPS by ")) {
        let (by, value) = quantity.trim_start_matches("NPS by ").split_once('=').expect("a group");
        let group = airport.table.numbers(by);
        let value: f64 = value.parse().expect("a code");
        let of = design.mean(|row| score(row).filter(|_| group[rows[row]] == Some(value))).expect("answers");
        let at = |column| reference(&expected, quantity, "weights+clusters RUNID", column);
        assert_eq!(of.n as f64, at("n"));
        comparison.absolute("NPS of a group", of.value, at("estimate"), 1e-9);
        comparison.absolute("its standard error", of.standard_error, at("se"), 1e-9);
    }
    let mode = airport.table.numbers("SAQ");
    let of = design
        .difference(|row| {
            let side = if mode[rows[row]] == Some(2.0) { Side::Of } else { Side::Against };
            score(row).map(|score| (side, score))
        })
        .expect("answers");
    let at = |column| {
        let quantity = "NPS self-administered minus interviewer (t,df,p in deff,lo,hi)";
        reference(&expected, quantity, "weights+clusters RUNID", column)
    };
    comparison.absolute("effect of the mode", of.value, at("estimate"), 1e-9);
    comparison.absolute("effect of the mode: t", of.t().expect("noise"), at("deff"), 1e-9);
    assert_eq!(of.degrees_of_freedom, at("lo95"));
    comparison.relative("effect of the mode: p", of.p().expect("noise"), at("hi95"), 1e-9);
    comparison.print("airport");
}

/// The codes 11 (blank) and 6, 0 (not applicable, blank) are refused as answers.
#[test]
fn codes_that_are_no_answers_are_refused() {
    let Some((airport, _)) = Airport::read() else { return };
    assert!(NpsCounts::of("NETPRO", airport.table.numbers("NETPRO")).is_err());
    assert!(Scale::ONE_TO_FIVE.check("Q7ALL", airport.table.numbers("Q7ALL")).is_err());
    let counts = NpsCounts::of("NETPRO", airport.answers("NETPRO", 0.0..=10.0)).expect("0 to 10");
    assert_eq!(counts.n(), 2_650);
}
