use super::{Priced, Refused};
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
    ///
    /// # Errors
    /// The bid has no price on its own figures.
    pub fn assumptions(&self, lang: Lang) -> Result<Assumptions, Refused> {
        let rests = rests(&self.bid, &self.inputs).map_err(|errors| self.refused(errors))?;
        Ok(Assumptions {
            basis: sheet::rests(&rests, lang),
            questions: sheet::questions(&self.bid, lang),
            figures: sheet::assumptions(&self.bid, &self.text.sources, lang),
        })
    }

    /// The same as a workbook, with the facts of the tender.
    ///
    /// # Errors
    /// As [`assumptions`](Self::assumptions).
    pub fn assumptions_book(&self, lang: Lang) -> Result<Book, Refused> {
        let Assumptions { basis, questions, figures } = self.assumptions(lang)?;
        let mut sheets = vec![basis, questions, sheet::facts(&self.bid, &self.text.sources, lang), figures];
        for sheet in &mut sheets {
            sheet.footer = internal_mark(lang).into();
        }
        Ok(Book {
            title: lang.pick("Hypothèses", "Assumptions").into(),
            author: self.bid.document.bidder.clone(),
            audience: Audience::Internal,
            sheets,
            names: Vec::new(),
        })
    }
}
