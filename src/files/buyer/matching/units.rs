//! The unit that a row of the buyer's is priced by: in its own column, in its label, or in the title of its section.

use super::words::words;
use crate::buyer::form::{Count, Lead, Of, Per, Row, Said, Stated, TheirUnit, Titled, count, per, unit};
use crate::model::bid::Unit;
use crate::unit::fold;

/// The unit that a label itself names: `Journée d’architecte`, `Forfait mensuel`.
pub(super) fn named(label: &str) -> TheirUnit {
    let words = words(label);
    let folded = fold(&label.replace(['’', '\''], " "));
    let starts = |of: &[&str]| of.iter().any(|of| folded.starts_with(of));
    let times: [(Per, &[&str], &str); 5] = [
        (Per::HalfDay, &["demi journee", "1 2 journee"], " par demi journee"),
        (Per::Hour, &["heure d", "heure de"], " par heure"),
        (Per::Quarter, &["forfait trimestriel", "redevance trimestrielle"], " par trimestre"),
        (Per::HalfYear, &["forfait semestriel", "redevance semestrielle"], " par semestre"),
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
    // What is said in so many words: `Prestations annuelles`.
    match Titled::of_text(text) {
        Some(Titled::Per(Per::Day)) => return TheirUnit::Ours(Unit::Day),
        Some(Titled::Per(Per::Month)) => return TheirUnit::Ours(Unit::Month),
        Some(Titled::Per(per)) => return TheirUnit::Per(per),
        Some(Titled::Stated(_)) => return TheirUnit::Different,
        Some(Titled::Unclear(_)) | None => {}
    }
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
    let mut times: Vec<Per> = words.iter().filter_map(|word| per(&[word])).collect();
    times.sort_unstable();
    times.dedup();
    match (per(&words), &times[..]) {
        _ if is_of_several(text) => TheirUnit::Different,
        (Some(Per::HalfDay), _) => TheirUnit::Per(Per::HalfDay),
        (_, [Per::Day]) => TheirUnit::Ours(Unit::Day),
        (_, [Per::Month]) => TheirUnit::Ours(Unit::Month),
        (_, [of]) => TheirUnit::Per(*of),
        _ => TheirUnit::None,
    }
}

/// `forfait de 5 jours`, `prix pour 4 ans`: several at once.
fn is_of_several(text: &str) -> bool {
    let leads = |lead| matches!(lead, Lead::For | Lead::Over | Lead::De);
    Said::of(text).counts().any(|count| leads(count.lead) && count.of.is_some() && count.n.is_some_and(|n| n > 1))
}

/// The unit that a row is priced by: as written, or as its label or its section, which says `around`, names it.
pub(super) fn in_section(row: &Row, around: TheirUnit) -> TheirUnit {
    if let Some(stated) = row.stated {
        // A lump sum may be for all of a contract.
        return match unit(&row.unit) {
            of @ (TheirUnit::Piece | TheirUnit::Ours(Unit::LumpSum)) if stated.is_long() => of,
            TheirUnit::None if stated.is_long() => TheirUnit::Lasting,
            _ => TheirUnit::Different,
        };
    }
    let last = tail(&row.label);
    let own = || {
        let all = [named(&row.label), paid(&row.label), last, around];
        all.into_iter().find(|unit| *unit != TheirUnit::None)
    };
    // `UO simple (lot de 5 UO)`: how many are bought at once says more than what each is.
    let bundled = matches!(last, TheirUnit::Different | TheirUnit::Lasting);
    match unit(&row.unit) {
        TheirUnit::None if bundled => last,
        TheirUnit::None => own().unwrap_or(TheirUnit::None),
        // A lump sum of a year, of a quarter.
        lump @ (TheirUnit::Piece | TheirUnit::Ours(Unit::LumpSum)) => {
            let of = [named(&row.label), paid(&row.label), around].into_iter().find(|unit| *unit != TheirUnit::None);
            of.filter(|unit| matches!(unit, TheirUnit::Different | TheirUnit::Per(_))).unwrap_or(lump)
        }
        // `Journée d'architecte` by the hour: which of them is priced, a person decides.
        TheirUnit::Per(Per::Hour | Per::HalfDay) if named(&row.label) == TheirUnit::Ours(Unit::Day) => {
            TheirUnit::Different
        }
        // `Architecte – 10 journées` by the day: of one, or of ten?
        TheirUnit::Ours(Unit::Day) if last == TheirUnit::Lasting && ends_with_days(&row.label) => TheirUnit::Different,
        // So is `architecte : prix à l'heure` by the day.
        unit if is_time(unit) && is_time(last) && unit != last => TheirUnit::Different,
        unit => unit,
    }
}

/// Is a unit a time that is sold?
fn is_time(unit: TheirUnit) -> bool {
    matches!(unit, TheirUnit::Ours(Unit::Day | Unit::Month) | TheirUnit::Per(_))
}

/// The unit that a label ends with, after a sign that parts it or in brackets: `, l'heure`, `(1/2 journée)`, `/h`, `– au semestre`.
/// A length of time there (`(48 mois)`, `pack de 10 jours`) is what a price by the day or month is not for.
fn tail(label: &str) -> TheirUnit {
    let label = label.trim_end_matches([')', ']', ' ', '\u{a0}', '.']);
    let parted =
        [", ", ": ", "– ", "— ", " - ", "(", "["].iter().filter_map(|sign| Some(label.rfind(sign)? + sign.len())).max();
    // `J/H`, by itself or in brackets, is a day of one person, no hour.
    let alone = parted.map(|at| label[at..].trim());
    let of_a_day = |words: &str| words.contains('/') && unit(words) == TheirUnit::Ours(Unit::Day);
    if alone.into_iter().chain(label.split_whitespace().last()).any(of_a_day) {
        return TheirUnit::Ours(Unit::Day);
    }
    // `par VM et par mois`, `€/VM/mois`: of each of something else as well.
    if alone.is_some_and(Stated::is_of_each) {
        return TheirUnit::Different;
    }
    let slash = label.rfind('/').filter(|at| !label[..*at].ends_with('1')).map(|at| at + 1);
    let Some(last) = parted.max(slash).map(|at| label[at..].trim()).filter(|last| !last.is_empty()) else {
        return match fold(label) {
            of if of.ends_with(" par semaine") => TheirUnit::Different,
            _ if ends_with_a_length(label) => TheirUnit::Lasting,
            _ => TheirUnit::None,
        };
    };
    let folded = fold(&last.replace(['’', '\''], " "));
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let any = |of: &[&str]| words.iter().any(|word| of.contains(word));
    // `8h-18h` says when, not how long.
    // Nor do the years of a person: `Confirmé (3 à 7 ans)`, `plus de 5 ans d'expérience`.
    let said = Said::of(last);
    let experience = said.is_of_experience() || Said::of(label).is_of_experience();
    let sold = |(_, of): &(u32, Of)| *of != Of::Unit && !(experience && *of == Of::Time(Per::Year));
    let lengths: Vec<(u32, Of)> = said.lengths().filter(sold).collect();
    let counted = matches!(lengths[..], [(n, _)] if n > 1);
    let in_thousands = words.iter().any(|word| count(word) == Some(1_000));
    let whole = any(&["duree"]) && any(&["marche", "contrat", "totale"]);
    // `– 51 à 200` says how many, not of what.
    let counts = !words.iter().any(|word| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
    match unit(last) {
        unit @ (TheirUnit::Ours(Unit::Day | Unit::Month) | TheirUnit::Per(_)) => unit,
        unit @ TheirUnit::Ours(_) if matches!(folded.as_str(), "forfait" | "uo" | "unite d oeuvre") => unit,
        TheirUnit::Different if counts => TheirUnit::None,
        TheirUnit::Different if experience && said.lengths().any(|(_, of)| of == Of::Time(Per::Year)) => {
            TheirUnit::None
        }
        _ if whole || (counted && words.len() <= 5) || any(&["keur"]) || in_thousands || folded == "en k" => {
            TheirUnit::Lasting
        }
        _ if per(&words) == Some(Per::HalfDay) => TheirUnit::Per(Per::HalfDay),
        TheirUnit::Different
            if words.iter().filter(|word| !matches!(**word, "de" | "des" | "les" | "par")).count() <= 3 =>
        {
            TheirUnit::Different
        }
        _ => TheirUnit::None,
    }
}

/// Does a label end with how long what it names lasts: `Pilotage du lot sur 48 mois`?
fn ends_with_a_length(label: &str) -> bool {
    let said = Said::of(label);
    let long = |of: Option<Of>| matches!(of, Some(Of::Time(per)) if per.months().is_some());
    let is_length = |count: Count| {
        let leads = matches!(count.lead, Lead::For | Lead::Over);
        leads && long(count.of) && count.n.is_some_and(|n| n > 1) && count.is_last(&said)
    };
    said.counts().any(is_length)
}

/// Does a label end with several days: `– 10 journées`, `(5 jours)`?
fn ends_with_days(label: &str) -> bool {
    let said = Said::of(label);
    let last = said.tokens.len().checked_sub(2).map(|at| &said.tokens[at..]);
    last.is_some_and(|two| two[0].parse::<u32>().is_ok_and(|n| n > 1) && Of::word(&two[1]) == Some(Of::Time(Per::Day)))
}

/// The unit that a row is priced by.
#[must_use]
pub fn priced_by(row: &Row) -> TheirUnit {
    in_section(row, paid(row.section.as_deref().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::{Per, TheirUnit, named, paid, tail};
    use crate::model::bid::Unit;

    #[test]
    fn units_that_labels_end_with() {
        for (text, unit) in [
            ("Ingénieur DevOps, l'heure", TheirUnit::Per(Per::Hour)),
            ("Ingénieur DevOps /h", TheirUnit::Per(Per::Hour)),
            ("Ingénieur DevOps (1/2 journée)", TheirUnit::Per(Per::HalfDay)),
            ("Ingénieur DevOps : demi-journée d'intervention", TheirUnit::Per(Per::HalfDay)),
            ("Ingénieur DevOps par semaine", TheirUnit::Different),
            ("Ingénieur DevOps – pack de 10 jours", TheirUnit::Lasting),
            ("Ingénieur DevOps (vacation de 4 heures)", TheirUnit::Lasting),
            ("Pilotage du lot (€ HT / an)", TheirUnit::Per(Per::Year)),
            ("Pilotage du lot – prix au semestre", TheirUnit::Per(Per::HalfYear)),
            ("Pilotage du lot (48 mois)", TheirUnit::Lasting),
            ("Pilotage du lot (année)", TheirUnit::Per(Per::Year)),
            ("Pilotage du lot, pour la durée totale du marché", TheirUnit::Lasting),
            ("Pilotage du lot (par mois)", TheirUnit::Ours(Unit::Month)),
            ("MCO / MCS", TheirUnit::None),
            ("UO d’évolution simple (les 10 UO)", TheirUnit::Different),
            ("UO moyenne (lot de 5 UO)", TheirUnit::Different),
            ("Support (par application et par mois)", TheirUnit::Different),
            ("MCO des machines (€/VM/mois)", TheirUnit::Different),
            ("MCO des machines (€ HT / mois)", TheirUnit::Ours(Unit::Month)),
            ("Support (prix par mois)", TheirUnit::Ours(Unit::Month)),
            ("Plan de réversibilité (forfait)", TheirUnit::Ours(Unit::LumpSum)),
            ("Évolution simple (UO)", TheirUnit::Ours(Unit::WorkUnit)),
            ("Ingénieur sécurité (J/H)", TheirUnit::Ours(Unit::Day)),
            ("Ingénieur sécurité J/H", TheirUnit::Ours(Unit::Day)),
            ("Ingénieur sécurité – H/J", TheirUnit::Ours(Unit::Day)),
            ("Administrateur systèmes/réseaux", TheirUnit::None),
            ("Réversibilité (plan, transfert)", TheirUnit::None),
            ("Évolution simple – niveau 1", TheirUnit::None),
            ("Ingénieur DevOps – 51 à 200", TheirUnit::None),
        ] {
            assert_eq!(tail(text), unit, "{text}");
        }
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
        assert_eq!(paid("Prix pour 10 unités"), TheirUnit::Different);
        assert_eq!(paid("Ingénieur sécurité (forfait de 5 jours)"), TheirUnit::Different);
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
