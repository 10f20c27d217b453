//! Family R: nobody waits on the line, but everybody who is blocked tries again until answered.

use crate::operation::{FollowUpLaw, Reason, Team, Under};

use super::super::case::{Case, Figure};
use super::super::read::{Reading, probe};
use super::super::setup::Setup;
use super::build::{calendar, centre, exponential, steady};

/// Agents of one contact a minute; who is blocked tries again after two minutes on average.
fn orbit(per_hour: f64, agents: u32, horizon_s: u64) -> Setup {
    let redial_blocked = FollowUpLaw {
        probability: 1.0,
        probability_further: 1.0,
        delay: exponential(120.0),
        delay_further: exponential(120.0),
        max_attempts: u32::MAX,
        under: Under::Original,
        under_further: Under::Original,
    };
    let reason = Reason { queue_limit: Some(0), redial_blocked, ..Reason::plain("call", exponential(60.0)) };
    let centre = centre(vec![reason], vec![Team::plain("agents", agents, &[0])]);
    Setup::Centre(steady(centre, &[per_hour], calendar(72_000, horizon_s)))
}

fn number() -> Reading {
    probe(|seen| seen.mean(&seen.orbit))
}

/// Time in orbit per customer: time spent there by all / customers who came.
fn time() -> Reading {
    probe(|seen| (seen.orbit.sum as f64 / 1e6, seen.all().issues as f64))
}

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    vec![
        Case::new(
            "R01",
            "M/M/1, classical retrials",
            "Falin and Templeton (1997)",
            orbit(42.0, 1, 1_800_000),
        )
        .figures([
            Figure::exact("E_orbit", 4.899_999_999_999_999, number()),
            Figure::exact("P_busy", 0.7, probe(|seen| seen.occupancy(0..1))),
            Figure::exact("E_W_orbit", 6.999_999_999_999_998, time()).time(),
        ]),
        Case::new("R02", "M/M/5, classical retrials", "Markov chain", orbit(240.0, 5, 720_000)).figures([
            Figure::exact("E_orbit", 8.131_977_866_618_158, number()),
            Figure::exact(
                "P_first_attempt_blocked",
                0.439_481_666_556_635_34,
                probe(|seen| (seen.all().issues_blocked as f64, seen.all().issues as f64)),
            ),
            Figure::exact("E_W_orbit", 2.032_994_466_654_539_4, time()).time(),
            Figure::exact(
                "E_attempts",
                2.016_497_233_327_269_7,
                probe(|seen| (seen.offered(), seen.all().issues as f64)),
            ),
        ]),
    ]
}
