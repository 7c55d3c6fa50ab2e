//! The words of scales: what heads the columns of a form and what distinguishes its lines are read with the same ones.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::unit::fold;

/// The words of steps, from the least, as the lexicon reads them.
pub const WORDS: &str = include_str!("scales.txt");

/// What a step is a step of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ladder {
    /// How difficult or how large the work is.
    Difficulty,
    /// How experienced a person is.
    Seniority,
    /// A size of clothes.
    Size,
    /// A number after `niveau` or `N`, the least first.
    Level,
    /// A number out of so many: `1/3`. Only its siblings distinguish it from two numbers.
    OutOf(u32),
    /// A number or a letter in no order that could be relied on.
    Unordered,
}

/// A step: of what, and how high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Grade {
    /// Of what.
    pub ladder: Ladder,
    /// How high.
    pub rank: u32,
}

/// Sizes of clothes, from the least; after them the `C` of `S`, `M`, `C`, simple, moyen, complexe.
pub const SIZES: [&str; 8] = ["xxs", "xs", "s", "m", "l", "xl", "xxl", "c"];

impl Ladder {
    /// By its name in the words of scales.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "difficulty" => Self::Difficulty,
            "seniority" => Self::Seniority,
            _ => return None,
        })
    }
}

/// The step that folded words name together: `tres complexe`, `confirme`, `xl`, `n2`.
#[must_use]
pub fn grade(words: &[&str]) -> Option<Grade> {
    static GRADES: LazyLock<HashMap<String, Grade>> = LazyLock::new(|| {
        let mut grades = HashMap::new();
        let mut ladder = None;
        for line in WORDS.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                ladder = name.strip_prefix("grade ").and_then(Ladder::named);
                continue;
            }
            let Some((ladder, (rank, phrases))) = ladder.zip(line.split_once('=')) else { continue };
            let Ok(rank) = rank.trim().parse() else { continue };
            for phrase in phrases.split(',') {
                grades.insert(stems(fold(phrase).split(' ')), Grade { ladder, rank });
            }
        }
        grades
    });
    if let [word] = words {
        let size = SIZES.iter().position(|size| size == word).and_then(|at| u32::try_from(at).ok());
        let level = || word.strip_prefix('n')?.parse().ok().filter(|n| (1..=9).contains(n));
        let of = |ladder| move |rank| Grade { ladder, rank };
        if let Some(grade) = size.map(of(Ladder::Size)).or_else(|| level().map(of(Ladder::Level))) {
            return Some(grade);
        }
    }
    GRADES.get(&stems(words.iter().copied())).copied()
}

fn stems<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.filter(|word| !word.is_empty()).map(stem).collect::<Vec<_>>().join(" ")
}

/// A word without its number and gender: `opérationnelles` and `opérationnel` are one.
#[must_use]
pub fn stem(word: &str) -> String {
    const ENDINGS: [(&str, &str); 6] =
        [("trice", "teur"), ("euse", "eur"), ("elle", "el"), ("enne", "en"), ("ive", "if"), ("ere", "er")];
    if word.len() <= 3 || word.bytes().any(|b| b.is_ascii_digit()) {
        return word.to_owned();
    }
    let word =
        word.strip_suffix('s').or_else(|| word.strip_suffix('x').filter(|root| root.ends_with('u'))).unwrap_or(word);
    for (feminine, masculine) in ENDINGS {
        if let Some(root) = word.strip_suffix(feminine).filter(|root| root.len() >= 2) {
            return format!("{root}{masculine}");
        }
    }
    // `élevée` and `élevé`.
    match word.trim_end_matches('e') {
        root if root.len() > 3 => root.to_owned(),
        _ => word.to_owned(),
    }
}
