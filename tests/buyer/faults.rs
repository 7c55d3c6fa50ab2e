//! Faults in the buyer's file: each planted by hand in a copy of the French form, and none where there is none.

use std::fs;
use std::path::Path;

use chiffrage::buyer::faults::{Fault, faults, stale};
use chiffrage::buyer::form::form_of;
use chiffrage::formula::{Address, Value};
use chiffrage::unit::Lang;
use chiffrage::xlsx::Book;
use rust_decimal::{Decimal, dec};

/// The part of lot 3, and the recap's.
const LOT: &str = "xl/worksheets/sheet5.xml";
const RECAP: &str = "xl/worksheets/sheet2.xml";

/// The form with texts of its parts replaced.
fn variant(edits: &[(&str, &str, &str)]) -> Book {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx");
    let mut book = Book::open(fs::read(path).unwrap()).unwrap();
    for (part, from, to) in edits {
        let text = String::from_utf8(book.package.part(part).unwrap()).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from} in {part}");
        let bytes = book.package.with(&[((*part).to_owned(), text.replace(from, to).into_bytes())]).unwrap();
        book = Book::open(bytes).unwrap();
    }
    book
}

/// The faults of a variant once each line has a price: 1,000 and its row, so that no two are alike.
fn found(edits: &[(&str, &str, &str)]) -> Vec<Fault> {
    let book = variant(edits);
    let form = form_of(&book).unwrap();
    let file = book.calculation().unwrap();
    let mut prices = Vec::new();
    for sheet in form.sheets.iter().filter(|sheet| sheet.is_priced()) {
        for table in &sheet.tables {
            let column = table.columns.unit_price.as_ref().unwrap().at;
            for line in table.lines() {
                let price = Decimal::from(1_000 + line.row);
                prices.push((sheet.sheet, Address { row: line.row, column }, Value::Number(price)));
            }
        }
    }
    faults(&form, &file, &stale(&file), &prices, dec!(0.2))
}

/// The faults as they are reported: sheet, cell, words, excess. That the edits left saved results behind is set aside.
fn told(edits: &[(&str, &str, &str)]) -> Vec<String> {
    let (stale, told): (Vec<_>, Vec<_>) = all_told(edits).into_iter().partition(|told| told.contains("results saved"));
    assert!(stale.len() <= 2, "{stale:?}");
    told
}

fn all_told(edits: &[(&str, &str, &str)]) -> Vec<String> {
    let tell = |fault: Fault| {
        let excess = fault.excess.map_or("-".to_owned(), |excess| excess.to_string());
        format!("{}!{}: {} [{excess}]", fault.sheet_name, fault.at, fault.says(Lang::En))
    };
    found(edits).into_iter().map(tell).collect()
}

#[test]
fn the_form_as_it_is_has_none() {
    assert_eq!(all_told(&[]), [""; 0]);
}

// The amounts of lot 3 at these prices: K10 1,010; K14 48,672; K18 213,780; K19 152,850; K20 42,840; K21 8,168;
// K25 46,125; K26 46,170; K30 46,350; K31 144,340; K35 56,925; K36 62,160; K37 4,148; K38 20,760; K43 1,043.
// Its total is 895,341, its VAT 179,068.20.

#[test]
fn a_vat_of_two_percent() {
    let edit = (LOT, "ROUND(K46*TauxTVA,2)", "ROUND(K46*0.02,2)");
    // 17,906.82 for 179,068.20.
    assert_eq!(told(&[edit]), ["Lot 3 ROR!K47: the VAT comes to 2%, where the contract has 20% [-161161.38]"]);
    let by_name = told(&[("xl/workbook.xml", ">0.2<", ">0.02<")]);
    assert_eq!(by_name.len(), 4, "{by_name:?}");
    assert!(by_name.iter().all(|fault| fault.contains("!K47: the VAT comes to 2%")), "{by_name:?}");
    // Typed: 100.
    let typed = told(&[(LOT, "<f>ROUND(K46*TauxTVA,2)</f><v>0</v>", "<v>100</v>")]);
    assert_eq!(typed, ["Lot 3 ROR!K47: the typed figure is 100.00, computed it would be 179,068.20 [-178968.2]"]);
}

#[test]
fn a_gross_total_that_is_the_vat_and_a_fifth_more() {
    // 179,068.20 × 1.2 = 214,881.84, for 1,074,409.20.
    let edit = (LOT, "<f>K46+K47</f>", "<f>K47*1.2</f>");
    assert_eq!(
        told(&[edit]),
        ["Lot 3 ROR!K48: the gross total gives 214,881.84, net and VAT make 1,074,409.20 [-859527.36]"]
    );
}

#[test]
fn a_total_that_leaves_out_a_subtotal_and_counts_another_twice() {
    // K32 is 190,690, K27 is 92,295.
    let edit = (LOT, "K11+K15+K22+K27+K32+K40+K44", "K11+K15+K22+K27+K27+K40+K44");
    assert_eq!(
        told(&[edit]),
        [
            "Lot 3 ROR!K46: the total leaves out K32 [-98395]",
            "Lot 3 ROR!K46: the total counts K27 more than once [-98395]"
        ]
    );
    // A sum down the column takes each line and its sub-total.
    let edit = (LOT, "K11+K15+K22+K27+K32+K40+K44", "SUM(K9:K45)");
    let faults = told(&[edit]);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].ends_with("[895341]") && faults[0].contains("counts K11, K15, K22"), "{faults:?}");
}

#[test]
fn a_subtotal_that_leaves_out_its_first_line() {
    let edit = (LOT, "SUM(K18:K21)", "SUM(K19:K21)");
    assert_eq!(told(&[edit]), ["Lot 3 ROR!K22: the total leaves out K18 [-213780]"]);
    let edit = (LOT, "SUM(K18:K21)", "SUM(K14:K21)");
    assert_eq!(
        told(&[edit]),
        // Twice 48,672: the line and its sub-total.
        ["Lot 3 ROR!K22: the total counts K15, from outside its block [97344]"]
    );
}

#[test]
fn amounts_and_quantities_of_lines() {
    // 1,019 × 42 for 1,020 × 42.
    let other_row = (LOT, "E20*J20)", "E19*J20)");
    assert_eq!(told(&[other_row]), ["Lot 3 ROR!K20: the amount is computed from E19, of another row [-42]"]);
    // 1,025 × 9 for 1,025 × 45.
    let one_year = (LOT, "E25*J25)", "E25*F25)");
    assert_eq!(
        told(&[one_year]),
        ["Lot 3 ROR!K25: the amount gives 9,225.00, price × quantity makes 46,125.00 [-36900]"]
    );
    // 33 for 45, at 1,030: and the file still holds 45.
    let three_years = (LOT, "SUM(F30:I30)", "SUM(F30:H30)");
    assert_eq!(
        all_told(&[three_years]),
        [
            "Lot 3 ROR!J30: the total quantity is 33.00, those of the years make 45.00 [-12360]",
            "Lot 3 ROR!J30: results saved in the file are no longer those of the formulas: J30 [-]"
        ]
    );
}

#[test]
fn typed_totals_and_amounts() {
    // 143,993 in truth.
    let edit = (LOT, "<f>SUM(K35:K39)</f><v>0</v>", "<v>1000</v>");
    assert_eq!(
        told(&[edit]),
        ["Lot 3 ROR!K40: the typed figure is 1,000.00, computed it would be 143,993.00 [-142993]",]
    );
    let edit = (LOT, "K32+K40+K44</f>", "K32+K40+K44+500</f>");
    assert_eq!(told(&[edit]), ["Lot 3 ROR!K46: the total gives 895,841.00, its lines make 895,341.00 [500]"]);
}

/// Formulas within one another, each nested as deep as one can be, are not followed, on the stack that the main
/// thread of Windows has: the total is held against its lines by what it gives.
#[test]
fn a_total_buried_too_deep() {
    let run = || {
        let nested = |inner: &str| format!("{}{inner}{}", "SUM(".repeat(64), ")".repeat(64));
        let total = "K11+K15+K22+K27+K32+K40+K44";
        let cell = |n: usize| {
            let inner = if n == 60 { format!("{total}+500") } else { format!("A{}", 901 + n) };
            format!("<row r=\"{0}\"><c r=\"A{0}\"><f>{1}</f><v>0</v></c></row>", 900 + n, nested(&inner))
        };
        let rows: String = (1..=60).map(cell).chain(["</sheetData>".to_owned()]).collect();
        let faults = told(&[(LOT, &format!("<f>{total}</f>"), "<f>A901</f>"), (LOT, "</sheetData>", &rows)]);
        assert_eq!(faults, ["Lot 3 ROR!K46: the total gives 895,841.00, its lines make 895,341.00 [500]"]);
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(run).unwrap().join().unwrap();
}

#[test]
fn recaps_and_errors() {
    let other_lot = told(&[(RECAP, "'Lot 3 ROR'!K46", "'Lot 2 Annuaire'!K46")]);
    // Both lots cost the same at these prices; their total is in B3 already.
    assert_eq!(
        other_lot,
        [
            "Récapitulatif!B4: the total leaves out 'Lot 3 ROR'!K46 [-]",
            "Récapitulatif!B4: the total counts B3, from outside its block [-]"
        ]
    );
    for (column, from) in [("B", "SUM(B2:B5)"), ("C", "SUM(C2:C5)"), ("D", "SUM(D2:D5)")] {
        let short = told(&[(RECAP, from, &from.replace('5', "4"))]);
        assert_eq!(short.len(), 1, "{short:?}");
        assert!(
            short[0].starts_with(&format!("Récapitulatif!{column}6: the total leaves out {column}5 [-")),
            "{short:?}"
        );
    }
    let broken = told(&[(LOT, "SUM(K14:K14)", "SUM(#REF!)")]);
    assert_eq!(broken, ["Lot 3 ROR!K15: the formula gives #REF! [-]",]);
}

/// Forms from outside, without prices: read by eye, none has a fault.
#[test]
fn other_forms_have_none() {
    for file in [
        "us_gsa_03fac_price_proposal_dv_protection.xlsx",
        "us_gsa_s70_multisheet_price_proposal.xlsx",
        "us_gsa_s736_multiyear_escalation.xlsx",
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/buyer").join(file);
        let book = Book::open(fs::read(path).unwrap()).unwrap();
        let cells = book.calculation().unwrap();
        let found = faults(&form_of(&book).unwrap(), &cells, &stale(&cells), &[], dec!(0.2));
        assert!(found.is_empty(), "{file}: {found:?}");
    }
}
