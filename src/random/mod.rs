//! Luck: one master seed, named and keyed streams, and distributions by mean and spread.
//!
//! A stream is addressed, not consumed in order: the draws for (replication, entity, attempt, purpose) are the same
//! whatever else was drawn before. That is what lets two arms meet the same people with the same luck, and what keeps an
//! extra redial in one arm from moving anybody else's. All transcendental functions go through [`math`], because the
//! platform's differ in the last bit. Only this room makes generators.

mod binomial;
mod distribution;
mod gamma;
pub mod math;
mod nearly_normal;
mod normal;
mod philox;
mod resample;
mod standard;
mod stream;

pub use distribution::{Distribution, DistributionError};
pub use gamma::gamma_at_normal;
pub use nearly_normal::{BITS_OF_SECOND, NormalSteps};
pub use normal::quantile as normal_quantile;
pub use standard::{STANDARD_TOGETHER, Standard};
pub use stream::{Luck, Purpose, Stream, Words, uniform};

/// Version of the rules by which draws are made; it changes whenever a draw changes.
pub const STREAM_VERSION: u32 = 2;
