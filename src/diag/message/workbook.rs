//! 07: whether the file of a workbook can be read, and changed in its place.

use crate::diag::{Code, Finding};
use crate::text;
use crate::unit::{Spent, Text};

/// Why a part is not well-formed XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IllFormed {
    /// A raw `&` in a text.
    Ampersand,
    /// `]]>` in a text.
    CdataEnd,
    /// A text outside the root element.
    TextOutside,
    /// `--` in a comment.
    Comment,
    /// A declaration after the start.
    LateDeclaration,
    /// An element that is not closed.
    Open(String),
    /// No element at all.
    Nothing,
    /// A tag without a name.
    NoName(String),
    /// An element after the root.
    SecondRoot(String),
    /// The end of an element that is not open.
    NotOpen(String),
    /// The end of another element than the one that is open.
    OtherEnd(String, String),
    /// An attribute of an element that is not a name and a value.
    Attribute(String),
    /// An attribute of an element that it has twice.
    Twice(String, String),
    /// A raw sign in an attribute of an element.
    Raw(char, String, String),
    /// A character that XML does not have.
    Character,
    /// What the parser says, in its words.
    Other(String),
}

impl IllFormed {
    fn words(&self) -> Text {
        match self {
            Self::Ampersand => text!("un `&` brut dans un texte", "a raw `&` in a text"),
            Self::CdataEnd => text!("`]]>` dans un texte", "`]]>` in a text"),
            Self::TextOutside => text!("du texte hors de l’élément racine", "text outside the root element"),
            Self::Comment => text!("`--` dans un commentaire", "`--` in a comment"),
            Self::LateDeclaration => {
                text!("une déclaration XML après le début", "an XML declaration after the start")
            }
            Self::Open(name) => {
                text!("il se termine avant la fermeture de `<{name}>`", "it ends before `<{name}>` is closed")
            }
            Self::Nothing => text!("il n’a aucun élément", "it has no element"),
            Self::NoName(name) => text!("`<{name}` n’ouvre aucun élément", "`<{name}` opens no element"),
            Self::SecondRoot(name) => {
                text!("`<{name}>` suit la fin de l’élément racine", "`<{name}>` follows the end of the root element")
            }
            Self::NotOpen(name) => {
                text!("`</{name}>` ferme un élément qui n’est pas ouvert", "`</{name}>` closes what is not open")
            }
            Self::OtherEnd(name, open) => {
                text!("`</{name}>` à la place de `</{open}>`", "`</{name}>` where `</{open}>` is expected")
            }
            Self::Attribute(element) => text!(
                "un attribut de `<{element}>` n’est pas de la forme `nom=\"valeur\"`",
                "an attribute of `<{element}>` is not `name=\"value\"`"
            ),
            Self::Twice(element, name) => {
                text!("`<{element}>` a deux fois l’attribut `{name}`", "`<{element}>` has the attribute `{name}` twice")
            }
            Self::Raw(sign, element, name) => text!(
                "un `{sign}` brut dans l’attribut `{name}` de `<{element}>`",
                "a raw `{sign}` in the attribute `{name}` of `<{element}>`"
            ),
            Self::Character => {
                text!("un caractère interdit en XML", "a character that XML does not allow")
            }
            Self::Other(why) => text!("erreur de lecture ({why})", "{why}"),
        }
    }
}

/// What is damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage<'a> {
    /// The archive has no end.
    NoEnd,
    /// The list of the archive contradicts its bytes.
    Contradiction,
    /// The archive is of the kind for files past 4 GiB.
    Zip64,
    /// A part that is named is not there.
    NoPart(&'a str),
    /// A sheet that is listed has no part.
    NoSheet(&'a str),
    /// A part of another size than stated.
    Size(&'a str),
    /// A part packed by an unknown method.
    Method(&'a str, u16),
    /// A part of another checksum than stated.
    Checksum(&'a str),
    /// A part that the archive states in two ways.
    TwoWays(&'a str),
    /// A part that cannot be inflated.
    Inflate(&'a str),
    /// A part that cannot be packed, with the reason.
    Pack(&'a str),
    /// A part of text in UTF-16 with half a unit at its end.
    HalfUnit(&'a str),
    /// A part that is not the text it seems to be, in this encoding.
    NotText(&'a str, &'static str),
    /// A part that is cut short.
    Cut(&'a str),
    /// A part that is not well-formed at a byte.
    IllFormed(&'a str, usize, IllFormed),
    /// A part with an attribute that cannot be read, with the reason of the parser where it gives one.
    Attribute(&'a str, Option<&'a str>),
    /// A part that is not a worksheet.
    NoWorksheet(&'a str),
    /// A cell, of a part, with a text that the file does not have.
    NoText(&'a str, String),
    /// A row that is not in order, as it is written.
    Row(&'a str, &'a str),
    /// A cell that is not in order.
    Cell(&'a str, &'a str),
}

/// The file is cut short or contradicts itself.
pub fn damaged(what: &Damage<'_>) -> Finding {
    let message = match what {
        Damage::NoEnd => text!(
            "le fichier est tronqué : son archive n’a pas de fin",
            "the file is cut short: its archive has no end"
        ),
        Damage::Contradiction => text!(
            "le fichier est tronqué, ou son archive se contredit",
            "the file is cut short or its archive contradicts itself"
        ),
        Damage::Zip64 => text!(
            "l’archive est au format des fichiers de plus de 4 Gio (zip64)",
            "the archive is written for files past 4 GiB (zip64)"
        ),
        Damage::NoPart(name) => text!("le fichier n’a pas de partie `{name}`", "the file has no part `{name}`"),
        Damage::NoSheet(name) => {
            text!(
                "la feuille « {name} » n’a pas de partie dans le fichier",
                "the sheet `{name}` has no part in the file"
            )
        }
        Damage::Size(part) => {
            text!("`{part}` n’a pas la taille qu’elle annonce", "`{part}` is not of the size it states")
        }
        Damage::Method(part, method) => text!(
            "`{part}` est compressée par une méthode inconnue d’Excel ({method})",
            "`{part}` is packed by a method unknown to Excel ({method})"
        ),
        Damage::Checksum(part) => text!(
            "`{part}` est endommagée : sa somme de contrôle est fausse",
            "`{part}` is damaged: its checksum is wrong"
        ),
        Damage::TwoWays(part) => text!(
            "l’archive décrit `{part}` de deux façons : taille, somme de contrôle ou compression",
            "the archive states `{part}` in two ways: its size, its checksum or its packing"
        ),
        Damage::Inflate(part) => text!(
            "`{part}` ne peut pas être décompressée à la taille qu’elle annonce",
            "`{part}` cannot be inflated to the size it states"
        ),
        Damage::Pack(why) => {
            text!("une partie n’a pas pu être compressée ({why})", "a part could not be packed: {why}")
        }
        Damage::HalfUnit(part) => text!(
            "`{part}` est tronquée : un texte UTF-16 prend deux octets par unité",
            "`{part}` is cut short: UTF-16 text takes two bytes a unit"
        ),
        Damage::NotText(part, encoding) => text!(
            "`{part}` n’est pas le texte {encoding} qu’elle annonce",
            "`{part}` is not the {encoding} text it should be"
        ),
        Damage::Cut(part) => text!("`{part}` est tronquée", "`{part}` is cut short"),
        Damage::IllFormed(part, byte, why) => {
            let why = why.words();
            text!(
                "`{part}` n’est pas du XML bien formé à l’octet {byte} : {why}",
                "`{part}` is not well-formed at byte {byte}: {why}",
                why
            )
        }
        Damage::Attribute(part, why) => {
            let why = match why {
                Some(why) => Text::from(*why),
                None => text!("il faut un nom, `=` et des guillemets", "a name, `=` and quotes are expected"),
            };
            text!(
                "`{part}` a un attribut illisible : {why}",
                "`{part}` has an attribute that cannot be read: {why}",
                why
            )
        }
        Damage::NoWorksheet(part) => {
            text!("`{part}` n’est pas une feuille de calcul", "`{part}` is not a worksheet")
        }
        Damage::NoText(part, cell) => text!(
            "{cell} de `{part}` désigne un texte que le fichier n’a pas",
            "{cell} of `{part}` names a text that the file does not have"
        ),
        Damage::Row(part, row) => {
            text!("`{part}` a une ligne hors de sa place : `{row}`", "`{part}` has a row out of its place: `{row}`")
        }
        Damage::Cell(part, cell) => {
            text!(
                "`{part}` a une cellule hors de sa place : `{cell}`",
                "`{part}` has a cell out of its place: `{cell}`"
            )
        }
    };
    Finding::error(Code::Damaged, message).help(text!(
        "récupérez de nouveau le fichier ; si Excel l’ouvre, enregistrez-en une copie et utilisez cette copie",
        "get the file again; if Excel opens it, save a copy from there and use the copy"
    ))
}

/// A damaged part that is copied without being read.
pub fn damaged_part(damage: &Finding) -> Finding {
    Finding::warning(Code::DamagedPart, damage.message.clone()).help(text!(
        "cette partie n’est pas lue, et `fill` la copie telle quelle : si Excel propose de réparer le fichier à l’ouverture, redemandez le fichier",
        "the part is not read, and `fill` copies it as it is: if Excel offers to repair the file when it opens it, ask for the file again"
    ))
}

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
    /// A part with an entity.
    Entity(&'a str, &'a str),
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
        Hostile::Entity(part, name) => {
            text!("`{part}` a sa propre entité, `{name}`", "`{part}` has an entity of its own, `{name}`")
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
}

/// A spreadsheet of another format.
pub fn other_format(format: OtherFormat) -> Finding {
    let format = match format {
        OtherFormat::Xls => text!("un ancien fichier Excel (.xls)", "an old Excel file (.xls)"),
        OtherFormat::Xlsb => text!("un classeur Excel binaire (.xlsb)", "a binary Excel workbook (.xlsb)"),
        OtherFormat::Ods => text!("un fichier OpenDocument (.ods)", "an OpenDocument file (.ods)"),
    };
    let message = text!(
        "le fichier est {format}, qui ne peut pas être rempli sur place",
        "the file is {format}, which cannot be filled in its place",
        format
    );
    Finding::error(Code::OtherFormat, message).help(text!(
        "ouvrez-le dans son programme d’origine, enregistrez une copie en .xlsx, et utilisez cette copie",
        "open it in the program it comes from, save a copy as .xlsx, and use the copy"
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
