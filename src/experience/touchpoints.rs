//! What a month brings by the drivers of touchpoints: who meets which of them, what it shows, and which categories that
//! concerns.

use crate::experience::block::{Block, Weighted};
use crate::experience::memory::{LANES, Lanes, Memory};
use crate::experience::model::{ExperienceModel, MonthTouch};
use crate::random::{Luck, math};

/// The most drivers that the touchpoints of a scenario may have together.
pub const DRIVERS_AT_MOST: usize = 64;

/// Luck of one customer's month.
pub trait MonthLuck {
    /// Eight numbers with mean 0 and standard deviation 1, by number of the draw.
    fn chances(&mut self, number: u32) -> Lanes;

    /// A uniform number between 0 and 1, by number of the draw.
    fn uniform(&mut self, number: u32) -> f64;
}

/// First number of the draws for what drivers show, and for whether a touchpoint is met: apart from those of the blocks.
const SHOWN_FROM: u32 = 1 << 10;
const MET_FROM: u32 = 1 << 11;

/// The touchpoints as one segment meets them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Touchpoints {
    /// Probability of meeting each touchpoint in a month.
    chances: Vec<f64>,
    drivers: Vec<MonthDriver>,
}

/// A driver of a touchpoint.
#[derive(Clone, Copy, Debug, PartialEq)]
struct MonthDriver {
    touchpoint: usize,
    mean: f32,
    sd_within: f32,
}

/// How drivers count in eight categories.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MonthBlock {
    /// Weight of each driver in each category.
    weights: Vec<Lanes>,
    /// Spread of the lasting personal share that each driver brings to each category.
    between: Vec<Lanes>,
}

/// What a month has shown.
pub(super) struct Month {
    /// By driver: 1 when its touchpoint was met, else 0.
    met: [f32; DRIVERS_AT_MOST],
    /// By driver: what it showed to the average customer of the segment that month.
    shown: [f32; DRIVERS_AT_MOST],
    drivers: usize,
}

impl Touchpoints {
    /// The touchpoints of the model for a segment; `None` when there are none.
    pub fn new(model: &ExperienceModel, segment: usize) -> Option<Touchpoints> {
        let concerns = |concerns: &[bool]| concerns.get(segment).copied().unwrap_or(true);
        let chances = model
            .touchpoints
            .iter()
            .map(|of| if concerns(&of.concerns) { of.per_month.min(1.0) } else { 0.0 })
            .collect();
        let drivers: Vec<MonthDriver> = model
            .touchpoints
            .iter()
            .enumerate()
            .flat_map(|(touchpoint, of)| of.drivers.iter().map(move |driver| (touchpoint, of, driver)))
            .map(|(touchpoint, of, driver)| MonthDriver {
                touchpoint,
                mean: (driver.mean + driver.perceived + driver.shifts.get(segment).copied().unwrap_or(0.0))
                    as f32,
                // The mean of several meetings in a month varies less than one.
                sd_within: (driver.sd_within / math::sqrt(of.per_month.max(1.0))) as f32,
            })
            .collect();
        (!drivers.is_empty()).then_some(Touchpoints { chances, drivers })
    }

    /// What a month shows.
    pub fn month(&self, luck: &mut impl MonthLuck) -> Month {
        let mut month =
            Month { met: [0.0; DRIVERS_AT_MOST], shown: [0.0; DRIVERS_AT_MOST], drivers: self.drivers.len() };
        let mut is_met = [true; DRIVERS_AT_MOST];
        for (number, chance) in self.chances.iter().enumerate().filter(|(_, chance)| **chance < 1.0) {
            is_met[number] = *chance > 0.0 && luck.uniform(MET_FROM + number as u32) < *chance;
        }
        for (part, drivers) in self.drivers.chunks(LANES).enumerate() {
            let chances = luck.chances(SHOWN_FROM + part as u32);
            for (place, driver) in drivers.iter().enumerate() {
                let number = part * LANES + place;
                month.met[number] = f32::from(u8::from(is_met[driver.touchpoint]));
                month.shown[number] = driver.mean + driver.sd_within * chances[place];
            }
        }
        month
    }

    /// Draws what is lasting about a person, one standard score per driver, and gives each category its part.
    pub fn begin<'a>(&self, blocks: impl Iterator<Item = (&'a Block, &'a mut Memory)>, luck: &mut Luck) {
        let mut scores = [0.0; DRIVERS_AT_MOST];
        scores[..self.drivers.len()].iter_mut().for_each(|score| *score = luck.normal() as f32);
        for (block, memory) in blocks {
            let Some(touchpoints) = &block.touchpoints else { continue };
            for (between, score) in touchpoints.between.iter().zip(&scores) {
                memory.personal.iter_mut().zip(between).for_each(|(share, sd)| *share += sd * score);
            }
        }
    }
}

impl MonthBlock {
    /// How drivers count in these categories; `None` when none does.
    pub fn new(categories: &[Weighted], segment: usize, model: &ExperienceModel) -> Option<MonthBlock> {
        let first_of: Vec<usize> = model
            .touchpoints
            .iter()
            .scan(0, |next, of| {
                let first = *next;
                *next += of.drivers.len();
                Some(first)
            })
            .collect();
        let drivers = model.touchpoints.iter().map(|of| of.drivers.len()).sum();
        let mut block =
            MonthBlock { weights: vec![[0.0; LANES]; drivers], between: vec![[0.0; LANES]; drivers] };
        let mut is_used = false;
        for (lane, Weighted { category, .. }) in categories.iter().enumerate() {
            let Some(MonthTouch::Drivers(shares)) = &category.touch.month else { continue };
            if !category.differences.concerns(segment) {
                continue;
            }
            for share in shares {
                let number = first_of[share.touchpoint] + share.driver;
                let driver = &model.touchpoints[share.touchpoint].drivers[share.driver];
                block.weights[number][lane] = share.weight as f32;
                block.between[number][lane] = (share.weight * driver.sd_between) as f32;
                is_used = true;
            }
        }
        is_used.then_some(block)
    }
}

impl Block {
    /// What the month was like in each category: by drivers where it has any, else every month alike; 1 where it brought
    /// anything, and the opposite. A category whose touchpoints were met in part is experienced by that part.
    pub(super) fn month_with_touchpoints(
        &self,
        personal: &Lanes,
        chance: Lanes,
        month: &Month,
    ) -> (Lanes, Lanes, Lanes) {
        let (mut experience, mut monthly, mut faded) = self.month(personal, chance);
        let Some(touchpoints) = &self.touchpoints else {
            return (experience, monthly, faded);
        };
        let mut points = [0.0; LANES];
        let mut total = [0.0; LANES];
        for (number, weights) in touchpoints.weights.iter().enumerate().take(month.drivers) {
            for lane in 0..LANES {
                let weight = month.met[number] * weights[lane];
                points[lane] += weight * month.shown[number];
                total[lane] += weight;
            }
        }
        for lane in (0..LANES).filter(|lane| total[*lane] > 0.0) {
            experience[lane] = points[lane] / total[lane] + self.shift[lane] + personal[lane];
            (monthly[lane], faded[lane]) = (1.0, 0.0);
        }
        (experience, monthly, faded)
    }
}
