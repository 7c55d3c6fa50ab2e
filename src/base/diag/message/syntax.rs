//! 02: text that is not TOML.

use crate::diag::{At, Code, Finding};
use crate::text;
use crate::unit::{Text, TypedNumber};

/// Why a text cannot be read as TOML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadSyntax<'a> {
    /// A bracket or brace that is never closed.
    Open(char, char),
    /// A number with a decimal comma.
    Comma(TypedNumber),
    /// A key without a value after the equals sign.
    NoValue,
    /// A text in curly quotes.
    CurlyQuotes,
    /// A percent sign after a number.
    Percent,
    /// Digits with spaces or a unit.
    NotANumber,
    /// A text without quotes.
    Unquoted(&'a str),
    /// More after a value.
    LeftOver,
    /// A key or table written twice.
    Twice(&'a str),
    /// A comment as other languages write it.
    Slashes,
    /// A key alone on its line.
    KeyAlone,
    /// A colon for an equals sign.
    Colon,
    /// A key of characters that need quotes.
    BadKey,
    /// The header of a table that is not closed.
    Header,
    /// A text that is not closed.
    OpenText,
    /// A lone backslash in a text.
    Escape,
    /// Tables in tables without end.
    TooDeep,
    /// What the parser says, in its words.
    Other(&'a str),
}

/// A place of a file that is not TOML.
pub fn bad_syntax(why: &BadSyntax<'_>, at: At) -> Finding {
    let (what, help) = words(why);
    let label = match why {
        BadSyntax::Open(..) => text!("jamais fermé", "never closed"),
        _ => text!("ici", "here"),
    };
    Finding::error(Code::Syntax, text!("TOML non valide : {what}", "not valid TOML: {what}", what))
        .at(at, label)
        .help(help)
}

/// What is wrong, and what to do.
#[allow(clippy::too_many_lines, reason = "a table: what is wrong, in two languages, and what to do")]
fn words(why: &BadSyntax<'_>) -> (Text, Text) {
    match why {
        BadSyntax::Open(opens, closes) => (
            text!("`{opens}` n’est jamais fermé", "this `{opens}` is never closed"),
            text!(
                "fermez-le avec `{closes}` ; la suite du fichier n’a pas pu être lue",
                "close it with `{closes}`; what follows in this file could not be read"
            ),
        ),
        BadSyntax::Comma(number) => {
            let help = match number {
                TypedNumber::Sure(value, _) => text!("écrivez {value}", "write {value}"),
                TypedNumber::Either(_, decimals, thousands) => text!(
                    "écrivez {decimals}, ou {thousands} si la virgule sépare les milliers",
                    "write {decimals}, or {thousands} if the comma separates thousands"
                ),
            };
            (
                text!("les décimales s’écrivent avec un point, pas une virgule", "decimals take a point, not a comma"),
                help,
            )
        }
        BadSyntax::NoValue => (
            text!("il manque une valeur", "a value is missing"),
            text!("écrivez-la après le `=`", "write it after the `=`"),
        ),
        BadSyntax::CurlyQuotes => (
            text!("un texte s’écrit entre guillemets droits", "a text is written in straight quotes"),
            text!("écrivez `\"…\"` à la place des guillemets courbes", "write `\"…\"` in place of the curly quotes"),
        ),
        BadSyntax::Percent => (
            text!("un nombre s’écrit sans signe de pourcentage", "a number takes no percent sign"),
            text!("écrivez 15 % sous la forme `0.15`", "write 15% as `0.15`"),
        ),
        BadSyntax::NotANumber => (
            text!("ce n’est pas un nombre", "this is not a number"),
            text!(
                "écrivez un nombre sans espace ni unité, par exemple `1000` ou `1_000`",
                "write a number without spaces or unit, such as `1000` or `1_000`"
            ),
        ),
        BadSyntax::Unquoted(written) => (
            text!("un texte s’écrit entre guillemets", "a text must be in quotes"),
            text!("écrivez `\"{written}\"`", "write `\"{written}\"`"),
        ),
        BadSyntax::LeftOver => (
            text!("il reste quelque chose après la valeur", "something is left over after the value"),
            text!(
                "écrivez un seul `clé = valeur` par ligne ; un commentaire commence par `#`",
                "write one `key = value` a line; a comment starts with `#`"
            ),
        ),
        BadSyntax::Twice(key) => (
            text!("`{key}` figure deux fois dans la même table", "`{key}` is written twice in the same table"),
            text!("gardez l’un des deux", "keep one of the two"),
        ),
        BadSyntax::Slashes => (
            text!("un commentaire commence par `#`", "a comment starts with `#`"),
            text!("écrivez `#` à la place de `//`", "write `#` in place of `//`"),
        ),
        BadSyntax::KeyAlone => (
            text!("une clé sans valeur", "a key without a value"),
            text!("écrivez `clé = valeur`", "write `key = value`"),
        ),
        BadSyntax::Colon => (
            text!("caractère interdit dans une clé", "this cannot be part of a key"),
            text!("écrivez `clé = valeur`, avec un signe égal", "write `key = value`, with an equals sign"),
        ),
        BadSyntax::BadKey => (
            text!("caractère interdit dans une clé", "this cannot be part of a key"),
            text!(
                "mettez la clé entre guillemets, ou n’utilisez que des lettres sans accent, des chiffres, `-` et `_`",
                "put the key in quotes, or use only letters without accents, digits, `-` and `_`"
            ),
        ),
        BadSyntax::Header => (
            text!("l’en-tête n’est pas fermé", "the header is not closed"),
            text!("fermez-le avec `]`", "close it with `]`"),
        ),
        BadSyntax::OpenText => (
            text!("un texte n’est pas fermé", "a text is not closed"),
            text!("fermez-le avec le guillemet qui l’ouvre", "close it with the quote it was opened with"),
        ),
        BadSyntax::Escape => (
            text!("`\\` commence un code dans un texte", "`\\` starts a code in a text"),
            text!(
                "écrivez `\\\\` pour le caractère lui-même, ou mettez le texte entre apostrophes droites",
                "write `\\\\` for the character itself, or use 'single quotes'"
            ),
        ),
        BadSyntax::TooDeep => (
            text!(
                "des crochets ou des clés pointées sont imbriqués trop profondément",
                "brackets or dotted keys are nested too deep"
            ),
            text!(
                "un modèle compte environ six niveaux : est-ce bien un modèle ?",
                "a model nests some six tables: is this a model?"
            ),
        ),
        BadSyntax::Other(message) => (
            text!("ligne illisible ({message})", "{message}"),
            text!(
                "écrivez `clé = valeur`, les textes entre \"guillemets\", les décimales avec un point",
                "write `key = value`, texts in \"quotes\", decimals with a point"
            ),
        ),
    }
}
