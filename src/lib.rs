//! Goodwill.
