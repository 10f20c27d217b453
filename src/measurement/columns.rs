//! The columns that a model names: they must be in the survey, and those that figures are made of have a scale.

use super::model::SurveyModelFile;
use super::places::{each, element};
use super::text::Cells;
use crate::scenario::{Code, Diagnostic, Path, Sink};
use crate::suggest::{did_you_mean, nearest};

/// A place of the model that names a column.
struct Named<'m> {
    path: Path,
    /// Whether the name is a key and not a value.
    is_key: bool,
    column: &'m str,
}

impl<'m> Named<'m> {
    fn value(path: Path, column: &'m str) -> Self {
        Named { path, is_key: false, column }
    }

    fn key(path: Path, column: &'m str) -> Self {
        Named { path, is_key: true, column }
    }

    fn each(list: Path, columns: &'m [String]) -> impl Iterator<Item = Self> {
        let columns: Vec<(Path, &String)> = each(&list, columns).collect();
        columns.into_iter().map(|(path, column)| Named::value(path, column))
    }

    fn tell(&self, diagnostic: Diagnostic, sink: &mut Sink) {
        if self.is_key {
            sink.key(&self.path, diagnostic);
        } else {
            sink.value(&self.path, diagnostic);
        }
    }
}

/// Columns whose answers are read, with or without a scale.
fn declared(model: &SurveyModelFile) -> Vec<Named<'_>> {
    let mut named = Vec::new();
    for (index, items) in model.items.iter().enumerate() {
        named.extend(Named::each(element("items", index, "").key("columns"), &items.columns));
    }
    named.extend(Named::each(Path::root().key("nps"), &model.nps));
    for (index, ces) in model.ces.iter().enumerate() {
        named.push(Named::value(element("ces", index, "").key("column"), &ces.column));
    }
    named
}

/// Columns that are read otherwise than on a scale.
fn others(model: &SurveyModelFile) -> Vec<Named<'_>> {
    let mut named = Vec::new();
    let design = Path::root().key("design");
    for (key, column) in [
        ("weight", &model.design.weight),
        ("stratum", &model.design.stratum),
        ("cluster", &model.design.cluster),
    ] {
        named.extend(column.iter().map(|column| Named::value(design.key(key), column)));
    }
    named.extend(Named::each(design.key("segments"), &model.design.segments));
    for (index, share) in model.share.iter().enumerate() {
        named.push(Named::value(element("share", index, &share.name).key("column"), &share.column));
    }
    for (index, feature) in model.kano.feature.iter().enumerate() {
        let path = Path::root().key("kano").key("feature").item(index, &feature.name);
        named.push(Named::value(path.key("functional"), &feature.functional));
        named.push(Named::value(path.key("dysfunctional"), &feature.dysfunctional));
    }
    named
}

/// Columns that figures are made of, and whose scale must be known.
fn used(model: &SurveyModelFile) -> Vec<Named<'_>> {
    let mut named = Vec::new();
    for (index, category) in model.category.iter().enumerate() {
        let path = element("category", index, &category.name).key("indicators");
        named.extend(category.indicators.keys().map(|column| Named::key(path.key(column), column)));
    }
    let index = Path::root().key("index");
    for (of, column) in &model.index.importance {
        named.push(Named::value(index.key("importance").key(of), column));
    }
    named.extend(model.index.judgement.iter().map(|column| Named::value(index.key("judgement"), column)));
    if let Some(acsi) = &model.acsi {
        named.extend(Named::each(Path::root().key("acsi").key("columns"), &acsi.columns));
    }
    for (index, csat) in model.csat.iter().enumerate() {
        named.push(Named::value(element("csat", index, "").key("column"), &csat.column));
    }
    for (of, expected) in &model.expectations {
        let path = Path::root().key("expectations").key(of);
        named.push(Named::key(path.clone(), of));
        named.push(Named::value(path, expected));
    }
    for (index, scale) in model.reliability.iter().enumerate() {
        named.extend(Named::each(element("reliability", index, &scale.name).key("columns"), &scale.columns));
    }
    if let Some(drivers) = &model.drivers {
        let path = Path::root().key("drivers");
        named.push(Named::value(path.key("judgement"), &drivers.judgement));
        named.extend(Named::each(path.key("columns"), &drivers.columns));
    }
    for (index, outcome) in model.outcome.iter().enumerate() {
        named.extend(Named::each(element("outcome", index, "").key("columns"), &outcome.columns));
    }
    for (name, columns) in model.pls.iter().flat_map(|pls| &pls.constructs) {
        named.extend(Named::each(Path::root().key("pls").key("constructs").key(name), columns));
    }
    named
}

/// Tells every column that the survey does not have, and every one that is used and has no scale. Without a survey that could
/// be read only the latter can be told.
pub(super) fn check(model: &SurveyModelFile, cells: Option<&Cells>, sink: &mut Sink) {
    let declared = declared(model);
    let is_there = |column: &str| cells.is_none_or(|cells| cells.column(column).is_some());
    let header = || cells.into_iter().flat_map(|cells| cells.header.iter().map(String::as_str));
    for named in declared.iter().chain(&others(model)) {
        if sink.is_sound(&named.path) && !is_there(named.column) {
            let header: Vec<&str> = header().collect();
            missing(named, &header, sink);
        }
    }
    let names: Vec<&str> = declared.iter().map(|named| named.column).collect();
    // What a declaration misspells has no scale until it is mended there.
    let misspelt: Vec<&str> = names
        .iter()
        .filter(|column| !is_there(column))
        .filter_map(|column| nearest(column, header()))
        .collect();
    // Where a list of questions could not be read, nobody knows which have a scale.
    let mut items = (0..model.items.len()).map(|index| element("items", index, "").key("columns"));
    let are_declared =
        items.all(|columns| sink.is_sound(&columns)) && sink.is_sound(&Path::root().key("items"));
    let mut told: Vec<&str> = Vec::new();
    for named in used(model) {
        let column = named.column;
        if !sink.is_sound(&named.path) || names.contains(&column) || misspelt.contains(&column) {
            continue;
        }
        if !is_there(column) {
            let known: Vec<&str> = header().collect();
            missing(&named, &known, sink);
        } else if are_declared && !told.contains(&column) {
            told.push(column);
            let message = format!("the column `{column}` is used here, but stands under no [[items]]");
            let help = nearest(column, names.iter().copied())
                .filter(|_| cells.is_none())
                .map(|near| format!("did you mean `{near}`?"));
            let diagnostic = Diagnostic::new(Code::NoScale, message)
                .why("without the scale of a question nothing is known of what an answer is worth")
                .help("add it to the `columns` of the [[items]] with its scale, or write one: columns, scale")
                .maybe_help(help);
            named.tell(diagnostic, sink);
        }
    }
}

fn missing(named: &Named, header: &[&str], sink: &mut Sink) {
    let message = format!("there is no column `{}` in the survey", named.column);
    let diagnostic = Diagnostic::new(Code::NoColumn, message)
        .why("columns are called by their names in the first line of the survey, letter by letter")
        .maybe_help(did_you_mean(named.column, header.iter().copied()));
    named.tell(diagnostic, sink);
}
