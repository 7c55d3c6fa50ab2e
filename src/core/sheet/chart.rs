//! A chart of the rows of a sheet, for workbooks.

use rust_decimal::Decimal;

/// A chart of the rows of a sheet.
#[derive(Debug, Clone)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// What the vertical axis counts.
    pub axis: String,
    /// The sheet whose rows it draws, where it is another one: of as many lines above its headings.
    pub of: Option<String>,
    /// What it draws.
    pub drawn: Drawn,
}

/// What a chart draws.
#[derive(Debug, Clone)]
pub enum Drawn {
    /// Rows stacked on one another, below the table.
    Rows {
        /// The rows that are its series, in the sheet's rows.
        series: Vec<usize>,
        /// Of each, which of the colours it has: the same thing is in one colour in every chart of a workbook.
        colours: Vec<usize>,
        /// The column of their names.
        names: usize,
        /// The columns that are its points.
        points: std::ops::Range<usize>,
    },
    /// Columns of amounts side by side, below the table: a group a row.
    Columns {
        /// The rows that are its groups.
        rows: std::ops::Range<usize>,
        /// The column of their names.
        names: usize,
        /// The columns that are its series.
        series: Vec<usize>,
        /// Are they shares?
        shares: bool,
        /// What the horizontal axis is of, where names do not say it.
        across: String,
    },
    /// Curves of amounts over time, below the table: a point a row.
    Curves {
        /// The rows that are its points.
        rows: std::ops::Range<usize>,
        /// The column of their names.
        names: usize,
        /// The columns that are its series.
        series: Vec<usize>,
    },
    /// Bars from zero beside its rows, a bar a row, each with its sign.
    Steps {
        /// The rows.
        rows: std::ops::Range<usize>,
        /// The column of what they come to, after that of their names.
        amounts: usize,
    },
    /// A waterfall beside its rows. Their columns are the step, its amount, the sum so far, the base a step rests
    /// on, a total, a step up, a step down.
    Waterfall {
        /// The rows.
        rows: std::ops::Range<usize>,
        /// Where its axis begins.
        from: Decimal,
    },
}
