//! Price forms as buyers lay them out: what is a header, which column is which, what each row is. Each grid here is
//! written by hand after a pattern of real forms, with what a reader sees in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use chiffrage::buyer::form::{
    Content, Form, Period, Price, RowKind, Table, View, form, form_of, letters as letters_of,
};
use chiffrage::xlsx::Book;
use rust_decimal::Decimal;

use crate::support;
use crate::support::grid::{merged, sheet};

/// The one table of a form of one sheet.
fn table(view: View) -> Table {
    let Form { mut sheets, .. } = form(&[view]);
    assert_eq!(sheets.len(), 1, "one sheet holds a form");
    let mut tables = sheets.remove(0).tables;
    assert_eq!(tables.len(), 1, "one table: {tables:#?}");
    tables.remove(0)
}

/// The columns found, by letter: `lot code label unit quantities unit_price gross amounts`.
fn letters(table: &Table) -> String {
    let letter = |at: u32| char::from(b'A' - 1 + u8::try_from(at).unwrap());
    let columns = &table.columns;
    let one = |c: &Option<chiffrage::buyer::form::Column>| c.as_ref().map_or('-', |c| letter(c.at));
    let by_time = |of: &[(Period, chiffrage::buyer::form::Column)]| {
        let one = |(at, c): &(Period, chiffrage::buyer::form::Column)| match at {
            Period::Year(n) => format!("{n}{}", letter(c.at)),
            Period::Total => letter(c.at).to_string(),
            Period::EachYear | Period::EachPart => format!("each{}", letter(c.at)),
            Period::Calendar(year) => format!("{year}{}", letter(c.at)),
        };
        if of.is_empty() { "-".to_owned() } else { of.iter().map(one).collect::<Vec<_>>().join("") }
    };
    format!(
        "{} {} {} {} {} {} {} {}",
        one(&columns.lot),
        one(&columns.code),
        one(&columns.label),
        one(&columns.unit),
        by_time(&columns.quantities),
        one(&columns.unit_price),
        one(&columns.gross_unit_price),
        by_time(&columns.amounts),
    )
}

/// The rows, by their numbers in a spreadsheet: `10 Line 1.1`.
fn kinds(table: &Table) -> Vec<String> {
    let one = |r: &chiffrage::buyer::form::Row| {
        let code = r.code.as_ref().map(|c| format!(" {}", c.text)).unwrap_or_default();
        format!("{} {:?}{code}", r.row, r.kind)
    };
    table.rows.iter().map(one).collect()
}

/// What a reader sees in the forms made by `tests/samples/make/forms.py` and in the two synthetic ones that went wrong, line
/// by line: header, price columns, lines, coefficients, sections, totals.
#[test]
fn forms_are_read_as_their_makers_meant_them() {
    let folder = support::root().join("tests/samples/buyer");
    let all: BTreeMap<String, Vec<Seen>> =
        serde_json::from_str(&fs::read_to_string(folder.join("fr_made.json")).unwrap()).unwrap();
    assert_eq!(all.len(), 17);
    let mut lines = 0;
    for (name, seen) in all {
        let form = form_of(&Book::open(fs::read(folder.join(&name)).unwrap()).unwrap()).unwrap();
        let tables = || form.sheets.iter().flat_map(|s| s.tables.iter().map(move |t| (s.name.as_str(), t)));
        let priced = tables().filter(|(_, t)| !t.is_recap()).count();
        assert_eq!(priced, seen.len(), "{name}: tables");
        for expected in seen {
            let asked = |t: &Table| -> BTreeSet<String> {
                let several = t.columns.prices.iter().map(|(_, c)| letters_of(c.at));
                several.chain(t.columns.asked().map(|c| letters_of(c.at))).collect()
            };
            let prices: BTreeSet<String> = expected.prices.values().cloned().collect();
            let place = format!("{name}, {} at row {}", expected.sheet, expected.header.1);
            let mut found =
                tables().filter(|(s, t)| *s == expected.sheet && t.header.1 == expected.header.1 && asked(t) == prices);
            let Some((_, table)) = found.next() else { panic!("{place}: no such table in {form:#?}") };
            for (key, column) in
                expected.prices.iter().filter(|(key, _)| !["unit", "coefficient"].contains(&key.as_str()))
            {
                let of = table.columns.prices.iter().find(|(_, c)| letters_of(c.at) == *column);
                assert_eq!(of.map(|(of, _)| of.key()), Some(key.trim_start_matches("year_").to_owned()), "{place}");
            }
            let of = |kinds: &[RowKind]| table.rows.iter().filter(|r| kinds.contains(&r.kind)).collect::<Vec<_>>();
            let rows = |kinds: &[RowKind]| of(kinds).iter().map(|r| r.row).collect::<Vec<_>>();
            let due = |rows: &[(u32, String, String)]| rows.iter().map(|(row, ..)| *row).collect::<Vec<_>>();
            let [line, factor] = [&[RowKind::Line, RowKind::Memo, RowKind::Variant][..], &[RowKind::Coefficient]];
            assert_eq!(rows(line), due(&expected.lines), "{place}: lines");
            assert_eq!(rows(factor), due(&expected.coefficients), "{place}: coefficients");
            let sections: Vec<u32> = expected.sections.iter().map(|(row, _)| *row).collect();
            assert_eq!(rows(&[RowKind::Section]), sections, "{place}: sections");
            for (row, kind) in &expected.totals {
                let found = table.rows.iter().find(|r| r.row == *row).map(|r| format!("{:?}", r.kind).to_lowercase());
                assert_eq!(found.as_ref(), Some(kind), "{place}: total at row {row}");
            }
            for (row, (_, code, label)) in of(line).iter().zip(&expected.lines) {
                let found = row.code.as_ref().map_or("", |c| c.text.as_str());
                assert_eq!(found, code, "{place}: code of row {}", row.row);
                assert!(row.label.starts_with(label.as_str()), "{place}: `{}` is not `{label}`", row.label);
                lines += 1;
            }
        }
    }
    // 207 of the forms made, 77 and 32 of the two samples.
    assert_eq!(lines, 207 + 77 + 31);
}

/// A table as its maker meant it.
#[derive(serde::Deserialize)]
struct Seen {
    sheet: String,
    header: (u32, u32),
    prices: BTreeMap<String, String>,
    lines: Vec<(u32, String, String)>,
    coefficients: Vec<(u32, String, String)>,
    sections: Vec<(u32, String)>,
    totals: Vec<(u32, String)>,
}

/// The rate of the tax typed beside the header, a heading that a formula puts together, and the year that one counts.
#[test]
fn a_header_with_a_number_or_a_formula_beside_it() {
    let mut view = sheet(
        "DQE",
        4,
        "
N° | Désignation | Unité | Prix unitaire HT | Quantité | Montant HT | | 0.2
1.1 | Reprise du patrimoine | forfait | | 1 | =D5*E5
1.2 | Maintenance | mois | | 12 | =D6*E6
 | TOTAL HT | | | | =SUM(F5:F6)
",
    );
    let expected = ["5 Line 1.1", "6 Line 1.2", "7 Net"];
    let of = |view: &View| {
        let table = table(view.clone());
        (table.header, letters(&table), kinds(&table))
    };
    assert_eq!(of(&view), ((4, 4), "- A B C E D - F".to_owned(), expected.map(str::to_owned).to_vec()));
    for (formula, shown) in [("\"Quantité \"&H2", "Quantité totale"), ("\"Qté\"", "Qté")] {
        view.rows[0].cells[4].content = Content::Formula(formula.to_owned(), shown.to_owned());
        assert_eq!(
            of(&view),
            ((4, 4), "- A B C E D - F".to_owned(), expected.map(str::to_owned).to_vec()),
            "{formula}"
        );
    }
}

#[test]
fn a_dqe_under_a_merged_title_block() {
    let view = sheet(
        "Lot 2 Annuaire",
        1,
        "
 | ANNEXE FINANCIÈRE\\nLot 2 Annuaire
 |
 | Nom du candidat : à compléter
 |
 | N° de prix | Désignation | Unité | Prix unitaire HT | Qté année 1 | Qté année 2 | Quantité totale | Montant total HT
 | '1 | Prise en charge
 | '1.1 | Prise de connaissance | forfait | | 1 | 0 | =SUM(F7:G7) | =IF(OR(E7=\"\",H7=\"\"),\"\",E7*H7)
 | | Support (astreinte comprise) | mois | | 9 | 12 | =SUM(F8:G8) | =E8*H8
 | | Sous-total 1 | | | | | | =SUM(I7:I8)
 |
 | '2 | Expertises
 | '2.1 | PM : profil à préciser | PM | | 0 | 0 | =SUM(F12:G12) | PM
 | '2.2 | Audit | Jour | | 5 | 5 | =SUM(F13:G13) | =E13*H13
 | | TOTAL HT | | | | | | =I9+I13
 | | TVA 20 % | | | | | | =ROUND(I14*0.2,2)
 | | TOTAL TTC | | | | | | =I14+I15
 | | Les prix sont réputés comprendre toutes les sujétions d'exécution, dont les déplacements et les licences.
",
    );
    let found = form(&[merged(view, &["B1:I2", "B3:I3"])]);
    let [sheet] = &found.sheets[..] else { panic!("one sheet") };
    assert_eq!(sheet.lot.as_ref().map(|l| (l.number, l.words.as_str())), Some((Some(2), "annuaire")));
    let [table] = &sheet.tables[..] else { panic!("one table") };
    assert_eq!(table.header, (5, 5));
    assert_eq!(letters(table), "- B C D 1F2GH E - I");
    assert_eq!(
        kinds(table),
        [
            "6 Section 1",
            "7 Line 1.1",
            "8 Line",
            "9 Subtotal",
            "11 Section 2",
            "12 Memo 2.1",
            "13 Line 2.2",
            "14 Net",
            "15 Vat",
            "16 Gross",
            "17 Note",
        ]
    );
    let line = &table.rows[1];
    assert_eq!(line.section.as_deref(), Some("Prise en charge"));
    assert_eq!((line.unit.as_str(), &line.price), ("forfait", &Price::Empty));
    let one = Decimal::ONE;
    assert_eq!(line.quantities, [(Period::Year(1), one), (Period::Year(2), Decimal::ZERO)]);
}

#[test]
fn a_bpu_with_a_price_over_net_and_gross() {
    let view = sheet(
        "BPU",
        1,
        "
BORDEREAU DES PRIX UNITAIRES
Qualité de l'intervenant | Unité | Prix
 | | H.T. | T.T.C.
Chef de projet | jour | | =C4*1.2
Développeur confirmé | jour | | =C5*1.2
",
    );
    let table = table(merged(view, &["A1:D1", "A2:A3", "B2:B3", "C2:D2"]));
    assert_eq!(table.header, (2, 3));
    assert_eq!(letters(&table), "- - A B - C D -");
    assert_eq!(kinds(&table), ["4 Line", "5 Line"]);
}

#[test]
fn a_bpu_of_prestations_alone() {
    let view = sheet(
        "Bordereau",
        7,
        "
Code | Prestations | Prix
 | | HT | TTC
1 | Études
1.1 | Étude d'impact
1.2 | Étude de sécurité
2 | Réalisation
2.1 | Unité d'œuvre simple
",
    );
    let table = table(merged(view, &["C7:D7"]));
    assert_eq!(table.header, (7, 8));
    assert_eq!(letters(&table), "- A B - - C D -");
    assert_eq!(kinds(&table), ["9 Section 1", "10 Line 1.1", "11 Line 1.2", "12 Section 2", "13 Line 2.1"]);
    assert_eq!(table.rows[4].section.as_deref(), Some("Réalisation"));
}

#[test]
fn quantities_by_year_under_one_heading() {
    let body = "
N° | Désignation | U | Quantités estimées | | | P.U. HT | Montant HT
 | | | An 1 | An 2 | Total
1.1 | Pilotage | mois | 12 | 12 | =D3+E3 | | =F3*G3
";
    // Merged over its years, or above the first of them.
    for view in [merged(sheet("DQE", 1, body), &["D1:F1", "A1:A2", "B1:B2"]), sheet("DQE", 1, body)] {
        let table = table(view);
        assert_eq!(table.header, (1, 2));
        assert_eq!(letters(&table), "- A B C 1D2EF G - H");
        assert_eq!(kinds(&table), ["3 Line 1.1"]);
    }
}

#[test]
fn the_group_may_stand_above_the_names() {
    let view = sheet(
        "DQE",
        3,
        "
DÉTAIL QUANTITATIF ESTIMATIF
 | | Quantités | | À remplir par le candidat |
Poste | Libellé | 2027 | 2028 | Prix unitaire HT | Prix total HT
A1 | Recette | 4 | 4 | | =E6*(C6+D6)
",
    );
    let table = table(merged(view, &["A3:F3", "C4:D4", "E4:F4"]));
    assert_eq!(letters(&table), "- A B - 2027C2028D E - F");
    assert_eq!(kinds(&table), ["6 Line A1"]);
}

/// What is bought is named on the upper row of a header, its price below words that name none.
#[test]
fn names_on_an_upper_row_are_carried_to_the_row_of_the_price() {
    let body = "
Poste | Prestation | Unité | À renseigner par le candidat | Estimation administration |
 | | | Prix unitaire | Quantité | Total
FM-PIL | Pilotage | mois | | 48 | =D6*E6
FM-DOC | Documentation | forfait | | 1 | =D7*E7
";
    for view in [merged(sheet("DQE", 4, body), &["A4:A5", "B4:B5", "C4:C5", "E4:F4"]), sheet("DQE", 4, body)] {
        let table = table(view);
        assert_eq!(table.header, (4, 5));
        assert_eq!(letters(&table), "- A B C E D - F");
        assert_eq!(kinds(&table), ["6 Line FM-PIL", "7 Line FM-DOC"]);
    }
}

/// A chapter of another document is no number of a price; `Mode` is a unit, `Valorisation` an amount and `Vol.` what it multiplies.
#[test]
fn headings_seen_in_one_form_each() {
    let view = sheet(
        "Cadre",
        2,
        "
Id | Prestation | Mode | Vol. | Prix HT | Valorisation | Référence CCTP
RF001 | Pilotage | Mensualité | 48 | | =D3*E3 | § 4.1
RF002 | Expertise | Jour ouvré | 10 | | =D4*E4 | § 4.1
",
    );
    let table = table(view);
    assert_eq!(letters(&table), "- A B C D E - F");
    assert_eq!(kinds(&table), ["3 Line RF001", "4 Line RF002"]);
}

/// The least and the most of a quantity are two readings where the amount takes both: neither is taken, and the total is found
/// beside them.
#[test]
fn a_quantity_between_two_bounds_is_not_chosen() {
    let view = sheet(
        "BPU",
        5,
        "
N° | Désignation | Unité | Quantités | | Prix unitaire HT | Total moyen HT
 | | | Mini | Maxi | |
1 | Pilotage | mois | 12 | 48 | | =(D7+E7)/2*F7
2 | Expertise | jour | 10 | 80 | | =(D8+E8)/2*F8
",
    );
    let table = table(merged(view, &["D5:E5", "A5:A6", "B5:B6", "C5:C6", "F5:F6", "G5:G6"]));
    assert_eq!(table.header, (5, 6));
    assert_eq!(letters(&table), "- A B C D F - G");
    let open = table.columns.open_quantity().unwrap();
    assert_eq!((open.at, &*open.rivals, table.columns.quantity()), (4, &[5][..], None));
    assert!(table.rows.iter().all(|row| row.quantities.is_empty()));
}

/// Nor is one of several quantities of parts of the contract, of which none is the total; a quantity of each month is none of
/// the contract.
#[test]
fn quantities_of_parts_of_the_contract_are_not_chosen() {
    let of = |headings: &str, cells: &str| {
        let text = format!("\nN° | Désignation | Unité | {headings} | PU HT\n1 | Expertise | jour | {cells} |\n");
        table(sheet("DQE", 1, &text)).columns
    };
    for headings in [
        "Qté période ferme (24 mois) | Qté reconduction 1 | Qté reconduction 2",
        "Quantité tranche ferme | Quantité tranche optionnelle 1 | Quantité tranche optionnelle 2",
        "Qté S1 | Qté S2 | Qté S3",
    ] {
        let columns = of(headings, "20 | 10 | 10");
        let open = columns.open_quantity().unwrap_or_else(|| panic!("{headings}: {columns:?}"));
        assert_eq!((open.at, &*open.rivals), (4, &[5, 6][..]), "{headings}");
    }
    let columns = of("Qté ferme | Qté optionnelle | Quantité totale", "20 | 10 | 30");
    assert_eq!(columns.quantity().map(|column| column.at), Some(6));
    let columns = of("Quantité mensuelle", "4");
    assert_eq!((columns.quantity(), columns.each().map(|(_, column)| column.at)), (None, Some(4)));
}

/// Bounds under a heading of quantities are read below it where the amount beside says a bound too.
#[test]
fn bounds_beside_an_amount_of_one_of_them_are_a_part_of_the_header() {
    let text = "
N° | Prestation | Unité | Quantités | | Prix TTC |
 | | | mini | maxi | Prix unitaire € TTC | Montant maxi € TTC
1 | Pilotage | mois | 46 | 48 | | =E3*F3
";
    let table = table(merged(sheet("DQE", 1, text), &["D1:E1", "F1:G1"]));
    assert_eq!(table.header, (1, 2));
    assert_eq!(table.columns.quantity().map(|column| column.at), Some(5));
}

/// `Unitaire` and `Total` under `Prix` are a part of the header, not its body.
#[test]
fn headings_below_a_group_of_prices() {
    let view = sheet(
        "BPU",
        5,
        "
Réf. | Désignation | Unité | Quantités | | Prix |
 | | | Mini | Maxi | Unitaire € HT | Total maxi € HT
A1 | Pilotage | mois | 12 | 48 | | =E7*F7
",
    );
    let table = table(merged(view, &["D5:E5", "F5:G5"]));
    assert_eq!(table.header, (5, 6));
    assert_eq!((letters(&table).as_str(), table.columns.open_quantity()), ("- A B C E F - G", None));
}

/// Three rows of headings, the middle one below groups and the last of units and lengths of time.
#[test]
fn a_header_of_three_rows() {
    let view = sheet(
        "DPGF",
        3,
        "
PRESTATIONS | | VOLUME | | PRIX |
Domaine | Intitulé | Unité | Nombre | Unitaire | Total
 | | | sur 48 mois | € HT | € HT
Transition | Prise de connaissance | Forfait | 1 | | =D6*E6
 | Pilotage | Mois | 48 | | =D7*E7
 | Exploitation | Mois | 48 | | =D8*E8
",
    );
    let table = table(merged(view, &["A3:B3", "C3:D3", "E3:F3", "A4:A5", "B4:B5", "C4:C5"]));
    assert_eq!(table.header, (3, 5));
    assert_eq!(letters(&table), "- - B C D E - F");
    assert_eq!(kinds(&table), ["6 Line", "7 Line", "8 Line"]);
}

/// Labels below a heading that spreads over two columns are lines, not headings.
#[test]
fn a_body_below_labels_of_two_columns_is_no_header() {
    let text =
        "N° | Désignation | | Unité | Prix unitaire HT\nA1 | Pilotage | du lot | mois |\nA2 | Recette | du lot | UO |";
    assert_eq!(table(merged(sheet("BPU", 1, text), &["B1:C1"])).rows.len(), 2);
    let bare = "Désignation | | Unité | Prix unitaire HT\nPilotage | du lot | mois |\nRecette | du lot | UO |";
    assert_eq!(table(merged(sheet("BPU", 1, bare), &["A1:B1"])).rows.len(), 2);
}

/// What a year comes to is not what the contract comes to, whether the heading is the only one of amounts or not.
#[test]
fn an_amount_of_each_year_is_no_total() {
    let of = |headings: &str| {
        let text = format!("N° | Désignation | Unité | {headings}\n1 | Pilotage | mois | | =D2*12 | =D2*48");
        let table = table(sheet("BPU", 1, &text));
        table.columns.amount().map(|column| column.at)
    };
    assert_eq!(of("Prix unitaire HT | Montant annuel HT | Montant total HT"), Some(6));
    assert_eq!(of("Prix unitaire HT | Montant HT par an |"), None);
    assert_eq!(of("Prix unitaire HT | Montant HT | Montant annuel HT"), Some(5));
}

/// The tables of a form of one sheet: header, columns of prices, what sets them apart, and the rows with their lots.
fn tables(view: View) -> Vec<String> {
    let form = form(&[view]);
    let [sheet] = &form.sheets[..] else { panic!("one form: {form:#?}") };
    let of = |table: &Table| {
        let asked = table.columns.asked().map(|column| letters_of(column.at)).unwrap_or_default();
        let rows = table.lines().map(|row| {
            let lot = row.lot.as_ref().and_then(|lot| lot.number).map(|n| format!(" @{n}")).unwrap_or_default();
            format!("{} {}{lot}", row.row, row.label)
        });
        let rows: Vec<String> = rows.collect();
        format!("{}-{} {asked} {:?}: {}", table.header.0, table.header.1, table.apart.as_deref(), rows.join(", "))
    };
    sheet.tables.iter().map(of).collect()
}

/// Each of several columns of prices that a header sets apart is a table of its own: by lots, steps, seniorities, periods or
/// places, on one row or below a cell that spreads over them, whatever its words.
#[test]
fn each_column_of_prices_that_is_set_apart_is_a_table() {
    let merges = ["A4:A5", "B4:B5", "C4:C5", "D4:E4"];
    let view = |group: &str, one: &str, two: &str| {
        let text = format!("\nN° | Désignation | Unité | {group} |\n | | | {one} | {two}\n1 | Pilotage | mois | |");
        sheet("BPU", 4, &text)
    };
    let below = |group: &str, one: &str, two: &str| tables(merged(view(group, one, two), &merges));
    for (one, two) in [
        ("Simple", "Complexe"),
        ("Junior", "Senior"),
        ("HO", "HNO"),
        ("N", "N+1"),
        ("sur site", "à distance"),
        ("Heures ouvrées", "Heures non ouvrées"),
        // Words that would head a column of their own, and numbers.
        ("Profil junior", "Profil senior"),
        ("Grade 1", "Grade 2"),
        ("N1", "N2"),
    ] {
        let due = [("D", one), ("E", two)].map(|(column, of)| format!("4-5 {column} Some({of:?}): 6 Pilotage – {of}"));
        for group in ["Prix unitaire HT", "Prix HT en euros", "TJM HT"] {
            assert_eq!(below(group, one, two), due, "{group}");
            // Typed over the first of them, as most people do, and not merged.
            assert_eq!(tables(view(group, one, two)), due, "{group}");
        }
    }
    // In each period the same is bought.
    for (one, two) in
        [("Période ferme", "Reconduction 1"), ("Tranche ferme (24 mois)", "Tranche optionnelle 1 (12 mois)")]
    {
        let due = [("D", one), ("E", two)].map(|(column, of)| format!("4-5 {column} Some({of:?}): 6 Pilotage"));
        assert_eq!(below("Prix HT en euros", one, two), due);
        assert_eq!(tables(view("Prix HT en euros", one, two)), due);
    }
    // A title over the labels is no group of prices, and a line below a single price no heading.
    let title = "Prix par intervenant | | Prix unitaire HT | |\n | Intervenant | Heure | Demi-journée | TJM\n | Architecte | | |";
    let found = tables(merged(sheet("BPU", 12, title), &["A12:B12", "C12:E12"]));
    assert_eq!(found, ["12-13 E None: 14 Architecte"]);
    let words = "N° | Désignation | Prix HT | |\n1 | Pilotage | à compléter | voir note |\n2 | Architecte | | |";
    assert_eq!(tables(sheet("BPU", 1, words)), ["1-1 C None: 2 Pilotage, 3 Architecte"]);
    let lots = ["4-5 D Some(\"Lot 1 ROR\"): 6 Pilotage @1", "4-5 E Some(\"Lot 2 PFC\"): 6 Pilotage @2"];
    assert_eq!(below("Prix unitaire HT", "Lot 1 ROR", "Lot 2 PFC"), lots);
    // What a price pays for, tax and years are one table's.
    assert_eq!(below("Prix HT", "Demi-journée", "Journée").len(), 1);
    assert_eq!(below("Prix unitaire", "HT", "TTC").len(), 1);
    assert_eq!(below("Prix unitaire HT", "Année 1", "Année 2").len(), 1);
    let on_one_row = |one: &str, two: &str| {
        tables(sheet("BPU", 1, &format!("N° | Désignation | Unité | {one} | {two}\n1 | Pilotage | mois | |")))
    };
    for (one, two, named) in [
        ("PU HT lot 1", "PU HT lot 2", ["PU HT lot 1", "PU HT lot 2"]),
        ("PU HT simple", "PU HT complexe", ["simple", "complexe"]),
        ("PU HT période initiale", "PU HT reconduction 1", ["période initiale", "reconduction 1"]),
        ("PU HT période initiale (24 mois)", "PU HT reconduction 1 (12 mois)", ["période initiale", "reconduction 1"]),
    ] {
        let found = on_one_row(one, two);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().zip(named).all(|(of, name)| of.contains(&format!("{name:?}"))), "{found:?}");
    }
    assert_eq!(on_one_row("Prix HT", "Prix HT").len(), 1);
    // Before and after a discount, one of the two is computed; without a formula, one is to be chosen.
    let discount = "N° | Désignation | PU HT avant remise | Remise (%) | PU HT remisé\n1 | Pilotage | | | =C2*(1-D2)";
    assert_eq!(tables(sheet("BPU", 1, discount)), ["1-1 C None: 2 Pilotage"]);
}

/// A column whose cells are units is that of units, whatever its heading; words beside prices are none.
#[test]
fn units_are_known_by_what_stands_below() {
    for heading in ["UO", "U.O. / durée", "Durée", "Base", ""] {
        let text = format!(
            "N° | Désignation | {heading} | PU HT\n1 | Architecte | heure |\n2 | Architecte | ½ journée |\n3 | Pilotage | trimestre |"
        );
        let table = table(sheet("BPU", 1, &text));
        let units: Vec<&str> = table.lines().map(|row| row.unit.as_str()).collect();
        assert_eq!(units, ["heure", "½ journée", "trimestre"], "{heading}");
    }
    // How experienced a person is is no unit.
    for heading in ["Niveau minimal", "Ancienneté", "Séniorité", "Niveau", "Durée", "Exigence", "Expérience requise"]
    {
        let text = format!("N° | Profil | {heading} | PU HT\n1 | Architecte | 7 ans |\n2 | DBA | 3 ans |");
        assert_eq!(table(sheet("BPU", 1, &text)).columns.unit, None, "{heading}");
    }
    let text = "N° | Désignation | Durée | PU HT\n1 | Licence | 3 ans |\n2 | Support | 2 ans |";
    assert_eq!(table(sheet("BPU", 1, text)).columns.unit.map(|unit| unit.at), Some(3));
    let text = "N° | Désignation | Remarque | PU HT\n1 | Architecte | voir CCTP |\n2 | Pilotage | mois |";
    assert_eq!(table(sheet("BPU", 1, text)).columns.unit, None);
}

/// A line whose label and unit read like headings is a line of its table.
#[test]
fn a_line_of_words_that_head_columns_is_a_line() {
    for (label, unit) in
        [("Pilotage du lot", "forfait mensuel"), ("Prestation de conseil", "prix mensuel"), ("Profil DevOps", "nombre")]
    {
        let text = format!(
            "N° | Désignation | Unité | PU HT\n1 | Architecte | jour |\n2 | {label} | {unit} |\n3 | DBA | jour |"
        );
        let due = format!("1-1 D None: 2 Architecte, 3 {label}, 4 DBA");
        assert_eq!(tables(sheet("BPU", 1, &text)), [due]);
        let text = format!("N° | Désignation | Unité | PU HT\n1 | {label} | {unit} |\n2 | DBA | jour |");
        assert_eq!(tables(sheet("BPU", 1, &text)), [format!("1-1 D None: 2 {label}, 3 DBA")]);
    }
    // Nor does a remark beside a price that waits head another table.
    for remark in ["prix ferme", "tarif journalier", "prix TTC", "Prix plafond", "prix HT", "montant forfaitaire"] {
        let text = format!(
            "Désignation | Unité | Prix unitaire HT | Observations\nDevOps | jour | | {remark}\nDBA | jour |\n\
             Architecte | jour | | {remark}\nTesteur | jour |"
        );
        let due = "1-1 C None: 2 DevOps, 3 DBA, 4 Architecte, 5 Testeur";
        assert_eq!(tables(sheet("BPU", 1, &text)), [due], "{remark}");
    }
    let text = "Désignation | Prix HT | Observations\nDBA | |\nCoefficients\nPériode | | Prix HT\nNuit | |";
    assert_eq!(tables(sheet("BPU", 1, text)).len(), 2);
}

/// Where the price with tax is asked and the net one is computed from it, the first is the price.
#[test]
fn a_net_price_that_follows_from_the_gross_one_is_not_asked() {
    let text = "N° | Désignation | Prix TTC | TVA | Prix HT\n1 | Architecte | | 0.2 | =C2/(1+D2)\n2 | DBA | | 0.2 | =C3/(1+D3)";
    let table = table(sheet("BPU", 1, text));
    let columns = &table.columns;
    assert_eq!((columns.unit_price.is_none(), columns.gross_unit_price.as_ref().map(|c| c.at)), (true, Some(3)));
}

/// A lot over its own quantity, price and amount: each has its columns, and what is bought in common.
#[test]
fn a_group_of_columns_of_each_lot_is_a_table() {
    let text = "
N° | Désignation | Unité | Lot 1 | | | Lot 2 | |
 | | | Qté | PU HT | Montant HT | Qté | PU HT | Montant HT
1 | Pilotage | mois | 48 | | =D6*E6 | 36 | | =G6*H6
";
    let view = merged(sheet("DQE", 4, text), &["A4:A5", "B4:B5", "C4:C5", "D4:F4", "G4:I4"]);
    let form = form(&[view]);
    let of = |table: &Table| {
        let columns = &table.columns;
        let quantity = table.rows[0].quantities.first().map(|(_, quantity)| quantity.to_string());
        (
            columns.asked().map(|c| c.at),
            columns.amount().map(|c| c.at),
            quantity,
            table.rows[0].lot.as_ref().and_then(|l| l.number),
        )
    };
    let found: Vec<_> = form.sheets[0].tables.iter().map(of).collect();
    assert_eq!(found, [(Some(5), Some(6), Some("48".into()), Some(1)), (Some(8), Some(9), Some("36".into()), Some(2))]);
}

/// A matrix of steps below a title of prices, with no heading of prices; without such a title it is none.
#[test]
fn a_matrix_of_steps_is_read_below_a_title_of_prices() {
    let of = |title: &str| {
        let text = format!(
            "{title}\nCode UO | Intitulé | Complexité | |\n | | Simple | Moyenne | Complexe\nUO-1 | Évolution | | |\n\n\
             Code | Forfait | Prix mensuel HT\nF1 | Pilotage |"
        );
        tables(merged(sheet("UO", 1, &text), &["A2:A3", "B2:B3", "C2:E2"]))
    };
    let last = "6-6 C None: 7 Pilotage";
    let steps = [("C", "Simple"), ("D", "Moyenne"), ("E", "Complexe")];
    let steps = steps.map(|(column, of)| format!("2-3 {column} Some({of:?}): 4 Évolution – {of}"));
    assert_eq!(of("PU en € HT"), [&steps[..], &[last.to_owned()]].concat());
    assert_eq!(of("Charges estimées"), [last]);
}

/// Steps of a scale beside what is bought are prices below a title of prices, be it for one line; its units name what is bought.
#[test]
fn the_steps_of_a_scale_are_columns_of_prices() {
    let of = |text: &str| tables(sheet("UO", 1, text));
    let is_none = |text: &str| form(&[sheet("UO", 1, text)]).sheets.iter().all(|sheet| sheet.tables.is_empty());
    for (title, heads) in [
        ("A. Unités d’œuvre de build (€ HT)", "Unité d’œuvre | Simple | Moyenne | Complexe"),
        (
            "UO – BPU (prix en € HT)\n",
            "Type d’unité d’œuvre | Complexité faible | Complexité moyenne | Complexité forte",
        ),
        ("Prix unitaires", "Nature | UO simple | UO moyenne | UO complexe"),
    ] {
        let steps: Vec<&str> = heads.split(" | ").skip(1).collect();
        let first = 2 + title.matches('\n').count();
        let due: Vec<String> = ["B", "C", "D"]
            .iter()
            .zip(steps)
            .map(|(column, step)| format!("{first}-{first} {column} Some({step:?}): {} Évolution – {step}", first + 1))
            .collect();
        assert_eq!(of(&format!("{title}\n{heads}\nÉvolution | | |")), due, "{heads}");
        // Figures below are none to fill, nor are the steps of a sheet that speaks of no price.
        assert!(is_none(&format!("{title}\n{heads}\nÉvolution | 2 | 5 | 10")), "{heads}");
        assert!(is_none(&format!("Charges\n{heads}\nÉvolution | | |")), "{heads}");
    }
}

/// The numbered title of the next table is no line of the one above it; a line there is one.
#[test]
fn the_title_of_the_next_table_is_no_line() {
    let of = |title: &str| {
        let text =
            format!("Profil | Prix HT\nArchitecte |\n\n{title}\nPrestation | Périodicité | Prix HT\nPilotage | mois |");
        tables(sheet("BPU", 1, &text))
    };
    assert_eq!(of("B. Forfaits"), ["1-1 B None: 2 Architecte", "5-5 C None: 6 Pilotage"]);
    assert_eq!(of("DBA"), ["1-1 B None: 2 Architecte, 4 DBA", "5-5 C None: 6 Pilotage"]);
}

/// A second matrix, of lots and steps, ends the first; its title says what is bought.
#[test]
fn a_matrix_of_lots_and_steps_is_read_below_a_matrix_of_lots() {
    let text = "
Prix journaliers HT
Profil | Lot 1 – Identité | Lot 2 – Annuaire
Architecte | |

Prix HT d’une unité d’œuvre d’évolution
Lot | Simple | Complexe
Lot 1 – Identité | |
Lot 2 – Annuaire | |
";
    let due = [
        "2-2 B Some(\"Lot 1 – Identité\"): 3 Architecte @1",
        "2-2 C Some(\"Lot 2 – Annuaire\"): 3 Architecte @2",
        "6-6 B Some(\"Simple\"): 7 Simple @1, 8 Simple @2",
        "6-6 C Some(\"Complexe\"): 7 Complexe @1, 8 Complexe @2",
    ];
    assert_eq!(tables(sheet("Matrices", 1, text)), due);
    // Names and comments beside what is bought are no prices.
    let aside = text.replace("Simple | Complexe", "Société | Commentaire");
    let found = form(&[sheet("Matrices", 1, &aside)]).sheets;
    assert!(found.iter().flat_map(|sheet| &sheet.tables).all(|table| table.header.0 != 6));
    // One column of prices may be a lot's by its heading.
    let one = "Profil | PU HT lot 4\nArchitecte |\nDBA |";
    assert_eq!(tables(sheet("BPU", 1, one)), ["1-1 B None: 2 Architecte @4, 3 DBA @4"]);
}

/// Two tables side by side, each with its own names and units, whatever heads them and however their codes are typed.
#[test]
fn tables_beside_each_other_are_two() {
    for head in [
        "N° | Désignation | Unité | Prix HT | | N° | Profil | Unité | TJM HT",
        "N° | Désignation | UO | Prix HT | | N° | Profil | UO | Prix HT",
        " | Forfaits et UO | Unité | Prix HT | | | Profil | Unité | TJM HT",
        " | Forfaits | Unité | Prix HT | | | Profil | Unité | TJM HT",
    ] {
        let text = format!(
            "{head}\n'1 | Pilotage du lot | mois | | | '10 | Architecte | jour |\n'2 | Plan | forfait | | | '11 | DBA | heure |"
        );
        let due = ["1-1 D None: 2 Pilotage du lot, 3 Plan", "1-1 I None: 2 Architecte, 3 DBA"];
        assert_eq!(tables(sheet("BPU", 1, &text)), due, "{head}");
    }
}

/// A price that the buyer typed as the most to pay is no amount of the line.
#[test]
fn a_price_typed_as_a_bound_is_no_amount() {
    let text = "N° | Désignation | Unité | Prix plafond € HT | P.U. € HT
'1 | UO simple | UO | 900 |
'2 | UO moyenne | UO | 1800 |";
    assert_eq!(letters(&table(sheet("BPU", 1, text))), "- A B C - E - -");
}

/// An average of the prices above, and a row that shows how to fill the others in, are no lines.
#[test]
fn averages_and_examples_are_no_lines() {
    let text = "N° | Désignation | Unité | Prix unitaire HT
ex. | Exemple : ligne fictive | UO | 1000
'1 | UO simple | UO |
'2 | UO moyenne | UO |
 | Moyenne des prix | | =AVERAGE(D3:D4)";
    assert_eq!(kinds(&table(sheet("BPU", 1, text))), ["2 Note ex.", "3 Line 1", "4 Line 2", "5 Note"]);
}

/// Each of two tables side by side is of the lot that the title above it names.
#[test]
fn tables_beside_each_other_are_of_the_lot_above_each() {
    let text = "Bordereau des prix
Lot 2 Annuaire | | | | | Lot 4 PFC Cloud
 | | | | |
N° | Désignation | Unité | PU HT | | N° | Désignation | Unité | PU HT
'1 | UO simple | UO | | | '1 | UO simple | UO |
'2 | UO complexe | UO | | | '2 | UO complexe | UO |";
    let form = form(&[sheet("BPU", 1, text)]);
    let lots = |table: &Table| table.lines().map(|row| row.lot.as_ref().and_then(|lot| lot.number)).collect::<Vec<_>>();
    let lots: Vec<_> = form.sheets[0].tables.iter().map(lots).collect();
    assert_eq!(lots, [[Some(2), Some(2)], [Some(4), Some(4)]]);
}

/// What heads prices besides: years typed over the first of their columns, ranges of quantities, lump sums by year, codes of what
/// they name, and rates that a title above names.
#[test]
fn headings_that_went_unread() {
    let of = |text: &str| tables(sheet("BPU", 1, text));
    let letters = |text: &str| letters(&table(sheet("BPU", 1, text)));
    let years = " | | Année 1 | | | Année 2\nDésignation | Unité | Qté | PU HT | Total HT | Qté | PU HT | Total HT\n\
                 Architecte | jour | 10 | | =C3*D3 | 5 | | =F3*G3";
    let found = table(sheet("DQE", 1, years));
    let prices: Vec<String> =
        found.columns.prices.iter().map(|(of, c)| format!("{}{}", of.key(), letters_of(c.at))).collect();
    assert_eq!((prices.join(" ").as_str(), letters(years).as_str()), ("1D 2G", "- - A B 1C2F D - 1E2H"));
    let ranges = "Profil | PU HT de 1 à 50 jours | PU HT au-delà de 50 jours\nArchitecte | |";
    assert_eq!(of(ranges), ["1-1 B Some(\"1 à\"): 2 Architecte", "1-1 C Some(\"au-delà\"): 2 Architecte"]);
    let lumps = "Désignation | Forfait année 1 HT | Forfait année 2 HT | Total HT\nPilotage | | | =SUM(B2:C2)";
    let found = table(sheet("DPGF", 1, lumps));
    let units: Vec<&str> = found.lines().map(|row| row.unit.as_str()).collect();
    assert_eq!((found.columns.prices.len(), units), (2, vec!["an"]));
    for code in ["Code profil", "Réf. prestation", "N° de profil", "Id prestation"] {
        assert_eq!(
            letters(&format!("{code} | Profil | TJM HT\nSSI | Agent de sécurité |")),
            "- A B - - C - -",
            "{code}"
        );
    }
    let rates = "Prestation | Prix HT\nPilotage |\n\nCas | Taux (%)\nLe samedi |\nDe nuit |";
    assert_eq!(of(rates), ["1-1 B None: 2 Pilotage", "4-4 B None: 5 Le samedi, 6 De nuit"]);
}

/// What the buyer's amounts multiply by the price is the quantity, whatever its heading; of a least and a most, that one.
#[test]
fn a_quantity_is_known_by_the_formula_of_the_amount() {
    for heading in ["Besoin estimatif", "Hypothèse de commande", "Charge (j/h)"] {
        let of = |formula: &str| {
            let text = format!(
                "N° | Désignation | Unité | {heading} | PU HT | Montant HT\n1 | Architecte | jour | 12 | | {formula}"
            );
            letters(&table(sheet("DQE", 1, &text)))
        };
        assert_eq!(of("=D2*E2"), "- A B C D E - F", "{heading}");
        assert_eq!(of("=E2*4"), "- A B C - E - F", "{heading}");
    }
    let bounds = "N° | Désignation | Unité | Qté mini | Qté maxi | PU HT | Montant HT\n1 | Architecte | jour | 0 | 12 | | =E2*F2";
    let found = table(sheet("DQE", 1, bounds));
    assert_eq!((found.columns.quantity().map(|column| column.at), found.columns.open_quantity()), (Some(5), None));
}

/// A second table asks by hours and days in headings that say nothing else.
#[test]
fn hours_and_days_beside_each_other_are_prices() {
    let text = "
N° | Prestation | Unité | Prix unitaire HT
1 | Pilotage | mois |
Article | Profil | | Heure | 1/2 journée | Journée
2 | Architecte | | | |
";
    assert_eq!(tables(sheet("BPU", 1, text)), ["1-1 D None: 2 Pilotage", "3-3 F None: 4 Architecte"]);
}

#[test]
fn headers_repeated_at_page_breaks() {
    let view = sheet(
        "DQE",
        5,
        "
Code | Désignation | Unité | QUANTITE | P.U. HT | Montant HT
1.9 | Neuf | u | 1 | | =D6*E6
1.1 | Dix | U | 2 | | =D7*E7
 | À reporter | | | | =F6+F7
CODE | DESIGNATION | UNITE | Quantitié | P.U. HT | MONTANT HT
1.11 | Onze | ens | 1 | | =D10*E10
1.11 | Onze encore | Ens | 1 | | =D11*E11
",
    );
    let table = table(view);
    assert_eq!(letters(&table), "- A B C D E - F");
    // 1.1 after 1.9 and before 1.11 is 1.10: a number loses its last zero.
    assert_eq!(kinds(&table), ["6 Line 1.9", "7 Line 1.10", "8 Subtotal", "9 Header", "10 Line 1.11", "11 Line 1.11"]);
    assert!(table.rows[1].code.as_ref().is_some_and(|c| c.mended));
}

#[test]
fn two_lots_in_one_sheet() {
    let view = sheet(
        "DQE",
        1,
        "
Lot 1 : Identité
N° | Désignation | Unité | Qté | PU HT | Montant HT
1 | Recette | jour | 4 | | =D3*E3
 | Total HT lot 1 | | | | =F3
Lot 2 : Annuaire
N° | Désignation | Unité | Qté | PU HT | Montant HT
1 | Recette | jour | 5 | | =D7*E7
 | Total HT lot 2 | | | | =F7
 | Total général HT | | | | =F4+F8
",
    );
    let table = table(view);
    assert_eq!(kinds(&table), ["3 Line 1", "4 Net", "5 Lot", "6 Header", "7 Line 1", "8 Net", "9 Net"]);
    let number = |at: usize| table.rows[at].lot.as_ref().and_then(|l| l.number);
    assert_eq!((number(0), number(4)), (None, Some(2)));
}

/// A section of several lots, or of another than the one above, ends that lot: which lot its rows are of is open.
#[test]
fn a_section_of_several_lots_is_of_none_of_them() {
    let lots = |title: &str| {
        let text = format!(
            "
N° | Désignation | Unité | Prix unitaire HT
 | Lot 1 : Identité
1 | Pilotage | mois |
 | Lot 4 : PFC Cloud
1 | Pilotage | mois |
 | {title}
1 | Ingénieur sécurité | jour |
 | Lot 2 : Annuaire
1 | Pilotage | mois |
"
        );
        let table = table(sheet("BPU", 1, &text));
        table.lines().map(|row| row.lot.as_ref().and_then(|lot| lot.number)).collect::<Vec<_>>()
    };
    for title in [
        "PROFILS (lot 1 et lot 4)",
        "PROFILS COMMUNS AUX DEUX LOTS",
        "Prestations communes à tous les lots",
        "Profils des lots 1, 2 et 4",
        "Profils du lot 1",
    ] {
        assert_eq!(lots(title), [Some(1), Some(4), None, Some(2)], "{title}");
    }
    for title in ["Profils", "Profils du lot 4", "Coordination inter-lots"] {
        assert_eq!(lots(title), [Some(1), Some(4), Some(4), Some(2)], "{title}");
    }
}

#[test]
fn a_column_of_lots() {
    let view = sheet(
        "BPU",
        1,
        "
Lot | N° de prix | Désignation | Unité | Prix unitaire HT | Prix unitaire TTC
 | | Lot 1 : Identité et Accès
'1 | '1.1 | Prise de connaissance | forfait | 70985.83 | =ROUND(E3*1.2,2)
2 | '1.1 | Prise de connaissance | forfait | | =ROUND(E4*1.2,2)
",
    );
    let table = table(view);
    assert_eq!(letters(&table), "A B C D - E F -");
    assert_eq!(kinds(&table), ["2 Lot", "3 Line 1.1", "4 Line 1.1"]);
    let lots: Vec<_> = table.rows.iter().map(|r| r.lot.as_ref().and_then(|l| l.number)).collect();
    assert_eq!(lots, [Some(1), Some(1), Some(2)]);
    assert_eq!(table.rows[1].price, Price::Number(Decimal::from_str_exact("70985.83").unwrap()));
}

#[test]
fn a_recap_is_no_place_for_prices() {
    let view = sheet(
        "Récapitulatif",
        1,
        "
Lot | Total HT | TVA | Total TTC
Lot 1 Identité et Accès | ='Lot 1'!K46 | ='Lot 1'!K47 | ='Lot 1'!K48
Lot 2 Annuaire | ='Lot 2'!K46 | ='Lot 2'!K47 | ='Lot 2'!K48
TOTAL | =SUM(B2:B3) | =SUM(C2:C3) | =SUM(D2:D3)
",
    );
    let found = form(&[view]);
    assert!(!found.sheets[0].is_priced() && found.sheets[0].tables[0].is_recap());
    assert_eq!(kinds(&found.sheets[0].tables[0]), ["2 Lot", "3 Lot", "4 Net"]);
}

#[test]
fn a_breakdown_of_lump_sums_is_priced_in_its_amounts() {
    let view = sheet(
        "DPGF",
        9,
        "
Poste | Désignation des prestations | Montant HT
1 | Phase d'initialisation
1.1 | Cadrage
1.2 | Reprise
 | TOTAL HT | =SUM(C11:C12)
",
    );
    let table = table(view);
    assert!(table.columns.lump_sums);
    assert_eq!(letters(&table), "- A B - - C - C");
    assert_eq!(kinds(&table), ["10 Section 1", "11 Line 1.1", "12 Line 1.2", "13 Net"]);
}

#[test]
fn words_in_place_of_amounts() {
    let view = sheet(
        "DQE",
        1,
        "
Code | Désignation | U | Quantité | Prix unitaire | Prix total
1 | Fournie par l'acheteur | PM | | |
2 | Pour mémoire | u | 1 | | pm
3 | Variante : écran tactile | u | 1 | | (0,00€)
4 | Écran | u | 1 | 12.5 | =D5*E5
5 | Formule | u | 1 | =E5*2 | =D6*E6
6 | À compléter | u | 1 | à compléter | =D7*E7
",
    );
    let table = table(view);
    assert_eq!(kinds(&table), ["2 Memo 1", "3 Memo 2", "4 Variant 3", "5 Line 4", "6 Line 5", "7 Line 6"]);
    let prices: Vec<_> = table.rows[3..].iter().map(|r| r.price.clone()).collect();
    let (number, formula) = (Price::Number(Decimal::new(125, 1)), Price::Formula("E5*2".into()));
    assert_eq!(prices, [number, formula, Price::Text("à compléter".into())]);
}

#[test]
fn sections_may_carry_their_sums() {
    let view = sheet(
        "DQE",
        1,
        "
N° | Désignation | Unité | Qté | PU HT | Montant HT
1 | Études | | | | =SUM(F3:F4)
1.1 | Cadrage | j | 3 | | =D3*E3
1.2 | Prix par poste, à l'unité | | | | =E4*D4
Total | | | | | =F2
",
    );
    assert_eq!(kinds(&table(view)), ["2 Section 1", "3 Line 1.1", "4 Line 1.2", "5 Net"]);
}

#[test]
fn what_is_no_form_gives_none() {
    let list = sheet("Listes", 1, "jour\nmois\nUO");
    let text = sheet("Lisez-moi", 1, "Price Proposal Template\nUnit of Issue:\nEnter unit of issue for the task");
    let table = sheet("Contacts", 1, "Nom | Rôle | Téléphone\nMme A | Chef de projet | 0102030405");
    assert!(form(&[list, text, table, View::default()]).sheets.is_empty());
}

#[test]
fn columns_of_a_price_proposal_in_english() {
    let view = sheet(
        "Service Pricing",
        1,
        "
SIN(s) Proposed | Service Proposed (e.g. Labor Category or Job Title/Task) | Minimum Years of Experience | Commercial Price List (CPL) OR Market Prices | Unit of Issue (e.g. Hour, Task, Sq Ft) | Commercial MFC Price | Price Offered to GSA (Excluding IFF) | Price Offered to GSA (including IFF)
811-004 | Project Manager | 5 | 100 | Hour | =D2 | =F2*(1-0.02) | =G2/0.9925
811-004 | Foreman | 3 | 77 | Hour | =D3 | =F3*(1-0.02) | =G3/0.9925
",
    );
    let table = table(view);
    assert_eq!(letters(&table), "- A B E - D H -");
    assert_eq!(kinds(&table), ["2 Line 811-004", "3 Line 811-004"]);
}

#[test]
fn a_total_that_sums_up_quantities_is_no_line() {
    let view = sheet(
        "Lot 1",
        1,
        "
 N° | Désignation | Unité | Quantité | PU HT | Montant HT
 1.1 | Reprise | forfait | 1 | | =D2*E2
 1.2 | Pilotage | mois | 48 | | =D3*E3
 | Total HT | | =SUM(D2:D3) | | =SUM(F2:F3)
",
    );
    assert_eq!(kinds(&table(view)), ["2 Line 1.1", "3 Line 1.2", "4 Net"]);
}

/// A code, a quantity or a unit makes no line of a sum; of a lump sum they do.
#[test]
fn a_sum_is_no_line_whatever_is_beside_it() {
    let body = "
Code | Désignation | Unité | Quantité | PU HT | Montant HT
E1 | Architecte | jour | 10 | | =D2*E2
E2 | Développeur | jour | 20 | | =D3*E3
E | TOTAL EXPERTISES | jour | 30 | | =F2+F3
F1 | Prix global et forfaitaire de la reprise | forfait | 1 | | =D5*E5
";
    let table = table(sheet("DQE", 1, body));
    assert_eq!(kinds(&table)[..3], ["2 Line E1", "3 Line E2", "4 Subtotal E"]);
    assert_eq!(kinds(&table)[3], "5 Line F1");
}
