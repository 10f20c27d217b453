//! The formulas that everybody uses, as they are used: each with the interval that comes with it.

use crate::metrics::indices::importance_weighted::{MissingRule, respondent_scores};
use crate::metrics::indices::tree::{Category, IndexTree, Indicator, ItemScore, WeightSource};
use crate::metrics::pls::resampled::{SignChange, resample_figures};
use crate::metrics::pls::{MissingItems, index};
use crate::metrics::pls::{
    Mode, PathData, PathFit, PathModel, PathModelSpec, PlsSettings, ScoreConvention, fit,
};
use crate::metrics::scores::ces::CesVersion;
use crate::metrics::scores::csat::Csat;
use crate::metrics::scores::nps::{self, NpsCounts, NpsInterval};
use crate::metrics::{Bootstrap, MetricProblem, Scale, SurveyTable};
use crate::statistics::bootstrap::Replicates;
use crate::statistics::{Confidence, Divisor, Interval, SampleDesign};
use crate::survey::{Asked, Indicator as Surveyed, Question};

/// A formula of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltIn {
    /// Importance-weighted CSI.
    CsiWeighted,
    /// CSI with all indicators equal.
    CsiUnweighted,
    /// Importance-weighted share of best answers.
    CsiTopBox,
    /// The three ACSI questions, equal weights.
    Acsi,
    /// The satisfaction construct of a path model.
    EcsiPls,
    /// Best answer of overall satisfaction.
    CsatTop1,
    /// Best two answers.
    CsatTop2,
    /// Mean of overall satisfaction.
    CsatMean,
    /// NPS with Wald's interval.
    NpsWald,
    /// NPS with the adjusted Wald interval.
    NpsAdjustedWald,
    /// NPS with Tango's score interval.
    NpsScore,
    /// Share of those for whom the contact was easy.
    Ces,
    /// Mean rating minus mean expectation.
    ExpectationGap,
}

impl BuiltIn {
    /// All of them, in the order of reports.
    pub const ALL: [BuiltIn; 13] = [
        BuiltIn::CsiWeighted,
        BuiltIn::CsiUnweighted,
        BuiltIn::CsiTopBox,
        BuiltIn::Acsi,
        BuiltIn::EcsiPls,
        BuiltIn::CsatTop1,
        BuiltIn::CsatTop2,
        BuiltIn::CsatMean,
        BuiltIn::NpsWald,
        BuiltIn::NpsAdjustedWald,
        BuiltIn::NpsScore,
        BuiltIn::Ces,
        BuiltIn::ExpectationGap,
    ];

    /// The name.
    pub fn name(self) -> &'static str {
        match self {
            BuiltIn::CsiWeighted => "csi_weighted",
            BuiltIn::CsiUnweighted => "csi_unweighted",
            BuiltIn::CsiTopBox => "csi_top_box",
            BuiltIn::Acsi => "acsi",
            BuiltIn::EcsiPls => "ecsi_pls",
            BuiltIn::CsatTop1 => "csat_top_1",
            BuiltIn::CsatTop2 => "csat_top_2",
            BuiltIn::CsatMean => "csat_mean",
            BuiltIn::NpsWald => "nps_wald",
            BuiltIn::NpsAdjustedWald => "nps_adjusted_wald",
            BuiltIn::NpsScore => "nps_score",
            BuiltIn::Ces => "ces",
            BuiltIn::ExpectationGap => "expectation_gap",
        }
    }

    /// The definition in words.
    pub fn definition(self) -> &'static str {
        match self {
            BuiltIn::CsiWeighted => {
                "importance-weighted mean of the ratings on 0-100, missing answers renormalised, survey weights; linearised"
            }
            BuiltIn::CsiUnweighted => {
                "mean of the ratings on 0-100, all indicators equally important, missing answers renormalised, survey weights; linearised"
            }
            BuiltIn::CsiTopBox => {
                "importance-weighted share of best answers (best 2 of 5 or 7, best 3 of 10 or 11), percent; linearised"
            }
            BuiltIn::Acsi => {
                "mean of overall satisfaction, confirmation and ideal on 0-100, equal weights; linearised"
            }
            BuiltIn::EcsiPls => {
                "satisfaction construct of a PLS path model (ratings -> satisfaction -> recommendation), Fornell raw weights; \
                 linearised, weights taken as given"
            }
            BuiltIn::CsatTop1 => "share answering 10 of 1-10 on overall satisfaction, percent; Wilson (1927)",
            BuiltIn::CsatTop2 => {
                "share answering 9 or 10 of 1-10 on overall satisfaction, percent; Wilson (1927)"
            }
            BuiltIn::CsatMean => "mean of overall satisfaction on 0-100, survey weights; linearised",
            BuiltIn::NpsWald => "promoters (9, 10) minus detractors (0-6), points; Wald",
            BuiltIn::NpsAdjustedWald => {
                "promoters (9, 10) minus detractors (0-6), points; adjusted Wald (Rocks 2016)"
            }
            BuiltIn::NpsScore => {
                "promoters (9, 10) minus detractors (0-6), points; score interval (Tango 1998)"
            }
            BuiltIn::Ces => {
                "share answering 5-7 of 1-7 on \"made it easy\", percent, survey weights; linearised"
            }
            BuiltIn::ExpectationGap => {
                "mean rating minus mean expectation over all indicators, points of 0-100, survey weights; linearised"
            }
        }
    }

    /// The unit of the figure.
    pub fn unit(self) -> &'static str {
        match self {
            BuiltIn::CsiTopBox | BuiltIn::CsatTop1 | BuiltIn::CsatTop2 | BuiltIn::Ces => "percent",
            _ => "points",
        }
    }
}

/// What the built-in formulas need to know of a questionnaire.
#[derive(Clone, Debug)]
pub struct Questionnaire {
    weighted: Option<IndexTree>,
    equal: Option<IndexTree>,
    top_box: Option<IndexTree>,
    path_model: Option<PathModel>,
    /// Columns of each indicator's rating and expectation, where both are asked.
    pairs: Vec<(String, String, Scale)>,
    has_ease: bool,
}

/// The three ACSI questions.
const ACSI: [&str; 3] = ["overall", "confirmation", "ideal"];

fn scale_of(question: &Question) -> Result<Scale, MetricProblem> {
    Scale::new(f64::from(question.scale.low), f64::from(question.scale.high))
}

impl Questionnaire {
    /// What is asked about these indicators.
    pub fn new(questions: &[Question], indicators: &[Surveyed]) -> Result<Self, MetricProblem> {
        let rated: Vec<(&Question, &Surveyed)> = questions
            .iter()
            .filter_map(|question| match question.asked {
                Asked::Rating(at) => Some((question, &indicators[at])),
                _ => None,
            })
            .collect();
        let best = |question: &Question| match question.scale.high - question.scale.low + 1 {
            0..=3 => 1,
            4..=7 => 2,
            _ => 3,
        };
        let tree = |source: WeightSource, score: ItemScore| -> Result<Option<IndexTree>, MetricProblem> {
            let mut categories: Vec<Category> = Vec::new();
            for (question, of) in &rated {
                let importance = if source == WeightSource::Equal { 1.0 } else { of.importance };
                let indicator =
                    Indicator { column: question.name.clone(), scale: scale_of(question)?, importance };
                match categories.iter_mut().find(|category| category.name == of.category) {
                    Some(category) => {
                        category.importance += importance;
                        category.indicators.push(indicator);
                    }
                    None => categories.push(Category {
                        name: of.category.clone(),
                        importance,
                        indicators: vec![indicator],
                    }),
                }
            }
            if categories.is_empty() { Ok(None) } else { IndexTree::new(categories, source, score).map(Some) }
        };
        let top = rated.first().map_or(1, |(question, _)| best(question));
        let expected = |at: usize| questions.iter().find(|question| question.asked == Asked::Expectation(at));
        let mut pairs = Vec::new();
        for question in questions {
            if let Asked::Rating(at) = question.asked
                && let Some(expectation) = expected(at)
            {
                pairs.push((question.name.clone(), expectation.name.clone(), scale_of(question)?));
            }
        }
        Ok(Questionnaire {
            weighted: tree(WeightSource::Stated, ItemScore::Linear)?,
            equal: tree(WeightSource::Equal, ItemScore::Linear)?,
            top_box: tree(WeightSource::Stated, ItemScore::TopBox(top))?,
            path_model: path_model(&rated)?,
            pairs,
            has_ease: questions.iter().any(|question| question.asked == Asked::Ease),
        })
    }

    /// The built-in formulas that this questionnaire can feed, and why the others cannot be fed.
    pub fn offers(&self, formula: BuiltIn) -> Result<(), &'static str> {
        match formula {
            BuiltIn::Ces if !self.has_ease => {
                Err("`ease` is asked after contacts only: judge the survey after contacts (--of contacts)")
            }
            BuiltIn::ExpectationGap if self.pairs.is_empty() => {
                Err("no expectation is asked: set survey.expectations = true")
            }
            BuiltIn::CsiWeighted | BuiltIn::CsiUnweighted | BuiltIn::CsiTopBox | BuiltIn::EcsiPls
                if self.weighted.is_none() =>
            {
                Err("no category is asked about")
            }
            _ => Ok(()),
        }
    }
}

fn path_model(rated: &[(&Question, &Surveyed)]) -> Result<Option<PathModel>, MetricProblem> {
    let ratings: Vec<&str> = rated.iter().map(|(question, _)| question.name.as_str()).collect();
    if ratings.is_empty() {
        return Ok(None);
    }
    let spec = PathModelSpec::default()
        .construct("quality", Mode::A, &ratings)
        .construct("satisfaction", Mode::A, &ACSI)
        .construct("loyalty", Mode::A, &["recommend"])
        .path("quality", &["satisfaction"])
        .path("satisfaction", &["loyalty"]);
    PathModel::new(&spec).map(Some)
}

/// A path model ready to be fitted to resamples.
pub(super) struct Refits {
    sample: PathFit,
    data: PathData,
}

impl Questionnaire {
    /// What is fitted anew to each resample; `None` for formulas without parameters.
    pub(super) fn refits(&self, of: BuiltIn, survey: &SurveyTable) -> Result<Option<Refits>, MetricProblem> {
        let Some(model) = self.path_model.as_ref().filter(|_| of == BuiltIn::EcsiPls) else {
            return Ok(None);
        };
        let data = PathData::of(survey, model, MissingItems::Mean)?;
        let sample = fit(model, &data.covariance(Divisor::Sample)?, &PlsSettings::default())?;
        Ok(Some(Refits { sample, data }))
    }
}

impl Refits {
    /// The index of resamples, the path model being fitted anew to each.
    pub(super) fn bootstrap(
        &self,
        bootstrap: &Bootstrap,
        design: &SampleDesign,
    ) -> Result<Option<Replicates>, MetricProblem> {
        let figure = |refit: &PathFit| {
            let of = index::index(refit, SATISFACTION, Scale::ONE_TO_TEN, ScoreConvention::Fornell);
            vec![of.ok().map(|of| of.index)]
        };
        let of = resample_figures(&self.sample, &self.data, design, bootstrap, SignChange::None, 1, figure)?;
        Ok(of.into_iter().next())
    }
}

/// Place of the satisfaction construct of [`path_model`].
const SATISFACTION: usize = 1;

/// What each respondent contributes to a formula that is a mean of contributions, or may be taken as one.
pub type Scores = Vec<Option<f64>>;

impl BuiltIn {
    /// Weights of the three ACSI questions by the path model, fitted to a survey; `None` for the other formulas.
    pub fn parameters(
        self,
        survey: &SurveyTable,
        asked: &Questionnaire,
    ) -> Result<Option<[f64; 3]>, MetricProblem> {
        if !self.has_parameters() {
            return Ok(None);
        }
        let model = asked.path_model.as_ref().ok_or_else(|| nobody(self))?;
        let data = PathData::of(survey, model, MissingItems::Mean)?;
        weights_of(&fit(model, &data.covariance(Divisor::Sample)?, &PlsSettings::default())?).map(Some)
    }

    /// What each respondent contributes; the figure is the mean. `parameters` are those of [`BuiltIn::parameters`].
    pub fn scores(
        self,
        survey: &SurveyTable,
        asked: &Questionnaire,
        parameters: Option<[f64; 3]>,
    ) -> Result<Scores, MetricProblem> {
        let of_tree = |tree: &Option<IndexTree>| {
            let tree = tree.as_ref().ok_or_else(|| nobody(self))?;
            respondent_scores(survey, tree, MissingRule::Renormalise)
        };
        let of_column = |name: &str, score: &dyn Fn(f64) -> f64| -> Result<Scores, MetricProblem> {
            Ok(survey.column(name)?.iter().map(|answer| answer.map(score)).collect())
        };
        let best = |top: usize| Csat::new(Scale::ONE_TO_TEN, top);
        match self {
            BuiltIn::CsiWeighted => of_tree(&asked.weighted),
            BuiltIn::CsiUnweighted => of_tree(&asked.equal),
            BuiltIn::CsiTopBox => of_tree(&asked.top_box),
            BuiltIn::Acsi => three(survey, [1.0 / 3.0; 3]),
            BuiltIn::EcsiPls => three(survey, parameters.map_or_else(|| Err(nobody(self)), Ok)?),
            BuiltIn::CsatTop1 => {
                let csat = best(1)?;
                of_column("overall", &|answer| csat.contribution(answer))
            }
            BuiltIn::CsatTop2 => {
                let csat = best(2)?;
                of_column("overall", &|answer| csat.contribution(answer))
            }
            BuiltIn::CsatMean => of_column("overall", &|answer| Scale::ONE_TO_TEN.to_hundred(answer)),
            BuiltIn::NpsWald | BuiltIn::NpsAdjustedWald | BuiltIn::NpsScore => {
                of_column("recommend", &nps::contribution)
            }
            BuiltIn::Ces => of_column("ease", &|answer| CesVersion::Two.contribution(answer)),
            BuiltIn::ExpectationGap => gap(survey, &asked.pairs),
        }
    }

    /// Whether the formula estimates parameters of its own.
    pub fn has_parameters(self) -> bool {
        self == BuiltIn::EcsiPls
    }

    /// Whether the formula counts every respondent once whatever the survey's weights.
    pub fn ignores_weights(self) -> bool {
        matches!(
            self,
            BuiltIn::CsatTop1
                | BuiltIn::CsatTop2
                | BuiltIn::NpsWald
                | BuiltIn::NpsAdjustedWald
                | BuiltIn::NpsScore
        )
    }

    /// The formula's own interval, made from counts; `None` where it is Student's about a linearised mean.
    pub fn interval_of_counts(
        self,
        survey: &SurveyTable,
        confidence: Confidence,
    ) -> Result<Option<Interval>, MetricProblem> {
        let of_nps = |method: NpsInterval| -> Result<Option<Interval>, MetricProblem> {
            let counts = NpsCounts::of("recommend", survey.column("recommend")?.iter())?;
            counts.interval(method, confidence).map(Some)
        };
        let of_csat = |top: usize| -> Result<Option<Interval>, MetricProblem> {
            let answers: Vec<Option<f64>> = survey.column("overall")?.iter().collect();
            let csat = Csat::new(Scale::ONE_TO_TEN, top)?;
            Ok(Some(csat.of("overall", answers.iter().copied(), confidence)?.1))
        };
        match self {
            BuiltIn::NpsWald => of_nps(NpsInterval::Wald),
            BuiltIn::NpsAdjustedWald => of_nps(NpsInterval::AdjustedWald),
            BuiltIn::NpsScore => of_nps(NpsInterval::Score),
            BuiltIn::CsatTop1 => of_csat(1),
            BuiltIn::CsatTop2 => of_csat(2),
            _ => Ok(None),
        }
    }
}

fn nobody(formula: BuiltIn) -> MetricProblem {
    MetricProblem::NoAnswers { what: formula.name().to_string() }
}

/// The Fornell raw weights of the satisfaction construct, summing to 1.
fn weights_of(fit: &PathFit) -> Result<[f64; 3], MetricProblem> {
    let of = index::index(fit, SATISFACTION, Scale::ONE_TO_TEN, ScoreConvention::Fornell)?;
    <[f64; 3]>::try_from(of.weights).map_err(|given| MetricProblem::WrongNumber {
        what: "items of the satisfaction construct",
        given: given.len(),
        needed: 3,
    })
}

/// A weighted mean of the three ACSI questions on 0-100; of those who answered all.
fn three(survey: &SurveyTable, weights: [f64; 3]) -> Result<Scores, MetricProblem> {
    let columns = survey.columns_of(&ACSI)?;
    let score = |row: usize| {
        columns.iter().zip(weights).try_fold(0.0, |sum, (column, weight)| {
            column.get(row).map(|answer| sum + weight * Scale::ONE_TO_TEN.to_hundred(answer))
        })
    };
    Ok((0..survey.rows()).map(score).collect())
}

/// Mean over the indicators of rating minus expectation, of those indicators for which both were answered.
fn gap(survey: &SurveyTable, pairs: &[(String, String, Scale)]) -> Result<Scores, MetricProblem> {
    let columns = pairs
        .iter()
        .map(|(rating, expectation, scale)| Ok((survey.column(rating)?, survey.column(expectation)?, scale)))
        .collect::<Result<Vec<_>, MetricProblem>>()?;
    let score = |row: usize| {
        let gaps = columns.iter().filter_map(|(rating, expectation, scale)| {
            Some(100.0 * (rating.get(row)? - expectation.get(row)?) / scale.extent())
        });
        let (sum, n) = gaps.fold((0.0, 0u32), |(sum, n), gap| (sum + gap, n + 1));
        (n > 0).then(|| sum / f64::from(n))
    };
    Ok((0..survey.rows()).map(score).collect())
}
