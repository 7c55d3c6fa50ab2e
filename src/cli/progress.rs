use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::risk::{SoFar, Watch};
use crate::unit::{Lang, digits};

/// A progress bar for what takes over a second, where there is a terminal.
pub struct Progress {
    bar: ProgressBar,
    since: Instant,
    shown: AtomicBool,
}

impl Progress {
    /// For a reader of a language.
    pub fn new(lang: Lang) -> Self {
        Self::drawn(lang, "{bar:40} {done} / {all}  {eta}")
    }

    /// The same, with lines below it.
    fn drawn(lang: Lang, template: &str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let count = move |out: &mut dyn Write, count: u64| {
            let _ = out.write_str(&digits(count.into(), 0, lang));
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            let style = style
                .with_key("done", move |state: &ProgressState, out: &mut dyn Write| count(out, state.pos()))
                .with_key("all", move |state: &ProgressState, out: &mut dyn Write| {
                    count(out, state.len().unwrap_or(0));
                });
            bar.set_style(style);
        }
        Self { bar, since: Instant::now(), shown: AtomicBool::new(false) }
    }

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
        if self.since.elapsed() > Duration::from_secs(1) && !self.shown.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// All is done: the bar goes.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}

/// Was the rest of the draws given up by Ctrl-C?
static STOPPED: AtomicBool = AtomicBool::new(false);

/// Watches draws being made: the bar, P50 and P90 of cost with their standard errors, and Ctrl-C.
pub struct Drawing {
    progress: Progress,
    lang: Lang,
}

impl Drawing {
    /// For a reader of a language, of so many draws. Ctrl-C ends them; pressed again, the program.
    pub fn of(draws: u32, lang: Lang) -> Self {
        let progress = Progress::drawn(lang, "{bar:40} {done} / {all}  {eta}\n{msg}");
        progress.of(draws.into());
        // Where no signal can be caught, Ctrl-C ends the program.
        let _ = ctrlc::set_handler(|| {
            if STOPPED.swap(true, Ordering::Relaxed) {
                std::process::exit(1);
            }
        });
        Self { progress, lang }
    }

    /// All is done: the bar goes.
    pub fn done(&self) {
        self.progress.done();
    }
}

impl Watch for Drawing {
    fn advance(&self, draws: u64) {
        self.progress.advance(draws);
    }

    fn goes_on(&self, so_far: &SoFar<'_>) -> bool {
        if self.progress.shown.load(Ordering::Relaxed) {
            let euros = |value| digits(value, 0, self.lang);
            let cost = |chance: u8| {
                let (cost, error) = so_far.cost(chance)?;
                Some(format!("P{chance} {} ± {}", euros(cost), euros(error)))
            };
            let costs: Vec<String> = [50, 90].into_iter().filter_map(cost).collect();
            let words = match self.lang {
                Lang::Fr => format!(
                    "Coût en €, ± erreur type\u{a0}: {}\nCtrl-C : arrêter, et garder ces tirages",
                    costs.join(", ")
                ),
                Lang::En => {
                    format!("Cost in €, ± standard error: {}\nCtrl-C: stop, and keep these draws", costs.join(", "))
                }
            };
            self.progress.bar.set_message(words);
        }
        !STOPPED.load(Ordering::Relaxed)
    }
}
