//! What there is to ask a customer: the indicators, and the true answer to each.
//!
//! Memory is kept per category. What one person finds about an indicator beyond that is a lasting offset, drawn from the
//! customer's key when somebody asks, so that it takes no memory and is the same whoever asks and however often.

use crate::experience::category::category_weights;
use crate::experience::memory::{LANES, Memory};
use crate::experience::model::ExperienceModel;
use crate::experience::quality_class::{ClassMix, QualityClass};
use crate::random::{Purpose, Stream};

/// The items of the index as one segment meets them. Every segment has the same items, in the order of categories and
/// indicators; those that do not concern it have an importance of 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Questionnaire {
    items: Vec<Item>,
}

/// An indicator, or a category that has none.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Index of the category.
    pub category: usize,
    /// Index of the indicator within the category; `None` when the category itself is asked about.
    pub indicator: Option<usize>,
    /// Name of the indicator or category.
    pub name: String,
    /// Weight in the whole index; sums to 1 over the items, 0 when the item does not concern the segment.
    pub importance: f64,
    /// Quality class.
    pub class: ClassMix,
    perception: f64,
    expectation: f64,
    perception_sd: f64,
    expectation_sd: f64,
}

/// What a customer would answer without error, both on 1-10. Of what is unwanted (reverse) both are given in the customer's
/// favour: 10 is nothing of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ItemTruth {
    /// What is perceived.
    pub perception: f32,
    /// What is expected, promises included.
    pub expectation: f32,
}

impl Questionnaire {
    /// The items for a segment.
    pub fn new(model: &ExperienceModel, segment: usize) -> Questionnaire {
        let weights = category_weights(&model.categories, segment);
        let mut items = Vec::new();
        for (category, (of, weight)) in model.categories.iter().zip(weights).enumerate() {
            let promise = model.dynamics.promise + of.promise;
            if of.indicators.is_empty() {
                items.push(Item {
                    category,
                    indicator: None,
                    name: of.name.clone(),
                    importance: weight,
                    class: of.class,
                    perception: 0.0,
                    expectation: promise,
                    perception_sd: 0.0,
                    expectation_sd: 0.0,
                });
            }
            let within = of.indicator_weights(segment);
            for (number, (indicator, within)) in of.indicators.iter().zip(within).enumerate() {
                items.push(Item {
                    category,
                    indicator: Some(number),
                    name: indicator.name.clone(),
                    importance: weight * within,
                    class: indicator.class,
                    perception: indicator.perceived_at(segment),
                    expectation: promise + indicator.expected_at(segment),
                    perception_sd: indicator.perception_sd,
                    expectation_sd: indicator.expectation_sd,
                });
            }
        }
        Questionnaire { items }
    }

    /// The items.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The true answers of the customer in `slot`, one per item, into `truth`. `stream` is the replication's luck.
    pub fn truth(
        &self,
        memory: &Memory,
        further: &[Memory],
        stream: &Stream,
        slot: u32,
        truth: &mut Vec<ItemTruth>,
    ) {
        truth.clear();
        truth.extend(self.items.iter().map(|item| {
            let block = match item.category / LANES {
                0 => memory,
                part => &further[part - 1],
            };
            let lane = item.category % LANES;
            let (perception, expectation) = (block.perception[lane], block.expectation[lane]);
            item.truth(perception, expectation, stream, slot)
        }));
    }
}

impl Item {
    fn truth(&self, perception: f32, expectation: f32, stream: &Stream, slot: u32) -> ItemTruth {
        let (perceived, expected) = self.personal(stream, slot);
        let perception = held(f64::from(perception) + self.perception + perceived);
        let expectation = held(f64::from(expectation) + self.expectation + expected);
        if self.class.share_of(QualityClass::Reverse) > 0.5 {
            return ItemTruth { perception: 11.0 - perception, expectation: 11.0 - expectation };
        }
        ItemTruth { perception, expectation }
    }

    /// The person's own offsets of perception and expectation.
    fn personal(&self, stream: &Stream, slot: u32) -> (f64, f64) {
        let Some(indicator) =
            self.indicator.filter(|_| self.perception_sd > 0.0 || self.expectation_sd > 0.0)
        else {
            return (0.0, 0.0);
        };
        let number = (self.category as u32) << 12 | (indicator as u32 & 0xfff);
        let mut luck = stream.luck(Purpose::Indicator, u64::from(slot), number);
        (self.perception_sd * luck.normal(), self.expectation_sd * luck.normal())
    }
}

fn held(value: f64) -> f32 {
    value.clamp(1.0, 10.0) as f32
}
