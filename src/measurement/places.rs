//! Paths to the values of a model, for the places of mistakes in them.

use serde_json::Value;

use crate::scenario::Path;

/// An element of a list of tables at the top of the model, such as `csat`, by its place and, where it has one, its name.
pub(super) fn element(list: &str, index: usize, name: &str) -> Path {
    let list = Path::root().key(list);
    if name.is_empty() { list.element(index, &Value::Null) } else { list.item(index, name) }
}

/// The paths of the values of a list.
pub(super) fn each<'v, T>(list: &Path, values: &'v [T]) -> impl Iterator<Item = (Path, &'v T)> {
    values.iter().enumerate().map(|(index, value)| (list.element(index, &Value::Null), value))
}
