//! A trial that is stopped while it asks programs: what was finished is kept, and nothing is held against programs that were ended with
//! it.
#![cfg(unix)]

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;

/// With two surveys and no questions a program is asked three times of a population: about everybody, and about each survey.
const ASKED_PER_POPULATION: usize = 3;

/// Notes that it is asked and by which process, answers at once so many times, and then sleeps.
fn once(folder: &Path, answers: usize) -> String {
    let rules = format!(
        "cat > /dev/null; echo $$ >> '{notes}'; \
         if [ $(wc -l < '{notes}') -gt {answers} ]; then exec sleep 300; fi; echo '{{\"estimate\": 1}}'",
        notes = folder.join("notes").display()
    );
    script(folder, &rules)
}

/// The same for many surveys in one process.
fn server(folder: &Path, answers: usize) -> String {
    let rules = format!(
        "asked=0; while read -r word rows; do left=$((rows + 1)); \
         while [ $left -gt 0 ]; do read -r row; left=$((left - 1)); done; \
         asked=$((asked + 1)); echo $$ >> '{notes}'; \
         if [ $asked -gt {answers} ]; then exec sleep 300; fi; echo '{{\"estimate\": 1}}'; done",
        notes = folder.join("notes").display()
    );
    script(folder, &rules)
}

fn script(folder: &Path, rules: &str) -> String {
    let path = folder.join("program.sh");
    std::fs::write(&path, rules).expect("a file");
    format!("mine=sh '{}'", path.display())
}

/// Starts a trial, waits until the program sleeps, and gives the number of its process too.
fn until_it_sleeps(folder: &Path, option: &str, command: &str, answers: usize) -> (Child, String) {
    let arguments = [
        "judge",
        "scenarios/judge/metrics-team.toml",
        "--populations",
        "40",
        "--surveys",
        "2",
        "--no-questions",
        "--threads",
        "1",
        "--only",
        "none",
        "--time-out",
        "300",
        "--format",
        "json",
        "--set",
        "time.horizon=1w",
        "--set",
        "time.warm_up=1w",
        "--set",
        "survey.invited=60",
    ];
    let child = Command::new(cargo_bin!("goodwill"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .args([option, command])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("goodwill starts");
    let began = Instant::now();
    let asked = loop {
        let notes = std::fs::read_to_string(folder.join("notes")).unwrap_or_default();
        let asked: Vec<String> = notes.lines().map(str::to_string).collect();
        if asked.len() > answers {
            break asked;
        }
        assert!(began.elapsed() < Duration::from_secs(120), "the program was never asked so often");
        std::thread::sleep(Duration::from_millis(20));
    };
    (child, asked[asked.len() - 1].clone())
}

fn kill(signal: &str, process: &str) {
    let killed = Command::new("kill").args([signal, process]).status().expect("kill");
    assert!(killed.success(), "{signal} {process}");
}

fn ended(child: Child) -> Output {
    let began = Instant::now();
    let output = child.wait_with_output().expect("goodwill ends");
    assert!(began.elapsed() < Duration::from_secs(20), "it waited for the program");
    output
}

/// Exit 130, at least one population, and no failure of the formula; gives the populations that were kept.
fn kept(output: &Output) -> u64 {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{errors}");
    assert!(errors.contains("populations that were finished are reported"), "{errors}");
    let trial: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let formulas = trial["formulas"].as_array().expect("formulas");
    let mine = formulas.iter().find(|of| of["name"] == "mine").expect("the program");
    assert!(
        mine.get("failures").is_none_or(|failures| failures.as_array().is_some_and(Vec::is_empty)),
        "{mine}"
    );
    let estimates = mine["estimates"].as_u64().expect("a count");
    assert!(estimates > 0 && estimates.is_multiple_of(2), "two surveys of each population: {mine}");
    estimates / 2
}

/// As a supervisor stops a service: every process is told, the program first.
#[test]
fn programs_that_are_terminated_with_us_have_not_failed() {
    let once_answers = 2 * ASKED_PER_POPULATION + 1;
    // A server is asked for the parts of the error as well: a few times as often.
    for (option, command, answers) in [
        ("--formula-cmd", once as fn(&Path, usize) -> String, once_answers),
        ("--formula-server", server, 8 * ASKED_PER_POPULATION),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let command = command(folder.path(), answers);
        let (child, program) = until_it_sleeps(folder.path(), option, &command, answers);
        kill("-TERM", &program);
        std::thread::sleep(Duration::from_millis(50));
        kill("-TERM", &child.id().to_string());
        let populations = kept(&ended(child));
        assert!(answers != once_answers || populations == 2, "{populations}");
    }
}

/// A program that is asked when the wish comes is ended, however long it may take, and no one is left behind.
#[test]
fn a_program_that_still_works_is_ended_with_the_trial() {
    let folder = tempfile::tempdir().expect("a folder");
    let answers = ASKED_PER_POPULATION;
    let command = once(folder.path(), answers);
    let (child, program) = until_it_sleeps(folder.path(), "--formula-cmd", &command, answers);
    kill("-INT", &child.id().to_string());
    assert_eq!(kept(&ended(child)), 1);
    let still_there = Command::new("kill").args(["-0", &program]).stderr(Stdio::null()).status();
    assert!(!still_there.expect("kill").success(), "process {program} goes on");
}

#[test]
fn nothing_is_kept_where_no_population_was_finished() {
    let folder = tempfile::tempdir().expect("a folder");
    let command = once(folder.path(), 1);
    let (child, _) = until_it_sleeps(folder.path(), "--formula-cmd", &command, 1);
    kill("-TERM", &child.id().to_string());
    let output = ended(child);
    assert_eq!(output.status.code(), Some(130));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains("before the first population was finished"), "{errors}");
    assert!(output.stdout.is_empty());
}
