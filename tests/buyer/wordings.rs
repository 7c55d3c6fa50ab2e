//! How well the wordings of French price forms are matched to the shipped bid: forms labelled by hand, in
//! `tests/wordings`. Those of `tuned.txt` were looked at while the matching was written, those of `held_out.txt` were
//! only measured.

use std::fmt::Write as _;
use std::fs;

use typed_index_collections::TiSlice;

use chiffrage::buyer::form::form;
use chiffrage::buyer::matching::{Found, OurLot, Sureness, matching, ours};
use chiffrage::model::bid::LotId;

use crate::support;
use crate::support::grid::sheet;

/// A form: the lot it is for, its sheet's name, and its rows with what each is.
struct Labelled {
    lot: String,
    sheet: String,
    note: String,
    rows: Vec<(String, String)>,
}

/// What was counted over some forms.
#[derive(Default)]
struct Counts {
    rows: usize,
    /// Rows that have an answer, those of them given it, and those given it surely.
    answers: usize,
    answered: usize,
    sure: usize,
    /// Sure or likely, and another line or none.
    wrong_sure: usize,
    wrong_likely: usize,
    likely: usize,
    /// Rows for a person to decide, and those of them that name the lines to decide among.
    open: usize,
    named: usize,
    told: String,
}

fn read(file: &str) -> Vec<Labelled> {
    let text = fs::read_to_string(support::root().join("tests/wordings").join(file)).unwrap();
    let mut forms: Vec<Labelled> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(head) = line.strip_prefix("= ") {
            let [lot, sheet, note] = head.split(" | ").collect::<Vec<_>>()[..] else { panic!("{line}") };
            forms.push(Labelled { lot: lot.into(), sheet: sheet.into(), note: note.into(), rows: Vec::new() });
        } else {
            let (label, row) = line.split_once('|').unwrap();
            forms.last_mut().unwrap().rows.push((label.trim().to_owned(), row.to_owned()));
        }
    }
    forms
}

impl Labelled {
    /// The form as a sheet: years where its rows have four quantities.
    fn cells(&self) -> String {
        let years = self.rows.iter().any(|(_, row)| row.split('|').count() > 4);
        let columns = if years { "Année 1 | Année 2 | Année 3 | Année 4" } else { "Quantité" };
        let mut cells = format!("N° de prix | Désignation | Unité | {columns} | Prix unitaire HT");
        for (_, row) in &self.rows {
            let row: Vec<&str> = row.split('|').map(str::trim).collect();
            // Codes are words, whatever they look like.
            let _ = write!(cells, "\n'{} | {}", row[0], row[1..].join(" | "));
        }
        cells
    }

    fn count(&self, ours: &TiSlice<LotId, OurLot>, counts: &mut Counts) {
        let form = form(&[sheet(&self.sheet, 1, &self.cells())]);
        let matching = matching(&form, ours);
        let [of] = &matching.sheets[..] else { panic!("one sheet: {}", self.note) };
        for (n, (label, row)) in self.rows.iter().enumerate() {
            if label == "§" {
                continue;
            }
            let number = u32::try_from(n + 2).unwrap();
            let found = of.rows.iter().find(|r| r.row(&form.sheets[0]).row == number);
            let found = found.unwrap_or_else(|| panic!("{}: no line for {row}", self.note));
            if let Some(lot) = found.lot {
                assert_eq!(ours[lot].id, self.lot, "{}", self.note);
            }
            let lines = &ours[found.lot.expect("a lot")].lines;
            let (sureness, code, named) = match &found.found {
                Found::Line(m) => {
                    let all = std::iter::once(m.line).chain(m.rivals.iter().copied());
                    let all: Vec<&str> = all.map(|line| lines[line].code.text.as_str()).collect();
                    (Some(m.sureness), all[0].to_owned(), all.join(" "))
                }
                Found::Taken { line, .. } => (None, String::new(), lines[*line].code.text.clone()),
                _ => (None, String::new(), String::new()),
            };
            let given = sureness.filter(|s| *s > Sureness::Doubtful);
            let mut wanted: Vec<&str> = label.split(' ').collect();
            let decides = wanted[0] == "?";
            let answer = (!decides && label != "-").then_some(label.as_str());
            counts.rows += 1;
            counts.likely += usize::from(given == Some(Sureness::Likely));
            if let Some(answer) = answer {
                counts.answers += 1;
                counts.answered += usize::from(given.is_some() && code == answer);
                counts.sure += usize::from(given == Some(Sureness::Sure) && code == answer);
            }
            let wrong = given.is_some() && answer != Some(code.as_str());
            counts.wrong_sure += usize::from(wrong && given == Some(Sureness::Sure));
            counts.wrong_likely += usize::from(wrong && given == Some(Sureness::Likely));
            let mut all: Vec<&str> = named.split_whitespace().collect();
            all.sort_unstable();
            wanted.remove(0);
            if decides {
                counts.open += 1;
                counts.named += usize::from(given.is_none() && all == wanted);
            }
            let right = match answer {
                Some(answer) => given.is_some() && code == answer,
                None if decides => given.is_none() && all == wanted,
                None => given.is_none(),
            };
            if !right {
                let _ = writeln!(
                    counts.told,
                    "{}{label:<12} {sureness:?} {named} < {row}\n        § {:?} {:?}",
                    if wrong { "WRONG " } else { "" },
                    found.row(&form.sheets[0]).section,
                    found.found
                );
            }
        }
    }
}

impl Counts {
    fn line(&self) -> String {
        format!(
            "{} rows: {} of {} answered, {} of them surely; wrong: {} sure, {} of {} likely; {} of {} to decide name what among",
            self.rows,
            self.answered,
            self.answers,
            self.sure,
            self.wrong_sure,
            self.wrong_likely,
            self.likely,
            self.named,
            self.open
        )
    }
}

fn counts(file: &str) -> Counts {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    let mut counts = Counts::default();
    read(file).iter().for_each(|form| form.count(&ours, &mut counts));
    counts
}

/// No sure line is wrong, 95 % of the likely ones are right, and the shares held are those reached so far.
fn held(counts: &Counts, answered: usize, named: usize) {
    println!("{}", counts.line());
    assert_eq!(counts.wrong_sure, 0, "{}", counts.told);
    assert!(counts.wrong_likely * 20 <= counts.likely, "{}\n{}", counts.line(), counts.told);
    assert!(counts.answered >= answered && counts.named >= named, "{}\n{}", counts.line(), counts.told);
}

#[test]
fn forms_that_were_looked_at() {
    let counts = counts("tuned.txt");
    assert_eq!((counts.rows, counts.answers, counts.open), (541, 415, 48));
    held(&counts, 409, 46);
}

/// What is not answered here is not shown: to read it would be to tune by it.
#[test]
fn forms_that_were_only_measured() {
    let counts = Counts { told: String::new(), ..counts("held_out.txt") };
    assert_eq!((counts.rows, counts.answers, counts.open), (104, 70, 20));
    held(&counts, 65, 17);
}
