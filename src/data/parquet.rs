//! `replications.parquet`: the rows of `replications.csv` as columns, for pandas, DuckDB and Arrow.

use std::io::Write;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, UInt64Array};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use crate::experiment::ReplicationFigure;

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
    rows: impl IntoIterator<Item = ReplicationFigure<'a>>,
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
    let mut rows = rows.into_iter().filter(|row| row.value.is_finite()).peekable();
    while rows.peek().is_some() {
        let batch: Vec<ReplicationFigure> = rows.by_ref().take(BATCH).collect();
        let words = |of: fn(&ReplicationFigure<'a>) -> &'a str| -> ArrayRef {
            Arc::new(batch.iter().map(|row| Some(of(row))).collect::<StringArray>())
        };
        let numbers = |of: fn(&ReplicationFigure) -> f64| -> ArrayRef {
            Arc::new(batch.iter().map(of).collect::<Float64Array>())
        };
        let replications = batch.iter().map(|row| row.replication).collect::<UInt64Array>();
        let columns = vec![
            words(|row| row.arm),
            Arc::new(replications) as ArrayRef,
            words(|row| row.scope),
            words(|row| row.name),
            words(|row| row.metric),
            numbers(|row| row.value),
            numbers(|row| row.numerator),
            numbers(|row| row.denominator),
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

    fn rows() -> impl Iterator<Item = ReplicationFigure<'static>> {
        (0..70_000).map(|index| ReplicationFigure {
            arm: "baseline",
            replication: index + 1,
            scope: "total",
            name: "",
            metric: "offered",
            value: index as f64,
            numerator: index as f64,
            denominator: 1.0,
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
