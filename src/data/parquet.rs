//! `replications.parquet`: the rows of `replications.csv` as columns, for pandas, DuckDB and Arrow.

use std::io::Write;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, UInt64Array};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

/// One figure of one replication, as in `replications.csv`.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Arm, scope, name within the scope, metric key.
    pub words: [&'a str; 4],
    /// Number of the replication.
    pub replication: u64,
    /// Value, numerator, denominator.
    pub numbers: [f64; 3],
}

/// Rows per batch: bounds the memory, whatever the length.
const BATCH: usize = 64 * 1024;

/// How files are written: the program's name stands in them, not the library's version, so that bytes repeat.
pub(super) fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("goodwill".to_string())
        .build()
}

/// Writes all rows. The same rows give the same bytes.
///
/// # Errors
/// What the library or the file says.
pub fn write<'a>(
    rows: impl IntoIterator<Item = Row<'a>>,
    out: impl Write + Send,
) -> Result<(), ParquetError> {
    let word = |name: &str| Field::new(name, DataType::Utf8, false);
    let number = |name: &str| Field::new(name, DataType::Float64, false);
    let schema = Arc::new(Schema::new(vec![
        word("arm"),
        Field::new("replication", DataType::UInt64, false),
        word("scope"),
        word("name"),
        word("metric"),
        number("value"),
        number("numerator"),
        number("denominator"),
    ]));
    let mut writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties()))?;
    let mut rows = rows.into_iter().filter(|row| row.numbers[0].is_finite()).peekable();
    while rows.peek().is_some() {
        let batch: Vec<Row> = rows.by_ref().take(BATCH).collect();
        let words = |which: usize| -> ArrayRef {
            Arc::new(batch.iter().map(|row| Some(row.words[which])).collect::<StringArray>())
        };
        let numbers = |which: usize| -> ArrayRef {
            Arc::new(batch.iter().map(|row| row.numbers[which]).collect::<Float64Array>())
        };
        let replications = batch.iter().map(|row| row.replication).collect::<UInt64Array>();
        let columns = vec![
            words(0),
            Arc::new(replications) as ArrayRef,
            words(1),
            words(2),
            words(3),
            numbers(0),
            numbers(1),
            numbers(2),
        ];
        writer.write(&RecordBatch::try_new(Arc::clone(&schema), columns)?)?;
    }
    writer.close()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    fn rows() -> impl Iterator<Item = Row<'static>> {
        (0..70_000).map(|index| Row {
            words: ["baseline", "total", "", "offered"],
            replication: index + 1,
            numbers: [index as f64, index as f64, 1.0],
        })
    }

    fn bytes() -> Vec<u8> {
        let mut out = Vec::new();
        write(rows(), &mut out).unwrap();
        out
    }

    #[test]
    fn every_row_is_there_and_the_bytes_repeat() {
        let first = bytes();
        assert_eq!(first, bytes());
        let place = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(place.path(), &first).unwrap();
        let reader = SerializedFileReader::new(place.reopen().unwrap()).unwrap();
        assert_eq!(reader.metadata().file_metadata().num_rows(), 70_000);
        assert_eq!(reader.metadata().file_metadata().created_by(), Some("goodwill"));
    }
}
