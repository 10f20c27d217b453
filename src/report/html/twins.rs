//! The service beside a formula of queueing theory: what the formula says of every stretch of the day, what the simulation
//! says, and why they differ.

use maud::{Markup, html};

use crate::experiment::{ReasonTwin, TwinFigure, TwinStretch};
use crate::metrics::Metric;

use super::super::number::Format;
use super::super::tables;
use super::super::view::View;
use super::day::hour_axis;
use super::plot::{Axis, Key, Line, LineChart, Point, Scale, Span};
use super::table::{draw, folded};

/// What is drawn over the day.
const DRAWN: [Metric; 2] = [Metric::ServiceLevelOfOffered, Metric::Asa];

/// Stretches of the day from which on a picture says more than the table.
const FEWEST_DRAWN: usize = 3;

/// The section; absent where there are no twins, as in comparisons.
pub(super) fn section(view: &View) -> Option<Markup> {
    let twins = &view.results.twins;
    if twins.is_empty() {
        return None;
    }
    let has_formula = twins.iter().any(|twin| twin.formula.is_some());
    Some(html! {
        @if has_formula {
            p {
                "The analytic twin: what a spreadsheet of Erlang formulas would say of the same service, half-hour by half-hour, \
                 and what the simulation says. Below each: what the formula leaves out, which is why the two differ."
            }
        }
        @for (place, twin) in twins.iter().enumerate() { (one(view, twin, place)) }
    })
}

fn one(view: &View, twin: &ReasonTwin, place: usize) -> Markup {
    let charts: Vec<Markup> = DRAWN.iter().filter_map(|metric| chart(view, twin, place, *metric)).collect();
    let table = tables::twin(view, twin);
    html! {
        @if !charts.is_empty() { div class="charts" { @for chart in &charts { (chart) } } }
        @if charts.is_empty() { (draw(&table)) } @else { (folded("", &table)) }
        @let gaps = tables::twin_gaps(twin);
        @if !gaps.is_empty() { ul { @for sentence in &gaps { li { (super::capitalised(sentence)) } } } }
    }
}

/// Hour of the day of a time such as `09:30`.
fn hour(time: &str) -> Option<f64> {
    let (hours, minutes) = time.split_once(':')?;
    Some(hours.parse::<f64>().ok()? + minutes.parse::<f64>().ok()? / 60.0)
}

/// A line through the middles of the stretches.
fn line(
    twin: &ReasonTwin,
    metric: Metric,
    name: String,
    index: usize,
    point: impl Fn(f64, &TwinFigure) -> Option<Point>,
) -> Line {
    let of = |stretch: &TwinStretch| {
        let middle = (hour(&stretch.start)? + hour(&stretch.end)?) / 2.0;
        point(middle, stretch.metrics.get(metric.key())?)
    };
    Line { name, index, strong: index == 1, points: twin.stretches.iter().filter_map(of).collect() }
}

/// A figure over the day by formula and by simulation; absent where one of the two is missing or the day is all alike.
fn chart(view: &View, twin: &ReasonTwin, place: usize, metric: Metric) -> Option<Markup> {
    let formula = twin.formula.as_deref()?;
    let simulated = line(twin, metric, "simulated".into(), 1, |x, figure| {
        let estimate = figure.simulated.as_ref()?;
        Some(Point { x, y: estimate.mean, band: estimate.ci_low.zip(estimate.ci_high) })
    });
    let by_formula = line(twin, metric, format!("by {formula}"), 0, |x, figure| {
        Some(Point { x, y: figure.formula, band: None }).filter(|point| point.y.is_finite())
    });
    if simulated.points.len() < FEWEST_DRAWN || by_formula.points.len() < FEWEST_DRAWN {
        return None;
    }
    let levels = || simulated.points.iter().chain(&by_formula.points).map(|point| point.y);
    let entry = metric.entry();
    let format = Format::fitting(entry.unit, view.currency, levels().map(|level| (level, None)));
    let scale = Scale::holding(levels().chain([0.0]).collect::<Vec<_>>(), 6);
    let widest = simulated.points.iter().filter_map(|point| {
        let formula = by_formula.points.iter().find(|other| other.x == point.x)?;
        Some((point.y - formula.y).abs())
    });
    let description = format!(
        "{} of {} over the day by formula and by simulation; they differ by at most {}.",
        super::capitalised(entry.label),
        twin.reason,
        format.with_unit(widest.fold(0.0, f64::max))
    );
    let chart = LineChart {
        id: format!("twin-{place}-{}", metric.key()),
        title: format!("{}: {} over the day", twin.reason, entry.label),
        description,
        span: Span::Half,
        key: Key::Below,
        x: hour_axis(),
        y: Axis::of(format, scale, Format::value),
        bars: Vec::new(),
        lines: vec![by_formula, simulated],
        references: Vec::new(),
    };
    Some(chart.draw())
}
