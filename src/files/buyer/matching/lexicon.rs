//! What words mean in a price form: `lexicon.txt`, read once.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::{Known, Word, words};
use crate::buyer::scales;
pub(super) use crate::buyer::scales::{Grade, Ladder};
use crate::model::bid::Nature;

/// A concept, by its place in the lexicon.
pub(super) type ConceptId = usize;

/// What kind of thing a concept is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A service.
    Work,
    /// Who works.
    Profile,
    /// A part of a service, or what it delivers.
    Part,
    /// What a service is done on.
    Object,
    /// A word of the field that narrows what is bought, and makes it no other thing.
    Narrowing,
}

/// A concept.
#[derive(Debug)]
pub(super) struct Concept {
    pub name: &'static str,
    pub class: Class,
    /// The natures of the lines that sell it; none where any may.
    pub natures: Vec<Nature>,
    /// The concepts that it covers, those among them that cover others with what these cover.
    pub covers: Vec<ConceptId>,
}

/// What a phrase means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing of what is bought.
    Plain,
    /// Concepts.
    Concepts(Vec<ConceptId>),
    /// A step.
    Grade(Grade),
    /// A step by the number after it.
    Ladder(Ladder),
}

/// The lexicon.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    concepts: Vec<Concept>,
    related: Vec<Vec<ConceptId>>,
    phrases: HashMap<String, Meaning>,
    /// How many words the longest phrase has that starts with a word.
    longest: HashMap<String, usize>,
    short: HashMap<String, Vec<String>>,
    known: Known,
    /// Lines that cannot be read.
    wrong: Vec<&'static str>,
}

/// The one that the program carries.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(&[scales::WORDS, include_str!("lexicon.txt")]));
    &LEXICON
}

/// The heading that entries are under.
#[derive(Debug, Clone)]
enum Heading {
    None,
    Short,
    Plain,
    Concepts(Class, Vec<Nature>),
    Together,
    Grade(Ladder),
    Number(Ladder),
}

impl Heading {
    fn read(text: &str) -> Option<Self> {
        let mut words = text.split([' ', ',']).filter(|word| !word.is_empty());
        let first = words.next()?;
        let nature = |id: &str| Nature::ALL.into_iter().find(|nature| nature.id() == id);
        let natures = || words.clone().map(nature).collect::<Option<Vec<_>>>();
        Some(match first {
            "short" => Self::Short,
            "plain" => Self::Plain,
            "work" => Self::Concepts(Class::Work, natures()?),
            "profile" => Self::Concepts(Class::Profile, natures()?),
            "part" => Self::Concepts(Class::Part, natures()?),
            "object" => Self::Concepts(Class::Object, natures()?),
            "narrowing" => Self::Concepts(Class::Narrowing, natures()?),
            "together" => Self::Together,
            "ladder" => Self::Number(Ladder::Level),
            "unordered" => Self::Number(Ladder::Unordered),
            "grade" => Self::Grade(Ladder::named(words.next()?)?),
            _ => return None,
        })
    }
}

impl Lexicon {
    fn read(texts: &[&'static str]) -> Self {
        let mut lexicon = Self::default();
        let mut entries: Vec<(Heading, String, &'static str)> = Vec::new();
        let mut heading = Heading::None;
        for line in
            texts.iter().flat_map(|text| text.lines()).filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                match Heading::read(name) {
                    Some(read) => heading = read,
                    None => lexicon.wrong.push(line),
                }
            } else if let Some((_, entry, _)) = entries.last_mut().filter(|_| line.starts_with(' ')) {
                entry.push(' ');
                entry.push_str(line.trim());
            } else {
                entries.push((heading.clone(), line.trim().to_owned(), line));
            }
        }
        // Short forms first, which the phrases of the rest may use; names of concepts before what covers them.
        for (_, entry, line) in entries.iter().filter(|(heading, ..)| matches!(heading, Heading::Short)) {
            lexicon.short(entry, line);
        }
        for (heading, entry, line) in &entries {
            if let Heading::Concepts(class, natures) = heading {
                let name = entry.split(['=', '>']).next().unwrap_or_default().trim();
                let name = line.get(..name.len()).unwrap_or_default();
                lexicon.concepts.push(Concept { name, class: *class, natures: natures.clone(), covers: Vec::new() });
            }
        }
        for (heading, entry, line) in &entries {
            lexicon.entry(heading, entry, line);
        }
        let all = 0..lexicon.concepts.len();
        let related = |one: usize| {
            all.clone().filter(|other| lexicon.reaches(one, *other) || lexicon.reaches(*other, one)).collect()
        };
        lexicon.related = all.clone().map(related).collect();
        lexicon
    }

    fn short(&mut self, entry: &str, line: &'static str) {
        match entry.split_once('=').map(|(short, long)| (words(short), words(long))) {
            Some((short, long)) if short.len() == 1 && !long.is_empty() => {
                self.short.insert(short[0].stem.clone(), long.into_iter().map(|word| word.stem).collect());
            }
            _ => self.wrong.push(line),
        }
    }

    fn entry(&mut self, heading: &Heading, entry: &str, line: &'static str) {
        let (left, right) = entry.split_once('=').unwrap_or(("", entry));
        match heading {
            Heading::Short => {}
            Heading::Plain => self.phrases(right, &Meaning::Plain, line),
            Heading::Concepts(..) => {
                let (name, covers) = left.split_once('>').unwrap_or((left, ""));
                let covers: Option<Vec<_>> = covers.split_whitespace().map(|name| self.named(name)).collect();
                match (self.named(name.trim()), covers) {
                    (Some(id), Some(covers)) => {
                        self.concepts[id].covers = covers;
                        self.phrases(right, &Meaning::Concepts(vec![id]), line);
                    }
                    _ => self.wrong.push(line),
                }
            }
            Heading::Together => match right.split_whitespace().map(|name| self.named(name)).collect() {
                Some(ids) => self.phrases(left, &Meaning::Concepts(ids), line),
                None => self.wrong.push(line),
            },
            Heading::Grade(ladder) => match left.trim().parse() {
                Ok(rank) => self.phrases(right, &Meaning::Grade(Grade { ladder: *ladder, rank }), line),
                Err(_) => self.wrong.push(line),
            },
            Heading::Number(ladder) => self.phrases(right, &Meaning::Ladder(*ladder), line),
            Heading::None => self.wrong.push(line),
        }
    }

    fn phrases(&mut self, list: &str, meaning: &Meaning, line: &'static str) {
        for phrase in list.split(',').map(str::trim).filter(|phrase| !phrase.is_empty()) {
            let stems: Vec<String> = self.long(&words(phrase)).into_iter().map(|word| word.stem).collect();
            let Some(first) = stems.first() else {
                // A letter that is a size by itself, or a small word.
                self.wrong.push(line);
                continue;
            };
            for stem in &stems {
                self.known.add(stem);
                self.known.note(stem);
            }
            let longest = self.longest.entry(first.clone()).or_default();
            *longest = stems.len().max(*longest);
            let key = stems.join(" ");
            match self.phrases.get(&key) {
                Some(before) if before != meaning => self.wrong.push(line),
                _ => {
                    self.phrases.insert(key, meaning.clone());
                }
            }
        }
    }

    fn named(&self, name: &str) -> Option<ConceptId> {
        self.concepts.iter().position(|concept| concept.name == name)
    }

    /// A concept.
    pub fn concept(&self, id: ConceptId) -> &Concept {
        &self.concepts[id]
    }

    /// Words with the short forms written out.
    pub fn long(&self, words: &[Word]) -> Vec<Word> {
        let mut long = Vec::with_capacity(words.len());
        for word in words {
            match self.short.get(&word.stem) {
                Some(stems) => long.extend(stems.iter().enumerate().map(|(at, stem)| Word {
                    stem: stem.clone(),
                    last: word.last && at + 1 == stems.len(),
                    other: word.other && at == 0,
                    ..*word
                })),
                None => long.push(word.clone()),
            }
        }
        long
    }

    /// Is it a word of the lexicon?
    pub fn knows(&self, stem: &str) -> bool {
        self.known.holds(stem)
    }

    /// The word of the lexicon that a misspelt one was meant to be; not one that says nothing: a real word is dropped with it, as
    /// the one of `architecte d'intérieur` for `inférieur`.
    pub fn meant(&self, stem: &str) -> Option<&str> {
        self.known.meant(stem).filter(|meant| self.phrases.get(*meant) != Some(&Meaning::Plain))
    }

    /// The one word of the lexicon that a word which was cut short begins.
    pub fn completed(&self, cut: &str) -> Option<&str> {
        self.known.completed(cut)
    }

    /// What the longest phrase at the start of some stems means, and how many of them it takes.
    pub fn phrase(&self, stems: &[&str]) -> Option<(usize, &Meaning)> {
        let longest = *self.longest.get(*stems.first()?)?;
        let mut lengths = (1..=longest.min(stems.len())).rev();
        lengths.find_map(|n| Some((n, self.phrases.get(&stems[..n].join(" "))?)))
    }

    /// Is a concept another one, or does it cover it?
    pub fn reaches(&self, one: ConceptId, other: ConceptId) -> bool {
        one == other || self.concepts[one].covers.contains(&other)
    }

    /// The concepts that reach a concept, and those that it reaches, itself among them.
    pub fn related(&self, id: ConceptId) -> &[ConceptId] {
        &self.related[id]
    }
}

#[cfg(test)]
mod tests {
    use super::{Meaning, lexicon};
    use crate::buyer::matching::words::words;

    #[test]
    fn every_line_of_the_lexicon_can_be_read_and_says_one_thing() {
        assert!(lexicon().wrong.is_empty(), "{:#?}", lexicon().wrong);
    }

    #[test]
    fn the_longest_phrase_wins() {
        let meaning = |label: &str| {
            let words = lexicon().long(&words(label));
            let stems: Vec<&str> = words.iter().map(|word| word.stem.as_str()).collect();
            let (taken, meaning) = lexicon().phrase(&stems).unwrap();
            let names = match meaning {
                Meaning::Concepts(ids) => ids.iter().map(|id| lexicon().concept(*id).name).collect::<Vec<_>>(),
                _ => vec![],
            };
            (taken == stems.len(), names.join(" "))
        };
        for (label, concepts) in [
            ("Maintien en conditions opérationnelles et de sécurité", "mco mcs"),
            ("TMA", "app-maintenance application"),
            ("maintenance évolutive", "evolution"),
            ("Prise en charge", "takeover"),
            ("prise de connaissance", "discovery"),
            ("chef de projet", "project-manager"),
        ] {
            assert_eq!(meaning(label), (true, concepts.to_owned()), "{label}");
        }
    }
}
