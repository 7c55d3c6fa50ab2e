//! Writes the map that `fill` reads, for a person to correct: each row with what it is, how sure, and why.

use std::collections::HashMap;
use std::fmt::Write as _;

use itertools::Itertools as _;

use super::form::{Column, Measure, Period, RowKind, SheetForm, Table, Term, letters};
use super::matching::{Found, RowMatch, Sureness, remarks, waits, why};
use super::report::MatchReport;
use crate::model::bid::LotId;
use crate::model::quoted;
use crate::model::raw::Money;
use crate::unit::{Lang, fold};

impl MatchReport<'_> {
    /// The text of the map of the workbook `file`, for a contract of a term.
    #[must_use]
    pub fn to_map(&self, file: &str, term: Term) -> String {
        let mut out = String::new();
        for line in self.preamble(file) {
            comment(&mut out, &line);
        }
        let mut names = Taken::new();
        for found in &self.matching.sheets {
            let sheet = &self.form.sheets[found.sheet];
            for (at, table) in sheet.tables.iter().enumerate().filter(|(_, t)| !t.is_recap()) {
                let rows: Vec<&RowMatch> = found.rows.iter().filter(|r| r.table == at).collect();
                if !rows.is_empty() {
                    let name = name(&sheet.name, &mut names);
                    self.table(&mut out, &name, sheet, table, &rows, term);
                    self.rows(&mut out, &name, sheet, &rows);
                    self.coefficients(&mut out, &name, sheet, &rows);
                }
            }
        }
        self.unplaced(&mut out);
        out
    }

    fn preamble(&self, file: &str) -> [String; 5] {
        match self.lang {
            Lang::Fr => [
                format!("Carte de {file}, proposée par `chiffrage map`, lue par `chiffrage fill`."),
                "Au-dessus, la ligne de l’acheteur ; puis le code de la nôtre, là où elle est sûre.".into(),
                "\"?\" : à décider, écrivez à sa place le code de notre ligne ; la plus probable est à côté.".into(),
                "\"-\" : aucun prix de nous n’y va.".into(),
                "\"3.1!\" : voulu ainsi, bien que la ligne de l’acheteur ressemble à une autre des nôtres.".into(),
            ],
            Lang::En => [
                format!("Map of {file}, proposed by `chiffrage map`, read by `chiffrage fill`."),
                "Above, the buyer's line; then our code, where it is sure.".into(),
                "\"?\": to decide, write the code of our line in its place; the likeliest is beside it.".into(),
                "\"-\": none of our prices goes there.".into(),
                "\"3.1!\": meant so, though the buyer's line reads like another of our lines.".into(),
            ],
        }
    }

    fn table(&self, out: &mut String, name: &str, sheet: &SheetForm, table: &Table, rows: &[&RowMatch], term: Term) {
        let _ = writeln!(out, "\n[tables.{name}]\nsheet = {}", quoted(&sheet.name));
        if let Some(lot) = one_lot(rows) {
            let _ = writeln!(out, "lot = {}", quoted(&self.ours[lot].id));
        }
        let _ = write!(out, "header = {}", table.header.1);
        match &table.apart {
            Some(apart) => comment_after(out, apart),
            None => out.push('\n'),
        }
        let columns = &table.columns;
        if let Some(period) = table.apart.as_ref().filter(|_| table.is_period) {
            let ask = match self.lang {
                Lang::Fr => format!(
                    "prix de « {period} » : \"-\" pour les prix tels quels ; sinon l’année du contrat où elle commence (3, par exemple), comme laquelle ils sont révisés"
                ),
                Lang::En => format!(
                    "prices of “{period}”: \"-\" for those as bid; else the contract year in which it starts (3, say), as in which they are revised"
                ),
            };
            let _ = write!(out, "year = \"?\"");
            comment_after(out, &ask);
        }
        if let Some(of) = columns.multiple {
            let money = if of.by_heading { of.money } else { Money::Open };
            let ask = match self.lang {
                _ if of.by_heading => columns.asked().map_or_else(String::new, |column| column.heading.clone()),
                Lang::Fr => format!(
                    "le titre dit {} : les prix unitaires aussi ? \"{}\" ou \"€\"",
                    of.money.id(),
                    of.money.id()
                ),
                Lang::En => {
                    format!("the title says {}: unit prices too? \"{}\" or \"€\"", of.money.id(), of.money.id())
                }
            };
            let _ = write!(out, "money = {}", quoted(money.id()));
            comment_after(out, &ask);
        }
        if let Some(of) = &columns.scale {
            let (words, times) = (&of.words, of.times);
            let ask = match self.lang {
                Lang::Fr => format!(
                    "« {words} » : {times} si chaque quantité compte {times} unités payées une à une ; 1 si notre ligne est vendue ainsi"
                ),
                Lang::En => format!(
                    "“{words}”: {times} where each quantity counts {times} units paid one by one; 1 where our line is sold so"
                ),
            };
            let _ = write!(out, "quantity_scale = \"?\"");
            comment_after(out, &ask);
        }
        if columns.prices.iter().chain(&columns.gross_prices).any(|(of, _)| is_of_year(*of)) {
            let ask = self.lang.pick(
                "\"flat\" : le même prix chaque année ; \"revision\" : révisé comme le contrat le dit",
                "\"flat\": one price in all years; \"revision\": revised as the contract says",
            );
            let _ = write!(out, "yearly = \"?\"");
            comment_after(out, ask);
        }
        let _ = writeln!(out, "\n[tables.{name}.columns]");
        let mut put = |key: &str, column: Option<&Column>| named(out, key, column);
        put("code", columns.code.as_ref());
        put("label", columns.label.as_ref());
        put("unit", columns.unit.as_ref());
        let remarks: Vec<String> =
            remarks(table, sheet, rows, self.ours).into_iter().map(|remark| remark.name(self.lang)).collect();
        self.prices(out, table, term, &remarks);
        let mut put = |key: &str, column: Option<&Column>| named(out, key, column);
        put("coefficient", columns.coefficient.as_ref());
        let gross = columns.gross_unit_price.as_ref().filter(|_| columns.gross_prices.is_empty());
        match gross.filter(|_| columns.unit_price.is_none() && !remarks.is_empty()) {
            Some(column) => {
                let _ = write!(out, "gross_unit_price = \"?\"");
                comment_after(out, &self.to_confirm(table, column, &remarks));
            }
            None => named(out, "gross_unit_price", gross),
        }
        let mut put = |key: &str, column: Option<&Column>| named(out, key, column);
        put("quantity", columns.quantity());
        // A lump sum is priced in its amount.
        put("amount", columns.amount().filter(|_| !columns.lump_sums));
        if let Some(column) = columns.open_quantity() {
            let _ = write!(out, "quantity = \"?\"");
            comment_after(out, &self.candidates(table, column));
        }
        let by_year = columns.quantities.iter().filter_map(|(at, column)| match at {
            Period::Year(n) if *n as usize <= term.years => Some(format!("{n} = \"{}\"", letters(column.at))),
            _ => None,
        });
        let by_year: Vec<String> = by_year.collect();
        if columns.quantities.iter().any(|(period, _)| period.calendar().is_some()) {
            self.open_years(out, "quantities", table, term);
        } else if !by_year.is_empty() {
            let _ = writeln!(out, "quantities = {{ {} }}", by_year.join(", "));
        }
    }

    /// A key by contract year, where the columns are of calendar years that are none.
    fn open_years(&self, out: &mut String, key: &str, table: &Table, term: Term) {
        let years: Vec<String> = (1..=term.years).map(|year| format!("{year} = \"?\"")).collect();
        let _ = write!(out, "{key} = {{ {} }}", years.join(", "));
        let (columns, start) = (table.columns.in_calendar_years(table.header.1).join(", "), term.start.name(self.lang));
        let ask = match self.lang {
            Lang::Fr => format!("colonne de chaque année du contrat, qui débute en {start} : {columns}"),
            Lang::En => format!("column of each year of the contract, which starts in {start}: {columns}"),
        };
        comment_after(out, &ask);
    }

    /// The columns that one could be, by the cells of their headings.
    fn candidates(&self, table: &Table, column: &Column) -> String {
        let all = std::iter::once(&column.at).chain(&column.rivals);
        let cells: Vec<String> = all.map(|at| format!("{}{}", letters(*at), table.header.1)).collect();
        format!("{} {}", self.lang.pick("colonne à choisir :", "column to choose:"), cells.join(", "))
    }

    /// The columns that one could be, and what is said around it that a person has to confirm first.
    fn to_confirm(&self, table: &Table, column: &Column, remarks: &[String]) -> String {
        std::iter::once(self.candidates(table, column)).chain(remarks.iter().cloned()).join(" ; ")
    }

    /// The columns of prices: one, or several by what they pay for or by year. One that several could be is to be decided, and so
    /// is each where `remarks` say something else of its prices.
    fn prices(&self, out: &mut String, table: &Table, term: Term, remarks: &[String]) {
        let columns = &table.columns;
        let candidates = |column: &Column| self.to_confirm(table, column, remarks);
        let is_open = |column: &Column| !column.rivals.is_empty() || !remarks.is_empty();
        let letter = |column: &Column| if is_open(column) { "?".to_owned() } else { letters(column.at) };
        if let Some(column) = columns.unit_price.as_ref().filter(|_| columns.prices.is_empty()) {
            let _ = write!(out, "unit_price = \"{}\"", letter(column));
            let words = if is_open(column) { candidates(column) } else { column.heading.clone() };
            comment_after(out, &words);
        }
        if !columns.candidates.is_empty() {
            let _ = write!(out, "unit_price = \"?\"");
            let choose = self.lang.pick("colonne à choisir :", "column to choose:");
            comment_after(out, &format!("{choose} {}", columns.candidates_below(table.header.1)));
        }
        let in_contract = |of: &Measure| !matches!(of, Measure::InYear(year) if *year as usize > term.years);
        for (key, all, by_year) in [
            ("unit_prices", &columns.prices, false),
            ("yearly_prices", &columns.prices, true),
            ("gross_unit_prices", &columns.gross_prices, false),
            ("gross_yearly_prices", &columns.gross_prices, true),
        ] {
            let all = all.iter().filter(|(of, _)| in_contract(of));
            let of: Vec<_> = all.filter(|(of, _)| is_of_year(*of) == by_year).collect();
            if of.is_empty() {
                continue;
            }
            if of.iter().any(|(of, _)| of.calendar().is_some()) {
                self.open_years(out, key, table, term);
                continue;
            }
            let pairs: Vec<String> =
                of.iter().map(|(of, column)| format!("{} = \"{}\"", of.key(), letter(column))).collect();
            let open: Vec<String> =
                of.iter().filter(|(_, column)| is_open(column)).map(|(_, column)| candidates(column)).collect();
            let _ = write!(out, "{key} = {{ {} }}", pairs.join(", "));
            if open.is_empty() { out.push('\n') } else { comment_after(out, &open.join(" ; ")) }
        }
    }

    /// The rows that ask for a coefficient: a figure of the bidder's, to be decided.
    fn coefficients(&self, out: &mut String, name: &str, sheet: &SheetForm, rows: &[&RowMatch]) {
        let is_factor = |found: &&&RowMatch| found.row(sheet).kind == RowKind::Coefficient;
        let mut rows = rows.iter().filter(is_factor).peekable();
        if rows.peek().is_none() {
            return;
        }
        let _ = writeln!(out, "\n[tables.{name}.coefficients]");
        for found in rows {
            let row = found.row(sheet);
            comment(out, &row.label);
            let _ = write!(out, "{} = {}", row.row, if waits(row) { "\"?\"" } else { "\"-\"" });
            let words = std::iter::once(why::open(&found.found, row, None, self.lang));
            let words: Vec<String> = words.chain(why::price(&row.price, self.lang)).collect();
            comment_after(out, &words.join(", "));
        }
    }

    fn rows(&self, out: &mut String, name: &str, sheet: &SheetForm, rows: &[&RowMatch]) {
        let one_lot = one_lot(rows).is_some();
        let priced = || rows.iter().filter(|found| found.row(sheet).kind != RowKind::Coefficient);
        if priced().next().is_some() {
            let _ = writeln!(out, "\n[tables.{name}.rows]");
        }
        for found in priced() {
            let row = found.row(sheet);
            let code = row.code.as_ref().map(|c| format!("{} ", c.text)).unwrap_or_default();
            let unit = row.counted_by(self.lang);
            let unit = if unit.is_empty() { unit } else { format!(" ({unit})") };
            comment(out, &format!("{code}{}{unit}", row.label));
            let lot = found.lot.map(|lot| &self.ours[lot]);
            let (value, mut words) = match (&found.found, lot) {
                (Found::Line(of), Some(lot)) => {
                    let line = &lot.lines[of.line];
                    let code = lot.code(of.line, !one_lot);
                    let words = [format!("{code} {}", line.label), why::why(of, row, lot, self.lang)];
                    let decided = of.sureness == Sureness::Sure && waits(row);
                    let value = if decided { code } else { if waits(row) { "?" } else { "-" }.to_owned() };
                    let sureness = of.sureness.name(self.lang);
                    (value, vec![format!("{sureness}{}{}", self.lang.colon(), words.join(", "))])
                }
                (Found::Aside, _) => ("-".to_owned(), vec![why::open(&found.found, row, lot, self.lang)]),
                _ => {
                    (if waits(row) { "?" } else { "-" }.to_owned(), vec![why::open(&found.found, row, lot, self.lang)])
                }
            };
            words.extend(why::price(&row.price, self.lang));
            let _ = write!(out, "{} = {}", row.row, quoted(&value));
            comment_after(out, &words.join(", "));
        }
    }

    /// Our lines without a sure place, to look for a row for them.
    fn unplaced(&self, out: &mut String) {
        let placed = self.matching.placed(self.form, self.ours);
        let mut lines = Vec::new();
        for (at, lot) in self.ours.iter_enumerated().filter(|(at, _)| self.has(*at)) {
            let left = lot.lines.iter().zip(&placed[at]).filter(|(_, placed)| !**placed);
            lines.extend(left.map(|(line, _)| format!("  {}/{} {}", lot.id, line.code.text, line.label)));
        }
        if !lines.is_empty() {
            out.push('\n');
            let title =
                self.lang.pick("Nos lignes sans place sûre ni probable :", "Our lines without a sure or likely place:");
            comment(out, title);
            for line in &lines {
                comment(out, line);
            }
        }
    }
}

/// Is a price one of a year?
fn is_of_year(of: Measure) -> bool {
    matches!(of, Measure::InYear(_) | Measure::InCalendar(_))
}

/// Writes a column and its heading.
fn named(out: &mut String, key: &str, column: Option<&Column>) {
    if let Some(column) = column {
        let _ = write!(out, "{key} = \"{}\"", letters(column.at));
        comment_after(out, &column.heading);
    }
}

/// The lot of all rows, where it is one.
fn one_lot(rows: &[&RowMatch]) -> Option<LotId> {
    let lot = rows.first()?.lot?;
    rows.iter().all(|r| r.lot == Some(lot)).then_some(lot)
}

/// Names that are taken: of each, how many were made after it.
pub(super) type Taken = HashMap<String, usize>;

/// A key that no table has yet, after the sheet's name.
pub(super) fn name(sheet: &str, taken: &mut Taken) -> String {
    let words = fold(sheet);
    let bare: String = words.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let bare = if bare.is_empty() { "sheet".to_owned() } else { bare };
    free(&bare, taken, |n| if n == 1 { bare.clone() } else { format!("{bare}-{n}") })
}

/// The first of the names made after one, from the first on, that is not taken yet.
pub(super) fn free(bare: &str, taken: &mut Taken, nth: impl Fn(usize) -> String) -> String {
    let mut n = taken.get(bare).copied().unwrap_or_default();
    loop {
        n += 1;
        let name = nth(n);
        if !taken.contains_key(&name) {
            taken.insert(name.clone(), 1);
            taken.insert(bare.to_owned(), n);
            return name;
        }
    }
}

pub(super) fn comment(out: &mut String, text: &str) {
    let _ = writeln!(out, "# {}", plain(text));
}

pub(super) fn comment_after(out: &mut String, text: &str) {
    let _ = writeln!(out, "  # {}", plain(text));
}

/// One line, without what TOML takes in no comment.
fn plain(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Taken, name, plain};

    #[test]
    fn names_of_sheets_are_safe_in_toml() {
        let mut names = Taken::new();
        assert_eq!(name("Lot 3 ROR", &mut names), "lot-3-ror");
        assert_eq!(name("LOT 3 (ROR)", &mut names), "lot-3-ror-2");
        assert_eq!(name("表", &mut names), "-");
        assert_eq!(name("!", &mut names), "sheet");
        assert_eq!(plain("a\nb\u{7} "), "a b");
    }

    #[test]
    fn a_sheet_may_have_any_number_of_tables() {
        // Were each name looked for from the first on, this would take hours.
        let mut names = Taken::from([("s-3".to_owned(), 1)]);
        let all: Vec<String> = (0..100_000).map(|_| name("S", &mut names)).collect();
        assert_eq!(all[..3], ["s", "s-2", "s-4"]);
        assert_eq!(all[99_999], "s-100001");
    }
}
