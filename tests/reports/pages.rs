//! The pages of workbooks as they are printed: what is on one, how small its letters are, where it ends.

use std::fs;
use std::process::Command;

use chiffrage::model::bid::{LineId, LotId, Signature};
use chiffrage::sheet::{self, Book, Print, Role, Seen, Sheet, Whom};
use chiffrage::unit::Lang;
use chiffrage::workbook::bytes;
use jiff::civil::date;
use rust_decimal::Decimal;

use crate::support;
use crate::support::spreadsheet::{cells, parts};

/// The sheets of a workbook as their parts say them, in order.
fn sheets(xlsx: &[u8]) -> Vec<String> {
    let mut sheets: Vec<_> = parts(xlsx).into_iter().filter(|(n, _)| n.starts_with("xl/worksheets/sheet")).collect();
    sheets.sort_by_key(|(name, _)| (name.len(), name.clone()));
    sheets.into_iter().map(|(_, content)| String::from_utf8(content).unwrap()).collect()
}

/// The values of an attribute of an element, wherever it occurs.
fn attributes(xml: &str, element: &str, name: &str) -> Vec<f64> {
    let (start, name) = (format!("<{element} "), format!(" {name}=\""));
    let elements = xml.split(start.as_str()).skip(1).map(|rest| rest.split('>').next().unwrap());
    let value = |element: &str| format!(" {element}").split(name.as_str()).nth(1)?.split('"').next()?.parse().ok();
    elements.filter_map(value).collect()
}

/// The sides of what a sheet prints, in points: a character of Calibri at 11 points is 5.58 wide.
fn size(xml: &str) -> (f64, f64) {
    let columns = attributes(xml, "col", "width").into_iter();
    let spans = attributes(xml, "col", "min").into_iter().zip(attributes(xml, "col", "max"));
    let width: f64 = columns.zip(spans).map(|(width, (min, max))| width * (max - min + 1.0) * 5.58).sum();
    let usual = attributes(xml, "sheetFormatPr", "defaultRowHeight")[0];
    let rows = attributes(xml, "row", "r");
    let own = attributes(xml, "row", "ht");
    let last = rows.last().unwrap();
    (width, own.iter().sum::<f64>() + (last - own.len() as f64) * usual)
}

/// Letters of 10 points are printed with 8 at least on an A4 page, which is 842 by 595 points.
#[test]
fn each_lot_is_a_page_that_can_be_read() {
    let (bid, _, estimate) = support::shipped();
    let xlsx = bytes(&sheet::dqe(&bid, &estimate.dqe, None)).unwrap();
    let sheets = sheets(&xlsx);
    assert_eq!(sheets.len(), bid.lots.len() + 2);
    for lot in &sheets[1..=bid.lots.len()] {
        assert!(lot.contains("orientation=\"landscape\"") && lot.contains("paperSize=\"9\""));
        assert!(lot.contains("fitToPage=\"1\"") && !lot.contains("fitToHeight=\"0\""), "on one page");
        let margin = |side: &str| attributes(lot, "pageMargins", side)[0] * 72.0;
        let (width, height) = size(lot);
        let scale = ((842.0 - margin("left") - margin("right")) / width)
            .min((595.0 - margin("top") - margin("bottom")) / height);
        assert!(scale * 10.0 >= 8.0, "letters of {:.2} points: {width} by {height}", scale * 10.0);
    }
    // The recap and the price schedule are higher than wide; a page of the schedule begins with a lot.
    let [recap, bpu] = [&sheets[0], &sheets[bid.lots.len() + 1]];
    assert!(recap.contains("orientation=\"portrait\"") && bpu.contains("orientation=\"portrait\""));
    let (values, _) = cells(&xlsx);
    let breaks = attributes(bpu, "brk", "id");
    assert_eq!(breaks.len(), 1, "two lots a page");
    for row in breaks {
        // A break stands below a row, counted from 1: the row from 0 is the next one.
        let first = &values[&("BPU".to_owned(), row as u32, 2)];
        assert!(first.to_string().starts_with("Lot "), "a page begins with {first}");
    }
}

/// The sheets of a staffing plan and of a living workbook go on over several pages; letters of 10 points are printed with 8 at
/// least on A4 or A3 (1 191 by 842 points). By hand, a sheet as wide as two pages is scaled to both, what stays in sight being on
/// each; a sheet that is for the screen takes no page, a column that is for the screen no room. The plan is on 15 pages at most,
/// the living workbook on 40.
#[test]
fn sheets_of_many_pages_can_be_read() {
    let text = chiffrage::model::load(&support::root().join("models"), &support::root().join("templates"));
    let priced = chiffrage::app::priced(text, "base").unwrap_or_else(|refused| panic!("{refused:#?}"));
    let plan = priced.staffing_book(Decimal::ONE, Whom::default(), Lang::Fr);
    let living = priced.living_book("base", Lang::Fr).unwrap();
    let printed = |sheet: &Sheet, xml: &str| {
        let of = |element: &str, name: &str| attributes(xml, element, name).first().copied();
        let (long, short) = match of("pageSetup", "paperSize") {
            Some(8.0) => (1191.0, 842.0),
            _ => (842.0, 595.0),
        };
        let (long, short) = if xml.contains("orientation=\"portrait\"") { (short, long) } else { (long, short) };
        let margin = |side: &str| of("pageMargins", side).unwrap() * 72.0;
        let (across, down) = (long - margin("left") - margin("right"), short - margin("top") - margin("bottom"));
        let (width, height) = size(xml);
        let for_screens = sheet.columns.iter().filter(|column| column.seen == Seen::OnScreen);
        let width = width - for_screens.map(|column| (f64::from(column.width) + 0.71) * 5.58).sum::<f64>();
        if let Some(percent) = of("pageSetup", "scale") {
            assert!(width * percent / 100.0 <= across, "{}: {width} at {percent} % on {across}", sheet.name);
            return (percent / 10.0, 1.0 + attributes(xml, "brk", "id").len() as f64);
        }
        let pages = of("pageSetup", "fitToWidth").unwrap_or(1.0);
        // The columns that stay in sight are on each page.
        let columns = attributes(xml, "col", "width");
        let frozen = of("pane", "xSplit").unwrap_or(0.0) as usize;
        let again: f64 = columns.iter().take(frozen).sum::<f64>() * 5.58 * (pages - 1.0);
        let one_high = of("pageSetup", "fitToHeight").is_none();
        let scale = (across * pages / (width + again)).min(1.0);
        let scale = if one_high { scale.min(down / height) } else { scale };
        (scale * 10.0, pages * (height * scale / down).ceil())
    };
    for (book, most) in [(plan, 15.0), (living, 40.0)] {
        let xmls = sheets(&bytes(&book).unwrap());
        let on_paper = book.sheets.iter().zip(&xmls).filter(|(sheet, _)| sheet.print != Print::Nothing);
        let all: Vec<(f64, f64)> = on_paper.map(|(sheet, xml)| printed(sheet, xml)).collect();
        assert!(all.iter().all(|(letters, _)| *letters >= 8.0), "{all:?}");
        let pages: f64 = all.iter().map(|(_, pages)| pages).sum();
        assert!(pages <= most, "{pages}: {all:?}");
        // What is for the screen is worked out on the way, changes, months; nothing to type, and no result.
        let for_screens = book.sheets.iter().filter(|sheet| sheet.print == Print::Nothing);
        assert!(for_screens.clone().count() > 0);
        assert!(
            for_screens.map(|sheet| sheet.role).all(|role| !matches!(role, Role::Cover | Role::Typed | Role::Result))
        );
        if let Some(pages) = printed_by_a_program(&book) {
            assert!(pages as f64 <= most, "{pages}");
        }
    }
}

/// What is handed in has nothing to fill in: every cell is locked, none has the colour of inputs; nothing is a dash.
#[test]
fn what_is_handed_in_is_finished() {
    let (mut bid, _, estimate) = support::shipped();
    bid.document.reference = Some("2027-04".into());
    bid.document.date = Some(date(2027, 1, 1));
    bid.document.validity_days = Some(180);
    bid.document.signature = Signature { place: Some("Lyon".into()), name: Some("A. Martin".into()), capacity: None };
    let xlsx = bytes(&sheet::dqe(&bid, &estimate.dqe, None)).unwrap();
    for sheet in sheets(&xlsx) {
        assert!(sheet.contains("<sheetProtection ") && sheet.contains("state=\"frozen\""));
    }
    let part = |name: &str| String::from_utf8(parts(&xlsx).into_iter().find(|(n, _)| n == name).unwrap().1).unwrap();
    let styles = part("xl/styles.xml");
    assert!(!styles.contains("locked=\"0\"") && !styles.contains("FFF9DB") && styles.contains("–"), "{styles}");
    let workbook = part("xl/workbook.xml");
    assert!(workbook.contains("_xlnm.Print_Titles") && workbook.contains("name=\"TVA\""), "{workbook}");
    let (values, _) = cells(&xlsx);
    let recap: Vec<_> = values.iter().filter(|(at, _)| at.0 == "Récapitulatif").map(|(_, v)| v.to_string()).collect();
    // 50 466 221,09 € with VAT, as the recap in the README has it.
    for line in [
        "Consultation n°\u{a0}2027-04",
        "Date de l’offre\u{a0}: 1er janvier 2027",
        "Validité de l’offre\u{a0}: 180 jours à compter de la date limite de remise des offres",
        "Arrêté le présent détail quantitatif estimatif à la somme de cinquante millions quatre cent soixante-six mille deux \
         cent vingt et un euros et neuf centimes, toutes taxes comprises.",
        "Fait à Lyon, le 1er janvier 2027",
        "Nom\u{a0}: A. Martin",
        "Qualité\u{a0}: ……………………………",
    ] {
        assert!(recap.iter().any(|text| text == line), "{line:?} is not in {recap:#?}");
    }
}

/// The pages that a spreadsheet program prints of a workbook; none where it or the measures of Calibri are missing.
fn printed_by_a_program(book: &Book) -> Option<usize> {
    let soffice = support::program(&["soffice", "libreoffice"])?;
    let fonts = Command::new("fc-list").output().ok()?;
    let fonts = String::from_utf8_lossy(&fonts.stdout).into_owned();
    if !fonts.contains("Carlito") && !fonts.contains("Calibri") {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.xlsx");
    fs::write(&path, bytes(book).unwrap()).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let mut convert = Command::new(soffice);
    convert.arg(profile).args(["--headless", "--convert-to", "pdf", "--outdir"]).arg(folder.path()).arg(&path);
    assert!(convert.output().unwrap().status.success());
    let pdf = fs::read(folder.path().join("book.pdf")).unwrap();
    let pdf = String::from_utf8_lossy(&pdf).into_owned();
    Some(pdf.matches("/Type/Page/").count() + pdf.matches("/Type/Page>").count())
}

/// The recap, a page a lot, two lots of the price schedule a page: no page has a rest of another.
#[test]
fn a_dqe_has_no_orphan_page() {
    let (bid, _, estimate) = support::shipped();
    if let Some(pages) = printed_by_a_program(&sheet::dqe(&bid, &estimate.dqe, None)) {
        assert_eq!(pages, 1 + bid.lots.len() + bid.lots.len() / 2);
    }
    // With twice the lines a lot takes two pages, and the schedule more.
    let (mut bid, mut estimate) = (bid, estimate);
    let lot = &mut bid.lots.raw[2];
    let count = lot.lines.len();
    lot.lines.raw.extend_from_within(..);
    let sections = lot.sections.clone();
    lot.sections.extend(sections);
    for section in &mut lot.sections[8..] {
        let later = |line: LineId| LineId::from(usize::from(line) + count);
        section.lines = later(section.lines.start)..later(section.lines.end);
    }
    estimate.dqe.lines.raw[2].raw.extend_from_within(..);
    let book = sheet::dqe(&bid, &estimate.dqe, Some(LotId::from(2)));
    let breaks = attributes(&sheets(&bytes(&book).unwrap())[1], "brk", "id");
    assert_eq!(breaks.len(), 1);
    if let Some(pages) = printed_by_a_program(&book) {
        assert_eq!(pages, 1 + 2 + 1);
    }
}
