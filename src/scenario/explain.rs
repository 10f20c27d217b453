//! What a word means: a key of the format by its path, or an error code.

use super::codes::Code;
use super::path::Path;
use super::shape::{self, Kind, Shape};
use super::wording::describe;

/// The text of an error code such as `E0214`, in any case of letters.
pub fn explain_code(code: &str) -> Option<&'static str> {
    Code::ALL.iter().find(|known| known.word().eq_ignore_ascii_case(code)).map(|code| code.text())
}

/// What a key of the scenario means: its type, limits, default and meaning. Keys are found by path, with or without names
/// of elements (`team.NAME.agents`, `team.agents`), and by themselves (`agents`); a key of several tables gives several
/// texts.
pub fn explain_key(word: &str) -> Vec<String> {
    let word = word.replace(['[', ']'], "");
    let wanted: Vec<&str> = word.split('.').filter(|part| !part.is_empty()).collect();
    let mut texts = Vec::new();
    if !wanted.is_empty() {
        search(shape::scenario(), &[], &wanted, &mut texts);
    }
    // Whoever names the way to a key means that key, and none further down by the same name.
    let is_whole_way = wanted.len() > 1 && texts.iter().any(|found: &Found| found.is_whole_way);
    texts.retain(|found| found.is_whole_way || !is_whole_way);
    texts.into_iter().map(|found| found.text).collect()
}

/// A key that was found.
struct Found {
    /// Whether the whole way to it was asked for, names of elements given or left out.
    is_whole_way: bool,
    text: String,
}

fn search(shape: &Shape, way: &[&str], wanted: &[&str], texts: &mut Vec<Found>) {
    let keys: Vec<(&str, &Shape)> = match &shape.kind {
        Kind::Table { keys, .. } => keys.iter().map(|(key, shape)| (key.as_str(), shape)).collect(),
        Kind::List { item, .. } if !item.keys().is_empty() => {
            return search_elements(item, shape, way, wanted, texts);
        }
        Kind::Map(value) => vec![("NAME", &**value)],
        Kind::Change(long) | Kind::Short { long, .. } => return search(long, way, wanted, texts),
        _ => return,
    };
    for (key, inner) in keys {
        let way: Vec<&str> = way.iter().copied().chain([key]).collect();
        // A key deep inside a distribution is explained with the distribution.
        let is_inside_law = matches!(shape.kind, Kind::Table { law: true, .. });
        if matches(&way, wanted) && (!is_inside_law || wanted.len() > 1) {
            let is_whole_way = is_whole_way(&way, wanted);
            texts.push(Found { is_whole_way, text: text(&way, inner, is_inside_law) });
        }
        search(inner, &way, wanted, texts);
    }
}

fn search_elements(item: &Shape, list: &Shape, way: &[&str], wanted: &[&str], texts: &mut Vec<Found>) {
    let named: Vec<&str> = match list.named_elements() {
        Some(_) => way.iter().copied().chain(["NAME"]).collect(),
        None => way.to_vec(),
    };
    search(item, &named, wanted, texts);
}

/// Whether `wanted` ends at the end of `way` and names steps of it in order; a name of an element may be given, left out or
/// any word.
fn matches(way: &[&str], wanted: &[&str]) -> bool {
    let (Some((step, before)), Some((word, rest))) = (way.split_last(), wanted.split_last()) else {
        return wanted.is_empty();
    };
    step == word && are_steps(before, rest)
}

/// Whether `wanted` names every step of `way`, with the names of elements or without.
fn is_whole_way(way: &[&str], wanted: &[&str]) -> bool {
    let with_names = way.len() == wanted.len()
        && way.iter().zip(wanted).all(|(step, word)| step == word || *step == "NAME");
    with_names || way.iter().filter(|step| **step != "NAME").eq(wanted)
}

fn are_steps(way: &[&str], wanted: &[&str]) -> bool {
    match (way.split_last(), wanted.split_last()) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some((step, before)), Some((word, rest))) => {
            let is_step = step == word || (*step == "NAME" && !rest.is_empty());
            (is_step && are_steps(before, rest)) || are_steps(before, wanted)
        }
    }
}

fn text(way: &[&str], shape: &Shape, is_inside_law: bool) -> String {
    let path = way.iter().fold(Path::root(), |path, key| path.key(key));
    let mut text = format!("{path}: {}\n", describe(shape));
    if !shape.meaning.is_empty() {
        text += &format!("  {}\n", shape.meaning);
    }
    if let Kind::Duration { bounds, .. } = &shape.kind {
        let words = bounds.in_words(true);
        if !words.is_empty() {
            text += &format!("  Allowed: {words}.\n");
        }
    }
    if let Some(why) = shape.why.as_ref().filter(|_| !is_inside_law) {
        text += &format!("  Because: {why}.\n");
    }
    match &shape.default {
        _ if shape.required => text += "  Must be given.\n",
        Some(default) if !default.is_object() && !default.is_array() => {
            text += &format!("  Default: {default}.\n")
        }
        _ => {}
    }
    if let Some(fixed) = &shape.fixed {
        text += &format!("  No intervention may set it: {fixed}.\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_by_path_and_alone() {
        let long = explain_key("team.front.agents");
        assert_eq!(long, explain_key("team.agents"));
        assert!(long[0].starts_with("team.NAME.agents: a whole number"), "{long:?}");
        assert_eq!(long.len(), 1, "not the agents of shifts: {long:?}");
        assert!(explain_key("agents").len() > 1);
        assert!(explain_key("memory_half_life")[0].contains("Default: \"26w\""));
        assert!(explain_key("horizon")[0].contains("Must be given"));
        assert!(explain_key("probability").len() > 2, "several tables have it");
        assert!(explain_key("reason.billing.talk.cv")[0].contains("standard deviation / mean"));
        assert!(explain_key("intervention.half_life")[0].contains("Half-life"));
        assert!(explain_key("nonsense").is_empty() && explain_key("").is_empty());
    }

    #[test]
    fn codes_have_texts() {
        assert!(explain_code("e0214").is_some_and(|text| text.contains("range")));
        assert_eq!(explain_code("E9999"), None);
    }
}
