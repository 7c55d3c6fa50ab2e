//! Whole forms with their answers, in `tests/wordings/forms.txt`: the header row and the price columns are found, each line that has
//! an answer gets it, and what a person has to decide is never sure nor likely.

use std::collections::BTreeSet;
use std::fs;

use typed_index_collections::TiSlice;

use chiffrage::buyer::form::{View, form, letters};
use chiffrage::buyer::matching::{Found, OurLot, RowMatch, matching, ours};
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
