//! The value of one input that reaches a target.

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use rust_decimal::{Decimal, dec};

use super::dial::Dial;
use super::surface::{Moving, Point, Surface};
use crate::unit::{Exact, Number as _, round_half_away};

/// What is aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// The price, HT.
    Price,
    /// The margin, as a share of the price.
    Margin,
    /// The full cost.
    Cost,
}

impl Goal {
    /// What a point has of it: no margin where nothing is sold.
    #[must_use]
    pub fn of(self, point: &Point) -> Option<Exact> {
        match self {
            Self::Price => Some(point.net),
            Self::Margin => point.margin(),
            Self::Cost => Some(point.full),
        }
    }
}

/// What a search found.
#[derive(Debug, Clone)]
pub struct Solution {
    /// The value that comes nearest to the target, and what the bid comes to there; nothing where the target is
    /// out of reach.
    pub found: Option<(Decimal, Point)>,
    /// How many times the target is crossed in the bracket.
    pub crossings: usize,
    /// What was looked at, from the low end of the bracket to the high: nothing where there was no price.
    pub searched: Vec<(Decimal, Option<Point>)>,
}

/// The bracket is looked at in so many steps first: a figure may rise and fall again.
const STEPS: u32 = 64;
/// A value is found to so many decimals.
const PLACES: u32 = 9;

/// Looks for the value between `low` and `high` at which the goal reaches `target`: the one nearest to where
/// the value is now, of several.
#[must_use]
pub fn solve(
    surface: &Surface<'_>, dial: &Dial, goal: Goal, target: Decimal, (low, high): (Decimal, Decimal),
) -> Solution {
    let step = (high - low) / Decimal::from(STEPS);
    let value = |i: u32| if i == STEPS { high } else { low + step * Decimal::from(i) };
    // What is nothing at an end of the bracket is there between.
    let search = Search { surface, moving: surface.recorded(&[(dial, value(STEPS / 2))]), dial };
    let searched: Vec<(Decimal, Option<Point>)> =
        (0..=STEPS).into_par_iter().map(|i| (value(i), search.at(value(i)))).collect();
    // As a reader sees it: a cost to the cent, a margin to the millionth.
    let places = if goal == Goal::Margin { 6 } else { 2 };
    let gap = |point: &Point| Some(goal.of(point)?.rounded(places).shown() - target);
    let crossings: Vec<((Decimal, Decimal), (Decimal, Decimal))> = searched
        .windows(2)
        .enumerate()
        .filter_map(|(place, pair)| {
            let [(low, Some(before)), (high, Some(after))] = pair else { return None };
            let (before, after) = (gap(before)?, gap(after)?);
            // A target met at a step is reported for the interval that ends there, or of the first where it begins.
            let met = after.is_zero() && !before.is_zero() || place == 0 && before.is_zero();
            let crosses =
                !before.is_zero() && !after.is_zero() && before.is_sign_negative() != after.is_sign_negative();
            (met || crosses).then_some(((*low, before), (*high, after)))
        })
        .collect();
    let now = dial.now.unwrap_or(low);
    let distance = |((low, _), (high, _)): &((Decimal, Decimal), (Decimal, Decimal))| {
        if now < *low { low - now } else { (now - high).max(Decimal::ZERO) }
    };
    let nearest = crossings.iter().min_by_key(|crossing| distance(crossing));
    let tolerance = if goal == Goal::Margin { dec!(0.00001) } else { dec!(0.01) };
    // Where it is now is as good as any other value, and nearer.
    let here = dial.now.filter(|now| (low..=high).contains(now)).map(|now| (now, surface.now()));
    let found = match here.filter(|(_, point)| gap(point) == Some(Decimal::ZERO)) {
        Some(here) => Some(here),
        None => nearest.and_then(|(low, high)| narrow(&search, &gap, tolerance, *low, *high)),
    };
    Solution { found, crossings: crossings.len(), searched }
}

/// What the bid comes to at values of a dial.
struct Search<'a> {
    surface: &'a Surface<'a>,
    /// Nothing where the bid has no price there.
    moving: Option<Moving<'a>>,
    dial: &'a Dial,
}

impl Search<'_> {
    fn at(&self, value: Decimal) -> Option<Point> {
        let turns = [(self.dial, value)];
        self.moving.as_ref().map_or_else(|| self.surface.at(&turns), |moving| moving.at(&turns))
    }
}

/// Halves a bracket whose ends lie on the two sides of the target, down to the last place; then takes the end
/// that comes nearest.
fn narrow(
    search: &Search<'_>, gap: &impl Fn(&Point) -> Option<Decimal>, tolerance: Decimal, mut low: (Decimal, Decimal),
    mut high: (Decimal, Decimal),
) -> Option<(Decimal, Point)> {
    let last = Decimal::new(1, PLACES);
    let bracket = low.0..=high.0;
    while high.0 - low.0 > last {
        let middle = round_half_away((low.0 + high.0) * dec!(0.5), PLACES);
        if middle <= low.0 || middle >= high.0 {
            break;
        }
        let there = gap(&search.at(middle)?)?;
        if there.is_zero() {
            (low, high) = ((middle, there), (middle, there));
        } else if there.is_sign_negative() == low.1.is_sign_negative() && !low.1.is_zero() {
            low = (middle, there);
        } else {
            high = (middle, there);
        }
    }
    let value = if low.1.abs() <= high.1.abs() { low.0 } else { high.0 };
    // The fewest decimals that come as near as a reader sees: a hundredth of a per mille, or the cent.
    let nearest = low.1.abs().min(high.1.abs()).max(tolerance);
    let short = (0..PLACES)
        .map(|places| round_half_away(value, places))
        .filter(|short| bracket.contains(short))
        .find(|short| search.at(*short).and_then(|point| gap(&point)).is_some_and(|gap| gap.abs() <= nearest));
    let value = short.unwrap_or(value).normalize();
    // What is shown is the engine's.
    Some((value, search.surface.at(&[(search.dial, value)])?))
}
