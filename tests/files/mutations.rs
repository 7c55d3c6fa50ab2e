//! Seeded mutations of what the tool reads: models, templates, the text of every field, the archive and the XML of a
//! buyer's file, of a filled one and of a living workbook, rate cards. Nothing panics; what fails has a finding, and what a
//! command refuses about the models `check` reports; a DQE foots; a filled file differs from the buyer's in its price cells
//! alone, each of which holds the price of the line that it is for; `leaks` sees whatever else differs.
//!
//! `cargo test` runs a few of each kind. The long run, ten minutes whatever the number of cores:
//!
//! ```text
//! MUTATION_SECONDS=600 cargo test --release --test files mutations:: -- --nocapture
//! ```
//!
//! `MUTATION_SEED` starts elsewhere; a failure prints the seed that repeats it alone. A kind of mutation of text is a
//! line of [`WORDS`] or an arm of [`mutated`], one of bytes an arm of [`damaged`], one of XML an arm of [`mutated_xml`].

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use calamine::{Data, Reader as _, Xlsx};
use chiffrage::app::check;
use chiffrage::buyer::fill::{Asked, Filled, Listed, Plan, Proof, Read, What};
use chiffrage::buyer::leaks::{self, Against, Secrets};
use chiffrage::buyer::matching::{matching, ours};
use chiffrage::buyer::{Map, MatchReport};
use chiffrage::diag::{Finding, Findings, Severity, Sources};
use chiffrage::engine::{Dqe, Estimate, Inputs, estimate};
use chiffrage::import::{self, Buyer, By};
use chiffrage::model::bid::LotId;
use chiffrage::model::{self, Bid, bid, load_texts};
use chiffrage::scenario::BASE;
use chiffrage::sheet::Living;
use chiffrage::unit::{Exact, Lang};
use chiffrage::workbook;
use chiffrage::xlsx::{Book, Package};
use rust_decimal::Decimal;

use crate::support;

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

/// How many kinds of mutation there are, each a test.
const KINDS: u64 = 6;

/// Runs one kind of mutation under seed after seed, a few times, or for its part of `MUTATION_SECONDS`: the kinds run side
/// by side, as many as there are cores.
fn run(kind: &str, few: u64, one: impl Fn(&mut Draw)) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let first = number("MUTATION_SEED").unwrap_or(1);
    let cores = std::thread::available_parallelism().map_or(1, |n| u64::try_from(n.get()).unwrap());
    let part = |seconds: u64| Duration::from_millis(seconds * 1_000 * cores.min(KINDS) / KINDS);
    let until = number("MUTATION_SECONDS").map(|seconds| Instant::now() + part(seconds));
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
    match draw.below(6) {
        // A size, a checksum, a name, a flag in a header of the archive.
        0 => {
            let headers: Vec<usize> =
                (0..bytes.len().saturating_sub(46)).filter(|at| bytes[*at..].starts_with(b"PK")).collect();
            if !headers.is_empty() {
                let at = draw.one(&headers) + draw.below(46);
                bytes[at] = u8::try_from(draw.below(256)).unwrap();
            }
        }
        5 => bytes.truncate(at),
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
    texts.retain(|(name, _)| !name.starts_with("parts/"));
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

/// Prices models, or reports why not; what is priced foots, and what a command refuses `check` reports. A scenario is
/// drawn, beside the base.
fn price(texts: &[(String, String)], draw: &mut Draw) {
    let read = load_texts(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let priced = bid(&read).and_then(|(bid, _)| estimate(&bid).map(|estimate| (bid, estimate)));
    match priced {
        Ok((bid, estimate)) => foots(&bid, &estimate),
        Err(findings) => {
            assert!(!support::refusals::shown(&findings, &read).is_empty());
            speaks(&findings);
        }
    }
    let scenarios: Vec<&str> = texts.iter().filter_map(|(name, _)| scenario(name)).collect();
    let overlooked =
        support::refusals::overlooked(&read, &check(&read), &[BASE, scenarios[draw.below(scenarios.len())]]);
    assert!(overlooked.is_none(), "{}", overlooked.unwrap_or_default());
}

/// The scenario that a file holds, if it holds one.
fn scenario(file: &str) -> Option<&str> {
    file.strip_prefix("scenarios/")?.strip_suffix(".toml")
}

/// Whatever is refused is refused for an error, and each says what it is.
fn speaks(findings: &Findings) {
    assert!(findings.has_errors(), "refused without a finding");
    let mute = findings.sorted().into_iter().find(|f| f.severity == Severity::Error && f.message.en.is_empty());
    assert!(mute.is_none(), "{mute:?}");
}

/// Σ lines = lots, Σ lots = recap, HT + TVA = TTC, each to the cent.
fn foots(bid: &Bid, estimate: &Estimate<Exact>) {
    let dqe = &estimate.dqe;
    let cents = |value: Exact| value.value().expect("a priced bid has only defined figures");
    let mut recap = [Decimal::ZERO; 3];
    for (l, total) in dqe.lots.iter_enumerated() {
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
    price(&shipped, &mut Draw(0));
    run("models and templates", 60, |draw| {
        let mut texts = shipped.clone();
        let n = draw.below(texts.len());
        texts[n].1 = mutated(&texts[n].1, draw);
        price(&texts, draw);
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
        price(&texts, draw);
    });
}

/// The shipped bid and its prices.
struct Priced {
    bid: Bid,
    inputs: Inputs<Exact>,
    estimate: Estimate<Exact>,
}

impl Priced {
    fn shipped() -> Self {
        let (bid, inputs, estimate) = support::shipped();
        Self { bid, inputs, estimate }
    }

    fn dqe(&self) -> &Dqe<Exact> {
        &self.estimate.dqe
    }

    /// What `map`, `import quantities` and `fill` make of a file; the map is the one that `map` proposes.
    fn filled<T>(&self, name: &str, book: Book, then: impl FnOnce(&Plan<'_>, &Filled) -> T) -> Result<T, Finding> {
        let read = Read::of(book)?;
        let ours = ours(&self.bid, self.dqe());
        let matching = matching(&read.form, &ours);
        let report = MatchReport { form: &read.form, matching: &matching, ours: &ours, lang: Lang::Fr };
        drop((report.to_json(), report.sheets()));
        let (book, sheets, cells) = (&read.book, &read.sheets, &read.cells);
        let by = By::Matching(&matching);
        let buyer = Buyer { file: name, book, sheets, cells, views: &read.views, form: &read.form, ours: &ours, by };
        let counted = import::quantities(&buyer, LotId::from(0), &self.bid.lots.raw[0], false);
        drop(import::preview_quantities(&counted, "lot", Lang::Fr));
        let proposal = report.to_map(name, chiffrage::buyer::form::Term::of(&self.bid));
        let mut sources = Sources::default();
        let file = sources.add("map.toml".into(), proposal.clone());
        // A form without lines proposes a map without tables.
        let map = Map::read(file, &proposal, &self.bid).map_err(|errors| {
            speaks(&errors);
            errors.sorted()[0].clone()
        })?;
        let plan = Plan::of(&self.bid, self.dqe(), &map, &read, Asked { partial: true, quantities: false });
        if let Some(error) = plan.findings.sorted().into_iter().find(|finding| finding.severity == Severity::Error) {
            return Err(error.clone());
        }
        let filled = plan.write()?;
        Ok(then(&plan, &filled))
    }
}

/// Our line of each row that is filled, by its sheet and what the buyer calls it there; none where it has several.
fn lines_by_label(plan: &Plan<'_>) -> HashMap<(String, String), Option<String>> {
    let mut lines: HashMap<_, Option<String>> = HashMap::new();
    for fill in &plan.fills {
        let Some((lot, line)) = fill.line else { continue };
        let line = plan.bid.lots[lot].lines[line].code.clone();
        let key = (plan.book.sheets[fill.sheet].name.clone(), fill.label.clone());
        lines.entry(key).and_modify(|of| *of = of.take().filter(|of| *of == line)).or_insert(Some(line));
    }
    lines
}

/// The buyer's forms, and what reads them: each file is read or refused, and filled in its price cells alone, with the
/// price of the line that it was for before.
#[test]
fn buyers_files() {
    let priced = Priced::shipped();
    let samples: Vec<(String, Vec<u8>)> = ["buyer", "xlsx"].into_iter().flat_map(samples).collect();
    let meant = |(name, bytes): &(String, Vec<u8>)| {
        let lines =
            Book::open(bytes.clone()).and_then(|book| priced.filled(name, book, |plan, _| lines_by_label(plan)));
        lines.unwrap_or_default()
    };
    let meant: Vec<_> = samples.iter().map(meant).collect();
    assert!(meant.iter().filter(|lines| lines.len() > 2).count() > 4, "few samples are filled");
    run("buyers' files", 25, |draw| {
        let n = draw.below(samples.len());
        let (name, bytes) = &samples[n];
        let bytes = if draw.below(4) == 0 { damaged(bytes, draw) } else { with_a_part(bytes, draw) };
        let Ok(book) = Book::open(bytes.clone()) else { return };
        let done = priced.filled(name, book, |plan, filled| {
            for (row, line) in lines_by_label(plan) {
                let before = meant[n].get(&row).cloned().flatten();
                assert!(
                    line.is_none() || before.is_none() || line == before,
                    "{name}: {row:?}: {line:?}, not {before:?}"
                );
            }
            let Ok(after) = Package::open(filled.bytes.clone()) else {
                panic!("{name}: what was written cannot be read")
            };
            Proof::of(plan, filled, &after).unwrap_or_else(|finding| panic!("{name}: not proved: {finding:?}"));
            let place = |sheet: usize, at: chiffrage::formula::Address| (plan.book.sheets[sheet].name.clone(), at);
            let due = plan.fills.iter().map(|fill| {
                let price = match (fill.what, fill.line) {
                    (What::UnitPrice, Some((lot, line))) => priced.dqe().lines[lot][line].unit_price.shown(),
                    (What::GrossUnitPrice, Some((lot, line))) => priced.dqe().lines[lot][line].gross_unit_price.shown(),
                    // Of an hour or a year: from the line's price and what the map says of hours.
                    _ => fill.new,
                };
                (place(fill.sheet, fill.at), price)
            });
            only_these_differ(&bytes, &filled.bytes, &due.collect());
        });
        if let Err(finding) = done {
            assert!(!finding.message.en.is_empty());
        }
    });
}

/// Compares two workbooks by calamine, an independent reader: but for the prices that are due and for results of formulas,
/// they hold the same.
fn only_these_differ(before: &[u8], after: &[u8], due: &BTreeMap<(String, chiffrage::formula::Address), Decimal>) {
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
            match due.get(&(name.clone(), at)) {
                Some(price) => {
                    // The shortest text that gives the float: what the file holds, where it is a price.
                    let held = match cell(&new) {
                        Data::Int(number) => number.to_string(),
                        Data::Float(number) => number.to_string(),
                        Data::DateTime(number) => number.as_f64().to_string(),
                        other => panic!("{name}!{at} holds {other:?}"),
                    };
                    assert_eq!(held.parse().ok(), Some(*price), "{name}!{at}");
                }
                None => assert!(is_formula || cell(&old) == cell(&new), "{name}!{at} changed"),
            }
        }
    }
}

/// A filled form in which anything else was changed: `leaks` sees it.
#[test]
fn filled_files() {
    let priced = Priced::shipped();
    let text = model::load(&support::root().join("models"), &support::root().join("templates"));
    let secrets = Secrets::of(&priced.bid, &priced.inputs, &priced.estimate, &text.root);
    let file = support::root().join("tests/samples/buyer/fr_dqe_four_lots_synthetic.xlsx");
    let original = Book::open(fs::read(file).unwrap()).unwrap();
    let filled = priced.filled("form.xlsx", original.clone(), |_, filled| filled.bytes.clone()).unwrap();
    let read = Read::of(original).unwrap();
    let listed = Listed::of_form(priced.dqe(), &read);
    let may = |sheet, at, value| listed.may(sheet, at, value);
    let compared = |book: &Book| leaks::compared(&read.book, book, &secrets, Against::Buyer, &may).leaks;
    assert_eq!(compared(&Book::open(filled.clone()).unwrap()), []);
    let parts = |package: &Package| {
        let entries = package.entries().iter();
        entries.map(|entry| (entry.name.clone(), package.part(&entry.name).ok())).collect::<Vec<_>>()
    };
    let whole = Package::open(filled.clone()).unwrap();
    run("filled files", 25, |draw| {
        let bytes = if draw.below(3) == 0 { damaged(&filled, draw) } else { with_a_part(&filled, draw) };
        let Ok(book) = Book::open(bytes.clone()) else { return };
        // Flags and attributes in the archive's headers say nothing.
        let (was, is) = (parts(&whole), parts(&book.package));
        assert!(was == is || !compared(&book).is_empty(), "nothing is seen of {}", first_change(&was, &is));
    });
}

/// What differs first between the parts of two files: the part, and what each has there.
fn first_change(was: &[(String, Option<Vec<u8>>)], is: &[(String, Option<Vec<u8>>)]) -> String {
    let Some(((name, was), (other, is))) = was.iter().zip(is).find(|(was, is)| was != is) else {
        return format!("{} parts for {}", is.len(), was.len());
    };
    let [was, is] = [was, is].map(|part| part.clone().unwrap_or_default());
    let at = was.iter().zip(&is).take_while(|(was, is)| was == is).count();
    let shown = |part: &[u8]| {
        let around = &part[at.saturating_sub(60).min(part.len())..(at + 60).min(part.len())];
        String::from_utf8_lossy(around).into_owned()
    };
    format!("{name}, {other}: `{}`, then `{}`", shown(&was), shown(&is))
}

/// A living workbook, which `read` reads back or refuses.
#[test]
fn living_workbooks() {
    let text = support::small(&[]);
    let (bid, _) = bid(&text).unwrap();
    let (inputs, estimate) = (Inputs::exact(&bid), estimate(&bid).unwrap());
    let living =
        Living { bid: &bid, inputs: &inputs, estimate: &estimate, scenario: BASE, lang: Lang::Fr }.book().unwrap();
    let whole = workbook::bytes(&living).unwrap();
    run("living workbooks", 25, |draw| {
        let bytes = if draw.below(4) == 0 { damaged(&whole, draw) } else { with_a_part(&whole, draw) };
        let Ok(book) = Book::open(bytes) else { return };
        let Ok(tried) = workbook::tried(&book) else { return };
        let (trials, findings) = tried.against(&bid);
        drop(workbook::typed_over(&book, &living));
        if findings.has_errors() {
            speaks(&findings);
        }
        trials.iter().for_each(|trial| assert_ne!(trial.before, trial.after, "{trial:?}"));
    });
}

/// The workbook with one of its parts mutated as text, and every other byte as it was.
fn with_a_part(bytes: &[u8], draw: &mut Draw) -> Vec<u8> {
    let mut mutate = || {
        let package = Package::archive(bytes.to_vec()).ok()?;
        let name = &draw.one(package.entries()).name;
        let text = String::from_utf8(package.part(name).ok()?).ok()?;
        package.with(&[(name.clone(), mutated_xml(&text, draw))]).ok()
    };
    mutate().unwrap_or_else(|| bytes.to_vec())
}

/// XML with an element or a tag gone, doubled or in the place of another, or a value or an attribute replaced.
fn mutated_xml(text: &str, draw: &mut Draw) -> String {
    let tags: Vec<(usize, usize)> =
        text.match_indices('<').filter_map(|(at, _)| Some((at, at + text[at..].find('>')? + 1))).collect();
    let Some(&(start, end)) = tags.get(draw.below(tags.len())) else { return text.to_owned() };
    let (before, tag, after) = (&text[..start], &text[start..end], &text[end..]);
    let word = draw.one(WORDS).trim_matches('"');
    let element = |n: usize| element(text, &tags[n..]);
    match draw.below(10) {
        kind @ 6.. => match (element(draw.below(tags.len())), element(draw.below(tags.len()))) {
            (Some((from, to)), _) if kind == 6 => format!("{}{}", &text[..from], &text[to..]),
            (Some((from, to)), _) if kind == 7 => format!("{}{}", &text[..to], &text[from..]),
            (Some((from, to)), Some((of, end))) => format!("{}{}{}", &text[..from], &text[of..end], &text[to..]),
            _ => text.to_owned(),
        },
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

/// The element that the first of some tags opens, up to the end of the tag that closes it.
fn element(text: &str, tags: &[(usize, usize)]) -> Option<(usize, usize)> {
    let mut depth = 0;
    for (from, to) in tags {
        let tag = &text[*from..*to];
        match tag {
            _ if tag.starts_with("</") => depth -= 1,
            _ if tag.starts_with("<?") || tag.starts_with("<!") || tag.ends_with("/>") => {}
            _ => depth += 1,
        }
        if depth <= 0 {
            return (depth == 0).then_some((tags[0].0, *to));
        }
    }
    None
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
