//! A unit as a buyer writes it.

use super::words::words;
use crate::buyer::form::{Per, Row, per};
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
    /// A time that no line of ours is sold by: an hour, half a day, a quarter, a year.
    Per(Per),
    /// One of another size than any of ours: a week, ten work units.
    Different,
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
    "une fois",
    "unique",
    "fixed price",
];
const HOUR: &[&str] = &["h", "heure", "heure homme", "hour", "man hour"];
const HALF_DAY: &[&str] =
    &["demi journee", "demi jour", "demijournee", "1 2 journee", "1 2 jour", "1 2 j", "demi j", "half day"];
const QUARTER: &[&str] = &["trimestre", "trimestriel", "forfait trimestriel", "quarter", "quarterly"];
const YEAR: &[&str] =
    &["an", "annee", "annuel", "annuite", "forfait annuel", "redevance annuelle", "year", "annual", "yearly"];
const DIFFERENT: &[&str] = &[
    "semaine",
    "week",
    "quinzaine",
    "bimestre",
    "semestre",
    "semestriel",
    "forfait semestriel",
    "homme mois",
    "mois homme",
    "homme an",
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
    let times = [(Per::Hour, HOUR), (Per::HalfDay, HALF_DAY), (Per::Quarter, QUARTER), (Per::Year, YEAR)];
    let known = known.iter().find(|(_, list)| is(list)).map(|(unit, _)| TheirUnit::Ours(*unit));
    let known = known.or_else(|| times.iter().find(|(_, list)| is(list)).map(|(per, _)| TheirUnit::Per(*per)));
    match known {
        // `M` is a month to some, and a metre or a thousand to others.
        _ if bare.is_empty() || bare == "m" => TheirUnit::None,
        _ if is(PIECE) => TheirUnit::Piece,
        Some(unit) => unit,
        None if is(DIFFERENT) || is_several(&bare) => TheirUnit::Different,
        None => TheirUnit::Other,
    }
}

/// Several at once: `lot de 10 UO`, `100 tickets`, `k€`.
fn is_several(unit: &str) -> bool {
    let number = |word: &str| word.parse::<u32>().is_ok_and(|n| n > 1);
    unit.split(' ')
        .any(|word| number(word) || ["dizaine", "douzaine", "centaine", "millier", "million"].contains(&word))
}

/// The unit that a label itself names: `Journée d’architecte`, `Forfait mensuel`.
pub(super) fn named(label: &str) -> TheirUnit {
    let words = words(label);
    let folded = fold(&label.replace(['’', '\''], " "));
    let starts = |of: &[&str]| of.iter().any(|of| folded.starts_with(of));
    let times: [(Per, &[&str], &str); 4] = [
        (Per::HalfDay, &["demi journee", "1 2 journee"], " par demi journee"),
        (Per::Hour, &["heure d", "heure de"], " par heure"),
        (Per::Quarter, &["forfait trimestriel", "redevance trimestrielle"], " par trimestre"),
        (Per::Year, &["forfait annuel", "redevance annuelle"], " par an"),
    ];
    if let Some((per, ..)) = times.iter().find(|(_, first, last)| starts(first) || folded.ends_with(last)) {
        return TheirUnit::Per(*per);
    }
    let has = |stem: &str| words.iter().any(|word| word.stem == stem && !word.detail);
    let first = words.first().map_or("", |word| word.stem.as_str());
    match () {
        () if has("mensuel") || has("mensualit") => TheirUnit::Ours(Unit::Month),
        () if matches!(first, "journ" | "jour" | "tjm" | "jh") => TheirUnit::Ours(Unit::Day),
        () if matches!(first, "uo") || first == "unit" && words.get(1).is_some_and(|w| w.stem == "oeuvr") => {
            TheirUnit::Ours(Unit::WorkUnit)
        }
        () => TheirUnit::None,
    }
}

/// What words say that a price of theirs pays for: `Tarifs horaires`, `(prix de la demi-journée)`, `forfait trimestriel`, `prix
/// pour 4 ans`. Of several times, none.
pub(super) fn paid(text: &str) -> TheirUnit {
    const PRICES: [&str; 9] =
        ["prix", "tarif", "forfait", "montant", "redevance", "abonnement", "taux", "cout", "facturation"];
    let folded = fold(&text.replace(['’', '\''], " "));
    let singular = |word| match word {
        "mois" | "prix" | "taux" => word,
        word if word.len() > 3 => word.trim_end_matches('s'),
        word => word,
    };
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).map(singular).collect();
    if !words.iter().any(|word| PRICES.contains(word)) {
        return TheirUnit::None;
    }
    let long = |of: &[&str]| {
        ["pour", "sur"].contains(&of[0])
            && of[1].parse::<u32>().is_ok_and(|n| n > 1)
            && ["an", "ans", "annee", "mois", "trimestre"].contains(&of[2])
    };
    let mut times: Vec<Per> = words.iter().filter_map(|word| per(&[word])).collect();
    times.sort_unstable();
    times.dedup();
    match (per(&words), &times[..]) {
        _ if words.windows(3).any(long) => TheirUnit::Different,
        (Some(Per::HalfDay), _) => TheirUnit::Per(Per::HalfDay),
        (_, [Per::Day]) => TheirUnit::Ours(Unit::Day),
        (_, [Per::Month]) => TheirUnit::Ours(Unit::Month),
        (_, [of]) => TheirUnit::Per(*of),
        _ => TheirUnit::None,
    }
}

impl TheirUnit {
    /// The unit that a row is priced by: as written, or as its label or its section, which says `around`, names it.
    pub(super) fn of(row: &Row, around: Self) -> Self {
        let own = || [named(&row.label), paid(&row.label), around].into_iter().find(|unit| *unit != Self::None);
        match unit(&row.unit) {
            Self::None => own().unwrap_or(Self::None),
            // A lump sum of a year, of a quarter.
            lump @ (Self::Piece | Self::Ours(Unit::LumpSum)) => {
                own().filter(|unit| matches!(unit, Self::Different | Self::Per(_))).unwrap_or(lump)
            }
            unit => unit,
        }
    }

    /// The part of a day that it is, where it is one: what a price of a day gives by a stated rule.
    #[must_use]
    pub fn part_of_a_day(self) -> Option<Per> {
        match self {
            Self::Per(per @ (Per::Hour | Per::HalfDay)) => Some(per),
            _ => None,
        }
    }
}

/// The unit that a row is priced by.
#[must_use]
pub fn priced_by(row: &Row) -> TheirUnit {
    TheirUnit::of(row, paid(row.section.as_deref().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::{TheirUnit, named, paid, unit};
    use crate::buyer::form::Per;
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
        for (text, per) in [
            ("an", Per::Year),
            ("forfait annuel", Per::Year),
            ("trimestre", Per::Quarter),
            ("heure", Per::Hour),
            ("demi-journée", Per::HalfDay),
            ("½ journée", Per::HalfDay),
        ] {
            assert_eq!(unit(text), TheirUnit::Per(per), "{text}");
        }
        for text in ["lot de 10 UO", "Forfait de 5 jours", "dizaine d’UO", "3 mois"] {
            assert_eq!(unit(text), TheirUnit::Different, "{text}");
        }
        assert_eq!(unit("m²"), TheirUnit::Other);
        assert_eq!((unit("u"), unit(" "), unit("M")), (TheirUnit::Piece, TheirUnit::None, TheirUnit::None));
    }

    #[test]
    fn words_that_say_what_a_price_pays_for() {
        for (text, per) in [
            ("Forfaits annuels", Per::Year),
            ("Tarifs horaires", Per::Hour),
            ("DBA (prix de la demi-journée)", Per::HalfDay),
            ("Exploitation – forfait trimestriel", Per::Quarter),
            ("Redevance annuelle", Per::Year),
        ] {
            assert_eq!(paid(text), TheirUnit::Per(per), "{text}");
        }
        assert_eq!(paid("Exploitation – prix pour 4 ans"), TheirUnit::Different);
        assert_eq!(paid("Forfaits mensuels"), TheirUnit::Ours(Unit::Month));
        assert_eq!(paid("Tarifs journaliers (€ HT)"), TheirUnit::Ours(Unit::Day));
        for text in ["Maintenance annuelle", "Prix horaires et journaliers", "Prix unitaires", "Exploitation"] {
            assert_eq!(paid(text), TheirUnit::None, "{text}");
        }
    }

    #[test]
    fn labels_that_name_their_unit() {
        assert_eq!(named("Journée d'architecte"), TheirUnit::Ours(Unit::Day));
        assert_eq!(named("Forfait mensuel de TME"), TheirUnit::Ours(Unit::Month));
        assert_eq!(named("Unité d’œuvre simple"), TheirUnit::Ours(Unit::WorkUnit));
        assert_eq!(named("Architecte"), TheirUnit::None);
        for (text, per) in [
            ("Demi-journée d'administrateur", Per::HalfDay),
            ("Heure d’astreinte", Per::Hour),
            ("Hébergement, par an", Per::Year),
            ("Forfait annuel de TMA", Per::Year),
        ] {
            assert_eq!(named(text), TheirUnit::Per(per), "{text}");
        }
    }
}
