//! Family Q: contacts of a day when days differ, a Poisson number with a gamma mean.

use crate::operation::{ArrivalModel, QUARTERS_PER_WEEK, WeekPattern};

use super::super::case::{Case, Estimator, Figure};
use super::super::read::Reading;
use super::super::setup::Setup;

/// Contacts per hour in the 13 hours of the day of the SSJ call centre; 1660 in all.
pub(super) const HOURS: [f64; 13] =
    [100.0, 150.0, 150.0, 180.0, 200.0, 150.0, 150.0, 150.0, 120.0, 100.0, 80.0, 70.0, 60.0];

/// The pattern of a week whose days, from midnight on, have these hours.
pub(super) fn by_hour(hours: &[f64]) -> WeekPattern {
    let at = |quarter: usize| hours.get(quarter % 96 / 4).copied().unwrap_or(0.0);
    WeekPattern { values: (0..QUARTERS_PER_WEEK).map(at).collect() }
}

fn case(id: &'static str, per_hour: WeekPattern, shape: f64, known: [f64; 3]) -> Case {
    let setup = Setup::Arrivals(ArrivalModel::busy(&[per_hour], 1.0 / shape.sqrt()));
    let source = "moments of the negative binomial; days of ContactCenters (CallCenter.dat, SimpleMSK)";
    Case::new(id, "Poisson arrivals, busyness of the day Gamma", source, setup)
        .replications(4_000, 400_000)
        .figures([
            Figure::exact("E_daily_arrivals", known[0], Reading::Arrivals),
            Figure::exact("SD_daily_arrivals", known[1], Reading::Arrivals).by(Estimator::Deviation),
            Figure::exact("dispersion_index", known[2], Reading::Arrivals).by(Estimator::Dispersion),
        ])
}

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    vec![
        case("Q01", by_hour(&HOURS), 10.0, [1_660.0, 526.516_856_330_355_3, 167.0]),
        case(
            "Q03",
            WeekPattern::constant(216.0),
            28.7,
            [5_184.0, 970.337_719_146_589_8, 181.627_177_700_348_43],
        ),
    ]
}
