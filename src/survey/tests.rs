//! Known answers of the drawing of surveys.

use super::*;
use crate::random::{Purpose, Stream, math};

const LONELY: Unit = Unit {
    key: 0,
    customer: 0,
    segment: 0,
    channel: 0,
    cluster: 0,
    satisfaction: 0.0,
    contacted: false,
    earlier_invitations: 0,
    response_log_odds: 0.0,
    style: None,
};

/// So many people in two segments of 3 : 1, whose satisfaction is uniform; two indicators, the second for segment 0 alone.
fn people(size: u32) -> Census {
    let indicator = |name: &str, importance: f64| Indicator {
        name: name.into(),
        category: name.into(),
        importance,
        kano: KanoCodes { functional: 1, dysfunctional: 3 },
    };
    let segments = vec!["many".to_string(), "few".to_string()];
    let mut census = Census::new(segments, vec![indicator("first", 0.75), indicator("second", 0.25)]);
    for customer in 0..size {
        let mut luck = Stream::new(7, 0).luck(Purpose::Traits, u64::from(customer), 0);
        let satisfaction = 100.0 * luck.uniform();
        let segment = u32::from(customer % 4 == 3);
        let second = if segment == 0 { 7.0 } else { f32::NAN };
        let first = (1.0 + 9.0 * satisfaction / 100.0) as f32;
        let truth = Truth {
            satisfaction,
            recommendation: satisfaction,
            disconfirmation: 0.0,
            expected: 6.0,
            perceptions: vec![first, second],
            expectations: vec![6.0, 8.0],
            requirements: vec![9.0, 9.0],
            ..Truth::default()
        };
        let unit = Unit {
            key: u64::from(customer),
            customer,
            segment,
            cluster: u64::from(customer / 25),
            satisfaction: satisfaction as f32,
            contacted: customer % 2 == 0,
            ..LONELY
        };
        census.push(unit, &truth);
    }
    census
}

fn luck(survey: u64) -> SurveyLuck {
    SurveyLuck::of_survey(Stream::new(7, 0), Stream::new(8, survey))
}

fn column(answers: &Answers, name: &str) -> Vec<Option<u8>> {
    let question = answers.questions.iter().position(|question| question.name == name).expect("it is asked");
    (0..answers.respondents.len()).map(|respondent| answers.get(respondent, question)).collect()
}

fn mean(column: &[Option<u8>]) -> f64 {
    let answers: Vec<f64> = column.iter().flatten().map(|tick| f64::from(*tick)).collect();
    answers.iter().sum::<f64>() / answers.len() as f64
}

/// A survey that errs in every way.
fn faulty() -> SurveyModel {
    SurveyModel {
        invited: 800,
        frame: Frame { contacted_within: None, segments: Vec::new(), reachable: 0.8 },
        selection_effect: 0.2,
        response: 0.4,
        satisfaction_effect: 0.2,
        style: AnswerStyleModel { shift: 0.5, stretch: 1.2, undecided: 0.1, ..AnswerStyleModel::default() },
        mode: Mode { interviewer_share: 0.5, shift: 0.8, stretch: 1.1 },
        recall: Recall { fading: 0.2, sd: 0.4 },
        scale_bend: 0.4,
        missing: MissingItems { share: 0.1, satisfaction_effect: -0.2 },
        ..SurveyModel::default()
    }
}

#[test]
fn without_error_everybody_answers_the_truth() {
    let census = people(400);
    let answers = ask(&census, &faulty(), ErrorParts::NONE, &luck(0));
    assert_eq!((answers.respondents.len(), answers.invited.iter().sum::<u64>()), (400, 400));
    let truth: Vec<Option<u8>> = census
        .satisfaction()
        .map(|satisfaction| Some((1.0 + 9.0 * satisfaction / 100.0).round_ties_even() as u8))
        .collect();
    assert_eq!(column(&answers, "overall"), truth);
    let second = column(&answers, "rate_second");
    let does_not_apply = |number: usize| answers.respondents[number].segment == 1;
    assert!((0..400).all(|number| second[number] == if does_not_apply(number) { None } else { Some(7) }));
    assert!(column(&answers, "confirmation").iter().all(|tick| *tick == Some(6)), "5.5 rounds to even");
    assert!(answers.respondents.iter().all(|of| of.weight == 1.0 && !of.interviewed));
}

/// Switching a part off leaves the answers of the others' luck alone: who is invited does not depend on the parts that come
/// later, and who answers does not depend on how.
#[test]
fn a_part_that_is_switched_off_leaves_the_luck_of_the_others_alone() {
    let (census, model) = (people(4_000), faulty());
    let who = |parts: ErrorParts| -> Vec<u32> {
        ask(&census, &model, parts, &luck(3)).respondents.iter().map(|of| of.customer).collect()
    };
    let all = who(ErrorParts::ALL);
    assert!(all.len() > 150);
    for part in [Part::Style, Part::Mode, Part::Recall, Part::Scale, Part::ItemNonResponse] {
        assert_eq!(who(ErrorParts::ALL.without(part)), all, "{part:?}");
    }
    // Everybody who answers the survey is among those invited to it.
    let invited = who(ErrorParts::ALL.without(Part::Response));
    assert!(all.iter().all(|customer| invited.contains(customer)));
    // Who says how much without a mode effect is who says it where nobody is interviewed.
    let form = SurveyModel { mode: Mode { interviewer_share: 0.0, ..model.mode }, ..model.clone() };
    let without = ask(&census, &model, ErrorParts::ALL.without(Part::Mode), &luck(3));
    assert_eq!(without.ticks, ask(&census, &form, ErrorParts::ALL, &luck(3)).ticks);
    // Leaving a question out moves no other answer.
    let left_out = SurveyModel { leave_out: vec!["first".into()], ..model.clone() };
    let (fewer, more) =
        (ask(&census, &left_out, ErrorParts::ALL, &luck(3)), ask(&census, &model, ErrorParts::ALL, &luck(3)));
    for name in ["rate_second", "overall", "recommend"] {
        assert_eq!(column(&fewer, name), column(&more, name), "{name}");
    }
}

/// A person's shift is the same in every survey; the error of an answer is not.
#[test]
fn a_persons_style_lasts() {
    let census = people(2_000);
    let model = SurveyModel { style_sd: 2.0, item_sd: 0.0, ..SurveyModel::default() };
    let parts = ErrorParts::NONE.with(Part::Style);
    assert_eq!(ask(&census, &model, parts, &luck(1)).ticks, ask(&census, &model, parts, &luck(2)).ticks);
    let hasty = SurveyModel { item_sd: 1.0, ..model };
    assert_ne!(ask(&census, &hasty, parts, &luck(1)).ticks, ask(&census, &hasty, parts, &luck(2)).ticks);
}

#[test]
fn a_sample_is_as_large_as_its_design_says() {
    let census = people(4_000);
    let parts = ErrorParts::NONE.with(Part::Sampling);
    let simple = SurveyModel { invited: 500, exact: true, ..SurveyModel::default() };
    assert_eq!(ask(&census, &simple, parts, &luck(0)).respondents.len(), 500);
    // 4 000 x 1/8 in expectation: standard deviation 21, so 5 of them.
    let loose = SurveyModel { exact: false, ..simple.clone() };
    let drawn = ask(&census, &loose, parts, &luck(0)).respondents.len() as f64;
    assert!((drawn - 500.0).abs() < 5.0 * (500.0f64 * 0.875).sqrt(), "{drawn}");
    // Strata of 3 000 and 1 000: 300 and 400. A weight is what a respondent stands for over the mean of all.
    let strata = SurveyModel { invited_by_segment: vec![300, 400], ..simple.clone() };
    let answers = ask(&census, &strata, parts, &luck(0));
    let of = |segment: u32| answers.respondents.iter().filter(move |of| of.segment == segment);
    assert_eq!((of(0).count(), of(1).count()), (300, 400));
    let mean_weight = 4_000.0 / 700.0;
    assert!(of(0).all(|of| (of.weight - 10.0 / mean_weight).abs() < 1e-12 && of.stratum == 0));
    assert!(of(1).all(|of| (of.weight - 2.5 / mean_weight).abs() < 1e-12 && of.stratum == 1));
    let unweighted = SurveyModel { weights: false, ..strata.clone() };
    assert!(ask(&census, &unweighted, parts, &luck(0)).respondents.iter().all(|of| of.weight == 1.0));
    // A segment that is not asked, and one of which all are asked.
    let all = SurveyModel { invited_by_segment: vec![0, 9_999], ..strata };
    let answers = ask(&census, &all, parts, &luck(0));
    assert!(answers.respondents.len() == 1_000 && answers.respondents.iter().all(|of| of.weight == 1.0));
    // Clusters of 25 come whole.
    let clusters = SurveyModel { cluster_size: 25, ..simple };
    let answers = ask(&census, &clusters, parts, &luck(0));
    assert_eq!(answers.respondents.len(), 500);
    let first = answers.respondents[0].cluster;
    assert_eq!(answers.respondents.iter().filter(|of| of.cluster == first).count(), 25);
}

/// The bias of a mean of respondents is sum(pi y) / sum(pi) - mean(y) (Bethlehem 1988); the mean over 400 surveys agrees
/// within 4 of its standard errors (a false alarm in 16 000 seeds).
#[test]
fn non_response_biases_as_its_probabilities_say() {
    let census = people(1_000);
    let model = SurveyModel { response: 0.2, satisfaction_effect: 0.3, ..SurveyModel::default() };
    let (mut weighted, mut weights, mut sum) = (0.0, 0.0, 0.0);
    for (unit, satisfaction) in census.units().iter().zip(census.satisfaction()) {
        let rating = (1.0 + 9.0 * satisfaction / 100.0).round_ties_even();
        let pi = response_probability(unit, &model, model.response);
        weighted += pi * rating;
        weights += pi;
        sum += rating;
    }
    let bias = weighted / weights - sum / 1_000.0;
    assert!(bias > 0.5, "the happy answer more: {bias}");
    let parts = ErrorParts::NONE.with(Part::Response);
    let found: Vec<f64> = (0..400)
        .map(|survey| mean(&column(&ask(&census, &model, parts, &luck(survey)), "overall")) - sum / 1_000.0)
        .collect();
    let centre = found.iter().sum::<f64>() / 400.0;
    let sd = (found.iter().map(|bias| (bias - centre).powi(2)).sum::<f64>() / 399.0).sqrt();
    assert!((centre - bias).abs() < 4.0 * sd / 20.0, "{centre} against {bias}, sd {sd}");
}

/// Frame and selection by hand: contacted half, reachable share, and the inviter's exponential.
#[test]
fn frame_and_selection_leave_people_out() {
    let census = people(8_000);
    let contacted =
        Frame { contacted_within: Some(crate::time::Duration::DAY), segments: vec![0], reachable: 0.5 };
    let model = SurveyModel { frame: contacted, ..SurveyModel::default() };
    let framed = ask(&census, &model, ErrorParts::NONE.with(Part::Frame), &luck(0));
    let share = framed.respondents.len() as f64 / 4_000.0;
    assert!(framed.respondents.iter().all(|of| of.segment == 0 && of.customer % 2 == 0));
    assert!((share - 0.5).abs() < 5.0 * 0.5 / 4_000f64.sqrt(), "{share}");
    let model = SurveyModel { selection_effect: 0.5, ..SurveyModel::default() };
    let selected = ask(&census, &model, ErrorParts::NONE.with(Part::Selection), &luck(0));
    // Half are above 50 and stay; below, the mean of exp(-0.5 d) over d in 0-5 is (1 - exp(-2.5)) / 2.5.
    let expected = 0.5 + 0.5 * (1.0 - math::exp(-2.5)) / 2.5;
    let share = selected.respondents.len() as f64 / 8_000.0;
    assert!((share - expected).abs() < 5.0 * 0.5 / 8_000f64.sqrt(), "{share} against {expected}");
}

/// Each style does what its name says.
#[test]
fn styles_show_in_the_answers() {
    let census = people(2_000);
    let parts = ErrorParts::NONE.with(Part::Style);
    let quiet = SurveyModel { style_sd: 0.0, item_sd: 0.0, kano: true, ..SurveyModel::default() };
    let styled =
        |style: AnswerStyleModel| ask(&census, &SurveyModel { style, ..quiet.clone() }, parts, &luck(0));
    let none = AnswerStyleModel::default();
    let truth = styled(none);
    assert_eq!(truth.ticks, ask(&census, &quiet, ErrorParts::NONE, &luck(0)).ticks);
    let polite = styled(AnswerStyleModel { shift: 1.0, ..none });
    let (plain, lifted) = (column(&truth, "overall"), column(&polite, "overall"));
    assert!(plain.iter().zip(&lifted).all(|(a, b)| a.map(|tick| (tick + 1).min(10)) == *b));
    let liners = styled(AnswerStyleModel { straight_lining: 1.0, ..none });
    let (first, ideal) = (column(&liners, "rate_first"), column(&liners, "ideal"));
    assert_eq!(first, ideal);
    let middling = styled(AnswerStyleModel { middle: 1.0, ..none });
    assert!(column(&middling, "recommend").iter().all(|tick| *tick == Some(5)));
    let liars = styled(AnswerStyleModel { false_statements: 1.0, ..none });
    let turned = column(&truth, "recommend").iter().zip(column(&liars, "recommend")).all(|(a, b)| {
        // Rounding to even is not symmetric about ties, which hardly ever occur.
        a.zip(b).is_some_and(|(a, b)| a + b == 10)
    });
    assert!(turned);
    let undecided = styled(AnswerStyleModel { undecided: 1.0, ..none });
    assert!((mean(&column(&undecided, "overall")) - 5.5).abs() < 5.0 * 2.88 / 2_000f64.sqrt());
    let halo = styled(AnswerStyleModel { halo: 1.0, ..none });
    let rated = column(&halo, "rate_second");
    assert!(
        rated
            .iter()
            .zip(column(&truth, "overall"))
            .all(|(rated, overall)| rated.is_none() || *rated == overall)
    );
    // Kano answers are no attitudes: only indecision and chance move them.
    let functional = |answers: &Answers| column(answers, "functional_first");
    assert!(functional(&truth).iter().all(|tick| *tick == Some(1)));
    assert_eq!(functional(&polite), functional(&truth));
    assert_ne!(functional(&undecided), functional(&truth));
}

/// An interviewer moves NPS up; a scale that bends upwards too; recall draws to what was expected.
#[test]
fn mode_scale_and_recall_move_the_answers() {
    let census = people(2_000);
    let model = SurveyModel {
        mode: Mode { interviewer_share: 1.0, shift: 1.0, stretch: 1.0 },
        recall: Recall { fading: 1.0, sd: 0.0 },
        scale_bend: 1.0,
        ..SurveyModel::default()
    };
    let with = |part: Part| ask(&census, &model, ErrorParts::NONE.with(part), &luck(0));
    let nps = |answers: &Answers| {
        let sums = PanelSums::of(answers, census.indicators(), |_| true);
        100.0 * (sums.promoters - sums.detractors) / sums.recommend
    };
    let truth = ask(&census, &model, ErrorParts::NONE, &luck(0));
    assert!(nps(&with(Part::Mode)) > nps(&truth) + 10.0);
    assert!(nps(&with(Part::Scale)) > nps(&truth) + 10.0);
    assert!(column(&with(Part::Recall), "rate_first").iter().all(|tick| *tick == Some(6)));
    assert!(with(Part::Mode).respondents.iter().all(|of| of.interviewed));
}

/// Importances are made to sum to 1 over what was answered, and weights count.
#[test]
fn a_panel_is_summed_as_its_figures_are_defined() {
    let census = people(40);
    let model = SurveyModel { invited_by_segment: vec![20, 10], exact: true, ..SurveyModel::default() };
    let answers = ask(&census, &model, ErrorParts::NONE.with(Part::Sampling), &luck(0));
    let sums = PanelSums::of(&answers, census.indicators(), |_| true);
    let rated = |number: usize| {
        let hundred = |tick: u8| (f64::from(tick) - 1.0) * 100.0 / 9.0;
        let first = hundred(answers.get(number, 0).expect("everybody rates it"));
        answers.get(number, 1).map_or(first, |second| 0.75 * first + 0.25 * hundred(second))
    };
    let weight = |number: usize| answers.respondents[number].weight;
    let (mut sum, mut weights) = (0.0, 0.0);
    for number in 0..30 {
        sum += weight(number) * rated(number);
        weights += weight(number);
    }
    assert!((sums.csi / sums.raters - sum / weights).abs() < 1e-9);
    assert!((sums.respondents - 30.0).abs() < 1e-9 && sums.answered == 30);
}

/// A part that cannot make a difference makes none, and one that can does.
#[test]
fn a_part_without_an_effect_changes_no_answer() {
    let people = people(400);
    let plain = SurveyModel { style_sd: 0.0, item_sd: 0.0, ..SurveyModel::default() };
    for model in [plain, faulty()] {
        let sample = ErrorParts::NONE.with(Part::Sampling);
        let without = ask(&people, &model, sample, &luck(3));
        for part in Part::ALL.into_iter().filter(|part| *part != Part::Sampling) {
            let same = ask(&people, &model, sample.with(part), &luck(3)) == without;
            assert_eq!(same, !model.errs_in(part), "{}", part.word());
        }
    }
}
