//! `leaks`, and the same before a DQE is written.

use std::path::Path;

use super::args::{Args, Leaks};
use super::bid::{priced_with_count, text};
use super::console::{Console, Failed};
use super::files;
use crate::app::{self, Priced};
use crate::buyer::fill::{Listed, Read};
use crate::buyer::leaks::{self, Against, Compared, How, Origin, Secrets, Whose};
use crate::diag::message::output::not_compared;
use crate::scenario::{BASE, Scenarios};
use crate::sheet;
use crate::unit::Budget;
use crate::workbook;
use crate::xlsx::Book;

/// Looks through a file, and prints what it found.
pub fn run(args: &Args, verb: &Leaks, console: &Console) -> Result<(), Failed> {
    let bytes = files::read(&verb.file)?;
    let mut priced = priced_with_count(args, console)?;
    // What was not searched whole, because it asks for more than reading a file may take, is not called clean.
    let whole = |budgets: &[Budget]| budgets.iter().try_for_each(|budget| budget.draw(0));
    let (found, origin) = if !is_spreadsheet(&verb.file, &bytes) {
        let budget = Budget::default();
        let found = leaks::plain(&bytes, &secrets(&priced), &budget);
        whole(&[budget])?;
        (found, Origin::Unknown)
    } else if let Some(buyer) = &verb.buyer {
        let original = Book::open(files::read(buyer)?)?;
        let book = Book::open(bytes)?;
        let budgets = [original.package.budget().clone(), book.package.budget().clone()];
        let compared = with_form(verb, original, &book, &mut priced)?;
        whole(&budgets)?;
        (compared.leaks, Origin::Buyer(compared.how))
    } else {
        let book = Book::open(bytes)?;
        let found = match with_dqe(args, &book, &priced)? {
            Some((scenario, compared)) => (compared.leaks, Origin::Dqe(scenario, compared.how)),
            None => (leaks::leaks(&book, &secrets(&priced), Whose::Theirs), Origin::Unknown),
        };
        whole(&[book.package.budget().clone()])?;
        found
    };
    let report = leaks::report(&verb.file.display().to_string(), &found, &origin, console.lang);
    console.draw(&report, verb.format.into());
    // What nobody has looked at is not said to be clean.
    let open = |leak: &leaks::Leak| leak.sure || leak.kind == leaks::Kind::Unsearched;
    if found.iter().any(open) { Err(Failed::Reported(1)) } else { Ok(()) }
}

/// Holds a filled form against the buyer's own.
fn with_form(verb: &Leaks, original: Book, book: &Book, priced: &mut Priced) -> Result<Compared, Failed> {
    let map = verb.map.as_deref().map(|path| super::fill::map(path, priced)).transpose()?;
    let read = Read::of(original)?;
    let dqe = &priced.estimate.dqe;
    let listed = match &map {
        Some(map) => Listed::of_map(&priced.bid, dqe, map, &read),
        None => Listed::of_form(dqe, &read),
    };
    let may = |sheet, at, value| listed.may(sheet, at, value);
    Ok(leaks::compared(&read.book, book, &secrets(priced), Against::Buyer, &may))
}

/// Holds a DQE against the one that the models give, under the scenario asked for or, where it is not that one, the one
/// that it is nearest to; none where it is no DQE.
fn with_dqe(args: &Args, book: &Book, priced: &Priced) -> Result<Option<(String, Compared)>, Failed> {
    let asked = (args.scenario.as_str(), against_dqe(book, priced)?);
    let (mut scenario, Some(mut nearest)) = (asked.0.to_owned(), asked.1) else { return Ok(None) };
    let text = text(args);
    let scenarios = Scenarios::of(&text).ok();
    let others = scenarios.iter().flat_map(Scenarios::iter).map(|(id, ..)| id).chain([BASE]);
    for other in others.filter(|id| *id != args.scenario) {
        if nearest.how == How::Same || nearest.leaks.is_empty() {
            break;
        }
        // A scenario that has no price has no DQE.
        let Ok(priced) = app::priced(text.clone(), other) else { continue };
        if let Some(compared) = against_dqe(book, &priced)?.filter(|other| other.leaks.len() < nearest.leaks.len()) {
            (scenario, nearest) = (other.to_owned(), compared);
        }
    }
    Ok(Some((scenario, nearest)))
}

/// Holds a DQE against that of a priced bid, all lots or the one that it has; none where it is no DQE.
fn against_dqe(book: &Book, priced: &Priced) -> Result<Option<Compared>, Failed> {
    let (bid, dqe) = (&priced.bid, &priced.estimate.dqe);
    let whole = sheet::dqe(bid, dqe, None);
    if !leaks::is_dqe(book, &whole) {
        return Ok(None);
    }
    let has = |lot: &usize| book.find(&sheet::lot_sheet_name(bid, *lot)).is_some();
    let lots: Vec<usize> = (0..bid.lots.len()).filter(has).collect();
    let drawn = if let [lot] = lots[..] { sheet::dqe(bid, dqe, Some(lot)) } else { whole };
    let bytes = workbook::bytes(&drawn).map_err(|e| not_compared(&e.to_string().into()))?;
    Ok(Some(leaks::compared(&Book::open(bytes)?, book, &secrets(priced), Against::Dqe, &|_, _, _| false)))
}

/// What must not be in a file for the buyer.
pub fn secrets(priced: &Priced) -> Secrets<'_> {
    Secrets::of(&priced.bid, &priced.inputs, &priced.estimate, &priced.root)
}

/// Is this a spreadsheet, by its name or by how it begins?
fn is_spreadsheet(path: &Path, bytes: &[u8]) -> bool {
    let named = path
        .extension()
        .is_some_and(|e| ["xlsx", "xlsm", "xls", "xlsb", "ods"].iter().any(|x| e.eq_ignore_ascii_case(x)));
    named || bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}
