//! A text as TOML writes it.

use std::fmt::Write as _;

/// A text as a string of TOML, on one line whatever it holds.
///
/// ```
/// use chiffrage_core::model::quoted;
/// assert_eq!(quoted("a \"b\" \\ c\n"), r#""a \"b\" \\ c\u000A""#);
/// ```
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
