//! What is written around prices that says what they pay for: the lines that it reaches are asked, and nothing else.

use std::fs;

use chiffrage::buyer::form::{View, form, form_of};
use chiffrage::buyer::matching::{OurLot, Sureness, matching, ours, remarks};
use chiffrage::model::bid::LotId;
use chiffrage::xlsx::Book;
use rust_xlsxwriter::{DataValidation, DataValidationRule, Format, Note, Workbook};
use typed_index_collections::TiSlice;

use crate::support;
use crate::support::bid::Bid;
use crate::support::grid::sheet;

/// What becomes of each line of a form: `settled`, `asked`, and whether the column of prices is.
fn asked(views: &[View], ours: &TiSlice<LotId, OurLot>) -> String {
    let form = form(views);
    let matching = matching(&form, ours);
    let mut said = String::new();
    for found in &matching.sheets {
        let sheet = &form.sheets[found.sheet];
        for (at, table) in sheet.tables.iter().enumerate() {
            let rows: Vec<_> = found.rows.iter().filter(|row| row.table == at).collect();
            let open = table.columns.multiple.is_some_and(|of| !of.by_heading);
            let open = open || !remarks(table, sheet, &rows, ours).is_empty();
            said.push_str(if open { "?" } else { "" });
            for row in rows {
                let settled = row.line().is_some_and(|of| of.sureness > Sureness::Doubtful);
                said.push(if settled { '=' } else { 'a' });
            }
        }
    }
    said
}

/// A form of two days and a month, with words in the places that are named.
fn grid(name: &str, title: &str, section: &str, heading: &str, beside: (&str, &str), note: &str) -> View {
    let rows = format!(
        "LOT 3 : ROR\n{title}\nN° | Désignation | Unité | {heading} | {}\n{section}\nA1 | Ingénieur DevOps | jour | | {}\n\
         A2 | Architecte | jour |\n\n{note}",
        beside.0, beside.1
    );
    sheet(name, 1, &rows)
}

#[test]
fn what_is_said_around_prices_is_asked() {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    let of = |view: View| asked(&[view], &ours);
    let net = "Prix unitaire HT";
    assert_eq!(of(grid("BPU", "", "", net, ("", ""), "")), "==");
    // The column of prices is asked once, for all lines.
    for title in [
        "Prix exprimés en dollars",
        "Les prix sont exprimés TTC",
        "Les prix sont arrondis à l’euro",
        "Bordereau des prix – interventions hors heures ouvrées",
        "Prix annuels",
        "Tarifs mensuels par intervenant",
    ] {
        assert_eq!(of(grid("BPU", title, "", net, ("", ""), "")), "?==", "{title}");
    }
    for name in ["Prix TTC", "BPU k€", "Heures non ouvrées", "Astreintes", "Profils juniors"] {
        assert_eq!(of(grid(name, "", "", "Prix unitaire", ("", ""), "")), "?==", "{name}");
    }
    for note in ["Les prix sont exprimés TTC", "(*) Prix en k€", "(1) prix pour une semaine", "Nota : prix en USD"] {
        assert_eq!(of(grid("BPU", "", "", "Prix unitaire", ("", ""), note)), "?==", "{note}");
    }
    for section in [
        "Interventions en heures non ouvrées",
        "Expertise (TTC)",
        "Expertise (k€)",
        "Profils seniors",
        "Expertise – par heure",
        "Expertise (équipe de 3 personnes)",
        "Forfaits de 10 jours",
        "Expertise par application",
        "Expertise (hors recette)",
        "Expertise – urgences",
        "Interventions urgentes",
        "Expertise – forfait 5 jours",
        "Prestations à l’acte",
    ] {
        assert_eq!(of(grid("BPU", "", section, "Prix unitaire", ("", ""), "")), "aa", "{section}");
    }
    for (heading, words) in [
        ("Observations", "à l’heure"),
        ("Observations", "TTC"),
        ("Niveau", "Junior"),
        ("Plage", "Heures non ouvrées"),
        ("Expérience", "0 à 2 ans"),
        ("Majoration", "50 %"),
        ("Taux d’occupation", "50 %"),
        ("Effectif", "3"),
        ("Unité de facturation", "heure"),
        ("Nombre d’intervenants", "2"),
        ("Remarques", "prix pour 5 jours"),
    ] {
        assert_eq!(of(grid("BPU", "", "", net, (heading, words), "")), "a=", "{heading} {words}");
    }
    // A heading may go on below.
    for under in ["en dollars", "par heure", "pour 10 j", "(par semaine)"] {
        let text = format!("LOT 3 : ROR\n\nDésignation | Unité | {net}\n | | {under}\nIngénieur DevOps | jour |");
        assert_eq!(of(sheet("BPU", 1, &text)), "a", "{under}");
    }
}

#[test]
fn what_says_nothing_of_prices_is_not_asked() {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    for words in [
        "Bordereau des prix unitaires – accord-cadre",
        "Prix fermes et non révisables la première année",
        "Les prix comprennent tous les frais, y compris de nuit",
        "Les prix sont exprimés en euros hors taxes",
        "Les prix sont arrondis à deux décimales",
        "Les interventions de nuit sont rémunérées par application d’un coefficient",
        "Durée du marché : 48 mois",
        "Tarifs journaliers",
        "Marché plafonné à 40 M€",
    ] {
        for view in [
            grid("BPU", words, "", "Prix unitaire HT", ("", ""), ""),
            grid("BPU", "", "", "Prix unitaire HT", ("", ""), words),
        ] {
            assert_eq!(asked(&[view], &ours), "==", "{words}");
        }
    }
    for section in [
        "Expertise à la demande",
        "Prestations sur site ou à distance",
        "Profils",
        "Heures ouvrées",
        "Expertise – 12 mois",
        "Expertise (hors frais de déplacement)",
    ] {
        let view = grid("BPU", "", section, "Prix unitaire HT", ("", ""), "");
        assert_eq!(asked(&[view], &ours), "==", "{section}");
    }
    for (heading, words) in [
        ("Observations", "sur site"),
        ("Observations", "3 jours minimum"),
        ("Livrable", "un compte rendu par mois"),
        ("Expérience", "3 à 5 ans"),
        ("Lieu", "Paris"),
        ("Réf. CCTP", "art. 4.2"),
    ] {
        let view = grid("BPU", "", "", "Prix unitaire HT", (heading, words), "");
        assert_eq!(asked(&[view], &ours), "==", "{heading} {words}");
    }
}

/// A section of so many months, over prices by the month.
#[test]
fn a_length_over_prices_of_a_month_is_asked() {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    let of = |section: &str| {
        let text = format!(
            "LOT 3 : ROR\n\nDésignation | Unité | Prix unitaire HT\n{section}\n\
             Pilotage du lot, gouvernance et coordination inter-lots | mois |"
        );
        asked(&[sheet("BPU", 1, &text)], &ours)
    };
    for section in ["Run", "Run – période ferme de 12 mois", "Année 1 (12 mois)"] {
        assert_eq!(of(section), "=", "{section}");
    }
    for section in ["Run – 12 mois", "Run (3 mois)", "Pilotage sur 48 mois"] {
        assert_eq!(of(section), "a", "{section}");
    }
}

/// What quantities are counted in, under a heading that says so, and what prices are by.
#[test]
fn quantities_of_another_time_are_asked() {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    let of = |heading: &str| {
        let text = format!(
            "LOT 3 : ROR\n\nDésignation | Unité | {heading} | Prix unitaire HT\nIngénieur DevOps | jour | 10 |\n\
             Architecte | jour | 5 |"
        );
        asked(&[sheet("BPU", 1, &text)], &ours)
    };
    for heading in ["Quantité", "Nb de jours", "Nombre de jours par an", "Qté année 1", "Qté (jours)"] {
        assert_eq!(of(heading), "==", "{heading}");
    }
    for heading in ["Nb semaines", "Nombre de mois", "Quantité (heures)"] {
        assert_eq!(of(heading), "?==", "{heading}");
    }
    assert!(of("Nb équipes").ends_with("aa"));
}

/// What a heading says of a price that is another than the one offered.
#[test]
fn prices_before_discounts_and_of_lists_are_asked() {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    for heading in ["PU HT avant remise", "Prix public HT", "Prix HT en jours", "Prix unitaire HT mini"] {
        assert_eq!(asked(&[grid("BPU", "", "", heading, ("", ""), "")], &ours), "aa", "{heading}");
    }
}

/// A label of another level, time or measure than ours is never sure, whatever its code says.
#[test]
fn labels_of_another_level_time_or_measure_are_not_sure() {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    for (code, label, most) in [
        ("6.1", "Ingénieur DevOps", Some(Sureness::Sure)),
        ("6.1", "Ingénieur DevOps senior", Some(Sureness::Likely)),
        ("6.1", "Ingénieur DevOps junior", Some(Sureness::Doubtful)),
        ("6.1", "Ingénieur DevOps (24h/24)", Some(Sureness::Likely)),
        ("6.1", "Ingénieur DevOps 24/7", Some(Sureness::Likely)),
        ("6.1", "Ingénieur DevOps – 10 journées", Some(Sureness::Doubtful)),
        ("6.1", "Ingénieur DevOps, urgences", Some(Sureness::Doubtful)),
        ("7.3", "Administrateur de bases de données", Some(Sureness::Sure)),
        ("7.3", "Administrateur de données", Some(Sureness::Doubtful)),
    ] {
        let text = format!("LOT 3 : ROR\n\nN° | Désignation | Unité | Prix unitaire HT\n'{code} | {label} | jour |");
        let form = form(&[sheet("BPU", 1, &text)]);
        let found = matching(&form, &ours);
        let sureness = found.sheets[0].rows[0].line().map(|of| of.sureness);
        assert!(sureness <= most, "{label}: {sureness:?}");
        assert!(most < Some(Sureness::Sure) || sureness == most, "{label}: {sureness:?}");
    }
}

/// A comment and a format of a price are read as words beside it, and a form that is asked is filled once its map answers.
#[test]
fn comments_and_formats_of_prices_are_read() {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    let made = |format: &str, on_price: &str, on_heading: &str| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("BPU").unwrap();
        let rows =
            ["LOT 3 : ROR||", "||", "Désignation|Unité|Prix unitaire HT", "Ingénieur DevOps|jour|", "Architecte|jour|"];
        for (row, text) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(text.split('|')).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
        sheet.write_blank(3, 2, &Format::new().set_num_format(format)).unwrap();
        for (row, words) in [(3, on_price), (2, on_heading)].into_iter().filter(|(_, words)| !words.is_empty()) {
            sheet.insert_note(row, 2, &Note::new(words)).unwrap();
        }
        workbook.save_to_buffer().unwrap()
    };
    let said = |file: Vec<u8>| {
        let book = Book::open(file).unwrap();
        let form = form_of(&book).unwrap();
        let matching = matching(&form, &ours);
        let rows: Vec<_> = matching.sheets[0].rows.iter().collect();
        let sheet = &form.sheets[0];
        let open = !remarks(&sheet.tables[0], sheet, &rows, &ours).is_empty();
        let settled = rows.iter().map(|row| row.line().is_some_and(|of| of.sureness > Sureness::Doubtful));
        (open, settled.collect::<Vec<_>>())
    };
    assert_eq!(said(made("#,##0.00 \"€\"", "À compléter", "Prix par jour")), (false, vec![true, true]));
    for format in ["#,##0.00 \"k€\"", "#,##0.00 \"€ TTC\"", "#,##0.00 \"€/h\"", "\"$\"#,##0.00"] {
        assert_eq!(said(made(format, "", "")), (false, vec![false, true]), "{format}");
    }
    for words in ["Prix pour deux jours", "Prix TTC", "Indiquer le prix de la demi-journée"] {
        assert_eq!(said(made("0.00", words, "")), (false, vec![false, true]), "{words}");
        assert_eq!(said(made("0.00", "", words)), (true, vec![true, true]), "{words}");
    }
    // The map asks which column it is, and fills once that is said.
    let bid = Bid::new();
    bid.write("buyer.xlsx", made("0.00", "", "Prix pour deux jours"));
    assert_eq!(bid.run(&["map", "buyer.xlsx", "-o", "map.toml"]).code, 0);
    let map = bid.read("map.toml");
    assert!(
        map.contains(
            "unit_price = \"?\"  # colonne à choisir : C3 ; le commentaire de C3 dit « Prix pour deux jours »"
        ),
        "{map}"
    );
    let fill = ["fill", "buyer.xlsx", "--map", "map.toml", "-o", "out.xlsx"];
    assert_eq!(bid.run(&fill).code, 1);
    bid.write("map.toml", map.replace("unit_price = \"?\"", "unit_price = \"C\""));
    let run = bid.run(&fill);
    assert_eq!(run.code, 0, "{}", run.err);
    fs::metadata(bid.path("out.xlsx")).unwrap();
}

/// A price that the data validation of its cell keeps out is not written, unless the map says that it is meant.
#[test]
fn a_validation_that_keeps_a_price_out_is_told() {
    let made = |rule: DataValidation| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("Lot 3 ROR").unwrap();
        sheet.write_row(0, 0, ["N°", "Désignation", "Unité", "Prix unitaire HT"]).unwrap();
        sheet.write_row(1, 0, ["7.1", "Journée d’architecte", "jour"]).unwrap();
        sheet.add_data_validation(1, 3, 9, 3, &rule).unwrap();
        workbook.save_to_buffer().unwrap()
    };
    let (low, high) = (DataValidationRule::Between(0, 600), DataValidationRule::Between(0, 900));
    let decimals = DataValidationRule::Between(0.0, 900.0);
    let bid = Bid::new();
    // Our price is 869.20.
    for (rule, takes) in [
        (DataValidation::new().allow_whole_number(low), Some("whole numbers from 0 to 600")),
        (DataValidation::new().allow_whole_number(high), Some("whole numbers from 0 to 900")),
        (DataValidation::new().allow_decimal_number(decimals), None),
        (
            DataValidation::new().allow_decimal_number(DataValidationRule::LessThanOrEqualTo(9.0)),
            Some("numbers of 9 or less"),
        ),
    ] {
        bid.write("buyer.xlsx", made(rule));
        assert_eq!(bid.run(&["map", "buyer.xlsx", "-o", "map.toml", "--force"]).code, 0);
        let fill =
            ["--lang", "en", "fill", "buyer.xlsx", "--map", "map.toml", "-o", "out.xlsx", "--force", "--partial"];
        let run = bid.run(&fill);
        let Some(takes) = takes else {
            assert_eq!(run.code, 0, "{}", run.err);
            continue;
        };
        let said = format!(
            "error[E0734]: D2 of `Lot 3 ROR` takes only {takes}, by its data validation, and our price is 869.20"
        );
        assert!(run.code == 1 && run.err.contains(&said), "{}", run.err);
        bid.write("map.toml", bid.read("map.toml").replace("\n2 = \"7.1\"", "\n2 = \"7.1!\""));
        let run = bid.run(&fill);
        assert_eq!(run.code, 0, "{}", run.err);
    }
}

/// A title that says what a form is beside its lot names no other lot.
#[test]
fn a_title_of_a_form_leaves_its_lines_sure() {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    for (title, sureness) in [
        ("Lot 3 ROR", Sureness::Sure),
        ("Lot 3 ROR – Détail quantitatif estimatif", Sureness::Sure),
        ("Lot 3 ROR – offre de base", Sureness::Sure),
        ("Lot 3 – DQE", Sureness::Sure),
        ("Bordereau des prix unitaires – lot n° 3 : ROR", Sureness::Sure),
        ("Lot 3 – Entretien des jardins", Sureness::Likely),
    ] {
        let text = format!("{title}\n\nDésignation | Unité | Prix unitaire HT\nJournée d’architecte | jour |");
        let form = form(&[sheet("Prix", 1, &text)]);
        let found = matching(&form, &ours);
        assert_eq!(found.sheets[0].rows[0].line().map(|of| of.sureness), Some(sureness), "{title}");
    }
}
