//! The sub-detail of prices: its parts make the price to the cent, and it goes to nobody unasked.

use chiffrage::app::{JustifyRequest, Priced, priced};
use chiffrage::engine::{self, Inputs, Pays, Piece, estimate, sub_detail};
use chiffrage::model;
use chiffrage::model::bid::{LotId, Nature, Rule};
use chiffrage::scenario::BASE;
use chiffrage::unit::Exact;
use chiffrage::workbook::bytes;
use rust_decimal::{Decimal, dec};

use crate::support::bid::Bid;
use crate::support::spreadsheet::parts;
use crate::support::{self, root};

fn sum(pieces: &[Piece], of: fn(&Piece) -> Exact) -> Decimal {
    pieces.iter().map(|piece| of(piece).shown()).sum()
}

/// The base of the cases worked by hand. A month of lot a's build is 2 developers, 20 days each at 500: 20,000, sold 25,000; a
/// month of its infrastructure 1.5 operators, 30 days at 400: 12,000, sold 15,000; over 24 months.
#[test]
fn a_month_by_hand() {
    let text = support::small_with(|base| base, &[]);
    let (bid, _) = model::bid(&text).unwrap_or_else(|f| panic!("{f:#?}"));
    let (inputs, estimate) = (Inputs::exact(&bid), estimate(&bid).unwrap_or_else(|f| panic!("{f:#?}")));
    let of = |nature: Nature| {
        let j = bid.lots.raw[0].lines.position(|line| line.nature == nature).unwrap();
        sub_detail(&bid, &inputs, &estimate, LotId::from(0), j)
    };
    for (nature, days, cost, margin) in [
        (Nature::Build, dec!(40), dec!(20000), dec!(5000)),
        (Nature::Infrastructure, dec!(30), dec!(12000), dec!(3000)),
    ] {
        let pieces = of(nature);
        assert_eq!(pieces.len(), 2, "{pieces:?}");
        assert!(matches!(pieces[0].pays, Pays::Work { .. }) && pieces[1].pays == Pays::Margin);
        assert_eq!(pieces[0].days.unwrap().shown().normalize(), days);
        assert_eq!([pieces[0].unit, pieces[1].unit].map(|unit| unit.shown().normalize()), [cost, margin]);
        assert_eq!(pieces[0].amount.shown().normalize(), cost * dec!(24));
    }
}

/// Of every line of the shipped bid the parts total the unit price and the amount, to the cent; the days of a nature's lines are
/// those that its people work, and their cost is what they cost, but for what rounded prices leave.
#[test]
fn every_price_is_the_sum_of_its_parts() {
    let (bid, inputs, estimate) = support::shipped();
    let staffing = engine::staffing(&bid, &inputs, &estimate.plan);
    for (l, lot) in bid.lots.iter_enumerated() {
        for nature in Nature::ALL {
            let (mut days, mut euros, mut shared) = (Decimal::ZERO, Decimal::ZERO, false);
            for (j, line) in lot.lines.iter_enumerated().filter(|(_, line)| line.nature == nature) {
                let figures = &estimate.dqe.lines[l][j];
                let pieces = sub_detail(&bid, &inputs, &estimate, l, j);
                assert_eq!(sum(&pieces, |piece| piece.unit), figures.unit_price.shown(), "{} {}", lot.id, line.code);
                assert_eq!(sum(&pieces, |piece| piece.amount), figures.amount.shown(), "{} {}", lot.id, line.code);
                let quantity: Exact = figures.quantities.iter().copied().sum();
                for piece in pieces.iter().filter(|piece| piece.days.is_some()) {
                    days += (piece.days.unwrap() * quantity).shown();
                    euros += piece.amount.shown();
                }
                shared |= !matches!(line.rule, Rule::Day(_));
            }
            let worked: Decimal = staffing
                .days_where(&estimate.plan, |post| post.lot == l && post.nature == nature)
                .into_iter()
                .map(Exact::shown)
                .sum();
            let labour = estimate.cost.direct[engine::cell(l, nature)].labour().shown();
            // A price to the cent times a quantity of hundreds is off by some ten-thousandths; a spread nature has no lines.
            let near = |a: Decimal, b: Decimal| (a - b).abs() <= b.abs() * dec!(0.0005) + dec!(0.01);
            let is_priced = lot.lines.iter().any(|line| line.nature == nature) && !lot.terms(nature).spread;
            assert!(!is_priced || near(days, worked), "{} {nature:?}: {days} of {worked} days ({shared})", lot.id);
            assert!(!is_priced || near(euros, labour), "{} {nature:?}: {euros} of {labour}", lot.id);
        }
    }
}

fn shop() -> Priced {
    let text = model::load(&root().join("models"), &root().join("templates"));
    priced(text, BASE).unwrap_or_else(|refused| panic!("{refused:#?}"))
}

/// Refused unless it is said that costs are disclosed; every printed page says for whom it is; `leaks` finds it.
#[test]
fn it_goes_to_nobody_unasked() {
    let bid = Bid::new();
    let refused = bid.run(&["justify", "-o", "sous-detail.xlsx", "--lang", "en"]);
    assert!(refused.code == 2 && refused.err.contains("E0511") && refused.err.contains("--disclose-costs"));
    assert!(!bid.path("sous-detail.xlsx").exists());
    let unknown = bid.run(&["justify", "--line", "9.9", "--disclose-costs", "-o", "x.xlsx", "--lang", "en"]);
    assert!(unknown.code != 0 && unknown.err.contains("no line `9.9`"), "{}", unknown.err);
    for file in ["sous-detail.xlsx", "sous-detail.html"] {
        let args = ["justify", "--lot", "ror", "--line", "3.1", "--disclose-costs", "-o", file];
        assert_eq!(bid.run(&args).code, 0);
        let found = bid.run(&["leaks", file]);
        assert!(found.code == 1 && found.out.contains("SOUS-DÉTAIL DE PRIX"), "{file}: {}", found.out);
    }
    let shop = shop();
    let request = JustifyRequest { lot: None, line: None, disclosed: true };
    let book = shop.justified(&request).unwrap_or_else(|refused| panic!("{refused:#?}")).book();
    assert_eq!(book.sheets.len(), shop.bid.lots.len());
    let parts = parts(&bytes(&book).unwrap());
    let sheets: Vec<String> = parts
        .into_iter()
        .filter(|(name, _)| name.starts_with("xl/worksheets/sheet"))
        .map(|(_, content)| String::from_utf8(content).unwrap())
        .collect();
    for sheet in &sheets {
        let header = sheet.split("<oddHeader>").nth(1).unwrap().split("</oddHeader>").next().unwrap();
        assert!(header.contains("SOUS-DÉTAIL DE PRIX, CONTIENT DES COÛTS"), "{header}");
        assert!(!sheet.contains("INTERNE"));
    }
}
