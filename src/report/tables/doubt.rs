//! What the answer owes to the most doubtful inputs.

use crate::experiment::Doubt;
use crate::metrics::{ALL, Metric};

use super::super::number::short;
use super::super::table::{Cell, Table};
use super::super::view::View;
use super::levels::head;

/// One row per doubtful input; in the cells the contrast with the input 20 % lower, as stated, and 20 % higher.
pub(crate) fn doubt(view: &View, doubt: &Doubt) -> Table {
    let mut table =
        Table::new(format!("{} against the baseline, if an input is 20 % off", doubt.arm), "input");
    for row in &doubt.rows {
        table.push(Cell::new(&row.path), Vec::new());
    }
    for metric in metrics(doubt) {
        let rows = doubt.rows.iter().filter_map(|row| row.contrasts.get(metric.key()));
        let format = view.plain_format(metric, rows.flatten().copied());
        let cells = doubt.rows.iter().map(|row| match row.contrasts.get(metric.key()) {
            Some(values) => Cell::new(values.map(|value| format.signed(value)).join(" / ")),
            None => Cell::default(),
        });
        table.push_column(head(metric.entry().label, &format.difference_unit), cells.collect());
    }
    table.note = Some(format!(
        "Each cell: input 20 % lower / as stated / 20 % higher; {} replications per cell, everything else as stated.",
        doubt.replications
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
