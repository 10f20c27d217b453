//! Cuts the text of a formula into words, numbers and signs.

use super::mistake::Mistake;
use std::ops::Range;

/// A piece of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    Name(String),
    /// An operator, a bracket or a comma.
    Sign(&'static str),
    End,
}

/// A piece and where it stands, in characters.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    pub token: Token,
    pub span: Range<usize>,
}

/// Longer ones first, so that `<=` is not read as `<`.
const SIGNS: [&str; 16] =
    ["<=", ">=", "==", "!=", "<>", "<", ">", "=", "+", "-", "*", "/", "^", "(", ")", ","];

/// Cuts `text`; the last piece is [`Token::End`]. Fails on the first character that begins nothing.
pub(super) fn cut(text: &str) -> Result<Vec<Placed>, Mistake> {
    let letters: Vec<char> = text.chars().collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let first = letters[at];
        if first.is_whitespace() {
            at += 1;
            continue;
        }
        let begin = at;
        let token = if first.is_ascii_digit() || (first == '.' && digit(&letters, at + 1)) {
            number(&letters, &mut at)?
        } else if first.is_alphabetic() || first == '_' {
            at +=
                letters[at..].iter().take_while(|c| c.is_alphanumeric() || matches!(**c, '_' | '.')).count();
            Token::Name(letters[begin..at].iter().collect())
        } else if matches!(first, '"' | '\'' | '`') {
            quoted(&letters, &mut at)?
        } else {
            sign(&letters, &mut at)?
        };
        pieces.push(Placed { token, span: begin..at });
    }
    pieces.push(Placed { token: Token::End, span: at..at });
    Ok(pieces)
}

fn digit(letters: &[char], at: usize) -> bool {
    letters.get(at).is_some_and(char::is_ascii_digit)
}

fn number(letters: &[char], at: &mut usize) -> Result<Token, Mistake> {
    let begin = *at;
    let digits = |from: usize| letters[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    *at += digits(*at);
    if letters.get(*at) == Some(&'.') {
        *at += 1 + digits(*at + 1);
    }
    if matches!(letters.get(*at), Some('e' | 'E')) {
        let sign = usize::from(matches!(letters.get(*at + 1), Some('+' | '-')));
        if digit(letters, *at + 1 + sign) {
            *at += 1 + sign + digits(*at + 1 + sign);
        }
    }
    let text: String = letters[begin..*at].iter().collect();
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Token::Number(value)),
        _ => Err(Mistake::new(begin..*at, format!("`{text}` is no finite number"))),
    }
}

/// A text in quotes, or a name in backticks: for columns whose names hold signs or spaces.
fn quoted(letters: &[char], at: &mut usize) -> Result<Token, Mistake> {
    let (begin, quote) = (*at, letters[*at]);
    let Some(length) = letters[begin + 1..].iter().position(|c| *c == quote) else {
        let what = if quote == '`' { "the name" } else { "the text" };
        return Err(Mistake::new(begin..letters.len(), format!("{what} that begins here never ends"))
            .help(format!("close it with {quote}")));
    };
    *at = begin + length + 2;
    let inside: String = letters[begin + 1..begin + 1 + length].iter().collect();
    Ok(if quote == '`' { Token::Name(inside) } else { Token::Text(inside) })
}

fn sign(letters: &[char], at: &mut usize) -> Result<Token, Mistake> {
    let begin = *at;
    let ahead: String = letters[begin..].iter().take(2).collect();
    if let Some(sign) = SIGNS.into_iter().find(|sign| ahead.starts_with(sign)) {
        *at += sign.len();
        return Ok(Token::Sign(sign));
    }
    let first = letters[begin];
    let mistake = Mistake::new(begin..begin + 1, format!("`{first}` has no meaning in a formula"));
    Err(match first {
        '%' => mistake.help("write percent as a factor: 100 * share(q1 >= 9)"),
        '&' | '|' | '!' => mistake.help("conditions are joined with `and`, `or` and `not`"),
        ';' => mistake.help("arguments are parted by commas"),
        '[' | ']' | '{' | '}' => mistake.help("brackets are round: ( )"),
        _ => mistake.help("allowed are names, numbers, texts in quotes, ( ) , + - * / ^ < <= > >= == !="),
    })
}
