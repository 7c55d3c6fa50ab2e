//! The whole way of a French form: a bid laid out as its buyer numbers it, the map proposed, the buyer's own file
//! filled, and its totals as a spreadsheet program computes them.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use chiffrage::{engine, model};
use rust_decimal::Decimal;
use support::root;
use support::spreadsheet::{cells, recalculated};

const FORM: &str = "tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx";
const TEMPLATES: &str = "tests/fr_form/templates";

fn chiffrage(arguments: &[&str], output: &Path) {
    let done = Command::new(assert_cmd::cargo::cargo_bin!("chiffrage"))
        .current_dir(root())
        .args(["--templates", TEMPLATES])
        .args(arguments)
        .arg("-o")
        .arg(output)
        .output()
        .unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// What `map` does to lay a form out.
fn laid_out(form: &str, templates: &Path) -> Output {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("chiffrage"));
    command.current_dir(root()).args(["map", form, "--layout"]).arg(templates).output().unwrap()
}

/// Every row of the form has its price from the map as it is proposed, by the code or, for the code that stands twice
/// and the line without one, by the wording; the recap comes to what the bid sells for.
#[test]
fn a_form_is_filled_by_the_map_proposed() {
    let folder = tempfile::tempdir().unwrap();
    let (map, out) = (folder.path().join("map.toml"), folder.path().join("out.xlsx"));
    chiffrage(&["map", FORM], &map);
    let proposed = fs::read_to_string(&map).unwrap();
    // Fifteen lines of ours a lot, and the line "PM" which is left to the buyer.
    assert_eq!(proposed.lines().filter(|line| line.starts_with("21 = \"3.3 bis\"")).count(), 4);
    assert_eq!(proposed.lines().filter(|line| line.starts_with("26 = \"4.2\"")).count(), 4);
    assert_eq!(proposed.lines().filter(|line| line.starts_with("39 = \"-\"")).count(), 4);
    assert!(!proposed.lines().any(|line| line.contains(" = \"?\"")), "{proposed}");
    chiffrage(&["fill", FORM, "--map", map.to_str().unwrap()], &out);

    let text = model::load(&root().join("models"), &root().join(TEMPLATES));
    let (bid, _) = model::bid(&text).unwrap();
    let dqe = engine::estimate(&bid).unwrap().dqe;
    let filled = fs::read(&out).unwrap();
    let files = [Some(filled.clone()), recalculated(&filled, folder.path())];
    for (file, whose) in files.iter().zip(["written", "recalculated"]) {
        let Some(file) = file else { continue };
        let (values, _) = cells(file);
        let cell = |row: u32, column: u32| {
            let value = values[&("Récapitulatif".to_owned(), row, column)].to_string();
            value.parse::<Decimal>().unwrap_or_else(|_| panic!("{whose}: {value}")).round_dp(2)
        };
        for (row, lot) in (1..).zip(&dqe.lots) {
            let ours = [lot.net, lot.vat, lot.gross].map(|amount| amount.shown());
            assert_eq!([cell(row, 1), cell(row, 2), cell(row, 3)], ours, "{whose}, row {row}");
        }
        assert_eq!(cell(5, 3), dqe.total.gross.shown(), "{whose}");
    }
}

/// A form of no lot of ours is not laid out, and nothing is written.
#[test]
fn a_form_of_no_lot_is_not_laid_out() {
    let folder = tempfile::tempdir().unwrap();
    let templates = folder.path().join("templates");
    let done = laid_out("tests/samples/xlsx/ironcalc_invoice.xlsx", &templates);
    assert!(
        String::from_utf8_lossy(&done.stderr)
            .contains("error[E0720]: no table of `ironcalc_invoice.xlsx` is for a lot")
    );
    assert_eq!((done.status.code(), templates.exists()), (Some(1), false));
}

/// The layout proposed from the form, once the five lines of each lot that it leaves open are decided as the hand-written
/// one has them, prices every line as that does.
#[test]
fn a_form_is_laid_out_as_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let templates = folder.path().join("templates");
    let done = laid_out(FORM, &templates);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    // Five lines of each lot; of the last the nature too.
    assert!(done.status.success() && said.contains("24 à décider"), "{said}");
    for entry in fs::read_dir(templates.join("dqe")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let decided = ["weight   = 7", "weight   = 0.3", "day      = \"devops\"\nonshore = \"Q22\"", "given    = 6500"]
            .into_iter()
            .chain(["nature   = \"transition-out\"", "weight   = 1"]);
        // Beside the support, the maintenance of applications weighs 0.7, where our own lines weigh 1, or 0.8.
        let weighs = |w: &str| format!("{{ value = {w}, source = \"assumption\" }}\nquantity = {{ years = {{ 1 = 9");
        let mut text =
            ["1", "0.8"].iter().fold(text, |text, w| text.replacen(&weighs(w), "0.7\nquantity = { years = { 1 = 9", 1));
        for value in decided {
            let key = value.split(' ').next().unwrap();
            let open = text.lines().find(|line| line.ends_with("= \"?\"")).unwrap().to_owned();
            assert!(key == "given" || open.starts_with(key), "{open}, {value}");
            text = text.replacen(&open, value, 1);
        }
        assert!(!text.contains("= \"?\""), "{text}");
        fs::write(&path, text).unwrap();
    }
    let dqe = |templates: &Path| {
        let (bid, _) = model::bid(&model::load(&root().join("models"), templates)).unwrap();
        let dqe = engine::estimate(&bid).unwrap().dqe;
        let prices = dqe.lines.iter().map(|lines| lines.iter().map(|line| line.unit_price.shown()).collect::<Vec<_>>());
        (prices.collect::<Vec<_>>(), dqe.total.net.shown())
    };
    assert_eq!(dqe(&templates), dqe(&root().join(TEMPLATES)));
}
