//! A model somebody else built: the small example of Callcenter Simulator, run from our scenario and held against the figures
//! that program publishes, per type of customer, by contact and by customer. What that program counts differently is done
//! here, when comparing: every leg of a contact is a call of its own, waits of those who hang up are cut to whole seconds,
//! and its service level is a wait below 21 seconds.
//!
//! The main figures stand here, so that every clone can compare them; all the others are compared where the reference files are.

#[path = "peer_model/files.rs"]
mod files;
#[path = "peer_model/published.rs"]
mod published;
#[path = "common/published_data.rs"]
mod published_data;
#[path = "peer_model/tally.rs"]
mod tally;

use std::collections::BTreeMap;

use goodwill::journey::Links;
use goodwill::operation::{
    AnonymousDemand, ArrivalModel, Arrivals, Centre, ContactKind, ContactRecord, Demand, Engine, Leg, LegEnd,
    Observer, Request,
};
use goodwill::parallel::{Cancellation, available_threads, ordered_map};
use goodwill::random::{Distribution, Stream};
use goodwill::scenario::parse;
use goodwill::time::{Calendar, Duration, Instant};

use files::Key;
use published::{PUBLISHED, REDIALS};
use tally::Tally;

const SCENARIO: &str = include_str!("../scenarios/peers/callcenter-simulator-small.toml");
const TYPES: usize = 3;
/// Bits of an issue number that count within a reason.
const ISSUE_BITS: u32 = 40;

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum View {
    /// Calls, under the type they have when they are made.
    Contact,
    /// People with a need, under their first type.
    Customer,
}

/// What is published.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// A day.
    Offered,
    /// Share of the offered.
    AnsweredRate,
    /// Mean, s.
    WaitAnswered,
    /// Mean of waits cut to whole seconds, s.
    WaitAbandoned,
    /// Share of the answered who waited less than 21 s.
    Within21,
    /// Share of the answered who waited less than 20 s.
    Below20,
    /// A day.
    Forwarded,
}

/// Sums of one type in one view.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    offered: f64,
    answered: f64,
    abandoned: f64,
    forwarded: f64,
    wait_answered: f64,
    wait_abandoned: f64,
    within_21: f64,
    below_20: f64,
}

/// A planted change: what the comparison must notice.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Defect {
    None,
    /// Service level with a wait of at most 20 s instead of below 21 s.
    StrictThreshold,
    /// Nobody hangs up once an agent is bound.
    SafeConnection,
    /// A redial comes under the type of the first call, not the present one.
    OriginalType,
    /// The agent who has been free for longest, not the one with the highest idle share.
    LongestIdle,
    /// A Poisson number of calls a day.
    Poisson,
    /// The bonus after a transfer is kept on a redial.
    BonusKept,
}

/// Counts as that program does.
struct Counter {
    defect: Defect,
    contacts: [Sums; TYPES],
    customers: [Sums; TYPES],
    redials: f64,
    /// Waits of the answered calls of each issue so far, in seconds cut to whole ones.
    waited: std::collections::BTreeMap<u64, f64>,
    /// Wait of the leg that was given up last, in whole seconds: its contact is closed next.
    given_up_after: f64,
}

impl Counter {
    fn new(defect: Defect) -> Self {
        Counter {
            defect,
            contacts: Default::default(),
            customers: Default::default(),
            redials: 0.0,
            waited: Default::default(),
            given_up_after: 0.0,
        }
    }

    /// Time that is part of the wait there, but not of ours, under the planted safe connection.
    fn added(&self) -> f64 {
        if self.defect == Defect::SafeConnection { 2.0 } else { 0.0 }
    }

    fn is_within(&self, wait: f64) -> f64 {
        let within = if self.defect == Defect::StrictThreshold { wait <= 20.0 } else { wait < 21.0 };
        f64::from(u8::from(within))
    }
}

impl Observer for Counter {
    fn offered(&mut self, request: &Request) {
        self.redials += f64::from(u8::from(request.kind == ContactKind::Redial));
    }

    fn leg_ended(&mut self, leg: &Leg) {
        let original = (leg.request.issue >> ISSUE_BITS) as usize;
        let is_answered = matches!(leg.end, LegEnd::Answered | LegEnd::Transferred);
        let wait = leg.wait.as_seconds() + if is_answered { self.added() } else { 0.0 };
        let within = self.is_within(wait);
        let of = &mut self.contacts[leg.skill as usize % TYPES];
        of.offered += 1.0;
        if is_answered {
            of.answered += 1.0;
            of.wait_answered += wait;
            of.within_21 += within;
            of.below_20 += f64::from(u8::from(wait < 20.0));
            of.forwarded += f64::from(u8::from(leg.end == LegEnd::Transferred));
        } else {
            of.abandoned += 1.0;
            of.wait_abandoned += wait.floor();
            self.given_up_after = wait.floor();
        }
        if leg.end == LegEnd::Transferred {
            *self.waited.entry(leg.request.issue).or_default() += wait.floor();
        } else if leg.end == LegEnd::Answered {
            let total = wait + self.waited.remove(&leg.request.issue).unwrap_or(0.0);
            let within = self.is_within(total);
            let of = &mut self.customers[original % TYPES];
            of.answered += 1.0;
            of.wait_answered += total;
            of.within_21 += within;
        }
    }

    fn closed(&mut self, record: &ContactRecord, follow_up: Option<&Request>) {
        let original = (record.request.issue >> ISSUE_BITS) as usize % TYPES;
        let of = &mut self.customers[original];
        of.offered += f64::from(u8::from(record.request.kind == ContactKind::Primary));
        if !record.resolved && follow_up.is_none() {
            of.abandoned += 1.0;
            of.wait_abandoned += self.given_up_after;
            self.waited.remove(&record.request.issue);
        }
    }

    fn queue_changed(&mut self, _: Instant, _: usize, _: usize) {}
    fn agents_changed(&mut self, _: Instant, _: usize, _: usize, _: usize) {}
    fn hired(&mut self, _: Instant, _: usize) {}
}

/// The demand of the scenario; under the planted kept bonus a redial after a transfer comes under a twin of its type whose
/// score has the bonus in it.
struct Callers<'a> {
    plain: AnonymousDemand<'a>,
    defect: Defect,
}

impl Demand for Callers<'_> {
    fn next_primary(&mut self) -> Option<Request> {
        self.plain.next_primary()
    }

    fn accepts(&mut self, request: &mut Request) -> bool {
        self.plain.accepts(request)
    }

    fn closed(&mut self, record: &ContactRecord) -> Option<Request> {
        let mut request = self.plain.closed(record)?;
        let had_bonus = record.transfers > 0 || record.skill as usize >= TYPES;
        if self.defect == Defect::BonusKept && had_bonus {
            request.reason = request.reason % TYPES as u32 + TYPES as u32;
        }
        Some(request)
    }

    fn still_wanted(&mut self, request: &Request) -> bool {
        self.plain.still_wanted(request)
    }
}

/// The model with a planted change.
struct Model {
    centre: Centre,
    arrivals: ArrivalModel,
    calendar: Calendar,
}

fn model(defect: Defect) -> Model {
    let mut text = SCENARIO.to_string();
    match defect {
        Defect::OriginalType => text = text.replace("under = \"present\"", "under = \"original\""),
        Defect::LongestIdle => text = text.replace("\"least_occupied_finished\"", "\"longest_idle\""),
        _ => {}
    }
    let scenario = parse(&text, "callcenter-simulator-small.toml").expect("the scenario is right");
    let blueprint = scenario.blueprint(&[], Links::CLOSED).expect("the scenario is right");
    let mut centre = blueprint.before.centre.clone();
    let mut arrivals = blueprint.demand.arrivals.clone();
    match defect {
        // The agent is bound as long as before, but the talk has begun.
        Defect::SafeConnection => {
            for reason in &mut centre.reasons {
                reason.connection = Duration::ZERO;
                reason.hold = Some(Distribution::Constant { mean: 2.0 });
            }
        }
        Defect::Poisson => {
            for of in &mut arrivals.reasons {
                *of = Arrivals::Rates(of.mean_per_hour());
            }
        }
        Defect::BonusKept => {
            for index in 0..TYPES {
                let mut twin = centre.reasons[index].clone();
                twin.priority.base += twin.priority.transfer_bonus;
                twin.priority.transfer_bonus = 0.0;
                centre.reasons.push(twin);
                arrivals.reasons.push(arrivals.reasons[index].scaled(0.0));
            }
            for team in &mut centre.teams {
                let twins = team.skills.to_vec();
                team.skills.extend(twins.into_iter().map(|mut skill| {
                    skill.reason += TYPES;
                    skill
                }));
            }
        }
        _ => {}
    }
    Model { centre, arrivals, calendar: blueprint.calendar }
}

/// Batches of days, whose ratios are independent.
const BATCHES: u64 = 40;

/// Counts day after day.
trait Counting: Observer + Send {
    /// Nothing counted yet, of a model with this planted change.
    fn begin(defect: Defect) -> Self;

    /// A day is over.
    fn end_day(&mut self) {}
}

impl Counting for Counter {
    fn begin(defect: Defect) -> Self {
        Counter::new(defect)
    }
}

impl Counting for Tally {
    fn begin(_: Defect) -> Self {
        Tally::new()
    }

    fn end_day(&mut self) {
        Tally::end_day(self);
    }
}

/// What `days` days in batches give.
fn simulate<C: Counting>(model: &Model, defect: Defect, days: u64) -> Vec<C> {
    let batches: Vec<u64> = (0..BATCHES).collect();
    let work = |engine: &mut Engine, batch: &u64| {
        let mut counter = C::begin(defect);
        for day in 0..days / BATCHES {
            let stream = Stream::new(2_026, batch * days + day);
            let (centre, calendar) = (&model.centre, model.calendar);
            let plain = AnonymousDemand::with(stream, calendar, model.arrivals.clone(), centre);
            let mut callers = Callers { plain, defect };
            engine.start(centre, calendar, stream, &mut callers, &mut counter);
            engine.advance(calendar.end(), centre, &mut callers, &mut counter);
            let ledger = engine.finish(centre, &mut callers, &mut counter);
            assert!(ledger.balances(), "{ledger:?}");
            counter.end_day();
        }
        counter
    };
    let cancellation = Cancellation::default();
    let done = ordered_map(&batches, available_threads(), &cancellation, &|_| {}, Engine::default, work);
    done.into_iter().map(|counter| counter.expect("nobody cancels")).collect()
}

fn value(of: &Sums, figure: Figure, days: f64) -> f64 {
    match figure {
        Figure::Offered => of.offered / days,
        Figure::AnsweredRate => of.answered / of.offered,
        Figure::WaitAnswered => of.wait_answered / of.answered,
        Figure::WaitAbandoned => of.wait_abandoned / of.abandoned,
        Figure::Within21 => of.within_21 / of.answered,
        Figure::Below20 => of.below_20 / of.answered,
        Figure::Forwarded => of.forwarded / days,
    }
}

/// Mean over batches against the published value, in standard errors of the difference.
fn z(batches: impl Iterator<Item = f64>, published: (f64, f64)) -> f64 {
    let values: Vec<f64> = batches.collect();
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0);
    (mean - published.0) / (variance / n + published.1 * published.1).sqrt()
}

/// The largest |z| over all published figures, each printed.
fn compare(defect: Defect, days: u64) -> f64 {
    let batches: Vec<Counter> = simulate(&model(defect), defect, days);
    let per_batch = (days / BATCHES) as f64;
    let mut largest = z(batches.iter().map(|batch| batch.redials / per_batch), REDIALS).abs();
    println!("{defect:?}, {days} days: redials a day z {largest:.2}");
    for &(kind, view, figure, published, se) in PUBLISHED {
        let of = |batch: &Counter| match view {
            View::Contact => batch.contacts[kind],
            View::Customer => batch.customers[kind],
        };
        let z = z(batches.iter().map(|batch| value(&of(batch), figure, per_batch)), (published, se));
        let mean = batches.iter().map(|batch| value(&of(batch), figure, per_batch)).sum::<f64>()
            / batches.len() as f64;
        println!("type {kind} {view:?} {figure:?}: {mean:.5} against {published:.5}, z {z:.2}");
        largest = largest.max(z.abs());
    }
    largest
}

/// Days of one run there: the longest queue over a run is comparable for batches of that length.
const DAYS_OF_A_RUN: u64 = 500;

/// How one figure of the reference files compares: published, ours, z.
struct Comparison {
    key: Key,
    published: f64,
    ours: f64,
    z: f64,
}

/// Every figure of the reference files against `days` days of ours; `None` where the files are not present.
fn compare_with_files(days: u64) -> Option<Vec<Comparison>> {
    let folder = files::folder()?;
    let per_batch = days / BATCHES;
    let mut model = model(Defect::None);
    files::join_as_there(&folder, &mut model.centre);
    let tallies: Vec<Tally> = simulate(&model, Defect::None, days);
    let batches: Vec<BTreeMap<Key, f64>> =
        tallies.iter().map(|tally| files::figures(tally, per_batch as f64)).collect();
    let mut all = Vec::new();
    let mut inputs = 0;
    for (key, published, se) in files::published(&folder) {
        if key.2.ends_with("_agents_planned") {
            inputs += 1;
            continue;
        }
        if key.2 == files::LONGEST_QUEUE && per_batch != DAYS_OF_A_RUN {
            println!("not compared: {key:?}, as runs are of another length");
            continue;
        }
        let values = batches.iter().map(|batch| batch.get(&key).copied());
        let values: Option<Vec<f64>> = values.collect();
        let values = values.unwrap_or_else(|| panic!("no figure of ours for {key:?}"));
        let ours = values.iter().sum::<f64>() / values.len() as f64;
        // That program loses a millisecond of each agent's time per half-hour: a fixed staffing is less by that much there.
        let is_exact = (ours - published).abs() <= 1e-6 * published;
        let z = if is_exact { 0.0 } else { z(values.into_iter(), (published, se)) };
        all.push(Comparison { key, published, ours, z });
    }
    println!("not compared: {inputs} numbers of agents planned, which are inputs");
    Some(all)
}

/// The largest |z| of all figures of the files, which are summed up by group and unit, and printed when beyond 3.
fn compare_all(days: u64) -> Option<f64> {
    let all = compare_with_files(days)?;
    let mut groups: BTreeMap<(String, String), Vec<f64>> = BTreeMap::new();
    for Comparison { key, published, ours, z } in &all {
        assert!(z.is_finite(), "{key:?}: {ours} against {published}, which nothing can be said of");
        let group = if key.1 == "half-hour" { "all half-hours".to_string() } else { key.0.clone() };
        groups.entry((group, key.1.clone())).or_default().push(z.abs());
        if z.abs() > 3.0 {
            println!("{key:?}: {ours} against {published}, z {z:.2}");
        }
    }
    println!("{days} days, {} figures: group, unit, figures, largest |z|, root mean square z", all.len());
    for ((group, unit), of) in &groups {
        let largest = of.iter().copied().fold(0.0, f64::max);
        let square = of.iter().map(|z| z * z).sum::<f64>() / of.len() as f64;
        println!("{group} | {unit} | {} | {largest:.2} | {:.2}", of.len(), square.sqrt());
    }
    Some(all.iter().map(|one| one.z.abs()).fold(0.0, f64::max))
}

#[test]
fn every_published_figure_agrees_with_eight_hundred_days() {
    if let Some(largest) = compare_all(800) {
        assert!(largest < GATE_OF_ALL, "the largest |z| is {largest}");
    }
}

#[test]
#[ignore = "the full tier: 20 000 days"]
fn every_published_figure_agrees_with_twenty_thousand_days() {
    if let Some(largest) = compare_all(20_000) {
        assert!(largest < GATE, "the largest |z| is {largest}");
    }
}

/// Of some 1 100 figures, half of them nearly independent, at 39 degrees of freedom on our side: a false alarm in one of a hundred
/// choices of the seed at most (two-sided tail 1.0e-5 each).
const GATE_OF_ALL: f64 = 5.05;

/// 34 figures at |z| < 4 with 39 degrees of freedom on our side: false alarm below 34 x 2.8e-4 if they were independent,
/// and less as they are strongly correlated.
const GATE: f64 = 4.0;

#[test]
fn eight_hundred_days_agree_with_what_that_program_publishes() {
    assert!(compare(Defect::None, 800) < GATE);
}

#[test]
#[ignore = "the full tier: 20 000 days"]
fn twenty_thousand_days_agree_with_what_that_program_publishes() {
    assert!(compare(Defect::None, 20_000) < GATE);
}

/// One of the planted changes in every run of the tests: that the gate can fail is not left to the full tier.
#[test]
fn a_planted_change_is_noticed_in_eight_hundred_days() {
    let largest = compare(Defect::SafeConnection, 800);
    assert!(largest > GATE, "the largest |z| is {largest}");
}

/// Each rule that its figures can tell apart, planted the other way, turns the comparison red.
#[test]
#[ignore = "the full tier: 6 x 8 000 days"]
fn every_planted_change_is_noticed() {
    for defect in [
        Defect::StrictThreshold,
        Defect::SafeConnection,
        Defect::OriginalType,
        Defect::LongestIdle,
        Defect::Poisson,
        Defect::BonusKept,
    ] {
        let largest = compare(defect, 8_000);
        assert!(largest > GATE, "{defect:?} goes unnoticed: the largest |z| is {largest}");
    }
}
