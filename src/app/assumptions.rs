use super::Priced;
use crate::sheet::{self, Audience, Book, Sheet, internal_mark};
use crate::trace::rests;
use crate::unit::Lang;

/// What the price rests on, and what to ask the buyer.
#[derive(Debug)]
pub struct Assumptions {
    /// How much of the price rests on what the buyer said, and on assumptions.
    pub basis: Sheet,
    /// The open questions.
    pub questions: Sheet,
    /// Every figure, with its source.
    pub figures: Sheet,
}

impl Priced {
    /// What the price rests on, the questions and the figures.
    #[must_use]
    pub fn assumptions(&self, lang: Lang) -> Assumptions {
        Assumptions {
            basis: sheet::rests(&rests(&self.bid, &self.inputs, &self.estimate), lang),
            questions: sheet::questions(&self.bid, lang),
            figures: sheet::assumptions(&self.bid, &self.text.sources, lang),
        }
    }

    /// The same as a workbook, with the facts of the tender.
    #[must_use]
    pub fn assumptions_book(&self, lang: Lang) -> Book {
        let Assumptions { basis, questions, figures } = self.assumptions(lang);
        let mut sheets = vec![basis, questions, sheet::facts(&self.bid, &self.text.sources, lang), figures];
        for sheet in &mut sheets {
            sheet.footer = internal_mark(lang).into();
        }
        Book {
            title: lang.pick("Hypothèses", "Assumptions").into(),
            author: self.bid.document.bidder.clone(),
            audience: Audience::Internal,
            sheets,
            names: Vec::new(),
        }
    }
}
