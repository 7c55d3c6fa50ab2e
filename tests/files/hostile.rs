//! Files made to do harm, met with every command that reads files of others: each is read or refused with what to do,
//! within a quarter of a gigabyte, without a panic, and in bounded work.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Command;

use zip::write::SimpleFileOptions;

use crate::support;

/// The commands that read a spreadsheet: `FILE` is put in its place, and a map of its sheet `S`.
const VERBS: &[&[&str]] = &[
    &["leaks", "FILE"],
    &["leaks", "FILE", "--buyer", "FILE"],
    &["map", "FILE"],
    &["fill", "FILE", "--map", "MAP", "-o", "OUT", "--partial"],
    &["import", "rates", "FILE"],
    &["import", "quantities", "FILE", "--lot", "one"],
    &["read", "FILE"],
];
/// Those that read text.
const TEXT_VERBS: &[&[&str]] = &[&["leaks", "FILE"], &["import", "rates", "FILE"]];
/// A price goes into a cell of the sheet.
const MAP: &str =
    "[tables.s]\nsheet = \"S\"\nlot = \"one\"\n[tables.s.columns]\nunit_price = \"B\"\n[tables.s.rows]\n1 = \"1.1\"\n";

/// Runs each command on a file, and holds it to its bounds: on Unix 256 MiB of address space, and a minute of a
/// processor, which only what does not end takes.
fn bounded(name: &str, bytes: &[u8], verbs: &[&[&str]]) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    let (map, out) = (folder.path().join("map.toml"), folder.path().join("out.xlsx"));
    fs::write(&file, bytes).unwrap();
    fs::write(&map, MAP).unwrap();
    let program = assert_cmd::cargo::cargo_bin!("chiffrage");
    for verb in verbs {
        let put = |word: &&str| match *word {
            "FILE" => file.display().to_string(),
            "MAP" => map.display().to_string(),
            "OUT" => out.display().to_string(),
            word => word.to_owned(),
        };
        let arguments: Vec<String> = verb.iter().map(put).collect();
        let mut command = if cfg!(unix) {
            let mut command = Command::new("sh");
            command.args(["-c", "ulimit -v 262144; ulimit -t 60; exec \"$0\" \"$@\""]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(support::root().join("tests/bad_input/small")).args(&arguments);
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let told = format!("{name}: {arguments:?}: {:?}\n{said:.3000}", output.status.code());
        assert!(matches!(output.status.code(), Some(0..=2)), "{told}");
        assert!(!said.contains("panicked") && !said.contains("overflow"), "{told}");
        // What fails says why and what to do; `leaks` tells what it found as a table.
        assert!(output.status.success() || said.contains("help:") || !output.stdout.is_empty(), "{told}");
    }
    // What a path in an archive names was not written, nor half a file.
    let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let others: Vec<String> = names.filter(|other| ![name, "map.toml", "out.xlsx"].contains(&other.as_str())).collect();
    assert!(others.is_empty(), "{name}: {others:?}");
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a small workbook: a sheet of this text, and what stands in `workbook` beside its sheets.
fn parts(sheet: &str, workbook: &str) -> Vec<(String, Vec<u8>)> {
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            format!(
                "<Relationships><Relationship Id=\"a\" Type=\"{RELS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELS}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"b\"/></sheets>{workbook}</workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships><Relationship Id=\"b\" Type=\"{RELS}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"c\" Type=\"{RELS}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{MAIN}\">{sheet}</worksheet>")),
    ];
    parts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect()
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn book(sheet: &str, workbook: &str) -> Vec<u8> {
    zipped(&parts(sheet, workbook))
}

fn rows(cells: &str) -> String {
    format!("<sheetData>{cells}</sheetData>")
}

/// A workbook with one part more.
fn with(name: &str, text: impl Into<Vec<u8>>) -> Vec<u8> {
    let mut parts = parts(&rows("<row><c t=\"s\"><v>0</v></c></row>"), "");
    parts.push((name.to_owned(), text.into()));
    zipped(&parts)
}

/// Texts that deflate badly enough to pass as ordinary, each of its own.
fn numbered(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut all, n| {
        let _ = write!(all, "{}", each(n.wrapping_mul(2_654_435_761) % 99_999_989));
        all
    })
}

#[test]
fn archives_that_burst() {
    bounded("blanks.xlsx", &book(&" ".repeat(100 << 20), ""), VERBS);
    // The size that the directory states, and what comes out of it.
    let mut lies = book(&" ".repeat(8 << 20), "");
    let record = lies.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    lies[record + 24..record + 28].copy_from_slice(&1000_u32.to_le_bytes());
    bounded("lies.xlsx", &lies, VERBS);
    // As much as is allowed, of what takes more memory than its text: strings, cells, rows, names.
    let strings = numbered(60_000, |n| format!("<si><t>{n}</t></si>"));
    bounded("strings.xlsx", &with("xl/sharedStrings.xml", format!("<sst>{strings}</sst>")), VERBS);
    let cells = numbered(60_000, |n| format!("<row><c><v>{n}</v></c></row>"));
    bounded("cells.xlsx", &book(&rows(&cells), ""), VERBS);
    let names = numbered(100_000, |n| format!("<definedName name=\"n{n}\">S!$A${n}</definedName>"));
    bounded("names.xlsx", &book(&rows(""), &format!("<definedNames>{names}</definedNames>")), VERBS);
    let small: Vec<_> = (0..4_000).map(|n| (format!("xl/comments{n}.xml"), b"<comments/>".to_vec())).collect();
    let mut all = parts(&rows(""), "");
    all.extend(small);
    bounded("parts.xlsx", &zipped(&all), VERBS);
}

/// A number format of 200,000 characters, named by 22,000 formats of cells.
#[test]
fn one_format_of_many_cells() {
    let format = format!("<numFmts><numFmt numFmtId=\"164\" formatCode=\"{}\"/></numFmts>", "0".repeat(200_000));
    let cells = "<xf numFmtId=\"164\"/>".repeat(22_000);
    let styles = format!("<styleSheet xmlns=\"{MAIN}\">{format}<cellXfs>{cells}</cellXfs></styleSheet>");
    let style = format!("<Relationship Id=\"d\" Type=\"{RELS}/styles\" Target=\"styles.xml\"/></Relationships>");
    let mut parts = parts(&rows("<row><c><v>1</v></c></row>"), "");
    let relations = parts.iter_mut().find(|part| part.0 == "xl/_rels/workbook.xml.rels").unwrap();
    relations.1 = String::from_utf8_lossy(&relations.1).replace("</Relationships>", &style).into_bytes();
    parts.push(("xl/styles.xml".to_owned(), styles.into_bytes()));
    let own: Vec<_> = VERBS.iter().copied().filter(|verb| verb[..2] != ["import", "rates"]).collect();
    bounded("formats.xlsx", &zipped(&parts), &own);
}

#[test]
fn archives_that_lie() {
    let whole = book(&rows("<row><c><v>1</v></c></row>"), "");
    for n in 1..20 {
        bounded("cut.xlsx", &whole[..whole.len() * n / 20], &VERBS[..1]);
    }
    // A checksum that does not hold; a method that nobody knows; an entry that says it is encrypted.
    for (at, byte) in [(16, 0xAA), (10, 99), (8, 1)] {
        let mut bytes = whole.clone();
        let record = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
        bytes[record + at] = byte;
        bounded("record.xlsx", &bytes, VERBS);
    }
    // Entries over the same bytes.
    let mut bytes = whole.clone();
    let records: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, w)| *w == b"PK\x01\x02").map(|(at, _)| at).collect();
    let place: [u8; 4] = bytes[records[0] + 42..records[0] + 46].try_into().unwrap();
    for record in &records[1..] {
        bytes[record + 42..record + 46].copy_from_slice(&place);
    }
    bounded("overlap.xlsx", &bytes, VERBS);
    for path in ["../../out.xml", "/etc/out.xml", "C:\\out.xml", "xl/../../out.xml", "..\\out.xml"] {
        bounded("path.xlsx", &with(path, "<a/>"), VERBS);
    }
    // Comments and bytes around it.
    let mut after = whole.clone();
    after.extend([0; 1000]);
    bounded("after.xlsx", &after, VERBS);
    bounded("empty.xlsx", b"", VERBS);
    bounded("garbage.xlsx", &[0x5A; 10_000], VERBS);
    bounded("old.xls", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 1, 2, 3], VERBS);
}

#[test]
fn xml_that_does_not_end() {
    let laughs = (0..30).fold(String::new(), |mut all, n| {
        let next = format!("&e{};", n + 1).repeat(10);
        let _ = write!(all, "<!ENTITY e{n} \"{next}\">");
        all
    });
    let doctype = format!("<!DOCTYPE x [{laughs}<!ENTITY e30 \"ha\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>");
    for part in ["xl/sharedStrings.xml", "docProps/core.xml", "xl/comments1.xml", "docProps/custom.xml"] {
        bounded("laughs.xlsx", &with(part, format!("{doctype}<sst><si><t>&e0;&f;</t></si></sst>")), VERBS);
    }
    let nested = format!("{}{}", "<a>".repeat(500_000), "</a>".repeat(500_000));
    bounded("deep.xlsx", &with("xl/drawings/drawing1.xml", nested.clone()), VERBS);
    bounded("deep-sheet.xlsx", &book(&format!("{nested}<sheetData/>"), ""), VERBS);
    bounded("deep-strings.xlsx", &with("xl/sharedStrings.xml", format!("<sst><si>{nested}</si></sst>")), VERBS);
    let attributes = numbered(60_000, |n| format!(" a{n}=\"{n}\""));
    bounded("attributes.xlsx", &book(&format!("<sheetData{attributes}/>"), ""), VERBS);
    bounded("unclosed.xlsx", &book("<sheetData><row><c t=\"inlineStr\"><is><t>", ""), VERBS);
    bounded("no-quote.xlsx", &book("<sheetData><row r=\"1><c/></row></sheetData>", ""), VERBS);
    bounded("controls.xlsx", &with("docProps/core.xml", "<p><creator>\u{1b}[2J\u{202e}gpj.exe</creator></p>"), VERBS);
}

#[test]
fn texts_without_end() {
    let long = numbered(60_000, |n| format!("{n} "));
    bounded("text.xlsx", &book(&rows(&format!("<row><c t=\"inlineStr\"><is><t>{long}</t></is></c></row>")), ""), VERBS);
    bounded(
        "prompt.xlsx",
        &book(&format!("<sheetData/><dataValidations><dataValidation prompt=\"{long}\"/></dataValidations>"), ""),
        VERBS,
    );
    // Words of ours by the ten thousand, and figures.
    let words = numbered(10_000, |n| format!("nearshore-30 marge Porto .toml {n}.25 "));
    bounded("words.xlsx", &with("xl/sharedStrings.xml", format!("<sst><si><t>{words}</t></si></sst>")), VERBS);
    let cells = numbered(10_000, |n| format!("<row><c t=\"inlineStr\"><is><t>nearshore-30 {n}</t></is></c></row>"));
    bounded("found.xlsx", &book(&rows(&cells), ""), VERBS);
    bounded("line.csv", long.replace(' ', ",").as_bytes(), TEXT_VERBS);
    bounded("lines.csv", words.replace(' ', "\n").as_bytes(), TEXT_VERBS);
    bounded("quote.csv", format!("a;b\n\"{long}").as_bytes(), TEXT_VERBS);
    bounded("nul.csv", &[0; 1 << 20], TEXT_VERBS);
    bounded("digits.txt", "1 234 567,89 ".repeat(20_000).as_bytes(), TEXT_VERBS);
    bounded("one-number.txt", "123 ".repeat(80_000).as_bytes(), TEXT_VERBS);
    bounded("page.html", "<a ".repeat(500_000).as_bytes(), TEXT_VERBS);
    bounded("pages.pdf", &[b"%PDF-1.7\n".as_slice(), &[0xC3; 4 << 20]].concat(), TEXT_VERBS);
}

#[test]
fn sheets_without_end() {
    let ends = "<dimension ref=\"A1:XFD1048576\"/>";
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    bounded(
        "dimension.xlsx",
        &book(&format!("{ends}{}", rows(&format!("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>{far}"))), ""),
        VERBS,
    );
    let past = "<row r=\"4294967296\"><c r=\"A4294967296\"><v>1</v></c></row><row r=\"18446744073709551616\"/>";
    bounded("past-it.xlsx", &book(&rows(past), ""), VERBS);
    let rows_past = "<row r=\"4294967295\"><c r=\"XFD4294967295\"/><c/></row><row/><row/>";
    bounded("past.xlsx", &book(&rows(rows_past), ""), VERBS);
    let columns = "<col min=\"1\" max=\"4294967295\" hidden=\"1\" width=\"0\"/>".repeat(50_000);
    bounded("columns.xlsx", &book(&format!("<cols>{columns}</cols><sheetData/>"), ""), VERBS);
    let merged = numbered(60_000, |n| format!("<mergeCell ref=\"A{}:XFD1048576\"/>", n % 1_048_576 + 1));
    bounded("merged.xlsx", &book(&format!("<sheetData/><mergeCells>{merged}</mergeCells>"), ""), VERBS);
    let named = numbered(20_000, |n| format!("<sheet name=\"T{n}\" sheetId=\"{n}\" r:id=\"b\"/>"));
    bounded("many-sheets.xlsx", &book("<sheetData/>", &format!("<sheets>{named}</sheets>")), VERBS);
    let sheets = "<sheet name=\"T\" sheetId=\"1\" r:id=\"b\"/>".repeat(3_000);
    bounded("sheets.xlsx", &book("<sheetData/>", &format!("<sheets>{sheets}</sheets>")), VERBS);
}

#[test]
fn formulas_without_end() {
    let one = |formula: &str| book(&rows(&format!("<row r=\"1\"><c r=\"A1\"><f>{formula}</f><v>1</v></c></row>")), "");
    bounded("deep.xlsx", &one(&format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000))), VERBS);
    bounded("minus.xlsx", &one(&format!("{}1", "-".repeat(200_000))), VERBS);
    bounded("power.xlsx", &one("10^10^10^10"), VERBS);
    bounded("calls.xlsx", &one(&format!("{}1{}", "IF(1,".repeat(50_000), ")".repeat(50_000))), VERBS);
    bounded("all.xlsx", &one("SUM(A1:XFD1048576)"), VERBS);
    bounded("self.xlsx", &one("A1+1"), VERBS);
    bounded("dde.xlsx", &one("cmd|'/C calc'!A0"), VERBS);
    // A chain of twenty thousand cells, and the same the other way round.
    let chain = |step: i64| {
        let cells = (2..20_000_i64).fold(String::new(), |mut all, n| {
            let _ = write!(all, "<row r=\"{n}\"><c r=\"A{n}\"><f>A{}+1</f><v>0</v></c></row>", n + step);
            all
        });
        book(&rows(&cells), "")
    };
    bounded("chain.xlsx", &chain(-1), VERBS);
    bounded("chain-back.xlsx", &chain(1), VERBS);
    // One long formula shared by all, one that shares itself, one that nobody wrote.
    let long = "A1+".repeat(2_700);
    let shared = numbered(20_000, |_| "<row><c><f t=\"shared\" si=\"0\"/><v>0</v></c></row>".to_owned());
    let master = format!("<row><c><f t=\"shared\" si=\"0\" ref=\"A1:XFD1048576\">{long}1</f><v>0</v></c></row>");
    bounded("shared.xlsx", &book(&rows(&format!("{master}{shared}")), ""), VERBS);
    bounded("orphans.xlsx", &book(&rows(&shared), ""), VERBS);
    let sums = (1..1_000).fold(String::new(), |mut all, n| {
        let _ = write!(
            all,
            "<row r=\"{n}\"><c r=\"A{n}\"><f>SUM(B1:B1048576)</f><v>0</v></c><c r=\"B{n}\"><v>{n}</v></c></row>"
        );
        all
    });
    bounded("sums.xlsx", &book(&rows(&sums), ""), VERBS);
    let names = "<definedNames><definedName name=\"A_\">B_</definedName><definedName name=\"B_\">A_</definedName><definedName name=\"D_\">cmd|'/C calc'!A0</definedName></definedNames>";
    bounded("names.xlsx", &book(&rows("<row r=\"1\"><c r=\"A1\"><f>A_+1</f><v>0</v></c></row>"), names), VERBS);
}

/// What took time by the square of what it holds: ends within the minute of a processor only where it grows in a line.
#[test]
fn forms_that_grow_in_a_line() {
    let texts = |words: &[&str]| {
        let cells: String =
            words.iter().map(|words| format!("<c t=\"inlineStr\"><is><t>{words}</t></is></c>")).collect();
        format!("<row>{cells}</row>")
    };
    let map: &[&[&str]] = &[&["map", "FILE"]];
    let fill: &[&[&str]] = &[&["fill", "FILE", "--map", "MAP", "-o", "OUT", "--partial"]];
    // A header again and again; headings of many columns, merged; a circle of three thousand cells.
    bounded("headings.xlsx", &book(&rows(&texts(&["Désignation", "Prix"]).repeat(100_000)), ""), map);
    let years = (0..16_000).map(|n| format!("Année {}", n % 20 + 1)).collect::<Vec<_>>();
    let years = years.iter().map(String::as_str).collect::<Vec<_>>();
    bounded("years.xlsx", &book(&rows(&(texts(&["Désignation", "Quantité"]) + &texts(&years))), ""), map);
    let merged = (0..60_000).fold(String::new(), |mut all, n| {
        let _ = write!(all, "<mergeCell ref=\"A{}:B{}\"/>", n * 2 + 1, n * 2 + 2);
        all
    });
    let headings = rows(&texts(&["Désignation", "", "PU"]).repeat(30_000));
    bounded("merged.xlsx", &book(&format!("{headings}<mergeCells>{merged}</mergeCells>"), ""), map);
    let circle = (1..=3_000).fold(String::new(), |mut all, n| {
        let _ = write!(all, "<row r=\"{n}\"><c r=\"A{n}\"><f>SUM(A1:A3000)</f></c></row>");
        all
    });
    bounded("circle.xlsx", &book(&rows(&circle), ""), fill);
}

/// Formats that only rate cards are read from.
#[test]
fn old_and_open_formats() {
    let rates: &[&[&str]] = &[&["import", "rates", "FILE"], &["leaks", "FILE"]];
    let cell =
        "<table:table-cell office:value-type=\"float\" office:value=\"410\" table:number-columns-repeated=\"16384\"/>";
    let row = format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><office:body><office:spreadsheet><table:table table:name=\"S\">{row}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let ods = |content: String| {
        zipped(&[
            ("mimetype".into(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
            ("META-INF/manifest.xml".into(), b"<manifest/>".to_vec()),
            ("content.xml".into(), content.into_bytes()),
        ])
    };
    bounded("repeated.ods", &ods(content), rates);
    bounded("deep.ods", &ods("<a>".repeat(500_000)), rates);
    bounded("laughs.ods", &ods("<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;\">]><a>&d;</a>".to_owned()), rates);
    let old = fs::read("tests/samples/buyer/us_gsa_s736_blank_template.xls").unwrap();
    for n in 1..10 {
        bounded("cut.xls", &old[..old.len() * n / 10], rates);
        // Sizes and places within it that are none.
        let mut wrong = old.clone();
        wrong.iter_mut().skip(n * 53).step_by(997).for_each(|byte| *byte = 0xFF);
        bounded("wrong.xls", &wrong, rates);
    }
}

/// What hostile files are held to is no more than what honest ones take.
#[test]
fn samples_take_no_more() {
    for folder in ["buyer", "xlsx"] {
        for entry in fs::read_dir(Path::new("tests/samples").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            bounded(&name, &fs::read(&path).unwrap(), VERBS);
        }
    }
}
