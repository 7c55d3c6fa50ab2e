//! The cell to explain, and how it is named.

use typed_index_collections::TiSlice;

use super::{Measure, Scope};
use crate::diag::Finding;
use crate::diag::message::cell::{self as message, Candidates, Cells, Cut};
use crate::model::Bid;
use crate::model::bid::{LineId, Lot, LotId, Nature, SiteId, Zone};

/// A cell of the estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The unit price of a line.
    Line {
        /// The lot.
        lot: LotId,
        /// The line, in the lot's list.
        line: LineId,
    },
    /// Another figure of a line.
    OfLine {
        /// The lot.
        lot: LotId,
        /// The line, in the lot's list.
        line: LineId,
        /// The figure.
        figure: LineFigure,
    },
    /// The total of a lot.
    Lot(LotId),
    /// The selling price of a nature of a lot.
    Nature {
        /// The lot.
        lot: LotId,
        /// The nature.
        nature: Nature,
    },
    /// A figure of a comparison, of a lot or of all.
    Measure {
        /// Of what.
        scope: Scope,
        /// The figure.
        measure: Measure,
    },
    /// The productivity from which a site pays, for the work of a lot or of all that may move.
    PaysFrom {
        /// The lot; all of them where it is none.
        lot: Option<LotId>,
        /// The site.
        site: SiteId,
    },
    /// The revision coefficient of a contract year.
    Revision {
        /// The contract year, from 0.
        year: usize,
    },
}

/// A figure of a line beside its unit price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFigure {
    /// Its unit price with VAT.
    GrossPrice,
    /// Its amount.
    Amount,
    /// Its amount in a contract year, from 0.
    AmountIn(usize),
}

impl LineFigure {
    /// What follows the line in its name: `amount`, `year/2/amount`.
    fn name(self) -> String {
        match self {
            Self::GrossPrice => "gross-price".into(),
            Self::Amount => "amount".into(),
            Self::AmountIn(k) => format!("year/{}/amount", k + 1),
        }
    }
}

/// All lots together.
const ALL: &str = "all";

impl Target {
    /// Reads `all`, `all/cost`, `ror/away`; `ror`, `ror/build`, `ror/3.1`, or `ror/build.simple` (a line by its id); a code or an id without its lot
    /// where only one lot has it; a figure of a line after it, `ror/3.1/gross-price`, `ror/3.1/year/2/amount`. Natures come before codes, and capitals do not matter unless nothing else distinguishes two names.
    ///
    /// # Errors
    /// [`UnknownCell`](crate::diag::Code::UnknownCell) where nothing carries that name, with the nearest that does, or where several lots
    /// have it, with all of them.
    pub fn parse(bid: &Bid, text: &str) -> Result<Self, Finding> {
        let text = text.trim().trim_end_matches('/');
        if let Some(lot) = find(&bid.lots, |lot| &lot.id, text) {
            return Ok(Self::Lot(lot));
        }
        if let Some((ALL, rest)) = text.split_once('/').or_else(|| (text == ALL).then_some((ALL, Measure::Gross.id())))
        {
            return Scope::read(bid, None, rest).ok_or_else(|| unknown_measure(bid, rest));
        }
        // A code may hold a slash: it is only a lot's if a lot comes before it.
        let in_lot = text.split_once('/').and_then(|(id, rest)| {
            let lot = find(&bid.lots, |lot| &lot.id, id)?;
            Some((lot, rest.trim()))
        });
        match in_lot {
            Some((lot, rest)) => within(bid, lot, rest).ok_or_else(|| unknown_in(bid, lot, rest)),
            None => alone(bid, text),
        }
    }

    /// The shortest name that [`parse`](Self::parse) reads whatever the other lots: `ror`, `ror/build`, `ror/3.1`.
    #[must_use]
    pub fn name(self, bid: &Bid) -> String {
        match self {
            Self::Lot(lot) => bid.lots[lot].id.clone(),
            Self::Nature { lot, nature } => format!("{}/{}", bid.lots[lot].id, nature.id()),
            Self::Measure { scope, measure } => {
                format!("{}{}/{}", owner(bid, scope.lot), scope.cut_name(bid), measure.id())
            }
            Self::Revision { year } => format!("{ALL}/revision/{}", year + 1),
            Self::PaysFrom { lot, site } => format!("{}/pays-from/{}", owner(bid, lot), bid.sites[site].id),
            Self::Line { lot, line } => format!("{}/{}", bid.lots[lot].id, bid.lots[lot].lines[line].code),
            Self::OfLine { lot, line, figure } => format!("{}/{}", Self::Line { lot, line }.name(bid), figure.name()),
        }
    }

    /// Every cell of the bid but measures: each lot, then its natures, then its lines.
    pub fn all(bid: &Bid) -> impl Iterator<Item = Self> + '_ {
        bid.lots.iter_enumerated().flat_map(|(lot, of)| {
            let natures = Nature::ALL.into_iter().map(move |nature| Self::Nature { lot, nature });
            let lines = of.lines.keys().map(move |line| Self::Line { lot, line });
            std::iter::once(Self::Lot(lot)).chain(natures).chain(lines)
        })
    }
}

/// A lot by its id, or all of them.
fn owner(bid: &Bid, lot: Option<LotId>) -> &str {
    lot.map_or(ALL, |lot| bid.lots[lot].id.as_str())
}

/// The place of a thing by its name, whose capitals count only where they must.
fn find<K: From<usize>, T>(things: &TiSlice<K, T>, name: impl Fn(&T) -> &str, written: &str) -> Option<K> {
    let exact = things.position(|thing| name(thing) == written);
    exact.or_else(|| things.position(|thing| name(thing).eq_ignore_ascii_case(written)))
}

/// A nature of a lot, a line by its code or its id, or a figure of a comparison.
fn within(bid: &Bid, lot: LotId, rest: &str) -> Option<Target> {
    let nature = Nature::ALL.into_iter().find(|nature| nature.id().eq_ignore_ascii_case(rest));
    let nature = nature.map(|nature| Target::Nature { lot, nature });
    // A lot's own codes and ids come before what every lot has.
    let line = nature.or_else(|| line_of(bid, lot, rest));
    line.or_else(|| Scope::read(bid, Some(lot), rest))
}

/// A line of a lot by its code or its id, or a figure of it.
fn line_of(bid: &Bid, lot: LotId, written: &str) -> Option<Target> {
    let of = &bid.lots[lot];
    if let Some(line) = line(of, written) {
        return Some(Target::Line { lot, line });
    }
    // A code may hold a slash: the figure is what follows the last that it can follow.
    let years = (0..bid.years()).map(LineFigure::AmountIn);
    let mut figures = years.chain([LineFigure::GrossPrice, LineFigure::Amount]);
    figures.find_map(|figure| {
        let line = line(of, written.strip_suffix(&figure.name())?.strip_suffix('/')?)?;
        Some(Target::OfLine { lot, line, figure })
    })
}

fn unknown_measure(bid: &Bid, rest: &str) -> Finding {
    message::unknown_of_all(rest, unknown_cut(bid, rest).as_ref(), &Measure::ALL.map(Measure::id))
}

/// What a cut of lots is written with, where one was meant.
fn unknown_cut<'a>(bid: &'a Bid, rest: &str) -> Option<Cut<'a>> {
    let key = rest.split('/').next().filter(|key| *key != rest)?;
    match key {
        "site" | "pays-from" => Some(Cut::Sites(bid.sites.iter().map(|site| site.id.as_str()).collect())),
        "profile" => Some(Cut::Profiles(bid.profiles.iter().map(|profile| profile.id.as_str()).collect())),
        "zone" => Some(Cut::Zones(Zone::ALL.map(Zone::id).to_vec())),
        "nature" => Some(Cut::Natures(Nature::ALL.map(Nature::id).to_vec())),
        "year" | "revision" => Some(Cut::Years(bid.years())),
        "month" => Some(Cut::Months(bid.contract.months)),
        _ => None,
    }
}

fn line(lot: &Lot, written: &str) -> Option<LineId> {
    let codes = find(&lot.lines, |line| &line.code, written);
    codes.or_else(|| find(&lot.lines, |line| &line.id, written))
}

/// A line by its code or its id alone.
fn alone(bid: &Bid, text: &str) -> Result<Target, Finding> {
    let found: Vec<Target> = bid.lots.keys().filter_map(|lot| line_of(bid, lot, text)).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let lots: Vec<&str> = bid.lots.iter().map(|lot| lot.id.as_str()).collect();
            Err(message::unknown_cell(text, &candidates(bid, text), &lots))
        }
        several => {
            let names: Vec<String> = several.iter().map(|target| target.name(bid)).collect();
            Err(message::several_lines(text, &names))
        }
    }
}

/// What a name that nothing carries was probably meant to be.
fn candidates<'a>(bid: &'a Bid, text: &'a str) -> Candidates<'a> {
    if let Some((lot, rest)) = text.split_once('/') {
        return Candidates::OfLot(lot, rest);
    }
    if let Some(nature) = Nature::ALL.into_iter().find(|n| n.id().eq_ignore_ascii_case(text)) {
        return Candidates::Nature(nature.id());
    }
    let lines = bid.lots.iter().flat_map(|lot| &lot.lines).flat_map(|line| [line.code.as_str(), line.id.as_str()]);
    Candidates::Lines(lines.collect())
}

fn unknown_in(bid: &Bid, lot: LotId, rest: &str) -> Finding {
    let cut = unknown_cut(bid, rest);
    let lot = &bid.lots[lot];
    let cells = Cells {
        natures: Nature::ALL.map(Nature::id).to_vec(),
        codes: lot.lines.iter().map(|line| line.code.as_str()).collect(),
        ids: lot.lines.iter().map(|line| line.id.as_str()).collect(),
        measures: Measure::ALL.map(Measure::id).to_vec(),
    };
    message::unknown_of_lot(&lot.id, rest, cut.as_ref(), &cells, lot.at)
}
