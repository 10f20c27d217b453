//! The tables and sentences of the claims, for terminal and page alike.

use crate::experiment::claims::{Claim, ClaimFigure, ClaimVerdict, Claims};

use super::number::grouped;
use super::table::{Cell, Table, Tone};

/// One row per claim, its figures below it.
pub(super) fn claims(found: &Claims) -> Table {
    let mut table = Table::new("The published claims", "claim")
        .words("role, or figure")
        .number("printed")
        .number("the model gives")
        .number("95 % interval")
        .words("verdict");
    for claim in &found.claims {
        let verdict = Cell::new(claim.verdict.words()).toned(tone(claim.verdict));
        let head = [Cell::new(claim.role.word()), Cell::default(), Cell::default(), Cell::default(), verdict];
        table.push(Cell::new(claim.tag.as_str()), head.into());
        for figure in &claim.figures {
            let cells = vec![
                Cell::new(figure.name.as_str()),
                Cell::new(written(figure.printed, figure)),
                Cell::new(written(figure.value, figure)),
                Cell::new(interval(figure)),
                Cell::default(),
            ];
            table.push(Cell::default(), cells);
        }
    }
    table.note = Some(
        "Input: put in, so that it comes out says nothing. Calibrated: constants were chosen for it. Emergent: put in nowhere, so it can be \
         met or not. Conflicting: contradicts another claim. Untestable: says too little. Intervals are simulation noise for the \
         stated inputs. A claim that is not met is a finding, not a failure."
            .to_string(),
    );
    table
}

/// What must be known to read a claim, and what was found, each in a sentence of its own.
pub(super) fn words(claim: &Claim) -> [String; 5] {
    [
        format!("{}, printed: {}", claim.tag, claim.printed),
        format!("window: {}", claim.window),
        format!("denominator: {}", claim.denominator),
        format!("population: {}", claim.population),
        claim.finding.clone(),
    ]
}

/// How it can be made again.
pub(super) fn provenance(found: &Claims) -> String {
    format!(
        "goodwill {} (streams {}), seed {}, command: {}",
        found.version, found.stream_version, found.seed, found.command
    )
}

fn tone(verdict: ClaimVerdict) -> Tone {
    match verdict {
        ClaimVerdict::Met => Tone::Good,
        ClaimVerdict::NotMet | ClaimVerdict::Undecided => Tone::Unsure,
        ClaimVerdict::NotTested => Tone::Quiet,
    }
}

fn interval(figure: &ClaimFigure) -> String {
    match (figure.ci_low, figure.ci_high) {
        (Some(low), Some(high)) => {
            format!("{} to {}", written(Some(low), figure), written(Some(high), figure))
        }
        _ => String::new(),
    }
}

/// Shares in percent, other figures as they are, with their unit.
fn written(value: Option<f64>, figure: &ClaimFigure) -> String {
    match (value, figure.unit.as_str()) {
        (None, _) => String::new(),
        (Some(value), "share") => format!("{} %", grouped(100.0 * value, 1)),
        (Some(value), unit) if value.abs() >= 1_000.0 => format!("{} {unit}", grouped(value, 0)),
        (Some(value), unit) => format!("{} {unit}", grouped(value, 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::claims::Role;

    fn figure(unit: &str, value: f64) -> ClaimFigure {
        ClaimFigure {
            name: "kept".to_string(),
            printed: Some(0.92),
            value: Some(value),
            ci_low: Some(value - 0.01),
            ci_high: Some(value + 0.01),
            unit: unit.to_string(),
        }
    }

    #[test]
    fn figures_stand_below_their_claim_with_their_interval() {
        let claim = Claim {
            tag: "C2".to_string(),
            printed: "92 % stay".to_string(),
            role: Role::Input,
            window: "a year".to_string(),
            denominator: "complaints solved".to_string(),
            population: "everybody".to_string(),
            figures: vec![
                figure("share", 0.9),
                ClaimFigure { value: None, ci_low: None, ..figure("EUR", 1.0) },
            ],
            verdict: ClaimVerdict::NotTested,
            finding: "It was put in.".to_string(),
        };
        let found = Claims {
            version: "1".to_string(),
            stream_version: 2,
            seed: 1,
            command: "verify --claims".to_string(),
            claims: vec![claim],
        };
        let table = claims(&found);
        assert_eq!(table.rows.len(), 3);
        let cells: Vec<&str> = table.rows[1].cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(cells, ["kept", "92.0 %", "90.0 %", "89.0 % to 91.0 %", ""]);
        assert_eq!((table.rows[2].cells[2].text.as_str(), table.rows[2].cells[3].text.as_str()), ("", ""));
        assert_eq!(words(&found.claims[0])[4], "It was put in.");
        assert_eq!(written(Some(-12_345.6), &figure("EUR", 0.0)), "-12,346 EUR");
    }
}
