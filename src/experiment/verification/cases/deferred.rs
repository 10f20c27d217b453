//! Families X and Y: work that waits until there is time for it, and customers who agree to be called back.

use crate::operation::{CallbackOffer, Reason, Team};
use crate::time::Duration;

use super::super::case::{Case, Figure};
use super::super::read::probe;
use super::super::setup::Setup;
use super::build::{calendar, centre, constant, exponential, steady};

/// Calls and a backlog without end; two idle agents are kept for calls.
fn blend() -> Case {
    let calls = Reason::plain("call", exponential(120.0));
    let backlog = Reason { endless: true, leave_idle: 2, ..Reason::plain("backlog", exponential(120.0)) };
    let centre = centre(vec![calls, backlog], vec![Team::plain("agents", 12, &[0, 1])]);
    let setup = Setup::Centre(steady(centre, &[240.0, 0.0], calendar(7_200, 360_000)));
    Case::new(
        "X01",
        "calls and an endless backlog, 2 of 12 agents in reserve",
        "Bhulai and Koole (2003)",
        setup,
    )
    .quick()
    .figures([
        Figure::exact(
            "inbound_P_wait",
            0.457_142_857_142_857_2,
            probe(|seen| (seen.reasons[0].waited as f64, seen.reasons[0].offered as f64)),
        ),
        Figure::exact(
            "inbound_E_Wq",
            0.228_571_428_571_428_54,
            probe(|seen| (seen.reasons[0].wait_s(), seen.reasons[0].offered as f64)),
        )
        .time(),
        Figure::exact(
            "outbound_or_email_throughput",
            1.571_428_571_428_573,
            probe(|seen| (seen.reasons[1].answered as f64, seen.horizon())),
        )
        .rate(),
        Figure::exact("occupancy", 0.928_571_428_571_428_8, probe(|seen| seen.occupancy(0..1))),
    ])
}

/// An offer from three waiting on, which half accept; callbacks are made when nobody waits.
fn callback() -> Case {
    let offer = CallbackOffer {
        from_queue: Some(3),
        from_expected_wait: None,
        accept: 0.5,
        not_before: Duration::ZERO,
        after_waiting: true,
        priority: 0.0,
        reach: 1.0,
        failed_attempt: constant(0.0),
        attempts: 1,
        retry_after: Duration::ZERO,
    };
    let reason = Reason {
        callback: Some(offer),
        patience: Some(exponential(120.0)),
        ..Reason::plain("call", exponential(120.0))
    };
    let centre = centre(vec![reason], vec![Team::plain("agents", 9, &[0])]);
    let setup = Setup::Centre(steady(centre, &[252.0], calendar(7_200, 720_000)));
    Case::new("Y01", "M/M/9+M with a callback offer from 3 waiting on", "Markov chain", setup).figures([
        Figure::exact("P_ab_all", 0.086_360_261_058_664_37, probe(|seen| seen.share(|all| all.abandoned))),
        Figure::exact(
            "callback_share",
            0.054_260_860_858_060_11,
            probe(|seen| seen.share(|all| all.callbacks)),
        ),
        Figure::exact("E_inbound_Lq", 0.725_426_192_892_780_8, probe(|seen| seen.queue_mean())),
        // In the system, but neither waiting on the line nor talking.
        Figure::exact(
            "E_callback_backlog",
            0.828_795_221_097_253_7,
            probe(|seen| {
                let busy = seen.handling[0].sum + seen.queue[0].sum;
                ((seen.in_system.sum as f64 - busy as f64) / 1e6, seen.horizon())
            }),
        ),
        Figure::exact(
            "E_callback_delay",
            3.636_731_750_635_940_2,
            probe(|seen| (seen.all().callback_delay as f64 / 1e6, seen.all().callbacks as f64)),
        )
        .time(),
        Figure::exact("occupancy", 0.852_730_423_012_025_5, probe(|seen| seen.occupancy(0..1))),
    ])
}

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    vec![blend(), callback()]
}
