//! What the words above a column say of it, in French and English.

use std::sync::LazyLock;

use crate::unit::fold;

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Which lot a row belongs to.
    Lot,
    /// The number of a price.
    Code,
    /// What is bought.
    Label,
    /// By what it is counted.
    Unit,
    /// How many.
    Quantity,
    /// What one costs.
    UnitPrice,
    /// What all of them cost.
    Amount,
    /// The tax on it.
    Vat,
}

/// Before or after tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tax {
    /// HT.
    Net,
    /// TTC.
    Gross,
}

/// The time that a quantity or an amount is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// A contract year, from 1.
    Year(u32),
    /// A calendar year.
    Calendar(u32),
    /// All of it.
    Total,
}

/// What a heading says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// What its column is for.
    pub role: Role,
    /// How well the words say so: 1 to 3.
    pub weight: u8,
    /// Before or after tax, where it says.
    pub tax: Option<Tax>,
    /// For which time, where it says.
    pub period: Option<Period>,
}

/// Folded words.
type Words = LazyLock<Vec<&'static str>>;
/// The same, by how plainly they name a role: 3 leaves no doubt, 1 may mean another thing.
type Weighed = LazyLock<Vec<(u8, Vec<&'static str>)>>;

/// The words of a text.
fn list(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn weighed(texts: &[(u8, &'static str)]) -> Vec<(u8, Vec<&'static str>)> {
    texts.iter().map(|(weight, text)| (*weight, list(text))).collect()
}

/// Columns that a bidder or a buyer writes other things in.
static OTHER: Words = LazyLock::new(|| {
    list(
        "discount remise rabais reduction escalation minimum maximum mini maxi experience education invoice facture \
    commentaire commentaires observation observations remarque remarques page date warranty garantie lettre \
    lettres customer manufacturer marque nom taux conditions delai upc certification material",
    )
});
static CODE: Weighed = LazyLock::new(|| {
    weighed(&[
        (3, "n no num numero code codes ref reference references clin slin"),
        (2, "id identifiant poste postes item article articles rep repere sin sins mfr"),
        (1, "ligne line rang ordre index"),
    ])
});
static LABEL: Weighed = LazyLock::new(|| {
    weighed(&[
        (
            3,
            "designation designations libelle libelles intitule intitules prestation prestations intervenant \
        intervenants",
        ),
        (
            2,
            "description descriptif profil profils labor labour service services title product ouvrage ouvrages \
        fourniture fournitures rubrique tache taches activite activites livrable",
        ),
        (1, "composant composants element elements nature objet detail definition course materiel role"),
    ])
});
static UNIT: Weighed = LazyLock::new(|| weighed(&[(3, "unite unites u un uom uoi"), (2, "unit")]));
static QUANTITY: Weighed = LazyLock::new(|| {
    weighed(&[
        (3, "quantite quantites qte qtes qt qty quantity quantities quant"),
        (2, "nombre nb nbre volume volumes volumetrie"),
        (1, "q"),
    ])
});
static AMOUNT: Words = LazyLock::new(|| list("montant montants amount amounts extended extension"));
static PRICE: Words = LazyLock::new(|| list("prix price priced prices tarif tarifs cout couts cost"));
static TOTAL: Words = LazyLock::new(|| list("total totale totaux totales totals global globale"));
static YEAR: Words = LazyLock::new(|| list("annee an year yr periode period exercice annees"));

/// Is a word one of these?
fn among(word: &str, words: &[&str]) -> bool {
    words.contains(&word)
}

/// What the words above a column say; `None` where they say nothing of a price form.
#[must_use]
pub fn heading(text: &str) -> Option<Heading> {
    if text.chars().count() > 160 {
        return None;
    }
    let whole = fold(text);
    let all: Vec<&str> = whole.split(' ').filter(|w| !w.is_empty()).collect();
    // What stands in brackets is an aside: it may say the tax, not the role.
    let outside = text.contains(['(', '[']).then(|| fold(&without_brackets(text)));
    let outside = outside.as_ref().unwrap_or(&whole);
    let mut words: Vec<&str> = outside.split(' ').filter(|w| !w.is_empty()).collect();
    if words.is_empty() {
        words.clone_from(&all);
    }
    if words.is_empty() || words.len() > 12 {
        return None;
    }
    let (role, weight) = role(&words)?;
    let period = matches!(role, Role::Quantity | Role::Amount | Role::UnitPrice).then(|| period(&all)).flatten();
    // `Poste 1`, `Lot 2`: words of a row, not over a column. Only years are numbered there.
    let numbered = || words.iter().any(|w| w.bytes().any(|b| b.is_ascii_digit()));
    if period.is_none() && role != Role::Vat && numbered() {
        return None;
    }
    Some(Heading { role, weight, tax: tax(&all), period })
}

/// Does a text only narrow the heading above or before it: `HT`, `Année 2`, `Total`?
#[must_use]
pub fn narrows(text: &str) -> bool {
    let text = fold(text);
    let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let narrow = |w: &&str| {
        ["ht", "ttc", "hors", "taxe", "taxes", "toutes", "comprises", "en", "euros", "eur", "chiffres"].contains(w)
            || among(w, &TOTAL)
            || among(w, &YEAR)
            || calendar(w).is_some()
    };
    let year = || words.len() <= 3 && period(&words).is_some_and(|p| p != Period::Total);
    (words.iter().any(narrow) && words.iter().all(|w| narrow(w) || ordinal(w).is_some())) || year()
}

/// The time that words speak of.
#[must_use]
pub fn period(words: &[&str]) -> Option<Period> {
    let numbered = |w: &str| {
        YEAR.iter().chain(&["a", "y"]).find_map(|year| w.strip_prefix(*year)).and_then(ordinal).map(Period::Year)
    };
    for (i, word) in words.iter().enumerate() {
        let year = among(word, &YEAR);
        let next = words.get(i + 1).and_then(|w| if *w == "n" { words.get(i + 2) } else { Some(w) });
        let after = next.filter(|_| year).and_then(|w| ordinal(w));
        let before = i.checked_sub(1).and_then(|b| ordinal(words[b])).filter(|_| year);
        if let Some(n) = after.or(before) {
            return Some(Period::Year(n));
        }
        if let Some(found) = numbered(word).or_else(|| calendar(word).map(Period::Calendar)) {
            return Some(found);
        }
    }
    words.iter().any(|w| among(w, &TOTAL)).then_some(Period::Total)
}

/// `1`, `1ere`, `2eme`, `3e`, `1st`, `iv`.
fn ordinal(word: &str) -> Option<u32> {
    if let Some(at) = ["i", "ii", "iii", "iv", "v"].iter().position(|roman| *roman == word) {
        return u32::try_from(at + 1).ok();
    }
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let known = ["", "e", "er", "re", "ere", "eme", "nd", "nde", "st", "rd", "th"].contains(&ending);
    digits.parse().ok().filter(|n| known && (1..=20).contains(n))
}

fn calendar(word: &str) -> Option<u32> {
    word.parse().ok().filter(|year| is_calendar(*year))
}

/// Is a whole number a calendar year that a contract may run in?
#[must_use]
pub fn is_calendar(number: u32) -> bool {
    (2000..2100).contains(&number)
}

fn tax(words: &[&str]) -> Option<Tax> {
    let any = |of: &[&str]| words.iter().any(|w| among(w, of));
    if any(&["ttc", "puttc", "toutes", "including", "incl", "gross"]) {
        Some(Tax::Gross)
    } else if any(&["ht", "puht", "hors", "excluding", "excl", "net", "nets"]) {
        Some(Tax::Net)
    } else {
        None
    }
}

fn role(words: &[&str]) -> Option<(Role, u8)> {
    let any = |of: &[&str]| words.iter().any(|w| among(w, of));
    let best = |of: &Weighed| of.iter().find(|(_, of)| any(of)).map(|(weight, _)| *weight);
    let first = |of: &Weighed| of.iter().find(|(_, of)| among(words[0], of)).map(|(weight, _)| *weight);
    let vat = any(&["tva", "vat"]) && (among(words[0], &["tva", "vat"]) || any(&["taux", "montant"]));
    if vat {
        return Some((Role::Vat, 3));
    }
    if any(&OTHER) {
        return None;
    }
    if words.len() <= 3 && any(&["lot", "lots"]) && !any(&AMOUNT) && !any(&PRICE) && !any(&TOTAL) {
        return Some((Role::Lot, 2));
    }
    let price = any(&PRICE);
    // `Prix n°` numbers a price, `N° de prix` too.
    if words.len() == 2 && price && among(words[1], &["n", "no", "numero"]) {
        return Some((Role::Code, 3));
    }
    let code = first(&CODE).filter(|_| words.len() <= 5);
    if let (Some(weight), None) = (code, best(&LABEL)) {
        return Some((Role::Code, weight));
    }
    if code.is_none() && any(&["code", "codes"]) && !price {
        return Some((Role::Code, 1));
    }
    let unit_price = any(&["pu", "puht", "puttc", "tjm"])
        || words.windows(2).any(|two| two == ["p", "u"])
        || ((price || any(&AMOUNT) || any(&["taux"]))
            && any(&["unitaire", "unitaires", "unit", "journalier", "jour", "hour", "day", "heure"]));
    let quantity = best(&QUANTITY).or_else(|| words.iter().any(|w| near_quantity(w)).then_some(3));
    if let Some(weight) = quantity {
        // `Montant = PU × Qté` is no quantity.
        let amount = any(&AMOUNT) || unit_price || price;
        return Some(if amount { (Role::Amount, 3) } else { (Role::Quantity, weight) });
    }
    if unit_price {
        return Some((Role::UnitPrice, 3));
    }
    if any(&AMOUNT) || (price && any(&TOTAL)) {
        return Some((Role::Amount, 3));
    }
    if any(&["total", "totaux", "totals"]) {
        return Some((Role::Amount, 2));
    }
    if price && any(&["forfaitaire", "forfait"]) {
        return Some((Role::Amount, 1));
    }
    if price {
        return Some((Role::UnitPrice, if words[0] == "prix" { 2 } else { 1 }));
    }
    if any(&["rate", "rates", "pricing"]) {
        return Some((Role::UnitPrice, 1));
    }
    if let Some(weight) = first(&UNIT) {
        return Some((Role::Unit, if words.len() > 1 && any(&["oeuvre", "oeuvres"]) { 1 } else { weight }));
    }
    best(&LABEL).map(|weight| (Role::Label, weight))
}

/// A misspelt `quantité`: two letters wrong at most. (`Qualité` is another word.)
fn near_quantity(word: &str) -> bool {
    (7..=11).contains(&word.len())
        && ["quan", "qan"].iter().any(|start| word.starts_with(start))
        && strsim::osa_distance(word, "quantite") <= 2
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
            ("Unité", Role::Unit),
            ("U", Role::Unit),
            ("U.", Role::Unit),
            ("Unité de mesure", Role::Unit),
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
        ];
        for (text, role) in says {
            assert_eq!(heading(text).map(|h| h.role), Some(role), "{text}");
        }
        let nothing = [
            "BEST DISCOUNT OFFERED TO MFC (%)",
            "QUANTITY/VOLUME DISCOUNT",
            "Prix unitaire en toutes lettres",
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
        assert_eq!(of("Qté\nannée 2"), Some((None, Some(Period::Year(2)))));
        assert_eq!(of("Quantités 1ère année"), Some((None, Some(Period::Year(1)))));
        assert_eq!(of("Quantité an n° 3"), Some((None, Some(Period::Year(3)))));
        assert_eq!(of("Qté A4"), Some((None, Some(Period::Year(4)))));
        assert_eq!(of("Quantité 2027"), Some((None, Some(Period::Calendar(2027)))));
        assert_eq!(of("Quantité totale"), Some((None, Some(Period::Total))));
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
