//! Which lots may not be held together.

use typed_index_collections::TiVec;

use super::Resolver;
use crate::diag::message::lot::{BadRule, bad_rule};
use crate::diag::message::model::Thing;
use crate::diag::{At, Reported};
use crate::model::bid::{Exclusivity, ExclusivityId, Statement};
use crate::model::raw;
use crate::model::shape::Words;

impl Resolver<'_> {
    pub(super) fn exclusivity(&mut self) -> TiVec<ExclusivityId, Exclusivity> {
        let root = self.root;
        let rules = root.contract.exclusivity.iter();
        rules.filter_map(|(id, at, raw)| self.rule(id, at, raw).ok()).collect()
    }

    fn rule(&mut self, id: &str, at: At, raw: &raw::Exclusivity) -> Result<Exclusivity, Reported> {
        let rule = Statement { id: id.into(), label: raw.label.clone(), source: raw.source.clone(), at };
        if let Some(number) = raw.at_most
            && number.n == 0
        {
            return Err(self.push(bad_rule(id, BadRule::NoneAllowed, number.at)));
        }
        let at_most = raw.at_most.map_or(1, |number| number.n as usize);
        let Some(words) = &raw.lots else {
            if raw.at_most.is_none() {
                return Err(self.push(bad_rule(id, BadRule::Empty, at)));
            }
            // Where there are no more lots than it allows, there is nothing it could forbid, and that is fine.
            return Ok(Exclusivity { rule, lots: self.root.lots.0.keys().cloned().collect(), at_most });
        };
        let lots = self.lot_ids(words);
        // An unknown lot is reported already: the rule may be right with it.
        if lots.len() <= at_most && words.iter().all(|lot| self.root.lots.0.contains_key(&lot.text)) {
            let why = if lots.len() < 2 { BadRule::Alone } else { BadRule::AllAllowed(lots.len()) };
            let place = words.first().zip(words.last()).map_or(at, |(first, last)| first.at.to(last.at));
            return Err(self.push(bad_rule(id, why, place)));
        }
        Ok(Exclusivity { rule, lots, at_most })
    }

    /// The lots of a list that the model has, each once; the others are reported. A lot may be out of the bid.
    pub(super) fn lot_ids(&mut self, list: &[Words]) -> Vec<String> {
        let root = self.root;
        let mut ids: Vec<String> = Vec::new();
        for words in list {
            if self.find::<usize, _>(Thing::Lot, words, &root.lots).is_ok() && !ids.contains(&words.text) {
                ids.push(words.text.clone());
            }
        }
        ids
    }
}
