//! Agreement of two orders.

use super::moments;

/// Ranks from 1, ties sharing the mean of theirs.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let tied = order[from..].iter().take_while(|&&at| values[at] == values[order[from]]).count();
        for &at in &order[from..from + tied] {
            ranks[at] = from as f64 + 0.5 * (tied as f64 + 1.0);
        }
        from += tied;
    }
    ranks
}

/// The rank correlation of Spearman (1904): the correlation of the ranks, -1 to 1. `None` with fewer than three pairs, or
/// where one side does not vary.
pub fn rank_correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() < 3 || a.len() != b.len() {
        return None;
    }
    moments::correlation(&ranks(a), &ranks(b)).filter(|correlation| correlation.is_finite())
}

/// Share of pairs that stand in the order in which they should: of the pairs whose `truths` differ, those whose `values`
/// differ the same way, pairs of equal values counting half. It is (1 + tau) / 2 of Kendall (1938) where there are no ties.
/// `None` when no two truths differ.
pub fn concordance(truths: &[f64], values: &[f64]) -> Option<f64> {
    let (mut right, mut pairs) = (0.0, 0.0);
    for (at, (truth, value)) in truths.iter().zip(values).enumerate() {
        for (other_truth, other_value) in truths.iter().zip(values).skip(at + 1) {
            if truth == other_truth {
                continue;
            }
            pairs += 1.0;
            if value == other_value {
                right += 0.5;
            } else if (value > other_value) == (truth > other_truth) {
                right += 1.0;
            }
        }
    }
    (pairs > 0.0).then(|| right / pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: of four things the pairs of different truth are five; one is turned and one tied.
    #[test]
    fn pairs_are_in_order_or_not() {
        assert_eq!(concordance(&[1.0, 2.0, 2.0, 3.0], &[5.0, 4.0, 6.0, 6.0]), Some(3.5 / 5.0));
        assert_eq!(concordance(&[1.0, 2.0], &[1.0, 2.0]), Some(1.0));
        assert_eq!(concordance(&[2.0, 2.0], &[1.0, 2.0]), None);
    }

    #[test]
    fn ties_share_their_ranks() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
        assert_eq!(ranks(&[]), Vec::<f64>::new());
    }

    #[test]
    fn only_the_order_counts() {
        // 1 - 6 sum(d^2) / (n (n^2 - 1)) with d = 0, 1, 1, 0: 0.8.
        let rank = rank_correlation(&[1.0, 20.0, 300.0, 4000.0], &[1.0, 3.0, 2.0, 4.0]);
        assert!((rank.expect("they vary") - 0.8).abs() < 1e-14);
        assert_eq!(rank_correlation(&[1.0, 2.0], &[1.0, 2.0]), None);
        assert_eq!(rank_correlation(&[1.0; 4], &[1.0, 2.0, 3.0, 4.0]), None);
    }
}
