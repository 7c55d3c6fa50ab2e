//! The one place that writes to the terminal. Colour only where it is wanted: anstream takes it out
//! of pipes, and where `NO_COLOR` is set.

use std::cell::Cell;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};

use crate::app::Refused;
use crate::diag::message::output::output_lost;
use crate::diag::{self, Code, Errors, Finding, Findings, Severity, Sources};
use crate::report::{self, Page};
use crate::sheet::{Picture, Sheet};
use crate::unit::{Lang, Spent, digits};

/// Standard output and standard error, for a reader of a language.
pub struct Console {
    /// The reader's language.
    pub lang: Lang,
    broken: Cell<bool>,
}

impl Console {
    /// For a reader of `lang`.
    pub fn new(lang: Lang) -> Self {
        Self { lang, broken: Cell::new(false) }
    }

    /// What was asked for.
    pub fn print(&self, text: &str) {
        let plain = AutoStream::choice(&io::stdout()) == ColorChoice::Never;
        let written = if plain {
            // At once: with its styles to be taken out it would be written line by line.
            let text = strip_str(text).to_string();
            let mut out = io::stdout().lock();
            out.write_all(text.as_bytes()).and_then(|()| out.flush())
        } else {
            let mut out = anstream::stdout().lock();
            out.write_all(text.as_bytes()).and_then(|()| out.flush())
        };
        // A reader who has seen enough (`| head`) closes the pipe: that is no failure.
        if written.is_err_and(|e| e.kind() != io::ErrorKind::BrokenPipe) {
            self.broken.set(true);
        }
    }

    /// A sheet in a format, to the width of the terminal where there is one.
    pub fn draw(&self, sheet: &Sheet, format: report::Format) {
        self.print(&report::draw(sheet, format, self.lang, page()));
    }

    /// Tables one under the other, to be read.
    pub fn draw_all(&self, sheets: impl Iterator<Item = Sheet>) {
        for (place, sheet) in sheets.enumerate() {
            let apart = if place == 0 { "" } else { "\n" };
            self.print(&format!("{apart}{}", report::draw(&sheet, report::Format::Table, self.lang, page())));
        }
    }

    /// Pictures under a table that a terminal shows; what is read by others has the table alone.
    pub fn pictures(&self, pictures: &[Picture], format: report::Format) {
        if format != report::Format::Table || width().is_none() {
            return;
        }
        for text in pictures.iter().filter_map(|picture| report::picture(picture, self.lang, page())) {
            self.print(&format!("\n{text}"));
        }
    }

    /// The heat map of a table under it, where a terminal shows it.
    pub fn heat(&self, sheet: &Sheet, format: report::Format) {
        if format != report::Format::Table || width().is_none() {
            return;
        }
        if let Some(text) = report::heat(sheet, self.lang, page()) {
            self.print(&format!("\n{text}"));
        }
    }

    /// Says which file was written, on standard error.
    pub fn written(&self, path: &Path) {
        note(&format!("{}{}{}\n", self.lang.pick("écrit", "written"), self.lang.colon(), path.display()));
    }

    /// What is no finding of the models, but must be known: in a line on standard error.
    pub fn warn(&self, words: &str) {
        note(&format!("{}{}{words}\n", self.lang.pick("attention", "warning"), self.lang.colon()));
    }

    /// Says that fewer draws than asked for were made, on standard error.
    pub fn stopped(&self, made: u32, asked: u32) {
        let [made, asked] = [made, asked].map(|count| digits(count.into(), 0, self.lang));
        note(&match self.lang {
            Lang::Fr => format!(
                "arrêté\u{a0}: {made} tirages sur {asked} sont gardés ; la même graine ne les redonnera qu’arrêtée au même tirage\n"
            ),
            Lang::En => format!(
                "stopped: {made} draws of {asked} are kept; the same seed gives them again only if stopped at the same draw\n"
            ),
        });
    }

    /// Findings, for people, on standard error.
    pub fn findings(&self, findings: &Findings, sources: &Sources) {
        let width = terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| width.0);
        note(&diag::render(findings, sources, self.lang, true, width));
    }

    /// The exit code of a job that went well, unless its output did not arrive.
    pub fn finish(&self) -> ExitCode {
        if self.broken.get() {
            return Failed::from(output_lost()).exit(self);
        }
        ExitCode::SUCCESS
    }
}

/// What tables are drawn on: as wide as the terminal where there is one.
pub fn page() -> Page {
    Page { styled: true, width: width() }
}

/// How many columns the terminal has, where there is one.
pub fn width() -> Option<u16> {
    terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0)
}

/// What to know beside it, on standard error.
pub fn note(text: &str) {
    // Where standard error is closed nobody is left to read it.
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// A job that ended badly. Whoever ends one so has said why, or says it here.
pub enum Failed {
    /// For these errors, in these texts, still to be reported.
    For(Errors, Sources),
    /// For what the job's own report shows, with this exit code.
    Reported(u8),
}

impl Failed {
    /// For these errors, in these texts.
    pub fn new(errors: impl Into<Errors>, sources: Sources) -> Self {
        Self::For(errors.into(), sources)
    }

    /// Is it for an error of this code?
    pub fn is_for(&self, code: Code) -> bool {
        matches!(self, Self::For(errors, _) if errors.sorted().into_iter().any(|finding| finding.code == code))
    }

    /// Reports why, and gives the exit code: 1 for a refused or failed job, 2 for a bad model or argument.
    pub fn exit(self, console: &Console) -> ExitCode {
        match self {
            Self::Reported(code) => ExitCode::from(code),
            Self::For(errors, sources) => {
                console.findings(&errors, &sources);
                let is_error = |finding: &&Finding| finding.severity == Severity::Error;
                let only_job = errors.sorted().into_iter().filter(is_error).all(|finding| finding.code.is_of_job());
                ExitCode::from(if only_job { 1 } else { 2 })
            }
        }
    }
}

/// A use case that is refused.
impl From<Refused> for Failed {
    fn from(Refused { errors, sources }: Refused) -> Self {
        Self::For(errors, sources)
    }
}

/// A file that asks for more than reading it may take.
impl From<Spent> for Failed {
    fn from(spent: Spent) -> Self {
        Finding::from(spent).into()
    }
}

/// A finding about the command line alone, which underlines no text.
impl From<Finding> for Failed {
    fn from(error: Finding) -> Self {
        Self::new(error, Sources::default())
    }
}
