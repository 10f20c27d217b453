//! From the sums of a replication to its table of facts: one row per scope, one numerator and denominator per metric.

use crate::journey::blueprint::Blueprint;
use crate::journey::calibration::Calibration;
use crate::journey::complaint_rows;
use crate::journey::complaints::Complaints;
use crate::journey::customers::Customers;
use crate::journey::facts::{Fact, ReplicationFacts, Scope, Waits};
use crate::journey::figures::ModelPart;
use crate::journey::loyalty_rows::{self, Parts};
use crate::journey::money::hiring_cost_of_team;
use crate::journey::money_rows::{Money, week_money};
use crate::journey::observed::Seen;
use crate::journey::records::{self, Recorder};
use crate::journey::staffing::{PlannedDuty, Staffing};
use crate::journey::standing::{Standing, standing};
use crate::journey::sums::{CustomerSums, CustomerWeek};
use crate::journey::surveys::Surveys;
use crate::metrics::{
    ContactSums, INTERVALS_PER_DAY, Metric, OperationalSums, WaitCounts, tenth_and_ninetieth,
};
use crate::random::Stream;

/// Everything a table is made from.
pub(super) struct Sources<'a> {
    pub blueprint: &'a Blueprint,
    pub calibration: &'a Calibration,
    pub customers: &'a Customers,
    pub sums: &'a CustomerSums,
    pub complaints: &'a Complaints,
    /// The rival's customers at the start and at the end of the horizon.
    pub rival_customers: [u64; 2],
    /// What the firm sees of each segment's customers at the start of the horizon.
    pub seen_at_start: &'a [Seen],
    pub surveys: &'a mut Surveys,
    pub operational: &'a OperationalSums,
    pub stream: Stream,
    pub majorant_exceeded: u64,
    pub slots_exhausted: u64,
}

/// By which ways besides an answer or abandonment a contact may end under an arm's settings; figures of the others do not
/// apply.
struct Ways {
    block: bool,
    contain: bool,
    call_back: bool,
}

impl Sources<'_> {
    /// Which parts of the model any week of the arm has.
    pub(super) fn parts(&self) -> Parts {
        let has = |part| self.blueprint.has(part);
        Parts {
            exit: has(ModelPart::Exit),
            complaint_process: has(ModelPart::ComplaintProcess),
            programmes: has(ModelPart::Programmes),
            feedback: has(ModelPart::Feedback),
            rival: has(ModelPart::Rival),
            money: has(ModelPart::Money),
            touchpoint_cost: has(ModelPart::TouchpointCost),
            feels: has(ModelPart::Experience),
        }
    }

    fn write_complaints(
        &self,
        row: &mut Row,
        segments: std::ops::Range<usize>,
        weeks: std::ops::Range<usize>,
    ) {
        let parts = self.parts();
        if parts.complaint_process {
            let stock = weeks.len() == self.sums.weeks();
            complaint_rows::write(row, self.complaints, segments.clone(), weeks.clone(), stock);
            if parts.money {
                let cost = complaint_rows::cost(self.complaints, segments, weeks);
                row.total(Metric::CostComplaints, cost);
            }
        }
    }

    fn ways(&self) -> Ways {
        let has = |part| self.blueprint.has(part);
        Ways {
            block: has(ModelPart::Door),
            contain: has(ModelPart::Containment),
            call_back: has(ModelPart::Callbacks),
        }
    }
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

/// Builds the table; `recorder` hears of the customers and of the answers to the survey.
pub(super) fn tabulate(mut sources: Sources, mut recorder: Option<&mut dyn Recorder>) -> ReplicationFacts {
    let mut scopes = Vec::new();
    let waits = sources.operational.waits();
    if let Some(recorder) = &mut recorder {
        records::customers(&sources, *recorder);
    }
    let standing = standing(&mut sources, &mut recorder);
    let duty = sources.blueprint.planned_duty().worked(sources.blueprint, &sources.operational.duty);
    let weeks = week_money(&sources, &duty.weeks);
    scopes.push((Scope::Total, total_row(&sources, &standing, &weeks, &waits)));
    for segment in 0..sources.blueprint.segments.len() {
        scopes.push((Scope::Segment(segment), segment_row(&sources, &standing, segment)));
    }
    for reason in 0..sources.operational.reasons.len() {
        scopes.push((Scope::Reason(reason), reason_row(&sources, reason)));
    }
    for team in 0..sources.operational.teams.len() {
        scopes.push((Scope::Team(team), team_row(&sources, team, &duty.weeks)));
    }
    for interval in 0..INTERVALS_PER_DAY {
        scopes.push((Scope::Interval(interval), interval_row(&sources, interval, &duty)));
    }
    for (week, money) in weeks.iter().enumerate() {
        scopes.push((Scope::Week(week), week_row(&sources, week, money)));
    }
    ReplicationFacts {
        scopes,
        majorant_exceeded: sources.majorant_exceeded,
        slots_exhausted: sources.slots_exhausted,
        waits: Waits { total: waits, by_reason: sources.operational.waits_of_reason.clone() },
    }
}

/// Everything that follows from the contacts of a scope alone.
fn write_contacts(row: &mut Row, sums: &ContactSums, ways: &Ways) {
    let count = |value: u64| value as f64;
    let seconds = |micros: u64| micros as f64 / MICROS;
    let offered = count(sums.offered);
    let waiters = count(sums.answered + sums.abandoned + sums.carried_over);
    let talked_to = count(sums.answered + sums.called_back);
    let waits = seconds(sums.wait_answered + sums.wait_abandoned + sums.wait_carried);
    for (metric, value) in [
        (Metric::Offered, sums.offered),
        (Metric::Answered, sums.answered),
        (Metric::Abandoned, sums.abandoned),
        (Metric::CarriedOver, sums.carried_over),
        (Metric::Redials, sums.redials),
        (Metric::Repeats, sums.repeats),
        (Metric::Transfers, sums.transfers),
        (Metric::Issues, sums.issues),
    ] {
        row.total(metric, count(value));
    }
    if ways.block {
        row.total(Metric::Blocked, count(sums.blocked));
        row.ratio(Metric::BlockingRate, count(sums.blocked), offered);
    }
    if ways.contain {
        row.total(Metric::Contained, count(sums.contained));
        row.ratio(Metric::ContainmentRate, count(sums.contained), offered);
        row.ratio(Metric::ContainedResolvedRate, count(sums.contained_resolved), count(sums.contained));
    }
    if ways.call_back {
        row.total(Metric::Callbacks, count(sums.callbacks));
        row.ratio(Metric::CallbacksKeptRate, count(sums.called_back), count(sums.callbacks));
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
        (Metric::WaitProbability, count(sums.waited), waiters),
        (Metric::WaitMean, waits, waiters),
        (Metric::Asa, seconds(sums.wait_answered), answered),
        (Metric::WaitAbandonedMean, seconds(sums.wait_abandoned), count(sums.abandoned)),
        (Metric::Aht, seconds(sums.handling), talked_to),
        (Metric::Fcr, count(sums.first_contact_resolutions), count(sums.first_answers)),
        (Metric::ContactsPerIssue, offered, count(sums.issues)),
        (Metric::IssuesAnsweredRate, count(sums.first_answers), count(sums.issues)),
        (Metric::Awt, seconds(sums.awt), offered),
    ] {
        row.ratio(metric, numerator, denominator);
    }
}

fn write_quantiles(row: &mut Row, waits: &WaitCounts) {
    if waits.is_empty() {
        return;
    }
    let metrics = [Metric::WaitP50, Metric::WaitP90, Metric::WaitP95, Metric::WaitP99];
    for (metric, millis) in metrics.into_iter().zip(waits.at_quantiles([0.5, 0.9, 0.95, 0.99])) {
        row.total(metric, millis as f64 / 1_000.0);
    }
}

/// Agents' time, all in agent-microseconds, over a span of `clock` microseconds.
fn write_agents(row: &mut Row, available: u64, handling: u64, clock: u64) {
    let (available, handling, clock) = (available as f64, handling as f64, clock as f64);
    row.ratio(Metric::AgentsBusyMean, handling, clock);
    row.ratio(Metric::AgentsMean, available + handling, clock);
    row.total(Metric::AgentHours, (available + handling) / MICROS_PER_HOUR);
    row.ratio(Metric::Occupancy, handling, available + handling);
}

fn write_customers(row: &mut Row, cells: &[&CustomerWeek], parts: Parts) {
    let sum = |of: &dyn Fn(&CustomerWeek) -> f64| cells.iter().map(|cell| of(cell)).sum::<f64>();
    let at_risk = sum(&|cell| cell.at_risk as f64);
    let left = sum(&|cell| cell.left as f64);
    let satisfaction = sum(&|cell| cell.satisfaction_days);
    row.ratio(Metric::Satisfaction, satisfaction, sum(&|cell| cell.customer_days));
    if parts.feels {
        let direct = sum(&|cell| cell.direct);
        row.ratio(Metric::SatisfactionDirect, direct, at_risk);
        row.ratio(Metric::SatisfactionDisconfirmation, sum(&|cell| cell.felt) - direct, at_risk);
    }
    row.ratio(Metric::ComplaintRate, sum(&|cell| cell.complaints as f64), at_risk);
    row.ratio(Metric::ChurnMonthly, left, at_risk);
    row.ratio(Metric::ChurnAnnual, left, at_risk);
    row.total(Metric::CustomersJoined, sum(&|cell| cell.joined as f64));
    row.total(Metric::CustomersLeft, left);
    loyalty_rows::write(row, cells, parts);
    row.total(Metric::Revenue, revenue(cells));
}

pub(super) fn revenue(cells: &[&CustomerWeek]) -> f64 {
    cells.iter().map(|cell| cell.revenue).sum::<u64>() as f64 / 100.0
}

/// The cells of the given segments and weeks.
pub(super) fn cells<'a>(
    sources: &'a Sources,
    segments: std::ops::Range<usize>,
    weeks: std::ops::Range<usize>,
) -> Vec<&'a CustomerWeek> {
    segments
        .flat_map(|segment| weeks.clone().map(move |week| (segment, week)))
        .map(|(segment, week)| sources.sums.of(segment, week))
        .collect()
}

fn total_row(
    sources: &Sources,
    standing: &[Standing],
    weeks: &[Money],
    waits: &WaitCounts,
) -> Vec<Option<Fact>> {
    let mut row = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut row, &operational.total(), &sources.ways());
    write_quantiles(&mut row, waits);
    let clock = operational.clock.total();
    row.ratio(Metric::QueueMean, operational.queue.total() as f64, clock as f64);
    let available = operational.agents.iter().map(|time| time.available.total()).sum();
    let handling = operational.agents.iter().map(|time| time.handling.total()).sum();
    write_agents(&mut row, available, handling, clock);
    let mut money = Money::default();
    weeks.iter().for_each(|week| money.add(week));
    row.total(Metric::PaidHours, money.staffing.paid_hours);
    let staff = money.staff();
    write_cost_per_contact(&mut row, staff, &operational.total());
    write_days(&mut row, operational, sources.blueprint.interval_goal);
    if !standing.is_empty() {
        let (segments, weeks) = (0..standing.len(), 0..sources.sums.weeks());
        write_customers(&mut row, &cells(sources, segments.clone(), weeks.clone()), sources.parts());
        sources.write_complaints(&mut row, segments, weeks);
        let mut everybody = Standing::default();
        standing.iter().for_each(|segment| everybody.merge(segment));
        everybody.write(&mut row, sources.blueprint);
        if sources.parts().rival {
            loyalty_rows::write_market(&mut row, sources, everybody.end());
        }
    }
    if sources.parts().money {
        money.write(&mut row, sources.parts());
        if !standing.is_empty() {
            loyalty_rows::write_concentration(&mut row, sources, staff + money.contacts);
        }
    }
    row.0
}

/// How half-hours and days differ.
fn write_days(row: &mut Row, operational: &OperationalSums, goal: f64) {
    let (met, all) = operational.days.meeting(goal);
    row.ratio(Metric::IntervalsMet, met as f64, all as f64);
    let with_contacts = operational.intervals.iter().filter(|interval| interval.offered > 0);
    let levels = with_contacts.map(|interval| interval.within_awt as f64 / interval.offered as f64);
    if let Some(worst) = levels.reduce(f64::min) {
        row.total(Metric::IntervalWorst, worst);
    }
    let share = |part: u32, of: u32| f64::from(part) / f64::from(of);
    let days = || operational.days.by_day();
    for (metrics, values) in [
        (
            [Metric::OfferedDayP10, Metric::OfferedDayP90],
            days().map(|day| f64::from(day.offered)).collect::<Vec<f64>>(),
        ),
        (
            [Metric::ServiceLevelDayP10, Metric::ServiceLevelDayP90],
            days().map(|day| share(day.within_awt, day.offered)).collect(),
        ),
        (
            [Metric::AbandonmentDayP10, Metric::AbandonmentDayP90],
            days().map(|day| share(day.abandoned, day.offered)).collect(),
        ),
    ] {
        for (metric, value) in metrics.into_iter().zip(tenth_and_ninetieth(values).into_iter().flatten()) {
            row.total(metric, value);
        }
    }
}

fn segment_row(sources: &Sources, standing: &[Standing], segment: usize) -> Vec<Option<Fact>> {
    let mut row = Row::new();
    write_contacts(&mut row, &sources.operational.segments[segment], &sources.ways());
    let (own, weeks) = (segment..segment + 1, 0..sources.sums.weeks());
    write_customers(&mut row, &cells(sources, own.clone(), weeks.clone()), sources.parts());
    sources.write_complaints(&mut row, own, weeks);
    standing[segment].write(&mut row, sources.blueprint);
    row.0
}

fn reason_row(sources: &Sources, reason: usize) -> Vec<Option<Fact>> {
    let mut row = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut row, &operational.reasons[reason], &sources.ways());
    write_quantiles(&mut row, &operational.waits_of_reason[reason]);
    let queue = operational.queue_of_reason[reason].total() as f64;
    row.ratio(Metric::QueueMean, queue, operational.clock.total() as f64);
    row.0
}

/// A team sees only the contacts it answered first, so what concerns the others is absent.
fn team_row(sources: &Sources, team: usize, by_week: &[Vec<Staffing>]) -> Vec<Option<Fact>> {
    let mut contacts = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut contacts, &operational.teams[team], &sources.ways());
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
    by_week.iter().for_each(|teams| staffing += teams[team]);
    row.total(Metric::PaidHours, staffing.paid_hours);
    let hired = operational.hired.iter().enumerate();
    let hiring = hired
        .map(|(week, teams)| hiring_cost_of_team(sources.blueprint.models(Some(week)), team, teams[team]));
    write_cost_per_contact(&mut row, staffing.cost + hiring.sum::<f64>(), &operational.teams[team]);
    row.0
}

/// Cost of service per contact that agents talked to; absent where service costs nothing.
fn write_cost_per_contact(row: &mut Row, cost: f64, sums: &ContactSums) {
    if cost > 0.0 {
        row.ratio(Metric::CostPerContact, cost, (sums.answered + sums.called_back) as f64);
    }
}

fn interval_row(sources: &Sources, interval: usize, duty: &PlannedDuty) -> Vec<Option<Fact>> {
    let mut row = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut row, &operational.intervals[interval], &sources.ways());
    let clock = operational.clock.intervals[interval];
    row.ratio(Metric::QueueMean, operational.queue.intervals[interval] as f64, clock as f64);
    let available = operational.agents.iter().map(|time| time.available.intervals[interval]).sum();
    let handling = operational.agents.iter().map(|time| time.handling.intervals[interval]).sum();
    write_agents(&mut row, available, handling, clock);
    row.total(Metric::PaidHours, duty.paid_hours_of_interval(interval));
    let (met, all) = operational.days.meeting_at(interval, sources.blueprint.interval_goal);
    row.ratio(Metric::IntervalsMet, met as f64, all as f64);
    row.0
}

fn week_row(sources: &Sources, week: usize, money: &Money) -> Vec<Option<Fact>> {
    let mut row = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut row, &operational.weeks[week], &sources.ways());
    let clock = operational.clock.weeks[week];
    row.ratio(Metric::QueueMean, operational.queue.weeks[week] as f64, clock as f64);
    let available = operational.agents.iter().map(|time| time.available.weeks[week]).sum();
    let handling = operational.agents.iter().map(|time| time.handling.weeks[week]).sum();
    write_agents(&mut row, available, handling, clock);
    row.total(Metric::PaidHours, money.staffing.paid_hours);
    let segments = sources.blueprint.segments.len();
    if segments > 0 {
        let cells = cells(sources, 0..segments, week..week + 1);
        write_customers(&mut row, &cells, sources.parts());
        sources.write_complaints(&mut row, 0..segments, week..week + 1);
        let cohort: u64 = sources.sums.cohort.iter().sum();
        let satisfaction: f64 = cells.iter().map(|cell| cell.cohort_satisfaction).sum();
        row.ratio(Metric::SatisfactionCohort, satisfaction, cohort as f64);
        let active: u64 = cells.iter().map(|cell| cell.active).sum();
        row.total(Metric::CustomersEnd, active as f64);
    }
    if sources.parts().money {
        money.write(&mut row, sources.parts());
    }
    row.0
}
