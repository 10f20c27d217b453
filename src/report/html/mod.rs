//! One self-contained page a manager can read: verdict first, pictures drawn here as SVG, every figure in a table.
//!
//! Nothing is fetched and no script is needed; everything that comes from a scenario is escaped. Each section is a file and
//! is absent where it does not apply.

mod customers;
mod day;
mod doubt;
mod effects;
mod figures;
mod judge;
mod measurement;
mod money;
mod plot;
mod screening;
mod source;
mod table;
mod twins;
mod value;
mod verdict;
mod waiting;

pub use judge::render_trial;
pub use measurement::render_measurement;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::experiment::Results;

use super::tables;
use super::view::View;

/// The looks of the page.
const STYLE: &str = include_str!("style.css");

/// One section under its heading.
struct Section {
    id: &'static str,
    title: &'static str,
    body: Markup,
}

/// What a page says of itself.
struct Head<'a> {
    /// What it is about: a scenario or a survey.
    of: &'a str,
    version: &'a str,
}

/// The results as a page, with the text of the scenario they came from.
pub fn render(results: &Results, scenario: &str) -> String {
    let view = View::new(results);
    let head = Head { of: &results.goodwill.scenario, version: &results.goodwill.version };
    page(&head, &verdict::section(&view), &sections(&view, scenario))
}

/// A page: what comes first, then the sections.
fn page(head: &Head, first: &Markup, sections: &[Section]) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="generator" content=(format!("goodwill {}", head.version));
                title { (head.of) " - Goodwill" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    (first)
                    nav aria-label="Sections" { ul { @for section in sections { li { a href=(format!("#{}", section.id)) { (section.title) } } } } }
                    @for section in sections {
                        section id=(section.id) aria-labelledby=(format!("{}-heading", section.id)) {
                            h2 id=(format!("{}-heading", section.id)) { (section.title) }
                            (section.body)
                        }
                    }
                }
            }
        }
    }
    .into_string()
}

/// The sections that apply, in the order of the page.
fn sections(view: &View, scenario: &str) -> Vec<Section> {
    let observed = || (!view.results.observed.is_empty()).then(|| table::draw(&tables::observed(view)));
    let market = || {
        let table = tables::market(view);
        (view.is_comparison() && !table.is_empty()).then(|| table::draw(&table))
    };
    let targets = || (!view.results.targets.is_empty()).then(|| table::draw(&tables::targets(view)));
    let all = [
        ("observed", "The model against what was observed", observed()),
        ("effects", "What each change does", effects::section(view)),
        ("money", "Money", money::section(view)),
        ("value", "What customers are worth", value::section(view)),
        ("customers", "Customers over time", customers::section(view)),
        ("market", "The market", market()),
        ("waiting", "Waiting", waiting::section(view)),
        ("day", "Load and staffing over the day", day::section(view)),
        ("twins", "Beside a formula", twins::section(view)),
        ("targets", "Targets", targets()),
        ("doubt", "Doubt about the inputs", doubt::section(view)),
        ("screening", "What moves the answer", screening::section(view)),
        ("figures", "All figures", figures::section(view)),
        ("source", "How to reproduce this", source::section(view, scenario)),
    ];
    all.into_iter().filter_map(|(id, title, body)| Some(Section { id, title, body: body? })).collect()
}

/// `words` with a capital first letter.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
