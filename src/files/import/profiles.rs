//! Which of our profiles an external label names.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use super::grade::{Grade, MIDDLE};
use super::jobs::{is_beside, jobs, rest};
use super::words::{is_alike, is_near, words};
use crate::unit::{Lang, Text};

/// How sure it is that a label names a profile, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// The map says so.
    Map,
    /// Another map of the bid says so.
    Memory,
    /// The label is the profile's id.
    Id,
    /// It is its label, in French or English.
    Label,
    /// It is a part of its label: one of two names parted by `/`, or what is before brackets.
    Part,
    /// It is nearly its label: letters differ, or the words of the seniority.
    Near,
    /// It names the same job in other words: proposed, never taken by itself.
    Job,
}

impl Sure {
    /// Of rows for one profile those of the lowest place count: an id and a label are both certain.
    #[must_use]
    pub fn place(self) -> u8 {
        match self {
            Self::Map | Self::Memory => 0,
            Self::Id | Self::Label => 1,
            Self::Part => 2,
            Self::Near => 3,
            Self::Job => 4,
        }
    }

    /// What a reader sees.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Map => lang.pick("carte", "map"),
            Self::Memory => lang.pick("autre carte", "other map"),
            Self::Id => "id",
            Self::Label => lang.pick("libellé", "label"),
            Self::Part => lang.pick("partie", "part"),
            Self::Near => lang.pick("proche", "near"),
            Self::Job => lang.pick("métier", "job"),
        }
    }
}

/// Our profiles, and how to find one by a label.
pub struct Profiles<'a> {
    ids: Vec<&'a str>,
    /// By words that name it: the profile and how sure that is; `None` where two are named so.
    known: HashMap<Vec<String>, Option<(usize, Sure)>>,
    /// The jobs that each profile's names state.
    jobs: Vec<BTreeSet<&'static str>>,
    /// Of profiles whose label states a seniority: the words of the job, and the rank.
    grades: Vec<Option<(Vec<String>, u8)>>,
}

impl<'a> Profiles<'a> {
    /// Of the profiles of a bid, each with its label.
    #[must_use]
    pub fn new(profiles: &'a [(String, Text)]) -> Self {
        let ids = profiles.iter().map(|p| p.0.as_str()).collect();
        let mut of = Self { ids, known: HashMap::new(), jobs: Vec::new(), grades: Vec::new() };
        for (at, (id, label)) in profiles.iter().enumerate() {
            of.name(words(id), at, Sure::Id);
            for label in [&label.fr, &label.en] {
                of.name(words(label), at, Sure::Label);
                let outside = label.split(['(', '[']).next().unwrap_or_default();
                for part in outside.split('/') {
                    of.name(words(part), at, Sure::Part);
                }
            }
            of.jobs.push([id, &label.fr, &label.en].into_iter().flat_map(|name| jobs(&words(name))).collect());
            let graded = |label: &String| match Grade::split(label)? {
                (job, Grade::Rank(rank)) => Some((words(&job), rank)),
                (_, Grade::Step(_)) => None,
            };
            of.grades.push(graded(&label.fr).or_else(|| graded(&label.en)));
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

    /// The profile that a label names by its own words, and how sure that is.
    #[must_use]
    pub fn named(&self, label: &str) -> Option<(&'a str, Sure)> {
        let known = |name: &str| self.known.get(&words(name)).copied().flatten();
        // `Chef de projet / Project manager`: two names of one profile.
        let twice = || {
            let mut names = label.split('/').map(|name| known(name).map(|(profile, _)| profile));
            let first = names.next()??;
            (label.contains('/') && names.all(|name| name == Some(first))).then_some((first, Sure::Part))
        };
        let (profile, sure) = known(label).or_else(twice)?;
        Some((self.ids[profile], sure))
    }

    /// The only profile whose names differ from a label by a letter or two.
    #[must_use]
    pub fn spelt(&self, label: &str) -> Option<&'a str> {
        let own = words(label);
        let near = self.known.iter().filter(|(known, _)| is_near(&own, known)).filter_map(|(_, to)| *to);
        let near: BTreeSet<usize> = near.map(|(profile, _)| profile).collect();
        if near.len() == 1 { near.first().map(|profile| self.ids[*profile]) } else { None }
    }

    /// The profiles of one job in several seniorities that the words of a job name: `développeur` alone.
    #[must_use]
    pub fn graded(&self, job: &str) -> Vec<&'a str> {
        let own = words(job);
        let of = self.grades.iter().enumerate().filter(|(_, grade)| grade.as_ref().is_some_and(|(job, _)| *job == own));
        of.map(|(profile, _)| self.ids[profile]).collect()
    }

    /// A profile and those of the same job in other seniorities, each with its rank; none where its label states none.
    #[must_use]
    pub fn family(&self, id: &str) -> Vec<(&'a str, u8)> {
        let own = self.ids.iter().position(|known| *known == id).and_then(|at| self.grades[at].as_ref());
        let Some((job, _)) = own else { return Vec::new() };
        let ranked = |at: usize| self.grades[at].as_ref().filter(|(other, _)| other == job).map(|(_, rank)| *rank);
        (0..self.ids.len()).filter_map(|at| Some((self.ids[at], ranked(at)?))).collect()
    }

    /// The profiles whose job a label names in other words: all of its jobs, and as few others as can be.
    #[must_use]
    pub fn of_job(&self, label: &str) -> Vec<&'a str> {
        let own = jobs(&words(label));
        if own.is_empty() {
            return Vec::new();
        }
        let holds = |at: &usize| own.is_subset(&self.jobs[*at]);
        let fewest = (0..self.ids.len()).filter(holds).map(|at| self.jobs[at].len()).min();
        (0..self.ids.len())
            .filter(holds)
            .filter(|at| Some(self.jobs[*at].len()) == fewest)
            .map(|at| self.ids[at])
            .collect()
    }

    /// Of profiles of one job the one that works by itself, or the only one.
    #[must_use]
    pub fn middle(&self, of: &[&'a str]) -> Option<&'a str> {
        let [first, ..] = of else { return None };
        let family = self.family(first);
        match of {
            [only] => Some(only),
            _ if of.iter().all(|id| family.iter().any(|(member, _)| member == id)) => {
                family.iter().find(|(_, rank)| *rank == MIDDLE).map(|(id, _)| *id)
            }
            _ => None,
        }
    }

    /// Do words of a label that name no job leave it the one of a profile? Those that neither the profile's names nor what is
    /// known of jobs explains may make it another one.
    #[must_use]
    pub fn explains(&self, id: &str, label: &str) -> bool {
        let of = |to: &Option<(usize, Sure)>| to.is_some_and(|(profile, _)| self.ids[profile] == id);
        let own: BTreeSet<&String> = self.known.iter().filter(|(_, to)| of(to)).flat_map(|(known, _)| known).collect();
        let is_number = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
        let is_known = |word: &str| is_number(word) || is_beside(word) || own.iter().any(|own| *own == word);
        let explained = |name: &[String]| rest(name).into_iter().all(is_known);
        // Of names in two languages one is enough; a level is none.
        let names: Vec<Vec<String>> = label.split('/').map(words).collect();
        let is_level = |name: &Vec<String>| Grade::is_name(&name.join(" "));
        explained(&words(label))
            || (names.iter().any(|name| explained(name) && !jobs(name).is_empty()) && !names.iter().any(is_level))
    }

    /// What a label may be that names no profile for certain, never taken: a profile of each of its jobs, else the one whose
    /// names share the most words with it.
    #[must_use]
    pub fn near(&self, label: &str) -> Vec<&'a str> {
        let of = |job| -> Vec<&'a str> {
            let has = |at: &usize| self.jobs[*at].contains(job);
            let fewest = (0..self.ids.len()).filter(has).map(|at| self.jobs[at].len()).min();
            let of = (0..self.ids.len()).filter(has).filter(|at| Some(self.jobs[*at].len()) == fewest);
            of.map(|at| self.ids[at]).collect()
        };
        let by_job: BTreeSet<&str> = jobs(&words(label)).into_iter().filter_map(|job| self.middle(&of(job))).collect();
        if by_job.is_empty() {
            return self.nearest(label).into_iter().collect();
        }
        self.ids().filter(|id| by_job.contains(id)).collect()
    }

    /// The profiles that a senior of a job may be beside that of the job itself: those whose names hold all words of it.
    #[must_use]
    pub fn seniors(&self, job: &str) -> Vec<&'a str> {
        let own = words(job);
        let holds = |id: &&str| {
            let of = |to: &Option<(usize, Sure)>| to.is_some_and(|(profile, _)| self.ids[profile] == *id);
            let is_other = self.family(id).iter().all(|(_, rank)| *rank > MIDDLE);
            is_other
                && self
                    .known
                    .iter()
                    .any(|(known, to)| of(to) && known.len() > own.len() && own.iter().all(|w| known.contains(w)))
        };
        self.ids().filter(holds).collect()
    }

    /// The profile whose names share the most words with a label. Those that say who works, on what, say nothing.
    fn nearest(&self, label: &str) -> Option<&'a str> {
        let own: Vec<String> = words(label).into_iter().filter(|word| !is_beside(word)).collect();
        let shared = |known: &[String]| own.iter().filter(|w| known.iter().any(|k| is_alike(w, k))).count();
        let nearness = |known: &[String]| {
            let shared = shared(known);
            (shared > 0).then(|| 1_000 * shared / (own.len() + known.len() - shared))
        };
        let known = self.known.iter().filter_map(|(known, to)| Some((nearness(known)?, to.as_ref()?.0)));
        // Of profiles as near, the first of the bid's.
        known.max_by_key(|(near, profile)| (*near, std::cmp::Reverse(*profile))).map(|(_, profile)| self.ids[profile])
    }

    /// Does a label name a profile, or the job of one?
    #[must_use]
    pub fn knows(&self, label: &str) -> bool {
        self.named(label).is_some() || {
            let job = Grade::split(label).map(|(job, _)| job);
            let own = words(job.as_deref().unwrap_or(label));
            let jobs = jobs(&own);
            self.grades.iter().flatten().any(|(job, _)| *job == own)
                || (!jobs.is_empty() && self.jobs.iter().any(|of| jobs.is_subset(of)))
        }
    }

    /// Does a label name one, each found once: a job is named in many rows?
    pub fn known(&self) -> impl Fn(&str) -> bool + '_ {
        let met: RefCell<HashMap<String, bool>> = RefCell::default();
        move |label| {
            let known = met.borrow().get(label).copied();
            known.unwrap_or_else(|| {
                let known = self.knows(label);
                met.borrow_mut().insert(label.to_owned(), known);
                known
            })
        }
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
        let named = |label: &str| profiles.named(label);
        assert_eq!(named("dba"), Some(("dba", Sure::Id)));
        assert_eq!(named("Lead developer"), Some(("lead-developer", Sure::Id)));
        assert_eq!(named("ADMINISTRATEUR DE BASE DE DONNEES"), Some(("dba", Sure::Label)));
        assert_eq!(named("Développeur.e junior"), Some(("developer-junior", Sure::Label)));
        assert_eq!(named("Developpeurs confirmés"), Some(("developer", Sure::Label)));
        assert_eq!(named("Project Manager"), Some(("project-manager", Sure::Id)));
        assert_eq!(named("Scrum Master"), Some(("project-manager", Sure::Part)));
        assert_eq!(named("QA Engineer"), Some(("tester", Sure::Part)));
        assert_eq!(named("Chef de projet / Project manager"), Some(("project-manager", Sure::Part)));
        assert_eq!(named("Chef de projet / Architecte"), None);
        assert_eq!(named("Architecte / Urbaniste"), None);
        assert_eq!(profiles.spelt("Architekt"), Some("architect"));
        assert_eq!(profiles.spelt("Développeur réferrent (lead)"), Some("lead-developer"));
        for other in ["Développeur senior", "Coach junior", "Tester II", "Chef", "", "Testeuse"] {
            assert_eq!((named(other), profiles.spelt(other)), (None, None), "{other}");
        }
        // One word of two; of one; none.
        for (other, near) in [
            ("Développeur senior", Some("developer")),
            ("Architecte logiciel", Some("architect")),
            ("Administrateur réseau", None),
            ("Jardinier", None),
        ] {
            assert_eq!(profiles.nearest(other), near, "{other}");
        }
        for (label, is) in [
            ("Développeur Java", true),
            ("Développeur confirmé C# .NET", true),
            ("Développeur photo", false),
            ("Stagiaire développeur", false),
            ("Développeur (week-end)", false),
            ("Développeur, TJM", false),
            ("DEV-01 Développeur", true),
            ("Developer / Programador", true),
            ("Développeur / Stagiaire", false),
        ] {
            assert_eq!(profiles.explains("developer", label), is, "{label}");
        }
        assert_eq!(profiles.near("Lead testeur"), ["lead-developer", "tester"]);
        assert_eq!(profiles.near("Expert comptable"), [""; 0]);
        assert_eq!(profiles.seniors("Développeur"), ["lead-developer"]);
        assert_eq!(profiles.graded("Développeur"), ["developer", "developer-junior"]);
        assert_eq!(profiles.family("developer"), [("developer", 2), ("developer-junior", 1)]);
        assert_eq!(profiles.family("architect"), []);
        assert_eq!(profiles.of_job("Tech lead"), ["lead-developer"]);
        assert_eq!(profiles.of_job("Testeur / QA"), ["tester"]);
        assert_eq!(profiles.of_job("Développeur full-stack"), ["developer", "developer-junior"]);
        assert_eq!(profiles.middle(&profiles.of_job("Développeur full-stack")), Some("developer"));
        assert_eq!(profiles.middle(&["developer", "tester"]), None);
        assert_eq!(profiles.of_job("Architecte sécurité"), [""; 0]);
    }
}
