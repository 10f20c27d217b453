//! Formulas that users write: expressions over the columns of a survey that give one number.
//!
//! `100 * (mean(q1) - 1) / 9` or `100 * (share(recommend >= 9) - share(recommend <= 6))`: columns by name, numbers,
//! operators, functions ([`FUNCTIONS`]). An operator between columns works respondent by respondent; an aggregate makes one
//! figure of a column. What is missing stays missing until an aggregate leaves it out. `docs/formulas.md` is the manual.
//!
//! The standard error of a formula comes from its own derivative: each aggregate knows how fast it moves with each
//! respondent, operators pass that on by the chain rule, and the spread of the sum under the survey's design is the
//! linearised (Taylor, infinitesimal jackknife) standard error. Formulas whose aggregates have no such derivative
//! (quantiles, extremes) or stand inside each other are resampled instead.

mod aggregate;
mod arithmetic;
mod check;
mod columns;
mod evaluate;
mod functions;
mod mistake;
mod syntax;
#[cfg(test)]
mod tests;
mod token;

pub use columns::FormulaColumns;
pub use functions::{Aggregate, Each, FUNCTIONS, Function, Meaning};
pub use mistake::{FormulaMistakes, Mistake};

use super::problem::MetricProblem;
use super::resampling::Bootstrap;
use super::survey_table::SurveyTable;
use crate::statistics::bootstrap::Replicates;
use crate::statistics::{Estimate, SampleDesign};
use check::Checked;
use evaluate::Bound;

/// Longer formulas are refused.
const LONGEST: usize = 2_000;

/// A formula whose words are known to exist and to fit together.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    text: String,
    checked: Checked,
}

impl Formula {
    /// Reads a formula over the given columns. Fails with all mistakes it can find: of the grammar the first one, of names and
    /// kinds every one.
    pub fn new(text: &str, columns: &FormulaColumns) -> Result<Self, FormulaMistakes> {
        let written = read(text)?;
        let fail = |mistakes| FormulaMistakes { text: text.to_string(), mistakes };
        let checked = check::check(text, &written, columns).map_err(fail)?;
        Ok(Formula { text: text.to_string(), checked })
    }

    /// Fails unless the text is a formula in form; whether its columns exist is left open.
    pub fn grammar(text: &str) -> Result<(), FormulaMistakes> {
        read(text).map(|_| ())
    }

    /// The formula as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The columns of numbers it reads.
    pub fn columns(&self) -> &[String] {
        &self.checked.columns
    }

    /// Whether the formula has a derivative, and so a linearised standard error.
    pub fn is_smooth(&self) -> bool {
        let smooth = |of: &check::Aggregated| aggregate::is_smooth(of.function) && !of.holds_another;
        self.checked.aggregates.iter().all(smooth)
    }

    /// The figure of a survey. Fails where it does not exist: nobody answered, a division by 0.
    pub fn value(&self, survey: &SurveyTable) -> Result<f64, MetricProblem> {
        Ok(Bound::new(&self.checked, survey)?.figure(None, false)?.value)
    }

    /// The figure with its linearised standard error under the survey's strata and clusters; the survey's weights enter where
    /// the formula says so. Fails on a formula that is not smooth.
    pub fn estimate(&self, survey: &SurveyTable) -> Result<Estimate, MetricProblem> {
        if !self.is_smooth() {
            let why = "it holds a quantile, an extreme, or an aggregate inside another: resample it";
            return Err(MetricProblem::NoFigure {
                what: format!("the standard error of `{}`", self.text),
                why,
            });
        }
        let figure = Bound::new(&self.checked, survey)?.figure(None, true)?;
        let influence = figure.influence.unwrap_or_else(|| vec![0.0; survey.rows()]);
        Ok(equal_counts(survey)?.of_influence(figure.value, &influence, survey.rows())?)
    }

    /// The figure and how fast it moves with each respondent's multiplicity. Fails on a formula that is not smooth.
    pub fn influences(&self, survey: &SurveyTable) -> Result<(f64, Vec<f64>), MetricProblem> {
        if !self.is_smooth() {
            let why = "it holds a quantile, an extreme, or an aggregate inside another: resample it";
            return Err(MetricProblem::NoFigure { what: format!("the derivative of `{}`", self.text), why });
        }
        let figure = Bound::new(&self.checked, survey)?.figure(None, true)?;
        // A formula of numbers alone moves with nobody.
        Ok((figure.value, figure.influence.unwrap_or_else(|| vec![0.0; survey.rows()])))
    }

    /// The figure if every respondent counted as often as its weight says: what the formula would be on the population
    /// that the survey stands for.
    pub fn plug_in(&self, survey: &SurveyTable) -> Result<f64, MetricProblem> {
        let bound = Bound::new(&self.checked, survey)?.without_weights();
        Ok(bound.figure(survey.weights(), false)?.value)
    }

    /// The figures of resamples of the survey (of whole clusters within strata).
    pub fn bootstrap(
        &self,
        survey: &SurveyTable,
        bootstrap: &Bootstrap,
    ) -> Result<Replicates, MetricProblem> {
        let bound = Bound::new(&self.checked, survey)?;
        let design = equal_counts(survey)?;
        let of = bootstrap.of_design(
            &design,
            1,
            || (),
            |(), times, _| vec![bound.figure(Some(times), false).ok().map(|figure| figure.value)],
        );
        of.into_iter().next().ok_or_else(|| MetricProblem::NoAnswers { what: format!("`{}`", self.text) })
    }
}

/// The change of a formula between two surveys of the same respondents, row by row, in resamples of these respondents (of
/// whole clusters within the strata of the first survey).
pub fn bootstrap_change(
    formula: &Formula,
    before: &SurveyTable,
    after: &SurveyTable,
    bootstrap: &Bootstrap,
) -> Result<Replicates, MetricProblem> {
    let design = equal_counts(before)?;
    let surveys = [Bound::new(&formula.checked, before)?, Bound::new(&formula.checked, after)?];
    if before.rows() != after.rows() {
        let (given, needed) = (after.rows(), before.rows());
        return Err(MetricProblem::WrongNumber { what: "respondents of the second survey", given, needed });
    }
    let change = |times: &[f64]| {
        let [before, after] = &surveys;
        Some(after.figure(Some(times), false).ok()?.value - before.figure(Some(times), false).ok()?.value)
    };
    let of = bootstrap.of_design(&design, 1, || (), |(), times, _| vec![change(times)]);
    of.into_iter().next().ok_or_else(|| MetricProblem::NoAnswers { what: format!("`{}`", formula.text) })
}

/// The tree of a formula that is not too long.
fn read(text: &str) -> Result<syntax::Written, FormulaMistakes> {
    let length = text.chars().count();
    if length > LONGEST {
        let message = format!("the formula has {length} characters, and may have at most {LONGEST}");
        let mistakes = vec![Mistake::new(0..0, message)];
        return Err(FormulaMistakes { text: text.chars().take(60).collect(), mistakes });
    }
    syntax::read(text).map_err(|mistake| FormulaMistakes { text: text.to_string(), mistakes: vec![mistake] })
}

/// The survey's strata and clusters, every respondent counting once: the weights are the formula's own affair.
fn equal_counts(survey: &SurveyTable) -> Result<SampleDesign, MetricProblem> {
    Ok(survey.design()?.reweighted(&vec![1.0; survey.rows()])?)
}
