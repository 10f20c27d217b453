//! Known answers of small surveys, and what is said of bad ones.

use super::*;

const MODEL: &str = r#"
nps = ["recommend"]
[design]
weight = "w"
segments = ["who"]
[[items]]
columns = ["a", "b"]
scale = [1, 5]
not_applicable = [9]
[[category]]
name = "all"
indicators = { a = 3, b = 1 }
"#;

const SURVEY: &str = "who,w,a,b,recommend\nx,1,5,3,10\nx,1,1,9,0\ny,2,3,3,9\ny,2,3,5,8\n";

fn measured(model: &str, survey: &str) -> Measurement {
    let survey =
        read(model, survey, ("model.toml", "survey.csv")).unwrap_or_else(|faults| panic!("{faults}"));
    measure(&survey, &Bootstrap { resamples: 200, ..Bootstrap::default() })
}

fn faults(model: &str, survey: &str) -> String {
    match read(model, survey, ("model.toml", "survey.csv")) {
        Ok(_) => panic!("the survey was accepted"),
        Err(faults) => faults.to_string(),
    }
}

fn value(of: &Measurement, figure: &str, object: &str) -> f64 {
    let found =
        of.figure(figure, object).unwrap_or_else(|| panic!("no {figure} of {object}: {:?}", of.absent));
    found.value.expect("a value")
}

#[test]
fn an_index_and_a_score_by_hand() {
    let of = measured(MODEL, SURVEY);
    // Indices of respondents: 0.75 x 100 + 0.25 x 50, 0 (b does not apply), 50, 62.5; weights 1, 1, 2, 2.
    assert!((value(&of, "csi", "") - (87.5 + 0.0 + 100.0 + 125.0) / 6.0).abs() < 1e-12);
    // Promoters 1 + 2, detractors 1, of 6.
    assert!((value(&of, "nps", "recommend") - 100.0 * 2.0 / 6.0).abs() < 1e-12);
    assert_eq!(value(&of, "nps_unweighted", "recommend"), 25.0);
    assert!((value(&of, "csi", "who=x") - 43.75).abs() < 1e-12);
    assert!((value(&of, "csi", "who=y") - 56.25).abs() < 1e-12);
    let csi = of.figure("csi", "").expect("it was found");
    assert!(csi.ci_low < csi.value && csi.value < csi.ci_high && csi.n == Some(4));
    assert!((value(&of, "effective_n", "") - 36.0 / 10.0).abs() < 1e-12);
}

/// The same survey with a byte order mark, semicolons, decimal commas and the line ends of Windows.
#[test]
fn spreadsheets_are_understood() {
    let german =
        format!("\u{feff}{}", SURVEY.replace(',', ";").replace("x;1;5", "x;1,0;5").replace('\n', "\r\n"));
    assert_eq!(measured(MODEL, &german), measured(MODEL, SURVEY));
}

/// Lines are those that an editor shows, whatever ends them, blank ones and those within quotes included.
#[test]
fn a_mistake_is_told_with_its_line_in_every_form_of_file() {
    let survey = "who,w,a,b,recommend\n\"x\nor so\",1,5,3,10\n\nx,1,7,3,9\nx,1,5,8,9\n";
    for end in ["\n", "\r\n", "\r"] {
        let told = faults(MODEL, &survey.replace('\n', end));
        for part in ["survey.csv:5:5: column `a` holds `7`", "survey.csv:6:7: column `b` holds `8`"] {
            assert!(told.contains(part), "{part} is missing with {end:?}:\n{told}");
        }
    }
    assert_eq!(faults(MODEL, "\u{feff}\r\n").matches("error").count(), 1);
}

/// Answers that are all alike have no spread, and a figure without one is not shown as if it were exact.
#[test]
fn answers_that_are_all_alike_show_no_interval() {
    let of = measured(MODEL, "who,w,a,b,recommend\nx,1,5,5,10\nx,1,5,5,9\ny,2,5,5,9\ny,2,5,5,8\n");
    let csi = of.figure("csi", "").expect("it was found");
    assert_eq!((csi.value, csi.ci_low, csi.standard_error), (Some(100.0), None, None));
    assert!(csi.method.contains("all answers are alike"), "{}", csi.method);
    assert!(of.figure("nps", "recommend").expect("it was found").ci_low.is_some());
}

/// A question that does not vary is named, not counted.
#[test]
fn drivers_that_do_not_vary_are_named() {
    let model = format!("{MODEL}[drivers]\njudgement = \"b\"\ncolumns = [\"a\"]\n");
    let of = measured(&model, "who,w,a,b,recommend\nx,1,5,1,10\nx,1,5,5,9\ny,2,5,4,9\ny,2,5,5,8\n");
    let why = &of.absent.iter().find(|absent| absent.figure == "importance").expect("there is none").why;
    assert!(why.starts_with("`a` does not vary"), "{why}");
}

/// Eight of eight satisfied in two runs of interviews are two who agree, not eight.
#[test]
fn a_share_of_all_is_as_sure_as_its_clusters() {
    let model = MODEL.replace("weight = \"w\"", "cluster = \"who\"") + "[[csat]]\ncolumn = \"a\"\ntop = 1\n";
    let survey = format!("who,w,a,b,recommend\n{}{}", "x,1,5,3,10\n".repeat(4), "y,1,5,3,9\n".repeat(4));
    let low = |model: &str| {
        let of = measured(model, &survey);
        let csat = of.figure("csat", "a").expect("it was found").clone();
        assert_eq!((csat.value, csat.ci_high), (Some(100.0), Some(100.0)));
        csat.ci_low.expect("an interval")
    };
    let (clustered, plain) = (low(&model), low(&model.replace("cluster = \"who\"", "")));
    // Wilson (1927) at 8 of 8 begins at 8 / (8 + z^2); at fewer answers earlier.
    let z = 1.959_963_984_540_054;
    assert!((plain - 800.0 / (8.0 + z * z)).abs() < 1e-9, "{plain}");
    assert!(clustered < 200.0 / (2.0 + z * z), "{clustered}");
}

/// All mistakes at once, each with line, column and remedy.
#[test]
fn every_mistake_is_told_with_its_place() {
    let survey = "who,w,a,b,recommend\nx,0,5,3,10\nx,1,7,3,11\ny,-2,good,3,9\n";
    let told = faults(MODEL, survey);
    for part in [
        "survey.csv:2:3: column `w` holds `0`, but it must be a weight above 0",
        "survey.csv:4:3: column `w` holds `-2`, but it must be a weight above 0",
        "survey.csv:3:5: column `a` holds `7`, but it must be an answer on 1-5",
        "not_applicable = [7]",
        "survey.csv:4:6: column `a` holds `good`, but it must be an answer on 1-5",
        "not_applicable = [\"good\"]",
        "survey.csv:3:9: column `recommend` holds `11`, but it must be an answer on 0-10",
    ] {
        assert!(told.contains(part), "{part} is missing in:\n{told}");
    }
    let told = faults(&MODEL.replace("\"b\"", "\"bb\"").replace("b = 1", "c = 1"), SURVEY);
    assert!(
        told.contains("there is no column `bb` in the survey") && told.contains("did you mean `b`?"),
        "{told}"
    );
    assert!(told.contains("there is no column `c` in the survey"), "{told}");
    assert!(faults(MODEL, "who,w,a,b,recommend\n").contains("no respondents"));
    assert!(faults(MODEL, "who,w,a,b,recommend,a\nx,1,5,3,10,2\n").contains("two columns are named `a`"));
    assert!(
        faults(MODEL, "who,w,a,b,recommend\nx,1,5\n")
            .contains("survey.csv:2:1: the row has 3 cells, but the first line names 5 columns")
    );
    assert!(faults("nsp = [\"q\"]", SURVEY).contains("model.toml:1:1: `nsp` is not a key of the model"));
    assert!(faults(&format!("confidence = 1.5\n{MODEL}"), SURVEY).contains("at least 0.5 and below 1"));
}

/// What does not exist is absent with its reason; nothing is ever NaN.
#[test]
fn what_does_not_exist_has_a_reason() {
    let model = format!(
        "{MODEL}{}",
        "[[reliability]]\nname = \"s\"\ncolumns = [\"a\", \"b\"]\n[drivers]\njudgement = \"a\"\ncolumns = [\"b\"]\n\
         [[benchmark]]\nname = \"they\"\nfigure = \"acsi\"\nvalue = 60\n"
    );
    let constant = "who,w,a,b,recommend\nx,1,5,3,10\nx,1,4,3,10\ny,1,3,3,10\ny,1,2,3,10\n,1,2,3,10\n";
    let of = measured(&model, constant);
    let why =
        |figure: &str| &of.absent.iter().find(|absent| absent.figure == figure).expect("it is absent").why;
    assert!(why("alpha").contains("`b` does not vary"), "{:?}", of.absent);
    assert!(why("importance").contains('b'), "{:?}", of.absent);
    assert!(why("gap").contains("no figure `acsi`"));
    assert!(of.warnings.iter().any(|line| line.contains("every answer to `b` is 3")));
    assert!(of.warnings.iter().any(|line| line.contains("`recommend` has no detractors")));
    assert!(of.figures.iter().all(|figure| figure.value.is_none_or(f64::is_finite)));
    // One respondent, and a group in which nobody answered.
    let one = measured(MODEL, "who,w,a,b,recommend\nx,1,5,3,10\n");
    assert!(one.absent.iter().any(|absent| absent.figure == "csi" && absent.why.contains("one respondent")));
    assert!(one.warnings.iter().any(|line| line.contains("one respondent")));
    let silent = measured(MODEL, &format!("{SURVEY}z,1,9,9,\n"));
    assert!(
        silent.absent.iter().any(|absent| absent.of == "who=z" && absent.why.contains("nobody")),
        "{:?}",
        silent.absent
    );
}

/// A gap is the difference, with the noise of both where it is known.
#[test]
fn gaps_scales_and_kano_pairs() {
    let model = format!(
        "{MODEL}{}",
        "[[benchmark]]\nname = \"they\"\nfigure = \"csi\"\nvalue = 50\nstandard_error = 3\n\
         [[kano.feature]]\nname = \"f\"\nfunctional = \"there\"\ndysfunctional = \"gone\"\n"
    );
    let survey =
        "who,w,a,b,recommend,there,gone\nx,1,5,3,10,1,5\nx,1,1,9,0,1,5\ny,2,3,3,9,2,5\ny,2,3,5,8,,3\n";
    let of = measured(&model, survey);
    let csi = of.figure("csi", "").expect("it was found");
    let gap = of.figure("gap", "they").expect("it was found");
    let (own, se) = (csi.value.expect("a value"), csi.standard_error.expect("noise"));
    assert!((gap.value.expect("a value") - (own - 50.0)).abs() < 1e-12);
    assert!((gap.standard_error.expect("noise") - (se * se + 9.0).sqrt()).abs() < 1e-12);
    // Weights 1 + 1 for linear, 2 for basic.
    assert_eq!(of.figure("class", "f").and_then(|class| class.word.clone()).as_deref(), Some("basic"));
    assert!(
        (value(&of, "better", "f") - 0.5).abs() < 1e-12 && (value(&of, "worse", "f") + 1.0).abs() < 1e-12
    );
}

/// Every key that means nothing is told at once, at any depth, with the key that may have been meant; and so is a value of the
/// wrong kind beside them.
#[test]
fn unknown_keys_are_told_all_at_once() {
    let model = "nsp = [\"recommend\"]\n[design]\nwieght = \"w\"\n[[items]]\ncolums = [\"a\"]\nscale = [1, 5]\n\
                 columns = [\"a\"]\n[drivers]\njudgment = \"a\"\njudgement = \"a\"\ncolumns = [\"a\"]\n\
                 [[kano.feature]]\nnme = \"f\"\nname = \"f\"\n\
                 functional = \"a\"\ndysfunctional = \"a\"\n[index]\nimportance = { a = \"b\" }\ntop_box = \"two\"\n";
    let told = faults(model, SURVEY);
    for part in [
        "model.toml:1:1: `nsp` is not a key of the model",
        "did you mean `nps`?",
        "model.toml:3:1: `wieght` is not a key of [design]",
        "did you mean `weight`?",
        "model.toml:5:1: `colums` is not a key of [[items]]",
        "model.toml:9:1: `judgment` is not a key of [drivers]",
        "model.toml:13:1: `nme` is not a key of `kano.feature.f`",
        "model.toml:19:11: `index.top_box` is \"two\", but it must be a whole number",
    ] {
        assert!(told.contains(part), "{part} is missing in:\n{told}");
    }
    assert!(!told.contains("`a` is not a key"), "names of columns are free:\n{told}");
}

/// A scenario is told to be one, not key by key.
#[test]
fn a_scenario_is_no_model() {
    let scenario =
        "name = \"x\"\n[time]\nhorizon = \"1w\"\n[[reason]]\nname = \"call\"\n[[team]]\nname = \"front\"\n";
    let told = faults(scenario, SURVEY);
    assert!(
        told.contains("model.toml:1:1: this is a scenario") && told.matches("error").count() == 1,
        "{told}"
    );
}

/// A rare yes in a weighted survey: the interval of the share begins above 0 and is Wilson's at the effective sample size.
#[test]
fn shares_under_a_design_stay_within_their_bounds() {
    let model = "[design]\nweight = \"w\"\nsegments = [\"who\"]\n[[share]]\nname = \"complaint\"\ncolumn = \"c\"\n\
                 yes = [\"yes\"]\n[[items]]\ncolumns = [\"a\"]\nscale = [1, 5]\n[[csat]]\ncolumn = \"a\"\n";
    let mut survey = String::from("who,w,c,a\n");
    for row in 0..60 {
        let (yes, best) = (if row == 7 { "yes" } else { "no" }, if row == 9 { 5 } else { 2 });
        survey += &format!("{},{},{yes},{best}\n", if row < 20 { "x" } else { "y" }, 1 + row % 3);
    }
    let of = measured(model, &survey);
    for (figure, object) in [("share", "complaint"), ("csat", "a"), ("csat:a", "who=x"), ("csat:a", "who=y")]
    {
        let found = of.figure(figure, object).unwrap_or_else(|| panic!("no {figure} of {object}"));
        let (value, low, high) =
            (found.value.expect("a share"), found.ci_low.expect("an end"), found.ci_high);
        let high = high.expect("an end");
        assert!(0.0 <= low && low <= value && value < high && high <= 100.0, "{found:?}");
        assert!((value == 0.0) == (low == 0.0), "{found:?}");
        let error = found.standard_error.expect("noise");
        assert!(
            value == 0.0 || value - 2.0 * error < 0.0,
            "the linearised interval would leave the scale: {found:?}"
        );
    }
    // Nobody of y is satisfied: an interval all the same.
    assert_eq!(value(&of, "csat:a", "who=y"), 0.0);
    let complaint = of.figure("share", "complaint").expect("a share");
    let (p, error) =
        (value(&of, "share", "complaint") / 100.0, complaint.standard_error.expect("noise") / 100.0);
    // 59 degrees of freedom of 60 answers: no further correction.
    let effective = (p * (1.0 - p) / (error * error)).min(60.0);
    let wilson = crate::statistics::ProportionInterval::Wilson;
    let expected =
        wilson.of(p * effective, effective, crate::statistics::Confidence::NINETY_FIVE).expect("n");
    assert!((complaint.ci_high.expect("an end") - 100.0 * expected.high).abs() < 1e-9);
}

/// Odds ratios of an outcome; where a question tells every yes from every no, the figure is absent and the question named.
#[test]
fn odds_are_told_and_separation_is_named() {
    let model = "[[share]]\nname = \"retention\"\ncolumn = \"stays\"\nyes = [1]\n\
                 [[items]]\ncolumns = [\"a\", \"b\"]\nscale = [1, 5]\n\
                 [[outcome]]\nshare = \"retention\"\ncolumns = [\"a\", \"b\"]\n";
    // A table of four: 12 of 42 at a = 2, 7 of 58 at a = 1; b says nothing of it.
    let mut survey = String::from("stays,a,b\n");
    for (stays, a, count) in [(1, 2, 12), (0, 2, 30), (1, 1, 7), (0, 1, 51)] {
        (0..count).for_each(|row| survey += &format!("{stays},{a},{}\n", 1 + row % 2));
    }
    let of = measured(&model.replace("\"a\", \"b\"", "\"a\""), &survey);
    let odds = of.figure("odds_ratio", "retention~a").unwrap_or_else(|| panic!("{:?}", of.absent));
    assert!((odds.value.expect("a ratio") - 12.0 * 51.0 / (30.0 * 7.0)).abs() < 1e-9, "{odds:?}");
    assert!(odds.ci_low.expect("an end") > 0.0 && odds.p.expect("a test") < 0.1, "{odds:?}");
    // Whoever answered 3 or more stays, nobody else does.
    let mut separated = String::from("stays,a,b\n");
    (0..40).for_each(|row| {
        separated += &format!("{},{},{}\n", u8::from(row % 5 >= 2), 1 + row % 5, 1 + row % 3)
    });
    let of = measured(model, &separated);
    let absent = of.absent.iter().find(|absent| absent.figure == "odds_ratio").expect("it is absent");
    for part in ["complete separation by `a`", "nobody below 3", "leave the question out"] {
        assert!(absent.why.contains(part), "{part} is missing in: {}", absent.why);
    }
    assert_eq!(absent.of, "retention");
    // Everybody stays: nothing to explain.
    let all = "stays,a,b\n1,1,2\n1,2,3\n1,3,1\n1,4,2\n1,5,5\n";
    let of = measured(model, all);
    let absent = of.absent.iter().find(|absent| absent.figure == "odds_ratio").expect("it is absent");
    assert!(absent.why.contains("the same answer to `retention`"), "{}", absent.why);
    // Mistakes in the model.
    let told = faults(&model.replace("share = \"retention\"", "share = \"retenton\""), all);
    assert!(
        told.contains("is \"retenton\", but no [[share]] is named so")
            && told.contains("did you mean `retention`?"),
        "{told}"
    );
}
