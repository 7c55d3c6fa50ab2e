//! The columns of an accounting system: what costs are classified by, for how many hours a price is, fixed and variable parts.

use super::vocabulary::{self, COST, PRICE};
use crate::unit::fold;

/// Do words head how many hours or days the prices of a row are for: `Unité prix`, `Price unit`, `Prix pour`? `Unit price` and
/// `prix à l’unité` are prices.
#[must_use]
pub fn is_price_unit(words: &[&str]) -> bool {
    const WHOLE: [&str; 28] = [
        "unite prix",
        "unite de prix",
        "unite du prix",
        "unite tarif",
        "unite de tarif",
        "price unit",
        "unit of price",
        "base prix",
        "base de prix",
        "base du prix",
        "price base",
        "quantite de base",
        "qte de base",
        "prix pour",
        "cout pour",
        "price for",
        "cost for",
        "punit",
        "un prix",
        "un px",
        "u prix",
        "unite px",
        "p unit",
        "prix par",
        "cout par",
        "par",
        "pour",
        "per",
    ];
    WHOLE.contains(&words.join(" ").as_str())
}

/// Do words by themselves head the days from which, or up to which, rows hold: `Du`, `Fin`? `End date` may be that of a contract.
#[must_use]
pub fn bounds_of_time(words: &[&str]) -> Option<Bound> {
    let of = words.join(" ");
    match of.as_str() {
        "du" | "from" | "debut" | "inicio" => Some(Bound::From),
        "au" | "to" | "fin" | "ate" | "fim" => Some(Bound::Until),
        _ => None,
    }
}

/// One of the two ends of the time in which rows hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The first.
    From,
    /// The last.
    Until,
}

/// Do words head what the prices of a row buy, whatever else they name: `Rate type`, `Unité de temps`?
#[must_use]
pub fn is_unit_of_time(words: &[&str]) -> bool {
    const WHOLE: [&str; 13] = [
        "billing period",
        "frequency",
        "frequence",
        "rate type",
        "rate unit",
        "rate basis",
        "pay basis",
        "cost basis",
        "type de taux",
        "type de tarif",
        "unite de temps",
        "unite de cout",
        "periodicite",
    ];
    WHOLE.contains(&words.join(" ").as_str())
}

/// Do words head how many days or hours there are, of which nothing says whether a price is for them or is multiplied by them:
/// `Nb jours`, `Qté`, `Base`?
#[must_use]
pub fn counts(words: &[&str]) -> bool {
    const COUNTS: [&str; 17] = [
        "duree",
        "nb",
        "nbr",
        "nbre",
        "nombre",
        "number",
        "no",
        "qte",
        "qtes",
        "quantite",
        "quantites",
        "quantity",
        "qty",
        "volume",
        "base",
        "charge",
        "quantidade",
    ];
    const BESIDE: [&str; 22] = [
        "de", "d", "of", "en", "in", "jour", "jours", "j", "jh", "journees", "day", "days", "dias", "heure", "heures",
        "h", "hour", "hours", "horas", "unites", "uo", "prevus",
    ];
    const ALONE: [&str; 4] = ["jours", "days", "heures", "hours"];
    let is_count = |word: &str| COUNTS.contains(&word);
    let all = words.iter().all(|word| is_count(word) || BESIDE.contains(word));
    // Charges by themselves are what is paid on a salary.
    let charges = words.contains(&"charge") && words.len() < 2;
    all && !charges && (words.iter().any(|word| is_count(word)) || (words.len() == 1 && ALONE.contains(&words[0])))
}

/// Do words name what costs are classified by, which is no cost itself: `Centre de coûts`, `Cost center`, `Nature de coût`?
#[must_use]
pub fn classifies_costs(words: &[&str]) -> bool {
    const BEFORE: [&str; 22] = [
        "ctr",
        "ctre",
        "centre",
        "centres",
        "nature",
        "natures",
        "type",
        "types",
        "element",
        "elements",
        "objet",
        "objets",
        "code",
        "codes",
        "categorie",
        "categories",
        "compte",
        "comptes",
        "section",
        "classe",
        "famille",
        "axe",
    ];
    const AFTER: [&str; 20] = [
        "center",
        "centers",
        "centre",
        "centres",
        "element",
        "elements",
        "object",
        "objects",
        "type",
        "types",
        "code",
        "codes",
        "account",
        "accounts",
        "category",
        "categories",
        "ctr",
        "cctr",
        "cntr",
        "obj",
    ];
    let is_cost =
        |at: usize| words.get(at).is_some_and(|word| vocabulary::says(word) & COST != 0 && word.starts_with("co"));
    let is_little = |at: usize| matches!(words.get(at), Some(&"de" | &"des" | &"du" | &"d"));
    (0..words.len()).any(|at| {
        let cost = at + 1 + usize::from(is_little(at + 1));
        (BEFORE.contains(&words[at]) && is_cost(cost)) || (at > 0 && AFTER.contains(&words[at]) && is_cost(at - 1))
    })
}

/// Do words number prices, rather than head them: `N° prix`, `Code tarif`, `Prix n°`?
#[must_use]
pub fn numbers_prices(words: &[&str]) -> bool {
    const NUMBERS: [&str; 10] = ["n", "no", "nr", "num", "numero", "ref", "reference", "code", "id", "repere"];
    let is_price = |word: &str| vocabulary::says(word) & PRICE != 0;
    let others: Vec<&str> = words.iter().copied().filter(|word| !matches!(*word, "de" | "du" | "des" | "d")).collect();
    match others[..] {
        [first, second] => {
            (NUMBERS.contains(&first) && is_price(second)) || (is_price(first) && NUMBERS[..5].contains(&second))
        }
        _ => false,
    }
}

/// Do words begin with one that heads names, whatever it is that they name: `Désignation type activité`, `Lib. emploi`?
#[must_use]
pub fn names(text: &str, words: &[&str]) -> bool {
    const NAMES: [&str; 5] = ["designation", "libelle", "intitule", "description", "denomination"];
    let Some(first) = words.first() else { return false };
    let is_cut = text.split_whitespace().next().is_some_and(|first| first.ends_with('.'));
    NAMES.iter().any(|name| name == first || (is_cut && first.len() > 2 && name.starts_with(first)))
}

/// Does a heading name the activity types of an enterprise's accounts: `Type act.`, `Activity type`? What is beside them is
/// charged within it: a cost.
#[must_use]
pub fn is_activity_type(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let is_activity = |word: &str| matches!(word, "act" | "activite" | "activites" | "activity");
    words.windows(2).any(|pair| match pair {
        ["type" | "types" | "nature", activity] | [activity, "type" | "types"] => is_activity(activity),
        _ => false,
    }) || words.iter().any(|word| matches!(*word, "acttyp" | "acttype"))
        || words.windows(3).any(|of| matches!(of[0], "type" | "types" | "nature") && of[1] == "d" && is_activity(of[2]))
}

/// What a heading says of a whole and its parts: which it is, and the other words.
#[must_use]
pub fn share_of(text: &str) -> Option<(Share, String)> {
    let folded = fold(text);
    let share = |word: &str| match word {
        "fixe" | "fixes" | "fixed" => Some(Share::Fixed),
        "var" | "variable" | "variables" | "prop" | "proportionnel" | "proportionnels" => Some(Share::Variable),
        "total" | "totaux" | "totale" | "totales" => Some(Share::Whole),
        _ => None,
    };
    let (of, others): (Vec<&str>, Vec<&str>) = folded.split(' ').partition(|word| share(word).is_some());
    if let [only] = of[..] { Some((share(only)?, others.join(" "))) } else { None }
}

/// Of the fixed and the variable part of a price, and of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// What it costs whatever is used.
    Fixed,
    /// What it costs by use.
    Variable,
    /// Both.
    Whole,
}
