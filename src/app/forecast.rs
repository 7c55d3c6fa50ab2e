use crate::diag::Errors;
use crate::diag::message::estimate::{Figure, past_range};
use crate::engine::{self, BreakEven, Cash, Estimate, Inputs, Load, Outlook};
use crate::model::Bid;
use crate::model::bid::{LotId, SiteId};
use crate::unit::{Exact, Number as _};

/// Revenue, cost and cash over time, of a lot or of all.
///
/// # Errors
/// A figure of it is past the range of decimals.
pub fn forecast(
    bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, lot: Option<LotId>,
) -> Result<(Outlook<Exact>, Cash<Exact>), Errors> {
    let outlook = engine::outlook(bid, inputs, estimate, lot);
    let cash = engine::cash(bid, inputs, &outlook);
    let curves = [&outlook.revised, &outlook.cost, &outlook.frozen, &cash.balance];
    in_range(curves.into_iter().flatten(), Figure::Forecast)?;
    Ok((outlook, cash))
}

/// Where each site pays against the reference site, by profile: of one site, or of all.
///
/// # Errors
/// A figure of it is past the range of decimals.
pub fn break_evens(
    bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, site: Option<SiteId>,
) -> Result<Vec<BreakEven<Exact>>, Errors> {
    let mut all = engine::break_even(bid, inputs, &estimate.plan);
    all.retain(|one| site.is_none_or(|site| one.site == site));
    in_range(all.iter().map(|one| &one.pays_from), Figure::BreakEven)?;
    Ok(all)
}

/// The load and the capacity of each nature whose lines state a workload, of a lot or of all.
///
/// # Errors
/// A figure of it is past the range of decimals.
pub fn loads(
    bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, lot: Option<LotId>,
) -> Result<Vec<Load<Exact>>, Errors> {
    let mut all = engine::loads(bid, inputs, &estimate.plan);
    all.retain(|load| lot.is_none_or(|lot| load.lot == lot));
    in_range(all.iter().flat_map(|load| &load.years).flat_map(|year| [&year.load, &year.capacity]), Figure::Load)?;
    Ok(all)
}

/// Refuses figures that left the decimal's range: an unknown is never shown as 0.
fn in_range<'a>(mut values: impl Iterator<Item = &'a Exact>, figure: Figure<'_>) -> Result<(), Errors> {
    if values.all(|value| value.is_defined()) {
        return Ok(());
    }
    Err(past_range(figure, None).into())
}
