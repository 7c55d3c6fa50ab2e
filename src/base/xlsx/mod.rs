//! An external spreadsheet file, as bytes in and bytes out: opened under limits, read where it is needed, and changed in
//! its place so that every byte that is not meant to change stays.
//!
//! [`Book::open`] reads what a workbook names; [`Book::sheet`] one [`Sheet`], what its cells hold in the order of the
//! page, with the formulas that they share given for each. Numbers stay as they are written. [`Package`] is the file below:
//! its parts, and the file with some of them replaced ([`Package::with`]). [`Book::splice`] puts new values into a sheet.
//!
//! Knows nothing of bids, and no file: who calls it reads and writes.

mod archive;
mod bare;
mod book;
mod calculation;
mod cell;
mod comments;
mod date;
mod fragments;
mod looks;
mod onload;
mod package;
mod relation;
mod rewrite;
mod scan;
mod sheet;
mod span;
mod splice;
mod strings;
mod styles;
mod tag;
mod usual;
mod validation;
mod visible;
mod wellformed;
mod whole;
mod xml;

pub use archive::{Extra, ExtraPlace};
pub use book::{Book, Name, SheetEntry, State, same_name};
pub use cell::{Cell, Formula, Value};
pub use comments::Comment;
pub use fragments::{Cut, TextFragment, fragments};
pub use looks::Looks;
pub use package::{Entry, Package};
pub use relation::Relation;
pub use rewrite::sha256;
pub use sheet::{Columns, Row, Sheet, Table};
pub use styles::Style;
pub use validation::Validation;
pub use visible::Unseen;
