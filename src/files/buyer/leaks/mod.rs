//! What must not be in a file meant for the buyer: our figures and words, and whatever a file carries unseen.
//!
//! A file that we write is known beforehand: a DQE is what its layout yields, a list of questions what the models ask, a
//! filled form the buyer's file and prices in the cells that wait for them. Such a file is compared with what it should be ([`compared`]): whatever else is in it
//! is reported. For files of which nothing is known there are patterns ([`leaks`], [`plain`]): what is secret comes from the
//! priced bid ([`Secrets`]), every number of its models and of the reports for the bidder, the names and ids of sites,
//! partners, mixes, scenarios, its labels and notes. What the DQE shows is no secret. There a number reveals a secret only when
//! it has five significant digits or more, and a word only when it is no word of the language; what may be the buyer's
//! own is reported as a doubt.

mod against;
mod cells;
mod content;
mod decode;
mod figures;
mod formats;
mod found;
mod near;
mod numbers;
mod package;
mod part;
mod paths;
mod plain;
mod programs;
mod public;
mod report;
mod settings;
mod sight;
mod text;
mod words;

pub use against::{Compared, How, compared, of_programs};
pub use cells::May;
pub use near::Near;
pub use plain::plain;
pub use public::{internal, internal_questions, internal_texts, shown};
pub use report::{Origin, report};
pub use text::{compared_text, text_of};

use std::collections::HashSet;

use crate::diag::Code;
use crate::engine::{Estimate, Inputs};
use crate::model::{Bid, Node};
use crate::sheet::{dqe_words, question_text};
use crate::unit::{Exact, Lang, Text};
use crate::xlsx;
use figures::Figures;
use settings::Settings;
use words::Words;

/// Whose file it is: how strictly it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// One that we write: all that is in it is ours.
    Ours,
    /// A file of the buyer, or one that somebody made.
    Theirs,
}

/// The file that another was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The DQE as the models give it.
    Dqe,
    /// The list of questions to send, as the models ask them.
    Questions,
    /// The buyer's own form.
    Buyer,
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
    /// What the file that this one was made from does not have, or has otherwise.
    Difference,
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
    /// What is there.
    pub what: Text,
    /// Is it ours for sure? What may be the buyer's own is not.
    pub sure: bool,
}

/// What the buyer may not read, and what it may.
pub struct Secrets<'a> {
    bid: &'a Bid,
    figures: Figures<'a>,
    words: Words,
    /// Names that one of our DQEs defines.
    names: HashSet<String>,
}

impl<'a> Secrets<'a> {
    /// The secrets of a priced bid; `root` is its text, which has the scenarios too.
    #[must_use]
    pub fn of(bid: &'a Bid, inputs: &'a Inputs<Exact>, estimate: &'a Estimate<Exact>, root: &Node) -> Self {
        let dqe = dqe_words(bid);
        let said = shown(bid).chain(dqe.headings.iter().map(String::as_str));
        let asked: Vec<String> = bid.questions().iter().map(|question| question_text(bid, question)).collect();
        let (figures, words) =
            rayon::join(|| Figures::of(bid, inputs, estimate), || Words::of(bid, root, said, &asked));
        Self { bid, figures, words, names: dqe.names.into_iter().collect() }
    }
}

impl Against {
    /// What the original does not have, in words.
    fn added(self, what: &str) -> Text {
        let than = match self {
            Self::Dqe => ("le DQE ne l’a pas", "the DQE does not have it"),
            Self::Questions => ("la liste de questions ne l’a pas", "the list of questions does not have it"),
            Self::Buyer => ("le fichier de l’acheteur ne l’a pas", "the buyer’s file does not have it"),
        };
        Text::each(|lang| format!("{what}{}{}", lang.colon(), lang.pick(than.0, than.1)))
    }

    /// What the original has and the file does not, in words.
    fn missing(self, what: &str) -> Text {
        Text::each(|lang| self.lost(what, lang))
    }

    fn lost(self, what: &str, lang: Lang) -> String {
        let than = match self {
            Self::Dqe => ("manque, le DQE l’a", "is missing, the DQE has it"),
            Self::Questions => ("manque, la liste de questions l’a", "is missing, the list of questions has it"),
            Self::Buyer => ("manque, le fichier de l’acheteur l’a", "is missing, the buyer’s file has it"),
        };
        format!("{what}{}{}", lang.colon(), lang.pick(than.0, than.1))
    }

    /// A part that the original does not have, in words.
    fn extra(self, lang: Lang) -> String {
        self.added(lang.pick("cette partie", "this part")).get(lang).to_owned()
    }

    /// Gives `found` each thing that is set in one and not in the other, in words.
    fn settings(self, before: &Settings, after: &Settings, mut found: impl FnMut(Text)) {
        for (what, said) in before.symmetric_difference(after) {
            let gone = before.contains(&(*what, said.clone()));
            let words = what.words();
            let said: String = said.chars().take(80).collect();
            found(Text::each(|lang| {
                let words = format!("{} « {} »", lang.pick(words.0, words.1), said.escape_debug());
                let than = if gone { self.missing(&words) } else { self.added(&words) };
                than.get(lang).to_owned()
            }));
        }
    }

    /// What is not as in the original, in words.
    fn other(self, what: &str, lang: Lang) -> String {
        let than = match self {
            Self::Dqe => ("pas celui du DQE", "not as in the DQE"),
            Self::Questions => ("pas celui de la liste de questions", "not as in the list of questions"),
            Self::Buyer => ("pas comme dans le fichier de l’acheteur", "not as in the buyer’s file"),
        };
        format!("{what}{}{}", lang.colon(), lang.pick(than.0, than.1))
    }
}

/// What leaks from a spreadsheet of which nothing is known.
#[must_use]
pub fn leaks(book: &xlsx::Book, secrets: &Secrets<'_>, whose: Whose) -> Vec<Leak> {
    package::Search::all(book, part::Judge { secrets, whose, against: None, budget: book.package.budget() })
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
            Self::Difference => Code::Differs,
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
            Self::Difference => lang.pick("différence", "difference"),
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
            Self::Difference => lang.pick(
                "repartir de l’original : `chiffrage dqe`, `chiffrage questions`, ou `chiffrage fill` sur le fichier de l’acheteur",
                "start again from the original: `chiffrage dqe`, `chiffrage questions`, or `chiffrage fill` on the buyer’s file",
            ),
            Self::Unsearched => lang.pick("l’ouvrir et le lire soi-même", "open it and read it yourself"),
        }
    }
}
