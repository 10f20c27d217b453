//! Mistakes in the text of a formula, with their place.

use std::fmt;
use std::ops::Range;

/// One mistake: where, what was given, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Characters of the formula, from 0.
    pub span: Range<usize>,
    /// What was given and what is allowed.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Mistake {
    pub(super) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Mistake { span, message: message.into(), help: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }
}

/// All mistakes of a formula, in the order in which they stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaMistakes {
    /// The formula as it was given.
    pub text: String,
    /// At least one.
    pub mistakes: Vec<Mistake>,
}

impl std::error::Error for FormulaMistakes {}

impl fmt::Display for FormulaMistakes {
    /// Each mistake with its place (characters from 1), the formula, and a mark under what is meant.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, mistake) in self.mistakes.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            let (begin, length) = (mistake.span.start, mistake.span.len().max(1));
            writeln!(f, "character {}: {}", begin + 1, mistake.message)?;
            // A formula over several lines is shown on one, so that the mark stands right.
            let line: String = self
                .text
                .chars()
                .map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c })
                .collect();
            writeln!(f, "  {line}")?;
            write!(f, "  {}{}", " ".repeat(begin), "^".repeat(length))?;
            if let Some(help) = &mistake.help {
                write!(f, "\n  help: {help}")?;
            }
        }
        Ok(())
    }
}
