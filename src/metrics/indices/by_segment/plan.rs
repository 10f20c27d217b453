//! What is needed of each row, and how a block of rows is scored.

use super::super::importance_weighted::MissingRule;
use super::super::tree::IndexTree;
use super::lookup::{Group, ITEMS_OF_MASK, Item, Pair, renormalised};
use super::{BLOCK, Sums};
use crate::metrics::problem::MetricProblem;
use crate::metrics::survey_table::SurveyTable;

/// What is needed of each row.
pub(super) struct Plan<'a> {
    categories: Vec<CategoryPlan<'a>>,
    weights: Option<&'a [f64]>,
    segments: Option<&'a [u32]>,
}

/// A category of the index.
struct CategoryPlan<'a> {
    weight: f64,
    missing: MissingRule,
    pairs: Vec<Pair<'a>>,
    /// Its items, eight and eight.
    groups: Vec<Group<'a>>,
}

/// What a thread keeps from block to block.
pub(super) struct Scratch {
    index: [f64; BLOCK],
    held: [f64; BLOCK],
    /// Sum of a category, and weights held of it where it has more than eight items.
    of_category: [f64; BLOCK],
    held_of_category: [f64; BLOCK],
    /// Which entry of a pair's table each row takes, for two pairs.
    entries: [[u8; BLOCK]; 2],
    /// Which items of a group are missing.
    masks: [u8; BLOCK],
}

impl Default for Scratch {
    fn default() -> Self {
        Scratch {
            index: [0.0; BLOCK],
            held: [0.0; BLOCK],
            of_category: [0.0; BLOCK],
            held_of_category: [0.0; BLOCK],
            entries: [[0; BLOCK]; 2],
            masks: [0; BLOCK],
        }
    }
}

impl<'a> Plan<'a> {
    pub(super) fn new(
        survey: &'a SurveyTable,
        tree: &'a IndexTree,
        missing: MissingRule,
    ) -> Result<Self, MetricProblem> {
        let mut categories = Vec::new();
        for category in tree.categories() {
            let mut items = Vec::new();
            for indicator in &category.indicators {
                items.push(Item::new(survey, indicator)?);
            }
            categories.push(CategoryPlan::new(&items, category.importance, missing));
        }
        let segments = survey.segments().map(|labels| labels.codes.as_slice());
        if let Some(labels) = survey.segments()
            && let Some(row) = labels.codes.iter().position(|&code| code as usize >= labels.names.len())
        {
            let why = format!("row {row} is in segment number {}, which has no name", labels.codes[row]);
            return Err(MetricProblem::BadModel { why });
        }
        Ok(Plan { categories, weights: survey.weights(), segments })
    }

    pub(super) fn block(
        &self,
        from: usize,
        to: usize,
        at: &mut Scratch,
        sums: &mut [Sums],
    ) -> Result<(), MetricProblem> {
        let mut complete = true;
        for pair in self.categories.iter().flat_map(|of| &of.pairs) {
            for item in &pair.items {
                complete &= item.check(from, to)?;
            }
        }
        if complete {
            self.score_complete(from, to, at);
        } else {
            self.score_with_gaps(from, to, at);
        }
        for row in 0..to - from {
            if at.held[row] > 0.0 {
                let weight = self.weights.map_or(1.0, |weights| weights[from + row]);
                let segment = self.segments.map_or(0, |codes| codes[from + row] as usize);
                sums[segment].take(weight, at.index[row] / at.held[row]);
            }
        }
        Ok(())
    }

    fn score_complete(&self, from: usize, to: usize, at: &mut Scratch) {
        at.index.fill(0.0);
        at.held.fill(1.0);
        let mut pairs = self.categories.iter().flat_map(|of| &of.pairs);
        let [first, second] = &mut at.entries;
        // Two pairs at a time: half of the passes over the block's sums.
        while let Some(a) = pairs.next() {
            a.entries(from, to, first);
            match pairs.next() {
                Some(b) => {
                    b.entries(from, to, second);
                    add_two(&mut at.index, [a, b], [first, second]);
                }
                None => add_one(&mut at.index, a, first),
            }
        }
    }

    fn score_with_gaps(&self, from: usize, to: usize, at: &mut Scratch) {
        at.index.fill(0.0);
        at.held.fill(0.0);
        for category in &self.categories {
            category.sum(from, to, at);
            match &category.groups[..] {
                [group] => add_alone(group, from, to, at),
                groups => category.add_large(groups, from, to, at),
            }
        }
    }
}

impl<'a> CategoryPlan<'a> {
    fn new(items: &[Item<'a>], weight: f64, missing: MissingRule) -> Self {
        CategoryPlan {
            weight,
            missing,
            pairs: items.chunks(2).map(|pair| Pair::new(pair, weight)).collect(),
            groups: items.chunks(ITEMS_OF_MASK).map(|items| Group::new(items, weight, missing)).collect(),
        }
    }

    /// The sum of what its answers add to the index.
    fn sum(&self, from: usize, to: usize, at: &mut Scratch) {
        let [first, second] = &mut at.entries;
        at.of_category.fill(0.0);
        for pairs in self.pairs.chunks(2) {
            pairs[0].entries_with_gaps(from, to, first);
            match pairs.get(1) {
                Some(other) => {
                    other.entries_with_gaps(from, to, second);
                    add_two(&mut at.of_category, [&pairs[0], other], [first, second]);
                }
                None => add_one(&mut at.of_category, &pairs[0], first),
            }
        }
    }

    /// Adds a category of more than eight items to the index.
    fn add_large(&self, groups: &[Group], from: usize, to: usize, at: &mut Scratch) {
        at.held_of_category.fill(0.0);
        for group in groups {
            group.masks(from, to, &mut at.masks);
            for (held, &mask) in at.held_of_category.iter_mut().zip(&at.masks) {
                *held += group.held[usize::from(mask)];
            }
        }
        let sums = at.of_category.iter().zip(&at.held_of_category);
        for ((index, held), (sum, &of_category)) in at.index.iter_mut().zip(&mut at.held).zip(sums) {
            let [factor, weight] = renormalised(self.weight, of_category, self.missing);
            *index += factor * sum;
            *held += weight;
        }
    }
}

/// Adds a category of one mask to the index.
fn add_alone(group: &Group, from: usize, to: usize, at: &mut Scratch) {
    group.masks(from, to, &mut at.masks);
    let sums = at.of_category.iter().zip(&at.masks);
    for ((index, held), (sum, &mask)) in at.index.iter_mut().zip(&mut at.held).zip(sums) {
        let [factor, weight] = group.alone[usize::from(mask)];
        *index += factor * sum;
        *held += weight;
    }
}

/// Adds what one pair adds.
#[inline]
fn add_one(sums: &mut [f64; BLOCK], pair: &Pair, entries: &[u8; BLOCK]) {
    for (sum, &entry) in sums.iter_mut().zip(entries) {
        *sum += pair.adds[usize::from(entry)];
    }
}

/// Adds what two pairs add.
#[inline]
fn add_two(sums: &mut [f64; BLOCK], [a, b]: [&Pair; 2], [first, second]: [&[u8; BLOCK]; 2]) {
    for ((sum, &i), &j) in sums.iter_mut().zip(first).zip(second) {
        *sum += a.adds[usize::from(i)] + b.adds[usize::from(j)];
    }
}
