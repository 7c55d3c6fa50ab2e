//! What must not be in a file meant for the buyer: figures and words of ours, and whatever a file carries unseen.
//!
//! What is secret comes from the priced bid itself ([`Secrets`]): every number of its models and of the reports for the
//! bidder, the names and ids of sites, partners, mixes, scenarios. What the DQE shows is no secret. A file of ours is
//! held to that: each of its numbers must be one of the DQE. In a file of others ([`Whose::Theirs`]) a number tells
//! only when it has five significant digits or more, and a word only when it is no word of the language; what may be
//! the buyer's own is told as a doubt.

mod figures;
mod found;
mod numbers;
mod package;
mod part;
mod plain;
mod report;
mod words;

pub use plain::plain;
pub use report::report;

use std::collections::HashSet;

use crate::diag::{Code, Finding, Findings};
use crate::engine::{Estimate, Inputs};
use crate::model::{Bid, Node};
use crate::sheet::dqe_words;
use crate::unit::{Exact, Lang, Text};
use crate::xlsx;
use figures::Figures;
use words::Words;

/// Whose file it is: how strictly it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A DQE of ours: all that is in it is ours.
    Ours,
    /// A file of the buyer, or one that somebody made.
    Theirs,
}

/// What kind of thing leaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A number that only the bidder may read.
    Figure,
    /// A word that only the bidder may read.
    Word,
    /// A sheet, a row or a column out of sight.
    Hidden,
    /// A comment, its author.
    Comment,
    /// A defined name.
    Name,
    /// Who made the file: authors, company, properties of one's own.
    Property,
    /// A link out of the file, a path of a computer.
    Link,
    /// A part that readers do not see: macros, caches, embedded files.
    Part,
    /// What could not be searched.
    Unsearched,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Leak {
    /// Its kind.
    pub kind: Kind,
    /// The part of the package; empty for a file that has none.
    pub part: String,
    /// Where in it, in words: `Lot 1!D12`, `line 3`.
    pub place: String,
    /// What stands there.
    pub what: Text,
    /// Is it ours for sure? What may be the buyer's own is not.
    pub sure: bool,
}

/// What the buyer may not read, and what it may.
pub struct Secrets<'a> {
    bid: &'a Bid,
    figures: Figures<'a>,
    words: Words,
    /// Names that a DQE of ours defines.
    names: HashSet<String>,
}

impl<'a> Secrets<'a> {
    /// The secrets of a priced bid; `root` is its text, which has the scenarios too.
    #[must_use]
    pub fn of(bid: &'a Bid, inputs: &'a Inputs<Exact>, estimate: &'a Estimate<Exact>, root: &Node) -> Self {
        let dqe = dqe_words(bid);
        let headings = dqe.headings.iter().map(String::as_str);
        let (figures, words) = rayon::join(|| Figures::of(bid, inputs, estimate), || Words::of(bid, root, headings));
        Self { bid, figures, words, names: dqe.names.into_iter().collect() }
    }
}

/// What leaks from a spreadsheet.
#[must_use]
pub fn leaks(book: &xlsx::Book, secrets: &Secrets<'_>, whose: Whose) -> Vec<Leak> {
    package::Search::of(book, secrets, whose, None)
}

/// What leaks from a spreadsheet that was made from another: what stood there already is not ours.
#[must_use]
pub fn leaks_since(original: &xlsx::Book, book: &xlsx::Book, secrets: &Secrets<'_>) -> Vec<Leak> {
    let before = package::Search::of(original, secrets, Whose::Theirs, Some(book));
    let before: HashSet<Leak> = before.into_iter().collect();
    let mut after = package::Search::of(book, secrets, Whose::Theirs, Some(original));
    after.retain(|leak| !before.contains(leak));
    after
}

/// What leaks from values that were put into a file of which nothing else changed: each with the part and the cell it
/// stands in.
#[must_use]
pub fn leaks_in<'v>(
    values: impl Iterator<Item = (&'v str, String, &'v xlsx::Value)>, secrets: &Secrets<'_>,
) -> Vec<Leak> {
    let judge = part::Judge { secrets, whose: Whose::Theirs };
    let mut found = found::Found::default();
    for (part, place, value) in values {
        judge.value(value, |(kind, what, sure)| {
            found.push(Leak { kind, part: part.to_owned(), place: place.clone(), what, sure });
        });
    }
    found.finish()
}

/// The leaks as findings: those that are sure are errors.
#[must_use]
pub fn findings(leaks: &[Leak]) -> Findings {
    let mut findings = Findings::default();
    for leak in leaks {
        let message = format!("{}: {}", leak.at(Lang::En), leak.what.en);
        let finding = match (leak.sure, leak.kind) {
            (true, kind) => Finding::error(kind.code(), message),
            (false, Kind::Unsearched) => Finding::warning(Code::NotSearched, message),
            (false, _) => Finding::warning(Code::MayLeak, message),
        };
        findings.push(finding.help(leak.kind.remedy(Lang::En)));
    }
    findings
}

impl Leak {
    /// Where it is, for a reader of `lang`.
    fn at(&self, lang: Lang) -> String {
        match (self.part.as_str(), self.place.as_str()) {
            ("", "") => lang.pick("le fichier", "the file").into(),
            (part, "") => part.into(),
            (_, place) => place.into(),
        }
    }

    /// The code of its finding.
    #[must_use]
    pub fn code(&self) -> Code {
        if self.sure || self.kind == Kind::Unsearched { self.kind.code() } else { Code::MayLeak }
    }
}

impl Kind {
    fn code(self) -> Code {
        match self {
            Self::Figure => Code::LeakedFigure,
            Self::Word => Code::LeakedWord,
            Self::Hidden => Code::LeakedHidden,
            Self::Comment => Code::LeakedComment,
            Self::Name => Code::LeakedName,
            Self::Property => Code::LeakedProperty,
            Self::Link => Code::LeakedLink,
            Self::Part => Code::LeakedPart,
            Self::Unsearched => Code::NotSearched,
        }
    }

    /// What it is called in a report.
    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Figure => lang.pick("chiffre interne", "internal figure"),
            Self::Word => lang.pick("mot interne", "internal word"),
            Self::Hidden => lang.pick("masqué", "hidden"),
            Self::Comment => lang.pick("commentaire", "comment"),
            Self::Name => lang.pick("nom défini", "defined name"),
            Self::Property => lang.pick("propriété", "property"),
            Self::Link => lang.pick("lien ou chemin", "link or path"),
            Self::Part => lang.pick("contenu invisible", "unseen content"),
            Self::Unsearched => lang.pick("non cherché", "not searched"),
        }
    }

    /// What to do about it.
    fn remedy(self, lang: Lang) -> &'static str {
        match self {
            Self::Figure => lang.pick(
                "retirer ce nombre : l’acheteur ne lit que prix, quantités, montants et TVA",
                "take the number out: the buyer reads prices, quantities, amounts and VAT alone",
            ),
            Self::Word => lang.pick(
                "changer ces mots, dans le fichier ou dans le modèle de DQE (`templates/`) d’où ils viennent",
                "change the words, in the file or in the DQE layout (`templates/`) they come from",
            ),
            Self::Hidden => lang.pick(
                "afficher puis vider ou supprimer ; ce que l’acheteur a masqué lui-même se dit avec `--buyer`",
                "unhide, then clear or delete; say what the buyer hid with `--buyer`",
            ),
            Self::Comment => lang.pick(
                "supprimer le commentaire s’il est de vous (onglet Révision) ; ceux de l’acheteur restent, et se disent avec `--buyer`",
                "delete the comment if it is yours (Review tab); the buyer’s stay: say which they are with `--buyer`",
            ),
            Self::Name => lang.pick("supprimer le nom (Formules, Gestionnaire de noms)", "delete the name (Formulas, Name Manager)"),
            Self::Property => lang.pick(
                "vider les propriétés (Fichier, Informations, Inspecter le document)",
                "clear the properties (File, Info, Inspect Document)",
            ),
            Self::Link => lang.pick(
                "rompre le lien (Données, Modifier les liens) et coller la valeur",
                "break the link (Data, Edit Links) and paste the value",
            ),
            Self::Part => lang.pick(
                "le retirer (Fichier, Informations, Inspecter le document), ou copier les feuilles visibles dans un classeur neuf",
                "take it out (File, Info, Inspect Document), or copy the visible sheets to a new workbook",
            ),
            Self::Unsearched => lang.pick("l’ouvrir et le lire soi-même", "open it and read it yourself"),
        }
    }
}
