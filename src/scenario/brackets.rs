//! Brackets of a TOML text: which are open at a place, and whether somebody forgot to close them.

/// A bracket that is not closed.
pub(super) struct Unclosed {
    /// The byte at which it opens.
    pub at: usize,
    /// The byte at which it should have been closed: behind the last value that surely belongs to it.
    pub end: usize,
    /// The quote of a text inside that does not end either, which is then the mistake.
    pub quote: Option<char>,
    sign: char,
}

impl Unclosed {
    /// The sign that is missing.
    pub fn closing(&self) -> char {
        if self.sign == '{' { '}' } else { ']' }
    }
}

/// The first innermost bracket that is open at one of the bytes `stumbled`, at which the parser stumbled, in order, and that is
/// never closed: what comes next is a header or another key, or the end of the text.
pub(super) fn unclosed(text: &str, stumbled: &[usize]) -> Option<Unclosed> {
    let mut walk =
        Walk { text, at: 0, open: Vec::new(), in_value: false, is_line_start: true, last: 0, quote: None };
    for place in stumbled {
        while walk.at < (*place).min(text.len()) {
            if let Some(open) = walk.shown_open() {
                return Some(open);
            }
            walk.step();
        }
        if let Some(open) = walk.clone().never_closed() {
            return Some(open);
        }
    }
    None
}

/// A walk over a text, outside of texts in quotes and comments.
#[derive(Clone)]
struct Walk<'t> {
    text: &'t str,
    at: usize,
    /// The brackets of a value that are open, with their bytes.
    open: Vec<(usize, char)>,
    /// Whether an equals sign has been passed: before it brackets are those of a header.
    in_value: bool,
    /// Whether nothing but blanks stands before on the line.
    is_line_start: bool,
    /// Behind the last thing that was neither blank nor comment.
    last: usize,
    /// The quote of a text that did not end on its line, within the brackets that are open.
    quote: Option<char>,
}

impl Walk<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn step(&mut self) {
        let Some(sign) = self.rest().chars().next() else { return };
        let here = self.at;
        self.at += match sign {
            '#' => self.rest().find('\n').unwrap_or(self.rest().len()),
            '"' | '\'' => {
                let length = quoted(self.rest(), sign);
                let is_ended = length > 1 && self.rest()[..length].ends_with(sign);
                self.quote = if is_ended { self.quote } else { Some(sign) };
                length
            }
            _ => sign.len_utf8(),
        };
        self.is_line_start = sign == '\n' || (self.is_line_start && sign.is_whitespace());
        if self.open.is_empty() {
            self.quote = None;
        }
        match sign {
            '\n' => self.in_value &= !self.open.is_empty(),
            '=' => self.in_value = true,
            '[' | '{' if self.in_value => self.open.push((here, sign)),
            ']' | '}' => {
                let opening = if sign == ']' { '[' } else { '{' };
                if self.open.last().is_some_and(|(_, open)| *open == opening) {
                    self.open.pop();
                }
            }
            _ => {}
        }
        if !sign.is_whitespace() && sign != '#' {
            self.last = self.at;
        }
    }

    /// The innermost bracket, if what stands here shows that it is not closed: a header, another key, or the end of the text.
    fn shown_open(&self) -> Option<Unclosed> {
        let (at, sign) = *self.open.last()?;
        let is_end = self.at >= self.text.len();
        let begins = self.is_line_start && !self.rest().starts_with(char::is_whitespace);
        let is_shown = is_end || (begins && self.begins_something_else());
        is_shown.then_some(Unclosed { at, end: self.last, quote: self.quote, sign })
    }

    /// The innermost bracket, if what comes shows that one of those that are open is never closed.
    fn never_closed(mut self) -> Option<Unclosed> {
        while !self.open.is_empty() {
            if let Some(open) = self.shown_open() {
                return Some(open);
            }
            self.step();
        }
        None
    }

    /// Whether a header or a key begins here that cannot belong to the innermost open bracket.
    fn begins_something_else(&self) -> bool {
        let line = self.rest().lines().next().unwrap_or_default();
        is_header(line) || (is_key(line) && !self.may_hold_a_key())
    }

    /// Whether the innermost open bracket may go on with a key: a brace after its beginning or a comma.
    fn may_hold_a_key(&self) -> bool {
        let is_brace = self.open.last().is_some_and(|(_, sign)| *sign == '{');
        is_brace && self.text[..self.last].ends_with(['{', ','])
    }
}

/// The bytes of a text in quotes, which begins with `sign`; without an end it goes on to the end of its line.
fn quoted(text: &str, sign: char) -> usize {
    let triple: String = [sign; 3].iter().collect();
    if let Some(inner) = text.strip_prefix(&triple) {
        return inner.find(&triple).map_or(text.len(), |end| end + 2 * triple.len());
    }
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            '\n' => return at,
            _ if is_escaped => is_escaped = false,
            '\\' if sign == '"' => is_escaped = true,
            letter if letter == sign => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Whether a line is the header of a table.
fn is_header(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or_default().trim();
    let name = line.trim_start_matches('[').trim_end_matches(']').trim();
    let is_name = |c: char| c.is_alphanumeric() || "_-. \"".contains(c);
    line.starts_with('[')
        && !["true", "false", "inf", "nan"].contains(&name)
        && line.ends_with(']')
        && name.starts_with(|c: char| c.is_alphabetic())
        && name.chars().all(is_name)
}

/// Whether a line begins with a key and an equals sign.
fn is_key(line: &str) -> bool {
    let key = line.split('=').next().unwrap_or_default();
    let is_part = |c: char| c.is_alphanumeric() || "_-.\"' ".contains(c);
    line.contains('=')
        && key.trim_start().starts_with(|c: char| c.is_alphabetic() || c == '"' || c == '\'')
        && key.chars().all(is_part)
}
