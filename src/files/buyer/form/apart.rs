//! The tables that one header is: one for each lot, step or period that its headings set apart.

use std::collections::BTreeSet;

use super::columns::Columns;
use super::header::{Headed, Header};
use super::heading::{Role, heading};
use super::lot::lot_mention;
use crate::unit::fold;

/// The headers of the tables that one header is: where its headings set several columns of prices apart, as those of lots, of the
/// steps of a scale or of periods, each is a table of its own, with what is bought in common. None where they do not, or where
/// a price is given before and after a discount.
#[must_use]
pub fn apart(header: &Header, columns: &Columns) -> Vec<Header> {
    let prices = columns.prices.iter().map(|(_, price)| price).chain(&columns.unit_price);
    let Some(rivals) = prices.into_iter().find(|price| !price.rivals.is_empty()) else { return Vec::new() };
    let at: Vec<u32> = std::iter::once(rivals.at).chain(rivals.rivals.iter().copied()).collect();
    let members: Vec<&Headed> = header.columns.iter().filter(|headed| at.contains(&headed.column)).collect();
    let discounted = header.columns.iter().any(|headed| headed.heading.role == Role::Coefficient);
    if discounted || members.len() != at.len() {
        return Vec::new();
    }
    let by_group: Option<Vec<String>> = members.iter().map(|headed| group(headed)).collect();
    let by_group = by_group.filter(|groups| are_distinct(groups));
    let own: Vec<String> = members.iter().map(|headed| headed.own.clone()).collect();
    // Where the words below a group head no price by themselves, they say which it is.
    let heads = |own: &String| heading(own).is_some_and(|h| h.role.is_asked());
    let own = if own.iter().any(heads) { set_apart(&own) } else { Some(own) };
    let own = own.filter(|own| are_distinct(own));
    let Some(names) = by_group.clone().or(own) else { return Vec::new() };
    let is_common = |headed: &Headed| matches!(headed.heading.role, Role::Lot | Role::Code | Role::Label | Role::Unit);
    let table = |(member, name): (&&Headed, &String)| {
        let own = |headed: &&Headed| {
            let of_group = by_group.is_some() && group(headed).as_ref() == Some(name);
            headed.column == member.column
                || of_group
                || (is_common(headed) && group(headed).is_none_or(|of| !names.contains(&of)))
        };
        Header {
            columns: header.columns.iter().filter(own).cloned().collect(),
            apart: Some(name.clone()),
            ..header.clone()
        }
    };
    members.iter().zip(&names).map(table).collect()
}

/// What a column shares with those beside it: the words of the cell over them, or the lot that its own words name.
fn group(headed: &Headed) -> Option<String> {
    let of_lot = || lot_mention(&headed.own).map(|lot| lot.text);
    let above = headed.group.clone().filter(|words| !heading(words).is_some_and(|h| h.role.is_asked()));
    of_lot().or(above)
}

/// Texts without the words that all of them have; `None` where one has no other.
fn set_apart(texts: &[String]) -> Option<Vec<String>> {
    let folded = |text: &String| -> Vec<String> { text.split_whitespace().map(fold).collect() };
    let all: Vec<Vec<String>> = texts.iter().map(folded).collect();
    let rest = |(text, words): (&String, &Vec<String>)| {
        let own = text.split_whitespace().zip(words).filter(|(_, word)| !all.iter().all(|other| other.contains(word)));
        let own: Vec<&str> = own.map(|(word, _)| word).collect();
        let text = own.join(" ");
        // `(24 mois)` beside `(12 mois)`: without their common end, what opens the bracket says nothing.
        let closed = text.matches('(').count() == text.matches(')').count();
        let text =
            if closed { text.as_str() } else { text.rsplit_once('(').map_or("", |(before, _)| before.trim_end()) };
        (!text.is_empty()).then(|| text.to_owned())
    };
    texts.iter().zip(&all).map(rest).collect()
}

fn are_distinct(texts: &[String]) -> bool {
    let folded: BTreeSet<String> = texts.iter().map(|text| fold(text)).collect();
    folded.len() == texts.len() && !folded.contains("")
}
