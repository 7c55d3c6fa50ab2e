//! What `chiffrage explain` is asked for.

use super::meant;
use crate::diag::{At, Code, Finding, nearest};
use crate::text;
use crate::unit::Text;

/// The cells of a cut of lots that is written wrongly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut<'a> {
    /// By site: these.
    Sites(Vec<&'a str>),
    /// By profile: these.
    Profiles(Vec<&'a str>),
    /// By zone: these.
    Zones(Vec<&'a str>),
    /// By nature: these.
    Natures(Vec<&'a str>),
    /// By contract year: as many.
    Years(usize),
    /// By contract month: as many.
    Months(usize),
}

impl Cut<'_> {
    fn help(&self) -> Text {
        let of = match self {
            Self::Sites(ids) => {
                let ids = ids.join(", ");
                text!("les sites sont : {ids}", "the sites are: {ids}")
            }
            Self::Profiles(ids) => {
                let ids = ids.join(", ");
                text!("les profils sont : {ids}", "the profiles are: {ids}")
            }
            Self::Zones(ids) => {
                let ids = ids.join(", ");
                text!("les zones sont : {ids}", "the zones are: {ids}")
            }
            Self::Natures(ids) => {
                let ids = ids.join(", ");
                text!("les natures sont : {ids}", "the natures are: {ids}")
            }
            Self::Years(count) => {
                text!("les années du contrat vont de 1 à {count}", "the contract years are 1 to {count}")
            }
            Self::Months(count) => {
                text!("les mois du contrat vont de 1 à {count}", "the contract months are 1 to {count}")
            }
        };
        text!(
            "{of} ; un chiffre suit : `days`, `fte`, `labour`, `daily-cost`, pour une année ou une nature `net`, `cost`, `margin`, `margin-euros`, `load`, `capacity`, `load-ratio`, et pour une année ou un mois `revenue`, `revised`, `cash`",
            "{of}; after them comes a figure: `days`, `fte`, `labour`, `daily-cost`, of a year or nature `net`, `cost`, `margin`, `margin-euros`, `load`, `capacity`, `load-ratio`, and of a year or month `revenue`, `revised`, `cash`",
            of
        )
    }
}

fn unknown(message: Text, help: Text) -> Finding {
    Finding::error(Code::UnknownCell, message).help(help)
}

/// A figure that all lots together do not have; `known` are those they have.
pub fn unknown_of_all(written: &str, cut: Option<&Cut<'_>>, known: &[&str]) -> Finding {
    let help = cut.map_or_else(
        || {
            if let Some(near) = nearest(written, known.iter().copied()) {
                return text!("vouliez-vous dire `all/{near}` ?", "did you mean `all/{near}`?");
            }
            let known = known.iter().map(|id| format!("all/{id}")).collect::<Vec<_>>().join(", ");
            text!("valeurs possibles : {known}", "write one of: {known}")
        },
        Cut::help,
    );
    unknown(text!("l’ensemble des lots n’a pas de `{written}`", "all lots have no `{written}`"), help)
}

/// What a lot has: the ids of natures, codes and ids of lines, figures.
#[derive(Debug, Clone)]
pub struct Cells<'a> {
    /// Its natures.
    pub natures: Vec<&'a str>,
    /// The codes of its lines.
    pub codes: Vec<&'a str>,
    /// The ids of its lines.
    pub ids: Vec<&'a str>,
    /// Its figures.
    pub measures: Vec<&'a str>,
}

/// What a lot does not have; `at` is where the lot is written.
pub fn unknown_of_lot(lot: &str, written: &str, cut: Option<&Cut<'_>>, cells: &Cells<'_>, at: At) -> Finding {
    let Cells { natures, codes, ids, measures } = cells;
    let known = natures.iter().chain(codes).chain(measures).chain(ids).copied();
    let help = cut.map_or_else(
        || {
            if let Some(near) = nearest(written, known) {
                return text!("vouliez-vous dire `{lot}/{near}` ?", "did you mean `{lot}/{near}`?");
            }
            let [natures, codes, measures] = [natures, codes, measures].map(|ids| ids.join(", "));
            text!(
                "ses natures sont {natures} ; ses codes {codes} ; ses chiffres {measures}",
                "its natures are {natures}; its codes {codes}; its figures {measures}"
            )
        },
        Cut::help,
    );
    let message = text!(
        "le lot `{lot}` n’a ni nature, ni ligne, ni chiffre nommé `{written}`",
        "the lot `{lot}` has no nature, no line and no figure called `{written}`"
    );
    unknown(message, help).at(at, text!("ce lot", "this lot"))
}

/// What a name that nothing carries may be meant to be.
#[derive(Debug, Clone)]
pub enum Candidates<'a> {
    /// A cell of a lot, by the lot's id and the rest.
    OfLot(&'a str, &'a str),
    /// A nature of each lot.
    Nature(&'a str),
    /// A line, by its code or id, among these.
    Lines(Vec<&'a str>),
}

/// A name that nothing of the estimate carries; `lots` are the ids of the lots.
pub fn unknown_cell(written: &str, candidates: &Candidates<'_>, lots: &[&str]) -> Finding {
    let all = lots.join(", ");
    let help = match candidates {
        Candidates::OfLot(lot, rest) => match nearest(lot, lots.iter().copied()) {
            Some(lot) => text!("vouliez-vous dire `{lot}/{rest}` ?", "did you mean `{lot}/{rest}`?"),
            None => the_lots(&all),
        },
        Candidates::Nature(nature) => {
            let cells = lots.iter().map(|lot| format!("{lot}/{nature}")).collect::<Vec<_>>().join(", ");
            text!(
                "une nature appartient à un lot, écrivez l’un de : {cells}",
                "a nature is of a lot, write one of: {cells}"
            )
        }
        Candidates::Lines(lines) => meant(written, lots.iter().chain(lines).copied(), || {
            text!(
                "écrivez un lot ({all}), un lot/nature ou un lot/CODE de son DQE",
                "write a lot ({all}), a lot/nature, or a lot/CODE of its DQE"
            )
        }),
    };
    unknown(
        text!("rien dans l’estimation ne s’appelle `{written}`", "nothing of the estimate is called `{written}`"),
        help,
    )
}

/// A line that several lots have; `names` are all of them.
pub fn several_lines(written: &str, names: &[String]) -> Finding {
    let (count, names) = (names.len(), names.join(", "));
    unknown(
        text!("`{written}` est une ligne de {count} lots", "`{written}` is a line of {count} lots"),
        text!("écrivez l’un de : {names}", "write one of: {names}"),
    )
}

/// A figure whose sensitivity is not computed.
pub fn no_sensitivity(written: &str) -> Finding {
    Finding::error(
        Code::NoSensitivity,
        text!("la sensibilité de `{written}` n’est pas calculée", "the sensitivity of `{written}` is not computed"),
    )
    .help(text!(
        "écrivez `price`, `cost`, `margin`, un lot, un lot/nature, un lot/CODE, `lot/net`, `lot/cost` ou `lot/margin`",
        "write `price`, `cost`, `margin`, a lot, a lot/nature, a lot/CODE, `lot/net`, `lot/cost` or `lot/margin`"
    ))
}

/// A driver that there is not.
pub fn unknown_driver(written: &str, known: &[&str]) -> Finding {
    let known = known.join(", ");
    unknown(
        text!("facteur inconnu : `{written}`", "unknown driver `{written}`"),
        text!("les facteurs sont : {known}", "the drivers are: {known}"),
    )
}

/// A lot that the bid does not have.
pub fn unknown_lot(written: &str, known: &[&str]) -> Finding {
    unknown(text!("l’offre n’a pas de lot `{written}`", "the bid has no lot `{written}`"), the_lots(&known.join(", ")))
}

fn the_lots(all: &str) -> Text {
    text!("les lots sont : {all}", "the lots are: {all}")
}

/// A set that names a lot twice.
pub fn lot_twice(set: &str, lot: &str) -> Finding {
    unknown(
        text!("`{set}` cite deux fois le lot `{lot}`", "`{set}` names the lot `{lot}` twice"),
        text!("citez chaque lot une seule fois", "name each lot of a set once"),
    )
}

/// A set that is nothing without a lot, or does not have it.
pub fn no_rest(set: &str, lot: &str) -> Finding {
    unknown(
        text!("`{set}` n’a pas de reste sans `{lot}`", "`{set}` has no rest without `{lot}`"),
        text!("retirez un lot d’un ensemble de deux lots ou plus", "lose a lot of a set of two or more"),
    )
}
