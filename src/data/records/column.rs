//! Columns and the values in them.

/// A column of a file of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Unit, or the words that occur.
    pub unit: &'static str,
    /// Meaning.
    pub meaning: &'static str,
}

/// What a column holds. A value that does not apply is empty (CSV) or null (Parquet).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word or name.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// `true` or `false`.
    Truth,
}

impl Kind {
    /// The word in the dictionary.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Whole => "whole number",
            Kind::Number => "number",
            Kind::Truth => "true or false",
        }
    }
}

/// A value of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value<'a> {
    /// Does not apply.
    Absent,
    /// A word or name.
    Text(&'a str),
    /// A whole number.
    Whole(u64),
    /// A span of time in microseconds, written in seconds: exact to the last digit in CSV.
    Seconds(u64),
    /// A number.
    Number(f64),
    /// A number that was held in single precision, written with its own digits.
    Single(f32),
    /// A truth.
    Truth(bool),
}

impl<'a> Value<'a> {
    /// The value, or that it does not apply.
    pub fn maybe<T>(value: Option<T>, make: impl FnOnce(T) -> Value<'a>) -> Value<'a> {
        value.map_or(Value::Absent, make)
    }
}
