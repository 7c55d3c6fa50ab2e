//! What words say of amounts: costs or prices, of a day or of another time, in which money and multiple, with what in them.

use rust_decimal::Decimal;

use super::currency::currencies;
use super::per::Per;
use super::price::Multiple;
use super::span::Span;
use super::vocabulary::beside::AMOUNTS;
use super::vocabulary::known::{NUMBER, known};
use super::vocabulary::statements::{DEFINING, is_in};
use super::vocabulary::{self, AMOUNT, COST, DAY, HOUR, PLAIN, PRICE, SALARY, SALE, SHARE};
use crate::buyer::form::Per::{Day, HalfYear, Month, Quarter};
use crate::buyer::form::{Of, Said, is_calendar};

/// Does a price say that it is a cost, or that it is sold at?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// CJM, coût, cost.
    Cost,
    /// TJM, tarif, prix, rate, price: what a customer pays.
    Price,
}

/// Which money words name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Money {
    /// None.
    #[default]
    Unsaid,
    /// One.
    In(&'static str),
    /// Several, or one without its name: `en monnaie locale`.
    Open,
}

/// What words say of amounts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "words say each of them by itself")]
pub struct Terms {
    /// Cost or price, where they say.
    pub basis: Option<Basis>,
    /// Are they prices only as rates are: `Taux horaire`? Under a title of costs they are costs.
    pub is_rate: bool,
    /// A day or an hour, where they say.
    pub per: Option<Per>,
    /// How many days or hours, where they say that it is not one: `pour 10 jours`.
    pub count: Option<Decimal>,
    /// Do they speak of amounts of a month or a year, or of several people?
    pub is_longer: bool,
    /// The currency.
    pub money: Money,
    /// Thousands or hundredths of it, where they say.
    pub multiple: Option<Multiple>,
    /// Do they include VAT?
    pub gross: bool,
    /// Do they leave the employer's charges out?
    pub bare: bool,
    /// Are they what an employee is paid, which is a part of what a day costs?
    pub salary: bool,
}

/// What two places say differently of the same amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clash {
    /// The currency.
    Money,
    /// The multiple of it.
    Multiple,
    /// A day, an hour, or a longer time.
    Time,
}

impl Terms {
    /// Of folded words and the text that they are of.
    #[must_use]
    pub fn of(text: &str, words: &[&str]) -> Self {
        let said = words.iter().fold(0, |said, word| said | vocabulary::says(word));
        let day_or_hour = Per::of(words);
        // `Ct/j`: by the day it is a cost, elsewhere a contract.
        let is_cut = words.contains(&"ct") && day_or_hour.is_some();
        // `TJM CJM`, `CJM – tarif`: of what is sold, until a person says that it is a cost.
        let names_day_of_cost = words.contains(&"cjm");
        let is_sold =
            names_day_of_cost && words.iter().any(|word| matches!(*word, "tjm" | "tarif" | "tarifs" | "vente"));
        let basis =
            if is_sold { Some(Basis::Price) } else { basis(said, day_or_hour).or(is_cut.then_some(Basis::Cost)) };
        let moneys = currencies(text);
        let is_of_money = basis.is_some() || said & AMOUNT != 0 || !moneys.is_empty();
        let span = Span::of(text, day_or_hour, is_of_money);
        // `CJM pour 5 jours`: of one day or of five, nothing says.
        let (per, count) = match (span, day_or_hour) {
            (Some(Span::Of(n, per)), None) => (Some(per), Some(n.into())),
            (Some(_), _) => (None, None),
            (None, per) => (per, None),
        };
        // What a year's cost is made of says nothing of what these are for.
        let is_definition = defines(words);
        let is_several = (several(words) && !is_of_months(text, words)) || (is_of_money && of_people(words));
        // `CJM sprint`: by the day or by the sprint, nothing says.
        let is_weekly = of_weeks(words);
        let (per, count) = if is_several || is_weekly { (None, None) } else { (per, count) };
        let is_of_days = is_of_money && of_days(text, words, per);
        let per = per.filter(|_| !is_of_days);
        let after = |first: &[&str], second: &[&str]| {
            words.windows(2).any(|pair| first.contains(&pair[0]) && second.contains(&pair[1]))
        };
        let local = after(&["monnaie", "monnaies", "devise", "devises"], &["locale", "locales", "nationale"])
            || after(&["local"], &["currency", "currencies"]);
        Self {
            basis,
            is_rate: basis == Some(Basis::Price) && said & (PRICE | SALE) == 0,
            per,
            count,
            is_longer: is_several
                || is_weekly
                || is_of_days
                || (per.is_none() && !is_definition && (span.is_some() || of_longer(words, is_of_money))),
            money: match moneys[..] {
                [only] => Money::In(only),
                [] if !local => Money::Unsaid,
                _ => Money::Open,
            },
            multiple: Multiple::of(text),
            gross: is_gross(words),
            bare: is_bare(words),
            salary: is_of_pay(words),
        }
    }

    /// The only currency that they name.
    #[must_use]
    pub fn currency(&self) -> Option<&'static str> {
        if let Money::In(currency) = self.money { Some(currency) } else { None }
    }

    /// What other words say differently of the same amounts.
    #[must_use]
    pub fn clash(&self, above: &Self) -> Option<Clash> {
        let is_other = |per| self.per != Some(per) || above.count.is_some_and(|n| self.count != Some(n));
        let of_time = self.per.is_some() && (above.is_longer || above.per.is_some_and(is_other));
        let own = self.currency();
        let of_money = own.zip(above.currency()).is_some_and(|(own, other)| own != other);
        let of_multiple = own.is_some() && above.multiple.is_some_and(|multiple| self.multiple != Some(multiple));
        match () {
            () if of_money => Some(Clash::Money),
            () if of_multiple => Some(Clash::Multiple),
            () if of_time => Some(Clash::Time),
            () => None,
        }
    }

    /// Do they speak of money?
    #[must_use]
    pub fn is_of_money(&self) -> bool {
        self.basis.is_some() || self.money != Money::Unsaid || self.multiple.is_some()
    }

    /// Do they say of amounts only by which time they are?
    #[must_use]
    pub fn is_of_time(&self) -> bool {
        let of_time = Self { per: self.per, count: self.count, is_longer: self.is_longer, ..Self::default() };
        *self == of_time
    }

    /// Do they say all that other words say of the currency, the basis, the time, and the same of all else?
    #[must_use]
    pub fn include(&self, other: &Self) -> bool {
        let mut both = other.clone();
        both.fill(&Self { multiple: None, gross: false, bare: false, salary: false, ..self.clone() });
        both == *self
    }

    /// Leaves open what two places say differently.
    pub fn open(&mut self, clash: Clash) {
        match clash {
            Clash::Money => self.money = Money::Open,
            Clash::Multiple => {}
            Clash::Time => (self.per, self.count) = (None, None),
        }
    }

    /// Takes over what other words say where these are silent.
    pub fn fill(&mut self, above: &Self) {
        // `CJM` under a title of salaries is a full cost all the same.
        self.salary |= above.salary && self.basis.is_none();
        if self.is_rate && above.basis == Some(Basis::Cost) {
            (self.basis, self.is_rate) = (above.basis, false);
        }
        if self.basis.is_none() {
            (self.basis, self.is_rate) = (above.basis, above.is_rate);
        }
        if self.per.is_none() {
            (self.per, self.count) = (above.per, above.count);
        }
        self.is_longer |= above.is_longer;
        if self.money == Money::Unsaid {
            self.money = above.money;
        }
        self.multiple = self.multiple.or(above.multiple);
        self.gross |= above.gross;
        self.bare |= above.bare;
    }
}

/// Cost or price. A purchase price is what a day costs; what is sold, to a client, in public is none, whatever its words.
fn basis(said: u32, per: Option<Per>) -> Option<Basis> {
    let says = |what: u32| said & what != 0;
    match () {
        () if says(SALE) => Some(Basis::Price),
        () if says(COST) || (says(SALARY) && per.is_some()) => Some(Basis::Cost),
        () if says(PRICE) || (says(SHARE) && per.is_some()) => Some(Basis::Price),
        () => None,
    }
}

/// Do words speak of amounts of several people or of several times: `équipe de 2`, `CJM x 10`? Those of a processor are none.
fn several(words: &[&str]) -> bool {
    let number = |word: &str| word.parse::<u32>().ok().filter(|n| *n > 1);
    let times = |word: &str| word.strip_prefix('x').and_then(number).is_some_and(|n| !matches!(n, 32 | 64 | 86));
    let of_team = |of: &[&str]| {
        matches!(of[0], "equipe" | "equipes" | "team" | "squad" | "groupe" | "pod" | "crew" | "cellule" | "brigade")
            && matches!(of[1], "de" | "of")
            && (number(of[2]).is_some() || known(of[2]) & NUMBER != 0)
    };
    let of_people = |of: &[&str]| {
        matches!(of[0], "pour" | "for" | "x")
            && number(of[1]).is_some()
            && matches!(
                of[2],
                "personnes" | "agents" | "consultants" | "people" | "persons" | "intervenants" | "etp" | "ressources"
            )
    };
    let people =
        |word: &str| matches!(word, "personnes" | "agents" | "consultants" | "people" | "persons" | "intervenants");
    let of_so_many = words.iter().any(|word| matches!(*word, "equipe" | "team" | "squad"))
        && words.windows(2).any(|pair| number(pair[0]).is_some() && people(pair[1]));
    of_so_many
        || words.windows(3).any(|of| of_team(of) || of_people(of))
        || words.windows(2).any(|of| of[0] == "x" && number(of[1]).is_some())
        || words.iter().any(|word| {
            times(word)
                || matches!(*word, "binome" | "trinome" | "duo" | "trio" | "tandem" | "dupla" | "paire" | "pair")
        })
}

/// Is what is multiplied a salary of so many months: `CJM = (salaire x 13 + charges) / jours`?
fn is_of_months(text: &str, words: &[&str]) -> bool {
    let is_month = |word: &str| matches!(word, "12" | "13" | "14");
    let all = words.windows(2).filter(|of| of[0] == "x").all(|of| is_month(of[1]));
    text.contains('=') && all && words.iter().any(|word| vocabulary::says(word) & SALARY != 0)
}

/// Do words of amounts count people, of whom these are not the average: `deux intervenants`?
fn of_people(words: &[&str]) -> bool {
    const PEOPLE: [&str; 12] = [
        "personnes",
        "agents",
        "consultants",
        "intervenants",
        "ressources",
        "collaborateurs",
        "ingenieurs",
        "people",
        "persons",
        "engineers",
        "pessoas",
        "consultores",
    ];
    let is_number =
        |word: &str| known(word) & NUMBER != 0 || word.parse::<u32>().is_ok_and(|n| n > 1 && !is_calendar(n));
    let is_average = || words.iter().any(|word| word.starts_with("moyen") || matches!(*word, "average" | "media"));
    words.windows(2).any(|pair| is_number(pair[0]) && PEOPLE.contains(&pair[1])) && !is_average()
}

/// Do folded words say what a cost is made of, charges among it: `Le coût annuel chargé comprend les salaires`?
fn defines(words: &[&str]) -> bool {
    let is_cost = |at: usize| vocabulary::says(words[at]) & COST != 0;
    let is_defined = |at: usize| {
        let after = &words[at + 1..words.len().min(at + 6)];
        is_cost(at) && after.iter().any(|word| is_in(DEFINING, word))
    };
    (0..words.len()).any(is_defined) && words.iter().any(|word| word.starts_with("charg"))
}

/// Do words speak of what is paid to employees, not of how it changes: `évolution salariale`?
fn is_of_pay(words: &[&str]) -> bool {
    const CHANGES: [&str; 12] = [
        "evolution",
        "evolutions",
        "inflation",
        "politique",
        "augmentation",
        "augmentations",
        "hausse",
        "hausses",
        "derive",
        "revalorisation",
        "campagne",
        "negociation",
    ];
    let is_changed = |at: usize| {
        let before = words[..at].iter().rev().find(|word| !matches!(**word, "de" | "des" | "du" | "la" | "les" | "d"));
        before.is_some_and(|before| CHANGES.contains(before))
    };
    (0..words.len()).any(|at| vocabulary::says(words[at]) & SALARY != 0 && !is_changed(at))
}

/// Is a word, folded, said of amounts of a week, a month or a year?
#[must_use]
pub fn is_longer(word: &str) -> bool {
    matches!(
        word,
        "mensuel"
            | "mensuelle"
            | "mensuels"
            | "mensuelles"
            | "mensualises"
            | "annuel"
            | "annuelle"
            | "annuels"
            | "annuelles"
            | "annualises"
            | "hebdomadaire"
            | "hebdomadaires"
            | "hebdo"
            | "trimestriel"
            | "trimestrielle"
            | "trimestriels"
            | "trimestrielles"
            | "semestriel"
            | "semestrielle"
            | "semestriels"
            | "semestrielles"
            | "weekly"
            | "fortnightly"
            | "quarterly"
            | "annual"
            | "monthly"
            | "yearly"
            | "mensal"
            | "anual"
            | "semanal"
            | "mensais"
            | "anuais"
            | "semanais"
    )
}

/// Do words name some days, as many as a month has at most, that amounts may be for: `coût 2 jours`, `base 5 jours`? Days by the
/// week say when people work.
fn of_days(text: &str, words: &[&str], per: Option<Per>) -> bool {
    const NUMBERS: [&str; 10] = ["deux", "trois", "quatre", "cinq", "dix", "two", "three", "five", "ten", "dois"];
    let is_day = |word: &str| Of::word(word) == Some(Of::Time(Day));
    let is_typed = |word: &str| per.is_none() && word.parse::<u32>().is_ok_and(|n| (2..=31).contains(&n));
    let is_number = |word: &str| NUMBERS.contains(&word) || is_typed(word);
    let is_by = |at: usize| matches!(words.get(at), Some(&("par" | "per" | "por" | "ouvres" | "conge" | "conges")));
    let counted = (1..words.len()).any(|at| is_day(words[at]) && is_number(words[at - 1]) && !is_by(at + 1));
    let tens = words.iter().any(|word| matches!(*word, "dizaine" | "douzaine" | "centaine"));
    (counted && !Said::of(text).is_of_validity()) || tens
}

fn is_week(word: &str) -> bool {
    Of::word(word) == Some(Of::Week) || word.starts_with("hebdo")
}

/// Do words say that amounts are of a week or two: `coût sprint`, `base hebdomadaire`, `Semaine` alone? `sem IVA` is without VAT.
fn of_weeks(words: &[&str]) -> bool {
    let without = |at: usize| words[at] == "sem" && words.get(at + 1).is_some_and(|next| PORTUGUESE.contains(next));
    if !(0..words.len()).any(|at| is_week(words[at]) && !without(at)) {
        return false;
    }
    let is_base = |word: &str| vocabulary::says(word) & (PLAIN | COST | PRICE | AMOUNT) != 0 || word == "base";
    let alone = words.len() <= 4 && words.iter().all(|word| is_week(word) || is_base(word));
    alone || amounts_of(words, &is_week) || words.windows(2).any(|pair| pair[0] == "base" && is_week(pair[1]))
}

/// What is left out in Portuguese: `sem IVA`, `sem encargos`.
const PORTUGUESE: [&str; 5] = ["iva", "imposto", "impostos", "encargos", "taxas"];

/// Do words say that amounts are of a month or a year: `coûts mensuels`, `base annuelle`, `tarifs au mois`, `Mensuel` alone?
fn of_longer(words: &[&str], is_of_money: bool) -> bool {
    let is_part = |word: &str| matches!(Of::word(word), Some(Of::Time(Quarter | HalfYear)));
    let is_time = |word: &str| is_part(word) || Of::word(word) == Some(Of::Time(Month));
    let is_base = |word: &str| matches!(word, "base" | "tarif" | "tarifs" | "cout" | "couts" | "prix");
    let alone = || {
        words.len() <= 3
            && words.iter().any(|word| is_longer(word))
            && words.iter().all(|word| is_longer(word) || is_base(word))
    };
    let based = |pair: &[&str]| match pair[0] {
        "base" => is_longer(pair[1]) || is_time(pair[1]),
        "au" => is_of_money && is_time(pair[1]),
        _ => false,
    };
    amounts_of(words, &is_longer) || amounts_of(words, &is_part) || words.windows(2).any(based) || alone()
}

/// Is one of these words said of amounts: `coûts mensuels moyens`, `montants annuels`? Elsewhere a month or a year says when
/// they hold.
#[must_use]
pub fn amounts_of(words: &[&str], is_time: &dyn Fn(&str) -> bool) -> bool {
    let says = |word: &str, what: u32| vocabulary::says(word) & what != 0;
    let is_amount = |at: usize| words.get(at).is_some_and(|word| says(word, COST | PRICE | AMOUNT | SHARE));
    words.iter().enumerate().any(|(at, word)| {
        let beside = || words[..at].iter().rev().take_while(|word| says(word, PLAIN)).count();
        is_time(word) && (at.checked_sub(1 + beside()).is_some_and(is_amount) || is_amount(at + 1))
    })
}

/// Do words say that amounts are by the day or the hour: `Valeurs journalières`, `Amounts per working day`?
#[must_use]
pub fn are_by(words: &[&str], per: Per) -> bool {
    let (adjectives, said): (&[&str], u32) = match per {
        Per::Hour => (&["horaires", "hourly", "horarios"], HOUR),
        Per::Day => (&["journaliers", "journalieres", "daily", "diarios"], DAY),
    };
    let is_day = |word: &&str| vocabulary::says(word) & said != 0;
    let is_by = |at: usize| matches!(words[at], "per" | "par" | "por") && words[at + 1..].iter().take(2).any(is_day);
    let is_amount = || words.iter().any(|word| is_in(AMOUNTS, word));
    amounts_of(words, &|word| adjectives.contains(&word)) || (is_amount() && (0..words.len()).any(is_by))
}

/// Do words include VAT: `TTC`, `com IVA`, `VAT included`? Beside `HT` they name both.
fn is_gross(words: &[&str]) -> bool {
    let is_tax = |word: &str| matches!(word, "iva" | "vat" | "tva");
    let with = |word: &str| {
        matches!(word, "com" | "c" | "incl" | "inclus" | "incluse" | "including" | "included" | "incluido" | "incluida")
    };
    let taxed = words.windows(2).any(|pair| is_tax(pair[0]) && with(pair[1]) || with(pair[0]) && is_tax(pair[1]));
    (taxed || words.contains(&"ttc")) && !words.contains(&"ht")
}

/// Do words leave the employer's charges out: `hors charges`, `non chargé`? Those of the structure are overheads, which a
/// card is without.
fn is_bare(words: &[&str]) -> bool {
    const OF_THE_FIRM: [&str; 6] = ["structure", "indirectes", "generales", "fixes", "communes", "exceptionnelles"];
    let charges =
        |word: &str| matches!(word, "charge" | "charges" | "chargee" | "chargees" | "cotisations" | "encargos");
    words.windows(2).enumerate().any(|(at, pair)| {
        let of = words[at + 2..].iter().find(|word| !matches!(**word, "de" | "du" | "la" | "d"));
        matches!(pair[0], "hors" | "sans" | "non" | "avant" | "sem")
            && charges(pair[1])
            && !of.is_some_and(|of| OF_THE_FIRM.contains(of))
    })
}
