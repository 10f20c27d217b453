//! The words for a text that is not TOML: what stands there, why it cannot, and what was probably meant.

use super::syntax::{line_of, start};

/// What is told of a mistake.
pub(super) struct Told {
    pub what: String,
    pub why: &'static str,
    pub help: String,
    /// Where it begins, if not where the parser stumbled.
    pub at: Option<usize>,
    /// Whether nothing after it can be trusted.
    pub is_all: bool,
}

impl Told {
    fn new(what: impl Into<String>, why: &'static str, help: impl Into<String>) -> Told {
        Told { what: what.into(), why, help: help.into(), at: None, is_all: false }
    }

    fn of_all(self) -> Told {
        Told { is_all: true, ..self }
    }
}

/// A line on which the parser stumbled.
struct Line<'t> {
    /// The byte at which the line begins.
    start: usize,
    /// The whole line, without a comment behind it.
    line: &'t str,
    /// What stands before the place.
    before: &'t str,
    /// What stands from the place on.
    rest: &'t str,
    /// What the parser took for the mistake itself.
    token: &'t str,
    /// What the parser says.
    says: &'t str,
}

const ONE_VALUE: &str = "one `key = value` stands on each line, and the value ends the line";
const COMMENTS: &str = "what is not meant for the program stands behind a #";
const QUOTES: &str = "a text begins and ends with a quote, on one line";
const KEYS: &str = "a line is `key = value`, or the name of a table in brackets";

/// What is told of an error of the parser.
pub(super) fn told(error: &toml::de::Error, text: &str) -> Told {
    if let Some(other) = other_format(text) {
        return other;
    }
    let mut at = start(error).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let span = line_of(text, at);
    let token = error.span().and_then(|span| text.get(span)).unwrap_or_default();
    let token = if token.contains('\n') { "" } else { token.trim() };
    let line = Line {
        start: span.start,
        line: &text[span.clone()],
        before: &text[span.start..at],
        rest: text[at..span.end].trim_end(),
        token,
        says: error.message(),
    };
    if line.says.contains("carriage return") {
        let why = "a line ends with a line feed, after a carriage return or alone";
        let help = "save the file with the line ends of Windows or Unix";
        return Told::new("a carriage return stands alone", why, help).of_all();
    }
    if line.says.contains("multi-line") {
        let at = ["\"\"\"", "'''"].iter().filter_map(|quotes| text.find(quotes)).min();
        let why = "everything after it would belong to the text, up to the end of the file";
        let help = "end it with three quotes, or begin it with one if it stands on one line";
        let told = Told::new("a text that begins with three quotes does not end", why, help).of_all();
        return Told { at, ..told };
    }
    let told = odd_signs(&line)
        .or_else(|| numbers(&line))
        .or_else(|| quotes(&line))
        .or_else(|| words(&line))
        .or_else(|| headers(&line))
        .or_else(|| lists_and_braces(&line))
        .or_else(|| keys(&line))
        .or_else(|| behind_the_value(&line));
    told.unwrap_or_else(|| {
        let near = if line.token.is_empty() { String::new() } else { format!("at `{}`: ", line.token) };
        let why = "what is meant from here to the end of the line is not sure";
        Told::new(format!("{near}{}", line.says), why, KEYS)
    })
}

/// A file that is something else altogether.
fn other_format(text: &str) -> Option<Told> {
    let why = "the file is read as TOML, and this is another format";
    let told = |what: &str, help: &str| Some(Told::new(what, why, help).of_all());
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (first, second) = (lines.next()?, lines.next());
    if first.starts_with('<') {
        return told("this looks like a page of the web", "save the file itself, not the page that shows it");
    }
    if first.starts_with('{') {
        return told(
            "this looks like JSON",
            "write `key = value`, each on a line, and tables under [headers]",
        );
    }
    let is_yaml =
        |line: &str| line.split_once(':').is_some_and(|(key, _)| is_word(key)) && !line.contains('=');
    if first == "---"
        || (is_yaml(first) && second.is_some_and(|line| !line.contains('[') && !line.is_empty()))
    {
        return told(
            "this looks like YAML",
            "write `key = value`, each on a line, and tables under [headers]",
        );
    }
    if looks_like_rows(text) {
        let help = "this looks like a CSV file: a survey goes with its model, as in `goodwill measure SURVEY --model MODEL`";
        return told("its lines are rows of cells", help);
    }
    None
}

/// Signs that look like others.
fn odd_signs(line: &Line) -> Option<Told> {
    let plain: String = line
        .line
        .chars()
        .map(|sign| match sign {
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2018}' | '\u{2019}' | '\u{00ab}'
            | '\u{00bb}' => '"',
            '\u{2212}' | '\u{2012}' | '\u{2013}' | '\u{2014}' => '-',
            '\u{00a0}' | '\u{2007}' | '\u{202f}' | '\u{3000}' | '\u{200b}' | '\u{feff}' => ' ',
            sign => sign,
        })
        .collect();
    let (odd, meant) = line.line.chars().zip(plain.chars()).find(|(odd, meant)| odd != meant)?;
    let what = match meant {
        '"' => format!("`{odd}` is a quote of printed text, not of TOML"),
        '-' => format!("`{odd}` is a dash of printed text, not a minus"),
        _ => format!("a blank here is none that is typed (U+{:04X})", odd as u32),
    };
    let why = "programs that write letters and pages put such signs in the place of plain ones";
    Some(Told::new(what, why, format!("did you mean `{}`?", plain.trim())))
}

/// Numbers in other spellings.
fn numbers(line: &Line) -> Option<Told> {
    if has_decimal_comma(line.line) {
        let why = "a comma parts the elements of a list, and a point the decimals of a number";
        return Some(Told::new(
            "a number with a comma",
            why,
            "decimals are written with a point, as in 55.5",
        ));
    }
    let number = line.rest.split([',', ' ', ']', '}', '#']).next().unwrap_or_default();
    let is_number = |text: &str| text.parse::<f64>().is_ok();
    let why = "a number begins with a digit that counts, and has digits on both sides of its point";
    if line.says.contains("leading zero") && is_number(number) {
        let (sign, digits) = number.split_at(number.len() - number.trim_start_matches(['+', '-']).len());
        let bare = digits.trim_start_matches('0');
        let zero = if bare.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
        return Some(Told::new(
            format!("{number} is no number"),
            why,
            format!("did you mean {sign}{zero}{bare}?"),
        ));
    }
    if number.starts_with('.') && is_number(number) {
        return Some(Told::new(format!("{number} is no number"), why, format!("did you mean 0{number}?")));
    }
    let all = line.line.split_once('=').map_or("", |(_, value)| value).trim();
    if all.ends_with('.') && is_number(all) {
        return Some(Told::new(format!("{all} is no number"), why, format!("did you mean {all}0?")));
    }
    None
}

/// Texts whose quotes do not match, and backslashes in them.
fn quotes(line: &Line) -> Option<Told> {
    if line.says.contains("unicode") || line.says.contains("escape") {
        let why = "a backslash in a text stands for a sign that cannot be typed, such as \\n";
        let help = "write two backslashes, or put the text between single quotes";
        return Some(Told::new("a backslash that stands for nothing", why, help));
    }
    let is_about_quotes = ["basic string", "literal string", "opening quote"];
    let is_odd = |sign: char| line.line.matches(sign).count() % 2 == 1;
    let sign = ['"', '\''].into_iter().find(|sign| is_odd(*sign));
    if let Some(sign) = sign
        && (is_about_quotes.iter().any(|words| line.says.contains(words)) || !line.says.contains("header"))
    {
        let value = line.line.split_once('=').map_or("", |(_, value)| value).trim();
        let alone = value.trim_matches(['"', '\'']);
        let is_alone = !alone.is_empty() && !alone.contains(['"', '\'', '[', '{', ',']);
        let help = match is_alone {
            true => format!("did you mean \"{alone}\"?"),
            false => format!("look for the text that lacks a {sign} at its beginning or end"),
        };
        return Some(Told::new(format!("a quote {sign} on this line has no partner"), QUOTES, help));
    }
    None
}

/// Words without quotes, and values that are missing.
fn words(line: &Line) -> Option<Told> {
    if !line.says.contains("must be quoted") && !line.says.contains("invalid boolean") {
        return None;
    }
    let key = line.before.trim_end().trim_end_matches('=').trim();
    if line.token.is_empty() || line.token.starts_with('#') {
        let help = "write the value behind the equals sign, or take the line away";
        return Some(Told::new(format!("`{key}` has no value"), ONE_VALUE, help));
    }
    if let Some(told) = behind_a_number(line) {
        return Some(told);
    }
    let why = "numbers and true or false stand without quotes, everything else with quotes";
    let meant = match line.token.to_lowercase().as_str() {
        "true" | "yes" | "on" => "true".to_string(),
        "false" | "no" | "off" => "false".to_string(),
        _ => format!("\"{}\"", line.token),
    };
    let help = format!(
        "did you mean {meant}? Texts, durations and changes stand in quotes, as in \"20s\" or \"+25%\""
    );
    Some(Told::new(format!("`{}` stands without quotes", line.token), why, help))
}

/// What stands behind a number, which the parser takes for one word with it.
fn behind_a_number(line: &Line) -> Option<Told> {
    let end = line.token.find([' ', ';'])?;
    let number = &line.token[..end];
    number.parse::<f64>().ok()?;
    let before = &line.line[..(line.before.len() + end).min(line.line.len())];
    let rest = line.rest.get(end..)?.trim();
    let is_within = line.before.split_once('=').is_some_and(|(_, value)| value.contains(['[', '{']));
    let says = if is_within { "missing comma" } else { "unexpected key or value" };
    let behind = Line { before, rest, says, token: "", ..*line };
    if is_within { lists_and_braces(&behind) } else { behind_the_value(&behind) }
}

/// Headers without their brackets.
fn headers(line: &Line) -> Option<Told> {
    let trimmed = line.line.trim();
    if !trimmed.starts_with('[') || !line.before.contains('[') && !line.rest.starts_with('[') {
        return None;
    }
    if trimmed.contains('=') {
        return None;
    }
    let brackets = trimmed.len() - trimmed.trim_start_matches('[').len();
    let name = trimmed.trim_matches(['[', ']', ' ']);
    let meant = match brackets {
        1 => format!("[{name}]"),
        _ => format!("[[{name}]]"),
    };
    let why = "the name of a table stands in brackets on a line of its own, two on each side for an element of a list";
    let help = match meant == trimmed {
        true => {
            "write a name between the brackets; one with blanks or signs in it stands in quotes".to_string()
        }
        false => format!("did you mean {meant}?"),
    };
    Some(Told::new(format!("`{trimmed}` is no header of a table"), why, help))
}

/// Commas and equals signs within brackets and braces.
fn lists_and_braces(line: &Line) -> Option<Told> {
    let next = line.rest.split([' ', ',', '=', ']', '}']).next().unwrap_or_default();
    if line.says.contains("missing comma") {
        let why = "what stands within brackets is parted by commas";
        return Some(Told::new("a comma is missing", why, format!("put a comma before `{next}`")));
    }
    if line.says.contains("extra comma") || line.says.contains("unexpected `,`") {
        let why = "each comma stands behind a value";
        return Some(Told::new("a comma stands behind nothing", why, "take the comma away"));
    }
    if line.says.contains("assignment") || line.says.contains("inline table") {
        let why = "within braces stand `key = value`, with commas between them";
        let help = "paths and other names with dots or blanks stand in quotes, as in { \"team.front.agents\" = \"+10%\" }";
        return Some(Told::new("what stands within these braces cannot be read", why, help));
    }
    None
}

/// Keys without an equals sign, with a colon, or of several words.
fn keys(line: &Line) -> Option<Told> {
    let is_key = ["unquoted key", "key with no value", "expected key", "key-value pair"];
    if !is_key.iter().any(|words| line.says.contains(words)) {
        return None;
    }
    let trimmed = line.line.trim();
    if let Some(comment) = ["//", "/*", "--", ";", "%", "'"].iter().find(|sign| trimmed.starts_with(**sign)) {
        let help = format!("did you mean `# {}`?", trimmed.trim_start_matches(*comment).trim());
        return Some(Told::new(format!("comments do not begin with `{comment}`"), COMMENTS, help));
    }
    if let Some((key, value)) = trimmed.split_once(':')
        && is_word(key.trim())
        && !value.trim().is_empty()
    {
        let value = value.trim().trim_start_matches('=').trim();
        let help = format!("did you mean `{} = {value}`?", key.trim());
        let told = Told::new("a colon stands in the place of the equals sign", KEYS, help);
        return Some(Told { at: line.line.find(':').map(|colon| line.start + colon), ..told });
    }
    if let Some((key, value)) = trimmed.split_once('=')
        && key.trim().contains(' ')
    {
        let joined = key.split_whitespace().collect::<Vec<_>>().join("_");
        let help = format!("did you mean `{joined} = {}`?", value.trim());
        let why = "a key is one word; with blanks in it, it stands in quotes";
        return Some(Told::new(format!("`{}` is no key", key.trim()), why, help));
    }
    let (word, value) = trimmed.split_once(char::is_whitespace).unwrap_or((trimmed, ""));
    if is_word(word) && !trimmed.contains('=') {
        let value = value.trim();
        let help = if value.is_empty() { "..." } else { value };
        let help = format!("did you mean `{word} = {help}`?");
        return Some(Told::new(format!("`{word}` has no equals sign"), KEYS, help));
    }
    None
}

/// What stands behind a value that has ended.
fn behind_the_value(line: &Line) -> Option<Told> {
    if line.says.contains("extend value") || line.says.contains("duplicate") {
        let why = "a table is written in one place";
        let help = "write it either in braces {..} or under its header [..]";
        return Some(Told::new("the table is written in two ways", why, help));
    }
    if !line.says.contains("unexpected key or value") {
        return None;
    }
    let rest = line.rest.trim();
    if let Some(sign) = ["//", "/*", "--"].iter().find(|sign| rest.starts_with(**sign)) {
        let comment = rest.trim_start_matches(*sign).trim();
        let help = format!("did you mean `{} # {comment}`?", line.before.trim());
        return Some(Told::new(format!("comments do not begin with `{sign}`"), COMMENTS, help));
    }
    let help = match rest.chars().next() {
        Some(sign @ (';' | ',')) => format!("take the `{sign}` away: the line ends with the value"),
        Some(sign @ (']' | '}')) => format!("take the `{sign}` away: it closes nothing"),
        _ if rest.contains('=') => "begin the next key on a line of its own".to_string(),
        _ => "put a text in quotes from its beginning to its end, or a comment behind a #".to_string(),
    };
    Some(Told::new(format!("`{rest}` stands behind the value"), ONE_VALUE, help))
}

/// Whether a text can be a key without quotes.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == '.')
}

/// Whether a text begins as a file of rows: two lines with the same number of separators, and nothing that TOML needs.
fn looks_like_rows(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else {
        return false;
    };
    let is_row = |line: &str| !line.contains('=') && !line.trim_start().starts_with(['[', '#']);
    is_row(first)
        && is_row(second)
        && [',', ';', '\t'].into_iter().any(|separator| {
            let count = |line: &str| line.matches(separator).count();
            count(first) > 0 && count(first) == count(second)
        })
}

/// Whether the value of the line begins like `55,5`.
fn has_decimal_comma(line: &str) -> bool {
    let value = line.split_once('=').map_or("", |(_, value)| value.trim_start());
    let digits = value.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let comma = digits.strip_prefix(',').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    comma && digits.len() < value.len()
}

#[cfg(test)]
mod tests {
    use crate::scenario::source::read;

    #[test]
    fn typical_slips_are_told_with_what_was_meant() {
        for (text, what, help) in [
            ("a = \"20s", "a quote \" on this line has no partner", "did you mean \"20s\"?"),
            ("a = 20s\"", "a quote \" on this line has no partner", "did you mean \"20s\"?"),
            ("a = \u{201c}20s\u{201d}", "a quote of printed text", "did you mean `a = \"20s\"`?"),
            ("a\u{a0}= 1", "a blank here is none that is typed (U+00A0)", "did you mean `a = 1`?"),
            ("a = \u{2212}10", "not a minus", "did you mean `a = -10`?"),
            ("a = 55,0", "a number with a comma", "written with a point"),
            ("a = 1.000,5", "a number with a comma", "written with a point"),
            ("a = .5", ".5 is no number", "did you mean 0.5?"),
            ("a = 5.", "5. is no number", "did you mean 5.0?"),
            ("a = 010", "010 is no number", "did you mean 10?"),
            ("a = True", "`True` stands without quotes", "did you mean true?"),
            ("a = exponential", "`exponential` stands without quotes", "did you mean \"exponential\"?"),
            ("a =", "`a` has no value", "behind the equals sign"),
            ("a = # later", "`a` has no value", "behind the equals sign"),
            ("b = 1\na \"20s\"", "`a` has no equals sign", "did you mean `a = \"20s\"`?"),
            ("b = 1\na: \"20s\"", "a colon stands", "did you mean `a = \"20s\"`?"),
            ("b = 1\na wt = 3", "`a wt` is no key", "did you mean `a_wt = 3`?"),
            ("a = 1 // one", "comments do not begin with `//`", "did you mean `a = 1 # one`?"),
            ("b = 1\n// one", "comments do not begin with `//`", "did you mean `# one`?"),
            ("a = 1;", "`;` stands behind the value", "take the `;` away"),
            ("a = { b = 1 }}", "`}` stands behind the value", "it closes nothing"),
            ("a = 1 b = 2", "`b = 2` stands behind the value", "on a line of its own"),
            ("a = [1 2]", "a comma is missing", "put a comma before `2"),
            ("a = { b = 1 c = 2 }", "a comma is missing", "put a comma before `c`"),
            ("[time", "`[time` is no header", "did you mean [time]?"),
            ("[[reason]", "`[[reason]` is no header", "did you mean [[reason]]?"),
            ("a = \"c:\\users\"", "a backslash", "two backslashes"),
            ("{\"a\": 1}", "this looks like JSON", "key = value"),
            ("a: x\nb:\n  c: 4", "this looks like YAML", "key = value"),
            ("<html>\n</html>", "a page of the web", "the file itself"),
            ("id;wave\n1;2\n", "rows of cells", "CSV"),
        ] {
            let found = read(text, "x").found;
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let told = &found[0];
            let advice = told.help.clone().unwrap_or_default();
            assert!(told.message.contains(what) && advice.contains(help), "{text}: {told}");
            assert!(told.why.as_ref().is_some_and(|why| !why.is_empty()), "{text}: {told}");
        }
    }
}
