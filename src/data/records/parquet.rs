//! Rows as Parquet, for pandas, DuckDB and Arrow.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float64Builder, StringBuilder, UInt64Builder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;

use super::Sheet;
use super::column::{Column, Kind, Value};
use crate::data::parquet::properties;

/// Rows held before they are written: bounds the memory, whatever the length.
const BATCH: usize = 64 * 1024;

/// A Parquet file in the making.
pub(super) struct ParquetSheet<W: Write + Send> {
    writer: ArrowWriter<W>,
    schema: Arc<Schema>,
    columns: Vec<Builder>,
    rows: usize,
}

enum Builder {
    Text(StringBuilder),
    Whole(UInt64Builder),
    Number(Float64Builder),
    Truth(BooleanBuilder),
}

/// The number that a reader of the CSV file gets, where a value held in single precision is written with its own digits.
fn as_written(number: f32) -> f64 {
    number.to_string().parse().unwrap_or(f64::from(number))
}

impl Builder {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Builder::Text(StringBuilder::new()),
            Kind::Whole => Builder::Whole(UInt64Builder::new()),
            Kind::Number => Builder::Number(Float64Builder::new()),
            Kind::Truth => Builder::Truth(BooleanBuilder::new()),
        }
    }

    /// Adds a value; one that is not of the column's kind is a null, which no table of columns and rows here makes.
    fn push(&mut self, value: &Value) {
        match (self, value) {
            (Builder::Text(column), Value::Text(word)) => column.append_value(word),
            (Builder::Whole(column), Value::Whole(number)) => column.append_value(*number),
            (Builder::Number(column), Value::Number(number)) => column.append_value(*number),
            (Builder::Number(column), Value::Single(number)) => column.append_value(as_written(*number)),
            (Builder::Number(column), Value::Seconds(micros)) => column.append_value(*micros as f64 / 1e6),
            (Builder::Truth(column), Value::Truth(truth)) => column.append_value(*truth),
            (Builder::Text(column), _) => column.append_null(),
            (Builder::Whole(column), _) => column.append_null(),
            (Builder::Number(column), _) => column.append_null(),
            (Builder::Truth(column), _) => column.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Builder::Text(column) => Arc::new(column.finish()),
            Builder::Whole(column) => Arc::new(column.finish()),
            Builder::Number(column) => Arc::new(column.finish()),
            Builder::Truth(column) => Arc::new(column.finish()),
        }
    }
}

impl<W: Write + Send> ParquetSheet<W> {
    /// Begins the file.
    pub fn new(out: W, columns: &[Column]) -> io::Result<Self> {
        let field = |column: &Column| {
            let kind = match column.kind {
                Kind::Text => DataType::Utf8,
                Kind::Whole => DataType::UInt64,
                Kind::Number => DataType::Float64,
                Kind::Truth => DataType::Boolean,
            };
            Field::new(column.name, kind, true)
        };
        let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
        let writer =
            ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties())).map_err(io::Error::other)?;
        let columns = columns.iter().map(|column| Builder::new(column.kind)).collect();
        Ok(ParquetSheet { writer, schema, columns, rows: 0 })
    }

    fn write_batch(&mut self) -> io::Result<()> {
        let columns = self.columns.iter_mut().map(Builder::finish).collect();
        self.rows = 0;
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(io::Error::other)?;
        self.writer.write(&batch).map_err(io::Error::other)
    }
}

impl<W: Write + Send> Sheet for ParquetSheet<W> {
    fn row(&mut self, values: &[Value]) -> io::Result<()> {
        for (column, value) in self.columns.iter_mut().zip(values) {
            column.push(value);
        }
        self.rows += 1;
        if self.rows == BATCH { self.write_batch() } else { Ok(()) }
    }

    fn close(mut self: Box<Self>) -> io::Result<()> {
        self.write_batch()?;
        self.writer.close().map(|_| ()).map_err(io::Error::other)
    }
}
