//! 09: what was typed in a living workbook.

use rust_decimal::Decimal;

use super::model::Whole;
use super::{meant, number};
use crate::diag::{Code, Finding, listed};
use crate::text;
use crate::unit::Text;

/// A figure's cell in a workbook.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// The path of the figure.
    pub path: &'a str,
    /// Where the cell is: `'Saisie mix'!B12`.
    pub place: &'a str,
}

/// A workbook without any input sheet.
pub fn not_living() -> Finding {
    Finding::error(
        Code::NotLiving,
        text!(
            "aucune feuille du classeur n’a les en-têtes d’une feuille de saisie",
            "no sheet of the workbook has the headings of an input sheet"
        ),
    )
    .help(text!(
        "`chiffrage workbook` écrit le classeur que `read` relit",
        "`chiffrage workbook` writes the workbook that `read` reads back"
    ))
}

/// A figure in two cells.
pub fn two_cells(path: &str, first: &str, second: &str) -> Finding {
    Finding::error(
        Code::TriedCell,
        text!(
            "`{path}` figure dans deux cellules, {first} et {second}",
            "`{path}` is in two cells, {first} and {second}"
        ),
    )
    .help(text!("ne gardez que l’une des deux lignes", "keep one of the two rows"))
}

/// A formula typed where a number is read.
pub fn typed_formula(place: &str, formula: &str, result: Decimal) -> Finding {
    let result = number(result);
    Finding::warning(
        Code::TriedFormula,
        text!(
            "{place} contient une formule, `={formula}` : son résultat, {result}, est repris",
            "{place} holds a formula, `={formula}`: its result, {result}, is taken",
            result
        ),
    )
    .help(text!(
        "un modèle contient des nombres : la formule elle-même n’est pas importée",
        "a model holds numbers: the formula itself is not imported"
    ))
}

/// What a cell holds in place of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held<'a> {
    /// A date.
    Date(&'a str),
    /// Nothing.
    Nothing,
    /// A text.
    Words(&'a str),
}

/// A cell to fill in without a number.
pub fn not_a_number(cell: Cell<'_>, held: Held<'_>) -> Finding {
    let Cell { path, place } = cell;
    let message = match held {
        Held::Nothing => {
            text!("{place} est vide alors que `{path}` y est attendu", "{place} is empty, where `{path}` is expected")
        }
        Held::Date(date) => text!(
            "{place} contient la date `{date}` alors que `{path}` y est attendu",
            "{place} holds the date `{date}` where `{path}` is expected"
        ),
        Held::Words(words) => text!(
            "{place} contient `{words}` alors que `{path}` y est attendu",
            "{place} holds `{words}` where `{path}` is expected"
        ),
    };
    Finding::error(Code::TriedNumber, message).help(text!(
        "saisissez un nombre, 0,15 pour 15 % ; une cellule affichée comme une date prend d’abord le format Standard",
        "type a number, 0.15 for 15%; a cell that shows a date takes the format General first"
    ))
}

/// A workbook that lost its sheet of changes.
pub fn no_changes() -> Finding {
    Finding::error(
        Code::TriedMoved,
        text!(
            "la feuille des changements a disparu : rien ne permet de savoir si des lignes ont été triées ou déplacées",
            "the sheet of changes is gone: whether rows were sorted or moved cannot be checked"
        ),
    )
    .help(text!(
        "écrivez de nouveau le classeur et saisissez-y les valeurs",
        "write the workbook again, and type the values there"
    ))
}

/// A figure that the formulas do not read in its own row.
#[derive(Debug, Clone, Copy)]
pub struct Displaced<'a> {
    /// The figure, in its own row.
    pub own: Cell<'a>,
    /// The cell that the formulas read for it, which is another figure's; none where they read none.
    pub read: Option<Cell<'a>>,
}

impl Displaced<'_> {
    fn words(&self) -> Text {
        let Cell { path, place } = self.own;
        match self.read {
            None => {
                text!("les formules ne lisent plus `{path}` en {place}", "formulas no longer read `{path}` at {place}")
            }
            Some(Cell { path: other, place: at }) => text!(
                "les formules lisent `{path}` en {at}, où se trouve `{other}` ; sa propre ligne est en {place}",
                "formulas read `{path}` at {at}, where `{other}` is; its own row is at {place}"
            ),
        }
    }
}

/// Rows that the formulas do not read where they are: one of them, or `count`, the first of which is given.
pub fn displaced(first: Displaced<'_>, count: usize) -> Finding {
    let words = first.words();
    let message = match count {
        1 => words,
        _ => text!(
            "{count} lignes de saisie ne sont pas là où les formules les lisent : {words}",
            "{count} input rows are not where the formulas read them: {words}",
            words
        ),
    };
    Finding::error(Code::TriedMoved, message).help(text!(
        "annulez le tri, ou remettez les lignes dans leur ordre : la feuille des changements les liste, avec 1 pour chaque ligne déplacée. Ou écrivez de nouveau le classeur et saisissez-y les valeurs",
        "undo the sort, or put the rows back in their order: the sheet of changes lists them, 1 where one moved. Or write the workbook again, and type the values there"
    ))
}

/// A number in an input sheet with no path beside it.
pub fn stray(place: &str) -> Finding {
    Finding::warning(
        Code::TriedCell,
        text!(
            "{place} contient un nombre sans chemin à côté : il n’est pas lu",
            "{place} holds a number with no path beside it: it is not read"
        ),
    )
    .help(text!(
        "une ligne ajoutée à une feuille de saisie n’est pas un chiffre de l’offre : ajoutez-le aux modèles, puis écrivez de nouveau le classeur",
        "a row added to an input sheet is not a figure of the bid: add it to the models, then write the workbook again"
    ))
}

/// An input sheet under another name.
pub fn renamed(name: &str) -> Finding {
    Finding::warning(
        Code::TriedCell,
        text!(
            "la feuille « {name} » a les en-têtes d’une feuille de saisie sous un autre nom",
            "the sheet “{name}” has the headings of an input sheet under another name"
        ),
    )
    .help(text!("elle est lue malgré tout", "it is read all the same"))
}

/// Shares that no longer total 1, in these cells.
pub fn total<'a>(whole: Whole<'_>, total: Decimal, places: impl IntoIterator<Item = &'a str>) -> Finding {
    let (whole, total, places) = (whole.words(), number(total.normalize()), listed(places));
    Finding::error(
        Code::TriedTotal,
        text!(
            "{whole} totalisent {total} au lieu de 1 : {places}",
            "{whole} total {total}, not 1: {places}",
            whole,
            total
        ),
    )
    .help(text!("corrigez l’une de ces cellules", "correct one of these cells"))
}

/// Many paths that the bid does not have; the first is given.
pub fn many_unknown(first: Cell<'_>, count: usize) -> Finding {
    let Cell { path, place } = first;
    Finding::error(
        Code::TriedPath,
        text!(
            "{count} chemins du classeur ne sont pas dans l’offre, à commencer par `{path}` en {place}",
            "{count} paths of the workbook are not in the bid, `{path}` at {place} first"
        ),
    )
    .help(text!(
        "le classeur vient d’autres modèles ou d’un autre scénario : indiquez-les avec --models et --scenario",
        "the workbook was made from other models, or under another scenario: name them with --models and --scenario"
    ))
}

/// A path that the bid does not have; `known` are those it has.
pub fn unknown_path<'a>(cell: Cell<'_>, known: impl IntoIterator<Item = &'a str>) -> Finding {
    let Cell { path, place } = cell;
    let help = meant(path, known, || {
        text!(
            "les modèles ne l’ont plus, ou il a été saisi : écrivez de nouveau le classeur",
            "the models have it no longer, or it was typed: write the workbook again"
        )
    });
    Finding::error(
        Code::TriedPath,
        text!("l’offre n’a pas de chiffre `{path}`, en {place}", "the bid has no figure `{path}`, at {place}"),
    )
    .help(help)
}

/// Figures of the bid without a cell: one of them, or `count`, the first of which is given.
pub fn missing(first: &str, count: usize) -> Finding {
    let message = match count {
        1 => text!("aucune cellule du classeur ne contient `{first}`", "no cell of the workbook holds `{first}`"),
        _ => text!(
            "{count} chiffres de l’offre n’ont pas de cellule dans le classeur, à commencer par `{first}`",
            "{count} figures of the bid have no cell in the workbook, `{first}` first"
        ),
    };
    Finding::error(Code::TriedCell, message).help(text!(
        "sa ligne a été supprimée : remettez-la, ou écrivez de nouveau le classeur",
        "its row was removed: put it back, or write the workbook again"
    ))
}

/// Figures that the models have gained: `count`, the first of which is given.
pub fn gained(first: &str, count: usize) -> Finding {
    let message = match count {
        1 => text!(
            "les modèles ont gagné `{first}` depuis l’écriture du classeur",
            "the models have gained `{first}` since the workbook was made"
        ),
        _ => text!(
            "les modèles ont gagné {count} chiffres depuis l’écriture du classeur, à commencer par `{first}`",
            "the models have gained {count} figures since the workbook was made, `{first}` first"
        ),
    };
    Finding::warning(Code::TriedStale, message).help(text!(
        "la valeur du modèle est gardée, et les formules remplacées ne sont pas cherchées ; écrivez de nouveau le classeur pour l’essayer aussi",
        "it is left as the models have it, and formulas typed over are not searched; write the workbook again to try it too"
    ))
}

/// A figure that the models changed.
#[derive(Debug, Clone, Copy)]
pub struct Changed<'a> {
    /// Its cell.
    pub cell: Cell<'a>,
    /// What the models had when the workbook was made.
    pub then: Option<Decimal>,
    /// What they have.
    pub now: Decimal,
}

/// Figures that the models changed since: one of them, or `count`, the first of which is given.
pub fn stale(first: Changed<'_>, count: usize) -> Finding {
    let Changed { cell: Cell { path, place }, then, now } = first;
    let then = then.map_or_else(|| Text::same("–"), |then| number(then.normalize()));
    let now = number(now.normalize());
    let change = text!("{then} alors, {now} maintenant", "{then} then, {now} now", then, now);
    let message = match count {
        1 => text!(
            "les modèles ont changé `{path}` depuis l’écriture du classeur, en {place} : {change}",
            "the models changed `{path}` since the workbook was made, at {place}: {change}",
            change
        ),
        _ => text!(
            "les modèles ont changé {count} chiffres depuis l’écriture du classeur, à commencer par `{path}` en {place} : {change}",
            "the models changed {count} figures since the workbook was made, `{path}` at {place} first: {change}",
            change
        ),
    };
    Finding::warning(Code::TriedStale, message).help(text!(
        "ce que personne n’a saisi garde la valeur des modèles ; ce qui a été saisi la remplace",
        "what nobody typed is left as the models have it; what was typed is set over them"
    ))
}
