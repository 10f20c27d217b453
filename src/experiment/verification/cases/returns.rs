//! Family F: customers who come back because the matter was not resolved.

use crate::operation::{FollowUpLaw, Reason, Team, Under};

use super::super::case::{Case, Figure};
use super::super::read::probe;
use super::super::setup::Setup;
use super::build::{calendar, centre, exponential, steady};

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    let repeat = FollowUpLaw {
        probability: 1.0,
        probability_further: 1.0,
        delay: exponential(120.0),
        delay_further: exponential(120.0),
        max_attempts: u32::MAX,
        under: Under::Original,
        under_further: Under::Original,
    };
    let reason = Reason { resolution: 0.7, repeat, ..Reason::plain("call", exponential(120.0)) };
    let centre = centre(vec![reason], vec![Team::plain("agents", 5, &[0])]);
    let setup = Setup::Centre(steady(centre, &[72.0], calendar(36_000, 1_440_000)));
    let source = "Yom-Tov and Mandelbaum (2014), Erlang-R, product form";
    vec![
        Case::new("F01", "M/M/5, 30 % return after 2 on average", source, setup).figures([
            Figure::exact(
                "contacts_per_issue",
                1.428_571_428_571_428_6,
                probe(|seen| (seen.offered(), seen.all().issues as f64)),
            ),
            Figure::exact(
                "lambda_eff",
                1.714_285_714_285_714_4,
                probe(|seen| (seen.offered(), seen.horizon())),
            )
            .rate(),
            Figure::exact("occupancy", 0.685_714_285_714_285_7, probe(|seen| seen.occupancy(0..1))),
            Figure::exact("P_wait", 0.355_432_522_392_904_6, probe(|seen| seen.share(|all| all.waited))),
            Figure::exact(
                "E_Wq_per_contact",
                0.452_368_664_863_696_87,
                probe(|seen| (seen.all().wait_s(), seen.offered())),
            )
            .time(),
            Figure::exact(
                "SL_P(W<=T)",
                0.726_464_706_094_581_7,
                probe(|seen| seen.share(|all| all.answered_within)),
            ),
            Figure::exact("E_pending_returns", 1.028_571_428_571_428_7, probe(|seen| seen.mean(&seen.orbit))),
        ]),
    ]
}
