//! Queues by formula beside their simulation.

use crate::experiment::{ReasonTwin, TwinFigure};
use crate::metrics::Metric;

use super::super::number::{Format, grouped};
use super::super::table::{Cell, Table};
use super::super::view::View;

/// What a planner reads off a formula.
const SHOWN: [Metric; 4] =
    [Metric::ServiceLevelOfOffered, Metric::AbandonmentRate, Metric::Asa, Metric::Occupancy];

/// The day of one reason in stretches of equal load and staffing, and the whole: each figure by formula, and beside it as
/// simulated.
pub(crate) fn twin(view: &View, twin: &ReasonTwin) -> Table {
    let formula = twin.formula.as_deref().unwrap_or_default();
    let mut table = Table::new(format!("{} by {formula}, beside the simulation", twin.reason), "")
        .number("contacts per hour")
        .number("load, Erlangs")
        .number("agents");
    let mut formats = Vec::new();
    for metric in SHOWN {
        let rows = twin.stretches.iter().map(|stretch| &stretch.metrics).chain([&twin.metrics]);
        let figures: Vec<&TwinFigure> = rows.filter_map(|row| row.get(metric.key())).collect();
        // What nobody does and no formula says has no column.
        let is_shown = figures.iter().any(|figure| figure.formula != 0.0);
        if figures.is_empty() || !is_shown {
            continue;
        }
        let halves = |figure: &TwinFigure| {
            let simulated = figure.simulated.as_ref()?;
            Some((simulated.ci_high? - simulated.ci_low?) / 2.0)
        };
        let values = figures.iter().map(|figure| (figure.formula, halves(figure)));
        let format = Format::fitting(metric.entry().unit, view.currency, values);
        let head = format!("{}, {}", metric.entry().label, format.unit);
        table = table.number(head).number("simulated");
        formats.push((metric, format));
    }
    let cells = |figures: &indexmap::IndexMap<String, TwinFigure>| -> Vec<Cell> {
        let of = |(metric, format): &(Metric, Format)| {
            let Some(figure) = figures.get(metric.key()) else { return [Cell::default(), Cell::default()] };
            let simulated = figure.simulated.as_ref().map(|estimate| Cell {
                spread: estimate
                    .ci_low
                    .zip(estimate.ci_high)
                    .map(|(low, high)| format.half_width((high - low) / 2.0)),
                ..Cell::new(format.value(estimate.mean))
            });
            [Cell::new(format.value(figure.formula)), simulated.unwrap_or_default()]
        };
        formats.iter().flat_map(of).collect()
    };
    for stretch in &twin.stretches {
        let load = [
            Cell::new(grouped(stretch.contacts_per_hour, 1)),
            Cell::new(grouped(stretch.load_erlangs, 2)),
            Cell::new(grouped(stretch.agents, 1)),
        ];
        let figures = cells(&stretch.metrics);
        table.push(
            Cell::new(format!("{}-{}", stretch.start, stretch.end)),
            load.into_iter().chain(figures).collect(),
        );
    }
    if twin.stretches.len() > 1 && !twin.metrics.is_empty() {
        let blank = [Cell::default(), Cell::default(), Cell::default()];
        table.push(Cell::new("all contacts"), blank.into_iter().chain(cells(&twin.metrics)).collect());
    }
    table
}

/// What the formula leaves out, or why there is none, one sentence each.
pub(crate) fn twin_gaps(twin: &ReasonTwin) -> Vec<String> {
    match &twin.formula {
        None => vec![format!("no formula describes {}: {}", twin.reason, twin.gaps.join("; "))],
        Some(_) => twin.gaps.clone(),
    }
}
