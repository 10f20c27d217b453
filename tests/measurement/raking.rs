//! California's schools: raking to margins, post-stratification, trimming, clusters from finite populations; R's survey.

use goodwill::statistics::design::{
    Bounds, Margin, RakingLimits, Redistribution, Side, raking::rake, trimming::trim,
};
use goodwill::statistics::{Confidence, SampleDesign};

use crate::reference::{Comparison, Table, folder};

const SET: &str = "survey-raking-api";

fn codes(table: &Table, column: &str, levels: &[&str]) -> Vec<u32> {
    let place = |cell: &String| levels.iter().position(|level| level == cell).expect("a known level") as u32;
    table.text(column).iter().map(place).collect()
}

struct Schools {
    table: Table,
    design: SampleDesign,
    kind: Vec<u32>,
    goal: Vec<u32>,
    expected: Table,
    weights: Table,
}

const KINDS: [f64; 3] = [4_421.0, 755.0, 1_018.0];
const GOALS: [f64; 2] = [1_072.0, 5_122.0];

fn read() -> Option<Schools> {
    let folder = folder(SET)?;
    let table = Table::read(&folder, "apiclus1.csv");
    let clusters: Vec<u32> = table.full("dnum").into_iter().map(|district| district as u32).collect();
    let (weights, population) = (table.full("pw"), table.full("fpc"));
    let design = SampleDesign::new(&weights, None, Some(&clusters), Some(&population)).expect("a design");
    Some(Schools {
        kind: codes(&table, "stype", &["E", "H", "M"]),
        goal: codes(&table, "sch.wide", &["No", "Yes"]),
        expected: Table::read(&folder, "expected_estimates.csv"),
        weights: Table::read(&folder, "expected_raked_weights.csv"),
        table,
        design,
    })
}

#[test]
fn clusters_post_stratification_raking_and_trimming_agree() {
    let Some(schools) = read() else { return };
    let (score, enrolment) = (schools.table.full("api00"), schools.table.full("enroll"));
    let expected = |quantity: &str, column: &str| schools.expected.at("quantity", quantity, column);
    let mut comparison = Comparison::default();

    let of = schools.design.mean(|row| Some(score[row])).expect("scores");
    let quantity = "apiclus1 design mean api00 (cluster dnum, fpc)";
    comparison.absolute("cluster mean", of.value, expected(quantity, "estimate"), 1e-9);
    comparison.absolute("cluster mean: standard error", of.standard_error, expected(quantity, "se"), 1e-9);
    let interval = of.normal_interval(Confidence::NINETY_FIVE);
    comparison.absolute("cluster mean: interval", interval.low, expected(quantity, "lo95"), 1e-8);
    let effect = schools.design.design_effect(|row| Some(score[row])).expect("scores");
    let without = effect.without_replacement.expect("a population");
    comparison.absolute("cluster mean: design effect", without, expected(quantity, "deff"), 1e-9);
    let of = schools.design.total(|row| Some(enrolment[row])).expect("totals");
    comparison.relative("cluster total", of.value, expected("apiclus1 total enroll", "estimate"), 1e-12);
    comparison.relative(
        "cluster total: standard error",
        of.standard_error,
        expected("apiclus1 total enroll", "se"),
        1e-12,
    );

    let kinds = Margin { category: &schools.kind, totals: &KINDS };
    let goals = Margin { category: &schools.goal, totals: &GOALS };
    let stratified = rake(schools.design.weights(), &[kinds], RakingLimits::default()).expect("one margin");
    let design = schools.design.calibrated(&stratified.weights, &[kinds]).expect("a design");
    let of = design.mean(|row| Some(score[row])).expect("scores");
    let quantity = "postStratify(stype) mean api00";
    comparison.relative("post-stratified mean", of.value, expected(quantity, "estimate"), 1e-12);
    comparison.relative(
        "post-stratified mean: standard error",
        of.standard_error,
        expected(quantity, "se"),
        1e-9,
    );
    let of = design.total(|row| Some(enrolment[row])).expect("totals");
    comparison.relative(
        "post-stratified total",
        of.value,
        expected("postStratify total enroll", "estimate"),
        1e-12,
    );
    comparison.relative(
        "post-stratified total: standard error",
        of.standard_error,
        expected("postStratify total enroll", "se"),
        1e-9,
    );

    // The reference stops when no cell of the table moves by more than 1 school, which is after four rounds; this tolerance
    // stops there too. To the default tolerance the weights move in the fifth digit.
    let margins = [kinds, goals];
    let early = RakingLimits { tolerance: 1e-4, most_rounds: 10 };
    let raked = rake(schools.design.weights(), &margins, early).expect("it settles");
    assert_eq!(raked.rounds, 4);
    for row in 0..schools.weights.rows {
        let of = (&schools.weights.text("stype")[row], &schools.weights.text("sch.wide")[row]);
        let here = (0..schools.table.rows)
            .filter(|&at| (&schools.table.text("stype")[at], &schools.table.text("sch.wide")[at]) == of);
        for at in here {
            comparison.relative(
                "raked weight",
                raked.weights[at],
                schools.weights.full("raked_weight")[row],
                1e-9,
            );
        }
    }
    // The reference takes residuals with the weights of each step of its last round and stops after ten projections; ours
    // are those of the calibration itself. Standard errors differ in the fifth digit.
    let design = schools.design.calibrated(&raked.weights, &margins).expect("a design");
    let of = design.mean(|row| Some(score[row])).expect("scores");
    let quantity = "rake(stype,sch.wide) mean api00";
    comparison.relative("raked mean", of.value, expected(quantity, "estimate"), 1e-10);
    comparison.relative("raked mean: standard error", of.standard_error, expected(quantity, "se"), 2e-5);
    let of = design.total(|row| Some(enrolment[row])).expect("totals");
    comparison.relative("raked total", of.value, expected("rake total enroll", "estimate"), 1e-10);
    comparison.relative(
        "raked total: standard error",
        of.standard_error,
        expected("rake total enroll", "se"),
        2e-5,
    );

    let trimmed = trim(&raked.weights, Bounds { lower: 20.0, upper: 50.0 }, Redistribution::Equal, false)
        .expect("bounds");
    let design = design.reweighted(&trimmed).expect("a design");
    let of = design.mean(|row| Some(score[row])).expect("scores");
    let quantity = "trimWeights(rake,20..50) mean api00";
    comparison.relative("trimmed mean", of.value, expected(quantity, "estimate"), 1e-10);
    comparison.relative("trimmed mean: standard error", of.standard_error, expected(quantity, "se"), 2e-5);
    comparison.print("raking");
}

#[test]
fn strata_groups_and_their_difference_agree() {
    let Some(folder) = folder(SET) else { return };
    let table = Table::read(&folder, "apistrat.csv");
    let expected = Table::read(&folder, "expected_estimates.csv");
    let expected = |quantity: &str, column: &str| expected.at("quantity", quantity, column);
    let strata = codes(&table, "stype", &["E", "H", "M"]);
    let design = SampleDesign::new(&table.full("pw"), Some(&strata), None, Some(&table.full("fpc")))
        .expect("a design");
    let (now, before) = (table.full("api00"), table.full("api99"));
    let mut comparison = Comparison::default();
    let mut check = |figure: &str, of: goodwill::statistics::Estimate, quantity: &str| {
        comparison.relative(figure, of.value, expected(quantity, "estimate"), 1e-12);
        comparison.relative(
            &format!("{figure}: standard error"),
            of.standard_error,
            expected(quantity, "se"),
            1e-11,
        );
    };
    let mean = design.mean(|row| Some(now[row])).expect("scores");
    check("stratified mean", mean, "apistrat stratified mean api00");
    let change = design.mean(|row| Some(now[row] - before[row])).expect("scores");
    check("stratified mean of a change", change, "apistrat mean(api00-api99)");
    for (code, level) in ["E", "H", "M"].iter().enumerate() {
        let group = design.mean(|row| (strata[row] == code as u32).then_some(now[row])).expect("scores");
        check("mean of a group", group, &format!("apistrat mean api00 by stype={level}"));
    }
    let effect = design.design_effect(|row| Some(now[row])).expect("scores");
    let without = effect.without_replacement.expect("a population");
    comparison.absolute(
        "stratified mean: design effect",
        without,
        expected("apistrat stratified mean api00", "deff"),
        1e-9,
    );
    let goal = codes(&table, "sch.wide", &["No", "Yes"]);
    let of = design
        .difference(|row| Some((if goal[row] == 1 { Side::Of } else { Side::Against }, now[row])))
        .expect("scores");
    let quantity = "svyttest api00~sch.wide difference (t, df, p in deff/lo/hi)";
    comparison.relative("difference of groups", of.value, expected(quantity, "estimate"), 1e-12);
    comparison.absolute("difference: t", of.t().expect("noise"), expected(quantity, "deff"), 1e-9);
    assert_eq!(of.degrees_of_freedom, expected(quantity, "lo95"));
    comparison.relative("difference: p", of.p().expect("noise"), expected(quantity, "hi95"), 1e-9);
    comparison.print("raking");
}
