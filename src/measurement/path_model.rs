//! A path model (ECSI by PLS): indices of the constructs, paths, total effects, quality of measurement.

use super::drivers::advise;
use super::figure::{Figure, Measurement, Section};
use super::model::{PlsSpec, Scheme};
use super::survey::Survey;
use crate::metrics::importance_performance::of_path_model;
use crate::metrics::pls::index::index;
use crate::metrics::pls::resampled::{SignChange, resample};
use crate::metrics::pls::{
    self, MissingItems, Mode, PathData, PathFit, PathModel, PathModelSpec, PlsSettings, ScoreConvention,
    Treatment, fit,
};
use crate::metrics::{Bootstrap, MetricProblem, Scale};
use crate::statistics::{Divisor, SampleDesign};

const MODEL: Section = Section::PathModel;
/// Below so much variance extracted the items of a construct do not show it well (Fornell and Larcker 1981).
const LEAST_EXTRACTED: f64 = 0.5;

/// Adds the path model, if there is one.
pub(super) fn add(survey: &Survey, bootstrap: &Bootstrap, to: &mut Measurement) {
    let Some(spec) = &survey.model.pls else { return };
    match estimate(survey, spec) {
        Ok((fit, data, design)) => figures(survey, spec, &fit, &data, &design, bootstrap, to),
        Err(problem) => to.lacks(MODEL, "ecsi", "", problem.to_string()),
    }
}

fn estimate(survey: &Survey, spec: &PlsSpec) -> Result<(PathFit, PathData, SampleDesign), MetricProblem> {
    let mut of = PathModelSpec::default();
    for (name, columns) in &spec.constructs {
        let mode = if spec.formative.contains(name) { Mode::B } else { Mode::A };
        of = of.construct(name, mode, &columns.iter().map(String::as_str).collect::<Vec<_>>());
    }
    for (from, to) in &spec.paths {
        of = of.path(from, &to.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let model = PathModel::new(&of)?;
    let data = PathData::of(&survey.table, &model, MissingItems::Listwise)?;
    let defaults = PlsSettings::default();
    let settings = PlsSettings {
        scheme: match spec.scheme {
            Scheme::Path => pls::Scheme::Path,
            Scheme::Centroid => pls::Scheme::Centroid,
            Scheme::Factorial => pls::Scheme::Factorial,
        },
        treatment: if spec.standardise { defaults.treatment } else { Treatment::Centre },
        ..defaults
    };
    let fit = fit(&model, &data.covariance(Divisor::Sample)?, &settings)?;
    let design = survey.table.design_of(&data.rows)?;
    Ok((fit, data, design))
}

/// The scale of all items of a construct, if they share one.
fn scale_of(survey: &Survey, fit: &PathFit, construct: usize) -> Option<Scale> {
    let items = fit.model.constructs()[construct].items.clone();
    let mut scales = fit.model.items()[items].iter().map(|item| survey.scale(item));
    let first = scales.next()??;
    scales.all(|scale| scale == Some(first)).then_some(first)
}

fn figures(
    survey: &Survey,
    spec: &PlsSpec,
    fit: &PathFit,
    data: &PathData,
    design: &SampleDesign,
    bootstrap: &Bootstrap,
    to: &mut Measurement,
) {
    let constructs = fit.model.constructs();
    let convention = ScoreConvention::Fornell;
    for (at, construct) in constructs.iter().enumerate() {
        let name = construct.name.as_str();
        let Some(scale) = scale_of(survey, fit, at) else {
            to.lacks(MODEL, "ecsi", name, "its items are answered on different scales".to_string());
            continue;
        };
        let method = format!("{}; the noise of the weights is not in the interval", convention.name());
        let of = index(fit, at, scale, convention).and_then(|index| {
            if index.has_negative_weight {
                to.warnings
                    .push(format!("an item of `{name}` has a negative weight: its index may leave 0-100"));
            }
            index.estimate(fit, data, design, scale)
        });
        to.try_add(MODEL, ("ecsi", name), "points", &method, of);
    }
    paths(fit, data, design, survey, bootstrap, to);
    for (at, construct) in constructs.iter().enumerate().filter(|(_, of)| !of.predecessors.is_empty()) {
        to.add(Figure::plain(MODEL, "r_squared", &construct.name, "share", fit.r_squared(at)).among(fit.n));
    }
    // A construct of one item is that item: there is nothing to share.
    let shown = |construct: &pls::Construct| construct.mode == Mode::A && construct.items.len() > 1;
    for (at, construct) in constructs.iter().enumerate().filter(|(_, construct)| shown(construct)) {
        let extracted = fit.mean_communality(at);
        let row = Figure::plain(MODEL, "ave", &construct.name, "share", extracted);
        to.add(row.by("average variance extracted").among(fit.n));
        if extracted < LEAST_EXTRACTED {
            let name = &construct.name;
            to.warnings.push(format!("the items of `{name}` share less than half of their variance with it"));
        }
    }
    for (at, construct) in constructs.iter().enumerate().filter(|(_, construct)| shown(construct)) {
        if let Some(composite) = fit.composite_reliability(at) {
            let row = Figure::plain(MODEL, "rho_c", &construct.name, "0-1", composite);
            to.add(row.by("composite reliability").among(fit.n));
        }
    }
    for (item, name) in fit.model.items().iter().enumerate() {
        to.add(Figure::plain(MODEL, "loading", name, "correlation", fit.loadings()[item]).among(fit.n));
    }
    for (item, name) in fit.model.items().iter().enumerate() {
        let row = Figure::plain(MODEL, "weight", name, "weight", fit.weights[item]);
        to.add(row.by("of the standardised score").among(fit.n));
    }
    if let Some(target) = &spec.target {
        map(survey, fit, target, to);
    }
}

fn paths(
    fit: &PathFit,
    data: &PathData,
    design: &SampleDesign,
    survey: &Survey,
    bootstrap: &Bootstrap,
    to: &mut Measurement,
) {
    let constructs = fit.model.constructs();
    let resampled = resample(&fit.model, data, &fit.settings, design, bootstrap, SignChange::Construct);
    let mut number = 0;
    for equation in &fit.equations {
        for (from, path) in &equation.paths {
            let of = format!("{} -> {}", constructs[*from].name, constructs[equation.of].name);
            let row = Figure::plain(MODEL, "path", &of, "standard deviations", path.value).among(fit.n);
            let interval = resampled
                .as_ref()
                .ok()
                .and_then(|of| of.paths.get(number)?.percentile(survey.confidence).ok());
            let row = row.by("standardised; percentile interval of resamples");
            to.add(interval.into_iter().fold(row, Figure::within));
            number += 1;
        }
    }
    match resampled {
        Ok(resampled) => {
            for ((from, on), replicates) in resampled.effect_pairs.iter().zip(&resampled.total_effects) {
                let of = format!("{} => {}", constructs[*from].name, constructs[*on].name);
                let total = fit.effects.total[(*from, *on)];
                let row =
                    Figure::plain(MODEL, "total_effect", &of, "standard deviations", total).among(fit.n);
                to.add(replicates.percentile(survey.confidence).into_iter().fold(row, Figure::within));
            }
        }
        Err(problem) => to.lacks(MODEL, "total_effect", "", problem.to_string()),
    }
}

fn map(survey: &Survey, fit: &PathFit, target: &str, to: &mut Measurement) {
    let points = fit.model.place(target).and_then(|at| {
        let scale = scale_of(survey, fit, at).ok_or_else(|| MetricProblem::BadModel {
            why: format!("the items of `{target}` are answered on different scales"),
        })?;
        of_path_model(fit, at, scale, ScoreConvention::Fornell)
    });
    match points {
        Ok(points) => advise(&points, &format!("points of {target} per point"), to),
        Err(problem) => to.lacks(Section::ImportancePerformance, "performance", target, problem.to_string()),
    }
}
