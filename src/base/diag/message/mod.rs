//! What each finding says, in French and in English: one function for each thing that can be wrong, which takes what is
//! known of it and gives the finding whole. No sentence of a finding is written elsewhere.
//!
//! A file for each family of codes. In French, a no-break space comes before `:`, `;`, `!`, `?`, `%` and `€`, and inside
//! « »; what is typed as it is (keys, paths, commands, codes of lines) is between backquotes in both languages.

pub mod cell;
pub mod columns;
pub mod command;
pub mod concede;
pub mod correlation;
pub mod damage;
pub mod estimate;
pub mod figure;
pub mod file;
pub mod fill;
pub mod form;
pub mod leak;
pub mod living;
pub mod lot;
pub mod model;
pub mod output;
pub mod priced;
pub mod quantities;
pub mod rates;
pub mod scenario;
pub mod shape;
pub mod spreadsheet;
pub mod syntax;
pub mod workbook;

use rust_decimal::Decimal;

use super::{listed, nearest};
use crate::text;
use crate::unit::{Month, Text, digits};

/// The name that may be meant by one that is not known; else what there is to choose from.
fn meant<'a>(written: &str, known: impl IntoIterator<Item = &'a str>, choice: impl FnOnce() -> Text) -> Text {
    match nearest(written, known) {
        Some(near) => text!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"),
        None => choice(),
    }
}

/// A number as each language writes it.
fn number(value: Decimal) -> Text {
    Text::each(|lang| digits(value, value.scale(), lang))
}

/// When something is so, after what it is.
fn in_month(month: Month) -> Text {
    let month = Text::each(|lang| month.name(lang));
    text!(" en {month}", " in {month}", month)
}

/// The first of what a sentence names, and how many more there are.
fn list(of: &[String]) -> String {
    listed(of.iter().map(String::as_str))
}

/// Several texts in one, with commas.
fn joined(texts: impl Iterator<Item = Text>) -> Text {
    let texts: Vec<Text> = texts.collect();
    Text::each(|lang| texts.iter().map(|text| text.get(lang)).collect::<Vec<_>>().join(", "))
}
