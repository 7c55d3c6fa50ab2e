//! The architecture, as a test: a module imports only from those before it, and external crates only where they belong.

use std::fs;
use std::path::Path;

/// From the bottom up. Those of the same rank do not see one another.
pub const ORDER: [(&str, u32); 17] = [
    ("unit", 0),
    ("diag", 1),
    ("formula", 2),
    ("xlsx", 3),
    ("model", 4),
    ("engine", 5),
    ("graph", 6),
    ("scenario", 7),
    ("trace", 8),
    ("sheet", 9),
    ("workbook", 10),
    ("report", 10),
    ("buyer", 10),
    ("import", 11),
    ("app", 12),
    ("cli", 13),
    ("main", 14),
];
/// What only some modules may name.
const HOMES: [(&str, &[&str]); 18] = [
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
/// Floats: the cells of a workbook are binary, and a recorded graph is evaluated, differentiated and specialised in floats (method §9); everything
/// else is exact decimals.
const FLOATS: [&str; 5] = ["workbook/", "graph/float.rs", "graph/linear.rs", "graph/program.rs", "graph/specialise.rs"];
/// Modules that are pure: no file, no terminal, no environment.
const PURE: [&str; 12] =
    ["unit", "diag", "formula", "xlsx", "engine", "graph", "scenario", "trace", "sheet", "buyer", "import", "app"];
/// What is pure and names `std::io` all the same: crates read bytes in memory through its traits.
const IN_MEMORY: [&str; 1] = ["import"];

fn rank(module: &str) -> Option<u32> {
    ORDER.iter().find(|(name, _)| *name == module).map(|(_, rank)| *rank)
}

/// The names right after `prefix` (such as `crate::`) wherever it stands, each of a `{group}` too.
fn names_after<'a>(text: &'a str, prefix: &str) -> Vec<&'a str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut names = Vec::new();
    for (at, _) in text.match_indices(prefix) {
        // `super::super::` and `my_crate::` are other paths than `super::` and `crate::`.
        if text[..at].ends_with(|c: char| is_word(c) || c == ':') {
            continue;
        }
        let rest = &text[at + prefix.len()..];
        let mut depth = 0;
        let mut start = true;
        for (i, c) in rest.char_indices() {
            match c {
                '{' => (depth, start) = (depth + 1, depth == 0),
                '}' => depth -= 1,
                ',' => start = depth == 1,
                c if is_word(c) => {
                    if start && depth <= 1 {
                        names.push(rest[i..].split(|c| !is_word(c)).next().unwrap_or_default());
                    }
                    start = false;
                }
                _ => {}
            }
            if depth == 0 && !is_word(c) {
                break;
            }
        }
    }
    names
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

fn check(folder: &Path, under: &str, found: &mut Vec<String>, files: &mut usize) {
    for entry in fs::read_dir(folder).expect("the sources can be read") {
        let path = entry.expect("the sources can be read").path();
        let name = format!("{under}{}", path.file_name().expect("an entry has a name").to_string_lossy());
        if path.is_dir() {
            check(&path, &format!("{name}/"), found, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            *files += 1;
            // The package that all else stands on has the lowest modules, under the same paths.
            let name = name.strip_prefix("base/").unwrap_or(&name);
            found.extend(wrong(name, &fs::read_to_string(&path).expect("the sources are text")));
        }
    }
}

#[test]
fn every_module_imports_only_from_its_left() {
    let (mut found, mut files) = (Vec::new(), 0);
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut found, &mut files);
    assert!(files > 20, "only {files} files were found");
    assert!(found.is_empty(), "{}", found.join("\n"));
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
