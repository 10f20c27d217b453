//! The panel: the same people asked before and after, compared person by person.

use super::draw::{Drawing, picked};
use super::formula::{Influences, Kind, OnTrial, RESAMPLES};
use super::session::Session;
use crate::metrics::formula::bootstrap_change;
use crate::metrics::{Bootstrap, SurveyTable};
use crate::statistics::{Confidence, SampleDesign, moments, student};
use crate::survey::{Answers, ErrorParts};

/// Panels per population about which programs are asked: each takes one answer more than there are groups, in each of two waves.
const PANELS_OF_PROGRAMS: u64 = 5;
/// Groups of people (of whole clusters) left out in turn where a formula's influences are unknown.
const GROUPS: usize = 10;

/// The first wave of every panel of a population; the second differs from arm to arm.
pub(super) struct FirstWaves {
    from: u64,
    answers: Vec<Answers>,
}

impl FirstWaves {
    /// As many waves as there are surveys, numbered from `from`.
    pub fn of(before: &Drawing, from: u64, surveys: u64) -> FirstWaves {
        let answers = (0..surveys).map(|number| before.answers(from + number, ErrorParts::ALL)).collect();
        FirstWaves { from, answers }
    }

    /// Asks the same people again: the luck of an invitation is keyed by person, so the same number invites the same people.
    /// Whether they answer, and how they err, is drawn anew, as in the waves of a run. Compared are those who answered both
    /// times. `tell` hears for each formula how many they are and whether the change is called significant.
    pub fn compare(
        &self,
        after: &Drawing,
        segments: &[String],
        session: &mut Session,
        mut tell: impl FnMut(usize, usize, bool),
    ) {
        for (number, before) in (0..).zip(&self.answers) {
            let both = in_both(before, &after.answers_again(self.from + number, ErrorParts::ALL));
            let tables = both.map(|answers| SurveyTable::of_answers(&answers, segments));
            let [Ok(first), Ok(second)] = tables else { continue };
            let Some(design) = design(&first) else { continue };
            for (at, formula) in session.formulas().iter().enumerate() {
                let is_seen = match &formula.kind {
                    Kind::External(_) if number < PANELS_OF_PROGRAMS => {
                        by_groups(at, &first, &second, &design, session)
                    }
                    Kind::External(_) => None,
                    _ => by_person(formula, &first, &second, &design, session),
                };
                if let Some(is_seen) = is_seen {
                    tell(at, first.rows(), is_seen);
                }
            }
        }
    }
}

/// Strata and clusters of a panel; its weights are in the influences. `None` without respondents.
fn design(panel: &SurveyTable) -> Option<SampleDesign> {
    panel.design().ok()?.reweighted(&vec![1.0; panel.rows()]).ok()
}

/// The noise of a change is that of the differences of each person's influences, summed by cluster; where a formula has
/// none, that of the change in resamples of the people (of whole clusters), the same in both waves.
fn by_person(
    formula: &OnTrial,
    first: &SurveyTable,
    second: &SurveyTable,
    design: &SampleDesign,
    session: &Session,
) -> Option<bool> {
    if let Kind::Written(written) = &formula.kind
        && !written.is_smooth()
    {
        let bootstrap = Bootstrap { resamples: RESAMPLES, seed: 1, threads: 1 };
        let noise = bootstrap_change(written, first, second, &bootstrap).ok()?.standard_error()?;
        let change = written.value(second).ok()? - written.value(first).ok()?;
        return Some(change.abs() > session.critical_value() * noise);
    }
    let say = |table: &SurveyTable| formula.influences(table, session.asking());
    exceeds_noise(&say(first)?, &say(second)?, design, session.asking().confidence)
}

/// Whether a change is told from 0, by Student's t with the design's degrees of freedom. `None` where there is no noise: one
/// cluster in all.
fn exceeds_noise(
    before: &Influences,
    after: &Influences,
    design: &SampleDesign,
    confidence: Confidence,
) -> Option<bool> {
    let differences: Vec<f64> =
        before.of_each.iter().zip(&after.of_each).map(|(before, after)| after - before).collect();
    let difference = after.estimate - before.estimate;
    let noise = |design: &SampleDesign| design.of_influence(difference, &differences, differences.len()).ok();
    // Of a small stratum one cluster may be left of those who answered both times.
    let change = noise(design).or_else(|| noise(&design.without_strata()))?;
    let freedom = change.degrees_of_freedom;
    (freedom >= 1.0).then(|| {
        change.value.abs() > student::critical_value(confidence.miss(), freedom) * change.standard_error
    })
}

/// The noise of a change by leaving out a tenth of the people (of the clusters, where there are any) in turn, in both waves: `(G - 1) / G` times the sum of squared
/// deviations, Student's t with G - 1 degrees of freedom. Source: Kott (2001), the delete-a-group jackknife; a tenth at a
/// time is enough for quantiles too, unlike one at a time (Shao and Wu 1989).
fn by_groups(
    at: usize,
    first: &SurveyTable,
    second: &SurveyTable,
    design: &SampleDesign,
    session: &mut Session,
) -> Option<bool> {
    // Clusters are numbered stratum by stratum, so that every group holds a tenth of each stratum.
    let clusters = design.clusters();
    let count = clusters.iter().max().map_or(0, |last| *last as usize + 1);
    if !session.is_split(at) || count < 2 * GROUPS {
        return None;
    }
    let mut change = |keep: &dyn Fn(usize) -> bool| -> Option<f64> {
        let rows: Vec<usize> = (0..first.rows()).filter(|&row| keep(row)).collect();
        let mut value = |table: &SurveyTable| {
            let weights =
                rows.iter().map(|&row| table.weights().map_or(1.0, |weights| weights[row])).collect();
            session.estimate(at, &table.picked(&rows, weights).ok()?).ok()
        };
        Some(value(second)? - value(first)?)
    };
    let whole = change(&|_| true)?;
    let without = (0..GROUPS)
        .map(|group| change(&|row| clusters[row] as usize % GROUPS != group))
        .collect::<Option<Vec<f64>>>()?;
    let freedom = GROUPS as f64 - 1.0;
    // (G - 1) / G times the sum of squares is (G - 1)^2 / G times the variance.
    let noise = freedom * (moments::variance(&without)? / GROUPS as f64).sqrt();
    let miss = session.asking().confidence.miss();
    Some(whole.abs() > student::critical_value(miss, freedom) * noise)
}

/// The answers of those who answered both surveys, in the order of the first.
fn in_both(a: &Answers, b: &Answers) -> [Answers; 2] {
    let mut places: Vec<(u64, usize)> =
        b.respondents.iter().enumerate().map(|(row, respondent)| (respondent.key, row)).collect();
    places.sort_unstable();
    let (mut of_a, mut of_b) = (Vec::new(), Vec::new());
    for (row, respondent) in a.respondents.iter().enumerate() {
        if let Ok(at) = places.binary_search_by_key(&respondent.key, |(key, _)| *key) {
            of_a.push(row);
            of_b.push(places[at].1);
        }
    }
    [picked(a, &of_a), picked(b, &of_b)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream};

    const CLUSTERS: u32 = 40;
    const PEOPLE: usize = 1_000;

    fn of_mean(values: &[f64]) -> Influences {
        let estimate = moments::mean(values).expect("values");
        let n = values.len() as f64;
        Influences { estimate, of_each: values.iter().map(|value| (value - estimate) / n).collect() }
    }

    /// Share of 400 panels in which a change is announced though the mean of all clusters stays where it is. Half of the
    /// variance of a person's change is its cluster's.
    fn false_alarms(design: &SampleDesign, cluster: &[u32]) -> f64 {
        let mut alarms = 0;
        for panel in 0..400 {
            let mut luck = Stream::new(3, 1).luck(Purpose::Survey, panel, 0);
            let shared: Vec<f64> = (0..CLUSTERS).map(|_| luck.normal()).collect();
            let before: Vec<f64> = (0..PEOPLE).map(|_| 5.0 + luck.normal()).collect();
            let after: Vec<f64> = before
                .iter()
                .zip(cluster)
                .map(|(value, &cluster)| value + shared[cluster as usize] + luck.normal())
                .collect();
            let seen = exceeds_noise(&of_mean(&before), &of_mean(&after), design, Confidence::NINETY_FIVE);
            alarms += u32::from(seen.expect("a design with noise"));
        }
        f64::from(alarms) / 400.0
    }

    /// Neighbours change together: with their clusters a panel cries wolf in 5 of 100 cases (gate at four standard errors of
    /// a share of 400), as if they were strangers in most.
    #[test]
    fn neighbours_that_change_together_are_counted_as_one() {
        let cluster: Vec<u32> = (0..PEOPLE as u32).map(|person| person % CLUSTERS).collect();
        let weights = vec![1.0; PEOPLE];
        let clustered = SampleDesign::new(&weights, None, Some(&cluster), None).expect("a design");
        let gate = 4.0 * (0.05f64 * 0.95 / 400.0).sqrt();
        let honest = false_alarms(&clustered, &cluster);
        assert!((honest - 0.05).abs() < gate, "{honest}");
        let naive = false_alarms(&SampleDesign::simple(PEOPLE), &cluster);
        assert!(naive > 0.3, "{naive}");
    }

    #[test]
    fn a_panel_of_one_cluster_tells_nothing() {
        let values = of_mean(&[1.0, 2.0, 3.0]);
        let design = SampleDesign::new(&[1.0; 3], None, Some(&[0, 0, 0]), None).expect("a design");
        assert_eq!(exceeds_noise(&values, &values, &design, Confidence::NINETY_FIVE), None);
        let simple = SampleDesign::simple(3);
        assert_eq!(exceeds_noise(&values, &values, &simple, Confidence::NINETY_FIVE), Some(false));
    }
}
