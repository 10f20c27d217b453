//! Times of the week in words.

use super::clocks::WEEKDAYS;
use crate::time::Calendar;

/// Some quarters of the week as days and hours, days alike joined: `sat-sun 07:00-19:00`. Beyond three stretches the others are counted.
pub(super) fn quarters_in_words(quarters: &[usize]) -> String {
    const MOST: usize = 3;
    let clock = |quarter: usize| format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15);
    let stretches = |day: usize| -> Vec<String> {
        let of_day = quarters.iter().filter(|quarter| **quarter / Calendar::QUARTERS_PER_DAY == day);
        let of_day: Vec<usize> = of_day.map(|quarter| quarter % Calendar::QUARTERS_PER_DAY).collect();
        let joined = of_day.chunk_by(|one, next| one + 1 == *next);
        joined.map(|run| format!("{}-{}", clock(run[0]), clock(run[run.len() - 1] + 1))).collect()
    };
    let by_day: Vec<Vec<String>> = (0..WEEKDAYS.len()).map(stretches).collect();
    let (mut told, mut day) = (Vec::new(), 0);
    for alike in by_day.chunk_by(|one, next| one == next) {
        let last = day + alike.len() - 1;
        let days = if alike.len() == 1 {
            WEEKDAYS[day].to_string()
        } else {
            format!("{}-{}", WEEKDAYS[day], WEEKDAYS[last])
        };
        told.extend(alike[0].iter().map(|hours| format!("{days} {hours}")));
        day = last + 1;
    }
    let more = told.len().saturating_sub(MOST);
    told.truncate(MOST);
    if more > 0 { format!("{} and {more} more", told.join(", ")) } else { told.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_are_told_by_days_alike() {
        let of = |day: usize, from: usize, to: usize| (from..to).map(move |quarter| day * 96 + quarter);
        let weekend: Vec<usize> = of(5, 28, 76).chain(of(6, 28, 76)).collect();
        assert_eq!(quarters_in_words(&weekend), "sat-sun 07:00-19:00");
        let nights: Vec<usize> = (0..7).flat_map(|day| of(day, 0, 24).chain(of(day, 88, 96))).collect();
        assert_eq!(quarters_in_words(&nights), "mon-sun 00:00-06:00, mon-sun 22:00-24:00");
        let scattered: Vec<usize> = (0..5).flat_map(|day| of(day, 4 * day, 4 * day + 2)).collect();
        assert_eq!(
            quarters_in_words(&scattered),
            "mon 00:00-00:30, tue 01:00-01:30, wed 02:00-02:30 and 2 more"
        );
    }
}
