//! What several tests share: the shipped bid, and programs of the machine that some checks need.
#![allow(dead_code, reason = "each test uses its part")]

pub mod bid;

pub mod spreadsheet;

pub mod grid;

pub mod refusals;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use chiffrage::engine::{Estimate, Inputs, estimate};
use chiffrage::model::{self, Bid, Text, load_texts};
use chiffrage::unit::Exact;

/// The folder of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The built command, in French whatever the system speaks; `--lang en` and `CHIFFRAGE_LANG` change it.
pub fn chiffrage() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("chiffrage"));
    command.env("CHIFFRAGE_LANG", "fr");
    command
}

/// The shipped bid, priced.
pub fn shipped() -> (Bid, Inputs<Exact>, Estimate<Exact>) {
    let text = model::load(&root().join("models"), &root().join("templates"));
    let (bid, _) = model::bid(&text).unwrap_or_else(|findings| panic!("the shipped bid is not valid: {findings:#?}"));
    let estimate = estimate(&bid).unwrap_or_else(|findings| panic!("the shipped bid has no price: {findings:#?}"));
    let inputs = Inputs::exact(&bid);
    (bid, inputs, estimate)
}

/// A program of the machine, by any of its names. Where it is missing the check says so loudly, and
/// fails in CI: it never passes in silence.
pub fn program(names: &[&str]) -> Option<PathBuf> {
    program_with(names, "--version")
}

/// The same, of a program that gives its version by another option.
pub fn program_with(names: &[&str], version: &str) -> Option<PathBuf> {
    let found = once(names.join(" "), || {
        let runs = |name: &&&str| Command::new(name).arg(version).output().is_ok_and(|o| o.status.success());
        names.iter().find(runs).map(PathBuf::from)
    });
    if found.is_none() {
        let message = format!("NOT CHECKED: none of {names:?} is on this machine");
        assert!(std::env::var_os("CI").is_none(), "{message}, and CI must have it");
        // Straight to the terminal: the test harness keeps what a passing test prints.
        let _ = writeln!(std::io::stderr().lock(), "\n*** {message} ***\n");
    }
    found
}

/// A program that is looked for once: to ask LibreOffice its version takes as long as a small test.
fn once(key: String, find: impl FnOnce() -> Option<PathBuf>) -> Option<PathBuf> {
    static FOUND: Mutex<BTreeMap<String, Option<PathBuf>>> = Mutex::new(BTreeMap::new());
    // A test that fails meanwhile leaves the answers of the others as they are.
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    found.entry(key).or_insert_with(find).clone()
}

/// A Python that has numpy. Where there is none the check says so loudly, and fails in CI.
#[allow(dead_code, reason = "not every group of tests needs it")]
pub fn python_with(module: &str) -> Option<PathBuf> {
    let has_it = |python: &&str| {
        Command::new(python)
            .args(["-c", &format!("import {module}")])
            .output()
            .is_ok_and(|output| output.status.success())
    };
    let pythons = ["python3", "python", "/usr/bin/python3"];
    once(format!("python with {module}"), || pythons.into_iter().find(has_it).map(PathBuf::from))
        .or_else(|| program(&[&format!("python3 with {module}")]))
}

/// Copies a folder with all it holds.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { std::fs::copy(&path, &target).map(drop).unwrap() }
    }
}

/// The small bid of tests/cases/base.toml, with scenarios written here: each its id and its changes.
pub fn small(scenarios: &[(&str, &str)]) -> Text {
    small_with(|base| base, scenarios)
}

/// The same, its text changed before it is read.
pub fn small_with(change: impl Fn(String) -> String, scenarios: &[(&str, &str)]) -> Text {
    let base = std::fs::read_to_string(root().join("tests/cases/base.toml")).unwrap();
    let base: toml::Table = toml::from_str(&change(base)).unwrap();
    let mut texts: Vec<(String, String)> =
        base.iter().map(|(key, value)| (format!("{key}.toml"), value.to_string())).collect();
    // A value prints inline: as the text of a file it is a table of its own.
    for (text, value) in texts.iter_mut().map(|(_, text)| text).zip(base.values()) {
        *text = toml::to_string(value).unwrap();
    }
    for (id, changes) in scenarios {
        texts.push((format!("scenarios/{id}.toml"), format!("label = \"{id}\"\nwhy = \"To see.\"\n{changes}")));
    }
    load_texts(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// A change of a scenario.
pub fn change(id: &str, select: &str, to: &str) -> String {
    format!("[changes.{id}]\nselect = \"{select}\"\nto = {to}\n")
}
