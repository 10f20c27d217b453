//! Family N: so few customers that those in the centre are missing outside.

use crate::operation::{Reason, Team};

use super::super::case::{Case, Figure};
use super::super::read::probe;
use super::super::setup::{Callers, CentreSetup, Setup};
use super::build::{calendar, centre, exponential};

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    let waiting =
        centre(vec![Reason::plain("call", exponential(240.0))], vec![Team::plain("agents", 5, &[0])]);
    let setup = Setup::Centre(CentreSetup {
        centre: waiting,
        callers: Callers::Population { customers: 50, idle: exponential(3_000.0) },
        calendar: calendar(72_000, 1_800_000),
        instants: Vec::new(),
        first: None,
    });
    vec![
        Case::new("N01", "M/M/5//50", "birth and death", setup).quick().figures([
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
