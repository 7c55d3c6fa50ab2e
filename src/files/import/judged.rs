//! A sentence around prices: what of it is a phrase that is understood, what amounts are by, and whether it speaks of amounts at all.

use super::about::{About, Asked, Paid, Place, Statement, What};
use super::currency::currency;
use super::grade::Grade;
use super::month;
use super::phrase::{AGES, PHRASES, Phrase, WORK, matched};
use super::sentence::{Kind, Token};
use super::vocabulary::known::{BY, CHANGE, COMPONENT, DONE, NUMBER, PLACE, THING, WITH, WITHOUT, known};
use super::vocabulary::statements::{is_in, says_what_it_states};
use super::vocabulary::{
    self, AMOUNT, COST, CURRENCY, DAY, HOUR, LEVEL, PRICE, PROFILE_1, PROFILE_2, PROFILE_3, SALARY, SITE, YEARS,
};
use crate::buyer::form::Of;
use crate::unit::one_line;

/// A sentence, with what its words say.
pub struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) about: &'a About<'a>,
    /// What each word says of a heading, and in any sentence.
    pub(super) said: Vec<(u32, u16)>,
    /// Whether each is in a phrase that is understood.
    pub(super) phrased: Vec<bool>,
    /// Whether each is what amounts are by.
    pub(super) measures: Vec<bool>,
    pub(super) has_money: bool,
    pub(super) with: bool,
    pub(super) without: bool,
    /// Who pays.
    pub(super) paid: Paid,
    /// The statements that leave amounts as they are.
    pub(super) statements: Vec<Statement>,
}

impl<'a> Sentence<'a> {
    /// Of the tokens of a text.
    #[must_use]
    pub fn of(text: &'a str, tokens: Vec<Token>, about: &'a About<'a>) -> Self {
        let said: Vec<(u32, u16)> = tokens
            .iter()
            .map(|token| match token.kind {
                // `NAO 2026`: letters that are no word of the sentence.
                Kind::Word if token.word == "nao" && &text[token.at.clone()] == "NAO" => (0, 0),
                Kind::Word => (vocabulary::says(&token.word), known(&token.word)),
                Kind::Number | Kind::Sign => (0, 0),
            })
            .collect();
        let n = tokens.len();
        let any = |what: u16| said.iter().any(|(_, known)| known & what != 0);
        let (with, without) = (any(WITH), any(WITHOUT));
        let mut sentence = Self {
            text,
            about,
            phrased: vec![false; n],
            measures: vec![false; n],
            has_money: false,
            with,
            without,
            paid: Paid::of(&tokens),
            statements: Vec::new(),
            said,
            tokens,
        };
        let graded = about.is_graded || (0..n).any(|at| sentence.is_of_grade(at));
        sentence.take(&PHRASES);
        sentence.has_money = (0..n).any(|at| !sentence.phrased[at] && sentence.is_money(at));
        if !sentence.has_money && about.place != Place::Heading {
            sentence.take(&WORK);
        }
        if graded {
            sentence.take(&AGES);
        }
        sentence.statements = sentence.statements();
        let others = sentence.is_of_others()
            || sentence.statements.iter().any(|of| matches!(of.what, What::Definition | What::Capacity));
        for at in (0..n).filter(|_| !others) {
            if let Some(noun) = sentence.measure(at)
                && !sentence.is_measure(noun)
            {
                sentence.measures[noun] = !sentence.phrased[noun];
            }
        }
        sentence
    }

    /// Takes the phrases of a list as understood.
    fn take(&mut self, list: &[Phrase]) {
        for at in 0..self.tokens.len() {
            let longest = list.iter().filter_map(|phrase| matched(phrase, &self.tokens[at..])).max();
            if let Some(length) = longest {
                self.phrased[at..at + length].fill(true);
            }
        }
    }

    pub(super) fn is_heading(&self) -> bool {
        self.about.place == Place::Heading
    }

    /// Those of its words that are not understood.
    #[must_use]
    pub fn unread(&self) -> Option<Asked> {
        let unread: Vec<usize> = (0..self.tokens.len()).filter(|at| !self.is_understood(*at)).collect();
        let is_address = self.tokens.iter().any(|token| token.word == "@");
        if !unread.is_empty() && self.speaks_of_amounts(&unread) {
            let is_note = !self.is_known_to_change(&unread);
            return self.words(&unread).filter(|_| !(is_note && is_address)).map(|words| Asked { words, is_note });
        }
        // What is in another sheet, beside a price or in a name, and does not speak of amounts, says nothing of these; nor does an address.
        if self.about.place != Place::Around || is_address {
            return None;
        }
        let unknown: Vec<usize> = (0..self.tokens.len()).filter(|at| self.is_unknown(*at)).collect();
        Some(Asked { words: self.words(&unknown)?, is_note: true })
    }

    /// Is a word not understood by itself, but only as one of a statement, or of what speaks of no amounts?
    fn is_unknown(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_new = || {
            self.said[at] == (0, 0)
                && !self.phrased[at]
                && !self.may_be_name(at)
                && !says_what_it_states(&token.word)
                && (self.is_free(at) || self.is_harmless(at))
        };
        // `D2026-0147`: a code.
        let is_code = token.word.contains(|c: char| c.is_ascii_digit());
        token.kind == Kind::Word && !is_code && (!self.is_understood(at) || is_new())
    }

    /// The text from the first to the last of some tokens.
    fn words(&self, of: &[usize]) -> Option<String> {
        let (first, last) = (*of.first()?, *of.last()?);
        let (mut begin, end) = (self.tokens[first].at.start, self.tokens[last].at.end);
        // So is one that is closed within.
        let is_cut = |phrase: &str| phrase.matches(')').count() > phrase.matches('(').count();
        if is_cut(&self.text[begin..end]) {
            begin = self.text[..begin].rfind('(').unwrap_or(begin);
        }
        // A bracket that is open within is closed.
        let phrase = &self.text[begin..end];
        let is_open = phrase.matches('(').count() > phrase.matches(')').count();
        let closed = if is_open && self.text[end..].starts_with(')') { end + 1 } else { end };
        Some(one_line(&self.text[begin..closed]))
    }

    /// Is a word what is still to be done, such as `à rebaser`?
    pub(super) fn is_to_be_done(&self, at: usize) -> bool {
        let word = self.tokens[at].word.as_str();
        let is_verb = word.len() > 4 && ["er", "ir", "re"].iter().any(|ending| word.ends_with(ending));
        is_verb && at > 0 && self.tokens[at - 1].word == "a" && !matches!(word, "compter" | "savoir")
    }

    /// Does it say something of amounts, given what of it is not understood?
    fn speaks_of_amounts(&self, unread: &[usize]) -> bool {
        let says = |what: u16| (0..self.tokens.len()).any(|at| self.is(at, what) && !self.phrased[at]);
        let first = (0..self.tokens.len()).find(|at| !self.is(*at, NUMBER) && self.tokens[*at].kind == Kind::Word);
        // `Ticket traité`, by itself.
        let names_unit = || match self.about.place {
            Place::Row => unread.iter().any(|at| self.is(*at, THING)),
            _ => first.is_some_and(|at| self.is(at, THING) && unread.contains(&at)) && !self.about.is_timed,
        };
        if self.about.place == Place::Elsewhere {
            let changes = unread.iter().any(|at| self.measures[*at] || self.is(*at, NUMBER));
            return self.has_money && (says(CHANGE) || changes || (self.without && says(COMPONENT)));
        }
        self.is_heading()
            || self.has_money
            || unread.iter().any(|at| self.tokens[*at].kind == Kind::Number || self.is(*at, NUMBER))
            || says(CHANGE)
            || self.changes_or_gainsays(unread)
            || unread.iter().any(|at| self.is_of_a_draft(*at))
            || names_unit()
    }

    /// Is one of the words that are not understood a change of amounts, another time or another part of them than is read, or what
    /// they are by?
    fn changes_or_gainsays(&self, unread: &[usize]) -> bool {
        let says = |what: u16| (0..self.tokens.len()).any(|at| self.is(at, what) && !self.phrased[at]);
        let changes = |at: usize| {
            matches!(self.tokens[at].word.as_str(), "%" | "×" | "½" | "‰")
                || (self.leaves_for_later() && self.is(at, COMPONENT))
                || self.is_to_be_done(at)
                || self.gainsays(at)
        };
        (self.without && says(COMPONENT)) || unread.iter().any(|at| changes(*at))
    }

    /// Does a word say of amounts what gainsays how they are read: another unit, time, year or part of them?
    pub(super) fn gainsays(&self, at: usize) -> bool {
        self.measures[at]
            || self.is_tax(at)
            || self.is_otherwise(at)
            || self.is_of_calendar(at)
            || self.is_of_a_part(at)
            || self.is_added_twice(at)
            || self.is_other_than_said(at)
            || self.is_old(at)
            || self.is_of_other_day(at)
            || self.is_of_part_of_a_week(at)
            || self.computes(at)
            || self.is_paid_otherwise(at)
    }

    pub(super) fn is(&self, at: usize, what: u16) -> bool {
        self.said[at].1 & what != 0
    }

    pub(super) fn is_money(&self, at: usize) -> bool {
        const LISTS: [&str; 8] =
            ["bareme", "tarification", "tarifaire", "tarifaires", "grille", "chiffres", "figures", "base"];
        let token = &self.tokens[at];
        self.said[at].0 & (COST | PRICE | AMOUNT | SALARY) != 0
            || LISTS.contains(&token.word.as_str())
            || (token.kind != Kind::Number && currency(&token.word).is_some())
    }

    fn is_of_grade(&self, at: usize) -> bool {
        let word = self.tokens[at].word.as_str();
        self.said[at].0 & LEVEL != 0 || (self.tokens[at].kind == Kind::Word && Grade::of(word).is_some())
    }

    /// The place of what amounts are by, where a word leads to it: `par`, `/`, `à la`, `chaque`.
    pub(super) fn measure(&self, at: usize) -> Option<usize> {
        let word = |at: usize| self.tokens.get(at).map(|token| token.word.as_str());
        let after_money = || at.checked_sub(1).is_some_and(|before| self.is_money(before));
        let lead = match word(at)? {
            "par" | "per" | "por" => !(0..at).any(|before| self.is(before, DONE) || self.is_passive(before)),
            "/" => after_money(),
            "au" | "aux" => self.tokens[at].begins || after_money(),
            "a" if (0..at).any(|before| is_in("arrond* arredond* round*", self.word(before))) => false,
            "a" => matches!(word(at + 1), Some("la" | "l")) && (self.tokens[at].begins || after_money()),
            "chaque" | "each" | "cada" => true,
            _ => false,
        };
        let is_article =
            |at: &usize| matches!(word(*at), Some("la" | "le" | "les" | "l" | "un" | "une" | "chaque" | "the"));
        let noun = (at + 1..self.tokens.len()).find(|at| !is_article(at))?;
        // `par d’autres services`: an agent.
        if word(noun) == Some("d") && matches!(word(noun + 1), Some("autre" | "autres")) {
            return None;
        }
        (lead && self.tokens[noun].kind == Kind::Word && !self.phrased[at]).then_some(noun)
    }

    /// Are amounts by something that leaves them those of a day, or that is read?
    pub(super) fn is_measure(&self, at: usize) -> bool {
        let word = self.tokens[at].word.as_str();
        let is_time = matches!(Of::word(word), Some(Of::Time(_) | Of::Week));
        self.is(at, BY | PLACE)
            || self.said[at].0 & (DAY | HOUR | SITE | CURRENCY | COST | PRICE | AMOUNT | YEARS) != 0
            || is_time
            || currency(word).is_some()
            || month::named(word).is_some()
            || Grade::of(word).is_some()
            || self.is_person(at)
            || (self.about.is_name)(word)
            || (self.about.is_timed
                && !word.starts_with("prestation")
                && self.said[at].0 & (PROFILE_1 | PROFILE_2 | PROFILE_3) != 0)
    }
}
