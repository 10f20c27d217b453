//! Statistics without domain words: slices of numbers in, estimates with their noise out.
//!
//! [`moments`] sums carefully, always in index order, so that the same numbers give the same bits. [`ratio`] turns the
//! numerators and denominators of replications into a point estimate and one *linearised* value per replication;
//! everything else - intervals ([`interval`]), paired differences and other contrasts ([`paired`], [`effects`]),
//! transforms, pooled quantiles ([`quantile`]) - works on those. [`mod@holm`] corrects for many comparisons,
//! [`regression`] fits a straight line, and [`gate`] gives tests a threshold with a stated chance of a false alarm.
//!
//! Nothing here knows what a number stands for, draws a random number, or fails at run time: what cannot be estimated
//! is `None`. Transcendental functions come from `libm`, because those of the platform differ in the last bit between
//! machines; for the same reason the distributions are computed here ([`normal`], [`student`]) and not by a crate that
//! calls the platform's.

pub mod effects;
pub mod gate;
pub mod holm;
pub mod interval;
pub mod moments;
pub mod normal;
pub mod paired;
pub mod quantile;
pub mod ratio;
pub mod regression;
pub mod student;
mod tail;

#[cfg(test)]
mod coverage;
#[cfg(test)]
mod testing;

pub use gate::Gate;
pub use holm::holm;
pub use interval::{Confidence, Interval};
pub use moments::Moments;
pub use paired::{Contrast, difference, linear_combination};
pub use ratio::{Linearised, RatioSample, Summary};
pub use regression::StraightLine;
