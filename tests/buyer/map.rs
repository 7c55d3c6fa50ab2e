//! `chiffrage map` on files from outside: what is found of the form, which of our lines each row gets, how sure, and what
//! is left open. The rows of the samples were read by hand in a spreadsheet program.

use std::fs;

use assert_cmd::Command;
use typed_index_collections::{TiSlice, TiVec};

use chiffrage::buyer::form::{Form, Row, RowKind, Term, form_of, letters};
use chiffrage::buyer::matching::{Found, Matching, OurLot, Sureness, matching, ours, waits};
use chiffrage::buyer::{Map, MatchReport, Target};
use chiffrage::diag::{Sources, render};
use chiffrage::model::bid::LotId;
use chiffrage::unit::Lang;
use chiffrage::xlsx::Book;
use chiffrage::{sheet, workbook};
use serde_json::Value;

use crate::support;

/// The form of a sample.
fn sample(name: &str) -> Form {
    let bytes = fs::read(support::root().join("tests/samples/buyer").join(name)).unwrap();
    form_of(&Book::open(bytes).unwrap()).unwrap()
}

/// The lots of the shipped bid.
fn shipped() -> TiVec<LotId, OurLot> {
    let (bid, _, estimate) = support::shipped();
    ours(&bid, &estimate.dqe)
}

/// A sheet's lines, each with what it got: `10 Likely 1.1`, `21 Taken 20`.
fn found(form: &Form, matching: &Matching, ours: &TiSlice<LotId, OurLot>, sheet: &str) -> Vec<String> {
    let of = matching.sheets.iter().find(|s| form.sheets[s.sheet].name == sheet).unwrap();
    let one = |r: &chiffrage::buyer::matching::RowMatch| {
        let row = r.row(&form.sheets[of.sheet]).row;
        match &r.found {
            Found::Line(m) => format!("{row} {:?} {}", m.sureness, ours[r.lot.unwrap()].lines[m.line].code.text),
            Found::Taken { row: other, .. } => format!("{row} Taken {other}"),
            other => format!("{row} {other:?}"),
        }
    };
    of.rows.iter().map(one).collect()
}

const LOTS: [&str; 4] = ["Lot 1 Identité et Accès", "Lot 2 Annuaire", "Lot 3 ROR", "Lot 4 PFC Cloud"];

#[test]
fn the_form_of_four_lots_is_read_as_a_person_reads_it() {
    let form = sample("fr_dqe_four_lots_synthetic.xlsx");
    let names: Vec<&str> = form.sheets.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, [&["Récapitulatif"][..], &LOTS].concat());
    let recap: Vec<RowKind> = form.sheets[0].tables[0].rows.iter().map(|r| r.kind).collect();
    assert!(form.sheets[0].tables[0].is_recap());
    assert_eq!(recap, [RowKind::Lot, RowKind::Lot, RowKind::Lot, RowKind::Lot, RowKind::Net]);
    for (n, sheet) in form.sheets[1..].iter().enumerate() {
        assert_eq!(sheet.lot.as_ref().and_then(|l| l.number), u32::try_from(n + 1).ok());
        let [table] = &sheet.tables[..] else { panic!("one table") };
        assert_eq!(table.header, (8, 8));
        let at = |column: Option<&chiffrage::buyer::form::Column>| column.map_or("-".to_owned(), |c| letters(c.at));
        let columns = &table.columns;
        let quantities: Vec<String> = columns.quantities.iter().map(|(_, c)| letters(c.at)).collect();
        assert_eq!(quantities, ["F", "G", "H", "I", "J"]);
        assert_eq!(
            [at(columns.code.as_ref()), at(columns.label.as_ref()), at(columns.unit.as_ref())],
            ["B", "C", "D"].map(str::to_owned)
        );
        assert_eq!([at(columns.unit_price.as_ref()), at(columns.amount())], ["E", "K"].map(str::to_owned));
        let of = |kind: RowKind| -> Vec<u32> {
            table.rows.iter().filter(|r: &&Row| r.kind == kind).map(|r| r.row).collect()
        };
        assert_eq!(of(RowKind::Section), [9, 13, 17, 24, 29, 34, 42]);
        assert_eq!(of(RowKind::Line), [10, 14, 18, 19, 20, 21, 25, 26, 30, 31, 35, 36, 37, 38, 43]);
        assert_eq!(of(RowKind::Memo), [39]);
        assert_eq!(of(RowKind::Subtotal), [11, 15, 22, 27, 32, 40, 44]);
        assert_eq!([of(RowKind::Net), of(RowKind::Vat), of(RowKind::Gross)], [[46], [47], [48]]);
    }
}

#[test]
fn its_lines_are_matched_by_code_and_wording_together() {
    let form = sample("fr_dqe_four_lots_synthetic.xlsx");
    let ours = shipped();
    let matching = matching(&form, &ours);
    for sheet in LOTS {
        let rows = [
            "10 Likely 1.1",
            "14 Sure 2.1",
            "18 Sure 3.1",
            "19 Sure 3.2",
            "20 Sure 3.3",
            // 3.3 again, a variant: its price is another.
            "21 Taken 20",
            // Our one line of run, in two.
            "25 Doubtful 4.1",
            "26 Doubtful 4.1",
            "30 Sure 5.1",
            // It reads like our section of managed services, which has two lines.
            "31 Doubtful 6.1",
            // 6.1 is a DevOps engineer with us: the wording wins over the code.
            "35 Likely 7.3",
            "36 Likely 7.4",
            // A lump sum is no day.
            "37 Doubtful 7.5",
            "38 Likely 7.6",
            "39 Aside",
            // 8.1 and 8.2 both are about it; 7.1 is an architect with us.
            "43 Doubtful 8.1",
        ];
        assert_eq!(found(&form, &matching, &ours, sheet), rows, "{sheet}");
    }
    let placed = matching.placed(&form, &ours);
    let left = |lot: LotId| -> Vec<&str> {
        let lines = ours[lot].lines.iter().zip(&placed[lot]).filter(|(_, placed)| !**placed);
        lines.map(|(line, _)| line.code.text.as_str()).collect()
    };
    let ror = ours.position(|lot| lot.id == "ror").unwrap();
    let pfc = ours.position(|lot| lot.id == "pfc").unwrap();
    assert_eq!(left(ror), ["1.2", "4.1", "6.1", "6.2", "7.1", "7.2", "7.5", "7.7", "8.1", "8.2"]);
    assert_eq!(left(pfc), ["1.2", "4.1", "4.2", "6.1", "6.2", "7.1", "7.2", "7.5", "7.7", "8.1", "8.2"]);
}

/// A file, and of each sheet its name, header, columns and lines.
type Sheets = (&'static str, &'static [(&'static str, u32, &'static str, usize)]);

#[test]
fn price_proposals_of_another_trade_are_left_open() {
    let ours = shipped();
    // The sheet, the header, the columns of code, label, unit and price, how many lines.
    let expected: [Sheets; 3] = [
        ("us_gsa_03fac_price_proposal_dv_protection.xlsx", &[("Service Pricing", 1, "A B H G", 11)]),
        (
            "us_gsa_s736_multiyear_escalation.xlsx",
            &[
                ("Professional Market Prce Escala", 11, "A B F E", 1),
                ("Professional Commer Price Escla", 12, "A B H G", 1),
            ],
        ),
        ("us_gsa_s70_multisheet_price_proposal.xlsx", &[("(3)Labor Categories", 3, "A B F E", 1)]),
    ];
    for (file, sheets) in expected {
        let form = sample(file);
        for (name, header, columns, lines) in sheets {
            let table = &form.sheets.iter().find(|s| s.name == *name).unwrap().tables[0];
            let c = &table.columns;
            let found = [&c.code, &c.label, &c.unit, &c.unit_price].map(|c| letters(c.as_ref().unwrap().at)).join(" ");
            assert_eq!((table.header.1, found.as_str(), table.lines().count()), (*header, *columns, *lines), "{name}");
        }
        let matching = matching(&form, &ours);
        let rows: Vec<_> = matching.sheets.iter().flat_map(|s| &s.rows).collect();
        assert!(!rows.is_empty() && rows.iter().all(|r| r.found == Found::NoLot), "{file}");
    }
}

#[test]
fn our_own_dqe_is_mapped_completely() {
    let (bid, _, estimate) = support::shipped();
    let bytes = workbook::bytes(&sheet::dqe(&bid, &estimate.dqe, None)).unwrap();
    let form = form_of(&Book::open(bytes).unwrap()).unwrap();
    let ours = ours(&bid, &estimate.dqe);
    let matching = matching(&form, &ours);
    let lines: usize = ours.iter().map(|lot| lot.lines.len()).sum();
    let mut waiting = 0;
    for of in &matching.sheets {
        let sheet = &form.sheets[of.sheet];
        for found in &of.rows {
            let row = found.row(sheet);
            let own = found.line().unwrap_or_else(|| panic!("{} row {}", sheet.name, row.row));
            assert_eq!(own.sureness, Sureness::Sure, "{} row {}", sheet.name, row.row);
            let line = &ours[found.lot.unwrap()].lines[own.line];
            assert_eq!((row.label.as_str(), &row.code.as_ref().unwrap().key), (line.label.as_str(), &line.code.key));
            // The BPU holds the prices, the lots take them from there.
            assert_eq!(waits(row), sheet.name == "BPU");
            waiting += usize::from(waits(row));
        }
    }
    assert_eq!(waiting, lines);
    assert!(matching.placed(&form, &ours).iter().flatten().all(|placed| *placed));
}

fn map(arguments: &[&str]) -> Command {
    let mut command = Command::from_std(support::chiffrage());
    command.current_dir(support::root()).arg("map").args(arguments);
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap().replace('\u{a0}', " ")
}

const FRENCH: &str = "tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx";

#[test]
fn the_map_says_each_row_how_sure_and_what_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.toml");
    let out = map(&[FRENCH, "-o", path.to_str().unwrap()]).output().unwrap();
    assert!(out.status.success(), "{}", text(&out.stderr));
    let shown = text(&out.stdout);
    assert!(
        shown.contains("16 lignes : 5 sûres, 4 probables, 5 à décider, 1 sans ligne chez nous, 1 sans prix attendu")
    );
    assert!(
        shown.contains(
            "40 lignes de l’acheteur attendent un prix : 16 probables à confirmer, 20 à décider, 4 sans ligne"
        )
    );
    let written = text(&fs::read(&path).unwrap());
    for line in [
        "[tables.lot-3-ror]\nsheet = \"Lot 3 ROR\"\nlot = \"ror\"\nheader = 8\n",
        "unit_price = \"E\"  # Prix unitaire HT\n",
        "quantities = { 1 = \"F\", 2 = \"G\", 3 = \"H\", 4 = \"I\" }\n",
        "# 2.1 Pilotage et gouvernance du lot (mois)\n14 = \"2.1\"  # sûr : ",
        "21 = \"?\"  # la plus proche, 3.3, est déjà à la ligne 20\n",
        "18 = \"3.1\"  # sûr : 3.1 Unité d’œuvre d’évolution simple, même code, désignation équivalente, \
         quantité 210 (480 chez nous), décidé par l’ordre de l’échelle, degré 1 sur 3\n",
        // What is likely is not written as if it were sure.
        "36 = \"?\"  # probable : 7.4 Journée d’UX designer, autre code, même désignation",
        "37 = \"?\"  # à décider : 7.5 ",
        "39 = \"-\"  # sans prix attendu",
        "#   pfc/4.2 ",
    ] {
        assert!(written.contains(line), "{line}");
    }
    // What a person may have corrected is not written over.
    let again = map(&[FRENCH, "-o", path.to_str().unwrap()]).output().unwrap();
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("E0502"));
    assert!(map(&[FRENCH, "-o", path.to_str().unwrap(), "--force"]).output().unwrap().status.success());
}

/// What is proposed is a map that can be read, for each sample and for our own DQE.
#[test]
fn what_is_proposed_can_be_read() {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    let own = workbook::bytes(&sheet::dqe(&bid, &estimate.dqe, None)).unwrap();
    let own = form_of(&Book::open(own).unwrap()).unwrap();
    let us = "us_gsa_03fac_price_proposal_dv_protection.xlsx";
    // Tables, rows to fill, rows to decide, rows that no price goes into.
    let expected = [
        (sample("fr_dqe_four_lots_synthetic.xlsx"), [4, 20, 40, 4]),
        (sample(us), [1, 0, 11, 0]),
        // The lots take their prices from the BPU by formulas: none goes there.
        (own, [5, 77, 0, 77]),
    ];
    for (form, counts) in expected {
        let report = MatchReport { form: &form, matching: &matching(&form, &ours), ours: &ours, lang: Lang::Fr };
        let text = report.to_map("a \"file\"\n[tables].xlsx", Term::of(&bid));
        let mut sources = Sources::default();
        let file = sources.add("map.toml".into(), text.clone());
        let map =
            Map::read(file, &text, &bid).unwrap_or_else(|f| panic!("{}", render(&f, &sources, Lang::En, false, None)));
        let rows = || map.tables.iter().flat_map(|t| &t.rows);
        let count = |takes: fn(&Target) -> bool| rows().filter(|(_, _, target)| takes(target)).count();
        let found = [
            map.tables.len(),
            count(|t| matches!(t, Target::Line { .. })),
            count(|t| *t == Target::Open),
            count(|t| *t == Target::Theirs),
        ];
        assert_eq!(found, counts);
        assert!(map.tables.iter().all(|t| t.columns.unit_price.is_some()));
    }
}

#[test]
fn a_map_goes_neither_over_an_input_nor_under_another_name() {
    let refused = [("models/policy.toml", 1, "it is a file of the bid"), ("map.xlsx", 2, "ends with .toml")];
    for (output, exit, why) in refused {
        let out = map(&[FRENCH, "--lang", "en", "-o", output, "--force"]).output().unwrap();
        assert_eq!(out.status.code(), Some(exit));
        assert!(text(&out.stderr).contains(why), "{}", text(&out.stderr));
    }
}

#[test]
fn what_was_found_comes_as_data() {
    let out = map(&[FRENCH, "--format", "json"]).output().unwrap();
    let data: Value = serde_json::from_slice(&out.stdout).unwrap();
    let ror = &data["sheets"][2];
    assert_eq!((ror["sheet"].as_str(), ror["lots"][0]["lot"].as_str()), (Some("Lot 3 ROR"), Some("ror")));
    assert_eq!(ror["tables"][0]["unit_price"]["column"], "E");
    let line = &ror["lines"][2];
    assert_eq!((line["row"].as_u64(), line["match"]["code"].as_str()), (Some(18), Some("3.1")));
    assert_eq!((line["match"]["sureness"].as_str(), line["state"].as_str()), (Some("sure"), Some("matched")));
    assert_eq!((&line["quantities"]["year_3"], &line["price"]), (&serde_json::json!(50), &Value::Null));
    assert_eq!(data["unplaced"].as_array().map(Vec::len), Some(41));
}

#[test]
fn a_workbook_without_a_form_says_what_was_looked_for() {
    let out = map(&["tests/samples/xlsx/calamine_merged_range.xlsx"]).output().unwrap();
    assert_eq!(out.status.code(), Some(1));
    let reported = text(&out.stderr);
    assert!(
        reported.contains("E0720") && reported.contains("désignation") && reported.contains("à la main"),
        "{reported}"
    );
    assert!(out.stdout.is_empty());
}

#[test]
fn a_report_comes_in_english_too() {
    let english = text(&map(&[FRENCH, "--lang", "en"]).output().unwrap().stdout);
    // A sentence may go over two lines.
    let english = english.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in ["Header at row 8", "covers also 8.2", "an empty price makes an offer irregular"] {
        assert!(english.to_lowercase().contains(&words.to_lowercase()), "{words}");
    }
}

/// A bill of prices that names no lot, in a workbook made here: its cover and its file's name may.
fn unnamed(cover: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Garde").unwrap().write(3, 0, cover).unwrap();
    let sheet = book.add_worksheet().set_name("BPU").unwrap();
    sheet.write_row(0, 0, ["N°", "Désignation", "Unité", "Prix unitaire HT"]).unwrap();
    for (row, label) in [(1, "Journée d'architecte"), (2, "Journée d'ingénieur sécurité")] {
        sheet.write_row(row, 0, ["X", label, "jour"]).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// The lot of a file of one lot: from `--lot`, its cover, or its name; with none of them, it is asked.
#[test]
fn a_file_of_one_lot_is_known_by_its_name_its_cover_or_the_user() {
    let bid = support::bid::Bid::new();
    for (name, cover, asked, by) in [
        ("bpu.xlsx", "Accord-cadre – Lot n° 2", &[][..], Some(("annuaire", "by another sheet of the file"))),
        ("AE_annexe2_BPU_lot4_v2.xlsx", "Accord-cadre", &[], Some(("pfc", "by the file’s name"))),
        ("bpu-annuaire.xlsx", "Accord-cadre", &[], Some(("annuaire", "by the file’s name"))),
        ("bpu.xlsx", "Accord-cadre", &["--lot", "ror"], Some(("ror", "by --lot"))),
        ("lot1.xlsx", "Accord-cadre", &["--lot", "ror"], Some(("ror", "by --lot"))),
        ("bpu.xlsx", "Lots 1 à 4", &[], None),
    ] {
        bid.write(name, unnamed(cover));
        let run = bid.run(&[&["--lang", "en", "map", name, "--format", "json"], asked].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let reported: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(run.err.contains("warning[W0730]"), by.is_none(), "{name}: {}", run.err);
        let lines = reported["sheets"][0]["lines"].as_array().unwrap();
        match by {
            Some((lot, by)) => {
                assert_eq!(reported["sheets"][0]["lots"], serde_json::json!([{ "lot": lot, "by": by }]), "{name}");
                assert!(lines.iter().all(|line| line["match"]["sureness"] == "sure"), "{lines:?}");
            }
            None => {
                assert!(run.err.contains("`--lot LOT`, one of identite, annuaire, ror, pfc"), "{}", run.err);
                assert!(lines.iter().all(|line| line["match"]["sureness"] != "sure"), "{lines:?}");
            }
        }
    }
    // The file is of another lot.
    let file = support::root().join("tests/samples/buyer/fr_made_dqe_pairs.xlsx").display().to_string();
    let run = bid.run(&["--lang", "en", "map", &file, "--lot", "ror", "-o", "map.toml"]);
    assert!(run.code != 0 && run.err.contains("is for the lot `ror`") && run.err.contains("annuaire"), "{}", run.err);
    assert!(!bid.path("map.toml").exists());
}

/// A workbook of one sheet: a title, a header on row 3 and two lines.
fn headed(headings: &[&str], change: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Lot 3 ROR").unwrap();
    sheet.write(0, 0, "Annexe financière").unwrap();
    sheet.write_row(2, 0, headings.iter().copied()).unwrap();
    for (row, label) in [(3, "Journée d'architecte"), (4, "Journée d'ingénieur sécurité")] {
        sheet.write_row(row, 0, ["X", label, "jour"]).unwrap();
    }
    change(sheet);
    book.save_to_buffer().unwrap()
}

/// What cannot be understood says at which step, by cell, and what to write: in the map, where a column is to be chosen.
#[test]
fn a_form_that_is_not_understood_says_which_step_failed() {
    let bid = support::bid::Bid::new();
    for (headings, said, candidates) in [
        (&[][..], "`Lot 3 ROR` (no header row)", None),
        (
            &["N°", "Désignation", "Unité", "Observations"],
            "`Lot 3 ROR` (no price column: row 3 heads A3 `N°`, B3 `Désignation`, C3 `Unité`, D3 `Observations`)",
            Some("D3 `Observations`, E3"),
        ),
        (
            &["N°", "Désignation", "Unité", "Quantité"],
            "no column of prices was found: `Lot 3 ROR` (A3 `N°`, B3 `Désignation`, C3 `Unité`, D3 `Quantité`)",
            Some("E3"),
        ),
    ] {
        bid.write("form.xlsx", headed(headings, |_| {}));
        let run = bid.run(&["--lang", "en", "map", "form.xlsx", "-o", "map.toml", "--force"]);
        assert_eq!((run.code, bid.path("map.toml").exists()), (1, candidates.is_some()), "{said}: {}", run.err);
        assert!(run.err.contains("error[E0720]") && run.err.contains(said), "{said}: {}", run.err);
        let Some(candidates) = candidates else {
            assert!(run.err.contains("`label`, `unit` and `unit_price`"), "{}", run.err);
            continue;
        };
        assert!(run.err.contains(&format!("`Lot 3 ROR` {candidates}")), "{}", run.err);
        // The map asks for the column, and fills it once it is named.
        let map = bid.read("map.toml");
        assert!(map.contains(&format!("\nunit_price = \"?\"  # column to choose: {candidates}\n")), "{map}");
        let fill = ["--lang", "en", "fill", "form.xlsx", "--map", "map.toml", "-o", "out.xlsx", "--force"];
        assert!(bid.run(&fill).err.contains("error[E0729]"));
        bid.write("map.toml", map.replace("unit_price = \"?\"", "unit_price = \"E\""));
        let run = bid.run(&fill);
        // 869.20 and 785.17 are the prices of the two lines in `dqe --lot ror`.
        assert!(run.code == 0 && run.out.contains("869.20") && run.out.contains("785.17"), "{}{}", run.out, run.err);
    }
}

/// Of several columns under words of their own, any may be that of the prices, and its words may say what these are for: no line
/// below is sure.
#[test]
fn below_columns_that_could_each_be_of_prices_nothing_is_sure() {
    let bid = support::bid::Bid::new();
    bid.write("form.xlsx", headed(&["N°", "Désignation", "Unité", "Semaine paire", "Semaine impaire"], |_| {}));
    let run = bid.run(&["--lang", "en", "map", "form.xlsx", "-o", "map.toml"]);
    assert!(run.code == 1 && run.err.contains("D3 `Semaine paire`, E3 `Semaine impaire`, F3"), "{}", run.err);
    let map = bid.read("map.toml");
    assert_eq!(map.matches(" = \"?\"  # to decide").count(), 2, "{map}");
}

/// Two columns could be the one of the prices: none is chosen, the map asks, and `fill` refuses it.
#[test]
fn two_equal_columns_of_prices_are_asked() {
    let bid = support::bid::Bid::new();
    let headings = ["N°", "Désignation", "Unité", "Prix HT", "Prix HT"];
    bid.write("form.xlsx", headed(&headings, |_| {}));
    let run = bid.run(&["--lang", "en", "map", "form.xlsx", "-o", "map.toml"]);
    let said = "[E0729]: several columns of `Lot 3 ROR` could be the one of the prices: D3, E3";
    assert!(run.code == 0 && run.err.contains(said), "{}", run.err);
    let map = bid.read("map.toml");
    assert!(map.contains("\nunit_price = \"?\"  # column to choose: D3, E3\n"), "{map}");
    let fill = ["--lang", "en", "fill", "form.xlsx", "--map", "map.toml", "-o", "out.xlsx"];
    let run = bid.run(&fill);
    assert!(run.code == 1 && run.err.contains("error[E0729]") && !bid.path("out.xlsx").exists(), "{}", run.err);
    bid.write("map.toml", map.replace("unit_price = \"?\"", "unit_price = \"E\""));
    let run = bid.run(&fill);
    assert_eq!(run.code, 0, "{}", run.err);
}

/// What is out of sight in a form is reported: hidden and very hidden sheets, rows, columns, filters.
#[test]
fn what_a_form_hides_is_reported() {
    let bid = support::bid::Bid::new();
    let headings = ["N°", "Désignation", "Unité", "Prix unitaire HT", "Observations"];
    let hidden = |sheet: &mut rust_xlsxwriter::Worksheet| {
        sheet.set_row_hidden(4).unwrap().set_column_hidden(2).unwrap();
    };
    let filtered = |sheet: &mut rust_xlsxwriter::Worksheet| {
        sheet.autofilter(2, 0, 4, 3).unwrap();
        let filter = rust_xlsxwriter::FilterCondition::new().add_list_filter("Journée d'architecte");
        sheet.filter_column(1, &filter).unwrap();
    };
    bid.write("hidden.xlsx", headed(&headings, hidden));
    bid.write("filtered.xlsx", headed(&headings, filtered));
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Lot 3 ROR").unwrap().write_row(0, 0, headings).unwrap();
    book.worksheet_from_name("Lot 3 ROR").unwrap().write_row(1, 0, ["X", "Journée d'architecte", "jour"]).unwrap();
    book.add_worksheet().set_name("Listes").unwrap().set_hidden(true);
    book.add_worksheet().set_name("Calculs").unwrap().set_very_hidden(true);
    bid.write("sheets.xlsx", book.save_to_buffer().unwrap());
    for (file, said) in [
        ("hidden.xlsx", "W0621]: sheet `Lot 3 ROR`: hidden rows: 5; hidden columns: C"),
        ("filtered.xlsx", "W0621]: sheet `Lot 3 ROR`: rows hidden by a filter: 5"),
        ("sheets.xlsx", "W0621]: hidden sheets are not filled: `Listes` (hidden), `Calculs` (very hidden)"),
    ] {
        let run = bid.run(&["--lang", "en", "map", file, "-o", "map.toml", "--force"]);
        assert!(run.code == 0 && run.err.contains(said), "{file}: {}", run.err);
        let fill = ["--lang", "en", "fill", file, "--map", "map.toml", "-o", "out.xlsx", "--partial", "--force"];
        let run = bid.run(&fill);
        assert!(run.err.contains(said), "{file}: {}", run.err);
        let run = bid.run(&["--lang", "en", "import", "quantities", file, "--lot", "ror"]);
        assert!(run.err.contains(said), "{file}: {}", run.err);
    }
}

/// A figure that the buyer typed is replaced only where the map says that it is meant; a 0 and our own price are no obstacle.
#[test]
fn a_figure_of_the_buyer_is_kept_unless_the_map_says_otherwise() {
    let bid = support::bid::Bid::new();
    let headings = ["N°", "Désignation", "Unité", "Prix unitaire HT"];
    // 869.20 and 785.17 are the prices of the two lines in `dqe --lot ror`.
    let typed = |first: &'static str| {
        headed(&headings, move |sheet| {
            match first.parse::<f64>() {
                Ok(number) => sheet.write(3, 3, number).unwrap(),
                Err(_) => sheet.write(3, 3, first).unwrap(),
            };
            sheet.write(4, 3, 785.17).unwrap();
        })
    };
    for (held, refused) in
        [("900", Some("900")), ("0", None), ("869.2", None), ("869,20 €", None), ("1.234", Some("1.234"))]
    {
        bid.write("form.xlsx", typed(held));
        let run = bid.run(&["map", "form.xlsx", "-o", "map.toml", "--force"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let fill = ["--lang", "en", "fill", "form.xlsx", "--map", "map.toml", "-o", "out.xlsx", "--force"];
        let run = bid.run(&fill);
        let Some(figure) = refused else {
            assert_eq!(run.code, 0, "{held}: {}", run.err);
            continue;
        };
        let said =
            format!("error[E0734]: D4 of `Lot 3 ROR` holds {figure}, typed by the buyer, and our price is 869.20");
        assert!(run.code == 1 && run.err.contains(&said), "{held}: {}", run.err);
        let map = bid.read("map.toml");
        assert!(map.contains("\n4 = \"7.1\""), "{map}");
        bid.write("map.toml", map.replace("\n4 = \"7.1\"", "\n4 = \"7.1!\""));
        let run = bid.run(&fill);
        assert_eq!(run.code, 0, "{held}: {}", run.err);
    }
}

/// A table that seems to ask for prices and is not read is reported with its cells; the rest is filled with --partial only.
#[test]
fn a_table_that_is_not_read_is_reported() {
    let bid = support::bid::Bid::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Lot 3 ROR").unwrap();
    sheet.write(0, 0, "Prix en € HT").unwrap();
    sheet.write_row(1, 0, ["Prestation", "Palier", "Commentaire"]).unwrap();
    sheet.write(2, 0, "Sauvegarde").unwrap();
    sheet.write(3, 0, "Restauration").unwrap();
    sheet.write_row(5, 0, ["N°", "Désignation", "Unité", "Prix unitaire HT"]).unwrap();
    sheet.write_row(6, 0, ["1", "Journée d'architecte", "jour"]).unwrap();
    // No prices are spoken of.
    let people = book.add_worksheet().set_name("Équipe").unwrap();
    people.write_row(0, 0, ["Profil", "Nom", "Années d’expérience"]).unwrap();
    people.write(1, 0, "Architecte").unwrap();
    bid.write("form.xlsx", book.save_to_buffer().unwrap());
    let run = bid.run(&["--lang", "en", "map", "form.xlsx", "-o", "map.toml"]);
    let said = "`Lot 3 ROR`, row 2: a table that seems to ask for prices in B3:C4 is not read";
    assert!(run.code == 0 && run.err.contains(said) && run.err.matches("E0736").count() == 1, "{}", run.err);
    let fill = ["--lang", "en", "fill", "form.xlsx", "--map", "map.toml", "-o", "out.xlsx", "--force"];
    let run = bid.run(&fill);
    assert!(run.code == 1 && run.err.contains(&format!("error[E0736]: {said}")), "{}", run.err);
    let run = bid.run(&[&fill[..], &["--partial"]].concat());
    assert!(run.code == 0 && run.err.contains(&format!("warning[E0736]: {said}")), "{}", run.err);
}

/// Prices that wait without a heading of prices: below the steps of a scale beside a table that is read, in cells that ask for
/// euros or have their format. What waits for anything else, and titles and totals, are not reported.
#[test]
fn cells_that_wait_without_a_heading_of_prices_are_reported() {
    let bid = support::bid::Bid::new();
    let euros = rust_xlsxwriter::Format::new().set_num_format("#,##0.00 \"€\"");
    for (other, rows, formatted, said) in [
        (None, "Nature | Faible | Moyen | Fort\nUO évolution", false, Some("`BPU`, row 2: %B3:D3")),
        (None, "Unité d’œuvre | Simple | Complexe\nUO évolution | à compléter |", false, Some("`BPU`, row 2: %B3:C3")),
        (None, "Nature | Faible | Moyen | Fort\nUO évolution | 1 | 2 | 5", false, None),
        (None, "Nature | Société | Contact\nUO évolution", false, None),
        (Some("Experts"), "Nos experts\nArchitecte | ……… €\nDBA | ……… €", false, Some("`Experts`, row 2: %B3:B4")),
        (Some("Experts"), "Architecte\nDBA", true, Some("`Experts`, row 2: %B2:B3")),
        (Some("Experts"), "Architecte\nDBA", false, None),
        (Some("Signature"), "Nom | ………\nDate | ………", false, None),
        (Some("Récapitulatif"), "Total HT | ……… €\nTVA | ……… €", false, None),
    ] {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet().set_name("BPU").unwrap();
        sheet.write(0, 0, "Lot 3 ROR").unwrap();
        sheet.write(6, 0, "2. Prestations").unwrap();
        sheet.write_row(7, 0, ["Désignation", "Unité", "Prix unitaire HT"]).unwrap();
        sheet.write_row(8, 0, ["Journée d'architecte", "jour"]).unwrap();
        let sheet = match other {
            Some(name) => book.add_worksheet().set_name(name).unwrap(),
            None => sheet,
        };
        for (at, row) in (1..).zip(rows.lines()) {
            for (column, text) in (0..).zip(row.split('|').map(str::trim)).filter(|(_, text)| !text.is_empty()) {
                sheet.write(at, column, text).unwrap();
            }
            if formatted {
                sheet.write_blank(at, 1, &euros).unwrap();
            }
        }
        bid.write("form.xlsx", book.save_to_buffer().unwrap());
        let run = bid.run(&["--lang", "en", "map", "form.xlsx", "-o", "map.toml", "--force"]);
        assert_eq!(
            (run.code, run.err.matches("E0736").count()),
            (0, usize::from(said.is_some())),
            "{rows}: {}",
            run.err
        );
        let fill = ["--lang", "en", "fill", "form.xlsx", "--map", "map.toml", "-o", "out.xlsx", "--force"];
        let run = bid.run(&fill);
        let Some(said) = said.map(|said| said.replace('%', "a table that seems to ask for prices in ")) else {
            assert_eq!(run.code, 0, "{rows}: {}", run.err);
            continue;
        };
        assert!(run.code == 1 && run.err.contains(&format!("error[E0736]: {said} is not read")), "{rows}: {}", run.err);
        let run = bid.run(&[&fill[..], &["--partial"]].concat());
        assert!(run.code == 0 && run.err.contains("warning[E0736]"), "{rows}: {}", run.err);
    }
}

/// What a form asks for beside its prices, and a column of prices that the map leaves out, are reported where they stay empty.
#[test]
fn what_stays_empty_beside_the_prices_is_reported() {
    let bid = support::bid::Bid::new();
    let fill = ["--lang", "en", "fill", "form.xlsx", "--map", "map.toml", "-o", "out.xlsx", "--force"];
    bid.write("form.xlsx", headed(&["N°", "Désignation", "Unité", "Prix unitaire HT", "Prix en lettres"], |_| {}));
    let run = bid.run(&["map", "form.xlsx", "-o", "map.toml"]);
    let words: Vec<&str> = run.out.split_whitespace().collect();
    assert!(words.join(" ").contains("attend aussi, non rempli : E « Prix en lettres »"), "{}", run.out);
    let run = bid.run(&fill);
    let said = "[W0735]: `Lot 3 ROR` asks for more than the prices, and it stays empty: E4:E5 `Prix en lettres`";
    assert!(run.code == 0 && run.err.contains(said), "{}", run.err);
    // Each lot has a column: one that the map leaves out is reported.
    bid.write("form.xlsx", headed(&["N°", "Désignation", "Unité", "PU HT lot 3", "PU HT lot 4"], |_| {}));
    assert_eq!(bid.run(&["map", "form.xlsx", "-o", "map.toml", "--force"]).code, 0);
    assert_eq!(bid.run(&fill).code, 0);
    let map = bid.read("map.toml");
    let second = map.find("[tables.lot-3-ror-2]").unwrap();
    let end = map[second..].find("# Nos lignes").map_or(map.len(), |at| second + at);
    bid.write("map.toml", [&map[..second], &map[end..]].concat());
    let run = bid.run(&fill);
    let said = "[W0735]: no table of the map fills the 2 prices of `Lot 3 ROR` in E4:E5";
    assert!(run.code == 0 && run.err.contains(said), "{}", run.err);
}
