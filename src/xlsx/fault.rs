//! The findings of this room, each in one place.

use crate::diag::{Code, Finding};
use crate::unit::Text;

/// The file is cut short or contradicts itself.
pub fn damaged(what: impl Into<Text>) -> Finding {
    Finding::error(Code::Damaged, what)
        .help("get the file again; if Excel opens it, save a copy from there and use the copy")
}

/// More than any form of a buyer holds.
pub fn too_much(what: impl Into<Text>) -> Finding {
    Finding::error(Code::TooMuch, what)
        .help("delete the sheets, rows or pictures that are not needed in a copy, and use the copy")
}

/// What no spreadsheet program writes.
pub fn hostile(what: impl Into<Text>) -> Finding {
    Finding::error(Code::Hostile, what).help("do not open this file: ask the buyer for it again, from a trusted place")
}

/// No workbook of Excel.
pub fn not_a_workbook(what: impl Into<Text>) -> Finding {
    Finding::error(Code::NotAWorkbook, what).help("name an .xlsx or .xlsm file")
}

/// A spreadsheet of another format.
pub fn other_format(what: &str) -> Finding {
    Finding::error(Code::OtherFormat, format!("the file is {what}, which cannot be filled in its place"))
        .help("open it in the program it comes from, save a copy as .xlsx, and use the copy")
}

/// A password is needed to open it.
pub fn encrypted() -> Finding {
    Finding::error(Code::Encrypted, "the workbook is encrypted")
        .help("open it in Excel with its password, remove the password to open it, save a copy, and use the copy")
}

/// Neither UTF-8 nor UTF-16.
pub fn encoding(part: &str, name: &str) -> Finding {
    Finding::error(Code::Encoding, format!("`{part}` is text in {name}, neither UTF-8 nor UTF-16"))
        .help("save a copy from Excel, and use the copy")
}

/// A sheet that cannot be changed in its place alone.
pub fn not_splicable(what: impl Into<Text>) -> Finding {
    Finding::error(Code::NotSplicable, what).help("save a copy from Excel, and fill the copy")
}
