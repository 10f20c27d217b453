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
    requirement: f64,
    perception_sd: f64,
    expectation_sd: f64,
}

/// What a customer would answer without error, on 1-10. Of what is unwanted (reverse) all is given in the customer's favour:
/// 10 is nothing of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ItemTruth {
    /// What is perceived.
    pub perception: f64,
    /// What is expected, promises included.
    pub expectation: f64,
    /// What a good firm should offer: the expectation that the customer came with. It does not adapt (Boulding et al. 1993
    /// tell "should" from "will"; that it stays is our choice).
    pub requirement: f64,
}

/// Whom a questionnaire is put to.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What is remembered of the first eight categories, and of the others.
    pub memory: (&'a Memory, &'a [Memory]),
    /// Points by which the customer's segment expects more of every category.
    pub expectation_shift: f64,
    /// The replication's luck, and the customer's number in it.
    pub luck: (&'a Stream, u32),
}

impl Questionnaire {
    /// The items for a segment.
    pub fn new(model: &ExperienceModel, segment: usize) -> Questionnaire {
        let weights = category_weights(&model.categories, segment);
        let mut items = Vec::new();
        for (category, (of, weight)) in model.categories.iter().zip(weights).enumerate() {
            let promise = model.dynamics.promise + of.promise;
            let required = of.expectation + of.differences.expectation(segment);
            if of.indicators.is_empty() {
                items.push(Item {
                    category,
                    indicator: None,
                    name: of.name.clone(),
                    importance: weight,
                    class: of.class,
                    perception: 0.0,
                    expectation: promise,
                    requirement: required,
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
                    requirement: required + indicator.expected_at(segment),
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

    /// The true answers of a customer, one per item.
    pub fn truth<'a>(&'a self, asked: &'a Asked) -> impl Iterator<Item = (&'a Item, ItemTruth)> + 'a {
        self.items.iter().map(|item| (item, item.truth(asked)))
    }
}

impl Item {
    fn truth(&self, asked: &Asked) -> ItemTruth {
        let (first, further) = asked.memory;
        let block = match self.category / LANES {
            0 => first,
            part => &further[part - 1],
        };
        let lane = self.category % LANES;
        let (perceived, expected) = self.personal(asked.luck);
        let in_favour = |level: f64| {
            let level = level.clamp(1.0, 10.0);
            if self.class.leading() == QualityClass::Reverse { 11.0 - level } else { level }
        };
        ItemTruth {
            perception: in_favour(f64::from(block.perception[lane]) + self.perception + perceived),
            expectation: in_favour(f64::from(block.expectation[lane]) + self.expectation + expected),
            requirement: in_favour(self.requirement + asked.expectation_shift + expected),
        }
    }

    /// The person's own offsets of perception and expectation.
    fn personal(&self, (stream, slot): (&Stream, u32)) -> (f64, f64) {
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
