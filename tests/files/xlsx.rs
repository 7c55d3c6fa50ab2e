//! Spreadsheet files from outside: read as another library reads them, and refused where they are made to do harm.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _};
use chiffrage::buyer::form::{Content, View};
use chiffrage::diag::Code;
use chiffrage::formula::Address;
use chiffrage::unit::Budget;
use chiffrage::xlsx::{Book, Package, Sheet, State, Style, Value};
use zip::write::SimpleFileOptions;

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new("tests/samples").join(name)).unwrap()
}

/// The samples that are Excel workbooks and open.
fn workbooks() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = ["buyer", "rates", "xlsx"]
        .iter()
        .flat_map(|folder| fs::read_dir(Path::new("tests/samples").join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "xlsx" || e == "xlsm"))
        .filter(|path| !path.ends_with("calamine_pass_protected.xlsx"))
        .collect();
    found.sort();
    assert_eq!(found.len(), 57);
    found
}

/// Does our value say what calamine's says?
fn agrees(ours: &Value, theirs: &Data, shown: &str) {
    match (ours, theirs) {
        (Value::Empty, Data::Empty) => {}
        (Value::Text(a), Data::String(b)) => assert_eq!(&**a, b.as_str(), "{shown}"),
        (Value::Text(a), Data::Empty) => assert_eq!(&**a, "", "{shown}"),
        (Value::Bool(a), Data::Bool(b)) => assert_eq!(a, b, "{shown}"),
        (Value::Error(a), Data::Error(b)) => assert_eq!(**a, b.to_string(), "{shown}"),
        (Value::Number(a), Data::Float(b)) => assert_eq!(a.parse::<f64>().unwrap().to_bits(), b.to_bits(), "{shown}"),
        (Value::Number(a), Data::Int(b)) => assert_eq!(a.parse::<i64>().unwrap(), *b, "{shown}"),
        (Value::Number(a), Data::DateTime(b)) => {
            assert_eq!(a.parse::<f64>().unwrap().to_bits(), b.as_f64().to_bits(), "{shown}");
        }
        (Value::Date(a), Data::DateTimeIso(b)) => assert_eq!(**a, **b, "{shown}"),
        _ => panic!("{shown}: {ours:?} is not {theirs:?}"),
    }
}

#[test]
fn every_value_of_every_sample_is_what_calamine_reads() {
    let mut values = 0;
    for path in workbooks() {
        let bytes = fs::read(&path).unwrap();
        let book = Book::open(bytes.clone()).unwrap_or_else(|f| panic!("{}: {f:?}", path.display()));
        let mut other: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let names: Vec<_> = book.sheets.iter().map(|s| s.name.clone()).collect();
        assert_eq!(names, other.sheet_names(), "{}", path.display());
        for (place, name) in names.iter().enumerate() {
            let sheet = book.sheet(place).unwrap();
            let range = other.worksheet_range(name).unwrap();
            for (row, column, theirs) in range.cells() {
                let (top, left) = range.start().unwrap();
                let number = |n: usize, from: u32| u32::try_from(n).unwrap() + from + 1;
                let at = Address { row: number(row, top), column: number(column, left) };
                let shown = format!("{} {name}!{at}", path.display());
                agrees(sheet.value(at), theirs, &shown);
                values += usize::from(!matches!(theirs, Data::Empty));
            }
            let ours = sheet.cells.iter().filter(|c| !c.value.is_empty() && c.value.text() != Some("")).count();
            let theirs = range.used_cells().filter(|c| !matches!(c.2, Data::String(s) if s.is_empty())).count();
            assert_eq!(ours, theirs, "{} {name}", path.display());
        }
    }
    assert!(values > 3_000, "{values}");
}

/// A number stays as it is written, and is read one way by all: as the number of 15 digits that was typed.
#[test]
fn numbers_are_read_one_way() {
    let read = [
        ("720.50", "720.5"),
        ("29.999999999999996", "30"),
        ("0.28999999999999998", "0.29"),
        ("1.1000000000000001", "1.1"),
        ("1.23E+3", "1230"),
        ("123456789012.345", "123456789012.345"),
    ];
    let cells = read.map(|(written, _)| format!("<c><v>{written}</v></c><c><f>A1</f><v>{written}</v></c>")).concat();
    let file = Book::open(book(&format!("<row>{cells}</row>"))).unwrap();
    let sheet = file.sheet(0).unwrap();
    let view = View::of(&file.sheets[0], &sheet, &[], &Budget::default());
    let calculation = file.calculation().unwrap();
    for ((written, meant), cells) in read.iter().zip(sheet.cells.chunks(2)) {
        assert_eq!(cells[0].value, Value::Number((*written).into()));
        let meant_number: rust_decimal::Decimal = meant.parse().unwrap();
        assert_eq!(cells[0].value.number(), Some(meant_number));
        assert_eq!(calculation.value(0, cells[0].at), Ok(meant_number.into()));
        let seen = |column: u32| view.row(1).unwrap().cell(column).unwrap();
        assert_eq!(*seen(cells[0].at.column), Content::Number(meant_number));
        assert_eq!(*seen(cells[1].at.column), Content::Formula("A1".into(), (*meant).into()));
    }
}

/// Dates are numbers that a format shows as such: format codes and what each shows as Excel documents it.
#[test]
fn dates_are_told_by_their_format() {
    let dates =
        ["dd/mm/yyyy", "[$-40C]d mmmm yyyy;@", "mmm-yy", "[h]:mm:ss", "hh:mm AM/PM", "yyyy\\-mm\\-dd", "[Red]d/m"];
    let numbers = [
        "General",
        "Standard",
        "@",
        "0.00%",
        "#,##0.00\\ \"€\"",
        "0\" mois\"",
        "# ##0 \\d",
        "[Red]0.0",
        "0.00E+00",
        "0_d",
        "0;d/m/y",
    ];
    for (format, is_date) in dates.iter().map(|f| (f, true)).chain(numbers.iter().map(|f| (f, false))) {
        let style = Style::of(170, Some(format));
        assert_eq!(style.is_date(), is_date, "{format}");
    }
    for (format_id, is_date) in [(0, false), (10, false), (14, true), (20, true), (46, true), (49, false)] {
        assert_eq!(Style::of(format_id, None).is_date(), is_date, "{format_id}");
    }
}

/// Days as Excel counts them: 1 is the first of January 1900, 61 the first of March of that year, 44927 that of 2023;
/// from 1904, 43465 days later is the first of January 2023.
#[test]
fn a_date_is_shown_as_one() {
    let cells = ["1", "61", "44927", "44927.75", "0.5", "43465"].map(|days| format!("<c><v>{days}</v></c>")).concat();
    let mut file = Book::open(book(&format!("<row>{cells}</row>"))).unwrap();
    let sheet = file.sheet(0).unwrap();
    let shown = |file: &Book| sheet.cells.iter().map(|cell| file.date(cell)).collect::<Vec<_>>();
    file.styles = vec![Style::of(14, None)];
    let days = ["1900-01-01", "1900-03-01", "2023-01-01", "2023-01-01", "12:00"];
    assert_eq!(shown(&file)[..5], days.map(|day| Some(day.to_owned())));
    file.date1904 = true;
    assert_eq!(shown(&file)[5].as_deref(), Some("2023-01-01"));
    file.styles = vec![Style::of(10, None)];
    assert_eq!(shown(&file), vec![None; 6]);
}

#[test]
fn a_shared_formula_is_moved_from_its_master() {
    // The range starts two rows above and a column left of the master, and the child before it.
    let bytes = book(
        "<row r=\"3\"><c r=\"D3\"><f t=\"shared\" si=\"0\"/><v>1</v></c></row>\
         <row r=\"5\"><c r=\"D5\"><f t=\"shared\" ref=\"C3:E7\" si=\"0\">$A5*B5+C$1</f><v>1</v></c>\
         <c r=\"E5\"><f t=\"shared\" si=\"0\"/><v>1</v></c></row>",
    );
    let sheet = Book::open(bytes).unwrap().sheet(0).unwrap();
    let formulas: Vec<_> = sheet.cells.iter().map(|c| c.formula_text().unwrap().into_owned()).collect();
    assert_eq!(formulas, ["$A3*B3+C$1", "$A5*B5+C$1", "$A5*C5+D$1"]);
}

#[test]
fn what_the_synthetic_form_holds() {
    let book = Book::open(sample("buyer/fr_dqe_four_lots_synthetic.xlsx")).unwrap();
    let sheet = book.sheet(book.find("lot 3 ror").unwrap()).unwrap();
    assert!(sheet.protected);
    assert!(!sheet.merged.is_empty());
    // The price, a cell of nothing but formatting, is the bidder's; its heading is not.
    let locked = |at: &str| book.styles[sheet.style(Address::parse(at).unwrap()) as usize].locked;
    assert!(!locked("E10") && locked("E9"));
}

#[test]
fn hidden_sheets_are_told() {
    let hidden = |name: &str| {
        let book = Book::open(sample(name)).unwrap();
        book.sheets.iter().filter(|s| s.state != State::Visible).count()
    };
    assert_eq!(hidden("buyer/us_gsa_03fac_price_proposal_dv_protection.xlsx"), 1);
    assert_eq!(hidden("xlsx/ironcalc_invoice.xlsx"), 1);
    assert_eq!(hidden("xlsx/calamine_pivots.xlsx"), 0);
}

#[test]
fn tables_and_pivots_are_found() {
    let book = Book::open(sample("xlsx/calamine_pivots.xlsx")).unwrap();
    let pivots: usize = (0..book.sheets.len()).map(|i| book.sheet(i).unwrap().pivots.len()).sum();
    assert_eq!(pivots, 5);
}

// ---- Made here ------------------------------------------------------------------------------------------------------

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An archive of those parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts of a workbook of one sheet.
fn parts(sheet: &[u8]) -> Vec<(String, Vec<u8>)> {
    let part = |name: &str, text: String| (name.to_owned(), text.into_bytes());
    vec![
        part("[Content_Types].xml", "<Types/>".to_owned()),
        part(
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"a\" Type=\"{OFFICE}/officeDocument\" \
                 Target=\"/xl/workbook.xml\"/></Relationships>"
            ),
        ),
        part(
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"b\"/>\
                 </sheets></workbook>"
            ),
        ),
        part(
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"b\" Type=\"{OFFICE}/worksheet\" \
                 Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml".to_owned(), sheet.to_vec()),
    ]
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    archive(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>())
}

/// A workbook of one sheet that holds those rows.
fn book(rows: &str) -> Vec<u8> {
    let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
    zipped(&parts(sheet.as_bytes()))
}

/// The code by which a file is refused, opened or its first sheet read.
fn refused(bytes: Vec<u8>) -> Code {
    let finding = match Book::open(bytes) {
        Err(finding) => finding,
        Ok(book) => book.sheet(0).expect_err("such a file is refused"),
    };
    assert!(finding.help.is_some());
    finding.code
}

#[test]
fn what_is_no_workbook_is_refused() {
    assert_eq!(refused(Vec::new()), Code::NotAWorkbook);
    assert_eq!(refused(b"Bonjour, voici notre offre".to_vec()), Code::NotAWorkbook);
    assert_eq!(refused(archive(&[("word/document.xml", b"<w/>")])), Code::NotAWorkbook);
    assert_eq!(refused(archive(&[("[Content_Types].xml", b"<Types/>")])), Code::NotAWorkbook);
}

#[test]
fn other_formats_are_refused_with_what_to_do() {
    assert_eq!(refused(sample("buyer/us_gsa_s736_blank_template.xls")), Code::OtherFormat);
    assert_eq!(refused(archive(&[("[Content_Types].xml", b"<T/>"), ("xl/workbook.bin", b"")])), Code::OtherFormat);
    assert_eq!(refused(archive(&[("mimetype", b"x"), ("content.xml", b"<x/>")])), Code::OtherFormat);
    assert_eq!(refused(b"N;Designation\n1;Developpeur\n".to_vec()), Code::OtherFormat);
}

#[test]
fn encrypted_files_are_refused_with_what_to_do() {
    assert_eq!(refused(sample("xlsx/calamine_pass_protected.xlsx")), Code::Encrypted);
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let whole = book("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    assert!(Book::open(whole.clone()).unwrap().sheet(0).is_ok());
    for length in 4..whole.len() {
        let code = refused(whole[..length].to_vec());
        assert!(code == Code::Damaged, "{length}: {code:?}");
    }
    for rows in
        ["<row r=\"1\"><c r=\"A1\"><v>1</c></row>", "<row r=\"2\"/><row r=\"1\"/>", "<row r=\"1\"><c r=\"A2\"/></row>"]
    {
        assert_eq!(refused(book(rows)), Code::Damaged, "{rows}");
    }
    assert_eq!(refused(book("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>")), Code::Damaged);
}

#[test]
fn bombs_are_refused() {
    // A part of 100 MiB of blanks.
    let mut parts = parts(b"");
    parts[4].1 = vec![b' '; 100 << 20];
    assert_eq!(refused(zipped(&parts)), Code::TooMuch);
    // One of 20 MiB, a thousand times its size packed.
    parts[4].1 = vec![b' '; 20 << 20];
    assert_eq!(refused(zipped(&parts)), Code::TooMuch);
    // Cells without end, and in one row more than it has columns.
    let row = |cells: usize| format!("<row>{}</row>", "<c s=\"1\"/><c/><c s=\"22\"/>".repeat(cells / 3));
    assert_eq!(refused(book(&row(12_000).repeat(100))), Code::TooMuch);
    assert_eq!(refused(book(&row(20_000))), Code::Damaged);
    // Thousands of sheets; thousands of parts.
    let many: Vec<_> = (0..5_000).map(|i| format!("xl/worksheets/sheet{i}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"<worksheet/>"[..])).collect();
    assert_eq!(refused(archive(&many)), Code::TooMuch);
    let mut sheets = self::parts(b"<worksheet/>");
    let one = "<sheet name=\"S\" sheetId=\"1\" r:id=\"b\"/>".repeat(3_000);
    sheets[2].1 = format!(
        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{one}</sheets></workbook>"
    )
    .into_bytes();
    assert_eq!(refused(zipped(&sheets)), Code::TooMuch);
}

#[test]
fn a_part_that_lies_about_its_size_is_refused() {
    let mut bytes = book("<row r=\"1\"/>");
    // The size once inflated of the last entry, in its record of the directory.
    let record = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    bytes[record + 24] = bytes[record + 24].wrapping_sub(1);
    assert_eq!(refused(bytes), Code::Damaged);
}

#[test]
fn what_no_program_writes_is_refused() {
    let entity = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>";
    let sheet = format!("{entity}<worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>");
    assert_eq!(refused(zipped(&parts(sheet.as_bytes()))), Code::Hostile);
    assert_eq!(refused(book("<row><c t=\"str\"><v>&b;</v></c></row>")), Code::Damaged);
    assert_eq!(refused(archive(&[("[Content_Types].xml", b"<T/>"), ("xl/../../x.xml", b"")])), Code::Hostile);
    assert_eq!(refused(archive(&[("[Content_Types].xml", b"<T/>"), ("a.xml", b""), ("A.xml", b"")])), Code::Hostile);
}

/// Cells of nothing but formatting that follow one another are read by a way of their own: it must say what the usual one says.
#[test]
fn cells_of_nothing_but_looks_are_read_as_any() {
    let look = |rows: &str| {
        let book = Book::open(book(rows)).unwrap();
        let sheet = book.sheet(0).unwrap();
        (book, sheet)
    };
    let at = |text: &str| Address::parse(text).unwrap();
    // Those that are written, with their formats.
    let cells = |sheet: &Sheet| {
        let written = ('A'..='F').map(|column| at(&format!("{column}2"))).filter(|at| sheet.is_written(*at));
        written.map(|at| (at.to_string(), sheet.style(at))).collect::<Vec<_>>()
    };
    let filled = |(book, sheet): &(Book, Sheet), cells: &[&str]| {
        let values = cells.iter().map(|cell| (at(cell), Value::Number("7".into()))).collect();
        String::from_utf8(book.splice(sheet, &values).unwrap().bytes().into_owned()).unwrap()
    };
    let rows = [
        "<row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"B2\" s=\"2\"/><c r=\"D2\" s=\"3\"/></row>",
        "<row r=\"2\"><c r=\"A2\" s=\"1\"></c><c s=\"2\" r=\"B2\"/><c r=\"D2\" s=\"3\" /></row>",
        "<row r=\"2\"><c r=\"A2\" s=\"1\"/> <c r='B2' s=\"2\"/>\n<c r=\"D2\" s=\"3\"/></row>",
        "<row r=\"2\"> <c r=\"A2\" s=\"1\"/><!-- --><c r=\"B2\" s=\"2\"/><x/><c r=\"D2\" s=\"3\"/></row>",
        "<row r=\"2\">\n  <c r=\"A2\" s=\"1\"/>\n  <c r=\"B2\" s=\"2\"/>\n  <c r=\"D2\" s=\"3\"/>\n</row>",
        "<row r=\"2\">\r\n<c r=\"A2\" s=\"1\"/><c r=\"B2\" s=\"2\"/>\r\n<c r=\"D2\" s=\"3\"/>\r\n</row>",
        "<row r=\"2\">\n<c r=\"A2\" s=\"1\"></c>\n<c r=\"B2\" s=\"2\"/>\n<c r=\"D2\" s=\"3\"><f></f></c>\n</row>",
    ];
    let expected = [("A2", 1), ("B2", 2), ("D2", 3)].map(|(at, style)| (at.to_owned(), style));
    for text in rows {
        let read = look(text);
        assert_eq!(cells(&read.1), expected, "{text}");
        assert!(read.1.value(at("B2")).is_empty() && !read.1.is_written(at("B3")), "{text}");
        // A value goes where the cell is, or would be, and nowhere else.
        let cell = |at: &str| text[..text.find(&format!("{at}2")).unwrap()].rfind("<c ").unwrap();
        for (column, from, to) in
            [("B", cell("B"), cell("B") + text[cell("B")..].find('>').unwrap() + 1), ("C", cell("D"), cell("D"))]
        {
            let new = filled(&read, &[&format!("{column}2")]);
            let new = &new[new.find("<row").unwrap()..];
            assert!(new.starts_with(&text[..from]) && new.contains(&text[to..]), "{column}: {new}");
            assert!(
                new[from..].starts_with("<c ") && new[from..].contains(&format!("><v>7</v></c>{}", &text[to..])),
                "{column}: {new}"
            );
        }
    }
    let seven = |cell: &str| format!("<c r=\"{cell}\"><v>7</v></c>");
    let all = filled(&look(rows[0]), &["A2", "C2", "D2", "F2", "A1"]);
    let styled = |cell: &str, style: u32| format!("<c r=\"{cell}\" s=\"{style}\"><v>7</v></c>");
    let (a, c, d, f) = (styled("A2", 1), seven("C2"), styled("D2", 3), seven("F2"));
    let row = format!("<row r=\"1\">{}</row><row r=\"2\">{a}<c r=\"B2\" s=\"2\"/>{c}{d}{f}</row>", seven("A1"));
    assert!(all.contains(&row), "{all}");
    let (_, mixed) =
        look("<row><c r=\"A1\" s=\"1\"/><c r=\"B1\" s=\"2\"/><c r=\"C1\"><v>7</v></c><c r=\"D1\" s=\"4\"/></row>");
    assert_eq!(mixed.value(at("C1")), &Value::Number("7".into()));
    assert_eq!((mixed.style(at("B1")), mixed.style(at("D1"))), (2, 4));
    let (pretty, sheet) = look(
        "<row r=\"1\">\n  <c r=\"A1\" s=\"1\"/>\n  <c r=\"B1\"><v>7</v></c>\n  <c r=\"C1\" s=\"2\"/>\n</row>\n<row r=\"2\"/>",
    );
    assert_eq!(sheet.written().map(|at| at.to_string()).collect::<Vec<_>>(), ["A1", "B1", "C1"]);
    assert!(filled(&(pretty, sheet), &["C1"]).contains("<c r=\"C1\" s=\"2\"><v>7</v></c>\n</row>\n<row r=\"2\"/>"));
    // What follows a row that is closed is none of its cells.
    let (_, closed) = look("<row r=\"1\"/><c r=\"A1\" s=\"1\"/>");
    assert!(!closed.is_written(at("A1")));
    // Out of their order, in another row, past the last column, no cell at all, never closed.
    for second in ["A1", "B2", "XFE1", "1B"] {
        let text = format!("<row r=\"1\"><c r=\"B1\" s=\"1\"/><c r=\"{second}\" s=\"1\"/></row>");
        assert_eq!(refused(book(&text)), Code::Damaged, "{second}");
    }
    assert_eq!(refused(book("<row r=\"1\"><c r=\"B1\" s=\"1\"/><c r=\"C1\" s=\"1\"")), Code::Damaged);
}

/// What a sheet that is read back is held against: a cell lost, added, of another format, in a new row, a row lost.
#[test]
fn cells_of_nothing_but_looks_that_changed_are_seen() {
    let sheet = |rows: &str| Book::open(book(rows)).unwrap().sheet(0).unwrap();
    let row = |number: u32, cells: &str| {
        let cell = |(at, style): (&str, &str)| format!("<c r=\"{at}{number}\" s=\"{style}\"/>");
        let cells = cells.split_whitespace().map(|text| cell(text.split_at(1)));
        format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
    };
    let old = sheet(&(row(2, "A1 B2 D3") + &row(3, "A1")));
    let other = |rows: String, values: &[&str]| {
        let values = values.iter().map(|at| (Address::parse(at).unwrap(), Value::Number("7".into()))).collect();
        old.other_looks(&sheet(&rows), &values)
    };
    assert_eq!(other(row(2, "A1 B2 D3") + &row(3, "A1"), &[]), None);
    assert_eq!(other(row(2, "A1 D3") + &row(3, "A1"), &[]), Some(2));
    assert_eq!(other(row(2, "A1 D3") + &row(3, "A1"), &["B2"]), None);
    assert_eq!(other(row(2, "A1 B2 C2 D3") + &row(3, "A1"), &[]), Some(2));
    assert_eq!(other(row(2, "A1 B2 D3") + &row(3, "A2"), &[]), Some(3));
    assert_eq!(other(row(2, "A1 B2 D3") + &row(3, "A1") + &row(4, "A1"), &[]), Some(4));
    assert_eq!(other(row(2, "A1 B2 D3"), &[]), Some(3));
}

/// A small file that has its one large part read for each of many sheets.
#[test]
fn a_part_belongs_to_one_sheet() {
    let mut two = parts(b"<worksheet/>");
    two[2].1 = String::from_utf8(two[2].1.clone())
        .unwrap()
        .replace("<sheets>", "<sheets><sheet name=\"Two\" sheetId=\"2\" r:id=\"b\"/>")
        .into();
    assert_eq!(refused(zipped(&two)), Code::Hostile);
    let mut table = parts(b"<worksheet/>");
    let one = format!("<Relationship Id=\"t\" Type=\"{OFFICE}/table\" Target=\"../tables/table1.xml\"/>");
    table.push((
        "xl/worksheets/_rels/sheet1.xml.rels".into(),
        format!("<Relationships>{one}{one}</Relationships>").into(),
    ));
    table.push(("xl/tables/table1.xml".into(), b"<table ref=\"A1:B2\"/>".to_vec()));
    assert_eq!(refused(zipped(&table)), Code::Hostile);
}

/// Two sheets of six hundred thousand cells each: each could be read, both not.
#[test]
fn cells_are_counted_over_all_sheets() {
    let sheet = format!("<worksheet><sheetData><row>{}</row></sheetData></worksheet>", "<c/>".repeat(16_000));
    let rows = format!("<row>{}</row>", "<c s=\"1\"/><c s=\"22\"/><c/>".repeat(5_000)).repeat(40);
    let sheet = sheet.replace("<row>", &format!("{rows}<row>"));
    let mut two = parts(sheet.as_bytes());
    let text = |i: usize, two: &[(String, Vec<u8>)]| String::from_utf8(two[i].1.clone()).unwrap();
    two[2].1 = text(2, &two).replace("<sheets>", "<sheets><sheet name=\"Two\" sheetId=\"2\" r:id=\"c\"/>").into();
    let more = format!(
        "<Relationship Id=\"c\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>"
    );
    two[3].1 = text(3, &two).replace("</Relationships>", &more).into();
    // Cells alike pack too well to pass for a workbook: a comment makes up for it.
    let noise: String = (0..100_000).map(|i: u32| format!("{:x}", i.wrapping_mul(2_654_435_761))).collect();
    let sheet = sheet.replace("<sheetData>", &format!("<!--{noise}--><sheetData>"));
    two[4].1 = sheet.clone().into();
    two.push(("xl/worksheets/sheet2.xml".into(), sheet.into()));
    let book = Book::open(zipped(&two)).unwrap();
    assert_eq!(book.sheet(0).unwrap().cells.len(), 616_000);
    assert_eq!(book.all_sheets().unwrap_err().code, Code::TooMuch);
}

#[test]
fn other_encodings_are_refused() {
    let sheet = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><worksheet><sheetData/></worksheet>";
    assert_eq!(refused(zipped(&parts(sheet))), Code::Encoding);
}

#[test]
fn utf_16_is_read() {
    let text = format!(
        "\u{feff}<worksheet xmlns=\"{MAIN}\"><sheetData><row><c t=\"str\"><v>É</v></c></row></sheetData></worksheet>"
    );
    for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
        let wide: Vec<u8> = text.encode_utf16().flat_map(bytes).collect();
        let sheet = Book::open(zipped(&parts(&wide))).unwrap().sheet(0).unwrap();
        assert_eq!(sheet.cells[0].value.text(), Some("É"));
    }
}

/// The namespaces of ISO 29500 strict, another prefix, targets from the top of the file.
#[test]
fn strict_files_are_read_and_changed() {
    let strict = |text: &[u8]| -> Vec<u8> {
        let text = String::from_utf8(text.to_vec()).unwrap();
        let text = text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main");
        text.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships").into()
    };
    let sheet = format!(
        "<m:worksheet xmlns:m=\"{MAIN}\"><m:sheetData><m:row r=\"1\"><m:c r=\"B1\"/></m:row></m:sheetData></m:worksheet>"
    );
    let mut all = parts(sheet.as_bytes());
    all.iter_mut().for_each(|part| part.1 = strict(&part.1));
    let book = Book::open(zipped(&all)).unwrap();
    let new =
        book.splice(&book.sheet(0).unwrap(), &[(Address { row: 1, column: 2 }, Value::Number("9".into()))].into());
    let expected = strict(sheet.replace("<m:c r=\"B1\"/>", "<m:c r=\"B1\"><m:v>9</m:v></m:c>").as_bytes());
    assert_eq!(String::from_utf8(new.unwrap().bytes().into_owned()), String::from_utf8(expected));
}

#[test]
fn a_million_rows_with_ten_cells_cost_nothing() {
    let rows: String = (1..=10)
        .map(|i| format!("<row r=\"{}\"><c r=\"XFD{}\"><v>1</v></c></row>", i * 100_000, i * 100_000))
        .collect();
    let sheet = format!("<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>");
    let sheet = Book::open(zipped(&parts(sheet.as_bytes()))).unwrap().sheet(0).unwrap();
    assert_eq!((sheet.cells.len(), sheet.rows().count()), (10, 10));
}

/// The bytes where two texts begin and end to differ.
fn changed(old: &str, new: &str) -> (usize, usize, usize) {
    let (old, new) = (old.as_bytes(), new.as_bytes());
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    (start, old.len() - end, new.len() - end)
}

/// Cells to try in a sheet: written ones, gaps between them, after the last of a row, rows that are not written.
fn targets(sheet: &Sheet) -> Vec<Address> {
    let mut targets = vec![Address { row: 1, column: 1 }, Address { row: 2_000, column: 3 }];
    let values: Vec<_> = sheet.cells.iter().map(|cell| cell.at).collect();
    let looks: Vec<_> = sheet.written().filter(|at| sheet.cell(*at).is_none()).collect();
    for at in [values, looks].iter().flat_map(|cells| cells.iter().step_by((cells.len() / 7).max(1))) {
        targets.push(*at);
        targets.push(Address { column: at.column + 1, ..*at });
        targets.push(Address { column: 300, ..*at });
        targets.push(Address { row: at.row + 1, ..*at });
    }
    targets
}

/// Without what a new cell may extend: the stated area of the sheet and of a row.
fn without_extents(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some(at) =
        [" spans=\"", "dimension ref=\""].iter().filter_map(|name| rest.find(name).map(|at| at + name.len())).min()
    {
        out.push_str(&rest[..at]);
        rest = &rest[at + rest[at..].find('"').unwrap()..];
    }
    out + rest
}

/// One value at a time in every sheet of every sample: nothing outside its cell differs by a byte, and another library
/// reads the new value and the old ones.
#[test]
fn a_new_value_changes_its_cell_alone() {
    let mut tried = 0;
    for path in workbooks() {
        let bytes = fs::read(&path).unwrap();
        let book = Book::open(bytes).unwrap();
        for (place, entry) in book.sheets.iter().enumerate() {
            let sheet = book.sheet(place).unwrap();
            let old = String::from_utf8(book.package.part(&entry.part).unwrap()).unwrap();
            // The large ones take a second each here.
            let most = if old.len() > 100_000 { 7 } else { usize::MAX };
            for (i, at) in targets(&sheet).into_iter().enumerate().take(most) {
                let shown = format!("{} {}!{at}", path.display(), entry.name);
                let value = match i % 3 {
                    0 => Value::Text(" Prix <HT> & \n_x000D_ ".into()),
                    1 => Value::Number("1234.5".into()),
                    _ => Value::Number("0.1".into()),
                };
                let new = book.splice(&sheet, &[(at, value)].into()).unwrap_or_else(|f| panic!("{shown}: {f:?}"));
                let new = String::from_utf8(new.bytes().into_owned()).unwrap();
                let (start, end, new_end) = changed(&without_extents(&old), &without_extents(&new));
                let (old, new) = (without_extents(&old), without_extents(&new));
                if sheet.is_written(at) {
                    // One element, from its tag to its end.
                    let cell = old[..start + 1].rfind('<').unwrap();
                    assert!(old[cell..end].matches("c r=").count() <= 1, "{shown}: {}", &old[cell..end]);
                    assert!(!old[start..end].contains("row"), "{shown}: {}", &old[cell..end]);
                } else if !old[start..end].is_empty() {
                    // `<row/>` and `<sheetData/>` open to take the cell.
                    assert_eq!(old[start..end].trim(), "/", "{shown}: {}", &new[start..new_end]);
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "{tried}");
}

/// All of them at once, read by another library.
#[test]
fn new_values_are_read_by_another_library() {
    for path in workbooks() {
        let bytes = fs::read(&path).unwrap();
        let book = Book::open(bytes.clone()).unwrap();
        let mut parts = Vec::new();
        let mut values: Vec<BTreeMap<Address, Value>> = Vec::new();
        for (place, entry) in book.sheets.iter().enumerate() {
            let sheet = book.sheet(place).unwrap();
            let number = |i: usize| {
                if i.is_multiple_of(2) { Value::Number(format!("{i}.25").into()) } else { Value::Text("é".into()) }
            };
            let of_sheet: BTreeMap<_, _> =
                targets(&sheet).into_iter().enumerate().map(|(i, at)| (at, number(i))).collect();
            parts.push((entry.part.clone(), book.splice(&sheet, &of_sheet).unwrap().bytes().into_owned()));
            values.push(of_sheet);
        }
        let new = book.package.with(&parts).unwrap();
        let open = |bytes| calamine::open_workbook_from_rs::<calamine::Xlsx<_>, _>(Cursor::new(bytes)).unwrap();
        let (mut before, mut after) = (open(bytes), open(new));
        for (name, values) in before.sheet_names().into_iter().zip(values) {
            let (old, new) = (before.worksheet_range(&name).unwrap(), after.worksheet_range(&name).unwrap());
            let at = |at: Address| (at.row - 1, at.column - 1);
            for (address, value) in &values {
                agrees(value, new.get_value(at(*address)).unwrap(), &format!("{} {name}!{address}", path.display()));
            }
            let (top, left) = old.start().unwrap_or_default();
            for (row, column, value) in old.used_cells() {
                let row = top + u32::try_from(row).unwrap();
                let column = left + u32::try_from(column).unwrap();
                if !values.contains_key(&Address { row: row + 1, column: column + 1 }) {
                    assert_eq!(new.get_value((row, column)), Some(value));
                }
            }
        }
    }
}

#[test]
fn rows_and_cells_are_put_in_their_order() {
    let number = |text: &str| Value::Number(text.into());
    let at = |text: &str| Address::parse(text).unwrap();
    let cases = [
        (
            "<sheetData/>",
            "<sheetData><row r=\"1\"><c r=\"B1\"><v>1</v></c></row><row r=\"4\"><c r=\"D4\"><v>2</v></c></row></sheetData>",
        ),
        (
            "<x:sheetData><x:row r=\"4\" s=\"2\" customFormat=\"1\" spans=\"1:2\"/></x:sheetData>",
            "<x:sheetData><x:row r=\"1\"><x:c r=\"B1\"><x:v>1</x:v></x:c></x:row><x:row r=\"4\" s=\"2\" customFormat=\"1\" \
             spans=\"1:4\"><x:c r=\"D4\" s=\"2\"><x:v>2</x:v></x:c></x:row></x:sheetData>",
        ),
        (
            "<cols><col min=\"2\" max=\"4\" style=\"5\"/></cols><sheetData><row><c t=\"s\"/><c t=\"str\"><f>A1</f><v>x</v></c></row></sheetData>",
            "<cols><col min=\"2\" max=\"4\" style=\"5\"/></cols><sheetData><row><c t=\"s\"/><c><f>A1</f><v>1</v></c></row>\
             <row r=\"4\"><c r=\"D4\" s=\"5\"><v>2</v></c></row></sheetData>",
        ),
    ];
    for (before, after) in cases {
        let sheet = |rows: &str| format!("<x:worksheet xmlns:x=\"{MAIN}\" xmlns=\"{MAIN}\">{rows}</x:worksheet>");
        let book = Book::open(zipped(&parts(sheet(before).as_bytes()))).unwrap();
        let values = [(at("B1"), number("1")), (at("D4"), number("2"))].into();
        let new = book.splice(&book.sheet(0).unwrap(), &values).unwrap();
        assert_eq!(String::from_utf8(new.bytes().into_owned()).unwrap(), sheet(after));
    }
}

#[test]
fn a_byte_order_mark_stays() {
    let text = format!("\u{feff}<worksheet xmlns=\"{MAIN}\"><sheetData/></worksheet>");
    let book = Book::open(zipped(&parts(text.as_bytes()))).unwrap();
    let new =
        book.splice(&book.sheet(0).unwrap(), &[(Address { row: 1, column: 1 }, Value::Bool(true))].into()).unwrap();
    let row = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c></row></sheetData>";
    assert_eq!(String::from_utf8(new.bytes().into_owned()).unwrap(), text.replace("<sheetData/>", row));
}

#[test]
fn a_sheet_in_utf_16_is_not_filled() {
    let text = format!("\u{feff}<worksheet xmlns=\"{MAIN}\"><sheetData/></worksheet>");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let book = Book::open(zipped(&parts(&wide))).unwrap();
    let refused = book.splice(&book.sheet(0).unwrap(), &[(Address { row: 1, column: 1 }, Value::Empty)].into());
    assert_eq!(refused.unwrap_err().code, Code::NotSplicable);
}

#[test]
fn a_sheet_without_rows_is_not_filled() {
    let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetPr/></worksheet>");
    let book = Book::open(zipped(&parts(sheet.as_bytes()))).unwrap();
    let one = Value::Number("1".into());
    let refused = book.splice(&book.sheet(0).unwrap(), &[(Address { row: 1, column: 1 }, one)].into());
    assert_eq!(refused.unwrap_err().code, Code::NotSplicable);
}

/// Every entry but the replaced one is the same bytes at the level of the archive, as another library reads it.
#[test]
fn a_replaced_part_leaves_all_others_as_they_are() {
    for path in workbooks() {
        let bytes = fs::read(&path).unwrap();
        let package = Package::open(bytes.clone()).unwrap();
        let part = package.entries().iter().find(|e| e.name.ends_with("sheet1.xml")).unwrap().name.clone();
        let new = package.with(&[(part.clone(), b"<worksheet/>".to_vec())]).unwrap();
        let read = |bytes: Vec<u8>| zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let (mut old, mut new) = (read(bytes), read(new));
        assert_eq!(old.len(), new.len());
        for i in 0..old.len() {
            let raw = |archive: &mut zip::ZipArchive<Cursor<Vec<u8>>>| {
                let mut file = archive.by_index_raw(i).unwrap();
                let mut bytes = Vec::new();
                std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
                (file.name().unwrap().into_owned(), file.last_modified(), bytes)
            };
            let (old, new_raw) = (raw(&mut old), raw(&mut new));
            assert_eq!((&old.0, old.1), (&new_raw.0, new_raw.1));
            if old.0 == part {
                let text = std::io::read_to_string(new.by_index(i).unwrap()).unwrap();
                assert_eq!(text, "<worksheet/>");
            } else {
                assert_eq!(old.2, new_raw.2, "{} {}", path.display(), old.0);
            }
        }
    }
}
