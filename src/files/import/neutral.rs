//! Which words of a heading of costs, or beside a word of cost, leave it what a day costs before overheads and travel. No list of
//! traps: what is not known to leave it that is asked.

use super::jobs::jobs;
use super::judged::Sentence;
use super::month;
use super::sentence::Kind;
use super::statement::is_little;
use super::titles::is_part;
use super::vocabulary::beside::PREPOSITIONS;
use super::vocabulary::known::{self, DONE, PLACE, WITH, WITHOUT};
use super::vocabulary::neutral::{CHARGED, FULL, NEUTRAL, OTHER_COSTS};
use super::vocabulary::statements::{ADDED_BY_US, is_in};
use super::vocabulary::{
    self, AMOUNT, BY_TIME, COST, CURRENCY, DAY, FROM, HIGH, HOUR, LEVEL, LOW, PER, POSITION, PRICE, PROFILE_1,
    PROFILE_2, PROFILE_3, SALARY, SALE, SHARE, SITE, TOTAL, YEARS,
};
use super::words::words;

/// What says of a cost that it is one, or of whom and when it is, and is read.
pub(super) const READ: u32 = COST
    | PRICE
    | AMOUNT
    | SALE
    | SALARY
    | CURRENCY
    | BY_TIME
    | YEARS
    | DAY
    | HOUR
    | FROM
    | LOW
    | HIGH
    | LEVEL
    | POSITION
    | SITE
    | PROFILE_1
    | PROFILE_2
    | PROFILE_3
    | SHARE
    | PER
    | TOTAL;

impl Sentence<'_> {
    /// Does a word say of costs something beyond what is known to leave them what a day costs: `coût complet`, `CJM cible`, `frais
    /// compris`, `CJM N-1`?
    pub(super) fn is_beyond(&self, at: usize) -> bool {
        let is_other = || !self.is_heading() && is_in(OTHER_COSTS, self.word(at)) && self.qualifies_a_cost(at);
        self.is_another_cost(at) || self.is_full(at) || self.is_unlisted(at) || is_other()
    }

    /// Is it known to be another cost: a target, the market's, an earlier year's, one with what the bid adds?
    pub(super) fn is_another_cost(&self, at: usize) -> bool {
        let is_ours = || is_in(ADDED_BY_US, self.word(at)) || self.is_expense(at);
        let is_left_out = || (0..self.tokens.len()).any(|at| self.is(at, WITHOUT)) || self.leaves_for_later();
        let is_other = || is_in(OTHER_COSTS, self.word(at)) && !self.about.read.bounded;
        let is_said = self.is_heading() && (is_other() || (is_ours() && !is_left_out() && !self.about.read.sold));
        let is_short =
            self.is_heading() || self.qualifies_a_cost(at.saturating_sub(1)) || self.is_a_cost(at.saturating_sub(1));
        is_said || (is_short && at > 0 && self.is_another_year(at))
    }

    /// `N-1`, `N+1`.
    fn is_another_year(&self, at: usize) -> bool {
        let number = (at + 1..self.tokens.len().min(at + 3)).find(|at| self.tokens[*at].kind == Kind::Number);
        self.word(at) == "n"
            && number.is_some_and(|number| {
                let between = &self.text[self.tokens[at].at.end..self.tokens[number].at.start];
                matches!(between.trim(), "-" | "–" | "−" | "+") && self.word(number).len() == 1
            })
    }

    /// Expenses that are paid apart, and no cost of staff: `frais compris`, `déplacements inclus`.
    fn is_expense(&self, at: usize) -> bool {
        let is_of_staff = || is_in("personnel staff", self.word(self.next(at)));
        is_in("frais expenses travel deplacement* voyage* viagem viagens deslocac* viaje* hebergement*", self.word(at))
            && !is_of_staff()
    }

    /// May it be a full cost, overheads and all, where nothing says that it is one with the charges of its staff?
    fn is_full(&self, at: usize) -> bool {
        let is_charged = || self.tokens.iter().any(|token| is_in(CHARGED, &token.word));
        is_in(FULL, self.word(at)) && !is_charged() && (self.is_heading() || self.qualifies_a_cost(at))
    }

    /// Is a word of a heading known, and not as one that leaves a cost what it is?
    fn is_unlisted(&self, at: usize) -> bool {
        let (said, of) = self.said[at];
        let is_plain = said & (vocabulary::PLAIN | vocabulary::MODE) != 0 || of & (known::PLAIN | DONE) != 0;
        self.is_heading()
            && is_plain
            && said & READ == 0
            && of & (PLACE | WITH | WITHOUT) == 0
            && !(0..at).any(|before| self.is(before, WITHOUT))
            && !is_in(NEUTRAL, self.word(at))
            && !is_in(FULL, self.word(at))
            && !month::is_name(self.word(at))
            && !is_part(self.word(at))
            && jobs(&words(self.word(at))).is_empty()
            && !(self.about.is_name)(self.word(at))
            && !(said & vocabulary::MODE != 0 && self.about.read.bounded)
    }

    fn is_a_cost(&self, at: usize) -> bool {
        self.said.get(at).is_some_and(|(said, _)| said & (COST | PRICE) != 0)
    }

    /// Does a word stand right beside one of cost, with no more between them than such words: `coûts journaliers complets`?
    fn qualifies_a_cost(&self, at: usize) -> bool {
        let is_between = |at: usize| self.tokens[at].kind == Kind::Word && !self.is_preposition(at);
        let before = (0..at).rev().take_while(|before| !self.tokens[before + 1].begins);
        let mut before = before.take_while(|at| is_between(*at));
        // `full daily cost`.
        let after = (at + 1..self.tokens.len()).take_while(|after| !self.tokens[*after].begins && is_between(*after));
        before.any(|at| self.is_a_cost(at)) || after.into_iter().any(|at| self.is_a_cost(at))
    }

    fn is_preposition(&self, at: usize) -> bool {
        is_little(&self.tokens[at]) || is_in(PREPOSITIONS, self.word(at))
    }
}
