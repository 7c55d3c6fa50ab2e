//! The cells of another file, and what each says as a heading.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use rust_decimal::Decimal;

use super::grade::Grade;
use super::heading::{Heading, title};
use super::held::Held;
use super::price::price;
use super::role::Role;
use super::shown::Shown;
use crate::buyer::form::is_calendar;
use crate::formula::Address;
use crate::sheet::column_letters;
use crate::xlsx::Looks;

/// What the number formats say that were met, by where their words are: many cells share one.
pub(super) type Formats = HashMap<usize, Arc<Shown>>;

/// A row that holds something.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its number, from 1: of a text file, its line.
    pub number: usize,
    /// The cells that hold something, from the left.
    pub cells: Vec<Cell>,
}

/// What words say as a title. Those of most cells, which say nothing, take no memory of their own.
#[derive(Debug, Clone)]
enum AsTitle {
    /// They are no words of a title.
    None,
    /// Words of a title that say nothing that is read.
    Nothing,
    /// What they say.
    Heading(Box<Heading>),
}

/// What words say that say nothing.
static NOTHING: LazyLock<Heading> = LazyLock::new(Heading::default);

/// A cell that holds something.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its column, from 0.
    pub column: usize,
    /// What it holds.
    pub held: Held,
    /// Is it in a row or a column that is hidden?
    pub hidden: bool,
    /// What its number format says, where it is a number that is shown with more than its digits.
    pub shown: Option<Arc<Shown>>,
    /// What it says as a title, once it was asked: headers are compared with everything around them.
    title: OnceCell<AsTitle>,
    /// Does it hold a figure, once it was asked?
    is_figure: OnceCell<bool>,
}

impl Cell {
    /// A cell in sight.
    #[must_use]
    pub fn new(column: usize, held: Held) -> Self {
        Self { column, held, hidden: false, shown: None, title: OnceCell::new(), is_figure: OnceCell::new() }
    }

    /// The same in another column.
    #[must_use]
    pub fn moved(&self, column: usize) -> Self {
        Self { column, ..self.clone() }
    }

    /// Takes over how it is looked at: a number that is shown as a percentage is the text that its readers see.
    pub(super) fn look(&mut self, row: usize, looks: &Looks, formats: &mut Formats) {
        let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(self.column + 1)) else { return };
        let at = Address { row, column };
        self.hidden = looks.hides(at);
        if let Held::Number(_) = self.held
            && let Some(sample) = looks.sample(at)
        {
            let shown = formats.entry(sample.as_ptr().addr()).or_insert_with(|| Arc::new(Shown::of(sample)));
            self.shown = Some(Arc::clone(shown));
        }
        if let Held::Number(number) = &self.held
            && looks.is_percent(at)
            && let Some(number) = number.checked_mul(Decimal::ONE_HUNDRED)
        {
            self.held = Held::Text(format!("{} %", number.normalize()));
        }
    }

    /// What it says of the tables below it.
    #[must_use]
    pub fn title(&self) -> Option<&Heading> {
        let said = self.title.get_or_init(|| match title(&self.held.words()) {
            None => AsTitle::None,
            Some(said) if said == *NOTHING => AsTitle::Nothing,
            Some(said) => AsTitle::Heading(Box::new(said)),
        });
        match said {
            AsTitle::None => None,
            AsTitle::Nothing => Some(&NOTHING),
            AsTitle::Heading(said) => Some(said),
        }
    }

    /// What it says as a heading: words, or a year written as a number.
    #[must_use]
    pub fn heading(&self) -> Option<&Heading> {
        let heads = |said: &&Heading| !said.is_long;
        match &self.held {
            Held::Text(_) => self.title().filter(heads),
            // Most numbers are prices: they are not read as words to see that they are no year.
            Held::Number(number) if number.is_integer() && *number < Decimal::from(10_000) => {
                self.title().filter(heads).filter(|said| said.period.is_some())
            }
            Held::Number(_) | Held::Date(_) | Held::Formula(_) | Held::Other(_) => None,
        }
    }

    /// What it heads.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        self.heading().and_then(|heading| heading.role)
    }

    /// Does it hold a figure? A year that heads a column is none.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        *self.is_figure.get_or_init(|| match &self.held {
            Held::Number(_) => self.heading().is_none(),
            Held::Text(text) => {
                text.starts_with(|c: char| c.is_ascii_digit() || "€$£".contains(c))
                    && price(Some(&self.held)).is_ok()
                    && !(may_be_year(text) && self.heading().is_some_and(|said| said.period.is_some()))
                    // `2.1` and `3.2` head the columns of a grid by position.
                    && Grade::of(text).is_none()
            }
            Held::Date(_) | Held::Formula(_) | Held::Other(_) => false,
        })
    }
}

impl Row {
    /// The cell of a column.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.binary_search_by_key(&column, |c| c.column).ok().map(|at| &self.cells[at])
    }

    /// The last cell up to a column.
    #[must_use]
    pub fn up_to(&self, column: usize) -> Option<&Cell> {
        self.cells[..self.cells.partition_point(|cell| cell.column <= column)].last()
    }

    /// What a column holds.
    #[must_use]
    pub fn held(&self, column: usize) -> Option<&Held> {
        self.cell(column).map(|cell| &cell.held)
    }

    /// The words of a column, a number as its digits; empty where there is nothing.
    #[must_use]
    pub fn words(&self, column: Option<usize>) -> String {
        column.and_then(|column| self.held(column)).map(Held::words).unwrap_or_default()
    }
}

/// May words name a year: are they more than figures, or those of one?
fn may_be_year(text: &str) -> bool {
    let is_year = |digits: &str| digits.len() == 4 && digits.parse().is_ok_and(is_calendar);
    text.contains(char::is_alphabetic) || text.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

/// The address of a cell: row from 1, column from 0.
#[must_use]
pub fn address(row: usize, column: usize) -> String {
    format!("{}{row}", column_letters(column))
}
