//! Why a statistic does not exist.

/// What kept a statistic from being computed: what was given, what is allowed, and why.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// Two inputs that belong together row by row differ in length.
    #[error("{what} has {given} rows, but {needed} are needed: it belongs to the rows of the values")]
    UnequalLengths {
        /// Which input.
        what: &'static str,
        /// Rows it has.
        given: usize,
        /// Rows it should have.
        needed: usize,
    },
    /// Fewer observations than the statistic needs.
    #[error("{what} needs at least {needed} {unit}, but there are {given}")]
    TooFew {
        /// The statistic.
        what: &'static str,
        /// What is counted: "values", "clusters", "items".
        unit: &'static str,
        /// How many there are.
        given: usize,
        /// How many are needed.
        needed: usize,
    },
    /// Something that must vary does not.
    #[error("{what} does not vary: all of its values are the same, so nothing can be divided by its spread")]
    Constant {
        /// Which input.
        what: String,
    },
    /// A number that must be finite is not.
    #[error("{what} of row {row} is {value}: it must be a finite number")]
    NotFinite {
        /// Which input.
        what: String,
        /// Row, from 0.
        row: usize,
        /// What was given.
        value: f64,
    },
    /// A weight that is no weight.
    #[error("the weight of row {row} is {value}: a weight is a finite number of 0 or more")]
    BadWeight {
        /// Row, from 0.
        row: usize,
        /// What was given.
        value: f64,
    },
    /// All weights are zero, or no row is left that has one.
    #[error("the weights of all rows that count are 0: nobody stands for anybody")]
    NoWeight,
    /// A number outside its range.
    #[error("{what} is {value}: it must lie {allowed}")]
    OutOfRange {
        /// Which input.
        what: String,
        /// What was given.
        value: f64,
        /// The range in words.
        allowed: &'static str,
    },
    /// A stratum with one cluster has no spread from which noise could be estimated.
    #[error(
        "stratum {stratum} has a single cluster: the spread between its clusters cannot be estimated; merge the stratum with a similar one"
    )]
    LonelyCluster {
        /// The stratum's code.
        stratum: u32,
    },
    /// The population of a stratum is given differently by its rows, or is smaller than its sample.
    #[error(
        "stratum {stratum}: the number of clusters in the population is given as {given}, but it must be one number of at least {sampled}, the clusters in the sample"
    )]
    BadPopulation {
        /// The stratum's code.
        stratum: u32,
        /// What was given.
        given: f64,
        /// Clusters sampled.
        sampled: usize,
    },
    /// A target for a category in which nobody is.
    #[error("margin {margin}: category {category} should hold {target}, but no row with a weight is in it")]
    EmptyCategory {
        /// Which margin, from 0.
        margin: usize,
        /// Which category.
        category: u32,
        /// The target.
        target: f64,
    },
    /// Margins that do not add up to one population.
    #[error(
        "margin {margin} adds up to {given}, but the first one to {needed}: all margins describe one population"
    )]
    MarginsDisagree {
        /// Which margin, from 0.
        margin: usize,
        /// Its total.
        given: f64,
        /// The first one's total.
        needed: f64,
    },
    /// An iteration that did not settle.
    #[error(
        "{what} did not settle: after {rounds} rounds it still moves by {left:e}, more than {tolerance:e}"
    )]
    NotSettled {
        /// What was iterated.
        what: &'static str,
        /// Rounds made.
        rounds: usize,
        /// The last change.
        left: f64,
        /// The change allowed.
        tolerance: f64,
    },
    /// Predictors of which one is a combination of others.
    #[error(
        "{what}: one column is a combination of others (or does not vary), so that no single solution exists"
    )]
    Collinear {
        /// What was being solved.
        what: &'static str,
    },
    /// A correction that leaves the real line.
    #[error("{what} does not exist here: {why}")]
    Undefined {
        /// The statistic.
        what: &'static str,
        /// The reason.
        why: &'static str,
    },
}

/// Checks that `what` has as many rows as the values it belongs to.
pub(super) fn same_length(what: &'static str, given: usize, needed: usize) -> Result<(), Problem> {
    if given == needed { Ok(()) } else { Err(Problem::UnequalLengths { what, given, needed }) }
}
