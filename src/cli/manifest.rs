//! `manifest.json`: when, where and how long. Everything that may differ between two runs of the same bytes.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Serialize;

use crate::experiment::Outcome;

/// What a run was, apart from its results.
#[derive(Debug, Serialize)]
pub struct Manifest {
    /// Version of the program.
    pub version: &'static str,
    /// The command line as typed.
    pub command_line: Vec<String>,
    /// Start, UTC.
    pub started: String,
    /// End, UTC.
    pub finished: String,
    /// Seconds between the two.
    pub duration_s: f64,
    /// Name of the machine, where it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// Operating system and processor.
    pub platform: String,
    /// Threads used.
    pub threads: usize,
    /// Replications asked for.
    pub replications_wanted: u64,
    /// Replications finished in every arm.
    pub replications_finished: u64,
    /// Whether the run was interrupted.
    pub interrupted: bool,
}

impl Manifest {
    /// The manifest of a run that began at `started` and ends now.
    pub fn of(outcome: &Outcome, started: SystemTime, threads: usize) -> Manifest {
        let finished = SystemTime::now();
        Manifest {
            version: env!("CARGO_PKG_VERSION"),
            command_line: std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect(),
            started: utc(started),
            finished: utc(finished),
            duration_s: finished.duration_since(started).unwrap_or(Duration::ZERO).as_secs_f64(),
            host: host(),
            platform: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            threads,
            replications_wanted: outcome.wanted,
            replications_finished: outcome.finished,
            interrupted: outcome.interrupted,
        }
    }
}

fn host() -> Option<String> {
    let from_kernel = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let named = || std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME")).ok();
    from_kernel.or_else(named).map(|name| name.trim().to_string()).filter(|name| !name.is_empty())
}

/// A time as `2026-01-31T12:00:00Z`.
fn utc(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs();
    let (year, month, day) = civil(seconds / 86_400);
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Year, month and day of a day counted from 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms").
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_in_utc() {
        let at = |seconds| utc(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0), "1970-01-01T00:00:00Z");
        assert_eq!(at(951_827_696), "2000-02-29T12:34:56Z");
        assert_eq!(at(1_798_761_599), "2026-12-31T23:59:59Z");
    }
}
