//! What of a sentence is outside a day's cost, and which unknown words cannot be what an amount is for: by what they are beside, whatever
//! they mean.

use std::ops::Range;

use rust_decimal::Decimal;

use super::about::{Place, What};
use super::judged::Sentence;
use super::sentence::Kind;
use super::statement::is_little;
use super::vocabulary::known::{CHANGE, COMPONENT, DONE, NAMED, NUMBER, PLACE, THING, WITH, WITHOUT};
use super::vocabulary::statements::{
    ADDED_BY_US, ALREADY, BEFORE, DONE_BEFORE, ELSEWHERE, GOVERNING, INCLUDING, JOINING, LINKING, OF_THE_FIRM,
    RELATIVE, RISEN, TIMELY, TO_BE_DONE, TRAVEL, is_in,
};
use super::vocabulary::{AMOUNT, COST, DAY, PRICE, SALARY};
use crate::unit::parse_decimal;

impl Sentence<'_> {
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.word.as_str())
    }

    /// The next word that is no article.
    pub(super) fn next(&self, at: usize) -> usize {
        (at + 1..self.tokens.len()).find(|at| !is_little(&self.tokens[*at])).unwrap_or(self.tokens.len())
    }

    pub(super) fn is_of_firm(&self, at: usize) -> bool {
        let is_cost_of = || {
            let word = self.word(at);
            matches!(word, "frais" | "couts" | "cout" | "costs" | "cost" | "charges" | "fees" | "despesas" | "custos")
                && is_in(OF_THE_FIRM, self.word(self.next(at)))
        };
        is_in(OF_THE_FIRM, self.word(at)) || is_cost_of()
    }

    /// Does it say what is done later, or before what amounts are?
    pub(super) fn leaves_for_later(&self) -> bool {
        (0..self.tokens.len()).any(|at| is_in(ELSEWHERE, self.word(at)) || is_in(BEFORE, self.word(at)))
    }

    /// `Avant impôts et charges patronales`.
    pub(super) fn is_just_after_before(&self, at: usize) -> bool {
        let before = (at.saturating_sub(4)..at).rev().take_while(|at| self.tokens[*at].kind == Kind::Word);
        before.into_iter().any(|at| is_in(BEFORE, self.word(at)))
    }

    /// Is a word part of a passive: `ont été relus par`?
    pub(super) fn is_passive(&self, at: usize) -> bool {
        matches!(self.word(at), "ete" | "been" | "foi" | "foram")
    }

    /// Is an unknown word the first of two with a capital, where others have none: `par Hélène Garrigue`?
    pub(super) fn is_person(&self, at: usize) -> bool {
        let is_name = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                let typed = &self.text[token.at.clone()];
                token.is_capital(self.text) && typed.contains(char::is_lowercase) && self.said[at] == (0, 0)
            })
        };
        is_name(at) && is_name(at + 1) && !self.tokens[at].begins && !self.tokens[at + 1].begins
    }

    /// Is an unknown word an adverb that says neither time nor part: `totalmente`, `systématiquement`?
    pub(super) fn is_adverb(&self, at: usize) -> bool {
        let word = self.word(at);
        let ends = ["alement", "ivement", "iquement", "mente", "lly", "ely", "ably"];
        self.said[at] == (0, 0) && word.len() > 6 && !is_in(TIMELY, word) && ends.iter().any(|end| word.ends_with(end))
    }

    /// Is a change already in the amounts: `le coefficient de charges (1,45) est déjà appliqué`?
    pub(super) fn is_done_already(&self) -> bool {
        let has = |list: &str| self.tokens.iter().any(|token| is_in(list, &token.word));
        let is_within = || {
            (1..self.tokens.len()).any(|at| {
                matches!(self.word(at), "dans" | "in") && {
                    let of = self.next(at);
                    of < self.tokens.len() && self.said[of].0 & (COST | PRICE | AMOUNT) != 0
                }
            })
        };
        has(ALREADY)
            && (has(DONE_BEFORE) || is_within())
            && has(RISEN)
            && !has(TO_BE_DONE)
            && !self.without
            && !has(ADDED_BY_US)
    }

    /// Its part that says that a day's cost is without overheads, margin, taxes or travel, and without nothing else.
    pub(super) fn left_out(&self) -> Option<Range<usize>> {
        let is_trigger = |at: usize| {
            self.is(at, WITHOUT)
                || matches!(self.word(at), "aucun" | "aucune" | "no" | "nenhum" | "nenhuma" | "neither")
                || is_in(ELSEWHERE, self.word(at))
                || (is_in(BEFORE, self.word(at)) && self.is_of_firm(self.next(at)))
        };
        let n = self.tokens.len();
        let first = (0..n).find(|at| self.is_of_firm(*at))?;
        // `La marge est gérée dans l’outil de chiffrage`: it is what the sentence is about, and nothing says that it is in amounts.
        let is_lead = |at: usize| {
            is_little(&self.tokens[at])
                || is_in("taux rate", self.word(at))
                || (self.is_of_firm(at) && self.next(at) == first)
        };
        let is_verb =
            |at: usize| is_in("est sont is are sera seront fait font releve relevent depend dependent", self.word(at));
        let is_subject = || {
            (0..first).all(is_lead)
                && !(first..n).any(|at| {
                    let is_amount = self.said[at].0 & (COST | PRICE | AMOUNT) != 0 && self.word(at) != "pricing";
                    (is_amount && !self.is_of_firm(at))
                        || matches!(self.word(at), "part" | "partie" | "figures" | "chiffres")
                })
                && (first..n).any(is_verb)
                && !(0..n).any(|at| self.is(at, WITH) || is_in(INCLUDING, self.word(at)))
        };
        let trigger = (0..n).find(|at| is_trigger(*at)).or_else(|| is_subject().then_some(0))?;
        // `pas la marge, mais inclut les frais de siège`.
        let is_but = |at: usize| matches!(self.word(at), "mais" | "but" | "mas");
        let has_other = (trigger..n)
            .find(|at| is_but(*at))
            .is_some_and(|but| (but..n).any(|at| self.is(at, WITH) || is_in(INCLUDING, self.word(at))));
        if has_other {
            return None;
        }
        // `comprend les charges mais pas la marge`: from the word that leaves out on.
        let begin = if first > trigger { trigger } else { 0 };
        let is_hazard = |at: usize| {
            let token = &self.tokens[at];
            let is_said = is_in(OF_THE_FIRM, &token.word)
                || matches!(self.word(at), "part" | "partie" | "added" | "ajoutes" | "ajoutees");
            !self.phrased[at]
                && !is_said
                && (self.is(at, CHANGE | NUMBER | THING)
                    || (self.is(at, COMPONENT) && !self.is_of_firm(at))
                    || self.said[at].0 & SALARY != 0
                    || token.kind == Kind::Number
                    || matches!(token.word.as_str(), "%" | "×" | "½" | "=" | "personnel")
                    || is_in(TO_BE_DONE, &token.word)
                    || self.is_thing_left_out(at, begin))
        };
        (!(begin..n).any(is_hazard)).then_some(begin..n)
    }

    /// Is a token in a statement of what a day's cost is without?
    pub(super) fn is_outside(&self, at: usize) -> bool {
        self.statements.iter().any(|statement| statement.what == What::Outside && statement.of.contains(&at))
    }

    /// May an unknown word be one more thing that is left out: `ni la marge ni l’abondement`?
    fn is_thing_left_out(&self, at: usize, begin: usize) -> bool {
        let explains = (begin..at).any(|before| {
            is_in(RELATIVE, self.word(before))
                && !matches!(self.word(before), "" | "these")
                && (0..before).any(|first| self.is_of_firm(first))
        });
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        self.said[at] == (0, 0)
            && self.tokens[at].kind == Kind::Word
            && !is_in(OF_THE_FIRM, self.word(at))
            && !is_in(BEFORE, self.word(at))
            && !explains
            && (self.tokens[at].begins || at == 0 || is_in(JOINING, before))
            && !(before == "mark" || is_in("by par por", self.word(at.saturating_sub(2))))
    }

    /// Is a word what a price of the bid adds itself, and is it said to be inside: `intègrent les frais de structure`?
    pub(super) fn is_added_twice(&self, at: usize) -> bool {
        // `CJM chargé et margé`, `sont dans les coûts`.
        let is_margin = is_in("marge marges margin margem", self.word(at));
        let is_amount = |of: usize| self.said[of].0 & (COST | PRICE | AMOUNT) != 0 && self.word(of) != "pricing";
        let is_within = || {
            (at..self.tokens.len()).any(|of| {
                matches!(self.word(of), "dans" | "in" | "within" | "nos")
                    && (self.next(of) < self.tokens.len() && is_amount(self.next(of)))
            })
        };
        let includes = || {
            let says = is_within()
                || (is_margin && self.with)
                || self.tokens.iter().any(|token| is_in(INCLUDING, &token.word));
            self.includes() || (!self.without && says)
        };
        self.about.place != Place::Elsewhere
            && !self.about.read.sold
            && (is_in(ADDED_BY_US, self.word(at))
                || is_in(TRAVEL, self.word(at))
                || (matches!(self.word(at), "fee" | "fees")
                    && at > 0
                    && is_in("management group service brand", self.word(at - 1))))
            && includes()
            && self.left_out().is_none()
    }

    /// Is a cost said to be made of pay and charges, over days: `= (gross salary x 14 + employer social security) / 222 working days`?
    pub(super) fn is_formula(&self) -> bool {
        let n = self.tokens.len();
        let Some(sign) = (0..n).find(|at| self.word(*at) == "=") else { return false };
        let has = |list: &str| (sign + 1..n).any(|at| is_in(list, self.word(at)));
        let is_salary =
            |at: usize| self.said[at].0 & SALARY != 0 || is_in("ctc remuneration brut salaires", self.word(at));
        let months = |at: usize| {
            let paid = parse_decimal(&self.word(at).replace(',', "."));
            paid.is_some_and(|n| (Decimal::from(12)..Decimal::from(15)).contains(&n))
        };
        let is_times = |at: usize| matches!(self.word(at), "x" | "×" | "*" | "over" | "sur");
        let is_taken_off = |at: usize| self.text[..self.tokens[at].at.start].trim_end().ends_with(['-', '–', '−']);
        let is_number = |at: usize| self.tokens[at].kind == Kind::Number;
        let is_days = |at: usize| {
            let next = self.said.get(at + 1).is_some_and(|(said, _)| said & DAY != 0);
            next || (is_in("working billable chargeable productive", self.word(at + 1))
                && self.said.get(at + 2).is_some_and(|(said, _)| said & DAY != 0))
        };
        // So many days are worked in a year.
        let is_year = |at: usize| self.word(at).parse::<u32>().is_ok_and(|days| (180..=240).contains(&days));
        let is_read = |at: usize| {
            if is_days(at) {
                return is_year(at);
            }
            self.phrased[at]
                || (self.word(at + 1) == "%" && !is_taken_off(at))
                || (months(at) && (is_times(at - 1) || is_in("mois months meses", self.word(at + 1))))
        };
        (0..sign).any(|at| self.said[at].0 & COST != 0)
            && !(0..sign).any(is_number)
            && (sign + 1..n).filter(|at| is_number(*at)).all(is_read)
            && (sign + 1..n).any(is_salary)
            && has("charge* cotisation* social* patronal* employer* encargos tsu cnss pf")
            && !self.without
            && !(sign + 1..n)
                .any(|at| is_in(ADDED_BY_US, self.word(at)) || (self.is(at, NUMBER | THING) && !self.phrased[at]))
    }

    /// Does it forbid a use of the card, and say nothing of amounts: `Do not use these rates for invoicing`?
    pub(super) fn forbids(&self) -> bool {
        let n = self.tokens.len();
        let is_verb = |at: usize| {
            let word = self.word(at);
            word.len() > 4 && ["er", "ir", "re"].iter().any(|ending| word.ends_with(ending))
        };
        let begins = (self.word(0) == "ne" && self.word(1) == "pas" && is_verb(2))
            || (self.word(0) == "do" && self.word(1) == "not" && n > 2)
            || (self.word(0) == "please" && self.word(1) == "do" && self.word(2) == "not");
        let is_hazard = |at: usize| {
            !self.phrased[at]
                && (self.is(at, CHANGE | NUMBER | THING)
                    || (self.is(at, COMPONENT) && !self.is_of_firm(at))
                    || (self.tokens[at].kind == Kind::Number && !self.is_understood(at))
                    || matches!(self.word(at), "%" | "×" | "½" | "=" | "forget" | "oublier" | "omettre"))
        };
        begins && !(0..n).any(is_hazard)
    }

    /// Does it say whom to write to, and nothing of amounts?
    pub(super) fn is_address(&self) -> bool {
        let n = self.tokens.len();
        let says = |at: usize| {
            self.said[at].0 & (COST | PRICE | AMOUNT | SALARY) != 0
                || self.is(at, CHANGE | NUMBER | COMPONENT)
                || (self.tokens[at].kind == Kind::Number && !self.is_understood(at))
                || matches!(self.word(at), "%" | "×" | "½" | "=")
        };
        (0..n).any(|at| self.word(at) == "@") && !(0..n).any(|at| says(at) && !self.phrased[at])
    }

    /// Does a word leave out nothing of amounts, but qualify what someone did: `approuvée sans réserve`?
    pub(super) fn qualifies_what_was_done(&self, at: usize) -> bool {
        let done = |at: usize| self.is(at, DONE) && !self.is(at, CHANGE);
        let after_done = |at: usize| at.checked_sub(1).is_some_and(done);
        let is_sans = |at: usize| matches!(self.word(at), "sans" | "without" | "sem");
        (matches!(self.word(at), "conjointement" | "jointly") && after_done(at))
            || (is_sans(at) && after_done(at) && at + 1 < self.tokens.len() && !self.is(at + 1, COMPONENT))
            || at.checked_sub(1).is_some_and(|before| {
                is_sans(before) && after_done(before) && self.said[at] == (0, 0) && self.tokens[at].kind == Kind::Word
            })
    }

    /// Is a word unknown, and where nothing that an amount is for can be: neither beside a word of amounts, nor after what says what
    /// they are, are by, are for or are without?
    pub(super) fn is_harmless(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_unknown = self.said[at] == (0, 0) && token.kind == Kind::Word && token.word.len() > 3;
        if self.about.place != Place::Around || !self.about.is_timed || !is_unknown || self.measures[at] {
            return false;
        }
        let n = self.tokens.len();
        // Where anything else changes, counts or leaves out, each word matters.
        let is_hazard = |at: usize| {
            !self.phrased[at]
                && (self.is(at, CHANGE | NUMBER | THING | WITHOUT)
                    || matches!(self.word(at), "%" | "×" | "½" | "=")
                    || (self.tokens[at].kind == Kind::Number && !self.is_understood(at)))
        };
        if (0..n).any(is_hazard) {
            return false;
        }
        let is_money = |at: usize| {
            self.said[at].0 & (COST | PRICE | AMOUNT | SALARY) != 0
                || (self.is_money(at) && self.tokens[at].kind == Kind::Word)
        };
        // `CJM par métier, millésime 2027`: what names an edition.
        let next = self.word(at + 1);
        let is_dated = next.len() == 4 && next.bytes().all(|b| b.is_ascii_digit()) && at + 2 >= n;
        if token.begins {
            return at > 0 && is_dated;
        }
        let mut before = at;
        while let Some(of) = before.checked_sub(1) {
            let word = self.word(of);
            let is_agent =
                matches!(word, "par" | "by" | "por" | "pela" | "pelo") && (0..of).any(|of| self.is_passive(of));
            if is_money(of) || (is_in(GOVERNING, word) && !is_agent) || (is_in(LINKING, word) && (0..of).any(is_money))
            {
                return false;
            }
            let ends = self.is(of, DONE | NAMED | PLACE) || self.said[of] == (0, 0);
            if self.tokens[before].begins || (ends && !is_little(&self.tokens[of])) {
                return of > 0 || self.tokens[before].begins || !is_money(of);
            }
            before = of;
        }
        false
    }
}
