//! The figures of a service as they are spoken of.

use crate::experiment::result::ServiceChange;
use crate::experiment::sentences::words;
use crate::metrics::{Entry, Metric};

/// What a figure is called within a sentence.
pub(super) fn spoken(metric: Metric) -> &'static str {
    match metric {
        Metric::UnservedRate => "contacts not served",
        Metric::Fcr => "first-contact resolution",
        other => other.entry().label,
    }
}

/// "abandonment rate -2.4 percentage points (to 3.2 %)", with the reason before it where it is of one.
pub(super) fn change(of: &ServiceChange) -> Option<String> {
    let metric = Metric::from_key(&of.metric)?;
    let entry = metric.entry();
    let reason = of.reason.as_ref().map(|reason| format!("`{reason}`: ")).unwrap_or_default();
    let difference = match entry.unit {
        "contacts" => {
            format!("{}{}", if of.difference < 0.0 { "-" } else { "+" }, words::amount(of.difference))
        }
        _ => words::signed(entry, of.difference, ""),
    };
    Some(format!("{reason}{} {difference} (to {})", spoken(metric), level(entry, of.level)))
}

/// Some changes as a list, those of the whole service first; more than a few are counted.
pub(super) fn changes(of: &[ServiceChange]) -> String {
    const MOST: usize = 3;
    let told: Vec<String> = of.iter().filter_map(change).collect();
    match told.len() {
        0..=MOST => words::list(&told),
        count => format!("{} and {} more", told[..MOST].join(", "), count - MOST),
    }
}

/// A level with its unit: `3.2 %`, `512 seconds`.
pub(super) fn level(entry: &Entry, value: f64) -> String {
    match entry.unit {
        "share" => format!("{:.1} %", 100.0 * value),
        "contacts" => words::amount(value),
        _ => words::size(entry, value, ""),
    }
}
