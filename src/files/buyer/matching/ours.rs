//! Our DQE, as it is matched.

use std::collections::{BTreeSet, HashMap};

use rust_decimal::Decimal;

use typed_index_collections::{TiSlice, TiVec};

use super::lexicon::lexicon;
use super::scales::{Scale, scales};
use super::wording::{What, Wording};
use super::words::{Known, words};
use crate::buyer::form::{Code, Stated};
use crate::engine::Dqe;
use crate::model::Bid;
use crate::model::bid::{LineId, Lot, LotId, Nature, Unit};
use crate::unit::{Exact, fold};

/// A lot of our bid.
#[derive(Debug, Clone)]
pub struct OurLot {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: u32,
    /// Its name, in French.
    pub label: String,
    /// Its lines.
    pub lines: TiVec<LineId, OurLine>,
    /// Its scales: those that the template names, and those that read alike.
    pub(super) scales: Vec<Scale<LineId>>,
}

/// A line of our DQE.
#[derive(Debug, Clone)]
pub struct OurLine {
    /// Its code.
    pub code: Code,
    /// Its wording.
    pub label: String,
    /// Its unit.
    pub unit: Unit,
    /// The nature that it recovers.
    pub nature: Nature,
    /// Its quantities by contract year.
    pub quantities: Vec<Decimal>,
    /// What all of it costs, HT.
    pub amount: Decimal,
    pub(super) folded: String,
    pub(super) words: Wording,
    /// What its label states of how much of a service it is.
    pub(super) stated: Vec<Stated>,
    pub(super) section: Wording,
    /// Its section and its lot in words, folded.
    pub(super) around: String,
    /// What its lot is called.
    pub(super) lot: Wording,
    /// The place of its section in the lot.
    pub(super) in_section: usize,
}

/// The lots of our DQE.
#[must_use]
pub fn ours(bid: &Bid, dqe: &Dqe<Exact>) -> TiVec<LotId, OurLot> {
    let lots = bid.lots.iter_enumerated().zip(&dqe.lines).map(|((l, lot), amounts)| {
        let called = &Wording::new(&lot.label.fr);
        let lines = lot.sections.iter().enumerate().flat_map(|(in_section, section)| {
            let section_words = Wording::new(&section.label);
            let line = move |j: LineId| {
                let (line, amounts) = (&lot.lines[j], &amounts[j]);
                OurLine {
                    code: Code::new(&line.code),
                    label: line.label.clone(),
                    unit: line.unit,
                    nature: line.nature,
                    quantities: amounts.quantities.iter().map(|q| q.shown().normalize()).collect(),
                    amount: amounts.amount.shown(),
                    folded: fold(&line.label),
                    words: Wording::new(&line.label),
                    stated: Stated::of_label(&line.label),
                    section: section_words.clone(),
                    around: fold(&format!("{} {}", section.label, lot.label.fr)),
                    lot: called.clone(),
                    in_section,
                }
            };
            section.ids().map(line)
        });
        let lines: TiVec<LineId, OurLine> = lines.collect();
        OurLot {
            id: lot.id.clone(),
            number: u32::try_from(bid.lot_number(l)).unwrap_or_default(),
            label: lot.label.fr.clone(),
            scales: of_lot(lot, &lines),
            lines,
        }
    });
    lots.collect()
}

fn of_lot(lot: &Lot, lines: &TiSlice<LineId, OurLine>) -> Vec<Scale<LineId>> {
    let mut all: Vec<Scale<LineId>> = lot
        .scales
        .iter()
        .map(|scale| Scale { steps: scale.lines.iter().map(|line| vec![*line]).collect(), ordered: true })
        .collect();
    let alike = scales(lines.iter().map(|line| (&line.words, format!("{} {}", line.in_section, line.unit.id()))));
    let named: Vec<LineId> = all.iter().flat_map(Scale::lines).collect();
    all.extend(alike.into_iter().filter(|scale| !scale.lines().any(|line| named.contains(&line))));
    all
}

impl OurLot {
    /// The code of a line as a map takes it: with the lot before it where a table has several.
    #[must_use]
    pub fn code(&self, line: LineId, several_lots: bool) -> String {
        let code = &self.lines[line].code.text;
        if several_lots { format!("{}/{code}", self.id) } else { code.clone() }
    }
}

impl OurLine {
    /// Its quantity over the contract.
    #[must_use]
    pub fn quantity(&self) -> Decimal {
        self.quantities.iter().fold(Decimal::ZERO, |sum, q| sum.saturating_add(*q))
    }
}

/// The words of our lines that the lexicon does not know, of which a buyer's misspelt word may be one; noted, all of their words.
pub(super) fn known(ours: &TiSlice<LotId, OurLot>) -> Known {
    let mut known = Known::default();
    for line in ours.iter().flat_map(|lot| &lot.lines) {
        lexicon().long(&words(&line.label)).iter().for_each(|word| known.note(&word.stem));
        line.words.unknown().chain(line.section.unknown()).for_each(|word| known.add(word));
    }
    known
}

/// Which lines of a lot have a term, to find those that a row may be without looking at all of them.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    terms: HashMap<&'a What, Vec<LineId>>,
    sections: HashMap<&'a What, Vec<LineId>>,
    codes: HashMap<&'a str, Vec<LineId>>,
}

/// A row is compared with so many lines, give or take: those of its rarest terms.
const COMPARED: usize = 64;

impl<'a> Index<'a> {
    /// Of the lines of a lot.
    pub fn of(lot: &'a OurLot) -> Self {
        let mut index = Self::default();
        for (at, line) in lot.lines.iter_enumerated() {
            for term in &line.words.terms {
                index.terms.entry(&term.what).or_default().push(at);
            }
            for term in &line.section.terms {
                index.sections.entry(&term.what).or_default().push(at);
            }
            index.codes.entry(&line.code.key).or_default().push(at);
        }
        index
    }

    /// Has a line this code?
    pub fn has_code(&self, code: &str) -> bool {
        self.codes.contains_key(code)
    }

    /// The lines that a wording may be, or a code, in their order.
    pub fn lines(&self, words: &Wording, code: Option<&str>) -> Vec<LineId> {
        let lexicon = lexicon();
        let mut lists: Vec<&Vec<LineId>> = code.and_then(|code| self.codes.get(code)).into_iter().collect();
        for term in &words.terms {
            match &term.what {
                What::Concept(id) => {
                    let related = lexicon.related(*id).iter().map(|id| What::Concept(*id));
                    lists.extend(related.filter_map(|what| self.terms.get(&what)));
                }
                word @ What::Word(_) => lists.extend(self.terms.get(word)),
            }
        }
        lists.sort_by_key(|list| list.len());
        // What a section says finds its lines last.
        let mut sections: Vec<&Vec<LineId>> = words.terms.iter().filter_map(|t| self.sections.get(&t.what)).collect();
        sections.sort_by_key(|list| list.len());
        let mut found = BTreeSet::new();
        for list in lists.into_iter().chain(sections) {
            found.extend(list.iter().copied().take(COMPARED));
            if found.len() >= COMPARED {
                break;
            }
        }
        found.into_iter().collect()
    }
}
