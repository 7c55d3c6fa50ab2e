use crate::diag::{Errors, Finding, Sources};
use crate::unit::Spent;

/// Why a use case is refused, with the texts that the errors underline.
#[derive(Debug, Clone)]
pub struct Refused {
    /// The errors, and what else was found.
    pub errors: Errors,
    /// The texts.
    pub sources: Sources,
}

impl Refused {
    /// For these errors, in these texts.
    #[must_use]
    pub fn new(errors: impl Into<Errors>, sources: &Sources) -> Self {
        Self { errors: errors.into(), sources: sources.clone() }
    }
}

/// An error about the request alone, which underlines no text.
impl From<Finding> for Refused {
    fn from(error: Finding) -> Self {
        Self::new(error, &Sources::default())
    }
}

/// A file that takes more to read than any may.
impl From<Spent> for Refused {
    fn from(spent: Spent) -> Self {
        Finding::from(spent).into()
    }
}
