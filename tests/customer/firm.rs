//! A firm whose customers do not call, so that what happens to them is known in closed form, and ways to look at its runs.

use goodwill::journey::{
    Blueprint, Calibration, CustomerRow, Links, MonthRow, Recorder, ReplicationFacts, Scope, Workshop,
    calibrate, replicate_recorded,
};
use goodwill::metrics::Metric;
use goodwill::operation::{ContactRecord, Request};
use goodwill::scenario::{Scenario, parse_with};
use goodwill::statistics::Gate;
use goodwill::survey::{Answers, Indicator};

use crate::common::arm;

/// Days of the horizon.
pub const DAYS: f64 = 364.0;
/// Days of a month.
pub const MONTH: f64 = 30.4375;
/// Newcomers a month of all segments, without anything that moves acquisition.
pub const NEWCOMERS: f64 = 200.0;
/// The stated monthly churn.
pub const CHURN: f64 = 0.03;

/// Everybody finds every month what was expected: perception and expectation stay at 6.8. Satisfaction moves nothing, word of
/// mouth says nothing, all customers are alike.
const FIRM: &str = r#"
name = "Firm"
[time]
horizon = "52w"
[[reason]]
name = "question"
contacts_per_month = 0.0
talk = { dist = "exponential", mean = "1m" }
[[team]]
name = "front"
skills = ["question"]
agents = 1
cost_per_hour = 0
[[segment]]
name = "one"
size = 4000
tenure_months = { dist = "uniform", low = 6, high = 60 }
monthly_revenue = { dist = "constant", mean = 50 }
churn_monthly = 0.03
newcomers_per_month = 150
[[segment]]
name = "two"
size = 2000
tenure_months = { dist = "uniform", low = 6, high = 60 }
monthly_revenue = { dist = "constant", mean = 50 }
churn_monthly = 0.03
newcomers_per_month = 50
[experience]
month_learning = 1.0
tenure_slowing = 0.0
peak_weight = 1.0
expectation_learning = 0.0
[loyalty]
churn = { satisfaction_effect = 0, tenure_effect = 0, frailty_cv = 0, involuntary_share = 0, contract_lock = 1 }
word_of_mouth = { acquisition_effect = 0, expectation_effect = 0 }
"#;

/// One category that every month moves.
pub const PRODUCT: &str = r#"
[[category]]
name = "product"
importance = 1.0
expectation = 6.8
month = { mean = 6.8, sd_between = 0.0, sd_within = 0.0 }
"#;

/// The firm with further tables and settings.
pub fn firm(tables: &[&str], set: &[(&str, &str)]) -> Scenario {
    let set: Vec<(String, String)> =
        set.iter().map(|(path, value)| (path.to_string(), value.to_string())).collect();
    let text = [&[FIRM], tables].concat().join("\n");
    parse_with(&text, "firm.toml", &set).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// An intervention from the first week on.
pub fn intervention(name: &str, set: &[(&str, &str)]) -> String {
    let settings: String = set.iter().map(|(path, value)| format!("\"{path}\" = {value}\n")).collect();
    format!("[[intervention]]\nname = \"{name}\"\n[intervention.set]\n{settings}")
}

/// Runs of the baseline and of each intervention alone, all calibrated on the baseline.
pub fn arms(scenario: &Scenario, links: Links, replications: u64) -> Vec<Vec<ReplicationFacts>> {
    let baseline = arm(scenario, &[], links);
    let calibration = calibrate(&baseline, 1);
    let interventions = (0..scenario.spec().intervention.len()).map(|one| arm(scenario, &[one], links));
    let all = std::iter::once(baseline.clone()).chain(interventions);
    all.map(|arm| crate::common::runs(&arm, &calibration, replications)).collect()
}

/// Sums of numerator and denominator over runs, of a scope.
pub fn pooled(runs: &[ReplicationFacts], scope: Scope, metric: Metric) -> (f64, f64) {
    runs.iter().fold((0.0, 0.0), |(numerator, denominator), facts| {
        let fact = facts.fact(scope, metric).unwrap_or_else(|| panic!("{} is absent", metric.key()));
        (numerator + fact.numerator, denominator + fact.denominator)
    })
}

/// Sum of a count over runs.
pub fn total(runs: &[ReplicationFacts], metric: Metric) -> f64 {
    pooled(runs, Scope::Total, metric).0
}

/// A ratio, pooled over runs.
pub fn ratio(runs: &[ReplicationFacts], metric: Metric) -> f64 {
    let (numerator, denominator) = pooled(runs, Scope::Total, metric);
    numerator / denominator
}

/// Whether a count of independent cases is near enough to what a share of them should be.
pub fn is_share(found: f64, cases: f64, share: f64) -> bool {
    Gate::registered().holds(found, cases * share, (cases * share * (1.0 - share)).sqrt())
}

/// Whether a Poisson count is near enough to its mean.
pub fn is_poisson(found: f64, mean: f64) -> bool {
    Gate::registered().holds(found, mean, mean.sqrt())
}

/// Everything a run says beyond sums.
#[derive(Default)]
pub struct Recorded {
    /// The last wave of the panel.
    pub answers: Answers,
    /// Monthly steps, in order of time.
    pub months: Vec<MonthRow>,
}

impl Recorder for Recorded {
    fn contact(&mut self, _: &ContactRecord, _: Option<&Request>) {}
    fn customer(&mut self, _: &CustomerRow) {}

    fn answers(&mut self, waves: &[Answers], _: &[Indicator], after_contact: bool) {
        if !after_contact && let Some(last) = waves.last() {
            self.answers = last.clone();
        }
    }

    fn month(&mut self, row: &MonthRow) {
        self.months.push(*row);
    }

    fn wants_months(&self) -> bool {
        true
    }
}

/// One replication, record by record.
pub fn recorded(blueprint: &Blueprint, calibration: &Calibration) -> Recorded {
    let mut recorded = Recorded::default();
    replicate_recorded(blueprint, calibration, 1, 0, &mut Workshop::for_one_arm(), &mut recorded);
    recorded
}
