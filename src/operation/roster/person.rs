//! Who sits in a seat: traits, tenure, experience, tiredness; who leaves, and who comes after.

use crate::operation::centre::{Hiring, Team};
use crate::operation::roster::seat::Ability;
use crate::random::{Purpose, Stream, math};
use crate::time::{Calendar, Duration, Instant};

/// Occupancy that tires is smoothed over this much time on duty.
const FATIGUE_TIME: Duration = Duration::seconds(7_200);

/// A seat's name: the key of its luck, the same in every arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SeatName {
    /// Index of the team.
    pub(super) team: u64,
    /// Index of the crew or shift.
    pub(super) unit: u32,
    /// Place within it.
    pub(super) place: u32,
}

impl SeatName {
    fn entity(self) -> u64 {
        self.team << 48 | u64::from(self.unit) << 24 | u64::from(self.place)
    }

    /// Whether the agent in this seat is absent on the calendar day numbered `day`.
    pub(super) fn is_absent(self, absence: f64, day: u64, stream: &Stream) -> bool {
        absence > 0.0 && stream.luck(Purpose::Absence, self.entity(), day as u32).happens(absence)
    }
}

/// The person in a seat.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    pub(super) name: SeatName,
    generation: u32,
    /// Microseconds since time 0; negative for those hired before.
    hired_at: i64,
    leaves_at: i64,
    competence_z: f64,
    manner_z: f64,
    speed_z: f64,
    /// Contacts handled, as far as anybody learns from them.
    pub(super) contacts: f64,
    /// The same when the present day began.
    taught: f64,
    taught_on: u64,
    /// Smoothed occupancy at `load_at`.
    load: f64,
    load_at: Instant,
    /// Breaks due and not begun, microseconds.
    pub(super) break_due: u64,
    /// When the break that runs is over.
    pub(super) break_until: Instant,
    /// Absent, or the place is empty, as the last roll call found.
    pub(super) missing: bool,
    /// The place is empty: nobody is paid for it.
    pub(super) vacant: bool,
    /// Whether the place is counted among those that are planned, to be paid for, and empty.
    pub(super) counts_as_vacant: bool,
}

impl Person {
    /// The first person of a seat: of stationary tenure at time 0 (the place may be empty, too), else a beginner.
    pub(super) fn first(name: SeatName, team: &Team, hired_at: Option<Instant>, stream: &Stream) -> Self {
        let hired_at = hired_at.map(|at| at.as_micros() as i64);
        Person::of_generation(name, 0, team, hired_at, stream)
    }

    fn of_generation(
        name: SeatName,
        generation: u32,
        team: &Team,
        hired_at: Option<i64>,
        stream: &Stream,
    ) -> Self {
        let mut luck = stream.luck(Purpose::Agent, name.entity(), generation);
        let (competence_z, manner_z) = (luck.normal(), luck.normal());
        let mean_stay = mean_stay(&team.hiring);
        let (mut tenure, mut stays) = (0, i64::MAX / 4);
        if mean_stay.is_finite() {
            // A constant hazard: its stationary age and residual life are both exponential with the same mean.
            let span = |standard: f64| (standard * mean_stay).min(i64::MAX as f64 / 4.0) as i64;
            stays = span(luck.exponential());
            tenure = span(luck.exponential());
        }
        let speed_z = if team.variation.speed_cv > 0.0 { luck.normal() } else { 0.0 };
        let mut leaves_at = hired_at.unwrap_or(0).saturating_add(stays);
        if hired_at.is_none() && mean_stay.is_finite() {
            // In the long run a place is empty for `replaced_after` out of every mean stay + `replaced_after`.
            let empty = team.hiring.replaced_after.as_micros() as f64;
            if luck.happens(empty / (mean_stay + empty)) {
                leaves_at = -((luck.uniform() * empty) as i64);
            }
        }
        let hired_at = hired_at.unwrap_or(if mean_stay.is_finite() { -tenure } else { i64::MIN / 4 });
        // How many contacts the people of time 0 have handled nobody states: as many as put them as far as tenure does.
        let before = (-hired_at).max(0) as f64 / team.hiring.learning.as_micros().max(1) as f64;
        let contacts = team.hiring.learning_contacts.map_or(0.0, |constant| constant * before.min(1e6));
        Person {
            name,
            generation,
            hired_at,
            leaves_at,
            competence_z,
            manner_z,
            speed_z,
            contacts,
            taught: contacts,
            taught_on: u64::MAX,
            load: 0.0,
            load_at: Instant::ZERO,
            break_due: 0,
            break_until: Instant::ZERO,
            missing: false,
            vacant: false,
            counts_as_vacant: false,
        }
    }

    /// Lets whoever has left by `at` be replaced; returns the number of people hired. Sets `vacant`.
    pub(super) fn renew(&mut self, team: &Team, at: Instant, stream: &Stream) -> usize {
        let now = at.as_micros() as i64;
        let mut hired = 0;
        while now >= self.leaves_at {
            let comes_at = self.leaves_at.saturating_add(team.hiring.replaced_after.as_micros() as i64);
            if comes_at > now {
                self.vacant = true;
                return hired;
            }
            let next = Person::of_generation(self.name, self.generation + 1, team, Some(comes_at), stream);
            *self = Person { break_due: self.break_due, break_until: self.break_until, ..next };
            hired += 1;
        }
        self.vacant = false;
        hired
    }

    /// What the person is like on the day of `now`, apart from skill and fatigue, and until when that holds. Learning is
    /// brought up to date at midnight.
    pub(super) fn ability(&mut self, team: &Team, calendar: &Calendar, now: Instant) -> (Ability, Instant) {
        let hiring = &team.hiring;
        let learns = hiring.novice_competence_gap != 0.0 || hiring.novice_handling_time != 0.0;
        let (mut rawness, mut until) = (0.0, Instant::NEVER);
        if learns {
            let day = calendar.day_number(now);
            if self.taught_on != day {
                self.taught_on = day;
                self.taught = self.contacts;
            }
            let (_, past_midnight) = calendar.day_and_time(now);
            let midnight = now.as_micros() as i64 - past_midnight.as_micros() as i64;
            let tenure = (midnight - self.hired_at).max(0) as f64;
            let by_contacts =
                hiring.learning_contacts.map_or(0.0, |constant| self.taught / constant.max(1e-9));
            let constants = tenure / hiring.learning.as_micros().max(1) as f64 + by_contacts;
            rawness = if constants > 40.0 { 0.0 } else { math::exp(-constants) };
            until = Instant::micros(midnight.saturating_add(Duration::DAY.as_micros() as i64).max(0) as u64);
        }
        let variation = &team.variation;
        let competence = variation.competence_mean + variation.competence_sd * self.competence_z
            - hiring.novice_competence_gap * rawness;
        let manner = (variation.manner_mean + variation.manner_sd * self.manner_z).clamp(1.0, 10.0);
        let mut handling_time = team.handling_time * (1.0 + hiring.novice_handling_time * rawness);
        if variation.speed_cv > 0.0 {
            let variance = math::ln(1.0 + variation.speed_cv * variation.speed_cv);
            handling_time *= math::exp(math::sqrt(variance) * self.speed_z - variance / 2.0);
        }
        (Ability { competence, manner, handling_time }, until)
    }

    /// Rested, as at the start of a day's duty.
    pub(super) fn rest(&mut self, now: Instant) {
        self.load = 0.0;
        self.load_at = now;
    }

    /// Smoothed occupancy at `now`, the time since the last change spent `handling` or idle.
    pub(super) fn load(&self, handling: bool, now: Instant) -> f64 {
        let kept = math::exp(-now.since(self.load_at).as_seconds() / FATIGUE_TIME.as_seconds());
        if handling { 1.0 - (1.0 - self.load) * kept } else { self.load * kept }
    }

    /// Books the time since the last change, spent `handling` or idle.
    pub(super) fn tire(&mut self, handling: bool, now: Instant) {
        self.load = self.load(handling, now);
        self.load_at = now;
    }

    /// Lets time pass that neither tires nor rests.
    pub(super) fn pause(&mut self, until: Instant) {
        self.load_at = until;
    }
}

/// Mean time for which an agent stays, in microseconds; infinite without attrition.
fn mean_stay(hiring: &Hiring) -> f64 {
    if hiring.attrition_per_month > 0.0 {
        Duration::MONTH.as_micros() as f64 / -math::ln(1.0 - hiring.attrition_per_month.min(0.999))
    } else {
        f64::INFINITY
    }
}
