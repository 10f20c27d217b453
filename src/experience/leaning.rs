//! What excitement and basic shortfall do beside satisfaction: delight binds customers and is told, and missing basics keep
//! newcomers away (Kano; the source's reading that basics admit a firm to the set considered, performance satisfies, and
//! excitement binds).

use crate::experience::category::category_weights;
use crate::experience::indicators::cells;
use crate::experience::memory::{LANES, Memory};
use crate::experience::model::ExperienceModel;
use crate::experience::quality_class::{ClassMix, QualityClass};
use crate::random::math;

/// How far surplus and shortfall weigh for one segment; only where a scenario asks for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Leaning {
    parts: Vec<Part>,
    excitement_to_loyalty: f64,
}

/// An indicator, or a category without any, as far as it is excitement or basic.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Part {
    category: usize,
    perception: f64,
    expectation: f64,
    excitement: f64,
    basic: f64,
}

/// What missing basics do to acquisition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Basics {
    /// Fall of the log of acquisition per point of importance-weighted shortfall.
    to_acquisition: f64,
}

impl Basics {
    /// Factor on acquisition when the basics fall short by `missing` points more than on the baseline.
    pub fn acquisition_factor(self, missing: f64) -> f64 {
        if self.to_acquisition == 0.0 { 1.0 } else { math::exp(-self.to_acquisition * missing) }
    }
}

impl ExperienceModel {
    /// What missing basics do to acquisition.
    pub fn basics(&self) -> Basics {
        Basics { to_acquisition: self.dynamics.basic_to_acquisition }
    }
}

impl Leaning {
    /// For a segment; `None` when neither has an effect.
    pub fn new(model: &ExperienceModel, segment: usize) -> Option<Leaning> {
        let dynamics = &model.dynamics;
        if dynamics.excitement_to_loyalty == 0.0 && dynamics.basic_to_acquisition == 0.0 {
            return None;
        }
        let weights = category_weights(&model.categories, segment);
        let parts = model.categories.iter().zip(weights).enumerate();
        let parts = parts.flat_map(|(number, (category, importance))| {
            let promise = dynamics.promise + category.promise;
            cells(category, importance, segment).into_iter().map(move |cell| {
                let share = |class: QualityClass| cell.weight * ClassMix::share_of(cell.class, class);
                Part {
                    category: number,
                    perception: cell.perception,
                    expectation: cell.expectation + promise,
                    excitement: share(QualityClass::Excitement),
                    basic: share(QualityClass::Basic),
                }
            })
        });
        let parts = parts.filter(|part| part.excitement > 0.0 || part.basic > 0.0).collect();
        Some(Leaning { parts, excitement_to_loyalty: dynamics.excitement_to_loyalty })
    }

    /// Points of satisfaction that delight adds for leaving and recommending alone.
    pub fn loyalty_points(&self, memory: &Memory, further: &[Memory]) -> f64 {
        let surplus = |part: &Part| part.excitement * part.disconfirmation(memory, further).max(0.0);
        self.excitement_to_loyalty * self.parts.iter().map(surplus).sum::<f64>()
    }

    /// Importance-weighted shortfall of the basics, in points of 1-10.
    pub fn basic_shortfall(&self, memory: &Memory, further: &[Memory]) -> f64 {
        let shortfall = |part: &Part| part.basic * (-part.disconfirmation(memory, further)).max(0.0);
        self.parts.iter().map(shortfall).sum()
    }
}

impl Part {
    fn disconfirmation(&self, memory: &Memory, further: &[Memory]) -> f64 {
        let block = match self.category / LANES {
            0 => memory,
            part => &further[part - 1],
        };
        let lane = self.category % LANES;
        let perceived = (f64::from(block.perception[lane]) + self.perception).clamp(1.0, 10.0);
        perceived - (f64::from(block.expectation[lane]) + self.expectation)
    }
}
