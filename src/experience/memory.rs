//! What customers remember: perception and expectation per category, and the satisfaction that follows from them.
//!
//! Perception closes part of the gap to each experience (Bolton 1998: less with tenure; more when it is worse than
//! remembered). Without contacts the memory of them fades towards what is expected. Expectation itself moves slowly to
//! what is experienced (Boulding et al. 1993), so that the disconfirmation part of a gain fades while the direct part
//! stays. Expectation enters satisfaction once, through disconfirmation (Anderson and Sullivan 1993).

use crate::experience::impression::{ContactFacts, scores};
use crate::experience::model::{Dynamics, ExperienceModel, Touch};
use crate::random::{Luck, math};
use crate::time::Duration;

/// Memory of all customers: per slot one row of perceptions, expectations and personal shares, an entry per category
/// each, side by side because a contact touches them together.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    categories: usize,
    rows: Vec<f32>,
}

/// One customer's memory, to be copied.
#[derive(Clone, Debug, PartialEq)]
pub struct Remembered {
    /// Perception per category.
    pub perception: Vec<f32>,
    /// Expectation per category.
    pub expectation: Vec<f32>,
    /// Personal share per category.
    pub personal: Vec<f32>,
}

#[inline]
fn on_scale(value: f64) -> f32 {
    value.clamp(1.0, 10.0) as f32
}

impl Memory {
    /// Room for `slots` customers and `categories`, all at 0 until they begin.
    pub fn reset(&mut self, slots: usize, categories: usize) {
        self.categories = categories;
        self.rows.clear();
        self.rows.resize(slots * categories * 3, 0.0);
    }

    /// A customer without experience begins with perception at the expectation, `shift` points off the categories' own.
    pub fn begin(&mut self, slot: u32, model: &ExperienceModel, shift: f64, luck: &mut Luck) {
        let row = self.row_mut(slot);
        for (index, category) in model.categories.iter().enumerate() {
            let expected = on_scale(category.expectation + shift);
            row.expectation[index] = expected;
            row.perception[index] = expected;
            // A person's lasting share of the experience of a monthly touchpoint, in points.
            if let Touch::Month { sd_between, .. } = category.touch {
                row.personal[index] = (sd_between * luck.normal()) as f32;
            }
        }
    }

    /// A customer begins with the memory of another.
    pub fn begin_as(&mut self, slot: u32, other: &Remembered) {
        let row = self.row_mut(slot);
        row.perception.copy_from_slice(&other.perception);
        row.expectation.copy_from_slice(&other.expectation);
        row.personal.copy_from_slice(&other.personal);
    }

    /// A copy of one customer's memory.
    pub fn remembered(&self, slot: u32) -> Remembered {
        let (perception, rest) = self.row(slot).split_at(self.categories);
        let (expectation, personal) = rest.split_at(self.categories);
        Remembered {
            perception: perception.to_vec(),
            expectation: expectation.to_vec(),
            personal: personal.to_vec(),
        }
    }

    /// Perceptions of one customer, per category.
    #[inline]
    pub fn perceptions(&self, slot: u32) -> &[f32] {
        &self.row(slot)[..self.categories]
    }

    /// Expectations of one customer, per category, without promises.
    #[inline]
    pub fn expectations(&self, slot: u32) -> &[f32] {
        &self.row(slot)[self.categories..2 * self.categories]
    }

    #[inline]
    fn row(&self, slot: u32) -> &[f32] {
        let length = self.categories * 3;
        &self.rows[slot as usize * length..][..length]
    }

    #[inline]
    fn row_mut(&mut self, slot: u32) -> RowMut<'_> {
        let length = self.categories * 3;
        let row = &mut self.rows[slot as usize * length..][..length];
        let (perception, rest) = row.split_at_mut(self.categories);
        let (expectation, personal) = rest.split_at_mut(self.categories);
        RowMut { perception, expectation, personal }
    }

    /// A contact is remembered. `lift` is added to its experience (recovery or double deviation of a complaint).
    #[inline]
    pub fn after_contact(
        &mut self,
        slot: u32,
        model: &ExperienceModel,
        facts: &ContactFacts,
        lift: f64,
        tenure_months: f64,
    ) {
        let scores = scores(facts, &model.waiting);
        let dynamics = &model.dynamics;
        let learning = dynamics.contact_learning / (1.0 + dynamics.tenure_slowing * tenure_months);
        let mut row = self.row_mut(slot);
        for (index, category) in model.categories.iter().enumerate() {
            let Touch::Contact { weights, complaints_only } = &category.touch else {
                continue;
            };
            if *complaints_only && !facts.complaint {
                continue;
            }
            let (mut sum, mut weight) = (0.0, 0.0);
            for (score, share) in scores.iter().zip(weights) {
                if let Some(score) = score {
                    sum += share * score;
                    weight += share;
                }
            }
            if weight > 0.0 {
                row.learn(index, sum / weight + lift, learning, model);
            }
        }
    }

    /// A month with its touchpoints is remembered, and the memory of contacts fades by the share `fading`
    /// ([`Dynamics::monthly_fading`], worked out once because every customer's month asks for it).
    #[inline]
    pub fn after_month(
        &mut self,
        slot: u32,
        model: &ExperienceModel,
        fading: f64,
        tenure_months: f64,
        luck: &mut Luck,
    ) {
        let dynamics = &model.dynamics;
        let learning = dynamics.month_learning / (1.0 + dynamics.tenure_slowing * tenure_months);
        let mut row = self.row_mut(slot);
        for (index, category) in model.categories.iter().enumerate() {
            match category.touch {
                Touch::Month { mean, sd_within, .. } => {
                    let experience = mean + f64::from(row.personal[index]) + sd_within * luck.nearly_normal();
                    row.learn(index, experience, learning, model);
                }
                Touch::Contact { .. } => {
                    let perception = f64::from(row.perception[index]);
                    let expected = f64::from(row.expectation[index]) + dynamics.promise;
                    row.perception[index] =
                        on_scale(perception + fading * (expected.clamp(1.0, 10.0) - perception));
                }
            }
        }
    }

    /// Satisfaction of one customer, 0-100: direct perception plus disconfirmation through the class's curve, weighted by
    /// importance.
    #[inline]
    pub fn satisfaction(&self, slot: u32, model: &ExperienceModel) -> f32 {
        let dynamics = &model.dynamics;
        let (perceptions, rest) = self.row(slot).split_at(self.categories);
        let mut sum = 0.0;
        for (index, category) in model.categories.iter().enumerate() {
            let perception = f64::from(perceptions[index]);
            let expectation = f64::from(rest[index]) + dynamics.promise;
            let response = category.class.response(perception - expectation, dynamics.gain, dynamics.loss);
            sum += category.importance * (dynamics.direct * (perception - 1.0) + response);
        }
        sum.clamp(0.0, 100.0) as f32
    }
}

/// One customer's memory, to change.
struct RowMut<'a> {
    perception: &'a mut [f32],
    expectation: &'a mut [f32],
    personal: &'a mut [f32],
}

impl RowMut<'_> {
    /// Perception and expectation of one category close part of the gap to an experience.
    #[inline]
    fn learn(&mut self, index: usize, experience: f64, learning: f64, model: &ExperienceModel) {
        let experience = experience.clamp(1.0, 10.0);
        let dynamics = &model.dynamics;
        let perception = f64::from(self.perception[index]);
        let gap = experience - perception;
        let peak = if gap < 0.0 { dynamics.peak_weight } else { 1.0 };
        self.perception[index] = on_scale(perception + (learning * peak).min(1.0) * gap);
        let expectation = f64::from(self.expectation[index]);
        let expected = expectation + dynamics.promise;
        self.expectation[index] =
            on_scale(expectation + dynamics.expectation_learning * (experience - expected));
    }
}

impl Dynamics {
    /// Share of the gap between memory and expectation that closes in a month without contact.
    pub fn monthly_fading(&self) -> f64 {
        let months = self.memory_half_life.as_seconds() / Duration::MONTH.as_seconds();
        if months <= 0.0 { 1.0 } else { 1.0 - math::exp(-std::f64::consts::LN_2 / months) }
    }
}

#[cfg(test)]
mod tests;
