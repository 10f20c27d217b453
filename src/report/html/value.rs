//! What customers are worth: who brings the margin, and the value of a customer by segment.

use maud::{Markup, html};

use crate::experiment::ArmResult;
use crate::metrics::Metric;

use super::super::number::Format;
use super::super::tables;
use super::super::view::View;
use super::plot::{Axis, Key, Line, LineChart, Point, Reference, Scale, Span};
use super::table::draw;

/// Points of the Lorenz curve: the share of customers, from the one who brings least, and the metric that holds the margin of
/// the others.
const CURVE: [(f64, Metric); 6] = [
    (0.2, Metric::MarginTop80),
    (0.4, Metric::MarginTop60),
    (0.6, Metric::MarginTop40),
    (0.8, Metric::MarginTop20),
    (0.9, Metric::MarginTop10),
    (0.95, Metric::MarginTop5),
];

/// The section; absent where there is no money.
pub(super) fn section(view: &View) -> Option<Markup> {
    let baseline = view.baseline()?;
    let share = baseline.metrics.get(Metric::MarginTop20.key())?;
    let top = view.level_format(Metric::MarginTop20, std::iter::once(&baseline.metrics));
    Some(html! {
        p {
            "The best 20 % of the customers bring " strong { (top.with_unit(share.mean)) } " of the margin on the baseline. "
            "Each customer's margin is the margin of the revenue, less programmes, less the customer's part of the cost of service."
        }
        div class="charts" { (lorenz(view)) }
        (draw(&segments(view)))
    })
}

fn segments(view: &View) -> super::super::table::Table {
    let metrics = [Metric::CustomerValue, Metric::Revenue, Metric::SatisfactionValueWeighted];
    let title = "What a customer is worth, segment by segment";
    tables::side_by_side(view, title, "segment", &view.close_up(), tables::of_segments, &metrics)
}

/// The curve of each arm to look at; where all customers brought the same it would be the straight line.
fn lorenz(view: &View) -> Markup {
    let arms = view.close_up();
    let format = view.level_format(Metric::MarginTop20, arms.iter().map(|arm| &arm.metrics));
    let places: Vec<&ArmResult> = arms.clone();
    let lines: Vec<Line> = places
        .iter()
        .enumerate()
        .map(|(index, arm)| Line {
            name: arm.name.clone(),
            index,
            strong: index == 0 || view.recommended().is_some_and(|best| best.name == arm.name),
            points: curve(arm),
        })
        .collect();
    let words = arms.iter().filter_map(|arm| {
        let share = arm.metrics.get(Metric::MarginTop20.key())?.mean;
        Some(format!("{}: the best 20 % bring {}", arm.name, format.with_unit(share)))
    });
    let description = words.collect::<Vec<_>>().join("; ");
    let heights = lines.iter().flat_map(|line| line.points.iter().map(|point| point.y));
    let scale = Scale::holding(heights.chain([0.0, 1.0]), 6);
    LineChart {
        id: "lorenz".into(),
        title: "Lorenz curve of the monthly margin".into(),
        description,
        span: Span::Full,
        key: Key::Listed,
        x: Axis {
            label: "customers, from the one who brings least, %".into(),
            scale: Scale::Linear { low: 0.0, high: 1.0 },
            ticks: vec![0.0, 0.2, 0.4, 0.6, 0.8, 1.0],
            write: Box::new(|share| format!("{:.0}", 100.0 * share)),
        },
        y: Axis::of(format, scale, Format::value),
        bars: Vec::new(),
        lines,
        references: vec![Reference { upright: true, at: 0.8, label: "the best 20 % begin".into() }],
    }
    .draw()
}

fn curve(arm: &ArmResult) -> Vec<Point> {
    let inner = CURVE.iter().filter_map(|(share, metric)| {
        let estimate = arm.metrics.get(metric.key())?;
        let band = estimate.ci_low.zip(estimate.ci_high).map(|(low, high)| (1.0 - high, 1.0 - low));
        Some(Point { x: *share, y: 1.0 - estimate.mean, band })
    });
    let end = |at: f64| Point { x: at, y: at, band: None };
    std::iter::once(end(0.0)).chain(inner).chain([end(1.0)]).collect()
}
