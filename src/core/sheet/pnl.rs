//! Revenue, cost, margin, the scissors and cash (method §6).

use rust_decimal::Decimal;

use super::pictures::money_curves;
use super::price::span;
use super::{Book, Cell, Chart, Column, Drawn, Row, Seen, Sheet, Style};
use crate::engine::{Cash, Outlook, Scissors, margin};
use crate::model::Bid;
use crate::unit::{self, Exact, Lang, Number, apportioned};

fn sum(cells: &[Exact]) -> Exact {
    cells.iter().copied().sum()
}

/// Whole euros: a forecast has no cents.
fn euros(value: Decimal) -> Cell {
    Cell::Number(value, 0)
}

/// What it is of, then what it comes to.
fn title(name: &str, bid: &Bid, outlook: &Outlook<Exact>, cash: &Cash<Exact>, lang: Lang) -> Vec<String> {
    let words = lang.pick(
        "Prévision en euros HT : chiffre d’affaires (CA), coûts, trésorerie",
        "Forecast in euros before VAT: revenue, costs, cash",
    );
    let of = [name.to_owned(), format!("{words}, {}", span(bid, lang))];
    of.into_iter().chain(findings(bid, outlook, cash, lang)).collect()
}

/// Revenue as revised less cost, all in whole euros as the table has them.
fn result(outlook: &Outlook<Exact>) -> Decimal {
    let [revised, cost] = [&outlook.revised, &outlook.cost].map(|cells| sum(cells).rounded(0).shown());
    revised - cost
}

/// A figure of each year as it is written, and that of all of them: whole euros that add up.
fn footed(years: &[Exact]) -> (Vec<Decimal>, Decimal) {
    let total = sum(years).rounded(0).shown();
    (apportioned(years, total, 0), total)
}

/// The years of the contract.
#[must_use]
pub fn pnl(bid: &Bid, outlook: &Outlook<Exact>, cash: &Cash<Exact>, lang: Lang) -> Sheet {
    let by_year = |cells: &[Exact]| (0..bid.years()).map(|k| sum(&cells[bid.months_of(k)])).collect::<Vec<_>>();
    let scissors: Vec<Scissors<Exact>> = (0..bid.years()).map(|k| outlook.scissors(bid, k)).collect();
    let gaps: Vec<Exact> = scissors.iter().map(|s| s.gained - s.drifted).collect();
    let [revised, cost] = [&outlook.revised, &outlook.cost].map(|cells| by_year(cells));
    let columns = [&by_year(&outlook.revenue), &revised, &cost, &gaps].map(|years| footed(years));
    // A row, its four amounts as they are written; the result is the difference of two of them.
    let row = |label: String, style, amounts: [Decimal; 4], share, indices: [Cell; 2], balance: Decimal| {
        let [revenue, revised, cost, gap] = amounts;
        let mut cells = vec![label.into()];
        cells.extend([revenue, revised, cost, revised - cost].map(euros));
        cells.push(Cell::share(share));
        cells.extend(indices);
        cells.extend([euros(gap), euros(balance)]);
        Row { style, cells }
    };
    let year = |k: usize| {
        let indices = [scissors[k].prices, scissors[k].costs].map(|index| Cell::Number(index.shown(), 4));
        let label = format!("{} {}", lang.pick("Année", "Year"), k + 1);
        let amounts = [0, 1, 2, 3].map(|column: usize| columns[column].0[k]);
        row(
            label,
            Style::Body,
            amounts,
            margin(revised[k], cost[k]),
            indices,
            cash.balance[bid.months_of(k).end - 1].shown(),
        )
    };
    let mut rows: Vec<Row> = (0..bid.years()).map(year).collect();
    let totals = [0, 1, 2, 3].map(|column: usize| columns[column].1);
    let share = margin(sum(&revised), sum(&cost));
    let last = final_balance(outlook, cash);
    rows.push(row("Total".into(), Style::Total, totals, share, [Cell::Empty, Cell::Empty], last));
    Sheet {
        name: lang.pick("Compte de résultat", "P&L").into(),
        title: title(
            lang.pick("Compte de résultat prévisionnel", "Forecast profit and loss"),
            bid,
            outlook,
            cash,
            lang,
        ),
        columns: vec![
            Column::text("period", lang.pick("Période", "Period"), 12),
            Column::number("revenue", lang.pick("CA remis", "Revenue"), 17),
            Column::number("revised_revenue", lang.pick("CA révisé", "Revised"), 17),
            Column::number("full_cost", lang.pick("Coût complet", "Full cost"), 17),
            Column::number("result", lang.pick("Résultat", "Result"), 16),
            Column::number("margin", lang.pick("Marge", "Margin"), 9),
            Column::number("price_index", lang.pick("I. prix", "Price i."), 11).if_wide(),
            Column::number("cost_index", lang.pick("I. coûts", "Cost i."), 11).if_wide(),
            Column::number("scissors", lang.pick("Ciseau", "Scissors"), 15),
            Column::number("cash", lang.pick("Tréso. cum.", "Cum. cash"), 16),
        ],
        rows,
        notes: notes(bid, outlook, cash, lang),
        ..Sheet::default()
    }
}

/// The years, their headings in whole words: a page and a workbook have room for them.
#[must_use]
pub fn pnl_in_full(bid: &Bid, outlook: &Outlook<Exact>, cash: &Cash<Exact>, lang: Lang) -> Sheet {
    let mut years = pnl(bid, outlook, cash, lang);
    for column in &mut years.columns {
        column.title = match column.key.as_str() {
            "price_index" => lang.pick("Indice des prix", "Price index").into(),
            "cost_index" => lang.pick("Indice des coûts", "Cost index").into(),
            "cash" => lang.pick("Trésorerie cumulée", "Cumulative cash").into(),
            _ => continue,
        };
    }
    years
}

/// The balance at the end as it is written: where all is paid it is the result, to the same euro.
fn final_balance(outlook: &Outlook<Exact>, cash: &Cash<Exact>) -> Decimal {
    let exact = sum(&outlook.revised) - sum(&outlook.cost);
    match cash.balance.last() {
        Some(balance) if balance.rounded(6) == exact.rounded(6) => result(outlook),
        Some(balance) => balance.shown(),
        None => Decimal::ZERO,
    }
}

/// The result, why its margin is not that of the prices, and what cash it takes.
fn findings(bid: &Bid, outlook: &Outlook<Exact>, cash: &Cash<Exact>, lang: Lang) -> Vec<String> {
    let month = |m: usize| format!("{} ({} {})", bid.calendar_month(m).name(lang), lang.pick("mois", "month"), m + 1);
    let peak = match cash.peak_month() {
        Some(m) => format!(
            "{} {}, {}",
            lang.pick("Besoin de trésorerie maximal :", "Peak cash need:"),
            unit::euros(cash.peak_need.shown(), lang),
            month(m)
        ),
        None => lang.pick("Aucun besoin de trésorerie.", "No cash need.").to_owned(),
    };
    let even = match cash.break_even() {
        Some(m) => {
            format!("{} {}", lang.pick("La trésorerie reste positive dès", "Cash stays positive from"), month(m))
        }
        None => lang.pick("La trésorerie finit négative.", "Cash ends negative.").to_owned(),
    };
    vec![result_found(outlook, lang), peak, even]
}

/// What is still to be paid at the end, what waiting for it costs, and what the words mean.
fn notes(bid: &Bid, outlook: &Outlook<Exact>, cash: &Cash<Exact>, lang: Lang) -> Vec<String> {
    let financing = format!(
        "{} {}",
        lang.pick("Coût de financement :", "Cost of financing:"),
        unit::euros(cash.financing.shown(), lang)
    );
    let late = late_note(bid, outlook, cash, lang);
    late.into_iter().chain([financing, scissors_note(lang)]).collect()
}

/// The result, as a share of revenue; where prices are revised, why that share is not the margin of the prices.
fn result_found(outlook: &Outlook<Exact>, lang: Lang) -> String {
    let [revenue, revised, cost] = [&outlook.revenue, &outlook.revised, &outlook.cost].map(|months| sum(months));
    let share = |revenue: Exact| unit::share(margin(revenue, cost), lang);
    let (as_bid, after) = (share(revenue), share(revised));
    let (result, added) = (unit::euros(result(outlook), lang), unit::euros((revised - revenue).shown(), lang));
    match (revenue == revised, lang) {
        (true, Lang::Fr) => format!("Résultat\u{a0}: {result}, {after} du CA."),
        (true, Lang::En) => format!("Result: {result}, {after} of revenue."),
        (false, Lang::Fr) => format!(
            "Résultat\u{a0}: {result}, {after} du CA révisé (marge de {as_bid} sur le CA remis)\u{a0}; la révision ajoute {added} au CA."
        ),
        (false, Lang::En) => format!(
            "Result: {result}, {after} of revised revenue (a margin of {as_bid} on revenue as bid); revision adds {added} to revenue."
        ),
    }
}

/// What is still to be paid when the contract ends.
fn late_note(bid: &Bid, outlook: &Outlook<Exact>, cash: &Cash<Exact>, lang: Lang) -> Option<String> {
    let end = cash.balance.get(bid.contract.months.checked_sub(1)?)?;
    let last = final_balance(outlook, cash);
    let month = bid.calendar_month(cash.balance.len() - 1).name(lang);
    let [before, after] = [end.shown(), last].map(|balance| unit::euros(balance, lang));
    (before != after).then(|| match lang {
        Lang::Fr => {
            format!("Les derniers paiements tombent en {month}\u{a0}: la trésorerie passe alors de {before} à {after}.")
        }
        Lang::En => format!("The last payments fall in {month}: cash then goes from {before} to {after}."),
    })
}

fn scissors_note(lang: Lang) -> String {
    lang.pick(
        "Ciseau : ce que la révision ajoute au CA, moins ce que la dérive ajoute aux coûts.",
        "Scissors: what revision adds to revenue, less what drift adds to cost.",
    )
    .into()
}

/// The months of the contract, and those of the last payments.
#[must_use]
pub fn pnl_months(bid: &Bid, outlook: &Outlook<Exact>, cash: &Cash<Exact>, lang: Lang) -> Sheet {
    let at = |cells: &[Exact], m: usize| cells.get(m).copied().unwrap_or(Exact::ZERO);
    let last = (cash.balance.len().saturating_sub(1), final_balance(outlook, cash));
    let rows = cash.balance.iter().enumerate().map(|(m, balance)| {
        let balance = if m == last.0 { last.1 } else { balance.shown() };
        let [revised, cost] = [&outlook.revised, &outlook.cost].map(|cells| at(cells, m).rounded(0).shown());
        let paid = m.checked_sub(bid.contract.payment_delay).map_or(Exact::ZERO, |m| at(&outlook.revised, m));
        Row::body(vec![
            Cell::Number(Decimal::from(m + 1), 0),
            bid.calendar_month(m).name(lang).into(),
            euros(at(&outlook.revenue, m).shown()),
            euros(revised),
            euros(cost),
            euros(revised - cost),
            euros(paid.shown()),
            euros(balance),
            bid.calendar_month(m).to_string().into(),
        ])
    });
    Sheet {
        name: lang.pick("Mois", "Months").into(),
        title: title(
            lang.pick("Compte de résultat et trésorerie par mois", "Profit, loss and cash by month"),
            bid,
            outlook,
            cash,
            lang,
        ),
        columns: vec![
            Column::number("month", lang.pick("N°", "No."), 6),
            Column::drawn(lang.pick("Mois", "Month"), 16),
            Column::number("revenue", lang.pick("CA remis", "Revenue"), 16),
            Column::number("revised_revenue", lang.pick("CA révisé", "Revised"), 16),
            Column::number("full_cost", lang.pick("Coût complet", "Full cost"), 16),
            Column::number("result", lang.pick("Résultat", "Result"), 16),
            Column::number("paid", lang.pick("Encaissé", "Paid"), 16),
            Column::number("cash", lang.pick("Trésorerie", "Cash"), 16),
            Column::key("calendar_month"),
        ],
        rows: rows.collect(),
        notes: notes(bid, outlook, cash, lang),
        ..Sheet::default()
    }
}

/// The workbook: the years with the curves of the months, then the months.
#[must_use]
pub fn pnl_book(bid: &Bid, outlook: &Outlook<Exact>, cash: &Cash<Exact>, lang: Lang) -> Book {
    let mut months = pnl_months(bid, outlook, cash, lang);
    // A month of six is named under the curves.
    let names = months.columns.iter().filter(|column| !column.only_data).count();
    for (m, row) in months.rows.iter_mut().enumerate() {
        let name = row.cells.get(1).filter(|_| m % 6 == 0).cloned();
        row.cells.insert(names, name.unwrap_or(Cell::Empty));
    }
    let label = Column { seen: Seen::ByCharts, ..Column::text("label", lang.pick("Repère", "Mark"), 16) };
    months.columns.insert(names, label);
    let mut years = pnl_in_full(bid, outlook, cash, lang);
    let drawn = [
        Drawn::Curves { rows: 0..outlook.revised.len(), names, series: vec![3, 4] },
        Drawn::Curves { rows: 0..cash.balance.len(), names, series: vec![7] },
    ];
    let axis = lang.pick("Euros HT", "Euros before VAT");
    let chart = |(title, drawn)| Chart { title, axis: axis.into(), of: Some(months.name.clone()), drawn };
    // The same findings as the page's, but for the scissors, which the table has.
    let pictures = money_curves(bid, outlook, cash, lang);
    let titles = pictures.into_iter().step_by(2).map(|picture| picture.title);
    years.charts = titles.zip(drawn).map(chart).collect();
    Book::internal(lang.pick("Compte de résultat", "P&L"), bid, [years, months], lang)
}
