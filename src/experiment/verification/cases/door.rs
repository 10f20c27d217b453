//! Family I: self-service in front of the agents, and a limited number of lines for both.

use crate::operation::{Centre, Door, Reason, SelfService, Team};

use super::super::case::{Case, Figure};
use super::super::read::probe;
use super::super::setup::Setup;
use super::build::{calendar, centre, exponential, steady};

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    let self_service = SelfService {
        time: exponential(60.0),
        containment: 0.4,
        false_containment: 0.0,
        context_kept: 1.0,
        talk_if_lost: 1.0,
        residual_talk: 1.0,
    };
    let reason = Reason { self_service: Some(self_service), ..Reason::plain("call", exponential(120.0)) };
    let centre = Centre {
        door: Door { trunks: Some(25), queue_limit: None },
        ..centre(vec![reason], vec![Team::plain("agents", 10, &[0])])
    };
    let setup = Setup::Centre(steady(centre, &[480.0], calendar(7_200, 360_000)));
    let source = "Srinivasan, Talim and Wang (2004); Khudyakov, Feigin and Mandelbaum (2010), product form";
    vec![
        Case::new("I01", "IVR and 10 agents behind 25 lines", source, setup).figures([
            Figure::exact(
                "P_busy_signal",
                0.069_033_204_205_176_49,
                probe(|seen| seen.share(|all| all.blocked)),
            ),
            // Of those who ask for an agent; nobody gives up, so they are the answered.
            Figure::exact(
                "P_wait_for_agent",
                0.598_892_392_263_156_9,
                probe(|seen| (seen.all().waited as f64, seen.all().answered as f64)),
            ),
            Figure::exact(
                "E_W_agent",
                0.511_499_069_690_536_4,
                probe(|seen| (seen.all().wait_s(), seen.all().answered as f64)),
            )
            .time(),
            Figure::exact("agent_occupancy", 0.893_728_123_963_030_6, probe(|seen| seen.occupancy(0..1))),
            // Of those who got a line.
            Figure::exact(
                "containment_rate",
                0.4,
                probe(|seen| {
                    let all = seen.all();
                    (all.contained as f64, (all.offered - all.blocked) as f64)
                }),
            ),
        ]),
    ]
}
