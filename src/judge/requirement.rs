//! Bars that a formula must reach: `coverage>=0.93`, `nps_wald:type_1_error<=0.07`.

use std::fmt;
use std::str::FromStr;

use super::result::{AgainstCensus, FormulaTrial, RequirementCheck};

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// The formula; `None`: every one.
    pub formula: Option<String>,
    /// The figure.
    pub figure: Figure,
    /// Whether the figure must be at least, or at most, the bar.
    pub at_least: bool,
    /// The bar.
    pub bar: f64,
}

/// A figure that a bar may be set for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Mean error, without its sign.
    Bias,
    /// Relative bias, without its sign.
    RelativeBias,
    /// Root of the mean squared error.
    Rmse,
    /// Claimed over empirical standard error.
    SeRatio,
    /// Share of intervals that hold the census value.
    Coverage,
    /// The same about the mean estimate.
    BiasEliminatedCoverage,
    /// Share of intervals that hold the value of the process.
    ProcessCoverage,
    /// Mean width.
    Width,
    /// False alarms.
    Type1Error,
    /// Share of surveys on which it failed.
    FailureRate,
}

impl Figure {
    const ALL: [(&'static str, Figure); 10] = [
        ("bias", Figure::Bias),
        ("relative_bias", Figure::RelativeBias),
        ("rmse", Figure::Rmse),
        ("se_ratio", Figure::SeRatio),
        ("coverage", Figure::Coverage),
        ("bias_eliminated_coverage", Figure::BiasEliminatedCoverage),
        ("process_coverage", Figure::ProcessCoverage),
        ("width", Figure::Width),
        ("type_1_error", Figure::Type1Error),
        ("failure_rate", Figure::FailureRate),
    ];

    fn word(self) -> &'static str {
        Figure::ALL.into_iter().find(|(_, figure)| *figure == self).map_or("", |(word, _)| word)
    }

    /// Whether it is a share of surveys, from 0 to 1.
    fn is_share(self) -> bool {
        matches!(
            self,
            Figure::Coverage
                | Figure::BiasEliminatedCoverage
                | Figure::ProcessCoverage
                | Figure::Type1Error
                | Figure::FailureRate
        )
    }

    fn of(self, trial: &FormulaTrial) -> Option<f64> {
        let census = |figure: fn(&AgainstCensus) -> Option<f64>| trial.census.as_ref().and_then(figure);
        match self {
            Figure::Bias => census(|of| Some(of.bias.value.abs())),
            Figure::RelativeBias => census(|of| of.relative_bias.map(|bias| bias.value.abs())),
            Figure::Rmse => census(|of| Some(of.rmse.value)),
            Figure::SeRatio => census(|of| of.se_ratio.map(|of| of.value)),
            Figure::Coverage => census(|of| of.coverage.map(|of| of.value)),
            Figure::BiasEliminatedCoverage => census(|of| of.bias_eliminated_coverage.map(|of| of.value)),
            Figure::ProcessCoverage => census(|of| of.process_coverage.map(|of| of.value)),
            Figure::Width => census(|of| of.width.map(|of| of.value)),
            Figure::Type1Error => census(|of| of.type_1_error.map(|of| of.value)),
            Figure::FailureRate => {
                let failed: u64 = trial.failures.iter().map(|failures| failures.surveys).sum();
                let all = failed + trial.estimates;
                (all > 0).then(|| failed as f64 / all as f64)
            }
        }
    }
}

impl FromStr for Requirement {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = "write [FORMULA:]FIGURE>=NUMBER or <=, such as coverage>=0.93";
        let (left, right, at_least) = match (text.split_once(">="), text.split_once("<=")) {
            (Some((left, right)), None) => (left, right, true),
            (None, Some((left, right))) => (left, right, false),
            _ => return Err(format!("there is no single >= or <= in it; {form}")),
        };
        let (formula, word) = match left.rsplit_once(':') {
            Some((formula, word)) => (Some(formula.trim().to_string()), word.trim()),
            None => (None, left.trim()),
        };
        let names = Figure::ALL.iter().map(|(word, _)| *word);
        let figure = Figure::ALL.iter().find(|(other, _)| *other == word).map(|(_, figure)| *figure);
        let figure = figure.ok_or_else(|| {
            let help = crate::suggest::did_you_mean(word, names).unwrap_or_default();
            format!("there is no figure `{word}`; {help}")
        })?;
        match right.trim().parse::<f64>() {
            Ok(bar) if figure.is_share() && !(0.0..=1.0).contains(&bar) => {
                let help = if (0.0..=100.0).contains(&bar) {
                    format!("; did you mean {}?", bar / 100.0)
                } else {
                    String::new()
                };
                Err(format!(
                    "{} is a share from 0 to 1, and no bar of {bar} can be set for it{help}",
                    figure.word()
                ))
            }
            Ok(bar) if bar.is_finite() => Ok(Requirement { formula, figure, at_least, bar }),
            _ => Err(format!("`{}` is no number; {form}", right.trim())),
        }
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(formula) = &self.formula {
            write!(f, "{formula}:")?;
        }
        write!(f, "{}{}{}", self.figure.word(), if self.at_least { ">=" } else { "<=" }, self.bar)
    }
}

impl Requirement {
    /// Holds every formula that it is about to the bar; a figure that does not exist does not meet it.
    pub(super) fn check(&self, formulas: &[FormulaTrial]) -> Vec<RequirementCheck> {
        let concerned =
            formulas.iter().filter(|of| self.formula.as_ref().is_none_or(|name| *name == of.name));
        concerned
            .map(|of| {
                let value = self.figure.of(of);
                let met = value
                    .is_some_and(|value| if self.at_least { value >= self.bar } else { value <= self.bar });
                RequirementCheck { requirement: self.to_string(), formula: of.name.clone(), value, met }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_read_and_written() {
        for text in ["coverage>=0.93", "nps_wald:type_1_error<=0.07"] {
            assert_eq!(text.parse::<Requirement>().expect("a bar").to_string(), text);
        }
        let told = |text: &str| text.parse::<Requirement>().expect_err("no bar");
        assert!(told("coverge>=0.93").contains("did you mean `coverage`?"));
        assert!(told("coverage=0.93").contains("no single >="));
        assert!(told("coverage>=high").contains("`high` is no number"));
        assert!(told("coverage>=93").ends_with("did you mean 0.93?"));
        assert!("width<=93".parse::<Requirement>().is_ok());
    }
}
