//! What follows a failed contact by fixed probability: a redial after abandoning, a repeat after an answer without
//! resolution. A closed loop replaces the probability, not the mechanism.

use crate::operation::centre::{Centre, FollowUpLaw};
use crate::operation::contact::{ContactKind, ContactRecord, Outcome, Request};
use crate::random::{Purpose, Stream};
use crate::time::Duration;

/// Whether and when a customer tries again. `redial` and `repeat` switch the two mechanisms on.
pub fn after(
    record: &ContactRecord,
    centre: &Centre,
    stream: &Stream,
    redial: bool,
    repeat: bool,
) -> Option<Request> {
    let reason = &centre.reasons[record.request.reason as usize];
    let (law, kind) = match record.outcome {
        Outcome::Abandoned if redial => (&reason.redial, ContactKind::Redial),
        Outcome::Answered if repeat && !record.resolved => (&reason.repeat, ContactKind::Repeat),
        _ => return None,
    };
    follow(record, law, kind, stream)
}

fn follow(record: &ContactRecord, law: &FollowUpLaw, kind: ContactKind, stream: &Stream) -> Option<Request> {
    let request = &record.request;
    if request.attempt + 1 >= law.max_attempts {
        return None;
    }
    let mut luck = stream.luck(Purpose::FollowUp, request.issue, request.attempt);
    if !luck.happens(law.probability) {
        return None;
    }
    let delay = Duration::from_seconds(law.delay.sample(&mut luck));
    Some(Request {
        at: record.closed_at + delay,
        attempt: request.attempt + 1,
        kind,
        answered_before: request.answered_before || record.outcome == Outcome::Answered,
        ..*request
    })
}
