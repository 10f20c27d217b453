//! From the sums of a replication to its table of facts: one row per scope, one numerator and denominator per metric.

use crate::journey::blueprint::{Blueprint, MoneyModel};
use crate::journey::calibration::Calibration;
use crate::journey::customers::Customers;
use crate::journey::facts::{Fact, ReplicationFacts, Scope, WaitHistograms};
use crate::journey::money::{Staffing, hiring_cost};
use crate::journey::records::{self, Recorder};
use crate::journey::standing::{Standing, standing};
use crate::journey::sums::{CustomerSums, CustomerWeek};
use crate::metrics::{ContactSums, INTERVALS_PER_DAY, Metric, OperationalSums};
use crate::random::Stream;
use hdrhistogram::Histogram;

/// Everything a table is made from.
pub(super) struct Sources<'a> {
    pub blueprint: &'a Blueprint,
    pub calibration: &'a Calibration,
    pub customers: &'a Customers,
    pub sums: &'a CustomerSums,
    pub operational: OperationalSums,
    pub stream: Stream,
    pub majorant_exceeded: u64,
    pub slots_exhausted: u64,
}

const MICROS: f64 = 1e6;
const MICROS_PER_HOUR: f64 = 3.6e9;

/// One row of facts in the making.
pub(super) struct Row(Vec<Option<Fact>>);

impl Row {
    fn new() -> Self {
        Row(vec![None; Metric::COUNT])
    }

    pub(super) fn total(&mut self, metric: Metric, value: f64) {
        self.ratio(metric, value, 1.0);
    }

    pub(super) fn ratio(&mut self, metric: Metric, numerator: f64, denominator: f64) {
        self.0[metric as usize] = Some(Fact { numerator, denominator });
    }
}

/// The money of a scope: of the whole run or of one week.
#[derive(Clone, Copy, Debug, Default)]
struct Money {
    revenue: f64,
    staffing: Staffing,
    hiring: f64,
    programme: f64,
    answered: f64,
    joined: f64,
}

impl Money {
    fn write(&self, row: &mut Row, model: &MoneyModel) {
        let staff = self.staffing.cost + self.hiring;
        let product = self.revenue * (1.0 - model.margin);
        let cost = product
            + staff
            + self.programme
            + self.answered * model.contact_cost
            + self.joined * model.acquisition_cost;
        row.total(Metric::Revenue, self.revenue);
        row.total(Metric::Cost, cost);
        row.total(Metric::Profit, self.revenue - cost);
        row.total(Metric::CostStaff, staff);
        row.total(Metric::CostProgramme, self.programme);
    }

    fn add(&mut self, other: &Money) {
        self.revenue += other.revenue;
        self.staffing += other.staffing;
        self.hiring += other.hiring;
        self.programme += other.programme;
        self.answered += other.answered;
        self.joined += other.joined;
    }
}

/// Builds the table; `recorder` hears of the customers and of the answers to the survey.
pub(super) fn tabulate(sources: Sources, mut recorder: Option<&mut dyn Recorder>) -> ReplicationFacts {
    let mut scopes = Vec::new();
    let waits = sources.operational.waits();
    if let Some(recorder) = &mut recorder {
        records::customers(&sources, *recorder);
    }
    let standing = standing(&sources, &mut recorder);
    let weeks = week_money(&sources);
    scopes.push((Scope::Total, total_row(&sources, &standing, &weeks, &waits)));
    for segment in 0..sources.blueprint.segments.len() {
        scopes.push((Scope::Segment(segment), segment_row(&sources, &standing, segment)));
    }
    for reason in 0..sources.operational.reasons.len() {
        scopes.push((Scope::Reason(reason), reason_row(&sources, reason)));
    }
    for team in 0..sources.operational.teams.len() {
        scopes.push((Scope::Team(team), team_row(&sources, team)));
    }
    for interval in 0..INTERVALS_PER_DAY {
        scopes.push((Scope::Interval(interval), interval_row(&sources, interval)));
    }
    for (week, money) in weeks.iter().enumerate() {
        scopes.push((Scope::Week(week), week_row(&sources, week, money)));
    }
    ReplicationFacts {
        scopes,
        majorant_exceeded: sources.majorant_exceeded,
        slots_exhausted: sources.slots_exhausted,
        waits: WaitHistograms { total: waits, by_reason: sources.operational.waits_of_reason },
    }
}

/// Everything that follows from the contacts of a scope alone.
fn write_contacts(row: &mut Row, sums: &ContactSums) {
    let count = |value: u64| value as f64;
    let seconds = |micros: u64| micros as f64 / MICROS;
    let offered = count(sums.offered);
    let waits = seconds(sums.wait_answered + sums.wait_abandoned + sums.wait_carried);
    for (metric, value) in [
        (Metric::Offered, sums.offered),
        (Metric::Answered, sums.answered),
        (Metric::Abandoned, sums.abandoned),
        (Metric::CarriedOver, sums.carried_over),
        (Metric::Redials, sums.redials),
        (Metric::Repeats, sums.repeats),
        (Metric::Transfers, sums.transfers),
    ] {
        row.total(metric, count(value));
    }
    let good = count(sums.within_awt);
    let short = count(sums.short_abandons);
    let answered = count(sums.answered);
    for (metric, numerator, denominator) in [
        (Metric::AbandonmentRate, count(sums.abandoned), offered),
        (Metric::AnsweredRate, answered, offered),
        (Metric::ServiceLevelOfOffered, good, offered),
        (Metric::ServiceLevelExcludingShortAbandons, good, offered - short),
        (Metric::ServiceLevelCountingShortAbandons, good + short, offered),
        (Metric::ServiceLevelOfAnswered, good, answered),
        (Metric::WaitProbability, count(sums.waited), offered),
        (Metric::WaitMean, waits, offered),
        (Metric::Asa, seconds(sums.wait_answered), answered),
        (Metric::WaitAbandonedMean, seconds(sums.wait_abandoned), count(sums.abandoned)),
        (Metric::Aht, seconds(sums.handling), answered),
        (Metric::Fcr, count(sums.first_contact_resolutions), count(sums.first_answers)),
        (Metric::ContactsPerIssue, offered, count(sums.issues)),
        (Metric::Awt, seconds(sums.awt), offered),
    ] {
        row.ratio(metric, numerator, denominator);
    }
}

fn write_quantiles(row: &mut Row, waits: &Histogram<u64>) {
    if waits.is_empty() {
        return;
    }
    for (metric, share) in
        [(Metric::WaitP50, 0.5), (Metric::WaitP90, 0.9), (Metric::WaitP95, 0.95), (Metric::WaitP99, 0.99)]
    {
        row.total(metric, waits.value_at_quantile(share) as f64 / 1_000.0);
    }
}

/// Agents' time, all in agent-microseconds, over a span of `clock` microseconds.
fn write_agents(row: &mut Row, available: u64, handling: u64, clock: u64) {
    let (available, handling, clock) = (available as f64, handling as f64, clock as f64);
    row.ratio(Metric::AgentsBusyMean, handling, clock);
    row.total(Metric::AgentHours, (available + handling) / MICROS_PER_HOUR);
    row.ratio(Metric::Occupancy, handling, available + handling);
}

fn write_customers(row: &mut Row, cells: &[&CustomerWeek]) {
    let sum = |of: &dyn Fn(&CustomerWeek) -> f64| cells.iter().map(|cell| of(cell)).sum::<f64>();
    let at_risk = sum(&|cell| cell.at_risk as f64);
    let left = sum(&|cell| cell.left as f64);
    let satisfaction = sum(&|cell| cell.satisfaction_days);
    row.ratio(Metric::Satisfaction, satisfaction, sum(&|cell| cell.customer_days));
    row.ratio(Metric::ComplaintRate, sum(&|cell| cell.complaints as f64), at_risk);
    row.ratio(Metric::ChurnMonthly, left, at_risk);
    row.ratio(Metric::ChurnAnnual, left, at_risk);
    row.total(Metric::CustomersJoined, sum(&|cell| cell.joined as f64));
    row.total(Metric::CustomersLeft, left);
    row.total(Metric::Revenue, revenue(cells));
}

fn revenue(cells: &[&CustomerWeek]) -> f64 {
    cells.iter().map(|cell| cell.revenue).sum::<u64>() as f64 / 100.0
}

/// The cells of the given segments and weeks.
fn cells<'a>(
    sources: &'a Sources,
    segments: std::ops::Range<usize>,
    weeks: std::ops::Range<usize>,
) -> Vec<&'a CustomerWeek> {
    segments
        .flat_map(|segment| weeks.clone().map(move |week| (segment, week)))
        .map(|(segment, week)| sources.sums.of(segment, week))
        .collect()
}

/// Money of each week of the horizon.
fn week_money(sources: &Sources) -> Vec<Money> {
    let blueprint = sources.blueprint;
    let segments = blueprint.segments.len();
    blueprint
        .staffing()
        .iter()
        .enumerate()
        .map(|(week, teams)| {
            let mut staffing = Staffing::default();
            teams.iter().for_each(|team| staffing += *team);
            let cells = cells(sources, 0..segments, week..week + 1);
            let hired = &sources.operational.hired[week];
            Money {
                revenue: revenue(&cells),
                staffing,
                hiring: hiring_cost(blueprint.models(Some(week)), hired),
                programme: blueprint.programme_cost(week),
                answered: sources.operational.weeks[week].answered as f64,
                joined: cells.iter().map(|cell| cell.joined).sum::<u64>() as f64,
            }
        })
        .collect()
}

fn total_row(
    sources: &Sources,
    standing: &[Standing],
    weeks: &[Money],
    waits: &Histogram<u64>,
) -> Vec<Option<Fact>> {
    let mut row = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut row, &operational.total());
    write_quantiles(&mut row, waits);
    let clock = operational.clock.total();
    row.ratio(Metric::QueueMean, operational.queue.total() as f64, clock as f64);
    let available = operational.agents.iter().map(|time| time.available.total()).sum();
    let handling = operational.agents.iter().map(|time| time.handling.total()).sum();
    write_agents(&mut row, available, handling, clock);
    let mut money = Money::default();
    weeks.iter().for_each(|week| money.add(week));
    row.total(Metric::PaidHours, money.staffing.paid_hours);
    if !standing.is_empty() {
        write_customers(&mut row, &cells(sources, 0..standing.len(), 0..sources.sums.weeks()));
        let mut everybody = Standing::default();
        standing.iter().for_each(|segment| everybody.merge(segment));
        everybody.write(&mut row, sources.blueprint);
    }
    if let Some(model) = &sources.blueprint.before.money {
        money.write(&mut row, model);
    }
    row.0
}

fn segment_row(sources: &Sources, standing: &[Standing], segment: usize) -> Vec<Option<Fact>> {
    let mut row = Row::new();
    write_contacts(&mut row, &sources.operational.segments[segment]);
    write_customers(&mut row, &cells(sources, segment..segment + 1, 0..sources.sums.weeks()));
    standing[segment].write(&mut row, sources.blueprint);
    row.0
}

fn reason_row(sources: &Sources, reason: usize) -> Vec<Option<Fact>> {
    let mut row = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut row, &operational.reasons[reason]);
    write_quantiles(&mut row, &operational.waits_of_reason[reason]);
    let queue = operational.queue_of_reason[reason].total() as f64;
    row.ratio(Metric::QueueMean, queue, operational.clock.total() as f64);
    row.0
}

/// A team sees only the contacts it answered first, so what concerns the others is absent.
fn team_row(sources: &Sources, team: usize) -> Vec<Option<Fact>> {
    let mut contacts = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut contacts, &operational.teams[team]);
    let mut row = Row::new();
    for metric in [
        Metric::Answered,
        Metric::Transfers,
        Metric::ServiceLevelOfAnswered,
        Metric::Asa,
        Metric::Aht,
        Metric::Fcr,
    ] {
        row.0[metric as usize] = contacts.0[metric as usize];
    }
    let time = &operational.agents[team];
    let clock = operational.clock.total();
    write_agents(&mut row, time.available.total(), time.handling.total(), clock);
    let mut staffing = Staffing::default();
    sources.blueprint.staffing().iter().for_each(|teams| staffing += teams[team]);
    row.total(Metric::PaidHours, staffing.paid_hours);
    row.0
}

fn interval_row(sources: &Sources, interval: usize) -> Vec<Option<Fact>> {
    let mut row = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut row, &operational.intervals[interval]);
    let clock = operational.clock.intervals[interval];
    row.ratio(Metric::QueueMean, operational.queue.intervals[interval] as f64, clock as f64);
    let available = operational.agents.iter().map(|time| time.available.intervals[interval]).sum();
    let handling = operational.agents.iter().map(|time| time.handling.intervals[interval]).sum();
    write_agents(&mut row, available, handling, clock);
    row.0
}

fn week_row(sources: &Sources, week: usize, money: &Money) -> Vec<Option<Fact>> {
    let mut row = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut row, &operational.weeks[week]);
    let clock = operational.clock.weeks[week];
    row.ratio(Metric::QueueMean, operational.queue.weeks[week] as f64, clock as f64);
    let available = operational.agents.iter().map(|time| time.available.weeks[week]).sum();
    let handling = operational.agents.iter().map(|time| time.handling.weeks[week]).sum();
    write_agents(&mut row, available, handling, clock);
    row.total(Metric::PaidHours, money.staffing.paid_hours);
    let segments = sources.blueprint.segments.len();
    if segments > 0 {
        let cells = cells(sources, 0..segments, week..week + 1);
        write_customers(&mut row, &cells);
        let cohort: u64 = sources.sums.cohort.iter().sum();
        let satisfaction: f64 = cells.iter().map(|cell| cell.cohort_satisfaction).sum();
        row.ratio(Metric::SatisfactionCohort, satisfaction, cohort as f64);
        let active: u64 = cells.iter().map(|cell| cell.active).sum();
        row.total(Metric::CustomersEnd, active as f64);
    }
    if let Some(model) = &sources.blueprint.before.money {
        money.write(&mut row, model);
    }
    row.0
}
