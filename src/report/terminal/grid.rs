//! Draws a table in a fixed number of columns: words wrap first, then the table is split and the row names repeated.

use super::super::table::{Cell, Row, Table, Tone};
use super::ink::{Style, clean, width, wrap};

/// Space left of every table.
const INDENT: usize = 2;
/// Space between columns.
const GAP: usize = 2;
/// Text columns never shrink below this.
const NARROWEST: usize = 16;
/// A head over numbers of at most this many columns stays on one line.
const HEAD: usize = 11;

/// Widths of one column.
#[derive(Clone)]
struct Measure {
    total: usize,
    text: usize,
    spread: usize,
    numeric: bool,
}

/// The table as lines; empty when there is nothing to show.
pub(super) fn draw(table: &Table, style: Style) -> String {
    if table.is_empty() {
        return String::new();
    }
    let measures: Vec<Measure> = (0..table.columns.len()).map(|column| measure(table, column)).collect();
    let measures = shrunk(measures, style.width);
    let mut text = String::new();
    for block in blocks(&measures, style.width) {
        draw_heads(&mut text, table, &measures, &block, style);
        for row in &table.rows {
            draw_row(&mut text, row, &measures, &block, style);
        }
    }
    if let Some(note) = &table.note {
        for line in wrap(&clean(note), style.width - INDENT) {
            push_line(&mut text, &style.paint(&line, Tone::Quiet));
        }
    }
    text
}

fn measure(table: &Table, column: usize) -> Measure {
    let cells = || table.rows.iter().filter_map(move |row| cell(row, column));
    let text = cells().map(|cell| width(&clean(&cell.text))).max().unwrap_or(0);
    let spread = cells().filter_map(|cell| cell.spread.as_deref()).map(width).max().unwrap_or(0);
    let head = clean(&table.columns[column].head);
    let numeric = table.columns[column].numeric;
    let word = head.split_whitespace().map(width).max().unwrap_or(0).min(24);
    let line = width(&head).min(if numeric { HEAD } else { usize::MAX });
    let body = if spread > 0 { text + 1 + spread } else { text };
    Measure { total: body.max(word).max(line), text, spread, numeric }
}

/// The cell of a row in a column; a heading has none but its name, which may run over.
fn cell(row: &Row, column: usize) -> Option<&Cell> {
    match column {
        0 => (!row.cells.is_empty()).then_some(&row.label),
        _ => row.cells.get(column - 1),
    }
}

/// Narrows the widest column of words, again and again, while the table is too wide. Where that is not enough and the
/// table must be split anyway, words keep their room up to half of the line: two columns of them fit side by side.
fn shrunk(natural: Vec<Measure>, columns: usize) -> Vec<Measure> {
    let mut measures = natural.clone();
    loop {
        let full = INDENT + measures.iter().map(|measure| measure.total + GAP).sum::<usize>() - GAP;
        if full <= columns {
            return measures;
        }
        let words = measures.iter_mut().filter(|measure| !measure.numeric && measure.total > NARROWEST);
        let Some(widest) = words.max_by_key(|measure| measure.total) else {
            break;
        };
        widest.total -= 1;
    }
    let half = (columns - INDENT - GAP) / 2;
    // Numbers are never wrapped: the row names leave room for the widest of them.
    let widest = natural.iter().filter(|measure| measure.numeric).map(|measure| measure.total).max();
    let beside = columns.saturating_sub(INDENT + GAP + widest.unwrap_or(0)).max(NARROWEST);
    let limit = |(column, measure): (usize, Measure)| {
        let most = if column == 0 { half.min(beside) } else { half };
        if measure.numeric { measure } else { Measure { total: measure.total.min(most), ..measure } }
    };
    natural.into_iter().enumerate().map(limit).collect()
}

/// Columns after the first in groups that fit beside it.
fn blocks(measures: &[Measure], columns: usize) -> Vec<Vec<usize>> {
    let first = INDENT + measures[0].total;
    let mut blocks = vec![Vec::new()];
    let mut used = first;
    for (column, measure) in measures.iter().enumerate().skip(1) {
        if used + GAP + measure.total > columns
            && blocks.last().is_some_and(|block: &Vec<usize>| !block.is_empty())
        {
            blocks.push(Vec::new());
            used = first;
        }
        used += GAP + measure.total;
        blocks.last_mut().into_iter().for_each(|block| block.push(column));
    }
    blocks
}

fn draw_heads(text: &mut String, table: &Table, measures: &[Measure], block: &[usize], style: Style) {
    let shown = || std::iter::once(0).chain(block.iter().copied());
    let heads: Vec<Vec<String>> =
        shown().map(|column| wrap(&clean(&table.columns[column].head), measures[column].total)).collect();
    let height = heads.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        let mut drawn = String::new();
        for (head, column) in heads.iter().zip(shown()) {
            // Heads stand on the bottom line, next to their numbers.
            let part = (line + head.len()).checked_sub(height).and_then(|index| head.get(index));
            let part = part.map_or("", String::as_str);
            place(&mut drawn, part, Tone::Quiet, &measures[column], column == 0, style);
        }
        push_line(text, &drawn);
    }
}

fn draw_row(text: &mut String, row: &Row, measures: &[Measure], block: &[usize], style: Style) {
    if row.cells.is_empty() {
        for line in wrap(&clean(&row.label.text), style.width - INDENT) {
            push_line(text, &style.paint(&line, row.label.tone));
        }
        return;
    }
    let shown: Vec<(usize, &Cell)> = std::iter::once(0)
        .chain(block.iter().copied())
        .map(|column| (column, cell(row, column).unwrap_or(&row.label)))
        .collect();
    let wrapped: Vec<Vec<String>> =
        shown.iter().map(|(column, cell)| lines(cell, &measures[*column])).collect();
    for line in 0..wrapped.iter().map(Vec::len).max().unwrap_or(0) {
        let mut drawn = String::new();
        for ((column, cell), parts) in shown.iter().zip(&wrapped) {
            let part = parts.get(line).map_or("", String::as_str);
            place(&mut drawn, part, cell.tone, &measures[*column], *column == 0, style);
        }
        push_line(text, &drawn);
    }
}

/// A cell as lines: words wrap, a number stands with its half width aligned in columns of their own.
fn lines(cell: &Cell, measure: &Measure) -> Vec<String> {
    let text = clean(&cell.text);
    if !measure.numeric {
        return wrap(&text, measure.total);
    }
    if measure.spread == 0 {
        return vec![text];
    }
    let spread = cell.spread.as_deref().unwrap_or("");
    let pad = |text: &str, columns: usize| " ".repeat(columns.saturating_sub(width(text)));
    vec![format!("{}{text} {spread}{}", pad(&text, measure.text), pad(spread, measure.spread))]
}

/// Appends one part to a line, padded to its column; only the words are inked, never the space.
fn place(line: &mut String, part: &str, tone: Tone, measure: &Measure, first: bool, style: Style) {
    if !first {
        line.push_str(&" ".repeat(GAP));
    }
    let space = " ".repeat(measure.total.saturating_sub(width(part)));
    let inked = style.paint(part, tone);
    if measure.numeric {
        line.push_str(&space);
        line.push_str(&inked);
    } else {
        line.push_str(&inked);
        line.push_str(&space);
    }
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(&" ".repeat(INDENT));
    text.push_str(line.trim_end());
    text.push('\n');
}
