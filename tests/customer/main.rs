//! The customer's side of the model in whole runs, held against known answers: promises, limit cases, quality classes, and
//! what markets, programmes, contracts, feedback and failures do.

#[path = "../common/mod.rs"]
mod common;
mod concentration;
mod contract_terms;
mod failure;
mod feedback;
mod firm;
mod kano;
mod leaning;
mod limit_cases;
mod market;
mod money;
mod observed;
mod programmes;
mod promises;
mod word_of_mouth;
