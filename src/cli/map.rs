use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::args::{Args, CheckFormat, Map};
use super::bid::{priced_with_warnings, templates};
use super::console::{Console, Failed, note};
use super::files;
use super::staged::write_folder;
use crate::app::{MapRequest, Priced};
use crate::buyer::Layout;
use crate::diag::message::command::no_table_for_any_lot;
use crate::report::Format;
use crate::unit::Lang;

/// `map`: matches the lines of the buyer's form with ours, and writes the map for `fill`.
pub fn run(args: &Args, verb: &Map, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_warnings(args, console)?;
    if let Some(path) = &verb.output {
        files::ready_toml(path, verb.force, &priced.text.paths)?;
    }
    if let Some(folder) = &verb.layout {
        files::ready_folder(folder)?;
    }
    let request = MapRequest {
        form: files::document(&verb.file)?,
        lot: verb.lot.as_deref(),
        map: verb.answers.as_deref().map(files::document).transpose()?,
        needs_prices: verb.output.is_some(),
        as_data: verb.format == CheckFormat::Json,
        lays_out: verb.layout.is_some(),
    };
    let mapped = priced.mapped(request, console.lang)?;
    console.findings(&mapped.findings, &priced.text.sources);
    if let Some(data) = &mapped.data {
        console.print(&format!("{data:#}\n"));
    } else {
        for sheet in &mapped.sheets {
            console.draw(sheet, Format::Table);
            console.print("\n");
        }
    }
    if let Some(folder) = &verb.layout {
        if mapped.layouts.is_empty() {
            let name = verb.file.file_name().unwrap_or_default().to_string_lossy();
            return Err(no_table_for_any_lot(&name).into());
        }
        lay_out(&mapped.layouts, &priced, &templates(args), folder, console)?;
    }
    if let Some(path) = &verb.output {
        files::write(path, mapped.map.as_bytes())?;
        console.written(path);
        if let Some(refused) = mapped.refused {
            return Err(refused.into());
        }
        let (next, read) = match console.lang {
            Lang::Fr => ("ensuite\u{a0}:", "relire cette carte, puis"),
            Lang::En => ("next:", "review this map, then"),
        };
        let (file, path) = (files::typed(&verb.file), files::typed(path));
        let templates = args.templates.as_deref().map(|of| format!(" --templates {}", files::typed(of)));
        let templates = templates.unwrap_or_default();
        note(&format!("{next} {read} chiffrage fill {file} --map {path}{templates} -o filled.xlsx\n"));
    }
    Ok(())
}

/// Writes the templates to another folder, with the DQE of each lot of the form laid out as the form has it.
fn lay_out(
    layouts: &[Layout], priced: &Priced, templates: &Path, folder: &Path, console: &Console,
) -> Result<(), Failed> {
    // A part may be named by a detour, `dqe/../parts`.
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let templates = real(templates);
    let place = |lot: &str| Path::new("dqe").join(format!("{lot}.toml"));
    let new = |part: &Path| layouts.iter().find(|layout| place(&layout.lot) == part);
    let mut written: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for path in priced.text.paths.iter().map(|path| real(path)) {
        let Ok(part) = path.strip_prefix(&templates) else { continue };
        // What our own layouts have in common, where one of them stays.
        if part.starts_with("parts") && layouts.len() == priced.bid.lots.len() {
            continue;
        }
        let text = new(part).map_or_else(|| files::read(&path), |layout| Ok(layout.text.clone().into_bytes()))?;
        written.insert(part.to_owned(), text);
    }
    write_folder(folder, written.iter().map(|(part, text)| (part.as_path(), text.as_slice())))?;
    let open: usize = layouts.iter().map(|layout| layout.open).sum();
    let (shown, typed) = (folder.display(), files::typed(folder));
    note(&match console.lang {
        Lang::Fr => format!("écrit : {shown}, {open} à décider\nEnsuite : chiffrage check --templates {typed}\n"),
        Lang::En => format!("written: {shown}, {open} to decide\nNext: chiffrage check --templates {typed}\n"),
    });
    Ok(())
}
