//! Figures by group of respondents, and how far each group lies from all others.

use super::figure::{Figure, Measurement, Section};
use super::indices::{missing_rule, tree};
use super::scores::contribution;
use super::shares;
use super::survey::Survey;
use crate::metrics::indices::ItemScore;
use crate::metrics::indices::importance_weighted::respondent_scores;
use crate::statistics::design::Side;
use crate::statistics::{Estimate, Problem, SampleDesign, holm};

const SEGMENTS: Section = Section::Segments;
/// Below so many answers a group's figure says little.
const FEW: usize = 30;

/// A figure as one number per respondent, whose mean it is.
struct PerRespondent {
    name: String,
    unit: &'static str,
    values: Vec<Option<f64>>,
}

/// Adds the figures of every group of every column of groups.
pub(super) fn add(survey: &Survey, to: &mut Measurement) {
    if survey.groups.is_empty() {
        return;
    }
    let design = match survey.table.design() {
        Ok(design) => design,
        Err(problem) => return to.lacks(SEGMENTS, "segments", "", problem.to_string()),
    };
    for figure in figures(survey) {
        for (column, labels) in &survey.groups {
            let codes = &labels.codes;
            let mut rows: Vec<Figure> = Vec::new();
            let mut few: Vec<&str> = Vec::new();
            for (code, name) in labels.names.iter().enumerate() {
                let label = if name.is_empty() { "(blank)" } else { name };
                let of = format!("{column}={label}");
                let is_in = |row: usize| codes[row] == code as u32;
                let own = design.mean(|row| figure.values[row].filter(|_| is_in(row)));
                match own {
                    Ok(own) => {
                        if own.n < FEW {
                            few.push(label);
                        }
                        rows.push(against_others(survey, &figure, &of, &own, &design, &is_in, to));
                    }
                    Err(problem) => to.lacks(SEGMENTS, &figure.name, &of, told(&problem)),
                }
            }
            if !few.is_empty() {
                to.warnings.push(format!(
                    "{} by `{column}`: fewer than {FEW} answers of {}",
                    figure.name,
                    few.join(", ")
                ));
            }
            if labels.names.len() == 2 {
                // Two groups against each other are one question, asked from both sides.
                rows.iter_mut().for_each(|row| row.p_adjusted = row.p);
            } else {
                adjust(&mut rows);
            }
            rows.into_iter().for_each(|row| to.add(row));
        }
    }
}

fn told(problem: &Problem) -> String {
    match problem {
        Problem::NoWeight => "nobody in the group answered".to_string(),
        problem => problem.to_string(),
    }
}

fn figures(survey: &Survey) -> Vec<PerRespondent> {
    let mut figures = Vec::new();
    if let Some(Ok(tree)) = tree(survey, ItemScore::Linear)
        && let Ok(values) = respondent_scores(&survey.table, &tree, missing_rule(survey))
    {
        figures.push(PerRespondent { name: "csi".to_string(), unit: "points", values });
    }
    let model = &survey.model;
    let nps = model.nps.iter().map(|column| ("nps", column, "points"));
    let csat = model.csat.iter().map(|csat| ("csat", &csat.column, "percent"));
    for (figure, column, unit) in nps.chain(csat) {
        if let (Some(contribution), Ok(answers)) =
            (contribution(survey, figure, column), survey.table.column(column))
        {
            let values = answers.iter().map(|answer| answer.map(&contribution)).collect();
            figures.push(PerRespondent { name: format!("{figure}:{column}"), unit, values });
        }
    }
    figures
}

/// The group's figure, with the p-value of its distance to all others.
fn against_others(
    survey: &Survey,
    figure: &PerRespondent,
    of: &str,
    own: &Estimate,
    design: &SampleDesign,
    is_in: &dyn Fn(usize) -> bool,
    to: &Measurement,
) -> Figure {
    let side = |row: usize| if is_in(row) { Side::Of } else { Side::Against };
    let distance = design.difference(|row| figure.values[row].map(|value| (side(row), value)));
    let row = match figure.unit {
        "percent" => {
            let counts = |row: usize| is_in(row) && figure.values[row].is_some();
            shares::row(survey, SEGMENTS, (&figure.name, of), own, &counts)
        }
        unit => {
            let least = if figure.name.starts_with("nps") { -100.0 } else { 0.0 };
            to.of_estimate(SEGMENTS, &figure.name, of, unit, own).on_scale(least, 100.0)
        }
    };
    match distance {
        Ok(distance) => {
            let mut method = format!("{:+.2} against all others", distance.value);
            if figure.unit == "percent" {
                method = format!("{}; {method}", shares::noise_of(survey, own));
            }
            row.tested(&distance).by(method)
        }
        Err(_) => row,
    }
}

fn adjust(rows: &mut [Figure]) {
    let tested: Vec<usize> = (0..rows.len()).filter(|row| rows[*row].p.is_some()).collect();
    let p: Vec<f64> = tested.iter().filter_map(|row| rows[*row].p).collect();
    for (row, adjusted) in tested.into_iter().zip(holm(&p)) {
        rows[row].p_adjusted = Some(adjusted);
    }
}
