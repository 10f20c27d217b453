//! What one failed contact does to the number of customers, by path.

use super::super::number::short;
use super::super::table::{Cell, Table, Tone};
use super::super::view::View;

/// Customers lost within a year by a thousand failed contacts; empty where nothing was calibrated.
pub(crate) fn failure(view: &View) -> Table {
    let mut table = Table::new("What 1,000 failed contacts cost in customers within a year", "segment")
        .number("by memory")
        .number("at once")
        .number("by complaining")
        .number("by word of mouth")
        .number("together");
    let split = view.results.calibration.iter().flat_map(|calibration| &calibration.failure_effect);
    for (segment, split) in split {
        let tone = if segment == "all" { Tone::Strong } else { Tone::Plain };
        let cells = [split.memory, split.exit, split.complaint, split.word_of_mouth, split.total];
        let cell = |value: f64| Cell::new(short((value * 100.0).round() / 100.0));
        table.push(Cell::new(segment).toned(tone), cells.map(cell).into());
    }
    table.note = Some(
        "A contact that reaches an agent after an acceptable wait and is not resolved, on the baseline and in expectation. \
         Each path is counted on top of those before it, so they sum; below 0 it wins customers back."
            .to_owned(),
    );
    table
}
