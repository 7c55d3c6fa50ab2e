//! 07: whether the file of a workbook can be read, and changed in its place.

use crate::diag::{Code, Finding};
use crate::text;
use crate::unit::{Spent, Text};

/// What a file has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excess<'a> {
    /// Elements of a part in one another.
    Depth(&'a str, usize),
    /// A text of a part.
    Text(&'a str),
    /// The bytes of a part.
    Part,
    /// The bytes of the file once filled.
    File,
    /// Texts of the table of texts.
    Texts(&'a str),
    /// Sheets, of which so many are the most.
    Sheets(usize),
    /// Formulas.
    Formulas,
    /// Cells.
    Cells,
    /// MiB of all parts, inflated.
    All(usize),
    /// MiB of a part, inflated.
    Inflated(&'a str, usize),
    /// Times that a part inflates.
    Times(&'a str, usize),
    /// Parts, of which so many are the most.
    Parts(usize, usize),
    /// Work or memory to read it.
    Reading(Spent),
}

/// More than any price form or rate card holds.
pub fn too_much(what: Excess<'_>) -> Finding {
    let message = match what {
        Excess::Depth(part, most) => text!(
            "les éléments de `{part}` sont imbriqués sur plus de {most} niveaux",
            "the elements of `{part}` are nested more than {most} deep"
        ),
        Excess::Text(part) => {
            text!("`{part}` a un texte de plus de 1 Mio", "`{part}` has a text of more than 1 MiB")
        }
        Excess::Part => text!("une partie dépasse 4 Gio", "a part passes 4 GiB"),
        Excess::File => text!("le fichier dépasserait 4 Gio", "the file would pass 4 GiB"),
        Excess::Texts(part) => {
            text!("`{part}` contient plus d’un million de textes", "`{part}` holds more than a million texts")
        }
        Excess::Sheets(most) => {
            text!("le classeur a plus de {most} feuilles", "the workbook has more than {most} sheets")
        }
        Excess::Formulas => {
            text!("les formules du classeur dépassent 4 Mio", "the formulas of the workbook come to more than 4 MiB")
        }
        Excess::Cells => {
            text!("les feuilles ont plus d’un million de cellules", "the sheets have more than a million cells")
        }
        Excess::All(size) => text!(
            "les parties du fichier occupent {size} Mio une fois décompressées ; le maximum est de 128",
            "the parts of the file inflate to {size} MiB; 128 is the most"
        ),
        Excess::Inflated(part, size) => text!(
            "`{part}` occupe {size} Mio une fois décompressée ; le maximum est de 64",
            "`{part}` inflates to {size} MiB; 64 is the most"
        ),
        Excess::Times(part, times) => text!(
            "`{part}` se décompresse {times} fois ; le maximum est de 250",
            "`{part}` inflates {times} times; 250 is the most"
        ),
        Excess::Parts(count, most) => text!(
            "le fichier a {count} parties ; le maximum est de {most}",
            "the file has {count} parts; {most} is the most"
        ),
        Excess::Reading(Spent::Work) => text!(
            "la lecture du fichier demande plus de travail que celle de tout bordereau de prix ou grille de taux",
            "reading the file takes more work than any price form or rate card does"
        ),
        Excess::Reading(Spent::Memory) => text!(
            "la lecture du fichier demande plus de mémoire que celle de tout bordereau de prix ou grille de taux",
            "reading the file takes more memory than any price form or rate card does"
        ),
    };
    Finding::error(Code::TooMuch, message).help(text!(
        "supprimez dans une copie les feuilles, lignes ou images inutiles, et utilisez cette copie",
        "delete the sheets, rows or pictures that are not needed in a copy, and use the copy"
    ))
}

impl From<Spent> for Finding {
    fn from(spent: Spent) -> Self {
        too_much(Excess::Reading(spent))
    }
}

/// What no spreadsheet program writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hostile<'a> {
    /// A part with a document type.
    DocumentType(&'a str),
    /// A part of two sheets.
    SharedSheet(&'a str),
    /// A part that is in the archive twice.
    Twice(&'a str),
    /// Parts that share bytes.
    SharedBytes,
    /// A path out of the archive.
    PathOut(&'a str),
}

/// A file made to do harm.
pub fn hostile(what: Hostile<'_>) -> Finding {
    let message = match what {
        Hostile::DocumentType(part) => {
            text!("`{part}` déclare son propre type de document", "`{part}` declares a document type of its own")
        }
        Hostile::SharedSheet(part) => text!("`{part}` sert à deux feuilles", "`{part}` belongs to two sheets"),
        Hostile::Twice(part) => text!("l’archive contient deux fois `{part}`", "the archive holds `{part}` twice"),
        Hostile::SharedBytes => {
            text!("deux parties de l’archive partagent leurs octets", "two parts of the archive share their bytes")
        }
        Hostile::PathOut(path) => {
            let path = path.escape_debug();
            text!(
                "l’archive contient un chemin qui en sort : `{path}`",
                "the archive holds a path that leads out of it: `{path}`"
            )
        }
    };
    Finding::error(Code::Hostile, message).help(text!(
        "n’ouvrez pas ce fichier : redemandez-le à l’acheteur, par un moyen sûr",
        "do not open this file: ask the buyer for it again, from a trusted place"
    ))
}

/// Why a file is not a workbook of Excel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAWorkbook {
    /// It is not a zip archive.
    NoArchive,
    /// It is another zip archive.
    OtherArchive,
    /// Its parts hold no workbook.
    NoWorkbook,
}

/// A file that is not a workbook of Excel.
pub fn not_a_workbook(why: NotAWorkbook) -> Finding {
    let message = match why {
        NotAWorkbook::NoArchive => text!(
            "le fichier n’est pas un classeur Excel : ce n’est pas une archive zip",
            "the file is not an Excel workbook: it is not a zip archive"
        ),
        NotAWorkbook::OtherArchive => text!(
            "le fichier est une archive zip qui ne contient pas de classeur",
            "the file is a zip archive without a workbook in it"
        ),
        NotAWorkbook::NoWorkbook => {
            text!("le fichier ne contient pas de classeur", "the file has no workbook in it")
        }
    };
    Finding::error(Code::NotAWorkbook, message)
        .help(text!("indiquez un fichier .xlsx ou .xlsm", "name an .xlsx or .xlsm file"))
}

/// A format of spreadsheets that is not filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherFormat {
    /// .xls
    Xls,
    /// .xlsb
    Xlsb,
    /// .ods
    Ods,
    /// .csv
    Text,
}

/// A spreadsheet of another format.
pub fn other_format(format: OtherFormat) -> Finding {
    let format = match format {
        OtherFormat::Xls => text!("un ancien fichier Excel (.xls)", "an old Excel file (.xls)"),
        OtherFormat::Xlsb => text!("un classeur Excel binaire (.xlsb)", "a binary Excel workbook (.xlsb)"),
        OtherFormat::Ods => text!("un fichier OpenDocument (.ods)", "an OpenDocument file (.ods)"),
        OtherFormat::Text => text!("un texte délimité (.csv)", "a delimited text file (.csv)"),
    };
    let message = text!(
        "le fichier est {format}, qui ne peut pas être rempli sur place",
        "the file is {format}, which cannot be filled in its place",
        format
    );
    Finding::error(Code::OtherFormat, message).help(text!(
        "ouvrez-le dans un tableur, enregistrez une copie en .xlsx, et utilisez cette copie",
        "open it in a spreadsheet program, save a copy as .xlsx, and use the copy"
    ))
}

/// A password is needed to open it.
pub fn encrypted() -> Finding {
    Finding::error(Code::Encrypted, text!("le classeur est chiffré par un mot de passe", "the workbook is encrypted")).help(
        text!(
            "ouvrez-le dans Excel avec son mot de passe, retirez le mot de passe d’ouverture, enregistrez une copie, et utilisez cette copie",
            "open it in Excel with its password, remove the password to open it, save a copy, and use the copy"
        ),
    )
}

/// A part that is neither UTF-8 nor UTF-16.
pub fn encoding(part: &str, name: &str) -> Finding {
    Finding::error(
        Code::Encoding,
        text!(
            "le texte de `{part}` est en {name}, ni UTF-8 ni UTF-16",
            "`{part}` is text in {name}, neither UTF-8 nor UTF-16"
        ),
    )
    .help(text!(
        "enregistrez une copie depuis Excel, et utilisez cette copie",
        "save a copy from Excel, and use the copy"
    ))
}

/// What a part would change in beside the values written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A cell, by its address.
    Cell(String),
    /// A cell too many.
    Added,
    /// A cell without a value in a row.
    Bare(u32),
    /// Rows, columns or merged cells.
    Layout,
}

impl Difference {
    fn words(&self) -> Text {
        match self {
            Self::Cell(at) => text!("la cellule {at}", "the cell {at}"),
            Self::Added => text!("une cellule de trop", "a cell too many"),
            Self::Bare(row) => {
                text!("une cellule sans valeur de la ligne {row}", "a cell without a value in row {row}")
            }
            Self::Layout => {
                text!("des lignes, des colonnes ou des cellules fusionnées", "rows, columns or merged cells")
            }
        }
    }
}

/// Why a sheet cannot be changed in its place alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSplicable {
    /// Its text is UTF-16.
    Wide,
    /// It has no place for rows.
    NoRows,
    /// Read back, it differs in more.
    Differs(Difference),
}

/// A part that cannot be changed in its place alone.
pub fn not_splicable(part: &str, why: &NotSplicable) -> Finding {
    let message = match why {
        NotSplicable::Wide => text!("`{part}` est un texte UTF-16", "`{part}` is UTF-16 text"),
        NotSplicable::NoRows => text!("`{part}` n’a pas de place pour des lignes", "`{part}` has no place for rows"),
        NotSplicable::Differs(what) => {
            let what = what.words();
            text!(
                "`{part}` changerait au-delà de ses valeurs : {what}",
                "`{part}` would change in more than its values: {what}",
                what
            )
        }
    };
    Finding::error(Code::NotSplicable, message).help(text!(
        "enregistrez une copie depuis Excel, et remplissez cette copie",
        "save a copy from Excel, and fill the copy"
    ))
}
