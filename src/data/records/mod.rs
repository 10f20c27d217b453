//! Every contact, customer and answer as a row of a file.
//!
//! Each replication has files of its own, `contacts-0001.csv` and so on, written while it runs by the thread that runs it:
//! memory is bounded and the bytes do not depend on the number of threads. `dictionary.csv` beside them says what each
//! column of each file means. Contacts offered within the horizon are recorded, so that their rows add up to the reported figures.
//!
//! Surveys are also written as a researcher would get them, `survey_panel-0001.csv` and `survey_contact-0001.csv`.

mod answers;
mod column;
mod contacts;
mod csv;
mod customers;
mod folder;
#[cfg(feature = "parquet")]
mod parquet;
mod surveys;

pub use column::{Column, Kind};
pub use folder::{Format, Names, RecordFolder};

use column::Value;

/// Takes the rows of one file.
trait Sheet {
    /// Adds a row with a value for every column.
    fn row(&mut self, values: &[Value]) -> std::io::Result<()>;

    /// Completes the file.
    fn close(self: Box<Self>) -> std::io::Result<()>;
}

/// All files of the same columns in every scenario, in the order of the dictionary; the surveys follow, with a column per
/// question.
pub fn dictionary() -> [(&'static str, &'static [Column]); 3] {
    [("contacts", contacts::COLUMNS), ("customers", customers::COLUMNS), ("answers", answers::COLUMNS)]
}
