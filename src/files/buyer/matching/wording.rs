//! What a label says: its terms, each a concept of the lexicon or a word of its own, and the step it is of a scale.

use std::collections::HashMap;

use super::lexicon::{Class, ConceptId, Grade, Ladder, Lexicon, Meaning, lexicon};
use super::words::{Known, OUT_OF, Word, Written, excludes, words};
use crate::buyer::scales::SIZES;
use crate::model::bid::Nature;

/// What a term is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum What {
    /// A concept of the lexicon.
    Concept(ConceptId),
    /// A word that the lexicon does not know, by its stem.
    Word(String),
}

/// A term of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// What it is.
    pub what: What,
    /// Is it but a detail?
    pub detail: bool,
}

/// A label as it is compared.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    pub(super) terms: Vec<Term>,
    /// The step that it names.
    pub(super) step: Step,
    /// Does it leave something out?
    pub(super) excludes: bool,
    /// Does it begin by what is done again: `Mise à jour du plan` is not the plan?
    pub(super) renews: bool,
    /// What it says that changes what is bought, the strongest.
    pub(super) change: Option<Change>,
    /// Was a word of it cut short, and taken for the one that begins so?
    pub(super) guessed: bool,
    /// Its words, without what is lexicon: to see whether two labels are the same to the letter.
    words: Vec<String>,
}

/// What changes what is bought, in words that say nothing by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    /// A field of work after a profile: `architecte SI santé`.
    Field,
    /// One more of something: `VM supplémentaire`.
    OneMore,
}

/// The step of a scale that a label names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Step {
    /// None.
    #[default]
    None,
    /// One.
    One(Grade),
    /// Several, or all.
    Several,
}

/// Words that say that all steps are meant.
const ALL: [&str; 6] = ["tout", "tou", "toute", "all", "confondu", "quel"];
/// Concepts of profiles that are things as well, by their names.
const THINGS: [&str; 3] = ["sysadmin", "network", "database"];
/// What is done again, as phrases of the lexicon.
const RENEWALS: [&str; 2] = ["mise jour", "actualisation"];
/// What says that one more of something is bought, by their stems.
const MORE: [&str; 3] = ["supplementair", "complementair", "additionnel"];
/// Fields of work that a profile may be of, by their stems: they say nothing beside a service.
const FIELDS: [&str; 2] = ["sant", "travail"];
/// How soon something is done, or how grave it is, by their stems.
const URGENCIES: [&str; 5] = ["priorit", "criticit", "gravit", "severit", "urgenc"];

impl Wording {
    /// Of a label.
    #[must_use]
    pub fn new(label: &str) -> Self {
        Self::among(label, &Known::default())
    }

    /// Of a label, some words of which may be misspelt ones of `known`.
    pub(super) fn among(label: &str, known: &Known) -> Self {
        let lexicon = lexicon();
        let mut all = lexicon.long(&words(label));
        let mut guessed = false;
        for word in &mut all {
            if !lexicon.knows(&word.stem) && !known.holds(&word.stem) {
                let whole = || known.completed(&word.stem).or_else(|| lexicon.completed(&word.stem));
                let completed = Some(word.written).filter(|of| *of == Written::Cut).and_then(|_| whole());
                guessed |= completed.is_some();
                let meant = completed.or_else(|| known.meant(&word.stem)).or_else(|| lexicon.meant(&word.stem));
                if let Some(meant) = meant {
                    word.stem = meant.to_owned();
                }
            }
        }
        Self { excludes: excludes(label), guessed, ..Reader::read(lexicon, &all) }
    }

    /// What covers all that follows it says but in which section it is: `Initialisation : prise de connaissance`.
    fn narrow(&mut self) {
        // `Appropriation du système`: beside a service, on what it is done.
        let class = |term: &Term| match term.what {
            What::Concept(id) => Some((lexicon().concept(id).class, lexicon().concept(id).name)),
            What::Word(_) => None,
        };
        if self.terms.iter().any(|term| !term.detail && class(term).is_some_and(|(class, _)| class == Class::Work)) {
            for term in &mut self.terms {
                term.detail |= class(term).is_some_and(|(_, name)| THINGS.contains(&name));
            }
        }
        // Words that say nothing are before the colon: `Préparation : plan`.
        if self.terms.iter().all(|term| term.detail) {
            self.terms.iter_mut().for_each(|term| term.detail = false);
        }
        let concept = |term: &Term| match term.what {
            What::Concept(id) if is_core(term) => Some(id),
            _ => None,
        };
        let details: Vec<ConceptId> = self.terms.iter().filter(|term| term.detail).filter_map(concept).collect();
        let covers = |term: &Term| {
            concept(term).is_some_and(|id| details.iter().all(|of| *of != id && lexicon().reaches(id, *of)))
        };
        let first = |term: &&Term| !term.detail;
        if details.len() == 1
            && self.terms.iter().any(|term| !term.detail)
            && self.terms.iter().filter(first).all(covers)
        {
            for term in &mut self.terms {
                term.detail = !term.detail;
            }
        }
    }

    /// The words that this label has and the lexicon does not know.
    pub(super) fn unknown(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().filter_map(|term| match &term.what {
            What::Word(word) => Some(word.as_str()),
            What::Concept(_) => None,
        })
    }

    /// Does it say nothing of what is bought?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Does it hold a term?
    pub(super) fn holds(&self, what: &What) -> bool {
        self.terms.iter().any(|term| term.what == *what)
    }

    /// The natures of the lines that sell what it says; none where it says nothing of it.
    pub(super) fn natures(&self) -> Vec<Nature> {
        let of = |term: &Term| match term.what {
            What::Concept(id) => lexicon().concept(id).natures.as_slice(),
            What::Word(_) => &[],
        };
        // Those that all of it may be of; where it says things of several kinds, any of theirs.
        let named: Vec<&[Nature]> = self.terms.iter().map(of).filter(|natures| !natures.is_empty()).collect();
        let all = || Nature::ALL.into_iter();
        let common: Vec<Nature> = all().filter(|nature| named.iter().all(|of| of.contains(nature))).collect();
        match () {
            () if named.is_empty() => Vec::new(),
            () if common.is_empty() => all().filter(|nature| named.iter().any(|of| of.contains(nature))).collect(),
            () => common,
        }
    }

    /// Is each of its words one of `whole`, and one of them none of `other`?
    pub(super) fn is_other_part(&self, whole: &Self, other: &Self) -> bool {
        !self.words.is_empty()
            && self.words.iter().all(|word| whole.words.contains(word))
            && self.words.iter().any(|word| !other.words.contains(word))
    }

    /// How near the words of two labels are, from 0 to 1000, without what the lexicon knows of them.
    #[must_use]
    pub fn alike(&self, other: &Self) -> u32 {
        let shared = self.words.iter().filter(|word| other.words.contains(word)).count();
        let all = self.words.len() + other.words.len();
        u32::try_from(2000 * shared)
            .unwrap_or(u32::MAX)
            .checked_div(u32::try_from(all).unwrap_or(u32::MAX))
            .unwrap_or(0)
    }
}

/// Reads the words of a label one phrase after the other.
struct Reader {
    wording: Wording,
    grades: Vec<Grade>,
    /// Words of a ladder without an order, and the letter after each: they say nothing beside a step in words.
    classes: Vec<String>,
    all: bool,
    /// The first word of the last name of a profile that has several: what follows a stroke shares it.
    head: Option<String>,
}

impl Reader {
    fn read(lexicon: &Lexicon, all: &[Word]) -> Wording {
        let mut reader =
            Self { wording: Wording::default(), grades: Vec::new(), classes: Vec::new(), all: false, head: None };
        let stems: Vec<&str> = all.iter().map(|word| word.stem.as_str()).collect();
        let mut at = 0;
        while at < all.len() {
            let taken = reader.phrase(lexicon, &all[at..], &stems[at..]);
            reader.wording.renews |= at == 0 && RENEWALS.contains(&stems[..taken].join(" ").as_str());
            at += taken;
        }
        reader.finish()
    }

    /// Takes the phrase at the start of some words, and says how many they are.
    fn phrase(&mut self, lexicon: &Lexicon, words: &[Word], stems: &[&str]) -> usize {
        let (word, stem) = (&words[0], stems[0]);
        self.all |= ALL.contains(&stem);
        let first = self.wording.is_empty() && self.grades.is_empty();
        let graded = letter(word).or_else(|| numbered(stem)).or_else(|| expert(word).filter(|_| !first));
        if let Some(grade) = graded {
            self.grades.push(grade);
            return 1;
        }
        // `Architecte d'entreprise / SI` is an `Architecte SI`, too.
        if let Some(head) = self.head.take().filter(|_| word.other) {
            let shared: Vec<&str> = std::iter::once(head.as_str()).chain(stems.iter().copied()).collect();
            if let Some((taken, Meaning::Concepts(ids))) = lexicon.phrase(&shared) {
                for id in ids {
                    self.term(What::Concept(*id), word.detail);
                }
                if taken > 1 {
                    self.wording.words.extend(stems[..taken - 1].iter().map(|stem| (*stem).to_owned()));
                    return taken - 1;
                }
            }
        }
        // A phrase goes over no sign that parts words, unless it names several things that may be listed:
        // `Maintien en conditions (opérationnel, sécurité)`.
        let together = words.iter().position(|word| word.last).map_or(words.len(), |last| last + 1);
        let names_several = |(taken, meaning): &(usize, &Meaning)| {
            *taken > together && matches!(meaning, Meaning::Concepts(of) if of.len() > 1)
        };
        let listed = lexicon.phrase(stems).filter(names_several);
        let Some((taken, meaning)) = listed.or_else(|| lexicon.phrase(&stems[..together])) else {
            // A number by itself says how much, not what.
            if !stem.starts_with(|c: char| c.is_ascii_digit()) {
                self.term(What::Word(stem.to_owned()), word.detail);
                self.wording.words.push(stem.to_owned());
            }
            return 1;
        };
        let mut taken = taken;
        match meaning {
            Meaning::Plain => {
                let has = |of: &[&str]| stems[..taken].iter().any(|stem| of.contains(stem));
                let of_field = has(&FIELDS) && !word.detail && self.wording.terms.iter().any(is_profile);
                let change = has(&MORE).then_some(Change::OneMore).or(of_field.then_some(Change::Field));
                self.wording.change = self.wording.change.max(change);
            }
            Meaning::Concepts(ids) => {
                for id in ids {
                    self.term(What::Concept(*id), word.detail);
                }
                let is_profile = ids.iter().all(|id| lexicon.concept(*id).class == Class::Profile);
                self.head = (is_profile && taken > 1).then(|| stem.to_owned());
                self.wording.words.extend(stems[..taken].iter().map(|stem| (*stem).to_owned()));
            }
            Meaning::Grade(grade) => {
                self.grades.push(*grade);
            }
            Meaning::Ladder(ladder) => {
                if let Some(grade) = stems.get(taken).and_then(|stem| out_of(stem)) {
                    self.grades.push(grade);
                    return taken + 1;
                }
                // `criticité haute` is a step of something else than of how difficult it is.
                if *ladder == Ladder::Unordered && stems.get(taken).is_none_or(|stem| rung(stem).is_none()) {
                    self.term(What::Word(stem.to_owned()), word.detail);
                    let letter = stems.get(taken).filter(|stem| stem.len() == 1);
                    self.classes.extend(std::iter::once(stem).chain(letter.copied()).map(str::to_owned));
                }
                // `niveaux 2 et 3` are several.
                while let Some(rank) = stems.get(taken).and_then(|stem| rung(stem)) {
                    self.grades.push(Grade { ladder: *ladder, rank });
                    taken += 1;
                }
            }
        }
        taken
    }

    fn term(&mut self, what: What, detail: bool) {
        match self.wording.terms.iter_mut().find(|term| term.what == what) {
            Some(term) => term.detail &= detail,
            None => self.wording.terms.push(Term { what, detail }),
        }
    }

    fn finish(mut self) -> Wording {
        self.wording.narrow();
        // A word says more than a number beside it: `complexité 1 (simple)`.
        let worded = self.grades.iter().any(|grade| grade.ladder == Ladder::Difficulty);
        // `priorité haute` is no size: it says how soon something is done, or how grave it is.
        let urgent = self.classes.iter().any(|class| URGENCIES.contains(&class.as_str()));
        if worded && urgent {
            self.grades.iter_mut().for_each(|grade| grade.ladder = Ladder::Unordered);
        } else if worded {
            self.grades.retain(|grade| match grade.ladder {
                Ladder::Level | Ladder::OutOf(_) | Ladder::Unordered => false,
                Ladder::Size => self.classes.is_empty(),
                _ => true,
            });
            // `classe B (moyenne)`
            let of_class = |term: &Term| matches!(&term.what, What::Word(word) if self.classes.contains(word));
            self.wording.terms.retain(|term| !of_class(term));
        }
        self.grades.sort_unstable();
        self.grades.dedup();
        self.wording.step = match self.grades.as_slice() {
            _ if self.all => Step::Several,
            [] => Step::None,
            [one] => Step::One(*one),
            _ => Step::Several,
        };
        self.wording
    }
}

/// A size of clothes.
fn letter(word: &Word) -> Option<Grade> {
    let sized = word.last || word.stem.len() > 1;
    let rank = SIZES.iter().position(|size| *size == word.stem).filter(|_| sized)?;
    Some(Grade { ladder: Ladder::Size, rank: u32::try_from(rank).ok()? })
}

/// `Architecte expert` is more than a senior; `Expert accessibilité` is a job.
fn expert(word: &Word) -> Option<Grade> {
    (word.last && word.stem == "expert").then_some(Grade { ladder: Ladder::Seniority, rank: 35 })
}

/// `1/3` after a noun such as `complexité`.
fn out_of(stem: &str) -> Option<Grade> {
    let (rank, count) = stem.split_once(OUT_OF)?;
    Some(Grade { ladder: Ladder::OutOf(count.parse().ok()?), rank: rank.parse().ok()? })
}

/// `N2` is a level; `T2` and `P2` are steps in no order that could be relied on.
fn numbered(stem: &str) -> Option<Grade> {
    let mut chars = stem.chars();
    let letter = chars.next().filter(char::is_ascii_lowercase)?;
    let rank = chars.as_str().parse().ok().filter(|n| (1..=9).contains(n))?;
    Some(Grade { ladder: if letter == 'n' { Ladder::Level } else { Ladder::Unordered }, rank })
}

/// The number of a step: `2`, `II`, `B`.
fn rung(stem: &str) -> Option<u32> {
    const ROMAN: [&str; 5] = ["i", "ii", "iii", "iv", "v"];
    if let Some(at) = ROMAN.iter().position(|roman| *roman == stem) {
        return u32::try_from(at + 1).ok();
    }
    stem.parse().ok().filter(|n| (1..=9).contains(n))
}

/// How much of a term another one is, in tenths.
pub(super) fn strength(one: &Term, other: &Term) -> u32 {
    match (&one.what, &other.what) {
        (one, other) if one == other => 10,
        (What::Concept(one), What::Concept(other)) if lexicon().reaches(*one, *other) => 9,
        (What::Concept(one), What::Concept(other)) if lexicon().reaches(*other, *one) => 6,
        _ => 0,
    }
}

/// Is it what is bought itself, a service or a profile?
pub(super) fn is_core(term: &Term) -> bool {
    match term.what {
        What::Concept(id) => matches!(lexicon().concept(id).class, Class::Work | Class::Profile),
        What::Word(_) => false,
    }
}

/// Is it a person who works?
fn is_profile(term: &Term) -> bool {
    match term.what {
        What::Concept(id) => lexicon().concept(id).class == Class::Profile,
        What::Word(_) => false,
    }
}

/// How much each term says.
#[derive(Debug, Default)]
pub struct Weights {
    labels: u32,
    having: HashMap<What, u32>,
}

impl Weights {
    /// From all the labels that are compared.
    pub fn of<'a>(labels: impl IntoIterator<Item = &'a Wording>) -> Self {
        let mut weights = Self::default();
        for label in labels {
            weights.labels += 1;
            for term in &label.terms {
                *weights.having.entry(term.what.clone()).or_default() += 1;
            }
        }
        weights
    }

    /// How much a term says: a concept by its kind, an unknown word the more the rarer it is.
    pub(super) fn weight(&self, term: &Term) -> u32 {
        let full = match &term.what {
            What::Concept(id) => match lexicon().concept(*id).class {
                Class::Work | Class::Profile => 8,
                Class::Part => 6,
                Class::Object => 3,
                Class::Narrowing => 2,
            },
            What::Word(_) => {
                let having = self.having.get(&term.what).copied().unwrap_or_default().max(1);
                // A word that half the labels have says next to nothing.
                (self.labels / having).max(1).ilog2().min(4) + 1
            }
        };
        if term.detail { full.div_ceil(2) } else { full }
    }

    /// How near two labels are, from 0 to 1000.
    #[must_use]
    pub fn nearness(&self, one: &Wording, other: &Wording) -> u32 {
        let half = |one: &Wording, other: &Wording| {
            one.terms.iter().fold((0, 0), |(shared, all), term| {
                let weight = self.weight(term);
                (if other.holds(&term.what) { shared + weight } else { shared }, all + weight)
            })
        };
        let (a, b) = (half(one, other), half(other, one));
        ((a.0 + b.0) * 1000).checked_div(a.1 + b.1).unwrap_or_default()
    }
}
