//! Seeded mutations of what the tool reads: models, templates, the archive and the XML of a buyer's file, rate cards,
//! the text of every field. Nothing panics; what fails has a finding; a DQE foots; a filled file differs from the
//! buyer's in its price cells alone.
//!
//! `cargo test` runs a few of each kind. The long run, ten minutes on two cores:
//!
//! ```text
//! MUTATION_SECONDS=600 cargo test --release --test mutations -- --nocapture
//! ```
//!
//! `MUTATION_SEED` starts elsewhere; a failure prints the seed that repeats it alone. A kind of mutation of text is a
//! line of [`WORDS`] or an arm of [`mutated`], one of bytes an arm of [`damaged`].

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use calamine::{Data, Reader as _, Xlsx};
use chiffrage::buyer::fill::{Asked, Plan, Proof, Read};
use chiffrage::buyer::form::form_of;
use chiffrage::buyer::matching::{matching, ours};
use chiffrage::buyer::{Map, Told};
use chiffrage::diag::{Severity, Sources, render};
use chiffrage::engine::{Estimate, estimate};
use chiffrage::import;
use chiffrage::model::{self, Bid, bid, load_texts};
use chiffrage::unit::{Exact, Lang};
use chiffrage::xlsx::{Book, Package};
use rust_decimal::Decimal;

/// Values put in the place of others: in models, in XML, in cells.
const WORDS: &[&str] = &[
    "0",
    "-1",
    "1e30",
    "0.0000000000000001",
    "99999999999999999999999999999999",
    "nan",
    "true",
    "\"\"",
    "\"\u{200b}\"",
    "\"=1+1\"",
    "\"<img src=x onerror=alert(1)>\"",
    "\"\u{202e}éÉ\u{ad}\"",
    "\"Ligne\\nsuivante\"",
    "[]",
    "{}",
    "{ years = {} }",
    "{ low = 3, mode = 2, high = 1 }",
    "{ value = 1, source = \"\" }",
    "\"9999-99\"",
    "&#0;",
    "&lt;x&gt;",
    "A1:XFD1048576",
    "#REF!",
];

/// Numbers that look drawn, and are the same for the same seed (splitmix64).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n.max(1)).unwrap()).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Runs one kind of mutation under seed after seed, a few times, or for `MUTATION_SECONDS`; the kinds run side by side.
fn run(kind: &str, few: u64, one: impl Fn(&mut Draw)) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let first = number("MUTATION_SEED").unwrap_or(1);
    let until = number("MUTATION_SECONDS").map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let mut count = 0;
    while until.map_or(count < few, |until| Instant::now() < until) {
        let seed = first + count;
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| one(&mut Draw(seed)))) {
            let why = panic.downcast_ref::<String>().cloned();
            let why = why.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default();
            panic!("{kind}: MUTATION_SEED={seed} fails: {why}");
        }
        count += 1;
    }
    println!("{kind}: {count} mutations from seed {first}");
}

/// A text with one to three of its places changed: a value, a line, a bracket, a letter.
fn mutated(text: &str, draw: &mut Draw) -> String {
    let mut text = text.to_owned();
    for _ in 0..=draw.below(3) {
        let lines: Vec<&str> = text.split('\n').collect();
        let n = draw.below(lines.len());
        let line = lines[n];
        let rest = |new: Vec<String>| {
            let before = lines[..n].iter().map(|line| (*line).to_owned());
            before.chain(new).chain(lines[n + 1..].iter().map(|line| (*line).to_owned())).collect::<Vec<_>>().join("\n")
        };
        text = match (draw.below(7), line.split_once('=')) {
            (0..=2, Some((key, _))) => rest(vec![format!("{key}= {}", draw.one(WORDS))]),
            (3, _) => rest(Vec::new()),
            (4, _) => rest(vec![line.to_owned(), line.to_owned()]),
            (5, _) => rest(vec![line.replacen(['{', '[', '"'], "", 1)]),
            _ => {
                let other = draw.below(lines.len());
                rest(vec![lines[other].to_owned()])
            }
        };
    }
    text
}

/// Bytes with a place overwritten, cut out, doubled, or everything after it gone.
fn damaged(bytes: &[u8], draw: &mut Draw) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let (at, length) = (draw.below(bytes.len()), 1 + draw.below(64));
    let end = (at + length).min(bytes.len());
    match draw.below(5) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let again = bytes[at..end].to_vec();
            drop(bytes.splice(at..at, again));
        }
        3 => bytes[at..end].fill(u8::try_from(draw.below(256)).unwrap()),
        _ => bytes[at] ^= 1 << draw.below(8),
    }
    bytes
}

/// The shipped models and templates by the names they have in their folders, what is included set before its file.
fn texts() -> Vec<(String, String)> {
    let common = fs::read_to_string(support::root().join("templates/parts/common.toml")).unwrap();
    let mut texts = Vec::new();
    for folder in ["models", "templates"] {
        gather(&support::root().join(folder), "", &mut texts);
    }
    texts.retain(|(name, _)| !name.starts_with("parts/") && !name.starts_with("scenarios/"));
    let layouts: Vec<String> = texts.iter().map(|(n, _)| n.clone()).filter(|n| n.starts_with("dqe/")).collect();
    let commons = layouts.into_iter().map(|name| (name, common.clone()));
    for (_, text) in &mut texts {
        *text = text.lines().filter(|line| !line.starts_with("include")).collect::<Vec<_>>().join("\n");
    }
    commons.chain(texts.clone()).collect()
}

fn gather(folder: &std::path::Path, under: &str, texts: &mut Vec<(String, String)>) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = format!("{under}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            gather(&path, &format!("{name}/"), texts);
        } else if name.ends_with(".toml") {
            texts.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Prices models, or reports why not; what is priced foots.
fn price(texts: &[(String, String)]) {
    let read = load_texts(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let priced = bid(&read).and_then(|(bid, _)| estimate(&bid).map(|estimate| (bid, estimate)));
    match priced {
        Ok((bid, estimate)) => foots(&bid, &estimate),
        Err(findings) => {
            assert!(findings.has_errors(), "refused without a finding");
            assert!(!render(&findings, &read.sources, false, None).is_empty());
            let mute = findings.sorted().into_iter().find(|f| f.severity == Severity::Error && f.message.is_empty());
            assert!(mute.is_none(), "{mute:?}");
        }
    }
}

/// Σ lines = lots, Σ lots = recap, HT + TVA = TTC, each to the cent.
fn foots(bid: &Bid, estimate: &Estimate<Exact>) {
    let dqe = &estimate.dqe;
    let cents = |value: Exact| value.value().expect("a priced bid has only defined figures");
    let mut recap = [Decimal::ZERO; 3];
    for (l, total) in dqe.lots.iter().enumerate() {
        let amounts = dqe.lines[l].iter().flat_map(|line| &line.amounts).map(|amount| cents(*amount));
        let net: Decimal = amounts.inspect(|amount| assert!(amount.normalize().scale() <= 2, "{amount}")).sum();
        assert_eq!(net, cents(total.net), "{}", bid.lots[l].id);
        assert_eq!(cents(total.net) + cents(total.vat), cents(total.gross), "{}", bid.lots[l].id);
        let parts = [total.net, total.vat, total.gross];
        recap.iter_mut().zip(parts).for_each(|(sum, part)| *sum += cents(part));
    }
    assert_eq!(recap, [dqe.total.net, dqe.total.vat, dqe.total.gross].map(cents));
}

#[test]
fn models_and_templates() {
    let shipped = texts();
    price(&shipped);
    run("models and templates", 60, |draw| {
        let mut texts = shipped.clone();
        let n = draw.below(texts.len());
        texts[n].1 = mutated(&texts[n].1, draw);
        price(&texts);
    });
}

#[test]
fn the_text_of_every_field() {
    let shipped = texts();
    run("text of every field", 40, |draw| {
        // One text of one file, wherever it is, becomes another.
        let mut texts = shipped.clone();
        let n = draw.below(texts.len());
        let quotes: Vec<usize> = texts[n].1.match_indices('"').map(|(at, _)| at).collect();
        let Some(pair) = quotes.chunks_exact(2).nth(draw.below(quotes.len() / 2)) else { return };
        let word = draw.one(WORDS);
        let word = word.trim_matches('"').replace('"', "'");
        texts[n].1.replace_range(pair[0] + 1..pair[1], &word);
        price(&texts);
    });
}

/// The buyer's forms, and what looks into them: each file is read or refused, and filled in its price cells alone.
#[test]
fn buyers_files() {
    let (bid, _, estimate) = support::shipped();
    let samples: Vec<(String, Vec<u8>)> = ["buyer", "xlsx"].into_iter().flat_map(samples).collect();
    run("buyers' files", 25, |draw| {
        let (name, bytes) = draw.one(&samples);
        let bytes = if draw.below(2) == 0 { damaged(bytes, draw) } else { with_a_part(bytes, draw) };
        let Ok(book) = Book::open(bytes.clone()) else { return };
        let Ok(form) = form_of(&book) else { return };
        let ours = ours(&bid, &estimate.dqe);
        let matching = matching(&form, &ours);
        let told = Told { form: &form, matching: &matching, ours: &ours, lang: Lang::Fr };
        drop((told.to_json(), told.sheets()));
        let proposal = told.to_map(name, bid.years());
        let mut sources = Sources::default();
        let file = sources.add("map.toml".into(), proposal.clone());
        // A form without lines proposes a map without tables.
        let Ok(map) = Map::read(file, &proposal, &bid) else { return };
        let Ok(read) = Read::of(book) else { return };
        let plan = Plan::of(&bid, &estimate.dqe, &map, &read, Asked { partial: true, quantities: false });
        if plan.findings.has_errors() || plan.fills.is_empty() {
            return;
        }
        let Ok(filled) = plan.write() else { return };
        let Ok(after) = Package::open(filled.bytes.clone()) else { panic!("{name}: what was written cannot be read") };
        if Proof::of(&plan, &filled, &after).is_err() {
            return;
        }
        let targets = plan.fills.iter().map(|fill| (plan.book.sheets[fill.sheet].name.clone(), fill.at.to_string()));
        only_these_differ(&bytes, &filled.bytes, &targets.collect());
    });
}

/// Compares two workbooks by calamine, an independent reader: but for the cells asked for and for results of formulas,
/// they hold the same.
fn only_these_differ(before: &[u8], after: &[u8], asked: &BTreeSet<(String, String)>) {
    let open = |bytes: &[u8]| Xlsx::new(Cursor::new(bytes.to_vec())).ok();
    let (Some(mut before), Some(mut after)) = (open(before), open(after)) else { return };
    assert_eq!(before.sheet_names(), after.sheet_names());
    for name in before.sheet_names() {
        let (Ok(old), Ok(new)) = (before.worksheet_range(&name), after.worksheet_range(&name)) else { continue };
        let Ok(formulas) = before.worksheet_formula(&name) else { continue };
        let (rows, columns) = old.end().unwrap_or_default().max(new.end().unwrap_or_default());
        for place in (0..=rows.min(2_000)).flat_map(|r| (0..=columns.min(200)).map(move |c| (r, c))) {
            let cell = |range: &calamine::Range<Data>| range.get_value(place).cloned().unwrap_or(Data::Empty);
            let is_formula = formulas.get_value(place).is_some_and(|formula| !formula.is_empty());
            let at = chiffrage::formula::Address { row: place.0 + 1, column: place.1 + 1 };
            if !is_formula && cell(&old) != cell(&new) {
                assert!(asked.contains(&(name.clone(), at.to_string())), "{name}!{at} changed");
            }
        }
    }
}

/// The workbook with one of its parts mutated as text.
fn with_a_part(bytes: &[u8], draw: &mut Draw) -> Vec<u8> {
    let Ok(package) = Package::open(bytes.to_vec()) else { return bytes.to_vec() };
    let names: Vec<String> = package.entries().iter().map(|entry| entry.name.clone()).collect();
    let which = draw.below(names.len());
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (n, name) in names.iter().enumerate() {
        let Ok(part) = package.part(name) else { return bytes.to_vec() };
        let part = match String::from_utf8(part) {
            Ok(text) if n == which => mutated_xml(&text, draw).into_bytes(),
            Ok(text) => text.into_bytes(),
            Err(other) => other.into_bytes(),
        };
        if writer.start_file(name, zip::write::SimpleFileOptions::default()).is_err()
            || writer.write_all(&part).is_err()
        {
            return bytes.to_vec();
        }
    }
    writer.finish().map_or_else(|_| bytes.to_vec(), Cursor::into_inner)
}

/// XML with a tag gone, doubled or moved, or a value or an attribute replaced.
fn mutated_xml(text: &str, draw: &mut Draw) -> String {
    let tags: Vec<(usize, usize)> =
        text.match_indices('<').filter_map(|(at, _)| Some((at, at + text[at..].find('>')? + 1))).collect();
    let Some(&(start, end)) = tags.get(draw.below(tags.len())) else { return text.to_owned() };
    let (before, tag, after) = (&text[..start], &text[start..end], &text[end..]);
    let word = draw.one(WORDS).trim_matches('"');
    match draw.below(6) {
        0 => format!("{before}{after}"),
        1 => format!("{before}{tag}{tag}{after}"),
        2 => {
            let value_end = after.find('<').unwrap_or(0);
            format!("{before}{tag}{word}{}", &after[value_end..])
        }
        3 => {
            let quotes: Vec<usize> = tag.match_indices('"').map(|(at, _)| at).collect();
            match quotes.chunks_exact(2).nth(draw.below(quotes.len() / 2)) {
                Some(pair) => format!("{before}{}{word}{}{after}", &tag[..=pair[0]], &tag[pair[1]..]),
                None => format!("{before}{after}"),
            }
        }
        4 => {
            let (from, to) = *draw.one(&tags);
            format!("{before}{}{after}", &text[from..to])
        }
        _ => format!("{before}{tag}{}{after}", "<x>".repeat(draw.below(300))),
    }
}

#[test]
fn rate_cards() {
    let text = model::load(&support::root().join("models"), &support::root().join("templates"));
    let known = import::known(&text).unwrap_or_else(|f| panic!("the shipped bid is valid: {f:?}"));
    let samples: Vec<(String, Vec<u8>)> = samples("rates").into_iter().collect();
    run("rate cards", 25, |draw| {
        let (name, bytes) = draw.one(&samples);
        let bytes = match std::str::from_utf8(bytes) {
            Ok(text) if draw.below(2) == 0 => mutated(text, draw).into_bytes(),
            Err(_) if draw.below(2) == 0 => with_a_part(bytes, draw),
            _ => damaged(bytes, draw),
        };
        let Ok(mut file) = import::File::open(bytes) else { return };
        if let Ok(rates) = import::rates(&mut file, name, import::Layout::default(), &known) {
            let _ = import::preview(&rates, 100, Lang::Fr);
            rates.cards.iter().for_each(|card| drop(import::card(&rates, card, "card", None)));
        }
    });
}

/// The samples of a folder, each with its name.
fn samples(folder: &str) -> Vec<(String, Vec<u8>)> {
    let paths = fs::read_dir(support::root().join("tests/samples").join(folder)).unwrap().map(|e| e.unwrap().path());
    let mut paths: Vec<_> = paths.collect();
    paths.sort();
    let named = |path: &std::path::PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().filter(|path| path.is_file()).map(|path| (named(path), fs::read(path).unwrap())).collect()
}
