//! Which of our lots a lot of the buyer's file is.

use typed_index_collections::{TiSlice, TiVec};

use super::evidence::Sureness;
use super::ours::OurLot;
use super::wording::{Weights, Wording};
use crate::buyer::form::LotMention;
use crate::model::bid::LotId;
use crate::unit::fold;

/// Why a lot of the file is taken for one of our lots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LotBy {
    /// Its number and its name.
    NumberAndName,
    /// Its number alone: it has no name.
    Number,
    /// Its number, though its name is another.
    NumberNotName,
    /// Its name alone: it has no number.
    Name,
    /// Its name, though its number is another.
    NameNotNumber,
    /// Its name in a title, among other words.
    Title,
    /// Its lines: it says neither number nor name.
    Lines,
    /// The bid has no other.
    Only,
    /// The user names it for what the file leaves open.
    Asked,
    /// The file's name.
    FileName,
    /// Another sheet of the file, where all that name one name the same.
    OtherSheet,
}

impl LotBy {
    /// How sure it can make a line of the lot.
    #[must_use]
    pub fn at_most(self) -> Sureness {
        match self {
            Self::NumberAndName
            | Self::Number
            | Self::Name
            | Self::Only
            | Self::Asked
            | Self::FileName
            | Self::OtherSheet => Sureness::Sure,
            Self::NumberNotName | Self::NameNotNumber | Self::Title | Self::Lines => Sureness::Likely,
        }
    }
}

/// The lot that a file's name, or the sheets that name one, name for the whole file: by its number, unless the words beside
/// it are another lot's.
#[must_use]
pub fn of_file(mention: &LotMention, by: LotBy, ours: &TiSlice<LotId, OurLot>) -> Option<(LotId, LotBy)> {
    let (lot, sure) = lot(mention, ours)?;
    (sure != LotBy::NameNotNumber).then_some((lot, by))
}

/// The lot whose name the titles of a sheet have among their words, where they have that of no other.
pub(super) fn titled(titles: &[String], ours: &TiSlice<LotId, OurLot>) -> Option<LotId> {
    let titles: Vec<String> = titles.iter().map(|title| fold(title)).collect();
    let said = |title: &String, word: &str| title.split(' ').any(|of| of == word);
    let named = |lot: &&OurLot| {
        let name = fold(&lot.label);
        let mut words = name.split(' ').filter(|word| word.len() > 2).peekable();
        words.peek().is_some() && titles.iter().any(|title| words.clone().all(|word| said(title, word)))
    };
    let mut lots = ours.iter_enumerated().filter(|(_, lot)| named(lot)).map(|(at, _)| at);
    lots.next().filter(|_| lots.next().is_none())
}

/// What a form is, in the words of its title beside the name of a lot, folded: `Lot 3 ROR – Détail quantitatif estimatif`.
const FORMS: [&str; 20] = [
    "detail quantitatif et estimatif",
    "detail quantitatif estimatif",
    "detail estimatif et quantitatif",
    "detail estimatif",
    "devis quantitatif estimatif",
    "bordereau des prix unitaires",
    "bordereau des prix",
    "bordereau de prix unitaires",
    "bordereau de prix",
    "decomposition du prix global et forfaitaire",
    "decomposition du prix global forfaitaire",
    "simulation de commande",
    "commande type",
    "offre de base",
    "offre financiere",
    "annexe financiere",
    "cadre de reponse financiere",
    "bpu",
    "dqe",
    "dpgf",
];

/// The lot that a mention names, by its place in `ours`.
#[must_use]
pub fn lot(mention: &LotMention, ours: &TiSlice<LotId, OurLot>) -> Option<(LotId, LotBy)> {
    let names: TiVec<LotId, Wording> = ours.iter().map(|lot| Wording::new(&lot.label)).collect();
    // Beside its number, the rest is its name.
    let name = match mention.number {
        Some(_) => {
            FORMS.iter().fold(format!(" {} ", mention.words), |name, form| name.replace(&format!(" {form} "), " "))
        }
        None => mention.words.clone(),
    };
    let words = Wording::new(name.trim());
    let weights = Weights::of(&names);
    let near = |name: &Wording| weights.nearness(&words, name);
    let named = names.iter_enumerated().map(|(at, name)| (near(name), at)).filter(|(near, _)| *near >= 500).max();
    let numbered = mention.number.and_then(|number| ours.position(|lot| lot.number == number));
    match (numbered, named.map(|(_, at)| at)) {
        (Some(number), Some(name)) if number == name => Some((name, LotBy::NumberAndName)),
        (_, Some(name)) if mention.number.is_some() => Some((name, LotBy::NameNotNumber)),
        (_, Some(name)) => Some((name, LotBy::Name)),
        (Some(number), None) if words.is_empty() => Some((number, LotBy::Number)),
        (Some(number), None) => Some((number, LotBy::NumberNotName)),
        (None, None) => None,
    }
}
