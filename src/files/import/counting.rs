//! The quantities that the cells of a row hold, by year.

use rust_decimal::Decimal;

use super::quantities::{Buyer, Decided, InUnits};
use super::spread::{divided, sum};
use crate::buyer::form::{Content, Period, Scale, letters, years};
use crate::diag::message::quantities::Beside;
use crate::formula::{self, Address, read_number};
use crate::text;
use crate::unit::{Text, TypedNumber, brief, parse_decimal, typed_number};

/// Quantities by year, and the cells they come from.
pub(super) struct Years {
    pub(super) values: Vec<Decimal>,
    pub(super) cells: String,
    pub(super) spread: Option<Decimal>,
    /// What is beside them, where it is not their total.
    pub(super) beside: Option<Beside>,
}

impl Buyer<'_> {
    /// The number of a cell: typed, or what its formula came to when the buyer saved it, else what it comes to.
    fn number(&self, sheet: usize, row: u32, column: u32) -> Result<Option<Decimal>, Text> {
        let at = Address { row, column };
        if let Some(day) = self.sheets[sheet].cell(at).and_then(|cell| self.book.date(cell)) {
            return Err(text!("pas une quantité : la date {day}", "no quantity: the date {day}"));
        }
        let content = self.views[sheet].row(row).and_then(|r| r.cell(column));
        let told = |text: &str| {
            let text = brief(text);
            text!("pas une quantité : `{text}`", "no quantity: `{text}`")
        };
        let value = match content {
            None => return Ok(None),
            Some(Content::Number(_)) => content.and_then(Content::number),
            Some(Content::Formula(_, shown)) if shown.is_empty() => match self.cells.value(sheet, at) {
                Ok(formula::Value::Number(value)) => read_number(&value.to_string()),
                Ok(formula::Value::Empty) => None,
                Ok(formula::Value::Text(text)) if text.trim().is_empty() => None,
                Ok(formula::Value::Text(text)) => return Err(told(&text)),
                Ok(formula::Value::Bool(truth)) => return Err(told(&truth.to_string())),
                Ok(formula::Value::Error(error)) => return Err(told(error.name())),
                Err(why) => {
                    return Err(text!(
                        "une formule sans résultat, hors de portée : {why}",
                        "a formula without a result, and beyond the tool: {why}"
                    ));
                }
            },
            Some(Content::Formula(_, shown)) => Some(parse_decimal(shown).ok_or_else(|| told(shown))?),
            Some(Content::Text(text)) if text.trim().is_empty() => None,
            Some(Content::Text(text)) => match typed_number(text.trim()) {
                Some(TypedNumber::Sure(value, _)) => Some(value),
                _ => return Err(told(text)),
            },
        };
        match value.map(|v| v.normalize()) {
            Some(value) if value.is_sign_negative() && !value.is_zero() => Err(told(&value.to_string())),
            value => Ok(value),
        }
    }

    /// The number of units that a cell of a row counts.
    fn units(&self, row: &Decided, column: u32) -> Result<Option<Decimal>, Text> {
        let Some(number) = self.number(row.sheet, row.row, column)? else { return Ok(None) };
        match &row.columns.scale {
            InUnits::Known(times) => Ok(number.checked_mul(*times).map(|number| number.normalize())),
            InUnits::Open(Scale { times, words }) => {
                let words = brief(words);
                Err(text!(
                    "{number} sous `{words}` : écrivez `quantity_scale = {times}` dans la carte si chaque quantité compte {times} unités, ou `quantity_scale = 1`",
                    "{number} under `{words}`: write `quantity_scale = {times}` in the map where each quantity counts {times} units, or `quantity_scale = 1`"
                ))
            }
        }
    }

    /// The quantities of a row by year.
    pub(super) fn years(&self, row: &Decided, before: &[Decimal], spread: bool) -> Result<Years, Text> {
        let none = || text!("pas de quantité", "no quantity");
        let total = row.columns.total.map_or(Ok(None), |c| self.units(row, c));
        let mut values = vec![None; before.len()];
        for (year, column) in &row.columns.years {
            match (self.units(row, *column)?, values.get_mut(*year)) {
                (value, Some(place)) => *place = value,
                (Some(value), None) if !value.is_zero() => {
                    let n = year + 1;
                    return Err(text!(
                        "une quantité après le contrat : année {n}",
                        "a quantity after the contract: year {n}"
                    ));
                }
                (_, None) => {}
            }
        }
        // A year that has no column is not blank: nothing says what it counts.
        let has_column = |year: usize| row.columns.years.iter().any(|(of, _)| *of == year);
        let is_whole = (0..values.len()).all(has_column);
        let said = is_whole.then(|| total.as_ref().ok().copied().flatten()).flatten();
        let settled = years(&values, said, row.columns.counted);
        if settled.is_some() || values.iter().any(Option::is_some) {
            let Some(values) = settled else {
                let n = values.iter().position(Option::is_none).unwrap_or_default() + 1;
                return Err(text!(
                    "pas de quantité pour l’année {n}, et aucun total ne dit qu’elle est nulle",
                    "no quantity for year {n}, and no total says that it is 0"
                ));
            };
            let sum = sum(&values);
            let beside = match total {
                Ok(total) => total.filter(|total| *total != sum).map(Beside::Total),
                Err(why) => Some(Beside::NoQuantity(why)),
            };
            return Ok(Years { values, cells: span(row), spread: None, beside });
        }
        let by_calendar = |(_, column): &(u32, u32)| !matches!(self.number(row.sheet, row.row, *column), Ok(None));
        if !spread && row.columns.calendar.iter().any(by_calendar) {
            let all = row.columns.calendar.iter().map(|(year, column)| format!("{year} ({})", letters(*column)));
            let all = all.collect::<Vec<_>>().join(", ");
            return Err(text!(
                "des quantités par année civile, {all}, qui ne sont pas des années du contrat : nommez dans la carte la colonne de chaque année du contrat",
                "quantities by calendar year, {all}, which are no years of the contract: name the column of each contract year in the map"
            ));
        }
        let (Some(total), Some(column)) = (total?, row.columns.total) else {
            if let [_, _, ..] = row.columns.open[..] {
                let all: Vec<String> = row.columns.open.iter().map(|column| letters(*column)).collect();
                let all = all.join(", ");
                return Err(text!(
                    "plusieurs colonnes peuvent être la quantité ({all}) : nommez dans la carte celle qui vaut",
                    "several columns may be the quantity ({all}): name the one that counts in the map"
                ));
            }
            let Some((period, column, heading)) = &row.columns.each else { return Err(none()) };
            let each = self.units(row, *column)?;
            return Err(each.map_or_else(none, |value| {
                let letter = letters(*column);
                if *period == Period::EachPart {
                    let heading = brief(heading);
                    return text!(
                        "{value} sous `{heading}` ({letter}) : pas une quantité d’une année ni du contrat",
                        "{value} under `{heading}` ({letter}): a quantity neither of a year nor of the contract"
                    );
                }
                text!("une quantité annuelle de {value} : si elle vaut pour chaque année, nommez {letter} pour chacune dans la carte", "a quantity of {value} a year: if it holds for each, name {letter} for each of them in the map")
            }));
        };
        let cells = format!("{}{}", letters(column), row.row);
        if total == sum(before) {
            return Ok(Years { values: before.to_vec(), cells, spread: Some(total), beside: None });
        }
        if !spread {
            return Err(text!(
                "un total de {total} sans années (--spread le répartit)",
                "a total of {total} without years (--spread divides it)"
            ));
        }
        let values = divided(total, before).ok_or_else(none)?;
        Ok(Years { values, cells, spread: Some(total), beside: None })
    }
}

/// The cells of the years: `F14:I14`.
fn span(row: &Decided) -> String {
    let columns = || row.columns.years.iter().map(|(_, column)| *column);
    let (first, last) = (columns().min().unwrap_or(1), columns().max().unwrap_or(1));
    format!("{}{}:{}{}", letters(first), row.row, letters(last), row.row)
}
