//! Reading reference data, and comparing with it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use goodwill::metrics::{Column, SurveyTable};

use super::published_data::published_data;

/// The folder of a data set; `None`, which is said, where it is not there.
pub fn folder(set: &str) -> Option<PathBuf> {
    published_data(&format!("data/{set}"))
}

/// A file of comma-separated values with a header; cells by column name.
pub struct Table {
    pub columns: BTreeMap<String, Vec<String>>,
    pub rows: usize,
}

impl Table {
    /// Reads `file` of the folder.
    pub fn read(folder: &Path, file: &str) -> Table {
        let mut reader = csv::Reader::from_path(folder.join(file)).expect("the reference file opens");
        let header: Vec<String> = reader
            .headers()
            .expect("the reference file has a header")
            .iter()
            .map(|name| name.trim_start_matches('\u{feff}').to_string())
            .collect();
        let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut rows = 0;
        for record in reader.records() {
            let record = record.expect("the reference file is well formed");
            for (name, cell) in header.iter().zip(record.iter()) {
                columns.entry(name.clone()).or_default().push(cell.to_string());
            }
            rows += 1;
        }
        Table { columns, rows }
    }

    /// The cells of a column.
    pub fn text(&self, name: &str) -> &[String] {
        self.columns.get(name).unwrap_or_else(|| panic!("the reference file has a column `{name}`"))
    }

    /// The numbers of a column; `None` where a cell is empty or `NA`.
    pub fn numbers(&self, name: &str) -> Vec<Option<f64>> {
        self.text(name).iter().map(|cell| cell.trim().parse().ok()).collect()
    }

    /// The numbers of a column without gaps.
    pub fn full(&self, name: &str) -> Vec<f64> {
        self.numbers(name).into_iter().map(|cell| cell.expect("a number in every row")).collect()
    }

    /// The number in the row whose cell of `key` is `is`.
    pub fn at(&self, key: &str, is: &str, column: &str) -> f64 {
        let row = self.text(key).iter().position(|cell| cell == is).unwrap_or_else(|| panic!("a row `{is}`"));
        self.numbers(column)[row].unwrap_or_else(|| panic!("a number in `{column}` of `{is}`"))
    }

    /// A survey of the named columns.
    pub fn survey(&self, names: &[&str]) -> SurveyTable {
        names.iter().fold(SurveyTable::new(self.rows), |survey, name| {
            survey.with_column(name, Column::from_answers(self.numbers(name))).expect("columns of one length")
        })
    }
}

/// The largest distances seen, figure by figure, printed when done.
#[derive(Default)]
pub struct Comparison {
    largest: BTreeMap<String, (f64, f64, f64, usize)>,
}

impl Comparison {
    /// Compares one number with the reference; fails beyond `tolerance`, absolutely.
    #[track_caller]
    pub fn absolute(&mut self, figure: &str, actual: f64, expected: f64, tolerance: f64) {
        self.note(figure, actual, expected, (actual - expected).abs(), tolerance);
    }

    /// The same, as a share of the reference.
    #[track_caller]
    pub fn relative(&mut self, figure: &str, actual: f64, expected: f64, tolerance: f64) {
        self.note(figure, actual, expected, (actual - expected).abs() / expected.abs(), tolerance);
    }

    #[track_caller]
    fn note(&mut self, figure: &str, actual: f64, expected: f64, distance: f64, tolerance: f64) {
        assert!(
            distance <= tolerance,
            "{figure}: got {actual:e}, the reference has {expected:e}; {distance:e} apart, more than {tolerance:e}"
        );
        let entry = self.largest.entry(figure.to_string()).or_insert((0.0, actual, expected, 0));
        entry.3 += 1;
        if distance >= entry.0 {
            (entry.0, entry.1, entry.2) = (distance, actual, expected);
        }
    }

    /// Prints the largest distance of each figure.
    pub fn print(&self, set: &str) {
        for (figure, (distance, actual, expected, count)) in &self.largest {
            println!(
                "{set} | {figure} | {count} | worst: expected {expected}, got {actual} | {distance:.1e}"
            );
        }
    }
}
