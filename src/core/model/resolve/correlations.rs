//! Which ranges go together, and whether they can (method §9).

use itertools::Itertools as _;
use rust_decimal::{Decimal, dec};

use super::Resolver;
use crate::diag::message::correlation as message;
use crate::diag::{At, Findings, Reported};
use crate::model::bid::{Bid, Correlation};
use crate::model::figure::Fig;
use crate::model::raw;
use crate::model::shape::Words;

impl Resolver<'_> {
    pub(super) fn correlations(&mut self) -> Vec<Correlation> {
        let root = self.root;
        let all = root.policy.correlations.iter();
        all.filter_map(|(id, at, raw)| self.correlation(id, at, raw).ok()).collect()
    }

    fn correlation(&mut self, id: &str, at: At, raw: &raw::Correlation) -> Result<Correlation, Reported> {
        let [one, other] = raw.of.as_slice() else {
            return Err(self.push(message::not_two(id, raw.of.len(), at)));
        };
        let (one, other) = (self.correlated(id, one), self.correlated(id, other));
        Ok(Correlation { id: id.into(), of: [one?, other?], coefficient: raw.coefficient.number, at })
    }

    /// The figure of a path. A scenario's follows the one of the bid in their list.
    fn correlated(&mut self, id: &str, path: &Words) -> Result<Fig, Reported> {
        let found = self.figures.iter().rposition(|figure| figure.path == path.text);
        found.map(Fig::at).ok_or_else(|| {
            let finding = message::no_figure(id, &path.text, self.figures.iter().map(|f| f.path.as_str()), path.at);
            self.push(finding)
        })
    }
}

/// Reports correlations that cannot be drawn.
pub fn check(bid: &Bid, findings: &mut Findings) {
    let ranges = bid.ranges();
    let mut seen: Vec<([usize; 2], At)> = Vec::new();
    for correlation in &bid.correlations {
        let Some(mut pair) = Bid::correlated_pair(correlation, &ranges) else { continue };
        pair.sort_unstable();
        let names = pair.map(|range| ranges[range].name.as_str());
        if pair[0] == pair[1] {
            findings.push(message::of_one(&correlation.id, names[0], correlation.at));
        } else if let Some((_, first)) = seen.iter().find(|(other, _)| *other == pair) {
            findings.push(message::twice(&correlation.id, names, correlation.at, *first));
        } else {
            seen.push((pair, correlation.at));
        }
    }
    for set in bid.correlated(&ranges).into_iter().filter(|set| is_indefinite(set.matrix.clone())) {
        let at = seen.iter().find(|(pair, _)| set.ranges.contains(&pair[0])).map(|(_, at)| *at);
        let names = set.ranges.iter().map(|range| ranges[*range].name.clone()).collect_vec();
        if let Some(at) = at {
            findings.push(message::indefinite(&names, at));
        }
    }
}

/// What is no more than the last digits of a division.
const NOTHING: Decimal = dec!(0.000000000001);

/// Is there a combination of the ranges whose variance would be negative? Eliminated row by row, every pivot of a matrix that can be is
/// positive, or is 0 with nothing beside it.
fn is_indefinite(mut matrix: Vec<Vec<Decimal>>) -> bool {
    for k in 0..matrix.len() {
        let pivot = matrix[k].clone();
        if pivot[k] < -NOTHING || (pivot[k] <= NOTHING && pivot[k + 1..].iter().any(|beside| beside.abs() > NOTHING)) {
            return true;
        }
        if pivot[k] > NOTHING {
            for row in &mut matrix[k + 1..] {
                let times = row[k] / pivot[k];
                row.iter_mut().zip(&pivot).for_each(|(cell, above)| *cell -= times * above);
            }
        }
    }
    false
}
