//! What the results are held against: what was observed in reality, and the targets.

use crate::metrics::Metric;

use super::super::number::{Format, grouped};
use super::super::table::{Cell, Table, Tone};
use super::super::view::View;
use super::contrasts::arm_cell;

/// The baseline beside what was observed.
pub(crate) fn observed(view: &View) -> Table {
    let title = match view.unmatched() {
        0 => "Baseline matched: what was observed, beside it",
        _ => "Baseline not matched: what was observed, beside it",
    };
    let mut table = Table::new(title, "metric")
        .number("observed")
        .number("baseline")
        .number("off by")
        .number("tolerance")
        .words("verdict");
    for row in &view.results.observed {
        let (label, format) = describe(view, &row.metric, [row.observed, row.baseline]);
        let place = row.interval.as_ref().map(|interval| format!(" at {interval}")).unwrap_or_default();
        let off = if row.observed == 0.0 { f64::NAN } else { row.baseline / row.observed - 1.0 };
        let (word, tone) = if row.matched { ("matched", Tone::Good) } else { ("not matched", Tone::Bad) };
        table.push(
            Cell::new(format!("{label}{place}")),
            vec![
                Cell::new(format.with_unit(row.observed)),
                Cell::new(format.with_unit(row.baseline)),
                Cell::new(percent(off)),
                Cell::new(format!("±{} %", grouped(row.tolerance * 100.0, 0))).toned(Tone::Quiet),
                Cell::new(word).toned(tone),
            ],
        );
    }
    table
}

/// The targets, arms as rows.
pub(crate) fn targets(view: &View) -> Table {
    let rows = &view.results.targets;
    let mut table = Table::new("Every arm against the targets", "arm");
    for arm in &view.results.arms {
        table.push(arm_cell(view, &arm.name), Vec::new());
    }
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for row in rows {
        if seen.contains(&(&row.metric, &row.target)) {
            continue;
        }
        seen.push((&row.metric, &row.target));
        let same = || rows.iter().filter(|other| other.metric == row.metric && other.target == row.target);
        let (label, format) = describe(view, &row.metric, same().filter_map(|other| other.value));
        let cells = view.results.arms.iter().map(|arm| match same().find(|other| other.arm == arm.name) {
            Some(found) => match found.value {
                Some(value) => {
                    let word = if found.met { "met" } else { "missed" };
                    let (doubt, tone) = match (found.within_noise, found.met) {
                        (true, _) => (", within the noise", Tone::Unsure),
                        (false, true) => ("", Tone::Good),
                        (false, false) => ("", Tone::Bad),
                    };
                    Cell::new(format!("{} {word}{doubt}", format.with_unit(value))).toned(tone)
                }
                None => Cell::new("no such figure, missed").toned(Tone::Bad),
            },
            None => Cell::default(),
        });
        table.push_column(format!("{label} {}", row.target), cells.collect());
    }
    table
}

/// Label and format of a metric key; an unknown key stands for itself.
fn describe(view: &View, key: &str, values: impl IntoIterator<Item = f64>) -> (String, Format) {
    match Metric::from_key(key) {
        Some(metric) => (metric.entry().label.to_owned(), view.plain_format(metric, values)),
        None => (key.to_owned(), Format::fitting("", "", values.into_iter().map(|value| (value, None)))),
    }
}

fn percent(share: f64) -> String {
    if !share.is_finite() {
        return String::new();
    }
    let sign = if share > 0.0 { "+" } else { "" };
    format!("{sign}{} %", grouped(share * 100.0, 1))
}
