//! Figures as they are handed out: every one in the same form, so that tables, JSON and CSV say the same.

use schemars::JsonSchema;
use serde::Serialize;

use super::survey::Survey;
use crate::metrics::MetricProblem;
use crate::statistics::{Confidence, Estimate, Interval};

/// What a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// The sample and its weights.
    Sample,
    /// Indices of satisfaction.
    Indices,
    /// A path model: indices of its constructs, paths, total effects.
    PathModel,
    /// Distance to the figures of others.
    Benchmarks,
    /// Expectation against perception.
    Expectations,
    /// Scores of single questions.
    Scores,
    /// Figures of groups of respondents, and their distance to all others.
    Segments,
    /// How well questions measure one thing.
    Reliability,
    /// What moves the overall judgement.
    Drivers,
    /// Quality classes.
    Kano,
    /// Importance against performance.
    ImportancePerformance,
}

impl Section {
    /// All sections, in order.
    pub const ALL: [Section; 11] = [
        Section::Sample,
        Section::Indices,
        Section::PathModel,
        Section::Benchmarks,
        Section::Expectations,
        Section::Scores,
        Section::Segments,
        Section::Reliability,
        Section::Drivers,
        Section::Kano,
        Section::ImportancePerformance,
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        match self {
            Section::Sample => "sample",
            Section::Indices => "indices",
            Section::PathModel => "path_model",
            Section::Benchmarks => "benchmarks",
            Section::Expectations => "expectations",
            Section::Scores => "scores",
            Section::Segments => "segments",
            Section::Reliability => "reliability",
            Section::Drivers => "drivers",
            Section::Kano => "kano",
            Section::ImportancePerformance => "importance_performance",
        }
    }

    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Section::Sample => "Sample",
            Section::Indices => "Indices",
            Section::PathModel => "Path model",
            Section::Benchmarks => "Gaps to others",
            Section::Expectations => "Expectation and perception",
            Section::Scores => "Scores of single questions",
            Section::Segments => "Segments",
            Section::Reliability => "Reliability",
            Section::Drivers => "Drivers",
            Section::Kano => "Quality classes (Kano)",
            Section::ImportancePerformance => "Importance and performance",
        }
    }
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Figure {
    /// What it is about.
    pub section: Section,
    /// Which figure: `csi`, `nps`, `alpha` ...
    pub figure: String,
    /// Of what: a column, category, construct or segment; empty for the whole survey.
    pub of: String,
    /// The formula or method, wherever several go by one name.
    pub method: String,
    /// Its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// A word in place of a value: a class, an advice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// Standard error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_error: Option<f64>,
    /// Lower end of the interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ci_low: Option<f64>,
    /// Upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ci_high: Option<f64>,
    /// Two-sided p-value of "no difference" or "no effect".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p: Option<f64>,
    /// The same after Holm's correction over the figures it is printed with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p_adjusted: Option<f64>,
    /// Respondents behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<usize>,
    /// Unit: points (0-100 or -100 to 100), percent, scale points, share.
    pub unit: &'static str,
}

/// A figure that does not exist, and why.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Absent {
    /// What it would have been about.
    pub section: Section,
    /// Which figure.
    pub figure: String,
    /// Of what.
    pub of: String,
    /// Why there is none.
    pub why: String,
}

/// Everything measured of a survey.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Measurement {
    /// Name of the survey.
    pub survey: String,
    /// Confidence of the intervals.
    pub confidence: f64,
    /// Respondents.
    pub respondents: usize,
    /// The figures, section by section.
    pub figures: Vec<Figure>,
    /// What does not exist.
    pub absent: Vec<Absent>,
    /// What a reader should know before trusting a figure.
    pub warnings: Vec<String>,
    #[serde(skip)]
    level: Confidence,
}

impl Figure {
    /// A figure without noise.
    pub fn plain(section: Section, figure: &str, of: &str, unit: &'static str, value: f64) -> Figure {
        Figure {
            section,
            figure: figure.to_string(),
            of: of.to_string(),
            method: String::new(),
            value: Some(value),
            word: None,
            standard_error: None,
            ci_low: None,
            ci_high: None,
            p: None,
            p_adjusted: None,
            n: None,
            unit,
        }
    }

    /// A word.
    pub fn word(section: Section, figure: &str, of: &str, word: &str) -> Figure {
        Figure {
            value: None,
            word: Some(word.to_string()),
            ..Figure::plain(section, figure, of, "class", 0.0)
        }
    }

    /// By which formula or method.
    pub fn by(self, method: impl Into<String>) -> Figure {
        Figure { method: method.into(), ..self }
    }

    /// With an interval.
    pub fn within(self, interval: Interval) -> Figure {
        let finite = interval.low.is_finite() && interval.high.is_finite();
        let ends = finite.then_some((interval.low, interval.high));
        Figure { ci_low: ends.map(|ends| ends.0), ci_high: ends.map(|ends| ends.1), ..self }
    }

    /// With the interval cut off where the scale ends: no value beyond is possible, and none is lost.
    pub fn on_scale(self, low: f64, high: f64) -> Figure {
        let cut = |end: Option<f64>| end.map(|end| end.clamp(low, high));
        Figure { ci_low: cut(self.ci_low), ci_high: cut(self.ci_high), ..self }
    }

    /// Of so many respondents.
    pub fn among(self, n: usize) -> Figure {
        Figure { n: Some(n), ..self }
    }

    /// With the p-value of the estimate's distance to 0.
    pub fn tested(self, estimate: &Estimate) -> Figure {
        Figure { p: estimate.p().filter(|p| p.is_finite()), ..self }
    }
}

impl Measurement {
    /// Nothing measured yet.
    pub fn new(survey: &Survey) -> Measurement {
        Measurement {
            survey: survey.model.name.clone(),
            confidence: survey.confidence.level(),
            respondents: survey.table.rows(),
            figures: Vec::new(),
            absent: Vec::new(),
            warnings: Vec::new(),
            level: survey.confidence,
        }
    }

    /// Adds a figure; what is not a finite number is listed as absent.
    pub fn add(&mut self, figure: Figure) {
        match figure.value {
            Some(value) if !value.is_finite() => {
                let why = "it has no finite value on these answers".to_string();
                self.lacks(figure.section, &figure.figure, &figure.of, why);
            }
            _ => self.figures.push(figure),
        }
    }

    /// An estimate as a figure with the interval of its standard error, where the design allows one and the answers differ: a
    /// spread of 0 does not say that those who were not asked would have answered the same.
    pub fn of_estimate(
        &self,
        section: Section,
        figure: &str,
        of: &str,
        unit: &'static str,
        estimate: &Estimate,
    ) -> Figure {
        let plain = Figure::plain(section, figure, of, unit, estimate.value).among(estimate.n);
        let has_noise = estimate.degrees_of_freedom >= 1.0
            && estimate.standard_error.is_finite()
            && !are_alike(estimate)
            && estimate.n > 1;
        if !has_noise {
            return plain;
        }
        Figure {
            standard_error: Some(estimate.standard_error),
            ..plain.within(estimate.interval(self.level))
        }
    }

    /// Adds an estimate, or why there is none.
    pub fn try_add(
        &mut self,
        section: Section,
        (figure, of): (&str, &str),
        unit: &'static str,
        method: &str,
        estimate: Result<Estimate, MetricProblem>,
    ) {
        match estimate {
            Ok(estimate) => {
                let figure = self.of_estimate(section, figure, of, unit, &estimate);
                let why = if are_alike(&estimate) && estimate.n > 1 {
                    "all answers are alike: no noise is seen"
                } else {
                    ""
                };
                let parts: Vec<&str> = [method, why].into_iter().filter(|part| !part.is_empty()).collect();
                self.add(figure.by(parts.join("; ")));
            }
            Err(problem) => self.lacks(section, figure, of, problem.to_string()),
        }
    }

    /// Notes a figure that does not exist.
    pub fn lacks(&mut self, section: Section, figure: &str, of: &str, why: String) {
        let why = if self.respondents == 1 {
            "of one respondent no spread is known, and a figure without noise would look exact".to_string()
        } else {
            why
        };
        self.absent.push(Absent { section, figure: figure.to_string(), of: of.to_string(), why });
    }

    /// The first figure of that name and object.
    pub fn figure(&self, figure: &str, of: &str) -> Option<&Figure> {
        self.figures.iter().find(|one| one.figure == figure && one.of == of)
    }
}

/// Whether an estimate has no spread but for the rounding of weights: all answers are alike.
fn are_alike(estimate: &Estimate) -> bool {
    estimate.standard_error <= 1e-12 * estimate.value.abs().max(1.0)
}
