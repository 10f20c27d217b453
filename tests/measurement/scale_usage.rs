//! Ratings and how people use scales: the CUB mixture on students' ratings, and style in a business survey.

use goodwill::metrics::answer_style::answer_style;
use goodwill::statistics::{Cub, moments};

use crate::reference::{Comparison, Table, folder};

#[test]
fn mixtures_agree_with_published_fits() {
    let Some(folder) = folder("cub-univer") else { return };
    let table = Table::read(&folder, "univer.csv");
    let expected = Table::read(&folder, "expected_cub_mle.csv");
    let mut comparison = Comparison::default();
    for name in expected.text("variable") {
        let mut counts = [0u64; 7];
        table.full(name).iter().for_each(|&rating| counts[rating as usize - 1] += 1);
        let of = Cub::fit(&counts, None).expect("ratings");
        let reference = |column| expected.at("variable", name, column);
        assert_eq!(of.n as f64, reference("n"));
        // The published run stops some 1e-4 of the log-likelihood short of the top, and so about a fiftieth of a standard
        // error from the estimate; ours must not be lower.
        assert!(of.log_likelihood >= reference("loglik"));
        comparison.absolute("log-likelihood", of.log_likelihood, reference("loglik"), 5e-4);
        comparison.absolute(
            "weight of considered answers",
            of.considered,
            reference("pai"),
            0.02 * reference("se_pai"),
        );
        comparison.absolute("adverse", of.adverse, reference("csi"), 0.02 * reference("se_csi"));
        let errors = of.standard_errors.expect("inside");
        comparison.relative("standard error of the weight", errors[0], reference("se_pai"), 2e-3);
        comparison.relative("standard error of adverse", errors[1], reference("se_csi"), 2e-3);
    }
    comparison.print("CUB");
}

/// Facts of the survey of Rossi, Gilula and Allenby (2001): straight-liners, person mean against person spread, and the
/// correlation of two items that common style inflates.
#[test]
fn style_shows_as_published() {
    let Some(folder) = folder("scale-usage-customersat") else { return };
    let table = Table::read(&folder, "customerSat.csv");
    let names: Vec<String> = (1..=10).map(|item| format!("q{item}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let style = answer_style(&table.survey(&names), &names).expect("answers");
    let (share, r) = (style.straight_liners.value, style.mean_against_spread.expect("it varies"));
    println!("scale usage | straight-liners {share:.4}, mean against spread {r:.4}");
    assert!((share - 0.056).abs() < 5e-4, "{share}");
    assert!((r + 0.43).abs() < 5e-3, "{r}");
    let r = moments::correlation(&table.full("q1"), &table.full("q4")).expect("it varies");
    assert!((r - 0.775).abs() < 5e-4, "{r}");
    println!("scale usage | item 1 with 4 {r:.4}");
}
