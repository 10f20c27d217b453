//! Arrivals from a log: a column `time`, and one `reason` if the log is about several.

use serde_json::{Value, json};

use super::rows::{Cell, Row, Rows, rows};
use super::{Sheet, dates};
use crate::scenario::clocks::WeekClock;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::Diagnostic;
use crate::time::Duration;

/// A time as the log has it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Time {
    /// Seconds since time 0.
    Seconds(f64),
    /// Microseconds since some Monday, 00:00.
    Date(i64),
}

/// The times of the arrivals of `reason` in seconds since time 0, in order, as the key `arrival_times` would state them.
/// Dates keep their weekday and hour: time 0 is the last `start` of the week at or before the first row of the log.
pub(super) fn times(sheet: &Sheet, reason: &str, start: WeekClock) -> Result<Value, Vec<Diagnostic>> {
    let Rows { names, rows, mut faults } = rows(sheet).map_err(|fault| vec![fault])?;
    let column = |word: &str| names.cells.iter().position(|name| name.text.to_lowercase() == word);
    let Some(time) = column("time") else {
        let given: Vec<&str> = names.cells.iter().map(|name| name.text).collect();
        let message = format!("the columns {} do not say when contacts arrive", given.join(", "));
        let fault = sheet.fault(Code::FileColumns, names.line, 1, message);
        return Err(vec![fault.why("a log of arrivals has the column time, and may have reason")]);
    };
    faults.truncate(MOST_FAULTS);
    let mut found: Vec<(Time, bool)> = Vec::new();
    for row in &rows {
        if faults.len() >= MOST_FAULTS {
            break;
        }
        match read(sheet, row, &row.cells[time], found.first().map(|(time, _)| *time)) {
            Ok(time) => {
                let is_own = column("reason").is_none_or(|reasons| row.cells[reasons].text == reason);
                found.push((time, is_own));
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() && !found.iter().any(|(_, is_own)| *is_own) {
        let message = format!("the log has no arrival of \"{reason}\"");
        let fault = sheet.fault(Code::FileRow, names.line, 1, message);
        faults.push(fault.why(
            "the column reason holds names of reasons, and without any arrival there is nothing to replay",
        ));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let zero = found.iter().filter_map(|(time, _)| date(*time)).min().map_or(0, |first| zero(first, start));
    let seconds = |time: Time| match time {
        Time::Seconds(seconds) => seconds,
        Time::Date(date) => Duration::micros((date - zero).unsigned_abs()).as_seconds(),
    };
    let mut own: Vec<f64> =
        found.iter().filter(|(_, is_own)| *is_own).map(|(time, _)| seconds(*time)).collect();
    own.sort_by(f64::total_cmp);
    Ok(json!(own))
}

/// A log with more mistakes than this is another file.
const MOST_FAULTS: usize = 10;

fn date(time: Time) -> Option<i64> {
    match time {
        Time::Date(date) => Some(date),
        Time::Seconds(_) => None,
    }
}

/// The last `start` of the week at or before `first`.
fn zero(first: i64, WeekClock(start): WeekClock) -> i64 {
    let start = start.as_micros() as i64;
    first - (first - start).rem_euclid(7 * dates::DAY)
}

fn read(sheet: &Sheet, row: &Row, cell: &Cell, first: Option<Time>) -> Result<Time, Diagnostic> {
    let seconds = cell.text.parse::<f64>().ok().filter(|seconds| *seconds >= 0.0 && *seconds < 1e10);
    let time = seconds.map(Time::Seconds).or_else(|| dates::read(cell.text).map(Time::Date));
    let alike = |first: Time| time.is_some_and(|time| date(first).is_some() == date(time).is_some());
    match time {
        Some(time) if first.is_none_or(alike) => Ok(time),
        _ => {
            let message = format!(
                "\"{}\" is no {}",
                cell.text,
                match first {
                    Some(Time::Seconds(_)) => "number of seconds, as the rows before it have",
                    Some(Time::Date(_)) =>
                        "date with a time such as 2024-03-04 08:15:27, as the rows before it have",
                    None => "number of seconds, and no date with a time such as 2024-03-04 08:15:27",
                }
            );
            let fault = sheet.fault(Code::FileRow, row.line, cell.column, message);
            Err(fault.why("all times of a log are of one kind, so that their order is known"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, reason: &str, start: &str) -> Result<Value, Vec<String>> {
        let start = WeekClock::read(start).expect(start);
        times(&Sheet { file: "log.csv", text }, reason, start).map_err(|faults| {
            faults.iter().map(|fault| format!("{}: {}", fault.place, fault.message)).collect()
        })
    }

    #[test]
    fn seconds_are_sorted() {
        assert_eq!(read("time\n12.5\n3\n", "call", "mon 00:00"), Ok(json!([3.0, 12.5])));
    }

    #[test]
    fn dates_keep_weekday_and_hour_whatever_the_week() {
        // Wednesday 6 March 2024; the Monday before it is time 0.
        let log = "id;time;reason\n1;2024-03-06 08:00:00;call\n2;2024-03-06 08:00:01.5;mail\n3;2024-03-07T00:00;call\n";
        let wednesday = 2.0 * 86_400.0 + 8.0 * 3_600.0;
        assert_eq!(read(log, "call", "mon 00:00"), Ok(json!([wednesday, 3.0 * 86_400.0])));
        assert_eq!(read(log, "mail", "mon 00:00"), Ok(json!([wednesday + 1.5])), "time 0 is that of the log");
        assert_eq!(read(log, "call", "wed 08:00"), Ok(json!([0.0, 16.0 * 3_600.0])));
        assert_eq!(read(log, "mail", "wed 09:00"), Ok(json!([(7.0 * 24.0 - 1.0) * 3_600.0 + 1.5])));
    }

    #[test]
    fn mistakes_are_told_by_line_and_column() {
        let faults = |text: &str| read(text, "call", "mon 00:00").expect_err(text);
        assert_eq!(faults("when\n1\n"), ["log.csv:1:1: the columns when do not say when contacts arrive"]);
        assert!(
            faults("time\n1\n2024-03-06 08:00\n")[0]
                .starts_with("log.csv:3:1: \"2024-03-06 08:00\" is no number")
        );
        assert!(
            faults("id,time\n1,2024-03-06 08:00\n2,17\n")[0].starts_with("log.csv:3:3: \"17\" is no date")
        );
        assert!(faults("time\n-1\n")[0].contains("is no number of seconds, and no date"));
        assert!(faults("time\nnan\n")[0].contains("is no number"));
        let several = faults("id,time\n1,2024-03-06 08:00\n2\n3,2024-13-06 08:00\n4,-5\n");
        assert_eq!(several.len(), 3, "a ragged row hides no other: {several:?}");
        assert!(faults("time,reason\n1,mail\n")[0].contains("no arrival of \"call\""));
        assert_eq!(faults(&("time\n".to_string() + &"x\n".repeat(50))).len(), MOST_FAULTS);
    }
}
