//! Numbers of a sentence that are those of a telephone or of a town, and count nothing.

use super::currency::currency;
use super::judged::Sentence;
use super::sentence::Kind;
use super::vocabulary::known::PLACE;
use crate::buyer::form::Of;

impl Sentence<'_> {
    /// Is a number a part of one that is called: `02 40 11 22 33`, `+33 1 44 55 66 77`?
    pub(super) fn is_telephone(&self, at: usize) -> bool {
        let is_number = |at: &usize| self.tokens.get(*at).is_some_and(|token| token.kind == Kind::Number);
        let first = (0..=at).rev().take_while(is_number).last().unwrap_or(at);
        let end = first + (first..self.tokens.len()).take_while(is_number).count();
        let digits = self.tokens[first..end].iter().flat_map(|token| token.word.bytes()).filter(u8::is_ascii_digit);
        let is_international = first.checked_sub(1).is_some_and(|before| self.tokens[before].word == "+");
        let is_amount = self.tokens.get(end).is_some_and(|next| {
            !next.begins && (next.word == "%" || currency(&next.word).is_some() || Of::word(&next.word).is_some())
        });
        (8..=15).contains(&digits.count())
            && (is_international || self.tokens[first].word.starts_with('0'))
            && end - first >= 3
            && !is_amount
    }

    /// Is a number the code of the town after it: `44000 Nantes`, `1053 Tunis`, `4150-553 Porto`?
    pub(super) fn is_postal(&self, at: usize) -> bool {
        let number = self.tokens[at].word.as_str();
        let digits = number.split('-').next().unwrap_or(number);
        let is_code = (4..=6).contains(&digits.len()) && number.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let Some(town) = self.tokens.get(at + 1).filter(|town| !town.begins && town.is_capital(self.text)) else {
            return false;
        };
        let is_town = || self.is(at + 1, PLACE) || (self.about.is_name)(&town.word) || self.said[at + 1] == (0, 0);
        is_code && currency(&town.word).is_none() && Of::word(&town.word).is_none() && is_town()
    }
}
