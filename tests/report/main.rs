//! The report room: what every reader must find in it, and what must never get out of it.

mod fixture;

use goodwill::report::terminal::{self, Style};

#[test]
fn show() {
    let style = Style { colour: true, width: 100 };
    for (name, results) in [("telecom", fixture::telecom()), ("single", fixture::single()), ("bare", fixture::bare())] {
        let path = format!("{}/{name}.txt", env!("CARGO_TARGET_TMPDIR"));
        std::fs::write(path, terminal::render(&results, style)).unwrap();
    }
}
