//! How far answers about the same agent or team agree: intraclass correlations.

use crate::metrics::problem::MetricProblem;
use crate::statistics::Problem;

/// Intraclass correlations of a one-way layout.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// ICC(1): reliability of a single answer, `(B - W) / (B + (m - 1) W)` with mean squares between and within groups;
    /// the share of the variance that lies between groups. Below 0 where groups differ less than chance.
    pub single: f64,
    /// ICC(2), or ICC(1, k): reliability of a group's mean, `(B - W) / B`.
    pub mean: f64,
    /// Size of a group that stands for all: `(N - sum(m_i^2) / N) / (groups - 1)`.
    pub group_size: f64,
    /// Groups.
    pub groups: usize,
}

/// Intraclass correlations of `values` by their `group` (such as the agent who was rated). Source: Shrout and Fleiss (1979),
/// case 1; Bartko (1976); unequal sizes: Donner (1986). Fails with fewer than two groups, with no group of two, and where
/// nothing varies.
pub fn agreement(values: &[f64], group: &[u32]) -> Result<Agreement, MetricProblem> {
    if values.len() != group.len() {
        return Err(MetricProblem::WrongNumber {
            what: "group numbers",
            given: group.len(),
            needed: values.len(),
        });
    }
    let mut by_group = std::collections::BTreeMap::<u32, crate::statistics::Moments>::new();
    values.iter().zip(group).for_each(|(value, of)| by_group.entry(*of).or_default().push(*value));
    let (groups, n) = (by_group.len(), values.len() as f64);
    if groups < 2 {
        return Err(Problem::TooFew { what: "agreement", unit: "groups", given: groups, needed: 2 }.into());
    }
    if by_group.values().all(|group| group.count() < 2) {
        return Err(Problem::TooFew {
            what: "agreement",
            unit: "answers in some group",
            given: 1,
            needed: 2,
        }
        .into());
    }
    let grand = crate::statistics::moments::mean(values).unwrap_or_default();
    let (mut between, mut within, mut squared_sizes) = (0.0, 0.0, 0.0);
    for of in by_group.values() {
        let m = of.count() as f64;
        between += m * (of.mean().unwrap_or(grand) - grand).powi(2);
        within += of.variance().unwrap_or(0.0) * (m - 1.0);
        squared_sizes += m * m;
    }
    let between = between / (groups as f64 - 1.0);
    let within = within / (n - groups as f64);
    if between + within <= 0.0 {
        return Err(Problem::Constant { what: "the ratings".to_string() }.into());
    }
    if between <= 0.0 {
        return Err(Problem::Undefined {
            what: "the reliability of a mean",
            why: "all group means are the same",
        }
        .into());
    }
    let group_size = (n - squared_sizes / n) / (groups as f64 - 1.0);
    Ok(Agreement {
        single: (between - within) / (between + (group_size - 1.0) * within),
        mean: (between - within) / between,
        group_size,
        groups,
    })
}

/// Answers per group needed so that a group's mean has the reliability `wanted`, from that of a single answer: Spearman and
/// Brown solved for the length, rounded up. Both strictly between 0 and 1.
pub fn answers_needed(single: f64, wanted: f64) -> Result<u64, MetricProblem> {
    for (what, value) in [("the reliability of a single answer", single), ("the reliability wanted", wanted)]
    {
        if !(value > 0.0 && value < 1.0) {
            let allowed = "strictly between 0 and 1";
            return Err(Problem::OutOfRange { what: what.to_string(), value, allowed }.into());
        }
    }
    // Rounding must not ask for one more where the answer is whole.
    Ok((wanted * (1.0 - single) / (single * (1.0 - wanted)) - 1e-9).ceil() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_shrout_and_fleiss_comes_out() {
        // Their table 2: six targets rated by four judges; ICC(1,1) = 0.17, ICC(1,4) = 0.44.
        let ratings = [
            [9.0, 2.0, 5.0, 8.0],
            [6.0, 1.0, 3.0, 2.0],
            [8.0, 4.0, 6.0, 8.0],
            [7.0, 1.0, 2.0, 6.0],
            [10.0, 5.0, 6.0, 9.0],
            [6.0, 2.0, 4.0, 7.0],
        ];
        let values: Vec<f64> = ratings.into_iter().flatten().collect();
        let group: Vec<u32> = (0..24).map(|at| at / 4).collect();
        let of = agreement(&values, &group).expect("groups");
        assert!((of.single - 0.166).abs() < 5e-4 && (of.mean - 0.443).abs() < 5e-4, "{of:?}");
        assert_eq!((of.group_size, of.groups), (4.0, 6));
    }

    #[test]
    fn what_has_no_agreement_is_refused() {
        assert!(agreement(&[1.0, 2.0], &[0, 0]).is_err());
        assert!(agreement(&[1.0, 2.0], &[0, 1]).is_err());
        assert!(agreement(&[1.0, 1.0, 1.0], &[0, 0, 1]).is_err());
        assert!(agreement(&[1.0, 2.0, 1.0, 2.0], &[0, 0, 1, 1]).is_err());
        assert!(agreement(&[1.0], &[]).is_err());
    }

    #[test]
    fn surveys_per_agent_for_a_wanted_reliability() {
        // 0.1 for one answer: 0.8 needs 0.8 * 0.9 / (0.1 * 0.2) = 36.
        assert_eq!(answers_needed(0.1, 0.8), Ok(36));
        assert!(answers_needed(0.0, 0.8).is_err() && answers_needed(0.1, 1.0).is_err());
    }
}
