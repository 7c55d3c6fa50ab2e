//! Names beside what they name, none on another.

use itertools::Itertools as _;
use rust_decimal::{Decimal, dec};

use super::words::{LINE, width};

/// How far around a point nothing else may be.
pub const REACH: Decimal = dec!(6);

/// A rectangle of the picture.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    /// Its left edge.
    pub left: Decimal,
    /// Its right edge.
    pub right: Decimal,
    /// Its upper edge.
    pub top: Decimal,
    /// Its lower edge.
    pub bottom: Decimal,
}

impl Area {
    /// Does a line from a point to one further right go through it?
    pub fn is_crossed(&self, from: (Decimal, Decimal), to: (Decimal, Decimal)) -> bool {
        let (start, end) = (self.left.max(from.0), self.right.min(to.0));
        if start > end || from.0 >= to.0 {
            return false;
        }
        let height = |x: Decimal| from.1 + (to.1 - from.1) * (x - from.0) / (to.0 - from.0);
        let (a, b) = (height(start), height(end));
        a.min(b) <= self.bottom && a.max(b) >= self.top
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }
}

/// The places of names right beside their points, where one of the four sides is free of points and of other names.
pub fn beside(points: &[(Decimal, Decimal)], names: &[String], edges: Area) -> Vec<Option<Area>> {
    let dot =
        |(x, y): &(Decimal, Decimal)| Area { left: x - REACH, right: x + REACH, top: y - REACH, bottom: y + REACH };
    let mut taken: Vec<Area> = points.iter().map(dot).collect();
    let mut places = Vec::new();
    for (i, ((x, y), name)) in points.iter().zip(names).enumerate() {
        // Two points in one place have no side that is one's own.
        let alone = (0..points.len()).all(|other| other == i || !dot(&points[other]).meets(&dot(&points[i])));
        let free = |area: &Area| alone && edges.holds(area) && taken.iter().all(|other| !other.meets(area));
        let place = sides(*x, *y, width(name)).into_iter().find(free);
        taken.extend(place);
        places.push(place);
    }
    places
}

/// The places of names near points of a curve, where one of the sides of each is free of the curve and of what is taken; on
/// the side that has most room where none is.
pub fn off_curve(
    marks: &[((Decimal, Decimal), Decimal)], curve: &[(Decimal, Decimal)], mut taken: Vec<Area>, edges: Area,
) -> Vec<Area> {
    const OFF: Decimal = dec!(11);
    let mut places = Vec::new();
    for ((x, y), wide) in marks {
        let area = |left: Decimal, top: Decimal| Area { left, right: left + wide, top, bottom: top + LINE };
        let around = |far: Decimal| {
            let (right, left) = (x + OFF, x - OFF - wide);
            let (above, below) = (y - far - LINE, y + far);
            [area(right, above), area(left, below), area(left, above), area(right, below)]
        };
        let free = |area: &Area| {
            let crossed =
                curve.windows(2).any(|pair| area.is_crossed(pair[0], pair[1]) || area.is_crossed(pair[1], pair[0]));
            edges.holds(area) && !crossed && taken.iter().all(|other| !other.meets(area))
        };
        let place = [dec!(4), dec!(14), dec!(30), dec!(54)].into_iter().flat_map(around).find(free);
        let left = if x + OFF + wide <= edges.right { x + OFF } else { (edges.right - wide).max(edges.left) };
        let place = place.unwrap_or_else(|| area(left, y - OFF - LINE));
        taken.push(place);
        places.push(place);
    }
    places
}

/// Right of a point, left of it, above and below.
fn sides(x: Decimal, y: Decimal, wide: Decimal) -> [Area; 4] {
    const OFF: Decimal = dec!(9);
    let (half, middle) = (wide / Decimal::TWO, LINE / Decimal::TWO);
    let area = |left: Decimal, top: Decimal| Area { left, right: left + wide, top, bottom: top + LINE };
    [
        area(x + OFF, y - middle),
        area(x - OFF - wide, y - middle),
        area(x - half, y - OFF - LINE),
        area(x - half, y + OFF),
    ]
}

/// Heights of names in a column, a line apart, each as near to its own place as leaves room to the others; none
/// below `bottom` if all fit.
pub fn apart(wanted: &[Option<Decimal>], bottom: Decimal) -> Vec<Option<Decimal>> {
    let mut order: Vec<usize> = (0..wanted.len()).filter(|i| wanted[*i].is_some()).collect();
    order.sort_by_key(|i| wanted[*i]);
    let mut places = wanted.to_vec();
    let mut free = Decimal::MIN;
    for i in &order {
        places[*i] = places[*i].map(|y| y.max(free));
        free = places[*i].map_or(free, |y| y + LINE);
    }
    let mut limit = bottom;
    for i in order.iter().rev() {
        places[*i] = places[*i].map(|y| y.min(limit));
        limit = places[*i].map_or(limit, |y| y - LINE);
    }
    places
}

/// Heights in a column at `right`, changed among one another until no two lines to them cross. Each change makes the
/// lines shorter together, so that there is an end.
pub fn uncrossed(
    points: &[(Decimal, Decimal)], right: Decimal, mut heights: Vec<Option<Decimal>>,
) -> Vec<Option<Decimal>> {
    let at = |(x, y): (Decimal, Decimal), end: Decimal, there: Decimal| {
        (y + (end - y) * (there - x).checked_div(right - x).unwrap_or_default(), end)
    };
    let cross = |heights: &[Option<Decimal>], i: usize, j: usize| {
        let (Some(one), Some(other)) = (heights[i], heights[j]) else { return false };
        let there = points[i].0.max(points[j].0);
        let (a, b) = (at(points[i], one, there), at(points[j], other, there));
        (a.0 < b.0 && a.1 > b.1) || (a.0 > b.0 && a.1 < b.1)
    };
    let pairs: Vec<[usize; 2]> = (0..points.len()).array_combinations().collect();
    while let Some([i, j]) = pairs.iter().copied().find(|[i, j]| cross(&heights, *i, *j)) {
        heights.swap(i, j);
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_column_keep_a_line_apart() {
        let wanted = [Some(dec!(90)), None, Some(dec!(95)), Some(dec!(10)), Some(dec!(92))];
        let places = apart(&wanted, dec!(100));
        assert_eq!(places, [Some(dec!(68)), None, Some(dec!(100)), Some(dec!(10)), Some(dec!(84))]);
    }

    /// Three points in a row, their names below them: the rightmost is the nearest, so that the lines of the others pass
    /// under it; above them, the leftmost is the farthest as well.
    #[test]
    fn lines_to_a_column_do_not_cross() {
        let points = [(dec!(10), dec!(50)), (dec!(20), dec!(50)), (dec!(30), dec!(50))];
        let column = |heights: [Decimal; 3]| uncrossed(&points, dec!(100), heights.map(Some).to_vec());
        assert_eq!(column([dec!(60), dec!(76), dec!(92)]), [dec!(92), dec!(76), dec!(60)].map(Some));
        assert_eq!(column([dec!(40), dec!(24), dec!(8)]), [dec!(8), dec!(24), dec!(40)].map(Some));
        // Names that are elsewhere stay out of it.
        let some = uncrossed(&points, dec!(100), vec![Some(dec!(60)), None, Some(dec!(92))]);
        assert_eq!(some, [Some(dec!(92)), None, Some(dec!(60))]);
    }

    #[test]
    fn a_line_crosses_what_is_on_its_way() {
        let area = Area { left: dec!(10), right: dec!(20), top: dec!(10), bottom: dec!(14) };
        let lines = [
            ((0, 0), (40, 40), true),
            ((0, 0), (40, 10), false),
            ((15, 12), (40, 30), true),
            ((21, 12), (40, 12), false),
        ];
        for ((a, b), (c, d), crossed) in lines {
            let place = |x: i32, y: i32| (Decimal::from(x), Decimal::from(y));
            assert_eq!(area.is_crossed(place(a, b), place(c, d)), crossed);
        }
    }

    /// Points in a row, some in a heap: no name covers a point or another name, and the heap has none.
    #[test]
    fn names_stand_beside_their_points() {
        let edges = Area { left: dec!(0), right: dec!(880), top: dec!(0), bottom: dec!(400) };
        let names: Vec<String> = (0..12).map(|i| format!("Scénario {i}")).collect();
        let mut points: Vec<_> = (0..8).map(|i| (dec!(300) + Decimal::from(i) * dec!(20), dec!(200))).collect();
        points.extend([(dec!(600), dec!(100)), (dec!(600), dec!(100)), (dec!(603), dec!(101)), (dec!(0), dec!(0))]);
        let places = beside(&points, &names, edges);
        assert!(places[0].is_some() && places[8..11].iter().all(Option::is_none));
        for (i, place) in places.iter().enumerate() {
            let Some(place) = place else { continue };
            assert!(edges.holds(place));
            assert!(places[..i].iter().flatten().all(|other| !other.meets(place)), "{place:?}");
        }
    }
}
