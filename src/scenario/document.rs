//! A TOML file of another format than a scenario's, read by the same rules: every mistake at once, with place, reason, remedy.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::check::check;
use super::checked::{disagreement, is_sure};
use super::codes::Code;
use super::diagnostics::{Format, Sink};
use super::path::Path;
use super::shape::{self, Shape};
use super::source::{self, Reading};

/// A file as it was read, with the places of its values.
pub(crate) struct Document {
    reading: Reading,
    format: Format,
}

/// The shape of the files that `T` documents.
pub(crate) fn shape_of<T: JsonSchema>() -> Shape {
    shape::of::<T>()
}

impl Document {
    /// Reads a text; `file` is the name by which messages call it.
    pub fn read(text: &str, file: &str, format: Format) -> Self {
        Document { reading: source::read(text, file), format }
    }

    /// Whether the text is TOML, and no key stands twice.
    pub fn is_sound(&self) -> bool {
        let is_broken = |code: Code| matches!(code, Code::Syntax | Code::DuplicateKey);
        !self.reading.found.iter().any(|diagnostic| is_broken(diagnostic.code))
    }

    /// What it holds, as plain values.
    pub fn tree(&self) -> &Value {
        &self.reading.tree
    }

    /// A sink for the mistakes of this file, which holds those of its text.
    pub fn sink(&self) -> Sink<'_> {
        let mut sink = Sink::of_format(&self.reading.source, self.format);
        self.reading.found.iter().for_each(|diagnostic| sink.push(diagnostic.clone()));
        self.reading.unreadable.iter().for_each(|path| sink.mark(path));
        sink
    }

    /// What it says, with stand-ins for what is faulty, which is told to `sink`; `None` where so much is wrong that nothing can
    /// be held against the rest.
    pub fn typed<T: DeserializeOwned>(&self, sink: &mut Sink) -> Option<T> {
        let mut tree = self.reading.tree.clone();
        if !self.is_sound() {
            // Of a broken text only what is wrong whatever was meant.
            let mut own = Sink::of_format(&self.reading.source, self.format);
            check(&mut tree, self.format.root, &Path::root(), &mut own);
            let sure = own.into_found().into_iter();
            let sure = sure.filter(|found| is_sure(found.code) && !self.reading.is_unsure(&found.place));
            sure.for_each(|diagnostic| sink.push(diagnostic));
            return None;
        }
        check(&mut tree, self.format.root, &Path::root(), sink);
        let read = serde_json::from_value(tree);
        read.map_err(|error| {
            if sink.is_empty() {
                sink.value(&Path::root(), disagreement(&error.to_string()));
            }
        })
        .ok()
    }
}
