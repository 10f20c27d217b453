//! Where the page comes from: the scenario, what was calibrated, and how to make it again.

use maud::{Markup, html};

use super::super::number::short;
use super::super::table::{Cell, Table};
use super::super::view::View;
use super::table::{draw, minus};

/// The section.
pub(super) fn section(view: &View, scenario: &str) -> Option<Markup> {
    let made = &view.results.goodwill;
    Some(html! {
        p { "The same scenario, seed and version give the same results to the last bit, on any number of threads." }
        pre class="command" { code { (command(view)) } }
        dl class="made" {
            div { dt { "program" } dd { "goodwill " (made.version) ", random streams " (made.stream_version) } }
            div { dt { "seed" } dd { (made.seed) } }
            div { dt { "replications" } dd { (view.replications()) } }
            div { dt { "scenario" } dd { (made.scenario) } }
            div { dt { "sha256" } dd { code { (made.scenario_sha256) } } }
            div { dt { "command" } dd { code { (made.command) } } }
        }
        (calibration(view))
        @if !scenario.trim().is_empty() {
            details { summary { "The scenario, as given" } pre tabindex="0" { code { (scenario) } } }
        }
    })
}

/// The command that makes these results again.
fn command(view: &View) -> String {
    let made = &view.results.goodwill;
    let (verb, options) = made.command.split_once(' ').unwrap_or((made.command.as_str(), ""));
    let mut command = format!("goodwill {verb} scenario.toml {options}").trim_end().to_owned();
    if !made.command.contains("--seed") {
        command.push_str(&format!(" --seed {}", made.seed));
    }
    command
}

fn calibration(view: &View) -> Markup {
    let Some(calibration) = &view.results.calibration else {
        return html! {};
    };
    let mut table = Table::new("Calibrated once on the baseline, then the same in every arm", "segment")
        .number("intercept of churn, log-odds")
        .number("satisfaction it is centred on, points");
    for (segment, intercept) in &calibration.churn_intercepts {
        let reference = calibration.satisfaction_reference.get(segment);
        let cells = vec![
            Cell::new(short(*intercept)),
            Cell::new(reference.map(|value| short(*value)).unwrap_or_default()),
        ];
        table.push(Cell::new(segment), cells);
    }
    html! {
        @if !table.is_empty() {
            (draw(&table))
            p class="note" { "Balance of word of mouth at which acquisition is as stated: " (minus(&short(calibration.word_of_mouth_reference))) "." }
        }
    }
}
