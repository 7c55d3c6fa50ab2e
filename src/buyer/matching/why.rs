//! How sure a match is and why, in words.

use rust_decimal::Decimal;

use super::evidence::{FAR, NEAR, SAME};
use super::{Agrees, Found, LotBy, Match, OurLine, OurLot, Sureness};
use crate::buyer::form::{Period, Price, Row};
use crate::model::unit_name;
use crate::unit::{Lang, digits};

impl Sureness {
    /// In a word.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Sure => lang.pick("sûr", "sure"),
            Self::Likely => lang.pick("probable", "likely"),
            Self::Doubtful => lang.pick("à décider", "to decide"),
        }
    }
}

impl LotBy {
    /// By what a lot was recognised.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::NumberAndName => lang.pick("par son numéro et son nom", "by its number and name"),
            Self::Number => lang.pick("par son numéro seul", "by its number alone"),
            Self::NumberNotName => {
                lang.pick("par son numéro, mais il porte un autre nom", "by its number, though its name is another")
            }
            Self::Name => lang.pick("par son nom", "by its name"),
            Self::NameNotNumber => {
                lang.pick("par son nom, mais il porte un autre numéro", "by its name, though its number is another")
            }
            Self::Lines => lang.pick("par ses lignes seules", "by its lines alone"),
            Self::Only => lang.pick("seul lot de l’offre", "the bid’s only lot"),
        }
    }
}

/// Why a row is taken for a line, and what differs between the two.
#[must_use]
pub fn why(found: &Match, row: &Row, lot: &OurLot, lang: Lang) -> String {
    let (evidence, ours) = (&found.evidence, &lot.lines[found.line]);
    let mut words: Vec<String> = Vec::new();
    let mut say = |fr: &str, en: &str| words.push(lang.pick(fr, en).to_owned());
    match evidence.code {
        Agrees::Yes => say("même code", "same code"),
        Agrees::No => say("autre code", "another code"),
        Agrees::Unknown => say("sans code", "no code"),
    }
    match evidence.label {
        SAME.. => say("même désignation", "same wording"),
        NEAR.. => say("désignation proche", "close wording"),
        FAR.. => say("désignation voisine", "wording somewhat alike"),
        _ if evidence.whole_section => say("se lit comme notre section", "reads like our section"),
        _ => say("autre désignation", "another wording"),
    }
    words.extend(differences(found, row, ours, lang));
    if !found.rivals.is_empty() {
        let codes: Vec<&str> = found.rivals.iter().map(|r| lot.lines[*r].code.text.as_str()).collect();
        words.push(format!("{} {}", lang.pick("pourrait être", "could be"), codes.join(", ")));
    }
    words.join(", ")
}

/// What differs between a row and its line, with both figures.
#[must_use]
pub fn differences(found: &Match, row: &Row, ours: &OurLine, lang: Lang) -> Vec<String> {
    let evidence = &found.evidence;
    let mut words = Vec::new();
    if evidence.unit == Agrees::No {
        let unit = unit_name(ours.unit, lang);
        words.push(match lang {
            Lang::Fr => format!("unité {} ({unit} chez nous)", row.unit),
            Lang::En => format!("unit {} ({unit} with us)", row.unit),
        });
    }
    if evidence.quantity == Agrees::No {
        let (theirs, ours) = (shown(quantity(row), lang), shown(ours.quantity(), lang));
        words.push(match lang {
            Lang::Fr if theirs == ours => format!("quantité {theirs}, autrement par année"),
            Lang::En if theirs == ours => format!("quantity {theirs}, in other years"),
            Lang::Fr => format!("quantité {theirs} ({ours} chez nous)"),
            Lang::En => format!("quantity {theirs} ({ours} with us)"),
        });
    }
    if evidence.code_mended {
        let code = row.code.as_ref().map(|c| c.text.as_str()).unwrap_or_default();
        words.push(format!("{} {code}", lang.pick("code lu", "code read as")));
    }
    words
}

/// What there is to say of a row that no line of ours is kept for.
#[must_use]
pub fn open(found: &Found, lot: Option<&OurLot>, lang: Lang) -> String {
    match (found, lot) {
        (Found::Aside, _) => lang.pick("sans prix attendu (PM ou variante)", "no price due (PM or variant)").to_owned(),
        (Found::NoLot, _) => lang.pick("lot inconnu", "lot not known").to_owned(),
        (Found::Taken { line, row }, Some(lot)) => {
            let code = &lot.lines[*line].code.text;
            match lang {
                Lang::Fr => format!("la plus proche, {code}, est déjà à la ligne {row}"),
                Lang::En => format!("the nearest, {code}, is at row {row} already"),
            }
        }
        _ => lang.pick("rien d’approchant chez nous", "nothing near with us").to_owned(),
    }
}

/// What a price cell holds already, where it holds something.
#[must_use]
pub fn price(price: &Price, lang: Lang) -> Option<String> {
    match price {
        Price::Empty => None,
        Price::Text(text) => Some(format!("{} « {text} »", lang.pick("porte", "holds"))),
        Price::Number(number) => Some(format!("{} {}", lang.pick("porte", "holds"), shown(*number, lang))),
        Price::Formula(_) => Some(
            lang.pick("prix calculé par une formule, à ne pas remplir", "price by a formula, not to fill").to_owned(),
        ),
    }
}

/// The quantity of a row over the contract: its total, or the sum of its years.
#[must_use]
pub fn quantity(row: &Row) -> Decimal {
    let total = row.quantities.iter().find(|(at, _)| *at == Period::Total);
    let sum = || row.quantities.iter().fold(Decimal::ZERO, |sum, (_, q)| sum.saturating_add(*q));
    total.map_or_else(sum, |(_, q)| *q)
}

fn shown(value: Decimal, lang: Lang) -> String {
    let value = value.normalize();
    digits(value, value.scale().min(4), lang)
}
