//! What the words above a column say of it, in French and English.

use super::period::{Period, calendar, is_of_a_part, is_yearly, ordinal, period};
pub use super::role::{Role, Tax};
use super::said::Of;
use super::tax::tax;
pub use super::words::{Per, per};
use super::words::{is_bound, is_total, is_year, role};
use crate::unit::fold;

/// The weight of a heading whose place alone says what it is.
pub const BY_PLACE: u8 = 0;

/// What a heading says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// What its column is for.
    pub role: Role,
    /// How well the words say so: 1 to 3, or [`BY_PLACE`].
    pub weight: u8,
    /// Before or after tax, where it says.
    pub tax: Option<Tax>,
    /// For which time, where it says.
    pub period: Option<Period>,
    /// What a price of it pays for, where it says.
    pub per: Option<Per>,
}

/// The words of a folded text.
fn split(folded: &str) -> Vec<&str> {
    folded.split(' ').filter(|w| !w.is_empty()).collect()
}

/// What the words above a column say; `None` where they say nothing of a price form.
#[must_use]
pub fn heading(text: &str) -> Option<Heading> {
    heading_of(text, &split(&fold(text)))
}

/// The same, of a text and all its words.
fn heading_of(text: &str, all: &[&str]) -> Option<Heading> {
    if text.chars().count() > 160 {
        return None;
    }
    // What is in brackets is an aside: it may say the tax, not the role.
    let outside = text.contains(['(', '[']).then(|| fold(&without_brackets(text)));
    let mut words = outside.as_deref().map(split).filter(|words| !words.is_empty()).unwrap_or_else(|| all.to_vec());
    if words.is_empty() || words.len() > 12 {
        return None;
    }
    // `TJM € HT`, `Vacation ½ journée € HT`: money and the time that it pays for.
    let timed = || (money_sign(text, all) && per(all).is_some()).then_some((Role::UnitPrice, 2));
    let named = role(&words);
    let by_money = named.is_none();
    let (role, weight) = named.or_else(timed)?;
    let money = matches!(role, Role::Amount | Role::UnitPrice);
    let each = matches!(role, Role::Quantity | Role::Amount);
    let yearly = || (each && is_yearly(all)).then_some(Period::EachYear);
    let partly = || (role == Role::Quantity && is_of_a_part(all)).then_some(Period::EachPart);
    let at_time = || period(all).filter(|of| *of != Period::Total);
    let time = || at_time().or_else(yearly).or_else(partly).or_else(|| period(all));
    let period = (money || role == Role::Quantity).then(time).flatten();
    if money {
        words = without_lot(&words);
    }
    // `PU HT reconduction 1` is a price whatever it numbers, and `Qté S1` a quantity.
    let plain = matches!(role, Role::UnitPrice | Role::Quantity) && (weight == 3 || by_money);
    if period.is_none() && role != Role::Vat && !plain && is_numbered(&words) {
        return None;
    }
    let per = money.then(|| per(&words).or_else(|| per(all))).flatten();
    // `Année I` is one of several.
    let per = per.filter(|per| *per != Per::Year || !period.is_some_and(Period::is_year));
    Some(Heading { role, weight, tax: tax(all), period, per })
}

/// Words but for the lot that they name: a price may be one of a lot, `PU HT lot 2`.
fn without_lot<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let is_number = |at: usize| words.get(at).is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
    let names = |at: usize| words[at] == "lot" && is_number(at + 1);
    let of_lot = |at: usize| names(at) || at.checked_sub(1).is_some_and(names);
    (0..words.len()).filter(|at| !of_lot(*at)).map(|at| words[at]).collect()
}

/// `Poste 1`, `Lot 2`: words of a row, not over a column. Only years are numbered there, and lengths of time counted.
fn is_numbered(words: &[&str]) -> bool {
    let counts = |at: usize| words.get(at + 1).is_some_and(|next| Of::word(next).is_some());
    // `½ journée` folds to `1 2 journee`.
    let half = |at: usize| words[at] == "1" && words.get(at + 1) == Some(&"2") && counts(at + 1);
    let digits = |w: &str| w.bytes().any(|b| b.is_ascii_digit());
    // `4h`
    let hours = |w: &str| w.strip_suffix('h').is_some_and(|n| n.parse::<u32>().is_ok());
    (0..words.len()).any(|at| digits(words[at]) && !counts(at) && !half(at) && !hours(words[at]))
}

/// Does a text name the currency?
fn money_sign(text: &str, words: &[&str]) -> bool {
    text.contains('€') || words.iter().any(|w| ["euro", "euros", "eur"].contains(w))
}

/// What says no more than that money is below: `€ HT`, `Euros H.T.`.
#[must_use]
pub fn money(text: &str) -> Option<Heading> {
    let folded = fold(text);
    let words = split(&folded);
    let alone = words.iter().all(|w| ["ht", "ttc", "euro", "euros", "eur", "en", "hors", "taxes"].contains(w));
    let tax = tax(&words);
    (money_sign(text, &words) && alone).then_some(Heading {
        role: Role::Amount,
        weight: 1,
        tax,
        period: None,
        per: None,
    })
}

/// What a cell is to a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A heading of its own.
    Heading,
    /// It narrows the heading above or before it.
    Narrows,
    /// It says what a price pays for, under a heading of prices.
    Measure,
    /// Other words.
    Words,
    /// A number or a formula: of a body.
    Other,
}

/// Does a heading ask for a price, an amount or a coefficient?
#[must_use]
pub fn asks(text: &str) -> bool {
    heading(text).is_some_and(|heading| heading.role.is_asked())
}

/// Does a heading say that what is below has tax?
#[must_use]
pub fn is_gross(text: &str) -> bool {
    heading(text).is_some_and(|heading| heading.tax == Some(Tax::Gross))
}

/// May a heading be one of prices: does it say nothing, or that they are below? An amount, a coefficient and a price in words are
/// none.
#[must_use]
pub fn may_be_a_price(text: &str) -> bool {
    heading(text).is_none_or(|heading| heading.role == Role::UnitPrice)
}

/// Does a heading name what is bought?
#[must_use]
pub fn names_what_is_bought(text: &str) -> bool {
    heading(text).is_some_and(|heading| heading.role == Role::Label && heading.weight > 1)
}

/// No heading has more bytes.
const LONGEST: usize = 2_000;

/// What words are to a header, and what they say as a heading.
#[must_use]
pub fn reading(text: &str) -> (Part, Option<Heading>) {
    if text.len() > LONGEST {
        return (Part::Words, None);
    }
    let folded = fold(text);
    let words = split(&folded);
    let heading = heading_of(text, &words);
    let part = match () {
        () if text.len() > 400 || text.split_whitespace().nth(16).is_some() => Part::Words,
        () if all_narrow(&words) => Part::Narrows,
        () if heading.is_some() => Part::Heading,
        () if all_measure(&words) => Part::Measure,
        () => Part::Words,
    };
    (part, heading)
}

/// Does a text say only what a price pays for, or of which lot it is: `Demi-journée`, `Mois`, `Lot 2`? Under a heading of
/// prices it is one.
#[must_use]
pub fn is_measure(text: &str) -> bool {
    all_measure(&split(&fold(text)))
}

fn all_measure(words: &[&str]) -> bool {
    words.len() <= 4 && (per(words).is_some() || without_lot(words).is_empty())
}

/// What a text pays for, where it says nothing else: `Heure`, `½ journée`.
#[must_use]
pub fn measure(text: &str) -> Option<Per> {
    let folded = fold(text);
    let words = split(&folded);
    per(&words).filter(|_| words.len() <= 4)
}

/// Does a title speak of prices: `PU en € HT`, `Prix unitaires`?
#[must_use]
pub fn speaks_of_prices(title: &str) -> bool {
    let folded = fold(title);
    let words = ["prix", "pu", "tarif", "tarifs", "tjm", "ht", "montant", "montants"];
    title.contains('€') || folded.split(' ').any(|word| words.contains(&word))
}

/// Does a text only narrow the heading above or before it: `HT`, `Année 2`, `Total`?
#[must_use]
pub fn narrows(text: &str) -> bool {
    all_narrow(&split(&fold(text)))
}

fn all_narrow(words: &[&str]) -> bool {
    let narrow = |w: &&str| {
        let of_prices = ["unitaire", "unitaires", "unit", "ht", "ttc", "hors", "taxe", "taxes", "toutes", "comprises"];
        of_prices.contains(w)
            || ["en", "euros", "eur", "chiffres"].contains(w)
            || is_total(w)
            || is_bound(w)
            || is_year(w)
            || calendar(w).is_some()
    };
    let year = || words.len() <= 3 && period(words).is_some_and(|p| p != Period::Total);
    (words.iter().any(narrow) && words.iter().all(|w| narrow(w) || ordinal(w).is_some())) || year()
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|c| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' if depth > 0 => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Heading, Period, Role, Tax, heading, narrows};

    #[test]
    fn headings_of_real_forms() {
        let says = [
            ("N° de prix", Role::Code),
            ("N°", Role::Code),
            ("Prix n°", Role::Code),
            ("CODE", Role::Code),
            ("Poste", Role::Code),
            ("Réf.", Role::Code),
            ("SIN(s) Proposed", Role::Code),
            ("CLIN", Role::Code),
            ("Item No.", Role::Code),
            ("Lot", Role::Lot),
            ("N° du lot", Role::Lot),
            ("Désignation", Role::Label),
            ("Désignation des prestations", Role::Label),
            ("LIBELLÉ", Role::Label),
            ("Prestations", Role::Label),
            ("Qualité de l'intervenant", Role::Label),
            ("Item description", Role::Label),
            ("Labor Category", Role::Label),
            ("SERVICE PROPOSED (e.g. Job Title/Task)", Role::Label),
            ("P.T. (€ H.T.)", Role::Amount),
            ("Montant HT / Amount excl. VAT", Role::Amount),
            ("Montant TVA", Role::Vat),
            ("Valeur unitaire", Role::UnitPrice),
            ("Px U HT", Role::UnitPrice),
            ("Forfait annuel", Role::UnitPrice),
            ("Prix net remisé HT", Role::UnitPrice),
            ("Offre du candidat", Role::UnitPrice),
            ("Proposition financière HT", Role::UnitPrice),
            ("Unité", Role::Unit),
            ("U", Role::Unit),
            ("U.", Role::Unit),
            ("Unité de mesure", Role::Unit),
            ("Unité de prix", Role::Unit),
            ("UNIT OF ISSUE (e.g. Hour, Task, Sq ft)", Role::Unit),
            ("QUANTITE", Role::Quantity),
            ("Quantitié", Role::Quantity),
            ("Qté estimée", Role::Quantity),
            ("Nombre de jours", Role::Quantity),
            ("Qty", Role::Quantity),
            ("Prix unitaire HT", Role::UnitPrice),
            ("P.U. HT", Role::UnitPrice),
            ("P.U.HT", Role::UnitPrice),
            ("PU en € HT", Role::UnitPrice),
            ("Montant unitaire", Role::UnitPrice),
            ("Prix", Role::UnitPrice),
            ("Unit price", Role::UnitPrice),
            ("TJM HT", Role::UnitPrice),
            ("Commercial Price List (CPL) OR Market Prices", Role::UnitPrice),
            ("MARKET RATE", Role::UnitPrice),
            ("Montant HT", Role::Amount),
            ("Prix total", Role::Amount),
            ("Total HT", Role::Amount),
            ("Montant = Qté x PU", Role::Amount),
            ("Extended price", Role::Amount),
            ("TVA", Role::Vat),
            ("Montant TVA", Role::Vat),
            ("Prix unitaire en toutes lettres", Role::InWords),
            ("Montant en lettres", Role::InWords),
            ("PU HT reconduction 1", Role::UnitPrice),
            ("Prix unitaire HT avant remise", Role::UnitPrice),
            ("Remise (%)", Role::Coefficient),
        ];
        for (text, role) in says {
            assert_eq!(heading(text).map(|h| h.role), Some(role), "{text}");
        }
        let nothing = [
            "BEST DISCOUNT OFFERED TO MFC (%)",
            "QUANTITY/VOLUME DISCOUNT",
            "Poste 1",
            "Observations",
            "Nom du candidat : à compléter",
            "MINIMUM YEARS OF EXPERIENCE",
            "",
            "€",
        ];
        for text in nothing {
            assert_eq!(heading(text), None, "{text}");
        }
    }

    #[test]
    fn tax_and_time() {
        let of = |text: &str| heading(text).map(|Heading { tax, period, .. }| (tax, period));
        assert_eq!(of("Prix unitaire (T.T.C.)"), Some((Some(Tax::Gross), None)));
        assert_eq!(of("Prix hors taxes"), Some((Some(Tax::Net), None)));
        for gross in [
            "Prix unitaire TVA comprise",
            "PU (TVA incluse)",
            "Prix unitaire taxes comprises",
            "Prix avec TVA",
            "PU (TVA 20 % incluse)",
        ] {
            assert_eq!(of(gross), Some((Some(Tax::Gross), None)), "{gross}");
        }
        assert_eq!(of("Prix unitaire, TVA non comprise"), Some((None, None)));
        assert_eq!(of("Qté\nannée 2"), Some((None, Some(Period::Year(2)))));
        assert_eq!(of("Quantités 1ère année"), Some((None, Some(Period::Year(1)))));
        assert_eq!(of("Quantité an n° 3"), Some((None, Some(Period::Year(3)))));
        assert_eq!(of("Qté A4"), Some((None, Some(Period::Year(4)))));
        assert_eq!(of("Quantité 2027"), Some((None, Some(Period::Calendar(2027)))));
        assert_eq!(of("Quantité totale"), Some((None, Some(Period::Total))));
        for each in ["Quantité annuelle", "Qté estimée par an", "Volume annuel total", "Quantity per year"] {
            assert_eq!(of(each), Some((None, Some(Period::EachYear))), "{each}");
        }
        for part in ["Quantité mensuelle", "Qté par trimestre", "Volume hebdomadaire estimé"] {
            assert_eq!(of(part), Some((None, Some(Period::EachPart))), "{part}");
        }
        for plain in ["Qté reconduction 1 (12 mois)", "Quantité S2"] {
            assert_eq!(of(plain), Some((None, None)), "{plain}");
        }
        assert_eq!(of("Quantité annuelle année 2"), Some((None, Some(Period::Year(2)))));
        assert_eq!(of("Montant HT année 4"), Some((Some(Tax::Net), Some(Period::Year(4)))));
    }

    #[test]
    fn what_only_narrows() {
        for text in ["H.T.", "TTC", "Année 1", "An 2", "Total", "2028", "Hors taxes", "en € HT", "Y3"] {
            assert!(narrows(text), "{text}");
        }
        for text in ["Désignation", "1.1", "jour", "Prix", "Build", "Total des prestations"] {
            assert!(!narrows(text), "{text}");
        }
    }
}
