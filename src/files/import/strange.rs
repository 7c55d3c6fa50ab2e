//! What words say of amounts that is not understood: by what they are, what is left out of them, what is still to be applied
//! to them. Whatever follows `par`, `à la`, `/` or `hors` is asked, unless it is a word of a rate card.

use super::currency::currency;
use super::grade::Grade;
use super::vocabulary::{self, AMOUNT, COST, PRICE};
use crate::buyer::form::Of;
use crate::unit::fold;

/// Words between `par` and what it is by.
const ARTICLES: [&str; 12] = ["le", "la", "les", "l", "un", "une", "de", "des", "du", "d", "chaque", "each"];
/// By these prices are listed, by no other time: `CJM par personne`.
const LISTED: [&str; 23] = [
    "personne",
    "man",
    "working",
    "business",
    "homme",
    "etp",
    "lot",
    "zone",
    "projet",
    "defaut",
    "type",
    "groupe",
    "famille",
    "departement",
    "direction",
    "person",
    "head",
    "fte",
    "pessoa",
    "tipo",
    "exercice",
    "siege",
    "offshore",
];
/// What a card is without, and what is sold apart.
const APART: [&str; 44] = [
    "ht",
    "taxe",
    "taxes",
    "tva",
    "vat",
    "tax",
    "iva",
    "imposto",
    "impostos",
    "frais",
    "structure",
    "marge",
    "marges",
    "margin",
    "margem",
    "deplacement",
    "deplacements",
    "mission",
    "missions",
    "licence",
    "licences",
    "option",
    "options",
    "astreinte",
    "astreintes",
    "hno",
    "majoration",
    "majorations",
    "engagement",
    "minimum",
    "preavis",
    "remise",
    "remises",
    "discount",
    "expenses",
    "travel",
    "overhead",
    "overheads",
    "inflation",
    "indexation",
    "revision",
    "debours",
    "prestations",
    "forfait",
];
/// Numbers in words.
pub const NUMBERS: [&str; 20] = [
    "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "dix", "two", "three", "four", "five", "ten", "dois",
    "duas", "tres", "quatro", "cinco", "dez", "vingt",
];
/// Parts of what a day costs, by their initials.
const INITIALS: [&str; 4] = ["cp", "rtt", "css", "pf"];

/// Do words say that amounts are by something that is not understood: `coût par vacation`, `tarifs à la quatorzaine`,
/// `coût/iter`? After a word that is none of a rate card, `par` says by whom: `coûts arrêtés par Paul`.
#[must_use]
pub fn is_measured(text: &str, words: &[&str]) -> bool {
    let known = |word: &str| {
        vocabulary::says(word) != 0
            || Of::word(word).is_some_and(|of| of != Of::Unit || word.starts_with("unit"))
            || LISTED.contains(&word)
            || word.parse::<u32>().is_ok()
            || Grade::of(word).is_some()
            || currency(word).is_some()
    };
    let is_lead = |at: usize| match words[at] {
        "par" | "per" | "por" | "au" => true,
        "a" => matches!(words.get(at + 1), Some(&("la" | "l"))),
        _ => false,
    };
    let by_words = (0..words.len()).filter(|at| is_lead(*at)).any(|at| {
        let by = words[at + 1..].iter().find(|word| !ARTICLES.contains(word));
        let is_of_amounts = at.checked_sub(1).is_none_or(|before| known(words[before]));
        is_of_amounts && by.is_some_and(|by| !known(by))
    });
    let is_amount = |word: &str| vocabulary::says(word) & (COST | PRICE | AMOUNT) != 0 || currency(word).is_some();
    let sides: Vec<&str> = text.split('/').collect();
    let by_stroke = sides.windows(2).any(|pair| {
        let (before, after) = (fold(pair[0]), fold(pair[1]));
        let euros = pair[0].trim_end().ends_with(['€', '$']);
        let is_of_amounts = euros || before.split(' ').rfind(|word| !word.is_empty()).is_some_and(is_amount);
        is_of_amounts && after.split(' ').find(|word| !word.is_empty()).is_some_and(|by| !known(by))
    });
    by_words || by_stroke
}

/// Do words leave out of amounts what nothing says to be no part of a day's cost: `hors congés payés`? `hors Paris` is a place.
#[must_use]
pub fn leaves_out(text: &str, words: &[&str]) -> bool {
    let is_shouted = !text.contains(char::is_lowercase);
    let is_name = |word: &str| {
        let as_typed = text.split(|c: char| !c.is_alphanumeric()).find(|typed| fold(typed) == word);
        !is_shouted && as_typed.is_some_and(|typed| typed.starts_with(char::is_uppercase))
    };
    (0..words.len()).filter(|at| matches!(words[*at], "hors" | "sans" | "sem" | "excluding" | "excl" | "without")).any(
        |at| {
            let out = words[at + 1..].iter().find(|word| !ARTICLES.contains(word));
            // Charges are read by themselves.
            let is_charges = |word: &str| word.starts_with("charge") || matches!(word, "cotisations" | "encargos");
            out.is_some_and(|out| {
                let is_part =
                    INITIALS.contains(out) || !(is_name(out) || vocabulary::says(out) & vocabulary::SITE != 0);
                let is_number = out.starts_with(|c: char| c.is_ascii_digit());
                is_part && !is_number && !is_charges(out) && !APART.contains(out)
            })
        },
    )
}

/// Do words say that something is still to be applied to amounts: `à majorer de 8 %`, `coefficient de 1,4`, `x 1,4`? Hours by
/// which they are multiplied say that they are of one.
#[must_use]
pub fn is_to_be_changed(text: &str, words: &[&str], is_of_money: bool) -> bool {
    const DONE: [&str; 12] = [
        "compris",
        "comprise",
        "inclus",
        "incluse",
        "included",
        "including",
        "applique",
        "appliques",
        "incluido",
        "applied",
        "integre",
        "deduit",
    ];
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let asks = |word: &&str| {
        matches!(
            *word,
            "majorer"
                | "actualiser"
                | "reevaluer"
                | "revaloriser"
                | "augmenter"
                | "multiplier"
                | "indexer"
                | "minorer"
                | "diviser"
                | "multiply"
                | "uplift"
        )
    };
    let is_factor = |word: &str| matches!(word, "coefficient" | "coefficients" | "coef" | "coeff" | "factor" | "fator");
    let of_time = words.windows(2).any(|pair| is_number(pair[0]) && matches!(Of::word(pair[1]), Some(Of::Time(_))));
    let applied = words.iter().any(|word| word.starts_with("appliqu") || matches!(*word, "apply" | "aplicar"));
    let by_word = words.iter().any(|word| asks(word) || (is_factor(word) && (is_of_money || applied)));
    let by_sign = is_of_money
        && text.split(['x', '×', 'X']).skip(1).any(|after| {
            let digits = after.trim_start();
            let (whole, part) = (digits.chars().next(), digits.chars().nth(1));
            matches!(whole, Some('0' | '1')) && matches!(part, Some(',' | '.'))
        });
    let has_number = words.iter().any(|word| is_number(word));
    has_number && (by_word || by_sign) && !of_time && !words.iter().any(|word| DONE.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{is_measured, is_to_be_changed, leaves_out};
    use crate::unit::fold;

    fn with(text: &str, of: impl Fn(&str, &[&str]) -> bool) -> bool {
        let folded = fold(text);
        of(text, &folded.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>())
    }

    #[test]
    fn by_what_amounts_are() {
        for (text, is) in [
            ("Coût par vacation (€)", true),
            ("Tarifs à la quatorzaine", true),
            ("Coûts journaliers par duo", true),
            ("Cost per swing (EUR)", true),
            ("Coût/vac", true),
            ("€/iter", true),
            ("Coûts par site et séniorité", false),
            ("CJM par an et par site", false),
            ("CJM par personne", false),
            ("Coûts arrêtés par Paul", false),
            ("Coût par jour, 5 jours par semaine", false),
            ("Coût à la journée", false),
            ("Métier/Fonction", false),
            ("€/j", false),
            ("CJM/TJM", false),
        ] {
            assert_eq!(with(text, is_measured), is, "{text}");
        }
    }

    #[test]
    fn what_is_left_out_and_what_is_to_be_applied() {
        for (text, is) in [
            ("CJM (hors congés payés et 13e mois)", true),
            ("COÛTS HORS CONGÉS", true),
            ("CJM hors RTT", true),
            ("Cost excluding benefits", true),
            ("CJM hors Paris", false),
            ("CJM hors taxes", false),
            ("CJM hors frais de mission", false),
            ("CJM hors charges de structure", false),
            ("Coûts sans engagement", false),
        ] {
            assert_eq!(with(text, leaves_out), is, "{text}");
        }
        for (text, is) in [
            ("Appliquer un coefficient de 1,4 pour obtenir le coût complet", true),
            ("Base 2024, à majorer de 8 %", true),
            ("CJM x 1,4", true),
            ("CJM (coef. 1,45)", true),
            ("Coefficient de structure de 1,12 compris", false),
            ("Montants horaires, à multiplier par 7,5 h", false),
            ("Révision des coûts de 2 % par an", false),
            ("Coefficient 2", false),
        ] {
            assert_eq!(
                with(text, |text, words| is_to_be_changed(
                    text,
                    words,
                    text.contains('C') && !text.starts_with("Coefficient 2")
                )),
                is,
                "{text}"
            );
        }
    }
}
