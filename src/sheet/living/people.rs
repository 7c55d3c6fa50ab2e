//! Heads, days and labour: three sheets with the same people on the same rows (method §3 and §4).

use std::ops::Range;

use super::super::Style;
use super::calc::Calc;
use super::calendar::Calendar;
use super::effort::Effort;
use super::grid::{Grid, KEYS, Sum};
use super::learning::{Learning, Whose};
use super::names::post_name;
use super::pools::Pools;
use super::rates::Rates;
use super::shares::Shares;
use super::{Model, keys, lot_short};
use crate::engine::{Duty, Origin, Staffing};
use crate::model::bid::{Base, Index, Nature, Who};
use crate::model::nature_name;
use crate::unit::{Exact, Number};

/// The sheets of people.
pub struct People<'a> {
    pub heads: Grid<'a>,
    pub days: Grid<'a>,
    pub costs: Grid<'a>,
    /// Each nature of each lot that has people.
    pub blocks: Vec<Block>,
}

/// The people of a nature of a lot, one after another.
pub struct Block {
    pub lot: Index,
    pub nature: Nature,
    /// The rows of one's own people, those who coordinate among them.
    pub own: Range<usize>,
    /// The rows of partners' people.
    pub partners: Range<usize>,
}

/// What the people are worked out from.
#[derive(Clone, Copy)]
pub struct Before<'a, 'b> {
    pub calendar: &'b Calendar<'a>,
    pub effort: &'b Effort<'a>,
    pub pools: &'b Pools<'a>,
    pub shares: &'b Shares<'a>,
    pub learning: &'b Learning<'a>,
    pub rates: &'b Rates<'a>,
    pub staffing: &'b Staffing<Exact>,
}

/// A profile at a site, for a position or for a pool's member.
struct Post {
    whose: Whose,
    profile: Index,
    site: Index,
}

impl<'a> People<'a> {
    pub fn new(model: &'a Model, before: Before<'a, '_>) -> Self {
        let lang = model.lang;
        let heads = [
            lang.pick("Têtes : personnes par poste et par site", "Heads: people by position and site"),
            lang.pick(
                "Charge × part du site / productivité. Coordination : part de chaque personne encadrée, au site de référence.",
                "Effort × the site’s share / productivity. Coordination: a part of each head coordinated, at the reference site.",
            ),
        ];
        let days = [
            lang.pick("Jours : têtes × jours travaillés du site", "Days: heads × days worked at the site"),
            lang.pick(
                "Mêmes personnes, mêmes lignes que la feuille Têtes.",
                "The same people, on the same rows as the sheet Heads.",
            ),
        ];
        let costs = [
            lang.pick("Coûts de main-d’œuvre, en euros", "Costs of labour, in euros"),
            lang.pick(
                "Jours × CJM + têtes × coût par personne et par mois. Mêmes lignes que la feuille Têtes.",
                "Days × daily cost + heads × cost of a head a month. The same rows as the sheet Heads.",
            ),
        ];
        let total = lang.pick("Total", "Total");
        let mut people = Self {
            heads: model.months(lang.pick("Têtes", "Heads"), heads, lang.pick("ETP moyen", "Average FTE"), 3),
            days: model.months(lang.pick("Jours", "Days"), days, total, 1),
            costs: model.months(lang.pick("Coûts", "Costs"), costs, total, 0),
            blocks: Vec::new(),
        };
        for l in 0..model.bid.lots.len() {
            for nature in Nature::ALL {
                people.block(model, before, l, nature);
            }
        }
        people
    }

    fn block(&mut self, model: &Model, before: Before, l: Index, nature: Nature) {
        let (bid, lang) = (model.bid, model.lang);
        let (own, partners): (Vec<Post>, Vec<Post>) =
            posts(model, before, l, nature).into_iter().partition(|post| bid.sites[post.site].partner.is_none());
        if own.is_empty() && partners.is_empty() {
            return;
        }
        let title = format!("{} · {}", lot_short(bid, l), nature_name(nature, lang));
        for grid in [&mut self.heads, &mut self.days, &mut self.costs] {
            grid.section(&title);
        }
        // Those who coordinate come between one's own people and partners', whose heads they count too.
        let first = self.heads.sheet.rows.len();
        let coordinated = |posts: &[Post], from: usize| -> Vec<(Index, Range<usize>)> {
            let mut sites: Vec<(Index, Range<usize>)> = Vec::new();
            for (row, post) in (from..).zip(posts) {
                match sites.last_mut() {
                    Some((site, rows)) if *site == post.site => rows.end = row + 1,
                    _ => sites.push((post.site, row..row + 1)),
                }
            }
            sites.retain(|(site, _)| bid.sites[*site].coordinator.is_some());
            sites
        };
        let of_own = coordinated(&own, first);
        let of_partners = coordinated(&partners, 0);
        let coordinators = of_own.len() + of_partners.len();
        let partners_from = first + own.len() + coordinators;
        for post in &own {
            self.post(model, before, l, nature, post);
        }
        // Partners' heads are known once they are written: their coordinators' take them from the engine.
        for (site, rows) in &of_own {
            let cells = (0..bid.contract.months).map(|m| Some(self.heads.rows_here(rows.clone(), m))).collect();
            self.coordination(model, before, *site, cells);
        }
        for (site, rows) in of_partners {
            let rows = partners_from + rows.start..partners_from + rows.end;
            let values = partner_heads(model, before, l, &partners, site);
            let cells = (0..bid.contract.months)
                .map(|m| Some(Calc { value: values[m], ..self.heads.rows_ahead(rows.clone(), m) }))
                .collect();
            self.coordination(model, before, site, cells);
        }
        for post in &partners {
            self.post(model, before, l, nature, post);
        }
        let end = self.heads.sheet.rows.len();
        let total = format!("{} {title}", lang.pick("Total", "Total"));
        for grid in [&mut self.heads, &mut self.days, &mut self.costs] {
            grid.subtotal(Style::Subtotal, keys([total.clone()]), first..end);
        }
        self.blocks.push(Block { lot: l, nature, own: first..partners_from, partners: partners_from..end });
    }

    fn post(&mut self, model: &Model, before: Before, l: Index, nature: Nature, post: &Post) {
        let (bid, lang) = (model.bid, model.lang);
        let name = match post.whose {
            Whose::Position(_, p) => post_name(bid, l, p, lang),
            Whose::Member(pool, _) => bid.pools[pool].label.get(lang).to_owned(),
        };
        let names = keys([
            format!("{} · {}", lot_short(bid, l), nature_name(nature, lang)),
            name,
            bid.profiles[post.profile].label.get(lang).to_owned(),
            bid.sites[post.site].label.get(lang).to_owned(),
        ]);
        let values = engine_heads(model, before, l, post);
        let cells: Vec<_> = (0..bid.contract.months)
            .map(|m| Some(Calc { value: values.map_or(Exact::ZERO, |v| v[m]), ..head(model, before, l, post, m)? }))
            .collect();
        self.row(model, before, names, cells, post.profile, post.site);
    }

    /// Heads that coordinate those of a site, from the sums of these by month.
    fn coordination(&mut self, model: &Model, before: Before, site: Index, sums: Vec<Option<Calc>>) {
        let (bid, lang) = (model.bid, model.lang);
        let place = &bid.sites[site];
        let (Some(profile), reference) = (place.coordinator, bid.contract.reference) else { return };
        let ratio = model.fig(place.coordination);
        let names = keys([
            lang.pick("Coordination", "Coordination").to_owned(),
            format!("{} {}", lang.pick("des personnes de", "of heads at"), place.label.get(lang)),
            bid.profiles[profile].label.get(lang).to_owned(),
            bid.sites[reference].label.get(lang).to_owned(),
        ]);
        let times = |sum: Calc| Calc::new([&ratio.formula, "*", &sum.formula].concat(), ratio.value * sum.value);
        let cells = sums.into_iter().map(|sum| sum.map(times)).collect();
        self.row(model, before, names, cells, profile, reference);
    }

    /// A row of heads, with its days and its cost.
    fn row(
        &mut self, model: &Model, before: Before, names: [super::super::Cell; KEYS], cells: Vec<Option<Calc>>,
        profile: Index, site: Index,
    ) {
        let per_head = model.fig(model.bid.sites[site].per_head_month);
        let values: Vec<Option<Exact>> = cells.iter().map(|cell| cell.as_ref().map(|calc| calc.value)).collect();
        let row = self.heads.months(Style::Body, names.clone(), cells, Sum::Average);
        let days = values.iter().enumerate().map(|(m, head)| {
            let worked = before.calendar.worked(site, m);
            let formula = [&self.heads.month(row, m).formula, "*", &worked.formula].concat();
            Some(Calc::new(formula, (*head)? * worked.value))
        });
        let days = days.collect();
        self.days.months(Style::Body, names.clone(), days, Sum::Total);
        let costs = values.iter().enumerate().map(|(m, head)| {
            let head = (*head)?;
            let (days, heads) = (self.days.month(row, m), self.heads.month(row, m).formula);
            let seats = [&heads, "*", &per_head.formula].concat();
            Some(match before.rates.month(profile, site, m) {
                Some(daily) => Calc::new(
                    [&days.formula, "*", &daily.formula, "+", &seats].concat(),
                    days.value * model.daily(profile, site, m) + head * per_head.value,
                ),
                // The card lacks this profile: the workbook warns whoever sends work there.
                None => Calc::new(format!("IF({}=0,0,NA())+{seats}", days.formula), Exact::ZERO),
            })
        });
        let costs = costs.collect();
        self.costs.months(Style::Body, names, costs, Sum::Total);
    }
}

/// Who works for a nature of a lot, site by site.
fn posts(model: &Model, before: Before, l: Index, nature: Nature) -> Vec<Post> {
    let bid = model.bid;
    let mut posts = Vec::new();
    for (p, position) in bid.lots[l].positions.iter().enumerate() {
        let (Who::Profile(profile), false) = (position.who, matches!(position.base, Base::DayLine { .. })) else {
            continue;
        };
        if position.nature == nature {
            let sites = before.shares.sites(&position.mix, position.onshore.is_some());
            posts.extend(sites.into_iter().map(|site| Post { whose: Whose::Position(l, p), profile, site }));
        }
    }
    for (index, pool) in bid.pools.iter().enumerate() {
        if pool.nature != nature || !before.pools.serves(index, l) {
            continue;
        }
        for (place, member) in pool.members.iter().enumerate() {
            let sites = before.shares.sites(&member.mix, pool.onshore.is_some());
            let post = |site| Post { whose: Whose::Member(index, place), profile: member.profile, site };
            posts.extend(sites.into_iter().map(post));
        }
    }
    posts.sort_by_key(|post| post.site);
    posts
}

/// The formula of a post's heads in a month; nothing where it cannot have any.
fn head(model: &Model, before: Before, l: Index, post: &Post, m: usize) -> Option<Calc> {
    let bid = model.bid;
    let (effort, share) = match post.whose {
        Whose::Position(_, p) => {
            let position = &bid.lots[l].positions[p];
            let share = before.shares.share(&position.mix, position.onshore.is_some(), post.site, bid.year_of(m))?;
            (before.effort.month(model, l, p, m)?.formula, share.formula)
        }
        Whose::Member(pool, member) => {
            let (pool, index) = (&bid.pools[pool], pool);
            let member = &pool.members[member];
            let share = before.shares.share(&member.mix, pool.onshore.is_some(), post.site, bid.year_of(m))?;
            let charge = before.pools.charge(index, l, m)?;
            (format!("{}*{}", charge.formula, model.figures.of(member.share)), share.formula)
        }
    };
    let learning = before.learning.heads(post.whose, post.site, m);
    let formula = match &learning {
        Some(heads) => [&effort, "*", &share, "*", &heads.formula].concat(),
        None => [&effort, "*", &share, "/", model.figures.of(bid.sites[post.site].productivity_steady)].concat(),
    };
    Some(Calc::new(formula, Exact::ZERO))
}

/// The engine's heads of a post; none where it has nobody in any month.
fn engine_heads<'b>(model: &Model, before: Before<'_, 'b>, l: Index, post: &Post) -> Option<&'b [Exact]> {
    let (wanted, place) = match post.whose {
        Whose::Position(_, p) => (Origin::Position(p), 0),
        Whose::Member(pool, member) => (Origin::Pool(pool), member),
    };
    let index = before.staffing.posts.iter().position(|there| match there.duty {
        Duty::Work { row, member } => {
            there.lot == l
                && there.site == post.site
                && member == place
                && model.estimate.plan.rows[row].origin == wanted
        }
        Duty::Coordination { .. } => false,
    })?;
    Some(before.staffing.heads.row(index))
}

/// The heads of partners' posts at a site, by month.
fn partner_heads(model: &Model, before: Before, l: Index, posts: &[Post], site: Index) -> Vec<Exact> {
    let mut sums = vec![Exact::ZERO; model.bid.contract.months];
    for post in posts.iter().filter(|post| post.site == site) {
        let heads = engine_heads(model, before, l, post).into_iter().flatten();
        sums.iter_mut().zip(heads).for_each(|(sum, head)| *sum += *head);
    }
    sums
}
