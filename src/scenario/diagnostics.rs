//! Mistakes as they are told: where, what was given, what is allowed, why, and what to do; all of a file at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::codes::Code;
use super::path::Path;
use super::shape::{self, Shape};

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of mistake it is.
    pub code: Code,
    /// Where it stands.
    pub place: Place,
    /// What was given and what is allowed.
    pub message: String,
    /// Why it is a mistake.
    pub why: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

/// Where a mistake stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a file.
    File {
        /// Name of the file as it was given.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// In an option of the command line, such as `--set time.horizon=2w`.
    Option(String),
}

/// All mistakes of a scenario, in the order in which they stand in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(pub(super) Vec<Diagnostic>);

impl Diagnostic {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            place: Place::Option(String::new()),
            message: message.into(),
            why: None,
            help: None,
        }
    }

    pub(crate) fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into()).filter(|why| !why.trim().is_empty());
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }
}

impl Diagnostics {
    /// The mistakes, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The mistakes sorted by place, each told once.
    pub(crate) fn in_order(mut found: Vec<Diagnostic>) -> Self {
        found.sort_by(|one, other| {
            (&one.place, one.code, &one.message).cmp(&(&other.place, other.code, &other.message))
        });
        found.dedup();
        Diagnostics(found)
    }
}

impl std::error::Error for Diagnostics {}

/// Of mistakes that repeat one another, this many are told one by one.
const TOLD_ALIKE: usize = 5;

impl Diagnostics {
    /// The mistakes in runs that repeat one another: of one kind and of one setting or one line; where a text is not TOML, of one
    /// file, because then hardly a line of it is.
    fn alike(&self) -> Vec<Vec<&Diagnostic>> {
        let group = |diagnostic: &Diagnostic| match &diagnostic.place {
            Place::File { file, .. } if diagnostic.code == Code::Syntax => (Code::Syntax, file.clone(), 0),
            Place::File { file, line, .. } => (diagnostic.code, file.clone(), *line),
            Place::Option(option) => (diagnostic.code, option.clone(), 0),
        };
        let mut runs: Vec<Vec<&Diagnostic>> = Vec::new();
        let mut known = BTreeMap::new();
        for diagnostic in &self.0 {
            let run = *known.entry(group(diagnostic)).or_insert(runs.len());
            match runs.get_mut(run) {
                Some(run) => run.push(diagnostic),
                None => runs.push(vec![diagnostic]),
            }
        }
        runs
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, run) in self.alike().iter().enumerate() {
            for (number, diagnostic) in run.iter().take(TOLD_ALIKE).enumerate() {
                if index + number > 0 {
                    writeln!(f)?;
                }
                write!(f, "{diagnostic}")?;
            }
            if let Some(further) = run.get(TOLD_ALIKE) {
                let code = further.code.word();
                writeln!(f, "\nand {} more like these (code {code})", run.len() - TOLD_ALIKE)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}: {}", self.place, self.message)?;
        let why = self.why.as_ref().map(|why| format!("  why:  {why}"));
        let help = self.help.as_ref().map(|help| format!("  help: {help}"));
        // The code stands at the end of the last line, out of the way of what there is to do.
        let (why, last) = if help.is_some() { (why, help) } else { (None, why) };
        if let Some(why) = why {
            writeln!(f, "{why}")?;
        }
        let last = last.unwrap_or_default();
        let width = last.chars().count().max(59);
        let code = self.code.word();
        writeln!(f, "{last:width$}   (code {code}, see `goodwill explain {code}`)")
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::File { file, line, column } => write!(f, "{file}:{line}:{column}"),
            Place::Option(option) => write!(f, "{option}"),
        }
    }
}

/// Says where a path stands in what the user wrote.
pub(crate) trait Locate {
    /// Where the value of `path` stands, or the nearest table around it.
    fn value(&self, path: &Path) -> Place;
    /// Where the key of `path` stands.
    fn key(&self, path: &Path) -> Place {
        self.value(path)
    }
    /// What stands in the file from the value of `path` on to the end of its line, where that is known.
    fn written(&self, _path: &Path) -> Option<&str> {
        None
    }
    /// What to say before a message about `path`, such as the intervention and week in which it happens.
    fn preface(&self, _path: &Path) -> String {
        String::new()
    }
}

/// The format of a file.
#[derive(Clone, Copy)]
pub(crate) struct Format {
    /// The shape of the whole file.
    pub root: &'static Shape,
    /// What the file is, in a word.
    pub what: &'static str,
}

/// Gathers mistakes and remembers which values are faulty, so that no mistake is told twice in other words.
pub(crate) struct Sink<'l> {
    locate: &'l dyn Locate,
    format: Format,
    found: Vec<Diagnostic>,
    faulty: BTreeSet<String>,
}

impl<'l> Sink<'l> {
    /// For the mistakes of a scenario.
    pub fn new(locate: &'l dyn Locate) -> Self {
        Sink::of_format(locate, Format { root: shape::scenario(), what: "scenario" })
    }

    /// For the mistakes of a file of another format.
    pub fn of_format(locate: &'l dyn Locate, format: Format) -> Self {
        Sink { locate, format, found: Vec::new(), faulty: BTreeSet::new() }
    }

    /// The format by which the values are checked.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Tells a mistake in the value of `path`.
    pub fn value(&mut self, path: &Path, diagnostic: Diagnostic) {
        self.tell(self.locate.value(path), path, diagnostic);
    }

    /// Tells a mistake in the key of `path`.
    pub fn key(&mut self, path: &Path, diagnostic: Diagnostic) {
        self.tell(self.locate.key(path), path, diagnostic);
    }

    fn tell(&mut self, place: Place, path: &Path, diagnostic: Diagnostic) {
        self.mark(path);
        let message = self.locate.preface(path) + &diagnostic.message;
        self.found.push(Diagnostic { place, message, ..diagnostic });
    }

    /// What stands in the file from the value of `path` on to the end of its line, where that is known.
    pub fn written(&self, path: &Path) -> Option<&'l str> {
        self.locate.written(path)
    }

    /// Where the value of `path` stands.
    pub fn place(&self, path: &Path) -> Place {
        self.locate.value(path)
    }

    /// Adds a mistake whose place is known.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Marks the value of `path` as faulty without telling anything.
    pub fn mark(&mut self, path: &Path) {
        self.faulty.insert(path.pointer());
    }

    /// Whether nothing was found faulty at `path`, below it or above it.
    pub fn is_sound(&self, path: &Path) -> bool {
        if self.faulty.is_empty() {
            return true;
        }
        let pointer = path.pointer();
        let within = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        !self
            .faulty
            .iter()
            .any(|faulty| within(faulty, &pointer) || (!faulty.is_empty() && within(&pointer, faulty)))
    }

    /// Whether the value of `path` itself was found faulty.
    pub fn is_faulty(&self, path: &Path) -> bool {
        self.faulty.contains(&path.pointer())
    }

    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_itself_is_told_a_few_times_and_counted() {
        let at = |line: usize, code: Code| {
            let place = Place::File { file: "x.toml".to_string(), line, column: 1 };
            Diagnostic { place, ..Diagnostic::new(code, format!("mistake of line {line}")) }
        };
        let told = |found: Vec<Diagnostic>| Diagnostics(found).to_string();
        let broken = told((1..=321).map(|line| at(line, Code::Syntax)).collect());
        assert_eq!(broken.matches("error:").count(), 5);
        assert!(broken.ends_with("\nand 316 more like these (code E0101)\n"), "{broken}");
        // Mistakes of different lines are different mistakes.
        let keys = told((1..=8).map(|line| at(line, Code::UnknownKey)).collect());
        assert_eq!(keys.matches("error:").count(), 8);
        let option = Place::Option("--set team.front.agents=+9%".to_string());
        let hour = |hour: usize| Diagnostic {
            place: option.clone(),
            ..Diagnostic::new(Code::BelowLeast, format!("hour {hour}"))
        };
        let hours = told((0..10).map(hour).collect());
        assert_eq!((hours.matches("error:").count(), hours.contains("and 5 more")), (5, true));
    }

    #[test]
    fn a_mistake_is_told_in_the_form_of_the_style_guide() {
        let place = Place::File { file: "scenarios/x.toml".to_string(), line: 14, column: 12 };
        let diagnostic = Diagnostic {
            place,
            ..Diagnostic::new(Code::BelowLeast, "`patience.mean` is \"-20s\", but it must be greater than 0s")
                .why("callers with no patience would all abandon on arrival")
                .help("did you mean \"20s\"?")
        };
        assert_eq!(
            diagnostic.to_string(),
            "error: scenarios/x.toml:14:12: `patience.mean` is \"-20s\", but it must be greater than 0s\n\
             \x20 why:  callers with no patience would all abandon on arrival\n\
             \x20 help: did you mean \"20s\"?                                   (code E0214, see `goodwill explain E0214`)\n"
        );
    }
}
