//! Differences from the baseline, with their intervals and verdicts.

use crate::experiment::Verdict;
use crate::metrics::Metric;

use super::super::number::{Format, short};
use super::super::table::{Cell, Table, Tone};
use super::super::view::{View, verdict_tone};
use super::levels::head;

/// Differences of every arm in several metrics: arms as rows, `difference ±half width` in the cells.
pub(crate) fn differences(view: &View, title: &str, metrics: &[Metric]) -> Table {
    let contrasts = &view.results.contrasts;
    let mut table = Table::new(title, "arm");
    for contrast in contrasts {
        table.push(arm_cell(view, &contrast.arm), Vec::new());
    }
    for &metric in metrics {
        let Some(format) = format(view, metric) else {
            continue;
        };
        let cells = contrasts.iter().map(|contrast| match contrast.metrics.get(metric.key()) {
            Some(difference) => view.difference_cell(&contrast.arm, metric, difference, &format),
            None => Cell::default(),
        });
        table.push_column(head(metric.entry().label, &format.difference_unit), cells.collect());
    }
    table
}

/// The verdicts by one metric: difference, interval, adjusted p and verdict of every arm.
pub(crate) fn decision(view: &View, metric: Metric) -> Option<Table> {
    let format = format(view, metric)?;
    let unit = &format.difference_unit;
    let confidence = format!("{} % interval", view.confidence);
    let mut table = Table::new(head(metric.entry().label, unit), "arm")
        .number("difference")
        .number(confidence)
        .number("p, adjusted")
        .words("verdict");
    for contrast in &view.results.contrasts {
        let Some(difference) = contrast.metrics.get(metric.key()) else {
            continue;
        };
        let interval = match (difference.ci_low, difference.ci_high) {
            (Some(low), Some(high)) => format.signed_range(low, high),
            _ => String::new(),
        };
        let verdict = view.verdict(&contrast.arm, metric).map(|row| row.verdict);
        table.push(
            arm_cell(view, &contrast.arm),
            vec![
                Cell::new(format.signed(difference.mean)),
                Cell::new(interval),
                Cell::new(difference.p_adjusted.map(probability).unwrap_or_default()).toned(Tone::Quiet),
                verdict_cell(verdict),
            ],
        );
    }
    table.note = matters(view, metric).map(|matters| {
        if matters == 0.0 {
            "Any difference matters, however small.".to_owned()
        } else {
            format!("A difference matters from {} {unit} on.", format.half_width(matters))
        }
    });
    Some(table)
}

/// All verdicts at a glance: arms as rows, for each deciding metric the difference and the verdict in words.
pub(crate) fn scoreboard(view: &View) -> Table {
    let contrasts = &view.results.contrasts;
    let mut table = Table::new("Every arm against the baseline", "arm");
    for contrast in contrasts {
        table.push(arm_cell(view, &contrast.arm), Vec::new());
    }
    for metric in view.deciding() {
        let Some(format) = format(view, metric) else {
            continue;
        };
        table.push_column(
            head(metric.entry().label, &format.difference_unit),
            contrasts
                .iter()
                .map(|contrast| match contrast.metrics.get(metric.key()) {
                    Some(difference) => view.difference_cell(&contrast.arm, metric, difference, &format),
                    None => Cell::default(),
                })
                .collect(),
        );
        table = table.words("verdict");
        for (row, contrast) in table.rows.iter_mut().zip(contrasts) {
            let verdict = view.verdict(&contrast.arm, metric).map(|row| row.verdict);
            row.cells.push(verdict_cell(verdict));
        }
    }
    table
}

/// A verdict in words.
fn verdict_cell(verdict: Option<Verdict>) -> Cell {
    verdict.map_or_else(Cell::default, |verdict| Cell::new(verdict.words()).toned(verdict_tone(verdict)))
}

/// Effects and interactions of the interventions, one row each.
pub(crate) fn effects(view: &View, metrics: &[Metric]) -> Table {
    let effects = &view.results.effects;
    let mut table =
        Table::new("Effects alone, and what combinations add beyond the sum of their parts", "effect of");
    for effect in effects {
        let name = effect.of.join(" × ");
        let kind = if effect.of.len() > 1 { "interaction " } else { "" };
        table.push(Cell::new(format!("{kind}{name}")), Vec::new());
    }
    for &metric in metrics {
        let rows = effects.iter().filter_map(|effect| effect.metrics.get(metric.key()));
        if rows.clone().next().is_none() {
            continue;
        }
        let format = view.difference_format(metric, rows);
        let cells = effects.iter().map(|effect| match effect.metrics.get(metric.key()) {
            // An interaction is neither welcome nor unwelcome: it says how the parts share the work.
            Some(difference) if effect.of.len() > 1 => {
                view.difference_cell("", metric, difference, &format).toned(Tone::Plain)
            }
            Some(difference) => view.difference_cell("", metric, difference, &format),
            None => Cell::default(),
        });
        table.push_column(head(metric.entry().label, &format.difference_unit), cells.collect());
    }
    table
}

/// The smallest difference of a metric that matters.
pub(crate) fn matters(view: &View, metric: Metric) -> Option<f64> {
    let rows = &view.results.verdicts.as_ref()?.rows;
    rows.iter().find(|row| row.metric == metric.key()).map(|row| row.matters)
}

/// The format of a metric's differences over all contrasts; absent where none has it.
pub(super) fn format(view: &View, metric: Metric) -> Option<Format> {
    let rows = view.results.contrasts.iter().filter_map(|contrast| contrast.metrics.get(metric.key()));
    rows.clone().next()?;
    Some(view.difference_format(metric, rows))
}

/// The name of an arm, strong when it is the recommended one or that of the headline.
pub(super) fn arm_cell(view: &View, arm: &str) -> Cell {
    let is_looked_at = view.recommended().or(view.of_headline()).is_some_and(|of| of.name == arm);
    Cell::new(arm).toned(if is_looked_at { Tone::Strong } else { Tone::Plain })
}

/// A p-value as read: never more than is known.
fn probability(p: f64) -> String {
    if p < 0.0001 { "<0.0001".to_owned() } else { short((p * 1e4).round() / 1e4) }
}
