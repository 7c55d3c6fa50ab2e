use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::args::{Args, CheckFormat, Map};
use super::bid::{priced_with_warnings, templates};
use super::console::{Console, Failed, note};
use super::files;
use super::staged::write_folder;
use crate::app::Priced;
use crate::buyer::form::{Form, LotMention, SheetForm, form, lot_mention, views};
use crate::buyer::matching::{LotBy, Matching, OurLot, matching_of, of_file, ours};
use crate::buyer::{Told, no_form, no_price_column, open_columns, out_of_sight, unread_tables};
use crate::diag::message::command::{no_table_for_any_lot, no_table_for_lot, unnamed_lot};
use crate::diag::{Findings, Sources, listed};
use crate::report::Format;
use crate::unit::Lang;
use crate::xlsx::Book;

/// Finds the buyer's form and matches its lines to our DQE; reports both, and writes the map for `fill`.
pub fn run(args: &Args, verb: &Map, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_warnings(args, console)?;
    if let Some(path) = &verb.output {
        files::ready_toml(path, verb.force, &priced.paths)?;
    }
    if let Some(folder) = &verb.layout {
        files::ready_folder(folder)?;
    }
    let book = Book::open(files::read(&verb.file)?)?;
    let views = views(&book, &book.all_sheets()?);
    let form = form(&views);
    console.findings(&book.damaged(), &Sources::default());
    if !form.sheets.iter().any(SheetForm::is_priced) {
        return Err(no_form(&book, &views, &form).into());
    }
    if let Some(finding) = no_price_column(&form, &views).filter(|_| verb.output.is_some()) {
        return Err(finding.into());
    }
    let mut unsure = Findings::default();
    for finding in out_of_sight(&book, &views, &form)?.into_iter().chain(open_columns(&form)) {
        unsure.push(finding);
    }
    for unread in &unread_tables(&book, &views, &form) {
        unsure.push(unread.warning());
    }
    console.findings(&unsure, &priced.sources);
    let ours = ours(&priced.bid, &priced.estimate.dqe);
    let matching = matching_of(&form, &ours, lot_of_file(&priced, verb.lot.as_deref(), &verb.file, &ours)?);
    book.package.budget().draw(0)?;
    check_lots(&form, &matching, verb, &priced, console)?;
    let told = Told { form: &form, matching: &matching, ours: &ours, lang: console.lang };
    if verb.format == CheckFormat::Json {
        console.print(&format!("{:#}\n", told.to_json()));
    } else {
        for sheet in told.sheets() {
            console.draw(&sheet, Format::Table);
            console.print("\n");
        }
    }
    let name = verb.file.file_name().unwrap_or_default().to_string_lossy();
    if let Some(folder) = &verb.layout {
        lay_out(&told, &priced, &name, &templates(args), folder, console)?;
    }
    if let Some(path) = &verb.output {
        files::write(path, told.to_map(&name, priced.bid.years()).as_bytes())?;
        console.written(path);
        let (next, read) = match console.lang {
            Lang::Fr => ("ensuite\u{a0}:", "relire cette table, puis"),
            Lang::En => ("next:", "look through this map, then"),
        };
        let (file, path) = (verb.file.display(), path.display());
        note(&format!("{next} {read} chiffrage fill {file} --map {path} -o filled.xlsx\n"));
    }
    Ok(())
}

/// The lot of a file that is for one: by --lot, else by the file's name.
pub fn lot_of_file(
    priced: &Priced, asked: Option<&str>, file: &Path, ours: &[OurLot],
) -> Result<Option<(usize, LotBy)>, Failed> {
    if let Some(lot) = priced.lot(asked)? {
        return Ok(Some((lot, LotBy::Asked)));
    }
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let mention = lot_mention(&name).unwrap_or_else(|| LotMention::named(&name));
    Ok(of_file(&mention, LotBy::FileName, ours))
}

/// Reports the sheets of which nothing names the lot; a lot that is asked for must be in the file.
fn check_lots(form: &Form, matching: &Matching, verb: &Map, priced: &Priced, console: &Console) -> Result<(), Failed> {
    let lots = || matching.sheets.iter().flat_map(|sheet| &sheet.lots);
    let file = verb.file.display();
    if let Some(asked) = priced.lot(verb.lot.as_deref())?
        && !lots().any(|(lot, _)| *lot == asked)
    {
        let id = &priced.bid.lots[asked].id;
        let named: BTreeSet<&str> = lots().map(|(lot, _)| priced.bid.lots[*lot].id.as_str()).collect();
        return Err(no_table_for_lot(&file.to_string(), id, &listed(named)).into());
    }
    let unnamed = matching.unnamed();
    if !unnamed.is_empty() {
        let sheets = listed(unnamed.iter().map(|at| form.sheets[*at].name.as_str()));
        let lots = listed(priced.bid.lots.iter().map(|lot| lot.id.as_str()));
        console.findings(&unnamed_lot(&file.to_string(), &sheets, &lots).into(), &priced.sources);
    }
    Ok(())
}

/// Writes the templates to another folder, with the DQE of each lot of the form laid out as the form has it.
fn lay_out(
    told: &Told<'_>, priced: &Priced, file: &str, templates: &Path, folder: &Path, console: &Console,
) -> Result<(), Failed> {
    let layouts = told.to_layouts(&priced.bid, file);
    if layouts.is_empty() {
        return Err(no_table_for_any_lot(file).into());
    }
    // A part may be named by a detour, `dqe/../parts`.
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let templates = real(templates);
    let place = |lot: &str| Path::new("dqe").join(format!("{lot}.toml"));
    let new = |part: &Path| layouts.iter().find(|layout| place(&layout.lot) == part);
    let mut written: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for path in priced.paths.iter().map(|path| real(path)) {
        let Ok(part) = path.strip_prefix(&templates) else { continue };
        // What the layouts of our own have in common, where one of them stays.
        if part.starts_with("parts") && layouts.len() == priced.bid.lots.len() {
            continue;
        }
        let text = new(part).map_or_else(|| files::read(&path), |layout| Ok(layout.text.clone().into_bytes()))?;
        written.insert(part.to_owned(), text);
    }
    write_folder(folder, written.iter().map(|(part, text)| (part.as_path(), text.as_slice())))?;
    let open: usize = layouts.iter().map(|layout| layout.open).sum();
    let shown = folder.display();
    note(&match console.lang {
        Lang::Fr => format!("écrit : {shown}, {open} à décider\nEnsuite : chiffrage check --templates {shown}\n"),
        Lang::En => format!("written: {shown}, {open} to decide\nNext: chiffrage check --templates {shown}\n"),
    });
    Ok(())
}
