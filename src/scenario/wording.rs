//! The words of the messages: what was given, what is asked for, and what was probably meant.

use serde_json::Value;

use super::clocks::WEEKDAYS;
use super::codes::Code;
use super::diagnostics::{Diagnostic, Format};
use super::durations;
use super::hours::meant_hours;
use super::path::Path;
use super::shape::{self, Bounds, Kind, Shape};
use super::suggest::{did_you_mean, nearest};

/// Keys that belong to the command line and not into a scenario.
const OPTIONS: [&str; 6] = ["seed", "replications", "threads", "confidence", "arms", "format"];

/// The value as the file has it, in short.
pub(super) fn given(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => format!("{text:?}"),
        Value::Array(list) => format!("a list of {}", list.len()),
        Value::Object(_) => "a table".to_string(),
    }
}

/// What is asked for.
pub(super) fn describe(shape: &Shape) -> String {
    let number = |name: &str, bounds: &Bounds| {
        let limits = bounds.in_words(false);
        let of = if limits.starts_with("at") { "of " } else { "" };
        format!("{name} {of}{limits}").trim_end().to_string()
    };
    match &shape.kind {
        Kind::Flag => "true or false".to_string(),
        Kind::Number(bounds) => number("a number", bounds),
        Kind::Whole(bounds) | Kind::Headcount(bounds) => number("a whole number", bounds),
        Kind::Text | Kind::Name => "a text in quotes".to_string(),
        Kind::File => "the name of a file, in quotes".to_string(),
        Kind::Weekdays => "weekdays such as \"mon-fri\" or \"mon,wed,sat\"".to_string(),
        Kind::OpenHours => "weekdays and hours such as \"mon-fri 08:00-18:00\"".to_string(),
        Kind::Choice(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            format!("one of {}", words.join(", "))
        }
        Kind::Duration { whole_weeks: true, .. } => "a duration of whole weeks such as \"6w\"".to_string(),
        Kind::Duration { .. } => "a duration such as \"20s\", \"4m10s\" or \"26w\"".to_string(),
        Kind::WeekClock => "a weekday and a time such as \"mon 00:00\"".to_string(),
        Kind::DayClock => "a time of day such as \"09:30\"".to_string(),
        Kind::Pattern { of } => format!(
            "a {}number, a list of 24, 48 or 96 for the day, or seven such lists for the week",
            if of.is_whole() { "whole " } else { "" }
        ),
        Kind::Day => "a list of 24, 48 or 96 numbers for the day".to_string(),
        Kind::ByWeekday => "a number, or a list of seven for the days of the week".to_string(),
        Kind::Times => "a list of seconds in ascending order".to_string(),
        Kind::Change(_) | Kind::Any => "a value".to_string(),
        Kind::Code => "a number, or a text in quotes".to_string(),
        Kind::List { item, .. } if !item.keys().is_empty() => "a list of tables".to_string(),
        Kind::List { item, least, most } => match item.kind {
            Kind::Number(_) | Kind::Whole(_) if Some(*least) == *most => format!("a list of {least} numbers"),
            Kind::Text | Kind::Name => "a list of texts, each in quotes".to_string(),
            Kind::Number(_) | Kind::Whole(_) => "a list of numbers".to_string(),
            _ => format!("a list, each element {}", describe(item)),
        },
        Kind::Table { law: true, .. } => {
            "a distribution such as { dist = \"exponential\", mean = ... }".to_string()
        }
        Kind::Short { long, main } => {
            let short = long.key(main).map_or_else(String::new, |main| format!("{}, or ", describe(main)));
            format!("{short}a table with {}", long.keys().join(", "))
        }
        Kind::Targets(_) => "a name in quotes, or a table of weights by name".to_string(),
        Kind::Table { .. } | Kind::Map(_) => "a table".to_string(),
    }
}

/// What the key means, as the end of a sentence: small first letter, unless the first word is a name or abbreviation.
pub(super) fn meaning(shape: &Shape) -> String {
    let text = shape.meaning_in_short();
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().collect::<String>() + letters.as_str()
        }
        _ => text.to_string(),
    }
}

/// A reason, with what the key means behind it: the reason alone would not say what for.
pub(super) fn reason_and_meaning(reason: &str, shape: &Shape) -> String {
    let about = shape.part_of.clone().unwrap_or_else(|| meaning(shape));
    if about.is_empty() { reason.to_string() } else { format!("{reason} ({about})") }
}

/// Why a number is too low or too high: as stated with the key, or else by the nature of the limits.
pub(super) fn why_out_of_range(number: f64, bounds: &Bounds, shape: &Shape) -> String {
    if let Some(why) = &shape.why {
        return why.clone();
    }
    let is_not_negative = bounds.least == Some(0.0) || bounds.above == Some(0.0);
    let is_both_ways = bounds.least == Some(-1.0) || bounds.above == Some(-1.0);
    let reason = if is_both_ways {
        "it goes from -1, the very opposite, to 1, the very same"
    } else if bounds.is_share() && number > 0.0 {
        "shares and probabilities go from 0, nothing, to 1, all"
    } else if is_not_negative && number < 0.0 {
        "it cannot be less than none"
    } else if bounds.above == Some(0.0) && number == 0.0 {
        "with 0 there would be none of it"
    } else if bounds.compare(number).is_gt() && bounds.most.is_some_and(|most| most <= 100.0) {
        "its range ends there"
    } else if bounds.compare(number).is_gt() {
        "so large a value is a slip, or beyond what can be worked out"
    } else {
        "below it the value would have no meaning"
    };
    reason_and_meaning(reason, shape)
}

/// Why a value of this form cannot be read as what the key asks for.
fn why_form(value: &Value, shape: &Shape) -> String {
    let is_text = value.is_string();
    let reason = match &shape.kind {
        Kind::Duration { .. } if value.is_number() => {
            "a number alone does not say whether it means seconds, minutes or weeks"
        }
        Kind::Table { law: true, .. } if value.is_number() || is_text => {
            "it differs from case to case, so that a mean alone is not enough: a distribution says how it spreads"
        }
        Kind::Number(_) | Kind::Whole(_) | Kind::Headcount(_) | Kind::Pattern { .. } | Kind::ByWeekday
            if is_text =>
        {
            "what stands in quotes is a text, and with a text nothing is reckoned"
        }
        Kind::Flag => "it is so or not so, and nothing between",
        Kind::List { item, .. } if !item.keys().is_empty() => {
            "there may be several, each with keys of its own"
        }
        Kind::List { least, most, .. } if Some(*least) == *most => "each of them has a meaning",
        Kind::List { .. } => "there may be several, and a list holds even one of them",
        Kind::Short { .. } | Kind::Table { .. } | Kind::Map(_) => {
            "it has several parts, each under a key of its own"
        }
        Kind::Text | Kind::Name | Kind::File | Kind::Choice(_) => "words stand in quotes",
        Kind::Targets(_) => "it goes to one place by its name, or to several by weights",
        Kind::OpenHours | Kind::Weekdays | Kind::WeekClock | Kind::DayClock => {
            "days and times stand in quotes"
        }
        _ => "a value of another form cannot be read as this",
    };
    reason_and_meaning(reason, shape)
}

/// A value of the wrong type.
pub(super) fn wrong_type(value: &Value, shape: &Shape, path: &Path) -> Diagnostic {
    mistyped(value, &describe(shape), shape, path)
}

/// A value that is not what `asked` says.
pub(super) fn mistyped(value: &Value, asked: &str, shape: &Shape, path: &Path) -> Diagnostic {
    let message = format!("`{path}` is {}, but it must be {asked}", given(value));
    let diagnostic = Diagnostic::new(Code::WrongType, message);
    let help = type_help(value, shape, path).or_else(|| form_help(shape, path));
    diagnostic.why(why_form(value, shape)).maybe_help(help)
}

fn type_help(value: &Value, shape: &Shape, path: &Path) -> Option<String> {
    match (&shape.kind, value) {
        (Kind::Duration { .. }, Value::Number(n)) => {
            Some(format!("give it a unit, in quotes: \"{n}s\", \"{n}m\", \"{n}h\", \"{n}d\" or \"{n}w\""))
        }
        (Kind::Table { law: true, .. }, Value::Number(number)) => Some(format!(
            "did you mean {{ dist = \"constant\", mean = {} }}?",
            mean_in(shape, &number.to_string())
        )),
        (Kind::Table { law: true, .. }, Value::String(text)) if durations::parse(text).is_ok() => {
            Some(format!("did you mean {{ dist = \"exponential\", mean = \"{text}\" }}?"))
        }
        (
            Kind::Number(_) | Kind::Whole(_) | Kind::Headcount(_) | Kind::Pattern { .. } | Kind::ByWeekday,
            Value::String(text),
        ) => number_in(text, shape),
        (Kind::Flag, Value::String(text)) if text == "true" || text == "false" => {
            Some(format!("did you mean {text}, without quotes?"))
        }
        (Kind::List { item, .. }, Value::Object(_)) if !item.keys().is_empty() => {
            Some(format!("write [[{path}]], with two brackets, above each element"))
        }
        (Kind::List { item, .. }, Value::String(text)) if matches!(item.kind, Kind::OpenHours) => {
            let meant = meant_hours(text).unwrap_or_else(|| text.clone());
            Some(format!("did you mean [\"{meant}\"]?"))
        }
        (Kind::List { .. }, Value::String(text)) => Some(format!("did you mean [\"{text}\"]?")),
        (Kind::Table { .. } | Kind::Map(_), Value::Array(list)) if list.iter().any(Value::is_object) => {
            Some(format!("write [{path}], with one bracket"))
        }
        (Kind::Name | Kind::Text, Value::Number(number)) => Some(format!("did you mean \"{number}\"?")),
        _ => None,
    }
}

/// The form that a value has, where nothing says what was meant.
fn form_help(shape: &Shape, path: &Path) -> Option<String> {
    let key = path.last();
    match &shape.kind {
        Kind::Table { law: true, .. } => Some(format!(
            "write {{ dist = \"exponential\", mean = {} }} with your own figures",
            mean_in(shape, "180")
        )),
        Kind::Table { keys, .. } if !keys.is_empty() => {
            let keys: Vec<&str> = keys.keys().map(String::as_str).collect();
            Some(format!("write `{key} = {{ .. }}`, or a table [{key}], with its keys: {}", keys.join(", ")))
        }
        Kind::Map(value) if matches!(value.kind, Kind::Change(_)) => {
            Some(format!("write `{key} = {{ \"team.front.agents\" = \"+10%\" }}`, with paths of your own"))
        }
        Kind::Map(_) => Some(format!("write `{key} = {{ NAME = VALUE }}` with names of your own")),
        Kind::Choice(_) => Some("write one of them, in quotes".to_string()),
        Kind::List { least, most, .. } if Some(*least) == *most => {
            Some(format!("write {least} in brackets, in this order: {}", meaning(shape)))
        }
        Kind::Duration { .. } => Some("write a number with its unit, in quotes, such as \"20s\"".to_string()),
        Kind::Flag => Some("write true or false, without quotes".to_string()),
        Kind::Number(_) | Kind::Whole(_) | Kind::Headcount(_) | Kind::Pattern { .. } | Kind::ByWeekday => {
            Some("write a number, without quotes".to_string())
        }
        Kind::List { item, .. } if matches!(item.kind, Kind::Text | Kind::Name) => {
            Some(format!("write `{key} = [\"...\"]`, with commas between several"))
        }
        _ => None,
    }
}

fn mean_in(shape: &Shape, number: &str) -> String {
    match shape.key("mean").map(|mean| &mean.kind) {
        Some(Kind::Duration { .. }) => format!("\"{number}s\""),
        _ => number.to_string(),
    }
}

/// The number within a text that should have been a number.
fn number_in(text: &str, shape: &Shape) -> Option<String> {
    if let Ok(number) = text.trim().parse::<f64>() {
        return number.is_finite().then(|| format!("did you mean {}, without quotes?", text.trim()));
    }
    if let Some(meant) = decimal_comma(text) {
        return Some(format!("decimals are written with a point: did you mean {meant}?"));
    }
    let percent = text.trim().strip_suffix('%')?.trim().parse::<f64>().ok()?;
    let is_share = matches!(&shape.kind, Kind::Number(bounds) if bounds.is_share());
    (is_share && percent.is_finite())
        .then(|| format!("did you mean {}? Shares are 0 to 1", rounded(percent / 100.0)))
}

/// The number of a text like `0,7`, with a point.
fn decimal_comma(text: &str) -> Option<f64> {
    let (whole, fraction) = text.trim().split_once(',')?;
    let is_digits = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
    let is_number = is_digits(whole.strip_prefix('-').unwrap_or(whole)) && is_digits(fraction);
    is_number.then(|| format!("{whole}.{fraction}").parse().ok()).flatten()
}

/// What was probably meant by a number out of range.
pub(super) fn range_help(number: f64, bounds: &Bounds, unit: &str) -> Option<String> {
    let fits = |value: f64| bounds.compare(value).is_eq();
    if bounds.is_share() && number >= 2.0 && fits(number / 100.0) {
        return Some(format!("did you mean {}? Shares are 0 to 1, not percent", rounded(number / 100.0)));
    }
    if number < 0.0 && unit.is_empty() && fits(-number) {
        return Some(format!("did you mean {}?", -number));
    }
    None
}

/// A number without what binary fractions add to it.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 1e9).round() / 1e9
}

/// What to do about a key that the table does not have.
pub(super) fn unknown_key_help(key: &str, shape: &Shape, format: Format) -> Option<String> {
    let keys = shape.keys();
    let is_scenario = std::ptr::eq(format.root, shape::scenario());
    if is_scenario && keys.contains(&"set") && shape::scenario().key(key).is_some() {
        return Some(
            "what it changes stands under `set`, by its path: `set = { \"team.NAME.agents\" = \"+10%\" }`"
                .to_string(),
        );
    }
    if let Some(near) = nearest(key, keys.iter().copied()) {
        return Some(format!("did you mean `{near}`?"));
    }
    if is_scenario && OPTIONS.contains(&key) {
        return Some(format!("`{key}` belongs to the command line: --{key}"));
    }
    let mut homes = Vec::new();
    homes_of(key, format.root, "", &mut homes);
    if let Some(home) = homes.first() {
        return Some(format!("`{key}` is a key of {home}"));
    }
    did_you_mean(key, keys)
}

/// The tables of the format that have `key`, as headers.
fn homes_of(key: &str, shape: &Shape, header: &str, homes: &mut Vec<String>) {
    let Kind::Table { keys, .. } = &shape.kind else {
        return;
    };
    if keys.contains_key(key) && !header.is_empty() {
        homes.push(header.to_string());
    }
    for (name, shape) in keys {
        let inner = if header.is_empty() {
            name.clone()
        } else {
            format!("{}.{name}", header.trim_matches(['[', ']']))
        };
        match &shape.kind {
            Kind::List { item, .. } => homes_of(key, item, &format!("[[{inner}]]"), homes),
            Kind::Table { law: false, .. } => homes_of(key, shape, &format!("[{inner}]"), homes),
            Kind::Map(item) => homes_of(key, item, &format!("[{inner}.NAME]"), homes),
            Kind::Short { long, .. } => homes_of(key, long, &format!("[{inner}]"), homes),
            _ => {}
        }
    }
}

/// `key = ...` as it could stand in the file.
pub(super) fn example(key: &str, shape: &Shape) -> String {
    let value = match &shape.kind {
        Kind::Flag => "true".to_string(),
        Kind::Number(_) | Kind::Any | Kind::Code | Kind::Change(_) => "a number".to_string(),
        Kind::Whole(_) | Kind::Headcount(_) | Kind::Pattern { .. } | Kind::Short { .. } => {
            "a number".to_string()
        }
        Kind::Text | Kind::Name | Kind::File | Kind::Targets(_) => "\"...\"".to_string(),
        Kind::Weekdays => "\"mon-fri\"".to_string(),
        Kind::OpenHours => "\"mon-fri 08:00-18:00\"".to_string(),
        Kind::Choice(words) => format!("\"{}\"", words.first().map_or("", String::as_str)),
        Kind::Duration { bounds, .. } if bounds.most.is_some_and(|most| most <= 86_400.0) => {
            "a duration such as \"8h\" or \"7h30m\"".to_string()
        }
        Kind::Duration { .. } => "a duration such as \"26w\", \"2d\", \"4m10s\" or \"20s\"".to_string(),
        Kind::WeekClock => "\"mon 00:00\"".to_string(),
        Kind::DayClock => "\"09:00\"".to_string(),
        Kind::Day => "[24 numbers]".to_string(),
        Kind::ByWeekday => "a number".to_string(),
        Kind::Times => "[12.5, 14]".to_string(),
        Kind::List { item, .. } if !item.keys().is_empty() => return format!("a table [[{key}]]"),
        Kind::List { item, .. } if matches!(item.kind, Kind::Text | Kind::Name) => "[\"...\"]".to_string(),
        Kind::List { .. } => describe(shape),
        Kind::Table { law: true, .. } => {
            format!("{{ dist = \"exponential\", mean = {} }}, with your own figures", mean_in(shape, "180"))
        }
        Kind::Table { .. } | Kind::Map(_) => return format!("the table [{key}]"),
    };
    match value.strip_prefix("a ") {
        Some(_) => format!("`{key} = ...` with {value}"),
        None => format!("`{key} = {value}`"),
    }
}

/// The clock that was probably meant.
pub(super) fn clock_help(text: &str, with_day: bool) -> Option<String> {
    let lower = text.to_lowercase();
    let day = WEEKDAYS.iter().find(|day| lower.starts_with(**day));
    let time = lower.split_whitespace().last().filter(|word| word.contains(':')).unwrap_or("00:00");
    let (hours, minutes) = time.split_once(':')?;
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let time = (hours < 24 && minutes < 60).then(|| format!("{hours:02}:{minutes:02}"))?;
    match (with_day, day) {
        (true, Some(day)) => Some(format!("did you mean \"{day} {time}\"?")),
        (true, None) => {
            Some(format!("did you mean \"mon {time}\"? The weekdays are {}", WEEKDAYS.join(", ")))
        }
        (false, _) => Some(format!("did you mean \"{time}\"?")),
    }
}
