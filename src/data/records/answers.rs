//! The columns of the answers to the survey at the end of the horizon: one row per item, so that any number of categories
//! fits.

use super::column::{Column, Kind, Value};
use super::folder::Names;
use crate::survey::Answer;

/// One column per fact about an answered item.
pub(super) const COLUMNS: &[Column] = &[
    Column { name: "replication", kind: Kind::Whole, unit: "number", meaning: "Replication, from 1." },
    Column { name: "customer", kind: Kind::Whole, unit: "number", meaning: "Customer who answered." },
    Column { name: "segment", kind: Kind::Text, unit: "name", meaning: "Segment of the customer." },
    Column {
        name: "item",
        kind: Kind::Text,
        unit: "overall, confirmation, ideal, recommend, or the name of a category",
        meaning: "What was asked: the three ACSI items, willingness to recommend, or the rating of a category.",
    },
    Column {
        name: "rating",
        kind: Kind::Number,
        unit: "1-10, for recommend 0-10",
        meaning: "What was ticked.",
    },
];

/// The rows of one respondent.
pub(super) fn rows<'a>(
    replication: u64,
    slot: u32,
    segment: usize,
    answer: &'a Answer,
    names: &'a Names,
) -> impl Iterator<Item = [Value<'a>; COLUMNS.len()]> {
    let asked = [
        ("overall", answer.overall),
        ("confirmation", answer.confirmation),
        ("ideal", answer.ideal),
        ("recommend", answer.recommend),
    ];
    let rated = names.categories.iter().map(String::as_str).zip(answer.categories.iter().copied());
    asked.into_iter().chain(rated).map(move |(item, rating)| {
        [
            Value::Whole(replication),
            Value::Whole(u64::from(slot)),
            Value::Text(&names.segments[segment]),
            Value::Text(item),
            Value::Number(rating),
        ]
    })
}
