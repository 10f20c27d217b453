//! Customers over the weeks: satisfaction of the active and of the start cohort, and how many there are.

use maud::{Markup, html};

use crate::experiment::{Difference, GainOverTime, Gains, WeekOfGain};
use crate::metrics::Metric;

use super::super::number::Format;
use super::super::tables::{self, Entity};
use super::super::view::View;
use super::plot::{Axis, Key, Line, LineChart, Point, Reference, Scale, Span};
use super::table::{folded, minus};

/// Up to this many arms all have their interval drawn; beyond, only those to look at.
const ALL_BANDS: usize = 3;

/// The section; absent where there are no customers.
pub(super) fn section(view: &View) -> Option<Markup> {
    if !view.has_customers() {
        return None;
    }
    let in_weeks = |metrics: &[Metric]| -> Vec<Metric> {
        metrics.iter().copied().filter(|metric| weekly_values(view, *metric) > 1).collect()
    };
    let charted = in_weeks(&[Metric::SatisfactionCohort, Metric::Satisfaction, Metric::CustomersEnd]);
    let parts = in_weeks(&[Metric::SatisfactionDirect, Metric::SatisfactionDisconfirmation]);
    Some(html! {
        p {
            "Two means of the same thing, because " strong { "when the unhappy leave, the mean of those who stay rises by itself" }
            " (the survivor effect). The start cohort is everybody active at the start of the horizon, leavers kept at their last \
             value: it cannot be flattered by people leaving, so it decides. The mean of the active says what today's customers feel, newcomers included."
        }
        (gap(view))
        div class="charts" { @for metric in &charted { (chart(view, *metric)) } }
        @if !parts.is_empty() {
            p {
                strong { "What stays and what fades. " }
                "Satisfaction is a direct part, what service is like, and a part that comes of surprise, what it is like against what \
                 was expected. Whoever gets used to something better is no longer surprised by it: where an arm's lines come together \
                 again, the gain was short-lived; where they stay apart, it lasts. (Means over the monthly steps of the week.)"
            }
            div class="charts" { @for metric in &parts { (chart(view, *metric)) } }
        }
        @let gains_over_time = tables::gains_over_time(view);
        @if !gains_over_time.is_empty() {
            @if let Some(gain) = gain_of_spotlight(view) { div class="charts" { (gain_chart(gain)) } }
            (super::table::draw(&gains_over_time))
        }
        @if let Some(calibration) = &view.results.calibration {
            p class="note" {
                "From the first to the last quarter of the horizon the baseline's satisfaction moves by "
                (minus(&super::super::number::short((calibration.baseline_drift * 100.0).round() / 100.0)))
                " points: what the arms gain is measured against that."
            }
        }
        @if !view.results.arms.iter().all(|arm| arm.segments.is_empty()) { (segments(view)) }
        @let failure = tables::failure(view);
        @if !failure.is_empty() { (super::table::draw(&failure)) }
        @for metric in charted.iter().chain(&parts) { (folded("By week: ", &tables::weekly(view, *metric))) }
    })
}

/// The gain of the arm in the spotlight.
fn gain_of_spotlight<'a>(view: &View<'a>) -> Option<&'a GainOverTime> {
    let name = &view.spotlight()?.name;
    view.results.gains_over_time.iter().find(|gain| gain.arm == *name)
}

/// What an arm adds to satisfaction by week: the part that stays and the part that fades.
fn gain_chart(gain: &GainOverTime) -> Markup {
    let line = |index, name: &str, of: fn(&WeekOfGain) -> &Difference| {
        let points = gain.weeks.iter().map(|week| {
            let gain = of(week);
            Point { x: f64::from(week.week), y: gain.mean, band: gain.ci_low.zip(gain.ci_high) }
        });
        Line { name: name.to_owned(), index, strong: true, points: points.collect() }
    };
    let lines =
        vec![line(0, "direct part", |week| &week.direct), line(1, "surprise", |week| &week.disconfirmation)];
    let heights: Vec<f64> = lines.iter().flat_map(Line::heights).chain([0.0]).collect();
    let weeks = gain.weeks.iter().map(|week| f64::from(week.week)).fold(2.0, f64::max);
    let format = Format::fitting("points", "", heights.iter().map(|height| (*height, None)));
    let gains = |of: &Gains| {
        format!(
            "direct {}, surprise {}",
            format.signed(of.direct.mean),
            format.signed(of.disconfirmation.mean)
        )
    };
    LineChart {
        id: "gain-over-time".to_owned(),
        title: format!("What {} adds to satisfaction, by week", gain.arm),
        description: format!("Short run: {}; long run: {}", gains(&gain.short_run), gains(&gain.long_run)),
        span: Span::Full,
        key: Key::AtEnds,
        x: Axis::weeks(weeks),
        y: Axis::of(format.clone(), Scale::holding(heights, 6), Format::signed),
        bars: Vec::new(),
        lines,
        references: vec![Reference { upright: false, at: 0.0, label: "as the baseline".to_owned() }],
    }
    .draw()
}

/// How far the two means lie apart, at the same time: in the last week.
fn gap(view: &View) -> Markup {
    let both = [Metric::Satisfaction, Metric::SatisfactionCohort];
    let arms = view.close_up();
    let last: Vec<Entity> =
        arms.iter().filter_map(|arm| Some((arm.name.as_str(), &arm.weeks.last()?.metrics))).collect();
    let complete = |(_, metrics): &Entity| both.iter().all(|metric| metrics.contains_key(metric.key()));
    let table = tables::as_rows(view, "The two means in the last week", "arm", &last, &both);
    html! { @if last.iter().any(complete) { (super::table::draw(&table)) } }
}

fn segments(view: &View) -> Markup {
    let metrics = [Metric::SatisfactionCohort, Metric::ChurnAnnual, Metric::CustomersEnd];
    let table = tables::side_by_side(
        view,
        "Segment by segment",
        "segment",
        &view.close_up(),
        tables::of_segments,
        &metrics,
    );
    super::table::draw(&table)
}

/// In how many weeks the first arm has this metric.
fn weekly_values(view: &View, metric: Metric) -> usize {
    let weeks = view.baseline().map(|arm| arm.weeks.iter());
    weeks.into_iter().flatten().filter(|week| week.metrics.contains_key(metric.key())).count()
}

/// One metric over the weeks, a line per arm.
fn chart(view: &View, metric: Metric) -> Markup {
    let arms = &view.results.arms;
    let format =
        view.level_format(metric, arms.iter().flat_map(|arm| arm.weeks.iter().map(|week| &week.metrics)));
    let close_up = view.close_up();
    let mut lines: Vec<Line> = Vec::new();
    for (index, arm) in arms.iter().enumerate() {
        let strong = close_up.iter().any(|shown| shown.name == arm.name);
        let banded = strong || arms.len() <= ALL_BANDS;
        let points = arm.weeks.iter().filter_map(|week| {
            let estimate = week.metrics.get(metric.key())?;
            let band = estimate.ci_low.zip(estimate.ci_high).filter(|_| banded);
            Some(Point { x: f64::from(week.week), y: estimate.mean, band })
        });
        lines.push(Line { name: arm.name.clone(), index, strong, points: points.collect() });
    }
    let ends = lines
        .iter()
        .filter_map(|line| Some(format!("{} {}", line.name, format.with_unit(line.points.last()?.y))));
    let description = format!("Last week: {}", ends.collect::<Vec<_>>().join("; "));
    let heights = lines.iter().flat_map(Line::heights).collect::<Vec<_>>();
    let weeks = lines.iter().flat_map(|line| line.points.iter().map(|point| point.x)).fold(2.0, f64::max);
    lines.sort_by_key(|line| line.strong);
    let title = match metric {
        Metric::SatisfactionCohort => "Satisfaction of the start cohort, by week",
        Metric::Satisfaction => "Satisfaction of the active customers, by week",
        Metric::SatisfactionDirect => "Direct part of satisfaction, by week: of a gain it stays",
        Metric::SatisfactionDisconfirmation => {
            "Part of satisfaction that is surprise, by week: of a gain it fades"
        }
        _ => "Active customers at the end of the week",
    };
    LineChart {
        id: format!("weeks-{}", metric.key()),
        title: title.to_owned(),
        description,
        span: Span::Full,
        key: Key::AtEnds,
        x: Axis::weeks(weeks),
        y: Axis::of(format, Scale::holding(heights, 6), Format::value),
        bars: Vec::new(),
        lines,
        references: Vec::new(),
    }
    .draw()
}
