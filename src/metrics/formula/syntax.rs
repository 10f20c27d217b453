//! From pieces to a tree, by precedence.
//!
//! From loose to tight: `or`; `and`; `not`; comparisons (one at a time); `+ -`; `* /`; a sign before; `^` (to the right).

use super::mistake::Mistake;
use super::token::{Placed, Token, cut};
use std::ops::Range;

/// An operator between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    Unequal,
    And,
    Or,
}

impl Operator {
    pub(super) fn sign(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Power => "^",
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
            Operator::Equal => "==",
            Operator::Unequal => "!=",
            Operator::And => "and",
            Operator::Or => "or",
        }
    }

    fn of_comparison(sign: &str) -> Option<Operator> {
        Some(match sign {
            "<" => Operator::Less,
            "<=" => Operator::LessOrEqual,
            ">" => Operator::Greater,
            ">=" => Operator::GreaterOrEqual,
            "==" | "=" => Operator::Equal,
            "!=" | "<>" => Operator::Unequal,
            _ => return None,
        })
    }
}

/// An expression as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Written {
    pub what: What,
    pub span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Number(f64),
    Text(String),
    Name(String),
    Negated(Box<Written>),
    Not(Box<Written>),
    Between(Operator, Box<Written>, Box<Written>),
    Call { name: String, name_span: Range<usize>, arguments: Vec<Written> },
}

/// Brackets and calls may be nested this deep; deeper ones are a mistake or an attack on the stack.
const DEEPEST: usize = 60;

/// Reads a whole formula. Fails on the first mistake.
pub(super) fn read(text: &str) -> Result<Written, Mistake> {
    let mut reader = Reader { pieces: cut(text)?, at: 0, depth: 0 };
    if reader.peek() == &Token::End {
        return Err(
            Mistake::new(0..0, "the formula is empty").help("write one, such as 100 * (mean(q1) - 1) / 9")
        );
    }
    let whole = reader.either()?;
    match reader.peek() {
        Token::End => Ok(whole),
        Token::Sign(")") => Err(Mistake::new(reader.span(), "this bracket closes nothing")),
        Token::Sign(",") => Err(Mistake::new(
            reader.span(),
            "a comma parts the arguments of a function, and there is none here",
        )
        .help("write decimals with a point: 0.5")),
        _ => Err(Mistake::new(reader.span(), "an operator is missing before this").help("such as * or +")),
    }
}

struct Reader {
    pieces: Vec<Placed>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> &Token {
        &self.pieces[self.at].token
    }

    fn span(&self) -> Range<usize> {
        self.pieces[self.at].span.clone()
    }

    fn take(&mut self) -> Placed {
        let piece = self.pieces[self.at].clone();
        self.at = (self.at + 1).min(self.pieces.len() - 1);
        piece
    }

    fn takes(&mut self, sign: &str) -> bool {
        let is = matches!(self.peek(), Token::Sign(other) if *other == sign);
        if is {
            self.take();
        }
        is
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let is = matches!(self.peek(), Token::Name(name) if name == word);
        if is {
            self.take();
        }
        is
    }

    /// A level deeper, or the mistake that it is too deep.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Mistake>) -> Result<T, Mistake> {
        if self.depth == DEEPEST {
            let message = format!("the formula is nested deeper than {DEEPEST} levels");
            return Err(Mistake::new(self.span(), message).help("split it into several formulas"));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn either(&mut self) -> Result<Written, Mistake> {
        let mut left = self.both()?;
        while self.takes_word("or") {
            left = between(Operator::Or, left, self.both()?);
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Written, Mistake> {
        let mut left = self.negation()?;
        while self.takes_word("and") {
            left = between(Operator::And, left, self.negation()?);
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<Written, Mistake> {
        let begin = self.span().start;
        if self.takes_word("not") {
            let of = self.deeper(Self::negation)?;
            let span = begin..of.span.end;
            return Ok(Written { what: What::Not(Box::new(of)), span });
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Written, Mistake> {
        let left = self.sum()?;
        let Some(operator) = self.comparing() else { return Ok(left) };
        self.take();
        let right = self.sum()?;
        if self.comparing().is_some() {
            return Err(Mistake::new(self.span(), "comparisons cannot be chained")
                .help("write both: q1 >= 7 and q1 <= 8"));
        }
        Ok(between(operator, left, right))
    }

    fn comparing(&self) -> Option<Operator> {
        match self.peek() {
            Token::Sign(sign) => Operator::of_comparison(sign),
            _ => None,
        }
    }

    fn sum(&mut self) -> Result<Written, Mistake> {
        let mut left = self.product()?;
        loop {
            let operator = match self.peek() {
                Token::Sign("+") => Operator::Add,
                Token::Sign("-") => Operator::Subtract,
                _ => return Ok(left),
            };
            self.take();
            left = between(operator, left, self.product()?);
        }
    }

    fn product(&mut self) -> Result<Written, Mistake> {
        let mut left = self.signed()?;
        loop {
            let operator = match self.peek() {
                Token::Sign("*") => Operator::Multiply,
                Token::Sign("/") => Operator::Divide,
                _ => return Ok(left),
            };
            self.take();
            left = between(operator, left, self.signed()?);
        }
    }

    fn signed(&mut self) -> Result<Written, Mistake> {
        let begin = self.span().start;
        if self.takes("-") {
            let of = self.deeper(Self::signed)?;
            let span = begin..of.span.end;
            return Ok(Written { what: What::Negated(Box::new(of)), span });
        }
        if self.takes("+") {
            return self.deeper(Self::signed);
        }
        let base = self.atom()?;
        if self.takes("^") {
            let exponent = self.deeper(Self::signed)?;
            return Ok(between(Operator::Power, base, exponent));
        }
        Ok(base)
    }

    fn atom(&mut self) -> Result<Written, Mistake> {
        let Placed { token, span } = self.take();
        let what = match token {
            Token::Number(value) => What::Number(value),
            Token::Text(text) => What::Text(text),
            Token::Name(name) if matches!(name.as_str(), "and" | "or" | "not") => {
                return Err(Mistake::new(span, format!("`{name}` needs a condition before and after it")));
            }
            Token::Name(name) if self.takes("(") => return self.call(name, span),
            Token::Name(name) => What::Name(name),
            Token::Sign("(") => {
                let inside = self.deeper(Self::either)?;
                self.close(&span)?;
                return Ok(inside);
            }
            Token::Sign(sign) => {
                return Err(Mistake::new(span, format!("a value is missing before `{sign}`")));
            }
            Token::End => return Err(Mistake::new(span, "the formula ends where a value should follow")),
        };
        Ok(Written { what, span })
    }

    fn call(&mut self, name: String, name_span: Range<usize>) -> Result<Written, Mistake> {
        let mut arguments = Vec::new();
        if !matches!(self.peek(), Token::Sign(")")) {
            loop {
                arguments.push(self.deeper(Self::either)?);
                if !self.takes(",") {
                    break;
                }
            }
        }
        let end = self.close(&name_span)?;
        let span = name_span.start..end;
        Ok(Written { what: What::Call { name, name_span, arguments }, span })
    }

    /// Takes the closing bracket of what was opened at `opened`; returns where it ends.
    fn close(&mut self, opened: &Range<usize>) -> Result<usize, Mistake> {
        let end = self.span().end;
        if self.takes(")") {
            return Ok(end);
        }
        let mistake = match self.peek() {
            Token::End => Mistake::new(opened.clone(), "the bracket that opens here is never closed"),
            _ => {
                Mistake::new(self.span(), "a comma, an operator or a closing bracket is missing before this")
            }
        };
        Err(mistake.help("count the brackets: every ( needs its )"))
    }
}

fn between(operator: Operator, left: Written, right: Written) -> Written {
    let span = left.span.start..right.span.end;
    Written { what: What::Between(operator, Box::new(left), Box::new(right)), span }
}
