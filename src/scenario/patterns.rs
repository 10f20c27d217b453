//! Values over the day and week: one number, a day of 24, 48 or 96 numbers, or a week of seven such days.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::shape::Bounds;
use crate::operation::QUARTERS_PER_WEEK;
use crate::time::Calendar;

/// Numbers a day may be divided into.
pub(super) const DAY_LENGTHS: [usize; 3] = [24, 48, 96];

/// A value over the week, as the planner divided it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Pattern<T> {
    /// The same all week.
    Flat(T),
    /// The same every day: 24, 48 or 96 values from midnight.
    Day(Vec<T>),
    /// Seven such days, Monday first.
    Week(Vec<Vec<T>>),
}

/// Agents over the week.
pub type HeadcountPattern = Pattern<u32>;
/// Arrivals per hour over the week.
pub type RatePattern = Pattern<f64>;
/// Factors over the week.
pub type FactorPattern = Pattern<Factor>;
/// Relative numbers over the week, of which only the proportions count.
pub type WeightPattern = Pattern<Weight>;

/// A number greater than 0 by which another is multiplied.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Factor(pub f64);

/// A relative number, at least 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weight(pub f64);

/// A number for every day, or one for each weekday, Monday first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ByWeekday {
    /// The same on every day.
    Every(f64),
    /// Monday to Sunday.
    Each(Vec<f64>),
}

impl ByWeekday {
    /// The numbers of Monday to Sunday.
    pub fn days(&self) -> [f64; 7] {
        match self {
            ByWeekday::Every(value) => [*value; 7],
            ByWeekday::Each(days) => std::array::from_fn(|day| days.get(day).copied().unwrap_or(0.0)),
        }
    }
}

/// What the values of a pattern are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PatternOf {
    /// Whole numbers of agents.
    Headcount,
    /// Contacts per hour.
    Rate,
    /// Numbers that multiply others.
    Factor,
    /// Numbers of which only the proportions count.
    Weight,
}

/// A number that may stand in a pattern.
pub(super) trait PatternValue: Copy {
    const OF: PatternOf;
}

impl PatternValue for u32 {
    const OF: PatternOf = PatternOf::Headcount;
}

impl PatternValue for f64 {
    const OF: PatternOf = PatternOf::Rate;
}

impl PatternValue for Factor {
    const OF: PatternOf = PatternOf::Factor;
}

impl PatternValue for Weight {
    const OF: PatternOf = PatternOf::Weight;
}

impl PatternOf {
    const ALL: [(&'static str, PatternOf); 4] = [
        ("headcount", PatternOf::Headcount),
        ("rate", PatternOf::Rate),
        ("factor", PatternOf::Factor),
        ("weight", PatternOf::Weight),
    ];

    /// By its word in the schema.
    pub fn from_word(word: &str) -> Option<Self> {
        PatternOf::ALL.iter().find(|(other, _)| *other == word).map(|(_, of)| *of)
    }

    fn word(self) -> &'static str {
        PatternOf::ALL.iter().find(|(_, of)| *of == self).map_or("", |(word, _)| *word)
    }

    /// Whether the values are whole numbers.
    pub fn is_whole(self) -> bool {
        self == PatternOf::Headcount
    }

    /// The limits of the values, and why they are limited above.
    pub fn bounds(self) -> (Bounds, &'static str) {
        let at_most = |most| Bounds { least: Some(0.0), most: Some(most), ..Bounds::default() };
        match self {
            PatternOf::Headcount => (
                at_most(f64::from(MOST_AGENTS)),
                "each agent is simulated as a person, and beyond a hundred thousand in one team a zero too many is likelier",
            ),
            PatternOf::Rate => {
                (at_most(1e7), "beyond ten million contacts an hour a zero too many is likelier")
            }
            PatternOf::Factor => (
                Bounds { above: Some(0.0), most: Some(1_000.0), ..Bounds::default() },
                "beyond a thousandfold it is no factor but a mistake in the unit",
            ),
            PatternOf::Weight => (at_most(1e12), "only the proportions count"),
        }
    }
}

/// Most agents of a team or shift: beyond it a zero too many is likelier.
pub(super) const MOST_AGENTS: u32 = 100_000;

/// Relative values over one day: 24, 48 or 96 numbers from midnight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DayPattern(pub Vec<f64>);

impl<T: Copy> Pattern<T> {
    /// The value in each quarter of the week.
    pub fn quarters(&self) -> Vec<T> {
        match self {
            Pattern::Flat(value) => vec![*value; QUARTERS_PER_WEEK],
            Pattern::Day(day) => quarters_of_day(day).repeat(7),
            Pattern::Week(days) => days.iter().flat_map(|day| quarters_of_day(day)).collect(),
        }
    }

    /// The values as stated, by day; one day of one value when flat.
    pub(super) fn days(&self) -> Vec<Vec<T>> {
        match self {
            Pattern::Flat(value) => vec![vec![*value]],
            Pattern::Day(day) => vec![day.clone()],
            Pattern::Week(days) => days.clone(),
        }
    }

    /// The pattern of the same form with other values by day.
    pub(super) fn with_days<U: Copy>(&self, mut days: Vec<Vec<U>>) -> Option<Pattern<U>> {
        match self {
            Pattern::Flat(_) => Some(Pattern::Flat(*days.first()?.first()?)),
            Pattern::Day(_) => Some(Pattern::Day(days.pop()?)),
            Pattern::Week(_) => Some(Pattern::Week(days)),
        }
    }
}

/// Two patterns in one form: as they are when they agree in form, otherwise both as weeks of quarters.
pub(super) fn in_one_form(first: &Pattern<f64>, second: &Pattern<f64>) -> (Pattern<f64>, Pattern<f64>) {
    let lengths = |pattern: &Pattern<f64>| -> Vec<usize> { pattern.days().iter().map(Vec::len).collect() };
    if lengths(first) == lengths(second) {
        return (first.clone(), second.clone());
    }
    let week = |pattern: &Pattern<f64>| {
        Pattern::Week(pattern.quarters().chunks(Calendar::QUARTERS_PER_DAY).map(<[f64]>::to_vec).collect())
    };
    (week(first), week(second))
}

/// The day in quarters of an hour.
pub(super) fn quarters_of_day<T: Copy>(day: &[T]) -> Vec<T> {
    let each = Calendar::QUARTERS_PER_DAY / day.len().clamp(1, Calendar::QUARTERS_PER_DAY);
    day.iter().flat_map(|value| std::iter::repeat_n(*value, each)).collect()
}

impl<T: PatternValue> JsonSchema for Pattern<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Pattern_of_{}", T::OF.word()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let (bounds, _) = T::OF.bounds();
        let mut value = json_schema!({ "type": if T::OF.is_whole() { "integer" } else { "number" } });
        let limits =
            [("minimum", bounds.least), ("exclusiveMinimum", bounds.above), ("maximum", bounds.most)];
        for (key, limit) in limits {
            if let Some(limit) = limit {
                value.insert(key.to_string(), (limit as i64).into());
            }
        }
        let day = json_schema!({ "type": "array", "items": value, "minItems": 24, "maxItems": 96 });
        let week = json_schema!({ "type": "array", "items": day, "minItems": 7, "maxItems": 7 });
        json_schema!({ "x-kind": "pattern", "x-of": T::OF.word(), "anyOf": [value, day, week] })
    }
}

impl JsonSchema for ByWeekday {
    fn schema_name() -> Cow<'static, str> {
        "ByWeekday".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let value = json_schema!({ "type": "number", "minimum": 0 });
        let days = json_schema!({ "type": "array", "items": value, "minItems": 7, "maxItems": 7 });
        json_schema!({ "x-kind": "by_weekday", "anyOf": [value, days] })
    }
}

impl JsonSchema for Factor {
    fn schema_name() -> Cow<'static, str> {
        "Factor".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "exclusiveMinimum": 0, "maximum": 1000 })
    }
}

impl JsonSchema for DayPattern {
    fn schema_name() -> Cow<'static, str> {
        "DayPattern".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array",
            "x-kind": "day",
            "items": { "type": "number", "minimum": 0 },
            "minItems": 24,
            "maxItems": 96
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_covers_the_week_in_quarters() {
        assert_eq!(Pattern::Flat(3u32).quarters(), vec![3; 672]);
        let hours: Vec<u32> = (0..24).collect();
        let day = Pattern::Day(hours.clone()).quarters();
        assert_eq!((day.len(), day[0], day[3], day[4], day[95], day[96]), (672, 0, 0, 1, 23, 0));
        let mut days = vec![vec![0u32; 48]; 7];
        days[6] = hours;
        let week = Pattern::Week(days).quarters();
        assert_eq!((week.len(), week[575], week[576], week[671]), (672, 0, 0, 23));
    }

    #[test]
    fn two_forms_meet_in_quarters() {
        let (flat, day) = in_one_form(&Pattern::Flat(1.0), &Pattern::Day(vec![2.0; 24]));
        assert_eq!(flat.quarters(), vec![1.0; 672]);
        assert_eq!(day.quarters(), vec![2.0; 672]);
        assert!(matches!(flat, Pattern::Week(_)));
        let (one, other) = in_one_form(&Pattern::Day(vec![1.0; 24]), &Pattern::Day(vec![2.0; 24]));
        assert!(matches!((one, other), (Pattern::Day(_), Pattern::Day(_))));
    }
}
