//! A small firm whose surveys are judged, and helpers to hold a trial on it.

use goodwill::experiment::Watch;
use goodwill::journey::{Censuses, Links, Workshop, calibrate, replicate_with_census};
use goodwill::judge::{FormulaTrial, Trial, TrialSettings, judge};
use goodwill::parallel::Cancellation;
use goodwill::scenario::{Scenario, parse};
use goodwill::survey::SurveyModel;

/// Two kinds of customers, a hotline, a network; `survey` is the body of its `[survey]`, `rest` follows it.
pub fn scenario(survey: &str, rest: &str) -> Scenario {
    parse(&text(survey, rest), "small-firm.toml").unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn text(survey: &str, rest: &str) -> String {
    format!(
        r#"
name = "Small firm"
[time]
horizon = "2w"
warm_up = "1w"
[[reason]]
name = "question"
contacts_per_month = 2.0
talk = {{ dist = "lognormal", mean = "4m", cv = 1.0 }}
patience = {{ dist = "weibull", mean = "6m", cv = 1.2 }}
resolution = 0.7
[[team]]
name = "front"
skills = ["question"]
agents = 1
competence = {{ mean = 0.0, sd = 0.5 }}
manner = {{ mean = 6.5, sd = 1.0 }}
[[segment]]
name = "contract"
size = 1000
tenure_months = {{ dist = "uniform", low = 12, high = 80 }}
monthly_revenue = {{ dist = "lognormal", mean = 35, cv = 0.5 }}
contact_cv = 0.7
churn_monthly = 0.01
newcomers_per_month = 10
[[segment]]
name = "prepaid"
size = 600
tenure_months = {{ dist = "uniform", low = 0, high = 36 }}
monthly_revenue = {{ dist = "lognormal", mean = 12, cv = 0.5 }}
contact_cv = 0.7
churn_monthly = 0.03
newcomers_per_month = 20
[[category]]
name = "hotline"
importance = 0.6
expectation = 6.5
contact = {{ access = 0.4, manner = 0.2, ability = 0.3, ease = 0.1 }}
[[category]]
name = "network"
importance = 0.4
expectation = 7.0
month = {{ mean = 7.5, sd_between = 1.5, sd_within = 0.8 }}
[survey]
{survey}
{rest}
"#
    )
}

/// The same firm with a fifth of the customers, for tests that simulate many arms.
pub fn small_scenario(survey: &str, rest: &str) -> Scenario {
    let text = text(survey, rest);
    let small = text.replace("size = 1000", "size = 200").replace("size = 600", "size = 120");
    parse(&small, "small-firm.toml").unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// A trial, short enough for the quick tier.
pub fn settings() -> TrialSettings {
    TrialSettings { populations: 4, surveys: 4, threads: 2, questions: false, ..TrialSettings::default() }
}

pub fn tried(scenario: &Scenario, settings: &TrialSettings) -> Trial {
    let watch = Watch { cancellation: &Cancellation::default(), progress: &|_| {}, records: None };
    judge(scenario, settings, &watch).unwrap_or_else(|error| panic!("{error}")).trial
}

pub fn formula<'t>(trial: &'t Trial, name: &str) -> &'t FormulaTrial {
    trial.formulas.iter().find(|of| of.name == name).unwrap_or_else(|| panic!("no formula {name}"))
}

/// The truth about everybody of replication 1, and how they are surveyed.
pub fn census(scenario: &Scenario) -> (Censuses, SurveyModel) {
    let blueprint = scenario.blueprint(&[], Links::CLOSED).expect("a blueprint");
    let calibration = calibrate(&blueprint, 1);
    let (_, censuses) = replicate_with_census(&blueprint, &calibration, 1, 1, &mut Workshop::default());
    (censuses.expect("a survey"), blueprint.before.survey.clone().expect("a survey"))
}
