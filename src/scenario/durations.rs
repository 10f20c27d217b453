//! Durations as a scenario writes them: `"20s"`, `"0.25s"`, `"4m10s"`, `"1h"`, `"2d"`, `"26w"`.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::time::Duration;

/// The units with their length in microseconds, longest first, which is also the order in which they must be written.
const UNITS: [(&str, u128); 5] = [
    ("w", 604_800_000_000),
    ("d", 86_400_000_000),
    ("h", 3_600_000_000),
    ("m", 60_000_000),
    ("s", 1_000_000),
];

/// Words that people write for the units, and what a scenario writes.
const OTHER_UNITS: [(&str, &str); 21] = [
    ("sec", "s"),
    ("secs", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("min", "m"),
    ("mins", "m"),
    ("minute", "m"),
    ("minutes", "m"),
    ("hr", "h"),
    ("hrs", "h"),
    ("hour", "h"),
    ("hours", "h"),
    ("day", "d"),
    ("days", "d"),
    ("wk", "w"),
    ("wks", "w"),
    ("week", "w"),
    ("weeks", "w"),
    ("S", "s"),
    ("H", "h"),
    ("W", "w"),
];

/// Longest duration a scenario may state: a hundred years, far beyond any run and far within the clock.
const LONGEST: Duration = Duration::seconds(36_525 * 86_400);

/// A duration in a scenario file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(pub Duration);

/// Why a text is no duration, and the duration that was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DurationFault {
    pub message: String,
    pub meant: Option<String>,
    /// Whether the text is a duration with a minus sign.
    pub is_negative: bool,
}

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(Duration::ZERO);

    /// The length in whole weeks, rounded up.
    pub fn weeks_up(self) -> usize {
        self.0.as_micros().div_ceil(Duration::WEEK.as_micros()) as usize
    }
}

/// Reads a duration: numbers with a unit, the longest unit first, decimals allowed.
pub(super) fn parse(text: &str) -> Result<Duration, DurationFault> {
    match read(text) {
        Some(micros) if micros <= u128::from(LONGEST.as_micros()) => Ok(Duration::micros(micros as u64)),
        Some(_) => Err(DurationFault {
            message: "must not be longer than a hundred years (36525d)".to_string(),
            meant: None,
            is_negative: false,
        }),
        None if read(text.trim_start_matches('-')).is_some() => Err(DurationFault {
            message: "must not be negative".to_string(),
            meant: Some(text.trim_start_matches('-').to_string()),
            is_negative: true,
        }),
        None => Err(DurationFault {
            message:
                "must be a duration: numbers with the units w, d, h, m or s, such as \"20s\" or \"4m10s\""
                    .to_string(),
            meant: meant(text),
            is_negative: false,
        }),
    }
}

/// A signed number of seconds as a scenario would write it; negative values keep their sign, so that the check of the
/// result can refuse them.
pub(super) fn write_seconds(seconds: f64) -> String {
    let duration = Duration::from_seconds(seconds.abs());
    let sign = if seconds < 0.0 && duration > Duration::ZERO { "-" } else { "" };
    format!("{sign}{duration}")
}

/// The length in microseconds, however long.
fn read(text: &str) -> Option<u128> {
    let mut rest = text;
    let mut units = UNITS.iter();
    let mut total: u128 = 0;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, tail) = rest.split_at(digits);
        let (unit, length) = units.by_ref().find(|(unit, _)| tail.starts_with(unit))?;
        total = total.checked_add(micros(number, *length)?)?;
        rest = &tail[unit.len()..];
    }
    Some(total)
}

/// A decimal number of units of `length` microseconds, rounded to the nearest microsecond, ties to even.
fn micros(number: &str, length: u128) -> Option<u128> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit()) && text.len() <= 15;
    if whole.is_empty() || !digits(whole) || !digits(fraction) || number.ends_with('.') {
        return None;
    }
    let scale = 10u128.pow(fraction.len() as u32);
    let scaled = whole.parse::<u128>().ok()?.checked_mul(scale)?
        + if fraction.is_empty() { 0 } else { fraction.parse::<u128>().ok()? };
    let product = scaled.checked_mul(length)?;
    let (floor, rest) = (product / scale, product % scale);
    let up = rest * 2 > scale || (rest * 2 == scale && floor % 2 == 1);
    Some(floor + u128::from(up))
}

/// The duration that `text` probably means: other spellings of the units, blanks, units left out.
fn meant(text: &str) -> Option<String> {
    let mut guess = String::new();
    let mut word = String::new();
    for c in text.trim_start_matches('-').chars().filter(|c| !c.is_whitespace()).chain([' ']) {
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            guess.push_str(
                OTHER_UNITS.iter().find(|(other, _)| *other == word).map_or(&word, |(_, unit)| unit),
            );
            word.clear();
        }
        if c != ' ' {
            guess.push(c);
        }
    }
    if guess.ends_with(|c: char| c.is_ascii_digit()) {
        guess.push('s');
    }
    read(&guess).filter(|micros| *micros <= u128::from(LONGEST.as_micros())).map(|_| guess)
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).map(Span).map_err(|fault| serde::de::Error::custom(fault.message))
    }
}

impl JsonSchema for Span {
    fn schema_name() -> Cow<'static, str> {
        "Duration".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "x-kind": "duration",
            "pattern": r"^(\d+(\.\d+)?w)?(\d+(\.\d+)?d)?(\d+(\.\d+)?h)?(\d+(\.\d+)?m)?(\d+(\.\d+)?s)?$",
            "minLength": 2
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_the_contract_are_read() {
        let seconds = |text: &str| parse(text).expect(text).as_seconds();
        assert_eq!(seconds("20s"), 20.0);
        assert_eq!(seconds("0.25s"), 0.25);
        assert_eq!(seconds("4m10s"), 250.0);
        assert_eq!(seconds("1h"), 3_600.0);
        assert_eq!(seconds("2d"), 172_800.0);
        assert_eq!(seconds("26w"), 15_724_800.0);
        assert_eq!(seconds("1.5h"), 5_400.0);
        assert_eq!(seconds("0s"), 0.0);
        assert_eq!(parse("0.0000005s"), Ok(Duration::micros(0)), "ties go to even");
        assert_eq!(parse("0.0000015s"), Ok(Duration::micros(2)));
    }

    #[test]
    fn what_is_no_duration_is_refused_with_the_likely_meaning() {
        let meant = |text: &str| parse(text).expect_err(text).meant;
        assert_eq!(meant("-20s").as_deref(), Some("20s"));
        assert_eq!(meant("20 s").as_deref(), Some("20s"));
        assert_eq!(meant("20").as_deref(), Some("20s"));
        assert_eq!(meant("20 sec").as_deref(), Some("20s"));
        assert_eq!(meant("2 minutes 30 seconds").as_deref(), Some("2m30s"));
        assert_eq!(meant("10s4m"), None, "the longest unit stands first");
        assert_eq!(meant("20 parsecs"), None);
        for text in
            ["", "s", ".5s", "5.s", "1..2s", "1e3s", "99999999999999999999s", "500000w", "ä", "1h1h", "--3s"]
        {
            assert!(parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn writing_and_reading_agree() {
        for text in ["20s", "0.25s", "4m10s", "1h", "2d", "26w", "1w1h", "0s"] {
            assert_eq!(write_seconds(parse(text).expect(text).as_seconds()), text);
        }
        assert_eq!(write_seconds(-20.0), "-20s");
    }
}
