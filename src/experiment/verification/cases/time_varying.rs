//! Families V and Z: nothing is stationary.

use crate::metrics::Metric;
use crate::operation::{ArrivalModel, QUARTERS_PER_WEEK, Reason, Staffing, Team, WeekPattern};
use crate::time::{Calendar, Duration, Instant};

use super::super::case::{Case, Estimator, Figure};
use super::super::read::{Reading, metric, numerator, probe};
use super::super::setup::{CentreSetup, Setup};
use super::build::{Queue, centre, exponential};

/// The time unit of V01 is half a day, so that the ten units of the case fit into a week of quarter-hours.
const UNIT_S: f64 = 43_200.0;
const QUARTERS_PER_UNIT: usize = 48;

/// Mean number in the system when service and patience have the rate 1 and `100 + 20 sin t` arrive, from empty.
fn mean_number(t: f64) -> f64 {
    100.0 * (1.0 - libm::exp(-t)) + 10.0 * (libm::sin(t) - libm::cos(t) + libm::exp(-t))
}

/// `100 + 20 sin t` as its mean over each quarter-hour. What the steps leave out of the mean number in the system is at
/// most 20 / (12 x 48^2) contacts, a hundred-thousandth of it.
fn sine() -> WeekPattern {
    let at = |quarter: usize| quarter as f64 / QUARTERS_PER_UNIT as f64;
    let mean = |quarter: usize| {
        let swing = (libm::cos(at(quarter)) - libm::cos(at(quarter + 1))) * QUARTERS_PER_UNIT as f64;
        (100.0 + 20.0 * swing) / (UNIT_S / 3_600.0)
    };
    WeekPattern { values: (0..QUARTERS_PER_WEEK).map(mean).collect() }
}

/// Agents by the square-root rule at the start of each quarter-hour.
fn square_root_staffing() -> Vec<u32> {
    let at = |quarter: usize| {
        let mean = mean_number(quarter as f64 / QUARTERS_PER_UNIT as f64);
        (mean + 0.5 * mean.sqrt()).ceil() as u32
    };
    (0..QUARTERS_PER_WEEK).map(at).collect()
}

fn v01() -> Case {
    let agents = square_root_staffing();
    let staffed = |unit: usize| f64::from(agents[unit * QUARTERS_PER_UNIT]);
    let at = |index: usize, unit: usize, name: &'static str, known: [f64; 3]| {
        let staff = known[1] as u64;
        [
            Figure::exact("E_N(t)", known[0], probe(move |seen| (seen.seen[index] as f64, 1.0))).at(name),
            Figure::exact("s(t)", known[1], Reading::Formula(staffed(unit))).at(name).by(Estimator::Fixed),
            Figure::exact(
                "P(N(t)>=s(t))",
                known[2],
                probe(move |seen| (f64::from(u8::from(seen.seen[index] >= staff)), 1.0)),
            )
            .at(name),
        ]
    };
    let figures = [
        at(0, 1, "t=1", [69.902_537_083_967_76, 75.0, 0.286_455_435_220_969_17]),
        at(1, 2, "t=2", [101.074_267_142_433_1, 107.0, 0.290_676_392_440_581_1]),
        at(2, 5, "t=5", [86.967_720_168_818_66, 92.0, 0.308_674_058_311_384_4]),
        at(3, 10, "t=10", [102.946_418_188_192_2, 109.0, 0.288_135_797_403_001_66]),
    ];
    let reason = Reason { patience: Some(exponential(UNIT_S)), ..Reason::plain("call", exponential(UNIT_S)) };
    let staffing = Staffing::Intervals { agents: agents.clone(), present: agents.clone(), crews: 1 };
    let team = Team { staffing, ..Team::plain("agents", 0, &[0]) };
    let unit = Duration::from_seconds(UNIT_S);
    let after = |units: u64| Instant::micros(units * unit.as_micros());
    let setup = Setup::Centre(CentreSetup {
        centre: centre(vec![reason], vec![team]),
        arrivals: ArrivalModel::rates(&[sine()]),
        calendar: Calendar {
            start: Duration::ZERO,
            warm_up: Duration::ZERO,
            horizon: Duration::micros(10 * unit.as_micros()),
        },
        instants: [1, 2, 5, 10].map(after).to_vec(),
        first: None,
    });
    let source = "Feldman, Mandelbaum, Massey and Whitt (2008): the number in the system is Poisson";
    Case::new("V01", "Mt/M/st+M, arrivals 100 + 20 sin t, patience as service", source, setup)
        .unit(UNIT_S)
        .replications(4_000, 400_000)
        .figures(figures.into_iter().flatten())
}

fn z01() -> Case {
    let queue = Queue {
        per_hour: 252.0,
        talk: "dist = \"exponential\", mean = \"2m\"",
        patience: None,
        agents: 12,
        awt: "20s",
        warm_up: "0s",
        horizon: "8h",
    };
    let source = "differential equations of the day; ContactCenters' MMC.res prints 1816 +- 3.5 good, SL .902, ASA .099";
    Case::new("Z01", "M/M/12, a day of 480 from empty, all contacts to their end", source, queue.setup())
        .replications(1_000, 200_000)
        .figures([
            Figure::exact("expected_arrivals", 2_016.0, metric(Metric::Offered)),
            Figure::exact(
                "expected_good(W<T)",
                1_815.271_737_104_559_9,
                numerator(Metric::ServiceLevelOfOffered),
            ),
            Figure::exact("expected_abandoned", 0.0, metric(Metric::Abandoned)),
            Figure::exact("SL_good/served", 0.900_432_409_278_055_5, metric(Metric::ServiceLevelOfAnswered)),
            Figure::exact(
                "SL_good/(served+abAfterT)",
                0.900_432_409_278_055_5,
                metric(Metric::ServiceLevelExcludingShortAbandons),
            ),
            Figure::exact("ASA_served", 0.100_680_741_021_257_06, metric(Metric::Asa)),
            Figure::exact("occupancy", 0.696_934_345_540_194_6, metric(Metric::Occupancy)),
        ])
}

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    vec![v01(), z01()]
}
