//! From the texts of a model and a survey to a checked [`Survey`]: every mistake at once, each with its place.

use super::columns;
use super::model::{Code as CodeOf, ItemsSpec, SurveyModelFile};
use super::model_file::{self, confidence, stated_separator};
use super::off_scale::{Wrong, off_scale};
use super::places::{each, element};
use super::survey::{KanoAnswers, Survey};
use super::text::{Cells, is_blank};
use crate::metrics::kano::{Answer, Wording};
use crate::metrics::{Column, Labels, Scale, SurveyTable};
use crate::scenario::{Code, Diagnostic, Diagnostics, Document, Path, Sink};

/// Mistakes of one kind in one column that are told one by one.
const TOLD_PER_COLUMN: usize = 3;

/// Reads a survey; `names` are those of the model and of the survey, for messages.
pub fn read(model: &str, survey: &str, names: (&str, &str)) -> Result<Survey, Diagnostics> {
    let document = Document::read(model, names.0, model_file::format());
    let mut sink = document.sink();
    let model = model_file::read(&document, &mut sink);
    let mut of_cells = Vec::new();
    let cells = Cells::read(survey, names.1, stated_separator(model.as_ref()), &mut of_cells);
    let read = model.map(|model| answers(model, cells.as_ref(), &mut sink, &mut of_cells));
    let found: Vec<Diagnostic> = sink.into_found().into_iter().chain(of_cells).collect();
    match read.flatten() {
        Some(survey) if found.is_empty() => Ok(survey),
        _ => Err(Diagnostics::in_order(found)),
    }
}

/// The survey as its model reads it; `None` where there are no cells.
fn answers(
    model: SurveyModelFile,
    cells: Option<&Cells>,
    sink: &mut Sink,
    found: &mut Vec<Diagnostic>,
) -> Option<Survey> {
    columns::check(&model, cells, sink);
    let mut reader = Reader { model: &model, cells: cells?, sink, found, notes: Vec::new() };
    let (table, scales) = reader.items();
    let table = reader.design(table);
    let groups = reader.groups();
    let kano = reader.kano();
    let notes = reader.notes;
    Some(Survey { confidence: confidence(&model), table, groups, scales, kano, notes, model })
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

struct Reader<'a, 'l, 's> {
    model: &'a SurveyModelFile,
    cells: &'a Cells<'a>,
    /// Takes what is wrong with the model.
    sink: &'s mut Sink<'l>,
    /// Takes what is wrong with the survey.
    found: &'s mut Vec<Diagnostic>,
    notes: Vec<String>,
}

impl Reader<'_, '_, '_> {
    fn items(&mut self) -> (SurveyTable, Vec<(String, Scale)>) {
        let mut table = SurveyTable::new(self.cells.rows.len());
        let mut scales = Vec::new();
        let model = self.model;
        for (index, items) in model.items.iter().enumerate() {
            let here = element("items", index, "");
            let scale = Scale::new(items.scale[0], items.scale[1]);
            let Some(scale) = scale.ok().filter(|_| self.sink.is_sound(&here)) else { continue };
            for column in &items.columns {
                let Some(place) = self.cells.column(column) else { continue };
                let answers = self.answers(column, place, items, scale, Some(&here.key("scale")));
                self.note_constant(column, &answers);
                // A column that stands twice has been told.
                if let Ok(with) = table.clone().with_column(column, Column::from_answers(answers)) {
                    table = with;
                    scales.push((column.clone(), scale));
                }
            }
        }
        for (column, scale) in self.questions_of_known_scale() {
            if table.column(&column).is_err()
                && let Some(place) = self.cells.column(&column)
            {
                let answers = self.answers(&column, place, &plain_items(&column, scale), scale, None);
                table = table.clone().with_column(&column, Column::from_answers(answers)).unwrap_or(table);
                scales.push((column, scale));
            }
        }
        for share in &model.share {
            let Some(place) = self.cells.column(&share.column) else { continue };
            let answers = self.yes_or_no(place, &share.yes);
            let name = format!("share:{}", share.name);
            table = table.clone().with_column(&name, Column::from_answers(answers)).unwrap_or(table);
        }
        (table, scales)
    }

    /// Questions that need no declaration, because the figure made of them fixes their scale.
    fn questions_of_known_scale(&self) -> Vec<(String, Scale)> {
        // Of a version that there is not no scale is known.
        let ces = self.model.ces.iter().enumerate();
        let ces =
            ces.filter(|(index, _)| self.sink.is_sound(&element("ces", *index, ""))).map(|(_, ces)| ces);
        let nps = self.model.nps.iter().map(|column| (column.clone(), Scale::ZERO_TO_TEN));
        let of_version = |version| if version == 1 { Scale::ONE_TO_FIVE } else { Scale::ONE_TO_SEVEN };
        nps.chain(ces.map(|ces| (ces.column.clone(), of_version(ces.version)))).collect()
    }

    fn is_no_answer(&self, cell: &str, number: Option<f64>, codes: &[CodeOf]) -> bool {
        is_blank(cell) || self.model.not_applicable.iter().chain(codes).any(|code| code.is(cell, number))
    }

    /// The answers of a column; `stated` is where the model states their scale, if it does.
    fn answers(
        &mut self,
        column: &str,
        place: usize,
        items: &ItemsSpec,
        scale: Scale,
        stated: Option<&Path>,
    ) -> Vec<Option<f64>> {
        let mut answers = Vec::with_capacity(self.cells.rows.len());
        let mut wrong: Vec<Wrong> = Vec::new();
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
                    wrong.push(Wrong { row, cell: cell.to_string(), number });
                    answers.push(None);
                }
            }
        }
        if let (Some(path), Some(diagnostic)) =
            (stated, off_scale(column, scale, items.add, &wrong, &answers))
        {
            // That many answers are no slips: the scale in the model is told, not cell by cell.
            self.sink.value(path, diagnostic);
            return answers;
        }
        let (low, high) = (scale.low() - items.add, scale.high() - items.add);
        let asked = Asked {
            code: Code::OffScaleAnswer,
            allowed: format!("an answer on {low}-{high}"),
            why: "an answer off the scale of its question would be counted as better or worse than any can be",
            help: &|cell: &str| {
                let is_number = cell.parse::<f64>().is_ok();
                match is_number {
                    true => {
                        format!("mend it, or if it says that there is no answer: not_applicable = [{cell}]")
                    }
                    false => format!(
                        "mend it, or say what number it stands for: words = {{ {cell:?} = ... }}, or that it is no answer: \
                         not_applicable = [{cell:?}]"
                    ),
                }
            },
        };
        self.tell(column, place, &wrong, &asked);
        answers
    }

    /// Tells the first mistakes of a column, and how many more there are.
    fn tell(&mut self, column: &str, place: usize, wrong: &[Wrong], asked: &Asked) {
        let more = wrong.len().saturating_sub(TOLD_PER_COLUMN);
        for (number, Wrong { row, cell, .. }) in wrong.iter().take(TOLD_PER_COLUMN).enumerate() {
            let is_last = more > 0 && number + 1 == TOLD_PER_COLUMN;
            let further =
                if is_last { format!("; so must {more} more of the column") } else { String::new() };
            let message =
                format!("column `{column}` holds `{cell}`, but it must be {}{further}", asked.allowed);
            let diagnostic = Diagnostic::new(asked.code, message).why(asked.why).help((asked.help)(cell));
            self.found.push(Diagnostic { place: self.cells.place(*row, place), ..diagnostic });
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

    fn yes_or_no(&self, place: usize, yes: &[CodeOf]) -> Vec<Option<f64>> {
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
            && let Some(place) = self.cells.column(column)
        {
            let weights = self.weights(column, place);
            table = table.clone().with_weights(weights).unwrap_or(table);
        }
        if let Some(column) = &design.stratum
            && let Some(place) = self.cells.column(column)
        {
            let labels = self.labels(place);
            table = table.clone().with_strata(labels.codes).unwrap_or(table);
        }
        if let Some(column) = &design.cluster
            && let Some(place) = self.cells.column(column)
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
                let number = self.cells.number(cell);
                number.filter(|weight| *weight > 0.0).unwrap_or_else(|| {
                    wrong.push(Wrong { row, cell: cell.to_string(), number });
                    1.0
                })
            })
            .collect();
        let asked = Asked {
            code: Code::BadWeight,
            allowed: "a weight above 0".to_string(),
            why: "a weight says for how many people a respondent stands",
            help: &|_: &str| "leave the respondent out of the file, or give a weight".to_string(),
        };
        self.tell(column, place, &wrong, &asked);
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
        let list = Path::root().key("design").key("segments");
        for (path, column) in each(&list, &self.model.design.segments) {
            let Some(place) = self.cells.column(column) else { continue };
            let labels = self.labels(place);
            if labels.names.len() > MOST_GROUPS {
                let message = format!(
                    "column `{column}` has {} groups, but at most {MOST_GROUPS} can be compared",
                    labels.names.len()
                );
                let diagnostic = Diagnostic::new(Code::TooManyGroups, message)
                    .why("each group is compared with all others, and nobody reads more");
                self.sink.value(&path, diagnostic.help("name a column of segments, not one of respondents"));
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
        // Words that cannot be told apart have been told.
        let Ok(wording) = Wording::new(words) else { return Vec::new() };
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
        let Some(place) = self.cells.column(column) else {
            return vec![None; self.cells.rows.len()];
        };
        let mut wrong = Vec::new();
        let answers = (0..self.cells.rows.len())
            .map(|row| {
                let cell = self.cells.cell(row, place);
                let number = self.cells.number(cell);
                if self.is_no_answer(cell, number, &[]) {
                    return None;
                }
                wording.answer(row, cell).unwrap_or_else(|_| {
                    wrong.push(Wrong { row, cell: cell.to_string(), number });
                    None
                })
            })
            .collect();
        let asked = Asked {
            code: Code::OffScaleAnswer,
            allowed: "one of the five answers of a Kano question".to_string(),
            why: "codes 1 to 5 are understood, from like to dislike, or the five words that the model states",
            help: &|_: &str| {
                "give the five answers in words as `kano.words`, from like to dislike".to_string()
            },
        };
        self.tell(column, place, &wrong, &asked);
        answers
    }
}

/// What the cells of a column must be.
struct Asked<'h> {
    code: Code,
    allowed: String,
    why: &'static str,
    help: &'h dyn Fn(&str) -> String,
}
