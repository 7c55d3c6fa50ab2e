//! Forms and rate cards of any number of rows: what is read of them takes time that grows with their cells, not faster.

use super::{book, letters, rows, texts};

/// A file of so many rows: its name, the first word of the commands that read it so, how many rows, and its bytes.
pub type Growing = (&'static str, &'static [&'static str], usize, fn(usize) -> Vec<u8>);

/// All of them.
pub const GROWTH: &[Growing] = &[
    ("headings.xlsx", &["map"], 6_250, |n| form(&texts(&["Désignation", "Prix"]).repeat(n))),
    ("headings.csv", &["import"], 400, |n| "Désignation;Prix\n".repeat(n).into_bytes()),
    ("headings-that-differ.xlsx", &["map"], 1_000, |n| {
        form(&each(n, |n| texts(&["Désignation", "Quantité", if n % 2 == 0 { "PU" } else { "Montant" }])))
    }),
    ("headings-then-a-line.xlsx", &["map", "fill"], 2_500, |n| {
        form(&(texts(&["Désignation", "Unité", "PU HT"]) + &texts(&["Développeur", "jour", ""])).repeat(n))
    }),
    ("headings-beside.xlsx", &["map"], 500, |n| {
        let line = texts(&["Développeur", "", "", "Architecte", ""]);
        form(&each(n, |n| {
            let price = if n % 2 == 0 { "PU HT" } else { "Prix unitaire HT" };
            texts(&["Désignation", price, "", "Désignation", price]) + &line
        }))
    }),
    ("columns.xlsx", &["map"], 1_000, |n| {
        let years: Vec<String> = (0..n).map(|n| format!("Année {}", n % 20 + 1)).collect();
        let years: Vec<&str> = years.iter().map(String::as_str).collect();
        form(&(texts(&["Désignation", "Quantité"]) + &texts(&years)))
    }),
    ("merged.xlsx", &["map"], 2_000, |n| {
        let merged = each(n, |n| format!("<mergeCell ref=\"A{}:B{}\"/>", n * 2 + 1, n * 2 + 2));
        let headings = texts(&["Désignation", "", "PU"]).repeat(n * 2);
        book(&format!("<sheetData>{headings}</sheetData><mergeCells>{merged}</mergeCells>")).zip()
    }),
    ("list.xlsx", &["map", "import"], 2_000, |n| {
        form(&(texts(&["N°", "Désignation", "Prix"]) + &each(n, |n| texts(&[&format!("{n}"), "Note"]))))
    }),
    ("lines.xlsx", &["map", "import"], 1_000, |n| {
        let line = |n: usize| texts(&[&format!("{}.{}", n / 100, n % 100), &format!("Développeur {n}"), "jour", "10"]);
        form(&(texts(&["N°", "Désignation", "Unité", "Quantité", "Prix unitaire HT"]) + &each(n, line)))
    }),
    ("circle.xlsx", &["fill", "import"], 500, |n| {
        rows(&each(n, |at| {
            format!("<row><c r=\"A{0}\"><f>A{1}+A{2}</f></c></row>", at + 1, (at + 1) % n + 1, at / 2 + 1)
        }))
        .zip()
    }),
    ("chain.xlsx", &["fill", "import"], 2_000, |n| {
        rows(&each(n, |n| format!("<row><c r=\"A{}\"><f>A{}+1</f></c></row>", n + 1, n + 2))).zip()
    }),
    ("cells.xlsx", &["fill", "map"], 100, |n| {
        let cells = |row: usize| each(40, |n| format!("<c r=\"{}{row}\"><v>{n}</v></c>", letters(n + 1)));
        rows(&each(n, |n| format!("<row r=\"{0}\">{1}</row>", n + 1, cells(n + 1)))).zip()
    }),
    ("columns.csv", &["import"], 1_000, |n| {
        format!("Profil;CJM{}\nArchitecte{}\n", ";CJM 2027".repeat(n), ";500".repeat(n + 1)).into_bytes()
    }),
    // Tables beside one another, each of its own heading.
    ("tables-beside.csv", &["import"], 2_000, |n| {
        let lines = ["Profil;CJM;;", "Architecte;500;;", "Testeur;400;;"].map(|cells| cells.repeat(n));
        lines.join("\n").into_bytes()
    }),
    ("rates.csv", &["import"], 1_000, |n| {
        format!("Profil;CJM\n{}", each(n, |n| format!("Ingénieur {n};500\n"))).into_bytes()
    }),
    ("rates.xlsx", &["import"], 1_000, |n| {
        let line = |n: usize| texts(&[&format!("Ingénieur {n}"), &format!("{}", n % 900 + 100)]);
        form(&(texts(&["Profil", "CJM"]) + &each(n, line)))
    }),
];

/// So many of them, in every run.
fn each(count: usize, of: impl Fn(usize) -> String) -> String {
    (0..count).map(of).collect()
}

fn form(all: &str) -> Vec<u8> {
    rows(all).zip()
}
