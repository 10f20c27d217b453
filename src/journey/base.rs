//! The customer base at one moment, as a population that a survey can ask: the truth about everybody.

use crate::experience::{ExperienceModel, LANES, QualityClass};
use crate::journey::blueprint::{Blueprint, WeekModels};
use crate::journey::customers::Customers;
use crate::journey::surveys::Surveys;
use crate::survey::{Indicator, KanoCodes, Population, SurveyModel, Truth, Unit};
use crate::time::Instant;

/// What surveys can see of the base.
pub(super) struct Base<'a> {
    blueprint: &'a Blueprint,
    experience: &'a ExperienceModel,
    survey: &'a SurveyModel,
    customers: &'a Customers,
    surveys: &'a Surveys,
    now: Instant,
    indicators: Vec<Indicator>,
}

/// The indicators of an index.
pub(super) fn indicators(model: &ExperienceModel) -> Vec<Indicator> {
    let of = |category: &crate::experience::Category| Indicator {
        name: category.name.clone(),
        category: category.name.clone(),
        importance: category.importance,
        kano: kano_codes(category.class),
    };
    model.categories.iter().map(of).collect()
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
    ) -> Option<Base<'a>> {
        let experience = models.experience.as_ref()?;
        let indicators = indicators(experience);
        Some(Base { blueprint, experience, survey, customers, surveys, now, indicators })
    }

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
            response_log_odds: 0.0,
            style: None,
        }
    }
}

/// Fills in the truth about a customer, as far as it does not depend on a contact.
pub(super) fn truth_of(slot: u32, customers: &Customers, experience: &ExperienceModel, truth: &mut Truth) {
    let (customer, further) = customers.with_memory(slot);
    let blocks = || std::iter::once(&customer.memory).chain(further);
    truth.satisfaction = f64::from(customer.satisfaction);
    truth.recommendation = truth.satisfaction;
    truth.disconfirmation = 0.0;
    truth.expected = 0.0;
    (truth.contact, truth.ease, truth.resolved) = (None, None, None);
    truth.perceptions.clear();
    truth.expectations.clear();
    truth.requirements.clear();
    let promise = experience.dynamics.promise;
    let lanes = blocks().flat_map(|block| (0..LANES).map(move |lane| (block, lane)));
    for (category, (memory, lane)) in experience.categories.iter().zip(lanes) {
        let (perception, expectation) = (memory.perception[lane], memory.expectation[lane]);
        truth.disconfirmation +=
            category.importance * (f64::from(perception) - f64::from(expectation) - promise);
        truth.expected += category.importance * (f64::from(expectation) + promise);
        truth.perceptions.push(perception);
        truth.expectations.push((f64::from(expectation) + promise) as f32);
    }
}

/// What a customer holds that a good firm should offer: the expectation the customer came with. It does not adapt (Boulding
/// et al. 1993 tell "should" from "will"; that it stays is our choice).
pub(super) fn requirements(experience: &ExperienceModel, expectation_shift: f64, truth: &mut Truth) {
    let should = |expectation: f64| (expectation + expectation_shift).clamp(1.0, 10.0) as f32;
    truth.requirements.extend(experience.categories.iter().map(|category| should(category.expectation)));
}

impl Population for Base<'_> {
    fn segments(&self) -> usize {
        self.blueprint.segments.len()
    }

    fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    fn visit(&self, visit: &mut dyn FnMut(&Unit)) {
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
        truth_of(unit.customer, self.customers, self.experience, truth);
        let shift = self.blueprint.segments[unit.segment as usize].expectation_shift;
        requirements(self.experience, shift, truth);
    }
}
