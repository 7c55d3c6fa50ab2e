//! What the binary carries: the shipped bid, and the schemas of its files.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::args::{New, Schema};
use super::console::{Console, Failed, note};
use super::files;
use super::staged::write_folder;
use crate::diag::message::command::unknown_kind;
use crate::model;

/// The shipped models.
static MODELS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/models");
/// The shipped DQE layouts.
static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
/// Which schema an editor holds against which file.
static TAPLO: &str = include_str!("../../.taplo.toml");

/// Writes a bid folder that works where this repository is not.
pub fn run(verb: &New, console: &Console) -> Result<(), Failed> {
    let folder = &verb.folder;
    files::ready_folder(folder)?;
    let mut carried = Vec::new();
    for (name, of) in [("models", &MODELS), ("templates", &TEMPLATES)] {
        gather(of, Path::new(name), &mut carried);
    }
    carried.push((PathBuf::from(".taplo.toml"), TAPLO.as_bytes()));
    let count = carried.len();
    write_folder(folder, carried.iter().map(|(path, bytes)| (path.as_path(), *bytes)))?;
    let shown = folder.display();
    console.print(&match console.lang {
        crate::unit::Lang::Fr => {
            format!("{count} fichiers écrits dans {shown}\nEnsuite, depuis ce dossier : chiffrage price\n")
        }
        crate::unit::Lang::En => format!("{count} files written to {shown}\nNext, from that folder: chiffrage price\n"),
    });
    Ok(())
}

/// Adds the files of a carried folder, by their paths in the bid's, where this one is called `name`.
fn gather(carried: &Dir<'static>, name: &Path, files: &mut Vec<(PathBuf, &'static [u8])>) {
    let within = |path: &Path| name.join(path.file_name().unwrap_or_default());
    files.extend(carried.files().map(|file| (within(file.path()), file.contents())));
    for folder in carried.dirs() {
        gather(folder, &within(folder.path()), files);
    }
}

/// Prints or writes the JSON Schema of the model files.
pub fn schema(verb: &Schema, console: &Console) -> Result<(), Failed> {
    let text = |kind: &str| model::schema(kind).map(|schema| format!("{schema:#}\n"));
    if let Some(folder) = &verb.write {
        files::make_folder(folder)?;
        let named = |kind: &str| (folder.join(format!("{kind}.schema.json")), text(kind).unwrap_or_default());
        let schemas: Vec<_> = model::KINDS.iter().map(|(kind, _, _)| named(kind)).collect();
        files::write_all(&schemas.iter().map(|(path, text)| (path.as_path(), text.as_bytes())).collect::<Vec<_>>())?;
        note(&format!("{} {}\n", model::KINDS.len(), folder.display()));
        return Ok(());
    }
    let Some(kind) = &verb.kind else {
        let mut list = String::new();
        for (kind, files, _) in model::KINDS {
            let _ = writeln!(list, "{kind:<12} {files}");
        }
        console.print(&list);
        return Ok(());
    };
    if let Some(text) = text(kind) {
        console.print(&text);
        return Ok(());
    }
    let kinds = || model::KINDS.iter().map(|k| k.0);
    Err(unknown_kind(kind, kinds()).into())
}
