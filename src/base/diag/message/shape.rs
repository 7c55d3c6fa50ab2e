//! 02: the tables of a file, their keys and their values.

use super::meant;
use crate::diag::{At, Code, Finding, listed};
use crate::text;
use crate::unit::Text;

/// What a value of a model may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// `"…"`
    Text,
    /// `12`
    Number,
    /// `true`
    Bool,
    /// `2027-03-15`
    Date,
    /// `[…]`
    List,
    /// `{ … }`
    Table,
}

impl ValueKind {
    fn words(self) -> Text {
        match self {
            Self::Text => text!("un texte", "a text"),
            Self::Number => text!("un nombre", "a number"),
            Self::Bool => text!("`true` ou `false`", "`true` or `false`"),
            Self::Date => text!("une date", "a date"),
            Self::List => text!("une liste", "a list"),
            Self::Table => text!("une table", "a table"),
        }
    }
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected<'a> {
    /// A value of one kind.
    One(ValueKind),
    /// A whole number, negative or not.
    Integer,
    /// A whole number of 0 or more.
    Whole,
    /// A number, or its place holder in a map.
    Answer,
    /// A text in one language or two.
    Label,
    /// A list of texts.
    Texts,
    /// One of some words.
    Choice(&'a [&'static str]),
    /// A month.
    Month,
    /// A day.
    Day,
    /// Daily costs by month.
    DailyCosts,
    /// A source.
    Source,
    /// A figure over time.
    OverTime,
    /// Values by contract year.
    ByYear,
    /// A figure by nature.
    ByNature,
    /// A path.
    Path,
    /// A list of paths.
    Paths,
    /// The files of a bid.
    Bid,
}

impl Expected<'_> {
    fn words(self) -> Text {
        match self {
            Self::One(kind) => kind.words(),
            Self::Integer => text!("un nombre entier", "a whole number"),
            Self::Whole => text!("un nombre entier, 0 ou plus", "a whole number of 0 or more"),
            Self::Answer => text!("un nombre, `\"?\"` ou `\"-\"`", "a number, `\"?\"` or `\"-\"`"),
            Self::Label => {
                text!("un texte ou `{{ fr = \"…\", en = \"…\" }}`", "a text or `{{ fr = \"…\", en = \"…\" }}`")
            }
            Self::Texts => text!("une liste de textes", "a list of texts"),
            Self::Choice(words) => {
                let words = words.join("`, `");
                text!("un mot parmi `{words}`", "one of `{words}`")
            }
            Self::Month => text!("un mois, par exemple `\"2027-03\"`", "a month such as `\"2027-03\"`"),
            Self::Day => text!("un jour, par exemple `2027-03-15`", "a day such as `2027-03-15`"),
            Self::DailyCosts => text!(
                "des mois, chacun avec le coût journalier qui s’applique à partir de ce mois",
                "months, each with the daily cost from then on"
            ),
            Self::Source => text!(
                "une source : `Q1` à `Q26`, `title`, un document et son article, une grille de taux ou `assumption`",
                "a source: `Q1` to `Q26`, `title`, a document and clause, a rate card, or `assumption`"
            ),
            Self::OverTime => text!("un chiffre dans le temps", "a figure over time"),
            Self::ByYear => text!("des valeurs par année de contrat", "values by contract year"),
            Self::ByNature => text!("un chiffre par nature", "a figure by nature"),
            Self::Path => text!("un chemin de fichier", "a path"),
            Self::Paths => text!("une liste de chemins de fichiers", "a list of paths"),
            Self::Bid => text!("les fichiers d’une offre", "the files of a bid"),
        }
    }
}

/// A value of another kind than its key takes.
pub fn wrong_type(path: &str, expected: Expected<'_>, is: ValueKind, at: At) -> Finding {
    let (what, is) = (expected.words(), is.words());
    Finding::error(
        Code::WrongType,
        text!("`{path}` attend {what}, pas {is}", "`{path}` takes {what}, not {is}", what, is),
    )
    .at(at, text!("attendu : {what}", "expected {what}", what))
    .help(text!("écrivez {what}", "write {what}", what))
}

/// A number that is not whole, is negative or too large.
pub fn not_whole(path: &str, number: &str, at: At) -> Finding {
    Finding::error(
        Code::WrongType,
        text!(
            "`{path}` attend un nombre entier, 0 ou plus, pas {number}",
            "`{path}` takes a whole number of 0 or more, not {number}"
        ),
    )
    .at(at, text!("décimal, négatif ou trop grand", "not whole, negative, or too large"))
    .help(text!("écrivez-le sans décimales", "write it without decimals"))
}

/// A year or month of a figure over time that is not counted from 1.
pub fn not_from_one(path: &str, key: &str, at: At) -> Finding {
    Finding::error(
        Code::WrongType,
        text!("`{path}` se compte à partir de 1, pas `{key}`", "`{path}` counts from 1, not `{key}`"),
    )
    .at(at, text!("attendu : un nombre entier, 1 ou plus", "expected a whole number of 1 or more"))
    .help(text!(
        "les années et les mois se comptent à partir de 1, le premier du contrat",
        "years and months count from 1, the contract's first"
    ))
}

/// The bid lacks a file that it needs.
pub fn missing_file(name: &str, folder: &str) -> Finding {
    Finding::error(Code::MissingKey, text!("l’offre n’a pas de fichier `{name}`", "the bid has no {name}")).help(text!(
        "ajoutez `{name}` dans le dossier `{folder}` ; `chiffrage new DOSSIER` en écrit un pour commencer",
        "add `{name}` to the folder `{folder}`; `chiffrage new DIR` writes one to start from"
    ))
}

/// A table lacks a key that it needs.
pub fn missing_key(path: &str, key: &str, at: At) -> Finding {
    Finding::error(Code::MissingKey, text!("il manque `{key}` dans `{path}`", "`{path}` lacks `{key}`"))
        .at(at, text!("`{key}` manque ici", "`{key}` is missing here"))
        .help(text!(
            "ajoutez `{key}` : une valeur absente n’est jamais supposée",
            "add `{key}`: nothing is assumed for what is missing"
        ))
}

/// A key that a table (a file, where `path` is empty) does not have; `known` are those it has.
pub fn unknown_key(path: &str, key: &str, known: &[&str], at: At) -> Finding {
    let message = if path.is_empty() {
        text!("le fichier n’a pas de clé `{key}`", "the file has no key `{key}`")
    } else {
        text!("`{path}` n’a pas de clé `{key}`", "`{path}` has no key `{key}`")
    };
    with_keys(message, key, known, at)
}

/// A key that a figure does not have.
pub fn unknown_key_of_a_figure(key: &str, known: &[&str], at: At) -> Finding {
    with_keys(text!("un chiffre n’a pas de clé `{key}`", "a number has no key `{key}`"), key, known, at)
}

fn with_keys(message: Text, key: &str, known: &[&str], at: At) -> Finding {
    let help = meant(key, known.iter().copied(), || {
        let known = known.join(", ");
        text!("clés possibles : {known}", "it takes: {known}")
    });
    Finding::error(Code::UnknownKey, message).at(at, text!("clé inconnue", "unknown key")).help(help)
}

/// A word that is not among those a key takes.
pub fn bad_choice(path: &str, word: &str, known: &[&str], at: At) -> Finding {
    let help = meant(word, known.iter().copied(), || {
        let known = known.join(", ");
        text!("valeurs possibles : {known}", "it takes one of: {known}")
    });
    Finding::error(Code::BadChoice, text!("`{path}` n’accepte pas `{word}`", "`{path}` does not take `{word}`"))
        .at(at, text!("valeur inconnue", "unknown value"))
        .help(help)
}

/// A line of a layout with values still to be decided, under these keys.
pub fn to_decide<'a>(path: &str, keys: impl IntoIterator<Item = &'a str>, at: At) -> Finding {
    let keys = listed(keys);
    Finding::error(Code::ToDecide, text!("`{path}` reste à décider : {keys}", "`{path}` is to be decided: {keys}"))
        .at(at, text!("à décider", "to be decided"))
        .help(text!(
            "remplacez chaque `\"?\"` par une valeur : une mise en page proposée indique à côté la plus probable ; le bloc d’une ligne que nous ne vendons pas se supprime",
            "replace each `\"?\"` by a value: a proposed layout has the likely one beside it; delete the block of a line that we do not sell"
        ))
}

/// Why a text cannot be shown in a cell, a page or a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadText {
    /// It holds a control character.
    Control(char),
    /// It has so many characters, and may have so many.
    Long(usize, usize),
    /// It holds nothing to read.
    Empty,
    /// It has several lines.
    Lines,
}

/// A text that no cell of a workbook, page or terminal can show.
pub fn bad_text(path: &str, why: BadText, at: At) -> Finding {
    let (message, help) = match why {
        BadText::Control(c) => {
            let c = u32::from(c);
            (
                text!(
                    "le texte de `{path}` ne peut pas être affiché : il contient le caractère de contrôle U+{c:04X}",
                    "the text of `{path}` cannot be shown: it contains the control character U+{c:04X}"
                ),
                text!("supprimez ce caractère", "remove it"),
            )
        }
        BadText::Long(count, limit) => (
            text!(
                "le texte de `{path}` ne peut pas être affiché : il contient {count} caractères",
                "the text of `{path}` cannot be shown: it has {count} characters"
            ),
            text!("un texte compte au plus {limit} caractères", "a text has at most {limit} characters"),
        ),
        BadText::Empty => (
            text!("le texte de `{path}` est vide", "the text of `{path}` is empty"),
            text!("écrivez ce que le lecteur doit y voir", "write what a reader is to see there"),
        ),
        BadText::Lines => (
            text!("le texte de `{path}` tient sur plusieurs lignes", "the text of `{path}` has several lines"),
            text!("écrivez-le sur une seule ligne", "write it on one line"),
        ),
    };
    Finding::error(Code::BadText, message).at(at, text!("ce texte", "this text")).help(help)
}

/// A text where a month is expected.
pub fn bad_month(written: &str, at: At) -> Finding {
    let what = Expected::Month.words();
    Finding::error(Code::BadMonth, text!("`{written}` n’est pas un mois", "`{written}` is not a month"))
        .at(at, text!("attendu : {what}", "expected {what}", what))
        .help(text!(
            "écrivez l’année de 1900 à 2200, un tiret et le mois de 01 à 12",
            "write the year from 1900 to 2200, a dash, and the month 01 to 12"
        ))
}

/// A text or a time where a day is expected.
pub fn bad_day(written: &str, at: At) -> Finding {
    let what = Expected::Day.words();
    Finding::error(
        Code::BadMonth,
        text!("`{written}` n’est pas un jour du calendrier", "`{written}` is not a day of the calendar"),
    )
    .at(at, text!("attendu : {what}", "expected {what}", what))
    .help(text!("écrivez l’année, le mois et le jour, sans heure", "write year, month and day, without a time"))
}

/// A figure over time without `years` or `months`, or with both.
pub fn years_or_months(path: &str, at: At) -> Finding {
    Finding::error(
        Code::Either,
        text!("`{path}` doit contenir soit `years`, soit `months`", "`{path}` must have either `years` or `months`"),
    )
    .at(at, text!("un chiffre dans le temps", "a figure over time"))
    .help(text!(
        "écrivez `{{ years = {{ 1 = …, 3 = … }} }}` ou `{{ months = {{ 1 = …, 10 = … }} }}`",
        "write `{{ years = {{ 1 = …, 3 = … }} }}` or `{{ months = {{ 1 = …, 10 = … }} }}`"
    ))
}

/// Months of what changes by contract year.
pub fn by_year_only(path: &str, at: At) -> Finding {
    Finding::error(Code::Either, text!("`{path}` s’écrit par année de contrat", "`{path}` is written by contract year"))
        .at(at, text!("une seule valeur par année de contrat", "it has one value in a contract year"))
        .help(text!("écrivez `{{ years = {{ 1 = …, 2 = … }} }}`", "write `{{ years = {{ 1 = …, 2 = … }} }}`"))
}

/// A figure over time without any value.
pub fn no_step(path: &str, at: At) -> Finding {
    Finding::error(Code::FirstStep, text!("`{path}` est vide", "`{path}` is empty"))
        .at(at, text!("aucune valeur, ni par année ni par mois", "no value for any year or month"))
        .help(text!(
            "ajoutez `1 = …` : écrivez 0 tant qu’il n’y a rien",
            "add `1 = …`: write 0 where there is nothing yet"
        ))
}
