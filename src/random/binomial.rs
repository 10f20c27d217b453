//! Binomial numbers: how many of `n` independent trials succeed.

use super::math::{exp, ln, sqrt};
use super::stream::Luck;

/// Below this mean the number is found by adding up probabilities; from it on by rejection.
const REJECTION_FROM: f64 = 10.0;

/// A binomial number of `n` trials with probability `p` each, `0 <= p <= 1`.
///
/// For a mean of 10 and more the transformed rejection with squeeze BTRS of Hörmann (1993), "The generation of binomial
/// random variates": some 1.2 pairs of uniforms whatever `n` is. Below, inversion by sequential search.
pub(super) fn sample(n: u64, p: f64, luck: &mut Luck) -> u64 {
    if p > 0.5 {
        return n - sample(n, 1.0 - p, luck);
    }
    if n == 0 || p <= 0.0 {
        0
    } else if n as f64 * p < REJECTION_FROM {
        by_search(n, p, luck)
    } else {
        by_rejection(n, p, luck)
    }
}

/// Adds up the probabilities of 0, 1, 2 ... until they exceed a uniform number.
fn by_search(n: u64, p: f64, luck: &mut Luck) -> u64 {
    let odds = p / (1.0 - p);
    let none = exp(n as f64 * libm::log1p(-p));
    loop {
        let mut left = luck.uniform();
        let mut probability = none;
        for k in 0..=n {
            if left < probability {
                return k;
            }
            left -= probability;
            probability *= odds * (n - k) as f64 / (k + 1) as f64;
            // What rounding leaves of the last probabilities is drawn again.
            if probability < 1e-300 {
                break;
            }
        }
    }
}

fn by_rejection(n: u64, p: f64, luck: &mut Luck) -> u64 {
    let size = n as f64;
    let deviation = sqrt(size * p * (1.0 - p));
    let odds = p / (1.0 - p);
    let b = 1.15 + 2.53 * deviation;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let squeeze = 0.92 - 4.2 / b;
    let alpha = (2.83 + 5.1 / b) * deviation;
    let mode = ((size + 1.0) * p).floor();
    loop {
        let u = luck.uniform() - 0.5;
        let v = luck.uniform();
        let us = 0.5 - u.abs();
        let k = ((2.0 * a / us + b) * u + size * p + 0.5).floor();
        if !(0.0..=size).contains(&k) {
            continue;
        }
        if us >= 0.07 && v <= squeeze {
            return k as u64;
        }
        let limit = (mode + 0.5) * ln((mode + 1.0) / (odds * (size - mode + 1.0)))
            + (size + 1.0) * ln((size - mode + 1.0) / (size - k + 1.0))
            + (k + 0.5) * ln(odds * (size - k + 1.0) / (k + 1.0))
            + stirling_rest(mode)
            + stirling_rest(size - mode)
            - stirling_rest(k)
            - stirling_rest(size - k);
        if ln(v * alpha / (a / (us * us) + b)) <= limit {
            return k as u64;
        }
    }
}

/// `ln k!` minus `(k + 1/2) ln(k + 1) - (k + 1) + ln(2 pi) / 2`.
fn stirling_rest(k: f64) -> f64 {
    const OF_SMALL: [f64; 10] = [
        0.081_061_466_795_327_26,
        0.041_340_695_955_409_3,
        0.027_677_925_684_998_34,
        0.020_790_672_103_765_09,
        0.016_644_691_189_821_19,
        0.013_876_128_823_070_748,
        0.011_896_709_945_891_77,
        0.010_411_265_261_972_096,
        0.009_255_462_182_712_733,
        0.008_330_563_433_362_87,
    ];
    if k < 10.0 {
        return OF_SMALL[k as usize];
    }
    let next = k + 1.0;
    let square = next * next;
    (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / 1_260.0 / square) / square) / next
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream};

    /// Goodness of fit in cells of at least 20 expected draws. Twelve gates at chi-squared / dof with a z of 5.2 each:
    /// false alarm below 3e-6 by the Wilson-Hilferty approximation; the seed is fixed.
    #[test]
    fn draws_have_the_binomial_probabilities() {
        let draws = 200_000u32;
        for (entity, (n, p)) in [
            (1, 0.5),
            (5, 0.3),
            (40, 0.2),
            (100, 0.099),
            (100, 0.101),
            (30, 0.5),
            (200, 0.9),
            (1_000, 0.02),
            (1_000, 0.37),
            (100_000, 0.000_05),
            (100_000, 0.25),
            (1_000_000, 0.000_02),
        ]
        .into_iter()
        .enumerate()
        {
            let mut luck = Stream::new(7, 0).luck(Purpose::Bootstrap, entity as u64, 0);
            let mut seen = std::collections::BTreeMap::new();
            for _ in 0..draws {
                *seen.entry(sample(n, p, &mut luck)).or_insert(0u32) += 1;
            }
            let log_probability = |k: f64| {
                let size = n as f64;
                libm::lgamma(size + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(size - k + 1.0)
                    + k * libm::log(p)
                    + (size - k) * libm::log1p(-p)
            };
            let (mut expected, mut observed, mut cells, mut chi) = (0.0, 0.0, 0, 0.0);
            let sd = (n as f64 * p * (1.0 - p)).sqrt();
            let from = (n as f64 * p - 12.0 * sd - 10.0).max(0.0) as u64;
            let to = ((n as f64 * p + 12.0 * sd + 10.0) as u64).min(n);
            for k in from..=to {
                expected += f64::from(draws) * libm::exp(log_probability(k as f64));
                observed += f64::from(seen.get(&k).copied().unwrap_or(0));
                if expected >= 20.0 {
                    chi += (observed - expected) * (observed - expected) / expected;
                    (expected, observed, cells) = (0.0, 0.0, cells + 1);
                }
            }
            chi += (observed - expected) * (observed - expected) / expected.max(20.0);
            let dof = f64::from(cells.max(1));
            let z = (libm::cbrt(chi / dof) - (1.0 - 2.0 / (9.0 * dof))) / (2.0 / (9.0 * dof)).sqrt();
            assert!(z < 5.2, "n {n} p {p}: chi-squared {chi} on {dof}, z {z}");
        }
    }

    #[test]
    fn edges_are_exact() {
        let mut luck = Stream::new(7, 0).luck(Purpose::Bootstrap, 0, 0);
        for _ in 0..100 {
            assert_eq!(sample(50, 0.0, &mut luck), 0);
            assert_eq!(sample(50, 1.0, &mut luck), 50);
            assert_eq!(sample(0, 0.5, &mut luck), 0);
            assert!(sample(3, 0.999_999, &mut luck) <= 3);
        }
        assert_eq!(stirling_rest(9.0), 0.008_330_563_433_362_87);
        // 40-digit arithmetic; the first term left out of the series is 11^-7 / 1680 = 3e-11.
        assert!((stirling_rest(10.0) - 0.007_573_675_487_951_841).abs() < 3.1e-11);
    }
}
