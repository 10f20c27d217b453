//! Programs of users: right answers, and everything that can go wrong with them.
#![cfg(unix)]

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use goodwill::judge::{Program, Protocol, TrialSettings};

use super::firm::{formula, scenario, settings, small_scenario, tried};

/// Mean of the column `overall`, whichever it is, as a program for awk.
const MEAN: &str = r#"
function begin() { sum = 0; n = 0 }
function header(   i) { for (i = 1; i <= NF; i++) if ($i == "overall") at = i }
function row() { if ($at != "") { sum += $at; n += 1 } }
function answer() { printf "{\"estimate\": %.15g, \"ci_low\": %.15g, \"ci_high\": %.15g}\n", sum / n, sum / n - 1, sum / n + 1; fflush() }
"#;

fn script(folder: &Path, name: &str, rules: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, format!("{MEAN}\n{rules}\n")).expect("a file");
    format!("awk -F, -f '{}'", path.display())
}

fn program(name: &str, command: &str, protocol: Protocol) -> Program {
    Program { name: name.to_string(), command: command.to_string(), protocol }
}

/// Asked once per survey or as a server, a program gives what the same formula gives here; and programs that crash, hang,
/// stop or talk nonsense fail alone, each with its reason.
#[test]
fn programs_are_asked_and_fail_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let once =
        script(folder.path(), "once.awk", "NR == 1 { begin(); header(); next } { row() } END { answer() }");
    let server = "left == 0 { split($0, words, \" \"); left = words[2] + 1; first = 1; next } \
                  first { begin(); header(); first = 0; left -= 1; if (left == 0) answer(); next } \
                  { row(); left -= 1; if (left == 0) answer() }";
    // Reads line by line as lines come: mawk needs to be told, other awks do so.
    let server = script(folder.path(), "server.awk", server);
    let interactive = std::process::Command::new("awk").args(["-W", "version"]).output();
    let is_mawk = interactive.is_ok_and(|out| {
        String::from_utf8_lossy(&out.stdout).contains("mawk")
            || String::from_utf8_lossy(&out.stderr).contains("mawk")
    });
    let server = if is_mawk { server.replacen("awk ", "awk -W interactive ", 1) } else { server };
    let settings = TrialSettings {
        populations: 2,
        surveys: 2,
        built_in: Some(vec!["csat_mean".to_string()]),
        formulas: vec![("here".to_string(), "mean(overall)".to_string())],
        programs: vec![
            program("once", &once, Protocol::Once),
            program("server", &server, Protocol::Server),
            program("crash", "sh -c 'echo out of luck >&2; exit 3'", Protocol::Once),
            program("nonsense", "echo hello", Protocol::Once),
            program("ends", "true", Protocol::Server),
        ],
        time_out: Duration::from_secs(30),
        ..settings()
    };
    let trial = tried(&scenario("invited = 100", ""), &settings);
    let here = formula(&trial, "here").census.clone().expect("figures");
    for name in ["once", "server"] {
        let of = formula(&trial, name);
        let census = of.census.as_ref().unwrap_or_else(|| panic!("{name}: {:?}", of.failures));
        assert!((census.truth.value - here.truth.value).abs() < 1e-12, "{name}");
        assert!((census.bias.value - here.bias.value).abs() < 1e-12, "{name}");
        assert!((census.width.expect("intervals").value - 2.0).abs() < 1e-12);
        assert!(of.failures.is_empty());
    }
    for (name, why) in [("crash", "out of luck"), ("nonsense", "not JSON"), ("ends", "without an answer")] {
        let of = formula(&trial, name);
        assert!(of.census.is_none() && of.failures[0].reason.contains(why), "{name}: {:?}", of.failures);
        assert!(of.verdict.contains("cannot be judged"), "{}", of.verdict);
    }
}

/// A program that hangs costs its time limit once per population, not once per survey.
#[test]
fn a_program_that_hangs_is_left() {
    let settings = TrialSettings {
        populations: 1,
        surveys: 10,
        built_in: Some(vec!["csat_mean".to_string()]),
        programs: vec![program("hang", "sleep 600", Protocol::Once)],
        time_out: Duration::from_millis(200),
        ..settings()
    };
    let began = std::time::Instant::now();
    let trial = tried(&scenario("invited = 50", ""), &settings);
    assert!(began.elapsed() < Duration::from_secs(60));
    let hang = formula(&trial, "hang");
    assert!(hang.failures[0].reason.contains("no answer within 0.2 s"), "{:?}", hang.failures);
    assert!(formula(&trial, "csat_mean").census.is_some());
}

/// Nor is one waited for that answers and does not end.
#[test]
#[cfg(unix)]
fn a_program_that_answers_and_lingers_is_left() {
    let settings = TrialSettings {
        populations: 1,
        surveys: 10,
        built_in: Some(vec!["csat_mean".to_string()]),
        programs: vec![program("lingers", "sh -c 'echo 50; exec >&-; exec 2>&-; sleep 600'", Protocol::Once)],
        time_out: Duration::from_millis(200),
        ..settings()
    };
    let began = std::time::Instant::now();
    let trial = tried(&scenario("invited = 50", ""), &settings);
    assert!(began.elapsed() < Duration::from_secs(60));
    let lingers = formula(&trial, "lingers");
    assert!(lingers.failures[0].reason.contains("did not end within 0.2 s"), "{:?}", lingers.failures);
}

/// The formula of the examples, written out.
const EXAMPLE: &str = "100 * (mean(overall) - 1) / 9";

/// The example in a language gives what the same formula gives here, once per survey and as a server: estimate, parts of the
/// error, and an answer about panels. Says that it was skipped where the language is missing.
fn the_example_agrees(language: &str, script: &str) {
    let is_there =
        std::process::Command::new(language).arg("--version").output().is_ok_and(|out| out.status.success());
    if !is_there {
        // Written to the stream itself, as the test runner swallows what a passed test prints.
        let _ = writeln!(std::io::stderr(), "skipped: {language} is not installed");
        return;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/formulas").join(script);
    let command = format!("{language} '{}'", script.display());
    let server = program("server", &format!("{command} --serve"), Protocol::Server);
    let settings = TrialSettings {
        populations: 1,
        surveys: 2,
        built_in: Some(Vec::new()),
        formulas: vec![("here".to_string(), EXAMPLE.to_string())],
        programs: vec![program("once", &command, Protocol::Once), server.clone()],
        time_out: Duration::from_secs(60),
        ..settings()
    };
    let survey =
        "invited_by_segment = { contract = 60, prepaid = 80 }\nresponse = 0.6\nmissing = { share = 0.1 }";
    let scenario = small_scenario(survey, "");
    let trial = tried(&scenario, &settings);
    let here = formula(&trial, "here");
    let (census, split) = (here.census.clone().expect("figures"), here.error_parts.clone().expect("parts"));
    for name in ["once", "server"] {
        let of = formula(&trial, name);
        let found = of.census.as_ref().unwrap_or_else(|| panic!("{name}: {:?}", of.failures));
        assert!((found.truth.value - census.truth.value).abs() < 1e-9, "{name}");
        assert!((found.bias.value - census.bias.value).abs() < 1e-9, "{name}");
        assert!(found.width.is_some() && of.failures.is_empty(), "{name}");
    }
    assert!(
        formula(&trial, "once").error_parts.is_none(),
        "each start takes its time: only when it is asked for"
    );
    let parts = formula(&trial, "server").error_parts.clone().expect("a server is always asked");
    assert!((parts.total.value - census.bias.value).abs() < 1e-9);
    assert!((parts.parts[0].bias.value - split.parts[0].bias.value).abs() < 1e-9);
    let asked = TrialSettings { programs: vec![server], questions: true, ..settings };
    let trial = tried(&scenario, &asked);
    let power = trial.questions.iter().find(|of| of.key == "power").expect("asked");
    let has_panel = power.answers.iter().any(|of| of.formula == "server" && of.figure == "panel");
    assert!(has_panel, "{power:?}");
}

#[test]
fn the_example_in_python_agrees() {
    the_example_agrees("python3", "my_metric.py");
}

#[test]
fn the_example_in_r_agrees() {
    the_example_agrees("Rscript", "my_metric.R");
}

/// A program that is started for each survey is split when that is asked for.
#[test]
fn programs_started_anew_are_split_on_request() {
    let folder = tempfile::tempdir().expect("a folder");
    let once =
        script(folder.path(), "once.awk", "NR == 1 { begin(); header(); next } { row() } END { answer() }");
    let settings = TrialSettings {
        populations: 1,
        surveys: 2,
        built_in: Some(Vec::new()),
        formulas: vec![("here".to_string(), "mean(overall)".to_string())],
        programs: vec![program("once", &once, Protocol::Once)],
        programs_split: true,
        time_out: Duration::from_secs(30),
        ..settings()
    };
    let trial = tried(&small_scenario("invited = 100\nselection_effect = 0.4", ""), &settings);
    let parts = |name: &str| formula(&trial, name).error_parts.clone().expect("parts").parts;
    for (program, here) in parts("once").into_iter().zip(parts("here")) {
        assert!((program.bias.value - here.bias.value).abs() < 1e-9, "{program:?} {here:?}");
    }
}
