//! Figures of complaints, where their handling is a process.

use crate::journey::complaints::{ComplaintWeek, Complaints};
use crate::journey::table::Row;
use crate::metrics::Metric;
use crate::time::Duration;

/// Cost of compensation, claims and updates of some segments in some weeks, in the currency.
pub(super) fn cost(
    complaints: &Complaints,
    segments: std::ops::Range<usize>,
    weeks: std::ops::Range<usize>,
) -> f64 {
    let of_segment = |segment: usize| weeks.clone().map(move |week| complaints.of(segment, week).cost);
    segments.flat_map(of_segment).sum::<u64>() as f64 / 100.0
}

/// Writes the figures of some segments in some weeks; `stock` says whether these are all weeks, so that what is open at the
/// ends of the horizon belongs to them.
pub(super) fn write(
    row: &mut Row,
    complaints: &Complaints,
    segments: std::ops::Range<usize>,
    weeks: std::ops::Range<usize>,
    stock: bool,
) {
    let cells: Vec<&ComplaintWeek> = segments
        .clone()
        .flat_map(|segment| weeks.clone().map(move |week| complaints.of(segment, week)))
        .collect();
    let count = |of: &dyn Fn(&ComplaintWeek) -> u64| cells.iter().map(|cell| of(cell)).sum::<u64>() as f64;
    let sum = |of: &dyn Fn(&ComplaintWeek) -> f64| cells.iter().map(|cell| of(cell)).sum::<f64>();
    let opened = count(&|cell| cell.opened);
    let solved = count(&|cell| cell.solved);
    let unsolved = count(&|cell| cell.unsolved);
    let withdrawn = count(&|cell| cell.withdrawn);
    let responses = count(&|cell| cell.responses);
    row.total(Metric::ComplaintsOpened, opened);
    row.total(Metric::ComplaintsSolved, solved);
    row.total(Metric::ComplaintsUnsolved, unsolved);
    row.total(Metric::ComplaintsWithdrawn, withdrawn);
    if stock {
        let open = |of: &[u64]| of[segments.clone()].iter().sum::<u64>() as f64;
        row.total(Metric::ComplaintsOpenStart, open(&complaints.open_at_start));
        row.total(Metric::ComplaintsOpenEnd, open(&complaints.open_at_end));
    }
    row.total(Metric::ComplaintContacts, count(&|cell| cell.contacts));
    row.total(Metric::ComplaintWork, count(&|cell| cell.rounds));
    row.total(Metric::ComplaintClaims, count(&|cell| cell.claims));
    let micros_per_hour = Duration::HOUR.as_micros() as f64;
    let micros_per_day = Duration::DAY.as_micros() as f64;
    let quick = count(&|cell| cell.quick);
    for (metric, numerator, denominator) in [
        (Metric::ComplaintsSolvedRate, solved, solved + unsolved + withdrawn),
        (Metric::ComplaintResponse, count(&|cell| cell.response_time) / micros_per_hour, responses),
        (Metric::ComplaintSolution, count(&|cell| cell.solution_time) / micros_per_day, solved),
        (
            Metric::ComplaintsAnsweredWithinDeadline,
            count(&|cell| cell.responses_in_time),
            responses + count(&|cell| cell.never_answered),
        ),
        (
            Metric::ComplaintsSolvedWithinDeadline,
            count(&|cell| cell.solved_in_time),
            solved + unsolved + withdrawn,
        ),
        (Metric::PromisesMissedRate, count(&|cell| cell.missed), count(&|cell| cell.promised)),
        (Metric::ComplaintSatisfactionBefore, sum(&|cell| cell.before), opened),
        (Metric::ComplaintSatisfactionFailed, sum(&|cell| cell.failed), opened),
        (Metric::ComplaintSatisfactionHandled, sum(&|cell| cell.handled), solved + unsolved),
        (Metric::ComplaintsLessSatisfiedRate, count(&|cell| cell.less_satisfied), opened),
        (Metric::ComplaintsMoreSatisfiedRate, count(&|cell| cell.more_satisfied), solved),
        (Metric::ComplaintsRecoveredRate, count(&|cell| cell.recovered), solved),
        (Metric::ComplaintsPositiveRate, count(&|cell| cell.positive), solved),
        (Metric::BuyAgainQuickRate, sum(&|cell| cell.willing_quick), quick),
        (Metric::BuyAgainSlowRate, sum(&|cell| cell.willing_slow), solved - quick),
    ] {
        row.ratio(metric, numerator, denominator);
    }
    // Of complaints long ago; without a value while the window has not passed for any.
    for (metric, kept, looked) in [
        (
            Metric::ComplaintsKeptSolvedRate,
            count(&|cell| cell.kept_solved),
            count(&|cell| cell.looked_solved),
        ),
        (
            Metric::ComplaintsKeptUnsolvedRate,
            count(&|cell| cell.kept_unsolved),
            count(&|cell| cell.looked_unsolved),
        ),
    ] {
        row.ratio(metric, kept, looked);
    }
}
