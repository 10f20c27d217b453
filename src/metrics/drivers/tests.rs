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

/// Fertility in 47 Swiss provinces of 1888 on agriculture, examination, education, Catholic and infant mortality (Mosteller
/// and Tukey 1977; R's `swiss`), as correlations; importance as R's relaimpo 2.2-7 has it (Grömping 2006).
#[test]
fn the_worked_example_of_relaimpo_comes_out() {
    let below = [
        vec![],
        vec![-0.686_542_208_617_136_3],
        vec![-0.639_522_518_948_320_1, 0.698_415_296_288_482_8],
        vec![0.401_095_053_048_739_9, -0.572_741_806_064_166_4, -0.153_858_917_090_914_8],
        vec![
            -0.060_858_608_416_581_57,
            -0.114_021_596_482_033_57,
            -0.099_321_845_821_345_61,
            0.175_495_907_596_622_92,
        ],
    ];
    let of = DriverCorrelations {
        drivers: DMatrix::from_fn(5, 5, |i, j| match i == j {
            true => 1.0,
            false => below[i.max(j)][i.min(j)],
        }),
        with: DVector::from_vec(vec![
            0.353_079_183_619_974_76,
            -0.645_882_706_457_287_7,
            -0.663_788_857_035_069_1,
            0.463_684_700_651_793_74,
            0.416_556_031_434_982_9,
        ]),
    };
    assert!((of.r_squared().expect("regular") - 0.706_735_001_592_726).abs() < 1e-13);
    for (method, expected) in [
        (
            Method::Shapley,
            [
                0.057_091_220_768_091_3,
                0.171_173_028_900_234,
                0.260_134_678_624_385,
                0.105_570_150_373_494,
                0.112_765_922_926_522,
            ],
        ),
        (
            Method::RelativeWeights,
            [
                0.048_416_895_811_900_8,
                0.154_708_249_806_16,
                0.271_964_104_645_999,
                0.114_680_029_947_562,
                0.116_965_721_381_104,
            ],
        ),
        (
            Method::Pratt,
            [
                -0.110_485_990_962_387,
                0.106_427_404_338_934,
                0.445_004_567_582_031,
                0.161_176_814_996_607,
                0.104_612_205_637_541,
            ],
        ),
    ] {
        for (share, expected) in of.importance(method).expect("regular").iter().zip(expected) {
            assert!((share - expected).abs() < 1e-13, "{}", method.name());
        }
    }
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
