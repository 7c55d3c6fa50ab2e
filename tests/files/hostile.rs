//! Files made to do harm, met with every command that reads files from outside: each is read, or refused with what to do,
//! without a panic, in bounded memory and work. They are the lines of the tables in `hostile_files`.
//!
//! By default they are made at a small part of their size, and each meets the first of its commands and one of the others in
//! turn, within 256 MiB of address space. The full run makes them at full size, takes every
//! command, and measures: none may take more than 256 MB of memory at its peak or one second of a processor for a file
//! under 10 MB. It needs a release build and GNU `time`, tells all that is wrong and lists every measure in
//! `target/hostile.tsv`:
//!
//! ```sh
//! CHIFFRAGE_HOSTILE=full cargo test --release --locked --no-fail-fast --test files hostile -- --nocapture --test-threads=1
//! ```

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use typed_index_collections::TiSlice;

use chiffrage::buyer::fill::Read;
use chiffrage::buyer::matching::{OurLot, matching, ours};
use chiffrage::import::{self, Known};
use chiffrage::model;
use chiffrage::model::bid::LotId;
use chiffrage::xlsx::Book;
use tempfile::TempDir;

use crate::hostile_files::growth::GROWTH;
use crate::hostile_files::{self, Case, FULL};
use crate::support;

/// The commands that read a workbook: `FILE` is put in its place, a map of its sheet `S`, a small workbook, and the same as
/// another program saves it.
const OF_WORKBOOKS: &[&[&str]] = &[
    &["leaks", "FILE"],
    &["leaks", "FILE", "--buyer", "FILE"],
    &["leaks", "FILE", "--buyer", "BOOK"],
    &["leaks", "AGAIN", "--buyer", "FILE"],
    &["map", "FILE"],
    &["fill", "FILE", "--map", "MAP", "-o", "OUT", "--partial"],
    &["import", "rates", "FILE"],
    &["import", "quantities", "FILE", "--lot", "one"],
    &["read", "FILE"],
];
/// Those that read text, and spreadsheets of other programs.
const OF_OTHERS: &[&[&str]] = &[&["leaks", "FILE"], &["import", "rates", "FILE"]];
/// Those that read a map, and the models.
const OF_TEXTS: &[&[&str]] = &[
    &["fill", "BOOK", "--map", "FILE", "-o", "OUT", "--partial"],
    &["import", "rates", "CARD", "--map", "FILE"],
    &["check", "--models", "MODELS"],
    &["price", "--models", "MODELS"],
];
/// A price goes into a cell of the sheet.
const MAP: &str =
    "[tables.s]\nsheet = \"S\"\nlot = \"one\"\n[tables.s.columns]\nunit_price = \"B\"\n[tables.s.rows]\n1 = \"1.1\"\n";
/// What a command may take in the full run on a file under [`SMALL`]: kilobytes, and seconds of a processor.
const KILOBYTES: u64 = 256 * 1024;
const SECONDS: f64 = 1.0;
const SMALL: usize = 10_000_000;

/// What a command took.
struct Taken {
    output: Output,
    /// Seconds of a processor and kilobytes, where they were measured.
    measured: Option<(f64, u64)>,
}

/// A file in a folder of its own, with what else the commands that read it name.
struct Met<'a> {
    folder: TempDir,
    name: &'a str,
    size: usize,
}

impl<'a> Met<'a> {
    fn new(name: &'a str, bytes: &[u8]) -> Self {
        let met = Self { folder: tempfile::tempdir().unwrap(), name, size: bytes.len() };
        let write = |name: &str, bytes: &[u8]| fs::write(met.folder.path().join(name), bytes).unwrap();
        write(name, bytes);
        write("map.toml", MAP.as_bytes());
        if met.verbs() != OF_OTHERS {
            write("book.xlsx", &hostile_files::rows("<row><c><v>1</v></c></row>").zip());
        }
        if met.verbs() == OF_WORKBOOKS {
            write("again.xlsx", &hostile_files::saved_again(bytes).unwrap_or_else(|| bytes.to_vec()));
        }
        if met.verbs() == OF_TEXTS {
            write("card.csv", b"Profil;CJM\nArchitecte;500\n");
            let small = support::root().join("tests/bad_input/small");
            support::copy(&small, &met.folder.path().join("small"));
            let scenarios = met.folder.path().join("small/models/scenarios");
            fs::create_dir_all(&scenarios).unwrap();
            fs::write(scenarios.join(name), bytes).unwrap();
        }
        met
    }

    /// The commands that read it.
    fn verbs(&self) -> &'static [&'static [&'static str]] {
        match Path::new(self.name).extension().and_then(|ending| ending.to_str()) {
            Some("xlsx") => OF_WORKBOOKS,
            Some("toml") => OF_TEXTS,
            _ => OF_OTHERS,
        }
    }

    /// Runs a command on it: measured in the full run, in bounds of address space in any other, on Unix for a minute of a
    /// processor at most, which only what does not end takes.
    fn run(&self, verb: &[&str]) -> Taken {
        let place = |name: &str| self.folder.path().join(name);
        let put = |word: &&str| match *word {
            "FILE" => place(self.name),
            "MAP" => place("map.toml"),
            "BOOK" => place("book.xlsx"),
            "AGAIN" => place("again.xlsx"),
            "CARD" => place("card.csv"),
            "MODELS" => place("small/models"),
            "OUT" => place("out.xlsx"),
            word => word.into(),
        };
        let program = assert_cmd::cargo::cargo_bin!("chiffrage");
        let measures = tempfile::NamedTempFile::new().unwrap();
        let mut command = if *FULL {
            let mut command = Command::new("sh");
            command.args(["-c", "ulimit -v 4194304; ulimit -t 60; exec \"$@\"", "sh"]);
            command.args(["time", "-q", "-f", "%U %S %M", "-o"]).arg(measures.path()).arg(program);
            command
        } else if cfg!(unix) {
            let mut command = Command::new("sh");
            command.args(["-c", "ulimit -v 262144; ulimit -t 60; exec \"$@\"", "sh"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        // What the C library reserves for each thread and never uses is no memory, and would fill the bound of addresses.
        command.env("MALLOC_ARENA_MAX", "1");
        command.env("CHIFFRAGE_LANG", "en").current_dir(support::root().join("tests/bad_input/small"));
        command.args(verb.iter().map(put));
        let output = command.output().unwrap();
        let measured = FULL.then(|| {
            let text = fs::read_to_string(measures.path()).unwrap();
            let last = text.lines().next_back().unwrap();
            let [user, system, memory] = last.split(' ').collect::<Vec<_>>()[..] else { panic!("{last}") };
            let seconds = |text: &str| text.parse::<f64>().unwrap();
            (seconds(user) + seconds(system), memory.parse().unwrap())
        });
        Taken { output, measured }
    }

    /// Records what a command took, and says so where that is over the bounds.
    fn over(&self, verb: &[&str], code: Option<i32>, measured: Option<(f64, u64)>) -> Option<String> {
        let (seconds, kilobytes) = measured?;
        record(&format!("{}\t{}\t{verb:?}\t{code:?}\t{seconds:.2}\t{kilobytes}", self.name, self.size));
        let over = self.size < SMALL && (seconds > SECONDS || kilobytes > KILOBYTES);
        over.then(|| format!("took {seconds:.2} s and {} MB for {} bytes", kilobytes / 1024, self.size))
    }

    /// What is wrong with how commands met it, as the `nth` file.
    fn wrongs(&self, nth: usize) -> Vec<String> {
        let name = self.name;
        let mut wrongs = Vec::new();
        let (first, others) = self.verbs().split_first().unwrap();
        let two = [*first, others[nth % others.len()]];
        for verb in if *FULL { self.verbs() } else { &two } {
            let Taken { output, measured } = self.run(verb);
            let errors = String::from_utf8_lossy(&output.stderr);
            let code = output.status.code();
            let mut wrong = |what: &str| wrongs.push(format!("{name}: {verb:?}: {what} ({code:?})\n{errors:.600}"));
            if !matches!(code, Some(0..=2)) {
                wrong("did not end as a command ends");
            }
            if errors.contains("panicked") || errors.contains("overflow") {
                wrong("panicked");
            }
            // What fails states why and what to do; `leaks` reports what it found as a table.
            if code != Some(0) && !errors.contains("help:") && (verb[0] != "leaks" || output.stdout.is_empty()) {
                wrong("refused without what to do");
            }
            let out = self.folder.path().join("out.xlsx");
            if code != Some(0) && out.exists() {
                wrong("refused and written");
            }
            let _ = fs::remove_file(out);
            if let Some(more) = self.over(verb, code, measured) {
                wrong(&more);
            }
        }
        // What a path in an archive names was not written, nor half a file.
        let names = fs::read_dir(self.folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        let known = [name, "map.toml", "book.xlsx", "again.xlsx", "card.csv", "small"];
        wrongs.extend(
            names.filter(|other| !known.contains(&other.as_str())).map(|other| format!("{name}: made {other}")),
        );
        wrongs
    }
}

/// Adds a measure to the list of the full run.
fn record(line: &str) {
    let path = support::root().join("target/hostile.tsv");
    let mut file = fs::File::options().create(true).append(true).open(path).unwrap();
    writeln!(file, "{line}").unwrap();
}

/// Holds the cases of a table to their bounds.
fn bounded(cases: &[Case]) {
    let mut wrongs = Vec::new();
    for (nth, (name, bytes)) in cases.iter().enumerate() {
        wrongs.extend(Met::new(name, &bytes()).wrongs(nth));
    }
    assert!(wrongs.is_empty(), "{}", wrongs.join("\n\n"));
}

#[test]
fn archives_and_parts() {
    bounded(hostile_files::books::CASES);
}

#[test]
fn sheets() {
    bounded(hostile_files::sheets::CASES);
}

#[test]
fn formulas() {
    bounded(hostile_files::formulas::CASES);
}

#[test]
fn forms_and_rate_cards() {
    bounded(hostile_files::forms::CASES);
}

#[test]
fn other_formats() {
    bounded(hostile_files::others::CASES);
}

/// No honest file is refused for the memory or the work that it takes: a part of one, and in the full run all of it.
#[test]
fn honest_files_are_read() {
    let mut wrongs = Vec::new();
    for (name, bytes) in hostile_files::honest::CASES {
        let met = Met::new(name, &bytes());
        for verb in met.verbs() {
            let Taken { output, measured } = met.run(verb);
            let all = [output.stdout, output.stderr].concat();
            let all = String::from_utf8_lossy(&all);
            let (code, refused) = (output.status.code(), ["E0705", "reading the file takes"]);
            if !matches!(code, Some(0..=2)) || refused.iter().any(|words| all.contains(words)) {
                wrongs.push(format!("{name}: {verb:?} ({code:?})\n{all:.3000}"));
            }
            wrongs.extend(met.over(verb, code, measured).map(|over| format!("{name}: {verb:?}: {over}")));
        }
    }
    assert!(wrongs.is_empty(), "{}", wrongs.join("\n\n"));
}

/// A workbook and an old one cut at every twentieth of their bytes.
#[test]
fn files_cut_short() {
    let whole = hostile_files::rows("<row><c><v>1</v></c></row>").zip();
    let old = fs::read("tests/samples/buyer/us_gsa_s736_blank_template.xls").unwrap();
    for n in 1..20 {
        for (name, bytes, verb) in [("cut.xlsx", &whole, "leaks"), ("cut.xls", &old, "import")] {
            let met = Met::new(name, &bytes[..bytes.len() * n / 20]);
            let verb = met.verbs().iter().find(|words| words[0] == verb).unwrap();
            let output = met.run(verb).output;
            let errors = String::from_utf8_lossy(&output.stderr);
            let refused = matches!(output.status.code(), Some(1 | 2)) && errors.contains("help:");
            assert!(refused, "{name}, {n} twentieths: {errors}");
        }
    }
}

/// The work that the readers of a file of so many rows draw from its budget: each a reader and its work.
fn drawn(
    name: &str, words: &[&str], bytes: &[u8], ours: &TiSlice<LotId, OurLot>, known: &Known,
) -> Vec<(&'static str, i64)> {
    let mut all = Vec::new();
    if words.contains(&"import") {
        let mut file = import::File::open(bytes.to_vec()).unwrap();
        drop(import::rates(&mut file, name, import::Layout::default(), known));
        all.push(("import rates", file.budget().drawn()));
    }
    if Met::new(name, bytes).verbs() == OF_WORKBOOKS {
        let read = Read::of(Book::open(bytes.to_vec()).unwrap()).unwrap();
        drop(matching(&read.form, ours));
        all.push(("form", read.book.package.budget().drawn()));
    }
    all
}

/// Four times the rows draw four times the work from the budget, not sixteen times. In the full run, which says that work is
/// what it takes, they also take four times as long.
#[test]
fn work_grows_with_the_cells() {
    let (bid, _, estimate) = support::shipped();
    let ours = ours(&bid, &estimate.dqe);
    let known = import::known(&model::load(&support::root().join("models"), &support::root().join("templates")));
    let known = known.unwrap_or_else(|findings| panic!("the shipped bid is valid: {findings:?}"));
    let mut wrongs = Vec::new();
    for (name, words, count, bytes) in GROWTH {
        let few = (count / 5).max(100);
        let [fewer, more] = [few, few * 4].map(|count| drawn(name, words, &bytes(count), &ours, &known));
        for ((reader, few_work), (_, many_work)) in fewer.into_iter().zip(more) {
            let each = few_work / i64::try_from(few).unwrap();
            assert!(each >= 100, "{name}: {reader}: draws {each} ns of work for a row");
            assert!(
                many_work <= 5 * few_work,
                "{name}: {reader}: {few_work}, then {many_work} for four times the rows"
            );
        }
        if *FULL {
            wrongs.extend(grows(name, words, [*count, count * 4].map(bytes)));
        }
    }
    assert!(wrongs.is_empty(), "{}", wrongs.join("\n\n"));
}

/// Some megabytes of texts and of figures, in cells and as lines, which are no rate card, are within what reading one may take.
#[test]
fn long_texts_are_within_the_budget() {
    let known = import::known(&model::load(&support::root().join("models"), &support::root().join("templates")));
    let known = known.unwrap_or_else(|findings| panic!("the shipped bid is valid: {findings:?}"));
    for (name, full, bytes) in hostile_files::honest::LONG {
        let work = |rows: usize| {
            let drawn = drawn(name, &["import"], &bytes(rows), TiSlice::from_ref(&[]), &known);
            let [("import rates", work), ..] = drawn[..] else { panic!("{drawn:?}") };
            work
        };
        // What the first rows take more, which may be a header, is no part of what the others do.
        let (few, many) = (200, 800);
        let each = (work(many) - work(few)) / i64::try_from(many - few).unwrap();
        let all = work(few) + each * i64::try_from(*full - few).unwrap();
        assert!(all < 1_000_000_000, "{name}: {full} rows draw {all} of work");
    }
}

/// Measures the commands that read two files, one of four times the rows of the other.
fn grows(name: &str, words: &[&str], bytes: [Vec<u8>; 2]) -> Vec<String> {
    let mut wrongs = Vec::new();
    let met = bytes.map(|bytes| Met::new(name, &bytes));
    for verb in met[0].verbs().iter().filter(|verb| words.contains(&verb[0])) {
        let [few, many] = [&met[0], &met[1]].map(|met| met.run(verb));
        let [few, many] = [few, many].map(|taken| {
            let errors = String::from_utf8_lossy(&taken.output.stderr).into_owned();
            let code = taken.output.status.code();
            if !matches!(code, Some(0..=2)) {
                wrongs.push(format!("{name}: {verb:?}: {code:?}\n{errors:.3000}"));
            }
            (code, taken.measured.unwrap().0)
        });
        let ((few_code, few), (many_code, many)) = (few, many);
        if few_code != many_code || many > 9.0 * few + 0.1 {
            let codes = format!("{few_code:?}, then {many_code:?}");
            wrongs.push(format!("{name}: {verb:?}: {few} s, then {many} s of four times the rows ({codes})"));
        }
    }
    wrongs
}

/// What hostile files are held to is no more than what honest ones take.
#[test]
fn samples_take_no_more() {
    let mut wrongs = Vec::new();
    for folder in ["buyer", "xlsx"] {
        for (nth, entry) in fs::read_dir(Path::new("tests/samples").join(folder)).unwrap().enumerate() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            wrongs.extend(Met::new(&name, &fs::read(&path).unwrap()).wrongs(nth));
        }
    }
    assert!(wrongs.is_empty(), "{}", wrongs.join("\n\n"));
}
