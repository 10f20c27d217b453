//! The surveys of a run: what they must remember of customers, the waves of the panel, and the questions after contacts.

use crate::experience::{ContactFacts, ExperienceModel};
use crate::journey::base::{Base, indicators, truth_of};
use crate::journey::blueprint::{Blueprint, WeekModels};
use crate::journey::customers::Customers;
use crate::journey::in_force::InForce;
use crate::operation::{Channel, ContactRecord, Outcome};
use crate::random::Stream;
use crate::survey::{
    Answers, Census, ErrorParts, Indicator, SurveyLuck, SurveyModel, Truth, Unit, ask, ask_one, questions,
};
use crate::time::{Duration, Instant};

/// What surveys remember and gather. Nothing is kept that no survey of the arm needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Surveys {
    /// By customer, when an agent answered last; empty unless a frame asks for it.
    last_answered: Vec<Option<Instant>>,
    /// By customer, when the last invitation came; empty without surveys after contacts.
    last_invited: Vec<Option<Instant>>,
    /// By customer, invitations so far; empty unless people tire.
    invitations: Vec<u32>,
    /// Whether contacts matter to a survey.
    watches_contacts: bool,
    indicators: Vec<Indicator>,
    truth: Truth,
    /// The answers after contacts.
    pub after_contact: Answers,
    /// Everybody whose contact was answered in the horizon, if that is wanted.
    pub contacts: Option<Census>,
    /// Waves of the panel taken so far, not counting the one at the end.
    pub waves: Vec<Answers>,
}

/// What the surveys of an arm, in whatever week, make its run watch.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Watched {
    /// Who reached an agent, and when.
    answers: bool,
    /// Who was invited after a contact, and when.
    invitations: bool,
    /// How often somebody was invited.
    fatigue: bool,
    /// The first survey and what it asks about, from which the columns follow that answers after contacts are kept in.
    first: Option<(SurveyModel, ExperienceModel)>,
}

impl Watched {
    pub fn by(blueprint: &Blueprint) -> Watched {
        let models = || std::iter::once(&blueprint.before).chain(&blueprint.weeks);
        let some = |holds: &dyn Fn(&SurveyModel) -> bool| {
            models().any(|models| models.survey.as_ref().is_some_and(holds))
        };
        let mut both = models().filter_map(|models| models.survey.as_ref().zip(models.experience.as_ref()));
        Watched {
            first: both.next().map(|(survey, experience)| (survey.clone(), experience.clone())),
            answers: some(&|survey| survey.frame.contacted_within.is_some()),
            invitations: some(&|survey| survey.after_contact.is_some()),
            fatigue: some(&|survey| survey.fatigue_effect != 0.0),
        }
    }
}

impl Surveys {
    /// For one run of an arm.
    pub fn new(blueprint: &Blueprint, slots: usize) -> Surveys {
        let Watched { answers, invitations, fatigue, first } = Watched::by(blueprint);
        let column = |wanted: bool| vec![None; if wanted { slots } else { 0 }];
        let mut surveys = Surveys {
            last_answered: column(answers),
            last_invited: column(invitations),
            invitations: vec![0; if fatigue { slots } else { 0 }],
            watches_contacts: invitations || answers,
            ..Surveys::default()
        };
        if let (true, Some((survey, experience))) = (invitations, first) {
            surveys.indicators = indicators(&experience);
            let asked = questions(&survey, &surveys.indicators, true);
            surveys.after_contact = Answers::new(asked, blueprint.segments.len());
        }
        surveys
    }

    /// From now on every answered contact of the horizon is kept, truth included.
    pub fn keep_contacts(&mut self, blueprint: &Blueprint) {
        let Some(experience) = &blueprint.before.experience else {
            return;
        };
        self.indicators = indicators(experience);
        let names = blueprint.segments.iter().map(|segment| segment.name.clone()).collect();
        let mut census = Census::new(names, self.indicators.clone());
        census.is_of_contacts = true;
        self.contacts = Some(census);
        self.watches_contacts = true;
    }

    /// Whether a customer reached an agent within so long before `now`.
    pub fn was_answered(&self, slot: u32, within: Duration, now: Instant) -> bool {
        let last = self.last_answered.get(slot as usize).copied().flatten();
        last.is_some_and(|last| last + within >= now)
    }

    /// Invitations a customer had so far.
    pub fn invitations(&self, slot: u32) -> u32 {
        self.invitations.get(slot as usize).copied().unwrap_or(0)
    }

    /// Whether the surveys must hear of this contact.
    #[inline]
    pub fn concerns(&self, record: &ContactRecord) -> bool {
        self.watches_contacts && record.outcome == Outcome::Answered
    }

    /// An answered contact of a customer, after it was remembered.
    pub fn hear(
        &mut self,
        record: &ContactRecord,
        facts: &ContactFacts,
        customers: &Customers,
        in_force: &InForce,
        blueprint: &Blueprint,
        stream: Stream,
    ) {
        let (slot, now) = (record.request.customer, record.closed_at);
        let models = in_force.models;
        if let Some(last) = self.last_answered.get_mut(slot as usize) {
            *last = Some(now);
        }
        let (Some(survey), Some(experience)) = (&models.survey, &models.experience) else {
            return;
        };
        let Some(customer_models) = &in_force.customers else {
            return;
        };
        let is_wanted = survey.after_contact.is_some() || self.contacts.is_some();
        if !is_wanted || blueprint.calendar.week(record.request.at).is_none() {
            return;
        }
        let unit = self.unit_of(record, models, customers);
        let segment = unit.segment as usize;
        let (of, questionnaire) = (&blueprint.segments[segment], &customer_models.questionnaires[segment]);
        truth_of(slot, of, customers, questionnaire, &stream, &mut self.truth);
        let score = experience.contact_score(facts);
        self.truth.contact = score.map(|score| score.whole);
        self.truth.ease = score.map(|score| score.ease);
        self.truth.resolved = Some(facts.resolved);
        if let Some(census) = &mut self.contacts {
            census.push(unit, &self.truth);
        }
        let Some(after) = &survey.after_contact else {
            return;
        };
        let last = self.last_invited[slot as usize];
        if last.is_some_and(|last| last + after.cool_down > now) {
            return;
        }
        let luck = SurveyLuck::after_contact(stream, record.request.attempt);
        if ask_one(&unit, &self.truth, survey, &self.indicators, &luck, &mut self.after_contact) {
            self.last_invited[slot as usize] = Some(now);
            if let Some(count) = self.invitations.get_mut(slot as usize) {
                *count += 1;
            }
        }
    }

    fn unit_of(&self, record: &ContactRecord, models: &WeekModels, customers: &Customers) -> Unit {
        let (slot, segment) = (record.request.customer, record.request.group);
        let channel = match models.centre.reasons[record.request.reason as usize].channel {
            Channel::Voice => 0,
            Channel::Chat => 1,
            Channel::Deferred => 2,
        };
        let agent = record.last_agent.map_or(0, |(team, agent)| u64::from(team) << 32 | u64::from(agent));
        Unit {
            key: record.request.issue,
            customer: slot,
            segment,
            channel,
            cluster: agent,
            satisfaction: customers.get(slot).satisfaction,
            contacted: true,
            earlier_invitations: self.invitations(slot),
            response_log_odds: 0.0,
            style: customers.get(slot).response_style().map(|score| score as f32),
        }
    }

    /// The panel of wave `wave` (0: the end of the horizon), asked at `now`.
    pub fn ask_panel(
        &mut self,
        wave: u32,
        blueprint: &Blueprint,
        models: &WeekModels,
        customers: &Customers,
        now: Instant,
        stream: Stream,
    ) -> Option<Answers> {
        let survey = models.survey.as_ref()?;
        let base = Base::new(blueprint, models, survey, customers, self, now, stream)?;
        let mut luck = SurveyLuck::of_run(stream, wave);
        if survey.same_people {
            luck = luck.sampled_in(0);
        }
        let answers = ask(&base, survey, ErrorParts::ALL, &luck);
        Some(answers)
    }

    /// Takes the waves that are due at the end of a day.
    pub fn pass_day(
        &mut self,
        blueprint: &Blueprint,
        models: &WeekModels,
        customers: &Customers,
        now: Instant,
        stream: Stream,
    ) {
        let Some(survey) = &models.survey else {
            return;
        };
        let begin = blueprint.calendar.measured_from();
        while let Some(due) = survey.waves.get(self.waves.len())
            && begin + *due <= now
            && now < blueprint.calendar.end()
        {
            let wave = self.waves.len() as u32 + 1;
            let Some(answers) = self.ask_panel(wave, blueprint, models, customers, now, stream) else {
                return;
            };
            self.waves.push(answers);
        }
    }
}
