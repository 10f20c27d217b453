//! The importance-weighted index of large surveys, segment by segment, in one pass over the answers.
//!
//! Answers have few values, so what a pair of them adds is looked up, not computed: one load for two answers.
//!
//! The same figures as [`super::importance_weighted::csi`] with [`MissingRule::Renormalise`] or
//! [`MissingRule::CompleteOnly`] gives for each segment, without clusters. Rows are taken in blocks that stay in the
//! nearest cache, columns in pairs, so that a survey of ten million respondents is read once and nothing of its size is
//! kept. Blocks are shared out over threads and added up in their order: the bits do not depend on the threads.
//!
//! Where answers are missing, the sum of a category is made the same way, a missing one adding 0, and is then divided by the
//! weights of what was answered. Those are looked up by the *mask* of a row: which of up to eight items are missing, a bit for
//! each. The order of every sum is fixed: items of a pair, pairs of a category, categories of the index.

mod lookup;
mod plan;

use super::importance_weighted::MissingRule;
use super::tree::{IndexTree, ItemScore};
use crate::metrics::problem::MetricProblem;
use crate::metrics::survey_table::SurveyTable;
use crate::parallel::{Cancellation, ordered_map};
use crate::statistics::Estimate;
use plan::{Plan, Scratch};

/// Rows of a block.
const BLOCK: usize = 512;
/// Blocks that a thread takes at a time.
const BLOCKS_PER_JOB: usize = 128;
/// Scores are summed about this, so that squares keep their digits.
const CENTRE: f64 = 50.0;

/// The index of one segment.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentIndex {
    /// The segment's name; "all" without segments.
    pub segment: String,
    /// The index, 0-100, with the standard error of weighted independent rows; absent where nobody of the segment
    /// answered.
    pub index: Option<Estimate>,
    /// Sum of the weights of those who answered.
    pub weight: f64,
}

/// The index of every segment of a survey whose items are all [`Column::Ratings`](crate::metrics::Column::Ratings).
///
/// Fails on an unknown column, a column of another kind, a scale that does not lie within 0-14, and an answer outside its
/// scale. [`MissingRule::ItemMeans`] and top boxes have no one-pass form and are refused.
pub fn csi_by_segment(
    survey: &SurveyTable,
    tree: &IndexTree,
    missing: MissingRule,
    threads: usize,
) -> Result<Vec<SegmentIndex>, MetricProblem> {
    if missing == MissingRule::ItemMeans || tree.score() != ItemScore::Linear {
        let why = "the one-pass index takes scores on 0-100 over what each respondent answered; take `csi`"
            .to_string();
        return Err(MetricProblem::BadModel { why });
    }
    let plan = Plan::new(survey, tree, missing)?;
    let names: Vec<String> = survey.segments().map_or_else(|| vec!["all".to_string()], |of| of.names.clone());
    let jobs: Vec<usize> = (0..survey.rows()).step_by(BLOCK * BLOCKS_PER_JOB).collect();
    let work = |scratch: &mut Scratch, &first: &usize| {
        let mut sums = vec![Sums::default(); names.len()];
        let end = (first + BLOCK * BLOCKS_PER_JOB).min(survey.rows());
        for from in (first..end).step_by(BLOCK) {
            plan.block(from, (from + BLOCK).min(end), scratch, &mut sums)?;
        }
        Ok::<_, MetricProblem>(sums)
    };
    let parts = ordered_map(&jobs, threads, &Cancellation::default(), &|_| {}, Scratch::default, work);
    let mut sums = vec![Sums::default(); names.len()];
    for part in parts.into_iter().flatten() {
        sums.iter_mut().zip(part?).for_each(|(sum, part)| sum.add(&part));
    }
    Ok(names.into_iter().zip(sums).map(|(name, sums)| sums.index(name, survey.rows())).collect())
}

/// Sums over a segment: weights, and powers of weight times score about [`CENTRE`].
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    n: u64,
    weight: f64,
    score: f64,
    weight_squared: f64,
    weight_squared_score: f64,
    squares: f64,
}

impl Sums {
    #[inline]
    fn take(&mut self, weight: f64, score: f64) {
        let score = score - CENTRE;
        let (ws, ww) = (weight * score, weight * weight);
        self.n += u64::from(weight > 0.0);
        self.weight += weight;
        self.score += ws;
        self.weight_squared += ww;
        self.weight_squared_score += ww * score;
        self.squares += ws * ws;
    }

    fn add(&mut self, other: &Sums) {
        self.n += other.n;
        self.weight += other.weight;
        self.score += other.score;
        self.weight_squared += other.weight_squared;
        self.weight_squared_score += other.weight_squared_score;
        self.squares += other.squares;
    }

    fn index(&self, segment: String, rows: usize) -> SegmentIndex {
        if self.weight <= 0.0 || rows < 2 {
            return SegmentIndex { segment, index: None, weight: self.weight };
        }
        let mean = self.score / self.weight;
        // sum of (w (s - mean))^2, and the rows of the whole survey as the clusters of its one stratum.
        let spread =
            self.squares - 2.0 * mean * self.weight_squared_score + mean * mean * self.weight_squared;
        let n = rows as f64;
        let standard_error = (spread.max(0.0) * n / (n - 1.0)).sqrt() / self.weight;
        let index = Estimate {
            value: mean + CENTRE,
            standard_error,
            degrees_of_freedom: n - 1.0,
            n: self.n as usize,
        };
        SegmentIndex { segment, index: Some(index), weight: self.weight }
    }
}

#[cfg(test)]
mod tests {
    use super::super::importance_weighted::respondent_scores;
    use super::super::tree::tests::tree;
    use super::*;
    use crate::metrics::indices::{Category, Indicator, WeightSource};
    use crate::metrics::scale::Scale;
    use crate::metrics::survey_table::{Column, Labels};
    use crate::random::{Purpose, Stream};

    /// A survey of 70 001 rows on the four items of the test tree, weighted, in three segments.
    fn survey(gaps: bool) -> SurveyTable {
        let rows = 70_001;
        let mut luck = Stream::new(6, 6).luck(Purpose::Survey, 0, 0);
        let mut codes = |share: f64| -> Vec<u8> {
            (0..rows)
                .map(|_| match luck.happens(share) {
                    true => Column::MISSING,
                    false => 1 + (10.0 * luck.uniform()) as u8,
                })
                .collect()
        };
        let share = if gaps { 0.2 } else { 0.0 };
        let columns: Vec<Vec<u8>> = (0..4).map(|_| codes(share)).collect();
        let survey = ["a", "b", "c", "d"]
            .into_iter()
            .zip(columns)
            .fold(SurveyTable::new(rows), |survey, (name, codes)| {
                survey.with_column(name, Column::Ratings(codes)).expect("it fits")
            });
        let names = ["contract", "prepaid", "nobody"].map(str::to_string).to_vec();
        survey
            .with_weights((0..rows).map(|row| (row % 4) as f64).collect())
            .and_then(|survey| {
                survey.with_segments(Labels {
                    names,
                    codes: (0..rows).map(|row| (row % 3 / 2) as u32).collect(),
                })
            })
            .expect("it fits")
    }

    #[test]
    fn it_is_the_index_of_the_slow_way() {
        let tree = tree(ItemScore::Linear);
        for (gaps, rule) in [
            (false, MissingRule::Renormalise),
            (true, MissingRule::Renormalise),
            (true, MissingRule::CompleteOnly),
        ] {
            let survey = survey(gaps);
            let fast = csi_by_segment(&survey, &tree, rule, 1).expect("answers");
            assert_eq!(fast, csi_by_segment(&survey, &tree, rule, 3).expect("answers"));
            let scores = respondent_scores(&survey, &tree, rule).expect("answers");
            let codes = &survey.segments().expect("segments").codes;
            let design = survey.design().expect("a design");
            for (segment, of) in fast[..2].iter().enumerate() {
                let slow =
                    design.mean(|row| scores[row].filter(|_| codes[row] == segment as u32)).expect("answers");
                let fast = of.index.expect("answers");
                assert!((fast.value - slow.value).abs() < 1e-10, "{fast:?} {slow:?}");
                assert!((fast.standard_error - slow.standard_error).abs() < 1e-10, "{fast:?} {slow:?}");
                assert_eq!((fast.n, fast.degrees_of_freedom), (slow.n, slow.degrees_of_freedom));
            }
            assert_eq!((fast[2].index, fast[2].weight), (None, 0.0));
        }
    }

    /// A category of nine items, whose missing answers make two masks, beside one of a single item.
    #[test]
    fn a_category_of_more_than_eight_items_is_the_index_of_the_slow_way() {
        let rows = 2_000;
        let mut luck = Stream::new(7, 1).luck(Purpose::Survey, 0, 0);
        let mut survey = SurveyTable::new(rows);
        let mut indicators = Vec::new();
        for item in 0..10u32 {
            let column = format!("q{item}");
            let codes = (0..rows).map(|_| match luck.happens(0.3) {
                true => Column::MISSING,
                false => 1 + (10.0 * luck.uniform()) as u8,
            });
            survey = survey.with_column(&column, Column::Ratings(codes.collect())).expect("it fits");
            let importance = f64::from(1 + item);
            indicators.push(Indicator { column, scale: Scale::ONE_TO_TEN, importance });
        }
        let alone = indicators.split_off(9);
        let category = |name: &str, indicators| Category { name: name.into(), importance: 1.0, indicators };
        let categories = vec![category("large", indicators), category("small", alone)];
        let tree = IndexTree::new(categories, WeightSource::Stated, ItemScore::Linear).expect("a tree");
        for rule in [MissingRule::Renormalise, MissingRule::CompleteOnly] {
            let fast = csi_by_segment(&survey, &tree, rule, 1).expect("answers")[0].index.expect("answers");
            let scores = respondent_scores(&survey, &tree, rule).expect("answers");
            let slow = survey.design().expect("a design").mean(|row| scores[row]).expect("answers");
            assert!((fast.value - slow.value).abs() < 1e-10, "{fast:?} {slow:?}");
            assert!((fast.standard_error - slow.standard_error).abs() < 1e-10, "{fast:?} {slow:?}");
            assert_eq!(fast.n, slow.n);
        }
    }

    #[test]
    fn faults_are_named_with_their_row() {
        let tree = tree(ItemScore::Linear);
        let mut codes = vec![5; 9_000];
        codes[8_123] = 11;
        let survey = ["a", "b", "c"].into_iter().fold(SurveyTable::new(9_000), |survey, name| {
            survey.with_column(name, Column::Ratings(vec![5; 9_000])).expect("it fits")
        });
        let wrong = survey.clone().with_column("d", Column::Ratings(codes)).expect("it fits");
        assert!(matches!(
            csi_by_segment(&wrong, &tree, MissingRule::Renormalise, 2),
            Err(MetricProblem::OutsideScale { row: 8_123, value: 11.0, .. })
        ));
        let numbers = survey.with_column("d", Column::from_answers(vec![Some(5.0); 9_000])).expect("it fits");
        assert!(csi_by_segment(&numbers, &tree, MissingRule::Renormalise, 1).is_err());
        assert!(csi_by_segment(&numbers, &tree, MissingRule::ItemMeans, 1).is_err());
    }
}
