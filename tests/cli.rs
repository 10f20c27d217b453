//! The command line as its users meet it: exit codes, streams, files, and results that do not depend on how they were
//! asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use tempfile::TempDir;

#[cfg(unix)]
#[path = "cli/interrupted.rs"]
mod interrupted;

const BARE: &str = include_str!("cli/bare.toml");
const CUSTOMERS: &str = include_str!("cli/customers.toml");

/// A place with the two scenarios in it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("bare.toml"), BARE).unwrap();
        fs::write(folder.path().join("customers.toml"), CUSTOMERS).unwrap();
        Desk { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, words: &str) -> std::process::Command {
        let mut command = std::process::Command::new(cargo_bin!("goodwill"));
        command.current_dir(self.folder.path()).args(words.split_whitespace());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs `goodwill` with these words.
    fn goodwill(&self, words: &str) -> Ended {
        Ended::of(words, self.command(words).output().unwrap())
    }
}

/// How a command ended.
struct Ended {
    words: String,
    code: i32,
    stdout: String,
    stderr: String,
}

impl Ended {
    fn of(words: &str, output: Output) -> Ended {
        Ended {
            words: words.to_string(),
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    fn exits(self, code: i32) -> Ended {
        assert_eq!(self.code, code, "goodwill {}\n{}\n{}", self.words, self.stdout, self.stderr);
        self
    }

    /// Ended with exit 2, one error on standard error and nothing on standard output.
    #[track_caller]
    fn refused(self, because: &str) -> Ended {
        let ended = self.exits(2);
        assert_eq!(ended.stdout, "", "goodwill {}", ended.words);
        assert!(ended.stderr.starts_with("error: "), "goodwill {}\n{}", ended.words, ended.stderr);
        assert!(ended.stderr.contains(because), "goodwill {}\n{}", ended.words, ended.stderr);
        ended
    }

    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }
}

#[track_caller]
fn assert_valid(schema: &Value, instance: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn results_go_to_standard_output_and_nothing_else_does() {
    let desk = Desk::new();
    let ended = desk.goodwill("run bare.toml --replications 2").exits(0);
    assert!(ended.stdout.contains("abandonment rate"));
    assert_eq!(ended.stderr, "", "no terminal, no progress");
    let ended = desk.goodwill("compare bare.toml --replications 2 --format csv").exits(0);
    assert!(ended.stdout.starts_with("arm,scope,name,metric,mean,sd,ci_low,ci_high,n,unit,p,p_adjusted\n"));
    assert!(ended.stderr.contains("warning: 2 replications are few"));
    let ended = desk.goodwill("compare bare.toml --replications 2 --format csv --quiet").exits(0);
    assert_eq!(ended.stderr, "");
}

#[test]
fn json_is_as_its_schema_says() {
    let desk = Desk::new();
    for scenario in ["bare.toml", "customers.toml"] {
        for verb in ["run", "compare"] {
            let schema = desk.goodwill(&format!("schema --result {verb}")).exits(0).json();
            let words = format!("{verb} {scenario} --replications 3 --format json");
            let results = desk.goodwill(&words).exits(0).json();
            assert_valid(&schema, &results);
        }
    }
}

#[test]
fn the_json_contract_holds_key_by_key() {
    let desk = Desk::new();
    let results = desk.goodwill("compare customers.toml --replications 3 --format json").exits(0).json();
    for key in ["version", "stream_version", "scenario", "scenario_sha256", "seed", "command"] {
        assert!(!results["goodwill"][key].is_null(), "goodwill.{key}");
    }
    let arms = results["arms"].as_array().unwrap();
    let names: Vec<&str> = arms.iter().map(|arm| arm["name"].as_str().unwrap()).collect();
    assert_eq!(
        names[..8],
        [
            "baseline",
            "staffing",
            "training",
            "leaflet",
            "staffing + training",
            "staffing + leaflet",
            "training + leaflet",
            "staffing + training + leaflet"
        ]
    );
    assert_eq!(names[8..], ["staffing @ 3000", "training @ 3000"], "equal budgets stand last");
    for key in ["mean", "sd", "ci_low", "ci_high", "n", "unit"] {
        assert!(!arms[0]["metrics"]["satisfaction_cohort"][key].is_null(), "{key}");
    }
    assert_eq!(arms[0]["metrics"]["profit"]["unit"], "EUR");
    assert!(arms[0]["segments"]["prepaid"]["churn_monthly"]["mean"].is_number());
    assert!(arms[0]["reasons"]["billing"]["abandonment_rate"]["mean"].is_number());
    assert!(arms[0]["teams"]["front"]["occupancy"]["mean"].is_number());
    assert_eq!(arms[0]["intervals"][47]["end"], "24:00");
    assert_eq!(arms[0]["weeks"][0]["week"], 1);
    let contrast = &results["contrasts"][1];
    assert_eq!((&contrast["arm"], &contrast["against"]), (&"training".into(), &"baseline".into()));
    for key in ["mean", "ci_low", "ci_high", "p", "p_adjusted", "variance_reduction", "n"] {
        assert!(!contrast["metrics"]["satisfaction_cohort"][key].is_null(), "{key}");
    }
    let effects: Vec<usize> = results["effects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|effect| effect["of"].as_array().unwrap().len())
        .collect();
    assert_eq!(effects, [1, 1, 1, 2, 2, 2, 3]);
    assert!(results["verdicts"]["headline"].is_string());
    assert_eq!(results["doubt"]["rows"].as_array().unwrap().len(), 2);
    assert_eq!(results["doubt"]["break_even_churn_effect"]["tried"].as_array().unwrap().len(), 4);
    assert_eq!(results["payoffs"].as_array().unwrap().len(), names.len() - 1);
    assert!(results["calibration"]["churn_intercepts"]["prepaid"].is_number());
}

#[test]
fn an_intervention_that_changes_nothing_contrasts_exactly_zero() {
    let desk = Desk::new();
    let words = "compare customers.toml --arms leaflet --replications 3 --doubt-replications 0 --format json";
    let results = desk.goodwill(words).exits(0).json();
    let metrics = results["contrasts"][0]["metrics"].as_object().unwrap();
    assert!(metrics.len() > 40);
    for (key, difference) in metrics {
        for end in ["mean", "ci_low", "ci_high"] {
            assert_eq!(difference[end].as_f64(), Some(0.0), "{key} {end}");
        }
    }
}

#[test]
fn one_replication_has_no_interval_and_says_so() {
    let desk = Desk::new();
    let results = desk.goodwill("compare bare.toml --replications 1 --format json").exits(0).json();
    let estimate = &results["arms"][0]["metrics"]["offered"];
    let difference = &results["contrasts"][0]["metrics"]["abandonment_rate"];
    for absent in [&estimate["sd"], &estimate["ci_low"], &difference["p"], &difference["ci_high"]] {
        assert!(absent.is_null());
    }
    assert!(results["warnings"][0].as_str().unwrap().starts_with("1 replication gives no interval"));
}

#[test]
fn quantiles_and_distribution_of_waits_agree() {
    let desk = Desk::new();
    let results = desk.goodwill("run bare.toml --replications 3 --format json").exits(0).json();
    let arm = &results["arms"][0];
    let wait = |key: &str| arm["metrics"][key]["mean"].as_f64().unwrap();
    assert!(wait("wait_p50_s") < wait("wait_p90_s") && wait("wait_p90_s") < wait("wait_p99_s"));
    assert!(wait("wait_p99_s") > wait("wait_mean_s"));
    let p90 = wait("wait_p90_s");
    for point in arm["wait_distribution"].as_array().unwrap() {
        let (at, share) = (point["wait_s"].as_f64().unwrap(), point["share"].as_f64().unwrap());
        assert_eq!(at >= p90, share >= 0.9, "{at} s: {share}, p90 {p90}");
    }
}

#[test]
fn neither_threads_nor_the_order_of_arms_change_a_byte() {
    let desk = Desk::new();
    for scenario in ["bare.toml", "customers.toml"] {
        let arms = match scenario {
            "bare.toml" => ["staffing,coaching+staffing", "coaching+staffing,staffing,baseline"],
            _ => ["staffing,training,staffing+training", "training+staffing,training,staffing"],
        };
        let mut first: Option<(Vec<u8>, Vec<u8>)> = None;
        for (index, threads) in [1, 2, 7].into_iter().enumerate() {
            let out = format!("{scenario}-{threads}");
            let words = format!(
                "compare {scenario} --replications 4 --doubt-replications 2 --threads {threads} --arms {} --out {out} --quiet",
                arms[index % 2]
            );
            desk.goodwill(&words).exits(0);
            let file = |name: &str| fs::read(desk.path(&out).join(name)).unwrap();
            let files = (file("result.json"), file("replications.csv"));
            match &first {
                None => first = Some(files),
                Some(first) => assert!(*first == files, "{scenario} with {threads} threads"),
            }
        }
    }
}

#[test]
fn out_holds_a_whole_result_and_is_not_overwritten_unasked() {
    let desk = Desk::new();
    let words = "compare customers.toml --replications 3 --out a/b --format json";
    let first = desk.goodwill(words).exits(0);
    assert_eq!(first.stderr, "written to a/b\n");
    let folder = desk.path("a/b");
    assert_eq!(
        names_in(&folder),
        ["manifest.json", "replications.csv", "report.html", "result.json", "scenario.toml"]
    );
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(read("result.json"), first.stdout);
    assert_eq!(read("scenario.toml"), CUSTOMERS);
    assert!(read("report.html").contains("Corner shop"));
    let manifest: Value = serde_json::from_str(&read("manifest.json")).unwrap();
    assert_eq!(manifest["replications_finished"], 3);
    for key in ["started", "threads", "duration_s"] {
        assert!(!manifest[key].is_null(), "{key}");
        assert!(!first.stdout.contains(&format!("\"{key}\"")), "{key} stands in the manifest only");
    }

    desk.goodwill(words).refused("holds result.json already");
    desk.goodwill(&format!("{words} --force --seed 2")).exits(0);
    assert_ne!(read("result.json"), first.stdout);
}

#[test]
fn replications_are_long_and_add_up_to_the_result() {
    let desk = Desk::new();
    desk.goodwill("run customers.toml --replications 3 --out run --quiet").exits(0);
    let mut reader = csv::Reader::from_path(desk.path("run/replications.csv")).unwrap();
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_string).collect();
    assert_eq!(
        header,
        ["arm", "replication", "scope", "name", "metric", "value", "numerator", "denominator"]
    );
    let (mut numerator, mut denominator) = (0.0, 0.0);
    let mut scopes = std::collections::BTreeSet::new();
    for record in reader.records() {
        let record = record.unwrap();
        scopes.insert(record[2].to_string());
        if &record[2] == "total" && &record[4] == "abandonment_rate" {
            numerator += record[6].parse::<f64>().unwrap();
            denominator += record[7].parse::<f64>().unwrap();
        }
    }
    assert_eq!(scopes.iter().collect::<Vec<_>>(), ["reason", "segment", "team", "total", "week"]);
    let text = fs::read_to_string(desk.path("run/result.json")).unwrap();
    let results: Value = serde_json::from_str(&text).unwrap();
    let mean = results["arms"][0]["metrics"]["abandonment_rate"]["mean"].as_f64().unwrap();
    assert!((mean - numerator / denominator).abs() < 1e-15);
}

#[test]
fn a_folder_that_cannot_be_written_is_refused_before_the_simulation() {
    let desk = Desk::new();
    fs::write(desk.path("taken"), "a file").unwrap();
    // So many replications would take hours.
    let words = "run bare.toml --replications 1000000 --out taken/run";
    let ended = desk.goodwill(words).refused("cannot write to --out taken/run");
    assert_eq!(ended.stderr.lines().count(), 1);
}

#[test]
fn bad_input_is_refused_and_nothing_is_written() {
    let desk = Desk::new();
    fs::write(desk.path("bad.toml"), BARE.replace("mean = \"10m\"", "mean = \"-10m\"")).unwrap();
    desk.goodwill("run bad.toml --out run").refused("bad.toml:11:39: `reason.call.talk.mean`");
    desk.goodwill("run missing.toml").refused("cannot read missing.toml");
    desk.goodwill("run .").refused("is a folder");
    desk.goodwill("compare bare.toml --arms stafing --out run").refused("did you mean \"staffing\"?");
    desk.goodwill("run bare.toml --arms staffing,coaching --out run").refused("`run` runs one arm");
    desk.goodwill("run bare.toml --arms staffing,baseline --out run").refused("`run` runs one arm");
    desk.goodwill("compare bare.toml bare.toml --arms staffing").refused("several scenarios");
    desk.goodwill("run bare.toml --confidence 95").refused("between 0 and 1");
    desk.goodwill("run bare.toml --confidence 95").refused("did you mean 0.95?");
    desk.goodwill("run bare.toml --replications 0").refused("--replications");
    for option in ["--seed", "--replications", "--threads", "--confidence"] {
        let told = desk.goodwill(&format!("run bare.toml {option} -1")).refused(option).stderr;
        assert!(!told.contains("use '--"), "{told}");
    }
    desk.goodwill("run bare.toml --out bare.toml").refused("it is a file");
    desk.goodwill("run bare.toml --set time.horizon=99999999w").refused("longer than a hundred years");
    let all =
        desk.goodwill("run bare.toml --set time.horizon=-100%").refused("after the change by -100% from");
    assert!(all.stderr.contains("`time.horizon` is \"0s\""), "{}", all.stderr);
    desk.goodwill("run bare.toml --set reason.call.resolution=0,7").refused("did you mean 0.7?");
    desk.goodwill("run bare.toml --set reason.call.resolution=50%")
        .refused("did you mean 0.5 (the share itself)");
    desk.goodwill("report bare.toml").refused("is no result of Goodwill");
    assert_eq!(names_in(desk.folder.path()), ["bad.toml", "bare.toml", "customers.toml"]);
}

#[test]
fn set_changes_the_scenario_and_stands_in_the_command() {
    let desk = Desk::new();
    let run = |extra: &str| {
        desk.goodwill(&format!("run bare.toml --replications 2 --format json {extra}")).exits(0).json()
    };
    let (stated, more) = (run(""), run("--set team.agents.agents=+50%"));
    assert_ne!(stated["goodwill"]["scenario_sha256"], more["goodwill"]["scenario_sha256"]);
    let command = more["goodwill"]["command"].as_str().unwrap();
    assert!(command.ends_with("--set team.agents.agents=+50%"), "{command}");
    let hours = |results: &Value| results["arms"][0]["metrics"]["agent_hours"]["mean"].as_f64().unwrap();
    assert!(hours(&more) > 1.4 * hours(&stated));

    desk.goodwill("run bare.toml --set team.agents.agnets=+50%").refused("agnets");
    desk.goodwill("run bare.toml --set team.agents.agents").refused("PATH=VALUE");
    desk.goodwill("run bare.toml --set team.agents.agents=-5").exits(0);
    desk.goodwill("run bare.toml --set team.agents.agents=\"-50\"").refused("agents");
}

#[test]
fn a_missed_target_is_exit_1() {
    let desk = Desk::new();
    let targets = |at_most: f64| {
        let goals =
            format!("\n[goals]\ntargets = [{{ metric = \"abandonment_rate\", at_most = {at_most} }}]\n");
        fs::write(desk.path("goals.toml"), BARE.replace("\n[[reason]]", &(goals + "\n[[reason]]"))).unwrap();
    };
    targets(1e-6);
    let ended = desk.goodwill("run goals.toml --replications 2").exits(1);
    assert!(ended.stdout.contains("missed"));
    desk.goodwill("compare goals.toml --replications 2").exits(1);
    targets(0.9);
    desk.goodwill("run goals.toml --replications 2").exits(0);
}

#[test]
fn colours_follow_the_environment() {
    let desk = Desk::new();
    let words = "compare customers.toml --replications 2 --doubt-replications 0";
    let coloured = |variables: &[(&str, &str)]| {
        let output = desk.command(words).envs(variables.iter().copied()).output().unwrap();
        String::from_utf8(output.stdout).unwrap().contains('\u{1b}')
    };
    assert!(!coloured(&[]), "no terminal, no colours");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("NO_COLOR", "1")]));
}

#[test]
fn several_scenarios_are_compared_with_the_first() {
    let desk = Desk::new();
    let faster = BARE.replace("Help desk", "Faster desk").replace("mean = \"10m\"", "mean = \"8m\"");
    fs::write(desk.path("faster.toml"), faster).unwrap();
    let words = "compare bare.toml faster.toml customers.toml --replications 3 --format json --out run";
    let results = desk.goodwill(words).exits(0).json();
    let names: Vec<&Value> = results["arms"].as_array().unwrap().iter().map(|arm| &arm["name"]).collect();
    assert_eq!(names, ["baseline", "Faster desk", "Corner shop"]);
    let contrasts = results["contrasts"].as_array().unwrap();
    assert_eq!(contrasts.len(), 2);
    assert!(contrasts[0]["metrics"]["abandonment_rate"]["mean"].as_f64().unwrap() < 0.0);
    let other = contrasts[1]["metrics"].as_object().unwrap();
    assert!(
        other.contains_key("abandonment_rate") && !other.contains_key("satisfaction"),
        "shared metrics only"
    );
    assert!(results["goodwill"]["scenario"] == "Help desk, Faster desk, Corner shop");
    assert_eq!(fs::read_to_string(desk.path("run/scenario-3.toml")).unwrap(), CUSTOMERS);
}

#[test]
fn a_finished_run_can_be_shown_again() {
    let desk = Desk::new();
    let shown = desk.goodwill("compare customers.toml --replications 2 --out run --quiet").exits(0);
    assert_eq!(desk.goodwill("report run").exits(0).stdout, shown.stdout);
    assert_eq!(desk.goodwill("report run/result.json").exits(0).stdout, shown.stdout);
    let json = desk.goodwill("report run --format json").exits(0).stdout;
    assert_eq!(json, fs::read_to_string(desk.path("run/result.json")).unwrap());
    let page = fs::read(desk.path("run/report.html")).unwrap();
    fs::remove_file(desk.path("run/report.html")).unwrap();
    desk.goodwill("report run --html").exits(0);
    assert!(fs::read(desk.path("run/report.html")).unwrap() == page);
    for (name, what) in [("trial.json", "a trial of formulas"), ("measurement.json", "a survey measured")] {
        let folder = desk.path(name.trim_end_matches(".json"));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join(name), "{}").unwrap();
        let words = name.trim_end_matches(".json");
        desk.goodwill(&format!("report {words}")).refused(what);
        desk.goodwill(&format!("report {words}/{name}")).refused(what);
    }
}

/// Whoever runs one arm sees which one, and whoever gives an option that does nothing is told.
#[test]
fn a_single_arm_has_its_name_and_idle_options_are_told() {
    let desk = Desk::new();
    let shown = desk.goodwill("run bare.toml --replications 2 --arms staffing --open-loop").exits(0).stdout;
    assert!(shown.lines().next().unwrap().ends_with("how this service performs with staffing"), "{shown}");
    assert!(!shown.contains("this service  "), "the column has the name of the arm: {shown}");
    assert!(shown.contains("`--open-loop` changes nothing here"), "{shown}");
    let shown = desk.goodwill("run customers.toml --replications 2 --open-loop").exits(0).stdout;
    assert!(!shown.contains("changes nothing here"), "{shown}");
}

/// Everything that is wrong with a command is told at once: its words, or else the scenario, the arms and the folder.
#[test]
fn all_mistakes_of_a_command_are_told_at_once() {
    let desk = Desk::new();
    fs::create_dir(desk.path("taken")).unwrap();
    fs::write(desk.path("taken/result.json"), "{}").unwrap();
    for (words, parts) in [
        (
            "compare bare.toml --arms stafing,nobody --out taken",
            ["no arm \"stafing\"", "no arm \"nobody\"", "taken holds result.json already"],
        ),
        (
            "run bare.toml --set team.nobody.agents=3 --set time.horizon=soon --out taken",
            [
                "no team named `nobody`",
                "\"soon\", but it must be a duration",
                "taken holds result.json already",
            ],
        ),
        (
            "run bare.toml --seed x --replications 0 --quite",
            ["'x' for '--seed", "'0' for '--replications", "'--quiet'"],
        ),
    ] {
        let told = desk.goodwill(words).refused(parts[0]).stderr;
        for part in parts {
            assert!(told.contains(part), "goodwill {words}: {part} is missing in:\n{told}");
        }
    }
    desk.goodwill("compare bare.toml --arms nobody --out new").refused("no arm \"nobody\"");
    assert!(!desk.path("new").exists(), "a folder made for nothing is taken away");
}

#[test]
fn check_tells_what_a_scenario_means() {
    let desk = Desk::new();
    let text = desk.goodwill("check customers.toml").exits(0).stdout;
    for part in [
        "1000 customers in 2 segments",
        "training @ 3000",
        "nobody there",
        "staffing changes the headcount of front",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let json = desk.goodwill("check customers.toml --format json").exits(0).json();
    assert_eq!(json["load"].as_array().unwrap().len(), 24);
    let lag = &json["staffing"][0]["periods"][0];
    assert_eq!((&lag["from_week"], &lag["to_week"]), (&2.into(), &6.into()), "hiring takes a week");
    assert_eq!(json["staffing"][0]["rows"][0]["present"], serde_json::json!([2, 3]));
}

#[test]
fn every_kind_of_word_is_explained() {
    let desk = Desk::new();
    for (word, meaning) in [
        ("mean wait", "wait_mean_s"),
        ("half-hours that meet the goal", "intervals_met"),
        ("cost per point", "the gain lies above 0"),
        ("Erlang", "load"),
        ("pp", "difference of shares"),
        ("SE ratio", "too short"),
        ("warm up", "end of the warm-up"),
        ("erlang a", "M/M/c+M"),
        ("plug-in", "estimation"),
        ("payback", "cumulative profit"),
        ("Monte Carlo", "simulated luck"),
        ("misleading", "judge"),
        ("index", "0-100"),
        ("abandonment_rate", "abandoned / offered"),
        ("occupancy", "Handling time / (handling + available time)"),
        ("service level", "S/offered"),
        ("team.front.agents", "agents"),
        ("memory_half_life", "memory"),
        ("E0214", "range"),
    ] {
        let text = desk.goodwill(&format!("explain {word}")).exits(0).stdout;
        assert!(text.contains(meaning), "{word}: {text}");
    }
    // What a user can write comes before what the library is made of.
    let importance = desk.goodwill("explain importance").exits(0).stdout;
    let place = |words: &str| importance.find(words).unwrap_or_else(|| panic!("{words}: {importance}"));
    assert!(place("importance (word)") < place("scenario key category.NAME.importance"));
    assert!(place("scenario key category.NAME.importance") < place("figure of a survey"));
    desk.goodwill("explain ocupancy").refused("did you mean \"occupancy\"?");
    let all = desk.goodwill("explain").exits(0).stdout;
    for part in ["satisfaction_cohort", "intervention.set", "E0102", "disconfirmation"] {
        assert!(all.contains(part), "{part}");
    }
}

#[test]
fn the_schema_of_scenarios_accepts_scenarios() {
    let desk = Desk::new();
    let schema = desk.goodwill("schema").exits(0).json();
    for text in [BARE, CUSTOMERS] {
        let scenario: toml::Table = toml::from_str(text).unwrap();
        assert_valid(&schema, &serde_json::to_value(scenario).unwrap());
    }
}

#[test]
fn a_reader_who_goes_away_is_no_error() {
    let desk = Desk::new();
    let mut child = desk
        .command("compare customers.toml --replications 2 --format csv --quiet")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = Ended::of("compare | head", child.wait_with_output().unwrap()).exits(0);
    assert_eq!(ended.stderr, "");
}

/// Nine agents and one in a hundred more are nine agents: that is no mistake, but nobody should believe to have asked about ten.
#[test]
fn a_change_that_is_rounded_away_is_told_before_anything_is_run_for_it() {
    let desk = Desk::new();
    let words = "run bare.toml --replications 2 --format json --set team.agents.agents=+1%";
    let told = desk.goodwill(words).exits(0);
    assert!(told.stderr.contains("note: `--set team.agents.agents=+1%` is rounded away"), "{}", told.stderr);
    assert!(told.stderr.contains("does something is `+6%`"), "{}", told.stderr);
    let warnings = told.json()["warnings"].to_string();
    assert!(warnings.contains("is rounded away"), "{warnings}");
    assert_eq!(desk.goodwill(&format!("{words} --quiet")).exits(0).stderr, "");
    let check = desk.goodwill("check bare.toml --set team.agents.agents=+1%").exits(0);
    assert!(check.stdout.contains("is rounded away"), "{}", check.stdout);
    let acts = desk.goodwill("run bare.toml --replications 2 --set team.agents.agents=+6%").exits(0);
    assert!(!acts.stderr.contains("rounded away"), "{}", acts.stderr);
}
