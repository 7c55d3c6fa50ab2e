//! A unit as a buyer writes it.

use super::words::words;
use crate::model::bid::Unit;
use crate::unit::fold;

/// A unit as a buyer writes it: ours, another one, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TheirUnit {
    /// Nothing is written, or a letter that may mean several.
    None,
    /// One that a DQE of ours has.
    Ours(Unit),
    /// A piece (`u`): a lump sum or a work unit of ours may be one.
    Piece,
    /// Another.
    Other,
}

const DAY: &[&str] = &[
    "j",
    "jr",
    "jrs",
    "jh",
    "j h",
    "hj",
    "jour",
    "jour homme",
    "homme jour",
    "jourhomme",
    "journee",
    "journee homme",
    "jour ouvre",
    "jour travaille",
    "jour intervention",
    "journee intervention",
    "tjm",
    "jp",
    "jour personne",
    "day",
    "man day",
    "person day",
];
const MONTH: &[&str] = &[
    "mois",
    "m mois",
    "forfait mensuel",
    "forfait mois",
    "mensuel",
    "mensualite",
    "mois calendaire",
    "redevance mensuelle",
    "month",
    "monthly",
];
const WORK_UNIT: &[&str] = &["uo", "unite oeuvre", "unite d oeuvre", "work unit", "ticket", "uo livree"];
const LUMP_SUM: &[&str] = &[
    "forfait",
    "ft",
    "ff",
    "fft",
    "f",
    "fo",
    "for",
    "forf",
    "ens",
    "ensemble",
    "prix forfaitaire",
    "global",
    "forfait global",
    "forfait unique",
    "lump sum",
    "fixed price",
];
const PIECE: &[&str] =
    &["u", "un", "unite", "piece", "each", "ea", "nb", "nombre", "acte", "prestation", "livrable", "qte"];

/// Reads a unit.
#[must_use]
pub fn unit(text: &str) -> TheirUnit {
    // Without plurals, and without `par` and `€ /` before it.
    let folded = fold(&text.replace(['’', '\''], " "));
    let bare: Vec<&str> = folded
        .split(' ')
        .filter(|word| {
            !matches!(
                *word,
                "" | "par" | "le" | "la" | "d" | "de" | "l" | "prix" | "eur" | "euro" | "euros" | "ht" | "per"
            )
        })
        .map(|word| if word.len() > 3 { word.trim_end_matches('s') } else { word })
        .collect();
    let bare = bare.join(" ");
    let known = [(Unit::Day, DAY), (Unit::Month, MONTH), (Unit::WorkUnit, WORK_UNIT), (Unit::LumpSum, LUMP_SUM)];
    // `jrs` and `mois` end in an s of their own.
    let is =
        |list: &[&str]| list.iter().any(|unit| *unit == bare || *unit == folded || unit.trim_end_matches('s') == bare);
    match known.iter().find(|(_, list)| is(list)) {
        // `M` is a month to some, and a metre or a thousand to others.
        _ if bare.is_empty() || bare == "m" => TheirUnit::None,
        _ if is(PIECE) => TheirUnit::Piece,
        Some((unit, _)) => TheirUnit::Ours(*unit),
        None => TheirUnit::Other,
    }
}

/// The unit that a label itself names: `Journée d’architecte`, `Forfait mensuel`.
pub(super) fn named(label: &str) -> Option<Unit> {
    let words = words(label);
    let has = |stem: &str| words.iter().any(|word| word.stem == stem && !word.detail);
    let first = words.first().map_or("", |word| word.stem.as_str());
    match () {
        () if has("mensuel") || has("mensualit") => Some(Unit::Month),
        () if matches!(first, "journ" | "jour" | "tjm" | "jh") => Some(Unit::Day),
        () if matches!(first, "uo") || first == "unit" && words.get(1).is_some_and(|w| w.stem == "oeuvr") => {
            Some(Unit::WorkUnit)
        }
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{TheirUnit, named, unit};
    use crate::model::bid::Unit;

    #[test]
    fn units_in_many_ways() {
        for text in ["Jour", "J", "jours", "j/h", "jour-homme", "JH", "Journées", "€ HT / jour", "jours/homme"] {
            assert_eq!(unit(text), TheirUnit::Ours(Unit::Day), "{text}");
        }
        for text in ["Forfait", "ENS", "ens.", "Ft", "Forfaits"] {
            assert_eq!(unit(text), TheirUnit::Ours(Unit::LumpSum), "{text}");
        }
        for text in ["U.O.", "Unité d'œuvre", "unités d’œuvre", "uo"] {
            assert_eq!(unit(text), TheirUnit::Ours(Unit::WorkUnit), "{text}");
        }
        for text in ["mois", "Forfait mensuel", "par mois", "MOIS"] {
            assert_eq!(unit(text), TheirUnit::Ours(Unit::Month), "{text}");
        }
        // A year, a quarter, an hour: a price of another unit.
        for text in ["an", "trimestre", "heure", "demi-journée", "m²", "forfait annuel"] {
            assert_eq!(unit(text), TheirUnit::Other, "{text}");
        }
        assert_eq!((unit("u"), unit(" "), unit("M")), (TheirUnit::Piece, TheirUnit::None, TheirUnit::None));
    }

    #[test]
    fn labels_that_name_their_unit() {
        assert_eq!(named("Journée d'architecte"), Some(Unit::Day));
        assert_eq!(named("Forfait mensuel de TME"), Some(Unit::Month));
        assert_eq!(named("Unité d’œuvre simple"), Some(Unit::WorkUnit));
        assert_eq!(named("Architecte"), None);
    }
}
