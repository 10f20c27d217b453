//! Queues whose figures are known without simulating: Erlang B, Erlang C and Erlang A.
//!
//! Pure functions of rates and counts. They are what the engine is held against, and the analytic twin that stands beside
//! a simulation wherever its assumptions nearly hold. All times are in one unit, rates per that unit.

mod erlang_a;
mod erlang_b;
mod erlang_c;
mod staffing;

pub use erlang_a::ErlangA;
pub use erlang_b::blocking;
pub use erlang_c::ErlangC;
pub use staffing::fewest_servers;
