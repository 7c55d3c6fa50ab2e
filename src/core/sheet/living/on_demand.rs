//! Days sold on demand: what those ordered cost in each contract year, and what those that make a price do (method §5).

use super::super::{Cell, Style};
use super::grid::{Grid, KEYS};
use super::people::{costs, lacking};
use super::rates::Rates;
use super::{Model, keys, lot_title, there};
use crate::engine::{Origin, Row, RowId};
use crate::graph::Recorded;
use crate::model::bid::{Base, LotId, ProfileId, SiteId};

/// The rows of what a line sells, done or priced, with their places in the plan.
struct Sold<'m, 'r> {
    row: &'m Row,
    place: RowId,
    code: &'m str,
    label: &'m str,
    model: &'m Model<'r>,
}

/// What people cost by month, at a site.
struct Costs<'r> {
    what: &'static str,
    heads: Vec<Recorded<'r>>,
    paid: Vec<Recorded<'r>>,
    profile: ProfileId,
    site: SiteId,
    /// The site whose people they are or coordinate.
    of: SiteId,
}

/// The sheet of days sold.
pub fn on_demand<'a>(model: &'a Model, rates: &Rates) -> Grid<'a> {
    let Model { bid, lang, .. } = *model;
    let title = [
        lang.pick("À la demande : ce que coûtent les jours vendus, en euros", "On demand: what the days sold cost, in euros"),
        lang.pick(
            "Un jour vendu est un jour du site de référence, réparti sur l’année au prorata de ses jours travaillés. Sans quantité, le prix est dû : un jour par an.",
            "A day sold is a day of the reference site, spread over the year pro rata to its days worked. Without a quantity the price is still due: a day a year.",
        ),
    ];
    let names = [
        lang.pick("N° de prix", "Code"),
        lang.pick("Ligne", "Line"),
        lang.pick("Quoi", "What"),
        lang.pick("Site", "Site"),
    ];
    let total = lang.pick("Total", "Total");
    let mut grid = model.yearly(lang.pick("À la demande", "On demand"), title, names, [10, 44, 34, 20], total, 2);
    for l in bid.lots.keys() {
        for (is_idle, what) in
            [(false, lang.pick("jours commandés", "days ordered")), (true, lang.pick("jours du prix", "days priced"))]
        {
            let sold = sold(model, l, is_idle);
            if !sold.is_empty() {
                grid.section(&format!("{} · {what}", lot_title(bid, l, lang)));
                block(&mut grid, rates, &sold);
            }
        }
    }
    grid
}

/// The lines of a lot that sell days.
fn sold<'m, 'r>(model: &'m Model<'r>, l: LotId, is_idle: bool) -> Vec<Sold<'m, 'r>> {
    let plan = &model.recorded.estimate.plan;
    let lot = &model.bid.lots[l];
    let rows = plan.rows.iter_enumerated().filter(|(_, row)| row.lot == l && row.idle == is_idle);
    let lines = rows.filter_map(|(place, row)| {
        let Origin::Position(p) = row.origin else { return None };
        let Base::DayLine { line } = lot.positions[p].base else { return None };
        Some(Sold { row, place, code: &lot.lines[line].code, label: &lot.lines[line].label, model })
    });
    lines.collect()
}

/// Their effort, what one's own people cost, what partners' do.
fn block(grid: &mut Grid, rates: &Rates, sold: &[Sold]) {
    for line in sold {
        line.effort(grid);
    }
    for is_partner in [false, true] {
        let first = grid.sheet.rows.len();
        for line in sold {
            line.costs(grid, rates, is_partner);
        }
        let rows = first..grid.sheet.rows.len();
        if let (false, Some(line)) = (rows.is_empty(), sold.first()) {
            let lang = line.model.lang;
            let whose = if is_partner { lang.pick("partenaires", "partners") } else { lang.pick("propre", "own") };
            let names = keys([String::new(), lang.pick("Total", "Total").to_owned(), whose.to_owned()]);
            grid.subtotal(Style::Subtotal, names, rows);
        }
    }
}

impl<'r> Sold<'_, 'r> {
    fn names(&self, what: &str, site: &str) -> [Cell; KEYS] {
        keys([self.code.to_owned(), self.label.to_owned(), what.to_owned(), site.to_owned()])
    }

    /// Its FTE, the same in each month of a contract year.
    fn effort(&self, grid: &mut Grid) {
        let Model { bid, lang, .. } = *self.model;
        let months = self.model.recorded.estimate.plan.effort.row(self.row.id);
        let years: Vec<_> = (0..bid.years()).map(|k| months[bid.months_of(k).start]).collect();
        let words = self.names(lang.pick("ETP, chaque mois", "FTE, each month"), "");
        grid.places = 4;
        let row = grid.unsummed(self.model, Style::Body, words, &there(&years));
        grid.places = 2;
        for (k, effort) in years.into_iter().enumerate() {
            self.model.method.put_made(effort, grid.year_place(row, k));
        }
    }

    /// What its people cost in each contract year: those of one's own sites and who coordinates them, or partners'.
    fn costs(&self, grid: &mut Grid, rates: &Rates, is_partner: bool) {
        let Model { bid, lang, .. } = *self.model;
        for people in self.people() {
            if bid.sites[people.site].partner.is_some() != is_partner {
                continue;
            }
            let of_year = |months: &[Recorded<'r>], k: usize| months[bid.months_of(k)].to_vec();
            let years: Vec<Vec<Recorded>> = (0..bid.years()).map(|k| of_year(&people.paid, k)).collect();
            let guard = |k: usize| {
                let heads = || grid.made(self.model, of_year(&people.heads, k).into_iter().sum());
                (!rates.has(people.profile, people.site, bid.months_of(k))).then(|| lacking(&heads()))
            };
            let guards: Vec<_> = (0..bid.years()).map(guard).collect();
            let words = self.names(people.what, bid.sites[people.of].label.get(lang));
            grid.sums(self.model, Style::Body, words, &years, &guards);
        }
    }

    /// Who does it, at each site, and who coordinates them.
    fn people(&self) -> Vec<Costs<'r>> {
        let (model, plan) = (self.model, &self.model.recorded.estimate.plan);
        let lang = model.lang;
        let mut people = Vec::new();
        for (place, post) in plan.posts.iter_enumerated().filter(|(_, post)| post.row == self.place) {
            let of = costs(model, place);
            let what = lang.pick("personnes", "people");
            let (heads, profile, site) = (plan.heads.row(place).to_vec(), post.profile, post.site);
            people.push(Costs { what, heads, paid: of.costs, profile, site, of: site });
            if let (Some(profile), Some((heads, costs))) = (model.bid.sites[site].coordinator, of.coordination) {
                let what = lang.pick("coordination", "coordination");
                people.push(Costs { what, heads, paid: costs, profile, site: model.bid.contract.reference, of: site });
            }
        }
        people
    }
}
