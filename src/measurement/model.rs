//! The model file: what the columns of a survey mean (`docs/measure.md`).

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// A model file.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SurveyModelFile {
    /// Name of the survey, as printed.
    pub name: String,
    /// Confidence of the intervals, 0.5 to below 1; 0.95 if not given.
    #[schemars(extend("minimum" = 0.5, "exclusiveMaximum" = 1.0))]
    pub confidence: Option<f64>,
    /// How the sample was drawn.
    pub design: DesignSpec,
    /// Codes and words that are no answer in any column, beside empty fields and `NA`.
    pub not_applicable: Vec<Code>,
    /// Questions with their scale.
    pub items: Vec<ItemsSpec>,
    /// Categories of the importance-weighted index.
    pub category: Vec<CategorySpec>,
    /// How the index is made.
    pub index: IndexSpec,
    /// The three ACSI items.
    pub acsi: Option<AcsiSpec>,
    /// Questions on willingness to recommend, 0-10.
    pub nps: Vec<String>,
    /// Questions whose share of the satisfied counts.
    pub csat: Vec<CsatSpec>,
    /// Customer effort.
    pub ces: Vec<CesSpec>,
    /// Questions answered by yes or no.
    pub share: Vec<ShareSpec>,
    /// Expectation of each rating: column of the rating = column of the expectation.
    pub expectations: IndexMap<String, String>,
    /// Scales whose reliability is of interest.
    pub reliability: Vec<ScaleSpec>,
    /// What moves an overall judgement.
    pub drivers: Option<DriversSpec>,
    /// What moves a yes.
    pub outcome: Vec<OutcomeSpec>,
    /// Kano pairs.
    pub kano: KanoSpec,
    /// A path model (ECSI).
    pub pls: Option<PlsSpec>,
    /// Figures of others.
    pub benchmark: Vec<BenchmarkSpec>,
}

/// A code in a file: a number or a word.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(extend("x-kind" = "code"))]
pub enum Code {
    /// A number.
    Number(f64),
    /// A word.
    Word(String),
}

impl Code {
    /// Whether a cell holds this code.
    pub fn is(&self, cell: &str, number: Option<f64>) -> bool {
        match self {
            Code::Number(code) => number == Some(*code),
            Code::Word(word) => word == cell,
        }
    }
}

/// Columns of the sample design, and groups.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DesignSpec {
    /// Column of the weights, numbers above 0.
    pub weight: Option<String>,
    /// Column of the strata.
    pub stratum: Option<String>,
    /// Column of the clusters (within the stratum); a respondent without one is a cluster alone.
    pub cluster: Option<String>,
    /// Columns whose groups are compared.
    pub segments: Vec<String>,
    /// Separator of columns; by default the one that the header holds most of: comma, semicolon or tab.
    pub separator: Option<String>,
}

/// Questions that share a scale.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemsSpec {
    /// Their columns.
    #[schemars(length(min = 1))]
    pub columns: Vec<String>,
    /// Lowest and highest answer.
    pub scale: [f64; 2],
    /// Codes that are no answer in these columns.
    #[serde(default)]
    pub not_applicable: Vec<Code>,
    /// Whether the lowest answer is the best; answers are then turned round.
    #[serde(default)]
    pub reversed: bool,
    /// Answers in words, each with its number.
    #[serde(default)]
    pub words: IndexMap<String, f64>,
    /// Added to every code to make the answer: -1 for 0-10 coded 1-11. Codes of no answer are those in the file.
    #[serde(default)]
    pub add: f64,
}

/// A category of the index.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CategorySpec {
    /// Its name.
    pub name: String,
    /// Its importance, of any unit.
    #[serde(default = "one")]
    #[schemars(range(min = 0))]
    pub importance: f64,
    /// Its questions: column = importance within the category, of any unit.
    pub indicators: IndexMap<String, f64>,
}

/// How the index is made.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct IndexSpec {
    /// Where importance comes from.
    pub weights: IndexWeights,
    /// Column of the importance of each indicator: column of the rating = column of its importance; with
    /// `weights = "asked"`.
    pub importance: IndexMap<String, String>,
    /// Column of the overall judgement; with `weights = "derived"`.
    pub judgement: Option<String>,
    /// What is done about missing answers.
    pub missing: Missing,
    /// Also an index of the best so many answers.
    #[schemars(range(min = 1))]
    pub top_box: Option<usize>,
    /// Points of the index that a point of disconfirmation is worth in the expectation-adjusted index.
    pub disconfirmation: Option<f64>,
}

/// Where importance comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndexWeights {
    /// From the model file.
    #[default]
    Stated,
    /// From questions on importance.
    Asked,
    /// From how ratings move with an overall judgement (Shapley value of R squared).
    Derived,
}

/// What is done about missing answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Importance is made to sum to 1 over what a respondent answered.
    #[default]
    Renormalise,
    /// Only those count who answered everything.
    CompleteOnly,
    /// The index of the means of the questions.
    ItemMeans,
}

/// The three ACSI items.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcsiSpec {
    /// Columns of overall satisfaction, confirmation of expectations, closeness to the ideal.
    pub columns: [String; 3],
    /// Their weights; equal if not given.
    #[serde(default)]
    pub weights: Option<[f64; 3]>,
}

/// A share of the satisfied.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CsatSpec {
    /// Its column.
    pub column: String,
    /// How many of the best answers count; by default 1 of 3, 2 of 4 to 7, 3 of 10.
    #[serde(default)]
    #[schemars(range(min = 1))]
    pub top: Option<usize>,
}

/// Customer effort.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CesSpec {
    /// Its column.
    pub column: String,
    /// 1: effort, 1-5, low is good. 2: "made it easy", 1-7.
    #[schemars(range(min = 1, max = 2), extend("x-why" = "there are two: 1 (effort, 1-5, low is good) and 2 (made it easy, 1-7)"))]
    pub version: u8,
}

/// A question answered by yes or no.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareSpec {
    /// Name of the share: complaint, first_contact_resolution, retention, repurchase, or any other.
    pub name: String,
    /// Its column.
    pub column: String,
    /// Codes that mean yes; every other answer means no.
    #[schemars(length(min = 1))]
    pub yes: Vec<Code>,
}

/// Questions that should measure one thing.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleSpec {
    /// Name.
    pub name: String,
    /// Its columns, two or more.
    #[schemars(length(min = 2))]
    pub columns: Vec<String>,
}

/// What moves an overall judgement.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DriversSpec {
    /// Column of the judgement.
    pub judgement: String,
    /// Columns of the drivers.
    #[schemars(length(min = 1))]
    pub columns: Vec<String>,
    /// Answers up to the first count as low performance and from the second on as high, for penalty and reward.
    #[serde(default)]
    pub penalty_reward: Option<[f64; 2]>,
}

/// What moves a yes: the odds of a share by the answers to other questions.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeSpec {
    /// Name of one of the shares.
    pub share: String,
    /// Columns of the questions.
    #[schemars(length(min = 1))]
    pub columns: Vec<String>,
}

/// Kano pairs.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct KanoSpec {
    /// The five answers in words, from like to dislike; codes 1 to 5 are understood without.
    pub words: Option<[String; 5]>,
    /// Whether Pouliot's table is taken, in which both "must be" or both "live with" are questionable.
    pub pouliot: bool,
    /// The features.
    pub feature: Vec<FeatureSpec>,
}

/// A feature with its pair of questions.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeatureSpec {
    /// Name.
    pub name: String,
    /// Column: the feature is there.
    pub functional: String,
    /// Column: it is not there.
    pub dysfunctional: String,
}

/// A path model.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlsSpec {
    /// `path`, `centroid` or `factorial`.
    #[serde(default)]
    pub scheme: Scheme,
    /// Whether items are standardised before the fit; else only centred.
    #[serde(default = "yes")]
    pub standardise: bool,
    /// The constructs: name = columns.
    pub constructs: IndexMap<String, Vec<String>>,
    /// Constructs that are formed by their items (mode B); the others show in them (mode A).
    #[serde(default)]
    pub formative: Vec<String>,
    /// The paths: name = names it acts on.
    pub paths: IndexMap<String, Vec<String>>,
    /// Construct whose importance-performance map is wanted; by default none.
    #[serde(default)]
    pub target: Option<String>,
}

/// The inner weights of a path model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// Path weighting, as ECSI is made.
    #[default]
    Path,
    /// Signs of correlations.
    Centroid,
    /// Correlations.
    Factorial,
}

/// A figure of somebody else.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BenchmarkSpec {
    /// Whose it is.
    pub name: String,
    /// Which of our figures it is compared with: `csi`, `acsi`, `nps:COLUMN`, `csat:COLUMN`, `ecsi:CONSTRUCT`.
    pub figure: String,
    /// Its value.
    pub value: f64,
    /// Its standard error, if it is known.
    #[serde(default)]
    #[schemars(range(min = 0))]
    pub standard_error: Option<f64>,
}

fn one() -> f64 {
    1.0
}

fn yes() -> bool {
    true
}
