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
mod written;

pub use changes::change_headings;
pub use figures::{input_headings, input_sheets};
pub use index::SCENARIO;
pub use tried::{Held, Made, Trial, Tried, Typed, trials};

use rust_decimal::Decimal;

use super::{Audience, Book, Cell, Print, Role, Sheet, internal_mark};
use crate::diag::Errors;
use crate::engine::{Estimate, Inputs};
use crate::graph::{Recorded, Recorder, Recording, record};
use crate::model::Bid;
use crate::model::bid::LotId;
use crate::model::figure::Fig;
use crate::unit::{Exact, Lang};
use calc::Calc;
use effort::there;
use figures::Figures;
use grid::{Axis, Grid, KEYS};
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
    recorder: &'a Recorder,
    /// The bid priced on recorded numbers.
    recorded: Recording<'a>,
    method: Method<'a>,
    figures: Figures,
    axis: Axis,
}

impl Living<'_> {
    /// The workbook: the index, the sheets to type in, then those that follow from them.
    ///
    /// # Errors
    /// As [`engine::estimate`](crate::engine::estimate).
    pub fn book(&self) -> Result<Book, Errors> {
        let Self { bid, inputs, estimate, lang, .. } = *self;
        let recorder = Recorder::of_every_structure();
        let model = Model {
            bid,
            inputs,
            estimate,
            lang,
            recorder: &recorder,
            recorded: record(&recorder, bid, inputs, |_| true)?,
            method: Method::new(&recorder),
            figures: Figures::new(bid, lang),
            axis: Axis::new(bid, lang),
        };
        let calendar = calendar::calendar(&model);
        let quantities = quantities::quantities(&model);
        let volumes = model.volumes();
        let effort = effort::effort(&model);
        let pools = pools::pools(&model);
        let shares = shares::shares(&model);
        let learning = learning::learning(&model).sheet;
        let rates = rates::Rates::new(&model);
        let people = people::People::new(&model, &rates);
        let platform = platform::platform(&model);
        let on_demand = on_demand::on_demand(&model, &rates).sheet;
        let full = full::Full::new(&model);
        let dqe = dqe::Dqe::new(&model);
        let prices = price::prices(&model, &dqe);
        let dqe = dqe.into_sheet(&model);
        let pnl = pnl::pnl(&model, &full.lots);
        let computed = [
            calendar,
            volumes,
            effort,
            pools,
            shares,
            learning,
            people.heads.sheet,
            people.days.sheet,
            rates.grid.sheet,
            people.costs.sheet,
            platform,
            quantities,
            on_demand,
            full.grid.sheet,
        ];
        let computed = computed.into_iter().filter(|sheet| !sheet.rows.is_empty());
        let mut sheets: Vec<_> =
            computed.map(|sheet| Sheet { role: Role::Calculation, print: Print::Nothing, ..sheet }).collect();
        let mut index = index::Index { model: &model, scenario: self.scenario }.sheet();
        let reconciled = pnl.clone();
        sheets.extend([prices, dqe, pnl].map(|sheet| Sheet { role: Role::Result, ..sheet }));
        let Model { figures, .. } = model;
        let changes = changes::changes(bid, inputs, &figures, lang);
        let [changed, moved] = changes::counted(&changes, lang);
        let changes = Sheet { role: Role::Changes, print: Print::Nothing, ..changes };
        index.rows.push(changed);
        index::reconciled(&mut index, &reconciled, moved, lang);
        let typed = figures.into_sheets(lang).into_iter().map(|sheet| Sheet { role: Role::Typed, ..sheet });
        let mut sheets: Vec<_> = typed.chain([changes]).chain(sheets).collect();
        let index = index::listing(index, &sheets, lang);
        sheets.insert(0, Sheet { role: Role::Cover, ..index });
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
fn lot_title(bid: &Bid, lot: LotId, lang: Lang) -> String {
    format!("Lot {}", super::price::lot_name(bid, lot, lang))
}

/// `Lot 3`.
fn lot_short(bid: &Bid, lot: LotId) -> String {
    format!("Lot {}", bid.lot_number(lot))
}
