use super::args::{Args, Assumptions};
use super::bid::priced_with_count;
use super::console::{Console, Failed};
use super::files;
use crate::sheet::{self, Audience, Book, internal_mark};
use crate::trace::rests;

/// Prints what the price rests on and what to ask, or every figure; or writes all of it.
pub fn run(args: &Args, verb: &Assumptions, console: &Console) -> Result<(), Failed> {
    let priced = priced_with_count(args, console)?;
    let lang = console.lang;
    let rests = sheet::rests(&rests(&priced.bid, &priced.inputs, &priced.estimate), lang);
    let questions = sheet::questions(&priced.bid, lang);
    let figures = sheet::assumptions(&priced.bid, &priced.sources, lang);
    if let Some(path) = &verb.output.output {
        let facts = sheet::facts(&priced.bid, &priced.sources, lang);
        let mut sheets = vec![rests, questions, facts, figures];
        for sheet in &mut sheets {
            sheet.footer = internal_mark(lang).into();
        }
        let book = Book {
            title: lang.pick("Hypothèses", "Assumptions").into(),
            author: priced.bid.document.bidder.clone(),
            audience: Audience::Internal,
            sheets,
            names: Vec::new(),
        };
        return files::write_book(&book, path, verb.output.force, &priced.paths, console);
    }
    let format = verb.format.into();
    if verb.all {
        console.draw(&figures, format);
    } else {
        console.draw(&rests, format);
        if format == crate::report::Format::Table {
            console.print("\n");
            console.draw(&questions, format);
        }
    }
    Ok(())
}
