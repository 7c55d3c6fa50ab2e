//! Figures: every number of a model, with its range, its source and its place (method §0).

use std::fmt;

use rust_decimal::Decimal;

use crate::diag::At;
use crate::unit::Lang;

/// Where a figure comes from. The order is from the strongest to the weakest: a euro made of several
/// figures rests on the weakest of their sources.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A question of the webinar's record; 0 is its title.
    Record(u32),
    /// A document and clause: the consultation's, a law, a public grid.
    Document(String),
    /// A rate card of the bidder.
    RateCard(String),
    /// An assumption of the bidder: no document has it.
    Assumption,
}

/// How strong a source is, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// The buyer said it in the record.
    Buyer,
    /// A document says it.
    Document,
    /// A rate card of the bidder.
    RateCard,
    /// An assumption.
    Assumption,
}

impl Source {
    /// How strong it is.
    #[must_use]
    pub fn strength(&self) -> Strength {
        match self {
            Self::Record(_) => Strength::Buyer,
            Self::Document(_) => Strength::Document,
            Self::RateCard(_) => Strength::RateCard,
            Self::Assumption => Strength::Assumption,
        }
    }

    /// What a reader calls it.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Assumption, Lang::Fr) => "hypothèse".to_owned(),
            (Self::Record(0), Lang::Fr) => "intitulé du webinaire".to_owned(),
            (Self::Record(0), Lang::En) => "title of the webinar".to_owned(),
            (source, _) => source.to_string(),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record(0) => f.write_str("title"),
            Self::Record(n) => write!(f, "Q{n}"),
            Self::Document(text) | Self::RateCard(text) => f.write_str(text),
            Self::Assumption => f.write_str("assumption"),
        }
    }
}

/// A figure in the bid's list of figures. What a table of the model holds for a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fig(u32);

impl Fig {
    /// Its place in the list.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The figure at a place in the list.
    #[must_use]
    pub fn at(place: usize) -> Self {
        Self(u32::try_from(place).unwrap_or(u32::MAX))
    }

    /// Adds a figure to the list.
    pub fn add(figures: &mut Vec<Figure>, figure: Figure) -> Self {
        figures.push(figure);
        Self::at(figures.len() - 1)
    }
}

/// How the values of a range spread between its ends (method §9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Distribution {
    /// Most of them near the mode.
    Pert,
    /// Ever fewer from the mode to both ends.
    Triangular,
    /// All alike.
    Uniform,
}

/// A number of the model, with all that is known of it.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Its path: `lots.ror.teams.alpha.positions.lead.fte`.
    pub path: String,
    /// Its value: the mode, of a range.
    pub value: Decimal,
    /// Low and high, where it is a range.
    pub range: Option<(Decimal, Decimal)>,
    /// How its values spread over its range.
    pub distribution: Distribution,
    /// The only values that it takes, each with its probability, where it is discrete.
    pub outcomes: Vec<(Decimal, Decimal)>,
    /// The name of the figures that are drawn together with it, where it has one.
    pub group: Option<String>,
    /// Its unit, for a reader.
    pub unit: &'static str,
    /// Its source.
    pub source: Source,
    /// What its author noted.
    pub note: Option<String>,
    /// The question to put to the buyer.
    pub ask: Option<String>,
    /// Where it is written.
    pub at: At,
}
