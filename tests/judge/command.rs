//! The verb: exit codes, formats, files, and mistakes told all at once.

use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;
use goodwill::judge::BuiltIn;

const SCENARIO: &str = "scenarios/judge/metrics-team.toml";

fn goodwill(arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Command::new(cargo_bin!("goodwill")).current_dir(root).args(arguments).output().expect("goodwill runs")
}

fn judged(more: &[&str]) -> Output {
    let short = ["judge", SCENARIO, "--populations", "2", "--surveys", "2", "--no-questions", "--quiet"];
    goodwill(&[&short[..], &["--set", "time.horizon=1w", "--set", "time.warm_up=1w"], more].concat())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_bar_that_is_not_met_ends_with_1_and_one_that_is_with_0() {
    let met = judged(&["--only", "csat_mean", "--require", "bias<=1000"]);
    assert_eq!(met.status.code(), Some(0), "{}", text(&met.stderr));
    assert!(text(&met.stdout).contains("coverage"), "{}", text(&met.stdout));
    let missed = judged(&["--only", "csat_mean", "--require", "csat_mean:width<=0.001", "--format", "csv"]);
    assert_eq!(missed.status.code(), Some(1), "{}", text(&missed.stderr));
    assert!(text(&missed.stdout).starts_with("section,formula,about,figure,unit,value,mc_se\n"));
}

/// A script must not take a formula of which nothing was learnt for one that was judged; what was found of others is kept, and a built-in
/// formula that nobody asked about by name spoils nothing.
#[test]
fn a_formula_that_fails_on_every_survey_ends_with_2() {
    let nothing = "nothing=mean(overall)/(mean(overall)-mean(overall))";
    let told = judged(&["--only", "csat_mean", "--formula", nothing, "--format", "csv"]);
    assert_eq!(told.status.code(), Some(2), "{}", text(&told.stderr));
    let errors = text(&told.stderr);
    assert!(errors.contains("`nothing` could not be judged: it failed on all of 4 surveys"), "{errors}");
    assert!(errors.contains("divides by 0"), "{errors}");
    assert!(text(&told.stdout).contains(",csat_mean,"), "{}", text(&told.stdout));
    let program = judged(&["--only", "none", "--formula-cmd", "mute=true"]);
    assert_eq!(program.status.code(), Some(2), "{}", text(&program.stderr));
    let all = judged(&["--set", "survey.invited=2"]);
    assert_eq!(all.status.code(), Some(0), "{}", text(&all.stderr));
}

#[test]
fn results_are_json_of_the_schema_and_a_folder_of_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("trial");
    let told = judged(&["--only", "nps_wald", "--format", "json", "--out", &out.display().to_string()]);
    assert_eq!(told.status.code(), Some(0), "{}", text(&told.stderr));
    let trial: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    let schema: serde_json::Value =
        serde_json::from_slice(&goodwill(&["schema", "--result", "judge"]).stdout).expect("a schema");
    let errors: Vec<String> = jsonschema::validator_for(&schema)
        .expect("a schema")
        .iter_errors(&trial)
        .map(|e| e.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    for file in ["trial.json", "trial.csv", "report.html", "scenario.toml"] {
        assert!(out.join(file).exists(), "{file}");
    }
    let page = std::fs::read_to_string(out.join("report.html")).expect("a page");
    assert!(page.contains("nps_wald") && !page.contains("<script"), "the page is static");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let told = judged(&[
        "--only",
        "nps_wld,ces",
        "--formula",
        "a=mean(overal)",
        "--formula",
        "b=men(overall)",
        "--formula-cmd",
        "./no_such_metric.py",
    ]);
    assert_eq!(told.status.code(), Some(2));
    let errors = text(&told.stderr);
    for part in [
        "there is no built-in formula `nps_wld`",
        "did you mean `nps_wald`?",
        "`ces` cannot be judged here",
        "--formula `a`: character 6: there is no column `overal`",
        "did you mean `overall`?",
        "there is no function `men`",
        "there is no file `./no_such_metric.py`",
    ] {
        assert!(errors.contains(part), "{part} is missing in:\n{errors}");
    }
    let bare = goodwill(&["judge", "scenarios/operation/erlang-a.toml"]);
    assert_eq!(bare.status.code(), Some(2));
    assert!(text(&bare.stderr).contains("there is no survey whose formulas could be judged"));
    let bar = judged(&["--require", "coverge>=0.93"]);
    assert_eq!(bar.status.code(), Some(2));
    assert!(text(&bar.stderr).contains("did you mean `coverage`?"));
    let nobody = judged(&["--require", "npswald:coverage>=0.93"]);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(text(&nobody.stderr).contains("no formula on trial is called `npswald`"));
}

/// The examples of the page on formulas are formulas of the scenario that it names.
#[test]
fn the_examples_of_the_page_can_be_judged() {
    let page = include_str!("../../docs/formulas.md");
    let after = page.split("## Examples").nth(1).expect("examples");
    let block = after.split("```").nth(1).expect("a block of them");
    let written =
        block.lines().filter_map(|line| line.split("   ").next()).filter(|line| !line.trim().is_empty());
    let formulas: Vec<String> =
        written.enumerate().map(|(at, text)| format!("example {at}={text}")).collect();
    assert!(formulas.len() >= 7, "{formulas:?}");
    let options = formulas.iter().flat_map(|formula| ["--formula", formula.as_str()]);
    let told = judged(&["--only", "none", "--format", "csv"].into_iter().chain(options).collect::<Vec<_>>());
    assert_eq!(told.status.code(), Some(0), "{}", text(&told.stderr));
    for (at, formula) in formulas.iter().enumerate() {
        assert!(text(&told.stdout).contains(&format!("census,example {at},")), "{formula}");
    }
}

/// Whatever stands in a column of names can be looked up.
#[test]
fn every_figure_and_question_is_explained() {
    let command = "judge scenarios/judge/metrics-team.toml --populations 2 --surveys 2 --quiet --set time.horizon=2w --set \
                   time.warm_up=1w --only csi_weighted,nps_wald --format csv";
    let told = goodwill(&command.split_whitespace().collect::<Vec<_>>());
    assert_eq!(told.status.code(), Some(0), "{}", text(&told.stderr));
    let mut reader = csv::Reader::from_reader(told.stdout.as_slice());
    let mut names: std::collections::BTreeSet<String> =
        reader.headers().expect("names").iter().filter(|name| *name == "mc_se").map(str::to_string).collect();
    for row in reader.records() {
        let row = row.expect("a row");
        // The parts of the error, and the errors switched on alone, stand under what the row is about.
        let is_about_parts = ["error parts", "each_error"].contains(&&row[0]);
        let words = [&row[0], &row[3]].into_iter().chain(is_about_parts.then_some(&row[2]));
        names.extend(words.filter(|name| *name != "error parts").map(str::to_string));
    }
    for figure in ["failure_rate", "ranking", "power_by_size", "wrong_decisions"] {
        names.insert(figure.to_string());
    }
    names.extend(BuiltIn::ALL.map(|formula| formula.name().to_string()));
    assert!(names.len() > 50, "{names:?}");
    let is_unknown = |name: &&String| goodwill(&["explain", name.as_str()]).status.code() != Some(0);
    let unknown: Vec<&String> = names.iter().filter(is_unknown).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
