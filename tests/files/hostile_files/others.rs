//! Files that are no workbooks of Excel's: open documents, old Excel, text, maps.

use std::fs;

use super::{Case, FULL, Parts, Times as _, filling, many, numbered, sized};

pub const CASES: &[Case] = &[
    // Open documents.
    ("repeated.ods", || sheet(&row(1_048_576, &cell(16_384)))),
    ("repeated-rows.ods", || sheet(&row(1_048_576, &cell(1)))),
    ("repeated-columns.ods", || sheet(&many(1_000, |_| row(1, &cell(16_384))))),
    ("repeated-past.ods", || sheet(&row(usize::MAX, &cell(usize::MAX)))),
    ("repeated-text.ods", || sheet(&row(if *FULL { 100 } else { 10 }, &words(100, &"a".times(32_000))))),
    ("repeated-paragraphs.ods", || {
        let cell = format!(
            "<table:table-cell office:value-type=\"string\">{}</table:table-cell>",
            filling("<text:p>a</text:p>", 4 << 20)
        );
        sheet(&row(1, &cell))
    }),
    ("spaces.ods", || {
        let cell = "<table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"4294967295\"/></text:p></table:table-cell>";
        sheet(&row(1, cell))
    }),
    ("cells.ods", || sheet(&row(1, &cell(1).times(10)).times(100_000))),
    ("tables.ods", || ods(&document(&"<table:table table:name=\"S\"/>".times(100_000)))),
    ("annotations.ods", || {
        let cell = |n: usize| {
            format!(
                "<table:table-cell office:value-type=\"float\" office:value=\"{n}\"><office:annotation><text:p>en MAD {n}</text:p></office:annotation></table:table-cell>"
            )
        };
        sheet(&numbered(30_000, |n| row(1, &cell(n))))
    }),
    ("deep.ods", || ods(&"<a>".times(500_000))),
    ("laughs.ods", || ods("<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d \"&b;&b;\">]><a>&d;</a>")),
    ("styles.ods", || {
        let styles = filling("<style:style style:name=\"a\"/>", 16 << 20);
        ods(&format!(
            "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles></office:document-content>"
        ))
    }),
    // Old Excel.
    ("header.xls", || vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 1, 2, 3]),
    ("cut.xls", || old()[..old().len() / 2].to_vec()),
    ("end.xls", || old()[..old().len() * 9 / 10].to_vec()),
    ("wrong-2.xls", || wrong(2)),
    ("wrong-3.xls", || wrong(3)),
    ("wrong-5.xls", || wrong(5)),
    ("wrong-7.xls", || wrong(7)),
    ("wrong-9.xls", || wrong(9)),
    ("zeros.xls", || [&old()[..512], &vec![0; sized(8 << 20)]].concat()),
    // Text.
    ("line.csv", || numbered(120_000, |n| format!("{n},")).into_bytes()),
    ("lines.csv", || numbered(60_000, |n| format!("nearshore-30\nmarge\nPorto\n{n}.25\n")).into_bytes()),
    ("quote.csv", || format!("a;b\n\"{}", numbered(120_000, |n| format!("{n} "))).into_bytes()),
    ("quotes.csv", || "\"\";".times(3_000_000).into_bytes()),
    ("lines-in-quotes.csv", || "\"a\n\";\"b\";".times(1_000_000).into_bytes()),
    ("separators.csv", || ";".times(9_000_000).into_bytes()),
    ("separators-and-a-word.csv", || (";".times(20_000) + "a\n").times(450).into_bytes()),
    ("ends-of-lines.csv", || "\n".times(9_000_000).into_bytes()),
    ("returns.csv", || "\r".times(9_000_000).into_bytes()),
    ("values.csv", || "1;2;3;4;5;6;7;8;9;0\n".times(450_000).into_bytes()),
    ("columns.csv", || {
        ("Profil;CJM".to_owned() + &";CJM 2027".times(600_000) + "\nArchitecte" + &";500".times(600_000)).into_bytes()
    }),
    ("rates.csv", || ("Profil;CJM\n".to_owned() + &numbered(350_000, |n| format!("Ingénieur {n};500\n"))).into_bytes()),
    ("rates-alike.csv", || ("Profil;CJM\n".to_owned() + &"Architecte;500\n".times(600_000)).into_bytes()),
    ("percents.txt", || "14,5 % ".times(400_000).into_bytes()),
    ("accents.csv", || {
        ("Profil;CJM\n".to_owned() + &format!("D{}ev;3\n", "\u{301}".times(400)).times(3_000)).into_bytes()
    }),
    ("seniorities.csv", || {
        "Niveau 2 junior;senior 3-5 ans;N2;confirmé (3 à 7 ans);position 2.1\n".times(30_000).into_bytes()
    }),
    ("moneys.csv", || {
        "1 € = 10,9 MAD;dollars canadiens livre sterling;kMAD k EUR;francs cfa / dinar\n".times(25_000).into_bytes()
    }),
    ("headings-of-returns.csv", || "Profil;CJM\r".times(300_000).into_bytes()),
    ("headings.csv", || "Profil;CJM\n".times(900_000).into_bytes()),
    ("wide.csv", || {
        [0xFF, 0xFE]
            .into_iter()
            .chain("Profil;CJM\n".encode_utf16().flat_map(u16::to_le_bytes))
            .cycle()
            .take(sized(9 << 20))
            .collect()
    }),
    ("western.csv", || b"M\xe9tier;CJM\nCr\xe9ateur;500\n".times(400_000)),
    ("nothing.csv", || vec![0; sized(1 << 20)]),
    ("digits.txt", || "1 234 567,89 ".times(600_000).into_bytes()),
    ("one-number.txt", || "123 ".times(2_000_000).into_bytes()),
    ("paths.txt", || "/home/a/ C:\\b ".times(600_000).into_bytes()),
    ("words.txt", || "nearshore-30 marge Porto .toml ".times(300_000).into_bytes()),
    ("letters.txt", || "é".times(4_500_000).into_bytes()),
    ("ligatures.txt", || "\u{fdfa}".times(3_000_000).into_bytes()),
    ("page.html", || "<a ".times(3_000_000).into_bytes()),
    ("pages.pdf", || [b"%PDF-1.7\n".as_slice(), &vec![0xC3; sized(9 << 20)]].concat()),
    // Maps.
    ("deep.toml", || format!("a = {}", "[".times(1_000_000)).into_bytes()),
    ("deep-tables.toml", || format!("a = {}", "{a=".times(1_000_000)).into_bytes()),
    ("dotted.toml", || format!("{}a = 1", "a.".times(1_000_000)).into_bytes()),
    ("tables.toml", || numbered(300_000, |n| format!("[tables.t{n}]\nsheet = \"S\"\n")).into_bytes()),
    ("rows.toml", || {
        let head =
            "[tables.s]\nsheet = \"S\"\nlot = \"one\"\n[tables.s.columns]\nunit_price = \"B\"\n[tables.s.rows]\n";
        (head.to_owned() + &many(500_000, |n| format!("{} = \"1.1\"\n", n + 1))).into_bytes()
    }),
    ("rows-open.toml", || {
        let head =
            "[tables.s]\nsheet = \"S\"\nlot = \"one\"\n[tables.s.columns]\nunit_price = \"B\"\n[tables.s.rows]\n";
        (head.to_owned() + &many(500_000, |n| format!("{} = \"?\"\n", n + 1))).into_bytes()
    }),
    ("errors.toml", || "=\n".times(4_000_000).into_bytes()),
    ("word.toml", || format!("a = \"{}\"", "a".times(9_000_000)).into_bytes()),
];

const OFFICE: &str = "urn:oasis:names:tc:opendocument:xmlns:";

fn ods(content: &str) -> Vec<u8> {
    Parts(Vec::new())
        .with("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        .with("META-INF/manifest.xml", "<manifest/>")
        .with("content.xml", content)
        .zip()
}

fn document(tables: &str) -> String {
    format!(
        "<office:document-content xmlns:office=\"{OFFICE}office:1.0\" xmlns:table=\"{OFFICE}table:1.0\" xmlns:text=\"{OFFICE}text:1.0\"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
}

fn sheet(rows: &str) -> Vec<u8> {
    ods(&document(&format!("<table:table table:name=\"S\">{rows}</table:table>")))
}

fn row(times: usize, cells: &str) -> String {
    format!("<table:table-row table:number-rows-repeated=\"{times}\">{cells}</table:table-row>")
}

fn cell(times: usize) -> String {
    format!(
        "<table:table-cell office:value-type=\"float\" office:value=\"410\" table:number-columns-repeated=\"{times}\"/>"
    )
}

fn words(times: usize, text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"{times}\"><text:p>{text}</text:p></table:table-cell>"
    )
}

fn old() -> Vec<u8> {
    fs::read("tests/samples/buyer/us_gsa_s736_blank_template.xls").unwrap()
}

/// An old workbook with sizes and places within it that are none.
fn wrong(n: usize) -> Vec<u8> {
    let mut bytes = old();
    bytes.iter_mut().skip(n * 53).step_by(997).for_each(|byte| *byte = 0xFF);
    bytes
}
