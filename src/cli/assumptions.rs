use super::args::{Args, Assumptions};
use super::bid::told;
use super::console::{Console, Failed};
use super::files;
use crate::report::draw;
use crate::sheet::{self, Audience, Book, internal_mark};

/// Prints or writes every figure with its source.
pub fn run(args: &Args, verb: &Assumptions, console: &Console) -> Result<(), Failed> {
    let priced = told(args)?;
    let lang = console.lang;
    let mut figures = sheet::assumptions(&priced.bid, &priced.sources, lang);
    if let Some(path) = &verb.output.output {
        figures.footer = internal_mark(lang).into();
        let book = Book {
            title: figures.title[0].clone(),
            author: priced.bid.document.bidder.clone(),
            audience: Audience::Internal,
            sheets: vec![figures],
            names: Vec::new(),
        };
        return files::write_book(&book, path, verb.output.force, &priced.paths, console);
    }
    console.print(&draw(&figures, verb.format.into(), lang, true));
    Ok(())
}
