//! The living workbook: the internal model as formulas all the way, from typed figures to the DQE. Each formula
//! carries the engine's own result.

mod calc;
mod calendar;
mod changes;
mod dqe;
mod effort;
mod figures;
mod full;
mod grid;
mod index;
mod learning;
mod method;
mod names;
mod on_demand;
mod people;
mod platform;
mod pnl;
mod pools;
mod price;
mod quantities;
mod rates;
mod shares;
mod tried;

pub use changes::change_headings;
pub use figures::{input_headings, input_sheets};
pub use index::SCENARIO;
pub use tried::{Held, Made, Trial, Tried, Typed, trials};

use rust_decimal::Decimal;

use super::{Audience, Book, Cell, internal_mark};
use crate::diag::Errors;
use crate::engine::{Estimate, Inputs, daily_costs, staffing};
use crate::graph::{Recorded, Recorder, Recording, record};
use crate::model::Bid;
use crate::model::bid::{Base, Index, Nature, Who};
use crate::model::figure::Fig;
use crate::unit::{Exact, Lang, Number};
use calc::Calc;
use figures::Figures;
use grid::{Axis, Grid, KEYS};
use learning::{Learning, Whose};
use method::Method;

/// What a living workbook is made from.
#[derive(Clone, Copy)]
pub struct Living<'a> {
    /// The bid.
    pub bid: &'a Bid,
    /// The values of its figures.
    pub inputs: &'a Inputs<Exact>,
    /// Its estimate.
    pub estimate: &'a Estimate<Exact>,
    /// The scenario it was laid under.
    pub scenario: &'a str,
    /// The reader's language.
    pub lang: Lang,
}

/// What every sheet is written from.
struct Model<'a> {
    bid: &'a Bid,
    inputs: &'a Inputs<Exact>,
    estimate: &'a Estimate<Exact>,
    lang: Lang,
    /// The bid priced on recorded numbers.
    recorded: Recording<'a>,
    method: Method<'a>,
    figures: Figures,
    axis: Axis,
    /// By site, then by profile: what a day costs, worked out once for those asked for.
    daily: Vec<Vec<std::cell::OnceCell<Vec<Exact>>>>,
}

impl Living<'_> {
    /// The workbook: the index, the sheets to type in, then those that follow from them.
    ///
    /// # Errors
    /// As [`engine::estimate`](crate::engine::estimate).
    pub fn book(&self) -> Result<Book, Errors> {
        let Self { bid, inputs, estimate, lang, .. } = *self;
        let recorder = Recorder::naming();
        let model = Model {
            bid,
            inputs,
            estimate,
            lang,
            recorded: record(&recorder, bid, inputs, |_| true)?,
            method: Method::new(&recorder),
            figures: Figures::new(bid, lang),
            axis: Axis::new(bid, lang),
            daily: bid.sites.iter().map(|_| vec![std::cell::OnceCell::new(); bid.profiles.len()]).collect(),
        };
        let calendar = calendar::Calendar::new(&model);
        let quantities = quantities::Quantities::new(&model);
        let volumes = model.volumes();
        let effort = effort::Effort::new(&model);
        let pools = pools::Pools::new(&model);
        let shares = shares::Shares::new(&model);
        let mut learning = Learning::new(&model);
        model.follow(&effort, &pools, &shares, &mut learning);
        on_demand::follow(&model, &shares, &quantities, &mut learning);
        let rates = rates::Rates::new(&model, &shares);
        let platform = platform::Platform::new(&model);
        let staffing = staffing(bid, inputs, &estimate.plan);
        let before = people::Before {
            calendar: &calendar,
            effort: &effort,
            pools: &pools,
            shares: &shares,
            learning: &learning,
            rates: &rates,
            staffing: &staffing,
        };
        let people = people::People::new(&model, before);
        let before = on_demand::Before {
            calendar: &calendar,
            shares: &shares,
            learning: &learning,
            rates: &rates,
            quantities: &quantities,
        };
        let on_demand = on_demand::OnDemand::new(&model, before);
        let before = full::Before { people: &people, on_demand: &on_demand, platform: &platform };
        let full = full::Full::new(&model, before);
        let before = price::Before { full: &full, on_demand: &on_demand, quantities: &quantities };
        let prices = price::Prices::new(&model, before);
        let dqe = dqe::Dqe::new(&model, &prices, &quantities);
        let pnl = pnl::Pnl::new(&model, &dqe, &full);
        let computed = [
            calendar.grid.sheet,
            volumes,
            effort.grid.sheet,
            pools.grid.sheet,
            shares.into_sheet(),
            learning.grid.sheet,
            people.heads.sheet,
            people.days.sheet,
            rates.grid.sheet,
            people.costs.sheet,
            platform.grid.sheet,
            quantities.grid.sheet,
            on_demand.grid.sheet,
            full.grid.sheet,
        ];
        let mut sheets: Vec<_> = computed.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
        let mut index = index::Index { model: &model, scenario: self.scenario, dqe: &dqe, prices: &prices }.sheet();
        sheets.extend([prices.sheet, dqe.sheet, pnl.sheet]);
        let Model { figures, .. } = model;
        let changes = changes::changes(bid, inputs, &figures, lang);
        index.rows.extend(changes::counted(&changes, lang));
        let mut sheets: Vec<_> = figures.into_sheets(lang).into_iter().chain([changes]).chain(sheets).collect();
        sheets.insert(0, index::listing(index, &sheets, lang));
        for sheet in &mut sheets {
            sheet.footer = internal_mark(lang).into();
        }
        Ok(Book {
            title: lang.pick("Modèle de l’offre", "Model of the bid").into(),
            author: bid.document.bidder.clone(),
            audience: Audience::Internal,
            sheets,
            names: Vec::new(),
        })
    }
}

impl<'a> Model<'a> {
    /// The cell of a figure, and its value.
    fn fig(&self, fig: Fig) -> Calc {
        Calc::new(self.figures.of(fig), self.inputs[fig])
    }

    /// A recorded number as a cell of a sheet that was entered.
    fn calc(&self, number: Recorded<'_>, sheet: usize) -> Calc {
        self.method.calc(number, sheet, &self.figures)
    }

    /// What multiplies an effort in a contract year, after the gains committed to: nothing in the first.
    fn after_gain(&self, lot: Index, nature: Nature, k: usize) -> String {
        match k {
            0 => String::new(),
            k => format!("*(1-{})^{k}", self.figures.of(self.bid.lots[lot].terms(nature).gain)),
        }
    }

    /// What a day costs in a month; 0 where the card lacks it.
    fn daily(&self, profile: Index, site: Index, m: usize) -> Exact {
        let costs = || {
            let costs = daily_costs(self.bid, self.inputs, profile, site);
            costs.into_iter().map(|cost| cost.unwrap_or(Exact::ZERO)).collect()
        };
        self.daily[site][profile].get_or_init(costs)[m]
    }

    /// A sheet of rows by month.
    fn months(&'a self, name: &str, title: [&str; 2], total: &str, places: u32) -> Grid<'a> {
        let lang = self.lang;
        let keys = [
            (lang.pick("Lot ou site", "Lot or site"), 38),
            (lang.pick("Poste", "Position"), 30),
            (lang.pick("Profil", "Profile"), 34),
            ("Site", 14),
        ];
        Grid::new(&self.axis, &self.method, (name, title), keys, total, true, places)
    }

    /// A sheet of rows by contract year.
    fn yearly(
        &'a self, name: &str, title: [&str; 2], names: [&str; KEYS], widths: [u16; KEYS], total: &str, places: u32,
    ) -> Grid<'a> {
        let mut keys = [("", 0); KEYS];
        keys.iter_mut().zip(names.into_iter().zip(widths)).for_each(|(key, named)| *key = named);
        Grid::new(&self.axis, &self.method, (name, title), keys, total, false, places)
    }

    /// Follows the people of positions and pools where productivity ramps up.
    fn follow(&self, effort: &effort::Effort, pools: &pools::Pools, shares: &shares::Shares, learning: &mut Learning) {
        let bid = self.bid;
        let there = |share: Calc, work: Calc| {
            let words = format!("{}*{}<>0", work.formula, share.formula);
            (words, !share.value.is_zero() && !work.value.is_zero())
        };
        for (l, lot) in bid.lots.iter().enumerate() {
            for (p, position) in lot.positions.iter().enumerate() {
                if !matches!(position.who, Who::Profile(_)) || matches!(position.base, Base::DayLine { .. }) {
                    continue;
                }
                let onshore = position.onshore.is_some();
                let who = names::who_name(bid, position.who, self.lang);
                let name = format!("{} · {} · {who}", lot_short(bid, l), names::post_name(bid, l, p, self.lang));
                for site in shares.sites(&position.mix, onshore) {
                    learning.follow(self, Whose::Position(l, p), site, &name, |m| {
                        let share = shares.share(&position.mix, onshore, site, bid.year_of(m))?;
                        Some(there(share, effort.month(self, l, p, m)?))
                    });
                }
            }
        }
        for (index, pool) in bid.pools.iter().enumerate() {
            let onshore = pool.onshore.is_some();
            for (place, member) in pool.members.iter().enumerate() {
                let who = bid.profiles[member.profile].label.get(self.lang);
                let name = format!("{} · {who}", pool.label.get(self.lang));
                for site in shares.sites(&member.mix, onshore) {
                    learning.follow(self, Whose::Member(index, place), site, &name, |m| {
                        let share = shares.share(&member.mix, onshore, site, bid.year_of(m))?;
                        Some(there(share, pools.need(index, m)))
                    });
                }
            }
        }
    }
}

/// The keys of a row: those given, then nothing.
fn keys<const N: usize>(words: [String; N]) -> [Cell; KEYS] {
    let mut words = words.into_iter();
    [(); KEYS]
        .map(|()| words.next().map_or(Cell::Empty, |words| if words.is_empty() { Cell::Empty } else { words.into() }))
}

/// A share in percent, carried in full.
fn percent(calc: Calc) -> Cell {
    calc.cell(|value: Decimal, _| Cell::Percent(value), 0)
}

/// A margin in percent, carried in full: nothing where there is no price. `price` is the cell of the price.
fn margin_cell(price: &str, formula: &str, margin: Option<Exact>) -> Cell {
    let formula = format!("IF({price}=0,\"\",{formula})");
    match margin {
        Some(margin) => percent(Calc::new(formula, margin)),
        None => Cell::Formula(formula, Box::new(Cell::NoShare)),
    }
}

/// `Lot 3 ROR`.
fn lot_title(bid: &Bid, lot: Index, lang: Lang) -> String {
    format!("Lot {}", super::price::lot_name(bid, lot, lang))
}

/// `Lot 3`.
fn lot_short(bid: &Bid, lot: Index) -> String {
    format!("Lot {}", bid.lot_number(lot))
}
