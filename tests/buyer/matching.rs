//! Which line of the shipped bid a row of the buyer's is, on small forms written by hand.

use chiffrage::buyer::form::{View, form};
use chiffrage::buyer::matching::{Found, LotBy, matching, ours};

use crate::support;
use crate::support::grid::sheet;

/// The lots found, each by what, and what each row of the form got: `2 Sure ror/3.1`.
fn found(view: View) -> (Vec<(String, LotBy)>, Vec<String>) {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    let form = form(&[view]);
    let matching = matching(&form, &ours);
    let [of] = &matching.sheets[..] else { panic!("one sheet") };
    let rows = of.rows.iter().map(|r| {
        let row = r.row(&form.sheets[0]).row;
        match &r.found {
            Found::Line(m) => {
                let lot = &ours[r.lot.unwrap()];
                format!("{row} {:?} {}/{}", m.sureness, lot.id, lot.lines[m.line].code.text)
            }
            Found::Taken { row: other, .. } => format!("{row} Taken {other}"),
            other => format!("{row} {other:?}"),
        }
    });
    let lots = of.lots.iter().map(|(lot, by)| (ours[*lot].id.clone(), *by));
    (lots.collect(), rows.collect())
}

const HEADER: &str = "Code | Désignation | Unité | Quantité | P.U. HT | Montant HT";

#[test]
fn the_wording_decides_where_codes_do_not() {
    let rows = "
9.1 | Unité d'œuvre d'évolution simple | UO | 480 | | =D2*E2
 | Unité d'œuvre d'évolution moyenne | UO | 400 | | =D3*E3
 | UNITE D'OEUVRE D'EVOLUTION COMPLEXE | U.O. | 300 | | =D4*E4
 | Unité d'œuvre d'évolution complexe | UO | 300 | | =D5*E5
'3.1 | Jury de recrutement | jour | 4 | | =D6*E6
'6.1 | Journée d'ingénieur DevOpps | j | 160 | | =D7*E7
'6.2 | Journée d'administrateur systèmes et réseaux | mois | 120 | | =D8*E8
";
    let (lots, rows) = found(sheet("Lot 3 ROR", 1, &format!("{HEADER}{rows}")));
    assert_eq!(lots, [("ror".to_owned(), LotBy::NumberAndName)]);
    assert_eq!(
        rows,
        [
            "2 Sure ror/3.1",
            "3 Sure ror/3.2",
            // The same twice: one of our lines goes on one row, and nothing says on which.
            "4 Doubtful ror/3.3",
            "5 Doubtful ror/3.3",
            // Our code, and nothing of our line.
            "6 Nothing",
            "7 Sure ror/6.1",
            // Our code and wording, by the month.
            "8 Doubtful ror/6.2",
        ]
    );
}

#[test]
fn no_line_is_surer_than_its_lot() {
    let rows = "
'2.1 | Pilotage du lot, gouvernance et coordination inter-lots | mois | 48 | | =D2*E2
'4.2 | Maintien en condition de sécurité (MCS) des produits hébergés | mois | 48 | | =D3*E3
";
    let form = format!("{HEADER}{rows}");
    let of = |name: &str| found(sheet(name, 1, &form));
    // By number and name, by name, and by the one lot that has such a line.
    let cases = [
        ("Lot 4 PFC Cloud", "pfc", LotBy::NumberAndName, ["2 Sure pfc/2.1", "3 Sure pfc/4.2"]),
        ("PFC Cloud", "pfc", LotBy::Name, ["2 Sure pfc/2.1", "3 Sure pfc/4.2"]),
        ("LOT4", "pfc", LotBy::Number, ["2 Sure pfc/2.1", "3 Sure pfc/4.2"]),
        ("Lot 2 PFC Cloud", "pfc", LotBy::NameNotNumber, ["2 Likely pfc/2.1", "3 Likely pfc/4.2"]),
        ("Feuil1", "pfc", LotBy::Lines, ["2 Likely pfc/2.1", "3 Likely pfc/4.2"]),
        // Our lot 3 has one line of maintenance and security, of another code: a person decides.
        ("Lot 3 Gros œuvre", "ror", LotBy::NumberNotName, ["2 Likely ror/2.1", "3 Doubtful ror/5.1"]),
    ];
    for (name, lot, by, rows) in cases {
        assert_eq!(of(name), (vec![(lot.to_owned(), by)], rows.map(str::to_owned).to_vec()), "{name}");
    }
}

#[test]
fn lines_that_every_lot_has_tell_no_lot() {
    let rows = "\n'2.1 | Pilotage du lot, gouvernance et coordination inter-lots | mois | | | =D2*E2";
    let (lots, rows) = found(sheet("Feuil1", 1, &format!("{HEADER}{rows}")));
    assert!(lots.is_empty());
    assert_eq!(rows, ["2 NoLot"]);
}

/// What a heading or a title says that the prices pay for: our price of a month does not go there by itself. What they are
/// counted in is asked of the table, not of its lines.
#[test]
fn the_unit_of_a_heading_is_that_of_its_rows() {
    let (month, unit) = ("Pilotage du lot, gouvernance et coordination inter-lots", "Unité d’œuvre d’évolution simple");
    let of = |title: &str, heading: &str, label: &str| {
        let text = format!("{title}\nN° | Prestation | {heading}\nA | {label} |\nB | Mobilier de bureau |");
        found(sheet("Lot 3 ROR", 1, &text)).1.swap_remove(0)
    };
    for (title, heading, label, expected) in [
        ("Bordereau", "Prix mensuel HT", month, "3 Sure ror/2.1"),
        ("Bordereau", "Prix unitaire HT", unit, "3 Sure ror/3.1"),
        ("Prix en euros HT", "Prix unitaire", unit, "3 Sure ror/3.1"),
        ("Bordereau", "Prix annuel HT", month, "3 Doubtful ror/2.1"),
        ("Bordereau", "Prix trimestriel HT", month, "3 Doubtful ror/2.1"),
        ("Bordereau", "Montant total HT sur 4 ans", month, "3 Doubtful ror/2.1"),
        ("Bordereau", "Prix unitaire HT (k€)", unit, "3 Sure ror/3.1"),
        ("Montants en k€", "Prix unitaire HT", unit, "3 Sure ror/3.1"),
    ] {
        assert_eq!(of(title, heading, label), expected, "{title}, {heading}");
    }
}

/// A title that says the tax says it of every price below that does not.
#[test]
fn prices_under_a_title_with_tax_have_tax() {
    let of = |title: &str| {
        let form =
            form(&[sheet("Lot 3 ROR", 1, &format!("{title}\nN° | Prestation | Prix unitaire\nA | UO simple |"))]);
        let columns = &form.sheets[0].tables[0].columns;
        (columns.unit_price.is_some(), columns.gross_unit_price.is_some())
    };
    assert_eq!(of("Prix en euros TTC"), (false, true));
    assert_eq!(of("Prix en euros HT et TTC"), (true, false));
}

/// What leaves out a part of our line is not our line; nor is one of two rows that each are a half of it.
#[test]
fn parts_of_a_line_are_for_a_person_to_decide() {
    let (_, rows) = found(sheet(
        "Lot 3 ROR",
        1,
        "Prestation | Unité | Prix HT
Exploitation et support des applications (hors maintenance corrective) | mois |
Maintenance corrective des applications | mois |
Pilotage du lot | mois |
Gouvernance et coordination inter-lots | mois |
Unité d’œuvre d’évolution simple, hors recette | UO |
Journée d’ingénieur DevOps, hors taxes | jour |",
    ));
    assert_eq!(
        rows,
        [
            "2 Doubtful ror/4.1",
            "3 Doubtful ror/4.1",
            "4 Doubtful ror/2.1",
            "5 Doubtful ror/2.1",
            "6 Doubtful ror/3.1",
            "7 Sure ror/6.1",
        ]
    );
}

/// Steps by numbers out of so many, by stars and by words of seniority are recognised by their siblings.
#[test]
fn steps_are_told_in_many_ways() {
    let of = |steps: [&str; 3]| {
        let rows: Vec<String> =
            (1..).zip(steps).map(|(n, step)| format!("{n} | {step} | UO | 1 | | =D{n}*E{n}")).collect();
        found(sheet("Lot 3 ROR", 1, &format!("{HEADER}\n{}", rows.join("\n")))).1
    };
    let rising = ["2 Likely ror/3.1", "3 Likely ror/3.2", "4 Likely ror/3.3"];
    for steps in [
        ["UO évolution – complexité 1/3", "UO évolution – complexité 2/3", "UO évolution – complexité 3/3"],
        ["Unité d’œuvre d’évolution ★☆☆", "Unité d’œuvre d’évolution ★★☆", "Unité d’œuvre d’évolution ★★★"],
    ] {
        assert_eq!(of(steps), rising, "{steps:?}");
    }
    // Not three of three: nothing says that these are steps.
    let open = of(["UO évolution – niveau 1/4", "UO évolution – niveau 2/4", "UO évolution – niveau 3/4"]);
    assert!(open.iter().all(|row| row.contains("Doubtful")), "{open:?}");
    // Our architect is sold at one level: which of the two it is, a person decides.
    let (_, rows) = found(sheet(
        "Lot 3 ROR",
        1,
        &format!(
            "{HEADER}\nC1 | Architecte – expert | jour | 1 | | =D2*E2\nC2 | Architecte – débutant | jour | 1 | | =D3*E3"
        ),
    ));
    assert!(rows.iter().all(|row| row.contains("Doubtful ror/7.1")), "{rows:?}");
}

/// What a section or a label says that its prices pay for is their unit: our price of a month is none of a year, that of a day
/// none of four years; an hour and half a day are parts of our day.
#[test]
fn sections_and_labels_say_what_prices_pay_for() {
    let (_, rows) = found(sheet(
        "Lot 3 ROR",
        1,
        "Réf. | Prestation | Prix unitaire HT
Forfaits mensuels
FM1 | Exploitation, support et maintenance corrective des applications |
Forfaits annuels
FA1 | Maintien en condition opérationnelle et de sécurité (VM, réseau, conteneurs) |
Tarifs horaires
TH1 | Ingénieur DevOps |
Tarifs journaliers
TJ1 | Architecte |
TJ2 | Administrateur de bases de données (prix de la demi-journée) |
TJ3 | UX designer – prix pour 4 ans |
",
    ));
    assert_eq!(
        rows,
        [
            "3 Sure ror/4.1",
            "5 Doubtful ror/5.1",
            "7 Sure ror/6.1",
            "9 Sure ror/7.1",
            "10 Likely ror/7.3",
            "11 Doubtful ror/7.4",
        ]
    );
}

/// How many are bought at once, and by what else than a time, is a part of the unit, wherever the label says it. A day of one
/// person is no hour.
#[test]
fn how_many_are_bought_at_once_is_a_part_of_the_unit() {
    for (label, is_open) in [
        ("UO d’évolution simple", false),
        ("UO d’évolution simple (lot de 20 UO)", true),
        ("UO d’évolution simple – les 5 UO", true),
        ("Ingénieur DevOps (carnet de 15 jours)", true),
        ("Ingénieur DevOps – forfait de 10 jours", true),
        ("Ingénieur DevOps (J/H)", false),
        ("Ingénieur DevOps, J/H", false),
        ("Ingénieur DevOps HNO", true),
        ("Exploitation, support et maintenance corrective des applications (par mois)", false),
        ("Exploitation, support et maintenance corrective des applications (par site et par mois)", true),
        ("Exploitation, support et maintenance corrective des applications (€ HT/application/mois)", true),
        ("Exploitation, support et maintenance corrective des applications (€ HT / mois)", false),
    ] {
        let text = format!("Réf. | Prestation | Prix unitaire HT\nA | {label} |\nB | Mobilier de bureau |");
        let row = found(sheet("Lot 3 ROR", 1, &text)).1.swap_remove(0);
        let settled = row.starts_with("2 Sure") || row.starts_with("2 Likely");
        assert_eq!(!settled, is_open, "{label}: {row}");
    }
}

/// A heading that names a time decides for no row whose own unit is another.
#[test]
fn a_heading_of_another_time_than_the_unit_of_a_row_is_asked() {
    let rows = |heading: &str| {
        let text = format!(
            "Réf. | Prestation | Unité | {heading}
A | Unité d’œuvre d’évolution simple | UO |
B | Unité d’œuvre d’évolution moyenne | UO |
C | Unité d’œuvre d’évolution complexe | UO |
D | Exploitation, support et maintenance corrective des applications | mois |
E | Ingénieur DevOps | jour |"
        );
        let all = found(sheet("Lot 3 ROR", 1, &text)).1;
        let settled = |row: &&String| row.contains("Sure") || row.contains("Likely");
        all.iter().filter(settled).map(|row| row.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(rows("Prix unitaire HT"), ["2", "3", "4", "5", "6"]);
    assert_eq!(rows("Redevance mensuelle HT"), ["5"]);
    assert_eq!(rows("TJM HT"), ["6"]);
    // A price of ten, of other hours, of a week, in francs: none of ours is one by a stated rule.
    for heading in
        ["Prix unitaire HT (pour 10 unités)", "PU HT par lot de 5", "PU HT HNO", "Prix hebdomadaire HT", "PU en CHF"]
    {
        assert_eq!(rows(heading), [""; 0], "{heading}");
    }
}

/// What is done again, or taught, is not the thing itself.
#[test]
fn an_update_or_a_training_is_another_service() {
    for (label, unit, settled) in [
        ("Plan de réversibilité", "forfait", true),
        ("Mise à jour du plan de réversibilité", "forfait", false),
        ("Formation des équipes au transfert de connaissances", "forfait", false),
    ] {
        let text =
            format!("Réf. | Prestation | Unité | Prix unitaire HT\nA | {label} | {unit} |\nB | Mobilier | forfait |");
        let row = found(sheet("Lot 3 ROR", 1, &text)).1.swap_remove(0);
        assert_eq!(row.starts_with("2 Sure"), settled, "{label}: {row}");
    }
}

/// One more of something, another trade and a field of work change what is bought: none is sure.
#[test]
fn words_that_change_what_is_bought_keep_a_match_from_being_sure() {
    for (label, unit, due) in [
        ("MCO et MCS des VM, du réseau et des conteneurs", "mois", "Sure"),
        ("MCO et MCS d’une VM supplémentaire", "mois", "Doubtful"),
        ("MCO et MCS d’un cluster Kubernetes additionnel", "mois", "Doubtful"),
        ("Journée d’ingénieur sécurité", "jour", "Sure"),
        ("Journée d’ingénieur sécurité du travail", "jour", "Doubtful"),
        ("Journée d’architecte", "jour", "Sure"),
        ("Journée supplémentaire d’architecte", "jour", "Likely"),
        ("Journée d’architecte fonctionnel SI santé", "jour", "Likely"),
    ] {
        let text =
            format!("Réf. | Prestation | Unité | Prix unitaire HT\nA | {label} | {unit} |\nB | Mobilier | forfait |");
        let row = found(sheet("Lot 3 ROR", 1, &text)).1.swap_remove(0);
        assert!(row.starts_with(&format!("2 {due}")) || (due == "Doubtful" && row == "2 Nothing"), "{label}: {row}");
    }
}
