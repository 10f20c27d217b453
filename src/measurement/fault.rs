//! What is wrong with a survey or its model: all of it at once, each with its place and a remedy.

use std::fmt;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: file, line, column, or key of the model.
    pub place: String,
    /// What was given and what is allowed.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// All mistakes found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// Adds a mistake.
    pub fn add(&mut self, place: impl Into<String>, message: impl Into<String>, help: Option<String>) {
        self.0.push(Fault { place: place.into(), message: message.into(), help });
    }

    /// The value, if there was no mistake.
    pub fn unless_any<T>(self, value: T) -> Result<T, Faults> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for (number, fault) in self.0.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            write!(out, "error: {}: {}", fault.place, fault.message)?;
            if let Some(help) = &fault.help {
                write!(out, "\n  help: {help}")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
