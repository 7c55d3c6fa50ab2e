//! What the plan costs (method §4): heads at what they cost in a month ([`Rates`]), platform, one-offs, overheads, provision.

use typed_index_collections::{TiVec, ti_vec};

use super::effort::course_value;
use super::formula;
use super::id::{CellId, RowId, WorkPostId};
use super::table::cells;
use super::{Inputs, Name, Named, Origin, Plan, Rates, Table, Thing, What, cell};
use crate::model::Bid;
use crate::model::bid::{Item, ItemId, LotId, Nature, OverheadBase, OverheadId, Payer};

/// What the plan costs, each (lot, nature) a place of [`cell`].
#[derive(Debug, Clone)]
pub struct Cost<N> {
    /// What a head costs.
    pub rates: Rates<N>,
    /// The labour of each row of the plan.
    pub labour: TiVec<RowId, Parts<N>>,
    /// What each item of each lot's platform comes to over the contract, whoever pays.
    pub platform: TiVec<LotId, TiVec<ItemId, N>>,
    /// The direct cost of each (lot, nature).
    pub direct: TiVec<CellId, Parts<N>>,
    /// `full(l, n)` of each (lot, nature), before any spread.
    pub full: TiVec<CellId, N>,
}

/// Direct cost, by what overheads are rates of. The four parts are the whole.
#[derive(Debug, Clone, Copy)]
pub struct Parts<T> {
    /// People at one's own sites: days and per-head costs.
    pub own: T,
    /// People at partners' sites: days and per-head costs.
    pub partners: T,
    /// Platform items the bidder pays.
    pub platform: T,
    /// One-offs.
    pub one_offs: T,
}

/// A full cost, and what it is made of.
#[derive(Debug, Clone)]
pub struct FullCost<N> {
    /// The direct cost.
    pub direct: N,
    /// `rate × base`, by overhead of the bid.
    pub overheads: TiVec<OverheadId, N>,
    /// The provision for risk.
    pub provision: N,
    /// Their sum.
    pub full: N,
}

impl<N: Named> Parts<N> {
    /// Nothing.
    pub const ZERO: Self = Self { own: N::ZERO, partners: N::ZERO, platform: N::ZERO, one_offs: N::ZERO };

    /// The direct cost.
    #[must_use]
    pub fn direct(&self) -> N {
        self.own + self.partners + self.platform + self.one_offs
    }

    /// The cost of people, one's own and partners'.
    #[must_use]
    pub fn labour(&self) -> N {
        self.own + self.partners
    }

    /// What an overhead is a rate of.
    #[must_use]
    pub fn base(&self, base: OverheadBase) -> N {
        match base {
            OverheadBase::OwnLabour => self.own,
            OverheadBase::Partners => self.partners,
            OverheadBase::Platform => self.platform,
            OverheadBase::Direct => self.direct(),
        }
    }

    /// `Σ overheads (rate × base)`.
    #[must_use]
    pub fn overheads(&self, bid: &Bid, inputs: &Inputs<N>) -> N {
        bid.overheads.iter().map(|o| inputs[o.rate] * self.base(o.base)).sum()
    }

    /// The full cost, with the provision of a nature of a lot.
    #[must_use]
    pub fn full(&self, bid: &Bid, inputs: &Inputs<N>, lot: LotId, nature: Nature) -> N {
        self.full_of(bid, inputs, lot, nature, Name::of(What::Full).nature(lot, nature)).full
    }

    /// The full cost of a nature of a lot in a contract year, whose parts these are, where it falls.
    #[must_use]
    pub fn full_in_year(&self, bid: &Bid, inputs: &Inputs<N>, lot: LotId, nature: Nature, year: usize) -> FullCost<N> {
        self.full_of(bid, inputs, lot, nature, Name::of(What::Full).nature(lot, nature).year(year))
    }

    /// The same, under a name of its own.
    pub(super) fn full_of(&self, bid: &Bid, inputs: &Inputs<N>, lot: LotId, nature: Nature, name: Name) -> FullCost<N> {
        let direct = self.direct().named(|| name.step(What::Direct));
        let overheads = bid.overheads.iter_enumerated().map(|(o, overhead)| {
            let base = if overhead.base == OverheadBase::Direct { direct } else { self.base(overhead.base) };
            if base.is_absent() {
                return N::ZERO;
            }
            (inputs[overhead.rate] * base).named(|| name.step(What::Overhead).thing(Thing::Overhead(o)))
        });
        let overheads: TiVec<OverheadId, N> = overheads.collect();
        let before = direct + overheads.iter().copied().sum();
        let provision = inputs[bid.lots[lot].terms(nature).provision] * before;
        let provision = provision.named(|| name.step(What::Provision));
        FullCost { direct, overheads, provision, full: (before + provision).named(|| name) }
    }

    /// The parts under their names.
    fn named(&self, name: Name) -> Self {
        let part = |part: N, what: What| part.named(|| name.step(what));
        Self {
            own: part(self.own, What::OwnLabour),
            partners: part(self.partners, What::Partners),
            platform: part(self.platform, What::Platform),
            one_offs: part(self.one_offs, What::OneOffs),
        }
    }

    /// Adds other parts to these.
    pub fn add(&mut self, other: &Self) {
        self.own += other.own;
        self.partners += other.partners;
        self.platform += other.platform;
        self.one_offs += other.one_offs;
    }
}

/// Direct cost by month, each (lot, nature) a row of [`cell`].
pub type Monthly<N> = Parts<Table<CellId, N>>;

impl<N: Named> Monthly<N> {
    /// The direct cost of a (lot, nature) in some months, part by part.
    #[must_use]
    pub fn within(&self, cell: CellId, months: std::ops::Range<usize>) -> Parts<N> {
        let sum = |table: &Table<CellId, N>| table.row(cell)[months.clone()].iter().copied().sum();
        Parts {
            own: sum(&self.own),
            partners: sum(&self.partners),
            platform: sum(&self.platform),
            one_offs: sum(&self.one_offs),
        }
    }

    /// The full cost of a (lot, nature) in the month `m`, where it falls.
    #[must_use]
    pub fn full(&self, bid: &Bid, inputs: &Inputs<N>, lot: LotId, nature: Nature, m: usize) -> N {
        let name = Name::of(What::Full).nature(lot, nature).month(m);
        self.within(cell(lot, nature), m..m + 1).named(name).full_of(bid, inputs, lot, nature, name).full
    }
}

/// Costs the plan.
pub fn cost<N: Named>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>) -> Cost<N> {
    let rates = Rates::of(bid, inputs, plan);
    let labour = labour(bid, inputs, plan, &rates);
    let item = |(l, i, item): (LotId, ItemId, &Item)| {
        let name = Name::of(What::Item).lot(l).thing(Thing::Item(i));
        item_months_at(bid, inputs, item, name, |m| m).into_iter().sum::<N>().named(|| name)
    };
    let lots = bid.lots.iter_enumerated();
    let platform: TiVec<LotId, TiVec<ItemId, N>> =
        lots.map(|(l, lot)| lot.platform.iter_enumerated().map(|(i, of)| item((l, i, of))).collect()).collect();
    let mut direct = cells(bid, Parts::ZERO);
    for (row, labour) in plan.rows.iter().zip(&labour).filter(|(row, _)| !row.idle) {
        direct[cell(row.lot, row.nature)].add(labour);
    }
    for (l, lot) in bid.lots.iter_enumerated() {
        for (item, total) in lot.platform.iter().zip(&platform[l]).filter(|(item, _)| item.paid_by == Payer::Bidder) {
            direct[cell(l, item.nature)].platform += *total;
        }
        for (o, one_off) in lot.one_offs.iter_enumerated() {
            let name = Name::of(What::OneOff).lot(l).thing(Thing::OneOff(o)).month(one_off.month);
            direct[cell(l, one_off.nature)].one_offs += inputs[one_off.amount].named(|| name);
        }
    }
    let mut full = TiVec::with_capacity(direct.len());
    for l in bid.lots.keys() {
        for n in Nature::ALL {
            let name = Name::of(What::Full).nature(l, n);
            let parts = direct[cell(l, n)].named(name);
            full.push(parts.full(bid, inputs, l, n));
            direct[cell(l, n)] = parts;
        }
    }
    Cost { rates, labour, platform, direct, full }
}

impl<N: Named> Cost<N> {
    /// What the buyer pays for a lot's platform over the contract: reported in its total cost of
    /// ownership, never priced.
    #[must_use]
    pub fn buyer(&self, bid: &Bid, lot: LotId) -> N {
        let items = bid.lots[lot].platform.iter().zip(&self.platform[lot]);
        items.filter(|(item, _)| item.paid_by == Payer::Buyer).map(|(_, total)| *total).sum()
    }
}

/// What heads of a post cost in a month: those who do the work, and those who coordinate them.
#[derive(Debug, Clone, Copy)]
pub struct PostMonth<N> {
    /// The month.
    pub month: usize,
    /// The work.
    pub work: N,
    /// Those who coordinate it, one's own people; none where it takes nobody.
    pub coordinators: Option<Coordinators<N>>,
}

/// Those who coordinate the heads of a post in a month.
#[derive(Debug, Clone, Copy)]
pub struct Coordinators<N> {
    /// Their heads.
    pub heads: N,
    /// What they cost.
    pub cost: N,
}

/// What a post costs in each month in which it has heads.
pub fn post_months<N: Named>(
    bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, rates: &Rates<N>, place: WorkPostId,
) -> impl Iterator<Item = PostMonth<N>> {
    let post = plan.posts[place];
    let row = plan.rows[post.row];
    let site = &bid.sites[post.site];
    let ratio = inputs[site.coordination];
    let coordinator = site.coordinator.filter(|_| !ratio.is_absent());
    let name = row.name(post.member, What::Post).profile(post.profile).site(post.site);
    let heads = plan.heads.row(place).iter().enumerate().filter(|(_, heads)| !heads.is_absent());
    heads.map(move |(m, heads)| {
        let work = *heads * rates.head_month(post.profile, post.site)[m];
        let coordinators = coordinator.map(|profile| {
            let name = name.step(What::Coordinators).profile(profile).month(m);
            let heads = (*heads * ratio).named(|| name);
            let cost = heads * rates.head_month(profile, bid.contract.reference)[m];
            Coordinators { heads, cost: cost.named(|| name.step(What::Coordination)) }
        });
        PostMonth { month: m, work: work.named(|| name.month(m)), coordinators }
    })
}

/// The labour of each row of a plan: `Σ head × (worked × daily_cost + per_head_month)`.
fn labour<N: Named>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, rates: &Rates<N>) -> TiVec<RowId, Parts<N>> {
    let mut labour = ti_vec![Parts::<N>::ZERO; plan.rows.len()];
    for (place, post) in plan.posts.iter_enumerated() {
        let parts = &mut labour[post.row];
        let is_partner = bid.sites[post.site].partner.is_some();
        for PostMonth { work, coordinators, .. } in post_months(bid, inputs, plan, rates, place) {
            // Those who coordinate a partner's people are one's own.
            *(if is_partner { &mut parts.partners } else { &mut parts.own }) += work;
            parts.own += coordinators.map_or(N::ZERO, |by| by.cost);
        }
    }
    for (place, parts) in labour.iter_mut_enumerated() {
        let row = plan.rows[place];
        let name = match row.origin {
            Origin::Position(position) => Name::of(What::Labour).thing(row.position(position)),
            Origin::Pool(pool) => Name::of(What::Labour).thing(Thing::Pool(pool)),
        };
        let name = name.nature(row.lot, row.nature);
        parts.own = parts.own.named(|| name);
        parts.partners = parts.partners.named(|| name.step(What::PartnerLabour));
    }
    labour
}

/// The direct cost by month, at given rates.
#[must_use]
pub fn monthly<N: Named>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, rates: &Rates<N>) -> Monthly<N> {
    monthly_at(bid, inputs, plan, rates, |m| m)
}

/// The same at the first month's prices, of people and of the platform: costs without drift, for §6.
#[must_use]
pub fn frozen<N: Named>(bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, rates: &Rates<N>) -> Monthly<N> {
    monthly_at(bid, inputs, plan, &rates.frozen(bid, inputs, plan), |_| 0)
}

/// The direct cost by month; `priced_at` says which month's platform prices a month has.
fn monthly_at<N: Named>(
    bid: &Bid, inputs: &Inputs<N>, plan: &Plan<N>, rates: &Rates<N>, priced_at: impl Fn(usize) -> usize + Copy,
) -> Monthly<N> {
    let table = || Table::new(bid.lots.len() * Nature::ALL.len(), bid.contract.months);
    let mut direct = Parts { own: table(), partners: table(), platform: table(), one_offs: table() };
    for (place, post) in plan.posts.iter_enumerated().filter(|(_, post)| !plan.rows[post.row].idle) {
        let row = &plan.rows[post.row];
        let at = cell(row.lot, row.nature);
        let work_of = if bid.sites[post.site].partner.is_some() { &mut direct.partners } else { &mut direct.own };
        let months: Vec<PostMonth<N>> = post_months(bid, inputs, plan, rates, place).collect();
        for of in &months {
            work_of.row_mut(at)[of.month] += of.work;
        }
        for of in &months {
            direct.own.row_mut(at)[of.month] += of.coordinators.map_or(N::ZERO, |by| by.cost);
        }
    }
    for (l, lot) in bid.lots.iter_enumerated() {
        for (i, item) in lot.platform.iter_enumerated().filter(|(_, item)| item.paid_by == Payer::Bidder) {
            let name = Name::of(What::Item).lot(l).thing(Thing::Item(i));
            let months = direct.platform.row_mut(cell(l, item.nature)).iter_mut();
            months.zip(item_months_at(bid, inputs, item, name, priced_at)).for_each(|(cell, cost)| *cell += cost);
        }
        for one_off in &lot.one_offs {
            direct.one_offs.row_mut(cell(l, one_off.nature))[one_off.month] += inputs[one_off.amount];
        }
    }
    direct
}

/// `count(i, m) × unit_month(i) × (1 + drift)^J`, by month.
#[must_use]
pub fn item_months<N: Named>(bid: &Bid, inputs: &Inputs<N>, lot: LotId, item: ItemId) -> Vec<N> {
    let name = Name::of(What::Item).lot(lot).thing(Thing::Item(item));
    item_months_at(bid, inputs, &bid.lots[lot].platform[item], name, |m| m)
}

fn item_months_at<N: Named>(
    bid: &Bid, inputs: &Inputs<N>, item: &Item, name: Name, priced_at: impl Fn(usize) -> usize,
) -> Vec<N> {
    let of_month = |m: usize| {
        let count = course_value(&item.count, inputs, m).named(|| name.step(What::Count).month(m));
        let januaries = item.base_month.januaries_to(bid.calendar_month(priced_at(m)));
        let cost = count * formula::drifted(inputs[item.unit_month], inputs[item.drift], januaries, N::ONE);
        cost.named(|| name.step(What::ItemMonth).month(m))
    };
    (0..bid.contract.months).map(of_month).collect()
}
