//! The columns of the answers to surveys: one row per item, so that any number of indicators fits.

use super::column::{Column, Kind, Value};
use super::folder::Names;
use crate::survey::{Answers, Asked, Indicator, Question};

/// One column per fact about an answered item.
pub(super) const COLUMNS: &[Column] = &[
    Column { name: "replication", kind: Kind::Whole, unit: "number", meaning: "Replication, from 1." },
    Column {
        name: "wave",
        kind: Kind::Whole,
        unit: "number",
        meaning: "Wave of the panel in order of time, from 1; the last is at the end of the horizon.",
    },
    Column { name: "customer", kind: Kind::Whole, unit: "number", meaning: "Customer who answered." },
    Column { name: "segment", kind: Kind::Text, unit: "name", meaning: "Segment of the customer." },
    Column {
        name: "item",
        kind: Kind::Text,
        unit: "overall, confirmation, ideal, recommend, or the name of an indicator",
        meaning: "What was asked: the three ACSI items, willingness to recommend, or the rating of an indicator (a category without indicators is one of its own name).",
    },
    Column {
        name: "rating",
        kind: Kind::Number,
        unit: "points",
        meaning: "What was ticked: 1-10, for recommend 0-10, for an indicator on the scale of its column in survey_panel.",
    },
];

/// The rows of the ratings, ACSI items and recommendation of a wave of the panel.
pub(super) fn rows<'a>(
    replication: u64,
    wave: u64,
    answers: &'a Answers,
    indicators: &'a [Indicator],
    names: &'a Names,
) -> impl Iterator<Item = [Value<'a>; COLUMNS.len()]> {
    const GENERAL: [&str; 4] = ["overall", "confirmation", "ideal", "recommend"];
    let item = move |question: &'a Question| match question.asked {
        Asked::Rating(index) => Some(indicators[index].name.as_str()),
        _ => GENERAL.into_iter().find(|name| *name == question.name),
    };
    answers.respondents.iter().enumerate().flat_map(move |(number, respondent)| {
        let ticks = answers.questions.iter().zip(answers.of(number));
        ticks.filter(|(_, tick)| **tick != Answers::OPEN).filter_map(move |(question, tick)| {
            Some([
                Value::Whole(replication),
                Value::Whole(wave),
                Value::Whole(u64::from(respondent.customer)),
                Value::Text(&names.segments[respondent.segment as usize]),
                Value::Text(item(question)?),
                Value::Number(f64::from(*tick)),
            ])
        })
    })
}
