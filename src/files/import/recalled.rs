//! Sheets whose names or titles say that their figures are not those of the card: an earlier one, an example, a draft.

use super::about::{Asked, Doubt};
use super::map::Layout;
use super::meaning::Answers;
use super::vocabulary::said_of_itself::{DRAFTS, RECALLS};
use super::vocabulary::statements::is_in;
use crate::unit::{fold, one_line};

/// Several words that say so.
const PHRASES: [&str; 9] = [
    "pour memoire",
    "an dernier",
    "an passe",
    "annee derniere",
    "annee precedente",
    "last year",
    "previous year",
    "for reference only",
    "for memory",
];

/// Verbs of a sentence, which is no title: `Rappel : les coûts sont chargés`.
const VERBS: &str = "est sont comprend comprennent inclut incluent couvre couvrent doit doivent peut peuvent is are includes include covers \
     must may";
/// A title has so many words at most.
const WORDS_OF_A_TITLE: usize = 14;

/// The words of the name of a sheet, or of a title over its tables, that say that it recalls, cancels or exemplifies.
#[must_use]
pub fn recalled<'a>(name: &'a str, titles: &'a [(String, String)]) -> Option<(Option<&'a str>, &'a str)> {
    let by_name = word(name, true).map(|_| (None, name));
    by_name.or_else(|| {
        titles
            .iter()
            .find(|(_, text)| word(text, false).is_some())
            .map(|(cell, text)| (Some(cell.as_str()), text.as_str()))
    })
}

/// The word of a name or of a title that says so.
fn word(text: &str, is_name: bool) -> Option<String> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let is_said = |at: usize| {
        let next = |n: usize| words.get(at + n).copied().unwrap_or_default();
        let is_of_this = match words[at] {
            // `Annule et remplace la grille de mai`: this one is the new one.
            "annule" | "annulee" => next(1) == "et" && next(2).starts_with("remplace") && next(3) != "par",
            // `Modèle de coûts`: how they are worked out.
            "modele" => matches!(next(1), "de" | "des" | "economique" | "financier"),
            "historique" => matches!(next(1), "des" | "de") && !is_name,
            "anciennete" => true,
            _ => false,
        };
        [DRAFTS, RECALLS].iter().any(|list| is_in(list, words[at])) && !is_of_this
    };
    let phrase = PHRASES.iter().find(|phrase| format!(" {folded} ").contains(&format!(" {phrase} ")));
    if let Some(phrase) = phrase {
        return Some((*phrase).to_owned());
    }
    let is_sentence = words.iter().any(|word| is_in(VERBS, word)) || words.len() > WORDS_OF_A_TITLE;
    // In a title it is the first word, or the last: `Grille 2026 (archive)`.
    let may_say = |at: usize| is_name || at == 0 || at + 1 == words.len();
    if !is_name && is_sentence {
        return None;
    }
    (0..words.len()).find(|at| may_say(*at) && is_said(*at)).map(|at| words[at].to_owned())
}

/// What is asked of a sheet that is read all the same, unless the request names it or its map answers.
#[must_use]
pub fn asked(name: &str, titles: &[(String, String)], layout: &Layout) -> Option<Doubt> {
    let (cell, text) = recalled(name, titles).filter(|_| !layout.accepts.sheet)?;
    if Answers::of(&layout.words).get(text).is_some() {
        return None;
    }
    let asked = Asked { words: one_line(text), is_note: false };
    Some(asked.at(cell.unwrap_or_default().to_owned(), text))
}

#[cfg(test)]
mod tests {
    use super::recalled;

    #[test]
    fn names_and_titles_of_other_figures_than_the_card_s() {
        let by_title = |title: &str| recalled("Coûts", &[("A1".to_owned(), title.to_owned())]).is_some();
        for name in [
            "Rappel 2026",
            "Archive",
            "Ancien",
            "Historique",
            "Annulé",
            "Exemple",
            "Modèle",
            "Modèle vierge",
            "Brouillon",
            "Simulation +3 %",
            "Old rates",
            "Draft",
            "Template",
            "Sample card",
            "Grille 2026 (pour mémoire)",
        ] {
            assert!(recalled(name, &[]).is_some(), "{name}");
        }
        for name in ["CJM 2027", "Modèle de coûts", "Lyon", "Ancienneté", "Coûts par ancienneté", "Feuil1"] {
            assert!(recalled(name, &[]).is_none(), "{name}");
        }
        for title in [
            "Pour mémoire : coûts de l’an dernier (2026)",
            "Rappel des coûts 2026",
            "Modèle vierge – chiffres d’exemple",
            "Exemple de grille",
            "Annulé et remplacé par la grille du 12 novembre",
            "Grille 2026 (archive)",
            "Draft",
        ] {
            assert!(by_title(title), "{title}");
        }
        for title in [
            "Coûts journaliers 2027",
            "Annule et remplace la grille du 12 mai",
            "Rappel : les coûts sont chargés",
            "Historique des versions",
            "Coûts journaliers selon le modèle de coûts du groupe",
            "Lead Architect, sample of one team",
        ] {
            assert!(!by_title(title), "{title}");
        }
    }
}
