use super::{At, Code};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is priced until it is mended.
    Error,
    /// The bid is priced; a person should look.
    Warning,
}

/// One thing to tell the user: what, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The kind of problem, unique and explained by `chiffrage explain CODE`.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// One sentence: what is wrong.
    pub message: String,
    /// The text that caused it, first, then any other text it disagrees with; each with a few words.
    pub labels: Vec<(At, String)>,
    /// What to do.
    pub help: Option<String>,
}

impl Finding {
    /// An error.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, message: message.into(), labels: Vec::new(), help: None }
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Underlines `at`, with a few words beside it.
    #[must_use]
    pub fn at(mut self, at: At, words: impl Into<String>) -> Self {
        self.labels.push((at, words.into()));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, words: impl Into<String>) -> Self {
        self.help = Some(words.into());
        self
    }
}

/// All that was found, so that every problem is told at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds one. The same finding twice (a line read for two reasons) is one.
    pub fn push(&mut self, finding: Finding) {
        if !self.0.contains(&finding) {
            self.0.push(finding);
        }
    }

    /// Adds all of `other`.
    pub fn append(&mut self, other: Self) {
        other.0.into_iter().for_each(|f| self.push(f));
    }

    /// Is there an error among them?
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|f| f.severity == Severity::Error)
    }

    /// How many of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|f| f.severity == severity).count()
    }

    /// Nothing found?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them: errors first, then by place.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Finding> {
        let mut all: Vec<_> = self.0.iter().collect();
        all.sort_by_key(|f| (f.severity, f.labels.first().map(|l| l.0)));
        all
    }
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Self(vec![finding])
    }
}

/// The candidate nearest to what was written, for "did you mean"; `None` where none is near.
///
/// ```
/// use chiffrage::diag::nearest;
/// assert_eq!(nearest("devloper", ["developer", "tester"]), Some("developer"));
/// assert_eq!(nearest("zzz", ["developer", "tester"]), None);
/// ```
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|c| (strsim::osa_distance(written, c), c))
        .filter(|(distance, c)| *distance <= 1 + c.chars().count().max(written.chars().count()) / 4)
        .min()
        .map(|(_, c)| c)
}
