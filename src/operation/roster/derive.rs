//! Shifts derived from agents per interval.

use std::collections::VecDeque;

use crate::operation::centre::Shift;
use crate::time::Duration;

/// The shifts of one day that put exactly so many agents on duty in each interval, as far as shifts of at least `minimum`
/// allow: `agents` holds one number per interval, from midnight, of equal intervals that fill the day.
///
/// From interval to interval: (a) while more agents are on duty than needed, the one who has been on duty for longest ends,
/// but nobody before `minimum`; (b) then everybody who has been on duty for `preferred` ends; (c) then as many start as are
/// missing. Who is on duty in the last interval ends at midnight, and stays on while there is work if `open_end`. This is the
/// rule of Callcenter Simulator (Herzog 2020).
///
/// Shifts of the same start and end that stand next to each other are one with several agents. They come in the order in
/// which they end, of those the one that started first; agents who start together join the idle in this order. `days` says
/// when the shifts are worked.
pub fn derive_shifts(
    agents: &[u32],
    preferred: Duration,
    minimum: Duration,
    open_end: bool,
    days: [bool; 7],
) -> Vec<Shift> {
    let interval = Duration::DAY.as_micros() / agents.len().max(1) as u64;
    // Starts of those on duty, the first first.
    let mut on_duty: VecDeque<u64> = VecDeque::new();
    let mut shifts: Vec<Shift> = Vec::new();
    let mut close = |start: u64, end: u64, open_end: bool| {
        let shift = Shift {
            start: Duration::micros(start),
            length: Duration::micros(end - start),
            days,
            agents: 1,
            breaks: Vec::new(),
            open_end,
        };
        match shifts.last_mut() {
            Some(last)
                if (last.start, last.length, last.open_end) == (shift.start, shift.length, open_end) =>
            {
                last.agents += 1;
            }
            _ => shifts.push(shift),
        }
    };
    for (index, needed) in agents.iter().enumerate() {
        let now = index as u64 * interval;
        let longest = |on_duty: &VecDeque<u64>| on_duty.front().map_or(0, |start| now - start);
        while on_duty.len() > *needed as usize && longest(&on_duty) >= minimum.as_micros() {
            on_duty.pop_front().into_iter().for_each(|start| close(start, now, false));
        }
        while !on_duty.is_empty() && longest(&on_duty) >= preferred.as_micros() {
            on_duty.pop_front().into_iter().for_each(|start| close(start, now, false));
        }
        while on_duty.len() < *needed as usize {
            on_duty.push_back(now);
        }
    }
    on_duty.into_iter().for_each(|start| close(start, interval * agents.len() as u64, open_end));
    shifts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two teams of a published model (Callcenter Simulator's small example): agents per half hour, and the shifts its own
    /// program makes of them, as start and end in half hours and agents.
    const SINGLE_SKILL: [u32; 48] = [
        1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 2, 2, 2, 2, 3, 3, 4, 7, 9, 9, 9, 9, 7, 7, 7, 9, 9, 9, 9, 8, 7, 7,
        6, 5, 5, 6, 6, 6, 5, 5, 4, 3, 2, 2, 2, 1,
    ];
    const SINGLE_SKILL_SHIFTS: [(u64, u64, u32); 16] = [
        (0, 10, 1),
        (7, 23, 1),
        (12, 24, 1),
        (16, 24, 1),
        (18, 31, 1),
        (19, 32, 1),
        (19, 34, 1),
        (19, 35, 1),
        (20, 36, 2),
        (23, 39, 1),
        (27, 40, 1),
        (27, 42, 1),
        (36, 43, 1),
        (36, 44, 1),
        (37, 47, 1),
        (39, 48, 1),
    ];

    const MULTI_SKILL: [u32; 48] = [
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 8, 9, 10, 10, 8, 7, 7, 8, 10, 10, 9, 9, 8,
        8, 6, 5, 4, 4, 4, 4, 4, 4, 3, 3, 2, 2, 2, 1, 1,
    ];
    const MULTI_SKILL_SHIFTS: [(u64, u64, u32); 14] = [
        (0, 16, 1),
        (12, 23, 1),
        (14, 23, 1),
        (16, 24, 1),
        (16, 29, 1),
        (18, 31, 1),
        (19, 33, 2),
        (19, 34, 1),
        (20, 35, 1),
        (21, 37, 1),
        (26, 41, 1),
        (27, 43, 2),
        (37, 46, 1),
        (43, 48, 1),
    ];

    fn derived(agents: &[u32], minimum: u64) -> Vec<(u64, u64, u32, bool)> {
        let half_hours = |count: u64| Duration::seconds(1_800 * count);
        let half_hour = 1_800_000_000;
        derive_shifts(agents, half_hours(16), half_hours(minimum), true, [true; 7])
            .into_iter()
            .map(|shift| {
                let start = shift.start.as_micros() / half_hour;
                (start, start + shift.length.as_micros() / half_hour, shift.agents, shift.open_end)
            })
            .collect()
    }

    #[test]
    fn the_published_shifts_come_out() {
        let cases =
            [(&SINGLE_SKILL, &SINGLE_SKILL_SHIFTS[..], 17), (&MULTI_SKILL, &MULTI_SKILL_SHIFTS[..], 16)];
        for (agents, shifts, people) in cases {
            let expected: Vec<_> =
                shifts.iter().map(|(start, end, agents)| (*start, *end, *agents, *end == 48)).collect();
            assert_eq!(derived(agents, 1), expected);
            assert_eq!(expected.iter().map(|(_, _, agents, _)| agents).sum::<u32>(), people);
        }
    }

    #[test]
    fn nobody_ends_before_the_minimum_and_everybody_at_the_preferred_length() {
        let mut agents = [0; 48];
        (agents[10], agents[11]) = (2, 1);
        // From half hour 12 on nobody is needed, but a shift lasts at least 4.
        assert_eq!(derived(&agents, 4), [(10, 14, 2, false)]);
        assert_eq!(derived(&[1; 48], 1), [(0, 16, 1, false), (16, 32, 1, false), (32, 48, 1, true)]);
        assert_eq!(derived(&[], 1), []);
        let quarters = derive_shifts(&[3; 96], Duration::DAY, Duration::ZERO, false, [true; 7]);
        assert_eq!((quarters.len(), quarters[0].agents, quarters[0].length), (1, 3, Duration::DAY));
    }
}
