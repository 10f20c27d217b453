//! Laws of the method whose answers need no other program.

use nalgebra::{Cholesky, DMatrix, DVector};

use super::*;
use crate::metrics::problem::MetricProblem;
use crate::metrics::resampling::Bootstrap;
use crate::metrics::scale::Scale;
use crate::random::{Purpose, Stream};
use crate::statistics::{Covariance, SampleDesign};

/// Two constructs, `a` of three items acting on `b` of four.
fn two_blocks(mode: Mode) -> PathModel {
    let spec = PathModelSpec::default()
        .construct("a", mode, &["a1", "a2", "a3"])
        .construct("b", mode, &["b1", "b2", "b3", "b4"])
        .path("a", &["b"]);
    PathModel::new(&spec).expect("a model")
}

/// A covariance matrix with nothing special about it: L L' of a lower triangle of odd numbers.
fn some_covariance(items: usize) -> Covariance {
    let l = DMatrix::from_fn(items, items, |i, j| match i >= j {
        true => 0.4 + ((3 * i + 5 * j) % 7) as f64 / 7.0,
        false => 0.0,
    });
    Covariance { means: DVector::from_element(items, 5.0), matrix: &l * l.transpose(), n: 200 }
}

fn settings(scheme: Scheme, treatment: Treatment) -> PlsSettings {
    PlsSettings { scheme, treatment, stop: StopRule::AbsoluteChange(1e-13), most_rounds: 10_000 }
}

/// With two blocks in Mode A the weights are the first singular vectors of the covariances between the blocks.
#[test]
fn two_blocks_in_mode_a_are_the_first_singular_vectors() {
    let covariance = some_covariance(7);
    let between = covariance.matrix.view((0, 3), (3, 4)).into_owned();
    let svd = between.svd(true, true);
    let u = svd.u.expect("asked for").column(0).into_owned();
    let v = svd.v_t.expect("asked for").row(0).transpose();
    for scheme in [Scheme::Centroid, Scheme::Factorial, Scheme::Path] {
        let fit =
            fit(&two_blocks(Mode::A), &covariance, &settings(scheme, Treatment::Centre)).expect("a fit");
        for (weights, expected) in [(fit.weights.rows(0, 3), &u), (fit.weights.rows(3, 4), &v)] {
            let cosine = weights.dot(expected) / (weights.norm() * expected.norm());
            assert!((cosine.abs() - 1.0).abs() < 1e-12, "{scheme:?}: {cosine}");
        }
    }
}

/// With two blocks in Mode B the scores are the canonical variates, and R^2 the squared canonical correlation.
#[test]
fn two_blocks_in_mode_b_are_the_canonical_correlation() {
    let covariance = some_covariance(7);
    let part = |i: usize, j: usize, n: usize, m: usize| covariance.matrix.view((i, j), (n, m)).into_owned();
    let root = |block: DMatrix<f64>| Cholesky::new(block).expect("positive").l();
    let (la, lb) = (root(part(0, 0, 3, 3)), root(part(3, 3, 4, 4)));
    let whitened = la.solve_lower_triangular(&part(0, 3, 3, 4)).expect("regular");
    let whitened = lb.solve_lower_triangular(&whitened.transpose()).expect("regular");
    let canonical = whitened.singular_values()[0];
    for treatment in [Treatment::Centre, Treatment::Standardise] {
        let fit = fit(&two_blocks(Mode::B), &covariance, &settings(Scheme::Path, treatment)).expect("a fit");
        assert!((fit.equations[0].r_squared - canonical * canonical).abs() < 1e-11);
    }
}

/// Three constructs measured with error, in the population: plain PLS shrinks the paths, the corrected ones and the
/// loadings are those that made the correlations.
#[test]
fn consistent_pls_recovers_a_population() {
    let loadings = [0.9, 0.8, 0.6, 0.7, 0.7, 0.85, 0.5, 0.75, 0.65];
    let (a, b, c) = (0.5, 0.4, 0.3);
    let between =
        DMatrix::from_row_slice(3, 3, &[1.0, a, c + a * b, a, 1.0, b + a * c, c + a * b, b + a * c, 1.0]);
    let matrix = DMatrix::from_fn(9, 9, |i, j| match i == j {
        true => 1.0,
        false => loadings[i] * loadings[j] * between[(i / 3, j / 3)],
    });
    let spec = PathModelSpec::default()
        .construct("x", Mode::A, &["x1", "x2", "x3"])
        .construct("m", Mode::A, &["m1", "m2", "m3"])
        .construct("y", Mode::A, &["y1", "y2", "y3"])
        .path("x", &["m", "y"])
        .path("m", &["y"]);
    let covariance = Covariance { means: DVector::zeros(9), matrix, n: 1_000 };
    let model = PathModel::new(&spec).expect("a model");
    let fit = fit(&model, &covariance, &settings(Scheme::Path, Treatment::Standardise)).expect("a fit");
    let corrected = consistent::consistent(&fit).expect("reliable");
    for (item, loading) in loadings.iter().enumerate() {
        assert!((corrected.loadings[item] - loading).abs() < 1e-9, "item {item}");
    }
    for (pair, value) in [((0, 1), a), ((1, 2), b), ((0, 2), c)] {
        assert!((corrected.effects.direct[pair] - value).abs() < 1e-9);
    }
    // Not exact where loadings differ within a block, but near.
    assert!((fit.htmt(0, 1).expect("blocks") - a).abs() < 0.05 && fit.htmt(0, 9).is_err());
    assert!(fit.effects.direct[(0, 1)] < a - 0.05);
    assert!((corrected.r_squared[1] - a * a).abs() < 1e-9 && corrected.r_squared[0] == 0.0);
    assert!(fit.composite_reliability(0).expect("Mode A") > 0.8 && fit.goodness_of_fit().is_some());
}

/// An item turned round turns its weight and nothing else; a construct all of whose items are turned stays as it was.
#[test]
fn the_sign_of_a_construct_follows_most_of_its_items() {
    let covariance = some_covariance(7);
    let turned = |items: &[usize]| {
        let sign = |i: usize| if items.contains(&i) { -1.0 } else { 1.0 };
        let matrix = DMatrix::from_fn(7, 7, |i, j| covariance.matrix[(i, j)] * sign(i) * sign(j));
        Covariance { matrix, ..covariance.clone() }
    };
    let of = |covariance: &Covariance| {
        fit(&two_blocks(Mode::A), covariance, &settings(Scheme::Path, Treatment::Standardise)).expect("a fit")
    };
    let (plain, one, all) = (of(&covariance), of(&turned(&[1])), of(&turned(&[0, 1, 2])));
    assert!((plain.weights[1] + one.weights[1]).abs() < 1e-9);
    assert!((plain.effects.direct[(0, 1)] - one.effects.direct[(0, 1)]).abs() < 1e-9);
    assert!((plain.weights[0] - all.weights[0]).abs() < 1e-9);
    assert!((plain.effects.direct[(0, 1)] + all.effects.direct[(0, 1)]).abs() < 1e-9);
}

/// By hand: weights of raw answers 0.2 and 0.1 become 2/3 and 1/3.
#[test]
fn the_two_score_conventions_differ_as_said() {
    let covariance = some_covariance(7);
    let fit = fit(&two_blocks(Mode::A), &covariance, &settings(Scheme::Path, Treatment::Standardise))
        .expect("a fit");
    let of = |convention| index::index(&fit, 0, Scale::ONE_TO_TEN, convention).expect("an index");
    let (fornell, fitted) = (of(ScoreConvention::Fornell), of(ScoreConvention::AsFitted));
    for index in [&fornell, &fitted] {
        assert!((index.weights.iter().sum::<f64>() - 1.0).abs() < 1e-14);
        assert!((index.index - 100.0 * 4.0 / 9.0).abs() < 1e-12, "all means are 5");
    }
    let ratio = |weights: &[f64], i: usize| weights[i] / weights[0];
    let deviation = |i: usize| covariance.deviation(i);
    let expected = ratio(&fitted.weights, 2) * deviation(0) / deviation(2);
    assert!((ratio(&fornell.weights, 2) - expected).abs() < 1e-12);
    assert!((fornell.of_respondent(&[10.0, 10.0, 10.0], Scale::ONE_TO_TEN) - 100.0).abs() < 1e-12);
    assert!(index::index(&fit, 9, Scale::ONE_TO_TEN, ScoreConvention::Fornell).is_err());
}

#[test]
fn what_cannot_be_estimated_is_named() {
    let mut flat = some_covariance(7);
    flat.matrix.row_mut(4).fill(0.0);
    flat.matrix.column_mut(4).fill(0.0);
    let of = |mode, covariance: &Covariance| {
        fit(&two_blocks(mode), covariance, &PlsSettings::default()).map(|_| ())
    };
    assert_eq!(of(Mode::A, &flat), Err(MetricProblem::Constant { column: "b2".to_string(), value: 5.0 }));
    let mut doubled = some_covariance(7);
    for i in 0..7 {
        doubled.matrix[(i, 6)] = doubled.matrix[(i, 5)];
    }
    for j in 0..7 {
        doubled.matrix[(6, j)] = doubled.matrix[(5, j)];
    }
    let problem = of(Mode::B, &doubled).unwrap_err().to_string();
    assert!(problem.contains("b is in Mode B"), "{problem}");
    assert!(of(Mode::A, &doubled).is_ok());
    let hasty = PlsSettings { most_rounds: 1, ..PlsSettings::default() };
    let problem = fit(&two_blocks(Mode::A), &some_covariance(7), &hasty).map(|_| ()).unwrap_err().to_string();
    assert!(problem.contains("did not settle"), "{problem}");
    assert!(of(Mode::A, &some_covariance(6)).is_err());
}

/// Thirty rows of two blocks whose last item is nearly constant: some resamples cannot be estimated.
fn few_rows(model: &PathModel) -> PathData {
    let mut luck = Stream::new(4, 4).luck(Purpose::Bootstrap, 0, 0);
    let rows: Vec<Vec<f64>> = (0..30)
        .map(|row| {
            let common = luck.normal();
            (0..7)
                .map(|item| if item == 6 { f64::from(u8::from(row < 2)) } else { common + luck.normal() })
                .collect()
        })
        .collect();
    let columns = (0..model.items().len()).map(|item| rows.iter().map(|row| row[item]).collect()).collect();
    PathData { columns, weights: None, rows: (0..30).collect() }
}

#[test]
fn resamples_give_the_same_bits_at_any_thread_count_and_count_the_degenerate() {
    let model = two_blocks(Mode::A);
    let data = few_rows(&model);
    let of = |threads, signs| {
        let bootstrap = Bootstrap { resamples: 400, seed: 5, threads };
        let design = SampleDesign::simple(30);
        resampled::resample(&model, &data, &PlsSettings::default(), &design, &bootstrap, signs)
            .expect("a fit")
    };
    let one = of(1, resampled::SignChange::Construct);
    assert_eq!(one, of(3, resampled::SignChange::Construct));
    // Neither of two rows among the 29 drawn of 30: (28/30)^29 = 0.135 of 400 = 54, deviation 6.8.
    let degenerate = one.paths[0].degenerate();
    assert!((degenerate as f64 - 54.1).abs() < 5.2 * 6.8, "{degenerate}");
    assert_eq!(one.effect_pairs, [(0, 1)]);
    assert_eq!(one.paths[0], one.total_effects[0]);
    let individual = of(2, resampled::SignChange::Individual);
    assert!(individual.weights.iter().all(|weight| weight.sorted()[0] * weight.sorted()[300] > 0.0));
}

/// The one-pass covariance of a resample is the covariance of the weighted rows: refits on weights of 1 are the fit.
#[test]
fn a_cluster_per_row_and_one_stratum_each_changes_nothing() {
    let model = two_blocks(Mode::A);
    let data = few_rows(&model);
    // Thirty strata of one cluster: every resample is the sample.
    let strata: Vec<u32> = (0..30).collect();
    let design = SampleDesign::new(&[1.0; 30], Some(&strata), None, None).expect("a design");
    let bootstrap = Bootstrap { resamples: 3, seed: 5, threads: 1 };
    let of = resampled::resample(
        &model,
        &data,
        &PlsSettings::default(),
        &design,
        &bootstrap,
        resampled::SignChange::None,
    )
    .expect("a fit");
    let covariance = data.covariance(crate::statistics::Divisor::Sample).expect("rows");
    let fit = fit(&model, &covariance, &PlsSettings::default()).expect("a fit");
    for (weight, replicates) in fit.weights.iter().zip(&of.weights) {
        assert!(
            (replicates.sorted()[0] - weight).abs() < 1e-9 && (replicates.sorted()[2] - weight).abs() < 1e-9
        );
    }
}
