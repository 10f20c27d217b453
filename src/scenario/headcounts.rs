//! Whole people: rounding headcounts over the day by largest remainder.

use crate::time::Calendar;

use super::patterns::quarters_of_day;

/// Shares of a headcount below this are rounding noise of binary fractions.
const NOISE: f64 = 1e9;

/// Beyond any headcount.
const MOST: f64 = 1e9;

/// Rounds the headcounts of one day: the total rounds half up, every entry to one of its two neighbours, up where the
/// remainder is largest. Ties are spread over the day. Nobody who was there (`before` at least 1) is rounded away: an
/// entry between 0 and 1 becomes 1, outside the total.
pub(super) fn round_day(values: &[f64], before: &[f64]) -> Vec<i64> {
    // A change without measure must not overflow; the check refuses what is left of it.
    let values: Vec<f64> = values.iter().map(|value| snap(*value).clamp(-MOST, MOST)).collect();
    let is_kept = |index: usize| {
        let was_there = before.get(index).is_some_and(|before| *before >= 1.0);
        was_there && values[index] > 0.0 && values[index] < 1.0
    };
    let mut rounded: Vec<i64> = values.iter().map(|value| value.floor() as i64).collect();
    let mut order: Vec<usize> = (0..values.len()).filter(|index| !is_kept(*index)).collect();
    let total = snap(order.iter().map(|index| values[*index]).sum::<f64>());
    let floors: i64 = order.iter().map(|index| rounded[*index]).sum();
    let up = ((total + 0.5).floor() as i64 - floors).max(0) as usize;
    let remainder = |index: usize| snap(values[index] - values[index].floor());
    order.sort_by(|one, other| {
        remainder(*other)
            .total_cmp(&remainder(*one))
            .then(spread(*one, values.len()).cmp(&spread(*other, values.len())))
    });
    for index in order.into_iter().take(up) {
        rounded[index] += 1;
    }
    for (index, value) in rounded.iter_mut().enumerate() {
        if is_kept(index) {
            *value = 1;
        }
    }
    rounded
}

/// Agents on the phones in each quarter of the week, when `share` of the agents `present` is off the phone: rounded over
/// each day, so that the share holds over the day even in small teams.
pub(super) fn on_the_phones(present: &[u32], share: f64) -> Vec<u32> {
    if share == 0.0 {
        return present.to_vec();
    }
    let mut net = Vec::with_capacity(present.len());
    for day in present.chunks(Calendar::QUARTERS_PER_DAY) {
        let day = quarters_of_day(day);
        let before: Vec<f64> = day.iter().map(|agents| f64::from(*agents)).collect();
        let values: Vec<f64> = before.iter().map(|agents| agents * (1.0 - share)).collect();
        net.extend(round_day(&values, &before).into_iter().map(|agents| agents.max(0) as u32));
    }
    net
}

/// Rounds away the noise of binary fractions, so that 100 x 1.15 is 115.
fn snap(value: f64) -> f64 {
    (value * NOISE).round() / NOISE
}

/// Turn of an entry among equals: far from its neighbours' (multiples of a step near the golden section of the day).
fn spread(index: usize, length: usize) -> usize {
    let step = match length {
        24 => 7,
        48 => 19,
        96 => 37,
        _ => 1,
    };
    index * step % length.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_of_the_day_rounds_half_up() {
        assert_eq!(round_day(&[62.5], &[50.0]), [63]);
        assert_eq!(round_day(&[62.4], &[50.0]), [62]);
        assert_eq!(round_day(&[100.0 * 1.15], &[100.0]), [115], "binary noise does not count");
    }

    #[test]
    fn the_largest_remainders_go_up() {
        // 2.5 + 3.75 + 5.0 + 1.25 = 12.5 rounds to 13; the floors are 11; .75 and .5 go up.
        assert_eq!(round_day(&[2.5, 3.75, 5.0, 1.25], &[2.0, 3.0, 4.0, 1.0]), [3, 4, 5, 1]);
    }

    #[test]
    fn equal_remainders_are_spread_over_the_day() {
        let rounded = round_day(&[12.5; 24], &[10.0; 24]);
        assert_eq!(rounded.iter().sum::<i64>(), 300);
        assert!((5..=7).contains(&rounded[..12].iter().filter(|agents| **agents == 13).count()));
    }

    #[test]
    fn nobody_is_rounded_away() {
        assert_eq!(round_day(&[0.25, 0.25, 4.0], &[1.0, 1.0, 4.0]), [1, 1, 4]);
        assert_eq!(round_day(&[0.25, 0.25, 0.5], &[0.0, 0.0, 0.0]), [0, 0, 1], "nobody was there");
        assert_eq!(round_day(&[0.0, 4.0], &[1.0, 4.0]), [0, 4], "taking all away is no rounding");
    }

    #[test]
    fn the_share_off_the_phone_holds_over_the_day() {
        let net = on_the_phones(&[10; 672], 0.03);
        // 9.7 x 96 quarters = 931.2 a day.
        assert_eq!(net[..96].iter().sum::<u32>(), 931);
        assert_eq!(on_the_phones(&[1; 672], 0.5), [1; 672]);
        assert_eq!(on_the_phones(&[7; 672], 0.0), [7; 672]);
    }
}
