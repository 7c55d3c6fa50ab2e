//! What the words around the tables of a sheet leave open: of which site each is, and in which money.

use super::columns::{Columns, PriceColumn};
use super::map::Layout;
use super::sheets::Sheet;
use super::titles::Title;
use crate::diag::message::columns::{currencies_differ, sites_unclear};
use crate::diag::{Finding, Findings};
use crate::unit::brief;

/// Asks of which sites two tables are that nothing distinguishes, and which money is meant where two are stated.
pub fn unclear(sheets: &[Sheet], layout: &Layout, findings: &mut Findings) {
    let named = |sheet: &Sheet, cell: &str| {
        if sheets.len() > 1 { format!("{}!{cell}", sheet.name) } else { cell.to_owned() }
    };
    for sheet in sheets {
        if let Some((first, other)) = &sheet.tables.unclear {
            findings.push(sites(first, other, &|cell| named(sheet, cell)));
        }
        for columns in &sheet.tables.columns {
            let stated = layout.currency.is_some();
            let heading = |note: &Title| contradicts(note, columns, stated).map(PriceColumn::named);
            let first = columns.notes.first();
            let other = |note: &Title| {
                let other = first.filter(|first| !stated && first.currency() != note.currency())?;
                Some(format!("{} `{}`", named(sheet, &other.cell), brief(&other.words)))
            };
            let contradicted =
                columns.notes.iter().find_map(|note| Some((note, heading(note).or_else(|| other(note))?)));
            if let Some((note, heading)) = contradicted {
                let (cell, words) = (named(sheet, &note.cell), brief(&note.words));
                findings.push(currencies_differ(&heading, &cell, &words));
            }
        }
    }
}

fn sites(first: &Title, other: &Title, named: &dyn Fn(&str) -> String) -> Finding {
    let [one, two] = [first, other].map(|title| named(&title.cell));
    let [first, other] = [first, other].map(|title| title.name.clone().unwrap_or_default());
    sites_unclear((&one, &first), (&two, &other))
}

/// The column of a table whose heading states another currency, unless one is `stated`, or another multiple than a note.
fn contradicts<'a>(note: &Title, columns: &'a Columns, stated: bool) -> Option<&'a PriceColumn> {
    let other = |p: &&PriceColumn| {
        let currency = note.currency().is_some_and(|of| p.currency.is_some_and(|own| own != of));
        (currency && !stated) || (p.currency.is_some() && note.thousands && !p.thousands)
    };
    columns.prices.iter().find(other)
}
