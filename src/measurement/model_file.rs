//! The text of a model as a [`SurveyModelFile`]: every mistake of it at once, each with place, reason and remedy.

use std::sync::OnceLock;

use super::model::{IndexWeights, SurveyModelFile};
use super::places::{each, element};
use crate::metrics::kano::Wording;
use crate::metrics::pls::{Mode, PathModel, PathModelSpec};
use crate::metrics::{MetricProblem, Scale};
use crate::scenario::{Code, Diagnostic, Document, Format, Path, Shape, Sink, shape_of};
use crate::statistics::Confidence;
use crate::suggest::did_you_mean;

/// The format of a model.
pub(super) fn format() -> Format {
    static SHAPE: OnceLock<Shape> = OnceLock::new();
    Format { root: SHAPE.get_or_init(shape_of::<SurveyModelFile>), what: "model" }
}

/// The model, with every mistake that it holds by itself told to `sink`; `None` where it cannot be read.
pub(super) fn read(document: &Document, sink: &mut Sink) -> Option<SurveyModelFile> {
    if is_scenario(document) {
        let message = "this is a scenario, but --model asks what the columns of a survey mean";
        let diagnostic = Diagnostic::new(Code::WrongFile, message)
            .why("it has the tables time, reason and team, which only a scenario has");
        sink.value(&Path::root(), diagnostic.help("docs/measure.md lists the keys of a model"));
        return None;
    }
    let model: SurveyModelFile = document.typed(sink)?;
    scales(&model, sink);
    separator(&model, sink);
    weights(&model, sink);
    outcomes(&model, sink);
    benchmarks(&model, sink);
    path_model(&model, sink);
    wording(&model, sink);
    Some(model)
}

/// Whether a file holds what every scenario has and no model.
fn is_scenario(document: &Document) -> bool {
    ["time", "reason", "team"].iter().all(|key| document.tree().get(key).is_some())
}

/// The confidence of all intervals.
pub(super) fn confidence(model: &SurveyModelFile) -> Confidence {
    model.confidence.and_then(Confidence::new).unwrap_or(Confidence::NINETY_FIVE)
}

/// The sign between columns that the model states.
pub(super) fn stated_separator(model: Option<&SurveyModelFile>) -> Option<char> {
    let mut signs = model?.design.separator.as_ref()?.chars();
    signs.next().filter(|sign| sign.is_ascii() && signs.next().is_none())
}

/// Scales have a lowest and a highest answer, and each question stands on one.
fn scales(model: &SurveyModelFile, sink: &mut Sink) {
    let mut known: Vec<&str> = Vec::new();
    for (index, items) in model.items.iter().enumerate() {
        let path = element("items", index, "");
        let [low, high] = items.scale;
        if sink.is_sound(&path.key("scale")) && Scale::new(low, high).is_err() {
            let message = format!(
                "`{}` is [{low}, {high}], but the highest answer must lie above the lowest",
                path.key("scale")
            );
            let help = match low > high {
                true => format!("write [{high}, {low}], and `reversed = true` if {high} is the best answer"),
                false => "give the lowest and the highest answer, such as [1, 10]".to_string(),
            };
            let diagnostic = Diagnostic::new(Code::BadScale, message)
                .why("answers are brought to 0-100 by the distance between the two");
            sink.value(&path.key("scale"), diagnostic.help(help));
        }
        for (path, column) in each(&path.key("columns"), &items.columns) {
            if known.contains(&column.as_str()) {
                let message = format!("`{path}` is \"{column}\", which stands under an [[items]] before");
                let diagnostic =
                    Diagnostic::new(Code::DuplicateName, message).why("a question has one scale");
                sink.value(&path, diagnostic.help("leave one of the two out"));
            }
            known.push(column);
        }
    }
}

fn separator(model: &SurveyModelFile, sink: &mut Sink) {
    let path = Path::root().key("design").key("separator");
    if let Some(given) = &model.design.separator
        && stated_separator(Some(model)).is_none()
    {
        let message = format!("`{path}` is {given:?}, but it must be one sign, such as \";\"");
        let diagnostic = Diagnostic::new(Code::WrongType, message)
            .why("columns are parted by one sign, and by one that no answer needs");
        sink.value(
            &path,
            diagnostic
                .help("write \",\", \";\" or \"\\t\", or leave it out: the first line of the survey tells"),
        );
    }
}

/// Importance comes from where the model says.
fn weights(model: &SurveyModelFile, sink: &mut Sink) {
    let index = Path::root().key("index");
    let path = index.key("weights");
    let indicators = || model.category.iter().flat_map(|category| category.indicators.keys());
    match model.index.weights {
        IndexWeights::Stated => {}
        IndexWeights::Asked => {
            let lacking: Vec<String> = indicators()
                .filter(|column| !model.index.importance.contains_key(*column))
                .map(|column| format!("`{column}`"))
                .collect();
            if lacking.is_empty() || !sink.is_sound(&index.key("importance")) {
                return;
            }
            let message = format!(
                "`{path}` is \"asked\", but `index.importance` names no column for {}",
                lacking.join(", ")
            );
            let diagnostic = Diagnostic::new(Code::IndexForm, message)
                .why("asked weights are the mean answers to how important each question is");
            let example = lacking[0].trim_matches('`');
            sink.value(
                &path,
                diagnostic.help(format!(
                    "add `importance = {{ {example} = \"...\" }}` with the column that holds it"
                )),
            );
        }
        IndexWeights::Derived => {
            if model.index.judgement.is_none() && sink.is_sound(&index.key("judgement")) {
                let message = format!("`{path}` is \"derived\", but [index] lacks `judgement`");
                let diagnostic = Diagnostic::new(Code::IndexForm, message)
                    .why("derived weights say how the questions move with an overall judgement");
                sink.value(&path, diagnostic.help("add `judgement = \"...\"` with its column"));
            }
        }
    }
}

/// An outcome is one of the shares.
fn outcomes(model: &SurveyModelFile, sink: &mut Sink) {
    let shares = || model.share.iter().map(|share| share.name.as_str());
    for (index, outcome) in model.outcome.iter().enumerate() {
        let path = element("outcome", index, "").key("share");
        if sink.is_sound(&path) && !shares().any(|share| share == outcome.share) {
            let message = format!("`{path}` is \"{}\", but no [[share]] is named so", outcome.share);
            let shares: Vec<&str> = shares().collect();
            let help = did_you_mean(&outcome.share, shares.iter().copied());
            let help = help.unwrap_or_else(|| "add a [[share]] of this name".to_string());
            let diagnostic = Diagnostic::new(Code::UnknownName, message)
                .why("what moves a yes is asked of a share of yes");
            sink.value(&path, diagnostic.help(help));
        }
    }
}

/// Figures of ours that others may be held against, and whether their name goes on with what they are of.
const COMPARED: [(&str, bool); 13] = [
    ("csi", false),
    ("csi_adjusted", false),
    ("csi_top_box", false),
    ("csi_expectation", false),
    ("acsi", false),
    ("ecsi", true),
    ("servqual", false),
    ("servperf", false),
    ("nps", true),
    ("csat", true),
    ("csat_net", true),
    ("ces", true),
    ("share", true),
];

/// What a figure is made of in this model: columns, shares or constructs.
fn objects<'m>(model: &'m SurveyModelFile, figure: &str) -> Vec<&'m str> {
    match figure {
        "nps" => model.nps.iter().map(String::as_str).collect(),
        "csat" | "csat_net" => model.csat.iter().map(|csat| csat.column.as_str()).collect(),
        "ces" => model.ces.iter().map(|ces| ces.column.as_str()).collect(),
        "share" => model.share.iter().map(|share| share.name.as_str()).collect(),
        "ecsi" => model.pls.iter().flat_map(|pls| pls.constructs.keys()).map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

/// A figure of somebody else is held against one of ours.
fn benchmarks(model: &SurveyModelFile, sink: &mut Sink) {
    for (index, other) in model.benchmark.iter().enumerate() {
        let path = element("benchmark", index, &other.name).key("figure");
        if !sink.is_sound(&path) {
            continue;
        }
        let (figure, of) = other.figure.split_once(':').unwrap_or((&other.figure, ""));
        let Some((_, has_object)) = COMPARED.iter().find(|(name, _)| *name == figure) else {
            let message = format!("`{path}` is \"{}\", which is no figure to compare with", other.figure);
            let diagnostic = Diagnostic::new(Code::UnknownMetric, message)
                .why("a figure of others is held against one of the same name of this survey");
            sink.value(&path, diagnostic.maybe_help(did_you_mean(figure, COMPARED.map(|(name, _)| name))));
            continue;
        };
        let objects = objects(model, figure);
        if *has_object && !objects.is_empty() && !objects.contains(&of) {
            let message = match of.is_empty() {
                true => format!("`{path}` is \"{figure}\", but does not say of what"),
                false => {
                    format!("`{path}` is \"{}\", but the model has no `{figure}` of `{of}`", other.figure)
                }
            };
            let near = did_you_mean(of, objects.iter().copied())
                .filter(|help| !of.is_empty() && help.starts_with("did"));
            let help = match near {
                Some(_) => format!(
                    "did you mean \"{figure}:{}\"?",
                    crate::suggest::nearest(of, objects.iter().copied()).unwrap_or(objects[0])
                ),
                None => format!("write \"{figure}:{}\"", objects.join(&format!("\" or \"{figure}:"))),
            };
            let diagnostic = Diagnostic::new(Code::UnknownName, message).why(
                "there may be several figures of one name, each of a column, share or construct of its own",
            );
            sink.value(&path, diagnostic.help(help));
        }
    }
}

/// The constructs of a path model are known wherever they are named, and it can be estimated.
fn path_model(model: &SurveyModelFile, sink: &mut Sink) {
    let Some(pls) = &model.pls else { return };
    let here = Path::root().key("pls");
    if !sink.is_sound(&here) {
        return;
    }
    let mut named: Vec<(Path, bool, &str)> = Vec::new();
    for (from, to) in &pls.paths {
        let path = here.key("paths").key(from);
        named.push((path.clone(), true, from));
        named.extend(each(&path, to).map(|(path, name)| (path, false, name.as_str())));
    }
    named.extend(
        each(&here.key("formative"), &pls.formative).map(|(path, name)| (path, false, name.as_str())),
    );
    named.extend(pls.target.iter().map(|name| (here.key("target"), false, name.as_str())));
    let mut is_sound = true;
    for (path, is_key, name) in named {
        if pls.constructs.contains_key(name) {
            continue;
        }
        is_sound = false;
        let message =
            format!("`{name}` is named in `{}`, but is no construct", path.parent().unwrap_or_default());
        let diagnostic = Diagnostic::new(Code::UnknownName, message)
            .why("a path model is made of the constructs that `pls.constructs` lists with their columns")
            .maybe_help(did_you_mean(name, pls.constructs.keys().map(String::as_str)));
        if is_key {
            sink.key(&path, diagnostic);
        } else {
            sink.value(&path, diagnostic);
        }
    }
    let mut of = PathModelSpec::default();
    for (name, columns) in &pls.constructs {
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        of = of.construct(name, Mode::A, &columns);
    }
    for (from, to) in &pls.paths {
        of = of.path(from, &to.iter().map(String::as_str).collect::<Vec<_>>());
    }
    if let Err(problem) = PathModel::new(&of)
        && is_sound
    {
        let diagnostic = Diagnostic::new(
            Code::PathModelForm,
            format!("the path model cannot be estimated: {}", bare(&problem)),
        )
        .why("each construct is measured by columns of its own and explained by those before it");
        sink.key(&here, diagnostic.help("mend `constructs` or `paths`, or leave [pls] out"));
    }
}

/// What a problem of a model is, in its own words.
fn bare(problem: &MetricProblem) -> String {
    match problem {
        MetricProblem::BadModel { why } => why.clone(),
        other => other.to_string(),
    }
}

/// The five answers of Kano questions are told apart.
fn wording(model: &SurveyModelFile, sink: &mut Sink) {
    let path = Path::root().key("kano").key("words");
    if let Some(words) = &model.kano.words
        && sink.is_sound(&path)
        && let Err(problem) = Wording::new([&words[0], &words[1], &words[2], &words[3], &words[4]])
    {
        let diagnostic = Diagnostic::new(
            Code::DuplicateName,
            format!("`{path}` cannot be told apart: {}", bare(&problem)),
        )
        .why("each of the five answers stands for another place in the table of classes");
        sink.value(&path, diagnostic.help("give five different answers, from like to dislike"));
    }
}
