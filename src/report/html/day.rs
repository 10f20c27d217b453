//! Load and staffing over the day: how much work is offered, who is there for it, and what callers get.

use maud::{Markup, html};

use crate::experiment::{ArmResult, Estimates, IntervalResult};
use crate::metrics::Metric;

use super::super::number::{Format, short};
use super::super::tables;
use super::super::view::View;
use super::plot::{Axis, Key, Line, LineChart, Point, Scale, Span};
use super::table::folded;

const TABLE: [Metric; 10] = [
    Metric::Offered,
    Metric::AgentsBusyMean,
    Metric::AgentHours,
    Metric::PaidHours,
    Metric::Occupancy,
    Metric::QueueMean,
    Metric::WaitMean,
    Metric::WaitP90,
    Metric::AbandonmentRate,
    Metric::CostPerContact,
];

/// One half-hour of one arm in agents.
struct Staffing {
    /// Agents it would take to handle every contact offered.
    load: f64,
    /// Agents handling a contact or available for one.
    on_duty: f64,
    /// Agents handling a contact.
    busy: f64,
}

/// The section; absent without half-hours.
pub(super) fn section(view: &View) -> Option<Markup> {
    let arms: Vec<&ArmResult> = view.close_up().into_iter().filter(|arm| arm.intervals.len() > 1).collect();
    if arms.is_empty() {
        return None;
    }
    let highest = arms.iter().flat_map(|arm| staffing(arm)).flatten().flat_map(|now| [now.load, now.on_duty]);
    let scale = Scale::holding(highest.chain([0.0]).collect::<Vec<_>>(), 6);
    Some(html! {
        p {
            "Bars: the work offered in each half-hour, as the number of agents it would take (contacts offered, redials and repeats \
             included, times handling time). Lines: agents on duty, and agents busy with a contact. Where bars stand above the \
             agents on duty, queues grow."
        }
        div class="charts" {
            @for (place, arm) in arms.iter().enumerate() { (load_chart(arms.len() == 1, arm, place, scale)) }
            @for metric in [Metric::WaitMean, Metric::AbandonmentRate, Metric::QueueMean, Metric::Occupancy] { (metric_chart(view, &arms, metric)) }
        }
        (folded("", &tables::side_by_side(view, "Half-hours of the day, over all days of the horizon", "half-hour", &arms, tables::of_half_hours, &TABLE)))
    })
}

/// The half-hours in agents; none where the metrics for it are missing.
fn staffing(arm: &ArmResult) -> Option<Vec<Staffing>> {
    let hours = hours_per_interval(&arm.intervals)?;
    let value =
        |metrics: &Estimates, metric: Metric| metrics.get(metric.key()).map_or(0.0, |estimate| estimate.mean);
    let of = |metrics: &Estimates| Staffing {
        load: value(metrics, Metric::Offered) * value(metrics, Metric::Aht) / 3600.0 / hours,
        on_duty: value(metrics, Metric::AgentHours) / hours,
        busy: value(metrics, Metric::AgentsBusyMean),
    };
    Some(arm.intervals.iter().map(|interval| of(&interval.metrics)).collect())
}

/// The hours of the horizon that fall into one half-hour of the day: busy hours over busy agents, where most are busy.
fn hours_per_interval(intervals: &[IntervalResult]) -> Option<f64> {
    let hours = |interval: &IntervalResult| {
        let value = |metric: Metric| interval.metrics.get(metric.key()).map(|estimate| estimate.mean);
        let busy = value(Metric::AgentsBusyMean)?;
        Some((busy, value(Metric::AgentHours)? * value(Metric::Occupancy)? / busy))
    };
    let busiest = intervals.iter().filter_map(hours).max_by(|a, b| a.0.total_cmp(&b.0));
    busiest.map(|(_, hours)| hours).filter(|hours| hours.is_finite() && *hours > 0.0)
}

/// The hours of a day, across.
pub(super) fn hour_axis() -> Axis<'static> {
    let scale = Scale::Linear { low: 0.0, high: 24.0 };
    let ticks = (0..=6).map(|step| f64::from(step) * 4.0).collect();
    Axis { label: "hour of the day".into(), scale, ticks, write: Box::new(|hour| format!("{hour:02.0}:00")) }
}

fn load_chart(alone: bool, arm: &ArmResult, place: usize, scale: Scale) -> Markup {
    let Some(staffing) = staffing(arm) else {
        return html! {};
    };
    let width = 24.0 / staffing.len() as f64;
    let line = |name: &str, index: usize, of: fn(&Staffing) -> f64| Line {
        name: name.into(),
        index,
        strong: index == 1,
        points: staffing
            .iter()
            .enumerate()
            .map(|(step, now)| Point { x: (step as f64 + 0.5) * width, y: of(now), band: None })
            .collect(),
    };
    let overloaded = staffing.iter().filter(|now| now.load > now.on_duty).count();
    LineChart {
        id: format!("load-{place}"),
        title: if alone {
            "Work offered and agents".into()
        } else {
            format!("{}: work offered and agents", arm.name)
        },
        description: format!(
            "Work offered exceeds the agents on duty in {overloaded} of {} half-hours.",
            staffing.len()
        ),
        span: Span::Half,
        key: Key::Below,
        x: hour_axis(),
        y: Axis { label: "agents".into(), scale, ticks: scale.ticks(6), write: Box::new(short) },
        bars: staffing
            .iter()
            .enumerate()
            .map(|(step, now)| (step as f64 * width, (step + 1) as f64 * width, now.load))
            .collect(),
        lines: vec![line("agents on duty", 1, |now| now.on_duty), line("agents busy", 2, |now| now.busy)],
        references: Vec::new(),
    }
    .draw()
}

fn metric_chart(view: &View, arms: &[&ArmResult], metric: Metric) -> Markup {
    let scopes = arms.iter().flat_map(|arm| arm.intervals.iter().map(|interval| &interval.metrics));
    let format = view.level_format(metric, scopes);
    let lines: Vec<Line> = arms
        .iter()
        .map(|arm| {
            let width = 24.0 / arm.intervals.len() as f64;
            let points = arm.intervals.iter().enumerate().filter_map(|(step, interval)| {
                let estimate = interval.metrics.get(metric.key())?;
                let band = estimate.ci_low.zip(estimate.ci_high);
                Some(Point { x: (step as f64 + 0.5) * width, y: estimate.mean, band })
            });
            let index = view.results.arms.iter().position(|other| other.name == arm.name).unwrap_or(0);
            Line { name: arm.name.clone(), index, strong: true, points: points.collect() }
        })
        .filter(|line| !line.points.is_empty())
        .collect();
    if lines.is_empty() {
        return html! {};
    }
    let peaks = lines.iter().map(|line| {
        let peak = line.points.iter().map(|point| point.y).fold(0.0, f64::max);
        format!("{} up to {}", line.name, format.with_unit(peak))
    });
    let description = peaks.collect::<Vec<_>>().join("; ");
    let scale = Scale::holding(
        lines
            .iter()
            .flat_map(|line| line.points.iter().map(|point| point.y))
            .chain([0.0])
            .collect::<Vec<_>>(),
        6,
    );
    LineChart {
        id: format!("day-{}", metric.key()),
        title: format!("{} over the day", super::capitalised(metric.entry().label)),
        description,
        span: Span::Half,
        key: Key::Below,
        x: hour_axis(),
        y: Axis::of(format, scale, Format::value),
        bars: Vec::new(),
        lines,
        references: Vec::new(),
    }
    .draw()
}
