//! Times of the wall clock as a scenario writes them: `"mon 00:00"` in the week, `"09:30"` in the day.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::time::Duration;

/// Weekdays as a scenario writes them, Monday first.
pub(super) const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A weekday and time of day, as the time since Monday 00:00.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WeekClock(pub Duration);

/// A time of day, as the time since midnight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayClock(pub Duration);

impl WeekClock {
    /// Reads `"mon 00:00"`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (day, time) = text.split_once(' ')?;
        let day = WEEKDAYS.iter().position(|name| *name == day)? as u64;
        let DayClock(time) = DayClock::read(time)?;
        Some(WeekClock(Duration::seconds(day * 86_400) + time))
    }
}

impl DayClock {
    /// Reads `"09:30"`, from 00:00 to 23:59.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        let two_digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !two_digits(hours) || !two_digits(minutes) {
            return None;
        }
        let (hours, minutes): (u64, u64) = (hours.parse().ok()?, minutes.parse().ok()?);
        (hours < 24 && minutes < 60).then(|| DayClock(Duration::seconds(hours * 3_600 + minutes * 60)))
    }

    /// The half-hour of the day (0 to 47) that starts at this time, if one does.
    pub fn half_hour(self) -> Option<usize> {
        let half_hour = Duration::HOUR.as_micros() / 2;
        self.0.as_micros().is_multiple_of(half_hour).then_some((self.0.as_micros() / half_hour) as usize)
    }
}

impl fmt::Display for DayClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.0.as_micros() / 60_000_000;
        write!(f, "{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl fmt::Display for WeekClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.0.as_micros() / Duration::DAY.as_micros();
        let time = DayClock(Duration::micros(self.0.as_micros() % Duration::DAY.as_micros()));
        write!(f, "{} {time}", WEEKDAYS[day as usize % 7])
    }
}

macro_rules! as_text {
    ($type:ident, $name:literal, $kind:literal, $pattern:literal, $expected:literal) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                $type::read(&text).ok_or_else(|| serde::de::Error::custom($expected))
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "x-kind": $kind, "pattern": $pattern })
            }
        }
    };
}

as_text!(
    WeekClock,
    "WeekClock",
    "week_clock",
    r"^(mon|tue|wed|thu|fri|sat|sun) ([01]\d|2[0-3]):[0-5]\d$",
    "expected a weekday and a time such as \"mon 00:00\""
);
as_text!(
    DayClock,
    "DayClock",
    "day_clock",
    r"^([01]\d|2[0-3]):[0-5]\d$",
    "expected a time such as \"09:30\""
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_read_and_written_alike() {
        for text in ["mon 00:00", "sun 23:59", "wed 09:05"] {
            assert_eq!(WeekClock::read(text).expect(text).to_string(), text);
        }
        for text in
            ["Mon 00:00", "mon 24:00", "mon 0:00", "monday 00:00", "mon", "mon  00:00", "mon 00:60", ""]
        {
            assert_eq!(WeekClock::read(text), None, "{text:?}");
        }
        assert_eq!(DayClock::read("09:30").and_then(DayClock::half_hour), Some(19));
        assert_eq!(DayClock::read("09:10").and_then(DayClock::half_hour), None);
    }
}
