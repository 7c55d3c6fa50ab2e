//! 07: what is damaged of the file of a workbook.

use crate::diag::{Code, Finding};
use crate::text;
use crate::unit::Text;

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
    /// A name of a character that XML does not know.
    Entity(String),
    /// A name of which the prefix is not declared.
    Prefix(String),
    /// More declared prefixes than so many.
    Prefixes(usize),
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
            Self::Entity(name) => {
                text!("`&{name};` n’est pas une entité connue de XML", "`&{name};` is no entity that XML knows")
            }
            Self::Prefix(name) => {
                text!("le préfixe de `{name}` n’est pas déclaré", "the prefix of `{name}` is not declared")
            }
            Self::Prefixes(most) => text!(
                "plus de {most} préfixes déclarés autour d’un élément",
                "more than {most} prefixes declared around an element"
            ),
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
