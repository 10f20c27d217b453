//! The options that all simulating verbs share.

use std::path::PathBuf;

use clap::Args;

use crate::experiment::Settings;
use crate::parallel::available_threads;

use super::exit::Failure;
use super::folder::Folder;
use super::format::Format;

/// Options of a simulation.
#[derive(Debug, Args)]
pub struct Simulation {
    /// Master seed; the same seed gives the same people and the same luck
    #[arg(long, default_value_t = 1, allow_negative_numbers = true, value_parser = whole(0, u64::MAX))]
    pub seed: u64,
    /// Replications of each arm
    #[arg(long, default_value_t = 20, allow_negative_numbers = true, value_parser = whole(1, 1_000_000))]
    pub replications: u64,
    /// Threads [default: all]; never changes a result
    #[arg(long, allow_negative_numbers = true, value_parser = whole(1, 1024))]
    pub threads: Option<u64>,
    /// Level of the confidence intervals
    #[arg(long, default_value_t = 0.95, allow_negative_numbers = true, value_parser = confidence)]
    pub confidence: f64,
    /// Change the scenario before anything else, such as team.front.agents=+25%, reason.billing.talk.mean=4m10s or
    /// time.horizon=26w (durations have the units s, m, h, d, w); may be given several times
    #[arg(long, value_name = "PATH=VALUE", value_parser = assignment)]
    pub set: Vec<(String, String)>,
    /// Cut the feedback from satisfaction to complaints, churn and word of mouth
    #[arg(long)]
    pub open_loop: bool,
}

impl Simulation {
    /// The settings these options stand for.
    pub fn settings(&self, arms: &[String], doubt_replications: u64) -> Settings {
        Settings {
            seed: self.seed,
            replications: self.replications,
            threads: self.threads.map_or_else(available_threads, |threads| threads as usize),
            confidence: self.confidence,
            arms: (!arms.is_empty()).then(|| arms.to_vec()),
            open_loop: self.open_loop,
            doubt_replications,
            screening_replications: 0,
            screening_of: Vec::new(),
            set: self.set.clone(),
        }
    }
}

/// Options of a verb that draws luck and simulates no arms of its own.
#[derive(Debug, Args)]
pub struct Luck {
    /// Master seed; the same seed gives the same luck
    #[arg(long, default_value_t = 1, allow_negative_numbers = true, value_parser = whole(0, u64::MAX))]
    pub seed: u64,
    /// Threads [default: all]; never changes a result
    #[arg(long, allow_negative_numbers = true, value_parser = whole(1, 1024))]
    pub threads: Option<u64>,
}

impl Luck {
    /// Threads to use.
    pub fn threads(&self) -> usize {
        self.threads.map_or_else(available_threads, |threads| threads as usize)
    }
}

/// Options about where results go.
#[derive(Debug, Args)]
pub struct Destination {
    /// How results are printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Also write everything that was found into this folder: JSON, CSV and a page to read
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Overwrite a result that the folder holds already
    #[arg(long, requires = "out")]
    pub force: bool,
    /// No progress and no notes on standard error
    #[arg(long)]
    pub quiet: bool,
}

impl Destination {
    /// The folder of `--out` and what was read, or everything that is wrong with either.
    pub fn folder_with<T>(
        &self,
        files: &[&str],
        read: Result<T, Failure>,
    ) -> Result<(Option<Folder>, T), Failure> {
        match (self.folder(files), read) {
            (Ok(folder), Ok(read)) => Ok((folder, read)),
            (folder, read) => {
                if let Ok(Some(folder)) = &folder {
                    folder.abandon();
                }
                let failures = [read.err(), folder.err()].into_iter().flatten();
                Err(Failure::together(failures))
            }
        }
    }

    /// The folder of `--out`, ready for these files; `None` without the option.
    pub fn folder(&self, files: &[&str]) -> Result<Option<Folder>, Failure> {
        let prepared = self.out.as_deref().map(|path| Folder::prepare_for("--out", files, path, self.force));
        prepared.transpose()
    }
}

/// `PATH=VALUE` in two parts.
pub fn assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((path, value)) if !path.trim().is_empty() && !value.trim().is_empty() => {
            Ok((path.trim().to_string(), value.trim().to_string()))
        }
        _ => Err(
            "write PATH=VALUE, such as team.front.agents=+25%, reason.billing.awt=20s or time.horizon=26w"
                .to_string(),
        ),
    }
}

/// Reads a whole number within these limits.
pub fn whole(least: u64, most: u64) -> impl Fn(&str) -> Result<u64, String> + Clone + Send + Sync + 'static {
    move |text| {
        let number = text.parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| format!("it must be a whole number from {least} to {most}"))
    }
}

/// A level of confidence.
pub fn confidence(text: &str) -> Result<f64, String> {
    let level = |text: &str| text.parse::<f64>().ok().filter(|level| *level > 0.0 && *level < 1.0);
    if let Some(level) = level(text) {
        return Ok(level);
    }
    let percent = text.trim_end_matches('%').parse::<f64>().ok().filter(|percent| *percent > 1.0);
    let percent = percent.map(|percent| (percent / 100.0).to_string());
    let meant =
        [percent, Some(text.replace(',', "."))].into_iter().flatten().find(|meant| level(meant).is_some());
    let meant = meant.map_or_else(|| "such as 0.95".to_string(), |meant| format!("did you mean {meant}?"));
    Err(format!("it must lie between 0 and 1, {meant}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assignment_has_a_path_and_a_value() {
        assert_eq!(
            assignment("reason.billing.awt = \"20s\""),
            Ok(("reason.billing.awt".to_string(), "\"20s\"".to_string()))
        );
        for wrong in ["team.front.agents", "=5", "team.front.agents="] {
            assert!(assignment(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_confidence_lies_between_0_and_1() {
        assert_eq!(confidence("0.9"), Ok(0.9));
        for (wrong, meant) in [
            ("1", "such as 0.95"),
            ("0", "such as 0.95"),
            ("95", "did you mean 0.95?"),
            ("95%", "did you mean 0.95?"),
            ("0,9", "did you mean 0.9?"),
            ("-1", "such as 0.95"),
            ("NaN", "such as 0.95"),
            ("high", "such as 0.95"),
        ] {
            let told = confidence(wrong).unwrap_err();
            assert!(told.ends_with(meant), "{wrong}: {told}");
        }
    }
}
