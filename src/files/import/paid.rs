//! Who pays a part of what a day costs, and what a card says of itself: that it is a draft, an example, of others than those it prices.

use super::about::Place;
use super::judged::Sentence;
use super::statement::is_little;
use super::vocabulary::known::{CHANGE, COMPONENT};
use super::vocabulary::said_of_itself::{
    DRAFTS, FRACTIONS, METHOD, NET, OF_A_YEAR, OTHERS_THAN_STAFF, READING, SUBSIDIES, TENTATIVE,
};
use super::vocabulary::statements::is_in;
use super::vocabulary::{AMOUNT, COST, HOUR, PRICE, SALARY, SALE};

/// So many words of a text are about its amounts alone.
const WORDS_OF_A_NAME: usize = 4;

impl Sentence<'_> {
    fn is_around(&self) -> bool {
        matches!(self.about.place, Place::Around | Place::Name | Place::Row)
    }

    /// Does a word say that a part of a day's cost is paid by another, or that it is all that someone gets?
    pub(super) fn is_paid_otherwise(&self, at: usize) -> bool {
        self.is_subsidy(at) || self.is_paid_apart(at) || self.is_share_of_another(at) || self.is_what_staff_get(at)
    }

    /// `The group budget carries half of every role`.
    fn is_share_of_another(&self, at: usize) -> bool {
        self.paid.at_all && self.is_around() && is_in(FRACTIONS, self.word(at))
    }

    /// Does a word say that the card, or the row, is none to price by: a draft, an example, of apprentices?
    pub(super) fn is_of_a_draft(&self, at: usize) -> bool {
        let is_of_others = || is_in(OTHERS_THAN_STAFF, self.word(at)) && self.about.place != Place::Around;
        let is_limited = || is_in(OTHERS_THAN_STAFF, self.word(at)) && self.tokens.len() <= WORDS_OF_A_NAME;
        // `à confirmer`, `not confirmed`, beside a price.
        let is_unconfirmed = || {
            self.about.place == Place::Row
                && self.word(at).starts_with("confirm")
                && at.checked_sub(1).is_some_and(|before| is_in("a not non pas be to", self.word(before)))
        };
        (self.is_around() && (is_of_others() || is_limited() || is_unconfirmed()))
            || (self.about.place != Place::Elsewhere
                && [DRAFTS, TENTATIVE].iter().any(|list| is_in(list, self.word(at))))
    }

    /// Does a word name money of others that a cost may be net of: `crédit d’impôt recherche`, `aides régionales`?
    pub(super) fn is_subsidy(&self, at: usize) -> bool {
        let next = (at + 1..self.tokens.len()).find(|at| !is_little(&self.tokens[*at]));
        let is_credit =
            || is_in("credit credits", self.word(at)) && next.is_some_and(|next| is_in("impot* tax", self.word(next)));
        let is_aid = || self.about.place == Place::Row && is_in("aide aides aidee aidees", self.word(at));
        // What staff are paid for a meal, or before their leave, as in Portugal.
        let is_pay = at
            .checked_sub(1)
            .is_some_and(|before| is_in("holiday christmas meal food lunch vacation", self.word(before)));
        !is_pay && self.about.place != Place::Elsewhere && (is_in(SUBSIDIES, self.word(at)) || is_credit() || is_aid())
    }

    /// Is a part of a day's cost paid by another, counted elsewhere, or still to come: `la prime est payée par le siège`, `les charges
    /// figurent dans l’onglet voisin`, `employer taxes come on top`?
    pub(super) fn is_paid_apart(&self, at: usize) -> bool {
        let is_part = || {
            self.is(at, COMPONENT)
                || self.said[at].0 & SALARY != 0
                || is_in("taxes contributions charges cotisations encargos bonuses", self.word(at))
        };
        (self.paid.by_others || self.paid.apart) && self.is_around() && is_part()
    }

    /// Does a heading say that its amounts are net, gross or another’s: `CJM net (€)`, `CJM brut`, `CJM refacturé`, `Daily cost, base pay`?
    pub(super) fn is_of_another_cost(&self, at: usize) -> bool {
        let is_tax = |at: usize| is_in("taxe* tva vat tax ht iva", self.word(at));
        let next = (at + 1..self.tokens.len()).find(|at| !is_little(&self.tokens[*at]));
        // A sheet that is named `Net`, `Ventes`, `Heures`.
        let is_named = self.about.place == Place::Name
            && self.tokens.len() == 1
            && (is_in(NET, self.word(at)) || self.said[at].0 & (SALE | HOUR) != 0);
        is_named
            || (self.is_heading()
                && is_in(NET, self.word(at))
                && !next.is_some_and(is_tax)
                && !self.about.read.salaried)
    }

    /// Is a salary all that amounts are: `salaire net versé au collaborateur`, `take-home pay`, `net perçu`?
    pub(super) fn is_what_staff_get(&self, at: usize) -> bool {
        let next = self.word(at + 1);
        let is_net = is_in("net nets liquido neto", self.word(at))
            && (is_in("percu* verse* salar* a", next)
                || at.checked_sub(1).is_some_and(|before| self.said[before].0 & SALARY != 0));
        let is_home = self.word(at) == "home" && at.checked_sub(1).is_some_and(|before| self.word(before) == "take");
        self.is_around() && (is_net || is_home) && !self.without
    }

    /// Does it speak of how a cost is worked out or made of: what such a text counts is no unit of amounts?
    pub(super) fn is_of_the_method(&self) -> bool {
        let n = self.tokens.len();
        let has = |list: &str| (0..n).any(|at| is_in(list, self.word(at)));
        let is_read = is_in(READING, self.word(0));
        let says = |what: u32| (0..n).any(|at| self.said[at].0 & what != 0);
        let has_parts = (0..n).filter(|at| self.is(*at, COMPONENT) || self.said[*at].0 & SALARY != 0).count() > 1;
        let changes = (0..n).any(|at| self.is(at, CHANGE) && self.word(at) != "moins" && self.word(at) != "part");
        is_read || (has(METHOD) && says(COST | PRICE | AMOUNT | SALARY) && (has(OF_A_YEAR) || has_parts) && !changes)
    }
}
