//! What one contact was like as a whole, for who asks about it right after.

use crate::experience::impression::{ContactFacts, scores};
use crate::experience::model::{Driver, ExperienceModel};

/// A contact as its customer would rate it, 1-10.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContactScore {
    /// The drivers, weighted as in the categories that the contact concerns, and these by importance.
    pub whole: f64,
    /// How easy it was: attempts and transfers.
    pub ease: f64,
}

impl ExperienceModel {
    /// The score of a contact; absent where no category of the index is about contacts.
    pub fn contact_score(&self, facts: &ContactFacts) -> Option<ContactScore> {
        let scores = scores(facts, &self.waiting);
        let (mut sum, mut importance) = (0.0, 0.0);
        for category in &self.categories {
            let Some(contact) = &category.touch.contact else {
                continue;
            };
            // A driver that the contact did not show scores 0.
            let shown = || contact.weights.iter().zip(&scores).filter(|(_, score)| **score > 0.0);
            let weight: f64 = shown().map(|(weight, _)| weight).sum();
            if weight > 0.0 && (facts.complaint || !contact.complaints_only) {
                let score: f64 = shown().map(|(weight, score)| weight * score).sum::<f64>() / weight;
                sum += category.importance * score;
                importance += category.importance;
            }
        }
        (importance > 0.0)
            .then(|| ContactScore { whole: sum / importance, ease: scores[Driver::Ease as usize] })
    }
}
