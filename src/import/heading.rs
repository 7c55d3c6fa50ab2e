//! What the words above a column of a rate card say of it, in French and English.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::price::{Per, currency};
use crate::buyer::form::{Period, period};
use crate::unit::fold;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The job profile; how plainly the words say so, 1 to 3.
    Profile(u8),
    /// The seniority, where it stands apart from the profile.
    Level,
    /// Where the work is done.
    Site,
    /// The currency of the row.
    Currency,
    /// What a price of the row buys.
    Per,
    /// The day from which the row holds.
    From,
    /// A price.
    Price(Part),
}

/// Which price of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The price itself.
    Mode,
    /// The least it may be.
    Low,
    /// The most it may be.
    High,
}

/// Does a price say that it is a cost, or that it is sold at?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// CJM, coût, cost.
    Cost,
    /// TJM, tarif, prix, rate, price: what a customer pays.
    Price,
}

/// What a heading says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// What its column is for.
    pub role: Role,
    /// Cost or price, where it says.
    pub basis: Option<Basis>,
    /// A day or an hour, where it says.
    pub per: Option<Per>,
    /// The year it is for, where it says.
    pub period: Option<Period>,
    /// The currency, where it says.
    pub currency: Option<&'static str>,
}

/// Words of headings, folded, by what they say. A word may say several things.
const SAYS: [(u32, &str); 22] = [
    (PROFILE_3, "profil profils profile profiles metier metiers qualification qualifications role roles"),
    (
        PROFILE_2,
        "categorie categories fonction fonctions emploi emplois poste postes job intervenant intervenants labor labour \
         service services competence",
    ),
    (
        PROFILE_1,
        "intitule intitules libelle libelles designation designations description title item prestation prestations \
         ressource ressources resource nom",
    ),
    (PLAINLY, "profil metier role"),
    (LEVEL, "niveau niveaux level seniorite seniority experience grade echelon"),
    (SITE, "site sites lieu lieux location localisation ville villes agence pays country city worksite centre"),
    (CURRENCY, "devise devises currency monnaie"),
    (UNIT, "unit unite unites"),
    (PER, "uom uo issue"),
    (FROM, "valid validite valable effet effective applicable vigueur compter"),
    (COST, "cjm cout couts cost costs chm cj revient"),
    (PRICE, "tjm thm tj tarif tarifs prix price prices pricing priced rate rates adr vente montant"),
    // Alone it is a share; by the day or the hour it is a rate.
    (SHARE, "taux"),
    (LOW, "bas basse min mini minimum minimal low lowest plancher lower"),
    (HIGH, "haut haute max maxi maximum maximal high highest plafond upper"),
    (MODE, "reco recommande recommandee recommended retenu retenue cible target mode median mediane"),
    (BY_TIME, "journalier journaliere horaire daily hourly"),
    (YEARS, "years annees"),
    (LEAST, "experience minimum"),
    (BASE, "base option options optionnelle optionnel"),
    (CONTRACT, "contract contrat code"),
    // Columns of other things, and prices of other times than a day or an hour.
    (
        OTHER,
        "discount remise remises rabais education diplome certification date dates mensuel mensuelle monthly mois month \
         annuel annuelle annual yearly total totaux contract contrat salaire salary charge charges marge margin marque \
         commentaire commentaires observation observations remarque remarques comment comments code codes",
    ),
];
const PROFILE_1: u32 = 1;
const PROFILE_2: u32 = 1 << 1;
const PROFILE_3: u32 = 1 << 2;
const PLAINLY: u32 = 1 << 3;
const LEVEL: u32 = 1 << 4;
const SITE: u32 = 1 << 5;
const CURRENCY: u32 = 1 << 6;
const UNIT: u32 = 1 << 7;
const PER: u32 = 1 << 8;
const FROM: u32 = 1 << 9;
const COST: u32 = 1 << 10;
const PRICE: u32 = 1 << 11;
const SHARE: u32 = 1 << 12;
const LOW: u32 = 1 << 13;
const HIGH: u32 = 1 << 14;
const MODE: u32 = 1 << 15;
const BY_TIME: u32 = 1 << 16;
const YEARS: u32 = 1 << 17;
const LEAST: u32 = 1 << 18;
const BASE: u32 = 1 << 19;
const CONTRACT: u32 = 1 << 20;
const OTHER: u32 = 1 << 21;

/// Each word with all it says: a hundred thousand rows are looked at for a header.
static WORDS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (says, list) in SAYS {
        for word in list.split_whitespace() {
            *words.entry(word).or_insert(0) |= says;
        }
    }
    words
});

/// What the words above a column say; `None` where they say nothing of a rate card.
#[must_use]
pub fn heading(text: &str) -> Option<Heading> {
    if text.len() > 240 {
        return None;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    let said = words.iter().fold(0, |said, word| said | WORDS.get(word).copied().unwrap_or(0));
    let says = |what: u32| said & what != 0;
    let numbered = folded.bytes().any(|b| b.is_ascii_digit());
    if words.is_empty() || words.len() > 12 || (said == 0 && !numbered) {
        return None;
    }
    let per = Per::of(&words);
    let basis = if says(COST) {
        Some(Basis::Cost)
    } else if says(PRICE) || (says(SHARE) && per.is_some()) {
        Some(Basis::Price)
    } else {
        None
    };
    let period = if numbered || says(BASE) { year(&words) } else { None };
    let of = |role| Some(Heading { role, basis, per, period, currency: currency(text) });
    let part = || match (says(LOW), says(HIGH)) {
        (true, false) => Part::Low,
        (false, true) => Part::High,
        _ => Part::Mode,
    };
    if says(FROM) && !says(COST | PRICE) {
        return of(Role::From);
    }
    if says(CURRENCY) {
        return of(Role::Currency);
    }
    if (says(OTHER) && !(basis.is_some() && says(CONTRACT))) || (says(YEARS) && says(LEAST)) {
        return None;
    }
    if (says(UNIT) && !says(COST | PRICE)) || says(PER) {
        return of(Role::Per);
    }
    let profile = [(PROFILE_3, 3), (PROFILE_2, 2), (PROFILE_1, 1)].into_iter().find(|(bit, _)| says(*bit));
    if basis.is_some() && (profile.is_none() || per.is_some() || !says(PLAINLY)) {
        return of(Role::Price(part()));
    }
    if let Some((_, weight)) = profile {
        return of(Role::Profile(weight));
    }
    if says(LEVEL) && !(says(LEAST) && says(LOW)) {
        return of(Role::Level);
    }
    if says(SITE) {
        return of(Role::Site);
    }
    // What only names a year, a bound, or a day, above a column of prices.
    if words.len() <= 4 && (period.is_some() || says(LOW | HIGH | MODE | BY_TIME)) {
        return of(Role::Price(part()));
    }
    None
}

/// The year that words speak of: an option year comes after the base year.
fn year(words: &[&str]) -> Option<Period> {
    let says = |of: &[&str]| words.iter().any(|w| of.contains(w));
    let option = says(&["option", "options", "optionnelle", "optionnel"]);
    match period(words) {
        Some(Period::Year(n)) if option => Some(Period::Year(n + 1)),
        Some(Period::Total) => None,
        None if says(&["base"]) && says(&["year", "annee", "an", "period", "periode"]) => Some(Period::Year(1)),
        None if option => words.iter().find_map(|w| w.parse().ok()).map(|n: u32| Period::Year(n.saturating_add(1))),
        period => period,
    }
}

#[cfg(test)]
mod tests {
    use super::{Basis, Part, Per, Period, Role, heading};

    #[test]
    fn headings_of_rate_cards() {
        let profile = |text: &str| matches!(heading(text).map(|h| h.role), Some(Role::Profile(_)));
        for text in [
            "Profil",
            "Métier",
            "QUALIFICATION",
            "Catégorie",
            "Labor Category",
            "Rôle",
            "Postes",
            "Job title",
            "SERVICE PROPOSED (e.g. Job Title/Task)",
            "Intitulé du profil",
            "Fonction",
            "Profile",
        ] {
            assert!(profile(text), "{text}");
        }
        for (text, role) in [
            ("Niveau", Role::Level),
            ("Expérience", Role::Level),
            ("Seniority", Role::Level),
            ("Site", Role::Site),
            ("WORKSITE", Role::Site),
            ("Devise", Role::Currency),
            ("Currency", Role::Currency),
            ("UNIT OF ISSUE (e.g. Hour, Task, Sq ft)", Role::Per),
            ("Unité", Role::Per),
            ("Valid from", Role::From),
            ("Applicable à compter du", Role::From),
            ("Bas", Role::Price(Part::Low)),
            ("Haut", Role::Price(Part::High)),
            ("Reco", Role::Price(Part::Mode)),
            ("TJM min", Role::Price(Part::Low)),
        ] {
            assert_eq!(heading(text).map(|h| h.role), Some(role), "{text}");
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
            assert!(!matches!(heading(text).map(|h| h.role), Some(Role::Price(_) | Role::Level)), "{text}");
        }
    }

    #[test]
    fn what_a_price_is() {
        let of = |text: &str| heading(text).map(|h| (h.role == Role::Price(Part::Mode), h.basis, h.per));
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
        assert_eq!(heading("CJM (MAD)").and_then(|h| h.currency), Some("MAD"));
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
    }
}
