//! How sure a match is and why, in words.

use itertools::Itertools as _;
use rust_decimal::Decimal;

use super::evidence::{FAR, NEAR, SAME};
use super::{Agrees, By, Doubt, Found, LotBy, Match, OurLine, OurLot, Sureness, priced_by};
use crate::buyer::form::{Measure, Period, Price, Row, RowKind, Stated, TheirUnit};
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
            Self::Title => lang.pick("par un titre", "by a title"),
            Self::Lines => lang.pick("par ses lignes seules", "by its lines alone"),
            Self::Only => lang.pick("seul lot de l’offre", "the bid’s only lot"),
            Self::Asked => lang.pick("par --lot", "by --lot"),
            Self::FileName => lang.pick("par le nom du fichier", "by the file’s name"),
            Self::OtherSheet => lang.pick("par une autre feuille du fichier", "by another sheet of the file"),
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
        SAME.. if evidence.words >= SAME => say("même désignation", "same wording"),
        SAME.. => say("désignation équivalente", "equivalent wording"),
        NEAR.. => say("désignation proche", "close wording"),
        FAR.. => say("désignation voisine", "wording somewhat alike"),
        _ if evidence.whole_section => say("se lit comme notre section", "reads like our section"),
        _ => say("autre désignation", "another wording"),
    }
    words.extend(differences(found, row, ours, lang));
    let rivals: Vec<&str> = found.rivals.iter().map(|r| lot.lines[*r].code.text.as_str()).collect();
    if !rivals.is_empty() {
        let also = match found.doubt {
            Some(Doubt::Whole) => lang.pick("couvre aussi", "covers also"),
            _ => lang.pick("pourrait être", "could be"),
        };
        words.push(format!("{also} {}", rivals.join(", ")));
    }
    words.extend(found.doubt.as_ref().and_then(|doubt| doubt.name(row.row, lang)));
    if found.sureness > Sureness::Doubtful {
        words.push(found.by.name(lang));
    }
    words.join(", ")
}

impl By {
    /// In a word, for data.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Wording => "wording",
            Self::Meaning => "meaning",
            Self::Scale { .. } => "scale",
            Self::Map => "map",
            Self::Section => "section",
            Self::Unit => "unit",
            Self::Quantity => "quantity",
            Self::Neighbours => "neighbours",
        }
    }

    /// What decided, in words.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let name = match self {
            Self::Code => lang.pick("décidé par le code", "decided by the code"),
            Self::Wording => lang.pick("décidé par la désignation", "decided by the wording"),
            Self::Meaning => lang.pick("décidé par le sens", "decided by the meaning"),
            Self::Scale { step, of } => {
                return match lang {
                    Lang::Fr => format!("décidé par l’ordre de l’échelle, degré {step} sur {of}"),
                    Lang::En => format!("decided by the order of the scale, step {step} of {of}"),
                };
            }
            Self::Map => lang.pick("décidé par la carte", "decided by the map"),
            Self::Section => lang.pick("décidé par la section", "decided by the section"),
            Self::Unit => lang.pick("décidé par l’unité", "decided by the unit"),
            Self::Quantity => lang.pick("décidé par les quantités", "decided by the quantities"),
            Self::Neighbours => lang.pick("décidé par les lignes voisines", "decided by the neighbouring lines"),
        };
        name.to_owned()
    }
}

/// So many of the rows that share a line are named.
const SHOWN: usize = 8;

impl Doubt {
    /// Why a person has to decide; `None` where the rivals alone say it.
    fn name(&self, own: u32, lang: Lang) -> Option<String> {
        Some(match self {
            Self::Whole => return None,
            Self::Part(rows) => {
                // Alone, it shares it with itself: its prices are in columns of their own.
                let others: Vec<u32> = rows.iter().copied().filter(|row| *row != own || rows.len() == 1).collect();
                let shown = others.iter().take(SHOWN).join(", ");
                let with = match (lang, others.len()) {
                    (Lang::Fr, 1) => "se partage notre ligne avec la ligne",
                    (Lang::Fr, _) => "se partage notre ligne avec les lignes",
                    (Lang::En, 1) => "shares our line with row",
                    (Lang::En, _) => "shares our line with rows",
                };
                match (others.len().saturating_sub(SHOWN), lang) {
                    (0, _) => format!("{with} {shown}"),
                    (more, Lang::Fr) => format!("{with} {shown} et {more} autres"),
                    (more, Lang::En) => format!("{with} {shown} and {more} others"),
                }
            }
            Self::Steps { theirs, ours } => match lang {
                Lang::Fr => format!("échelle de {theirs} degrés chez l’acheteur, {ours} chez nous"),
                Lang::En => format!("a scale of {theirs} steps, ours has {ours}"),
            },
            Self::Word(word) => match lang {
                Lang::Fr => format!("dans l’échelle de l’acheteur, « {word} » n’est pas compris comme un degré"),
                Lang::En => format!("in the buyer’s scale, “{word}” is not understood as a step"),
            },
            Self::Order => lang.pick("ordre de l’échelle à préciser", "the order of its scale is not clear").to_owned(),
            Self::TwoScales => lang.pick("plusieurs échelles possibles", "several scales are possible").to_owned(),
            Self::Periods => {
                lang.pick("payé une fois, demandé par période", "paid once, asked for in each period").to_owned()
            }
            Self::Heading(words) => match lang {
                Lang::Fr => format!("l’en-tête des prix dit « {words} », à vérifier"),
                Lang::En => format!("the heading of the prices says “{words}”, to check"),
            },
            Self::Remark(remark) => remark.name(lang),
            Self::Level => lang.pick("niveau que nous ne vendons pas à part", "a level not sold separately").to_owned(),
        })
    }
}

/// What differs between a row and its line, with both figures.
#[must_use]
pub fn differences(found: &Match, row: &Row, ours: &OurLine, lang: Lang) -> Vec<String> {
    let evidence = &found.evidence;
    let mut words = Vec::new();
    let theirs = priced_by(row);
    if evidence.unit == Agrees::No {
        let unit = unit_name(ours.unit, lang);
        let theirs = match theirs {
            // What a label or a section says.
            TheirUnit::Per(per) if row.counted_by(lang).is_empty() => Measure::Per(per).name(lang),
            TheirUnit::Ours(unit) if row.counted_by(lang).is_empty() => unit_name(unit, lang).to_owned(),
            _ if row.counted_by(lang).is_empty() => lang.pick("autre", "another").to_owned(),
            _ => row.counted_by(lang),
        };
        words.push(match lang {
            Lang::Fr => format!("unité {theirs} ({unit} chez nous)"),
            Lang::En => format!("unit {theirs} ({unit} with us)"),
        });
    } else if let Some(per) = theirs.from(ours.unit) {
        let (part, unit) = (Measure::Per(per).name(lang), unit_name(ours.unit, lang));
        let months = lang.pick("mois", "months");
        let rule = per.months().map(|count| format!("{}{count} {months}", lang.colon())).unwrap_or_default();
        words.push(match lang {
            Lang::Fr => format!("prix par {part}, tiré du nôtre par {unit}{rule}"),
            Lang::En => format!("price by the {part}, taken from ours by the {unit}{rule}"),
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
    if evidence.whole == Agrees::No {
        words.push(lang.pick("exclut une partie", "leaves a part out").to_owned());
    }
    if evidence.explained == Agrees::No || evidence.same != Agrees::Yes {
        words.push(lang.pick("précise ce que notre ligne ne dit pas", "states what our line does not").to_owned());
    }
    if evidence.stated == Agrees::No {
        let stated = Stated::of_label(&row.label).into_iter();
        let other: Vec<String> =
            stated.filter(|stated| !ours.stated.contains(stated)).map(|stated| stated.name(lang)).collect();
        words.push(format!("{} {}", lang.pick("sa désignation dit", "its label states"), other.join(", ")));
    }
    if evidence.code_mended {
        let code = row.code.as_ref().map(|c| c.text.as_str()).unwrap_or_default();
        words.push(format!("{} {code}", lang.pick("code lu", "code read as")));
    }
    words
}

/// What there is to say of a row that none of our lines is kept for.
#[must_use]
pub fn open(found: &Found, row: &Row, lot: Option<&OurLot>, lang: Lang) -> String {
    match (found, lot) {
        (Found::Aside, _) if row.kind == RowKind::Coefficient => {
            lang.pick("coefficient à décider, aucun prix", "a coefficient to decide, no price").to_owned()
        }
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
