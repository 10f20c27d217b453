//! The luck of a survey: of a person, whatever the survey; and of one survey, part by part.

use crate::random::{self, Purpose, Stream};

/// Where the luck of a survey comes from.
///
/// The same person gives the same luck in every arm. Draw number 1 of a unit's own luck decides on the invitation, number 2
/// on the answer, number 3 (of the person, wave 0) is the person's shift, and the rest are the errors of single answers in
/// the order of the questions; every other part has an address of its own.
#[derive(Clone, Copy, Debug)]
pub struct SurveyLuck {
    /// Of the people: how a person uses scales, whether the person can be reached.
    pub people: Stream,
    /// Of this survey.
    pub survey: Stream,
    /// A panel's luck or that of surveys after contacts.
    purpose: Purpose,
    /// Which wave it is, from 0 (the survey at the end of the horizon); after a contact the contact's attempt.
    pub wave: u32,
    /// Which wave decides who is invited: 0 for a panel of the same people.
    pub sampling_wave: u32,
}

/// One draw, found without those before it.
#[derive(Clone, Copy)]
pub(super) struct Draw(u64);

impl Draw {
    #[inline]
    fn of(stream: &Stream, purpose: Purpose, entity: u64, attempt: u32, number: u32) -> Draw {
        Draw(stream.block(purpose, entity, attempt, number / 2)[number as usize % 2])
    }

    /// As a uniform number between 0 and 1.
    #[inline]
    pub(super) fn uniform(self) -> f64 {
        random::uniform(self.0)
    }

    /// Whether an event of probability `p` happens.
    #[inline]
    pub(super) fn happens(self, p: f64) -> bool {
        self.uniform() < p
    }

    /// As a standard normal number.
    #[inline]
    pub(super) fn normal(self) -> f64 {
        random::normal_quantile(self.uniform())
    }
}

/// Addresses of the parts that do not share a unit's own luck.
#[derive(Clone, Copy)]
#[repr(u32)]
pub(super) enum Address {
    Own = 0,
    Selection = 1,
    Reach = 2,
    Mode = 3,
    Style = 4,
    Recall = 5,
    Missing = 6,
    Mood = 7,
    Cluster = 8,
    Further = 9,
    Undecided = 10,
}

/// Addresses set aside for each wave.
const PER_WAVE: u32 = 32;

impl SurveyLuck {
    /// One survey of a run, whose people and luck are those of the replication.
    pub fn of_run(stream: Stream, wave: u32) -> Self {
        SurveyLuck { people: stream, survey: stream, purpose: Purpose::Survey, wave, sampling_wave: wave }
    }

    /// A survey of its own luck among people of a replication.
    pub fn of_survey(people: Stream, survey: Stream) -> Self {
        SurveyLuck { people, survey, purpose: Purpose::Survey, wave: 0, sampling_wave: 0 }
    }

    /// The survey after attempt `attempt` of an issue, which keys the unit.
    pub fn after_contact(stream: Stream, attempt: u32) -> Self {
        let purpose = Purpose::SurveyAfterContact;
        SurveyLuck { people: stream, survey: stream, purpose, wave: attempt, sampling_wave: attempt }
    }

    /// The same luck, but whoever is invited was chosen in wave `wave`.
    pub fn sampled_in(self, wave: u32) -> Self {
        SurveyLuck { sampling_wave: wave, ..self }
    }

    /// The same people invited once more: answers and their errors have the luck of wave `wave`.
    pub fn in_wave(self, wave: u32) -> Self {
        SurveyLuck { wave, ..self }
    }

    /// Draw `number` (from 0) of this survey about a unit.
    #[inline]
    pub(super) fn of(&self, address: Address, unit: u64, number: u32) -> Draw {
        Draw::of(&self.survey, self.purpose, unit, self.wave * PER_WAVE + address as u32, number)
    }

    /// A draw about who is invited.
    #[inline]
    pub(super) fn of_sampling(&self, address: Address, unit: u64) -> Draw {
        Draw::of(&self.survey, self.purpose, unit, self.sampling_wave * PER_WAVE + address as u32, 0)
    }

    /// A draw about a cluster, the same in every wave.
    #[inline]
    pub(super) fn of_cluster(&self, cluster: u64) -> Draw {
        Draw::of(&self.survey, self.purpose, cluster, Address::Cluster as u32, 1)
    }

    /// A draw about a person, the same in every survey.
    #[inline]
    pub(super) fn of_person(&self, address: Address, customer: u32, number: u32) -> Draw {
        Draw::of(&self.people, Purpose::Survey, u64::from(customer), address as u32, number)
    }
}
