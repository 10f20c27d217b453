//! The rules of dependency, as tests: who may know whom, and what must be absent where.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Layer of each room of `src/`. A room may use rooms of lower layers, and the siblings named in `SIBLINGS`.
const LAYERS: &[(&str, u32)] = &[
    ("time", 0),
    ("parallel", 0),
    ("random", 0),
    ("statistics", 0),
    ("suggest", 0),
    ("population", 1),
    ("operation", 2),
    ("experience", 2),
    ("loyalty", 2),
    ("survey", 2),
    ("metrics", 3),
    ("journey", 3),
    ("measurement", 4),
    ("scenario", 4),
    ("experiment", 5),
    ("judge", 6),
    ("data", 7),
    ("report", 7),
    ("cli", 8),
];

/// Rooms of one layer that may know each other, in this direction only.
const SIBLINGS: &[(&str, &str)] = &[("journey", "metrics"), ("measurement", "scenario"), ("random", "time")];

/// Whether a room may use another: its own, one of a lower layer, or a named sibling.
fn may_use(room: &str, other: &str) -> bool {
    let layer = |name: &str| LAYERS.iter().find(|(of, _)| *of == name).map(|(_, layer)| *layer);
    let (Some(from), Some(to)) = (layer(room), layer(other)) else { return false };
    room == other || to < from || SIBLINGS.contains(&(room, other))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Whether a file holds tests alone: `tests.rs`, or anything in a folder `tests`.
fn is_test(file: &Path) -> bool {
    file.iter().any(|part| part == "tests" || part == "tests.rs")
}

/// Every source file by room, without comments and without the tests below its `#[cfg(test)]` or in files of tests.
fn rooms() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut rooms: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    for file in files {
        let inside = file.strip_prefix(&root).unwrap().to_path_buf();
        let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
        let room = first.trim_end_matches(".rs").to_string();
        if room == "main" || room == "lib" || is_test(&inside) {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or(&text);
        let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        rooms.entry(room).or_default().push((inside, code.join("\n")));
    }
    rooms
}

/// Rooms named after `crate::` in a piece of code.
fn named_rooms(code: &str) -> Vec<String> {
    code.match_indices("crate::")
        .map(|(at, word)| {
            let rest = &code[at + word.len()..];
            rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        })
        .collect()
}

#[test]
fn nobody_looks_up() {
    let mut wrong = Vec::new();
    for (room, files) in rooms() {
        assert!(LAYERS.iter().any(|(name, _)| *name == room), "room `{room}` has no layer in this test");
        for (file, code) in files {
            for other in named_rooms(&code) {
                if !may_use(&room, &other) {
                    wrong.push(format!("{}: `{room}` must not know `{other}`", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Reports every line of the rooms chosen that holds one of the words.
fn absent(words: &[&str], forbidden_in: impl Fn(&str, &Path) -> bool) {
    let mut wrong = Vec::new();
    for (room, files) in rooms() {
        for (file, code) in files {
            if !forbidden_in(&room, &file) {
                continue;
            }
            for line in code.lines() {
                if words.iter().any(|word| line.contains(word)) {
                    wrong.push(format!("{}: {}", file.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn below_experiment(room: &str) -> bool {
    LAYERS.iter().any(|(name, layer)| *name == room && *layer < 5)
}

#[test]
fn below_experiment_there_are_no_files_clocks_printing_or_hash_order() {
    let words = [
        "std::fs",
        "std::io",
        "std::env",
        "std::net",
        "SystemTime",
        "time::Instant::now",
        "println!",
        "print!",
        "eprintln!",
        "dbg!",
        "HashMap",
        "HashSet",
    ];
    absent(&words, |room, _| below_experiment(room));
}

#[test]
fn only_parallel_starts_threads() {
    absent(&["rayon", "thread::", "Mutex", "RwLock"], |room, _| {
        room != "parallel" && room != "cli" && room != "experiment"
    });
    absent(&["rayon::", "thread::spawn", "thread::scope"], |room, _| room != "parallel");
}

#[test]
fn only_random_makes_generators() {
    absent(&["Xoshiro", "ChaCha", "SmallRng", "StdRng", "SeedableRng", "rand::rng("], |room, _| {
        room != "random"
    });
}

#[test]
fn the_report_computes_no_statistic() {
    absent(&["crate::statistics"], |room, _| room == "report" || room == "cli");
}

#[test]
fn the_engine_knows_neither_satisfaction_nor_reports() {
    absent(&["satisfaction", "churn", "perception", "html"], |room, _| room == "operation");
}

/// A file that has grown too long holds two nouns.
#[test]
fn files_stay_small() {
    let long: Vec<String> = rooms()
        .into_values()
        .flatten()
        .filter(|(_, code)| code.lines().count() > 500)
        .map(|(file, code)| format!("{}: {} lines", file.display(), code.lines().count()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
