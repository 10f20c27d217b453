//! What moves an overall judgement: shares of explained variance with intervals, penalty and reward, and the map of
//! importance against performance.

use super::figure::{Figure, Measurement, Section};
use super::survey::Survey;
use crate::metrics::drivers::resampled::{intervals, null_p};
use crate::metrics::drivers::{DriverCorrelations, DriverData, Method};
use crate::metrics::importance_performance::{Advice, Crosshair, MapPoint, advice};
use crate::metrics::penalty_reward::{Asymmetry, Cuts, penalty_reward};
use crate::metrics::scores::of_column;
use crate::metrics::{Bootstrap, MetricProblem};

const DRIVERS: Section = Section::Drivers;
/// Exact Shapley values take 2^K regressions: beyond this many drivers Johnson's weights alone are given intervals.
const MOST_FOR_SHAPLEY: usize = 12;
/// Permutations behind the p-value that drivers without effect explain as much.
const PERMUTATIONS: u32 = 999;

/// Adds the driver analysis, if there is one.
pub(super) fn add(survey: &Survey, bootstrap: &Bootstrap, to: &mut Measurement) {
    let Some(spec) = &survey.model.drivers else { return };
    let columns: Vec<&str> = spec.columns.iter().map(String::as_str).collect();
    let data = match DriverData::of(&survey.table, &columns, &spec.judgement) {
        Ok(data) => data,
        Err(problem) => return to.lacks(DRIVERS, "importance", "", problem.to_string()),
    };
    let of = data.covariance().and_then(|covariance| DriverCorrelations::of(&covariance));
    let n = data.rows.len();
    match of.and_then(|of| of.r_squared()) {
        Ok(r_squared) => {
            let method = format!("of `{}` by all drivers", spec.judgement);
            let figure = Figure::plain(DRIVERS, "r_squared", "", "share", r_squared).by(method).among(n);
            to.add(Figure { p: null_p(&data, PERMUTATIONS, bootstrap.seed).ok(), ..figure });
        }
        Err(problem) => {
            return to.lacks(DRIVERS, "importance", "", named(&problem, &columns, &spec.judgement));
        }
    }
    let mut methods = vec![Method::RelativeWeights];
    if columns.len() <= MOST_FOR_SHAPLEY {
        methods.insert(0, Method::Shapley);
    } else {
        let why = format!("{} drivers: exact values need 2^{0} regressions", columns.len());
        to.lacks(DRIVERS, "importance", Method::Shapley.name(), why);
    }
    for method in methods {
        match intervals(&data, method, survey.confidence, bootstrap) {
            Ok(found) => {
                for (column, driver) in columns.iter().zip(found) {
                    let name = format!("{}: share of variance explained", method.name());
                    let row = Figure::plain(DRIVERS, "importance", column, "share", driver.importance);
                    to.add(row.within(driver.interval).by(name).among(n));
                    if method == Method::RelativeWeights {
                        let lead = "importance minus that of a made-up driver: at or below 0 it is not shown to matter";
                        let middle = (driver.lead.low + driver.lead.high) / 2.0;
                        let row = Figure::plain(DRIVERS, "importance_lead", column, "share", middle);
                        to.add(row.within(driver.lead).by(lead).among(n));
                    }
                }
            }
            Err(problem) => {
                to.lacks(DRIVERS, "importance", method.name(), named(&problem, &columns, &spec.judgement))
            }
        }
    }
    if let Some([low_to, high_from]) = spec.penalty_reward {
        asymmetry(survey, &data, &columns, Cuts { low_to, high_from }, bootstrap, to);
    }
    map(survey, &columns, to);
}

/// A problem of the library counts columns, the judgement last; people know them by name.
fn named(problem: &MetricProblem, columns: &[&str], judgement: &str) -> String {
    let names: Vec<&str> = columns.iter().copied().chain([judgement]).collect();
    // From the last one on, so that the number of one is not found within that of another.
    let told = names.iter().enumerate().rev().fold(problem.to_string(), |told, (number, name)| {
        told.replace(&format!("column {number}"), &format!("`{name}`"))
    });
    format!("{told} (drivers: {})", columns.join(", "))
}

fn asymmetry(
    survey: &Survey,
    data: &DriverData,
    columns: &[&str],
    cuts: Cuts,
    bootstrap: &Bootstrap,
    to: &mut Measurement,
) {
    let found = match penalty_reward(data, columns, cuts, survey.confidence, bootstrap) {
        Ok(found) => found,
        Err(problem) => return to.lacks(DRIVERS, "penalty_reward", "", problem.to_string()),
    };
    for of in found {
        let sizes = format!("{} low, {} high answers", of.cells.0, of.cells.1);
        for (figure, estimate) in [("penalty", &of.penalty), ("reward", &of.reward)] {
            let row = to.of_estimate(DRIVERS, figure, &of.attribute, "scale points", estimate);
            to.add(row.tested(estimate).by(sizes.clone()));
        }
        if let Some(asymmetry) = of.asymmetry {
            let word = match of.class() {
                Some(Asymmetry::Basic) => "basic",
                Some(Asymmetry::Linear) => "linear",
                Some(Asymmetry::Excitement) => "excitement",
                None => "",
            };
            let row = Figure::plain(DRIVERS, "impact_asymmetry", &of.attribute, "-1 to 1", asymmetry);
            let row = Figure { word: Some(word.to_string()), ..row.by("(reward - penalty) / range") };
            to.add(of.asymmetry_interval.into_iter().fold(row, Figure::within));
        }
    }
}

/// Importance (relative weights) against performance (0-100), divided at the means.
fn map(survey: &Survey, columns: &[&str], to: &mut Measurement) {
    let importance = |column: &str| {
        let by = Method::RelativeWeights.name();
        to.figures
            .iter()
            .find(|row| row.figure == "importance" && row.of == column && row.method.starts_with(by))
            .and_then(|row| row.value)
    };
    let performance = |column: &str| {
        let scale = survey.scale(column)?;
        of_column(&survey.table, column, |answer| Some(scale.to_hundred(answer))).ok()
    };
    let points: Vec<MapPoint> = columns
        .iter()
        .filter_map(|column| {
            let (importance, performance) = (importance(column)?, performance(column)?.value);
            Some(MapPoint { name: column.to_string(), importance, performance })
        })
        .collect();
    advise(&points, "relative weight", to);
}

/// Adds a map of points with the advice of their quadrants.
pub(super) fn advise(points: &[MapPoint], importance: &str, to: &mut Measurement) {
    let section = Section::ImportancePerformance;
    let Ok(advices) = advice(points, Crosshair::Mean) else { return };
    for (point, advice) in points.iter().zip(advices) {
        let word = match advice {
            Advice::Concentrate => "concentrate here",
            Advice::KeepUp => "keep it up",
            Advice::LowPriority => "low priority",
            Advice::PossibleOverkill => "possible overkill",
        };
        let method = format!("importance {:.3} ({importance}); quadrants at the means", point.importance);
        let row = Figure::plain(section, "performance", &point.name, "points", point.performance).by(method);
        to.add(Figure { word: Some(word.to_string()), ..row });
    }
}
