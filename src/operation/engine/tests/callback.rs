//! Callbacks.

use super::*;
use crate::operation::centre::{CallbackOffer, FollowUpLaw};

fn offer() -> CallbackOffer {
    CallbackOffer {
        from_queue: Some(1),
        from_expected_wait: None,
        accept: 1.0,
        not_before: Duration::ZERO,
        after_waiting: true,
        priority: 0.0,
        reach: 1.0,
        failed_attempt: constant(20.0),
        attempts: 1,
        retry_after: Duration::seconds(100),
    }
}

fn with(offer: CallbackOffer) -> Centre {
    let mut of = reason(60.0);
    of.callback = Some(offer);
    centre(vec![of], &[(1, &[0])])
}

#[test]
fn it_comes_after_those_who_wait_and_is_no_wait() {
    // 0 talks, 1 waits, 2 accepts, 3 waits from 70 on.
    let mut of = with(offer());
    of.door.trunks = Some(2);
    let done = run(&of, at(&[(0.0, 0), (10.0, 0), (60.0, 0), (70.0, 0), (75.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Answered, 50.0, 120.0));
    assert_eq!(done.end(2), (Outcome::Answered, 60.0, 180.0));
    let mut of = with(offer());
    of.door.trunks = Some(3);
    let done = run(&of, at(&[(0.0, 0), (10.0, 0), (20.0, 0), (70.0, 0)]));
    assert_eq!(done.end(3), (Outcome::Answered, 50.0, 180.0));
    assert_eq!(done.end(2), (Outcome::Callback, 0.0, 240.0));
    let record = done.record(2);
    assert_eq!((record.called_back, record.callback_delay), (Some(true), Duration::seconds(160)));
    assert_eq!((record.talk, record.team), (Duration::seconds(60), Some(0)));
    assert_eq!(done.log.queue.iter().map(|(.., length)| *length).max(), Some(1), "it is in no queue");
    assert_eq!((done.ledger.callbacks, done.ledger.answered), (1, 3));
}

#[test]
fn with_a_priority_it_goes_before_who_came_later() {
    let mut of = with(CallbackOffer { after_waiting: false, priority: 1.0, ..offer() });
    of.reasons[0].callback.as_mut().expect("it is there").from_queue = Some(1);
    let done = run(&of, at(&[(0.0, 0), (10.0, 0), (20.0, 0)]));
    assert_eq!(done.end(2), (Outcome::Callback, 0.0, 120.0), "before the one who waits");
    assert_eq!(done.end(1), (Outcome::Answered, 110.0, 180.0));
}

#[test]
fn it_is_due_after_a_time_and_an_idle_agent_calls_at_once() {
    let done = run(
        &with(CallbackOffer { not_before: Duration::seconds(500), from_queue: Some(0), ..offer() }),
        at(&[(0.0, 0), (10.0, 0)]),
    );
    assert_eq!(done.end(1), (Outcome::Callback, 0.0, 570.0));
    assert_eq!(done.record(1).callback_delay, Duration::seconds(500));
}

#[test]
fn attempts_that_fail_take_an_agents_time_and_end_after_the_last() {
    let mut of = with(CallbackOffer { reach: 0.0, attempts: 2, from_queue: Some(0), ..offer() });
    of.reasons[0].repeat = FollowUpLaw {
        probability: 1.0,
        delay: constant(30.0),
        max_attempts: 2,
        under: crate::operation::centre::Under::Original,
        ..FollowUpLaw::never()
    };
    let done = run(&of, at(&[(0.0, 0), (10.0, 0)]));
    // Due at 10; tried from 60 to 80 and from 180 to 200.
    assert_eq!(done.end(1), (Outcome::Callback, 0.0, 200.0));
    let record = done.record(1);
    assert_eq!((record.called_back, record.resolved), (Some(false), false));
    assert_eq!((record.talk, record.handling), (Duration::ZERO, Duration::seconds(40)));
    assert_eq!(done.agents_at(70.0, 0), (0, 1));
    assert_eq!(done.agents_at(100.0, 0), (1, 0));
    let again = done.log.records.last().expect("the repeat");
    assert_eq!((again.request.kind, seconds(again.request.at)), (ContactKind::Repeat, 230.0));
}

#[test]
fn by_expected_wait() {
    // Mean handling 60 s, one agent: 60 s are expected by the first who waits, 120 s by the second.
    let of =
        with(CallbackOffer { from_queue: None, from_expected_wait: Some(Duration::seconds(100)), ..offer() });
    let done = run(&of, at(&[(0.0, 0), (10.0, 0), (20.0, 0)]));
    assert_eq!(done.end(1).0, Outcome::Answered);
    assert_eq!(done.end(2).0, Outcome::Callback);
}

#[test]
fn a_promise_is_kept_after_the_end_as_others_are_served_out() {
    let late = CallbackOffer { not_before: Duration::HOUR, from_queue: Some(0), ..offer() };
    let done = run(&with(late.clone()), at(&[(3_590.0, 0), (3_595.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Callback, 0.0, 7_255.0));
    assert_eq!(done.record(1).called_back, Some(true));
    let in_vain = CallbackOffer { reach: 0.0, attempts: 2, ..late };
    let done = run(&with(in_vain), at(&[(3_590.0, 0), (3_595.0, 0)]));
    // Tried from 7195 to 7215 and, 100 s later, from 7315 to 7335.
    assert_eq!(done.end(1), (Outcome::Callback, 0.0, 7_335.0));
    assert_eq!(done.record(1).called_back, Some(false));
    let due = CallbackOffer { from_queue: Some(0), ..offer() };
    let done = run(&with(due), at(&[(3_590.0, 0), (3_595.0, 0)]));
    assert_eq!(done.end(1), (Outcome::Callback, 0.0, 3_710.0), "what is due is served out");
}
