//! The index tree: categories, the indicators they are made of, and whom both concern.

use crate::experience::model::Touch;
use crate::experience::quality_class::ClassMix;

/// One category of the satisfaction index.
#[derive(Clone, Debug, PartialEq)]
pub struct Category {
    /// Name as in the scenario.
    pub name: String,
    /// Importance weight, stated; sums to 1 over the categories.
    pub importance: f64,
    /// Quality class, which decides how disconfirmation counts; of its indicators where it has any.
    pub class: ClassMix,
    /// Expectation at the start, scale 1-10, before the segment's shifts.
    pub expectation: f64,
    /// Points that promises about this category add to what is expected of it.
    pub promise: f64,
    /// What moves the perception of this category.
    pub touch: Touch,
    /// What differs between segments.
    pub differences: Differences,
    /// What it is made of; a category without any is its own indicator.
    pub indicators: Vec<Indicator>,
}

/// One indicator of a category: the category's perception and expectation, and offsets of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Name as in the scenario.
    pub name: String,
    /// Importance weight, stated; sums to 1 over the indicators of the category.
    pub importance: f64,
    /// Quality class.
    pub class: ClassMix,
    /// Points by which it is perceived better than the category.
    pub perception_offset: f64,
    /// Points by which more is expected of it than of the category.
    pub expectation_offset: f64,
    /// Standard deviation of the perception's offset between people, in points.
    pub perception_sd: f64,
    /// The same of the expectation.
    pub expectation_sd: f64,
    /// What differs between segments.
    pub differences: Differences,
}

/// What differs between segments; an empty list means that nothing does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Differences {
    /// Whether it concerns the segment.
    pub concerns: Vec<bool>,
    /// Points added to what is experienced (of a category) or perceived (of an indicator).
    pub perception: Vec<f64>,
    /// Points added to what is expected.
    pub expectation: Vec<f64>,
}

impl Differences {
    /// Whether it concerns the segment.
    pub fn concerns(&self, segment: usize) -> bool {
        self.concerns.get(segment).copied().unwrap_or(true)
    }

    /// Points added to the segment's perception.
    pub fn perception(&self, segment: usize) -> f64 {
        self.perception.get(segment).copied().unwrap_or(0.0)
    }

    /// Points added to the segment's expectation.
    pub fn expectation(&self, segment: usize) -> f64 {
        self.expectation.get(segment).copied().unwrap_or(0.0)
    }
}

impl Category {
    /// Weights of its indicators for a segment: they sum to 1 over those that concern it, the others have 0.
    pub fn indicator_weights(&self, segment: usize) -> Vec<f64> {
        weights(self.indicators.iter().map(|of| (of.importance, of.differences.concerns(segment))))
    }
}

/// Weights of the categories for a segment: they sum to 1 over those that concern it, the others have 0.
pub fn category_weights(categories: &[Category], segment: usize) -> Vec<f64> {
    weights(categories.iter().map(|of| (of.importance, of.differences.concerns(segment))))
}

/// Stated importances as weights: where all concern the segment, as they are; else over the sum of those that do.
fn weights(stated: impl Iterator<Item = (f64, bool)> + Clone) -> Vec<f64> {
    if stated.clone().all(|(_, concerns)| concerns) {
        return stated.map(|(importance, _)| importance).collect();
    }
    let whole: f64 = stated.clone().filter(|(_, concerns)| *concerns).map(|(importance, _)| importance).sum();
    stated.map(|(importance, concerns)| if concerns { importance / whole } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::weights;

    #[test]
    fn weights_are_shared_out_among_those_that_concern_a_segment() {
        let of = |stated: &[(f64, bool)]| weights(stated.iter().copied());
        assert_eq!(of(&[(0.5, true), (0.3, true), (0.2, true)]), [0.5, 0.3, 0.2]);
        assert_eq!(of(&[(0.5, true), (0.25, false), (0.25, true)]), [0.5 / 0.75, 0.0, 0.25 / 0.75]);
        assert_eq!(of(&[(0.5, false)]), [0.0]);
    }
}
