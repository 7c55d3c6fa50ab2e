//! The words of the findings: each in both languages, written as each language is, and in one place.

use std::fs;
use std::path::{Path, PathBuf};

use chiffrage::diag::Code;
use chiffrage::unit::Lang;

/// Folders of `src` that build no finding: `diag/message` gives them whole.
const GIVEN: [&str; 6] = ["app", "cli", "core", "files", "workbook", "base/xlsx"];

/// What both languages write alike.
const ALIKE: [&str; 0] = [];

#[test]
fn findings_are_written_in_one_place() {
    for folder in GIVEN {
        for path in rust_files(&source().join(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            for call in ["Finding::error(", "Finding::warning("] {
                assert!(!text.contains(call), "{} calls {call}…): give it a function in diag/message", path.display());
            }
        }
    }
}

#[test]
fn findings_are_in_french_and_in_english() {
    let mut count = 0;
    for path in rust_files(&source().join("base/diag/message")) {
        let text = fs::read_to_string(&path).unwrap();
        for (fr, en) in sentences(&text) {
            count += 1;
            let place = format!("{}: {fr:?}", path.display());
            assert!(fr != en || ALIKE.contains(&fr.as_str()), "{place} is the same in English");
            assert!(!en.contains(['’', '\u{a0}', '\u{202f}']), "{place}: {en:?} is written as French is");
            is_french(&fr, &place);
        }
    }
    assert!(count > 100, "{count} sentences were found");
}

#[test]
fn codes_are_explained_in_french_and_in_english() {
    for code in Code::ALL {
        let [fr, en] = [Lang::Fr, Lang::En].map(|lang| code.explanation(lang));
        assert_ne!(fr, en, "{}", code.name());
        assert!(!en.contains(['’', '\u{a0}', '\u{202f}']), "{} is written as French is", code.name());
        is_french(fr, code.name());
    }
}

/// Typographic apostrophes, and no-break spaces where French has them.
fn is_french(sentence: &str, place: &str) {
    let prose = without_typed(sentence);
    assert!(!prose.contains('\''), "{place} has a straight apostrophe");
    for mark in [" :", " ;", " !", " ?", " %", " €", " »", "« "] {
        assert!(!prose.contains(mark), "{place} has a plain space at {mark:?}");
    }
    for (mark, _) in prose.match_indices([';', '!', '?', '%', '€', '»']) {
        assert!(prose[..mark].ends_with(['\u{a0}', '\u{202f}']), "{place} has no space before a mark");
    }
    for (mark, _) in prose.match_indices(':') {
        assert!(prose[..mark].ends_with('\u{a0}'), "{place} has no space before a colon");
    }
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] });
    files.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// The two literals of each `text!`.
fn sentences(text: &str) -> Vec<(String, String)> {
    let each = text.split("text!(").skip(1).map(|call| {
        let (fr, rest) = literal(call);
        (fr, literal(rest.trim_start().trim_start_matches(',')).0)
    });
    each.collect()
}

/// The literal that a text begins with, and what follows it.
fn literal(text: &str) -> (String, &str) {
    let text = text.trim_start().strip_prefix('"').unwrap_or_else(|| panic!("no literal at {text:.40}"));
    let mut escaped = false;
    let end = text.find(|c| match c {
        _ if escaped => {
            escaped = false;
            false
        }
        '\\' => {
            escaped = true;
            false
        }
        c => c == '"',
    });
    let (inside, rest) = text.split_at(end.unwrap());
    let inside = inside.replace("\\u{a0}", "\u{a0}").replace("\\u{202f}", "\u{202f}");
    (inside, &rest[1..])
}

/// A sentence without what is typed as it is, between backquotes, and without the names of its values.
fn without_typed(sentence: &str) -> String {
    let prose: String = sentence.split('`').step_by(2).collect();
    let mut depth = 0;
    prose
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '{');
            let kept = depth == 0;
            depth -= i32::from(*c == '}');
            kept
        })
        .collect()
}
