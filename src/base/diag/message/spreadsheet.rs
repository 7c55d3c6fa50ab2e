//! 06: whether a file to import can be read, and has a table.

use super::{list, meant};
use crate::diag::{At, Code, Finding, listed};
use crate::text;
use crate::unit::Text;

/// Why a file cannot be read as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// Its reader says why, in its words.
    Spreadsheet(String),
    /// A spreadsheet that contradicts itself.
    Contradiction,
    /// A PDF.
    Pdf,
    /// Neither a spreadsheet nor a text.
    Binary,
    /// A page of HTML or XML.
    Markup,
    /// An .xls file whose reader says why, in its words.
    OldExcel(String),
    /// An .xls file with a sheet past its end.
    SheetPastEnd,
}

/// A file that is neither a spreadsheet nor a text of values, or a damaged one.
pub fn unreadable(why: &Unreadable) -> Finding {
    let spreadsheet = |why: &Text| {
        text!("le fichier est illisible comme tableur : {why}", "the file cannot be read as a spreadsheet: {why}", why)
    };
    let other = |what: &Text| {
        text!(
            "le fichier est {what}, ni un classeur ni un texte délimité",
            "the file is {what}, no workbook and no text of values",
            what
        )
    };
    let old =
        |why: &Text| text!("l’ancien fichier Excel est endommagé : {why}", "the old Excel file is damaged: {why}", why);
    let message = match why {
        Unreadable::Spreadsheet(why) => spreadsheet(&Text::same(why)),
        Unreadable::Contradiction => spreadsheet(&text!("il se contredit", "it contradicts itself")),
        Unreadable::Pdf => other(&text!("un PDF", "a PDF")),
        Unreadable::Binary => other(&text!("un fichier binaire", "binary data")),
        Unreadable::Markup => other(&text!("une page HTML ou XML", "a page of HTML or XML")),
        Unreadable::OldExcel(why) => old(&Text::same(why)),
        Unreadable::SheetPastEnd => old(&text!("une feuille est au-delà de sa fin", "a sheet is past its end")),
    };
    Finding::error(Code::Unreadable, message).help(text!(
        "ouvrez-le dans Excel ou LibreOffice, enregistrez une copie en .xlsx, et utilisez cette copie",
        "open it in Excel or LibreOffice, save a copy as .xlsx, and use the copy"
    ))
}

/// A file to import that is encrypted.
pub fn encrypted() -> Finding {
    Finding::error(Code::Encrypted, text!("le fichier est chiffré", "the file is encrypted")).help(text!(
        "ouvrez-le avec son mot de passe, enregistrez une copie sans mot de passe, et utilisez cette copie",
        "open it with its password, save a copy without one, and use the copy"
    ))
}

/// An .ods file that is not well-formed, as its reader says in its words.
pub fn damaged_ods(why: &str) -> Finding {
    Finding::error(Code::Damaged, text!("le fichier est illisible ({why})", "the file cannot be read: {why}")).help(
        text!(
            "enregistrez une copie depuis LibreOffice, et utilisez cette copie",
            "save a copy from LibreOffice, and use the copy"
        ),
    )
}

/// A sheet has more cells than are read; may they be repeated ones?
pub fn too_many_cells(repeated: bool) -> Finding {
    let message = if repeated {
        text!(
            "une feuille du fichier compte plus de deux millions de cellules, répétées ou vides pour la plupart",
            "a sheet of the file comes to more than two million cells, most of them repeated or empty"
        )
    } else {
        text!(
            "une feuille du fichier compte plus de deux millions de cellules, vides pour la plupart",
            "a sheet of the file comes to more than two million cells, most of them empty"
        )
    };
    Finding::error(Code::TooMuch, message).help(text!(
        "ne gardez dans une copie que la feuille du tableau, et utilisez cette copie",
        "keep the sheet with the table only, in a copy, and use the copy"
    ))
}

/// A file to import that holds nothing.
pub fn empty_file() -> Finding {
    Finding::error(Code::NoTable, text!("le fichier est vide", "the file is empty"))
        .help(text!("indiquez le fichier qui contient le tableau", "name the file that holds the table"))
}

/// A sheet that is asked for and that the file does not have.
pub fn no_sheet<'a>(name: &str, sheets: impl Iterator<Item = &'a str> + Clone) -> Finding {
    Finding::error(Code::UnknownId, text!("le fichier n’a pas de feuille `{name}`", "the file has no sheet `{name}`"))
        .help(meant(name, sheets.clone(), || {
            let sheets = listed(sheets);
            text!("feuilles du fichier : {sheets}", "the file has: {sheets}")
        }))
}

/// The same finding, of one of several sheets that are read.
pub fn in_sheet(mut finding: Finding, sheet: &str) -> Finding {
    let Text { fr, en } = finding.message;
    finding.message = text!("feuille `{sheet}` : {fr}", "sheet `{sheet}`: {en}");
    finding
}

/// Where the headings that a map names are not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFound {
    /// In no cell, each with the nearest one that is there.
    Missing(Vec<(String, Option<String>)>),
    /// In the row of the header that it states, while another row has them.
    OtherRow(usize, usize),
    /// Not together, in one header.
    Apart(Vec<String>),
}

/// No row has the headings that a map names.
pub fn headings_not_found(why: &NotFound, at: At) -> Finding {
    let quoted = |name: &String| format!("`{name}`");
    let (message, help) = match why {
        NotFound::Missing(names) => {
            let missing: Vec<String> = names.iter().map(|(name, _)| quoted(name)).collect();
            let missing = missing.join(", ");
            let near: Vec<String> = names.iter().filter_map(|(_, near)| near.as_ref().map(quoted)).collect();
            let message = text!(
                "aucune cellule du fichier n’a ces en-têtes de la carte : {missing}",
                "no cell of the file has these headings of the map: {missing}"
            );
            (message, if near.is_empty() { as_written() } else { did_you_mean(&near.join(", ")) })
        }
        NotFound::OtherRow(stated, row) => (
            text!(
                "la ligne {stated} n’a pas les en-têtes de la carte, et la ligne {row} les a",
                "row {stated} has not the headings of the map, and row {row} has them"
            ),
            text!("écrivez `header = {row}`, ou retirez cette clé", "write `header = {row}`, or take that key out"),
        ),
        NotFound::Apart(names) => {
            let wanted = names.iter().map(quoted).collect::<Vec<_>>().join(", ");
            let message = text!(
                "aucune ligne du fichier n’a ensemble les en-têtes de la carte : {wanted}",
                "no row of the file has the headings of the map together: {wanted}"
            );
            (message, as_written())
        }
    };
    Finding::error(Code::NoTable, message).at(at, text!("indiqués ici", "named here")).help(help)
}

fn as_written() -> Text {
    text!(
        "écrivez les en-têtes comme dans le fichier, ou retirez la carte pour qu’ils soient cherchés",
        "write the headings as the file has them, or take the map away to have them found"
    )
}

fn did_you_mean(near: &str) -> Text {
    text!("vouliez-vous dire {near}\u{a0}?", "did you mean {near}?")
}

/// A header of profiles, and the columns with figures beside it, none of which is a daily cost; each a cell with its words.
/// `columns` are those of a map that names the first of them.
pub fn no_daily_cost(profile: &str, others: &[String], columns: Option<&str>) -> Finding {
    let others = list(others);
    let mut help = text!(
        "un salaire, un coût mensuel ou annuel n’est pas un coût journalier : demandez le CJM ; si l’une de ces colonnes en est un, \
         nommez-la dans une carte",
        "a salary, a month or a year is no daily cost: ask for the CJM; where one of these columns is, name it in a map"
    );
    help.push(&match columns {
        Some(columns) => text!(
            " : `columns = {columns}` ; --map NOM.toml l’écrit, avec un `?` à la place de la colonne",
            ": `columns = {columns}`; --map NAME.toml writes it, with a `?` in the place of the column"
        ),
        None => text!(", sous [columns] : `price = \"…\"`", " under [columns]: `price = \"…\"`"),
    });
    Finding::error(
        Code::NoPrice,
        text!(
            "{profile} est un en-tête de profils, et aucune colonne voisine n’annonce un coût journalier : {others}",
            "{profile} heads profiles, and no column beside it heads what a day costs: {others}"
        ),
    )
    .help(help)
}

/// What a file without a header holds first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum First {
    /// Nothing.
    Nothing,
    /// A row of words, no figure after it.
    Words {
        /// The row.
        row: usize,
        /// Its words.
        words: String,
    },
    /// Words, and a figure, each with its cell.
    Figure {
        /// The cell of the words.
        at: String,
        /// The words.
        words: String,
        /// The cell of the figure.
        place: String,
        /// The figure as it is read.
        figure: String,
    },
}

/// No row of a file is the header of a rate card; `map` has the columns of a map that may be meant, and the row of their header
/// where letters name them.
pub fn no_header(first: &First, map: Option<(&str, Option<usize>)>) -> Finding {
    let message = match first {
        First::Nothing => text!("le fichier n’a que des lignes vides", "the file holds no row with something in it"),
        First::Words { row, words } => text!(
            "aucune ligne du fichier n’est un en-tête de profils et de coûts, et aucune ne contient de nombre : la première est la \
             ligne {row}, `{words}`",
            "no row of the file heads a profile and a cost, and none holds a figure: the first is row {row}, `{words}`"
        ),
        First::Figure { at, words, place, figure } => text!(
            "aucune ligne du fichier n’est un en-tête de profils et de coûts : les premiers mots sont {at} `{words}`, le premier \
             nombre {place} `{figure}`",
            "no row of the file heads a profile and a cost: the first words are {at} `{words}`, the first figure is {place} `{figure}`"
        ),
    };
    let example = "{ profile = \"A\", price = \"C\" }";
    let (columns, header) = map.unwrap_or((example, Some(3)));
    let row = header.map_or_else(
        || Text::same(""),
        |row| match row {
            0 => text!(" et `header = 0`, car il n’y en a pas", " and `header = 0`, as there is none"),
            row => text!(
                " et `header = {row}`, sa ligne (0 s’il n’y en a pas)",
                " and `header = {row}`, its row (0 where there is none)"
            ),
        },
    );
    let mut help = text!(
        "un en-tête nomme le profil (profil, métier, labor category…) et le coût (CJM, coût journalier, daily cost…) ; sinon, indiquez les \
         deux dans une carte : `columns = {columns}`{row}, et passez-la avec --map",
        "a header names the profile (profil, métier, labor category…) and the cost (CJM, coût journalier, daily cost…); else write \
         both in a map: `columns = {columns}`{row}, and name it with --map",
        row
    );
    if map.is_some() {
        help.push(&text!(
            " ; --map NOM.toml écrit cette carte, avec un `?` à la place de la colonne",
            "; --map NAME.toml writes this map, with a `?` in the place of the column"
        ));
    }
    Finding::error(Code::NoTable, message).help(help)
}
