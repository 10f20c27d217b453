//! From the sums of a replication to its table of facts: one row per scope, one numerator and denominator per metric.

use crate::journey::agent_rows::write_agents;
use crate::journey::blueprint::Blueprint;
use crate::journey::calibration::Calibration;
use crate::journey::complaint_rows;
use crate::journey::complaints::Complaints;
use crate::journey::contact_rows::{write_contacts, write_quantiles};
use crate::journey::customers::Customers;
use crate::journey::day_rows::write_days;
use crate::journey::facts::{Fact, FactRow, Rows, Scope};
use crate::journey::figures::{ModelPart, ModelParts};
use crate::journey::loyalty_rows;
use crate::journey::money_rows::{Money, week_money};
use crate::journey::observed::Seen;
use crate::journey::records::Recorder;
use crate::journey::service_cost::ServiceCost;
use crate::journey::staffing::{PlannedDuty, Staffing};
use crate::journey::standing::{Standing, standing};
use crate::journey::sums::{CustomerSums, CustomerWeek};
use crate::journey::surveys::Surveys;
use crate::metrics::{INTERVALS_PER_DAY, Metric, OperationalSums, TimeGrid};
use crate::random::Stream;

/// Everything a table is made from.
pub(super) struct Sources<'a> {
    pub blueprint: &'a Blueprint,
    /// Parts of the model that any week of the arm has.
    pub parts: ModelParts,
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
}

impl Sources<'_> {
    fn write_complaints(
        &self,
        row: &mut Row,
        segments: std::ops::Range<usize>,
        weeks: std::ops::Range<usize>,
    ) {
        if self.parts.has(ModelPart::ComplaintProcess) {
            let stock = weeks.len() == self.sums.weeks();
            complaint_rows::write(row, self.complaints, segments.clone(), weeks.clone(), stock);
            if self.parts.has(ModelPart::Money) {
                let cost = complaint_rows::cost(self.complaints, segments, weeks);
                row.total(Metric::CostComplaints, cost);
            }
        }
    }
}

/// One row of facts in the making.
pub(super) struct Row(Box<[Option<Fact>; Metric::COUNT]>);

impl Row {
    fn new() -> Self {
        Row(Box::new([None; Metric::COUNT]))
    }

    pub(super) fn total(&mut self, metric: Metric, value: f64) {
        self.ratio(metric, value, 1.0);
    }

    pub(super) fn ratio(&mut self, metric: Metric, numerator: f64, denominator: f64) {
        self.0[metric as usize] = Some(Fact { numerator, denominator });
    }
}

/// Builds the table; `recorder` hears of the answers to the survey.
pub(super) fn tabulate(mut sources: Sources, mut recorder: Option<&mut dyn Recorder>) -> Rows {
    let standing = standing(&mut sources, &mut recorder);
    let duty = sources.blueprint.planned_duty().worked(sources.blueprint, &sources.operational.duty);
    let weeks = week_money(&sources, &duty.weeks);
    let cost = ServiceCost::new(sources.blueprint, sources.operational, &duty);
    let mut rows = Rows::new();
    let mut add = |scope: Scope, mut row: Row| {
        write_quantiles(&mut row, scope.wait_quantiles(&sources.operational.waits));
        rows.push((scope, FactRow::of(&row.0)));
    };
    add(Scope::Total, total_row(&sources, &standing, &weeks, &cost));
    for segment in 0..sources.blueprint.segments.len() {
        add(Scope::Segment(segment), segment_row(&sources, &standing, segment, &cost));
    }
    for reason in 0..sources.operational.reasons.len() {
        add(Scope::Reason(reason), reason_row(&sources, reason, &cost));
    }
    for team in 0..sources.operational.teams.len() {
        add(Scope::Team(team), team_row(&sources, team, &duty.weeks, &cost));
    }
    for interval in 0..INTERVALS_PER_DAY {
        add(Scope::Interval(interval), interval_row(&sources, interval, &duty, &cost));
    }
    for (week, money) in weeks.iter().enumerate() {
        add(Scope::Week(week), week_row(&sources, week, money, &cost));
    }
    rows
}

fn write_customers(row: &mut Row, cells: &[&CustomerWeek], parts: &ModelParts) {
    let sum = |of: &dyn Fn(&CustomerWeek) -> f64| cells.iter().map(|cell| of(cell)).sum::<f64>();
    let at_risk = sum(&|cell| cell.at_risk as f64);
    let left = sum(&|cell| cell.left as f64);
    let satisfaction = sum(&|cell| cell.satisfaction_days);
    row.ratio(Metric::Satisfaction, satisfaction, sum(&|cell| cell.customer_days));
    if parts.has(ModelPart::Experience) {
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

fn total_row(sources: &Sources, standing: &[Standing], weeks: &[Money], cost: &ServiceCost) -> Row {
    let mut row = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut row, &operational.total(), &sources.parts);
    let clock = operational.clock.total();
    row.ratio(Metric::QueueMean, operational.queue.total() as f64, clock as f64);
    write_agents(&mut row, operational, 0..operational.teams.len(), &TimeGrid::total);
    let mut money = Money::default();
    weeks.iter().for_each(|week| money.add(week));
    row.total(Metric::PaidHours, money.staffing.paid_hours);
    let staff = money.staff();
    cost.write_total(&mut row, staff);
    write_days(&mut row, operational, sources.blueprint.interval_goal);
    if !standing.is_empty() {
        let (segments, weeks) = (0..standing.len(), 0..sources.sums.weeks());
        write_customers(&mut row, &cells(sources, segments.clone(), weeks.clone()), &sources.parts);
        sources.write_complaints(&mut row, segments, weeks);
        let mut everybody = Standing::default();
        standing.iter().for_each(|segment| everybody.merge(segment));
        everybody.write(&mut row, &sources.parts);
        if sources.parts.has(ModelPart::Rival) {
            loyalty_rows::write_market(&mut row, sources, everybody.end());
        }
    }
    if sources.parts.has(ModelPart::Money) {
        money.write(&mut row, &sources.parts);
        if !standing.is_empty() {
            loyalty_rows::write_concentration(&mut row, sources, staff + money.contacts);
        }
    }
    row
}

fn segment_row(sources: &Sources, standing: &[Standing], segment: usize, cost: &ServiceCost) -> Row {
    let mut row = Row::new();
    write_contacts(&mut row, &sources.operational.segments[segment], &sources.parts);
    cost.write_segment(&mut row, segment);
    let (own, weeks) = (segment..segment + 1, 0..sources.sums.weeks());
    write_customers(&mut row, &cells(sources, own.clone(), weeks.clone()), &sources.parts);
    sources.write_complaints(&mut row, own, weeks);
    standing[segment].write(&mut row, &sources.parts);
    row
}

fn reason_row(sources: &Sources, reason: usize, cost: &ServiceCost) -> Row {
    let mut row = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut row, &operational.reasons[reason], &sources.parts);
    let queue = operational.queue_of_reason[reason].total() as f64;
    row.ratio(Metric::QueueMean, queue, operational.clock.total() as f64);
    cost.write_reason(&mut row, reason);
    row
}

/// A team sees only the contacts it answered first, so what concerns the others is absent.
fn team_row(sources: &Sources, team: usize, by_week: &[Vec<Staffing>], cost: &ServiceCost) -> Row {
    let mut contacts = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut contacts, &operational.teams[team], &sources.parts);
    let mut row = Row::new();
    for metric in [
        Metric::Answered,
        Metric::Redials,
        Metric::Repeats,
        Metric::Transfers,
        Metric::Callbacks,
        Metric::ServiceLevelOfAnswered,
        Metric::WaitProbability,
        Metric::Asa,
        Metric::Aht,
        Metric::Fcr,
        Metric::Awt,
    ] {
        row.0[metric as usize] = contacts.0[metric as usize];
    }
    write_agents(&mut row, operational, team..team + 1, &TimeGrid::total);
    let mut staffing = Staffing::default();
    by_week.iter().for_each(|teams| staffing += teams[team]);
    row.total(Metric::PaidHours, staffing.paid_hours);
    cost.write_team(&mut row, team);
    row
}

fn interval_row(sources: &Sources, interval: usize, duty: &PlannedDuty, cost: &ServiceCost) -> Row {
    let mut row = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut row, &operational.intervals[interval], &sources.parts);
    let clock = operational.clock.intervals[interval];
    row.ratio(Metric::QueueMean, operational.queue.intervals[interval] as f64, clock as f64);
    write_agents(&mut row, operational, 0..operational.teams.len(), &|grid| grid.intervals[interval]);
    row.total(Metric::PaidHours, duty.paid_hours_of_interval(interval));
    cost.write_interval(&mut row, interval);
    let (met, all) = operational.days.meeting_at(interval, sources.blueprint.interval_goal);
    row.ratio(Metric::IntervalsMet, met as f64, all as f64);
    row
}

fn week_row(sources: &Sources, week: usize, money: &Money, cost: &ServiceCost) -> Row {
    let mut row = Row::new();
    let operational = &sources.operational;
    write_contacts(&mut row, &operational.weeks[week], &sources.parts);
    let clock = operational.clock.weeks[week];
    row.ratio(Metric::QueueMean, operational.queue.weeks[week] as f64, clock as f64);
    write_agents(&mut row, operational, 0..operational.teams.len(), &|grid| grid.weeks[week]);
    row.total(Metric::PaidHours, money.staffing.paid_hours);
    cost.write_week(&mut row, week, money.staff());
    let segments = sources.blueprint.segments.len();
    if segments > 0 {
        let cells = cells(sources, 0..segments, week..week + 1);
        write_customers(&mut row, &cells, &sources.parts);
        sources.write_complaints(&mut row, 0..segments, week..week + 1);
        let cohort: u64 = sources.sums.cohort.iter().sum();
        let satisfaction: f64 = cells.iter().map(|cell| cell.cohort_satisfaction).sum();
        row.ratio(Metric::SatisfactionCohort, satisfaction, cohort as f64);
        let active: u64 = cells.iter().map(|cell| cell.active).sum();
        row.total(Metric::CustomersEnd, active as f64);
    }
    if sources.parts.has(ModelPart::Money) {
        money.write(&mut row, &sources.parts);
    }
    row
}
