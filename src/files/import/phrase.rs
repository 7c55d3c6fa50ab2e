//! Phrases of [`super::vocabulary::phrases`], as they are looked for in a sentence.

use std::sync::LazyLock;

use super::month;
use super::sentence::{Kind, Token};
use super::vocabulary::phrases::{AT_WORK, EXPERIENCE, OTHERS, VALIDITY, WORKING};
use super::vocabulary::{self, COST, DAY, HOUR, PRICE};
use crate::buyer::form::{Of, is_calendar};

/// A phrase, compiled.
pub type Phrase = Vec<Part>;

/// What is at one place of a phrase.
pub struct Part {
    any: Vec<Any>,
    is_optional: bool,
}

enum Any {
    Number,
    HoursOfDay,
    Day,
    Hour,
    Longer,
    Article,
    Year,
    Word(String),
    Stem(String),
}

/// Those that are understood wherever they are.
pub static PHRASES: LazyLock<Vec<Phrase>> =
    LazyLock::new(|| WORKING.iter().chain(&VALIDITY).chain(&OTHERS).map(|text| compiled(text)).collect());
/// Those of a sentence that speaks of no amounts.
pub static WORK: LazyLock<Vec<Phrase>> = LazyLock::new(|| AT_WORK.iter().map(|text| compiled(text)).collect());
/// Those beside words of seniority.
pub static AGES: LazyLock<Vec<Phrase>> = LazyLock::new(|| EXPERIENCE.iter().map(|text| compiled(text)).collect());

fn compiled(text: &str) -> Phrase {
    let any = |word: &str| match word {
        "N" => Any::Number,
        "L" => Any::HoursOfDay,
        "D" => Any::Day,
        "H" => Any::Hour,
        "W" => Any::Longer,
        "A" => Any::Article,
        "Y" => Any::Year,
        _ => word.strip_suffix('*').map_or_else(|| Any::Word(word.to_owned()), |stem| Any::Stem(stem.to_owned())),
    };
    let part = |word: &str| {
        let bare = word.strip_suffix('?');
        Part { any: bare.unwrap_or(word).split('|').map(any).collect(), is_optional: bare.is_some() }
    };
    text.split(' ').map(part).collect()
}

/// How many of these tokens a phrase takes, if they begin with it.
#[must_use]
pub fn matched(phrase: &[Part], tokens: &[Token]) -> Option<usize> {
    let Some((part, rest)) = phrase.split_first() else { return Some(0) };
    let taken = tokens.first().filter(|token| part.any.iter().any(|any| any.is(token)));
    let with = taken.and_then(|_| matched(rest, &tokens[1..])).map(|n| n + 1);
    if part.is_optional { with.max(matched(rest, tokens)) } else { with }
}

impl Any {
    fn is(&self, token: &Token) -> bool {
        let word = token.word.as_str();
        match self {
            Self::Number => token.kind == Kind::Number,
            // From six to ten hours: a day, and no part of one.
            Self::HoursOfDay => {
                let whole = word.split([',', '.']).next().and_then(|whole| whole.parse::<u32>().ok());
                token.kind == Kind::Number && whole.is_some_and(|n| (6..=10).contains(&n))
            }
            Self::Day => vocabulary::says(word) & DAY != 0 && vocabulary::says(word) & (COST | PRICE) == 0,
            Self::Hour => vocabulary::says(word) & HOUR != 0 && vocabulary::says(word) & (COST | PRICE) == 0,
            Self::Longer => {
                matches!(Of::word(word), Some(Of::Week))
                    || matches!(Of::word(word), Some(Of::Time(_))) && vocabulary::says(word) & (DAY | HOUR) == 0
                    || matches!(word, "exercice" | "ano" | "annum")
            }
            Self::Article => matches!(
                word,
                "le" | "la"
                    | "les"
                    | "l"
                    | "un"
                    | "une"
                    | "de"
                    | "des"
                    | "du"
                    | "d"
                    | "a"
                    | "au"
                    | "aux"
                    | "en"
                    | "the"
                    | "of"
                    | "in"
                    | "sur"
                    | "is"
                    | "est"
                    | "et"
                    | "chaque"
                    | "o"
                    | "do"
                    | "da"
            ),
            Self::Year => {
                month::is_name(word)
                    || token.kind == Kind::Number
                        && word
                            .split(['/', '-', '.'])
                            .any(|part| part.len() == 4 && part.parse().is_ok_and(is_calendar))
            }
            Self::Word(of) => word == of,
            Self::Stem(of) => word.starts_with(of.as_str()),
        }
    }
}
