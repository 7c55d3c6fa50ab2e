use crate::diag::{Errors, Finding, Sources};

/// Why a use case is refused, with the texts that the errors underline.
#[derive(Debug)]
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
