//! The verb `measure`: a made-up survey as a user would, and published data sets, whose published figures must come out.
//! The data sets are not part of the project; what needs them says so when they are not there.

#[path = "common/published_data.rs"]
mod published_data;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

use published_data::published_data;

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn run(survey: &Path, model: &Path, more: &[&str]) -> Output {
    Command::new(cargo_bin!("goodwill"))
        .arg("measure")
        .arg(survey)
        .arg("--model")
        .arg(model)
        .args(more)
        .output()
        .expect("the program starts")
}

fn figures(survey: &Path, model: &Path) -> Value {
    let done = run(survey, model, &["--format", "json", "--resamples", "200"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("JSON")
}

/// A published data set; `None`, which is said, where it is not there.
fn published(file: &str) -> Option<PathBuf> {
    published_data(&format!("data/{file}"))
}

fn row<'a>(of: &'a Value, figure: &str, object: &str, method: &str) -> &'a Value {
    let rows = of["figures"].as_array().expect("figures");
    let is_it = |row: &&Value| {
        row["figure"] == figure
            && row["of"] == object
            && row["method"].as_str().is_some_and(|m| m.starts_with(method))
    };
    rows.iter().find(is_it).unwrap_or_else(|| panic!("no {figure} of {object} by {method}"))
}

fn near(row: &Value, key: &str, expected: f64, within: f64) {
    let value = row[key].as_f64().unwrap_or_else(|| panic!("no {key} in {row}"));
    assert!(
        (value - expected).abs() <= within,
        "{} of {}: {value}, published {expected}",
        row["figure"],
        row["of"]
    );
}

/// Every section of the shipped example is filled, the same bytes at any number of threads.
#[test]
fn the_example_fills_every_section() {
    let (survey, model) =
        (project("scenarios/surveys/telecom-survey.csv"), project("scenarios/surveys/telecom-index.toml"));
    let of = figures(&survey, &model);
    let sections: Vec<&str> =
        of["figures"].as_array().expect("figures").iter().filter_map(|row| row["section"].as_str()).collect();
    for section in [
        "sample",
        "indices",
        "path_model",
        "benchmarks",
        "expectations",
        "scores",
        "segments",
        "reliability",
        "drivers",
        "kano",
        "importance_performance",
    ] {
        assert!(sections.contains(&section), "{section} is empty; absent: {}", of["absent"]);
    }
    let csi = row(&of, "csi", "", "stated weights");
    assert!(
        csi["ci_low"].as_f64() < csi["value"].as_f64() && csi["value"].as_f64() < csi["ci_high"].as_f64()
    );
    let one = run(&survey, &model, &["--threads", "1", "--resamples", "300"]);
    let two = run(&survey, &model, &["--threads", "2", "--resamples", "300"]);
    assert!(one.status.success() && one.stdout == two.stdout);
    let text = String::from_utf8(one.stdout).expect("text");
    assert!(text.contains("Gaps to others") && text.contains("adjusted Wald (Rocks 2016)"), "{text}");
    assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
}

#[test]
fn what_is_written_says_the_same_as_what_is_printed() {
    let place = tempfile::tempdir().expect("a folder");
    let out = place.path().join("found");
    let (survey, model) =
        (project("scenarios/surveys/telecom-survey.csv"), project("scenarios/surveys/telecom-index.toml"));
    let more = ["--format", "csv", "--resamples", "200", "--quiet", "--out", out.to_str().expect("a name")];
    let done = run(&survey, &model, &more);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let schema = Command::new(cargo_bin!("goodwill"))
        .args(["schema", "--result", "measure"])
        .output()
        .expect("it runs");
    let schema: Value = serde_json::from_slice(&schema.stdout).expect("a schema");
    let json = std::fs::read(out.join("measurement.json")).expect("it is written");
    let json: Value = serde_json::from_slice(&json).expect("JSON");
    assert!(jsonschema::validator_for(&schema).expect("a sound schema").is_valid(&json));
    assert!(schema["properties"]["figures"].is_object() && schema["properties"]["goodwill"].is_object());
    assert_eq!(std::fs::read(out.join("measurement.csv")).expect("it is written"), done.stdout);
    let json: Value =
        serde_json::from_slice(&std::fs::read(out.join("measurement.json")).expect("it is written"))
            .expect("JSON");
    let mut reader = csv::Reader::from_reader(done.stdout.as_slice());
    let rows = reader.records().count();
    let listed =
        json["figures"].as_array().map_or(0, Vec::len) + json["absent"].as_array().map_or(0, Vec::len);
    assert_eq!(rows, listed);
    assert_eq!(run(&survey, &model, &more).status.code(), Some(2), "figures are never overwritten unasked");
}

#[test]
fn mistakes_end_with_code_2_and_say_where() {
    let place = tempfile::tempdir().expect("a folder");
    let survey = place.path().join("survey.csv");
    std::fs::write(&survey, "q\n7\n").expect("it is written");
    let model = place.path().join("model.toml");
    std::fs::write(&model, "[[items]]\ncolumns = [\"q\"]\nscale = [1, 5]\n").expect("it is written");
    let refused = run(&survey, &model, &[]);
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8_lossy(&refused.stderr).to_string();
    assert!(told.contains("survey.csv:2:1: column `q` holds `7`, but it must be an answer on 1-5"), "{told}");
    assert!(refused.stdout.is_empty());
    assert_eq!(run(Path::new("nowhere.csv"), &model, &[]).status.code(), Some(2));
}

/// R survey 4.1-1: weights and clusters together; to the digits in which R takes complete cases and we keep all clusters.
#[test]
fn an_airports_weighted_clustered_scores() {
    let Some(survey) = published("sfo-survey-2018/sfo2018.csv") else { return };
    let of = figures(&survey, &project("tests/measure/airport.toml"));
    let nps = row(&of, "nps", "NETPRO", "linearised");
    near(nps, "value", 35.1136321035972, 1e-9);
    near(nps, "standard_error", 2.24402166598596, 2e-3);
    let wald = row(&of, "nps_unweighted", "NETPRO", "Wald");
    near(wald, "value", 30.9811320754717, 1e-9);
    near(wald, "standard_error", 1.44220318466583, 1e-9);
    near(row(&of, "csat", "Q7ALL", "top 2"), "value", 80.4852450280471, 1e-9);
    near(row(&of, "csat", "Q7ALL", "top 2"), "standard_error", 1.00106629443971, 2e-3);
    near(row(&of, "mean", "Q7ALL", ""), "value", 4.04212316769095, 1e-9);
    // Interviewers against forms: 47.8 against 33.2.
    near(row(&of, "nps:NETPRO", "SAQ=1", ""), "value", 47.8419601631981, 1e-9);
    near(row(&of, "nps:NETPRO", "SAQ=2", ""), "value", 33.235314598523, 1e-9);
    near(row(&of, "nps:NETPRO", "SAQ=1", ""), "p", 0.0008, 2e-4);
}

/// R 4.2.2: gap table and alphas; recommendation coded 1-11.
#[test]
fn an_airlines_gaps_and_alphas() {
    let Some(survey) = published("airline-expectation-satisfaction/airlinesat.csv") else { return };
    let of = figures(&survey, &project("tests/measure/airline.toml"));
    near(row(&of, "nps", "nps", "Wald"), "value", -18.1220657, 5e-8);
    let folder = survey.parent().expect("a folder");
    let mut reader = csv::Reader::from_path(folder.join("expected_gap_table.csv")).expect("it opens");
    let mut compared = 0;
    for record in reader.deserialize::<std::collections::BTreeMap<String, String>>() {
        let expected = record.expect("a row");
        let item = expected.values().find(|cell| cell.starts_with('s') && cell.len() <= 3);
        let item = item.cloned().unwrap_or_else(|| format!("s{}", compared + 1));
        let gap = row(&of, "gap", &item, "perception");
        let number = |column: &str| expected[column].parse::<f64>().expect("a number");
        near(gap, "value", number("mean_gap"), 1e-9);
        near(gap, "p_adjusted", number("padj_holm"), 1e-9);
        compared += 1;
    }
    assert_eq!(compared, 23);
    near(row(&of, "alpha", "satisfaction", "raw"), "value", 0.8035, 5e-5);
    near(row(&of, "alpha_standardised", "satisfaction", ""), "value", 0.8049, 5e-5);
}

/// R plspm: the indices of a bank by the path scheme with standardised items. The stop rules differ in digit seven.
#[test]
fn a_banks_ecsi() {
    let Some(survey) = published("ecsi-bank-satisfaction/satisfaction.csv") else { return };
    let of = figures(&survey, &project("tests/measure/bank.toml"));
    for (construct, index) in [
        ("EXPE", 75.4012240568483),
        ("IMAG", 75.8057418404016),
        ("LOY", 71.9727403763171),
        ("QUAL", 69.9500116237328),
        ("SAT", 68.5022363295147),
        ("VAL", 70.9664504023725),
    ] {
        near(row(&of, "ecsi", construct, "Fornell"), "value", index, 1e-4);
    }
}

/// relaimpo: LMG of Swiss fertility.
#[test]
fn drivers_of_a_published_example() {
    let Some(survey) = published("key-driver-swiss/swiss.csv") else { return };
    let of = figures(&survey, &project("tests/measure/swiss.toml"));
    near(row(&of, "importance", "Agriculture", "Shapley"), "value", 0.0570912207680913, 1e-9);
    near(row(&of, "importance", "Examination", "Shapley"), "value", 0.171173028900234, 1e-9);
    near(row(&of, "importance", "Examination", "relative weights"), "value", 0.15470824980616, 1e-9);
}

/// In a log made up without any effect nothing may be found.
#[test]
fn a_null_control_shows_nothing() {
    let Some(survey) = published("pwc-call-centre/call_center.csv") else { return };
    let of = figures(&survey, &project("tests/measure/calls.toml"));
    let explained = row(&of, "r_squared", "", "");
    assert!(explained["p"].as_f64().is_some_and(|p| p > 0.05), "{explained}");
    for driver in ["Speed of answer in seconds", "Resolved"] {
        let lead = row(&of, "importance_lead", driver, "");
        assert!(lead["ci_low"].as_f64() < Some(0.0), "{lead}");
    }
}

/// Counts and coefficients of a Kano study in its own wording.
#[test]
fn a_kano_study_in_its_own_words() {
    let Some(survey) = published("kano-storage/storage--cohort1-clean.csv") else { return };
    let of = figures(&survey, &project("tests/measure/storage.toml"));
    let class = row(&of, "class", "F1", "");
    assert_eq!(class["word"], "indifferent");
    assert!(
        class["method"]
            .as_str()
            .is_some_and(|counts| counts.contains("A 13, O 6, M 5") || counts.contains("M 5, O 6, A 13")),
        "{class}"
    );
    near(row(&of, "better", "F1", ""), "value", 0.2638889, 5e-8);
    near(row(&of, "worse", "F1", ""), "value", -0.1527778, 5e-8);
}
