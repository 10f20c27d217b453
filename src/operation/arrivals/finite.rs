//! A finite population of callers, each of whom makes contact while idle.

use crate::operation::arrivals::primary::{Arrival, ISSUE_BITS, REASON_BITS, issue_number};
use crate::operation::arrivals::{ArrivalModel, Arrivals, Sources};
use crate::operation::contact::{ContactKind, ContactRecord, Request};
use crate::random::{Purpose, Standard, Stream, math, uniform};
use crate::time::{Duration, Instant};

/// The idle time that leads to a contact, from its first word of luck.
fn idle_time(word: u64, per_idle_hour: f64) -> Duration {
    Duration::from_seconds(-math::ln(uniform(word)) * 3_600.0 / per_idle_hour)
}

/// The first contact of every caller, all idle at time 0, in order of time; then one that comes never. Caller k's contacts
/// have the numbers k, k + count, k + 2 count, ...
pub(super) fn first_calls(
    sources: &Sources,
    reason: usize,
    end: Instant,
    batch: &mut Vec<Arrival>,
    stream: &Stream,
) {
    batch.clear();
    for number in 0..u64::from(sources.count) {
        let [idle, _, talk, patience] = stream.words(Purpose::Arrival, issue_number(reason, number), 0);
        let at = Instant::ZERO + idle_time(idle, sources.per_idle_hour);
        if at < end {
            // Thinning would take the caller away for good: each mark is accepted at every rate above 0.
            batch.push(Arrival { at, number, mark: 0.0, luck: [talk, patience] });
        }
    }
    batch.sort_unstable_by_key(|arrival| (arrival.at, arrival.number));
    batch.push(Arrival { at: Instant::NEVER, number: 0, mark: 0.0, luck: [0; 2] });
}

/// The next contact of the caller whose contact is closed and is not followed by a redial or repeat: a demand answers with
/// it when asked what follows. `None` for contacts that were not made by a finite population. `factors`, one of 0 or more per
/// reason, multiply the rate while idle; they hold for the whole of an idle time that begins now.
#[inline]
pub fn next_call(
    record: &ContactRecord,
    model: &ArrivalModel,
    factors: &[f64],
    stream: &Stream,
) -> Option<Request> {
    let issue = record.request.issue;
    // A redial may come under another reason; the number of the issue keeps the one it began with.
    let reason = (issue >> ISSUE_BITS) as usize;
    if reason >> REASON_BITS != 0 {
        return None;
    }
    match model.reasons.get(reason) {
        Some(Arrivals::Sources(sources)) => Some(call_of_source(record, sources, reason, factors, stream)),
        _ => None,
    }
}

fn call_of_source(
    record: &ContactRecord,
    sources: &Sources,
    reason: usize,
    factors: &[f64],
    stream: &Stream,
) -> Request {
    let issue = record.request.issue;
    let number = (issue & ((1 << ISSUE_BITS) - 1)) + u64::from(sources.count);
    let next = issue_number(reason, number);
    let [idle, _, talk, patience] = stream.words(Purpose::Arrival, next, 0);
    Request {
        at: record.closed_at
            + idle_time(idle, sources.per_idle_hour * factors.get(reason).copied().unwrap_or(1.0)),
        reason: reason as u32,
        issue: next,
        attempt: 0,
        kind: ContactKind::Primary,
        mark: 0.0,
        answered_before: false,
        luck: [talk, patience],
        luck_is: [Standard::Word; 2],
        ..record.request
    }
}
