//! Heads, days and labour: three sheets with the same people on the same rows (method §3 and §4).

use super::super::names::post_name;
use super::super::{Cell, Style};
use super::calc::Calc;
use super::grid::{Grid, KEYS, Sum};
use super::rates::Rates;
use super::{Model, keys, lot_short, there};
use crate::engine::{Origin, PostMonth, Staffing, WorkPost, WorkPostId, post_months, staffing};
use crate::graph::Recorded;
use crate::model::bid::{Base, LotId, Nature, ProfileId, SiteId};
use crate::model::nature_name;
use crate::unit::Number as _;

/// The sheets of people.
pub struct People<'a> {
    pub heads: Grid<'a>,
    pub days: Grid<'a>,
    pub costs: Grid<'a>,
}

/// A row of the three sheets, by month.
struct Line<'r> {
    heads: Vec<Recorded<'r>>,
    days: Vec<Recorded<'r>>,
    costs: Vec<Recorded<'r>>,
    profile: ProfileId,
    site: SiteId,
}

impl<'a> People<'a> {
    pub fn new(model: &'a Model, rates: &Rates) -> Self {
        let Model { bid, lang, .. } = *model;
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
                "Têtes × coût d’une personne dans le mois (feuille CJM). Mêmes lignes que la feuille Têtes.",
                "Heads × cost of a head in the month (sheet Daily costs). The same rows as the sheet Heads.",
            ),
        ];
        let total = lang.pick("Total", "Total");
        let mut people = Self {
            heads: model.months(lang.pick("Têtes", "Heads"), heads, lang.pick("ETP moyen", "Average FTE"), 3),
            days: model.months(lang.pick("Jours", "Days"), days, total, 1),
            costs: model.months(lang.pick("Coûts", "Costs"), costs, total, 0),
        };
        let staffing = staffing(bid, &model.recorded.inputs, &model.recorded.estimate.plan);
        for l in bid.lots.keys() {
            for nature in Nature::ALL {
                people.block(model, rates, &staffing, l, nature);
            }
        }
        people
    }

    /// The people of a nature of a lot: partners', one's own, then those who coordinate either, who are one's own.
    fn block(&mut self, model: &Model, rates: &Rates, staffing: &Staffing<Recorded<'_>>, l: LotId, nature: Nature) {
        let Model { bid, lang, .. } = *model;
        let plan = &model.recorded.estimate.plan;
        let is_here = |post: &WorkPost| {
            let row = plan.rows[post.row];
            !row.idle && (row.lot, row.nature) == (l, nature) && !is_sold_by_day(model, row.lot, row.origin)
        };
        let mut posts: Vec<WorkPostId> = plan.posts.keys().filter(|place| is_here(&plan.posts[*place])).collect();
        if posts.is_empty() {
            return;
        }
        posts.sort_by_key(|place| (bid.sites[plan.posts[*place].site].partner.is_none(), plan.posts[*place].site));
        let title = format!("{} · {}", lot_short(bid, l), nature_name(nature, lang));
        for grid in [&mut self.heads, &mut self.days, &mut self.costs] {
            grid.section(&title);
        }
        let first = self.heads.sheet.rows.len();
        let mut coordinated = Vec::new();
        for place in posts {
            let post = plan.posts[place];
            let (heads, days) =
                (plan.heads.row(place).to_vec(), staffing.days(plan, staffing.of_work(place)).collect());
            let months = costs(model, place);
            let line = Line { heads, days, costs: months.costs, profile: post.profile, site: post.site };
            let origin = plan.rows[post.row].origin;
            let names = names(model, title.clone(), self::post(model, l, origin), (post.profile, post.site));
            self.row(model, rates, names, &line);
            if let (Some(profile), Some((heads, costs))) = (bid.sites[post.site].coordinator, months.coordination) {
                coordinated.push((origin, post, profile, heads, costs));
            }
        }
        let reference = bid.contract.reference;
        for (origin, of, profile, heads, costs) in coordinated {
            let title = format!("Coordination · {}", bid.sites[of.site].label.get(lang));
            let of = format!("{} · {}", post(model, l, origin), bid.profiles[of.profile].label.get(lang));
            let days = heads.iter().zip(plan.worked.row(reference)).map(|(heads, worked)| *heads * *worked).collect();
            let line = Line { heads, days, costs, profile, site: reference };
            self.row(model, rates, names(model, title, of, (profile, reference)), &line);
        }
        let end = self.heads.sheet.rows.len();
        let total = format!("{} {title}", lang.pick("Total", "Total"));
        for grid in [&mut self.heads, &mut self.days, &mut self.costs] {
            grid.subtotal(Style::Subtotal, keys([total.clone()]), first..end);
        }
    }

    /// A row of heads, with its days and its cost.
    fn row(&mut self, model: &Model, rates: &Rates, names: [Cell; KEYS], line: &Line<'_>) {
        let row = self.heads.recorded(model, Style::Body, names.clone(), &there(&line.heads), Sum::Average);
        // Nobody works no day.
        let days =
            line.days.iter().zip(&line.heads).map(|(days, heads)| Some(*days).filter(|_| heads.node().is_some()));
        self.days.recorded(model, Style::Body, names.clone(), &days.collect::<Vec<_>>(), Sum::Total);
        let heads = &self.heads;
        let guard = |m: usize| (!rates.has(line.profile, line.site, m..m + 1)).then(|| lacking(&heads.month(row, m)));
        let there = there(&line.costs);
        let guards: Vec<_> = (0..there.len()).map(|m| there[m].and_then(|_| guard(m))).collect();
        self.costs.guarded(model, Style::Body, names, (&there, &guards), Sum::Total);
    }
}

/// What people cost whose profile the rate card lacks: the workbook warns whoever sends work there.
pub fn lacking(heads: &Calc) -> Calc {
    Calc::new(format!("IF({}=0,0,NA())", heads.formula), crate::unit::Exact::ZERO)
}

/// Is what a row comes from sold by the day? That has a sheet of its own.
fn is_sold_by_day(model: &Model, lot: LotId, origin: Origin) -> bool {
    matches!(origin, Origin::Position(p) if matches!(model.bid.lots[lot].positions[p].base, Base::DayLine { .. }))
}

/// What a post costs, month by month, and those who coordinate it: their heads and their cost.
pub struct PostCosts<'r> {
    pub costs: Vec<Recorded<'r>>,
    pub coordination: Option<(Vec<Recorded<'r>>, Vec<Recorded<'r>>)>,
}

/// The costs of a post, with nothing in months without heads.
pub fn costs<'r>(model: &Model<'r>, place: WorkPostId) -> PostCosts<'r> {
    let (bid, months) = (model.bid, model.bid.contract.months);
    let nothing = || vec![Recorded::ZERO; months];
    let (mut costs, mut heads, mut coordination) = (nothing(), nothing(), nothing());
    let estimate = &model.recorded.estimate;
    let mut is_coordinated = false;
    for PostMonth { month, work, coordinators } in
        post_months(bid, &model.recorded.inputs, &estimate.plan, &estimate.cost.rates, place)
    {
        costs[month] = work;
        if let Some(by) = coordinators {
            (heads[month], coordination[month], is_coordinated) = (by.heads, by.cost, true);
        }
    }
    PostCosts { costs, coordination: is_coordinated.then_some((heads, coordination)) }
}

/// Whose post it is.
fn post(model: &Model, lot: LotId, origin: Origin) -> String {
    let Model { bid, lang, .. } = *model;
    match origin {
        Origin::Position(p) => post_name(bid, lot, p, lang),
        Origin::Pool(pool) => bid.pools[pool].label.get(lang).to_owned(),
    }
}

fn names(model: &Model, title: String, post: String, (profile, site): (ProfileId, SiteId)) -> [Cell; KEYS] {
    let Model { bid, lang, .. } = *model;
    let profile = bid.profiles[profile].label.get(lang).to_owned();
    keys([title, post, profile, bid.sites[site].label.get(lang).to_owned()])
}
