//! Draws a table in the page.

use maud::{Markup, html};

use super::super::table::{Cell, Row, Table};
use super::plot::tone_class;

/// The table under its title; nothing when it has nothing to show.
pub(super) fn draw(table: &Table) -> Markup {
    html! { @if !table.is_empty() { p class="title" { (table.title) } (body(table)) } }
}

/// The table without its title, where a heading says the same.
pub(super) fn untitled(table: &Table) -> Markup {
    html! { @if !table.is_empty() { (body(table)) } }
}

/// The table folded away under its title, with a word before it.
pub(super) fn folded(before: &str, table: &Table) -> Markup {
    html! { @if !table.is_empty() { details { summary { (before) (table.title) } (body(table)) } } }
}

/// The table itself, scrolling sideways on its own where it is wider than the page.
fn body(table: &Table) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label=(table.title) {
            table aria-label=(table.title) {
                thead {
                    tr {
                        @for column in &table.columns {
                            th scope="col" class=(if column.numeric { "n" } else { "w" }) { (head(&column.head)) }
                        }
                    }
                }
                tbody { @for row in &table.rows { (draw_row(table, row)) } }
            }
        }
        @if let Some(note) = &table.note { p class="note" { (note) } }
    }
}

/// A head whose unit stays with the word before it.
fn head(words: &str) -> String {
    let words = &words.replace("+-", "±");
    match words.rsplit_once(", ") {
        Some((label, unit)) if unit.len() <= 6 => {
            format!("{label},\u{a0}{}", unit.replace(' ', "\u{a0}"))
        }
        _ => words.to_owned(),
    }
}

fn draw_row(table: &Table, row: &Row) -> Markup {
    let label = tone_class(row.label.tone);
    html! {
        @if row.cells.is_empty() {
            tr class="heading" { th scope="colgroup" colspan=(table.columns.len()) class=(label) { (row.label.text) } }
        } @else {
            tr class=(label) {
                th scope="row" { (row.label.text) }
                @for (column, cell) in table.columns.iter().skip(1).zip(&row.cells) { (draw_cell(column.numeric, cell)) }
            }
        }
    }
}

fn draw_cell(numeric: bool, cell: &Cell) -> Markup {
    html! {
        td class=(format!("{} {}", kind_of(numeric, &cell.text), tone_class(cell.tone))) {
            @if numeric { (minus(&cell.text)) } @else { (cell.text) }
            @if let Some(spread) = &cell.spread { " " span class="spread" { (spread) } }
        }
    }
}

/// Words longer than this run over several lines.
const LONGEST_LINE: usize = 36;

fn kind_of(numeric: bool, text: &str) -> &'static str {
    match numeric {
        true => "n",
        false if text.chars().count() > LONGEST_LINE => "w long",
        false => "w",
    }
}

/// A figure with true minus signs.
pub(super) fn minus(figure: &str) -> String {
    figure.replace('-', "\u{2212}")
}
