//! A rate card as our TOML: a new file, or an old one in which only the figures that change are touched.

use std::fmt::Write as _;

use itertools::Itertools as _;
use toml_edit::{DocumentMut, Item, TableLike, Value};

use super::cards::{Rates, SiteCard, Taken};
use super::map_text::plain;
use super::per::Per;
use crate::diag::message::rates::{NoCard, no_base_month, no_card};
use crate::diag::{Errors, Finding, Sources};
use crate::model::shape::{Reader, Shape as _};
use crate::model::tree::parse;
use crate::model::{quoted, raw};
use crate::unit::{Month, Text, parse_decimal};

/// A card to write.
#[derive(Debug)]
pub struct Card {
    /// Its text.
    pub text: String,
    /// The profiles whose figures are new or others than before.
    pub changed: Vec<Changed>,
    /// The profiles that were there and of which the file says nothing: they stay as they are.
    pub kept: Vec<String>,
}

/// What became of a profile's cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The profile.
    pub profile: String,
    /// What was there, as written: a figure, a range, or steps; `None` where nothing was.
    pub before: Option<String>,
    /// What is there now.
    pub after: String,
}

/// The card `name` of a site of `rates`, laid over the text of the one that is there.
///
/// # Errors
/// Something that a card needs is not stated, the old text is no card, or the two do not go together.
pub fn card(rates: &Rates, of: &SiteCard, name: &str, before: Option<&str>) -> Result<Card, Errors> {
    let card = match before {
        None => new(rates, of, name)?,
        Some(before) => updated(rates, of, name, before)?,
    };
    valid(name, &card.text)?;
    Ok(card)
}

/// Reads the text as the bid will.
fn valid(name: &str, text: &str) -> Result<(), Errors> {
    let mut sources = Sources::default();
    let file = sources.add(name.to_owned(), text.to_owned());
    let mut reader = Reader { defaults: vec![None], ..Reader::default() };
    let mut node = parse(file, text, &mut reader.findings);
    // The source of a whole file is no key of the card.
    if let crate::model::tree::Value::Table(table) = &mut node.value {
        table.shift_remove("source");
        table.shift_remove("include");
    }
    let read = raw::RateCard::read(&node, &mut reader);
    // The text is not shown: it is not written.
    let errors = reader.findings.sorted();
    if read.is_ok() && errors.is_empty() {
        return Ok(());
    }
    let why = Text::each(|lang| errors.iter().map(|f| f.message.get(lang)).join("; "));
    Err(no_card(name, NoCard::Invalid(&why)).into())
}

/// The figures by profile, each profile's in order of time.
fn by_profile(card: &SiteCard) -> Vec<(&str, Vec<&Taken>)> {
    let mut by: Vec<(&str, Vec<&Taken>)> = Vec::new();
    for taken in &card.taken {
        match by.last_mut() {
            Some((profile, list)) if *profile == taken.profile => list.push(taken),
            _ => by.push((&taken.profile, vec![taken])),
        }
    }
    by
}

/// A figure as a model writes it, with where it comes from.
fn figure(taken: &Taken, rates: &Rates) -> String {
    let card = format!("rate card {}, {}", plain(&rates.file), plain(&taken.source));
    let mut notes = Vec::new();
    // A day's cost that rests on stated hours is as weak as they are.
    if let (Some(count), per) = (taken.count, taken.per) {
        let of = if per == Some(Per::Hour) { "hours" } else { "days" };
        notes.push(format!("{} for {count} {of}", plain(&taken.read)));
    }
    let source = match (taken.per, rates.layout.hours_per_day) {
        (Some(Per::Hour), Some(hours)) => {
            notes.insert(0, format!("{card}: {} an hour × {hours} hours a day, as stated at the import", taken.price));
            "assumption".to_owned()
        }
        _ => card,
    };
    if rates.layout.as_cost {
        notes.push("a price of another company taken as a cost".to_owned());
    }
    let cost = taken.cost.unwrap_or_default();
    let value = match taken.range {
        Some((low, high)) => format!("low = {low}, mode = {cost}, high = {high}"),
        None => format!("value = {cost}"),
    };
    let note = if notes.is_empty() { String::new() } else { format!(", note = {}", quoted(&notes.join("; "))) };
    format!("{{ {value}, source = {}{note} }}", quoted(&source))
}

fn new(rates: &Rates, of: &SiteCard, name: &str) -> Result<Card, Finding> {
    let by = by_profile(of);
    let Some(base) = rates.base_month(of) else {
        return Err(no_base_month(rates.since(), None));
    };
    let mut text = format!(
        "# Daily costs read from {} by `chiffrage import rates`; what a day of each profile COSTS, before overheads and margin.\n",
        plain(&rates.file)
    );
    if let Some(hours) = rates.layout.hours_per_day
        && of.taken.iter().any(|taken| taken.per == Some(Per::Hour))
    {
        let _ = writeln!(text, "# {hours} hours a day, as stated at the import: an assumption.");
    }
    let source = quoted(&format!("rate card {}", plain(&rates.file)));
    let _ = write!(
        text,
        "source = {source}\n\nlabel      = {}\ncurrency   = {}\nbase_month = \"{base}\"  # drift counts from here, every January\n\n[daily_cost]\n",
        quoted(if of.site.is_empty() { name } else { &of.site }),
        quoted(&of.currency)
    );
    let width = by.iter().map(|(profile, _)| profile.len()).max().unwrap_or(0);
    let (single, stepped): (Vec<_>, Vec<_>) = by.iter().partition(|(_, list)| list.iter().all(|t| t.from.is_none()));
    for (profile, list) in single {
        for taken in list {
            let _ = writeln!(text, "{:<width$} = {}", key(profile), figure(taken, rates));
        }
    }
    for (profile, list) in stepped {
        let _ = writeln!(text, "\n[daily_cost.{}.from]", key(profile));
        for taken in list {
            let _ = writeln!(text, "\"{}\" = {}", taken.from.unwrap_or(base), figure(taken, rates));
        }
    }
    let cost = |taken: &&Taken| taken.cost.unwrap_or_default().to_string();
    let figures = |list: &[&Taken]| list.iter().map(cost).collect::<Vec<_>>().join(", ");
    let changed =
        by.iter().map(|(profile, list)| Changed { profile: (*profile).to_owned(), before: None, after: figures(list) });
    Ok(Card { text, changed: changed.collect(), kept: Vec::new() })
}

fn key(id: &str) -> String {
    toml_edit::Key::new(id).display_repr().into_owned()
}

fn updated(rates: &Rates, of: &SiteCard, name: &str, before: &str) -> Result<Card, Errors> {
    let refuse = |why: NoCard<'_>| Errors::from(no_card(name, why));
    let mut doc: DocumentMut = before.parse().map_err(|_: toml_edit::TomlError| refuse(NoCard::NotToml))?;
    let stated = |key: &str| doc.get(key).and_then(Item::as_str).map(str::to_owned);
    if let Some(currency) = stated("currency")
        && currency != of.currency
    {
        return Err(refuse(NoCard::Currency(&currency, &of.currency)));
    }
    let base = stated("base_month").and_then(|text| Month::parse(&text));
    let Some(costs) = doc.get_mut("daily_cost").and_then(Item::as_table_like_mut) else {
        return Err(refuse(NoCard::NoCosts));
    };
    let by = by_profile(of);
    let kept: Vec<String> =
        costs.iter().map(|(id, _)| id.to_owned()).filter(|id| by.iter().all(|(p, _)| p != id)).collect();
    let (mut changed, mut dated) = (Vec::new(), true);
    for (profile, list) in &by {
        let before = costs.get(profile).and_then(written);
        if put(costs, profile, list, rates, base) {
            dated &= list.iter().all(|taken| taken.from.is_some());
            let after = costs.get(profile).and_then(written).unwrap_or_default();
            changed.push(Changed { profile: (*profile).to_owned(), before, after });
        }
    }
    // The month of the costs that were there says nothing of these.
    if !dated && rates.layout.base_month.is_none() {
        return Err(no_base_month(rates.since(), base.map(|base| (name, base))).into());
    }
    if let (Some(stated), Some(base)) = (rates.layout.base_month, base)
        && stated != base
    {
        if !kept.is_empty() {
            return Err(refuse(NoCard::BaseMonth(base, stated, &kept)));
        }
        if let Some(Item::Value(value)) = doc.get_mut("base_month") {
            replace(value, &format!("\"{stated}\""));
        }
    }
    Ok(Card { text: doc.to_string(), changed, kept })
}

/// A figure as a card has it, in a few words: `395`, `400 (350–550)`, `2026-01: 300, 2028-01: 330`.
fn written(item: &Item) -> Option<String> {
    let Some(table) = item.as_table_like() else {
        return item.as_value().map(|value| value.to_string().trim().to_owned());
    };
    if let Some(steps) = table.get("from").and_then(Item::as_table_like) {
        let steps = steps.iter().filter_map(|(month, item)| Some(format!("{month}: {}", written(item)?)));
        return Some(steps.collect::<Vec<_>>().join(", "));
    }
    let of = |key: &str| table.get(key).and_then(written);
    match (of("value"), of("low"), of("mode"), of("high")) {
        (Some(value), ..) => Some(value),
        (None, Some(low), Some(mode), Some(high)) => Some(format!("{mode} ({low}–{high})")),
        _ => None,
    }
}

/// Puts a profile's figures in their place; `false` where they are what is there.
fn put(costs: &mut dyn TableLike, profile: &str, list: &[&Taken], rates: &Rates, base: Option<Month>) -> bool {
    if let [taken] = list
        && taken.from.is_none()
    {
        return put_figure(costs, profile, taken, rates);
    }
    let month = |taken: &Taken| taken.from.or(base).map(|m| m.to_string()).unwrap_or_default();
    let steps = costs.get_mut(profile).and_then(Item::as_table_like_mut).and_then(|t| t.get_mut("from"));
    if let Some(steps) = steps.and_then(Item::as_table_like_mut) {
        let gone: Vec<String> =
            steps.iter().map(|(m, _)| m.to_owned()).filter(|m| list.iter().all(|t| month(t) != *m)).collect();
        for month in &gone {
            steps.remove(month);
        }
        // Each step is put, whether or not one before it changed.
        let put = list.iter().filter(|taken| put_figure(steps, &month(taken), taken, rates)).count();
        return put > 0 || !gone.is_empty();
    }
    let steps: Vec<String> =
        list.iter().map(|taken| format!("\"{}\" = {}", month(taken), figure(taken, rates))).collect();
    set(costs, profile, &format!("{{ from = {{ {} }} }}", steps.join(", ")));
    true
}

fn put_figure(table: &mut dyn TableLike, id: &str, taken: &Taken, rates: &Rates) -> bool {
    let number = |item: &Item| match item {
        Item::Value(value @ (Value::Integer(_) | Value::Float(_))) => parse_decimal(value.to_string().trim()),
        _ => None,
    };
    let same = table.get(id).is_some_and(|item| match item.as_table_like() {
        None => taken.range.is_none() && number(item) == taken.cost,
        Some(of) => {
            let at = |key: &str| of.get(key).and_then(number);
            match taken.range {
                None => at("value") == taken.cost,
                Some((low, high)) => (at("low"), at("mode"), at("high")) == (Some(low), taken.cost, Some(high)),
            }
        }
    });
    if !same {
        set(table, id, &figure(taken, rates));
    }
    !same
}

/// Writes a value in its place, the comments around it left as they are.
pub(super) fn set(table: &mut dyn TableLike, key: &str, toml: &str) {
    match table.get_mut(key) {
        Some(Item::Value(value)) => replace(value, toml),
        // A figure under a header of its own.
        Some(Item::Table(own)) if toml.parse::<Value>().is_ok_and(|v| v.is_inline_table()) => {
            let keys: Vec<String> = own.iter().map(|(key, _)| key.to_owned()).collect();
            let Ok(Value::InlineTable(of)) = toml.parse::<Value>() else { return };
            for key in keys.iter().filter(|key| !of.contains_key(key)) {
                own.remove(key);
            }
            for (key, value) in of {
                match own.get_mut(&key) {
                    Some(Item::Value(old)) => replace(old, value.to_string().trim()),
                    _ => drop(own.insert(&key, Item::Value(value.decorated(" ", "")))),
                }
            }
        }
        _ => {
            if let Ok(value) = toml.parse::<Value>() {
                table.insert(key, Item::Value(value));
            }
        }
    }
}

fn replace(value: &mut Value, toml: &str) {
    if let Ok(mut new) = toml.parse::<Value>() {
        *new.decor_mut() = value.decor().clone();
        *value = new;
    }
}
