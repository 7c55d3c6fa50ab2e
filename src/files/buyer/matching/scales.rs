//! Scales: lines that differ by one graded word. They are matched by their order, as a group: what all of them say does
//! not distinguish one from another.

use std::collections::BTreeMap;

use super::lexicon::{Grade, Ladder};
use super::wording::{Step, What, Wording};

/// Lines of one service in steps: ours by their ids, the buyer's by the places of their rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scale<K> {
    /// From the least to the most, where that is known; else as they are written. Lines of one step are of one rank.
    pub steps: Vec<Vec<K>>,
    /// Is the order known?
    pub ordered: bool,
}

impl<K: Copy> Scale<K> {
    /// Its lines.
    pub fn lines(&self) -> impl Iterator<Item = K> {
        self.steps.iter().flatten().copied()
    }

    /// The first line of its first step.
    pub fn first(&self) -> Option<K> {
        self.lines().next()
    }
}

/// The scales among some lines, each with its wording, and with its section and unit as one text: lines of one service
/// have them in common, and all that they say but for the step.
pub(super) fn scales<'a, K: From<usize> + Copy + Ord>(
    lines: impl Iterator<Item = (&'a Wording, String)>,
) -> Vec<Scale<K>> {
    type Service<'a> = (String, Vec<&'a What>);
    let mut services: BTreeMap<Service<'a>, Vec<(K, Grade)>> = BTreeMap::new();
    for (at, (words, place)) in lines.enumerate() {
        if let Step::One(grade) = words.step {
            let mut terms: Vec<&What> = words.terms.iter().filter(|t| !t.detail).map(|t| &t.what).collect();
            terms.sort_unstable();
            services.entry((place, terms)).or_default().push((K::from(at), grade));
        }
    }
    let mut scales: Vec<Scale<K>> = services.into_values().filter_map(scale).collect();
    scales.sort_by_key(|scale| scale.lines().min());
    scales
}

fn scale<K>(lines: Vec<(K, Grade)>) -> Option<Scale<K>> {
    let first = lines.first()?.1;
    let one_ladder = lines.iter().all(|(_, grade)| grade.ladder == first.ladder);
    let mut steps: BTreeMap<Grade, Vec<K>> = BTreeMap::new();
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
