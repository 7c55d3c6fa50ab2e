//! Bad input: every finding code has a fixture in `tests/bad_input` or a test here, which runs the real command; nothing
//! that can be written in a model or on the command line makes it panic, hang, or write half a file.
//!
//! A fixture changes files of a valid bid (`base`: the shipped one, or `small`) and says what is to be
//! found: `[[change]]` with `find` and `with`, `text`, `prepend`, `append`, `remove`, `folder`, or
//! `bom`, `crlf`, `latin1`; `[[expect]]` with the code, and what of file, line, text underlined,
//! message (`fr`: in French) and help is to be checked. Without any it must price. Errors not expected fail the test,
//! unless `others = true`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

use chiffrage::app::check;
use chiffrage::diag::{Code, render, to_json};
use chiffrage::model::load;
use chiffrage::unit::Lang;
use serde::Deserialize;

use crate::support;

/// Codes that need more than a change of the bid's files, each with the test that meets it, here or in another test.
const NAMED: &[(&str, &str)] = &[
    ("E0508", "assumptions_of_the_command_line_that_cannot_be_made_are_refused"),
    ("E0509", "an_earlier_version_is_compared_or_refused"),
    ("E0510", "what_cannot_be_conceded_is_refused_with_its_place"),
    ("E0507", "a_figure_without_sensitivity_is_refused"),
    ("E0801", "whatever_a_dqe_does_not_say_is_found"),
    ("E0802", "whatever_a_dqe_does_not_say_is_found"),
    ("E0803", "whatever_a_dqe_does_not_say_is_found"),
    ("E0804", "whatever_a_dqe_does_not_say_is_found"),
    ("E0805", "whatever_a_dqe_does_not_say_is_found"),
    ("E0806", "whatever_a_dqe_does_not_say_is_found"),
    ("E0807", "whatever_a_dqe_does_not_say_is_found"),
    ("E0808", "whatever_a_dqe_does_not_say_is_found"),
    ("W0809", "what_may_be_the_buyer_s_own_is_a_doubt"),
    ("E0511", "it_goes_to_nobody_unasked"),
    ("E0811", "whatever_differs_from_the_buyer_s_file_is_told"),
    ("E0813", "a_machine_that_refuses_threads_is_no_panic"),
    ("W0810", "files_of_text_are_searched_line_by_line"),
    ("E0720", "a_workbook_without_a_form_says_what_was_looked_for"),
    ("E0506", "an_output_is_named_by_its_kind"),
    ("W0410", "a_text_still_to_be_filled_in_is_told"),
    ("E0601", "files_that_are_no_table_are_refused"),
    ("E0602", "files_that_are_no_table_are_refused"),
    ("E0603", "what_a_card_needs_is_asked_for_all_at_once"),
    ("E0614", "sentences_that_are_not_understood_are_one_question_of_a_file"),
    ("E0604", "what_a_card_needs_is_asked_for_all_at_once"),
    ("E0605", "what_a_card_needs_is_asked_for_all_at_once"),
    ("E0606", "what_a_card_needs_is_asked_for_all_at_once"),
    ("E0607", "an_update_keeps_comments_and_order"),
    ("W0608", "prices_that_are_none_are_told"),
    ("W0609", "prices_that_are_none_are_told"),
    ("W0611", "what_is_hidden_is_told"),
    ("W0613", "figures_with_a_footnote_are_reported_with_its_text"),
    ("W0612", "labels_of_no_profile_wait_in_the_map"),
    ("E0620", "columns_that_are_no_daily_cost_are_never_taken"),
    ("W0621", "what_is_hidden_is_told"),
    ("W0610", "quantities_that_do_not_add_up_or_are_missing_are_told"),
    ("E0701", "what_is_no_workbook_is_refused"),
    ("E0702", "other_formats_are_refused_with_what_to_do"),
    ("E0703", "encrypted_files_are_refused_with_what_to_do"),
    ("E0704", "a_file_cut_anywhere_is_refused"),
    ("E0705", "bombs_are_refused"),
    ("E0706", "what_no_program_writes_is_refused"),
    ("E0707", "other_encodings_are_refused"),
    ("E0708", "a_sheet_in_utf_16_is_not_filled"),
    ("E0709", "a_map_tells_all_its_mistakes"),
    ("E0710", "a_sheet_that_is_not_there_is_told"),
    ("E0711", "a_formula_is_not_written_over"),
    ("E0712", "a_cell_that_a_merge_hides_is_refused"),
    ("E0713", "the_area_of_a_pivot_is_refused"),
    ("E0714", "the_header_of_a_table_is_refused"),
    ("E0715", "a_price_left_empty_is_refused_unless_partial"),
    ("W0733", "what_is_damaged_is_named_and_refused_where_it_is_read"),
    ("E0719", "a_row_that_is_another_line_s_is_refused_unless_meant"),
    ("W0727", "a_row_that_is_another_line_s_is_refused_unless_meant"),
    ("E0721", "a_line_that_a_table_has_twice_is_refused_unless_meant"),
    ("E0722", "words_that_ask_for_no_price_are_not_written_over"),
    ("E0723", "a_locked_cell_is_refused_for_whatever_is_written"),
    ("W0732", "a_line_that_two_tables_count_is_reported"),
    ("E0724", "a_price_goes_into_no_coefficient_and_no_column_of_another_unit"),
    ("E0725", "hours_and_coefficients_are_asked"),
    ("E0726", "a_price_a_year_is_flat_or_revised_as_the_map_says"),
    ("E0728", "a_price_goes_into_no_coefficient_and_no_column_of_another_unit"),
    ("W0730", "a_file_of_one_lot_is_known_by_its_name_its_cover_or_the_user"),
    ("E0734", "a_figure_of_the_buyer_is_kept_unless_the_map_says_otherwise"),
    ("W0735", "what_stays_empty_beside_the_prices_is_reported"),
    ("E0736", "a_table_that_is_not_read_is_reported"),
    ("E0737", "a_file_in_which_nothing_is_filled_is_refused"),
    ("E0729", "what_a_map_says_of_several_prices_is_checked"),
    ("W0716", "words_that_ask_for_no_price_are_not_written_over"),
    ("W0717", "lines_that_go_nowhere_are_told"),
    ("E0718", "a_file_that_differs_in_more_is_not_proved"),
    ("E0901", "what_is_no_living_workbook_is_refused"),
    ("E0902", "a_text_where_a_number_belongs_is_told_at_its_cell"),
    ("E0903", "rows_taken_out_doubled_or_added_are_told"),
    ("E0904", "a_path_of_another_bid_is_told"),
    ("E0905", "shares_that_no_longer_total_1_are_told_with_their_cells"),
    ("W0906", "a_formula_typed_in_a_cell_gives_its_result_and_says_so"),
    ("W0907", "models_that_moved_since_are_right_where_nobody_typed"),
    ("W0908", "a_formula_typed_over_is_told"),
    ("E0909", "nothing_tried_makes_no_scenario"),
    ("E0910", "rows_that_were_sorted_are_refused"),
    ("E0103", "two_hundred_megabytes_are_refused_at_once"),
    ("E0501", "an_output_that_cannot_be_written"),
    ("E0502", "an_output_is_never_written_over_something_else"),
    ("E0503", "explaining_nonsense"),
    ("E0505", "turning_what_cannot_be_turned"),
    ("E0408", "turning_what_cannot_be_turned"),
    ("E0504", "too_many_sets_of_lots"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    #[serde(default)]
    base: Option<String>,
    #[serde(default)]
    others: bool,
    change: Vec<Change>,
    #[serde(default)]
    expect: Vec<Expect>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    file: String,
    find: Option<String>,
    with: Option<String>,
    repeat: Option<String>,
    times: Option<usize>,
    text: Option<String>,
    prepend: Option<String>,
    append: Option<String>,
    #[serde(default)]
    remove: bool,
    #[serde(default)]
    folder: bool,
    #[serde(default)]
    bom: bool,
    #[serde(default)]
    crlf: bool,
    #[serde(default)]
    latin1: bool,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Expect {
    code: String,
    file: Option<String>,
    line: Option<u64>,
    underlined: Option<String>,
    message: Option<String>,
    /// A part of the message in French.
    fr: Option<String>,
    help: Option<String>,
}

/// A bid in a folder of its own.
struct Bid(tempfile::TempDir);

impl Bid {
    /// The shipped bid, its bidder named.
    fn shipped() -> Self {
        let bid = Self::copy(Path::new(env!("CARGO_MANIFEST_DIR")));
        bid.replace("templates/document.toml", " (à compléter)", "");
        bid
    }

    fn small() -> Self {
        Self::copy(&fixtures().join("small"))
    }

    fn copy(from: &Path) -> Self {
        let bid = Self(tempfile::tempdir().unwrap());
        for folder in ["models", "templates"] {
            copy(&from.join(folder), &bid.path(folder));
        }
        bid
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    fn read(&self, file: &str) -> String {
        // A checkout on Windows may have its lines end in CR LF.
        fs::read_to_string(self.path(file)).unwrap_or_else(|e| panic!("{file}: {e}")).replace("\r\n", "\n")
    }

    fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let folder = self.path(file);
        fs::create_dir_all(folder.parent().unwrap()).unwrap();
        fs::write(self.path(file), text).unwrap_or_else(|e| panic!("{file}: {e}"));
    }

    fn replace(&self, file: &str, find: &str, with: &str) {
        let text = self.read(file);
        assert!(text.contains(find), "{file} has no {find:?}");
        self.write(file, text.replacen(find, with, 1));
    }

    fn change(&self, change: &Change) {
        let file = change.file.as_str();
        if change.folder {
            return fs::create_dir(self.path(file)).unwrap();
        }
        if change.remove {
            return fs::remove_file(self.path(file)).unwrap();
        }
        if let Some(text) = &change.text {
            return self.write(file, text);
        }
        if let Some(find) = &change.find {
            let with = match (&change.with, &change.repeat) {
                (Some(with), None) => with.clone(),
                (None, Some(repeat)) => format!("\"{}\"", repeat.repeat(change.times.unwrap())),
                _ => panic!("`find` takes `with`, or `repeat` and `times`"),
            };
            // What another change made of the lines' ends stays.
            let text = fs::read_to_string(self.path(file)).unwrap();
            assert!(text.contains(find), "{file} has no {find:?}");
            return self.write(file, text.replacen(find, &with, 1));
        }
        let mut text = self.read(file);
        text.insert_str(0, change.prepend.as_deref().unwrap_or_default());
        text.push_str(change.append.as_deref().unwrap_or_default());
        if change.bom {
            text.insert(0, '\u{feff}');
        }
        if change.crlf {
            text = text.replace('\n', "\r\n");
        }
        if change.latin1 {
            return self
                .write(file, text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect::<Vec<_>>());
        }
        self.write(file, text);
    }

    /// Runs the command in the bid's folder.
    fn run(&self, args: &[&str]) -> Ran {
        let mut command = english();
        Ran::of(command.args(args).current_dir(self.0.path()).env_remove("NO_COLOR"))
    }

    /// Its files outside the bid, to see that nothing half-written is left.
    fn left(&self) -> Vec<String> {
        let names = fs::read_dir(self.0.path()).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
        let mut names: Vec<_> = names.filter(|name| name != "models" && name != "templates").collect();
        names.sort();
        names
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else if entry.path().extension().is_some_and(|e| e == "toml") {
            let text = fs::read_to_string(entry.path()).unwrap();
            fs::write(to, text.replace("\r\n", "\n")).unwrap();
        }
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_input")
}

/// What a run of the command gave.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    fn of(command: &mut Command) -> Self {
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let ran = Self { code: status.code(), out: text(stdout), err: text(stderr) };
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        ran
    }

    #[track_caller]
    fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "\n{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.err.contains(word), "no {word:?} in\n{}", self.err);
        }
        self
    }
}

/// One finding, as `check --format json` prints it.
struct Found<'a>(&'a serde_json::Value);

impl Found<'_> {
    fn text(&self, key: &str) -> &str {
        self.0[key].as_str().unwrap_or_default()
    }

    fn is(&self, expect: &Expect) -> bool {
        let place = &self.0["places"][0];
        let has = |part: &Option<String>, whole: &str| part.as_ref().is_none_or(|part| whole.contains(part.as_str()));
        // The bid is in a folder of its own.
        let is_in = |file: &String| place["file"].as_str().is_some_and(|path| Path::new(path).ends_with(file));
        let underlines = |text: &String| place["text"].as_str() == Some(text.as_str());
        self.text("code") == expect.code
            && expect.file.as_ref().is_none_or(is_in)
            && expect.underlined.as_ref().is_none_or(underlines)
            && expect.line.is_none_or(|line| place["line"].as_u64() == Some(line))
            && has(&expect.message, self.text("message"))
            && has(&expect.help, self.text("help"))
    }
}

fn all_fixtures() -> Vec<(String, Fixture)> {
    let mut paths: Vec<_> = fs::read_dir(fixtures()).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let fixture = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        (path.file_stem().unwrap().to_string_lossy().into_owned(), fixture)
    };
    paths.into_iter().map(read).collect()
}

/// What is wrong with the findings of a fixture, if anything.
fn verdict(fixture: &Fixture) -> Result<(), String> {
    let bid = match fixture.base.as_deref() {
        None => Bid::shipped(),
        Some("small") => Bid::small(),
        Some(other) => return Err(format!("no base {other}")),
    };
    fixture.change.iter().for_each(|change| bid.change(change));
    let loaded = load(&bid.path("models"), &bid.path("templates"));
    let findings = check(&loaded);
    let text = render(&findings, &loaded.sources, Lang::En, false, None);
    let [data, french] = [Lang::En, Lang::Fr].map(|lang| to_json(&findings, &loaded.sources, lang));
    let found: Vec<_> = data.as_array().unwrap().iter().map(Found).collect();
    let french: Vec<_> = french.as_array().unwrap().iter().map(Found).collect();
    let mut wrong = Vec::new();
    for expect in &fixture.expect {
        if !found.iter().any(|f| f.is(expect)) {
            wrong.push(format!("not found: {expect:?}"));
        }
        if let Some(fr) = &expect.fr
            && !french.iter().any(|f| f.text("code") == expect.code && f.text("message").contains(fr))
        {
            let messages: Vec<_> = french.iter().map(|f| f.text("message")).collect();
            wrong.push(format!("not in French: {expect:?} in {messages:#?}"));
        }
        let words = [Some(&expect.code), expect.message.as_ref(), expect.help.as_ref()];
        for word in words.into_iter().flatten().filter(|word| !text.contains(word.as_str())) {
            wrong.push(format!("the text has no {word:?}"));
        }
    }
    for f in found.iter().filter(|f| !fixture.others && !fixture.expect.iter().any(|e| f.is(e))) {
        wrong.push(format!("not expected: {:#}", f.0));
    }
    for f in &found {
        if f.text("help").is_empty() {
            wrong.push(format!("no help: {:#}", f.0));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n") + "\n" + &text) }
}

#[test]
fn every_fixture_finds_what_it_says() {
    let fixtures = all_fixtures();
    let (next, failures) = (Mutex::new(fixtures.iter()), Mutex::new(Vec::new()));
    let work = || {
        while let Some((name, fixture)) = { next.lock().unwrap().next() } {
            if let Err(why) = verdict(fixture) {
                failures.lock().unwrap().push(format!("==== {name}\n{why}"));
            }
        }
    };
    std::thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(work))));
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), fixtures.len(), failures.join("\n"));
}

/// The command prints what `check` finds, as text and as data, and its exit code is that of the errors among it.
#[test]
fn the_command_prints_what_is_found() {
    for (name, code) in [("missing_rate", 2), ("residue", 0), ("odd_numbers_that_are_fine", 0)] {
        let (_, fixture) = all_fixtures().into_iter().find(|(own, _)| own == name).unwrap();
        let bid = if fixture.base.is_some() { Bid::small() } else { Bid::shipped() };
        fixture.change.iter().for_each(|change| bid.change(change));
        let printed = bid.run(&["check", "--format", "json"]).exits(code).out;
        let data: serde_json::Value = serde_json::from_str(&printed).unwrap();
        let found: Vec<_> = data["findings"].as_array().unwrap().iter().map(Found).collect();
        let text = bid.run(&["check"]).exits(code);
        for expect in &fixture.expect {
            assert!(found.iter().any(|f| f.is(expect)), "{name}: {expect:?}");
            assert!(text.err.contains(&expect.code), "{name}: {}", text.err);
        }
        assert_eq!(found.iter().any(|f| f.text("severity") == "error"), code == 2, "{name}");
    }
}

/// The built command, its findings in English: what they say is checked word for word.
fn english() -> Command {
    let mut command = support::chiffrage();
    command.env("CHIFFRAGE_LANG", "en");
    command
}

/// The text of every test under a folder.
fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| match path {
            folder if folder.is_dir() => sources(&folder),
            file if file.extension().is_some_and(|e| e == "rs") => fs::read_to_string(file).unwrap(),
            _ => String::new(),
        })
        .collect()
}

#[test]
fn every_code_is_met() {
    let fixtures = all_fixtures();
    let here = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"));
    for (code, name) in NAMED {
        assert!(here.contains(&format!("fn {name}()")), "{code} is said to be met by {name}");
    }
    let met = |code: &str| {
        let by_fixture = || fixtures.iter().flat_map(|(_, f)| &f.expect).any(|e| e.code == code);
        NAMED.iter().any(|named| named.0 == code) || by_fixture()
    };
    let unmet: Vec<_> = Code::ALL.iter().map(|code| code.name()).filter(|code| !met(code)).collect();
    assert!(unmet.is_empty(), "no bad input for {unmet:?}");
}

// ---- Too much of something ------------------------------------------------------------------------------------------

/// Quick and with little memory, whatever the size of the input: on Unix half a gigabyte of address space, and twenty seconds
/// of a processor, past which the command is killed and has no exit code.
fn bounded(bid: &Bid) -> Ran {
    let program = assert_cmd::cargo::cargo_bin!("chiffrage");
    let mut command = if cfg!(unix) {
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -v 524288; ulimit -t 20; exec \"$0\" check"]).arg(program);
        command
    } else {
        let mut command = Command::new(program);
        command.arg("check");
        command
    };
    Ran::of(command.env("CHIFFRAGE_LANG", "en").current_dir(bid.0.path()))
}

#[test]
fn two_hundred_megabytes_are_refused_at_once() {
    let bid = Bid::small();
    let megabyte = "label = \"Lot\" # and so on\n".repeat((1 << 20) / 26 + 1);
    let file = fs::File::create(bid.path("models/lots/one.toml")).unwrap();
    let mut file = std::io::BufWriter::new(file);
    (0..200).for_each(|_| std::io::Write::write_all(&mut file, megabyte.as_bytes()).unwrap());
    drop(file);
    bounded(&bid).exits(2).says(&["E0103", "models/lots/one.toml", "4 MiB"]);
}

#[test]
fn many_files_are_refused() {
    // Sixteen megabytes in all, a file at a time.
    let bid = Bid::small();
    let text = format!("label = \"Lot\" # {}\n", "x".repeat(3 << 20));
    (0..8).for_each(|n| bid.write(&format!("models/lots/big{n}.toml"), &text));
    bounded(&bid).exits(2).says(&["E0103", "16 MiB in all"]);
    // Includes that multiply: ten of ten of ten.
    let bid = Bid::small();
    for n in 0..10 {
        let next = format!("\"i{}.toml\",", n + 1).repeat(10);
        bid.write(&format!("templates/i{n}.txt"), format!("include = [{}]", next.replace(".toml", ".txt")));
    }
    bid.write("templates/i10.txt", "");
    bid.replace("templates/dqe/one.toml", "[sections.build]", "include = [\"../i0.txt\"]\n[sections.build]");
    bounded(&bid).exits(2).says(&["E0103", "more than 500 files"]);
    // Includes in a chain.
    let bid = Bid::small();
    (0..2000).for_each(|n| bid.write(&format!("templates/i{n}.txt"), format!("include = [\"i{}.txt\"]", n + 1)));
    bid.replace("templates/dqe/one.toml", "[sections.build]", "include = [\"../i0.txt\"]\n[sections.build]");
    bounded(&bid).exits(2).says(&["E0103", "more than 500 files"]);
}

#[test]
fn deep_nesting_is_refused() {
    let deep = [
        format!("x = {}{}\n", "[".repeat(10_000), "]".repeat(10_000)),
        format!("x = {}1{}\n", "{ a = ".repeat(10_000), " }".repeat(10_000)),
        format!("{}a = 1\n", "a.".repeat(100_000)),
        format!("[{}a]\n", "a.".repeat(100_000)),
        "[".repeat(10_000),
        "x = ".to_owned() + &"[".repeat(10_000),
        "x = ".to_owned() + &"{ a = ".repeat(10_000),
    ];
    for text in deep {
        let bid = Bid::small();
        bid.write("models/profiles.toml", &text);
        bounded(&bid).exits(2).says(&["E0201", "models/profiles.toml"]);
    }
}

#[test]
fn fifty_thousand_keys_are_reported_in_part() {
    let bid = Bid::small();
    let keys: String = (0..50_000).map(|n| format!("k{n} = {n}\n")).collect();
    bid.write("models/policy.toml", bid.read("models/policy.toml") + &keys);
    bounded(&bid).exits(2).says(&["E0202", "`policy` has no key `k0`", "49800 more", "50000 err"]);
    // As ids they are right, and only slow a person down.
    let bid = Bid::small();
    let ids: String = (0..50_000).map(|n| format!("k{n}.label=\"\"\n")).collect();
    bid.write("models/profiles.toml", ids);
    bounded(&bid).exits(2).says(&["E0301", "`developer`", "… (+49980)"]);
    // All on one line, each wrong.
    let bid = Bid::small();
    let keys: Vec<String> = (0..50_000).map(|n| format!("k{n}=-1")).collect();
    bid.write("models/mixes.toml", format!("all-here = {{ label = \"x\", shares = {{ {} }} }}\n", keys.join(",")));
    bounded(&bid).exits(2).says(&["E0206", "models/mixes.toml"]);
    // More than a model has by a hundred times is not read at all.
    let bid = Bid::small();
    let keys: String = (0..100_001).map(|n| format!("k{n} = {n}\n")).collect();
    bid.write("models/policy.toml", keys);
    bounded(&bid).exits(2).says(&["E0103", "more than 200000 values and lines", "models/policy.toml"]);
}

#[test]
fn a_key_of_three_megabytes() {
    let bid = Bid::small();
    bid.write("models/policy.toml", format!("\"{}\" = 1\n", "é".repeat(1 << 20)) + &bid.read("models/policy.toml"));
    let ran = bounded(&bid).exits(2).says(&["E0202"]);
    assert!(ran.err.len() < 100_000, "{} bytes of findings", ran.err.len());
}

// ---- Folders and paths ----------------------------------------------------------------------------------------------

#[test]
fn folders_that_are_none() {
    let bid = Bid::small();
    let models = bid.run(&["check", "--models", "models/policy.toml", "--templates", "templates"]);
    models.exits(2).says(&["E0102", "`models/policy.toml`: it is a file, not a folder", "--models"]);
    bid.run(&["check", "--models", "nowhere"]).exits(2).says(&["E0101", "`nowhere`", "--models"]);
    bid.run(&["price", "--models", "nowhere"]).exits(2).says(&["E0101"]);
    bid.run(&["check", "--templates", "nowhere"]).exits(2).says(&["E0101", "`nowhere`"]);
    bid.run(&["check", "--models", ""]).exits(2);
    // An empty folder lacks everything.
    fs::create_dir(bid.path("empty")).unwrap();
    bid.run(&["check", "--models", "empty"]).exits(2).says(&["E0203", "no contract.toml", "chiffrage new"]);
}

#[cfg(unix)]
#[test]
fn what_is_no_ordinary_file() {
    use std::os::unix::ffi::OsStrExt as _;
    let bid = Bid::small();
    assert!(Command::new("mkfifo").arg(bid.path("models/lots/pipe.toml")).status().unwrap().success());
    std::os::unix::fs::symlink("/dev/zero", bid.path("models/lots/zero.toml")).unwrap();
    std::os::unix::fs::symlink("loop.toml", bid.path("models/lots/loop.toml")).unwrap();
    std::os::unix::fs::symlink("nowhere", bid.path("models/lots/broken.toml")).unwrap();
    let ran = bounded(&bid).exits(2);
    ran.says(&[
        "E0102",
        "pipe.toml`: it is not a regular file",
        "zero.toml`: it is no",
        "loop.toml",
        "broken.toml`: no such file",
    ]);
    // A path that is no text.
    let name = std::ffi::OsStr::from_bytes(b"mod\xffels");
    fs::rename(Bid::small().0.keep().join("models"), bid.path("").join(name)).unwrap();
    let mut command = english();
    command.arg("check").arg("--models").arg(name).current_dir(bid.0.path());
    Ran::of(&mut command).exits(0);
    command.arg("--templates").arg(std::ffi::OsStr::from_bytes(b"\xff\xfe"));
    Ran::of(&mut command).exits(2).says(&["E0101", "\u{fffd}"]);
}

// ---- Outputs --------------------------------------------------------------------------------------------------------

#[test]
fn an_output_that_cannot_be_written() {
    let bid = Bid::small();
    let before = bid.left();
    let nowhere = bid.run(&["dqe", "-o", "nowhere/x.xlsx"]).exits(1);
    nowhere.says(&["E0501", "there is no folder `nowhere`", "create the folder"]);
    bid.run(&["dqe", "-o", "models/policy.toml/x.xlsx"]).exits(1).says(&["E0501"]);
    assert_eq!(bid.left(), before);
    // A file that may not be written is not replaced either.
    bid.run(&["dqe", "-o", "x.xlsx"]).exits(0);
    let (path, bytes) = (bid.path("x.xlsx"), fs::read(bid.path("x.xlsx")).unwrap());
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions.clone()).unwrap();
    bid.replace("models/policy.toml", "0.1", "0.2");
    bid.run(&["dqe", "-o", "x.xlsx"]).exits(1).says(&["E0501", "read-only", "nothing was changed"]);
    bid.run(&["dqe", "-o", "x.xlsx", "--force"]).exits(1).says(&["E0501", "read-only"]);
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert_eq!(bid.left(), ["x.xlsx"]);
    #[allow(clippy::permissions_set_readonly_false, reason = "so that the folder can be removed on Windows")]
    permissions.set_readonly(false);
    fs::set_permissions(&path, permissions).unwrap();
}

/// A DQE under the name that a new bid starts with is written, and reported; `check` reports every text left open.
#[test]
fn a_text_still_to_be_filled_in_is_told() {
    let bid = Bid::small();
    assert_eq!(bid.run(&["dqe"]).exits(0).err, "written: dqe.xlsx\n");
    bid.replace("templates/document.toml", "\"Candidat\"", "\"Candidat (à compléter)\"");
    drop(bid.run(&["dqe"]).exits(0).says(&["W0410", "`bidder`", "written: dqe.xlsx"]));
    bid.write(
        "templates/document.toml",
        bid.read("templates/document.toml") + "\n[signature]\nplace = \"Lyon\"\nname = \"TODO\"\n",
    );
    let checked = bid.run(&["check"]).exits(0).says(&["W0410", "TODO", "Candidat (à compléter)"]);
    assert_eq!(checked.err.matches("W0410").count() + checked.out.matches("W0410").count(), 2);
}

/// Warnings are shown in full where the bid is checked, and counted elsewhere.
#[test]
fn warnings_are_told_once() {
    let bid = Bid::small();
    bid.replace("templates/dqe/one.toml", "weight   = 1", "given    = 20000");
    for verb in ["check", "price"] {
        drop(bid.run(&[verb]).exits(0).says(&["W0407"]));
    }
    for verb in ["staffing", "pnl"] {
        assert_eq!(bid.run(&[verb]).exits(0).err, "1 warning: chiffrage check\n");
    }
}

/// A name that ends otherwise is a bad argument, whatever is there.
#[test]
fn an_output_is_named_by_its_kind() {
    let bid = Bid::small();
    let refused = |args: &[&str], words: &str| drop(bid.run(args).exits(2).says(&["E0506", words]));
    refused(&["assumptions", "-o", "models/contract.toml"], "ends with .xlsx");
    refused(&["dqe", "-o", "models/contract.toml", "--force"], "ends with .xlsx");
    for verb in ["dqe", "staffing", "assumptions", "portfolio", "workbook"] {
        refused(&[verb, "-o", "x.txt"], "ends with .xlsx");
    }
    refused(&["compare", "base", "-o", "x.txt"], "that of a page with .html");
    refused(&["sweep", "--vary", "policy.margin=0..0.1:0.1", "-o", "x.txt"], "that of a page with .html");
    assert!(!bid.path("x.txt").exists());
}

#[test]
fn an_output_is_never_written_over_something_else() {
    let bid = Bid::small();
    let refused = |args: &[&str], words: &str| {
        drop(bid.run(args).exits(1).says(&["E0502", words]));
    };
    fs::create_dir(bid.path("folder.xlsx")).unwrap();
    bid.write("notes.xlsx", "not a workbook");
    bid.write("empty.xlsx", "");
    refused(&["dqe", "-o", "folder.xlsx"], "it is a folder");
    refused(&["dqe", "-o", "folder.xlsx", "--force"], "it is a folder");
    refused(&["dqe", "-o", "notes.xlsx"], "--force");
    refused(&["staffing", "-o", "empty.xlsx"], "did not write");
    refused(&["new", "."], "not an empty folder");
    refused(&["new", "notes.xlsx"], "not an empty folder");
    // A workbook of somebody else.
    let mut foreign = rust_xlsxwriter::Workbook::new();
    foreign.add_worksheet().write_string(0, 0, "kept").unwrap();
    foreign.save(bid.path("foreign.xlsx")).unwrap();
    let bytes = fs::read(bid.path("foreign.xlsx")).unwrap();
    refused(&["dqe", "-o", "foreign.xlsx"], "did not write");
    assert_eq!(fs::read(bid.path("foreign.xlsx")).unwrap(), bytes);
    // An input, even one named as a workbook, and even by force.
    bid.write("models/part.xlsx", "margin = 0.2\n");
    bid.write("models/policy.toml", "include = [\"part.xlsx\"]\nmix = \"all-here\"\nprovision = 0\ngain = 0\n");
    for args in [&["dqe", "-o", "models/part.xlsx"][..], &["dqe", "--force", "-o", "models/../models/part.xlsx"]] {
        refused(args, "it is a file of the bid");
    }
    assert_eq!(bid.read("models/part.xlsx"), "margin = 0.2\n");
    // What is ours, and what is forced, is written over.
    bid.run(&["dqe", "-o", "ours.xlsx"]).exits(0);
    bid.run(&["dqe", "-o", "ours.xlsx"]).exits(0);
    bid.run(&["dqe", "-o", "foreign.xlsx", "--force"]).exits(0);
    assert_eq!(bid.left(), ["empty.xlsx", "folder.xlsx", "foreign.xlsx", "notes.xlsx", "ours.xlsx"]);
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_device() {
    let bid = Bid::small();
    for device in ["/dev/full", "/dev/zero"] {
        let _ = fs::remove_file(bid.path("x.xlsx"));
        std::os::unix::fs::symlink(device, bid.path("x.xlsx")).unwrap();
        bid.run(&["dqe", "--force", "-o", "x.xlsx"]).exits(1).says(&["E0502", "not a regular file"]);
    }
    // A link to an input is that input.
    fs::copy(bid.path("models/policy.toml"), bid.path("models/part.xlsx")).unwrap();
    bid.write("models/policy.toml", "include = [\"part.xlsx\"]\n");
    fs::remove_file(bid.path("x.xlsx")).unwrap();
    std::os::unix::fs::symlink("models/part.xlsx", bid.path("x.xlsx")).unwrap();
    bid.run(&["dqe", "--force", "-o", "x.xlsx"]).exits(1).says(&["E0502", "it is a file of the bid"]);
}

#[cfg(unix)]
#[test]
fn a_full_disk() {
    let bid = Bid::shipped();
    bid.run(&["dqe", "-o", "x.xlsx"]).exits(0);
    let bytes = fs::read(bid.path("x.xlsx")).unwrap();
    bid.replace("models/policy.toml", "build          = 0.15", "build          = 0.16");
    let shell = |script: &str| {
        let mut command = Command::new("sh");
        command
            .args(["-c", script])
            .arg(assert_cmd::cargo::cargo_bin!("chiffrage"))
            .env("CHIFFRAGE_LANG", "en")
            .current_dir(bid.0.path());
        Ran::of(&mut command)
    };
    // No file past four blocks: what was there before stays, and nothing half-written beside it.
    for verb in ["dqe", "staffing", "assumptions"] {
        let script = format!("trap '' XFSZ; ulimit -f 4; exec \"$0\" {verb} -o x.xlsx");
        shell(&script).exits(1).says(&["E0501", "`x.xlsx` could not be written", "nothing was changed"]);
        assert_eq!(fs::read(bid.path("x.xlsx")).unwrap(), bytes);
        assert_eq!(bid.left(), ["x.xlsx"]);
    }
    if !Path::new("/dev/full").exists() {
        return loud("/dev/full is not on this system: standard output on a full disk");
    }
    for verb in ["price", "dqe -o y.xlsx", "check", "check --format json", "schema lot", "completions bash"] {
        shell(&format!("exec \"$0\" {verb} > /dev/full")).exits(1).says(&["E0501", "standard output"]);
    }
    // A real one, where this user may mount one.
    let mount = bid.path("disk");
    fs::create_dir(&mount).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(&mount).output();
    if !mounted.is_ok_and(|o| o.status.success()) {
        return loud("this user cannot mount a small disk: a workbook on a full disk (a limit on file sizes stood in)");
    }
    // Room for some of the files of a bid: none of them is left, nor the folders above them.
    let (new, inside) = (bid.run(&["new", "disk/bid/of/ours"]), bid.run(&["new", "disk"]));
    let left_of_new = fs::read_dir(&mount).unwrap().count();
    // Room for its charts, and none for the page: neither is left.
    fs::write(mount.join("filler"), [0; 32 << 10]).unwrap();
    let page = bid.run(&["price", "-o", "disk/p.html", "--charts", "disk/charts"]);
    let left_of_page = fs::read_dir(&mount).unwrap().count();
    fs::write(mount.join("filler"), [0; 60 << 10]).unwrap();
    let ran = bid.run(&["dqe", "-o", "disk/x.xlsx"]);
    let left = fs::read_dir(&mount).unwrap().count();
    assert!(Command::new("umount").arg(&mount).status().unwrap().success());
    ran.exits(1).says(&["E0501", "no space left"]);
    new.exits(1).says(&["E0501", "no space left", "nothing was changed"]);
    inside.exits(1).says(&["E0501", "no space left", "nothing was changed"]);
    page.exits(1).says(&["E0501", "no space left", "nothing was changed"]);
    assert_eq!((left_of_new, left_of_page, left), (0, 1, 1));
}

/// Straight to the terminal: the test harness keeps what a passing test prints.
#[cfg(unix)]
fn loud(what: &str) {
    let _ = std::io::Write::write_all(
        &mut std::io::stderr().lock(),
        format!("\n*** NOT CHECKED: {what} ***\n\n").as_bytes(),
    );
}

#[cfg(unix)]
#[test]
fn a_reader_who_has_seen_enough() {
    let bid = Bid::shipped();
    let shell = |script: &str| {
        let mut command = Command::new("sh");
        command
            .args(["-c", script])
            .arg(assert_cmd::cargo::cargo_bin!("chiffrage"))
            .env("CHIFFRAGE_LANG", "en")
            .current_dir(bid.0.path());
        Ran::of(&mut command)
    };
    let first = shell("{ \"$0\" assumptions --all --format csv; echo $? >&2; } | head -1").exits(0);
    assert_eq!((first.out.lines().count(), first.err.trim()), (1, "0"));
    shell("\"$0\" price >&-").exits(0);
    shell("\"$0\" check --models nowhere 2>&-").exits(2);
    shell("\"$0\" check --models nowhere >&- 2>&- <&-").exits(2);
}

// ---- Arguments ------------------------------------------------------------------------------------------------------

#[test]
fn arguments_that_mean_nothing() {
    let bid = Bid::small();
    for args in [
        &[][..],
        &["prise"],
        &["price", "--format", "nonsense"],
        &["price", "--by", "decade"],
        &["price", "--lang", "de"],
        &["price", "extra"],
        &["dqe", "-o"],
        &["completions", "cmd.exe"],
        &["explain"],
        &["explain", "one", "--depth", "-1"],
        &["schema", "lot", "--write", "x"],
    ] {
        bid.run(args).exits(2);
    }
    let lots =
        [&["price", "--lot", "onne"][..], &["dqe", "--lot", "onne"], &["staffing", "--lot", "onne", "-o", "x.xlsx"]];
    for args in lots {
        bid.run(args).exits(2).says(&["E0301", "no lot `onne`", "did you mean `one`?"]);
    }
    bid.run(&["pnl", "--lot", "zzzzzz"]).exits(2).says(&["E0301", "the bid has: one"]);
    bid.run(&["pnl", "--lot", ""]).exits(2).says(&["E0301"]);
    bid.run(&["break-even", "--site", "her"]).exits(2).says(&["E0301", "did you mean `here`?"]);
    bid.run(&["schema", "lott"]).exits(2).says(&["E0301", "did you mean `lot`?"]);
    assert_eq!(bid.left(), [""; 0]);
}

/// Each with its place in the argument, and nothing is kept.
#[test]
fn assumptions_of_the_command_line_that_cannot_be_made_are_refused() {
    let bid = Bid::small();
    let cases: [(&str, &[&str]); 9] = [
        ("policy.margin", &["E0508", "cannot be read", "1 | policy.margin\n  | ^^^^^^^^^^^^^"]),
        ("policy.margin = ", &["E0508", "cannot be read"]),
        ("policy.margin = [", &["E0508", "cannot be read"]),
        ("policy.margn *= 2", &["E0313", "matches no figure", "| policy.margn *= 2\n  | ^^^^^^^^^^^^"]),
        ("lots.two.in_bid = false", &["E0313", "matches nothing"]),
        ("policy.margin = 1.2", &["E0206", "| policy.margin = 1.2\n  |                 ^^^"]),
        ("policy.margin *= -1", &["E0318", "negative factor"]),
        ("policy.margin *= two", &["E0204", "takes a number"]),
        ("policy.{margin = 1", &["E0508", "cannot be read"]),
    ];
    for (setting, says) in cases {
        bid.run(&["price", "--set", setting, "--save", "mine"]).exits(2).says(says);
    }
    bid.run(&["price", "--save", "mine"]).exits(2);
    bid.run(&["schema", "--set", "policy.margin = 0.1"]).exits(2).says(&["E0508", "prices nothing"]);
    for name in ["base", "", "a/b", "été"] {
        bid.run(&["price", "--set", "policy.margin = 0.1", "--save", name]).exits(2).says(&["E0508"]);
    }
    assert_eq!(bid.left(), [""; 0]);
    assert!(!bid.path("models/scenarios").exists());
    // Kept once, under a name that is never taken again.
    let kept = ["price", "--set", "policy.margin += 5 %", "--save", "mine"];
    let ran = bid.run(&kept).exits(0);
    assert!(bid.read("models/scenarios/mine.toml").contains("select = \"policy.margin\"\nplus   = 0.05\n"));
    assert_eq!(bid.run(&["price", "--scenario", "mine"]).exits(0).out, ran.out);
    bid.run(&kept).exits(2).says(&["E0508", "already has a scenario `mine`"]);
}

/// Of another folder the difference, with what the models changed, structure included; of a revision that git does not have, or a
/// folder that is not there, a finding.
#[test]
fn an_earlier_version_is_compared_or_refused() {
    let (bid, monday) = (Bid::small(), Bid::small());
    let folder = monday.path("");
    let folder = folder.to_str().unwrap();
    bid.replace("models/policy.toml", "margin    = 0.1", "margin    = 0.2");
    bid.write(
        "models/scenarios/new.toml",
        "label = \"New\"\nwhy = \"To see.\"\n[changes.a]\nselect = \"policy.margin\"\nto = 0.1\n",
    );
    let ran = bid.run(&["compare", "--with", folder, "--format", "markdown"]).exits(0);
    assert!(ran.out.contains("| Margin on the price | 10% | 20% |"), "{}", ran.out);
    bid.run(&["bridge", "--with", folder]).exits(0);
    bid.run(&["compare", "--with", "nowhere"]).exits(2).says(&["E0509", "no folder `nowhere`"]);
    bid.run(&["compare", "--with", "git:--all"]).exits(2).says(&["E0509"]);
    bid.run(&["compare", "--with", "git:no-such-revision"]).exits(2).says(&["E0509"]);
    bid.run(&["solve", "--for", "price=95%", "--by", "policy.margin"]).exits(2).says(&["E0505", "`-5%` or `+95%`"]);
    assert_eq!(bid.left(), [""; 0]);
}

/// Ten lots have 1,023 sets, which are priced; eleven are refused in words, and priced still as one bid.
#[test]
fn too_many_sets_of_lots() {
    let bid = Bid::small();
    let add = |n: usize| {
        let lot = bid.read("models/lots/one.toml").replace("number = 1", &format!("number = {n}"));
        bid.write(&format!("models/lots/lot{n}.toml"), lot);
        bid.write(&format!("templates/dqe/lot{n}.toml"), bid.read("templates/dqe/one.toml"));
    };
    (2..=10).for_each(add);
    let ran = bid.run(&["portfolio", "--format", "csv"]).exits(0);
    assert_eq!(ran.out.lines().count(), 1 + 1023);
    add(11);
    bid.run(&["portfolio"]).exits(1).says(&["E0504", "the bid has 11 lots", "`in_bid = false`"]);
    bid.run(&["price"]).exits(0);
}

#[test]
fn turning_what_cannot_be_turned() {
    let bid = Bid::shipped();
    bid.run(&["sweep", "--vary", "lots.ror.label=0..1:1"]).exits(2).says(&["E0505", "not a figure"]);
    bid.run(&["sweep", "--vary", "lots.{ror.label=0..1:1"]).exits(2).says(&["E0505"]);
    bid.run(&["sweep", "--vary", "=0..1:1"]).exits(2).says(&["E0505"]);
    bid.run(&["sweep", "--vary", "policy.margin.build=1..0:nan"]).exits(2).says(&["E0505"]);
    bid.run(&["sweep", "--vary", "policy.margin.build=0..0.1:0.1", "--keep", "nothing"]).exits(2).says(&["E0505"]);
    // All that is wrong is reported at once.
    let both = ["sweep", "--vary", "nothing=0..1:1", "--vary", "policy.margin.build=no", "--keep", "nobody"];
    bid.run(&both).exits(2).says(&["not a figure", "cannot be read", "`--keep nobody`"]);
    let both = ["solve", "--for", "price=", "--by", "nothing", "--between", "no"];
    bid.run(&both).exits(2).says(&["--for:1:1", "--by:1:1", "--between:1:1"]);
    bid.run(&["solve", "--for", "price=", "--by", "policy.margin.build"]).exits(2).says(&["E0505"]);
    bid.run(&["solve", "--for", "price=1", "--by", "policy.margin.build", "--between", "0"]).exits(2).says(&["E0505"]);
    bid.run(&["solve", "--for", "price=1", "--by", "policy.margin.build"]).exits(1).says(&["E0408"]);
}

#[test]
fn explaining_nonsense() {
    let bid = Bid::small();
    for cell in ["nonsense", "E9999", "one/nonsense", "one/9.9", "/", "", "//1.1", "=1+1", "\u{1b}[2J", "é"] {
        let ran = bid.run(&["explain", "--", cell]).exits(2).says(&["E0503"]);
        assert!(!ran.err.contains("\u{1b}[2J"));
    }
    let between = [&["one/bridge/luck"][..], &["one/net", "--against", "base"], &["one/net/delta", "--drivers", "mix"]];
    for args in between {
        bid.run(&[&["explain"], args].concat()).exits(2);
    }
    bid.run(&["explain", "one/bridge/luck"]).says(&["E0503", "the drivers are: volume, mix"]);
    bid.run(&["explain", "set/one+two/saved"]).exits(2).says(&["E0503", "the lots are: one"]);
    bid.run(&["explain", "set/one+1/saved"]).exits(2).says(&["E0503", "names the lot `one` twice"]);
    bid.run(&["explain", "one/site/mars/fte"]).exits(2).says(&["E0503", "the sites are: here"]);
    for code in Code::ALL {
        for (name, lang) in [("fr", Lang::Fr), ("en", Lang::En)] {
            let ran = bid.run(&["explain", code.name(), "--lang", name]).exits(0);
            assert!(ran.out.contains(code.explanation(lang)), "{}", ran.out);
        }
    }
}

#[test]
fn colour_only_where_it_is_wanted() {
    let bid = Bid::small();
    bid.replace("models/policy.toml", "0.1", "2");
    let run = |set: Option<&str>| {
        let mut command = english();
        command.arg("check").current_dir(bid.0.path()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command.envs(set.map(|name| (name, "1")));
        Ran::of(&mut command).exits(2).err
    };
    assert!(!run(None).contains('\u{1b}'));
    assert!(!run(Some("NO_COLOR")).contains('\u{1b}'));
    assert!(run(Some("CLICOLOR_FORCE")).contains('\u{1b}'));
}

// ---- What a workbook shows ------------------------------------------------------------------------------------------

#[test]
fn labels_are_texts_in_workbooks() {
    use calamine::Reader as _;
    let labels = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "ROR & <b>\"'",
        "a/b\\c:d*e?[f]",
        "日本語 🏥 é",
        "'",
        " ",
        "a\nb\tc",
        "_x0041_",
        "{=1}",
        "http://x.invalid",
        "&A &P &&",
    ];
    let bid = Bid::small();
    let text = bid.read("models/lots/one.toml");
    let line = bid.read("templates/dqe/one.toml");
    for label in labels {
        let quoted = toml::Value::String(label.into()).to_string();
        bid.write("models/lots/one.toml", text.replace("\"Lot unique\"", &quoted));
        bid.write("templates/dqe/one.toml", line.replace("\"Unité d'œuvre\"", &quoted).replace("\"1.1\"", &quoted));
        bid.run(&["dqe", "-o", "x.xlsx"]).exits(0);
        bid.run(&["staffing", "-o", "staffing.xlsx"]).exits(0);
        bid.run(&["assumptions", "-o", "assumptions.xlsx"]).exits(0);
        let mut book = calamine::open_workbook_auto(bid.path("x.xlsx")).unwrap();
        assert_eq!(book.sheet_names(), ["Récapitulatif", "Lot 1", "BPU"]);
        let recap = book.worksheet_range("Récapitulatif").unwrap();
        let is = |cell: &calamine::Data| cell == &calamine::Data::String(label.into());
        assert!(recap.used_cells().any(|(_, _, cell)| is(cell)), "{label:?} is not a text of the recap");
        let sheet = book.worksheet_range("Lot 1").unwrap();
        assert_eq!(sheet.used_cells().filter(|(_, _, cell)| is(cell)).count(), 2, "{label:?}");
        let formulas = book.worksheet_formula("Lot 1").unwrap();
        assert!(
            formulas
                .used_cells()
                .all(|(_, _, formula)| formula.trim_start_matches('=') != label.trim_start_matches('='))
        );
    }
}

#[test]
fn a_footer_shows_what_it_says() {
    let bid = Bid::small();
    for (footer, drawn) in
        [("A & B <c>", "&amp;L&amp;8A &amp;&amp; B &lt;c&gt;&amp;C"), ("2027 DQE", "&amp;L&amp;8 2027 DQE&amp;C")]
    {
        bid.write("templates/document.toml", format!("title = \"DQE\"\nbidder = \"=B & C\"\nfooter = \"{footer}\"\n"));
        bid.run(&["dqe", "-o", "x.xlsx"]).exits(0);
        let mut archive = zip::ZipArchive::new(fs::File::open(bid.path("x.xlsx")).unwrap()).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut text).unwrap();
        assert!(text.contains(drawn), "{footer:?} in {}", &text[text.find("<headerFooter").unwrap_or(0)..]);
    }
    // The longest that is let through does not make the library drop it.
    let footer = "€".repeat(200);
    bid.write("templates/document.toml", format!("title = \"DQE\"\nbidder = \"B\"\nfooter = \"{footer}\"\n"));
    let ran = bid.run(&["dqe", "-o", "x.xlsx"]).exits(0);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
}

#[test]
fn an_empty_lot_makes_a_workbook() {
    use calamine::Reader as _;
    let bid = Bid::small();
    bid.write("models/lots/one.toml", "label = \"Vide\"\nnumber = 1\n");
    bid.write("templates/dqe/one.toml", "[sections]\n");
    for args in
        [&["price"][..], &["pnl"], &["staffing"], &["break-even"], &["assumptions"], &["staffing", "-o", "s.xlsx"]]
    {
        bid.run(args).exits(0);
    }
    bid.run(&["dqe", "-o", "x.xlsx"]).exits(0);
    let mut book = calamine::open_workbook_auto(bid.path("x.xlsx")).unwrap();
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.used_cells().all(|(_, _, formula)| !formula.trim_start_matches('=').is_empty()), "{name}");
    }
}

#[test]
fn figures_past_the_range_are_never_shown_as_0() {
    let bid = Bid::shipped();
    bid.replace("models/rates/paris.toml", "developer            = 410", "developer            = 1e-28");
    for verb in ["check", "break-even"] {
        drop(bid.run(&[verb]).exits(2).says(&["E0406", "a break-even is past"]));
    }
    bid.run(&["price"]).exits(0);
    bid.run(&["pnl"]).exits(0);
}

// ---- Anything -------------------------------------------------------------------------------------------------------

/// Files changed at random: never a panic, and every finding can be shown. `CHIFFRAGE_FUZZ=20000` for longer.
#[test]
fn files_changed_at_random() {
    let rounds = std::env::var("CHIFFRAGE_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(150);
    let bid = Bid::shipped();
    let mut files: Vec<String> = Vec::new();
    for folder in ["models", "models/lots", "models/rates", "templates", "templates/dqe", "templates/parts"] {
        let names = fs::read_dir(bid.path(folder)).unwrap().map(|e| e.unwrap());
        let names = names.filter(|e| e.path().is_file()).map(|e| e.file_name().into_string().unwrap());
        files.extend(names.map(|name| format!("{folder}/{name}")));
    }
    files.sort();
    let tokens = [
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        "=",
        ".",
        ",",
        "\n",
        "#",
        "-",
        "-1",
        "0",
        "1e400",
        "nan",
        "é",
        "🏥",
        "\u{feff}",
        "\r",
        "\"\"\"",
        "1e28",
        "9999999999",
        "0x",
        "2027-01-01",
        "true",
        "[[a]]",
        "\\",
        "\u{0}",
        "years = { 1 = 1 }",
        "\"Q7\"",
        "\"onshore\"",
        "include = [\"ror.toml\"]\n",
        "0.0000000000000000000000000001",
        "{ low = 1, mode = 2, high = 3 }",
    ];
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: usize| {
        // xorshift64: the same files every time.
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % (below.max(1) as u64)).unwrap()
    };
    for _ in 0..rounds {
        let mut restore = Vec::new();
        for _ in 0..=random(3) {
            let file = &files[random(files.len())];
            let text = bid.read(file);
            let mut chars: Vec<char> = text.chars().collect();
            for _ in 0..=random(2) {
                let at = random(chars.len());
                let until = (at + random(12)).min(chars.len());
                match random(5) {
                    0 => drop(chars.drain(at..until)),
                    1 => drop(chars.splice(at..at, tokens[random(tokens.len())].chars())),
                    2 => drop(chars.splice(at..until, tokens[random(tokens.len())].chars())),
                    3 => chars.truncate(at),
                    _ => {
                        // A whole value, which stays valid TOML more often.
                        let text: String = chars.iter().collect();
                        let values: Vec<_> = text.match_indices("= ").map(|(n, _)| n + 2).collect();
                        if let Some(&start) = values.get(random(values.len())) {
                            let end = text[start..].find([',', '\n', '}', ' ']).map_or(text.len(), |n| start + n);
                            chars = format!("{}{}{}", &text[..start], tokens[random(tokens.len())], &text[end..])
                                .chars()
                                .collect();
                        }
                    }
                }
            }
            bid.write(file, chars.iter().collect::<String>());
            restore.push((file.clone(), text));
        }
        let reported = std::panic::catch_unwind(|| price(&bid));
        if reported.is_err() {
            let changed: Vec<_> = restore.iter().map(|(file, _)| format!("--- {file}\n{}", bid.read(file))).collect();
            panic!("{}", changed.join("\n"));
        }
        restore.into_iter().rev().for_each(|(file, text)| bid.write(&file, text));
    }
}

/// All that a command does with a bid, but for its arguments.
fn price(bid: &Bid) {
    use chiffrage::{diag, engine, model, sheet, unit, workbook};
    let text = model::load(&bid.path("models"), &bid.path("templates"));
    let reported = |findings: &diag::Findings| {
        let _ = diag::render(findings, &text.sources, chiffrage::unit::Lang::En, true, None);
        let _ = diag::to_json(findings, &text.sources, chiffrage::unit::Lang::En);
    };
    let (valid, warnings) = match model::bid(&text) {
        Ok(bid) => bid,
        Err(findings) => {
            assert!(findings.has_errors());
            return reported(&findings);
        }
    };
    reported(&warnings);
    let inputs = engine::Inputs::exact(&valid);
    match engine::estimate_with(&valid, &inputs) {
        Err(findings) => reported(&findings),
        Ok(estimate) => {
            let outlook = engine::outlook(&valid, &inputs, &estimate, None);
            let _ = engine::cash(&valid, &inputs, &outlook);
            let _ = engine::break_even(&valid, &inputs, &estimate.plan);
            let people = engine::staffing(&valid, &inputs, &estimate.plan);
            workbook::bytes(&sheet::dqe(&valid, &estimate.dqe, None)).unwrap();
            let lang = unit::Lang::Fr;
            let people = sheet::People {
                bid: &valid,
                inputs: &inputs,
                estimate: &estimate,
                staffing: &people,
                whom: sheet::Whom::default(),
                lang,
            };
            workbook::bytes(&people.book(rust_decimal::Decimal::ONE)).unwrap();
        }
    }
}
