//! What the figures, questions and formulas of `goodwill judge` mean, for `goodwill explain`.
//!
//! The texts are the tables of `docs/judge.md`, so that what the program says and what the page says cannot differ.

use crate::judge::BuiltIn;

const PAGE: &str = include_str!("../../docs/judge.md");

/// Every meaning of a word as something that `judge` prints.
pub fn meanings(asked: &str) -> Vec<String> {
    let formulas = BuiltIn::ALL.into_iter().filter(|formula| formula.name() == asked);
    let formulas = formulas.map(|formula| {
        format!("{asked} (formula of judge; unit: {})\n  {}", formula.unit(), formula.definition())
    });
    let rows = rows().filter_map(|row| {
        let is_asked = |name: &&str| likened(name) == likened(asked);
        match row.figures {
            None if names(row.first).any(|name| is_asked(&name)) => {
                Some(format!("{asked} ({} of judge)\n  {}", row.kind, row.meaning))
            }
            Some(figures) if names(row.first).any(|name| is_asked(&name)) => {
                Some(format!("{asked} (question of judge)\n  {}\n  Figures: {figures}", row.meaning))
            }
            Some(figures) if names(figures).any(|name| is_asked(&name)) => {
                let question = names(row.first).next().unwrap_or_default();
                Some(format!("{asked} (figure of judge, question {question}: {})\n  {figures}", row.meaning))
            }
            _ => None,
        }
    });
    formulas.chain(rows).collect()
}

/// All that can be asked: formulas, figures and questions.
pub fn all() -> Vec<&'static str> {
    let in_rows = rows().flat_map(|row| names(row.first).chain(names(row.figures.unwrap_or_default())));
    BuiltIn::ALL.into_iter().map(BuiltIn::name).chain(in_rows).collect()
}

/// A name as it is compared: how its words are joined makes no difference, nor do the sign of a unit and the number of answers or
/// the margin that a figure is for, which the page calls N.
pub fn likened(name: &str) -> String {
    let name = name.to_lowercase().replace(['_', '-'], " ");
    let name = name.trim_end_matches(", %").replace('+', "");
    let number = |word: &str| word == "n" || word.parse::<f64>().is_ok();
    let words = name.split_whitespace().map(|word| if number(word) { "#" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// A row of a table of figures or parts of the error (name, meaning) or of questions (key, question, figures).
struct Row {
    /// What the table is of, as its header says: figure, part of the error, key.
    kind: &'static str,
    first: &'static str,
    meaning: &'static str,
    figures: Option<&'static str>,
}

fn rows() -> impl Iterator<Item = Row> {
    let mut kind = "";
    PAGE.lines().filter(|line| line.starts_with("| ")).filter_map(move |line| {
        let mut cells = line.trim_matches('|').split(" | ").map(str::trim);
        let first = cells.next()?;
        if !first.starts_with('`') {
            kind = if first.starts_with('-') { kind } else { first };
            return None;
        }
        Some(Row { kind, first, meaning: cells.next()?, figures: cells.next() })
    })
}

/// What stands between backticks: the odd parts.
fn names(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts of a survey's error are those of the survey's own list, and each is explained.
    #[test]
    fn every_part_of_the_error_is_explained() {
        for part in crate::survey::Part::ALL {
            let told = meanings(part.word());
            assert!(told.iter().any(|text| text.contains("part of the error")), "{}: {told:?}", part.word());
        }
    }

    #[test]
    fn names_are_found_as_they_are_printed() {
        for (printed, meaning) in [
            ("bias_eliminated_coverage", "if the bias were known"),
            ("bias-free, %", "if the bias were known"),
            ("SE ratio", "1 is honest"),
            ("wrong_decisions", "question of judge"),
            ("false alarms", "question mix"),
            ("at 500 answers", "question power_by_size"),
            ("answers for an interval of +-1.5", "question answers_needed"),
            ("csi_unweighted", "formula of judge"),
            ("frame", "part of the error of judge"),
        ] {
            let told = meanings(printed).join("\n");
            assert!(told.contains(meaning), "{printed}: {told}");
        }
        assert!(meanings("overall").is_empty() && meanings("").is_empty());
    }
}
