//! The formula language: answers by hand, noise against known formulas, mistakes word for word.

use super::*;
use crate::metrics::indices::importance_weighted::{MissingRule, csi};
use crate::metrics::indices::tree::{IndexTree, Indicator, ItemScore, WeightSource};
use crate::metrics::scores;
use crate::metrics::survey_table::{Column, Labels};
use crate::metrics::{Bootstrap, Scale};
use crate::random::{Purpose, Stream};
use crate::statistics::moments;

const GAP: u8 = Column::MISSING;

/// Six respondents; q2 has gaps.
fn survey() -> SurveyTable {
    SurveyTable::new(6)
        .with_column("q1", Column::Ratings(vec![10, 1, 4, 7, 9, 5]))
        .and_then(|survey| survey.with_column("q2", Column::Ratings(vec![2, GAP, 8, 6, GAP, 10])))
        .and_then(|survey| survey.with_column("odd name", Column::Ratings(vec![1, 2, 3, 4, 5, 6])))
        .and_then(|survey| survey.with_weights(vec![1.0, 2.0, 3.0, 1.0, 2.0, 1.0]))
        .and_then(|survey| {
            let names = vec!["contract".to_string(), "prepaid".to_string()];
            survey.with_segments(Labels { names, codes: vec![0, 0, 1, 1, 0, 1] })
        })
        .expect("it fits")
}

fn formula(text: &str) -> Formula {
    Formula::new(text, &FormulaColumns::of(&survey())).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn value(text: &str) -> f64 {
    formula(text).value(&survey()).unwrap_or_else(|problem| panic!("{text}: {problem}"))
}

fn close(actual: f64, expected: f64, what: &str) {
    assert!((actual - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{what}: {actual}, not {expected}");
}

#[test]
fn figures_by_hand() {
    for (text, expected) in [
        ("100*(mean(q1)-1)/9", 100.0 * (6.0 - 1.0) / 9.0),
        ("weighted_mean(q1)", (10.0 + 2.0 + 12.0 + 7.0 + 18.0 + 5.0) / 10.0),
        ("weighted_mean(q1, q2)", (20.0 + 32.0 + 42.0 + 50.0) / 26.0),
        ("mean(q2)", 6.5),
        ("mean(or_else(q2, 0))", 26.0 / 6.0),
        ("100 * (share(q1 >= 9) - share(q1 <= 6))", 100.0 * (2.0 - 3.0) / 6.0),
        ("share(q2 > 5)", 0.75),
        ("weighted_share(q1 >= 9)", 0.3),
        ("share(q2 > 5 and q1 > 6)", 0.2),
        ("share(q2 > 5 or q1 > 6)", 1.0),
        ("share(not (q1 > 6))", 0.5),
        ("share(missing(q2))", 2.0 / 6.0),
        ("mean(if(segment == \"prepaid\", q1))", 16.0 / 3.0),
        ("mean(if(segment != 'prepaid', q1, 0))", 20.0 / 6.0),
        ("count(q2)", 4.0),
        ("count(q1 > 6)", 3.0),
        ("rows()", 6.0),
        ("sum(q2)", 26.0),
        ("variance(q1)", 56.0 / 5.0),
        ("sd(q1)^2", 56.0 / 5.0),
        ("median(q1)", 6.0),
        ("quantile(q1, 0)", 1.0),
        ("quantile(q1, 0.9)", 10.0),
        ("lowest(q2) + highest(q2)", 12.0),
        ("mean(row_mean(q1, q2))", (6.0 + 1.0 + 6.0 + 6.5 + 9.0 + 7.5) / 6.0),
        ("mean(`odd name`)", 3.5),
        ("-2^2 + 2^3^0", -2.0),
        ("1 - 2 - 3 * 4 / 6", -3.0),
        ("if(share(q1 > 6) > 0.4, 1, 2)", 1.0),
        ("mean((q1 - mean(q1))^2)", 56.0 / 6.0),
        ("round(abs(-2.6)) + sqrt(16) + log(exp(2))", 9.0),
        ("1.5e1 + .5", 15.5),
        ("(-2)^-2 + 4^0.5", 2.25),
    ] {
        close(value(text), expected, text);
    }
    let together = [[10.0, 2.0], [4.0, 8.0], [7.0, 6.0], [5.0, 10.0]];
    let columns = [0, 1].map(|at| together.iter().map(|row| row[at]).collect::<Vec<f64>>());
    let expected = moments::correlation(&columns[0], &columns[1]).expect("they vary");
    close(value("correlation(q1, q2)"), expected, "correlation");
}

/// What a formula shares with the library has the library's figure and standard error.
#[test]
fn noise_agrees_with_the_library() {
    let with_clusters = survey().with_clusters(vec![0, 0, 1, 1, 2, 3]).expect("it fits");
    for survey in [survey(), with_clusters] {
        let of = formula("100 * (weighted_mean(q2) - 1) / 9").estimate(&survey).expect("a figure");
        let indicator = Indicator { column: "q2".to_string(), scale: Scale::ONE_TO_TEN, importance: 1.0 };
        let tree = IndexTree::flat(vec![indicator], WeightSource::Equal, ItemScore::Linear).expect("a tree");
        let expected = csi(&survey, &tree, MissingRule::Renormalise).expect("answers").index;
        close(of.value, expected.value, "csi");
        close(of.standard_error, expected.standard_error, "noise of csi");
        close(of.degrees_of_freedom, expected.degrees_of_freedom, "freedom of csi");
        let of = formula("100 * (weighted_share(q1 >= 9) - weighted_share(q1 <= 6))")
            .estimate(&survey)
            .expect("a figure");
        let nps = |answer| Some(scores::nps::contribution(answer));
        let expected = scores::of_column(&survey, "q1", nps).expect("answers");
        close(of.value, expected.value, "nps");
        close(of.standard_error, expected.standard_error, "noise of nps");
    }
}

fn large() -> SurveyTable {
    let mut luck = Stream::new(5, 0).luck(Purpose::Survey, 0, 0);
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for _ in 0..800 {
        let common = luck.normal();
        a.push(Some(6.0 + 2.0 * common + luck.normal()));
        b.push((luck.uniform() > 0.2).then(|| 7.0 + common + luck.normal()));
    }
    SurveyTable::new(800)
        .with_column("a", Column::from_answers(a))
        .and_then(|survey| survey.with_column("b", Column::from_answers(b)))
        .expect("it fits")
}

/// Every smooth aggregate and every operator: the linearised standard error against that of 2 000 resamples. The noise of
/// the latter is 1 / sqrt(2 B) = 1.6 %; four times that is the gate, of a chance of 6e-5 each.
#[test]
fn linearised_noise_agrees_with_resamples() {
    let survey = large();
    let columns = FormulaColumns::of(&survey);
    let bootstrap = Bootstrap { resamples: 2_000, seed: 7, threads: 2 };
    for text in [
        "mean(b)",
        "sd(a)",
        "variance(b)",
        "correlation(a, b)",
        "sum(b)",
        "count(b > 7)",
        "mean(a) / mean(b)",
        "mean(a) * share(b > 7) - sd(b)",
        "sqrt(mean(a)^2 + 1)",
        "log(mean(a)) + exp(share(a > 6)) + abs(-mean(b))",
        "weighted_mean(b, abs(a))",
        "if(share(a > 6) > 0.1, mean(a), mean(b))",
        "2^share(a > 7)",
    ] {
        let formula = Formula::new(text, &columns).unwrap_or_else(|mistakes| panic!("{mistakes}"));
        let linear = formula.estimate(&survey).expect("a figure").standard_error;
        let resampled =
            formula.bootstrap(&survey, &bootstrap).expect("resamples").standard_error().expect("some");
        assert!((linear / resampled - 1.0).abs() < 4.0 / 4_000f64.sqrt(), "{text}: {linear} and {resampled}");
    }
    for text in ["median(a)", "mean((a - mean(a))^2)"] {
        let formula = Formula::new(text, &columns).expect("a formula");
        assert!(!formula.is_smooth() && formula.estimate(&survey).is_err(), "{text}");
        assert!(formula.bootstrap(&survey, &bootstrap).expect("resamples").standard_error().is_some());
    }
}

fn told(text: &str) -> String {
    match Formula::new(text, &FormulaColumns::of(&survey())) {
        Ok(_) => format!("{text} is accepted"),
        Err(mistakes) => mistakes.to_string(),
    }
}

#[test]
fn mistakes_have_a_place_a_reason_and_a_remedy() {
    assert_eq!(
        told("100 * (men(q1) - 1) / (9 * mean(q22))"),
        "character 8: there is no function `men`\n\
         \x20 100 * (men(q1) - 1) / (9 * mean(q22))\n\
         \x20        ^^^\n\
         \x20 help: did you mean `mean`?\n\
         character 33: there is no column `q22`\n\
         \x20 100 * (men(q1) - 1) / (9 * mean(q22))\n\
         \x20                                 ^^^\n\
         \x20 help: did you mean `q2`?"
    );
    for (text, expected) in [
        ("", "the formula is empty"),
        ("mean(q1", "the bracket that opens here is never closed"),
        ("mean(q1))", "this bracket closes nothing"),
        ("mean(q1) mean(q2)", "an operator is missing before this"),
        ("mean(q1) +", "the formula ends where a value should follow"),
        ("mean(* q1)", "a value is missing before `*`"),
        ("mean(q1) * 0,5", "write decimals with a point: 0.5"),
        ("5 % 2", "write percent as a factor"),
        ("mean(q1) && 1", "conditions are joined with `and`, `or` and `not`"),
        ("share(7 < q1 < 9)", "write both: q1 >= 7 and q1 <= 8"),
        ("q1 + 1", "such as mean(q1 + 1)"),
        ("share(q1 > 3) > 0.5", "the formula gives a condition, but a metric is one number"),
        ("mean(q1 > 3)", "take its share"),
        ("share(q1)", "this is a number, but a condition is needed here"),
        ("mean(3)", "put a column inside"),
        ("mean(mean(q1))", "put a column inside"),
        ("mean()", "`mean` does not take no arguments"),
        ("mean(q1, q2)", "`mean` does not take 2 arguments"),
        ("quantile(q1, 90)", "a number from 0 to 1"),
        ("mean(segment)", "`segment` holds names, not numbers"),
        ("share(segment == \"prepiad\")", "did you mean `prepaid`?"),
        ("share(segment == 1)", "compared with a text in quotes"),
        ("share(segment < \"prepaid\")", "names have no order"),
        ("mean(q1) + \"x\"", "a text can only be compared"),
        ("mean", "the function is written mean(x)"),
        ("share(\"a", "never ends"),
        ("1e999", "no finite number"),
        ("and", "needs a condition"),
    ] {
        assert!(told(text).contains(expected), "{text}: {}", told(text));
    }
    assert!(told(&"(".repeat(500)).contains("nested deeper"), "{}", told(&"(".repeat(500)));
    assert!(told(&"1+".repeat(5_000)).contains("at most 2000"));
    // As long and as nested as is allowed: no end of the stack.
    let chain = format!("mean(q1){}", "+1".repeat(950));
    close(value(&chain), 956.0, "a long chain");
}

#[test]
fn figures_that_do_not_exist_say_why() {
    let why = |text: &str| formula(text).value(&survey()).expect_err("no figure").to_string();
    assert!(why("mean(q1) / 0").contains("divides by 0"));
    assert!(why("log(0)").contains("logarithm"));
    assert_eq!(
        why("1 + mean(if(q1 > 10, q1))"),
        "mean(if(q1 > 10, q1)) does not exist here: no answer is left after leaving out what is missing"
    );
    assert!(why("weighted_mean(q1, -q2)").contains("a weight is negative"));
    assert!(why("sd(if(q1 == 1, q1))").contains("two answers"));
    let other = SurveyTable::new(1);
    assert!(formula("mean(q1)").value(&other).is_err());
}
