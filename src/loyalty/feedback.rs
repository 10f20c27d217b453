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
    /// Share of answered contacts that leave such feedback (0-1); the shares of all classes sum to at most 1.
    pub share: f64,
    /// Index of the reason under which it is handled.
    pub work: usize,
    /// Deadline of the handling, from the end of the contact on.
    pub within: Duration,
    /// Share of what is handled in time that its customer is told of.
    pub told_back: f64,
    /// Points (1-10 scale) by which being told lifts the experience.
    pub lift: f64,
}

impl Feedback {
    /// The class of the feedback that a contact leaves, decided by one uniform number; `None` for the contacts without.
    #[inline]
    pub fn class_of(&self, uniform: f64) -> Option<usize> {
        let mut upto = 0.0;
        self.classes.iter().position(|class| {
            upto += class.share;
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
            work: 0,
            within: Duration::DAY,
            told_back: 0.0,
            lift: 0.0,
        };
        let feedback = Feedback { response_effect: 0.0, classes: [0.1, 0.0, 0.2].map(class).into() };
        let found = [0.05, 0.099, 0.1, 0.25, 0.31].map(|uniform| feedback.class_of(uniform));
        assert_eq!(found, [Some(0), Some(0), Some(2), Some(2), None]);
    }
}
