//! How a rate card was read, written down as a map: `models/rates/maps/NAME.toml`.

use std::fmt::Write as _;

use super::heading::Part;
use super::map::OPEN;
use super::rates::Rates;
use crate::buyer::form::Period;
use crate::model::quoted;
use crate::sheet::column_letters;

/// A map speaks of no more labels than this that are left to its reader.
pub const OPEN_AT_MOST: usize = 500;

/// A map that reads the same layout the same way: the columns that were found, what was stated, the profile of each
/// label, and the labels that name none, for its reader to fill in.
#[must_use]
pub fn write(rates: &Rates) -> String {
    let (layout, found) = (&rates.layout, &rates.columns);
    let mut out = format!(
        "# How the rates of {} are read; `chiffrage import rates` reads and repeats it. Change it where it is wrong.\n",
        super::card::plain(&rates.file)
    );
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{key} = {value}");
        }
    };
    line("sheet", layout.sheet.as_deref().filter(|s| !s.is_empty()).map(quoted));
    // The second line of a header says which year a column is for, and no word of it is in the first.
    line("header", found.two_lines.then(|| found.header.to_string()));
    line("site", layout.site.as_deref().map(quoted));
    line("currency", layout.currency.as_deref().map(quoted));
    line("per", layout.per.map(|per| quoted(per.id())));
    line("hours_per_day", layout.hours_per_day.map(|hours| hours.to_string()));
    line("as_cost", layout.as_cost.then(|| "true".to_owned()));
    line("base_month", layout.base_month.map(|month| quoted(&month.to_string())));
    let heading = |at: usize| {
        let words = found.headings.iter().find(|h| h.0 == at).map(|h| h.1.clone());
        if found.two_lines { Some(column_letters(at)) } else { words }
    };
    let mut columns = String::new();
    let mut line = |key: &str, at: Option<usize>| {
        if let Some(words) = at.and_then(heading) {
            let _ = writeln!(columns, "{key} = {}", quoted(&words));
        }
    };
    line("profile", Some(found.profile));
    line("level", found.level);
    line("site", found.site);
    line("currency", found.currency);
    line("per", found.per);
    line("from", found.from);
    for price in &rates.prices {
        let key = match (price.period, price.part) {
            (Some(Period::Year(n) | Period::Calendar(n)), _) => format!("years.{n}"),
            (_, Part::Mode) => "price".to_owned(),
            (_, Part::Low) => "low".to_owned(),
            (_, Part::High) => "high".to_owned(),
        };
        line(&key, Some(price.at));
    }
    let _ = write!(out, "\n[columns]\n{columns}\n# The profile of each label of the file.\n[profiles]\n");
    let mut labels: Vec<&str> = Vec::new();
    for taken in &rates.taken {
        if !labels.contains(&taken.label.as_str()) {
            labels.push(&taken.label);
            let _ = writeln!(out, "{} = {}", quoted(&taken.label), quoted(&taken.profile));
        }
    }
    if !rates.open.is_empty() {
        out += "# These name no profile of the bid: put one in the place of `?`, or leave them so.\n";
    }
    for (label, near) in rates.open.iter().take(OPEN_AT_MOST) {
        let near = near.as_deref().map(|near| format!("  # {near}?")).unwrap_or_default();
        let _ = writeln!(out, "{} = {}{near}", quoted(label), quoted(OPEN));
    }
    if let more @ 1.. = rates.open.len().saturating_sub(OPEN_AT_MOST) {
        let _ = writeln!(out, "# And {more} more.");
    }
    out
}
