//! The page of a survey: warnings first, pictures of the indices, segments and drivers, every figure in a table.

use maud::{Markup, html};

use crate::measurement::{Figure, Measurement, Section};
use crate::report::measurement::{answers, headline, remarks, tables};
use crate::report::number::grouped;
use crate::report::table::Tone;

use super::plot::{Mark, Strip, StripRow};
use super::{Head, Section as PageSection, page, table};

/// Rows of a picture at most; the tables hold all.
const MOST_ROWS: usize = 12;

/// The figures of a survey as a page.
pub fn render_measurement(of: &Measurement) -> String {
    let (warnings, absent) = remarks(of);
    let title = headline(of);
    let head = Head { of: &title, version: env!("CARGO_PKG_VERSION") };
    let figures = html! { @for of_section in tables(of) { (table::draw(&of_section)) } };
    let all = [
        ("warnings", "Read this first", list(&warnings)),
        ("pictures", "At a glance", pictures(of)),
        ("figures", "All figures", Some(figures)),
        ("absent", "What does not exist, and why", list(&absent)),
    ];
    let sections: Vec<PageSection> = all
        .into_iter()
        .filter_map(|(id, title, body)| Some(PageSection { id, title, body: body? }))
        .collect();
    let answers = answers(of);
    let header = html! {
        header {
            @if answers.is_empty() { h1 { (title) } } @else {
                p class="kicker" { "Goodwill · " (title) }
                h1 { (answers.join(" ")) }
            }
        }
    };
    page(&head, &header, &sections)
}

fn list(lines: &[String]) -> Option<Markup> {
    (!lines.is_empty()).then(|| html! { ul { @for line in lines { li { (line) } } } })
}

fn pictures(of: &Measurement) -> Option<Markup> {
    let index = |figure: &Figure| {
        matches!(figure.figure.as_str(), "csi" | "csi_category" | "acsi" | "ecsi")
            && figure.section != Section::Segments
    };
    let group = |figure: &Figure| figure.section == Section::Segments && figure.figure == "csi";
    let driver =
        |figure: &Figure| figure.figure == "importance" && figure.method.starts_with("relative weights");
    let all = [
        strip(of, "indices", "Indices, 0 to 100, with their intervals", &index),
        strip(of, "segments", "The index by segment", &group),
        strip(of, "drivers", "What moves the overall judgement: share of its variance", &driver),
    ];
    let drawn: Vec<Markup> = all.into_iter().flatten().collect();
    (!drawn.is_empty()).then(|| html! { div class="strips" { @for strip in drawn { (strip) } } })
}

/// Figures with an interval on one axis; `None` where there are none.
fn strip(of: &Measurement, id: &str, title: &str, wanted: &dyn Fn(&Figure) -> bool) -> Option<Markup> {
    let rows: Vec<StripRow> = of
        .figures
        .iter()
        .filter(|figure| wanted(figure))
        .filter_map(|figure| {
            let (value, low, high) = (figure.value?, figure.ci_low?, figure.ci_high?);
            let decimals = if figure.unit == "share" { 3 } else { 1 };
            let name = if figure.of.is_empty() { figure.figure.clone() } else { figure.of.clone() };
            Some(StripRow {
                name,
                strong: figure.of.is_empty(),
                figure: grouped(value, decimals),
                verdict: String::new(),
                tone: Tone::Plain,
                marks: vec![Mark::Whisker(low, high), Mark::Dot(value)],
            })
        })
        .take(MOST_ROWS)
        .collect();
    if rows.is_empty() {
        return None;
    }
    let strip = Strip {
        id: id.to_string(),
        title: title.to_string(),
        description: format!("{} figures with intervals; the table below holds them", rows.len()),
        matters: None,
        rows,
        write: Box::new(|value, step| grouped(value, usize::from(step < 1.0) * 2)),
    };
    Some(strip.draw())
}
