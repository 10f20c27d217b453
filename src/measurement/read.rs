//! From the texts of a model and a survey to a checked [`Survey`]: every mistake at once, each with its place.

use super::fault::Faults;
use super::keys::take_unknown;
use super::model::{Code, ItemsSpec, SurveyModelFile};
use super::survey::{KanoAnswers, Survey};
use super::text::{Cells, is_blank};
use crate::metrics::kano::{Answer, Wording};
use crate::metrics::{Column, Labels, Scale, SurveyTable};
use crate::statistics::Confidence;
use crate::suggest::did_you_mean;

/// Mistakes of one kind in one column that are told one by one.
const TOLD_PER_COLUMN: usize = 3;

/// Reads a survey; `names` are those of the model and of the survey, for messages.
pub fn read(model: &str, survey: &str, names: (&str, &str)) -> Result<Survey, Faults> {
    let mut faults = Faults::default();
    let Some(model) = read_model(model, names.0, &mut faults) else {
        return Err(faults);
    };
    let Some(cells) = Cells::read(survey, names.1, model.design.separator, &mut faults) else {
        return Err(faults);
    };
    let mut reader = Reader { model: &model, cells: &cells, names, faults, notes: Vec::new() };
    reader.check_keys();
    let confidence = reader.confidence();
    let (table, scales) = reader.items();
    let table = reader.design(table);
    let groups = reader.groups();
    let kano = reader.kano();
    let Reader { faults, notes, .. } = reader;
    let survey = Survey { confidence, table, groups, scales, kano, notes, model: model.clone() };
    faults.unless_any(survey)
}

/// The model; `None` where it cannot be read, with every reason among the faults.
fn read_model(text: &str, name: &str, faults: &mut Faults) -> Option<SurveyModelFile> {
    let help = || Some("docs/measure.md lists the keys of a model".to_string());
    let mut table: toml::Table = match toml::from_str(text) {
        Ok(table) => table,
        Err(error) => {
            faults.add(name, error.to_string().trim_end(), help());
            return None;
        }
    };
    if is_scenario(&table) {
        let message = "this is a scenario, but --model asks what the columns of a survey mean";
        faults.add(name, message, help());
        return None;
    }
    take_unknown(&mut table, text, name, faults);
    // With every key known the text is read as it stands, because its own errors say line and column.
    let read = if faults.0.is_empty() { toml::from_str(text) } else { table.try_into() };
    read.map_err(|error: toml::de::Error| faults.add(name, error.to_string().trim_end(), help())).ok()
}

/// Whether a file holds what every scenario has and no model.
fn is_scenario(table: &toml::Table) -> bool {
    ["time", "reason", "team"].iter().all(|key| table.contains_key(*key))
}

/// A question without codes or words of its own.
fn plain_items(column: &str, scale: Scale) -> ItemsSpec {
    ItemsSpec {
        columns: vec![column.to_string()],
        scale: [scale.low(), scale.high()],
        not_applicable: Vec::new(),
        reversed: false,
        words: indexmap::IndexMap::new(),
        add: 0.0,
    }
}

/// Groups of one column at most: each is compared with all others, and nobody reads more.
const MOST_GROUPS: usize = 200;

/// Figures of ours that others may be held against.
const COMPARED: [&str; 13] = [
    "csi",
    "csi_adjusted",
    "csi_top_box",
    "csi_expectation",
    "acsi",
    "ecsi",
    "servqual",
    "servperf",
    "nps",
    "csat",
    "csat_net",
    "ces",
    "share",
];

struct Reader<'a> {
    model: &'a SurveyModelFile,
    cells: &'a Cells,
    names: (&'a str, &'a str),
    faults: Faults,
    notes: Vec<String>,
}

impl Reader<'_> {
    fn confidence(&mut self) -> Confidence {
        let level = self.model.confidence.unwrap_or(Confidence::NINETY_FIVE.level());
        Confidence::new(level).filter(|_| level >= 0.5).unwrap_or_else(|| {
            let message = format!("the confidence is {level}, but it must be from 0.5 to below 1");
            self.faults.add(format!("{}, confidence", self.names.0), message, None);
            Confidence::NINETY_FIVE
        })
    }

    /// The place of a column that the model names under `key`; a fault when there is none.
    fn place(&mut self, key: &str, column: &str) -> Option<usize> {
        let place = self.cells.column(column);
        if place.is_none() {
            let help = did_you_mean(column, self.cells.header.iter().map(String::as_str));
            let message = format!("there is no column `{column}` in {}", self.names.1);
            self.faults.add(format!("{}, {key}", self.names.0), message, help);
        }
        place
    }

    /// Columns that figures use must be declared as items, because only their scale gives them a meaning.
    fn check_keys(&mut self) {
        let declared: Vec<&String> = self
            .model
            .items
            .iter()
            .flat_map(|items| &items.columns)
            .chain(&self.model.nps)
            .chain(self.model.ces.iter().map(|ces| &ces.column))
            .collect();
        let model = self.model;
        let mut used: Vec<(String, &String)> = Vec::new();
        for category in &model.category {
            used.extend(
                category.indicators.keys().map(|column| (format!("category `{}`", category.name), column)),
            );
        }
        let index = &model.index;
        used.extend(
            index.importance.values().chain(&index.judgement).map(|column| ("index".to_string(), column)),
        );
        used.extend(
            model.acsi.iter().flat_map(|acsi| &acsi.columns).map(|column| ("acsi".to_string(), column)),
        );
        used.extend(model.csat.iter().map(|csat| ("csat".to_string(), &csat.column)));
        used.extend(
            model.expectations.iter().flat_map(|(s, e)| [s, e]).map(|of| ("expectations".to_string(), of)),
        );
        for scale in &model.reliability {
            used.extend(scale.columns.iter().map(|column| (format!("reliability `{}`", scale.name), column)));
        }
        if let Some(drivers) = &model.drivers {
            let all = drivers.columns.iter().chain([&drivers.judgement]);
            used.extend(all.map(|column| ("drivers".to_string(), column)));
        }
        for outcome in &model.outcome {
            used.extend(
                outcome.columns.iter().map(|column| (format!("outcome `{}`", outcome.share), column)),
            );
            if !model.share.iter().any(|share| share.name == outcome.share) {
                let help = did_you_mean(&outcome.share, model.share.iter().map(|share| share.name.as_str()));
                let message = format!("no [[share]] is named `{}`", outcome.share);
                self.faults.add(format!("{}, outcome", self.names.0), message, help);
            }
            if outcome.columns.is_empty() {
                let message = "no question is named whose answers could move it".to_string();
                self.faults.add(format!("{}, outcome `{}`", self.names.0, outcome.share), message, None);
            }
        }
        for other in &model.benchmark {
            let figure = other.figure.split_once(':').map_or(other.figure.as_str(), |(figure, _)| figure);
            if !COMPARED.contains(&figure) {
                let message = format!("there is no figure `{}` to compare with", other.figure);
                let help = did_you_mean(figure, COMPARED);
                self.faults.add(format!("{}, benchmark `{}`", self.names.0, other.name), message, help);
            }
        }
        if let Some(pls) = &model.pls {
            used.extend(
                pls.constructs.values().flatten().map(|column| ("pls.constructs".to_string(), column)),
            );
        }
        for (key, column) in used {
            if !declared.contains(&column) {
                let help = did_you_mean(column, declared.iter().map(|name| name.as_str()));
                let place = format!("{}, {key}", self.names.0);
                self.faults.add(
                    place,
                    format!("the column `{column}` stands under no [[items]], so its scale is not known"),
                    help,
                );
            }
        }
    }

    fn items(&mut self) -> (SurveyTable, Vec<(String, Scale)>) {
        let mut table = SurveyTable::new(self.cells.rows.len());
        let mut scales = Vec::new();
        let model = self.model;
        for items in &model.items {
            let Ok(scale) = Scale::new(items.scale[0], items.scale[1]) else {
                let [low, high] = items.scale;
                let message =
                    format!("a scale from {low} to {high}: the highest answer must lie above the lowest");
                self.faults.add(format!("{}, items", self.names.0), message, None);
                continue;
            };
            for column in &items.columns {
                let Some(place) = self.place("items", column) else { continue };
                let answers = self.answers(column, place, items, scale);
                self.note_constant(column, &answers);
                match table.clone().with_column(column, Column::from_answers(answers)) {
                    Ok(with) => {
                        table = with;
                        scales.push((column.clone(), scale));
                    }
                    Err(problem) => {
                        self.faults.add(format!("{}, items", self.names.0), problem.to_string(), None)
                    }
                }
            }
        }
        for (key, column, scale) in self.questions_of_known_scale() {
            if table.column(&column).is_err()
                && let Some(place) = self.place(key, &column)
            {
                let answers = self.answers(&column, place, &plain_items(&column, scale), scale);
                table = table.clone().with_column(&column, Column::from_answers(answers)).unwrap_or(table);
                scales.push((column, scale));
            }
        }
        for share in &model.share {
            let Some(place) = self.place("share", &share.column) else { continue };
            let answers = self.yes_or_no(place, &share.yes);
            let name = format!("share:{}", share.name);
            table = table.clone().with_column(&name, Column::from_answers(answers)).unwrap_or(table);
        }
        (table, scales)
    }

    /// Questions that need no declaration, because the figure made of them fixes their scale.
    fn questions_of_known_scale(&mut self) -> Vec<(&'static str, String, Scale)> {
        let nps = self.model.nps.iter().map(|column| ("nps", column.clone(), Scale::ZERO_TO_TEN));
        let mut questions: Vec<_> = nps.collect();
        for ces in &self.model.ces {
            match ces.version {
                1 => questions.push(("ces", ces.column.clone(), Scale::ONE_TO_FIVE)),
                2 => questions.push(("ces", ces.column.clone(), Scale::ONE_TO_SEVEN)),
                other => {
                    let message = format!(
                        "version {other} of the effort score: there are 1 (effort, 1-5) and 2 (made it easy, 1-7)"
                    );
                    self.faults.add(format!("{}, ces", self.names.0), message, None);
                }
            }
        }
        questions
    }

    fn is_no_answer(&self, cell: &str, number: Option<f64>, codes: &[Code]) -> bool {
        is_blank(cell) || self.model.not_applicable.iter().chain(codes).any(|code| code.is(cell, number))
    }

    fn answers(&mut self, column: &str, place: usize, items: &ItemsSpec, scale: Scale) -> Vec<Option<f64>> {
        let mut answers = Vec::with_capacity(self.cells.rows.len());
        let mut wrong: Vec<(usize, String)> = Vec::new();
        for row in 0..self.cells.rows.len() {
            let cell = self.cells.cell(row, place);
            let number = items.words.get(cell).copied().or_else(|| self.cells.number(cell));
            if self.is_no_answer(cell, number, &items.not_applicable) {
                answers.push(None);
                continue;
            }
            match number.map(|number| number + items.add) {
                Some(value) if scale.holds(value) => {
                    answers.push(Some(if items.reversed { scale.reversed(value) } else { value }));
                }
                _ => {
                    wrong.push((row, cell.to_string()));
                    answers.push(None);
                }
            }
        }
        let (low, high) = (scale.low() - items.add, scale.high() - items.add);
        let allowed = format!("an answer on {low}-{high}");
        let help = |cell: &str| {
            let code = if cell.parse::<f64>().is_ok() { cell.to_string() } else { format!("\"{cell}\"") };
            format!("correct it, or declare it: not_applicable = [{code}]")
        };
        self.tell(column, &wrong, &allowed, help);
        answers
    }

    /// Tells the first mistakes of a column, and how many more there are.
    fn tell(
        &mut self,
        column: &str,
        wrong: &[(usize, String)],
        allowed: &str,
        help: impl Fn(&str) -> String,
    ) {
        for (row, cell) in wrong.iter().take(TOLD_PER_COLUMN) {
            let place = format!("{}, line {}, column `{column}`", self.names.1, self.cells.lines[*row]);
            self.faults.add(place, format!("`{cell}` is not {allowed}"), Some(help(cell)));
        }
        if wrong.len() > TOLD_PER_COLUMN {
            let more = wrong.len() - TOLD_PER_COLUMN;
            let place = format!("{}, column `{column}`", self.names.1);
            self.faults.add(place, format!("and {more} more that are not {allowed}"), None);
        }
    }

    fn note_constant(&mut self, column: &str, answers: &[Option<f64>]) {
        let mut given = answers.iter().flatten();
        match given.next() {
            None => self.notes.push(format!("nobody answered `{column}`")),
            Some(first) if answers.len() > 1 && given.all(|answer| answer == first) => {
                self.notes.push(format!(
                    "every answer to `{column}` is {first}: figures that need it to vary do not exist"
                ));
            }
            Some(_) => {}
        }
    }

    fn yes_or_no(&self, place: usize, yes: &[Code]) -> Vec<Option<f64>> {
        (0..self.cells.rows.len())
            .map(|row| {
                let cell = self.cells.cell(row, place);
                let number = self.cells.number(cell);
                let says_yes = yes.iter().any(|code| code.is(cell, number));
                (says_yes || !self.is_no_answer(cell, number, &[])).then(|| f64::from(u8::from(says_yes)))
            })
            .collect()
    }

    fn design(&mut self, table: SurveyTable) -> SurveyTable {
        let design = &self.model.design;
        let mut table = table;
        if let Some(column) = &design.weight
            && let Some(place) = self.place("design.weight", column)
        {
            let weights = self.weights(column, place);
            table = table.clone().with_weights(weights).unwrap_or(table);
        }
        if let Some(column) = &design.stratum
            && let Some(place) = self.place("design.stratum", column)
        {
            let labels = self.labels(place);
            table = table.clone().with_strata(labels.codes).unwrap_or(table);
        }
        if let Some(column) = &design.cluster
            && let Some(place) = self.place("design.cluster", column)
        {
            let clusters = self.clusters(column, place);
            table = table.clone().with_clusters(clusters).unwrap_or(table);
        }
        table
    }

    fn weights(&mut self, column: &str, place: usize) -> Vec<f64> {
        let mut wrong = Vec::new();
        let weights = (0..self.cells.rows.len())
            .map(|row| {
                let cell = self.cells.cell(row, place);
                self.cells.number(cell).filter(|weight| *weight > 0.0).unwrap_or_else(|| {
                    wrong.push((row, cell.to_string()));
                    1.0
                })
            })
            .collect();
        let help = |_: &str| {
            "leave the respondent out, or give a weight: a weight is what a respondent stands for".to_string()
        };
        self.tell(column, &wrong, "a weight above 0", help);
        weights
    }

    fn labels(&self, place: usize) -> Labels {
        let mut labels = Labels::default();
        let mut known = std::collections::BTreeMap::new();
        for row in 0..self.cells.rows.len() {
            let cell = self.cells.cell(row, place);
            let code = *known.entry(cell.to_string()).or_insert_with(|| {
                labels.names.push(cell.to_string());
                labels.names.len() as u32 - 1
            });
            labels.codes.push(code);
        }
        labels
    }

    /// A respondent without a cluster is one alone.
    fn clusters(&mut self, column: &str, place: usize) -> Vec<u32> {
        let Labels { names, codes } = self.labels(place);
        let mut next = names.len() as u32;
        let mut alone = 0;
        let clusters = codes
            .iter()
            .map(|code| {
                if !is_blank(&names[*code as usize]) {
                    return *code;
                }
                alone += 1;
                next += 1;
                next - 1
            })
            .collect();
        if alone > 0 {
            self.notes
                .push(format!("{alone} respondents have no `{column}`: each is taken as a cluster alone"));
        }
        clusters
    }

    fn groups(&mut self) -> Vec<(String, Labels)> {
        let mut groups = Vec::new();
        for column in &self.model.design.segments {
            let Some(place) = self.place("design.segments", column) else { continue };
            let labels = self.labels(place);
            if labels.names.len() > MOST_GROUPS {
                let message = format!(
                    "column `{column}` has {} groups, but at most {MOST_GROUPS} can be compared",
                    labels.names.len()
                );
                let help = Some("name a column of segments, not one of respondents".to_string());
                self.faults.add(format!("{}, design.segments", self.names.0), message, help);
                continue;
            }
            groups.push((column.clone(), labels));
        }
        groups
    }

    fn kano(&mut self) -> Vec<KanoAnswers> {
        const CODES: [&str; 5] = ["1", "2", "3", "4", "5"];
        let words: [&str; 5] = match &self.model.kano.words {
            Some(words) => [&words[0], &words[1], &words[2], &words[3], &words[4]],
            None => CODES,
        };
        let wording = match Wording::new(words) {
            Ok(wording) => wording,
            Err(problem) => {
                self.faults.add(format!("{}, kano.words", self.names.0), problem.to_string(), None);
                return Vec::new();
            }
        };
        let features = &self.model.kano.feature;
        features
            .iter()
            .map(|feature| {
                let functional = self.kano_answers(&feature.functional, &wording);
                let dysfunctional = self.kano_answers(&feature.dysfunctional, &wording);
                (functional, dysfunctional)
            })
            .collect()
    }

    fn kano_answers(&mut self, column: &str, wording: &Wording) -> Vec<Option<Answer>> {
        let Some(place) = self.place("kano.feature", column) else {
            return vec![None; self.cells.rows.len()];
        };
        let mut wrong = Vec::new();
        let answers = (0..self.cells.rows.len())
            .map(|row| {
                let cell = self.cells.cell(row, place);
                if self.is_no_answer(cell, self.cells.number(cell), &[]) {
                    return None;
                }
                wording.answer(row, cell).unwrap_or_else(|_| {
                    wrong.push((row, cell.to_string()));
                    None
                })
            })
            .collect();
        let help =
            |_: &str| "give the five answers in words as `kano.words`, from like to dislike".to_string();
        self.tell(column, &wrong, "one of the five answers of a Kano question", help);
        answers
    }
}
