//! Why a row of a rate card gives no figure, in a few words.

use super::choose::Dated;
use super::line::Line;
use super::price::price;
use crate::text;
use crate::unit::{Text, brief, fold};

/// A label and its seniority.
#[must_use]
pub fn with_level(label: &str, level: &str) -> String {
    if level.is_empty() { label.to_owned() } else { format!("{label} {level}") }
}

/// Its map says so.
#[must_use]
pub fn ignored() -> Text {
    text!("écarté par la carte", "the map leaves it out")
}

/// Another site is asked for than its own.
#[must_use]
pub fn of_another_site(site: &str) -> Text {
    match site {
        "" => text!("d’aucun site nommé", "of no site that is named"),
        site => text!("d’un autre site : {site}", "of another site: {site}"),
    }
}

/// Words beside its price are not understood.
#[must_use]
pub fn of_words(place: &str, words: &str) -> Text {
    let words = brief(words);
    text!(
        "{place} peut changer ce que sont les prix\u{a0}: `{words}` n’est pas compris (à dire sous [words] de la carte)",
        "{place} may change what the price is: `{words}` is not understood (to be said under [words] of the map)"
    )
}

/// Nothing says which of these profiles it is.
#[must_use]
pub fn undecided(near: &[&str]) -> Text {
    let near = near.join(", ");
    if near.is_empty() {
        text!("aucun profil de l’offre", "no profile of the bid")
    } else {
        text!("aucun profil de l’offre à coup sûr : {near} ?", "no profile of the bid for certain: {near}?")
    }
}

/// Why none of some cells of a row holds a price; `None` where one does.
#[must_use]
pub fn unpriced(line: &Line, group: &[Dated]) -> Option<Text> {
    let mut reasons = group.iter().map(|dated| price(line.prices[dated.index].as_ref().map(|cell| &cell.held)).err());
    let first = reasons.next()??;
    reasons.all(|reason| reason.is_some()).then_some(first)
}

/// Is a row that of a total or an average?
#[must_use]
pub fn is_total(label: &str) -> bool {
    let folded = fold(label);
    let first = folded.split(' ').next().unwrap_or_default();
    let whole = ["min", "max", "minimum", "maximum", "ecart type", "ensemble"].contains(&folded.as_str());
    let heads = [
        "total", "totaux", "media", "soma", "moyenne", "moyennes", "moy", "mediane", "somme", "average", "mean",
        "median", "subtotal", "ecart",
    ];
    // `Coût moyen général`: what is averaged comes first.
    let of_amounts = ["cout", "couts", "cjm", "tjm", "prix", "tarif", "taux", "montant", "cost", "price", "rate"];
    let averaged = of_amounts.contains(&first)
        && folded
            .split(' ')
            .any(|word| matches!(word, "moyen" | "moyens" | "moyenne" | "median" | "total" | "average"));
    whole || averaged || heads.contains(&first) || folded.starts_with("sous total") || folded.starts_with("grand total")
}
