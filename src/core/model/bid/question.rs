//! Questions to put to the buyer (method §9).

use super::{ApplicationId, Bid, Course, ItemId, LineId, LotId, Payer, Volume, VolumeId};
use crate::model::figure::Fig;

/// A question: the figures that share an `ask`, or that only the buyer knows and nobody asks yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its text in the model, in French; nothing where one is to be proposed.
    pub ask: Option<String>,
    /// What its figures are, where they are of those that only the buyer knows.
    pub known: Option<(LotId, Known)>,
    /// Its figures, in the order of the bid.
    pub figures: Vec<Fig>,
}

/// What of a lot only the buyer knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// How many a month there are of a volume.
    Volume(VolumeId),
    /// How many there are of an item of the platform that the buyer pays.
    Items(ItemId),
    /// The month at which an application joins.
    Joins(ApplicationId),
    /// How late an application is.
    Late(ApplicationId),
    /// The quantity of a DQE line.
    Quantity(LineId),
}

impl Bid {
    /// The open questions: those that the models ask, then those that they do not, each in the order of the bid. A course
    /// of which a point is asked is not asked again.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        let mut questions: Vec<Question> = Vec::new();
        let known = self.known_to_the_buyer();
        for fig in (0..self.figures.len()).map(Fig::at) {
            let Some(ask) = &self.figure(fig).ask else { continue };
            if let Some(question) = questions.iter_mut().find(|question| question.ask.as_ref() == Some(ask)) {
                question.figures.push(fig);
                continue;
            }
            let of = known.iter().find(|(.., figures)| figures.contains(&fig));
            let known = of.map(|(lot, known, _)| (*lot, *known));
            questions.push(Question { ask: Some(ask.clone()), known, figures: vec![fig] });
        }
        let ranged = |fig: &Fig| self.figure(*fig).range.is_some_and(|(low, high)| low < high);
        for (lot, known, figures) in known {
            if figures.iter().any(|fig| self.figure(*fig).ask.is_some()) {
                continue;
            }
            let figures: Vec<Fig> = figures.into_iter().filter(ranged).collect();
            if !figures.is_empty() {
                questions.push(Question { ask: None, known: Some((lot, known)), figures });
            }
        }
        questions
    }

    /// What only the buyer knows, with its figures.
    fn known_to_the_buyer(&self) -> Vec<(LotId, Known, Vec<Fig>)> {
        let of_lot = |(l, lot): (LotId, &super::Lot)| {
            let volumes = lot.volumes.iter_enumerated().filter_map(|(place, (_, volume, _))| match volume {
                Volume::PerMonth(course) => Some((Known::Volume(place), Course::figures(course))),
                Volume::Items(_) | Volume::Applications | Volume::Line(_) => None,
            });
            let items = lot.platform.iter_enumerated().filter(|(_, item)| item.paid_by == Payer::Buyer);
            let items = items.map(|(place, item)| (Known::Items(place), item.count.figures()));
            let joins = lot.applications.iter_enumerated().flat_map(|(place, application)| {
                let late = application.late.map(|late| (Known::Late(place), vec![late]));
                [(Known::Joins(place), vec![application.joins])].into_iter().chain(late)
            });
            let quantities = lot.lines.iter_enumerated().map(|(place, line)| {
                (Known::Quantity(place), line.quantity.iter().filter_map(|quantity| quantity.fig()).collect())
            });
            let all: Vec<(Known, Vec<Fig>)> = volumes.chain(items).chain(joins).chain(quantities).collect();
            all.into_iter().map(move |(known, mut figures)| {
                figures.sort_unstable();
                figures.dedup();
                (l, known, figures)
            })
        };
        self.lots.iter_enumerated().flat_map(of_lot).collect()
    }
}
