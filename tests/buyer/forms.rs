//! Whole forms with their answers, in `tests/wordings/forms.txt`: the header row and the price columns are found, each line that has
//! an answer gets it, and what a person has to decide is never sure nor likely.

use std::collections::BTreeSet;
use std::fs;

use typed_index_collections::TiSlice;

use chiffrage::buyer::form::{Per, TheirUnit, View, form, letters};
use chiffrage::buyer::matching::{Found, OurLot, RowMatch, matching, ours, priced_by};
use chiffrage::model::bid::LotId;

use crate::support;
use crate::support::grid::{merged, sheet};

/// A form, and what is to be found in it.
#[derive(Default)]
struct Case {
    sheet: String,
    note: String,
    merged: Vec<String>,
    /// Its rows, each with its mark.
    rows: Vec<(String, String)>,
}

fn cases() -> Vec<Case> {
    let text = fs::read_to_string(support::root().join("tests/wordings/forms.txt")).unwrap();
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if let Some(head) = line.strip_prefix("= ") {
            let (sheet, note) = head.split_once(" | ").unwrap();
            cases.push(Case { sheet: sheet.into(), note: note.into(), ..Case::default() });
            continue;
        }
        let case = cases.last_mut().unwrap();
        match line.strip_prefix("+ merged ") {
            Some(range) => case.merged.push(range.trim().to_owned()),
            None => {
                let (mark, row) = line.split_once('|').unwrap();
                case.rows.push((mark.trim().to_owned(), row.to_owned()));
            }
        }
    }
    cases
}

/// What was counted over all forms.
#[derive(Default)]
struct Counts {
    answers: usize,
    right: usize,
    open: usize,
    told: String,
}

impl Case {
    fn view(&self) -> View {
        let rows: Vec<&str> = self.rows.iter().map(|(_, row)| row.as_str()).collect();
        let ranges: Vec<&str> = self.merged.iter().map(String::as_str).collect();
        merged(sheet(&self.sheet, 1, &rows.join("\n")), &ranges)
    }

    fn count(&self, ours: &TiSlice<LotId, OurLot>, counts: &mut Counts) {
        let form = form(&[self.view()]);
        let found = matching(&form, ours);
        let mut wrong = |words: String| counts.told += &format!("{} | {}: {words}\n", self.sheet, self.note);
        let matches: Vec<&RowMatch> = found.sheets.iter().flat_map(|sheet| &sheet.rows).collect();
        for (row, (mark, _)) in (1u32..).zip(&self.rows) {
            let mut words = mark.split(' ').peekable();
            if words.next_if_eq(&"H").is_some() {
                let asked: BTreeSet<String> = words.next().unwrap().chars().map(String::from).collect();
                let tables = form.sheets.iter().flat_map(|sheet| &sheet.tables).filter(|table| table.header.1 == row);
                let columns = tables.flat_map(|table| {
                    table.columns.prices.iter().map(|(_, column)| column).chain(table.columns.asked()).map(|c| c.at)
                });
                let columns: BTreeSet<String> = columns.map(letters).collect();
                if columns != asked {
                    wrong(format!("row {row} asks in {columns:?}"));
                }
            }
            let answers: Vec<&str> = words.filter(|word| *word != ".").collect();
            let of_row = |of: &&&RowMatch| of.row(&form.sheets[0]).row == row;
            let mut of_row: Vec<&&RowMatch> = matches.iter().filter(of_row).collect();
            of_row.sort_by_key(|of| form.sheets[0].tables[of.table].columns.asked().map(|column| column.at));
            // What is set aside waits for no price.
            of_row.retain(|of| of.found != Found::Aside || !answers.is_empty());
            // Where every one of several prices of a row is to be decided, one answer says so.
            let all_open = answers == ["?"] && of_row.len() > 1;
            if of_row.len() != answers.len() && !all_open {
                wrong(format!("row {row}: {} lines", of_row.len()));
                continue;
            }
            for (at, of) in of_row.into_iter().enumerate() {
                let answer = answers[at.min(answers.len() - 1)];
                let kept = of.kept().zip(of.lot);
                let kept = kept.map(|(m, lot)| format!("{}/{}", ours[lot].id, ours[lot].lines[m.line].code.text));
                let wanted = (answer != "?").then(|| match answer.contains('/') {
                    true => answer.to_owned(),
                    false => format!("ror/{answer}"),
                });
                counts.answers += usize::from(wanted.is_some());
                counts.open += usize::from(wanted.is_none());
                counts.right += usize::from(kept == wanted);
                if kept != wanted {
                    wrong(format!("row {row}: {kept:?} for {answer}"));
                }
            }
        }
    }
}

#[test]
fn forms_are_answered_as_their_makers_meant_them() {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    let mut counts = Counts::default();
    let cases = cases();
    assert!(cases.len() >= 85, "{}", cases.len());
    cases.iter().for_each(|case| case.count(&ours, &mut counts));
    println!("{} answers, {} to decide, {} right", counts.answers, counts.open, counts.right);
    assert!(counts.told.is_empty(), "{}", counts.told);
}

/// Is a line of ours sure or likely for a label under a heading, a title above the table and a section, on a form of ROR? With the unit
/// that the row is priced by.
fn kept(ours: &TiSlice<LotId, OurLot>, label: &str, heading: &str, title: &str, section: &str) -> Option<TheirUnit> {
    let mut rows = format!("Lot 3 ROR | | \n{title} | | \n | | \nRéf. | Désignation | {heading}");
    if !section.is_empty() {
        rows += &format!("\n{section} | | ");
    }
    rows += &format!("\nR1 | {label} | \nR2 | Formation bureautique | ");
    let row = if section.is_empty() { 5 } else { 6 };
    let ranges: &[&str] = if section.is_empty() { &[] } else { &["A5:C5"] };
    let form = form(&[merged(sheet("Prix", 1, &rows), ranges)]);
    let found = matching(&form, ours);
    let found = found.sheets.iter().flat_map(|sheet| &sheet.rows).find(|of| of.row(&form.sheets[0]).row == row)?;
    found.kept().map(|_| priced_by(found.row(&form.sheets[0])))
}

const MONTHLY: &str = "Pilotage du lot, gouvernance et coordination inter-lots";

/// What a heading, a title or a section says beyond plain words is of the line's own time, or asked.
#[test]
fn a_price_of_another_time_is_asked() {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    assert!(kept(&ours, MONTHLY, "Prix HT", "", "").is_some());
    for heading in [
        "Prix HT/an",
        "Prix HT / an",
        "Prix € HT/an",
        "Prix HT (€/an)",
        "Prix HT (an)",
        "Prix HT 1 an",
        "Prix HT pour un an",
        "Prix HT de l’année",
        "Prix HT 12 mois",
        "Prix HT (12 mois)",
        "Prix HT pour 12 mois",
        "Prix HT 18 mois",
        "Prix HT 48 mois",
        "Prix HT (4 ans)",
        "Prix HT 3 mois",
        "Prix HT 1 trimestre",
        "Prix HT pour toute la durée de l’accord-cadre",
        "Prix HT par campagne",
        "Prix HT par application",
        "Prix HT par site",
        "Prix du ticket HT",
    ] {
        assert_eq!(kept(&ours, MONTHLY, heading, "", ""), None, "{heading}");
    }
    let day = "Ingénieur DevOps";
    for heading in [
        "Prix HT 1 mois",
        "Prix HT 3 mois",
        "Prix HT 24 h",
        "Prix HT par sprint",
        "Prix HT du sprint de 3 semaines",
        "Prix HT d’une intervention de 2 h",
        "Prix HT d’une intervention",
        "Prix du ticket HT",
        "Prix HT par déplacement",
    ] {
        assert_eq!(kept(&ours, day, heading, "", ""), None, "{heading}");
    }
    for words in
        ["Prix annuels HT", "Tarifs trimestriels", "Prix annuel", "Redevances annuelles", "Montants pour 12 mois"]
    {
        assert_eq!(kept(&ours, MONTHLY, "Prix HT", words, ""), None, "title {words}");
    }
    for words in ["Prestations annuelles", "Prestations trimestrielles", "Prix annuels HT", "Prix pour 48 mois"] {
        assert_eq!(kept(&ours, MONTHLY, "Prix HT", "", words), None, "section {words}");
    }
}

#[test]
fn a_price_of_a_part_of_a_day_is_known() {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    let day = "Ingénieur DevOps";
    for words in
        ["Tarifs horaires", "Tarif horaire des profils (€ HT)", "BORDEREAU DES TARIFS HORAIRES", "Prix à l’heure"]
    {
        assert_eq!(kept(&ours, day, "Prix HT", words, ""), Some(TheirUnit::Per(Per::Hour)), "title {words}");
        assert_eq!(kept(&ours, day, "Prix HT", "", words), Some(TheirUnit::Per(Per::Hour)), "section {words}");
    }
    let half = Some(TheirUnit::Per(Per::HalfDay));
    assert_eq!(kept(&ours, day, "Prix HT", "Tarifs à la demi-journée", ""), half);
    for heading in [
        "Prix HT 1 heure",
        "Prix HT d’1 heure",
        "Prix HT (h)",
        "Prix HT (€/h)",
        "Prix HT 1 jour",
        "Prix HT d’1 journée",
    ] {
        assert!(kept(&ours, day, heading, "", "").is_some(), "{heading}");
    }
}
