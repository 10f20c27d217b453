//! A survey as CSV, as user programs get it.

use crate::metrics::SurveyTable;

/// The survey with a header and a row per respondent: `id` (from 1), `weight`, `segment` where there is one, then the
/// questions; an empty field is no answer.
pub(super) fn write(survey: &SurveyTable) -> Vec<u8> {
    let segments = survey.segments();
    let columns: Vec<_> = survey.columns().collect();
    let mut text = String::from("id,weight");
    if segments.is_some() {
        text.push_str(",segment");
    }
    for (name, _) in &columns {
        text.push(',');
        text.push_str(&field(name));
    }
    text.push('\n');
    for row in 0..survey.rows() {
        let weight = survey.weights().map_or(1.0, |weights| weights[row]);
        text.push_str(&format!("{},{weight}", row + 1));
        if let Some(segments) = segments {
            text.push(',');
            text.push_str(&field(&segments.names[segments.codes[row] as usize]));
        }
        for (_, column) in &columns {
            text.push(',');
            if let Some(answer) = column.get(row) {
                text.push_str(&answer.to_string());
            }
        }
        text.push('\n');
    }
    text.into_bytes()
}

/// A text as a field of CSV (RFC 4180); line ends in names become spaces, because programs read line by line.
fn field(text: &str) -> String {
    let line: String = text.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }).collect();
    if line.contains([',', '"']) { format!("\"{}\"", line.replace('"', "\"\"")) } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::{Column, Labels};

    #[test]
    fn a_survey_by_hand() {
        let names = vec!["high, bill".to_string(), "prepaid".to_string()];
        let survey = SurveyTable::new(2)
            .with_column("overall", Column::Ratings(vec![9, Column::MISSING]))
            .and_then(|survey| survey.with_weights(vec![1.5, 2.0]))
            .and_then(|survey| survey.with_segments(Labels { names, codes: vec![0, 1] }))
            .expect("it fits");
        let text = String::from_utf8(write(&survey)).expect("text");
        assert_eq!(text, "id,weight,segment,overall\n1,1.5,\"high, bill\",9\n2,2,prepaid,\n");
    }
}
