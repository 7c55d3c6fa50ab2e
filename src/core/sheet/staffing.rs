//! People by profile and site, over time (method §3).

use super::price::{lot_name, span};
use super::{Audience, Book, Cell, Chart, Column, Drawn, Row, Sheet, Style, internal_mark};
use crate::engine::{Duty, Estimate, Inputs, Post, Staffing, presence};
use crate::model::Bid;
use crate::model::bid::Index;
use crate::model::zone_name;
use crate::unit::{Exact, Lang, Number, percent};

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

/// What a staffing plan counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// People, on average over a period.
    Heads,
    /// Days worked in a period.
    Days,
}

/// Columns before the periods: profile, site.
const BEFORE: usize = 2;

/// What a staffing plan is drawn from.
#[derive(Clone, Copy)]
pub struct People<'a> {
    /// The bid.
    pub bid: &'a Bid,
    /// The values of its figures.
    pub inputs: &'a Inputs<Exact>,
    /// Its estimate.
    pub estimate: &'a Estimate<Exact>,
    /// Its people.
    pub staffing: &'a Staffing<Exact>,
    /// The reader's language.
    pub lang: Lang,
}

impl People<'_> {
    /// People of a lot or of all: heads or days of each period, then over the contract the average, the
    /// peak with its month, and days.
    #[must_use]
    pub fn sheet(&self, lot: Option<Index>, period: Period, measure: Measure) -> Sheet {
        let Self { bid, lang, .. } = *self;
        let periods = bid.contract.months.div_ceil(period.months());
        let in_lot = |post: &Post| lot.is_none_or(|l| post.lot == l);
        let mut rows = Vec::new();
        for profile in 0..bid.profiles.len() {
            for (s, site) in bid.sites.iter().enumerate() {
                let keep = |post: &Post| in_lot(post) && post.profile == profile && post.site == s;
                let (name, site) = (bid.profiles[profile].label.get(lang), site.label.get(lang));
                rows.extend(self.row(Style::Body, [name, site], period, measure, &keep));
            }
        }
        let mut sites = Vec::new();
        for (s, site) in bid.sites.iter().enumerate() {
            let keep = |post: &Post| in_lot(post) && post.site == s;
            let name = format!("Total {}", zone_name(site.zone, lang));
            if let Some(row) = self.row(Style::Subtotal, [&name, site.label.get(lang)], period, measure, &keep) {
                sites.push(rows.len());
                rows.push(row);
            }
        }
        rows.extend(self.row(Style::Total, ["Total", ""], period, measure, &in_lot));
        if measure == Measure::Heads {
            let ramps = bid.sites.iter().enumerate().filter(|(_, site)| site.productivity_start.is_some());
            rows.extend(ramps.filter_map(|(s, _)| self.ramp(s, period, &in_lot)));
        }
        let name = lot.map_or_else(
            || lang.pick("tous les lots", "all lots").to_owned(),
            |l| format!("lot {}", lot_name(bid, l, lang)),
        );
        let counted = match measure {
            Measure::Heads => lang.pick("Personnes (ETP présents)", "Heads (FTE present)"),
            Measure::Days => lang.pick("Jours travaillés", "Days worked"),
        };
        let tab = lot.map_or_else(|| lang.pick("Tous", "All").to_owned(), |l| format!("Lot {}", bid.lot_number(l)));
        Sheet {
            name: match measure {
                Measure::Heads => tab,
                Measure::Days => format!("{tab} {}", lang.pick("jours", "days")),
            },
            title: vec![
                format!("{}, {name}", lang.pick("Plan de charge", "Staffing plan")),
                format!(
                    "{counted}, {}, {}",
                    lang.pick("coordination comprise", "coordination included"),
                    span(bid, lang)
                ),
            ],
            columns: self.columns(period, periods),
            charts: vec![Chart {
                title: format!("{counted}, {name}"),
                axis: counted.into(),
                drawn: Drawn::Rows { series: sites, names: 1, points: BEFORE..BEFORE + periods },
            }],
            heat: Some(BEFORE..BEFORE + periods),
            frozen: BEFORE,
            rows,
            notes: self.notes(lot),
            ..Sheet::default()
        }
    }

    fn columns(&self, period: Period, periods: usize) -> Vec<Column> {
        let Self { bid, lang, .. } = *self;
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
        columns
    }

    /// A row of the posts that `keep` takes, where there are any.
    fn row(
        &self, style: Style, names: [&str; 2], period: Period, measure: Measure, keep: &dyn Fn(&Post) -> bool,
    ) -> Option<Row> {
        let heads = self.staffing.heads_where(keep);
        let days = self.staffing.days_where(&self.estimate.plan, keep);
        let total: Exact = days.iter().copied().sum();
        if total.is_zero() {
            return None;
        }
        let average = |cells: &[Exact]| {
            let count = Exact::whole(u32::try_from(cells.len()).unwrap_or(u32::MAX));
            (cells.iter().copied().sum::<Exact>() / count).shown()
        };
        let mut cells: Vec<Cell> = names.map(Cell::from).into();
        let size = period.months();
        cells.extend(match measure {
            Measure::Heads => heads.chunks(size).map(|h| Cell::Number(average(h), 2)).collect::<Vec<_>>(),
            Measure::Days => {
                days.chunks(size).map(|d| Cell::Number(d.iter().copied().sum::<Exact>().shown(), 1)).collect()
            }
        });
        let peak = heads.iter().copied().fold(Exact::ZERO, Exact::greatest);
        let month = heads.iter().position(|h| *h == peak).unwrap_or(0);
        cells.extend([
            Cell::Number(average(&heads), 2),
            Cell::Number(peak.shown(), 2),
            self.bid.calendar_month(month).to_string().into(),
            Cell::Number(total.shown(), 0),
        ]);
        Some(Row { style, cells })
    }

    /// How far the people of a site have learnt: their productivity on average over each period, coordination left
    /// out; nothing where nobody of the site works.
    fn ramp(&self, site: usize, period: Period, in_lot: &dyn Fn(&Post) -> bool) -> Option<Row> {
        let Self { bid, estimate, lang, .. } = *self;
        let works = |post: &Post| in_lot(post) && post.site == site && matches!(post.duty, Duty::Work { .. });
        let heads = self.staffing.heads_where(works);
        let output = self.staffing.output_where(&estimate.plan, works);
        let average = |heads: &[Exact], output: &[Exact]| {
            let heads: Exact = heads.iter().copied().sum();
            if heads.is_zero() {
                return Cell::Empty;
            }
            Cell::Number((output.iter().copied().sum::<Exact>() / heads).shown(), 2)
        };
        let size = period.months();
        let mut cells: Vec<Cell> = vec![
            lang.pick("Productivité (montée en charge)", "Productivity (ramp)").into(),
            bid.sites[site].label.get(lang).into(),
        ];
        cells.extend(heads.chunks(size).zip(output.chunks(size)).map(|(heads, output)| average(heads, output)));
        cells.push(average(&heads, &output));
        heads.iter().any(|heads| !heads.is_zero()).then_some(Row { style: Style::Body, cells })
    }

    /// The mix asked for beside the mix obtained (method §3), and why months differ.
    fn notes(&self, lot: Option<Index>) -> Vec<String> {
        let Self { bid, lang, .. } = *self;
        let away = presence(bid, self.inputs, &self.estimate.plan, lot).away();
        let [asked, obtained, days] = [away.asked, away.obtained, away.days].map(|share| percent(share.shown(), lang));
        match lang {
            Lang::Fr => vec![
                format!(
                    "Part du travail hors de France : {asked} demandés par les mix, {obtained} obtenus ({days} des jours)."
                ),
                "Un effort en jours demande plus de personnes les mois où l’on travaille moins (août).".to_owned(),
            ],
            Lang::En => vec![
                format!(
                    "Share of the work away from France: {asked} asked by the mixes, {obtained} obtained ({days} of days)."
                ),
                "An effort in days takes more heads in months with fewer days worked (August).".to_owned(),
            ],
        }
    }

    /// The staffing workbook, of one lot or of all and then each: heads by month with a heat map and a
    /// chart, and days.
    #[must_use]
    pub fn book(&self, only: Option<Index>) -> Book {
        let Self { bid, lang, .. } = *self;
        let lots = match only {
            Some(lot) => vec![Some(lot)],
            None => std::iter::once(None).chain((0..bid.lots.len()).map(Some)).collect(),
        };
        let measures = [Measure::Heads, Measure::Days];
        let sheets = measures.into_iter().flat_map(|measure| lots.iter().map(move |lot| (*lot, measure)));
        let sheets = sheets.map(|(lot, measure)| Sheet {
            footer: internal_mark(lang).into(),
            pages_wide: u16::try_from(bid.years()).unwrap_or(1),
            ..self.sheet(lot, Period::Month, measure)
        });
        Book {
            title: lang.pick("Plan de charge", "Staffing plan").into(),
            author: bid.document.bidder.clone(),
            audience: Audience::Internal,
            sheets: sheets.collect(),
            names: Vec::new(),
        }
    }
}

fn key(bid: &Bid, period: Period, index: usize) -> String {
    match period {
        Period::Year => format!("year_{}", index + 1),
        Period::Quarter => format!("year_{}_quarter_{}", index / 4 + 1, index % 4 + 1),
        Period::Month => bid.calendar_month(index).to_string(),
    }
}
