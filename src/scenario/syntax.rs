//! What is wrong with a text that is not TOML: one mistake for each place at which it begins, and none for what the parser
//! stumbles over in consequence.

use std::ops::Range;

use toml::de::DeTable;

use super::brackets::{Unclosed, unclosed};
use super::codes::Code;
use super::diagnostics::Diagnostic;
use super::syntax_words::told;

/// A mistake of the text.
pub(super) struct Fault {
    /// The byte at which it begins.
    pub at: usize,
    /// The bytes of whose meaning nothing is sure because of it.
    pub unsure: Range<usize>,
    pub diagnostic: Diagnostic,
}

/// Brackets that are closed for the reader at most; a text that lacks more is hardly one.
const MOST_CLOSED: usize = 10;

/// Places at which it is looked for brackets at most.
const MOST_TRIED: usize = 50;
/// Keys that stand twice whose first place is looked for at most.
const MOST_LOOKED_FOR: usize = 100;

/// The text with the brackets closed that somebody forgot to close, so that the rest of it can be read, and these mistakes.
/// Nothing is put on a line of its own, so that every line keeps its number.
pub(super) fn with_brackets_closed(text: &str) -> (String, Vec<Fault>) {
    let mut text = text.to_string();
    let mut faults: Vec<Fault> = Vec::new();
    for _ in 0..MOST_CLOSED {
        let Some(open) = first_unclosed(&text) else { break };
        let sign = open.closing();
        if let Some(quote) = open.quote {
            // Without the end of a text no bracket behind it counts; the quote itself is told as any other mistake.
            text.insert(open.end, sign);
            text.insert(open.end, quote);
            continue;
        }
        let line = 1 + text[..open.end].matches('\n').count();
        let key = text[line_of(&text, open.at)].split('=').next().unwrap_or_default().trim().to_string();
        let message =
            format!("the text is not TOML: the `{}` of `{key}` is not closed", text_at(&text, open.at));
        let diagnostic = Diagnostic::new(Code::Syntax, message)
            .why("everything after it would belong to it, up to the end of the file")
            .help(format!("add `{sign}` at the end of line {line}"));
        faults.push(Fault { at: open.at, unsure: line_of(&text, open.at).start..open.end, diagnostic });
        text.insert(open.end, sign);
    }
    (text, faults)
}

fn first_unclosed(text: &str) -> Option<Unclosed> {
    let (_, errors) = DeTable::parse_recoverable(text);
    let mut places: Vec<usize> = errors.iter().filter(|error| !is_duplicate(error)).map(start).collect();
    places.sort_unstable();
    places.truncate(MOST_TRIED);
    unclosed(text, &places)
}

/// The mistakes of a text, in its order.
pub(super) fn faults(errors: &[toml::de::Error], text: &str) -> Vec<Fault> {
    let mut errors: Vec<&toml::de::Error> = errors.iter().collect();
    errors.sort_by_key(|error| start(error));
    let mut faults: Vec<Fault> = Vec::new();
    for error in errors {
        let at = start(error);
        if faults.last().is_some_and(|fault| at < fault.unsure.end) {
            continue;
        }
        let is_looked_for = faults.len() < MOST_LOOKED_FOR;
        faults.push(match is_duplicate(error) {
            true => duplicate(error, text, is_looked_for),
            false => fault(error, text),
        });
    }
    faults
}

fn fault(error: &toml::de::Error, text: &str) -> Fault {
    let told = told(error, text);
    let at = told.at.unwrap_or_else(|| start(error));
    let line = line_of(text, at);
    // A file of another kind, and a text over many lines, leave nothing of which anything is sure.
    let end = if told.is_all { usize::MAX } else { line.end.saturating_add(1) };
    let message = format!("the text is not TOML: {}", told.what);
    let diagnostic = Diagnostic::new(Code::Syntax, message).why(told.why).help(told.help);
    Fault { at, unsure: line.start..end, diagnostic }
}

fn is_duplicate(error: &toml::de::Error) -> bool {
    error.message() == "duplicate key"
}

fn duplicate(error: &toml::de::Error, text: &str, is_looked_for: bool) -> Fault {
    let at = start(error);
    let key = error.span().and_then(|span| text.get(span)).unwrap_or_default().trim();
    let line = line_of(text, at);
    let own = text[line.clone()].trim();
    let above = if is_looked_for { &text[..line.start] } else { "" };
    let before = || above.lines().enumerate().map(|(number, line)| (number + 1, line.trim()));
    let same_header = before().find(|(_, other)| own.starts_with('[') && head(other) == head(own));
    let other_header = before()
        .find(|(_, other)| own.starts_with('[') && bare(other) == bare(own) && other.starts_with('['));
    let table: Vec<(usize, &str)> = before().collect();
    let begins = table.iter().rposition(|(_, other)| other.starts_with('[')).map_or(0, |header| header + 1);
    let is_key = |other: &str| {
        other.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')) && !key.is_empty()
    };
    let same_key = table[begins..].iter().find(|(_, other)| is_key(other)).copied();
    let (message, why, help) = match (same_header, other_header, same_key) {
        (Some((number, _)), ..) => (
            format!("the table {} stands twice: in line {number} already", head(own)),
            "which of the two is meant cannot be known",
            "put all its keys under one header; an element of a list has two brackets, [[..]]".to_string(),
        ),
        (None, Some((number, other)), _) => (
            format!("`{key}` is written as {} here, and as {} in line {number}", head(own), head(other)),
            "two brackets begin the next element of a list, one bracket a table of which there is one",
            format!("did you mean {}?", head(other)),
        ),
        (_, _, Some((number, _))) => (
            format!("`{key}` stands twice in the same table: in line {number} already"),
            "which of the two values is meant cannot be known",
            "keep one of them".to_string(),
        ),
        _ => (
            format!("`{key}` stands twice in the same table"),
            "which of the two values is meant cannot be known",
            "keep one of them".to_string(),
        ),
    };
    let diagnostic = Diagnostic::new(Code::DuplicateKey, message).why(why).help(help);
    Fault { at, unsure: line.start..line.end.saturating_add(1), diagnostic }
}

/// A header without what stands behind it.
fn head(line: &str) -> &str {
    line.rfind(']').map_or(line, |end| &line[..=end])
}

/// The name in a header.
fn bare(line: &str) -> &str {
    head(line).trim_matches(['[', ']', ' '])
}

/// Puts blanks in the place of lines that are no key and value. Lines of a list stay, and so do headers: without them what
/// follows would belong to the table before.
pub(super) fn leave_out(text: &mut String, faults: &[Fault]) {
    for fault in faults {
        let line = line_of(text, fault.at);
        let own = &text[line.clone()];
        let count = |signs: [char; 2]| own.matches(signs).count();
        // What goes on over several lines stays whole.
        let is_statement = !own.trim_start().starts_with('[') && count(['[', '{']) == count([']', '}']);
        if fault.diagnostic.code == Code::Syntax && is_statement && fault.unsure.end <= text.len() + 1 {
            let blanks = " ".repeat(line.len());
            text.replace_range(line, &blanks);
        }
    }
}

/// The byte at which the parser stumbled.
pub(super) fn start(error: &toml::de::Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

/// The bytes of the line around a byte, without its end.
pub(super) fn line_of(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = after.find('\n').map_or(text.len(), |newline| before.len() + newline);
    start..end
}

fn text_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use crate::scenario::source::read;

    /// Places and first words of what is told of a text.
    fn places(text: &str) -> Vec<String> {
        let reading = read(text, "x");
        reading.found.iter().map(|found| found.place.to_string()).collect()
    }

    #[test]
    fn a_bracket_that_is_not_closed_is_one_mistake_at_its_place() {
        let rest = "[[team]]\nname = \"front\"\nagents = 10\nskills = [\"call\"]\n";
        for (text, place) in [
            ("[[reason]]\ntalk = { dist = \"exponential\", mean = \"3m\"\nawt = \"20s\"\n", "x:2:8"),
            ("[[reason]]\ntalk = { dist = \"exponential\", mean = \"3m\" # three minutes\n", "x:2:8"),
            ("days = [\n  [1, 2],\n  [3, 4\n", "x:3:3"),
            ("[compare]\narms = [\"a\",\n  \"b\"\n", "x:2:8"),
            ("[x]\nset = { \"team.front.agents\" = \"+1\"\n\n", "x:2:7"),
            ("[[service]]\nskills = [\n  \"call\",\n", "x:2:10"),
        ] {
            let told = places(&format!("{text}{rest}"));
            assert_eq!(told.first().map(String::as_str), Some(place), "{text}");
            let reading = read(&format!("{text}{rest}"), "x");
            let front = reading.tree.pointer("/team/0/name").and_then(|name| name.as_str());
            assert_eq!(front, Some("front"), "what follows is read: {text}");
            if !text.contains("days") {
                assert_eq!(told.len(), 1, "{text}: {told:?}");
            }
        }
        // Values over several lines are no mistake, and a mistake inside one is its own.
        assert!(
            places("days = [\n  1, # one\n  2,\n]\ntalk = { dist = \"constant\",\n  mean = 3 }\n").is_empty()
        );
        assert_eq!(places("days = [\n  1\n  2,\n]\nb = 1\nc : 2\n"), ["x:3:3", "x:6:3"]);
    }

    #[test]
    fn a_line_gives_one_mistake_and_every_line_its_own() {
        assert_eq!(places("a: 1\nb = 2\nc: 3\n").len(), 1, "a file of another kind is told once");
        assert_eq!(places("x = 1\na: 1\nb = 2\nc: 3\n"), ["x:2:2", "x:4:2"]);
        assert_eq!(places("x = [1 2,\n  3, 4]\ny = nan\n"), ["x:1:6", "x:3:5"]);
        assert_eq!(places("x = 1\n-- c\nb = 2;\n[t]\nc = nan\n"), ["x:2:4", "x:3:5", "x:5:5"]);
        assert_eq!(places("a = .5\nb = 010\nc = True\n"), ["x:1:5", "x:2:5", "x:3:5"]);
        assert_eq!(places("a = \"\"\"x\n[time]\nhorizon = \"4w\"\n"), ["x:1:5"]);
        assert_eq!(places("a = 1\rb = 2\rc = 3\r").len(), 1);
    }

    #[test]
    fn what_stands_twice_is_told_with_its_first_place() {
        let told = |text: &str| read(text, "x").found[0].message.clone();
        assert!(told("[t]\na = 1\n\na = 2\n").ends_with("in line 2 already"));
        assert!(told("[t]\na = 1\n[u]\na = 1\n[t]\nb = 2\n").ends_with("in line 1 already"));
        assert_eq!(told("[[t]]\na = 1\n[t]\n"), "`t` is written as [t] here, and as [[t]] in line 1");
    }
}
