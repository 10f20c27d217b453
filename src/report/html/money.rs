//! Money: what each arm costs and brings against the baseline, and when it has paid for itself.

use maud::{Markup, html};

use crate::experiment::{ArmResult, Payoff};
use crate::metrics::Metric;

use super::super::table::Tone;
use super::super::tables;
use super::super::view::View;
use super::plot::{Axis, Key, Line, LineChart, Mark, Point, Reference, Scale, Span, Strip, StripRow};
use super::table::{draw, minus, words};

/// The section; absent without payoffs.
pub(super) fn section(view: &View) -> Option<Markup> {
    if view.results.payoffs.is_empty() {
        return None;
    }
    Some(html! {
        div class="strips" {
            (strip(view, "cost", "Extra cost of service", None, |row| row.extra_service_cost))
            (strip(view, "profit", "Profit within the horizon", Some(Metric::Profit), |row| row.profit))
            (strip(view, "value", "Customer value at the end", Some(Metric::CustomerValueEnd), |row| row.customer_value_end))
        }
        div class="charts" { (cumulative(view)) }
        (draw(&tables::payoffs(view)))
        @if let Some(sentence) = tables::cost_sentence(view) { p { (words(&sentence)) } }
    })
}

/// One amount of every arm, as bars from zero; with its interval where the contrasts have it.
fn strip(view: &View, id: &str, title: &str, metric: Option<Metric>, of: fn(&Payoff) -> f64) -> Markup {
    let payoffs = &view.results.payoffs;
    let amounts = payoffs.iter().map(of);
    let format = match metric {
        Some(metric) => view.plain_format(metric, amounts),
        None => view.money_format(amounts),
    };
    let rows: Vec<StripRow> = payoffs
        .iter()
        .map(|row| {
            let amount = of(row);
            let difference = metric.and_then(|metric| view.difference(&row.arm, metric));
            let whisker = difference.and_then(|difference| difference.ci_low.zip(difference.ci_high));
            StripRow {
                name: row.arm.clone(),
                strong: view.recommended().is_some_and(|arm| arm.name == row.arm),
                figure: minus(&format.signed(amount)),
                verdict: String::new(),
                tone: metric.zip(difference).map_or(Tone::Plain, |(metric, difference)| {
                    view.difference_tone(&row.arm, metric, difference)
                }),
                marks: [Mark::Bar(amount)]
                    .into_iter()
                    .chain(whisker.map(|(low, high)| Mark::Whisker(low, high)))
                    .collect(),
            }
        })
        .collect();
    let words: Vec<String> = rows.iter().map(|row| format!("{}: {}", row.name, row.figure)).collect();
    Strip {
        id: format!("money-{id}"),
        title: tables::head(title, &format.unit),
        description: words.join("; "),
        matters: None,
        rows,
        write: Box::new(move |value, step| minus(&format.for_steps_of(step).signed(value))),
    }
    .draw()
}

/// Profit above the baseline's added up week by week: above zero, an arm has paid for itself.
fn cumulative(view: &View) -> Markup {
    let Some(baseline) = view.baseline() else {
        return html! {};
    };
    let mut lines: Vec<Line> = Vec::new();
    for (index, arm) in view.results.arms.iter().enumerate().skip(1) {
        let points = running_gain(arm, baseline);
        if points.len() > 1 {
            let strong = view.recommended().is_some_and(|recommended| recommended.name == arm.name);
            lines.push(Line { name: arm.name.clone(), index, strong, points });
        }
    }
    if lines.is_empty() {
        return html! {};
    }
    let heights: Vec<f64> = lines.iter().flat_map(|line| line.points.iter().map(|point| point.y)).collect();
    let format = view.plain_format(Metric::Profit, heights.iter().copied());
    let ends = lines
        .iter()
        .filter_map(|line| Some(format!("{} {}", line.name, format.signed_with_unit(line.points.last()?.y))));
    let description = format!("At the end of the horizon: {}", ends.collect::<Vec<_>>().join("; "));
    let weeks = lines.iter().flat_map(|line| line.points.iter().map(|point| point.x)).fold(2.0, f64::max);
    let scale = Scale::holding(heights.into_iter().chain([0.0]), 6);
    lines.sort_by_key(|line| line.strong);
    LineChart {
        id: "payback".into(),
        title: "Profit above the baseline's, added up week by week".into(),
        description,
        span: Span::Full,
        key: Key::AtEnds,
        x: Axis::weeks(weeks),
        y: Axis::of(format, scale, |format, value| minus(&format.signed(value))),
        bars: Vec::new(),
        lines,
        references: vec![Reference { upright: false, at: 0.0, label: "paid back above this line".into() }],
    }
    .draw()
}

/// The weekly profit of an arm above the baseline's, added up.
fn running_gain(arm: &ArmResult, baseline: &ArmResult) -> Vec<Point> {
    let mut total = 0.0;
    let weeks = arm.weeks.iter().zip(&baseline.weeks);
    weeks
        .filter_map(|(week, base)| {
            total +=
                week.metrics.get(Metric::Profit.key())?.mean - base.metrics.get(Metric::Profit.key())?.mean;
            Some(Point { x: f64::from(week.week), y: total, band: None })
        })
        .collect()
}
