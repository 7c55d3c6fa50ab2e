//! A unit as a buyer writes it.

use super::said::count;
use super::words::Per;
use crate::model::bid::Unit;
use crate::unit::fold;

/// A unit as a buyer writes it: ours, another one, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TheirUnit {
    /// Nothing is written, or a letter that may mean several.
    None,
    /// One that one of our DQEs has.
    Ours(Unit),
    /// A piece (`u`): our lump sum or work unit may be one.
    Piece,
    /// A time that none of our lines is sold by: an hour, half a day, a quarter, a year.
    Per(Per),
    /// One of another size than any of our units: a week, ten work units.
    Different,
    /// A length of time, or all of a contract: no price by the day or the month is for it, a lump sum may be.
    Lasting,
    /// A word that is not known.
    Other,
}

const DAY: &[&str] = &[
    "j",
    "jr",
    "jrs",
    "jh",
    "j h",
    "hj",
    "h j",
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
    "jrn",
    "jour personne",
    "day",
    "dy",
    "tag",
    "man day",
    "person day",
];
const MONTH: &[&str] = &[
    "mois",
    "m mois",
    "forfait mensuel",
    "forfait mois",
    "f mois",
    "ft mois",
    "fft mois",
    "mois forfaitaire",
    "mensuel",
    "mensuelle",
    "mensualite",
    "mois calendaire",
    "redevance mensuelle",
    "month",
    "monthly",
    "mon",
    "mth",
    "ms",
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
    "forfaitaire",
    "global",
    "forfait global",
    "forfait unique",
    "lump sum",
    "une fois",
    "unique",
    "fixed price",
    "ls",
];
const HOUR: &[&str] = &["h", "hr", "hur", "heu", "heure", "heure homme", "hour", "man hour"];
const HALF_DAY: &[&str] =
    &["demi journee", "demi jour", "demijournee", "1 2 journee", "1 2 jour", "1 2 j", "demi j", "demij", "half day"];
const QUARTER: &[&str] = &["trimestre", "trimestriel", "trimestrielle", "forfait trimestriel", "quarter", "quarterly"];
const HALF_YEAR: &[&str] = &["semestre", "semestriel", "semestrielle", "forfait semestriel"];
const YEAR: &[&str] = &[
    "an",
    "annee",
    "annuel",
    "annuelle",
    "annuite",
    "forfait annuel",
    "forfait an",
    "annee civile",
    "redevance annuelle",
    "year",
    "annual",
    "yearly",
    "ann",
];
const DIFFERENT: &[&str] = &[
    "semaine",
    "hebdomadaire",
    "vacation",
    "sprint",
    "iteration",
    "nuit",
    "week",
    "wee",
    "wk",
    "quinzaine",
    "bimestre",
    "homme mois",
    "mois homme",
    "homme an",
];
const PIECE: &[&str] = &[
    "u",
    "un",
    "unite",
    "piece",
    "unit",
    "each",
    "ea",
    "nb",
    "nombre",
    "acte",
    "prestation",
    "livrable",
    "qte",
    "pce",
    "pc",
    "pcs",
    "c62",
    // Of SAP: Leistungseinheit, activity unit, unité de prestation.
    "le",
    "au",
    "up",
];

impl TheirUnit {
    /// Is it a unit that is known?
    #[must_use]
    pub fn is_known(self) -> bool {
        !matches!(self, Self::None | Self::Other)
    }

    /// The part of a day that it is, where it is one.
    #[must_use]
    pub fn part_of_a_day(self) -> Option<Per> {
        self.from(Unit::Day)
    }

    /// The time that it is, where the price of one of our units gives its price by a stated rule: that of a day, the price of an
    /// hour and of half a day; that of a month, the price of three, six and twelve.
    #[must_use]
    pub fn from(self, ours: Unit) -> Option<Per> {
        match (self, ours) {
            (Self::Per(per @ (Per::Hour | Per::HalfDay)), Unit::Day) => Some(per),
            (Self::Per(per), Unit::Month) if per.months().is_some_and(|months| months > 1) => Some(per),
            _ => None,
        }
    }
}

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
                "" | "par"
                    | "au"
                    | "a"
                    | "le"
                    | "la"
                    | "d"
                    | "de"
                    | "l"
                    | "prix"
                    | "eur"
                    | "euro"
                    | "euros"
                    | "ht"
                    | "per"
            )
        })
        .map(|word| if word.len() > 3 { word.trim_end_matches('s') } else { word })
        .collect();
    let bare = bare.join(" ");
    let known = [(Unit::Day, DAY), (Unit::Month, MONTH), (Unit::WorkUnit, WORK_UNIT), (Unit::LumpSum, LUMP_SUM)];
    // `jrs` and `mois` end in an s of their own.
    let is =
        |list: &[&str]| list.iter().any(|unit| *unit == bare || *unit == folded || unit.trim_end_matches('s') == bare);
    let times = [
        (Per::Hour, HOUR),
        (Per::HalfDay, HALF_DAY),
        (Per::Quarter, QUARTER),
        (Per::HalfYear, HALF_YEAR),
        (Per::Year, YEAR),
    ];
    let known = known.iter().find(|(_, list)| is(list)).map(|(unit, _)| TheirUnit::Ours(*unit));
    let known = known.or_else(|| times.iter().find(|(_, list)| is(list)).map(|(per, _)| TheirUnit::Per(*per)));
    match known {
        // `T0 + 2 mois` is a date.
        _ if text.contains('+') => TheirUnit::Other,
        // `M` is a month to some, and a metre or a thousand to others.
        _ if bare.is_empty() || bare == "m" => TheirUnit::None,
        _ if is(PIECE) => TheirUnit::Piece,
        Some(unit) => unit,
        None if is(DIFFERENT) || is_several(&bare) => TheirUnit::Different,
        None => in_two_languages(text).unwrap_or(TheirUnit::Other),
    }
}

/// One unit in two languages, or written out: `mois / month`, `j (jour)`.
fn in_two_languages(text: &str) -> Option<TheirUnit> {
    let parts =
        text.split(['/', '(', ')', '|', '\n']).map(str::trim).filter(|part| !part.is_empty() && *part != text.trim());
    let units: Vec<TheirUnit> = parts.map(unit).collect();
    let known = |unit: &&TheirUnit| !matches!(unit, TheirUnit::None | TheirUnit::Other);
    // `Unit / UO`: a piece is what the other says.
    let first = *units.iter().find(|unit| **unit != TheirUnit::Piece).or(units.first()).filter(known)?;
    let of_one =
        |unit: &TheirUnit| *unit == first || (*unit == TheirUnit::Piece && matches!(first, TheirUnit::Ours(_)));
    (units.len() > 1 && units.iter().all(of_one)).then_some(first)
}

/// Several at once: `lot de 10 UO`, `100 tickets`, `k€`; `§ 4.1` is a place in a document.
fn is_several(unit: &str) -> bool {
    if unit.contains(' ') && !unit.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return false;
    }
    let number = |word: &str| word.parse::<u32>().is_ok_and(|n| n > 1);
    unit.split(' ').any(|word| number(word) || count(word).is_some() || word == "million")
}

#[cfg(test)]
mod tests {
    use super::{Per, TheirUnit, unit};
    use crate::model::bid::Unit;

    #[test]
    fn units_in_many_ways() {
        for text in
            ["Jour", "J", "JR", "DAY", "jours", "j/h", "jour-homme", "JH", "Journées", "€ HT / jour", "jours/homme"]
        {
            assert_eq!(unit(text), TheirUnit::Ours(Unit::Day), "{text}");
        }
        for text in ["Forfait", "ENS", "ens.", "Ft", "Forfaits", "forfaitaire"] {
            assert_eq!(unit(text), TheirUnit::Ours(Unit::LumpSum), "{text}");
        }
        for text in ["U.O.", "Unité d'œuvre", "unités d’œuvre", "uo"] {
            assert_eq!(unit(text), TheirUnit::Ours(Unit::WorkUnit), "{text}");
        }
        for text in ["mois", "MON", "mensuelle", "Forfait mensuel", "par mois", "MOIS", "F/mois", "Ft / mois"] {
            assert_eq!(unit(text), TheirUnit::Ours(Unit::Month), "{text}");
        }
        // A year, a quarter, an hour: a price of another unit.
        for (text, per) in [
            ("an", Per::Year),
            ("forfait annuel", Per::Year),
            ("annuelle", Per::Year),
            ("trimestre", Per::Quarter),
            ("semestre", Per::HalfYear),
            ("heure", Per::Hour),
            ("HUR", Per::Hour),
            ("ANN", Per::Year),
            ("demi-journée", Per::HalfDay),
            ("½ journée", Per::HalfDay),
        ] {
            assert_eq!(unit(text), TheirUnit::Per(per), "{text}");
        }
        for text in ["lot de 10 UO", "Forfait de 5 jours", "dizaine d’UO", "3 mois"] {
            assert_eq!(unit(text), TheirUnit::Different, "{text}");
        }
        for (text, expected) in [
            ("mois / month", TheirUnit::Ours(Unit::Month)),
            ("Jour (day)", TheirUnit::Ours(Unit::Day)),
            ("forfait / lump sum", TheirUnit::Ours(Unit::LumpSum)),
            ("heure / hour", TheirUnit::Per(Per::Hour)),
            ("Unit / UO", TheirUnit::Ours(Unit::WorkUnit)),
            ("mois / jour", TheirUnit::Other),
            ("UO / mois", TheirUnit::Other),
            ("§ 4.1", TheirUnit::Other),
            ("T0 + 2 mois", TheirUnit::Other),
        ] {
            assert_eq!(unit(text), expected, "{text}");
        }
        assert_eq!(unit("m²"), TheirUnit::Other);
        assert_eq!((unit("PCE"), unit(" "), unit("M")), (TheirUnit::Piece, TheirUnit::None, TheirUnit::None));
    }
}
