//! Levels: metrics of arms, segments, reasons, teams, weeks or half-hours, with the half widths of their intervals.

use indexmap::IndexMap;

use crate::experiment::{ArmResult, Estimate, Estimates};
use crate::metrics::{ALL, Metric};

use super::super::number::Format;
use super::super::table::{Cell, Table, Tone};
use super::super::view::{View, half_width};

/// A name and its metrics: an arm, a segment, a reason, a team.
pub(crate) type Entity<'a> = (&'a str, &'a Estimates);

/// The arms as entities.
pub(crate) fn arms<'a>(arms: impl IntoIterator<Item = &'a ArmResult>) -> Vec<Entity<'a>> {
    arms.into_iter().map(|arm| (arm.name.as_str(), &arm.metrics)).collect()
}

/// Entities as rows and `metrics` as columns; metrics that apply to none of them are left out.
pub(crate) fn as_rows(
    view: &View,
    title: &str,
    names: &str,
    entities: &[Entity],
    metrics: &[Metric],
) -> Table {
    let mut table = Table::new(title, names);
    let recommended = view.recommended().map(|arm| arm.name.as_str());
    for (name, _) in entities {
        let tone = if Some(*name) == recommended { Tone::Strong } else { Tone::Plain };
        table.push(Cell::new(*name).toned(tone), Vec::new());
    }
    for &metric in metrics.iter().filter(|metric| applies(**metric, entities)) {
        let format = format(view, metric, entities);
        let head = head(metric.entry().label, &format.unit);
        table.push_column(
            head,
            entities.iter().map(|(_, values)| level(values.get(metric.key()), &format)).collect(),
        );
    }
    table
}

/// Metrics as rows under headings, entities as columns; metrics that apply to none of them are left out.
pub(crate) fn as_columns(view: &View, title: &str, entities: &[Entity], metrics: &[Metric]) -> Table {
    let mut table = Table::new(title, "metric");
    for (name, _) in entities {
        table = table.number(*name);
    }
    let mut applying: Vec<Metric> =
        metrics.iter().copied().filter(|metric| applies(*metric, entities)).collect();
    // Subjects in the order in which they are first met, so that each has one heading.
    let subjects: Vec<&str> = applying.iter().map(|metric| subject(*metric)).collect();
    applying.sort_by_key(|metric| subjects.iter().position(|name| *name == subject(*metric)));
    let mut heading = "";
    for metric in applying {
        if heading != subject(metric) {
            heading = subject(metric);
            table.push(Cell::new(heading).toned(Tone::Strong), Vec::new());
        }
        let format = format(view, metric, entities);
        let cells = entities.iter().map(|(_, values)| level(values.get(metric.key()), &format)).collect();
        table.push(Cell::new(head(metric.entry().label, &format.unit)), cells);
    }
    table
}

/// Every metric of one kind of group (segments, reasons or teams): one heading per metric, groups as rows, arms as columns.
pub(crate) fn groups(
    view: &View,
    title: &str,
    of: impl Fn(&ArmResult) -> &IndexMap<String, Estimates>,
    metrics: &[Metric],
) -> Table {
    let arms = &view.results.arms;
    let mut table = Table::new(title, "metric");
    for arm in arms {
        table = table.number(arm.name.as_str());
    }
    let names: Vec<&String> = arms.first().map(|arm| of(arm).keys().collect()).unwrap_or_default();
    for &metric in metrics {
        let scopes: Vec<Entity> = arms
            .iter()
            .flat_map(|arm| of(arm).iter().map(|(name, values)| (name.as_str(), values)))
            .collect();
        if !applies(metric, &scopes) {
            continue;
        }
        let format = format(view, metric, &scopes);
        table.push(Cell::new(head(metric.entry().label, &format.unit)).toned(Tone::Strong), Vec::new());
        for name in &names {
            let value = |arm| of(arm).get(*name).and_then(|values: &Estimates| values.get(metric.key()));
            table.push(Cell::new(*name), arms.iter().map(|arm| level(value(arm), &format)).collect());
        }
    }
    table
}

/// One metric by week, arms as columns.
pub(crate) fn weekly(view: &View, metric: Metric) -> Table {
    let arms = &view.results.arms;
    let scopes: Vec<&Estimates> =
        arms.iter().flat_map(|arm| arm.weeks.iter().map(|week| &week.metrics)).collect();
    let format = view.level_format(metric, scopes.iter().copied());
    let mut table = Table::new(head(metric.entry().label, &format.unit), "week");
    for arm in arms {
        table = table.number(arm.name.as_str());
    }
    for (index, week) in arms.first().map(|arm| arm.weeks.iter().enumerate()).into_iter().flatten() {
        let value = |arm: &ArmResult| {
            level(arm.weeks.get(index).and_then(|week| week.metrics.get(metric.key())), &format)
        };
        table.push(Cell::new(week.week.to_string()), arms.iter().map(value).collect());
    }
    table
}

/// The scopes of an arm by name: its segments, its half-hours.
pub(crate) type Scopes<'a> = Vec<(String, &'a Estimates)>;

/// The segments of an arm as scopes.
pub(crate) fn of_segments(arm: &ArmResult) -> Scopes<'_> {
    arm.segments.iter().map(|(name, values)| (name.clone(), values)).collect()
}

/// The half-hours of an arm as scopes.
pub(crate) fn of_half_hours(arm: &ArmResult) -> Scopes<'_> {
    arm.intervals
        .iter()
        .map(|interval| (format!("{}-{}", interval.start, interval.end), &interval.metrics))
        .collect()
}

/// Scopes of one kind as rows; for every metric one column per arm given, side by side.
pub(crate) fn side_by_side(
    view: &View,
    title: &str,
    names: &str,
    arms: &[&ArmResult],
    of: fn(&ArmResult) -> Scopes<'_>,
    metrics: &[Metric],
) -> Table {
    let mut table = Table::new(title, names);
    let scopes: Vec<(&str, Scopes)> = arms.iter().map(|arm| (arm.name.as_str(), of(arm))).collect();
    for (name, _) in scopes.first().map(|(_, scopes)| scopes).into_iter().flatten() {
        table.push(Cell::new(name), Vec::new());
    }
    for &metric in metrics {
        let all = || scopes.iter().flat_map(|(_, scopes)| scopes.iter().map(|(_, values)| *values));
        if !all().any(|values| values.contains_key(metric.key())) {
            continue;
        }
        let format = view.level_format(metric, all());
        for (arm, scopes) in &scopes {
            let of = if arms.len() > 1 { format!("{arm}: ") } else { String::new() };
            let cells = scopes.iter().map(|(_, values)| level(values.get(metric.key()), &format));
            table.push_column(format!("{of}{}", head(metric.entry().label, &format.unit)), cells.collect());
        }
    }
    table
}

/// A label with its unit: `mean wait, s`.
pub(crate) fn head(label: &str, unit: &str) -> String {
    // The percent sign within a label is of something else, such as the best 5 % of the customers.
    if unit == "%" && label.contains('%') {
        return format!("{label}, share in %");
    }
    let said = unit.is_empty() || label.split(' ').any(|word| word == unit);
    if said { label.to_owned() } else { format!("{label}, {unit}") }
}

/// A level as a cell, empty where the metric does not apply.
fn level(estimate: Option<&Estimate>, format: &Format) -> Cell {
    estimate.map_or_else(Cell::default, |estimate| Cell {
        text: format.value(estimate.mean),
        spread: half_width(estimate).map(|half| format.half_width(half)),
        tone: Tone::Plain,
    })
}

fn applies(metric: Metric, entities: &[Entity]) -> bool {
    entities.iter().any(|(_, values)| values.contains_key(metric.key()))
}

fn format(view: &View, metric: Metric, entities: &[Entity]) -> Format {
    view.level_format(metric, entities.iter().map(|(_, values)| *values))
}

/// The heading under which a metric stands; the catalogue keeps metrics of one subject together.
fn subject(metric: Metric) -> &'static str {
    const LAST: [(Metric, &str); 7] = [
        (Metric::Callbacks, "Contacts"),
        (Metric::CallbacksKeptRate, "Service"),
        (Metric::WaitP99, "Waiting"),
        (Metric::Awt, "Agents and issues"),
        (Metric::SurveyResponseRate, "Satisfaction"),
        (Metric::BuyAgainSlowRate, "Complaints"),
        (Metric::CustomersEnd, "Customers"),
    ];
    LAST.iter().find(|(last, _)| metric <= *last).map_or("Money", |(_, name)| name)
}

/// Every metric of the catalogue.
pub(crate) fn every_metric() -> Vec<Metric> {
    ALL.iter().map(|entry| entry.metric).collect()
}
