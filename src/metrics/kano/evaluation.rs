//! From a pair of answers to a class.

/// An answer to either question of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// 1: I like it that way.
    Like,
    /// 2: It must be that way; I expect it.
    MustBe,
    /// 3: I am neutral.
    Neutral,
    /// 4: I can live with it that way.
    LiveWith,
    /// 5: I dislike it that way.
    Dislike,
}

impl Answer {
    /// All answers, best first.
    pub const ALL: [Answer; 5] =
        [Answer::Like, Answer::MustBe, Answer::Neutral, Answer::LiveWith, Answer::Dislike];

    /// The answer of a code from 1 (like) to 5 (dislike).
    pub fn from_code(code: u32) -> Option<Self> {
        Self::ALL.get((code as usize).checked_sub(1)?).copied()
    }

    /// The code, 1 to 5.
    pub fn code(self) -> u32 {
        self as u32 + 1
    }
}

/// What a feature is to a respondent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KanoClass {
    /// M: its absence hurts, its presence adds nothing.
    Basic,
    /// O: it pays and hurts in proportion.
    Linear,
    /// A: its presence delights, its absence is not noticed.
    Excitement,
    /// I: neither matters.
    Indifferent,
    /// R: its absence is wished for.
    Reverse,
    /// Q: the two answers contradict each other.
    Questionable,
}

impl KanoClass {
    /// All classes, in the order in which ties are broken.
    pub const ALL: [KanoClass; 6] = [
        KanoClass::Basic,
        KanoClass::Linear,
        KanoClass::Excitement,
        KanoClass::Indifferent,
        KanoClass::Reverse,
        KanoClass::Questionable,
    ];

    /// The letter of the literature: M, O, A, I, R, Q.
    pub fn letter(self) -> char {
        match self {
            KanoClass::Basic => 'M',
            KanoClass::Linear => 'O',
            KanoClass::Excitement => 'A',
            KanoClass::Indifferent => 'I',
            KanoClass::Reverse => 'R',
            KanoClass::Questionable => 'Q',
        }
    }
}

/// Which table is read. The choice moves the coefficients by some points, so reports name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvaluationTable {
    /// Berger et al. (1993): a contradiction only where both answers are *like* or both are *dislike*.
    Classic,
    /// Pouliot (1993): also where both are *must be* or both are *live with*.
    Modified,
}

impl EvaluationTable {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            EvaluationTable::Classic => "classic (Berger 1993)",
            EvaluationTable::Modified => "modified (Pouliot 1993)",
        }
    }

    /// The class of a pair of answers.
    pub fn class(self, functional: Answer, dysfunctional: Answer) -> KanoClass {
        use Answer::{Dislike, Like, LiveWith, MustBe};
        match (functional, dysfunctional) {
            (Like, Like) | (Dislike, Dislike) => KanoClass::Questionable,
            (MustBe, MustBe) | (LiveWith, LiveWith) if self == EvaluationTable::Modified => {
                KanoClass::Questionable
            }
            (Like, Dislike) => KanoClass::Linear,
            (Like, _) => KanoClass::Excitement,
            (Dislike, _) | (_, Like) => KanoClass::Reverse,
            (_, Dislike) => KanoClass::Basic,
            _ => KanoClass::Indifferent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: EvaluationTable) -> Vec<String> {
        let row = |f: Answer| Answer::ALL.iter().map(|d| table.class(f, *d).letter()).collect();
        Answer::ALL.into_iter().map(row).collect()
    }

    #[test]
    fn both_tables_read_as_printed() {
        assert_eq!(rows(EvaluationTable::Classic), ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]);
        assert_eq!(rows(EvaluationTable::Modified), ["QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ"]);
    }

    #[test]
    fn codes_run_from_one_to_five() {
        assert_eq!(Answer::from_code(0), None);
        assert_eq!(Answer::from_code(6), None);
        assert!(Answer::ALL.into_iter().all(|answer| Answer::from_code(answer.code()) == Some(answer)));
    }
}
