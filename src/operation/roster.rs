//! The agents of a team as individuals: who is on the phones, who is free for longest, who is new, who leaves.
//!
//! A seat is a place in a crew (a part of the day); the person in it has a competence and a manner of their own, learns
//! with tenure and may leave, whereupon a beginner takes the place. A seat that did not exist at the start is filled by a
//! beginner.

use std::collections::VecDeque;

use crate::operation::centre::{QUARTERS_PER_WEEK, Team};
use crate::random::{Purpose, Stream, math};
use crate::time::{Duration, Instant};

/// Index of a seat within its team.
pub type SeatIndex = u32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Duty {
    Off,
    Available,
    Handling,
}

#[derive(Clone, Debug)]
struct Seat {
    crew: u32,
    place: u32,
    duty: Duty,
    generation: u32,
    /// Microseconds since time 0; negative for those hired before.
    hired_at: i64,
    leaves_at: i64,
    competence_z: f32,
    manner_z: f32,
    /// What is left of the beginner, brought up to date once a day.
    rawness: f64,
    rawness_until: i64,
}

/// What an agent is like at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ability {
    /// Competence, log-odds of resolution against the standard agent.
    pub competence: f64,
    /// Manner, 1 to 10.
    pub manner: f64,
    /// Factor on handling time.
    pub handling_time: f64,
}

/// The seats of one team.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    team: usize,
    seats: Vec<Seat>,
    /// Available seats, the longest available first.
    available: VecDeque<SeatIndex>,
    handling: usize,
    /// Agents handling, summed over time up to `changed_at`, in agent-microseconds.
    handling_time: u128,
    changed_at: Instant,
    /// Crew and number of agents wanted now.
    crew: u32,
    wanted: u32,
}

/// Seats per crew of `team`: the most wanted in any quarter of the crew's part of the day.
fn seats_needed(team: &Team) -> Vec<u32> {
    let mut needed = vec![0; team.crews()];
    for quarter in 0..QUARTERS_PER_WEEK {
        let crew = team.crew_at(quarter);
        needed[crew] = needed[crew].max(team.agents_at(quarter));
    }
    needed
}

impl Roster {
    /// Fills the seats wanted at time 0 with people of stationary tenure.
    pub fn start(&mut self, index: usize, team: &Team, stream: &Stream) {
        self.team = index;
        self.seats.clear();
        self.available.clear();
        self.handling = 0;
        self.handling_time = 0;
        self.changed_at = Instant::ZERO;
        self.crew = 0;
        self.wanted = 0;
        for (crew, needed) in seats_needed(team).into_iter().enumerate() {
            for place in 0..needed {
                let seat = self.occupant(team, stream, crew as u32, place, 0, None);
                self.seats.push(seat);
            }
        }
    }

    /// Free agents.
    pub fn available(&self) -> usize {
        self.available.len()
    }

    /// Agents at work on a contact.
    pub fn handling(&self) -> usize {
        self.handling
    }

    /// Sets who is on duty in the given quarter of the week; returns the number of people hired for new seats.
    pub fn staff(&mut self, team: &Team, quarter: usize, now: Instant, stream: &Stream) -> usize {
        self.crew = team.crew_at(quarter) as u32;
        self.wanted = team.agents_at(quarter);
        let places = self.seats.iter().filter(|seat| seat.crew == self.crew).count() as u32;
        for place in places..self.wanted {
            let hired_at = now.as_micros() as i64;
            let seat = self.occupant(team, stream, self.crew, place, 0, Some(hired_at));
            self.seats.push(seat);
        }
        let (crew, wanted) = (self.crew, self.wanted);
        let on_duty = |seat: &Seat| seat.crew == crew && seat.place < wanted;
        let seats = &mut self.seats;
        self.available.retain(|index| {
            let seat = &mut seats[*index as usize];
            let stays = on_duty(seat);
            if !stays {
                seat.duty = Duty::Off;
            }
            stays
        });
        for (index, seat) in self.seats.iter_mut().enumerate() {
            if seat.duty == Duty::Off && on_duty(seat) {
                seat.duty = Duty::Available;
                self.available.push_back(index as SeatIndex);
            }
        }
        self.wanted.saturating_sub(places) as usize
    }

    /// Takes the agent who has been available for longest.
    #[inline]
    pub fn take(&mut self, now: Instant) -> Option<SeatIndex> {
        let index = self.available.pop_front()?;
        self.seats[index as usize].duty = Duty::Handling;
        self.handling_time(now);
        self.handling += 1;
        Some(index)
    }

    /// An agent ends handling a contact, and goes if the shift has ended meanwhile.
    #[inline]
    pub fn release(&mut self, index: SeatIndex, now: Instant) {
        self.handling_time(now);
        self.handling -= 1;
        let seat = &mut self.seats[index as usize];
        if seat.crew == self.crew && seat.place < self.wanted {
            seat.duty = Duty::Available;
            self.available.push_back(index);
        } else {
            seat.duty = Duty::Off;
        }
    }

    /// Whether this agent is on duty and free.
    #[inline]
    pub fn is_available(&self, index: SeatIndex) -> bool {
        self.seats[index as usize].duty == Duty::Available
    }

    /// Agents handling, summed over time up to `now`, in agent-microseconds.
    #[inline]
    pub fn handling_time(&mut self, now: Instant) -> u128 {
        let span = now.since(self.changed_at).as_micros();
        self.handling_time += u128::from(span) * self.handling as u128;
        self.changed_at = now;
        self.handling_time
    }

    /// What the agent in this seat is like now; whoever has left since is replaced first. Returns the number hired.
    #[inline]
    pub fn ability(
        &mut self,
        index: SeatIndex,
        team: &Team,
        now: Instant,
        stream: &Stream,
    ) -> (Ability, usize) {
        let mut hired = 0;
        let now = now.as_micros() as i64;
        while now >= self.seats[index as usize].leaves_at {
            let seat = &self.seats[index as usize];
            let (crew, place, generation) = (seat.crew, seat.place, seat.generation + 1);
            let hired_at = Some(seat.leaves_at);
            let next = self.occupant(team, stream, crew, place, generation, hired_at);
            let duty = self.seats[index as usize].duty;
            self.seats[index as usize] = Seat { duty, ..next };
            hired += 1;
        }
        let seat = &mut self.seats[index as usize];
        if now >= seat.rawness_until {
            seat.rawness = rawness(now - seat.hired_at, team.hiring.learning);
            seat.rawness_until = now + Duration::DAY.as_micros() as i64;
        }
        let rawness = seat.rawness;
        let ability = Ability {
            competence: team.variation.competence_mean
                + team.variation.competence_sd * f64::from(seat.competence_z)
                - team.hiring.novice_competence_gap * rawness,
            manner: (team.variation.manner_mean + team.variation.manner_sd * f64::from(seat.manner_z))
                .clamp(1.0, 10.0),
            handling_time: team.handling_time * (1.0 + team.hiring.novice_handling_time * rawness),
        };
        (ability, hired)
    }

    /// The person of the given generation in a seat. Without `hired_at` tenure and time to leaving are stationary.
    fn occupant(
        &self,
        team: &Team,
        stream: &Stream,
        crew: u32,
        place: u32,
        generation: u32,
        hired_at: Option<i64>,
    ) -> Seat {
        let entity = (self.team as u64) << 40 | u64::from(crew) << 32 | u64::from(place);
        let mut luck = stream.luck(Purpose::Agent, entity, generation);
        let (competence_z, manner_z) = (luck.normal() as f32, luck.normal() as f32);
        let (stay, age) = (luck.exponential(), luck.exponential());
        let monthly = team.hiring.attrition_per_month;
        // A constant hazard per month; its stationary age and residual life are both exponential with the same mean.
        let mean_stay = if monthly > 0.0 {
            Duration::MONTH.as_micros() as f64 / -math::ln(1.0 - monthly.min(0.999))
        } else {
            f64::INFINITY
        };
        let span = |standard: f64| (standard * mean_stay).min(i64::MAX as f64 / 4.0) as i64;
        let hired_at = hired_at.unwrap_or(-span(age));
        let from = hired_at.max(0);
        Seat {
            crew,
            place,
            duty: Duty::Off,
            generation,
            hired_at,
            leaves_at: from.saturating_add(span(stay)),
            competence_z,
            manner_z,
            rawness: 1.0,
            rawness_until: i64::MIN,
        }
    }
}

/// How much of a beginner is left after `tenure` microseconds: 1 on the first day, falling exponentially.
#[inline]
fn rawness(tenure: i64, learning: Duration) -> f64 {
    let constants = tenure as f64 / learning.as_micros().max(1) as f64;
    if constants > 40.0 { 0.0 } else { math::exp(-constants) }
}
