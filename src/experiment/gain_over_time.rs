//! What every arm adds to satisfaction as time goes on: the direct part, which stays, and the part that is surprise, which
//! fades as people get used to what they meet.

use crate::journey::{FactRow, Rows, Scope};
use crate::metrics::Metric;
use crate::statistics::paired::{difference, linear_combination};
use crate::statistics::{Confidence, Linearised, RatioSample};

use super::entrants::{Entrant, Ran};
use super::result::{GainOverTime, Gains, WeekOfGain};
use super::runs::ArmRuns;
use super::sample::difference as told;

/// Weeks of the short and of the long run: nearly a month, in which nearly every customer has one monthly step.
const WEEKS: usize = 4;
const PARTS: [Metric; 2] = [Metric::SatisfactionDirect, Metric::SatisfactionDisconfirmation];

/// One entry per arm but the first; none for arms that change nothing, or so late that the short run would reach into the
/// long run, and none without customers.
pub(super) fn gains_over_time(entrants: &[Entrant], ran: &Ran, confidence: Confidence) -> Vec<GainOverTime> {
    let (Some((first, others)), Some((against, runs))) =
        (entrants.split_first(), ran.runs.arms.split_first())
    else {
        return Vec::new();
    };
    let gain = |(entrant, of): (&Entrant, &ArmRuns)| {
        let begins = entrant.ready.blueprint.first_difference(&first.ready.blueprint)?;
        // Scenarios may differ in their reasons and teams, whose rows stand before those of the weeks, and in their horizons.
        let weeks: Vec<[usize; 2]> =
            weeks_of(of).into_iter().zip(weeks_of(against)).map(|(own, others)| [own, others]).collect();
        let last = weeks.len().checked_sub(WEEKS).filter(|last| begins + WEEKS <= *last)?;
        let gains = |from: usize, count: usize| {
            let places = |arm: usize| weeks[from..from + count].iter().map(move |places| places[arm]);
            let of_arm = |runs, arm| PARTS.map(|part| sample(runs, part, places(arm)));
            let ([Some(direct), Some(surprise)], [Some(other_direct), Some(other_surprise)]) =
                (of_arm(of, 0), of_arm(against, 1))
            else {
                return None;
            };
            let all = [(1.0, &direct), (1.0, &surprise), (-1.0, &other_direct), (-1.0, &other_surprise)];
            Some(Gains {
                weeks: [from as u32 + 1, (from + count) as u32],
                direct: told(difference(&direct, &other_direct, confidence)?),
                disconfirmation: told(difference(&surprise, &other_surprise, confidence)?),
                together: told(linear_combination(&all, confidence)?),
            })
        };
        let by_week = (0..weeks.len()).filter_map(|week| {
            let Gains { direct, disconfirmation, .. } = gains(week, 1)?;
            Some(WeekOfGain { week: week as u32 + 1, direct, disconfirmation })
        });
        Some(GainOverTime {
            arm: entrant.name.clone(),
            short_run: gains(begins, WEEKS)?,
            long_run: gains(last, WEEKS)?,
            weeks: by_week.collect(),
        })
    };
    others.iter().zip(runs).filter_map(gain).collect()
}

/// The places of the weeks among the rows of each replication.
fn weeks_of(runs: &ArmRuns) -> Vec<usize> {
    let rows = runs.replications.first().map_or(&[][..], Vec::as_slice);
    let is_week = |(scope, _): &(Scope, FactRow)| matches!(scope, Scope::Week(_));
    rows.iter().enumerate().filter(|(_, row)| is_week(row)).map(|(place, _)| place).collect()
}

/// A ratio over some weeks together; `None` where a replication does not have it in all of them.
fn sample(runs: &ArmRuns, metric: Metric, weeks: impl Iterator<Item = usize> + Clone) -> Option<Linearised> {
    let of_replication = |rows: &Rows| {
        weeks.clone().try_fold((0.0, 0.0), |(numerator, denominator), week| {
            let fact = rows.get(week)?.1.get(metric)?;
            Some((numerator + fact.numerator, denominator + fact.denominator))
        })
    };
    runs.replications.iter().map(of_replication).collect::<Option<RatioSample>>()?.linearised()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::sample::tests::row;

    /// Three weeks of two replications: direct part and surprise, each of 10 customers.
    fn runs(parts: [[f64; 3]; 2]) -> ArmRuns {
        let week = |week: usize| {
            let facts = PARTS.iter().zip(parts).map(|(part, values)| (*part, values[week] * 10.0, 10.0));
            (Scope::Week(week), row(&facts.collect::<Vec<_>>()))
        };
        let rows = || std::iter::once((Scope::Total, row(&[]))).chain((0..3).map(week)).collect();
        ArmRuns { replications: vec![rows(), rows()], ..ArmRuns::default() }
    }

    #[test]
    fn weeks_are_taken_together_by_their_customers() {
        let arm = runs([[50.0, 52.0, 54.0], [3.0, 2.0, 1.0]]);
        let weeks = weeks_of(&arm);
        assert_eq!(weeks, [1, 2, 3], "the total stands before them");
        let mean = |metric, weeks: &[usize]| {
            sample(&arm, metric, weeks.iter().copied()).map(|sample| sample.estimate)
        };
        assert_eq!(mean(Metric::SatisfactionDirect, &weeks[1..]), Some(53.0));
        assert_eq!(mean(Metric::SatisfactionDisconfirmation, &weeks), Some(2.0));
        assert_eq!(mean(Metric::Nps, &weeks), None);
    }
}
