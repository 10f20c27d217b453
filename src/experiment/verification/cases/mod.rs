//! The cases, one file per family of queues. Each states where its known values come from.

mod arrivals;
mod build;
mod chat;
mod deferred;
mod door;
mod erlang_a;
mod erlang_c;
mod general_service;
mod heterogeneous;
mod loss;
mod population;
mod priorities;
mod published;
mod retrials;
mod returns;
mod teams;
mod time_varying;

use super::case::Case;
use super::result::LeftOut;

/// Every case, in the order of the collection.
pub(super) fn all() -> Vec<Case> {
    let families = [
        erlang_a::cases,
        erlang_c::cases,
        general_service::cases,
        heterogeneous::cases,
        loss::cases,
        retrials::cases,
        door::cases,
        chat::cases,
        deferred::cases,
        returns::cases,
        population::cases,
        priorities::cases,
        arrivals::cases,
        teams::cases,
        time_varying::cases,
        published::cases,
    ];
    let mut all: Vec<Case> = families.iter().flat_map(|cases| cases()).collect();
    all.sort_by_key(|case| case.id);
    all
}

/// Cases of the collection that cannot be run, and why.
pub(super) fn left_out() -> Vec<LeftOut> {
    let left_out =
        |id: &str, figures, reason: &str| LeftOut { id: id.to_string(), figures, reason: reason.to_string() };
    vec![
        left_out(
            "P04",
            2,
            "pre-emptive priority is not offered: an agent never leaves a customer in the middle of a contact for another",
        ),
        left_out(
            "W07",
            1,
            "it is the variance ratio of an inventory model; common luck is held against theory in tests of our own",
        ),
    ]
}
