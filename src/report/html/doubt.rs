//! Doubt about the inputs, apart from simulation noise: what the answer owes to them, and where it would flip.

use maud::{Markup, html};

use crate::experiment::{BreakEven, Doubt};
use crate::metrics::Metric;

use super::super::number::short;
use super::super::table::Tone;
use super::super::tables;
use super::super::view::View;
use super::plot::{Axis, Key, Line, LineChart, Mark, Point, Reference, Scale, Span, Strip, StripRow};
use super::table::{draw, minus, words};

/// The section; absent when nothing was doubted.
pub(super) fn section(view: &View) -> Option<Markup> {
    let doubt = view.results.doubt.as_ref()?;
    Some(html! {
        p {
            "More replications narrow an interval; they add no knowledge of the inputs. So the most doubtful inputs were moved one at \
             a time, and the comparison of " strong { (doubt.arm) } " with the baseline repeated."
        }
        @if doubt.rows.iter().any(|row| row.gains.is_some()) {
            p class="note" { "Light bar: the input at its low end. Dark bar: at its high end. They meet at the answer as stated; the widest stand first. Above each bar, at the right: the two ends." }
            div class="strips" { (tornado(view, doubt)) }
        }
        @if let Some(knowing) = &doubt.value_of_knowing { (draw(&tables::knowing(view, knowing))) }
        @if let Some(sentence) = tables::break_even_sentence(doubt) { p { (words(&sentence)) } }
        @if let Some(even) = &doubt.break_even_churn_effect { div class="charts" { (break_even(view, doubt, even)) } }
        @if !doubt.rows.is_empty() {
            p class="note" { "Hollow dot: input at its low end. Filled dot: at its high end. Upright line: as stated." }
            div class="strips" { @for metric in tables::doubt_metrics(doubt) { (strip(view, doubt, metric)) } }
            (draw(&tables::doubt(view, doubt)))
            dl class="why" { @for row in &doubt.rows { div { dt { code { (row.path) } } dd { (words(&row.why)) } } } }
        }
    })
}

/// Which inputs move the answer in money most: a tornado.
fn tornado(view: &View, doubt: &Doubt) -> Markup {
    let gains = || doubt.rows.iter().filter_map(|row| Some((row, row.gains?)));
    let format = view.money_format(gains().flat_map(|(_, gains)| gains));
    let rows: Vec<StripRow> = gains()
        .map(|(row, [low, middle, high])| StripRow {
            name: row.path.clone(),
            strong: false,
            figure: minus(&format!("{} … {}", format.signed(low), format.signed(high))),
            verdict: minus(&tables::ends(row)),
            tone: Tone::Plain,
            marks: vec![Mark::Halves { low, middle, high }, Mark::Tick(middle)],
        })
        .collect();
    let words = rows.iter().map(|row| format!("{} ({}): {}", row.name, row.verdict, row.figure));
    let words: Vec<String> = words.collect();
    Strip {
        id: "tornado".into(),
        title: tables::head(
            "What moves the answer most: profit plus customer value",
            &format.difference_unit,
        ),
        description: format!("From the low to the high end of each input. {}", words.join("; ")),
        matters: None,
        rows,
        write: Box::new(move |value, step| minus(&format.for_steps_of(step).signed(value))),
    }
    .draw()
}

/// How far one metric's contrast moves with each input.
fn strip(view: &View, doubt: &Doubt, metric: Metric) -> Markup {
    let contrasts =
        || doubt.rows.iter().filter_map(|row| Some((&row.path, row.contrasts.get(metric.key())?)));
    let format = view.plain_format(metric, contrasts().flat_map(|(_, values)| *values));
    let rows: Vec<StripRow> = contrasts()
        .map(|(path, [low, stated, high])| StripRow {
            name: path.clone(),
            strong: false,
            figure: minus(&format!("{} … {}", format.signed(*low), format.signed(*high))),
            verdict: String::new(),
            tone: Tone::Plain,
            marks: vec![Mark::Range(*low, *high), Mark::Tick(*stated)],
        })
        .collect();
    let words: Vec<String> = rows.iter().map(|row| format!("{}: {}", row.name, row.figure)).collect();
    Strip {
        id: format!("doubt-{}", metric.key()),
        title: tables::head(metric.entry().label, &format.difference_unit),
        description: format!("From the low to the high end. {}", words.join("; ")),
        matters: tables::matters(view, metric),
        rows,
        write: Box::new(move |value, step| minus(&format.for_steps_of(step).signed(value))),
    }
    .draw()
}

/// Profit plus customer value against the baseline's over the values of the churn effect that were tried.
fn break_even(view: &View, doubt: &Doubt, even: &BreakEven) -> Markup {
    let format = view.money_format(even.tried.iter().map(|point| point[1]));
    let scale = Scale::holding(even.tried.iter().map(|point| point[1]).chain([0.0]), 6);
    let across = Scale::holding(even.tried.iter().map(|point| point[0]).chain([even.stated]), 6);
    let mut references = vec![
        Reference { upright: false, at: 0.0, label: "worth it above this line".into() },
        Reference { upright: true, at: even.stated, label: format!("stated {}", short(even.stated)) },
    ];
    references.extend(even.flips_at.map(|at| Reference {
        upright: true,
        at,
        label: format!("flips at {}", short(at)),
    }));
    LineChart {
        id: "break-even".into(),
        title: format!("Profit plus customer value of {} against the baseline", doubt.arm),
        description: tables::break_even_sentence(doubt).unwrap_or_default(),
        span: Span::Full,
        key: Key::AtEnds,
        x: Axis { label: even.path.clone(), scale: across, ticks: across.ticks(8), write: Box::new(short) },
        y: Axis::of(format, scale, |format, value| minus(&format.signed(value))),
        bars: Vec::new(),
        lines: vec![Line {
            name: doubt.arm.clone(),
            index: 1,
            strong: true,
            points: even.tried.iter().map(|point| Point { x: point[0], y: point[1], band: None }).collect(),
        }],
        references,
    }
    .draw()
}
