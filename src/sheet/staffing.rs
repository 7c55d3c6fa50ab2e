//! People by profile and site, over time (method §3).

use rust_decimal::Decimal;

use super::price::{lot_name, span};
use super::{Audience, Book, Cell, Chart, Column, Row, Sheet, Style, internal_mark};
use crate::engine::{Estimate, Post, Staffing};
use crate::model::Bid;
use crate::model::bid::Index;
use crate::model::zone_name;
use crate::unit::{Exact, Lang, Number};

/// How a staffing plan divides time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Contract years.
    Year,
    /// Quarters of contract years.
    Quarter,
    /// Contract months.
    Month,
}

impl Period {
    fn months(self) -> usize {
        match self {
            Self::Year => 12,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }

    fn name(self, bid: &Bid, index: usize, lang: Lang) -> String {
        match self {
            Self::Year => format!("{}{}", lang.pick("A", "Y"), index + 1),
            Self::Quarter => {
                format!("{}{} {}{}", lang.pick("A", "Y"), index / 4 + 1, lang.pick("T", "Q"), index % 4 + 1)
            }
            Self::Month => bid.calendar_month(index).to_string(),
        }
    }
}

/// Columns before the periods: profile, site.
const BEFORE: usize = 2;

/// People of a lot or of all: average heads a period, average, peak with its month, days.
#[must_use]
pub fn staffing(
    bid: &Bid, estimate: &Estimate<Exact>, people: &Staffing<Exact>, lot: Option<Index>, period: Period, lang: Lang,
) -> Sheet {
    let size = period.months();
    let periods = bid.contract.months.div_ceil(size);
    let in_lot = |post: &Post| lot.is_none_or(|l| post.lot == l);
    let width = if period == Period::Month { 8 } else { 7 };
    let mut columns =
        vec![Column::text("profile", lang.pick("Profil", "Profile"), 34), Column::text("site", "Site", 18)];
    columns.extend((0..periods).map(|p| Column::number(&key(bid, period, p), &period.name(bid, p, lang), width)));
    columns.extend([
        Column::number("average", lang.pick("Moyenne", "Average"), 9),
        Column::number("peak", lang.pick("Pic", "Peak"), 7),
        Column::text("peak_month", lang.pick("Mois du pic", "Peak month"), 11),
        Column::number("days", lang.pick("Jours", "Days"), 10),
    ]);
    let row = |style: Style, name: &str, site: &str, keep: &dyn Fn(&Post) -> bool| {
        let heads = people.heads_where(keep);
        let days: Exact = people.days_where(&estimate.plan, keep).into_iter().sum();
        (!days.is_zero()).then(|| Row { style, cells: cells(bid, &heads, days, size, name, site) })
    };
    let mut rows = Vec::new();
    for profile in 0..bid.profiles.len() {
        for (s, site) in bid.sites.iter().enumerate() {
            let keep = |post: &Post| in_lot(post) && post.profile == profile && post.site == s;
            rows.extend(row(Style::Body, bid.profiles[profile].label.get(lang), site.label.get(lang), &keep));
        }
    }
    let mut sites = Vec::new();
    for (s, site) in bid.sites.iter().enumerate() {
        let keep = |post: &Post| in_lot(post) && post.site == s;
        let name = format!("Total {}", zone_name(site.zone, lang));
        if let Some(row) = row(Style::Subtotal, &name, site.label.get(lang), &keep) {
            sites.push(rows.len());
            rows.push(row);
        }
    }
    rows.extend(row(Style::Total, "Total", "", &in_lot));
    let name = lot.map_or_else(|| lang.pick("Tous les lots", "All lots").to_owned(), |l| lot_name(bid, l, lang));
    Sheet {
        name: lot.map_or_else(|| name.clone(), |l| format!("Lot {}", lot_number(bid, l))),
        title: vec![
            format!("{} : {name}", lang.pick("Plan de charge", "Staffing plan")),
            format!(
                "{}, {}",
                lang.pick(
                    "Personnes (ETP présents), coordination comprise",
                    "Heads (FTE present), coordination included"
                ),
                span(bid, lang)
            ),
        ],
        columns,
        charts: vec![Chart {
            title: format!("{} : {name}", lang.pick("Personnes par site", "Heads by site")),
            axis: lang.pick("Personnes", "Heads").into(),
            series: sites,
            points: BEFORE..BEFORE + periods,
        }],
        heat: Some(BEFORE..BEFORE + periods),
        frozen: BEFORE,
        rows,
        ..Sheet::default()
    }
}

fn lot_number(bid: &Bid, lot: Index) -> Decimal {
    bid.figure(bid.lots[lot].number).value.normalize()
}

fn key(bid: &Bid, period: Period, index: usize) -> String {
    match period {
        Period::Year => format!("year_{}", index + 1),
        Period::Quarter => format!("year_{}_quarter_{}", index / 4 + 1, index % 4 + 1),
        Period::Month => bid.calendar_month(index).to_string(),
    }
}

/// A row: average heads of each period, then over the contract, the peak and its month, and days.
fn cells(bid: &Bid, heads: &[Exact], days: Exact, size: usize, name: &str, site: &str) -> Vec<Cell> {
    let average = |cells: &[Exact]| {
        let count = Exact::whole(u32::try_from(cells.len()).unwrap_or(u32::MAX));
        (cells.iter().copied().sum::<Exact>() / count).shown()
    };
    let mut row = vec![Cell::from(name), Cell::from(site)];
    row.extend(heads.chunks(size).map(|cells| Cell::Number(average(cells), 2)));
    let peak = heads.iter().copied().fold(Exact::ZERO, Exact::greatest);
    let month = heads.iter().position(|h| *h == peak).unwrap_or(0);
    row.extend([
        Cell::Number(average(heads), 2),
        Cell::Number(peak.shown(), 2),
        bid.calendar_month(month).to_string().into(),
        Cell::Number(days.shown(), 0),
    ]);
    row
}

/// The staffing workbook: all lots, then each, by month, with a heat map and a chart.
#[must_use]
pub fn staffing_book(bid: &Bid, estimate: &Estimate<Exact>, people: &Staffing<Exact>, lang: Lang) -> Book {
    let lots = std::iter::once(None).chain((0..bid.lots.len()).map(Some));
    let sheets = lots.map(|lot| {
        let mut sheet = staffing(bid, estimate, people, lot, Period::Month, lang);
        sheet.footer = internal_mark(lang).into();
        sheet.pages_wide = u16::try_from(bid.years()).unwrap_or(1);
        sheet
    });
    Book {
        title: lang.pick("Plan de charge", "Staffing plan").into(),
        author: bid.document.bidder.clone(),
        audience: Audience::Internal,
        sheets: sheets.collect(),
        names: Vec::new(),
    }
}
