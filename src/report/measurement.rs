//! A survey's figures as tables, for whoever draws them.

use crate::measurement::{Figure, Measurement, Section};

use super::number::{grouped, short};
use super::table::{Cell, Table, Tone};

/// One table per section that has figures.
pub(crate) fn tables(of: &Measurement) -> Vec<Table> {
    Section::ALL.iter().filter_map(|section| table(of, *section)).collect()
}

fn table(of: &Measurement, section: Section) -> Option<Table> {
    let figures: Vec<&Figure> = of.figures.iter().filter(|figure| figure.section == section).collect();
    if figures.is_empty() {
        return None;
    }
    let percent = grouped(100.0 * of.confidence, 0);
    let tests = figures.iter().any(|figure| figure.p.is_some());
    let mut table = Table::new(section.heading(), "figure").words("of").number("value");
    table = table.number(format!("{percent} % interval"));
    if tests {
        table = table.number("p");
    }
    table = table.number("n").words("unit").words("how");
    let (mut last, mut how) = ("", "");
    for figure in figures {
        let decimals = decimals(figure);
        let name = if figure.figure == last { "" } else { figure.figure.as_str() };
        last = &figure.figure;
        let value = match (&figure.word, figure.value) {
            (Some(word), Some(value)) => format!("{} ({word})", grouped(value, decimals)),
            (Some(word), None) => word.clone(),
            (None, value) => value.map_or_else(String::new, |value| grouped(value, decimals)),
        };
        let interval = figure.ci_low.zip(figure.ci_high);
        let interval =
            interval.map(|(low, high)| format!("{} to {}", grouped(low, decimals), grouped(high, decimals)));
        let mut cells = vec![
            Cell::new(figure.of.as_str()),
            Cell::new(value).toned(Tone::Strong),
            Cell::new(interval.unwrap_or_default()),
        ];
        if tests {
            cells.push(Cell::new(p_value(figure)));
        }
        cells.push(Cell::new(figure.n.map_or_else(String::new, |n| grouped(n as f64, 0))));
        cells.push(Cell::new(figure.unit));
        // What is said of the row above is not said again.
        let method = if name.is_empty() && figure.method == how { "" } else { figure.method.as_str() };
        how = &figure.method;
        cells.push(Cell::new(method));
        table.push(Cell::new(name), cells);
    }
    if tests && of.figures.iter().any(|figure| figure.section == section && figure.p_adjusted.is_some()) {
        table.note =
            Some("p after Holm's correction over the rows of one figure, where there are several".into());
    }
    Some(table)
}

/// The corrected p-value where there is one.
fn p_value(figure: &Figure) -> String {
    match figure.p_adjusted.or(figure.p) {
        Some(p) if p < 0.001 => "<0.001".to_string(),
        Some(p) => grouped(p, 3),
        None => String::new(),
    }
}

/// Decimals by the size of the noise, else by the unit.
fn decimals(figure: &Figure) -> usize {
    match figure.unit {
        "respondents" | "clusters" => usize::from(figure.value.is_some_and(|value| value.fract() != 0.0)),
        "points" | "percent" => 2,
        _ => 3,
    }
}

/// Warnings and absences as sentences.
pub(crate) fn remarks(of: &Measurement) -> (Vec<String>, Vec<String>) {
    let absent = of.absent.iter().map(|absent| {
        let object = if absent.of.is_empty() { String::new() } else { format!(" of {}", absent.of) };
        format!("{}{object}: {}", absent.figure, absent.why)
    });
    (of.warnings.clone(), absent.collect())
}

/// The survey in one line.
pub(crate) fn headline(of: &Measurement) -> String {
    let name = if of.survey.is_empty() { "Survey".to_string() } else { of.survey.clone() };
    format!(
        "{name}: {} respondent{}, {} % intervals",
        grouped(of.respondents as f64, 0),
        if of.respondents == 1 { "" } else { "s" },
        short(100.0 * of.confidence)
    )
}

/// What a reader wants to know first: the index, and how far it lies from those of others.
pub(crate) fn answers(of: &Measurement) -> Vec<String> {
    let index = |figure: &&Figure| {
        let is_index = matches!(figure.figure.as_str(), "csi" | "acsi" | "nps" | "csat");
        is_index && figure.section != Section::Segments && figure.value.is_some()
    };
    let first = of.figures.iter().find(index).map(|figure| {
        let object = if figure.of.is_empty() { String::new() } else { format!(" of {}", figure.of) };
        let unit = if figure.unit == "percent" { " %" } else { "" };
        let value = grouped(figure.value.unwrap_or_default(), 1);
        format!("{}{object} is {value}{unit}{}.", figure.figure.to_uppercase(), interval(figure))
    });
    let gaps =
        of.figures.iter().filter(|figure| figure.section == Section::Benchmarks).filter_map(|figure| {
            let gap = figure.value?;
            let (low, high) = (figure.ci_low?, figure.ci_high?);
            let size = grouped(gap.abs(), 1);
            let side = if gap < 0.0 { "below" } else { "above" };
            let certainty = if low <= 0.0 && high >= 0.0 { ", which chance alone could explain" } else { "" };
            let ours = figure.method.split(" minus ").next().unwrap_or_default().to_uppercase();
            Some(format!("{ours} lies {size} {} {side} {}{certainty}.", figure.unit, figure.of))
        });
    first.into_iter().chain(gaps).collect()
}

fn interval(figure: &Figure) -> String {
    match figure.ci_low.zip(figure.ci_high) {
        Some((low, high)) => format!(", between {} and {}", grouped(low, 1), grouped(high, 1)),
        None => String::new(),
    }
}
