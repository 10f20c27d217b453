//! What a kind of contact teaches about eight categories.

use crate::experience::impression::{ContactFacts, finer_scores};
use crate::experience::memory::{LANES, Lanes};
use crate::experience::model::{Driver, Touch};

/// Drivers beyond the coarse ones.
const FINER: usize = Driver::COUNT - Driver::COARSE;

/// What a kind of contact teaches.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lesson {
    /// Weight of each coarse driver; with the finer ones they sum to 1 over those that the contact shows.
    pub weights: [Lanes; Driver::COARSE],
    /// Weights of the finer drivers, if any category uses one.
    finer: Option<Box<[Lanes; FINER]>>,
    /// 1 where the contact concerns the category, else 0.
    pub heeded: Lanes,
}

impl Lesson {
    /// Kinds of contacts: answered or not, made to complain or not, with a promise or without.
    pub const COUNT: usize = 8;

    /// The kind of a contact.
    #[inline(always)]
    pub fn number(answered: bool, complaint: bool, promised: bool) -> usize {
        usize::from(answered) + 2 * usize::from(complaint) + 4 * usize::from(promised)
    }

    /// The lesson of the kind `number` about categories that have these sources of experience and may concern the segment.
    pub fn of(touches: &[&Touch], concerns: &[bool], number: usize) -> Lesson {
        let (answered, complaint, promised) = (number & 1 != 0, number & 2 != 0, number & 4 != 0);
        let is_shown = |driver: usize| match driver {
            of if of == Driver::Access as usize || of == Driver::Ease as usize => true,
            of if of == Driver::Attempts as usize || of == Driver::ChannelEffort as usize => true,
            of if of == Driver::PromiseKept as usize => promised,
            _ => answered,
        };
        let mut lesson = Lesson::default();
        for (lane, touch) in touches.iter().enumerate() {
            let Some(contact) = touch.contact.as_ref().filter(|_| concerns[lane]) else {
                continue;
            };
            let shown = || (0..Driver::COUNT).filter(|driver| is_shown(*driver));
            let total: f64 = shown().map(|driver| contact.weights[driver]).sum();
            if total <= 0.0 || (contact.complaints_only && !complaint) {
                continue;
            }
            lesson.heeded[lane] = 1.0;
            for driver in shown().filter(|driver| contact.weights[*driver] > 0.0) {
                let weight = (contact.weights[driver] / total) as f32;
                match driver.checked_sub(Driver::COARSE) {
                    None => lesson.weights[driver][lane] = weight,
                    Some(finer) => lesson.finer.get_or_insert_default()[finer][lane] = weight,
                }
            }
        }
        lesson
    }

    /// What the finer drivers add to the experience of each category, where any category uses one.
    #[inline(always)]
    pub fn finer(&self, facts: &ContactFacts) -> Option<Lanes> {
        self.finer.as_ref().map(|weights| {
            let mut points = [0.0; LANES];
            for (weights, score) in weights.iter().zip(finer_scores(facts)) {
                let score = score as f32;
                points.iter_mut().zip(weights).for_each(|(points, weight)| *points += weight * score);
            }
            points
        })
    }
}
