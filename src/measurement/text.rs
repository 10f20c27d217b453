//! The text of a survey file as rows of cells: byte order marks, line ends, separators, decimal commas.

use crate::scenario::{Code, Diagnostic, Place};

/// A file as cells.
#[derive(Clone, Debug)]
pub(super) struct Cells<'t> {
    text: &'t str,
    /// Name of the file, for messages.
    name: &'t str,
    separator: char,
    pub header: Vec<String>,
    pub rows: Vec<csv::StringRecord>,
    /// Byte and line (from 1) at which each row begins.
    starts: Vec<(usize, usize)>,
    /// Whether numbers are written with a comma: only where another sign separates columns.
    decimal_comma: bool,
}

/// The separators that files come with.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// Rows with another number of cells that are told one by one.
const TOLD_ROWS: usize = 5;

/// What a survey must have.
const HEADER_AND_ROWS: &str =
    "a survey has a line with the names of its columns, and a line for each respondent";

impl<'t> Cells<'t> {
    /// Reads a text. `name` is the file's name, for messages. `None` where it is no table at all.
    pub fn read(
        text: &'t str,
        name: &'t str,
        separator: Option<char>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Cells<'t>> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            let help = "give it a header and at least one row";
            found.push(fault(name, 1, 1, "the file is empty", HEADER_AND_ROWS, help));
            return None;
        }
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let of_header = SEPARATORS.into_iter().max_by_key(|c| (first.matches(*c).count(), *c == ','));
        let separator = separator.or(of_header).unwrap_or(',');
        let byte = u8::try_from(separator).unwrap_or(b',');
        let mut reader =
            csv::ReaderBuilder::new().delimiter(byte).flexible(true).from_reader(text.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(|name| name.trim().to_string()).collect(),
            Err(error) => {
                let help = "save it as CSV in UTF-8";
                found.push(fault(
                    name,
                    1,
                    1,
                    &format!("the first line cannot be read: {error}"),
                    HEADER_AND_ROWS,
                    help,
                ));
                return None;
            }
        };
        let mut cells = Cells {
            text,
            name,
            separator,
            header,
            rows: Vec::new(),
            starts: Vec::new(),
            decimal_comma: separator != ',',
        };
        cells.check_header(first, found);
        let mut lines = Lines { text, counted: 0, line: 1 };
        let mut misfits = Vec::new();
        for record in reader.records() {
            match record {
                Ok(record) if record.len() == cells.header.len() => {
                    cells.starts.push(lines.start_of(&record));
                    cells.rows.push(record);
                }
                Ok(record) => {
                    let (_, line) = lines.start_of(&record);
                    let message = format!(
                        "the row has {} cells, but the first line names {} columns",
                        record.len(),
                        cells.header.len()
                    );
                    let help = match record.len() < cells.header.len() {
                        true => "leave the cell of an open question empty, and keep its separator",
                        false => "put texts that hold the separator in quotes",
                    };
                    let why =
                        "each row has one cell for each column, or answers would slip into other columns";
                    misfits.push(fault(name, line, 1, &message, why, help));
                }
                Err(error) => {
                    let message = format!("cannot be read: {error}");
                    found.push(fault(name, 1, 1, &message, HEADER_AND_ROWS, "save it as CSV in UTF-8"));
                }
            }
        }
        let more = misfits.len().saturating_sub(TOLD_ROWS);
        misfits.truncate(TOLD_ROWS);
        if let Some(last) = misfits.last_mut().filter(|_| more > 0) {
            last.message += &format!("; so it is in {more} more rows");
        }
        found.extend(misfits);
        if cells.rows.is_empty() && found.is_empty() {
            let help = "add at least one row";
            found.push(fault(name, 1, 1, "the survey has no respondents", HEADER_AND_ROWS, help));
        }
        Some(cells)
    }

    fn check_header(&self, first: &str, found: &mut Vec<Diagnostic>) {
        let start = self.text.find(first).unwrap_or_default();
        let line = 1 + line_ends(&self.text[..start]);
        for (number, column) in self.header.iter().enumerate() {
            let earlier = self.header[..number].iter().position(|name| name == column);
            if let Some(earlier) = earlier {
                let (line, at) = self.walk((start, line), number);
                let message = format!(
                    "two columns are named `{column}`: number {} and number {}",
                    earlier + 1,
                    number + 1
                );
                let why = "the model calls columns by their names, and could not tell the two apart";
                found.push(fault(self.name, line, at, &message, why, "rename one of the two"));
            }
        }
    }

    /// The place of a cell.
    pub fn place(&self, row: usize, column: usize) -> Place {
        let (line, column) = self.walk(self.starts[row], column);
        Place::File { file: self.name.to_string(), line, column }
    }

    /// Line and column (in characters, from 1) of a cell of the row that begins at `start`, a byte and its line.
    fn walk(&self, (start, mut line): (usize, usize), wanted: usize) -> (usize, usize) {
        let (mut column, mut field, mut in_quotes) = (1, 0, false);
        let mut signs = self.text[start..].chars().peekable();
        while field < wanted {
            let Some(sign) = signs.next() else { break };
            column += 1;
            if sign == '"' {
                in_quotes = !in_quotes;
            } else if sign == self.separator && !in_quotes {
                field += 1;
            } else if sign == '\n' || (sign == '\r' && signs.peek() != Some(&'\n')) {
                (line, column) = (line + 1, 1);
            }
        }
        (line, column)
    }

    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column == name)
    }

    /// A cell, without blanks around it.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows[row].get(column).unwrap_or_default().trim()
    }

    /// The number in a cell.
    pub fn number(&self, cell: &str) -> Option<f64> {
        let plain = cell.parse().ok();
        let with_comma = || if self.decimal_comma { cell.replace(',', ".").parse().ok() } else { None };
        plain.or_else(with_comma).filter(|number: &f64| number.is_finite())
    }
}

fn fault(file: &str, line: usize, column: usize, message: &str, why: &str, help: &str) -> Diagnostic {
    let place = Place::File { file: file.to_string(), line, column };
    Diagnostic { place, ..Diagnostic::new(Code::SurveyForm, message).why(why).help(help) }
}

/// How many lines end in a text, whatever ends them.
fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_end =
        |at: &usize| bytes[*at] == b'\n' || (bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    (0..bytes.len()).filter(is_end).count()
}

/// Counts lines as an editor does, from the top of a text downwards. The reader's own count lags behind by one where lines
/// end as in Windows.
struct Lines<'a> {
    text: &'a str,
    counted: usize,
    line: usize,
}

impl Lines<'_> {
    /// The byte and the line (from 1) at which a record begins; records must come in order.
    fn start_of(&mut self, record: &csv::StringRecord) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let mut start = record.position().map_or(0, |place| place.byte() as usize).max(self.counted);
        // A position may lie before the end of the line above.
        while bytes.get(start).is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
            start += 1;
        }
        for (at, byte) in bytes[..start].iter().enumerate().skip(self.counted) {
            let is_end = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            self.line += usize::from(is_end);
        }
        self.counted = start;
        (start, self.line)
    }
}

/// Whether a cell says by itself that there is no answer.
pub(super) fn is_blank(cell: &str) -> bool {
    matches!(cell, "" | "NA" | "N/A" | "n/a" | "NaN" | "nan" | "null" | "NULL" | ".")
}
