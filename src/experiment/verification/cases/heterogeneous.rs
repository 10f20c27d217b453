//! Family E: agents who are not equally fast.

use crate::operation::{Reason, Team};

use super::super::case::{Case, Figure};
use super::super::read::probe;
use super::super::setup::Setup;
use super::build::{calendar, centre, exponential, steady};

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    let fast = Team { handling_time: 0.5, ..Team::plain("fast", 1, &[0]) };
    let slow = Team::plain("slow", 1, &[0]);
    let centre = centre(vec![Reason::plain("call", exponential(60.0))], vec![fast, slow]);
    let setup = Setup::Centre(steady(centre, &[120.0], calendar(36_000, 1_440_000)));
    vec![
        Case::new("E01", "M/M/2, rates 2 and 1, fastest free first", "Gumbel (1960), Singh (1970)", setup)
            .quick()
            .figures([
                Figure::exact("E_Lq", 1.058_823_529_414_35, probe(|seen| seen.queue_mean())),
                Figure::exact(
                    "E_Wq",
                    0.529_411_764_707_175,
                    probe(|seen| (seen.all().wait_s(), seen.offered())),
                )
                .time(),
                Figure::exact("util_fast", 0.676_470_588_235_363_8, probe(|seen| seen.occupancy(0..1))),
                Figure::exact("util_slow", 0.647_058_823_529_49, probe(|seen| seen.occupancy(1..2))),
                Figure::exact("P_wait", 0.529_411_764_705_882_2, probe(|seen| seen.share(|all| all.waited))),
            ]),
    ]
}
