//! 02: figures and their sources.

use rust_decimal::Decimal;

use super::number;
use crate::diag::{At, Code, Finding};
use crate::text;
use crate::unit::Text;

/// Why a text is not a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadSource {
    /// A question that the record does not have.
    Question,
    /// Nothing.
    Empty,
    /// `assumption`, in another word.
    Assumption,
    /// Several questions, or one with something after it.
    Questions,
    /// Too short to name a document.
    Short,
    /// One of the words of a source, misspelt.
    Near(&'static str),
}

/// A text that is not a source.
pub fn bad_source(written: &str, why: BadSource, at: At) -> Finding {
    let help = match why {
        BadSource::Question => {
            text!("les questions du webinaire vont de `Q1` à `Q26`", "the record has the questions `Q1` to `Q26`")
        }
        BadSource::Empty => text!("une source ne peut pas être vide", "a source cannot be empty"),
        BadSource::Assumption => text!("écrivez `assumption`", "write `assumption`"),
        BadSource::Questions => {
            text!("écrivez une seule question, par exemple `Q7`", "write one question, such as `Q7`")
        }
        BadSource::Short => text!(
            "indiquez le document et l’article, par exemple `CCTP 4.2`, ou écrivez `assumption`",
            "name the document and its clause, such as `CCTP 4.2`, or write `assumption`"
        ),
        BadSource::Near(near) => text!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"),
    };
    Finding::error(Code::BadSource, text!("`{written}` n’est pas une source", "`{written}` is not a source"))
        .at(at, text!("source non reconnue", "not a source"))
        .help(help)
}

/// A number that exact decimals do not hold: infinite, or of too many digits.
pub fn bad_number(written: &str, at: At) -> Finding {
    let infinite = written.ends_with("nan") || written.ends_with("inf");
    let help = if infinite {
        text!("écrivez le nombre", "write the number")
    } else {
        text!(
            "arrondissez-le : aucun chiffre d’une offre ne demande autant de décimales",
            "round it: no figure of a bid needs so many digits"
        )
    };
    Finding::error(
        Code::BadNumber,
        text!(
            "`{written}` n’est pas un nombre fini d’au plus 28 chiffres",
            "`{written}` is not a finite number of at most 28 digits"
        ),
    )
    .at(at, text!("au-delà des décimaux exacts", "past what exact decimals hold"))
    .help(help)
}

/// The values that a figure may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub low: Decimal,
    /// The greatest.
    pub high: Decimal,
    /// Is the greatest itself left out?
    pub below_high: bool,
}

/// How a figure is written, for the help about one that is out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// A plain number.
    Plain,
    /// A share of a whole.
    Share,
    /// A share of the selling price.
    Margin,
}

/// A figure outside the range of its kind, counted in `unit`.
pub fn out_of_range(path: &str, bounds: Bounds, unit: &Text, written: Written, at: At) -> Finding {
    let [low, high] = [bounds.low, bounds.high].map(number);
    let range = if bounds.low == bounds.high {
        text!("exactement {low}", "exactly {low}", low)
    } else if bounds.below_high {
        text!("au moins {low} et moins de {high}", "at least {low} and below {high}", low, high)
    } else {
        text!("au moins {low} et au plus {high}", "at least {low} and at most {high}", low, high)
    };
    let help = match written {
        Written::Plain => text!("vérifiez le signe et l’unité", "check the sign and the unit"),
        Written::Share => text!("écrivez 15 % sous la forme `0.15`", "write 15% as `0.15`"),
        Written::Margin => text!(
            "une marge est une part du prix de vente : écrivez 15 % sous la forme `0.15`",
            "a margin is a share of the selling price: write 15% as `0.15`"
        ),
    };
    Finding::error(
        Code::OutOfRange,
        text!("`{path}` doit valoir {range} ({unit})", "`{path}` must be {range} ({unit})", range, unit),
    )
    .at(at, text!("attendu : {range}", "expected {range}", range))
    .help(help)
}

/// A range that is not in order.
pub fn bad_range(path: &str, (low, mode, high): (Decimal, Decimal, Decimal), at: At) -> Finding {
    Finding::error(
        Code::BadRange,
        text!("la fourchette de `{path}` n’est pas dans l’ordre", "the range of `{path}` is not in order"),
    )
    .at(at, Text::from(format!("low {low}, mode {mode}, high {high}")))
    .help(text!("écrivez `low` ≤ `mode` ≤ `high`", "write `low` ≤ `mode` ≤ `high`"))
}

/// The weights of the values of a figure do not total 1.
pub fn outcomes_total(path: &str, total: Decimal, at: At) -> Finding {
    Finding::error(
        Code::Total,
        text!("les probabilités de `{path}` ne totalisent pas 1", "the probabilities of `{path}` do not total 1"),
    )
    .at(at, text!("total\u{a0}: {total}", "total: {total}"))
    .help(text!("donnez des `weight` dont la somme est exactement 1", "give `weight`s whose sum is exactly 1"))
}

/// The mode of a figure of a few values is none of them.
pub fn mode_is_no_outcome(path: &str, mode: Decimal, at: At) -> Finding {
    Finding::error(
        Code::BadRange,
        text!("le mode de `{path}` n’est pas l’une de ses valeurs", "the mode of `{path}` is none of its values"),
    )
    .at(at, Text::from(format!("mode {mode}")))
    .help(text!(
        "le prix est fait avec `mode`\u{a0}: écrivez l’une des `value` de `outcomes`",
        "the price is made with `mode`: write one of the `value`s of `outcomes`"
    ))
}

/// A table that is neither a value nor a range.
pub fn value_or_range(path: &str, at: At) -> Finding {
    Finding::error(
        Code::Either,
        text!("`{path}` n’est ni une valeur ni une fourchette", "`{path}` is neither a value nor a range"),
    )
    .at(at, text!("un chiffre avec sa source", "a number with its source"))
    .help(text!(
        "écrivez `{{ value = … }}` ou `{{ low = …, mode = …, high = … }}`",
        "write `{{ value = … }}` or `{{ low = …, mode = …, high = … }}`"
    ))
}
