//! The scenarios of a bid, and what each changes (method §7).

use super::{Cell, Column, Row, Sheet, Style};
use crate::diag::Sources;
use crate::scenario::Changed;
use crate::unit::{Lang, Text};

/// A scenario: its id, its name, why it is there, what it changes.
pub type Listed<'a> = (&'a str, &'a Text, &'a Text, Vec<Changed>);

/// Each scenario with its changes: path, before, after, and where it is written.
#[must_use]
pub fn scenarios(listed: &[Listed<'_>], sources: &Sources, lang: Lang) -> Sheet {
    let mut rows = Vec::new();
    for (id, label, why, changes) in listed {
        let heading = format!("{id} : {}", label.get(lang));
        rows.push(Row::of(Style::Section, vec![Cell::Empty, Cell::Empty, heading.into()]));
        rows.extend(changes.iter().map(|change| {
            let value = |written: &Option<String>| brief(written.as_deref().unwrap_or("-"));
            Row::body(vec![
                (*id).into(),
                why.get(lang).into(),
                change.path.as_str().into(),
                value(&change.before).into(),
                value(&change.after).into(),
                change.source.to_string().into(),
                sources.place(change.at).into(),
            ])
        }));
    }
    Sheet {
        name: lang.pick("Scénarios", "Scenarios").into(),
        title: vec![lang.pick("Scénarios et ce que chacun change", "Scenarios and what each changes").into()],
        columns: vec![
            Column::key("scenario"),
            Column::key("why"),
            Column::text("path", lang.pick("Chiffre", "Value"), 50),
            Column::text("before", lang.pick("Avant", "Before"), 26),
            Column::text("after", lang.pick("Après", "After"), 26),
            Column::text("source", "Source", 14),
            Column::key("place"),
        ],
        rows,
        ..Sheet::default()
    }
}

/// The beginning of a long value: a whole team is read in the scenario's file.
fn brief(written: &str) -> String {
    const MOST: usize = 40;
    if written.chars().count() <= MOST {
        return written.to_owned();
    }
    written.chars().take(MOST - 1).chain(['…']).collect()
}
