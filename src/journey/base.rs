//! The customer base at one moment, as a population that a survey can ask: the truth about everybody.

use crate::experience::{Asked, ClassMix, ExperienceModel, QualityClass, Questionnaire};
use crate::journey::blueprint::{Blueprint, WeekModels};
use crate::journey::customers::Customers;
use crate::journey::surveys::Surveys;
use crate::population::Segment;
use crate::random::Stream;
use crate::survey::{Indicator, KanoCodes, Population, SurveyModel, Truth, Unit};
use crate::time::Instant;

/// What surveys can see of the base.
pub(super) struct Base<'a> {
    blueprint: &'a Blueprint,
    questionnaires: Vec<Questionnaire>,
    survey: &'a SurveyModel,
    customers: &'a Customers,
    surveys: &'a Surveys,
    now: Instant,
    /// Rise of the log-odds of answering of those who were told what became of feedback.
    response_effect: f32,
    stream: Stream,
    indicators: Vec<Indicator>,
}

/// The indicators of an index, with their weights in the whole of it.
pub(super) fn indicators(model: &ExperienceModel) -> Vec<Indicator> {
    let mut indicators = Vec::new();
    for category in &model.categories {
        let mut add = |name: &str, importance: f64, class: ClassMix| {
            let (name, category) = (name.to_string(), category.name.clone());
            indicators.push(Indicator { name, category, importance, kano: kano_codes(class.leading()) });
        };
        if category.indicators.is_empty() {
            add(&category.name, category.importance, category.class);
        }
        for of in &category.indicators {
            add(&of.name, category.importance * of.importance, of.class);
        }
    }
    indicators
}

/// The questionnaire of each segment.
pub(super) fn questionnaires(model: &ExperienceModel, segments: usize) -> Vec<Questionnaire> {
    (0..segments).map(|segment| Questionnaire::new(model, segment)).collect()
}

/// The indicators that surveys of an arm ask about; none in a bare operation.
pub fn surveyed_indicators(blueprint: &Blueprint) -> Vec<Indicator> {
    blueprint.before.experience.as_ref().map_or_else(Vec::new, indicators)
}

/// What people of a sure judgement answer to a Kano pair (Kano et al. 1984): 1 like it, 2 must be, 3 neutral, 5 dislike it.
fn kano_codes(class: QualityClass) -> KanoCodes {
    let (functional, dysfunctional) = match class {
        QualityClass::Basic => (2, 5),
        QualityClass::Linear => (1, 5),
        QualityClass::Excitement => (1, 3),
        QualityClass::Indifferent => (3, 3),
        QualityClass::Reverse => (5, 1),
    };
    KanoCodes { functional, dysfunctional }
}

impl<'a> Base<'a> {
    /// The base under the models in force; `None` where there is no satisfaction to ask about.
    pub fn new(
        blueprint: &'a Blueprint,
        models: &'a WeekModels,
        survey: &'a SurveyModel,
        customers: &'a Customers,
        surveys: &'a Surveys,
        now: Instant,
        stream: Stream,
    ) -> Option<Base<'a>> {
        let experience = models.experience.as_ref()?;
        let indicators = indicators(experience);
        let loyalty = models.loyalty.as_ref();
        let response_effect = loyalty.map_or(0.0, |loyalty| loyalty.feedback.response_effect as f32);
        let questionnaires = questionnaires(experience, blueprint.segments.len());
        Some(Base {
            blueprint,
            questionnaires,
            survey,
            customers,
            surveys,
            now,
            response_effect,
            stream,
            indicators,
        })
    }

    #[inline]
    fn unit(&self, slot: u32, segment: usize) -> Unit {
        let within = self.survey.frame.contacted_within;
        Unit {
            key: u64::from(slot),
            customer: slot,
            segment: segment as u32,
            channel: 0,
            cluster: (segment as u64) << 32 | u64::from(slot / self.survey.cluster_size.max(1)),
            satisfaction: self.customers.get(slot).satisfaction,
            contacted: within.is_none_or(|within| self.surveys.was_answered(slot, within, self.now)),
            earlier_invitations: self.surveys.invitations(slot),
            response_log_odds: if self.customers.get(slot).was_told() { self.response_effect } else { 0.0 },
            style: self.customers.get(slot).response_style().map(|score| score as f32),
        }
    }
}

/// Fills in the truth about a customer, as far as it does not depend on a contact.
pub(super) fn truth_of(
    slot: u32,
    segment: &Segment,
    customers: &Customers,
    questionnaire: &Questionnaire,
    stream: &Stream,
    truth: &mut Truth,
) {
    let (customer, further) = customers.with_memory(slot);
    truth.satisfaction = f64::from(customer.satisfaction);
    truth.disconfirmation = 0.0;
    truth.expected = 0.0;
    (truth.contact, truth.ease, truth.resolved) = (None, None, None);
    truth.perceptions.clear();
    truth.expectations.clear();
    truth.requirements.clear();
    let asked = Asked {
        memory: (&customer.memory, further),
        expectation_shift: segment.expectation_shift,
        luck: (stream, slot),
    };
    truth.recommendation = (truth.satisfaction + questionnaire.loyalty_points(&asked)).min(100.0);
    for (item, level) in questionnaire.truth(&asked) {
        truth.disconfirmation += item.importance * (level.perception - level.expectation);
        truth.expected += item.importance * level.expectation;
        let concerns = item.importance > 0.0;
        truth.perceptions.push(if concerns { level.perception as f32 } else { f32::NAN });
        truth.expectations.push(level.expectation as f32);
        truth.requirements.push(level.requirement as f32);
    }
}

impl Population for Base<'_> {
    fn segments(&self) -> usize {
        self.blueprint.segments.len()
    }

    fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    #[inline]
    fn visit(&self, visit: &mut impl FnMut(&Unit)) {
        for segment in 0..self.blueprint.segments.len() {
            let layout = &self.customers.layout;
            for slot in layout.initial[segment].clone().chain(layout.reserved[segment].clone()) {
                if self.customers.get(slot).is_active() {
                    visit(&self.unit(slot, segment));
                }
            }
        }
    }

    fn truth(&self, _: usize, unit: &Unit, truth: &mut Truth) {
        let segment = unit.segment as usize;
        let (of, questionnaire) = (&self.blueprint.segments[segment], &self.questionnaires[segment]);
        truth_of(unit.customer, of, self.customers, questionnaire, &self.stream, truth);
    }
}
