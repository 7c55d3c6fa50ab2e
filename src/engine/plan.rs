//! Who works where, each month: worked days, volumes, effort, pools, heads (method §1 to §3).

use super::formula;
use super::{Inputs, Table, cell};
use crate::diag::{Code, Finding, Findings};
use crate::model::Bid;
use crate::model::bid::{Base, Course, Index, Lot, Nature, Volume, Who, Zone};
use crate::unit::Number;

/// Who works where, each month.
#[derive(Debug, Clone)]
pub struct Plan<N> {
    /// `worked(s, m)`, by site.
    pub worked: Table<N>,
    /// `effort(p, m)` of each lot's positions, demands on pools among them, after gains.
    pub demand: Vec<Table<N>>,
    /// What each pool takes.
    pub pools: Vec<PoolPlan<N>>,
    /// All that is done by people: positions, pools' charges, coordination.
    pub rows: Vec<Row>,
    /// `effort` of each row.
    pub effort: Table<N>,
    /// Each row at each of its sites.
    pub places: Vec<Place>,
    /// `head(p, s, m)` of each place.
    pub heads: Table<N>,
    /// `Σ head` by (lot, nature, site): row `cell × sites + site`, coordination included.
    pub heads_by_site: Table<N>,
}

/// Something done by people in a lot.
#[derive(Debug, Clone)]
pub struct Row {
    /// The lot.
    pub lot: Index,
    /// The nature.
    pub nature: Nature,
    /// The profile.
    pub profile: Index,
    /// Where it comes from.
    pub origin: Origin,
    /// Its places in the plan's list.
    pub places: std::ops::Range<Index>,
}

/// Where a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A position of the lot.
    Position(Index),
    /// A member of a pool, charged to the lot.
    Member {
        /// The pool.
        pool: Index,
        /// The member.
        member: Index,
    },
    /// Coordination of the heads at a site.
    Coordination {
        /// The site coordinated.
        site: Index,
    },
}

/// A row at a site.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The row.
    pub row: Index,
    /// The site.
    pub site: Index,
}

/// What a pool takes.
#[derive(Debug, Clone)]
pub struct PoolPlan<N> {
    /// `Σ demand(l)`, by month.
    pub demand: Vec<N>,
    /// `max(minimum, Σ demand)`, 0 where there is no demand at all.
    pub need: Vec<N>,
    /// The charge of each lot, one row a lot.
    pub charge: Table<N>,
}

impl<N: Number> Plan<N> {
    /// Heads of a (lot, nature) at a site, by month.
    #[must_use]
    pub fn at_site(&self, cell: Index, site: Index) -> &[N] {
        self.heads_by_site.row(cell * self.worked.rows() + site)
    }

    /// `Σ days` of a (lot, nature) by month: heads times the days worked at their sites.
    #[must_use]
    pub fn days(&self, cell: Index) -> Vec<N> {
        let mut days = vec![N::ZERO; self.worked.months()];
        for site in 0..self.worked.rows() {
            let (heads, worked) = (self.at_site(cell, site), self.worked.row(site));
            for (m, day) in days.iter_mut().enumerate() {
                if !heads[m].is_zero() {
                    *day += heads[m] * worked[m];
                }
            }
        }
        days
    }

    /// `Σ head` of a (lot, nature) by month.
    #[must_use]
    pub fn heads_of(&self, cell: Index) -> Vec<N> {
        let sites = 0..self.worked.rows();
        (0..self.worked.months()).map(|m| sites.clone().map(|s| self.at_site(cell, s)[m]).sum()).collect()
    }
}

/// Plans the bid.
pub fn plan<N: Number>(bid: &Bid, inputs: &Inputs<N>) -> Result<Plan<N>, Findings> {
    let worked = worked_days(bid, inputs)?;
    let demand: Vec<_> = bid.lots.iter().map(|lot| efforts(bid, inputs, lot, &worked)).collect();
    let pools: Vec<_> = (0..bid.pools.len()).map(|pool| charge(bid, inputs, pool, &demand)).collect();
    let mut placer = Placer::new(bid, inputs, worked);
    for (l, lot) in bid.lots.iter().enumerate() {
        for (p, position) in lot.positions.iter().enumerate() {
            if let Who::Profile(profile) = position.who {
                let effort = demand[l].row(p);
                let row = NewRow { lot: l, nature: position.nature, profile, origin: Origin::Position(p) };
                placer.place(row, &position.mix, position.onshore.is_some(), effort, effort);
            }
        }
        for (index, (pool, plan)) in bid.pools.iter().zip(&pools).enumerate() {
            for (m, member) in pool.members.iter().enumerate() {
                let share = inputs[member.share];
                let charged = |charge: &[N]| charge.iter().map(|c| *c * share).collect::<Vec<_>>();
                let effort = charged(plan.charge.row(l));
                let row = NewRow {
                    lot: l,
                    nature: pool.nature,
                    profile: member.profile,
                    origin: Origin::Member { pool: index, member: m },
                };
                // People of a pool learn from the pool's first month, whichever lot it serves.
                placer.place(row, &member.mix, pool.onshore.is_some(), &effort, &plan.need);
            }
        }
    }
    placer.coordinate();
    Ok(placer.finish(demand, pools))
}

/// `worked(s, m)`, which must stay positive.
fn worked_days<N: Number>(bid: &Bid, inputs: &Inputs<N>) -> Result<Table<N>, Findings> {
    let months = bid.contract.months;
    let mut worked = Table::with_capacity(bid.sites.len(), months);
    let mut findings = Findings::default();
    for site in &bid.sites {
        let open = &bid.calendars[site.calendar].open;
        let of_month = |m: usize| {
            let number = bid.calendar_month(m).number() as usize;
            let weight = site.absence_weights.map(|weights| inputs[weights[number - 1]]);
            formula::worked(open[m], inputs[site.absence_days], weight)
        };
        let row = worked.push((0..months).map(of_month));
        if let Some(m) = worked.row(row).iter().position(|days| *days <= N::ZERO) {
            let month = bid.calendar_month(m);
            findings.push(
                Finding::error(Code::WorkedDays, format!("nobody works at `{}` in {month}", site.id))
                    .at(bid.figure(site.absence_days).at, format!("absence takes all of its {} open days", open[m]))
                    .help("lower the absence, or its weight in that calendar month"),
            );
        }
    }
    if findings.is_empty() { Ok(worked) } else { Err(findings) }
}

/// `effort(p, m)` of every position of a lot.
fn efforts<N: Number>(bid: &Bid, inputs: &Inputs<N>, lot: &Lot, worked: &Table<N>) -> Table<N> {
    let months = bid.contract.months;
    let reference = worked.row(bid.contract.reference);
    let mut volumes = Table::with_capacity(lot.volumes.len(), months);
    for (_, volume) in &lot.volumes {
        volumes.push(volume_by_month(bid, inputs, lot, volume));
    }
    let mut table = Table::new(lot.positions.len(), months);
    for (p, position) in lot.positions.iter().enumerate() {
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
                    let volume = volumes.row(*volume);
                    window.for_each(|m| row[m] = formula::driven(volume[m], days, reference[m]));
                }
                Base::DayLine { line } => {
                    let days = quantity(bid, inputs, lot, *line, k) * left;
                    row[window].fill(day_effort(bid, reference, k, days));
                }
            }
        }
    }
    table
}

/// FTE of `days` sold in the contract year `k`: spread pro rata to the days worked at the reference
/// site, they are the same FTE every month.
pub fn day_effort<N: Number>(bid: &Bid, reference: &[N], k: usize, days: N) -> N {
    if days.is_zero() {
        return N::ZERO;
    }
    let in_year: N = reference[bid.months_of(k)].iter().copied().sum();
    days / in_year
}

/// `q(j, k)`.
pub fn quantity<N: Number>(bid: &Bid, inputs: &Inputs<N>, lot: &Lot, line: Index, k: usize) -> N {
    match &lot.lines[line].quantity {
        Some(years) => inputs[years[k]],
        None => N::whole(u32::try_from(bid.months_of(k).len()).unwrap_or(0)),
    }
}

/// A course's values in some months of one contract year, times `left`.
fn fill<N: Number>(course: &Course, inputs: &Inputs<N>, window: std::ops::Range<usize>, left: N, row: &mut [N]) {
    let Some(first) = window.clone().next() else { return };
    if course.unit == 12 || course.points.len() == 1 {
        row[window].fill(course_value(course, inputs, first) * left);
    } else {
        window.for_each(|m| row[m] = course_value(course, inputs, m) * left);
    }
}

/// The value of a course in the month `m`, from 0.
pub fn course_value<N: Number>(course: &Course, inputs: &Inputs<N>, m: usize) -> N {
    let place = m / course.unit;
    let after = course.points.partition_point(|(at, _)| *at <= place);
    let (from, fig) = course.points[after.saturating_sub(1)];
    let value = inputs[fig];
    match course.points.get(after) {
        Some((to, next)) if course.ramp => {
            let whole = |n: usize| N::whole(u32::try_from(n).unwrap_or(u32::MAX));
            value + (inputs[*next] - value) * whole(place - from) / whole(to - from)
        }
        _ => value,
    }
}

fn volume_by_month<N: Number>(bid: &Bid, inputs: &Inputs<N>, lot: &Lot, volume: &Volume) -> Vec<N> {
    let mut row = vec![N::ZERO; bid.contract.months];
    let course = match volume {
        Volume::PerMonth(course) => course,
        Volume::Items(item) => &lot.platform[*item].count,
        Volume::Applications => {
            for application in &lot.applications {
                let joins = inputs[application.joins];
                let late = application.late.map_or(N::ZERO, |fig| inputs[fig]);
                let size = application.size.map_or(N::ONE, |fig| inputs[fig]);
                for (m, on_board) in row.iter_mut().enumerate() {
                    *on_board += size * formula::on_board(m, joins, late);
                }
            }
            return row;
        }
    };
    for k in 0..bid.years() {
        fill(course, inputs, bid.months_of(k), N::ONE, &mut row);
    }
    row
}

/// `need(L) = max(minimum, Σ demand(l))`, charged pro rata to demand.
fn charge<N: Number>(bid: &Bid, inputs: &Inputs<N>, pool: Index, demands: &[Table<N>]) -> PoolPlan<N> {
    let months = bid.contract.months;
    let mut by_lot = Table::new(bid.lots.len(), months);
    for (l, lot) in bid.lots.iter().enumerate() {
        for (p, position) in lot.positions.iter().enumerate() {
            if position.who == Who::Pool(pool) {
                let row = by_lot.row_mut(l);
                demands[l].row(p).iter().zip(row).for_each(|(demand, sum)| *sum += *demand);
            }
        }
    }
    let demand: Vec<N> = (0..months).map(|m| (0..bid.lots.len()).map(|l| by_lot.row(l)[m]).sum()).collect();
    let minimum = &bid.pools[pool].minimum;
    let need = |(m, demand): (usize, &N)| {
        if demand.is_zero() { N::ZERO } else { demand.greatest(course_value(minimum, inputs, m)) }
    };
    let need: Vec<N> = demand.iter().enumerate().map(need).collect();
    let mut charge = by_lot;
    for l in 0..bid.lots.len() {
        for (m, cell) in charge.row_mut(l).iter_mut().enumerate() {
            // Above the minimum a lot is charged just its demand.
            if need[m] != demand[m] {
                *cell = need[m] * *cell / demand[m];
            }
        }
    }
    PoolPlan { demand, need, charge }
}

/// What a row is, before it has places.
struct NewRow {
    lot: Index,
    nature: Nature,
    profile: Index,
    origin: Origin,
}

/// Heads for one FTE of effort, at each site of a mix, by month: `w(s) / productivity(s, t)`.
struct Spread<N> {
    mix: Vec<Index>,
    onshore: bool,
    active: Vec<bool>,
    sites: Vec<(Index, Vec<N>)>,
}

/// Puts efforts at sites.
struct Placer<'a, N> {
    bid: &'a Bid,
    inputs: &'a Inputs<N>,
    plan: Plan<N>,
    spreads: Vec<Spread<N>>,
}

impl<'a, N: Number> Placer<'a, N> {
    fn new(bid: &'a Bid, inputs: &'a Inputs<N>, worked: Table<N>) -> Self {
        let months = bid.contract.months;
        let cells = bid.lots.len() * Nature::ALL.len();
        let positions: usize = bid.lots.iter().map(|lot| lot.positions.len()).sum();
        let plan = Plan {
            worked,
            demand: Vec::new(),
            pools: Vec::new(),
            rows: Vec::with_capacity(positions),
            effort: Table::with_capacity(positions, months),
            places: Vec::with_capacity(positions * 2),
            heads: Table::with_capacity(positions * 2, months),
            heads_by_site: Table::new(cells * bid.sites.len(), months),
        };
        Self { bid, inputs, plan, spreads: Vec::new() }
    }

    fn finish(self, demand: Vec<Table<N>>, pools: Vec<PoolPlan<N>>) -> Plan<N> {
        Plan { demand, pools, ..self.plan }
    }

    /// Places an effort; `presence` says in which months its people are there, for their learning.
    fn place(&mut self, row: NewRow, mix: &[Index], onshore: bool, effort: &[N], presence: &[N]) {
        if effort.iter().all(|e| e.is_zero()) {
            return;
        }
        let spread = self.spread(mix, onshore, presence);
        let first = self.plan.places.len();
        let index = self.plan.rows.len();
        let sites = self.bid.sites.len();
        for (site, per_fte) in &self.spreads[spread].sites {
            let heads = effort.iter().zip(per_fte);
            let heads = heads.map(|(e, r)| if e.is_zero() || r.is_zero() { N::ZERO } else { *e * *r });
            let place = self.plan.heads.push(heads);
            let by_site = self.plan.heads_by_site.row_mut(cell(row.lot, row.nature) * sites + site);
            let placed = self.plan.heads.row(place).iter().zip(by_site);
            placed.filter(|(head, _)| !head.is_zero()).for_each(|(head, sum)| *sum += *head);
            self.plan.places.push(Place { row: index, site: *site });
        }
        self.push_row(row, first, effort);
    }

    fn push_row(&mut self, row: NewRow, first: Index, effort: &[N]) {
        let NewRow { lot, nature, profile, origin } = row;
        let places = first..self.plan.places.len();
        self.plan.effort.push(effort.iter().copied());
        self.plan.rows.push(Row { lot, nature, profile, origin, places });
    }

    /// The heads of one FTE at each site: computed once for all rows of the same mix and presence.
    fn spread(&mut self, mix: &[Index], onshore: bool, presence: &[N]) -> Index {
        let same = |s: &Spread<N>| {
            s.onshore == onshore && s.mix == mix && s.active.iter().zip(presence).all(|(a, p)| *a != p.is_zero())
        };
        if let Some(index) = self.spreads.iter().position(same) {
            return index;
        }
        let active: Vec<bool> = presence.iter().map(|p| !p.is_zero()).collect();
        let sites = heads_per_fte(self.bid, self.inputs, mix, onshore, &active);
        self.spreads.push(Spread { mix: mix.to_vec(), onshore, active, sites });
        self.spreads.len() - 1
    }

    /// Adds the coordination of every (lot, nature, site), at the reference site.
    fn coordinate(&mut self) {
        let reference = self.bid.contract.reference;
        let sites = self.bid.sites.len();
        let mut coordinators: Vec<(NewRow, Vec<N>)> = Vec::new();
        for l in 0..self.bid.lots.len() {
            for nature in Nature::ALL {
                for (s, site) in self.bid.sites.iter().enumerate() {
                    let ratio = self.inputs[site.coordination];
                    let heads = self.plan.heads_by_site.row(cell(l, nature) * sites + s);
                    if let Some(profile) = site.coordinator
                        && !ratio.is_zero()
                        && heads.iter().any(|h| !h.is_zero())
                    {
                        let origin = Origin::Coordination { site: s };
                        let row = NewRow { lot: l, nature, profile, origin };
                        coordinators.push((row, heads.iter().map(|h| *h * ratio).collect()));
                    }
                }
            }
        }
        // Added after all are known: coordinators are not coordinated.
        for (row, heads) in coordinators {
            let by_site = self.plan.heads_by_site.row_mut(cell(row.lot, row.nature) * sites + reference);
            by_site.iter_mut().zip(&heads).for_each(|(sum, head)| *sum += *head);
            let first = self.plan.places.len();
            self.plan.places.push(Place { row: self.plan.rows.len(), site: reference });
            self.plan.heads.push(heads.iter().copied());
            self.push_row(row, first, &heads);
        }
    }
}

/// The share of a mix asked of each site, and that obtained once work that must stay onshore has
/// moved to the reference site, in the contract year `k`, from 0.
pub fn obtained<N: Number>(bid: &Bid, inputs: &Inputs<N>, mix: Index, onshore: bool, k: usize) -> Vec<(Index, N)> {
    let mut shares: Vec<(Index, N)> = Vec::new();
    for (site, share) in bid.mixes[mix].in_year(k) {
        let moved = onshore && bid.sites[*site].zone != Zone::Onshore;
        let site = if moved { bid.contract.reference } else { *site };
        match shares.iter_mut().find(|s| s.0 == site) {
            Some(existing) => existing.1 += inputs[*share],
            None => shares.push((site, inputs[*share])),
        }
    }
    shares
}

/// `w(s) / productivity(s, t)` at each site, by month, where `active` says when the work is there.
pub fn heads_per_fte<N: Number>(
    bid: &Bid, inputs: &Inputs<N>, mix: &[Index], onshore: bool, active: &[bool],
) -> Vec<(Index, Vec<N>)> {
    let mut sites: Vec<(Index, Option<usize>, Vec<N>)> = Vec::new();
    for k in 0..bid.years() {
        for (site, share) in obtained(bid, inputs, mix[k], onshore, k) {
            if share.is_zero() {
                continue;
            }
            let place = sites.iter().position(|s| s.0 == site).unwrap_or_else(|| {
                sites.push((site, None, vec![N::ZERO; active.len()]));
                sites.len() - 1
            });
            let (_, first, heads) = &mut sites[place];
            for m in bid.months_of(k).filter(|m| active[*m]) {
                let t = m - *first.get_or_insert(m);
                let productivity = site_productivity(bid, inputs, site, t);
                heads[m] = if productivity == N::ONE { share } else { share / productivity };
            }
        }
    }
    sites.into_iter().map(|(site, _, heads)| (site, heads)).collect()
}

/// `productivity(s, t)`.
pub fn site_productivity<N: Number>(bid: &Bid, inputs: &Inputs<N>, site: Index, t: usize) -> N {
    let site = &bid.sites[site];
    let ramp = site.productivity_start.zip(site.ramp_months).map(|(start, months)| (inputs[start], inputs[months]));
    formula::productivity(ramp, inputs[site.productivity_steady], t)
}
