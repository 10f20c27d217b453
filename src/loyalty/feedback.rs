//! Feedback reuse: what customers say with a contact is classified, handled against a deadline, and told back.

use crate::time::Duration;

/// Feedback as it stands in one week.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feedback {
    /// Rise of the log-odds of answering a survey of somebody who was told what became of feedback.
    pub response_effect: f64,
    /// The classes into which it is sorted.
    pub classes: Vec<FeedbackClass>,
}

/// A class of feedback: what it is about, how urgent it is, where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedbackClass {
    /// Name as in the scenario.
    pub name: String,
    /// Share of the answered contacts that can leave such feedback which do (0-1); the shares of all classes that a contact can
    /// leave sum to at most 1.
    pub share: f64,
    /// Whether contacts of each reason can leave it: its source; empty: all can.
    pub reasons: Vec<bool>,
    /// Whether customers of each segment can leave it: their role; empty: all can.
    pub segments: Vec<bool>,
    /// Index of the reason under which it is handled.
    pub work: usize,
    /// Deadline of the handling, from the end of the contact on.
    pub within: Duration,
    /// Share of what is handled in time that its customer is told of.
    pub told_back: f64,
    /// Points (1-10 scale) by which being told lifts the experience.
    pub lift: f64,
}

impl FeedbackClass {
    /// Whether contacts under the reason by customers of the segment can leave such feedback.
    #[inline]
    fn comes_from(&self, reason: usize, segment: usize) -> bool {
        let is_among = |named: &[bool], index: usize| named.get(index).copied().unwrap_or(named.is_empty());
        is_among(&self.reasons, reason) && is_among(&self.segments, segment)
    }
}

impl Feedback {
    /// The class of the feedback that a contact under a reason of somebody of a segment leaves, decided by one uniform number;
    /// `None` for the contacts without.
    #[inline]
    pub fn class_of(&self, reason: usize, segment: usize, uniform: f64) -> Option<usize> {
        let mut upto = 0.0;
        self.classes.iter().position(|class| {
            upto += if class.comes_from(reason, segment) { class.share } else { 0.0 };
            uniform < upto
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_gets_its_share() {
        let class = |share| FeedbackClass {
            name: String::new(),
            share,
            reasons: Vec::new(),
            segments: Vec::new(),
            work: 0,
            within: Duration::DAY,
            told_back: 0.0,
            lift: 0.0,
        };
        let mut feedback = Feedback { response_effect: 0.0, classes: [0.1, 0.0, 0.2].map(class).into() };
        let found = [0.05, 0.099, 0.1, 0.25, 0.31].map(|uniform| feedback.class_of(0, 0, uniform));
        assert_eq!(found, [Some(0), Some(0), Some(2), Some(2), None]);
        // The first comes under the second reason alone, the last from the first segment alone.
        feedback.classes[0].reasons = vec![false, true];
        feedback.classes[2].segments = vec![true, false];
        let of =
            |reason, segment| [0.05, 0.15, 0.25].map(|uniform| feedback.class_of(reason, segment, uniform));
        assert_eq!(of(0, 0), [Some(2), Some(2), None]);
        assert_eq!(of(1, 0), [Some(0), Some(2), Some(2)]);
        assert_eq!(of(1, 1), [Some(0), None, None]);
        assert_eq!(of(0, 1), [None, None, None]);
    }
}
