//! Drivers: the worked example of R's relaimpo, and a null control in which nothing may be found.

use goodwill::metrics::drivers::{DriverCorrelations, DriverData, Method, intervals, null_p};
use goodwill::metrics::{Bootstrap, Column, SurveyTable};
use goodwill::statistics::{Confidence, LeastSquares};

use crate::reference::{Comparison, Table, folder};

#[test]
fn seven_measures_of_importance_agree() {
    let Some(folder) = folder("key-driver-swiss") else { return };
    let table = Table::read(&folder, "swiss.csv");
    let expected = Table::read(&folder, "expected_relaimpo.csv");
    let names = ["Agriculture", "Examination", "Education", "Catholic", "Infant.Mortality"];
    let survey = table.survey(&[&names[..], &["Fertility"]].concat());
    let data = DriverData::of(&survey, &names, "Fertility").expect("rows");
    let of = DriverCorrelations::of(&data.covariance().expect("rows")).expect("regular");
    let mut comparison = Comparison::default();
    comparison.absolute(
        "R squared",
        of.r_squared().expect("regular"),
        expected.at("driver", "R2", "lmg"),
        1e-12,
    );
    for (method, column) in [
        (Method::Shapley, "lmg"),
        (Method::RelativeWeights, "genizi"),
        (Method::Last, "last"),
        (Method::First, "first"),
        (Method::Pratt, "pratt"),
        (Method::BetaSquared, "betasq"),
        (Method::Car, "car"),
    ] {
        for (name, share) in names.iter().zip(of.importance(method).expect("regular")) {
            comparison.absolute(method.name(), share, expected.at("driver", name, column), 1e-12);
        }
    }
    comparison.print("swiss");
}

/// Calls whose satisfaction has nothing to do with wait, talk or resolution: no driver may lead, no coefficient differ
/// from 0, and drivers without effect must explain as much by luck.
#[test]
fn nothing_is_found_where_nothing_is() {
    let Some(folder) = folder("pwc-call-centre") else { return };
    let table = Table::read(&folder, "call_center.csv");
    let yes = |name: &str| -> Vec<Option<f64>> {
        let cells = table.text(name).iter().zip(table.text("Answered (Y/N)"));
        cells.map(|(cell, answered)| (answered == "Y").then(|| f64::from(u8::from(cell == "Y")))).collect()
    };
    let talk = table.text("AvgTalkDuration").iter().map(|cell| {
        let parts: Option<Vec<f64>> = cell.split(':').map(|part| part.trim().parse().ok()).collect();
        parts.filter(|parts| parts.len() == 3).map(|parts| 3_600.0 * parts[0] + 60.0 * parts[1] + parts[2])
    });
    let names = ["wait", "resolved", "talk"];
    let survey = SurveyTable::new(table.rows)
        .with_column("wait", Column::from_answers(table.numbers("Speed of answer in seconds")))
        .and_then(|survey| survey.with_column("resolved", Column::from_answers(yes("Resolved"))))
        .and_then(|survey| survey.with_column("talk", Column::from_answers(talk)))
        .and_then(|survey| {
            survey.with_column("rating", Column::from_answers(table.numbers("Satisfaction rating")))
        })
        .expect("columns of one length");
    let data = DriverData::of(&survey, &names, "rating").expect("answered calls");
    assert_eq!(data.rows.len(), 4_054);
    let bootstrap = Bootstrap { resamples: 500, seed: 1, threads: 2 };
    for method in [Method::Shapley, Method::RelativeWeights] {
        let of = intervals(&data, method, Confidence::NINETY_FIVE, &bootstrap).expect("rows");
        for (name, driver) in names.iter().zip(&of) {
            println!(
                "null control | {} of {name} | {:.5} | lead {:?}",
                method.name(),
                driver.importance,
                driver.lead
            );
            assert!(driver.lead.low <= 0.0, "{name} was found to matter");
            assert!(driver.importance < 0.001);
        }
    }
    let x: Vec<&[f64]> = data.columns[..3].iter().map(Vec::as_slice).collect();
    let fit = LeastSquares::fit(&data.columns[3], &x, None).expect("rows");
    for (at, name) in names.iter().enumerate() {
        let interval = fit.coefficient(at).interval(Confidence::NINETY_FIVE);
        println!("null control | coefficient of {name} | {:?}", interval);
        assert!(interval.contains(0.0), "{name} was found to matter");
    }
    let p = null_p(&data, 999, 1).expect("rows");
    println!("null control | p of all drivers together | {p}");
    assert!(p > 0.05);
    // The facts of the data set: correlation of wait and rating, means by resolution.
    let r =
        goodwill::statistics::moments::correlation(&data.columns[0], &data.columns[3]).expect("it varies");
    assert!((r - 0.001).abs() < 5e-4, "{r}");
}
