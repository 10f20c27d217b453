//! The importance-weighted index of large surveys, segment by segment, in one pass over the answers.
//!
//! Answers have few values, so what a pair of them adds is looked up, not computed: one load for two answers.
//!
//! The same figures as [`super::importance_weighted::csi`] with [`MissingRule::Renormalise`] or
//! [`MissingRule::CompleteOnly`] gives for each segment, without clusters. Rows are taken in blocks that stay in the
//! nearest cache, columns in pairs, so that a survey of ten million respondents is read once and nothing of its size is
//! kept. Blocks are shared out over threads and added up in their order: the bits do not depend on the threads.

use super::importance_weighted::MissingRule;
use super::tree::{IndexTree, ItemScore};
use crate::metrics::problem::MetricProblem;
use crate::metrics::scale::Scale;
use crate::metrics::survey_table::{Column, SurveyTable};
use crate::parallel::{Cancellation, ordered_map};
use crate::statistics::Estimate;

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

/// The index of every segment of a survey whose items are all [`Column::Ratings`].
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

/// What is needed of each row.
struct Plan<'a> {
    /// By category: the category's weight and its items.
    categories: Vec<(f64, Vec<Pair<'a>>)>,
    weights: Option<&'a [f64]>,
    segments: Option<&'a [u32]>,
    missing: MissingRule,
}

/// Two items of a category (or the last one alone, then with itself at a weight of 0).
struct Pair<'a> {
    items: [Item<'a>; 2],
    /// What the two answers add to the whole index when none is missing.
    complete: Box<[f64; ANSWERS * ANSWERS]>,
    /// What they add to the sum and to the weights held of their category; nothing where one is missing.
    with_gaps: Box<[[f64; 2]; ANSWERS * ANSWERS]>,
}

#[derive(Clone)]
struct Item<'a> {
    name: &'a str,
    codes: &'a [u8],
    scale: Scale,
    /// Lowest and highest code allowed.
    range: (u8, u8),
    weight: f64,
}

/// Codes that a pair's table tells apart: 0 to 14, and 15 for a missing answer.
const ANSWERS: usize = 16;
/// Stands for a missing answer in a pair.
const GAP: u8 = ANSWERS as u8 - 1;

/// What a thread keeps from block to block.
struct Scratch {
    index: [f64; BLOCK],
    held: [f64; BLOCK],
    /// Sum and weights held of a category.
    of_category: [[f64; 2]; BLOCK],
    /// Which entry of a pair's table each row takes, for two pairs.
    entries: [[u8; BLOCK]; 2],
}

impl Default for Scratch {
    fn default() -> Self {
        Scratch {
            index: [0.0; BLOCK],
            held: [0.0; BLOCK],
            of_category: [[0.0; 2]; BLOCK],
            entries: [[0; BLOCK]; 2],
        }
    }
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

impl<'a> Plan<'a> {
    fn new(
        survey: &'a SurveyTable,
        tree: &'a IndexTree,
        missing: MissingRule,
    ) -> Result<Self, MetricProblem> {
        let mut categories = Vec::new();
        for category in tree.categories() {
            let mut items = Vec::new();
            for indicator in &category.indicators {
                items.push(Item::new(survey, indicator)?);
            }
            let pairs = items.chunks(2).map(|pair| Pair::new(pair, category.importance)).collect();
            categories.push((category.importance, pairs));
        }
        let segments = survey.segments().map(|labels| labels.codes.as_slice());
        if let Some(labels) = survey.segments()
            && let Some(row) = labels.codes.iter().position(|&code| code as usize >= labels.names.len())
        {
            let why = format!("row {row} is in segment number {}, which has no name", labels.codes[row]);
            return Err(MetricProblem::BadModel { why });
        }
        Ok(Plan { categories, weights: survey.weights(), segments, missing })
    }

    fn block(
        &self,
        from: usize,
        to: usize,
        at: &mut Scratch,
        sums: &mut [Sums],
    ) -> Result<(), MetricProblem> {
        let mut complete = true;
        for pair in self.categories.iter().flat_map(|(_, pairs)| pairs) {
            for item in &pair.items {
                complete &= item.check(from, to)?;
            }
        }
        if complete {
            self.score_complete(from, to, at);
        } else {
            self.score_with_gaps(from, to, at);
        }
        for row in 0..to - from {
            if at.held[row] > 0.0 {
                let weight = self.weights.map_or(1.0, |weights| weights[from + row]);
                let segment = self.segments.map_or(0, |codes| codes[from + row] as usize);
                sums[segment].take(weight, at.index[row] / at.held[row]);
            }
        }
        Ok(())
    }

    fn score_complete(&self, from: usize, to: usize, at: &mut Scratch) {
        at.index.fill(0.0);
        at.held.fill(1.0);
        let mut pairs = self.categories.iter().flat_map(|(_, pairs)| pairs);
        let [first, second] = &mut at.entries;
        // Two pairs at a time: half of the passes over the block's sums.
        while let Some(a) = pairs.next() {
            a.entries(from, to, first);
            match pairs.next() {
                Some(b) => {
                    b.entries(from, to, second);
                    for ((sum, &i), &j) in at.index.iter_mut().zip(first.iter()).zip(second.iter()) {
                        *sum += a.complete[usize::from(i)] + b.complete[usize::from(j)];
                    }
                }
                None => {
                    for (sum, &i) in at.index.iter_mut().zip(first.iter()) {
                        *sum += a.complete[usize::from(i)];
                    }
                }
            }
        }
    }

    fn score_with_gaps(&self, from: usize, to: usize, at: &mut Scratch) {
        at.index.fill(0.0);
        at.held.fill(0.0);
        let [entries, _] = &mut at.entries;
        for (weight, pairs) in &self.categories {
            at.of_category.fill([0.0; 2]);
            for pair in pairs {
                pair.entries_with_gaps(from, to, entries);
                for (sums, &i) in at.of_category.iter_mut().zip(entries.iter()) {
                    let [sum, held] = pair.with_gaps[usize::from(i)];
                    *sums = [sums[0] + sum, sums[1] + held];
                }
            }
            for (row, &[sum, held]) in at.of_category[..to - from].iter().enumerate() {
                if self.missing == MissingRule::CompleteOnly && held < 1.0 - 1e-9 {
                    // So far below 0 that no other category brings it back.
                    at.held[row] = f64::NEG_INFINITY;
                } else if held > 0.0 {
                    at.index[row] += weight * sum / held;
                    at.held[row] += weight;
                }
            }
        }
    }
}

impl<'a> Pair<'a> {
    fn new(items: &[Item<'a>], weight_of_category: f64) -> Self {
        let first = items[0].clone();
        let second = items.get(1).cloned().unwrap_or(Item { weight: 0.0, ..first.clone() });
        let mut complete = Box::new([0.0; ANSWERS * ANSWERS]);
        let mut with_gaps = Box::new([[0.0; 2]; ANSWERS * ANSWERS]);
        for entry in 0..ANSWERS * ANSWERS {
            for (item, code) in [(&first, entry / ANSWERS), (&second, entry % ANSWERS)] {
                let score = item.weight * item.scale.to_hundred(code as f64);
                complete[entry] += weight_of_category * score;
                if code != usize::from(GAP) {
                    with_gaps[entry][0] += score;
                    with_gaps[entry][1] += item.weight;
                }
            }
        }
        Pair { items: [first, second], complete, with_gaps }
    }

    fn entries(&self, from: usize, to: usize, entries: &mut [u8; BLOCK]) {
        let [a, b] = &self.items;
        for ((entry, &x), &y) in entries.iter_mut().zip(&a.codes[from..to]).zip(&b.codes[from..to]) {
            *entry = x << 4 | y;
        }
    }

    fn entries_with_gaps(&self, from: usize, to: usize, entries: &mut [u8; BLOCK]) {
        let [a, b] = &self.items;
        for ((entry, &x), &y) in entries.iter_mut().zip(&a.codes[from..to]).zip(&b.codes[from..to]) {
            *entry = x.min(GAP) << 4 | y.min(GAP);
        }
    }
}

impl<'a> Item<'a> {
    fn new(survey: &'a SurveyTable, indicator: &'a super::tree::Indicator) -> Result<Self, MetricProblem> {
        let refuse = |why: String| Err(MetricProblem::BadModel { why });
        let name = &indicator.column;
        let Column::Ratings(codes) = survey.column(name)? else {
            return refuse(format!("`{name}` does not hold whole-numbered ratings"));
        };
        let scale = indicator.scale;
        if scale.low() < 0.0 || scale.high() >= f64::from(GAP) {
            let (low, high) = (scale.low(), scale.high());
            return refuse(format!(
                "the scale {low}-{high} of `{name}` does not lie within 0-14; take `csi`"
            ));
        }
        let range = (scale.low().ceil() as u8, scale.high().floor() as u8);
        Ok(Item { name, codes, scale, range, weight: indicator.importance })
    }
}

impl Item<'_> {
    /// Whether no answer is missing; fails on one outside the scale.
    fn check(&self, from: usize, to: usize) -> Result<bool, MetricProblem> {
        let codes = &self.codes[from..to];
        let (mut low, mut high) = (u8::MAX, 0);
        for &code in codes {
            low = low.min(code);
            high = high.max(code);
        }
        if self.range.0 <= low && high <= self.range.1 {
            return Ok(true);
        }
        let wrong = |code: &u8| *code != Column::MISSING && !(self.range.0..=self.range.1).contains(code);
        match codes.iter().position(wrong) {
            None => Ok(false),
            Some(row) => Err(MetricProblem::OutsideScale {
                column: self.name.to_string(),
                row: from + row,
                value: f64::from(codes[row]),
                low: self.scale.low(),
                high: self.scale.high(),
            }),
        }
    }
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
    use crate::metrics::survey_table::Labels;
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
