//! What words around prices say against what is read: another time, another price, an old year.

use super::about::Place;
use super::currency::currency;
use super::judged::Sentence;
use super::month;
use super::sentence::Kind;
use super::statement::is_little;
use super::vocabulary::known::{APART, CHANGE, COMPONENT, DONE, EXTRA, OTHERWISE, PLACE, THING, WITH};
use super::vocabulary::statements::{LIMITS, TRAVEL, is_in};
use super::vocabulary::{AMOUNT, COST, DAY, HOUR, OLD, PRICE, SALARY, SALE, SHARE};
use crate::buyer::form::is_calendar;

/// A title has so many words at most; more are a note, which speaks of other amounts too.
pub(super) const WORDS_OF_A_TITLE: usize = 8;
/// A smaller share of a year's days is that of no one who works all of them.
const LEAST_ACTIVITY: u32 = 60;
/// So many words beside a price are about its time.
const WORDS_OF_A_TIME: usize = 3;
/// Who works less is there for a part of the week.
const HOURS_OF_A_WEEK: u32 = 30;
/// What says that an amount is of another time than a day.
const LONGER_TIMES: &str = "hebdo* mensu* mensal* trimestr* semestr* quinz* bimens* weekly monthly yearly fortnight* semanal* annuel annuelle annualise*";
/// What says that a cost is another's too.
const SHARED: &str = "partag* shared mutualis* split";
/// So many a title has that is `Montant total`.
const WORDS_OF_A_TOTAL: usize = 3;

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
        // `Salaire journalier`, first of all.
        let is_salary = at < 2 && self.said[at].0 & SALARY != 0;
        if !is_title || explains || !(is_salary || (0..self.tokens.len()).any(is_amount)) {
            return false;
        }
        let read = self.about.read;
        if self.said[at].0 & OLD != 0 && !self.replaces() {
            return true;
        }
        match self.tokens[at].word.as_str() {
            "vente" | "ventes" | "vendu" | "vendus" | "venda" | "vendas" | "selling" | "pv" => !read.sold,
            "horaire" | "horaires" | "hourly" | "horario" | "horaria" => {
                let before = (0..at).rev().find(|at| !is_little(&self.tokens[*at]));
                let is_rate = |at: usize| self.said[at].0 & (COST | PRICE | SHARE) != 0;
                !read.hours && (before.is_some_and(is_rate) || self.tokens.get(at + 1).is_some_and(|_| is_rate(at + 1)))
            }
            "salaire" | "salaires" | "salary" | "salaries" | "salario" | "salarios" | "remuneration" => {
                let is_bare = |word: &str| {
                    matches!(
                        word,
                        "brut"
                            | "bruts"
                            | "net"
                            | "nets"
                            | "de"
                            | "fixe"
                            | "fixes"
                            | "bruto"
                            | "per"
                            | "par"
                            | "journalier"
                            | "journaliers"
                            | "diario"
                    )
                };
                !read.salaried && self.tokens.get(at + 1).is_none_or(|next| is_bare(&next.word))
            }
            _ => false,
        }
    }

    /// Does a word say that amounts are those of something else than they seem: `nets de subvention`, `pris en charge par le client`,
    /// `sont ceux d’un mi-temps`, `la moitié des charges seulement`?
    pub(super) fn is_of_a_part(&self, at: usize) -> bool {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let before = |n: usize| at.checked_sub(n).map_or("", word);
        let is_around = matches!(self.about.place, Place::Around | Place::Name | Place::Row);
        let of_parts = || self.said.iter().any(|(said, of)| of & COMPONENT != 0 || said & SALARY != 0);
        let of_amounts = || self.said.iter().any(|(said, _)| said & (COST | PRICE | AMOUNT) != 0);
        is_around
            && match word(at) {
                "net" | "nets" | "nette" | "nettes" => {
                    let of = (at + 1..self.tokens.len()).find(|at| !is_little(&self.tokens[*at]));
                    matches!(word(at + 1), "de" | "des" | "d" | "du" | "of")
                        && !of.is_some_and(|of| matches!(word(of), "taxe" | "taxes" | "tva" | "vat" | "tax"))
                }
                "charge" => {
                    let is_paid = before(1) == "en" && before(2).starts_with("pris");
                    let is_borne = before(1) == "la" && before(2) == "a";
                    (is_paid || is_borne) && (of_parts() || of_amounts())
                }
                "marge" | "margin" | "margem" => !self.about.read.sold && self.includes(),
                "taxe" | "taxes" => self.without && word(at + 1) == "sur",
                "avant" | "apres" | "before" | "after" => {
                    let of = (at + 1..self.tokens.len()).find(|at| !is_little(&self.tokens[*at]));
                    of.is_some_and(|of| {
                        (self.is(of, COMPONENT | CHANGE) && !self.is(of, APART))
                            || matches!(
                                word(of),
                                "credit"
                                    | "aide"
                                    | "aides"
                                    | "subvention"
                                    | "subventions"
                                    | "impot"
                                    | "cir"
                                    | "tax"
                                    | "grant"
                                    | "grants"
                            )
                    })
                }
                "client" | "acheteur" | "etat" | "opco" | "customer" => {
                    matches!(before(1), "le" | "l" | "the" | "par" | "by")
                        && (before(2) == "par" || before(1) == "by" || before(2) == "by")
                        && !is_in("paiement reglement facturation payment invoicing", word(0))
                        && of_parts()
                }
                "ceux" | "celui" | "celles" | "celle" | "those" => {
                    matches!(before(1), "sont" | "est" | "are" | "bien") && of_amounts()
                }
                "personnel" => self.without && matches!(before(2), "frais" | "charges" | "depenses"),
                other => is_in(LIMITS, other) && of_parts(),
            }
    }

    /// Beside a price, does a word say another time, another currency, another price than those that are read?
    pub(super) fn is_otherwise(&self, at: usize) -> bool {
        let word = self.tokens[at].word.as_str();
        let is_times = || {
            let digits = word.strip_prefix('x').unwrap_or_default();
            !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
        };
        self.about.place == Place::Row
            && !self.is_of_others()
            && !(self.about.is_name)(word)
            && (self.said[at].0 & (HOUR | SALARY) != 0
                || (self.said[at].0 & SALE != 0 && self.is_of_sale(at))
                || currency(word).is_some_and(|of| of != "EUR")
                || OTHERWISE.contains(&word)
                || is_times()
                || self.is_of_longer_time(at)
                || (is_in(SHARED, word) && self.has_money)
                || self.computes(at))
    }

    /// Is so short a text of another time: `hebdo`, `forfait hebdomadaire`?
    fn is_of_longer_time(&self, at: usize) -> bool {
        let is_short = self.has_money || self.tokens.len() <= WORDS_OF_A_TIME;
        is_short && is_in(LONGER_TIMES, self.word(at)) && !self.phrased[at]
    }

    /// Beside a price, is a sign, or an `x`, what says how it is worked out: `x 2`, `coût / 2`, `+ frais`, `tarif + 12 %`?
    pub(super) fn computes(&self, at: usize) -> bool {
        let is_number =
            |at: Option<usize>| at.and_then(|at| self.tokens.get(at)).is_some_and(|token| token.kind == Kind::Number);
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let is_added = |at: usize| {
            self.is(at, COMPONENT | APART | CHANGE | THING | EXTRA) || self.is_money(at) || is_in(TRAVEL, self.word(at))
        };
        self.about.place == Place::Row
            && match self.word(at) {
                "x" | "×" | "*" => is_number(before) || is_number(after),
                "/" | "÷" => is_number(after) && !is_number(before),
                "+" => {
                    let is_share = is_number(after)
                        && self.tokens.get(at + 2).is_some_and(|of| of.word == "%" || currency(&of.word).is_some());
                    let noun = self.next(at);
                    at == 0 || is_share || (noun < self.tokens.len() && is_added(noun))
                }
                _ => false,
            }
    }

    /// Is a number the hours of a week that is none of a whole one: `20 h/semaine`?
    pub(super) fn is_of_part_of_a_week(&self, at: usize) -> bool {
        let is_hour = self.said.get(at + 1).is_some_and(|(said, _)| said & HOUR != 0);
        let of = (at + 2..self.tokens.len().min(at + 5))
            .find(|at| !matches!(self.word(*at), "/" | "par" | "per" | "a" | "by" | "la"));
        let is_week = of.is_some_and(|of| is_in("semaine semaines week weeks semana hebdo*", self.word(of)));
        let hours = self.word(at).split([',', '.']).next().and_then(|hours| hours.parse::<u32>().ok());
        self.tokens[at].kind == Kind::Number
            && self.about.place != Place::Heading
            && is_hour
            && is_week
            && hours.is_some_and(|hours| hours < HOURS_OF_A_WEEK)
            && !self.is_of_others()
    }

    /// Is a word of what is sold said of amounts: `prix client`, `vente`; not `chez le client`?
    fn is_of_sale(&self, at: usize) -> bool {
        let before = (0..at).rev().find(|at| !is_little(&self.tokens[*at]));
        before.is_none_or(|before| self.is_money(before))
            || ["vent", "vend", "pv", "fact"].iter().any(|of| self.tokens[at].word.starts_with(of))
    }

    /// Is a number the hours of a day that is none of six to ten: `Journées de 12 h`?
    pub(super) fn is_of_other_day(&self, at: usize) -> bool {
        let is = |at: Option<usize>, what: u32| {
            at.is_some_and(|at| self.said.get(at).is_some_and(|(said, _)| said & what != 0))
        };
        let day = (0..at).rev().find(|at| !is_little(&self.tokens[*at]));
        let hours = self.tokens[at].word.split([',', '.']).next().and_then(|hours| hours.parse::<u32>().ok());
        let has_minutes = self.tokens.get(at + 2).is_some_and(|next| {
            next.kind == Kind::Number
                && next.word != "00"
                && self.text[self.tokens[at + 1].at.end..next.at.start].trim().is_empty()
        });
        self.about.place != Place::Heading
            && is(day, DAY)
            && !is(day, COST | PRICE)
            && is(Some(at + 1), HOUR)
            && hours.is_some_and(|hours| !(6..=10).contains(&hours) || (hours == 10 && has_minutes))
            && !self.is_of_others()
    }

    /// Does a word say what contradicts a card of one person's days: `Net employeur`, `Base pay only`, `Coûts CIR inclus`, `Montant
    /// total`, `Blended offshore/onsite rates`, `Effectif : 3 par ligne`, `TACE non pris en compte`, `incluant le temps de trajet`?
    pub(super) fn is_other_than_said(&self, at: usize) -> bool {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let before = |n: usize| at.checked_sub(n).map_or("", word);
        let any = |list: &str| self.tokens.iter().any(|token| is_in(list, &token.word));
        let is_short = self.tokens.len() <= WORDS_OF_A_TOTAL;
        if !matches!(self.about.place, Place::Around | Place::Name) {
            return false;
        }
        match word(at) {
            "net" | "nets" => word(at + 1).starts_with("employ"),
            "pay" => before(1) == "base" && (any("only just") || self.tokens.len() <= WORDS_OF_A_TOTAL),
            "cir" | "cii" => self.includes(),
            "trajet" | "trajets" | "commuting" => self.includes() && (any("temps time") || any("duree")),
            "blended" | "mixed" | "mixte" | "mixtes" => any("offshore onsite onshore nearshore junior* senior*"),
            "tace" => any("non pas not hors sans"),
            "effectif" | "effectifs" | "headcount" => any("par per") && any("ligne lignes row line rows lines"),
            "global" | "globale" | "globaux" => is_short && is_in("prix montant tarif price", before(1)),
            "total" | "totale" | "totaux" => {
                is_short
                    && (is_in("prix montant montants cout tarif amount", before(1))
                        || is_in("projet mission prestation project amount", word(at + 1)))
            }
            // `FY2022 rates`.
            fy if fy.starts_with("fy") => {
                let year = fy[2..].parse::<u32>().ok().filter(|year| is_calendar(*year));
                year.is_some_and(|year| year < self.about.oldest) && is_in("rate rates cost costs", word(at + 1))
            }
            // `Taux d’activité : 50 %`: nobody who works full time has it.
            share if word(at + 1) == "%" && any("activite") => {
                share.parse::<u32>().is_ok_and(|share| share < LEAST_ACTIVITY)
            }
            // `Du lundi au samedi`: more days are worked than a week has.
            "samedi" | "dimanche" | "saturday" | "sunday" | "sabado" | "domingo" => {
                is_in("au to a", before(1)) && any("lundi monday segunda") && !self.is_of_others()
            }
            "aides" | "aide" => is_in("contrats contrat emplois emploi", before(1)),
            "complete" | "entiere" => is_in("prestation mission", before(1)),
            _ => false,
        }
    }

    /// Does it say what the card is in the place of?
    fn replaces(&self) -> bool {
        let is_verb = |word: &str| ["annul", "remplac", "replac", "supersed"].iter().any(|of| word.starts_with(of));
        self.tokens.iter().any(|token| is_verb(&token.word))
    }

    /// Is a number the year of amounts, and too old for them to hold: `Prix 2022`?
    pub(super) fn is_old(&self, at: usize) -> bool {
        // `2021-2023`: the last of them.
        let year = |at: usize| {
            let last = self.tokens[at].word.rsplit(['-', '/']).next()?;
            last.parse::<u32>().ok().filter(|year| is_calendar(*year))
        };
        let is_amount = |at: usize| {
            self.said[at].0 & (COST | PRICE | AMOUNT) != 0
                || is_in(
                    "grille bareme tarification moyenne tabela base donnees budget chiffres figures paie paies payroll bulletins zero rates ceci",
                    &self.tokens[at].word,
                )
                || (self.tokens[at].word == "ci"
                    && at > 0
                    && is_in("ceux celles celui celle", &self.tokens[at - 1].word))
        };
        let is_between = |at: usize| {
            let token = &self.tokens[at];
            is_little(token)
                || month::is_name(&token.word)
                || (!is_amount(at) && self.is(at, DONE))
                || is_in(
                    "en annee exercice year journaliers ano fy sont datent date est fin cours taux moyen change converti* exprim* constate*",
                    &token.word,
                )
        };
        let of = (0..at).rev().find(|at| !is_between(*at));
        let others = (0..self.tokens.len()).filter_map(year);
        // `Grille de l’offre précédente (2023)`.
        let is_bracketed = self.tokens[at].begins
            && self.text[self.tokens[at].at.end..].starts_with(')')
            && self.tokens.len() <= WORDS_OF_A_TITLE + 2
            && (0..at).any(is_amount);
        year(at).is_some_and(|year| year < self.about.oldest)
            && !self.replaces()
            && (of.is_some_and(is_amount) || is_bracketed)
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
