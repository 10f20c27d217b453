//! `goodwill judge`: can this metric formula be trusted?

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use crate::experiment::Watch;
use crate::judge::{
    self, FormulaTrial, JudgeError, Of, Program, Protocol, Requirement, Trial, TrialSettings,
};
use crate::report;

use super::arguments::{Destination, Luck, assignment, whole};
use super::exit::{Exit, Failure};
use super::folder::Folder;
use super::format::Format;
use super::progress::Bar;
use super::{input, interrupt, output};

/// The files of `--out`; the last one makes the folder a result.
const FILES: [&str; 4] = ["scenario.toml", "trial.csv", "report.html", "trial.json"];

/// Options of `judge`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The scenario file; it needs customers and a [survey]
    scenario: PathBuf,
    /// A formula of your own over the survey's columns, such as top2='100*share(overall>=9)'; may be given several times
    /// (docs/formulas.md)
    #[arg(long, value_name = "NAME=EXPRESSION", value_parser = named)]
    formula: Vec<(String, String)>,
    /// A program that reads one survey as CSV from standard input and prints {"estimate":..,"ci_low":..,"ci_high":..}
    #[arg(long, value_name = "[NAME=]COMMAND")]
    formula_cmd: Vec<String>,
    /// A program that serves many surveys in one process: a line `survey N`, a header and N rows in, a line of JSON out
    #[arg(long, value_name = "[NAME=]COMMAND")]
    formula_server: Vec<String>,
    /// Seconds that a program may take for one survey
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0, value_parser = seconds)]
    time_out: f64,
    /// Ask programs of --formula-cmd for the parts of their error and about panels too, as servers always are
    #[arg(long)]
    programs_split: bool,
    /// Only these built-in formulas, such as nps_wald,csat_mean; none for your own alone [default: all]
    #[arg(long, value_name = "NAME,NAME", value_delimiter = ',')]
    only: Option<Vec<String>>,
    /// Whose answers: the panel of customers at the end, or surveys after contacts
    #[arg(long, value_enum, default_value_t = Whose::Customers)]
    of: Whose,
    /// Simulated populations
    #[arg(long, default_value_t = 50, allow_negative_numbers = true, value_parser = whole(1, 100_000))]
    populations: u64,
    /// Surveys drawn of each population
    #[arg(long, default_value_t = 20, allow_negative_numbers = true, value_parser = whole(2, 10_000))]
    surveys: u64,
    /// Make every interval by so many resamples, instead of the formula's own
    #[arg(long, value_name = "RESAMPLES", value_parser = clap::value_parser!(u32).range(50..=100_000))]
    bootstrap: Option<u32>,
    /// A bar, such as coverage>=0.93 or nps_wald:type_1_error<=0.07; exit 1 if one is not met
    #[arg(long, value_name = "[FORMULA:]FIGURE>=BAR")]
    require: Vec<Requirement>,
    /// Only the league: no power, ranking, gaming and the like
    #[arg(long)]
    no_questions: bool,
    /// Level of the intervals
    #[arg(long, default_value_t = 0.95, value_parser = super::arguments::confidence)]
    confidence: f64,
    /// Change the scenario before anything else, such as survey.invited=500; may be given several times
    #[arg(long, value_name = "PATH=VALUE", value_parser = assignment)]
    set: Vec<(String, String)>,
    #[command(flatten)]
    luck: Luck,
    #[command(flatten)]
    destination: Destination,
}

/// Whose answers formulas are judged on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Whose {
    /// Customers at the end of the horizon
    Customers,
    /// Answered contacts of the horizon
    Contacts,
}

/// Answers the question. Exit 1 when a bar is not met, 2 when a formula that was asked about could not be judged at all.
pub fn main(arguments: &Arguments) -> Result<Exit, Failure> {
    let settings = settings(arguments)?;
    let scenario = input::scenario(&arguments.scenario, &arguments.set);
    let (folder, scenario) = arguments.destination.folder_with(&FILES, scenario)?;
    let cancellation = interrupt::listen(
        arguments.destination.quiet,
        "stopping: populations that are finished are kept, programs are asked no more",
    );
    let bar = Bar::new(arguments.destination.quiet);
    let watch =
        Watch { cancellation: &cancellation, progress: &|progress| bar.show(progress), records: None };
    let judged = judge::judge(&scenario, &settings, &watch);
    bar.clear();
    let outcome = judged.map_err(|error| {
        if let Some(folder) = &folder {
            folder.abandon();
        }
        failure(&error)
    })?;
    let trial = &outcome.trial;
    let written = folder.as_ref().map(|folder| write(folder, trial, scenario.source()));
    match arguments.destination.format {
        Format::Table => {
            output::text(&report::terminal::render_trial(trial, report::terminal::Style::of_stdout()))?;
        }
        Format::Json => output::json(trial)?,
        Format::Csv => output::text(&csv(trial)?)?,
    }
    written.transpose()?;
    if outcome.interrupted {
        if !arguments.destination.quiet {
            super::eprintln_quietly("interrupted: the populations that were finished are reported");
        }
        return Ok(Exit::Interrupted);
    }
    let never_judged = outcome.never_judged(&settings);
    if !never_judged.is_empty() {
        return Err(Failure::input(not_judged(&never_judged)));
    }
    let is_met = trial.requirements.iter().all(|requirement| requirement.met);
    Ok(if is_met { Exit::Done } else { Exit::NotMet })
}

/// Why formulas that were asked about are not among those that were judged. What was found of the others is printed all the same.
fn not_judged(formulas: &[&FormulaTrial]) -> String {
    let told = formulas.iter().map(|of| {
        let surveys: u64 = of.failures.iter().map(|failures| failures.surveys).sum();
        let why = of.failures.first().map_or("no survey gave an estimate", |failures| failures.reason.as_str());
        format!(
            "error: `{}` could not be judged: it failed on all of {surveys} surveys\n  why:  {why}\n  help: mend it, or leave it out; \
             what stands in the output is about the others",
            of.name
        )
    });
    told.collect::<Vec<String>>().join("\n")
}

fn failure(error: &JudgeError) -> Failure {
    match error {
        JudgeError::NothingFinished => Failure { exit: Exit::Interrupted, message: error.to_string() },
        _ => Failure::input(error),
    }
}

fn settings(arguments: &Arguments) -> Result<TrialSettings, Failure> {
    let programs = |commands: &[String], protocol| -> Vec<Program> {
        commands.iter().map(|text| program(text, protocol)).collect()
    };
    Ok(TrialSettings {
        seed: arguments.luck.seed,
        populations: arguments.populations,
        surveys: arguments.surveys,
        threads: arguments.luck.threads(),
        confidence: arguments.confidence,
        resamples: arguments.bootstrap,
        of: match arguments.of {
            Whose::Customers => Of::Customers,
            Whose::Contacts => Of::Contacts,
        },
        built_in: arguments.only.as_ref().map(|names| {
            let named = names.iter().filter(|name| *name != "none");
            named.cloned().collect()
        }),
        formulas: arguments.formula.clone(),
        programs: [
            programs(&arguments.formula_cmd, Protocol::Once),
            programs(&arguments.formula_server, Protocol::Server),
        ]
        .concat(),
        time_out: Duration::from_secs_f64(arguments.time_out),
        programs_split: arguments.programs_split,
        questions: !arguments.no_questions,
        requirements: arguments.require.clone(),
        set: arguments.set.clone(),
    })
}

/// `NAME=COMMAND`, or a command alone, which names itself.
fn program(text: &str, protocol: Protocol) -> Program {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "_- ".contains(letter))
    };
    match text.split_once('=') {
        Some((name, command)) if is_name(name.trim()) => {
            Program { name: name.trim().to_string(), command: command.trim().to_string(), protocol }
        }
        _ => Program { name: text.trim().to_string(), command: text.trim().to_string(), protocol },
    }
}

fn named(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, formula)) if !name.trim().is_empty() && !formula.trim().is_empty() => {
            Ok((name.trim().to_string(), formula.trim().to_string()))
        }
        _ => Err("write NAME=EXPRESSION, such as top2='100 * share(overall >= 9)'".to_string()),
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.001..=86_400.0).contains(&seconds) => Ok(seconds),
        _ => Err("it must be a number of seconds from 0.001 to 86400".to_string()),
    }
}

fn csv(trial: &Trial) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    report::csv::write_trial(trial, &mut bytes).map_err(Failure::ours)?;
    String::from_utf8(bytes).map_err(Failure::ours)
}

fn write(folder: &Folder, trial: &Trial, scenario: &str) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(trial).map_err(Failure::ours)? + "\n";
    let csv = csv(trial)?;
    let page = report::html::render_trial(trial, scenario);
    let [of_scenario, of_csv, of_page, of_json] = FILES;
    folder.write_all(&[(of_scenario, scenario), (of_csv, &csv), (of_page, &page), (of_json, &json)])
}
