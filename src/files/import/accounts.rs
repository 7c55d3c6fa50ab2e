//! The columns of an accounting system: what costs are classified by, for how many hours a price is, fixed and variable parts.

use super::vocabulary::{self, COST};
use crate::unit::fold;

/// Do words head how many hours or days the prices of a row are for: `Unité prix`, `Price unit`, `Prix pour`? `Unit price` and
/// `prix à l’unité` are prices.
#[must_use]
pub fn is_price_unit(words: &[&str]) -> bool {
    const WHOLE: [&str; 17] = [
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
    ];
    WHOLE.contains(&words.join(" ").as_str())
}

/// Do words name what costs are classified by, which is no cost itself: `Centre de coûts`, `Cost center`, `Nature de coût`?
#[must_use]
pub fn classifies_costs(words: &[&str]) -> bool {
    const BEFORE: [&str; 20] = [
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
    const AFTER: [&str; 16] = [
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
    ];
    let is_cost =
        |at: usize| words.get(at).is_some_and(|word| vocabulary::says(word) & COST != 0 && word.starts_with("co"));
    let is_little = |at: usize| matches!(words.get(at), Some(&"de" | &"des" | &"du" | &"d"));
    (0..words.len()).any(|at| {
        let cost = at + 1 + usize::from(is_little(at + 1));
        (BEFORE.contains(&words[at]) && is_cost(cost)) || (at > 0 && AFTER.contains(&words[at]) && is_cost(at - 1))
    })
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
    }) || words.windows(3).any(|of| matches!(of[0], "type" | "types" | "nature") && of[1] == "d" && is_activity(of[2]))
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
