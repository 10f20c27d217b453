//! The tables and sentences of a trial of formulas, for terminal and page alike.

use crate::judge::{Answer, FormulaTrial, Measured, Question, Standing, Trial};

use super::number::{grouped, magnitude};
use super::table::{Cell, Table, Tone};

/// The standings, the best first.
const STANDINGS: [Standing; 5] =
    [Standing::Trusted, Standing::Doubtful, Standing::Undecided, Standing::Misleading, Standing::Failed];

/// The tone of a standing.
pub(super) fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Trusted => Tone::Good,
        Standing::Doubtful | Standing::Undecided => Tone::Unsure,
        Standing::Misleading | Standing::Failed => Tone::Bad,
    }
}

/// The standing in a word.
pub(super) fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Trusted => "trusted",
        Standing::Doubtful => "doubtful",
        Standing::Misleading => "misleading",
        Standing::Undecided => "not decided",
        Standing::Failed => "failed",
    }
}

/// The answer in a sentence.
pub(super) fn answer(trial: &Trial) -> String {
    let count = |standing| trial.formulas.iter().filter(|of| of.standing == standing).count();
    let mut parts = Vec::new();
    for standing in STANDINGS {
        match count(standing) {
            0 => {}
            some => parts.push(format!("{some} {}", word(standing))),
        }
    }
    format!(
        "{} formulas on trial over {} surveys of {} simulated populations: {}.",
        trial.formulas.len(),
        trial.method.surveys * trial.method.populations,
        trial.method.populations,
        parts.join(", ")
    )
}

/// One row per formula against its census value.
pub(super) fn league(trial: &Trial) -> Table {
    let mut table = Table::new("Against the census value", "formula")
        .number("truth")
        .number("bias")
        .number("RMSE")
        .number("SE ratio")
        .number("coverage, %")
        .number("bias-free, %")
        .number("width")
        .number("false alarms, %");
    for of in &trial.formulas {
        let Some(census) = &of.census else {
            table.push(Cell::new(of.name.as_str()), vec![Cell::new("").toned(Tone::Quiet); 8]);
            continue;
        };
        let cells = vec![
            optional(Some(census.truth)),
            optional(Some(census.bias)),
            optional(Some(census.rmse)),
            optional(census.se_ratio),
            percent(census.coverage).toned(tone(of.standing)),
            percent(census.bias_eliminated_coverage),
            optional(census.width),
            percent(census.type_1_error),
        ];
        table.push(Cell::new(of.name.as_str()), cells);
    }
    table.note = Some(format!(
        "About {}. Each in the formula's own unit; ± is one Monte Carlo standard error, clustered by population. Truth is the \
         mean census value: the same formula on error-free answers of everybody. SE ratio: claimed over empirical standard \
         error. Bias-free: coverage if the bias were known.",
        trial.population
    ));
    table
}

/// The finite population and the process apart.
pub(super) fn process(trial: &Trial) -> Table {
    let mut table = Table::new("One population and the process behind it", "formula")
        .number("value of the process")
        .number("sd between populations")
        .number("empirical SE")
        .number("covers the population, %")
        .number("covers the process, %");
    for of in &trial.formulas {
        let Some(census) = &of.census else { continue };
        let sd = census.truth_sd.map(|value| Measured { value, mc_se: None });
        let cells = vec![
            optional(Some(census.truth)),
            optional(sd),
            optional(census.empirical_se),
            percent(census.coverage),
            percent(census.process_coverage),
        ];
        table.push(Cell::new(of.name.as_str()), cells);
    }
    table.note = Some(format!(
        "A survey is drawn of one finite population; another year has other people with other luck. About {}.",
        trial.population
    ));
    table
}

/// The bias in parts.
pub(super) fn parts(trial: &Trial) -> Table {
    let mut table = Table::new("Where the error comes from", "formula");
    let first = trial.formulas.iter().find_map(|of| of.error_parts.as_ref());
    for part in first.map_or(&[][..], |split| &split.parts) {
        table = table.number(part.part.as_str());
    }
    table = table.number("total");
    for (of, split) in trial.formulas.iter().filter_map(|of| Some((of, of.error_parts.as_ref()?))) {
        let mut cells: Vec<Cell> = split.parts.iter().map(|part| optional(Some(part.bias))).collect();
        cells.push(optional(Some(split.total)).toned(Tone::Strong));
        table.push(Cell::new(of.name.as_str()), cells);
    }
    table.note = Some(format!(
        "Mean shift by each part of the error, in order; they sum to the total, the bias. Estimation is what the formula makes \
         of the answers in place of its plug-in value with the design's weights and the census's parameters. About {}.",
        trial.population
    ));
    table
}

/// Against the construct.
pub(super) fn construct(trial: &Trial) -> Table {
    let mut table = Table::new("Against what it stands for", "formula")
        .number("rank correlation")
        .number("right about satisfaction, %")
        .number("right about churn, %")
        .number("right about profit, %");
    for of in &trial.formulas {
        let construct = &of.construct;
        let cells = vec![
            optional(construct.rank_correlation),
            percent(construct.right_about_satisfaction),
            percent(construct.right_about_churn),
            percent(construct.right_about_profit),
        ];
        if cells.iter().any(|cell| !cell.text.is_empty()) {
            table.push(Cell::new(of.name.as_str()), cells);
        }
    }
    table.note = Some(
        "Scale-free figures only, because a formula and latent satisfaction have different units. Rank correlation of the arms \
         within a population; right: the sign of the estimated change of an intervention is that of the true one."
            .to_string(),
    );
    table
}

/// A question as a table: what it is about as headings, formulas as rows, figures as columns.
pub(super) fn question(question: &Question) -> Table {
    let mut figures: Vec<&str> = Vec::new();
    let mut subjects: Vec<&str> = Vec::new();
    for answer in &question.answers {
        if !figures.contains(&answer.figure.as_str()) {
            figures.push(&answer.figure);
        }
        if !subjects.contains(&answer.about.as_str()) {
            subjects.push(&answer.about);
        }
    }
    let mut table = Table::new(question.question.as_str(), "formula");
    for figure in &figures {
        let unit = question.answers.iter().find(|answer| answer.figure == *figure).map(|answer| &answer.unit);
        let head = if unit.is_some_and(|unit| unit == "share") {
            format!("{figure}, %")
        } else {
            figure.to_string()
        };
        table = table.number(head);
    }
    for subject in subjects {
        if !subject.is_empty() {
            table.push(Cell::new(subject).toned(Tone::Strong), Vec::new());
        }
        let of: Vec<&Answer> = question.answers.iter().filter(|answer| answer.about == subject).collect();
        let mut names: Vec<&str> = of.iter().map(|answer| answer.formula.as_str()).collect();
        names.dedup();
        for name in names {
            let cell = |figure: &&str| {
                let answer = of.iter().find(|answer| answer.formula == name && answer.figure == **figure);
                answer.map_or_else(Cell::default, |answer| match answer.unit.as_str() {
                    "share" => percent(Some(answer.measured)),
                    _ => optional(Some(answer.measured)),
                })
            };
            table.push(Cell::new(name), figures.iter().map(cell).collect());
        }
    }
    table.note = Some(format!("{} About {}.", question.method, question.population));
    table
}

/// The bars.
pub(super) fn requirements(trial: &Trial) -> Table {
    let mut table = Table::new("Bars", "bar").words("formula").number("figure").words("verdict");
    for check in &trial.requirements {
        let value = check.value.map(|value| Measured { value, mc_se: None });
        let (verdict, tone) = if check.met { ("met", Tone::Good) } else { ("not met", Tone::Bad) };
        let cells = vec![Cell::new(check.formula.as_str()), optional(value), Cell::new(verdict).toned(tone)];
        table.push(Cell::new(check.requirement.as_str()), cells);
    }
    table
}

/// Why formulas failed.
pub(super) fn failures(trial: &Trial) -> Table {
    let mut table = Table::new("Failures", "formula").number("surveys").words("why");
    for (of, failures) in trial.formulas.iter().flat_map(|of| of.failures.iter().map(move |why| (of, why))) {
        let cells = vec![Cell::new(failures.surveys.to_string()), Cell::new(failures.reason.as_str())];
        table.push(Cell::new(of.name.as_str()), cells);
    }
    table
}

/// What each formula is.
pub(super) fn definitions(trial: &Trial) -> Table {
    let mut table = Table::new("The formulas", "formula").words("unit").words("definition and interval");
    for of in &trial.formulas {
        let cells = vec![Cell::new(of.unit.as_str()), Cell::new(of.definition.as_str())];
        table.push(Cell::new(of.name.as_str()), cells);
    }
    table
}

/// Which program, seed and command made it.
pub(super) fn provenance(trial: &Trial) -> String {
    let of = &trial.goodwill;
    let digest: String = of.scenario_sha256.chars().take(12).collect();
    format!(
        "goodwill {} (streams {}), seed {}, scenario {} sha256 {digest}, command: {}",
        of.version, of.stream_version, of.seed, of.scenario, of.command
    )
}

/// The formulas by standing, those that can be trusted first.
pub(super) fn by_standing(trial: &Trial) -> Vec<&FormulaTrial> {
    let rank = |standing| STANDINGS.iter().position(|of| *of == standing);
    let mut formulas: Vec<&FormulaTrial> = trial.formulas.iter().collect();
    formulas.sort_by_key(|of| rank(of.standing));
    formulas
}

/// A share in percent; a decimal more than one would say nothing.
fn percent(measured: Option<Measured>) -> Cell {
    let times = |of: Measured| Measured { value: 100.0 * of.value, mc_se: of.mc_se.map(|se| 100.0 * se) };
    measured.map_or_else(Cell::default, |of| figure(times(of), 1))
}

fn optional(measured: Option<Measured>) -> Cell {
    measured.map_or_else(Cell::default, |of| figure(of, 4))
}

/// A figure with as many decimals as its noise leaves meaning, at most `most`; without noise no half width is shown.
fn figure(Measured { value, mc_se }: Measured, most: i32) -> Cell {
    let se = mc_se.filter(|se| *se > 0.0);
    let resolution = se.map_or(value.abs() / 200.0, |se| se / 2.0);
    let decimals = if resolution > 0.0 { (-magnitude(resolution)).clamp(0, most) } else { 0 } as usize;
    Cell {
        text: grouped(value, decimals),
        spread: se.map(|se| format!("±{}", grouped(se, decimals))),
        tone: Tone::Plain,
    }
}
