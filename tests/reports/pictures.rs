//! The pictures of a price, of money over time and of sets of lots: the figures of their tables, and files for slides.

use chiffrage::app::{PnlPeriod, priced};
use chiffrage::model::load;
use chiffrage::report;
use chiffrage::sheet::{By, Cell, Drawing, Sheet};
use chiffrage::unit::Lang;
use rust_decimal::{Decimal, dec};

use crate::support;

fn shipped() -> chiffrage::app::Priced {
    let text = load(&support::root().join("models"), &support::root().join("templates"));
    priced(text, "base").unwrap_or_else(|refused| panic!("{refused:#?}"))
}

fn last(sheet: &Sheet, key: &str) -> Decimal {
    let column = sheet.columns.iter().position(|column| column.key == key).unwrap();
    sheet.rows.last().unwrap().cells[column].number().unwrap()
}

/// From the direct cost of the table to its price, 42 055 184,23 € as the README's comparison has it.
#[test]
fn the_waterfall_of_a_price_is_its_table() {
    let priced = shipped();
    for lot in [None, Some(2)] {
        let page = priced.price_page(By::Nature, lot, Lang::Fr);
        let Drawing::Waterfall { from, steps, to } = &page.sections[0].pictures[0].drawing else {
            panic!("a waterfall")
        };
        let amount = |(_, cell): &(String, Cell)| cell.number().unwrap();
        let table = &page.sections[0].tables[0];
        assert_eq!((amount(from), amount(to)), (last(table, "direct_cost"), last(table, "price")));
        assert_eq!(amount(from) + steps.iter().map(amount).sum::<Decimal>(), amount(to));
        let full = amount(from) + steps[..2].iter().map(amount).sum::<Decimal>();
        assert_eq!(full, last(table, "full_cost"));
        let book = priced.price_book(By::Nature, lot, Lang::Fr);
        let drawn = &book.sheets[1];
        assert_eq!(drawn.rows[0].cells[1].number(), Some(amount(from)));
        // A step rests on the lower of the sums before and after it, and is as high as it adds.
        for row in &drawn.rows[1..=steps.len()] {
            let [step, sum, base, up, down] = [1, 2, 3, 5, 6].map(|cell: usize| row.cells[cell].number().unwrap());
            assert_eq!((up - down, base + up.max(down)), (step, sum.max(sum - step)));
        }
    }
    let page = priced.price_page(By::Nature, None, Lang::Fr);
    assert_eq!(last(&page.sections[0].tables[0], "price"), dec!(42_055_184.23));
}

/// The title names the least balance and its month; what is left at the end is the result of the row beside it.
#[test]
fn the_curve_of_cash_names_its_trough() {
    let priced = shipped();
    let page = priced.pnl_page(None, Lang::Fr).unwrap();
    let pictures = &page.sections[0].pictures;
    let Drawing::Lines { points, series, .. } = &pictures[2].drawing else { panic!("curves") };
    let balances: Vec<Decimal> = series[0].1.iter().filter_map(Cell::number).collect();
    let (place, least) = balances.iter().enumerate().min_by_key(|(_, balance)| **balance).unwrap();
    let words = format!("{}, en {}", report::shown(&Cell::UnitPrice(*least, 0), Lang::Fr), points[place]);
    assert!(pictures[2].title.replace("\u{a0}€", "").ends_with(&words), "{} is not {words}", pictures[2].title);
    for period in [PnlPeriod::Year, PnlPeriod::Month] {
        let table = priced.pnl_table(period, None, Lang::Fr).unwrap();
        assert_eq!(last(&table, "cash"), dec!(43_230_985) - dec!(35_982_202), "{period:?}");
    }
}

/// Bars are sorted, a bar a set of several lots; the heat map colours what each lost lot would strand.
#[test]
fn sets_of_lots_are_bars_and_a_heat_map() {
    let page = shipped().lot_sets_page(None, Lang::En).unwrap();
    let Drawing::Bars { groups, .. } = &page.sections[0].pictures[0].drawing else { panic!("bars") };
    let saved: Vec<Decimal> = groups.iter().map(|(_, cells)| cells[0].number().unwrap()).collect();
    // Of four lots: six pairs, four of three, all.
    assert!(saved.len() == 11 && saved.iter().rev().is_sorted(), "{saved:?}");
    let table = &page.sections[0].tables[0];
    let hot = table.heat.clone().unwrap();
    assert!(table.columns[hot].iter().all(|column| column.key.starts_with("stranded_")));
}

/// A chart by itself is a file that this program knows for its own, named by its title, with nothing fetched.
#[test]
fn charts_are_files_of_their_own() {
    let charts = report::charts(&shipped().pnl_page(None, Lang::En).unwrap());
    assert_eq!(charts.len(), 3);
    for (name, svg) in &charts {
        assert!(
            name.ends_with(".svg") && name.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c)),
            "{name}"
        );
        assert!(svg.starts_with("<svg ") && report::is_ours(svg.as_bytes()));
        let mut reader = quick_xml::Reader::from_str(svg);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
        assert!(!svg.replace("http://www.w3.org/2000/svg", "").contains("http"));
    }
}
