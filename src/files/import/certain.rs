//! What a sentence around prices says that is known to change them: it is asked by itself, whatever else is answered for its file.

use super::about::Place;
use super::against::WORDS_OF_A_TITLE;
use super::currency::currency;
use super::judged::Sentence;
use super::sentence::Kind;
use super::terms::is_longer;
use super::vocabulary::known::{CHANGE, COMPONENT, NUMBER, THING};
use super::vocabulary::said_of_itself::COMPANIES;
use super::vocabulary::statements::{ADDED_BY_US, BEFORE, INCLUDING, TO_BE_DONE, is_in};
use super::vocabulary::{AMOUNT, COST, PRICE, PROFILE_1, PROFILE_2, PROFILE_3};
use crate::buyer::form::Of;

/// No more words are the unit of amounts, where they name none: `Semaine`, `Équipe de 2`.
const WORDS_OF_A_UNIT: usize = 3;
/// So few around an amount are all about it, as those of a heading are: `CJM du samedi`.
const WORDS_OF_A_HEADING: usize = 5;

impl Sentence<'_> {
    /// Is it known to change amounts, or to say what they are by, given what of it is not understood? Words of a heading, of the name
    /// of the sheet and of a row are always of amounts.
    pub(super) fn is_known_to_change(&self, unread: &[usize]) -> bool {
        // What may be said of a cost, and does not say how it changes it.
        let is_open = |at: usize| {
            self.is_beyond(at) && !self.is_another_cost(at) && !self.gainsays(at) && !self.is_of_another_cost(at)
        };
        if unread.iter().all(|at| is_open(*at)) {
            return false;
        }
        let is_around = matches!(self.about.place, Place::Around | Place::Elsewhere);
        if unread.iter().all(|at| self.is_of_a_draft(*at)) {
            return false;
        }
        if is_around && !self.is_title() && self.is_of_the_method() {
            return unread.iter().any(|at| self.gainsays(*at) && !self.measures[*at]);
        }
        !is_around
            || unread.iter().any(|at| self.gainsays(*at) || self.contradicts(*at))
            || self.changes_by(unread)
            || self.is_of_so_many(unread)
            || self.leaves_out_or_adds(unread)
    }

    fn is_title(&self) -> bool {
        self.tokens.len() <= WORDS_OF_A_TITLE
    }

    fn speaks(&self, what: u32) -> bool {
        (0..self.tokens.len()).any(|at| self.said[at].0 & what != 0)
    }

    fn has_digits(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Number)
    }

    /// `Une remise de 8 % sera appliquée`, `CJM × 1,4`, `coefficient 1,143`, `réduits pour tenir compte de la subvention`.
    fn changes_by(&self, unread: &[usize]) -> bool {
        let all = 0..self.tokens.len();
        let is_money = self.speaks(COST | PRICE | AMOUNT);
        let is_counted = |at: usize| {
            let begins = |at: usize| self.tokens.get(at).is_none_or(|token| token.begins);
            (at > 0 && self.has_digits(at - 1) && !begins(at)) || (self.has_digits(at + 1) && !begins(at + 1))
        };
        let is_sign = |at: usize| matches!(self.word(at), "%" | "×" | "½" | "‰");
        let is_done = |at: usize| is_in(TO_BE_DONE, self.word(at)) || self.is_to_be_done(at);
        // `CNSS part patronale`, `congés et fériés déduits` of the days worked.
        let is_of_charges =
            |at: usize| self.word(at) == "part" && is_in("patronal* salarial* employe*", self.word(at + 1));
        let is_of_leave = |at: usize| {
            self.word(at).starts_with("dedui")
                && (at.saturating_sub(3)..at)
                    .any(|at| is_in("conge* ferie* rtt absences formation* leave", self.word(at)))
        };
        let is_change = |at: usize| self.is(at, CHANGE) && !self.phrased[at] && !is_of_charges(at) && !is_of_leave(at);
        let is_short = self.is_title() && all.clone().any(|at| self.is(at, COMPONENT));
        let changes = all.clone().any(is_change)
            && (is_money
                || is_short
                || self.tokens.len() <= WORDS_OF_A_UNIT
                || all.clone().any(|at| is_sign(at) || is_done(at) || (is_change(at) && is_counted(at))));
        let computes = unread.iter().any(|at| self.word(*at) == "=" || (is_sign(*at) && is_money && self.is_title()));
        changes || computes
    }

    /// `Semaine`, `Coûts, équipe de 2`, `CJM x 10`, `moyenne de 2 consultants`, `CJM du samedi`.
    fn is_of_so_many(&self, unread: &[usize]) -> bool {
        let is_time =
            |at: usize| is_longer(self.word(at)) || matches!(Of::word(self.word(at)), Some(Of::Time(_) | Of::Week));
        let is_counted = |at: usize| {
            let is_person =
                self.said.get(at + 1).is_some_and(|(said, _)| said & (PROFILE_1 | PROFILE_2 | PROFILE_3) != 0);
            self.has_digits(at)
                && at + 1 < self.tokens.len()
                && (is_person || (self.is(at + 1, THING) && !is_time(at + 1)))
        };
        let is_capital = self.tokens.iter().any(|token| is_in(COMPANIES, &token.word));
        let is_amount = |at: usize| {
            let is_money = self.tokens.get(at + 1).is_some_and(|next| !next.begins && currency(&next.word).is_some());
            self.has_digits(at) && is_money && !is_capital
        };
        let is_unit =
            |at: usize| self.is(at, THING | NUMBER) || is_time(at) || (self.is_title() && self.has_digits(at));
        let is_about = if self.is_title() {
            self.has_money || self.tokens.len() <= WORDS_OF_A_UNIT
        } else {
            self.speaks(COST | PRICE | AMOUNT)
        };
        (is_about && unread.iter().any(|at| is_unit(*at)))
            || unread.iter().any(|at| is_counted(*at) || is_amount(*at))
            || (self.tokens.len() <= WORDS_OF_A_HEADING && self.has_money)
    }

    /// `Charges non comprises`, `Avant impôts et charges`, `Les cotisations s’y ajoutent`, `n’inclut pas la marge mais les frais de siège`.
    fn leaves_out_or_adds(&self, unread: &[usize]) -> bool {
        let all = 0..self.tokens.len();
        let is_part = unread.iter().any(|at| self.is(*at, COMPONENT));
        let is_left = self.without || self.leaves_for_later() || is_in(BEFORE, self.word(0));
        let is_added = all.clone().any(|at| is_in(TO_BE_DONE, self.word(at)) || self.is_to_be_done(at));
        let includes = || all.clone().any(|at| is_in(INCLUDING, self.word(at)));
        let is_ours =
            unread.iter().any(|at| is_in(ADDED_BY_US, self.word(*at))) && self.speaks(COST | PRICE) && includes();
        (is_part && is_left) || (is_added && (is_part || self.is_title())) || is_ours
    }
}
