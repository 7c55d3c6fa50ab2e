//! Ranges that go together (method §9): the values of each are put in the order of scores that have the correlations asked for (Iman
//! and Conover, 1982).

use itertools::Itertools as _;
use rust_decimal::Decimal;
use statrs::function::erf::erf_inv;

use crate::graph::Float;
use crate::unit::Number as _;

/// Of correlated ranges, whose strata by draw these are: by draw, the one whose stratum it takes. Each keeps all its strata; those of
/// the first stay where they are.
pub(super) fn places(strata: &[Vec<u32>], correlations: &[Vec<Decimal>]) -> Vec<Vec<u32>> {
    let draws = strata.first().map_or(0, Vec::len);
    let by_stratum = by_stratum(draws);
    let scores = strata.iter().map(|strata| strata.iter().map(|s| by_stratum[*s as usize]).collect_vec()).collect_vec();
    let asked = lower(&floats(correlations));
    // What the draws have by chance is taken from them first; so few draws that they cannot have it keep it.
    let square: f64 = by_stratum.iter().map(|score| score * score).sum();
    let between = |one: &Vec<f64>, other: &Vec<f64>| one.iter().zip(other).map(|(a, b)| a * b).sum::<f64>() / square;
    let had = lower(&scores.iter().map(|one| scores.iter().map(|other| between(one, other)).collect()).collect_vec());
    let is_regular = had.iter().enumerate().all(|(k, row)| row[k] > NOTHING);
    let combined = |parts: &[f64], scores: &[Vec<f64>]| -> Vec<f64> {
        (0..draws).map(|draw| parts.iter().zip(scores).map(|(part, scores)| part * scores[draw]).sum()).collect()
    };
    let mut independent: Vec<Vec<f64>> = Vec::new();
    for (k, own) in scores.iter().enumerate() {
        let own = if is_regular {
            let explained = combined(&had[k][..k], &independent);
            own.iter().zip(explained).map(|(own, explained)| (own - explained) / had[k][k]).collect()
        } else {
            own.clone()
        };
        independent.push(own);
    }
    let wanted = asked.iter().map(|parts| combined(parts, &independent));
    strata.iter().zip(wanted).map(|(strata, wanted)| ordered(strata, &wanted)).collect()
}

/// Which draw's stratum each draw takes, so that strata are in the order of scores.
fn ordered(strata: &[u32], scores: &[f64]) -> Vec<u32> {
    let draws = || 0..u32::try_from(strata.len()).unwrap_or(u32::MAX);
    let by_stratum = draws().sorted_by_key(|draw| strata[*draw as usize]);
    let by_score = draws().sorted_by(|a, b| scores[*a as usize].total_cmp(&scores[*b as usize]));
    by_score.zip(by_stratum).sorted().map(|(_, from)| from).collect()
}

/// The normal scores of so many strata (van der Waerden): what a normal variable is below with the probability `s / (n + 1)`.
fn by_stratum(draws: usize) -> Vec<f64> {
    let draws = u32::try_from(draws).unwrap_or(u32::MAX);
    (1..=draws)
        .map(|s| std::f64::consts::SQRT_2 * erf_inv(2.0 * f64::from(s) / (f64::from(draws) + 1.0) - 1.0))
        .collect()
}

/// A pivot that is no more than rounding.
const NOTHING: f64 = 1e-9;

/// The lower triangle whose product with its transpose is a matrix that has no negative pivot (Cholesky); where a pivot is 0, its
/// column is.
fn lower(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut lower = vec![vec![0.0; matrix.len()]; matrix.len()];
    for k in 0..matrix.len() {
        for i in k..matrix.len() {
            let before: f64 = lower[i][..k].iter().zip(&lower[k][..k]).map(|(a, b)| a * b).sum();
            let left = matrix[i][k] - before;
            lower[i][k] = match i {
                _ if i == k && left > NOTHING => left.sqrt(),
                _ if i > k && lower[k][k] > 0.0 => left / lower[k][k],
                _ => 0.0,
            };
        }
    }
    lower
}

fn floats(matrix: &[Vec<Decimal>]) -> Vec<Vec<f64>> {
    matrix.iter().map(|row| row.iter().map(|cell| Float::from_decimal(*cell).0).collect()).collect()
}
