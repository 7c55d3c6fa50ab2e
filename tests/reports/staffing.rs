//! People by profile and site: parts of the whole, whole people, the first page, as tables.

use chiffrage::engine::{self, Estimate, Inputs, Staffing, Team, Teams, teams};
use chiffrage::model::Bid;
use chiffrage::model::bid::LotId;
use chiffrage::sheet::{Cell, Measure, People, Period, Sheet, Style, Whom};
use chiffrage::unit::{Exact, Lang, Number as _};
use rust_decimal::{Decimal, dec};

use crate::support;

struct Shop {
    bid: Bid,
    inputs: Inputs<Exact>,
    estimate: Estimate<Exact>,
    staffing: Staffing<Exact>,
}

impl Shop {
    fn new() -> Self {
        let (bid, inputs, estimate) = support::shipped();
        let staffing = engine::staffing(&bid, &inputs, &estimate.plan);
        Self { bid, inputs, estimate, staffing }
    }

    fn people(&self, whom: Whom) -> People<'_> {
        let Self { bid, inputs, estimate, staffing } = self;
        People { bid, inputs, estimate, staffing, whom, lang: Lang::Fr }
    }

    /// The heads of some people in all months together.
    fn months(&self, whom: Whom) -> Decimal {
        let sheet = self.people(whom).sheet(Period::Month, Measure::Heads);
        let total = sheet.rows.iter().find(|row| row.style == Style::Total);
        let months = self.bid.contract.months;
        total.map_or(Decimal::ZERO, |row| row.cells[2..2 + months].iter().map(exact).sum())
    }
}

/// The number of a cell before it is rounded for the eye.
fn exact(cell: &Cell) -> Decimal {
    match cell {
        Cell::Number(value, _) => *value,
        other => panic!("{other:?} is no number"),
    }
}

fn near(a: Decimal, b: Decimal) -> bool {
    (a - b).abs() < dec!(0.000001)
}

/// Whoever is counted by site is counted by profile, and by team but for those on demand and coordinators.
#[test]
fn filters_part_the_people() {
    let shop = Shop::new();
    let all = shop.months(Whom::default());
    // 48 months of the 80.9 people that the README has on average.
    assert!((all / dec!(48) - dec!(80.9)).abs() < dec!(0.05), "{all}");
    let sum = |whoms: &mut dyn Iterator<Item = Whom>| -> Decimal { whoms.map(|whom| shop.months(whom)).sum() };
    let none = Whom::default();
    assert!(near(all, sum(&mut shop.bid.sites.keys().map(|s| Whom { site: Some(s), ..none }))));
    assert!(near(all, sum(&mut shop.bid.profiles.keys().map(|p| Whom { profile: Some(p), ..none }))));
    assert!(near(all, sum(&mut shop.bid.lots.keys().map(|l| Whom { lot: Some(l), ..none }))));
    let teams = Whom::teams(&shop.bid, Lang::Fr);
    let of_teams = sum(&mut (0..teams.len()).map(|t| Whom { team: Some(t), lot: teams[t].lot, ..none }));
    let rest = shop.staffing.posts.iter_enumerated().filter(|(_, post)| match post.duty {
        engine::Duty::Coordination { .. } => true,
        engine::Duty::Work { row, .. } => match shop.estimate.plan.rows[row].origin {
            engine::Origin::Position(p) => {
                !shop.bid.lots[post.lot].positions[p].id.contains('.') || {
                    matches!(shop.bid.lots[post.lot].positions[p].base, chiffrage::model::bid::Base::DayLine { .. })
                }
            }
            engine::Origin::Pool(_) => false,
        },
    });
    let rest: Exact = rest.map(|(place, _)| shop.staffing.heads.total(place)).sum();
    assert!(near(all, of_teams + rest.shown()), "{all} = {of_teams} + {rest:?}");
    assert!(rest.shown() > dec!(1) && of_teams > dec!(1));
}

/// People less heads are the bench less the shortfall; in euros, each at what a head costs in its month, worked out again.
#[test]
fn bench_and_shortfall_are_all_that_is_apart() {
    let shop = Shop::new();
    let Teams { whole, part_time } = teams(&shop.bid, &shop.staffing, &shop.estimate.cost.rates, Exact::ONE, |_| true);
    assert!(whole.len() > 20 && !part_time.is_empty(), "{} and {}", whole.len(), part_time.len());
    for Team { profile, site, heads, people, .. } in &part_time {
        assert!(people.iter().all(|people| *people == 0) && heads.iter().all(|heads| heads.shown() < Decimal::ONE));
        assert!(!whole.iter().any(|team| (team.profile, team.site) == (*profile, *site)));
    }
    let (plan, rates) = (&shop.estimate.plan, &shop.estimate.cost.rates);
    for team in &whole {
        let site = &shop.bid.sites[team.site];
        let per_head = shop.inputs[site.per_head_month];
        let (mut months, mut euros) = (Decimal::ZERO, Decimal::ZERO);
        let worked = plan.worked.row(team.site);
        for (m, daily) in rates.daily(team.profile, team.site).iter().enumerate() {
            let apart = Decimal::from(team.people[m]) - team.heads[m].shown();
            months += apart;
            euros += apart * (worked[m].shown() * daily.shown() + per_head.shown());
        }
        let (bench, shortfall) = (team.bench(), team.shortfall());
        assert!(near(months, (bench.months - shortfall.months).shown()));
        assert!(near(euros, (bench.cost - shortfall.cost).shown()));
        assert_eq!(team.arrivals().sum::<u32>(), team.departures().sum::<u32>());
        // Walked month by month, they make the people who are there.
        let moves = team.arrivals().zip(team.departures());
        let there = moves.scan(0, |there, (arrive, leave)| {
            *there = *there + arrive - leave;
            Some(*there)
        });
        assert_eq!(there.collect::<Vec<_>>(), team.people);
    }
}

fn column(sheet: &Sheet, key: &str) -> usize {
    sheet.columns.iter().position(|column| column.key == key).unwrap_or_else(|| panic!("no {key}"))
}

/// Every column of whole people adds up, by site and in all; the hire list has the same arrivals and departures; a move that is
/// worth more is made less often.
#[test]
fn whole_people_add_up() {
    let shop = Shop::new();
    let people = shop.people(Whom::default());
    for period in [Period::Month, Period::Quarter] {
        let sheet = people.whole(period, Decimal::ONE);
        let peak = column(&sheet, "peak");
        for c in (2..sheet.columns.len()).filter(|c| *c != peak) {
            let sum = |style| -> Decimal {
                sheet.rows.iter().filter(|row| row.style == style).map(|row| exact(&row.cells[c])).sum()
            };
            let [body, sites, total] = [Style::Body, Style::Subtotal, Style::Total].map(sum);
            assert!(near(body, total) && near(sites, total), "{}", sheet.columns[c].title);
            assert!(sheet.rows.iter().take_while(|_| c < peak).all(|row| exact(&row.cells[c]).fract().is_zero()));
        }
        let moves = people.moves(Decimal::ONE);
        for key in ["arrivals", "departures"] {
            let of = |sheet: &Sheet, style| -> Decimal {
                let c = column(sheet, key);
                sheet.rows.iter().filter(|row| row.style == style).map(|row| exact(&row.cells[c])).sum()
            };
            assert_eq!(of(&moves, Style::Body), of(&sheet, Style::Total), "{key}");
        }
    }
    let kappas = people.kappas(dec!(3));
    let arrivals: Vec<Decimal> = kappas.rows.iter().map(|row| exact(&row.cells[column(&kappas, "arrivals")])).collect();
    assert_eq!(kappas.rows.len(), 6, "the five that are compared, and ours");
    assert!(arrivals.is_sorted_by(|a, b| a >= b) && arrivals[0] > arrivals[5], "{arrivals:?}");
}

/// The first page has every head once by site and once by team, on average over each quarter.
#[test]
fn the_first_page_has_everybody() {
    let shop = Shop::new();
    for whom in [Whom::default(), Whom { lot: Some(LotId::from(2)), ..Whom::default() }] {
        let page = shop.people(whom).lead(Decimal::ONE);
        let months = shop.people(whom).sheet(Period::Month, Measure::Heads);
        let total = months.rows.iter().find(|row| row.style == Style::Total).unwrap();
        let moves = page.rows.iter().rposition(|row| row.style == Style::Section).unwrap();
        let sum = |rows: &[chiffrage::sheet::Row], q: usize| -> Decimal {
            rows.iter().filter(|row| row.style == Style::Body).map(|row| exact(&row.cells[1 + q])).sum()
        };
        let teams = shop.people(whom).by_team();
        for q in 0..16 {
            let by_hand: Decimal = total.cells[2 + 3 * q..5 + 3 * q].iter().map(exact).sum::<Decimal>() / dec!(3);
            assert!(near(sum(&page.rows[..moves], q), by_hand), "by site, quarter {q}");
            assert!(near(sum(&teams.rows, q), by_hand), "by team, quarter {q}");
        }
        let chart = &page.charts[0];
        assert!(page.title[1].starts_with(&chart.title), "the picture says what the page finds");
    }
}
