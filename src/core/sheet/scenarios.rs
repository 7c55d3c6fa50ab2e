//! The scenarios of a bid, and what each changes (method §7).

use super::{Cell, Column, Row, Sheet, Style};
use crate::diag::Sources;
use crate::scenario::Changed;
use crate::unit::{Lang, Text, brief, digits, parse_decimal};

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
            let data = |written: Option<&str>| written.map_or(Cell::Empty, Cell::from);
            let drawn = |written: Option<&str>| written.map_or_else(|| "-".to_owned(), |text| read(text, whole, lang));
            let (before, shown) = match change.inherited.as_deref() {
                Some(written) => {
                    let inherited = lang.pick("(hérité)", "(inherited)");
                    (format!("{written} {inherited}").into(), format!("{} {inherited}", drawn(Some(written))))
                }
                None => (data(change.before.as_deref()), drawn(change.before.as_deref())),
            };
            Row::body(vec![
                (*id).into(),
                why.get(lang).into(),
                change.path.as_str().into(),
                shown.into(),
                drawn(change.after.as_deref()).into(),
                before,
                data(change.after.as_deref()),
                change.source.name(lang).into(),
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

/// A written value as people read it: a name without its quotes, figures with the language's comma; the rest as it is
/// written, cut unless it is wanted whole.
fn read(written: &str, whole: bool, lang: Lang) -> String {
    let brief = |text: &str| if whole { text.to_owned() } else { brief(text) };
    if written.starts_with(['{', '[']) {
        return brief(written);
    }
    if let Some(name) = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return brief(name);
    }
    let figure = |word: &str| {
        let bare = word.trim_matches(['(', ')']);
        let number = parse_decimal(bare).map(|value| digits(value, value.scale(), lang));
        number.map_or_else(|| word.to_owned(), |number| word.replace(bare, &number))
    };
    written.split(' ').map(figure).collect::<Vec<_>>().join(" ")
}
