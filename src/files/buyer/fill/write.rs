//! The new file: values in, results recomputed, everything else as it was.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::plan::Plan;
use crate::diag::Finding;
use crate::formula::{self, Address};
use crate::xlsx::{Sheet, Value};

/// A formula whose result the tool cannot compute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beyond {
    /// Its sheet's place in the workbook.
    pub sheet: usize,
    /// Its cell.
    pub at: Address,
    /// The formula, as written.
    pub text: String,
    /// Why.
    pub why: String,
}

/// A buyer's file, filled.
pub struct Filled {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The values put into each sheet, by its place: prices, and results that hang on them.
    pub values: Vec<BTreeMap<Address, Value>>,
    /// The sheets that changed, read back, by their place and in its order.
    pub sheets: Vec<(usize, Sheet)>,
    /// The formulas beyond the tool that hang on the prices; where there are some, the workbook is set to compute when
    /// it is opened.
    pub beyond: Vec<Beyond>,
    /// The cells as the formulas see them, with their new values.
    pub cells: formula::Book,
}

impl Plan<'_> {
    /// Fills a copy of the buyer's file.
    ///
    /// # Errors
    /// A sheet that cannot be changed in its place alone.
    pub fn write(&self) -> Result<Filled, Finding> {
        let mut cells = self.cells.clone();
        let found = cells.recalculate(&self.values());
        let mut values = vec![BTreeMap::new(); self.sheets.len()];
        for fill in &self.fills {
            values[fill.sheet].insert(fill.at, Value::Number(fill.new.normalize().to_string().into()));
        }
        for change in &found.changed {
            // An array formula fills cells that may not be written: they show nothing until the workbook is computed.
            if self.sheets[change.sheet].is_written(change.at) {
                values[change.sheet].insert(change.at, result(&change.now));
            }
        }
        let changed: Vec<usize> = (0..values.len()).filter(|place| !values[*place].is_empty()).collect();
        let sheets: Result<Vec<_>, Finding> = changed
            .into_par_iter()
            .map(|place| Ok((place, self.book.splice(&self.sheets[place], &values[place])?)))
            .collect();
        let sheets = sheets?;
        let part = |place: &usize| self.book.sheets[*place].part.clone();
        let mut parts: Vec<_> = sheets.iter().map(|(place, sheet)| (part(place), sheet.bytes())).collect();
        let beyond = found.beyond.into_iter().map(|f| Beyond {
            sheet: f.sheet,
            at: f.at,
            text: f.text.into(),
            why: f.why.why.to_string(),
        });
        let beyond: Vec<_> = beyond.collect();
        if !beyond.is_empty() {
            parts.extend(self.book.recalculating()?.map(|part| (self.book.part.clone(), part.into())));
        }
        let bytes = self.book.package.with(&parts)?;
        drop(parts);
        Ok(Filled { bytes, values, sheets, beyond, cells })
    }
}

/// The result of a formula as a file holds it: numbers to the 17 digits that a binary number needs.
fn result(value: &formula::Value) -> Value {
    match value {
        // A formula that reads an empty cell gives 0.
        formula::Value::Empty => Value::Number("0".into()),
        formula::Value::Number(number) => {
            let number = number.round_sf(17).unwrap_or(*number).normalize();
            Value::Number(number.to_string().into())
        }
        formula::Value::Text(text) => Value::Text(text.clone()),
        formula::Value::Bool(truth) => Value::Bool(*truth),
        formula::Value::Error(error) => Value::Error(error.name().into()),
    }
}
