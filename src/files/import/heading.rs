//! What the words above a column of a rate card say of it, in French and English.

use super::accounts::{classifies_costs, numbers_prices};
use super::currency::{currency, without_rates};
use super::grade::{Grade, is_position};
use super::month;
use super::per::Per;
use super::role::{Role, role};
use super::terms::{Terms, are_by};
use super::vocabulary::{
    self, AMOUNT, BASE, BY_TIME, COST, LEVEL, OLD, PLAIN, PLAINLY, PRICE, PROFILE_1, PROFILE_2, PROFILE_3, SALE, SITE,
};
use super::when::{begins, of_year, until, year};
use crate::buyer::form::{Period, is_calendar, period};
use crate::unit::{Month, fold, one_line};

/// What a heading says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "words say each of them by itself")]
pub struct Heading {
    /// What its column is for, where it says.
    pub role: Option<Role>,
    /// What it says of its amounts.
    pub terms: Terms,
    /// The year it is for, where it says.
    pub period: Option<Period>,
    /// The month from which its figures hold, where it names more than a year.
    pub month: Option<Month>,
    /// The month up to which they hold, where it says.
    pub until: Option<Month>,
    /// The month from which it says in words that they hold: `valable à compter du 1er juillet 2026`.
    pub since: Option<Month>,
    /// Are they those of an earlier card?
    pub old: bool,
    /// The seniority it is for, where it says.
    pub level: String,
    /// Does it speak of what is sold?
    pub is_sold: bool,
    /// Does it say that amounts are by the day or the hour?
    pub is_by_time: bool,
    /// Are its words those of a title, too many for a heading?
    pub is_long: bool,
}

/// So many words a heading has at most, and a title; each of twenty bytes on average.
const WORDS: usize = 12;
const WORDS_OF_A_TITLE: usize = 40;
const BYTES_OF_A_WORD: usize = 20;

/// What the words above a column say; `None` where there are none, or too many for a heading.
#[must_use]
pub fn heading(text: &str) -> Option<Heading> {
    title(text).filter(|said| !said.is_long)
}

/// What the words of a title say of the tables below it.
#[must_use]
pub fn title(text: &str) -> Option<Heading> {
    if text.len() > BYTES_OF_A_WORD * WORDS_OF_A_TITLE {
        return None;
    }
    let plain = without_rates(text);
    let folded = fold(&plain);
    let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    if words.is_empty() || words.len() > WORDS_OF_A_TITLE {
        return None;
    }
    // What is left out is not what they are of: `hors marge`.
    let is_out = |at: usize| {
        let before = words[..at].iter().rev().find(|word| !matches!(**word, "de" | "la" | "les" | "l" | "d" | "des"));
        matches!(before, Some(&("hors" | "sans" | "excluding" | "without"))) && vocabulary::says(words[at]) & PLAIN == 0
    };
    let said = (0..words.len()).filter(|at| !is_out(*at)).fold(0, |said, at| said | vocabulary::says(words[at]));
    let says = |what: u32| said & what != 0;
    let numbered = folded.bytes().any(|b| b.is_ascii_digit());
    let mut terms = Terms::of(text, &words);
    // What costs are classified by is no amount.
    terms.basis = terms.basis.filter(|_| !classifies_costs(&words) && !numbers_prices(&words));
    let text: &str = &plain;
    let month = if numbered { month::within(&words) } else { None };
    let period = if numbered || says(BASE) { year(&words) } else { None };
    let until = until(&words, month, period);
    let role = if is_share(text) { Some(Role::Other) } else { role(said, (text, &words), &terms, period) };
    let grade = if period.is_none() { graded(text, &words) } else { String::new() };
    Some(Heading {
        role,
        period: period.filter(|_| until.is_none()),
        month: month.filter(|_| until.is_none()),
        until,
        since: month.or_else(|| of_year(period, 1)).filter(|_| until.is_none() && begins(&words)),
        old: says(OLD),
        level: grade,
        is_sold: words.iter().any(|word| matches!(*word, "tjm" | "vente" | "ventes" | "tarif" | "tarifs")),
        is_by_time: terms.per.is_some_and(|per| are_by(&words, per)),
        is_long: words.len() > WORDS || text.len() > BYTES_OF_A_WORD * WORDS,
        terms,
    })
}

/// Does a heading say that its figures are shares or changes: `CJM 2027 (%)`, `Δ CJM`? `charges 45 % incluses` names one.
fn is_share(text: &str) -> bool {
    let stated = |before: &str| {
        let number = before.trim_end().rsplit(|c: char| !(c.is_ascii_digit() || ",.".contains(c))).next();
        number.is_some_and(|number| !number.is_empty() && !number.parse().is_ok_and(is_calendar))
    };
    text.contains(['Δ', '∆', '‰']) || text.match_indices('%').any(|(at, _)| !stated(&text[..at]))
}

/// The words of a heading that say nothing of a rate card, as they are written: a town, a team.
#[must_use]
pub fn rest(text: &str) -> String {
    let is_known = |word: &str| {
        word.is_empty()
            || vocabulary::says(word) != 0
            || Per::of(&[word]).is_some()
            || currency(word).is_some()
            || period(&[word]).is_some()
            || word.bytes().all(|b| b.is_ascii_digit())
    };
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let rest: Vec<&str> = words.filter(|word| !fold(word).split(' ').all(is_known)).collect();
    rest.join(" ")
}

/// Do words say that they name a site: `Agence de Lyon`?
#[must_use]
pub fn names_site(words: &[&str]) -> bool {
    words.iter().any(|word| vocabulary::says(word) & SITE != 0)
}

/// The seniority that a heading is for: all of it, or what is left of it beside words of a price.
fn graded(text: &str, words: &[&str]) -> String {
    let names_level = |word: &str| vocabulary::says(word) & LEVEL != 0;
    if !Grade::may_be_in(words) && !words.iter().any(|word| names_level(word)) && !is_position(text) {
        return String::new();
    }
    if Grade::of(text).is_some() {
        return one_line(text);
    }
    let is_other = |word: &str| {
        let said = vocabulary::says(word);
        said & (COST | PRICE | SALE | AMOUNT | PLAIN | BY_TIME) == 0
            && Per::of(&[word]).is_none()
            && currency(word).is_none()
    };
    // `CJM niveau A`: a scale of its own, whatever the word after it says elsewhere.
    let after_level = |at: usize| at > 0 && names_level(words[at - 1]);
    let left = words.iter().enumerate().filter(|(at, word)| is_other(word) || after_level(*at));
    let left = left.map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
    // As it is written: `confirmé`.
    let written = || {
        let parts = text.split_whitespace().map(|part| part.trim_matches(|c: char| !(c.is_alphanumeric() || c == '+')));
        let of: Vec<&str> =
            parts.filter(|part| fold(part).split(' ').any(|word| left.split(' ').any(|l| l == word))).collect();
        let of = of.join(" ");
        if fold(&of) == left { of } else { left.clone() }
    };
    let leveled = left.split(' ').any(names_level) && !left.split(' ').all(names_level);
    let is_level =
        matches!(Grade::within(&left), Grade::Rank(_)) || Grade::of(&left).is_some() || Grade::is_name(&left);
    let priced = words.len() > left.split(' ').count();
    if is_level || (leveled && priced) { written() } else { String::new() }
}

/// The words of a heading of costs that may name of whom or where they are, folded: what says nothing of a price or of time.
#[must_use]
pub fn own_words(text: &str) -> Vec<String> {
    let is_own = |word: &&str| {
        vocabulary::says(word) & !(PROFILE_1 | PROFILE_2 | PROFILE_3 | PLAINLY) == 0
            && !word.is_empty()
            && !word.bytes().any(|byte| byte.is_ascii_digit())
            && Per::of(&[word]).is_none()
            && currency(word).is_none()
    };
    fold(text).split(' ').filter(is_own).map(str::to_owned).collect()
}

/// Do words say that something is sold?
#[must_use]
pub fn is_sale(text: &str) -> bool {
    heading(text).is_none_or(|said| said.is_sold)
        || fold(text).split(' ').any(|word| vocabulary::says(word) & SALE != 0)
}

#[cfg(test)]
mod tests {
    use super::super::price::Multiple;
    use super::super::role::Part;
    use super::super::terms::{Basis, Money};
    use super::{Per, Period, Role, heading, rest};

    #[test]
    fn headings_of_rate_cards() {
        let role = |text: &str| heading(text).and_then(|h| h.role);
        let profile = |text: &str| matches!(role(text), Some(Role::Profile(_)));
        for text in [
            "Profil",
            "Métier",
            "QUALIFICATION",
            "Catégorie",
            "Labor Category",
            "Rôle",
            "Étiquettes de lignes",
            "Intitulé du poste",
            "Collaborateur",
            "Postes",
            "Job title",
            "SERVICE PROPOSED (e.g. Job Title/Task)",
            "Intitulé du profil",
            "Fonction",
            "Profile",
        ] {
            assert!(profile(text), "{text}");
        }
        for (text, expected) in [
            ("Niveau", Role::Level),
            ("Expérience", Role::Level),
            ("Seniority", Role::Level),
            ("Site", Role::Site),
            ("WORKSITE", Role::Site),
            ("Devise", Role::Currency),
            ("Currency", Role::Currency),
            ("UNIT OF ISSUE (e.g. Hour, Task, Sq ft)", Role::Per),
            ("Unité", Role::Per),
            ("UQ", Role::Per),
            ("Unité prix", Role::PriceUnit),
            ("Price unit", Role::PriceUnit),
            ("Prix pour", Role::PriceUnit),
            ("Unit price", Role::Price(Part::Mode)),
            ("Prix à l’unité", Role::Price(Part::Mode)),
            ("Nature de coût", Role::Other),
            ("Désignation type activité", Role::Profile(1)),
            ("Lib. activité", Role::Profile(1)),
            ("Désignation du site", Role::Site),
            ("Centre de services – coût", Role::Price(Part::Mode)),
            ("Code coût", Role::Other),
            ("Weekly cost (EUR)", Role::Other),
            ("Tarif 1/2 J", Role::Other),
            ("Coût ½ journée", Role::Other),
            ("Valid from", Role::From),
            ("Du", Role::From),
            ("Au", Role::Until),
            ("Un. prix", Role::PriceUnit),
            ("Applicable à compter du", Role::From),
            ("Bas", Role::Price(Part::Low)),
            ("Haut", Role::Price(Part::High)),
            ("Reco", Role::Price(Part::Mode)),
            ("TJM min", Role::Price(Part::Low)),
            ("Position", Role::Position),
            ("€ HT / jour", Role::Price(Part::Mode)),
            ("Coût chargé / jour (€)", Role::Price(Part::Mode)),
            ("Coût mensuel chargé (€)", Role::Other),
            ("Coût / an", Role::Other),
            ("Coefficient", Role::Other),
            ("TACE cible", Role::Other),
            ("Nb jours", Role::Count),
            ("Qté", Role::Count),
            ("Base", Role::Count),
            ("PUnit", Role::PriceUnit),
            ("Par", Role::PriceUnit),
            ("Rate type", Role::Per),
            ("Cost ctr", Role::Other),
            ("Forfait HT", Role::Price(Part::Mode)),
            ("Custo diário (EUR)", Role::Price(Part::Mode)),
            ("Moyenne", Role::Other),
            ("Centre de coûts", Role::Other),
            ("Cost center", Role::Other),
            ("Total général", Role::Other),
        ] {
            assert_eq!(role(text), Some(expected), "{text}");
        }
        for text in [
            "Education",
            "MINIMUM EDUCATION/ CERTIFICATION LEVEL",
            "MINIMUM YEARS OF EXPERIENCE",
            "MinExpAct",
            "CONTRACT NUMBER",
            "CURRENT CONTRACT YEAR",
            "CONTRACT START DATE",
            "Remise (%)",
            "Salaire annuel",
            "",
            "Taux de charge",
            "Coût total",
            "Tarif mensuel",
            "132-51",
            "Product Manager",
        ] {
            assert!(!matches!(role(text), Some(Role::Price(_) | Role::Level)), "{text}");
        }
    }

    #[test]
    fn what_a_price_is() {
        let of =
            |text: &str| heading(text).map(|h| (h.role == Some(Role::Price(Part::Mode)), h.terms.basis, h.terms.per));
        let (cost, price) = (Some(Basis::Cost), Some(Basis::Price));
        let (day, hour) = (Some(Per::Day), Some(Per::Hour));
        assert_eq!(of("CJM"), Some((true, cost, day)));
        assert_eq!(of("Coût journalier HT"), Some((true, cost, day)));
        assert_eq!(of("TJM 2027"), Some((true, price, day)));
        assert_eq!(of("Prix / jour"), Some((true, price, day)));
        assert_eq!(of("Hourly rate"), Some((true, price, hour)));
        assert_eq!(of("Taux horaire"), Some((true, price, hour)));
        assert_eq!(of("Daily cost (EUR)"), Some((true, cost, day)));
        assert_eq!(of("PRICE OFFERED TO GSA (including IFF)"), Some((true, price, None)));
        assert_eq!(of("Prix d’achat HT / jour"), Some((true, cost, day)));
        assert_eq!(of("TJM achat"), Some((true, cost, day)));
        assert_eq!(of("TJM vente"), Some((true, price, day)));
        assert_eq!(of("Coût facturé client"), Some((true, price, None)));
        assert_eq!(of("Prix de revient"), Some((true, cost, None)));
        assert_eq!(of("Montant"), Some((true, None, None)));
        let money = |text: &str| heading(text).map(|h| h.terms.money);
        assert_eq!(money("CJM (MAD)"), Some(Money::In("MAD")));
        for text in ["CJM (MAD / €)", "CJM (devise locale)", "Coûts en monnaie locale"] {
            assert_eq!(money(text), Some(Money::Open), "{text}");
        }
    }

    #[test]
    fn what_tells_columns_of_costs_apart() {
        let level = |text: &str| heading(text).map(|h| h.level).unwrap_or_default();
        for (text, expected) in [
            ("Junior", "Junior"),
            ("CJM confirmé", "confirmé"),
            ("Senior (> 7 ans)", "Senior (> 7 ans)"),
            ("Coût jour N2", "N2"),
            ("3-5 ans", "3-5 ans"),
            ("CJM Expert", "Expert"),
            ("CJM (€) Principal", "Principal"),
            ("CJM niveau A", "niveau A"),
            ("CJM 2027", ""),
            ("Niveau", ""),
            ("Paris", ""),
        ] {
            assert_eq!(level(text), expected, "{text}");
        }
        for (text, expected) in [
            ("CJM Paris", "Paris"),
            ("Agence de Lyon", "Lyon"),
            ("Casablanca (MAD)", "Casablanca"),
            ("Aix-en-Provence", "Aix-en-Provence"),
            ("CJM complet chargé (€ HT)", ""),
            ("Prix d’achat", ""),
            ("Coût de revient / jour 2026", ""),
        ] {
            assert_eq!(rest(text), expected, "{text}");
        }
        let of = |text: &str| heading(text).map(|h| (h.terms.multiple, h.terms.gross, h.terms.bare, h.old));
        assert_eq!(of("CJM (k€)"), Some((Some(Multiple::Thousand), false, false, false)));
        assert_eq!(of("Coût jour K EUR"), Some((Some(Multiple::Thousand), false, false, false)));
        assert_eq!(of("CJM (centimes d’euro)"), Some((Some(Multiple::Hundredth), false, false, false)));
        assert_eq!(of("CJM arrondi au centime"), Some((None, false, false, false)));
        assert_eq!(of("Prix TTC"), Some((None, true, false, false)));
        assert_eq!(of("CJM hors charges"), Some((None, false, true, false)));
        assert_eq!(of("CJM hors frais de siège"), Some((None, false, false, false)));
        assert_eq!(of("Ancien CJM"), Some((None, false, false, true)));
        let longer = |text: &str| heading(text).is_some_and(|h| h.terms.is_longer);
        for text in ["Coûts mensuels", "Montants annuels chargés", "Coûts moyens mensuels", "Yearly costs"] {
            assert!(longer(text), "{text}");
        }
        for text in
            ["Coûts 2026, mise à jour annuelle", "Révision annuelle des coûts journaliers", "Coûts du mois de mars"]
        {
            assert!(!longer(text), "{text}");
        }
    }

    #[test]
    fn years() {
        let of = |text: &str| heading(text).and_then(|h| h.period);
        assert_eq!(of("Year 1/base"), Some(Period::Year(1)));
        assert_eq!(of("Année 2"), Some(Period::Year(2)));
        assert_eq!(of("2027"), Some(Period::Calendar(2027)));
        assert_eq!(of("CJM 2028"), Some(Period::Calendar(2028)));
        assert_eq!(of("Base year"), Some(Period::Year(1)));
        assert_eq!(of("Option year 1"), Some(Period::Year(2)));
        assert_eq!(of("Option 3"), Some(Period::Year(4)));
        assert_eq!(of("CJM 2026/2027"), None);
    }
}
