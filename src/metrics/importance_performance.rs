//! Importance against performance: where to act first.
//!
//! A map of items (or constructs) by how important they are and how well they do. Importance is stated, derived from the
//! data, or - for constructs - the total effect on a target. Sources: Martilla and James (1977), "Importance-performance
//! analysis"; for path models Ringle and Sarstedt (2016), "Gain more insight from your PLS-SEM results".

use super::pls::resampled::{SignChange, resample_figures};
use super::pls::{PathData, PathFit, ScoreConvention, index::index};
use super::problem::MetricProblem;
use super::resampling::Bootstrap;
use super::scale::Scale;
use crate::statistics::bootstrap::Replicates;
use crate::statistics::{Problem, SampleDesign};

/// A point of the map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPoint {
    /// Item or construct.
    pub name: String,
    /// Importance, in the unit of its source.
    pub importance: f64,
    /// Performance, 0-100.
    pub performance: f64,
}

/// Where the map is divided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Crosshair {
    /// At the means of the points.
    Mean,
    /// At the middle of the range of importance, and at 50.
    Middle,
    /// At stated values (importance, performance).
    At(f64, f64),
}

/// What a quadrant says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// Important and weak: act here.
    Concentrate,
    /// Important and strong: keep it up.
    KeepUp,
    /// Unimportant and weak: low priority.
    LowPriority,
    /// Unimportant and strong: perhaps too much is done.
    PossibleOverkill,
}

/// The advice for each point, a point on the line counting as important, or strong. Fails without points.
pub fn advice(points: &[MapPoint], crosshair: Crosshair) -> Result<Vec<Advice>, MetricProblem> {
    if points.is_empty() {
        return Err(MetricProblem::WrongNumber { what: "points of a map", given: 0, needed: 1 });
    }
    let n = points.len() as f64;
    let (importance, performance) = match crosshair {
        Crosshair::Mean => (
            points.iter().map(|point| point.importance).sum::<f64>() / n,
            points.iter().map(|point| point.performance).sum::<f64>() / n,
        ),
        Crosshair::Middle => {
            let range = points.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), p| {
                (low.min(p.importance), high.max(p.importance))
            });
            (0.5 * (range.0 + range.1), 50.0)
        }
        Crosshair::At(importance, performance) => (importance, performance),
    };
    Ok(points
        .iter()
        .map(|point| match (point.importance >= importance, point.performance >= performance) {
            (true, false) => Advice::Concentrate,
            (true, true) => Advice::KeepUp,
            (false, false) => Advice::LowPriority,
            (false, true) => Advice::PossibleOverkill,
        })
        .collect())
}

/// Priority by the gap: `importance * (expectation - satisfaction)`, higher is more urgent; negative where expectations
/// are exceeded.
pub fn gap_priority(importance: f64, expectation: f64, satisfaction: f64) -> f64 {
    importance * (expectation - satisfaction)
}

/// The map of all constructs that act on `target`, directly or through others.
///
/// Importance is the *unstandardised* total effect: one point more on a construct's 0-100 index goes with so many points of
/// the target's index, `total * s_target / s_construct` with the deviations of the indices. Performance is the index.
/// All items must be answered on `scale`. Fails when nothing acts on the target or an index has no meaning.
pub fn of_path_model(
    fit: &PathFit,
    target: usize,
    scale: Scale,
    convention: ScoreConvention,
) -> Result<Vec<MapPoint>, MetricProblem> {
    let of_target = index(fit, target, scale, convention)?;
    let mut points = Vec::new();
    for (at, construct) in fit.model.constructs().iter().enumerate() {
        let total = fit.effects.total[(at, target)];
        if at == target || total == 0.0 {
            continue;
        }
        let of = index(fit, at, scale, convention)?;
        if of.index_deviation <= 0.0 {
            return Err(Problem::Constant { what: format!("the index of {}", construct.name) }.into());
        }
        points.push(MapPoint {
            name: construct.name.clone(),
            importance: total * of_target.index_deviation / of.index_deviation,
            performance: of.index,
        });
    }
    if points.is_empty() {
        let name = &fit.model.constructs()[target].name;
        return Err(MetricProblem::BadModel { why: format!("no construct acts on {name}") });
    }
    Ok(points)
}

/// Importance and performance of [`of_path_model`] over resamples of the rows, in the same order: the noise of both, with
/// weights and paths estimated anew each time.
pub fn resampled(
    fit: &PathFit,
    data: &PathData,
    design: &SampleDesign,
    bootstrap: &Bootstrap,
    target: usize,
    scale: Scale,
    convention: ScoreConvention,
) -> Result<Vec<(Replicates, Replicates)>, MetricProblem> {
    let names: Vec<String> =
        of_path_model(fit, target, scale, convention)?.into_iter().map(|point| point.name).collect();
    let count = 2 * names.len();
    let of = resample_figures(fit, data, design, bootstrap, SignChange::Construct, count, |refit| {
        // The model is the same, so the points are those of the sample, in their order.
        of_path_model(refit, target, scale, convention).map_or_else(
            |_| Vec::new(),
            |points| {
                points.iter().flat_map(|point| [Some(point.importance), Some(point.performance)]).collect()
            },
        )
    })?;
    Ok(of.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::pls::{Mode, PathModel, PathModelSpec, PlsSettings, fit};
    use crate::statistics::{Covariance, Divisor};

    fn point(importance: f64, performance: f64) -> MapPoint {
        MapPoint { name: "x".to_string(), importance, performance }
    }

    #[test]
    fn quadrants_say_what_to_do() {
        let points = [point(0.5, 40.0), point(0.4, 80.0), point(0.1, 45.0), point(0.2, 85.0)];
        let all = [Advice::Concentrate, Advice::KeepUp, Advice::LowPriority, Advice::PossibleOverkill];
        for crosshair in [Crosshair::Mean, Crosshair::Middle, Crosshair::At(0.3, 60.0)] {
            assert_eq!(advice(&points, crosshair), Ok(all.to_vec()), "{crosshair:?}");
        }
        assert!(advice(&[], Crosshair::Mean).is_err());
        assert!(gap_priority(2.0, 80.0, 60.0) > gap_priority(2.0, 60.0, 80.0));
    }

    /// With one item each the index is the item, and importance is the slope of the ordinary regression.
    #[test]
    fn importance_is_points_per_point() {
        let (x, y) = ([1.0, 4.0, 2.0, 8.0, 5.0, 9.0], [2.0, 5.0, 2.0, 6.0, 6.0, 7.0]);
        let spec = PathModelSpec::default()
            .construct("service", Mode::A, &["x"])
            .construct("satisfaction", Mode::A, &["y"])
            .path("service", &["satisfaction"]);
        let covariance = Covariance::of(&[&x, &y], None, Divisor::Sample).expect("rows");
        let fit = fit(&PathModel::new(&spec).expect("a model"), &covariance, &PlsSettings::default())
            .expect("a fit");
        let of = of_path_model(&fit, 1, Scale::ONE_TO_TEN, ScoreConvention::Fornell).expect("an effect");
        let slope = covariance.matrix[(0, 1)] / covariance.matrix[(0, 0)];
        assert!((of[0].importance - slope).abs() < 1e-12);
        assert!((of[0].performance - Scale::ONE_TO_TEN.to_hundred(29.0 / 6.0)).abs() < 1e-12);
        assert!(of_path_model(&fit, 0, Scale::ONE_TO_TEN, ScoreConvention::Fornell).is_err());
        let data = PathData { columns: vec![x.to_vec(), y.to_vec()], weights: None, rows: (0..6).collect() };
        let design = SampleDesign::simple(6);
        let bootstrap = Bootstrap { resamples: 200, seed: 1, threads: 1 };
        let noise =
            resampled(&fit, &data, &design, &bootstrap, 1, Scale::ONE_TO_TEN, ScoreConvention::Fornell)
                .expect("a fit");
        let (importance, performance) = &noise[0];
        assert!(importance.sorted()[0] < slope && slope < importance.sorted()[importance.sorted().len() - 1]);
        assert!(performance.standard_error().expect("figures") > 5.0);
        let own = index(&fit, 0, Scale::ONE_TO_TEN, ScoreConvention::Fornell).expect("an index");
        let estimate = own.estimate(&fit, &data, &design, Scale::ONE_TO_TEN).expect("rows");
        assert!((estimate.value - own.index).abs() < 1e-12);
        assert!((estimate.standard_error - own.index_deviation / 6f64.sqrt()).abs() < 1e-12);
    }
}
