use super::{Priced, Refused};
use crate::risk::stakes;
use crate::sheet::{self, Book, Print, Sheet};
use crate::trace::rests;
use crate::unit::{Exact, Lang};

/// What the price rests on, and what to ask the buyer.
#[derive(Debug)]
pub struct Assumptions {
    /// How much of the price rests on what the buyer said, and on assumptions.
    pub basis: Sheet,
    /// The open questions, by the euros at stake.
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
            questions: self.stakes(lang),
            figures: sheet::assumptions(&self.bid, &self.text.sources, lang),
        })
    }

    fn stakes(&self, lang: Lang) -> Sheet {
        let (bid, questions) = (&self.bid, self.bid.questions());
        let stakes = stakes(bid, &self.inputs, &self.estimate, &questions);
        let total = &self.estimate.dqe.total;
        sheet::stakes(bid, &questions, &stakes, [total.full, total.full - total.net].map(Exact::shown), lang)
    }

    /// The same as a workbook: the questions first, then what the price rests on, the facts of the tender, the register.
    ///
    /// # Errors
    /// As [`assumptions`](Self::assumptions).
    pub fn assumptions_book(&self, lang: Lang) -> Result<Book, Refused> {
        let Assumptions { basis, mut questions, figures } = self.assumptions(lang)?;
        let figures = Sheet { print: Print::Nothing, ..figures };
        questions.notes.push(
            lang.pick(
                "À l’impression : les questions, ce qui porte le prix et les faits. Le registre, à filtrer, est pour l’écran.",
                "On paper: the questions, what the price rests on and the facts. The register, to filter, is for the screen.",
            )
            .into(),
        );
        let sheets = [questions, basis, sheet::facts(&self.bid, &self.text.sources, lang), figures];
        Ok(Book::internal(lang.pick("Hypothèses", "Assumptions"), &self.bid, sheets, lang))
    }
}
