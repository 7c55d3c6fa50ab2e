//! 07: what filling a buyer's form refuses, and what it warns of.

use rust_decimal::Decimal;

use super::number;
use crate::diag::{At, Code, Finding, listed};
use crate::text;
use crate::unit::Text;

pub(super) fn here() -> Text {
    text!("ici", "here")
}

pub(super) fn and_here() -> Text {
    text!("et ici", "and here")
}

fn put_here() -> Text {
    text!("mis ici", "put here")
}

pub(super) fn this_line() -> Text {
    text!("cette ligne", "this line")
}

fn in_this_table() -> Text {
    text!("dans cette table", "in this table")
}

pub(super) fn correct_or_intend() -> Text {
    text!(
        "corrigez la carte ; si c’est voulu, écrivez `!` après le code",
        "correct it in the map; if it is intended, write `!` after the code"
    )
}

/// An error; where a partial file is asked for, a warning.
pub(super) fn unless_partial(partial: bool, code: Code, message: Text) -> Finding {
    if partial { Finding::warning(code, message) } else { Finding::error(code, message) }
}

/// Where something goes: a cell, or a row of which no column is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A row.
    Row(u32),
    /// A cell, by its address.
    Cell(String),
}

impl Place {
    pub(super) fn words(&self) -> Text {
        match self {
            Self::Row(row) => text!("la ligne {row}", "row {row}"),
            Self::Cell(cell) => Text::same(cell),
        }
    }
}

/// The map names a sheet that the file does not have; `known` are its sheets.
pub fn unknown_sheet<'a>(sheet: &str, known: impl IntoIterator<Item = &'a str>, at: At) -> Finding {
    let known = listed(known);
    let message = text!("le fichier n’a pas de feuille `{sheet}`", "the file has no sheet `{sheet}`");
    Finding::error(Code::UnknownSheet, message)
        .at(at, text!("feuille inconnue", "no such sheet"))
        .help(text!("il a : {known}", "it has: {known}"))
}

/// Two values for one cell.
pub fn filled_twice(cell: &str, sheet: &str, at: At, first: At) -> Finding {
    let message = text!("{cell} de `{sheet}` est remplie deux fois", "{cell} of `{sheet}` is filled twice");
    Finding::error(Code::BadPlace, message).at(at, here()).at(first, and_here()).help(text!(
        "une cellule prend un seul prix : retirez l’un des deux de la carte",
        "a cell takes one price: take one of the two out of the map"
    ))
}

/// A column of other prices that the map leaves out: `measure` is the key of what they pay for.
pub fn other_prices(column: &str, sheet: &str, measure: &str, partial: bool, at: At) -> Finding {
    let message = text!(
        "la colonne {column} de `{sheet}` demande un autre prix de chaque ligne : `{measure}`",
        "column {column} of `{sheet}` asks for another price of each line: {measure}"
    );
    unless_partial(partial, Code::EmptyPrice, message)
        .at(at, text!("omet cette colonne", "leaves that column out"))
        .help(text!(
            "un prix vide rend l’offre irrégulière : citez la colonne sous `unit_prices` ou `yearly_prices` ; `--partial` remplit le reste",
            "an empty price makes an offer irregular: name the column under `unit_prices` or `yearly_prices`; --partial fills the rest all the same"
        ))
}

/// What a cell or a row asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A price.
    Price,
    /// A coefficient.
    Coefficient,
}

/// Why a cell that asks for something gets nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undecided {
    /// The map has a `?` for it.
    Open,
    /// The map leaves its row out.
    Unnamed,
}

/// A cell that would be left empty.
pub fn empty(place: &Place, sheet: &str, asked: Asked, why: Undecided, at: At) -> Finding {
    let place = place.words();
    let what = Text::each(|lang| match asked {
        Asked::Price => lang.pick("prix", "price").to_owned(),
        Asked::Coefficient => "coefficient".to_owned(),
    });
    let why = match why {
        Undecided::Open => text!("à décider dans la carte", "it is open in the map"),
        Undecided::Unnamed => text!("la carte ne cite pas sa ligne", "the map does not name its row"),
    };
    let message = text!(
        "{place} de `{sheet}` ne reçoit pas de {what} : {why}",
        "{place} of `{sheet}` gets no {what}: {why}",
        place,
        what,
        why
    );
    let (label, help) = match asked {
        Asked::Price => (
            text!("ce prix", "this price"),
            text!(
                "un prix vide rend l’offre irrégulière. Indiquez notre ligne, ou `-` si aucun prix n’est dû ; `--partial` remplit le reste",
                "an empty price makes an offer irregular. Name our line, or `-` where no price is due; --partial fills the rest all the same"
            ),
        ),
        Asked::Coefficient => (
            text!("ce coefficient", "this coefficient"),
            text!(
                "une cellule vide rend l’offre irrégulière. Écrivez son chiffre sous `coefficients`, comme `40 = 1.25`, ou `-` si aucun n’est dû ; `--partial` remplit le reste",
                "an empty cell makes an offer irregular. Write its figure under `coefficients`, as `40 = 1.25`, or `-` where none is due; --partial fills the rest all the same"
            ),
        ),
    };
    Finding::error(Code::EmptyPrice, message).at(at, label).help(help)
}

/// The cells that a partial file leaves empty.
pub fn left_empty(places: &[&Place], sheet: &str, at: At) -> Finding {
    let count = places.len();
    let cells = Text::each(|lang| {
        let places: Vec<String> = places.iter().map(|place| place.words().get(lang).to_owned()).collect();
        listed(places.iter().map(String::as_str))
    });
    let message = text!("prix laissés vides dans `{sheet}` : {count}", "{count} prices of `{sheet}` are left empty");
    Finding::warning(Code::EmptyPrice, message).at(at, in_this_table()).help(text!(
        "un prix vide rend l’offre irrégulière : {cells}",
        "an empty price makes an offer irregular: {cells}",
        cells
    ))
}

/// Lines of a lot that no row of the map names.
pub fn unplaced<'a>(lot: &str, codes: impl ExactSizeIterator<Item = &'a str>) -> Finding {
    let count = codes.len();
    let codes = listed(codes);
    let message = text!(
        "lignes du lot `{lot}` qui ne vont nulle part dans le fichier : {count}",
        "{count} lines of the lot `{lot}` go nowhere in the file"
    );
    Finding::warning(Code::Unplaced, message).help(text!(
        "aucune ligne de la carte ne cite {codes} : ce qu’elles recouvrent n’est pas payé",
        "no row of the map names {codes}: what they recover is not paid"
    ))
}

/// Prices are asked for, and the map fills none.
pub fn nothing_filled() -> Finding {
    let message = text!(
        "rien n’est écrit : aucune ligne de la carte ne met un prix dans le fichier de l’acheteur",
        "nothing is written: no row of the map puts a price into the buyer's file"
    );
    Finding::error(Code::NothingFilled, message).help(text!(
        "vérifiez quelles cellules l’acheteur laisse à remplir, et nommez leur colonne dans la carte : `unit_price`, ou `gross_unit_price` si seul le prix TTC est demandé",
        "check which cells the buyer leaves to be filled, and name their column in the map: `unit_price`, or `gross_unit_price` where only the price with VAT is asked"
    ))
}

/// Columns of prices that the map does not fill.
pub fn prices_left(sheet: &str, columns: &str, partial: bool, at: At) -> Finding {
    let message = text!(
        "`{sheet}` attend d’autres prix, qui restent vides : {columns}",
        "`{sheet}` asks for other prices, and they stay empty: {columns}"
    );
    unless_partial(partial, Code::EmptyPrice, message).at(at, text!("cette table", "this table")).help(text!(
        "un prix vide rend l’offre irrégulière : une colonne de prix se remplit par une table de la carte à elle, ou sous `unit_prices` ; `--partial` remplit le reste",
        "an empty price makes an offer irregular: a column of prices is filled by a table of its own in the map, or under `unit_prices`; --partial fills the rest all the same"
    ))
}

/// Columns that ask for something beside the prices, and stay empty.
pub fn columns_left(sheet: &str, columns: &str, at: At) -> Finding {
    let message = text!(
        "`{sheet}` attend autre chose que les prix, qui reste vide : {columns}",
        "`{sheet}` asks for more than the prices, and it stays empty: {columns}"
    );
    Finding::warning(Code::LeftEmpty, message).at(at, text!("cette table", "this table")).help(text!(
        "à compléter à la main s’il y a lieu ; une colonne de prix se remplit par une table de la carte à elle",
        "complete it by hand where it is due; a column of prices is filled by a table of its own in the map"
    ))
}

/// A table of which no cell is in the map; `cells` are the first and the last of its prices.
pub fn table_left(sheet: &str, count: usize, cells: &str) -> Finding {
    let message = text!(
        "aucune table de la carte ne remplit les {count} prix de `{sheet}` en {cells}",
        "no table of the map fills the {count} prices of `{sheet}` in {cells}"
    );
    Finding::warning(Code::LeftEmpty, message).help(text!(
        "un prix vide rend l’offre irrégulière, sauf si ce tableau est d’un lot auquel vous ne répondez pas ; `chiffrage map` le propose dans la carte",
        "an empty price makes an offer irregular, unless this table is of a lot that you do not bid for; `chiffrage map` proposes it in the map"
    ))
}

fn open_cells() -> Text {
    text!(
        "dans un cadre de prix protégé, les cellules à remplir sont celles qui sont libres : citez-les dans la carte. Si ce sont celles-ci les cellules de prix, demandez à l’acheteur un fichier où elles sont libres : un soumissionnaire ne retire pas la protection",
        "in a protected form the cells to fill are the open ones: name those in the map. If these are the price cells, ask the buyer for a file in which they are open: a bidder does not remove protection"
    )
}

/// A column of prices of which every cell, from the first to the last, is locked.
pub fn locked_column(column: &str, sheet: &str, count: usize, (first, last): (&str, &str), at: At) -> Finding {
    let message = text!(
        "la colonne de prix {column} de `{sheet}` est verrouillée : ses {count} cellules, de {first} à {last}",
        "the price column {column} of `{sheet}` is locked: all its {count} cells, {first} to {last}"
    );
    Finding::error(Code::Locked, message).at(at, text!("son premier prix", "its first price")).help(open_cells())
}

/// A cell that the buyer locks.
pub fn locked(cell: &str, sheet: &str, at: At) -> Finding {
    let message =
        text!("{cell} de `{sheet}` est verrouillée par l’acheteur", "{cell} of `{sheet}` is locked by the buyer");
    Finding::error(Code::Locked, message).at(at, put_here()).help(open_cells())
}

/// Blank quantities that the buyer locks.
pub fn locked_quantities<'a>(sheet: &str, cells: impl ExactSizeIterator<Item = &'a str>, at: At) -> Finding {
    let count = cells.len();
    let cells = listed(cells);
    let message = text!(
        "quantités verrouillées de `{sheet}`, qui restent vides : {count}",
        "{count} blank quantities of `{sheet}` are locked: they stay blank"
    );
    Finding::warning(Code::Locked, message).at(at, in_this_table()).help(text!(
        "l’acheteur n’y demande pas de quantité : {cells}",
        "the buyer asks for no quantity there: {cells}"
    ))
}

/// Why a cell takes no value, whatever the map says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// Its formula.
    Formula(String),
    /// A table of data that Excel computes.
    DataTable,
    /// An array formula fills it.
    Array,
    /// It is under a merged cell, and not its first.
    Merged {
        /// The merged cell.
        area: String,
        /// Its first cell.
        first: String,
    },
    /// It is in a pivot table.
    Pivot(String),
    /// It is in the header of a table of Excel, by its name.
    Header(String),
}

/// A cell that takes no value.
pub fn closed(cell: &str, sheet: &str, why: &Closed, at: At) -> Finding {
    let right_column = || {
        text!(
            "l’acheteur calcule cette cellule : est-ce la bonne colonne ? Un prix va là où l’acheteur n’a rien saisi",
            "the buyer computes this cell: is this the right column? A price goes where the buyer typed nothing"
        )
    };
    let (code, why, help) = match why {
        Closed::Formula(formula) => (
            Code::OverFormula,
            text!("contient une formule, `={formula}`", "holds a formula, `={formula}`"),
            right_column(),
        ),
        Closed::DataTable => (
            Code::OverFormula,
            text!("contient une formule, une table de données", "holds a formula, a data table"),
            right_column(),
        ),
        Closed::Array => (
            Code::OverFormula,
            text!("est remplie par une formule matricielle", "is filled by an array formula"),
            text!("l’acheteur calcule cette cellule", "the buyer computes this cell"),
        ),
        Closed::Merged { area, first } => (
            Code::OverMerged,
            text!("est cachée sous la cellule fusionnée {area}", "is hidden under the merged cell {area}"),
            text!(
                "une cellule fusionnée porte sa valeur en {first} : mettez-y le prix",
                "a merged cell holds its value in {first}: put the price there"
            ),
        ),
        Closed::Pivot(area) => (
            Code::OverPivot,
            text!("est dans le tableau croisé dynamique {area}", "is in the pivot table at {area}"),
            text!(
                "un tableau croisé dynamique écrase sa zone : un prix va dans les données qu’il additionne",
                "a pivot table writes over its area: a price goes into the data that it sums up"
            ),
        ),
        Closed::Header(table) => (
            Code::OverHeader,
            text!("est dans l’en-tête du tableau {table}", "is in the header of the table {table}"),
            text!(
                "les noms des colonnes d’un tableau ne se changent pas : est-ce la bonne ligne ?",
                "the names of a table's columns are not to be changed: is this the right row?"
            ),
        ),
    };
    let message = text!("{cell} de `{sheet}` {why}", "{cell} of `{sheet}` {why}", why);
    Finding::error(code, message).at(at, put_here()).help(help)
}

/// A cell with words that ask for no price.
pub fn over_words(cell: &str, sheet: &str, words: &str, at: At) -> Finding {
    let message =
        text!("{cell} de `{sheet}` contient les mots `{words}`", "{cell} of `{sheet}` holds the words `{words}`");
    Finding::error(Code::OverWords, message).at(at, put_here()).help(text!(
        "est-ce la bonne cellule ? Si le prix y va malgré tout, écrivez `!` après le code dans la carte",
        "is this the right cell? If the price goes there all the same, write `!` after the code in the map"
    ))
}

/// A cell with another figure, which the buyer typed.
pub fn over_figure(cell: &str, sheet: &str, held: Result<Decimal, &str>, new: Decimal, at: At) -> Finding {
    let (held, new) = (held.map_or_else(Text::same, number), number(new));
    let message = text!(
        "{cell} de `{sheet}` porte {held}, saisi par l’acheteur, et notre prix est {new}",
        "{cell} of `{sheet}` holds {held}, typed by the buyer, and our price is {new}",
        held,
        new
    );
    Finding::error(Code::OverFigure, message).at(at, put_here()).help(text!(
        "ce chiffre est-il imposé ? Écrivez `-` pour le laisser, ou `!` après le code pour le remplacer par notre prix",
        "is the buyer's figure imposed? Write `-` to leave it, or `!` after the code to write our price over it"
    ))
}

/// A cell whose data validation keeps our price out: it takes numbers from the least to the most, only whole ones or any.
pub fn kept_out(
    cell: &str, sheet: &str, (least, most, whole): (Option<Decimal>, Option<Decimal>, bool), new: Decimal, at: At,
) -> Finding {
    let takes = if whole { text!("des nombres entiers", "whole numbers") } else { text!("des nombres", "numbers") };
    let bounds = match (least.map(number), most.map(number)) {
        (Some(least), Some(most)) => {
            text!("{takes} de {least} à {most}", "{takes} from {least} to {most}", takes, least, most)
        }
        (Some(least), None) => text!("{takes} d’au moins {least}", "{takes} of {least} or more", takes, least),
        (None, Some(most)) => text!("{takes} d’au plus {most}", "{takes} of {most} or less", takes, most),
        (None, None) => takes,
    };
    let new = number(new);
    let message = text!(
        "{cell} de `{sheet}` n’admet que {bounds}, par sa validation de données, et notre prix est {new}",
        "{cell} of `{sheet}` takes only {bounds}, by its data validation, and our price is {new}",
        bounds,
        new
    );
    Finding::error(Code::OverFigure, message).at(at, put_here()).help(text!(
        "le prix attendu est-il d’une autre unité, ou en milliers d’euros\u{a0}? Écrivez `-` pour laisser la cellule vide, ou `!` après le code pour y écrire notre prix",
        "is a price of another unit meant, or one in thousands? Write `-` to leave the cell blank, or `!` after the code to write our price"
    ))
}

/// Why a cell may not be the one that the buyer meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// It has words.
    Words(String),
    /// It is out of sight.
    Hidden,
}

/// A cell that is filled, and may not be the one that the buyer meant.
pub fn doubtful(cell: &str, sheet: &str, why: &Doubt, at: At) -> Finding {
    let why = match why {
        Doubt::Words(words) => text!("contient les mots `{words}`", "holds the words `{words}`"),
        Doubt::Hidden => text!("est masquée", "is hidden"),
    };
    let message = text!("{cell} de `{sheet}` {why}", "{cell} of `{sheet}` {why}", why);
    Finding::warning(Code::DoubtfulCell, message).at(at, put_here()).help(text!(
        "elle est remplie malgré tout : est-ce la cellule voulue par l’acheteur ?",
        "it is filled all the same: is this the cell that the buyer meant?"
    ))
}
