//! Price forms and rate cards of more than anyone reads.

use super::{Case, Parts, Times as _, book, letters, many, numbered, rows, sized, texts};

const HEAD: [&str; 5] = ["N°", "Désignation", "Unité", "Quantité", "Prix unitaire HT"];

pub const CASES: &[Case] = &[
    ("headings.xlsx", || form(&(0..sized(20_000)).map(|_| texts(&HEAD)).collect::<String>())),
    ("headings-of-a-row.xlsx", || form(&texts(&vec!["Prix unitaire HT"; sized(16_000)]))),
    ("headings-of-two-rows.xlsx", || form(&texts(&vec!["Quantité"; sized(8_000)]).times(2))),
    ("headings-that-differ.xlsx", || {
        form(&many(20_000, |n| texts(&["Désignation", "Quantité", if n % 2 == 0 { "PU" } else { "Montant" }])))
    }),
    ("headings-then-a-line.xlsx", || {
        form(&many(20_000, |n| {
            let words = if n % 2 == 0 { ["Désignation", "Unité", "PU HT"] } else { ["Développeur", "jour", ""] };
            texts(&words)
        }))
    }),
    ("years-of-a-heading.xlsx", || {
        let years: Vec<String> = (0..sized(8_000)).map(|n| format!("Année {}", n % 20 + 1)).collect();
        let years: Vec<&str> = years.iter().map(String::as_str).collect();
        form(&(texts(&["Désignation", "Quantité"]) + &texts(&years)))
    }),
    ("titles.xlsx", || form(&numbered(30_000, |n| texts(&[&format!("Lot {} prix {n}", n % 7)])))),
    ("lines.xlsx", || form(&(texts(&HEAD) + &numbered(30_000, |n| line(n, &format!("Développeur confirmé {n}")))))),
    ("lines-alike.xlsx", || form(&(texts(&HEAD) + &many(30_000, |n| line(n, "Pilotage et gouvernance du lot"))))),
    ("lines-of-many-words.xlsx", || {
        let words = numbered(400, |n| format!("maintenance{n} "));
        form(&(texts(&HEAD) + &many(1_000, |n| line(n, &words))))
    }),
    ("lines-of-long-words.xlsx", || {
        let words = format!("pilotage{}", "o".times(20_000));
        form(&(texts(&HEAD) + &many(100, |n| line(n, &words))))
    }),
    ("lines-of-hyphens.xlsx", || form(&(texts(&HEAD) + &many(100, |n| line(n, &"a-".times(15_000)))))),
    ("lines-that-share-ours.xlsx", || {
        form(&(texts(&HEAD) + &many(3_000, |n| line(n, "Unité d’œuvre d’évolution simple"))))
    }),
    ("sections.xlsx", || form(&(texts(&HEAD) + &many(30_000, |n| texts(&[&format!("{n}"), &format!("Section {n}")]))))),
    ("list-without-units.xlsx", || {
        form(&(texts(&["N°", "Désignation", "Prix"]) + &many(30_000, |n| texts(&[&format!("{n}"), "Note"]))))
    }),
    ("totals.xlsx", || {
        let total = |n: usize| texts(&[&format!("{n}"), "Sous-total", "", "", &format!("{n}")]);
        form(&(texts(&HEAD) + &many(10_000, |n| line(n, "Développeur") + &total(n))))
    }),
    ("totals-of-formulas.xlsx", || {
        let head = texts(&["Désignation", "Unité", "Quantité", "PU HT", "Montant HT"]);
        let line = |r: usize| {
            let words = ["Développeur", "jour", "", ""];
            let words: String = words.iter().map(|w| format!("<c t=\"str\"><v>{w}</v></c>")).collect();
            format!("<row r=\"{r}\">{words}<c><f>C{r}*D{r}</f><v>0</v></c></row>")
        };
        let total = |r: usize| {
            let cells = "<c t=\"str\"><v>Sous-total</v></c><c/><c/><c/>";
            format!("<row r=\"{r}\">{cells}<c><f>SUM(E2:E{})</f><v>0</v></c></row>", r - 1)
        };
        rows(&(head + &many(3_000, |n| if n % 3 == 2 { total(n + 2) } else { line(n + 2) }))).zip()
    }),
    ("lots.xlsx", || form(&(texts(&HEAD) + &numbered(20_000, |n| texts(&[&format!("Lot {n} autre")]))))),
    ("recap.xlsx", || {
        let head = texts(&["Lot", "Montant HT", "TVA", "Montant TTC"]);
        form(&(head + &many(20_000, |n| texts(&[&format!("Lot {n}"), "1"]))))
    }),
    ("codes.xlsx", || {
        form(&(texts(&HEAD) + &many(20_000, |n| texts(&[&"1.".times(15), &format!("Ligne {n}"), "jour", "1"]))))
    }),
    ("blanks-of-a-label.xlsx", || form(&(texts(&HEAD) + &many(50, |n| line(n, &" &#160;\n".times(4_000)))))),
    ("forms.xlsx", || {
        let form = format!("<sheetData>{}{}</sheetData>", texts(&HEAD), many(50, |n| line(n, "Développeur")));
        sheets(400, &form)
    }),
    ("sheets-of-a-name.xlsx", || sheets(500, "<sheetData/>")),
    // Rate cards.
    ("rates.xlsx", || {
        let head = texts(&["Profil", "CJM"]);
        form(&(head + &numbered(50_000, |n| texts(&[&format!("Ingénieur {n}"), &format!("{}", n % 900 + 100)]))))
    }),
    ("rates-alike.xlsx", || {
        form(&(texts(&["Profil", "CJM"]) + &many(50_000, |n| texts(&["Architecte", &format!("{n}")]))))
    }),
    ("rates-of-sentences.xlsx", || {
        let said = ["Les prix s’entendent HT hors frais", "Montants en k€ sauf mention", "1 € = 10,9 MAD au 01/01"];
        form(&(texts(&["Profil", "CJM"]) + &numbered(20_000, |n| texts(&[&format!("{} {n}", said[n % 3])]))))
    }),
    ("rates-of-comments.xlsx", || {
        let line = |n: usize| texts(&[&format!("Profil {n}"), "500"]);
        let comment =
            |n: usize| format!("<comment ref=\"B{}\"><text><t>en MAD {n} par semaine</t></text></comment>", n + 2);
        let comments = format!("<comments><commentList>{}</commentList></comments>", many(20_000, comment));
        let relation = "<Relationship Id=\"c\" Type=\"x/comments\" Target=\"../comments1.xml\"/>";
        let all = rows(&(texts(&["Profil", "CJM"]) + &many(20_000, line))).sheet_relations(relation);
        all.with("xl/comments1.xml", comments).zip()
    }),
    ("rates-of-headings.xlsx", || form(&texts(&["Profil", "CJM"]).times(50_000))),
    ("rates-of-years.xlsx", || {
        let years: Vec<String> = (0..sized(8_000)).map(|n| format!("CJM {}", 2000 + n % 100)).collect();
        let years: Vec<&str> = std::iter::once("Profil").chain(years.iter().map(String::as_str)).collect();
        form(&(texts(&years) + &texts(&vec!["Architecte"; sized(8_000)])))
    }),
    ("rates-below-headings.xlsx", || {
        let heads = many(100, |_| texts(&["Profil"; 60])) + &texts(&["Profil", "CJM"]);
        form(&(heads + &numbered(20_000, |n| texts(&[format!("a{n}").as_str(); 40]))))
    }),
    ("rates-of-a-long-format.xlsx", || {
        let code = "0.00&quot;é&quot;;".times(6_000);
        let formats = format!("<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"{code}\"/></numFmts>");
        let styles = format!("{formats}<cellXfs><xf numFmtId=\"164\"/></cellXfs>");
        let row = |n: usize| format!("<row><c s=\"0\"><v>{n}</v></c></row>");
        rows(&(texts(&["Profil", "CJM"]) + &many(3_000, row))).styles(&styles).zip()
    }),
    ("rates-of-notes.xlsx", || {
        let note = |n: usize| format!("Montants en DHS hors charges note {n} Taux horaires par semaine de 5 jours");
        let head = texts(&["Profil", "CJM"]) + &texts(&["Développeur", "400"]);
        form(&(head + &many(30_000, |n| texts(&[&note(n)]))))
    }),
    ("rates-of-long-labels.xlsx", || {
        let label = |n: usize| (0..400).map(|m| format!("mot{} ", (n * 1_499 + m * 7) % 9_973)).collect::<String>();
        form(&(texts(&["Profil", "CJM"]) + &many(1_500, |n| texts(&[&label(n), "400"]))))
    }),
    ("rates-of-titles.xlsx", || {
        form(&(texts(&["Lot 3 ROR"]) + &texts(&["Profil", "Unité", "CJM", "Montant HT"])).times(12_000))
    }),
    ("rates-of-sites.xlsx", || {
        let heads: Vec<String> = (0..sized(6_000)).map(|n| format!("CJM Site{n} Année {n}")).collect();
        let heads: Vec<&str> = std::iter::once("Profil").chain(heads.iter().map(String::as_str)).collect();
        let cells = "<c><v>400</v></c>".times(6_000);
        let row = format!("<row><c t=\"str\"><v>Développeur</v></c>{cells}</row>");
        form(&(texts(&heads) + &row.repeat(16)))
    }),
    ("rates-of-formulas.xlsx", || {
        let line = "<row><c t=\"str\"><v>Développeur</v></c><c><f>A1048576*2</f></c></row>";
        sheets(400, &format!("<sheetData>{}{line}</sheetData>", texts(&["Profil", "CJM"])))
    }),
    ("profile.xlsx", || {
        let profile = numbered(4_000, |n| format!("architecte{n} "));
        form(&(texts(&["Profil", "CJM"]) + &many(100, |_| texts(&[&profile, "500"]))))
    }),
];

/// A form of rows that follow one another.
fn form(all: &str) -> Vec<u8> {
    rows(all).zip()
}

fn line(code: usize, label: &str) -> String {
    texts(&[&format!("{}.{}", code / 100, code % 100), label, "jour", "10"])
}

/// A workbook of so many sheets, each with this.
fn sheets(count: usize, inside: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation =
        |n: usize| format!("<Relationship Id=\"s{n}\" Type=\"x/worksheet\" Target=\"worksheets/s{n}.xml\"/>");
    let all: Parts = book("<sheetData/>")
        .with("xl/_rels/workbook.xml.rels", format!("<Relationships>{}</Relationships>", many(count, relation)))
        .with(
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\"><sheets>{}</sheets></workbook>",
                many(count, |n| format!("<sheet name=\"{}\" sheetId=\"{}\" id=\"s{n}\"/>", letters(n + 1), n + 1))
            ),
        );
    let part = format!("<worksheet xmlns=\"{main}\">{inside}</worksheet>");
    (0..count).fold(all, |all, n| all.with(&format!("xl/worksheets/s{n}.xml"), part.clone())).zip()
}
