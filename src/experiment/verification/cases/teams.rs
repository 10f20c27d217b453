//! Family S: teams that share a skill.

use crate::metrics::Metric;

use super::super::case::{Case, Figure};
use super::super::read::{of_reason, of_team};
use super::super::setup::Setup;
use super::build::scenario;

/// Class 1 to the first team, then to the second; class 2 to the second alone, which serves class 2 first.
fn n_design() -> Setup {
    let reason = |name: &str, per_hour: f64| {
        format!(
            "[[reason]]\nname = \"{name}\"\narrivals_per_hour = {per_hour}\n\
             talk = {{ dist = \"exponential\", mean = \"1m\" }}\n\
             patience = {{ dist = \"exponential\", mean = \"2m\" }}\n"
        )
    };
    let team =
        |name: &str, skills: &str| format!("[[team]]\nname = \"{name}\"\nagents = 2\nskills = [{skills}]\n");
    let body = reason("one", 120.0)
        + &reason("two", 60.0)
        + &team("first", "\"one\"")
        + &team("second", "\"two\", \"one\"");
    scenario("5h", "200h", &body)
}

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    vec![
        Case::new("S01", "two classes, two teams, N-design, impatient", "Markov chain", n_design())
            .quick()
            .figures([
                Figure::exact("P_ab_class1", 0.074_657_805_432_115_42, of_reason(0, Metric::AbandonmentRate)),
                Figure::exact("P_ab_class2", 0.143_454_441_951_752_86, of_reason(1, Metric::AbandonmentRate)),
                Figure::exact("E_W_class1", 0.149_315_610_864_230_84, of_reason(0, Metric::WaitMean)),
                Figure::exact("E_W_class2", 0.286_908_883_903_505_7, of_reason(1, Metric::WaitMean)),
                Figure::exact("occ_pool1", 0.668_455_379_020_565_5, of_team(0, Metric::Occupancy)),
                Figure::exact("occ_pool2", 0.685_159_594_571_489, of_team(1, Metric::Occupancy)),
                Figure::exact(
                    "P_delay_class1",
                    0.346_002_749_426_518_76,
                    of_reason(0, Metric::WaitProbability),
                ),
                Figure::exact(
                    "P_delay_class2",
                    0.545_541_624_836_600_4,
                    of_reason(1, Metric::WaitProbability),
                ),
            ]),
    ]
}
