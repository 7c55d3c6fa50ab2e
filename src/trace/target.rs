//! The cell to explain, and how it is named.

use super::{Measure, Scope};
use crate::diag::{Code, Finding, nearest};
use crate::model::Bid;
use crate::model::bid::{Index, Lot, Nature, Zone};

/// A cell of the estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The unit price of a line.
    Line {
        /// The lot.
        lot: Index,
        /// The line, in the lot's list.
        line: Index,
    },
    /// The total of a lot.
    Lot(Index),
    /// The selling price of a nature of a lot.
    Nature {
        /// The lot.
        lot: Index,
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
        lot: Option<Index>,
        /// The site.
        site: Index,
    },
}

/// All lots together.
const ALL: &str = "all";

impl Target {
    /// Reads `all`, `all/cost`, `ror/away`; `ror`, `ror/build`, `ror/3.1`, or `ror/build.simple` (a line by its id); a code or an id without its lot
    /// where only one lot has it. Natures come before codes, and capitals do not matter unless only they tell apart.
    ///
    /// # Errors
    /// [`Code::UnknownCell`] where nothing carries that name, with the nearest that does, or where several lots
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
            Self::PaysFrom { lot, site } => format!("{}/pays-from/{}", owner(bid, lot), bid.sites[site].id),
            Self::Line { lot, line } => format!("{}/{}", bid.lots[lot].id, bid.lots[lot].lines[line].code),
        }
    }

    /// Every cell of the bid but measures: each lot, then its natures, then its lines.
    pub fn all(bid: &Bid) -> impl Iterator<Item = Self> + '_ {
        bid.lots.iter().enumerate().flat_map(|(lot, of)| {
            let natures = Nature::ALL.into_iter().map(move |nature| Self::Nature { lot, nature });
            let lines = (0..of.lines.len()).map(move |line| Self::Line { lot, line });
            std::iter::once(Self::Lot(lot)).chain(natures).chain(lines)
        })
    }
}

/// A lot by its id, or all of them.
fn owner(bid: &Bid, lot: Option<Index>) -> &str {
    lot.map_or(ALL, |lot| bid.lots[lot].id.as_str())
}

/// The place of a thing by its name, whose capitals count only where they must.
fn find<T>(things: &[T], name: impl Fn(&T) -> &str, written: &str) -> Option<Index> {
    let exact = things.iter().position(|thing| name(thing) == written);
    exact.or_else(|| things.iter().position(|thing| name(thing).eq_ignore_ascii_case(written)))
}

/// A nature of a lot, a line by its code or its id, or a figure of a comparison.
fn within(bid: &Bid, lot: Index, rest: &str) -> Option<Target> {
    let of = &bid.lots[lot];
    let nature = find(&Nature::ALL, |nature| nature.id(), rest).map(|n| Target::Nature { lot, nature: Nature::ALL[n] });
    // A lot's own codes and ids come before what every lot has.
    let line = nature.or_else(|| line(of, rest).map(|line| Target::Line { lot, line }));
    line.or_else(|| Scope::read(bid, Some(lot), rest))
}

fn unknown_measure(bid: &Bid, rest: &str) -> Finding {
    let ids = || Measure::ALL.into_iter().map(Measure::id);
    if let Some(help) = unknown_cut(bid, rest) {
        return Finding::error(Code::UnknownCell, format!("all lots have no `{rest}`")).help(help);
    }
    let help = match nearest(rest, ids()) {
        Some(name) => format!("did you mean `{ALL}/{name}`?"),
        None => format!("write one of: {}", ids().map(|id| format!("{ALL}/{id}")).collect::<Vec<_>>().join(", ")),
    };
    Finding::error(Code::UnknownCell, format!("all lots have no `{rest}`")).help(help)
}

/// What a cut of lots is written with, where one was meant.
fn unknown_cut(bid: &Bid, rest: &str) -> Option<String> {
    let key = rest.split('/').next().filter(|key| *key != rest)?;
    let sites = || bid.sites.iter().map(|site| site.id.as_str()).collect::<Vec<_>>().join(", ");
    let one = match key {
        "site" | "pays-from" => format!("the sites are: {}", sites()),
        "profile" => {
            let ids: Vec<&str> = bid.profiles.iter().map(|profile| profile.id.as_str()).collect();
            format!("the profiles are: {}", ids.join(", "))
        }
        "zone" => format!("the zones are: {}", Zone::ALL.map(Zone::id).join(", ")),
        "nature" => format!("the natures are: {}", Nature::ALL.map(Nature::id).join(", ")),
        "year" => format!("the contract years are 1 to {}", bid.years()),
        _ => return None,
    };
    Some(format!(
        "{one}; after them comes a figure: days, fte, labour, daily-cost, and of a year or nature net, cost, margin, margin-euros"
    ))
}

fn line(lot: &Lot, written: &str) -> Option<Index> {
    let codes = find(&lot.lines, |line| &line.code, written);
    codes.or_else(|| find(&lot.lines, |line| &line.id, written))
}

/// A line by its code or its id alone.
fn alone(bid: &Bid, text: &str) -> Result<Target, Finding> {
    let found = bid.lots.iter().enumerate();
    let found: Vec<Target> =
        found.filter_map(|(lot, of)| line(of, text).map(|line| Target::Line { lot, line })).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let unknown = Finding::error(Code::UnknownCell, format!("nothing of the estimate is called `{text}`"));
            Err(unknown.help(candidate(bid, text)))
        }
        several => {
            let names: Vec<String> = several.iter().map(|target| target.name(bid)).collect();
            let message = format!("`{text}` is a line of {} lots", names.len());
            Err(Finding::error(Code::UnknownCell, message).help(format!("write one of: {}", names.join(", "))))
        }
    }
}

/// What a name that nothing carries was probably meant to be.
fn candidate(bid: &Bid, text: &str) -> String {
    let ids: Vec<&str> = bid.lots.iter().map(|lot| lot.id.as_str()).collect();
    if let Some((lot, rest)) = text.split_once('/') {
        return match nearest(lot, ids.iter().copied()) {
            Some(lot) => format!("did you mean `{lot}/{rest}`?"),
            None => format!("the lots are: {}", ids.join(", ")),
        };
    }
    if let Some(nature) = Nature::ALL.into_iter().find(|n| n.id().eq_ignore_ascii_case(text)) {
        let cells: Vec<String> = ids.iter().map(|id| format!("{id}/{}", nature.id())).collect();
        return format!("a nature is of a lot, write one of: {}", cells.join(", "));
    }
    let lines = bid.lots.iter().flat_map(|lot| &lot.lines).flat_map(|line| [line.code.as_str(), line.id.as_str()]);
    match nearest(text, ids.iter().copied().chain(lines)) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("write a lot ({}), a lot/nature, or a lot/CODE of its DQE", ids.join(", ")),
    }
}

fn unknown_in(bid: &Bid, lot: Index, rest: &str) -> Finding {
    let help = unknown_cut(bid, rest);
    let lot = &bid.lots[lot];
    let message = format!("the lot `{}` has no nature, no line and no figure called `{rest}`", lot.id);
    let natures: Vec<&str> = Nature::ALL.into_iter().map(Nature::id).collect();
    let codes: Vec<&str> = lot.lines.iter().map(|line| line.code.as_str()).collect();
    let ids = lot.lines.iter().map(|line| line.id.as_str());
    let measures: Vec<&str> = Measure::ALL.into_iter().map(Measure::id).collect();
    let help = help.unwrap_or_else(|| {
        let near = nearest(rest, natures.iter().chain(&codes).chain(&measures).copied().chain(ids));
        let all = || {
            let [natures, codes, measures] = [&natures, &codes, &measures].map(|names| names.join(", "));
            format!("its natures are {natures}; its codes {codes}; its figures {measures}")
        };
        near.map_or_else(all, |name| format!("did you mean `{}/{name}`?", lot.id))
    });
    Finding::error(Code::UnknownCell, message).at(lot.at, "this lot").help(help)
}
