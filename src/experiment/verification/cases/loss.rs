//! Families B and K: little or no room to wait.

use crate::operation::{Channel, Chat, Reason, Team};
use crate::random::Distribution;

use super::super::case::{Case, Figure};
use super::super::read::probe;
use super::super::setup::Setup;
use super::build::{calendar, centre, constant, exponential, steady};

/// No room to wait. The known values do not depend on the law of service, so each case has another one.
fn erlang_b(
    id: &'static str,
    per_hour: f64,
    talk: Distribution,
    agents: u32,
    horizon_s: u64,
    [blocked, busy]: [f64; 2],
) -> Case {
    let reason = Reason { queue_limit: Some(0), ..Reason::plain("call", talk) };
    let centre = centre(vec![reason], vec![Team::plain("agents", agents, &[0])]);
    let setup = Setup::Centre(steady(centre, &[per_hour], calendar(7_200, horizon_s)));
    let source = "Erlang (1917), recursion; insensitive to the law of service";
    Case::new(id, "M/G/c/c (Erlang B)", source, setup).figures([
        Figure::exact("P_block", blocked, probe(|seen| seen.share(|all| all.blocked))),
        Figure::exact("mean_busy", busy, probe(|seen| seen.mean(&seen.handling[0]))),
    ])
}

fn one_may_wait() -> Case {
    let reason = Reason { queue_limit: Some(1), ..Reason::plain("call", exponential(15.0)) };
    let centre = centre(vec![reason], vec![Team::plain("agents", 2, &[0])]);
    let setup = Setup::Centre(steady(centre, &[180.0], calendar(3_600, 720_000)));
    Case::new("K01", "M/M/2/3", "birth and death; parameters of simmer's vignette 06", setup).quick().figures(
        [
            Figure::exact("E_N", 0.762_340_036_563_071_4, probe(|seen| seen.mean(&seen.in_system))),
            Figure::exact("P_reject", 0.049_360_146_252_285_214, probe(|seen| seen.share(|all| all.blocked))),
        ],
    )
}

/// Two kinds of contact are the two phases of the service: rates 1/8 and 1/3, the first with probability 3/4.
fn nobody_may_wait() -> Case {
    let reason =
        |name: &str, mean_s: f64| Reason { queue_limit: Some(0), ..Reason::plain(name, exponential(mean_s)) };
    let reasons = vec![reason("long", 480.0), reason("short", 180.0)];
    let centre = centre(reasons, vec![Team::plain("agent", 1, &[0, 1])]);
    let setup = Setup::Centre(steady(centre, &[6.75, 2.25], calendar(36_000, 3_600_000)));
    Case::new("K02", "M/H2/1/1", "1.0125 / 2.0125; parameters of simmer's vignette 07", setup)
        .quick()
        .figures([Figure::exact("E_N", 0.503_105_590_062_111_9, probe(|seen| seen.mean(&seen.in_system)))])
}

/// One agent who gives up to three chats full speed, and shares that speed among more.
fn shared_processor() -> Case {
    const CHATS: u32 = 48;
    let speed = (1..=CHATS).map(|open| (3.0 / f64::from(open)).min(1.0)).collect();
    let reason = Reason { channel: Channel::Chat, ..Reason::plain("chat", exponential(5.0)) };
    let team = Team { chat: Chat { at_once: CHATS, speed }, ..Team::plain("agent", 1, &[0]) };
    let setup = Setup::Centre(steady(centre(vec![reason], vec![team]), &[600.0], calendar(3_600, 180_000)));
    let share = |number: usize| probe(move |seen| (seen.time_with[number] as f64 / 1e6, seen.horizon()));
    let source = "birth and death; Ciw's guide prints one run: .4399 .3635 .1451 .0392";
    Case::new("K04", "processor sharing, full speed up to 3", source, setup).quick().figures([
        Figure::exact("p0", 0.432_132_963_988_919_65, share(0)),
        Figure::exact("p1", 0.360_110_803_324_099_7, share(1)),
        Figure::exact("p2", 0.150_046_168_051_708_26, share(2)),
        Figure::exact("p3", 0.041_679_491_125_474_526, share(3)),
    ])
}

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    let lognormal = Distribution::lognormal(60.0, 1.5).expect("a case has legal laws");
    vec![
        erlang_b("B01", 600.0, lognormal, 10, 180_000, [0.214_582_343_107_347_36, 7.854_176_568_926_526])
            .quick(),
        erlang_b(
            "B02",
            1_200.0,
            constant(60.0),
            30,
            360_000,
            [0.008_457_498_340_194_703, 19.830_850_033_196_107],
        ),
        erlang_b(
            "B04",
            120.0,
            exponential(60.0),
            3,
            720_000,
            [0.210_526_315_789_473_7, 1.578_947_368_421_052_7],
        )
        .quick(),
        one_may_wait(),
        nobody_may_wait(),
        shared_processor(),
    ]
}
