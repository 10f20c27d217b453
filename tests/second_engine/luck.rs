//! Which draw decides what: the addresses of docs/model.md, "Luck". The one thing that both engines must share, because luck
//! is part of what a run is given.

use goodwill::operation::{ANONYMOUS, ContactKind, Request, Team};
use goodwill::random::{Distribution, Luck, Purpose, Standard, Stream, math, uniform};
use goodwill::time::{Duration, Instant};

/// The luck of one leg of a contact.
pub struct Draws {
    pub stream: Stream,
    pub request: Request,
    pub leg: u8,
}

impl Draws {
    fn key(&self) -> u32 {
        self.request.attempt | u32::from(self.leg) << 16
    }

    /// Four uniform numbers.
    pub fn four(&self, purpose: Purpose) -> [f64; 4] {
        self.stream.words(purpose, self.request.issue, self.key()).map(uniform)
    }

    pub fn bits(&self, purpose: Purpose) -> u64 {
        self.stream.words(purpose, self.request.issue, self.key())[0]
    }

    fn starting_with(&self, purpose: Purpose, word: u64) -> Luck {
        self.stream.luck(purpose, self.request.issue, self.key()).starting_with(word)
    }

    /// Seconds of talk, patience, hold or wrap-up. A first contact brings its words for the first two along.
    pub fn service(&self, purpose: Purpose, law: &Distribution) -> f64 {
        let place = match purpose {
            Purpose::Service => 0,
            Purpose::Patience => 1,
            Purpose::Hold => 2,
            _ => 3,
        };
        let first = self.request.kind == ContactKind::Primary && self.request.attempt == 0 && self.leg == 0;
        let word = match self.request.luck.get(place) {
            Some(word) if first => *word,
            _ => self.stream.words(Purpose::Service, self.request.issue, self.key())[place],
        };
        law.sample(&mut self.starting_with(purpose, word))
    }

    /// Time in self-service.
    pub fn self_service(&self, law: &Distribution) -> Duration {
        let word = self.bits(Purpose::SelfService);
        Duration::from_seconds(law.sample(&mut self.starting_with(Purpose::SelfService, word)))
    }
}

/// What an agent is like.
#[derive(Clone, Copy)]
pub struct Ability {
    pub competence: f64,
    pub manner: f64,
    pub handling_time: f64,
}

fn seat(team: usize, unit: usize, place: u32) -> u64 {
    (team as u64) << 48 | (unit as u64) << 24 | u64::from(place)
}

/// Whoever is in a place of a crew or shift.
#[derive(Clone, Copy)]
pub struct Person {
    /// How many were there before, time 0 included.
    pub generation: u32,
    pub ability: Ability,
    /// Microseconds after time 0; negative when it was before.
    pub leaves_at: i64,
}

/// The person of a generation at a place: competence, manner, with attrition how long they stay and had been there at time 0,
/// then speed, which is lognormal with mean 1; of the first generation, whether the place was empty already and since when.
/// Those who come later are hired at an instant.
pub fn person(
    stream: &Stream,
    of: &Team,
    (team, unit, place): (usize, usize, u32),
    generation: u32,
    hired_at: Option<i64>,
) -> Person {
    let mut luck = stream.luck(Purpose::Agent, seat(team, unit, place), generation);
    let (variation, competence, manner) = (&of.variation, luck.normal(), luck.normal());
    let (attrition, empty) = (of.hiring.attrition_per_month, of.hiring.replaced_after.as_micros() as f64);
    let leaves = attrition > 0.0;
    let mean_stay = Duration::MONTH.as_micros() as f64 / -math::ln(1.0 - attrition.min(0.999));
    let mut leaves_at = i64::MAX;
    if leaves {
        let [stay, _tenure] = [luck.exponential(), luck.exponential()];
        leaves_at = hired_at.unwrap_or(0) + (stay * mean_stay) as i64;
    }
    let variance = math::ln(1.0 + variation.speed_cv * variation.speed_cv);
    let speed = if variation.speed_cv > 0.0 { luck.normal() } else { 0.0 };
    let slow = math::exp(math::sqrt(variance) * speed - variance / 2.0);
    if leaves && hired_at.is_none() && luck.happens(empty / (mean_stay + empty)) {
        leaves_at = -((luck.uniform() * empty) as i64);
    }
    let ability = Ability {
        competence: variation.competence_mean + variation.competence_sd * competence,
        manner: (variation.manner_mean + variation.manner_sd * manner).clamp(1.0, 10.0),
        handling_time: if variation.speed_cv > 0.0 { slow } else { 1.0 },
    };
    Person { generation, ability, leaves_at }
}

/// Whether the agent is absent on a calendar day.
pub fn is_absent(stream: &Stream, of: &Team, agent: (usize, usize, u32), day: u64) -> bool {
    let entity = seat(agent.0, agent.1, agent.2);
    of.absence > 0.0 && stream.luck(Purpose::Absence, entity, day as u32).happens(of.absence)
}

/// A piece of endless work, with the words of luck of an arrival.
pub fn endless(stream: &Stream, skill: usize, issue: u64, at: Instant) -> Request {
    let [_, _, talk, patience] = stream.words(Purpose::Arrival, issue, 0);
    Request {
        at,
        reason: skill as u32,
        issue,
        attempt: 0,
        kind: ContactKind::Primary,
        customer: ANONYMOUS,
        group: 0,
        patience_factor: 1.0,
        mark: 0.0,
        answered_before: false,
        luck: [talk, patience],
        luck_is: [Standard::Word; 2],
    }
}
