//! What tables show: each total is recomputed from the figures printed above it, as a reader with a pocket calculator
//! would, over random bids (see `generate`); and a margin on nothing is a dash.
//!
//! Amounts add up as they are shown. What is not money, as days and people, is shown to a few decimals of each row and
//! of the total: it adds up at full precision.

use chiffrage::engine::{self, Inputs, Portfolio, portfolio};
use chiffrage::model::{self, Bid, Text, load_texts};
use chiffrage::report::{self, Format, Page, Trunk, draw, shown};
use chiffrage::scenario::{Base, Comparison, Goal, Hold, Surface, compare};
use chiffrage::sheet::{
    self, Book, By, Cell, Cutting, LotSets, Measure, People, Period, Sheet, Style, Whom, Width, column_letters,
};
use chiffrage::trace::{Target, explain};
use chiffrage::unit::{Exact, Lang, round_half_away};
use chiffrage::workbook::bytes;
use proptest::prelude::*;
use rust_decimal::{Decimal, dec};

use crate::generate::{any_bid, cases, priced};
use crate::support;
use crate::support::spreadsheet::cells;

/// A sheet as its reader has it: the number of each cell, 0 where there is none.
struct Printed<'a> {
    sheet: &'a Sheet,
    cells: Vec<Vec<Decimal>>,
}

impl<'a> Printed<'a> {
    /// As it is printed in a language.
    fn text(sheet: &'a Sheet, lang: Lang) -> Self {
        let cell = |cell| number(&shown(cell, lang), lang);
        let cells = sheet.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect();
        Self { sheet, cells }
    }

    /// As the numeric cells of its workbook hold it.
    fn book(book: &'a Book) -> Vec<Self> {
        let (values, _) = cells(&bytes(book).unwrap());
        let of_sheet = |sheet: &'a Sheet| {
            let cell = |r: usize, c: usize| {
                let column = u32::try_from(c).unwrap();
                let value = values.get(&(sheet.name.clone(), sheet.body_row(r), column));
                value.and_then(calamine::DataType::get_float).map_or(Decimal::ZERO, |n| n.to_string().parse().unwrap())
            };
            let rows = sheet.rows.iter().enumerate();
            let cells = rows.map(|(r, row)| (0..row.cells.len()).map(|c| cell(r, c)).collect()).collect();
            Self { sheet, cells }
        };
        book.sheets.iter().map(of_sheet).collect()
    }

    fn at(&self, row: usize, column: usize) -> Decimal {
        self.cells[row].get(column).copied().unwrap_or_default()
    }

    fn rows(&self, style: Style) -> Vec<usize> {
        (0..self.sheet.rows.len()).filter(|row| self.sheet.rows[*row].style == style).collect()
    }

    fn column(&self, key: &str) -> usize {
        self.sheet.columns.iter().position(|column| column.key == key).unwrap_or_else(|| panic!("no column {key}"))
    }

    fn words(&self, row: usize, column: usize) -> String {
        self.sheet.rows[row].cells.get(column).map(|cell| shown(cell, Lang::Fr)).unwrap_or_default()
    }

    fn place(&self, row: usize, column: usize) -> String {
        format!("{} {}{}", self.sheet.name, column_letters(column), self.sheet.body_row(row) + 1)
    }
}

/// A figure as its reader reads it: `1 234,50 €`, `5,5 %`.
fn number(text: &str, lang: Lang) -> Decimal {
    let (digits, is_share) = match text.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (text.trim_end_matches('€'), false),
    };
    let group = |c: char| c.is_whitespace() || lang == Lang::En && c == ',';
    let digits: String = digits.chars().filter(|c| !group(*c) && *c != '€').collect();
    let digits = if lang == Lang::Fr { digits.replace(',', ".") } else { digits };
    let number = digits.replace('−', "-").parse().unwrap_or_default();
    if is_share { number * dec!(0.01) } else { number }
}

proptest! {
    #![proptest_config(cases(48))]

    /// Method §5: of DQE, recap and BPU, from the printed figures alone, and from the numbers of the workbook's cells.
    #[test]
    fn a_dqe_foots_as_it_is_printed(spec in any_bid()) {
        let bid = spec.bid();
        let book = sheet::dqe(&bid, &priced(&bid).dqe, None);
        let (years, places) = (bid.years(), bid.contract.price_decimals);
        let text = book.sheets.iter().map(|sheet| Printed::text(sheet, Lang::Fr)).collect();
        for printed in [text, Printed::book(&book)] {
            dqe_foots(&printed, years, places)?;
        }
    }
}

/// The recap, the lots, the BPU.
fn dqe_foots(printed: &[Printed], years: usize, places: u32) -> Result<(), TestCaseError> {
    let [recap, lots @ .., bpu] = printed else { return Err(TestCaseError::fail("sheets")) };
    let body = recap.rows(Style::Body);
    let [of_lots @ .., rate] = &body[..] else { return Err(TestCaseError::fail("no rate of VAT")) };
    let rate = recap.at(*rate, 2);
    let [total] = recap.rows(Style::Total)[..] else { return Err(TestCaseError::fail("one total")) };
    for column in 2..=4 {
        let sum: Decimal = of_lots.iter().map(|row| recap.at(*row, column)).sum();
        prop_assert_eq!(recap.at(total, column), sum, "{}", recap.place(total, column));
    }
    prop_assert_eq!(of_lots.len(), lots.len());
    let prices = bpu.rows(Style::Body);
    let mut prices = prices.iter();
    for (row, lot) in of_lots.iter().zip(lots) {
        let [price, quantity, amount] = ["unit_price", "quantity", "amount"].map(|key| lot.column(key));
        let [first_quantity, first_amount] = ["quantity_year_1", "amount_year_1"].map(|key| lot.column(key));
        for line in lot.rows(Style::Body) {
            let sum = |first: usize| (0..years).map(|k| lot.at(line, first + k)).sum::<Decimal>();
            for k in 0..years {
                let due = round_half_away(lot.at(line, price) * lot.at(line, first_quantity + k), 2);
                prop_assert_eq!(lot.at(line, first_amount + k), due, "{}", lot.place(line, first_amount + k));
            }
            prop_assert_eq!(lot.at(line, quantity), sum(first_quantity), "{}", lot.place(line, quantity));
            prop_assert_eq!(lot.at(line, amount), sum(first_amount), "{}", lot.place(line, amount));
            let Some(&of_bpu) = prices.next() else { return Err(TestCaseError::fail("a line that the BPU lacks")) };
            prop_assert_eq!(bpu.words(of_bpu, 1), lot.words(line, 0));
            prop_assert_eq!(bpu.at(of_bpu, 4), lot.at(line, price), "{}", bpu.place(of_bpu, 4));
            let gross = round_half_away(bpu.at(of_bpu, 4) * (Decimal::ONE + rate), places);
            prop_assert_eq!(bpu.at(of_bpu, 5), gross, "{}", bpu.place(of_bpu, 5));
        }
        let [net, vat, gross] = lot.rows(Style::Total)[..] else { return Err(TestCaseError::fail("three totals")) };
        for column in first_amount..=amount {
            let (mut lines, mut sections) = (Decimal::ZERO, Decimal::ZERO);
            for row in 0..net {
                match lot.sheet.rows[row].style {
                    Style::Body => lines += lot.at(row, column),
                    Style::Subtotal => {
                        prop_assert_eq!(lot.at(row, column), lines, "{}", lot.place(row, column));
                        sections += std::mem::take(&mut lines);
                    }
                    _ => {}
                }
            }
            prop_assert_eq!(lot.at(net, column), sections, "{}", lot.place(net, column));
        }
        let due = round_half_away(lot.at(net, amount) * rate, 2);
        prop_assert_eq!(lot.at(vat, amount), due, "{}", lot.place(vat, amount));
        prop_assert_eq!(lot.at(gross, amount), lot.at(net, amount) + due, "{}", lot.place(gross, amount));
        for (column, total) in [(2, net), (3, vat), (4, gross)] {
            prop_assert_eq!(recap.at(*row, column), lot.at(total, amount), "{}", recap.place(*row, column));
        }
    }
    prop_assert!(prices.next().is_none(), "the BPU has a line more than the lots");
    Ok(())
}

// ---- Reports ----------------------------------------------------------------------------------------------------------

/// How a column adds up.
#[derive(Clone, Copy)]
enum Sum {
    /// As it is shown: money.
    Shown,
    /// Before it is rounded for the eye.
    Exact,
}

impl Sum {
    fn of(self, cell: Option<&Cell>) -> Decimal {
        match (self, cell.map(Cell::shown)) {
            (Self::Exact, Some(Cell::Number(value, _))) => *value,
            (_, cell) => cell.and_then(Cell::number).unwrap_or_default(),
        }
    }

    fn agrees(self, a: Decimal, b: Decimal) -> bool {
        match self {
            Self::Shown => a == b,
            Self::Exact => (a - b).abs() < dec!(0.000000001),
        }
    }
}

/// Rows add up to the subtotal below them, subtotals to the total; rows to the total where there is no subtotal.
fn adds_up(sheet: &Sheet, columns: &[(&str, Sum)]) -> Result<(), TestCaseError> {
    for (key, sum) in columns {
        let column = sheet.columns.iter().position(|column| column.key == *key);
        let column = column.unwrap_or_else(|| panic!("no column {key} in {}", sheet.name));
        let (mut rows, mut subtotals) = (Decimal::ZERO, None);
        for row in &sheet.rows {
            let value = sum.of(row.cells.get(column));
            match row.style {
                Style::Body => rows += value,
                Style::Subtotal => {
                    prop_assert!(sum.agrees(rows, value), "{}, {key}: rows make {rows}, not {value}", sheet.name);
                    rows = Decimal::ZERO;
                    *subtotals.get_or_insert(Decimal::ZERO) += value;
                }
                Style::Total => {
                    let due = subtotals.unwrap_or(rows);
                    prop_assert!(sum.agrees(due, value), "{}, {key}: {due}, not {value}", sheet.name);
                }
                Style::Section | Style::Blank => {}
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(32))]

    /// Prices by nature, spread ones too, and by year; the P&L; people.
    #[test]
    fn the_reports_of_a_bid_add_up(spec in any_bid()) {
        let bid = spec.bid();
        let (inputs, estimate) = (Inputs::exact(&bid), priced(&bid));
        let amounts = [("direct_cost", Sum::Shown), ("full_cost", Sum::Shown), ("price", Sum::Shown), ("days", Sum::Exact)];
        for only in [None, bid.lots.first_key()] {
            let price = |by| sheet::price(&bid, &inputs, &estimate, by, only, Lang::Fr);
            adds_up(&price(By::Nature), &[&amounts[..], &[("average_fte", Sum::Exact)]].concat())?;
            adds_up(&price(By::Year), &amounts)?;
        }
        let outlook = engine::outlook(&bid, &inputs, &estimate, None);
        let pnl = sheet::pnl(&bid, &outlook, &engine::cash(&bid, &inputs, &outlook), Lang::Fr);
        let columns = ["revenue", "revised_revenue", "full_cost", "result", "scissors"].map(|key| (key, Sum::Shown));
        adds_up(&pnl, &columns)?;
        let printed = Printed::text(&pnl, Lang::En);
        let [revised, cost, result] = ["revised_revenue", "full_cost", "result"].map(|key| printed.column(key));
        for row in 0..pnl.rows.len() {
            prop_assert_eq!(printed.at(row, revised) - printed.at(row, cost), printed.at(row, result));
        }
        let staffing = engine::staffing(&bid, &inputs, &estimate.plan);
        for (lot, measure) in [(None, Measure::Heads), (bid.lots.first_key(), Measure::Heads), (None, Measure::Days)] {
            let whom = Whom { lot, ..Whom::default() };
            let (bid, inputs, estimate, staffing) = (&bid, &inputs, &estimate, &staffing);
            let people = People { bid, inputs, estimate, staffing, whom, lang: Lang::Fr };
            let table = people.sheet(Period::Year, measure);
            let totals = table.rows.iter().filter(|row| row.style == Style::Total).count();
            // How far sites have learnt is below the total, and no part of it.
            let below = table.rows.iter().rposition(|row| row.style == Style::Total).unwrap_or(table.rows.len());
            let rows = |style: Style| table.rows[..below].iter().filter(move |row| row.style == style).cloned();
            let total = table.rows.get(below).cloned();
            prop_assert_eq!(totals, usize::from(total.is_some()));
            let average = (measure == Measure::Heads).then_some(("average", Sum::Exact));
            let years = (1..=bid.years()).map(|k| (format!("year_{k}"), Sum::Exact)).collect::<Vec<_>>();
            let columns = years.iter().map(|(key, sum)| (key.as_str(), *sum)).chain([("days", Sum::Exact)]).chain(average);
            let columns = columns.collect::<Vec<_>>();
            for style in [Style::Body, Style::Subtotal] {
                let parts = rows(style).map(|row| sheet::Row::body(row.cells));
                let rows = parts.chain(total.clone()).collect();
                adds_up(&Sheet { rows, ..table.clone() }, &columns)?;
            }
        }
    }
}

/// The base of the cases worked by hand, its pool spread over the other natures. Lot a: build 480,000, pool 1.5 FTE,
/// 1.5 × 20 × 24 = 720 days, 288,000: the build costs 768,000 in all and sells for 960,000.
#[test]
fn a_spread_nature_keeps_its_row() {
    let lines = "infra = { code = \"I1\", label = \"Infrastructure\", unit = \"month\", nature = \"infrastructure\", \
                 quantity = \"months\", weight = 1 }\n";
    let change = |base: String| {
        assert_eq!(base.matches(lines).count(), 2);
        base.replace(lines, "").replace("[policy]\n", "[policy]\nspread = { infrastructure = true }\n")
    };
    let text = support::small_with(change, &[]);
    let (bid, _) = model::bid(&text).unwrap_or_else(|f| panic!("{f:#?}"));
    let table = sheet::price(&bid, &Inputs::exact(&bid), &priced(&bid), By::Nature, bid.lots.first_key(), Lang::En);
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.cells.iter().skip(1).map(|cell| shown(cell, Lang::En)).collect()).collect();
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        rows[1..],
        [
            row(&["Build (testing included)", "960", "2.0", "480,000", "768,000", "960,000", "20.0%", "500", "1,000"]),
            row(&["Infrastructure run (MCO/MCS) (spread)", "720", "1.5", "288,000", "", "", "", "400", ""]),
            row(&["Total of the lot", "1,680", "3.5", "768,000", "768,000", "960,000", "20.0%", "457", "571"]),
        ]
    );
    assert!(table.notes.iter().any(|note| note.starts_with("Spread nature:")), "{:?}", table.notes);
}

/// A random bid with a scenario of another provision and margin.
fn compared(texts: &mut Vec<(String, String)>) -> Text {
    let change = "label = \"x\"\nwhy = \"To see.\"\n[changes.a]\nselect = \"policy.provision.default\"\nto = 0.0731\n\
                  [changes.b]\nselect = \"policy.margin.default\"\nto = 0.1234\n";
    texts.push(("scenarios/x.toml".into(), change.into()));
    load_texts(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

proptest! {
    #![proptest_config(cases(12))]

    /// Lots to all of them in the workbook and the page of a comparison, drivers to the difference, sites to all.
    #[test]
    fn comparisons_add_up(spec in any_bid()) {
        let text = compared(&mut spec.texts());
        let base = Base::of(&text).unwrap_or_else(|f| panic!("{f:#?}"));
        let Ok(comparison) = compare(&base, &["base".into(), "x".into()], true) else {
            return Err(TestCaseError::reject("no price under the scenario"));
        };
        let book = sheet::compare_book(&comparison, None, &text.sources, Lang::Fr);
        let lots = book.sheets.iter().find(|sheet| sheet.name == "Lots").unwrap();
        let page = sheet::compare_page(&comparison, None, None, &text.sources, Lang::Fr);
        let tables = page.sections.iter().flat_map(|section| &section.tables);
        let on_page = tables.filter(|table| table.name == "Lots").collect::<Vec<_>>();
        prop_assert_eq!(on_page.len(), 1);
        for table in [lots].into_iter().chain(on_page) {
            lots_add_up(table, ["net", "delta", "full_cost"].as_slice(), comparison.outcomes.len())?;
        }
        lots_add_up(lots, &["margin_euros"], comparison.outcomes.len())?;
        let bridges = sheet::bridges(&comparison, None, Lang::Fr);
        for row in &bridges.rows {
            let [parts @ .., delta] = &row.cells[2..] else { return Err(TestCaseError::fail("no difference")) };
            let sum: Decimal = parts.iter().map(|cell| Sum::Shown.of(Some(cell))).sum();
            prop_assert_eq!(sum, Sum::Shown.of(Some(delta)));
        }
    }
}

/// The rows of each lot's section, one a scenario, add up to those of the last section, of all.
fn lots_add_up(table: &Sheet, columns: &[&str], scenarios: usize) -> Result<(), TestCaseError> {
    let rows: Vec<_> = table.rows.iter().filter(|row| row.style != Style::Section).collect();
    let sections: Vec<_> = rows.chunks(scenarios).collect();
    let [lots @ .., all] = &sections[..] else { return Err(TestCaseError::fail("no lot")) };
    for key in columns.iter().filter(|_| !lots.is_empty()) {
        let column = table.columns.iter().position(|column| column.key == *key).unwrap();
        for scenario in 0..scenarios {
            let value = |section: &[&sheet::Row]| Sum::Shown.of(section[scenario].cells.get(column));
            let sum: Decimal = lots.iter().map(|section| value(section)).sum();
            prop_assert_eq!(sum, value(all), "{} of scenario {}", key, scenario);
        }
    }
    Ok(())
}

// ---- A margin on nothing ----------------------------------------------------------------------------------------------

/// The base of the cases worked by hand, both lots given away: all prices are given, and 0.
fn given_away() -> Text {
    let change = |base: String| base.replace("weight = 1", "given = 0");
    support::small_with(change, &[("dearer", "[changes.a]\nselect = \"policy.provision\"\nto = 0.1\n")])
}

struct GivenAway {
    text: Text,
    bid: Bid,
    portfolio: Portfolio<Exact>,
}

impl GivenAway {
    fn new() -> Self {
        let text = given_away();
        let (bid, _) = model::bid(&text).unwrap_or_else(|f| panic!("{f:#?}"));
        let portfolio = portfolio(&bid, &Inputs::exact(&bid), &priced(&bid)).unwrap_or_else(|f| panic!("{f:#?}"));
        Self { text, bid, portfolio }
    }

    fn comparison(&self) -> (Base<'_>, Comparison) {
        let base = Base::of(&self.text).unwrap_or_else(|f| panic!("{f:#?}"));
        let comparison = compare(&base, &base.ids(), true).unwrap_or_else(|f| panic!("{f:#?}"));
        (base, comparison)
    }

    /// Every table with a margin.
    fn tables(&self) -> Vec<Sheet> {
        let Self { text, bid, portfolio } = self;
        let (inputs, estimate) = (Inputs::exact(bid), priced(bid));
        let outlook = engine::outlook(bid, &inputs, &estimate, None);
        let cash = engine::cash(bid, &inputs, &outlook);
        let (_, comparison) = self.comparison();
        let mut tables = vec![
            sheet::price(bid, &inputs, &estimate, By::Nature, None, Lang::Fr),
            sheet::price(bid, &inputs, &estimate, By::Year, None, Lang::Fr),
            sheet::pnl(bid, &outlook, &cash, Lang::Fr),
            LotSets { bid, portfolio, only: None, lang: Lang::Fr }.sets(),
            sheet::compare(&comparison, None, Width::Narrow, Lang::Fr),
            sheet::compare(&comparison, Some("a"), Width::Data, Lang::Fr),
            sheet::compare_by(&comparison, Cutting::Year, None, Lang::Fr),
            sheet::compare_by(&comparison, Cutting::Nature, None, Lang::Fr),
        ];
        let living = sheet::Living { bid, inputs: &inputs, estimate: &estimate, scenario: "base", lang: Lang::Fr };
        let books = [sheet::compare_book(&comparison, None, &text.sources, Lang::Fr), living.book().unwrap()];
        let named = ["Synthèse", "Lots", "Sommaire", "Compte de résultat"];
        tables.extend(books.into_iter().flat_map(|book| book.sheets).filter(|sheet| named.contains(&&*sheet.name)));
        tables
    }
}

/// No revenue, no margin: a dash for a reader, null in data, nothing in the cell of a workbook; never 0.
#[test]
fn a_margin_on_nothing_is_a_dash() {
    let all = GivenAway::new();
    let tables = all.tables();
    assert_eq!(tables.len(), 12, "{:?}", tables.iter().map(|table| &table.name).collect::<Vec<_>>());
    for table in &tables {
        let column = table.columns.iter().position(|column| column.key == "margin").unwrap();
        let rows = table.rows.iter().filter(|row| row.style != Style::Section && row.cells.len() > column);
        let cells: Vec<&Cell> = rows.map(|row| &row.cells[column]).filter(|cell| **cell != Cell::Empty).collect();
        assert!(!cells.is_empty(), "{}", table.name);
        for cell in cells {
            assert_eq!((cell.number(), &*shown(cell, Lang::Fr)), (None, "–"), "{}", table.name);
        }
    }
    let drawn = draw(&tables[2], Format::Json, Lang::Fr, Page::default());
    assert!(drawn.contains("\"margin\": null"), "{drawn}");
    assert!(draw(&tables[2], Format::Table, Lang::Fr, Page::default()).contains('–'));
    let book = Book { sheets: vec![tables[2].clone()], ..book_of(&all) };
    let margin = u32::try_from(tables[2].columns.iter().position(|column| column.key == "margin").unwrap()).unwrap();
    let (values, _) = cells(&bytes(&book).unwrap());
    let rows = (0..tables[2].rows.len()).map(|row| tables[2].body_row(row));
    for row in rows {
        assert_eq!(values.get(&(tables[2].name.clone(), row, margin)), None);
    }

    let (base, comparison) = all.comparison();
    let page = sheet::compare_page(&comparison, None, None, &all.text.sources, Lang::Fr);
    assert!(page.key_figures.contains(&("Marge".into(), Cell::NoShare)));
    assert!(report::html(&page).contains(">–<"));
    let outcome = base.outcome("base").unwrap();
    let now = Surface::of(&outcome, Hold::Margins, None).now();
    assert!(now.margin().is_none() && Goal::Margin.of(&now).is_none());

    let target = Target::parse(&all.bid, "all/margin").unwrap_or_else(|f| panic!("{f:#?}"));
    let step = explain(&all.bid, &Inputs::exact(&all.bid), target).expect("a priced bid");
    let trunk = Trunk { bid: &all.bid, sources: &all.text.sources, lang: Lang::Fr, depth: 1, width: None };
    assert!(trunk.text(&step).contains("= –"), "{}", trunk.text(&step));
    assert_eq!(trunk.json(&step)["value"], serde_json::Value::Null);
}

fn book_of(all: &GivenAway) -> Book {
    LotSets { bid: &all.bid, portfolio: &all.portfolio, only: None, lang: Lang::Fr }.book()
}
