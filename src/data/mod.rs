//! Results and records as files for other programs. Parquet is behind the feature `parquet`, because it takes minutes to
//! build.

#[cfg(feature = "parquet")]
pub mod parquet;
pub mod records;
