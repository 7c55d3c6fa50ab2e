//! The words of a label, as they are compared: without accents, capitals, number and gender; small words left out.

use std::fmt::Write as _;

use std::collections::{BTreeSet, HashMap};
use std::ops::Bound;

use itertools::Itertools as _;

use crate::buyer::scales::stem;
use crate::unit::fold;

/// A word of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its stem.
    pub stem: String,
    /// Is it in brackets, after a colon, or on a later line: a detail of what comes before?
    pub detail: bool,
    /// Is it the last before a sign that parts words, or the end?
    pub last: bool,
    /// Is it the first after a stroke: another wording of what is before it?
    pub other: bool,
    /// How much of it is written.
    pub written: Written,
}

/// How much of a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    Whole,
    /// It is cut short by a point: `connais.`.
    Cut,
}

/// Small words, folded.
const SMALL: [&str; 39] = [
    "a", "au", "aux", "avec", "ce", "ces", "d", "dans", "de", "des", "du", "en", "est", "et", "la", "le", "les",
    "leur", "leurs", "n", "ou", "par", "pour", "sa", "sans", "se", "ses", "son", "sur", "un", "une", "vers", "the",
    "of", "for", "to", "in", "and", "depuis",
];

/// What leaves something out of what is bought, folded.
const EXCEPT: [&str; 10] =
    ["hors", "sans", "sauf", "hormis", "excepte", "excepter", "exclusion", "excluant", "exclu", "excluding"];

/// What a word leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LeftOut {
    Work,
    Tax,
}

/// What the words after one, by its place in a part, are left out of. `Hors heures ouvrées` leaves out nothing: it is a time
/// of its own.
fn left_out(all: &[&str], at: usize) -> Option<LeftOut> {
    let next = all.get(at + 1).copied().unwrap_or_default();
    let not = all[at] == "non" && ["compris", "comprise", "inclus", "incluse"].contains(&next);
    match next {
        _ if not => Some(LeftOut::Work),
        _ if !EXCEPT.contains(&all[at]) => None,
        "taxe" | "taxes" | "tva" | "tax" => Some(LeftOut::Tax),
        "heure" | "heures" | "ho" | "jour" | "jours" | "plage" | "plages" => None,
        _ => Some(LeftOut::Work),
    }
}

/// Does a label leave something out: `hors support`, `sans assistance`?
pub(super) fn excludes(label: &str) -> bool {
    let folded = fold(&without_elisions(label));
    let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    (0..all.len()).any(|at| left_out(&all, at) == Some(LeftOut::Work))
}

/// Between the two numbers of `1/3` as one word.
pub(super) const OUT_OF: &str = "of";

/// A label with its stars as a level (`★★` is `niveau 2`), and with `1/3` as one word: no more than five steps, for `7/7` and
/// `24/7` are times.
fn with_steps(label: &str) -> String {
    let chars: Vec<char> = label.chars().collect();
    let mut out = String::with_capacity(label.len());
    let mut at = 0;
    while at < chars.len() {
        let stars = chars[at..].iter().take_while(|c| **c == '★').count();
        if stars > 0 {
            let hollow = chars[at + stars..].iter().take_while(|c| **c == '☆').count();
            let _ = write!(out, " niveau {stars} ");
            at += stars + hollow;
            continue;
        }
        let digit = |at: usize| chars.get(at).and_then(|c| c.to_digit(10));
        let free = !at.checked_sub(1).is_some_and(|before| chars[before].is_alphanumeric() || chars[before] == '/');
        let ends = !chars.get(at + 3).is_some_and(|c| c.is_alphanumeric() || *c == '/');
        if let (Some(rank), Some('/'), Some(count)) = (digit(at), chars.get(at + 1), digit(at + 2))
            && free
            && ends
            && (2..=5).contains(&count)
            && (1..=count).contains(&rank)
        {
            let _ = write!(out, "{rank}{OUT_OF}{count}");
            at += 3;
            continue;
        }
        out.push(chars[at]);
        at += 1;
    }
    out
}

/// The words of a label, in order, without those that it leaves out.
pub(super) fn words(label: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut detail = false;
    let mut part = String::new();
    let mut depth = 0_u32;
    let mut other = false;
    let mut included = false;
    let mut close = |part: &mut String, detail: bool, other: &mut bool| {
        let folded = fold(&without_elisions(part));
        let cut: Vec<String> = part.split(char::is_whitespace).filter(|word| is_cut(word)).map(fold).collect();
        part.clear();
        let mut all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        all.truncate((0..all.len()).find(|at| left_out(&all, *at).is_some()).unwrap_or(all.len()));
        for (at, word) in all.iter().enumerate() {
            included |= includes(&all, at);
            let last = at + 1 == all.len();
            let size = last && at > 0 && matches!(*word, "s" | "m" | "l" | "c");
            let letter = matches!(*word, "l" | "s" | "m" | "j" | "h" | "t" | "c" | "y");
            if size || !(letter || SMALL.contains(word)) {
                let written = if cut.iter().any(|of| of == word) { Written::Cut } else { Written::Whole };
                words.push(Word {
                    stem: stem(word),
                    detail: detail || included,
                    last,
                    other: std::mem::take(other),
                    written,
                });
            }
        }
    };
    for c in with_steps(label).chars() {
        match c {
            '(' | '[' | '«' => {
                close(&mut part, detail || depth > 0, &mut other);
                depth += 1;
            }
            ')' | ']' | '»' => {
                close(&mut part, detail || depth > 0, &mut other);
                depth = depth.saturating_sub(1);
            }
            ',' | '+' | '•' => close(&mut part, detail || depth > 0, &mut other),
            // A stroke or a dash between spaces parts words, within a word it does not.
            ' ' if [" /", " -", " –", " —"].iter().any(|sign| part.ends_with(sign)) => {
                let stroke = part.ends_with('/');
                close(&mut part, detail || depth > 0, &mut other);
                other = stroke;
            }
            ':' | '\n' | ';' => {
                close(&mut part, detail || depth > 0, &mut other);
                // What is before a colon names the thing, if anything does.
                detail = true;
            }
            c => part.push(c),
        }
    }
    close(&mut part, detail || depth > 0, &mut other);
    if words.iter().all(|word| word.detail) {
        for word in &mut words {
            word.detail = false;
        }
    }
    words
}

/// Is what follows a word but a part of what comes before: `y compris tests et recette`?
fn includes(all: &[&str], at: usize) -> bool {
    let and = all[at] == "compris" && at.checked_sub(1).is_some_and(|before| all[before] == "y");
    and || ["incluant", "comprenant", "dont"].contains(&all[at])
}

/// Does a word end with a point, after so many letters that it is no initial?
fn is_cut(word: &str) -> bool {
    word.strip_suffix('.').is_some_and(|word| word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic))
}

/// A word that is cut short keeps so many letters at least.
const SHORTEST: usize = 3;

/// `l’` and `d'` before a word say nothing.
fn without_elisions(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, c) in chars.iter().enumerate() {
        let apostrophe = matches!(c, '\'' | '’' | 'ʼ' | '`' | '´');
        if apostrophe {
            let alone = at.checked_sub(2).is_none_or(|before| !chars[before].is_alphanumeric());
            if alone && at > 0 {
                out.pop();
            }
            out.push(' ');
        } else {
            out.push(*c);
        }
    }
    out
}

/// Which letters a word has: most words that differ need no closer look.
#[derive(Debug, Clone, Copy)]
struct Letters(u32);

impl Letters {
    fn of(word: &str) -> Self {
        Self(word.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % u32::BITS)))
    }

    /// May two words be so many slips from each other? A slip puts one letter in another's place at most.
    fn may_be_slips(self, other: Self, slips: usize) -> bool {
        (self.0 ^ other.0).count_ones() as usize <= 2 * slips
    }
}

/// Words that are known, to find the one that a misspelt word was meant to be.
#[derive(Debug, Default)]
pub(super) struct Known {
    by: HashMap<(char, usize), Vec<(Letters, String)>>,
    noted: BTreeSet<String>,
}

impl Known {
    /// Adds a word.
    pub fn add(&mut self, word: &str) {
        let Some(first) = word.chars().next() else { return };
        let words = self.by.entry((first, word.chars().count())).or_default();
        if !words.iter().any(|(_, known)| known == word) {
            words.push((Letters::of(word), word.to_owned()));
        }
    }

    /// Is it known?
    pub fn holds(&self, word: &str) -> bool {
        let place = word.chars().next().map(|first| (first, word.chars().count()));
        place.and_then(|place| self.by.get(&place)).is_some_and(|words| words.iter().any(|(_, known)| known == word))
    }

    /// Notes a word that others may have cut short.
    pub fn note(&mut self, word: &str) {
        self.noted.insert(word.to_owned());
    }

    /// The one noted word that a word which was cut short begins.
    pub fn completed(&self, cut: &str) -> Option<&str> {
        let from = self.noted.range::<str, _>((Bound::Excluded(cut), Bound::Unbounded));
        let mut words = from.take_while(|word| word.starts_with(cut));
        words.next().filter(|_| words.next().is_none()).map(String::as_str)
    }

    /// The one known word that a word is but for a slip: one letter of five, two of nine.
    pub fn meant(&self, word: &str) -> Option<&str> {
        let length = word.chars().count();
        let slips = if length >= 9 { 2 } else { usize::from(length >= 5) };
        if slips == 0 || word.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let first = word.chars().next()?;
        let lengths = length.saturating_sub(slips).max(5)..=length + slips;
        let known = lengths.filter_map(|length| self.by.get(&(first, length))).flatten();
        let letters = Letters::of(word);
        let known = known.filter(|(of, _)| letters.may_be_slips(*of, slips)).map(|(_, known)| known);
        let near = known.map(|known| (strsim::osa_distance(known, word), known)).filter(|(slip, _)| *slip <= slips);
        let nearest = near.min_set_by_key(|(slip, _)| *slip);
        // Two words that are as near leave it as it is.
        if let [(_, one)] = nearest[..] { Some(one) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, words};
    use crate::buyer::scales::stem;

    fn stems(label: &str) -> Vec<String> {
        words(label).into_iter().map(|word| word.stem).collect()
    }

    #[test]
    fn number_gender_and_capitals_do_not_count() {
        for (one, other) in [
            ("opérationnelles", "OPÉRATIONNEL"),
            ("moyenne", "moyen"),
            ("correctives", "correctif"),
            ("testeuse", "testeur"),
            ("réseaux", "réseau"),
            ("L’ÉVOLUTION", "d'évolutions"),
            ("Unité d'œuvre", "UNITES D’OEUVRE"),
            ("R.G.A.A.", "RGAA"),
            ("pro\u{ad}jet\u{200b}", "projet"),
            ("complexe", "complexes"),
        ] {
            assert_eq!(stems(one), stems(other), "{one} {other}");
        }
        assert_ne!(stem("complexite"), stem("complexe"));
        assert_ne!(stem("developpeur"), stem("developpement"));
    }

    #[test]
    fn brackets_and_what_follows_a_colon_are_details() {
        let details = |label: &str| words(label).iter().map(|w| w.detail).collect::<Vec<_>>();
        assert_eq!(details("DBA (Oracle, MySQL)"), [false, true, true]);
        assert_eq!(details("Réversibilité : plan, transfert"), [false, true, true]);
        assert_eq!(details("(variante) : plan"), [false, false]);
        assert_eq!(stems("Taille L"), ["taill", "l"]);
        assert_eq!(stems("l’annuaire et le ROR"), ["annuair", "ror"]);
    }

    #[test]
    fn a_slip_is_mended_where_one_word_is_near() {
        let mut known = Known::default();
        for word in ["moyen", "architect", "accessibilit", "base", "simple", "simplo"] {
            known.add(word);
        }
        assert_eq!(known.meant("moyn"), None);
        assert_eq!(known.meant("architct"), Some("architect"));
        assert_eq!(known.meant("accesibilitt"), Some("accessibilit"));
        assert_eq!(known.meant("bse"), None);
        assert_eq!(known.meant("simpla"), None);
    }
}
