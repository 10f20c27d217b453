//! What the answer owes to the most doubtful inputs.

use crate::experiment::{Doubt, DoubtRow, ValueOfKnowing};
use crate::metrics::{ALL, Metric};

use super::super::number::{Format, short};
use super::super::table::{Cell, Table};
use super::super::view::View;
use super::levels::head;

/// One row per doubtful input, the one that moves the answer most first; in the cells the contrast with the input at its low
/// end, as stated, and at its high end.
pub(crate) fn doubt(view: &View, doubt: &Doubt) -> Table {
    let mut table = Table::new(format!("{} against the baseline, if an input is off", doubt.arm), "input");
    for row in &doubt.rows {
        table.push(Cell::new(&row.path), Vec::new());
    }
    let ends = doubt.rows.iter().map(|row| Cell::new(ends(row)));
    table.push_column("low, high".to_string(), ends.collect());
    if doubt.rows.iter().any(|row| row.gains.is_some()) {
        let values = doubt.rows.iter().filter_map(|row| row.gains).flatten();
        let format = view.money_format(values);
        let cells = doubt.rows.iter().map(|row| {
            row.gains.map_or_else(Cell::default, |gains| {
                states(&gains, row.gain_standard_errors.as_ref(), &format)
            })
        });
        table.push_column(head("profit plus customer value", &format.difference_unit), cells.collect());
    }
    for metric in metrics(doubt) {
        let rows = doubt.rows.iter().filter_map(|row| row.contrasts.get(metric.key()));
        let format = view.plain_format(metric, rows.flatten().copied());
        let cells = doubt.rows.iter().map(|row| match row.contrasts.get(metric.key()) {
            Some(values) => states(values, row.standard_errors.get(metric.key()), &format),
            None => Cell::default(),
        });
        table.push_column(head(metric.entry().label, &format.difference_unit), cells.collect());
    }
    table.note = Some(note(doubt, view.replications()));
    table
}

/// What the cells hold, how noisy they are, and why the middle differs from what is reported elsewhere.
fn note(doubt: &Doubt, replications: u64) -> String {
    let of = doubt.replications;
    let mut note =
        "Each cell: input at its low end / as stated / at its high end, everything else as stated".to_owned();
    note += &match (of, of == replications) {
        (1, true) => "; one replication.".to_owned(),
        (_, true) => format!("; all {of} replications."),
        (1, false) => {
            "; only the first replication of each, so the middle differs from what the other tables say."
                .to_owned()
        }
        (_, false) => format!(
            "; only the first {of} replications of each (--doubt-replications), so the middle differs from what the other \
             tables say."
        ),
    };
    if of > 1 {
        note += " ± is the largest of the three standard errors: simulation noise. A move within the cell has less noise \
                 than that, because the three share their luck, but one that is far smaller says nothing.";
    }
    note
}

/// The low and the high end of an input.
pub(crate) fn ends(row: &DoubtRow) -> String {
    format!("{} … {}", row.low, row.high)
}

/// The three states, with the largest of their standard errors.
fn states(values: &[f64; 3], noise: Option<&[f64; 3]>, format: &Format) -> Cell {
    let largest = noise.map(|noise| noise.iter().copied().fold(0.0, f64::max));
    Cell {
        spread: largest.map(|noise| format.half_width(noise)),
        ..Cell::new(values.map(|value| format.signed(value)).join(" / "))
    }
}

/// What knowing each input would be worth, the one most worth knowing first.
pub(crate) fn knowing(view: &View, knowing: &ValueOfKnowing) -> Table {
    let values = knowing.rows.iter().map(|row| row.value).chain([knowing.all]);
    let format = view.money_format(values);
    let worth = |value: f64, standard_error: Option<f64>| Cell {
        spread: standard_error.map(|noise| format.half_width(noise)),
        ..Cell::new(format.value(value))
    };
    let mut table = Table::new("What is worth measuring first", "input")
        .number(head("worth at most", &format.difference_unit))
        .words("best at the low end")
        .words("best as stated")
        .words("best at the high end");
    for row in &knowing.rows {
        let chosen = row.chosen.iter().map(Cell::new);
        let cells = std::iter::once(worth(row.value, row.standard_error)).chain(chosen);
        table.push(Cell::new(&row.path), cells.collect());
    }
    let of_all = worth(knowing.all, knowing.all_standard_error);
    table.push(Cell::new("all of them"), vec![of_all, Cell::default(), Cell::default(), Cell::default()]);
    table.note = Some(format!(
        "Expected value of perfect information for the choice between {}: what the better choices would bring in profit plus \
         customer value if the input were known; ± is its standard error. No measurement of it is worth more. Low end, stated value and high end are held to be the 10th, \
         50th and 90th percentile of what is believed.",
        knowing.options.join(", ")
    ));
    table
}

/// The metrics the doubt table contrasts, in the order of the catalogue.
pub(crate) fn metrics(doubt: &Doubt) -> Vec<Metric> {
    let has = |key: &str| doubt.rows.iter().any(|row| row.contrasts.contains_key(key));
    ALL.iter().filter(|entry| has(entry.key)).map(|entry| entry.metric).collect()
}

/// At which satisfaction-to-churn effect the verdict flips.
pub(crate) fn break_even_sentence(doubt: &Doubt) -> Option<String> {
    let even = doubt.break_even_churn_effect.as_ref()?;
    let stated = short(even.stated);
    Some(match even.flips_at {
        Some(value) => {
            let ends = (even.tried.first(), even.tried.last());
            let rising = matches!(ends, (Some(first), Some(last)) if last[1] >= first[1]);
            format!(
                "Break-even: {} pays only where {} is {} {} (stated: {stated}); otherwise profit plus customer value \
                 falls short of the baseline's.",
                doubt.arm,
                even.path,
                if rising { "above" } else { "below" },
                short(value)
            )
        }
        None => {
            let values = || even.tried.iter().map(|point| point[0]);
            let (low, high) =
                (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
            format!(
                "Break-even: none. Profit plus customer value of {} never crosses the baseline's for {} from {} to {} \
                 (stated: {stated}).",
                doubt.arm,
                even.path,
                short(low),
                short(high)
            )
        }
    })
}
