//! The truth about everybody, kept for who draws many surveys of one population.

use super::truth::{Indicator, Population, Truth, Unit};

/// A population with all its truths in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Census {
    /// Names of the segments.
    pub segments: Vec<String>,
    /// Whether the units are contacts and not customers.
    pub is_of_contacts: bool,
    indicators: Vec<Indicator>,
    units: Vec<Unit>,
    general: Vec<General>,
    /// Perceptions, expectations and requirements, unit by unit.
    levels: Vec<f32>,
}

/// What is true of a unit besides its indicators.
#[derive(Clone, Copy, Debug, PartialEq)]
struct General {
    satisfaction: f64,
    recommendation: f64,
    disconfirmation: f64,
    expected: f64,
    contact: Option<f64>,
    ease: Option<f64>,
    resolved: Option<bool>,
}

impl Census {
    /// Everybody of a population.
    pub fn of(population: &impl Population, segments: Vec<String>) -> Census {
        let mut census = Census::new(segments, population.indicators().to_vec());
        let mut truth = Truth::default();
        census.is_of_contacts = population.is_of_contacts();
        population.visit(&mut |unit| {
            population.truth(census.units.len(), unit, &mut truth);
            census.push(*unit, &truth);
        });
        census
    }

    /// A census without anybody.
    pub fn new(segments: Vec<String>, indicators: Vec<Indicator>) -> Census {
        Census { segments, indicators, ..Census::default() }
    }

    /// Adds a unit; its lists hold one level per indicator.
    pub fn push(&mut self, unit: Unit, truth: &Truth) {
        self.units.push(unit);
        self.general.push(General {
            satisfaction: truth.satisfaction,
            recommendation: truth.recommendation,
            disconfirmation: truth.disconfirmation,
            expected: truth.expected,
            contact: truth.contact,
            ease: truth.ease,
            resolved: truth.resolved,
        });
        for levels in [&truth.perceptions, &truth.expectations, &truth.requirements] {
            debug_assert_eq!(levels.len(), self.indicators.len());
            self.levels.extend_from_slice(levels);
        }
    }

    /// Everybody, in order.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Latent satisfaction of everybody, in the order of the units.
    pub fn satisfaction(&self) -> impl Iterator<Item = f64> + '_ {
        self.general.iter().map(|general| general.satisfaction)
    }

    /// Fills in the truth about the unit at a place.
    pub fn truth_at(&self, place: usize, truth: &mut Truth) {
        let general = self.general[place];
        let indicators = self.indicators.len();
        let levels = &self.levels[place * 3 * indicators..][..3 * indicators];
        truth.satisfaction = general.satisfaction;
        truth.recommendation = general.recommendation;
        truth.disconfirmation = general.disconfirmation;
        truth.expected = general.expected;
        truth.contact = general.contact;
        truth.ease = general.ease;
        truth.resolved = general.resolved;
        let lists = [&mut truth.perceptions, &mut truth.expectations, &mut truth.requirements];
        for (number, list) in lists.into_iter().enumerate() {
            list.clear();
            list.extend_from_slice(&levels[number * indicators..][..indicators]);
        }
    }
}

impl Population for Census {
    fn segments(&self) -> usize {
        self.segments.len()
    }

    fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    fn visit(&self, visit: &mut impl FnMut(&Unit)) {
        self.units.iter().for_each(visit);
    }

    fn is_of_contacts(&self) -> bool {
        self.is_of_contacts
    }

    fn truth(&self, place: usize, _: &Unit, truth: &mut Truth) {
        self.truth_at(place, truth);
    }
}
