//! The folder of `--records`: a set of files per replication and the dictionary.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::column::{Kind, Value};
use super::csv::CsvSheet;
use super::surveys::{self, Said};
use super::{Sheet, answers, contacts, customers, dictionary};
use crate::experiment::{Records, ReplicationRecords};
use crate::journey::{CustomerRow, Recorder};
use crate::operation::{ContactRecord, Request};
use crate::survey::{Answers, Indicator, Question};
use crate::time::Calendar;

/// How records are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Text with commas.
    #[default]
    Csv,
    /// Parquet; only with the feature `parquet`.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// The ending of the files' names.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            #[cfg(feature = "parquet")]
            Format::Parquet => "parquet",
        }
    }
}

/// The names behind the numbers in the records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Reasons, by index.
    pub reasons: Vec<String>,
    /// Teams, by index.
    pub teams: Vec<String>,
    /// Segments, by index; none in a bare operation.
    pub segments: Vec<String>,
    /// Whether there is a survey.
    pub has_survey: bool,
    /// Whether survey files say the segment of a respondent.
    pub says_segment: bool,
}

/// Writes the records of replications into a folder.
#[derive(Debug)]
pub struct RecordFolder {
    path: PathBuf,
    format: Format,
    names: Names,
    calendar: Calendar,
    /// Columns of the surveys as the dictionary tells them, of the panel and after contacts; the same in all replications.
    surveys: [OnceLock<Vec<[String; 5]>>; 2],
    /// What went wrong first.
    failed: OnceLock<io::Error>,
}

/// The surveys by the names of their files.
const SURVEYS: [&str; 2] = ["survey_panel", "survey_contact"];

impl RecordFolder {
    /// A folder that exists; writes the dictionary, as far as it is known before anybody is asked.
    ///
    /// # Errors
    /// When the folder refuses it.
    pub fn new(path: &Path, format: Format, names: Names, calendar: Calendar) -> io::Result<RecordFolder> {
        let folder = RecordFolder {
            path: path.to_path_buf(),
            format,
            names,
            calendar,
            surveys: [OnceLock::new(), OnceLock::new()],
            failed: OnceLock::new(),
        };
        folder.write_dictionary()?;
        Ok(folder)
    }

    fn write_dictionary(&self) -> io::Result<()> {
        let mut out = csv::Writer::from_path(self.path.join("dictionary.csv"))?;
        out.write_record(["file", "column", "type", "unit", "meaning"])?;
        for (file, columns) in dictionary() {
            for column in columns {
                out.write_record([file, column.name, column.kind.word(), column.unit, column.meaning])?;
            }
        }
        for row in self.surveys.iter().filter_map(OnceLock::get).flatten() {
            out.write_record(row)?;
        }
        out.flush()
    }

    /// The columns of a survey as the dictionary tells them.
    fn survey_columns(file: &str, asked: &[Question], indicators: &[Indicator]) -> Vec<[String; 5]> {
        let design = surveys::DESIGN.iter().map(|column| {
            [file, column.name, column.kind.word(), column.unit, column.meaning].map(String::from)
        });
        let questions = asked.iter().map(|question| {
            let (unit, meaning) = surveys::meaning(question, indicators);
            [file.into(), question.name.clone(), Kind::Whole.word().into(), unit, meaning]
        });
        design.chain(questions).collect()
    }

    fn sheet(&self, file: &str, replication: u64) -> io::Result<Box<dyn Sheet>> {
        let name = format!("{file}-{replication:04}.{}", self.format.extension());
        let out = BufWriter::with_capacity(1 << 18, File::create(self.path.join(name))?);
        let columns = dictionary().into_iter().find(|(of, _)| *of == file).map_or(&[][..], |(_, of)| of);
        Ok(match self.format {
            Format::Csv => Box::new(CsvSheet::new(out, columns)?),
            #[cfg(feature = "parquet")]
            Format::Parquet => Box::new(super::parquet::ParquetSheet::new(out, columns)?),
        })
    }

    /// Completes the dictionary by the surveys that were made, and tells what went wrong while records were written, if
    /// anything did.
    ///
    /// # Errors
    /// The first failure; the records are then incomplete.
    pub fn finish(self) -> io::Result<()> {
        if self.surveys.iter().any(|columns| columns.get().is_some()) {
            self.write_dictionary()?;
        }
        self.failed.into_inner().map_or(Ok(()), Err)
    }

    fn fail(&self, error: io::Error) {
        // Only the first failure is told.
        let _ = self.failed.set(error);
    }
}

impl Records for RecordFolder {
    fn begin(&self, replication: u64) -> Box<dyn ReplicationRecords + '_> {
        let has_people = !self.names.segments.is_empty();
        let open = |file: &str, wanted: bool| {
            if !wanted {
                return None;
            }
            self.sheet(file, replication).map_err(|error| self.fail(error)).ok()
        };
        Box::new(ReplicationFiles {
            folder: self,
            replication,
            contacts: open("contacts", true),
            customers: open("customers", has_people),
            answers: open("answers", self.names.has_survey),
        })
    }
}

/// The files of one replication. One that has failed is let go, and the failure is told at the end.
struct ReplicationFiles<'a> {
    folder: &'a RecordFolder,
    replication: u64,
    contacts: Option<Box<dyn Sheet>>,
    customers: Option<Box<dyn Sheet>>,
    answers: Option<Box<dyn Sheet>>,
}

fn put(sheet: &mut Option<Box<dyn Sheet>>, folder: &RecordFolder, values: &[Value]) {
    if let Some(open) = sheet
        && let Err(error) = open.row(values)
    {
        folder.fail(error);
        *sheet = None;
    }
}

impl Recorder for ReplicationFiles<'_> {
    fn contact(&mut self, record: &ContactRecord, follow_up: Option<&Request>) {
        let folder = self.folder;
        let row = contacts::row(self.replication, record, follow_up, &folder.names, &folder.calendar);
        put(&mut self.contacts, folder, &row);
    }

    fn customer(&mut self, customer: &CustomerRow) {
        let row = customers::row(self.replication, customer, &self.folder.names);
        put(&mut self.customers, self.folder, &row);
    }

    fn answers(&mut self, waves: &[Answers], indicators: &[Indicator], after_contact: bool) {
        let (folder, replication) = (self.folder, self.replication);
        for (wave, answers) in (1..).zip(waves).filter(|_| !after_contact) {
            for row in answers::rows(replication, wave, answers, indicators, &folder.names) {
                put(&mut self.answers, folder, &row);
            }
        }
        let which = usize::from(after_contact);
        if let Some(first) = waves.first() {
            folder.surveys[which]
                .get_or_init(|| RecordFolder::survey_columns(SURVEYS[which], &first.questions, indicators));
        }
        let path = folder.path.join(format!("{}-{replication:04}.csv", SURVEYS[which]));
        let said = Said {
            segments: &folder.names.segments,
            segment: folder.names.says_segment,
            after_contact,
            replication,
        };
        let written = File::create(path).and_then(|file| surveys::write(BufWriter::new(file), waves, &said));
        if let Err(error) = written {
            folder.fail(error);
        }
    }
}

impl ReplicationRecords for ReplicationFiles<'_> {
    fn close(self: Box<Self>) {
        for sheet in [self.contacts, self.customers, self.answers].into_iter().flatten() {
            if let Err(error) = sheet.close() {
                self.folder.fail(error);
            }
        }
    }
}
