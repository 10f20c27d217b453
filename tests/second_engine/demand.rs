//! The same demand for both engines: arrivals drawn beforehand, and what follows a closed contact.

use goodwill::operation::*;
use goodwill::random::{Purpose, Stream};
use goodwill::time::{Duration, Instant};

use crate::scenarios::Scenario;

/// What follows a closed contact.
pub type Follow = fn(&ContactRecord, &Centre, &Stream) -> Option<Request>;

pub struct Replay<'a> {
    arrivals: std::vec::IntoIter<Request>,
    scenario: &'a Scenario,
    stream: Stream,
    follow: Follow,
}

impl<'a> Replay<'a> {
    pub fn new(scenario: &'a Scenario, stream: Stream, follow: Follow) -> Self {
        let mut primary = PrimaryStream::new(stream, scenario.calendar, &scenario.rates, 0.0);
        let grain = scenario.grain.as_micros();
        let round = |request: Request| {
            let at = Instant::micros(request.at.as_micros().div_ceil(grain) * grain);
            Request { at, ..request }
        };
        let mut arrivals: Vec<Request> = std::iter::from_fn(|| primary.take()).map(round).collect();
        arrivals.retain(|request| request.at < scenario.calendar.end());
        Replay { arrivals: arrivals.into_iter(), scenario, stream, follow }
    }
}

impl Demand for Replay<'_> {
    fn next_primary(&mut self) -> Option<Request> {
        self.arrivals.next()
    }

    fn accepts(&mut self, request: &mut Request) -> bool {
        request.mark >= self.scenario.skipped
    }

    fn closed(&mut self, record: &ContactRecord) -> Option<Request> {
        (self.follow)(record, &self.scenario.centre, &self.stream)
    }

    fn still_wanted(&mut self, request: &Request) -> bool {
        let one_in = self.scenario.withdrawn;
        one_in == 0 || !(request.issue + u64::from(request.attempt)).is_multiple_of(one_in)
    }
}

/// What follows, as the program has it.
pub fn as_the_program(record: &ContactRecord, centre: &Centre, stream: &Stream) -> Option<Request> {
    follow_up::after(record, centre, stream, true, true)
}

/// What follows, written plainly.
pub fn plainly(record: &ContactRecord, centre: &Centre, stream: &Stream) -> Option<Request> {
    let reason = &centre.reasons[record.skill as usize];
    let offered_for = &centre.reasons[record.request.reason as usize];
    let (law, kind) = match record.outcome {
        Outcome::Abandoned => (&reason.redial, ContactKind::Redial),
        Outcome::Answered | Outcome::Callback if record.left_after_transfer => {
            (&reason.redial, ContactKind::Redial)
        }
        Outcome::Blocked => (&reason.redial_blocked, ContactKind::Redial),
        Outcome::CarriedOver => return None,
        _ if record.resolved => return None,
        _ => (&offered_for.repeat, ContactKind::Repeat),
    };
    let request = record.request;
    let is_first = request.attempt == 0;
    let probability = if is_first { law.probability } else { law.probability_further };
    let delay = if is_first { &law.delay } else { &law.delay_further };
    let mut luck = stream.luck(Purpose::FollowUp, request.issue, request.attempt);
    if request.attempt + 1 >= law.max_attempts || !luck.happens(probability) {
        return None;
    }
    Some(Request {
        at: record.closed_at + Duration::from_seconds(delay.sample(&mut luck)),
        reason: match if is_first { law.under } else { law.under_further } {
            Under::Present => record.skill,
            Under::Original => request.reason,
            Under::Reason(other) => other as u32,
        },
        attempt: request.attempt + 1,
        kind,
        answered_before: request.answered_before || record.outcome == Outcome::Answered,
        ..request
    })
}
