//! What the heading of a price says that it pays for beyond one unit at ordinary hours, in euros: `pour 10 unités`, `HNO`.

use super::above::multiple_of_euros;
use crate::unit::fold;

/// Does a price under this heading pay for something that none of our prices is by a stated rule?
pub fn is_beyond_one(heading: &str) -> bool {
    // Thousands and millions of euros are asked by themselves.
    if multiple_of_euros(heading).is_some() {
        return false;
    }
    let folded = fold(heading);
    let words: Vec<&str> = folded.split(' ').collect();
    let any = |of: &[&str]| words.iter().any(|word| of.contains(word));
    let pair = |one: &str, other: &str| words.windows(2).any(|two| two == [one, other]);
    let several =
        any(&["dizaine", "douzaine", "centaine", "millier"]) || pair("par", "equipe") || is_of_several(&words);
    let at_other_hours = any(&["hno", "dimanche", "dimanches", "ferie", "feries", "nuit", "nuits", "astreinte"])
        || pair("non", "ouvrees")
        || pair("non", "ouvres")
        || pair("hors", "heures")
        || pair("week", "end");
    let of_weeks = any(&["hebdomadaire", "semaine", "semaines", "week", "weekly"]) && !pair("week", "end");
    // `€/h`; `j/h`, `jour/h` are a day of one person.
    let lower = heading.to_lowercase().replace(' ', "");
    let of_hours = lower
        .match_indices("/h")
        .any(|(at, _)| !lower[at + 2..].starts_with(char::is_alphabetic) && !lower[..at].ends_with(['j', 'r']));
    let of_before = any(&["ancien", "ancienne", "anciens", "precedent", "precedente", "precedents", "anterieur"]);
    let foreign = any(&["centimes", "cents", "chf", "usd", "gbp", "dollars"]) || heading.contains(['$', '£', '%']);
    several || at_other_hours || of_weeks || of_hours || of_before || foreign
}

/// `pour 10 unités`, `lot de 5`, `x 10`, `base 10`, `par 100`: not `1 unité`, and no year.
fn is_of_several(words: &[&str]) -> bool {
    let count = |word: &str| word.parse::<u32>().is_ok_and(|n| (2..2000).contains(&n));
    let leads = |word: &str| ["pour", "par", "les", "des", "x", "base", "for", "per"].contains(&word);
    let bundle = |word: &str| ["lot", "lots", "carnet", "paquet", "pack", "forfait", "bloc", "tranche"].contains(&word);
    words.windows(2).any(|two| leads(two[0]) && count(two[1]))
        || words.windows(3).any(|three| bundle(three[0]) && three[1] == "de" && count(three[2]))
        || words.windows(2).any(|two| count(two[0]) && ["unites", "uo", "tickets", "j", "jours"].contains(&two[1]))
}

#[cfg(test)]
mod tests {
    use super::is_beyond_one;

    #[test]
    fn prices_of_more_than_one_unit() {
        for text in [
            "Prix unitaire HT (pour 10 unités)",
            "PU HT par lot de 5",
            "PU HT (dizaine)",
            "Prix unitaire HT x 10",
            "PU HT (2 unités)",
            "Prix (par centaine)",
            "PU HT / 5 j",
            "Tarif HT (base 10)",
            "Prix HT par équipe",
            "Prix hebdomadaire HT",
            "Prix HT de la semaine",
            "Prix HT pour 3 mois",
            "PU HT pour 2 ans",
            "PU HT en €/h",
            "Prix HT en centimes",
            "PU HT en CHF",
            "Unit price ($)",
            "PU € HT (hors heures ouvrées)",
            "Tarif dimanche et jours fériés",
            "Prix unitaire HT HNO",
            "Prix du marché précédent",
            "Remise en % sur prix unitaire HT",
        ] {
            assert!(is_beyond_one(text), "{text}");
        }
    }

    #[test]
    fn prices_of_one() {
        for text in [
            "Prix unitaire HT",
            "P.U. H.T. (€)",
            "Prix HT par jour",
            "Prix unitaire HT pour 1 unité",
            "TJM HT (J/H)",
            "TJM (7 h 30)",
            "Coût d’un jour/homme en € HT",
            "Prix unitaire HT année 2",
            "Lot 2 - Prix unitaire HT",
            "PU HT 2027",
            "Prix unitaire en k€ HT",
            "Forfait mensuel HT",
            "Taux horaire HT",
            "Prix unitaire HT lot 3",
        ] {
            assert!(!is_beyond_one(text), "{text}");
        }
    }
}
