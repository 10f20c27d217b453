//! A verification, and the claims, as pages of Markdown, for the documentation.

use std::fmt::Write;

use crate::experiment::claims::Claims;
use crate::experiment::verification::Verification;

use super::claims;
use super::table::{Cell, Table};
use super::verification::{answer, figures, left_out, method, provenance};

/// The verification as Markdown, from the answer to how to repeat it.
pub fn render_verification(verification: &Verification) -> String {
    let mut text = format!("{}\n\n", answer(verification));
    for sentence in method(verification) {
        line(&mut text, &format!("- {}", escaped(&sentence)));
    }
    text.push('\n');
    draw(&mut text, &figures(verification));
    line(&mut text, "\n### The cases\n");
    line(&mut text, "| case | queue | known from | replications |\n| --- | --- | --- | ---: |");
    for case in &verification.cases {
        let replications = case.replications.map(|count| count.to_string()).unwrap_or_default();
        let row = format!(
            "| {} | {} | {} | {replications} |",
            case.id,
            escaped(&case.model),
            escaped(&case.source)
        );
        line(&mut text, &row);
    }
    let left_out = left_out(verification);
    if !left_out.is_empty() {
        line(&mut text, "\n### Not run\n");
        draw(&mut text, &left_out);
    }
    line(&mut text, &format!("\nMade by {}.", provenance(verification)));
    text
}

/// What was found about the claims as Markdown.
pub fn render_claims(found: &Claims) -> String {
    let mut text = String::new();
    let table = claims::claims(found);
    draw(&mut text, &table);
    line(&mut text, &format!("\n{}\n", table.note.unwrap_or_default()));
    for claim in &found.claims {
        let [head, facts @ ..] = claims::words(claim);
        line(&mut text, &format!("- **{}** {}", escaped(&head), escaped(&facts.join(". "))));
    }
    line(&mut text, &format!("\nMade by {}.", claims::provenance(found)));
    text
}

/// Writing to a string cannot fail.
fn line(text: &mut String, words: &str) {
    let _ = writeln!(text, "{words}");
}

fn draw(text: &mut String, table: &Table) {
    let heads: Vec<String> = table.columns.iter().map(|column| escaped(&column.head)).collect();
    line(text, &format!("| {} |", heads.join(" | ")));
    let rules: Vec<&str> =
        table.columns.iter().map(|column| if column.numeric { "---:" } else { "---" }).collect();
    line(text, &format!("| {} |", rules.join(" | ")));
    for row in &table.rows {
        let cells: Vec<String> =
            std::iter::once(&row.label).chain(&row.cells).map(|cell: &Cell| escaped(&cell.text)).collect();
        line(text, &format!("| {} |", cells.join(" | ")));
    }
}

/// Bars end a cell, so they are written as what they are.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}
