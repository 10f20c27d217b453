//! `goodwill explain`: what does this word mean?

use clap::Args;
use serde_json::Value;

use crate::metrics::{ALL, Better, Entry, definitions};
use crate::scenario;
use crate::suggest;

use super::exit::{Exit, Failure};
use super::glossary::WORDS;
use super::{judge_words, output};

/// Options of `explain`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A metric key, a scenario key, an error code, or a word of the field; without one, all that can be asked
    #[arg(num_args = 0.., value_name = "WORD")]
    word: Vec<String>,
}

/// Answers the question; exit 2 when the word is unknown.
pub fn main(arguments: &Arguments) -> Result<Exit, Failure> {
    let word = arguments.word.join(" ");
    if word.is_empty() {
        output::text(&everything())?;
        return Ok(Exit::Done);
    }
    let meanings = meanings(&word);
    if meanings.is_empty() {
        return Err(Failure::input(unknown(&word)));
    }
    output::text(&(meanings.join("\n\n") + "\n"))?;
    Ok(Exit::Done)
}

/// Every meaning of a word: as a metric, a figure of a survey, something that `judge` prints, a key, an error code, a word of the
/// field.
fn meanings(word: &str) -> Vec<String> {
    let asked = word.trim().to_lowercase();
    let code = scenario::explain_code(&asked.to_uppercase())
        .map(|text| format!("{} (error code)\n  {text}", asked.to_uppercase()));
    // Metrics are asked for as files name them, or as the tables do.
    let metric =
        ALL.iter().find(|entry| entry.key == asked || entry.label.to_lowercase() == asked).map(metric);
    // Nobody remembers whether it is warm-up or warm up.
    let spoken = |text: &str| text.to_lowercase().replace(['_', '-'], " ").trim().to_string();
    let words = WORDS.iter().filter(|word| word.forms.iter().any(|form| spoken(form) == spoken(&asked)));
    let words = words.map(|word| format!("{asked} (word)\n  {}", word.meaning));
    // A single word would also be a legal name in every table of names; nobody asks for those.
    let is_any_name = |text: &str| {
        let path = text.split(':').next();
        path.is_some_and(|path| path.ends_with("NAME"))
    };
    let keys = scenario::explain_key(&asked)
        .into_iter()
        .filter(|text| asked.contains('.') || !is_any_name(text))
        .map(|text| format!("scenario key {}", text.trim_end()));
    let figures = definitions::definitions(&asked).into_iter().map(|text| {
        let text = text.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n");
        format!("{asked} (figure of a survey)\n{text}")
    });
    let of_judge = judge_words::meanings(&asked);
    code.into_iter().chain(metric).chain(words).chain(of_judge).chain(keys).chain(figures).collect()
}

fn metric(entry: &Entry) -> String {
    let better = match entry.better {
        Better::Higher => ", more is better",
        Better::Lower => ", less is better",
        Better::Neither => "",
    };
    format!("{} (metric: {}; unit: {}{better})\n  {}", entry.key, entry.label, entry.unit, entry.meaning)
}

/// The paths of all keys of the scenario format, from its JSON schema.
fn scenario_keys() -> Vec<String> {
    let schema = scenario::json_schema();
    let mut keys = Vec::new();
    collect(&schema, &schema, "", 0, &mut keys);
    keys
}

/// Deeper tables than this there are none; the limit guards against a schema that refers to itself.
const DEEPEST: usize = 6;

fn collect(root: &Value, schema: &Value, path: &str, depth: usize, keys: &mut Vec<String>) {
    if depth > DEEPEST {
        return;
    }
    let target = schema["$ref"].as_str().and_then(|name| root.pointer(name.trim_start_matches('#')));
    let choices = ["anyOf", "oneOf", "allOf"].iter().filter_map(|word| schema[word].as_array()).flatten();
    let inner = ["items", "additionalProperties"].iter().map(|word| &schema[word]);
    for part in target.into_iter().chain(choices).chain(inner.filter(|inner| inner.is_object())) {
        collect(root, part, path, depth + 1, keys);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        collect(root, property, &path, depth + 1, keys);
        if !keys.contains(&path) {
            keys.push(path);
        }
    }
}

fn unknown(word: &str) -> String {
    let mut known: Vec<&str> = ALL.iter().flat_map(|entry| [entry.key, entry.label]).collect();
    known.extend(definitions::names().flat_map(|names| names.iter().copied()));
    known.extend(judge_words::all());
    known.extend(WORDS.iter().flat_map(|word| word.forms));
    known.extend(scenario::Code::ALL.iter().map(|code| code.word()));
    let keys = scenario_keys();
    known.extend(keys.iter().flat_map(|path| [path.as_str(), path.rsplit('.').next().unwrap_or(path)]));
    known.sort_unstable();
    known.dedup();
    let near = suggest::near(word, known);
    let help = match near.iter().take(3).map(|name| format!("{name:?}")).collect::<Vec<_>>() {
        names if names.is_empty() => {
            "`goodwill explain` without a word lists all that can be asked".to_string()
        }
        names => format!("did you mean {}?", names.join(" or ")),
    };
    format!("error: nothing is known of {word:?}\n  help: {help}")
}

/// All that can be asked.
fn everything() -> String {
    let mut text = "Metrics\n".to_string();
    for entry in ALL {
        text += &format!("  {:<40} {}\n", entry.key, entry.label);
    }
    text += "\nFigures of a survey (of `measure`, and of the library alone)\n";
    for names in definitions::names() {
        text += &format!("  {}\n", names.join(", "));
    }
    text += "\nFormulas, figures and questions of judge\n";
    for name in judge_words::all() {
        text += &format!("  {name}\n");
    }
    text += "\nScenario keys\n";
    for key in scenario_keys() {
        text += &format!("  {key}\n");
    }
    text += "\nError codes\n";
    for code in scenario::Code::ALL {
        text += &format!("  {}  {}\n", code.word(), code.title());
    }
    text += "\nWords\n";
    for word in WORDS {
        text += &format!("  {}\n", word.forms.join(", "));
    }
    text
}
