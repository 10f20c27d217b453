//! Distributions as a scenario writes them: `{ dist = NAME, ... }` by mean and sd or cv.
//!
//! A new distribution is one line in [`LAWS`]: its name, which parameters it takes, and how `random` makes it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::codes::Code;
use super::durations::Span;
use crate::random::{Distribution, DistributionError};

/// One distribution: its name, the sets of parameters it may be given by, and how it is made of them.
pub(super) struct LawForm {
    pub name: &'static str,
    pub takes: &'static [&'static [&'static str]],
    make: fn(&Parameters) -> Result<Distribution, DistributionError>,
}

/// Every distribution a scenario can name.
pub(super) const LAWS: [LawForm; 10] = [
    LawForm { name: "constant", takes: &[&["mean"]], make: |p| Distribution::constant(p.mean) },
    LawForm { name: "uniform", takes: &[&["low", "high"], &["mean", "sd"], &["mean", "cv"]], make: uniform },
    LawForm {
        name: "triangular",
        takes: &[&["low", "mode", "high"]],
        make: |p| Distribution::triangular(p.low, p.mode, p.high),
    },
    LawForm { name: "exponential", takes: &[&["mean"]], make: |p| Distribution::exponential(p.mean) },
    LawForm { name: "erlang", takes: &[&["mean", "stages"], &["mean", "cv"], &["mean", "sd"]], make: erlang },
    LawForm {
        name: "gamma",
        takes: &[&["mean", "cv"], &["mean", "sd"]],
        make: |p| Distribution::gamma(p.mean, p.cv()),
    },
    LawForm {
        name: "weibull",
        takes: &[&["mean", "cv"], &["mean", "sd"]],
        make: |p| Distribution::weibull(p.mean, p.cv()),
    },
    LawForm {
        name: "lognormal",
        takes: &[&["mean", "cv"], &["mean", "sd"]],
        make: |p| Distribution::lognormal(p.mean, p.cv()),
    },
    LawForm {
        name: "beta",
        takes: &[&["low", "high", "mean", "sd"], &["low", "high", "mean", "cv"]],
        make: |p| Distribution::beta(p.low, p.high, p.mean, p.cv() * p.mean),
    },
    LawForm {
        name: "empirical",
        takes: &[&["values"], &["values", "weights"]],
        make: |p| Distribution::empirical(p.values.clone(), p.weights.clone()),
    },
];

/// The parameters of a law as plain numbers, times in seconds. What a law does not take is 0 or empty.
struct Parameters {
    mean: f64,
    sd: Option<f64>,
    cv: Option<f64>,
    low: f64,
    mode: f64,
    high: f64,
    stages: Option<u32>,
    values: Vec<f64>,
    weights: Vec<f64>,
}

impl Parameters {
    fn cv(&self) -> f64 {
        match (self.cv, self.sd) {
            (Some(cv), _) => cv,
            (None, Some(sd)) if self.mean > 0.0 => sd / self.mean,
            _ => 0.0,
        }
    }
}

/// A distribution of durations.
pub type TimeLaw = Law<Span>;
/// A distribution of numbers that are not negative.
pub type NumberLaw = Law<Magnitude>;

/// A distribution by name and parameters; which ones it takes depends on `dist`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Law_of_{V}", extend("x-kind" = "law"))]
pub struct Law<V> {
    /// Name of the distribution.
    pub dist: LawName,
    /// Mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean: Option<V>,
    /// Standard deviation, in the unit of the mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sd: Option<V>,
    /// Coefficient of variation: standard deviation / mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 100), extend("exclusiveMinimum" = 0, "x-why" = "a distribution without spread is `constant`"))]
    pub cv: Option<f64>,
    /// Lower end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<V>,
    /// Most likely value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<V>,
    /// Upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<V>,
    /// Number of equal exponential stages of an erlang; its cv is 1 / sqrt(stages).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1000))]
    pub stages: Option<u32>,
    /// Values drawn as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub values: Option<Vec<V>>,
    /// Weights of the values. Default: equal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(inner(range(min = 0)))]
    pub weights: Option<Vec<f64>>,
}

/// A number that is not negative.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Magnitude(pub f64);

/// The name of a distribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LawName(pub String);

/// A value of a law: a duration or a number.
pub trait LawValue: Copy {
    /// The value as a number; a duration in seconds.
    fn number(self) -> f64;
}

impl LawValue for Span {
    fn number(self) -> f64 {
        self.0.as_seconds()
    }
}

impl LawValue for Magnitude {
    fn number(self) -> f64 {
        self.0
    }
}

/// What is wrong with the parameters of a law taken together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LawFault {
    pub code: Code,
    pub message: String,
    pub help: Option<String>,
}

impl TimeLaw {
    /// The exponential distribution with this mean.
    pub fn exponential(mean: Span) -> Self {
        TimeLaw::of_mean("exponential", mean)
    }

    /// Always this value.
    pub fn constant(value: Span) -> Self {
        TimeLaw::of_mean("constant", value)
    }

    fn of_mean(dist: &str, mean: Span) -> Self {
        Law {
            dist: LawName(dist.to_string()),
            mean: Some(mean),
            sd: None,
            cv: None,
            low: None,
            mode: None,
            high: None,
            stages: None,
            values: None,
            weights: None,
        }
    }
}

impl<V: LawValue> Law<V> {
    /// The distribution, in seconds or plain numbers.
    pub(super) fn distribution(&self) -> Result<Distribution, LawFault> {
        let Some(form) = LAWS.iter().find(|form| form.name == self.dist.0) else {
            let message = format!("there is no distribution `{}`", self.dist.0);
            return Err(LawFault { code: Code::UnknownWord, message, help: None });
        };
        self.parameters_fit(form)?;
        let number = |value: Option<V>| value.map(LawValue::number);
        let parameters = Parameters {
            mean: number(self.mean).unwrap_or(0.0),
            sd: number(self.sd),
            cv: self.cv,
            low: number(self.low).unwrap_or(0.0),
            mode: number(self.mode).unwrap_or(0.0),
            high: number(self.high).unwrap_or(0.0),
            stages: self.stages,
            values: self.values.iter().flatten().map(|value| value.number()).collect(),
            weights: self.weights.clone().unwrap_or_default(),
        };
        (form.make)(&parameters).map_err(|DistributionError(message)| LawFault {
            code: Code::LawValues,
            message: format!("is no possible `{}`: {message}", form.name),
            help: no_spread(&parameters, form.name),
        })
    }

    fn parameters_fit(&self, form: &LawForm) -> Result<(), LawFault> {
        let given = self.given();
        if form
            .takes
            .iter()
            .any(|takes| takes.len() == given.len() && takes.iter().all(|key| given.contains(key)))
        {
            return Ok(());
        }
        let sets: Vec<String> = form.takes.iter().map(|takes| takes.join(", ")).collect();
        let given = if given.is_empty() { "none of them".to_string() } else { given.join(", ") };
        Err(LawFault {
            code: Code::LawParameters,
            message: format!("is given by {given}, but `{}` takes {}", form.name, sets.join("; or ")),
            help: takers(&self.given()).map(|names| format!("{names} takes what is given here")),
        })
    }

    /// The parameters that are stated.
    fn given(&self) -> Vec<&'static str> {
        [
            ("mean", self.mean.is_some()),
            ("sd", self.sd.is_some()),
            ("cv", self.cv.is_some()),
            ("low", self.low.is_some()),
            ("mode", self.mode.is_some()),
            ("high", self.high.is_some()),
            ("stages", self.stages.is_some()),
            ("values", self.values.is_some()),
            ("weights", self.weights.is_some()),
        ]
        .into_iter()
        .filter_map(|(key, is_given)| is_given.then_some(key))
        .collect()
    }
}

/// Checks a law in the value tree whose parts are known to be right; `in_time` tells durations from numbers.
pub(super) fn fault(value: &Value, in_time: bool) -> Option<LawFault> {
    if in_time {
        serde_json::from_value::<TimeLaw>(value.clone()).ok()?.distribution().err()
    } else {
        serde_json::from_value::<NumberLaw>(value.clone()).ok()?.distribution().err()
    }
}

/// The distributions that take exactly the given parameters, as a list in words.
fn takers(given: &[&str]) -> Option<String> {
    let fits = |takes: &[&str]| takes.len() == given.len() && takes.iter().all(|key| given.contains(key));
    let names: Vec<String> = LAWS
        .iter()
        .filter(|form| form.takes.iter().any(|takes| fits(takes)))
        .map(|form| format!("`{}`", form.name))
        .collect();
    (!names.is_empty()).then(|| names.join(" or "))
}

fn no_spread(parameters: &Parameters, name: &str) -> Option<String> {
    let flat = parameters.sd == Some(0.0) && name != "uniform";
    flat.then(|| "for a value without spread write dist = \"constant\" and the mean alone".to_string())
}

/// Uniform by its ends, or by mean and sd, which must not reach below 0.
fn uniform(p: &Parameters) -> Result<Distribution, DistributionError> {
    if p.sd.is_none() && p.cv.is_none() {
        return Distribution::uniform(p.low, p.high);
    }
    let half = p.cv() * p.mean * 3f64.sqrt();
    if half > p.mean {
        let most = p.mean / 3f64.sqrt();
        return Err(DistributionError(format!(
            "sd must be at most mean / sqrt(3) = {most}, or values fall below 0"
        )));
    }
    Distribution::uniform(p.mean - half, p.mean + half)
}

/// Erlang by its stages, or by a cv that some whole number of stages has within 1 %.
fn erlang(p: &Parameters) -> Result<Distribution, DistributionError> {
    let stages = match (p.stages, p.cv()) {
        (Some(stages), _) => stages,
        (None, cv) => {
            let stages = (1.0 / (cv * cv)).round().clamp(1.0, 1_000.0);
            let nearest = 1.0 / stages.sqrt();
            if (nearest / cv - 1.0).abs() > 0.01 {
                return Err(DistributionError(format!(
                    "its cv is 1 / sqrt(stages), so that {nearest:.3} is the nearest to {cv}; a gamma takes any cv"
                )));
            }
            stages as u32
        }
    };
    Distribution::erlang(stages, p.mean)
}

impl JsonSchema for LawName {
    fn schema_name() -> Cow<'static, str> {
        "LawName".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = LAWS.iter().map(|form| form.name).collect();
        json_schema!({ "type": "string", "enum": names })
    }
}

impl JsonSchema for Magnitude {
    fn schema_name() -> Cow<'static, str> {
        "Magnitude".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "minimum": 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_law(toml: &str) -> Result<Distribution, LawFault> {
        toml::from_str::<NumberLaw>(toml).expect(toml).distribution()
    }

    #[test]
    fn every_law_can_be_given_by_every_set_of_parameters() {
        let texts = |key: &str| match key {
            "mean" => "mean = 20.0",
            "sd" => "sd = 5.0",
            "cv" => "cv = 0.25",
            "low" => "low = 10.0",
            "mode" => "mode = 20.0",
            "high" => "high = 30.0",
            "stages" => "stages = 4",
            "values" => "values = [10.0, 30.0]",
            _ => "weights = [1.0, 1.0]",
        };
        for form in &LAWS {
            for takes in form.takes {
                // An erlang of cv 0.25 has 16 stages; a beta from 10 to 30 has room for this sd.
                let keys: Vec<&str> = takes.iter().map(|key| texts(key)).collect();
                let toml = format!("dist = \"{}\"\n{}", form.name, keys.join("\n"));
                let law = number_law(&toml).unwrap_or_else(|fault| panic!("{toml}: {fault:?}"));
                assert!((law.mean() - 20.0).abs() < 1e-9, "{toml}: mean {}", law.mean());
            }
        }
    }

    #[test]
    fn sd_and_cv_say_the_same() {
        let by_sd = number_law("dist = 'lognormal'\nmean = 20.0\nsd = 10.0");
        assert_eq!(by_sd, number_law("dist = 'lognormal'\nmean = 20.0\ncv = 0.5"));
    }

    #[test]
    fn wrong_parameters_name_the_right_ones() {
        let fault =
            number_law("dist = 'exponential'\nmean = 20.0\ncv = 0.5").expect_err("exponential has no cv");
        assert_eq!(fault.message, "is given by mean, cv, but `exponential` takes mean");
        assert_eq!(
            fault.help.as_deref(),
            Some("`uniform` or `erlang` or `gamma` or `weibull` or `lognormal` takes what is given here")
        );
    }

    #[test]
    fn impossible_values_are_refused() {
        for toml in [
            "dist = 'uniform'\nmean = 1.0\nsd = 5.0",
            "dist = 'uniform'\nlow = 5.0\nhigh = 1.0",
            "dist = 'triangular'\nlow = 1.0\nmode = 9.0\nhigh = 5.0",
            "dist = 'exponential'\nmean = 0.0",
            "dist = 'erlang'\nmean = 1.0\ncv = 0.9",
            "dist = 'beta'\nlow = 0.0\nhigh = 1.0\nmean = 0.5\nsd = 0.6",
            "dist = 'empirical'\nvalues = [1.0]\nweights = [1.0, 2.0]",
            "dist = 'gamma'\nmean = 1.0\nsd = 0.0",
        ] {
            let fault = number_law(toml).expect_err(toml);
            assert_eq!(fault.code, Code::LawValues, "{toml}");
        }
    }
}
