//! The command line: each verb is one question, in a file of its own.
//!
//! Results go to standard output, everything else to standard error. This room reads files, writes files and talks to the
//! terminal; what a scenario means and what an experiment finds, other rooms know.

mod arguments;
mod check;
mod command_line;
mod compare;
mod exit;
mod explain;
mod folder;
mod format;
mod glossary;
mod input;
mod interrupt;
mod job;
mod judge;
mod judge_words;
mod kept_files;
mod manifest;
mod measure;
mod output;
mod progress;
mod report;
mod run;
mod schema;
mod verify;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use command_line::Refusal;
use exit::{Exit, Failure};

/// Simulates how the way a firm serves its customers turns into satisfaction, churn and money.
#[derive(Debug, Parser)]
#[command(name = "goodwill", version, about, max_term_width = 100, disable_help_subcommand = true)]
#[command(
    after_help = "Exit codes: 0 done, 1 a goal or check not met, 2 bad input, 3 our fault, 130 interrupted.\n\
    Start with: goodwill compare scenarios/telecom-hotline.toml"
)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

/// The verbs, each the question it answers.
#[derive(Debug, Subcommand)]
enum Verb {
    /// How does this service perform? One arm, replications, figures with intervals
    Run(run::Arguments),
    /// Which change is worth it? Every arm against the baseline, paired, with cost and profit
    Compare(compare::Arguments),
    /// What does my own survey say? Every index with its interval, drivers, segments, gaps to a benchmark
    Measure(measure::Arguments),
    /// Is my file right, and what does it mean? Arms, load, headcounts after rounding
    Check(check::Arguments),
    /// The JSON schema of scenarios, or of the results of a verb
    Schema(schema::Arguments),
    /// What does this metric, scenario key, error code or word mean?
    Explain(explain::Arguments),
    /// Can this metric formula be trusted? Bias, coverage, power of each formula against the truth
    Judge(judge::Arguments),
    /// Show a finished run again, or write its page again
    Report(report::Arguments),
    /// Does the engine still agree with theory and with published cases? Exit 1 when a figure does not
    Verify(verify::Arguments),
}

/// Runs the program and says how it ended.
pub fn main() -> ExitCode {
    let arguments: Arguments = match command_line::read(std::env::args_os().collect()) {
        Ok(arguments) => arguments,
        Err(Refusal::One(error)) => {
            // Help and version are answers, not mistakes. A reader who has gone away is no mistake either.
            let _ = error.print();
            return if error.use_stderr() { Exit::BadInput } else { Exit::Done }.into();
        }
        Err(Refusal::Several(message)) => {
            eprintln_quietly(&message);
            return Exit::BadInput.into();
        }
    };
    std::panic::set_hook(Box::new(|fault| eprintln_quietly(&exit::our_fault(fault))));
    let ended = catch_unwind(AssertUnwindSafe(|| match &arguments.verb {
        Verb::Run(arguments) => run::main(arguments),
        Verb::Compare(arguments) => compare::main(arguments),
        Verb::Measure(arguments) => measure::main(arguments),
        Verb::Check(arguments) => check::main(arguments),
        Verb::Schema(arguments) => schema::main(arguments),
        Verb::Explain(arguments) => explain::main(arguments),
        Verb::Judge(arguments) => judge::main(arguments),
        Verb::Report(arguments) => report::main(arguments),
        Verb::Verify(arguments) => verify::main(arguments),
    }));
    match ended {
        Ok(Ok(exit)) => exit.into(),
        Ok(Err(Failure { exit, message })) => {
            if !message.is_empty() {
                eprintln_quietly(&message);
            }
            exit.into()
        }
        // The hook has told already.
        Err(_) => Exit::OurFault.into(),
    }
}

/// Says of changes that are rounded away that they change nothing, before anything is run for them.
fn tell_idle_changes(scenarios: &[crate::scenario::Scenario], quiet: bool) {
    if quiet {
        return;
    }
    for idle in scenarios.iter().flat_map(crate::scenario::Scenario::idle_changes) {
        eprintln_quietly(&format!("note: {idle}"));
    }
}

/// A line on standard error; if nobody can read it any more, nobody is told.
fn eprintln_quietly(message: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{message}");
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_formed() {
        super::Arguments::command().debug_assert();
    }
}
