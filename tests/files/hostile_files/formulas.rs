//! Formulas, and names of them.

use super::{Case, Times as _, book, letters, many, numbered, rows};

pub const CASES: &[Case] = &[
    ("brackets.xlsx", || one(&format!("{}1{}", "(".times(100_000), ")".times(100_000)))),
    ("minus.xlsx", || one(&format!("{}1", "-".times(200_000)))),
    ("percent.xlsx", || one(&format!("1{}", "%".times(200_000)))),
    ("power.xlsx", || one("10^10^10^10")),
    ("calls.xlsx", || one(&format!("{}1{}", "IF(1,".times(50_000), ")".times(50_000)))),
    ("all.xlsx", || one("SUM(A1:XFD1048576)")),
    ("self.xlsx", || one("A1+1")),
    ("dde.xlsx", || one("cmd|'/C calc'!A0")),
    ("plus.xlsx", || one(&format!("{}1", "1+".times(1_000_000)))),
    ("join.xlsx", || one(&format!("{}\"a\"", "REPT(\"a\",32767)&amp;".times(1_000)))),
    ("array-constant.xlsx", || one(&format!("SUM({{{}1}})", "1,".times(500_000)))),
    ("text.xlsx", || one(&format!("\"{}\"", "a".times(3_000_000)))),
    ("grids.xlsx", || {
        let nested = format!("SUM({}A1:A100000{})", "(A1:A100000+".times(100), ")".times(100));
        column(50, |n| format!("<c r=\"B{n}\"><f>{nested}</f><v>0</v></c>"))
    }),
    // A chain of twenty thousand cells, the same the other way round, and one whose cells all read the first.
    ("chain.xlsx", || column(20_000, |n| format!("<c r=\"A{n}\"><f>A{}+1</f><v>0</v></c>", n.max(2) - 1))),
    ("chain-back.xlsx", || column(20_000, |n| format!("<c r=\"A{n}\"><f>A{}+1</f><v>0</v></c>", n + 1))),
    ("circle.xlsx", || column(20_000, |n| format!("<c r=\"A{n}\"><f>A{}+A1</f></c>", n + 1))),
    ("circles.xlsx", || column(20_000, |n| format!("<c r=\"A{n}\"><f>A{}+A{}</f></c>", n + 1, n.max(3) / 2))),
    ("circle-of-ranges.xlsx", || column(3_000, |n| format!("<c r=\"A{n}\"><f>SUM(A1:A3000)</f></c>"))),
    ("each-looks-up-the-others.xlsx", || {
        column(20_000, |n| {
            format!("<c r=\"A{n}\"><v>{n}</v></c><c r=\"B{n}\"><f>VLOOKUP({},A$1:A$20000,1,FALSE)</f></c>", 20_001 - n)
        })
    }),
    ("texts-that-double.xlsx", || {
        let first = "<c r=\"A1\" t=\"inlineStr\"><is><t>ab</t></is></c>".to_owned();
        column(
            60,
            |n| if n == 1 { first.clone() } else { format!("<c r=\"A{n}\"><f>A{m}&amp;A{m}</f></c>", m = n - 1) },
        )
    }),
    ("powers.xlsx", || {
        column(1, |_| {
            "<c><f>9^9^9^9</f></c><c><f>REPT(\"x\",2000000000)</f></c><c><f>FACT(170)*1E300</f></c>".to_owned()
        })
    }),
    ("each-sums-those-above.xlsx", || {
        column(5_000, |n| format!("<c r=\"A{n}\"><f>SUM(A$1:A{})</f></c>", n.max(2) - 1))
    }),
    // One long formula shared by all, one that shares itself, one that nobody wrote.
    ("shared.xlsx", || {
        let long = format!("<f t=\"shared\" si=\"0\" ref=\"A1:XFD1048576\">{}1</f>", "A1+".times(2_700));
        rows(&format!(
            "<row><c>{long}<v>0</v></c></row>{}",
            "<row><c><f t=\"shared\" si=\"0\"/><v>0</v></c></row>".times(20_000)
        ))
        .zip()
    }),
    ("shared-within.xlsx", || {
        let wide = many(500, |n| format!("{}1+", letters(n + 1)));
        let master = format!("<c r=\"A2\"><f t=\"shared\" si=\"0\" ref=\"A2:A1000\">{wide}1</f><v>0</v></c>");
        let child = |n| format!("<row r=\"{n}\"><c r=\"A{n}\"><f t=\"shared\" si=\"0\"/><v>0</v></c></row>");
        rows(&format!("<row r=\"2\">{master}</row>{}", many(1_500, |n| child(n + 3)))).zip()
    }),
    ("orphans.xlsx", || rows(&"<row><c><f t=\"shared\" si=\"0\"/><v>0</v></c></row>".times(20_000)).zip()),
    ("references.xlsx", || {
        let formula = many(900, |n| format!("{}1+", letters(n + 1)));
        column(1_000, |n| format!("<c r=\"A{n}\"><f>{formula}1</f><v>0</v></c>"))
    }),
    ("sums.xlsx", || {
        column(1_000, |n| format!("<c r=\"A{n}\"><f>SUM(B1:B1048576)</f><v>0</v></c><c r=\"B{n}\"><v>{n}</v></c>"))
    }),
    ("wide-sums.xlsx", || {
        column(20_000, |n| format!("<c r=\"A{n}\"><f>SUM(B:XFD)</f><v>0</v></c><c r=\"B{n}\"><v>{n}</v></c>"))
    }),
    ("products.xlsx", || {
        let formula = "SUMPRODUCT((B1:B5000=\"x\")*(C1:C5000&gt;1)*D1:D5000)";
        column(5_000, |n| format!("<c r=\"A{n}\"><f>{formula}</f><v>0</v></c><c r=\"B{n}\"><v>{n}</v></c>"))
    }),
    ("lookups.xlsx", || {
        let formula = "VLOOKUP(5001,B1:C5000,2,FALSE)";
        column(5_000, |n| format!("<c r=\"A{n}\"><f>{formula}</f><v>0</v></c><c r=\"B{n}\"><v>{n}</v></c>"))
    }),
    ("criteria.xlsx", || {
        let formula = format!("COUNTIF(B1:B5000,\"{}\")", "*a".times(100));
        let text = "a".times(200);
        column(5_000, |n| {
            format!("<c r=\"A{n}\"><f>{formula}</f><v>0</v></c><c r=\"B{n}\" t=\"str\"><v>{text}b</v></c>")
        })
    }),
    ("arrays.xlsx", || {
        let array = |n: usize| {
            let (left, right) = (letters(n * 100 % 16_000 + 1), letters(n * 100 % 16_000 + 100));
            let top = n / 160 * 100 + 1;
            (top, format!("<c r=\"{left}{top}\"><f t=\"array\" ref=\"{left}{top}:{right}{}\">1</f></c>", top + 99))
        };
        let row = |n: usize| {
            let cells: String = (0..160).map(|m| array(n * 160 + m).1).collect();
            format!("<row r=\"{}\">{cells}</row>", array(n * 160).0)
        };
        rows(&many(100, row)).zip()
    }),
    ("tables-of-data.xlsx", || {
        let table = |n: usize| format!("<f t=\"dataTable\" ref=\"B{}:CW{}\"/>", n * 100 + 1, n * 100 + 100);
        rows(&many(5_000, |n| format!("<row r=\"{}\"><c>{}<v>1</v></c></row>", n * 100 + 1, table(n)))).zip()
    }),
    ("names-of-each-other.xlsx", || {
        named(
            "<definedName name=\"A_\">B_</definedName><definedName name=\"B_\">A_</definedName><definedName name=\"D_\">cmd|'/C calc'!A0</definedName>",
            "A_+1",
        )
    }),
    ("names-that-double.xlsx", || {
        named(&many(40, |n| format!("<definedName name=\"N_{n}\">N_{0}+N_{0}</definedName>", n + 1)), "N_0")
    }),
    ("names-that-read-all.xlsx", || {
        let names = many(1_000, |n| format!("<definedName name=\"N_{n}\">SUM(S!$A$1:$XFD$1048576)</definedName>"));
        named(&names, many(1_000, |n| format!("N_{n}+")).trim_end_matches('+'))
    }),
    ("not-formulas.xlsx", || rows(&numbered(40_000, |n| format!("<row><c><f>)({n}((</f><v>0</v></c></row>"))).zip()),
    ("short-formulas.xlsx", || {
        book(&format!(
            "<sheetData>{}</sheetData>",
            format!("<row>{}</row>", "<c><f>1</f><v>1</v></c>".times(2_000)).times(400)
        ))
        .zip()
    }),
];

fn one(formula: &str) -> Vec<u8> {
    rows(&format!("<row r=\"1\"><c r=\"A1\"><f>{formula}</f><v>1</v></c></row>")).zip()
}

fn named(names: &str, formula: &str) -> Vec<u8> {
    let cell = format!("<row r=\"1\"><c r=\"A1\"><f>{formula}</f><v>0</v></c></row>");
    rows(&cell).beside_sheets(&format!("<definedNames>{names}</definedNames>")).zip()
}

/// So many rows from the first, each with these cells.
fn column(count: usize, cells: impl Fn(usize) -> String) -> Vec<u8> {
    rows(&many(count, |n| format!("<row r=\"{}\">{}</row>", n + 1, cells(n + 1)))).zip()
}
