//! What there is to ask a customer: the indicators, and the true answer to each.
//!
//! Memory is kept per category. What one person finds about an indicator beyond that is a lasting offset, drawn from the
//! customer's key when somebody asks, so that it takes no memory and is the same whoever asks and however often.

use crate::experience::category::category_weights;
use crate::experience::leaning::Leaning;
use crate::experience::memory::{LANES, Memory};
use crate::experience::model::ExperienceModel;
use crate::experience::quality_class::{ClassMix, QualityClass};
use crate::random::{Luck, Purpose, Stream};

/// The items of the index as one segment meets them. Every segment has the same items, in the order of categories and
/// indicators; those that do not concern it have an importance of 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Questionnaire {
    items: Vec<Item>,
    leaning: Option<Leaning>,
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
        Questionnaire { items, leaning: Leaning::new(model, segment) }
    }

    /// The items.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The index on 0-100 from what a customer perceives, without any error of a survey or a scale.
    pub fn index(&self, asked: &Asked) -> f64 {
        let concerning = self.items.iter().filter(|item| item.importance > 0.0);
        concerning
            .map(|item| item.importance * (item.perceived(asked, &mut item.luck(asked)) - 1.0))
            .sum::<f64>()
            * (100.0 / 9.0)
    }

    /// Points of satisfaction that delight adds for recommending.
    pub fn loyalty_points(&self, asked: &Asked) -> f64 {
        let (first, further) = asked.memory;
        self.leaning.as_ref().map_or(0.0, |leaning| leaning.loyalty_points(first, further))
    }

    /// The true answers of a customer, one per item.
    pub fn truth<'a>(&'a self, asked: &'a Asked) -> impl Iterator<Item = (&'a Item, ItemTruth)> + 'a {
        self.items.iter().map(|item| (item, item.truth(asked)))
    }
}

impl Item {
    fn truth(&self, asked: &Asked) -> ItemTruth {
        let mut luck = self.luck(asked);
        let perception = self.perceived(asked, &mut luck);
        let own = luck.map_or(0.0, |mut luck| self.expectation_sd * luck.normal());
        let expectation = f64::from(self.memory(asked).expectation[self.category % LANES]);
        ItemTruth {
            perception,
            expectation: self.in_favour(expectation + self.expectation + own),
            requirement: self.in_favour(self.requirement + asked.expectation_shift + own),
        }
    }

    fn perceived(&self, asked: &Asked, luck: &mut Option<Luck>) -> f64 {
        let own = luck.as_mut().map_or(0.0, |luck| self.perception_sd * luck.normal());
        let perception = f64::from(self.memory(asked).perception[self.category % LANES]);
        self.in_favour(perception + self.perception + own)
    }

    fn in_favour(&self, level: f64) -> f64 {
        let level = level.clamp(1.0, 10.0);
        if self.class.leading() == QualityClass::Reverse { 11.0 - level } else { level }
    }

    fn memory<'a>(&self, asked: &Asked<'a>) -> &'a Memory {
        let (first, further) = asked.memory;
        match self.category / LANES {
            0 => first,
            part => &further[part - 1],
        }
    }

    /// The luck of the person's own offsets, the perception's first; `None` where all people are alike.
    fn luck(&self, asked: &Asked) -> Option<Luck> {
        let differs = self.perception_sd > 0.0 || self.expectation_sd > 0.0;
        let indicator = self.indicator.filter(|_| differs)?;
        let number = (self.category as u32) << 12 | (indicator as u32 & 0xfff);
        let (stream, slot) = asked.luck;
        Some(stream.luck(Purpose::Indicator, u64::from(slot), number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experience::{
        Category, Differences, Dynamics, Indicator, MemoryForm, QualityClass, Touch, Waiting,
    };
    use crate::time::Duration;

    fn indicator(name: &str, importance: f64, class: QualityClass, concerns: Vec<bool>) -> Indicator {
        Indicator {
            name: name.into(),
            importance,
            class: class.into(),
            perception_offset: 0.5,
            expectation_offset: -0.5,
            perception_sd: 0.0,
            expectation_sd: 0.0,
            differences: Differences { concerns, ..Differences::default() },
        }
    }

    /// A category of three indicators, the second for segment 0 alone and the third unwanted, and a plain category.
    fn model() -> ExperienceModel {
        let category = |name: &str, importance: f64, indicators: Vec<Indicator>| Category {
            name: name.into(),
            importance,
            class: QualityClass::Linear.into(),
            expectation: 6.0,
            promise: 0.25,
            touch: Touch::default(),
            differences: Differences::default(),
            indicators,
        };
        let parts = vec![
            indicator("accuracy", 0.5, QualityClass::Basic, Vec::new()),
            indicator("credit limit", 0.25, QualityClass::Basic, vec![true, false]),
            indicator("advertising", 0.25, QualityClass::Reverse, Vec::new()),
        ];
        ExperienceModel {
            categories: vec![category("billing", 0.6, parts), category("network", 0.4, Vec::new())],
            touchpoints: Vec::new(),
            dynamics: Dynamics {
                contact_learning: 0.5,
                month_learning: 0.1,
                tenure_slowing: 0.0,
                peak_weight: 1.0,
                memory_half_life: Duration::MONTH,
                expectation_learning: 0.0,
                direct: 10.0,
                gain: 2.0,
                loss: 4.0,
                promise: 0.0,
                broken_promise_weight: 1.0,
                form: MemoryForm::Recency,
                excitement_to_loyalty: 0.0,
                basic_to_acquisition: 0.0,
            },
            waiting: Waiting { factor: 1.0, exponent: 1.0, acceptable: Duration::seconds(60) },
            channel_effort: Vec::new(),
        }
    }

    fn memory() -> Memory {
        let mut memory = Memory::default();
        (memory.perception[0], memory.expectation[0]) = (7.0, 6.0);
        (memory.perception[1], memory.expectation[1]) = (4.0, 5.0);
        memory
    }

    #[test]
    fn each_segment_has_the_same_items_with_weights_of_its_own() {
        let importances = |segment: usize| -> Vec<f64> {
            Questionnaire::new(&model(), segment).items().iter().map(|item| item.importance).collect()
        };
        assert_eq!(importances(0), [0.3, 0.15, 0.15, 0.4]);
        let other = importances(1);
        assert_eq!((other[1], other[3]), (0.0, 0.4));
        assert!((other[0] - 0.4).abs() < 1e-15 && (other[2] - 0.2).abs() < 1e-15, "{other:?}");
    }

    /// Perceived 7 + 0.5, expected 6 + 0.25 - 0.5, required 6 - 0.5 + 1; of the unwanted all is turned round.
    #[test]
    fn truths_by_hand() {
        let (questionnaire, stream, memory) = (Questionnaire::new(&model(), 0), Stream::new(1, 0), memory());
        let asked = Asked { memory: (&memory, &[]), expectation_shift: 1.0, luck: (&stream, 7) };
        let truths: Vec<ItemTruth> = questionnaire.truth(&asked).map(|(_, truth)| truth).collect();
        let of = |perception, expectation, requirement| ItemTruth { perception, expectation, requirement };
        assert_eq!(truths[0], of(7.5, 5.75, 6.5));
        assert_eq!(truths[2], of(3.5, 5.25, 4.5));
        assert_eq!(truths[3], of(4.0, 5.25, 7.0));
        let by_hand = (0.45 * 6.5 + 0.15 * 2.5 + 0.4 * 3.0) * 100.0 / 9.0;
        assert!((questionnaire.index(&asked) - by_hand).abs() < 1e-12);
    }

    /// What a person finds is lasting: the same answer whenever it is asked, another for another person; over people it has
    /// the stated spread (a gate at 5 standard errors of a standard deviation).
    #[test]
    fn a_persons_own_offset_is_lasting_and_spreads_as_stated() {
        let mut model = model();
        model.categories[0].indicators[0].perception_sd = 0.4;
        let (questionnaire, stream, memory) = (Questionnaire::new(&model, 0), Stream::new(1, 0), memory());
        let perceived = |slot: u32| {
            let asked = Asked { memory: (&memory, &[]), expectation_shift: 0.0, luck: (&stream, slot) };
            questionnaire.truth(&asked).next().map_or(0.0, |(_, truth)| truth.perception) - 7.5
        };
        assert_eq!(perceived(3), perceived(3));
        let n = 4_000;
        let spread = ((0..n).map(|slot| perceived(slot).powi(2)).sum::<f64>() / f64::from(n)).sqrt();
        assert!((spread - 0.4).abs() < 5.0 * 0.4 / f64::from(2 * n).sqrt(), "{spread}");
    }
}
