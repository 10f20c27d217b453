//! From what is written to what is computed: names found, kinds of values checked, all mistakes told.

use super::columns::FormulaColumns;
use super::functions::{Aggregate, Each, FUNCTIONS, Function, Meaning, named};
use super::mistake::Mistake;
use super::syntax::{Operator, What, Written};
use crate::suggest::{did_you_mean, nearest};
use std::ops::Range;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Condition,
}

impl Kind {
    fn in_words(self) -> &'static str {
        match self {
            Kind::Number => "a number",
            Kind::Condition => "a condition",
        }
    }
}

/// A computable expression. Conditions are 1 and 0; what is missing is NaN while a formula is being computed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Number(f64),
    /// Place among the columns of numbers of the formula.
    Column(usize),
    /// Whether the label column has (or has not) this name.
    Label {
        column: usize,
        name: String,
        is: bool,
    },
    Negated(Box<Node>),
    Not(Box<Node>),
    Between(Operator, Box<Node>, Box<Node>),
    Each(Each, Vec<Node>),
    /// Place among the aggregates of the formula.
    Aggregate(usize),
}

/// An aggregate of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Aggregated {
    pub function: Aggregate,
    pub arguments: Vec<Node>,
    /// Whether another aggregate stands inside it.
    pub holds_another: bool,
    /// As written, for messages.
    pub text: String,
}

/// A checked formula.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Checked {
    pub root: Option<Node>,
    pub aggregates: Vec<Aggregated>,
    /// Columns of numbers in use.
    pub columns: Vec<String>,
    /// Columns of names in use.
    pub labels: Vec<String>,
}

/// Checks a formula against the columns there are.
pub(super) fn check(
    text: &str,
    written: &Written,
    columns: &FormulaColumns,
) -> Result<Checked, Vec<Mistake>> {
    let mut checker = Checker {
        letters: text.chars().collect(),
        columns,
        checked: Checked::default(),
        mistakes: Vec::new(),
    };
    let root = checker.node(written);
    if let Some(root) = &root {
        if root.kind != Kind::Number {
            let what = root.kind.in_words();
            let message = format!("the formula gives {what}, but a metric is one number");
            checker.tell(
                Mistake::new(written.span.clone(), message).help("a share of a condition: share(q1 >= 9)"),
            );
        } else if root.per_row {
            let message =
                "the formula gives a number for each respondent, but a metric is one number for all";
            let whole: String = checker.letters[written.span.clone()].iter().collect();
            checker.tell(Mistake::new(written.span.clone(), message).help(format!("such as mean({whole})")));
        }
    }
    let Checker { mut checked, mut mistakes, .. } = checker;
    if mistakes.is_empty() {
        checked.root = root.map(|root| root.node);
        return Ok(checked);
    }
    mistakes.sort_by_key(|mistake| mistake.span.start);
    Err(mistakes)
}

/// A node with what is known about it.
struct Known {
    node: Node,
    kind: Kind,
    per_row: bool,
    holds_aggregate: bool,
}

struct Checker<'a> {
    letters: Vec<char>,
    columns: &'a FormulaColumns,
    checked: Checked,
    mistakes: Vec<Mistake>,
}

impl Checker<'_> {
    fn tell(&mut self, mistake: Mistake) {
        self.mistakes.push(mistake);
    }

    /// `None` when a mistake was told.
    fn node(&mut self, written: &Written) -> Option<Known> {
        match &written.what {
            What::Number(value) => Some(single(Node::Number(*value), Kind::Number)),
            What::Text(_) => {
                let message = "a text can only be compared with a column of names";
                self.tell(Mistake::new(written.span.clone(), message).help("such as segment == \"prepaid\""));
                None
            }
            What::Name(name) => self.column(name, &written.span),
            What::Negated(of) => {
                let of = self.of_kind(of, Kind::Number)?;
                Some(Known { node: Node::Negated(Box::new(of.node)), ..of })
            }
            What::Not(of) => {
                let of = self.of_kind(of, Kind::Condition)?;
                Some(Known { node: Node::Not(Box::new(of.node)), ..of })
            }
            What::Between(operator, left, right) => self.between(*operator, left, right),
            What::Call { name, name_span, arguments } => self.call(name, name_span, arguments, &written.span),
        }
    }

    fn column(&mut self, name: &str, span: &Range<usize>) -> Option<Known> {
        if self.columns.numbers.iter().any(|other| other == name) {
            let at = place(&mut self.checked.columns, name);
            return Some(Known { per_row: true, ..single(Node::Column(at), Kind::Number) });
        }
        if self.columns.labels.iter().any(|(other, _)| other == name) {
            let message = format!("`{name}` holds names, not numbers");
            self.tell(Mistake::new(span.clone(), message).help(format!("compare it: {name} == \"...\"")));
            return None;
        }
        let mistake = Mistake::new(span.clone(), format!("there is no column `{name}`"));
        self.tell(match named(name) {
            Some(function) => mistake.help(format!("the function is written {}", function.usage)),
            None => mistake.maybe_help(did_you_mean(name, self.columns.names())),
        });
        None
    }

    fn of_kind(&mut self, written: &Written, kind: Kind) -> Option<Known> {
        let of = self.node(written)?;
        if of.kind == kind {
            return Some(of);
        }
        let message = format!("this is {}, but {} is needed here", of.kind.in_words(), kind.in_words());
        self.tell(Mistake::new(written.span.clone(), message).help(match kind {
            Kind::Condition => "compare it: q1 >= 9",
            _ => "turn a condition into a number with if(condition, 1, 0), or take its share(...)",
        }));
        None
    }

    fn between(&mut self, operator: Operator, left: &Written, right: &Written) -> Option<Known> {
        let names = |of: &Written| match &of.what {
            What::Name(name) => self.columns.labels.iter().position(|(other, _)| other == name),
            _ => None,
        };
        if let Some((column, other)) =
            names(left).map(|column| (column, right)).or(names(right).map(|column| (column, left)))
        {
            return self.label(operator, column, other);
        }
        let (needed, gives) = match operator {
            Operator::And | Operator::Or => (Kind::Condition, Kind::Condition),
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Power => {
                (Kind::Number, Kind::Number)
            }
            _ => (Kind::Number, Kind::Condition),
        };
        let (left, right) = (self.of_kind(left, needed), self.of_kind(right, needed));
        let (left, right) = (left?, right?);
        Some(Known {
            per_row: left.per_row || right.per_row,
            holds_aggregate: left.holds_aggregate || right.holds_aggregate,
            kind: gives,
            node: Node::Between(operator, Box::new(left.node), Box::new(right.node)),
        })
    }

    /// A column of names compared with a text.
    fn label(&mut self, operator: Operator, column: usize, other: &Written) -> Option<Known> {
        let (name, names) = &self.columns.labels[column];
        let What::Text(text) = &other.what else {
            let message = format!("`{name}` holds names and is compared with a text in quotes");
            let example = names.first().map_or("...", String::as_str);
            self.tell(
                Mistake::new(other.span.clone(), message).help(format!("such as {name} == \"{example}\"")),
            );
            return None;
        };
        if !matches!(operator, Operator::Equal | Operator::Unequal) {
            let message = format!("names have no order: `{}` needs numbers", operator.sign());
            self.tell(Mistake::new(other.span.clone(), message).help("use == or !="));
            return None;
        }
        if !names.contains(text) {
            let message = format!("no {name} is called \"{text}\"");
            let help = did_you_mean(text, names.iter().map(String::as_str));
            self.tell(Mistake::new(other.span.clone(), message).maybe_help(help));
            return None;
        }
        let at = place(&mut self.checked.labels, name);
        let node = Node::Label { column: at, name: text.clone(), is: operator == Operator::Equal };
        Some(Known { per_row: true, ..single(node, Kind::Condition) })
    }

    fn call(
        &mut self,
        name: &str,
        name_span: &Range<usize>,
        arguments: &[Written],
        span: &Range<usize>,
    ) -> Option<Known> {
        let Some(function) = named(name) else {
            let names = FUNCTIONS.iter().map(|function| function.name);
            let help = match nearest(name, names.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the functions are {}", names.collect::<Vec<_>>().join(", ")),
            };
            self.tell(Mistake::new(name_span.clone(), format!("there is no function `{name}`")).help(help));
            return None;
        };
        if !(function.fewest..=function.most).contains(&arguments.len()) {
            let message = format!("`{name}` does not take {}", counted(arguments.len()));
            self.tell(Mistake::new(span.clone(), message).help(format!("write {}", function.usage)));
            return None;
        }
        match function.meaning {
            Meaning::Aggregate(of) => self.aggregate(function, of, arguments, span),
            Meaning::Each(of) => self.each(of, arguments),
        }
    }

    fn aggregate(
        &mut self,
        function: &Function,
        of: Aggregate,
        arguments: &[Written],
        span: &Range<usize>,
    ) -> Option<Known> {
        let known: Vec<Option<Known>> = arguments
            .iter()
            .map(|argument| match of {
                Aggregate::Share | Aggregate::WeightedShare => self.of_kind(argument, Kind::Condition),
                Aggregate::Count => self.node(argument),
                _ => self.of_kind(argument, Kind::Number),
            })
            .collect();
        let known = known.into_iter().collect::<Option<Vec<Known>>>()?;
        let is_share = |at: usize| of == Aggregate::Quantile && at == 1;
        for (at, (argument, written)) in known.iter().zip(arguments).enumerate() {
            let mistake = if is_share(at) {
                let is_constant = matches!(argument.node, Node::Number(p) if (0.0..=1.0).contains(&p));
                (!is_constant).then(|| {
                    Mistake::new(written.span.clone(), "the share of a quantile is a number from 0 to 1")
                        .help("such as quantile(q1, 0.9)")
                })
            } else {
                (!argument.per_row).then(|| {
                    let message =
                        format!("`{}` is taken over respondents, and this is one figure", function.name);
                    Mistake::new(written.span.clone(), message).help("put a column inside")
                })
            };
            if let Some(mistake) = mistake {
                self.tell(mistake);
                return None;
            }
        }
        let mut arguments: Vec<Node> = Vec::with_capacity(known.len());
        let holds_another = known.iter().any(|argument| argument.holds_aggregate);
        let is_condition = known.first().is_some_and(|argument| argument.kind == Kind::Condition);
        for argument in known {
            arguments.push(argument.node);
        }
        if of == Aggregate::Count && is_condition {
            // Those for whom the condition does not hold are no answers.
            let condition = arguments.remove(0);
            arguments.push(Node::Each(Each::If, vec![condition, Node::Number(1.0)]));
        }
        let text = self.letters[span.clone()].iter().collect();
        self.checked.aggregates.push(Aggregated { function: of, arguments, holds_another, text });
        let node = Node::Aggregate(self.checked.aggregates.len() - 1);
        Some(Known { holds_aggregate: true, ..single(node, Kind::Number) })
    }

    fn each(&mut self, of: Each, arguments: &[Written]) -> Option<Known> {
        let mut known: Vec<Option<Known>> = Vec::with_capacity(arguments.len());
        for (at, argument) in arguments.iter().enumerate() {
            known.push(match of {
                Each::If if at == 0 => self.of_kind(argument, Kind::Condition),
                Each::Missing => self.node(argument),
                _ => self.of_kind(argument, Kind::Number),
            });
        }
        let known = known.into_iter().collect::<Option<Vec<Known>>>()?;
        let kind = if of == Each::Missing { Kind::Condition } else { Kind::Number };
        Some(Known {
            kind,
            per_row: known.iter().any(|argument| argument.per_row),
            holds_aggregate: known.iter().any(|argument| argument.holds_aggregate),
            node: Node::Each(of, known.into_iter().map(|argument| argument.node).collect()),
        })
    }
}

fn single(node: Node, kind: Kind) -> Known {
    Known { node, kind, per_row: false, holds_aggregate: false }
}

/// The place of `name` in the list, where it is added if it is new.
fn place(list: &mut Vec<String>, name: &str) -> usize {
    list.iter().position(|other| other == name).unwrap_or_else(|| {
        list.push(name.to_string());
        list.len() - 1
    })
}

fn counted(arguments: usize) -> String {
    match arguments {
        0 => "no arguments".to_string(),
        1 => "1 argument".to_string(),
        n => format!("{n} arguments"),
    }
}
