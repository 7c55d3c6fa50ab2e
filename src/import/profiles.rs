//! Which of our profiles a label of others names.

use std::collections::HashMap;

use crate::unit::{Lang, Text, fold};

/// How sure it is that a label names a profile, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// The map says so.
    Map,
    /// The label is the profile's id.
    Id,
    /// It is its label, in French or English.
    Label,
    /// It is a part of its label: one of two names parted by `/`, or what stands before brackets.
    Part,
    /// It is nearly its label: letters differ, or only the seniority is more.
    Near,
}

impl Sure {
    /// Of rows for one profile those of the lowest place count: an id and a label are both certain.
    #[must_use]
    pub fn place(self) -> u8 {
        match self {
            Self::Map => 0,
            Self::Id | Self::Label => 1,
            Self::Part => 2,
            Self::Near => 3,
        }
    }

    /// What a reader sees.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Map => lang.pick("carte", "map"),
            Self::Id => "id",
            Self::Label => lang.pick("libellé", "label"),
            Self::Part => lang.pick("partie", "part"),
            Self::Near => lang.pick("proche", "near"),
        }
    }
}

/// Our profiles, and how to find one by a label.
pub struct Profiles<'a> {
    ids: Vec<&'a str>,
    /// By words that name it: the profile and how sure that is; `None` where two are named so.
    known: HashMap<Vec<String>, Option<(usize, Sure)>>,
}

impl<'a> Profiles<'a> {
    /// Of the profiles of a bid, each with its label.
    #[must_use]
    pub fn new(profiles: &'a [(String, Text)]) -> Self {
        let mut of = Self { ids: profiles.iter().map(|p| p.0.as_str()).collect(), known: HashMap::new() };
        for (at, (id, label)) in profiles.iter().enumerate() {
            of.name(words(id), at, Sure::Id);
            for label in [&label.fr, &label.en] {
                of.name(words(label), at, Sure::Label);
                let outside = label.split(['(', '[']).next().unwrap_or_default();
                for part in outside.split('/') {
                    of.name(words(part), at, Sure::Part);
                }
            }
        }
        of
    }

    fn name(&mut self, words: Vec<String>, profile: usize, sure: Sure) {
        if words.is_empty() {
            return;
        }
        self.known
            .entry(words)
            .and_modify(|known| match known {
                // The surer of two; where both are as sure, neither.
                Some((other, surer)) if *other != profile => match sure.cmp(surer) {
                    std::cmp::Ordering::Less => *known = Some((profile, sure)),
                    std::cmp::Ordering::Equal => *known = None,
                    std::cmp::Ordering::Greater => {}
                },
                Some((_, surer)) => *surer = sure.min(*surer),
                None => {}
            })
            .or_insert(Some((profile, sure)));
    }

    /// The id of the profile that a label names, and how sure that is. `level` is the seniority, where it stands apart
    /// at the label's end.
    #[must_use]
    pub fn find(&self, label: &str, level: &str) -> Option<(&'a str, Sure)> {
        let own = words(label);
        let exact = |words: &[String]| self.known.get(words).copied().flatten();
        if let Some((profile, sure)) = exact(&own) {
            return Some((self.ids[profile], sure));
        }
        if !level.is_empty() {
            // `Developer` and `Senior` are a `Senior developer` in English.
            let base = words(label.strip_suffix(level).unwrap_or(label));
            let before: Vec<String> = words(level).into_iter().chain(base.iter().cloned()).collect();
            if let Some((profile, sure)) = exact(&before) {
                return Some((self.ids[profile], sure));
            }
            if let Some((profile, _)) = exact(&base) {
                return Some((self.ids[profile], Sure::Near));
            }
        }
        let near = self.known.iter().filter(|(known, _)| is_near(&own, known)).filter_map(|(_, to)| *to);
        let mut near: Vec<usize> = near.map(|(profile, _)| profile).collect();
        near.sort_unstable();
        near.dedup();
        if let [profile] = near[..] { Some((self.ids[profile], Sure::Near)) } else { None }
    }

    /// The profile whose names share the most words with a label: to be looked at, never taken.
    #[must_use]
    pub fn nearest(&self, label: &str) -> Option<&'a str> {
        let own = words(label);
        let shared = |known: &[String]| own.iter().filter(|w| known.iter().any(|k| is_alike(w, k))).count();
        let nearness = |known: &[String]| {
            let shared = shared(known);
            (shared > 0).then(|| 1_000 * shared / (own.len() + known.len() - shared))
        };
        let known = self.known.iter().filter_map(|(known, to)| Some((nearness(known)?, to.as_ref()?.0)));
        // Of profiles as near, the first of the bid's.
        known.max_by_key(|(near, profile)| (*near, std::cmp::Reverse(*profile))).map(|(_, profile)| self.ids[profile])
    }

    /// Is there a profile of this id?
    #[must_use]
    pub fn id(&self, id: &str) -> Option<&'a str> {
        self.ids.iter().copied().find(|known| *known == id)
    }

    /// Every id.
    pub fn ids(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.ids.iter().copied()
    }
}

/// The words of a label that tell profiles apart: without articles, endings of gender after a dot, plurals.
fn words(label: &str) -> Vec<String> {
    const LITTLE: [&str; 22] = [
        "de", "d", "du", "des", "la", "le", "les", "l", "en", "et", "of", "and", "the", "a", "e", "es", "ne", "se",
        "ses", "h", "f", "euse",
    ];
    let folded = fold(label);
    let told = folded.split(' ').filter(|w| !w.is_empty() && !LITTLE.contains(w));
    told.map(|w| if w.len() > 4 { w.strip_suffix('s').unwrap_or(w) } else { w }.to_owned()).collect()
}

/// The same words but for a letter or two in long ones.
fn is_near(one: &[String], other: &[String]) -> bool {
    one.len() == other.len()
        && one.iter().map(String::len).sum::<usize>() <= 200
        && one.iter().zip(other).all(|(a, b)| is_alike(a, b))
}

/// The same word but for a letter or two if it is long: a letter in a short one makes another; a junior is no senior.
fn is_alike(a: &str, b: &str) -> bool {
    let length = a.chars().count().min(b.chars().count());
    let allowed = if length >= 9 { 2 } else { usize::from(length >= 5) };
    a == b || (a.len().abs_diff(b.len()) <= 2 && length <= 200 && strsim::osa_distance(a, b) <= allowed)
}

#[cfg(test)]
mod tests {
    use super::{Profiles, Sure};
    use crate::unit::Text;

    #[test]
    fn labels_of_others() {
        let both = |id: &str, fr: &str, en: &str| (id.to_owned(), Text { fr: fr.into(), en: en.into() });
        let ours = [
            both("project-manager", "Chef de projet / Scrum master", "Project manager / Scrum master"),
            both("lead-developer", "Développeur référent (lead)", "Lead developer"),
            both("developer", "Développeur confirmé", "Experienced developer"),
            both("developer-junior", "Développeur junior", "Junior developer"),
            both("tester", "Testeur / ingénieur qualité", "Tester / QA engineer"),
            both("dba", "Administrateur de bases de données", "Database administrator"),
            both("architect", "Architecte", "Architect"),
        ];
        let profiles = Profiles::new(&ours);
        let found = |label: &str| profiles.find(label, "");
        assert_eq!(found("dba"), Some(("dba", Sure::Id)));
        assert_eq!(found("Lead developer"), Some(("lead-developer", Sure::Id)));
        assert_eq!(found("ADMINISTRATEUR DE BASE DE DONNEES"), Some(("dba", Sure::Label)));
        assert_eq!(found("Développeur.e junior"), Some(("developer-junior", Sure::Label)));
        assert_eq!(found("Developpeurs confirmés"), Some(("developer", Sure::Label)));
        assert_eq!(found("Project Manager"), Some(("project-manager", Sure::Id)));
        assert_eq!(found("Scrum Master"), Some(("project-manager", Sure::Part)));
        assert_eq!(found("QA Engineer"), Some(("tester", Sure::Part)));
        assert_eq!(found("Architekt"), Some(("architect", Sure::Near)));
        assert_eq!(found("Développeur réferrent (lead)"), Some(("lead-developer", Sure::Near)));
        for other in ["Développeur senior", "Coach junior", "Tester II", "Chef", "", "Testeuse"] {
            assert_eq!(found(other), None, "{other}");
        }
        // One word of two; of one; none.
        for (other, near) in [
            ("Développeur senior", Some("developer")),
            ("Architecte logiciel", Some("architect")),
            ("Administrateur réseau", Some("dba")),
            ("Jardinier", None),
        ] {
            assert_eq!(profiles.nearest(other), near, "{other}");
        }
        assert_eq!(profiles.find("Développeur Junior", "Junior"), Some(("developer-junior", Sure::Label)));
        assert_eq!(profiles.find("Developer Junior", "Junior"), Some(("developer-junior", Sure::Id)));
        assert_eq!(profiles.find("Architecte Senior", "Senior"), Some(("architect", Sure::Near)));
    }
}
