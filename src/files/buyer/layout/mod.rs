//! Lays a lot out as the buyer's form does: codes, wordings, units and quantities are the buyer's, the price rules those
//! of our lines that are surely meant. What is to be decided is a `?`, with what is likely beside it, which `check` points
//! at until it is.

mod schedule;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use rust_decimal::Decimal;

use schedule::{counted, priced, taken, twice};

use super::MatchReport;
use super::form::{Code, Period, Price, Row, RowKind, SheetForm, TheirUnit, unit};
use super::matching::{Found, RowMatch, Sureness, priced_by, steps, why};
use super::propose::{Taken, comment, comment_after, free, name};
use crate::model::Bid;
use crate::model::bid::{Line, LineId, Lot, LotId, Quantity, Rule, Unit, Who};
use crate::model::figure::Fig;
use crate::model::quoted;
use crate::unit::{Lang, fold};

/// So many rows below its heading may say which section of ours one is, and its code.
const LOOKED_AT: usize = 1_000;

/// What is to be decided.
const OPEN: &str = "\"?\"";

/// The DQE of a lot as the buyer's form has it.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The lot's id.
    pub lot: String,
    /// The text of its file.
    pub text: String,
    /// How many figures and words are to be decided.
    pub open: usize,
}

impl MatchReport<'_> {
    /// The layout of each lot that the form of the workbook `file` has lines of.
    #[must_use]
    pub fn to_layouts(&self, bid: &Bid, file: &str) -> Vec<Layout> {
        let of_form = |l: &LotId| self.matching.sheets.iter().flat_map(|s| &s.rows).any(|row| row.lot == Some(*l));
        self.ours.keys().filter(of_form).map(|l| Writer::new(self, bid, l).layout(file)).collect()
    }
}

struct Writer<'a> {
    report: &'a MatchReport<'a>,
    bid: &'a Bid,
    index: LotId,
    lot: &'a Lot,
    out: String,
    codes: Taken,
    sections: Taken,
    lines: Taken,
    /// The section and the code above; of a form without sections, the id of ours.
    section: String,
    ours: &'a str,
    /// The words of its heading, folded.
    heading: String,
    above: Option<String>,
    /// The lines of the table that is written, each by its row.
    written: Vec<(u32, String)>,
    /// What the table that is written counts its quantities in, where each may be several units.
    counted_in: Option<&'a str>,
    /// The lines that are a scale, from the least to the most.
    scales: Vec<Vec<String>>,
    open: usize,
}

/// Our line that a row is.
#[derive(Clone, Copy)]
struct Ours<'a> {
    line: &'a Line,
    /// Is it surely meant? What is less is to be decided.
    sure: bool,
}

impl<'a> Writer<'a> {
    fn new(report: &'a MatchReport<'a>, bid: &'a Bid, index: LotId) -> Self {
        Self {
            report,
            bid,
            index,
            lot: &bid.lots[index],
            out: String::new(),
            codes: Taken::new(),
            sections: Taken::new(),
            lines: Taken::new(),
            section: String::new(),
            ours: "",
            heading: String::new(),
            above: None,
            written: Vec::new(),
            counted_in: None,
            scales: Vec::new(),
            open: 0,
        }
    }

    fn layout(mut self, file: &str) -> Layout {
        let lang = self.report.lang;
        let (id, of) = (&self.lot.id, self.lot.label.get(lang));
        let first = match lang {
            Lang::Fr => format!("DQE {of} comme {file} le présente, proposé par `chiffrage map`."),
            Lang::En => format!("DQE of {of} as {file} lays it out, proposed by `chiffrage map`."),
        };
        comment(&mut self.out, &first);
        let rules = lang.pick(
            "Codes, désignations, unités et quantités sont de l’acheteur ; les règles de prix, de nos lignes.",
            "Codes, wordings, units and quantities are the buyer's; the price rules are those of our lines.",
        );
        comment(&mut self.out, rules);
        let open = lang.pick("\"?\" : à décider.", "\"?\": to decide.");
        comment(&mut self.out, open);
        let _ = writeln!(self.out, "source = {}", quoted(file));
        let (priced, mut taken) = (priced(self.report.form), taken(self.report.form));
        let twice = twice(self.report.form, &mut taken);
        for found in &self.report.matching.sheets {
            let sheet = &self.report.form.sheets[found.sheet];
            let matches: HashMap<(usize, usize), &RowMatch> =
                found.rows.iter().map(|row| ((row.table, row.at), row)).collect();
            // Of the periods under one header, the first has all that is bought.
            let again = |at: usize| {
                let table = &sheet.tables[at];
                table.is_period && sheet.tables[..at].iter().any(|of| of.is_period && of.header == table.header)
            };
            for (t, table) in sheet.tables.iter().enumerate().filter(|(at, t)| !t.is_recap() && !again(*at)) {
                // A row that takes its price from another is that one again.
                // One whose price is computed waits for none: beside rows that do, it is none of the lines.
                // So is one that a schedule of prices has in the same words, typed a second time.
                let again = |row: &Row| {
                    let computed = matches!(row.price, Price::Formula(_)) && !priced.is_empty();
                    computed || twice.contains(&(sheet.sheet, t, row.row))
                };
                let of = |at: usize| matches.get(&(t, at)).copied();
                let ours = |at: usize, row: &Row| of(at).filter(|r| r.lot == Some(self.index) && !again(row));
                let found: Vec<Option<&RowMatch>> =
                    table.rows.iter().enumerate().map(|(at, row)| ours(at, row)).collect();
                if found.iter().all(Option::is_none) {
                    continue;
                }
                let counted: Vec<Cow<'_, Row>> =
                    table.rows.iter().map(|row| counted(row, (sheet, table), &taken)).collect();
                let rows: Vec<(&Row, Option<&RowMatch>)> = counted.iter().map(Cow::as_ref).zip(found).collect();
                self.counted_in = table.columns.scale.as_ref().map(|of| of.words.as_str());
                self.table(sheet, table.title.as_deref(), &rows);
            }
        }
        self.scales();
        Layout { lot: id.clone(), text: self.out, open: self.open }
    }

    /// The lines that the buyer's words put into an order.
    fn scales(&mut self) {
        if self.scales.is_empty() {
            return;
        }
        self.out.push_str("\n[scales]\n");
        let mut names = Taken::new();
        for steps in &self.scales {
            let section = steps.first().and_then(|id| id.split_once('.')).map_or("", |(section, _)| section);
            let steps: Vec<String> = steps.iter().map(|id| quoted(id)).collect();
            let _ = writeln!(self.out, "{} = [{}]", name(section, &mut names), steps.join(", "));
        }
    }

    fn table(&mut self, sheet: &SheetForm, title: Option<&str>, rows: &[(&Row, Option<&RowMatch>)]) {
        let title = title.zip(rows.first());
        let title = title.map(|(title, (row, _))| Row { label: title.to_owned(), code: None, ..(*row).clone() });
        let mut heading: Option<&Row> = title.as_ref();
        // A form without sections gets ours: what scenarios change keeps its name.
        let is_bare = heading.is_none() && rows.iter().all(|(row, _)| row.kind != RowKind::Section);
        for (at, (row, found)) in rows.iter().enumerate() {
            // `Expertise (suite)`, at the top of the next sheet, goes on with the section above.
            if row.kind == RowKind::Section {
                heading = Some(*row).filter(|row| self.section.is_empty() || !self.goes_on(&row.label));
            }
            let Some(found) = found else { continue };
            // The first line below a heading of sections, or below none, opens one.
            let ours = self.ours(found).and_then(|ours| self.section_of(ours.line)).filter(|_| is_bare);
            if heading.is_some() || self.section.is_empty() || ours.is_some_and(|(id, _)| id != self.ours) {
                let named = heading.take().map(|row| (row.label.as_str(), row.code.as_ref()));
                let named = named.or(ours.map(|(_, label)| (label, None)));
                self.open_section(named.unwrap_or((&sheet.name, None)), &rows[at..]);
                self.ours = ours.map_or("", |(id, _)| id);
            }
            if row.kind == RowKind::Line {
                self.line(row, found);
            } else {
                self.out.push('\n');
                let aside = why::open(&found.found, row, None, self.report.lang);
                comment(&mut self.out, &format!("{}{}{aside}", row.label, self.report.lang.colon()));
            }
        }
        let written: HashMap<u32, String> = self.written.drain(..).rev().collect();
        let own: Vec<&Row> = rows.iter().map(|(row, _)| *row).filter(|row| written.contains_key(&row.row)).collect();
        let id = |at: usize| written.get(&own[at].row).cloned();
        let scales = steps(&own, self.report.ours).into_iter().map(|of| of.into_iter().filter_map(id).collect());
        self.scales.extend(scales);
    }

    /// Does a heading say that the section above goes on below it?
    fn goes_on(&self, label: &str) -> bool {
        fold(label).strip_suffix(" suite").is_some_and(|of| of.trim_end() == self.heading)
    }

    /// The section of one of our lines: its id and its label.
    fn section_of(&self, line: &'a Line) -> Option<(&'a str, &'a str)> {
        let (id, _) = line.id.split_once('.')?;
        let is_of = |line: LineId| self.lot.lines[line].id.split_once('.').is_some_and(|(of, _)| of == id);
        let section = self.lot.sections.iter().find(|section| section.ids().next().is_some_and(is_of))?;
        Some((id, &section.label))
    }

    fn open_section(&mut self, (label, code): (&str, Option<&Code>), below: &[(&Row, Option<&RowMatch>)]) {
        // Our own section's id where the lines are ours, so that scenarios find what they change.
        let within = || below.iter().take(LOOKED_AT).take_while(|(row, _)| row.kind != RowKind::Section);
        let kept = within().find_map(|(_, found)| self.ours(found.as_ref()?));
        let id = kept.and_then(|ours| ours.line.id.split_once('.')).map(|(section, _)| section.to_owned());
        self.heading = fold(label);
        let wanted = id.filter(|id| !self.sections.contains_key(id)).unwrap_or_else(|| label.to_owned());
        self.section = name(&wanted, &mut self.sections);
        self.lines.clear();
        let code = code.map(|c| c.text.clone()).or_else(|| {
            // `3.1` is in the section `3`.
            let first = within().find_map(|(row, found)| found.and(row.code.as_ref()))?;
            first.text.rsplit_once('.').map(|(section, _)| section.to_owned())
        });
        let code = code.unwrap_or_else(|| self.sections.len().to_string());
        let _ =
            writeln!(self.out, "\n[sections.{}]\ncode  = {}\nlabel = {}", self.section, quoted(&code), quoted(label));
    }

    fn line(&mut self, row: &Row, found: &RowMatch) {
        let ours = self.ours(found);
        let wanted = ours.and_then(|ours| ours.line.id.split_once('.')).map_or(row.label.as_str(), |(_, id)| id);
        let id = name(wanted, &mut self.lines);
        let code = self.code(row);
        self.out.push('\n');
        let lot = &self.report.ours[self.index];
        if let Found::Line(of) = &found.found {
            let (near, lang) = (&lot.lines[of.line], self.report.lang);
            let why = why::why(of, row, lot, lang);
            let sureness = of.sureness.name(lang);
            comment(&mut self.out, &format!("{sureness}{}{} {}, {why}", lang.colon(), near.code.text, near.label));
        } else {
            comment(&mut self.out, &why::open(&found.found, row, Some(lot), self.report.lang));
        }
        self.written.push((row.row, format!("{}.{id}", self.section)));
        let _ = writeln!(self.out, "[sections.{}.lines.{id}]", self.section);
        let _ = writeln!(self.out, "code     = {}\nlabel    = {}", quoted(&code), quoted(&row.label));
        let (unit, unit_sure) = match (unit(&row.unit), ours) {
            (TheirUnit::Ours(unit), _) => (Some(unit), row.stated.is_none()),
            (TheirUnit::Piece | TheirUnit::None, Some(ours)) => (Some(ours.line.unit), ours.sure),
            _ => (None, false),
        };
        self.word("unit", unit.map(Unit::id), unit_sure);
        let counted_by = row.counted_by(self.report.lang);
        if (unit.is_none() || row.stated.is_some()) && !counted_by.is_empty() {
            comment(&mut self.out, &counted_by);
        }
        let sure = ours.is_some_and(|ours| ours.sure);
        self.word("nature", ours.map(|ours| ours.line.nature.id()), sure);
        self.rule(ours, unit == Some(Unit::Day));
        // Hours are no days, and years no months: how many they are is to be decided.
        let theirs = priced_by(row);
        let otherwise =
            theirs.part_of_a_day().is_some() || ours.is_some_and(|ours| theirs.from(ours.line.unit).is_some());
        let quantity = self.quantity(row, ours).filter(|_| !otherwise && self.counted_in.is_none());
        self.figure(
            "quantity",
            quantity.as_ref().map(|(value, _)| value.as_str()),
            quantity.as_ref().is_some_and(|q| q.1),
        );
        if let Some(words) = self.counted_in {
            comment(&mut self.out, words);
        } else if quantity.is_none()
            && !otherwise
            && row.quantities.iter().any(|(period, _)| period.calendar().is_some())
        {
            let lang = self.report.lang;
            let start = self.bid.contract.start.name(lang);
            let calendar = match lang {
                Lang::Fr => format!("l’acheteur compte par année civile, et le contrat débute en {start}"),
                Lang::En => format!("the buyer counts by calendar year, and the contract starts in {start}"),
            };
            comment(&mut self.out, &calendar);
        } else if quantity.is_none()
            && !otherwise
            && row.quantities.iter().any(|(period, _)| matches!(period, Period::Year(_)))
        {
            let blank = self.report.lang.pick(
                "l’acheteur laisse une année vide, et aucun total ne dit qu’elle est nulle",
                "the buyer leaves a year blank, and no total says that it is 0",
            );
            comment(&mut self.out, blank);
        }
    }

    /// Our line, where it is sure or likely.
    fn ours(&self, found: &RowMatch) -> Option<Ours<'a>> {
        let of = found.kept().filter(|_| found.lot == Some(self.index))?;
        let code = &self.report.ours[self.index].lines[of.line].code.text;
        let line = self.lot.lines.iter().find(|line| line.code == *code)?;
        Some(Ours { line, sure: of.sureness == Sureness::Sure })
    }

    /// A code that no line of the lot has yet: the buyer's, or the one above with a word after it.
    fn code(&mut self, row: &Row) -> String {
        let own = row.code.as_ref().map(|c| c.text.clone());
        let base = own.or_else(|| self.above.clone()).unwrap_or_else(|| row.row.to_string());
        let code = free(&base, &mut self.codes, |n| match n {
            1 => base.clone(),
            2 => format!("{base} bis"),
            3 => format!("{base} ter"),
            4 => format!("{base} quater"),
            _ => format!("{base} {n}"),
        });
        self.above = Some(base);
        code
    }

    fn rule(&mut self, ours: Option<Ours<'_>>, by_day: bool) {
        let Some(Ours { line, sure }) = ours else {
            if by_day {
                return self.figure("day", None, false);
            }
            self.figure("weight", None, false);
            let or = self.report.lang.pick("ou given = …, ou day = \"profil\"", "or given = …, or day = \"profile\"");
            return comment(&mut self.out, or);
        };
        match line.rule {
            Rule::Share(fig) => self.assumed("weight", fig, sure),
            Rule::Given(fig) => self.assumed("given", fig, sure),
            Rule::Day(position) => {
                let position = &self.lot.positions[position];
                if let Who::Profile(profile) = position.who {
                    self.word("day", Some(&self.bid.profiles[profile].id), sure);
                }
                let onshore = position.onshore.as_deref().map(|reason| format!("onshore  = {}", quoted(reason)));
                let mix = by_year(&position.mix, |mix| quoted(&self.bid.mixes[*mix].id));
                // Keys that a line may do without: a question would have to be answered.
                for key in onshore.into_iter().chain([format!("mix      = {mix}")]) {
                    if sure {
                        let _ = writeln!(self.out, "{key}");
                    } else {
                        comment(&mut self.out, &key);
                    }
                }
            }
        }
    }

    /// One of our figures in a file whose source is the buyer's.
    fn assumed(&mut self, key: &str, fig: Fig, sure: bool) {
        let value = format!("{{ value = {}, source = \"assumption\" }}", self.bid.figure(fig).value.normalize());
        self.figure(key, Some(&value), sure);
    }

    /// The buyer's quantities by contract year, which are sure; ours where the form has none by year.
    fn quantity(&self, row: &Row, ours: Option<Ours<'_>>) -> Option<(String, bool)> {
        let year = |n: usize| {
            let of = |(at, quantity): &(Period, Decimal)| {
                matches!(at, Period::Year(y) if *y as usize == n).then_some(*quantity)
            };
            row.quantities.iter().find_map(of)
        };
        let theirs: Option<Vec<Decimal>> = (1..=self.bid.years()).map(year).collect();
        let months = |k: usize| Decimal::from(self.bid.months_of(k).len());
        let own = |ours: Ours<'_>| -> (Vec<Decimal>, bool) {
            let of_year = |(k, of): (usize, &Quantity)| match of {
                Quantity::Figure(fig) => self.bid.figure(*fig).value,
                Quantity::Months => months(k),
            };
            (ours.line.quantity.iter().enumerate().map(of_year).collect(), ours.sure)
        };
        // Some years without the others: nobody but the buyer knows what they count.
        let is_partial = theirs.is_none() && row.quantities.iter().any(|(period, _)| period.is_year());
        let theirs = theirs.map(|all| (all, true));
        let (all, sure) = theirs.or_else(|| ours.filter(|_| !is_partial).map(own))?;
        if (0..).zip(&all).all(|(k, quantity)| *quantity == months(k)) {
            return Some(("\"months\"".to_owned(), sure));
        }
        Some((by_year(&all, |quantity| quantity.normalize().to_string()), sure))
    }

    fn word(&mut self, key: &str, word: Option<&str>, sure: bool) {
        let value = word.map(quoted);
        self.figure(key, value.as_deref(), sure);
    }

    /// A key that a line needs. What is not sure is to be decided, what is likely beside it.
    fn figure(&mut self, key: &str, value: Option<&str>, sure: bool) {
        if let Some(value) = value.filter(|_| sure) {
            let _ = writeln!(self.out, "{key:<8} = {value}");
            return;
        }
        self.open += 1;
        let _ = write!(self.out, "{key:<8} = {OPEN}");
        match value {
            Some(likely) => comment_after(&mut self.out, likely),
            None => self.out.push('\n'),
        }
    }
}

/// A value for each contract year, those that last written once.
fn by_year<T: PartialEq>(years: &[T], write: impl Fn(&T) -> String) -> String {
    let starts = (0..years.len()).filter(|k| *k == 0 || years[*k] != years[k - 1]);
    let steps: Vec<String> = starts.map(|k| format!("{} = {}", k + 1, write(&years[k]))).collect();
    match steps.as_slice() {
        [_] => write(&years[0]),
        _ => format!("{{ years = {{ {} }} }}", steps.join(", ")),
    }
}
