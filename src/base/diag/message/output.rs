//! 05: what a job reads and writes.

use crate::diag::{At, Code, Finding};
use crate::text;
use crate::unit::Text;

/// Why a file is not replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is a file of the bid, or one that the command reads.
    Input,
    /// It is a folder.
    Folder,
    /// A pipe, a device.
    NotOrdinary,
    /// chiffrage did not write it.
    Foreign,
    /// A text that a person may have changed.
    Exists,
}

/// An output would replace something that is not an earlier output.
pub fn not_replaced(path: &str, why: Kept) -> Finding {
    let Text { fr, en } = match why {
        Kept::Input => text!(
            "c’est un fichier de l’offre, ou un fichier lu par cette commande",
            "it is a file of the bid, or one that this command reads"
        ),
        Kept::Folder => text!("c’est un dossier", "it is a folder"),
        Kept::NotOrdinary => text!("ce n’est pas un fichier ordinaire", "it is not a regular file"),
        Kept::Foreign => {
            text!("il contient un fichier que chiffrage n’a pas écrit", "it holds a file that chiffrage did not write")
        }
        Kept::Exists => text!("il existe déjà", "it exists already"),
    };
    let help = match why {
        Kept::Input => text!("indiquez un autre fichier", "name another file"),
        Kept::Folder | Kept::NotOrdinary => text!("indiquez un fichier", "name a file"),
        Kept::Foreign | Kept::Exists => {
            text!(
                "indiquez un autre fichier, ou écrasez-le avec --force",
                "name another file, or overwrite it with --force"
            )
        }
    };
    Finding::error(Code::OverInput, text!("`{path}` n’est pas écrasé : {fr}", "`{path}` is not overwritten: {en}"))
        .help(help)
}

/// A folder to create exists, and is not empty.
pub fn folder_exists(path: &str) -> Finding {
    Finding::error(
        Code::OverInput,
        text!(
            "`{path}` existe déjà, et n’est pas un dossier vide",
            "`{path}` exists already, and is not an empty folder"
        ),
    )
    .help(text!("indiquez un dossier qui n’existe pas encore", "name a folder that does not exist yet"))
}

/// The ending that the name of an output must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// `.xlsx`
    Workbook,
    /// `.xlsx`, or `.html`
    WorkbookOrPage,
    /// `.xlsx`, or `.md`
    WorkbookOrMarkdown,
    /// That of the buyer's file.
    AsBuyer,
    /// `.toml`
    Toml,
    /// `.toml`, or the folder of rate cards.
    Card,
    /// `.csv`
    Csv,
}

/// The name of an output has another ending than its kind of file.
pub fn wrong_ending(path: &str, ending: Ending) -> Finding {
    let Text { fr, en } = match ending {
        Ending::Workbook => text!("le nom d’un classeur finit par .xlsx", "the name of a workbook ends with .xlsx"),
        Ending::WorkbookOrPage => text!(
            "le nom d’un classeur finit par .xlsx, celui d’une page par .html",
            "the name of a workbook ends with .xlsx, that of a page with .html"
        ),
        Ending::WorkbookOrMarkdown => text!(
            "le nom d’un classeur finit par .xlsx, celui d’un texte Markdown par .md",
            "the name of a workbook ends with .xlsx, that of a Markdown text with .md"
        ),
        Ending::AsBuyer => text!(
            "un fichier rempli finit comme celui de l’acheteur : .xlsm avec des macros, .xlsx sans",
            "a filled file ends like the buyer's: .xlsm with macros, .xlsx without"
        ),
        Ending::Toml => text!("le nom d’un tel fichier finit par .toml", "the name of such a file ends with .toml"),
        Ending::Card => text!(
            "le nom d’une grille finit par .toml, et le dossier des grilles se nomme `rates`, comme models/rates",
            "the name of a card ends with .toml, and the folder of cards is named `rates`, as models/rates"
        ),
        Ending::Csv => text!("le nom d’un tel fichier finit par .csv", "the name of such a file ends with .csv"),
    };
    Finding::error(Code::WrongEnding, text!("`{path}` n’est pas écrit : {fr}", "`{path}` is not written: {en}")).help(
        match ending {
            Ending::Card => text!(
                "pour une grille par site\u{a0}: -o models/rates\u{a0}; pour une seule\u{a0}: -o models/rates/NOM.toml",
                "for a card a site: -o models/rates; for one: -o models/rates/NAME.toml"
            ),
            _ => text!("donnez au nom cette extension", "give the name that ending"),
        },
    )
}

fn unwritten(path: &str, why: &Text) -> Finding {
    let Text { fr, en } = why;
    Finding::error(
        Code::NotWritten,
        text!("`{path}` n’a pas pu être écrit : {fr}", "`{path}` could not be written: {en}"),
    )
}

/// An output could not be written, for the system's reason.
pub fn not_written(path: &str, why: &Text) -> Finding {
    unwritten(path, why).help(text!(
        "rien n’a changé : libérez le disque, fermez le programme qui tient le fichier, ou choisissez un autre emplacement",
        "nothing was changed: free the disk, close the program that holds the file, or choose another place"
    ))
}

/// A workbook could not be made, so that nothing was written.
pub fn workbook_not_made(path: &str, why: &Text) -> Finding {
    unwritten(path, why).help(text!(
        "rien n’a changé : demandez le rapport sans `-o`, ou relancez une fois la cause levée",
        "nothing was changed: ask for the report without `-o`, or run it again once the cause is removed"
    ))
}

/// Why no workbook can be made: the machine refuses threads.
#[must_use]
pub fn threads_refused() -> Text {
    text!(
        "la machine refuse de lancer un fil d’exécution par feuille (limite de processus, ou mémoire)",
        "the machine refuses to start a thread for each sheet (the limit on processes, or memory)"
    )
}

/// Why no workbook can be made: the format does not hold it, in the words of its library.
#[must_use]
pub fn beyond_the_format(why: &str) -> Text {
    text!("le format d’un classeur ne le permet pas : {why}", "the format of a workbook does not hold it: {why}")
}

/// The folder of an output does not exist.
pub fn no_folder(path: &str, folder: &str) -> Finding {
    Finding::error(
        Code::NotWritten,
        text!(
            "`{path}` n’a pas pu être écrit : le dossier `{folder}` n’existe pas",
            "`{path}` could not be written: there is no folder `{folder}`"
        ),
    )
    .help(text!("créez d’abord le dossier, ou indiquez-en un autre", "create the folder first, or name another"))
}

/// A folder could not be created.
pub fn folder_not_created(path: &str, why: &Text) -> Finding {
    let Text { fr, en } = why;
    Finding::error(
        Code::NotWritten,
        text!("le dossier `{path}` n’a pas pu être créé : {fr}", "the folder `{path}` could not be created: {en}"),
    )
    .help(text!("choisissez un autre emplacement", "choose another place"))
}

/// Standard output was closed by an error before its end.
pub fn output_lost() -> Finding {
    Finding::error(
        Code::NotWritten,
        text!(
            "la sortie standard n’a pas pu être écrite jusqu’au bout",
            "standard output could not be written to its end"
        ),
    )
    .help(text!(
        "le disque est-il plein ? ce qui en est arrivé n’est pas entier",
        "is the disk full? what was written is not complete"
    ))
}

/// A file to read is larger than any spreadsheet or table of text.
pub fn too_large(path: &str) -> Finding {
    Finding::error(
        Code::TooMuch,
        text!("impossible de lire `{path}` : il dépasse 64 Mio", "cannot read `{path}`: it is larger than 64 MiB"),
    )
    .help(text!("est-ce le bon fichier ?", "is this the right file?"))
}

/// The DQE that a file is compared with could not be made.
pub fn not_compared(why: &Text) -> Finding {
    let Text { fr, en } = why;
    Finding::error(
        Code::NotCompared,
        text!(
            "le DQE auquel comparer le fichier n’a pas pu être établi : {fr}",
            "the DQE to compare the file with could not be made: {en}"
        ),
    )
    .help(text!(
        "rien n’a été vérifié : fermez d’autres programmes et relancez",
        "nothing was checked: close other programs, and run it again"
    ))
}

/// A text of the DQE that is still to be filled in.
pub fn placeholder(text: &str, at: At) -> Finding {
    Finding::warning(
        Code::Placeholder,
        text!("le DQE serait remis avec « {text} »", "the DQE would be handed in with “{text}”"),
    )
    .at(at, text!("à compléter", "to be filled in"))
    .help(text!(
        "écrivez ce que l’acheteur doit lire, par exemple le nom de votre société dans `bidder`",
        "write what the buyer is to read: the name of your company as `bidder`, for one"
    ))
}

/// A workbook holds no change.
pub fn nothing_changed(workbook: &str) -> Finding {
    Finding::error(
        Code::NothingTried,
        text!(
            "rien n’a changé dans `{workbook}` : il n’y a pas de scénario à écrire",
            "nothing was changed in `{workbook}`: there is no scenario to write"
        ),
    )
    .help(text!(
        "saisissez dans les cellules jaunes, enregistrez et relancez",
        "type in the yellow cells, save, and run it again"
    ))
}

const fn imported_only() -> (&'static str, &'static str) {
    ("seules les saisies des feuilles d’entrée sont importées", "only what is typed in the input sheets is imported")
}

/// Sheets of formulas were renamed or deleted.
pub fn sheets_missing(names: &str) -> Finding {
    let (fr, en) = imported_only();
    Finding::warning(
        Code::TypedOver,
        text!(
            "pas de feuille nommée {names} : renommée ou supprimée, ses formules ne sont pas vérifiées",
            "no sheet is named {names}: renamed or deleted, its formulas are not checked"
        ),
    )
    .help(text!(
        "{fr} ; rendez son nom à la feuille pour qu’elle soit vérifiée",
        "{en}; restore the name of the sheet to have it checked"
    ))
}

/// Cells that held formulas hold none any more; `first` is one of `count`.
pub fn formulas_replaced(first: &str, count: usize) -> Finding {
    let message = match count {
        1 => text!("{first} contenait une formule, et n’en contient plus", "{first} held a formula and holds none now"),
        _ => text!(
            "{count} cellules contenaient des formules et n’en contiennent plus, à commencer par {first}",
            "{count} cells held formulas and hold none now, {first} first"
        ),
    };
    let (fr, en) = imported_only();
    Finding::warning(Code::TypedOver, message).help(text!(
        "{fr} ; des lignes ou colonnes ajoutées ailleurs déplacent les formules",
        "{en}; rows or columns added elsewhere move formulas"
    ))
}
