//! `import`: files of others into the models.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::args::{Args, Import, ImportQuantities, ImportRates, ImportVerb};
use super::bid::{templates, told};
use super::choices::Format;
use super::console::{Console, Failed, tell, tell_findings};
use super::files;
use crate::buyer::form::{SheetForm, form, views_of};
use crate::buyer::matching::{matching, ours};
use crate::buyer::{Map, no_form};
use crate::diag::{Code, Finding, Sources};
use crate::import::{self, Buyer, By, File, Layout, Rates};
use crate::model;
use crate::unit::{Lang, Month};
use crate::xlsx::Book;

/// So many rows that were not taken are shown to people; data have them all.
const SHOWN: usize = 200;

/// `import`
pub fn run(args: &Args, verb: &Import, console: &Console) -> Result<(), Failed> {
    match &verb.what {
        ImportVerb::Rates(verb) => rates(args, verb, console),
        ImportVerb::Quantities(verb) => quantities(args, verb, console),
    }
}

/// `import rates`
fn rates(args: &Args, verb: &ImportRates, console: &Console) -> Result<(), Failed> {
    let text = model::load(&args.models, &templates(args));
    let known = import::known(&text).map_err(|findings| Failed::new(findings, text.sources.clone()))?;
    if let Some(output) = &verb.output {
        guard(output, verb)?;
    }
    let map = verb.map.clone().or_else(|| verb.output.as_deref().map(beside));
    let mut sources = Sources::default();
    let layout = match map.as_deref().filter(|map| map.exists()) {
        Some(map) => {
            let text = String::from_utf8_lossy(&files::read(map)?).into_owned();
            let file = sources.add(map.display().to_string(), text.clone());
            import::read_map(file, &text).map_err(|findings| Failed::new(findings, sources.clone()))?
        }
        None if verb.map.is_some() && verb.output.is_none() => {
            let message = format!("there is no map `{}`", verb.map.as_deref().unwrap_or(Path::new("")).display());
            return Err(Finding::error(Code::NoFile, message).help("leave --map out, or write it by -o").into());
        }
        None => Layout::default(),
    };
    let layout = stated(layout, verb)?;
    let name = verb.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut opened = File::open(files::read(&verb.file)?).map_err(|finding| of_file(finding, &verb.file))?;
    let told = |findings| Failed::new(findings, sources.clone());
    let rates = import::rates(&mut opened, &name, layout, &known).map_err(told)?;
    let most = if matches!(verb.format, Format::Table) { SHOWN } else { usize::MAX };
    console.draw(&import::preview(&rates, most, console.lang), verb.format.into());
    if rates.findings.has_errors() {
        return Err(Failed::new(rates.findings, sources));
    }
    tell_findings(&rates.findings, &sources);
    match &verb.output {
        Some(output) => write(&rates, output, map.as_deref(), console),
        None => Ok(()),
    }
}

/// `import quantities`
fn quantities(args: &Args, verb: &ImportQuantities, console: &Console) -> Result<(), Failed> {
    let priced = told(args)?;
    let lot = priced.lot(Some(&verb.lot))?.unwrap_or_default();
    let book = Book::open(files::read(&verb.file)?).map_err(|finding| of_file(finding, &verb.file))?;
    let views = views_of(&book).map_err(|finding| of_file(finding, &verb.file))?;
    let form = form(&views);
    if !form.sheets.iter().any(SheetForm::is_priced) {
        return Err(no_form(&book).into());
    }
    let mut sources = Sources::default();
    let map = match &verb.map {
        None => None,
        Some(map) => {
            let text = String::from_utf8_lossy(&files::read(map)?).into_owned();
            let file = sources.add(map.display().to_string(), text.clone());
            Some(Map::read(file, &text, &priced.bid).map_err(|findings| Failed::new(findings, sources.clone()))?)
        }
    };
    let ours = ours(&priced.bid, &priced.estimate.dqe);
    let matched = matching(&form, &ours);
    let name = verb.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let by = map.as_ref().map_or(By::Matching(&matched), By::Map);
    let buyer = Buyer { file: &name, views: &views, form: &form, ours: &ours, by };
    let of = &priced.bid.lots[lot];
    let read = import::quantities(&buyer, lot, of, verb.spread);
    console.draw(&import::preview_quantities(&read, of.label.get(console.lang), console.lang), verb.format.into());
    if read.findings.has_errors() {
        return Err(Failed::new(read.findings, sources));
    }
    tell_findings(&read.findings, &sources);
    if !verb.write {
        return Ok(());
    }
    let path = templates(args).join("dqe").join(format!("{}.toml", of.id));
    let before = String::from_utf8_lossy(&files::read(&path)?).into_owned();
    let after = import::layout(&before, &read).map_err(|finding| of_file(finding, &path))?;
    files::write(&path, after.as_bytes())?;
    let changed = read.counted.iter().filter(|c| c.before != c.after).count();
    tell(&match console.lang {
        Lang::Fr => format!("écrit : {} ({changed} lignes changées)\n", path.display()),
        Lang::En => format!("written: {} ({changed} lines changed)\n", path.display()),
    });
    // Other quantities may leave a nature without any: that is told at once.
    told(args).map(drop)
}

/// Writes the card, and the map where there is none yet.
fn write(rates: &Rates, output: &Path, map: Option<&Path>, console: &Console) -> Result<(), Failed> {
    let name = output.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let before = if output.exists() { Some(String::from_utf8_lossy(&files::read(output)?).into_owned()) } else { None };
    let card = import::card(rates, &name, before.as_deref()).map_err(|f| Failed::new(f, Sources::default()))?;
    files::write(output, card.text.as_bytes())?;
    let mut said = format!("{} {}", console.lang.pick("écrit :", "written:"), output.display());
    let (changed, kept) = (card.changed.len(), card.kept.join(", "));
    let _ = match console.lang {
        Lang::Fr => writeln!(said, " ({changed} profils changés)"),
        Lang::En => writeln!(said, " ({changed} profiles changed)"),
    };
    if !kept.is_empty() {
        said += console.lang.pick("gardés tels quels : ", "kept as they are: ");
        said += &kept;
        said.push('\n');
    }
    if let Some(map) = map.filter(|map| !map.exists()) {
        let labels: Vec<(String, String)> = labels(rates);
        let text = import::write_map(&rates.file, &rates.layout, &rates.columns, &rates.prices, &labels);
        if let Some(folder) = map.parent().filter(|f| !f.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(|e| {
                let message = format!("the folder `{}` could not be made: {}", folder.display(), files::plain(&e));
                Finding::error(Code::NotWritten, message).help("name another place with --map")
            })?;
        }
        files::write(map, text.as_bytes())?;
        let _ = writeln!(said, "{} {}", console.lang.pick("écrit :", "written:"), map.display());
    }
    tell(&said);
    Ok(())
}

/// Each label that was taken with its profile, once.
fn labels(rates: &Rates) -> Vec<(String, String)> {
    let mut labels: Vec<(String, String)> = Vec::new();
    for taken in &rates.taken {
        if labels.iter().all(|(label, _)| *label != taken.label) {
            labels.push((taken.label.clone(), taken.profile.clone()));
        }
    }
    labels
}

/// What the command line states, over what the map does.
fn stated(mut layout: Layout, verb: &ImportRates) -> Result<Layout, Failed> {
    let over = |old: &mut Option<String>, new: &Option<String>| {
        if new.is_some() {
            old.clone_from(new);
        }
    };
    over(&mut layout.sheet, &verb.sheet);
    over(&mut layout.site, &verb.site);
    over(&mut layout.currency, &verb.currency.as_ref().map(|c| c.to_uppercase()));
    layout.per = verb.per.map(Into::into).or(layout.per);
    layout.as_cost |= verb.as_cost;
    let wrong = |option: &str, text: &str, help: &str| -> Failed {
        Finding::error(Code::WrongType, format!("{option} does not take `{text}`")).help(help).into()
    };
    if let Some(text) = &verb.base_month {
        let month = Month::parse(text).ok_or_else(|| wrong("--base-month", text, "write it as 2026-01"))?;
        layout.base_month = Some(month);
    }
    if let Some(text) = &verb.hours_per_day {
        let hours = crate::unit::parse_decimal(&text.replace(',', "."));
        let hours = hours.filter(|h| *h > 0.into() && *h <= 24.into());
        layout.hours_per_day = Some(hours.ok_or_else(|| wrong("--hours-per-day", text, "write hours, such as 7.5"))?);
    }
    Ok(layout)
}

/// The map of a card: in the folder `maps` beside it.
fn beside(card: &Path) -> PathBuf {
    card.with_file_name("maps").join(card.file_name().unwrap_or_default())
}

/// Refuses to write over anything but a card that may be updated.
fn guard(output: &Path, verb: &ImportRates) -> Result<(), Failed> {
    let refused = |why: &str, help: &str| -> Failed {
        Finding::error(Code::OverInput, format!("`{}` is not written: {why}", output.display())).help(help).into()
    };
    if output.extension().is_none_or(|e| e != "toml") {
        return Err(refused("a rate card's name ends in .toml", "name it models/rates/NAME.toml"));
    }
    let Ok(there) = fs::canonicalize(output) else { return Ok(()) };
    let inputs = std::iter::once(&verb.file).chain(&verb.map);
    if inputs.filter_map(|input| fs::canonicalize(input).ok()).any(|input| input == there) {
        return Err(refused("it is read by this import", "name another file"));
    }
    if !there.is_file() {
        return Err(refused("it is no ordinary file", "name a file"));
    }
    if !verb.force {
        return Err(refused(
            "it is there already",
            "name another file, or update it with --force: only figures that change are touched",
        ));
    }
    Ok(())
}

/// A finding about a file, with its name.
fn of_file(mut finding: Finding, path: &Path) -> Failed {
    finding.message = format!("`{}`: {}", path.display(), finding.message);
    finding.into()
}
