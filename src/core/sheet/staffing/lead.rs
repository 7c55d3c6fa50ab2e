//! The first page of a staffing plan, for the delivery lead: how many people, where and in which team, when; who comes and
//! who goes.

use rust_decimal::Decimal;

use super::super::price::span;
use super::super::{Cell, Chart, Column, Drawn, Print, Row, Sheet, Style};
use super::{People, Period, Whom, key};
use crate::engine::Teams;
use crate::unit::{Exact, Lang, Number as _, digits};

impl People<'_> {
    /// The first page, by quarter.
    #[must_use]
    pub fn lead(&self, kappa: Decimal) -> Sheet {
        let Self { bid, lang, whom, .. } = *self;
        let quarter = Period::Quarter.months();
        let periods = bid.contract.months.div_ceil(quarter);
        let ours = whom.takes(self);
        let heads = self.staffing.heads_where(&ours);
        let mut rows = vec![section(lang.pick("Personnes par site", "People by site"))];
        let (mut sites, mut colours) = (Vec::new(), Vec::new());
        for (s, site) in bid.sites.iter_enumerated() {
            let heads = self.staffing.heads_where(|post| ours(post) && post.site == s);
            if heads.iter().any(|heads| !heads.is_zero()) {
                sites.push(rows.len());
                colours.push(usize::from(s));
                rows.push(self.line(Style::Body, site.label.get(lang), &heads));
            }
        }
        rows.push(self.line(Style::Subtotal, "Total", &heads));
        let Teams { whole, .. } = self.teams(kappa);
        rows.push(section(lang.pick("Mouvements, en personnes entières", "Moves, in whole people")));
        let months = bid.contract.months;
        let mut arrivals = vec![0_u32; months];
        let mut departures = vec![0_u32; months + 1];
        for team in &whole {
            arrivals.iter_mut().zip(team.arrivals()).for_each(|(sum, number)| *sum += number);
            departures.iter_mut().zip(team.departures()).for_each(|(sum, number)| *sum += number);
        }
        // Whoever leaves with the contract leaves in its last quarter.
        let last = departures.pop().unwrap_or(0);
        let moves = |name: &str, of: &[u32], last: u32| {
            let of_quarter = |months: &[u32]| months.iter().sum::<u32>();
            let mut counts: Vec<u32> = of.chunks(quarter).map(of_quarter).collect();
            if let Some(count) = counts.last_mut() {
                *count += last;
            }
            let mut cells = vec![Cell::from(name)];
            cells.extend(counts.into_iter().map(|count| Cell::Number(count.into(), 0)));
            Row::body(cells)
        };
        rows.push(moves(lang.pick("Arrivées", "Arrivals"), &arrivals, 0));
        rows.push(moves(lang.pick("Départs", "Departures"), &departures, last));
        let first = arrivals.first().copied().unwrap_or(0);
        let later: u32 = arrivals.iter().skip(1).sum();
        let number = |value: Exact| digits(value.shown(), 1, lang);
        let start = bid.contract.start.name(lang);
        let finding = self.found(&heads);
        let leave: u32 = departures.iter().sum();
        // Why there are fewer people than heads.
        let short = number(whole.iter().map(|team| team.shortfall().months).sum());
        let moved = match lang {
            Lang::Fr => format!(
                "En personnes entières\u{a0}: {first} à recruter pour {start}, {later} ensuite\u{a0}; {leave} départs avant la fin, {last} à la fin. Manque, des pics et fractions qu’elles ne couvrent pas\u{a0}: {short} mois-personne."
            ),
            Lang::En => format!(
                "In whole people: {first} to hire for {start}, {later} later; {leave} leave before the end, {last} at the end. Shortfall, of peaks and fractions that they do not cover: {short} person-months."
            ),
        };
        Sheet {
            name: lang.pick("Synthèse", "Overview").into(),
            title: vec![
                format!("{}, {}", lang.pick("Plan de charge", "Staffing plan"), whom.name(bid, lang)),
                format!("{finding}."),
                moved,
                self.counted(),
            ],
            columns: self.quarters(),
            rows,
            frozen: 1,
            no_zeros: true,
            print: Print::Sections { portrait: false },
            charts: vec![Chart {
                title: finding,
                axis: lang.pick("Personnes (ETP présents)", "People (FTE present)").into(),
                of: None,
                drawn: Drawn::Rows { series: sites, colours, names: 0, points: 1..1 + periods },
            }],
            ..Sheet::default()
        }
    }

    /// The most people, when, and how many on average.
    pub(super) fn found(&self, heads: &[Exact]) -> String {
        let Self { bid, lang, .. } = *self;
        let (peak, month) = peak(heads);
        let [most, mean] = [peak, average(heads)].map(|heads| digits(heads.shown(), 1, lang));
        let when = bid.calendar_month(month).name(lang);
        match lang {
            Lang::Fr => format!("{most} ETP présents au plus, en {when}\u{a0}; {mean} en moyenne"),
            Lang::En => format!("{most} FTE present at most, in {when}; {mean} on average"),
        }
    }

    /// People by team, by quarter: the darker, the more.
    #[must_use]
    pub fn by_team(&self) -> Sheet {
        let Self { bid, lang, whom, .. } = *self;
        let periods = bid.contract.months.div_ceil(Period::Quarter.months());
        let ours = whom.takes(self);
        let heads = self.staffing.heads_where(&ours);
        let mut others = heads.clone();
        let mut rows = Vec::new();
        for team in Whom::teams(bid, lang) {
            let heads = self.staffing.heads_where(|post| ours(post) && team.has(self, post));
            if heads.iter().any(|heads| !heads.is_zero()) {
                rows.push(self.line(Style::Body, &team.label, &heads));
                others.iter_mut().zip(&heads).for_each(|(other, heads)| *other = *other - *heads);
            }
        }
        if others.iter().any(|heads| heads.shown().round_dp(9) > Decimal::ZERO) {
            let name = lang.pick("À la demande et coordination", "On demand, and coordination");
            rows.push(self.line(Style::Body, name, &others));
        }
        rows.push(self.line(Style::Total, "Total", &heads));
        Sheet {
            name: lang.pick("Équipes", "Teams").into(),
            title: vec![
                format!("{}, {}", lang.pick("Personnes par équipe", "People by team"), whom.name(bid, lang)),
                self.counted(),
            ],
            columns: self.quarters(),
            rows,
            frozen: 1,
            no_zeros: true,
            heat: Some(1..1 + periods),
            print: Print::Sections { portrait: false },
            ..Sheet::default()
        }
    }

    /// What the figures of a page are.
    fn counted(&self) -> String {
        let Self { bid, lang, .. } = *self;
        let what = lang.pick("ETP présents, en moyenne", "FTE present, on average");
        format!("{what}, {}, {}", Period::Quarter.moments(lang), span(bid, lang))
    }

    fn quarters(&self) -> Vec<Column> {
        let Self { bid, lang, .. } = *self;
        let periods = bid.contract.months.div_ceil(Period::Quarter.months());
        let mut columns = vec![Column::text("who", lang.pick("Qui", "Who"), 35)];
        let quarter = |p| Column::number(&key(bid, Period::Quarter, p), &Period::Quarter.name(bid, p, lang), 6);
        columns.extend((0..periods).map(quarter));
        columns.push(Column::number("peak", lang.pick("Pic", "Peak"), 6));
        columns.push(Column::text("peak_month", lang.pick("Mois du pic", "Peak month"), 14));
        columns
    }

    /// Some people by quarter, their peak and its month.
    fn line(&self, style: Style, name: &str, heads: &[Exact]) -> Row {
        let mut cells = vec![Cell::from(name)];
        cells.extend(heads.chunks(Period::Quarter.months()).map(|of| Cell::Number(average(of).shown(), 1)));
        let (peak, month) = peak(heads);
        cells.push(Cell::Number(peak.shown(), 1));
        cells.push(self.bid.calendar_month(month).name(self.lang).into());
        Row::of(style, cells)
    }
}

fn section(words: &str) -> Row {
    Row::of(Style::Section, vec![words.into()])
}

fn average(heads: &[Exact]) -> Exact {
    heads.iter().copied().sum::<Exact>() / Exact::whole(u32::try_from(heads.len()).unwrap_or(u32::MAX))
}

/// The most people, and the first month, from 0, that has them.
fn peak(heads: &[Exact]) -> (Exact, usize) {
    let peak = heads.iter().copied().fold(Exact::ZERO, Exact::greatest);
    (peak, heads.iter().position(|heads| *heads == peak).unwrap_or(0))
}
