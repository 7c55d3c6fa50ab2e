use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::OnceLock;

use rstar::primitives::Rectangle;
use rstar::{AABB, RTree};

use super::{Address, Rect};

/// Areas of a sheet that do not overlap, such as its merged cells. Which of them holds a cell is found without looking at
/// each; where a file has some that overlap all the same, the upper one counts.
///
/// ```
/// use chiffrage_base::formula::{Address, Areas, Rect};
/// let merged: Areas = ["B2:D2", "A4:A9"].iter().filter_map(|area| Rect::parse(area)).collect();
/// assert_eq!(merged.holding(Address::parse("C2").unwrap()), Rect::parse("B2:D2"));
/// assert_eq!(merged.holding(Address::parse("B4").unwrap()), None);
/// assert_eq!(merged.len(), 2);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Areas {
    all: Vec<Rect>,
    tree: OnceLock<RTree<Rectangle<[i64; 2]>>>,
}

impl Areas {
    /// The area that a cell is in.
    #[must_use]
    pub fn holding(&self, at: Address) -> Option<Rect> {
        self.meeting(Rect::cell(at)).next()
    }

    /// The areas that another has cells in common with.
    pub fn meeting(&self, area: Rect) -> impl Iterator<Item = Rect> {
        let tree = (!self.all.is_empty()).then(|| self.tree.get_or_init(|| RTree::bulk_load(apart(&self.all))));
        let corner = |row: u32, column: u32| [i64::from(row), i64::from(column)];
        let envelope = AABB::from_corners(corner(area.top, area.left), corner(area.bottom, area.right));
        let number = |n: i64| u32::try_from(n).unwrap_or_default();
        tree.into_iter().flat_map(move |tree| tree.locate_in_envelope_intersecting(envelope)).map(move |found| {
            let ([top, left], [bottom, right]) = (found.lower(), found.upper());
            Rect { top: number(top), left: number(left), bottom: number(bottom), right: number(right) }
        })
    }
}

/// Those of some areas that no upper one overlaps.
fn apart(areas: &[Rect]) -> Vec<Rectangle<[i64; 2]>> {
    let mut areas = areas.to_vec();
    areas.sort_unstable_by_key(|area| (area.top, area.left));
    // The areas that a row going down meets: the last column of each and its last row, by its first column.
    let mut met: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    let mut kept = Vec::with_capacity(areas.len());
    for area in areas {
        let mut free = true;
        while let Some((left, (right, bottom))) = met.range(..=area.right).next_back().map(|(left, to)| (*left, *to))
            && right >= area.left
        {
            free = bottom < area.top;
            if !free {
                break;
            }
            met.remove(&left);
        }
        if free {
            met.insert(area.left, (area.right, area.bottom));
            let corner = |row: u32, column: u32| [i64::from(row), i64::from(column)];
            kept.push(Rectangle::from_corners(corner(area.top, area.left), corner(area.bottom, area.right)));
        }
    }
    kept
}

impl Deref for Areas {
    type Target = [Rect];

    fn deref(&self) -> &[Rect] {
        &self.all
    }
}

impl From<Vec<Rect>> for Areas {
    fn from(all: Vec<Rect>) -> Self {
        Self { all, tree: OnceLock::new() }
    }
}

impl FromIterator<Rect> for Areas {
    fn from_iter<I: IntoIterator<Item = Rect>>(areas: I) -> Self {
        areas.into_iter().collect::<Vec<_>>().into()
    }
}

impl Extend<Rect> for Areas {
    fn extend<I: IntoIterator<Item = Rect>>(&mut self, areas: I) {
        self.all.extend(areas);
        self.tree.take();
    }
}

impl PartialEq for Areas {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, Areas, Rect};

    /// Against a look at each, over all places of a small sheet.
    #[test]
    fn a_cell_is_in_the_area_that_holds_it() {
        let areas = ["B2:D2", "A4:A9", "C4:F7", "B5:B5", "G1:G20", "C8:C8"].map(|area| Rect::parse(area).unwrap());
        let merged: Areas = areas.into_iter().collect();
        for (row, column) in (1..=21).flat_map(|row| (1..=8).map(move |column| (row, column))) {
            let at = Address { row, column };
            assert_eq!(merged.holding(at), areas.into_iter().find(|area| area.holds(at)), "{at}");
        }
    }

    #[test]
    fn of_areas_that_overlap_the_upper_one_counts() {
        let merged: Areas = ["A3:B9", "B2:C4", "C6:C6", "A1:A1"].iter().map(|a| Rect::parse(a).unwrap()).collect();
        let holding = |at: &str| merged.holding(Address::parse(at).unwrap()).map(|area| area.to_string());
        assert_eq!(holding("B3").as_deref(), Some("B2:C4"));
        assert_eq!(holding("A5"), None);
        assert_eq!(holding("C6").as_deref(), Some("C6"));
        assert_eq!(holding("A1").as_deref(), Some("A1"));
    }
}
