//! The day model against its reference: 51 figures of `scenarios/operation/day-model.toml`, on which independent programs
//! agree, and the hand-written loop that the benchmarks time it against.

use goodwill::journey::{Fact, Links, Scope, Workshop, calibrate, replicate};
use goodwill::metrics::Metric;
use goodwill::scenario::{Scenario, parse_with};
use goodwill::statistics::{Confidence, Gate, RatioSample, student};

#[allow(dead_code)] // the benchmarks count events besides
#[path = "../benches/yardstick/mod.rs"]
mod yardstick;

use yardstick::{AGENTS, HALF_HOURS, PER_MINUTE, SERVICE_MEAN, SHARES, Yardstick};

const SCENARIO: &str = include_str!("../scenarios/operation/day-model.toml");

/// A figure as published: its value, and the unit of its last digit.
#[derive(Clone, Copy, Debug)]
struct Published {
    value: f64,
    last_digit: f64,
}

/// Days behind the published figures: a plain event loop, run by whoever stated the model.
const REFERENCE_DAYS: f64 = 20_000.0;
const CONTACTS: Published = Published { value: 15_056.2, last_digit: 0.1 };
const ABANDONMENT: Published = Published { value: 0.038_77, last_digit: 1e-5 };
const SERVICE_LEVEL: Published = Published { value: 0.853_07, last_digit: 1e-5 };
/// Answered within 20 s of what was offered, by half hour of offering, to three digits.
#[rustfmt::skip]
const SERVICE_LEVEL_BY_HALF_HOUR: [f64; HALF_HOURS] = [
    0.974, 0.953, 0.946, 0.942, 0.935, 0.930, 0.914, 0.891, 0.910, 0.933, 0.922, 0.959,
    0.946, 0.964, 0.968, 0.970, 0.976, 0.980, 0.977, 0.968, 0.969, 0.954, 0.930, 0.867,
    0.823, 0.764, 0.800, 0.871, 0.898, 0.895, 0.892, 0.881, 0.858, 0.841, 0.795, 0.785,
    0.716, 0.679, 0.719, 0.762, 0.733, 0.767, 0.691, 0.689, 0.588, 0.568, 0.571, 0.587,
];

/// Chance that fresh seeds turn any of this file's gates red although nothing is wrong.
const FALSE_ALARM: f64 = 1e-6;
/// Figures compared: three of the day, one per half hour; twice for the engine and twice for the loop.
const GATES: u32 = 4 * (3 + HALF_HOURS as u32);

/// One figure of ours: a name, its value per day as a ratio of sums, what it should be.
struct Figure {
    name: String,
    days: RatioSample,
    published: Published,
}

impl Figure {
    /// How far our estimate may lie from the published one: both have noise, taken from the spread between our days, and
    /// the published one is rounded. Student's t at the gate's false-alarm rate.
    fn allowed(&self) -> f64 {
        let n = self.days.len() as f64;
        let sd = self.days.summary(Confidence::new(0.95).unwrap()).unwrap().sd.unwrap();
        let error = sd * (1.0 / n + 1.0 / REFERENCE_DAYS).sqrt();
        let false_alarm = Gate::sharing(FALSE_ALARM, GATES).false_alarm();
        student::critical_value(false_alarm, n - 1.0) * error + self.published.last_digit / 2.0
    }

    fn estimate(&self) -> f64 {
        self.days.estimate().unwrap()
    }

    /// Distance from the published figure in units of what is allowed: red above 1.
    fn distance(&self) -> f64 {
        (self.estimate() - self.published.value).abs() / self.allowed()
    }
}

/// The figures of days, each given as (contacts, abandoned, within awt and offered by half hour).
fn figures(days: &[Day]) -> Vec<Figure> {
    let figure = |name: String, published, of: &dyn Fn(&Day) -> (f64, f64)| Figure {
        name,
        days: days.iter().map(of).collect(),
        published,
    };
    let mut figures = vec![
        figure("contacts a day".into(), CONTACTS, &|day| (day.offered.iter().sum(), 1.0)),
        figure("abandonment rate".into(), ABANDONMENT, &|day| (day.abandoned, day.offered.iter().sum())),
        figure("service level".into(), SERVICE_LEVEL, &|day| {
            (day.within_awt.iter().sum(), day.offered.iter().sum())
        }),
    ];
    figures.extend((0..HALF_HOURS).map(|half_hour| {
        let published = Published { value: SERVICE_LEVEL_BY_HALF_HOUR[half_hour], last_digit: 1e-3 };
        let name = format!("service level of half hour {half_hour}");
        figure(name, published, &|day| (day.within_awt[half_hour], day.offered[half_hour]))
    }));
    figures
}

/// What is compared of one day.
struct Day {
    abandoned: f64,
    offered: Vec<f64>,
    within_awt: Vec<f64>,
}

fn scenario(set: &[(&str, &str)]) -> Scenario {
    let set: Vec<(String, String)> =
        set.iter().map(|(path, value)| (path.to_string(), value.to_string())).collect();
    parse_with(SCENARIO, "day-model.toml", &set).unwrap()
}

/// Days of the engine, by the path that `goodwill run` takes.
fn days_of_the_engine(scenario: &Scenario, days: u64) -> Vec<Day> {
    let blueprint = scenario.blueprint(&[], Links::CLOSED).unwrap();
    let calibration = calibrate(&blueprint, 1);
    let mut workshop = Workshop::default();
    (0..days)
        .map(|day| {
            let facts = replicate(&blueprint, &calibration, 1, day, &mut workshop);
            let intervals: Vec<Fact> = (0..HALF_HOURS)
                .map(|half_hour| {
                    facts.fact(Scope::Interval(half_hour), Metric::ServiceLevelOfOffered).unwrap()
                })
                .collect();
            Day {
                abandoned: facts.fact(Scope::Total, Metric::Abandoned).unwrap().numerator,
                offered: intervals.iter().map(|fact| fact.denominator).collect(),
                within_awt: intervals.iter().map(|fact| fact.numerator).collect(),
            }
        })
        .collect()
}

fn days_of_the_loop(days: u64) -> Vec<Day> {
    let mut yardstick = Yardstick::new(1);
    let mut before = yardstick.counts().clone();
    let difference = |now: &[u64], before: &[u64]| -> Vec<f64> {
        now.iter().zip(before).map(|(now, before)| (now - before) as f64).collect()
    };
    (0..days)
        .map(|_| {
            yardstick.run_day();
            let now = yardstick.counts().clone();
            let day = Day {
                abandoned: (now.abandoned() - before.abandoned()) as f64,
                offered: difference(&now.offered, &before.offered),
                within_awt: difference(&now.within_awt, &before.within_awt),
            };
            before = now;
            day
        })
        .collect()
}

/// Prints the figures and returns the names of those whose gate is red.
fn red(days: &[Day]) -> Vec<String> {
    let figures = figures(days);
    for figure in &figures {
        println!(
            "{:28} {:10.4} published {:10.4} allowed {:.4} distance {:.2}",
            figure.name,
            figure.estimate(),
            figure.published.value,
            figure.allowed(),
            figure.distance()
        );
    }
    // Not a number is red as well.
    let green = |figure: &Figure| figure.distance() <= 1.0;
    figures.into_iter().filter(|figure| !green(figure)).map(|figure| figure.name).collect()
}

#[test]
fn the_engine_agrees_with_the_reference() {
    assert_eq!(red(&days_of_the_engine(&scenario(&[]), 250)), [""; 0]);
}

#[test]
#[ignore = "6 000 days: for the full tier"]
fn the_engine_agrees_with_the_reference_over_many_days() {
    assert_eq!(red(&days_of_the_engine(&scenario(&[]), 6_000)), [""; 0]);
}

const MORE_PATIENCE: [&str; 3] =
    ["reason.a.patience.mean", "reason.b.patience.mean", "reason.c.patience.mean"];

/// A canary: customers who wait a quarter longer must turn the quick gate red, or it proves nothing.
#[test]
fn the_gate_sees_customers_who_are_a_quarter_more_patient() {
    let set = MORE_PATIENCE.map(|path| (path, "+25%"));
    assert!(red(&days_of_the_engine(&scenario(&set), 250)).contains(&"service level".to_string()));
}

/// A canary: one twentieth is enough for the long one.
#[test]
#[ignore = "6 000 days: for the full tier"]
fn the_gate_over_many_days_sees_customers_who_are_a_twentieth_more_patient() {
    let set = MORE_PATIENCE.map(|path| (path, "+5%"));
    assert!(red(&days_of_the_engine(&scenario(&set), 6_000)).contains(&"service level".to_string()));
}

#[test]
fn the_hand_written_loop_agrees_with_the_reference() {
    assert_eq!(red(&days_of_the_loop(1_000)), [""; 0]);
}

#[test]
#[ignore = "20 000 days: for the full tier"]
fn the_hand_written_loop_agrees_with_the_reference_over_many_days() {
    assert_eq!(red(&days_of_the_loop(20_000)), [""; 0]);
}

/// The loop's tables and the scenario file are the same model.
#[test]
fn the_hand_written_loop_runs_the_same_model() {
    let blueprint = scenario(&[]).blueprint(&[], Links::CLOSED).unwrap();
    let centre = &blueprint.before.centre;
    let rates = blueprint.demand.rates_per_hour();
    for quarter in 0..2 * HALF_HOURS {
        let half_hour = quarter / 2;
        for (reason, share) in SHARES.iter().enumerate() {
            let per_hour = rates[reason].values[quarter];
            let expected = share * PER_MINUTE[half_hour] * 60.0;
            assert!(
                (per_hour - expected).abs() < 1e-9 * expected,
                "{reason} {quarter}: {per_hour} {expected}"
            );
        }
        for (team, agents) in AGENTS.iter().enumerate() {
            assert_eq!(centre.teams[team].agents_at(quarter), agents[half_hour], "{team} {quarter}");
        }
    }
    for (reason, minutes) in centre.reasons.iter().zip(SERVICE_MEAN) {
        assert!((reason.talk.mean() - 60.0 * minutes).abs() < 1e-9, "{}", reason.name);
    }
    for (index, team) in centre.teams.iter().enumerate() {
        let skills: Vec<usize> = team.skills.iter().map(|skill| skill.reason).collect();
        assert_eq!(skills, [index, (index + 1) % 3], "{}", team.name);
    }
}
