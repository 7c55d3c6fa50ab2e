//! The architecture, as a test: a module imports only from those before it, and external crates only where they belong.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// From the bottom up. Those of the same rank do not see one another.
pub const ORDER: [(&str, u32); 18] = [
    ("unit", 0),
    ("diag", 1),
    ("formula", 2),
    ("xlsx", 3),
    ("model", 4),
    ("engine", 5),
    ("graph", 6),
    ("scenario", 7),
    ("risk", 8),
    ("trace", 9),
    ("sheet", 10),
    ("workbook", 11),
    ("report", 11),
    ("buyer", 11),
    ("import", 12),
    ("app", 13),
    ("cli", 14),
    ("main", 15),
];
/// Packages of their own, whose modules the main one has under the same paths.
pub const PACKAGES: [&str; 3] = ["base", "core", "files"];
/// What only some modules may name.
const HOMES: [(&str, &[&str]); 23] = [
    ("data_encoding", &["buyer"]),
    ("html_escape", &["buyer"]),
    ("quoted_printable", &["buyer"]),
    ("pulp", &["graph"]),
    ("statrs", &["risk"]),
    ("cap", &["unit"]),
    ("mimalloc", &["unit"]),
    ("rstar", &["formula"]),
    ("toml", &["model"]),
    ("rust_xlsxwriter", &["workbook"]),
    ("quick_xml", &["xlsx", "import"]),
    ("calamine", &["import"]),
    ("cfb", &["import"]),
    ("encoding_rs", &["import"]),
    ("toml_edit", &["import"]),
    ("flate2", &["xlsx"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("csv", &["import", "report"]),
    ("sha2", &["xlsx"]),
    ("zip", &["workbook"]),
    ("unicode_normalization", &["unit"]),
    ("SystemTime", &["model", "workbook", "report", "cli", "main"]),
];
/// Floats: the cells of a workbook are binary, and a recorded graph is evaluated, differentiated, specialised and drawn in floats (method §9);
/// everything else is exact decimals.
const FLOATS: [&str; 6] =
    ["workbook/", "risk/", "graph/float.rs", "graph/linear.rs", "graph/program.rs", "graph/specialise.rs"];
/// Modules that are pure: no file, no terminal, no environment.
const PURE: [&str; 13] = [
    "unit", "diag", "formula", "xlsx", "engine", "graph", "scenario", "risk", "trace", "sheet", "buyer", "import",
    "app",
];
/// What is pure and names `std::io` all the same: crates read bytes in memory through its traits.
const IN_MEMORY: [&str; 1] = ["import"];

fn rank(module: &str) -> Option<u32> {
    ORDER.iter().find(|(name, _)| *name == module).map(|(_, rank)| *rank)
}

/// The paths after `prefix` (such as `crate::`) wherever it is written, each of a `{group}` too, by their steps.
fn paths_after<'a>(text: &'a str, prefix: &str) -> Vec<Vec<&'a str>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(prefix) {
        // `super::super::` and `my_crate::` are other paths than `super::` and `crate::`.
        if !text[..at].ends_with(|c: char| is_word(c) || c == ':') {
            path(&text[at + prefix.len()..], &[], &mut found);
        }
    }
    found
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Reads a path, or a group of them, below `above`; gives the text after it.
fn path<'a>(text: &'a str, above: &[&'a str], found: &mut Vec<Vec<&'a str>>) -> &'a str {
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            if rest.is_empty() || rest.starts_with('}') {
                return rest.get(1..).unwrap_or_default();
            }
            // What follows the path of a member, as in `Read as _`, is no part of it.
            rest = path(rest, above, found).trim_start_matches(|c| c != ',' && c != '}');
        }
    }
    let (step, rest) = text.split_at(text.find(|c| !is_word(c)).unwrap_or(text.len()));
    if step.is_empty() {
        return rest;
    }
    let steps = [above, &[step]].concat();
    match rest.strip_prefix("::").filter(|rest| rest.starts_with(|c| is_word(c) || c == '{')) {
        Some(below) => path(below, &steps, found),
        None => {
            found.push(steps);
            rest
        }
    }
}

/// The names right after `prefix`, each once.
fn names_after<'a>(text: &'a str, prefix: &str) -> BTreeSet<&'a str> {
    paths_after(text, prefix).into_iter().map(|path| path[0]).collect()
}

/// The code of a file: comments left out, since what documentation links to is no import.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// What is wrong with a file: `path` is from `src`, with `/`.
fn wrong(path: &str, text: &str) -> Vec<String> {
    let parts: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    let module = parts[0];
    if ["lib", "build"].contains(&module) {
        return Vec::new();
    }
    let text = code(text);
    let mut wrong = Vec::new();
    let Some(own) = rank(module) else {
        return vec![format!("{path}: `{module}` has no place in the order of modules")];
    };
    // So many `super` reach the top of the crate; a module of tests inside the file is one deeper.
    let depth = parts.len() - usize::from(parts.last() == Some(&"mod"));
    let above = "super::".repeat(depth);
    let inner = text.find("#[cfg(test)]").unwrap_or(text.len());
    let mut seen = names_after(&text, "crate::");
    seen.extend(names_after(&text, "chiffrage::"));
    seen.extend(names_after(&text[..inner], &above));
    seen.extend(names_after(&text[inner..], &format!("{above}super::")));
    for seen in seen {
        if seen != module && rank(seen).is_some_and(|rank| rank >= own) {
            wrong.push(format!("{path}: `{module}` may not see `{seen}`"));
        }
    }
    let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
    for (name, homes) in HOMES {
        let named = if name == "SystemTime" {
            words.contains(&name)
        } else {
            !names_after(&text, &format!("{name}::")).is_empty()
        };
        let used = named || text.contains(&format!("use {name};"));
        if used && !homes.contains(&module) {
            wrong.push(format!("{path}: `{name}` lives in {homes:?}"));
        }
    }
    if words.iter().any(|word| ["f64", "f32"].contains(word)) && !FLOATS.iter().any(|home| path.starts_with(home)) {
        wrong.push(format!("{path}: binary floats live in {FLOATS:?}"));
    }
    for name in names_after(&text, "std::") {
        let is_outside =
            ["fs", "env", "net", "process"].contains(&name) || (name == "io" && !IN_MEMORY.contains(&module));
        if PURE.contains(&module) && is_outside {
            wrong.push(format!("{path}: `{module}` is pure, and names std::{name}"));
        }
    }
    wrong
}

/// Every file below a folder: its path from `src`, with `/`, and its text.
fn sources(folder: &Path, under: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("the sources can be read");
    let of = |entry: fs::DirEntry| {
        let path = entry.path();
        let name = format!("{under}{}", entry.file_name().to_string_lossy());
        match path.extension() {
            _ if path.is_dir() => sources(&path, &format!("{name}/")),
            Some(end) if end == "rs" => {
                let package = PACKAGES.iter().find_map(|package| name.strip_prefix(package)?.strip_prefix('/'));
                let name = package.unwrap_or(&name).to_owned();
                vec![(name, fs::read_to_string(&path).expect("the sources are text"))]
            }
            _ => Vec::new(),
        }
    };
    entries.flat_map(|entry| of(entry.expect("the sources can be read"))).collect()
}

fn all_sources() -> Vec<(String, String)> {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "");
    assert!(sources.len() > 20, "only {} files were found", sources.len());
    sources
}

#[test]
fn every_module_imports_only_from_its_left() {
    let found: Vec<String> = all_sources().iter().flat_map(|(path, text)| wrong(path, text)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The steps of a module's path: those of its folder for a `mod.rs`.
fn module(path: &str) -> Vec<&str> {
    let mut steps: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    steps.pop_if(|last| *last == "mod");
    steps
}

/// The paths that a file of a module names, from the top of the crate.
fn imports<'a>(module: &[&'a str], text: &'a str) -> Vec<Vec<&'a str>> {
    let mut found = paths_after(text, "crate::");
    let mut below = |prefix: &str, above: &[&'a str]| {
        let paths = paths_after(text, prefix).into_iter().filter(|path| path[0] != "super");
        found.extend(paths.map(|path| [above, &path].concat()));
    };
    below("self::", module);
    for up in 1..=module.len() {
        below(&"super::".repeat(up), &module[..module.len() - up]);
    }
    found
}

/// What a file of a folder imports there, straight or through others.
fn reached<'a>(edges: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &'a str) -> BTreeSet<&'a str> {
    let (mut reached, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(file) = next.pop() {
        next.extend(edges.get(file).into_iter().flatten().filter(|to| reached.insert(**to)));
    }
    reached
}

/// By folder: the files, or folders, that import each other, straight or through others. What its `mod.rs` holds is the
/// folder's own.
fn circles(sources: &[(String, String)]) -> Vec<String> {
    let texts: Vec<(&str, String)> = sources
        .iter()
        .map(|(path, text)| (path.as_str(), code(text.split("#[cfg(test)]").next().unwrap_or_default())))
        .collect();
    let modules: BTreeSet<Vec<&str>> = texts.iter().map(|(path, _)| module(path)).collect();
    let mut edges: BTreeMap<Vec<&str>, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for (path, text) in &texts {
        let own = module(path);
        for mut seen in imports(&own, text) {
            while !seen.is_empty() && !modules.contains(&seen) {
                seen.pop();
            }
            let common = own.iter().zip(&seen).take_while(|(a, b)| a == b).count();
            if let (Some(from), Some(to)) = (own.get(common), seen.get(common)) {
                edges.entry(own[..common].to_vec()).or_default().entry(from).or_default().insert(to);
            }
        }
    }
    let mut found = BTreeSet::new();
    for (folder, edges) in &edges {
        for file in edges.keys() {
            let circle: Vec<&str> =
                reached(edges, file).into_iter().filter(|other| reached(edges, other).contains(file)).collect();
            if circle.len() > 1 {
                found.insert(format!("{}: {}", folder.join("/"), circle.join(", ")));
            }
        }
    }
    found.into_iter().collect()
}

#[test]
fn no_files_of_a_folder_import_each_other() {
    assert!(circles(&all_sources()).is_empty(), "{:?}", circles(&all_sources()));
}

#[test]
fn a_planted_circle_is_found() {
    let of = |files: &[(&str, &str)]| {
        circles(&files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect::<Vec<_>>())
    };
    let straight = [("a/b.rs", "use super::c::{C, D as _};"), ("a/c.rs", "use crate::a::{b::B};"), ("a/mod.rs", "")];
    assert_eq!(of(&straight), ["a: b, c"]);
    let by_a_third = [
        ("a/b.rs", "use super::c::C;"),
        ("a/c/mod.rs", "mod d;"),
        ("a/c/d.rs", "let x = super::super::e::E;"),
        ("a/e.rs", "use super::b::B;"),
    ];
    assert_eq!(of(&by_a_third), ["a: b, c, e"]);
    let none = [
        ("a/b.rs", "use super::c::C;\n// super::b::B"),
        ("a/c.rs", "#[cfg(test)]\nmod tests {\n    use super::super::b::B;\n}"),
        ("a/mod.rs", "use b::B;"),
        ("a/d.rs", "use super::A;"),
    ];
    assert!(of(&none).is_empty(), "{:?}", of(&none));
}

/// Each of these is wrong, and each reported once.
#[test]
fn a_planted_import_is_found() {
    let planted = [
        ("engine/plan.rs", "use crate::sheet::Cell;"),
        ("engine/mod.rs", "use super::cli;"),
        ("engine/plan.rs", "use super::super::workbook::write;"),
        ("model/resolve/lots.rs", "fn f() { super::super::super::engine::estimate(); }"),
        ("model/bid.rs", "use crate::{diag::{At, Code}, unit::Text, engine::{self, Plan}};"),
        ("diag/render.rs", "#[cfg(test)]\nmod tests {\n    use crate::model::Bid;\n}"),
        ("engine/mod.rs", "#[cfg(test)]\nmod tests {\n    use super::super::report;\n}"),
        ("workbook/write.rs", "use crate::report::text;"),
        ("report/html.rs", "let x = crate::workbook::write();"),
        ("cli/mod.rs", "use crate::main;"),
        ("riddle/mod.rs", ""),
        ("engine/cost.rs", "use toml::Value;"),
        ("sheet/mod.rs", "use rust_xlsxwriter::Workbook;"),
        ("main.rs", "use clap::Parser as _;"),
        ("engine/cost.rs", "let x: f64 = 0.0;"),
        ("report/text.rs", "let x = 1_f32 as f32;"),
        ("unit/month.rs", "use std::{fmt, fs};"),
        ("sheet/dqe.rs", "std::env::var(\"HOME\")"),
        ("diag/source.rs", "use std::io::{self, Read};"),
        ("import/file.rs", "use std::fs::File;"),
        ("buyer/map.rs", "let x = csv::Reader::from_reader(y);"),
        ("import/file.rs", "use zip::ZipArchive;"),
        ("engine/mod.rs", "use std::time::SystemTime;"),
    ];
    for (path, text) in planted {
        assert_eq!(wrong(path, text).len(), 1, "{path}: {text}: {:?}", wrong(path, text));
    }
}

/// None of these is.
#[test]
fn what_is_right_is_left_alone() {
    let right = [
        (
            "engine/plan.rs",
            "use super::{Inputs, Table};\nuse crate::model::bid::{Bid, Index};\nuse crate::unit::Number;",
        ),
        ("engine/cost.rs", "//! See [`crate::cli`] and f64.\nlet x = 1; // as crate::report does"),
        ("engine/mod.rs", "pub use crate::engine::plan::Plan;\n#[cfg(test)]\nmod tests {\n    use super::sheet;\n}"),
        ("cli/mod.rs", "use clap::Parser;\nuse crate::{report, workbook};\nuse std::{env, fs};"),
        ("workbook/write.rs", "use rust_xlsxwriter::Format;\nuse crate::sheet::Cell;\nlet x: f64 = 0.0;"),
        ("model/resolve/lots.rs", "use super::super::raw;\nuse crate::diag::At;"),
        ("import/file.rs", "use std::io::Cursor;"),
        ("main.rs", "use chiffrage::cli;"),
        ("lib.rs", "pub mod cli;"),
    ];
    for (path, text) in right {
        assert!(wrong(path, text).is_empty(), "{path}: {:?}", wrong(path, text));
    }
}
