//! The method, from a valid bid to its DQE (method §1 to §6). Pure: no file, clock, terminal or chance.
//!
//! Each formula is stated once, over any [`Number`](crate::unit::Number): an exact estimate takes the figures of the model
//! as exact decimals.

mod break_even;
mod cash;
mod coherence;
mod cost;
mod dqe;
mod effort;
pub mod formula;
mod id;
mod inputs;
mod ledger;
mod load;
mod placed;
mod plan;
mod portfolio;
mod presence;
mod price;
mod rates;
mod revenue;
mod staffing;
mod step;
mod sub_detail;
mod table;
mod team;

pub use break_even::{BreakEven, SiteBreakEven, break_even, site_break_even};
pub use cash::{Cash, Outlook, Revised, Scissors, cash, outlook, revision_coefficients, revisions};
pub use cost::{Coordinators, Cost, FullCost, Monthly, Parts, PostMonth, item_months, monthly, post_months};
pub use dqe::{Dqe, LineAmounts, LotTotal, margin};
pub use effort::{course_value, on_board, volumes};
pub use id::{CellId, CrewId, PostId, RowId, SpreadId, WorkPostId};
pub use inputs::Inputs;
pub use ledger::{Cut, Ledger};
pub use load::{Load, YearLoad, loads};
pub use placed::{Spread, SpreadSite, obtained, site_productivity};
pub use plan::{Crew, CrewMember, Origin, Plan, PoolPlan, Row, WorkPost};
pub use portfolio::{Broken, Loss, LotSet, MOST_LOTS, Portfolio, ProfilePrices, SoldDay, portfolio};
pub use presence::{Presence, ZoneShare, effort_away, presence};
pub use price::{Price, Sold};
pub use rates::{Rates, daily_costs};
pub use revenue::{Revenue, revenue};
pub use staffing::{Duty, Post, Staffing, staffing};
pub use step::{Name, Named, Thing, Unit, What};
pub use sub_detail::{Pays, Piece, sub_detail};
pub use table::{Table, cell};
pub use team::{Apart, Team, Teams, team_plan, teams};

use std::sync::Arc;

use crate::diag::message::estimate::{self as message, Figure};
use crate::diag::{Errors, Findings};
use crate::model::Bid;
use crate::model::bid::Nature;
use crate::unit::{Exact, Number as _, Text};

/// A priced bid: what is done, what it costs, what it sells for, and the DQE.
#[derive(Debug, Clone)]
pub struct Estimate<N> {
    /// What is to be done each month, and by whom.
    pub plan: Arc<Plan<N>>,
    /// What it costs.
    pub cost: Arc<Cost<N>>,
    /// What each nature of each lot sells for.
    pub price: Price<N>,
    /// Unit prices and amounts.
    pub dqe: Dqe<N>,
}

/// Prices a bid exactly.
///
/// # Errors
/// What the figures make impossible: see the finding codes E0401 to E0406.
pub fn estimate(bid: &Bid) -> Result<Estimate<Exact>, Errors> {
    estimate_with(bid, &Inputs::exact(bid))
}

/// Prices a bid on given values of its figures.
///
/// # Errors
/// As [`estimate`].
pub fn estimate_with<N: Named>(bid: &Bid, inputs: &Inputs<N>) -> Result<Estimate<N>, Errors> {
    let plan = plan::plan(bid, inputs)?;
    let cost = cost::cost(bid, inputs, &plan);
    sell(bid, inputs, Arc::new(plan), Arc::new(cost))
}

/// From a cost to the DQE.
fn sell<N: Named>(
    bid: &Bid, inputs: &Inputs<N>, plan: Arc<Plan<N>>, cost: Arc<Cost<N>>,
) -> Result<Estimate<N>, Errors> {
    let price = price::price(bid, inputs, &cost)?;
    let dqe = dqe::dqe(bid, inputs, &plan, &cost, &price)?;
    in_range(bid, &cost, &dqe)?;
    Ok(Estimate { plan, cost, price, dqe })
}

/// Refuses figures that left the decimal's range, or that a workbook's cell would not hold to the
/// cent, naming the lot and nature where they did.
fn in_range<N: Named>(bid: &Bid, cost: &Cost<N>, dqe: &Dqe<N>) -> Result<(), Errors> {
    let mut findings = Findings::default();
    // Ten thousand billion euros: a cell is a float of 15 digits.
    let most = N::whole(10_000_000) * N::whole(1_000_000);
    let holds = |value: N| value.is_defined() && value <= most && N::ZERO - value <= most;
    for (l, lot) in bid.lots.iter_enumerated() {
        let buyer = cost.buyer(bid, l);
        let bad_cost = Nature::ALL.into_iter().find(|n| !holds(cost.full[cell(l, *n)]));
        let bad_line = dqe.lines[l].position(|line| !holds(line.gross_unit_price) || !holds(line.amount));
        let mut past = |figure: Figure<'_>, at| findings.push(message::past_range(figure, Some(at)));
        if let Some(nature) = bad_cost {
            past(Figure::Cost(&lot.id, nature.id()), lot.at);
        } else if let Some(line) = bad_line {
            past(Figure::Price(&lot.id, &lot.lines[line].code), lot.lines[line].at);
        } else if !holds(dqe.lots[l].gross) || !holds(buyer) {
            past(Figure::Total(&lot.id), lot.at);
        }
    }
    findings.without_errors().map(drop)
}

/// The warnings of a priced bid: lots whose DQE is not what they should sell for, by more than a thousandth; teams that
/// do not follow the quantities, prices that do not go together; rules that its lots or partners break.
#[must_use]
pub fn warnings(bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>) -> Findings {
    let mut findings = Findings::default();
    for (lot, total) in bid.lots.iter().zip(&estimate.dqe.lots) {
        let residue = total.residue() * Exact::whole(1000);
        if residue > total.sell || Exact::ZERO - residue > total.sell {
            findings.push(message::residue(&lot.id, residue > Exact::ZERO, lot.at));
        }
    }
    findings.append(coherence::warnings(bid, inputs, estimate));
    for broken in portfolio::broken(bid, estimate) {
        findings.push(match broken {
            Broken::Exclusivity(place) => {
                let rule = &bid.exclusivity[place].rule;
                message::rule_broken(&rule.id, &Text::each(|lang| rule.source.name(lang)), rule.at)
            }
            Broken::Partner { partner, lot } => {
                let (partner, lot) = (&bid.partners[partner], &bid.lots[lot].id);
                message::partner_elsewhere(&partner.id, lot, partner.at)
            }
        });
    }
    findings
}
