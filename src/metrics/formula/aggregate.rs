//! Figures of all respondents, and how much each respondent moves them.

use super::functions::Aggregate;

/// A figure, and where it is asked for and exists, how fast it moves with each respondent's multiplicity.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    pub value: f64,
    pub influence: Option<Vec<f64>>,
}

/// What an aggregate is made of.
pub(super) struct Rows<'a> {
    /// The values of its arguments per respondent; NaN where missing.
    pub columns: &'a [&'a [f64]],
    /// How often each respondent counts (1, or the count in a resample).
    pub times: Option<&'a [f64]>,
    /// The survey's weights.
    pub weights: Option<&'a [f64]>,
    /// Respondents.
    pub count: usize,
    /// The rows that have a value of the first argument, ascending by it, where a quantile is asked for.
    pub order: Option<&'a [u32]>,
}

impl Rows<'_> {
    fn times(&self, row: usize) -> f64 {
        self.times.map_or(1.0, |times| times[row])
    }

    fn survey_weight(&self, row: usize) -> f64 {
        self.weights.map_or(1.0, |weights| weights[row])
    }
}

/// Whether the influence of a respondent has a formula.
pub(super) fn is_smooth(of: Aggregate) -> bool {
    !matches!(of, Aggregate::Quantile | Aggregate::Median | Aggregate::Lowest | Aggregate::Highest)
}

/// Computes an aggregate; `Err` says why it does not exist.
pub(super) fn figure(of: Aggregate, rows: &Rows, with_influence: bool) -> Result<Figure, &'static str> {
    let x = rows.columns.first().copied().unwrap_or(&[]);
    match of {
        Aggregate::Mean | Aggregate::Share => mean(x, |row| rows.times(row), rows, with_influence, |_| 1.0),
        Aggregate::WeightedMean | Aggregate::WeightedShare => match rows.columns.get(1) {
            Some(weights) => {
                if weights.iter().any(|&weight| weight < 0.0) {
                    return Err("a weight is negative");
                }
                mean(x, |row| rows.times(row) * weights[row], rows, with_influence, |row| weights[row])
            }
            None => mean(
                x,
                |row| rows.times(row) * rows.survey_weight(row),
                rows,
                with_influence,
                |row| rows.survey_weight(row),
            ),
        },
        Aggregate::Sum => total(x, rows, with_influence),
        Aggregate::Count => {
            let counted: Vec<f64> = x.iter().map(|value| f64::from(u8::from(!value.is_nan()))).collect();
            total(&counted, rows, with_influence)
        }
        Aggregate::Rows => total(&vec![1.0; rows.count], rows, with_influence),
        Aggregate::Variance => variance(x, rows, with_influence),
        Aggregate::Sd => {
            let of = variance(x, rows, with_influence)?;
            let sd = of.value.sqrt();
            let slope = if sd > 0.0 { 0.5 / sd } else { 0.0 };
            let influence = of.influence.map(|influence| influence.into_iter().map(|i| slope * i).collect());
            Ok(Figure { value: sd, influence })
        }
        Aggregate::Correlation => correlation(x, rows.columns[1], rows, with_influence),
        Aggregate::Quantile => {
            let share = rows.columns[1].first().copied().unwrap_or(f64::NAN);
            quantile(x, share, rows)
        }
        Aggregate::Median => quantile(x, 0.5, rows),
        Aggregate::Lowest => extreme(x, rows, f64::min),
        Aggregate::Highest => extreme(x, rows, f64::max),
    }
}

const NOBODY: &str = "no answer is left after leaving out what is missing";

/// `sum(w x) / sum(w)`, `w` being `weight`; it moves by `per_time (x - mean) / sum(w)` for each time more that a row counts.
fn mean(
    x: &[f64],
    weight: impl Fn(usize) -> f64,
    rows: &Rows,
    with_influence: bool,
    per_time: impl Fn(usize) -> f64,
) -> Result<Figure, &'static str> {
    let (mut sum, mut held) = (0.0, 0.0);
    for (row, &value) in x.iter().enumerate() {
        let weight = weight(row);
        if !value.is_nan() && !weight.is_nan() {
            sum += weight * value;
            held += weight;
        }
    }
    if held <= 0.0 {
        return Err(NOBODY);
    }
    let mean = sum / held;
    let influence = with_influence.then(|| {
        (0..rows.count)
            .map(|row| {
                let moves = per_time(row) * (x[row] - mean) / held;
                if moves.is_nan() { 0.0 } else { moves }
            })
            .collect()
    });
    Ok(Figure { value: mean, influence })
}

fn total(x: &[f64], rows: &Rows, with_influence: bool) -> Result<Figure, &'static str> {
    let present = |value: f64| if value.is_nan() { 0.0 } else { value };
    let value = x.iter().enumerate().map(|(row, &value)| rows.times(row) * present(value)).sum();
    let influence = with_influence.then(|| x.iter().map(|&value| present(value)).collect());
    Ok(Figure { value, influence })
}

fn variance(x: &[f64], rows: &Rows, with_influence: bool) -> Result<Figure, &'static str> {
    let centre = mean(x, |row| rows.times(row), rows, false, |_| 1.0)?.value;
    let (mut squares, mut held) = (0.0, 0.0);
    for (row, &value) in x.iter().enumerate() {
        if !value.is_nan() {
            squares += rows.times(row) * (value - centre) * (value - centre);
            held += rows.times(row);
        }
    }
    if held <= 1.0 {
        return Err("a spread needs at least two answers");
    }
    let value = squares / (held - 1.0);
    let influence = with_influence.then(|| {
        let moves = |&x: &f64| ((x - centre) * (x - centre) - value) / (held - 1.0);
        x.iter().map(|x| if x.is_nan() { 0.0 } else { moves(x) }).collect()
    });
    Ok(Figure { value, influence })
}

fn correlation(x: &[f64], y: &[f64], rows: &Rows, with_influence: bool) -> Result<Figure, &'static str> {
    let both = |row: usize| !x[row].is_nan() && !y[row].is_nan();
    let (mut sum_x, mut sum_y, mut held) = (0.0, 0.0, 0.0);
    for row in (0..rows.count).filter(|&row| both(row)) {
        let times = rows.times(row);
        sum_x += times * x[row];
        sum_y += times * y[row];
        held += times;
    }
    if held <= 1.0 {
        return Err("a correlation needs at least two respondents who answered both");
    }
    let (mean_x, mean_y) = (sum_x / held, sum_y / held);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for row in (0..rows.count).filter(|&row| both(row)) {
        let (times, a, b) = (rows.times(row), x[row] - mean_x, y[row] - mean_y);
        xx += times * a * a;
        yy += times * b * b;
        xy += times * a * b;
    }
    if xx <= 0.0 || yy <= 0.0 {
        return Err("a column of a correlation does not vary");
    }
    let value = xy / (xx * yy).sqrt();
    let influence = with_influence.then(|| {
        (0..rows.count)
            .map(|row| {
                if !both(row) {
                    return 0.0;
                }
                let (a, b) = ((x[row] - mean_x) / xx.sqrt(), (y[row] - mean_y) / yy.sqrt());
                a * b - 0.5 * value * (a * a + b * b)
            })
            .collect()
    });
    Ok(Figure { value, influence })
}

/// The rows that have a value, ascending by it: what every resample shares.
pub(super) fn order(x: &[f64]) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..x.len() as u32).filter(|&row| !x[row as usize].is_nan()).collect();
    rows.sort_by(|&a, &b| x[a as usize].total_cmp(&x[b as usize]));
    rows
}

/// Whether it reads its values in order.
pub(super) fn is_ordered(of: Aggregate) -> bool {
    matches!(of, Aggregate::Quantile | Aggregate::Median)
}

fn quantile(x: &[f64], share: f64, rows: &Rows) -> Result<Figure, &'static str> {
    let sorted;
    let order = match rows.order {
        Some(order) => order,
        None => {
            sorted = order(x);
            &sorted
        }
    };
    let counting = order.iter().map(|&row| (x[row as usize], rows.times(row as usize)));
    let answers: Vec<(f64, f64)> = counting.filter(|(_, times)| *times > 0.0).collect();
    if answers.is_empty() {
        return Err(NOBODY);
    }
    let wanted = share * answers.iter().map(|(_, times)| times).sum::<f64>();
    let mut passed = 0.0;
    let mut value = answers[answers.len() - 1].0;
    for (at, (answer, times)) in answers.iter().enumerate() {
        passed += times;
        // Sums of multiplicities of a weighted resample are not exact.
        let is_at = (passed - wanted).abs() <= 1e-9 * wanted.max(1.0);
        if is_at && wanted > 0.0 && at + 1 < answers.len() {
            value = 0.5 * (answer + answers[at + 1].0);
            break;
        }
        if is_at || passed > wanted {
            value = *answer;
            break;
        }
    }
    Ok(Figure { value, influence: None })
}

fn extreme(x: &[f64], rows: &Rows, pick: fn(f64, f64) -> f64) -> Result<Figure, &'static str> {
    let present = x.iter().enumerate().filter(|(row, value)| !value.is_nan() && rows.times(*row) > 0.0);
    let value = present.map(|(_, &value)| value).reduce(pick).ok_or(NOBODY)?;
    Ok(Figure { value, influence: None })
}
