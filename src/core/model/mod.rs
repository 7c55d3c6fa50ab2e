//! The model: from TOML files to a valid [`Bid`].
//!
//! `tree` is the text with its places, `shape` the description that reader and schema share, `raw` the
//! tables as written, `resolve` the step to `bid`, where every id is resolved and every total checked.

pub mod bid;
mod calendar;
pub mod figure;
mod load;
pub mod number;
mod quoted;
pub mod raw;
mod resolve;
mod schema;
pub mod shape;
mod syntax;
pub mod tree;
mod words;

pub use bid::Bid;
pub use load::{Text, load, load_beside, load_texts, reason};
pub use quoted::quoted;
pub use schema::{KINDS, schema};
pub use tree::Node;
pub use words::{nature_name, role_name, unit_name, zone_name};

use std::collections::HashSet;

use crate::diag::{Code, Errors, FileId, Finding, Findings};
use shape::{Reader, Shape as _};

/// From the text of a bid to the bid, or every problem at once.
///
/// # Errors
/// All findings of the files, of the reader and of the resolution, none of which hides another
/// unless it must: what cannot be read cannot be resolved.
pub fn bid(text: &Text) -> Result<(Bid, Findings), Errors> {
    bid_of(text, &text.root)
}

/// The same, of another tree of the same text: one with a scenario laid over it.
///
/// # Errors
/// As [`bid()`].
pub fn bid_of(text: &Text, root: &Node) -> Result<(Bid, Findings), Errors> {
    read(text, root, &Known::default()).map(|(bid, findings, _)| (bid, findings))
}

/// What was read of a text: the trees that scenarios make of it are read faster, only where they differ.
#[derive(Debug, Default)]
pub struct Known {
    parts: shape::Parts,
    figures: Vec<figure::Figure>,
}

impl Known {
    /// Reads the text of a bid, and remembers its parts.
    ///
    /// # Errors
    /// As [`bid()`].
    pub fn of(text: &Text) -> Result<(Self, Bid), Errors> {
        let (bid, _, parts) = read(text, &text.root, &Self::default())?;
        Ok((Self { parts: parts.kept(), figures: bid.figures.clone() }, bid))
    }

    /// The bid of another tree of the same text. The list of its figures begins with those of the text
    /// itself, whether or not the other tree still refers to them: it is priced as [`bid_of`] would have
    /// it, and is no list of what it rests on.
    ///
    /// # Errors
    /// As [`bid()`].
    pub fn bid_of(&self, text: &Text, root: &Node) -> Result<Bid, Errors> {
        read(text, root, self).map(|(bid, ..)| bid)
    }
}

/// Reads a tree of a text, and says what was read of it.
fn read(text: &Text, root: &Node, known: &Known) -> Result<(Bid, Findings, shape::Parts), Errors> {
    let mut reader = Reader {
        defaults: text.defaults.clone(),
        findings: text.findings.clone(),
        parts: known.parts.known(),
        figures: known.figures.clone(),
        ..Reader::default()
    };
    let root = raw::Root::read(root, &mut reader);
    if text.findings.sorted().iter().any(|f| hides(f.code)) {
        reader.findings = unhidden(text, reader.findings).without_errors()?;
    }
    let root = match root {
        Ok(root) => root,
        Err(reported) => return Err(reader.findings.refused(reported)),
    };
    let (bid, findings) = resolve::resolve(&root, reader.figures, reader.findings)?;
    Ok((bid, findings, reader.parts))
}

/// What the model takes at a path of a bid's tree.
#[must_use]
pub fn takes(path: &[String]) -> shape::Takes {
    raw::Root::takes(path)
}

/// Reads the text of a file that is apart from the bid, such as the map of a buyer's file.
///
/// # Errors
/// All findings of the file.
pub fn apart<T: shape::Shape>(file: FileId, text: &str) -> Result<T, Errors> {
    let mut reader = Reader::default();
    let node = tree::parse(file, text, &mut reader.findings);
    reader.findings = reader.findings.without_errors()?;
    let read = T::read(&node, &mut reader);
    reader.findings.settle(read).map(|(read, _)| read)
}

/// Does a finding of this kind mean that part of the text was not read?
fn hides(code: Code) -> bool {
    use Code::{IncludeCycle, NoFile, NotAFile, NotUtf8, Syntax, TooLarge};
    matches!(code, NoFile | NotAFile | TooLarge | NotUtf8 | IncludeCycle | Syntax)
}

/// What is certain though part of the text was not read: that part may hold what seems to be missing,
/// and a file with a syntax error may say something else than it seems to.
fn unhidden(text: &Text, mut findings: Findings) -> Findings {
    let place = |f: &Finding| f.labels.first().map(|label| label.0.file);
    let broken: HashSet<_> = text.findings.sorted().into_iter().filter(|f| f.code == Code::Syntax).map(place).collect();
    let reported: HashSet<_> = text.findings.sorted().into_iter().cloned().collect();
    findings.retain(|f| reported.contains(f) || (f.code != Code::MissingKey && !broken.contains(&place(f))));
    findings
}
