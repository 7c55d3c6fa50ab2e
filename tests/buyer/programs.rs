//! What spreadsheet programs write of themselves (`src/files/buyer/leaks/programs.txt`), and that what they save is not
//! called a leak.
//!
//! `PROGRAMS=write cargo test --test buyer programs` adds to the list what LibreOffice and openpyxl write today.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use chiffrage::buyer::leaks::of_programs;
use chiffrage::xlsx::Book;

use crate::leaks::{form, shop};
use crate::support;

const LIST: &str = "src/files/buyer/leaks/programs.txt";
const HEAD: &str =
    "# What spreadsheet programs write about themselves, one entry a line, sorted: the element, the attribute (empty for the
# text of the element) and the value (empty where it has no letters), separated by tabs. The entries of LibreOffice and
# openpyxl are made by tests/buyer/programs.rs with PROGRAMS=write; those of Excel come from the samples that it saved.
";

/// What openpyxl makes of the files named: it loads and saves each that it can read.
const OPENPYXL: &str = "
import sys, openpyxl
for name in sys.argv[2:]:
    try:
        book = openpyxl.load_workbook(name)
    except Exception:
        continue
    book.save(sys.argv[1] + '/' + name.rsplit('/', 1)[1])
";

/// What programs save, of samples: the original and what each program made of it.
fn saves(samples: &[(PathBuf, Vec<u8>)]) -> Vec<(usize, &'static str, Vec<u8>)> {
    let work = tempfile::tempdir().unwrap();
    let mut all = Vec::new();
    let files: Vec<Vec<u8>> = samples.iter().map(|(_, bytes)| bytes.clone()).collect();
    for filter in ["Calc MS Excel 2007 XML", "Calc Office Open XML"] {
        if let Some(saved) = support::spreadsheet::saved_as(&files, filter, work.path()) {
            all.extend(saved.into_iter().enumerate().map(|(n, bytes)| (n, filter, bytes)));
        }
    }
    if let Some(python) = support::python_with("openpyxl") {
        let inputs: Vec<PathBuf> = (0..samples.len()).map(|n| work.path().join(format!("in-{n}.xlsx"))).collect();
        inputs.iter().zip(&files).for_each(|(path, bytes)| fs::write(path, bytes).unwrap());
        let out = work.path().join("openpyxl");
        fs::create_dir_all(&out).unwrap();
        let done =
            Command::new(python).args(["-W", "ignore", "-c", OPENPYXL]).arg(&out).args(&inputs).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        for n in 0..samples.len() {
            all.extend(fs::read(out.join(format!("in-{n}.xlsx"))).map(|bytes| (n, "openpyxl", bytes)));
        }
    }
    all
}

/// Workbooks, with where each is from, and what programs saved of them.
pub struct Saved {
    pub files: Vec<(PathBuf, Vec<u8>)>,
    pub saves: Vec<(usize, &'static str, Vec<u8>)>,
}

/// The buyers' forms of the samples, then a DQE and a filled form, as programs save them: made once for all tests.
pub fn saved() -> &'static Saved {
    static SAVED: OnceLock<Saved> = OnceLock::new();
    SAVED.get_or_init(|| {
        let mut files = samples(&["buyer"]);
        files.push((support::root().join("dqe.xlsx"), shop().dqe.clone()));
        files.push((support::root().join("filled.xlsx"), shop().filled(&form())));
        Saved { saves: saves(&files), files }
    })
}

/// The workbooks of the samples that can be opened.
fn samples(folders: &[&str]) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(support::root().join("tests/samples").join(folder)).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension() == Some("xlsx".as_ref()));
        paths.sort();
        let read = |path: PathBuf| (path.clone(), fs::read(path).unwrap());
        found.extend(paths.into_iter().map(read).filter(|(_, bytes)| Book::open(bytes.clone()).is_ok()));
    }
    found
}

/// The list is sorted, and has all that programs write of themselves when they save the samples: what several samples make
/// them write, names of elements, enumerations. What of a save is none of these is of that sample.
#[test]
fn the_list_has_what_programs_write() {
    let path = support::root().join(LIST);
    let text = fs::read_to_string(&path).unwrap();
    let lines: BTreeSet<String> = text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    let writes = std::env::var("PROGRAMS").is_ok_and(|value| value == "write");
    let of_all = || {
        let files = samples(&["buyer", "rates", "xlsx"]);
        Saved { saves: saves(&files), files }
    };
    let of_all = writes.then(of_all);
    let Saved { files, saves } = of_all.as_ref().unwrap_or_else(|| saved());
    // What we wrote ourselves is no sample.
    let is_sample = |n: usize| files[n].0.starts_with(support::root().join("tests/samples"));
    let originals: Vec<Book> = files.iter().map(|(_, bytes)| Book::open(bytes.clone()).unwrap()).collect();
    let mut made: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (n, _, saved) in saves.iter().filter(|(n, ..)| is_sample(*n)) {
        for line in of_programs(&originals[*n], &Book::open(saved.clone()).unwrap()) {
            made.entry(line).or_default().insert(*n);
        }
    }
    let kept = |line: &str, of: usize| {
        let value = line.split('\t').nth(2);
        let is_enumeration = |value: &str| {
            value.starts_with(|c: char| c.is_ascii_lowercase()) && value.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        let is_namespace = |value: &str| value.starts_with("http://schemas.");
        of > 1
            || value.is_some_and(is_namespace)
            || value.is_none_or(|value| line.split('\t').nth(1) != Some("") && is_enumeration(value))
    };
    let made: BTreeSet<String> =
        made.into_iter().filter(|(line, of)| kept(line, of.len())).map(|(line, _)| line).collect();
    if writes {
        let all: BTreeSet<&String> = lines.union(&made).collect();
        fs::write(&path, HEAD.to_owned() + &all.iter().map(|line| format!("{line}\n")).collect::<String>()).unwrap();
        return;
    }
    let sorted: String = lines.iter().map(|line| format!("{line}\n")).collect();
    assert_eq!(text, HEAD.to_owned() + &sorted, "{LIST} is not sorted");
    let missing: Vec<&String> = made.difference(&lines).collect();
    assert!(missing.is_empty(), "{}: not in {LIST}: {missing:#?}", Path::new(LIST).display());
}
