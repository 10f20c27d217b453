//! Published data that is no part of the project: tests that need it are skipped without it, and say so.
#![allow(dead_code)] // each test file uses a part of it

use std::io::{Write, stderr};
use std::path::{Path, PathBuf};

/// A file or folder of the published data: below the folder that the environment variable `GOODWILL_SHARED` names, else below `../shared`
/// beside the checkout. `None` where it is not there, which is said.
pub fn published_data(name: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("GOODWILL_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = shared.join(name);
    let is_there = path.exists();
    if !is_there {
        skipped(&format!("{name} is not there (GOODWILL_SHARED names the folder of published data)"));
    }
    is_there.then_some(path)
}

/// Says that the test that asks has nothing to test. The test runner would swallow what a passed test prints, and not what is
/// written to the stream itself.
pub fn skipped(why: &str) {
    let thread = std::thread::current();
    let _ = writeln!(stderr(), "skipped: {}: {why}", thread.name().unwrap_or("a test"));
}
