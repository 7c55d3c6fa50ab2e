//! What each position takes, month by month: capacities, drivers and days sold, after gains (method §2).

use typed_index_collections::TiVec;

use super::formula;
use super::{Inputs, Name, Named, Table, Thing, What};
use crate::model::Bid;
use crate::model::bid::{
    ApplicationId, Base, Course, LineId, Lot, LotId, PositionId, Quantity, SiteId, Toward, Volume, VolumeId,
};

/// `effort(p, m)` of every position of a lot.
pub(super) fn efforts<N: Named>(
    bid: &Bid, inputs: &Inputs<N>, l: LotId, worked: &Table<SiteId, N>,
) -> Table<PositionId, N> {
    let lot = &bid.lots[l];
    let reference = worked.row(bid.contract.reference);
    let volumes = volumes(bid, inputs, l, reference);
    let mut table = Table::new(lot.positions.len(), bid.contract.months);
    for (p, position) in lot.positions.iter_enumerated() {
        let gain = inputs[lot.terms(position.nature).gain];
        let row = table.row_mut(p);
        for k in 0..bid.years() {
            let left = formula::after_gain(gain, k);
            let window = bid.months_of(k);
            let window = window.start.max(position.window.start)..window.end.min(position.window.end);
            match &position.base {
                Base::Capacity(course) => fill(course, inputs, window, left, row),
                Base::Driver { volume, days } => {
                    let days = inputs[*days] * left;
                    let volume = &volumes[*volume];
                    window.for_each(|m| row[m] = formula::driven(volume[m], days, reference[m]));
                }
                Base::DayLine { line } => {
                    let days = quantity(bid, inputs, lot, *line, k) * left;
                    row[window].fill(day_effort(bid, reference, k, days));
                }
            }
        }
        let name = Name::of(What::Effort).lot(l).thing(Thing::Position(p));
        row.iter_mut().enumerate().for_each(|(m, effort)| *effort = effort.named(|| name.month(m)));
    }
    table
}

/// FTE of `days` sold in the contract year `k`: spread pro rata to the days worked at the reference
/// site, they are the same FTE every month.
pub(super) fn day_effort<N: Named>(bid: &Bid, reference: &[N], k: usize, days: N) -> N {
    if days.is_absent() {
        return N::ZERO;
    }
    let in_year: N = reference[bid.months_of(k)].iter().copied().sum();
    days / in_year
}

/// `q(j, k)`.
pub fn quantity<N: Named>(bid: &Bid, inputs: &Inputs<N>, lot: &Lot, line: LineId, k: usize) -> N {
    match lot.lines[line].quantity[k] {
        Quantity::Figure(fig) => inputs[fig],
        Quantity::Months => N::whole(u32::try_from(bid.months_of(k).len()).unwrap_or(0)),
    }
}

/// A course's values in some months of one contract year, times `left`.
fn fill<N: Named>(course: &Course, inputs: &Inputs<N>, window: std::ops::Range<usize>, left: N, row: &mut [N]) {
    let Some(first) = window.clone().next() else { return };
    if course.is_level(&window) {
        row[window].fill(course_value(course, inputs, first) * left);
    } else {
        window.for_each(|m| row[m] = course_value(course, inputs, m) * left);
    }
}

/// The value of a course in the month `m`, from 0.
#[must_use]
pub fn course_value<N: Named>(course: &Course, inputs: &Inputs<N>, m: usize) -> N {
    let place = course.at(m);
    let value = inputs[place.fig];
    match place.toward {
        Some(Toward { fig, gone, span }) => {
            let whole = |n: usize| N::whole(u32::try_from(n).unwrap_or(u32::MAX));
            value + (inputs[fig] - value) * whole(gone) / whole(span)
        }
        None => value,
    }
}

/// The volumes of a lot, by month; `reference` is the days worked at the reference site.
#[must_use]
pub fn volumes<N: Named>(bid: &Bid, inputs: &Inputs<N>, l: LotId, reference: &[N]) -> TiVec<VolumeId, Vec<N>> {
    let volumes = bid.lots[l].volumes.iter_enumerated().map(|(place, (_, volume, _))| {
        let name = Name::of(What::Volume).lot(l).thing(Thing::Volume(place));
        let months = volume_months(bid, inputs, l, volume, reference).into_iter().enumerate();
        months.map(|(m, volume)| volume.named(|| name.month(m))).collect()
    });
    volumes.collect()
}

/// An application of a lot, by month: its size times the share of the month for which it is on board.
#[must_use]
pub fn on_board<N: Named>(bid: &Bid, inputs: &Inputs<N>, l: LotId, place: ApplicationId) -> Vec<N> {
    let name = Name::of(What::OnBoard).lot(l).thing(Thing::Application(place));
    let application = &bid.lots[l].applications[place];
    let joins = inputs[application.joins];
    let late = application.late.map_or(N::ZERO, |fig| inputs[fig]);
    let size = application.size.map_or(N::ONE, |fig| inputs[fig]);
    let of_month = |m: usize| (size * formula::on_board(m, joins, late)).named(|| name.month(m));
    (0..bid.contract.months).map(of_month).collect()
}

fn volume_months<N: Named>(bid: &Bid, inputs: &Inputs<N>, l: LotId, volume: &Volume, reference: &[N]) -> Vec<N> {
    let lot = &bid.lots[l];
    let mut row = vec![N::ZERO; bid.contract.months];
    let course = match volume {
        Volume::PerMonth(course) => course,
        Volume::Items(item) => &lot.platform[*item].count,
        Volume::Applications => {
            for place in lot.applications.keys() {
                let months = on_board(bid, inputs, l, place);
                row.iter_mut().zip(months).for_each(|(sum, on_board)| *sum += on_board);
            }
            return row;
        }
        Volume::Line(line) => {
            for k in 0..bid.years() {
                let months = bid.months_of(k);
                let in_year: N = reference[months.clone()].iter().copied().sum();
                let quantity = quantity(bid, inputs, lot, *line, k);
                months.for_each(|m| row[m] = formula::in_month(quantity, reference[m], in_year));
            }
            return row;
        }
    };
    for k in 0..bid.years() {
        fill(course, inputs, bid.months_of(k), N::ONE, &mut row);
    }
    row
}
