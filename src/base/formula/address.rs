use std::fmt;

/// The rows of a sheet: 1 to this.
pub const ROWS: u32 = 1_048_576;
/// The columns of a sheet: 1 (`A`) to this (`XFD`).
pub const COLUMNS: u32 = 16_384;

/// A cell of a sheet, its row and column counted from 1 as spreadsheets show them.
///
/// ```
/// use chiffrage_base::formula::Address;
/// let at = Address::parse("J14").unwrap();
/// assert_eq!((at.row, at.column), (14, 10));
/// assert_eq!(Address { row: 1_048_576, column: 16_384 }.to_string(), "XFD1048576");
/// assert_eq!(Address::parse("XFE1"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// 1 to 1,048,576.
    pub row: u32,
    /// 1 to 16,384.
    pub column: u32,
}

impl Address {
    /// Reads `J14`; `None` where it is no cell of a sheet.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().position(|b| b.is_ascii_digit())?;
        Some(Self { column: column_number(&text[..digits])?, row: row_number(&text[digits..])? })
    }

    /// The cell so many rows down and columns right; `None` past an edge of the sheet.
    #[must_use]
    pub fn moved(self, rows: i64, columns: i64) -> Option<Self> {
        Some(Self { row: within(self.row, rows, ROWS)?, column: within(self.column, columns, COLUMNS)? })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_name(self.column), self.row)
    }
}

/// A rectangle of cells, corners included.
///
/// ```
/// use chiffrage_base::formula::Rect;
/// assert_eq!(Rect { top: 5, left: 7, bottom: 9, right: 7 }.to_string(), "G5:G9");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rect {
    /// Its first row.
    pub top: u32,
    /// Its first column.
    pub left: u32,
    /// Its last row.
    pub bottom: u32,
    /// Its last column.
    pub right: u32,
}

impl Rect {
    /// Reads `G5:G9` or `G5`, dollars let pass; `None` where it is no rectangle of a sheet.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.replace('$', "");
        let (from, to) = text.split_once(':').unwrap_or((&text, &text));
        let (a, b) = (Address::parse(from)?, Address::parse(to)?);
        Some(Self {
            top: a.row.min(b.row),
            left: a.column.min(b.column),
            bottom: a.row.max(b.row),
            right: a.column.max(b.column),
        })
    }

    /// One cell.
    #[must_use]
    pub fn cell(at: Address) -> Self {
        Self { top: at.row, left: at.column, bottom: at.row, right: at.column }
    }

    /// Is the cell one of it?
    #[must_use]
    pub fn holds(&self, at: Address) -> bool {
        (self.top..=self.bottom).contains(&at.row) && (self.left..=self.right).contains(&at.column)
    }

    /// The smallest that holds it and a cell.
    #[must_use]
    pub fn with(&self, at: Address) -> Self {
        Self {
            top: self.top.min(at.row),
            left: self.left.min(at.column),
            bottom: self.bottom.max(at.row),
            right: self.right.max(at.column),
        }
    }

    /// How many rows it has.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.bottom - self.top + 1
    }

    /// How many columns it has.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.right - self.left + 1
    }

    /// Its first cell.
    #[must_use]
    pub fn first(&self) -> Address {
        Address { row: self.top, column: self.left }
    }

    /// Its one cell, where it is one.
    #[must_use]
    pub fn single(&self) -> Option<Address> {
        (self.height() == 1 && self.width() == 1).then_some(self.first())
    }
}

impl fmt::Display for Rect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(cell) = self.single() {
            return cell.fmt(f);
        }
        match (self.height() == ROWS, self.width() == COLUMNS) {
            (true, _) => write!(f, "{}:{}", column_name(self.left), column_name(self.right)),
            (_, true) => write!(f, "{}:{}", self.top, self.bottom),
            _ => write!(f, "{}:{}", self.first(), Address { row: self.bottom, column: self.right }),
        }
    }
}

/// `n` moved by `by`, within 1 to `last`.
pub(super) fn within(n: u32, by: i64, last: u32) -> Option<u32> {
    let moved = u32::try_from(i64::from(n).checked_add(by)?).ok()?;
    (1..=last).contains(&moved).then_some(moved)
}

/// `A` is 1, `XFD` 16,384; either case.
pub(super) fn column_number(name: &str) -> Option<u32> {
    if name.is_empty() || name.len() > 3 || !name.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let n = name.bytes().fold(0, |n, b| n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    (n <= COLUMNS).then_some(n)
}

/// 1 is `A`, 16,384 is `XFD`.
pub(super) fn column_name(column: u32) -> String {
    let mut name = String::with_capacity(3);
    push_column(&mut name, column);
    name
}

/// The same, put at the end of a text.
pub(super) fn push_column(out: &mut String, column: u32) {
    if let Some(column) = column.checked_sub(1) {
        push_column(out, column / 26);
        out.push(char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column as usize % 26]));
    }
}

/// A row as it is written: no sign, no leading zero.
pub(super) fn row_number(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 7 || text.starts_with('0') || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let row = text.bytes().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    (row <= ROWS).then_some(row)
}
