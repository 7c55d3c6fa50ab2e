//! The seniority that a label or a heading states: junior, confirmé, senior; N1, N2; `3-5 ans`; a Syntec position.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt as _};

use crate::unit::fold;

/// Words of a seniority, folded, from the least to the most experienced.
const RANKS: [&[&str]; 3] = [
    &["junior", "juniors", "jr", "debutant", "debutante", "debutants", "debutantes", "beginner", "entry"],
    &[
        "confirme",
        "confirmee",
        "confirmes",
        "confirmees",
        "experimente",
        "experimentee",
        "experimentes",
        "experimentees",
        "intermediaire",
        "intermediate",
        "medior",
        "experienced",
        "confirmed",
        "mid",
        "middle",
        "pleno",
        "plena",
        "intermedio",
    ],
    &["senior", "seniors", "sr"],
];
/// Names of levels, folded, that say nothing of how far they are from the others. Over a column of costs they are no site;
/// in a label they may be the job.
const NAMES: [&str; 40] = [
    "expert",
    "experte",
    "experts",
    "expertes",
    "principal",
    "principale",
    "principaux",
    "lead",
    "leads",
    "manager",
    "managers",
    "directeur",
    "directrice",
    "director",
    "associe",
    "associee",
    "associes",
    "associate",
    "partner",
    "referent",
    "referente",
    "referents",
    "stagiaire",
    "stagiaires",
    "alternant",
    "alternante",
    "alternants",
    "apprenti",
    "apprentie",
    "apprentis",
    "trainee",
    "intern",
    "assistant",
    "assistante",
    "specialiste",
    "specialist",
    "avance",
    "advanced",
    "chevronne",
    "chevronnee",
];
/// Words that may be beside them in a seniority and say nothing by themselves.
const BESIDE: [&str; 28] = [
    "niveau",
    "niveaux",
    "niv",
    "level",
    "grade",
    "echelon",
    "profil",
    "profils",
    "position",
    "an",
    "ans",
    "annee",
    "annees",
    "year",
    "years",
    "exp",
    "experience",
    "a",
    "de",
    "d",
    "du",
    "et",
    "to",
    "moins",
    "plus",
    "than",
    "less",
    "more",
];
/// Words before the number of a level.
const LEVELS: [&str; 6] = ["niveau", "niv", "level", "grade", "echelon", "position"];
/// Words after a number of years.
const TIMES: [&str; 3] = ["an", "ans", "years"];
/// The rank of those who do a job by themselves: the one a profile is staffed with unless it says otherwise.
pub const MIDDLE: u8 = 2;

/// A seniority is said in so many words at most.
const MOST_WORDS: usize = 10;

/// A seniority.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Junior is 1, confirmé 2, senior 3.
    Rank(u8),
    /// One of a scale of its own: `n2`, `3 5 ans`, `2 3`.
    Step(String),
}

/// A text of more bytes than this states more than a seniority.
const LONGEST: usize = 200;

impl Grade {
    /// The seniority that a text states, if it states nothing else.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
        let is_digits = |w: &&str| w.bytes().all(|b| b.is_ascii_digit());
        // `Débutant(e)`: the feminine ending is a word of its own.
        let feminine = |w: &&str| *w == "e" && words.len() > 1;
        let known =
            |w: &&str| rank(w).is_some() || step(w) || is_digits(w) || says(w).is_beside || *w == "tres" || feminine(w);
        if words.is_empty() || words.len() > MOST_WORDS || !words.iter().all(known) {
            return None;
        }
        let mut ranks: Vec<u8> = words.iter().filter_map(|w| rank(w)).collect();
        ranks.dedup();
        match ranks[..] {
            [MIDDLE] if words.contains(&"tres") => Some(Self::Rank(MIDDLE + 1)),
            [rank] => Some(Self::Rank(rank)),
            // `Junior / Confirmé` is both.
            [_, _, ..] => Some(Self::Step(folded)),
            [] => {
                let timed = words.iter().any(|w| TIMES.contains(w));
                let named = words.iter().any(|w| LEVELS.contains(w));
                let numbered = words.iter().any(is_digits);
                let graded = words.iter().any(|w| step(w)) || ((timed || named) && numbered) || is_position(text);
                graded.then_some(Self::Step(folded))
            }
        }
    }

    /// May folded words state a seniority, or name a level?
    #[must_use]
    pub fn may_be_in(words: &[&str]) -> bool {
        words.iter().any(|word| {
            let Says { rank, is_name, is_level, .. } = says(word);
            rank.is_some() || is_name || is_level || step(word) || TIMES.contains(word)
        })
    }

    /// Do words only name a level: `expert`, `principal`?
    #[must_use]
    pub fn is_name(words: &str) -> bool {
        let is_name = |word: &str| says(word).is_name;
        words.split(' ').any(is_name) && words.split(' ').all(|word| is_name(word) || says(word).is_beside)
    }

    /// Is it a numbered level that is not the middle one: `N1`, `niveau 3`?
    #[must_use]
    pub fn is_an_end(&self) -> bool {
        let Self::Step(words) = self else { return false };
        let words: Vec<&str> = words.split(' ').collect();
        let number = |word: &str| word.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse::<u8>().ok();
        match words[..] {
            [one] if step(one) => number(one) != Some(MIDDLE),
            [level, one] if LEVELS.contains(&level) => number(one) != Some(MIDDLE),
            _ => false,
        }
    }

    /// The seniority that a title or the name of a sheet says its figures are of, as it is written, and the words beside it:
    /// `Paris – juniors (0-3 ans)`, `CJM des profils confirmés`.
    #[must_use]
    pub fn titled(text: &str) -> Option<(&str, String)> {
        if text.len() > LONGEST {
            return None;
        }
        let mut words: Vec<(usize, usize)> = Vec::new();
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            match words.last_mut() {
                Some((_, end)) if *end == at => *end += c.len_utf8(),
                _ => words.push((at, at + c.len_utf8())),
            }
        }
        let word = |(begin, end): &(usize, usize)| fold(&text[*begin..*end]);
        let begins = |of: &(usize, usize)| {
            let word = word(of);
            rank(&word).is_some() || word == "tres" || LEVELS[..3].contains(&word.as_str())
        };
        let (at, first) = words.iter().enumerate().find(|(_, of)| begins(of))?;
        // The longest that is a seniority; two apart, as in `du junior au senior`, are both.
        let graded = |last: &&(usize, usize)| Self::of(&text[first.0..last.1]).is_some();
        let last = words[at..words.len().min(at + MOST_WORDS)].iter().rfind(graded)?;
        let other = words[at..].iter().rfind(|of| of.0 > last.1 && rank(&word(of)).is_some());
        let end = other.unwrap_or(last).1;
        Some((&text[first.0..end], format!("{} {}", &text[..first.0], &text[end..])))
    }

    /// The seniority that the cell or heading of one states, whatever it adds: `Junior (bac + 2)`.
    #[must_use]
    pub fn within(text: &str) -> Self {
        Self::of(text).unwrap_or_else(|| {
            let folded = fold(text);
            let mut ranks: Vec<u8> = folded.split(' ').filter_map(rank).collect();
            ranks.dedup();
            if let [rank] = ranks[..] { Self::Rank(rank) } else { Self::Step(folded) }
        })
    }

    /// Divides a label that ends or begins with a seniority into the words of the job, folded, and the seniority.
    #[must_use]
    pub fn split(label: &str) -> Option<(String, Self)> {
        let folded = fold(label);
        let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
        let graded = |w: &str| rank(w).is_some() || step(w) || says(w).is_level;
        // The longest ending that is a seniority, else the first word.
        let cut = (words.len().saturating_sub(MOST_WORDS).max(1)..words.len())
            .find(|at| words[*at..].iter().any(|w| graded(w)) && Self::of(&words[*at..].join(" ")).is_some())
            .filter(|at| !["de", "d", "du", "et", "a"].contains(&words[*at]));
        if let Some(at) = cut {
            return Some((words[..at].join(" "), Self::of(&words[at..].join(" "))?));
        }
        let [first, rest @ ..] = &words[..] else { return None };
        (!rest.is_empty() && rank(first).is_some()).then(|| Some((rest.join(" "), Self::of(first)?)))?
    }
}

/// What a word says of a seniority.
#[derive(Debug, Clone, Copy, Default)]
struct Says {
    rank: Option<u8>,
    is_name: bool,
    is_beside: bool,
    is_level: bool,
}

/// What words say of a seniority; most say nothing.
static SAYS: LazyLock<HashMap<&'static str, Says>> = LazyLock::new(|| {
    let mut says: HashMap<&str, Says> = HashMap::new();
    for (rank, words) in (1..).zip(RANKS) {
        for word in words {
            says.entry(word).or_default().rank = Some(rank);
        }
    }
    for word in NAMES {
        says.entry(word).or_default().is_name = true;
    }
    for word in BESIDE {
        says.entry(word).or_default().is_beside = true;
    }
    for word in LEVELS {
        says.entry(word).or_default().is_level = true;
    }
    says
});

fn says(word: &str) -> Says {
    SAYS.get(word).copied().unwrap_or_default()
}

fn rank(word: &str) -> Option<u8> {
    says(word).rank
}

/// `n1`, `niv2`, `p3`.
fn step(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = &word[..word.len() - digits.len()];
    ["n", "niv", "niveau", "l", "p"].contains(&letters)
        && digits.len() == 1
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `2.1`, `3.3`: a position of the Syntec agreement.
#[must_use]
pub fn is_position(text: &str) -> bool {
    matches!(text.trim().as_bytes(), [b'1'..=b'3', b'.', b'1'..=b'4'])
}

#[cfg(test)]
mod tests {
    use super::Grade;

    #[test]
    fn seniorities() {
        for (text, rank) in [
            ("Junior", 1),
            ("Débutant(e)", 1),
            ("Junior (0-3 ans)", 1),
            ("Confirmé", 2),
            ("Expérimenté.e", 2),
            ("Confirmé (3 à 7 ans)", 2),
            ("SÉNIOR", 3),
            ("Senior (> 7 ans)", 3),
            ("Très expérimenté", 3),
        ] {
            assert_eq!(Grade::of(text), Some(Grade::Rank(rank)), "{text}");
        }
        for text in ["N2", "Niveau 2", "niv. 3", "3-5 ans", "> 10 ans", "2.3", "Position 3.1", "Junior/Confirmé", "P1"]
        {
            assert!(matches!(Grade::of(text), Some(Grade::Step(_))), "{text}");
        }
        for text in ["Paris", "Chef de projet", "2027", "", "Expert", "CJM", "12", "Moyenne", "Senior manager"] {
            assert_eq!(Grade::of(text), None, "{text}");
        }
    }

    #[test]
    fn seniorities_in_titles() {
        let titled = |text: &'static str| Grade::titled(text).map(|(level, _)| level);
        for (text, level) in [
            ("Junior", "Junior"),
            ("Profils juniors (0-3 ans)", "juniors (0-3 ans"),
            ("CJM des profils confirmés", "confirmés"),
            ("Paris_Senior", "Senior"),
            ("Niveau 2 – Lyon", "Niveau 2"),
            ("Du junior au senior", "junior au senior"),
            ("Profils très expérimentés", "très expérimentés"),
        ] {
            assert_eq!(titled(text), Some(level), "{text}");
        }
        for text in ["Paris", "CJM 2026", "Niveau de service", "Support N2", "Lot L1", "Experts", ""] {
            assert_eq!(titled(text), None, "{text}");
        }
        assert_eq!(Grade::titled("Site de Lyon – juniors").map(|of| of.1).as_deref(), Some("Site de Lyon –  "));
    }

    #[test]
    fn jobs_with_a_seniority() {
        let split = |label: &str| Grade::split(label);
        assert_eq!(split("Chef de projet senior"), Some(("chef de projet".into(), Grade::Rank(3))));
        assert_eq!(split("Développeur Java confirmé (3-5 ans)"), Some(("developpeur java".into(), Grade::Rank(2))));
        assert_eq!(split("Junior developer"), Some(("developer".into(), Grade::Rank(1))));
        assert_eq!(split("Technicien support N2"), Some(("technicien support".into(), Grade::Step("n2".into()))));
        assert_eq!(split("Support niveau 2"), Some(("support".into(), Grade::Step("niveau 2".into()))));
        for label in ["Architecte", "Junior", "Expert RGAA", "Développeur Angular 2", ""] {
            assert_eq!(split(label), None, "{label}");
        }
    }
}
