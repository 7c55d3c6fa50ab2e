//! A figure over the contract.

use std::ops::Range;

use crate::model::figure::Fig;

/// A figure over the contract (method §2): what holds, and from which month, each until the next.
#[derive(Debug, Clone)]
pub struct Course {
    /// Months, from 0, in order, each with what holds from there; the first at 0.
    pub parts: Vec<(usize, Held)>,
}

/// What holds in some months of a course.
#[derive(Debug, Clone)]
pub enum Held {
    /// A figure.
    Figure(Fig),
    /// Points joined by straight lines, the last of them held. A ramp over years is constant within each year.
    Ramp {
        /// Months in one unit of its points: 1 or 12.
        unit: usize,
        /// The points, in units from 0, in order; the first no later than where the ramp holds from.
        points: Vec<(usize, Fig)>,
    },
}

/// What a course is in a month: a figure, or a place on the straight line to another.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The figure.
    pub fig: Fig,
    /// The one it is on its way to; none at a point itself.
    pub toward: Option<Toward>,
}

/// How far it is on the way to the next point: `gone` of `span`.
#[derive(Debug, Clone, Copy)]
pub struct Toward {
    /// The next point.
    pub fig: Fig,
    /// Units since the last point.
    pub gone: usize,
    /// Units between the two.
    pub span: usize,
}

impl Course {
    /// What it is in the month `m`, from 0.
    #[must_use]
    pub fn at(&self, m: usize) -> Place {
        match self.held(m) {
            Held::Figure(fig) => Place { fig: *fig, toward: None },
            Held::Ramp { unit, points } => {
                let place = m / unit;
                let after = points.partition_point(|(at, _)| *at <= place);
                let (from, fig) = points[after.saturating_sub(1)];
                let next = points.get(after).filter(|_| place > from);
                let toward = next.map(|(to, next)| Toward { fig: *next, gone: place - from, span: to - from });
                Place { fig, toward }
            }
        }
    }

    /// Is it surely the same in all months of one contract year's part?
    #[must_use]
    pub fn is_level(&self, months: &Range<usize>) -> bool {
        let last = months.end.saturating_sub(1);
        self.part(months.start) == self.part(last) && !matches!(self.held(last), Held::Ramp { unit: 1, .. })
    }

    /// The figures that it is made of.
    #[must_use]
    pub fn figures(&self) -> Vec<Fig> {
        let mut figs = Vec::new();
        for (_, held) in &self.parts {
            match held {
                Held::Figure(fig) => figs.push(*fig),
                Held::Ramp { points, .. } => figs.extend(points.iter().map(|(_, fig)| *fig)),
            }
        }
        figs
    }

    fn held(&self, m: usize) -> &Held {
        &self.parts[self.part(m)].1
    }

    fn part(&self, m: usize) -> usize {
        self.parts.partition_point(|(from, _)| *from <= m).saturating_sub(1)
    }
}
