//! What answers add, looked up: by the codes of a pair, and by which answers are missing.

use super::super::importance_weighted::MissingRule;
use super::super::tree::Indicator;
use super::BLOCK;
use crate::metrics::problem::MetricProblem;
use crate::metrics::scale::Scale;
use crate::metrics::survey_table::{Column, SurveyTable};

/// Codes that a pair's table tells apart: 0 to 14, and 15 for a missing answer.
const ANSWERS: usize = 16;
/// Stands for a missing answer in a pair.
const GAP: u8 = ANSWERS as u8 - 1;

/// Two items of a category (or the last one alone, then with itself at a weight of 0).
pub(super) struct Pair<'a> {
    pub(super) items: [Item<'a>; 2],
    /// What the two answers add to the whole index; a missing one adds 0.
    pub(super) adds: Box<[f64; ANSWERS * ANSWERS]>,
}

/// Up to eight items of a category, and what follows from which of them are missing.
pub(super) struct Group<'a> {
    items: Vec<&'a [u8]>,
    /// By mask: the weights (within the category) of the items answered.
    pub(super) held: Box<[f64; MASKS]>,
    /// By mask, for a category of this group alone: by what its sum is multiplied, and what it adds to the weights held of the
    /// index.
    pub(super) alone: Box<[[f64; 2]; MASKS]>,
}

/// Items whose missing answers make one mask.
pub(super) const ITEMS_OF_MASK: usize = u8::BITS as usize;
/// Masks of eight items.
const MASKS: usize = 1 << ITEMS_OF_MASK;

#[derive(Clone)]
pub(super) struct Item<'a> {
    name: &'a str,
    codes: &'a [u8],
    scale: Scale,
    /// Lowest and highest code allowed.
    range: (u8, u8),
    weight: f64,
}

impl<'a> Pair<'a> {
    pub(super) fn new(items: &[Item<'a>], weight_of_category: f64) -> Self {
        let first = items[0].clone();
        let second = items.get(1).cloned().unwrap_or(Item { weight: 0.0, ..first.clone() });
        let mut adds = Box::new([0.0; ANSWERS * ANSWERS]);
        for (entry, adds) in adds.iter_mut().enumerate() {
            for (item, code) in [(&first, entry / ANSWERS), (&second, entry % ANSWERS)] {
                if code != usize::from(GAP) {
                    *adds += weight_of_category * (item.weight * item.scale.to_hundred(code as f64));
                }
            }
        }
        Pair { items: [first, second], adds }
    }

    pub(super) fn entries(&self, from: usize, to: usize, entries: &mut [u8; BLOCK]) {
        let [a, b] = &self.items;
        for ((entry, &x), &y) in entries.iter_mut().zip(&a.codes[from..to]).zip(&b.codes[from..to]) {
            *entry = x << 4 | y;
        }
    }

    pub(super) fn entries_with_gaps(&self, from: usize, to: usize, entries: &mut [u8; BLOCK]) {
        let [a, b] = &self.items;
        for ((entry, &x), &y) in entries.iter_mut().zip(&a.codes[from..to]).zip(&b.codes[from..to]) {
            *entry = x.min(GAP) << 4 | y.min(GAP);
        }
    }
}

impl<'a> Group<'a> {
    pub(super) fn new(items: &[Item<'a>], weight_of_category: f64, missing: MissingRule) -> Self {
        let mut held = Box::new([0.0; MASKS]);
        let mut alone = Box::new([[0.0; 2]; MASKS]);
        for mask in 0..MASKS {
            let answered = items.iter().enumerate().filter(|(place, _)| mask >> place & 1 == 0);
            held[mask] = answered.map(|(_, item)| item.weight).sum();
            if missing == MissingRule::CompleteOnly && mask & ((1 << items.len()) - 1) != 0 {
                // A gap counts whatever its item weighs.
                held[mask] = f64::NEG_INFINITY;
            }
            alone[mask] = renormalised(weight_of_category, held[mask], missing);
        }
        Group { items: items.iter().map(|item| item.codes).collect(), held, alone }
    }

    /// Which of its items each row left open, a bit for each.
    pub(super) fn masks(&self, from: usize, to: usize, masks: &mut [u8; BLOCK]) {
        masks.fill(0);
        for (place, codes) in self.items.iter().enumerate() {
            let bit = 1 << place;
            for (mask, &code) in masks.iter_mut().zip(&codes[from..to]) {
                *mask |= if code == Column::MISSING { bit } else { 0 };
            }
        }
    }
}

/// By what the sum of a category is multiplied of which items with the weights `held` were answered, and what the category
/// then adds to the weights held of the index.
#[inline]
pub(super) fn renormalised(weight: f64, held: f64, missing: MissingRule) -> [f64; 2] {
    if missing == MissingRule::CompleteOnly && held < 1.0 - 1e-9 {
        // So far below 0 that no other category brings it back.
        [0.0, f64::NEG_INFINITY]
    } else if held > 0.0 {
        [1.0 / held, weight]
    } else {
        [0.0, 0.0]
    }
}

impl<'a> Item<'a> {
    pub(super) fn new(survey: &'a SurveyTable, indicator: &'a Indicator) -> Result<Self, MetricProblem> {
        let refuse = |why: String| Err(MetricProblem::BadModel { why });
        let name = &indicator.column;
        let Column::Ratings(codes) = survey.column(name)? else {
            return refuse(format!("`{name}` does not hold whole-numbered ratings"));
        };
        let scale = indicator.scale;
        if scale.low() < 0.0 || scale.high() >= f64::from(GAP) {
            let (low, high) = (scale.low(), scale.high());
            return refuse(format!(
                "the scale {low}-{high} of `{name}` does not lie within 0-14; take `csi`"
            ));
        }
        let range = (scale.low().ceil() as u8, scale.high().floor() as u8);
        Ok(Item { name, codes, scale, range, weight: indicator.importance })
    }
}

impl Item<'_> {
    /// Whether no answer is missing; fails on one outside the scale.
    pub(super) fn check(&self, from: usize, to: usize) -> Result<bool, MetricProblem> {
        let codes = &self.codes[from..to];
        // The highest answer with what is missing, and without: three passes in one, none of which branches.
        let (mut low, mut high, mut highest) = (u8::MAX, 0, 0);
        for &code in codes {
            low = low.min(code);
            highest = highest.max(code);
            high = high.max(if code == Column::MISSING { 0 } else { code });
        }
        if self.range.0 <= low && high <= self.range.1 {
            return Ok(highest != Column::MISSING);
        }
        let wrong = |code: &u8| *code != Column::MISSING && !(self.range.0..=self.range.1).contains(code);
        match codes.iter().position(wrong) {
            None => Ok(false),
            Some(row) => Err(MetricProblem::OutsideScale {
                column: self.name.to_string(),
                row: from + row,
                value: f64::from(codes[row]),
                low: self.scale.low(),
                high: self.scale.high(),
            }),
        }
    }
}
