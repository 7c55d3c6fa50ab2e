//! What one sheet may overdo.

use super::{Case, Times as _, book, filling, letters, many, numbered, rows, texts};

pub const CASES: &[Case] = &[
    ("dimension.xlsx", || {
        let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
        let cells = format!("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>{far}</sheetData>");
        book(&format!("<dimension ref=\"A1:XFD1048576\"/>{cells}")).zip()
    }),
    ("past-the-rows.xlsx", || {
        rows("<row r=\"4294967296\"><c r=\"A4294967296\"><v>1</v></c></row><row r=\"18446744073709551616\"/>").zip()
    }),
    ("past-the-columns.xlsx", || rows("<row r=\"4294967295\"><c r=\"XFD4294967295\"/><c/></row><row/><row/>").zip()),
    ("rows.xlsx", || rows(&filling("<row/>", 6 << 20)).zip()),
    ("rows-that-are-hidden.xlsx", || rows(&filling("<row hidden=\"1\"/>", 16 << 20)).zip()),
    ("rows-far-apart.xlsx", || {
        rows(&many(300_000, |n| format!("<row r=\"{}\"><c><v>1</v></c></row>", n * 3 + 1))).zip()
    }),
    ("cells.xlsx", || rows(&numbered(60_000, |n| format!("<row><c><v>{n}</v></c></row>"))).zip()),
    ("cells-without-value.xlsx", || rows(&format!("<row>{}</row>", filling("<c/>", 60_000)).times(60)).zip()),
    ("cells-a-million.xlsx", || {
        rows(&numbered(999, |n| format!("<row>{}</row>", format!("<c><v>{n}</v></c>").times(1_000)))).zip()
    }),
    ("cells-past-a-million.xlsx", || {
        rows(&numbered(1_001, |n| format!("<row>{}</row>", format!("<c><v>{n}</v></c>").times(1_000)))).zip()
    }),
    ("cells-of-text-a-million.xlsx", || {
        let row = |n| format!("<row>{}</row>", format!("<c t=\"str\"><v>a{n}</v></c>").times(1_000));
        rows(&numbered(999, row)).zip()
    }),
    ("cells-that-look.xlsx", || {
        let cells = |row: usize| many(800, |n| format!("<c r=\"{}{row}\" s=\"1\"/>", letters(n + 1)));
        rows(&many(1_200, |n| format!("<row r=\"{}\">{}</row>", n + 1, cells(n + 1)))).zip()
    }),
    ("cells-of-many-attributes.xlsx", || {
        let cell =
            |row: usize, n: usize| format!("<c cm=\"1\" vm=\"2\" s=\"0\" r=\"{}{row}\"><v>{row}</v></c>", letters(n));
        let row = |n: usize| format!("<row>{}</row>", (1..=10).map(|c| cell(n + 1, c)).collect::<String>());
        rows(&many(20_000, row)).zip()
    }),
    ("cells-of-runs.xlsx", || {
        let runs = |n: usize| format!("<r><rPr><b/><sz val=\"8\"/></rPr><t>prix {n}</t></r><r><t> HT</t></r>");
        let row = |n: usize| format!("<row>{}</row>", format!("<c t=\"inlineStr\"><is>{}</is></c>", runs(n)).repeat(5));
        rows(&numbered(15_000, row)).zip()
    }),
    ("cells-with-blanks-between.xlsx", || {
        rows(&numbered(60_000, |n| format!("<row>{}</row>", format!("<c><v>{n}</v></c> ").repeat(10)))).zip()
    }),
    ("conditions-of-columns.xlsx", || {
        let rule = |n: usize| {
            let area =
                (1..=40).map(|c| format!("{0}{n}:{0}{1}", letters(c * 400), n + 9)).collect::<Vec<_>>().join(" ");
            let rule =
                format!("<cfRule type=\"expression\" dxfId=\"0\"><formula>A{n}&gt;SUM(B1:B{n})</formula></cfRule>");
            format!("<conditionalFormatting sqref=\"{area}\">{rule}</conditionalFormatting>")
        };
        book(&format!("<sheetData/>{}", many(8_000, |n| rule(n + 1)))).zip()
    }),
    ("number.xlsx", || rows(&format!("<row><c><v>{}</v></c></row>", "1".times(900_000))).zip()),
    ("numbers.xlsx", || {
        rows(&format!("<row>{}</row>", format!("<c><v>{}</v></c>", "1".times(32_000)).times(20)).times(20)).zip()
    }),
    ("text.xlsx", || {
        let long = numbered(120_000, |n| format!("{n} "));
        rows(&format!("<row><c t=\"inlineStr\"><is><t>{long}</t></is></c></row>")).zip()
    }),
    ("texts-of-the-longest.xlsx", || rows(&numbered(300, |n| texts(&[&format!("{n} ").times(3_500)]))).zip()),
    ("texts.xlsx", || rows(&numbered(10_000, |n| texts(&[&format!("nearshore-30 {n}")]))).zip()),
    ("runs-of-a-cell.xlsx", || {
        let runs = filling("<r><t>a</t></r>", 4 << 20);
        rows(&format!("<row><c t=\"inlineStr\"><is>{runs}</is></c></row>")).zip()
    }),
    ("columns.xlsx", || {
        let columns = filling("<col min=\"1\" max=\"4294967295\" hidden=\"1\" width=\"0\"/>", 4 << 20);
        book(&format!("<cols>{columns}</cols><sheetData/>")).zip()
    }),
    ("columns-and-cells.xlsx", || {
        let columns = filling("<col min=\"16384\" max=\"16384\" hidden=\"1\"/>", 2 << 20);
        let cells = format!("<row>{}</row>", "<c><v>1</v></c>".times(100)).times(500);
        book(&format!("<cols>{columns}</cols><sheetData>{cells}</sheetData>")).zip()
    }),
    ("merged.xlsx", || {
        let merged = numbered(60_000, |n| format!("<mergeCell ref=\"A{}:XFD1048576\"/>", n % 1_048_576 + 1));
        book(&format!("<sheetData/><mergeCells>{merged}</mergeCells>")).zip()
    }),
    ("merged-and-cells.xlsx", || {
        let cells = numbered(30_000, |n| texts(&["Désignation", &format!("prix {n}"), "PU"]));
        let merged = many(60_000, |n| format!("<mergeCell ref=\"A{}:B{}\"/>", n * 2 + 1, n * 2 + 2));
        book(&format!("<sheetData>{cells}</sheetData><mergeCells>{merged}</mergeCells>")).zip()
    }),
    ("conditional.xlsx", || {
        let rule = "<conditionalFormatting sqref=\"A1:XFD1048576\"><cfRule type=\"expression\" dxfId=\"0\"><formula>A1&gt;SUM($A$1:$XFD$1048576)</formula></cfRule></conditionalFormatting>";
        book(&format!("<sheetData/>{}", filling(rule, 16 << 20))).zip()
    }),
    ("validations.xlsx", || {
        let rule =
            "<dataValidation sqref=\"A1:XFD1048576\" type=\"list\"><formula1>A1:XFD1048576</formula1></dataValidation>";
        book(&format!("<sheetData/><dataValidations>{}</dataValidations>", filling(rule, 16 << 20))).zip()
    }),
    ("areas-of-a-rule.xlsx", || {
        let areas = numbered(300_000, |n| format!("A{n} "));
        book(&format!("<sheetData/><conditionalFormatting sqref=\"{areas}\"/>")).zip()
    }),
    ("prompt.xlsx", || {
        let long = numbered(120_000, |n| format!("{n} "));
        book(&format!("<sheetData/><dataValidations><dataValidation prompt=\"{long}\"/></dataValidations>")).zip()
    }),
    ("links.xlsx", || {
        let links = numbered(60_000, |n| format!("<hyperlink ref=\"A{n}\" location=\"S!A{n}\" display=\"{n}\"/>"));
        book(&format!("<sheetData/><hyperlinks>{links}</hyperlinks>")).zip()
    }),
    ("breaks.xlsx", || {
        book(&format!("<sheetData/><rowBreaks>{}</rowBreaks>", filling("<brk id=\"1\"/>", 8 << 20))).zip()
    }),
    ("deep.xlsx", || book(&format!("{}{}<sheetData/>", "<a>".times(500_000), "</a>".times(500_000))).zip()),
    ("deep-cell.xlsx", || rows(&format!("<row><c>{}{}</c></row>", "<a>".times(500_000), "</a>".times(500_000))).zip()),
    ("attributes.xlsx", || book(&format!("<sheetData{}/>", numbered(60_000, |n| format!(" a{n}=\"{n}\"")))).zip()),
    ("attributes-of-a-cell.xlsx", || {
        rows(&format!("<row><c{}/></row>", numbered(300_000, |n| format!(" a{n}=\"{n}\"")))).zip()
    }),
    ("attribute.xlsx", || rows(&format!("<row a=\"{}\"/>", numbered(1_000_000, |n| format!("{n} ")))).zip()),
    ("prefix.xlsx", || {
        let prefix = "x".times(100_000);
        rows(&format!("<{prefix}:row><{prefix}:c><v>1</v></{prefix}:c></{prefix}:row>").times(50)).zip()
    }),
    ("unclosed.xlsx", || book("<sheetData><row><c t=\"inlineStr\"><is><t>").zip()),
    ("no-quote.xlsx", || book("<sheetData><row r=\"1><c/></row></sheetData>").zip()),
    ("data-again.xlsx", || book(&filling("<sheetData/>", 4 << 20)).zip()),
];
