//! The living workbook as a spreadsheet program recalculates it: the engine's cents in every cell, as it is and
//! after figures were changed in it; of bids of every shape.

use chiffrage::engine::{Estimate, Inputs, estimate_with};
use chiffrage::formula::{self, Address};
use chiffrage::model::Bid;
use chiffrage::model::figure::Fig;
use chiffrage::scenario::Base;
use chiffrage::sheet::{Book, Cell, Living, Row};
use chiffrage::unit::{Exact, Lang};
use chiffrage::workbook::bytes;
use chiffrage::xlsx;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use rust_decimal::{Decimal, dec};

use crate::generate;
use crate::support;
use crate::support::spreadsheet::{agree, recalculated_all};

fn book(bid: &Bid, inputs: &Inputs<Exact>, estimate: &Estimate<Exact>) -> Book {
    Living { bid, inputs, estimate, scenario: "base", lang: Lang::Fr }.book().unwrap()
}

/// Types a value in the cell of a figure.
fn type_in(book: &mut Book, path: &str, value: Decimal) {
    let rows = book.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
    let mut typed = 0;
    for row in rows.filter(|row| row.cells.last() == Some(&Cell::Text(path.to_owned()))) {
        let Cell::Input(_) = &row.cells[1] else { panic!("{path} is no cell to type in") };
        row.cells[1] = Cell::Input(Box::new(Cell::Typed(value)));
        typed += 1;
    }
    assert_eq!(typed, 1, "{path} stands in one cell");
}

/// The workbook with figures changed in it, and the one that the engine makes of the same changes.
fn changed(bid: &Bid, plain: &Book, changes: &[(&str, Decimal)]) -> (Vec<u8>, Vec<u8>) {
    let mut inputs = Inputs::exact(bid);
    let mut tried = plain.clone();
    for (path, value) in changes {
        type_in(&mut tried, path, *value);
        let place = bid.figures.iter().position(|figure| figure.path == *path).unwrap();
        inputs.set(Fig::at(place), (*value).into());
    }
    let estimate = estimate_with(bid, &inputs).unwrap_or_else(|findings| panic!("{findings:#?}"));
    (bytes(&tried).unwrap(), bytes(&book(bid, &inputs, &estimate)).unwrap())
}

#[test]
fn every_cell_recalculated_is_the_engine_s_before_and_after_changes() {
    let places = [
        // As it is.
        vec![],
        // A daily cost, a share moved from one site to another, an FTE, a margin, an overhead, a quantity, the VAT, a
        // pool's minimum, a productivity and its ramp: all together.
        vec![
            ("rates.porto.daily_cost.developer", dec!(333.33)),
            ("mixes.hybrid.shares.lyon", dec!(0.4)),
            ("mixes.hybrid.shares.porto", dec!(0.35)),
            ("lots.ror.teams.alpha.positions.developer.fte", dec!(6.5)),
            ("policy.margin.build", dec!(0.1234)),
            ("policy.overheads.structure.rate", dec!(0.135)),
            ("dqe.ror.sections.build.lines.complex.quantity", dec!(80)),
            ("contract.vat", dec!(0.1)),
            ("pools.infra.minimum", dec!(9)),
            ("sites.porto.productivity.steady", dec!(0.8)),
            ("sites.porto.productivity.months", dec!(9)),
            ("sites.porto.coordination", dec!(0.15)),
        ],
        // What was nothing becomes something, and what was something nothing.
        vec![
            ("dqe.ror.sections.expertise.lines.design-system.quantity", dec!(12)),
            ("dqe.ror.sections.expertise.lines.ux.quantity", dec!(0)),
            ("dqe.pfc.sections.managed.lines.devops.quantity.years.1", dec!(0)),
            ("mixes.hybrid.shares.porto", dec!(0)),
            ("mixes.hybrid.shares.paris", dec!(0.45)),
            ("lots.ror.teams.run.positions.operations.fte", dec!(0)),
            ("policy.gain.default", dec!(0.01)),
            ("sites.paris.drift", dec!(0.04)),
            ("sites.lyon.absence_days", dec!(45.5)),
            ("sites.lyon.per_head_month", dec!(0)),
            ("lots.pfc.applications.ripsc.late", dec!(7.5)),
            ("lots.annuaire.platform.oracle.count", dec!(0)),
            ("lots.pfc.volumes.incidents.per_month.months.25", dec!(40)),
            ("contract.revision.index", dec!(0.05)),
        ],
    ];
    let (bid, inputs, estimate) = support::shipped();
    let plain = book(&bid, &inputs, &estimate);
    let (tried, expected): (Vec<_>, Vec<_>) = places.iter().map(|changes| changed(&bid, &plain, changes)).unzip();
    let folder = tempfile::tempdir().unwrap();
    let Some(recalculated) = recalculated_all(&tried, folder.path()) else { return };
    for (expected, recalculated) in expected.iter().zip(&recalculated) {
        // 130 rows of people alone, over 48 months, three times.
        assert!(agree(expected, recalculated) > 18_000);
    }
}

/// Figures are named as the models name things, in the reader's language; the first sheet links to each of the others.
#[test]
fn sheets_speak_the_reader_s_language_and_are_linked() {
    let (bid, inputs, estimate) = support::shipped();
    let book = book(&bid, &inputs, &estimate);
    let label = |path: &str| {
        let row = book.sheets.iter().flat_map(|sheet| &sheet.rows);
        let mut row = row.filter(|row| row.cells.last() == Some(&Cell::Text(path.to_owned())));
        row.next().unwrap().cells[0].clone()
    };
    for (path, name) in [
        ("lots.ror.teams.alpha.positions.developer.fte", "Équipe Alpha · Développeur confirmé\u{a0}: ETP"),
        ("lots.ror.volumes.incidents.per_month", "Volume · Incidents\u{a0}: par mois"),
        (
            "lots.ror.platform.workbench.unit_month",
            "Plateforme · Outillage de développement et de qualité\u{a0}: prix d’un par mois",
        ),
    ] {
        assert_eq!(label(path), Cell::Text(name.into()), "{path}");
    }
    let file = xlsx::Book::open(bytes(&book).unwrap()).unwrap();
    let first = file.package.part(&file.sheets[0].part).unwrap();
    let first = String::from_utf8_lossy(&first).into_owned();
    for sheet in &file.sheets[1..] {
        assert!(first.contains(&format!("location=\"'{}'!A1\"", sheet.name)), "no link to {}: {first}", sheet.name);
    }
}

/// Formulas as a person would write them: a step over the cells of others, neighbours as a range, the figures of the model
/// where they are typed. In the DQE quantities begin with H and amounts with M; elsewhere month 13 is V.
#[test]
fn formulas_are_those_of_a_person() {
    let (bid, inputs, estimate) = support::shipped();
    let book = book(&bid, &inputs, &estimate);
    let sheet = |name: &str| book.sheets.iter().find(|sheet| sheet.name == name).unwrap();
    let place = |name: &str, keys: &[&str]| {
        let is = |row: &Row| {
            row.cells.len() > keys.len()
                && keys.iter().zip(&row.cells).all(|(key, cell)| *cell == Cell::Text((*key).into()))
        };
        sheet(name).rows.iter().position(is).unwrap_or_else(|| panic!("{name} {keys:?}"))
    };
    let number = |name: &str, keys: &[&str]| sheet(name).body_row(place(name, keys)) + 1;
    let formula = |name: &str, keys: &[&str], column: usize| match &sheet(name).rows[place(name, keys)].cells[column] {
        Cell::Formula(formula, _) => formula.to_string(),
        other => panic!("{name} {keys:?}: {other:?}"),
    };
    let input = |path: &str| {
        let (_, s, at, _) = typed(&book).find(|(typed, ..)| typed == path).unwrap();
        format!("'{}'!$B${}", book.sheets[s].name, at.row)
    };
    let line = number("DQE", &["3.1"]);
    for (column, expected) in [
        (6, format!("ROUND(F{line},2)")),
        (13, format!("ROUND(G{line}*I{line},2)")),
        (16, format!("SUM(M{line}:P{line})")),
        (17, format!("ROUND(G{line}*(1+{}),2)", input("contract.vat"))),
    ] {
        assert_eq!(formula("DQE", &["3.1"], column), expected);
    }
    let month_13 = 9 + 12;
    // Four lots ask of the pool; then come the sum, the minimum, the need, and each lot's charge.
    let (first, least) = (number("Pools", &["Demande"]), input("pools.infra.minimum"));
    let [last, all, need] = [first + 3, first + 4, first + 6];
    assert_eq!(formula("Pools", &["Demande totale"], month_13), format!("SUM(V{first}:V{last})"));
    assert_eq!(formula("Pools", &["Besoin"], month_13), format!("IF(0<V{all},MAX({least},V{all}),0)"));
    let pro_rata = format!("IF(0<V{all},IF(V{all}<{least},V{need}*V{first}/V{all},V{first}),0)");
    assert_eq!(formula("Pools", &["Charge"], month_13), pro_rata);
    // Two Januaries since January 2026 by March 2028.
    let (card, drift) = (input("rates.porto.daily_cost.developer"), input("sites.porto.drift"));
    let daily = formula("CJM", &["Porto", "Développeur confirmé"], month_13);
    assert_eq!(daily, format!("{card}*(1+{drift})^2"));
    let alpha = ["Lot 3 · Build (recette comprise)", "Équipe Alpha", "Développeur confirmé", "Porto"];
    let head = number("Têtes", &alpha);
    assert_eq!(
        formula("Jours", &alpha, month_13),
        format!("'Têtes'!V{head}*'Calendrier'!V{}", number("Calendrier", &["Porto"]))
    );
    // What a head costs comes below what a day costs.
    let developer = [Cell::Text("Porto".into()), Cell::Text("Développeur confirmé".into())];
    let of_head = sheet("CJM").rows.iter().rposition(|row| row.cells.starts_with(&developer)).unwrap();
    let of_head = sheet("CJM").body_row(of_head) + 1;
    assert_eq!(formula("Coûts", &alpha, month_13), format!("'Têtes'!V{head}*'CJM'!V{of_head}"));
    for sheet in &book.sheets {
        for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
            let Cell::Formula(text, _) = cell else { continue };
            assert!(text.len() <= 100, "{}: {text}", sheet.name);
        }
    }
}

/// The cover leads from the margin of the prices to the result of the P&L: by hand, 42 055 184,23 less 35 982 202,41 are 6 072 981,82;
/// revised revenue of 43 230 984,89 adds 1 175 800,66; together 7 248 782,47, the P&L's own. Every check is a formula, and nothing.
#[test]
fn the_cover_reconciles_the_p_and_l() {
    let (bid, inputs, estimate) = support::shipped();
    let book = book(&bid, &inputs, &estimate);
    let cover = &book.sheets[0];
    let value = |words: &str| {
        let row = cover.rows.iter().find(|row| row.cells[0] == Cell::Text(words.into())).unwrap();
        assert!(matches!(row.cells[1], Cell::Formula(..)), "{words}");
        row.cells[1].number().unwrap().round_dp(2)
    };
    assert_eq!(value("Marge du prix remis"), dec!(6_072_981.82));
    assert_eq!(value("+ Révision des prix, sur le contrat"), dec!(1_175_800.66));
    assert_eq!(value("= Résultat du compte de résultat"), dec!(7_248_782.47));
    let (rows, column) = cover.checks.clone().unwrap();
    assert_eq!(rows.len(), 4);
    for row in &cover.rows[rows] {
        assert!(matches!(row.cells[column], Cell::Formula(..)), "{row:?}");
        assert!(row.cells[column].number().unwrap().abs() < dec!(0.005), "{row:?}");
    }
}

/// A figure that changes on its way to another: each point has a name and a cell of its own, and every formula holds.
#[test]
fn a_figure_that_changes_on_its_way_has_its_formulas() {
    let fte = "lots.a.teams.dev.positions.dev.fte";
    let length = support::change("length", "contract.months", "48");
    let ramp = support::change("ramp", fte, "{ years = { 1 = 2, 4 = 8 }, ramp = true }");
    let later = format!("{}from_year = 3\n", support::change("later", fte, "1"));
    let text = support::small(&[("x", &(length + &ramp + &later))]);
    let outcome = Base::of(&text).expect("a bid").outcome("x").expect("a price");
    let book = book(&outcome.bid, &outcome.inputs, &outcome.estimate);
    let labels: Vec<&Cell> = book
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.rows)
        .filter(|row| matches!(row.cells.last(), Some(Cell::Text(path)) if path.starts_with(&format!("{fte}.years"))))
        .map(|row| &row.cells[0])
        .collect();
    let name =
        |points: &str| Cell::Text(format!("Build (recette comprise) · Developer\u{a0}: ETP, {points}").as_str().into());
    let names = ["dès l’année 1, dès l’année 1", "dès l’année 1, dès l’année 4", "dès l’année 3"].map(name);
    assert_eq!(labels, names.iter().collect::<Vec<_>>());
    let mut calculation = xlsx::Book::open(bytes(&book).unwrap()).unwrap().calculation().unwrap();
    assert!(calculation.recalculate_all().beyond.is_empty());
    assert!(holds(&calculation, &book) > 1_000);
}

/// Bids of every shape (ramps, spread natures, several currencies, partners, dated steps, days without a quantity):
/// every formula gives what it carries, before and after figures are changed, in the exact decimals of our own evaluator.
#[test]
fn drawn_bids_hold_in_exact_decimals() {
    let mut runner = TestRunner::new(generate::cases(16));
    let (mut priced, mut formulas) = (0, 0);
    for n in 0..16 {
        let spec = if n % 2 == 0 { generate::any_bid().boxed() } else { generate::pooled_bid().boxed() };
        let bid = spec.new_tree(&mut runner).expect("a bid can be drawn").current().bid();
        let mut inputs = Inputs::exact(&bid);
        let estimate = generate::priced(&bid);
        let before = book(&bid, &inputs, &estimate);
        let file = xlsx::Book::open(bytes(&before).unwrap()).unwrap();
        let mut calculation = file.calculation().unwrap();
        let found = calculation.recalculate_all();
        assert!(found.beyond.is_empty(), "{:#?}", found.beyond.first());
        formulas += holds(&calculation, &before);
        let changes: Vec<_> = typed(&before)
            .filter(|(path, ..)| may_change(path))
            .step_by(3)
            .map(|(path, sheet, at, value)| (path, sheet, at, value * dec!(1.1)))
            .collect();
        for (path, _, _, value) in &changes {
            let place = bid.figures.iter().position(|figure| figure.path == *path).unwrap();
            inputs.set(Fig::at(place), (*value).into());
        }
        // Some changes no bid can hold: given prices above what a nature sells for.
        let Ok(estimate) = estimate_with(&bid, &inputs) else { continue };
        priced += 1;
        let values: Vec<_> = changes.into_iter().map(|(_, sheet, at, value)| (sheet, at, value.into())).collect();
        let found = calculation.recalculate(&values);
        assert!(found.beyond.is_empty(), "{:#?}", found.beyond.first());
        holds(&calculation, &book(&bid, &inputs, &estimate));
    }
    assert!(priced >= 8 && formulas > 10_000, "{priced} bids, {formulas} formulas");
}

/// A figure that may take another value without others having to.
fn may_change(path: &str) -> bool {
    ["shares", "share", "years", "weights", "revision", "number"]
        .iter()
        .all(|word| !path.split('.').any(|step| step.contains(word)))
}

/// The cells to type in: the path, the place, the value of each.
fn typed(book: &Book) -> impl Iterator<Item = (String, usize, Address, Decimal)> {
    book.sheets.iter().enumerate().flat_map(|(s, sheet)| {
        sheet.rows.iter().enumerate().filter_map(move |(r, row)| {
            let (Cell::Input(value), Cell::Text(path)) = (row.cells.get(1)?, row.cells.get(8)?) else { return None };
            let at = Address { row: sheet.body_row(r) + 1, column: 2 };
            Some((path.clone(), s, at, value.number()?))
        })
    })
}

/// Every formula of a book has in a calculation the value that it carries: how many there are.
fn holds(calculation: &formula::Book, book: &Book) -> usize {
    let mut count = 0;
    for (s, sheet) in book.sheets.iter().enumerate() {
        for (r, row) in sheet.rows.iter().enumerate() {
            for (c, cell) in row.cells.iter().enumerate() {
                let Cell::Formula(text, carried) = cell else { continue };
                let at = Address { row: sheet.body_row(r) + 1, column: c as u32 + 1 };
                let expected = carried.number().unwrap();
                let Ok(formula::Value::Number(value)) = calculation.value(s, at) else {
                    panic!("'{}'!{at} ={text}: {:?}", sheet.name, calculation.value(s, at))
                };
                let close = (expected.abs() * dec!(0.0000000001)).max(dec!(0.000000001));
                assert!(
                    (value - expected).abs() <= close,
                    "'{}'!{at} ={text}: {value}, the engine {expected}",
                    sheet.name
                );
                count += 1;
            }
        }
    }
    count
}
