//! How experience moves memory, and the satisfaction that follows from it.
//!
//! Perception closes part of the gap to each experience (Bolton 1998: less with tenure; more when it is worse than
//! remembered). Without contacts the memory of them fades towards what is expected. Expectation itself moves slowly to
//! what is experienced (Boulding et al. 1993), so that the disconfirmation part of a gain fades while the direct part
//! stays. Expectation enters satisfaction once, through disconfirmation (Anderson and Sullivan 1993).
//!
//! All eight categories of a block take the same steps, those that a step does not concern with a weight of 0: no
//! branches, and the compiler does several categories with one instruction.

use crate::experience::block::{Block, Learning, Pace, Points, Shown, Weighted};
use crate::experience::category::category_weights;
use crate::experience::impression::{ContactFacts, coarse_scores};
use crate::experience::indicators::IndicatorRows;
use crate::experience::lanes::{lower, upper};
use crate::experience::leaning::Leaning;
use crate::experience::lesson::Lesson;
use crate::experience::memory::{LANES, Memory};
use crate::experience::model::{Dynamics, ExperienceModel, MemoryForm, Waiting};
use crate::experience::peak_end::PeakEnd;
use crate::experience::touchpoints::{MonthBlock, MonthLuck, Touchpoints};
use crate::random::{Luck, math};
use crate::time::Duration;

/// An experience model, worked out for the customers of one segment.
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
    touchpoints: Option<Touchpoints>,
    peak_end: Option<PeakEnd>,
    leaning: Option<Leaning>,
}

/// Satisfaction of one customer, and the part of it that does not depend on what was expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Felt {
    /// Satisfaction, 0-100.
    pub satisfaction: f32,
    /// The direct part, 0-100: what satisfaction would be if all were as expected.
    pub direct: f32,
}

impl Appraisal {
    /// The model, worked out for a segment.
    pub fn new(model: &ExperienceModel, segment: usize) -> Appraisal {
        let dynamics = &model.dynamics;
        let weights = category_weights(&model.categories, segment);
        let weighted: Vec<Weighted> = model
            .categories
            .iter()
            .zip(weights)
            .map(|(category, importance)| Weighted { category, importance })
            .collect();
        let needs_rows = IndicatorRows::are_needed(&model.categories, dynamics);
        let block = |categories: &[Weighted]| {
            let mut block = Block::new(categories, segment, dynamics);
            block.rows = needs_rows.then(|| Box::new(IndicatorRows::new(categories, segment, dynamics)));
            block.touchpoints = MonthBlock::new(categories, segment, model).map(Box::new);
            block
        };
        let (first, rest) = weighted.split_at(weighted.len().min(LANES));
        Appraisal {
            waiting: model.waiting.clone(),
            contact_learning: dynamics.contact_learning as f32,
            month_learning: dynamics.month_learning as f32,
            tenure_slowing: dynamics.tenure_slowing as f32,
            pace: Pace {
                peak_weight: dynamics.peak_weight as f32,
                expectation_learning: dynamics.expectation_learning as f32,
                fading: dynamics.monthly_fading() as f32,
            },
            first: block(first),
            further: rest.chunks(LANES).map(block).collect(),
            touchpoints: Touchpoints::new(model, segment),
            leaning: Leaning::new(model, segment),
            peak_end: match dynamics.form {
                MemoryForm::Recency => None,
                MemoryForm::PeakEnd { peak, end } => Some(PeakEnd { peak: peak as f32, end: end as f32 }),
            },
        }
    }

    /// The blocks with the memory of each; traces of episodes that may lie behind are left out.
    fn blocks<'a>(
        &'a self,
        memory: &'a mut Memory,
        further: &'a mut [Memory],
    ) -> impl Iterator<Item = (&'a Block, &'a mut Memory)> {
        std::iter::once((&self.first, memory)).chain(self.further.iter().zip(further))
    }

    /// A customer without experience begins with perception at the expectation, `shift` points off the categories' own.
    /// The memory is that of the first eight categories and, in `further`, of the others.
    pub fn begin(&self, memory: &mut Memory, further: &mut [Memory], shift: f64, luck: &mut Luck) {
        for (block, memory) in self.blocks(memory, further) {
            block.begin(memory, shift as f32, luck);
        }
        if let Some(touchpoints) = &self.touchpoints {
            touchpoints.begin(self.blocks(memory, further), luck);
        }
        if self.peak_end.is_some() {
            let (further, traces) = further.split_at_mut(self.further.len());
            for ((_, memory), trace) in self.blocks(memory, further).zip(traces) {
                PeakEnd::begin(memory, trace);
            }
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
        let shown = Shown {
            facts,
            coarse: coarse_scores(facts, &self.waiting).map(|score| score as f32),
            lesson: Lesson::number(facts.answered, facts.complaint, facts.promise_kept.is_some()),
            lift: lift as f32,
        };
        let learning = Learning::new(self.contact_learning, self.tenure_slowing, tenure_months, &self.pace);
        if let Some(form) = self.peak_end {
            let (further, traces) = further.split_at_mut(self.further.len());
            for ((block, memory), trace) in self.blocks(memory, further).zip(traces) {
                let (experience, heeded) = block.experience_of_contact(&shown);
                let faded = [0.0; LANES];
                form.remember(block, memory, trace, &experience, heeded, &faded, learning, &self.pace);
            }
            return;
        }
        self.first.after_contact(memory, &shown, learning, &self.pace);
        for (block, memory) in self.further.iter().zip(further) {
            block.after_contact(memory, &shown, learning, &self.pace);
        }
    }

    /// A month with its touchpoints is remembered, and the memory of contacts fades.
    #[inline]
    pub fn after_month(
        &self,
        memory: &mut Memory,
        further: &mut [Memory],
        tenure_months: f64,
        luck: &mut impl MonthLuck,
    ) {
        let learning = Learning::new(self.month_learning, self.tenure_slowing, tenure_months, &self.pace);
        if self.touchpoints.is_some() || self.peak_end.is_some() {
            self.after_full_month(memory, further, learning, luck);
            return;
        }
        self.first.after_month(memory, luck.chances(0), learning, &self.pace);
        for (number, (block, memory)) in self.further.iter().zip(further).enumerate() {
            let chance = if block.has_months { luck.chances(number as u32 + 1) } else { [0.0; LANES] };
            block.after_month(memory, chance, learning, &self.pace);
        }
    }

    /// A month with drivers of touchpoints or with peaks and ends.
    fn after_full_month(
        &self,
        memory: &mut Memory,
        further: &mut [Memory],
        learning: Learning,
        luck: &mut impl MonthLuck,
    ) {
        let month = self.touchpoints.as_ref().map(|touchpoints| touchpoints.month(luck));
        let (further, traces) = further.split_at_mut(self.further.len());
        let mut traces = traces.iter_mut();
        for (number, (block, memory)) in self.blocks(memory, further).enumerate() {
            let chance = if block.has_months { luck.chances(number as u32) } else { [0.0; LANES] };
            let (experience, monthly, faded) = match &month {
                Some(month) => block.month_with_touchpoints(&memory.personal, chance, month),
                None => block.month(&memory.personal, chance),
            };
            match (self.peak_end, traces.next()) {
                (Some(form), Some(trace)) => {
                    form.remember(block, memory, trace, &experience, &monthly, &faded, learning, &self.pace);
                }
                _ => block.learn_month(memory, &experience, &monthly, &faded, learning, &self.pace),
            }
        }
    }

    #[inline(always)]
    fn points(&self, memory: &Memory, further: &[Memory]) -> Points {
        let mut points = self.first.points(memory);
        for (block, memory) in self.further.iter().zip(further) {
            let more = block.points(memory);
            points.all += more.all;
            points.direct += more.direct;
        }
        points
    }

    /// Satisfaction of one customer, 0-100: direct perception plus disconfirmation through the class's curve, weighted by
    /// importance.
    #[inline(always)]
    pub fn satisfaction(&self, memory: &Memory, further: &[Memory]) -> f32 {
        lower(upper(self.points(memory, further).all, 0.0), 100.0)
    }

    /// Points of satisfaction that delight adds for leaving and recommending alone.
    #[inline]
    pub fn loyalty_points(&self, memory: &Memory, further: &[Memory]) -> f64 {
        self.leaning.as_ref().map_or(0.0, |leaning| leaning.loyalty_points(memory, further))
    }

    /// Importance-weighted shortfall of the basics, in points of 1-10; 0 where it has no effect.
    #[inline]
    pub fn basic_shortfall(&self, memory: &Memory, further: &[Memory]) -> f64 {
        self.leaning.as_ref().map_or(0.0, |leaning| leaning.basic_shortfall(memory, further))
    }

    /// The same with its direct part.
    #[inline(always)]
    pub fn felt(&self, memory: &Memory, further: &[Memory]) -> Felt {
        let Points { all, direct } = self.points(memory, further);
        let held = |points: f32| lower(upper(points, 0.0), 100.0);
        Felt { satisfaction: held(all), direct: held(direct) }
    }
}

impl ExperienceModel {
    /// Blocks of memory of a customer beyond the first: for categories beyond the eighth, and for traces of episodes.
    pub fn further_blocks(&self) -> usize {
        let blocks = Memory::further_blocks(self.categories.len());
        match self.dynamics.form {
            MemoryForm::Recency => blocks,
            MemoryForm::PeakEnd { .. } => 2 * blocks + 1,
        }
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
