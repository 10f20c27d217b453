//! The progress bar: on standard error, and only where somebody watches.

use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressStyle};

use crate::experiment::{Progress, Stage};

/// A bar with time left, or nothing at all.
pub struct Bar {
    bar: Option<ProgressBar>,
    stage: Mutex<Option<Stage>>,
}

impl Bar {
    /// A bar where standard error is a terminal and `quiet` does not forbid it.
    pub fn new(quiet: bool) -> Bar {
        let watched = !quiet && std::io::stderr().is_terminal();
        Bar {
            bar: watched.then(|| {
                let bar = ProgressBar::new(0);
                bar.set_style(style());
                bar
            }),
            stage: Mutex::new(None),
        }
    }

    /// Shows how far an experiment is; may be called from any thread.
    pub fn show(&self, progress: Progress) {
        let Some(bar) = &self.bar else { return };
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        if *stage != Some(progress.stage) {
            *stage = Some(progress.stage);
            bar.reset();
            bar.set_message(progress.stage.words());
        }
        bar.set_length(progress.of as u64);
        bar.set_position(progress.done as u64);
    }

    /// Takes the bar off the screen.
    pub fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len}, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}
