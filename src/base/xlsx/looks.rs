use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::book::Book;
use super::xml::{Text, each};
use crate::diag::Finding;
use crate::formula::Address;

/// How a sheet is looked at: what of it is out of sight, and which cells show shares of a hundred. Read as the sheet goes
/// by, so that it takes no memory for its cells.
#[derive(Debug, Clone, Default)]
pub struct Looks {
    /// The rows that are hidden, from 1 and in order.
    rows: Vec<RangeInclusive<u32>>,
    /// The columns that are, from 1.
    columns: Vec<RangeInclusive<u32>>,
    /// Does a filter hide rows?
    filtered: bool,
    /// The cells whose format is a percentage.
    percents: HashSet<Address>,
    /// How the styles show a hundred, where they show more than its digits, and the cells of those that do.
    samples: Vec<Arc<str>>,
    places: HashMap<Arc<str>, usize>,
    sampled: HashMap<Address, usize>,
}

impl Looks {
    /// Hides more rows, below those that are hidden already.
    pub fn hide_rows(&mut self, rows: RangeInclusive<u32>) {
        match self.rows.last_mut() {
            Some(last) if *rows.start() <= last.end().saturating_add(1) => {
                *last = *last.start()..=*last.end().max(rows.end());
            }
            _ => self.rows.push(rows),
        }
    }

    /// Hides more columns, if some of them are not hidden already.
    pub fn hide_columns(&mut self, columns: RangeInclusive<u32>) {
        let is_within = |known: &RangeInclusive<u32>| known.contains(columns.start()) && known.contains(columns.end());
        if !self.columns.iter().any(is_within) {
            self.columns.push(columns);
        }
    }

    /// Notes that a filter hides rows.
    pub fn filter(&mut self) {
        self.filtered = true;
    }

    /// Does a filter hide rows?
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.filtered
    }

    /// Is the cell in a row or a column that is hidden?
    #[must_use]
    pub fn hides(&self, at: Address) -> bool {
        self.hides_row(at.row) || self.hides_column(at.column)
    }

    /// Is a row hidden?
    #[must_use]
    pub fn hides_row(&self, row: u32) -> bool {
        let after = self.rows.partition_point(|rows| *rows.end() < row);
        self.rows.get(after).is_some_and(|rows| rows.contains(&row))
    }

    /// Is a column hidden?
    #[must_use]
    pub fn hides_column(&self, column: u32) -> bool {
        self.columns.iter().any(|columns| columns.contains(&column))
    }

    /// Notes how a cell would show a hundred: `100 €`.
    pub fn show(&mut self, at: Address, sample: &str) {
        let place = self.places.get(sample).copied().unwrap_or_else(|| {
            let sample: Arc<str> = sample.into();
            self.samples.push(Arc::clone(&sample));
            self.places.insert(sample, self.samples.len() - 1);
            self.samples.len() - 1
        });
        self.sampled.insert(at, place);
    }

    /// How the format of a cell shows a hundred, where it shows more than its digits: `100 MAD`.
    #[must_use]
    pub fn sample(&self, at: Address) -> Option<&str> {
        self.sampled.get(&at).map(|style| &*self.samples[*style])
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
        looks.samples = self.styles.iter().map(super::Style::sample).collect();
        let any = percents.contains(&true) || looks.samples.iter().any(|sample| !sample.is_empty());
        // Rows and cells without an address follow the one before them.
        let mut at = Address { row: 0, column: 0 };
        each(&entry.part, &text, self.package.budget(), |xml, tag| {
            let number =
                |name: &str| Ok::<_, Finding>(xml.attribute(tag, name)?.and_then(|text| text.parse::<u32>().ok()));
            match tag.local_name().as_ref() {
                "col" if xml.flag(tag, "hidden")? => {
                    if let (Some(first), Some(last)) = (number("min")?, number("max")?) {
                        looks.hide_columns(first..=last);
                    }
                }
                "row" => {
                    at = Address { row: number("r")?.unwrap_or(at.row.saturating_add(1)), column: 0 };
                    if xml.flag(tag, "hidden")? {
                        looks.hide_rows(at.row..=at.row);
                    }
                }
                "sheetPr" if xml.flag(tag, "filterMode")? => looks.filter(),
                "filterColumn" => looks.filter(),
                "c" if any => {
                    let own = xml.attribute(tag, "r")?.and_then(|text| Address::parse(&text));
                    at = own.unwrap_or(Address { column: at.column.saturating_add(1), ..at });
                    let style = number("s")?.and_then(|style| usize::try_from(style).ok());
                    let Some(style) = style.filter(|style| *style < percents.len()) else { return Ok(()) };
                    if percents[style] {
                        looks.percents.insert(at);
                    }
                    if !looks.samples[style].is_empty() {
                        looks.sampled.insert(at, style);
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(looks)
    }
}
