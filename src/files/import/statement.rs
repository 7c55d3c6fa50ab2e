//! Kinds of sentences that leave amounts as they are, whatever their other words are: what is in the amounts, how long they
//! hold, who may read them, how many days are worked, what a cost is made of.

use std::ops::Range;

use super::about::{Place, Statement, What};
use super::judged::Sentence;
use super::sentence::{Kind, Token};
use super::vocabulary::known::{CHANGE, COMPONENT, NUMBER, THING, WITHOUT};
use super::vocabulary::statements::{
    CAPACITY, CAPACITY_ALONE, DEFINING, EMBODIED, HELD, INCLUDING, RESTRICTED, RISES, TO_BE_DONE, YEARLY, is_in,
};
use super::vocabulary::{AMOUNT, COST, DAY, PRICE, SALARY};

/// So many words are no title.
const WORDS_OF_A_NOTE: usize = 9;

impl Sentence<'_> {
    /// The statements that it is made of.
    pub(super) fn statements(&self) -> Vec<Statement> {
        if !matches!(self.about.place, Place::Around | Place::Elsewhere) {
            return Vec::new();
        }
        let all = 0..self.tokens.len();
        let mut statements = Vec::new();
        let says = |what: u32| all.clone().any(|at| self.said[at].0 & what != 0 && !self.phrased[at]);
        if self.is_of_others() && (!says(COST | PRICE | AMOUNT | SALARY) || self.has(&all, INCLUDING).is_some()) {
            statements.push(Statement { of: all.clone(), what: What::Others });
        }
        let is_denied = (1..self.tokens.len()).any(|at| {
            self.is(at - 1, WITHOUT)
                && (is_in(EMBODIED, &self.tokens[at].word) || self.tokens[at].word.starts_with("repercut"))
        });
        if self.is_of_capacity() && !is_denied && !says(COST | PRICE | AMOUNT | SALARY) && !self.changes(&all) {
            statements.push(Statement { of: all.clone(), what: What::Capacity });
        }
        let says_yearly = || self.tokens.iter().any(|token| is_in(YEARLY, &token.word));
        let has = |list: &str| self.tokens.iter().any(|token| is_in(list, &token.word));
        if has("formule formula") && has("revis* actualis* index*") && !has(TO_BE_DONE) {
            statements.push(Statement { of: all.clone(), what: What::Capacity });
        }
        if self.is_done_already() {
            statements.push(Statement { of: all.clone(), what: What::Yearly });
        }
        if has(RISES) && has(EMBODIED) && !has(TO_BE_DONE) && !self.without {
            statements.push(Statement { of: all.clone(), what: What::Yearly });
        }
        if self.about.read.yearly && says_yearly() && !self.tokens.iter().any(|token| is_in(TO_BE_DONE, &token.word)) {
            statements.push(Statement { of: all.clone(), what: What::Yearly });
        }
        if self.is_long_note() {
            statements.push(Statement { of: all.clone(), what: What::Note });
        }
        if self.about.is_timed && self.defines() && !self.without && !self.changes(&all) {
            statements.push(Statement { of: all, what: What::Definition });
        }
        if self.about.is_timed && self.is_formula() {
            statements.push(Statement { of: 0..self.tokens.len(), what: What::Formula });
        }
        if let Some(of) = self.left_out() {
            statements.push(Statement { of, what: What::Outside });
        }
        if self.forbids() || self.is_address() {
            statements.push(Statement { of: 0..self.tokens.len(), what: What::Outside });
        }
        for part in self.parts() {
            let is_plain = !part.clone().any(|at| self.measure(at).is_some_and(|noun| !self.is_measure(noun)))
                && !self.changes(&part)
                && !part.clone().any(|at| self.is(at, COMPONENT | THING));
            if is_plain
                && (self.has(&part, HELD).is_some() || self.has(&part, RESTRICTED).is_some() || self.is_aside(&part))
            {
                statements.push(Statement { of: part.clone(), what: What::Apart });
            }
            if let Some(verb) = self.has(&part, INCLUDING)
                && !part.clone().any(|at| self.is(at, WITHOUT))
            {
                // `charges et mutuelle comprises`: from the first of what is in them on.
                let first = (0..verb).find(|at| self.is(*at, COMPONENT)).unwrap_or(verb);
                statements.push(Statement { of: first..self.tokens.len(), what: What::Included });
            }
        }
        statements
    }

    /// May a token be any, given what the statement that it is in says?
    pub(super) fn is_free(&self, at: usize) -> bool {
        let is_word = self.tokens[at].kind == Kind::Word;
        let is_open = self.said[at] == (0, 0) && is_word;
        self.statements.iter().filter(|statement| statement.of.contains(&at)).any(|statement| match statement.what {
            What::Included => is_word && !self.is(at, CHANGE | THING | NUMBER | WITHOUT) && !self.is_tax(at),
            What::Yearly => !self.is(at, THING | NUMBER | WITHOUT),
            What::Note => is_open,
            What::Outside => is_word,
            What::Formula => true,
            What::Apart => is_open || (self.is(at, WITHOUT) && self.denies_no_amount(at)),
            What::Others => is_open || self.is(at, WITHOUT),
            What::Capacity => !self.is(at, CHANGE | THING),
            What::Definition => !self.is(at, CHANGE | THING | NUMBER | WITHOUT),
        })
    }

    /// Does a word that leaves out leave out no part of amounts: `non révisables`, `ne pas diffuser`?
    fn denies_no_amount(&self, at: usize) -> bool {
        let next = self.tokens[at + 1..].iter().take(2);
        let is_held = |token: &Token| {
            is_in(HELD, &token.word)
                || is_in(RESTRICTED, &token.word)
                || token.word.ends_with("able")
                || token.word.ends_with("ables")
        };
        next.into_iter().any(is_held) || !self.said.iter().any(|(said, _)| said & (COST | PRICE | AMOUNT) != 0)
    }

    /// Is it a note of many words, which neither counts nor changes nor leaves out anything, beside prices of a day?
    fn is_long_note(&self) -> bool {
        let all = 0..self.tokens.len();
        let words = self.tokens.iter().filter(|token| token.kind == Kind::Word);
        let is_hazard = |at: usize| {
            let token = &self.tokens[at];
            !self.phrased[at]
                && (self.is(at, CHANGE | NUMBER | THING | WITHOUT)
                    || (token.kind == Kind::Number && !self.is_understood(at))
                    || matches!(token.word.as_str(), "%" | "×" | "½" | "="))
        };
        self.about.is_timed && words.count() >= WORDS_OF_A_NOTE && !all.into_iter().any(is_hazard)
    }

    /// The place of the first word of a list in a part.
    fn has(&self, part: &Range<usize>, list: &str) -> Option<usize> {
        part.clone().find(|at| self.tokens[*at].kind == Kind::Word && is_in(list, &self.tokens[*at].word))
    }

    /// Does a part say that amounts are changed, or how many there are?
    fn changes(&self, part: &Range<usize>) -> bool {
        part.clone().any(|at| {
            (self.is(at, CHANGE | NUMBER) && !self.phrased[at]) || matches!(self.tokens[at].word.as_str(), "×" | "½")
        })
    }

    /// Does it begin with how many days are worked: `Jours produits : 214`, `Taux d’occupation : 87 %`?
    fn is_of_capacity(&self) -> bool {
        let is_adjective =
            |token: &Token| is_in("average mean target expected assumed planned moyen moyenne cible", &token.word);
        let mut words = self
            .tokens
            .iter()
            .filter(|token| token.kind == Kind::Word && !is_little(token))
            .skip_while(|token| is_adjective(token) || is_in("hypothese* base calcul", &token.word));
        let Some(first) = words.next() else { return false };
        let second = words.next();
        is_in(CAPACITY_ALONE, &first.word)
            || CAPACITY.iter().any(|(before, after)| {
                is_in(before, &first.word) && second.is_some_and(|second| is_in(after, &second.word))
            })
    }

    /// Does it say what a cost is made of, charges among it: `CJM = (salaire + charges) / jours`?
    fn defines(&self) -> bool {
        let is_verb = |at: usize| self.tokens[at].word == "=" || is_in(DEFINING, &self.tokens[at].word);
        let is_defined = |at: usize| {
            let mut after = at + 1..self.tokens.len().min(at + 6);
            self.said[at].0 & (COST | PRICE) != 0 && after.any(is_verb)
        };
        let has_charges = || self.tokens.iter().any(|token| token.word.starts_with("charg"));
        let is_number = |token: &Token| token.kind == Kind::Number;
        let is_cost = |at: usize| self.said[at].0 & COST != 0;
        // `Coût jour = coût mensuel / 17,9 jours`: both sides are costs, and nothing is counted before.
        let equals = self.tokens.iter().position(|token| token.word == "=").is_some_and(|sign| {
            let (before, mut after) = (0..sign, sign + 1..self.tokens.len());
            let is_share_or_days = |at: usize| {
                let is_taken_off = self.text[..self.tokens[at].at.start].trim_end().ends_with(['-', '–', '−']);
                let is_days = self.said.get(at + 1).is_some_and(|(said, _)| said & DAY != 0);
                let is_share = self.tokens.get(at + 1).is_some_and(|next| next.word == "%") && !is_taken_off;
                !is_number(&self.tokens[at]) || is_share || is_days
            };
            after.clone().all(is_share_or_days)
                && before.clone().any(|at| self.is_money(at))
                && !before.into_iter().any(|at| is_number(&self.tokens[at]))
                && after.any(is_cost)
        });
        equals || ((0..self.tokens.len()).any(is_defined) && has_charges() && !self.tokens.iter().any(is_number))
    }

    /// Is a part of a title apart from its words of amounts, and known in part: `Coûts journaliers – panel 2026`?
    fn is_aside(&self, part: &Range<usize>) -> bool {
        let says_something = |at: usize| {
            self.said[at] != (0, 0) && !is_little(&self.tokens[at]) && self.tokens[at].word.len() > 3
                || self.tokens[at].kind == Kind::Number
        };
        self.about.is_timed
            && part.len() < self.tokens.len()
            && !part.clone().any(|at| self.is_money(at) || self.is(at, WITHOUT))
            && part.clone().any(says_something)
    }

    /// Its parts, as dashes, brackets and colons part them.
    fn parts(&self) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut begin = 0;
        for at in 1..self.tokens.len() {
            let between = &self.text[self.tokens[at - 1].at.end..self.tokens[at].at.start];
            if between.contains(['–', '—', '|', '(', ')', '[', ']', ':']) || between.contains(" -") {
                parts.push(begin..at);
                begin = at;
            }
        }
        parts.push(begin..self.tokens.len());
        parts
    }
}

/// Is it an article, or a word as little?
pub fn is_little(token: &Token) -> bool {
    matches!(
        token.word.as_str(),
        "le" | "la"
            | "les"
            | "l"
            | "de"
            | "des"
            | "du"
            | "d"
            | "un"
            | "une"
            | "nos"
            | "vos"
            | "ces"
            | "tout"
            | "tous"
            | "toute"
            | "toutes"
            | "eventuel"
            | "eventuels"
            | "eventuelles"
            | "nb"
            | "the"
            | "all"
            | "any"
            | "our"
            | "of"
            | "o"
            | "a"
            | "os"
            | "as"
            | "todas"
            | "todos"
            | "au"
            | "aux"
    )
}
