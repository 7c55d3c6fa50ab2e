//! The whole way of a French form: a bid laid out as its buyer numbers it, the map proposed, the buyer's own file
//! filled, and its totals as a spreadsheet program computes them.

use std::fs;
use std::path::Path;
use std::process::Output;

use chiffrage::{engine, model};
use rust_decimal::Decimal;

use crate::support;
use crate::support::root;
use crate::support::spreadsheet::{cells, recalculated};

const FORM: &str = "tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx";
const TEMPLATES: &str = "tests/fr_form/templates";

fn chiffrage(arguments: &[&str], output: &Path) {
    let done = support::chiffrage()
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
    let mut command = support::chiffrage();
    command.current_dir(root()).args(["map", form, "--layout"]).arg(templates).output().unwrap()
}

/// Every row of the form has its price from the map as it is proposed, by the code or, for the code that is there twice
/// and the line without one, by the wording; the recap comes to what the bid sells for.
#[test]
fn a_form_is_filled_by_the_map_proposed() {
    let folder = tempfile::tempdir().unwrap();
    let (map, out) = (folder.path().join("map.toml"), folder.path().join("out.xlsx"));
    chiffrage(&["map", FORM], &map);
    let proposed = fs::read_to_string(&map).unwrap();
    // Fifteen of our lines a lot, and the line "PM" which is left to the buyer.
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

/// A form of none of our lots is not laid out, and nothing is written.
#[test]
fn a_form_of_no_lot_is_not_laid_out() {
    let folder = tempfile::tempdir().unwrap();
    let templates = folder.path().join("templates");
    let done = laid_out("tests/samples/xlsx/ironcalc_invoice.xlsx", &templates);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(
        said.contains("erreur[E0720]: aucun tableau de `ironcalc_invoice.xlsx` n’est pour un lot de l’offre"),
        "{said}"
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

const PROTECTED: &str = "tests/samples/buyer/fr_uo_complexity_protected.xlsx";

/// The protected form whose scale was once matched to the wrong lines, the whole way with no change but answers in the place of
/// a `?`: its layout keeps its sections and its order, each open line is one finding, `complexité faible / moyenne / forte`
/// are a scale; laid out so, every row is sure, and the filled file has our prices in its yellow cells and no other change.
#[test]
fn a_protected_form_of_work_units_goes_the_whole_way() {
    let folder = tempfile::tempdir().unwrap();
    let templates = folder.path().join("templates");
    let done = laid_out(PROTECTED, &templates);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let run = |arguments: &[&str]| {
        let mut command = support::chiffrage();
        let done = command.current_dir(root()).arg("--templates").arg(&templates).args(arguments).output().unwrap();
        (done.status.code(), String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned())
    };
    let lots = ["identite", "annuaire", "ror", "pfc"].map(|lot| templates.join("dqe").join(format!("{lot}.toml")));
    let text = fs::read_to_string(&lots[0]).unwrap();
    let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("label = ")).collect();
    let sections = [
        "Phase d'initialisation",
        "Gouvernance",
        "Évolutions (UO)",
        "Exploitation et maintenance",
        "Prestations complémentaires sur bon de commande",
        "Fin de marché",
    ];
    assert_eq!(headings, sections.map(|section| format!("\"{section}\"")));
    let codes: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("code     = \"1-")).collect();
    let order: Vec<String> = [("A", 2), ("B", 1), ("C", 3), ("D", 2), ("E", 9), ("F", 2)]
        .iter()
        .flat_map(|(section, count)| (1..=*count).map(move |n| format!("{section}{n}\"")))
        .collect();
    assert_eq!(codes, order);
    assert!(text.ends_with("[scales]\nbuild = [\"build.simple\", \"build.medium\", \"build.complex\"]\n"), "{text}");

    // One finding for each line with a `?`, and nothing else.
    let (_, said) = run(&["check"]);
    let open: usize = lots.iter().map(|lot| open_lines(&fs::read_to_string(lot).unwrap())).sum();
    assert_eq!((said.matches("erreur[E0212]").count(), said.matches("erreur[").count()), (open, open), "{said}");

    for lot in &lots {
        let text = fs::read_to_string(lot).unwrap();
        let decided = text.lines().map(|line| match line.split_once(" = \"?\"") {
            Some((key, likely)) if likely.starts_with("  # ") => format!("{key} = {}\n", &likely[4..]),
            // A senior engineer and a data engineer, both on demand: none of our lines is likely.
            Some((key, _)) if key.trim() == "nature" => format!("{key} = \"on-demand\"\n"),
            Some((key, _)) => format!("{key} = \"devops\"\n"),
            None => format!("{line}\n"),
        });
        fs::write(lot, decided.collect::<String>()).unwrap();
    }
    let map = folder.path().join("map.toml");
    let (code, said) = run(&["map", PROTECTED, "-o", map.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    let proposed = fs::read_to_string(&map).unwrap();
    // Lot 1 has another name at the buyer's: its lines are to be confirmed, each by the code that it has at the buyer's.
    let confirmed = proposed.lines().map(|line| match line.split_once(" = \"?\"  # probable") {
        Some((row, likely)) => {
            format!("{row} = \"{}\"\n", likely.split_once(": ").unwrap().1.split(' ').next().unwrap())
        }
        None => format!("{line}\n"),
    });
    let confirmed: String = confirmed.collect();
    assert!(!confirmed.contains(" = \"?\""), "{confirmed}");
    fs::write(&map, &confirmed).unwrap();
    let out = folder.path().join("out.xlsx");
    let (code, said) = run(&["fill", PROTECTED, "--map", map.to_str().unwrap(), "-o", out.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Seuls des prix demandés par l’acheteur sont écrits."), "{said}");

    let bid = model::bid(&model::load(&root().join("models"), &templates)).unwrap().0;
    let dqe = engine::estimate(&bid).unwrap().dqe;
    let (before, _) = cells(&fs::read(root().join(PROTECTED)).unwrap());
    let filled = fs::read(&out).unwrap();
    let (written, formulas) = cells(&filled);
    let mut prices = 0;
    for (lot, priced) in bid.lots.iter().zip(&dqe.lines) {
        for (line, of) in lot.lines.iter().zip(priced) {
            let (place, _) = before.iter().find(|(_, value)| value.to_string() == line.code).unwrap();
            assert_eq!(place.0, sheet_of(&lot.id), "{}", line.code);
            let price: Decimal = written[&(place.0.clone(), place.1, 4)].to_string().parse().unwrap();
            assert_eq!(price.round_dp(2), of.unit_price.shown(), "{}", line.code);
            prices += 1;
        }
    }
    // Nothing else is another, but what the buyer's formulas come to.
    let changed =
        written.iter().filter(|(at, value)| before.get(*at).map(ToString::to_string) != Some(value.to_string()));
    let typed: Vec<_> = changed.filter(|(at, _)| !formulas.contains(*at)).collect();
    assert_eq!(typed.len(), prices);
    assert!(typed.iter().all(|(at, _)| at.2 == 4), "{typed:?}");
    // As a spreadsheet program computes them: the totals of the lots.
    if let Some(file) = recalculated(&filled, folder.path()) {
        let (values, _) = cells(&file);
        for (lot, of) in bid.lots.iter().zip(&dqe.lots) {
            let name = sheet_of(&lot.id);
            let row = values.iter().find(|(at, value)| at.0 == name && **value == "TOTAL € HT").unwrap().0.1;
            let total: Decimal = values[&(name.to_owned(), row, 10)].to_string().parse().unwrap();
            // Quantities are whole: rounded once or year by year, an amount is the same.
            assert_eq!(total.round_dp(2), of.net.shown(), "{name}");
        }
    }
}

/// The sheet of a lot.
fn sheet_of(lot: &str) -> &'static str {
    let sheets =
        [("identite", "Lot 1 IAM"), ("annuaire", "Lot 2 Annuaire"), ("ror", "Lot 3 ROR"), ("pfc", "Lot 4 PFC")];
    sheets.iter().find(|(id, _)| *id == lot).unwrap().1
}

/// How many lines of a layout have a `?`.
fn open_lines(text: &str) -> usize {
    text.split("\n[sections.").filter(|part| part.contains(" = \"?\"")).count()
}
