//! How long callers wait: the whole distribution, not only its mean.

use maud::{Markup, html};

use crate::experiment::ArmResult;
use crate::metrics::Metric;

use super::super::number::grouped;
use super::super::tables;
use super::super::view::View;
use super::plot::{Axis, Key, Line, LineChart, Point, Reference, Scale, Span};
use super::table::draw;

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
    Some(html! {
        @if charted { div class="charts" { (chart(view)) } }
        (draw(&table))
        p class="note" {
            "Waits end by an answer or by giving up; those who gave up count with the time they waited. Average speed of answer is \
             over answered contacts only. Service level of offered: answered within the acceptable wait / offered."
        }
    })
}

/// The share of contacts that waited at most so long, on a logarithmic axis.
fn chart(view: &View) -> Markup {
    let awt = view.baseline().and_then(|arm| arm.metrics.get(Metric::Awt.key())).map(|estimate| estimate.mean);
    let mark = awt.unwrap_or(60.0);
    let close_up = view.close_up();
    let mut lines: Vec<(f64, Line)> = Vec::new();
    for (index, arm) in view.results.arms.iter().enumerate().filter(|(_, arm)| !arm.wait_distribution.is_empty()) {
        let strong = close_up.iter().any(|shown| shown.name == arm.name);
        let points = arm.wait_distribution.iter().map(|point| Point { x: point.wait_s, y: point.share, band: None });
        lines.push((served_by(arm, mark), Line { name: arm.name.clone(), index, strong, points: points.collect() }));
    }
    lines.sort_by(|a, b| b.0.total_cmp(&a.0));
    let words = lines.iter().map(|(share, line)| format!("{} {} %", line.name, grouped(share * 100.0, 1)));
    let description = format!("Share that waited at most {} s: {}", grouped(mark, 0), words.collect::<Vec<_>>().join("; "));
    let lines: Vec<Line> = lines.into_iter().map(|(_, line)| line).collect();
    let longest = lines.iter().flat_map(|line| line.points.iter().filter(|point| point.y < 0.999).map(|point| point.x));
    LineChart {
        id: "waits".into(),
        title: "Share of contacts that waited at most so long".into(),
        description,
        span: Span::Full,
        key: Key::Listed,
        x: Axis {
            label: "wait (logarithmic axis)".into(),
            scale: Scale::decades(1.0, longest.collect::<Vec<_>>()),
            ticks: 6,
            write: Box::new(|wait| format!("{} s", grouped(wait, 0))),
        },
        y: Axis {
            label: "share of contacts".into(),
            scale: Scale::Linear { low: 0.0, high: 1.0 },
            ticks: 5,
            write: Box::new(|share| format!("{:.0} %", share * 100.0)),
        },
        bars: Vec::new(),
        references: awt.map(|at| Reference { upright: true, at, label: format!("acceptable wait {} s", grouped(at, 0)) }).into_iter().collect(),
        lines,
    }
    .draw()
}

/// The share of contacts that waited at most `wait` seconds, by the nearest point below.
fn served_by(arm: &ArmResult, wait: f64) -> f64 {
    arm.wait_distribution.iter().take_while(|point| point.wait_s <= wait).last().map_or(0.0, |point| point.share)
}
