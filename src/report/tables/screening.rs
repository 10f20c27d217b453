//! Which of all assumptions move the answer.

use crate::experiment::{Screening, ScreeningRow};
use crate::metrics::{ALL, Metric};

use super::super::number::Format;
use super::super::table::{Cell, Table, Tone};
use super::super::view::View;
use super::levels::head;

/// So many inputs are shown; the others are in the JSON.
const SHOWN: usize = 20;
/// A swing of so many standard errors stands out from the noise of its few replications.
const CLEAR: f64 = 2.0;

/// The inputs that move the figure most, and what is left out.
pub(crate) fn screening(view: &View, screening: &Screening) -> Table {
    let format = screening_format(view, screening);
    let mut table = Table::new(
        format!("What moves the answer: {} against the baseline, {}", screening.arm, figure(screening)),
        "input",
    )
    .words("low, high")
    .number(head("at the low end", &format.difference_unit))
    .number("as stated")
    .number("at the high end")
    .number("swing");
    for row in shown(screening) {
        let signed = |value: f64| Cell::new(format.signed(value));
        let at = |end: Option<f64>| end.map_or_else(Cell::default, signed);
        let swing = Cell {
            spread: row.standard_error.map(|noise| format.half_width(noise)),
            ..Cell::new(format.value(row.swing))
        };
        let tone = if stands_out(row) { Tone::Plain } else { Tone::Quiet };
        table.push(
            Cell::new(&row.path).toned(tone),
            vec![
                Cell::new(screening_ends(row)),
                at(row.at_low),
                signed(row.stated),
                at(row.at_high),
                swing.toned(tone),
            ],
        );
    }
    table.note = Some(note(screening));
    table
}

/// The rows that are shown.
pub(crate) fn shown(screening: &Screening) -> &[ScreeningRow] {
    &screening.rows[..screening.rows.len().min(SHOWN)]
}

/// The low and the high end of an input.
pub(crate) fn screening_ends(row: &ScreeningRow) -> String {
    format!("{} … {}", row.low, row.high)
}

/// How the figure is written.
pub(crate) fn screening_format(view: &View, screening: &Screening) -> Format {
    let values = screening
        .rows
        .iter()
        .flat_map(|row| [row.at_low.unwrap_or(row.stated), row.stated, row.at_high.unwrap_or(row.stated)]);
    view.plain_format(metric(screening).unwrap_or(Metric::Profit), values)
}

/// The figure in words.
pub(crate) fn figure(screening: &Screening) -> &str {
    metric(screening).map_or(screening.figure.as_str(), |metric| metric.entry().label)
}

/// The metric that ranks where there is no money.
fn metric(screening: &Screening) -> Option<Metric> {
    ALL.iter().find(|entry| entry.key == screening.figure).map(|entry| entry.metric)
}

/// Whether the swing stands out from the noise; unknown with one replication, and then no reason to fade it.
fn stands_out(row: &ScreeningRow) -> bool {
    row.standard_error.is_none_or(|noise| row.swing > CLEAR * noise)
}

fn note(screening: &Screening) -> String {
    let hidden = screening.rows.len() - shown(screening).len();
    let others = if hidden > 0 { format!(" {hidden} others move it less;") } else { String::new() };
    let plural = if screening.replications == 1 { "" } else { "s" };
    format!(
        "{} replication{plural} at each end, one input at a time, everything else as stated, the same luck; those that lead are moved both ways; ± is the standard error of the swing, \
         and swings of less than two of them are noise.{others} {} do not move it, {} cannot be moved (limits); of weights that sum to 1 the others give way in proportion; the JSON \
         names them all. An input that leads here and is poorly known is worth a [[doubt]] with ends of its own: then its value of \
         knowing is given.",
        screening.replications,
        screening.without_effect.len(),
        screening.cannot_be_moved.len()
    )
}
