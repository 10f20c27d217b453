//! How experience moves memory, and the satisfaction that follows from it.
//!
//! Perception closes part of the gap to each experience (Bolton 1998: less with tenure; more when it is worse than
//! remembered). Without contacts the memory of them fades towards what is expected. Expectation itself moves slowly to
//! what is experienced (Boulding et al. 1993), so that the disconfirmation part of a gain fades while the direct part
//! stays. Expectation enters satisfaction once, through disconfirmation (Anderson and Sullivan 1993).
//!
//! All eight categories of a block take the same steps, those that a step does not concern with a weight of 0: no
//! branches, and the compiler does several categories with one instruction.

use crate::experience::impression::{ContactFacts, scores};
use crate::experience::memory::{LANES, Lanes, Memory};
use crate::experience::model::{Category, Driver, Dynamics, ExperienceModel, Touch, Waiting};
use crate::random::{Luck, math};
use crate::time::Duration;

/// An experience model, worked out for millions of customers.
#[derive(Clone, Debug, PartialEq)]
pub struct Appraisal {
    waiting: Waiting,
    contact_learning: f32,
    month_learning: f32,
    tenure_slowing: f32,
    pace: Pace,
    /// The first eight categories; few scenarios have more.
    first: Block,
    further: Vec<Block>,
}

/// What all categories have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pace {
    peak_weight: f32,
    expectation_learning: f32,
    promise: f32,
    /// Share of the gap between memory and expectation that closes in a month without contact.
    fading: f32,
}

/// Shares of a gap that perception closes: of one upwards, and of one downwards.
#[derive(Clone, Copy, Debug)]
struct Learning {
    up: f32,
    down: f32,
}

impl Learning {
    /// `rate` for a new customer, slowed by tenure; more of what is worse than remembered.
    #[inline(always)]
    fn new(rate: f32, slowing: f32, tenure_months: f64, pace: &Pace) -> Learning {
        let rate = rate / (1.0 + slowing * tenure_months as f32);
        Learning { up: lower(rate, 1.0), down: lower(rate * pace.peak_weight, 1.0) }
    }

    #[inline(always)]
    fn step(self, gap: f32) -> f32 {
        self.up * upper(gap, 0.0) + self.down * lower(gap, 0.0)
    }
}

/// Eight categories.
#[derive(Clone, Debug, PartialEq)]
struct Block {
    /// What contacts teach: without an answer, answered, and the same for complaints.
    lessons: [Lesson; 4],
    /// 1 where a monthly touchpoint moves the category, else 0; and the opposite.
    monthly: Lanes,
    faded: Lanes,
    mean: Lanes,
    sd_within: Lanes,
    has_months: bool,
    /// Satisfaction points per point of perception, of surplus and of shortfall.
    direct: Lanes,
    gain: Lanes,
    loss: Lanes,
    expectation: Lanes,
    sd_between: Lanes,
}

/// What a kind of contact teaches.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Lesson {
    /// Weight of each driver, in the order of [`Driver`], summing to 1 over those that the contact shows.
    weights: [Lanes; 4],
    /// 1 where the contact concerns the category, else 0.
    heeded: Lanes,
}

/// The smaller number, as one instruction.
#[inline(always)]
fn lower(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// The larger number, as one instruction.
#[inline(always)]
fn upper(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

#[inline(always)]
fn on_scale(value: f32) -> f32 {
    lower(upper(value, 1.0), 10.0)
}

/// Sum in a fixed order that lets neighbouring lanes be added at once.
#[inline(always)]
fn sum(lanes: Lanes) -> f32 {
    let quarter = |at: usize| lanes[at] + lanes[at + 4];
    (quarter(0) + quarter(2)) + (quarter(1) + quarter(3))
}

impl Lesson {
    fn of(categories: &[Category], answered: bool, complaint: bool) -> Lesson {
        let shows =
            |driver: usize| answered || driver == Driver::Access as usize || driver == Driver::Ease as usize;
        let mut lesson = Lesson::default();
        for (lane, category) in categories.iter().enumerate() {
            let Touch::Contact { weights, complaints_only } = &category.touch else {
                continue;
            };
            let total: f64 = (0..4).filter(|driver| shows(*driver)).map(|driver| weights[driver]).sum();
            if total <= 0.0 || (*complaints_only && !complaint) {
                continue;
            }
            lesson.heeded[lane] = 1.0;
            for driver in (0..4).filter(|driver| shows(*driver)) {
                lesson.weights[driver][lane] = (weights[driver] / total) as f32;
            }
        }
        lesson
    }

    fn number(answered: bool, complaint: bool) -> usize {
        usize::from(answered) + 2 * usize::from(complaint)
    }
}

impl Block {
    fn new(categories: &[Category], dynamics: &Dynamics) -> Block {
        let lanes = |of: &dyn Fn(&Category) -> f64| {
            let mut lanes = [0.0; LANES];
            lanes.iter_mut().zip(categories).for_each(|(lane, category)| *lane = of(category) as f32);
            lanes
        };
        let month = |of: &dyn Fn(f64, f64, f64) -> f64| {
            lanes(&|category| match category.touch {
                Touch::Month { mean, sd_between, sd_within } => of(mean, sd_between, sd_within),
                Touch::Contact { .. } => 0.0,
            })
        };
        let response = |disconfirmation: f64| {
            lanes(&|category| {
                let points = category.class.response(disconfirmation, dynamics.gain, dynamics.loss);
                category.importance * points * disconfirmation
            })
        };
        let lesson = |number: usize| Lesson::of(categories, number % 2 == 1, number >= 2);
        let monthly = month(&|_, _, _| 1.0);
        Block {
            lessons: std::array::from_fn(lesson),
            monthly,
            faded: monthly.map(|is_monthly| 1.0 - is_monthly),
            mean: month(&|mean, _, _| mean),
            sd_within: month(&|_, _, sd_within| sd_within),
            has_months: monthly != [0.0; LANES],
            direct: lanes(&|category| category.importance * dynamics.direct),
            gain: response(1.0),
            loss: response(-1.0),
            expectation: lanes(&|category| category.expectation),
            sd_between: month(&|_, sd_between, _| sd_between),
        }
    }

    #[inline(always)]
    fn after_contact(
        &self,
        memory: &mut Memory,
        lesson: usize,
        scores: [f32; 4],
        lift: f32,
        learning: Learning,
        pace: &Pace,
    ) {
        let lesson = &self.lessons[lesson];
        let [access, manner, ability, ease] = &lesson.weights;
        for lane in 0..LANES {
            let experience = (access[lane] * scores[0] + manner[lane] * scores[1])
                + (ability[lane] * scores[2] + ease[lane] * scores[3]);
            let experience = on_scale(experience + lift);
            let heeded = lesson.heeded[lane];
            let step = learning.step(experience - memory.perception[lane]);
            memory.perception[lane] = on_scale(memory.perception[lane] + heeded * step);
            let surprise = experience - (memory.expectation[lane] + pace.promise);
            let step = heeded * pace.expectation_learning * surprise;
            memory.expectation[lane] = on_scale(memory.expectation[lane] + step);
        }
    }

    // One index into many columns, so that the loop becomes vector instructions.
    #[allow(clippy::needless_range_loop)]
    #[inline(always)]
    fn after_month(&self, memory: &mut Memory, chance: Lanes, learning: Learning, pace: &Pace) {
        for lane in 0..LANES {
            let expected = memory.expectation[lane] + pace.promise;
            // Of the two one is 0: a monthly touchpoint's experience, or the expectation that memories fade to.
            let experience = self.mean[lane] + memory.personal[lane] + self.sd_within[lane] * chance[lane];
            let towards = on_scale(experience + self.faded[lane] * expected);
            let gap = towards - memory.perception[lane];
            let step = self.monthly[lane] * learning.step(gap) + self.faded[lane] * pace.fading * gap;
            memory.perception[lane] = on_scale(memory.perception[lane] + step);
            let step = self.monthly[lane] * pace.expectation_learning * (towards - expected);
            memory.expectation[lane] = on_scale(memory.expectation[lane] + step);
        }
    }

    #[inline(always)]
    fn satisfaction(&self, memory: &Memory, pace: &Pace) -> f32 {
        let mut points = [0.0; LANES];
        for (lane, points) in points.iter_mut().enumerate() {
            let perception = memory.perception[lane];
            let disconfirmation = perception - (memory.expectation[lane] + pace.promise);
            *points = self.direct[lane] * (perception - 1.0)
                + (self.gain[lane] * upper(disconfirmation, 0.0)
                    + self.loss[lane] * lower(disconfirmation, 0.0));
        }
        sum(points)
    }

    fn begin(&self, memory: &mut Memory, shift: f32, luck: &mut Luck) {
        *memory = Memory::default();
        for lane in 0..LANES {
            let expected = on_scale(self.expectation[lane] + shift);
            memory.expectation[lane] = expected;
            memory.perception[lane] = expected;
            if self.monthly[lane] != 0.0 {
                memory.personal[lane] = self.sd_between[lane] * luck.normal() as f32;
            }
        }
    }
}

impl Appraisal {
    /// The model, worked out.
    pub fn new(model: &ExperienceModel) -> Appraisal {
        let dynamics = &model.dynamics;
        let (first, rest) = model.categories.split_at(model.categories.len().min(LANES));
        Appraisal {
            waiting: model.waiting.clone(),
            contact_learning: dynamics.contact_learning as f32,
            month_learning: dynamics.month_learning as f32,
            tenure_slowing: dynamics.tenure_slowing as f32,
            pace: Pace {
                peak_weight: dynamics.peak_weight as f32,
                expectation_learning: dynamics.expectation_learning as f32,
                promise: dynamics.promise as f32,
                fading: dynamics.monthly_fading() as f32,
            },
            first: Block::new(first, dynamics),
            further: rest.chunks(LANES).map(|categories| Block::new(categories, dynamics)).collect(),
        }
    }

    /// A customer without experience begins with perception at the expectation, `shift` points off the categories' own.
    /// The memory is that of the first eight categories and, in `further`, of the others.
    pub fn begin(&self, memory: &mut Memory, further: &mut [Memory], shift: f64, luck: &mut Luck) {
        self.first.begin(memory, shift as f32, luck);
        for (block, memory) in self.further.iter().zip(further) {
            block.begin(memory, shift as f32, luck);
        }
    }

    /// A contact is remembered. `lift` is added to its experience (recovery or double deviation of a complaint).
    #[inline]
    pub fn after_contact(
        &self,
        memory: &mut Memory,
        further: &mut [Memory],
        facts: &ContactFacts,
        lift: f64,
        tenure_months: f64,
    ) {
        let scores = scores(facts, &self.waiting).map(|score| score as f32);
        let lesson = Lesson::number(facts.answered, facts.complaint);
        let learning = Learning::new(self.contact_learning, self.tenure_slowing, tenure_months, &self.pace);
        self.first.after_contact(memory, lesson, scores, lift as f32, learning, &self.pace);
        for (block, memory) in self.further.iter().zip(further) {
            block.after_contact(memory, lesson, scores, lift as f32, learning, &self.pace);
        }
    }

    /// A month with its touchpoints is remembered, and the memory of contacts fades. `chance` gives, by number of the
    /// block, numbers with mean 0 and standard deviation 1: what the month brought apart from the usual.
    #[inline]
    pub fn after_month(
        &self,
        memory: &mut Memory,
        further: &mut [Memory],
        tenure_months: f64,
        mut chance: impl FnMut(usize) -> Lanes,
    ) {
        let learning = Learning::new(self.month_learning, self.tenure_slowing, tenure_months, &self.pace);
        self.first.after_month(memory, chance(0), learning, &self.pace);
        for (number, (block, memory)) in self.further.iter().zip(further).enumerate() {
            let chance = if block.has_months { chance(number + 1) } else { [0.0; LANES] };
            block.after_month(memory, chance, learning, &self.pace);
        }
    }

    /// Satisfaction of one customer, 0-100: direct perception plus disconfirmation through the class's curve, weighted by
    /// importance.
    #[inline(always)]
    pub fn satisfaction(&self, memory: &Memory, further: &[Memory]) -> f32 {
        let mut points = self.first.satisfaction(memory, &self.pace);
        for (block, memory) in self.further.iter().zip(further) {
            points += block.satisfaction(memory, &self.pace);
        }
        lower(upper(points, 0.0), 100.0)
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
