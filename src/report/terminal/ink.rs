//! Colour, width and wrapping: what a terminal can show.

use anstyle::{AnsiColor, Style as Ansi};

use super::super::table::Tone;

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour.
    pub colour: bool,
    /// Columns to fill at most.
    pub width: usize,
}

impl Style {
    /// Widest output, whatever the terminal offers: longer lines are hard to read.
    pub const WIDEST: usize = 100;

    /// The style for standard output: colours unless `NO_COLOR` is set or nobody looks, width from `COLUMNS`.
    pub fn of_stdout() -> Style {
        let colour = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        Style { colour, width: columns.unwrap_or(Style::WIDEST).clamp(60, Style::WIDEST) }
    }

    /// `text` in the ink of `tone`.
    pub(super) fn paint(self, text: &str, tone: Tone) -> String {
        let ink = match tone {
            Tone::Plain => return text.to_owned(),
            Tone::Good => AnsiColor::Green.on_default(),
            Tone::Bad => AnsiColor::Red.on_default(),
            Tone::Unsure => AnsiColor::Yellow.on_default(),
            Tone::Quiet => Ansi::new().dimmed(),
            Tone::Strong => Ansi::new().bold(),
        };
        if self.colour && !text.is_empty() { format!("{ink}{text}{ink:#}") } else { text.to_owned() }
    }
}

/// Columns `text` takes: East Asian wide characters take two.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|letter| if is_wide(letter) { 2 } else { 1 }).sum()
}

/// Ranges of wide characters (Unicode East Asian Width W and F, in blocks).
fn is_wide(letter: char) -> bool {
    matches!(u32::from(letter), 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1FAFF | 0x20000..=0x3FFFD)
}

/// `text` in lines of at most `columns`, broken at spaces; a longer word is cut, after a dot where it has one.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(4);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        for piece in pieces(word, columns) {
            if !line.is_empty() && width(&line) + 1 + width(&piece) > columns {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&piece);
        }
    }
    lines.push(line);
    lines
}

/// A word in pieces of at most `columns`; almost always the word itself.
fn pieces(word: &str, columns: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for letter in word.chars() {
        let wide = if is_wide(letter) { 2 } else { 1 };
        if used + wide > columns {
            let full = pieces.pop().unwrap_or_default();
            let (kept, moved) = cut(full);
            used = width(&moved);
            pieces.extend([kept, moved]);
        }
        used += wide;
        pieces.last_mut().into_iter().for_each(|piece| piece.push(letter));
    }
    pieces
}

/// A full piece in two: behind its last dot, so that the parts of a key stay whole, else at its end.
fn cut(full: String) -> (String, String) {
    match full.rfind('.').map(|dot| full.split_at(dot + 1)) {
        Some((kept, moved)) if !moved.is_empty() => (kept.to_owned(), moved.to_owned()),
        _ => (full, String::new()),
    }
}

/// `text` without control characters: a name in a file must not steer the terminal.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '?' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_long_words_are_cut() {
        assert_eq!(wrap("staffing + training + process", 20), ["staffing + training", "+ process"]);
        assert!(wrap("a verylongwordindeed", 8).iter().all(|line| width(line) <= 8));
        assert!(wrap("客服热线客服热线客服热线", 10).iter().all(|line| width(line) <= 10));
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap("category.hotline.contact_learning", 24), ["category.hotline.", "contact_learning"]);
        assert_eq!(wrap("a.verylongwordindeed", 8), ["a.", "verylong", "wordinde", "ed"]);
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(clean("\u{1b}[31mred\n"), "?[31mred?");
    }
}
