//! What speaks for a row of the buyer's form being one of our lines, and how sure that makes it.

use rust_decimal::Decimal;

use super::lexicon::{Class, Ladder, lexicon};
use super::ours::OurLine;
use super::theirs::Theirs;
use super::wording::{Change, Step, Term, Weights, What, Wording, is_core, strength};
use crate::buyer::form::{Of, Per, Period, Said, TheirUnit};
use crate::model::bid::Unit;

/// Does one thing agree on both sides?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Agrees {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// One side says nothing, or nothing that can be compared.
    Unknown,
}

/// How sure a match is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sureness {
    /// A person has to decide.
    Doubtful,
    /// A person should look.
    Likely,
    /// Code and wording say so, and nothing speaks against it.
    Sure,
}

/// What speaks for a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence {
    /// The codes.
    pub code: Agrees,
    /// Was the buyer's code a number that had lost its last zero?
    pub code_mended: bool,
    /// Are the labels the same, letter by letter?
    pub verbatim: bool,
    /// How near the words of the labels are, from 0 to 1000.
    pub words: u32,
    /// How near what the labels mean is, from 0 to 1000.
    pub label: u32,
    /// How much of what the buyer's label says is in ours, from 0 to 1000.
    pub theirs: u32,
    /// How much of what our label says is in the buyer's, from 0 to 1000.
    pub ours: u32,
    /// The units.
    pub unit: Agrees,
    /// The quantities.
    pub quantity: Agrees,
    /// The sections.
    pub section: Agrees,
    /// What kind of work it is, and on what.
    pub kind: Agrees,
    /// The steps of a scale.
    pub step: Agrees,
    /// Is every word of the buyer's label one of our label, of the section or the lot, or known to say nothing of what is bought?
    pub explained: Agrees,
    /// Is it the whole of what ours sells: does the buyer's label leave out no part that ours has?
    pub whole: Agrees,
    /// Does ours state all that the buyer's label states of how much of a service it is: an option, one year, a part?
    pub stated: Agrees,
    /// Is it the same thing, not one more of something or one of a field of its own? Of our days and work units any number are
    /// bought: one more may be one of them.
    pub same: Agrees,
    /// Does the buyer's label say all the work or the profile that ours sells, and nothing else? What ours says besides is on what
    /// it is done, and what it delivers.
    pub core: Agrees,
    /// Does the buyer's line read like the section of our line?
    pub whole_section: bool,
}

/// Labels nearer than this, in thousandths, are of one thing unless something speaks against it.
pub const NEAR: u32 = 620;
/// Labels nearer than this are the same but for small words.
pub const SAME: u32 = 850;
/// Labels nearer than this share about half of what they say.
pub const HALF: u32 = 420;
/// Labels further than this have nothing in common.
pub const FAR: u32 = 220;

impl Evidence {
    /// Of a pair.
    #[must_use]
    pub fn of(theirs: &Theirs<'_>, ours: &OurLine, weights: &Weights) -> Self {
        let row = theirs.row;
        let code = if row.code.is_some() { yes(theirs.has_code(ours)) } else { Agrees::Unknown };
        let quantity = quantity_agrees(&row.quantities, ours);
        let (of_theirs, of_ours) = nearness(theirs, ours, weights);
        let share = |(shared, all): (u32, u32)| (shared * 100).checked_div(all).unwrap_or_default();
        Self {
            code,
            code_mended: row.code.as_ref().is_some_and(|c| c.mended),
            verbatim: theirs.folded == ours.folded,
            words: theirs.words.alike(&ours.words),
            label: share((of_theirs.0 + of_ours.0, of_theirs.1 + of_ours.1)),
            theirs: share(of_theirs),
            ours: share(of_ours),
            unit: if theirs.is_our_own(ours) { Agrees::Unknown } else { unit_agrees(theirs.unit, ours, quantity) },
            quantity,
            section: section_agrees(theirs, ours, weights),
            kind: kind_agrees(theirs, ours),
            step: step_agrees(&theirs.words, &ours.words),
            explained: explained(theirs, ours),
            whole: yes(!theirs.words.excludes || ours.words.excludes),
            stated: yes(theirs.stated.iter().all(|stated| ours.stated.contains(stated))),
            same: same(theirs, ours),
            core: yes(is_core_of(theirs, ours)),
            whole_section: !ours.section.is_empty() && weights.nearness(&theirs.words, &ours.section) >= NEAR,
        }
    }

    /// How much speaks for it, to compare pairs.
    #[must_use]
    pub fn points(&self) -> u32 {
        let or = |agrees, yes: u32, unknown: u32| match agrees {
            Agrees::Yes => yes,
            Agrees::No => 0,
            Agrees::Unknown => unknown,
        };
        let label = if self.whole_section { self.label.max(FAR) } else { self.label };
        label
            + if self.verbatim { 300 } else { 0 }
            + or(self.code, if self.label > 0 { 250 } else { 0 }, 0)
            + or(self.unit, 300, 200)
            + or(self.kind, 300, 200)
            + or(self.step, 200, 150)
            + or(self.quantity, 100, 0)
            + or(self.section, 150, 100)
    }

    /// Does something speak against it that no likeness makes up for?
    #[must_use]
    pub fn contradicted(&self) -> bool {
        [self.unit, self.whole, self.explained, self.stated, self.same].contains(&Agrees::No)
            || (!self.verbatim && [self.kind, self.step].contains(&Agrees::No))
    }

    /// How sure it is by itself; `None` where nothing says that they are one.
    #[must_use]
    pub fn sureness(&self) -> Option<Sureness> {
        let coded = self.code == Agrees::Yes;
        let (same_unit, akin) = (self.unit == Agrees::Yes, self.section == Agrees::Yes);
        // All that the buyer says is in ours, and a code, or the very words, agree.
        let sure = (self.verbatim || self.theirs >= SAME)
            && self.same == Agrees::Yes
            && ((self.verbatim && (same_unit || coded))
                || (coded && self.label >= NEAR && (same_unit || self.words >= HALF))
                || (coded && same_unit && self.quantity == Agrees::Yes && self.label >= HALF)
                || (same_unit && self.label >= SAME && self.words >= SAME));
        let likely = (self.label >= NEAR && (same_unit || akin || coded))
            || self.label >= SAME
            || (self.label >= HALF && same_unit && akin)
            || (self.core == Agrees::Yes
                && self.label >= HALF
                && self.unit != Agrees::No
                && self.section != Agrees::No)
            || (coded && self.label >= FAR && same_unit && self.section != Agrees::No);
        let doubtful = self.label >= HALF
            || (self.label >= FAR && (coded || same_unit || akin))
            || (self.whole_section && self.unit != Agrees::No)
            || (coded && self.label > 0);
        match () {
            () if sure && !self.contradicted() && !self.code_mended => Some(Sureness::Sure),
            () if likely && !self.contradicted() => Some(Sureness::Likely),
            // Of another kind of work, or on another thing, little likeness is none.
            () if self.kind == Agrees::No && self.label < HALF => None,
            () if likely || doubtful => Some(Sureness::Doubtful),
            () => None,
        }
    }
}

/// How much of a row's label is in our line, and the other way round: what is shared, in tenths, and all.
fn nearness(theirs: &Theirs<'_>, ours: &OurLine, weights: &Weights) -> ((u32, u32), (u32, u32)) {
    let half = |one: &Wording, other: &Wording, section: &Wording, foreign: u32| {
        one.terms.iter().fold((0, 0), |(shared, all), term| {
            let weight = weights.weight(term);
            match other.terms.iter().map(|of| strength(term, of)).max().unwrap_or_default() {
                0 if section.holds(&term.what) && !is_core(term) => (shared, all),
                0 if section.holds(&term.what) => (shared, all + weight / 2),
                0 if is_core(term) => (shared, all + weight * foreign / 2),
                strength => (shared + weight * strength, all + weight),
            }
        })
    };
    // What the buyer asks for besides is dearer than what our words say besides.
    (half(&theirs.words, &ours.words, &ours.section, 3), half(&ours.words, &theirs.words, &theirs.section, 2))
}

/// Does a row say the same work or profile as our line, all of it, and nothing that ours does not say?
fn is_core_of(theirs: &Theirs<'_>, ours: &OurLine) -> bool {
    let says = |one: &Term, words: &Wording| words.terms.iter().any(|other| strength(one, other) == 10);
    // A part of what ours covers, `qualité` of its governance, adds nothing to it.
    let held = |one: &Term, words: &Wording| {
        let least = if is_core(one) { 9 } else { 6 };
        words.terms.iter().any(|other| strength(one, other) >= least)
    };
    let around = |term: &Term| ours.section.holds(&term.what) || ours.lot.holds(&term.what);
    let mut own = ours.words.terms.iter().filter(|term| is_core(term) && !term.detail).peekable();
    // `(base 100 jours)`
    let counts = || {
        let said = Said::of(&theirs.row.label);
        let of_person = said.is_of_experience();
        said.lengths().any(|(n, of)| n > 1 && !(of_person && of == Of::Time(Per::Year)))
    };
    own.peek().is_some()
        && !counts()
        && own.all(|term| says(term, &theirs.words))
        && theirs
            .words
            .terms
            .iter()
            .all(|term| term.detail || held(term, &ours.words) || (!is_core(term) && around(term)))
}

/// The concepts of a class in a label.
fn of_class(words: &Wording, class: Class) -> Vec<usize> {
    let concepts = words.terms.iter().filter_map(|term| match term.what {
        What::Concept(id) => Some(id),
        What::Word(_) => None,
    });
    concepts.filter(|id| lexicon().concept(*id).class == class).collect()
}

/// The kind of work, and what it is done on, where both sides say so.
fn kind_agrees(theirs: &Theirs<'_>, ours: &OurLine) -> Agrees {
    let natures = if theirs.natures.is_empty() { Agrees::Unknown } else { yes(theirs.natures.contains(&ours.nature)) };
    let apart = |class| {
        let (mut one, mut other) = (of_class(&theirs.words, class), of_class(&ours.words, class));
        if class == Class::Object && one.is_empty() {
            one = of_class(&theirs.section, class);
        }
        if class == Class::Object && other.is_empty() {
            other = of_class(&ours.section, class);
        }
        !one.is_empty() && !other.is_empty() && !one.iter().any(|id| other.contains(id))
    };
    if natures == Agrees::No || apart(Class::Profile) || apart(Class::Object) { Agrees::No } else { natures }
}

/// What narrows a service and makes a profile another one.
const OF_TECHNIQUE: [&str; 2] = ["cloud", "platform"];

/// What is sold and is no service, by its concept.
const THINGS_SOLD: [&str; 3] = ["licence", "supply", "travel"];
/// Jobs of their own, by their concepts.
const JOBS: [&str; 10] = [
    "data-profile",
    "developer",
    "tester",
    "project-manager",
    "project-director",
    "product-owner",
    "scrum-master",
    "business-analyst",
    "technician",
    "writer",
];

/// Is all that the buyer's label says accounted for? A word that neither our line nor the lexicon knows may make it another thing:
/// `sécurité incendie`, `plan de prévention`; beside a profile, so may a part of another service: `base documentaire`. What is in
/// brackets only narrows it.
fn explained(theirs: &Theirs<'_>, ours: &OurLine) -> Agrees {
    if theirs.bare {
        return Agrees::Unknown;
    }
    let names = |term: &Term| match term.what {
        What::Word(_) => true,
        What::Concept(id) => {
            let concept = lexicon().concept(id);
            // `HNO` after a profile: a day at other hours.
            let of_no_nature = concept.class == Class::Work && concept.natures.is_empty();
            // A person of one more field, or of a technique: `architecte cloud`, `architecte données`.
            let of_another = concept.class == Class::Profile || OF_TECHNIQUE.contains(&concept.name);
            // `Transfert de licences`: what is handed over is no service.
            THINGS_SOLD.contains(&concept.name)
                || ours.unit == Unit::Day && (concept.class == Class::Part || of_no_nature || of_another)
        }
    };
    let around = |term: &Term| ours.section.holds(&term.what) || ours.lot.holds(&term.what);
    if theirs.words.renews && !ours.words.renews {
        return Agrees::No;
    }
    let held = |term: &Term| around(term) || ours.words.terms.iter().any(|own| strength(term, own) > 0);
    // What is in brackets narrows a profile, unless it names another job: `Administrateur de données (data steward)`.
    let other_job = |term: &Term| match term.what {
        What::Concept(id) => ours.unit == Unit::Day && JOBS.contains(&lexicon().concept(id).name),
        What::Word(_) => false,
    };
    let aside = |term: &Term| term.detail && !other_job(term);
    // `Administrateur de données (DBA)`: which of two jobs is meant by the name of one, brackets say.
    let same = |of: &Term| ours.words.terms.iter().any(|own| strength(of, own) == 10);
    let of_two = |term: &Term| match term.what {
        What::Concept(id) => lexicon().concept(id).name == "data-administrator",
        What::Word(_) => false,
    };
    let said_aside = || theirs.words.terms.iter().any(|of| of.detail && same(of));
    yes(theirs.words.terms.iter().all(|term| {
        if of_two(term) {
            same(term) || said_aside()
        } else {
            aside(term) || !(names(term) || other_job(term)) || held(term)
        }
    }))
}

/// Does the buyer's label say of no more of something, and of no field after a profile, that ours does not?
fn same(theirs: &Theirs<'_>, ours: &OurLine) -> Agrees {
    // Levels and other hours have prices of their own: of a profile without them ours may be one.
    let level = |words: &Wording| matches!(words.step, Step::One(one) if one.ladder == Ladder::Seniority);
    let all_day = || ours.unit == Unit::Day && Said::of(&theirs.row.label).is_all_day();
    if (level(&theirs.words) && ours.words.step == Step::None) || all_day() {
        return Agrees::Unknown;
    }
    match theirs.words.change.filter(|_| theirs.words.change > ours.words.change) {
        None => Agrees::Yes,
        Some(Change::OneMore) if !matches!(ours.unit, Unit::Day | Unit::WorkUnit) => Agrees::No,
        Some(Change::OneMore | Change::Field) => Agrees::Unknown,
    }
}

fn section_agrees(theirs: &Theirs<'_>, ours: &OurLine, weights: &Weights) -> Agrees {
    if theirs.section.is_empty() || ours.section.is_empty() {
        return Agrees::Unknown;
    }
    let natures = theirs.section.natures();
    if natures.is_empty() {
        return if weights.nearness(&theirs.section, &ours.section) >= NEAR { Agrees::Yes } else { Agrees::Unknown };
    }
    yes(natures.contains(&ours.nature))
}

/// The steps, where both are of a scale whose words can be compared.
fn step_agrees(theirs: &Wording, ours: &Wording) -> Agrees {
    // `Support N3, maintenance corrective et exploitation`: the level of one of several services.
    let several = || theirs.terms.iter().filter(|term| is_core(term) && !term.detail).count() > 1;
    match (theirs.step, ours.step) {
        (Step::One(one), Step::None) if one.ladder == Ladder::Level && several() => Agrees::Unknown,
        (Step::One(one), Step::One(other)) if one.ladder == other.ladder => yes(one == other),
        // Ours is sold at one level: a beginner is another thing, an experienced person is not.
        (Step::One(one), Step::None) if one.ladder == Ladder::Seniority && one.rank > 10 => Agrees::Unknown,
        (Step::None | Step::Several, Step::None) => Agrees::Unknown,
        _ => Agrees::No,
    }
}

fn yes(agrees: bool) -> Agrees {
    if agrees { Agrees::Yes } else { Agrees::No }
}

fn unit_agrees(theirs: TheirUnit, ours: &OurLine, quantity: Agrees) -> Agrees {
    match theirs {
        TheirUnit::None => Agrees::Unknown,
        TheirUnit::Ours(unit) if unit == ours.unit => Agrees::Yes,
        // Twelve lump sums a year are months.
        TheirUnit::Ours(Unit::LumpSum) | TheirUnit::Piece if ours.unit == Unit::Month && quantity == Agrees::Yes => {
            Agrees::Unknown
        }
        TheirUnit::Piece if matches!(ours.unit, Unit::LumpSum | Unit::WorkUnit) => Agrees::Unknown,
        // The price of a day gives it.
        TheirUnit::Per(Per::Hour | Per::HalfDay) if ours.unit == Unit::Day => Agrees::Yes,
        // The price of a month gives it, if that is what the buyer means by it.
        TheirUnit::Per(_) if theirs.from(ours.unit).is_some() => Agrees::Unknown,
        // Our lump sum each year, or each quarter.
        TheirUnit::Per(Per::Year) if is_sold_a_year(ours, Decimal::ONE) => Agrees::Unknown,
        TheirUnit::Per(Per::Quarter) if is_sold_a_year(ours, Decimal::from(4)) => Agrees::Unknown,
        TheirUnit::Lasting if matches!(ours.unit, Unit::LumpSum | Unit::WorkUnit) => Agrees::Unknown,
        TheirUnit::Ours(_)
        | TheirUnit::Per(_)
        | TheirUnit::Piece
        | TheirUnit::Lasting
        | TheirUnit::Different
        | TheirUnit::Other => Agrees::No,
    }
}

/// Is our lump sum or work unit bought so many times in each contract year?
fn is_sold_a_year(ours: &OurLine, times: Decimal) -> bool {
    matches!(ours.unit, Unit::LumpSum | Unit::WorkUnit) && ours.quantities.iter().all(|of| *of == times)
}

fn quantity_agrees(theirs: &[(Period, Decimal)], ours: &OurLine) -> Agrees {
    // What each year counts says nothing for sure of the contract, nor does a calendar year that is none of its years.
    let of_contract = |at: &Period| matches!(at, Period::Year(_) | Period::Total);
    let mut theirs = theirs.iter().filter(|(at, _)| of_contract(at)).peekable();
    if theirs.peek().is_none() {
        return Agrees::Unknown;
    }
    let of = |at: &Period| match at {
        Period::Year(n) => ours.quantities.get(*n as usize - 1).copied().unwrap_or_default(),
        _ => ours.quantity(),
    };
    yes(theirs.all(|(at, quantity)| *quantity == of(at)))
}

#[cfg(test)]
mod tests {
    use itertools::iproduct;

    use super::{Agrees, Evidence, FAR, Sureness};

    #[test]
    fn nothing_makes_a_pair_likely_against_its_unit_kind_step_or_words() {
        let agrees = [Agrees::Yes, Agrees::No, Agrees::Unknown];
        let mut likely = 0;
        for (code, unit, section, kind, step, explained) in iproduct!(agrees, agrees, agrees, agrees, agrees, agrees) {
            for (label, words) in iproduct!((0..=1000).step_by(50), (0..=1000).step_by(250)) {
                let (code_mended, quantity, whole_section) = (false, Agrees::Yes, true);
                let (theirs, ours) = (label, label);
                let pair = Evidence {
                    code,
                    code_mended,
                    words,
                    label,
                    theirs,
                    ours,
                    unit,
                    quantity,
                    section,
                    kind,
                    step,
                    explained,
                    whole: Agrees::Yes,
                    stated: Agrees::Yes,
                    same: Agrees::Yes,
                    core: Agrees::Yes,
                    whole_section,
                    verbatim: false,
                };
                let is_likely = pair.sureness() >= Some(Sureness::Likely);
                assert!(!is_likely || (!pair.contradicted() && label >= FAR), "{pair:?}");
                likely += usize::from(is_likely);
            }
        }
        assert!(likely > 0);
    }
}
