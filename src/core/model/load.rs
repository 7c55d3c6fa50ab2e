//! From folders to one tree: finds the files, reads them within bounds, follows their includes.

use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Component, Path, PathBuf};

use super::figure::Source;
use super::shape::{Reader, Shape as _};
use super::tree::{Node, Table, Value, graft, parse};
use crate::diag::message::file::{self as message, Unread};
use crate::diag::message::shape::Expected;
use crate::diag::{At, FileId, Finding, Findings, Sources, nearest};
use crate::text;
use crate::unit::Text as Words;

/// A model file may hold this many bytes.
const FILE_LIMIT: u64 = 4 << 20;
/// All model files together may hold this many bytes.
const TOTAL_LIMIT: u64 = 16 << 20;
/// This many files may be read, a file included twice counting twice.
const COUNT_LIMIT: usize = 500;

/// What is at the top of the models folder, and whether it is a folder of files.
const MODELS: [&str; 10] =
    ["contract", "calendars", "currencies", "profiles", "rates", "sites", "partners", "mixes", "pools", "policy"];
/// What is at the top of the templates folder.
const TEMPLATES: [&str; 2] = ["document", "dqe"];

/// The text of a bid: the tree of all its files, and where each default source is.
#[derive(Debug, Clone)]
pub struct Text {
    /// The files' texts.
    pub sources: Sources,
    /// Every value, in one table.
    pub root: Node,
    /// The source each file states for its figures.
    pub defaults: Vec<Option<Source>>,
    /// The files read, so that no output is written over one of them.
    pub paths: Vec<PathBuf>,
    /// What was wrong.
    pub findings: Findings,
}

/// Reads the models and templates folders. The findings say what could not be read.
#[must_use]
pub fn load(models: &Path, templates: &Path) -> Text {
    let mut loader = Loader::new();
    loader.bid(models, templates);
    loader.finish()
}

/// Reads another version of a bid beside one that is read: the two share their sources, so that a tree made of both is read as
/// one of either.
#[must_use]
pub fn load_beside(text: Text, models: &Path, templates: &Path) -> (Text, Text) {
    let mut loader = Loader::new();
    loader.sources = text.sources;
    loader.defaults = text.defaults;
    loader.bid(models, templates);
    let other = loader.finish();
    let text = Text { sources: other.sources.clone(), defaults: other.defaults.clone(), ..text };
    (text, other)
}

/// Reads texts that are already in memory, each under the path it would have in the folders:
/// `lots/ror.toml`, `dqe/ror.toml`. Later texts are laid over earlier ones of the same path.
#[must_use]
pub fn load_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Text {
    let mut loader = Loader::new();
    for (name, text) in texts {
        let file = loader.sources.add(name.to_owned(), text.to_owned());
        let node = loader.parse(file, text);
        let path: Vec<&str> = name.trim_end_matches(".toml").split('/').collect();
        graft(&mut loader.root, &path, node.at, node);
    }
    loader.finish()
}

struct Loader {
    sources: Sources,
    root: Node,
    defaults: Vec<Option<Source>>,
    paths: Vec<PathBuf>,
    findings: Findings,
    total: u64,
}

impl Loader {
    fn new() -> Self {
        let mut sources = Sources::default();
        // What is missing from the whole bid has no file: it is reported for this one.
        let whole = sources.add("the bid".into(), String::new());
        let root = Node { at: At::new(whole, &(0..0)), value: Value::Table(Table::default()) };
        Self { sources, root, defaults: vec![None], paths: Vec::new(), findings: Findings::default(), total: 0 }
    }

    fn finish(self) -> Text {
        let Self { sources, root, defaults, paths, findings, .. } = self;
        Text { sources, root, defaults, paths, findings }
    }

    /// Reads the folders of a bid.
    fn bid(&mut self, models: &Path, templates: &Path) {
        let known: Vec<&str> = MODELS.iter().copied().chain(["lots", "scenarios"]).collect();
        self.folder(models, &known);
        self.folder(templates, &TEMPLATES);
    }

    /// Reads a folder's files whose names are `known`, and the files of its known sub-folders.
    fn folder(&mut self, folder: &Path, known: &[&str]) {
        for path in self.entries(folder) {
            let name = stem(&path);
            let is_model = is_toml(&path);
            if path.extension().is_none() && known.contains(&name.as_str()) && path.is_dir() {
                for file in self.entries(&path) {
                    if is_toml(&file) {
                        self.graft_file(&file, &[&name, &stem(&file)]);
                    }
                }
            } else if is_model && known.contains(&name.as_str()) {
                self.graft_file(&path, &[&name]);
            } else if is_model {
                let near = nearest(&name, known.iter().copied());
                self.findings.push(message::unknown_file(&shown(&path), known, near));
            }
        }
    }

    /// What a folder holds, in the order of the names, so that the same files give the same bytes.
    fn entries(&mut self, folder: &Path) -> Vec<PathBuf> {
        let read = fs::read_dir(folder)
            .and_then(|entries| entries.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>());
        match read {
            Ok(mut paths) => {
                paths.sort();
                paths
            }
            Err(error) => {
                let why = if folder.is_file() { Unread::NotAFolder } else { Unread::System(reason(&error)) };
                self.findings.push(message::unread_folder(&shown(folder), &why));
                Vec::new()
            }
        }
    }

    fn graft_file(&mut self, path: &Path, keys: &[&str]) {
        if let Some(node) = self.file(path, &mut Vec::new(), None) {
            graft(&mut self.root, keys, node.at, node);
        }
    }

    /// Reads a file with all it includes; what it says itself wins.
    fn file(&mut self, path: &Path, including: &mut Vec<PathBuf>, from: Option<At>) -> Option<Node> {
        let identity = || fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if from.is_some() && including.contains(&identity()) {
            self.findings.push(message::include_cycle(&shown(path), from));
            return None;
        }
        if self.total == u64::MAX {
            return None;
        }
        if self.paths.len() == COUNT_LIMIT {
            self.findings.push(message::too_many_files(COUNT_LIMIT, from));
            // Reported once, and nothing is read after it.
            self.total = u64::MAX;
            return None;
        }
        let read = self.bytes(path).and_then(|bytes| self.sources.decode(shown(path), bytes));
        let file = match read {
            Ok(file) => file,
            Err(finding) => {
                self.findings.push(match from {
                    Some(at) => finding.at(at, text!("inclus ici", "included here")),
                    None => finding,
                });
                return None;
            }
        };
        self.paths.push(path.to_owned());
        let text = self.sources.text(file).to_owned();
        let (mut own, includes) = self.parse_with_includes(file, &text);
        if includes.is_empty() {
            return Some(own);
        }
        including.push(identity());
        let mut node: Option<Node> = None;
        for (at, include) in includes {
            let path = path.parent().unwrap_or(Path::new("")).join(include);
            if let Some(part) = self.file(&path, including, Some(at)) {
                match &mut node {
                    Some(node) => node.merge(part),
                    None => node = Some(part),
                }
            }
        }
        including.pop();
        if let Some(mut under) = node {
            let at = own.at;
            under.merge(own);
            own = Node { at, ..under };
        }
        Some(own)
    }

    fn parse(&mut self, file: FileId, text: &str) -> Node {
        self.parse_with_includes(file, text).0
    }

    /// Parses a file, and takes out the two keys that speak of the file itself.
    fn parse_with_includes(&mut self, file: FileId, text: &str) -> (Node, Vec<(At, String)>) {
        let mut node = parse(file, text, &mut self.findings);
        self.defaults.resize(file.index() + 1, None);
        let mut includes = Vec::new();
        if let Value::Table(table) = &mut node.value {
            let mut reader = Reader::default();
            if let Some(entry) = table.shift_remove("source") {
                self.defaults[file.index()] = reader.within("source", |r| Source::read(&entry.node, r)).ok();
            }
            if let Some(entry) = table.shift_remove("include") {
                match &entry.node.value {
                    Value::List(items) => {
                        for item in items {
                            match &item.value {
                                Value::Text(path) => includes.push((item.at, path.clone())),
                                _ => {
                                    reader.within("include", |r| r.expected(item, Expected::Path));
                                }
                            }
                        }
                    }
                    _ => {
                        reader.within("include", |r| r.expected(&entry.node, Expected::Paths));
                    }
                }
            }
            self.findings.append(reader.findings);
        }
        // A file is shown by the first thing it says, below the comments that open it.
        let first = node.table().and_then(|table| table.values().next()).map(|entry| entry.key_at);
        node.at = first.unwrap_or(At::new(file, &(0..0)));
        (node, includes)
    }

    fn bytes(&mut self, path: &Path) -> Result<Vec<u8>, Finding> {
        let fail = |why: Unread| message::unread_file(&shown(path), &why);
        let unread = |e: &std::io::Error| fail(Unread::System(reason(e)));
        let there = fs::metadata(path).map_err(|e| unread(&e))?;
        if there.is_dir() {
            return Err(fail(Unread::Folder));
        }
        // A pipe or a device would never end, or never begin.
        if !there.is_file() {
            return Err(fail(Unread::NotOrdinary));
        }
        let file = fs::File::open(path).map_err(|e| unread(&e))?;
        // One byte more than allowed shows that a file is too large, whatever its metadata say. With room for what they
        // say, and for the read that finds its end, it is read at once.
        let mut bytes = Vec::with_capacity(usize::try_from(there.len().min(FILE_LIMIT)).unwrap_or(0) + 64);
        file.take(FILE_LIMIT + 1).read_to_end(&mut bytes).map_err(|e| unread(&e))?;
        self.total = self.total.saturating_add(bytes.len() as u64);
        if bytes.len() as u64 > FILE_LIMIT || self.total > TOTAL_LIMIT {
            if self.total > TOTAL_LIMIT {
                self.total = u64::MAX;
            }
            return Err(fail(Unread::TooLarge));
        }
        Ok(bytes)
    }
}

/// Is this the name of a model file? `ROR.TOML` is one too, as Windows may write it.
fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

/// A path as findings show it, with `/` on every system so that the same bid reads the same, and
/// without the detours of includes (`dqe/../parts`).
fn shown(path: &Path) -> String {
    let mut parts: Vec<_> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::ParentDir, Some(Component::Normal(_))) => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.iter().collect::<PathBuf>().display().to_string().replace('\\', "/")
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
}

/// An error of the system without its number.
#[must_use]
pub fn reason(error: &std::io::Error) -> Words {
    match error.kind() {
        ErrorKind::NotFound => text!("ce fichier ou ce dossier n’existe pas", "no such file or directory"),
        ErrorKind::PermissionDenied => text!("accès refusé", "permission denied"),
        _ => error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase().into(),
    }
}
