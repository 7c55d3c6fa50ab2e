//! Whether one word, number or sign of a sentence around prices is understood, by what it says and by what is around it.

use super::about::Place;
use super::currency::currency;
use super::grade::Grade;
use super::jobs::{is_beside, jobs};
use super::judged::Sentence;
use super::month;
use super::neutral::READ;
use super::sentence::{Kind, Token};
use super::statement::is_little;
use super::terms::is_longer;
use super::titles::is_part;
use super::vocabulary::known::{
    APART, CHANGE, COMPONENT, CONTACT, DONE, EXTRA, NAMED, NUMBER, NUMBERED, PLACE, PLAIN, THING, TOPIC, WITH, WITHOUT,
};
use super::vocabulary::{
    self, AMOUNT, BY_TIME, COST, CURRENCY, DAY, FROM, HIGH, HOUR, LEVEL, LOW, MODE, POSITION, PRICE, PROFILE_1,
    PROFILE_2, PROFILE_3, SALARY, SALE, SITE, TOTAL, YEARS,
};
use super::words::words;
use crate::buyer::form::{Of, is_calendar};
use crate::unit::parse_decimal;

impl Sentence<'_> {
    pub(super) fn is_understood(&self, at: usize) -> bool {
        let contradicts = || {
            self.is_tax(at)
                || self.is_old(at)
                || self.is_added_twice(at)
                || self.is_of_other_day(at)
                || self.is_of_part_of_a_week(at)
                || self.computes(at)
        };
        if self.is_paid_otherwise(at) || self.is_of_a_draft(at) || self.is_of_another_cost(at) || self.is_beyond(at) {
            return false;
        }
        if self.phrased[at] && !contradicts() {
            return true;
        }
        if self.measures[at] || self.computes(at) {
            return false;
        }
        if self.is_free(at) && !self.is_of_a_part(at) && !self.is_added_twice(at) && !self.is_other_than_said(at) {
            return true;
        }
        match self.tokens[at].kind {
            Kind::Number => self.is_number(at),
            Kind::Sign => match self.tokens[at].word.as_str() {
                "%" | "‰" => at > 0 && self.tokens[at - 1].kind == Kind::Number && self.is_understood(at - 1),
                "×" | "½" | "=" => false,
                "+" | "<" | ">" | "≥" | "≤" => {
                    self.tokens.get(at + 1).is_none_or(|next| next.kind != Kind::Number || self.is_understood(at + 1))
                }
                _ => true,
            },
            Kind::Word => self.is_word(at),
        }
    }

    /// Does one of its words say one of these?
    fn names(&self, what: u16) -> bool {
        (0..self.tokens.len()).any(|at| self.is(at, what))
    }

    /// Is it a tax that is in the amounts?
    pub(super) fn is_tax(&self, at: usize) -> bool {
        matches!(self.tokens[at].word.as_str(), "tva" | "vat" | "iva" | "gst") && self.includes()
    }

    fn is_number(&self, at: usize) -> bool {
        let number = self.tokens[at].word.as_str();
        let near = |at: Option<usize>| at.and_then(|at| self.tokens.get(at));
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let parts: Vec<&str> = number.split(['/', '-', '.']).collect();
        let year = |part: &&str| part.len() == 4 && part.parse().is_ok_and(is_calendar);
        let is_date =
            parts.iter().any(year) || (parts.len() == 3 && number.contains(['/', '-', '.']) && !number.contains(','));
        let is_month = |at: Option<usize>| near(at).is_some_and(|token| month::is_name(&token.word));
        let is_day = number.parse::<u32>().is_ok_and(|n| n <= 31);
        // `1er janvier`.
        let ordinal = near(after).is_some_and(|token| matches!(token.word.as_str(), "er" | "st" | "nd" | "rd" | "th"));
        let is_own = before
            .is_some_and(|before| self.is(before, NUMBERED) || matches!(self.tokens[before].word.as_str(), "er" | "#"));
        let is_count = || self.about.read.count.is_some_and(|n| parse_decimal(&number.replace(',', ".")) == Some(n));
        let is_short = number.len() <= 2;
        // `FY2026-27`.
        let goes_on = before.is_some_and(|before| {
            let of = &self.tokens[before];
            is_short
                && of.kind == Kind::Word
                && of.word.ends_with(|c: char| c.is_ascii_digit())
                && self.text[of.at.end..self.tokens[at].at.start].len() == 1
        });
        // `(1) Hors frais`, `2. Coûts complets`: a footnote, a point of a list.
        let as_typed = &self.tokens[at].at;
        let (left, right) = (self.text[..as_typed.start].trim_end(), &self.text[as_typed.end..]);
        let is_mark = is_short
            && (left.ends_with(['(', '[']) && right.starts_with([')', ']'])
                || at == 0
                    && (right.starts_with([')', '.', '-']) || right.trim_start().starts_with(['-', '–', '—', ':'])));
        let is_code = self.about.place == Place::Row
            && number.contains('-')
            && near(after).is_none_or(|token| {
                token.kind == Kind::Number || self.text[as_typed.end..].starts_with(&*token.word.to_uppercase())
            });
        let is_share = || near(after).is_some_and(|token| token.word == "%") && self.includes();
        // `hors frais (forfait de 70 € par jour)`: what is apart costs that.
        let is_aside = || {
            near(after).is_some_and(|token| currency(&token.word).is_some())
                && (0..at)
                    .rev()
                    .find(|at| self.is(*at, WITHOUT))
                    .is_some_and(|out| (out..at).any(|at| self.is(at, APART)))
        };
        // `ICE 001234567000089`, `AC-2026-07`, `D2026-0147`: of an acronym, or of so many digits.
        let has_unit =
            || near(after).is_some_and(|next| !next.begins && (next.word == "%" || currency(&next.word).is_some()));
        let is_reference = || {
            let is_shouted =
                |of: &Token| of.kind == Kind::Word && !self.text[of.at.clone()].contains(char::is_lowercase);
            let of_acronym = before.is_some_and(|before| {
                let of = &self.tokens[before];
                is_shouted(of) && self.said[before] == (0, 0) && !self.is_money(before) && currency(&of.word).is_none()
            });
            let is_whole = number.bytes().all(|b| b.is_ascii_digit());
            // `CNSS 9876543`, whatever the letters mean.
            let is_registered = before.is_some_and(|before| is_shouted(&self.tokens[before])) && number.len() > 5;
            let is_long = is_whole && (number.len() > 7 || is_registered);
            (of_acronym || is_long) && !has_unit() && !self.is_heading()
        };
        let is_one =
            || number == "1" && near(after).is_some_and(|token| vocabulary::says(&token.word) & (DAY | HOUR) != 0);
        let is_contact = || (0..self.tokens.len()).any(|at| self.is(at, CONTACT) || self.tokens[at].word == "@");
        if self.is_old(at) || self.is_of_other_day(at) || self.is_of_part_of_a_week(at) {
            return false;
        }
        is_date
            || (is_day && (is_month(after) || is_month(before)))
            || (ordinal && is_month(Some(at + 2)))
            || (is_own && !has_unit())
            || (number == "100" && near(after).is_some_and(|next| next.word == "%"))
            || (!self.has_money
                && !self.names(CHANGE | COMPONENT)
                && near(after).is_none_or(|next| next.begins || next.word == "/"))
            || is_count()
            // `ZCO_CJM_02`: of a report.
            || left.ends_with('_')
            || goes_on
            || is_reference()
            || is_mark
            || is_code
            || (self.is_heading() && (self.about.is_name)(number))
            || is_share()
            || is_one()
            || ((is_contact() || self.is_telephone(at) || self.is_postal(at)) && !self.has_money)
            || is_aside()
            || (self.about.place == Place::Row && !self.has_money && near(after).is_none())
            || self.is_of_others()
    }

    /// Is something said to be in the amounts, and nothing to be out of them?
    pub(super) fn includes(&self) -> bool {
        let strong = |word: &str| ["compris", "inclu", "integr", "includ"].iter().any(|stem| word.starts_with(stem));
        !self.without && self.tokens.iter().any(|token| strong(&token.word))
    }

    /// Is it about other amounts: `Astreinte : 180 € par semaine`, `Majoration de 50 % la nuit`?
    pub fn is_of_others(&self) -> bool {
        let Some(first) = (0..self.tokens.len()).find(|at| {
            self.tokens[*at].kind == Kind::Word && !is_little(&self.tokens[*at]) && self.tokens[*at].word.len() > 2
        }) else {
            return false;
        };
        let names_extra = || (0..self.tokens.len()).any(|at| self.is(at, EXTRA));
        // `Conditions de règlement`, `Payment terms`.
        let leads = matches!(
            self.tokens[first].word.as_str(),
            "frais" | "conditions" | "condition" | "modalites" | "modalite" | "condicoes" | "termes" | "terms" | "mode"
        );
        let first = if leads { first + 1 } else { first };
        let first = (first..self.tokens.len()).find(|at| self.tokens[*at].word.len() > 2).unwrap_or(first);
        !self.is_heading()
            && first < self.tokens.len()
            && self.is(first, TOPIC)
            && (!self.is(first, CHANGE) || names_extra())
            && !self.tokens.iter().any(|token| is_rebate(&token.word))
    }

    fn is_word(&self, at: usize) -> bool {
        const SPECIAL: u32 = vocabulary::PLAIN
            | vocabulary::PER
            | COST
            | PRICE
            | SALE
            | AMOUNT
            | SALARY
            | CURRENCY
            | FROM
            | LOW
            | HIGH
            | MODE
            | BY_TIME
            | YEARS
            | DAY
            | TOTAL;
        const OF_A_CARD: u32 = PROFILE_1 | PROFILE_2 | PROFILE_3 | LEVEL | POSITION | SITE;
        let Token { word, .. } = &self.tokens[at];
        let word = word.as_str();
        let read = self.about.read;
        let has_days = || self.said.iter().any(|(said, _)| said & DAY != 0);
        if self.is_added_twice(at) || self.is_other_than_said(at) {
            return false;
        }
        if self.is_otherwise(at) || self.is_of_calendar(at) || self.contradicts(at) || self.is_of_a_part(at) {
            return false;
        }
        match word {
            "ttc" => return read.gross || self.is_of_others(),
            "k" | "ke" | "keur" | "keuros" | "millier" | "milliers" | "centime" | "centimes" | "thousand"
            | "thousands" => {
                return read.multiple || self.is_of_others();
            }
            _ if self.is_tax(at) => return read.gross,
            // `b) Rates`: a point of a list.
            _ if at == 0 && word.len() == 1 && self.text[self.tokens[at].at.end..].starts_with([')', '.']) => {
                return true;
            }
            "" | "er" | "ere" | "eme" | "st" | "nd" | "rd" | "th" => return true,
            _ if currency(word).is_some() => return true,
            _ => {}
        }
        if self.qualifies_what_was_done(at) {
            return true;
        }
        if self.is(at, WITHOUT) {
            return self.is_without(at);
        }
        if self.is(at, NUMBER) {
            return self.is_of_others();
        }
        // Another column is of that time, or in that multiple.
        if read.longer && (is_longer(word) || Of::word(word).is_some_and(|of| matches!(of, Of::Week | Of::Time(_)))) {
            return true;
        }
        if self.is_of_others() && (self.said[at] != (0, 0) || Of::word(word).is_some()) {
            return true;
        }
        // What amounts are for was taken over, and is divided by, or refused.
        if read.count.is_some() && Of::word(word).is_some_and(|of| of != Of::Unit) {
            return true;
        }
        if self.said[at].0 & HOUR != 0 {
            return self.is_heading() || read.hours || has_days();
        }
        let is_charges = word.starts_with("charge") || matches!(word, "cotisations" | "encargos");
        if is_charges && self.is_left_out(at) {
            return read.bare || self.is_of_the_firm(at);
        }
        if self.said[at].0 & (SPECIAL | OF_A_CARD) != 0 || self.is(at, PLAIN | PLACE | WITH) || is_part(word) {
            return true;
        }
        if self.is(at, COMPONENT) && (self.with || is_charges) && !self.is_left_out(at) {
            return true;
        }
        if self.is(at, APART)
            && (self.is_after_without(at)
                || matches!(word, "ht" | "tax" | "taxe" | "taxes" | "tva" | "vat" | "iva" | "frais" | "structure"))
        {
            return true;
        }
        let is_job = || !jobs(&words(word)).is_empty() || words(word).iter().all(|word| is_beside(word));
        let is_time = || month::is_name(word) || is_numbered(word);
        (self.is(at, DONE) && !self.is(at, CHANGE))
            || self.is_team_of_a_place(at)
            || is_time()
            || Grade::of(word).is_some()
            || (self.about.is_name)(word)
            || (!self.is(at, THING | CHANGE) && (is_job() || (self.may_be_name(at) && self.may_name(at))))
            || self.is_code(at)
            || self.is_of_expenses(at)
            || self.is_harmless(at)
            || self.is_adverb(at)
    }

    /// Is an unknown word one of the expenses that are left out: `hors frais de vie`?
    fn is_of_expenses(&self, at: usize) -> bool {
        let out = (0..at).rev().find(|at| self.is(*at, WITHOUT));
        let noun = out.and_then(|out| (out + 1..at).find(|at| !is_little(&self.tokens[*at])));
        let is_expense = |noun: usize| matches!(self.tokens[noun].word.as_str(), "frais" | "expenses" | "despesas");
        self.said[at] == (0, 0) && noun.is_some_and(is_expense)
    }

    /// `hors frais`, `sans engagement`, `hors charges` that is read, `hors Paris`; `frais exclus`.
    fn is_without(&self, at: usize) -> bool {
        let word = self.tokens[at].word.as_str();
        if word.starts_with("exclu") && !word.starts_with("excluding") && !word.starts_with("excluindo") {
            let others = (0..self.tokens.len()).filter(|at| self.is(*at, COMPONENT) && !self.is(*at, APART));
            return others.count() == 0 && (0..self.tokens.len()).any(|at| self.is(at, APART));
        }
        if matches!(word, "non" | "pas" | "ni" | "ne" | "not" | "nor" | "neither" | "nao") {
            // `non chargé` is read.
            let charged = self.tokens.get(at + 1).is_some_and(|next| next.word.starts_with("charge"));
            let worked = self.tokens.get(at + 1).is_some_and(|next| next.word.starts_with("ouvr"));
            return (charged && self.about.read.bare) || worked;
        }
        let article = |at: &usize| {
            matches!(
                self.tokens[*at].word.as_str(),
                "les"
                    | "la"
                    | "le"
                    | "l"
                    | "de"
                    | "des"
                    | "d"
                    | "the"
                    | "of"
                    | "du"
                    | "all"
                    | "any"
                    | "applicable"
                    | "toutes"
                    | "tous"
            )
        };
        let Some(noun) = (at + 1..self.tokens.len()).find(|at| !article(at)) else { return false };
        let of = &self.tokens[noun];
        let is_charges = of.word.starts_with("charge") || matches!(of.word.as_str(), "cotisations" | "encargos");
        if is_charges {
            return self.about.read.bare || self.is_of_the_firm(noun);
        }
        let is_name = self.said[noun].1 & !NAMED == 0
            && of.is_capital(self.text)
            && self.text[of.at.clone()].chars().skip(1).any(char::is_lowercase);
        self.is(noun, APART | PLACE) || is_name || self.said[noun].0 & SITE != 0 || (self.about.is_name)(&of.word)
    }

    /// Is a part of a day's cost left out: is a word that leaves out before it, or `non comprises` after it?
    fn is_left_out(&self, at: usize) -> bool {
        let after = at + 1..self.tokens.len().min(at + 5);
        (0..at).any(|before| self.is(before, WITHOUT))
            || self.is_just_after_before(at)
            || after.into_iter().any(|after| {
                let word = self.tokens[after].word.as_str();
                !self.is_outside(after)
                    && (matches!(word, "non" | "pas" | "not" | "nao" | "ne" | "ni") || word.starts_with("exclu"))
            })
    }

    /// Charges of the structure are overheads, which a card is without.
    fn is_of_the_firm(&self, at: usize) -> bool {
        let after = self.tokens[at + 1..].iter().find(|token| !matches!(token.word.as_str(), "de" | "du" | "la" | "d"));
        after.is_some_and(|token| {
            matches!(
                token.word.as_str(),
                "structure" | "indirectes" | "generales" | "fixes" | "communes" | "exceptionnelles"
            )
        })
    }

    /// Is a word in what follows `hors`, up to the end of its part?
    fn is_after_without(&self, at: usize) -> bool {
        (0..at).rev().any(|before| self.is(before, WITHOUT))
            || self.tokens[at..].iter().any(|token| token.word.starts_with("exclu"))
            || (self.with && !self.without)
    }

    /// In a heading no word that says something else is a name: `CJM Marché`.
    fn may_name(&self, at: usize) -> bool {
        let (said, of) = self.said[at];
        !self.is_heading() || (said & !READ == 0 && of & !(PLACE | NAMED) == 0)
    }

    /// May an unknown word be the name of a town, a company, a person: a capital where its neighbours have none?
    pub(super) fn may_be_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_capital = token.is_capital(self.text) || (self.about.place == Place::Name && self.about.is_timed);
        if !is_capital || self.said[at].1 & (THING | CHANGE | NUMBER) != 0 {
            return false;
        }
        let before = (0..at).rev().find(|at| {
            !matches!(
                self.tokens[*at].word.as_str(),
                "de" | "d" | "du" | "la" | "le" | "des" | "l" | "of" | "do" | "da"
            )
        });
        let is_shouted = |token: &Token| !self.text[token.at.clone()].contains(char::is_lowercase);
        let is_all_shouted = !self.text.contains(char::is_lowercase);
        // `net de CII`, a heading of `CJM CIR`: nothing says what the letters mean.
        let is_part = before.is_some_and(|before| {
            matches!(
                self.tokens[before].word.as_str(),
                "net" | "nets" | "nette" | "brut" | "bruts" | "dont" | "avant" | "apres" | "of" | "before" | "after"
            )
        });
        if is_shouted(token) && !is_all_shouted && (is_part || self.is_heading()) {
            return false;
        }
        let named = before.is_some_and(|before| {
            let (said, of) = self.said[before];
            of & (NAMED | PLACE) != 0
                || said & SITE != 0
                || matches!(
                    self.tokens[before].word.as_str(),
                    "mme" | "mr" | "m" | "par" | "by" | "por" | "pela" | "pelo"
                )
        });
        // The rest of a name of several words: `Sopra Steria`.
        let goes_on = at > 0
            && !token.begins
            && self.said[at - 1] == (0, 0)
            && self.tokens[at - 1].kind == Kind::Word
            && self.may_be_name(at - 1);
        if self.about.is_timed || named || goes_on {
            return true;
        }
        if self.is_heading() || token.begins {
            return false;
        }
        let is_content = |token: &&Token| token.kind == Kind::Word && token.word.len() > 3 && !token.begins;
        let mixed = self.tokens.iter().filter(is_content).any(|token| !token.is_capital(self.text));
        mixed && !is_shouted(token)
    }
}

/// Is a word of an amount that is to be taken off?
fn is_rebate(word: &str) -> bool {
    ["remise", "rabais", "ristourne", "discount", "rebate", "abattement", "desconto"]
        .iter()
        .any(|of| word.starts_with(of))
}

/// `T1`, `FY27`, `V2`: a part of a year, a version.
fn is_numbered(word: &str) -> bool {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    letters.len() < word.len() && ["fy", "v", "t", "q", "s", "h", "rev", "lot", "ao"].contains(&letters)
}
