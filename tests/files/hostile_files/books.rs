//! Archives, and the parts beside the sheets.

use super::{Case, Parts, Times as _, book, filling, many, numbered, rows, sized};

pub const CASES: &[Case] = &[
    // Archives.
    ("blanks.xlsx", || book(&" ".times(100 << 20)).zip()),
    ("lies-of-its-size.xlsx", || {
        let mut lies = book(&" ".times(8 << 20)).zip();
        let record = last_record(&lies);
        lies[record + 24..record + 28].copy_from_slice(&1000_u32.to_le_bytes());
        lies
    }),
    ("checksum.xlsx", || recorded(16, 0xAA)),
    ("method.xlsx", || recorded(10, 99)),
    ("sealed.xlsx", || recorded(8, 1)),
    ("overlap.xlsx", overlap),
    ("comment.xlsx", || [small(), vec![0; sized(1000)]].concat()),
    ("empty.xlsx", Vec::new),
    ("garbage.xlsx", || vec![0x5A; 10_000]),
    ("path-up.xlsx", || beside("../../out.xml", "<a/>")),
    ("path-root.xlsx", || beside("/etc/out.xml", "<a/>")),
    ("path-drive.xlsx", || beside("C:\\out.xml", "<a/>")),
    ("path-through.xlsx", || beside("xl/../../out.xml", "<a/>")),
    ("path-back.xlsx", || beside("..\\out.xml", "<a/>")),
    ("parts.xlsx", || {
        (0..sized(4_000)).fold(rows(""), |all, n| all.with(&format!("xl/comments{n}.xml"), "<comments/>")).zip()
    }),
    ("parts-of-a-megabyte.xlsx", || {
        let text = |n: usize| format!("<comments>{}</comments>", numbered(110_000, |m| format!("{} ", m ^ n)));
        (0..sized(15)).fold(rows(""), |all, n| all.with(&format!("xl/comments{n}.xml"), text(n))).zip()
    }),
    ("zip-in-zip.xlsx", || {
        let inner = rows(&" ".times(60 << 20)).zip();
        (0..sized(200)).fold(rows(""), |all, n| all.with(&format!("xl/embeddings/book{n}.xlsx"), inner.clone())).zip()
    }),
    // Formats.
    ("formats-of-one.xlsx", || {
        let format = format!("<numFmts><numFmt numFmtId=\"164\" formatCode=\"{}\"/></numFmts>", "0".times(200_000));
        let cells = "<xf numFmtId=\"164\"/>".times(22_000);
        rows("<row><c><v>1</v></c></row>").styles(&format!("{format}<cellXfs>{cells}</cellXfs>")).zip()
    }),
    ("formats.xlsx", || {
        let formats = numbered(100_000, |n| format!("<numFmt numFmtId=\"{n}\" formatCode=\"0.{n}\"/>"));
        rows("").styles(&format!("<numFmts>{formats}</numFmts>")).zip()
    }),
    ("styles.xlsx", || rows("").styles(&format!("<cellXfs>{}</cellXfs>", filling("<xf/>", 4 << 20))).zip()),
    ("fonts.xlsx", || rows("").styles(&format!("<fonts>{}</fonts>", filling("<font/>", 4 << 20))).zip()),
    ("fills.xlsx", || {
        let fill = |n| format!("<fill><patternFill><fgColor rgb=\"{n}\"/></patternFill></fill>");
        rows("").styles(&format!("<fills>{}</fills>", numbered(300_000, fill))).zip()
    }),
    ("colour.xlsx", || {
        let colour = format!("<font><color theme=\"{}\"/></font>", "7".times(100_000));
        let fonts = filling(&colour, 50 << 20);
        rows("").styles(&format!("<fonts>{fonts}</fonts><cellXfs>{}</cellXfs>", "<xf/>".times(1000))).zip()
    }),
    // Texts that cells share.
    ("strings.xlsx", || one_string(&numbered(60_000, |n| format!("<si><t>{n}</t></si>")))),
    ("strings-without-text.xlsx", || one_string(&filling("<si/>", 5 << 20))),
    ("strings-of-a-letter.xlsx", || one_string(&filling("<si><t>a</t></si>", 16 << 20))),
    ("string.xlsx", || one_string(&format!("<si><t>{}</t></si>", numbered(2_000_000, |n| format!("{n} "))))),
    ("string-of-every-cell.xlsx", || {
        let text = format!("<si><t>{}</t></si>", "prix ".times(6_500));
        rows(&format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".times(16_000)).times(10)).strings(&text).zip()
    }),
    ("runs.xlsx", || one_string(&format!("<si>{}</si>", filling("<r><t>a</t></r>", 4 << 20)))),
    ("guides.xlsx", || one_string(&format!("<si>{}</si>", filling("<rPh sb=\"0\" eb=\"1\"><t>a</t></rPh>", 4 << 20)))),
    ("escapes.xlsx", || one_string(&format!("<si><t>{}</t></si>", filling("_x000D_", 8 << 20)))),
    ("references.xlsx", || one_string(&format!("<si><t>{}</t></si>", filling("&#65;&amp;", 8 << 20)))),
    // Names and relations.
    ("names.xlsx", || {
        let names = numbered(100_000, |n| format!("<definedName name=\"n{n}\">S!$A${n}</definedName>"));
        rows("").beside_sheets(&format!("<definedNames>{names}</definedNames>")).zip()
    }),
    ("names-of-nothing.xlsx", || {
        rows("").beside_sheets(&format!("<definedNames>{}</definedNames>", filling("<definedName/>", 8 << 20))).zip()
    }),
    ("name.xlsx", || {
        let name = format!("<definedName name=\"{}\">1</definedName>", numbered(1_000_000, |n| format!("n{n}")));
        rows("").beside_sheets(&name).zip()
    }),
    ("sheets-of-a-part.xlsx", || {
        rows("").beside_sheets(&"<sheet name=\"T\" sheetId=\"1\" r:id=\"b\"/>".times(3_000)).zip()
    }),
    ("sheets.xlsx", || {
        let named = numbered(20_000, |n| format!("<sheet name=\"T{n}\" sheetId=\"{n}\" r:id=\"b\"/>"));
        rows("").beside_sheets(&named).zip()
    }),
    ("relations.xlsx", || {
        let relations = filling("<Relationship Id=\"x\" Type=\"t\" Target=\"u\"/>", 16 << 20);
        rows("").sheet_relations(&relations).zip()
    }),
    ("tables-of-a-sheet.xlsx", || {
        let relation = |n| format!("<Relationship Id=\"t{n}\" Type=\"x/table\" Target=\"../tables/t{n}.xml\"/>");
        let table = "<table displayName=\"T\" ref=\"A1:XFD1048576\"/>";
        let all = rows("").sheet_relations(&many(2_000, relation));
        (0..sized(2_000)).fold(all, |all, n| all.with(&format!("xl/tables/t{n}.xml"), table)).zip()
    }),
    ("tables-of-a-part.xlsx", || {
        let relation = "<Relationship Id=\"t\" Type=\"x/table\" Target=\"../tables/t.xml\"/>";
        let tables = filling("<table displayName=\"T\" ref=\"A1:XFD1048576\"/>", 8 << 20);
        rows("").sheet_relations(relation).with("xl/tables/t.xml", format!("<tables>{tables}</tables>")).zip()
    }),
    ("comments.xlsx", || {
        let comments = numbered(60_000, |n| format!("<comment ref=\"A{n}\"><text><t>{n}</t></text></comment>"));
        rows("").with("xl/comments1.xml", format!("<comments><commentList>{comments}</commentList></comments>")).zip()
    }),
    ("points-of-charts.xlsx", || {
        let points = numbered(240_000, |n| format!("<pt idx=\"{n}\"><v>{n}.{n}</v></pt>"));
        beside("xl/charts/chart1.xml", &format!("<c>{points}</c>"))
    }),
    ("custom-xml.xlsx", || {
        let items = numbered(600_000, |n| format!("<a b=\"{n}\"/>"));
        beside("customXml/item1.xml", &format!("<r>{items}</r>"))
    }),
    ("chain-of-cells.xlsx", || {
        let cells = many(700_000, |n| format!("<c r=\"A{n}\" i=\"1\"/>"));
        beside("xl/calcChain.xml", &format!("<calcChain>{cells}</calcChain>"))
    }),
    // XML.
    ("laughs-strings.xlsx", || laughs("xl/sharedStrings.xml")),
    ("laughs-core.xlsx", || laughs("docProps/core.xml")),
    ("laughs-comments.xlsx", || laughs("xl/comments1.xml")),
    ("laughs-custom.xlsx", || laughs("docProps/custom.xml")),
    ("deep-drawing.xlsx", || beside("xl/drawings/drawing1.xml", &deep())),
    ("deep-strings.xlsx", || one_string(&format!("<si>{}</si>", deep()))),
    ("deep-workbook.xlsx", || rows("").beside_sheets(&deep()).zip()),
    ("deep-styles.xlsx", || rows("").styles(&deep()).zip()),
    ("controls.xlsx", || beside("docProps/core.xml", "<p><creator>\u{1b}[2J\u{202e}gpj.exe</creator></p>")),
    ("namespaces.xlsx", || {
        let spaces = numbered(60_000, |n| format!(" xmlns:a{n}=\"urn:{n}\""));
        beside("xl/drawings/drawing1.xml", &format!("<a{spaces}>{}</a>", "<b/>".times(100_000)))
    }),
    ("instructions.xlsx", || beside("xl/drawings/drawing1.xml", &format!("<a>{}</a>", filling("<?a b?>", 8 << 20)))),
    ("remarks.xlsx", || beside("xl/drawings/drawing1.xml", &format!("<a>{}</a>", filling("<!--a-->", 8 << 20)))),
    ("words.xlsx", || {
        let words = numbered(10_000, |n| format!("nearshore-30 marge Porto .toml {n}.25 "));
        one_string(&format!("<si><t>{words}</t></si>"))
    }),
    ("words-of-each.xlsx", || {
        one_string(&numbered(60_000, |n| format!("<si><t>nearshore-30 marge Porto {n}.25</t></si>")))
    }),
    ("figures-of-a-text.xlsx", || one_string(&format!("<si><t>{}</t></si>", "1 234 567,89 ".times(200_000)))),
];

fn small() -> Vec<u8> {
    rows("<row><c><v>1</v></c></row>").zip()
}

fn beside(part: &str, text: &str) -> Vec<u8> {
    rows("<row><c t=\"s\"><v>0</v></c></row>").with(part, text).zip()
}

fn one_string(strings: &str) -> Vec<u8> {
    rows("<row><c t=\"s\"><v>0</v></c></row>").strings(strings).zip()
}

/// A small workbook, one byte of the last record of its directory another.
fn recorded(at: usize, byte: u8) -> Vec<u8> {
    let mut bytes = small();
    let record = last_record(&bytes);
    bytes[record + at] = byte;
    bytes
}

fn last_record(bytes: &[u8]) -> usize {
    bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap()
}

/// Entries over the same bytes.
fn overlap() -> Vec<u8> {
    let mut bytes = small();
    let records: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, w)| *w == b"PK\x01\x02").map(|(at, _)| at).collect();
    let place: [u8; 4] = bytes[records[0] + 42..records[0] + 46].try_into().unwrap();
    for record in &records[1..] {
        bytes[record + 42..record + 46].copy_from_slice(&place);
    }
    bytes
}

fn deep() -> String {
    format!("{}{}", "<a>".times(500_000), "</a>".times(500_000))
}

/// Entities that expand to ten of the next, thirty times.
fn laughs(part: &str) -> Vec<u8> {
    let entities = many(30, |n| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n + 1).times(10)));
    let doctype = format!("<!DOCTYPE x [{entities}<!ENTITY e30 \"ha\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>");
    let parts: Parts = rows("<row><c t=\"s\"><v>0</v></c></row>");
    parts.with(part, format!("{doctype}<sst><si><t>&e0;&f;</t></si></sst>")).zip()
}
