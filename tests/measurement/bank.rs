//! The ECSI model of a Spanish bank: 250 customers, 27 items on 0-10; outputs of R's plspm.

use goodwill::metrics::Scale;
use goodwill::metrics::pls::{
    MissingItems, Mode, PathData, PathFit, PathModel, PathModelSpec, PlsSettings, Scheme, ScoreConvention,
    StopRule, Treatment, consistent, fit, index, resampled,
};
use goodwill::metrics::reliability::{alpha, composite};
use goodwill::metrics::resampling::Bootstrap;
use goodwill::statistics::{Covariance, Divisor, SampleDesign};

use crate::reference::{Comparison, Table, folder};

const SET: &str = "ecsi-bank-satisfaction";
const CONSTRUCTS: [(&str, usize); 6] =
    [("IMAG", 5), ("EXPE", 5), ("QUAL", 5), ("VAL", 4), ("SAT", 4), ("LOY", 4)];

fn model(mode: Mode) -> PathModel {
    let mut spec = PathModelSpec::default();
    for (name, items) in CONSTRUCTS {
        let stem = name.to_lowercase();
        let columns: Vec<String> = (1..=items).map(|item| format!("{stem}{item}")).collect();
        spec = spec.construct(name, mode, &columns.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let spec = spec
        .path("IMAG", &["EXPE", "SAT", "LOY"])
        .path("EXPE", &["QUAL", "VAL", "SAT"])
        .path("QUAL", &["VAL", "SAT"])
        .path("VAL", &["SAT"])
        .path("SAT", &["LOY"]);
    PathModel::new(&spec).expect("a model")
}

fn data(table: &Table, model: &PathModel) -> PathData {
    let names: Vec<&str> = model.items().iter().map(String::as_str).collect();
    PathData::of(&table.survey(&names), model, MissingItems::Listwise).expect("complete answers")
}

/// The settings of the published run: items only centred, plspm's stop rule at its default, variance over n.
fn published(table: &Table, mode: Mode, scheme: Scheme) -> PathFit {
    let model = model(mode);
    let settings = PlsSettings {
        scheme,
        treatment: Treatment::Centre,
        stop: StopRule::SquaredChange(1e-6),
        most_rounds: 100,
    };
    let covariance = data(table, &model).covariance(Divisor::Population).expect("answers");
    fit(&model, &covariance, &settings).expect("the model can be estimated")
}

#[test]
fn outer_model_agrees_under_all_three_schemes() {
    let Some(folder) = folder(SET) else { return };
    let table = Table::read(&folder, "satisfaction.csv");
    let mut comparison = Comparison::default();
    for (scheme, file) in [
        (Scheme::Centroid, "satisfaction.outer-model.csv"),
        (Scheme::Factorial, "satisfaction.outer-model-factorial.csv"),
        (Scheme::Path, "satisfaction.outer-model-path.csv"),
    ] {
        let fit = published(&table, Mode::A, scheme);
        let expected = Table::read(&folder, file);
        let (loadings, communalities, redundancies) =
            (fit.loadings(), fit.communalities(), fit.redundancies());
        for (item, name) in fit.model.items().iter().enumerate() {
            for (figure, actual) in [
                ("weight", fit.weights[item]),
                ("loading", loadings[item]),
                ("communality", communalities[item]),
                ("redundancy", redundancies[item]),
            ] {
                let row = expected.text("name").iter().position(|cell| cell == name).expect("the item");
                // plspm leaves the redundancy of exogenous constructs empty or 0.
                if let Some(reference) = expected.numbers(figure)[row] {
                    comparison.absolute(&format!("{scheme:?} {figure}"), actual, reference, 1e-6);
                }
            }
        }
    }
    comparison.print("bank");
}

#[test]
fn inner_model_effects_scores_and_reliability_agree() {
    let Some(folder) = folder(SET) else { return };
    let table = Table::read(&folder, "satisfaction.csv");
    let fit = published(&table, Mode::A, Scheme::Centroid);
    let mut comparison = Comparison::default();

    let expected = Table::read(&folder, "satisfaction.crossloadings.csv");
    for (item, name) in fit.model.items().iter().enumerate() {
        for (at, (construct, _)) in CONSTRUCTS.iter().enumerate() {
            let reference = expected.at("name", name, construct);
            comparison.absolute("cross-loading", fit.cross_loadings[(item, at)], reference, 1e-6);
        }
    }

    let expected = Table::read(&folder, "satisfaction.scores.csv");
    let columns: Vec<Vec<f64>> = fit.model.items().iter().map(|item| table.full(item)).collect();
    for (at, (construct, _)) in CONSTRUCTS.iter().enumerate() {
        for (row, reference) in expected.full(construct).into_iter().enumerate() {
            let answers: Vec<f64> = columns.iter().map(|column| column[row]).collect();
            comparison.absolute("score of a respondent", fit.score(at, &answers), reference, 1e-6);
        }
    }

    let expected = Table::read(&folder, "satisfaction.inner-model.csv");
    let satisfaction = &fit.equations[3];
    for (from, path) in &satisfaction.paths {
        let name = CONSTRUCTS[*from].0;
        let at = |column| expected.at("", name, column);
        comparison.absolute("path to SAT", path.value, at("Estimate"), 1e-6);
        comparison.absolute("its standard error", path.standard_error, at("Std. Error"), 1e-6);
        comparison.absolute("its t", path.t().expect("noise"), at("t value"), 1e-5);
        comparison.absolute("its p", path.p().expect("noise"), at("Pr(>|t|)"), 1e-6);
    }

    let expected = Table::read(&folder, "satisfaction.effects.csv");
    for row in 0..expected.rows {
        let place = |column: &str| fit.model.place(&expected.text(column)[row]).expect("a construct");
        let pair = (place("from"), place("to"));
        for (figure, matrix) in [
            ("direct", &fit.effects.direct),
            ("indirect", &fit.effects.indirect),
            ("total", &fit.effects.total),
        ] {
            let reference = expected.full(figure)[row];
            comparison.absolute(&format!("{figure} effect"), matrix[pair], reference, 1e-6);
        }
    }

    let expected = Table::read(&folder, "satisfaction.inner-summary.csv");
    let redundancies = fit.redundancies();
    for (at, (name, items)) in CONSTRUCTS.iter().enumerate() {
        let reference = |column| expected.at("", name, column);
        comparison.absolute("R squared", fit.r_squared(at), reference("r_squared"), 1e-6);
        comparison.absolute(
            "block communality",
            fit.mean_communality(at),
            reference("block_communality"),
            1e-6,
        );
        comparison.absolute("AVE", fit.mean_communality(at), reference("ave"), 1e-6);
        let mean = fit.model.constructs()[at].items.clone().map(|item| redundancies[item]).sum::<f64>()
            / *items as f64;
        comparison.absolute("mean redundancy", mean, reference("mean_redundancy"), 1e-6);
    }
    comparison.absolute("goodness of fit", fit.goodness_of_fit().expect("blocks"), 0.609741624338411, 1e-6);

    let expected = Table::read(&folder, "satisfaction_unidim.csv");
    let all = Covariance { means: fit.means.clone(), matrix: fit.covariance.clone(), n: fit.n };
    for (at, (name, _)) in CONSTRUCTS.iter().enumerate() {
        let block = all.of_columns(&fit.model.constructs()[at].items.clone().collect::<Vec<_>>());
        let reference = |column| expected.at("", name, column);
        let of = alpha::alpha(&block).expect("items");
        comparison.absolute("alpha (standardised)", of.standardised, reference("cronbach_alpha"), 1e-9);
        let dimensions = composite::dimensions(&block.correlation().expect("items vary")).expect("items");
        comparison.absolute(
            "Dillon-Goldstein",
            dimensions.dillon_goldstein,
            reference("dillon_goldstein_rho"),
            1e-9,
        );
        comparison.absolute("first eigenvalue", dimensions.eigenvalues[0], reference("eig_1st"), 1e-9);
        comparison.absolute("second eigenvalue", dimensions.eigenvalues[1], reference("eig_2nd"), 1e-9);
    }
    comparison.print("bank");
}

#[test]
fn mode_b_agrees() {
    let Some(folder) = folder(SET) else { return };
    let table = Table::read(&folder, "satisfaction.csv");
    let fit = published(&table, Mode::B, Scheme::Centroid);
    let expected = Table::read(&folder, "satisfaction.modeb.inner-summary.csv");
    let mut comparison = Comparison::default();
    let redundancies = fit.redundancies();
    for (at, (name, items)) in CONSTRUCTS.iter().enumerate() {
        let reference = |column| expected.at("", name, column);
        comparison.absolute("Mode B R squared", fit.r_squared(at), reference("r_squared"), 1e-6);
        comparison.absolute(
            "Mode B communality",
            fit.mean_communality(at),
            reference("block_communality"),
            1e-6,
        );
        let mean = fit.model.constructs()[at].items.clone().map(|item| redundancies[item]).sum::<f64>()
            / *items as f64;
        comparison.absolute("Mode B redundancy", mean, reference("mean_Redundancy"), 1e-6);
    }
    comparison.print("bank");
}

#[test]
fn index_scores_agree_under_both_conventions() {
    let Some(folder) = folder(SET) else { return };
    let table = Table::read(&folder, "satisfaction.csv");
    let expected = Table::read(&folder, "expected_index_scores.csv");
    let model = model(Mode::A);
    let covariance = data(&table, &model).covariance(Divisor::Sample).expect("answers");
    let mut comparison = Comparison::default();
    for row in 0..expected.rows {
        let scheme = match expected.text("scheme")[row].as_str() {
            "path" => Scheme::Path,
            "centroid" => Scheme::Centroid,
            _ => Scheme::Factorial,
        };
        let scaled = expected.text("plspm_scaled")[row] == "TRUE";
        let treatment = if scaled { Treatment::Standardise } else { Treatment::Centre };
        let settings = PlsSettings { scheme, treatment, ..PlsSettings::default() };
        let fit = fit(&model, &covariance, &settings).expect("the model can be estimated");
        let construct = model.place(&expected.text("lv")[row]).expect("a construct");
        let number = |column: &str| expected.numbers(column)[row];
        let of =
            |convention| index::index(&fit, construct, Scale::ZERO_TO_TEN, convention).expect("an index");
        let as_fitted = of(ScoreConvention::AsFitted);
        let reference = number("plspm_rescale_index0_100").expect("a number");
        comparison.absolute("index, weights as fitted", as_fitted.index, reference, 1e-6);
        if scaled {
            let fornell = of(ScoreConvention::Fornell);
            for (figure, actual, column) in [
                ("index, Fornell", fornell.index, "fornell_index0_100"),
                ("its deviation", fornell.index_deviation, "sd_0_100"),
                ("raw mean, Fornell", fornell.mean, "mean_raw"),
                ("raw deviation, Fornell", fornell.deviation, "sd_raw"),
            ] {
                comparison.absolute(figure, actual, number(column).expect("a number"), 1e-6);
            }
        }
    }
    comparison.print("bank");
}

/// Their 200 resamples against our 2 000: deviations and means of the paths within the noise of theirs.
#[test]
fn resampled_paths_spread_as_published() {
    let Some(folder) = folder(SET) else { return };
    let table = Table::read(&folder, "satisfaction.csv");
    let expected = Table::read(&folder, "satisfaction_boot_paths.csv");
    let model = model(Mode::A);
    let data = data(&table, &model);
    let settings = PlsSettings {
        scheme: Scheme::Centroid,
        treatment: Treatment::Centre,
        stop: StopRule::SquaredChange(1e-6),
        most_rounds: 100,
    };
    let bootstrap = Bootstrap { resamples: 2_000, seed: 1, threads: 2 };
    let design = SampleDesign::simple(250);
    let of = resampled::resample(&model, &data, &settings, &design, &bootstrap, resampled::SignChange::None)
        .expect("the model can be estimated");
    let fit = published(&table, Mode::A, Scheme::Centroid);
    let mut comparison = Comparison::default();
    let paths =
        fit.equations.iter().flat_map(|equation| equation.paths.iter().map(|(from, _)| (*from, equation.of)));
    for ((from, to), replicates) in paths.zip(&of.paths) {
        let name = format!("{} -> {}", CONSTRUCTS[from].0, CONSTRUCTS[to].0);
        let spread = expected.at("", &name, "std.error");
        // 200 resamples know a deviation to 1 / sqrt(400) of itself, and a mean to a deviation / sqrt(200); 2 000 know
        // them three times as well. Twenty gates at four deviations: a false alarm in 1 of 800 choices of data.
        let noise = 4.0 * (1.0 / 400.0 + 1.0 / 4_000.0f64).sqrt();
        comparison.relative(
            "bootstrap deviation of a path",
            replicates.standard_error().expect("figures"),
            spread,
            noise,
        );
        let shift = (replicates.mean().expect("figures") - expected.at("", &name, "mean")) / spread;
        comparison.absolute(
            "bootstrap mean of a path, in deviations",
            shift,
            0.0,
            4.0 * (1.0 / 200.0 + 1.0 / 2_000.0f64).sqrt(),
        );
        assert_eq!(replicates.degenerate(), 0);
    }
    comparison.print("bank");
}

/// No published answer: weights of 1 change nothing, whole weights repeat rows, corrected correlations are larger.
#[test]
fn weighted_and_consistent_fits_keep_their_laws() {
    let Some(folder) = folder(SET) else { return };
    let table = Table::read(&folder, "satisfaction.csv");
    let model = model(Mode::A);
    let plain = data(&table, &model);
    let settings = PlsSettings::default();
    let fit_of = |data: &PathData| {
        fit(&model, &data.covariance(Divisor::Population).expect("answers"), &settings).expect("an estimate")
    };
    let ones = PathData { weights: Some(vec![1.0; 250]), ..plain.clone() };
    let difference = (fit_of(&ones).weights - fit_of(&plain).weights).abs().max();
    assert!(difference < 1e-9, "{difference}");
    let weights: Vec<f64> = (0..250).map(|row| f64::from(row % 3)).collect();
    let repeat = |column: &Vec<f64>| -> Vec<f64> {
        column.iter().zip(&weights).flat_map(|(x, w)| std::iter::repeat_n(*x, *w as usize)).collect()
    };
    let repeated =
        PathData { columns: plain.columns.iter().map(repeat).collect(), weights: None, rows: vec![] };
    let weighted = PathData { weights: Some(weights.clone()), ..plain.clone() };
    let difference = (fit_of(&weighted).effects.total - fit_of(&repeated).effects.total).abs().max();
    assert!(difference < 1e-9, "{difference}");
    let fit = fit_of(&plain);
    let corrected = consistent::consistent(&fit).expect("reliable constructs");
    for (i, reliability) in corrected.reliabilities.iter().enumerate() {
        assert!((0.7..1.0).contains(reliability), "{reliability}");
        for j in 0..i {
            assert!(corrected.correlation[(i, j)] > fit.correlation[(i, j)]);
        }
    }
}
