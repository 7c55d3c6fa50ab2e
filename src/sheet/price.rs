//! Lots by natures: days, people, cost, price, margin (method §4 and §5).

use rust_decimal::Decimal;

use super::{Cell, Column, Row, Sheet, Style};
use crate::engine::{Estimate, Inputs, Monthly, Staffing, margin, monthly, staffing};
use crate::model::Bid;
use crate::model::bid::{Index, Nature};
use crate::model::nature_name;
use crate::unit::{Exact, Lang, Number};

/// How `price` divides the bid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By lot and nature.
    Nature,
    /// By lot and contract year.
    Year,
}

/// What a row of the table sums.
#[derive(Clone, Copy)]
struct Figures {
    days: Exact,
    heads: Exact,
    labour: Exact,
    direct: Exact,
    full: Exact,
    price: Exact,
}

impl Figures {
    const ZERO: Self = Self {
        days: Exact::ZERO,
        heads: Exact::ZERO,
        labour: Exact::ZERO,
        direct: Exact::ZERO,
        full: Exact::ZERO,
        price: Exact::ZERO,
    };

    fn add(&mut self, other: &Self) {
        self.days += other.days;
        self.heads += other.heads;
        self.labour += other.labour;
        self.direct += other.direct;
        self.full += other.full;
        self.price += other.price;
    }

    /// The cells of a row; FTE are averages over `months`.
    fn cells(&self, months: usize) -> [Cell; 8] {
        let months = Exact::whole(u32::try_from(months).unwrap_or(u32::MAX));
        let over_days = |amount: Exact| {
            if self.days.is_zero() { Cell::Empty } else { Cell::Number((amount / self.days).shown(), 2) }
        };
        let margin =
            if self.price.is_zero() { Cell::Empty } else { Cell::Percent(margin(self.price, self.full).shown()) };
        [
            Cell::Number(self.days.shown(), 0),
            Cell::Number((self.heads / months).shown(), 1),
            Cell::Number(self.direct.shown(), 2),
            Cell::Number(self.full.shown(), 2),
            Cell::Number(self.price.shown(), 2),
            margin,
            over_days(self.labour),
            over_days(self.price),
        ]
    }
}

/// The price of the bid, or of one lot, by nature or by year.
#[must_use]
pub fn price(
    bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, by: By, only: Option<Index>, lang: Lang,
) -> Sheet {
    let reader = Reader {
        bid,
        inputs,
        estimate,
        staffing: staffing(bid, inputs, &estimate.plan),
        monthly: monthly(bid, inputs, &estimate.plan, &estimate.cost.rates),
    };
    let mut sheet = Sheet {
        name: lang.pick("Prix", "Price").into(),
        title: vec![
            format!(
                "{} {}",
                lang.pick("Prix, coûts et marges :", "Prices, costs and margins:"),
                bid.contract.buyer.get(lang)
            ),
            format!(
                "{} {}",
                lang.pick(
                    "En euros HT, prix et marges du DQE arrondi,",
                    "Euros before VAT, prices and margins of the rounded DQE,"
                ),
                span(bid, lang)
            ),
        ],
        columns: columns(by, lang),
        ..Sheet::default()
    };
    let lots: Vec<Index> = only.map_or_else(|| (0..bid.lots.len()).collect(), |l| vec![l]);
    let mut all = Figures::ZERO;
    for &l in &lots {
        let heading = format!("Lot {}", lot_name(bid, l, lang));
        sheet.rows.push(Row::of(Style::Section, vec![Cell::Empty, heading.into()]));
        let name = bid.lots[l].id.clone();
        let mut total = Figures::ZERO;
        let years = 0..bid.years();
        let rows: Vec<(String, Figures, usize)> = match by {
            By::Nature => Nature::ALL
                .into_iter()
                .map(|n| (nature_name(n, lang).to_owned(), reader.nature(l, n), bid.contract.months))
                .collect(),
            By::Year => years
                .map(|k| {
                    (format!("{} {}", lang.pick("Année", "Year"), k + 1), reader.year(l, k), bid.months_of(k).len())
                })
                .collect(),
        };
        for (label, figures, months) in rows {
            total.add(&figures);
            if figures.full.is_zero() && figures.price.is_zero() {
                continue;
            }
            let cells = [Cell::Text(name.clone()), label.into()].into_iter().chain(figures.cells(months));
            sheet.rows.push(Row::body(cells.collect()));
        }
        all.add(&total);
        let cells = [Cell::Text(name), lang.pick("Total du lot", "Total of the lot").into()]
            .into_iter()
            .chain(total.cells(bid.contract.months));
        sheet.rows.push(Row::of(Style::Subtotal, cells.collect()));
    }
    if lots.len() > 1 {
        let cells = [Cell::Empty, Cell::Text(lang.pick("Tous les lots", "All lots").into())]
            .into_iter()
            .chain(all.cells(bid.contract.months));
        sheet.rows.push(Row::of(Style::Total, cells.collect()));
    }
    sheet.notes = notes(bid, inputs, estimate, &lots, lang);
    sheet
}

struct Reader<'a> {
    bid: &'a Bid,
    inputs: &'a Inputs<Exact>,
    estimate: &'a Estimate<Exact>,
    staffing: Staffing<Exact>,
    monthly: Monthly<Exact>,
}

impl Reader<'_> {
    fn nature(&self, lot: Index, nature: Nature) -> Figures {
        let place = crate::engine::cell(lot, nature);
        let of_nature = |post: &crate::engine::Post| post.lot == lot && post.nature == nature;
        Figures {
            days: self.staffing.days_where(&self.estimate.plan, of_nature).into_iter().sum(),
            heads: self.staffing.heads_where(of_nature).into_iter().sum(),
            labour: self.estimate.cost.direct[place].labour(),
            direct: self.estimate.cost.direct[place].direct(),
            full: self.estimate.price.sold[place].full,
            price: self.estimate.dqe.amount(self.bid, lot, nature, None),
        }
    }

    /// A lot's contract year; its cost where it falls.
    fn year(&self, lot: Index, k: usize) -> Figures {
        let months = self.bid.months_of(k);
        let in_year = |cells: Vec<Exact>| cells[months.clone()].iter().copied().sum::<Exact>();
        let full =
            |n: Nature| months.clone().map(|m| self.monthly.full(self.bid, self.inputs, lot, n, m)).sum::<Exact>();
        let parts = |n: Nature| self.monthly.within(crate::engine::cell(lot, n), months.clone());
        Figures {
            days: in_year(self.staffing.days_where(&self.estimate.plan, |post| post.lot == lot)),
            heads: in_year(self.staffing.heads_where(|post| post.lot == lot)),
            labour: Nature::ALL.into_iter().map(|n| parts(n).labour()).sum(),
            direct: Nature::ALL.into_iter().map(|n| parts(n).direct()).sum(),
            full: Nature::ALL.into_iter().map(full).sum(),
            price: Nature::ALL.into_iter().map(|n| self.estimate.dqe.amount(self.bid, lot, n, Some(k))).sum(),
        }
    }
}

fn columns(by: By, lang: Lang) -> Vec<Column> {
    let second = match by {
        By::Nature => Column::text("nature", "Nature", 26),
        By::Year => Column::text("year", lang.pick("Année", "Year"), 12),
    };
    vec![
        Column::key("lot"),
        second,
        Column::number("days", lang.pick("Jours", "Days"), 10),
        Column::number("average_fte", lang.pick("ETP", "FTE"), 8),
        Column::number("direct_cost", lang.pick("Coût direct", "Direct cost"), 16),
        Column::number("full_cost", lang.pick("Coût complet", "Full cost"), 16),
        Column::number("price", lang.pick("Prix HT", "Net price"), 16),
        Column::number("margin", lang.pick("Marge", "Margin"), 8),
        Column::number("daily_cost", "CJM", 10),
        Column::number("daily_rate", "TJM", 10),
    ]
}

fn notes(bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>, lots: &[Index], lang: Lang) -> Vec<String> {
    let sum = |get: fn(&crate::engine::LotTotal<Exact>) -> Exact| {
        lots.iter().map(|l| get(&estimate.dqe.lots[*l])).sum::<Exact>()
    };
    let money = |value: Decimal| crate::unit::money(value, lang);
    let total = |net: &str, vat: &str, gross: &str| {
        let (n, v, g) = (sum(|t| t.net), sum(|t| t.vat), sum(|t| t.gross));
        format!("{net} {}   {vat} {}   {gross} {}", money(n.shown()), money(v.shown()), money(g.shown()))
    };
    let buyer: Exact = lots.iter().map(|l| crate::engine::buyer_cost(bid, inputs, *l)).sum();
    let residue = money(sum(crate::engine::LotTotal::residue).shown());
    let mut notes = match lang {
        Lang::Fr => vec![
            total("HT", "TVA", "TTC"),
            format!("Écart laissé par l’arrondi des prix unitaires et les prix imposés : {residue}"),
        ],
        Lang::En => vec![
            total("Net", "VAT", "Gross"),
            format!("Left by the rounding of unit prices and by given prices: {residue}"),
        ],
    };
    if !buyer.is_zero() {
        let words =
            lang.pick("Plateforme payée par l’acheteur, hors prix :", "Platform paid by the buyer, not priced:");
        notes.push(format!("{words} {}", money(buyer.shown())));
        let words = lang
            .pick("Coût total pour l’acheteur, TTC et plateforme :", "Total cost of ownership, gross and platform:");
        notes.push(format!("{words} {}", money((sum(|t| t.gross) + buyer).shown())));
    }
    notes
}

/// `Lot 3 ROR`.
#[must_use]
pub fn lot_name(bid: &Bid, lot: Index, lang: Lang) -> String {
    let lot = &bid.lots[lot];
    format!("{} {}", bid.figure(lot.number).value.normalize(), lot.label.get(lang))
}

/// `48 mois dès mars 2027`.
#[must_use]
pub fn span(bid: &Bid, lang: Lang) -> String {
    let contract = &bid.contract;
    format!("{} {} {}", contract.months, lang.pick("mois dès", "months from"), contract.start.name(lang))
}
