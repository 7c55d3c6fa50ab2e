//! 01: files and folders of the bid.

use crate::diag::{At, Code, Finding};
use crate::text;
use crate::unit::Text;

/// Why a path cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// The system refuses, in its words.
    System(Text),
    /// A file where a folder is expected.
    NotAFolder,
    /// A folder where a file is expected.
    Folder,
    /// A pipe, a device.
    NotOrdinary,
    /// Larger than models may be.
    TooLarge,
}

impl Unread {
    fn code(&self) -> Code {
        match self {
            Self::System(_) => Code::NoFile,
            Self::NotAFolder | Self::Folder | Self::NotOrdinary => Code::NotAFile,
            Self::TooLarge => Code::TooLarge,
        }
    }

    fn words(&self) -> Text {
        match self {
            Self::System(words) => words.clone(),
            Self::NotAFolder => text!("c’est un fichier, pas un dossier", "it is a file, not a folder"),
            Self::Folder => text!("c’est un dossier, pas un fichier", "it is a folder, not a file"),
            Self::NotOrdinary => text!("ce n’est pas un fichier ordinaire", "it is not a regular file"),
            Self::TooLarge => text!(
                "il dépasse la taille d’un modèle (4 Mio par fichier, 16 Mio en tout)",
                "it is too large for a model (4 MiB a file, 16 MiB in all)"
            ),
        }
    }
}

/// A folder of the bid cannot be read.
pub fn unread_folder(path: &str, why: &Unread) -> Finding {
    let Text { fr, en } = why.words();
    Finding::error(
        why.code(),
        text!("impossible de lire le dossier `{path}` : {fr}", "cannot read the folder `{path}`: {en}"),
    )
    .help(text!(
        "indiquez le dossier de l’offre avec --models, ou créez-en un avec `chiffrage new DOSSIER`",
        "name the bid's folder with --models, or create one with `chiffrage new DIR`"
    ))
}

/// A file cannot be read.
pub fn unread_file(path: &str, why: &Unread) -> Finding {
    let Text { fr, en } = why.words();
    let help = match why {
        Unread::System(_) | Unread::NotAFolder => {
            text!("vérifiez le chemin et les droits de lecture", "check the path, and that you may read the file")
        }
        Unread::Folder => text!("renommez le dossier, ou indiquez un fichier", "rename the folder, or name a file"),
        Unread::NotOrdinary => text!("mettez un fichier texte à cet endroit", "put a text file there"),
        Unread::TooLarge => text!(
            "est-ce le bon fichier ? une offre tient en quelques centaines de kilo-octets",
            "is this the right file? a bid takes some hundred kilobytes"
        ),
    };
    Finding::error(why.code(), text!("impossible de lire `{path}` : {fr}", "cannot read `{path}`: {en}")).help(help)
}

/// A file that no reader of the folder expects; `known` is what it reads, `near` what may be meant.
pub fn unknown_file(path: &str, known: &[&str], near: Option<&str>) -> Finding {
    let known = known.join(", ");
    let help = match near {
        Some(near) => text!("vouliez-vous dire `{near}.toml` ?", "did you mean `{near}.toml`?"),
        None => text!(
            "ce dossier contient : {known} ; les fragments vont dans un dossier nommé `parts`",
            "this folder holds: {known}; fragments go to a folder named `parts`"
        ),
    };
    Finding::error(
        Code::UnknownFile,
        text!("`{path}` ne correspond à aucun fichier attendu", "`{path}` is not a file expected here"),
    )
    .help(help)
}

/// A file includes itself; `from` is the include that closes the circle.
pub fn include_cycle(path: &str, from: Option<At>) -> Finding {
    let finding = Finding::error(Code::IncludeCycle, text!("`{path}` s’inclut lui-même", "`{path}` includes itself"));
    match from {
        Some(at) => finding
            .at(at, text!("ferme la boucle", "closes the circle"))
            .help(text!("retirez cette inclusion", "remove this include")),
        None => finding,
    }
}

/// More files than a bid may have; `from` is the include that is one too many.
pub fn too_many_files(limit: usize, from: Option<At>) -> Finding {
    let message = text!("l’offre compte plus de {limit} fichiers", "the bid has more than {limit} files");
    let finding = Finding::error(Code::TooLarge, message)
        .help(text!("un fichier inclus dix fois compte pour dix", "a file included ten times counts for ten"));
    match from {
        Some(at) => finding.at(at, text!("un de trop", "one too many")),
        None => finding,
    }
}

/// More values and lines than a model or a map may have.
pub fn too_many_values(limit: usize, at: At) -> Finding {
    Finding::error(
        Code::TooLarge,
        text!(
            "le fichier compte plus de {limit} valeurs et lignes",
            "the file holds more than {limit} values and lines"
        ),
    )
    .at(at, text!("une de trop", "one too many"))
    .help(text!(
        "est-ce le bon fichier ? un modèle ou une carte compte quelques milliers de lignes",
        "is this the right file? a model or a map has some thousands of lines"
    ))
}

/// A file that is not UTF-8 text; `byte` is the first that is not.
pub fn not_utf8(path: &str, at: At, byte: Option<u8>) -> Finding {
    let words = byte.map_or_else(|| Text::same(""), |byte| text!("l’octet {byte:02X}", "the byte {byte:02X}"));
    Finding::error(Code::NotUtf8, text!("`{path}` n’est pas du texte UTF-8", "`{path}` is not UTF-8 text"))
        .at(at, words)
        .help(text!("enregistrez-le de nouveau avec l’encodage UTF-8", "save it again with the encoding UTF-8"))
}
