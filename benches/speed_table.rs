//! The speed table: engine and peers in turns on one core, processor time, medians over rounds, and ratios.
//!
//! Usage: cargo bench --bench speed_table -- [--rounds N] [--days N] [--simpy DAYS]
//!
//! Two tables: the day model by engine, hand-written loop and SimPy; then the engine on M/M/50+M, on two variants of it and on
//! a model of another program, with the hand-written loop beside them as a measure of what the machine does meanwhile.
//!
//! In turns, because a machine is faster in one minute than in the next: only what ran beside each other is compared. An
//! event is an arrival, a service start, a service end or an abandonment; whoever handles one without an event of its own
//! is not charged for it. With `--simpy` the SimPy script of `benches/peers` runs so many days in each round as well.

use std::process::Command;

mod measure;
mod yardstick;

use measure::{
    DAY_MODEL, Done, Job, LOGNORMAL, MM50M, PEER_CUSTOMERS, PEER_MODEL, TWO_TEAMS, median, processor_seconds,
};
use yardstick::Yardstick;

/// What one turn of a runner did, and the processor time it took.
#[derive(Clone, Copy, Debug, Default)]
struct Turn {
    seconds: f64,
    days: f64,
    events: f64,
    contacts: f64,
    abandoned: f64,
    within_awt: f64,
}

/// A runner with its name and its turns so far.
struct Runner<'a> {
    name: &'a str,
    run: Box<dyn FnMut() -> Turn + 'a>,
    turns: Vec<Turn>,
}

impl Runner<'_> {
    fn nanoseconds_per_event(&self) -> f64 {
        median(&self.turns.iter().map(|turn| turn.seconds / turn.events * 1e9).collect::<Vec<_>>())
    }

    fn least_nanoseconds_per_event(&self) -> f64 {
        let nanoseconds = self.turns.iter().map(|turn| turn.seconds / turn.events * 1e9);
        nanoseconds.fold(f64::INFINITY, f64::min)
    }

    fn seconds_per_day(&self) -> f64 {
        median(&self.turns.iter().map(|turn| turn.seconds / turn.days).collect::<Vec<_>>())
    }

    /// Sum over all turns.
    fn sum(&self, of: impl Fn(&Turn) -> f64) -> f64 {
        self.turns.iter().map(of).sum()
    }
}

fn engine<'a>(name: &'a str, mut job: Job, replications: u64) -> Runner<'a> {
    job.run(1);
    let run = move || {
        let start = processor_seconds();
        let done: Done = job.run(replications);
        Turn {
            seconds: processor_seconds() - start,
            days: replications as f64,
            events: done.events(),
            contacts: done.offered,
            abandoned: done.abandoned,
            within_awt: done.within_awt,
        }
    };
    Runner { name, run: Box::new(run), turns: Vec::new() }
}

fn hand_written(days: u64) -> Runner<'static> {
    let mut yardstick = Yardstick::new(1);
    yardstick.run_day();
    let run = move || {
        let before = yardstick.counts().clone();
        let start = processor_seconds();
        (0..days).for_each(|_| yardstick.run_day());
        let seconds = processor_seconds() - start;
        let now = yardstick.counts();
        let within_awt = |counts: &yardstick::Counts| counts.within_awt.iter().sum::<u64>();
        Turn {
            seconds,
            days: days as f64,
            events: (now.events() - before.events()) as f64,
            contacts: (now.contacts() - before.contacts()) as f64,
            abandoned: (now.abandoned() - before.abandoned()) as f64,
            within_awt: (within_awt(now) - within_awt(&before)) as f64,
        }
    };
    Runner { name: "hand-written loop", run: Box::new(run), turns: Vec::new() }
}

/// The SimPy script, which times itself, so that the start of the interpreter does not count.
fn simpy(days: u64) -> Runner<'static> {
    let mut seed = 0;
    let run = move || {
        seed += 1;
        let output = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/run.sh"))
            .args([days.to_string(), seed.to_string()])
            .output()
            .expect("benches/peers/run.sh starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8_lossy(&output.stdout);
        let figure = |name: &str| -> f64 {
            let line =
                text.lines().find_map(|line| line.strip_prefix(name)).expect("the script prints its figures");
            line.trim().parse().expect("a figure is a number")
        };
        let days = days as f64;
        let contacts = figure("contacts_per_day") * days;
        let abandoned = figure("abandonment_rate") * contacts;
        Turn {
            seconds: figure("cpu_seconds_per_day") * days,
            days,
            events: 3.0 * contacts - abandoned,
            contacts,
            abandoned,
            within_awt: figure("service_level_of_offered") * contacts,
        }
    };
    Runner { name: "SimPy", run: Box::new(run), turns: Vec::new() }
}

fn take_turns(runners: &mut [Runner], rounds: u64) {
    for round in 0..rounds {
        eprint!("\rround {} of {rounds}", round + 1);
        for runner in runners.iter_mut() {
            let turn = (runner.run)();
            runner.turns.push(turn);
        }
    }
    eprintln!();
}

fn print_day_model(runners: &[Runner]) {
    println!(
        "day model               ms/day     days/s   ns/event  against engine  contacts  abandoned  within 20 s"
    );
    let engine = runners[0].seconds_per_day();
    for runner in runners {
        let seconds = runner.seconds_per_day();
        let contacts = runner.sum(|turn| turn.contacts);
        println!(
            "{:20} {:9.3} {:10.1} {:10.1} {:15.3} {:9.0} {:9.2} % {:10.2} %",
            runner.name,
            1e3 * seconds,
            1.0 / seconds,
            runner.nanoseconds_per_event(),
            seconds / engine,
            contacts / runner.sum(|turn| turn.days),
            100.0 * runner.sum(|turn| turn.abandoned) / contacts,
            100.0 * runner.sum(|turn| turn.within_awt) / contacts,
        );
    }
    if let [engine, hand_written, rest @ ..] = runners {
        let loop_seconds = hand_written.seconds_per_day();
        println!("engine / hand-written loop: {:.2}", engine.seconds_per_day() / loop_seconds);
        for peer in rest {
            println!("{} / hand-written loop: {:.1}", peer.name, peer.seconds_per_day() / loop_seconds);
        }
    }
}

fn print_engine(runners: &[Runner]) {
    println!("\nengine                       ns/event   least   against M/M/50+M   events/s");
    let plain = runners[0].nanoseconds_per_event();
    for runner in runners {
        let nanoseconds = runner.nanoseconds_per_event();
        println!(
            "{:28} {:8.1} {:7.1} {:18.2} {:10.2} M",
            runner.name,
            nanoseconds,
            runner.least_nanoseconds_per_event(),
            nanoseconds / plain,
            1e3 / nanoseconds
        );
        if runner.name == PEER {
            let customers = PEER_CUSTOMERS / runner.seconds_per_day();
            println!("{:28} {:.2} million customers a second and core", "", customers / 1e6);
        }
    }
}

const PEER: &str = "Callcenter Simulator's model";

/// The number after an option of the command line, if it is there.
fn option(name: &str) -> Option<u64> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name).skip(1);
    arguments.next().map(|value| value.parse().expect("a whole number follows the option"))
}

fn main() {
    let rounds = option("--rounds").unwrap_or(9);
    let days = option("--days").unwrap_or(100);
    let mut day_model = vec![engine("engine", Job::new(DAY_MODEL, &[]), days), hand_written(days)];
    day_model.extend(option("--simpy").map(simpy));
    take_turns(&mut day_model, rounds);
    print_day_model(&day_model);
    let mut variants = [
        engine("M/M/50+M", Job::new(MM50M, &[]), 3),
        engine("two teams", Job::new(TWO_TEAMS, &[]), 3),
        engine("lognormal service", Job::new(MM50M, &LOGNORMAL), 3),
        engine(PEER, Job::new(PEER_MODEL, &[]), days),
        hand_written(days),
    ];
    take_turns(&mut variants, rounds);
    print_engine(&variants);
}
