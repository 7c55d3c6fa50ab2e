use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A progress bar for what takes over a second, where there is a terminal.
pub struct Progress {
    bar: ProgressBar,
    since: Instant,
    shown: AtomicU64,
}

impl Default for Progress {
    fn default() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{bar:40} {human_pos} / {human_len}  {eta}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self { bar, since: Instant::now(), shown: AtomicU64::new(0) }
    }
}

impl Progress {
    /// Sets how many steps there are, and gives what is called at each.
    pub fn ticks(&self, steps: u64) -> impl Fn() + Sync {
        self.of(steps);
        || self.advance(1)
    }

    /// Sets how many steps there are.
    pub fn of(&self, steps: u64) {
        self.bar.set_length(steps);
    }

    /// So many more steps are done.
    pub fn advance(&self, steps: u64) {
        self.bar.inc(steps);
        if self.since.elapsed() > Duration::from_secs(1) && self.shown.swap(1, Ordering::Relaxed) == 0 {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// All is done: the bar goes.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}
