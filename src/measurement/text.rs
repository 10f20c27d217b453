//! The text of a survey file as rows of cells: byte order marks, line ends, separators, decimal commas.

use super::fault::Faults;

/// A file as cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    pub header: Vec<String>,
    pub rows: Vec<csv::StringRecord>,
    /// Line of each row in the file, from 1.
    pub lines: Vec<u64>,
    /// Whether numbers are written with a comma: only where another sign separates columns.
    decimal_comma: bool,
}

/// The separators that files come with.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

impl Cells {
    /// Reads a text. `name` is the file's name, for messages.
    pub fn read(text: &str, name: &str, separator: Option<char>, faults: &mut Faults) -> Option<Cells> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            let help = "it needs a header and at least one row".to_string();
            faults.add(name, "the file is empty", Some(help));
            return None;
        }
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let of_header = SEPARATORS.into_iter().max_by_key(|c| (first.matches(*c).count(), *c == ','));
        let separator = separator.or(of_header).unwrap_or(',');
        let Ok(byte) = u8::try_from(separator) else {
            faults.add("design.separator", format!("`{separator}` cannot separate columns"), None);
            return None;
        };
        let mut reader =
            csv::ReaderBuilder::new().delimiter(byte).flexible(true).from_reader(text.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(|name| name.trim().to_string()).collect(),
            Err(error) => {
                faults.add(name, format!("cannot be read: {error}"), None);
                return None;
            }
        };
        let mut cells = Cells { header, decimal_comma: separator != ',', ..Cells::default() };
        cells.check_header(name, faults);
        let mut lines = Lines { text, counted: 0, line: 1 };
        for record in reader.records() {
            match record {
                Ok(record) if record.len() == cells.header.len() => {
                    cells.lines.push(lines.of(&record));
                    cells.rows.push(record);
                }
                Ok(record) => {
                    let line = lines.of(&record);
                    let message =
                        format!("{} cells, but the header has {}", record.len(), cells.header.len());
                    let help = match record.len() < cells.header.len() {
                        true => "a question left open is an empty cell, and its separator stays",
                        false => "put texts that hold the separator in quotes",
                    };
                    let help = help.to_string();
                    faults.add(format!("{name}, line {line}"), message, Some(help));
                }
                Err(error) => faults.add(name, format!("cannot be read: {error}"), None),
            }
        }
        if cells.rows.is_empty() && faults.0.is_empty() {
            faults.add(
                name,
                "the survey has no respondents",
                Some("it needs a header and at least one row".into()),
            );
        }
        Some(cells)
    }

    fn check_header(&self, name: &str, faults: &mut Faults) {
        for (number, column) in self.header.iter().enumerate() {
            if self.header[..number].contains(column) {
                let help = "rename one of the two".to_string();
                faults.add(
                    format!("{name}, line 1"),
                    format!("two columns are named `{column}`"),
                    Some(help),
                );
            }
        }
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

/// Counts lines as an editor does, from the top of a text downwards. The reader's own count lags behind by one where lines
/// end as in Windows.
struct Lines<'a> {
    text: &'a str,
    counted: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line in which a record begins, from 1; records must come in order.
    fn of(&mut self, record: &csv::StringRecord) -> u64 {
        let bytes = self.text.as_bytes();
        let mut start = record.position().map_or(0, |place| place.byte() as usize).max(self.counted);
        // A position may lie before the end of the line above.
        while bytes.get(start).is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
            start += 1;
        }
        for (at, byte) in bytes[..start].iter().enumerate().skip(self.counted) {
            let is_end = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            self.line += u64::from(is_end);
        }
        self.counted = start;
        self.line
    }
}

/// Whether a cell says by itself that there is no answer.
pub(super) fn is_blank(cell: &str) -> bool {
    matches!(cell, "" | "NA" | "N/A" | "n/a" | "NaN" | "nan" | "null" | "NULL" | ".")
}
