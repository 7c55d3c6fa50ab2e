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

/// What a person decides of the lines of each lot that are not likely: the nature and the rule.
const DECIDED: [(&str, &str, &str); 6] = [
    ("UO Build complexe - variante accessibilité", "\"build\"", "7"),
    ("Maintien en condition opérationnelle applicatif", "\"run\"", "0.7"),
    ("Support de niveau 3 (astreinte comprise)", "\"run\"", "0.3"),
    ("Infogérance sur sollicitation", "\"on-demand\"", "\"devops\"\nonshore = \"Q22\""),
    ("Audit accessibilité (RGAA)", "\"on-demand\"", "6500"),
    ("Réversibilité / transférabilité", "\"transition-out\"", "1"),
];

/// The layout proposed from the form, once what is likely is taken as it is proposed, and the six lines of each lot that
/// it leaves open are decided as the hand-written one has them, prices every line as that does.
#[test]
fn a_form_is_laid_out_as_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let templates = folder.path().join("templates");
    let done = laid_out(FORM, &templates);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    // The nature and the rule of ten lines of each lot.
    assert!(done.status.success() && said.contains("80 à décider"), "{said}");
    for entry in fs::read_dir(templates.join("dqe")).unwrap() {
        let path = entry.unwrap().path();
        let mut label = String::new();
        let mut decided = String::new();
        for line in fs::read_to_string(&path).unwrap().lines() {
            if let Some(written) = line.strip_prefix("label    = ") {
                label = written.trim_matches('"').to_owned();
            }
            let line = match line.split_once(" = \"?\"") {
                Some((key, likely)) if likely.starts_with("  # ") => format!("{key} = {}", &likely[4..]),
                Some((key, _)) => {
                    let (_, nature, rule) =
                        DECIDED.iter().find(|(of, ..)| *of == label).unwrap_or_else(|| panic!("{label}"));
                    let key = if *rule == "6500" { key.replace("weight", "given") } else { key.to_owned() };
                    format!("{key} = {}", if key.trim() == "nature" { nature } else { rule })
                }
                None => line.strip_prefix("# ").filter(|line| line.starts_with("mix ")).unwrap_or(line).to_owned(),
            };
            decided.push_str(&line);
            decided.push('\n');
        }
        fs::write(&path, decided).unwrap();
    }
    let dqe = |templates: &Path| {
        let (bid, _) = model::bid(&model::load(&root().join("models"), templates)).unwrap();
        let dqe = engine::estimate(&bid).unwrap().dqe;
        let prices = dqe.lines.iter().map(|lines| lines.iter().map(|line| line.unit_price.shown()).collect::<Vec<_>>());
        (prices.collect::<Vec<_>>(), dqe.total.net.shown())
    };
    assert_eq!(dqe(&templates), dqe(&root().join(TEMPLATES)));
}
