//! The method, from a valid bid to its DQE (method §1 to §6). Pure: no file, clock, terminal or chance.
//!
//! Each formula is stated once, over any [`Number`]: an exact estimate takes the figures of the model
//! as exact decimals.

mod break_even;
mod cash;
mod cost;
mod dqe;
pub mod formula;
mod inputs;
mod plan;
mod price;
mod revenue;
mod staffing;
mod table;

pub use break_even::{BreakEven, break_even};
pub use cash::{Cash, Outlook, Scissors, cash, outlook, revision_coefficients};
pub use cost::{Cost, Monthly, Parts, Rates, buyer_cost, item_months, monthly};
pub use dqe::{Dqe, LineAmounts, LotTotal, margin};
pub use inputs::Inputs;
pub use plan::{Crew, CrewMember, Origin, Plan, PoolPlan, Row, Spread, course_value, obtained, site_productivity};
pub use price::{Price, Sold};
pub use revenue::{Revenue, revenue};
pub use staffing::{Duty, Post, Staffing, staffing};
pub use table::{Table, cell};

use crate::diag::{Code, Finding, Findings};
use crate::model::Bid;
use crate::model::bid::Nature;
use crate::unit::{Exact, Number};

/// A priced bid: what is done, what it costs, what it sells for, and the DQE.
#[derive(Debug, Clone)]
pub struct Estimate<N> {
    /// What is to be done each month, and by whom.
    pub plan: Plan<N>,
    /// What it costs.
    pub cost: Cost<N>,
    /// What each nature of each lot sells for.
    pub price: Price<N>,
    /// Unit prices and amounts.
    pub dqe: Dqe<N>,
}

/// Prices a bid exactly.
///
/// # Errors
/// What the figures make impossible: see the finding codes E0401 to E0406.
pub fn estimate(bid: &Bid) -> Result<Estimate<Exact>, Findings> {
    estimate_with(bid, &Inputs::exact(bid))
}

/// Prices a bid on given values of its figures.
///
/// # Errors
/// As [`estimate`].
pub fn estimate_with<N: Number>(bid: &Bid, inputs: &Inputs<N>) -> Result<Estimate<N>, Findings> {
    let plan = plan::plan(bid, inputs)?;
    let cost = cost::cost(bid, inputs, &plan);
    let price = price::price(bid, inputs, &cost)?;
    let dqe = dqe::dqe(bid, inputs, &plan, &cost, &price)?;
    in_range(bid, &cost, &dqe)?;
    Ok(Estimate { plan, cost, price, dqe })
}

/// What a person should look at in a DQE that can be priced: amounts far from what should be sold.
#[must_use]
pub fn warnings(bid: &Bid, estimate: &Estimate<Exact>) -> Findings {
    let mut findings = Findings::default();
    for (lot, total) in bid.lots.iter().zip(&estimate.dqe.lots) {
        let (residue, sell) = (total.residue().shown(), total.sell.shown());
        if residue.abs().checked_mul(1000.into()).is_none_or(|thousand| thousand > sell) {
            let message = format!("the DQE of `{}` is {residue:.2} € from what its costs and margins ask for", lot.id);
            findings.push(
                Finding::warning(Code::Residue, message).at(lot.at, format!("it should sell for {sell:.2} €")).help(
                    "look at its given prices and at the decimals of its unit prices: `chiffrage price` shows the gap",
                ),
            );
        }
    }
    findings
}

/// Refuses figures that left the decimal's range, naming the lot and nature where they did.
fn in_range<N: Number>(bid: &Bid, cost: &Cost<N>, dqe: &Dqe<N>) -> Result<(), Findings> {
    let mut findings = Findings::default();
    for (l, lot) in bid.lots.iter().enumerate() {
        let bad_cost = Nature::ALL.into_iter().find(|n| !cost.full[cell(l, *n)].is_defined());
        let bad_line = dqe.lines[l].iter().position(|line| !line.unit_price.is_defined() || !line.amount.is_defined());
        let past = |what: String, at| {
            Finding::error(Code::PastRange, format!("{what} is past what exact decimals hold (28 digits)"))
                .at(at, "here")
                .help("look for a figure that is far too large or too small: `chiffrage assumptions` lists them all")
        };
        if let Some(nature) = bad_cost {
            findings.push(past(format!("the cost of {}/{}", lot.id, nature.id()), lot.at));
        } else if let Some(line) = bad_line {
            findings.push(past(format!("the price of {}/{}", lot.id, lot.lines[line].code), lot.lines[line].at));
        } else if !dqe.lots[l].gross.is_defined() {
            findings.push(past(format!("the total of {}", lot.id), lot.at));
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}
