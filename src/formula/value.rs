/// An error that a cell may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorValue {
    /// `#NULL!`: an intersection of nothing.
    Null,
    /// `#DIV/0!`: a division by zero.
    Division,
    /// `#VALUE!`: a text where a number goes.
    Value,
    /// `#REF!`: a reference to what is no more.
    Reference,
    /// `#NAME?`: a name that nothing carries.
    Name,
    /// `#NUM!`: no number answers.
    Number,
    /// `#N/A`: nothing found.
    Missing,
}

impl ErrorValue {
    const ALL: [Self; 7] =
        [Self::Null, Self::Division, Self::Value, Self::Reference, Self::Name, Self::Number, Self::Missing];

    /// As a cell shows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "#NULL!",
            Self::Division => "#DIV/0!",
            Self::Value => "#VALUE!",
            Self::Reference => "#REF!",
            Self::Name => "#NAME?",
            Self::Number => "#NUM!",
            Self::Missing => "#N/A",
        }
    }

    /// Reads `#DIV/0!`; `None` where it is another or none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|error| error.name().eq_ignore_ascii_case(text))
    }

    /// The error that a text starts with.
    pub(super) fn starting(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| text.get(..e.name().len()).is_some_and(|t| t.eq_ignore_ascii_case(e.name())))
    }
}
