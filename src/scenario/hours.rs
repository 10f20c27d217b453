//! Weekdays and opening hours as a scenario writes them: `"mon-fri"`, `"mon-fri 08:00-18:00"`.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::clocks::{DayClock, WEEKDAYS};
use crate::operation::QUARTERS_PER_WEEK;
use crate::time::{Calendar, Duration};

/// Days of the week, Monday first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weekdays(pub [bool; 7]);

/// Hours of some days in which a reason is open, from and to full quarters of an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenHours {
    /// The days.
    pub days: Weekdays,
    /// Opening, after midnight.
    pub from: Duration,
    /// Closing, after `from` and at most 24 hours.
    pub to: Duration,
}

/// Why a text is no such hours, and what was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HoursFault {
    pub message: String,
    pub help: Option<String>,
}

impl Weekdays {
    /// Every day of the week.
    pub const ALL: Weekdays = Weekdays([true; 7]);

    /// Reads `"mon-fri"`, `"sat"` or `"mon,wed-fri"`; a range may go over the end of the week.
    pub(super) fn read(text: &str) -> Option<Self> {
        let day = |word: &str| WEEKDAYS.iter().position(|day| *day == word);
        let mut days = [false; 7];
        for part in text.split(',') {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (day(first)?, day(last)?);
            let length = (last + 7 - first) % 7;
            (0..=length).for_each(|step| days[(first + step) % 7] = true);
        }
        Some(Weekdays(days))
    }
}

/// The weekdays that were probably meant: full names, capitals, blanks, other dashes.
pub(super) fn meant_weekdays(text: &str) -> Option<String> {
    let mut meant = String::new();
    let mut word = String::new();
    for c in text.to_lowercase().chars().chain([' ']) {
        if c.is_alphabetic() {
            word.push(c);
            continue;
        }
        // "monday" and "mo" as well as "mon", but not "month".
        let day = WEEKDAYS.iter().zip(NAMES).find(|(_, name)| word.len() >= 2 && name.starts_with(&word));
        match (day, word.as_str()) {
            (Some((day, _)), _) => meant.push_str(day),
            (None, "daily" | "every" | "always") => meant.push_str("mon-sun"),
            (None, "to") => meant.push('-'),
            (None, "and") => meant.push(','),
            _ => meant.push_str(&word),
        }
        word.clear();
        match c {
            ' ' => {}
            '\u{2013}' | '\u{2014}' => meant.push('-'),
            ';' | '/' | '+' => meant.push(','),
            c => meant.push(c),
        }
    }
    Weekdays::read(&meant).map(|days| days.to_string())
}

const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl OpenHours {
    /// Reads `"mon-fri 08:00-18:00"`.
    pub(super) fn read(text: &str) -> Result<Self, HoursFault> {
        let Some(hours) = OpenHours::shape(text) else {
            return Err(HoursFault {
                message: "must be weekdays and hours such as \"mon-fri 08:00-18:00\"".to_string(),
                help: meant_hours(text).map(|meant| format!("did you mean \"{meant}\"?")),
            });
        };
        if hours.to <= hours.from {
            let (from, to) = (DayClock(hours.from), DayClock(hours.to));
            let next = hours.days.next();
            let help = match hours.to {
                Duration::ZERO => format!("for midnight write \"{} {from}-24:00\"", hours.days),
                _ => format!(
                    "for hours over midnight write two: \"{} {from}-24:00\" and \"{next} 00:00-{to}\"",
                    hours.days
                ),
            };
            return Err(HoursFault {
                message: "must close after it opens".to_string(),
                help: (hours.to != hours.from).then_some(help),
            });
        }
        let quarter = Duration::DAY.as_micros() / Calendar::QUARTERS_PER_DAY as u64;
        if [hours.from, hours.to].iter().any(|time| time.as_micros() % quarter != 0) {
            return Err(HoursFault {
                message: "must open and close at full quarters of an hour".to_string(),
                help: Some("staffing and arrivals go by quarters of an hour, and so do opening hours".into()),
            });
        }
        Ok(hours)
    }

    /// Weekdays and two times, whatever they say.
    fn shape(text: &str) -> Option<Self> {
        let (days, times) = text.split_once(' ')?;
        let (from, to) = times.split_once('-')?;
        let time = |text: &str| match text {
            "24:00" => Some(Duration::DAY),
            text => DayClock::read(text).map(|DayClock(time)| time),
        };
        Some(OpenHours { days: Weekdays::read(days)?, from: time(from)?, to: time(to)? })
    }

    /// Whether it is open in each quarter of the week.
    pub(super) fn quarters(&self) -> Vec<bool> {
        let quarter = Duration::DAY.as_micros() / Calendar::QUARTERS_PER_DAY as u64;
        (0..QUARTERS_PER_WEEK)
            .map(|index| {
                let (day, within) =
                    (index / Calendar::QUARTERS_PER_DAY, (index % Calendar::QUARTERS_PER_DAY) as u64);
                let time = within * quarter;
                self.days.0[day] && (self.from.as_micros()..self.to.as_micros()).contains(&time)
            })
            .collect()
    }
}

impl Weekdays {
    /// The days after these.
    fn next(self) -> Weekdays {
        let mut days = self.0;
        days.rotate_right(1);
        Weekdays(days)
    }
}

/// The hours that were probably meant.
pub(super) fn meant_hours(text: &str) -> Option<String> {
    let text = text.replace(['\u{2013}', '\u{2014}'], "-").replace(" - ", "-").replace(" to ", "-");
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (days, times) = text.split_at(start);
    let days = if days.trim().is_empty() { "mon-sun".to_string() } else { meant_weekdays(days.trim())? };
    let (from, to) = times.trim().split_once('-')?;
    let time = |text: &str| -> Option<String> {
        let text = text.trim().replace('.', ":");
        let (hours, minutes) = text.split_once(':').unwrap_or((&text, "00"));
        let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
        Some(format!("{hours:02}:{minutes:02}"))
    };
    let meant = format!("{days} {}-{}", time(from)?, time(to)?);
    OpenHours::shape(&meant).filter(|hours| hours.to > hours.from).map(|hours| hours.to_string())
}

impl fmt::Display for Weekdays {
    /// The shortest text: runs of days, such as `mon-wed,fri`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut day = 0;
        let mut is_first = true;
        while day < 7 {
            let length = self.0[day..].iter().take_while(|is_in| **is_in).count();
            if length > 0 {
                f.write_str(if is_first { "" } else { "," })?;
                is_first = false;
                match length {
                    1 => f.write_str(WEEKDAYS[day])?,
                    _ => write!(f, "{}-{}", WEEKDAYS[day], WEEKDAYS[day + length - 1])?,
                }
            }
            day += length.max(1);
        }
        Ok(())
    }
}

impl fmt::Display for OpenHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = |time: Duration| {
            if time == Duration::DAY { "24:00".to_string() } else { DayClock(time).to_string() }
        };
        write!(f, "{} {}-{}", self.days, clock(self.from), clock(self.to))
    }
}

impl Serialize for Weekdays {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Weekdays {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Weekdays::read(&text).ok_or_else(|| serde::de::Error::custom("expected weekdays such as \"mon-fri\""))
    }
}

impl Serialize for OpenHours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for OpenHours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        OpenHours::read(&text).map_err(|fault| serde::de::Error::custom(fault.message))
    }
}

const DAYS_PATTERN: &str = r"(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?(,(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?)*";

impl JsonSchema for Weekdays {
    fn schema_name() -> Cow<'static, str> {
        "Weekdays".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "x-kind": "weekdays", "pattern": format!("^{DAYS_PATTERN}$") })
    }
}

impl JsonSchema for OpenHours {
    fn schema_name() -> Cow<'static, str> {
        "OpenHours".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let time = "([01][0-9]|2[0-3]):(00|15|30|45)";
        let pattern = format!("^{DAYS_PATTERN} {time}-({time}|24:00)$");
        json_schema!({ "type": "string", "x-kind": "open_hours", "pattern": pattern })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_read_and_written_in_the_shortest_form() {
        for (text, shortest) in [
            ("mon-fri", "mon-fri"),
            ("sat", "sat"),
            ("mon,tue,wed,fri", "mon-wed,fri"),
            ("sun-thu", "mon-thu,sun"),
            ("mon-sun", "mon-sun"),
            ("tue-mon", "mon-sun"),
            ("mon,mon-tue", "mon-tue"),
        ] {
            assert_eq!(Weekdays::read(text).expect(text).to_string(), shortest);
        }
        for text in ["", "Mon", "mon-", "mon - fri", "monday", "mon,,tue", "fri-fry"] {
            assert_eq!(Weekdays::read(text), None, "{text:?}");
        }
        assert_eq!(meant_weekdays("Monday - Friday").as_deref(), Some("mon-fri"));
        assert_eq!(meant_weekdays("Mo\u{2013}Fr").as_deref(), Some("mon-fri"));
        assert_eq!(meant_weekdays("sat and sun").as_deref(), Some("sat-sun"));
        assert_eq!(meant_weekdays("daily").as_deref(), Some("mon-sun"));
        assert_eq!(meant_weekdays("month"), None);
    }

    #[test]
    fn opening_hours_become_quarters_of_the_week() {
        let hours = OpenHours::read("mon-fri 08:00-18:15").expect("hours");
        let quarters = hours.quarters();
        assert_eq!(quarters.iter().filter(|open| **open).count(), 5 * 41);
        assert!(!quarters[31] && quarters[32] && quarters[72] && !quarters[73] && !quarters[5 * 96 + 40]);
        assert_eq!(hours.to_string(), "mon-fri 08:00-18:15");
        let always = OpenHours::read("mon-sun 00:00-24:00").expect("always");
        assert!(always.quarters().iter().all(|open| *open));
        assert_eq!(always.to_string(), "mon-sun 00:00-24:00");
    }

    #[test]
    fn what_is_no_opening_hours_is_refused_with_the_likely_meaning() {
        let help = |text: &str| OpenHours::read(text).expect_err(text).help;
        assert_eq!(help("Mon-Fri 8-18").as_deref(), Some("did you mean \"mon-fri 08:00-18:00\"?"));
        assert_eq!(help("08:00-18:00").as_deref(), Some("did you mean \"mon-sun 08:00-18:00\"?"));
        assert_eq!(
            help("sat 9.00 - 13.00").as_deref(),
            Some("did you mean \"sat 09:00-13:00\"?"),
            "dots and blanks"
        );
        assert_eq!(
            help("fri 22:00-06:00").as_deref(),
            Some("for hours over midnight write two: \"fri 22:00-24:00\" and \"sat 00:00-06:00\"")
        );
        assert_eq!(
            OpenHours::read("mon 08:00-08:00").expect_err("empty").message,
            "must close after it opens"
        );
        assert!(OpenHours::read("mon 08:10-18:00").expect_err("ten past").message.contains("full quarters"));
        for text in ["", "mon", "mon-fri", "8", "whenever", "mon 08:00-25:00", "24:00-08:00"] {
            assert!(OpenHours::read(text).is_err(), "{text:?}");
        }
    }
}
