//! How near two wordings are: by their words, the rarer the heavier, whatever their order, number and gender.

use std::borrow::Cow;
use std::sync::LazyLock;

use foldhash::HashMap;

use crate::model::bid::Unit;
use crate::unit::fold;

/// Words that say nothing of what is bought, or say its unit.
static EMPTY: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "a au aux avec d dans de des du en et l la le les n ou par pour s sans sur un une the of and for to in journee jour \
     homme mois mensuel mensuelle forfait forfaitaire jh"
        .split(' ')
        .collect()
});
/// Short forms of the field, and what they stand for.
const SHORT: &[(&str, &str)] = &[
    ("mco", "maintien condition operationnel"),
    ("mcs", "maintien condition securite"),
    ("dba", "administrateur base donnee"),
    ("tma", "tierce maintenance applicatif"),
    ("tme", "tierce maintenance exploitation"),
    ("cp", "chef projet"),
    ("po", "product owner"),
    ("sre", "ingenieur fiabilite"),
    ("ssi", "securite"),
];

/// The words of a label, as they are compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording(Vec<String>);

impl Wording {
    /// Of a label.
    #[must_use]
    pub fn new(label: &str) -> Self {
        let folded = fold(&without_hyphens(label)).replace("unite d oeuvre", "uo").replace("unites d oeuvre", "uo");
        let mut words: Vec<String> = Vec::new();
        for word in folded.split(' ') {
            let long = SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long);
            for word in long.split(' ').map(singular) {
                if !word.is_empty() && !EMPTY.contains(&word) && !words.iter().any(|w| w == word) {
                    words.push(word.to_owned());
                }
            }
        }
        Self(words)
    }

    /// Has it no word?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn holds(&self, word: &str) -> bool {
        self.0.iter().any(|w| alike(w, word))
    }
}

/// How heavy each word is: the fewer labels have it, the more it tells.
#[derive(Debug, Default)]
pub struct Weights {
    labels: u32,
    having: HashMap<String, u32>,
}

impl Weights {
    /// From all the labels that are compared.
    pub fn of<'a>(labels: impl IntoIterator<Item = &'a Wording>) -> Self {
        let mut weights = Self::default();
        for label in labels {
            weights.labels += 1;
            for word in &label.0 {
                *weights.having.entry(word.clone()).or_default() += 1;
            }
        }
        weights
    }

    fn weight(&self, word: &str) -> u32 {
        let having = self.having.get(word).copied().unwrap_or_default().max(1);
        (self.labels / having).max(1).ilog2() + 2
    }

    /// How near two labels are, from 0 to 1000. Words that one has only because of the section the other stands in
    /// count for neither.
    #[must_use]
    pub fn nearness(&self, one: (&Wording, &Wording), other: (&Wording, &Wording)) -> u32 {
        let half = |(label, _): (&Wording, &Wording), (other, section): (&Wording, &Wording)| {
            label.0.iter().fold((0, 0), |(shared, all), word| {
                let weight = self.weight(word);
                if other.holds(word) {
                    (shared + weight, all + weight)
                } else if section.holds(word) {
                    (shared, all)
                } else {
                    (shared, all + weight)
                }
            })
        };
        let (a, b) = (half(one, other), half(other, one));
        let all = a.1 + b.1;
        ((a.0 + b.0) * 1000).checked_div(all).unwrap_or_default()
    }
}

/// Are two words one, but for number, gender, ending or a slip?
fn alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    if one.chars().next() != other.chars().next() {
        return false;
    }
    let (length, other_length) = (one.chars().count(), other.chars().count());
    let shorter = length.min(other_length);
    let digits = |w: &str| w.bytes().any(|b| b.is_ascii_digit());
    if shorter < 5 || digits(one) || digits(other) {
        return false;
    }
    let common = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let slips = if shorter >= 9 { 2 } else { usize::from(shorter >= 6) };
    // The same stem: `opérationnel`, `opérationnelle`; `moyen`, `moyenne`.
    (common >= 5 && common * 4 >= shorter * 3)
        || (length.abs_diff(other_length) <= slips && strsim::osa_distance(one, other) <= slips)
}

fn singular(word: &str) -> &str {
    if word.len() > 3 { word.trim_end_matches(['s', 'x']) } else { word }
}

/// `éco-conception` is `écoconception`; a dash between spaces parts words.
fn without_hyphens(text: &str) -> Cow<'_, str> {
    let hyphens = ['-', '\u{2010}', '\u{2011}'];
    if !text.contains(hyphens) {
        return Cow::Borrowed(text);
    }
    let chars: Vec<char> = text.chars().collect();
    let letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphabetic());
    let joins = |at: usize| hyphens.contains(&chars[at]) && letter(at.checked_sub(1)) && letter(Some(at + 1));
    (0..chars.len()).filter(|at| !joins(*at)).map(|at| chars[at]).collect()
}

/// A unit as a buyer writes it: ours, another one, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TheirUnit {
    /// Nothing is written.
    None,
    /// One that a DQE of ours has.
    Ours(Unit),
    /// A piece (`u`): a lump sum or a work unit of ours may be one.
    Piece,
    /// Another.
    Other,
}

/// Reads a unit.
#[must_use]
pub fn unit(text: &str) -> TheirUnit {
    let folded = fold(&without_hyphens(text));
    let known: &[(Unit, &[&str])] = &[
        (
            Unit::Day,
            &[
                "j",
                "jr",
                "jrs",
                "jour",
                "jours",
                "jh",
                "j h",
                "jour homme",
                "jourhomme",
                "jours homme",
                "journee",
                "day",
                "days",
            ],
        ),
        (Unit::Month, &["mois", "m mois", "forfait mensuel", "mensuel", "par mois", "month", "months"]),
        (Unit::WorkUnit, &["uo", "unite d oeuvre", "unites d oeuvre", "work unit"]),
        (Unit::LumpSum, &["forfait", "forfaits", "ft", "ff", "fft", "f", "ens", "ensemble", "lump sum"]),
    ];
    let ours = known.iter().find(|(_, words)| words.contains(&folded.as_str())).map(|(unit, _)| *unit);
    match ours {
        _ if folded.is_empty() => TheirUnit::None,
        _ if ["u", "un", "unite", "piece", "each", "ea"].contains(&folded.as_str()) => TheirUnit::Piece,
        Some(unit) => TheirUnit::Ours(unit),
        None => TheirUnit::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{TheirUnit, Unit, Weights, Wording, alike, unit};

    #[test]
    fn words_are_one_but_for_their_endings() {
        for (one, other) in [
            ("operationnel", "operationnelle"),
            ("moyen", "moyenne"),
            ("applicatif", "application"),
            ("transfert", "transferabilite"),
            ("accessibilite", "accesibilite"),
        ] {
            assert!(alike(one, other) && alike(other, one), "{one} {other}");
        }
        for (one, other) in
            [("maintien", "maintenance"), ("simple", "complexe"), ("devops", "dba"), ("lot1", "lot2"), ("ror", "ror2")]
        {
            assert!(!alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn labels_of_one_thing_are_near() {
        let none = Wording::default();
        let labels = [
            "Journée d'UX designer",
            "UX designer",
            "Journée d'administrateur de bases de données",
            "DBA",
            "Expert éco-conception (RGESN)",
            "Journée d'expert écoconception (RGESN)",
            "Journée d'ingénieur DevOps",
            "Unité d'œuvre d'évolution simple",
            "UO évolution simple",
            "Plan de réversibilité",
        ]
        .map(Wording::new);
        let weights = Weights::of(&labels);
        let near = |a: usize, b: usize| weights.nearness((&labels[a], &none), (&labels[b], &none));
        for (a, b) in [(0, 1), (2, 3), (4, 5), (7, 8)] {
            assert_eq!(near(a, b), 1000);
        }
        assert_eq!((near(0, 6), near(3, 6), near(9, 7)), (0, 0, 0));
    }

    #[test]
    fn what_the_section_says_counts_for_neither() {
        let (ours, build) =
            (Wording::new("Unité d'œuvre d'évolution simple"), Wording::new("Build : tests et recette"));
        let theirs = Wording::new("UO Build simple");
        let weights = Weights::of([&ours, &theirs]);
        let none = Wording::default();
        let (with, without) =
            (weights.nearness((&theirs, &none), (&ours, &build)), weights.nearness((&theirs, &none), (&ours, &none)));
        assert!(with > without, "{with} {without}");
    }

    #[test]
    fn units_in_many_ways() {
        for text in ["Jour", "J", "jours", "j/h", "jour-homme"] {
            assert_eq!(unit(text), TheirUnit::Ours(Unit::Day), "{text}");
        }
        for text in ["Forfait", "ENS", "ens.", "Ft"] {
            assert_eq!(unit(text), TheirUnit::Ours(Unit::LumpSum), "{text}");
        }
        assert_eq!(unit("U.O."), TheirUnit::Ours(Unit::WorkUnit));
        assert_eq!(unit("mois"), TheirUnit::Ours(Unit::Month));
        assert_eq!((unit("m²"), unit("u"), unit(" ")), (TheirUnit::Other, TheirUnit::Piece, TheirUnit::None));
    }
}
