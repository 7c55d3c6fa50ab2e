//! The questions to put to the buyer, as a list to send (method §9): for the buyer.

use itertools::Itertools as _;
use rust_decimal::Decimal;

use super::price::lot_name;
use super::{Audience, Book, Cell, Column, Row, Sheet};
use crate::model::Bid;
use crate::model::bid::{Known, LotId, Question};
use crate::unit::Lang;

/// Questions, each with the lots whose cost it moves.
pub struct QuestionList<'a> {
    bid: &'a Bid,
    questions: Vec<(&'a Question, Vec<LotId>)>,
}

impl<'a> QuestionList<'a> {
    /// Questions in the order of the bid: the list says nothing of what they are worth.
    #[must_use]
    pub fn new(bid: &'a Bid, questions: Vec<(&'a Question, Vec<LotId>)>) -> Self {
        let in_order = questions.into_iter().sorted_by_cached_key(|(question, moved)| {
            let numbers = lots_asked(bid, question, moved).into_iter().map(|lot| bid.lot_number(lot));
            (numbers.collect_vec(), question.figures.first().copied())
        });
        Self { bid, questions: in_order.collect() }
    }

    /// Those of a list that has these texts alone.
    #[must_use]
    pub fn only(mut self, has: impl Fn(&str) -> bool) -> Self {
        self.questions.retain(|(question, _)| has(&question_text(self.bid, question)));
        self
    }

    /// The list: lot by lot, in French, with nothing internal.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        let row = |(number, (question, lots)): (usize, &(&Question, Vec<LotId>))| {
            let number = Cell::Number(Decimal::from(number), 0);
            let lots = question_lots(self.bid, question, lots, Lang::Fr);
            Row::body(vec![number, lots.into(), question_text(self.bid, question).into()])
        };
        Sheet {
            name: "Questions".into(),
            title: vec!["Questions à l’acheteur".to_owned(), self.bid.contract.title.fr.clone()],
            columns: vec![
                Column::number("number", "N°", 6),
                Column::text("lots", "Lots", 12),
                Column::text("question", "Question", 100),
            ],
            rows: (1..).zip(&self.questions).map(row).collect(),
            ..Sheet::default()
        }
    }

    /// The same as a workbook.
    #[must_use]
    pub fn book(&self) -> Book {
        Book {
            title: "Questions à l’acheteur".into(),
            author: self.bid.document.bidder.clone(),
            audience: Audience::Buyer,
            sheets: vec![self.sheet()],
            names: Vec::new(),
        }
    }
}

/// The lots that a question is about, in words.
pub(super) fn question_lots(bid: &Bid, question: &Question, moved: &[LotId], lang: Lang) -> String {
    let lots = lots_asked(bid, question, moved);
    if lots.is_empty() {
        return lang.pick("tous", "all").to_owned();
    }
    lots.into_iter().map(|lot| bid.lot_number(lot)).join(", ")
}

/// The lots that a question is about, by their numbers: those whose cost it moves, else those that its figures are of;
/// none where it is about all.
fn lots_asked(bid: &Bid, question: &Question, moved: &[LotId]) -> Vec<LotId> {
    let of_figures = question.figures.iter().filter_map(|fig| bid.lot(bid.figure(*fig).path.split('.').nth(1)?));
    let lots = if moved.is_empty() { of_figures.unique().collect() } else { moved.to_vec() };
    if lots.len() == bid.lots.len() {
        return Vec::new();
    }
    lots.into_iter().sorted_by_key(|lot| bid.lot_number(*lot)).collect()
}

/// The text of a question, in French: as the model has it, else proposed.
#[must_use]
pub fn question_text(bid: &Bid, question: &Question) -> String {
    match (&question.ask, question.known) {
        (Some(ask), _) => ask.clone(),
        (None, Some((lot, known))) => proposed(bid, lot, known),
        (None, None) => String::new(),
    }
}

fn proposed(bid: &Bid, l: LotId, known: Known) -> String {
    let lot = &bid.lots[l];
    let of = format!("lot {}", lot_name(bid, l, Lang::Fr));
    match known {
        Known::Volume(place) => {
            let (id, _, label) = &lot.volumes[place];
            let label = label.as_ref().map_or(id.as_str(), |label| label.fr.as_str());
            format!("Combien par mois\u{a0}: «\u{a0}{label}\u{a0}», {of}\u{a0}?")
        }
        Known::Items(place) => {
            let label = &lot.platform[place].label.fr;
            format!("Combien d’unités à exploiter\u{a0}: «\u{a0}{label}\u{a0}», {of}\u{a0}?")
        }
        Known::Joins(place) => {
            let label = &lot.applications[place].label.fr;
            format!("À quelle date l’application «\u{a0}{label}\u{a0}» entre-t-elle en exploitation, {of}\u{a0}?")
        }
        Known::Late(place) => {
            let label = &lot.applications[place].label.fr;
            format!("La date de mise en exploitation de «\u{a0}{label}\u{a0}» est-elle confirmée, {of}\u{a0}?")
        }
        Known::Quantity(place) => {
            let line = &lot.lines[place];
            let label = &line.label;
            format!("Quelle quantité par an pour «\u{a0}{label}\u{a0}» (code {}), {of}\u{a0}?", line.code)
        }
    }
}
