//! A scenario that sets figures, as the text of its file: what was tried elsewhere is imported as one.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use super::BASE;
use super::select::put;
use crate::diag::At;
use crate::model::tree::{Entry, Value};
use crate::model::{Node, quoted};

/// A figure that a scenario sets.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Its path, or a pattern.
    pub path: String,
    /// The key of the change: `to`, `times` or `plus`.
    pub key: &'static str,
    /// Its value, as a model writes it.
    pub value: String,
    /// What to know of it, on the same line; empty where there is nothing.
    pub remark: String,
}

/// The text of a scenario's file.
#[derive(Debug, Clone)]
pub struct Written {
    /// The text.
    pub text: String,
    /// By setting: the bytes of its value.
    pub values: Vec<Range<usize>>,
}

/// Writes a scenario that extends another; `label` and `why` are in French and English.
#[must_use]
pub fn written(extends: &str, label: [&str; 2], why: [&str; 2], settings: &[Setting]) -> Written {
    let mut text = String::from("source = \"assumption\"\n");
    let both = |[fr, en]: [&str; 2]| format!("{{ fr = {}, en = {} }}", quoted(fr), quoted(en));
    // Writing to a text cannot fail.
    let _ = writeln!(text, "label  = {}\nwhy    = {}", both(label), both(why));
    if extends != BASE {
        let _ = writeln!(text, "extends = {}", quoted(extends));
    }
    let (mut ids, mut values) = (HashSet::new(), Vec::with_capacity(settings.len()));
    for setting in settings {
        let word = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
        let mut id: String = setting.path.chars().map(word).collect();
        while !ids.insert(id.clone()) {
            id.push('-');
        }
        let _ = write!(text, "\n[changes.{id}]\nselect = {}\n{:<6} = ", quoted(&setting.path), setting.key);
        let start = text.len();
        text.push_str(&setting.value);
        values.push(start..text.len());
        if !setting.remark.is_empty() {
            let _ = write!(text, "  # {}", setting.remark.replace(char::is_control, " "));
        }
        text.push('\n');
    }
    Written { text, values }
}

/// The tree of a bid with figures set, each written at its place.
#[must_use]
pub fn set(root: &Node, settings: &[(Setting, At)]) -> Node {
    let mut root = root.clone();
    for (setting, at) in settings {
        let path: Vec<String> = setting.path.split('.').map(str::to_owned).collect();
        let node = Arc::new(Node { at: *at, value: Value::Number(setting.value.clone()) });
        put(&mut root, &path, Some(Entry { key_at: *at, node }));
    }
    root
}
