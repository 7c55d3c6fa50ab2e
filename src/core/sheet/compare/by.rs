//! Scenarios side by side, cut by contract year, nature, profile or site.

use super::super::{Cell, Column, Row, Sheet, Style};
use super::subtitle;
use crate::engine::{Cut, Ledger, margin};
use crate::model::bid::{LotId, Nature};
use crate::model::nature_name;
use crate::scenario::{Comparison, Outcome};
use crate::unit::{Exact, Lang, Number as _};

/// How scenarios are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cutting {
    /// By contract year; cost where it falls.
    Year,
    /// By nature.
    Nature,
    /// By profile: people only.
    Profile,
    /// By site: people only.
    Site,
}

/// A part of a cut scenario: its id, its name, what it comes to, and over how many months.
type Part = (String, String, Cut<Exact>, usize);

/// Scenarios side by side in each year, nature, profile or site, for one lot or for all.
#[must_use]
pub fn compare_by(comparison: &Comparison, cutting: Cutting, lot: Option<&str>, lang: Lang) -> Sheet {
    let Some(first) = comparison.outcomes.first() else { return Sheet::default() };
    let cut: Vec<(&Outcome, Vec<Part>)> = comparison
        .outcomes
        .iter()
        .filter(|outcome| lot.is_none_or(|id| outcome.bid.lot(id).is_some()))
        .map(|outcome| (outcome, parts(outcome, cutting, lot, lang)))
        .collect();
    // Those of the first scenario, then those that only others have.
    let mut keys: Vec<(&str, &str)> = Vec::new();
    for (id, name, cut, _) in cut.iter().flat_map(|(_, parts)| parts) {
        let is_known = keys.iter().any(|(known, _)| known == id);
        if !is_known && !cut.is_nothing() {
            keys.push((id, name));
        }
    }
    let view = View { priced: matches!(cutting, Cutting::Year | Cutting::Nature), lang };
    let mut rows = Vec::new();
    for (key, name) in keys {
        rows.push(Row::of(Style::Section, vec![Cell::Empty, Cell::Empty, name.into()]));
        let mut reference = None;
        for (outcome, parts) in &cut {
            let part = parts.iter().find(|part| part.0 == key);
            let (figures, months) = part.map_or((Cut::ZERO, 1), |part| (part.2, part.3));
            let style = if reference.is_none() { Style::Subtotal } else { Style::Body };
            rows.push(Row::of(style, view.cells(outcome, key, &figures, months, reference.as_ref())));
            reference = reference.or(Some(figures));
        }
    }
    let title = match cutting {
        Cutting::Year => lang.pick("Scénarios comparés par année", "Scenarios compared by year"),
        Cutting::Nature => lang.pick("Scénarios comparés par nature", "Scenarios compared by nature"),
        Cutting::Profile => lang.pick("Scénarios comparés par profil", "Scenarios compared by profile"),
        Cutting::Site => lang.pick("Scénarios comparés par site", "Scenarios compared by site"),
    };
    Sheet {
        name: title.into(),
        title: vec![title.into(), subtitle(&first.bid, lot, lang)],
        columns: view.columns(),
        rows,
        ..Sheet::default()
    }
}

/// What is shown of cuts, and how.
struct View {
    /// Price and full cost, in place of people alone?
    priced: bool,
    lang: Lang,
}

impl View {
    fn columns(&self) -> Vec<Column> {
        let Self { priced, lang, .. } = *self;
        let number = |key: &str, fr: &str, en: &str, width: u16| Column::number(key, lang.pick(fr, en), width);
        let delta = |key: &str, fr: &str, en: &str, width: u16| Column::delta(key, lang.pick(fr, en), width);
        // Data have every figure; people have room for some.
        let of_people = |column: Column| Column { only_data: priced, ..column };
        let of_price = |column: Column| Column { only_data: !priced, ..column };
        let data = |column: Column| Column { only_data: true, ..column };
        vec![
            Column::key("scenario"),
            Column::key("part"),
            Column::text("label", lang.pick("Scénario", "Scenario"), 34),
            number("days", "Jours", "Days", 10),
            of_people(delta("days_delta", "Écart", "Delta", 10)),
            of_people(delta("days_delta_share", "%", "%", 8)),
            of_people(number("average_fte", "ETP", "FTE", 8)),
            of_people(number("labour", "Coût", "Cost", 16)),
            of_people(delta("labour_delta", "Écart", "Delta", 14)),
            of_people(delta("labour_delta_share", "%", "%", 8)),
            of_people(number("daily_cost", "CJM", "Daily cost", 9)),
            of_price(number("net", "Prix HT", "Net price", 16)),
            of_price(delta("delta", "Écart", "Delta", 14)),
            of_price(delta("delta_share", "%", "%", 8)),
            of_price(number("full_cost", "Coût", "Cost", 16)),
            of_price(delta("full_cost_delta", "Écart", "Delta", 14)),
            of_price(delta("full_cost_delta_share", "%", "%", 8)),
            of_price(number("margin", "Marge", "Margin", 8)),
            data(number("margin_euros", "Marge €", "Margin €", 16)),
            data(delta("margin_euros_delta", "Écart de marge", "Margin delta", 14)),
        ]
    }

    /// The cells of a cut of a scenario, against that of the `first` one where it is another, in the order of
    /// [`columns`](Self::columns).
    fn cells(
        &self, outcome: &Outcome, key: &str, figures: &Cut<Exact>, months: usize, first: Option<&Cut<Exact>>,
    ) -> Vec<Cell> {
        let amount = |value: Exact| Cell::Euros(value.shown());
        let count = |value: Exact| Cell::Number(value.shown(), 0);
        let against = |get: &dyn Fn(&Cut<Exact>) -> Exact, shown: &dyn Fn(Exact) -> Cell| {
            let Some(before) = first.map(get) else { return [Cell::Empty, Cell::Empty] };
            let delta = get(figures) - before;
            [shown(delta), if before.is_zero() { Cell::Empty } else { Cell::Percent((delta / before).shown()) }]
        };
        let months = Exact::whole(u32::try_from(months).unwrap_or(u32::MAX));
        let mut cells = vec![outcome.id.as_str().into(), key.into(), outcome.label.get(self.lang).into()];
        cells.push(count(figures.days));
        cells.extend(against(&|cut| cut.days, &count));
        cells.push(Cell::Number((figures.heads / months).shown(), 1));
        cells.push(amount(figures.labour));
        cells.extend(against(&|cut| cut.labour, &amount));
        let daily = (!figures.days.is_zero()).then(|| figures.labour / figures.days);
        cells.push(daily.map_or(Cell::Empty, |daily| Cell::Euros(daily.shown())));
        if self.priced {
            cells.push(amount(figures.price));
            cells.extend(against(&|cut| cut.price, &amount));
            cells.push(amount(figures.full));
            cells.extend(against(&|cut| cut.full, &amount));
            cells.push(Cell::share(margin(figures.price, figures.full)));
            cells.push(amount(figures.price - figures.full));
            let [delta, _] = against(&|cut| cut.price - cut.full, &amount);
            cells.push(delta);
        }
        cells
    }
}

fn parts(outcome: &Outcome, cutting: Cutting, lot: Option<&str>, lang: Lang) -> Vec<Part> {
    let bid = &outcome.bid;
    let ledger = Ledger::of(bid, &outcome.inputs, &outcome.estimate);
    let lots: Vec<LotId> = match lot.and_then(|id| bid.lot(id)) {
        Some(lot) => vec![lot],
        None => bid.lots.keys().collect(),
    };
    let sum = |cut: &dyn Fn(LotId) -> Cut<Exact>| {
        let mut sum = Cut::ZERO;
        for l in &lots {
            sum.add(&cut(*l));
        }
        sum
    };
    let months = bid.contract.months;
    match cutting {
        Cutting::Year => (0..bid.years())
            .map(|k| {
                let name = format!("{} {}", lang.pick("Année", "Year"), k + 1);
                ((k + 1).to_string(), name, sum(&|l| ledger.year(l, k)), bid.months_of(k).len())
            })
            .collect(),
        Cutting::Nature => Nature::ALL
            .into_iter()
            .map(|n| (n.id().to_owned(), nature_name(n, lang).to_owned(), sum(&|l| ledger.nature(l, n)), months))
            .collect(),
        Cutting::Profile => bid
            .profiles
            .keys()
            .map(|p| {
                let (id, name) = (bid.profiles[p].id.clone(), bid.profiles[p].label.get(lang).to_owned());
                (id, name, sum(&|l| ledger.people(l, |post| post.profile == p)), months)
            })
            .collect(),
        Cutting::Site => bid
            .sites
            .keys()
            .map(|s| {
                let (id, name) = (bid.sites[s].id.clone(), bid.sites[s].label.get(lang).to_owned());
                (id, name, sum(&|l| ledger.people(l, |post| post.site == s)), months)
            })
            .collect(),
    }
}
