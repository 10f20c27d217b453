//! Satisfaction from indicators: each is perceived and expected some points off its category and answers by its own class.
//!
//! Row r holds the r-th indicator of each of eight categories, so that a category's memory serves all of its rows.

use crate::experience::block::{Points, Weighted};
use crate::experience::category::{Category, Indicator};
use crate::experience::lanes::{lower, on_scale, sum, upper};
use crate::experience::memory::{LANES, Lanes, Memory};
use crate::experience::model::Dynamics;
use crate::experience::quality_class::{ClassMix, QualityClass};

/// The indicators of eight categories as one segment meets them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct IndicatorRows {
    rows: Vec<Row>,
    /// Points that reverse indicators start from: nothing of what is unwanted is best.
    base: f32,
}

/// One indicator of each of eight categories.
#[derive(Clone, Debug, Default, PartialEq)]
struct Row {
    /// Points off the category's perception and expectation.
    perception: Lanes,
    expectation: Lanes,
    /// Satisfaction points per point of perception, of surplus, of shortfall, and of shortfall due to a promise.
    direct: Lanes,
    gain: Lanes,
    loss: Lanes,
    broken: Lanes,
}

/// What a cell of a row is made from.
pub(super) struct Cell {
    pub weight: f64,
    pub perception: f64,
    pub expectation: f64,
    pub class: ClassMix,
}

impl IndicatorRows {
    /// Rows are needed where there are indicators, where less is better, or where broken promises have a weight of their
    /// own; else the plain curves of the categories do.
    pub fn are_needed(categories: &[Category], dynamics: &Dynamics) -> bool {
        dynamics.broken_promise_weight != 1.0
            || categories
                .iter()
                .any(|of| !of.indicators.is_empty() || of.class.share_of(QualityClass::Reverse) > 0.0)
    }

    /// The rows of eight categories.
    pub fn new(categories: &[Weighted], segment: usize, dynamics: &Dynamics) -> IndicatorRows {
        let mut rows = IndicatorRows::default();
        for (lane, of) in categories.iter().enumerate() {
            let cells = cells(of.category, of.importance, segment);
            for (number, cell) in cells.into_iter().enumerate() {
                if rows.rows.len() <= number {
                    rows.rows.push(Row::default());
                }
                rows.put(number, lane, &cell, dynamics);
            }
        }
        rows
    }

    fn put(&mut self, number: usize, lane: usize, cell: &Cell, dynamics: &Dynamics) {
        let answer = |disconfirmation: f64| {
            cell.weight * cell.class.response(disconfirmation, dynamics.gain, dynamics.loss) * disconfirmation
        };
        let unwanted = cell.class.share_of(QualityClass::Reverse);
        let row = &mut self.rows[number];
        row.perception[lane] = cell.perception as f32;
        row.expectation[lane] = cell.expectation as f32;
        row.direct[lane] = (cell.weight * dynamics.direct * (1.0 - 2.0 * unwanted)) as f32;
        row.gain[lane] = answer(1.0) as f32;
        row.loss[lane] = answer(-1.0) as f32;
        row.broken[lane] = ((dynamics.broken_promise_weight - 1.0) * answer(-1.0).max(0.0)) as f32;
        self.base += (9.0 * cell.weight * dynamics.direct * unwanted) as f32;
    }

    #[inline]
    pub fn points(&self, memory: &Memory, promise: &Lanes) -> Points {
        let mut direct = [0.0; LANES];
        let mut answer = [0.0; LANES];
        for row in &self.rows {
            for lane in 0..LANES {
                let perception = on_scale(memory.perception[lane] + row.perception[lane]);
                let expected = memory.expectation[lane] + promise[lane] + row.expectation[lane];
                let disconfirmation = perception - expected;
                let shortfall = lower(disconfirmation, 0.0);
                // Of a shortfall, what a promise has added to the expectation is due to the promise.
                let due_to_promise = upper(shortfall, -upper(promise[lane], 0.0));
                direct[lane] += row.direct[lane] * (perception - 1.0);
                answer[lane] += row.gain[lane] * upper(disconfirmation, 0.0)
                    + (row.loss[lane] * shortfall + row.broken[lane] * due_to_promise);
            }
        }
        let direct = sum(direct) + self.base;
        Points { all: direct + sum(answer), direct }
    }
}

/// The cells of one category: its indicators, or itself.
pub(super) fn cells(category: &Category, importance: f64, segment: usize) -> Vec<Cell> {
    if category.indicators.is_empty() {
        return vec![Cell { weight: importance, perception: 0.0, expectation: 0.0, class: category.class }];
    }
    let weights = category.indicator_weights(segment);
    let concerning = category.indicators.iter().zip(weights).filter(|(_, weight)| *weight > 0.0);
    concerning
        .map(|(indicator, weight)| Cell {
            weight: importance * weight,
            perception: indicator.perceived_at(segment),
            expectation: indicator.expected_at(segment),
            class: indicator.class,
        })
        .collect()
}

impl Indicator {
    /// Points by which the segment perceives it better than the category, in the mean.
    pub(super) fn perceived_at(&self, segment: usize) -> f64 {
        self.perception_offset + self.differences.perception(segment)
    }

    /// Points by which the segment expects more of it than of the category, in the mean.
    pub(super) fn expected_at(&self, segment: usize) -> f64 {
        self.expectation_offset + self.differences.expectation(segment)
    }
}
