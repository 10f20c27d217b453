//! The reference of the format: every table with every key, from the documented types, as a page of Markdown.

use super::distributions::LAWS;
use super::shape::{self, Bounds, Kind, Shape};

/// What stands above the tables.
const PREFACE: &str = "# The scenario file, key by key

This page is made from the types that read a scenario; a test holds it to them. `goodwill explain KEY` prints the same about one
key, `goodwill check FILE` tells every mistake of a file with its place and remedy, and `goodwill schema` gives editors what
they need to complete and check keys while you type.

## Values

| value | how it is written |
| --- | --- |
| duration | numbers with the units w, d, h, m, s, the longest first: `\"20s\"`, `\"0.25s\"`, `\"4m10s\"`, `\"26w\"` |
| over the week | one number; or a list of 24, 48 or 96 for every day, from midnight; or seven such lists, Monday first |
| by weekday | one number, or seven, Monday first |
| distribution | `{ dist = \"lognormal\", mean = \"4m\", cv = 0.9 }`; of durations unless the page says of numbers |
| time of day, of the week | `\"09:30\"`; `\"mon 09:30\"` |
| weekdays, opening hours | `\"mon-fri\"`, `\"mon,wed,sat\"`; `\"mon-fri 08:00-18:00\"` |
| share, probability | a number from 0 to 1 |
| weights | relative numbers; only their proportions count |
| file | the name of a CSV file beside the scenario |

## Changes

An intervention may set every key that is not marked *fixed*, and `--set PATH=VALUE` on the command line every key. Paths name elements of lists:
`team.front.agents`, `reason.billing.talk.mean`, `team.front.shifts.early.agents`, `team.front.service.billing.competence`.

| change | what it does |
| --- | --- |
| `\"+10%\"`, `\"-5%\"` | multiplies what is there |
| `\"+2\"`, `\"-20s\"` | adds to it |
| `4`, `\"3m\"`, `[2, 2, 3]` | stands in its place |

```toml
[[intervention]]
name = \"two more\"
set = { \"team.front.agents\" = \"+2\" }     # in quotes: without them +2 is the number 2, which stands in the place of what is there
[[intervention]]
name = \"twelve, hired slowly\"
[intervention.set]
\"team.front.agents\" = { value = 12, delay = \"2w\", ramp = \"4w\" }
```

Interventions that put a value in one place are alternatives: no arm has two of them. Percents and additions of several interventions act together.
On the command line `--set PATH=-2` takes 2 away, and `--set PATH==-2` puts minus two there. Whole numbers of agents are rounded half up, so ten percent of
three agents are none.
";

/// Every key of the format as Markdown.
pub fn reference() -> String {
    let mut page = PREFACE.to_string();
    page += "\n## Distributions\n\n| dist | given by |\n| --- | --- |\n";
    for law in &LAWS {
        let sets: Vec<String> = law.takes.iter().map(|keys| keys.join(", ")).collect();
        page += &format!("| `{}` | {} |\n", law.name, sets.join("; or "));
    }
    table(&mut page, shape::scenario(), "", "The top of the file", None);
    page
}

/// One table, and after it the tables inside it. `fixed` is inherited from above.
fn table(page: &mut String, shape: &Shape, path: &str, header: &str, fixed: Option<&str>) {
    let Kind::Table { keys, .. } = &shape.kind else {
        return;
    };
    *page += &format!("\n## {header}\n\n");
    if !shape.meaning.is_empty() && !path.is_empty() {
        *page += &format!("{}\n\n", shape.meaning);
    }
    *page += "| key | value | default | meaning |\n| --- | --- | --- | --- |\n";
    for (key, inner) in keys {
        let fixed = fixed.or(inner.fixed.as_deref());
        let marks = if fixed.is_some() && !path.starts_with("intervention") { " *Fixed.*" } else { "" };
        *page += &format!(
            "| `{key}` | {} | {} | {}{marks} |\n",
            value(inner),
            default(inner),
            inner.meaning.replace('|', "\\|")
        );
    }
    for (key, inner) in keys {
        let fixed = fixed.or(inner.fixed.as_deref());
        let here = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let inside = match &inner.kind {
            Kind::Table { law: false, .. } => (inner, format!("`[{here}]`"), here),
            Kind::List { item, .. } if !item.keys().is_empty() => (&**item, format!("`[[{here}]]`"), here),
            Kind::Map(item) => match &item.kind {
                Kind::Change(long) => (&**long, format!("`[{here}.\"PATH\"]`"), format!("{here}.PATH")),
                _ if !item.keys().is_empty() => (&**item, format!("`[{here}.NAME]`"), format!("{here}.NAME")),
                _ => continue,
            },
            Kind::Short { long, .. } => (&**long, format!("`[{here}]`"), here),
            _ => continue,
        };
        let (shape, header, here) = inside;
        table(page, shape, &here, &header, fixed);
    }
}

/// What the value is, in few words.
fn value(shape: &Shape) -> String {
    let limited = |name: &str, bounds: &Bounds, is_duration: bool| {
        let limits = bounds.in_words(is_duration);
        if limits.is_empty() { name.to_string() } else { format!("{name}, {limits}") }
    };
    match &shape.kind {
        Kind::Flag => "true or false".to_string(),
        Kind::Number(bounds) => limited("number", bounds, false),
        Kind::Whole(bounds) | Kind::Headcount(bounds) => limited("whole number", bounds, false),
        Kind::Text => "text".to_string(),
        Kind::Name => "name".to_string(),
        Kind::Choice(words) => {
            words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ")
        }
        Kind::Duration { bounds, whole_weeks } => {
            limited(if *whole_weeks { "duration in whole weeks" } else { "duration" }, bounds, true)
        }
        Kind::WeekClock => "time of the week".to_string(),
        Kind::DayClock => "time of day".to_string(),
        Kind::Weekdays => "weekdays".to_string(),
        Kind::OpenHours => "opening hours".to_string(),
        Kind::File => "file".to_string(),
        Kind::Pattern { of } if of.is_whole() => "whole numbers over the week".to_string(),
        Kind::Pattern { .. } => "over the week".to_string(),
        Kind::Day => "list of 24, 48 or 96".to_string(),
        Kind::ByWeekday => "by weekday".to_string(),
        Kind::Times => "list of seconds".to_string(),
        Kind::Change(_) => "change, or table, below".to_string(),
        Kind::Any | Kind::Code => "value".to_string(),
        Kind::List { item, .. } if !item.keys().is_empty() => "list of tables, below".to_string(),
        Kind::List { item, .. } => format!("list: {}", value(item)),
        Kind::Table { law: true, .. } if shape.is_law_in_time() => "distribution".to_string(),
        Kind::Table { law: true, .. } => "distribution of numbers".to_string(),
        Kind::Table { .. } => "table, below".to_string(),
        Kind::Map(item) if !item.keys().is_empty() => "tables by name, below".to_string(),
        Kind::Map(item) => format!("by name: {}", value(item)),
        Kind::Short { long, main } => {
            let short = long.key(main).map(value).unwrap_or_default();
            format!("{short}; or table, below")
        }
        Kind::Targets(_) => "name, or weights by name".to_string(),
    }
}

fn default(shape: &Shape) -> String {
    match &shape.default {
        _ if shape.required => "must be given".to_string(),
        Some(default) if !default.is_object() && !default.is_array() => format!("`{default}`"),
        _ => String::new(),
    }
}
