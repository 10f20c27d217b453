//! From the wish to simulate to the answer: folder, progress, Ctrl-C, results printed and written, exit code.

use std::io::{self, Write};
use std::time::SystemTime;

use crate::data::records::RecordFolder;
use crate::experiment::{self, ExperimentError, Outcome, Records, Settings, Watch};
use crate::report;
use crate::report::csv::ReplicationWriter;
use crate::scenario::Scenario;

use super::arguments::Destination;
use super::exit::{Exit, Failure};
use super::folder::{Folder, RESULT, scenario_name};
use super::kept_files::KeptFiles;
use super::manifest::Manifest;
use super::progress::Bar;
use super::{interrupt, output};

/// A simulation about to be run.
pub struct Job<'a> {
    destination: &'a Destination,
    folder: Option<Folder>,
    /// The texts of the scenarios and the files that they name, kept beside the results.
    sources: Vec<&'a str>,
    kept: KeptFiles,
    threads: usize,
    started: SystemTime,
}

impl<'a> Job<'a> {
    /// Finds out whether the results can be written, before anything is simulated.
    pub fn prepare(
        destination: &'a Destination,
        settings: &Settings,
        scenarios: &'a [Scenario],
    ) -> Result<Job<'a>, Failure> {
        let (out, force) = (destination.out.as_deref(), destination.force);
        let kept = KeptFiles::of(scenarios);
        out.map_or(Ok(()), |path| kept.check(path, force))?;
        let folder = out.map(|path| Folder::prepare(path, force));
        Ok(Job {
            destination,
            folder: folder.transpose()?,
            sources: scenarios.iter().map(Scenario::source).collect(),
            kept,
            threads: settings.threads,
            started: SystemTime::now(),
        })
    }

    /// Takes away what was made for results that do not come.
    fn abandon(&self) {
        if let Some(folder) = &self.folder {
            folder.abandon();
        }
    }

    /// The job, unless anything is wrong with it or with what it is about: then all of that at once.
    pub fn unless(
        job: Result<Job<'a>, Failure>,
        wrong: impl IntoIterator<Item = Failure>,
    ) -> Result<Job<'a>, Failure> {
        let wrong: Vec<Failure> = wrong.into_iter().collect();
        match job {
            Ok(job) if wrong.is_empty() => Ok(job),
            Ok(job) => {
                job.abandon();
                Err(Failure::together(wrong))
            }
            Err(failure) => Err(Failure::together(wrong.into_iter().chain([failure]))),
        }
    }

    /// Simulates, prints and writes; `records` take every contact.
    pub fn finish(
        self,
        records: Option<RecordFolder>,
        simulate: impl FnOnce(&Watch) -> Result<Outcome, ExperimentError>,
    ) -> Result<Exit, Failure> {
        let quiet = self.destination.quiet;
        let cancellation = interrupt::listen(quiet, interrupt::REPLICATIONS);
        let bar = Bar::new(quiet);
        let recorded = records.as_ref().map(|folder| folder as &dyn Records);
        let watch = Watch {
            cancellation: &cancellation,
            progress: &|progress| bar.show(progress),
            records: recorded,
        };
        let simulated = simulate(&watch);
        bar.clear();
        let outcome = simulated.map_err(|error| {
            self.abandon();
            Failure::from(error)
        })?;
        // Whatever becomes of the files, the answer is not lost: it is printed all the same.
        let written = self.folder.as_ref().map(|folder| self.write(folder, &outcome));
        output::results(&outcome.results, self.destination.format, quiet)?;
        written.transpose()?;
        if let Some(records) = records {
            let complete = records.finish();
            complete
                .map_err(|error| Failure::input(format!("error: the records are incomplete: {error}")))?;
        }
        self.tell(&outcome);
        Ok(exit(&outcome))
    }

    fn write(&self, folder: &Folder, outcome: &Outcome) -> Result<(), Failure> {
        let results = &outcome.results;
        let json = report::json::render(results).map_err(Failure::ours)?;
        let page = report::html::render(results, &self.sources.join("\n"));
        let manifest = Manifest::of(outcome, self.started, self.threads);
        let manifest = serde_json::to_string_pretty(&manifest).map_err(Failure::ours)? + "\n";
        // With --force an old result is whole until here, and none at all until the end.
        folder.remove_result()?;
        for (number, source) in (1..).zip(&self.sources) {
            let name = scenario_name(number, self.sources.len());
            folder.write(&name, |out| out.write_all(source.as_bytes()))?;
        }
        self.kept.write(folder)?;
        folder.write("replications.csv", |out| write_replications(outcome, out))?;
        #[cfg(feature = "parquet")]
        folder.write("replications.parquet", |out| write_parquet(outcome, out))?;
        folder.write("report.html", |out| out.write_all(page.as_bytes()))?;
        folder.write("manifest.json", |out| out.write_all(manifest.as_bytes()))?;
        // Last, so that a folder with this file holds a whole result.
        folder.write(RESULT, |out| out.write_all(json.as_bytes()))
    }

    fn tell(&self, outcome: &Outcome) {
        if self.destination.quiet {
            return;
        }
        if let Some(folder) = &self.folder {
            super::eprintln_quietly(&format!("written to {}", folder.path().display()));
            self.kept.note().iter().for_each(|note| super::eprintln_quietly(note));
        }
        if outcome.interrupted {
            super::eprintln_quietly(&format!(
                "interrupted: {} of {} replications were finished and are reported",
                outcome.finished, outcome.wanted
            ));
        }
    }
}

fn write_replications(outcome: &Outcome, out: impl Write) -> io::Result<()> {
    let mut writer = ReplicationWriter::new(out)?;
    writer.extend(outcome.replications.figures())?;
    writer.finish()?.flush()
}

#[cfg(feature = "parquet")]
fn write_parquet(outcome: &Outcome, out: impl Write + Send) -> io::Result<()> {
    crate::data::parquet::write(outcome.replications.figures(), out).map_err(io::Error::other)
}

fn exit(outcome: &Outcome) -> Exit {
    if outcome.interrupted {
        Exit::Interrupted
    } else if experiment::some_arm_meets_targets(&outcome.results) {
        Exit::Done
    } else {
        Exit::NotMet
    }
}
