//! Family W: models that others simulated and printed with an interval.

use crate::operation::{
    ArrivalModel, Centre, Closing, Door, Opening, QUARTERS_PER_WEEK, Reason, Staffing, Team, WeekPattern,
};
use crate::time::Duration;

use super::super::case::{Case, Estimator, Figure, PublishedError};
use super::super::read::{Reading, probe};
use super::super::setup::{CentreSetup, Setup};
use super::arrivals::{HOURS, by_hour};
use super::build::{calendar, centre, exponential, steady};

/// The first 10 000 customers of a queue that starts empty.
fn lindley() -> Case {
    let one = centre(vec![Reason::plain("call", exponential(30.0))], vec![Team::plain("agent", 1, &[0])]);
    // Ten thousand arrivals take 10 000 minutes; ten standard deviations more are always enough.
    let run = steady(one, &[60.0], calendar(0, 660_000));
    let setup = Setup::Centre(CentreSetup { first: Some(10_000), ..run });
    Case::new("W06", "M/M/1, the first 10 000 customers", "SSJ tutorial, QueueLindley.res; exact .5", setup)
        .figures([Figure::published(
            "E_Wq",
            0.506,
            PublishedError::Deviation { sd: 0.027, replications: 100 },
            probe(|seen| (seen.all().wait_s(), seen.offered())),
        )
        .rounded(0.001)
        .time()])
}

/// Contacts of a mean day, by which the published figures are divided whatever the day.
const MEAN_DAY: f64 = 1_660.0;
const AGENTS: [u32; 13] = [4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4];

/// One day of 13 hours. Who has to wait gives up at once with probability 0.1, else after 1000 s on average; agents beyond
/// the number of a new hour finish their contact. Everybody is served out after the last hour.
fn day(shape: f64) -> Setup {
    let agents: Vec<u32> =
        (0..QUARTERS_PER_WEEK).map(|quarter| AGENTS.get(quarter % 96 / 4).copied().unwrap_or(4)).collect();
    let staffing = Staffing::Intervals { agents: agents.clone(), present: agents, crews: 1 };
    let reason = Reason {
        balking: 0.1,
        patience: Some(exponential(1_000.0)),
        ..Reason::plain("call", exponential(100.0))
    };
    let team = Team { staffing, ..Team::plain("agents", 0, &[0]) };
    Setup::Centre(CentreSetup {
        centre: centre(vec![reason], vec![team]),
        arrivals: ArrivalModel::busy(&[by_hour(&HOURS)], 1.0 / shape.sqrt()),
        calendar: calendar(0, 13 * 3_600),
        instants: Vec::new(),
        first: None,
    })
}

/// The published figures of such days: contacts and their deviation, waits, good ones and abandoned per mean contact. Good
/// is who waited less than 20 s, answered or not.
fn days(id: &'static str, shape: f64, source: &'static str, known: [(f64, PublishedError); 5]) -> Case {
    let [arrivals, deviation, waits, good, abandoned] = known;
    let published = |name, (value, error): (f64, PublishedError), step: f64, reading: Reading| {
        Figure::published(name, value, error, reading).rounded(step)
    };
    Case::new(id, "13 hours with a gamma busyness, balking and impatience", source, day(shape))
        .unit(1.0)
        .replications(4_000, 1_000_000)
        .figures([
            published("E_arrivals", arrivals, 0.001, probe(|seen| (seen.offered(), 1.0))),
            published("SD_arrivals", deviation, 0.001, probe(|seen| (seen.offered(), 1.0)))
                .by(Estimator::Deviation),
            published("E_sumW/1660_s", waits, 0.001, probe(|seen| (seen.all().wait_s(), MEAN_DAY))).time(),
            published(
                "E_(W<20s)/1660",
                good,
                0.001,
                probe(|seen| {
                    let all = seen.all();
                    ((all.answered_within + all.abandoned_within) as f64, MEAN_DAY)
                }),
            ),
            published(
                "E_abandoned/1660",
                abandoned,
                if abandoned.0 == 0.02 { 0.001 } else { 0.0001 },
                probe(|seen| (seen.all().abandoned as f64, MEAN_DAY)),
            ),
        ])
}

fn ninety(low: f64, high: f64, replications: u64) -> PublishedError {
    PublishedError::Interval { low, high, confidence: 0.9, replications }
}

/// A week of five mornings with few lines, impatient donors, a message taken after two minutes, and a queue that is cleared
/// at ten.
fn telethon() -> Case {
    const HOURS_OPEN: f64 = 20.0;
    let open = |quarter: usize| quarter < 5 * 96 && (24..40).contains(&(quarter % 96));
    let per_quarter = |value: f64| -> Vec<f64> {
        (0..QUARTERS_PER_WEEK).map(|quarter| if open(quarter) { value } else { 0.0 }).collect()
    };
    let agents: Vec<u32> = (0..QUARTERS_PER_WEEK).map(|quarter| if open(quarter) { 12 } else { 0 }).collect();
    let reason = Reason {
        opening: Some(Opening {
            quarters: (0..QUARTERS_PER_WEEK).map(open).collect(),
            closing: Closing::Clear,
        }),
        message_after: Some(Duration::seconds(120)),
        patience: Some(exponential(120.0)),
        ..Reason::plain("call", exponential(600.0))
    };
    let staffing = Staffing::Intervals { agents: agents.clone(), present: agents, crews: 1 };
    let team = Team { staffing, ..Team::plain("volunteers", 0, &[0]) };
    let setup = Setup::Centre(CentreSetup {
        centre: Centre {
            door: Door { trunks: Some(24), queue_limit: None },
            ..centre(vec![reason], vec![team])
        },
        arrivals: ArrivalModel::rates(&[WeekPattern { values: per_quarter(50.0) }]),
        calendar: calendar(0, 5 * 86_400),
        instants: Vec::new(),
        first: None,
    });
    let published = |name, value, low, high, step: f64, reading| {
        let error = PublishedError::Interval { low, high, confidence: 0.95, replications: 1_000 };
        Figure::published(name, value, error, reading).rounded(step)
    };
    let source = "ContactCenters, Telethon.java and its output (after an example of Arena)";
    Case::new("W04", "24 lines, 12 volunteers, messages, closing time", source, setup)
        .replications(2_000, 400_000)
        .figures([
            published(
                "E_arrivals_week",
                1_000.169,
                998.1,
                1_002.2,
                0.001,
                probe(|seen| (seen.offered(), 1.0)),
            ),
            published(
                "E_served",
                963.109,
                961.4,
                964.8,
                0.001,
                probe(|seen| (seen.all().answered as f64, 1.0)),
            ),
            published(
                "E_abandoned",
                31.82,
                31.17,
                32.47,
                0.001,
                probe(|seen| (seen.all().abandoned as f64, 1.0)),
            ),
            published(
                "E_message_at_2min",
                4.96,
                4.78,
                5.14,
                0.001,
                probe(|seen| (seen.all().contained as f64, 1.0)),
            ),
            // Blocked at the door is nobody in practice: 24 lines for a load of 8.
            published(
                "E_closed_out",
                0.28,
                0.235,
                0.325,
                0.001,
                probe(|seen| (seen.all().blocked as f64, 1.0)),
            ),
            Figure::published(
                "ASA_min",
                0.036,
                PublishedError::Replications(1_000),
                probe(|seen| (seen.all().wait_answered as f64 / 1e6, seen.all().answered as f64)),
            )
            .rounded(0.001)
            .time(),
            // Work after closing counts, time after closing does not.
            published(
                "occupancy_pct",
                66.772,
                66.6,
                66.9,
                0.001,
                probe(|seen| (100.0 * seen.handling[0].sum as f64 / 1e6, 12.0 * HOURS_OPEN * 3_600.0)),
            ),
        ])
}

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    vec![
        days(
            "W02",
            10.0,
            "SSJ course ift6561, CallCenter.res, and ContactCenters, CallCC.res: 1000 days",
            [
                (1_639.507, ninety(1_612.8, 1_666.2, 1_000)),
                (513.189, PublishedError::Replications(1_000)),
                (11.834, ninety(10.06, 13.61, 1_000)),
                (0.853, ninety(0.844, 0.862, 1_000)),
                (0.0342, ninety(0.0311, 0.0374, 1_000)),
            ],
        ),
        days(
            "W03",
            400.0,
            "SSJ tutorial, CallCenter.res: 10 000 days",
            [
                (1_660.366, ninety(1_658.8, 1_661.9, 10_000)),
                (93.62, PublishedError::Replications(10_000)),
                (4.713, ninety(4.680, 4.746, 10_000)),
                // The printed intervals of these two have no more digits than the values.
                (0.925, PublishedError::Replications(10_000)),
                (0.02, PublishedError::Replications(10_000)),
            ],
        ),
        telethon(),
        lindley(),
    ]
}
