//! Scores of single questions: NPS with several intervals, CSAT, CES, shares of yes.

use super::figure::{Figure, Measurement, Section};
use super::shares;
use super::survey::Survey;
use crate::metrics::scores::ces::CesVersion;
use crate::metrics::scores::csat::Csat;
use crate::metrics::scores::nps::{self, NpsCounts, NpsInterval};
use crate::metrics::scores::of_column;
use crate::metrics::scores::shares::ShareKind;
use crate::metrics::{MetricProblem, Scale};
use crate::statistics::Estimate;

const SCORES: Section = Section::Scores;

/// What one answer adds to a score of a column; the score is the mean.
type Contribution = Box<dyn Fn(f64) -> f64>;

/// The score of that name as contributions of answers: `nps`, `csat`, `ces`, `share`.
pub(super) fn contribution(survey: &Survey, figure: &str, of: &str) -> Option<Contribution> {
    let model = &survey.model;
    match figure {
        "nps" if model.nps.iter().any(|column| column == of) => Some(Box::new(nps::contribution)),
        "csat" => {
            let csat = definition(survey, of)?.ok()?;
            Some(Box::new(move |answer| csat.contribution(answer)))
        }
        "ces" => {
            let version = ces_version(model.ces.iter().find(|ces| ces.column == of)?.version);
            Some(Box::new(move |answer| version.ease(answer)))
        }
        "share" => {
            let column = of.strip_prefix("share:").unwrap_or(of);
            model.share.iter().find(|share| share.name == column)?;
            Some(Box::new(|answer| 100.0 * answer))
        }
        _ => None,
    }
}

/// The score with its standard error under the survey's design; `None` where the model has no such score.
pub(super) fn score(survey: &Survey, figure: &str, of: &str) -> Option<Result<Estimate, MetricProblem>> {
    let contribution = contribution(survey, figure, of)?;
    let column = if figure == "share" { format!("share:{of}") } else { of.to_string() };
    Some(of_column(&survey.table, &column, |answer| Some(contribution(answer))))
}

fn ces_version(number: u8) -> CesVersion {
    if number == 1 { CesVersion::One } else { CesVersion::Two }
}

fn definition(survey: &Survey, column: &str) -> Option<Result<Csat, MetricProblem>> {
    let spec = survey.model.csat.iter().find(|csat| csat.column == column)?;
    let scale = survey.scale(column).unwrap_or(Scale::ONE_TO_FIVE);
    Some(match spec.top {
        Some(top) => Csat::new(scale, top),
        None => Csat::customary(scale).ok_or_else(|| MetricProblem::BadModel {
            why: format!("{}-{} has no customary top box: give `top`", scale.low(), scale.high()),
        }),
    })
}

/// Adds the scores.
pub(super) fn add(survey: &Survey, to: &mut Measurement) {
    for column in &survey.model.nps {
        net_promoters(survey, column, to);
    }
    for spec in &survey.model.csat {
        satisfied(survey, &spec.column, to);
    }
    for spec in &survey.model.ces {
        let version = ces_version(spec.version);
        let (of, scale) = (&spec.column, version.scale());
        let method = format!("version {}, mean ease on {}-{}", spec.version, scale.low(), scale.high());
        let mean = of_column(&survey.table, of, |answer| Some(version.ease(answer)));
        to.try_add(SCORES, ("ces", of), "scale points", &method, mean);
        let share = of_column(&survey.table, of, |answer| Some(version.contribution(answer)));
        let easy = "answers on the easy side of the middle";
        shares::add(survey, SCORES, ("ces_easy", of), (of, easy), share, to);
    }
    for spec in &survey.model.share {
        let column = format!("share:{}", spec.name);
        let kind = match spec.name.as_str() {
            "complaint" => Some(ShareKind::Complaint),
            "first_contact_resolution" => Some(ShareKind::FirstContactResolution),
            "retention" => Some(ShareKind::Retention),
            "repurchase" => Some(ShareKind::Repurchase),
            _ => None,
        };
        let method = kind.map_or_else(
            || format!("yes to `{}` / answers", spec.column),
            |kind| format!("{} / {}", kind.definition().0, kind.definition().1),
        );
        let of = of_column(&survey.table, &column, |answer| Some(100.0 * answer));
        shares::add(survey, SCORES, ("share", &spec.name), (&column, &method), of, to);
    }
}

fn net_promoters(survey: &Survey, column: &str, to: &mut Measurement) {
    let estimate = of_column(&survey.table, column, |answer| Some(nps::contribution(answer)));
    if survey.has_design() {
        to.try_add(SCORES, ("nps", column), "points", survey.noise(), estimate);
    }
    let counts = survey.table.column(column).and_then(|answers| NpsCounts::of(column, answers.iter()));
    let counts = match counts {
        Ok(counts) if counts.n() > 0 => counts,
        Ok(_) => return to.lacks(SCORES, "nps", column, "nobody answered".to_string()),
        Err(problem) => return to.lacks(SCORES, "nps", column, problem.to_string()),
    };
    let n = counts.n() as usize;
    let figure = if survey.has_design() { "nps_unweighted" } else { "nps" };
    for method in [NpsInterval::AdjustedWald, NpsInterval::Score, NpsInterval::Wald] {
        let name = match method {
            NpsInterval::AdjustedWald => "adjusted Wald (Rocks 2016)",
            NpsInterval::Score => "score interval (Tango 1998)",
            NpsInterval::Wald => "Wald: too short in small samples",
        };
        if let (Ok(own), Ok(interval)) = (counts.estimate(), counts.interval(method, survey.confidence)) {
            let mut row = Figure::plain(SCORES, figure, column, "points", own.value);
            row.standard_error = Some(own.standard_error);
            to.add(row.within(interval).on_scale(-100.0, 100.0).by(name).among(n));
        }
    }
    for (name, count) in
        [("promoters", counts.promoters), ("passives", counts.passives), ("detractors", counts.detractors)]
    {
        to.add(Figure::plain(SCORES, name, column, "percent", 100.0 * count as f64 / n as f64).among(n));
    }
    if counts.promoters == 0 || counts.detractors == 0 {
        to.warnings.push(format!(
            "`{column}` has no {}: read the adjusted or score interval, not Wald's",
            if counts.promoters == 0 { "promoters" } else { "detractors" }
        ));
    }
}

fn satisfied(survey: &Survey, column: &str, to: &mut Measurement) {
    let csat = match definition(survey, column) {
        Some(Ok(csat)) => csat,
        Some(Err(problem)) => return to.lacks(SCORES, "csat", column, problem.to_string()),
        None => return,
    };
    let share = of_column(&survey.table, column, |answer| Some(csat.contribution(answer)));
    let net = of_column(&survey.table, column, |answer| Some(csat.net_contribution(answer)));
    let mean = of_column(&survey.table, column, Some);
    shares::add(survey, SCORES, ("csat", column), (column, &csat.name()), share, to);
    to.try_add(SCORES, ("csat_net", column), "points", "best minus as many of the worst answers", net);
    to.try_add(SCORES, ("mean", column), "scale points", survey.noise(), mean);
}
