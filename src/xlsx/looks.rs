use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::book::Book;
use super::xml::{Text, each};
use crate::diag::Finding;
use crate::formula::Address;

/// How a sheet is looked at: what of it is out of sight, and which cells show shares of a hundred. Read as the sheet goes
/// by, so that it takes no memory for its cells.
#[derive(Debug, Clone, Default)]
pub struct Looks {
    /// The rows that are hidden, from 1.
    rows: HashSet<u32>,
    /// The columns that are, from 1.
    columns: Vec<RangeInclusive<u32>>,
    /// The cells whose format is a percentage.
    percents: HashSet<Address>,
}

impl Looks {
    /// Is the cell in a row or a column that is hidden?
    #[must_use]
    pub fn hides(&self, at: Address) -> bool {
        self.rows.contains(&at.row) || self.columns.iter().any(|columns| columns.contains(&at.column))
    }

    /// Does the cell show its number as a percentage?
    #[must_use]
    pub fn is_percent(&self, at: Address) -> bool {
        self.percents.contains(&at)
    }
}

impl Book {
    /// How the sheet at that place is looked at.
    ///
    /// # Errors
    /// Its part is damaged.
    pub fn looks(&self, place: usize) -> Result<Looks, Finding> {
        let mut looks = Looks::default();
        let Some(entry) = self.sheets.get(place).filter(|s| s.is_grid) else { return Ok(looks) };
        let text = Text::read(&entry.part, self.package.part(&entry.part)?)?.xml;
        let percents: Vec<bool> = self.styles.iter().map(super::Style::is_percent).collect();
        let any = percents.contains(&true);
        // Rows and cells without an address follow the one before them.
        let mut at = Address { row: 0, column: 0 };
        each(&entry.part, &text, self.package.budget(), |xml, tag| {
            let number =
                |name: &str| Ok::<_, Finding>(xml.attribute(tag, name)?.and_then(|text| text.parse::<u32>().ok()));
            match tag.local_name().as_ref() {
                "col" if xml.flag(tag, "hidden")? => {
                    if let (Some(first), Some(last)) = (number("min")?, number("max")?) {
                        looks.columns.push(first..=last);
                    }
                }
                "row" => {
                    at = Address { row: number("r")?.unwrap_or(at.row.saturating_add(1)), column: 0 };
                    if xml.flag(tag, "hidden")? {
                        looks.rows.insert(at.row);
                    }
                }
                "c" if any => {
                    let own = xml.attribute(tag, "r")?.and_then(|text| Address::parse(&text));
                    at = own.unwrap_or(Address { column: at.column.saturating_add(1), ..at });
                    let style = number("s")?.and_then(|style| percents.get(usize::try_from(style).ok()?));
                    if style == Some(&true) {
                        looks.percents.insert(at);
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(looks)
    }
}
