//! Family W: models that others simulated and printed with an interval.

use crate::operation::{Reason, Team};

use super::super::case::{Case, Figure, PublishedError};
use super::super::read::probe;
use super::super::setup::{CentreSetup, Setup};
use super::build::{calendar, centre, exponential, steady};

/// The first 10 000 customers of a queue that starts empty.
fn lindley() -> Case {
    let one = centre(vec![Reason::plain("call", exponential(30.0))], vec![Team::plain("agent", 1, &[0])]);
    // Ten thousand arrivals take 10 000 minutes; ten standard deviations more are always enough.
    let run = steady(one, &[60.0], calendar(0, 660_000));
    let setup = Setup::Centre(CentreSetup { first: Some(10_000), ..run });
    Case::new("W06", "M/M/1, the first 10 000 customers", "SSJ tutorial, QueueLindley.res; exact .5", setup)
        .figures([Figure::published(
            "E_Wq",
            0.506,
            PublishedError::Deviation { sd: 0.027, replications: 100 },
            probe(|seen| (seen.all().wait_s(), seen.offered())),
        )
        .rounded(0.001)
        .time()])
}

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    vec![lindley()]
}
