//! A lot's DQE layout with other quantities: written in the lot's own file, so that what it shares with other lots stays
//! as it is; comments and order too.

use rust_decimal::Decimal;
use toml_edit::{DocumentMut, Item, Table, TableLike};

use super::card::set;
use super::map_text::plain;
use super::quantities::{Counted, Quantities};
use crate::diag::Finding;
use crate::diag::message::quantities::{BadLayout, bad_layout};
use crate::model::quoted;

/// The text of a lot's DQE layout with the quantities that changed.
///
/// # Errors
/// The text is no layout: no TOML, or something else is where a line or its quantity is.
pub fn layout(text: &str, quantities: &Quantities) -> Result<String, Finding> {
    let mut doc: DocumentMut = text.parse().map_err(|_: toml_edit::TomlError| bad_layout(BadLayout::NotToml))?;
    for counted in quantities.counted.iter().filter(|c| c.before != c.after) {
        let (section, line) = counted.id.split_once('.').unwrap_or((&counted.id, ""));
        let lines = ["sections", section, "lines"].into_iter().try_fold(
            doc.as_table_mut() as &mut dyn TableLike,
            |table, key| {
                let item = table.entry(key).or_insert_with(|| Item::Table(implicit()));
                item.as_table_like_mut()
            },
        );
        let line = lines.and_then(|lines| {
            let inside = lines.entry(line).or_insert_with(|| {
                let mut line = Table::new();
                line.set_dotted(true);
                Item::Table(line)
            });
            inside.as_table_like_mut()
        });
        let Some(line) = line else {
            return Err(bad_layout(BadLayout::NoTable(&counted.id)));
        };
        set(line, "quantity", &quantity(counted, &quantities.file));
    }
    Ok(doc.to_string())
}

/// A table that is only there for those inside it.
fn implicit() -> Table {
    let mut table = Table::new();
    table.set_implicit(true);
    table
}

/// The quantity of a line as a model writes it, with where it comes from.
fn quantity(counted: &Counted, file: &str) -> String {
    let place = format!("DQE {}, {}", plain(file), plain(&counted.place));
    let from = match counted.spread {
        None => format!("source = {}", quoted(&place)),
        // The buyer says how many in all; when is ours to say.
        Some(total) => {
            format!("source = \"assumption\", note = {}", quoted(&format!("{place}: {total} over the contract")))
        }
    };
    let mut steps: Vec<(usize, Decimal)> = Vec::new();
    for (year, value) in counted.after.iter().enumerate() {
        if steps.last().is_none_or(|(_, last)| last != value) {
            steps.push((year + 1, *value));
        }
    }
    match &steps[..] {
        [(_, value)] => format!("{{ value = {value}, {from} }}"),
        steps => {
            let steps: Vec<String> =
                steps.iter().map(|(year, value)| format!("{year} = {{ value = {value}, {from} }}")).collect();
            format!("{{ years = {{ {} }} }}", steps.join(", "))
        }
    }
}
