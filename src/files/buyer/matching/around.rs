//! What is written around a price of the buyer's, against the line of ours that it is matched to.

use std::sync::Arc;

use super::{Doubt, Found, Match, OurLine, OurLot, RowMatch, Sureness, priced_by};
use crate::buyer::form::{Claim, Of, Per, Remark, RemarkAt, Row, SheetForm, Stated, Table, TheirUnit, unit};
use crate::model::bid::{LotId, Unit};
use crate::unit::fold;
use typed_index_collections::TiSlice;

/// What is said of all prices of a table and not settled by what its lines are matched to: which prices go there, a person decides.
#[must_use]
pub fn remarks<'a>(
    table: &'a Table, sheet: &SheetForm, rows: &[&RowMatch], ours: &TiSlice<LotId, OurLot>,
) -> Vec<&'a Remark> {
    let speaks_against = |remark: &Remark| {
        rows.iter().any(|found| {
            let line = found.kept().zip(found.lot).map(|(of, lot)| &ours[lot].lines[of.line]);
            line.is_some_and(|line| !agrees(remark, found.row(sheet), line))
        })
    };
    table.columns.remarks.iter().map(AsRef::as_ref).filter(|remark| speaks_against(remark)).collect()
}

/// A match, to be decided where what is written around its row says something else.
pub(super) fn beside(found: Found, row: &Row, ours: &OurLot) -> Found {
    match found {
        Found::Line(own) => {
            let against = row.remarks.iter().find(|remark| !agrees(remark, row, &ours.lines[own.line]));
            let Some(remark) = against else { return Found::Line(own) };
            let doubt = own.doubt.or_else(|| Some(Doubt::Remark(Arc::clone(remark))));
            Found::Line(Match { sureness: Sureness::Doubtful, doubt, ..own })
        }
        other => other,
    }
}

/// Does our line's price agree with all that words around a row say?
fn agrees(remark: &Remark, row: &Row, ours: &OurLine) -> bool {
    // Without a unit of its own the row is by what its label says, else by its section: that is held against ours by itself.
    let is_read = |claim: &Claim| {
        let by_section = remark.place == RemarkAt::Section && unit(&row.unit) == TheirUnit::None;
        by_section && matches!(claim, Claim::Time(..))
    };
    remark
        .claims
        .iter()
        .all(|claim| is_read(claim) || claim_agrees(claim, remark.place == RemarkAt::Section, row, ours))
}

fn claim_agrees(claim: &Claim, in_section: bool, row: &Row, ours: &OurLine) -> bool {
    match claim {
        Claim::Gross | Claim::Multiple(_) | Claim::Changed => false,
        Claim::Without => ours.words.excludes,
        Claim::Counted(counted) => match priced_by(row) {
            TheirUnit::Ours(Unit::Day) => *counted == Of::Time(Per::Day),
            TheirUnit::Ours(Unit::Month) => *counted == Of::Time(Per::Month),
            TheirUnit::Per(per) => *counted == Of::Time(per),
            _ => true,
        },
        Claim::Stated(stated) => {
            let months = matches!(stated, Stated::Several(_, Some(Of::Time(per))) if per.months().is_some());
            let lasts =
                (stated.is_long() && ours.unit == Unit::LumpSum) || (in_section && months && ours.unit != Unit::Month);
            // The unit of the row says it as well: it is held against ours by itself.
            lasts || row.stated == Some(*stated) || ours.stated.contains(stated)
        }
        Claim::Word(word) => {
            let stem: String = word.chars().take(if word.contains(' ') { word.len() } else { 6 }).collect();
            let names = |text: &str| text.contains(&stem);
            let hours = |text: &str| Stated::of_label(text).contains(&Stated::OtherHours);
            // What its label says is held against ours by itself.
            names(&ours.folded)
                || names(&ours.around)
                || names(&fold(&row.label))
                || (hours(word) && (hours(&ours.label) || hours(&ours.around)))
        }
        Claim::Time(per, of_prices) => {
            let own = match priced_by(row) {
                TheirUnit::Ours(Unit::Day) => Per::Day,
                TheirUnit::Ours(Unit::Month) => Per::Month,
                TheirUnit::Per(per) => per,
                TheirUnit::Ours(Unit::WorkUnit) => return !of_prices || *per == Per::Day,
                _ => return true,
            };
            let is_long = |per: Per| per >= Per::Month;
            if is_long(own) == is_long(*per) { own == *per } else { !of_prices || !is_long(*per) }
        }
    }
}
