//! What `map` found, for people: each sheet of the form, its lines with the match and how sure it is, what is left open.

use std::fmt::Write as _;

use itertools::Itertools as _;
use rust_decimal::Decimal;

use typed_index_collections::TiSlice;

use super::form::{Column, Columns, Form, Period, RowKind, SheetForm, Table, letters};
use super::matching::{Found, Matching, OurLot, RowMatch, SheetMatches, Sureness, remarks, waits, why};
use crate::model::bid::{LineId, LotId};
use crate::sheet::{Cell, Column as Drawn, Row, Sheet, Style};
use crate::unit::{Lang, money, shortened};

/// The most characters of a buyer's label in a table.
const LABEL: usize = 72;

/// So many rows that wait for no price are named.
const PASSED: usize = 20;

/// Everything that `map` reports.
pub struct MatchReport<'a> {
    /// The form.
    pub form: &'a Form,
    /// What was matched.
    pub matching: &'a Matching,
    /// Our lots.
    pub ours: &'a TiSlice<LotId, OurLot>,
    /// For whom.
    pub lang: Lang,
}

impl MatchReport<'_> {
    /// One sheet for each priced sheet of the form, then what is left open.
    #[must_use]
    pub fn sheets(&self) -> Vec<Sheet> {
        let mut sheets: Vec<Sheet> = self.matching.sheets.iter().map(|found| self.lines(found)).collect();
        sheets.push(self.open());
        sheets
    }

    fn pick<'a>(&self, fr: &'a str, en: &'a str) -> &'a str {
        self.lang.pick(fr, en)
    }

    fn lines(&self, found: &SheetMatches) -> Sheet {
        let sheet = &self.form.sheets[found.sheet];
        let colon = self.lang.colon();
        let mut title = vec![format!("{}{colon}{}", self.pick("Feuille", "Sheet"), sheet.name)];
        title.extend(found.lots.iter().map(|(lot, by)| {
            let lot = &self.ours[*lot];
            format!("{} {} {}, {}", "Lot", lot.number, lot.label, by.name(self.lang))
        }));
        let tables = sheet.tables.iter().enumerate().filter(|(_, table)| !table.is_recap());
        title.extend(tables.map(|(at, table)| {
            let from = found.rows.partition_point(|row| row.table < at);
            let rows: Vec<&RowMatch> = found.rows[from..].iter().take_while(|row| row.table == at).collect();
            let remarks = remarks(table, sheet, &rows, self.ours).into_iter().map(|remark| remark.name(self.lang));
            std::iter::once(self.columns(table)).chain(remarks).join(" ; ")
        }));
        title.push(self.count(sheet, found));
        Sheet {
            name: sheet.name.clone(),
            title,
            columns: vec![
                Drawn::number("row", self.pick("Ligne", "Row"), 6),
                Drawn::text("code", "Code", 8),
                Drawn::text("label", self.pick("Chez l’acheteur", "The buyer’s"), 40),
                Drawn::text("ours", self.pick("Chez nous", "Ours"), 40),
                Drawn::text("sureness", self.pick("Sûreté", "How sure"), 10),
                Drawn::text("why", self.pick("Pourquoi", "Why"), 40),
            ],
            rows: found.rows.iter().map(|row| self.line(sheet, row, found.lots.len() > 1)).collect(),
            notes: self.passed(sheet).into_iter().collect(),
            ..Sheet::default()
        }
    }

    fn columns(&self, table: &Table) -> String {
        let mut words = vec![match table.header {
            (first, last) if first == last => format!("{} {first}", self.pick("En-tête ligne", "Header at row")),
            (first, last) => {
                format!("{} {first} {} {last}", self.pick("En-tête lignes", "Header at rows"), self.pick("à", "to"))
            }
        }];
        words.extend(table.apart.clone());
        words.extend(named(&table.columns, self.lang).into_iter().map(|(name, column)| {
            let mut words = format!("{name} {}", letters(column.at));
            if !column.rivals.is_empty() {
                let rivals: Vec<String> = column.rivals.iter().map(|c| letters(*c)).collect();
                let _ = write!(words, " ({} {} ?)", self.pick("ou", "or"), rivals.join(", "));
            }
            words
        }));
        if let Some(of) = table.columns.multiple {
            words.push(format!("{} {}", self.pick("en", "in"), of.money.id()));
        }
        if let Some(of) = &table.columns.scale {
            words.push(format!("{} × {} ?", self.pick("quantités", "quantities"), of.times));
        }
        let others = table
            .columns
            .others
            .iter()
            .map(|column| format!("{} «\u{a0}{}\u{a0}»", letters(column.at), column.heading));
        let others: Vec<String> = others.collect();
        if !others.is_empty() {
            let name = self.pick("attend aussi, non rempli", "also asked for, not filled");
            words.push(format!("{name}{}{}", self.lang.colon(), others.join(", ")));
        }
        words.join(", ")
    }

    fn count(&self, sheet: &SheetForm, found: &SheetMatches) -> String {
        let count = |takes: &dyn Fn(&&RowMatch) -> bool| found.rows.iter().filter(takes).count();
        let of = |s: Sureness| count(&|r: &&RowMatch| r.line().is_some_and(|m| m.sureness == s));
        let open = count(&|r| r.line().is_none() && r.found != Found::Aside);
        let computed = count(&|r| !waits(r.row(sheet)));
        let is_factor = |r: &RowMatch| r.row(sheet).kind == RowKind::Coefficient;
        let (sure, likely) = (of(Sureness::Sure), of(Sureness::Likely));
        let parts = [
            (sure, if sure == 1 { self.pick("sûre", "sure") } else { self.pick("sûres", "sure") }),
            (likely, if likely == 1 { self.pick("probable", "likely") } else { self.pick("probables", "likely") }),
            (of(Sureness::Doubtful), self.pick("à décider", "to decide")),
            (open, self.pick("sans ligne chez nous", "without one of our lines")),
            (count(&|r| is_factor(r)), self.pick("coefficients à décider", "coefficients to decide")),
            (count(&|r| r.found == Found::Aside && !is_factor(r)), self.pick("sans prix attendu", "with no price due")),
            (computed, self.pick("au prix calculé par une formule", "priced by a formula")),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect();
        let all = match found.rows.len() {
            1 => self.pick("ligne", "line"),
            _ => self.pick("lignes", "lines"),
        };
        format!("{} {all}{}{}", found.rows.len(), self.lang.colon(), parts.join(", "))
    }

    /// The rows among the lines of a sheet that are taken for none, with what each is taken for.
    fn passed(&self, sheet: &SheetForm) -> Option<String> {
        let of_table = |table: &Table| {
            let last = table.lines().last().map_or(0, |row| row.row);
            let among: Vec<_> =
                table.rows.iter().take_while(|row| row.row < last || row.kind.is_line()).cloned().collect();
            let heads = |at: usize| among.get(at + 1).is_some_and(|below| below.kind != RowKind::Section);
            let rows = among.iter().enumerate().filter_map(|(at, row)| {
                let kind = match row.kind {
                    RowKind::Section if !heads(at) => self.pick("titre sans ligne", "a title without lines"),
                    RowKind::Note if !row.label.is_empty() => self.pick("note", "a note"),
                    _ => return None,
                };
                Some(format!("{} «\u{a0}{}\u{a0}» ({kind})", row.row, shortened(&row.label, 40)))
            });
            rows.collect::<Vec<_>>()
        };
        let all: Vec<String> = sheet.tables.iter().filter(|table| !table.is_recap()).flat_map(of_table).collect();
        let name = self.pick("Lignes lues comme n’attendant aucun prix", "Rows read as waiting for no price");
        (!all.is_empty()).then(|| format!("{name}{}{}", self.lang.colon(), all.iter().take(PASSED).join(", ")))
    }

    fn line(&self, sheet: &SheetForm, found: &RowMatch, several_lots: bool) -> Row {
        let row = found.row(sheet);
        let lot = found.lot.map(|lot| &self.ours[lot]);
        let (ours, sureness, mut words) = match (found.line(), lot) {
            (Some(of), Some(lot)) => {
                let line = &lot.lines[of.line];
                let ours = format!("{} {}", lot.code(of.line, several_lots), line.label);
                (ours, of.sureness.name(self.lang), vec![why::why(of, row, lot, self.lang)])
            }
            _ => (String::new(), self.pick("ouvert", "open"), vec![why::open(&found.found, row, lot, self.lang)]),
        };
        words.extend(why::price(&row.price, self.lang));
        let sureness = if found.found == Found::Aside { "" } else { sureness };
        Row::body(vec![
            Cell::Number(row.row.into(), 0),
            row.code.as_ref().map_or("", |c| &c.text).into(),
            shortened(row.label.lines().next().unwrap_or_default(), LABEL).into(),
            ours.into(),
            sureness.into(),
            words.join(", ").into(),
        ])
    }

    /// Our lines that no row takes for sure, with what their loss would be, and what to do.
    fn open(&self) -> Sheet {
        let mut rows = Vec::new();
        let mut lost = Decimal::ZERO;
        let placed = self.matching.placed(self.form, self.ours);
        let lots = self.ours.iter_enumerated().filter(|(at, _)| self.has(*at));
        for (at, lot) in lots {
            for (j, line) in lot.lines.iter_enumerated().filter(|(j, _)| !placed[at][*j]) {
                lost = lost.saturating_add(line.amount);
                rows.push(Row::body(vec![
                    lot.number.to_string().into(),
                    format!("{} {}", line.code.text, line.label).into(),
                    Cell::Money(line.amount),
                    self.state(at, j).into(),
                ]));
            }
        }
        let name = self.pick("À faire", "To do").to_owned();
        if rows.is_empty() {
            return Sheet { name, title: self.to_do(lost), ..Sheet::default() };
        }
        rows.push(Row::of(Style::Total, vec!["".into(), "Total".into(), Cell::Money(lost), Cell::Empty]));
        Sheet {
            name,
            title: vec![
                self.pick(
                    "Nos lignes sans place sûre ni probable chez l’acheteur",
                    "Our lines without a sure or likely place",
                )
                .into(),
            ],
            columns: vec![
                Drawn::text("lot", "Lot", 5),
                Drawn::text("ours", self.pick("Notre ligne", "Our line"), 50),
                Drawn::number("amount", self.pick("Montant HT", "Net amount"), 16),
                Drawn::text("state", self.pick("Ce qu’il en est", "What of it"), 30),
            ],
            rows,
            notes: self.to_do(lost),
            ..Sheet::default()
        }
    }

    /// Has the file rows for this one of our lots?
    pub(super) fn has(&self, lot: LotId) -> bool {
        self.matching.sheets.iter().any(|s| s.lots.iter().any(|(l, _)| *l == lot))
    }

    fn state(&self, lot: LotId, line: LineId) -> String {
        let sheets = self.matching.sheets.iter();
        let all = sheets.flat_map(|s| s.rows.iter().map(move |r| (r, r.row(&self.form.sheets[s.sheet]))));
        let mut of = all.filter(|(r, _)| r.lot == Some(lot) && r.line().is_some_and(|m| m.line == line));
        match of.next() {
            Some((_, row)) if waits(row) => format!("{} {}", self.pick("à décider, ligne", "to decide, row"), row.row),
            Some(_) => self.pick("prix calculé par une formule", "price by a formula").to_owned(),
            None => self.pick("aucune ligne", "no row").to_owned(),
        }
    }

    fn to_do(&self, lost: Decimal) -> Vec<String> {
        let mut notes = Vec::new();
        let rows = || {
            let sheets = self.matching.sheets.iter();
            sheets.flat_map(|s| s.rows.iter().filter(|r| waits(r.row(&self.form.sheets[s.sheet]))))
        };
        let of = |s: Sureness| rows().filter(|r| r.line().is_some_and(|m| m.sureness == s)).count();
        let (likely, doubtful) = (of(Sureness::Likely), of(Sureness::Doubtful));
        let open = rows().filter(|r| r.line().is_none() && r.found != Found::Aside).count();
        let lang = self.lang;
        let missing: Vec<String> =
            self.ours.iter_enumerated().filter(|(at, _)| !self.has(*at)).map(|(_, lot)| lot.id.clone()).collect();
        let all = likely + doubtful + open;
        if all > 0 {
            notes.push(match lang {
                Lang::Fr => format!(
                    "{all} lignes de l’acheteur attendent un prix : {likely} probables à confirmer, {doubtful} à décider, {open} sans ligne chez nous. Un prix vide rend l’offre irrégulière."
                ),
                Lang::En => format!(
                    "{all} lines of the buyer’s wait for a price: {likely} likely to confirm, {doubtful} to decide, {open} without one of our lines. An empty price makes an offer irregular."
                ),
            });
            notes.push(self.pick(
                "Dans la carte qu’écrit -o, elles portent « ? » : écrivez à la place le code de notre ligne, ou « - » là où aucun prix de nous ne va.",
                "In the map that -o writes they are marked \"?\": write the code of our line in its place, or \"-\" where none of our prices goes.",
            ).to_owned());
        }
        if !lost.is_zero() {
            notes.push(match lang {
                Lang::Fr => format!(
                    "{} HT de nos prix n’ont pas de place sûre ni probable dans ce fichier : `chiffrage map --layout DOSSIER` présente notre DQE comme l’acheteur, pour que leur coût soit réparti sur ses lignes.",
                    money(lost, lang)
                ),
                Lang::En => format!(
                    "{} net of our prices have no sure or likely place in this file: `chiffrage map --layout DIR` lays our DQE out as the buyer does, so that their cost is shared over the buyer’s lines.",
                    money(lost, lang)
                ),
            });
        }
        if !missing.is_empty() {
            notes.push(format!(
                "{}{}{}",
                self.pick(
                    "Lots de l’offre sans feuille dans ce fichier",
                    "Lots of the bid without a sheet in this file"
                ),
                lang.colon(),
                missing.join(", ")
            ));
        }
        if notes.is_empty() {
            notes.push(self.pick("Tout a trouvé sa place.", "Everything has found its place.").to_owned());
        }
        notes
    }
}

/// The columns of a table with their names, in the order a reader looks for them.
#[must_use]
pub fn named(columns: &Columns, lang: Lang) -> Vec<(String, &Column)> {
    let name = |fr: &str, en: &str| lang.pick(fr, en).to_owned();
    let mut all: Vec<(String, &Column)> = Vec::new();
    for (label, column) in [
        (name("lot", "lot"), &columns.lot),
        (name("code", "code"), &columns.code),
        (name("désignation", "label"), &columns.label),
        (name("unité", "unit"), &columns.unit),
        (name("prix unitaire HT", "net unit price"), &columns.unit_price),
        (name("prix unitaire TTC", "gross unit price"), &columns.gross_unit_price),
    ] {
        all.extend(column.as_ref().map(|c| (label, c)));
    }
    let by_time = |what: &str, at: &Period| match at {
        Period::Year(n) => format!("{what} {} {n}", lang.pick("année", "year")),
        Period::Calendar(n) => format!("{what} {n}"),
        Period::EachYear => format!("{what} {}", lang.pick("de chaque année", "of each year")),
        Period::EachPart => format!("{what} {}", lang.pick("de chaque période", "of each period")),
        Period::Total => what.to_owned(),
    };
    all.extend(columns.quantities.iter().map(|(at, c)| (by_time(lang.pick("quantité", "quantity"), at), c)));
    all.extend(columns.amounts.iter().map(|(at, c)| (by_time(lang.pick("montant HT", "net amount"), at), c)));
    all.extend(columns.vat.as_ref().map(|c| (name("TVA", "VAT"), c)));
    all.extend(columns.gross_amount.as_ref().map(|c| (name("montant TTC", "gross amount"), c)));
    all
}
