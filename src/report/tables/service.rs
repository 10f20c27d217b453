//! Services compared: what each arm does to the figures of the service, of the whole and of single reasons, and what it costs.

use crate::experiment::{Contrast, ServiceChange, ServiceVerdict};
use crate::metrics::{ALL, Metric};

use super::super::table::{Cell, Table};
use super::super::view::{View, verdict_tone};
use super::contrasts::{arm_cell, differences, matters};
use super::levels::head;

/// The answer at a glance: every arm's difference in what it does to the service and to cost, with the verdict on the service in
/// words. Empty where money decides.
pub(crate) fn service(view: &View) -> Table {
    let service = view.service();
    if service.is_empty() {
        return Table::new("", "arm");
    }
    let mut table =
        differences(view, "Every arm against the baseline: service and cost", &view.contrasted_service());
    if service.iter().any(|of| of.cost_per_point.is_some()) {
        let format = view.money_format(service.iter().filter_map(|of| of.cost_per_point));
        let cells = service
            .iter()
            .map(|of| of.cost_per_point.map_or_else(Cell::default, |cost| Cell::new(format.value(cost))));
        table.push_column(head("cost per pp", &format.unit), cells.collect());
    }
    if table.rows.len() == service.len() && table.columns.len() > 1 {
        table = table.words("the service");
        for (row, of) in table.rows.iter_mut().zip(service) {
            row.cells.push(Cell::new(of.verdict.words()).toned(verdict_tone(of.verdict)));
        }
    }
    table.note = Some(note(view));
    table
}

fn note(view: &View) -> String {
    let shown = view.contrasted_service();
    let shares = view.deciding().into_iter().find(|metric| metric.entry().unit == "share");
    let mut note = shares
        .and_then(|metric| matters(view, metric))
        .map(|from| format!("The verdict counts differences from {:.1} percentage points on.", 100.0 * from))
        .unwrap_or_default();
    let mut add = |words: &str| {
        if !note.is_empty() {
            note.push(' ');
        }
        note.push_str(words);
    };
    if view.service().iter().any(|of| of.cost_per_point.is_some()) {
        add("Cost per pp: extra cost for each percentage point of improvement in the first column.");
    }
    if shown.contains(&Metric::UnservedRate) {
        add(
            "Not served: abandoned, blocked, carried over, contained without resolution, or a callback that did not take place, of \
             those offered.",
        );
    }
    if shown.contains(&Metric::CostStaff) {
        add("Cost of staff: paid hours and hiring in the horizon; it is no part of the verdict.");
    } else if shown.contains(&Metric::Cost) {
        add("Cost: staff, programmes and contacts in the horizon; it is no part of the verdict.");
    } else {
        add("Nothing is said of cost: no team states `cost_per_hour`.");
    }
    note
}

/// The reasons that an arm clearly makes better or worse off, one row each; empty where there are none.
pub(crate) fn service_of_reasons(view: &View) -> Table {
    let mut table =
        Table::new("What the whole hides: reasons that an arm clearly makes better or worse off", "arm")
            .words("reason");
    let mut rows: Vec<(&Contrast, &str)> = Vec::new();
    for of in view.service() {
        let Some(contrast) = view.contrast(&of.arm) else { continue };
        rows.extend(reasons(of).into_iter().map(|reason| (contrast, reason)));
    }
    for (contrast, reason) in &rows {
        table.push(arm_cell(view, &contrast.arm), vec![Cell::new(*reason)]);
    }
    let cell = |(contrast, reason): &(&Contrast, &str), metric: Metric| {
        contrast.reasons.get(*reason).and_then(|row| row.get(metric.key())).cloned()
    };
    let changes = || view.service().iter().flat_map(|of| of.better.iter().chain(&of.worse));
    let is_changed =
        |metric: &Metric| changes().any(|change| change.reason.is_some() && change.metric == metric.key());
    for metric in ALL.iter().map(|entry| entry.metric).filter(is_changed) {
        let found: Vec<_> = rows.iter().filter_map(|row| cell(row, metric)).collect();
        if found.is_empty() {
            continue;
        }
        let format = view.difference_format(metric, &found);
        let cells = rows.iter().map(|row| {
            cell(row, metric).map_or_else(Cell::default, |of| view.difference_cell("", metric, &of, &format))
        });
        table.push_column(head(metric.entry().label, &format.difference_unit), cells.collect());
    }
    table
}

/// The reasons among the changes of an arm, each once.
fn reasons(of: &ServiceVerdict) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    let changes = of.better.iter().chain(&of.worse);
    for name in changes.filter_map(|change: &ServiceChange| change.reason.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
