//! The parts of a survey's error, in the order in which they arise, and which of them are switched on.

/// One part of the error of a survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Part {
    /// Who can be asked at all.
    Frame,
    /// Whoever invites leaves out the unhappy.
    Selection,
    /// Not everybody is invited.
    Sampling,
    /// Not everybody who is invited answers.
    Response,
    /// How people use a scale: shift, stretch, middle, straight-lining, halo, indecision, mood, false statements, and the
    /// error of a single answer.
    Style,
    /// An interviewer against a form.
    Mode,
    /// What is asked for has faded from memory.
    Recall,
    /// A scale of unequal steps.
    Scale,
    /// Single questions left open.
    ItemNonResponse,
}

impl Part {
    /// All parts, in order.
    pub const ALL: [Part; 9] = [
        Part::Frame,
        Part::Selection,
        Part::Sampling,
        Part::Response,
        Part::Style,
        Part::Mode,
        Part::Recall,
        Part::Scale,
        Part::ItemNonResponse,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Part::Frame => "frame",
            Part::Selection => "selection",
            Part::Sampling => "sampling",
            Part::Response => "response",
            Part::Style => "style",
            Part::Mode => "mode",
            Part::Recall => "recall",
            Part::Scale => "scale",
            Part::ItemNonResponse => "item_non_response",
        }
    }
}

/// Which parts of the error are switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorParts(u16);

impl ErrorParts {
    /// No error: everybody is asked, everybody answers the truth, rounded to the scale of the question. A census.
    pub const NONE: ErrorParts = ErrorParts(0);
    /// A survey as it is.
    pub const ALL: ErrorParts = ErrorParts((1 << Part::ALL.len()) - 1);

    /// These, and `part`.
    pub fn with(self, part: Part) -> ErrorParts {
        ErrorParts(self.0 | 1 << part as u8)
    }

    /// These, but not `part`.
    pub fn without(self, part: Part) -> ErrorParts {
        ErrorParts(self.0 & !(1 << part as u8))
    }

    /// All parts up to `part` in the order of [`Part::ALL`].
    pub fn up_to(part: Part) -> ErrorParts {
        Part::ALL.into_iter().filter(|other| *other <= part).fold(ErrorParts::NONE, ErrorParts::with)
    }

    /// Whether `part` is switched on.
    #[inline]
    pub fn has(self, part: Part) -> bool {
        self.0 & 1 << part as u8 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_switched_one_by_one() {
        assert!(Part::ALL.iter().all(|part| ErrorParts::ALL.has(*part) && !ErrorParts::NONE.has(*part)));
        let without = ErrorParts::ALL.without(Part::Mode);
        let left: Vec<Part> = Part::ALL.into_iter().filter(|part| without.has(*part)).collect();
        assert_eq!(left.len(), 8);
        assert_eq!(without.with(Part::Mode), ErrorParts::ALL);
        assert_eq!(ErrorParts::up_to(Part::ItemNonResponse), ErrorParts::ALL);
        let early = ErrorParts::up_to(Part::Sampling);
        assert!(early.has(Part::Frame) && early.has(Part::Sampling) && !early.has(Part::Response));
    }
}
