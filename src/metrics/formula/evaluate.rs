//! Computes a checked formula over whole columns.

use std::borrow::Cow;

use super::aggregate::{Figure, Rows, figure, is_ordered, order};
use super::arithmetic::{between, not, of_one, slope_of_one, slopes};
use super::check::{Checked, Node};
use super::columns::labels_of;
use super::functions::Each;
use crate::metrics::problem::MetricProblem;
use crate::metrics::survey_table::{Column, Labels, SurveyTable};

/// A formula with the columns it needs: what does not change from resample to resample is computed once.
pub(super) struct Bound<'a> {
    checked: &'a Checked,
    columns: Vec<Cow<'a, [f64]>>,
    labels: Vec<&'a Labels>,
    weights: Option<&'a [f64]>,
    rows: usize,
    /// Per aggregate: its arguments, unless another aggregate stands inside them.
    arguments: Vec<Option<Vec<Vec<f64>>>>,
    /// Per aggregate: the order of its rows, where it needs one that no resample changes.
    orders: Vec<Option<Vec<u32>>>,
}

/// One figure, or one number for each respondent.
enum Value {
    One(Figure),
    Rows(Vec<f64>),
}

/// What an evaluation is about.
#[derive(Clone, Copy)]
struct Asked<'t> {
    times: Option<&'t [f64]>,
    with_influence: bool,
}

impl<'a> Bound<'a> {
    pub fn new(checked: &'a Checked, survey: &'a SurveyTable) -> Result<Self, MetricProblem> {
        let columns = checked
            .columns
            .iter()
            .map(|name| survey.column(name).map(numbers))
            .collect::<Result<Vec<_>, _>>()?;
        let known = labels_of(survey);
        let labels = checked
            .labels
            .iter()
            .map(|name| {
                known.iter().find(|(other, _)| other == name).map(|(_, labels)| *labels).ok_or_else(|| {
                    let columns = known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
                    MetricProblem::UnknownColumn { name: name.clone(), columns }
                })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let weights = survey.weights();
        let mut bound = Bound {
            checked,
            columns,
            labels,
            weights,
            rows: survey.rows(),
            arguments: Vec::new(),
            orders: Vec::new(),
        };
        let asked = Asked { times: None, with_influence: false };
        for aggregate in &checked.aggregates {
            let arguments = if aggregate.holds_another {
                None
            } else {
                Some(bound.columns_of(&aggregate.arguments, asked)?)
            };
            let first = arguments.as_ref().and_then(|arguments| arguments.first());
            bound.orders.push(first.filter(|_| is_ordered(aggregate.function)).map(|x| order(x)));
            bound.arguments.push(arguments);
        }
        Ok(bound)
    }

    /// The same without the survey's weights.
    pub fn without_weights(self) -> Self {
        Bound { weights: None, ..self }
    }

    /// The figure when each respondent counts so many times (once, without `times`), with influences where they are asked
    /// for and exist.
    pub fn figure(&self, times: Option<&[f64]>, with_influence: bool) -> Result<Figure, MetricProblem> {
        let root = self.checked.root.as_ref().ok_or_else(|| nothing("the formula", "it is empty"))?;
        match self.value(root, Asked { times, with_influence })? {
            Value::One(figure) if figure.value.is_finite() => Ok(figure),
            _ => Err(nothing(
                "the formula",
                "it divides by 0, or takes a root or logarithm that does not exist",
            )),
        }
    }

    fn value(&self, node: &Node, asked: Asked) -> Result<Value, MetricProblem> {
        Ok(match node {
            Node::Number(value) => Value::One(Figure { value: *value, influence: None }),
            Node::Column(at) => Value::Rows(self.columns[*at].to_vec()),
            Node::Label { column, name, is } => {
                let labels = self.labels[*column];
                let code = labels.names.iter().position(|other| other == name);
                let holds = |of: &u32| (code == Some(*of as usize)) == *is;
                Value::Rows(labels.codes.iter().map(|of| f64::from(u8::from(holds(of)))).collect())
            }
            Node::Negated(of) => self.map(of, asked, |a| -a, |_| -1.0)?,
            Node::Not(of) => self.map(of, asked, not, |_| 0.0)?,
            Node::Between(operator, a, b) => match (self.value(a, asked)?, self.value(b, asked)?) {
                (Value::One(a), Value::One(b)) => {
                    let (of_a, of_b) = slopes(*operator, a.value, b.value);
                    Value::One(Figure {
                        value: between(*operator, a.value, b.value),
                        influence: combined(&[(of_a, &a), (of_b, &b)]),
                    })
                }
                (Value::Rows(mut a), Value::One(b)) => {
                    a.iter_mut().for_each(|a| *a = between(*operator, *a, b.value));
                    Value::Rows(a)
                }
                (Value::One(a), Value::Rows(mut b)) => {
                    b.iter_mut().for_each(|b| *b = between(*operator, a.value, *b));
                    Value::Rows(b)
                }
                (Value::Rows(mut a), Value::Rows(b)) => {
                    a.iter_mut().zip(b).for_each(|(a, b)| *a = between(*operator, *a, b));
                    Value::Rows(a)
                }
            },
            Node::Each(function, arguments) => self.each(*function, arguments, asked)?,
            Node::Aggregate(at) => Value::One(self.aggregate(*at, asked)?),
        })
    }

    fn map(
        &self,
        of: &Node,
        asked: Asked,
        result: impl Fn(f64) -> f64,
        slope: impl Fn(f64) -> f64,
    ) -> Result<Value, MetricProblem> {
        Ok(match self.value(of, asked)? {
            Value::One(a) => {
                Value::One(Figure { value: result(a.value), influence: combined(&[(slope(a.value), &a)]) })
            }
            Value::Rows(mut a) => {
                a.iter_mut().for_each(|a| *a = result(*a));
                Value::Rows(a)
            }
        })
    }

    fn each(&self, function: Each, arguments: &[Node], asked: Asked) -> Result<Value, MetricProblem> {
        match function {
            Each::If => self.choose(arguments, asked),
            Each::OrElse => {
                let (mut first, is_one) = self.rows_of(&arguments[0], asked)?;
                let (other, other_is_one) = self.rows_of(&arguments[1], asked)?;
                first.iter_mut().zip(other).filter(|(a, _)| a.is_nan()).for_each(|(a, b)| *a = b);
                Ok(one_or_rows(first, is_one && other_is_one))
            }
            Each::RowMean => {
                let columns = self.columns_of(arguments, asked)?;
                let mean = |row: usize| {
                    let present = columns.iter().map(|column| column[row]).filter(|value| !value.is_nan());
                    let (sum, n) = present.fold((0.0, 0u32), |(sum, n), value| (sum + value, n + 1));
                    if n == 0 { f64::NAN } else { sum / f64::from(n) }
                };
                Ok(Value::Rows((0..self.rows).map(mean).collect()))
            }
            _ => self.map(&arguments[0], asked, |a| of_one(function, a), |a| slope_of_one(function, a)),
        }
    }

    /// `if`: of figures only the branch that is taken is computed.
    fn choose(&self, arguments: &[Node], asked: Asked) -> Result<Value, MetricProblem> {
        let other = |at: usize| match arguments.get(at) {
            Some(node) => self.value(node, asked),
            None => Ok(Value::One(Figure { value: f64::NAN, influence: None })),
        };
        match self.value(&arguments[0], asked)? {
            Value::One(holds) if holds.value.is_nan() => {
                Ok(Value::One(Figure { value: f64::NAN, influence: None }))
            }
            Value::One(holds) => other(if holds.value == 1.0 { 1 } else { 2 }),
            Value::Rows(holds) => {
                let (then, otherwise) = (self.spread(other(1)?), self.spread(other(2)?));
                let pick = |((holds, then), otherwise): ((f64, f64), f64)| match holds {
                    holds if holds.is_nan() => f64::NAN,
                    1.0 => then,
                    _ => otherwise,
                };
                Ok(Value::Rows(holds.into_iter().zip(then).zip(otherwise).map(pick).collect()))
            }
        }
    }

    /// The values of all respondents, and whether they are one figure repeated.
    fn rows_of(&self, node: &Node, asked: Asked) -> Result<(Vec<f64>, bool), MetricProblem> {
        let value = self.value(node, asked)?;
        let is_one = matches!(value, Value::One(_));
        Ok((self.spread(value), is_one))
    }

    fn columns_of(&self, nodes: &[Node], asked: Asked) -> Result<Vec<Vec<f64>>, MetricProblem> {
        nodes.iter().map(|node| Ok(self.rows_of(node, asked)?.0)).collect()
    }

    fn spread(&self, value: Value) -> Vec<f64> {
        match value {
            Value::One(figure) => vec![figure.value; self.rows],
            Value::Rows(rows) => rows,
        }
    }

    fn aggregate(&self, at: usize, asked: Asked) -> Result<Figure, MetricProblem> {
        let aggregate = &self.checked.aggregates[at];
        let computed;
        let arguments = match self.arguments.get(at) {
            Some(Some(arguments)) => arguments,
            _ => {
                computed = self.columns_of(&aggregate.arguments, Asked { with_influence: false, ..asked })?;
                &computed
            }
        };
        let columns: Vec<&[f64]> = arguments.iter().map(Vec::as_slice).collect();
        let order = self.orders.get(at).and_then(Option::as_deref);
        let rows =
            Rows { columns: &columns, times: asked.times, weights: self.weights, count: self.rows, order };
        figure(aggregate.function, &rows, asked.with_influence).map_err(|why| nothing(&aggregate.text, why))
    }
}

fn nothing(what: &str, why: &'static str) -> MetricProblem {
    MetricProblem::NoFigure { what: what.to_string(), why }
}

/// A figure that stands for itself if it was one, else the values.
fn one_or_rows(rows: Vec<f64>, is_one: bool) -> Value {
    if is_one {
        let value = rows.first().copied().unwrap_or(f64::NAN);
        Value::One(Figure { value, influence: None })
    } else {
        Value::Rows(rows)
    }
}

/// The influence on a sum of figures times slopes.
fn combined(parts: &[(f64, &Figure)]) -> Option<Vec<f64>> {
    let mut sum: Option<Vec<f64>> = None;
    for (slope, figure) in parts {
        let Some(influence) = &figure.influence else { continue };
        let sum = sum.get_or_insert_with(|| vec![0.0; influence.len()]);
        sum.iter_mut().zip(influence).for_each(|(to, by)| *to += slope * by);
    }
    sum
}

fn numbers(column: &Column) -> Cow<'_, [f64]> {
    Cow::Owned(column.iter().map(|answer| answer.unwrap_or(f64::NAN)).collect())
}
