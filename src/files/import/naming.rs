//! Which profile of the bid the label and the seniority of a figure name, and what must be asked.

use std::collections::{BTreeSet, HashMap};

use itertools::Itertools as _;

use super::grade::{Grade, MIDDLE};
use super::map::Layout;
use super::profiles::{Profiles, Sure};
use super::words::{without_code, words};
use crate::text;
use crate::unit::{Text, fold};

/// A text of more bytes is the label of no profile: nothing is looked for that is near it.
const LONGEST: usize = 300;

/// What a label names.
#[derive(Debug, Clone)]
pub enum Answer<'a> {
    /// A profile.
    Named(Named<'a>),
    /// One of several, or one that is only near: the label to write in a map, and the profiles that it may be.
    Open(String, Vec<&'a str>),
    /// A profile that its map, or another figure of the file, gives another seniority.
    Aside(Text),
}

/// A profile that a label names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<'a> {
    /// The profile.
    pub profile: &'a str,
    /// How sure it is.
    pub sure: Sure,
    /// The label that must be confirmed before anything is taken from it.
    pub label: Option<String>,
    /// The profile that it would be confirmed as, whatever its seniority.
    pub base: &'a str,
    /// Must it be confirmed that the cost of a profile is that of the middle seniority?
    pub level: bool,
}

impl<'a> Named<'a> {
    fn of(profile: &'a str, sure: Sure) -> Self {
        Self { profile, sure, label: None, base: profile, level: false }
    }

    /// Must it be confirmed?
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.label.is_some() || self.level
    }
}

/// What is known of the labels of a file.
pub struct Naming<'a> {
    profiles: &'a Profiles<'a>,
    /// Decisions by folded label: the map's own, then those of the bid's other maps.
    decided: HashMap<String, (&'a str, Sure)>,
    /// The seniority whose cost a profile of one level takes.
    level: Option<Grade>,
    /// The seniorities of each job in the file.
    present: HashMap<Vec<String>, BTreeSet<Grade>>,
    answers: HashMap<(String, String), Answer<'a>>,
}

impl<'a> Naming<'a> {
    /// Of the labels of a file, each with its seniority.
    pub fn new<'b>(
        profiles: &'a Profiles<'a>, layout: &Layout, labels: impl Iterator<Item = (&'b str, &'b str)>,
    ) -> Self {
        let of = |known: &[(String, String)], sure| -> Vec<(String, (&'a str, Sure))> {
            let known = known.iter().filter_map(|(label, id)| Some((label.clone(), (profiles.id(id)?, sure))));
            known.collect()
        };
        let own: Vec<(String, String)> =
            layout.profiles.iter().map(|(label, id, _)| (label.clone(), id.clone())).collect();
        let mut decided: HashMap<_, _> = of(&layout.memory, Sure::Memory).into_iter().collect();
        decided.extend(of(&own, Sure::Map));
        let mut present: HashMap<Vec<String>, BTreeSet<Grade>> = HashMap::new();
        for (label, level) in labels.unique() {
            if let (job, Some(grade)) = parted(without_code(label), level) {
                present.entry(words(&job)).or_default().insert(grade);
            }
        }
        let level = layout.level.as_deref().map(Grade::within);
        Self { profiles, decided, level, present, answers: HashMap::new() }
    }

    /// What a label and a seniority name.
    pub fn answer(&mut self, label: &str, level: &str) -> Answer<'a> {
        let key = (fold(label), fold(level));
        if let Some(answer) = self.answers.get(&key) {
            return answer.clone();
        }
        let answer = self.find(label, level);
        self.answers.insert(key, answer.clone());
        answer
    }

    fn find(&self, label: &str, level: &str) -> Answer<'a> {
        let sure = |profile, sure| Answer::Named(Named::of(profile, sure));
        if label.len() > LONGEST {
            return Answer::Open(label.to_owned(), Vec::new());
        }
        let full = if level.is_empty() { label.to_owned() } else { format!("{label} {level}") };
        if let Some((profile, by)) = self.decided.get(&fold(&full)) {
            return sure(profile, *by);
        }
        let (key, label) = (label, without_code(label));
        let named = if level.is_empty() { label.to_owned() } else { format!("{label} {level}") };
        // `Developer` and `Senior` are a `Senior developer` in English.
        let whole = self.profiles.named(&named).or_else(|| self.profiles.named(&format!("{level} {label}")));
        if let Some((profile, by)) = whole {
            return sure(profile, by);
        }
        let (job, grade) = parted(label, level);
        let spelt = || self.profiles.spelt(&named).map(|profile| (profile, Sure::Near));
        if let (Some((profile, by)), None) = (spelt(), &grade) {
            return sure(profile, by);
        }
        match self.job([key, label, &job]) {
            Job::Named(profile, by) => self.graded(Named::of(profile, by), (&full, &job, level), grade),
            Job::Proposed(profile) => {
                let named = Named { label: Some(key.to_owned()), ..Named::of(profile, Sure::Job) };
                self.graded(named, (&full, &job, level), grade)
            }
            Job::Open(near) => Answer::Open(key.to_owned(), near),
        }
    }

    /// The profile of a job, whatever its seniority, by its label as written, without its code, and without its seniority.
    fn job(&self, names: [&str; 3]) -> Job<'a> {
        let [_, label, job] = names;
        if let Some((profile, by)) = names.iter().find_map(|of| self.decided.get(&fold(of))) {
            return Job::Named(profile, *by);
        }
        if let Some((profile, by)) = self.profiles.named(job) {
            return Job::Named(profile, by);
        }
        let graded = self.profiles.graded(job);
        if let Some(first) = graded.first() {
            return Job::Named(self.profiles.middle(&graded).unwrap_or(first), Sure::Near);
        }
        if let Some(profile) = self.profiles.spelt(job) {
            return Job::Named(profile, Sure::Near);
        }
        let of_job = self.profiles.of_job(job);
        match self.profiles.middle(&of_job) {
            Some(profile) if [job, label].iter().any(|of| self.profiles.explains(profile, of)) => {
                Job::Proposed(profile)
            }
            Some(profile) => Job::Open(vec![profile]),
            None if of_job.is_empty() => Job::Open(self.profiles.near(label)),
            None => Job::Open(of_job),
        }
    }

    /// The profile of that seniority: one of its own, or the profile itself where the bid has it at one level only.
    fn graded(&self, named: Named<'a>, (full, job, level): (&str, &str, &str), grade: Option<Grade>) -> Answer<'a> {
        let family = self.profiles.family(named.profile);
        let open = |near: Vec<&'a str>| Answer::Open(full.to_owned(), near);
        let members = || family.iter().map(|(id, _)| *id).collect::<Vec<_>>();
        let Some(grade) = grade else {
            // `Développeur` alone, of which the bid has two, is none of them for sure.
            let alone = named.sure == Sure::Near && family.len() > 1 && !self.profiles.graded(job).is_empty();
            let label = if alone { Some(full.to_owned()) } else { named.label.clone() };
            return Answer::Named(Named { label, ..named });
        };
        if !family.is_empty() {
            return match grade {
                Grade::Rank(rank) => match family.iter().find(|(_, of)| *of == rank) {
                    // A label that states its seniority is confirmed as the profile of that seniority.
                    Some((profile, _)) if level.is_empty() => Answer::Named(Named { profile, base: profile, ..named }),
                    Some((profile, _)) => Answer::Named(Named { profile, ..named }),
                    // A seniority in the label itself may be another name for one that the bid has.
                    None if level.is_empty() => {
                        let seniors = self.profiles.seniors(job).into_iter().filter(|_| rank > MIDDLE);
                        open(std::iter::once(named.profile).chain(seniors).collect())
                    }
                    None => {
                        let nearest = named.profile;
                        Answer::Aside(text!(
                            "aucun profil de l’offre à ce niveau (au plus près : {nearest})",
                            "no profile of the bid at this seniority (nearest: {nearest})"
                        ))
                    }
                },
                // `Lead`: a seniority, or another profile.
                Grade::Step(_) => {
                    let others = self.profiles.near(full).into_iter().filter(|id| !members().contains(id));
                    open(members().into_iter().chain(others).collect())
                }
            };
        }
        let present = self.present.get(&words(job)).cloned().unwrap_or_default();
        let other = || {
            let profile = named.profile;
            Answer::Aside(text!("un autre niveau de `{profile}`", "another seniority of `{profile}`"))
        };
        let middle = Grade::Rank(MIDDLE);
        match &self.level {
            Some(stated) if grade == *stated => Answer::Named(named),
            _ if present.len() == 1 && grade == middle => Answer::Named(named),
            // A step such as `N2`, or a column that has it as seniors only, may be the one level of the profile: it is proposed.
            // Its juniors, and a senior beside whom nothing says that there are no others, are another cost.
            _ if present.len() == 1
                && ((matches!(grade, Grade::Step(_)) && !grade.is_an_end())
                    || (!level.is_empty() && grade > middle)) =>
            {
                Answer::Named(Named { label: Some(full.to_owned()), base: named.profile, ..named })
            }
            Some(stated) if present.contains(stated) => other(),
            None if grade == middle => Answer::Named(Named { level: true, ..named }),
            None if present.contains(&middle) => other(),
            _ => open(vec![named.profile]),
        }
    }
}

/// The profile of a job.
enum Job<'a> {
    Named(&'a str, Sure),
    Proposed(&'a str),
    Open(Vec<&'a str>),
}

/// A label without its seniority, and the seniority.
fn parted(label: &str, level: &str) -> (String, Option<Grade>) {
    if level.is_empty() {
        // A seniority in the midst of a label, `Développeur junior (JEE)`, is one too.
        let within = || match Grade::within(label) {
            grade @ Grade::Rank(_) => (label.to_owned(), Some(grade)),
            Grade::Step(_) => (label.to_owned(), None),
        };
        return Grade::split(label).map_or_else(within, |(job, grade)| (job, Some(grade)));
    }
    (label.to_owned(), Some(Grade::within(level)))
}
