//! What is shown adds up: each total of a table is recomputed from the figures printed above it, as a reader with a
//! pocket calculator would, over random bids (see `generate`).

mod generate;
mod support;

use chiffrage::report::shown;
use chiffrage::sheet::{self, Book, Sheet, Style, column_letters};
use chiffrage::unit::{Lang, round_half_away};
use chiffrage::workbook::bytes;
use generate::{any_bid, cases, priced};
use proptest::prelude::*;
use rust_decimal::{Decimal, dec};
use support::spreadsheet::cells;

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
