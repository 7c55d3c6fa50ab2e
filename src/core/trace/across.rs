//! Figures of two scenarios: their difference, and the part of a driver in a bridge. What each is made of is a figure of one
//! bid, which its name explains: `all/net --scenario nearshore-50`.

use super::Unit;
use super::expr::Expr;
use super::tree::Step;
use super::words::{text, titled};
use crate::diag::Finding;
use crate::diag::message::cell as message;
use crate::scenario::{BASE, Bridge, Driver};
use crate::unit::{Exact, Number as _, Text};

/// A figure of two scenarios, or of a set of lots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Across<'a> {
    /// How far a cell of the second scenario is from that of the first.
    Delta {
        /// The cell.
        cell: &'a str,
        /// As a share of the first?
        share: bool,
    },
    /// What a driver adds from one to the other.
    Part {
        /// The lot by its id; all of them where it is none.
        lot: Option<&'a str>,
        /// Of the full cost, in place of the price?
        cost: bool,
        /// The driver.
        driver: Driver,
    },
    /// Of a set of lots, bid without the others.
    Set {
        /// The lots, by ids or numbers.
        lots: &'a str,
        /// The figure.
        cell: &'a str,
    },
}

impl<'a> Across<'a> {
    /// Reads `ror/net/delta`, `all/cost/delta-share`; `bridge/mix`, `ror/bridge/cost/mix`; `set/ror+pfc/saved`. Nothing
    /// for a cell of one bid.
    ///
    /// # Errors
    /// [`UnknownCell`](crate::diag::Code::UnknownCell) for a driver that is none.
    pub fn parse(text: &'a str) -> Result<Option<Self>, Finding> {
        if let Some(set) = text.strip_prefix("set/") {
            let (lots, cell) = set.split_once('/').unwrap_or((set, "net"));
            return Ok(Some(Self::Set { lots, cell }));
        }
        let delta = text.strip_suffix("/delta").map(|cell| (cell, false));
        if let Some((cell, share)) = delta.or_else(|| text.strip_suffix("/delta-share").map(|cell| (cell, true))) {
            return Ok(Some(Self::Delta { cell, share }));
        }
        let (lot, rest) = match text.split_once('/') {
            Some(("bridge", rest)) => (None, rest),
            Some((lot, rest)) => match rest.strip_prefix("bridge/") {
                Some(rest) => ((lot != "all").then_some(lot), rest),
                None => return Ok(None),
            },
            None => return Ok(None),
        };
        let (cost, name) = match rest.split_once('/') {
            Some(("cost", name)) => (true, name),
            Some(("net", name)) => (false, name),
            _ => (false, rest),
        };
        Ok(Some(Self::Part { lot, cost, driver: driver(name)? }))
    }
}

/// A driver by its id.
///
/// # Errors
/// [`UnknownCell`](crate::diag::Code::UnknownCell) where none has it.
pub fn driver(id: &str) -> Result<Driver, Finding> {
    let found = Driver::ALL.into_iter().find(|driver| driver.id() == id.trim());
    found.ok_or_else(|| message::unknown_driver(id, &Driver::ALL.map(Driver::id)))
}

/// `--scenario x`, or nothing for the base.
fn under(scenario: &str) -> String {
    if scenario == BASE { String::new() } else { format!(" --scenario {scenario}") }
}

/// How far the second of a cell's two values is from the first; each is explained under its own scenario.
#[must_use]
pub fn delta(cell: &str, scenarios: [&str; 2], [before, after]: [&Step; 2], share: bool) -> Step {
    let of = |step: &Step, scenario: &str| {
        let see = format!("{cell}{}", under(scenario));
        let label = Text::each(|lang| format!("{} ({} {see})", step.label.get(lang), lang.pick("voir", "see")));
        Step::mention(label, step.unit, step.exact())
    };
    let [first, second] = [of(before, scenarios[0]), of(after, scenarios[1])];
    let again = Expr::mention(&first);
    let delta = Expr::of(second) - Expr::of(first);
    let label =
        Text::each(|lang| format!("{} {} → {}", lang.pick("écart,", "difference,"), scenarios[0], scenarios[1]));
    match share {
        true if again.is_nothing() => Expr::nothing().step(label, Unit::Share),
        true => (delta / again).step(label, Unit::Share),
        false => delta.step(label, before.unit),
    }
}

/// What a driver adds, in euros to the cent: its Shapley value, `Σ orders / n! × (with − without)` over what may have
/// moved before it, and what rounding to the cent gives or takes. `None` for a lot that neither scenario has.
#[must_use]
pub fn part(bridge: &Bridge, lot: Option<&str>, cost: bool, driver: Driver, scenarios: [&str; 2]) -> Option<Step> {
    let sides = bridge.of(lot)?;
    let steps = if cost { &sides.cost } else { &sides.price };
    let value = Exact::from(steps.parts[driver as usize]);
    let side =
        |fr: &'static str, en: &'static str| Text::each(|lang| titled(lang, driver.name(lang), lang.pick(fr, en)));
    let label = if cost {
        side("part de l’écart de coût", "part of the cost difference")
    } else {
        side("part de l’écart de prix", "part of the price difference")
    };
    let Some(mover) = bridge.movers.iter().position(|mover| mover.contains(&driver)) else {
        return Some(Step {
            label: Text::each(|lang| {
                format!("{} ({})", label.get(lang), lang.pick("rien n’y change", "nothing of it moves"))
            }),
            ..Expr::nothing().step(label.clone(), Unit::Euros)
        });
    };
    if bridge.movers[mover][0] != driver {
        let first = bridge.movers[mover][0];
        let label = Text::each(|lang| {
            format!("{} ({} {})", label.get(lang), lang.pick("portée par", "counted with"), first.name(lang))
        });
        return Some(Expr::nothing().step(label, Unit::Euros));
    }
    let count = bridge.movers.len();
    let names = |set: usize| -> Vec<Driver> {
        let taken = bridge.movers.iter().enumerate().filter(|(i, _)| set & (1 << i) != 0);
        taken.flat_map(|(_, mover)| mover.iter().copied()).collect()
    };
    let owner = lot.unwrap_or("all");
    let figure = if cost { "cost" } else { "net" };
    // A mixture is named by what moved in it.
    let mixture = |set: usize| {
        let ids: Vec<&str> = names(set).into_iter().map(Driver::id).collect();
        let see = match set {
            0 => under(scenarios[0]),
            set if set + 1 == 1 << count => under(scenarios[1]),
            _ => format!("{} --drivers {}", under(scenarios[1]), ids.join(",")),
        };
        let against = if see.contains("--drivers") && scenarios[0] != BASE {
            format!(" --against {}", scenarios[0])
        } else {
            String::new()
        };
        let label = Text::each(|lang| {
            let moved: Vec<&str> = names(set).into_iter().map(|driver| driver.name(lang)).collect();
            let what = if moved.is_empty() {
                scenarios[0].to_owned()
            } else {
                format!("{} {}", lang.pick("avec", "with"), moved.join(", "))
            };
            format!("{what} ({} {owner}/{figure}{see}{against})", lang.pick("voir", "see"))
        });
        Step::mention(label, Unit::Euros, steps.worths[set])
    };
    let factorial = |n: usize| (1..=n).product::<usize>();
    let terms = (0..1_usize << count).filter(|set| set & (1 << mover) == 0).map(|set| {
        let size = set.count_ones() as usize;
        let orders = factorial(size) * factorial(count - size - 1);
        let moved = Expr::of(mixture(set | 1 << mover)) - Expr::of(mixture(set));
        let weighted = moved * Expr::whole(orders, Unit::Count) / Expr::whole(factorial(count), Unit::Count);
        let label = Text::each(|lang| {
            let before: Vec<&str> = names(set).into_iter().map(|driver| driver.name(lang)).collect();
            let after = if before.is_empty() {
                lang.pick("en premier", "first").to_owned()
            } else {
                format!("{} {}", lang.pick("après", "after"), before.join(", "))
            };
            let words = match orders {
                1 => lang.pick("ordre sur", "order of"),
                _ => lang.pick("ordres sur", "orders of"),
            };
            format!("{after}{}{orders} {words} {}", lang.colon(), factorial(count))
        });
        weighted.step(label, Unit::Euros)
    });
    let sum = Step::sum(text("valeur de Shapley", "Shapley value"), Unit::Euros, terms.collect());
    let rest = value - sum.exact();
    if rest.is_zero() {
        return Some(Step { label, ..sum });
    }
    let rounding = text("au centime, par plus fort reste", "to the cent, by largest remainder");
    let part = Expr::of(sum) + Expr::of(Step::mention(rounding, Unit::Euros, rest));
    Some(part.step(label, Unit::Euros))
}
