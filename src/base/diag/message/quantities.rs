//! 06: quantities read from a buyer's form, and the layout of the lot that they are written in.

use rust_decimal::Decimal;

use super::{list, number};
use crate::diag::{Code, Finding};
use crate::text;
use crate::unit::Text;

/// What is written beside the years of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beside {
    /// Another total than theirs.
    Total(Decimal),
    /// What is no quantity.
    NoQuantity(Text),
}

/// The years of a row come to another quantity than its total.
pub fn sum_differs(place: &str, sum: Decimal, beside: &Beside) -> Finding {
    let sum = number(sum);
    let message = match beside {
        Beside::Total(total) => {
            let total = number(*total);
            text!(
                "{place} : les années totalisent {sum}, et le total indique {total}",
                "{place}: the years come to {sum}, and the total says {total}",
                sum,
                total
            )
        }
        Beside::NoQuantity(why) => text!(
            "{place} : les années totalisent {sum}, et la cellule du total ne convient pas : {why}",
            "{place}: the years come to {sum}, and beside them there is {why}",
            sum,
            why
        ),
    };
    Finding::warning(Code::QuantitySum, message).help(text!(
        "les années sont reprises : demandez à l’acheteur ce qui est juste",
        "the years are taken: ask the buyer which is right"
    ))
}

/// A row of the form is a line of the lot, and gives it no quantity.
pub fn not_counted(place: &str, label: &str, why: &Text, line: &str) -> Finding {
    Finding::warning(
        Code::NotTaken,
        text!(
            "{place}, `{label}` : {why} ; la ligne {line} garde sa quantité",
            "{place}, `{label}`: {why}; line {line} keeps its quantity",
            why
        ),
    )
    .help(text!(
        "demandez à l’acheteur, ou écrivez la quantité dans la mise en page du DQE du lot",
        "ask the buyer, or write the quantity in the lot's DQE layout"
    ))
}

/// Several rows of the form are lines of the lot, and give them no quantity for one reason.
pub fn not_counted_all(places: &str, why: &Text, lines: &str) -> Finding {
    Finding::warning(
        Code::NotTaken,
        text!(
            "{places} : {why} ; les lignes {lines} gardent leur quantité",
            "{places}: {why}; the lines {lines} keep their quantities",
            why
        ),
    )
    .help(text!(
        "demandez à l’acheteur, ou écrivez les quantités dans la mise en page du DQE du lot",
        "ask the buyer, or write the quantities in the lot's DQE layout"
    ))
}

/// Quantities come from cells that are out of sight.
pub fn hidden_taken(cells: &[String]) -> Finding {
    let cells = list(cells);
    Finding::warning(
        Code::HiddenTaken,
        text!(
            "des quantités viennent de feuilles, de lignes ou de colonnes masquées : {cells}",
            "quantities are taken from hidden sheets, rows or columns: {cells}"
        ),
    )
    .help(text!(
        "vérifiez-les, et demandez à l’acheteur si elles sont voulues",
        "look at them, and ask the buyer whether they are meant"
    ))
}

/// No row of the form gives a line of the lot its quantities.
pub fn nothing_taken(lot: &str) -> Finding {
    Finding::error(
        Code::NothingTaken,
        text!(
            "aucune ligne du fichier ne donne ses quantités à une ligne de `{lot}`",
            "no row of the file gives a line of `{lot}` its quantities"
        ),
    )
    .help(text!(
        "`chiffrage map` montre quelle ligne du fichier est prise pour quelle ligne du lot ; complétez sa carte et passez-la avec --map",
        "`chiffrage map` shows which row is taken for which line; write what it left open in its map, and name that with --map"
    ))
}

/// Why the layout of a lot cannot be changed in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadLayout<'a> {
    /// It is not TOML.
    NotToml,
    /// A line, or its section, is not a table.
    NoTable(&'a str),
}

/// The layout of the lot cannot hold the quantities.
pub fn bad_layout(why: BadLayout<'_>) -> Finding {
    let message = match why {
        BadLayout::NotToml => {
            text!("la mise en page du DQE du lot n’est pas du TOML valide", "the lot's DQE layout is no valid TOML")
        }
        BadLayout::NoTable(line) => text!(
            "`sections.{line}` n’est pas une table dans la mise en page du DQE du lot",
            "`sections.{line}` is no table in the lot's DQE layout"
        ),
    };
    Finding::error(Code::NoCard, message).help(text!(
        "corrigez le fichier : `chiffrage check` indique où est l’erreur",
        "correct the file: `chiffrage check` shows where it is wrong"
    ))
}
