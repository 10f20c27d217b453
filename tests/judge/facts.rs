//! What is known to be so must come out so.

use goodwill::judge::non_response_bias;
use goodwill::metrics::SurveyTable;
use goodwill::metrics::scores::nps::{NpsCounts, NpsInterval};
use goodwill::random::Stream;
use goodwill::random::math;
use goodwill::statistics::{Confidence, Moments, moments};
use goodwill::survey::{ErrorParts, Part, SurveyLuck, SurveyModel, ask};

use super::firm::{census, formula, scenario, settings, tried};

fn luck(number: u64) -> SurveyLuck {
    SurveyLuck::of_survey(Stream::new(1, 1), Stream::new(7, 1_000_000 + number))
}

/// Probability that an interval holds the true score, over all outcomes of n answers: exact, by the multinomial law.
fn exact_coverage(method: NpsInterval, n: u64, shares: [f64; 3]) -> f64 {
    let [promoters, passives, detractors] = shares;
    let truth = 100.0 * (promoters - detractors);
    let ln_factorial = |k: u64| (1..=k).map(|i| math::ln(i as f64)).sum::<f64>();
    let mut covered = 0.0;
    for a in 0..=n {
        for c in 0..=n - a {
            let b = n - a - c;
            let ln = ln_factorial(n) - ln_factorial(a) - ln_factorial(b) - ln_factorial(c)
                + a as f64 * math::ln(promoters)
                + b as f64 * math::ln(passives)
                + c as f64 * math::ln(detractors);
            let counts = NpsCounts { promoters: a, passives: b, detractors: c };
            let interval = counts.interval(method, Confidence::NINETY_FIVE).expect("answers");
            if interval.contains(truth) {
                covered += math::exp(ln);
            }
        }
    }
    covered
}

/// Shares of promoters, passives and detractors at which Wald's interval under-covers below 30 answers while the adjusted
/// one (Rocks 2016) keeps its level: no sampling, every outcome counted.
#[test]
fn walds_interval_of_nps_undercovers_in_small_samples_and_the_adjusted_one_does_not() {
    for shares in [
        [0.5, 0.3, 0.2],
        [0.7, 0.2, 0.1],
        [0.8, 0.15, 0.05],
        [0.6, 0.3, 0.1],
        [0.4, 0.3, 0.3],
        [0.85, 0.1, 0.05],
        [0.1, 0.2, 0.7],
        [0.45, 0.45, 0.1],
    ] {
        for n in [10, 15, 20, 25, 29] {
            let wald = exact_coverage(NpsInterval::Wald, n, shares);
            let adjusted = exact_coverage(NpsInterval::AdjustedWald, n, shares);
            assert!(wald < 0.94, "{shares:?} at {n}: Wald covers {wald}");
            assert!((0.935..0.97).contains(&adjusted), "{shares:?} at {n}: adjusted Wald covers {adjusted}");
        }
    }
}

/// The bias of a mean that comes from who answers: two exact forms agree, and surveys show it.
#[test]
fn the_bias_of_non_response_is_the_exact_one() {
    let scenario =
        scenario("invited = 800\nresponse = 0.3\nextremity_effect = 0.2\nsatisfaction_effect = 0.3", "");
    let (censuses, model) = census(&scenario);
    let base = &censuses.base;
    let everybody = ask(base, &model, ErrorParts::NONE, &luck(0));
    let table = SurveyTable::of_answers(&everybody, &base.segments).expect("a table");
    let scores: Vec<Option<f64>> = table.column("overall").expect("asked").iter().collect();
    let exact = non_response_bias(base, &model, model.response, &scores).expect("a bias");
    assert!((exact.of_sums - exact.of_covariance).abs() < 1e-9, "{exact:?}");
    assert!(exact.of_sums > 0.05, "the happy answer more: {exact:?}");
    let mean = moments::mean(&scores.iter().flatten().copied().collect::<Vec<_>>()).expect("answers");
    let mut errors = Moments::default();
    for number in 0..200 {
        let answers = ask(base, &model, ErrorParts::NONE.with(Part::Response), &luck(number));
        let table = SurveyTable::of_answers(&answers, &base.segments).expect("a table");
        let given: Vec<f64> = table.column("overall").expect("asked").iter().flatten().collect();
        errors.push(moments::mean(&given).expect("answers") - mean);
    }
    let (found, noise) = (errors.mean().expect("surveys"), errors.standard_error().expect("surveys"));
    assert!((found - exact.of_sums).abs() < 3.0 * noise, "{found} +- {noise}, exactly {}", exact.of_sums);
}

/// An interviewer lifts NPS, as at San Francisco airport in 2018: the part called mode, alone.
/// Without the stretch that comes with the mode otherwise, which moves NPS too and would hide a shift that does nothing.
#[test]
fn a_mode_shift_moves_nps() {
    let of = |mode: &str| {
        let survey = format!(
            "invited = 800\nresponse = 0.5\nmode = {{ interviewer_share = {mode}, shift = 0.6, stretch = 1.0 }}"
        );
        let settings = goodwill::judge::TrialSettings {
            questions: true,
            built_in: Some(vec!["nps_wald".to_string()]),
            ..settings()
        };
        let trial = tried(&scenario(&survey, ""), &settings);
        let question = trial.questions.iter().find(|of| of.key == "each_error").expect("asked").clone();
        question.answers.iter().find(|answer| answer.about == "mode").expect("a part").measured
    };
    let (without, with) = (of("0.0"), of("1.0"));
    assert_eq!(without.value, 0.0);
    assert!(with.value > 5.0 * with.mc_se.expect("populations") && with.value > 2.0, "{with:?}");
}

/// Test-retest reliability of a rating, an expectation and their difference: two surveys of the same people, with fresh
/// errors. The difference is less reliable than either, and as reliable as its formula says (Peter, Churchill and Brown
/// 1993): `(r_x s_x^2 + r_y s_y^2 - 2 r_xy s_x s_y) / (s_x^2 + s_y^2 - 2 r_xy s_x s_y)`.
#[test]
fn a_difference_score_is_less_reliable_than_its_parts() {
    let scenario = scenario("expectations = true", "");
    let (censuses, model) = census(&scenario);
    let model = SurveyModel { style_sd: 0.0, item_sd: 1.0, ..model };
    // Answers of everybody, twice, with the error of single answers alone.
    let parts = ErrorParts::NONE.with(Part::Style);
    let tables = [1, 2].map(|number| {
        let answers = ask(&censuses.base, &model, parts, &luck(number));
        SurveyTable::of_answers(&answers, &censuses.base.segments).expect("a table")
    });
    let column = |table: &SurveyTable, name: &str| -> Vec<f64> {
        table.column(name).expect("asked").iter().flatten().collect()
    };
    let retest = |values: [Vec<f64>; 2]| moments::correlation(&values[0], &values[1]).expect("they vary");
    let rating = retest([0, 1].map(|at| column(&tables[at], "rate_network")));
    let expectation = retest([0, 1].map(|at| column(&tables[at], "expect_network")));
    let gap = |table: &SurveyTable| -> Vec<f64> {
        let pairs = column(table, "rate_network").into_iter().zip(column(table, "expect_network"));
        pairs.map(|(rating, expectation)| rating - expectation).collect()
    };
    let difference = retest([0, 1].map(|at| gap(&tables[at])));
    assert!(difference < rating && difference < expectation, "{rating} {expectation} {difference}");
    let (x, y) = (column(&tables[0], "rate_network"), column(&tables[0], "expect_network"));
    let variance = |values: &[f64]| moments::variance(values).expect("values");
    let together = moments::covariance(&x, &y).expect("values");
    let formula = (rating * variance(&x) + expectation * variance(&y) - 2.0 * together)
        / (variance(&x) + variance(&y) - 2.0 * together);
    // 1 600 people: a correlation has a standard error below 0.025; four of them.
    assert!((difference - formula).abs() < 0.1, "{difference}, by the formula {formula}");
}

/// On error-free answers of simple samples the honest intervals cover, the counts of the bench agree with theory, and the
/// interval that is known to be too narrow in small samples is caught.
#[test]
fn without_errors_honest_intervals_cover() {
    let scenario = scenario(
        "invited = 200\nresponse = 0.999999\nextremity_effect = 0.0\nstyle_sd = 0.0\nitem_sd = 0.0",
        "",
    );
    let settings = goodwill::judge::TrialSettings { populations: 6, surveys: 60, ..settings() };
    let trial = tried(&scenario, &settings);
    for name in ["csi_weighted", "csat_mean", "acsi", "nps_adjusted_wald"] {
        let census = formula(&trial, name).census.clone().expect("figures");
        let coverage = census.coverage.expect("intervals");
        // 360 surveys: four standard errors of a share of 0.95; the sample is an eighth of the base, so that intervals
        // made for infinite populations are some 6 % too wide.
        let gate = 4.0 * (0.95f64 * 0.05 / 360.0).sqrt();
        assert!(coverage.value > 0.95 - gate, "{name}: {coverage:?}");
        // Six populations, so Student's t with five degrees of freedom: passed by chance once in 1000.
        assert!(
            census.bias.value.abs() < 6.869 * census.bias.mc_se.expect("populations"),
            "{name}: {census:?}"
        );
        let ratio = census.se_ratio.expect("a ratio").value;
        assert!((0.85..1.25).contains(&ratio), "{name}: {ratio}");
    }
}
