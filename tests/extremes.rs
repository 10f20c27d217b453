//! Degenerate and extreme services have a defined answer: nobody comes, nobody stays, nothing takes time, everybody comes at
//! once. And one more agent never makes anybody wait longer, where that is a theorem.

use std::collections::BTreeMap;

use goodwill::experiment::{self, Settings, Watch};
use goodwill::journey::Links;
use goodwill::operation::{
    ANONYMOUS, AnonymousDemand, ArrivalModel, Centre, ContactKind, ContactRecord, Demand, Engine, Ledger,
    Observer, Outcome, Request, issue_number,
};
use goodwill::parallel::Cancellation;
use goodwill::random::{Standard, Stream};
use goodwill::scenario::{Scenario, parse};
use goodwill::time::{Calendar, Duration, Instant};

/// A bare service of one day with one reason and one team; `reason` and `team` are lines of their tables.
fn service(arrivals: &str, talk: &str, reason: &str, agents: &str) -> Scenario {
    let text = format!(
        "name = \"extreme\"\n[time]\nhorizon = \"1d\"\n[[reason]]\nname = \"call\"\narrivals_per_hour = {arrivals}\n\
         talk = {{ {talk} }}\n{reason}\n[[team]]\nname = \"agents\"\nagents = {agents}\nskills = [\"call\"]\n"
    );
    parse(&text, "extreme.toml").unwrap_or_else(|mistakes| panic!("{text}\n{mistakes}"))
}

/// The figures that a user sees, by key, and the warnings.
fn figures(scenario: &Scenario) -> (BTreeMap<String, f64>, String) {
    let settings = Settings { replications: 2, threads: 1, ..Settings::default() };
    let watch = Watch { cancellation: &Cancellation::default(), progress: &|_| {}, records: None };
    let outcome = experiment::run(scenario, &settings, &watch).unwrap_or_else(|error| panic!("{error}"));
    let metrics = outcome.results.arms[0].metrics.iter();
    let figures: BTreeMap<String, f64> =
        metrics.map(|(key, estimate)| (key.clone(), estimate.mean)).collect();
    for (key, value) in &figures {
        assert!(value.is_finite(), "{key} is {value}");
    }
    (figures, outcome.results.warnings.join("\n"))
}

const FOUR_MINUTES: &str = "dist = \"constant\", mean = \"4m\"";

#[test]
fn where_nobody_comes_rates_and_waits_are_absent() {
    let (figures, _) = figures(&service("0.0", FOUR_MINUTES, "", "3"));
    for key in ["offered", "answered", "abandoned", "queue_mean", "agents_busy_mean", "occupancy"] {
        assert_eq!(figures[key], 0.0, "{key}");
    }
    assert_eq!(figures["agent_hours"], 72.0);
    for key in [
        "abandonment_rate",
        "answered_rate",
        "service_level_of_offered",
        "service_level_of_answered",
        "wait_mean_s",
        "asa_s",
        "wait_p90_s",
        "aht_s",
        "fcr",
        "contacts_per_issue",
        "intervals_met",
        "interval_worst",
        "offered_day_p10",
    ] {
        assert!(!figures.contains_key(key), "{key} is {}", figures[key]);
    }
}

#[test]
fn where_nothing_takes_time_nobody_waits() {
    let nothing = "dist = \"constant\", mean = \"0s\"";
    let (figures, _) = figures(&service("1000.0", nothing, "", "1"));
    assert_eq!(figures["answered"], figures["offered"]);
    assert!(figures["offered"] > 20_000.0);
    for key in ["wait_mean_s", "wait_p99_s", "aht_s", "occupancy", "queue_mean", "wait_probability"] {
        assert_eq!(figures[key], 0.0, "{key}");
    }
    assert_eq!(figures["service_level_of_offered"], 1.0);
}

#[test]
fn where_everybody_gives_up_at_once_only_who_finds_an_agent_free_is_answered() {
    let no_patience = "patience = { dist = \"constant\", mean = \"0s\" }";
    let (figures, _) = figures(&service("100.0", FOUR_MINUTES, no_patience, "1"));
    assert_eq!(figures["answered"] + figures["abandoned"], figures["offered"]);
    assert!(figures["abandoned"] > figures["answered"] && figures["answered"] > 0.0);
    for key in ["wait_mean_s", "wait_abandoned_mean_s", "wait_p99_s", "queue_mean"] {
        assert_eq!(figures[key], 0.0, "{key}");
    }
    // It is Erlang's loss system: of a load of 20/3 erlangs on one agent 20/23 are lost.
    let (lost, offered) = (20.0f64 / 23.0, figures["offered"]);
    let gate = 5.0 * (lost * (1.0 - lost) / offered).sqrt();
    assert!((figures["abandonment_rate"] - lost).abs() < gate, "{} +- {gate}", figures["abandonment_rate"]);
}

#[test]
fn a_load_above_capacity_without_patience_is_served_in_the_end_and_warned_of() {
    let (figures, warnings) = figures(&service("100.0", FOUR_MINUTES, "", "1"));
    assert_eq!(figures["answered"], figures["offered"]);
    assert!(figures["occupancy"] > 0.99);
    assert!(figures["wait_p99_s"] > 86_400.0, "the last ones wait far beyond the horizon");
    assert!(warnings.contains("the queue grows without end"), "{warnings}");
}

#[test]
fn who_comes_while_nobody_is_there_waits_for_the_morning_or_gives_up() {
    let from_noon = "[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]";
    let (patient, _) = figures(&service("6.0", FOUR_MINUTES, "", from_noon));
    assert_eq!(patient["answered"], patient["offered"]);
    assert!((0.3..0.7).contains(&patient["wait_probability"]));
    let minute = "patience = { dist = \"constant\", mean = \"1m\" }";
    let (impatient, _) = figures(&service("6.0", FOUR_MINUTES, minute, from_noon));
    assert!((0.3..0.7).contains(&impatient["abandonment_rate"]));
    assert_eq!(impatient["wait_abandoned_mean_s"], 60.0);
}

/// It opens at 08:00, closes at 08:15, and the agent comes at 08:15.
#[test]
fn who_waits_at_closing_time_is_cut_off_although_an_agent_comes_at_that_instant() {
    let hours = "open = [\"mon 08:00-08:15\"]\nclosing = \"clear\"";
    let mut quarters = vec!["0"; 96];
    quarters[33] = "1";
    let (figures, _) = figures(&service("60.0", FOUR_MINUTES, hours, &format!("[{}]", quarters.join(", "))));
    assert_eq!(figures["answered"], 0.0);
    assert_eq!(figures["blocked"], figures["offered"]);
}

/// Contacts that all come at one instant.
struct Crowd {
    left: u64,
    at: Instant,
    stream: Stream,
}

impl Demand for Crowd {
    fn next_primary(&mut self) -> Option<Request> {
        self.left = self.left.checked_sub(1)?;
        let issue = issue_number(0, 999_999 - self.left);
        let [_, _, talk, patience] = self.stream.words(goodwill::random::Purpose::Arrival, issue, 0);
        Some(Request {
            at: self.at,
            reason: 0,
            issue,
            attempt: 0,
            kind: ContactKind::Primary,
            customer: ANONYMOUS,
            group: 0,
            patience_factor: 1.0,
            mark: 0.0,
            answered_before: false,
            luck: [talk, patience],
            luck_is: [Standard::Word; 2],
        })
    }

    fn accepts(&mut self, _request: &mut Request) -> bool {
        true
    }

    fn closed(&mut self, _record: &ContactRecord) -> Option<Request> {
        None
    }

    fn still_wanted(&mut self, _request: &Request) -> bool {
        true
    }
}

/// The wait of every contact, by the number of its issue, and the longest queue.
#[derive(Default)]
struct Waits {
    of: BTreeMap<u64, Duration>,
    longest_queue: usize,
    answered: u64,
}

impl Observer for Waits {
    fn offered(&mut self, _request: &Request) {}

    fn closed(&mut self, record: &ContactRecord, _follow_up: Option<&Request>) {
        self.of.insert(record.request.issue, record.wait);
        self.answered += u64::from(record.outcome == Outcome::Answered);
    }

    fn queue_changed(&mut self, _now: Instant, _reason: usize, length: usize) {
        self.longest_queue = self.longest_queue.max(length);
    }

    fn agents_changed(&mut self, _now: Instant, _team: usize, _available: usize, _handling: usize) {}
    fn hired(&mut self, _now: Instant, _team: usize) {}
}

/// Runs a centre; the ledger balances.
fn run(centre: &Centre, calendar: Calendar, stream: Stream, demand: &mut impl Demand) -> (Waits, Ledger) {
    let (mut engine, mut waits) = (Engine::default(), Waits::default());
    engine.start(centre, calendar, stream, demand, &mut waits);
    engine.advance(calendar.end(), centre, demand, &mut waits);
    let ledger = engine.finish(centre, demand, &mut waits);
    assert!(ledger.balances(), "{ledger:?}");
    (waits, ledger)
}

/// Centre, callers and calendar of a scenario.
fn parts(scenario: &Scenario) -> (Centre, ArrivalModel, Calendar) {
    let blueprint = scenario.blueprint(&[], Links::CLOSED).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    (blueprint.before.centre.clone(), blueprint.demand.arrivals.clone(), blueprint.calendar)
}

#[test]
fn a_million_contacts_at_one_instant_are_served_in_their_order() {
    let (centre, _, calendar) = parts(&service("1.0", "dist = \"constant\", mean = \"1s\"", "", "100"));
    let stream = Stream::new(1, 0);
    let mut crowd = Crowd { left: 1_000_000, at: Instant::ZERO + Duration::HOUR, stream };
    let (waits, ledger) = run(&centre, calendar, stream, &mut crowd);
    assert_eq!((ledger.offered, waits.answered), (1_000_000, 1_000_000));
    assert_eq!(waits.longest_queue, 999_900);
    for (place, wait) in waits.of.values().enumerate() {
        assert_eq!(*wait, Duration::seconds(place as u64 / 100), "contact {place}");
    }
}

/// Contacts that wait longer under `more` than under `less`.
fn who_waits_longer(more: &Waits, less: &Waits) -> usize {
    assert!(more.of.keys().eq(less.of.keys()), "the same contacts come");
    more.of.values().zip(less.of.values()).filter(|(with, without)| with > without).count()
}

/// First come first served, one skill, no abandonment, and the same contacts with the same talks: with one agent more no
/// contact starts later (the workloads of the agents, in order, are smaller one by one: Kiefer and Wolfowitz, 1955).
#[test]
fn one_more_agent_makes_nobody_wait_longer() {
    for talk in [
        "dist = \"exponential\", mean = \"4m\"",
        "dist = \"lognormal\", mean = \"4m\", cv = 2.0",
        "dist = \"constant\", mean = \"4m\"",
        "dist = \"uniform\", low = \"0s\", high = \"8m\"",
    ] {
        for seed in 0..5 {
            let waits_with = |agents: u32| {
                let (centre, arrivals, calendar) = parts(&service("40.0", talk, "", &agents.to_string()));
                let stream = Stream::new(seed, 0);
                let mut callers = AnonymousDemand::with(stream, calendar, arrivals, &centre);
                run(&centre, calendar, stream, &mut callers).0
            };
            for agents in 1..5 {
                let (less, more) = (waits_with(agents), waits_with(agents + 1));
                assert_eq!(who_waits_longer(&more, &less), 0, "{talk}, seed {seed}, {agents} agents and one");
                // The canary: seen the other way round, many wait longer.
                assert!(who_waits_longer(&less, &more) > 0, "{talk}, seed {seed}, {agents} agents");
            }
        }
    }
}

/// The canary of the ledger's gate: each count that is off by one, and each sum off by a microsecond, is noticed.
#[test]
fn a_ledger_that_is_off_by_one_does_not_balance() {
    let (centre, arrivals, calendar) = parts(&service("100.0", FOUR_MINUTES, "", "5"));
    let stream = Stream::new(3, 0);
    let mut callers = AnonymousDemand::with(stream, calendar, arrivals, &centre);
    let (_, sound) = run(&centre, calendar, stream, &mut callers);
    assert!(sound.queue_time > 0 && sound.busy_time > 0);
    assert_eq!(sound.duty_time, 5 * u128::from(Duration::DAY.as_micros()));
    /// What is planted, and how.
    type Fault = (&'static str, fn(&mut Ledger));
    let faults: [Fault; 19] = [
        ("offered", |ledger| ledger.offered += 1),
        ("issues", |ledger| ledger.issues += 1),
        ("follow-ups", |ledger| ledger.follow_ups += 1),
        ("follow-ups expected", |ledger| ledger.expected += 1),
        ("follow-ups unwanted", |ledger| ledger.unwanted += 1),
        ("follow-ups still expected", |ledger| ledger.still_expected += 1),
        ("answered", |ledger| ledger.answered += 1),
        ("abandoned", |ledger| ledger.abandoned += 1),
        ("blocked", |ledger| ledger.blocked += 1),
        ("contained", |ledger| ledger.contained += 1),
        ("callbacks", |ledger| ledger.callbacks += 1),
        ("carried_over", |ledger| ledger.carried_over += 1),
        ("Little's law, queue", |ledger| ledger.queue_time += 1),
        ("Little's law, contacts", |ledger| ledger.waited += 1),
        ("a queue", |ledger| ledger.queues_out_of_balance += 1),
        ("agents' time at work", |ledger| ledger.busy_time += 1),
        ("agents' time on duty", |ledger| ledger.duty_time += 1),
        ("agents' breaks", |ledger| ledger.break_time += 1),
        ("agents' time in the lines", |ledger| ledger.present_time += 1),
    ];
    for (what, plant) in faults {
        let mut ledger = sound;
        plant(&mut ledger);
        assert!(!ledger.balances(), "nobody notices that {what} is off");
    }
}
