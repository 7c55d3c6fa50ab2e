//! What words around prices say against what is read: another time, another price, an old year.

use super::about::Place;
use super::judged::Sentence;
use super::sentence::Kind;
use super::statement::is_little;
use super::vocabulary::known::{CHANGE, PLACE, WITH};
use super::vocabulary::{AMOUNT, COST, DAY, PRICE, SHARE};
use crate::buyer::form::is_calendar;

/// A title has so many words at most; more are a note, which speaks of other amounts too.
const WORDS_OF_A_TITLE: usize = 8;

impl Sentence<'_> {
    /// Is a day one of the calendar, of which fewer are worked: `au jour calendaire`? `30 jours calendaires` are a delay.
    pub(super) fn is_of_calendar(&self, at: usize) -> bool {
        let is_day = |at: usize| self.said[at].0 & DAY != 0;
        let is_counted = || at.checked_sub(2).is_some_and(|before| self.tokens[before].kind == Kind::Number);
        (self.tokens[at].word.starts_with("calendaire") || self.tokens[at].word == "calendar")
            && (at.checked_sub(1).is_some_and(is_day) || self.tokens.get(at + 1).is_some_and(|_| is_day(at + 1)))
            && !is_counted()
    }

    /// Does a title say that amounts are others than those of the columns: `CJM – prix de vente`, `CJM – salaire brut`, `CJM – coût
    /// horaire`?
    pub(super) fn contradicts(&self, at: usize) -> bool {
        let is_title = matches!(self.about.place, Place::Around | Place::Name) && self.tokens.len() <= WORDS_OF_A_TITLE;
        let is_amount = |at: usize| self.said[at].0 & (COST | PRICE | AMOUNT) != 0;
        let explains = self.without || (0..self.tokens.len()).any(|at| self.is(at, CHANGE | WITH));
        if !is_title || explains || !(0..self.tokens.len()).any(is_amount) {
            return false;
        }
        let read = self.about.read;
        match self.tokens[at].word.as_str() {
            "vente" | "ventes" | "vendu" | "vendus" | "venda" | "vendas" | "selling" | "pv" => !read.sold,
            "horaire" | "horaires" | "hourly" | "horario" | "horaria" => {
                let before = (0..at).rev().find(|at| !is_little(&self.tokens[*at]));
                let is_rate = |at: usize| self.said[at].0 & (COST | PRICE | SHARE) != 0;
                !read.hours && (before.is_some_and(is_rate) || self.tokens.get(at + 1).is_some_and(|_| is_rate(at + 1)))
            }
            "salaire" | "salaires" | "salary" | "salaries" | "salario" | "salarios" | "remuneration" => {
                let is_bare =
                    |word: &str| matches!(word, "brut" | "bruts" | "net" | "nets" | "de" | "fixe" | "fixes" | "bruto");
                !read.salaried && self.tokens.get(at + 1).is_none_or(|next| is_bare(&next.word))
            }
            _ => false,
        }
    }

    /// Is a number the year of amounts, and too old for them to hold: `Prix 2022`?
    pub(super) fn is_old(&self, at: usize) -> bool {
        let year = |at: usize| self.tokens[at].word.parse::<u32>().ok().filter(|year| is_calendar(*year));
        let is_amount = |at: usize| {
            self.said[at].0 & (COST | PRICE | AMOUNT) != 0
                || matches!(self.tokens[at].word.as_str(), "grille" | "bareme" | "tarification")
        };
        let is_between = |at: usize| {
            is_little(&self.tokens[at])
                || matches!(self.tokens[at].word.as_str(), "en" | "annee" | "exercice" | "year" | "journaliers" | "ano")
        };
        let of = (0..at).rev().find(|at| !is_between(*at));
        let others = (0..self.tokens.len()).filter_map(year);
        year(at).is_some_and(|year| year < self.about.oldest)
            && of.is_some_and(is_amount)
            && others.max().is_some_and(|latest| latest < self.about.oldest)
    }

    /// Is a team that of a place, whose amounts are those of one of it: `Équipe de Rennes`?
    pub(super) fn is_team_of_a_place(&self, at: usize) -> bool {
        let after = (at + 1..self.tokens.len()).find(|at| !is_little(&self.tokens[*at]));
        let is_place = |at: usize| self.is(at, PLACE) || (self.about.is_name)(&self.tokens[at].word);
        matches!(self.tokens[at].word.as_str(), "equipe" | "equipes" | "team" | "teams") && after.is_some_and(is_place)
    }

    /// Is a word all that is in a cell, and the code of a form or a report: `CTG1`?
    pub(super) fn is_code(&self, at: usize) -> bool {
        let text = self.text.trim();
        let letters = self.tokens[at].word.trim_end_matches(|c: char| c.is_ascii_digit());
        self.about.place == Place::Around
            && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b"_-.".contains(&b))
            && text.bytes().any(|b| b.is_ascii_digit())
            && letters.len() > 1
    }
}
