//! Quality classes of features from Kano pairs.

use super::figure::{Figure, Measurement, Section};
use super::survey::Survey;
use crate::metrics::MetricProblem;
use crate::metrics::kano::{
    ClassRule, EvaluationTable, KanoClass, KanoCounts, better_worse, classes, continuous,
};

const KANO: Section = Section::Kano;

/// Adds the class and the coefficients of every feature.
pub(super) fn add(survey: &Survey, to: &mut Measurement) {
    let table = if survey.model.kano.pouliot { EvaluationTable::Modified } else { EvaluationTable::Classic };
    for (feature, (functional, dysfunctional)) in survey.model.kano.feature.iter().zip(&survey.kano) {
        let of = feature.name.as_str();
        let found = classes(functional, dysfunctional, table)
            .and_then(|classes| one(survey, of, &classes, table, to).map(|()| classes));
        if let Err(problem) = found {
            to.lacks(KANO, "class", of, problem.to_string());
            continue;
        }
        let point =
            survey.table.design().and_then(|design| continuous::point(functional, dysfunctional, &design));
        match point {
            Ok(point) => {
                to.try_add(
                    KANO,
                    ("functional", of),
                    "-2 to 4",
                    "continuous (DuMouchel)",
                    Ok(point.functional),
                );
                to.try_add(
                    KANO,
                    ("dysfunctional", of),
                    "-2 to 4",
                    "continuous (DuMouchel)",
                    Ok(point.dysfunctional),
                );
            }
            Err(problem) => to.lacks(KANO, "functional", of, problem.to_string()),
        }
    }
}

fn one(
    survey: &Survey,
    of: &str,
    classes: &[Option<KanoClass>],
    table: EvaluationTable,
    to: &mut Measurement,
) -> Result<(), MetricProblem> {
    let counts = KanoCounts::of(classes, survey.table.weights());
    let n = classes.iter().flatten().count();
    let letters: Vec<String> = KanoClass::ALL
        .iter()
        .map(|class| format!("{} {}", class.letter(), (counts.count(*class) * 10.0).round() / 10.0))
        .collect();
    let counted = format!("{}; {}", table.name(), letters.join(", "));
    let class = counts.class(ClassRule::Mode)?;
    to.add(Figure::word(KANO, "class", of, word(class)).by(counted).among(n));
    let blauth = counts.class(ClassRule::Blauth)?;
    if blauth != class {
        to.warnings.push(format!("`{of}` is {} by mode, but {} by Blauth's rule", word(class), word(blauth)));
    }
    if counts.is_mixed(survey.confidence)? {
        to.warnings.push(format!("`{of}` is of mixed class: its two largest counts do not differ (Fong)"));
    }
    let coefficients = better_worse(classes, &survey.table.design()?)?;
    to.try_add(KANO, ("better", of), "0 to 1", "(A + O) / (A + O + M + I)", Ok(coefficients.better));
    to.try_add(KANO, ("worse", of), "-1 to 0", "-(O + M) / (A + O + M + I)", Ok(coefficients.worse));
    let out = counts.share_left_out()?;
    to.add(Figure::plain(KANO, "left_out", of, "share", out).by("reverse and questionable").among(n));
    Ok(())
}

fn word(class: KanoClass) -> &'static str {
    match class {
        KanoClass::Basic => "basic",
        KanoClass::Linear => "linear",
        KanoClass::Excitement => "excitement",
        KanoClass::Indifferent => "indifferent",
        KanoClass::Reverse => "reverse",
        KanoClass::Questionable => "questionable",
    }
}
