//! The pictures of a price, of money over time and of sets of lots: the figures of their tables, and files for slides.

use chiffrage::app::{PnlPeriod, priced};
use chiffrage::model::bid::LotId;
use chiffrage::model::load;
use chiffrage::report;
use chiffrage::sheet::{self, By, Cell, Drawing, Sheet};
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
    for lot in [None, Some(LotId::from(2))] {
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

/// The dots are the figures that the README's comparison states: Porto 0,81 (0,92 kept), Casablanca 0,66 (0,90), Tunis 0,70
/// (0,90). The partner for infrastructure alone costs more than Paris. Of one site, a row a profile of its table.
#[test]
fn break_even_is_a_row_of_dots_a_site() {
    let priced = shipped();
    let picture = priced.break_even_picture(None, Lang::Fr).unwrap();
    let Drawing::Dots { groups, .. } = &picture.drawing else { panic!("dots") };
    let row = |name: &str| {
        let (_, cells) = groups.iter().find(|(of, _)| of == name).unwrap();
        cells.iter().map(Cell::number).collect::<Vec<_>>()
    };
    for (name, pays_from, kept) in
        [("Porto", dec!(0.81), dec!(0.92)), ("Casablanca", dec!(0.66), dec!(0.90)), ("Tunis", dec!(0.70), dec!(0.90))]
    {
        assert_eq!(row(name)[..2], [Some(pays_from), Some(kept)], "{name}");
    }
    // Nobody learns at a site of reference rates: there is no dot of a start.
    assert_eq!((row("Porto")[2], row("Lyon")[2]), (Some(dec!(0.68)), None));
    assert_eq!(groups.len(), 5);
    assert_eq!(picture.title, "4 sites sur 5 moins chers que Paris, en régime\u{a0}; pas Partenaire infra");
    let porto = priced.bid.sites.position(|site| site.id == "porto").unwrap();
    let page = priced.break_even_page(Some(porto), Lang::Fr).unwrap();
    let Drawing::Dots { groups, .. } = &page.sections[0].pictures[0].drawing else { panic!("dots") };
    let table = &page.sections[0].tables[0];
    assert_eq!(groups.len(), table.rows.len() - 1);
    let book = priced.break_even_book(None, Lang::Fr).unwrap();
    // 0,92 less 0,81.
    let gap = book.sheets[0].rows[1].cells[4].number().unwrap();
    assert!((gap - dec!(0.11)).abs() < dec!(0.005), "{gap}");
}

fn lines_of(text: &str) -> Vec<&str> {
    text.lines().collect()
}

/// By hand, on 36 characters: ten of names, eight of words and two spaces leave sixteen for 0 to 80. 40 is half of them; the
/// step of +40 takes the other half; -20 the last quarter, in a lighter mark; 60 is three quarters.
#[test]
fn a_waterfall_is_text_on_one_scale() {
    let amount = |name: &str, euros: i64| (name.to_owned(), Cell::Money(Decimal::from(euros * 1_000_000)));
    let picture = sheet::Picture {
        title: "Du coût au prix".into(),
        summary: String::new(),
        drawing: Drawing::Waterfall {
            from: amount("Coût direc", 40),
            steps: vec![amount("Frais", 40), amount("Remise", -20)],
            to: amount("Prix", 60),
        },
    };
    let page = report::Page { styled: false, width: Some(36) };
    let drawn = report::picture(&picture, Lang::En, page).unwrap();
    let row = |name: &str, before: usize, mark: &str, count: usize, words: &str| {
        let marks = format!("{}{}{}", " ".repeat(before), mark.repeat(count), " ".repeat(16 - before - count));
        format!("{name:10} {marks} {words:>8}")
    };
    assert_eq!(
        lines_of(&drawn),
        [
            "Du coût au prix".to_owned(),
            row("Coût direc", 0, "█", 8, "€40.00M"),
            row("Frais", 8, "▓", 8, "+€40.00M"),
            row("Remise", 12, "░", 4, "−€20.00M"),
            row("Prix", 0, "█", 12, "€60.00M"),
        ]
    );
}

/// Whatever a picture holds, its text is no wider than the terminal, nor than eighty columns, and has the figures of its page.
#[test]
fn pictures_as_text_fit_the_terminal() {
    let priced = shipped();
    let mut pictures = vec![priced.price_steps(None, Lang::Fr), priced.break_even_picture(None, Lang::Fr).unwrap()];
    pictures.extend(priced.pnl_pictures(None, Lang::Fr).unwrap());
    for width in [60, 80, 100] {
        for picture in &pictures {
            let drawn = report::picture(picture, Lang::Fr, report::Page { styled: false, width: Some(width) }).unwrap();
            let widest = drawn.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(widest <= usize::from(width.min(80)), "{widest} of {width}:\n{drawn}");
        }
        let sets = priced.lot_sets_table(chiffrage::app::LotSetTable::Sets, None, Lang::Fr).unwrap();
        let page = report::Page { styled: false, width: Some(width) };
        let heat = report::heat(&sets, Lang::Fr, page).unwrap();
        // A heading and the eleven sets of several lots.
        assert_eq!(lines_of(&heat).len(), 12);
        assert!(heat.lines().all(|line| line.chars().count() <= usize::from(width.min(80))), "{heat}");
    }
    // The trough of the cash is what its axis starts at, and its months are the first and the last.
    let page = report::Page { styled: false, width: Some(80) };
    let cash = report::picture(pictures.last().unwrap(), Lang::Fr, page).unwrap();
    assert!(cash.contains("−958\u{a0}k€ │") && cash.contains("mars 2027") && cash.contains("7,25\u{a0}M€ │"), "{cash}");
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
