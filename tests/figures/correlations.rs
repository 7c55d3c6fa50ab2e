//! Correlations of ranges (method §9): what is asked for is drawn, each range keeps its values, and others keep theirs.

use chiffrage::model::Bid;
use chiffrage::model::bid::Correlation;
use chiffrage::risk::Sample;
use itertools::Itertools as _;
use rust_decimal::{Decimal, dec};
use statrs::function::erf::erf_inv;

use crate::support;

const DRAWS: u32 = 10_000;

/// The shipped bid with correlations of its first ranges, by their places.
fn bid(correlations: &[(usize, usize, Decimal)]) -> Bid {
    let mut bid = support::shipped().0;
    let ranges = bid.ranges();
    let correlation = |(one, other, coefficient): &(usize, usize, Decimal)| {
        let of = [one, other].map(|range| ranges[*range].figures[0]);
        Correlation { id: "asked".to_owned(), of, coefficient: *coefficient, at: bid.figure(of[0]).at }
    };
    bid.correlations = correlations.iter().map(correlation).collect();
    bid
}

/// The stratum of each draw, from 0.
fn strata(sample: &Sample, range: usize) -> Vec<usize> {
    (0..sample.draws()).map(|draw| (sample.share(range, draw) * f64::from(sample.draws())) as usize).collect()
}

/// Pearson's correlation of the ranks, after a function of them.
fn correlation(sample: &Sample, pair: [usize; 2], of: impl Fn(f64) -> f64) -> f64 {
    let draws = f64::from(sample.draws());
    let [one, other] = pair.map(|range| (0..sample.draws()).map(|draw| of(sample.share(range, draw))).collect_vec());
    let mean = |values: &[f64]| values.iter().sum::<f64>() / draws;
    let (of_one, of_other) = (mean(&one), mean(&other));
    let covariance: f64 = one.iter().zip(&other).map(|(a, b)| (a - of_one) * (b - of_other)).sum();
    let spread = |values: &[f64], mean: f64| values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
    covariance / (spread(&one, of_one) * spread(&other, of_other)).sqrt()
}

fn score(share: f64) -> f64 {
    std::f64::consts::SQRT_2 * erf_inv(2.0 * share - 1.0)
}

/// Of normal scores the one that is asked for; of ranks `6/π asin(ρ/2)` (Pearson, 1907). Pairs that none is asked of have none.
#[test]
fn ranges_are_drawn_with_the_correlations_asked_for() {
    let sample = Sample::of(&bid(&[(0, 1, dec!(0.6)), (1, 2, dec!(-0.4)), (5, 6, dec!(0.95))]), DRAWS, 7);
    for (pair, asked) in [([0, 1], 0.6), ([1, 2], -0.4), ([0, 2], 0.0), ([5, 6], 0.95), ([0, 5], 0.0), ([3, 4], 0.0)] {
        let scores = correlation(&sample, pair, score);
        assert!((scores - asked).abs() < 0.02, "scores of {pair:?}: {scores}, asked {asked}");
        let expected = 6.0 / std::f64::consts::PI * (asked / 2.0_f64).asin();
        let ranks = correlation(&sample, pair, |share| share);
        assert!((ranks - expected).abs() < 0.02, "ranks of {pair:?}: {ranks}, expected {expected}");
    }
}

/// A range has one value in each stratum, correlated or not, and the same values; one that is not correlated is drawn as before, and
/// so is the first of a set.
#[test]
fn ranges_keep_their_values_and_others_their_draws() {
    let before = Sample::of(&bid(&[]), 1000, 7);
    let after = Sample::of(&bid(&[(1, 3, dec!(0.8)), (3, 4, dec!(0.5))]), 1000, 7);
    let shares = |sample: &Sample, range| (0..1000).map(|draw| sample.share(range, draw)).collect_vec();
    for range in 0..before.axes.len() {
        assert_eq!(strata(&after, range).into_iter().sorted().collect_vec(), (0..1000).collect_vec());
        let [own, others] = [&before, &after].map(|sample| shares(sample, range));
        let sorted = |shares: &[f64]| shares.iter().copied().sorted_by(f64::total_cmp).collect_vec();
        assert_eq!(sorted(&own), sorted(&others));
        assert_eq!(own == others, ![3, 4].contains(&range), "range {range}");
    }
}

/// A singular matrix may be: ranges that always move as one, or against each other.
#[test]
fn ranges_may_be_bound_to_one_another() {
    let sample = Sample::of(&bid(&[(0, 1, dec!(1)), (2, 3, dec!(-1))]), 1000, 7);
    let [a, b, c, d] = [0, 1, 2, 3].map(|range| strata(&sample, range));
    assert_eq!(a, b);
    assert_eq!(c, d.into_iter().map(|stratum| 999 - stratum).collect_vec());
}

/// However few the draws, each takes a stratum of its own.
#[test]
fn a_few_draws_are_drawn_too() {
    for draws in 1..6 {
        let sample = Sample::of(&bid(&[(0, 1, dec!(0.7)), (1, 2, dec!(0.7)), (0, 2, dec!(0.7))]), draws, 7);
        for range in 0..3 {
            let strata = strata(&sample, range).into_iter().sorted().collect_vec();
            assert_eq!(strata, (0..draws as usize).collect_vec(), "{draws} draws");
        }
    }
}
