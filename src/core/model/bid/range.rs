//! Which ranges are drawn as one, and which go together (method §9).

use itertools::Itertools as _;
use rust_decimal::Decimal;

use super::Bid;
use crate::diag::At;
use crate::model::figure::Fig;

/// Ranges that are drawn as one: those of a course, or of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// What it is called: the path of its figure or course, or the name of its group.
    pub name: String,
    /// Its figures.
    pub figures: Vec<Fig>,
}

/// How two ranges go together, as written.
#[derive(Debug, Clone)]
pub struct Correlation {
    /// What the model calls it.
    pub id: String,
    /// A figure of each; in some scenarios it has no range.
    pub of: [Fig; 2],
    /// From -1 to 1.
    pub coefficient: Decimal,
    /// Where it is written.
    pub at: At,
}

/// Ranges that correlations join, straight or through others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correlated {
    /// Their places among [`Bid::ranges`], in order.
    pub ranges: Vec<usize>,
    /// The correlation of each with each: symmetric, 1 on the diagonal.
    pub matrix: Vec<Vec<Decimal>>,
}

impl Bid {
    /// The ranges that are drawn, in the order of the bid.
    #[must_use]
    pub fn ranges(&self) -> Vec<Together> {
        let courses = self.courses();
        let name = |fig: Fig| {
            let course = courses.iter().find(|figs| figs.contains(&fig)).and_then(|figs| figs.first());
            let path = &self.figure(*course.unwrap_or(&fig)).path;
            self.figure(fig).group.clone().unwrap_or_else(|| of_course(path).to_owned())
        };
        let is_range = |fig: &Fig| self.figure(*fig).range.is_some_and(|(low, high)| low < high);
        let mut ranges: Vec<Together> = Vec::new();
        for fig in (0..self.figures.len()).map(Fig::at).filter(is_range) {
            let name = name(fig);
            match ranges.iter_mut().find(|range| range.name == name) {
                Some(range) => range.figures.push(fig),
                None => ranges.push(Together { name, figures: vec![fig] }),
            }
        }
        ranges
    }

    /// The two ranges of a correlation, by their places; nothing where one of its figures has none.
    #[must_use]
    pub fn correlated_pair(correlation: &Correlation, ranges: &[Together]) -> Option<[usize; 2]> {
        let [one, other] = correlation.of.map(|fig| ranges.iter().position(|range| range.figures.contains(&fig)));
        Some([one?, other?])
    }

    /// The sets of ranges that are correlated, each with its matrix.
    #[must_use]
    pub fn correlated(&self, ranges: &[Together]) -> Vec<Correlated> {
        let pairs = self.correlations.iter();
        let pairs = pairs.filter_map(|one| Some((Self::correlated_pair(one, ranges)?, one.coefficient))).collect_vec();
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for (pair, _) in &pairs {
            let (joined, apart): (Vec<_>, Vec<_>) =
                sets.into_iter().partition(|set| pair.iter().any(|range| set.contains(range)));
            let joined = joined.into_iter().flatten().chain(*pair).sorted().dedup().collect();
            sets = apart.into_iter().chain([joined]).collect();
        }
        let of_set = |ranges: Vec<usize>| {
            let between = |one: usize, other: usize| {
                let stated = pairs.iter().find(|(pair, _)| *pair == [one, other] || *pair == [other, one]);
                if one == other { Decimal::ONE } else { stated.map_or(Decimal::ZERO, |(_, coefficient)| *coefficient) }
            };
            let row = |one: &usize| ranges.iter().map(|other| between(*one, *other)).collect();
            let matrix = ranges.iter().map(row).collect();
            Correlated { ranges, matrix }
        };
        sets.into_iter().map(of_set).sorted_by_key(|set| set.ranges.first().copied()).collect()
    }
}

/// The path of the course that a point is of: what comes before `.years.1` or `.months.1`; of any other figure its own.
fn of_course(path: &str) -> &str {
    let parts = path.rsplit_once('.').and_then(|(over, _)| over.rsplit_once('.'));
    parts.filter(|(_, points)| ["years", "months"].contains(points)).map_or(path, |(course, _)| course)
}
