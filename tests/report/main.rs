//! The report room: what every reader must find in it, and what must never get out of it.

mod fixture;

use goodwill::report::html;
use goodwill::report::terminal::{self, Style};

#[test]
fn show() {
    let style = Style {
        colour: true,
        width: 100,
    };
    let scenario = include_str!("../../Cargo.toml");
    for (name, results) in [
        ("telecom", fixture::telecom()),
        ("single", fixture::single()),
        ("bare", fixture::bare()),
        ("hostile", fixture::hostile()),
    ] {
        let path = format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(format!("{path}.txt"), terminal::render(&results, style)).unwrap();
        std::fs::write(format!("{path}.html"), html::render(&results, scenario)).unwrap();
    }
}
