//! People by profile and site, over time (method §3).

mod book;
mod lead;
mod whole;
mod whom;

pub use whom::Whom;

use super::price::span;
use super::{Cell, Chart, Column, Drawn, Row, Sheet, Style};
use crate::engine::{Duty, Estimate, Inputs, Post, Staffing, presence};
use crate::model::Bid;
use crate::model::bid::{SiteId, Zone};
use crate::model::zone_name;
use crate::unit::{Exact, Lang, Number, capital, percent};

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

    /// What its columns say.
    fn moments(self, lang: Lang) -> &'static str {
        match self {
            Self::Year => lang.pick("par année du contrat", "by contract year"),
            Self::Quarter => {
                lang.pick("par trimestre, nommé par son premier mois", "by quarter, named by its first month")
            }
            Self::Month => lang.pick("par mois", "by month"),
        }
    }

    fn name(self, bid: &Bid, index: usize, lang: Lang) -> String {
        match self {
            Self::Year => format!("{} {}", lang.pick("Année", "Year"), index + 1),
            // The quarters of the contract are those of no calendar: the month that each begins with.
            Self::Quarter => bid.calendar_month(index * 3).short(lang),
            Self::Month => bid.calendar_month(index).short(lang),
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
    /// Which of them.
    pub whom: Whom,
    /// The reader's language.
    pub lang: Lang,
}

impl People<'_> {
    /// The same of other people.
    #[must_use]
    fn of(self, whom: Whom) -> Self {
        Self { whom, ..self }
    }

    /// Heads or days of each period, then over the contract the average, the peak with its month, and days.
    #[must_use]
    pub fn sheet(&self, period: Period, measure: Measure) -> Sheet {
        let Self { bid, lang, whom, .. } = *self;
        let periods = bid.contract.months.div_ceil(period.months());
        let in_lot = whom.takes(self);
        let mut rows = Vec::new();
        for profile in bid.profiles.keys() {
            for (s, site) in bid.sites.iter_enumerated() {
                let keep = |post: &Post| in_lot(post) && post.profile == profile && post.site == s;
                let (name, site) = (bid.profiles[profile].label.get(lang), site.label.get(lang));
                rows.extend(self.row(Style::Body, [name, site], period, measure, &keep));
            }
        }
        let (mut sites, mut colours) = (Vec::new(), Vec::new());
        for (s, site) in bid.sites.iter_enumerated() {
            let keep = |post: &Post| in_lot(post) && post.site == s;
            let label = site.label.get(lang);
            if let Some(row) = self.row(Style::Subtotal, [&format!("Total {label}"), label], period, measure, &keep) {
                sites.push(rows.len());
                colours.push(usize::from(s));
                rows.push(row);
            }
        }
        rows.extend(self.row(Style::Total, ["Total", ""], period, measure, &in_lot));
        rows.extend(self.zones(period, measure, &in_lot));
        if measure == Measure::Heads {
            let ramps = bid.sites.iter_enumerated().filter(|(_, site)| site.productivity_start.is_some());
            rows.extend(ramps.filter_map(|(s, _)| self.ramp(s, period, &in_lot)));
        }
        let name = whom.name(bid, lang);
        let heads = self.staffing.heads_where(&in_lot);
        let found = format!("{}.", self.found(&heads));
        let counted = match measure {
            Measure::Heads => lang.pick("Personnes (ETP présents)", "Heads (FTE present)"),
            Measure::Days => lang.pick("Jours travaillés", "Days worked"),
        };
        Sheet {
            name: self.tab(period, measure),
            title: vec![
                format!("{}, {name}", lang.pick("Plan de charge", "Staffing plan")),
                format!(
                    "{counted}, {}{}, {}",
                    period.moments(lang),
                    if whom.has_coordination() {
                        lang.pick(", coordination comprise", ", coordination included")
                    } else {
                        ""
                    },
                    span(bid, lang)
                ),
                found.clone(),
            ],
            columns: self.columns(period, periods),
            charts: vec![Chart {
                title: format!("{}{}{}", capital(&name), lang.colon(), self.found(&heads)),
                axis: counted.into(),
                of: None,
                drawn: Drawn::Rows { series: sites, colours, names: 1, points: BEFORE..BEFORE + periods },
            }],
            heat: Some(BEFORE..BEFORE + periods),
            frozen: BEFORE,
            rows,
            notes: self.notes(),
            ..Sheet::default()
        }
    }

    /// Of the total, what each zone of several sites has.
    fn zones(&self, period: Period, measure: Measure, in_lot: &dyn Fn(&Post) -> bool) -> Vec<Row> {
        let Self { bid, lang, .. } = *self;
        let mut rows = Vec::new();
        for zone in [Zone::Onshore, Zone::Nearshore, Zone::Offshore] {
            let keep = |post: &Post| in_lot(post) && bid.sites[post.site].zone == zone;
            let posts = |s: SiteId| self.staffing.heads_where(|post| keep(post) && post.site == s);
            let is_there = |s: &SiteId| posts(*s).iter().any(|heads| !heads.is_zero());
            if bid.sites.keys().filter(is_there).count() > 1 {
                let name = format!("{} {}", lang.pick("dont", "of which"), zone_name(zone, lang));
                rows.extend(self.row(Style::Body, [&name, ""], period, measure, &keep));
            }
        }
        rows
    }

    fn columns(&self, period: Period, periods: usize) -> Vec<Column> {
        let Self { bid, lang, .. } = *self;
        let width = if period == Period::Year { 8 } else { 7 };
        let mut columns =
            vec![Column::text("profile", lang.pick("Profil", "Profile"), 42), Column::text("site", "Site", 16)];
        columns.extend((0..periods).map(|p| Column::number(&key(bid, period, p), &period.name(bid, p, lang), width)));
        columns.extend([
            Column::number("average", lang.pick("Moyenne", "Average"), 9),
            Column::number("peak", lang.pick("Pic", "Peak"), 7),
            Column::key("peak_month"),
            Column::drawn(lang.pick("Mois du pic", "Peak month"), 14),
            Column::number("days", lang.pick("Jours", "Days"), 9),
        ]);
        columns
    }

    /// The name of its sheet in a workbook.
    fn tab(&self, period: Period, measure: Measure) -> String {
        let tab = self.whom.tab(self.bid, self.lang);
        match (period, measure) {
            (Period::Month, Measure::Heads) => format!("{tab} {}", self.lang.pick("par mois", "by month")),
            (_, Measure::Heads) => tab,
            (_, Measure::Days) => format!("{tab} {}", self.lang.pick("jours", "days")),
        }
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
            self.bid.calendar_month(month).name(self.lang).into(),
            Cell::Number(total.shown(), 0),
        ]);
        Some(Row { style, cells })
    }

    /// How far the people of a site have learnt: their productivity on average over each period, coordination left
    /// out; nothing where nobody of the site works.
    fn ramp(&self, site: SiteId, period: Period, in_lot: &dyn Fn(&Post) -> bool) -> Option<Row> {
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
    fn notes(&self) -> Vec<String> {
        let Self { bid, lang, whom, .. } = *self;
        if !whom.is_of_lots() {
            return Vec::new();
        }
        let away = presence(bid, self.inputs, &self.estimate.plan, whom.lot).away();
        let [asked, obtained, days] = [away.asked, away.obtained, away.days].map(|share| percent(share.shown(), lang));
        match lang {
            Lang::Fr => vec![
                format!(
                    "Part du travail hors de France : {asked} demandés par les mix, {obtained} obtenus ({days} des jours). {}",
                    days_of_effort(lang)
                ),
                "Un effort en jours demande plus de personnes les mois où l’on travaille moins (août).".to_owned(),
            ],
            Lang::En => vec![
                format!(
                    "Share of the work away from France: {asked} asked by the mixes, {obtained} obtained ({days} of days). {}",
                    days_of_effort(lang)
                ),
                "An effort in days takes more heads in months with fewer days worked (August).".to_owned(),
            ],
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

/// Why the share of days at a site is not that of the effort (method §3).
fn days_of_effort(lang: Lang) -> &'static str {
    lang.pick(
        "Une même charge compte plus de jours là où la productivité est plus basse.",
        "The same work takes more days where productivity is lower.",
    )
}
