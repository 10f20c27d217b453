//! Files with chance mistakes: shipped scenarios, formulas and surveys, changed at random places by a fixed seed. Whatever
//! becomes of a file, reading it ends, soon and without a panic, in a meaning or in mistakes that each have a place.
//!
//! `SEED=n ROUNDS=n cargo test --release --test mutations` tries others. The same properties are fuzzed with the coverage as a
//! guide in `fuzz/` (CONTRIBUTING.md).

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use goodwill::experiment::{self, Settings};
use goodwill::measurement;
use goodwill::metrics::formula::{Formula, FormulaColumns};
use goodwill::scenario::{Diagnostics, Place, parse_with_files};

/// Far beyond what reading a file takes on the slowest machine, and far below what a hang takes.
const LONGEST: Duration = Duration::from_secs(20);

/// Values that break careless readers.
const HOSTILE: [&str; 24] = [
    "-1",
    "0",
    "1.2",
    "1e308",
    "-1e-308",
    "nan",
    "inf",
    "-inf",
    "18446744073709551616",
    "9223372036854775807",
    "4294967295",
    "1_000_000",
    "\"\"",
    "\"1e30s\"",
    "\"99999999999w\"",
    "\"-5s\"",
    "\"\u{202e}\u{0}é\"",
    "[]",
    "[[]]",
    "{}",
    "true",
    "1979-05-27T07:32:00Z",
    "{ dist = \"lognormal\", mean = 1e300, cv = 1e300 }",
    "\"+1e300%\"",
];

/// Random numbers by a seed (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % count.max(1) as u64) as usize
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

fn var(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// The text with one to three mistakes.
fn mutated(text: &str, chance: &mut Chance) -> String {
    let mut text = text.to_string();
    for _ in 0..=chance.below(3) {
        text =
            if chance.below(3) > 0 { change_lines(&text, chance) } else { change_characters(&text, chance) };
    }
    text
}

/// A line more, less, elsewhere, or with another value.
fn change_lines(text: &str, chance: &mut Chance) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
    let meant: Vec<usize> =
        (0..lines.len()).filter(|at| lines[*at].contains('=') || lines[*at].starts_with('[')).collect();
    if meant.is_empty() {
        return text.to_string();
    }
    let at = *chance.pick(&meant);
    match chance.below(6) {
        0 => _ = lines.remove(at),
        1 => lines.insert(at, lines[at].clone()),
        2 => {
            let other = *chance.pick(&meant);
            lines.swap(at, other);
        }
        3 => lines.truncate(at),
        _ => {
            if let Some((key, _)) = lines[at].split_once('=') {
                lines[at] = format!("{key}= {}", chance.pick(&HOSTILE));
            }
        }
    }
    lines.join("\n")
}

/// A character more, less or another.
fn change_characters(text: &str, chance: &mut Chance) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    if characters.is_empty() {
        return String::new();
    }
    let at = chance.below(characters.len());
    let other = *chance.pick(&[
        '"',
        '[',
        ']',
        '{',
        '}',
        '=',
        '.',
        ',',
        '-',
        '9',
        'e',
        '%',
        '\n',
        '\r',
        '\t',
        '\u{0}',
        'é',
        '\u{1f600}',
    ]);
    match chance.below(3) {
        0 => _ = characters.remove(at),
        1 => characters.insert(at, other),
        _ => characters[at] = other,
    }
    characters.into_iter().collect()
}

/// All files with this ending below a folder, in order.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder of the project") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                collect(&path, ending, found);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut found);
    found.sort();
    found
}

/// What is being done, and since when.
#[derive(Clone, Default)]
struct Watch(Arc<Mutex<Option<(Instant, String)>>>);

impl Watch {
    /// Does it, and is seen doing it with what was read.
    fn over<T>(&self, what: &str, text: &str, act: impl FnOnce() -> T) -> T {
        self.set(Some((Instant::now(), format!("{what}:\n{text}"))));
        let done = act();
        self.set(None);
        done
    }

    fn set(&self, doing: Option<(Instant, String)>) {
        *self.0.lock().expect("nobody panics with it in hand") = doing;
    }

    /// What has been going on for longer than that.
    fn overdue(&self, longest: Duration) -> Option<String> {
        let doing = self.0.lock().expect("nobody panics with it in hand");
        doing.as_ref().filter(|(begins, _)| begins.elapsed() > longest).map(|(_, what)| what.clone())
    }
}

/// Does `acts` beside a clock. One of them that takes longer than `longest`, though it may never end, fails the test with what
/// it was about.
fn watched(longest: Duration, acts: impl FnOnce(&Watch) + Send + 'static) {
    let watch = Watch::default();
    let seen = watch.clone();
    #[expect(clippy::disallowed_methods, reason = "a test of its own, which must outlive an act that hangs")]
    let worker = std::thread::spawn(move || acts(&seen));
    while !worker.is_finished() {
        if let Some(act) = watch.overdue(longest) {
            panic!("{longest:?} are over, and it still goes on: {act}");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    if let Err(why) = worker.join() {
        std::panic::resume_unwind(why);
    }
}

/// The canary: what never ends is found, and named.
#[test]
#[should_panic(expected = "it still goes on: a wait:\nfor ever")]
fn a_hang_fails_with_what_it_was_about() {
    watched(Duration::from_millis(50), |watch| {
        watch.over("what ends", "at once", || ());
        watch.over("a wait", "for ever", || {
            loop {
                std::thread::park();
            }
        });
    });
}

/// And a panic beside the clock is one of the test.
#[test]
#[should_panic(expected = "no meaning")]
fn a_panic_fails_too() {
    watched(LONGEST, |watch| watch.over("reading", "a text", || panic!("no meaning")));
}

/// Every mistake has a place that exists, and words.
fn assert_placed(mistakes: &Diagnostics, text: &str) {
    assert!(!mistakes.is_empty(), "refused without a mistake:\n{text}");
    // An editor counts a line after the last end of line.
    let lines = text.split('\n').count();
    for mistake in mistakes.iter() {
        assert!(!mistake.message.is_empty());
        assert!(mistake.why.as_ref().is_some_and(|why| !why.trim().is_empty()), "{mistake}\n{text}");
        match &mistake.place {
            Place::File { line, column, .. } => {
                let is_there = (1..=lines.max(1)).contains(line) && *column >= 1;
                assert!(
                    is_there,
                    "line {line}, column {column} of {lines} lines: {}\n{text}",
                    mistake.message
                );
            }
            Place::Option(option) => panic!("no option was given, but {option}: {}\n{text}", mistake.message),
        }
    }
}

#[test]
fn a_scenario_with_chance_mistakes_is_understood_or_refused_with_places() {
    watched(LONGEST, change_scenarios);
}

fn change_scenarios(watch: &Watch) {
    let scenarios: Vec<PathBuf> = files("scenarios", "toml")
        .into_iter()
        .filter(|path| !path.components().any(|part| part.as_os_str() == "surveys"))
        .collect();
    assert!(scenarios.len() > 15, "{scenarios:?}");
    let mut understood = 0;
    let rounds = var("ROUNDS", 15);
    for (number, path) in scenarios.iter().enumerate() {
        let text = fs::read_to_string(path).expect("a readable file");
        let beside = |name: &str| {
            let folder = path.parent().expect("it lies in a folder");
            fs::read_to_string(folder.join(name)).map_err(|error| error.to_string())
        };
        let mut chance = Chance(var("SEED", 2_026) ^ ((number as u64) << 32));
        for _ in 0..rounds {
            let changed = mutated(&text, &mut chance);
            let read = || parse_with_files(&changed, "changed.toml", &[], &beside);
            match watch.over("reading", &changed, read) {
                Err(mistakes) => assert_placed(&mistakes, &changed),
                Ok(scenario) => {
                    understood += 1;
                    let preview = || experiment::preview(&scenario, &Settings::default());
                    // What breaks a limit only then is told with words.
                    if let Err(error) = watch.over("working out the meaning", &changed, preview) {
                        assert!(!error.to_string().is_empty(), "{changed}");
                    }
                }
            }
        }
    }
    let tried = scenarios.len() as u64 * rounds;
    assert!(understood > tried / 20 && understood < tried, "{understood} of {tried} are understood");
}

#[test]
fn a_formula_with_chance_mistakes_is_understood_or_refused_with_places() {
    watched(LONGEST, change_formulas);
}

fn change_formulas(watch: &Watch) {
    let columns = FormulaColumns {
        numbers: ["wait", "manner", "solution", "weight"].map(str::to_string).to_vec(),
        labels: vec![("segment".to_string(), vec!["business".to_string(), "prepaid".to_string()])],
    };
    let formulas = [
        "100 * (weighted_mean(wait, weight) - 1) / 9",
        "100 * (share(manner >= 9) - share(manner <= 6))",
        "0.5 * mean(if(segment == \"business\", solution)) + 0.5 * mean(row_mean(wait, manner, solution))",
        "mean((wait - mean(wait))^2) - 0.5 * sd(`manner`)",
        "if(rows() >= 30, mean(or_else(wait, 5)), -(1 + 2) * (3 - -4) / 5)",
    ];
    let mut chance = Chance(var("SEED", 2_026));
    for formula in formulas {
        for _ in 0..var("ROUNDS", 15) * 20 {
            let mut changed = formula.to_string();
            for _ in 0..=chance.below(4) {
                changed = change_characters(&changed, &mut chance);
            }
            if let Err(found) = watch.over("a formula", &changed, || Formula::new(&changed, &columns)) {
                assert!(!found.mistakes.is_empty(), "{changed}");
                for mistake in &found.mistakes {
                    let length = changed.chars().count();
                    assert!(
                        mistake.span.start <= length && !mistake.message.is_empty(),
                        "{changed}: {mistake:?}"
                    );
                }
                assert!(found.to_string().contains("character "), "{found}");
            }
        }
    }
}

/// Parentheses and signs as deep as a file may hold them: refused or understood, never out of stack.
#[test]
fn a_formula_as_deep_as_a_well_is_refused_or_understood() {
    watched(LONGEST, deepen_formulas);
}

fn deepen_formulas(watch: &Watch) {
    for (open, close) in [("(", ")"), ("-", ""), ("abs(", ")"), ("1 + (", ")")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let _ = watch.over("a deep formula", open, || Formula::grammar(&deep).is_ok());
    }
}

#[test]
fn a_survey_with_chance_mistakes_is_read_or_refused_with_places() {
    watched(LONGEST, change_surveys);
}

fn change_surveys(watch: &Watch) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/surveys");
    let model = fs::read_to_string(folder.join("telecom-index.toml")).expect("a readable file");
    let survey = fs::read_to_string(folder.join("telecom-survey.csv")).expect("a readable file");
    // The head and some respondents: reading goes through every cell.
    let survey: Vec<&str> = survey.lines().take(40).collect();
    let survey = survey.join("\n");
    let mut chance = Chance(var("SEED", 2_026));
    let mut refused = 0;
    let rounds = var("ROUNDS", 15) * 10;
    for round in 0..rounds {
        let (mut its_model, mut its_survey) = (model.clone(), survey.clone());
        if round % 2 == 0 {
            its_model = mutated(&model, &mut chance);
        } else {
            for _ in 0..=chance.below(4) {
                its_survey = change_characters(&its_survey, &mut chance);
            }
        }
        let names = ("model.toml", "survey.csv");
        let both = format!("{its_model}\n{its_survey}");
        if let Err(faults) =
            watch.over("a survey", &both, || measurement::read(&its_model, &its_survey, names))
        {
            refused += 1;
            assert_placed(&faults, &both);
        }
    }
    assert!(refused > rounds / 10 && refused < rounds, "{refused} of {rounds} are refused");
}
