//! Answers as text. Every study words the five answers in its own way, so the wording is declared, not guessed.

use super::evaluation::Answer;
use crate::metrics::problem::MetricProblem;

/// The five answers of a study in words, from *like* to *dislike*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The five texts, as compared.
    normal: [String; 5],
    /// As given, for messages.
    given: [String; 5],
}

impl Wording {
    /// A wording of like, must be, neutral, live with, dislike. The five must differ.
    pub fn new(like_to_dislike: [&str; 5]) -> Result<Self, MetricProblem> {
        let normal = like_to_dislike.map(normalised);
        for (at, text) in normal.iter().enumerate() {
            if text.is_empty() || normal[..at].contains(text) {
                return Err(MetricProblem::BadModel {
                    why: format!("the answer `{}` of a wording is empty or given twice", like_to_dislike[at]),
                });
            }
        }
        Ok(Wording { normal, given: like_to_dislike.map(str::to_string) })
    }

    /// The answer that a text stands for; `None` where it is blank. A code 1 to 5 is understood as well. Case, white space, a
    /// final full stop and the kind of apostrophe do not matter. Fails, naming the row, on any other text.
    pub fn answer(&self, row: usize, text: &str) -> Result<Option<Answer>, MetricProblem> {
        let text_of = normalised(text);
        if text_of.is_empty() || text_of == "na" || text_of == "n/a" {
            return Ok(None);
        }
        let by_code = text_of.parse().ok().and_then(Answer::from_code);
        let by_words = || self.normal.iter().position(|known| *known == text_of).map(|at| Answer::ALL[at]);
        match by_code.or_else(by_words) {
            Some(answer) => Ok(Some(answer)),
            None => {
                let wording = self.given.join("; ");
                Err(MetricProblem::UnknownAnswer { row, text: text.to_string(), wording })
            }
        }
    }

    /// A column of answers.
    pub fn answers<'a>(
        &self,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Result<Vec<Option<Answer>>, MetricProblem> {
        texts.into_iter().enumerate().map(|(row, text)| self.answer(row, text)).collect()
    }
}

fn normalised(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{02bc}' | '`' | '\u{00b4}' => '\'',
            '\u{00a0}' | '\u{feff}' => ' ',
            c => c,
        })
        .collect();
    plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording() -> Wording {
        let texts = [
            "I like it",
            "I expect it",
            "I'm neutral",
            "I can tolerate it",
            "I dislike it, and I can't accept it",
        ];
        Wording::new(texts).expect("five texts")
    }

    #[test]
    fn spelling_that_means_the_same_is_understood() {
        let of = |text: &str| wording().answer(0, text);
        assert_eq!(of("I\u{2019}m  Neutral."), Ok(Some(Answer::Neutral)));
        assert_eq!(of("i dislike it, and i can\u{2019}t accept it"), Ok(Some(Answer::Dislike)));
        assert_eq!(of(" 2 "), Ok(Some(Answer::MustBe)));
        assert_eq!((of(""), of("  "), of("NA")), (Ok(None), Ok(None), Ok(None)));
    }

    #[test]
    fn other_texts_are_named_with_their_row() {
        let of = wording().answers(["I like it", "", "I love it"]);
        assert!(matches!(of, Err(MetricProblem::UnknownAnswer { row: 2, .. })), "{of:?}");
        assert!(wording().answer(0, "6").is_err());
        assert!(Wording::new(["a", "b", "c", "d", "A."]).is_err());
        assert!(Wording::new(["a", "b", "c", "d", " "]).is_err());
    }
}
