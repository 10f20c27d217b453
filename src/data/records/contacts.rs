//! The columns of the contacts.

use super::column::{Column, Kind, Value};
use super::folder::Names;
use crate::operation::{ANONYMOUS, ContactKind, ContactRecord, Outcome, Request};
use crate::time::{Calendar, Instant};

const fn column(name: &'static str, kind: Kind, unit: &'static str, meaning: &'static str) -> Column {
    Column { name, kind, unit, meaning }
}

/// One column per fact about a contact.
pub(super) const COLUMNS: &[Column] = &[
    column("replication", Kind::Whole, "number", "Replication, from 1."),
    column(
        "issue",
        Kind::Whole,
        "number",
        "Issue: all contacts of one need have the same number. Unique within a replication.",
    ),
    column("attempt", Kind::Whole, "number", "Attempt within the issue, from 1."),
    column(
        "kind",
        Kind::Text,
        "primary, redial, repeat, complaint, chase, work",
        "Why the contact is made: the first attempt of an issue, after abandoning or being blocked, after an answer without resolution, to complain, or to ask what became of a complaint; work is an item of the back office that a contact gave rise to.",
    ),
    column("customer", Kind::Whole, "number", "Customer, as in the customers; empty in a bare operation."),
    column("segment", Kind::Text, "name", "Segment of the customer; empty in a bare operation."),
    column("reason", Kind::Text, "name", "Reason under which the contact was offered."),
    column("week", Kind::Whole, "number", "Week of the horizon in which it was offered, from 1."),
    column("offered_s", Kind::Number, "s", "When it was offered, after the start of the horizon."),
    column("time_of_day_s", Kind::Number, "s", "When it was offered, after midnight."),
    column(
        "closed_s",
        Kind::Number,
        "s",
        "When it was closed, after the start of the horizon: the end of talk if it was answered.",
    ),
    column(
        "outcome",
        Kind::Text,
        "answered, abandoned, blocked, contained, callback, carried_over",
        "How it ended.",
    ),
    column(
        "wait_s",
        Kind::Number,
        "s",
        "Time in the first queue until answer, abandonment, cut-off or message.",
    ),
    column("transfer_wait_s", Kind::Number, "s", "Time in queues after transfers."),
    column("talk_s", Kind::Number, "s", "Talk and hold of all agents."),
    column("handling_s", Kind::Number, "s", "Talk, hold and wrap-up of all agents."),
    column("team", Kind::Text, "name", "Team that answered first."),
    column("last_team", Kind::Text, "name", "Team that talked last."),
    column("agent", Kind::Whole, "number", "Number of that agent within the team, from 0."),
    column("skill", Kind::Text, "name", "Skill at the end: another than the reason after a transfer."),
    column("transfers", Kind::Whole, "number", "Times it was handed to another skill."),
    column("resolved", Kind::Truth, "", "Whether the matter was resolved."),
    column(
        "left_after_transfer",
        Kind::Truth,
        "",
        "Whether the customer gave up in a queue after a transfer.",
    ),
    column(
        "called_back",
        Kind::Truth,
        "",
        "Whether a promised callback took place; empty if none was promised.",
    ),
    column(
        "callback_delay_s",
        Kind::Number,
        "s",
        "Time from accepting the callback to its answer; empty if there was none.",
    ),
    column("context_lost", Kind::Truth, "", "Whether what the customer told self-service was lost."),
    column(
        "competence",
        Kind::Number,
        "log-odds",
        "Competence of the last agent; empty if none was reached.",
    ),
    column("manner", Kind::Number, "points of 1-10", "Manner of the last agent; empty if none was reached."),
    column(
        "next_kind",
        Kind::Text,
        "redial, repeat, complaint, chase, work",
        "The contact that follows, in the words of `kind`; empty if none does.",
    ),
    column("next_s", Kind::Number, "s", "When it is due, after the start of the horizon."),
];

/// The row of a contact.
pub(super) fn row<'a>(
    replication: u64,
    record: &ContactRecord,
    follow_up: Option<&Request>,
    names: &'a Names,
    calendar: &Calendar,
) -> [Value<'a>; COLUMNS.len()] {
    let request = &record.request;
    let since_start = |at: Instant| Value::Seconds(at.since(calendar.measured_from()).as_micros());
    let team = |index: u32| Value::Text(&names.teams[index as usize]);
    let reached = record.last_agent.is_some();
    [
        Value::Whole(replication),
        Value::Whole(request.issue),
        Value::Whole(u64::from(request.attempt) + 1),
        Value::Text(kind(request.kind)),
        Value::maybe((request.customer != ANONYMOUS).then_some(request.customer), |number| {
            Value::Whole(u64::from(number))
        }),
        Value::maybe(names.segments.get(request.group as usize), |name| Value::Text(name)),
        Value::Text(&names.reasons[request.reason as usize]),
        Value::maybe(calendar.week(request.at), |week| Value::Whole(week as u64 + 1)),
        since_start(request.at),
        Value::Seconds(calendar.day_and_time(request.at).1.as_micros()),
        since_start(record.closed_at),
        Value::Text(outcome(record.outcome)),
        Value::Seconds(record.wait.as_micros()),
        Value::Seconds(record.transfer_wait.as_micros()),
        Value::Seconds(record.talk.as_micros()),
        Value::Seconds(record.handling.as_micros()),
        Value::maybe(record.team, team),
        Value::maybe(record.last_agent, |(index, _)| team(index)),
        Value::maybe(record.last_agent, |(_, agent)| Value::Whole(u64::from(agent))),
        Value::Text(&names.reasons[record.skill as usize]),
        Value::Whole(u64::from(record.transfers)),
        Value::Truth(record.resolved),
        Value::Truth(record.left_after_transfer),
        Value::maybe(record.called_back, Value::Truth),
        Value::maybe(record.called_back.filter(|took_place| *took_place), |_| {
            Value::Seconds(record.callback_delay.as_micros())
        }),
        Value::Truth(record.context_lost),
        Value::maybe(reached.then_some(record.competence), Value::Single),
        Value::maybe(reached.then_some(record.manner), Value::Single),
        Value::maybe(follow_up, |request| Value::Text(kind(request.kind))),
        Value::maybe(follow_up, |request| since_start(request.at)),
    ]
}

fn kind(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Primary => "primary",
        ContactKind::Redial => "redial",
        ContactKind::Repeat => "repeat",
        ContactKind::Complaint => "complaint",
        ContactKind::Chase => "chase",
        ContactKind::Work => "work",
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Answered => "answered",
        Outcome::Abandoned => "abandoned",
        Outcome::Blocked => "blocked",
        Outcome::Contained => "contained",
        Outcome::Callback => "callback",
        Outcome::CarriedOver => "carried_over",
    }
}
