//! What is tried in a living workbook is imported: as a scenario that prices to what the spreadsheet program shows, or
//! with every reason why not, each at its cell.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;
use std::sync::OnceLock;

use chiffrage::diag::{Finding, Severity};
use chiffrage::engine::{Inputs, estimate};
use chiffrage::formula::Address;
use chiffrage::model;
use chiffrage::scenario::Scenarios;
use chiffrage::sheet::{self, Book, Cell, Living, Row, Trial};
use chiffrage::unit::Lang;
use chiffrage::workbook::{bytes, tried};
use chiffrage::xlsx;
use rust_decimal::{Decimal, dec};

use crate::support;
use crate::support::spreadsheet::{agree_where, recalculated};

/// The living workbook of the shipped bid.
fn whole() -> Book {
    let (bid, inputs, estimate) = support::shipped();
    Living { bid: &bid, inputs: &inputs, estimate: &estimate, scenario: "base", lang: Lang::Fr }.book().unwrap()
}

/// Its index, its sheets to type in and that of changes, which are all that is read of it.
fn book(lang: Lang) -> Book {
    static FR: OnceLock<Book> = OnceLock::new();
    static EN: OnceLock<Book> = OnceLock::new();
    let make = || {
        let (bid, inputs, estimate) = support::shipped();
        let mut book =
            Living { bid: &bid, inputs: &inputs, estimate: &estimate, scenario: "base", lang }.book().unwrap();
        book.sheets.truncate(2 + sheet::input_sheets(lang).len());
        book
    };
    (if lang == Lang::Fr { &FR } else { &EN }).get_or_init(make).clone()
}

/// The row of a figure: its sheet and its place in it.
fn place(book: &Book, path: &str) -> (usize, usize) {
    let is_it = |row: &Row| row.cells.last() == Some(&Cell::Text(path.to_owned()));
    let found = book.sheets.iter().enumerate().find_map(|(s, sheet)| Some((s, sheet.rows.iter().position(is_it)?)));
    found.unwrap_or_else(|| panic!("{path} has no row"))
}

fn type_in(book: &mut Book, path: &str, cell: Cell) {
    let (sheet, row) = place(book, path);
    book.sheets[sheet].rows[row].cells[1] = cell;
}

fn number(value: Decimal) -> Cell {
    Cell::Typed(value)
}

/// What `read` finds in a book: the changes, and the codes with their messages.
fn found(book: &Book) -> (Vec<Trial>, Vec<Finding>) {
    let (bid, _, _) = support::shipped();
    let file = xlsx::Book::open(bytes(book).unwrap()).unwrap_or_else(|finding| panic!("{finding:?}"));
    let (trials, findings) = tried(&file).unwrap_or_else(|finding| panic!("{finding:?}")).against(&bid);
    (trials, findings.sorted().into_iter().cloned().collect())
}

/// The one finding of a book, which must be this.
fn reported(book: &Book, code: &str, words: &[&str]) {
    let (_, findings) = found(book);
    let [finding] = &findings[..] else { panic!("expected {code} alone: {findings:#?}") };
    assert_eq!(finding.code.name(), code, "{finding:#?}");
    for word in words {
        assert!(finding.message.en.contains(word), "`{word}` is not in: {}", finding.message.en);
    }
    assert!(finding.help.is_some());
}

fn chiffrage(folder: &Path, args: &[&str]) -> Output {
    support::chiffrage().args(args).current_dir(folder).output().unwrap()
}

fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A bid of its own, and a workbook with some figures changed.
fn bid_with(mut book: Book, changes: &[(&str, Decimal)]) -> (tempfile::TempDir, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    support::copy(&support::root().join("models"), &folder.path().join("models"));
    support::copy(&support::root().join("templates"), &folder.path().join("templates"));
    for (path, value) in changes {
        type_in(&mut book, path, number(*value));
    }
    let xlsx = bytes(&book).unwrap();
    std::fs::write(folder.path().join("tried.xlsx"), &xlsx).unwrap();
    (folder, xlsx)
}

const CHANGES: [(&str, Decimal); 6] = [
    ("rates.paris.daily_cost.devops", dec!(481.35)),
    ("mixes.hybrid.shares.paris", dec!(0.29)),
    ("mixes.hybrid.shares.lyon", dec!(0.51)),
    ("lots.identite.teams.build.positions.developer.fte.years.2", dec!(9)),
    ("policy.margin.on-demand", dec!(0.2)),
    ("dqe.pfc.sections.build.lines.medium.quantity.years.3", dec!(44)),
];

/// What was tried, priced under the scenario that `read` writes, is what LibreOffice makes of the workbook; and the
/// file that LibreOffice saved reads the same.
#[test]
fn what_was_tried_comes_home_as_a_scenario() {
    let (folder, xlsx) = bid_with(whole(), &CHANGES);
    let read =
        chiffrage(folder.path(), &["read", "tried.xlsx", "-o", "models/scenarios/tried.toml", "--format", "csv"]);
    assert!(read.status.success(), "{}", error(&read));
    let table = String::from_utf8(read.stdout).unwrap();
    assert_eq!(table.lines().count(), CHANGES.len() + 1, "{table}");
    assert!(table.contains("line,mixes.hybrid.shares.paris,0.25,0.29,'Saisie mix'!B"), "{table}");
    let after = chiffrage(folder.path(), &["workbook", "--scenario", "tried", "-o", "after.xlsx"]);
    assert!(after.status.success(), "{}", error(&after));
    let expected = std::fs::read(folder.path().join("after.xlsx")).unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let Some(recalculated) = recalculated(&xlsx, scratch.path()) else { return };
    // Where it lists what was changed, the workbook of the scenario itself lists nothing.
    let (count, changes) = (("Sommaire".to_owned(), 13, 1), ("Changements".to_owned(), 5));
    agree_where(&expected, &recalculated, |place| *place != count && (&place.0, place.2) != (&changes.0, changes.1));
    let first = xlsx::Book::open(recalculated.clone()).unwrap().sheet(0).unwrap();
    assert_eq!(first.value(Address { row: 14, column: 2 }).number(), Some(dec!(6)));
    std::fs::write(folder.path().join("saved.xlsx"), &recalculated).unwrap();
    let again = chiffrage(folder.path(), &["read", "saved.xlsx", "--format", "csv"]);
    assert!(again.status.success() && again.stderr.is_empty(), "{}", error(&again));
    assert_eq!(String::from_utf8(again.stdout).unwrap(), table);
}

/// The workbook of a scenario in a file, with a value typed in the cell of a figure; of it, what is read.
fn type_in_file(folder: &Path, scenario: &str, name: &str, path: &str, value: &str) {
    let text = model::load(&folder.join("models"), &folder.join("templates"));
    let laid = Scenarios::of(&text).unwrap().lay(scenario, &text).unwrap();
    let (bid, _) = model::bid_of(&text, &laid.root).unwrap();
    let (inputs, estimate) = (Inputs::exact(&bid), estimate(&bid).unwrap());
    let mut book = Living { bid: &bid, inputs: &inputs, estimate: &estimate, scenario, lang: Lang::En }.book().unwrap();
    book.sheets.truncate(2 + sheet::input_sheets(Lang::En).len());
    // As someone types it: the value of a cell in the file.
    let file = xlsx::Book::open(bytes(&book).unwrap()).unwrap();
    let cells = tried(&file).unwrap().cells;
    let cell = cells.iter().find(|cell| cell.path == path).unwrap_or_else(|| panic!("{path} has no cell"));
    let (sheet, at) = cell.place.split_once('!').unwrap();
    let sheet = file.find(sheet.trim_matches('\'')).unwrap();
    let values = BTreeMap::from([(Address::parse(at).unwrap(), xlsx::Value::Number(value.into()))]);
    let part = file.splice(&file.sheet(sheet).unwrap(), &values).unwrap().bytes().into_owned();
    std::fs::write(folder.join(name), file.package.with(&[(file.sheets[sheet].part.clone(), part)]).unwrap()).unwrap();
}

/// Figures before a change that begins later, and the new one, are read back as any other: each has a path of its own.
/// The ramp of 2 to 8 is 2, 4, 6, 8 by year, and 3 from year 3 on; typed 2 to 11, it is 2, 5 before that.
#[test]
fn figures_on_both_sides_of_a_change_that_begins_later_come_home() {
    const FTE: &str = "lots.ror.teams.alpha.positions.developer.fte";
    let (folder, _) = bid_with(book(Lang::Fr), &[]);
    let scenario = format!(
        "label = \"Later\"\nwhy = \"To see.\"\n[changes.ramp]\nselect = \"{FTE}\"\n\
         to = {{ years = {{ 1 = 2, 4 = 8 }}, ramp = true }}\n\
         [changes.later]\nselect = \"{FTE}\"\nto = 3\nfrom_year = 3\n"
    );
    std::fs::write(folder.path().join("models/scenarios/later.toml"), scenario).unwrap();
    let by_year = |scenario: &str| {
        let text = model::load(&folder.path().join("models"), &folder.path().join("templates"));
        let laid = Scenarios::of(&text).unwrap().lay(scenario, &text).unwrap();
        let (bid, _) = model::bid_of(&text, &laid.root).unwrap();
        let (ror, plan) = (bid.lot("ror").unwrap(), estimate(&bid).unwrap().plan);
        let place = bid.lots[ror].positions.position(|position| position.id == "alpha.developer").unwrap();
        [0, 12, 24, 36].map(|m| plan.demand[ror].row(place)[m].shown().normalize())
    };
    assert_eq!(by_year("later"), [2, 4, 3, 3].map(Decimal::from));
    for (path, value, expected) in [("years.1.years.4", "11", [2, 5, 3, 3]), ("years.3", "7", [2, 4, 7, 7])] {
        type_in_file(folder.path(), "later", "later.xlsx", &format!("{FTE}.{path}"), value);
        let read = chiffrage(folder.path(), &["read", "later.xlsx", "--force", "-o", "models/scenarios/tried.toml"]);
        assert!(read.status.success(), "{}", error(&read));
        assert_eq!(by_year("tried"), expected.map(Decimal::from), "{path}");
    }
}

/// A workbook made under a scenario is imported as one that extends it.
#[test]
fn a_trial_under_a_scenario_extends_it() {
    let (folder, _) = bid_with(book(Lang::Fr), &[]);
    let made = chiffrage(folder.path(), &["workbook", "--scenario", "price-push", "-o", "push.xlsx", "--lang", "en"]);
    assert!(made.status.success(), "{}", error(&made));
    let nothing = chiffrage(folder.path(), &["read", "push.xlsx", "--lang", "en"]);
    assert!(nothing.status.success() && nothing.stderr.is_empty(), "{}", error(&nothing));
    assert!(String::from_utf8_lossy(&nothing.stdout).starts_with("Nothing was changed"));
    type_in_file(folder.path(), "price-push", "push.xlsx", "policy.margin.build", "0.12");
    let read = chiffrage(folder.path(), &["read", "push.xlsx", "-o", "models/scenarios/tried.toml"]);
    assert!(read.status.success(), "{}", error(&read));
    let written = std::fs::read_to_string(folder.path().join("models/scenarios/tried.toml")).unwrap();
    assert!(written.contains("extends = \"price-push\"") && written.contains("0.12"), "{written}");
    let priced = chiffrage(folder.path(), &["price", "--scenario", "tried"]);
    assert!(priced.status.success(), "{}", error(&priced));
    // A second time over the same file only by force, and never over the scenario it extends.
    for (options, code) in [
        (&["models/scenarios/tried.toml"][..], 1),
        (&["models/scenarios/tried.toml", "--force"], 0),
        (&["models/scenarios/price-push.toml", "--force"], 1),
    ] {
        let again = chiffrage(folder.path(), &[&["read", "push.xlsx", "-o"], options].concat());
        assert_eq!(again.status.code(), Some(code), "{}", error(&again));
    }
}

#[test]
fn a_text_where_a_number_belongs_is_told_at_its_cell() {
    for (cell, words) in
        [(Cell::Text("1 200 €".into()), "`1 200 €`"), (Cell::Text(" ".into()), "is empty"), (Cell::Empty, "is empty")]
    {
        let mut book = book(Lang::Fr);
        type_in(&mut book, "rates.porto.daily_cost.developer", cell);
        reported(&book, "E0902", &["'Saisie grilles'!B", words, "rates.porto.daily_cost.developer"]);
    }
}

#[test]
fn rows_taken_out_doubled_or_added_are_told() {
    let mut out = book(Lang::Fr);
    let (sheet, row) = place(&out, "policy.margin.build");
    let taken = out.sheets[sheet].rows.remove(row);
    follow(&mut out, sheet, row, "BI", -1);
    // Rows below move up, and are found all the same.
    type_in(&mut out, "policy.margin.governance", number(dec!(0.13)));
    assert_eq!(found(&out).0.len(), 1);
    reported(&out, "E0903", &["policy.margin.build"]);
    let mut twice = book(Lang::Fr);
    twice.sheets[sheet].rows.push(taken);
    reported(&twice, "E0903", &["policy.margin.build", "two cells"]);
    let mut added = book(Lang::En);
    added.sheets[sheet].rows.insert(row, Row::body(vec!["ours".into(), number(dec!(1))]));
    follow(&mut added, sheet, row, "BI", 1);
    reported(&added, "E0903", &["'In policy'!B", "no path"]);
    let mut renamed = book(Lang::Fr);
    let old = std::mem::replace(&mut renamed.sheets[sheet].name, "Politique v2".into());
    for formula in formulas(&mut renamed) {
        *formula = formula.replace(&old, "Politique v2");
    }
    reported(&renamed, "E0903", &["Politique v2"]);
}

/// Rows that were sorted, as Excel sorts: formulas stay, and read another figure.
#[test]
fn rows_that_were_sorted_are_refused() {
    let mut sorted = book(Lang::Fr);
    let (sheet, paris) = place(&sorted, "mixes.hybrid.shares.paris");
    let (_, porto) = place(&sorted, "mixes.hybrid.shares.porto");
    sorted.sheets[sheet].rows.swap(paris, porto);
    let (trials, findings) = found(&sorted);
    assert!(trials.is_empty());
    let at = |row: usize| format!("'Saisie mix'!B{}", sorted.sheets[sheet].body_row(row) + 1);
    for (path, read, stands) in [("paris", paris, "porto"), ("porto", porto, "paris")] {
        let [is, holds] = [path, stands].map(|site| format!("`mixes.hybrid.shares.{site}`"));
        let words = format!("formulas read {is} at {}, where {holds} is", at(read));
        assert!(findings.iter().any(|f| f.code.name() == "E0910" && f.message.en.starts_with(&words)), "{findings:#?}");
    }
    assert_eq!(findings.len(), 2);
    // A whole sheet is one finding.
    let mut upside_down = book(Lang::Fr);
    upside_down.sheets[sheet].rows.reverse();
    reported(&upside_down, "E0910", &["input rows are not where"]);
    // A value that was cut out, the cells below it moved up: formulas follow the cells, and one reads nothing.
    let mut shifted = book(Lang::Fr);
    let rows = &mut shifted.sheets[sheet].rows;
    for row in paris..rows.len() - 1 {
        let below = rows[row + 1].cells.get(1).cloned().unwrap_or(Cell::Empty);
        if let Some(cell) = rows[row].cells.get_mut(1) {
            *cell = below;
        }
    }
    follow(&mut shifted, sheet, paris, "B", -1);
    let codes: Vec<_> = found(&shifted).1.iter().map(|finding| finding.code.name()).collect();
    assert!(codes.contains(&"E0910"), "{codes:?}");
    // The sheet that lists all this must be there.
    let mut without = book(Lang::Fr);
    without.sheets.pop();
    reported(&without, "E0910", &["the sheet of changes is gone"]);
}

/// The formulas of a book.
fn formulas(book: &mut Book) -> impl Iterator<Item = &mut String> {
    let rows = book.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows);
    rows.flat_map(|row| &mut row.cells).filter_map(|cell| match cell {
        Cell::Formula(text, _) => Some(text),
        _ => None,
    })
}

/// Lets the references to some columns of a sheet follow a row that was added there, or taken out, as Excel does.
fn follow(book: &mut Book, sheet: usize, row: usize, columns: &str, by: i64) {
    let (name, from) = (format!("'{}'!", book.sheets[sheet].name), i64::from(book.sheets[sheet].body_row(row) + 1));
    for formula in formulas(book) {
        let mut pieces = formula.split(&name);
        let mut followed = pieces.next().unwrap().to_owned();
        for piece in pieces {
            let digits = piece[3..].find(|c: char| !c.is_ascii_digit()).map_or(piece.len(), |end| end + 3);
            let at: i64 = piece[3..digits].parse().unwrap();
            let reference = match at {
                _ if !columns.contains(&piece[1..2]) || at < from => format!("{name}{}", &piece[..digits]),
                _ if at == from && by < 0 => "#REF!".to_owned(),
                _ => format!("{name}{}{}", &piece[..3], at + by),
            };
            followed = followed + &reference + &piece[digits..];
        }
        *formula = followed;
    }
}

/// A date typed where a number belongs, which Excel keeps as a number of days under a format of dates: 46113 is the
/// first of April 2026.
#[test]
fn a_date_where_a_number_belongs_is_told() {
    let mut book = book(Lang::Fr);
    let path = "lots.ror.teams.alpha.positions.developer.fte";
    type_in(&mut book, path, number(dec!(46113)));
    let (sheet, row) = place(&book, path);
    let at = Address { row: book.sheets[sheet].body_row(row) + 1, column: 2 };
    let mut file = xlsx::Book::open(bytes(&book).unwrap()).unwrap();
    let part = file.sheets[sheet].part.clone();
    let style = file.sheet(sheet).unwrap().style(at);
    let text = String::from_utf8(file.sheet(sheet).unwrap().bytes().into_owned()).unwrap();
    let cell = |style: u32| format!("<c r=\"{at}\" s=\"{style}\"");
    let dated = text.replace(&cell(style), &cell(u32::try_from(file.styles.len()).unwrap()));
    assert_ne!(text, dated);
    let mut styles = std::mem::take(&mut file.styles);
    styles.push(xlsx::Style::of(170, Some("dd/mm/yyyy")));
    let mut file = xlsx::Book::open(file.package.with(&[(part, dated.into_bytes())]).unwrap()).unwrap();
    file.styles = styles;
    let (bid, _, _) = support::shipped();
    let (trials, findings) = tried(&file).unwrap().against(&bid);
    let [finding] = &findings.sorted()[..] else { panic!("{findings:#?}") };
    assert_eq!(finding.code.name(), "E0902");
    assert!(finding.message.en.contains(&format!("!{at} holds the date `2026-04-01` where `{path}`")), "{finding:#?}");
    assert!(trials.is_empty());
}

/// Models that have gained a figure since: reported, and the rest is read.
#[test]
fn figures_gained_since_are_left_as_the_models_say() {
    let (folder, _) = bid_with(book(Lang::Fr), &[("policy.margin.build", dec!(0.18))]);
    let lot = folder.path().join("models/lots/ror.toml");
    let text = std::fs::read_to_string(&lot).unwrap();
    let gained = "\n[one_offs.gained]\nlabel = \"Audit\"\nnature = \"build\"\nmonth = 12\namount = 9000\n";
    std::fs::write(&lot, text + gained).unwrap();
    let read = chiffrage(folder.path(), &["read", "tried.xlsx", "--format", "csv"]);
    assert!(read.status.success(), "{}", error(&read));
    let reported = error(&read);
    assert!(reported.contains("W0907") && reported.contains("lots.ror.one_offs.gained.amount"), "{reported}");
    assert!(!reported.contains("W0908") && !reported.contains("error"), "{reported}");
    let table = String::from_utf8(read.stdout).unwrap();
    assert!(table.lines().count() == 2 && table.contains("policy.margin.build,0.15,0.18,"), "{table}");
}

#[test]
fn a_path_of_another_bid_is_told() {
    let mut changed = book(Lang::Fr);
    let (sheet, row) = place(&changed, "policy.margin.build");
    let mut cells = changed.sheets[sheet].rows[row].cells.clone();
    cells[8] = "policy.margin.biuld".into();
    changed.sheets[sheet].rows.push(Row::body(cells));
    reported(&changed, "E0904", &["policy.margin.biuld", "'Saisie politique'!B"]);
    // A whole bid of other names is one finding, not five hundred.
    let mut other = book(Lang::Fr);
    for row in other.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
        if let (9, Some(Cell::Text(path))) = (row.cells.len(), row.cells.get_mut(8)) {
            path.insert_str(0, "other.");
        }
    }
    let codes: Vec<_> = found(&other).1.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes, ["E0904", "E0903"]);
}

#[test]
fn shares_that_no_longer_total_1_are_told_with_their_cells() {
    let mut book = book(Lang::Fr);
    type_in(&mut book, "mixes.hybrid.shares.porto", number(dec!(0.3)));
    reported(&book, "E0905", &["hybrid", "1.1", "'Saisie mix'!B"]);
    type_in(&mut book, "mixes.hybrid.shares.lyon", number(dec!(0.45)));
    assert!(found(&book).1.is_empty());
}

#[test]
fn a_formula_typed_in_a_cell_gives_its_result_and_says_so() {
    let mut book = book(Lang::Fr);
    type_in(&mut book, "policy.margin.build", Cell::Formula("0.1+0.03".into(), Box::new(number(dec!(0.13)))));
    reported(&book, "W0906", &["0.1+0.03", "0.13"]);
    assert_eq!(found(&book).0[0].after, dec!(0.13));
}

#[test]
fn models_that_moved_since_are_right_where_nobody_typed() {
    let mut old = book(Lang::Fr);
    let (sheet, row) = place(&old, "policy.margin.build");
    for column in [1, 3] {
        old.sheets[sheet].rows[row].cells[column] = number(dec!(0.17));
    }
    reported(&old, "W0907", &["policy.margin.build", "0.17 then, 0.15 now"]);
    assert!(found(&old).0.is_empty());
    type_in(&mut old, "policy.margin.build", number(dec!(0.18)));
    let (trials, findings) = found(&old);
    assert!(findings.iter().all(|finding| finding.severity == Severity::Warning));
    assert_eq!((trials[0].before, trials[0].after), (dec!(0.15), dec!(0.18)));
}

#[test]
fn a_formula_typed_over_is_told() {
    let mut book = whole();
    let heads = book.sheets.iter_mut().find(|sheet| sheet.name == "Têtes").unwrap();
    let row = heads.rows.iter_mut().find(|row| row.cells.len() > 20).unwrap();
    row.cells[4] = number(dec!(2));
    book.sheets.iter_mut().find(|sheet| sheet.name == "Jours").unwrap().name = "Jours v2".into();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("over.xlsx");
    std::fs::write(&path, bytes(&book).unwrap()).unwrap();
    let output = chiffrage(support::root(), &["read", path.to_str().unwrap()]);
    assert!(output.status.success());
    let reported = error(&output);
    assert!(reported.contains("W0908") && reported.contains("'Têtes'!E"), "{reported}");
    assert!(reported.contains("pas de feuille nommée Jours\u{a0}:"), "{reported}");
}

#[test]
fn what_is_no_living_workbook_is_refused() {
    let (bid, _, estimate) = support::shipped();
    let file = xlsx::Book::open(bytes(&sheet::dqe(&bid, &estimate.dqe, None)).unwrap()).unwrap();
    assert_eq!(tried(&file).unwrap_err().code.name(), "E0901");
}

#[test]
fn nothing_tried_makes_no_scenario() {
    let (folder, _) = bid_with(book(Lang::Fr), &[]);
    let output = chiffrage(folder.path(), &["read", "tried.xlsx", "-o", "tried.toml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(error(&output).contains("E0909"));
    assert!(!folder.path().join("tried.toml").exists());
}

/// A figure out of its range, and one that makes the bid impossible: reported with the cell, nothing written.
#[test]
fn what_no_bid_can_hold_is_told_with_its_cell() {
    for (path, value, code) in [
        ("policy.margin.build", dec!(1.5), "E0206"),
        ("lots.ror.teams.product.positions.owner.fte", dec!(-1), "E0206"),
        ("sites.lyon.absence_days", dec!(300), "E0401"),
    ] {
        let (folder, _) = bid_with(book(Lang::Fr), &[(path, value)]);
        let output = chiffrage(folder.path(), &["read", "tried.xlsx", "-o", "tried.toml"]);
        assert_eq!(output.status.code(), Some(2), "{path}: {}", error(&output));
        let reported = error(&output);
        assert!(
            reported.contains(code) && reported.contains("tried.xlsx:") && reported.contains("'Saisie "),
            "{reported}"
        );
        assert!(!folder.path().join("tried.toml").exists());
    }
}
