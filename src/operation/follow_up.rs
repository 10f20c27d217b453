//! What follows a failed contact by fixed probability: a redial after abandoning or being blocked, a repeat after an answer
//! without resolution. A closed loop replaces the probability, not the mechanism.

use crate::operation::centre::{Centre, FollowUpLaw, Under};
use crate::operation::contact::{ContactKind, ContactRecord, Outcome, Request};
use crate::random::{Purpose, Stream};
use crate::time::Duration;

/// Whether and when a customer tries again. `redial` and `repeat` switch the two mechanisms on.
///
/// Who gives up or is blocked follows the law of the skill the contact had then; who was served without a solution follows
/// the law of the reason under which the contact was offered.
#[inline(always)]
pub fn after(
    record: &ContactRecord,
    centre: &Centre,
    stream: &Stream,
    redial: bool,
    repeat: bool,
) -> Option<Request> {
    let is_settled = record.resolved && !record.left_after_transfer;
    if is_settled && record.outcome == Outcome::Answered {
        return None;
    }
    follow_failure(record, centre, stream, redial, repeat)
}

#[inline(never)]
fn follow_failure(
    record: &ContactRecord,
    centre: &Centre,
    stream: &Stream,
    redial: bool,
    repeat: bool,
) -> Option<Request> {
    let present = &centre.reasons[record.skill as usize];
    let offered = &centre.reasons[record.request.reason as usize];
    let (law, kind) = match record.outcome {
        Outcome::Abandoned if redial => (&present.redial, ContactKind::Redial),
        Outcome::Blocked if redial => (&present.redial_blocked, ContactKind::Redial),
        Outcome::Answered | Outcome::Callback if record.left_after_transfer => {
            if !redial {
                return None;
            }
            (&present.redial, ContactKind::Redial)
        }
        Outcome::Answered | Outcome::Contained | Outcome::Callback if repeat && !record.resolved => {
            (&offered.repeat, ContactKind::Repeat)
        }
        _ => return None,
    };
    follow(record, law, kind, stream)
}

fn follow(record: &ContactRecord, law: &FollowUpLaw, kind: ContactKind, stream: &Stream) -> Option<Request> {
    let request = &record.request;
    let (probability, delay, under) = law.after(request.attempt);
    if probability <= 0.0 || request.attempt + 1 >= law.max_attempts {
        return None;
    }
    let mut luck = stream.luck(Purpose::FollowUp, request.issue, request.attempt);
    if !luck.happens(probability) {
        return None;
    }
    let delay = Duration::from_seconds(delay.sample(&mut luck));
    Some(Request {
        at: record.closed_at + delay,
        reason: match under {
            Under::Present => record.skill,
            Under::Original => request.reason,
            Under::Reason(reason) => reason as u32,
        },
        attempt: request.attempt + 1,
        kind,
        answered_before: request.answered_before || record.outcome == Outcome::Answered,
        ..*request
    })
}
