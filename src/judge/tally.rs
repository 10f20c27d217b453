//! Figures of one population as numerator and denominator, and of all populations with their Monte Carlo noise.

use indexmap::IndexMap;

use super::result::Measured;
use crate::statistics::{RatioSample, moments};

/// What a figure is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key {
    /// The question.
    pub question: &'static str,
    /// Place of the formula.
    pub formula: usize,
    /// An intervention, a segment, a part of the error.
    pub about: String,
    /// Name of the figure.
    pub figure: &'static str,
}

/// Sums of one population.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally(IndexMap<Key, (f64, f64)>);

impl Tally {
    /// Adds a value that counts once.
    pub fn add(&mut self, key: Key, value: f64) {
        let (numerator, denominator) = self.0.entry(key).or_insert((0.0, 0.0));
        *numerator += value;
        *denominator += 1.0;
    }

    /// Adds a yes or no.
    pub fn count(&mut self, key: Key, happened: bool) {
        self.add(key, f64::from(u8::from(happened)));
    }
}

/// The figures of all populations, ordered by question, formula, subject: the ratio of the sums, with the standard error of a
/// ratio of clustered sums.
pub(super) fn measured(populations: &[&Tally]) -> Vec<(Key, Measured)> {
    let mut samples: IndexMap<&Key, RatioSample> = IndexMap::new();
    for tally in populations {
        for key in tally.0.keys() {
            samples.entry(key).or_default();
        }
    }
    for (key, sample) in &mut samples {
        for tally in populations {
            let (numerator, denominator) = tally.0.get(*key).copied().unwrap_or((0.0, 0.0));
            sample.push(numerator, denominator);
        }
    }
    samples.into_iter().filter_map(|(key, sample)| Some((key.clone(), of_ratio(&sample)?))).collect()
}

/// A ratio of sums over populations.
pub(super) fn of_ratio(sample: &RatioSample) -> Option<Measured> {
    let of = sample.linearised()?;
    let deviation = moments::standard_deviation(&of.values);
    let mc_se = deviation.map(|deviation| deviation / (of.values.len() as f64).sqrt());
    Some(Measured { value: of.estimate, mc_se })
}
