//! What is written beside the cells of a rate card, and what their number formats show: read as words around its prices are.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Format, Note, Workbook};

use crate::support;
use crate::support::bid::Bid;
use crate::support::spreadsheet::parts;

/// What is written beside a cell of a card of days in euros, and the code of what is asked of it; none where it is plain.
const COMMENTS: [(&str, (u32, u16), &str); 16] = [
    ("Taux horaire", (2, 1), "E0603"),
    ("Prix de vente HT", (2, 1), "E0603"),
    ("Montants hors charges patronales", (2, 1), "E0604"),
    ("Montants pour cinq jours", (2, 1), "E0603"),
    ("Montants en dirhams", (2, 1), "E0603"),
    ("Montants en k€", (2, 1), "E0603"),
    ("C’est le prix auquel on vend.", (2, 1), "E0614"),
    ("Sans les cotisations.", (3, 1), "E0603"),
    ("Montants pour cinq jours", (3, 1), "E0603"),
    ("Taux horaire", (4, 0), "E0603"),
    ("Prix de vente HT", (0, 0), "E0603"),
    ("Taux horaire", (12, 7), "E0603"),
    ("Vérifié avec la paie le 3 novembre 2026.", (3, 1), ""),
    ("Validé par la direction financière", (2, 1), ""),
    ("Charges comprises", (2, 1), ""),
    ("Recruté en 2024", (4, 0), ""),
];

/// A card of a day's costs in euros, with a note beside a cell.
fn commented(text: &str, (row, column): (u32, u16)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Coûts de Lyon 2027").unwrap();
    sheet.write_row(2, 0, ["Profil", "CJM (€)"]).unwrap();
    for (row, (label, cost)) in (3..).zip([("Architecte", 540), ("Testeur", 304)]) {
        sheet.write(row, 0, label).unwrap();
        sheet.write(row, 1, cost).unwrap();
    }
    sheet.insert_note(row, column, &Note::new(text)).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn what_is_written_beside_a_cell_is_asked_as_what_is_around_it() {
    let bid = Bid::new();
    let mut wrong = Vec::new();
    for (text, at, code) in COMMENTS {
        bid.write("card.xlsx", commented(text, at));
        let run = bid.rates(&["card.xlsx"]);
        let is_right = match code {
            "" => run.code == 0 && run.out.contains("304"),
            code => run.code == 2 && run.err.contains(code),
        };
        if !is_right {
            wrong.push(format!("{text} {at:?}, due {code:?}: {}", run.err));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // It is named by its cell, without the line that names its author, and answered as any other words.
    bid.write("card.xlsx", commented("Taux horaire", (2, 1)));
    let run = bid.rates(&["card.xlsx", "--map", "map.toml"]);
    assert!(run.err.contains("B3 (commentaire) `Taux horaire`"), "{}", run.err);
    bid.write("map.toml", "[words]\n\"Taux horaire\" = \"nothing\"\n");
    let rows = bid.rows(&["card.xlsx", "--map", "map.toml"]);
    assert_eq!(rows.iter().filter(|row| row["reason"].is_null()).count(), 2);
}

/// Beside one of two tables it is of that table.
#[test]
fn what_is_beside_a_cell_is_of_its_table() {
    let bid = Bid::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (first, site) in [(0, "Lyon"), (5, "Porto")] {
        sheet.write(first, 0, site).unwrap();
        sheet.write_row(first + 1, 0, ["Profil", "Coût (€)"]).unwrap();
        sheet.write(first + 2, 0, "Testeur").unwrap();
        sheet.write(first + 2, 1, 304).unwrap();
    }
    sheet.insert_note(6, 1, &Note::new("Montants pour cinq jours")).unwrap();
    book.save(bid.path("card.xlsx")).unwrap();
    bid.write(
        "map.toml",
        "per = \"day\"\n[words]\n\"cinq jours\" = \"5 days\"\n\"Montants pour cinq jours\" = \"5 days\"\n",
    );
    let rows = bid.rows(&["card.xlsx", "--map", "map.toml"]);
    let read: Vec<_> =
        rows.iter().filter_map(|row| Some((row["site"].as_str()?, row["daily_cost"].as_f64()?))).collect();
    // 304 / 5 = 60.8
    assert_eq!(read, [("Lyon", 304.0), ("Porto", 60.8)]);
}

/// A thread of Excel 365, beside which an old comment says that it is one.
#[test]
fn threads_are_read() {
    let bid = Bid::new();
    let file = commented("[Threaded comment]\n\nYour version of Excel allows you to read this. Comment: 5", (2, 1));
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8]| {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    };
    for (name, bytes) in parts(&file) {
        if name == "xl/worksheets/_rels/sheet1.xml.rels" {
            let relation = "<Relationship Id=\"rId9\" Type=\"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment\" \
                            Target=\"../threadedComments/threadedComment1.xml\"/></Relationships>";
            add(&name, String::from_utf8(bytes).unwrap().replace("</Relationships>", relation).as_bytes());
        } else {
            add(&name, &bytes);
        }
    }
    add(
        "xl/threadedComments/threadedComment1.xml",
        "<ThreadedComments xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\">\
         <threadedComment ref=\"B3\" id=\"{1}\"><text>C’est quoi ?</text></threadedComment>\
         <threadedComment ref=\"B3\" id=\"{2}\" parentId=\"{1}\"><text>Taux horaire</text></threadedComment></ThreadedComments>"
            .as_bytes(),
    );
    bid.write("card.xlsx", writer.finish().unwrap().into_inner());
    let run = bid.rates(&["card.xlsx"]);
    assert!(run.code == 2 && run.err.contains("B3 (commentaire) `Taux horaire`"), "{}", run.err);
    assert!(!run.err.contains("Threaded") && !run.out.contains("Threaded"), "{}{}", run.out, run.err);
}

/// A number format, and what is read of a figure of 430 in a column under a heading: its cost of a day with its currency, or what
/// is said instead.
const FORMATS: [(&str, &str, &str); 22] = [
    ("CJM (€)", "#,##0.00 €", "430 EUR"),
    ("CJM (€)", "#,##0.00\\ [$€-40C]", "430 EUR"),
    ("CJM (€)", "[$€-40C]\\ #,##0", "430 EUR"),
    ("CJM (€)", "_-* #,##0.00\\ \"€\"_-;\\-* #,##0.00\\ \"€\"_-;_-* \"-\"??\\ \"€\"_-;_-@_-", "430 EUR"),
    ("CJM (€)", "#,##0.00\\ _€", "430 EUR"),
    ("CJM (€)", "#\\ ##0", "430 EUR"),
    ("CJM (€)", "0 \"€ HT\"", "430 EUR"),
    ("CJM (€)", "0.00 \"€/j\"", "430 EUR"),
    ("CJM (€)", "0.00 \"€ / jour\"", "430 EUR"),
    ("CJM (€)", "[Red]0.00 \"€\"", "430 EUR"),
    ("CJM", "#,##0\" MAD\"", "430 MAD"),
    ("CJM", "[$MAD-40C] #,##0", "430 MAD"),
    ("CJM (€)", "#,##0.00 \"€/h\"", "the cell shows `430 €/h`"),
    ("CJM (€)", "0.00\\ \\€\\/\\h", "the cell shows `430 €/h`"),
    ("CJM (€)", "0 \"DH\"", "E0603"),
    ("CJM (€)", "[$MAD-40C] 0", "E0603"),
    ("CJM (€)", "0 \"k€\"", "the cell shows `430 k€`"),
    ("CJM (€)", "0 \"€ la demi-journée\"", "the cell shows `430 € la demi-journée`"),
    ("CJM (€)", "0 \"€ / mois\"", "the cell shows `430 € / mois`"),
    ("CJM (€)", "\"env. \"0 €", "the cell shows `env. 430 €`"),
    ("CJM (€)", "0 \"€ TTC\"", "the cell shows `430 € TTC`"),
    ("Coût (€)", "0.00 \"€/j\"", "430 EUR"),
];

#[test]
fn number_formats_are_read_as_words_of_their_cells() {
    let bid = Bid::new();
    let mut wrong = Vec::new();
    for (heading, code, expected) in FORMATS {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["Profil", heading]).unwrap();
        sheet.write(1, 0, "Testeur").unwrap();
        sheet.write_with_format(1, 1, 430, &Format::new().set_num_format(code)).unwrap();
        book.save(bid.path("card.xlsx")).unwrap();
        let run = bid.rates(&["card.xlsx"]);
        let is_right = match expected.split_once(' ') {
            Some(("430", currency)) => {
                run.code == 0 && run.out.contains(" 430.00") && run.out.contains(&format!("({currency})"))
            }
            _ if expected == "E0603" => run.code == 2 && run.err.contains("do not state the same currency"),
            _ => !run.out.contains(" 430.00") && format!("{}{}", run.out, run.err).contains(expected),
        };
        if !is_right {
            wrong.push(format!("{heading} {code}, due {expected}: {}{}", run.out, run.err));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The same in the format of LibreOffice.
#[test]
fn notes_and_number_formats_of_ods_files_are_read() {
    let Some(office) = support::program(&["soffice", "libreoffice"]) else { return };
    let bid = Bid::new();
    let profile = format!("-env:UserInstallation=file://{}", bid.path("profile").display());
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Profil", "CJM (€)"]).unwrap();
    let plain = Format::new().set_num_format("#,##0.00 €");
    for (row, (label, cost, code)) in
        (1..).zip([("Architecte", 540, "#,##0.00 \"€/h\""), ("Testeur", 304, "#,##0.00 €"), ("DBA", 420, "0")])
    {
        sheet.write(row, 0, label).unwrap();
        sheet.write_with_format(row, 1, cost, &Format::new().set_num_format(code)).unwrap();
    }
    sheet.write_with_format(4, 1, 1, &plain).unwrap();
    book.save(bid.path("shown.xlsx")).unwrap();
    bid.write("said.xlsx", commented("Taux horaire", (2, 1)));
    for name in ["shown.xlsx", "said.xlsx"] {
        let args = [profile.as_str(), "--headless", "--convert-to", "ods", name];
        let run = std::process::Command::new(&office).current_dir(bid.folder()).args(args).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    }
    let run = bid.rates(&["said.ods"]);
    assert!(run.code == 2 && run.err.contains("B3 (commentaire) `Taux horaire`"), "{}", run.err);
    let run = bid.rates(&["shown.ods"]);
    assert!(run.out.contains("the cell shows `540 €/h`"), "{}{}", run.out, run.err);
    assert!(run.out.contains("304.00") && run.out.contains("420.00"), "{}", run.out);
}
