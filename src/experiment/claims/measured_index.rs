//! B5: the measured index of a network operator, what its printed figures force about the shares of its customers, and the shares
//! chosen.

use crate::experiment::arms::BASELINE;
use crate::experiment::compare::Outcome;
use crate::scenario::Scenario;

use super::figure::{ComesOut, of_segment_by_replication};
use super::result::{Claim, ClaimFigure, ClaimVerdict, Role};

const BEFORE_1995: &str = "joined before 1995";
const FROM_1996: &str = "joined 1996-98";
const FROM_1999: &str = "joined 1999 on";
const HIGH_BILL: &str = "high-bill";
const PREPAID: &str = "prepaid";
const CONTRACT: [&str; 3] = [BEFORE_1995, FROM_1996, FROM_1999];
const EVERYBODY: [&str; 5] = [BEFORE_1995, FROM_1996, FROM_1999, HIGH_BILL, PREPAID];

/// A group of customers whose index was printed.
struct Group {
    name: &'static str,
    segments: &'static [&'static str],
    /// The index, 0-100.
    printed: f64,
    /// Half of its last printed digit.
    half_a_digit: f64,
}

const fn group(
    name: &'static str,
    segments: &'static [&'static str],
    printed: f64,
    half_a_digit: f64,
) -> Group {
    Group { name, segments, printed, half_a_digit }
}

/// Half an interval at most that is narrow enough for an index to come out: two standard errors of 0.1 points, as the calibration is held
/// to (`tests/network_operator.rs`).
const WIDEST: f64 = 0.2;

/// What the study printed.
const GROUPS: [Group; 7] = [
    group("contract", &CONTRACT, 67.9, 0.05),
    group(BEFORE_1995, &[BEFORE_1995], 66.16, 0.005),
    group(FROM_1996, &[FROM_1996], 67.23, 0.005),
    group(FROM_1999, &[FROM_1999], 68.0, 0.5),
    group(HIGH_BILL, &[HIGH_BILL], 63.31, 0.005),
    group(PREPAID, &[PREPAID], 69.1, 0.05),
    group("all", &EVERYBODY, 67.0, 0.5),
];

fn printed(name: &str) -> f64 {
    GROUPS.iter().find(|group| group.name == name).map_or(f64::NAN, |group| group.printed)
}

/// The claim, from the network operator's scenario.
pub(super) fn claim(scenario: &Scenario, outcome: &Outcome) -> Claim {
    let of = |group: &Group, metric: &str, kind: &str, printed: Option<f64>| ClaimFigure {
        unit: "points".to_string(),
        ..ClaimFigure::of_ratio(
            &format!("{}, {kind} index", group.name),
            printed,
            &together(outcome, group.segments, metric),
        )
    };
    let mut figures = Vec::new();
    let mut comes_out = ComesOut::Yes;
    for group in &GROUPS {
        let surveyed = of(group, "csi", "surveyed", Some(group.printed));
        comes_out = comes_out.min(surveyed.comes_out(group.half_a_digit, WIDEST));
        figures.push(surveyed);
        figures.push(of(group, "csi_census", "true", None));
    }
    let come_out = match comes_out {
        ComesOut::Yes => "All seven surveyed figures come out.",
        ComesOut::CannotBeSaid => {
            "Whether all seven surveyed figures come out cannot be said with so few runs."
        }
        ComesOut::No => "Not every surveyed figure comes out with these runs.",
    };
    Claim {
        tag: "B5".to_string(),
        printed: "an index of 67; contract customers 67.9 (joined before 1995 66.16, 1996-98 67.23, 1999 on 68), high-bill 63.31, prepaid \
                  69.1"
            .to_string(),
        role: Role::Calibrated,
        window: "at the end of 26 weeks".to_string(),
        denominator: "customers at the end; groups of segments weighted by their customers".to_string(),
        population: "network-operator-csi, a survey of 20 000 of each segment; true: the same index without any error of a survey"
            .to_string(),
        figures,
        verdict: ClaimVerdict::NotTested,
        finding: format!("{come_out} {}", feasible_set(scenario)),
    }
}

/// The index of some segments together in each replication: sum of customers times index, and customers.
fn together(outcome: &Outcome, segments: &[&str], metric: &str) -> Vec<(f64, f64)> {
    let mut sums: Vec<(f64, f64)> = Vec::new();
    for segment in segments {
        let customers = of_segment_by_replication(outcome, BASELINE, segment, "customers_end");
        let index = of_segment_by_replication(outcome, BASELINE, segment, metric);
        sums.resize(customers.len().max(sums.len()), (0.0, 0.0));
        for (sum, (customers, index)) in sums.iter_mut().zip(customers.iter().zip(index)) {
            *sum = (sum.0 + customers * index, sum.1 + customers);
        }
    }
    sums
}

/// The share of high-bill customers that the printed figures force, given that of prepaid ones: the total is the mean of the three
/// groups.
fn high_bill_share(prepaid: f64) -> f64 {
    let contract = printed("contract");
    (contract - printed("all") + (printed(PREPAID) - contract) * prepaid) / (contract - printed(HIGH_BILL))
}

/// The largest share of prepaid customers: then there are no contract customers.
fn most_prepaid() -> f64 {
    let (total, high) = (printed("all"), printed(HIGH_BILL));
    (total - high) / (printed(PREPAID) - high)
}

/// By how much the oldest, and the middle contract customers lie below the newest, and how much that may lower all of contract.
fn tenure_line() -> [f64; 3] {
    let newest = printed(FROM_1999);
    [newest - printed(BEFORE_1995), newest - printed(FROM_1996), newest - printed("contract")]
}

/// What the printed figures force about shares, and what was chosen, in words.
fn feasible_set(scenario: &Scenario) -> String {
    let size = |name: &&str| {
        let segment = scenario.spec().segment.iter().find(|segment| segment.name == **name);
        segment.map_or(0.0, |segment| f64::from(segment.size))
    };
    let all: f64 = EVERYBODY.iter().map(&size).sum();
    let contract: f64 = CONTRACT.iter().map(&size).sum();
    let [oldest, middle, room] = tenure_line();
    format!(
        "What they force, read exactly: with p prepaid and h high-bill, h = ({:.1} + {:.1} p) / {:.2}, so from h = {:.1} % (p = 0) to \
         {:.1} % (p = {:.1} %, nobody else). Within contract, {oldest:.2} a + {middle:.2} b = {room:.2} for the shares a joined before 1995 and b \
         in 1996-98: {:.0} to {:.0} % joined in 1999 or later. Chosen: p = {:.1} %, h = {:.2} %, a = {:.1} %, b = {:.1} %. Eight figures do not settle \
         some eighty parameters: other settings meet them as well, and docs/validation.md has what they say of the cures.",
        printed("contract") - printed("all"),
        printed(PREPAID) - printed("contract"),
        printed("contract") - printed(HIGH_BILL),
        100.0 * high_bill_share(0.0),
        100.0 * high_bill_share(most_prepaid()),
        100.0 * most_prepaid(),
        100.0 * (1.0 - room / middle),
        100.0 * (1.0 - room / oldest),
        100.0 * size(&PREPAID) / all,
        100.0 * size(&HIGH_BILL) / all,
        100.0 * size(&BEFORE_1995) / contract,
        100.0 * size(&FROM_1996) / contract,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line of the printed figures: 67 = 63.31 h + 69.1 p + 67.9 (1 - h - p), from 20 % to 36 % high-bill.
    #[test]
    fn the_shares_that_are_forced_give_the_printed_total() {
        for prepaid in [0.0, 0.2, 0.35, most_prepaid()] {
            let high = high_bill_share(prepaid);
            let total = 63.31 * high + 69.1 * prepaid + 67.9 * (1.0 - high - prepaid);
            assert!((total - 67.0).abs() < 1e-9, "{prepaid}: {total}");
        }
        assert!((high_bill_share(0.0) - 0.196).abs() < 0.001);
        assert!((high_bill_share(most_prepaid()) - 0.363).abs() < 0.001);
        assert!((high_bill_share(most_prepaid()) + most_prepaid() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_words_give_the_set_and_the_choice() {
        let words = feasible_set(&super::super::NETWORK_OPERATOR.scenario());
        for part in [
            "h = (0.9 + 1.2 p) / 4.59",
            "from h = 19.6 % (p = 0) to 36.3 % (p = 63.7 %",
            "1.84 a + 0.77 b = 0.10",
            "87 to 95 % joined in 1999 or later",
            "p = 35.0 %, h = 28.76 %, a = 3.0 %, b = 6.0 %",
        ] {
            assert!(words.contains(part), "{part} in {words}");
        }
    }
}
