//! Where to take what a price is to fall by: levers with floors, each moved by the same share of its way (method §9b,
//! *Negotiation*).

use foldhash::HashSet;
use itertools::Itertools as _;
use rust_decimal::{Decimal, dec};

use super::dial::{Dial, turned, write};
use super::select::Select;
use super::surface::{Point, Surface};
use super::{Base, Outcome, Setting};
use crate::diag::message::concede::no_lever;
use crate::diag::message::scenario::{BadDial, bad_dial};
use crate::diag::{At, Errors};
use crate::engine::{Estimate, Inputs, estimate_with};
use crate::model::Bid;
use crate::model::bid::{Nature, Zone};
use crate::model::figure::Fig;
use crate::unit::{Exact, round_half_away};

/// What a lever is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeverKind {
    /// A margin, of a nature or a lot.
    Margin,
    /// A provision for risk.
    Provision,
    /// A committed yearly gain.
    Gain,
    /// A share of a mix at a site that is not onshore. What must stay onshore stays there.
    Nearshore,
    /// A cost that falls once.
    OneOff,
}

/// A figure that the bidder can concede.
#[derive(Debug, Clone)]
pub struct Lever {
    /// What it is.
    pub kind: LeverKind,
    /// It, to be turned.
    pub dial: Dial,
    /// What it is now.
    pub now: Decimal,
}

/// A lever with the value it may go to, and where that is written.
#[derive(Debug, Clone)]
pub struct Floor {
    /// The lever.
    pub lever: Lever,
    /// The value.
    pub value: Decimal,
    /// Where it is written.
    pub at: At,
}

/// The levers of a scenario: its margins, provisions and gains, the shares away from France, one-offs.
#[must_use]
pub fn levers(outcome: &Outcome) -> Vec<Lever> {
    let bid = &outcome.bid;
    let terms = || bid.lots.iter().flat_map(|lot| Nature::ALL.map(|nature| *lot.terms(nature)));
    let margins = terms().map(|terms| (LeverKind::Margin, terms.margin));
    let provisions = terms().map(|terms| (LeverKind::Provision, terms.provision));
    let gains = terms().map(|terms| (LeverKind::Gain, terms.gain));
    let shares = bid.mixes.iter().flat_map(|mix| &mix.steps).flat_map(|(_, shares)| shares);
    let away = shares.filter(|(site, _)| bid.sites[*site].zone != Zone::Onshore);
    let away = away.map(|(_, fig)| (LeverKind::Nearshore, *fig));
    let one_offs = bid.lots.iter().flat_map(|lot| &lot.one_offs).map(|one| (LeverKind::OneOff, one.amount));
    let all = margins.chain(provisions).chain(gains).chain(away).chain(one_offs).unique_by(|(_, fig)| *fig);
    let at = |fig: Fig| bid.figure(fig).at;
    let lever = |(kind, fig): (LeverKind, Fig)| {
        // A share that no other can make room for is no lever.
        let dial = Dial::of(outcome, &bid.figure(fig).path, &[], at(fig)).ok()?;
        Some(Lever { kind, dial, now: bid.figure(fig).value })
    };
    all.filter_map(lever).collect()
}

impl Lever {
    /// Is it a rate or a share, rather than an amount?
    #[must_use]
    pub fn is_rate(&self) -> bool {
        self.kind != LeverKind::OneOff
    }

    /// The levers among those of a scenario that a path or pattern names.
    ///
    /// # Errors
    /// It names none, reported at `at`.
    pub fn named<'a>(levers: &'a [Self], outcome: &Outcome, pattern: &str, at: At) -> Result<Vec<&'a Self>, Errors> {
        let select = Select::parse(pattern).map_err(|why| bad_dial(&BadDial::Path(&why), at))?;
        let paths: HashSet<String> = select.paths(&outcome.root).iter().map(|path| path.join(".")).collect();
        let named: Vec<&Self> = levers.iter().filter(|lever| paths.contains(&lever.dial.path)).collect();
        if named.is_empty() {
            return Err(no_lever(pattern, levers.iter().map(|lever| lever.dial.path.as_str()), at).into());
        }
        Ok(named)
    }
}

impl Floor {
    /// Its value after a share of the way to it, to 12 decimals.
    #[must_use]
    pub fn after(&self, share: Decimal) -> Decimal {
        if share == Decimal::ONE {
            return self.value;
        }
        round_half_away(self.lever.now + (self.value - self.lever.now) * share, PLACES)
    }

    /// Reads the bid with all levers at their floors, as a scenario that wrote them would.
    ///
    /// # Errors
    /// A value that its figure may not have.
    pub fn check(floors: &[Self], base: &Base<'_>, outcome: &Outcome) -> Result<(), Errors> {
        for floor in floors {
            let mut root = outcome.root.clone();
            write(&[(&floor.lever.dial, floor.value)], &outcome.bid, &mut root, floor.at);
            base.bid_of(&root)?;
        }
        Ok(())
    }
}

/// Where a price is taken.
#[derive(Debug, Clone)]
pub struct Concession {
    /// By floor: the value proposed.
    pub values: Vec<Decimal>,
    /// By floor: how much of its way it goes.
    pub shares: Vec<Decimal>,
    /// What the bid then comes to.
    pub point: Point,
    /// Is the target met, to the cent? With all levers at their floors it may be out of reach.
    pub met: bool,
}

/// Values are given to so many decimals.
const PLACES: u32 = 12;

/// Halvings of the way: past the last decimal of a value.
const HALVINGS: usize = 44;

/// Moves levers until the price is `target`: those that come first, then the others, all of a turn by the same share of their
/// way to their floors. Nothing where the bid has no price on the way.
///
/// Unit prices are rounded, so that the price moves in steps. Where it steps over the target, one lever is moved back by as
/// little as meets it.
#[must_use]
pub fn concede(surface: &Surface<'_>, floors: &[Floor], first: &[bool], target: Decimal) -> Option<Concession> {
    let search = Search { surface, floors, target };
    let mut shares = vec![Decimal::ZERO; floors.len()];
    for turn in [true, false] {
        let moved: Vec<usize> = (0..floors.len()).filter(|place| first[*place] == turn).collect();
        let at = |share: Decimal| {
            let mut shares = shares.clone();
            for place in &moved {
                shares[*place] = share;
            }
            shares
        };
        if moved.is_empty() {
            continue;
        }
        let end = at(Decimal::ONE);
        if search.gap(&search.values(&end))? > Decimal::ZERO {
            shares = end;
            continue;
        }
        let (mut above, mut below) = (Decimal::ZERO, Decimal::ONE);
        for _ in 0..HALVINGS {
            let middle = (above + below) * dec!(0.5);
            if search.gap(&search.values(&at(middle)))? > Decimal::ZERO { above = middle } else { below = middle }
        }
        shares = at(below);
        let values = search.trimmed(search.values(&shares), &moved)?;
        let point = search.point(&values)?;
        return Some(Concession { values, shares, point, met: point.net.shown() == target });
    }
    let values = search.values(&shares);
    let point = search.point(&values)?;
    Some(Concession { values, shares, point, met: false })
}

/// A search for the share of the way.
struct Search<'a> {
    surface: &'a Surface<'a>,
    floors: &'a [Floor],
    target: Decimal,
}

impl Search<'_> {
    fn values(&self, shares: &[Decimal]) -> Vec<Decimal> {
        self.floors.iter().zip(shares).map(|(floor, share)| floor.after(*share)).collect()
    }

    fn point(&self, values: &[Decimal]) -> Option<Point> {
        let turns: Vec<_> = self.floors.iter().map(|floor| &floor.lever.dial).zip(values.iter().copied()).collect();
        self.surface.at(&turns)
    }

    /// How far the price is above the target.
    fn gap(&self, values: &[Decimal]) -> Option<Decimal> {
        Some(self.point(values)?.net.shown() - self.target)
    }

    /// Values at which the price is at or below the target, one of them moved back so that it meets it to the cent; the same
    /// where none of those moved can.
    fn trimmed(&self, values: Vec<Decimal>, moved: &[usize]) -> Option<Vec<Decimal>> {
        if self.gap(&values)?.is_zero() {
            return Some(values);
        }
        for place in moved {
            let with = |value: Decimal| {
                let mut values = values.clone();
                values[*place] = value;
                values
            };
            let (mut below, mut above) = (values[*place], self.floors[*place].lever.now);
            for _ in 0..HALVINGS {
                let middle = round_half_away((above + below) * dec!(0.5), PLACES);
                match self.gap(&with(middle)) {
                    Some(gap) if gap.is_zero() => return Some(with(middle)),
                    Some(gap) if gap < Decimal::ZERO => below = middle,
                    _ => above = middle,
                }
            }
        }
        Some(values)
    }
}

impl Outcome {
    /// The bid with levers at other values, none of them uncertain any more.
    ///
    /// # Errors
    /// It then has no price.
    pub fn conceded(&self, values: &[(&Dial, Decimal)]) -> Result<(Bid, Inputs<Exact>, Estimate<Exact>), Errors> {
        let (mut bid, mut inputs) = (self.bid.clone(), self.inputs.clone());
        for (fig, value) in turned(values) {
            let figure = &mut bid.figures[fig.index()];
            (figure.value, figure.range) = (value, None);
            inputs.set(fig, value.into());
        }
        let estimate = estimate_with(&bid, &inputs)?;
        Ok((bid, inputs, estimate))
    }

    /// The changes of a scenario that sets levers; the shares of a mix as a whole, since one alone would move the others.
    #[must_use]
    pub fn settings_of(&self, values: &[(&Dial, Decimal)]) -> Vec<Setting> {
        let is_share =
            |path: &str| values.iter().any(|(dial, _)| dial.is_share() && parent(&dial.path) == parent(path));
        let figures = turned(values).into_iter().map(|(fig, value)| (self.bid.figure(fig).path.as_str(), value));
        let (shares, others): (Vec<_>, Vec<_>) = figures.partition(|(path, _)| is_share(path));
        let setting =
            |path: &str, value: String| Setting { path: path.into(), key: "to", value, remark: String::new() };
        let own = others.into_iter().map(|(path, value)| setting(path, value.normalize().to_string()));
        let mixes = shares.into_iter().into_group_map_by(|(path, _)| parent(path));
        let mixes = mixes.into_iter().sorted_by_key(|(mix, _)| *mix).map(|(mix, shares)| {
            let share = |(path, value): (&str, Decimal)| format!("{} = {}", &path[mix.len() + 1..], value.normalize());
            setting(mix, format!("{{ {} }}", shares.into_iter().map(share).join(", ")))
        });
        own.chain(mixes).collect()
    }
}

/// The table that a path is of.
fn parent(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(parent, _)| parent)
}
