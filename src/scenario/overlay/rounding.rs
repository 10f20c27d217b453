//! Changes of whole numbers that rounding takes away, and the smallest ones that it does not.

use serde_json::Value;

use super::apply::set_value;
use super::change::Operation;
use crate::scenario::path::Path;
use crate::scenario::patterns::Pattern;
use crate::scenario::shape::{Kind, Shape};

/// Percents are tried one by one up to this: a team of one needs half as many again.
const MOST_PERCENT: u32 = 200;
/// Additions are tried by tenths up to this.
const MOST_TENTHS: u32 = 20;

/// Whether a percent or an addition, carried out in full, leaves every whole number at `path` as it was, though it is not 0 itself.
pub(in crate::scenario) fn is_rounded_away(
    tree: &Value,
    path: &Path,
    shape: &Shape,
    operation: &Operation,
) -> bool {
    let is_whole = match &shape.kind {
        Kind::Whole(_) | Kind::Headcount(_) => true,
        Kind::Pattern { of } => of.is_whole(),
        _ => false,
    };
    let changes = match operation {
        Operation::Percent(by) | Operation::Add(by) => *by != 0.0,
        Operation::Replace(_) => false,
    };
    is_whole && changes && after(tree, path, shape, operation) == numbers(path.find(tree))
}

/// The smallest change of the same kind and direction that moves any of the numbers, as `--set` writes it; `None` where none does, as
/// with a percent of nobody.
pub(in crate::scenario) fn smallest_that_acts(
    tree: &Value,
    path: &Path,
    shape: &Shape,
    operation: &Operation,
) -> Option<String> {
    let (size, step, most, unit) = match operation {
        Operation::Percent(by) => (*by, 0.01, MOST_PERCENT, "%"),
        Operation::Add(by) => (*by, 0.1, MOST_TENTHS, ""),
        Operation::Replace(_) => return None,
    };
    let of_size = |count: u32| {
        let by = f64::from(count) * step * size.signum();
        match operation {
            Operation::Percent(_) => Operation::Percent(by),
            _ => Operation::Add(by),
        }
    };
    let acts = |count: &u32| !is_rounded_away(tree, path, shape, &of_size(*count));
    let count = (1..=most).find(acts)?;
    let sign = if size < 0.0 { "-" } else { "+" };
    let number = if unit == "%" { f64::from(count) } else { f64::from(count) * step };
    Some(format!("{sign}{}{unit}", (number * 10.0).round() / 10.0))
}

fn after(tree: &Value, path: &Path, shape: &Shape, operation: &Operation) -> Option<Vec<f64>> {
    let mut changed = tree.clone();
    set_value(&mut changed, path, shape, operation);
    numbers(path.find(&changed))
}

/// A number, or those of a pattern in each quarter of the week.
fn numbers(value: Option<&Value>) -> Option<Vec<f64>> {
    let value = value?;
    match value.as_f64() {
        Some(number) => Some(vec![number]),
        None => Some(serde_json::from_value::<Pattern<f64>>(value.clone()).ok()?.quarters()),
    }
}
