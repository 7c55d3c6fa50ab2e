//! Scales: lines that differ by one graded word. They are matched by their order, as a group: what all of them say does
//! not distinguish one from another.

use std::collections::BTreeMap;

use super::evidence::{Agrees, Evidence, Sureness, Theirs};
use super::lexicon::{Grade, Ladder};
use super::ours::OurLine;
use super::wording::{Step, Weights, What, Wording};

/// Lines of one service in steps, by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scale {
    /// From the least to the most, where that is known; else as they are written. Lines of one step are of one rank.
    pub steps: Vec<Vec<usize>>,
    /// Is the order known?
    pub ordered: bool,
}

impl Scale {
    /// Its lines.
    pub fn lines(&self) -> impl Iterator<Item = usize> {
        self.steps.iter().flatten().copied()
    }

    /// The first line of its first step.
    fn first(&self) -> Option<usize> {
        self.lines().next()
    }
}

/// The scales among some lines, each with its wording, and with its section and unit as one text: lines of one service
/// have them in common, and all that they say but for the step.
pub(super) fn scales<'a>(lines: impl Iterator<Item = (&'a Wording, String)>) -> Vec<Scale> {
    type Service<'a> = (String, Vec<&'a What>);
    let mut services: BTreeMap<Service<'a>, Vec<(usize, Grade)>> = BTreeMap::new();
    for (at, (words, place)) in lines.enumerate() {
        if let Step::One(grade) = words.step {
            let mut terms: Vec<&What> = words.terms.iter().filter(|t| !t.detail).map(|t| &t.what).collect();
            terms.sort_unstable();
            services.entry((place, terms)).or_default().push((at, grade));
        }
    }
    let mut scales: Vec<Scale> = services.into_values().filter_map(scale).collect();
    scales.sort_by_key(|scale| scale.lines().min());
    scales
}

fn scale(lines: Vec<(usize, Grade)>) -> Option<Scale> {
    let first = lines.first()?.1;
    let one_ladder = lines.iter().all(|(_, grade)| grade.ladder == first.ladder);
    let mut steps: BTreeMap<Grade, Vec<usize>> = BTreeMap::new();
    for (at, grade) in lines {
        steps.entry(grade).or_default().push(at);
    }
    let ordered = one_ladder
        && match first.ladder {
            Ladder::Unordered => false,
            Ladder::OutOf(count) => steps.len() == count as usize,
            _ => true,
        };
    (steps.len() > 1).then(|| Scale { steps: steps.into_values().collect(), ordered })
}

/// How the steps of a scale of the buyer's are ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fit {
    /// Step by step, each as sure as this.
    Steps(Sureness),
    /// It reads like ours, and has other steps or an order that is not known: a person decides.
    Open,
}

/// How a scale of the buyer's matches one of our scales; `None` where it does not.
pub(super) fn fit(
    theirs: (&Scale, &[Theirs<'_>]), ours: (&Scale, &[OurLine]), weights: &Weights,
) -> Option<(u32, Fit)> {
    let ((scale, rows), (of, lines)) = (theirs, ours);
    let (row, line) = (&rows[scale.first()?], &lines[of.first()?]);
    // What they share but for the step says whether they are one service.
    let base = Evidence { step: Agrees::Unknown, ..Evidence::of(row, line, weights) };
    // Bare steps of our unit, where no section says that they are of another service, are ours.
    let bare = row.bare && row.words.terms.is_empty() && base.unit == Agrees::Yes && base.kind != Agrees::No;
    let sureness = if bare { Some(Sureness::Likely) } else { base.sureness() }?;
    let seniority = |step: Step| matches!(step, Step::One(grade) if grade.ladder == Ladder::Seniority);
    if seniority(row.words.step) != seniority(line.words.step) && line.words.step != Step::None {
        return None;
    }
    // One word on both sides at different places of the order: which of the two counts?
    let grade = |step: Step| match step {
        Step::One(grade) => Some(grade),
        _ => None,
    };
    let crossed = scale.steps.iter().enumerate().any(|(n, of_step)| {
        let own = of_step.first().and_then(|at| grade(rows[*at].words.step));
        let same =
            |lines_of: &Vec<usize>| lines_of.iter().any(|at| own.is_some() && grade(lines[*at].words.step) == own);
        of.steps.iter().position(same).is_some_and(|other| other != n)
    });
    let steps = scale.ordered && of.ordered && scale.steps.len() == of.steps.len() && !crossed;
    let fit = if steps && sureness > Sureness::Doubtful { Fit::Steps(sureness) } else { Fit::Open };
    Some((base.points(), fit))
}
