//! What the words around the tables of a sheet leave open: of which site each is, and in which money.

use super::columns::Clashing;
use super::map::Layout;
use super::sheets::Sheet;
use super::terms::Clash;
use super::titles::Title;
use crate::diag::message::columns::{currencies_differ, multiples_differ, sites_unclear, times_differ};
use crate::diag::message::spreadsheet::in_sheet;
use crate::diag::{Finding, Findings};

/// Asks of which sites two tables are that nothing distinguishes, and what amounts are of which two places say differently.
pub fn unclear(sheets: &[Sheet], layout: &Layout, findings: &mut Findings) {
    let named = |sheet: &Sheet, cell: &str| {
        if sheets.len() > 1 { format!("{}!{cell}", sheet.name) } else { cell.to_owned() }
    };
    for sheet in sheets {
        if let Some((first, other)) = &sheet.tables.unclear {
            findings.push(sites(first, other, &|cell| named(sheet, cell)));
        }
        for column in sheet.used.iter().flat_map(|used| &used.columns) {
            let Some(Clashing { what, first, other }) = &column.clash else { continue };
            let first = first.clone().unwrap_or_else(|| column.named());
            let finding = match what {
                Clash::Money if layout.currency.is_none() => currencies_differ(&first, other),
                Clash::Multiple => multiples_differ(&first, other),
                Clash::Time if layout.per.is_none() => times_differ(&first, other),
                Clash::Money | Clash::Time => continue,
            };
            findings.push(if sheets.len() > 1 { in_sheet(finding, &sheet.name) } else { finding });
            break;
        }
    }
}

fn sites(first: &Title, other: &Title, named: &dyn Fn(&str) -> String) -> Finding {
    let [one, two] = [first, other].map(|title| named(&title.cell));
    let [first, other] = [first, other].map(|title| title.name.clone().unwrap_or_default());
    sites_unclear((&one, &first), (&two, &other))
}
