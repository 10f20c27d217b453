//! The bench that puts formulas on trial: exact checks, known facts, programs of users, the verb.

mod bench;
mod command;
mod facts;
mod firm;
mod interrupted;
mod programs;
