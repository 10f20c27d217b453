//! How long callers wait: the whole distribution, not only its mean.

use maud::{Markup, html};

use crate::experiment::ArmResult;
use crate::metrics::Metric;

use super::super::number::{grouped, short};
use super::super::table::Table;
use super::super::tables;
use super::super::view::View;
use super::plot::{Axis, Key, Line, LineChart, Point, Reference, Scale, Span};
use super::table::{draw, folded};

const METRICS: [Metric; 8] = [
    Metric::AbandonmentRate,
    Metric::ServiceLevelOfOffered,
    Metric::WaitMean,
    Metric::Asa,
    Metric::WaitP50,
    Metric::WaitP90,
    Metric::WaitP95,
    Metric::WaitP99,
];

/// The section; absent where no contact waited.
pub(super) fn section(view: &View) -> Option<Markup> {
    let charted = view.results.arms.iter().any(|arm| !arm.wait_distribution.is_empty());
    if !charted && !view.applies(Metric::WaitMean) {
        return None;
    }
    let table = tables::as_rows(view, "Waits in figures", "arm", &tables::arms(&view.results.arms), &METRICS);
    let views: Vec<(&str, Table)> = view
        .close_up()
        .into_iter()
        .map(|arm| (arm.name.as_str(), tables::contacts_and_issues(view, arm)))
        .collect();
    Some(html! {
        @if charted { div class="charts" { (chart(view)) } }
        (draw(&table))
        @for (arm, table) in &views {
            (folded(&if views.len() > 1 { format!("{arm}: ") } else { String::new() }, table))
        }
        p class="note" {
            "Waits end by an answer or by giving up; those who gave up count with the time they waited. Average speed of answer is \
             over answered contacts only. Service level of offered: answered within the acceptable wait / offered."
        }
    })
}

/// The share of contacts that waited at most so long, on a logarithmic axis.
fn chart(view: &View) -> Markup {
    let awt =
        view.baseline().and_then(|arm| arm.metrics.get(Metric::Awt.key())).map(|estimate| estimate.mean);
    let mark = awt.unwrap_or(60.0);
    let close_up = view.close_up();
    let mut lines: Vec<(f64, Line)> = Vec::new();
    for (index, arm) in
        view.results.arms.iter().enumerate().filter(|(_, arm)| !arm.wait_distribution.is_empty())
    {
        let strong = close_up.iter().any(|shown| shown.name == arm.name);
        let points =
            arm.wait_distribution.iter().map(|point| Point { x: point.wait_s, y: point.share, band: None });
        lines.push((
            served_by(arm, mark),
            Line { name: arm.name.clone(), index, strong, points: points.collect() },
        ));
    }
    lines.sort_by(|a, b| b.0.total_cmp(&a.0));
    let words = lines.iter().map(|(share, line)| format!("{} {} %", line.name, grouped(share * 100.0, 1)));
    let description =
        format!("Share that waited at most {}: {}", wait(mark), words.collect::<Vec<_>>().join("; "));
    let lines: Vec<Line> = lines.into_iter().map(|(_, line)| line).collect();
    let longest =
        lines.iter().flat_map(|line| line.points.iter().filter(|point| point.y < 0.999).map(|point| point.x));
    let across = Scale::Log { low: 1.0, high: longest.fold(60.0, f64::max) };
    let up = Scale::Linear { low: 0.0, high: 1.0 };
    LineChart {
        id: "waits".into(),
        title: "Share of contacts that waited at most so long".into(),
        description,
        span: Span::Full,
        key: Key::Listed,
        x: Axis {
            label: "wait (logarithmic axis)".into(),
            scale: across,
            ticks: round_waits(across),
            write: Box::new(wait),
        },
        y: Axis {
            label: "share of contacts".into(),
            scale: up,
            ticks: up.ticks(5),
            write: Box::new(|share| format!("{:.0} %", share * 100.0)),
        },
        bars: Vec::new(),
        references: awt
            .map(|at| Reference { upright: true, at, label: format!("acceptable wait {}", wait(at)) })
            .into_iter()
            .collect(),
        lines,
    }
    .draw()
}

/// The waits to label: those one speaks of.
fn round_waits(scale: Scale) -> Vec<f64> {
    let waits = [1.0, 5.0, 20.0, 60.0, 300.0, 1200.0, 3600.0, 14_400.0, 86_400.0];
    let Scale::Log { high, .. } = scale else {
        return Vec::new();
    };
    waits.into_iter().filter(|wait| *wait <= high).collect()
}

/// A wait as one says it.
fn wait(seconds: f64) -> String {
    match seconds {
        seconds if seconds < 60.0 => format!("{} s", short(seconds)),
        seconds if seconds < 3600.0 => format!("{} min", short(seconds / 60.0)),
        seconds => format!("{} h", short(seconds / 3600.0)),
    }
}

/// The share of contacts that waited at most `wait` seconds, by the nearest point below.
fn served_by(arm: &ArmResult, wait: f64) -> f64 {
    arm.wait_distribution
        .iter()
        .take_while(|point| point.wait_s <= wait)
        .last()
        .map_or(0.0, |point| point.share)
}
