//! What is assumed on the command line, as one more scenario of the bid.

use std::ops::Range;
use std::sync::Arc;

use super::Refused;
use super::amount::amount;
use crate::diag::message::command::{unreadable_setting, unusable_name};
use crate::diag::{At, FileId, Findings};
use crate::model::tree::{Entry, Node, Table, Value, graft, parse};
use crate::model::{Text, quoted};
use crate::scenario::{BASE, Setting, written};
use crate::unit;

/// The name that findings give to a setting.
const ARGUMENT: &str = "--set";

/// The scenario that settings make where they are not saved under a name of their own.
pub const TRIAL: &str = "--set";

/// Settings of a command line: `lots.ror.volumes.incidents.per_month *= 2`.
#[derive(Debug, Clone, Copy)]
pub struct SettingsRequest<'a> {
    /// Each as it is written.
    pub settings: &'a [String],
    /// The scenario that they change further.
    pub scenario: &'a str,
    /// The name to save them under as a scenario, where they are to be kept.
    pub save: Option<&'a str>,
}

/// A setting, as it is written: its parts are places in its text.
struct Parts {
    select: Range<usize>,
    /// The key of a scenario's change.
    key: &'static str,
    value: Range<usize>,
}

impl Parts {
    /// The first `=` that is not in brackets, with the operator before it; nothing where there is none.
    fn of(text: &str) -> Option<Self> {
        let mut depth = 0_usize;
        let at = text.char_indices().find_map(|(at, c)| {
            match c {
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                '=' if depth == 0 => return Some(at),
                _ => {}
            }
            None
        })?;
        let (select, key) = match text[..at].chars().next_back() {
            Some('*') if !text[..at - 1].ends_with('.') => (at - 1, "times"),
            Some('+') => (at - 1, "plus"),
            _ => (at, "to"),
        };
        Some(Self { select: trimmed(text, 0..select), key, value: trimmed(text, at + 1..text.len()) })
            .filter(|parts| !parts.select.is_empty() && !parts.value.is_empty())
    }
}

/// A range of a text without the spaces at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

impl SettingsRequest<'_> {
    /// The id of the scenario that the settings make.
    fn id(&self) -> &str {
        self.save.unwrap_or(TRIAL)
    }

    /// Refuses a name that no scenario may have.
    ///
    /// # Errors
    /// It is such a name.
    pub fn usable(name: &str) -> Result<(), Refused> {
        let is_plain =
            |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
        if name != BASE && is_plain(name) { Ok(()) } else { Err(unusable_name(name).into()) }
    }

    /// Adds the scenario to the texts of a bid: findings underline the settings.
    ///
    /// # Errors
    /// Each setting that cannot be read.
    pub fn add(&self, text: &mut Text) -> Result<(), Refused> {
        let mut findings = Findings::default();
        let mut changes = Table::default();
        for (place, written) in self.settings.iter().enumerate() {
            let file = text.sources.add(ARGUMENT.to_owned(), written.clone());
            text.defaults.resize(file.index() + 1, None);
            match change(written, file) {
                Some(change) => {
                    let id =
                        if changes.contains_key(written) { format!("{written} ({place})") } else { written.clone() };
                    let key_at = change.at;
                    changes.insert(id, Entry { key_at, node: Arc::new(change) });
                }
                None => findings.push(unreadable_setting(At::new(file, &(0..written.len())))),
            }
        }
        let changes = findings.settle(Ok(changes));
        let changes = changes.map_err(|errors| Refused::new(errors, &text.sources))?.0;
        let file = text.sources.add(ARGUMENT.to_owned(), String::new());
        text.defaults.resize(file.index() + 1, None);
        let at = At::new(file, &(0..0));
        let words = |words: &unit::Text| {
            table(at, [("fr", Value::Text(words.fr.clone())), ("en", Value::Text(words.en.clone()))])
        };
        let mut entries =
            vec![("label", words(&self.label())), ("why", words(&why())), ("changes", Value::Table(changes))];
        if self.scenario != BASE {
            entries.push(("extends", Value::Text(self.scenario.to_owned())));
        }
        let scenario = Node { at, value: table(at, entries) };
        graft(&mut text.root, &["scenarios", self.id()], at, scenario);
        Ok(())
    }

    /// The file of the scenario, to keep; settings that cannot be read are not in it.
    #[must_use]
    pub fn text(&self) -> String {
        let (label, why) = (self.label(), why());
        written(self.scenario, [&label.fr, &label.en], [&why.fr, &why.en], &self.changes()).text
    }

    /// The file of a scenario that concedes something after what the settings assume.
    #[must_use]
    pub fn conceded_text(&self, changes: Vec<Setting>) -> String {
        let label = self.label();
        let why = ["Concession proposée par `chiffrage concede`.", "Concession proposed by `chiffrage concede`."];
        let all: Vec<Setting> = self.changes().into_iter().chain(changes).collect();
        written(self.scenario, [&label.fr, &label.en], why, &all).text
    }

    fn changes(&self) -> Vec<Setting> {
        let setting = |written: &String| {
            let parts = Parts::of(written)?;
            let value = &written[parts.value];
            let value = match amount(value) {
                Some(value) => value.to_string(),
                None if is_word(value) => quoted(value),
                None => value.to_owned(),
            };
            Some(Setting { path: written[parts.select].to_owned(), key: parts.key, value, remark: String::new() })
        };
        self.settings.iter().filter_map(setting).collect()
    }

    fn label(&self) -> unit::Text {
        match self.save {
            Some(name) => unit::Text::same(name),
            None => unit::Text { fr: "Essai".into(), en: "What-if".into() },
        }
    }
}

fn why() -> unit::Text {
    unit::Text {
        fr: "Hypothèses données sur la ligne de commande.".into(),
        en: "Assumptions given on the command line.".into(),
    }
}

/// A setting as a change of a scenario, each of its parts at its place; nothing where it cannot be read.
fn change(text: &str, file: FileId) -> Option<Node> {
    let Parts { select, key, value } = Parts::of(text)?;
    let at = |range: &Range<usize>| At::new(file, range);
    let select_node = Node { at: at(&select), value: Value::Text(text[select.clone()].to_owned()) };
    let written = &text[value.clone()];
    let node = if let Some(number) = amount(written) {
        Node { at: at(&value), value: Value::Number(number.to_string()) }
    } else {
        // The same text, but for what comes before the value: places in it are places in the setting.
        let before = format!("v{}=", " ".repeat(value.start.checked_sub(2)?));
        let mut findings = Findings::default();
        let parsed = parse(file, &(before + written), &mut findings);
        match parsed.table().and_then(|table| table.get("v")).filter(|_| !findings.has_errors()) {
            Some(entry) => Node::clone(&entry.node),
            None if is_word(written) => Node { at: at(&value), value: Value::Text(written.to_owned()) },
            None => return None,
        }
    };
    let entry = |node: Node| Entry { key_at: node.at, node: Arc::new(node) };
    let fields = [("select".to_owned(), entry(select_node)), (key.to_owned(), entry(node))];
    Some(Node { at: at(&select), value: Value::Table(Table::from_iter(fields)) })
}

/// Is this an id, or a month, that needs no quotes on a command line?
fn is_word(text: &str) -> bool {
    !["true", "false"].contains(&text) && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
}

fn table<'a>(at: At, entries: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let entry =
        |(key, value): (&str, Value)| (key.to_owned(), Entry { key_at: at, node: Arc::new(Node { at, value }) });
    Value::Table(entries.into_iter().map(entry).collect())
}

#[cfg(test)]
mod tests {
    use super::Parts;

    #[test]
    fn settings_as_typed() {
        let cases = [
            ("lots.*.volumes.incidents.per_month *= 2", "lots.*.volumes.incidents.per_month", "times", "2"),
            ("policy.margin.build=0.12", "policy.margin.build", "to", "0.12"),
            ("sites.*.drift += -1 %", "sites.*.drift", "plus", "-1 %"),
            ("lots.*.teams.*[nature=build].mix = onshore", "lots.*.teams.*[nature=build].mix", "to", "onshore"),
            ("policy.margin.*=0.1", "policy.margin.*", "to", "0.1"),
            ("policy.margin.* *=2", "policy.margin.*", "times", "2"),
        ];
        for (text, select, key, value) in cases {
            let parts = Parts::of(text).unwrap();
            assert_eq!((&text[parts.select], parts.key, &text[parts.value]), (select, key, value), "{text}");
        }
        for text in ["", "policy.margin", "= 2", "policy.margin =", "*= 2", "lots.*[nature=build]"] {
            assert!(Parts::of(text).is_none(), "{text}");
        }
    }
}
