//! The formulas of the method, each stated once, apart from where their inputs come from.

use crate::unit::Number;

/// §1: `worked = open − absence_days × weight`; `weight` is a twelfth where none is stated.
pub fn worked<N: Number>(open: u32, absence_days: N, weight: Option<N>) -> N {
    let absent = match weight {
        Some(weight) => absence_days * weight,
        None => absence_days / N::whole(12),
    };
    N::whole(open) - absent
}

/// §2: what is left of an effort in the contract year `k`, from 0: `(1 − gain)^k`.
pub fn after_gain<N: Number>(gain: N, k: usize) -> N {
    (N::ONE - gain).power(u32::try_from(k).unwrap_or(u32::MAX))
}

/// §2: FTE of a driver: `volume × days / worked(reference)`.
pub fn driven<N: Number>(volume: N, days: N, worked: N) -> N {
    volume * days / worked
}

/// §2: the part of a year's quantity that falls in a month, pro rata to the days worked: `quantity × worked / Σ worked`.
pub fn in_month<N: Number>(quantity: N, worked: N, in_year: N) -> N {
    quantity * worked / in_year
}

/// §2: the share of the month `m`, from 0, for which an application that joins at the month `joins`,
/// from 1, and `late` months late, is on board.
pub fn on_board<N: Number>(m: usize, joins: N, late: N) -> N {
    let reached = N::whole(u32::try_from(m + 2).unwrap_or(u32::MAX));
    (reached - joins - late).greatest(N::ZERO).least(N::ONE)
}

/// §2: a lot's part of what a pool takes in a month in which all lots demand something: `need × of lot / demand`, which
/// above the minimum is just what the lot demands.
pub fn charged<N: Number>(demand: N, minimum: N, need: N, of_lot: N) -> N {
    demand.choose(minimum, need * of_lot / demand, of_lot)
}

/// §3: `start + (steady − start) × min(t, ramp) / ramp`; `steady` where there is no ramp, or one of no months.
pub fn productivity<N: Number>(ramp: Option<(N, N)>, steady: N, t: N) -> N {
    let Some((start, months)) = ramp else { return steady };
    t.choose(months, start + (steady - start) * t / months, steady)
}

/// §3: the months since a site first had a share of an effort, a month after it had been so many: none before the month
/// in which it first has one, and in that month.
pub fn months_there<N: Number>(before: N, effort: N, share: N) -> N {
    before.if_any(before + N::ONE, effort.if_any(share.if_any(N::ONE, N::ZERO), N::ZERO))
}

/// §4: `card × (1 + drift)^J × fx`.
pub fn drifted<N: Number>(price: N, drift: N, januaries: u32, fx: N) -> N {
    price * (N::ONE + drift).power(januaries) * fx
}

/// §4: what a head costs in a month: `worked × daily cost + per-head cost`.
pub fn head_month<N: Number>(worked: N, daily_cost: N, per_head: N) -> N {
    worked * daily_cost + per_head
}

/// §5: `full / (1 − margin)`, margin on the selling price.
pub fn sell<N: Number>(full: N, margin: N) -> N {
    full / (N::ONE - margin)
}

/// §5: the unrounded unit price of a line that shares `to_share` by `weight`, where `shares` is `Σ w × Q`.
pub fn shared<N: Number>(to_share: N, weight: N, shares: N) -> N {
    to_share * weight / shares
}

/// §5: `amount(j, k) = round(PU × q, 2)`.
pub fn amount<N: Number>(unit_price: N, quantity: N) -> N {
    (unit_price * quantity).rounded(2)
}

/// §5: a BPU's gross unit price, `round(PU × (1 + VAT))`.
pub fn gross_unit_price<N: Number>(unit_price: N, vat: N, decimals: u32) -> N {
    (unit_price * (N::ONE + vat)).rounded(decimals)
}

/// §6: the revision of prices in the contract year `k`, from 0: `a + b × (1 + i)^k`.
pub fn revision<N: Number>(fixed: N, variable: N, index: N, k: usize) -> N {
    fixed + variable * (N::ONE + index).power(u32::try_from(k).unwrap_or(u32::MAX))
}
