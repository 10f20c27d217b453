//! Staffing from a file: rows of a day, a start and a number of agents, or one column per weekday.

use serde_json::{Value, json};

use super::Sheet;
use super::rows::{Cell, Row, Rows, rows};
use crate::operation::QUARTERS_PER_WEEK;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::Diagnostic;
use crate::scenario::hours::{Weekdays, meant_weekdays};
use crate::scenario::patterns::{DAY_LENGTHS, MOST_AGENTS};
use crate::scenario::suggest::nearest;
use crate::time::Calendar;

const QUARTERS: usize = Calendar::QUARTERS_PER_DAY;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Day,
    Start,
    End,
    /// Agents of the days in `day`, or on these days.
    Agents(Option<Weekdays>),
}

/// Agents from a quarter of a day on.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    from: usize,
    to: Option<usize>,
    agents: u32,
    line: usize,
}

/// The agents of each interval of the week, as the key `agents` would state them.
pub(super) fn agents(sheet: &Sheet) -> Result<Value, Vec<Diagnostic>> {
    let Rows { names, rows, mut faults } = rows(sheet).map_err(|fault| vec![fault])?;
    let columns = columns(sheet, &names).map_err(|fault| vec![fault])?;
    let mut days: Vec<Vec<Stretch>> = vec![Vec::new(); 7];
    for row in &rows {
        match stretches(sheet, row, &columns) {
            Ok(found) => {
                for (on, stretch) in found {
                    for (day, _) in on.0.iter().enumerate().filter(|(_, is_on)| **is_on) {
                        faults.extend(out_of_order(sheet, days[day].last(), &stretch));
                        days[day].push(stretch);
                    }
                }
            }
            Err(fault) => faults.push(fault),
        }
    }
    if rows.is_empty() && faults.is_empty() {
        let fault = sheet.fault(Code::FileRow, names.line, 1, "the file has columns, but no row".to_string());
        faults.push(fault.why("without a row nobody would ever be on duty"));
    }
    faults.dedup();
    if faults.is_empty() { Ok(in_shortest_form(&quarters(&days))) } else { Err(faults) }
}

fn columns(sheet: &Sheet, names: &Row) -> Result<Vec<Column>, Diagnostic> {
    const WORDS: [&str; 11] =
        ["day", "start", "end", "agents", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let mut columns = Vec::new();
    for name in &names.cells {
        let word = name.text.to_lowercase();
        let column = match word.as_str() {
            "day" => Column::Day,
            "start" => Column::Start,
            "end" => Column::End,
            "agents" => Column::Agents(None),
            word => match Weekdays::read(word) {
                Some(day) => Column::Agents(Some(day)),
                None => {
                    let message = format!("the column \"{}\" is none that staffing has", name.text);
                    let fault = sheet.fault(Code::FileColumns, names.line, name.column, message);
                    let near = nearest(word, WORDS).map(|near| format!("did you mean \"{near}\"?"));
                    return Err(fault.why(COLUMNS).maybe_help(near));
                }
            },
        };
        if columns.contains(&column) {
            let message = format!("the column \"{}\" stands twice", name.text);
            return Err(sheet.fault(Code::FileColumns, names.line, name.column, message).why(COLUMNS));
        }
        columns.push(column);
    }
    let by_day = columns.iter().filter(|column| matches!(column, Column::Agents(Some(_)))).count();
    let has = |column| columns.contains(&column);
    let is_long = has(Column::Agents(None)) && by_day == 0;
    let is_wide = by_day == 7 && !has(Column::Agents(None)) && !has(Column::Day);
    if has(Column::Start) && (is_long || is_wide) {
        return Ok(columns);
    }
    let given: Vec<String> = names.cells.iter().map(|name| name.text.to_string()).collect();
    let message = format!("the columns {} do not say who is on duty when", given.join(", "));
    Err(sheet.fault(Code::FileColumns, names.line, 1, message).why(COLUMNS))
}

const COLUMNS: &str = "staffing has the columns start and agents, and day if days differ; or start and one for each of mon to sun";

fn stretches(sheet: &Sheet, row: &Row, columns: &[Column]) -> Result<Vec<(Weekdays, Stretch)>, Diagnostic> {
    let (mut on, mut from, mut to) = (Weekdays::ALL, 0, None);
    let mut counts: Vec<(Option<Weekdays>, u32)> = Vec::new();
    for (cell, column) in row.cells.iter().zip(columns) {
        match column {
            Column::Day => on = days(sheet, row, cell)?,
            Column::Start => from = quarter(sheet, row, cell)?,
            Column::End => to = Some(quarter(sheet, row, cell)?),
            Column::Agents(days) => counts.push((*days, count(sheet, row, cell)?)),
        }
    }
    if to.is_some_and(|to| to <= from) || from >= QUARTERS {
        let message = "the row ends before it starts".to_string();
        let fault = sheet.fault(Code::FileRow, row.line, 1, message);
        return Err(fault.why("a row is a stretch of one day").help("for midnight at the end write 24:00"));
    }
    let stretch = |agents| Stretch { from, to, agents, line: row.line };
    Ok(counts.into_iter().map(|(days, agents)| (days.unwrap_or(on), stretch(agents))).collect())
}

fn days(sheet: &Sheet, row: &Row, cell: &Cell) -> Result<Weekdays, Diagnostic> {
    let meant = meant_weekdays(cell.text).and_then(|meant| Weekdays::read(&meant));
    meant.ok_or_else(|| {
        let message = format!("\"{}\" is no day of the week, such as mon or mon-fri", cell.text);
        sheet.fault(Code::FileRow, row.line, cell.column, message).why("the row says on which days it holds")
    })
}

/// The quarter of the day that starts at a time such as `8:00`, `08:00` or `08:00:00`; 96 for `24:00`.
fn quarter(sheet: &Sheet, row: &Row, cell: &Cell) -> Result<usize, Diagnostic> {
    let parts: Vec<Option<usize>> = cell.text.split(':').map(|part| part.parse().ok()).collect();
    let quarter = match parts.as_slice() {
        [Some(hour), Some(minute)] | [Some(hour), Some(minute), Some(0)]
            if minute % 15 == 0 && *minute < 60 =>
        {
            Some(hour * 4 + minute / 15)
        }
        _ => None,
    };
    quarter.filter(|quarter| *quarter <= QUARTERS).ok_or_else(|| {
        let message = format!("\"{}\" is no time at a full quarter of an hour, such as 08:30", cell.text);
        let fault = sheet.fault(Code::FileRow, row.line, cell.column, message);
        fault.why("staffing goes by quarters of an hour")
    })
}

fn count(sheet: &Sheet, row: &Row, cell: &Cell) -> Result<u32, Diagnostic> {
    let number = cell.text.parse::<f64>().ok().filter(|number| number.fract() == 0.0);
    match number {
        Some(number) if (0.0..=f64::from(MOST_AGENTS)).contains(&number) => Ok(number as u32),
        _ => {
            let message =
                format!("\"{}\" is no number of agents: a whole number from 0 to {MOST_AGENTS}", cell.text);
            let fault = sheet.fault(Code::FileRow, row.line, cell.column, message);
            Err(fault.why("people are counted in whole numbers, and beyond that a zero too many is likelier"))
        }
    }
}

fn out_of_order(sheet: &Sheet, before: Option<&Stretch>, now: &Stretch) -> Option<Diagnostic> {
    let before = before.filter(|before| now.from < before.to.unwrap_or(before.from + 1))?;
    let message =
        format!("the row does not start after the one in line {}, which holds on the same day", before.line);
    let fault = sheet.fault(Code::FileRow, now.line, 1, message);
    Some(fault.why("the rows of a day stand in the order of time and do not overlap"))
}

fn quarters(days: &[Vec<Stretch>]) -> Vec<Vec<u32>> {
    days.iter()
        .map(|stretches| {
            let mut day = vec![0; QUARTERS];
            for (index, stretch) in stretches.iter().enumerate() {
                let next = stretches.get(index + 1).map_or(QUARTERS, |next| next.from);
                day[stretch.from..stretch.to.unwrap_or(next).min(QUARTERS)].fill(stretch.agents);
            }
            day
        })
        .collect()
}

/// One list for every day where the days are alike, each of them no longer than it must be.
fn in_shortest_form(days: &[Vec<u32>]) -> Value {
    debug_assert_eq!(days.len() * QUARTERS, QUARTERS_PER_WEEK);
    if days.iter().all(|day| *day == days[0]) {
        json!(shortest(&days[0]))
    } else {
        Value::Array(days.iter().map(|day| json!(shortest(day))).collect())
    }
}

fn shortest(day: &[u32]) -> Vec<u32> {
    let fits = |length: &usize| {
        day.chunks(QUARTERS / length).all(|part| part.iter().all(|agents| *agents == part[0]))
    };
    let length = DAY_LENGTHS.into_iter().find(fits).unwrap_or(QUARTERS);
    day.iter().copied().step_by(QUARTERS / length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Value, Vec<String>> {
        let sheet = Sheet { file: "staffing.csv", text };
        agents(&sheet).map_err(|faults| {
            faults.iter().map(|fault| format!("{}: {}", fault.place, fault.message)).collect()
        })
    }

    fn hours(parts: &[(usize, u32)]) -> Vec<u32> {
        parts.iter().flat_map(|(hours, agents)| vec![*agents; *hours]).collect()
    }

    #[test]
    fn rows_hold_until_the_next_one() {
        let value = read("start,agents\n08:00,5\n12:00,8\n18:00,0\n").expect("staffing");
        assert_eq!(value, json!(hours(&[(8, 0), (4, 5), (6, 8), (6, 0)])));
    }

    #[test]
    fn days_differ_and_excel_writes_semicolons() {
        let value = read("Day;Start;Agents\r\nMon-Fri;8:00;5\r\nMon-Fri;16:30;2\r\nsat;9:00;3\r\n")
            .expect("staffing");
        let mut weekday = vec![0; 16];
        weekday.extend(vec![5; 17]);
        weekday.extend(vec![2; 15]);
        assert_eq!(value[0], json!(weekday));
        assert_eq!(value[5], json!(hours(&[(9, 0), (15, 3)])));
        assert_eq!(value[6], json!(hours(&[(24, 0)])));
    }

    #[test]
    fn a_column_for_each_day_and_an_end_say_the_same() {
        let long =
            "day,start,end,agents\nmon-fri,08:00,12:00,4\nmon-fri,13:00,17:00,6\nsat-sun,10:00,12:00,1\n";
        let wide = "start,mon,tue,wed,thu,fri,sat,sun\n08:00,4,4,4,4,4,0,0\n10:00,4,4,4,4,4,1,1\n\
                    12:00,0,0,0,0,0,0,0\n13:00,6,6,6,6,6,0,0\n17:00,0,0,0,0,0,0,0\n";
        assert_eq!(read(long), read(wide));
        assert!(read(long).is_ok());
    }

    #[test]
    fn mistakes_are_told_by_line_and_column() {
        let first = |text: &str| read(text).expect_err(text).remove(0);
        assert!(first("").starts_with("staffing.csv:1:1: the file is empty"));
        assert!(first("start,agent\n08:00,4\n").starts_with("staffing.csv:1:7: the column \"agent\""));
        assert!(first("day,agents\nmon,4\n").contains("do not say who is on duty when"));
        assert!(first("start,agents\n").contains("no row"));
        assert!(first("start,agents\n08:00,4.5\n").starts_with("staffing.csv:2:7: \"4.5\" is no number"));
        assert!(first("start,agents\n08:10,4\n").starts_with("staffing.csv:2:1: \"08:10\" is no time"));
        assert!(first("start,agents\n08:00,4,9\n").contains("3 cells"));
        assert!(
            first("start,agents\n10:00,4\n\n08:00,4\n")
                .starts_with("staffing.csv:4:1: the row does not start after the one in line 2")
        );
        assert!(first("start,end,agents\n10:00,12:00,4\n11:00,13:00,4\n").contains("line 2"));
        assert!(first("start,end,agents\n10:00,09:00,4\n").contains("ends before it starts"));
        assert!(first("day,start,agents\nmoon,09:00,4\n").contains("no day of the week"));
        assert_eq!(read("start,agents\n08:10,4\n09:00,x\n").expect_err("two").len(), 2, "all at once");
    }
}
