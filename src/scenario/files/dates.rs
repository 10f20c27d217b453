//! Dates with a time of day, as logs have them.

/// Microseconds in a second.
const SECOND: i64 = 1_000_000;
/// Microseconds in a day.
pub(super) const DAY: i64 = 86_400 * SECOND;

/// Microseconds since Monday, 5 January 1970, 00:00, of a text such as `2024-03-04 08:15:27` or `2024-03-04T08:15:27.25`.
pub(super) fn read(text: &str) -> Option<i64> {
    let (date, time) = text.trim().trim_end_matches('Z').split_once([' ', 'T'])?;
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let is_date = parts.next().is_none() && (1..=12).contains(&month) && (1900..3000).contains(&year);
    if !is_date || !(1..=days_of_month(year, month)).contains(&day) {
        return None;
    }
    // 1 January 1970 was a Thursday.
    Some((days_since_1970(year, month, day) - 4) * DAY + time_of_day(time)?)
}

/// Microseconds since midnight of `8:15`, `08:15:27` or `08:15:27.25`.
fn time_of_day(text: &str) -> Option<i64> {
    let mut parts = text.trim().split(':');
    let hour = parts.next()?.parse::<i64>().ok()?;
    let minute = parts.next()?.parse::<i64>().ok()?;
    let seconds = parts.next().map_or(Some(0.0), |seconds| seconds.parse::<f64>().ok())?;
    let is_time = parts.next().is_none()
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0.0..60.0).contains(&seconds);
    let micros = (seconds * SECOND as f64).round_ties_even() as i64;
    is_time.then_some((hour * 3_600 + minute * 60) * SECOND + micros)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1 January 1970 to a date of the Gregorian calendar.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let before = year - 1;
    let leap_days = before / 4 - before / 100 + before / 400 - (1969 / 4 - 1969 / 100 + 1969 / 400);
    let months: i64 = (1..month).map(|month| days_of_month(year, month)).sum();
    (year - 1970) * 365 + leap_days + months + day - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_count_from_a_monday() {
        let day = |text: &str| read(text).expect(text) / DAY;
        assert_eq!(day("1970-01-05 00:00"), 0);
        assert_eq!(day("1970-01-01 12:00"), -3, "a Thursday before it, rounded towards it");
        assert_eq!(day("2000-02-29 00:00") + 1, day("2000-03-01 00:00"));
        assert_eq!(day("2024-03-04 00:00").rem_euclid(7), 0, "4 March 2024 was a Monday");
        assert_eq!(day("1999-08-01 07:00").rem_euclid(7), 6, "1 August 1999 was a Sunday");
        assert_eq!(day("2100-03-01 00:00") - day("2100-02-28 00:00"), 1, "2100 is no leap year");
        assert_eq!(read("1970-01-05T08:15:27.25Z"), Some((8 * 3_600 + 15 * 60 + 27) * SECOND + 250_000));
        for text in [
            "",
            "8:15",
            "2024-02-30 08:00",
            "2023-02-29 08:00",
            "2024-13-01 08:00",
            "04.03.2024 08:00",
            "2024-03-04",
            "2024-03-04 24:00",
            "2024-03-04 08:60",
            "2024-03-04 08:15:61",
            "2024-03-04-1 08:00",
            "2024-03-04 nan:00",
            "2024-03-04 08:15:nan",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
