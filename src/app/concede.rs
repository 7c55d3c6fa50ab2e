use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use rust_decimal::Decimal;

use super::amount::amount;
use super::risk::reported_draw;
use super::sweep::{added, or_reported};
use super::{Argument, Refused, lot_named};
use crate::diag::message::concede::{
    BadTarget, bad_target, beyond_floors, no_price_at_floor, raises_price, unreadable_floor, without_floor,
};
use crate::diag::{At, Errors, Findings};
use crate::model::Text;
use crate::model::bid::LotId;
use crate::risk::{Assured, Sample, draws};
use crate::scenario::{
    Base, Concession, Dial, Floor, Hold, Lever, Outcome, Point, Setting, Surface, concede as search, levers,
};
use crate::sheet::{AtFloor, Conceded, Proposal, Sheet, beyond};
use crate::unit::{Exact, Lang, Number as _, Text as Words, money, round_half_away};

/// A price that is to fall.
#[derive(Debug, Clone)]
pub struct ConcedeRequest<'a> {
    /// By how much, or to which price: `-5%`, `-200k€`, `40M€`.
    pub target: Argument<'a>,
    /// How far levers may go: `PATH=VALUE`; of two for one lever the later holds.
    pub floors: Vec<Argument<'a>>,
    /// The levers that may move; all that have a floor where none is named.
    pub only: Vec<Argument<'a>>,
    /// The levers that move before the others.
    pub first: Vec<Argument<'a>>,
    /// The scenario.
    pub scenario: &'a str,
    /// The lot, by its id or number; all lots where none is named.
    pub lot: Option<&'a str>,
    /// How many draws to make for the risk.
    pub draws: u32,
    /// From which seed.
    pub seed: u64,
}

/// Where a price is taken.
pub struct ConcedeReport {
    /// The table.
    pub table: Sheet,
    /// The changes of a scenario that takes it there; nothing where the target is out of reach, or no lever has a floor.
    pub settings: Option<Vec<Setting>>,
    /// That all floors together do not reach the target, where they do not.
    pub short: Option<Refused>,
}

/// Finds where to take a reduction of the price: each lever with what it gives at its floor, and all of them moved by the same
/// share of their way.
///
/// # Errors
/// Every problem of the request at once; a draw that the method refuses.
pub fn concede(text: &mut Text, request: &ConcedeRequest<'_>, lang: Lang) -> Result<ConcedeReport, Refused> {
    let target_at = added(text, &request.target);
    let mut all_added =
        |arguments: &[Argument<'_>]| -> Vec<At> { arguments.iter().map(|argument| added(text, argument)).collect() };
    let [floors_at, only_at, first_at] = [&request.floors, &request.only, &request.first].map(|all| all_added(all));
    let refused = |errors: Errors| Refused::new(errors, &text.sources);
    let base = Base::of(text).map_err(refused)?;
    let outcome = base.outcome(request.scenario).map_err(refused)?;
    let lot = lot_named(&outcome.bid, request.lot)?;
    let surface = Surface::of(&outcome, Hold::Margins, lot);
    let now = surface.now();
    let all = levers(&outcome);

    let mut wrong = Findings::default();
    let target = target(request.target.text, now.net.shown());
    let target = or_reported(target.map_err(|why| bad_target(why, target_at).into()), &mut wrong);
    let mut floors: Vec<Floor> = Vec::new();
    for (argument, at) in request.floors.iter().zip(floors_at) {
        for floor in or_reported(floors_of(argument.text, &all, &outcome, at), &mut wrong).into_iter().flatten() {
            floors.retain(|before| before.lever.dial.path != floor.lever.dial.path);
            floors.push(floor);
        }
    }
    let mut chosen = |arguments: &[Argument<'_>], places: Vec<At>| {
        let mut chosen = vec![false; floors.len()];
        for (argument, at) in arguments.iter().zip(places) {
            let named = Lever::named(&all, &outcome, argument.text, at);
            let Ok(named) = or_reported(named, &mut wrong) else { continue };
            let is_named = |floor: &Floor| named.iter().any(|lever| lever.dial.path == floor.lever.dial.path);
            if !floors.iter().any(is_named) {
                wrong.push(without_floor(argument.text, at));
            }
            chosen.iter_mut().zip(&floors).for_each(|(chosen, floor)| *chosen |= is_named(floor));
        }
        chosen
    };
    let (only, first) = (chosen(&request.only, only_at), chosen(&request.first, first_at));
    let (target, _) = wrong.settle(target).map_err(refused)?;
    let moved = floors.into_iter().zip(only).zip(first);
    let moved = moved.filter(|((_, only), first)| request.only.is_empty() || *only || *first);
    let (floors, first): (Vec<Floor>, Vec<bool>) = moved.map(|((floor, _), first)| (floor, first)).unzip();
    Floor::check(&floors, &base, &outcome).map_err(refused)?;

    let run = Run { text, outcome: &outcome, surface: &surface, lot, draws: request.draws, seed: request.seed };
    let shown = |levers: Vec<AtFloor>, proposal: Option<Proposal>, today: Option<Assured>| {
        let (label, bid) = (&outcome.label, &outcome.bid);
        let (draws, seed) = (request.draws, request.seed);
        Conceded {
            bid,
            label,
            lot,
            target,
            now,
            today,
            levers: &levers,
            proposal: proposal.as_ref(),
            draws,
            seed,
            lang,
        }
        .sheet()
    };
    if floors.is_empty() {
        let point = |lever: &Lever| run.a_point(lever);
        let points: Vec<AtFloor> = all.par_iter().map(point).collect();
        let points = points.into_iter().filter(|lever| lever.price != Some(Decimal::ZERO)).collect();
        return Ok(ConcedeReport { table: shown(points, None, None), settings: None, short: None });
    }
    let at_floors = floors.par_iter().map(|floor| run.at_floor(floor)).collect::<Result<Vec<_>, _>>()?;
    let no_price = || refused(no_price_at_floor(&floors[0].lever.dial.path, floors[0].at).into());
    let concession = search(&surface, &floors, &first, target).ok_or_else(no_price)?;
    let dials: Vec<&Dial> = floors.iter().map(|floor| &floor.lever.dial).collect();
    let values: Vec<(&Dial, Decimal)> = dials.iter().copied().zip(concession.values.iter().copied()).collect();
    let assured = run.assured(&values)?;
    let steps = run.steps(&values).ok_or_else(no_price)?;
    let reached = concession.point.net.shown() <= target;
    let short = (!reached).then(|| {
        let finding = beyond_floors(beyond(&concession.point, &now, target), target_at);
        Refused::new(finding, &text.sources)
    });
    let Concession { values: proposed, shares, point, met } = concession;
    let proposal = Proposal { values: proposed, shares, steps, point, assured, met, reached };
    let today = run.assured(&[])?;
    let settings = reached.then(|| outcome.settings_of(&values));
    Ok(ConcedeReport { table: shown(at_floors, Some(proposal), Some(today)), settings, short })
}

/// The price aimed at: a percentage is of today's price and has its sign; an amount below zero is taken off it.
fn target(text: &str, now: Decimal) -> Result<Decimal, BadTarget> {
    let text = text.trim().replace('−', "-");
    let value = amount(&text).ok_or(BadTarget::Unreadable)?;
    let target = match (text.ends_with('%'), text.starts_with(['-', '+'])) {
        (true, false) => return Err(BadTarget::Bare),
        (true, true) => round_half_away(now * (Decimal::ONE + value), 2),
        (false, true) => now + value,
        (false, false) => value,
    };
    if target < now && target > Decimal::ZERO { Ok(target) } else { Err(BadTarget::NotLower) }
}

/// The floors of `PATH=VALUE`: one for each lever that its path or pattern names.
fn floors_of(text: &str, levers: &[Lever], outcome: &Outcome, at: At) -> Result<Vec<Floor>, Errors> {
    let parts = text.rsplit_once('=').and_then(|(path, value)| Some((path.trim(), amount(value)?)));
    let (path, value) = parts.ok_or_else(|| Errors::from(unreadable_floor(at)))?;
    let named = Lever::named(levers, outcome, path, at)?;
    Ok(named.into_iter().map(|lever| Floor { lever: lever.clone(), value, at }).collect())
}

/// A scenario whose levers are moved.
struct Run<'a> {
    text: &'a Text,
    outcome: &'a Outcome,
    surface: &'a Surface<'a>,
    lot: Option<LotId>,
    draws: u32,
    seed: u64,
}

impl Run<'_> {
    /// A lever without a floor: what a point of it gives.
    fn a_point(&self, lever: &Lever) -> AtFloor {
        let now = self.surface.now();
        // A one-off has no points; what raises the price at one side lowers it at the other.
        let point = if lever.is_rate() { Decimal::new(1, 2) } else { lever.now / Decimal::ONE_HUNDRED };
        let prices = [lever.now - point, lever.now + point].map(|value| self.surface.at(&[(&lever.dial, value)]));
        let change = |point: Option<Point>| Some((point?.net - now.net).shown());
        let price = prices.into_iter().filter_map(change).min();
        AtFloor { lever: lever.clone(), floor: None, price, margin: None, assured: None }
    }

    /// A lever at its floor, all others as they are.
    fn at_floor(&self, floor: &Floor) -> Result<AtFloor, Refused> {
        let (path, now) = (&floor.lever.dial.path, self.surface.now());
        let refused = |finding| Refused::new(finding, &self.text.sources);
        let values = [(&floor.lever.dial, floor.value)];
        let point = self.surface.at(&values).ok_or_else(|| refused(no_price_at_floor(path, floor.at)))?;
        let change = point.net - now.net;
        if change > Exact::ZERO {
            let rise = Words::each(|lang| money(change.shown(), lang));
            return Err(refused(raises_price(path, &rise, floor.at)));
        }
        let margin = (point.net - point.full) - (now.net - now.full);
        Ok(AtFloor {
            lever: floor.lever.clone(),
            floor: Some(floor.value),
            price: Some(change.shown()),
            margin: Some(margin.shown()),
            assured: Some(self.assured(&values)?),
        })
    }

    /// What is earned at 80 % confidence with levers at values, on the same draws whatever they are.
    fn assured(&self, values: &[(&Dial, Decimal)]) -> Result<Assured, Refused> {
        let sources = &self.text.sources;
        let conceded = self.outcome.conceded(values).map_err(|errors| Refused::new(errors, sources))?;
        let (bid, inputs, estimate) = conceded;
        let sample = Sample::of(&bid, self.draws, self.seed);
        let drawn = draws(&bid, &inputs, &estimate, &sample, &|_| {});
        let drawn = drawn.map_err(|refusal| Refused::new(reported_draw(&bid, refusal), sources))?;
        Ok(Assured::of(&drawn, self.lot))
    }

    /// By lever: the price and the margin that it gives, those before it moved already.
    fn steps(&self, values: &[(&Dial, Decimal)]) -> Option<Vec<(Decimal, Decimal)>> {
        let mut before = self.surface.now();
        let step = |count: usize| {
            let point = self.surface.at(&values[..count])?;
            let price = point.net - before.net;
            let margin = price - (point.full - before.full);
            before = point;
            Some((price.shown(), margin.shown()))
        };
        (1..=values.len()).map(step).collect()
    }
}
