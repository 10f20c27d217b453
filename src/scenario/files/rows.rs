//! Rows of cells: lines divided by commas, semicolons or tabs, with the names of the columns in the first.

use super::Sheet;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::Diagnostic;

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell<'t> {
    /// Its text, without blanks and quotes around it.
    pub text: &'t str,
    /// Column in characters, from 1.
    pub column: usize,
}

/// One row of cells.
#[derive(Clone, Debug)]
pub(super) struct Row<'t> {
    /// Line of the file, from 1.
    pub line: usize,
    pub cells: Vec<Cell<'t>>,
}

/// What the lines of a file hold.
pub(super) struct Rows<'t> {
    /// The names of the columns.
    pub names: Row<'t>,
    /// The rows that have a cell for each column.
    pub rows: Vec<Row<'t>>,
    /// The mistakes of the others.
    pub faults: Vec<Diagnostic>,
}

/// The names of the columns, and the rows below them. Empty lines and lines that begin with # are left out.
pub(super) fn rows<'t>(sheet: &Sheet<'t>) -> Result<Rows<'t>, Diagnostic> {
    let mut lines = sheet
        .text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let Some((index, header)) = lines.next() else {
        let fault = sheet.fault(Code::FileColumns, 1, 1, "the file is empty".to_string());
        return Err(fault.why("its first line names its columns"));
    };
    let divider = [';', '\t'].into_iter().find(|divider| header.contains(*divider)).unwrap_or(',');
    let names = Row { line: index + 1, cells: cells(header, divider) };
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (index, line) in lines {
        let row = Row { line: index + 1, cells: cells(line, divider) };
        if row.cells.len() != names.cells.len() {
            let message = format!(
                "the row has {} cells, but the first line names {} columns",
                row.cells.len(),
                names.cells.len()
            );
            let fault = sheet.fault(Code::FileRow, row.line, 1, message);
            faults.push(fault.why("each row holds one cell for each column"));
            continue;
        }
        rows.push(row);
    }
    Ok(Rows { names, rows, faults })
}

fn cells(line: &str, divider: char) -> Vec<Cell<'_>> {
    let mut before = 0;
    line.split(divider)
        .map(|raw| {
            let blanks = raw.chars().take_while(|c| c.is_whitespace()).count();
            let column = before + blanks + 1;
            before += raw.chars().count() + 1;
            let text = raw.trim();
            let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
            Cell { text: bare.unwrap_or(text).trim(), column }
        })
        .collect()
}
