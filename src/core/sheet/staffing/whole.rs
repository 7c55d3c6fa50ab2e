//! The team plan in whole people (method §3): whom to hire and when, the bench, the shortfall, and what κ does.

use rust_decimal::{Decimal, dec};

use super::super::price::span;
use super::super::{Cell, Column, Row, Sheet, Style};
use super::{People, Period, key};
use crate::engine::{Apart, Team, Teams, teams};
use crate::unit::{Exact, Lang, Number as _, digits};

/// Other values of κ that a reader compares.
const KAPPAS: [Decimal; 5] = [dec!(0), dec!(0.5), dec!(1), dec!(2), dec!(4)];

/// Everybody who arrives or leaves, the bench and the shortfall of some teams.
#[derive(Clone, Copy, Default)]
struct Moves {
    arrivals: u64,
    departures: u64,
    bench: Apart,
    shortfall: Apart,
}

impl Moves {
    fn of<'a>(teams: impl IntoIterator<Item = &'a Team>) -> Self {
        teams.into_iter().fold(Self::default(), |sum, team| Self {
            arrivals: sum.arrivals + team.arrivals().map(u64::from).sum::<u64>(),
            departures: sum.departures + team.departures().map(u64::from).sum::<u64>(),
            bench: sum.bench.and(team.bench()),
            shortfall: sum.shortfall.and(team.shortfall()),
        })
    }

    fn cells(self) -> [Cell; 6] {
        [
            count(self.arrivals),
            count(self.departures),
            Cell::Number(self.bench.months.shown(), 2),
            Cell::Number(self.bench.cost.shown(), 0),
            Cell::Number(self.shortfall.months.shown(), 2),
            Cell::Number(self.shortfall.cost.shown(), 0),
        ]
    }

    fn columns(lang: Lang) -> [Column; 6] {
        [
            Column::number("arrivals", lang.pick("Arrivées", "Arrivals"), 10),
            Column::number("departures", lang.pick("Départs", "Departures"), 10),
            Column::number("bench", lang.pick("Intercontrat (mois)", "Bench (months)"), 13),
            Column::number("bench_cost", lang.pick("Intercontrat (€)", "Bench (€)"), 13),
            Column::number("shortfall", lang.pick("Manque (mois)", "Shortfall (months)"), 11),
            Column::number("shortfall_cost", lang.pick("Manque (€)", "Shortfall (€)"), 12),
        ]
    }
}

fn count(number: impl Into<Decimal>) -> Cell {
    Cell::Number(number.into(), 0)
}

impl People<'_> {
    pub(super) fn teams(&self, kappa: Decimal) -> Teams {
        let Self { bid, staffing, estimate, whom, .. } = *self;
        teams(bid, staffing, &estimate.cost.rates, Exact::from(kappa), whom.takes(self))
    }

    /// Whole people by profile and site: at the end of each period, who arrives and leaves, the bench and the shortfall.
    #[must_use]
    pub fn whole(&self, period: Period, kappa: Decimal) -> Sheet {
        let Self { bid, lang, .. } = *self;
        let Teams { whole, part_time } = self.teams(kappa);
        let periods = bid.contract.months.div_ceil(period.months());
        let ends = |people: &[u32]| {
            people.chunks(period.months()).map(|of| count(of.last().copied().unwrap_or(0))).collect::<Vec<_>>()
        };
        let sum = |of: &[&Team]| -> Vec<u32> {
            (0..bid.contract.months).map(|m| of.iter().map(|team| team.people[m]).sum()).collect()
        };
        let row = |style: Style, names: [&str; 2], of: &[&Team]| {
            let people = sum(of);
            let mut cells: Vec<Cell> = names.map(Cell::from).into();
            cells.extend(ends(&people));
            cells.push(count(people.iter().copied().max().unwrap_or(0)));
            cells.extend(Moves::of(of.iter().copied()).cells());
            Row::of(style, cells)
        };
        let mut rows = Vec::new();
        for team in &whole {
            let names = [bid.profiles[team.profile].label.get(lang), bid.sites[team.site].label.get(lang)];
            rows.push(row(Style::Body, names, &[team]));
        }
        for (s, site) in bid.sites.iter_enumerated() {
            let of: Vec<_> = whole.iter().filter(|team| team.site == s).collect();
            if !of.is_empty() {
                rows.push(row(
                    Style::Subtotal,
                    [&format!("Total {}", site.label.get(lang)), site.label.get(lang)],
                    &of,
                ));
            }
        }
        if !whole.is_empty() {
            rows.push(row(Style::Total, ["Total", ""], &whole.iter().collect::<Vec<_>>()));
        }
        let mut columns =
            vec![Column::text("profile", lang.pick("Profil", "Profile"), 32), Column::text("site", "Site", 14)];
        columns.extend((0..periods).map(|p| Column::number(&key(bid, period, p), &period.name(bid, p, lang), 7)));
        columns.push(Column::number("peak", lang.pick("Pic", "Peak"), 6));
        columns.extend(Moves::columns(lang));
        let name = self.whom.name(bid, lang);
        Sheet {
            name: lang.pick("Personnes entières", "Whole people").into(),
            title: vec![
                format!("{}, {name}", lang.pick("Équipe en personnes entières", "Team in whole people")),
                format!(
                    "{}, {}, {}",
                    lang.pick(
                        "Personnes présentes à la fin de chaque période",
                        "People there at the end of each period"
                    ),
                    period.moments(lang),
                    span(bid, lang)
                ),
            ],
            columns,
            rows,
            frozen: 2,
            no_zeros: true,
            notes: self.whole_notes(&whole, &part_time, kappa),
            ..Sheet::default()
        }
    }

    fn whole_notes(&self, whole: &[Team], part_time: &[Team], kappa: Decimal) -> Vec<String> {
        let Self { bid, lang, .. } = *self;
        let moves = Moves::of(whole);
        let months = |value: Exact| digits(value.shown(), 1, lang);
        let euros = |value: Exact| digits(value.shown(), 0, lang);
        let shown = digits(kappa, kappa.normalize().scale(), lang);
        let mut notes = match lang {
            Lang::Fr => vec![
                format!(
                    "Intercontrat : personnes présentes au-delà du besoin, {} mois-personne, {} €. Manque : besoin au-delà des personnes, {} mois-personne, {} €.",
                    months(moves.bench.months),
                    euros(moves.bench.cost),
                    months(moves.shortfall.months),
                    euros(moves.shortfall.cost),
                ),
                format!(
                    "Une arrivée ou un départ vaut ici {shown} mois d’une personne (κ) : plus il vaut, plus l’équipe est stable. Le prix reste celui des ETP, sans intercontrat ni manque."
                ),
            ],
            Lang::En => vec![
                format!(
                    "Bench: people there beyond the heads asked for, {} person-months, €{}. Shortfall: heads beyond the people, {} person-months, €{}.",
                    months(moves.bench.months),
                    euros(moves.bench.cost),
                    months(moves.shortfall.months),
                    euros(moves.shortfall.cost),
                ),
                format!(
                    "An arrival or a departure is worth {shown} months of one person here (κ): the more, the steadier the team. The price is that of the heads, without bench or shortfall."
                ),
            ],
        };
        if !part_time.is_empty() {
            let of = |team: &Team| {
                let months = u32::try_from(team.heads.len()).unwrap_or(u32::MAX);
                let average = team.heads.iter().copied().sum::<Exact>() / Exact::whole(months);
                let (profile, site) = (&bid.profiles[team.profile].label, &bid.sites[team.site].label);
                format!("{} ({}) {}", profile.get(lang), site.get(lang), digits(average.shown(), 2, lang))
            };
            let all = part_time.iter().map(of).collect::<Vec<_>>().join(lang.pick(" ; ", "; "));
            let words = lang.pick(
                "À temps partiel, jamais une personne entière, ETP moyens : ",
                "Part-time, in no month a whole person, heads on average: ",
            );
            notes.push(format!("{words}{all}."));
        }
        notes
    }

    /// Who arrives and who leaves, month by month.
    #[must_use]
    pub fn moves(&self, kappa: Decimal) -> Sheet {
        let Self { bid, lang, .. } = *self;
        let Teams { whole, .. } = self.teams(kappa);
        let mut rows = Vec::new();
        let moves: Vec<(Vec<u32>, Vec<u32>)> =
            whole.iter().map(|team| (team.arrivals().collect(), team.departures().collect())).collect();
        for m in 0..=bid.contract.months {
            let month = bid.calendar_month(m);
            for (team, (arrivals, departures)) in whole.iter().zip(&moves) {
                let at = |of: &[u32]| of.get(m).copied().unwrap_or(0);
                let (arrive, leave) = (at(arrivals), at(departures));
                if arrive == 0 && leave == 0 {
                    continue;
                }
                rows.push(Row::body(vec![
                    month.to_string().into(),
                    month.name(lang).into(),
                    bid.sites[team.site].label.get(lang).into(),
                    bid.profiles[team.profile].label.get(lang).into(),
                    count(arrive),
                    count(leave),
                    count(team.people.get(m).copied().unwrap_or(0)),
                ]));
            }
        }
        let all = Moves::of(&whole);
        Sheet {
            name: lang.pick("Arrivées et départs", "Arrivals and departures").into(),
            title: vec![
                match lang {
                    Lang::Fr => format!("Recrutements\u{a0}: {} arrivées et {} départs", all.arrivals, all.departures),
                    Lang::En => format!("Hire list: {} arrivals and {} departures", all.arrivals, all.departures),
                },
                lang.pick(
                    "Au début de chaque mois ; à la fin du contrat, tous partent",
                    "At the beginning of each month; at the end of the contract all leave",
                )
                .into(),
            ],
            columns: vec![
                Column::key("month"),
                Column::drawn(lang.pick("Mois", "Month"), 16),
                Column::text("site", "Site", 20),
                Column::text("profile", lang.pick("Profil", "Profile"), 36),
                Column::number("arrivals", lang.pick("Arrivées", "Arrivals"), 10),
                Column::number("departures", lang.pick("Départs", "Departures"), 10),
                Column::number("people", lang.pick("Présents ensuite", "There then"), 11),
            ],
            rows,
            no_zeros: true,
            ..Sheet::default()
        }
    }

    /// What κ does: moves against bench and shortfall.
    #[must_use]
    pub fn kappas(&self, kappa: Decimal) -> Sheet {
        let lang = self.lang;
        let mut all: Vec<Decimal> = KAPPAS.into_iter().chain([kappa]).collect();
        all.sort();
        all.dedup();
        let rows = all.into_iter().map(|value| {
            let style = if value == kappa { Style::Total } else { Style::Body };
            let Teams { whole, .. } = self.teams(value);
            let mut cells = vec![Cell::exact(value)];
            cells.extend(Moves::of(&whole).cells());
            Row::of(style, cells)
        });
        let mut columns = vec![Column::number("kappa", "κ", 8)];
        columns.extend(Moves::columns(lang));
        Sheet {
            name: lang.pick("Stabilité", "Steadiness").into(),
            title: vec![
                lang.pick("Équipe stable ou au plus près du besoin", "A steady team, or one close to the need").into(),
                lang.pick(
                    "κ est ce que vaut une arrivée ou un départ, en mois d’une personne : plus il est grand, moins on bouge ; en gras, celui du plan",
                    "κ is what an arrival or a departure is worth, in months of one person: the greater, the fewer moves; in bold, that of the plan",
                )
                .into(),
            ],
            columns,
            rows: rows.collect(),
            ..Sheet::default()
        }
    }
}
