//! The steps of a scale as headings: `Simple | Moyenne | Complexe`.

use std::collections::BTreeSet;

use crate::unit::fold;

/// Words of one step each, from the least, folded.
const STEPS: [&[&str]; 4] = [
    &["simple", "simples", "faible", "faibles", "facile", "bas", "basse", "petit", "petite", "mineur", "mineure"],
    &["moyen", "moyenne", "moyens", "moyennes", "intermediaire", "standard", "normal", "normale"],
    &[
        "complexe",
        "complexes",
        "fort",
        "forte",
        "eleve",
        "elevee",
        "haut",
        "haute",
        "difficile",
        "grand",
        "grande",
        "majeur",
        "majeure",
    ],
    &["critique", "exceptionnel", "exceptionnelle"],
];
/// Words that may be beside the one of a step.
const AROUND: [&str; 12] =
    ["tres", "complexite", "niveau", "degre", "difficulte", "taille", "uo", "unite", "d", "oeuvre", "ht", "de"];
/// No step is said in more bytes.
const LONGEST: usize = 60;

/// The step that a heading names and nothing else, and whether it is an extreme one.
fn step(text: &str) -> Option<(usize, bool)> {
    if text.len() > LONGEST {
        return None;
    }
    let folded = fold(&text.replace(['’', '\''], " "));
    let place = |word: &str| STEPS.iter().position(|step| step.contains(&word));
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let named: Vec<usize> = words.iter().filter_map(|word| place(word)).collect();
    let all = words.iter().all(|word| place(word).is_some() || AROUND.contains(word));
    match named[..] {
        [one] if all => Some((one, words.contains(&"tres"))),
        _ => None,
    }
}

/// The columns, of some with headings, that are each another step of a scale; none where they are fewer than two.
pub fn steps<'a>(headings: impl Iterator<Item = (u32, &'a str)>) -> Vec<u32> {
    let steps: Vec<(u32, (usize, bool))> = headings.filter_map(|(at, text)| Some((at, step(text)?))).collect();
    let distinct: BTreeSet<_> = steps.iter().map(|(_, step)| *step).collect();
    let is_scale = steps.len() > 1 && distinct.len() == steps.len();
    if is_scale { steps.into_iter().map(|(at, _)| at).collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn headings_that_are_the_steps_of_a_scale() {
        let of = |headings: &str| steps((1..).zip(headings.split(" | ")));
        for all in [
            "Simple | Moyenne | Complexe",
            "Faible | Moyen | Fort",
            "Complexité faible | Complexité moyenne | Complexité forte",
            "UO simple | UO moyenne | UO complexe",
            "Unité d’œuvre simple | Unité d’œuvre moyenne | Unité d’œuvre très complexe",
            "Simple | Complexe | Très complexe",
        ] {
            assert_eq!(of(all).len(), all.split(" | ").count(), "{all}");
        }
        for none in ["Simple | Commentaire", "Simple | Faible", "Nom | Prénom", "Évolution simple | Évolution complexe"]
        {
            assert!(of(none).is_empty(), "{none}");
        }
        assert_eq!(of("Nature | Faible | Fort | Remarques"), [2, 3]);
    }
}
