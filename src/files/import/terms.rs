//! What words say of amounts: costs or prices, of a day or of another time, in which money and multiple, with what in them.

use super::currency::currencies;
use super::price::{Multiple, Per};
use super::span::Span;
use super::vocabulary::{self, AMOUNT, COST, PLAIN, PRICE, SALARY, SALE, SHARE};

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
    /// A day or an hour, where they say.
    pub per: Option<Per>,
    /// How many days or hours, where they say that it is not one: `pour 10 jours`.
    pub count: Option<u32>,
    /// Do they speak of amounts of a month or a year?
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
        let basis = basis(said, day_or_hour);
        let moneys = currencies(text);
        let is_of_money = basis.is_some() || said & AMOUNT != 0 || !moneys.is_empty();
        let span = Span::of(text, day_or_hour, is_of_money);
        // `CJM pour 5 jours`: of one day or of five, nothing says.
        let (per, count) = match (span, day_or_hour) {
            (Some(Span::Of(n, per)), None) => (Some(per), Some(n)),
            (Some(_), _) => (None, None),
            (None, per) => (per, None),
        };
        let after = |first: &[&str], second: &[&str]| {
            words.windows(2).any(|pair| first.contains(&pair[0]) && second.contains(&pair[1]))
        };
        let local = after(&["monnaie", "monnaies", "devise", "devises"], &["locale", "locales", "nationale"])
            || after(&["local"], &["currency", "currencies"]);
        Self {
            basis,
            per,
            count,
            is_longer: per.is_none() && (span.is_some() || amounts_of(words, &LONGER)),
            money: match moneys[..] {
                [only] => Money::In(only),
                [] if !local => Money::Unsaid,
                _ => Money::Open,
            },
            multiple: Multiple::of(text),
            gross: words.contains(&"ttc") && !words.contains(&"ht"),
            bare: is_bare(words),
            salary: said & SALARY != 0,
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
        self.basis = self.basis.or(above.basis);
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

/// Words of amounts of a week, a month or a year, folded.
const LONGER: [&str; 27] = [
    "mensuel",
    "mensuelle",
    "mensuels",
    "mensuelles",
    "mensualises",
    "annuel",
    "annuelle",
    "annuels",
    "annuelles",
    "annualises",
    "hebdomadaire",
    "hebdomadaires",
    "hebdo",
    "trimestriel",
    "trimestrielle",
    "trimestriels",
    "trimestrielles",
    "semestriel",
    "semestrielle",
    "semestriels",
    "semestrielles",
    "weekly",
    "fortnightly",
    "quarterly",
    "annual",
    "monthly",
    "yearly",
];

/// Is one of these words said of amounts: `coûts mensuels moyens`, `montants annuels`? Elsewhere a month or a year says when
/// they hold.
#[must_use]
pub fn amounts_of(words: &[&str], times: &[&str]) -> bool {
    let says = |word: &str, what: u32| vocabulary::says(word) & what != 0;
    let is_amount = |at: usize| words.get(at).is_some_and(|word| says(word, COST | PRICE | AMOUNT | SHARE));
    words.iter().enumerate().any(|(at, word)| {
        let beside = || words[..at].iter().rev().take_while(|word| says(word, PLAIN)).count();
        times.contains(word) && (at.checked_sub(1 + beside()).is_some_and(is_amount) || is_amount(at + 1))
    })
}

/// Do words leave the employer's charges out: `hors charges`, `non chargé`? Those of the structure are overheads, which a
/// card is without.
fn is_bare(words: &[&str]) -> bool {
    const OF_THE_FIRM: [&str; 6] = ["structure", "indirectes", "generales", "fixes", "communes", "exceptionnelles"];
    let charges = |word: &str| matches!(word, "charge" | "charges" | "chargee" | "chargees" | "cotisations");
    words.windows(2).enumerate().any(|(at, pair)| {
        let of = words[at + 2..].iter().find(|word| !matches!(**word, "de" | "du" | "la" | "d"));
        matches!(pair[0], "hors" | "sans" | "non" | "avant")
            && charges(pair[1])
            && !of.is_some_and(|of| OF_THE_FIRM.contains(of))
    })
}
