//! Tables of typed cells, built once; terminals, files of data and workbooks only draw them, so that
//! they cannot disagree.

mod assumptions;
mod break_even;
mod cell;
mod chart;
mod compare;
mod concede;
mod dqe;
mod drivers;
mod facts;
mod living;
mod load;
mod names;
mod page;
mod pictures;
mod pnl;
mod portfolio;
mod price;
mod question_list;
mod questions;
mod rests;
mod risk;
mod scenarios;
mod sensitivity;
mod staffing;
mod stakes;
mod sub_detail;
mod sweep;
mod written;

pub use assumptions::assumptions;
pub use break_even::BreakEvens;
pub use cell::Cell;
pub use chart::{Chart, Drawn};
pub use compare::{
    Cutting, Decision, Risks, ScenarioRisk, Width, bridge, bridges, changes, compare, compare_book, compare_by,
    compare_page, decision,
};
pub use concede::{AtFloor, Conceded, Proposal, beyond};
pub use dqe::{DqeWords, dqe, dqe_words, lot_sheet_name};
pub use drivers::Driven;
pub use facts::facts;
pub use living::{
    Held, Living, Made, SCENARIO, Trial, Tried, Typed, change_headings, input_headings, input_sheets, trials,
};
pub use load::load;
pub use page::{Drawing, Front, Page, Picture, Section};
pub use pictures::{money_curves, price_steps, waterfall_sheet};
pub use pnl::{pnl, pnl_book, pnl_in_full, pnl_months};
pub use portfolio::LotSets;
pub use price::{By, price};
pub use question_list::{QuestionList, question_text};
pub use questions::Asked;
pub use rests::rests;
pub use risk::{RiskShow, Risked};
pub use scenarios::{Listed, Listing, scenarios};
pub use sensitivity::{Sensed, SensitivityBy};
pub use staffing::{Measure, People, Period, Whom};
pub use stakes::stakes;
pub use sub_detail::{Justified, disclosed_mark};
pub use sweep::{AxisName, Shown, Swept, out_of_reach, solution};

use rust_decimal::Decimal;

use crate::model::Bid;
use crate::unit::Lang;

/// A workbook: what it says of itself, and its sheets.
#[derive(Debug, Clone)]
pub struct Book {
    /// The title among its properties.
    pub title: String,
    /// Who hands it in.
    pub author: String,
    /// For whose eyes it is.
    pub audience: Audience,
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
    /// Defined names, each with what it refers to: `TVA` is `'Récapitulatif'!$C$20`.
    pub names: Vec<(String, String)>,
}

/// For whose eyes a workbook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The buyer: nothing internal may be in it.
    Buyer,
    /// The bidder: marked internal on every page.
    Internal,
}

impl Book {
    /// For the bidder alone: every sheet is marked so at its foot.
    #[must_use]
    pub fn internal(title: &str, bid: &Bid, sheets: impl IntoIterator<Item = Sheet>, lang: Lang) -> Self {
        let footer = internal_mark(lang);
        Self {
            title: title.to_owned(),
            author: bid.document.bidder.clone(),
            audience: Audience::Internal,
            sheets: sheets.into_iter().map(|sheet| Sheet { footer: footer.into(), ..sheet }).collect(),
            names: Vec::new(),
        }
    }
}

/// A note that a table is cut, where it is.
fn cut(shown: usize, all: usize, lang: Lang) -> Option<String> {
    let note = match lang {
        Lang::Fr => format!("{shown} lignes sur {all}."),
        Lang::En => format!("{shown} rows of {all}."),
    };
    (shown < all).then_some(note)
}

/// A table with its title and notes.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name: a tab of a workbook.
    pub name: String,
    /// Lines above the table: the title, then what to know first.
    pub title: Vec<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Lines below the table.
    pub notes: Vec<String>,
    /// Below them, other sheets of the workbook: the name of each, and what it is.
    pub contents: Vec<(String, String)>,
    /// The rows and the column of differences that are nothing where all is right: green then, red otherwise.
    pub checks: Option<(std::ops::Range<usize>, usize)>,
    /// At the foot of each printed page.
    pub footer: String,
    /// Columns that stay in sight, from the left.
    pub frozen: usize,
    /// The columns that a heat map colours, if there is one.
    pub heat: Option<std::ops::Range<usize>>,
    /// From where its colours go two ways; one way, from the least to the greatest, where there is none.
    pub diverging: Option<Diverging>,
    /// Charts below the table.
    pub charts: Vec<Chart>,
    /// How many pages wide it is printed, its first columns on each; 0 is one.
    pub pages_wide: u16,
    /// Are its cells locked, but those to fill in?
    pub locked: bool,
    /// Can its rows be filtered by what is in a column?
    pub filtered: bool,
    /// Is nothing a dash rather than a zero?
    pub no_zeros: bool,
    /// What its tab's colour says of it.
    pub role: Role,
    /// How its pages are made.
    pub print: Print,
    /// What it comes to, in a sentence under the table.
    pub statement: String,
    /// What is signed at its end, in a box of these lines.
    pub signature: Vec<String>,
}

/// A heat map on both sides of what is so today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Diverging {
    /// The number that is so today.
    pub centre: Decimal,
    /// The row and the column that are today's, or the nearest to it, where it is within the map.
    pub today: Option<(usize, usize)>,
    /// Are they today's to the last decimal?
    pub exact: bool,
}

/// What a sheet is for: the colour of its tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Nothing that its tab need say.
    #[default]
    Plain,
    /// To be read first.
    Cover,
    /// Figures to type.
    Typed,
    /// What is worked out on the way.
    Calculation,
    /// What it all comes to.
    Result,
    /// What was changed.
    Changes,
}

/// How the pages of a sheet are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Print {
    /// In landscape or portrait, whichever takes fewer pages; all on one page where it can still be read there.
    #[default]
    Fewest,
    /// It is for the screen: printing the workbook leaves it out.
    Nothing,
    /// In rows as low as their letters. All on one page where it can still be read there; else a page ends before a
    /// section.
    Sections {
        /// Higher than wide?
        portrait: bool,
    },
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its key in data.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// Its width in characters, in a workbook.
    pub width: u16,
    /// Are its cells numbers?
    pub numeric: bool,
    /// Is it only for data? People see it in the headings of sections.
    pub only_data: bool,
    /// Who it is for, of those who see it.
    pub seen: Seen,
    /// Are its numbers differences, with a plus where they are above zero?
    pub signed: bool,
}

/// Who a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Seen {
    /// Whoever reads.
    #[default]
    ByAll,
    /// Eyes alone: data have the numbers that it draws.
    ByEyes,
    /// Whoever has room for it: a terminal too narrow for the whole table leaves it out, and says so.
    IfWide,
    /// Whoever reads on a screen: the last columns of a sheet, which is printed without them.
    OnScreen,
    /// The charts and formulas of a workbook, which hides it.
    ByCharts,
}

/// A row.
#[derive(Debug, Clone)]
pub struct Row {
    /// What kind of row it is.
    pub style: Style,
    /// Its cells, one a column; those missing are empty.
    pub cells: Vec<Cell>,
}

/// What kind of row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// A line.
    Body,
    /// The heading of a section.
    Section,
    /// The total of a section.
    Subtotal,
    /// The total of all.
    Total,
    /// Nothing: room.
    Blank,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn text(key: &str, title: &str, width: u16) -> Self {
        Self {
            key: key.to_owned(),
            title: title.to_owned(),
            width,
            numeric: false,
            only_data: false,
            seen: Seen::ByAll,
            signed: false,
        }
    }

    /// A column that only data has: what people read in the headings of sections.
    #[must_use]
    pub fn key(key: &str) -> Self {
        Self { only_data: true, ..Self::text(key, "", 0) }
    }

    /// A column that only people have: what it draws, data have as numbers.
    #[must_use]
    pub fn drawn(title: &str, width: u16) -> Self {
        Self { seen: Seen::ByEyes, ..Self::text("", title, width) }
    }

    /// The same column, left out where a terminal is too narrow for the whole table.
    #[must_use]
    fn if_wide(self) -> Self {
        Self { seen: Seen::IfWide, ..self }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(key: &str, title: &str, width: u16) -> Self {
        Self { numeric: true, ..Self::text(key, title, width) }
    }

    /// A column of differences, signed.
    #[must_use]
    pub fn delta(key: &str, title: &str, width: u16) -> Self {
        Self { signed: true, ..Self::number(key, title, width) }
    }
}

impl Row {
    /// A line.
    #[must_use]
    pub fn body(cells: Vec<Cell>) -> Self {
        Self { style: Style::Body, cells }
    }

    /// A row of another kind.
    #[must_use]
    pub fn of(style: Style, cells: Vec<Cell>) -> Self {
        Self { style, cells }
    }
}

impl Sheet {
    /// The sheet without the lines of files: for those who read documents, not models.
    #[must_use]
    fn without_places(mut self) -> Self {
        self.columns.iter_mut().filter(|column| column.key == "place").for_each(|column| column.only_data = true);
        self
    }

    /// The row of a workbook's sheet, from 0, that holds the column headings: the title's lines come
    /// first, then an empty one.
    #[must_use]
    pub fn heading_row(&self) -> u32 {
        count(self.title.len()) + 1
    }

    /// The row of a workbook's sheet, from 0, that holds the row `index`.
    #[must_use]
    pub fn body_row(&self, index: usize) -> u32 {
        self.heading_row() + 1 + count(index)
    }

    /// The address of a cell of the table: `D12`.
    #[must_use]
    pub fn address(&self, row: usize, column: usize) -> String {
        format!("{}{}", column_letters(column), self.body_row(row) + 1)
    }

    /// The address of a cell of the table from another sheet: `'Lot 1'!$D$12`.
    #[must_use]
    pub fn reference(&self, row: usize, column: usize) -> String {
        let name = self.name.replace('\'', "''");
        format!("'{name}'!${}${}", column_letters(column), self.body_row(row) + 1)
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match column / 26 {
        0 => letter.to_string(),
        before => format!("{}{letter}", column_letters(before - 1)),
    }
}

/// What a workbook for the bidder's eyes says on every page.
#[must_use]
pub fn internal_mark(lang: Lang) -> &'static str {
    lang.pick("INTERNE : ne pas transmettre à l’acheteur", "INTERNAL: not for the buyer")
}

#[cfg(test)]
mod tests {
    use super::column_letters;

    #[test]
    fn columns_by_letter() {
        let columns = [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")];
        for (n, letters) in columns {
            assert_eq!(column_letters(n), letters);
        }
    }
}
