//! The functions of the formula language: names, arguments, meanings.

/// A figure of all respondents made from a value of each. Rows without an answer are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// Mean, every respondent counting once.
    Mean,
    /// Mean by the survey's weights, or by a column of weights.
    WeightedMean,
    /// Share of respondents for whom a condition holds, 0 to 1.
    Share,
    /// The same by the survey's weights.
    WeightedShare,
    /// Sum.
    Sum,
    /// Answers (of a condition: respondents for whom it holds).
    Count,
    /// Respondents, with or without an answer.
    Rows,
    /// Standard deviation, divisor n - 1.
    Sd,
    /// Variance, divisor n - 1.
    Variance,
    /// Correlation of two columns over those who answered both.
    Correlation,
    /// The smallest answer with at least a share of the answers at or below it; between two, their middle (definition 2
    /// of Hyndman and Fan 1996).
    Quantile,
    /// The quantile of a half.
    Median,
    /// Smallest answer.
    Lowest,
    /// Largest answer.
    Highest,
}

/// A function of the values of one respondent, or of single figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    /// One of two values by a condition; without the second: missing.
    If,
    /// Whether there is no answer.
    Missing,
    /// The first value, or the second where the first is missing.
    OrElse,
    /// Mean of those of several values that are not missing.
    RowMean,
    /// Distance from 0.
    Abs,
    /// Square root.
    Sqrt,
    /// Natural logarithm.
    Log,
    /// e to the power.
    Exp,
    /// Nearest whole number, halves to the even one.
    Round,
}

/// What a name followed by a bracket means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A figure of all respondents.
    Aggregate(Aggregate),
    /// A value of each respondent.
    Each(Each),
}

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// How it is written.
    pub usage: &'static str,
    /// What it gives.
    pub text: &'static str,
    /// What it means.
    pub meaning: Meaning,
    /// Fewest arguments.
    pub fewest: usize,
    /// Most arguments.
    pub most: usize,
}

const fn aggregate(
    name: &'static str,
    usage: &'static str,
    text: &'static str,
    of: Aggregate,
    fewest: usize,
    most: usize,
) -> Function {
    Function { name, usage, text, meaning: Meaning::Aggregate(of), fewest, most }
}

const fn each(
    name: &'static str,
    usage: &'static str,
    text: &'static str,
    of: Each,
    fewest: usize,
    most: usize,
) -> Function {
    Function { name, usage, text, meaning: Meaning::Each(of), fewest, most }
}

/// All functions, in the order of the documentation.
pub const FUNCTIONS: &[Function] = &[
    aggregate(
        "mean",
        "mean(x)",
        "mean of the answers, every respondent counting once",
        Aggregate::Mean,
        1,
        1,
    ),
    aggregate(
        "weighted_mean",
        "weighted_mean(x) or weighted_mean(x, w)",
        "mean by the survey's weights, or by those of w",
        Aggregate::WeightedMean,
        1,
        2,
    ),
    aggregate(
        "share",
        "share(condition)",
        "share (0 to 1) of those for whom the condition holds, among those for whom it is known",
        Aggregate::Share,
        1,
        1,
    ),
    aggregate(
        "weighted_share",
        "weighted_share(condition)",
        "the same by the survey's weights",
        Aggregate::WeightedShare,
        1,
        1,
    ),
    aggregate("sum", "sum(x)", "sum of the answers", Aggregate::Sum, 1, 1),
    aggregate(
        "count",
        "count(x) or count(condition)",
        "number of answers, or of those for whom the condition holds",
        Aggregate::Count,
        1,
        1,
    ),
    aggregate("rows", "rows()", "number of respondents", Aggregate::Rows, 0, 0),
    aggregate("sd", "sd(x)", "standard deviation, divisor n - 1", Aggregate::Sd, 1, 1),
    aggregate("variance", "variance(x)", "variance, divisor n - 1", Aggregate::Variance, 1, 1),
    aggregate(
        "correlation",
        "correlation(x, y)",
        "correlation over those who answered both",
        Aggregate::Correlation,
        2,
        2,
    ),
    aggregate(
        "quantile",
        "quantile(x, p)",
        "the answer below which a share p (0 to 1) of the answers lies",
        Aggregate::Quantile,
        2,
        2,
    ),
    aggregate("median", "median(x)", "quantile(x, 0.5)", Aggregate::Median, 1, 1),
    aggregate("lowest", "lowest(x)", "smallest answer", Aggregate::Lowest, 1, 1),
    aggregate("highest", "highest(x)", "largest answer", Aggregate::Highest, 1, 1),
    each(
        "if",
        "if(condition, a) or if(condition, a, b)",
        "a where the condition holds, b (or nothing) where it does not",
        Each::If,
        2,
        3,
    ),
    each("missing", "missing(x)", "whether there is no answer", Each::Missing, 1, 1),
    each("or_else", "or_else(x, a)", "x, or a where x is missing", Each::OrElse, 2, 2),
    each(
        "row_mean",
        "row_mean(x, y, ...)",
        "mean of those of the respondent's answers that are not missing",
        Each::RowMean,
        1,
        60,
    ),
    each("abs", "abs(x)", "distance from 0", Each::Abs, 1, 1),
    each("sqrt", "sqrt(x)", "square root", Each::Sqrt, 1, 1),
    each("log", "log(x)", "natural logarithm", Each::Log, 1, 1),
    each("exp", "exp(x)", "e to the power x", Each::Exp, 1, 1),
    each("round", "round(x)", "nearest whole number", Each::Round, 1, 1),
];

/// The function of that name.
pub(super) fn named(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}
