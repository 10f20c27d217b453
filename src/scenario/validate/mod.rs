//! Rules between keys: names that refer to something, weights that sum to 1, forms that exclude each other.
//!
//! The limits of single keys stand with the keys, in `schema`. The rules here read the typed scenario and are checked
//! again for every week of every arm, because an intervention may break them.

mod correlations;
mod customers;
mod demand;
mod goals;
mod index_tree;
mod judge;
mod loyalty;
mod market;
mod names;
mod reasons;
mod shifts;
mod survey;
mod teams;
mod weights;

use super::diagnostics::Sink;
use super::schema::ScenarioSpec;

/// Tells every broken rule to `sink`.
pub(super) fn rules(spec: &ScenarioSpec, sink: &mut Sink) {
    names::unique(spec, sink);
    demand::demand(spec, sink);
    demand::profiles(spec, sink);
    demand::shocks(spec, sink);
    shifts::staffing(spec, sink);
    teams::teams(spec, sink);
    reasons::reasons(spec, sink);
    customers::presence(spec, sink);
    customers::number(spec, sink);
    index_tree::categories(spec, sink);
    index_tree::touchpoints(spec, sink);
    customers::experience(spec, sink);
    correlations::correlations(spec, sink);
    loyalty::loyalty(spec, sink);
    market::programmes(spec, sink);
    market::knee(spec, sink);
    market::feedback(spec, sink);
    survey::survey(spec, sink);
    goals::goals(spec, sink);
    goals::arms(spec, sink);
    goals::observed(spec, sink);
    goals::money(spec, sink);
    judge::judge(spec, sink);
}
