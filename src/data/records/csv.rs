//! Rows as CSV.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::Sheet;
use super::column::{Column, Value};

/// A CSV file in the making.
pub(super) struct CsvSheet<W: Write> {
    writer: csv::Writer<W>,
    /// The text of one value, kept for the next.
    text: String,
}

impl<W: Write> CsvSheet<W> {
    /// Begins the file with its header.
    pub fn new(out: W, columns: &[Column]) -> io::Result<Self> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(columns.iter().map(|column| column.name))?;
        Ok(CsvSheet { writer, text: String::new() })
    }
}

impl<W: Write> Sheet for CsvSheet<W> {
    fn row(&mut self, values: &[Value]) -> io::Result<()> {
        for value in values {
            self.text.clear();
            write_value(&mut self.text, value);
            self.writer.write_field(&self.text)?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn close(self: Box<Self>) -> io::Result<()> {
        self.writer.into_inner().map_err(|error| error.into_error())?.flush()
    }
}

/// Writing to a text cannot fail.
fn write_value(text: &mut String, value: &Value) {
    let _ = match value {
        Value::Absent => Ok(()),
        Value::Text(word) => {
            text.push_str(word);
            Ok(())
        }
        Value::Whole(number) => write!(text, "{number}"),
        Value::Seconds(micros) => write_seconds(text, *micros),
        Value::Number(number) => write!(text, "{number}"),
        Value::Single(number) => write!(text, "{number}"),
        Value::Truth(truth) => write!(text, "{truth}"),
    };
}

/// Seconds with all their digits and no more.
fn write_seconds(text: &mut String, micros: u64) -> std::fmt::Result {
    write!(text, "{}", micros / 1_000_000)?;
    let fraction = micros % 1_000_000;
    if fraction > 0 {
        write!(text, ".{fraction:06}")?;
        text.truncate(text.trim_end_matches('0').len());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_keep_every_digit() {
        for (micros, expected) in [
            (0, "0"),
            (1, "0.000001"),
            (20_000_000, "20"),
            (1_500_000, "1.5"),
            (90_061_000_010, "90061.00001"),
        ] {
            let mut text = String::new();
            write_value(&mut text, &Value::Seconds(micros));
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn what_does_not_apply_is_empty_and_a_comma_is_quoted() {
        let mut out = Vec::new();
        let columns = super::super::contacts::COLUMNS[..3].to_vec();
        let mut sheet = Box::new(CsvSheet::new(&mut out, &columns).unwrap());
        sheet.row(&[Value::Absent, Value::Text("bill, late"), Value::Truth(true)]).unwrap();
        sheet.close().unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "replication,issue,attempt\n,\"bill, late\",true\n");
    }
}
