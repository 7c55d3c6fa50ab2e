//! How rate cards were read, written down as a map: `models/rates/maps/NAME.toml`.

use std::fmt::Write as _;

use toml_edit::{DocumentMut, Item, Table};

use super::asked::{self, Ask};
use super::cards::{Open, Rates};
use super::columns::{Columns, PriceColumn};
use super::map_text::{OPEN, Salary, plain};
use super::role::Part;
use crate::buyer::form::Period;
use crate::model::quoted;
use crate::unit::fold;

/// A map speaks of no more labels than this that are left to its reader.
const OPEN_AT_MOST: usize = 500;

/// A map that reads the same layout the same way: the columns that were found, what was stated, the profile of each
/// label, and what its reader must decide, as `?`.
#[must_use]
pub fn write(rates: &Rates) -> String {
    let layout = &rates.layout;
    let mut out = format!(
        "# How the rates of {} are read; `chiffrage import rates` reads and repeats it. Change it where it is wrong.\n",
        plain(&rates.file)
    );
    let tables = || rates.sheets.iter().flat_map(|sheet| &sheet.tables);
    let found = tables().next().filter(|_| !rates.sheets.iter().any(|sheet| sheet.is_turned));
    let alike = found.filter(|first| tables().all(|table| columns(table) == columns(first)));
    // Of tables that differ, the one whose price is asked for.
    let asked = found.and_then(|_| tables().find(|(_, prices)| prices.is_empty())).filter(|_| !rates.asked.is_empty());
    let columns = match (alike, asked) {
        (Some(alike), _) => Some(columns(alike)),
        (None, Some(asked)) => Some(Named { header: Some(asked.0.header), ..columns(asked) }),
        (None, None) => None,
    };
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{key} = {value}");
        }
    };
    let sheet = match &rates.sheets[..] {
        [sheet] => Some(sheet.name.as_str()).filter(|sheet| !sheet.is_empty()),
        _ => None,
    };
    line("sheet", sheet.map(quoted));
    line("header", columns.as_ref().and_then(|columns| columns.header.map(|row| row.to_string())));
    line("site", layout.site.as_deref().map(quoted));
    let level = rates.level.as_ref().map(|level| format!("{}  # {level}?", quoted(OPEN)));
    if level.is_some() {
        line("# The seniority whose cost a profile takes that the bid has at one level only.\nlevel", level);
    }
    line("level", layout.level.as_deref().map(quoted));
    if let Some(column) = &rates.salary {
        let asked = format!("{}  # {}: \"full\"?", quoted(OPEN), plain(column));
        line(
            "# Is a salary cost of a day all that the day costs: charges, leave, structure?\nsalary_cost",
            Some(asked),
        );
    }
    line("salary_cost", layout.full_salary.then(|| quoted(Salary::Full.id())));
    let is_asked = rates.asks.iter().any(|ask| matches!(ask, Ask::Currency { .. }));
    let currency = match &rates.cards[..] {
        [card] if !is_asked => Some(&card.currency),
        _ => layout.currency.as_ref(),
    };
    line("currency", currency.map(|currency| quoted(currency)));
    line("per", layout.per.map(|per| quoted(per.id())));
    line("hours_per_day", layout.hours_per_day.map(|hours| hours.to_string()));
    line("as_cost", layout.as_cost.then(|| "true".to_owned()));
    line("base_month", layout.base_month.map(|month| quoted(&month.to_string())));
    out += &asked::lines(&rates.asks, None);
    if let Some(columns) = columns {
        let _ = write!(out, "\n[columns]\n{}", columns.lines);
        if !rates.asked.is_empty() {
            let asked: Vec<String> = rates.asked.iter().map(|heading| quoted(heading)).collect();
            let _ = writeln!(out, "price = {}  # {}?", quoted(OPEN), asked.join(" or "));
        }
        if rates.asks.contains(&Ask::PriceUnit) {
            let _ = writeln!(out, "price_unit = {}  # {} or \"-\"?", quoted(OPEN), columns.counted);
        }
    }
    let sites: Vec<&str> = rates.cards.iter().map(|card| card.site.as_str()).filter(|site| !site.is_empty()).collect();
    let asked_of = |table: &'static str| asked::lines(&rates.asks, Some(table));
    if sites.len() > 1 || !asked_of("sites").is_empty() {
        out += "\n# The name of the card of each site.\n[sites]\n";
        for site in sites {
            let _ = writeln!(out, "{} = {}", quoted(site), quoted(&layout.card_of(site)));
        }
        out += &asked_of("sites");
    }
    let currencies = asked_of("currencies");
    if !currencies.is_empty() {
        out += "\n# The currency of the prices of each site that does not state it.\n[currencies]\n";
        out += &currencies;
    }
    let words = asked_of("words");
    if !words.is_empty() || !layout.words.is_empty() {
        out += "\n# What words around the prices say of them.\n[words]\n";
        for (words, meaning) in &layout.words {
            let _ = writeln!(out, "{} = {}", quoted(words), quoted(&meaning.to_string()));
        }
        out += &words;
    }
    out += "\n# The profile of each label of the file.\n[profiles]\n";
    for (label, profile) in decided(rates) {
        let _ = writeln!(out, "{} = {}", quoted(label), quoted(profile));
    }
    if !rates.open.is_empty() {
        out += "# These name no profile of the bid for sure: put one in the place of `?`, or leave them so.\n";
    }
    for open in rates.open.iter().take(OPEN_AT_MOST) {
        let _ = writeln!(out, "{} = {}{}", quoted(&open.label), quoted(OPEN), near(open));
    }
    if let more @ 1.. = rates.open.len().saturating_sub(OPEN_AT_MOST) {
        let _ = writeln!(out, "# And {more} more.");
    }
    out
}

/// The profiles that were taken, each by the label that says so.
fn decided(rates: &Rates) -> Vec<(&str, &str)> {
    let mut decided: Vec<(&str, &str)> = Vec::new();
    for taken in rates.cards.iter().flat_map(|card| &card.taken) {
        let (label, profile) = &taken.decided;
        if decided.iter().all(|(known, _)| known != label) {
            decided.push((label, profile));
        }
    }
    decided
}

/// What a label may be, as a comment.
fn near(open: &Open) -> String {
    if open.near.is_empty() { String::new() } else { format!("  # {}?", open.near.join(" or ")) }
}

/// The columns of a table as a map names them.
#[derive(PartialEq, Eq)]
struct Named {
    header: Option<usize>,
    lines: String,
    /// The column of a number of days that a price may be for.
    counted: String,
}

fn columns((found, prices): &(Columns, Vec<PriceColumn>)) -> Named {
    let attributes = found.attributes().map(|(_, at)| at).chain(found.counted);
    let used: Vec<usize> = attributes.chain(prices.iter().map(|p| p.at)).collect();
    let (lettered, name) = found.names(&used);
    let mut lines = String::new();
    for (key, at) in found.attributes() {
        let _ = writeln!(lines, "{key} = {}", quoted(&name(at)));
    }
    let several = prices.iter().any(|price| {
        !price.level.is_empty() || !price.site.is_empty() || price.month.is_some() || price.until.is_some()
    });
    for price in prices {
        let year = match price.period {
            // A heading that names a month says more than a year.
            Some(Period::Year(n) | Period::Calendar(n)) if price.month.is_none() => Some(n),
            _ => None,
        };
        match (year, price.part) {
            _ if several => {
                let of = [("level", &price.level), ("site", &price.site)].into_iter().filter(|(_, of)| !of.is_empty());
                let of = of.map(|(key, of)| format!("{key} = {}", quoted(of)));
                let of: Vec<String> = of.chain(year.map(|n| format!("year = {n}"))).collect();
                let _ = writeln!(lines, "prices.{} = {{ {} }}", quoted(&name(price.at)), of.join(", "));
            }
            (Some(n), Part::Mode) => {
                let _ = writeln!(lines, "years.{n} = {}", quoted(&name(price.at)));
            }
            (_, part) => {
                let key = match part {
                    Part::Mode => "price",
                    Part::Low => "low",
                    Part::High => "high",
                };
                let _ = writeln!(lines, "{key} = {}", quoted(&name(price.at)));
            }
        }
    }
    let counted = found.counted.map(|at| quoted(&name(at))).unwrap_or_default();
    Named { header: lettered.then_some(found.header), lines, counted }
}

/// The text of a map that is there, with what was decided since and the labels that it does not speak of yet; `None` where
/// nothing is to be added.
#[must_use]
pub fn update(text: &str, rates: &Rates) -> Option<String> {
    let mut doc: DocumentMut = text.parse().ok()?;
    let mut changed = false;
    let mut put = |table: &mut Table, key: &str, value: &str, comment: &str| {
        let own = table.iter().map(|(own, _)| own.to_owned()).find(|own| fold(own) == fold(key) || own == key);
        let open = |own: &str| table.get(own).and_then(Item::as_str) == Some(OPEN);
        if own.as_deref().is_some_and(|own| !open(own) || value == OPEN) {
            return;
        }
        let mut value = toml_edit::Value::from(value);
        value.decor_mut().set_suffix(comment);
        table.insert(own.as_deref().unwrap_or(key), Item::Value(value));
        changed = true;
    };
    if let Some(level) = &rates.level {
        put(doc.as_table_mut(), "level", OPEN, &format!("  # {level}?"));
    }
    if let Some(column) = &rates.salary {
        put(doc.as_table_mut(), "salary_cost", OPEN, &format!("  # {}: \"full\"?", plain(column)));
    }
    if let Some(level) = &rates.layout.level {
        put(doc.as_table_mut(), "level", level, "");
    }
    for ask in &rates.asks {
        let (table, key) = ask.key();
        let of = match table {
            None => Some(doc.as_table_mut()),
            Some(table) => doc.entry(table).or_insert_with(|| Item::Table(Table::new())).as_table_mut(),
        };
        put(of?, key, OPEN, &format!("  # {}", ask.comment()));
    }
    for (words, meaning) in &rates.layout.words {
        let of = doc.entry("words").or_insert_with(|| Item::Table(Table::new())).as_table_mut();
        put(of?, words, &meaning.to_string(), "");
    }
    let profiles = doc.entry("profiles").or_insert_with(|| Item::Table(Table::new()));
    let profiles = profiles.as_table_mut()?;
    for (label, profile) in decided(rates) {
        // What the bid's own names say need not be written down.
        let is_open = profiles.iter().any(|(own, item)| fold(own) == fold(label) && item.as_str() == Some(OPEN));
        if is_open || rates.asked(label) {
            put(profiles, label, profile, "");
        }
    }
    for open in rates.open.iter().take(OPEN_AT_MOST) {
        put(profiles, &open.label, OPEN, &near(open));
    }
    changed.then(|| doc.to_string())
}
