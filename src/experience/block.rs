//! Eight categories as one segment meets them: what contacts and months do to the memory of them, and how satisfied that
//! leaves a customer. All lanes take the same steps, those that a step does not concern with a weight of 0.

use crate::experience::category::Category;
use crate::experience::impression::ContactFacts;
use crate::experience::indicators::IndicatorRows;
use crate::experience::lanes::{lower, on_scale, sum, upper};
use crate::experience::lesson::Lesson;
use crate::experience::memory::{LANES, Lanes, Memory};
use crate::experience::model::{Driver, Dynamics, MonthTouch, Touch};
use crate::experience::touchpoints::MonthBlock;
use crate::random::Luck;

/// What all categories have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pace {
    pub peak_weight: f32,
    pub expectation_learning: f32,
    /// Share of the gap between memory and expectation that closes in a month without contact.
    pub fading: f32,
}

/// Shares of a gap that perception closes: of one upwards, and of one downwards.
#[derive(Clone, Copy, Debug)]
pub(super) struct Learning {
    up: f32,
    down: f32,
}

impl Learning {
    /// `rate` for a new customer, slowed by tenure; more of what is worse than remembered.
    #[inline(always)]
    pub fn new(rate: f32, slowing: f32, tenure_months: f64, pace: &Pace) -> Learning {
        let rate = rate / (1.0 + slowing * tenure_months as f32);
        Learning { up: lower(rate, 1.0), down: lower(rate * pace.peak_weight, 1.0) }
    }

    #[inline(always)]
    pub fn step(self, gap: f32) -> f32 {
        self.up * upper(gap, 0.0) + self.down * lower(gap, 0.0)
    }
}

/// A category and its importance for the segment.
pub(super) struct Weighted<'a> {
    pub category: &'a Category,
    pub importance: f64,
}

/// Eight categories.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    lessons: [Lesson; Lesson::COUNT],
    /// 1 where every month brings an experience of the category, else 0; and the opposite.
    monthly: Lanes,
    faded: Lanes,
    mean: Lanes,
    sd_within: Lanes,
    pub has_months: bool,
    /// Points by which the segment experiences contacts and touchpoints better.
    pub shift: Lanes,
    /// Satisfaction points per point of perception, of surplus and of shortfall.
    direct: Lanes,
    gain: Lanes,
    loss: Lanes,
    expectation: Lanes,
    /// Points that promises add to what is expected.
    pub promise: Lanes,
    sd_between: Lanes,
    /// Indicators and touchpoints, where a scenario has any.
    pub rows: Option<Box<IndicatorRows>>,
    pub touchpoints: Option<Box<MonthBlock>>,
}

/// What a contact has shown.
pub(super) struct Shown<'a> {
    pub facts: &'a ContactFacts,
    /// Scores of the coarse drivers.
    pub coarse: [f32; Driver::COARSE],
    /// Number of its lesson.
    pub lesson: usize,
    /// Points added to its experience.
    pub lift: f32,
}

/// Satisfaction in its two parts, before it is held to its scale.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Points {
    pub all: f32,
    pub direct: f32,
}

impl Block {
    pub fn new(categories: &[Weighted], segment: usize, dynamics: &Dynamics) -> Block {
        let lanes = |of: &dyn Fn(&Weighted) -> f64| {
            let mut lanes = [0.0; LANES];
            lanes.iter_mut().zip(categories).for_each(|(lane, category)| *lane = of(category) as f32);
            lanes
        };
        let month = |of: &dyn Fn(f64, f64, f64) -> f64| {
            lanes(&|Weighted { category, .. }| match category.touch.month {
                Some(MonthTouch::Level { mean, sd_between, sd_within }) => {
                    of(mean + category.differences.perception(segment), sd_between, sd_within)
                }
                _ => 0.0,
            })
        };
        let response = |disconfirmation: f64| {
            lanes(&|Weighted { category, importance }| {
                let points = category.class.response(disconfirmation, dynamics.gain, dynamics.loss);
                importance * points * disconfirmation
            })
        };
        let touches: Vec<&Touch> = categories.iter().map(|of| &of.category.touch).collect();
        let concerns: Vec<bool> =
            categories.iter().map(|of| of.category.differences.concerns(segment)).collect();
        let monthly = month(&|_, _, _| 1.0);
        Block {
            lessons: std::array::from_fn(|number| Lesson::of(&touches, &concerns, number)),
            monthly,
            faded: monthly.map(|is_monthly| 1.0 - is_monthly),
            mean: month(&|mean, _, _| mean),
            sd_within: month(&|_, _, sd_within| sd_within),
            has_months: monthly != [0.0; LANES],
            shift: lanes(&|of| of.category.differences.perception(segment)),
            direct: lanes(&|of| of.importance * dynamics.direct),
            gain: response(1.0),
            loss: response(-1.0),
            expectation: lanes(&|Weighted { category, .. }| {
                category.expectation + category.differences.expectation(segment)
            }),
            promise: lanes(&|of| dynamics.promise + of.category.promise),
            sd_between: month(&|_, sd_between, _| sd_between),
            rows: None,
            touchpoints: None,
        }
    }

    /// What a contact was like in each category; 0 in those that it did not concern.
    #[inline(always)]
    pub fn experience_of_contact(&self, shown: &Shown) -> (Lanes, &Lanes) {
        let lesson = &self.lessons[shown.lesson];
        let [access, manner, ability, ease] = &lesson.weights;
        let scores = &shown.coarse;
        let mut experience: Lanes = std::array::from_fn(|lane| {
            (access[lane] * scores[0] + manner[lane] * scores[1])
                + (ability[lane] * scores[2] + ease[lane] * scores[3])
        });
        if let Some(finer) = lesson.finer(shown.facts) {
            experience.iter_mut().zip(finer).for_each(|(points, finer)| *points += finer);
        }
        for (points, shift) in experience.iter_mut().zip(&self.shift) {
            *points = on_scale(*points + shift + shown.lift);
        }
        (experience, &lesson.heeded)
    }

    #[inline(always)]
    pub fn after_contact(&self, memory: &mut Memory, shown: &Shown, learning: Learning, pace: &Pace) {
        let (experience, heeded) = self.experience_of_contact(shown);
        for lane in 0..LANES {
            let (experience, heeded) = (experience[lane], heeded[lane]);
            let step = learning.step(experience - memory.perception[lane]);
            memory.perception[lane] = on_scale(memory.perception[lane] + heeded * step);
            let surprise = experience - memory.expectation[lane];
            let step = heeded * pace.expectation_learning * surprise;
            memory.expectation[lane] = on_scale(memory.expectation[lane] + step);
        }
    }

    // One index into many columns, so that the loop becomes vector instructions.
    #[allow(clippy::needless_range_loop)]
    #[inline(always)]
    pub fn after_month(&self, memory: &mut Memory, chance: Lanes, learning: Learning, pace: &Pace) {
        let mut experience = [0.0; LANES];
        for lane in 0..LANES {
            experience[lane] = self.mean[lane] + memory.personal[lane] + self.sd_within[lane] * chance[lane];
        }
        self.learn_month(memory, &experience, &self.monthly, &self.faded, learning, pace);
    }

    /// A month with this experience where `monthly` is 1 (0 elsewhere) and none where `faded` is 1. A promise is no
    /// experience: memory fades to what the customer expects without it, and that adapts to what is experienced alone.
    // One index again, as in `after_month`.
    #[allow(clippy::needless_range_loop)]
    #[inline(always)]
    pub fn learn_month(
        &self,
        memory: &mut Memory,
        experience: &Lanes,
        monthly: &Lanes,
        faded: &Lanes,
        learning: Learning,
        pace: &Pace,
    ) {
        for lane in 0..LANES {
            let expected = memory.expectation[lane];
            // Of the two one is 0: a month's experience, or the expectation that memories fade to.
            let towards = on_scale(experience[lane] + faded[lane] * expected);
            let gap = towards - memory.perception[lane];
            let step = monthly[lane] * learning.step(gap) + faded[lane] * pace.fading * gap;
            memory.perception[lane] = on_scale(memory.perception[lane] + step);
            let step = monthly[lane] * pace.expectation_learning * (towards - expected);
            memory.expectation[lane] = on_scale(memory.expectation[lane] + step);
        }
    }

    /// Experience of what every month brings, whether it does, and the opposite.
    // One index again, as in `after_month`.
    #[allow(clippy::needless_range_loop)]
    pub fn month(&self, personal: &Lanes, chance: Lanes) -> (Lanes, Lanes, Lanes) {
        let mut experience = [0.0; LANES];
        for lane in 0..LANES {
            let usual = self.mean[lane] + personal[lane] + self.sd_within[lane] * chance[lane];
            experience[lane] = self.monthly[lane] * usual;
        }
        (experience, self.monthly, self.faded)
    }

    #[inline(always)]
    pub fn points(&self, memory: &Memory) -> Points {
        if let Some(rows) = &self.rows {
            return rows.points(memory, &self.promise);
        }
        let mut direct = [0.0; LANES];
        let mut points = [0.0; LANES];
        for lane in 0..LANES {
            let perception = memory.perception[lane];
            let disconfirmation = perception - (memory.expectation[lane] + self.promise[lane]);
            direct[lane] = self.direct[lane] * (perception - 1.0);
            points[lane] = direct[lane]
                + (self.gain[lane] * upper(disconfirmation, 0.0)
                    + self.loss[lane] * lower(disconfirmation, 0.0));
        }
        Points { all: sum(points), direct: sum(direct) }
    }

    pub fn begin(&self, memory: &mut Memory, shift: f32, luck: &mut Luck) {
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
