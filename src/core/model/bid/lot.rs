//! A lot: what it takes, and what its DQE sells.

use typed_index_collections::TiVec;

use super::{
    ApplicationId, Course, ItemId, LineId, MixId, Nature, OneOffId, Payer, PoolId, PositionId, ProfileId, Statement,
    Unit, VolumeId,
};
use crate::diag::At;
use crate::model::figure::Fig;
use crate::unit::{Month, Text};

/// The months, from 0, in which something is there.
pub type Window = std::ops::Range<usize>;

/// What takes effort: a position of a team, or a demand on a pool.
#[derive(Debug, Clone)]
pub struct Position {
    /// `alpha.developer`: its team and its id.
    pub id: String,
    /// The name of its team, where it has one.
    pub team: Option<Text>,
    /// Its nature.
    pub nature: Nature,
    /// Who does it.
    pub who: Who,
    /// Its effort.
    pub base: Base,
    /// The months it is there.
    pub window: Window,
    /// By contract year: its mix.
    pub mix: Vec<MixId>,
    /// Why it must stay onshore.
    pub onshore: Option<String>,
    /// Where it is written.
    pub at: At,
}

/// Who does the work of a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A profile.
    Profile(ProfileId),
    /// A pool.
    Pool(PoolId),
}

/// The base of an effort (method §2).
#[derive(Debug, Clone)]
pub enum Base {
    /// FTE over time.
    Capacity(Course),
    /// Days for each unit of a volume.
    Driver {
        /// The lot's volume.
        volume: VolumeId,
        /// Days for one unit.
        days: Fig,
    },
    /// A DQE line sold by the day: its quantities.
    DayLine {
        /// The lot's line.
        line: LineId,
    },
}

/// What drives effort.
#[derive(Debug, Clone)]
pub enum Volume {
    /// So many a month.
    PerMonth(Course),
    /// As many as this item of the lot's platform.
    Items(ItemId),
    /// As many as the lot's applications on board.
    Applications,
    /// The quantities of this line of the lot's DQE.
    Line(LineId),
}

/// An application that comes on board.
#[derive(Debug, Clone)]
pub struct Application {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// The contract month, from 1, it joins at.
    pub joins: Fig,
    /// Months late.
    pub late: Option<Fig>,
    /// Its size.
    pub size: Option<Fig>,
}

/// Machines, services, licences.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// How many.
    pub count: Course,
    /// Euros a month for one.
    pub unit_month: Fig,
    /// Yearly rise.
    pub drift: Fig,
    /// The month the price is stated at.
    pub base_month: Month,
    /// Who pays.
    pub paid_by: Payer,
    /// Its nature.
    pub nature: Nature,
    /// Its provider.
    pub provider: Option<String>,
    /// Its qualification.
    pub qualification: Option<String>,
}

/// A cost that falls once.
#[derive(Debug, Clone)]
pub struct OneOff {
    /// Its id.
    pub id: String,
    /// What it is.
    pub label: Text,
    /// Its nature.
    pub nature: Nature,
    /// The month, from 0, it falls in.
    pub month: usize,
    /// Euros.
    pub amount: Fig,
}

/// A lot of the bid.
#[derive(Debug, Clone)]
pub struct Lot {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// Its number.
    pub number: Fig,
    /// What the buyer said of it.
    pub facts: Vec<Statement>,
    /// Its positions, its demands on pools, and its lines sold by the day.
    pub positions: TiVec<PositionId, Position>,
    /// Its volumes, each with its name where it has one.
    pub volumes: TiVec<VolumeId, (String, Volume, Option<Text>)>,
    /// Its applications.
    pub applications: TiVec<ApplicationId, Application>,
    /// Its platform.
    pub platform: TiVec<ItemId, Item>,
    /// Its one-offs.
    pub one_offs: TiVec<OneOffId, OneOff>,
    /// Terms by nature, in the order of [`Nature::ALL`].
    pub terms: [Terms; Nature::ALL.len()],
    /// Its DQE.
    pub sections: Vec<Section>,
    /// The lines of all sections, in order.
    pub lines: TiVec<LineId, Line>,
    /// Its lines that are one service in steps.
    pub scales: Vec<Scale>,
    /// Where its id is written.
    pub at: At,
}

impl Lot {
    /// The terms of a nature.
    #[must_use]
    pub fn terms(&self, nature: Nature) -> &Terms {
        &self.terms[nature as usize]
    }
}

/// The terms of a nature in a lot.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// Margin on the selling price.
    pub margin: Fig,
    /// Provision for risk.
    pub provision: Fig,
    /// Yearly gain.
    pub gain: Fig,
    /// Is its cost spread over the others?
    pub spread: bool,
}

/// A section of a DQE.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its code.
    pub code: String,
    /// Its title.
    pub label: String,
    /// Its lines, in the lot's list.
    pub lines: std::ops::Range<LineId>,
}

impl Section {
    /// Its lines, one by one.
    pub fn ids(&self) -> impl Iterator<Item = LineId> + use<> {
        (usize::from(self.lines.start)..usize::from(self.lines.end)).map(LineId::from)
    }
}

/// Lines that are one service in steps, such as simple, medium, complex (method §5).
#[derive(Debug, Clone)]
pub struct Scale {
    /// Its id.
    pub id: String,
    /// Its lines, in the lot's list, from the least to the most.
    pub lines: Vec<LineId>,
    /// Where it is written.
    pub at: At,
}

/// A DQE line.
#[derive(Debug, Clone)]
pub struct Line {
    /// `section.line`: its id.
    pub id: String,
    /// Its code.
    pub code: String,
    /// Its wording.
    pub label: String,
    /// Its unit.
    pub unit: Unit,
    /// The nature it recovers.
    pub nature: Nature,
    /// Its quantity, by contract year.
    pub quantity: Vec<Quantity>,
    /// Days of the reference site behind one unit, where they are stated.
    pub workload: Option<Fig>,
    /// Its price rule.
    pub rule: Rule,
    /// Where its code is written.
    pub at: At,
}

/// The quantity of a line in a contract year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// As many as the year has months.
    Months,
    /// A figure.
    Figure(Fig),
}

impl Quantity {
    /// The figure, where it is one.
    #[must_use]
    pub fn fig(self) -> Option<Fig> {
        match self {
            Self::Months => None,
            Self::Figure(fig) => Some(fig),
        }
    }
}

/// How a line is priced (method §5).
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// A share of its nature's price, by this weight.
    Share(Fig),
    /// This price.
    Given(Fig),
    /// The days of the position at this place of the lot's list.
    Day(PositionId),
}
