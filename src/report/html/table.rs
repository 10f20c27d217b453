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
        @if let Some(note) = &table.note { p class="note" { (words(note)) } }
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
            @if numeric { (minus(&cell.text)) } @else { (words(&cell.text)) }
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

/// Text with true minus signs: a hyphen before a digit and after no letter, digit or other hyphen.
pub(super) fn minus(text: &str) -> String {
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    let mut changed = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        let opens_number = letters.peek().is_some_and(char::is_ascii_digit);
        let is_minus = letter == '-' && opens_number && !before.is_alphanumeric() && before != '-';
        changed.push(if is_minus { '\u{2212}' } else { letter });
        before = letter;
    }
    changed
}

/// Words with true minus signs; what stands between backticks is code.
pub(super) fn words(text: &str) -> Markup {
    let parts: Vec<&str> = text.split('`').collect();
    // An even number of parts has a backtick without its other one.
    if parts.len().is_multiple_of(2) {
        return html! { (minus(text)) };
    }
    html! {
        @for (index, part) in parts.into_iter().enumerate() {
            @if index % 2 == 1 { code { (part) } } @else { (minus(part)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_get_minus_signs() {
        assert_eq!(minus("-1.2 to -0.3 (-4 %)"), "\u{2212}1.2 to \u{2212}0.3 (\u{2212}4 %)");
        assert_eq!(minus("2026-11-28, top-2, --seed, M/M/c-1"), "2026-11-28, top-2, --seed, M/M/c-1");
        assert_eq!(
            words("`money.margin` is -1 <").into_string(),
            "<code>money.margin</code> is \u{2212}1 &lt;"
        );
        assert_eq!(words("a ` alone").into_string(), "a ` alone");
    }
}
