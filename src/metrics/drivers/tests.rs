//! Drivers of known importance.

use nalgebra::{DMatrix, DVector};

use super::*;
use crate::metrics::resampling::Bootstrap;
use crate::metrics::survey_table::{Column, SurveyTable};
use crate::random::{Purpose, Stream};
use crate::statistics::{Confidence, Divisor};

fn uncorrelated() -> DriverCorrelations {
    DriverCorrelations { drivers: DMatrix::identity(3, 3), with: DVector::from_vec(vec![0.5, -0.3, 0.1]) }
}

fn correlated(drivers: usize) -> DriverCorrelations {
    let l = DMatrix::from_fn(drivers + 1, drivers + 1, |i, j| match i >= j {
        true => 0.3 + ((5 * i + 3 * j) % 11) as f64 / 11.0,
        false => 0.0,
    });
    let covariance =
        Covariance { means: DVector::from_element(drivers + 1, 4.0), matrix: &l * l.transpose(), n: 100 };
    DriverCorrelations::of(&covariance).expect("regular")
}

#[test]
fn uncorrelated_drivers_have_their_squared_correlations_whatever_the_method() {
    for method in Method::ALL {
        let of = uncorrelated().importance(method).expect("regular");
        for (share, expected) in of.iter().zip([0.25, 0.09, 0.01]) {
            assert!((share - expected).abs() < 1e-14, "{}: {of:?}", method.name());
        }
    }
    let weights = uncorrelated().weights(Method::Shapley).expect("shares");
    assert!((weights[0] - 0.25 / 0.35).abs() < 1e-13);
}

#[test]
fn shares_sum_to_the_explained_variance() {
    for drivers in [1, 2, 5, 9] {
        let of = correlated(drivers);
        let r_squared = of.r_squared().expect("regular");
        for method in [Method::Shapley, Method::RelativeWeights, Method::Pratt, Method::Car] {
            let sum: f64 = of.importance(method).expect("regular").iter().sum();
            assert!((sum - r_squared).abs() < 1e-11, "{} of {drivers}: {sum} {r_squared}", method.name());
        }
    }
}

/// Two drivers by hand: LMG is the mean of entering first and entering last; relative weights are equal to it for two.
#[test]
fn two_drivers_by_hand() {
    let of = DriverCorrelations {
        drivers: DMatrix::from_row_slice(2, 2, &[1.0, 0.6, 0.6, 1.0]),
        with: DVector::from_vec(vec![0.5, 0.4]),
    };
    let r_squared = (0.25 + 0.16 - 2.0 * 0.6 * 0.2) / 0.64;
    let expected = [0.5 * (0.25 + r_squared - 0.16), 0.5 * (0.16 + r_squared - 0.25)];
    for method in [Method::Shapley, Method::RelativeWeights] {
        for (share, expected) in of.importance(method).expect("regular").iter().zip(expected) {
            assert!((share - expected).abs() < 1e-13);
        }
    }
}

/// Shapley by its definition, over all orders of four drivers.
#[test]
fn shapley_is_the_mean_gain_over_all_orders() {
    let of = correlated(4);
    let explained = |members: &[usize]| -> f64 {
        let matrix =
            DMatrix::from_fn(members.len(), members.len(), |i, j| of.drivers[(members[i], members[j])]);
        let with = DVector::from_fn(members.len(), |i, _| of.with[members[i]]);
        matrix.lu().solve(&with).expect("regular").dot(&with)
    };
    let mut expected = [0.0; 4];
    let mut orders = 0.0;
    for code in 0..256usize {
        let order: Vec<usize> = (0..4).map(|place| code >> (2 * place) & 3).collect();
        if (0..4).all(|driver| order.contains(&driver)) {
            orders += 1.0;
            for place in 0..4 {
                let before = if place == 0 { 0.0 } else { explained(&order[..place]) };
                expected[order[place]] += explained(&order[..=place]) - before;
            }
        }
    }
    for (share, expected) in of.importance(Method::Shapley).expect("regular").iter().zip(expected) {
        assert!((share - expected / orders).abs() < 1e-12);
    }
}

#[test]
fn drivers_that_are_combinations_or_too_many_are_refused() {
    let mut twice = correlated(3);
    twice.drivers[(0, 1)] = 1.0;
    twice.drivers[(1, 0)] = 1.0;
    twice.drivers.set_row(0, &twice.drivers.row(1).into_owned());
    assert!(twice.importance(Method::RelativeWeights).is_err());
    let many = DriverCorrelations { drivers: DMatrix::identity(25, 25), with: DVector::zeros(25) };
    assert!(many.importance(Method::Shapley).is_err());
    assert!(
        DriverCorrelations::of(&Covariance::of(&[&[1.0, 2.0]], None, Divisor::Sample).expect("rows"))
            .is_err()
    );
}

fn survey(effect: f64) -> SurveyTable {
    let mut luck = Stream::new(8, 8).luck(Purpose::Survey, 0, 0);
    let rows: Vec<[f64; 3]> = (0..300)
        .map(|_| {
            let (a, b) = (luck.normal(), luck.normal());
            [a, b + 0.4 * a, effect * a + luck.normal()]
        })
        .collect();
    ["a", "b", "y"].into_iter().enumerate().fold(SurveyTable::new(300), |survey, (at, name)| {
        survey.with_column(name, Column::from_answers(rows.iter().map(|row| Some(row[at])))).expect("it fits")
    })
}

#[test]
fn a_driver_is_told_from_luck() {
    let bootstrap = Bootstrap { resamples: 300, seed: 1, threads: 2 };
    for (effect, matters) in [(0.6, true), (0.0, false)] {
        let data = DriverData::of(&survey(effect), &["a", "b"], "y").expect("answers");
        let of =
            intervals(&data, Method::RelativeWeights, Confidence::NINETY_FIVE, &bootstrap).expect("rows");
        assert_eq!(of[0].lead.low > 0.0, matters, "{:?}", of[0].lead);
        assert!(of[1].lead.low <= 0.0, "b acts only through a: {:?}", of[1].lead);
        assert!(of[0].interval.contains(of[0].importance) || !matters);
        let p = null_p(&data, 199, 1).expect("rows");
        assert_eq!(p <= 0.01, matters, "{p}");
        let again = Bootstrap { threads: 1, ..bootstrap };
        assert_eq!(
            of,
            intervals(&data, Method::RelativeWeights, Confidence::NINETY_FIVE, &again).expect("rows")
        );
    }
    assert!(DriverData::of(&survey(0.0), &["a", "zzz"], "y").is_err());
}
