//! The same scenario and seed give the same bytes at any thread count and in whatever order the arms are asked for: on
//! the telecom hotline and on ten random services, with and without customers.

mod common;

use std::fmt::Write;

use common::{compared, hotline};
use goodwill::experiment::{Outcome, Settings};
use goodwill::report::csv::ReplicationWriter;
use goodwill::report::json;
use goodwill::scenario::{Scenario, parse};

/// `result.json` and `replications.csv`.
#[derive(PartialEq)]
struct Files {
    result: String,
    replications: String,
}

impl Files {
    fn of(outcome: &Outcome) -> Files {
        let mut writer = ReplicationWriter::new(Vec::new()).unwrap();
        writer.extend(outcome.replications.figures()).unwrap();
        Files {
            result: json::render(&outcome.results).unwrap(),
            replications: String::from_utf8(writer.finish().unwrap()).unwrap(),
        }
    }

    #[track_caller]
    fn assert_equal(&self, other: &Files, what: &str) {
        assert_same_text(&self.result, &other.result, &format!("result.json, {what}"));
        assert_same_text(&self.replications, &other.replications, &format!("replications.csv, {what}"));
    }

    /// The rows of `replications.csv` about these arms.
    fn rows_of<'a>(&'a self, arms: &[String]) -> Vec<&'a str> {
        let is_of = |row: &&str| arms.iter().any(|arm| row.starts_with(&format!("{arm},")));
        self.replications.lines().filter(is_of).collect()
    }
}

/// Fails with the first line that differs: a whole result would fill the screen.
#[track_caller]
fn assert_same_text(one: &str, other: &str, what: &str) {
    let lines = one.lines().zip(other.lines());
    if let Some((at, (one, other))) = lines.enumerate().find(|(_, (one, other))| one != other) {
        panic!("{what}, line {}:\n  {one}\n  {other}", at + 1);
    }
    assert!(one == other, "{what}: {} and {} bytes", one.len(), other.len());
}

/// Runs a scenario at 1, 2 and 7 threads, for its usual arms and for the same by name in several orders.
fn assert_reproducible(scenario: &Scenario, seed: u64, replications: u64) {
    let settings = |threads, arms: Option<&[String]>| Settings {
        seed,
        replications,
        threads,
        arms: arms.map(<[String]>::to_vec),
        doubt_replications: 0,
        ..Settings::default()
    };
    let of = |threads, arms: Option<&[String]>| Files::of(&compared(scenario, &settings(threads, arms)));
    let usual = compared(scenario, &settings(1, None));
    let mut names: Vec<String> = usual.results.arms.iter().map(|arm| arm.name.clone()).collect();
    let offered = usual.results.arms[0].metrics["offered"].mean;
    assert!(offered > 100.0, "{offered} contacts are too few to prove anything");
    let usual = Files::of(&usual);
    for threads in [2, 7] {
        usual.assert_equal(&of(threads, None), &format!("{threads} threads"));
    }

    let asked = of(1, Some(&names));
    assert_same_text(&usual.replications, &asked.replications, "all arms by name");
    let mut chance = Chance(seed);
    for threads in [2, 7] {
        chance.shuffle(&mut names);
        let shuffled = of(threads, Some(&names));
        asked.assert_equal(&shuffled, &format!("{threads} threads, arms {names:?}"));
    }

    // An arm is the same whoever runs beside it.
    let some: Vec<String> = names.iter().step_by(2).cloned().collect();
    let alone = of(2, Some(&some));
    assert!(!alone.rows_of(&some).is_empty());
    assert!(alone.rows_of(&some) == usual.rows_of(&some), "arms {some:?} differ without the others");
}

#[test]
fn the_hotline_is_the_same_at_any_thread_count_and_order_of_arms() {
    let set = [("time.horizon", "2w"), ("time.warm_up", "1w"), ("team.front.hiring.lag", "1w")];
    assert_reproducible(&hotline(20, &set), 7, 3);
}

#[test]
fn ten_random_services_are_the_same_at_any_thread_count_and_order_of_arms() {
    for seed in 0..10 {
        let text = random_service(&mut Chance(1_000 + seed), seed % 3 != 0);
        let scenario = parse(&text, &format!("random-{seed}.toml"))
            .unwrap_or_else(|mistakes| panic!("{text}\nseed {seed}:\n{mistakes}"));
        println!("seed {seed}: {}", if scenario.spec().is_bare() { "bare" } else { "with customers" });
        assert_reproducible(&scenario, seed, 2);
    }
}

/// A canary: another seed must change both files, or comparing them proves nothing.
#[test]
fn another_seed_gives_other_bytes() {
    let scenario = parse(&random_service(&mut Chance(1_001), true), "random.toml").unwrap();
    let of = |seed| {
        let settings = Settings { seed, replications: 2, doubt_replications: 0, ..Settings::default() };
        Files::of(&compared(&scenario, &settings))
    };
    let (one, other) = (of(1), of(2));
    assert!(one.result != other.result && one.replications != other.replications);
}

/// Chance that no change of Goodwill's own streams moves: SplitMix64 (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of `0..count`.
    fn below(&mut self, count: usize) -> usize {
        (self.bits() % count as u64) as usize
    }

    fn heads(&mut self) -> bool {
        self.bits() & 1 == 1
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// A number between two, in hundredths of the way.
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.below(101) as f64 / 100.0
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// A small service with one or two interventions, as the text of a scenario.
fn random_service(chance: &mut Chance, has_customers: bool) -> String {
    let mut text = String::from("name = \"Random service\"\n[time]\nhorizon = \"2w\"\nwarm_up = \"1w\"\n");
    let (busyness, start) = (chance.between(0.0, 0.3), chance.pick(&["mon 00:00", "wed 09:30", "sun 23:45"]));
    let routing = chance.pick(&["preference", "longest_wait"]);
    writeln!(text, "start = \"{start}\"\n[demand]\nbusyness_cv = {busyness}").unwrap();
    writeln!(text, "[operation]\nrouting = \"{routing}\"").unwrap();
    let reasons: Vec<String> = (0..1 + chance.below(3)).map(|reason| format!("reason-{reason}")).collect();
    for at in 0..reasons.len() {
        random_reason(&mut text, chance, &reasons, at, has_customers);
    }
    let teams = 1 + chance.below(2);
    for team in 0..teams {
        // The first team serves everything, so that nobody waits for ever.
        let from = if team == 0 { 0 } else { chance.below(reasons.len()) };
        random_team(&mut text, chance, team, &reasons[from..]);
    }
    if has_customers {
        random_customers(&mut text, chance, &reasons);
    }
    if chance.heads() {
        writeln!(text, "[money]\ncurrency = \"EUR\"\nmargin = 0.5\nacquisition_cost = 40").unwrap();
    }
    let interventions = 1 + chance.below(2);
    for intervention in 0..interventions {
        writeln!(text, "[[intervention]]\nname = \"change-{intervention}\"").unwrap();
        writeln!(text, "start_week = {}\n[intervention.set]", 1 + chance.below(2)).unwrap();
        let change = chance.pick(&[
            "\"team.team-0.agents\" = \"+1\"",
            "\"team.team-0.off_phone\" = { value = \"+0.2\", lasts = \"1w\" }",
            "\"team.team-0.competence.mean\" = { value = \"+0.8\", ramp = \"1w\" }",
            "\"reason.reason-0.talk.mean\" = \"-20%\"",
            "\"reason.reason-0.resolution\" = \"+0.1\"",
            "\"team.team-0.handling_time\" = { value = \"+30%\", half_life = \"4d\" }",
        ]);
        writeln!(text, "{change}").unwrap();
    }
    text
}

fn random_reason(text: &mut String, chance: &mut Chance, reasons: &[String], at: usize, has_customers: bool) {
    writeln!(text, "[[reason]]\nname = \"{}\"", reasons[at]).unwrap();
    if has_customers {
        writeln!(text, "contacts_per_month = {}", chance.between(0.5, 2.0)).unwrap();
    } else {
        writeln!(text, "arrivals_per_hour = {}", chance.between(2.0, 8.0)).unwrap();
    }
    let law = chance.pick(&["lognormal", "gamma"]);
    writeln!(text, "talk = {{ dist = \"{law}\", mean = \"5m\", cv = {} }}", chance.between(0.5, 1.5))
        .unwrap();
    writeln!(text, "resolution = {}", chance.between(0.5, 0.85)).unwrap();
    if chance.heads() {
        writeln!(text, "wrap_up = {{ dist = \"exponential\", mean = \"40s\" }}").unwrap();
    }
    if chance.heads() {
        let cv = chance.between(0.8, 1.4);
        writeln!(text, "patience = {{ dist = \"weibull\", mean = \"6m\", cv = {cv} }}").unwrap();
    }
    if reasons.len() > 1 && chance.heads() {
        let to = &reasons[(at + 1) % reasons.len()];
        writeln!(text, "transfer = {{ probability = {}, to = \"{to}\" }}", chance.between(0.1, 0.5)).unwrap();
    }
    for (key, mean) in [("redial", "30m"), ("repeat", "1d")] {
        if chance.heads() {
            let delay = format!("{{ dist = \"exponential\", mean = \"{mean}\" }}");
            let (share, most) = (chance.between(0.2, 0.8), 2 + chance.below(4));
            writeln!(text, "{key} = {{ probability = {share}, delay = {delay}, max_attempts = {most} }}")
                .unwrap();
        }
    }
    if chance.heads() {
        writeln!(text, "priority = {}", chance.below(2)).unwrap();
    }
}

fn random_team(text: &mut String, chance: &mut Chance, team: usize, skills: &[String]) {
    let crews = 1 + chance.below(3);
    let agents: Vec<usize> = (0..24).map(|_| 1 + chance.below(3)).collect();
    let agents = if chance.heads() { format!("{agents:?}") } else { agents[0].to_string() };
    writeln!(text, "[[team]]\nname = \"team-{team}\"\nskills = {skills:?}").unwrap();
    writeln!(text, "agents = {agents}\ncrews = {crews}\ncost_per_hour = 30").unwrap();
    if chance.heads() {
        writeln!(text, "competence = {{ mean = {}, sd = 0.5 }}", chance.between(-0.5, 0.5)).unwrap();
    }
    if chance.heads() {
        let learning = "learning = \"2w\", novice_competence_gap = 0.5, novice_handling_time = 0.2";
        writeln!(text, "hiring = {{ {learning}, attrition_per_month = {} }}", chance.between(0.0, 0.3))
            .unwrap();
    }
}

fn random_customers(text: &mut String, chance: &mut Chance, reasons: &[String]) {
    let segments = 1 + chance.below(2);
    for segment in 0..segments {
        writeln!(text, "[[segment]]\nname = \"segment-{segment}\"\nsize = {}", 200 + chance.below(400))
            .unwrap();
        writeln!(text, "tenure_months = {{ dist = \"uniform\", low = 0, high = 48 }}").unwrap();
        writeln!(text, "monthly_revenue = {{ dist = \"lognormal\", mean = 20, cv = 0.5 }}").unwrap();
        let (contact_cv, churn) = (chance.between(0.0, 1.0), chance.between(0.01, 0.1));
        writeln!(text, "contact_cv = {contact_cv}\nchurn_monthly = {churn}").unwrap();
        if chance.heads() {
            writeln!(text, "newcomers_per_month = {}", chance.between(5.0, 40.0)).unwrap();
        }
    }
    let class = chance.pick(&["basic", "linear", "excitement"]);
    writeln!(
        text,
        "[[category]]\nname = \"service\"\nimportance = 0.6\nexpectation = 7.0\nclass = \"{class}\""
    )
    .unwrap();
    writeln!(text, "contact = {{ access = 0.4, manner = 0.2, ability = 0.3, ease = 0.1 }}").unwrap();
    writeln!(text, "[[category]]\nname = \"product\"\nimportance = 0.4\nexpectation = 6.5").unwrap();
    writeln!(text, "month = {{ mean = 7.0, sd_between = 0.8, sd_within = 0.8 }}").unwrap();
    if chance.heads() {
        let reason = &reasons[chance.below(reasons.len())];
        writeln!(text, "[loyalty]\ncomplaint = {{ reason = \"{reason}\", probability = 0.3 }}").unwrap();
    }
    if chance.heads() {
        writeln!(text, "[survey]\ninvited = 200\nresponse = 0.4").unwrap();
    }
}
