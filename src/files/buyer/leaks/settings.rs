//! What the maker of a file set in it: protection, validations, conditions, merged cells, areas that formulas fill,
//! areas to print, the order of its sheets. Programs write these in ways of their own: they are compared by what they are.

use std::collections::{BTreeMap, BTreeSet};

use super::content::written_formula;
use crate::formula::Rect;
use crate::unit::Budget;
use crate::xlsx::{Book, TextFragment, fragments};

/// What is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Protection,
    Validation,
    Condition,
    Merge,
    Array,
    Print,
    Order,
    Dates,
}

impl What {
    /// What it is called, in both languages.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Protection => ("protection", "protection"),
            Self::Validation => ("validation de données", "data validation"),
            Self::Condition => ("mise en forme conditionnelle", "conditional format"),
            Self::Merge => ("cellules fusionnées", "merged cells"),
            Self::Array => ("formule matricielle", "array formula"),
            Self::Print => ("zone ou titres à imprimer", "area or titles to print"),
            Self::Order => ("ordre des feuilles", "order of sheets"),
            Self::Dates => ("origine des dates", "origin of dates"),
        }
    }
}

/// What is set, each in words that do not depend on the program.
pub(super) type Settings = BTreeSet<(What, String)>;

/// The work of a formula of a rule.
const WORK_OF_A_FORMULA: usize = 3_000;
/// The work of each rectangle of an area at each edge of them.
const WORK_OF_AN_AREA: usize = 60;

/// What is set in a workbook, beside its sheets.
pub(super) fn of_book(book: &Book) -> Settings {
    let mut settings = Settings::new();
    let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    settings.insert((What::Order, names.join(" / ")));
    if book.date1904 {
        settings.insert((What::Dates, "1904".to_owned()));
    }
    for name in book.names.iter().filter(|name| name.name.starts_with("_xlnm.Print_")) {
        let sheet = name.sheet.and_then(|place| names.get(place)).copied().unwrap_or_default();
        let areas: BTreeSet<String> = name.text.split(',').map(|text| written_formula(text.trim())).collect();
        settings.insert((What::Print, format!("{sheet} {} {areas:?}", name.name)));
    }
    if let Ok(text) = book.package.text(&book.part) {
        let _ = fragments(&text, book.package.budget(), |fragment| {
            if fragment.element == "workbookProtection"
                && fragment.attribute == Some("lockStructure")
                && is_true(fragment.text)
            {
                settings.insert((What::Protection, "lockStructure".to_owned()));
            }
        });
    }
    settings
}

/// What is set in a sheet's part; one cut short is read as far as it goes.
pub(super) fn of_sheet(xml: &str, budget: &Budget) -> Settings {
    let mut reader = Reader::default();
    let _ = fragments(xml, budget, |fragment| reader.take(fragment, budget));
    reader.finish(budget)
}

/// A rule for the values of an area, or for their look, read so far.
#[derive(Default)]
struct Rule {
    nth: usize,
    attributes: BTreeMap<String, String>,
    formulas: Vec<String>,
    area: String,
}

/// What is set in a sheet, gathered as its part says one thing after the other.
#[derive(Default)]
pub(super) struct Reader {
    settings: Settings,
    protection: BTreeMap<String, String>,
    validation: Option<Rule>,
    /// Rules of an area; those of an extension know it only after them.
    conditions: Vec<Rule>,
    area: String,
    /// The element of the formula read last.
    array: (usize, bool, String),
}

impl Reader {
    /// Takes a thing that the part says.
    pub(super) fn take(&mut self, fragment: &TextFragment<'_>, budget: &Budget) {
        let text = fragment.text;
        match (fragment.element, fragment.attribute) {
            ("sheetProtection", Some(name)) => drop(self.protection.insert(name.to_owned(), text.to_owned())),
            ("mergeCell", Some("ref")) => drop(self.settings.insert((What::Merge, text.replace('$', "")))),
            ("f", Some(name @ ("t" | "ref"))) => {
                if self.array.0 != fragment.nth {
                    self.array = (fragment.nth, false, String::new());
                }
                match name {
                    "t" => self.array.1 = text == "array",
                    _ => text.clone_into(&mut self.array.2),
                }
                if self.array.1 && !self.array.2.is_empty() {
                    self.settings.insert((What::Array, std::mem::take(&mut self.array.2)));
                }
            }
            ("dataValidation", Some(name)) => {
                if self.validation.as_ref().is_none_or(|rule| rule.nth != fragment.nth) {
                    self.end_validation(budget);
                    self.validation = Some(Rule { nth: fragment.nth, ..Rule::default() });
                }
                if let Some(rule) = &mut self.validation {
                    match name {
                        "sqref" => text.clone_into(&mut rule.area),
                        _ => drop(rule.attributes.insert(name.to_owned(), text.to_owned())),
                    }
                }
            }
            ("conditionalFormatting", Some("sqref")) => {
                self.end_validation(budget);
                self.end_conditions("", budget);
                text.clone_into(&mut self.area);
            }
            ("cfRule", Some(name)) => {
                self.end_validation(budget);
                if self.conditions.last().is_none_or(|rule| rule.nth != fragment.nth) {
                    self.conditions.push(Rule { nth: fragment.nth, area: self.area.clone(), ..Rule::default() });
                }
                if let Some(rule) = self.conditions.last_mut() {
                    rule.attributes.insert(name.to_owned(), text.to_owned());
                }
            }
            ("formula" | "formula1" | "formula2", None) => self.add(text, budget),
            ("f", None) if fragment.cell.1 == 0 => self.add(text, budget),
            ("sqref", None) => match &mut self.validation {
                Some(rule) => text.clone_into(&mut rule.area),
                None => self.end_conditions(text, budget),
            },
            _ => {}
        }
    }

    fn add(&mut self, formula: &str, budget: &Budget) {
        let rule = self.validation.as_mut().or(self.conditions.last_mut());
        if let Some(rule) = rule.filter(|_| budget.draw(WORK_OF_A_FORMULA).is_ok()) {
            rule.formulas.push(written_formula(formula));
        }
    }

    fn end_validation(&mut self, budget: &Budget) {
        let Some(mut rule) = self.validation.take() else { return };
        let of = |name: &str| rule.attributes.get(name).map(String::as_str);
        let kind = of("type").unwrap_or("none");
        let operator = of("operator").unwrap_or("between");
        let two = !matches!(kind, "list" | "custom" | "none") && matches!(operator, "between" | "notBetween");
        let operator = if matches!(kind, "list" | "custom" | "none") { "" } else { operator };
        let shown = of("showErrorMessage").is_some_and(is_true);
        let style = of("errorStyle").unwrap_or("stop");
        rule.formulas.truncate(if two { 2 } else { 1 });
        let said = format!("{} {kind} {operator} {:?} {shown} {style}", area(&rule.area, budget), rule.formulas);
        self.settings.insert((What::Validation, said));
    }

    fn end_conditions(&mut self, after: &str, budget: &Budget) {
        for rule in self.conditions.drain(..) {
            let kind = rule.attributes.get("type").map_or("expression", String::as_str);
            // Some kinds are formulas in other words, which programs write or leave.
            let said = match (&rule.formulas[..], kind) {
                ([], _) | (_, "aboveAverage" | "timePeriod" | "dataBar" | "iconSet" | "colorScale" | "top10") => {
                    kind.to_owned()
                }
                ([one], _) => one.clone(),
                (more, _) => format!("{more:?}"),
            };
            let rule_area = if rule.area.is_empty() { after } else { &rule.area };
            self.settings.insert((What::Condition, format!("{} {said}", area(rule_area, budget))));
        }
        self.area.clear();
    }

    /// What is set in all that was taken.
    pub(super) fn finish(mut self, budget: &Budget) -> Settings {
        self.end_validation(budget);
        self.end_conditions("", budget);
        // Without this one it protects nothing, whatever else it says.
        if self.protection.get("sheet").is_some_and(|sheet| is_true(sheet)) {
            let free = ["objects", "scenarios", "selectLockedCells", "selectUnlockedCells"];
            let mut said: Vec<String> = Vec::new();
            for (name, value) in &self.protection {
                match name.as_str() {
                    "sheet" | "spinCount" | "algorithmName" | "saltValue" => {}
                    "password" => said.push(format!("{name} {}", value.to_lowercase())),
                    "hashValue" => said.push(format!("{name} {value}")),
                    name if is_true(value) == free.contains(&name) => said.push(name.to_owned()),
                    _ => {}
                }
            }
            self.settings.insert((What::Protection, said.join(", ")));
        }
        self.settings
    }
}

/// An area, however it is cut: the runs of rows of each column; as it is written where it is none.
fn area(text: &str, budget: &Budget) -> String {
    let rects: Option<Vec<Rect>> = text.split_whitespace().map(Rect::parse).collect();
    let Some(rects) = rects else { return text.to_owned() };
    // Between two edges all columns have the same rows.
    let mut edges: Vec<u32> = rects.iter().flat_map(|rect| [rect.left, rect.right + 1]).collect();
    edges.sort_unstable();
    edges.dedup();
    if budget.draw(WORK_OF_AN_AREA * rects.len().saturating_mul(edges.len())).is_err() {
        return text.to_owned();
    }
    let mut runs: BTreeMap<Vec<(u32, u32)>, (u32, u32)> = BTreeMap::new();
    let mut said = Vec::new();
    for columns in edges.windows(2) {
        let (left, right) = (columns[0], columns[1] - 1);
        let over = rects.iter().filter(|rect| (rect.left..=rect.right).contains(&left));
        let mut rows: Vec<(u32, u32)> = over.map(|rect| (rect.top, rect.bottom)).collect();
        rows.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (top, bottom) in rows {
            match joined.last_mut() {
                Some(last) if top <= last.1.saturating_add(1) => last.1 = last.1.max(bottom),
                _ => joined.push((top, bottom)),
            }
        }
        match runs.get_mut(&joined) {
            _ if joined.is_empty() => {}
            Some(run) if run.1 + 1 == left => run.1 = right,
            _ => {
                if let Some(run) = runs.insert(joined.clone(), (left, right)) {
                    said.push(named(run, &joined));
                }
            }
        }
    }
    said.extend(runs.into_iter().map(|(rows, run)| named(run, &rows)));
    said.sort();
    said.join(" ")
}

/// Rows of a run of columns, in words.
fn named((left, right): (u32, u32), rows: &[(u32, u32)]) -> String {
    let rect = |(top, bottom): &(u32, u32)| {
        let letters = |column: u32| crate::sheet::column_letters(column.saturating_sub(1) as usize);
        format!("{}{top}:{}{bottom}", letters(left), letters(right))
    };
    rows.iter().map(rect).collect::<Vec<_>>().join(" ")
}

fn is_true(text: &str) -> bool {
    matches!(text.trim(), "1" | "true" | "on")
}
