//! Family P: two classes of customers, one of which goes first.

use crate::metrics::Metric;
use crate::operation::{Priority, Reason, Team};

use super::super::case::{Case, Figure};
use super::super::read::{metric, of_reason, probe};
use super::super::setup::Setup;
use super::build::{calendar, centre, exponential, scenario, steady};

fn four_agents() -> Setup {
    let reason = |name: &str, per_hour: f64, priority: u32| {
        format!(
            "[[reason]]\nname = \"{name}\"\narrivals_per_hour = {per_hour}\npriority = {priority}\n\
             talk = {{ dist = \"exponential\", mean = \"2m\" }}\n"
        )
    };
    let team = "[[team]]\nname = \"agents\"\nagents = 4\nskills = [\"other\", \"urgent\"]\n";
    scenario("10h", "400h", &(reason("urgent", 36.0, 1) + &reason("other", 60.0, 0) + team))
}

fn one_agent() -> Setup {
    let reason = |name: &str, base: f64| Reason {
        priority: Priority { base, ..Priority::default() },
        ..Reason::plain(name, exponential(60.0))
    };
    let team = Team::plain("agent", 1, &[1, 0]);
    let centre = centre(vec![reason("urgent", 1.0), reason("other", 0.0)], vec![team]);
    Setup::Centre(steady(centre, &[12.0, 36.0], calendar(36_000, 3_600_000)))
}

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    let sojourn = |class: usize| {
        probe(move |seen| {
            let contacts = &seen.reasons[class];
            (contacts.sojourn as f64 / 1e6, contacts.answered as f64)
        })
    };
    vec![
        Case::new(
            "P01",
            "M/M/4, two classes, non-preemptive priority",
            "Cobham (1954); Kella and Yechiali (1985)",
            four_agents(),
        )
        .figures([
            Figure::exact("E_Wq_class1", 0.426_023_194_133_860_4, of_reason(0, Metric::WaitMean)),
            Figure::exact("E_Wq_class2", 2.130_115_970_669_302_7, of_reason(1, Metric::WaitMean)),
            Figure::exact("E_Wq_all", 1.491_081_179_468_512, metric(Metric::WaitMean)),
        ]),
        Case::new(
            "P05",
            "M/M/1, two classes, non-preemptive priority; time in the system",
            "Cobham (1954); Ciw's tests quote 2.0 and 6.0",
            one_agent(),
        )
        .quick()
        .figures([
            Figure::exact("E_T_class1", 2.0, sojourn(0)).time(),
            Figure::exact("E_T_class2", 6.000_000_000_000_001, sojourn(1)).time(),
        ]),
    ]
}
