//! What each change does: every arm against the baseline, metric by metric, with intervals and verdicts.

use maud::{Markup, html};

use crate::experiment::Contrast;
use crate::metrics::Metric;

use super::super::number::Format;
use super::super::tables;
use super::super::view::View;
use super::plot::{Mark, Strip, StripRow};
use super::table::{draw, folded, minus, words};

/// At most this many metrics have a picture.
const PICTURES: usize = 9;

/// The section; absent without contrasts.
pub(super) fn section(view: &View) -> Option<Markup> {
    if view.results.contrasts.is_empty() {
        return None;
    }
    let metrics = view.contrasted();
    let sentences: Vec<&String> =
        view.results.verdicts.iter().flat_map(|verdicts| &verdicts.sentences).collect();
    Some(html! {
        @if !sentences.is_empty() { ul class="sentences" { @for sentence in &sentences { li { (words(sentence)) } } } }
        p class="note" {
            "Each row is an arm minus the baseline"
            @if view.replications() > 1 { ", with its " (view.confidence) " % interval" } ". "
            @if !view.deciding().is_empty() {
                "The shaded band around zero holds differences too small to matter, as the scenario states them: a verdict is \
                 better or worse only where the whole interval lies beyond it. "
            }
            @if view.replications() > 1 { "Round marks are welcome, square ones are not, hollow and grey ones leave it open." }
        }
        div class="strips" { @for metric in metrics.iter().take(PICTURES) { (strip(view, *metric)) } }
        @if !view.results.effects.is_empty() {
            (draw(&tables::effects(view, &metrics.iter().copied().take(6).collect::<Vec<_>>())))
            p class="note" {
                "A single intervention: its effect alone. A combination: what it gives beyond the sum of its parts; below \
                 zero, the parts cure the same trouble."
            }
        }
        @for metric in view.deciding() { @if let Some(table) = tables::decision(view, metric) { (folded("Intervals and p-values: ", &table)) } }
        (folded("", &tables::differences(view, "All pictured differences as a table", &metrics)))
    })
}

/// The strip of one metric.
fn strip(view: &View, metric: Metric) -> Markup {
    let contrasts = &view.results.contrasts;
    let format = view.difference_format(
        metric,
        contrasts.iter().filter_map(|contrast| contrast.metrics.get(metric.key())),
    );
    let rows: Vec<StripRow> =
        contrasts.iter().filter_map(|contrast| row(view, contrast, metric, &format)).collect();
    let words =
        rows.iter().map(|row| format!("{}: {} {}", row.name, row.figure, row.verdict).trim_end().to_owned());
    Strip {
        id: format!("effect-{}", metric.key()),
        title: tables::head(metric.entry().label, &format.difference_unit),
        description: words.collect::<Vec<_>>().join("; "),
        matters: tables::matters(view, metric),
        rows,
        write: Box::new(move |value, step| minus(&format.for_steps_of(step).signed(value))),
    }
    .draw()
}

fn row(view: &View, contrast: &Contrast, metric: Metric, format: &Format) -> Option<StripRow> {
    let difference = contrast.metrics.get(metric.key())?;
    let cell = view.difference_cell(&contrast.arm, metric, difference, format);
    let whisker = difference.ci_low.zip(difference.ci_high).map(|(low, high)| Mark::Whisker(low, high));
    let spread = cell.spread.map(|spread| format!(" {spread}")).unwrap_or_default();
    Some(StripRow {
        name: contrast.arm.clone(),
        strong: view.recommended().is_some_and(|arm| arm.name == contrast.arm),
        figure: minus(&format!("{}{spread}", cell.text)),
        verdict: view
            .verdict(&contrast.arm, metric)
            .map(|row| short(row.verdict.words()))
            .unwrap_or_default(),
        tone: cell.tone,
        marks: whisker.into_iter().chain([Mark::Dot(difference.mean)]).collect(),
    })
}

/// A verdict short enough to stand beside a name.
fn short(words: &str) -> String {
    words.replace("no difference that matters", "no difference").replace("undecided - run more", "undecided")
}
