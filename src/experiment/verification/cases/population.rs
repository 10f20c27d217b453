//! Family N: so few customers that those in the centre are missing outside.

use crate::operation::{ArrivalModel, Arrivals, Reason, Sources, Team, WeekPattern};

use super::super::case::{Case, Figure};
use super::super::read::probe;
use super::super::setup::{CentreSetup, Setup};
use super::build::{calendar, centre, exponential};

/// So many customers, each calling so often per hour while idle.
fn few(count: u32, per_idle_hour: f64) -> ArrivalModel {
    let reasons = vec![Arrivals::Sources(Sources { count, per_idle_hour })];
    ArrivalModel { reasons, ..ArrivalModel::rates(&[WeekPattern::constant(0.0)]) }
}

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    let waiting =
        centre(vec![Reason::plain("call", exponential(240.0))], vec![Team::plain("agents", 5, &[0])]);
    let lost = centre(
        vec![Reason { queue_limit: Some(0), ..Reason::plain("call", exponential(60.0)) }],
        vec![Team::plain("agents", 10, &[0])],
    );
    let setup = |centre, customers, idle_s, horizon_s| {
        Setup::Centre(CentreSetup {
            centre,
            arrivals: few(customers, 3_600.0 / idle_s),
            calendar: calendar(72_000, horizon_s),
            instants: Vec::new(),
            first: None,
        })
    };
    vec![
        Case::new("N03", "Engset, M/M/10/10//20", "Engset (1918)", setup(lost, 20, 120.0, 360_000))
            .quick()
            .figures([
                Figure::exact(
                    "time_congestion",
                    0.056_381_198_373_588_765,
                    probe(|seen| (seen.time_with[10] as f64 / 1e6, seen.horizon())),
                ),
                Figure::exact(
                    "call_congestion",
                    0.041_698_150_851_449_72,
                    probe(|seen| seen.share(|all| all.blocked)),
                ),
            ]),
        Case::new("N01", "M/M/5//50", "birth and death", setup(waiting, 50, 3_000.0, 1_800_000))
            .quick()
            .figures([
                Figure::exact("E_Lq", 0.802_694_220_897_929, probe(|seen| seen.queue_mean())),
                Figure::exact(
                    "E_Wq",
                    0.881_054_099_245_011_3,
                    probe(|seen| (seen.all().wait_s(), seen.offered())),
                )
                .time(),
                Figure::exact(
                    "P_wait_arrival",
                    0.385_689_317_943_723_8,
                    probe(|seen| seen.share(|all| all.waited)),
                ),
                Figure::exact(
                    "contact_rate",
                    0.911_061_218_131_519_9,
                    probe(|seen| (seen.offered(), seen.horizon())),
                )
                .rate(),
            ]),
    ]
}
