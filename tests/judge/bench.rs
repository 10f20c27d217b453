//! The bench: parts that sum, the same bits on any thread, user formulas beside the house's, bars.

use goodwill::judge::{Of, TrialSettings};

use super::firm::{formula, scenario, settings, small_scenario, tried};

const SURVEY: &str = "invited = 400\nresponse = 0.4\nsatisfaction_effect = 0.2\nexpectations = true\n\
                      selection_effect = 0.3\nmissing = { share = 0.05 }\nincentive = 2.0";
const STRATIFIED: &str =
    "invited_by_segment = { contract = 150, prepaid = 300 }\nresponse = 0.5\nweights_in_file = false";

const INTERVENTION: &str = r#"
[[intervention]]
name = "better"
[intervention.set]
"team.front.manner.mean" = "+2"
"reason.question.resolution" = "+0.2"
"#;

/// Frame, selection, sampling, non-response, measurement and estimation add up to the bias, for every formula.
#[test]
fn the_parts_of_the_error_sum_to_the_bias() {
    for survey in [SURVEY, STRATIFIED] {
        let trial = tried(&scenario(survey, ""), &settings());
        for of in &trial.formulas {
            let (census, split) =
                (of.census.as_ref().expect("figures"), of.error_parts.as_ref().expect("parts"));
            let sum: f64 = split.parts.iter().map(|part| part.bias.value).sum();
            assert_eq!(split.parts.len(), 6);
            assert!((sum - split.total.value).abs() < 1e-9, "{}: {sum} {:?}", of.name, split.total);
            assert!((split.total.value - census.bias.value).abs() < 1e-9, "{}", of.name);
        }
    }
}

/// The file of a stratified survey says weight 1 for all: formulas that trust it err, and the part is called estimation.
#[test]
fn weights_left_out_are_an_error_of_estimation() {
    let trial = tried(&scenario(STRATIFIED, ""), &settings());
    let split = formula(&trial, "csat_mean").error_parts.clone().expect("parts");
    let part = |name: &str| split.parts.iter().find(|part| part.part == name).expect("a part").bias.value;
    assert_ne!(part("estimation"), 0.0);
    assert_eq!((part("frame"), part("selection")), (0.0, 0.0));
    let honest = tried(
        &scenario(&STRATIFIED.replace("weights_in_file = false", "weights_in_file = true"), ""),
        &settings(),
    );
    let split = formula(&honest, "csat_mean").error_parts.clone().expect("parts");
    assert!(split.parts[5].bias.value.abs() < 1e-9, "{split:?}");
}

/// A formula of the house written out by the user is the same formula.
#[test]
fn a_written_formula_stands_beside_the_house() {
    let own = |name: &str, text: &str| (name.to_string(), text.to_string());
    let settings = TrialSettings {
        formulas: vec![
            own("mine", "100 * (weighted_mean(overall) - 1) / 9"),
            own("nps", "100 * (share(recommend >= 9) - share(recommend <= 6))"),
        ],
        ..settings()
    };
    let trial = tried(&scenario(SURVEY, ""), &settings);
    for (mine, theirs) in [("mine", "csat_mean"), ("nps", "nps_wald")] {
        let of = |name: &str| formula(&trial, name).census.clone().expect("figures");
        let (mine, theirs) = (of(mine), of(theirs));
        assert!((mine.truth.value - theirs.truth.value).abs() < 1e-9);
        assert!((mine.bias.value - theirs.bias.value).abs() < 1e-9);
        let width = |of: Option<goodwill::judge::Measured>| of.expect("intervals").value;
        assert!((width(mine.width) / width(theirs.width) - 1.0).abs() < 0.02, "{mine:?} {theirs:?}");
    }
}

/// Threads change no bit; every question is answered or says why not; each figure has its noise.
#[test]
fn any_number_of_threads_gives_the_same_trial() {
    let scenario = small_scenario(&SURVEY.replace("invited = 400", "invited = 300"), INTERVENTION);
    let of = |threads| {
        let settings = TrialSettings {
            threads,
            questions: true,
            populations: 2,
            surveys: 2,
            built_in: Some(["csi_weighted", "ecsi_pls", "nps_wald"].map(str::to_string).to_vec()),
            formulas: vec![("median".to_string(), "median(overall)".to_string())],
            ..settings()
        };
        tried(&scenario, &settings)
    };
    let (one, two) = (of(1), of(2));
    assert_eq!(one, two);
    assert_eq!(one.questions.len(), 11);
    for question in &one.questions {
        assert!(question.answers.is_empty() == question.absent.is_some(), "{}", question.key);
        assert!(!question.population.is_empty() && !question.method.is_empty());
        for answer in &question.answers {
            assert!(answer.measured.value.is_finite(), "{answer:?}");
        }
    }
    let answered = |key: &str| one.questions.iter().any(|of| of.key == key && of.absent.is_none());
    for key in ["power", "smallest_change", "answers_needed", "wrong_decisions", "mix", "small_segments"] {
        assert!(answered(key), "{key}");
    }
    for key in ["gaming", "each_error", "money"] {
        assert!(answered(key), "{key}");
    }
    // A formula without influences has a panel too.
    let power = one.questions.iter().find(|of| of.key == "power").expect("asked");
    assert!(power.answers.iter().any(|of| of.formula == "median" && of.figure == "panel"), "{power:?}");
    // Whoever leaves out the unhappy gains, in every population.
    let gaming = one.questions.iter().find(|of| of.key == "gaming").expect("asked");
    let gain = gaming.answers.iter().find(|of| of.formula == "csi_weighted" && of.figure == "gain");
    assert!(gain.expect("a gain").measured.value > 0.0);
    let right = formula(&one, "csi_weighted").construct.right_about_satisfaction.expect("decisions");
    assert!(right.value > 0.5, "{right:?}");
}

/// Contacts can be judged too, and then all twelve named formulas stand on trial; bootstrap intervals as well.
#[test]
fn surveys_after_contacts_feed_all_twelve() {
    let scenario = scenario("invited = 300\nresponse = 0.5", "");
    let settings = TrialSettings { of: Of::Contacts, populations: 2, resamples: Some(50), ..settings() };
    let trial = tried(&scenario, &settings);
    assert_eq!(trial.formulas.len(), 12);
    assert!(trial.population.contains("contact"), "{}", trial.population);
    for of in &trial.formulas {
        let census = of.census.as_ref().unwrap_or_else(|| panic!("{}: {:?}", of.name, of.failures));
        let width = census.width.unwrap_or_else(|| panic!("{} has no interval", of.name)).value;
        assert!(width.is_finite() && width >= 0.0);
    }
}

/// Resamples serve all formulas at once; what each says does not depend on who else stands on trial.
#[test]
fn formulas_resampled_together_say_what_they_say_alone() {
    let scenario = small_scenario(STRATIFIED.replace("150", "60").replace("300", "90").as_str(), "");
    let of = |names: Option<&[&str]>| {
        let built_in = names.map(|names| names.iter().map(|name| name.to_string()).collect());
        tried(&scenario, &TrialSettings { built_in, populations: 2, resamples: Some(50), ..settings() })
    };
    let together = of(None);
    for name in ["csi_weighted", "ecsi_pls", "csat_mean", "nps_wald"] {
        assert_eq!(formula(&of(Some(&[name])), name), formula(&together, name));
    }
}

/// Agents and teams are ranked; of two that differ a formula that sees nothing is right half the time.
#[test]
fn agents_and_teams_are_ranked() {
    let teams = "[[team]]\nname = \"able\"\nskills = [\"question\"]\nagents = 1\n\
                 competence = { mean = 1.5, sd = 0.1 }\nmanner = { mean = 9.0, sd = 0.1 }\n";
    let settings = TrialSettings {
        questions: true,
        populations: 2,
        surveys: 2,
        built_in: Some(vec!["csat_mean".to_string()]),
        ..settings()
    };
    let trial = tried(&scenario("invited = 100\nresponse = 0.9", teams), &settings);
    let ranking = trial.questions.iter().find(|of| of.key == "ranking").expect("asked");
    let found = |about: &str, figure: &str| {
        let of = ranking.answers.iter().find(|of| of.about == about && of.figure == figure);
        of.unwrap_or_else(|| panic!("no {figure} of {about}: {ranking:?}")).measured.value
    };
    assert_eq!(found("30 answers per team", "teams"), 2.0);
    assert!(found("30 answers per team", "pairs in order") > 0.5, "a team far better than the other");
    assert!(found("10 answers per agent", "agents") >= 2.0);
    assert!((0.0..=1.0).contains(&found("10 answers per agent", "pairs in order")));
}

/// A bar is held against every formula it is about.
#[test]
fn bars_are_checked() {
    let settings = TrialSettings {
        requirements: vec![
            "coverage>=0.01".parse().expect("a bar"),
            "csat_mean:bias<=0".parse().expect("a bar"),
        ],
        built_in: Some(["csat_mean", "expectation_gap"].map(str::to_string).to_vec()),
        ..settings()
    };
    let trial = tried(&scenario(SURVEY, ""), &settings);
    assert_eq!(trial.requirements.len(), 3);
    assert!(!trial.requirements[2].met && trial.requirements[2].formula == "csat_mean");
}
