//! The command line as it was typed: every mistake of it at once, as far as it can be read without what is wrong.

use std::ffi::OsString;
use std::ops::Range;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, Parser};

/// More mistakes than this on one line are not told one by one.
const MOST: usize = 20;

/// Why a command line cannot be carried out.
pub enum Refusal {
    /// It has one mistake, or asks for help or the version.
    One(Box<clap::Error>),
    /// It has several.
    Several(String),
}

/// Reads the words of a command line, the name of the program first. A word that is wrong is told and left out, and the rest is
/// read again.
pub fn read<T: Parser + CommandFactory>(words: Vec<OsString>) -> Result<T, Refusal> {
    let mut left = words;
    let mut told: Vec<clap::Error> = Vec::new();
    loop {
        match T::try_parse_from(&left) {
            Ok(arguments) if told.is_empty() => return Ok(arguments),
            Ok(_) => break,
            Err(error) if !error.use_stderr() && !told.is_empty() => break,
            Err(error) => {
                let culprit = culprit(&error, &left, &T::command());
                let is_first = told.is_empty();
                // What is missing may be what has just been left out.
                if is_first || culprit.is_some() {
                    told.push(error);
                }
                match culprit {
                    Some(at) if told.len() < MOST => {
                        left.drain(at);
                    }
                    _ => break,
                }
            }
        }
    }
    match <[clap::Error; 1]>::try_from(told) {
        Ok([error]) => Err(Refusal::One(Box::new(error))),
        Err(several) => Err(Refusal::Several(in_words(&several))),
    }
}

/// Which words an error is about, if it is about some alone.
fn culprit(error: &clap::Error, words: &[OsString], command: &Command) -> Option<Range<usize>> {
    let kinds = [ErrorKind::ValueValidation, ErrorKind::InvalidValue, ErrorKind::UnknownArgument];
    if !kinds.contains(&error.kind()) {
        return None;
    }
    let argument = text(error, ContextKind::InvalidArg)?;
    let flag = argument.split([' ', '=']).next().unwrap_or_default().to_string();
    let word = |at: usize| words.get(at).and_then(|word| word.to_str()).unwrap_or_default();
    if error.kind() == ErrorKind::UnknownArgument {
        let at = (1..words.len()).find(|at| word(*at).split('=').next() == Some(flag.as_str()))?;
        // The value of a misspelt option goes with it.
        let suggested = text(error, ContextKind::SuggestedArg).unwrap_or_default();
        let has_value = !word(at).contains('=') && takes_a_value(&suggested, command);
        let is_value_there = at + 1 < words.len() && !word(at + 1).starts_with("--");
        return Some(at..at + 1 + usize::from(has_value && is_value_there));
    }
    let value = text(error, ContextKind::InvalidValue)?;
    let joined = format!("{flag}={value}");
    if let Some(at) = (1..words.len()).find(|at| word(*at) == joined) {
        return Some(at..at + 1);
    }
    if let Some(at) = (1..words.len()).find(|at| word(*at) == flag && word(at + 1) == value) {
        return Some(at..at + 2);
    }
    // A value that has no option before it.
    let at = (1..words.len()).find(|at| word(*at) == value)?;
    Some(at..at + 1).filter(|_| !flag.starts_with('-'))
}

/// Whether an option of some verb takes a value.
fn takes_a_value(option: &str, command: &Command) -> bool {
    let long = option.split([' ', '=']).next().unwrap_or_default().trim_start_matches('-');
    let mut options = command.get_subcommands().flat_map(Command::get_arguments);
    options.any(|of| of.get_long() == Some(long) && of.get_action().takes_values())
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => texts.first().cloned(),
        _ => None,
    }
}

/// Several errors, each without the advice that is the same for all.
fn in_words(errors: &[clap::Error]) -> String {
    let short = |error: &clap::Error| {
        let text = error.render().to_string();
        let own = ["\n\nUsage:", "\n\nFor more information"].iter().filter_map(|end| text.find(end)).min();
        text[..own.unwrap_or(text.len())].trim_end().to_string()
    };
    let told: Vec<String> = errors.iter().map(short).collect();
    format!("{}\n\nFor more information, try '--help'.", told.join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Arguments;

    fn refused(line: &str) -> String {
        let words = std::iter::once("goodwill").chain(line.split(' ')).map(OsString::from).collect();
        match read::<Arguments>(words) {
            Ok(_) => panic!("{line} is accepted"),
            Err(Refusal::One(error)) => error.render().to_string(),
            Err(Refusal::Several(text)) => text,
        }
    }

    #[test]
    fn every_mistake_of_a_line_is_told_at_once() {
        let told = refused(
            "compare x.toml --replications 0 --seed=-1 --format tabel --confidense 0.9 --set agents --quite --threads 2",
        );
        for part in [
            "'0' for '--replications",
            "'-1' for '--seed",
            "'tabel' for '--format",
            "a similar value exists: 'table'",
            "unexpected argument '--confidense'",
            "'agents' for '--set",
            "unexpected argument '--quite'",
        ] {
            assert!(told.contains(part), "{part} is missing in:\n{told}");
        }
        assert_eq!(told.matches("error: ").count(), 6, "{told}");
        assert_eq!(told.matches("For more information").count(), 1, "{told}");
        // The scenario is there: nothing is said of it.
        assert!(!told.contains("required"), "{told}");
    }

    #[test]
    fn one_mistake_is_told_as_ever_and_words_that_are_right_are_read() {
        let told = refused("compare x.toml --replications 0");
        assert!(
            told.starts_with("error: invalid value '0'") && told.contains("For more information"),
            "{told}"
        );
        assert!(refused("compaer x.toml").contains("a similar subcommand exists: 'compare'"));
        assert!(refused("compare").contains("required"));
        let words = ["goodwill", "compare", "x.toml", "--seed", "3"].map(OsString::from).to_vec();
        assert!(read::<Arguments>(words).is_ok());
    }
}
