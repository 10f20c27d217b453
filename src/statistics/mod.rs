//! Statistics without domain words: slices of numbers in, estimates with their noise out.
//!
//! [`moments`] sums carefully, always in index order, so that the same numbers give the same bits. [`ratio`] turns the
//! numerators and denominators of replications into a point estimate and one *linearised* value per replication;
//! everything else - intervals ([`interval`]), paired differences and other contrasts ([`paired`], [`effects`]),
//! transforms, pooled quantiles ([`quantile`]) - works on those. [`mod@holm`] corrects for many comparisons,
//! [`p_adjustment`] by every customary method, [`regression`] fits a straight line, [`least_squares`] a plane, [`logistic`] the log-odds
//! of an outcome, [`beta_discrete_weibull`] lifetimes of a mixed cohort, and [`gate`]
//! gives tests a threshold with a stated chance of a false alarm.
//!
//! [`value_of_information`] says what knowing an input would be worth to a choice.
//!
//! For samples of unequal rows: [`design`] (weights, strata, clusters, calibration), [`bootstrap`] (intervals from
//! resamples), [`two_samples`], [`proportion`], [`covariance`]. They give an [`Estimate`] or the [`Problem`] that keeps it
//! from existing.
//!
//! Nothing here knows what a number stands for, draws a random number, or fails at run time: what cannot be estimated
//! is `None`, or a [`Problem`] that says why. Transcendental functions come from `libm`, because those of the platform
//! differ in the last bit between machines; for the same reason the distributions are computed here ([`normal`],
//! [`student`]) and not by a crate that calls the platform's, and `nalgebra`'s matrices are used without its features that
//! depend on the processor.

pub mod beta_discrete_weibull;
pub mod bootstrap;
pub mod centred_rows;
pub mod correlation_matrix;
pub mod covariance;
pub mod cub;
pub mod design;
pub mod effects;
pub mod estimate;
pub mod gate;
pub mod holm;
pub mod interval;
pub mod least_squares;
pub mod logistic;
pub mod lorenz;
pub mod moments;
pub mod normal;
pub mod p_adjustment;
pub mod paired;
pub mod problem;
pub mod proportion;
pub mod quantile;
pub mod ranks;
pub mod ratio;
pub mod regression;
pub mod student;
mod tail;
pub mod two_samples;
pub mod value_of_information;

#[cfg(test)]
mod coverage;
#[cfg(test)]
mod testing;

pub use beta_discrete_weibull::BetaDiscreteWeibull;
pub use centred_rows::CentredRows;
pub use covariance::{Covariance, Divisor};
pub use cub::Cub;
pub use design::SampleDesign;
pub use estimate::Estimate;
pub use gate::Gate;
pub use holm::holm;
pub use interval::{Confidence, Interval};
pub use least_squares::LeastSquares;
pub use logistic::LogisticRegression;
pub use lorenz::LorenzCurve;
pub use moments::Moments;
pub use p_adjustment::Adjustment;
pub use paired::{Contrast, difference, linear_combination};
pub use problem::Problem;
pub use proportion::ProportionInterval;
pub use ranks::{concordance, rank_correlation};
pub use ratio::{Linearised, RatioSample, Summary};
pub use regression::StraightLine;
