//! A run that is interrupted keeps what it has finished.

use std::process::Stdio;

use super::{Desk, Ended, names_in};

#[test]
fn an_interrupted_run_keeps_what_a_shorter_run_gives() {
    let desk = Desk::new();
    let words = "compare bare.toml --replications 1000000 --format json --out run";
    let interrupted_after = |milliseconds| {
        let child = desk.command(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
        let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        Ended::of(words, child.wait_with_output().unwrap()).exits(130)
    };
    // A machine that did not finish one replication in the time is given more.
    let ended = [1_500, 6_000, 24_000]
        .into_iter()
        .map(interrupted_after)
        .find(|ended| !ended.stdout.is_empty())
        .expect("no replication was finished");
    let kept = ended.json();
    let n = kept["arms"][0]["metrics"]["offered"]["n"].as_u64().unwrap();
    assert!(n > 0);
    let told = format!("{n} of 1000000 replications");
    assert!(ended.stderr.contains(&told), "{}", ended.stderr);
    assert!(kept["warnings"][0].as_str().unwrap().contains(&told));
    assert_eq!(names_in(&desk.path("run")).len(), 5);

    let words = format!("compare bare.toml --replications {n} --format json");
    let shorter = desk.goodwill(&words).exits(0).json();
    assert!(shorter["arms"] == kept["arms"] && shorter["contrasts"] == kept["contrasts"]);
}
