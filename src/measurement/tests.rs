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

/// All mistakes at once, each with line, column and remedy.
#[test]
fn every_mistake_is_told_with_its_place() {
    let survey = "who,w,a,b,recommend\nx,0,5,3,10\nx,1,7,3,11\ny,-2,good,3,9\n";
    let told = faults(MODEL, survey);
    for part in [
        "survey.csv, line 2, column `w`: `0` is not a weight above 0",
        "survey.csv, line 4, column `w`: `-2` is not a weight above 0",
        "survey.csv, line 3, column `a`: `7` is not an answer on 1-5",
        "not_applicable = [7]",
        "survey.csv, line 4, column `a`: `good` is not an answer on 1-5",
        "not_applicable = [\"good\"]",
        "survey.csv, line 3, column `recommend`: `11` is not an answer on 0-10",
    ] {
        assert!(told.contains(part), "{part} is missing in:\n{told}");
    }
    let told = faults(&MODEL.replace("\"b\"", "\"bb\"").replace("b = 1", "c = 1"), SURVEY);
    assert!(
        told.contains("there is no column `bb` in survey.csv") && told.contains("did you mean `b`?"),
        "{told}"
    );
    assert!(told.contains("model.toml, category `all`: the column `c` stands under no [[items]]"), "{told}");
    assert!(faults(MODEL, "who,w,a,b,recommend\n").contains("no respondents"));
    assert!(faults(MODEL, "who,w,a,b,recommend,a\nx,1,5,3,10,2\n").contains("two columns are named `a`"));
    assert!(faults(MODEL, "who,w,a,b,recommend\nx,1,5\n").contains("line 2: 3 cells, but the header has 5"));
    assert!(faults("nsp = [\"q\"]", SURVEY).contains("unknown field `nsp`"));
    assert!(faults(&format!("confidence = 1.5\n{MODEL}"), SURVEY).contains("from 0.5 to below 1"));
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
