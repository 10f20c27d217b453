//! Everything an observer hears of a run, in a form that can be compared.

use goodwill::operation::{ContactRecord, Leg, Observer, Request};
use goodwill::time::Instant;

#[derive(Default)]
pub struct Facts {
    pub offered: Vec<Request>,
    pub closed: Vec<(ContactRecord, Option<Request>)>,
    pub legs: Vec<Leg>,
    queues: Vec<Vec<(Instant, usize)>>,
    agents: Vec<Vec<(Instant, (usize, usize))>>,
    duty: Vec<Vec<(Instant, (usize, usize))>>,
    breaks: Vec<Vec<(Instant, usize)>>,
    hired: Vec<(Instant, usize)>,
}

/// Adds a value to a path. What held for no time is forgotten, and so is a change to what held already.
fn step<T: PartialEq + Default>(paths: &mut Vec<Vec<(Instant, T)>>, index: usize, now: Instant, value: T) {
    if paths.len() <= index {
        paths.resize_with(index + 1, Vec::new);
    }
    let path = &mut paths[index];
    path.pop_if(|last| last.0 == now);
    if path.last().map_or(&T::default(), |last| &last.1) != &value {
        path.push((now, value));
    }
}

impl Observer for Facts {
    fn offered(&mut self, request: &Request) {
        self.offered.push(*request);
    }

    fn closed(&mut self, record: &ContactRecord, follow_up: Option<&Request>) {
        self.closed.push((*record, follow_up.copied()));
    }

    fn leg_ended(&mut self, leg: &Leg) {
        self.legs.push(*leg);
    }

    fn queue_changed(&mut self, now: Instant, reason: usize, length: usize) {
        step(&mut self.queues, reason, now, length);
    }

    fn agents_changed(&mut self, now: Instant, team: usize, available: usize, handling: usize) {
        step(&mut self.agents, team, now, (available, handling));
    }

    fn duty_changed(&mut self, now: Instant, team: usize, vacant: usize, beyond: usize) {
        step(&mut self.duty, team, now, (vacant, beyond));
    }

    fn breaks_changed(&mut self, now: Instant, team: usize, on_break: usize) {
        step(&mut self.breaks, team, now, on_break);
    }

    fn hired(&mut self, now: Instant, team: usize) {
        self.hired.push((now, team));
    }
}

/// The first difference between two lists.
fn first_difference<T: PartialEq + std::fmt::Debug>(what: &str, one: &[T], other: &[T]) -> Option<String> {
    let at = one.iter().zip(other).position(|(one, other)| one != other);
    let at = at.or((one.len() != other.len()).then_some(one.len().min(other.len())))?;
    let (one, other) = (format!("{:#?}", one.get(at)), format!("{:#?}", other.get(at)));
    let lines = one.lines().zip(other.lines()).filter(|(one, other)| one != other);
    let lines: Vec<String> =
        lines.map(|(one, other)| format!("  {} | {}", one.trim(), other.trim())).collect();
    Some(format!("{what} {at} differs:\nengine {one}\nplain {other}\nengine | plain:\n{}", lines.join("\n")))
}

impl Facts {
    /// The first contact, in the order of closing, that the other run closed in another way or not at all.
    fn first_contact_that_differs(&self, other: &Facts) -> String {
        let name =
            |closed: &(ContactRecord, Option<Request>)| (closed.0.request.issue, closed.0.request.attempt);
        let differs = |own: &&(ContactRecord, Option<Request>)| !other.closed.contains(own);
        let Some(own) = self.closed.iter().find(differs) else {
            return "\nthe contacts are the same, in another order".to_string();
        };
        let its = other.closed.iter().find(|closed| name(closed) == name(own));
        let legs = |of: &[Leg]| -> Vec<Leg> {
            let is_its = |leg: &&Leg| (leg.request.issue, leg.request.attempt) == name(own);
            of.iter().filter(is_its).copied().collect()
        };
        let (one, two) = (legs(&self.legs), legs(&other.legs));
        format!(
            "\nthe first contact that differs, by the engine:\n{own:#?}\n{one:#?}\nplainly:\n{its:#?}\n{two:#?}"
        )
    }

    /// Where two runs differ first.
    pub fn difference(&self, other: &Facts) -> Option<String> {
        first_difference("record", &self.closed, &other.closed)
            .map(|told| told + &self.first_contact_that_differs(other))
            .or_else(|| first_difference("leg", &self.legs, &other.legs))
            .or_else(|| first_difference("offered", &self.offered, &other.offered))
            .or_else(|| first_path_difference("queue", &self.queues, &other.queues))
            .or_else(|| first_path_difference("agents", &self.agents, &other.agents))
            .or_else(|| first_path_difference("duty", &self.duty, &other.duty))
            .or_else(|| first_path_difference("breaks", &self.breaks, &other.breaks))
            .or_else(|| first_difference("hired", &self.hired, &other.hired))
    }
}

/// The first difference between paths; of one who never told of any change there is none.
fn first_path_difference<T>(what: &str, one: &[Vec<T>], other: &[Vec<T>]) -> Option<String>
where
    T: PartialEq + std::fmt::Debug,
{
    (0..one.len().max(other.len())).find_map(|index| {
        let (one, other) =
            (one.get(index).map_or(&[][..], Vec::as_slice), other.get(index).map_or(&[][..], Vec::as_slice));
        first_difference(&format!("{what} of {index}, step"), one, other)
    })
}
