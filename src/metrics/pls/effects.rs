//! How constructs act on each other through others.

use nalgebra::DMatrix;

/// Effects between constructs; row acts on column.
#[derive(Clone, Debug, PartialEq)]
pub struct Effects {
    /// Path coefficients B.
    pub direct: DMatrix<f64>,
    /// Along paths of two steps and more: total minus direct.
    pub indirect: DMatrix<f64>,
    /// `B + B^2 + B^3 + ...`, which ends because paths go in no circle.
    pub total: DMatrix<f64>,
}

impl Effects {
    /// Effects of the path coefficients `direct`.
    pub fn of(direct: DMatrix<f64>) -> Self {
        let mut total = direct.clone();
        let mut steps = direct.clone();
        for _ in 1..direct.nrows() {
            steps = &steps * &direct;
            total += &steps;
        }
        Effects { indirect: &total - &direct, direct, total }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_multiply_along_paths_and_add_over_them() {
        // 0 -> 1 (0.5), 1 -> 2 (0.4), 0 -> 2 (0.1), 2 -> 3 (0.9).
        let mut direct = DMatrix::zeros(4, 4);
        for (from, to, value) in [(0, 1, 0.5), (1, 2, 0.4), (0, 2, 0.1), (2, 3, 0.9)] {
            direct[(from, to)] = value;
        }
        let of = Effects::of(direct);
        assert!((of.total[(0, 2)] - 0.3).abs() < 1e-15);
        assert!((of.indirect[(0, 2)] - 0.2).abs() < 1e-15);
        assert!((of.total[(0, 3)] - 0.27).abs() < 1e-15);
        assert_eq!(of.total[(3, 0)], 0.0);
    }
}
