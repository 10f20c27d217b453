//! Distributions a scenario can name, stated by mean and spread so that a planner never needs a shape parameter.

use super::math::{exp, ln, ln_gamma, pow, sqrt};
use super::stream::{Luck, exponential, uniform};
use super::{gamma, normal};

/// A distribution of a non-negative (or, for the uniform and triangular, any) quantity. Made by the constructors, which
/// check the parameters; sampling cannot fail.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Distribution {
    /// Always the same value.
    Constant {
        /// The value.
        mean: f64,
    },
    /// Uniform between two values.
    Uniform {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// Triangular.
    Triangular {
        /// Lower end.
        low: f64,
        /// Most likely value.
        mode: f64,
        /// Upper end.
        high: f64,
    },
    /// Exponential.
    Exponential {
        /// Mean.
        mean: f64,
    },
    /// Sum of equal exponential stages.
    Erlang {
        /// Number of stages.
        stages: u32,
        /// Mean of the sum.
        mean: f64,
    },
    /// Gamma.
    Gamma {
        /// Shape.
        shape: f64,
        /// Scale.
        scale: f64,
    },
    /// Weibull.
    Weibull {
        /// Shape.
        shape: f64,
        /// Scale.
        scale: f64,
    },
    /// Lognormal.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Beta between two values.
    Beta {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
        /// First shape.
        alpha: f64,
        /// Second shape.
        beta: f64,
    },
    /// Stated values with weights, drawn as they are.
    Empirical {
        /// The values.
        values: Vec<f64>,
        /// Cumulative probability of each value; the last is 1.
        cumulative: Vec<f64>,
    },
}

/// Why a distribution cannot be made, as a sentence: what must hold and what was given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct DistributionError(pub String);

fn require(holds: bool, sentence: impl FnOnce() -> String) -> Result<(), DistributionError> {
    if holds { Ok(()) } else { Err(DistributionError(sentence())) }
}

fn require_positive(name: &str, value: f64) -> Result<(), DistributionError> {
    require(value.is_finite() && value > 0.0, || {
        format!("{name} must be a finite number above 0, not {value}")
    })
}

impl Distribution {
    /// Always `mean`, which may be 0.
    pub fn constant(mean: f64) -> Result<Self, DistributionError> {
        require(mean.is_finite(), || format!("mean must be a finite number, not {mean}"))?;
        Ok(Distribution::Constant { mean })
    }

    /// Uniform from `low` to `high`.
    pub fn uniform(low: f64, high: f64) -> Result<Self, DistributionError> {
        require(low.is_finite() && high.is_finite() && low <= high, || {
            format!("low must not be above high, but {low} and {high} were given")
        })?;
        Ok(Distribution::Uniform { low, high })
    }

    /// Triangular from `low` over `mode` to `high`.
    pub fn triangular(low: f64, mode: f64, high: f64) -> Result<Self, DistributionError> {
        require(low.is_finite() && high.is_finite() && low <= mode && mode <= high, || {
            format!("low <= mode <= high must hold, but {low}, {mode} and {high} were given")
        })?;
        Ok(Distribution::Triangular { low, mode, high })
    }

    /// Exponential with the given mean.
    pub fn exponential(mean: f64) -> Result<Self, DistributionError> {
        require_positive("mean", mean)?;
        Ok(Distribution::Exponential { mean })
    }

    /// Sum of `stages` exponential stages; its cv is 1 / sqrt(stages).
    pub fn erlang(stages: u32, mean: f64) -> Result<Self, DistributionError> {
        require_positive("mean", mean)?;
        require((1..=1_000).contains(&stages), || format!("stages must be 1 to 1000, not {stages}"))?;
        Ok(Distribution::Erlang { stages, mean })
    }

    /// Gamma with the given mean and coefficient of variation.
    pub fn gamma(mean: f64, cv: f64) -> Result<Self, DistributionError> {
        require_positive("mean", mean)?;
        require_positive("cv", cv)?;
        let shape = 1.0 / (cv * cv);
        Ok(Distribution::Gamma { shape, scale: mean / shape })
    }

    /// Weibull with the given mean and coefficient of variation (0.05 to 20).
    pub fn weibull(mean: f64, cv: f64) -> Result<Self, DistributionError> {
        require_positive("mean", mean)?;
        require((0.05..=20.0).contains(&cv), || {
            format!("cv of a weibull must lie between 0.05 and 20, not {cv}")
        })?;
        let shape = weibull_shape(cv);
        Ok(Distribution::Weibull { shape, scale: mean / exp(ln_gamma(1.0 + 1.0 / shape)) })
    }

    /// Lognormal with the given mean and coefficient of variation.
    pub fn lognormal(mean: f64, cv: f64) -> Result<Self, DistributionError> {
        require_positive("mean", mean)?;
        require_positive("cv", cv)?;
        let variance = ln(1.0 + cv * cv);
        Ok(Distribution::Lognormal { mu: ln(mean) - variance / 2.0, sigma: sqrt(variance) })
    }

    /// Beta between `low` and `high` with the given mean and standard deviation.
    pub fn beta(low: f64, high: f64, mean: f64, sd: f64) -> Result<Self, DistributionError> {
        require(low.is_finite() && high.is_finite() && low < mean && mean < high, || {
            format!("low < mean < high must hold, but {low}, {mean} and {high} were given")
        })?;
        require_positive("sd", sd)?;
        let centre = (mean - low) / (high - low);
        let spread = sd / (high - low);
        let total = centre * (1.0 - centre) / (spread * spread) - 1.0;
        require(total > 0.0, || {
            let most = (high - low) * sqrt(centre * (1.0 - centre));
            format!("sd must be below {most} for this mean and range, not {sd}")
        })?;
        Ok(Distribution::Beta { low, high, alpha: centre * total, beta: (1.0 - centre) * total })
    }

    /// The given values, with equal weights if `weights` is empty.
    pub fn empirical(values: Vec<f64>, weights: Vec<f64>) -> Result<Self, DistributionError> {
        require(!values.is_empty() && values.iter().all(|value| value.is_finite()), || {
            "values must hold at least one finite number".to_string()
        })?;
        let weights = if weights.is_empty() { vec![1.0; values.len()] } else { weights };
        require(weights.len() == values.len(), || {
            format!(
                "there must be one weight per value, but {} and {} were given",
                weights.len(),
                values.len()
            )
        })?;
        let total: f64 = weights.iter().sum();
        require(weights.iter().all(|weight| *weight >= 0.0) && total > 0.0 && total.is_finite(), || {
            "weights must not be negative, and some must be above 0".to_string()
        })?;
        let mut sum = 0.0;
        let mut cumulative: Vec<f64> = weights
            .iter()
            .map(|weight| {
                sum += weight;
                sum / total
            })
            .collect();
        if let Some(last) = cumulative.last_mut() {
            *last = 1.0;
        }
        Ok(Distribution::Empirical { values, cumulative })
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        match self {
            Distribution::Constant { mean }
            | Distribution::Exponential { mean }
            | Distribution::Erlang { mean, .. } => *mean,
            Distribution::Uniform { low, high } => (low + high) / 2.0,
            Distribution::Triangular { low, mode, high } => (low + mode + high) / 3.0,
            Distribution::Gamma { shape, scale } => shape * scale,
            Distribution::Weibull { shape, scale } => scale * exp(ln_gamma(1.0 + 1.0 / shape)),
            Distribution::Lognormal { mu, sigma } => exp(mu + sigma * sigma / 2.0),
            Distribution::Beta { low, high, alpha, beta } => low + (high - low) * alpha / (alpha + beta),
            Distribution::Empirical { values, cumulative } => {
                let mut before = 0.0;
                values
                    .iter()
                    .zip(cumulative)
                    .map(|(value, upto)| {
                        let share = upto - before;
                        before = *upto;
                        value * share
                    })
                    .sum()
            }
        }
    }

    /// The distribution of the quantity times `factor` (not negative).
    pub fn scaled(&self, factor: f64) -> Self {
        let mut scaled = self.clone();
        match &mut scaled {
            Distribution::Constant { mean }
            | Distribution::Exponential { mean }
            | Distribution::Erlang { mean, .. } => *mean *= factor,
            Distribution::Uniform { low, high } | Distribution::Beta { low, high, .. } => {
                *low *= factor;
                *high *= factor;
            }
            Distribution::Triangular { low, mode, high } => {
                *low *= factor;
                *mode *= factor;
                *high *= factor;
            }
            Distribution::Gamma { scale, .. } | Distribution::Weibull { scale, .. } => *scale *= factor,
            Distribution::Lognormal { mu, .. } => *mu += ln(factor),
            Distribution::Empirical { values, .. } => values.iter_mut().for_each(|value| *value *= factor),
        }
        scaled
    }

    /// The value that one word of 64 random bits decides, by inversion of one uniform, so that it rises with the word;
    /// `None` for the laws that need more than one: gamma, beta and erlang.
    #[inline(always)]
    pub fn of_word(&self, word: u64) -> Option<f64> {
        // What is asked for most comes first.
        if let Distribution::Exponential { mean } = self {
            return Some(mean * exponential(word));
        }
        self.by_inversion(word)
    }

    #[inline(never)]
    fn by_inversion(&self, word: u64) -> Option<f64> {
        let value = match self {
            Distribution::Exponential { mean } => mean * exponential(word),
            Distribution::Lognormal { mu, sigma } => exp(mu + sigma * normal::quantile(uniform(word))),
            Distribution::Constant { mean } => *mean,
            Distribution::Weibull { shape, scale } => scale * pow(exponential(word), 1.0 / shape),
            Distribution::Uniform { low, high } => low + (high - low) * uniform(word),
            Distribution::Triangular { low, mode, high } => triangular(*low, *mode, *high, uniform(word)),
            Distribution::Empirical { values, cumulative } => {
                let u = uniform(word);
                let index = cumulative.partition_point(|upto| *upto <= u);
                values[index.min(values.len() - 1)]
            }
            Distribution::Erlang { .. } | Distribution::Gamma { .. } | Distribution::Beta { .. } => {
                return None;
            }
        };
        Some(value)
    }

    /// One value. A law that [one word](Distribution::of_word) decides draws exactly one; a constant draws none.
    #[inline]
    pub fn sample(&self, luck: &mut Luck) -> f64 {
        match self {
            Distribution::Constant { mean } => *mean,
            Distribution::Erlang { stages, mean } => {
                let product: f64 = (0..*stages).map(|_| luck.exponential()).sum();
                mean / f64::from(*stages) * product
            }
            Distribution::Gamma { shape, scale } => scale * gamma::sample(*shape, luck),
            Distribution::Beta { low, high, alpha, beta } => {
                let first = gamma::sample(*alpha, luck);
                let second = gamma::sample(*beta, luck);
                low + (high - low) * first / (first + second)
            }
            // All others are decided by one word.
            _ => self.of_word(luck.bits()).unwrap_or_default(),
        }
    }
}

/// Inverse of the triangular distribution function.
fn triangular(low: f64, mode: f64, high: f64, u: f64) -> f64 {
    let width = high - low;
    if width == 0.0 {
        return low;
    }
    if u < (mode - low) / width {
        low + sqrt(u * width * (mode - low))
    } else {
        high - sqrt((1.0 - u) * width * (high - mode))
    }
}

/// The Weibull shape whose coefficient of variation is `cv`, by bisection on ln(shape): the cv falls with the shape.
fn weibull_shape(cv: f64) -> f64 {
    let cv_of = |shape: f64| {
        let ratio = exp(ln_gamma(1.0 + 2.0 / shape) - 2.0 * ln_gamma(1.0 + 1.0 / shape));
        sqrt((ratio - 1.0).max(0.0))
    };
    let (mut low, mut high) = (ln(0.1), ln(100.0));
    loop {
        let middle = (low + high) / 2.0;
        // About 55 halvings until nothing lies between two neighbouring numbers.
        if middle <= low || middle >= high {
            return exp(middle);
        }
        if cv_of(exp(middle)) > cv { low = middle } else { high = middle }
    }
}

#[cfg(test)]
mod tests;
