//! Whether what the number format of a price shows gainsays what is said of its column: then the figure is held, or asked.

use super::choose::Used;
use super::columns::{Clashing, PriceColumn};
use super::currency::currency;
use super::held::Held;
use super::line::Line;
use super::per::Per;
use super::shown::Shown;
use super::terms::Clash;
use super::turned::place;
use crate::text;
use crate::unit::Text;

/// Why a figure that is shown so is none of its column: it is shown in thousands, of another time, with words that are not
/// understood, or in another currency than its row's.
#[must_use]
pub fn gainsays(shown: &Shown, held: &Held, column: &PriceColumn, (line, per): (&Line, Option<Per>)) -> Option<Text> {
    let words = shown.words(held);
    let Some(price) = &shown.price else {
        return Some(text!(
            "la cellule affiche `{words}`\u{a0}: ce n’est pas compris",
            "the cell shows `{words}`, which is not understood"
        ));
    };
    let known = per.or(column.terms.per);
    let is_other_time = price.per.is_some_and(|of| known.is_some_and(|known| known != of));
    let is_other_multiple = price.multiple.is_some() && price.multiple != column.terms.multiple;
    let is_other_money = currency(&line.currency).zip(shown.currency()).is_some_and(|(row, of)| row != of);
    (is_other_time || is_other_multiple || is_other_money).then(|| {
        text!(
            "la cellule affiche `{words}`\u{a0}: sa ligne ou son en-tête dit autre chose",
            "the cell shows `{words}`: its row or its heading says something else"
        )
    })
}

/// Asks for the currency of columns whose cells show another than what is said of them.
pub fn clashes(used: &mut Used, lines: &[&Line], is_turned: bool) {
    let Used { columns, prices, .. } = used;
    for dated in prices {
        let column = &mut columns[dated.used];
        let Some(said) = column.terms.currency().filter(|_| column.clash.is_none()) else { continue };
        let other = lines.iter().filter(|line| line.currency.is_empty()).find_map(|line| {
            let cell = line.prices[dated.index].as_ref()?;
            let shown = cell.shown.as_ref().filter(|shown| shown.currency().is_some_and(|shown| shown != said))?;
            Some(format!("{} `{}`", place(is_turned, line.row, column.at), shown.words(&cell.held)))
        });
        if let Some(other) = other {
            column.clash = Some(Clashing { what: Clash::Money, first: column.money.clone(), other });
            column.terms.open(Clash::Money);
        }
    }
}
