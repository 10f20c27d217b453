//! All assumptions, ranked by how far each moves the answer.

use maud::{Markup, html};

use crate::experiment::Screening;

use super::super::table::Tone;
use super::super::tables;
use super::super::view::View;
use super::plot::{Mark, Strip, StripRow};
use super::table::{draw, minus};

/// The section; absent when no screening was asked for.
pub(super) fn section(view: &View) -> Option<Markup> {
    let screening = view.results.screening.as_ref()?;
    Some(html! {
        p {
            "Every number that the scenario assumes was moved, one at a time, and the comparison of " strong { (screening.arm) }
            " with the baseline repeated under the same luck. What stands first deserves to be known best."
        }
        @if !screening.rows.is_empty() {
            p class="note" { "Light bar: the input at its low end. Dark bar: at its high end. They meet at the answer as stated. Above each bar, at the right: the two ends." }
            div class="strips" { (tornado(view, screening)) }
        }
        (draw(&tables::screening(view, screening)))
    })
}

/// The inputs that move the figure most.
fn tornado(view: &View, screening: &Screening) -> Markup {
    let format = tables::screening_format(view, screening);
    let rows: Vec<StripRow> = tables::screened(screening)
        .iter()
        .map(|row| {
            let middle = row.stated;
            let (low, high) = (row.at_low.unwrap_or(middle), row.at_high.unwrap_or(middle));
            StripRow {
                name: row.path.clone(),
                strong: false,
                figure: minus(&format!("{} … {}", format.signed(low), format.signed(high))),
                verdict: minus(&tables::screening_ends(row)),
                tone: Tone::Plain,
                marks: vec![Mark::Halves { low, middle, high }, Mark::Tick(middle)],
            }
        })
        .collect();
    let words: Vec<String> =
        rows.iter().map(|row| format!("{} ({}): {}", row.name, row.verdict, row.figure)).collect();
    Strip {
        id: "screening".into(),
        title: tables::head(tables::screening_figure(screening), &format.difference_unit),
        description: format!("From the low to the high end of each input. {}", words.join("; ")),
        matters: None,
        rows,
        write: Box::new(move |value, step| minus(&format.for_steps_of(step).signed(value))),
    }
    .draw()
}
