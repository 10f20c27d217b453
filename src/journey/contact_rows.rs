//! Figures that follow from the contacts of a scope alone.

use crate::journey::facts::WAIT_QUANTILES;
use crate::journey::figures::{ModelPart, ModelParts};
use crate::journey::table::Row;
use crate::metrics::{ContactSums, Metric};

const MICROS: f64 = 1e6;

/// Everything that follows from the contacts of a scope alone, but for ways in which no contact of the arm can end.
pub(super) fn write_contacts(row: &mut Row, sums: &ContactSums, parts: &ModelParts) {
    let count = |value: u64| value as f64;
    let seconds = |micros: u64| micros as f64 / MICROS;
    let offered = count(sums.offered);
    let waiters = count(sums.waiters());
    let talked_to = count(sums.talked_to());
    let waits = seconds(sums.wait());
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
    if parts.has(ModelPart::Door) {
        row.total(Metric::Blocked, count(sums.blocked));
        row.ratio(Metric::BlockingRate, count(sums.blocked), offered);
    }
    if parts.has(ModelPart::Containment) {
        row.total(Metric::Contained, count(sums.contained));
        row.ratio(Metric::ContainmentRate, count(sums.contained), offered);
        row.ratio(Metric::ContainedResolvedRate, count(sums.contained_resolved), count(sums.contained));
    }
    if parts.has(ModelPart::Callbacks) {
        row.total(Metric::Callbacks, count(sums.callbacks));
        row.ratio(Metric::CallbacksKeptRate, count(sums.called_back), count(sums.callbacks));
    }
    let good = count(sums.within_awt);
    let short = count(sums.short_abandons);
    let answered = count(sums.answered);
    for (metric, numerator, denominator) in [
        (Metric::AbandonmentRate, count(sums.abandoned), offered),
        (Metric::AnsweredRate, answered, offered),
        (Metric::UnservedRate, count(sums.unserved()), offered),
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
        (Metric::WaitPerIssue, waits, count(sums.issues)),
        (Metric::Awt, seconds(sums.awt), offered),
    ] {
        row.ratio(metric, numerator, denominator);
    }
}

/// The quantiles of waits, given in seconds; absent where nobody could wait.
pub(super) fn write_quantiles(row: &mut Row, quantiles: Option<[f64; 4]>) {
    for ((metric, _), seconds) in WAIT_QUANTILES.into_iter().zip(quantiles.into_iter().flatten()) {
        row.total(metric, seconds);
    }
}
