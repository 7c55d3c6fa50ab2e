//! `import`: files of others into the models.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::args::{Args, Import, ImportQuantities, ImportRates, ImportVerb};
use super::bid::{templates, told, warned};
use super::choices::Format;
use super::console::{Console, Failed, tell, tell_findings};
use super::files;
use crate::buyer::form::{SheetForm, form, views};
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
        // A card may be updated, any other file of the bid may not.
        let is_card = |input: &&PathBuf| input.parent().is_some_and(|folder| folder.ends_with("rates"));
        let inputs = text.paths.iter().filter(|input| !is_card(input)).chain([&verb.file]).chain(&verb.map);
        files::ready_toml(output, verb.force, &inputs.cloned().collect::<Vec<_>>())?;
    }
    let map = verb.map.clone().or_else(|| verb.output.as_deref().map(beside));
    let mut sources = Sources::default();
    let layout = match map.as_deref().filter(|map| map.exists()) {
        Some(map) => {
            let (file, text) = files::read_text(map, &mut sources)?;
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
    let findings = rates.findings.clone().without_errors().map_err(told)?;
    tell_findings(&findings, &sources);
    if let Some(output) = &verb.output {
        return write(&rates, output, map.as_deref(), console);
    }
    tell(match (rates.base_month(), console.lang) {
        (Some(_), Lang::Fr) => "Rien n’est écrit. Pour écrire la grille : -o models/rates/NOM.toml\n",
        (Some(_), Lang::En) => "Nothing was written. To write the card: -o models/rates/NAME.toml\n",
        (None, Lang::Fr) => {
            "Rien n’est écrit. Pour écrire la grille, avec le mois de ses coûts : \
             --base-month 2026-01 -o models/rates/NOM.toml\n"
        }
        (None, Lang::En) => {
            "Nothing was written. To write the card, with the month its costs are stated at: \
             --base-month 2026-01 -o models/rates/NAME.toml\n"
        }
    });
    Ok(())
}

/// `import quantities`
fn quantities(args: &Args, verb: &ImportQuantities, console: &Console) -> Result<(), Failed> {
    let priced = told(args)?;
    let lot = priced.lot(Some(&verb.lot))?.unwrap_or_default();
    let book = Book::open(files::read(&verb.file)?).map_err(|finding| of_file(finding, &verb.file))?;
    let sheets = book.all_sheets().map_err(|finding| of_file(finding, &verb.file))?;
    let views = views(&book, &sheets);
    let mut cells = book.calculation_of(&sheets);
    cells.recalculate_all();
    let form = form(&views);
    if !form.sheets.iter().any(SheetForm::is_priced) {
        return Err(no_form(&book).into());
    }
    let mut sources = Sources::default();
    let map = match &verb.map {
        None => None,
        Some(map) => {
            let (file, text) = files::read_text(map, &mut sources)?;
            Some(Map::read(file, &text, &priced.bid).map_err(|findings| Failed::new(findings, sources.clone()))?)
        }
    };
    let ours = ours(&priced.bid, &priced.estimate.dqe);
    let matched = matching(&form, &ours);
    let name = verb.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let by = map.as_ref().map_or(By::Matching(&matched), By::Map);
    let buyer =
        Buyer { file: &name, book: &book, sheets: &sheets, cells: &cells, views: &views, form: &form, ours: &ours, by };
    let of = &priced.bid.lots[lot];
    let read = import::quantities(&buyer, lot, of, verb.spread);
    console.draw(&import::preview_quantities(&read, of.label.get(console.lang), console.lang), verb.format.into());
    let findings = read.findings.clone().without_errors().map_err(|errors| Failed::new(errors, sources.clone()))?;
    tell_findings(&findings, &sources);
    let path = templates(args).join("dqe").join(format!("{}.toml", of.id));
    if !verb.write {
        tell(&match console.lang {
            Lang::Fr => format!("Rien n’est écrit. --write met ces quantités dans {}\n", path.display()),
            Lang::En => format!("Nothing was written. --write puts these quantities into {}\n", path.display()),
        });
        return Ok(());
    }
    let (_, before) = files::read_text(&path, &mut sources)?;
    let after = import::layout(&before, &read).map_err(|finding| of_file(finding, &path))?;
    files::write(&path, after.as_bytes())?;
    let changed = read.counted.iter().filter(|c| c.before != c.after).count();
    tell(&match console.lang {
        Lang::Fr => format!("écrit : {} ({changed} lignes changées)\n", path.display()),
        Lang::En => format!("written: {} ({changed} lines changed)\n", path.display()),
    });
    // Other quantities may leave a nature without any: that is told at once.
    warned(args).map(drop)
}

/// Writes the card, and the map where there is none yet: both or neither.
fn write(rates: &Rates, output: &Path, map: Option<&Path>, console: &Console) -> Result<(), Failed> {
    let name = output.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let before = if output.exists() { Some(files::read_text(output, &mut Sources::default())?.1) } else { None };
    let card = import::card(rates, &name, before.as_deref()).map_err(|f| Failed::new(f, Sources::default()))?;
    let map = map.filter(|map| !map.exists()).map(|map| (map, import::write_map(rates)));
    // Only the last folder: one that is misspelt further up is told.
    let is_there = |folder: &Path| folder.as_os_str().is_empty() || folder.is_dir();
    if let Some(folder) = map.as_ref().and_then(|(map, _)| map.parent())
        && !is_there(folder)
        && folder.parent().is_some_and(is_there)
    {
        files::make_folder(folder)?;
    }
    let mut written: Vec<(&Path, &[u8])> = vec![(output, card.text.as_bytes())];
    written.extend(map.as_ref().map(|(map, text)| (*map, text.as_bytes())));
    files::write_all(&written)?;
    let mut said = format!("{} {}", console.lang.pick("écrit :", "written:"), output.display());
    let (changed, kept) = (card.changed.len(), card.kept.join(", "));
    let _ = match (before, console.lang) {
        (None, Lang::Fr) => writeln!(said, " (grille créée, profils : {changed})"),
        (None, Lang::En) => writeln!(said, " (card created, profiles: {changed})"),
        (Some(_), Lang::Fr) => writeln!(said, " ({changed} profils changés)"),
        (Some(_), Lang::En) => writeln!(said, " ({changed} profiles changed)"),
    };
    if !kept.is_empty() {
        said += console.lang.pick("gardés tels quels : ", "kept as they are: ");
        said += &kept;
        said.push('\n');
    }
    if let Some((map, _)) = map {
        let _ = writeln!(said, "{} {}", console.lang.pick("écrit :", "written:"), map.display());
        if !rates.open.is_empty() {
            let open = rates.open.len();
            let _ = match console.lang {
                Lang::Fr => writeln!(said, "  {open} libellés sans profil y attendent à la place de `?`"),
                Lang::En => writeln!(said, "  {open} labels without a profile wait there in the place of `?`"),
            };
        }
    }
    tell(&said);
    Ok(())
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

/// A finding about a file, with its name.
fn of_file(mut finding: Finding, path: &Path) -> Failed {
    finding.message = format!("`{}`: {}", path.display(), finding.message);
    finding.into()
}
