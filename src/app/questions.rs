use super::risk::refused_draw;
use super::{Priced, Refused};
use crate::buyer::leaks::internal_questions;
use crate::model::bid::{LotId, Question};
use crate::risk::{Sample, Worth, draws, moved_lots, worths};
use crate::sheet::{Asked, QuestionList, Sheet};
use crate::unit::{Exact, Lang};

/// What is asked of questions.
#[derive(Debug, Clone, Copy)]
pub struct QuestionsRequest {
    /// Of one lot alone.
    pub lot: Option<LotId>,
    /// How many to keep, those worth the most.
    pub top: Option<usize>,
    /// How many draws to make.
    pub draws: u32,
    /// From which seed.
    pub seed: u64,
}

/// The questions to put to the buyer, with what they are worth.
pub struct QuestionsReport<'a> {
    priced: &'a Priced,
    request: QuestionsRequest,
    questions: Vec<Question>,
    worths: Vec<Worth>,
    lang: Lang,
}

impl Priced {
    /// Ranks the open questions of the bid by what an answer is worth. `tick` is called with the number of draws that are
    /// done.
    ///
    /// # Errors
    /// The method refuses a draw; it is named with its values.
    pub fn questions(
        &self, request: QuestionsRequest, lang: Lang, tick: &(impl Fn(u64) + Sync),
    ) -> Result<QuestionsReport<'_>, Refused> {
        let (bid, inputs, estimate) = (&self.bid, &self.inputs, &self.estimate);
        let sample = Sample::of(bid, request.draws, request.seed);
        let draws = draws(bid, inputs, estimate, &sample, tick).map_err(|refusal| refused_draw(self, refusal))?;
        let questions = bid.questions();
        let mut worths = worths(bid, inputs, estimate, (&sample, &draws), &questions, request.lot);
        if let Some(lot) = request.lot {
            worths.retain(|worth| worth.lots.contains(&lot));
        }
        Ok(QuestionsReport { priced: self, request, questions, worths, lang })
    }
}

impl QuestionsReport<'_> {
    fn asked(&self) -> Asked<'_> {
        let QuestionsRequest { lot, top, draws, seed } = self.request;
        let dqe = &self.priced.estimate.dqe;
        let of = lot.map_or(&dqe.total, |lot| &dqe.lots[lot]);
        let modes: [Exact; 2] = [of.full, of.full - of.net];
        Asked {
            bid: &self.priced.bid,
            questions: &self.questions,
            worths: &self.worths[..top.unwrap_or(usize::MAX).min(self.worths.len())],
            all: self.worths.len(),
            modes: modes.map(Exact::shown),
            lot,
            draws,
            seed,
            lang: self.lang,
        }
    }

    /// The table, for the bidder.
    #[must_use]
    pub fn table(&self) -> Sheet {
        self.asked().sheet()
    }

    /// That the last day to ask them is over, where it is, so many seconds after 1970 began.
    #[must_use]
    pub fn overdue(&self, seconds: u64) -> Option<String> {
        self.asked().overdue(seconds)
    }

    /// The list to send.
    ///
    /// # Errors
    /// A question of the bid holds what is internal.
    pub fn list(&self) -> Result<QuestionList<'_>, Refused> {
        self.priced.without_internal_questions()?;
        let shown = self.asked().worths.iter().map(|worth| (&self.questions[worth.question], worth.lots.clone()));
        Ok(QuestionList::new(&self.priced.bid, shown.collect()))
    }
}

impl Priced {
    /// That a list of questions may be sent.
    ///
    /// # Errors
    /// A question of the bid holds what is internal.
    fn without_internal_questions(&self) -> Result<(), Refused> {
        let found = internal_questions(&self.secrets(), &self.text.root);
        found.without_errors().map(drop).map_err(|errors| self.refused(errors))
    }

    /// The list of all questions of the bid.
    ///
    /// # Errors
    /// One of them holds what is internal.
    pub(super) fn list_of<'a>(&'a self, questions: &'a [Question]) -> Result<QuestionList<'a>, Refused> {
        self.without_internal_questions()?;
        let lots = moved_lots(&self.bid, &self.inputs, &self.estimate, questions);
        Ok(QuestionList::new(&self.bid, questions.iter().zip(lots).collect()))
    }
}
