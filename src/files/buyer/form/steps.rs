//! The steps of a scale as headings: `Simple | Moyenne | Complexe`.

use std::collections::BTreeSet;

use crate::buyer::scales::{Grade, grade};
use crate::unit::fold;

/// Words that may be beside those of a step.
const AROUND: [&str; 15] = [
    "complexite",
    "niveau",
    "degre",
    "difficulte",
    "taille",
    "uo",
    "unite",
    "d",
    "oeuvre",
    "ht",
    "de",
    "profil",
    "eur",
    "euros",
    "en",
];
/// No step is said in more bytes.
const LONGEST: usize = 60;

/// The step that a heading names and nothing else. What is in brackets explains it: `Senior (8 ans et plus)`.
fn step(text: &str) -> Option<Grade> {
    if text.len() > LONGEST {
        return None;
    }
    let plain = text.split(['(', '[']).next().unwrap_or_default();
    let folded = fold(&plain.replace(['’', '\''], " "));
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty() && !AROUND.contains(word)).collect();
    grade(&words)
}

/// Does a heading name a step of a scale and nothing else?
pub fn is_step(text: &str) -> bool {
    step(text).is_some()
}

/// The columns, of some with headings, that are each another step of a scale; none where they are fewer than two.
pub fn steps<'a>(headings: impl Iterator<Item = (u32, &'a str)>) -> Vec<u32> {
    let steps: Vec<(u32, Grade)> = headings.filter_map(|(at, text)| Some((at, step(text)?))).collect();
    let distinct: BTreeSet<_> = steps.iter().map(|(_, step)| *step).collect();
    // Of one kind: `C` may be the last of sizes, as `M` may be a month.
    let of_one = steps.windows(2).all(|two| two[0].1.ladder == two[1].1.ladder);
    let is_scale = steps.len() > 1 && distinct.len() == steps.len() && of_one;
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
            "Junior | Confirmé | Senior (8 ans et plus)",
            "S | M | L | XL",
            "N1 | N2 | N3",
            "UO légère | UO standard | UO lourde",
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
