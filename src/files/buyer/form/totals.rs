//! Words that mark totals, taxes and lines for the record.

use super::RowKind;
use crate::unit::{TypedNumber, fold, typed_number};

/// What total a text announces, if it does.
#[must_use]
pub fn total(text: &str) -> Option<RowKind> {
    // What is in brackets is an aside, but for a rate alone.
    let folded = fold(text.split(['(', '[']).next().unwrap_or_default());
    let words: Vec<&str> = folded.split(' ').collect();
    let any = |of: &[&str]| words.iter().any(|w| of.contains(w));
    let first = *words.first()?;
    if words.len() > 12 {
        return None;
    }
    let starts = |of: &[&str]| of.contains(&first);
    if starts(&["sous"]) && words.get(1).is_some_and(|w| w.starts_with("total")) || starts(&["soustotal", "subtotal"]) {
        return Some(RowKind::Subtotal);
    }
    if starts(&["report", "reports"]) || words[..words.len().min(2)] == ["a", "reporter"] {
        return Some(RowKind::Subtotal);
    }
    if (first == "s" || first == "sub" || first == "st") && words.get(1) == Some(&"total") {
        return Some(RowKind::Subtotal);
    }
    let money = starts(&["total", "totaux", "montant", "somme", "grand", "totals", "prix"]);
    if !money {
        // `TVA 20 %`, `TTC`, `HT` alone.
        return match first {
            "tva" | "vat" if words.len() <= 4 => Some(RowKind::Vat),
            "ttc" if words.len() <= 2 => Some(RowKind::Gross),
            "ht" if words.len() <= 2 => Some(RowKind::Net),
            _ => None,
        };
    }
    if any(&["ttc"]) || (any(&["toutes"]) && any(&["taxes"])) {
        return Some(RowKind::Gross);
    }
    if any(&["tva", "vat"]) && !any(&["hors", "ht", "excl", "excluding"]) {
        return Some(RowKind::Vat);
    }
    if starts(&["montant", "prix", "somme"]) && !any(&["total", "totaux", "ht", "hors", "global"]) {
        return None;
    }
    // What is left after `total` says of what: nothing or the whole, or a part.
    let part = |w: &&str| {
        let of = [
            "total",
            "totaux",
            "totals",
            "montant",
            "prix",
            "somme",
            "grand",
            "ht",
            "hors",
            "taxe",
            "taxes",
            "general",
            "generale",
            "global",
            "globale",
            "du",
            "de",
            "des",
            "la",
            "le",
            "l",
            "en",
            "offre",
            "marche",
            "accord",
            "cadre",
            "dqe",
            "bpu",
            "dpgf",
            "lot",
            "lots",
            "euros",
            "eur",
            "net",
            "estimatif",
            "a",
            "n",
            "amount",
            "excluding",
            "excl",
            "tva",
            "annee",
            "an",
            "annees",
            "ans",
            "sur",
            "contrat",
            "et",
            "forfaitaire",
            "forfait",
            "dont",
        ];
        !of.contains(w) && w.parse::<u32>().is_err()
    };
    let of_a_part = words.iter().any(part) || (words.len() == 2 && words[1].parse::<u32>().is_ok());
    Some(if of_a_part { RowKind::Subtotal } else { RowKind::Net })
}

/// Does a text say at its start that it is a sum, whatever is beside it? `Total expertises` is no line; `Prix global` may be one.
#[must_use]
pub fn is_sum(text: &str) -> bool {
    let folded = fold(text);
    let sums = ["total", "totaux", "sous total", "soustotal", "s total", "st total", "sub total", "subtotal"];
    let is_whole = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    sums.iter().any(|sum| folded.strip_prefix(sum).is_some_and(is_whole))
}

/// How words in a price cell begin that only ask for the price, folded.
const ASKING: [&str; 16] = [
    "a completer",
    "a renseigner",
    "a remplir",
    "a saisir",
    "a indiquer",
    "completer",
    "renseigner",
    "saisir",
    "votre prix",
    "eur",
    "euros",
    "to be completed",
    "to be filled",
    "to complete",
    "fill in",
    "tbd",
];

/// Do words in a price cell only ask for the price?
#[must_use]
pub fn asks_for_price(text: &str) -> bool {
    let folded = fold(text);
    let is_whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    folded.is_empty() || ASKING.iter().any(|words| folded.strip_prefix(words).is_some_and(is_whole))
}

/// The figure that words in a price cell are: `869,20`, `1 200 €`.
#[must_use]
pub fn figure(text: &str) -> Option<TypedNumber> {
    typed_number(text.trim().trim_end_matches('€').trim_end())
}

/// `PM`, pour mémoire.
#[must_use]
pub fn is_memo(text: &str) -> bool {
    ["pm", "p m", "pour memoire", "memoire", "inclus", "sans objet", "so", "s o"].contains(&fold(text).as_str())
}

/// `(0,00 €)`: outside the total.
#[must_use]
pub fn in_brackets(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('(') && text.ends_with(')') && text.bytes().any(|b| b.is_ascii_digit())
}

/// Does a row only show how rows are to be filled in, inform, or is it to be signed: `Exemple : ligne fictive`, `Pour information :
/// budget`, `Fait à`?
#[must_use]
pub fn is_example(label: &str) -> bool {
    let folded = fold(label);
    let starts = |words: &str| folded.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let words: Vec<&str> = folded.split(' ').collect();
    let shows = words.len() <= 4 && words.contains(&"exemple") && !words.contains(&"par");
    let signed = words.len() <= 4 && words.starts_with(&["fait", "a"]);
    shows || signed || ["exemple", "pour info", "pour information"].into_iter().any(starts)
}

/// Is it a sentence about prices or work, no name of them: it begins as one, has a verb, and ends in a full stop?
#[must_use]
pub fn is_sentence(label: &str) -> bool {
    const BEGINNINGS: [&str; 13] =
        ["les", "le", "la", "l", "ces", "ce", "tous", "toutes", "il", "un", "une", "nota", "nb"];
    const VERBS: [&str; 16] = [
        "est",
        "sont",
        "sera",
        "seront",
        "doit",
        "doivent",
        "peut",
        "peuvent",
        "comprend",
        "comprennent",
        "entendent",
        "entend",
        "incluent",
        "inclut",
        "figurent",
        "engagent",
    ];
    let folded = fold(&label.replace(['’', '\''], " "));
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let begins = words.first().is_some_and(|word| BEGINNINGS.contains(word));
    label.trim_end().ends_with('.') && begins && words.iter().any(|word| VERBS.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{RowKind, total};

    #[test]
    fn totals_of_real_forms() {
        let says = [
            ("TOTAL HT", RowKind::Net),
            ("Total", RowKind::Net),
            ("Total général HT", RowKind::Net),
            ("MONTANT TOTAL DU LOT 2 EN EUROS H.T.", RowKind::Net),
            ("Total HT sur 4 ans", RowKind::Net),
            ("TVA 20 %", RowKind::Vat),
            ("Montant de la TVA (20%)", RowKind::Vat),
            ("T.V.A.", RowKind::Vat),
            ("TOTAL T.T.C.", RowKind::Gross),
            ("Montant toutes taxes comprises", RowKind::Gross),
            ("Sous-total 1", RowKind::Subtotal),
            ("S/Total Build", RowKind::Subtotal),
            ("Total Build", RowKind::Subtotal),
            ("Total 3", RowKind::Subtotal),
            ("À reporter", RowKind::Subtotal),
            ("Grand total", RowKind::Net),
            ("TOTAL GÉNÉRAL HT (parties 1 et 2)", RowKind::Net),
            ("Prix global et forfaitaire HT", RowKind::Net),
            ("TVA (20 %)", RowKind::Vat),
            ("Subtotal", RowKind::Subtotal),
        ];
        for (text, kind) in says {
            assert_eq!(total(text), Some(kind), "{text}");
        }
        for text in
            ["Prix de la maintenance", "Build", "Prise en charge", "Montant forfaitaire", "Totalement inclus", ""]
        {
            assert_eq!(total(text), None, "{text}");
        }
    }
}
