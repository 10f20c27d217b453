//! The thin door to the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    goodwill::cli::main()
}
