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

#[cfg(test)]
mod tests {
    use super::*;

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
