use rust_decimal::Decimal;

use super::{Cell, Fault, Figures, Kind, Search};
use crate::buyer::form::{RowKind, SheetForm, Table};
use crate::formula::{Address, Expr, Operator, Rect};
use crate::unit::{round_divided, round_half_away};

/// Faults of taxes and of totals with tax: on rows below the total, or in columns beside it.
pub(super) fn faults(search: &Search) -> Vec<Fault> {
    let mut found = Vec::new();
    for (sheet, table) in search.tables() {
        for (_, column) in &table.columns.amounts {
            found.extend(below(search, sheet, table, column.at));
        }
        found.extend(beside(search, sheet, table));
    }
    found
}

fn below(search: &Search, sheet: &SheetForm, table: &Table, column: u32) -> Vec<Fault> {
    let mut found = Vec::new();
    let (mut net, mut vat) = (None, None);
    for row in &table.rows {
        let cell = (sheet.sheet, Address { row: row.row, column });
        match row.kind {
            RowKind::Net => (net, vat) = (Some(cell), None),
            RowKind::Vat => {
                vat = Some(cell);
                found.extend(net.and_then(|net| tax(search, net, cell)));
            }
            RowKind::Gross => found.extend(net.and_then(|net| gross(search, net, vat, cell))),
            _ => {}
        }
    }
    found
}

fn beside(search: &Search, sheet: &SheetForm, table: &Table) -> Vec<Fault> {
    let columns = &table.columns;
    let Some(net) = columns.amount() else { return Vec::new() };
    let mut found = Vec::new();
    let counted = |kind| matches!(kind, RowKind::Line | RowKind::Lot | RowKind::Subtotal | RowKind::Net);
    for row in table.rows.iter().filter(|row| counted(row.kind)) {
        let cell = |column: u32| (sheet.sheet, Address { row: row.row, column });
        let vat = columns.vat.as_ref().map(|column| cell(column.at));
        found.extend(vat.and_then(|vat| tax(search, cell(net.at), vat)));
        let with_tax = columns.gross_amount.as_ref().map(|column| cell(column.at));
        found.extend(with_tax.and_then(|with_tax| gross(search, cell(net.at), vat, with_tax)));
    }
    found
}

/// Is the cell only what other sheets say, added up, or a sum down its column? Its faults are reported where they come from.
fn is_carried(search: &Search, (sheet, at): Cell) -> bool {
    match search.book.formula(sheet, at).map(|formula| &formula.expr) {
        Some(Ok(expr)) if adds_sheets(expr) => true,
        Some(Ok(Expr::Call { function, arguments })) if &**function == "SUM" => {
            let column = |rect: Rect| rect.left == at.column && rect.right == at.column;
            arguments.iter().all(|argument| matches!(argument, Expr::Area(area) if column(area.rect())))
        }
        _ => false,
    }
}

/// Is a formula a cell of another sheet, or a sum of such cells?
fn adds_sheets(expr: &Expr) -> bool {
    let mut left = vec![expr];
    while let Some(expr) = left.pop() {
        match expr {
            Expr::Area(area) if area.sheet.is_some() => {}
            Expr::Chain { first, rest } if rest.iter().all(|(operator, _)| *operator == Operator::Plus) => {
                left.push(first);
                left.extend(rest.iter().map(|(_, operand)| operand));
            }
            _ => return false,
        }
    }
    true
}

/// The tax beside the net it is of. A cell of tax may hold the rate alone.
fn tax(search: &Search, net: Cell, vat: Cell) -> Option<Fault> {
    let (held, net) = (search.stated(vat)?, search.number(net)?);
    if is_carried(search, vat) {
        return None;
    }
    let rate = |rate: Decimal| Kind::VatRate { rate: rate.normalize(), due: search.vat.normalize() };
    if search.is_typed(vat) && held > Decimal::ZERO && held < Decimal::ONE {
        return (held != search.vat).then(|| search.fault(rate(round_half_away(held, 4)), vat, None));
    }
    let figures = Figures { held, due: round_half_away(net.checked_mul(search.vat)?, 2) };
    if held == search.vat || !figures.differ(1) {
        return None;
    }
    let kind = match held.checked_div(net).map(|of_net| round_divided(of_net, 4)) {
        // Taxes rounded before they are added up leave cents, at the right rate.
        Some(of_net) if !search.is_typed(vat) && of_net == search.vat => return None,
        Some(of_net) if !search.is_typed(vat) => rate(of_net),
        _ => Kind::TypedDiffers(figures),
    };
    Some(search.fault(kind, vat, figures.excess()))
}

/// The total with tax beside the net and the tax that the form has, whatever its rate: the tax has its own fault.
fn gross(search: &Search, net: Cell, vat: Option<Cell>, gross: Cell) -> Option<Fault> {
    let (held, net) = (search.stated(gross)?, search.number(net)?);
    if is_carried(search, gross) {
        return None;
    }
    let tax = round_half_away(net.checked_mul(search.vat)?, 2);
    let due = Figures { held, due: net.checked_add(tax)? };
    let stated = vat.and_then(|vat| search.stated(vat)).and_then(|vat| net.checked_add(vat));
    let agrees = |due: Decimal| !Figures { held, due }.differ(2);
    if agrees(due.due) || stated.is_some_and(agrees) {
        return None;
    }
    let kind = if search.is_typed(gross) { Kind::TypedDiffers } else { Kind::GrossDiffers };
    Some(search.fault(kind(due), gross, due.excess()))
}
