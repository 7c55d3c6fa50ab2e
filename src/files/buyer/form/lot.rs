//! Which lot a title, a sheet's name or a cell speaks of.

use crate::unit::fold;

/// A lot as the buyer's file names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotMention {
    /// Its number, where it has one.
    pub number: Option<u32>,
    /// The words after it, folded.
    pub words: String,
    /// The text as written.
    pub text: String,
    /// Is it a title that may name a lot, or anything else?
    pub maybe: bool,
}

impl LotMention {
    /// A name without a number.
    #[must_use]
    pub fn named(text: &str) -> Self {
        Self { number: None, words: fold(text), text: text.trim().to_owned(), maybe: false }
    }

    /// A title that may name a lot.
    #[must_use]
    pub fn title(text: &str) -> Self {
        Self { maybe: true, ..Self::named(text) }
    }

    /// A title of several lots: which of them its rows are of is open.
    #[must_use]
    pub fn several(text: &str) -> Self {
        Self { number: None, words: String::new(), text: text.trim().to_owned(), maybe: false }
    }

    /// Does it leave open which of several lots is meant?
    #[must_use]
    pub fn is_several(&self) -> bool {
        self.number.is_none() && self.words.is_empty()
    }
}

/// Words that say of lots that all or several of them are meant, folded.
const ALL: [&str; 20] = [
    "commun",
    "commune",
    "communs",
    "communes",
    "tous",
    "toutes",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "ensemble",
    "plusieurs",
    "chaque",
    "transverse",
    "transverses",
    "transversal",
    "transversales",
    "mutualise",
    "mutualisees",
    "multi",
];

/// Is a title that of several lots: `PROFILS (lot 1 et lot 4)`, `Lots 2 à 4`, `Prestations communes à tous les lots`?
#[must_use]
pub fn names_several_lots(title: &str) -> bool {
    let folded = fold(title);
    let words: Vec<&str> = folded.split(' ').collect();
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let lots = words.iter().position(|word| ["lots", "multilots"].contains(word));
    let numbered = lots.is_some_and(|at| words[at + 1..].iter().take(2).any(is_number));
    let all = |word: &&str| ALL.contains(word);
    let each = || words.windows(2).any(|two| two == ["chaque", "lot"]);
    let numbers = || {
        let mut numbers: Vec<u32> =
            (0..words.len()).filter_map(|at| number(words[at], &words[at + 1..])).map(|(number, _)| number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.len() > 1
    };
    numbered || (lots.is_some() && words.iter().any(|word| all(word) || *word == "multilots")) || each() || numbers()
}

/// The lot that a text names: `Lot 3 ROR`, `LOT N°4 - PFC Cloud`, `Lot_2`. `None` where it names none, or several.
#[must_use]
pub fn lot_mention(text: &str) -> Option<LotMention> {
    let mut found: Option<LotMention> = None;
    for line in text.lines() {
        let folded = fold(line);
        let words: Vec<&str> = folded.split(' ').collect();
        if words.len() > 16 {
            continue;
        }
        for (i, word) in words.iter().enumerate() {
            let Some((number, after)) = number(word, &words[i + 1..]) else { continue };
            if found.as_ref().is_some_and(|f| f.number != Some(number)) {
                return None;
            }
            let words = words[i + 1 + after..].join(" ");
            if found.as_ref().is_none_or(|f| f.words.is_empty()) {
                found = Some(LotMention { number: Some(number), words, text: line.trim().to_owned(), maybe: false });
            }
        }
    }
    found
}

/// The number after `lot`, and how many of the words that follow it take.
fn number(word: &str, next: &[&str]) -> Option<(u32, usize)> {
    if let Some(number) = word.strip_prefix("lot").and_then(|n| n.parse().ok()) {
        return Some((number, 0));
    }
    if word != "lot" {
        return None;
    }
    let first = next.first()?;
    let mark = usize::from(["n", "no", "num", "numero"].contains(first));
    let number = next.get(mark)?.trim_start_matches(['n', 'o']).parse().ok()?;
    Some((number, mark + 1))
}

/// What a cell of a column of lots names: a number, a mention, or the lot's name.
#[must_use]
pub fn lot_cell(text: &str) -> LotMention {
    let number = || {
        let number = Some(text.trim().parse().ok()?);
        Some(LotMention { number, words: String::new(), text: text.trim().to_owned(), maybe: false })
    };
    lot_mention(text).or_else(number).unwrap_or_else(|| LotMention::named(text))
}

#[cfg(test)]
mod tests {
    use super::{lot_cell, lot_mention, names_several_lots};

    #[test]
    fn lots_are_named_in_many_ways() {
        let of = |text: &str| lot_mention(text).map(|m| (m.number, m.words));
        let is = |n: u32, words: &str| Some((Some(n), words.to_owned()));
        assert_eq!(of("Lot 3 ROR"), is(3, "ror"));
        assert_eq!(of("LOT N°4 - PFC Cloud"), is(4, "pfc cloud"));
        assert_eq!(of("DQE_Lot_2"), is(2, ""));
        assert_eq!(of("lot2"), is(2, ""));
        assert_eq!(of("ANNEXE FINANCIÈRE\nLot 1 Identité et Accès"), is(1, "identite et acces"));
        assert_eq!(of("Annuaire"), None);
        assert_eq!(of("Les lots 1 et 2"), None);
        assert_eq!(of("Lot 1 et lot 2 : prix communs"), None);
        assert_eq!(of("Lots"), None);
        for several in [
            "PROFILS (lot 1 et lot 4)",
            "Lots 2 à 4 – profils",
            "PROFILS COMMUNS AUX DEUX LOTS",
            "Prestations communes à tous les lots",
            "Profils multi-lots",
            "Pour chaque lot",
        ] {
            assert!(names_several_lots(several), "{several}");
        }
        for one in [
            "Lot 1",
            "Coordination inter-lots",
            "Lots de correctifs",
            "Profils communs",
            "Interfaces avec les autres lots",
        ] {
            assert!(!names_several_lots(one), "{one}");
        }
        assert_eq!((lot_cell("2").number, lot_cell("Annuaire").words), (Some(2), "annuaire".to_owned()));
    }
}
