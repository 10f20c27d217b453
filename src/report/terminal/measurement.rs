//! A survey's figures for a terminal.

use crate::measurement::Measurement;
use crate::report::measurement::{headline, remarks, tables};
use crate::report::table::Tone;

use super::{Page, Style};

/// The figures of a survey as text for a terminal.
pub fn render_measurement(measurement: &Measurement, style: Style) -> String {
    let width = style.width.clamp(60, Style::WIDEST);
    let mut page = Page { text: String::new(), style: Style { width, ..style } };
    page.title(&headline(measurement), Tone::Strong);
    for table in tables(measurement) {
        page.table(&table, Tone::Strong);
    }
    let (warnings, absent) = remarks(measurement);
    for (title, lines) in [("Warnings", warnings), ("What does not exist, and why", absent)] {
        if !lines.is_empty() {
            page.title(title, Tone::Strong);
            lines.iter().for_each(|line| page.bullet(line));
        }
    }
    page.text
}
