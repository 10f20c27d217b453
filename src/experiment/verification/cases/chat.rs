//! Family T: agents with several chats at once.

use crate::operation::{Channel, Chat, Reason, Team};

use super::super::case::{Case, Figure};
use super::super::read::probe;
use super::super::setup::Setup;
use super::build::{calendar, centre, exponential, steady};

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    // With 1, 2, 3 chats an agent completes 0.5, 0.8, 1.2 a minute: a lone chat takes 2 minutes, and each of two or three
    // goes at 0.4 / 0.5 of that speed.
    let reason = Reason { channel: Channel::Chat, ..Reason::plain("chat", exponential(120.0)) };
    let team =
        Team { chat: Chat { at_once: 3, speed: vec![1.0, 0.8, 0.8] }, ..Team::plain("agents", 2, &[0]) };
    let setup =
        Setup::Centre(steady(centre(vec![reason], vec![team]), &[120.0], calendar(14_400, 1_440_000)));
    vec![
        Case::new("T01", "chats, 2 agents x 3 at once, least loaded first", "Markov chain", setup).figures([
            Figure::exact("P_wait", 0.578_234_662_074_484_5, probe(|seen| seen.share(|all| all.waited))),
            Figure::exact(
                "E_Wq",
                1.445_586_655_195_344_2,
                probe(|seen| (seen.all().wait_s(), seen.offered())),
            )
            .time(),
            Figure::exact(
                "E_chat_duration",
                2.471_061_595_556_254_7,
                probe(|seen| {
                    let all = seen.all();
                    ((all.sojourn as f64 - all.wait_answered as f64) / 1e6, all.answered as f64)
                }),
            )
            .time(),
            Figure::exact(
                "mean_concurrency_busy",
                2.554_111_531_191_326_7,
                probe(|seen| {
                    let chats = seen.in_system.sum as f64 - seen.queue[0].sum as f64;
                    (chats, seen.handling[0].sum as f64)
                }),
            ),
            Figure::exact(
                "P_agent_idle",
                0.032_516_174_262_889_434,
                probe(|seen| {
                    let (busy, all) = seen.occupancy(0..1);
                    (all - busy, all)
                }),
            ),
        ]),
    ]
}
