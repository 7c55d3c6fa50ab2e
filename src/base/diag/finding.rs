use std::fmt::Write as _;
use std::ops::Deref;

use super::{At, Code};
use crate::text;
use crate::unit::Text;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is priced until it is mended.
    Error,
    /// The bid is priced; a person should look.
    Warning,
}

/// One thing to report to the user: what, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[must_use = "a finding that is not reported is lost"]
pub struct Finding {
    /// The kind of problem, unique and explained by `chiffrage explain CODE`.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// One sentence: what is wrong.
    pub message: Text,
    /// The text that caused it, first, then any other text it disagrees with; each with a few words.
    pub labels: Vec<(At, Text)>,
    /// What to do.
    pub help: Option<Text>,
}

impl Finding {
    /// An error.
    pub fn error(code: Code, message: impl Into<Text>) -> Self {
        Self { code, severity: Severity::Error, message: message.into(), labels: Vec::new(), help: None }
    }

    /// A warning.
    pub fn warning(code: Code, message: impl Into<Text>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Underlines `at`, with a few words beside it.
    pub fn at(mut self, at: At, words: impl Into<Text>) -> Self {
        self.labels.push((at, words.into()));
        self
    }

    /// Says what to do.
    pub fn help(mut self, words: impl Into<Text>) -> Self {
        self.help = Some(words.into());
        self
    }
}

/// Of each severity, this many findings are kept: nobody reads more at once, and a file of a million
/// wrong keys must not take a gigabyte to say so.
const KEPT: usize = 200;

/// All that was found, so that every problem is reported at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    kept: Vec<Finding>,
    left_out: usize,
}

impl Findings {
    /// Adds one. The same finding twice (a line read for two reasons) is one.
    pub fn push(&mut self, finding: Finding) {
        if self.count(finding.severity) >= KEPT {
            self.left_out += 1;
        } else if !self.kept.contains(&finding) {
            self.kept.push(finding);
        }
    }

    /// Adds an error.
    pub fn report(&mut self, error: Finding) -> Reported {
        self.push(Finding { severity: Severity::Error, ..error });
        Reported(())
    }

    /// What a job is refused for, an error having been reported among them.
    #[must_use]
    pub fn refused(self, _: Reported) -> Errors {
        Errors(self)
    }

    /// What was made, and these findings of the making, where none of them is an error.
    ///
    /// # Errors
    /// All of them, where one is, or where nothing was made because of one.
    pub fn settle<T>(self, made: Result<T, Reported>) -> Result<(T, Self), Errors> {
        match made {
            Ok(made) => self.without_errors().map(|findings| (made, findings)),
            Err(reported) => Err(self.refused(reported)),
        }
    }

    /// These findings, where none of them is an error.
    ///
    /// # Errors
    /// All of them, where one is.
    pub fn without_errors(self) -> Result<Self, Errors> {
        if self.has_errors() { Err(Errors(self)) } else { Ok(self) }
    }

    /// Adds errors.
    pub fn report_all(&mut self, errors: Errors) -> Reported {
        self.append(errors);
        Reported(())
    }

    /// Adds all of `other`.
    pub fn append(&mut self, other: impl Into<Self>) {
        let other = other.into();
        self.left_out += other.left_out;
        other.kept.into_iter().for_each(|f| self.push(f));
    }

    /// Those that `known` does not report already.
    #[must_use]
    pub fn beyond(mut self, known: &Self) -> Self {
        self.kept.retain(|finding| !known.kept.contains(finding));
        self
    }

    /// The same, each naming the scenario it was found under.
    #[must_use]
    pub fn of_scenario(self, id: &str) -> Self {
        self.under(&text!("scénario `{id}`", "scenario `{id}`"))
    }

    /// The same, each saying under which circumstances it was found.
    #[must_use]
    pub fn under(mut self, circumstances: &Text) -> Self {
        let Text { fr, en } = circumstances;
        let end = text!(" ({fr})", " ({en})");
        for finding in &mut self.kept {
            // Once, however many callers add it.
            if !finding.message.en.ends_with(&end.en) {
                finding.message.push(&end);
            }
        }
        self
    }

    /// Keeps those that `keep` takes.
    pub fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.kept.retain(keep);
    }

    /// Is there an error among them?
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many of this severity are kept.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.kept.iter().filter(|f| f.severity == severity).count()
    }

    /// How many more there were than are kept.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Nothing found?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Each of them: errors first, then by place.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Finding> {
        let mut all: Vec<_> = self.kept.iter().collect();
        all.sort_by_key(|f| (f.severity, f.labels.first().map(|l| l.0)));
        all
    }
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Self { kept: vec![finding], left_out: 0 }
    }
}

/// Evidence that an error was reported. Only [`Findings::report`] makes one: whoever gives up must return it, so nothing
/// gives up in silence.
#[derive(Debug, Clone)]
pub struct Reported(());

/// Findings with an error among them: why a job is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errors(Findings);

impl Errors {
    /// The same, each naming the scenario it was found under.
    #[must_use]
    pub fn of_scenario(self, id: &str) -> Self {
        Self(self.0.of_scenario(id))
    }

    /// The same, each saying under which circumstances it was found.
    #[must_use]
    pub fn under(self, circumstances: &Text) -> Self {
        Self(self.0.under(circumstances))
    }

    /// The same, and all of `other`.
    #[must_use]
    pub fn and(mut self, other: impl Into<Findings>) -> Self {
        self.0.append(other);
        self
    }
}

impl Deref for Errors {
    type Target = Findings;
    fn deref(&self) -> &Findings {
        &self.0
    }
}

impl From<Errors> for Findings {
    fn from(errors: Errors) -> Self {
        errors.0
    }
}

impl From<Finding> for Errors {
    fn from(error: Finding) -> Self {
        let mut findings = Findings::default();
        let reported = findings.report(error);
        findings.refused(reported)
    }
}

/// The candidate nearest to what was written, for "did you mean"; `None` where none is near.
///
/// ```
/// use chiffrage_base::diag::nearest;
/// assert_eq!(nearest("devloper", ["developer", "tester"]), Some("developer"));
/// assert_eq!(nearest("zzz", ["developer", "tester"]), None);
/// ```
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Only ids that a person could have typed: comparing takes the product of the two lengths.
    let typed = |text: &str| text.len() <= 80;
    let candidates = candidates.into_iter().take(500).filter(|c| typed(c));
    let length = written.chars().count();
    let near = |distance: usize, other: usize| distance <= 1 + other.max(length) / 4;
    candidates
        .filter(|_| typed(written))
        .map(|c| (c, c.chars().count()))
        // Words whose lengths are far apart are, and need no comparing.
        .filter(|(_, other)| near(other.abs_diff(length), *other))
        .map(|(c, other)| (strsim::osa_distance(written, c), other, c))
        .filter(|(distance, other, _)| near(*distance, *other))
        .map(|(distance, _, c)| (distance, c))
        .min()
        .map(|(_, c)| c)
}

/// What there is to choose from, for a help that knows no nearer candidate: the first twenty, and how many more there are.
///
/// ```
/// use chiffrage_base::diag::listed;
/// assert_eq!(listed(["build", "run"]), "build, run");
/// ```
pub fn listed<'a>(candidates: impl IntoIterator<Item = &'a str>) -> String {
    let mut candidates = candidates.into_iter();
    let mut list = candidates.by_ref().take(20).collect::<Vec<_>>().join(", ");
    let more = candidates.count();
    if more > 0 {
        let _ = write!(list, ", … (+{more})");
    }
    list
}
