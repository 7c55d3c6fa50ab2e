//! The new file read back and compared with the buyer's.

use std::collections::HashMap;

use rayon::prelude::*;

use super::cell::{What, is_blank};
use super::plan::Plan;
use super::write::Filled;
use crate::buyer::form::asks_for_price;
use crate::diag::Finding;
use crate::diag::message::priced::{Unproved, not_proved};
use crate::formula::Address;
use crate::xlsx::{Package, Value, sha256};

/// A part of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Is it another than the buyer's? Those that are not are the same bytes, as stored.
    pub changed: bool,
    /// The SHA-256 of its content, in hexadecimal, where it is changed.
    pub sha256: Option<String>,
}

/// What a changed cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A net unit price that the buyer asks for: the cell was blank, held 0, or words that ask for it.
    UnitPrice,
    /// A unit price with VAT, asked for likewise.
    GrossUnitPrice,
    /// A price over something that the buyer had typed.
    OverTyped,
    /// A coefficient, as the map says it.
    Coefficient,
    /// A quantity.
    Quantity,
    /// The result of a formula, not a value that was filled in.
    Result,
}

impl Kind {
    /// Every kind, those that the buyer asks for first.
    pub const ALL: [Self; 6] =
        [Self::UnitPrice, Self::GrossUnitPrice, Self::OverTyped, Self::Coefficient, Self::Quantity, Self::Result];

    /// Is it a price that the buyer asks for?
    #[must_use]
    pub fn is_asked(self) -> bool {
        matches!(self, Self::UnitPrice | Self::GrossUnitPrice)
    }

    fn of(what: What, old: &Value) -> Self {
        let asks = is_blank(old) || old.number().is_some_and(|n| n.is_zero()) || old.text().is_some_and(asks_for_price);
        match what {
            What::Quantity(_) => Self::Quantity,
            What::Coefficient => Self::Coefficient,
            _ if !asks => Self::OverTyped,
            What::UnitPrice | What::Price(_) => Self::UnitPrice,
            What::GrossUnitPrice | What::GrossPrice(_) => Self::GrossUnitPrice,
        }
    }
}

/// A cell whose value is another than the buyer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// Its sheet's place in the workbook.
    pub sheet: usize,
    /// The cell.
    pub at: Address,
    /// What the buyer's file holds.
    pub old: Value,
    /// What the new one holds.
    pub new: Value,
    /// What it is.
    pub kind: Kind,
}

/// That the new file is the buyer's but for the cells filled and the results that hang on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The parts, in the order of the file.
    pub parts: Vec<Part>,
    /// The cells whose value changed, by sheet and cell.
    pub cells: Vec<CellChange>,
}

impl Proof {
    /// The cells of a kind, in the order of the file.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &CellChange> {
        self.cells.iter().filter(move |cell| cell.kind == kind)
    }

    /// Reads the new file back, and compares every part and every cell.
    ///
    /// # Errors
    /// Anything that differs and was not meant to.
    pub fn of(plan: &Plan<'_>, filled: &Filled, after: &Package) -> Result<Self, Finding> {
        let before = &plan.book.package;
        if before.entries().len() != after.entries().len() {
            return Err(not_proved(&Unproved::Parts));
        }
        let pairs: Vec<_> = before.entries().iter().zip(after.entries()).collect();
        let parts: Result<Vec<Part>, Finding> = pairs
            .into_par_iter()
            .map(|(old, new)| {
                let changed = before.raw(old) != after.raw(new);
                let due = filled.sheets.iter().any(|(place, _)| plan.book.sheets[*place].part == new.name);
                let bytes = (changed || due).then(|| after.part(&new.name)).transpose()?;
                let meant = bytes.as_ref().map_or(Ok(true), |bytes| meant(plan, filled, &new.name, bytes))?;
                if old.name != new.name || !meant {
                    return Err(not_proved(&Unproved::Part(old.name.clone())));
                }
                Ok(Part { name: new.name.clone(), changed, sha256: bytes.map(|bytes| sha256(&bytes)) })
            })
            .collect();
        let parts = parts?;
        let fills: HashMap<(usize, Address), What> =
            plan.fills.iter().map(|fill| ((fill.sheet, fill.at), fill.what)).collect();
        let sheet = |place: usize| plan.book.sheets[place].name.clone();
        let mut cells = Vec::new();
        for (place, new) in &filled.sheets {
            let (old, values) = (&plan.sheets[*place], &filled.values[*place]);
            if let Some((at, _)) = values.iter().find(|(at, value)| new.value(**at) != *value) {
                return Err(not_proved(&Unproved::NotWritten(at.to_string(), sheet(*place))));
            }
            if let Some(row) = old.other_looks(new, values) {
                return Err(not_proved(&Unproved::Row(row, sheet(*place))));
            }
            let mut was = old.cells.iter().peekable();
            for cell in &new.cells {
                let before = was.next_if(|old| old.at == cell.at);
                let before = before.map_or(&Value::Empty, |old| &old.value);
                if cell.value == *before {
                    continue;
                }
                if values.get(&cell.at) != Some(&cell.value) {
                    return Err(not_proved(&Unproved::Cell(cell.at.to_string(), sheet(*place))));
                }
                let at = cell.at;
                let kind = fills.get(&(*place, at)).map_or(Kind::Result, |what| Kind::of(*what, before));
                cells.push(CellChange { sheet: *place, at, old: before.clone(), new: cell.value.clone(), kind });
            }
            if was.next().is_some() {
                return Err(not_proved(&Unproved::Missing));
            }
        }
        Ok(Self { parts, cells })
    }
}

/// Was this part meant to change, and to just these bytes?
fn meant(plan: &Plan<'_>, filled: &Filled, name: &str, bytes: &[u8]) -> Result<bool, Finding> {
    if plan.book.part == name && !filled.beyond.is_empty() {
        return Ok(plan.book.recalculating()?.is_some_and(|part| part == bytes));
    }
    let mut sheets = filled.sheets.iter();
    Ok(sheets.any(|(place, sheet)| plan.book.sheets[*place].part == name && *sheet.bytes() == *bytes))
}
