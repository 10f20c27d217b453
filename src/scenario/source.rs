//! The text of a scenario: from TOML to a tree of plain values, with the place of every key and value remembered.
//!
//! Nothing here knows what a key means.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Range, RangeInclusive};

use serde_json::{Map, Number, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::codes::Code;
use super::diagnostics::{Diagnostic, Locate, Place};
use super::path::Path;
use super::syntax;

/// A text and the name of the file it came from.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub file: String,
    pub text: String,
    /// The bytes at which the lines of the text begin.
    lines: Vec<usize>,
    spans: BTreeMap<String, Spans>,
}

#[derive(Clone, Debug)]
struct Spans {
    key: usize,
    value: usize,
}

/// What a text holds.
pub(crate) struct Reading {
    pub source: Source,
    pub tree: Value,
    /// Mistakes of the text itself.
    pub found: Vec<Diagnostic>,
    /// Places whose value could not be read; the tree holds null there.
    pub unreadable: Vec<Path>,
    /// Lines of whose meaning nothing is sure, because of a mistake of the text.
    unsure: Vec<RangeInclusive<usize>>,
}

/// Times that a broken text is read again without the lines that were found broken, at most.
const MOST_ROUNDS: usize = 5;

/// Reads a text as TOML, as much of it as can be read.
pub(super) fn read(text: &str, file: &str) -> Reading {
    // Windows editors may begin a file with a byte order mark, which is no part of its text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (closed, left);
    let (mut text, mut faults) = (text, Vec::new());
    let (mut table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        (closed, faults) = syntax::with_brackets_closed(text);
        // The parser passes over what follows a line that is no key and value: without the line it is read.
        let mut readable = closed.clone();
        let mut known: BTreeSet<usize> = faults.iter().map(|fault| fault.at).collect();
        for _ in 0..MOST_ROUNDS {
            let (_, errors) = DeTable::parse_recoverable(&readable);
            let further = syntax::faults(&errors, &readable);
            let is_over =
                further.is_empty() || further.iter().any(|fault| fault.unsure.end > readable.len() + 1);
            syntax::leave_out(&mut readable, &further);
            let new: Vec<syntax::Fault> =
                further.into_iter().filter(|fault| known.insert(fault.at)).collect();
            let is_all_known = new.is_empty();
            faults.extend(new);
            if is_over || is_all_known {
                break;
            }
        }
        left = readable;
        table = DeTable::parse_recoverable(&left).0;
        text = &closed;
    }
    let source = Source::new(file, text.to_string());
    let mut reading =
        Reading { source, tree: Value::Null, found: Vec::new(), unreadable: Vec::new(), unsure: Vec::new() };
    for fault in faults {
        let line = |at: usize| reading.source.line(at);
        let last = if fault.unsure.end > text.len() { usize::MAX } else { line(fault.unsure.end - 1) };
        let lines = line(fault.unsure.start)..=last;
        reading.unsure.push(lines);
        reading.tell(fault.at, fault.diagnostic);
    }
    reading.tree = reading.table(table.get_ref(), &Path::root());
    reading
}

/// Reads one value as TOML, as after the equals sign.
pub(super) fn read_value(text: &str) -> Option<Value> {
    let document = format!("value = {text}");
    let mut reading = read(&document, "");
    let value = reading.tree.get_mut("value").map(Value::take);
    let alone = reading.found.is_empty() && reading.tree.as_object().is_some_and(|table| table.len() == 1);
    value.filter(|_| alone && reading.unreadable.is_empty())
}

impl Reading {
    fn tell(&mut self, offset: usize, diagnostic: Diagnostic) {
        let place = self.source.place(offset);
        self.found.push(Diagnostic { place, ..diagnostic });
    }

    /// Whether nothing is sure of what stands there, because the text is broken.
    pub fn is_unsure(&self, place: &Place) -> bool {
        let Place::File { line, .. } = place else { return false };
        self.unsure.iter().any(|lines| lines.contains(line))
    }

    fn table(&mut self, table: &DeTable<'_>, path: &Path) -> Value {
        // The parser sorts keys by name; people wrote them in an order that is worth keeping.
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut map = Map::new();
        for (key, value) in entries {
            let here = path.key(key.get_ref());
            let plain = self.value(value, key.span(), &here);
            map.insert(key.get_ref().to_string(), plain);
        }
        Value::Object(map)
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, key: Range<usize>, path: &Path) -> Value {
        let span = value.span();
        self.source.spans.insert(path.pointer(), Spans { key: key.start, value: span.start });
        match value.get_ref() {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Boolean(flag) => Value::Bool(*flag),
            DeValue::Integer(integer) => {
                let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
                self.number(number.map(Number::from), span, path)
            }
            DeValue::Float(float) => {
                let number = float.as_str().parse::<f64>().ok().and_then(Number::from_f64);
                self.number(number, span, path)
            }
            DeValue::Datetime(date) => {
                let message = format!("`{path}` is the date {date}, but a scenario holds no dates");
                let help =
                    "write a time of the week such as \"mon 09:00\" or a duration such as \"26w\", in quotes";
                let diagnostic = Diagnostic::new(Code::NoValue, message)
                    .why("every week is like any other, but for what interventions and shocks change");
                self.unreadable(span, path, diagnostic.help(help))
            }
            DeValue::Array(elements) => {
                let mut list = Vec::with_capacity(elements.len());
                for (index, element) in elements.iter().enumerate() {
                    let named = element.get_ref().as_table().and_then(|table| table.get("name"));
                    let here = match named.and_then(|name| name.get_ref().as_str()) {
                        Some(name) if !name.is_empty() => path.item(index, name),
                        _ => path.element(index, &Value::Null),
                    };
                    list.push(self.value(element, element.span(), &here));
                }
                Value::Array(list)
            }
            DeValue::Table(table) => self.table(table, path),
        }
    }

    fn number(&mut self, number: Option<Number>, span: Range<usize>, path: &Path) -> Value {
        if let Some(number) = number {
            return Value::Number(number);
        }
        // The parser reports a missing value as an error of its own; here it leaves an empty span.
        let text = self.source.text.get(span.clone()).unwrap_or_default().to_string();
        let message = format!("`{path}` is {text}, which is no finite number within reach");
        let diagnostic =
            Diagnostic::new(Code::NoValue, message).why("every figure of a scenario must be finite");
        self.unreadable(span, path, diagnostic)
    }

    fn unreadable(&mut self, span: Range<usize>, path: &Path, diagnostic: Diagnostic) -> Value {
        if !span.is_empty() && !self.is_unsure(&self.source.place(span.start)) {
            self.tell(span.start, diagnostic);
        }
        self.unreadable.push(path.clone());
        Value::Null
    }
}

impl Source {
    fn new(file: &str, text: String) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Source { file: file.to_string(), text, lines, spans: BTreeMap::new() }
    }

    /// The line of a byte, from 1.
    fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset)
    }

    /// From now on `to`, and what is inside it, stands where `from` stands.
    pub fn stands_for(&mut self, from: &Path, to: &Path) {
        if let Some(spans) = self.spans.get(&from.pointer()).cloned() {
            self.spans.insert(to.pointer(), spans);
        }
    }

    /// The text of the value at `path`, as it is written, with what follows on its line.
    fn line_from(&self, path: &Path) -> Option<&str> {
        let spans = self.spans.get(&path.pointer())?;
        self.text.get(spans.value..)?.lines().next()
    }

    /// The place of a byte of the text.
    fn place(&self, offset: usize) -> Place {
        let offset = offset.min(self.text.len());
        let line = self.line(offset);
        let before = self.text.get(self.lines[line - 1]..offset).unwrap_or_default();
        let column = before.chars().count() + 1;
        Place::File { file: self.file.clone(), line, column }
    }

    /// The place of `path` or of the nearest table around it.
    fn nearest(&self, path: &Path, of: impl Fn(&Spans) -> usize) -> Place {
        if let Some(spans) = self.spans.get(&path.pointer()) {
            return self.place(of(spans));
        }
        let mut around = path.parent();
        while let Some(path) = around {
            if let Some(spans) = self.spans.get(&path.pointer()) {
                return self.place(spans.value);
            }
            around = path.parent();
        }
        self.place(0)
    }
}

impl Locate for Source {
    fn value(&self, path: &Path) -> Place {
        self.nearest(path, |spans| spans.value)
    }

    fn key(&self, path: &Path) -> Place {
        self.nearest(path, |spans| spans.key)
    }

    fn written(&self, path: &Path) -> Option<&str> {
        self.line_from(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_read_with_their_places() {
        let reading =
            read("name = \"x\"\n[time]\nhorizon = \"2w\"\n[[team]]\nname = \"ä\"\nagents = 0x10\n", "f.toml");
        assert!(reading.found.is_empty());
        assert_eq!(
            reading.tree,
            json!({ "name": "x", "time": { "horizon": "2w" }, "team": [{ "name": "ä", "agents": 16 }] })
        );
        let horizon = Path::root().key("time").key("horizon");
        assert_eq!(reading.source.value(&horizon).to_string(), "f.toml:3:11");
        assert_eq!(reading.source.key(&horizon).to_string(), "f.toml:3:1");
        let missing = Path::root().key("team").item(0, "ä").key("skills");
        assert_eq!(reading.source.value(&missing).to_string(), "f.toml:4:1", "the table that lacks it");
    }

    #[test]
    fn all_mistakes_of_the_text_are_told() {
        let reading = read("a = nan\nb = \nc = 1979-01-01\nc = 2\nd = 99999999999999999999\n", "f.toml");
        let codes: Vec<&str> = reading.found.iter().map(|diagnostic| diagnostic.code.word()).collect();
        assert_eq!(codes, ["E0101", "E0105", "E0106", "E0106", "E0106"]);
        assert_eq!(reading.unreadable.len(), 3, "the first of two values of a key is kept");
    }

    #[test]
    fn a_single_value_is_read_alone() {
        assert_eq!(read_value("[1, 2.5]"), Some(json!([1, 2.5])));
        assert_eq!(
            read_value("{ dist = \"constant\", mean = \"1s\" }"),
            Some(json!({ "dist": "constant", "mean": "1s" }))
        );
        assert_eq!(read_value("preference"), None);
        assert_eq!(read_value("1\nb = 2"), None);
        assert_eq!(read_value("nan"), None);
    }
}
