//! 07: the buyer's form, and the map of it.

use super::meant;
use crate::diag::{At, Code, Finding, listed, nearest};
use crate::text;
use crate::unit::{Month, Text};

fn here() -> Text {
    text!("ici", "here")
}

fn bad_place(at: At, message: Text, help: Text) -> Finding {
    Finding::error(Code::BadPlace, message).at(at, here()).help(help)
}

fn row_number() -> Text {
    text!("écrivez le numéro de la ligne, comme dans Excel", "write the row's number, as Excel shows it")
}

/// What the map names as a row is none.
pub fn not_a_row(written: &str, at: At) -> Finding {
    let message = text!("`{written}` n’est pas une ligne de feuille", "`{written}` is no row of a sheet");
    bad_place(at, message, row_number())
}

/// A row to fill is in the header.
pub fn row_in_header(row: u32, header: u32, at: At) -> Finding {
    bad_place(
        at,
        text!(
            "la ligne {row} est dans l’en-tête, qui finit à la ligne {header}",
            "row {row} is in the header, which ends at row {header}"
        ),
        text!("retirez la ligne de la carte, ou corrigez `header`", "take the row out of the map, or correct `header`"),
    )
}

/// A row with a coefficient that is none below the header.
pub fn coefficient_row(written: &str, at: At) -> Finding {
    let message = text!("`{written}` n’est pas une ligne sous l’en-tête", "`{written}` is no row below the header");
    bad_place(at, message, row_number())
}

/// Coefficients, and nowhere to put them.
pub fn no_coefficient_column(at: At) -> Finding {
    bad_place(
        at,
        text!(
            "la table a des coefficients, et pas de colonne pour eux",
            "the table has coefficients and no column for them"
        ),
        text!("ajoutez sa lettre : `columns.coefficient = \"C\"`", "add its letter: `columns.coefficient = \"C\"`"),
    )
}

/// Half a day that is no part of a day.
pub fn half_day(at: At) -> Finding {
    bad_place(
        at,
        text!(
            "`half_day` est une fraction de journée, au-dessus de 0 et de 1 au plus",
            "`half_day` is a part of a day, above 0 and at most 1"
        ),
        text!("écrivez 0.5, ou retirez cette clé", "write 0.5, or leave it out"),
    )
}

/// How many units a quantity counts, and it is no number of them.
pub fn quantity_scale(at: At) -> Finding {
    bad_place(
        at,
        text!(
            "`quantity_scale` est un nombre d’unités, au-dessus de 0",
            "`quantity_scale` is a number of units, above 0"
        ),
        text!("écrivez 100 pour des centaines, 1 pour des unités", "write 100 for hundreds, 1 for units"),
    )
}

/// A table of the map with rows to price, and no column of prices.
pub fn table_without_prices(id: &str, at: At) -> Finding {
    let message = text!(
        "`tables.{id}` donne des prix à des lignes et n’a pas de `columns.unit_price`",
        "`tables.{id}` prices rows and has no `columns.unit_price`"
    );
    Finding::error(Code::MissingKey, message)
        .at(at, text!("dans quelle colonne vont les prix ?", "in which column do the prices go?"))
        .help(text!(
            "ajoutez sa lettre : `columns.unit_price = \"E\"` ; ou `unit_prices` pour des prix à l’heure, à la demi-journée ou à la journée, `yearly_prices` pour un prix par année du contrat, `gross_unit_price` si seul le prix TTC est demandé",
            "add its letter: `columns.unit_price = \"E\"`; or `unit_prices` for prices by hour, half-day or day, `yearly_prices` for one in each contract year, `gross_unit_price` where only the price with VAT is asked"
        ))
}

/// A cell named by itself and by its row.
pub fn cell_of_row(cell: &str, at: At) -> Finding {
    bad_place(
        at,
        text!("{cell} est déjà remplie par sa ligne", "{cell} is filled by its row already"),
        text!("citez-la une seule fois : sous `rows` ou sous `cells`", "name it once: under rows or under cells"),
    )
}

/// A contract year that is none; the contract has `years`.
pub fn no_such_year(written: &str, years: usize, at: At) -> Finding {
    let message = text!("le contrat n’a pas d’année `{written}`", "the contract has no year `{written}`");
    Finding::error(Code::OutOfContract, message)
        .at(at, text!("pas une année du contrat", "no contract year"))
        .help(text!("il a les années 1 à {years}", "it has the years 1 to {years}"))
}

/// What prices are by, and is not known.
pub fn not_a_measure(written: &str, at: At) -> Finding {
    bad_place(
        at,
        text!("`{written}` n’est pas une mesure de prix", "`{written}` is not a measure of a price"),
        text!(
            "valeurs possibles : `hour`, `half-day`, `day`, `month`, `quarter`, `year`",
            "it takes: hour, half-day, day, month, quarter, year"
        ),
    )
}

/// Columns of prices by more than one way.
pub fn prices_named_twice(at: At) -> Finding {
    let message = text!("les prix de la table sont désignés deux fois", "the prices of the table are named twice");
    Finding::error(Code::Either, message).at(at, here()).help(text!(
        "une table demande un seul prix (`unit_price`), des prix selon ce qu’ils paient (`unit_prices`) ou un prix par an (`yearly_prices`) : n’en gardez qu’un des trois",
        "a table asks for one price (`unit_price`), for prices by what they pay for (`unit_prices`) or for one a year (`yearly_prices`): keep one of the three"
    ))
}

/// A column of prices that the map has another use for.
pub fn column_named_twice(column: &str, at: At) -> Finding {
    bad_place(
        at,
        text!(
            "la colonne `{column}` est citée deux fois : un prix écraserait l’autre valeur",
            "the column `{column}` is named twice: a price would be written over the other"
        ),
        text!(
            "chaque colonne a un seul usage : voyez l’en-tête de l’acheteur",
            "each column has one use: look at the buyer's header"
        ),
    )
}

/// What the map names as a cell is none.
pub fn not_a_cell(written: &str, at: At) -> Finding {
    bad_place(
        at,
        text!("`{written}` n’est pas une cellule de feuille", "`{written}` is no cell of a sheet"),
        text!("écrivez-la comme dans Excel : `G44`", "write it as Excel shows it: `G44`"),
    )
}

/// What the map names as a column is none.
pub fn not_a_column(written: &str, at: At) -> Finding {
    bad_place(
        at,
        text!("`{written}` n’est pas une colonne de feuille", "`{written}` is no column of a sheet"),
        text!("écrivez sa lettre : `E`", "write its letter: `E`"),
    )
}

/// A column that the map leaves open.
pub fn column_to_decide(at: At) -> Finding {
    Finding::error(Code::OpenColumn, text!("cette colonne est à décider", "this column is to be decided"))
        .at(at, text!("quelle colonne ?", "which column?"))
        .help(text!(
            "écrivez sa lettre ; si la carte a été proposée, le commentaire à côté cite les candidates. Retirez la clé si aucune colonne ne vaut",
            "write its letter; where the map was proposed, the comment beside it names the candidates. Take the key out where no column counts"
        ))
}

/// A line by its code, and no lot.
pub fn line_without_lot(code: &str, at: At) -> Finding {
    bad_place(
        at,
        text!("rien n’indique de quel lot est la ligne `{code}`", "nothing says of which lot the line `{code}` is"),
        text!(
            "nommez le lot : `lot = \"ror\"` pour la table, ou `\"ror/3.1\"` pour la ligne",
            "name the lot: `lot = \"ror\"` for the table, or `\"ror/3.1\"` for the row"
        ),
    )
}

/// A code that no line of a lot has.
pub fn unknown_line<'a>(lot: &str, code: &str, known: impl IntoIterator<Item = &'a str>, at: At) -> Finding {
    let help = match nearest(code, known) {
        Some(near) => text!(
            "vouliez-vous dire `{near}` ? `chiffrage dqe --lot {lot}` affiche ses lignes",
            "did you mean `{near}`? `chiffrage dqe --lot {lot}` shows its lines"
        ),
        None => text!("`chiffrage dqe --lot {lot}` affiche ses lignes", "`chiffrage dqe --lot {lot}` shows its lines"),
    };
    Finding::error(
        Code::UnknownId,
        text!("le lot `{lot}` n’a pas de ligne `{code}`", "the lot `{lot}` has no line `{code}`"),
    )
    .at(at, text!("code inconnu", "no such code"))
    .help(help)
}

/// A lot that the bid does not have.
pub fn unknown_lot(id: &str, known: &[&str], at: At) -> Finding {
    let help = meant(id, known.iter().copied(), || {
        let known = known.join(", ");
        text!("l’offre a : {known}", "the bid has: {known}")
    });
    Finding::error(
        Code::UnknownId,
        text!("il n’y a pas de lot `{id}` dans l’offre", "there is no lot `{id}` in the bid"),
    )
    .at(at, text!("lot inconnu", "no such lot"))
    .help(help)
}

/// Why no form was found in a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoForm {
    /// It is hidden, and would be one.
    Hidden,
    /// No row reads like a header.
    NoHeader,
    /// A row that reads like a header, and no line below it.
    NoLine(u32),
    /// A row that reads like a header, without a column of prices: its cells.
    NoPrice(u32, String),
}

impl NoForm {
    fn words(&self) -> Text {
        match self {
            Self::Hidden => text!("elle est masquée", "it is hidden"),
            Self::NoHeader => text!("pas de ligne d’en-tête", "no header row"),
            Self::NoLine(row) => text!("aucune ligne sous l’en-tête de la ligne {row}", "row {row} heads no line"),
            Self::NoPrice(row, cells) => text!(
                "pas de colonne de prix : la ligne {row} a les en-têtes {cells}",
                "no price column: row {row} heads {cells}"
            ),
        }
    }
}

/// A file in which no price form was found; by sheet, why, and the columns that could be those of prices.
pub fn no_form(sheets: &[(&str, NoForm)], candidates: &str) -> Finding {
    let steps = Text::each(|lang| {
        let steps = sheets.iter().map(|(name, why)| format!("`{name}` ({})", why.words().get(lang)));
        let steps: Vec<String> = steps.collect();
        listed(steps.iter().map(String::as_str))
    });
    let message = text!(
        "aucun cadre de prix trouvé dans les feuilles : {steps}",
        "no price form was found in the sheets: {steps}",
        steps
    );
    let found = Finding::error(Code::NoForm, message);
    if !candidates.is_empty() {
        return found.help(choose_column(candidates));
    }
    found.help(text!(
        "on y cherche une ligne d’en-tête qui nomme ce qui est acheté (code, désignation, prestations) et son prix, sa quantité ou son montant, avec des lignes dessous : est-ce bien le fichier de prix de l’acheteur ? Si oui, écrivez la carte à la main : de la table, `sheet` et `header`, la ligne de ses en-têtes, et la lettre de chacune des colonnes `label`, `unit` et `unit_price`",
        "a header row was looked for that names what is bought (code, désignation, prestations) and its price, quantity or amount, with lines below: is this the buyer's price file? If so, write the map by hand: the table's `sheet` and `header`, the row of its headings, and the letter of each of its columns `label`, `unit` and `unit_price`"
    ))
}

/// What to write where no heading asks for a price.
fn choose_column(candidates: &str) -> Text {
    text!(
        "si l’une de ces colonnes est celle des prix, écrivez sa lettre à la place du `?` de `unit_price`, dans la carte que `-o` écrit : {candidates}",
        "where one of these columns is that of the prices, write its letter in the place of the `?` of `unit_price`, in the map that `-o` writes: {candidates}"
    )
}

/// A form without a column of prices; `tables` are its sheets with their headings, `candidates` the columns that could be it.
pub fn no_price_column(tables: &str, candidates: &str) -> Finding {
    let message = text!("aucune colonne de prix trouvée : {tables}", "no column of prices was found: {tables}");
    Finding::error(Code::NoForm, message).help(choose_column(candidates))
}

/// Several columns, by the cells of their headings, that could be the one of the prices.
pub fn several_price_columns(sheet: &str, cells: &str) -> Finding {
    let message = text!(
        "plusieurs colonnes de `{sheet}` pourraient être celle des prix : {cells}",
        "several columns of `{sheet}` could be the one of the prices: {cells}"
    );
    Finding::warning(Code::OpenColumn, message).help(text!(
        "aucune n’est choisie : écrivez la lettre de la bonne colonne dans la carte, à la place de son `?`",
        "none is chosen: write the letter of the right one in the map, in the place of its `?`"
    ))
}

/// Columns of a sheet, by the cells of their headings, that are of calendar years while contract years begin in another month,
/// or of years outside the contract.
pub fn calendar_years(sheet: &str, columns: &str, start: Month) -> Finding {
    let start = Text::each(|lang| start.name(lang));
    let message = text!(
        "`{sheet}` compte par année civile ({columns}), et le contrat débute en {start}",
        "`{sheet}` counts by calendar year ({columns}), and the contract starts in {start}",
        start
    );
    Finding::warning(Code::OpenColumn, message).help(text!(
        "une année civile n’est ici aucune année du contrat : écrivez dans la carte, à la place de chaque `?`, la lettre de la colonne qui vaut pour cette année, ou retirez la clé si aucune ne vaut",
        "a calendar year is no year of the contract here: write in the map, in the place of each `?`, the letter of the column that counts for that year, or take the key out where none does"
    ))
}

/// A table that seems to ask for prices and is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadTable<'a> {
    /// Its sheet.
    pub sheet: &'a str,
    /// The row of its headings.
    pub header: u32,
    /// What it may ask for.
    pub cells: String,
    /// Its headings.
    pub headings: &'a str,
}

impl UnreadTable<'_> {
    fn message(&self) -> Text {
        let Self { sheet, header, cells, headings } = self;
        text!(
            "`{sheet}`, ligne {header} : un tableau qui semble attendre des prix en {cells} n’est pas lu ({headings})",
            "`{sheet}`, row {header}: a table that seems to ask for prices in {cells} is not read ({headings})"
        )
    }

    /// Reported while the map is proposed.
    pub fn proposed(&self) -> Finding {
        Finding::warning(Code::UnreadTable, self.message()).help(text!(
            "décrivez-le à la main dans la carte : une table avec `sheet`, `header`, `columns.unit_price` et `rows`, ou ses `cells`",
            "write it in the map by hand: a table with `sheet`, `header`, `columns.unit_price` and `rows`, or its `cells`"
        ))
    }

    /// Reported when the form is filled: refused, unless a `partial` file is asked for.
    pub fn unfilled(&self, partial: bool) -> Finding {
        let make = if partial { Finding::warning } else { Finding::error };
        make(Code::UnreadTable, self.message()).help(text!(
            "décrivez-le dans la carte, ou `--partial` remplit le reste",
            "write it in the map; --partial fills the rest all the same"
        ))
    }
}

/// How a sheet is kept out of sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HiddenSheet {
    /// Anyone can show it.
    Hidden,
    /// Excel does not offer to show it.
    VeryHidden,
}

impl HiddenSheet {
    pub(super) fn words(self) -> Text {
        match self {
            Self::Hidden => text!("masquée", "hidden"),
            Self::VeryHidden => text!("très masquée", "very hidden"),
        }
    }

    /// Sheets, each with how it is hidden.
    pub(super) fn list(sheets: &[(&str, Self)]) -> Text {
        Text::each(|lang| {
            let named = sheets.iter().map(|(name, how)| format!("`{name}` ({})", how.words().get(lang)));
            let named: Vec<String> = named.collect();
            listed(named.iter().map(String::as_str))
        })
    }
}

/// Sheets that are hidden.
pub fn hidden_sheets(sheets: &[(&str, HiddenSheet)]) -> Finding {
    let hidden = HiddenSheet::list(sheets);
    let message = text!(
        "les feuilles masquées ne sont pas remplies : {hidden}",
        "hidden sheets are not filled: {hidden}",
        hidden
    );
    Finding::warning(Code::OutOfSight, message).help(text!(
        "affichez-les, et vérifiez qu’aucune n’attend de prix",
        "show them, and check that none asks for a price"
    ))
}

/// What of a sheet is out of sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutOfSight {
    /// Rows, by their numbers.
    Rows(String),
    /// Rows that a filter hides.
    Filtered(String),
    /// A filter that hides no row as yet.
    Filter,
    /// Columns, by their letters.
    Columns(String),
}

impl OutOfSight {
    fn words(&self) -> Text {
        match self {
            Self::Rows(rows) => text!("lignes masquées : {rows}", "hidden rows: {rows}"),
            Self::Filtered(rows) => text!("lignes masquées par un filtre : {rows}", "rows hidden by a filter: {rows}"),
            Self::Filter => text!("un filtre est actif", "a filter is on"),
            Self::Columns(columns) => text!("colonnes masquées : {columns}", "hidden columns: {columns}"),
        }
    }

    pub(super) fn list(parts: &[Self]) -> Text {
        Text::each(|lang| {
            let parts: Vec<String> = parts.iter().map(|part| part.words().get(lang).to_owned()).collect();
            parts.join(lang.pick("\u{202f}; ", "; "))
        })
    }
}

/// A priced sheet with rows or columns out of sight.
pub fn out_of_sight(sheet: &str, parts: &[OutOfSight]) -> Finding {
    let parts = OutOfSight::list(parts);
    let message = text!("feuille `{sheet}` : {parts}", "sheet `{sheet}`: {parts}", parts);
    Finding::warning(Code::OutOfSight, message).help(text!(
        "elles sont lues comme les autres : affichez-les, et vérifiez que l’acheteur les a voulues",
        "they are read as any other: show them, and check that the buyer means them"
    ))
}
