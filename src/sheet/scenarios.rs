//! The scenarios of a bid, and what each changes (method §7).

use super::{Cell, Column, Row, Sheet, Style};
use crate::diag::Sources;
use crate::model::figure::Source;
use crate::scenario::Changed;
use crate::unit::{Lang, Text};

/// A scenario: its id, its name, why it is there, what it changes.
pub type Listed<'a> = (&'a str, &'a Text, &'a Text, Vec<Changed>);

/// Each scenario with its changes: path, before, after, and where it is written. Long values are cut where people
/// read them, unless they are wanted `whole`; data have them whole.
#[must_use]
pub fn scenarios(listed: &[Listed<'_>], sources: &Sources, whole: bool, lang: Lang) -> Sheet {
    let mut rows = Vec::new();
    for (id, label, why, changes) in listed {
        let heading = format!("{id}{}{}", lang.colon(), label.get(lang));
        rows.push(Row::of(Style::Section, vec![Cell::Empty, Cell::Empty, heading.into()]));
        rows.extend(changes.iter().map(|change| {
            let value = |written: Option<&str>| written.unwrap_or("-").to_owned();
            let inherited = change
                .inherited
                .as_deref()
                .map(|written| format!("{written} {}", lang.pick("(hérité)", "(inherited)")));
            let before = inherited.unwrap_or_else(|| value(change.before.as_deref()));
            let after = value(change.after.as_deref());
            let drawn = |written: &str| if whole { written.to_owned() } else { brief(written) };
            let source = match &change.source {
                Source::Assumption => lang.pick("hypothèse", "assumption").to_owned(),
                source => source.to_string(),
            };
            Row::body(vec![
                (*id).into(),
                why.get(lang).into(),
                change.path.as_str().into(),
                drawn(&before).into(),
                drawn(&after).into(),
                before.into(),
                after.into(),
                source.into(),
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
            Column::drawn(lang.pick("Avant", "Before"), 26),
            Column::drawn(lang.pick("Après", "After"), 26),
            Column::key("before"),
            Column::key("after"),
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
